//! Lines to blocks: which lines are prose, which are headings and which are page furniture, and how each uses capitals.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::lexicon::Lexicon;
use super::token::{Shape, Token};
use super::types::{BlockKind, CaseRegime};

/// A paragraph or a line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its tokens; blocks are in order and cover all tokens.
    pub tokens: Range<usize>,
    /// What kind of text it is.
    pub kind: BlockKind,
    /// How it uses capitals.
    pub regime: CaseRegime,
}

/// A line may be a heading or a label up to so many tokens.
const HEADLINE: usize = 30;
const LABEL: usize = 6;

/// Cuts a document into blocks.
pub fn blocks(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Block> {
    let lines = paragraphs(text, tokens);
    let repeated = repeated(text, tokens, &lines);
    let mut page_ended = false;
    let mut out = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        let view = Line { text, tokens: &tokens[line.clone()], lexicon };
        page_ended |= place > 0 && view.ends_page();
        let kind = match (page_ended || repeated[place], place) {
            (true, _) => BlockKind::Furniture,
            (false, 0) if view.is_title(lines.len()) => BlockKind::Headline,
            _ => view.kind(),
        };
        out.push(Block { tokens: line.clone(), kind, regime: view.regime(kind) });
    }
    out
}

/// Token ranges of the paragraphs: lines, or runs of lines where the text is wrapped by hand.
fn paragraphs(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let wrapped = is_wrapped(text);
    let mut out: Vec<Range<usize>> = Vec::new();
    let (mut byte, mut at, mut blank) = (0, 0, true);
    for line in text.split_inclusive('\n') {
        byte += line.len();
        let start = at;
        while tokens.get(at).is_some_and(|token| (token.span.start as usize) < byte) {
            at += 1;
        }
        if start == at {
            blank = true;
            continue;
        }
        let marked = line.trim_start().starts_with(['#', '-', '*', '•', '>']);
        match out.last_mut() {
            Some(last) if wrapped && !blank && !marked => last.end = at,
            _ => out.push(start..at),
        }
        blank = line.trim_start().starts_with('#');
    }
    out
}

fn is_wrapped(text: &str) -> bool {
    let lengths = || text.lines().map(str::len);
    lengths().all(|length| length <= 100) && lengths().filter(|length| *length >= 55).count() >= 6 && {
        let pairs = text.lines().zip(text.lines().skip(1));
        pairs.filter(|(line, next)| line.len() >= 55 && !next.trim().is_empty()).count() >= 4
    }
}

/// A line that stands twice without a full stop is a caption; of others the later ones are repetitions.
fn repeated(text: &str, tokens: &[Token], lines: &[Range<usize>]) -> Vec<bool> {
    let words = |line: &Range<usize>| {
        let (first, last) = (tokens.get(line.start)?, tokens.get(line.end.checked_sub(1)?)?);
        text.get(first.span.start as usize..last.span.end as usize)
    };
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    let mut out = vec![false; lines.len()];
    for (place, line) in lines.iter().enumerate() {
        let Some(line) = words(line).filter(|line| line.len() > 20) else { continue };
        if let Some(first) = seen.get(line) {
            out[place] = true;
            out[*first] |= *first > 0 && !line.ends_with(['.', '!', '?', '"', '”']);
        } else {
            seen.insert(line, place);
        }
    }
    out
}

struct Line<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
}

