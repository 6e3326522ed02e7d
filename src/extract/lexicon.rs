//! The lexicon: every word and phrase of the gazetteer tables, interned, with the classes, values and verb forms that the tables give it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::token::{Shape, Sym, Token};
use super::tokenize::Abbreviations;
use super::types::CaseRegime;

/// A class of words or phrases, as in `title`, `month` or `speech`; resolve its name once with [`Lexicon::class`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordClass(pub(super) u16);

/// How an entry must be written in a text that uses capitals as usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CasePolicy {
    Any,
    /// The first word has a capital, as in "May".
    Capital,
    /// No word may be in lower case where the entry is in capitals, as in "AM".
    Upper,
}

/// A word or phrase of a table in one of its classes.
#[derive(Debug, Clone)]
pub struct Entry {
    pub(super) class: WordClass,
    pub(super) columns: Arc<[Box<str>]>,
    pub(super) cells: Arc<[Box<str>]>,
    pub(super) words: Box<[Sym]>,
    pub(super) case: CasePolicy,
}

impl Entry {
    /// Returns its class.
    pub fn class(&self) -> WordClass {
        self.class
    }

    /// Returns a cell of its line by the column's name; nothing for `-` and for a column that its table has not.
    pub fn get(&self, column: &str) -> Option<&str> {
        let place = self.columns.iter().position(|name| &**name == column)?;
        self.cells.get(place).map(|cell| &**cell).filter(|cell| *cell != "-")
    }

    /// Returns the parts of a cell that holds several, parted by `|`.
    pub fn parts(&self, column: &str) -> impl Iterator<Item = &str> {
        self.get(column).into_iter().flat_map(|cell| cell.split('|'))
    }
}

/// Which form of its verb a word is; "walked" is both past and participle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// "resign".
    Base,
    /// "resigns".
    Third,
    /// "resigned".
    Past,
    /// "written".
    Participle,
    /// "resigning".
    Gerund,
}

impl VerbForm {
    pub(super) const COLUMNS: [(&'static str, Self); 5] =
        [("lemma", Self::Base), ("third_person", Self::Third), ("past", Self::Past), ("past_participle", Self::Participle), ("gerund", Self::Gerund)];
}

/// A reading of a word as the form of a verb of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerbReading {
    /// The base form.
    pub lemma: Sym,
    /// Which form.
    pub form: VerbForm,
}

/// The compiled tables. Building it costs some milliseconds; share one among all documents.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    pub(super) words: Vec<Box<str>>,
    pub(super) index: FxHashMap<Box<str>, Sym>,
    pub(super) classes: Vec<Box<str>>,
    pub(super) class_index: FxHashMap<Box<str>, WordClass>,
    pub(super) entries: Vec<Entry>,
    /// Entries of one word, by word.
    pub(super) single: Vec<Vec<u32>>,
    /// The classes of which a phrase begins with a word, and those that it has alone.
    pub(super) begins: Vec<ClassSet>,
    pub(super) alone: Vec<ClassSet>,
    pub(super) verbs: Vec<Vec<VerbReading>>,
    pub(super) lemmas: FxHashMap<Sym, Sym>,
    pub(super) steps: FxHashMap<(u32, Sym), u32>,
    pub(super) ends: Vec<Vec<u32>>,
    pub(super) abbreviations: Abbreviations,
}

/// A set of classes; what is beyond the last bit counts as in it, so that it only ever saves look-ups.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ClassSet([u64; 4]);

impl ClassSet {
    pub(super) fn insert(&mut self, class: WordClass) {
        if let Some(word) = self.0.get_mut(usize::from(class.0 / 64)) {
            *word |= 1 << (class.0 % 64);
        }
    }

    fn may_have(&self, class: WordClass) -> bool {
        self.0.get(usize::from(class.0 / 64)).is_none_or(|word| word & (1 << (class.0 % 64)) != 0)
    }
}

