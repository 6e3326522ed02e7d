//! Where the bytes of an export go.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use crate::error::{Error, Result};

/// Takes the files of an export.
pub trait Sink {
    /// Writes a file of a name by calling `write` once with its writer, and flushes it.
    ///
    /// # Errors
    /// When the file can't be written.
    fn file(&mut self, name: &str, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> Result<()>;

    /// Returns whether it takes a file of a name. Asked only for files that a format can do without.
    fn takes(&self, name: &str) -> bool;
}

/// Bytes that a writer gathers before they go to the system.
pub(super) const BUFFER: usize = 1 << 18;

/// Keeps the files in memory, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemorySink {
    /// The files.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Sink for MemorySink {
    fn file(&mut self, name: &str, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        let mut bytes = Vec::new();
        write(&mut bytes).map_err(|error| Error::io(format!("cannot write `{name}`"), error))?;
        self.files.insert(name.to_owned(), bytes);
        Ok(())
    }

    fn takes(&self, _name: &str) -> bool {
        true
    }
}

/// Writes every file to one stream, one after the other: standard output.
#[derive(Debug)]
pub struct StreamSink<W: Write> {
    stream: BufWriter<W>,
}

impl<W: Write> StreamSink<W> {
    /// Returns the sink of a stream.
    pub fn new(stream: W) -> Self {
        Self { stream: BufWriter::with_capacity(BUFFER, stream) }
    }
}

impl<W: Write> Sink for StreamSink<W> {
    fn file(&mut self, _name: &str, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        write(&mut self.stream).and_then(|()| self.stream.flush()).map_err(|error| Error::io("cannot write to the output", error))
    }

    fn takes(&self, _name: &str) -> bool {
        false
    }
}
