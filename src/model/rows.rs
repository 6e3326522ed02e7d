//! The rows of the graph's columns: fixed size, texts and lists as places in shared columns.

use std::ops::Range;

use super::claim::{Confidence, Reasons, Standing, Status};
use super::date::PartialDate;
use super::document::Document;
use super::extraction::{Mention, MentionKind};
use super::hash::Hash80;
use super::ids::{ClassId, DocumentId, EntityId, LocalId, PredicateId, StrId};
use super::resolution::MergeReason;
use super::span::{Span, TextIndex};
use super::value::Datatype;

/// A run of items in a shared column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Run {
    pub(super) start: u32,
    pub(super) length: u32,
}

impl Run {
    pub(super) fn range(self) -> Range<usize> {
        let start = self.start as usize;
        start..start + self.length as usize
    }
}

/// A document with what the columns need of it at hand.
#[derive(Debug, Clone)]
pub(super) struct DocumentRow {
    pub(super) document: Document,
    pub(super) iri_path: String,
    pub(super) index: Option<TextIndex>,
}

impl DocumentRow {
    /// Returns a span in code points; a document without text has no other unit.
    pub(super) fn code_points(&self, span: Span) -> Span {
        match (&self.document.text, &self.index) {
            (Some(text), Some(index)) => Span { start: index.code_points(text, span.start), end: index.code_points(text, span.end) },
            _ => span,
        }
    }
}

/// A resolved entity.
#[derive(Debug, Clone)]
pub(super) struct EntityRow {
    pub(super) key: Hash80,
    pub(super) uid: StrId,
    pub(super) name: StrId,
    pub(super) class: ClassId,
    pub(super) unnamed: bool,
    pub(super) aliases: Run,
    pub(super) identifiers: Run,
    pub(super) details: Box<EntityDetails>,
}

/// What only `graph.jsonl` and the printed reasons need of an entity.
#[derive(Debug, Clone, Default)]
pub(super) struct EntityDetails {
    pub(super) key_fields: Vec<String>,
    pub(super) reasons: Vec<MergeReason>,
}

/// An entity record of a document.
#[derive(Debug, Clone)]
pub(super) struct LocalRow {
    pub(super) document: DocumentId,
    pub(super) entity: EntityId,
    pub(super) class: ClassId,
    pub(super) unnamed: bool,
    pub(super) salient: bool,
    pub(super) id: StrId,
    pub(super) name: StrId,
    pub(super) key: Hash80,
    pub(super) aliases: Run,
    pub(super) identifiers: Run,
    pub(super) mentions: Run,
}

/// The object of a claim or the filler of a qualifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ObjectRow {
    Entity(LocalId),
    Value(StrId, Datatype),
}

/// A further participant or value of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct QualifierRow {
    pub(super) role: StrId,
    pub(super) filler: ObjectRow,
}

/// A claim.
#[derive(Debug, Clone)]
pub(super) struct ClaimRow {
    pub(super) id: Hash80,
    pub(super) projected_from: Option<Hash80>,
    pub(super) document: DocumentId,
    pub(super) subject: LocalId,
    pub(super) object: ObjectRow,
    pub(super) predicate: PredicateId,
    pub(super) status: Status,
    pub(super) standing: Standing,
    pub(super) inferred: Reasons,
    pub(super) core: bool,
    pub(super) confidence: Option<Confidence>,
    pub(super) date: Option<PartialDate>,
    pub(super) extractor: Option<StrId>,
    pub(super) speakers: Run,
    pub(super) qualifiers: Run,
    pub(super) evidence: Run,
}

/// A place in a text, or words of it. `quote` is absent where the text and the span give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct EvidenceRow {
    pub(super) span: Option<Span>,
    pub(super) quote: Option<StrId>,
    pub(super) rule: Option<StrId>,
    pub(super) confidence: Option<Confidence>,
}

/// A mention with its unit resolved by its document.
pub(super) type MentionRow = Mention;

/// The order of mention rows of a record.
pub(super) fn mention_order(mention: &MentionRow) -> (u32, u32, MentionKind) {
    (mention.span.start, mention.span.end, mention.kind)
}
