//! From records to entities: which records of one and of several documents name the same thing, and why.
//!
//! Sieves run from the most to the least precise; each join has a reason. Nothing joins on a title or a surname alone
//! across documents, and nothing on how alike two strings are. What speaks against a join keeps namesakes apart.

mod across;
mod atom;
mod choose;
mod cluster;
mod links;
mod names;
mod position;
mod report;
mod surname;
mod within;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod invariants;
#[cfg(test)]
mod sample;

use std::collections::BTreeMap;

use atom::{Atoms, Grain};
use cluster::Clusters;
use position::Offices;

use crate::diagnostic::Diagnostics;
use crate::error::Result;
use crate::model::{EntityKey, Extraction, Resolution, Schema};

/// How records become entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ResolveMode {
    /// A record's id is global and trusted: records of equal id are one entity, no others are.
    None,
    /// By identifiers and names, as far as they are safe.
    #[default]
    Names,
}

/// Resolves the records of all documents.
///
/// The entities are sorted by key, and no two have the same. Neither they nor their keys depend on the order of
/// documents, records or claims, or on local ids. Cost: near linear in the records, each name being folded once or twice.
///
/// # Errors
/// Never at present; the signature leaves room for judgements that contradict each other.
pub fn resolve(extractions: &[Extraction], schema: &Schema, mode: ResolveMode) -> Result<(Resolution, Diagnostics)> {
    let mut diagnostics = Diagnostics::new();
    let resolution = match mode {
        ResolveMode::None => by_id(extractions, schema, &mut diagnostics),
        ResolveMode::Names => by_names(extractions, schema, &mut diagnostics),
    };
    Ok((resolution, diagnostics))
}

fn by_id(extractions: &[Extraction], schema: &Schema, diagnostics: &mut Diagnostics) -> Resolution {
    let atoms = Atoms::read(extractions, schema, Grain::Record, diagnostics);
    let mut clusters = Clusters::new(atoms.all.len());
    let mut first_of = BTreeMap::new();
    let ids: Vec<&str> = atoms.all.iter().map(|atom| choose::record_id(extractions, atom.records[0])).collect();
    for (atom, id) in ids.iter().enumerate() {
        clusters.join(atom, *first_of.entry(id).or_insert(atom), "global-id");
    }
    let groups = clusters.groups(0..atoms.all.len());
    let keys = groups.iter().map(|group| EntityKey::Global(ids[group[0]].to_owned())).collect();
    finish(&atoms, groups, keys, &clusters, extractions, schema)
}

fn by_names(extractions: &[Extraction], schema: &Schema, diagnostics: &mut Diagnostics) -> Resolution {
    let mut atoms = Atoms::read(extractions, schema, Grain::Distinguishable, diagnostics);
    let mut clusters = Clusters::new(atoms.all.len());
    within::join(&mut atoms, extractions, &mut clusters, diagnostics);
    let all = || 0..atoms.all.len();
    let homes = clusters.labels();
    within::same_identifier(&atoms.all, all(), &mut clusters);
    across::same_name(&atoms.all, &mut clusters);
    let authors = links::read(extractions, &atoms, schema, "authoredBy");
    report::join_reports(&atoms.all, &authors, &mut clusters);
    let bodies = clusters.groups(all());
    let keys = choose::keys(&atoms.all, &bodies, &homes, &Offices::new());
    let keyed: Vec<_> = bodies.into_iter().zip(keys).collect();
    let offices = position::offices(&atoms.all, &links::read(extractions, &atoms, schema, "positionIn"), &keyed);
    position::join_positions(&atoms.all, &offices, &mut clusters);
    let groups = clusters.groups(all());
    let keys = choose::keys(&atoms.all, &groups, &homes, &offices);
    finish(&atoms, groups, keys, &clusters, extractions, schema)
}

fn finish(atoms: &Atoms<'_>, groups: Vec<Vec<usize>>, keys: Vec<EntityKey>, clusters: &Clusters, extractions: &[Extraction], schema: &Schema) -> Resolution {
    let mut keyed: Vec<(EntityKey, Vec<usize>)> = keys.into_iter().zip(groups).collect();
    keyed.sort();
    let mut entity_of_atom = vec![0; atoms.all.len()];
    let mut entities = Vec::with_capacity(keyed.len());
    for (key, group) in keyed {
        group.iter().for_each(|atom| entity_of_atom[*atom] = entities.len());
        entities.push(choose::entity(&atoms.all, &group, key, extractions, schema));
    }
    choose::explain(&mut entities, &entity_of_atom, &atoms.all, clusters);
    let entity_of = atoms.of.iter().map(|records| records.iter().map(|atom| entity_of_atom[*atom]).collect()).collect();
    Resolution { entities, entity_of }
}
