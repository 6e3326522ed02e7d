//! Persons: a title or a given name before capitals, or capitals that an office, an age, ", who" or a speech verb shows to be a person.

use std::ops::Range;

use super::token::{Shape, Sym};
use super::types::CaseRegime;
use super::view::{Board, Draft, Gender, View};
use crate::model::MentionKind;

/// A name has at most so many words.
const LONGEST: usize = 6;

/// Finds the persons of a sentence.
pub(super) fn persons(view: &View<'_>, board: &mut Board) {
    let mut at = view.start;
    while at < view.end {
        if board.at(at).is_some() {
            at += 1;
            continue;
        }
        let found = titled(view, board, at).or_else(|| named(view, board, at));
        match found {
            Some(draft) => {
                at = draft.tokens.end;
                board.add(draft);
            }
            None => at += skip(view, board, at),
        }
    }
}

/// The words of a run of capitals that is no name are not tried again one by one.
fn skip(view: &View<'_>, board: &Board, at: usize) -> usize {
    if let Some((length, _)) = view.find(at, "place").or_else(|| view.find(at, "place_ambiguous")) {
        return length;
    }
    let run = run(view, board, at);
    if view.regime == CaseRegime::Cased && !view.opening(at) { run.len().max(1) } else { 1 }
}

/// A title and the name behind it; the mention holds both.
fn titled(view: &View<'_>, board: &Board, at: usize) -> Option<Draft> {
    let (mut start, mut gender) = (at, Gender::Unknown);
    let mut kind = "";
    while let Some((length, entry)) = view.find(start, "title") {
        let cased = view.regime == CaseRegime::Lower || view.shape(start + length - 1) != Some(Shape::Lower) || entry.get("kind") == Some("professional");
        let office = view.find(start, "office_title").is_some() || entry.get("kind") == Some("political") && view.find(start, "office").is_some();
        if !cased || office || start + length >= view.end {
            break;
        }
        gender = gender.or(Gender::of(entry.get("gender")));
        kind = entry.get("kind").unwrap_or_default();
        start += length;
    }
    if start == at {
        return None;
    }
    let name = if view.regime == CaseRegime::Cased { run(view, board, start) } else { uncased(view, board, start, kind) };
    if name.is_empty() || view.find(name.start, "honour").is_some_and(|_| name.len() == 1) || view.any(name.end - 1, &["thing_noun", "place_noun"]) {
        return None;
    }
    if name.len() > 1 && kind == "rank" && institutional(view, &name) {
        return None;
    }
    let mut draft = Draft::new(at..name.end, view.classes.person, MentionKind::Name, "person/title");
    draft.titled = gender != Gender::Unknown;
    draft.gender = gender.or(given_gender(view, name.start));
    draft.name = name;
    Some(draft)
}

fn given_gender(view: &View<'_>, at: usize) -> Gender {
    view.find(at, "given_name").map_or(Gender::Unknown, |(_, entry)| Gender::of(entry.get("gender")))
}

/// Names where capitals carry no meaning: a given name and what follows, or unknown words behind a title.
fn uncased(view: &View<'_>, board: &Board, at: usize, kind: &str) -> Range<usize> {
    let known = |at: usize| view.is(at, "given_name");
    let unknown = |at: usize| view.word(at) && board.at(at).is_none() && (view.sym(at) == Sym::UNKNOWN || known(at) || view.is(at, "surname"));
    let safe = matches!(kind, "courtesy" | "professional");
    if !(known(at) || (safe && unknown(at))) {
        return at..at;
    }
    let closed = !view.word(at + 2) || view.any(at + 2, &["verb", "auxiliary", "modal", "preposition", "coordinator", "relative_pronoun"]);
    let second = unknown(at + 1) && (known(at) || (safe && closed));
    at..at + 1 + usize::from(second)
}

