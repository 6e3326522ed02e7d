//! What the clause around a finite verb does to it: a subject that is nobody, an inversion that only supposes it, a time that has not come.

use super::reading::Reading;
use super::rules::Effect;
use super::token::Shape;
use super::types::BlockKind;
use super::verb::{Modality, Mood, Tense, Verb};
use crate::model::Status;

/// Returns what a verb's own clause says against it.
pub(super) fn effects(reading: &Reading<'_>, verb: &Verb<'_>) -> impl Iterator<Item = Effect> {
    let of = |found: bool, status| found.then_some(Effect::Status(status));
    let denied = of(falls_short(reading, verb) || is_no_longer(reading, verb) || has_no_subject(reading, verb), Status::Denied);
    let supposed = of(is_inverted(reading, verb), Status::Hypothetical);
    let awaited = of(is_awaited(reading, verb), Status::Planned);
    [denied, supposed, awaited].into_iter().flatten()
}

/// "almost resigned", "all but quit".
fn falls_short(reading: &Reading<'_>, verb: &Verb<'_>) -> bool {
    let start = reading.sentence_tokens(verb.head).start;
    let short = |token: usize| match reading.word(token) {
        "almost" | "nearly" | "hardly" | "scarcely" => true,
        "but" => token > start && reading.word(token - 1) == "all",
        _ => false,
    };
    let before = verb.first.checked_sub(1).filter(|before| *before >= start);
    before.into_iter().chain(verb.first..verb.head).any(short)
}

fn is_no_longer(reading: &Reading<'_>, verb: &Verb<'_>) -> bool {
    let from = verb.first.saturating_sub(2).max(reading.sentence_tokens(verb.head).start);
    (from..=verb.end).any(|token| reading.word(token) == "no" && reading.word(token + 1) == "longer")
}

/// "nobody resigned", "neither A nor B resigned", "no officers were referred".
fn has_no_subject(reading: &Reading<'_>, verb: &Verb<'_>) -> bool {
    if verb.mood != Mood::Finite {
        return false;
    }
    let start = start(reading, verb);
    let from = (start..verb.first).find(|token| !matches!(reading.word(*token), "and" | "but" | "so" | "," | "that")).unwrap_or(start);
    let digits = reading.analysis.tokens.get(from + 1).is_some_and(|token| token.shape == Shape::Number);
    let opens = match reading.word(from) {
        "no" => !digits && !matches!(reading.word(from + 1), "doubt" | "sooner" | "wonder" | "matter" | "later"),
        "nobody" | "none" | "neither" | "few" => true,
        _ => false,
    };
    opens && !(from..verb.first).any(|token| reading.covering(token).is_none() && reading.word(token) == ",")
}

/// Where the clause of a verb begins as far as verbs and relative pronouns tell.
fn start(reading: &Reading<'_>, verb: &Verb<'_>) -> usize {
    let start = reading.sentence_tokens(verb.head).start;
    let after_verb = reading.verbs_in(start..verb.first).last().map_or(start, |other| other.end);
    let opens = |token: &usize| reading.covering(*token).is_none() && matches!(reading.word(*token), "who" | "which" | "whose" | ";" | ":" | "\"");
    (after_verb..verb.first).rev().find(opens).map_or(after_verb, |token| token + 1)
}

/// "had she resigned", "were he to go", "should they quit": no question, and nothing that was.
fn is_inverted(reading: &Reading<'_>, verb: &Verb<'_>) -> bool {
    let start = reading.sentence_tokens(verb.head).start;
    let opens = |token: usize| token == start || matches!(reading.word(token - 1), "," | "and" | "but" | "that" | "\"");
    let helper = |token: &usize| matches!(reading.word(*token), "had" | "were" | "should") && reading.covering(*token).is_none() && opens(*token);
    let Some(at) = (start..verb.first).rev().find(helper) else { return false };
    let subject = (at + 1..at + 5).find(|token| !reading.is_modifier(*token)).and_then(|token| reading.covering(token));
    let Some(end) = subject.map(|subject| reading.mention(subject).tokens.end) else { return false };
    end <= verb.first && (end..verb.first).all(|token| reading.covering(token).is_some() || !reading.is_mark(token) && !reading.is_class(token, "coordinator"))
}

/// "until she resigns", "when he quits": a present tense behind a time that is to come. A headline puts what was in the present.
fn is_awaited(reading: &Reading<'_>, verb: &Verb<'_>) -> bool {
    if verb.mood != Mood::Finite || !matches!(verb.tense, Tense::Present | Tense::Perfect) || verb.modality != Modality::None {
        return false;
    }
    let headline = reading.sentence_of(verb.head).is_some_and(|sentence| reading.sentence(sentence).block == BlockKind::Headline);
    let from = start(reading, verb);
    let waits = |token: usize| {
        let free = reading.covering(token).is_none();
        free && matches!(reading.word(token), "until" | "till" | "once" | "before" | "whenever")
            || free && verb.tense == Tense::Present && reading.word(token) == "when"
    };
    !headline && !reading.is_past_form(verb.head) && (from..verb.first).any(waits)
}
