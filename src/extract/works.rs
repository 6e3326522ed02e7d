//! Reports, laws, investigations and allegations: their nouns with what names them.

use std::ops::Range;

use super::lexicon::VerbForm;
use super::token::{Shape, Sym};
use super::types::{CaseRegime, MentionFlags};
use super::view::{Board, Draft, View};
use crate::model::MentionKind;
use crate::model::ids::ClassId;

/// Finds the reports, laws, investigations and allegations of a sentence.
pub(super) fn works(view: &View<'_>, board: &mut Board) {
    let mut at = view.start;
    while at < view.end {
        let free = board.at(at).is_none();
        let found = free
            .then(|| report(view, board, at).or_else(|| law(view, board, at)).or_else(|| event(view, board, at)).or_else(|| allegation(view, at)))
            .flatten();
        match found {
            Some(draft) => {
                at = draft.tokens.end.max(at + 1);
                board.add(draft);
            }
            None => at += 1,
        }
    }
}

/// A report by its noun: named by whoever wrote it or what it is about, by a year or an ordinal, or only described.
fn report(view: &View<'_>, board: &Board, at: usize) -> Option<Draft> {
    let (length, entry) = view.find(at, "report_noun")?;
    let head = at..at + length;
    if verbal(view, at) {
        return None;
    }
    let class = view.classes.named(entry.get("value"), view.classes.report);
    let start = namer(view, board, at);
    let end = by_author(view, board, head.end).or_else(|| title(view, head.end)).unwrap_or(head.end);
    let modified = modifiers(view, at);
    let named = start < at || end > head.end || modified.is_some();
    let start = if start < at { start } else { modified.unwrap_or(at) };
    // a bare plural or verb is nothing; a bare noun needs an article before it
    let led = view.any(start.wrapping_sub(1), &["determiner", "possessive_pronoun"]) || view.form(start.wrapping_sub(1)) == "'s";
    if !named && !led {
        return None;
    }
    let kind = if named { MentionKind::Name } else { MentionKind::Descriptor };
    let mut draft = Draft::new(start..end, class, kind, if named { "report/named" } else { "report/noun" }).flag(MentionFlags::DEFINITE, definite(view, start));
    draft.head = head;
    Some(draft)
}

/// "report" and "review" as verbs: behind a subject pronoun, a modal or "to", or before "that".
fn verbal(view: &View<'_>, at: usize) -> bool {
    if !view.is(at, "verb") {
        return false;
    }
    let before = at.wrapping_sub(1);
    let subject = view.any(before, &["modal", "pronoun", "negation"]) && !view.any(before, &["possessive_pronoun", "determiner"]);
    let object = view.any(at + 1, &["determiner", "pronoun"]) && !matches!(view.form(at + 1), "that") && !view.capital(before);
    subject || view.before(at) == "to" || (object && !view.any(before, &["determiner", "possessive_pronoun"]) && view.before(at) != "'s")
}

fn definite(view: &View<'_>, start: usize) -> bool {
    matches!(view.before(start), "the" | "this" | "that" | "these" | "those" | "his" | "her" | "its" | "their" | "'s")
}

/// Where the name before a report's noun begins: "Alder Report", "Professor Ann Alder's report", "the Ann Alder report".
fn namer(view: &View<'_>, board: &Board, at: usize) -> usize {
    let end = if view.before(at) == "'s" && at > view.start { at - 1 } else { at };
    if let Some(draft) = view.ending(board, end) {
        let root = view.classes.root(draft.class);
        let person = draft.class == view.classes.person;
        return if person || (end == at && root == view.classes.organization) { draft.tokens.start } else { at };
    }
    let mut start = end;
    while start > view.start && end - start < 3 && board.at(start - 1).is_none() && names_report(view, start - 1) {
        start -= 1;
    }
    let sentence_word = start < end && view.opening(start) && view.common(start);
    if sentence_word { start + 1 } else { start }
}

