//! The frozen graph: a petgraph of small nodes and edges over sorted columns, read-only from here on.

use petgraph::graph::{DiGraph, NodeIndex};

use super::claim::{Asserted, Standing};
use super::claim_view::{Claim, Record};
use super::draft::{Draft, position};
use super::hash::Hash80;
use super::ids::{ClassId, DocumentId, EntityId, LocalId, PredicateId, RelationId, StrId};
use super::rows::{ClaimRow, ObjectRow};
use super::schema::Schema;
use super::view::{DocumentView, Entity, ObjectView, Relation};
use crate::error::{Error, ErrorKind, Result};

/// A node of the petgraph; its index is the [`EntityId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntityNode {
    /// The entity.
    pub entity: EntityId,
    /// Its shown name, in the graph's string pool.
    pub name: StrId,
    /// Its class.
    pub class: ClassId,
}

/// An edge of the petgraph; its index is the [`RelationId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RelationEdge {
    /// The predicate.
    pub predicate: PredicateId,
    /// What the relation may be used as.
    pub standing: Standing,
    /// Its first claim in the column of edge claims; its run ends where the next edge's begins.
    pub(super) first_claim: u32,
}

/// What is counted once per entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct EntityCounts {
    pub(super) claims: u32,
    pub(super) documents: u32,
    pub(super) degree: u32,
    pub(super) component: u32,
}

/// The knowledge graph. All iterators run in the canonical order, so the same input gives the same sequence.
///
/// ```
/// use corkboard::model::{Asserted, Resolution, Schema};
/// use corkboard::model::builder::GraphBuilder;
///
/// let schema = Schema::builtin()?;
/// let (graph, diagnostics) = GraphBuilder::new(schema, Asserted::default()).build(&[], &Resolution::default())?;
/// assert_eq!(graph.entities().count(), 0);
/// assert!(!diagnostics.has_warnings());
/// # Ok::<(), corkboard::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct KnowledgeGraph {
    pub(super) columns: Draft,
    pub(super) graph: DiGraph<EntityNode, RelationEdge>,
    pub(super) edge_claims: Vec<ClaimRow>,
    pub(super) value_claims: Vec<ClaimRow>,
    pub(super) value_starts: Vec<u32>,
    pub(super) counts: Vec<EntityCounts>,
    relation_keys: Vec<Hash80>,
    pub(super) types: Vec<Vec<(String, String)>>,
}

impl KnowledgeGraph {
    pub(super) fn new(
        columns: Draft,
        graph: DiGraph<EntityNode, RelationEdge>,
        edge_claims: Vec<ClaimRow>,
        value_claims: Vec<ClaimRow>,
        counts: Vec<EntityCounts>,
    ) -> Result<Self> {
        let subject = |claim: &ClaimRow| columns.locals[claim.subject.index()].entity.index();
        let mut value_starts = Vec::with_capacity(columns.entities.len() + 1);
        let mut next = 0;
        for entity in 0..=columns.entities.len() {
            while next < value_claims.len() && subject(&value_claims[next]) < entity {
                next += 1;
            }
            value_starts.push(position(next)?);
        }
        let types = edge_types(&columns.schema, columns.asserted);
        let mut graph = Self { columns, graph, edge_claims, value_claims, value_starts, counts, relation_keys: Vec::new(), types };
        graph.relation_keys = graph.hash_relations()?;
        Ok(graph)
    }

