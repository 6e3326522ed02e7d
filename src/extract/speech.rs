//! Who says what: the complements of speech verbs, quotations, "according to", each with the mention of its speaker.

use std::ops::Range;

use super::quoted::quotations;
use super::reading::Reading;
use super::roles;
use super::rules::Effect;
use super::types::BlockKind;
use super::verb::{Diathesis, Modality, Mood, Verb};
use crate::model::Status;

/// Whom a stretch of text is attributed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    Mention(usize),
    /// Somebody, but the text does not say who.
    Unnamed,
}

/// A stretch of text that somebody says.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) reach: Range<usize>,
    pub(super) speaker: Option<Speaker>,
    pub(super) effect: Option<Effect>,
    /// The speech verb, or the word that stands for it.
    pub(super) tag: usize,
}

/// A quotation whose speaker is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quoted {
    pub(super) quotation: usize,
    pub(super) speaker: usize,
    pub(super) tag: usize,
}

/// All speech of a document.
#[derive(Debug, Default)]
pub(super) struct Speech {
    pub(super) scopes: Vec<Scope>,
    pub(super) quoted: Vec<Quoted>,
    /// The positions of the scopes that reach into each sentence.
    by_sentence: Vec<Vec<usize>>,
}

/// Finds all speech of a document.
pub(super) fn speech(reading: &Reading<'_>) -> Speech {
    let mut found = Speech::default();
    for sentence in &reading.analysis.sentences {
        if sentence.block == BlockKind::Furniture {
            continue;
        }
        for verb in reading.verbs_in(sentence.tokens.clone()) {
            found.scopes.extend(of_verb(reading, verb, &sentence.tokens));
        }
        found.scopes.extend(according_to(reading, &sentence.tokens));
        found.scopes.extend(in_the_view_of(reading, &sentence.tokens));
        found.scopes.extend(headline(reading, sentence));
    }
    quotations(reading, &mut found);
    found.by_sentence = by_sentence(reading, &found.scopes);
    found
}

fn by_sentence(reading: &Reading<'_>, scopes: &[Scope]) -> Vec<Vec<usize>> {
    let sentences = &reading.analysis.sentences;
    let mut out = vec![Vec::new(); sentences.len()];
    for (place, scope) in scopes.iter().enumerate() {
        let first = sentences.partition_point(|sentence| sentence.tokens.end <= scope.reach.start);
        for sentence in first..sentences.len() {
            if sentences[sentence].tokens.start >= scope.reach.end {
                break;
            }
            out[sentence].push(place);
        }
    }
    out
}

impl Speech {
    /// Returns the speakers of a token, outermost first; what `outside` says is that the tag of one's own speech is not part of it.
    pub(super) fn chain(&self, reading: &Reading<'_>, token: usize) -> Vec<Speaker> {
        self.chain_at(reading, token, 4)
    }

    fn chain_at(&self, reading: &Reading<'_>, token: usize, depth: usize) -> Vec<Speaker> {
        let mut around: Vec<&Scope> = self.at(reading, token).filter(|scope| scope.speaker.is_some() && !is_in_tag(reading, scope, token)).collect();
        around.sort_by_key(|scope| (std::cmp::Reverse(scope.reach.len()), scope.tag));
        let mut out: Vec<Speaker> = Vec::new();
        for scope in around {
            let outer = depth.checked_sub(1).map(|depth| self.chain_at(reading, scope.tag, depth)).unwrap_or_default();
            for speaker in outer.into_iter().chain(scope.speaker) {
                let same = |other: &Speaker| match (*other, speaker) {
                    (Speaker::Mention(left), Speaker::Mention(right)) => reading.entity(left) == reading.entity(right),
                    (left, right) => left == right,
                };
                if !out.iter().any(same) {
                    out.push(speaker);
                }
            }
        }
        out
    }

    /// Returns what the speech verbs around a token do to its status.
    pub(super) fn effects(&self, reading: &Reading<'_>, token: usize) -> impl Iterator<Item = Effect> {
        self.at(reading, token).filter_map(|scope| scope.effect)
    }

    fn at(&self, reading: &Reading<'_>, token: usize) -> impl Iterator<Item = &Scope> {
        let own = reading.sentence_of(token).and_then(|sentence| self.by_sentence.get(sentence));
        own.into_iter().flatten().map(|place| &self.scopes[*place]).filter(move |scope| scope.reach.contains(&token))
    }
}