impl Line<'_> {
    fn starts(&self, class: &str) -> bool {
        self.lexicon.find(self.tokens, 0, class, CaseRegime::Upper).is_some()
    }

    fn form(&self, place: usize) -> &str {
        self.tokens.get(place).map_or("", |token| self.lexicon.word(token.sym))
    }

    fn holds(&self, class: &str) -> bool {
        (0..self.tokens.len()).any(|at| self.lexicon.find(self.tokens, at, class, CaseRegime::Upper).is_some())
    }

    fn ends_sentence(&self) -> bool {
        let marks = self.tokens.iter().rev().take_while(|token| token.shape == Shape::Mark);
        marks.map(|token| self.lexicon.word(token.sym)).any(|mark| matches!(mark, "." | "!" | "?" | "..." | ":" | ","))
    }

    fn ends_page(&self) -> bool {
        let found = self.lexicon.find(self.tokens, 0, "page_end", CaseRegime::Upper);
        found.is_some_and(|(length, _)| length == self.tokens.len())
    }

    fn is_title(&self, lines: usize) -> bool {
        lines > 1 && self.tokens.len() <= HEADLINE && !(self.ends_sentence() && self.form(self.tokens.len() - 1) == ".")
    }

    fn kind(&self) -> BlockKind {
        if self.form(0) == "#" || self.text.get(self.tokens[0].span.range()).is_some_and(|mark| mark == "#") {
            return BlockKind::Headline;
        }
        let words = self.tokens.iter().filter(|token| token.shape != Shape::Mark).count();
        let open = !self.ends_sentence();
        let label = words <= LABEL && open && !self.is_listed();
        let byline = open && words <= 10 && self.form(0) == "by" && self.tokens.get(1).is_some_and(|token| token.shape == Shape::Capitalised);
        let boilerplate = self.starts("boilerplate") && (words <= 12 || self.colon_at(3));
        let short_credit = words <= LISTING && self.holds("credit");
        let call = words <= LISTING && self.starts("call") && self.holds("social");
        let stamp = label || byline || boilerplate || short_credit || call || (open && self.is_teaser());
        if stamp || words == 0 { BlockKind::Furniture } else { BlockKind::Body }
    }

    fn is_listed(&self) -> bool {
        matches!(self.form(0), "-" | "*")
    }

    fn colon_at(&self, most: usize) -> bool {
        (1..=most).any(|place| self.form(place) == ":")
    }

    /// "CRIME: Girls hurt in brawl": a label in capitals before a headline of another page.
    fn is_teaser(&self) -> bool {
        let capitals = self.tokens.iter().take_while(|token| token.shape == Shape::Upper).count();
        (1..=3).contains(&capitals) && self.form(capitals) == ":"
    }

    fn regime(&self, kind: BlockKind) -> CaseRegime {
        let words = || self.tokens.iter().filter(|token| !matches!(token.shape, Shape::Mark | Shape::Number));
        let total = words().count();
        let upper = words().filter(|token| token.shape == Shape::Upper).count();
        let lower = words().filter(|token| token.shape == Shape::Lower).count();
        if total >= 4 && lower == total {
            return CaseRegime::Lower;
        }
        if total >= 3 && upper * 5 >= total * 4 {
            return CaseRegime::Upper;
        }
        let long = || words().filter(|token| token.span.end - token.span.start >= 4);
        let raised = long().filter(|token| token.shape != Shape::Lower).count();
        if kind == BlockKind::Headline && total >= 4 && raised * 5 > long().count() * 4 { CaseRegime::Title } else { CaseRegime::Cased }
    }
}

/// Captions and calls to the reader are not longer than so many words.
const LISTING: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::tokenize::tokenize;

    fn kinds(text: &str) -> Vec<(BlockKind, CaseRegime)> {
        let lexicon = Lexicon::builtin().unwrap();
        let tokens = tokenize(text, &lexicon);
        let blocks = blocks(text, &tokens, &lexicon);
        assert_eq!(blocks.first().map(|block| block.tokens.start), Some(0));
        assert!(blocks.windows(2).all(|pair| pair[0].tokens.end == pair[1].tokens.start));
        assert_eq!(blocks.last().map(|block| block.tokens.end), Some(tokens.len()));
        blocks.iter().map(|block| (block.kind, block.regime)).collect()
    }

    #[test]
    fn furniture_is_told_from_prose() {
        use BlockKind::{Body, Furniture, Headline};
        let text = "Chief of Alden Police quits\n\nBy Dana Roe, Crime Reporter\nThe bridge yesterday. Picture: Pat Doe\n\nThe chief left on Friday.\n\
                    CRIME: Two held after raid\nREAD MORE: Who is next\nHave your say\nFollow Pat Doe on Twitter\n\nShe gave no reason.\n\nCOMMENTS\n\nPlease be kind to others.\n";
        let found: Vec<BlockKind> = kinds(text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(found, [Headline, Furniture, Furniture, Body, Furniture, Furniture, Furniture, Furniture, Body, Furniture, Furniture]);
    }

    #[test]
    fn repeated_captions_are_furniture_and_a_repeated_sentence_counts_once() {
        use BlockKind::{Body, Furniture, Headline};
        let text = "Chief quits post\nThe chief at the town hall on Monday\nThe chief at the town hall on Monday\nThe chief left on Monday night.\nThe chief left on Monday night.\n";
        let found: Vec<BlockKind> = kinds(text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(found, [Headline, Furniture, Furniture, Body, Furniture]);
    }

    #[test]
    fn regimes() {
        let text = "Chief Of Alden Police Quits Over Report\n\nthe chief of alden police has quit\n\nTHE CHIEF HAS QUIT HIS POST.\n\nThe chief has quit.";
        let found: Vec<CaseRegime> = kinds(text).into_iter().map(|(_, regime)| regime).collect();
        assert_eq!(found, [CaseRegime::Title, CaseRegime::Lower, CaseRegime::Upper, CaseRegime::Cased]);
    }
}
