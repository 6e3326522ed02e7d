//! Where a quote or a pair of offsets lies in its document's text.

use std::cell::{Cell, OnceCell};

use memchr::memmem;

use crate::model::{OffsetUnit, Span, TextIndex};

/// How many bytes the quotes of one document may have searched, so that a hostile file can't buy hours of work.
const SEARCH_BUDGET: usize = 1 << 32;

/// The text of a document, or the want of one, in which spans are found.
#[derive(Debug)]
pub(super) struct Ground<'d> {
    text: Option<(&'d str, TextIndex)>,
    unit: OffsetUnit,
    loose: OnceCell<Loose>,
    budget: Cell<usize>,
}

/// Where a quote was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// The quote is what stands there.
    There(Span),
    /// Not at its offsets, or not in these very characters.
    Elsewhere(Span),
    /// Nowhere.
    Nowhere,
}

impl<'d> Ground<'d> {
    /// Prepares a text, if there is one, and the unit in which offsets of it are given.
    pub(super) fn new(text: Option<&'d str>, unit: OffsetUnit) -> Self {
        Self { text: text.map(|text| (text, TextIndex::new(text))), unit, loose: OnceCell::new(), budget: Cell::new(SEARCH_BUDGET) }
    }

    /// Returns whether there is a text.
    pub(super) fn has_text(&self) -> bool {
        self.text.is_some()
    }

    /// Returns the span of offsets, or nothing where they are empty, lie outside the text or inside a character, or are
    /// not of code points while there is no text.
    pub(super) fn span(&self, start: u32, end: u32) -> Option<Span> {
        let span = match &self.text {
            Some((text, index)) => Span { start: index.to_byte(text, start, self.unit)?, end: index.to_byte(text, end, self.unit)? },
            None if self.unit == OffsetUnit::CodePoints => Span { start, end },
            None => return None,
        };
        (span.start < span.end).then_some(span)
    }

    /// Finds a quote: at its span, else nearest to its span, else first in the text; each first to the letter, then with
    /// white space and quotation marks of any kind. Nothing without a text.
    pub(super) fn find(&self, quote: &str, at: Option<Span>) -> Option<Found> {
        let (text, _) = self.text.as_ref()?;
        if let Some(span) = at {
            let there = text.get(span.range()).unwrap_or_default();
            if there == quote {
                return Some(Found::There(span));
            }
            if !there.trim().is_empty() && loosened(there) == loosened(quote) {
                return Some(Found::Elsewhere(trimmed(there, span)));
            }
        }
        let found = self.search(text, quote, at);
        Some(match (found, at) {
            (Some((span, Likeness::Exact)), None) => Found::There(span),
            (Some((span, _)), _) => Found::Elsewhere(span),
            (None, _) => Found::Nowhere,
        })
    }

    fn search(&self, text: &str, quote: &str, at: Option<Span>) -> Option<(Span, Likeness)> {
        let near = at.map_or(0, |span| span.start as usize);
        self.spend(text.len())?;
        if let Some(start) = nearest(text, quote, near) {
            return Some((span(start, start + quote.len())?, Likeness::Exact));
        }
        self.spend(text.len())?;
        let loose = self.loose.get_or_init(|| Loose::new(text));
        Some((loose.nearest(&loosened(quote), near)?, Likeness::Loose))
    }

    fn spend(&self, bytes: usize) -> Option<()> {
        self.budget.set(self.budget.get().checked_sub(bytes)?);
        Some(())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Exact,
    Loose,
}

fn span(start: usize, end: usize) -> Option<Span> {
    Some(Span { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })
}

/// Takes the white space at both ends of a text out of its span.
fn trimmed(there: &str, span: Span) -> Span {
    let before = there.len() - there.trim_start().len();
    let start = span.start + u32::try_from(before).unwrap_or_default();
    Span { start, end: start + u32::try_from(there.trim().len()).unwrap_or_default() }
}

/// Returns the start of the occurrence that begins nearest to a position; of two the earlier.
fn nearest(text: &str, wanted: &str, near: usize) -> Option<usize> {
    if wanted.is_empty() {
        return None;
    }
    let near = near.min(text.len());
    let (bytes, wanted) = (text.as_bytes(), wanted.as_bytes());
    let after = memmem::find(&bytes[near..], wanted).map(|found| near + found);
    let before = memmem::rfind(&bytes[..bytes.len().min(near + wanted.len() - 1)], wanted);
    match (before, after) {
        (Some(before), Some(after)) if after - near < near - before => Some(after),
        (before, after) => before.or(after),
    }
}

/// Makes white space of any length one space and quotation marks straight, so that a quote is found that was copied
/// through another program.
fn loosened(text: &str) -> String {
    Loose::new(text.trim()).text
}

/// A text made loose, with the way back: for each of its characters its own start and that in the text it was made of.
#[derive(Debug)]
struct Loose {
    text: String,
    marks: Vec<Mark>,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    loose: usize,
    start: usize,
    end: usize,
}

impl Loose {
    fn new(text: &str) -> Self {
        let mut loose = Self { text: String::with_capacity(text.len()), marks: Vec::new() };
        for (start, letter) in text.char_indices() {
            let letter_like = match letter {
                '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2bc}' => '\'',
                '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' => '"',
                space if space.is_whitespace() => ' ',
                other => other,
            };
            let end = start + letter.len_utf8();
            if letter_like == ' ' && loose.text.ends_with(' ') {
                continue;
            }
            loose.marks.push(Mark { loose: loose.text.len(), start, end });
            loose.text.push(letter_like);
        }
        loose
    }