fn names_report(view: &View<'_>, at: usize) -> bool {
    match view.regime {
        CaseRegime::Cased => {
            view.capital(at)
                && !view.calendar(at)
                && !(view.common(at) && view.any(at, &["determiner", "preposition", "pronoun", "coordinator", "subordinator"]))
        }
        CaseRegime::Lower => {
            let determined = view.any(at.wrapping_sub(1), &["determiner", "title"]) || view.is(at.wrapping_sub(1), "given_name");
            view.word(at) && view.sym(at) == Sym::UNKNOWN && determined || view.is(at, "given_name")
        }
        CaseRegime::Title | CaseRegime::Upper => false,
    }
}

/// "report by Ann Alder": up to the end of the author's name.
fn by_author(view: &View<'_>, board: &Board, at: usize) -> Option<usize> {
    if !matches!(view.form(at), "by" | "from") {
        return None;
    }
    let start = if view.form(at + 1) == "the" { at + 2 } else { at + 1 };
    if let Some(draft) = view.starting(board, start) {
        let author = draft.class == view.classes.person || (view.form(at) == "by" && view.classes.root(draft.class) == view.classes.organization);
        return author.then_some(draft.tokens.end);
    }
    if view.form(at) != "by" || start != at + 1 || !view.word(start) {
        return None;
    }
    let capitals = (start..start + 3).take_while(|at| view.capital(*at) && board.at(*at).is_none()).count();
    let surname = view.regime == CaseRegime::Lower && (view.sym(start) == Sym::UNKNOWN || view.is(start, "given_name"));
    (capitals > 0 || surname).then_some(start + capitals.max(1))
}

/// `report, "Broken Doors"`: a title in quotation marks with a capital, to the closing mark.
fn title(view: &View<'_>, at: usize) -> Option<usize> {
    let mut open = at + usize::from(view.form(at) == ",");
    open += usize::from(matches!(view.form(open), "titled" | "entitled" | "called"));
    let mark = view.form(open);
    if !matches!(mark, "\"" | "'") || !view.capital(open + 1) || open == at && view.form(at) == ":" {
        return None;
    }
    (open + 2..(open + 14).min(view.end)).find(|at| view.form(*at) == mark || view.form(*at) == "'s" && mark == "'").map(|close| close + 1)
}

/// "2006 report", "second report", "interim report": where what tells the report from others begins.
fn modifiers(view: &View<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let year = view.shape(before) == Some(Shape::Number) && view.written(&(before..at)).len() == 4;
    (year || view.is(before, "ordinal")).then_some(before)
}

/// "Alder Act 2006", "European Convention on Care": capitals that end in a law's noun.
fn law(view: &View<'_>, board: &Board, at: usize) -> Option<Draft> {
    if view.regime != CaseRegime::Cased || !view.capital(at) || (view.opening(at) && view.common(at)) || view.is(at, "determiner") {
        return None;
    }
    let mut end = at;
    while end - at < 12 && board.at(end).is_none() {
        let noun = view.capital(end) && view.find(end, "law_noun").is_some();
        if noun && end > at && view.capital(end - 1) && !view.capital(end + 1) {
            let year = view.shape(end + 1) == Some(Shape::Number) && view.written(&(end + 1..end + 2)).len() == 4;
            return Some(Draft::new(at..end + 1 + usize::from(year), view.classes.law, MentionKind::Name, "law/noun"));
        }
        let small = matches!(view.form(end), "and" | "of" | "on" | "for" | "the" | "to" | "(" | ")" | ",") && end > at;
        if !view.capital(end) && !small {
            break;
        }
        end += 1;
    }
    None
}

/// "Tanner Lane Inquiry", "Operation Cedar", "an inquiry", "the investigation".
fn event(view: &View<'_>, board: &Board, at: usize) -> Option<Draft> {
    if let Some((length, entry)) = view.find(at, "operation_word").filter(|(length, _)| view.capital(at) && view.capital(at + length)) {
        let mut end = at + length;
        while view.capital(end) && end - at < 4 {
            end += 1;
        }
        let class = view.classes.named(entry.get("value"), view.classes.event);
        return Some(Draft::new(at..end, class, MentionKind::Name, "event/operation"));
    }
    let (length, entry) = view.find(at, "event_noun")?;
    let head = at..at + length;
    let class = view.classes.named(entry.get("value"), view.classes.event);
    let start = capitals_before(view, board, at);
    if start < at && view.capital(at) {
        return Some(noun(view, start..head.end, &head, class, MentionKind::Name, "event/named"));
    }
    let verb = view.is(at, "verb") && (view.before(at) == "to" || view.any(at.wrapping_sub(1), &["modal", "pronoun"]));
    (!verb && introduced(view, at)).then(|| noun(view, described(view, board, at)..head.end, &head, class, MentionKind::Descriptor, "event/noun"))
}

