//! Views of a claim, its evidence and the entity records that it speaks of.

use super::claim::{Confidence, Reasons, Standing, Status};
use super::date::PartialDate;
use super::graph::KnowledgeGraph;
use super::hash::{Hash80, KeyHasher};
use super::ids::{DocumentId, LocalId, PredicateId, StrId};
use super::rows::{ClaimRow, EvidenceRow, LocalRow, ObjectRow};
use super::schema::Predicate;
use super::span::Span;
use super::view::{DocumentView, Entity, ObjectView};

/// A claim.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'g> {
    pub(super) graph: &'g KnowledgeGraph,
    pub(super) row: &'g ClaimRow,
}

impl<'g> Claim<'g> {
    fn object_view(self, object: ObjectRow) -> ObjectView<'g> {
        match object {
            ObjectRow::Entity(local) => ObjectView::Entity(self.record(local).entity()),
            ObjectRow::Value(text, datatype) => ObjectView::Value(self.graph.text(text), datatype),
        }
    }

    fn record(self, id: LocalId) -> Record<'g> {
        Record { graph: self.graph, id }
    }

    fn maybe(self, id: Option<StrId>) -> Option<&'g str> {
        id.map(|id| self.graph.text(id))
    }

    /// Returns its id.
    pub fn id(self) -> Hash80 {
        self.row.id
    }

    /// Returns its IRI without base, `claim/h`.
    pub fn uid(self) -> String {
        format!("claim/{}", self.row.id)
    }

    /// Returns the hash of the relation that it belongs to.
    pub fn relation_key(self) -> Hash80 {
        self.graph.relation_hash(self.row)
    }

    /// Returns the document that makes it.
    pub fn document(self) -> DocumentView<'g> {
        self.graph.document(self.row.document)
    }

    /// Returns the position of that document in the order of the documents.
    pub fn document_id(self) -> DocumentId {
        self.row.document
    }

    /// Returns its subject.
    pub fn subject(self) -> Entity<'g> {
        self.record(self.row.subject).entity()
    }

    /// Returns the record of its subject in the document.
    pub fn subject_record(self) -> Record<'g> {
        self.record(self.row.subject)
    }

    /// Returns its object.
    pub fn object(self) -> ObjectView<'g> {
        self.object_view(self.row.object)
    }

    /// Returns its predicate.
    pub fn predicate(self) -> &'g Predicate {
        self.graph.columns.schema.predicate(self.row.predicate)
    }

    /// Returns the number of its predicate in the vocabulary.
    pub fn predicate_id(self) -> PredicateId {
        self.row.predicate
    }

    /// Returns how the source puts it.
    pub fn status(self) -> Status {
        self.row.status
    }

    /// Returns what it may be used as.
    pub fn standing(self) -> Standing {
        self.row.standing
    }

    /// Returns whether it becomes a plain triple and a plain edge type.
    pub fn is_asserted(self) -> bool {
        self.graph.is_asserted(self.row.predicate, self.row.standing)
    }

    /// Returns whether a number in it is bound exactly.
    pub fn is_exact(&self) -> bool {
        self.bound().is_none_or(|bound| bound == "exactly")
    }

    /// Returns how a number in it is bound: the value of its qualifier `bound`.
    pub fn bound(self) -> Option<&'g str> {
        self.qualifiers().find_map(|(role, filler)| match filler {
            ObjectView::Value(text, _) if role == "bound" => Some(text),
            _ => None,
        })
    }

    /// Returns its edge type in a property graph.
    pub fn graph_type(self) -> &'g str {
        &self.graph.types[usize::from(self.row.predicate.0)][self.row.standing as usize].0
    }

    /// Returns its words.
    pub fn words(self) -> &'g str {
        &self.graph.types[usize::from(self.row.predicate.0)][self.row.standing as usize].1
    }

    /// Returns whom the document attributes it to, outermost first.
    pub fn speakers(self) -> impl ExactSizeIterator<Item = Entity<'g>> {
        self.graph.columns.speakers[self.row.speakers.range()].iter().map(move |local| self.record(*local).entity())
    }

    /// Returns why it was concluded, if it was not read.
    pub fn inferred(self) -> Reasons {
        self.row.inferred
    }

    /// Returns when it was so, or happened.
    pub fn date(self) -> Option<PartialDate> {
        self.row.date
    }

    /// Returns its further participants and values as (role, filler), sorted by role.
    pub fn qualifiers(self) -> impl Iterator<Item = (&'g str, ObjectView<'g>)> {
        let mut rows: Vec<_> = self.graph.columns.qualifiers[self.row.qualifiers.range()].iter().collect();
        rows.sort_by_key(|row| (self.graph.text(row.role), self.filler_order(row.filler)));
        rows.into_iter().map(move |row| (self.graph.text(row.role), self.object_view(row.filler)))
    }

    fn filler_order(self, filler: ObjectRow) -> (bool, &'g str) {
        match filler {
            ObjectRow::Entity(local) => (false, self.record(local).entity().uid()),
            ObjectRow::Value(text, _) => (true, self.graph.text(text)),
        }
    }

    /// Returns how sure the extractor was.
    pub fn confidence(self) -> Option<Confidence> {
        self.row.confidence
    }

    /// Returns where the text shows it, by start, end and rule.
    pub fn evidence(self) -> impl ExactSizeIterator<Item = Evidence<'g>> {
        self.graph.columns.evidence[self.row.evidence.range()].iter().map(move |row| Evidence { claim: self, row })
    }

    /// Returns the words of its first evidence that has words.
    pub fn quote(self) -> Option<&'g str> {
        self.evidence().find_map(Evidence::quote)
    }

    /// Returns the extractor, if it was not ours.
    pub fn extractor(self) -> Option<&'g str> {
        self.maybe(self.row.extractor)
    }

    /// Returns the claim that it was projected from.
    pub fn projected_from(self) -> Option<Hash80> {
        self.row.projected_from
    }
}