    /// Hashes each relation once, for all writers and all runs over it; ten bytes a relation are cheaper than SHA-256 each time.
    fn hash_relations(&self) -> Result<Vec<Hash80>> {
        let key = |relation: Relation<'_>| {
            let object = ObjectView::Entity(relation.object());
            self.key_of_relation(relation.subject().id(), relation.first().predicate_id(), object, relation.standing())
        };
        let keys: Vec<_> = self.relations().map(key).collect();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(Error::new(ErrorKind::Identity, format!("two different relations have the id `{}`", pair[0]))),
            None => Ok(keys),
        }
    }

    /// Returns the key of a relation.
    pub(super) fn relation_key(&self, relation: RelationId) -> Hash80 {
        self.relation_keys[relation.index()]
    }

    /// Returns the vocabulary.
    pub fn schema(&self) -> &Schema {
        &self.columns.schema
    }

    /// Returns which standings become plain triples and plain edge types.
    pub fn asserted(&self) -> Asserted {
        self.columns.asserted
    }

    /// Returns whether relations of a predicate and standing become plain triples and plain edge types. The one place of
    /// this decision: never where the predicate says itself that it is not a fact.
    pub fn is_asserted(&self, predicate: PredicateId, standing: Standing) -> bool {
        asserts(&self.columns.schema, self.columns.asserted, predicate, standing)
    }

    /// Lends the petgraph, so that any of its algorithms runs; node and edge indices are [`EntityId`]s and [`RelationId`]s.
    pub fn petgraph(&self) -> &DiGraph<EntityNode, RelationEdge> {
        &self.graph
    }

    /// Returns a text of the pool.
    pub fn text(&self, id: StrId) -> &str {
        self.columns.strings.get(id)
    }

    /// Returns the documents, by IRI.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = DocumentView<'_>> {
        self.columns.documents.iter().map(|row| DocumentView { row })
    }

    /// Returns a document.
    pub(super) fn document(&self, id: DocumentId) -> DocumentView<'_> {
        DocumentView { row: &self.columns.documents[id.index()] }
    }

    /// Returns the entities, by IRI.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = Entity<'_>> {
        self.graph.node_indices().map(|node| self.entity(EntityId(u32::try_from(node.index()).unwrap_or(u32::MAX))))
    }

    /// Returns an entity.
    pub fn entity(&self, id: EntityId) -> Entity<'_> {
        Entity { graph: self, id }
    }

    /// Returns the relations, by subject, predicate IRI, object and standing.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = Relation<'_>> {
        self.graph.edge_indices().map(|edge| Relation { graph: self, id: RelationId(u32::try_from(edge.index()).unwrap_or(u32::MAX)) })
    }

    /// Returns a relation.
    pub fn relation(&self, id: RelationId) -> Relation<'_> {
        Relation { graph: self, id }
    }

    /// Returns the claims: those of relations in the order of the relations, then those whose object is a value by subject,
    /// predicate IRI, value and standing.
    pub fn claims(&self) -> impl Iterator<Item = Claim<'_>> {
        self.edge_claims.iter().chain(&self.value_claims).map(|row| Claim { graph: self, row })
    }

    /// Returns the entity records of the documents, by document and first mention.
    pub fn records(&self) -> impl ExactSizeIterator<Item = Record<'_>> {
        (0..self.columns.locals.len()).map(|place| Record { graph: self, id: LocalId(u32::try_from(place).unwrap_or(u32::MAX)) })
    }

    /// Returns how many claims have each standing, in canonical order; projected claims are not counted.
    pub fn claims_by_standing(&self) -> impl Iterator<Item = (Standing, usize)> {
        let count = |standing: Standing| self.claims().filter(|claim| claim.standing() == standing && claim.projected_from().is_none()).count();
        Standing::ALL.iter().map(move |standing| (*standing, count(*standing)))
    }

    /// Returns the subject and object of a relation; nodes have the numbers of their entities.
    pub(super) fn ends(&self, relation: RelationId) -> (EntityId, EntityId) {
        let edge = &self.graph.raw_edges()[relation.index()];
        let entity = |node: NodeIndex| self.graph[node].entity;
        (entity(edge.source()), entity(edge.target()))
    }

    /// Returns the key of the relation that a claim belongs to.
    pub(super) fn relation_hash(&self, claim: &ClaimRow) -> Hash80 {
        let entity = |local: LocalId| self.columns.locals[local.index()].entity;
        let object = match claim.object {
            ObjectRow::Entity(local) => ObjectView::Entity(self.entity(entity(local))),
            ObjectRow::Value(text, datatype) => ObjectView::Value(self.text(text), datatype),
        };
        self.key_of_relation(entity(claim.subject), claim.predicate, object, claim.standing)
    }

    /// Returns h(subject key, predicate IRI, object key or value and datatype, standing).
    fn key_of_relation(&self, subject: EntityId, predicate: PredicateId, object: ObjectView<'_>, standing: Standing) -> Hash80 {
        let hasher = super::hash::KeyHasher::new("relation").hash(self.entity(subject).key()).text(&self.columns.schema.predicate(predicate).iri);
        let hasher = match object {
            ObjectView::Entity(entity) => hasher.text("entity").hash(entity.key()),
            ObjectView::Value(text, datatype) => hasher.text("value").text(text).text(datatype.name()),
        };
        hasher.text(standing.name()).finish()
    }
}

fn asserts(schema: &Schema, asserted: Asserted, predicate: PredicateId, standing: Standing) -> bool {
    asserted.contains(standing) && !schema.predicate(predicate).self_qualifying
}

/// The edge type and the words of each predicate and standing.
fn edge_types(schema: &Schema, asserted: Asserted) -> Vec<Vec<(String, String)>> {
    let of = |predicate, standing| {
        let plain = asserts(schema, asserted, predicate, standing);
        (schema.edge_type(predicate, standing, plain), schema.edge_words(predicate, standing, plain))
    };
    let predicates = (0..schema.predicates().len()).map(|number| PredicateId(u16::try_from(number).unwrap_or(u16::MAX)));
    predicates.map(|predicate| Standing::ALL.iter().map(|standing| of(predicate, *standing)).collect()).collect()
}