/// A name without a title.
fn named(view: &View<'_>, board: &Board, at: usize) -> Option<Draft> {
    if view.regime == CaseRegime::Lower || view.regime == CaseRegime::Title {
        let name = uncased(view, board, at, "");
        let gazetteer = name.len() == 2 && view.is(at, "given_name") && !view.common(at) && !view.common(at + 1);
        return gazetteer.then(|| person(view, name, "person/given-name"));
    }
    let name = run(view, board, at);
    let word = |at: usize| view.opening(at) && view.common(at) && (!view.is(at, "given_name") || view.is(at + 1, "given_name"));
    let country = view.find(at, "place_ambiguous").filter(|(_, entry)| entry.get("kind") == Some("country"));
    let place = view.find(at, "place").or(country).is_some_and(|(length, _)| length < name.len() && view.is(at + length, "given_name"));
    if name.len() > 1 && (word(name.start) || place) {
        return None;
    }
    if name.start != at || name.len() < 2 || name.len() > 5 {
        return None;
    }
    let doubtful = view.opening(at) && view.is(at, "given_name_ambiguous");
    let given = view.find(at, "given_name").is_some_and(|(length, _)| length < name.len()) && !doubtful;
    let people = (at + 1..name.end).any(|at| view.any(at, &["demonym", "group_modifier"]));
    if given && !people && !institutional(view, &name) {
        return Some(person(view, name, "person/given-name"));
    }
    if view.before(name.start) == "the" {
        let last = name.end - 1..name.end; // "The Daily Clipper", "The Irish Record": only the last word says what it is
        let body = speaks(view, name.end) && !institutional(view, &name) && !holds(view, &last, OF_PLACES_AND_PEOPLE);
        return body.then(|| Draft::new(name, view.classes.organization, MentionKind::Name, "body/context"));
    }
    let shown = !institutional(view, &name) && !foreign_to_names(view, &name) && (shown_before(view, board, name.start) || shown_behind(view, board, name.end));
    shown.then(|| person(view, name, "person/context"))
}

/// Whether a speech verb stands behind a name. With an article before it ("The Evening Ledger said") it is a body's, since a person's takes none.
fn speaks(view: &View<'_>, end: usize) -> bool {
    ["speech", "claim", "denial"].iter().any(|class| view.find(end, class).is_some())
}

fn person(view: &View<'_>, name: Range<usize>, rule: &'static str) -> Draft {
    let mut draft = Draft::new(name.clone(), view.classes.person, MentionKind::Name, rule);
    draft.gender = given_gender(view, name.start);
    draft
}

/// The longest run of name words from a token on.
fn run(view: &View<'_>, board: &Board, start: usize) -> Range<usize> {
    let mut at = start;
    while at - start < LONGEST && word_of_name(view, board, start, at) {
        at += 1;
    }
    while at > start && view.is(at - 1, "name_particle") && !view.capital(at - 1) {
        at -= 1;
    }
    start..at
}

fn word_of_name(view: &View<'_>, board: &Board, start: usize, at: usize) -> bool {
    if board.at(at).is_some() {
        return false;
    }
    let first = at == start;
    if !view.capital(at) && !first && joined_article(view, at) {
        return true;
    }
    if !view.capital(at) {
        return !first && view.is(at, "name_particle") && (view.capital(at + 1) || view.is(at + 1, "name_particle"));
    }
    let function = view.any(at, &["determiner", "pronoun", "preposition", "coordinator", "subordinator", "modal"]);
    let name = view.is(at, "given_name") || view.is(at, "surname") || view.is(at, "name_prefix");
    if function && (!name || view.opening(at)) {
        return false;
    }
    if first {
        return !view.calendar(at) && !view.is(at, "group_modifier");
    }
    let honour = view.find(at, "honour").is_some() && view.shape(at) == Some(Shape::Upper);
    let title = view.find(at, "title").is_some() && view.find(at, "given_name").is_none() && title_begins_another(view, at);
    !honour && !title && view.find(at, "weekday").is_none() && view.find(at, "office").is_none_or(|_| !view.capital(at + 1))
}

/// "el-Tolan", "al-Brandt": an article in lower case joined to the surname.
fn joined_article(view: &View<'_>, at: usize) -> bool {
    let word = view.written(&(at..(at + 1).min(view.end)));
    let parts = word.split_once(['-', '’', '\'']);
    view.word(at) && parts.is_some_and(|(article, name)| article.chars().count() <= 3 && name.chars().next().is_some_and(char::is_uppercase))
}

/// A title inside a run of capitals begins the name behind it; a surname that looks like a title ends the run.
fn title_begins_another(view: &View<'_>, at: usize) -> bool {
    view.find(at, "title").is_some_and(|(length, _)| view.capital(at + length) && view.find(at + length, "honour").is_none())
}

/// Whether a run is built like the name of a body, a law, a place or a thing.
fn institutional(view: &View<'_>, name: &Range<usize>) -> bool {
    let last = name.end - 1;
    let ends = ["organization_head", "law_noun", "event_noun", "report_noun", "probe_noun"];
    let head = view.any(last, &ends) && !view.is(name.start, "given_name");
    let strong = view.any(last, &["law_noun", "event_noun", "report_noun", "probe_noun", "place_noun", "thing_noun"]);
    head || strong || view.find(name.start, "place").is_some_and(|(length, _)| length == name.len())
}

