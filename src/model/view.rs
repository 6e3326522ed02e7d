//! Views of the graph: what a writer or a caller sees of a document, an entity and a relation.

use super::claim::{Confidence, Standing};
use super::claim_view::Claim;
use super::document::Document;
use super::graph::{KnowledgeGraph, RelationEdge};
use super::hash::Hash80;
use super::ids::{ClassId, EntityId, RelationId};
use super::resolution::MergeReason;
use super::rows::{ClaimRow, DocumentRow, EntityRow};
use super::schema::{Class, Predicate};
use super::value::Datatype;

/// A document of the graph.
#[derive(Debug, Clone, Copy)]
pub struct DocumentView<'g> {
    pub(super) row: &'g DocumentRow,
}

impl<'g> DocumentView<'g> {
    /// Returns the document with its text.
    pub fn document(self) -> &'g Document {
        &self.row.document
    }

    /// Returns the IRI without base.
    pub fn uid(self) -> &'g str {
        &self.row.iri_path
    }

    /// Returns the address if it is http or https: only such an address may become a link.
    pub fn link(self) -> Option<&'g str> {
        self.row.document.url.as_deref().filter(|url| super::document::is_safe_link(url))
    }
}

/// A resolved entity.
#[derive(Debug, Clone, Copy)]
pub struct Entity<'g> {
    pub(super) graph: &'g KnowledgeGraph,
    pub(super) id: EntityId,
}

/// An entity or a value.
#[derive(Debug, Clone, Copy)]
pub enum ObjectView<'g> {
    /// An entity.
    Entity(Entity<'g>),
    /// A value: its lexical form and datatype.
    Value(&'g str, Datatype),
}

impl<'g> Entity<'g> {
    fn row(self) -> &'g EntityRow {
        &self.graph.columns.entities[self.id.index()]
    }

    /// Returns its position in the canonical order, which is also its node in the petgraph.
    pub fn id(self) -> EntityId {
        self.id
    }

    /// Returns the hash of its key: `n` and these 16 characters are its id in GraphML, GEXF and DOT.
    pub fn key(self) -> Hash80 {
        self.row().key
    }

    /// Returns the fields of its key, the kind first.
    pub fn key_fields(self) -> &'g [String] {
        &self.row().details.key_fields
    }

    /// Returns its IRI without base, as in `person/dana-roe-4k2m9qpx7w3t`.
    pub fn uid(self) -> &'g str {
        self.graph.text(self.row().uid)
    }

    /// Returns the name that is shown.
    pub fn name(self) -> &'g str {
        self.graph.text(self.row().name)
    }

    /// Returns its class.
    pub fn class(self) -> &'g Class {
        self.graph.columns.schema.class(self.row().class)
    }

    /// Returns the number of its class in the vocabulary.
    pub fn class_id(self) -> ClassId {
        self.row().class
    }

    /// Returns its root class.
    pub fn root(self) -> &'g Class {
        self.graph.columns.schema.class(self.class().root)
    }

    /// Returns its other names, sorted by code point.
    pub fn aliases(self) -> impl ExactSizeIterator<Item = &'g str> {
        let graph = self.graph;
        graph.columns.texts[self.row().aliases.range()].iter().map(|id| graph.text(*id))
    }

    /// Returns its ids in registers as (scheme, id), sorted.
    pub fn identifiers(self) -> impl ExactSizeIterator<Item = (&'g str, &'g str)> {
        let graph = self.graph;
        graph.columns.identifiers[self.row().identifiers.range()].iter().map(|(scheme, value)| (graph.text(*scheme), graph.text(*value)))
    }

    /// Returns whether its name only describes it.
    pub fn is_unnamed(self) -> bool {
        self.row().unnamed
    }

    /// Returns why its records were joined.
    pub fn reasons(self) -> &'g [MergeReason] {
        &self.row().details.reasons
    }

    /// Returns how many claims have it as subject or object, projected ones included.
    pub fn claim_count(self) -> u32 {
        self.graph.counts[self.id.index()].claims
    }

    /// Returns how many documents have a record of it.
    pub fn document_count(self) -> u32 {
        self.graph.counts[self.id.index()].documents
    }

    /// Returns how many ends of relations lie on it; a relation with itself counts twice.
    pub fn degree(self) -> u32 {
        self.graph.counts[self.id.index()].degree
    }

    /// Returns the number of its connected component, counted from 1 in the order of the entities.
    pub fn component(self) -> u32 {
        self.graph.counts[self.id.index()].component
    }

    /// Returns the claims that give it a value, by predicate IRI, value and standing.
    pub fn value_claims(self) -> impl ExactSizeIterator<Item = Claim<'g>> {
        let graph = self.graph;
        let (start, end) = (graph.value_starts[self.id.index()] as usize, graph.value_starts[self.id.index() + 1] as usize);
        graph.value_claims[start..end].iter().map(move |row| Claim { graph, row })
    }

    /// Returns the value claims that may stand as a plain attribute or triple: asserted, bound exactly, and the only value
    /// that asserted claims give the entity for that predicate. One claim a predicate.
    pub fn plain_values(self) -> Vec<Claim<'g>> {
        let mut plain: Vec<Claim<'g>> = Vec::new();
        let claims: Vec<_> = self.value_claims().filter(|claim| claim.is_asserted()).collect();
        for run in claims.chunk_by(|one, other| one.row.predicate == other.row.predicate) {
            let single = run.iter().all(|claim| claim.row.object == run[0].row.object);
            if single && run.iter().all(Claim::is_exact) {
                plain.push(run[0]);
            }
        }
        plain
    }
}

