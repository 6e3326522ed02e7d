//! The one escaping function of CSV (RFC 4180, UTF-8, lines end in LF), and rows whose cells come in any order.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;

use memchr::memchr;

use super::Fidelity;
use super::output::{self, Output, find};
use super::properties::{Attribute, Properties, Value};
use crate::model::Hash80;

/// What a text needed to become a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mended {
    /// NUL characters, which end a text for some readers; U+FFFD stands for them.
    replaced: u32,
    /// Carriage returns that became line feeds.
    line_ends: u32,
}

/// Appends a cell in quotes. Every text is quoted, so that none passes for a number, and an absent one is a cell of nothing.
pub(super) fn quoted(bytes: &mut Vec<u8>, text: &str) -> Mended {
    bytes.push(b'"');
    let mended = inside(bytes, text);
    bytes.push(b'"');
    mended
}

/// Appends a text as it stands between quotes.
fn inside(bytes: &mut Vec<u8>, text: &str) -> Mended {
    let mut mended = Mended::default();
    let mut rest = text.as_bytes();
    while let Some(place) = find(rest, |byte| (byte == b'"') | (byte == b'\r') | (byte == 0)) {
        let (plain, from) = rest.split_at(place);
        bytes.extend_from_slice(plain);
        let (written, taken): (&[u8], usize) = match from {
            [b'"', ..] => (b"\"\"", 1),
            [b'\r', b'\n', ..] => (b"\n", 2),
            [b'\r', ..] => (b"\n", 1),
            _ => ("\u{fffd}".as_bytes(), 1),
        };
        mended.line_ends += u32::from(from[0] == b'\r');
        mended.replaced += u32::from(from[0] == 0);
        bytes.extend_from_slice(written);
        rest = &from[taken..];
    }
    bytes.extend_from_slice(rest);
    mended
}

/// How cells are spelled.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spelling {
    /// What stands between the texts of a list; a JSON array where nothing.
    pub(super) delimiter: Option<char>,
    /// What stands for a backslash, where a reader takes one for an escape.
    pub(super) backslash: Option<char>,
}

/// A table, and its row at hand. Cells may come in any order; one that does not come is absent.
pub(super) struct Table {
    spelling: Spelling,
    /// Columns that are no attribute; they come first.
    leading: &'static [&'static str],
    attributes: Vec<Attribute>,
    /// The column of each attribute by its place.
    columns: Vec<Option<usize>>,
    bytes: Vec<u8>,
    cells: Vec<Range<usize>>,
    /// Bytes of the longest cell.
    pub(super) longest: usize,
    pub(super) has_line_breaks: bool,
}

