//! A set of files that become visible together: written beside their targets, renamed only when all are whole.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::sink::{BUFFER, Sink};
use crate::error::{Error, ErrorKind, Result};

/// The outputs of a run. Every target is opened before the work, so that one that can't be written fails first; an existing
/// target stays as it is until [`FileSet::commit`], and a set that is dropped before leaves nothing behind. A stream whose
/// reader went away counts as written.
///
/// ```
/// use corkboard::export::{FileSet, Sink};
///
/// let folder = tempfile::tempdir()?;
/// let target = folder.path().join("new").join("graph.ttl");
/// let mut files = FileSet::new();
/// files.make_directory(&folder.path().join("new"))?;
/// files.add("graph.ttl", &target)?;
/// files.file("graph.ttl", &mut |out| out.write_all(b"# empty\n"))?;
/// assert!(!target.exists());
/// files.commit()?;
/// assert_eq!(std::fs::read_to_string(&target)?, "# empty\n");
/// # Ok::<(), corkboard::Error>(())
/// ```
#[derive(Default)]
pub struct FileSet {
    targets: Vec<Target>,
    made: Vec<PathBuf>,
}

struct Target {
    name: String,
    shown: String,
    place: Place,
    state: State,
}

/// Whether a file is there after the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// It is, written or not.
    Wanted,
    /// Not yet: a file that only some graphs need, and nothing was written to it.
    Optional,
}

enum Place {
    /// A regular file, or none yet: written under a temporary name in its own directory.
    Beside { file: NamedTempFile, target: PathBuf },
    /// A device, a pipe or a stream: written as it is, as it can't be renamed.
    Direct(Box<dyn Write>),
}

impl FileSet {
    /// Returns an empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a directory and its missing parents; those that were made are removed again if the set is not committed.
    ///
    /// # Errors
    /// When it can't be made, or is there but no directory.
    pub fn make_directory(&mut self, directory: &Path) -> Result<()> {
        if fs::metadata(directory).is_ok_and(|found| !found.is_dir()) {
            let error = Error::new(ErrorKind::Io, format!("cannot write into `{}`: it is a file, expected a directory", directory.display()));
            return Err(error.hint("name another directory with -o"));
        }
        let missing: Vec<_> = directory.ancestors().take_while(|path| !path.as_os_str().is_empty() && !path.exists()).collect();
        for path in missing.into_iter().rev() {
            match fs::create_dir(path) {
                Ok(()) => self.made.push(path.to_owned()),
                // `a/.` and `a/..` name a directory that was made just before.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(Error::io(format!("cannot make the directory `{}`", path.display()), error)),
            }
        }
        Ok(())
    }

    /// Adds a file of a name, which the writer uses, and its target. A symbolic link is followed; a device or a pipe is
    /// written directly.
    ///
    /// # Errors
    /// When the target is a directory, another file of the set has it, or it can't be written.
    pub fn add(&mut self, name: &str, target: &Path) -> Result<()> {
        self.add_as(name, target, State::Wanted)
    }

    /// Adds a file that the writer may do without. If it does, there is none after the run, not even one of an earlier run,
    /// which would not belong to the others.
    ///
    /// # Errors
    /// As [`FileSet::add`].
    pub fn add_optional(&mut self, name: &str, target: &Path) -> Result<()> {
        self.add_as(name, target, State::Optional)
    }

    fn add_as(&mut self, name: &str, target: &Path, state: State) -> Result<()> {
        let shown = target.display().to_string();
        let place = open(target, &shown)?;
        if let Place::Beside { target, .. } = &place
            && self.targets.iter().any(|known| matches!(&known.place, Place::Beside { target: other, .. } if other == target))
        {
            let error = Error::new(ErrorKind::Io, format!("cannot write two outputs to `{shown}`"));
            return Err(error.hint("give each output a name of its own"));
        }
        self.targets.push(Target { name: name.to_owned(), shown, place, state });
        Ok(())
    }

    /// Adds a file of a name that goes to a stream, such as standard output; `shown` is its name in messages.
    pub fn add_stream(&mut self, name: &str, shown: &str, stream: Box<dyn Write>) {
        self.targets.push(Target { name: name.to_owned(), shown: shown.to_owned(), place: Place::Direct(stream), state: State::Wanted });
    }

