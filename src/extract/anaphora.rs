//! Coreference of descriptors and pronouns: "the force", "the report", "the officers", "she", "they", "it".

use super::cluster::Document;
use super::types::{CaseRegime, MentionFlags};
use super::view::Gender;
use crate::model::MentionKind;
use crate::model::ids::ClassId;

/// A descriptor looks back over so many mentions, a pronoun over so many sentences.
const REACH: usize = 400;
const SENTENCES: usize = 2;

/// Links descriptors; one that finds nothing becomes an entity without a name where it is an agent, a report or an investigation.
pub(super) fn descriptors(document: &mut Document<'_>) {
    let position = document.classes().position;
    for draft in 0..document.drafts.len() {
        let open = document.links[draft].is_none() && document.drafts[draft].kind == MentionKind::Descriptor && document.root(draft) != position;
        if !open {
            continue;
        }
        let definite = document.definite(draft);
        let found = if definite { antecedent(document, draft) } else { None };
        match found {
            Some((cluster, sieve)) => document.link(draft, cluster, sieve),
            None if document.drafts[draft].pending => {}
            None => {
                document.open(draft);
            }
        }
    }
}

fn antecedent(document: &Document<'_>, draft: usize) -> Option<(usize, &'static str)> {
    let group = document.classes().group;
    let before = before(document, draft);
    if document.root(draft) == group {
        return group_before(document, draft, &before).map(|cluster| (cluster, "group-head"));
    }
    let noun = document.head(draft);
    let class = document.drafts[draft].class;
    let same_root = |cluster: &usize| {
        let (known, classes) = (document.clusters[*cluster].class, document.classes());
        classes.is_a(known, class) || classes.is_a(class, known) || known == class
    };
    let heads: Vec<usize> = before.iter().copied().filter(same_root).filter(|cluster| ends_with(document, *cluster, &noun)).collect();
    if let Some(cluster) = unambiguous(document, draft, &heads) {
        return Some((cluster, "descriptor-head"));
    }
    // "the Senate" is a name: it may repeat its own noun, but not stand for another body of its kind
    let tokens = &document.drafts[draft].tokens;
    if document.view.capital(tokens.start) && !opens(document, draft) {
        return None;
    }
    let kind: Vec<usize> = before.iter().copied().filter(|cluster| fits(document, *cluster, class)).collect();
    if let Some(cluster) = unambiguous(document, draft, &kind) {
        return Some((cluster, "descriptor-kind"));
    }
    if !kind.is_empty() {
        return None;
    }
    sole(document, draft, class).map(|cluster| (cluster, "sole-candidate")).or_else(|| generic(document, draft, &before, class))
}

/// Whether a mention, or the article before it, begins its sentence, so that its capital says nothing.
fn opens(document: &Document<'_>, draft: usize) -> bool {
    let sentence = &document.sentences[document.place[draft]];
    let cased = sentence.regime == CaseRegime::Cased;
    !cased || document.drafts[draft].tokens.start <= sentence.tokens.start + 1
}

/// The clusters named before a mention, the latest first, without those that hold it.
fn before(document: &Document<'_>, draft: usize) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    for earlier in (draft.saturating_sub(REACH)..draft).rev() {
        let around = document.drafts[earlier].tokens.end > document.drafts[draft].tokens.start;
        let Some(cluster) = document.cluster_of(earlier).filter(|_| !around) else { continue };
        if !out.contains(&cluster) {
            out.push(cluster);
        }
    }
    out
}

fn last_word(document: &Document<'_>, draft: usize) -> String {
    document.word(document.drafts[draft].head.end - 1)
}

fn ends_with(document: &Document<'_>, cluster: usize, noun: &str) -> bool {
    let mut members = document.clusters[cluster].members.iter().take(20);
    members.any(|member| {
        if document.drafts[*member].kind == MentionKind::Descriptor {
            return document.head(*member) == noun;
        }
        let name = document.name(*member);
        name.strip_suffix(noun).is_some_and(|rest| rest.ends_with([' ', '-'])) || document.head(*member) == noun
    })
}

