//! Organisations and places: gazetteer names, names that end in a body's head noun, names that an acronym defines, and places after a preposition.

use std::ops::Range;

use super::lexicon::Entry;
use super::token::Shape;
use super::types::CaseRegime;
use super::view::{Board, Draft, View};
use crate::model::MentionKind;
use crate::model::ids::ClassId;

/// A name of a body has at most so many words.
const LONGEST: usize = 14;

/// A stretch that may name a body.
struct Body {
    tokens: Range<usize>,
    class: ClassId,
    key: Option<Box<str>>,
    rule: &'static str,
}

/// Finds the organisations of a sentence.
pub(super) fn bodies(view: &View<'_>, board: &mut Board) {
    let mut at = view.start;
    while at < view.end {
        let known = gazetteer(view, at);
        let made = by_head(view, at);
        let best = match (known, made) {
            (Some(known), Some(made)) if made.tokens.len() > known.tokens.len() => Some(made),
            (known, made) => known.or(made),
        };
        let Some(body) = best.filter(|body| !crosses_office(view, &body.tokens) && (body.rule == "body/gazetteer" || stands(view, body))) else {
            at += 1;
            continue;
        };
        at = body.tokens.end;
        let mut draft = Draft::new(body.tokens, body.class, MentionKind::Name, body.rule);
        draft.key = body.key;
        board.add(draft);
    }
    acronyms(view, board);
}

fn gazetteer(view: &View<'_>, at: usize) -> Option<Body> {
    let (length, entry) = view.find(at, "body")?;
    let class = view.classes.named(entry.get("class"), view.classes.organization);
    // "The Independent" is a paper, "The Independent Commission" is not
    let article = usize::from(view.form(at) == "the");
    if article > 0 && (view.capital(at + length) || view.regime == CaseRegime::Lower || length == 1) {
        return None;
    }
    Some(Body { tokens: at + article..at + length, class, key: entry.get("key").map(Box::from), rule: "body/gazetteer" })
}

/// Whether an office begins inside a body and goes on behind it ("Alden Police and Crime Commissioner"), unless what is behind is an office by itself.
fn crosses_office(view: &View<'_>, body: &Range<usize>) -> bool {
    body.clone().any(|at| {
        let office = view.find(at, "office").map_or(at, |(length, _)| at + length);
        let rest = view.find(body.end, "office").is_some_and(|(length, _)| body.end + length >= office);
        office > body.end && !rest
    })
}

/// Whether a made name is no office ("Eastmere Chief Executive"), no group ("Harrowby Democrats") and does not cut a known body.
fn stands(view: &View<'_>, body: &Body) -> bool {
    let tokens = &body.tokens;
    let ends = |class: &str| {
        (tokens.start..tokens.end).find(|at| view.find(*at, class).is_some_and(|(length, _)| at + length == tokens.end)).map(|at| tokens.end - at)
    };
    let (paper, party) = (view.classes.name(body.class) == "NewsOutlet", view.classes.name(body.class) == "Party");
    let office = ends("office").is_some_and(|length| length > 1 || paper) || paper && view.find(tokens.start, "office").is_some();
    let group = (paper || party) && (ends("group") == Some(1) || ends("group_singular") == Some(1));
    let cut = (tokens.start + 1..tokens.end).any(|at| view.find(at, "body").is_some_and(|(length, _)| at + length > tokens.end));
    !office && !group && !cut
}

/// A name that begins at a token and runs to the head noun of a body: "Alden Housing Trust", "University of Alden", "Alden council".
fn by_head(view: &View<'_>, start: usize) -> Option<Body> {
    if view.regime == CaseRegime::Upper || !begins_name(view, start) {
        return None;
    }
    let mut best = None;
    let mut at = start;
    while at < view.end && at - start < LONGEST {
        if let Some((length, entry)) = view.find(at, "organization_head") {
            let head = at..at + length;
            let proper = head.clone().all(|at| view.capital(at) || !view.word(at) || view.any(at, &["preposition", "determiner", "coordinator"]));
            let lower = entry.get("case") == Some("lower");
            let class = view.classes.named(entry.get("class"), view.classes.organization);
            if let Some(end) = end_of_name(view, start, &head, proper, lower) {
                best = Some(Body { tokens: start..end, class, key: None, rule: "body/head" });
                at = end;
                continue;
            }
        }
        if !continues(view, start, at) {
            break;
        }
        at += 1;
    }
    best
}

