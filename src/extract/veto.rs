//! Claims that the words right around a noun phrase forbid: a report that nobody has written, an office that the sentence gives to somebody else, people who are no members.

use super::claims::Spoken;
use super::draft::{Draft, Found};
use super::reading::Reading;
use super::rule_file::Governed;
use super::rules::{Effect, Rule};
use crate::model::schema::Schema;
use crate::model::{MentionKind, Status};

/// Returns what the words around a noun phrase do to what it says in passing.
pub(super) fn effect(reading: &Reading<'_>, schema: &Schema, spoken: &Spoken, rule: &Rule, draft: &Draft) -> Option<Effect> {
    if rule.governed != Governed::Speech {
        return None;
    }
    let name = schema.predicate(draft.predicate).name.as_str();
    let Found::Mention(object) = draft.object else { return None };
    if Some(draft.predicate) == spoken.authored {
        return before_work(reading, draft.subject);
    }
    if let Some(status) = to_come(reading, object) {
        return Some(Effect::Status(status));
    }
    let person = [spoken.holds, spoken.held].contains(&Some(draft.predicate)) && is_no_apposition(reading, draft.subject, object);
    let member = matches!(name, "memberOf" | "formerlyMemberOf") && !is_member(reading, draft.subject, object);
    (person || member).then_some(Effect::Drop)
}

/// "would-be mayor", "incoming chief executive", "aspiring councillor": an office that nobody holds yet.
fn to_come(reading: &Reading<'_>, office: usize) -> Option<Status> {
    let before = reading.mention(office).tokens.start.checked_sub(1).filter(|before| reading.is_class(*before, "future_office"))?;
    let value = reading.lexicon.value(reading.analysis.tokens.get(before)?.sym, "future_office", "value");
    Some(if value == Some("planned") { Status::Planned } else { Status::Hypothetical })
}

/// "no report by X", "a planned report by X", "calls for a report by X".
fn before_work(reading: &Reading<'_>, work: usize) -> Option<Effect> {
    let start = reading.mention(work).tokens.start;
    let floor = reading.sentence_tokens(start).start.max(start.saturating_sub(5));
    for token in (floor..start).rev() {
        if reading.covering(token).is_some() || reading.is_mark(token) {
            return None;
        }
        match reading.word(token) {
            "no" | "without" | "never" => return Some(Effect::Status(Status::Denied)),
            _ if reading.is_class(token, "demand_trigger") => return Some(Effect::Drop),
            _ => {}
        }
        if let Some(status) = unreal(reading, token) {
            return Some(Effect::Status(status));
        }
        if reading.verb_at(token).is_some_and(|verb| reading.verb_is(verb, "demand") || reading.verb_is(verb, "plan")) {
            return Some(Effect::Drop);
        }
    }
    None
}

/// "planned", "proposed", "alleged", "forged": the status that an adjective gives to its noun.
fn unreal(reading: &Reading<'_>, token: usize) -> Option<Status> {
    match reading.lexicon.value(reading.analysis.tokens.get(token)?.sym, "status_trigger", "value")? {
        "planned" => Some(Status::Planned),
        "alleged" => Some(Status::Alleged),
        "denied" => Some(Status::Denied),
        _ => Some(Status::Hypothetical),
    }
}

/// "told the mayor Dana Roe was ill", "if elected mayor, Dana Roe will", "the wife of the mayor, Dana Roe": office and name stand side by side by chance.
fn is_no_apposition(reading: &Reading<'_>, person: usize, office: usize) -> bool {
    let (name, tokens) = (&reading.mention(person).tokens, &reading.mention(office).tokens);
    // "after meeting Dana Roe, the mayor resigned": the office is the subject of what follows
    if tokens.end > name.start {
        let subject = reading.verb_at(tokens.end).is_some_and(|verb| verb.mood == super::verb::Mood::Finite);
        return subject && name.start > reading.sentence_tokens(name.start).start;
    }
    let floor = reading.sentence_tokens(tokens.start).start;
    let mut at = tokens.start;
    while at > floor && reading.covering(at - 1).is_none() && reading.is_modifier(at - 1) {
        at -= 1;
    }
    let Some(before) = at.checked_sub(1).filter(|before| *before >= floor) else { return false };
    let comma = (tokens.end..name.start).any(|token| reading.word(token) == ",");
    let verb = reading.verb_at(before);
    let told = verb.is_some_and(|verb| reading.verb_is(verb, "hearer") || verb.is("tell") || verb.is("ask"));
    let complement = !comma && told && reading.verb_at(name.end).is_some_and(|verb| verb.mood == super::verb::Mood::Finite);
    let chosen = comma && at == tokens.start && verb.is_some_and(|verb| reading.verb_is(verb, "appoint") || verb.is("become") || verb.is("be"));
    let kin = comma && reading.word(before) == "of" && before > floor && reading.is_class(before - 1, "kin");
    complement || chosen || kin
}

/// Users, prisoners and residents are at a body and no part of it; "a church" is none that anybody knows.
fn is_member(reading: &Reading<'_>, subject: usize, object: usize) -> bool {
    let (member, body) = (reading.mention(subject), reading.mention(object));
    let article = body.tokens.start.checked_sub(1).is_some_and(|before| matches!(reading.word(before), "a" | "an"));
    if article && body.kind == MentionKind::Descriptor {
        return false;
    }
    if !reading.is(subject, reading.known.group) {
        return true;
    }
    let kind = member.tokens.clone().rev().find_map(|token| {
        let sentence = reading.sentence(reading.sentence_of(token)?);
        let tokens = reading.analysis.tokens.get(..member.tokens.end)?;
        let (length, entry) = reading.lexicon.find(tokens, token, "group", sentence.regime)?;
        (token + length <= member.tokens.end).then(|| entry.get("kind"))
    });
    !matches!(kind, Some(None | Some("child" | "victim" | "suspect" | "patient" | "protester")))
}
