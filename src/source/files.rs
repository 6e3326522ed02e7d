//! The files that the inputs of a run name: single ones, and those of folders, sorted by name.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::Input;
use crate::diagnostic::{Code, Diagnostics};
use crate::error::{Error, ErrorKind, Location, Result};

/// A file that is to be read, and the name by which messages call it.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: String,
    from: From,
}

#[derive(Debug)]
enum From {
    Path(PathBuf),
    Stdin,
    Bytes(Vec<u8>),
}

/// The endings of the files that are read from a folder.
const ENDINGS: [&str; 4] = ["txt", "md", "json", "jsonl"];

/// Lists the files of the inputs.
///
/// # Errors
/// When a path does not exist.
pub(super) fn list(inputs: Vec<Input>, diagnostics: &mut Diagnostics) -> Result<Vec<File>> {
    if let Some(missing) = inputs.iter().find_map(|input| input.path().filter(|path| fs::metadata(path).is_err())) {
        return Err(not_there(missing));
    }
    let mut files = Vec::new();
    for input in inputs {
        match input {
            Input::Path(path) if path.is_dir() => walk(&path, &mut BTreeSet::new(), &mut files, diagnostics),
            Input::Path(path) => files.push(File { name: shown(&path), from: From::Path(path) }),
            Input::Stdin => files.push(File { name: "-".to_owned(), from: From::Stdin }),
            Input::Bytes { name, bytes } => files.push(File { name, from: From::Bytes(bytes) }),
        }
    }
    Ok(files)
}

fn not_there(path: &Path) -> Error {
    let found = match fs::metadata(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => format!("cannot be read: {error}"),
        _ if fs::symlink_metadata(path).is_ok() => "is a link to a file that does not exist".to_owned(),
        _ => "no such file or folder".to_owned(),
    };
    Error::new(ErrorKind::Input, found)
        .at(Location::file(shown(path)))
        .hint("name a .txt or .md article, a .json or .jsonl extraction, a folder of them, or - for standard input")
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Adds the files of a folder and of those in it, by name; hidden ones are passed over, and no folder is read twice, so
/// that links can't lead in circles.
fn walk(folder: &Path, visited: &mut BTreeSet<PathBuf>, files: &mut Vec<File>, diagnostics: &mut Diagnostics) {
    let unreadable = |error: &std::io::Error, diagnostics: &mut Diagnostics| {
        diagnostics.push(Code::Unreadable, Some(Location::file(shown(folder))), format!("the folder cannot be read: {error}"));
    };
    let entries = match fs::canonicalize(folder).and_then(|real| Ok(visited.insert(real).then_some(fs::read_dir(folder)?))) {
        Ok(Some(entries)) => entries,
        Ok(None) => return,
        Err(error) => return unreadable(&error, diagnostics),
    };
    let mut paths = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => paths.push(entry.path()),
            Err(error) => unreadable(&error, diagnostics),
        }
    }
    paths.sort_by(|one, other| one.file_name().cmp(&other.file_name()));
    for path in paths.into_iter().filter(|path| !is_hidden(path)) {
        if path.is_dir() {
            walk(&path, visited, files, diagnostics);
        } else if ending(&shown(&path)).is_some_and(|ending| ENDINGS.contains(&ending.as_str())) && !is_special(&path) {
            files.push(File { name: shown(&path), from: From::Path(path) });
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// Returns whether a path is there and neither a file nor a folder; reading a pipe that nobody writes to never ends.
fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file())
}

/// Returns the ending of a file's name in lower case, without the point.
pub(super) fn ending(name: &str) -> Option<String> {
    Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase())
}

impl File {
    /// Reads the bytes of the file, or makes the remark that it can't be read.
    pub(super) fn read(&mut self, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
        let read = match &mut self.from {
            From::Path(path) => fs::read(path),
            From::Stdin => read_stdin(),
            From::Bytes(bytes) => Ok(std::mem::take(bytes)),
        };
        match read {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                diagnostics.push(Code::Unreadable, Some(Location::file(&self.name)), format!("the file cannot be read: {error}"));
                None
            }
        }
    }
}

fn read_stdin() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}
