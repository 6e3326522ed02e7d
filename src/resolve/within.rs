//! The sieves within one document, in order of precision: exact name, acronym, alias, title and surname.

use std::collections::{BTreeMap, BTreeSet};

use super::atom::{Atom, Atoms, Kind};
use super::cluster::{Clusters, Evidence, agreeing, connected};
use super::names::{self, Gender};
use super::surname;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::identity::fold;
use crate::model::{Extraction, MentionKind};

/// Joins what is the same within each document.
pub(super) fn join(atoms: &mut Atoms<'_>, extractions: &[Extraction], clusters: &mut Clusters, diagnostics: &mut Diagnostics) {
    for document in atoms.documents() {
        drop_circular_aliases(&mut atoms.all[document.clone()], diagnostics);
        let members: Vec<usize> = document.collect();
        same_identifier(&atoms.all, members.iter().copied(), clusters);
        same_name(&atoms.all, &members, clusters);
        other_names(&atoms.all, &members, extractions, clusters);
        surname::join(&atoms.all, &members, clusters);
    }
}

/// Joins atoms that share an id; the same sieve works across documents.
pub(super) fn same_identifier(atoms: &[Atom<'_>], members: impl Iterator<Item = usize>, clusters: &mut Clusters) {
    let mut holders = BTreeMap::new();
    for atom in members {
        for identifier in &atoms[atom].identifiers {
            let first = *holders.entry(identifier).or_insert(atom);
            clusters.join(atom, first, "identifier");
        }
    }
}

/// Leaves out the aliases of two entities that are each other's alias; a join can't rest on them.
fn drop_circular_aliases(document: &mut [Atom<'_>], diagnostics: &mut Diagnostics) {
    let names: BTreeSet<String> = document.iter().map(|atom| fold(&atom.name)).collect();
    let mut claims: BTreeSet<(String, String)> = BTreeSet::new();
    for atom in &*document {
        let known = atom.aliases.iter().map(|alias| fold(alias)).filter(|alias| names.contains(alias));
        claims.extend(known.map(|alias| (fold(&atom.name), alias)));
    }
    let circular: BTreeSet<(String, String)> =
        claims.iter().filter(|(name, alias)| name != alias && claims.contains(&(alias.clone(), name.clone()))).cloned().collect();
    for (name, alias) in circular.iter().filter(|(name, alias)| name < alias) {
        let message = format!("in document `{}` `{name}` and `{alias}` are each other's alias", document[0].document);
        diagnostics.push(Code::CircularAlias, None, message);
    }
    if !circular.is_empty() {
        for atom in document {
            let name = fold(&atom.name);
            atom.aliases.retain(|alias| !circular.contains(&(name.clone(), fold(alias))));
        }
    }
}

/// Returns what may speak against a join of a cluster with others of its name.
pub(super) fn evidence<'a>(atoms: &'a [Atom<'_>], cluster: &[usize]) -> Evidence<'a> {
    let schemes = cluster.iter().flat_map(|atom| &atoms[*atom].identifiers).map(|identifier| identifier.scheme.as_str()).collect();
    Evidence { side: gender(atoms, cluster).map(|gender| gender as usize), schemes }
}

/// Returns the gender that the titles of a cluster agree on.
pub(super) fn gender(atoms: &[Atom<'_>], cluster: &[usize]) -> Option<Gender> {
    let mut genders = cluster.iter().flat_map(|atom| &atoms[*atom].genders);
    let first = *genders.next()?;
    genders.all(|gender| *gender == first).then_some(first)
}

/// Joins clusters of one name that nothing speaks against, in groups that agree.
pub(super) fn join_agreeing(atoms: &[Atom<'_>], things: &[&Vec<usize>], clusters: &mut Clusters, sieve: &'static str) {
    let evidence: Vec<Evidence<'_>> = things.iter().map(|cluster| evidence(atoms, cluster)).collect();
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (thing, group) in things.iter().zip(agreeing(&evidence)) {
        if let Some(group) = group {
            groups.entry(group).or_default().push(thing[0]);
        }
    }
    for group in groups.into_values() {
        clusters.join_all(group, sieve);
    }
}

/// Joins what has exactly the same name. Reports wait until their authors are known, positions until their bodies are.
fn same_name(atoms: &[Atom<'_>], members: &[usize], clusters: &mut Clusters) {
    let groups = clusters.groups(members.iter().copied());
    let mut blocks: BTreeMap<(&str, String), Vec<&Vec<usize>>> = BTreeMap::new();
    for group in &groups {
        let names: BTreeSet<_> = group.iter().filter_map(|atom| block(&atoms[*atom])).collect();
        for name in names {
            blocks.entry(name).or_default().push(group);
        }
    }
    for things in blocks.into_values().filter(|things| things.len() > 1) {
        join_agreeing(atoms, &things, clusters, "same-name");
    }
}

/// Returns what must be equal for the same-name sieve: of a person known by one name token, the title too.
fn block<'a>(atom: &Atom<'a>) -> Option<(&'a str, String)> {
    match atom.kind {
        Kind::Report | Kind::Position | Kind::Occurrence => None,
        _ if !atom.named => None,
        Kind::Person if atom.tokens() < 2 => Some((atom.root, fold(&atom.name))),
        Kind::Person | Kind::Organization | Kind::Other => Some((atom.root, atom.folded.clone())),
    }
}

/// Joins a name to the one entity of its root class that has it as an alias, or defines it in parentheses.
fn other_names(atoms: &[Atom<'_>], members: &[usize], extractions: &[Extraction], clusters: &mut Clusters) {
    let groups = clusters.groups(members.iter().copied());
    let mut claimants: BTreeMap<(&str, String), BTreeSet<usize>> = BTreeMap::new();
    for (place, group) in groups.iter().enumerate() {
        for atom in group.iter().map(|atom| &atoms[*atom]).filter(|atom| atom.named && !matches!(atom.kind, Kind::Position | Kind::Report)) {
            for alias in atom.aliases.iter().filter(|alias| is_telling(alias, atom.kind)).map(|alias| fold(alias)).chain(defined(atom, extractions)) {
                claimants.entry((atom.root, alias)).or_default().insert(place);
            }
        }
    }
    let mut links = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        let named = group.iter().map(|atom| &atoms[*atom]).filter(|atom| atom.named);
        let claiming = named.filter_map(|atom| claimants.get(&(atom.root, fold(&atom.name)))).flatten();
        let mut others = claiming.copied().filter(|other| *other != place);
        if let Some(only) = others.next()
            && others.all(|other| other == only)
        {
            links.push((place, only));
        }
    }
    join_linked(atoms, &groups, &links, clusters);
}

/// Joins linked groups, unless something speaks against taking all that hang together for the same thing.
fn join_linked(atoms: &[Atom<'_>], groups: &[Vec<usize>], links: &[(usize, usize)], clusters: &mut Clusters) {
    let labels = connected(groups.len(), links.iter().copied());
    let mut components: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for link in links {
        components.entry(labels[link.0]).or_default().push(*link);
    }
    for component in components.into_values() {
        let places: BTreeSet<usize> = component.iter().flat_map(|(place, other)| [*place, *other]).collect();
        if are_compatible(atoms, places.iter().map(|place| &groups[*place])) {
            for (place, other) in component {
                let acronym = names::is_acronym(&atoms[groups[place][0]].name);
                clusters.join(groups[place][0], groups[other][0], if acronym { "acronym" } else { "alias" });
            }
        }
    }
}

/// Returns whether nothing speaks against taking some clusters for the same thing.
pub(super) fn are_compatible<'a>(atoms: &[Atom<'_>], things: impl Iterator<Item = &'a Vec<usize>>) -> bool {
    let evidence: Vec<Evidence<'_>> = things.map(|cluster| evidence(atoms, cluster)).collect();
    agreeing(&evidence).iter().all(|group| *group == Some(0))
}

/// Returns whether an alias tells of itself who is meant: a person's surname alone does not.
fn is_telling(alias: &str, kind: Kind) -> bool {
    kind != Kind::Person || alias.split_whitespace().count() > 1
}

/// Returns the acronyms that the text defines for an atom, folded: `Full Name (FN)`, and for `FN (Full Name)` the full name.
fn defined(atom: &Atom<'_>, extractions: &[Extraction]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if atom.kind == Kind::Person {
        return found;
    }
    for (extraction, local) in &atom.records {
        let extraction = &extractions[*extraction];
        let Some(text) = &extraction.document.text else { continue };
        let mentions = extraction.entities[*local].mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        for inside in mentions.filter_map(|mention| names::in_parentheses(text, mention.span.range().end)) {
            let (short, full) = if names::is_acronym(inside) { (inside, atom.name.as_str()) } else { (atom.name.as_str(), inside) };
            if names::is_acronym(short) && names::abbreviates(short, full) {
                found.insert(fold(inside));
            }
        }
    }
    found
}
