//! The lexicon: every word and phrase of the gazetteer tables, interned, with the classes, values and verb forms that the tables give it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::tables::{BUILTIN, Row, Table};
use super::token::{Shape, Sym, Token};
use super::tokenize::{Abbreviations, raw_tokens};
use super::types::CaseRegime;
use crate::error::{Error, ErrorKind, Location, Result};

/// A class of words or phrases, as in `title`, `month` or `speech`; resolve its name once with [`Lexicon::class`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordClass(u16);

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
    class: WordClass,
    columns: Arc<[Box<str>]>,
    cells: Arc<[Box<str>]>,
    words: Box<[Sym]>,
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
    const COLUMNS: [(&'static str, Self); 5] =
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
    words: Vec<Box<str>>,
    index: FxHashMap<Box<str>, Sym>,
    classes: Vec<Box<str>>,
    class_index: FxHashMap<Box<str>, WordClass>,
    entries: Vec<Entry>,
    /// Entries of one word, by word.
    single: Vec<Vec<u32>>,
    /// The classes of which a phrase begins with a word, and those that it has alone.
    begins: Vec<ClassSet>,
    alone: Vec<ClassSet>,
    verbs: Vec<Vec<VerbReading>>,
    lemmas: FxHashMap<Sym, Sym>,
    steps: FxHashMap<(u32, Sym), u32>,
    ends: Vec<Vec<u32>>,
    abbreviations: Abbreviations,
}

/// A set of classes; what is beyond the last bit counts as in it, so that it only ever saves look-ups.
#[derive(Debug, Clone, Copy, Default)]
struct ClassSet([u64; 4]);

impl ClassSet {
    fn insert(&mut self, class: WordClass) {
        if let Some(word) = self.0.get_mut(usize::from(class.0 / 64)) {
            *word |= 1 << (class.0 % 64);
        }
    }

    fn may_have(&self, class: WordClass) -> bool {
        self.0.get(usize::from(class.0 / 64)).is_none_or(|word| word & (1 << (class.0 % 64)) != 0)
    }
}

/// Marks and clitics that the tokenizer can make; known even where no table has them.
const MARKS: &[&str] =
    &[".", ",", ";", ":", "!", "?", "(", ")", "[", "]", "\"", "'", "-", "...", "%", "£", "$", "€", "/", "&", "'s", "ex-", "then-", "*", "|", "{", "}"];

impl Lexicon {
    /// Compiles the tables that are built in.
    ///
    /// # Errors
    /// A built-in table is broken, which a test excludes.
    pub fn builtin() -> Result<Self> {
        Self::load(&[])
    }

    /// Compiles the built-in tables and further ones on top: the kind of table (its built-in file name), the name to be used in messages, the text.
    /// A line whose first column (in `words.tsv`: and class) is known already replaces what was there.
    ///
    /// # Errors
    /// A line that cannot be read or an unknown kind of table, with file and line.
    pub fn load(further: &[(&str, &str, &str)]) -> Result<Self> {
        let mut lexicon = Self::default();
        lexicon.intern("");
        lexicon.ends.push(Vec::new());
        for mark in MARKS {
            lexicon.intern(mark);
        }
        let unknown = further.iter().find(|(kind, ..)| !BUILTIN.iter().any(|(name, _)| name == kind));
        if let Some((kind, file, _)) = unknown {
            return Err(unknown_table(kind, file));
        }
        for (kind, text) in BUILTIN {
            let table = Table::parse(kind, text, None)?;
            lexicon.add(kind, &table)?;
            for (_, file, text) in further.iter().filter(|(name, ..)| name == kind) {
                lexicon.add(kind, &Table::parse(file, text, Some(&table.columns))?)?;
            }
        }
        Ok(lexicon)
    }

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
            (CasePolicy::Capital, CaseRegime::Lower) => tokens.len() > 1 || !self.is_common(tokens[0].sym),
            (CasePolicy::Capital, _) => tokens[0].shape != Shape::Lower,
            (CasePolicy::Upper, CaseRegime::Lower) => tokens.len() > 1 || !self.is_common(tokens[0].sym),
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

    fn class_or_new(&mut self, name: &str) -> WordClass {
        if let Some(class) = self.class_index.get(name) {
            return *class;
        }
        let class = WordClass(u16::try_from(self.classes.len()).unwrap_or(u16::MAX));
        self.classes.push(Box::from(name));
        self.class_index.insert(Box::from(name), class);
        class
    }

    fn add(&mut self, kind: &str, table: &Table) -> Result<()> {
        for row in &table.rows {
            let cells: Arc<[Box<str>]> = row.cells.iter().cloned().collect();
            let put = |lexicon: &mut Self, class: &str, words: &str| lexicon.put(class, words, &table.columns, &cells);
            match kind {
                "words.tsv" | "forms.tsv" => {
                    let class = cell(row, &table.columns, "class")?;
                    if class == "abbreviation" {
                        self.abbreviations.insert(&row.cells[0]);
                    }
                    put(self, class, &row.cells[0]);
                }
                "verbs.tsv" => self.add_verb(row, table, &cells)?,
                "groups.tsv" => {
                    put(self, "group", &row.cells[0]);
                    put(self, "group_singular", cell(row, &table.columns, "singular")?);
                    self.add_lemma(&row.cells[0], cell(row, &table.columns, "singular")?);
                }
                "offices.tsv" => {
                    put(self, "office", &row.cells[0]);
                    put(self, "office_plural", cell(row, &table.columns, "plural")?);
                    self.add_lemma(cell(row, &table.columns, "plural")?, &row.cells[0]);
                }
                "titles.tsv" => put(self, "title", &row.cells[0]),
                "honours.tsv" => put(self, "honour", &row.cells[0]),
                "descriptors.tsv" => put(self, "descriptor", &row.cells[0]),
                "organization_heads.tsv" => put(self, "organization_head", &row.cells[0]),
                "bodies.tsv" => self.add_body(row, table, &cells)?,
                "places.tsv" => self.add_place(row, table, &cells)?,
                "given_names.tsv" => {
                    put(self, "given_name", &row.cells[0]);
                    if cell(row, &table.columns, "flag")? == "ambiguous" {
                        put(self, "given_name_ambiguous", &row.cells[0]);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A name with its country in brackets, and a short form that others share, need a cue.
    fn add_body(&mut self, row: &Row, table: &Table, cells: &Arc<[Box<str>]>) -> Result<()> {
        let (name, class) = match row.cells[0].split_once(" (") {
            Some((name, _)) => (name, "body_cued"),
            None => (&*row.cells[0], "body"),
        };
        self.put(class, name, &table.columns, cells);
        for (column, class) in [("aliases", "body"), ("cued", "body_cued")] {
            for alias in cell(row, &table.columns, column)?.split('|') {
                self.put(class, alias, &table.columns, cells);
            }
        }
        Ok(())
    }

    fn add_place(&mut self, row: &Row, table: &Table, cells: &Arc<[Box<str>]>) -> Result<()> {
        let ambiguous = cell(row, &table.columns, "flag")? == "ambiguous";
        self.put(if ambiguous { "place_ambiguous" } else { "place" }, &row.cells[0], &table.columns, cells);
        for demonym in cell(row, &table.columns, "demonyms")?.split('|') {
            self.put("demonym", demonym, &table.columns, cells);
        }
        Ok(())
    }

    fn add_lemma(&mut self, plural: &str, singular: &str) {
        if plural != "-" && singular != "-" && !plural.contains(' ') && !singular.contains(' ') {
            let plural = self.intern(&plural.to_lowercase());
            let singular = self.intern(&singular.to_lowercase());
            self.lemmas.entry(plural).or_insert(singular);
        }
    }

    fn add_verb(&mut self, row: &Row, table: &Table, cells: &Arc<[Box<str>]>) -> Result<()> {
        let classes = cell(row, &table.columns, "classes")?.to_owned();
        let put = |lexicon: &mut Self, word: &str, lemma: &str, form: VerbForm| {
            for class in classes.split('|').filter(|class| *class != "-").chain(["verb"]) {
                lexicon.put(class, word, &table.columns, cells);
            }
            if !word.contains(' ') {
                let (word, lemma) = (lexicon.intern(&word.to_lowercase()), lexicon.intern(lemma));
                lexicon.verbs[word.0 as usize].push(VerbReading { lemma, form });
            }
        };
        let lemma = &row.cells[0];
        for (column, form) in VerbForm::COLUMNS {
            for word in cell(row, &table.columns, column)?.split('|').filter(|word| *word != "-") {
                put(self, word, lemma, form);
                for other in american(lemma, word) {
                    put(self, &other, lemma, form);
                }
            }
        }
        Ok(())
    }

    /// Adds a phrase in a class; a phrase that stands there in that class already takes the newer line.
    pub(super) fn put(&mut self, class: &str, phrase: &str, columns: &Arc<[Box<str>]>, cells: &Arc<[Box<str>]>) {
        if phrase == "-" || phrase.is_empty() {
            return;
        }
        let case = case_policy(class, phrase);
        let class = self.class_or_new(class);
        let words = self.phrase(phrase);
        let Some(first) = words.first().copied() else { return };
        self.begins[first.0 as usize].insert(class);
        let node = self.walk(&words);
        let alone = words.len() == 1;
        let entry = Entry { class, columns: Arc::clone(columns), cells: Arc::clone(cells), words: words.into(), case };
        // several bodies may share a short form; of anything else a newer line replaces the older
        let same = |place: &&u32| {
            let known = &self.entries[**place as usize];
            known.class == class && known.case == case && (known.cells[0] == cells[0] || known.columns[0] != columns[0] || &*columns[0] != "name")
        };
        if let Some(place) = self.ends[node as usize].iter().find(same) {
            self.entries[*place as usize] = entry;
            return;
        }
        let place = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push(entry);
        self.ends[node as usize].push(place);
        if alone {
            self.single[first.0 as usize].push(place);
            self.alone[first.0 as usize].insert(class);
        }
    }

    fn phrase(&mut self, phrase: &str) -> Vec<Sym> {
        // "ex-" and "then-" are tokens only before a word
        if phrase.len() > 1 && phrase.ends_with('-') {
            return vec![self.intern(&phrase.to_lowercase())];
        }
        let mut forms = Vec::new();
        raw_tokens(phrase, &self.abbreviations, |token| forms.push(token.form.to_owned()));
        forms.iter().map(|form| self.intern(form)).collect()
    }

    fn walk(&mut self, words: &[Sym]) -> u32 {
        let mut node = 0;
        for word in words {
            let next = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            let known = *self.steps.entry((node, *word)).or_insert(next);
            if known == next {
                self.ends.push(Vec::new());
            }
            node = known;
        }
        node
    }

    /// Returns the words of an entry.
    pub fn words_of<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a str> {
        entry.words.iter().map(|sym| self.word(*sym))
    }
}

fn cell<'a>(row: &'a Row, columns: &[Box<str>], name: &str) -> Result<&'a str> {
    let place = columns.iter().position(|column| &**column == name);
    place
        .and_then(|place| row.cells.get(place))
        .map(|cell| &**cell)
        .ok_or_else(|| Error::new(ErrorKind::Schema, format!("found no column `{name}`, expected one")).at(Location::file(row.location.file.clone())))
}

fn unknown_table(kind: &str, file: &str) -> Error {
    let names: Vec<&str> = BUILTIN.iter().map(|(name, _)| *name).collect();
    let message = format!("found a table `{kind}`, expected one of {}", names.join(", "));
    Error::new(ErrorKind::Schema, message).at(Location::file(file))
}

/// Names are known by their capitals; everything else is matched without case, but for short words all in capitals.
fn case_policy(class: &str, phrase: &str) -> CasePolicy {
    const NAMES: &[&str] = &[
        "month",
        "weekday",
        "law_noun",
        "abbreviation",
        "body",
        "body_cued",
        "place",
        "place_ambiguous",
        "demonym",
        "given_name",
        "given_name_ambiguous",
        "honour",
    ];
    let letters = || phrase.chars().filter(|character| character.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) && letters().count() <= 6 {
        return CasePolicy::Upper;
    }
    let capital = phrase.chars().next().is_some_and(char::is_uppercase);
    if capital && NAMES.contains(&class) { CasePolicy::Capital } else { CasePolicy::Any }
}

/// American spellings of a British verb form: "signalled" and "signaled", "criticise" and "criticize".
fn american(lemma: &str, form: &str) -> Vec<String> {
    let mut out = Vec::new();
    let single_l = lemma.ends_with('l') && !lemma.ends_with("ll");
    for ending in ["led", "ling"] {
        if single_l && form.strip_suffix(ending).is_some_and(|stem| stem == lemma) {
            out.push(format!("{}{ending}", lemma.trim_end_matches('l')));
        }
    }
    if let Some(stem) = lemma.strip_suffix("ise").filter(|stem| stem.len() > 4) {
        if let Some(rest) = form.strip_prefix(stem).and_then(|rest| rest.strip_prefix("is")) {
            out.push(format!("{stem}iz{rest}"));
        }
    }
    out
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
    fn american_spellings_are_made() {
        assert_eq!(american("signal", "signalled"), ["signaled"]);
        assert_eq!(american("criticise", "criticised"), ["criticized"]);
        assert!(american("rise", "rises").is_empty());
        assert!(american("fulfil", "fulfils").is_empty());
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
