//! Positions: an office with the body or place that it belongs to, before or behind it.

use std::ops::Range;

use super::bodies::place_class;
use super::descriptors::descriptor;
use super::lexicon::Entry;
use super::token::Shape;
use super::types::{CaseRegime, MentionFlags};
use super::view::{Board, Draft, View};
use crate::model::MentionKind;

/// A topic ("head of children's services") has at most so many words.
const TOPIC: usize = 5;

/// How far before an office a word may stand that says that it is over.
const REACH: usize = 7;

/// Finds the positions of a sentence. An office without a body is a descriptor until [`settle`] has seen the persons.
pub(super) fn positions(view: &View<'_>, board: &mut Board) {
    let mut at = view.start;
    while at < view.end {
        let inside = board.at(at).is_some_and(|draft| draft.class == view.classes.position || draft.tokens.start < at);
        let office = view.find(at, "office").filter(|(length, _)| !inside && board.free(&(at..at + length)) && is_office(view, board, at, *length));
        let Some((length, entry)) = office else {
            at += 1;
            continue;
        };
        let head = at..at + length;
        let draft = position(view, board, head, entry);
        at = draft.tokens.end.max(at + length);
        board.add(draft);
    }
}

/// An office written like a surname is one ("Jane Bishop"), and some office words are verbs.
fn is_office(view: &View<'_>, board: &Board, at: usize, length: usize) -> bool {
    if only_title(view, at, length) {
        return false;
    }
    if length > 1 {
        return true;
    }
    let before = at.wrapping_sub(1);
    let name_before = view.capital(at) && view.capital(before) && board.at(before).is_none() && !view.common(before);
    let given = view.is(before, "given_name") || view.find(before, "title").is_some_and(|(_, entry)| entry.get("kind") == Some("courtesy"));
    let next_is_name = view.capital(at + 1) || matches!(view.form(at + 1), "of" | "for");
    let verb = view.is(at, "verb") && (view.any(before, &["modal", "pronoun", "auxiliary"]) || matches!(view.before(at), "to" | "not"));
    !(verb || name_before && (given || !next_is_name))
}

/// A rank or courtesy right before a name is its title ("Superintendent Dana Roe"), unless only one person of a body has it.
fn only_title(view: &View<'_>, at: usize, length: usize) -> bool {
    let Some((title, entry)) = view.find(at, "title") else { return false };
    let office = entry.get("kind") == Some("political") || view.find(at, "office_title").is_some_and(|(office, _)| office >= title);
    let next = at + title;
    let named = view.capital(next) && view.find(next, "body").is_none() && (view.find(next, "organization_head").is_none() || view.is(next, "given_name"));
    let uncased = view.regime == CaseRegime::Lower && view.word(next) && !view.common(next) && view.find(next, "office").is_none();
    title >= length && !office && (named || uncased)
}

fn position(view: &View<'_>, board: &mut Board, head: Range<usize>, entry: &Entry) -> Draft {
    let left = left(view, board, head.start, entry);
    let (right, topic) = right(view, board, &head, entry);
    let body = left < head.start || right > head.end;
    let kind = if body { MentionKind::Name } else { MentionKind::Descriptor };
    let mut draft = Draft::new(left..right, view.classes.position, kind, if body { "position/body" } else { "position/office" });
    draft.head = head.start..head.end.max(topic);
    draft.flags = flags(view, left, head.start);
    draft.pending = !body;
    draft
}

/// Where a position begins whose body stands before the office: "Alden Police's chief constable", "Alden council leader".
fn left(view: &View<'_>, board: &mut Board, office: usize, entry: &Entry) -> usize {
    let mut end = office;
    while end > view.start && view.any(end - 1, &["epithet", "former", "acting"]) && !view.is(end - 1, "determiner") {
        end -= 1;
    }
    if end > view.start && view.form(end - 1) == "'s" {
        end -= 1;
    }
    let body = view.ending(board, end).filter(|draft| view.classes.root(draft.class) == view.classes.organization).map(|draft| draft.tokens.start);
    if let Some(start) = body {
        return start;
    }
    match place_ending(view, end) {
        Some(start) if board.free(&(start..end)) => {
            board.add(place(view, start..end));
            start
        }
        _ if view.capital(end.wrapping_sub(1)) => unknown_before(view, board, end, entry).unwrap_or(office),
        _ => bare_body(view, board, end, office),
    }
}

