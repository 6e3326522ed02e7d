//! A folder of its own for each test, in which the program runs as a user would run it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A document with a fact, a reported claim and an allegation.
pub(crate) const FOUND: &str = concat!(
    r#"{"schemaVersion": 1, "document": {"id": "pell-1", "title": "Council clerk", "text": "Ada Quill works for Pell Council. "#,
    r#"Ben Orr works for it too, she said. An allegation was made against Ben Orr."}, "#,
    r#""entities": [{"id": "a", "type": "Person", "name": "Ada Quill"}, {"id": "b", "type": "Person", "name": "Ben Orr"}, "#,
    r#"{"id": "c", "type": "Council", "name": "Pell Council"}, {"id": "d", "type": "Allegation", "name": "allegation"}], "#,
    r#""relations": [{"subject": "a", "predicate": "memberOf", "object": "c", "status": "stated", "evidence": [{"start": 0, "end": 33}]}, "#,
    r#"{"subject": "b", "predicate": "memberOf", "object": "c", "status": "stated", "speaker": "a", "evidence": [{"start": 34, "end": 70}]}, "#,
    r#"{"subject": "d", "predicate": "allegationAgainst", "object": "b", "status": "alleged", "evidence": [{"start": 71, "end": 109}]}]}"#,
    "\n"
);

/// The folder.
pub(crate) struct Desk {
    folder: TempDir,
}

/// How a run ended and what it said.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Returns a folder with some files.
pub(crate) fn desk(files: &[(&str, &str)]) -> Desk {
    let desk = Desk { folder: tempfile::tempdir().unwrap() };
    files.iter().for_each(|(name, text)| desk.put(name, text.as_bytes()));
    desk
}

/// Returns the folder of the sample story.
pub(crate) fn story() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/story").to_str().unwrap().to_owned()
}

impl Desk {
    /// Puts a file into the folder.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    /// Returns the path of a file.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns the bytes of a file.
    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Returns a file as JSON.
    pub(crate) fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_slice(&self.bytes(name)).unwrap()
    }

    /// Returns the names of all files and folders below, sorted, hidden ones too.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        list(self.folder.path(), self.folder.path(), &mut names);
        names.sort();
        names
    }

    /// Runs the program with its input from nowhere.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, b"")
    }

    /// Runs the program with some bytes on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut child = self.spawn(arguments);
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Starts the program with all its streams in our hands.
    pub(crate) fn spawn(&self, arguments: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_corkboard"));
        command.args(arguments).current_dir(self.folder.path()).env_remove("NO_COLOR").env_remove("COLUMNS");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }
}

fn list(root: &Path, folder: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        names.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
        if path.is_dir() {
            list(root, &path, names);
        }
    }
}

impl Ran {
    /// Holds the exit code against the expected one.
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }

    /// Checks that standard error holds a text.
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.err.contains(text), "no `{text}` in {self:?}");
        self
    }
}
