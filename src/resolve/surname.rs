//! The sieve for persons within one document: title and surname, bare surname, "Sir" and a given name.

use std::collections::{BTreeMap, BTreeSet};

use super::atom::{Atom, Kind};
use super::cluster::Clusters;
use super::names::{self, Gender};
use super::within::{gender, join_agreeing};

/// A person whom the document names in full.
#[derive(Debug, Clone, Copy)]
struct Bearer {
    atom: usize,
    gender: Option<Gender>,
}

/// The bearers of a document by what they may be called for short.
#[derive(Debug, Default)]
struct Bearers<'a> {
    by_surname: BTreeMap<&'a str, Vec<Bearer>>,
    by_given_name: BTreeMap<&'a str, Vec<Bearer>>,
}

/// Which part of a name a short name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Surname,
    GivenName,
}

/// A person whom the document names by surname, or by "Sir" and a given name.
struct Short<'a> {
    cluster: &'a Vec<usize>,
    gender: Option<Gender>,
    part: Part,
}

/// Joins short names to the one bearer in the document whom they can mean.
pub(super) fn join(atoms: &[Atom<'_>], members: &[usize], clusters: &mut Clusters) {
    let persons = members.iter().copied().filter(|atom| atoms[*atom].kind == Kind::Person && atoms[*atom].named);
    let groups = clusters.groups(persons);
    let mut bearers = Bearers::default();
    let mut shorts: BTreeMap<&str, Vec<Short<'_>>> = BTreeMap::new();
    for cluster in &groups {
        let fullest = cluster.iter().map(|atom| &atoms[*atom]).max_by_key(|atom| atom.tokens());
        let Some(fullest) = fullest else { continue };
        let gender = gender(atoms, cluster);
        if names::is_surname(&fullest.spelled) {
            let titled = cluster.iter().all(|atom| names::titles_given_name(&atoms[*atom].name));
            let part = if titled { Part::GivenName } else { Part::Surname };
            shorts.entry(&fullest.folded).or_default().push(Short { cluster, gender, part });
        } else {
            bearers.add(&fullest.folded, Bearer { atom: cluster[0], gender });
        }
    }
    for (name, same) in &shorts {
        join_short(atoms, same, |part| bearers.called(name, part), clusters);
    }
}

impl<'a> Bearers<'a> {
    fn add(&mut self, folded: &'a str, bearer: Bearer) {
        for surname in names::surnames(folded) {
            self.by_surname.entry(surname).or_default().push(bearer);
        }
        let given = folded.split(' ').next().unwrap_or_default();
        self.by_given_name.entry(given).or_default().push(bearer);
    }

    /// Returns who may be meant: "Sir" and a name may be either part.
    fn called(&self, name: &str, part: Part) -> Vec<Bearer> {
        let by_given_name = if part == Part::GivenName { self.by_given_name.get(name) } else { None };
        self.by_surname.get(name).into_iter().chain(by_given_name).flatten().copied().collect()
    }
}

/// Joins the short names of one spelling. A name with a gendered title goes to the one bearer whom it fits; where "Mr Roe"
/// and "Ms Roe" would go to the same bearer, neither does. A name without goes to the one bearer if nobody else is called so.
fn join_short(atoms: &[Atom<'_>], shorts: &[Short<'_>], called: impl Fn(Part) -> Vec<Bearer>, clusters: &mut Clusters) {
    let targets = targets(shorts, &called);
    let Some(targets) = targets else {
        let things: Vec<&Vec<usize>> = shorts.iter().map(|short| short.cluster).collect();
        return join_agreeing(atoms, &things, clusters, "surname");
    };
    let claims: BTreeSet<(usize, Gender)> = shorts.iter().zip(&targets).filter_map(|(short, target)| Some(((*target)?, short.gender?))).collect();
    let disputed = |target: usize| claims.contains(&(target, Gender::Female)) && claims.contains(&(target, Gender::Male));
    let stranger = |(short, target): (&Short<'_>, &Option<usize>)| short.gender.is_some() && target.is_none_or(disputed);
    let strangers = shorts.iter().zip(&targets).any(stranger);
    for (short, target) in shorts.iter().zip(&targets) {
        let Some(bearer) = *target else { continue };
        let doubtful = if short.gender.is_some() { disputed(bearer) } else { strangers };
        if !doubtful {
            let titled = names::has_title(&atoms[short.cluster[0]].name);
            clusters.join(short.cluster[0], bearer, if titled { "title-surname" } else { "surname" });
        }
    }
}

/// Returns for each short name the one bearer whom it fits, or nothing at all where the document names no bearer in full.
fn targets(shorts: &[Short<'_>], called: impl Fn(Part) -> Vec<Bearer>) -> Option<Vec<Option<usize>>> {
    let mut known = BTreeMap::new();
    let mut any = false;
    for short in shorts {
        known.entry((short.part, short.gender)).or_insert_with(|| {
            let bearers = called(short.part);
            any |= !bearers.is_empty();
            let agrees = |bearer: &&Bearer| short.gender.is_none() || bearer.gender.is_none() || short.gender == bearer.gender;
            let fitting: BTreeSet<usize> = bearers.iter().filter(agrees).map(|bearer| bearer.atom).collect();
            if fitting.len() == 1 { fitting.first().copied() } else { None }
        });
    }
    any.then(|| shorts.iter().map(|short| known[&(short.part, short.gender)]).collect())
}
