//! Where the output of a run goes: a folder, one file or standard output, and in which formats.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use corkboard::export::{FileSet, Format};

use crate::exit::Stop;
use crate::terminal;

/// The formats of a run and where they go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Files in a folder.
    Folder(PathBuf, Vec<Format>),
    /// One file.
    File(PathBuf, Format),
    /// Standard output.
    Standard(Format),
}

impl Plan {
    /// Finds out what `-o` and `-f` mean: `-` is standard output; a folder is what is one, ends in a separator or has no
    /// extension; of a single file the extension decides on the format where none is named.
    pub(crate) fn new(output: &Path, formats: &[Format]) -> anyhow::Result<Self> {
        let mut wanted: Vec<Format> = Vec::new();
        for format in formats {
            if !wanted.contains(format) {
                wanted.push(*format);
            }
        }
        if output == Path::new("-") {
            return only(&wanted, "standard output").map(Self::Standard);
        }
        if is_folder(output) {
            let all = if wanted.is_empty() { Format::DEFAULT.to_vec() } else { wanted };
            return Ok(Self::Folder(output.to_owned(), all));
        }
        let by_extension = output.extension().and_then(OsStr::to_str).and_then(Format::from_name);
        let shown = format!("`{}`", output.display());
        match by_extension {
            Some(format) if wanted.is_empty() || wanted == [format] => Ok(Self::File(output.to_owned(), format)),
            Some(format) if wanted.len() == 1 => Err(Stop::usage(
                format!("{shown} is a name for {format}, but -f asks for {}", wanted[0]),
                format!("leave out -f, or end the name in .{}", wanted[0].extension()),
            )),
            None if wanted.is_empty() && output.extension().is_some() => {
                let known: Vec<_> = Format::ALL.iter().map(|format| format!(".{}", format.extension())).collect();
                let hint = format!("end the name in one of {}; a folder in `/`", known.join(" "));
                Err(Stop::usage(format!("{shown} has no extension of a format"), hint))
            }
            _ => only(&wanted, &shown).map(|format| Self::File(output.to_owned(), format)),
        }
    }

    /// Returns the formats in the order in which they are written.
    pub(crate) fn formats(&self) -> &[Format] {
        match self {
            Self::Folder(_, formats) => formats,
            Self::File(_, format) | Self::Standard(format) => std::slice::from_ref(format),
        }
    }

    /// Opens all targets; `stem` is the name of the files in a folder without extension.
    pub(crate) fn open(&self, stem: &str) -> anyhow::Result<FileSet> {
        let mut files = FileSet::new();
        let name = |format: Format| format.file_name(stem);
        match self {
            Self::Standard(format) => files.add_stream(&name(*format), "standard output", terminal::standard_output()),
            Self::File(path, format) => files.add(&name(*format), path)?,
            Self::Folder(folder, formats) => {
                files.make_directory(folder)?;
                for format in formats {
                    files.add(&name(*format), &folder.join(name(*format)))?;
                }
            }
        }
        Ok(files)
    }
}

fn only(formats: &[Format], shown: &str) -> anyhow::Result<Format> {
    match formats {
        [format] => Ok(*format),
        [] => Err(Stop::usage(format!("{shown} needs a format"), "name it with -f, as in -f turtle")),
        _ => Err(Stop::usage(format!("{shown} takes one format, found {}", formats.len()), "name a folder with -o, or one format with -f")),
    }
}

fn is_folder(output: &Path) -> bool {
    if let Ok(found) = fs::metadata(output) {
        return found.is_dir();
    }
    let ends_in_separator = output.as_os_str().as_encoded_bytes().last().is_some_and(|last| std::path::is_separator(char::from(*last)));
    ends_in_separator || output.extension().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(output: &str, formats: &[Format]) -> Result<Plan, String> {
        Plan::new(Path::new(output), formats).map_err(|error| error.to_string())
    }

    #[test]
    fn one_file_has_its_format_by_its_extension() {
        for format in Format::ALL {
            let name = format!("nowhere/x.{}", format.extension());
            assert_eq!(plan(&name, &[]), Ok(Plan::File(name.clone().into(), *format)));
        }
        assert_eq!(plan("x.gv", &[]), Ok(Plan::File("x.gv".into(), Format::Dot)));
        assert_eq!(plan("x.txt", &[Format::Dot]), Ok(Plan::File("x.txt".into(), Format::Dot)));
    }

    #[test]
    fn a_name_without_extension_is_a_folder() {
        assert_eq!(plan("nowhere", &[]), Ok(Plan::Folder("nowhere".into(), Format::DEFAULT.to_vec())));
        assert_eq!(plan("nowhere", &[Format::Dot]), Ok(Plan::Folder("nowhere".into(), vec![Format::Dot])));
        assert_eq!(plan("no.where/", &[]), Ok(Plan::Folder("no.where/".into(), Format::DEFAULT.to_vec())));
        assert_eq!(plan(".", &[Format::Dot, Format::Dot]), Ok(Plan::Folder(".".into(), vec![Format::Dot])));
    }

    #[test]
    fn what_can_not_be_meant_is_a_usage_error() {
        assert_eq!(plan("-", &[]), Err("standard output needs a format".to_owned()));
        assert_eq!(plan("-", &[Format::Dot, Format::Turtle]), Err("standard output takes one format, found 2".to_owned()));
        assert_eq!(plan("x.dot", &[Format::Turtle]), Err("`x.dot` is a name for dot, but -f asks for turtle".to_owned()));
        assert_eq!(plan("x.dot", &[Format::Turtle, Format::Dot]), Err("`x.dot` takes one format, found 2".to_owned()));
        assert_eq!(plan("x.docx", &[]), Err("`x.docx` has no extension of a format".to_owned()));
    }
}
