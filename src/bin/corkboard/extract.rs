//! `corkboard extract`: articles to extraction JSON Lines.

use std::path::Path;
use std::time::Instant;

use corkboard::Diagnostics;
use corkboard::export::FileSet;
use corkboard::pipeline;

use crate::args::ExtractArguments;
use crate::build::{input, or_remarks, stop_if_strict, volume};
use crate::summary;
use crate::terminal::{self, Progress, Volume};

const NAME: &str = "extraction";

/// Extracts and writes a line a document.
pub(crate) fn run(arguments: &ExtractArguments) -> anyhow::Result<()> {
    let started = Instant::now();
    let mut files = FileSet::new();
    if arguments.output == Path::new("-") {
        files.add_stream(NAME, "standard output", terminal::standard_output());
    } else {
        files.add(NAME, &arguments.output)?;
    }
    let volume = volume(&arguments.input);
    let progress = Progress::start(volume);
    let mut diagnostics = Diagnostics::new();
    let found = pipeline::extract(&input(&arguments.input), &mut diagnostics, &|step| progress.step(step));
    let found = or_remarks(found, &diagnostics, &progress)?;
    stop_if_strict(&arguments.input, &diagnostics, &progress)?;
    drop(progress);
    found.write(NAME, &mut files)?;
    files.commit()?;
    if volume == Volume::Normal {
        let claims = found.extractions.iter().map(|extraction| extraction.claims.len()).sum();
        terminal::line(&summary::of_extract(found.extractions.len(), claims, &diagnostics, started.elapsed()));
    }
    Ok(())
}