fn fits(document: &Document<'_>, cluster: usize, class: ClassId) -> bool {
    let classes = document.classes();
    // "the town" and "the crash" may be any place or event: only a name with the same noun is meant
    let vague = class == classes.organization || class == classes.event || classes.root(class) == classes.place;
    !vague && classes.is_a(document.clusters[cluster].class, class)
}

/// The only candidate; or the latest, where it stands in this or the last sentence and no other does.
fn unambiguous(document: &Document<'_>, draft: usize, candidates: &[usize]) -> Option<usize> {
    match candidates {
        [] => None,
        [one] => Some(*one),
        [first, second, ..] => {
            let named: Vec<usize> = candidates.iter().copied().filter(|cluster| document.named(*cluster)).collect();
            if let [one] = named[..] {
                return Some(one);
            }
            let near = |cluster: usize| distance(document, draft, cluster) <= 1;
            let nearest = distance(document, draft, *first) < distance(document, draft, *second);
            (near(*first) && (nearest || !near(*second))).then_some(*first)
        }
    }
}

/// How many sentences before a mention a cluster was last named.
fn distance(document: &Document<'_>, draft: usize, cluster: usize) -> usize {
    document.last(cluster, draft).map_or(usize::MAX, |last| document.place[draft] - document.place[last])
}