/// A place in a text, or words of it, that show a claim.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'g> {
    claim: Claim<'g>,
    row: &'g EvidenceRow,
}

impl<'g> Evidence<'g> {
    /// Returns its id: h(claim id, start, end, quote, rule).
    pub fn id(self) -> Hash80 {
        let span = self.code_points();
        let number = |place: fn(Span) -> u32| span.map(|span| place(span).to_string());
        let (start, end) = (number(|span| span.start), number(|span| span.end));
        let hasher = KeyHasher::new("evidence").text(&self.claim.row.id.to_string()).optional(start.as_deref()).optional(end.as_deref());
        hasher.optional(self.quote()).optional(self.rule()).finish()
    }

    /// Returns its place in Unicode code points, start from 0, end exclusive.
    pub fn code_points(self) -> Option<Span> {
        self.row.span.map(|span| self.claim.document().row.code_points(span))
    }

    /// Returns whether its place in the text is known.
    pub fn has_place(self) -> bool {
        self.row.span.is_some()
    }

    /// Returns the verbatim words; where the document has its text, they are `text[span]`.
    pub fn quote(self) -> Option<&'g str> {
        let text = || self.claim.document().row.document.text.as_deref()?.get(self.row.span?.range());
        self.claim.maybe(self.row.quote).or_else(text)
    }

    /// Returns whether quote and place were held against the text.
    pub fn is_checked(self) -> bool {
        self.row.span.is_some() && self.claim.document().row.document.text.is_some()
    }

    /// Returns the rule or extractor that found it.
    pub fn rule(self) -> Option<&'g str> {
        self.claim.maybe(self.row.rule)
    }

    /// Returns how sure it was.
    pub fn confidence(self) -> Option<Confidence> {
        self.row.confidence
    }
}

/// An entity record of one document.
#[derive(Debug, Clone, Copy)]
pub struct Record<'g> {
    pub(super) graph: &'g KnowledgeGraph,
    pub(super) id: LocalId,
}

impl<'g> Record<'g> {
    pub(super) fn row(self) -> &'g LocalRow {
        &self.graph.columns.locals[self.id.index()]
    }

    /// Returns the entity that it was resolved to.
    pub fn entity(self) -> Entity<'g> {
        self.graph.entity(self.row().entity)
    }

    /// Returns the document that has it.
    pub fn document(self) -> DocumentView<'g> {
        self.graph.document(self.row().document)
    }

    /// Returns the hash of its key in the document: (root class, name, start of its first mention).
    pub fn key(self) -> Hash80 {
        self.row().key
    }

    /// Returns the name that the document gives it.
    pub fn name(self) -> &'g str {
        self.graph.text(self.row().name)
    }

    /// Returns the other names that the document gives it.
    pub fn aliases(self) -> impl ExactSizeIterator<Item = &'g str> {
        self.graph.columns.texts[self.row().aliases.range()].iter().map(move |id| self.graph.text(*id))
    }

    /// Returns where its document names it, in code points.
    pub fn mentions(self) -> impl ExactSizeIterator<Item = Span> {
        let document = self.document();
        self.graph.columns.mentions[self.row().mentions.range()].iter().map(move |mention| document.row.code_points(mention.span))
    }
}
