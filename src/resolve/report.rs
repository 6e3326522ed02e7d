//! The sieve for reports: by name, and by the person after whom they are called ("the Jay report").

use std::collections::{BTreeMap, BTreeSet};

use super::across::{Block, Candidate, join};
use super::atom::{Atom, Kind};
use super::cluster::Clusters;
use super::links::Links;
use super::names;
use super::within::evidence;
use crate::model::identity::fold;

/// Words for a report that stand behind the name of its author.
const NOUNS: [&str; 10] = ["audit", "dossier", "findings", "inquiry", "inspection", "investigation", "report", "review", "study", "survey"];

/// The clusters of the persons who are known by full name.
struct Persons<'a> {
    /// The cluster of each atom, as its first atom.
    first: Vec<usize>,
    /// By document and what they may be called there: the full name and what may be the surname.
    by_call: BTreeMap<(&'a str, &'a str), BTreeSet<usize>>,
    by_name: BTreeMap<&'a str, BTreeSet<usize>>,
}

/// Joins reports of one name, and reports called after the same person, unless their authors differ.
pub(super) fn join_reports(atoms: &[Atom<'_>], authors: &Links, clusters: &mut Clusters) {
    let groups = clusters.groups(0..atoms.len());
    let persons = Persons::read(atoms, &groups);
    let mut candidates = Vec::new();
    for cluster in &groups {
        let mut candidate = Candidate { blocks: BTreeMap::new(), evidence: evidence(atoms, cluster), authors: BTreeSet::new() };
        for place in cluster.iter().copied().filter(|atom| atoms[*atom].kind == Kind::Report && atoms[*atom].named) {
            let atom = &atoms[place];
            let written: &BTreeSet<usize> = authors.get(&place).unwrap_or(const { &BTreeSet::new() });
            candidate.blocks.entry(Block::Name(atom.root, &atom.folded)).or_insert(place);
            candidate.authors.extend(written.iter().filter(|author| is_known_agent(&atoms[**author])).map(|author| persons.first[*author]));
            if let Some((bearer, noun)) = eponym(&atom.folded).and_then(|(name, noun)| Some((persons.bearer(atoms, atom, &name, written)?, noun))) {
                candidate.authors.insert(bearer);
                candidate.blocks.entry(Block::Eponym(bearer, noun)).or_insert(place);
            }
        }
        if !candidate.blocks.is_empty() {
            candidates.push(candidate);
        }
    }
    join(&candidates, clusters);
}

fn is_known_agent(atom: &Atom<'_>) -> bool {
    matches!(atom.kind, Kind::Person | Kind::Organization) && atom.is_known_by_name()
}

fn is_known_person(atom: &Atom<'_>) -> bool {
    atom.kind == Kind::Person && atom.is_known_by_name()
}

/// Returns the person's name and the noun of a folded name like "professor anna jay's report" or "review by anna jay".
fn eponym(folded: &str) -> Option<(String, String)> {
    let words: Vec<&str> = folded.split(' ').skip_while(|word| names::is_determiner(word)).collect();
    let (name, noun) = match words.as_slice() {
        [noun, "by" | "of" | "from", name @ ..] if NOUNS.contains(noun) => (name, *noun),
        [name @ .., noun] if NOUNS.contains(noun) => (name, *noun),
        _ => return None,
    };
    let name = name.join(" ");
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix('\'')).unwrap_or(&name);
    let (name, _) = names::spelled(name, Kind::Person);
    (!name.is_empty()).then(|| (fold(&name), noun.to_owned()))
}

impl<'a> Persons<'a> {
    fn read(atoms: &'a [Atom<'_>], groups: &[Vec<usize>]) -> Self {
        let mut persons = Self { first: vec![0; atoms.len()], by_call: BTreeMap::new(), by_name: BTreeMap::new() };
        for cluster in groups {
            for place in cluster {
                let atom = &atoms[*place];
                persons.first[*place] = cluster[0];
                if is_known_person(atom) {
                    for call in names::surnames(&atom.folded).chain([atom.folded.as_str()]) {
                        persons.by_call.entry((atom.document, call)).or_default().insert(cluster[0]);
                    }
                    persons.by_name.entry(&atom.folded).or_default().insert(cluster[0]);
                }
            }
        }
        persons
    }

    /// Returns the one person whom a report of a document is called after: among its authors, else among the persons of
    /// the document, else by full name anywhere.
    fn bearer(&self, atoms: &[Atom<'_>], report: &Atom<'_>, name: &str, authors: &BTreeSet<usize>) -> Option<usize> {
        let bears = |author: &&usize| {
            let author = &atoms[**author];
            is_known_person(author) && names::surnames(&author.folded).chain([author.folded.as_str()]).any(|call| call == name)
        };
        let one = |persons: &BTreeSet<usize>| if persons.len() == 1 { persons.first().copied() } else { None };
        let written: BTreeSet<usize> = authors.iter().filter(bears).map(|author| self.first[*author]).collect();
        if !written.is_empty() {
            return one(&written);
        }
        if let Some(here) = self.by_call.get(&(report.document, name)) {
            return one(here);
        }
        let anywhere = self.by_name.get(name).filter(|_| names::tokens(name) > 1);
        one(anywhere?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_eponym_is_a_persons_name_and_a_noun() {
        let parts = |name: &str| eponym(&fold(name)).map(|(name, noun)| format!("{name}|{noun}"));
        for (name, expected) in [
            ("the Jay\u{a0}Report", Some("jay|report")),
            ("Professor Alexis Jay’s report", Some("alexis jay|report")),
            ("Ms Jones’ review", Some("jones|review")),
            ("review by Dame Alexis Jay", Some("alexis jay|review")),
            ("report", None),
            ("Jay letter", None),
        ] {
            assert_eq!(parts(name).as_deref(), expected, "{name}");
        }
    }
}