/// The tag itself ("X, who wrote it, said") is the document's own voice where a scope lies on both sides of it.
fn is_in_tag(reading: &Reading<'_>, scope: &Scope, token: usize) -> bool {
    if token == scope.tag {
        return true;
    }
    let Some(Speaker::Mention(speaker)) = scope.speaker else { return false };
    let tokens = &reading.mention(speaker).tokens;
    let from = tokens.start.min(scope.tag);
    let to = tokens.end.max(scope.tag + 1);
    to - from <= 40 && (from..to).contains(&token)
}

/// Returns whether a verb introduces what somebody says.
pub(super) fn is_speech(reading: &Reading<'_>, verb: &Verb<'_>) -> bool {
    reading.verb_is(verb, "speech") || verb.is("say") || verb.is("tell")
}

fn is_complement_verb(reading: &Reading<'_>, verb: &Verb<'_>) -> bool {
    is_speech(reading, verb) || reading.verb_is(verb, "speech_that") || reading.verb_is(verb, "claim") || reading.verb_is(verb, "denial") || verb.is("ask")
}

fn of_verb(reading: &Reading<'_>, verb: &Verb<'_>, sentence: &Range<usize>) -> Option<Scope> {
    if !is_complement_verb(reading, verb) || verb.mood == Mood::Reduced {
        return None;
    }
    let reach = front(reading, verb, sentence).or_else(|| is_speech(reading, verb).then(|| back(reading, verb, sentence)).flatten())?;
    let effect = effect_of(reading, verb);
    let alleges = effect == Some(Effect::Status(Status::Alleged));
    let speaker = if alleges { None } else { Some(speaker(reading, verb)) };
    if verb.diathesis == Diathesis::Passive {
        return Some(Scope { reach, speaker: speaker.map(|_| passive_speaker(reading, verb)), effect, tag: verb.head });
    }
    Some(Scope { reach, speaker, effect, tag: verb.head })
}

fn passive_speaker(reading: &Reading<'_>, verb: &Verb<'_>) -> Speaker {
    roles::prepositional(reading, verb, "by", false).map_or(Speaker::Unnamed, Speaker::Mention)
}

fn effect_of(reading: &Reading<'_>, verb: &Verb<'_>) -> Option<Effect> {
    let status = |status| Some(Effect::Status(status));
    if verb.negated || verb.modality == Modality::Possible {
        return status(Status::Hypothetical);
    }
    if reading.verb_is(verb, "denial") {
        return status(Status::Denied);
    }
    if verb.is("allege") || (reading.verb_is(verb, "claim") && !verb.is("insist") && !verb.is("maintain") && !verb.is("argue")) {
        return status(Status::Alleged);
    }
    if verb.is("recommend") || verb.is("propose") || verb.is("request") || verb.is("demand") || verb.is("urge") {
        return Some(Effect::Drop);
    }
    (verb.is("predict") || verb.is("speculate")).then_some(Effect::Status(Status::Hypothetical))
}

/// Who speaks: the subject, before or behind the verb; the body of a spokesman or statement; else somebody.
pub(super) fn speaker(reading: &Reading<'_>, verb: &Verb<'_>) -> Speaker {
    let found = inverted(reading, verb).or_else(|| body_of_voice(reading, verb)).or_else(|| roles::subject(reading, verb));
    let fits = |mention: &usize| {
        let known = reading.known;
        reading.fits(*mention, &[known.person, known.organization, known.group, known.report, known.position, known.event, known.law])
    };
    found.filter(fits).map_or(Speaker::Unnamed, Speaker::Mention)
}

/// "said X", behind a comma or a quotation.
fn inverted(reading: &Reading<'_>, verb: &Verb<'_>) -> Option<usize> {
    let start = reading.sentence_tokens(verb.head).start;
    let before = verb.first.checked_sub(1)?;
    if verb.is("tell") || verb.is("inform") {
        return None;
    }
    let open = before < start || is_quote(reading, before) || reading.word(before) == "," || verb.first == start;
    let found = roles::object(reading, verb.end, false).filter(|_| open && reading.word(verb.end) != "that")?;
    // "X, a mother of two, says Y knew": what follows is the subject of a complement
    let end = reading.mention(found).tokens.end;
    reading.verb_at(end).is_none_or(|next| next.mood != Mood::Finite).then_some(found)
}

