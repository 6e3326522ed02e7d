//! `corkboard build`: articles and extractions to a graph in files.

use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;

use corkboard::export::{ExportOptions, FileSet, Isolated, Xsd};
use corkboard::model::{Asserted, Filter, Focus, Standing};
use corkboard::pipeline::{self, Config};
use corkboard::resolve::ResolveMode;
use corkboard::source::Input;
use corkboard::{Diagnostics, Severity};

use crate::args::{BuildArguments, ExportArguments, FilterArguments, InputArguments, Resolve};
use crate::exit::Stop;
use crate::output::Plan;
use crate::summary::Told;
use crate::terminal::{self, Progress, Volume};
use crate::{report, summary};

/// Builds the graph and writes it. All targets are opened before the work and get their names after it.
pub(crate) fn run(arguments: &BuildArguments) -> anyhow::Result<()> {
    let started = Instant::now();
    let config = config(arguments);
    let plan = Plan::new(&arguments.output.output, &arguments.output.formats)?;
    let mut files = open(&plan, &config, arguments.output.report.as_deref())?;
    let volume = volume(&arguments.input);
    let progress = Progress::start(volume);
    let watch = |step| progress.step(step);
    let mut diagnostics = Diagnostics::new();
    let built = pipeline::build(&config, &mut diagnostics, &watch);
    let run = or_remarks(built, &diagnostics, &progress)?;
    stop_if_strict(&arguments.input, &diagnostics, &progress)?;
    let written = pipeline::write(&run.graph, plan.formats(), &config.export, &mut files, &watch)?;
    drop(progress);
    let told = Told { config: &config, report: &run.report, diagnostics: &diagnostics, written: &written };
    if arguments.output.report.is_some() {
        report::write(&told, &mut files)?;
    }
    let said = summary::of_build(&told, &files, started.elapsed());
    files.commit()?;
    if volume == Volume::Normal {
        terminal::line(&said);
    }
    Ok(())
}

fn open(plan: &Plan, config: &Config, report: Option<&Path>) -> anyhow::Result<FileSet> {
    let mut files = plan.open(&config.export.stem)?;
    match report {
        Some(path) if path == Path::new("-") && matches!(plan, Plan::Standard(_)) => {
            return Err(Stop::usage("standard output takes one file, found a graph and a report", "name a file with --report or -o"));
        }
        Some(path) if path == Path::new("-") => files.add_stream(report::NAME, "standard output", terminal::standard_output()),
        Some(path) => files.add(report::NAME, path)?,
        None => {}
    }
    Ok(files)
}

/// Lists the remarks before an error: one of them may be why.
pub(crate) fn or_remarks<T>(done: corkboard::Result<T>, diagnostics: &Diagnostics, progress: &Progress) -> anyhow::Result<T> {
    if done.is_err() {
        progress.say(&summary::remarks(diagnostics));
    }
    Ok(done?)
}

/// Stops a strict run whose data has problems, which are listed first.
pub(crate) fn stop_if_strict(input: &InputArguments, diagnostics: &Diagnostics, progress: &Progress) -> anyhow::Result<()> {
    if !input.strict || !diagnostics.has_warnings() {
        return Ok(());
    }
    progress.say(&summary::remarks_of(diagnostics, Severity::Warning));
    let warnings = diagnostics.counts().filter(|(code, _)| code.severity() > Severity::Note);
    Err(Stop::data(warnings.map(|(_, count)| count).sum()))
}

/// Returns how much a run says.
pub(crate) fn volume(input: &InputArguments) -> Volume {
    if input.quiet { Volume::Quiet } else { Volume::Normal }
}

fn config(arguments: &BuildArguments) -> Config {
    Config {
        resolve: match arguments.resolve {
            Resolve::Names => ResolveMode::Names,
            Resolve::None => ResolveMode::None,
        },
        asserted: asserted(&arguments.export.assert),
        filter: filter(&arguments.filter),
        compare: arguments.output.compare.clone(),
        export: export(&arguments.export),
        ..input(&arguments.input)
    }
}

/// Returns what is read and how.
pub(crate) fn input(arguments: &InputArguments) -> Config {
    Config {
        inputs: arguments.inputs.iter().map(Input::from_argument).collect(),
        schema: arguments.schema.clone(),
        threads: arguments.threads,
        ..Config::default()
    }
}

/// The arguments hold only what can be asserted.
fn asserted(standings: &[Standing]) -> Asserted {
    standings.iter().fold(Asserted::default(), |asserted, standing| asserted.with(*standing).unwrap_or(asserted))
}

fn export(arguments: &ExportArguments) -> ExportOptions {
    ExportOptions {
        base_iri: arguments.base_iri.clone(),
        edges: arguments.edges.into(),
        statements: arguments.statements.into(),
        title: arguments.title.clone(),
        xsd: if arguments.strict_xsd { Xsd::Strict } else { Xsd::Extended },
        isolated: if arguments.isolated { Isolated::Drawn } else { Isolated::LeftOut },
        ..ExportOptions::default()
    }
}

fn filter(arguments: &FilterArguments) -> Filter {
    Filter {
        standings: arguments.standing.clone(),
        classes: arguments.class.clone(),
        predicates: arguments.predicate.clone(),
        documents: arguments.document.clone(),
        min_confidence: arguments.min_confidence,
        focus: arguments.focus.clone().map(|name| Focus { name, hops: arguments.hops }),
        top: arguments.top.map(NonZeroUsize::get),
    }
}
