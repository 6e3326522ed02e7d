//! What stops a run: an error with its kind, its place in the input and a way out.

use std::fmt;

/// A place in an input file; line and column count from 1, the column in Unicode code points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file as it was named on the command line; `-` is standard input.
    pub file: String,
    /// The line and column, where the remark is about one place and not the whole file.
    pub position: Option<(u32, u32)>,
}

impl Location {
    /// Returns the place that is a whole file.
    pub fn file(name: impl Into<String>) -> Self {
        Self { file: name.into(), position: None }
    }

    /// Returns the place at a line and column, both counted from 1.
    pub fn at(name: impl Into<String>, line: u32, column: u32) -> Self {
        Self { file: name.into(), position: Some((line, column)) }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some((line, column)) => write!(f, "{}:{line}:{column}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// Why a run stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or a pipe could not be read or written.
    Io,
    /// The reader of our output went away; a success for a command line.
    BrokenPipe,
    /// Nothing in the input could be used, or the inputs contradict each other.
    Input,
    /// A rule file, gazetteer or ontology is wrong.
    Schema,
    /// Two keys share an id, or an id does not fit its type.
    Identity,
}

/// An error with its kind, what was found and expected, where, and a hint at the way out.
#[derive(Debug, thiserror::Error)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    location: Option<Location>,
    hint: Option<String>,
    #[source]
    source: Option<std::io::Error>,
}

impl Error {
    /// Returns an error that has no place in a file yet.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), location: None, hint: None, source: None }
    }

    /// Returns the error of a failed read or write; `doing` says what was tried, as in "cannot write `out/graph.ttl`".
    pub fn io(doing: impl Into<String>, source: std::io::Error) -> Self {
        let kind = if source.kind() == std::io::ErrorKind::BrokenPipe { ErrorKind::BrokenPipe } else { ErrorKind::Io };
        Self { kind, message: doing.into(), location: None, hint: None, source: Some(source) }
    }

    /// Adds the place.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Returns the kind.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the place, if the error has one.
    pub fn location(&self) -> Option<&Location> {
        self.location.as_ref()
    }

    /// Returns the way out, which is not part of the message.
    pub fn way_out(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(location) = &self.location {
            write!(f, "{location}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl From<std::io::Error> for Error {
    fn from(source: std::io::Error) -> Self {
        Self::io("input or output failed", source)
    }
}

/// The result of whatever can stop a run.
pub type Result<T> = std::result::Result<T, Error>;
