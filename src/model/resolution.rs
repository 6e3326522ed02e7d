//! Which entity records name the same thing: a layer over the records, so that every merge can be undone.

use super::extraction::{Identifier, Local};
use super::identity::EntityKey;
use super::ids::ClassId;

/// The resolution of a list of extractions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resolution {
    /// The entities, in no promised order.
    pub entities: Vec<ResolvedEntity>,
    /// For each extraction and each of its entity records the position in `entities`.
    pub entity_of: Vec<Vec<usize>>,
}

/// One thing that the documents name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedEntity {
    /// What it is known by; equal keys are one entity.
    pub key: EntityKey,
    /// The most specific class that its records agree on.
    pub class: ClassId,
    /// The name that is shown.
    pub name: String,
    /// All other names, sorted by code point, without the shown one.
    pub aliases: Vec<String>,
    /// Ids in registers, sorted.
    pub identifiers: Vec<Identifier>,
    /// Whether the name only describes it.
    pub unnamed: bool,
    /// Why its records were joined, sorted; empty for a single record.
    pub reasons: Vec<MergeReason>,
}

/// Why two records were taken for the same thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MergeReason {
    /// The sieve, in kebab case: `same-name`, `title-surname`, `acronym`, `identifier` ...
    pub sieve: String,
    /// The record that was joined, as (document id, name).
    pub record: (String, String),
    /// The record that it was joined to, as (document id, name).
    pub to: (String, String),
}

/// A record of a list of extractions: the position of the extraction and of the record in it.
pub type RecordRef = (usize, Local);