    /// Returns where a file of the set goes, as it was named; nothing for a file that is not in the set.
    pub fn target(&self, name: &str) -> Option<&str> {
        self.targets.iter().find(|target| target.name == name).map(|target| target.shown.as_str())
    }

    /// Gives all files their names.
    ///
    /// # Errors
    /// When one can't be renamed; those before it have their names by then.
    pub fn commit(mut self) -> Result<()> {
        for Target { shown, place, state, .. } in self.targets.drain(..) {
            match (place, state) {
                (Place::Beside { file, target }, State::Wanted) => drop(file.persist(&target).map_err(|failed| cannot_write(&shown, failed.error))?),
                (Place::Beside { target, .. }, State::Optional) => match fs::remove_file(&target) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(cannot_write(&shown, error)),
                    _ => {}
                },
                (Place::Direct(_), _) => {}
            }
        }
        self.made.clear();
        Ok(())
    }
}

impl Sink for FileSet {
    fn file(&mut self, name: &str, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        let target = self.targets.iter_mut().find(|target| target.name == name);
        let target = target.ok_or_else(|| Error::new(ErrorKind::Io, format!("the output `{name}` has no target")))?;
        target.state = State::Wanted;
        let written = match &mut target.place {
            Place::Beside { file, .. } => buffered(file.as_file(), write).and_then(|()| file.as_file().sync_all()),
            // A reader that went away has what it wanted; the other files are wanted as before.
            Place::Direct(stream) => buffered(stream, write).or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }),
        };
        written.map_err(|error| cannot_write(&target.shown, error))
    }

    fn takes(&self, name: &str) -> bool {
        self.targets.iter().any(|target| target.name == name)
    }
}

impl Drop for FileSet {
    fn drop(&mut self) {
        self.targets.clear();
        for directory in self.made.drain(..).rev() {
            // Not empty: somebody else has put something there, which is theirs.
            if fs::remove_dir(&directory).is_err() {
                break;
            }
        }
    }
}

fn buffered(out: impl Write, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, out);
    let written = write(&mut out).and_then(|()| out.flush());
    if written.is_err() {
        // What is left in the buffer would be tried once more on drop.
        drop(out.into_parts());
    }
    written
}

fn cannot_write(shown: &str, error: io::Error) -> Error {
    Error::io(format!("cannot write `{shown}`"), error)
}

fn open(target: &Path, shown: &str) -> Result<Place> {
    let found = fs::metadata(target).ok();
    if found.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(Error::new(ErrorKind::Io, format!("cannot write `{shown}`: it is a directory, expected a file")));
    }
    if target.starts_with("/dev") || found.as_ref().is_some_and(|found| !found.is_file()) {
        let stream = OpenOptions::new().write(true).open(target).map_err(|error| cannot_write(shown, error))?;
        return Ok(Place::Direct(Box::new(stream)));
    }
    let target = one_spelling(behind_links(target));
    if found.is_some() {
        // Replacing a file needs no right to write it; whoever took that right away meant it.
        drop(OpenOptions::new().write(true).open(&target).map_err(|error| cannot_write(shown, error))?);
    }
    let file = beside(&target).map_err(|error| {
        let missing = error.kind() == io::ErrorKind::NotFound;
        let error = cannot_write(shown, error);
        if missing { error.hint("make its directory first") } else { error }
    })?;
    if let Some(found) = found {
        file.as_file().set_permissions(found.permissions()).map_err(|error| cannot_write(shown, error))?;
    }
    Ok(Place::Beside { file, target })
}

/// Opens a temporary file in the directory of a target.
fn beside(target: &Path) -> io::Result<NamedTempFile> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let directory = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let prefix = format!(".{}.", name.chars().take(40).collect::<String>());
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    usual_rights(&mut builder);
    builder.tempfile_in(directory)
}

/// Gives a new file the rights that the user's mask leaves: temporary files would be private, and stay so when renamed.
#[cfg(unix)]
fn usual_rights(builder: &mut tempfile::Builder<'_, '_>) {
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
}

#[cfg(not(unix))]
fn usual_rights(_builder: &mut tempfile::Builder<'_, '_>) {}

/// Links that are followed before a chain of them is taken for a circle.
const LINKS: usize = 40;