/// Classes of words that speak of places, times and people.
const OF_PLACES_AND_PEOPLE: &[&str] = &["place", "body", "month", "group", "descriptor", "demonym"];

fn holds(view: &View<'_>, name: &Range<usize>, classes: &[&str]) -> bool {
    name.clone().any(|at| classes.iter().any(|class| view.find(at, class).is_some()) || view.is(at, "group_modifier"))
}

/// Words that a person's name shown only by its context does not hold.
fn foreign_to_names(view: &View<'_>, name: &Range<usize>) -> bool {
    let acronym = |at: usize| view.shape(at) == Some(Shape::Upper) && view.tokens[at].span.end - view.tokens[at].span.start < 5;
    holds(view, name, OF_PLACES_AND_PEOPLE) || holds(view, name, &["organization_head"]) || name.clone().any(acronym)
}

fn shown_before(view: &View<'_>, board: &Board, at: usize) -> bool {
    let office = |end: usize| view.ending(board, end).is_some_and(|draft| draft.class == view.classes.position);
    let comma = view.before(at) == "," && at > 0 && office(at - 1);
    let bracket = view.before(at) == ")" && at > 3 && office(at - 3);
    let aged = at > view.start && view.written(&(at - 1..at)).ends_with("-year-old");
    let verb = at.wrapping_sub(1);
    let said = view.is(verb, "speech") && !view.is(verb, "hearer") && view.shape(verb) == Some(Shape::Lower);
    let closing = said && at > 1 && matches!(view.before(at - 1), "\"" | "," | "'");
    let author = view.before(at) == "by" && at > 1 && view.any(at - 2, &["report_noun", "document_noun"]);
    office(at) || comma || bracket || aged || closing || author
}

fn shown_behind(view: &View<'_>, board: &Board, end: usize) -> bool {
    if acts(view, board, end) {
        return true;
    }
    if view.form(end) == "(" && age(view, end + 1) && view.form(end + 2) == ")" {
        return true;
    }
    if view.form(end) != "," {
        return false;
    }
    let relative = matches!(view.form(end + 1), "who" | "whose");
    let aged = age(view, end + 1)
        || view.written(&(end + 1..end + 2)).contains("-year-old")
        || view.written(&(end + 2..(end + 3).min(view.end))).contains("-year-old");
    let office = (end + 1..(end + 9).min(view.end))
        .take_while(|at| view.form(*at) != ",")
        .any(|at| view.starting(board, at).is_some_and(|draft| draft.class == view.classes.position) && (end + 1..at).all(|at| apposes(view, board, at)));
    relative || aged || office
}

/// Classes of verbs whose subject, where it is a run of plain capitals, is a person.
const HUMAN: &[&str] = &["speech", "claim", "denial", "resign", "retire", "die", "marry", "apologise", "serve"];

/// "Dana Roe resigned", "Dana Roe has been the leader of": a verb of persons behind a name, or a copula and an office.
fn acts(view: &View<'_>, board: &Board, end: usize) -> bool {
    let mut at = end;
    while at - end < 4 && view.any(at, &["auxiliary", "modal", "adverb", "negation"]) {
        at += 1;
    }
    let phrase = HUMAN.iter().any(|class| view.find(at, class).is_some()) && view.shape(at) == Some(Shape::Lower);
    if phrase || at == end && !matches!(view.form(at), "became" | "becomes") {
        return phrase;
    }
    at += usize::from(matches!(view.form(at), "become" | "became" | "becomes" | "been"));
    while at - end < 8 && view.any(at, &["determiner", "former", "acting", "epithet", "group_modifier"]) {
        at += 1;
    }
    board.at(at).is_some_and(|draft| draft.class == view.classes.position)
}

/// A word that may stand between a name's comma and the office.
fn apposes(view: &View<'_>, board: &Board, at: usize) -> bool {
    board.at(at).is_some()
        || view.form(at) == "'s"
        || view.any(at, &["determiner", "former", "acting", "epithet", "group_modifier", "future_office", "ordinal"])
}

fn age(view: &View<'_>, at: usize) -> bool {
    let number = view.written(&(at..(at + 1).min(view.end)));
    view.shape(at) == Some(Shape::Number) && number.parse::<u8>().is_ok_and(|years| years < 120) && matches!(view.form(at + 1), "," | ")" | ".")
}
