//! Quotations: what stands between quotation marks, told from apostrophes, and going on over paragraphs that re-open without closing.

use super::block::Block;
use super::lexicon::Lexicon;
use super::token::Token;
use super::tokenize::is_gap;
use super::types::{BlockKind, Quotation};
use crate::model::Span;

/// Finds the quotations of a document, in order and none inside another.
pub fn quotations(text: &str, tokens: &[Token], blocks: &[Block], lexicon: &Lexicon) -> Vec<Quotation> {
    let read: Vec<&Block> = blocks.iter().filter(|block| block.kind != BlockKind::Furniture).collect();
    let mut finder = Finder { text, tokens, lexicon, double: None, single: None, found: Vec::new() };
    for (place, block) in read.iter().enumerate() {
        for at in block.tokens.clone() {
            finder.step(at, block.tokens.start);
        }
        finder.end_block(block.tokens.end, read.get(place + 1).map(|next| next.tokens.start));
    }
    finder.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    /// Straight and touching both sides or none.
    Either,
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    double: Option<usize>,
    single: Option<usize>,
    found: Vec<(usize, usize)>,
}

impl Finder<'_> {
    fn form(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| self.lexicon.word(token.sym))
    }

    /// The way a mark points, by its own form or by what it touches.
    fn side(&self, at: usize) -> Side {
        let range = self.tokens[at].span.range();
        match self.text.get(range.clone()) {
            Some("“" | "„" | "«" | "‘") => return Side::Open,
            Some("”" | "»" | "’") => return Side::Close,
            _ => {}
        }
        let before = self.text.get(..range.start).and_then(|text| text.chars().next_back());
        let after = self.text.get(range.end..).and_then(|text| text.chars().next());
        let open = before.is_none_or(|before| is_gap(before) || matches!(before, '(' | '[' | '—' | '–' | '-' | '“' | '"' | '\''));
        let close = after.is_none_or(|after| is_gap(after) || after.is_ascii_punctuation() || matches!(after, '—' | '–' | '”'));
        match (open, close) {
            (true, false) => Side::Open,
            (false, true) => Side::Close,
            _ => Side::Either,
        }
    }

    fn step(&mut self, at: usize, block_start: usize) {
        match self.form(at) {
            "\"" => self.double(at, block_start),
            "'" => self.single(at),
            _ => {}
        }
    }

    fn double(&mut self, at: usize, block_start: usize) {
        let side = self.side(at);
        match (self.double, side) {
            // a paragraph that re-opens goes on with the same quotation
            (Some(_), Side::Open) if at == block_start => {}
            (Some(start), Side::Close | Side::Either) => {
                self.found.push((start, at));
                self.double = None;
            }
            (Some(start), Side::Open) => {
                self.found.push((start, at));
                self.double = Some(at + 1);
            }
            (None, Side::Open | Side::Either) => self.double = Some(at + 1),
            (None, Side::Close) => {}
        }
    }

    fn single(&mut self, at: usize) {
        match (self.single, self.side(at)) {
            (Some(start), Side::Close | Side::Either) => {
                self.found.push((start, at));
                self.single = None;
            }
            (None, Side::Open) => self.single = Some(at + 1),
            // where marks are spaced on both sides only what is before can tell an opening one from an apostrophe
            (None, Side::Either) if at > 0 && matches!(self.form(at - 1), ":" | "," | ";" | "(" | "-") => self.single = Some(at + 1),
            _ => {}
        }
    }

    /// What is open at the end of a block goes on where the next block re-opens it. A single mark without its fellow was an apostrophe.
    fn end_block(&mut self, end: usize, next: Option<usize>) {
        let opens = |mark: &str| next.is_some_and(|next| self.form(next) == mark && self.side(next) == Side::Open);
        let closes = next.is_some_and(|next| self.form(next) == "'" && self.side(next) == Side::Either);
        if !opens("\"")
            && let Some(start) = self.double.take()
        {
            self.found.push((start, end));
        }
        if let Some(start) = self.single.take_if(|_| true).filter(|_| closes) {
            self.found.push((start, end));
        }
    }

    fn finish(mut self) -> Vec<Quotation> {
        self.found.retain(|(start, end)| start < end);
        self.found.sort_unstable_by_key(|(start, end)| (*start, usize::MAX - end));
        let mut out: Vec<Quotation> = Vec::new();
        for (start, end) in self.found {
            if out.last().is_some_and(|last| last.tokens.end > start) {
                continue;
            }
            let span = Span { start: self.tokens[start].span.start, end: self.tokens[end - 1].span.end };
            out.push(Quotation { tokens: start..end, span });
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::block::blocks;
    use crate::extract::tokenize::tokenize;

    fn quoted(text: &str) -> Vec<String> {
        let lexicon = Lexicon::builtin().unwrap();
        let tokens = tokenize(text, &lexicon);
        let blocks = blocks(text, &tokens, &lexicon);
        quotations(text, &tokens, &blocks, &lexicon).iter().map(|quotation| text.get(quotation.span.range()).unwrap().to_owned()).collect()
    }

    #[test]
    fn straight_curly_and_single_marks() {
        let text = "She said: \"We met.\" It was “a long ‘dark’ day”, the officers' view. He called it 'an error', not the officer's fault.";
        assert_eq!(quoted(text), ["We met.", "a long ‘dark’ day", "an error"]);
    }

    #[test]
    fn a_quotation_goes_on_where_the_next_paragraph_opens_again() {
        let text = "She said on Monday: “We met.\n\n“We will meet again,” she added.\n\nHe said: “Never.\n\nThey left the town.";
        assert_eq!(quoted(text), ["We met.\n\n“We will meet again,", "Never."]);
    }

    #[test]
    fn spaced_marks_of_lower_case_text() {
        let text = "it said in a statement : ' the complaints contain much\n' the complaints followed on from the report of the day";
        assert_eq!(quoted(text), ["the complaints contain much"]);
    }

    #[test]
    fn apostrophes_open_nothing() {
        assert_eq!(quoted("’Tis the officers’ day, isn’t it? The ’90s were dogs’ years."), Vec::<String>::new());
    }
}