impl Lexicon {
    /// Returns a word's number, making one if it has none: for words of rules that no table has. Give it the lower-cased form with straight quotes.
    pub fn intern(&mut self, word: &str) -> Sym {
        if let Some(sym) = self.index.get(word) {
            return *sym;
        }
        let sym = Sym(u32::try_from(self.words.len()).unwrap_or(u32::MAX));
        self.words.push(Box::from(word));
        self.index.insert(Box::from(word), sym);
        self.single.push(Vec::new());
        self.verbs.push(Vec::new());
        self.begins.push(ClassSet::default());
        self.alone.push(ClassSet::default());
        sym
    }

    /// Returns the number of a lower-cased word with straight quotes; [`Sym::UNKNOWN`] where no table has it.
    pub fn sym(&self, word: &str) -> Sym {
        self.index.get(word).copied().unwrap_or_default()
    }

    /// Returns the word of a number; empty for [`Sym::UNKNOWN`].
    pub fn word(&self, sym: Sym) -> &str {
        self.words.get(sym.0 as usize).map_or("", |word| word)
    }

    /// Returns the base form of a verb form, the singular of a known plural, or the word itself. A form of several verbs ("found") gives the first.
    pub fn lemma(&self, sym: Sym) -> Sym {
        if let Some(reading) = self.verb_readings(sym).first() {
            return reading.lemma;
        }
        self.lemmas.get(&sym).copied().unwrap_or(sym)
    }

    /// Returns what forms of which verbs a word may be.
    pub fn verb_readings(&self, sym: Sym) -> &[VerbReading] {
        self.verbs.get(sym.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Returns a class by name. Classes are those of `words.tsv` and of verbs, and `verb`, `title`, `honour`, `group`, `group_singular`, `descriptor`,
    /// `office`, `office_plural`, `organization_head`, `body`, `body_cued`, `place`, `place_ambiguous`, `demonym`, `given_name`, `given_name_ambiguous`.
    pub fn class(&self, name: &str) -> Option<WordClass> {
        self.class_index.get(name).copied()
    }

    /// Returns whether a word alone is in a class, whatever its case.
    pub fn is(&self, sym: Sym, class: &str) -> bool {
        self.class(class).is_some_and(|class| self.has(sym, class))
    }

    /// Returns whether a word alone is in a class, whatever its case.
    pub fn has(&self, sym: Sym, class: WordClass) -> bool {
        self.alone.get(sym.0 as usize).is_some_and(|set| set.may_have(class)) && self.entries_of(sym).any(|entry| entry.class == class)
    }

    /// Returns what a word alone has in a column of a class, as in the number of a month.
    pub fn value(&self, sym: Sym, class: &str, column: &str) -> Option<&str> {
        let class = self.class(class)?;
        self.entries_of(sym).find(|entry| entry.class == class)?.get(column)
    }

    /// Returns the entries that a word alone has.
    pub fn entries_of(&self, sym: Sym) -> impl Iterator<Item = &Entry> {
        self.single.get(sym.0 as usize).into_iter().flatten().map(|place| &self.entries[*place as usize])
    }

    /// Returns the longest word or phrase of a class that begins at a token, and its length in tokens. Case counts as the block's regime says.
    pub fn find<'a>(&'a self, tokens: &'a [Token], at: usize, class: &str, regime: CaseRegime) -> Option<(usize, &'a Entry)> {
        let class = self.class(class)?;
        self.find_class(tokens, at, class, regime)
    }

    /// As [`Lexicon::find`], the class being resolved.
    pub fn find_class<'a>(&'a self, tokens: &'a [Token], at: usize, class: WordClass, regime: CaseRegime) -> Option<(usize, &'a Entry)> {
        let first = tokens.get(at)?.sym.0 as usize;
        if !self.begins.get(first)?.may_have(class) {
            return None;
        }
        self.all_at(tokens, at, regime).filter(|(_, entry)| entry.class == class).max_by_key(|(length, _)| *length)
    }

