//! The extractor: a document's text in, what it says out.

use super::analyse;
use super::build::build;
use super::claims::claims;
use super::kinds::{Kinds, Known};
use super::lexicon::Lexicon;
use super::reading::Reading;
use super::rules::Rules;
use crate::diagnostic::{Code, Diagnostics};
use crate::error::Result;
use crate::model::schema::Schema;
use crate::model::{Document, Extraction};

/// Word tables and rules, compiled once and shared by all documents and threads.
#[derive(Debug, Clone)]
pub struct Extractor {
    /// The word tables.
    pub lexicon: Lexicon,
    /// The rules.
    pub rules: Rules,
    kinds: Kinds,
    known: Known,
}

/// Files that a user layers on the built-in ones.
#[derive(Debug, Clone, Copy, Default)]
pub struct Further<'a> {
    /// Word tables: the built-in file's name, the name for messages, the text.
    pub tables: &'a [(&'a str, &'a str, &'a str)],
    /// Rule files: the name for messages, the text.
    pub rules: &'a [(&'a str, &'a str)],
}

impl Extractor {
    /// Compiles what is built in; some ten milliseconds.
    ///
    /// # Errors
    /// Never for the tables and rules as shipped with the ontology as shipped, which a test loads.
    pub fn builtin(schema: &Schema) -> Result<Self> {
        Self::load(schema, Further::default())
    }

    /// Compiles what is built in and a user's files on top, later ones winning by id.
    ///
    /// # Errors
    /// A table or rule that is wrong, with file and line.
    pub fn load(schema: &Schema, further: Further<'_>) -> Result<Self> {
        let mut lexicon = Lexicon::load(further.tables)?;
        let rules = Rules::load(further.rules, &mut lexicon, schema)?;
        Ok(Self { lexicon, rules, kinds: Kinds::new(schema), known: Known::new(schema) })
    }

    /// Reads a document. The same document gives the same extraction, always; the work grows with the length of the text and is bounded for each
    /// sentence. A document in another language than English yields nothing but a diagnostic.
    pub fn extract(&self, document: Document, schema: &Schema, diagnostics: &mut Diagnostics) -> Extraction {
        if let Some(language) = document.language.as_deref().filter(|language| !is_english(language)) {
            diagnostics.push(Code::LanguageNotEnglish, None, format!("found the language `{language}` in {}, expected English", document.id));
            return Extraction { document, ..Extraction::default() };
        }
        let Some(text) = document.text.clone() else { return Extraction { document, ..Extraction::default() } };
        if document.language.is_none() && !super::language::is_english(&text, &self.lexicon) {
            diagnostics.push(Code::LanguageNotEnglish, None, format!("found too few English words in {}, expected English", document.id));
            return Extraction { document, ..Extraction::default() };
        }
        let analysis = analyse(&text, &self.lexicon, schema);
        let reading = Reading::new(&text, &analysis, &self.lexicon, &self.kinds, self.known);
        let claims = claims(&reading, &self.rules, schema, document.published);
        build(&reading, document, &claims, diagnostics)
    }

    pub(super) fn kinds(&self) -> (&Kinds, Known) {
        (&self.kinds, self.known)
    }
}

pub(super) fn is_english(language: &str) -> bool {
    let first = language.split(['-', '_']).next().unwrap_or_default();
    first.eq_ignore_ascii_case("en") || first.eq_ignore_ascii_case("eng") || first.is_empty()
}
