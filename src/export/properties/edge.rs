//! An edge of a property graph.

use crate::model::{Claim, Confidence, Entity, Hash80, Relation};

/// What makes an edge of a relation or of a claim.
#[derive(Debug, Clone, Copy)]
pub(in crate::export) struct Edge<'g> {
    pub(in crate::export) subject: Entity<'g>,
    pub(in crate::export) object: Entity<'g>,
    /// The claim, or the first of the relation.
    pub(in crate::export) claim: Claim<'g>,
    /// The hash of its id.
    pub(in crate::export) key: Hash80,
    /// What precedes the hash in its uid.
    pub(super) prefix: &'static str,
    pub(super) confidence: Option<Confidence>,
    pub(super) claims: usize,
    pub(super) documents: u32,
}

impl<'g> Edge<'g> {
    pub(super) fn of_relation(relation: Relation<'g>) -> Self {
        Self {
            subject: relation.subject(),
            object: relation.object(),
            claim: relation.first(),
            key: relation.key(),
            prefix: "relation/",
            confidence: relation.confidence(),
            claims: relation.claims().len(),
            documents: relation.document_count(),
        }
    }

    pub(super) fn of_claim(relation: Relation<'g>, claim: Claim<'g>) -> Self {
        Self { claim, key: claim.id(), prefix: "claim/", confidence: claim.confidence(), claims: 1, documents: 1, ..Self::of_relation(relation) }
    }
}
