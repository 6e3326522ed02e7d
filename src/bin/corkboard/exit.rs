//! How a run ends: the exit codes, and which error leads to which.

use std::io;
use std::process::ExitCode;

use corkboard::{Error, ErrorKind};

/// An exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All was done, or nobody wanted the rest of the output.
    Done = 0,
    /// Something could not be read, written or understood at all.
    Failure = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The data has problems, and `--strict` was given.
    Data = 3,
}

/// A stop that is not the library's.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Stop {
    /// The command line contradicts itself.
    #[error("{message}")]
    Usage { message: String, hint: String },
    /// Problems in the data under `--strict`.
    #[error("{warnings} found under --strict, nothing was written")]
    Data { warnings: String },
}

impl Stop {
    /// Returns a usage error with its way out.
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
        Self::Usage { message: message.into(), hint: hint.into() }.into()
    }

    /// Returns the stop of a number of warnings.
    pub(crate) fn data(warnings: u64) -> anyhow::Error {
        Self::Data { warnings: if warnings == 1 { "1 warning".to_owned() } else { format!("{warnings} warnings") } }.into()
    }
}

impl Exit {
    /// Returns the exit code of an error. A reader that went away has what it wanted, as in `corkboard extract | head`, so a
    /// broken pipe anywhere in the chain is no failure.
    pub(crate) fn of(error: &anyhow::Error) -> Self {
        let broken = |cause: &(dyn std::error::Error + 'static)| {
            cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
                || cause.downcast_ref::<Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
        };
        if error.chain().any(broken) {
            return Self::Done;
        }
        match error.chain().find_map(|cause| cause.downcast_ref::<Stop>()) {
            Some(Stop::Usage { .. }) => Self::Usage,
            Some(Stop::Data { .. }) => Self::Data,
            None => Self::Failure,
        }
    }

    /// Prints what the parser has to say (an error, the help or the version) and returns the exit code.
    pub(crate) fn parsing(error: &clap::Error) -> Self {
        // A reader of the help who goes away is no failure either.
        let printed = error.print();
        match printed {
            Err(failed) if failed.kind() != io::ErrorKind::BrokenPipe => Self::Failure,
            _ if error.use_stderr() => Self::Usage,
            _ => Self::Done,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_its_exit_code() {
        let broken = || io::Error::from(io::ErrorKind::BrokenPipe);
        let cases = [
            (anyhow::anyhow!("odd"), Exit::Failure, 1),
            (Error::new(ErrorKind::Input, "nothing can be read").into(), Exit::Failure, 1),
            (Stop::usage("no format", "name one with -f"), Exit::Usage, 2),
            (Stop::data(2), Exit::Data, 3),
            (broken().into(), Exit::Done, 0),
            (Error::io("cannot write", broken()).into(), Exit::Done, 0),
            (anyhow::Error::from(broken()).context("while writing"), Exit::Done, 0),
            (Error::io("cannot write", io::ErrorKind::StorageFull.into()).into(), Exit::Failure, 1),
        ];
        for (error, exit, code) in cases {
            assert_eq!((Exit::of(&error), Exit::of(&error) as u8), (exit, code), "{error:#}");
        }
    }

    #[test]
    fn one_warning_is_not_many() {
        assert_eq!(Stop::data(1).to_string(), "1 warning found under --strict, nothing was written");
        assert_eq!(Stop::data(3).to_string(), "3 warnings found under --strict, nothing was written");
    }
}