fn begins_name(view: &View<'_>, at: usize) -> bool {
    if view.regime == CaseRegime::Cased {
        let plain =
            view.any(at, &["determiner", "pronoun", "preposition", "subordinator", "coordinator", "adverb", "discourse", "negation", "former", "modal"]);
        let head = view.find(at, "organization_head").is_some();
        return view.capital(at)
            && !view.calendar(at)
            && !(plain && view.shape(at) != Some(Shape::Upper))
            && !(view.opening(at) && view.common(at) && !head)
            && view.find(at, "title").is_none_or(|(length, _)| length == 1 && view.lexicon.is(view.sym(at), "organization_head"))
            && !(view.capital_before(at) && !view.calendar(at - 1) && !view.opening(at - 1) && !view.common(at - 1));
    }
    view.find(at, "place").is_some() || (view.regime == CaseRegime::Lower && view.sym(at) == super::token::Sym::UNKNOWN && view.word(at))
}

/// Whether a name that began may go on over a token on its way to the head.
fn continues(view: &View<'_>, start: usize, at: usize) -> bool {
    if view.regime != CaseRegime::Cased {
        let place = view.find(start, "place").map_or(start, |(length, _)| start + length - 1);
        return at <= place;
    }
    if view.capital(at) {
        return !view.calendar(at) || at > start;
    }
    let next = view.capital(at + 1) && at > start;
    match view.form(at) {
        "&" => next,
        "and" => next && joins(view, start, at),
        "'s" => next && saint_or_people(view, start, at),
        _ => false,
    }
}

/// "Policing and Crime Committee" is one name, "Alden Council and Harrow Police" are two.
fn joins(view: &View<'_>, start: usize, and: usize) -> bool {
    let left = start..and;
    let head = left.clone().any(|at| view.find(at, "organization_head").is_some_and(|(length, _)| at + length == and));
    let named = left.clone().any(|at| ["body", "place", "given_name"].iter().any(|class| view.find(at, class).is_some()));
    let acronym = view.shape(and - 1) == Some(Shape::Upper);
    !head && !named && !acronym && view.before(start) == "the"
}

fn saint_or_people(view: &View<'_>, start: usize, at: usize) -> bool {
    view.form(start) == "st"
        || at == start + 1 && (view.is(at - 1, "group") || view.find(at + 1, "organization_head").is_some_and(|(_, entry)| entry.get("body_kind").is_some()))
}

/// Where the name ends, or nothing where it would be no name: the head alone names nothing, unless it is of several words or goes on with "of".
fn end_of_name(view: &View<'_>, start: usize, head: &Range<usize>, proper: bool, lower: bool) -> Option<usize> {
    if view.regime != CaseRegime::Cased {
        let led = head.start > start && !matches!(view.before(start), "a" | "an");
        // "how police" must not become a force: without a list only rarer nouns make a name in such text
        let listed = view.find(start, "place").is_some() || view.find(head.start, "bare_descriptor").is_none();
        return (led && lower && listed).then_some(head.end);
    }
    if !proper {
        let led = head.start > start && !(head.start == start + 1 && view.opening(start) && view.find(start, "place").is_none() && view.common(start));
        let person = view.is(start, "given_name") && head.start > start + 1;
        let plain = view.capital(head.start) || !lower;
        return (led && !person && !plain).then_some(head.end);
    }
    let tail = tail(view, head.end);
    let first_of_sentence = view.opening(start);
    let enough = head.start > start || tail > head.end || (head.len() > 1 && !first_of_sentence);
    enough.then_some(tail)
}

/// "of Alden", "for Police Conduct", "of Health and Social Care" behind a head.
fn tail(view: &View<'_>, end: usize) -> usize {
    let mut last = end;
    while matches!(view.form(last), "of" | "for") && last - end < LONGEST {
        let mut next = last + 1;
        if view.form(next) == "the" {
            next += 1;
        }
        let title = view.find(next, "title").is_some_and(|(_, entry)| entry.get("kind") == Some("courtesy"));
        let stop = view.calendar(next) || title || (view.form(last) == "for" && view.is(next, "given_name"));
        if !view.capital(next) || stop {
            break;
        }
        while view.capital(next) && !view.calendar(next) && next - end < LONGEST {
            next += 1;
            let and = view.form(next) == "and" && view.capital(next + 1) && view.shape(next + 1) != Some(Shape::Upper);
            let separate = view.find(next + 1, "body").is_some() || view.is(next + 1, "given_name") || view.is(next + 1, "title");
            if and && !separate {
                next += 1;
            }
        }
        last = next;
    }
    last
}

/// "Alden Care Alliance (ACA)": an acronym of the capitals before it makes them a body. The acronym itself is a mention where a body stands before it.
fn acronyms(view: &View<'_>, board: &mut Board) {
    for at in view.start..view.end {
        if view.form(at) != "(" || view.form(at + 2) != ")" || view.shape(at + 1) != Some(Shape::Upper) {
            continue;
        }
        let acronym = view.written(&(at + 1..at + 2));
        let named = view.ending(board, at).map(|draft| draft.class);
        let start = initials(view, acronym, at);
        let class = match (named, start) {
            (Some(class), _) => class,
            (None, Some(start)) if board.free(&(start..at)) => {
                board.add(Draft::new(start..at, view.classes.organization, MentionKind::Name, "body/acronym"));
                view.classes.organization
            }
            _ => continue,
        };
        if board.at(at + 1).is_none() {
            board.add(Draft::new(at + 1..at + 2, class, MentionKind::Name, "body/acronym"));
        }
    }
}

