//! The sieve for persons within one document: title and surname, bare surname, "Sir" and a given name.

use std::collections::BTreeMap;

use super::atom::{Atom, Kind};
use super::cluster::Clusters;
use super::names::{self, Gender};
use super::within::{gender, join_agreeing};

/// A person whom the document names in full.
struct Bearer<'a> {
    cluster: &'a Vec<usize>,
    gender: Option<Gender>,
    words: Vec<&'a str>,
}

/// A person whom the document names by surname, or by "Sir" and a given name.
struct Short<'a> {
    cluster: &'a Vec<usize>,
    gender: Option<Gender>,
    words: Vec<&'a str>,
    by_given_name: bool,
}

/// Joins short names to the one bearer in the document whom they can mean.
pub(super) fn join(atoms: &[Atom<'_>], members: &[usize], clusters: &mut Clusters) {
    let persons = members.iter().copied().filter(|atom| atoms[*atom].kind == Kind::Person && atoms[*atom].named);
    let groups = clusters.groups(persons);
    let mut bearers: BTreeMap<&str, Vec<Bearer<'_>>> = BTreeMap::new();
    let mut shorts: BTreeMap<&str, Vec<Short<'_>>> = BTreeMap::new();
    for cluster in &groups {
        let fullest = cluster.iter().map(|atom| &atoms[*atom]).max_by_key(|atom| atom.tokens());
        let Some(fullest) = fullest else { continue };
        let (words, gender): (Vec<&str>, _) = (fullest.folded.split(' ').collect(), gender(atoms, cluster));
        if is_short(fullest) {
            let by_given_name = cluster.iter().all(|atom| names::titles_given_name(&atoms[*atom].name));
            shorts.entry(&fullest.folded).or_default().push(Short { cluster, gender, words, by_given_name });
        } else {
            let mut ends = vec![words[words.len() - 1]];
            ends.extend(words.first().filter(|first| **first != ends[0]));
            for end in ends {
                bearers.entry(end).or_default().push(Bearer { cluster, gender, words: words.clone() });
            }
        }
    }
    for same in shorts.values() {
        let last = same[0].words[same[0].words.len() - 1];
        let known = bearers.get(last).map_or(&[][..], Vec::as_slice);
        join_surname(atoms, same, known, clusters);
    }
}

/// Returns whether a name is a surname alone; one of several words begins with a particle in lower case ("van der Berg").
fn is_short(atom: &Atom<'_>) -> bool {
    let particle = atom.spelled.starts_with(char::is_lowercase) && atom.spelled.contains(char::is_uppercase);
    atom.tokens() == 1 || particle
}

impl Short<'_> {
    fn may_mean(&self, bearer: &Bearer<'_>) -> bool {
        let by_surname = bearer.words.len() > self.words.len() && bearer.words.ends_with(&self.words);
        by_surname || (self.by_given_name && bearer.words.starts_with(&self.words))
    }

    fn agrees(&self, bearer: &Bearer<'_>) -> bool {
        self.gender.is_none() || bearer.gender.is_none() || self.gender == bearer.gender
    }
}

/// Joins the short names of one spelling. A name with a gendered title goes to the one bearer whom it fits; where "Mr Roe"
/// and "Ms Roe" would go to the same bearer, neither does. A name without goes to the one bearer if nobody else is called so.
fn join_surname(atoms: &[Atom<'_>], shorts: &[Short<'_>], bearers: &[Bearer<'_>], clusters: &mut Clusters) {
    let meant = |short: &Short<'_>| {
        let mut fitting = bearers.iter().filter(|bearer| short.may_mean(bearer) && short.agrees(bearer)).map(|bearer| bearer.cluster[0]);
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    };
    if shorts.iter().all(|short| !bearers.iter().any(|bearer| short.may_mean(bearer))) {
        let things: Vec<&Vec<usize>> = shorts.iter().map(|short| short.cluster).collect();
        return join_agreeing(atoms, &things, clusters, "surname");
    }
    let targets: Vec<Option<usize>> = shorts.iter().map(meant).collect();
    let stranger = |(short, target): (&Short<'_>, &Option<usize>)| short.gender.is_some() && (target.is_none() || rivals(shorts, &targets, *target));
    let strangers = shorts.iter().zip(&targets).any(stranger);
    for (short, target) in shorts.iter().zip(&targets) {
        let doubtful = if short.gender.is_some() { rivals(shorts, &targets, *target) } else { strangers };
        if let (Some(bearer), false) = (*target, doubtful) {
            let titled = names::has_title(&atoms[short.cluster[0]].name);
            clusters.join(short.cluster[0], bearer, if titled { "title-surname" } else { "surname" });
        }
    }
}

/// Returns whether short names of both genders would go to one bearer.
fn rivals(shorts: &[Short<'_>], targets: &[Option<usize>], target: Option<usize>) -> bool {
    let genders = |gender| shorts.iter().zip(targets).any(|(short, of_short)| short.gender == Some(gender) && *of_short == target);
    target.is_some() && genders(Gender::Female) && genders(Gender::Male)
}