    /// Returns the place, in the text it was made of, of the occurrence nearest to a position there.
    fn nearest(&self, wanted: &str, near: usize) -> Option<Span> {
        let mark_near = self.marks.partition_point(|mark| mark.start < near);
        let near = self.marks.get(mark_near).map_or(self.text.len(), |mark| mark.loose);
        let found = nearest(&self.text, wanted, near)?;
        let first = self.marks.binary_search_by_key(&found, |mark| mark.loose).ok()?;
        let behind = self.marks.partition_point(|mark| mark.loose < found + wanted.len());
        span(self.marks[first].start, self.marks[behind.checked_sub(1)?].end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, found: Option<Found>) -> (&'static str, &str) {
        match found {
            Some(Found::There(span)) => ("there", text.get(span.range()).unwrap()),
            Some(Found::Elsewhere(span)) => ("elsewhere", text.get(span.range()).unwrap()),
            Some(Found::Nowhere) => ("nowhere", ""),
            None => ("no text", ""),
        }
    }

    #[test]
    fn the_nearest_occurrence_is_taken() {
        let text = "ab ab ab ab";
        for (near, expected) in [(0, 0), (1, 0), (2, 3), (3, 3), (5, 6), (8, 9), (11, 9), (99, 9)] {
            assert_eq!(nearest(text, "ab", near), Some(expected), "{near}");
        }
        assert_eq!(nearest("aaaa", "aa", 2), Some(2));
        assert_eq!(nearest("x ab ab", "ab", 1), Some(2));
        assert_eq!(nearest(text, "ba", 0).or(nearest(text, "", 0)), None);
    }

    #[test]
    fn quotes_are_found_to_the_letter_first() {
        let text = "She said “it’s over”.  It's over, she said.";
        let ground = Ground::new(Some(text), OffsetUnit::Bytes);
        let find = |quote, at: Option<(u32, u32)>| words(text, ground.find(quote, at.map(|(start, end)| Span { start, end })));
        assert_eq!(find("She said", Some((0, 8))), ("there", "She said"));
        assert_eq!(find("She said", None), ("there", "She said"));
        assert_eq!(find("She said", Some((3, 8))), ("elsewhere", "She said"));
        assert_eq!(find("said \"it's over\".", None), ("elsewhere", "said “it’s over”."));
        assert_eq!(find("over\". It's", Some((0, 3))), ("elsewhere", "over”.  It's"));
        assert_eq!(find("it is over", None), ("nowhere", ""));
        assert_eq!(find(" ", Some((0, 3))), ("elsewhere", " "));
    }

    #[test]
    fn spaces_around_a_quote_are_no_part_of_it() {
        let text = "a\u{a0}Ann\u{a0}Lee b";
        let ground = Ground::new(Some(text), OffsetUnit::CodePoints);
        let all = ground.span(1, 10).unwrap();
        assert_eq!(words(text, ground.find("Ann Lee", Some(all))), ("elsewhere", "Ann\u{a0}Lee"));
        assert_eq!(words(text, ground.find(" Ann Lee\n", None)), ("elsewhere", "Ann\u{a0}Lee"));
    }

    #[test]
    fn offsets_are_checked_against_the_text_and_the_unit() {
        let ground = Ground::new(Some("é😀x"), OffsetUnit::Utf16);
        assert_eq!(ground.span(1, 4), Some(Span { start: 2, end: 7 }));
        assert_eq!(ground.span(2, 4).or(ground.span(1, 1)).or(ground.span(3, 1)).or(ground.span(0, 5)), None);
        assert_eq!(Ground::new(None, OffsetUnit::CodePoints).span(5, 9), Some(Span { start: 5, end: 9 }));
        assert_eq!(Ground::new(None, OffsetUnit::Bytes).span(5, 9), None);
        assert_eq!(Ground::new(None, OffsetUnit::CodePoints).find("a", None), None);
    }
}