/// "a spokesman for X said", "the X statement said": X.
fn body_of_voice(reading: &Reading<'_>, verb: &Verb<'_>) -> Option<usize> {
    let start = reading.sentence_tokens(verb.head).start;
    let voice = |token: &usize| matches!(reading.word(*token), "spokesman" | "spokeswoman" | "spokesperson" | "statement");
    let noun = (start..verb.first).rev().take(12).take_while(|token| reading.verb_at(*token).is_none()).find(voice)?;
    let within = |mention: usize| {
        reading.mention(mention).tokens.clone().flat_map(|token| reading.starting(token).to_vec()).find(|inner| reading.is(*inner, reading.known.organization))
    };
    let inside = reading.covering(noun).and_then(within);
    let before = noun
        .checked_sub(1)
        .filter(|before| *before >= start)
        .and_then(|before| reading.covering(if reading.word(before) == "'s" { before.saturating_sub(1) } else { before }));
    let behind = matches!(reading.word(noun + 1), "for" | "from" | "of").then(|| roles::object(reading, noun + 2, false)).flatten();
    inside.or(behind).or(before).filter(|mention| reading.is(*mention, reading.known.organization))
}

pub(super) fn is_quote(reading: &Reading<'_>, token: usize) -> bool {
    let edge = |quotation: &super::types::Quotation| quotation.tokens.end == token || quotation.tokens.start == token + 1;
    matches!(reading.word(token), "\"" | "'") && reading.analysis.quotations.iter().any(edge)
}

/// "X said (that) C": the rest of the sentence.
fn front(reading: &Reading<'_>, verb: &Verb<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let stop = (verb.end..sentence.end).find(|token| reading.covering(*token).is_none() && reading.word(*token) == ";").unwrap_or(sentence.end);
    let clause = |token: &usize| reading.covering(*token).is_none() && matches!(reading.word(*token), "that" | "whether" | "if" | "how" | "why" | ":");
    let near = (verb.end..stop.min(verb.end + 14)).find(clause);
    let hearer = roles::object(reading, verb.end, false).filter(|_| reading.verb_is(verb, "hearer") || verb.is("tell") || verb.is("ask"));
    let from = match (near, hearer) {
        (Some(near), _) if near == verb.end || hearer.is_some() || is_adjunct(reading, verb.end..near) => near,
        (_, Some(hearer)) => reading.mention(hearer).tokens.end,
        _ => verb.end,
    };
    let by_word = from > verb.end && hearer.is_none() || near == Some(verb.end);
    let tagged = reading.word(verb.end) == "," || is_quote(reading, verb.end);
    let complement = reading.verbs_in(from..stop).iter().any(|other| other.mood == Mood::Finite && other.first > from && !starts_relative(reading, other));
    let infinitive = reading.verb_at(from).is_some_and(|other| other.mood == Mood::Infinitive);
    if infinitive || (tagged && !by_word) {
        return None;
    }
    let plain = is_speech(reading, verb) || reading.verb_is(verb, "claim") || reading.verb_is(verb, "denial");
    let plain = plain || super::status::opens_clause(reading, verb.end);
    (by_word || (complement && plain) || nominal(reading, verb)).then_some(from..stop)
}

fn starts_relative(reading: &Reading<'_>, verb: &Verb<'_>) -> bool {
    verb.first.checked_sub(1).is_some_and(|before| matches!(reading.word(before), "who" | "which"))
}

/// "in a statement", "on Monday", between verb and complement.
fn is_adjunct(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    matches!(reading.word(tokens.start), "in" | "on" | "at" | "to" | "yesterday" | "today" | "last" | "this" | "earlier" | "later") && tokens.len() <= 10
}

/// "confirmed the resignation of X", "denied the allegation": a noun as complement. "Announced" does what it says.
fn nominal(reading: &Reading<'_>, verb: &Verb<'_>) -> bool {
    let vouches = ["confirm", "deny", "disclose", "reveal", "acknowledge", "report", "admit", "allege", "dispute"];
    vouches.iter().any(|lemma| verb.is(lemma)) && verb.diathesis == Diathesis::Active && !reading.is_mark(verb.end)
}

