//! Reading: files, folders and standard input become documents to be extracted from, and extractions that others made.

mod anchor;
mod article;
mod contract;
mod document;
mod entities;
mod fields;
mod files;
mod graph_lines;
mod join;
mod json;
mod place;
mod references;
mod relations;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostics;
use crate::error::{Error, ErrorKind, Location, Result};
use crate::model::{Document, Extraction, Resolution, Schema};
use contract::{Layout, Run};
use files::File;
use place::Seen;

/// Something to read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder whose `.txt`, `.md`, `.json` and `.jsonl` files are read, also those of folders in it.
    Path(PathBuf),
    /// Standard input.
    Stdin,
    /// Bytes at hand, with the name by which messages call them; its ending says what they are, as that of a file does.
    Bytes {
        /// The name.
        name: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

impl Input {
    /// Returns the input that an argument of the command line names; `-` is standard input.
    pub fn from_argument(argument: impl AsRef<OsStr>) -> Self {
        let argument = argument.as_ref();
        if argument == "-" { Self::Stdin } else { Self::Path(PathBuf::from(argument)) }
    }

    fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Stdin | Self::Bytes { .. } => None,
        }
    }
}

/// One document of the input.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The file it came from, for messages only.
    pub file: String,
    /// What it is.
    pub content: Content,
}

/// What a document of the input is.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A text, from which nothing was extracted yet.
    Article(Document),
    /// An extraction; the status of its claims may still be absent.
    Extraction(Extraction),
}

impl Content {
    /// Returns the document.
    pub fn document(&self) -> &Document {
        match self {
            Self::Article(document) => document,
            Self::Extraction(extraction) => &extraction.document,
        }
    }
}

/// All documents of the input.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sources {
    /// The documents, in the order of the inputs; their ids differ.
    pub documents: Vec<Source>,
    /// The resolution of exactly these documents, which all are extractions then: only where the one input is a
    /// `graph.jsonl`, whose resolution is taken as it stands.
    pub resolution: Option<Resolution>,
}

/// Reads all documents of the inputs. Terms that the ontology does not have are added to the schema. Remarks are added to
/// the diagnostics also where an error is returned.
///
/// ```
/// use corkboard::model::Schema;
/// use corkboard::source::{Content, Input, read};
/// use corkboard::{Code, Diagnostics};
///
/// # fn main() -> corkboard::Result<()> {
/// let line = br#"{"relations": [{"subject": "Dana Roe", "predicate": "memberOf", "object": "Alden Police"}]}"#;
/// let input = Input::Bytes { name: "a.jsonl".into(), bytes: line.to_vec() };
/// let (mut schema, mut diagnostics) = (Schema::builtin()?, Diagnostics::new());
/// let sources = read(vec![input], &mut schema, &mut diagnostics)?;
/// let Content::Extraction(extraction) = &sources.documents[0].content else { unreachable!("it is no article") };
/// assert_eq!((extraction.entities.len(), extraction.claims.len()), (2, 1));
/// assert_eq!(diagnostics.count(Code::UnknownReference), 2);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// When a path does not exist, nothing at all can be read, two documents have one id but different texts, or a
/// `graph.jsonl` is of another version.
pub fn read(inputs: Vec<Input>, schema: &mut Schema, diagnostics: &mut Diagnostics) -> Result<Sources> {
    let files = files::list(inputs, diagnostics)?;
    let count = files.len();
    let mut documents = Vec::new();
    let mut resolution = None;
    let mut seen = Seen::default();
    for file in files {
        let mut run = Run { schema: &mut *schema, seen: &mut seen, diagnostics: &mut *diagnostics };
        resolution = read_file(file, &mut run, &mut documents)?.filter(|_| count == 1);
    }
    let documents = join::join(documents, diagnostics)?;
    if documents.is_empty() { Err(nothing_read(count, diagnostics)) } else { Ok(Sources { documents, resolution }) }
}

fn nothing_read(files: usize, diagnostics: &Diagnostics) -> Error {
    if files == 0 {
        return Error::new(ErrorKind::Input, "found no .txt, .md, .json or .jsonl file")
            .hint("hidden files and files with other endings are passed over in folders");
    }
    let error = Error::new(ErrorKind::Input, "no document could be read");
    let Some(first) = diagnostics.iter().next() else { return error };
    match first.location.clone() {
        Some(location) => Error::new(ErrorKind::Input, format!("no document could be read: {}", first.message)).at(location),
        None => error,
    }
}

/// Reads one file; returns the resolution that it brings.
fn read_file(mut file: File, run: &mut Run<'_>, documents: &mut Vec<Source>) -> Result<Option<Resolution>> {
    let Some(bytes) = file.read(run.diagnostics) else { return Ok(None) };
    let name = file.name;
    let mut add = |content| documents.push(Source { file: name.clone(), content });
    let Some(layout) = layout(&name, &bytes) else {
        if u32::try_from(bytes.len()).is_err() {
            let location = Some(Location::file(&name));
            run.diagnostics.push(crate::Code::Unreadable, location, "the file has more than 4 GiB, which is more than offsets can count");
            return Ok(None);
        }
        article::read(&name, &bytes, run.seen, run.diagnostics).map(Content::Article).into_iter().for_each(&mut add);
        return Ok(None);
    };
    if graph_lines::is_graph(&bytes) {
        let (extractions, resolution) = graph_lines::read(&name, &bytes, run)?;
        extractions.into_iter().map(Content::Extraction).for_each(&mut add);
        return Ok(Some(resolution));
    }
    contract::read(&name, &bytes, layout, run).into_iter().map(Content::Extraction).for_each(&mut add);
    Ok(None)
}

/// Returns how a file of extractions is laid out, or nothing for an article; its content decides where its name does not.
fn layout(name: &str, bytes: &[u8]) -> Option<Layout> {
    match files::ending(name).as_deref() {
        Some("jsonl") => return Some(Layout::Lines),
        Some("json") => return Some(Layout::Any),
        Some("txt" | "md") => return None,
        _ => {}
    }
    let mut letters = article::unmarked(bytes).iter().filter(|byte| !byte.is_ascii_whitespace());
    match (letters.next(), letters.next()) {
        (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'{' | b']')) => Some(Layout::Any),
        _ => None,
    }
}

#[cfg(test)]
#[path = "source_tests.rs"]
mod tests;
