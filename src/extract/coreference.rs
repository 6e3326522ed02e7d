//! Coreference of names: sieves from the most precise to the least, each link with the name of its sieve.

use super::anaphora;
use super::cluster::{Document, Index};
use super::view::Gender;
use crate::model::MentionKind;

/// Puts all mentions of a document in clusters; what is only a reference and finds nothing stays without one.
pub(super) fn resolve(document: &mut Document<'_>) {
    persons(document);
    bodies(document);
    reports(document);
    others(document);
    anaphora::descriptors(document);
    positions(document);
    anaphora::pronouns(document);
}

fn drafts(document: &Document<'_>, test: impl Fn(usize) -> bool) -> Vec<usize> {
    (0..document.drafts.len()).filter(|draft| document.links[*draft].is_none() && test(*draft)).collect()
}

/// Full names, then title and surname, then names of one word.
fn persons(document: &mut Document<'_>) {
    let person = document.classes().person;
    let all = drafts(document, |draft| document.root(draft) == person && document.drafts[draft].kind == MentionKind::Name);
    let (mut full, mut short): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|draft| document.drafts[*draft].name.len() > 1);
    let (mut exact, mut ends, mut single) = (Index::default(), Index::default(), Index::default());
    // titled mentions first, they tell namesakes apart; then the fuller names, of which others are parts
    full.sort_by_key(|draft| (!document.drafts[*draft].titled, usize::MAX - document.drafts[*draft].name.len(), *draft));
    for draft in full {
        full_name(document, draft, &mut exact, &mut ends);
    }
    for cluster in 0..document.clusters.len() {
        for word in ends_of(document, document.clusters[cluster].members[0]) {
            single.entry(word).or_default().push(cluster);
        }
    }
    // a title makes a bearer, which a bare surname before it may have
    short.sort_by_key(|draft| (document.drafts[*draft].tokens == document.drafts[*draft].name, *draft));
    for draft in short {
        short_name(document, draft, &mut single);
    }
}

/// The surname and the given name of a full name; the surname with its particles too.
fn ends_of(document: &Document<'_>, draft: usize) -> Vec<String> {
    let name = &document.drafts[draft].name;
    let mut out = vec![document.word(name.end - 1)];
    out.push(document.word(name.start));
    // of three words the second may be the surname that is used ("Ana Roe Doe")
    if name.len() == 3 {
        out.push(document.word(name.start + 1));
    }
    out.sort_unstable();
    out.dedup();
    out
}

fn full_name(document: &mut Document<'_>, draft: usize, exact: &mut Index, ends: &mut Index) {
    let key = document.name(draft);
    let fits =
        |document: &Document<'_>, clusters: &[usize]| -> Vec<usize> { clusters.iter().copied().filter(|cluster| !document.vetoed(draft, *cluster)).collect() };
    let same = fits(document, exact.get(&key).map_or(&[], Vec::as_slice));
    if let Some(cluster) = document.latest(&same, draft).or_else(|| same.first().copied()) {
        document.link(draft, cluster, "exact");
        return;
    }
    let name = document.drafts[draft].name.clone();
    let outer = format!("{} {}", document.word(name.start), document.word(name.end - 1));
    let similar = fits(document, ends.get(&outer).map_or(&[], Vec::as_slice));
    let part = fits(document, &parts_of(&key, ends));
    let cluster = match (similar.as_slice(), part.as_slice(), exact.contains_key(&key)) {
        ([one], _, false) => {
            document.link(draft, *one, "first-last-name");
            *one
        }
        ([], [one], false) => {
            document.link(draft, *one, "part-of-name");
            *one
        }
        _ => document.open(draft),
    };
    exact.entry(key).or_default().push(cluster);
    let words: Vec<String> = name.map(|at| document.word(at)).collect();
    let mut keys = vec![outer];
    if words.len() > 2 {
        keys.push(format!("{PART}{}", words[..words.len() - 1].join(" ")));
        keys.push(format!("{PART}{}", words[1..].join(" ")));
    }
    for key in keys {
        let same = ends.entry(key).or_default();
        if !same.contains(&cluster) {
            same.push(cluster);
        }
    }
}

/// Marks a key that is a name without its first or last word.
const PART: char = '\u{1}';

/// The bearers of a longer name of which this one is the beginning or the end: two surnames, or the second left out.
fn parts_of(name: &str, ends: &Index) -> Vec<usize> {
    ends.get(&format!("{PART}{name}")).cloned().unwrap_or_default()
}

