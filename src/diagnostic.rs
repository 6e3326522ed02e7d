//! Remarks about the data: coded, located, counted; a bad record is one of these and never an error.

use std::collections::BTreeMap;
use std::fmt;

use crate::error::Location;

/// How much a remark matters: everything above a note fails a `--strict` run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Note,
    /// Something in the input was wrong and was left out, mended or kept in doubt.
    Warning,
}

macro_rules! codes {
    ($($variant:ident, $name:literal, $severity:ident, $description:literal;)*) => {
        /// What a remark is about; the names are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $(#[doc = $description] $variant,)* }

        impl Code {
            /// Every code, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the stable name, in kebab case.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns how much it matters.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// Returns one sentence on what it means.
            pub fn description(self) -> &'static str {
                match self { $(Self::$variant => $description,)* }
            }
        }
    };
}

codes! {
    BadDate, "bad-date", Warning, "a date is none of the forms that are read; the date was left out";
    BadJson, "bad-json", Warning, "a file or line is not JSON from there on; what stands before it was kept";
    BadOffset, "bad-offset", Warning, "an offset lies outside its text or inside a character; the span was left out";
    BadRecord, "bad-record", Warning, "a record lacks what it needs or is of the wrong type; it was left out";
    BadValue, "bad-value", Warning, "a field has a value that can't be read; it was left out, and a claim whose meaning hangs on it has the status unknown";
    CircularAlias, "circular-alias", Warning, "two entities of a document are each other's alias; the alias was left out";
    ControlCharacter, "control-character", Note, "a text holds control characters; they are kept here, and replaced in formats that can't hold them";
    DuplicateDocument, "duplicate-document", Note, "the same document was given twice; it counts once";
    DuplicateField, "duplicate-field", Note, "an object has the same field twice; the last one was taken";
    DuplicateId, "duplicate-id", Warning, "two entities of a document have the same id; references go to the first";
    EmptyDocument, "empty-document", Warning, "a document has no text and no records";
    IndistinguishableEntities, "indistinguishable-entities", Note, "two entity records of a document have the same class, name and place; they count as one";
    LanguageNotEnglish, "language-not-english", Warning, "a document is not in English, the only language that is read; nothing was extracted from it";
    LoneSurrogate, "lone-surrogate", Warning, "a JSON string holds half of a surrogate pair; it was read as U+FFFD";
    MissingEvidence, "missing-evidence", Note, "a claim has no evidence";
    NestingTooDeep, "nesting-too-deep", Warning, "a JSON value is nested too deep to be read; it was passed over";
    NoEndedForm, "no-ended-form", Warning, "a claim is marked as ended but its predicate has no ended form; its status is unknown";
    NotText, "not-text", Warning, "a file or line is not UTF-8 text; of an extraction the records before that place were kept, all else was left out";
    PlaceholderBase, "placeholder-base", Note, "the IRIs begin with the placeholder base `https://example.org/kg/`; choose your own with --base-iri";
    QuoteMoved, "quote-moved", Note, "a quote is not what stands at its offsets; the nearest place that holds its words was taken";
    QuoteNotInText, "quote-not-in-text", Warning, "a quote is not in the text of its document; it is kept as the extractor gave it, without a place";
    SelfRelation, "self-relation", Warning, "a claim relates an entity to itself; it is kept";
    ShaMismatch, "sha-mismatch", Warning, "a document comes with a SHA-256 that is not that of its text; the text's own was taken";
    UncheckedEvidence, "unchecked-evidence", Note, "a document has no text, so its quotes and offsets can't be checked";
    UnknownDatatype, "unknown-datatype", Warning, "a value has a datatype that is not known; it was read as text";
    UnknownField, "unknown-field", Note, "a field is not part of the contract; it was passed over";
    UnknownReference, "unknown-reference", Note, "a claim names an entity that its document does not list; one was made of the name";
    UnknownTerm, "unknown-term", Note, "a class or predicate is not in the ontology; it is kept in a namespace of its own";
    UnnamedPost, "unnamed-post", Note, "a resignation or dismissal names no post; an unnamed post of that person stands in";
    Unreadable, "unreadable", Warning, "a file can't be read; it was left out";
    UnsafeLink, "unsafe-link", Warning, "a link is not http or https; it is kept as text and never written as a link";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it is about.
    pub code: Code,
    /// What was found, and what was expected.
    pub message: String,
    /// Where.
    pub location: Option<Location>,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(location) = &self.location {
            write!(f, "{location}: ")?;
        }
        write!(f, "{} [{}]", self.message, self.code)
    }
}