    /// Returns every entry that begins at a token with its length, shorter ones first.
    pub fn all_at<'a>(&'a self, tokens: &'a [Token], at: usize, regime: CaseRegime) -> impl Iterator<Item = (usize, &'a Entry)> {
        let mut node = Some(0);
        let rest = tokens.get(at..).unwrap_or_default();
        let nodes = rest.iter().map_while(move |token| {
            node = node.and_then(|node| self.steps.get(&(node, token.sym)).copied());
            node
        });
        nodes.enumerate().flat_map(move |(last, node)| {
            let ends = self.ends[node as usize].iter().map(|place| &self.entries[*place as usize]);
            ends.filter(move |entry| self.fits(entry, &rest[..=last], regime)).map(move |entry| (last + 1, entry))
        })
    }

    fn fits(&self, entry: &Entry, tokens: &[Token], regime: CaseRegime) -> bool {
        match (entry.case, regime) {
            (CasePolicy::Any, _) | (_, CaseRegime::Upper) => true,
            (CasePolicy::Capital | CasePolicy::Upper, CaseRegime::Lower) => tokens.len() > 1 || !self.is_common(tokens[0].sym),
            (CasePolicy::Capital, _) => tokens[0].shape != Shape::Lower,
            (CasePolicy::Upper, CaseRegime::Title) => tokens.iter().all(|token| token.shape != Shape::Lower),
            (CasePolicy::Upper, CaseRegime::Cased) => tokens.iter().any(|token| token.shape == Shape::Upper),
        }
    }

    /// Returns whether a word is also an everyday word, so that it names nothing by itself where capitals carry no meaning.
    pub fn is_common(&self, sym: Sym) -> bool {
        !self.verb_readings(sym).is_empty() || self.entries_of(sym).any(|entry| entry.case == CasePolicy::Any && &*entry.columns[0] == "word")
    }

    pub(super) fn abbreviations(&self) -> &Abbreviations {
        &self.abbreviations
    }

    /// Returns the words of an entry.
    pub fn words_of<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a str> {
        entry.words.iter().map(|sym| self.word(*sym))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::tokenize::tokenize;

    #[test]
    fn a_word_has_its_classes_values_and_verbs() {
        let lexicon = Lexicon::builtin().unwrap();
        assert!(lexicon.is(lexicon.sym("said"), "speech"));
        assert_eq!(lexicon.word(lexicon.lemma(lexicon.sym("resigned"))), "resign");
        assert_eq!(lexicon.word(lexicon.lemma(lexicon.sym("officers"))), "officer");
        assert_eq!(lexicon.value(lexicon.sym("september"), "month", "value"), Some("9"));
        assert!(!lexicon.is(lexicon.sym("no such word"), "month"));
    }

    #[test]
    fn the_longest_phrase_wins_and_short_capitals_need_capitals() {
        let lexicon = Lexicon::builtin().unwrap();
        let tokens = tokenize("the police and crime commissioner am AM", &lexicon);
        assert_eq!(lexicon.find(&tokens, 1, "office", CaseRegime::Cased).map(|(length, _)| length), Some(4));
        assert!(lexicon.find(&tokens, 5, "office", CaseRegime::Cased).is_none());
        assert!(lexicon.find(&tokens, 6, "office", CaseRegime::Cased).is_some());
    }

    #[test]
    fn a_further_table_replaces_a_line_and_errors_name_the_file() {
        let lexicon = Lexicon::load(&[("titles.tsv", "mine.tsv", "Warden\tf\trank\n")]).unwrap();
        assert_eq!(lexicon.value(lexicon.sym("warden"), "title", "gender"), Some("f"));
        let error = Lexicon::load(&[("titles.tsv", "mine.tsv", "Warden\n")]).unwrap_err();
        assert_eq!(error.to_string(), "mine.tsv:1:1: found 1 columns, expected 3");
        assert!(Lexicon::load(&[("words.txt", "w", "")]).unwrap_err().to_string().contains("expected one of words.tsv"));
    }
}