/// Follows symbolic links, the last of which may point to nothing yet.
fn behind_links(target: &Path) -> PathBuf {
    let mut path = target.to_owned();
    for _ in 0..LINKS {
        let Ok(next) = fs::read_link(&path) else { break };
        path = path.parent().map_or_else(|| next.clone(), |parent| parent.join(&next));
    }
    path
}

/// Makes all ways to write a path one, so that two outputs of one target are seen; as it is where its folder is missing.
fn one_spelling(path: PathBuf) -> PathBuf {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}

impl std::fmt::Debug for FileSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.targets.iter().map(|target| &target.shown)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn say(text: &'static str) -> impl FnMut(&mut dyn Write) -> io::Result<()> {
        move |out| out.write_all(text.as_bytes())
    }

    #[test]
    fn files_appear_together_and_old_ones_stay_until_then() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        fs::write(&one, "old").unwrap();
        let mut files = FileSet::new();
        files.add("1", &one).unwrap();
        files.add("2", &other).unwrap();
        files.file("1", &mut say("new")).unwrap();
        assert_eq!((fs::read_to_string(&one).unwrap(), other.exists()), ("old".to_owned(), false));
        files.file("2", &mut say("two")).unwrap();
        files.commit().unwrap();
        assert_eq!((fs::read_to_string(&one).unwrap(), fs::read_to_string(&other).unwrap()), ("new".to_owned(), "two".to_owned()));
        assert_eq!(names(folder.path()), ["one", "other"]);
    }

    #[test]
    fn a_set_that_is_dropped_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("one"), "old").unwrap();
        let mut files = FileSet::new();
        files.make_directory(&folder.path().join("deep/er")).unwrap();
        files.add("1", &folder.path().join("one")).unwrap();
        files.add("2", &folder.path().join("deep/er/two")).unwrap();
        files.file("1", &mut say("new")).unwrap();
        drop(files);
        assert_eq!(names(folder.path()), ["one"]);
        assert_eq!(fs::read_to_string(folder.path().join("one")).unwrap(), "old");
    }

    #[test]
    fn targets_that_can_not_be_written_fail_when_they_are_added() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let mut files = FileSet::new();
        assert!(files.add("1", folder.path()).unwrap_err().to_string().contains("it is a directory"));
        assert_eq!(files.add("1", &folder.path().join("no/where")).unwrap_err().way_out(), Some("make its directory first"));
        assert!(files.make_directory(&folder.path().join("file")).unwrap_err().to_string().contains("it is a file"));
        files.add("1", &folder.path().join("same")).unwrap();
        fs::create_dir(folder.path().join("in")).unwrap();
        for again in ["same", "./same", "in/../same"] {
            assert!(files.add("2", &folder.path().join(again)).unwrap_err().to_string().contains("two outputs"), "{again}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_written_through_and_rights_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (real, link, new) = (folder.path().join("real"), folder.path().join("link"), folder.path().join("new"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real", &link).unwrap();
        symlink("not-yet", folder.path().join("hanging")).unwrap();
        let mut files = FileSet::new();
        for (name, path) in [("1", &link), ("2", &folder.path().join("hanging")), ("3", &new)] {
            files.add(name, path).unwrap();
            files.file(name, &mut say("text")).unwrap();
        }
        files.commit().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!((fs::read_to_string(&real).unwrap().as_str(), mode(&real)), ("text", 0o640));
        assert_eq!(names(folder.path()), ["hanging", "link", "new", "not-yet", "real"]);
        fs::write(folder.path().join("usual"), "").unwrap();
        assert_eq!(mode(&new), mode(&folder.path().join("usual")));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_device_is_an_error_and_no_device_is_replaced() {
        let mut files = FileSet::new();
        files.add("full", Path::new("/dev/full")).unwrap();
        files.add("null", Path::new("/dev/null")).unwrap();
        files.file("null", &mut say("text")).unwrap();
        assert!(files.file("full", &mut say("text")).unwrap_err().to_string().contains("/dev/full"));
    }

    #[test]
    fn a_file_that_is_not_needed_is_not_there_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("old"), "of an earlier run").unwrap();
        let mut files = FileSet::new();
        for name in ["old", "new", "used"] {
            files.add_optional(name, &folder.path().join(name)).unwrap();
        }
        assert!(files.takes("old") && !files.takes("other"));
        files.file("used", &mut |out| out.write_all(b"rows")).unwrap();
        files.commit().unwrap();
        assert_eq!(names(folder.path()), ["used"]);
    }
}
