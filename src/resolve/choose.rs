//! What an entity is known by and shown as: key, class, name and aliases, chosen from its records.

use std::collections::{BTreeMap, BTreeSet};

use super::atom::{Atom, shown};
use super::cluster::{Clusters, fullest, preferred};
use super::position::Offices;
use crate::model::ids::ClassId;
use crate::model::resolution::RecordRef;
use crate::model::{EntityKey, Extraction, Identifier, MergeReason, ResolvedEntity, Schema};

/// Returns the key of each cluster. A name or an office that more than one of them could be known by tells nobody apart,
/// so each of those is known within its document only, unless it has an identifier. `homes` tells for each atom its cluster
/// within its document.
pub(super) fn keys(atoms: &[Atom<'_>], groups: &[Vec<usize>], homes: &[usize], offices: &Offices) -> Vec<EntityKey> {
    let mut bearers: BTreeMap<EntityKey, usize> = BTreeMap::new();
    for group in groups {
        let shared: BTreeSet<EntityKey> = known_as(atoms, group, homes).filter_map(|atom| shared_key(atoms, atom, offices)).collect();
        for key in shared {
            *bearers.entry(key).or_default() += 1;
        }
    }
    let key = |group: &Vec<usize>| {
        let identifier = group.iter().flat_map(|atom| &atoms[*atom].identifiers).min_by_key(|identifier| rank(identifier));
        if let Some(Identifier { scheme, value }) = identifier {
            return EntityKey::Identifier(scheme.clone(), value.clone());
        }
        let post = fullest(atoms, group).filter(|atom| offices.contains_key(atom)).filter_map(|atom| shared_key(atoms, atom, offices)).min();
        let shared = post.or_else(|| shared_key(atoms, preferred(atoms, group), offices));
        shared.filter(|key| bearers[key] == 1).unwrap_or_else(|| local_key(atoms, group))
    };
    groups.iter().map(key).collect()
}

/// Returns the atoms whose names a cluster bears: the best of each root class as each document alone joins it. An identifier
/// may tie things of several roots together, or what a document keeps apart; neither takes a name from whoever bears it,
/// or another document could make a namesake vanish.
fn known_as<'a>(atoms: &'a [Atom<'_>], group: &[usize], homes: &[usize]) -> impl Iterator<Item = usize> + 'a {
    let mut parts: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    group.iter().for_each(|atom| parts.entry((homes[*atom], atoms[*atom].root)).or_default().push(*atom));
    parts.into_values().map(|part| preferred(atoms, &part))
}

/// Returns the key that other documents' atoms may share.
fn shared_key(atoms: &[Atom<'_>], place: usize, offices: &Offices) -> Option<EntityKey> {
    let atom = &atoms[place];
    if let Some((office, body)) = offices.get(&place) {
        return Some(EntityKey::Position(office.clone(), *body));
    }
    atom.is_known_by_name().then(|| EntityKey::Name(atom.root.to_owned(), atom.folded.clone()))
}

fn rank(identifier: &Identifier) -> (u8, &str, &str) {
    let register = match identifier.scheme.as_str() {
        "wikidata" => 0,
        "corkboard" => 1,
        _ => 2,
    };
    (register, &identifier.scheme, &identifier.value)
}

/// Returns the key within a document: that of the best name in the first of the cluster's documents.
fn local_key(atoms: &[Atom<'_>], group: &[usize]) -> EntityKey {
    let atom = &atoms[fullest(atoms, group).next().unwrap_or_default()];
    EntityKey::Local(atom.document.to_owned(), atom.root.to_owned(), atom.name.clone(), atom.ordinal)
}

/// Returns the entity of a cluster.
pub(super) fn entity(atoms: &[Atom<'_>], group: &[usize], key: EntityKey, extractions: &[Extraction], schema: &Schema) -> ResolvedEntity {
    let records = || group.iter().flat_map(|atom| &atoms[*atom].records);
    let name = shown_name(atoms, group);
    let mut aliases: BTreeSet<String> = group.iter().flat_map(|atom| atoms[*atom].aliases.iter().chain([&atoms[*atom].spelled])).cloned().collect();
    aliases.extend(records().map(|(extraction, local)| shown(&extractions[*extraction].entities[*local].name)));
    aliases.remove(&name);
    let identifiers: BTreeSet<Identifier> = group.iter().flat_map(|atom| atoms[*atom].identifiers.iter().cloned()).collect();
    let classes: BTreeSet<ClassId> = group.iter().flat_map(|atom| atoms[*atom].classes.iter().copied()).collect();
    ResolvedEntity {
        key,
        class: class(&classes, schema),
        name,
        aliases: aliases.into_iter().collect(),
        identifiers: identifiers.into_iter().collect(),
        unnamed: group.iter().all(|atom| atoms[*atom].unnamed),
        reasons: Vec::new(),
    }
}

/// Returns the spelling of the preferred name that most documents use; of as many, one that does not shout, then by code point.
fn shown_name(atoms: &[Atom<'_>], group: &[usize]) -> String {
    let best = &atoms[preferred(atoms, group)].folded;
    let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for atom in group.iter().map(|atom| &atoms[*atom]).filter(|atom| atom.folded == *best) {
        users.entry(&atom.spelled).or_default().insert(atom.document);
    }
    let most = users.into_iter().min_by_key(|(name, documents)| (std::cmp::Reverse(documents.len()), is_shouted(name), *name));
    most.map(|(name, _)| name.to_owned()).unwrap_or_default()
}

/// Returns whether a name is in capitals throughout, as headlines have it; one word may be an acronym.
fn is_shouted(name: &str) -> bool {
    name.contains(' ') && !name.chars().any(char::is_lowercase) && name.chars().any(char::is_uppercase)
}

/// Returns the most specific class that classes agree on: the lowest of a chain, else the lowest that is above them all.
fn class(classes: &BTreeSet<ClassId>, schema: &Schema) -> ClassId {
    let lines: Vec<Vec<ClassId>> = classes.iter().map(|class| above(*class, schema)).collect();
    let lowest = classes.iter().zip(&lines).find(|(_, line)| classes.iter().all(|class| line.contains(class)));
    if let Some((class, _)) = lowest {
        return *class;
    }
    let shared = lines.first().into_iter().flatten().filter(|class| lines.iter().all(|line| line.contains(class)));
    let depth = |class: &&ClassId| (above(**class, schema).len(), std::cmp::Reverse(schema.class(**class).iri.as_str()));
    shared.max_by_key(depth).copied().unwrap_or(schema.thing())
}

/// Returns a class and all entity classes above it, up to its root, and `Thing`.
fn above(class: ClassId, schema: &Schema) -> Vec<ClassId> {
    let mut line = vec![class];
    let mut next = 0;
    while let Some(class) = line.get(next).copied() {
        if schema.class(class).root != class {
            let superclasses = schema.class(class).superclasses.iter().filter_map(|iri| schema.class_named(iri));
            for superclass in superclasses.collect::<Vec<_>>() {
                if !line.contains(&superclass) {
                    line.push(superclass);
                }
            }
        }
        next += 1;
    }
    if !line.contains(&schema.thing()) {
        line.push(schema.thing());
    }
    line
}

/// Adds to each entity why its records were joined.
pub(super) fn explain(entities: &mut [ResolvedEntity], entity_of_atom: &[usize], atoms: &[Atom<'_>], clusters: &Clusters) {
    let record = |atom: &Atom<'_>| (atom.document.to_owned(), atom.name.clone());
    for (atom, entity) in atoms.iter().zip(entity_of_atom).filter(|(atom, _)| atom.records.len() > 1) {
        entities[*entity].reasons.push(MergeReason { sieve: "indistinguishable".to_owned(), record: record(atom), to: record(atom) });
    }
    for join in clusters.joins() {
        let reason = MergeReason { sieve: join.sieve.to_owned(), record: record(&atoms[join.atom]), to: record(&atoms[join.to]) };
        entities[entity_of_atom[join.atom]].reasons.push(reason);
    }
    for entity in entities {
        entity.reasons.sort();
        entity.reasons.dedup();
    }
}

/// Returns the record ids of atoms that hold one record each.
pub(super) fn record_id(extractions: &[Extraction], record: RecordRef) -> &str {
    &extractions[record.0].entities[record.1].id
}
