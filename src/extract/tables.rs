//! Gazetteer tables: tab-separated lines under a comment that names their columns, compiled in and layered by a user's own.

use std::sync::Arc;

use crate::error::{Error, ErrorKind, Location, Result};

/// The file name and the text of every table that is compiled in, in the order in which they are read.
pub(super) const BUILTIN: &[(&str, &str)] = &[
    ("words.tsv", include_str!("../../schema/gazetteer/words.tsv")),
    ("forms.tsv", include_str!("../../schema/gazetteer/forms.tsv")),
    ("verbs.tsv", include_str!("../../schema/gazetteer/verbs.tsv")),
    ("titles.tsv", include_str!("../../schema/gazetteer/titles.tsv")),
    ("honours.tsv", include_str!("../../schema/gazetteer/honours.tsv")),
    ("groups.tsv", include_str!("../../schema/gazetteer/groups.tsv")),
    ("descriptors.tsv", include_str!("../../schema/gazetteer/descriptors.tsv")),
    ("offices.tsv", include_str!("../../schema/gazetteer/offices.tsv")),
    ("bodies.tsv", include_str!("../../schema/gazetteer/bodies.tsv")),
    ("places.tsv", include_str!("../../schema/gazetteer/places.tsv")),
    ("given_names.tsv", include_str!("../../schema/gazetteer/given_names.tsv")),
    ("organization_heads.tsv", include_str!("../../schema/gazetteer/organization_heads.tsv")),
];

/// One line of a table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its cells; as many as there are columns.
    pub(super) cells: Box<[Box<str>]>,
    /// Where it stands.
    pub(super) location: Location,
}

/// A table.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// The names of its columns.
    pub(super) columns: Arc<[Box<str>]>,
    /// Its lines in order.
    pub(super) rows: Vec<Row>,
}

const HEADER: &str = "# Columns:";

impl Table {
    /// Reads a table. A file without the comment that names columns has those of `fallback`.
    pub(super) fn parse(file: &str, text: &str, fallback: Option<&Arc<[Box<str>]>>) -> Result<Self> {
        let columns = match text.lines().find_map(|line| line.strip_prefix(HEADER)) {
            Some(header) => columns(header),
            None => fallback.cloned().ok_or_else(|| {
                Error::new(ErrorKind::Schema, format!("found no line that starts with `{HEADER}`, expected one that names the columns"))
                    .at(Location::file(file))
            })?,
        };
        let mut rows = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
            rows.push(row(line, columns.len(), Location::at(file, number, 1))?);
        }
        Ok(Self { columns, rows })
    }
}

/// Reads "a, b, c. Further words." as three names.
fn columns(header: &str) -> Arc<[Box<str>]> {
    let names = header.split('.').next().unwrap_or_default();
    names.split(',').map(|name| Box::from(name.trim())).collect()
}

fn row(line: &str, expected: usize, location: Location) -> Result<Row> {
    let cells: Box<[Box<str>]> = line.split('\t').map(|cell| Box::from(cell.trim())).collect();
    if cells.len() != expected {
        let message = format!("found {} columns, expected {expected}", cells.len());
        return Err(Error::new(ErrorKind::Schema, message).at(location).hint("columns are parted by one tab each; `-` is an absent value"));
    }
    if cells.first().is_some_and(|cell| cell.is_empty()) {
        return Err(Error::new(ErrorKind::Schema, "found an empty first column, expected a word").at(location));
    }
    Ok(Row { cells, location })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_by_the_comment() {
        let table = Table::parse("t.tsv", "# Columns: word, class. More.\nalpha\tbeta\n\n# no\n", None).unwrap();
        assert_eq!(&*table.columns, &[Box::from("word"), Box::from("class")]);
        assert_eq!(table.rows.len(), 1);
        assert_eq!(table.rows[0].location, Location::at("t.tsv", 2, 1));
    }

    #[test]
    fn a_short_line_is_an_error_with_its_place() {
        let error = Table::parse("t.tsv", "# Columns: word, class.\nalpha\tbeta\ngamma\n", None).unwrap_err();
        assert_eq!(error.to_string(), "t.tsv:3:1: found 1 columns, expected 2");
    }

    #[test]
    fn every_built_in_table_is_read() {
        for (file, text) in BUILTIN {
            assert!(!Table::parse(file, text, None).unwrap().rows.is_empty(), "{file}");
        }
    }
}
