//! `corkboard schema`: prints what is compiled in.

use std::io::Write;

use anyhow::Context;

use crate::args::{SchemaArguments, SchemaFile};
use crate::terminal;

/// Prints the file that was asked for.
pub(crate) fn run(arguments: &SchemaArguments) -> anyhow::Result<()> {
    let text = match arguments.file {
        SchemaFile::Extraction => corkboard::EXTRACTION_SCHEMA,
        SchemaFile::Ontology => corkboard::model::ontology::ONTOLOGY,
        SchemaFile::Shapes => corkboard::export::SHAPES,
        SchemaFile::Context => corkboard::export::CONTEXT,
    };
    let mut out = terminal::standard_output();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("cannot write to standard output")
}
