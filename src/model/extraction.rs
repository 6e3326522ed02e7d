//! What an extractor says about one document: entity records and claim records, before any resolution. Never changed after.

use super::claim::{Confidence, Reasons, Status};
use super::date::PartialDate;
use super::document::Document;
use super::ids::{ClassId, PredicateId};
use super::span::Span;
use super::value::Value;

/// One document with all that was found in it. References between records are positions in `entities`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Extraction {
    /// The source.
    pub document: Document,
    /// The entity records.
    pub entities: Vec<EntityRecord>,
    /// The claim records.
    pub claims: Vec<ClaimRecord>,
}

/// The position of an entity record in its [`Extraction`].
pub type Local = usize;

/// An entity as one document has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityRecord {
    /// The id by which the document's records call it; matters only under `--resolve none`, where it is global.
    pub id: String,
    /// The class.
    pub class: ClassId,
    /// The name that the document gives it, the fullest one.
    pub name: String,
    /// Other names in the document; not the name itself, no duplicates.
    pub aliases: Vec<String>,
    /// Where it is named, sorted by start and end.
    pub mentions: Vec<Mention>,
    /// Ids in registers.
    pub identifiers: Vec<Identifier>,
    /// Whether the name only describes it ("unnamed source", "post of Dana Roe").
    pub unnamed: bool,
    /// Gold for scoring: whether a reader would want it.
    pub salient: bool,
}

/// An id in a register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    /// The register, as in `wikidata`.
    pub scheme: String,
    /// The id there.
    pub value: String,
}

/// A place that names an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mention {
    /// Where; see [`Span`] for its unit.
    pub span: Span,
    /// How.
    pub kind: MentionKind,
}

/// How a mention names its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum MentionKind {
    /// By a name.
    #[default]
    Name,
    /// By a description, as in "the watchdog".
    Descriptor,
    /// By a pronoun.
    Pronoun,
}

impl MentionKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Name, Self::Descriptor, Self::Pronoun];

    /// Returns the word that the contract uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Descriptor => "descriptor",
            Self::Pronoun => "pronoun",
        }
    }
}

/// A claim as one document makes it.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimRecord {
    /// Who or what it is about.
    pub subject: Local,
    /// The predicate.
    pub predicate: PredicateId,
    /// The other side.
    pub object: Object<Local>,
    /// How the source puts it; absent only while a foreign claim without a status waits to be judged from its quote.
    pub status: Option<Status>,
    /// Whom the document attributes it to, outermost first; empty for the document's own voice.
    pub speakers: Vec<Local>,
    /// Why it was concluded, if it was not read.
    pub inferred: Reasons,
    /// When it was so, or happened.
    pub date: Option<PartialDate>,
    /// Further participants and values, sorted by role.
    pub qualifiers: Vec<Qualifier<Local>>,
    /// How sure the extractor was.
    pub confidence: Option<Confidence>,
    /// Where the text shows it.
    pub evidence: Vec<EvidenceRecord>,
    /// Which extractor made it, if it was not ours.
    pub extractor: Option<String>,
    /// Gold for scoring: whether a reader would want it.
    pub core: bool,
}

/// The object of a claim, `E` being a reference to an entity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object<E> {
    /// An entity.
    Entity(E),
    /// A value.
    Value(Value),
}

/// A further participant or value of a claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Qualifier<E> {
    /// Its role, as in `by` or `bound`.
    pub role: String,
    /// What fills it.
    pub filler: Object<E>,
}

/// A place in the text, or words of it, that show a claim.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EvidenceRecord {
    /// Where; see [`Span`] for its unit.
    pub span: Option<Span>,
    /// The verbatim words; absent where the document has text and the span gives them.
    pub quote: Option<String>,
    /// The rule or extractor that found it.
    pub rule: Option<String>,
    /// How sure it was.
    pub confidence: Option<Confidence>,
}

impl Extraction {
    /// Returns the words of a piece of evidence: `text[span]`, or the quote as it was given.
    pub fn quote<'a>(&'a self, evidence: &'a EvidenceRecord) -> Option<&'a str> {
        let from_text = || self.document.text.as_deref()?.get(evidence.span?.range());
        evidence.quote.as_deref().or_else(from_text)
    }
}
