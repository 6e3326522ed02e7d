//! A user's own schema folder: what of it lies on top of what is compiled in.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Location, Result};
use crate::extract::{Extractor, Further};
use crate::model::Schema;

/// The files of a schema folder, each its name without folders, its name in messages and its text.
#[derive(Debug, Default)]
pub(super) struct Folder {
    ontology: Vec<(String, String, String)>,
    rules: Vec<(String, String, String)>,
    gazetteer: Vec<(String, String, String)>,
}

/// Reads `ontology.ttl`, `rules/**.toml` and `gazetteer/*.tsv`; nothing where no folder is given.
pub(super) fn read(folder: Option<&Path>) -> Result<Folder> {
    let mut found = Folder::default();
    let Some(folder) = folder else { return Ok(found) };
    let ontology = folder.join("ontology.ttl");
    if ontology.is_file() {
        found.ontology.push(file(&ontology)?);
    }
    walk(&folder.join("rules"), "toml", &mut found.rules)?;
    walk(&folder.join("gazetteer"), "tsv", &mut found.gazetteer)?;
    if found.ontology.is_empty() && found.rules.is_empty() && found.gazetteer.is_empty() {
        let error = Error::new(ErrorKind::Schema, "found nothing to layer, expected ontology.ttl, rules/ or gazetteer/");
        return Err(error.at(Location::file(folder.display().to_string())).hint("name the folder that holds them with --schema"));
    }
    Ok(found)
}

impl Folder {
    /// Returns the vocabulary with the folder's own.
    pub(super) fn schema(&self) -> Result<Schema> {
        let files: Vec<_> = self.ontology.iter().map(|(_, shown, text)| (shown.as_str(), text.as_str())).collect();
        Schema::load(&files)
    }

    /// Returns the extractor with the folder's own rules and tables.
    pub(super) fn extractor(&self, schema: &Schema) -> Result<Extractor> {
        let tables: Vec<_> = self.gazetteer.iter().map(|(name, shown, text)| (name.as_str(), shown.as_str(), text.as_str())).collect();
        let rules: Vec<_> = self.rules.iter().map(|(_, shown, text)| (shown.as_str(), text.as_str())).collect();
        Extractor::load(schema, Further { tables: &tables, rules: &rules })
    }
}

/// Collects the files of an extension below a folder, sorted by path; a folder that is not there has none.
fn walk(folder: &Path, extension: &str, found: &mut Vec<(String, String, String)>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    let cannot = |error| Error::io(format!("cannot read the folder `{}`", folder.display()), error);
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(cannot)?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, extension, found)?;
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(file(&path)?);
        }
    }
    Ok(())
}

fn file(path: &Path) -> Result<(String, String, String)> {
    let shown = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| Error::io(format!("cannot read `{shown}`"), error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, shown, text))
}
