//! Tables to the lexicon: what each kind of table says about its words, American spellings, and what case an entry needs.

use std::sync::Arc;

use super::lexicon::{CasePolicy, Entry, Lexicon, VerbForm, VerbReading, WordClass};
use super::tables::{BUILTIN, Row, Table};
use super::token::Sym;
use super::tokenize::raw_tokens;
use crate::error::{Error, ErrorKind, Location, Result};

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
    if let Some(stem) = lemma.strip_suffix("ise").filter(|stem| stem.len() > 4)
        && let Some(rest) = form.strip_prefix(stem).and_then(|rest| rest.strip_prefix("is"))
    {
        out.push(format!("{stem}iz{rest}"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn american_spellings_are_made() {
        assert_eq!(american("signal", "signalled"), ["signaled"]);
        assert_eq!(american("criticise", "criticised"), ["criticized"]);
        assert!(american("rise", "rises").is_empty());
        assert!(american("fulfil", "fulfils").is_empty());
    }
}
