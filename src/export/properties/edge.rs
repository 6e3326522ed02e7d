//! An edge of a property graph.

use crate::model::{Claim, Confidence, Entity, Hash80, Relation};

/// What makes an edge of a relation or of a claim.
#[derive(Debug, Clone, Copy)]
pub(in crate::export) struct Edge<'g> {
    pub(in crate::export) subject: Entity<'g>,
    pub(in crate::export) object: Entity<'g>,
    relation: Relation<'g>,
    /// The claim, or the first of the relation.
    pub(in crate::export) claim: Claim<'g>,
    /// The hash of its id.
    pub(in crate::export) key: Hash80,
    /// What precedes the hash in its uid.
    pub(super) prefix: &'static str,
    pub(super) confidence: Option<Confidence>,
    pub(super) count: usize,
    pub(super) documents: u32,
}

impl<'g> Edge<'g> {
    pub(super) fn of_relation(relation: Relation<'g>) -> Self {
        Self {
            relation,
            subject: relation.subject(),
            object: relation.object(),
            claim: relation.first(),
            key: relation.key(),
            prefix: "relation/",
            confidence: relation.confidence(),
            count: relation.claims().len(),
            documents: relation.document_count(),
        }
    }

    pub(super) fn of_claim(relation: Relation<'g>, claim: Claim<'g>) -> Self {
        Self { claim, key: claim.id(), prefix: "claim/", confidence: claim.confidence(), count: 1, documents: 1, ..Self::of_relation(relation) }
    }

    /// Returns the claims that the edge stands for.
    pub(in crate::export) fn claims(&self) -> impl Iterator<Item = Claim<'g>> {
        let (id, whole) = (self.claim.id(), self.key == self.relation.key());
        self.relation.claims().filter(move |claim| whole || claim.id() == id)
    }
}
