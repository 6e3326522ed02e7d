//! What the stages of the extractor hand to each other for one document.

use std::ops::Range;

use super::token::Token;
use crate::model::ids::ClassId;
use crate::model::{MentionKind, Span};

/// A document on its way through the stages. Every position is into `tokens`; every span into the text, in bytes.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// The tokens of the whole text.
    pub tokens: Vec<Token>,
    /// The sentences in order; together with what lies in no sentence (page furniture) they cover the tokens.
    pub sentences: Vec<Sentence>,
    /// Quotations in order, each between its marks; one that goes on over paragraphs is one entry.
    pub quotations: Vec<Quotation>,
    /// The mentions, sorted by start and then longest first; a mention may lie inside another.
    pub mentions: Vec<FoundMention>,
    /// The entities that the mentions name, after coreference within the document; a mention points here.
    pub entities: Vec<FoundEntity>,
}

/// What kind of text a block is; it decides which rules may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title or a heading.
    Headline,
    /// Running text.
    Body,
    /// Captions, credits, teasers, bylines, calls to follow or share: read for nothing.
    Furniture,
}

/// How a block uses capitals; where they carry no meaning, names come from gazetteers and titles only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseRegime {
    /// As usual.
    Cased,
    /// All lower case.
    Lower,
    /// Every Main Word Capitalised.
    Title,
    /// ALL CAPITALS.
    Upper,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The number of its paragraph in the document, from 0.
    pub paragraph: usize,
    /// The kind of its block.
    pub block: BlockKind,
    /// The case regime of its block.
    pub regime: CaseRegime,
}

/// Words between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The tokens between the marks.
    pub tokens: Range<usize>,
    /// The words between the marks, in bytes.
    pub span: Span,
}

/// A stretch of tokens that names or describes an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundMention {
    /// Its tokens, without a leading determiner and without a final possessive `'s`.
    pub tokens: Range<usize>,
    /// What it names.
    pub class: ClassId,
    /// How it names it.
    pub kind: MentionKind,
    /// Which entity, as a position in [`Analysis::entities`]; set by coreference.
    pub entity: Option<usize>,
    /// The sieve that linked it, in kebab case; empty for the mention that opened its entity, which is the first of the surest kind.
    pub sieve: &'static str,
    /// What stands before or inside it that changes what follows from it.
    pub flags: MentionFlags,
    /// The rule that found it.
    pub rule: String,
    /// For a group or a counted event: how many, and how that number binds.
    pub count: Option<Count>,
}

/// What stands before or inside a mention and changes what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MentionFlags(pub u8);

impl MentionFlags {
    /// "former", "ex-", "retired", "then": what it says is over.
    pub const FORMER: u8 = 1;
    /// "acting", "interim", "designate".
    pub const ACTING: u8 = 2;
    /// "the", "this", "these": it refers to something known.
    pub const DEFINITE: u8 = 4;
    /// Plural.
    pub const PLURAL: u8 = 8;

    /// Returns whether a flag is set.
    pub fn has(self, flag: u8) -> bool {
        self.0 & flag != 0
    }
}

/// A counted number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The number.
    pub number: u64,
    /// How it binds.
    pub bound: Bound,
}

/// How a counted number binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// That many.
    Exactly,
    /// "at least", "more than", "over".
    AtLeast,
    /// "about", "some", "around".
    About,
}

impl Bound {
    /// Returns the words that the contract uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exactly => "exactly",
            Self::AtLeast => "at least",
            Self::About => "about",
        }
    }
}

/// An entity of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundEntity {
    /// The most specific class of its mentions.
    pub class: ClassId,
    /// The fullest name: of a person without titles, of anything without a determiner.
    pub name: String,
    /// Other names, as written, without duplicates, sorted by where they first stand.
    pub aliases: Vec<String>,
    /// Whether the name only describes it.
    pub unnamed: bool,
    /// A gazetteer key, where a gazetteer knows it.
    pub gazetteer_key: Option<String>,
}