/// All claims with the same subject, predicate, object and standing.
#[derive(Debug, Clone, Copy)]
pub struct Relation<'g> {
    pub(super) graph: &'g KnowledgeGraph,
    pub(super) id: RelationId,
}

impl<'g> Relation<'g> {
    fn edge(self) -> RelationEdge {
        self.graph.graph.raw_edges()[self.id.index()].weight
    }

    fn rows(self) -> &'g [ClaimRow] {
        let edges = self.graph.graph.raw_edges();
        let start = edges[self.id.index()].weight.first_claim as usize;
        let end = edges.get(self.id.index() + 1).map_or(self.graph.edge_claims.len(), |next| next.weight.first_claim as usize);
        &self.graph.edge_claims[start..end]
    }

    /// Returns its position in the canonical order, which is also its edge in the petgraph.
    pub fn id(self) -> RelationId {
        self.id
    }

    /// Returns the hash of its key: `e` and these 16 characters are its id in GraphML, GEXF and DOT.
    pub fn key(self) -> Hash80 {
        self.graph.relation_key(self.id)
    }

    /// Returns its subject.
    pub fn subject(self) -> Entity<'g> {
        self.graph.entity(self.graph.ends(self.id).0)
    }

    /// Returns its object.
    pub fn object(self) -> Entity<'g> {
        self.graph.entity(self.graph.ends(self.id).1)
    }

    /// Returns its predicate.
    pub fn predicate(self) -> &'g Predicate {
        self.graph.columns.schema.predicate(self.edge().predicate)
    }

    /// Returns its standing.
    pub fn standing(self) -> Standing {
        self.edge().standing
    }

    /// Returns whether it becomes a plain triple and a plain edge type.
    pub fn is_asserted(self) -> bool {
        self.first().is_asserted()
    }

    /// Returns its edge type, as in `MEMBER_OF` or `ALLEGED_MEMBER_OF`.
    pub fn graph_type(self) -> &'g str {
        self.first().graph_type()
    }

    /// Returns its words, as in `member of` or `alleged: member of`.
    pub fn words(self) -> &'g str {
        self.first().words()
    }

    /// Returns its claims, by publication date, document id, first evidence and claim id.
    pub fn claims(self) -> impl ExactSizeIterator<Item = Claim<'g>> {
        let graph = self.graph;
        self.rows().iter().map(move |row| Claim { graph, row })
    }

    /// Returns its first claim, whose evidence stands for the relation.
    pub fn first(self) -> Claim<'g> {
        Claim { graph: self.graph, row: &self.rows()[0] }
    }

    /// Returns the highest confidence of its claims.
    pub fn confidence(self) -> Option<Confidence> {
        self.rows().iter().filter_map(|row| row.confidence).max()
    }

    /// Returns how many documents make it, at least 1.
    pub fn document_count(self) -> u32 {
        // the claims of one document stand together, because a document has one day of publication and one id
        let runs = self.rows().chunk_by(|one, other| one.document == other.document);
        u32::try_from(runs.count()).unwrap_or(u32::MAX)
    }
}