/// Capitals right before an office that no list knows: an acronym is a body, other words are what the office belongs to.
fn unknown_before(view: &View<'_>, board: &mut Board, end: usize, entry: &Entry) -> Option<usize> {
    let usable = |at: usize| {
        let function =
            view.any(at, &["determiner", "pronoun", "preposition", "coordinator", "subordinator", "former", "acting", "epithet", "group_modifier", "adverb"]);
        view.capital(at)
            && board.at(at).is_none()
            && !function
            && !view.calendar(at)
            && ["title", "office", "descriptor", "organization_head"].iter().all(|class| view.find(at, class).is_none())
    };
    let mut start = end;
    while start > view.start && end - start < 3 && usable(start - 1) {
        start -= 1;
    }
    start += usize::from(start < end && view.opening(start) && view.common(start));
    let letters = view.shape(end) == Some(Shape::Upper);
    let named = (start..end).any(|at| view.is(at, "given_name"));
    if start >= end || letters || named {
        return None;
    }
    if end - start == 1 && view.shape(start) == Some(Shape::Upper) {
        board.add(Draft::new(start..end, view.classes.organization, MentionKind::Name, "body/before-office"));
        return Some(start);
    }
    if end - start == 1 && demonym(view, start) {
        return Some(start);
    }
    let civic = entry.parts("body_kinds").any(|kind| matches!(kind, "Parliament" | "Government" | "Council" | "Court" | "Church" | "PoliceForce"));
    let named_behind = view.capital(end + entry_length(view, end)) || view.form(end) == "'s" || view.form(end + entry_length(view, end)) == ",";
    if !civic || !named_behind {
        return None;
    }
    board.add(Draft::new(start..end, view.classes.place, MentionKind::Name, "position/before"));
    Some(start)
}

/// Whether a word looks like one for a people ("Eastmerian"): it is no name of a place.
fn demonym(view: &View<'_>, at: usize) -> bool {
    let word = view.written(&(at..at + 1));
    view.any(at, &["group_modifier", "demonym"])
        || word.len() > 5 && ["ian", "ish", "ese", "man", "can", "ean", "ench", "ic"].iter().any(|ending| word.ends_with(ending))
}

/// Whether a plain noun follows capitals, so that they only describe it ("the Polish city").
fn noun_follows(view: &View<'_>, at: usize) -> bool {
    let free = [
        "preposition",
        "auxiliary",
        "modal",
        "verb",
        "coordinator",
        "relative_pronoun",
        "subordinator",
        "adverb",
        "negation",
        "time_relative",
        "determiner",
        "pronoun",
    ];
    view.shape(at) == Some(Shape::Lower) && !view.any(at, &free)
}

fn entry_length(view: &View<'_>, at: usize) -> usize {
    view.find(at, "office").map_or(0, |(length, _)| length)
}

/// "council leader", "force spokesman": a descriptor of a body right before the office belongs to it.
fn bare_body(view: &View<'_>, board: &mut Board, end: usize, office: usize) -> usize {
    let start = end.wrapping_sub(1);
    let possessive = end < office && view.form(end) == "'s";
    let body = view.find(start, "descriptor").is_some_and(|(length, entry)| length == 1 && agent(entry));
    if !body || possessive || view.shape(start) != Some(Shape::Lower) || !board.free(&(start..start + 1)) {
        return office;
    }
    board.extend(descriptor(view, start));
    start
}

fn agent(entry: &Entry) -> bool {
    !matches!(entry.get("class"), Some("Report" | "Event" | "Investigation" | "Law" | "Place" | "Position" | "Allegation") | None)
}

fn place(view: &View<'_>, tokens: Range<usize>) -> Draft {
    let class = view.find(tokens.start, "place").map_or(view.classes.place, |(_, entry)| place_class(view, entry));
    Draft::new(tokens, class, MentionKind::Name, "place/gazetteer")
}