fn noun(view: &View<'_>, tokens: Range<usize>, head: &Range<usize>, class: ClassId, kind: MentionKind, rule: &'static str) -> Draft {
    let definite = definite(view, tokens.start);
    let mut draft = Draft::new(tokens, class, kind, rule).flag(MentionFlags::DEFINITE, definite);
    draft.head = head.clone();
    draft
}

fn capitals_before(view: &View<'_>, board: &Board, at: usize) -> usize {
    let mut start = at;
    while start > view.start && at - start < 6 && board.at(start - 1).is_none() && view.capital(start - 1) && !view.calendar(start - 1) {
        let plain = view.any(start - 1, &["determiner", "preposition", "subordinator", "coordinator"]) || (view.opening(start - 1) && view.common(start - 1));
        if plain {
            break;
        }
        start -= 1;
    }
    start
}

/// Whether an article, a possessive or a governing verb stands before a noun or its adjectives.
fn introduced(view: &View<'_>, at: usize) -> bool {
    let mut start = at;
    while start > view.start
        && at - start < 4
        && view.shape(start - 1) == Some(Shape::Lower)
        && !view.any(start - 1, &["determiner", "preposition", "pronoun", "auxiliary", "modal"])
    {
        start -= 1;
    }
    view.is(start.wrapping_sub(1), "determiner")
        || view.before(start) == "'s"
        || view.any(start, &["light", "investigate"])
        || view.any(start.wrapping_sub(1), &["light", "demand_trigger"])
}

/// Adjectives that belong to a described noun: "separate internal review" is told from "review".
fn described(view: &View<'_>, board: &Board, at: usize) -> usize {
    let mut start = at;
    while start > view.start && at - start < 2 && adjective(view, board, start - 1) {
        start -= 1;
    }
    if view.is(start.wrapping_sub(1), "determiner") || view.before(start) == "'s" { start } else { at }
}

fn adjective(view: &View<'_>, board: &Board, at: usize) -> bool {
    let function = view.any(at, &["determiner", "preposition", "pronoun", "auxiliary", "modal", "verb", "coordinator", "adverb", "number", "quantifier"]);
    view.shape(at) == Some(Shape::Lower) && !function && board.at(at).is_none()
}

/// "an allegation of misconduct": the noun, and what is alleged in up to three words.
fn allegation(view: &View<'_>, at: usize) -> Option<Draft> {
    let (length, entry) = view.find(at, "allegation_noun")?;
    let head = at..at + length;
    let mut end = head.end;
    if view.form(end) == "of" {
        end += 1;
        while end - head.end <= 6 && view.shape(end) == Some(Shape::Lower) && !ends_phrase(view, end) {
            end += 1;
        }
        if end == head.end + 1 {
            end = head.end;
        }
    }
    let class = view.classes.named(entry.get("value"), view.classes.event);
    let plural = view.written(&head).ends_with('s');
    Some(noun(view, at..end, &head, class, MentionKind::Descriptor, "allegation/noun").flag(MentionFlags::PLURAL, plural))
}

/// A function word, or a verb that can be no noun: "an allegation of fraud made by".
fn ends_phrase(view: &View<'_>, at: usize) -> bool {
    let function = ["preposition", "determiner", "pronoun", "coordinator", "auxiliary", "modal", "subordinator", "relative_pronoun"];
    let readings = view.lexicon.verb_readings(view.sym(at));
    let noun = readings.iter().any(|reading| matches!(reading.form, VerbForm::Base | VerbForm::Gerund));
    view.any(at, &function) || (!readings.is_empty() && !noun)
}
