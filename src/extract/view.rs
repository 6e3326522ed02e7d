//! A sentence as the recognisers look at it, and the draft of mentions that they fill.

use std::ops::Range;

use super::lexicon::{Entry, Lexicon};
use super::token::{Shape, Sym, Token};
use super::types::{CaseRegime, Count, MentionFlags, Sentence};
use crate::model::ids::ClassId;
use crate::model::{MentionKind, Schema};

/// The classes that the recognisers know by name; a class that an ontology lacks is `Thing`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Classes<'a> {
    schema: &'a Schema,
    pub(super) person: ClassId,
    pub(super) organization: ClassId,
    pub(super) position: ClassId,
    pub(super) place: ClassId,
    pub(super) report: ClassId,
    pub(super) law: ClassId,
    pub(super) event: ClassId,
    pub(super) group: ClassId,
}

impl<'a> Classes<'a> {
    pub(super) fn new(schema: &'a Schema) -> Self {
        let named = |name: &str| schema.class_named(name).unwrap_or(schema.thing());
        Self {
            schema,
            person: named("Person"),
            organization: named("Organization"),
            position: named("Position"),
            place: named("Place"),
            report: named("Report"),
            law: named("Law"),
            event: named("Event"),
            group: named("Group"),
        }
    }

    /// Returns the class of a table's cell, or what stands for it where the ontology has no such class.
    pub(super) fn named(&self, name: Option<&str>, otherwise: ClassId) -> ClassId {
        name.and_then(|name| self.schema.class_named(name)).unwrap_or(otherwise)
    }

    pub(super) fn name(&self, class: ClassId) -> &'a str {
        &self.schema.class(class).name
    }

    pub(super) fn root(&self, class: ClassId) -> ClassId {
        self.schema.class(class).root
    }

    /// Returns whether a class is another or descends from it.
    pub(super) fn is_a(&self, class: ClassId, other: ClassId) -> bool {
        let mut open = vec![class];
        let mut seen = 0;
        while let Some(next) = open.pop() {
            if next == other {
                return true;
            }
            seen += 1;
            if seen > 64 {
                break;
            }
            open.extend(self.schema.class(next).superclasses.iter().filter_map(|iri| self.schema.class_named(iri)));
        }
        false
    }
}

/// What a name says about the gender of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Gender {
    #[default]
    Unknown,
    Female,
    Male,
}

impl Gender {
    pub(super) fn of(cell: Option<&str>) -> Self {
        match cell {
            Some("f") => Self::Female,
            Some("m") => Self::Male,
            _ => Self::Unknown,
        }
    }

    pub(super) fn conflicts(self, other: Self) -> bool {
        self != Self::Unknown && other != Self::Unknown && self != other
    }

    pub(super) fn or(self, other: Self) -> Self {
        if self == Self::Unknown { other } else { self }
    }
}

/// A mention on its way, with what coreference needs to know of it.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) tokens: Range<usize>,
    /// The tokens of the name proper: without titles.
    pub(super) name: Range<usize>,
    pub(super) class: ClassId,
    pub(super) kind: MentionKind,
    pub(super) rule: &'static str,
    pub(super) flags: MentionFlags,
    pub(super) count: Option<Count>,
    pub(super) gender: Gender,
    /// Whether the gender is a title's: what a title says cannot be wrong.
    pub(super) titled: bool,
    pub(super) key: Option<Box<str>>,
    /// The head word or phrase: an office, a descriptor, the noun of a group or report.
    pub(super) head: Range<usize>,
    /// For a name of a body or a report: the mention is kept only if something it is linked to is found.
    pub(super) pending: bool,
}

impl Draft {
    pub(super) fn new(tokens: Range<usize>, class: ClassId, kind: MentionKind, rule: &'static str) -> Self {
        Self {
            name: tokens.clone(),
            head: tokens.clone(),
            tokens,
            class,
            kind,
            rule,
            flags: MentionFlags::default(),
            count: None,
            gender: Gender::Unknown,
            titled: false,
            key: None,
            pending: false,
        }
    }

    pub(super) fn flag(mut self, flag: u8, set: bool) -> Self {
        if set {
            self.flags.0 |= flag;
        }
        self
    }
}

/// The mentions of a document so far, and which of them covers each token.
#[derive(Debug, Default)]
pub(super) struct Board {
    pub(super) drafts: Vec<Draft>,
    cover: Vec<Option<usize>>,
}

impl Board {
    pub(super) fn new(tokens: usize) -> Self {
        Self { drafts: Vec::new(), cover: vec![None; tokens] }
    }

