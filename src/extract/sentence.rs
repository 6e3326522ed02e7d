//! Blocks to sentences: where one ends, known from the marks, what follows them and the case regime.

use super::block::Block;
use super::lexicon::Lexicon;
use super::token::{Shape, Token};
use super::types::{BlockKind, CaseRegime, Sentence};

/// A longer sentence is cut here, so that no later stage does unbounded work.
pub const LONGEST: usize = 200;

/// Cuts the blocks that are read into sentences; page furniture gets none.
pub fn sentences(text: &str, tokens: &[Token], blocks: &[Block], lexicon: &Lexicon) -> Vec<Sentence> {
    let mut out = Vec::new();
    let read = blocks.iter().filter(|block| block.kind != BlockKind::Furniture);
    for (paragraph, block) in read.enumerate() {
        let reader = Reader { text, tokens, lexicon, block };
        let mut start = block.tokens.start;
        while start < block.tokens.end {
            let end = reader.end_of(start);
            out.push(Sentence { tokens: start..end, paragraph, block: block.kind, regime: block.regime });
            start = end;
        }
    }
    out
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    block: &'a Block,
}

impl Reader<'_> {
    fn form(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| self.lexicon.word(token.sym))
    }

    fn end_of(&self, start: usize) -> usize {
        let limit = self.block.tokens.end.min(start + LONGEST);
        let mut at = start;
        while at < limit {
            let next = self.behind_mark(at);
            if next <= limit && next > at && self.begins(at, next) {
                return next;
            }
            at += 1;
        }
        limit
    }

    /// Where the sentence would end if the token ended it: behind the mark and what closes after it; the token itself where it is no such mark.
    fn behind_mark(&self, at: usize) -> usize {
        let stop = matches!(self.form(at), "." | "!" | "?" | "...") || self.is_stopped_word(at);
        if !stop {
            return at;
        }
        let mut next = at + 1;
        while next < self.block.tokens.end && self.closes(next) {
            next += 1;
        }
        next
    }

    /// A mark that still belongs to the sentence: further stops, and a quote or bracket that touches what is before it.
    fn closes(&self, at: usize) -> bool {
        let touches = self.tokens[at].span.start == self.tokens[at - 1].span.end;
        match self.form(at) {
            "." | "!" | "?" | "..." | ")" | "]" => true,
            "\"" | "'" | "'s" => touches,
            _ => false,
        }
    }

    /// An abbreviation that is no title may end a sentence too.
    fn is_stopped_word(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let words = self.text.get(token.span.range()).unwrap_or_default();
        token.shape != Shape::Mark && words.ends_with('.') && !self.lexicon.is(token.sym, "title")
    }

    fn begins(&self, mark: usize, next: usize) -> bool {
        if next >= self.block.tokens.end || self.block.regime == CaseRegime::Lower {
            return self.tokens[mark].shape == Shape::Mark;
        }
        let Some(first) = (next..self.block.tokens.end).find(|at| self.tokens[*at].shape != Shape::Mark) else { return false };
        let token = self.tokens[first];
        if self.is_stopped_word(mark) {
            let common = ["determiner", "pronoun", "subordinator", "coordinator", "preposition", "discourse"];
            return first == next && token.shape == Shape::Capitalised && common.iter().any(|class| self.lexicon.is(token.sym, class));
        }
        let marks_between = first - next;
        token.shape != Shape::Lower && marks_between <= 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::block::blocks;
    use crate::extract::tokenize::tokenize;

    fn split(text: &str) -> Vec<String> {
        let lexicon = Lexicon::builtin().unwrap();
        let tokens = tokenize(text, &lexicon);
        let blocks = blocks(text, &tokens, &lexicon);
        let sentences = sentences(text, &tokens, &blocks, &lexicon);
        let words = |sentence: &Sentence| {
            let (first, last) = (tokens[sentence.tokens.start].span, tokens[sentence.tokens.end - 1].span);
            text.get(first.start as usize..last.end as usize).unwrap().to_owned()
        };
        sentences.iter().map(words).collect()
    }

    #[test]
    fn abbreviations_initials_and_numbers_do_not_end_a_sentence() {
        let text = "Mr. J. K. Roe met Dr. Doe at 3.15 p.m. on Monday. He left St. Anne's Hospital for the U.S. The visit cost £1.5m.";
        assert_eq!(split(text).len(), 3);
    }

    #[test]
    fn quotes_belong_to_their_sentence() {
        let text = "“We met. It was late.” She left. “Is it so?” asked the judge. He said: \"No.\" Then they went...";
        assert_eq!(split(text), ["“We met.", "It was late.”", "She left.", "“Is it so?” asked the judge.", "He said: \"No.\"", "Then they went..."]);
    }

    #[test]
    fn lower_case_text_is_split_at_every_stop() {
        assert_eq!(split("the chief has quit today . he gave no reason for it").len(), 2);
    }

    #[test]
    fn a_long_sentence_is_cut() {
        let text = "word ".repeat(450);
        let lexicon = Lexicon::builtin().unwrap();
        let tokens = tokenize(&text, &lexicon);
        let blocks = blocks(&text, &tokens, &lexicon);
        let lengths: Vec<usize> = sentences(&text, &tokens, &blocks, &lexicon).iter().map(|sentence| sentence.tokens.len()).collect();
        assert_eq!(lengths, [200, 200, 50]);
    }
}