fn place_ending(view: &View<'_>, end: usize) -> Option<usize> {
    let first = end.saturating_sub(5).max(view.start);
    (first..end).find(|at| view.find(*at, "place").is_some_and(|(length, _)| at + length == end))
}

/// Where a position ends, and where its topic does: "of the Alden Trust", "for Harrowby", "of children's services at Alden Council".
fn right(view: &View<'_>, board: &mut Board, head: &Range<usize>, entry: &Entry) -> (usize, usize) {
    if let Some(end) = attached(view, board, head.end, entry) {
        return (end, head.end);
    }
    let takes_topic = view.find(head.start, "topic_office").is_some_and(|(length, _)| length == head.len());
    let topic = if takes_topic { topic(view, board, head.end) } else { head.end };
    if topic == head.end {
        return (head.end, head.end);
    }
    (attached(view, board, topic, entry).unwrap_or(topic), topic)
}

/// "of" or another preposition and a body or place, known or only capitalised.
fn attached(view: &View<'_>, board: &mut Board, at: usize, entry: &Entry) -> Option<usize> {
    let preposition = view.form(at);
    if !matches!(preposition, "of" | "for" | "at" | "in" | "with") {
        return None;
    }
    let start = if matches!(view.form(at + 1), "the" | "its" | "his" | "her" | "their") { at + 2 } else { at + 1 };
    if let Some(draft) = view.starting(board, start) {
        let root = view.classes.root(draft.class);
        return (root == view.classes.organization && (preposition != "in" || view.classes.is_a(draft.class, view.classes.place))).then_some(draft.tokens.end);
    }
    if let Some((length, _)) = view.find(start, "place").filter(|(length, _)| preposition != "with" && board.free(&(start..start + length))) {
        board.add(place(view, start..start + length));
        return Some(start + length);
    }
    if view.find(start, "descriptor").is_some_and(|(_, entry)| agent(entry)) && start == at + 2 && matches!(preposition, "of" | "for" | "at") {
        let draft = descriptor(view, start)?;
        let end = draft.tokens.end;
        board.add(draft);
        return Some(end);
    }
    unknown_body(view, board, start, preposition, entry)
}

/// Capitals behind "of", "for" or "at" that no list knows: the office says whether they are a place or a body.
fn unknown_body(view: &View<'_>, board: &mut Board, start: usize, preposition: &str, entry: &Entry) -> Option<usize> {
    if !matches!(preposition, "of" | "for" | "at") || view.is(start, "given_name") || view.find(start, "title").is_some() || view.calendar(start) {
        return None;
    }
    let mut end = start;
    while end - start < 4 && view.capital(end) && board.at(end).is_none() && !(end > start && view.is(end, "given_name")) {
        if view.find(end, "office").is_some() {
            return None;
        }
        end += 1;
    }
    // "mayor of Harrowby Tolva Brandt": without lists a place of one word and a person of two is likelier than a name of three
    if end - start == 3 {
        end = start + 1;
    }
    if end == start || end - start > 3 || (view.common(start) && view.opening(start)) || (end == start + 1 && demonym(view, start)) || noun_follows(view, end) {
        return None;
    }
    // what a minister is of or for is a topic
    if preposition != "at" && end == start + 1 && entry.parts("body_kinds").any(|kind| kind == "Ministry") {
        return None;
    }
    let civic = entry.parts("body_kinds").any(|kind| matches!(kind, "Parliament" | "Government" | "Council" | "Court" | "Church"));
    let place = preposition != "at" && (entry.get("scope") == Some("place") || (entry.get("scope") == Some("either") && civic));
    let class = if place { view.classes.place } else { view.classes.organization };
    board.add(Draft::new(start..end, class, MentionKind::Name, "position/of"));
    Some(end)
}

