//! Where the output of a run goes: a folder, one file or standard output, and in which formats.

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
            let format = only(&wanted, "standard output")?;
            has_one_file(format)?;
            return Ok(Self::Standard(format));
        }
        if is_folder(output) {
            let all = if wanted.is_empty() { Format::DEFAULT.to_vec() } else { wanted };
            return Ok(Self::Folder(output.to_owned(), all));
        }
        let name = output.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let shown = format!("`{}`", output.display());
        match (&Format::from_file_name(&name)[..], &wanted[..]) {
            (meant, [format]) if meant.contains(format) => one_file(output, *format),
            ([format], []) => one_file(output, *format),
            ([meant, ..], [format]) => Err(Stop::usage(
                format!("{shown} is a name for {meant}, but -f asks for {format}"),
                format!("leave out -f, or end the name in .{}", format.extension()),
            )),
            ([], []) if output.extension().is_some() => {
                let known: Vec<_> =
                    Format::ALL.iter().filter(|format| format.file_names("").len() == 1).map(|format| format!(".{}", format.extension())).collect();
                let hint = format!("end the name in one of {}; a folder in `/`", known.join(" "));
                Err(Stop::usage(format!("{shown} has no extension of a format"), hint))
            }
            _ => only(&wanted, &shown).and_then(|format| one_file(output, format)),
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
                    format.file_names(stem).iter().try_for_each(|name| files.add(name, &folder.join(name)))?;
                    format.further_file_names(stem).iter().try_for_each(|name| files.add_optional(name, &folder.join(name)))?;
                }
            }
        }
        Ok(files)
    }
}

fn one_file(output: &Path, format: Format) -> anyhow::Result<Plan> {
    has_one_file(format)?;
    Ok(Plan::File(output.to_owned(), format))
}

fn has_one_file(format: Format) -> anyhow::Result<()> {
    match format.file_names("graph").len() {
        1 => Ok(()),
        files => Err(Stop::usage(format!("{format} is a set of {files} files, which one output can't hold"), "name a folder with -o, as in -o out/")),
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
            let wanted = match format.file_names("x").len() {
                1 => Ok(Plan::File(name.clone().into(), *format)),
                files => Err(format!("{format} is a set of {files} files, which one output can't hold")),
            };
            assert_eq!(plan(&name, &[]), wanted);
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
