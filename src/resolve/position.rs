//! Positions: an office in a body is one post, however the name puts the two together.

use std::collections::{BTreeMap, BTreeSet};

use super::across::{Block, Candidate, join};
use super::atom::{Atom, Kind};
use super::cluster::Clusters;
use super::links::Links;
use super::names;
use super::within::evidence;
use crate::model::identity::fold;
use crate::model::{EntityKey, Hash80};

/// The office of each atom that is a position with a body: the folded office and the key of the body.
pub(super) type Offices = BTreeMap<usize, (String, Hash80)>;

/// Words that join an office to its body.
const JOINING: [&str; 8] = ["'", "'s", "at", "for", "in", "of", "to", "with"];

/// Finds the offices. `clusters` are those of everything else, each with its key.
pub(super) fn offices(atoms: &[Atom<'_>], bodies: &Links, clusters: &[(Vec<usize>, EntityKey)]) -> Offices {
    let mut cluster_of = vec![0; atoms.len()];
    for (number, (cluster, _)) in clusters.iter().enumerate() {
        cluster.iter().for_each(|atom| cluster_of[*atom] = number);
    }
    let mut offices = Offices::new();
    for (position, bodies) in bodies.iter().filter(|(position, _)| atoms[**position].kind == Kind::Position && atoms[**position].named) {
        // A post in several bodies is keyed by an organization before a place, then by the document's own order of names:
        // what becomes of a body elsewhere must not change the choice.
        let rank = |body: &usize| (atoms[*body].kind != Kind::Organization, *body);
        let Some(body) = bodies.iter().copied().filter(|body| atoms[*body].kind != Kind::Position).min_by_key(rank) else { continue };
        let (cluster, body_key) = &clusters[cluster_of[body]];
        // Only the names that this document gives the body: another document must not change the office.
        let document = atoms[*position].document;
        let start = cluster.partition_point(|atom| atoms[*atom].document < document);
        let here = cluster[start..].iter().map(|atom| &atoms[*atom]).take_while(|atom| atom.document == document);
        let names: BTreeSet<String> = here.flat_map(|atom| atom.aliases.iter().chain([&atom.name, &atom.spelled])).map(|name| fold(name)).collect();
        offices.insert(*position, (office(&atoms[*position].folded, &names), body_key.hash()));
    }
    offices
}

/// Joins positions of one office in one body, and within a document positions of one name without a body.
pub(super) fn join_positions(atoms: &[Atom<'_>], offices: &Offices, clusters: &mut Clusters) {
    let positions = (0..atoms.len()).filter(|atom| atoms[*atom].kind == Kind::Position);
    let mut candidates = Vec::new();
    for cluster in clusters.groups(positions) {
        let mut blocks = BTreeMap::new();
        for place in cluster.iter().copied().filter(|atom| atoms[*atom].named) {
            let post = || Block::Post(atoms[place].document, &atoms[place].folded);
            let block = offices.get(&place).map_or_else(post, |(office, body)| Block::Office(office.clone(), *body));
            blocks.entry(block).or_insert(place);
        }
        candidates.push(Candidate { blocks, evidence: evidence(atoms, &cluster), authors: BTreeSet::new() });
    }
    join(&candidates, clusters);
}

/// Returns a folded position name without the longest of the body's folded names in it and without what joins the two.
fn office(position: &str, body_names: &BTreeSet<String>) -> String {
    let words: Vec<&str> = position.split(' ').collect();
    let mut names: Vec<Vec<&str>> = body_names.iter().map(|name| name.split(' ').skip_while(|word| *word == "the").collect()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let found = names.iter().filter(|name| !name.is_empty()).find_map(|name| Some((find(&words, name)?, name.len())));
    let (before, after) = match found {
        Some((start, length)) => (trim_end(&words[..start]), &words[start + length..]),
        None => (&words[..], &[][..]),
    };
    // Behind an office "for training" belongs to it; behind the body alone a joining word joins nothing.
    let after = if before.is_empty() { trim_start_determiners(trim_start(after)) } else { after };
    let office = trim_start_determiners(before).iter().chain(after);
    let office = office.copied().collect::<Vec<_>>().join(" ");
    let office = office.trim_end_matches(',');
    if office.is_empty() { position.to_owned() } else { office.to_owned() }
}

/// Returns where a name stands among words; its last word may be possessive or end in a comma.
fn find(words: &[&str], name: &[&str]) -> Option<usize> {
    let last = name.len() - 1;
    let bare = |word: &str| {
        let word = word.trim_end_matches([',', ')']).trim_start_matches('(');
        word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word).to_owned()
    };
    words.windows(name.len()).position(|window| window[..last] == name[..last] && (window[last] == name[last] || bare(window[last]) == name[last]))
}

fn trim_end<'a, 'b>(words: &'a [&'b str]) -> &'a [&'b str] {
    let kept = words.iter().rposition(|word| !JOINING.contains(word) && !names::is_determiner(word) && *word != ",");
    &words[..kept.map_or(0, |last| last + 1)]
}

fn trim_start<'a, 'b>(words: &'a [&'b str]) -> &'a [&'b str] {
    let kept = words.iter().position(|word| !JOINING.contains(word) && *word != ",");
    &words[kept.unwrap_or(words.len())..]
}

fn trim_start_determiners<'a, 'b>(words: &'a [&'b str]) -> &'a [&'b str] {
    let kept = words.iter().position(|word| !names::is_determiner(word));
    &words[kept.unwrap_or(words.len())..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_the_name_without_its_body() {
        let bodies: BTreeSet<String> = ["alden police", "the alden police service", "aps", "marlow"].map(str::to_owned).into();
        for (position, expected) in [
            ("Alden Police chief constable", "chief constable"),
            ("chief constable of Alden Police", "chief constable"),
            ("Alden Police’s Chief Constable", "chief constable"),
            ("the chief constable of the Alden Police Service", "chief constable"),
            ("Chief Constable, Alden Police", "chief constable"),
            ("its chief constable", "chief constable"),
            ("deputy head of learning at the APS", "deputy head of learning"),
            ("director of Alden Police for training", "director for training"),
            ("MP for Marlow", "mp"),
            ("Alden Police", "alden police"),
            ("chief constable of Harrow Police", "chief constable of harrow police"),
        ] {
            assert_eq!(office(&fold(position), &bodies), expected, "{position}");
        }
    }
}
