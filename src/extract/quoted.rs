//! Quotations and their speakers: the tag behind, before or inside, and quotations that go on in the next paragraph.

use super::reading::Reading;
use super::speech::{Quoted, Scope, Speaker, Speech, is_quote, is_speech, speaker};
use super::verb::Verb;

/// A tag: the speech verb's head and who speaks.
#[derive(Clone, Copy)]
struct Tag {
    head: usize,
    speaker: Speaker,
}

/// Finds the speaker of every quotation and adds its words as speech.
pub(super) fn quotations(reading: &Reading<'_>, speech: &mut Speech) {
    let mut before: Option<(usize, Tag)> = None;
    for (place, quotation) in reading.analysis.quotations.iter().enumerate() {
        let tokens = quotation.tokens.clone();
        if tokens.is_empty() {
            continue;
        }
        let own = behind(reading, tokens.end).or_else(|| ahead(reading, tokens.start)).or_else(|| around(reading, speech, tokens.start));
        let tag = own.or_else(|| before.filter(|(last, _)| goes_on(reading, *last, place)).map(|(_, tag)| tag));
        before = tag.map(|tag| (place, tag));
        let Some(tag) = tag else { continue };
        speech.scopes.push(Scope { reach: tokens, speaker: Some(tag.speaker), effect: None, tag: tag.head });
        if let Speaker::Mention(mention) = tag.speaker {
            speech.quoted.push(Quoted { quotation: place, speaker: mention, tag: tag.head });
        }
    }
}

fn is_asserted(reading: &Reading<'_>, verb: &Verb<'_>) -> bool {
    let writes = verb.is("describe") || verb.is("call") || verb.is("write") || verb.is("tell");
    (is_speech(reading, verb) || writes) && !verb.negated
}

/// `” said X`, `” X said`.
fn behind(reading: &Reading<'_>, close: usize) -> Option<Tag> {
    let mut from = close;
    while is_quote(reading, from) || matches!(reading.word(from), "," | "\"" | "'") {
        from += 1;
    }
    if from == close || from - close > 3 {
        return None;
    }
    let end = reading.sentence_of(from).map(|sentence| reading.sentence(sentence).tokens.end)?;
    let verb = reading.verbs_in(from..end).first()?;
    let between = from..verb.first;
    let first = reading.sentence_of(from) == reading.sentence_of(verb.head);
    let near =
        between.clone().all(|token| reading.covering(token).is_some() || reading.is_modifier(token)) || (between.len() <= 24 && named_first(reading, from));
    let told = (first && near && is_asserted(reading, verb)).then(|| Tag { head: verb.head, speaker: speaker(reading, verb) });
    // ", X, who wrote it, said": the tag's own verb comes after those of the parenthesis
    told.or_else(|| {
        let later = reading.verbs_in(from..end).iter().find(|verb| is_asserted(reading, verb)).filter(|_| named_first(reading, from))?;
        (later.first - from <= 20).then(|| Tag { head: later.head, speaker: speaker(reading, later) })
    })
}

fn named_first(reading: &Reading<'_>, from: usize) -> bool {
    let start = (from..from + 3).find(|token| reading.covering(*token).is_some());
    start.is_some_and(|token| (from..token).all(|token| reading.is_modifier(token)))
}

/// `X said: “`, `X said “`, and a sentence before that ends in a colon.
fn ahead(reading: &Reading<'_>, open: usize) -> Option<Tag> {
    let mark = open.checked_sub(1)?;
    let before = mark.checked_sub(1)?;
    let sentence = reading.sentence_of(before)?;
    let range = reading.sentence(sentence).tokens.clone();
    let same = reading.sentence_of(open) == Some(sentence);
    let colon = matches!(reading.word(before), ":" | ",");
    if !same && reading.word(before) != ":" {
        return None;
    }
    let verb = reading.verbs_in(range.start..mark).iter().rev().find(|verb| is_asserted(reading, verb))?;
    let between = reading.verbs_in(verb.end..mark);
    let fits = (colon && between.iter().all(|other| other.mood != super::verb::Mood::Finite)) || between.is_empty() && mark - verb.end <= 6;
    fits.then(|| Tag { head: verb.head, speaker: speaker(reading, verb) })
}

/// A part of what somebody says: the innermost speech around it.
fn around(reading: &Reading<'_>, speech: &Speech, open: usize) -> Option<Tag> {
    let scope =
        speech.scopes.iter().filter(|scope| scope.reach.contains(&open) && reading.quotation_of(scope.tag).is_none()).min_by_key(|scope| scope.reach.len())?;
    scope.speaker.map(|speaker| Tag { head: scope.tag, speaker })
}

/// Whether a quotation goes on from the one before: the next paragraph opens with it, or it follows the tag in the same paragraph.
fn goes_on(reading: &Reading<'_>, last: usize, next: usize) -> bool {
    let paragraph = |token: usize| reading.sentence_of(token).map(|sentence| reading.sentence(sentence).paragraph);
    let (last, next) = (&reading.analysis.quotations[last].tokens, &reading.analysis.quotations[next].tokens);
    let Some(open) = next.start.checked_sub(1) else { return false };
    let sentence = reading.sentence_tokens(next.start);
    let opens = sentence.start + 1 >= next.start && sentence.start <= next.start;
    let (Some(from), Some(to)) = (paragraph(last.start), paragraph(next.start)) else { return false };
    let first_of_paragraph =
        reading.sentence_of(open).or(reading.sentence_of(next.start)).is_some_and(|sentence| sentence == 0 || reading.sentence(sentence - 1).paragraph != to);
    let quiet = !reading.verbs_in(last.end..next.start).iter().any(|verb| paragraph(verb.head) == Some(to));
    opens && (from == to || (to == from + 1 && first_of_paragraph && quiet))
}
