//! What claims say between atoms of one document, as far as the sieves read it.

use std::collections::{BTreeMap, BTreeSet};

use super::atom::Atoms;
use crate::model::{Extraction, Object, Schema, Status};

/// The objects of one predicate's claims, by subject.
pub(super) type Links = BTreeMap<usize, BTreeSet<usize>>;

/// Reads the claims of a predicate that are given: neither denied nor planned nor hypothetical. A claim without a status
/// is given.
pub(super) fn read(extractions: &[Extraction], atoms: &Atoms<'_>, schema: &Schema, predicate: &str) -> Links {
    let mut links = Links::new();
    let Some(predicate) = schema.predicate_named(predicate) else { return links };
    for (extraction, atom_of) in extractions.iter().zip(&atoms.of) {
        for claim in extraction.claims.iter().filter(|claim| claim.predicate == predicate) {
            let given = !matches!(claim.status, Some(Status::Denied | Status::Planned | Status::Hypothetical));
            if let (true, Object::Entity(object)) = (given, &claim.object)
                && let (Some(subject), Some(object)) = (atom_of.get(claim.subject), atom_of.get(*object))
            {
                links.entry(*subject).or_default().insert(*object);
            }
        }
    }
    links
}
