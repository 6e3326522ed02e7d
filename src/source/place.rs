//! Where a byte of an input file stands, and the remarks that name such places.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostics};
use crate::error::Location;

/// A walk through a text that knows its line and column; going on is cheap, going back starts anew.
#[derive(Debug, Clone)]
struct Cursor {
    byte: usize,
    line: u32,
    column: u32,
}

impl Cursor {
    fn new(line: u32) -> Self {
        Self { byte: 0, line, column: 1 }
    }

    fn advance(&mut self, text: &str, to: usize) {
        let mut rest = text.get(self.byte..to).unwrap_or_default().chars().peekable();
        while let Some(letter) = rest.next() {
            let next_is_feed = match rest.peek() {
                Some(next) => *next == '\n',
                None => text.as_bytes().get(to) == Some(&b'\n'),
            };
            if letter == '\n' || (letter == '\r' && !next_is_feed) {
                self.line = self.line.saturating_add(1);
                self.column = 1;
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
        self.byte = to;
    }
}

/// Names already remarked on, so that each unknown field is one note in a run.
#[derive(Debug, Default)]
pub(super) struct Seen {
    fields: BTreeSet<String>,
}

/// Takes remarks on one text of an input file, at byte offsets of that text.
pub(super) struct Remarks<'a> {
    file: &'a str,
    text: &'a str,
    first_line: u32,
    cursor: Cursor,
    seen: &'a mut Seen,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Remarks<'a> {
    /// Takes remarks on a text whose first line has a number in its file; lines count from 1.
    pub(super) fn new(file: &'a str, text: &'a str, first_line: u32, seen: &'a mut Seen, diagnostics: &'a mut Diagnostics) -> Self {
        Self { file, text, first_line, cursor: Cursor::new(first_line), seen, diagnostics }
    }

    /// Adds a remark on the place at a byte offset.
    pub(super) fn add(&mut self, code: Code, at: usize, message: impl Into<String>) {
        // Finding a line costs a walk through the file, which remarks that are only counted don't need.
        let location = self.diagnostics.keeps(code).then(|| self.locate(at));
        self.diagnostics.push(code, location, message);
    }

    /// Adds the note on an unknown field, once per name.
    pub(super) fn unknown_field(&mut self, name: &str, at: usize) {
        if !self.seen.fields.contains(name) {
            self.seen.fields.insert(name.to_owned());
            self.add(Code::UnknownField, at, format!("found the field `{}`, which is not part of the contract", excerpt(name)));
        }
    }

    /// Returns the place at a byte offset.
    pub(super) fn locate(&mut self, at: usize) -> Location {
        if at < self.cursor.byte {
            self.cursor = Cursor::new(self.first_line);
        }
        self.cursor.advance(self.text, at);
        Location::at(self.file, self.cursor.line, self.cursor.column)
    }
}

/// Code points of the input that a message quotes.
const EXCERPT: usize = 60;

/// Cuts a text of the input so that it fits a message of one line.
pub(super) fn excerpt(text: &str) -> String {
    let mut letters = text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter });
    let mut cut: String = letters.by_ref().take(EXCERPT).collect();
    if letters.next().is_some() {
        cut.push('…');
    }
    cut
}

/// Finds the first control character of a text that is neither a tab nor part of a line break.
pub(super) fn control_characters(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|(_, letter)| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_any_kind_of_break_and_columns_count_code_points() {
        let text = "aé😀b\r\nc\rd\n\ne";
        let (mut seen, mut diagnostics) = (Seen::default(), Diagnostics::new());
        let mut remarks = Remarks::new("f", text, 3, &mut seen, &mut diagnostics);
        for (mark, line, column) in [("b", 3, 4), ("c", 4, 1), ("d", 5, 1), ("e", 7, 1), ("😀", 3, 3)] {
            assert_eq!(remarks.locate(text.find(mark).unwrap()), Location::at("f", line, column), "{mark}");
        }
        let end = text.len();
        assert_eq!(remarks.locate(end), Location::at("f", 7, 2));
    }

    #[test]
    fn an_unknown_field_is_one_note() {
        let (mut seen, mut diagnostics) = (Seen::default(), Diagnostics::new());
        let mut remarks = Remarks::new("f", "ab", 1, &mut seen, &mut diagnostics);
        remarks.unknown_field("score", 0);
        remarks.unknown_field("score", 1);
        remarks.unknown_field("page", 1);
        assert_eq!(diagnostics.count(Code::UnknownField), 2);
    }

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt("a\nb"), "a\u{fffd}b");
        assert_eq!(excerpt(&"x".repeat(61)), format!("{}…", "x".repeat(60)));
    }
}
