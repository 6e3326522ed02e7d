//! Tokens: the words, numbers and marks of a text, as byte spans that never overlap and never leave the text.

use crate::model::Span;

/// A known word of the lexicon; 0 is every word that it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Sym(pub u32);

impl Sym {
    /// The word that the lexicon does not know.
    pub const UNKNOWN: Self = Self(0);
}

/// One token. A possessive `'s` is a token of its own; so is `ex-` before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its lower-cased form with straight quotes, in the lexicon.
    pub sym: Sym,
    /// How it is written.
    pub shape: Shape,
}

/// How a token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// A word in lower case.
    Lower,
    /// A word that begins with a capital, `McKay` and `O'Neill` included.
    Capitalised,
    /// A word of two or more letters all in capitals, `NHS`.
    Upper,
    /// Digits, with inner points, commas or letters: `1,400`, `2015`, `27th`.
    Number,
    /// A mark: punctuation, a quote, a bracket, a symbol.
    Mark,
}
