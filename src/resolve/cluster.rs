//! Joined atoms with the log of their joins, and the rule by which things of one name stay apart.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use super::atom::Atom;

/// A join of two atoms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Join {
    /// The atom that was joined.
    pub(super) atom: usize,
    /// The atom that it was joined to.
    pub(super) to: usize,
    /// Why.
    pub(super) sieve: &'static str,
}

/// The atoms that were joined so far.
#[derive(Debug)]
pub(super) struct Clusters {
    sets: UnionFind<usize>,
    joins: Vec<Join>,
}

impl Clusters {
    /// Returns as many clusters of one atom each.
    pub(super) fn new(atoms: usize) -> Self {
        Self { sets: UnionFind::new(atoms), joins: Vec::new() }
    }

    /// Joins two atoms and notes why, unless they are joined already.
    pub(super) fn join(&mut self, atom: usize, to: usize, sieve: &'static str) {
        if self.sets.union(atom, to) {
            self.joins.push(Join { atom, to, sieve });
        }
    }

    /// Joins every atom of a list to its first.
    pub(super) fn join_all(&mut self, atoms: impl IntoIterator<Item = usize>, sieve: &'static str) {
        let mut atoms = atoms.into_iter();
        if let Some(first) = atoms.next() {
            atoms.for_each(|atom| self.join(atom, first, sieve));
        }
    }

    /// Returns the joins in the order in which they were made.
    pub(super) fn joins(&self) -> &[Join] {
        &self.joins
    }

    /// Returns for each atom a label that the atoms of its cluster have in common so far.
    pub(super) fn labels(&self) -> Vec<usize> {
        self.sets.clone().into_labeling()
    }

    /// Returns the clusters of some atoms, which must be in canonical order; clusters by their first atom.
    pub(super) fn groups(&self, atoms: impl IntoIterator<Item = usize>) -> Vec<Vec<usize>> {
        let mut place_of = rustc_hash::FxHashMap::default();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for atom in atoms {
            let place = *place_of.entry(self.sets.find(atom)).or_insert(groups.len());
            if place == groups.len() {
                groups.push(Vec::new());
            }
            groups[place].push(atom);
        }
        groups
    }
}

/// Returns for each of `count` things a label that those have in common which pairs connect.
pub(super) fn connected(count: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut sets = UnionFind::new(count);
    for (one, other) in pairs {
        sets.union(one, other);
    }
    sets.into_labeling()
}

/// Returns the atom of a cluster with the best name: a name before a description, most name tokens, code-point order of
/// the folded name.
pub(super) fn preferred(atoms: &[Atom<'_>], group: &[usize]) -> usize {
    let goodness = |place: &&usize| {
        let atom = &atoms[**place];
        (!atom.named, std::cmp::Reverse(atom.tokens()), &atom.folded, **place)
    };
    group.iter().min_by_key(goodness).copied().unwrap_or_default()
}

/// Returns for each document of a cluster, in canonical order, its atom with the best name: the name by which the
/// document knows the thing, and the only one by which another document may find it.
pub(super) fn fullest<'a>(atoms: &'a [Atom<'_>], group: &'a [usize]) -> impl Iterator<Item = usize> + 'a {
    group.chunk_by(|one, other| atoms[*one].document == atoms[*other].document).map(|here| preferred(atoms, here))
}

/// What may speak against taking things of one name for the same thing.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence<'a> {
    /// Which side of a difference it is on: the gender of a person, the author of a report.
    pub(super) side: Option<usize>,
    /// The registers in which it has an id. Two things that share an id must be one before they are compared.
    pub(super) schemes: BTreeSet<&'a str>,
}

/// Returns for each of some things of one name which group it falls into; those of one group are the same thing, those
/// without one stay apart.
///
/// Without any conflict they are all the same, group 0. Two ids in one register, or two sides, are a conflict. Then what has a
/// contested id stays apart; the rest is grouped by side; and what could belong to more than one stays apart too.
pub(super) fn agreeing(things: &[Evidence<'_>]) -> Vec<Option<usize>> {
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    for scheme in things.iter().flat_map(|thing| &thing.schemes) {
        *holders.entry(scheme).or_default() += 1;
    }
    let contested = |thing: &Evidence<'_>| thing.schemes.iter().any(|scheme| holders[scheme] > 1);
    let sides: BTreeSet<usize> = things.iter().filter_map(|thing| thing.side).collect();
    let identified: BTreeSet<Option<usize>> = things.iter().filter(|thing| contested(thing)).map(|thing| thing.side).collect();
    if identified.is_empty() && sides.len() <= 1 {
        return vec![Some(0); things.len()];
    }
    let group = |thing: &Evidence<'_>| {
        let side = thing.side?;
        let ambiguous = identified.contains(&Some(side)) || identified.contains(&None);
        (!contested(thing) && !ambiguous).then_some(side)
    };
    things.iter().map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(side: impl Into<Option<usize>>, schemes: &[&'static str]) -> Evidence<'static> {
        Evidence { side: side.into(), schemes: schemes.iter().copied().collect() }
    }

    #[test]
    fn things_without_a_conflict_are_one() {
        assert_eq!(agreeing(&[thing(1, &[]), thing(None, &["wikidata"]), thing(1, &["x"])]), [Some(0); 3]);
    }

    #[test]
    fn two_sides_stay_apart_and_so_does_what_fits_both() {
        assert_eq!(agreeing(&[thing(1, &[]), thing(2, &[]), thing(None, &[]), thing(1, &["x"])]), [Some(1), Some(2), None, Some(1)]);
    }

    #[test]
    fn two_ids_in_one_register_stay_apart_and_so_does_what_has_none() {
        assert_eq!(agreeing(&[thing(None, &["w"]), thing(None, &["w"]), thing(None, &[]), thing(1, &[])]), [None; 4]);
        let sided = [thing(1, &["w"]), thing(1, &["w"]), thing(2, &[]), thing(2, &["x"]), thing(1, &[])];
        assert_eq!(agreeing(&sided), [None, None, Some(2), Some(2), None]);
    }
}