/// "C, X said" and "C, said X": what stands before the tag, and behind it where the sentence goes on.
fn back(reading: &Reading<'_>, verb: &Verb<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let subject =
        roles::subject(reading, verb).map(|mention| reading.mention(mention).tokens.start).filter(|start| *start < verb.first && *start >= sentence.start);
    let mut left = subject.unwrap_or(verb.first);
    while left > sentence.start && reading.covering(left - 1).is_none() && reading.is_modifier(left - 1) {
        left -= 1;
    }
    let mark = (sentence.start..left).rev().take(8).find(|token| reading.word(*token) == "," || is_quote(reading, *token));
    let joins = |token: usize| matches!(reading.word(token), "and" | "but" | "or" | "so" | "who" | "which");
    let mark = mark.filter(|mark| !joins(*mark + 1)).filter(|mark| (*mark + 1..left).all(|token| reading.verb_at(token).is_none()))?;
    let closes = (verb.end..sentence.end).all(|token| reading.verb_at(token).is_none_or(|other| other.mood != Mood::Finite));
    let goes_on = reading.word(verb.end) == "," || inverted(reading, verb).is_some();
    let end = if closes { mark } else { sentence.end };
    (closes || goes_on).then_some(sentence.start..end)
}

/// "according to X": the sentence around it.
fn according_to(reading: &Reading<'_>, sentence: &Range<usize>) -> Option<Scope> {
    let at = sentence.clone().find(|token| reading.word(*token) == "according" && reading.word(token + 1) == "to" && reading.covering(*token).is_none())?;
    let found = roles::object(reading, at + 2, false);
    let speaker = found.map_or(Speaker::Unnamed, Speaker::Mention);
    let opens = (sentence.start..at).all(|token| reading.verb_at(token).is_none());
    let behind = found.map_or(at + 2, |mention| reading.mention(mention).tokens.end);
    let reach = if opens { after_apposition(reading, behind, sentence.end)..sentence.end } else { sentence.start..at };
    Some(Scope { reach, speaker: Some(speaker), effect: None, tag: at })
}

/// "in X's view, C".
fn in_the_view_of(reading: &Reading<'_>, sentence: &Range<usize>) -> Option<Scope> {
    let view = |token: &usize| matches!(reading.word(*token), "view" | "opinion" | "words" | "eyes" | "judgement") && reading.covering(*token).is_none();
    let noun = sentence.clone().find(view)?;
    let from = (sentence.start..noun).rev().take(8).find(|token| reading.covering(*token).is_none() && reading.word(*token) == "in")?;
    let speaker = (from + 1..noun).find_map(|token| reading.covering(token)).map_or(Speaker::Unnamed, Speaker::Mention);
    let owned = (from + 1..noun).any(|token| reading.word(token) == "'s" || reading.is_class(token, "possessive_pronoun"));
    let reach = if from == sentence.start { noun + 1..sentence.end } else { sentence.start..from };
    owned.then_some(Scope { reach, speaker: Some(speaker), effect: None, tag: noun })
}

/// `X: C` and `C: X` over an article, where X is only a name: it says C.
fn headline(reading: &Reading<'_>, sentence: &super::types::Sentence) -> Option<Scope> {
    let tokens = sentence.tokens.clone();
    let colon = tokens.clone().find(|token| reading.word(*token) == ":" && reading.covering(*token).is_none())?;
    let named = |side: Range<usize>| {
        let mention = side.clone().find_map(|token| reading.covering(token))?;
        let speaks = reading.fits(mention, &[reading.known.person, reading.known.organization, reading.known.group]);
        let whole = side.clone().all(|token| reading.covering(token) == Some(mention) || reading.is_modifier(token) || reading.is_mark(token));
        (speaks && whole).then_some(mention)
    };
    let (left, right) = (tokens.start..colon, colon + 1..tokens.end);
    let (speaker, reach) = named(left.clone()).map(|speaker| (speaker, right.clone())).or_else(|| named(right).map(|speaker| (speaker, left)))?;
    let spoken = reading.verbs_in(reach.clone()).iter().any(|verb| verb.mood == Mood::Finite);
    spoken.then_some(Scope { reach, speaker: Some(Speaker::Mention(speaker)), effect: None, tag: colon })
}

/// Behind the comma that ends "X, the leader of Y,": the apposition is the document's own voice.
fn after_apposition(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    let comma = |from: usize| (from..end).find(|token| reading.covering(*token).is_none() && reading.word(*token) == ",");
    let Some(first) = comma(from) else { return from };
    let apposed = comma(first + 1).filter(|second| (first + 1..*second).all(|token| reading.verb_at(token).is_none()));
    let office = (first + 1..first + 4).any(|token| reading.covering(token).is_some_and(|mention| reading.is(mention, reading.known.position)));
    apposed.filter(|_| office).unwrap_or(first) + 1
}