    /// Adds a mention; it covers its tokens from now on.
    pub(super) fn add(&mut self, draft: Draft) {
        let place = self.drafts.len();
        for at in draft.tokens.clone() {
            if let Some(cover) = self.cover.get_mut(at) {
                *cover = Some(place);
            }
        }
        self.drafts.push(draft);
    }

    pub(super) fn extend(&mut self, drafts: impl IntoIterator<Item = Draft>) {
        drafts.into_iter().for_each(|draft| self.add(draft));
    }

    /// The latest mention that covers a token.
    pub(super) fn at(&self, at: usize) -> Option<&Draft> {
        self.cover.get(at).copied().flatten().map(|place| &self.drafts[place])
    }

    pub(super) fn free(&self, range: &Range<usize>) -> bool {
        range.clone().all(|at| self.at(at).is_none())
    }
}

/// One sentence with all that a recogniser may ask. Positions are those of the document; outside the sentence there is nothing.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) lexicon: &'a Lexicon,
    pub(super) classes: &'a Classes<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) regime: CaseRegime,
}

impl<'a> View<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token], lexicon: &'a Lexicon, classes: &'a Classes<'a>, sentence: &Sentence) -> Self {
        Self { text, tokens, lexicon, classes, start: sentence.tokens.start, end: sentence.tokens.end, regime: sentence.regime }
    }

    fn token(&self, at: usize) -> Option<Token> {
        (at >= self.start && at < self.end).then(|| self.tokens[at])
    }

    pub(super) fn sym(&self, at: usize) -> Sym {
        self.token(at).map_or(Sym::UNKNOWN, |token| token.sym)
    }

    /// The known word at a position, lower-cased; empty for an unknown word and outside the sentence.
    pub(super) fn form(&self, at: usize) -> &'a str {
        self.lexicon.word(self.sym(at))
    }

    /// As [`View::form`], before a position.
    pub(super) fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |at| self.form(at))
    }

    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        self.token(at).map(|token| token.shape)
    }

    pub(super) fn is(&self, at: usize, class: &str) -> bool {
        self.token(at).is_some_and(|token| self.lexicon.is(token.sym, class))
    }

    pub(super) fn any(&self, at: usize, classes: &[&str]) -> bool {
        classes.iter().any(|class| self.is(at, class))
    }

    /// The longest phrase of a class at a position, inside the sentence.
    pub(super) fn find(&self, at: usize, class: &str) -> Option<(usize, &'a Entry)> {
        if at < self.start {
            return None;
        }
        self.lexicon.find(&self.tokens[..self.end], at, class, self.regime)
    }

    /// Whether a word has a capital that means something.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.regime == CaseRegime::Cased && matches!(self.shape(at), Some(Shape::Capitalised | Shape::Upper))
    }

    pub(super) fn word(&self, at: usize) -> bool {
        matches!(self.shape(at), Some(Shape::Capitalised | Shape::Upper | Shape::Lower))
    }

    /// Whether a position begins the sentence, a quotation in it or a line of a list: a capital there says nothing.
    pub(super) fn opening(&self, at: usize) -> bool {
        at == self.start || self.shape(at - 1).is_none() || matches!(self.before(at), "\"" | ":" | "-" | "*" | "'" | "." | "..." | "!" | "?")
    }

    /// The latest mention that begins at a token of this sentence.
    pub(super) fn starting<'b>(&self, board: &'b Board, at: usize) -> Option<&'b Draft> {
        board.at(at).filter(|draft| draft.tokens.start == at && at >= self.start && at < self.end)
    }

    /// The latest mention that ends before a token of this sentence and begins in it.
    pub(super) fn ending<'b>(&self, board: &'b Board, end: usize) -> Option<&'b Draft> {
        board.at(end.checked_sub(1)?).filter(|draft| draft.tokens.end == end && draft.tokens.start >= self.start && end <= self.end)
    }

    /// Whether a word is in a table of function words or verbs.
    pub(super) fn common(&self, at: usize) -> bool {
        self.lexicon.is_common(self.sym(at))
    }

    pub(super) fn written(&self, range: &Range<usize>) -> &'a str {
        written(self.text, self.tokens, range)
    }

    /// Whether a word is the name of a month or a day where it stands.
    pub(super) fn calendar(&self, at: usize) -> bool {
        self.find(at, "month").is_some() || self.find(at, "weekday").is_some()
    }
}

/// The words of a range of tokens.
pub(super) fn written<'a>(text: &'a str, tokens: &[Token], range: &Range<usize>) -> &'a str {
    let (Some(first), Some(last)) = (tokens.get(range.start), tokens.get(range.end.wrapping_sub(1))) else { return "" };
    text.get(first.span.start as usize..last.span.end as usize).unwrap_or_default()
}