/// "Mr Roe", "Roe", "Dana": a name of one word, for the one bearer that nothing forbids; of several, the latest, where a title was used.
fn short_name(document: &mut Document<'_>, draft: usize, single: &mut Index) {
    let key = document.word(document.drafts[draft].name.start);
    let title = document.drafts[draft].tokens != document.drafts[draft].name;
    let fits: Vec<usize> = single.get(&key).map_or(&[][..], Vec::as_slice).iter().copied().filter(|cluster| !document.vetoed(draft, *cluster)).collect();
    let gendered: Vec<usize> = fits.iter().copied().filter(|cluster| document.clusters[*cluster].gender == document.drafts[draft].gender).collect();
    let sieve = if title { "title-surname" } else { "bare-surname" };
    let chosen = match (fits.as_slice(), gendered.as_slice(), title) {
        ([one], ..) => Some(*one),
        ([_, ..], [one], true) if document.drafts[draft].gender != Gender::Unknown => Some(*one),
        ([_, ..], _, true) => document.latest(&fits, draft),
        _ => None,
    };
    match chosen {
        Some(cluster) => document.link(draft, cluster, sieve),
        None if title => {
            let cluster = document.open(draft);
            single.entry(key).or_default().push(cluster);
        }
        // a bare word of several bearers is nobody
        None => {}
    }
}

/// Bodies and places by gazetteer key, name, acronym in brackets, known acronym and initials.
fn bodies(document: &mut Document<'_>) {
    let roots = [document.classes().organization, document.classes().place];
    let all = drafts(document, |draft| roots.contains(&document.root(draft)) && document.drafts[draft].kind == MentionKind::Name);
    let (mut exact, mut keys) = (Index::default(), Index::default());
    let mut acronyms: Vec<usize> = Vec::new();
    for draft in all {
        let name = format!("{} {}", document.root(draft).0, document.name(draft));
        let key = document.drafts[draft].key.as_deref().map(str::to_owned);
        let key = key.filter(|_| document.drafts[draft].rule != "body/cued");
        let by_key = key.as_ref().and_then(|key| keys.get(key)).and_then(|clusters| clusters.first().copied());
        let bracket = spelled_out(document, draft);
        let cluster = match (exact.get(&name).and_then(|clusters| clusters.first().copied()), by_key, bracket) {
            (Some(cluster), ..) => (cluster, "exact"),
            (None, Some(cluster), _) => (cluster, "gazetteer-alias"),
            (None, None, Some(cluster)) => (cluster, "acronym-in-brackets"),
            (None, None, None) if matches!(document.drafts[draft].rule, "known/acronym" | "body/before-office" | "body/cued") => {
                acronyms.push(draft);
                continue;
            }
            (None, None, None) => (document.open(draft), ""),
        };
        if document.links[draft].is_none() {
            document.link(draft, cluster.0, cluster.1);
        }
        exact.entry(name).or_insert_with(|| vec![cluster.0]);
        if let Some(key) = key {
            keys.entry(key).or_insert_with(|| vec![cluster.0]);
        }
    }
    let initials = if acronyms.is_empty() { Index::default() } else { all_initials(document) };
    for draft in acronyms {
        match keyed(document, draft, &keys) {
            Some(cluster) => document.link(draft, cluster, "gazetteer-alias"),
            None => late_acronym(document, draft, &exact, &initials),
        }
    }
}

/// The one body in the document that a shared short form may stand for.
fn keyed(document: &Document<'_>, draft: usize, keys: &Index) -> Option<usize> {
    let key = document.drafts[draft].key.as_deref().filter(|_| document.drafts[draft].rule == "body/cued")?;
    let mut found = key.split('|').filter_map(|key| keys.get(key)).flatten();
    let first = found.next()?;
    found.next().is_none_or(|next| next == first).then_some(*first)
}

/// The bodies by the initials of their names.
fn all_initials(document: &Document<'_>) -> Index {
    let mut out = Index::default();
    for draft in 0..document.drafts.len() {
        let body = document.drafts[draft].kind == MentionKind::Name && document.root(draft) == document.classes().organization;
        let Some((cluster, initials)) = document.cluster_of(draft).filter(|_| body).zip(document.initials(draft)) else { continue };
        let same = out.entry(initials).or_default();
        if !same.contains(&cluster) {
            same.push(cluster);
        }
    }
    out
}

/// An acronym before its definition, or one that is nowhere defined and is the initials of just one body.
fn late_acronym(document: &mut Document<'_>, draft: usize, exact: &Index, initials: &Index) {
    let name = format!("{} {}", document.root(draft).0, document.name(draft));
    if let Some(cluster) = exact.get(&name).and_then(|clusters| clusters.first()) {
        document.link(draft, *cluster, "acronym");
        return;
    }
    let fits = initials.get(document.view.written(&document.drafts[draft].tokens)).map_or(&[][..], Vec::as_slice);
    match fits {
        [one] => document.link(draft, *one, "acronym-initials"),
        _ if document.drafts[draft].rule == "body/before-office" => {
            document.open(draft);
        }
        _ => {}
    }
}