/// The only named entity of the kind in the whole document, named later: "the watchdog" in the first sentence.
fn sole(document: &Document<'_>, draft: usize, class: ClassId) -> Option<usize> {
    let loose = matches!(document.classes().name(class), "Company" | "NewsOutlet" | "Charity" | "Organization");
    let article = document.view.any(document.drafts[draft].tokens.start.wrapping_sub(1), &["determiner", "possessive_pronoun", "group_modifier"]);
    if document.clusters.len() > REACH || loose || !article {
        return None;
    }
    let mut all = (0..document.clusters.len())
        .filter(|cluster| document.clusters[*cluster].members[0] > draft && fits(document, *cluster, class) && document.named(*cluster));
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// A body whose kind is not known, where it is the only one close by: "the watchdog" right behind "the Roe Foundation".
fn generic(document: &Document<'_>, draft: usize, before: &[usize], class: ClassId) -> Option<(usize, &'static str)> {
    let organization = document.classes().organization;
    // bodies of these kinds have their kind in their names
    let told = matches!(document.classes().name(class), "PoliceForce" | "Court" | "Government" | "Parliament" | "Council" | "Church" | "Party");
    if document.classes().root(class) != organization || class == organization || told {
        return None;
    }
    let near: Vec<usize> = before
        .iter()
        .copied()
        .filter(|cluster| document.clusters[*cluster].class == organization && document.named(*cluster) && distance(document, draft, *cluster) <= 1)
        .collect();
    if let [one] = near[..] { Some((one, "descriptor-only-body")) } else { None }
}

/// "the officers": the latest group with the same noun.
fn group_before(document: &Document<'_>, draft: usize, before: &[usize]) -> Option<usize> {
    if document.drafts[draft].count.is_some() && document.view.before(document.drafts[draft].tokens.start) == "other" {
        return None;
    }
    let noun = last_word(document, draft);
    let count = document.drafts[draft].count;
    let same = before.iter().copied().filter(|cluster| {
        let first = document.clusters[*cluster].members[0];
        document.root(first) == document.classes().group && last_word(document, first) == noun && (count.is_none() || document.drafts[first].count == count)
    });
    let same: Vec<usize> = same.collect();
    same.first().copied().filter(|cluster| distance(document, draft, *cluster) <= 3)
}

/// Links pronouns to what stands in this sentence or right before.
pub(super) fn pronouns(document: &mut Document<'_>) {
    for draft in 0..document.drafts.len() {
        if document.drafts[draft].kind != MentionKind::Pronoun || document.links[draft].is_some() {
            continue;
        }
        let class = document.drafts[draft].class;
        let classes = document.classes();
        let found = if class == classes.person {
            person(document, draft).map(|cluster| (cluster, "pronoun-person"))
        } else if class == classes.group {
            group(document, draft).map(|cluster| (cluster, "pronoun-group"))
        } else {
            thing(document, draft).map(|cluster| (cluster, "pronoun-thing"))
        };
        if let Some((cluster, sieve)) = found {
            document.link(draft, cluster, sieve);
        }
    }
}

/// Mentions with a cluster before a pronoun, in its sentence and so many before, the latest first.
fn near(document: &Document<'_>, draft: usize, sentences: usize) -> impl Iterator<Item = (usize, usize)> {
    let place = document.place[draft];
    let earlier = (0..draft).rev().take_while(move |earlier| place - document.place[*earlier] <= sentences);
    earlier.filter_map(|earlier| document.cluster_of(earlier).map(|cluster| (earlier, cluster)))
}

/// The last person of fitting gender: one whose gender is known before one of whom nothing is.
fn person(document: &Document<'_>, draft: usize) -> Option<usize> {
    let (person, report) = (document.classes().person, document.classes().report);
    let gender = document.drafts[draft].gender;
    let fitting = near(document, draft, SENTENCES).filter(|(earlier, cluster)| {
        document.classes().root(document.clusters[*cluster].class) == person
            && !document.inside(*earlier, report)
            && !gender.conflicts(document.clusters[*cluster].gender)
    });
    let fitting: Vec<(usize, usize)> = fitting.collect();
    let (last, first_choice) = *fitting.first()?;
    let known = fitting.iter().find(|(earlier, cluster)| document.clusters[*cluster].gender == gender && document.place[*earlier] == document.place[last]);
    Some(known.map_or(first_choice, |(_, cluster)| *cluster)).filter(|_| gender != Gender::Unknown)
}

/// The group that the last sentence is about: its first group; else the last group of this one.
fn group(document: &Document<'_>, draft: usize) -> Option<usize> {
    let group = document.classes().group;
    let place = document.place[draft];
    let groups: Vec<(usize, usize)> = near(document, draft, 1).filter(|(_, cluster)| document.clusters[*cluster].class == group).collect();
    // the list is backwards: the first group of a sentence is its last item
    let here = groups.iter().rfind(|(earlier, _)| document.place[*earlier] == place);
    let there = groups.iter().rfind(|(earlier, _)| document.place[*earlier] + 1 == place);
    here.or(there).map(|(_, cluster)| *cluster)
}

/// "it" and "its": the body, report or event that begins this sentence, else the last one; where others stand beside it, only if a speech verb
/// shows that one subject goes on ("the force said it").
fn thing(document: &Document<'_>, draft: usize) -> Option<usize> {
    let place = document.place[draft];
    let all: Vec<(usize, usize)> = near(document, draft, 1).filter(|(earlier, cluster)| is_thing(document, *earlier, *cluster)).collect();
    let of = |wanted: usize| all.iter().filter(move |(earlier, _)| document.place[*earlier] == wanted).copied();
    let (here, there): (Vec<_>, Vec<_>) = (of(place).collect(), of(place.wrapping_sub(1)).collect());
    let (found, speech) = match here.last() {
        Some((subject, _)) => (&here, speaks(document, document.drafts[*subject].tokens.end)),
        None => (&there, speaks(document, document.drafts[draft].tokens.end)),
    };
    let (subject, cluster) = *found.last()?;
    let sentence = &document.sentences[document.place[subject]];
    let early = document.drafts[subject].tokens.start - sentence.tokens.start <= 3 && document.view.form(document.drafts[subject].tokens.end) != "'s";
    let alone = found.iter().all(|(_, other)| *other == cluster);
    (early && (alone || speech)).then_some(cluster)
}

fn is_thing(document: &Document<'_>, earlier: usize, cluster: usize) -> bool {
    let classes = document.classes();
    let roots = [classes.organization, classes.report, classes.event];
    let inner = document.inside(earlier, classes.group) || document.inside(earlier, classes.position);
    !inner && !document.has(earlier, MentionFlags::PLURAL) && roots.contains(&classes.root(document.clusters[cluster].class))
}

/// Whether a speech verb stands within three words.
fn speaks(document: &Document<'_>, at: usize) -> bool {
    (at..at + 3).take_while(|at| document.view.word(*at)).any(|at| document.view.any(at, &["speech", "speech_that", "claim", "denial"]))
}