/// How many remarks of one code are kept whole; the rest are only counted, so that a bad file of any size stays cheap.
const KEPT_PER_CODE: usize = 100;

/// The remarks of a run: each is counted, the first hundred of a code are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    counts: BTreeMap<Code, u64>,
    kept: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Returns an empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a remark.
    pub fn push(&mut self, code: Code, location: Option<Location>, message: impl Into<String>) {
        self.add(Diagnostic { code, message: message.into(), location }, 1);
    }

    /// Adds all remarks of another collection behind these.
    pub fn append(&mut self, other: Self) {
        let mut counts = other.counts;
        for diagnostic in other.kept {
            if let Some(left) = counts.get_mut(&diagnostic.code) {
                *left -= 1;
            }
            self.add(diagnostic, 1);
        }
        for (code, count) in counts {
            *self.counts.entry(code).or_default() += count;
        }
    }

    fn add(&mut self, diagnostic: Diagnostic, count: u64) {
        let total = self.counts.entry(diagnostic.code).or_default();
        *total += count;
        if *total <= KEPT_PER_CODE as u64 {
            self.kept.push(diagnostic);
        }
    }

    /// Gives all remarks that have no place a file as theirs.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        for diagnostic in &mut self.kept {
            diagnostic.location.get_or_insert_with(|| Location::file(file));
        }
        self
    }

    /// Returns whether the next remark of a code would be kept and not only counted.
    pub fn keeps(&self, code: Code) -> bool {
        self.count(code) < KEPT_PER_CODE as u64
    }

    /// Returns the counts by code, in the order of the codes' names; codes that did not occur are absent.
    pub fn counts(&self) -> impl Iterator<Item = (Code, u64)> {
        self.counts.iter().filter(|(_, count)| **count > 0).map(|(code, count)| (*code, *count))
    }

    /// Returns how often a code occurred.
    pub fn count(&self, code: Code) -> u64 {
        self.counts.get(&code).copied().unwrap_or(0)
    }

    /// Returns the kept remarks in the order in which they were made.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.kept.iter()
    }

    /// Returns whether any remark is above a note.
    pub fn has_warnings(&self) -> bool {
        self.counts().any(|(code, _)| code.severity() > Severity::Note)
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_unique_and_described() {
        let names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(names, sorted);
        assert!(Code::ALL.iter().all(|code| !code.description().ends_with('.')));
    }

    #[test]
    fn a_file_is_the_place_of_remarks_that_have_none() {
        let mut remarks = Diagnostics::new();
        remarks.push(Code::BadDate, None, "found `soon`");
        remarks.push(Code::BadDate, Some(Location::at("b", 1, 2)), "found `later`");
        let places: Vec<_> = remarks.in_file("a").iter().map(|one| one.location.clone()).collect();
        assert_eq!(places, [Some(Location::file("a")), Some(Location::at("b", 1, 2))]);
    }

    #[test]
    fn counts_go_on_where_keeping_stops() {
        let mut many = Diagnostics::new();
        for _ in 0..250 {
            many.push(Code::BadDate, None, "found `soon`");
        }
        let mut all = Diagnostics::new();
        all.push(Code::BadDate, None, "found `later`");
        all.append(many);
        assert_eq!(all.count(Code::BadDate), 251);
        assert_eq!(all.iter().count(), KEPT_PER_CODE);
    }
}