/// Named reports: by the last word of whoever names them and their noun, so that "the Roe report" is "Dana Roe's report" and "a report by Dana Roe".
fn reports(document: &mut Document<'_>) {
    let report = document.classes().report;
    let all = drafts(document, |draft| document.root(draft) == report && document.drafts[draft].kind == MentionKind::Name);
    let mut index = Index::default();
    for draft in all {
        let namer = namer(document, draft);
        let key = match &namer {
            Some(namer) => format!("{namer}\u{0}{}", document.head(draft)),
            None => document.name(draft),
        };
        match index.get(&key).and_then(|clusters| clusters.first().copied()) {
            Some(cluster) => document.link(draft, cluster, if namer.is_some() { "report-namer" } else { "exact" }),
            None => {
                let cluster = document.open(draft);
                index.entry(key).or_default().push(cluster);
            }
        }
    }
}

/// The last word of the name before a report's noun, or of its author behind "by".
fn namer(document: &Document<'_>, draft: usize) -> Option<String> {
    let (tokens, head) = (&document.drafts[draft].tokens, &document.drafts[draft].head);
    if tokens.end > head.end && matches!(document.view.form(head.end), "by" | "from") {
        return Some(document.word(tokens.end - 1));
    }
    let mut last = head.start;
    if last > tokens.start && document.view.form(last - 1) == "'s" {
        last -= 1;
    }
    let word = (last > tokens.start).then(|| last - 1)?;
    let name = document.view.word(word) && !document.view.is(word, "ordinal");
    name.then(|| document.word(word))
}

/// Laws, events and groups by their words.
fn others(document: &mut Document<'_>) {
    let classes = *document.classes();
    let done = [classes.person, classes.organization, classes.place, classes.report, classes.position];
    let all = drafts(document, |draft| !done.contains(&document.root(draft)) && !document.drafts[draft].pending);
    let mut index = Index::default();
    for draft in all {
        let refers = document.drafts[draft].kind == MentionKind::Descriptor && document.definite(draft);
        let key = format!("{} {}", document.drafts[draft].class.0, document.name(draft));
        match index.get(&key).and_then(|clusters| clusters.first().copied()) {
            Some(cluster) => document.link(draft, cluster, "exact"),
            None if refers => {}
            None => {
                let cluster = document.open(draft);
                index.entry(key).or_default().push(cluster);
            }
        }
    }
}

/// What stands right before an acronym in brackets and is of its kind.
fn spelled_out(document: &Document<'_>, draft: usize) -> Option<usize> {
    let start = document.drafts[draft].tokens.start;
    if start < 2 || document.view.form(start - 1) != "(" {
        return None;
    }
    let before = (draft.saturating_sub(4)..draft).rev().find(|before| document.drafts[*before].tokens.end == start - 1)?;
    (document.root(before) == document.root(draft)).then(|| document.cluster_of(before)).flatten()
}

/// Positions by office and body; an office alone is the one that the document gives a body, if there is just one.
fn positions(document: &mut Document<'_>) {
    let position = document.classes().position;
    let all = drafts(document, |draft| document.root(draft) == position);
    let (mut index, mut offices) = (Index::default(), Index::default());
    let (placed, bare): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|draft| document.drafts[*draft].tokens != document.drafts[*draft].head);
    for draft in placed {
        let body = document.inner(draft).find_map(|inner| document.cluster_of(inner));
        let key = body.map_or_else(|| document.name(draft), |body| format!("{} {body}", document.head(draft)));
        let cluster = match index.get(&key).and_then(|clusters| clusters.first().copied()) {
            Some(cluster) => {
                document.link(draft, cluster, "office-body");
                cluster
            }
            None => document.open(draft),
        };
        index.entry(key).or_default().push(cluster);
        let same = offices.entry(document.head(draft)).or_default();
        if !same.contains(&cluster) {
            same.push(cluster);
        }
    }
    for draft in bare {
        let office = document.head(draft);
        if let Some(cluster) = spelled_out(document, draft) {
            document.link(draft, cluster, "acronym-in-brackets");
            offices.entry(office).or_default().push(cluster);
            continue;
        }
        match offices.get(&office).map_or(&[][..], Vec::as_slice) {
            [one] if !document.drafts[draft].pending || document.definite(draft) => document.link(draft, *one, "office"),
            [] if !document.drafts[draft].pending => {
                let cluster = document.open(draft);
                offices.entry(office).or_default().push(cluster);
            }
            [_, _, ..] if !document.drafts[draft].pending => {
                document.open(draft);
            }
            _ => {}
        }
    }
}