impl Table {
    /// Returns a table: some columns without an attribute, then one for each attribute; `places` is how many places attributes have.
    pub(super) fn of(attributes: Vec<Attribute>, leading: &'static [&'static str], places: usize, spelling: Spelling) -> Self {
        let mut columns = vec![None; places];
        for (column, attribute) in attributes.iter().enumerate() {
            columns[attribute.place] = Some(leading.len() + column);
        }
        let cells = vec![0..0; leading.len() + attributes.len()];
        Self { spelling, leading, attributes, columns, bytes: Vec::new(), cells, longest: 0, has_line_breaks: false }
    }

    /// Appends the header; `name` names the column of an attribute.
    pub(super) fn header(&self, out: &mut Vec<u8>, name: impl Fn(&Attribute) -> String) {
        let names = self.leading.iter().map(|name| (*name).to_owned()).chain(self.attributes.iter().map(name));
        out.extend_from_slice(names.collect::<Vec<_>>().join(",").as_bytes());
        out.push(b'\n');
    }

    /// Writes the header and the nodes of a graph.
    pub(super) fn write_nodes(
        &mut self,
        properties: &mut Properties<'_>,
        out: &mut dyn Write,
        fidelity: &mut Fidelity,
        name: impl Fn(&Attribute) -> String,
    ) -> io::Result<()> {
        let mut output = Output::new(out);
        self.header(&mut output.bytes, name);
        for entity in properties.graph.entities() {
            properties.node(entity, fidelity, &mut |fidelity: &mut Fidelity, attribute: &Attribute, value: Value<'_>| self.take(fidelity, attribute, value))?;
            self.end(&mut output.bytes);
            output.pass()?;
        }
        output.finish()
    }

    /// Writes the header and the edges of a graph; the first columns are the uids of their ends,
    /// and a third one their type.
    pub(super) fn write_edges(
        &mut self,
        properties: &mut Properties<'_>,
        out: &mut dyn Write,
        fidelity: &mut Fidelity,
        name: impl Fn(&Attribute) -> String,
    ) -> io::Result<()> {
        let mut output = Output::new(out);
        self.header(&mut output.bytes, name);
        properties.edges(fidelity, |properties, fidelity, edge| {
            self.text(0, "subject", edge.subject.uid(), fidelity);
            self.text(1, "object", edge.object.uid(), fidelity);
            if self.leading.len() > 2 {
                self.text(2, "relation", properties.edge_type(edge.claim), fidelity);
            }
            properties.edge(edge, fidelity, &mut |fidelity: &mut Fidelity, attribute: &Attribute, value: Value<'_>| self.take(fidelity, attribute, value))?;
            self.end(&mut output.bytes);
            output.pass()
        })?;
        output.finish()
    }

    /// Puts a cell that is no text of the input.
    pub(super) fn raw(&mut self, column: usize, cell: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(cell);
        self.cells[column] = start..self.bytes.len();
    }

    /// Puts the id of a node or edge.
    pub(super) fn id(&mut self, column: usize, letter: u8, key: Hash80) {
        let start = self.bytes.len();
        output::id(&mut self.bytes, letter, key);
        self.cells[column] = start..self.bytes.len();
    }

    /// Puts a text.
    pub(super) fn text(&mut self, column: usize, name: &str, text: &str, fidelity: &mut Fidelity) {
        let text = match self.spelling.backslash {
            Some(other) if text.contains('\\') => Cow::Owned(text.replace('\\', other.encode_utf8(&mut [0; 4]))),
            _ => Cow::Borrowed(text),
        };
        let start = self.bytes.len();
        let mended = quoted(&mut self.bytes, &text);
        if mended != Mended::default() {
            fidelity.lost_times(mended.replaced.into(), name, "NUL characters, written as U+FFFD", &text);
            fidelity.lost_times(mended.line_ends.into(), name, "carriage returns, written as line feeds", &text);
        }
        // lists are spelled as JSON where people open the file
        if self.spelling.delimiter.is_none() && text.starts_with(['=', '+', '-', '@', '\t']) {
            fidelity.lost(name, "begins like a formula: have a spreadsheet import the column as text", &text);
        }
        self.cells[column] = start..self.bytes.len();
        self.longest = self.longest.max(self.bytes.len() - start);
        self.has_line_breaks |= memchr(b'\n', &self.bytes[start..]).is_some();
    }

    /// Puts the value of an attribute, if the table has a column for it.
    pub(super) fn take(&mut self, fidelity: &mut Fidelity, attribute: &Attribute, value: Value<'_>) {
        let Some(column) = self.columns[attribute.place] else { return };
        match value {
            Value::Text(text) | Value::Json(text) => self.text(column, &attribute.name, text, fidelity),
            Value::Texts(texts) => self.text(column, &attribute.name, &self.list(texts), fidelity),
            Value::Long(digits) | Value::Double(digits) => self.raw(column, digits.as_bytes()),
            Value::Boolean(truth) => self.raw(column, if truth { b"true" } else { b"false" }),
        }
    }

    fn list(&self, texts: &[&str]) -> String {
        match self.spelling.delimiter {
            Some(delimiter) => texts.join(delimiter.encode_utf8(&mut [0; 4])),
            None => serde_json::Value::from_iter(texts.iter().copied()).to_string(),
        }
    }

    /// Appends the row as a line, and empties it.
    pub(super) fn end(&mut self, out: &mut Vec<u8>) {
        for (column, cell) in self.cells.iter_mut().enumerate() {
            if column > 0 {
                out.push(b',');
            }
            out.extend_from_slice(&self.bytes[std::mem::replace(cell, 0..0)]);
        }
        out.push(b'\n');
        self.bytes.clear();
    }
}

/// Finds characters that occur in no text, the first of U+001F and its like, the bar and the private ones.
#[derive(Debug, Default)]
pub(super) struct Unused(BTreeSet<char>);

impl Unused {
    /// Looks at a text.
    pub(super) fn see(&mut self, text: &str) {
        // the first bytes of what is looked for
        if find(text.as_bytes(), |byte| (0x1c..=0x1f).contains(&byte) | (byte == b'|') | (byte == 0xee) | (byte == 0xef)).is_some() {
            let fits = |letter: &char| matches!(letter, '\u{1c}'..='\u{1f}' | '|' | '\u{e000}'..='\u{f8ff}');
            self.0.extend(text.chars().filter(fits));
        }
    }

    /// Returns characters that were in no text. Texts that use all of them get the first, and a list of such texts comes apart.
    pub(super) fn free<const N: usize>(&self) -> [char; N] {
        let candidates = ('\u{1c}'..='\u{1f}').rev().chain(['|']).chain('\u{e000}'..='\u{f8ff}');
        let mut free = candidates.filter(|letter| !self.0.contains(letter));
        std::array::from_fn(|_| free.next().unwrap_or('\u{1f}'))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table(columns: usize) -> Table {
        Table::of(Vec::new(), &["a", "b", "c", "d"][..columns], 0, Spelling::default())
    }

    fn row(texts: &[&str]) -> Vec<u8> {
        let (mut table, mut out) = (table(texts.len()), Vec::new());
        for (column, text) in texts.iter().enumerate() {
            table.text(column, "name", text, &mut Fidelity::default());
        }
        table.end(&mut out);
        out
    }

    #[test]
    fn a_cell_that_does_not_come_is_absent_and_an_empty_one_is_quoted() {
        let (mut table, mut out) = (table(3), Vec::new());
        table.raw(2, b"1");
        table.text(1, "name", "", &mut Fidelity::default());
        table.end(&mut out);
        table.raw(0, b"true");
        table.end(&mut out);
        assert_eq!(String::from_utf8(out).unwrap(), ",\"\",1\ntrue,,\n");
    }

    #[test]
    fn neo_08_what_readers_stumble_over_is_mended_and_counted() {
        let (mut table, mut fidelity) = (table(1), Fidelity::default());
        table.text(0, "name", "a\0b\rc\r\nd\n\"e\"", &mut fidelity);
        let mut out = Vec::new();
        table.end(&mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "\"a\u{fffd}b\nc\nd\n\"\"e\"\"\"\n");
        let counts: Vec<_> = fidelity.losses().iter().map(|loss| loss.count).collect();
        assert_eq!(counts, [1, 2]);
        assert!(table.has_line_breaks);
    }

    #[test]
    fn neo_09_a_delimiter_occurs_in_no_value() {
        for (texts, free) in [
            (["a|b", "c"], ['\u{1f}', '\u{1e}']),
            (["\u{1f}\u{1e}", "\u{1d}\u{1c}|"], ['\u{e000}', '\u{e001}']),
            (["\u{e000}|", "\u{1f}"], ['\u{1e}', '\u{1d}']),
        ] {
            let mut unused = Unused::default();
            texts.iter().for_each(|text| unused.see(text));
            assert_eq!(unused.free(), free);
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back_through_a_reader_of_csv(texts in proptest::collection::vec("[^\0\r]*", 1..4)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let bytes = row(&texts);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
            let records: Vec<_> = reader.records().map(Result::unwrap).collect();
            prop_assert_eq!(records.len(), 1);
            prop_assert_eq!(records[0].iter().collect::<Vec<_>>(), texts);
        }
    }
}
