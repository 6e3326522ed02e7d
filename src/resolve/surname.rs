//! The sieve for persons within one document: title and surname, bare surname, "Sir" and a given name.

use std::collections::{BTreeMap, BTreeSet};

use super::atom::{Atom, Kind};
use super::cluster::Clusters;
use super::names::{self, Gender};
use super::within::{are_compatible, gender, join_agreeing};

/// A person whom the document names in full.
#[derive(Debug, Clone, Copy)]
struct Bearer<'a> {
    cluster: &'a Vec<usize>,
    gender: Option<Gender>,
}

/// The bearers of a document by what they may be called for short.
#[derive(Debug, Default)]
struct Bearers<'a> {
    by_surname: BTreeMap<&'a str, Vec<Bearer<'a>>>,
    by_given_name: BTreeMap<&'a str, Vec<Bearer<'a>>>,
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
            bearers.add(&fullest.folded, Bearer { cluster, gender });
        }
    }
    let mut meant: BTreeMap<&Vec<usize>, Vec<&Vec<usize>>> = BTreeMap::new();
    for (name, same) in &shorts {
        match targets(same, |part| bearers.called(name, part)) {
            Some(targets) => clear(same, &targets).into_iter().for_each(|(short, bearer)| meant.entry(bearer).or_default().push(short)),
            None => join_agreeing(atoms, &same.iter().map(|short| short.cluster).collect::<Vec<_>>(), clusters, "surname"),
        }
    }
    // "Sir Dana" and "Ms Roe" can't both be Dana Roe.
    for (bearer, shorts) in meant.into_iter().filter(|(bearer, shorts)| are_compatible(atoms, shorts.iter().copied().chain([*bearer]))) {
        for short in shorts {
            let titled = names::has_title(&atoms[short[0]].name);
            clusters.join(short[0], bearer[0], if titled { "title-surname" } else { "surname" });
        }
    }
}

impl<'a> Bearers<'a> {
    fn add(&mut self, folded: &'a str, bearer: Bearer<'a>) {
        for surname in names::surnames(folded) {
            self.by_surname.entry(surname).or_default().push(bearer);
        }
        let given = folded.split(' ').next().unwrap_or_default();
        self.by_given_name.entry(given).or_default().push(bearer);
    }

    /// Returns who may be meant: "Sir" and a name may be either part.
    fn called(&self, name: &str, part: Part) -> Vec<Bearer<'a>> {
        let by_given_name = if part == Part::GivenName { self.by_given_name.get(name) } else { None };
        self.by_surname.get(name).into_iter().chain(by_given_name).flatten().copied().collect()
    }
}

/// Returns the short names of one spelling that mean their bearer beyond doubt, each with the bearer. Where "Mr Roe" and
/// "Ms Roe" would both mean the same bearer, neither does. "Roe" means the one bearer if nobody else is called so.
fn clear<'a>(shorts: &'a [Short<'a>], targets: &[Option<&'a Vec<usize>>]) -> Vec<(&'a Vec<usize>, &'a Vec<usize>)> {
    let claims: BTreeSet<(&Vec<usize>, Gender)> = shorts.iter().zip(targets).filter_map(|(short, target)| Some(((*target)?, short.gender?))).collect();
    let disputed = |target: &Vec<usize>| claims.contains(&(target, Gender::Female)) && claims.contains(&(target, Gender::Male));
    let strangers = shorts.iter().zip(targets).any(|(short, target)| short.gender.is_some() && target.is_none_or(disputed));
    let mut clear = Vec::new();
    for (short, target) in shorts.iter().zip(targets) {
        if let Some(bearer) = target
            && !(if short.gender.is_some() { disputed(bearer) } else { strangers })
        {
            clear.push((short.cluster, *bearer));
        }
    }
    clear
}

/// Returns for each short name the one bearer whom it fits, or nothing at all where the document names no bearer in full.
fn targets<'a>(shorts: &[Short<'_>], called: impl Fn(Part) -> Vec<Bearer<'a>>) -> Option<Vec<Option<&'a Vec<usize>>>> {
    let mut known = BTreeMap::new();
    let mut any = false;
    for short in shorts {
        known.entry((short.part, short.gender)).or_insert_with(|| {
            let bearers = called(short.part);
            any |= !bearers.is_empty();
            let agrees = |bearer: &&Bearer<'_>| short.gender.is_none() || bearer.gender.is_none() || short.gender == bearer.gender;
            let fitting: BTreeSet<&Vec<usize>> = bearers.iter().filter(agrees).map(|bearer| bearer.cluster).collect();
            if fitting.len() == 1 { fitting.first().copied() } else { None }
        });
    }
    any.then(|| shorts.iter().map(|short| known[&(short.part, short.gender)]).collect())
}