/// Where the capitals begin whose first letters are the acronym's; small words between them need not be in it.
fn initials(view: &View<'_>, acronym: &str, end: usize) -> Option<usize> {
    let wanted: Vec<char> = acronym.chars().filter(|letter| letter.is_uppercase()).collect();
    let mut left = wanted.len();
    let mut at = end;
    while left > 0 && at > view.start && end - at < LONGEST {
        at -= 1;
        let first = view.written(&(at..at + 1)).chars().next()?;
        if view.capital(at) && first == wanted[left - 1] {
            left -= 1;
        } else if view.capital(at) || !view.any(at, &["preposition", "coordinator", "determiner"]) {
            return None;
        }
    }
    (left == 0 && wanted.len() > 1).then_some(at)
}

/// Finds the gazetteer places of a sentence, in what nothing else has taken.
pub(super) fn places(view: &View<'_>, board: &mut Board) {
    let mut at = view.start;
    while at < view.end {
        let known = view.find(at, "place").filter(|(length, _)| board.free(&(at..at + length)));
        if let Some((end, class)) = by_noun(view, board, at).filter(|(end, _)| known.is_none_or(|(length, _)| *end > at + length)) {
            board.add(Draft::new(at..end, class, MentionKind::Name, "place/noun"));
            at = end;
            continue;
        }
        let Some((length, entry)) = known else {
            at += 1;
            continue;
        };
        board.add(Draft::new(at..at + length, place_class(view, entry), MentionKind::Name, "place/gazetteer"));
        at += length;
    }
}

/// "Tanner Lane Bridge": capitals that end in the noun of a place.
fn by_noun(view: &View<'_>, board: &Board, at: usize) -> Option<(usize, ClassId)> {
    let mut end = at;
    while end - at < 5 && view.capital(end) && board.at(end).is_none() && !view.calendar(end) && !view.is(end, "determiner") {
        end += 1;
    }
    let noun = (end > at + 1).then(|| view.find(end - 1, "place_noun")).flatten();
    let (_, entry) = noun.filter(|_| !(view.opening(at) && view.common(at)))?;
    Some((end, view.classes.named(entry.get("value"), view.classes.place)))
}

/// The class of a place of the gazetteer.
pub(super) fn place_class(view: &View<'_>, entry: &Entry) -> ClassId {
    let name = match entry.get("kind") {
        Some("country") => Some("Country"),
        Some("region" | "county") => Some("Region"),
        Some("city") => Some("Settlement"),
        _ => None,
    };
    view.classes.named(name, view.classes.place)
}

/// Finds the places that only a preposition shows, in what nothing else has taken.
pub(super) fn loose_places(view: &View<'_>, board: &mut Board) {
    for at in view.start..view.end {
        let known = view.find(at, "place_ambiguous").filter(|_| matches!(view.before(at), "in" | "near" | "at" | "from" | "outside") && !view.calendar(at));
        let Some((length, entry)) = known.filter(|(length, _)| board.free(&(at..at + length)) && view.regime == CaseRegime::Cased) else {
            unknown_place(view, board, at);
            continue;
        };
        board.add(Draft::new(at..at + length, place_class(view, entry), MentionKind::Name, "place/gazetteer"));
    }
}

fn unknown_place(view: &View<'_>, board: &mut Board, at: usize) {
    if let Some(end) = after_preposition(view, at).filter(|end| board.free(&(at..*end))) {
        board.add(Draft::new(at..end, view.classes.place, MentionKind::Name, "place/in"));
    }
}

/// "in Harrowby,": one or two unknown capitalised words behind "in" or "near".
fn after_preposition(view: &View<'_>, at: usize) -> Option<usize> {
    let led = matches!(view.before(at), "in" | "near") && view.capital(at);
    let mut end = at;
    while led && view.shape(end) == Some(Shape::Capitalised) && !view.common(end) && !view.calendar(end) && view.find(end, "title").is_none() {
        end += 1;
    }
    let free = !matches!(view.form(end), "'s" | "'" | "and") && !view.is(end, "verb") && view.shape(end) != Some(Shape::Upper);
    (end > at && end - at <= 2 && free && !view.is(at, "given_name")).then_some(end)
}

impl View<'_> {
    fn capital_before(&self, at: usize) -> bool {
        at > self.start && self.capital(at - 1)
    }
}
