//! The sieves across documents: equal ids, full names, report eponyms, offices. Candidates meet in blocks, never in pairs.

use std::collections::{BTreeMap, BTreeSet};

use super::atom::{Atom, Kind};
use super::cluster::{Clusters, Evidence, agreeing, connected, fullest};
use super::within::evidence;
use crate::model::Hash80;

/// What candidates for a join have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Block<'a> {
    /// Root class and folded name.
    Name(&'a str, &'a str),
    /// A report called after a person: the person's cluster (its first atom) and the noun.
    Eponym(usize, String),
    /// An office: folded, with the key of its body.
    Office(String, Hash80),
    /// A position without a body: document and folded name.
    Post(&'a str, &'a str),
}

impl Block<'_> {
    fn sieve(&self) -> &'static str {
        match self {
            Self::Name(..) => "same-name",
            Self::Eponym(..) => "report-eponym",
            Self::Office(..) => "same-office",
            Self::Post(..) => "same-post",
        }
    }
}

/// A cluster on its way into a join.
#[derive(Debug)]
pub(super) struct Candidate<'a> {
    /// Where it meets others, each with its atom that belongs there.
    pub(super) blocks: BTreeMap<Block<'a>, usize>,
    /// What may speak against a join.
    pub(super) evidence: Evidence<'a>,
    /// Who wrote it, as clusters; two candidates whose authors are known and have nobody in common are not the same.
    pub(super) authors: BTreeSet<usize>,
}

/// Joins what has the same full name; reports and positions have sieves of their own.
pub(super) fn same_name(atoms: &[Atom<'_>], clusters: &mut Clusters) {
    let mut candidates = Vec::new();
    for cluster in clusters.groups(0..atoms.len()) {
        let known = fullest(atoms, &cluster).filter(|atom| atoms[*atom].is_known_by_name() && atoms[*atom].kind != Kind::Report);
        // The first document's atom stands for the cluster.
        let mut blocks = BTreeMap::new();
        known.for_each(|atom| {
            blocks.entry(Block::Name(atoms[atom].root, &atoms[atom].folded)).or_insert(atom);
        });
        if !blocks.is_empty() {
            candidates.push(Candidate { blocks, evidence: evidence(atoms, &cluster), authors: BTreeSet::new() });
        }
    }
    join(&candidates, clusters);
}

/// Joins candidates that meet in a block. Those that are connected through blocks are judged together, so that what
/// one block joins can't contradict another.
pub(super) fn join(candidates: &[Candidate<'_>], clusters: &mut Clusters) {
    let mut blocks: BTreeMap<&Block<'_>, Vec<usize>> = BTreeMap::new();
    for (place, candidate) in candidates.iter().enumerate() {
        for block in candidate.blocks.keys() {
            blocks.entry(block).or_default().push(place);
        }
    }
    let met = blocks.values().flat_map(|places| places.iter().map(|place| (places[0], *place)));
    let mut components: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, label) in connected(candidates.len(), met).into_iter().enumerate() {
        components.entry(label).or_default().push(place);
    }
    let mut groups: Vec<Option<usize>> = vec![None; candidates.len()];
    for component in components.values() {
        let authors = author_sides(component.iter().map(|place| &candidates[*place].authors));
        let sided =
            |(place, side): (&usize, Option<usize>)| Evidence { side: candidates[*place].evidence.side.or(side), ..candidates[*place].evidence.clone() };
        let evidence: Vec<Evidence<'_>> = component.iter().zip(authors).map(sided).collect();
        for (place, group) in component.iter().zip(agreeing(&evidence)) {
            groups[*place] = group;
        }
    }
    for (block, places) in blocks {
        let mut joined: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for place in places {
            if let Some(group) = groups[place] {
                joined.entry(group).or_default().push(candidates[place].blocks[block]);
            }
        }
        for atoms in joined.into_values() {
            clusters.join_all(atoms, block.sieve());
        }
    }
}

/// Returns for each set of authors its side: sets that share an author, directly or through others, are on one.
fn author_sides<'a>(sets: impl Iterator<Item = &'a BTreeSet<usize>>) -> Vec<Option<usize>> {
    let sets: Vec<&BTreeSet<usize>> = sets.collect();
    let authors: Vec<usize> = sets.iter().flat_map(|set| set.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect();
    let place = |author: &usize| authors.binary_search(author).ok();
    let first = |set: &BTreeSet<usize>| set.first().and_then(place);
    let shared = sets.iter().flat_map(|set| set.iter().filter_map(|author| Some((first(set)?, place(author)?))));
    let sides = connected(authors.len(), shared);
    sets.iter().map(|set| first(set).map(|place| sides[place])).collect()
}