/// The words of a topic behind "of" or "for".
fn topic(view: &View<'_>, board: &Board, at: usize) -> usize {
    if !matches!(view.form(at), "of" | "for") {
        return at;
    }
    let mut end = at + 1;
    while end - at <= TOPIC + 1 && topical(view, board, end) {
        end += 1;
    }
    while end > at + 1 && view.any(end - 1, &["coordinator", "determiner"]) {
        end -= 1;
    }
    if end == at + 1 || view.is(at + 1, "determiner") { at } else { end }
}

fn topical(view: &View<'_>, board: &Board, at: usize) -> bool {
    if view.form(at) == "'s" {
        return true;
    }
    let joint = view.form(at) == "and" && view.word(at + 1) && !view.capital(at + 1) && view.find(at + 1, "office").is_none() && board.at(at + 1).is_none();
    let function =
        view.any(at, &["preposition", "pronoun", "subordinator", "modal", "auxiliary", "speech", "relative_pronoun", "coordinator", "time_unit", "number"]);
    let name = view.capital(at) && (view.is(at, "given_name") || view.find(at, "title").is_some() || view.calendar(at));
    joint || view.word(at) && !function && !name && board.at(at).is_none()
}

/// "former", "acting" and "the" before a position or between its body and the office.
fn flags(view: &View<'_>, start: usize, office: usize) -> MentionFlags {
    let mut flags = MentionFlags::default();
    let mut mark = |at: usize| {
        if view.is(at, "former") {
            flags.0 |= MentionFlags::FORMER;
        }
        if view.is(at, "acting") {
            flags.0 |= MentionFlags::ACTING;
        }
    };
    (start..office).for_each(&mut mark);
    let mut at = start;
    while at > view.start && start - at < REACH && view.any(at - 1, &["former", "acting", "epithet", "group_modifier"]) {
        at -= 1;
        mark(at);
    }
    if at > view.start && matches!(view.before(at), "the" | "this" | "that") {
        flags.0 |= MentionFlags::DEFINITE;
    }
    flags
}

/// Offices without a body are kept as names beside a person or where somebody is said to be or become it, as descriptors where definite, else dropped.
pub(super) fn settle(view: &View<'_>, board: &mut Board) {
    let places: Vec<usize> =
        (0..board.drafts.len()).filter(|place| board.drafts[*place].pending && board.drafts[*place].class == view.classes.position).collect();
    for place in places {
        let draft = &board.drafts[place];
        if draft.tokens.start < view.start || draft.tokens.end > view.end {
            continue;
        }
        let held = beside_person(view, board, &draft.tokens) || predicated(view, &draft.tokens);
        let definite = draft.flags.has(MentionFlags::DEFINITE);
        let draft = &mut board.drafts[place];
        draft.pending = !held;
        if held && !definite {
            draft.kind = MentionKind::Name;
        }
    }
}

fn beside_person(view: &View<'_>, board: &Board, tokens: &Range<usize>) -> bool {
    let person = |draft: Option<&Draft>| draft.is_some_and(|draft| draft.class == view.classes.person);
    let after = tokens.end + usize::from(view.form(tokens.end) == ",");
    let acronym = if view.form(tokens.end) == "(" { tokens.end + 3 } else { tokens.end };
    let mut before = tokens.start;
    while before > view.start && view.any(before - 1, &["determiner", "former", "acting", "epithet", "group_modifier", "future_office"]) {
        before -= 1;
    }
    let apposed = view.before(before) == "," && before > 0 && person(view.ending(board, before - 1));
    person(view.starting(board, after)) || person(view.starting(board, acronym)) || apposed
}

/// "was appointed chief constable", "as a minister", "became the leader".
fn predicated(view: &View<'_>, tokens: &Range<usize>) -> bool {
    let mut at = tokens.start;
    while at > view.start && view.any(at - 1, &["determiner", "former", "acting", "epithet", "group_modifier", "adverb"]) {
        at -= 1;
    }
    let led = at.wrapping_sub(1);
    let verb = view.any(led, &["appoint", "serve", "succeed"])
        || matches!(view.form(led), "as" | "become" | "became" | "becomes" | "becoming" | "remains" | "remain" | "elected");
    let copula = matches!(view.form(led), "is" | "was" | "been" | "be") && view.regime == CaseRegime::Cased;
    verb || copula
}
