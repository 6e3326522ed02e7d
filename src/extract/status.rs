//! How the text puts what a verb or noun says: negation and modals of its group, what governs it, and the triggers of the status table in their reach.
//! Where two apply, the weaker one wins; nothing refused, denied, planned or asked is ever left as stated.

use std::ops::Range;

use super::clause;
use super::find::candidates;
use super::matcher::match_at;
use super::reading::Reading;
use super::rule_file::Scope;
use super::rules::{Effect, Rules};
use super::verb::{Diathesis, Modality, Mood, Verb};
use crate::model::Status;

/// A trigger of the status table with the tokens that it reaches.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    trigger: Range<usize>,
    reach: Range<usize>,
    pub(super) effect: Effect,
}

/// All triggers of a document.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Those of each sentence, which none reaches out of.
    by_sentence: Vec<Vec<Mark>>,
}

/// What governs a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Verdict {
    status: Option<Status>,
    /// Only demanded, so no claim at all.
    pub(super) dropped: bool,
    /// An unnamed source says it.
    pub(super) hedged: bool,
}

impl Verdict {
    pub(super) fn status(self) -> Status {
        self.status.unwrap_or(Status::Stated)
    }

    pub(super) fn weaken(&mut self, effect: Effect) {
        match effect {
            Effect::Drop => self.dropped = true,
            Effect::Hedge => self.hedged = true,
            Effect::Status(status) => {
                if rank(status) > self.status.map_or(0, rank) {
                    self.status = Some(status);
                }
            }
        }
    }

    fn join(&mut self, other: Self) {
        self.dropped |= other.dropped;
        self.hedged |= other.hedged;
        if let Some(status) = other.status {
            self.weaken(Effect::Status(status));
        }
    }
}

/// Weaker statuses are higher.
pub(super) fn rank(status: Status) -> u8 {
    match status {
        Status::Stated => 0,
        Status::Planned => 1,
        Status::Alleged => 2,
        Status::Denied => 3,
        Status::Hypothetical => 4,
        Status::Unknown => 5,
    }
}

/// Finds the triggers of a document.
pub(super) fn marks(reading: &Reading<'_>, rules: &Rules) -> Marks {
    let mut marks = Vec::new();
    for (place, sentence) in reading.analysis.sentences.iter().enumerate() {
        let mut found = Vec::new();
        for context in candidates(reading, &rules.triggers, place) {
            let rule = &rules.contexts[context];
            for at in sentence.tokens.clone() {
                if let Some(hit) = match_at(reading, &rule.pattern, sentence.tokens.clone(), at) {
                    found.push(Mark { reach: reach(reading, &hit.tokens, rule.scope), trigger: hit.tokens, effect: rule.effect });
                }
            }
        }
        hedges(reading, place, &mut found);
        let longer = |mark: &Mark| {
            found
                .iter()
                .any(|other| other.trigger.len() > mark.trigger.len() && other.trigger.start <= mark.trigger.start && mark.trigger.end <= other.trigger.end)
        };
        marks.push(found.iter().filter(|mark| !longer(mark)).cloned().collect());
    }
    Marks { by_sentence: marks }
}

/// The hedges of the word list: adverbs and "it is said" colour their clause, the others what follows.
fn hedges(reading: &Reading<'_>, sentence: usize, found: &mut Vec<Mark>) {
    let (range, regime) = (reading.sentence(sentence).tokens.clone(), reading.sentence(sentence).regime);
    for at in range.clone() {
        if reading.covering(at).is_some() {
            continue;
        }
        let tokens = &reading.analysis.tokens[..range.end.min(reading.analysis.tokens.len())];
        let Some((length, entry)) = reading.lexicon.find(tokens, at, "hedge", regime) else { continue };
        let effect = match entry.get("value") {
            Some("alleged") => Effect::Status(Status::Alleged),
            Some("planned") => Effect::Status(Status::Planned),
            Some("hypothetical") => Effect::Status(Status::Hypothetical),
            _ => Effect::Hedge,
        };
        let trigger = at..at + length;
        let open = matches!(reading.word(trigger.end - 1), "to" | "of" | "be" | "have");
        let scope = if open { Scope::Clause } else { Scope::Around };
        found.push(Mark { reach: reach(reading, &trigger, scope), trigger, effect });
    }
}

fn reach(reading: &Reading<'_>, trigger: &Range<usize>, scope: Scope) -> Range<usize> {
    let sentence = reading.sentence_tokens(trigger.start);
    match scope {
        Scope::Trigger => trigger.clone(),
        Scope::Sentence => trigger.start..sentence.end,
        Scope::Clause => trigger.start..clause_after(reading, trigger.end, sentence.end),
        Scope::Before => clause_before(reading, trigger.start, sentence.start)..trigger.end,
        Scope::Around => clause_before(reading, trigger.start, sentence.start)..clause_after(reading, trigger.end, sentence.end),
        Scope::Phrase => {
            let next = reading.verbs_in(trigger.end..sentence.end).iter().find(|verb| verb.mood == Mood::Finite).map_or(sentence.end, |verb| verb.first);
            trigger.start..next.min(clause_after(reading, trigger.end, sentence.end))
        }
        Scope::Verb => trigger.start..verbs_after(reading, trigger.end, sentence.end),
    }
}

/// Behind the next verb and those joined to it by "and" or "or" without a subject of their own.
fn verbs_after(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    let mut verbs = reading.verbs_in(from..end).iter();
    let Some(first) = verbs.next() else { return from };
    let mut reach = first.end;
    for verb in verbs {
        let joined = verb.first.checked_sub(1).is_some_and(|before| matches!(reading.word(before), "and" | "or" | "nor"));
        if !joined || verb.mood == Mood::Gerund {
            break;
        }
        reach = verb.end;
    }
    reach
}

fn ends_clause(reading: &Reading<'_>, token: usize) -> bool {
    let free = reading.covering(token).is_none();
    free && (matches!(reading.word(token), ";" | ":" | "but" | "who" | "which" | "whose" | "while" | "although" | "though" | "because" | "despite" | "whereas")
        || (reading.word(token) == "," && opens_clause(reading, token + 1)))
}

/// After a comma: "and X was", "X said": a verb with a subject of its own.
pub(super) fn opens_clause(reading: &Reading<'_>, from: usize) -> bool {
    let at = if matches!(reading.word(from), "and" | "so" | "after" | "before" | "when" | "since" | "as") { from + 1 } else { from };
    let mut at = at;
    while reading.covering(at).is_none() && reading.is_modifier(at) {
        at += 1;
    }
    let Some(mention) = reading.covering(at) else { return false };
    let end = reading.mention(mention).tokens.end;
    reading.verb_at(end).is_some_and(|verb| verb.mood == Mood::Finite)
}

fn clause_after(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    (from..end).find(|token| ends_clause(reading, *token)).unwrap_or(end)
}

fn clause_before(reading: &Reading<'_>, from: usize, start: usize) -> usize {
    (start..from).rev().find(|token| ends_clause(reading, *token)).map_or(start, |token| token + 1)
}

impl Marks {
    fn at(&self, reading: &Reading<'_>, token: usize) -> impl Iterator<Item = &Mark> {
        let own = reading.sentence_of(token).and_then(|sentence| self.by_sentence.get(sentence));
        own.into_iter().flatten().filter(move |mark| mark.reach.contains(&token))
    }
}

/// Returns what governs the verb or noun at a token.
pub(super) fn verdict(reading: &Reading<'_>, marks: &Marks, trigger: usize) -> Verdict {
    let mut verdict = Verdict::default();
    for mark in marks.at(reading, trigger) {
        verdict.weaken(mark.effect);
    }
    let sentence = reading.sentence_tokens(trigger);
    if (sentence.start..sentence.end).rev().take(2).any(|token| reading.word(token) == "?") {
        verdict.weaken(Effect::Status(Status::Hypothetical));
    }
    match reading.verb_at(trigger) {
        Some(verb) => verdict.join(of_verb(reading, marks, verb, 5)),
        None => verdict.join(of_noun(reading, marks, trigger)),
    }
    verdict
}

/// What a verb group says of itself and what governs it.
fn of_verb(reading: &Reading<'_>, marks: &Marks, verb: &Verb<'_>, depth: usize) -> Verdict {
    let mut verdict = Verdict::default();
    let Some(depth) = depth.checked_sub(1) else { return verdict };
    for mark in marks.at(reading, verb.head) {
        verdict.weaken(mark.effect);
    }
    if verb.negated {
        verdict.weaken(Effect::Status(Status::Denied));
    }
    clause::effects(reading, verb).for_each(|effect| verdict.weaken(effect));
    match verb.modality {
        Modality::None => {}
        Modality::Would if !in_speech(reading, verb) => verdict.weaken(Effect::Status(Status::Hypothetical)),
        Modality::Future | Modality::Would => verdict.weaken(Effect::Status(Status::Planned)),
        Modality::Possible => verdict.weaken(Effect::Status(Status::Hypothetical)),
        Modality::Obligation => verdict.weaken(Effect::Drop),
    }
    match verb.mood {
        Mood::Infinitive => verdict.join(governor(reading, marks, verb, depth)),
        Mood::Gerund => verdict.join(gerund_governor(reading, marks, verb, depth)),
        Mood::Finite => verdict.join(joined(reading, marks, verb, depth)),
        Mood::Reduced => {}
    }
    verdict
}

fn in_speech(reading: &Reading<'_>, verb: &Verb<'_>) -> bool {
    let start = reading.sentence_tokens(verb.head).start;
    reading.verbs_in(start..verb.first).iter().any(|other| reading.verb_is(other, "speech"))
}

/// A finite verb that shares modal and negation with the one before "and": "will resign and apologise".
fn joined(reading: &Reading<'_>, marks: &Marks, verb: &Verb<'_>, depth: usize) -> Verdict {
    let start = reading.sentence_tokens(verb.head).start;
    let before = verb.first.checked_sub(1).filter(|before| *before >= start);
    let shares = before.is_some_and(|before| matches!(reading.word(before), "and" | "or" | "nor")) && verb.first == verb.head;
    let base = reading.lexicon.verb_readings(reading.analysis.tokens[verb.head].sym).iter().any(|one| one.form == super::lexicon::VerbForm::Base);
    let earlier = reading.verbs_in(start..verb.first).last().filter(|_| shares && base);
    earlier.map_or_else(Verdict::default, |earlier| of_verb(reading, marks, earlier, depth))
}

/// What the class of a governing verb does to what depends on it; nothing where it passes through.
fn effect_of(reading: &Reading<'_>, governor: &Verb<'_>) -> Option<Effect> {
    let is = |class: &str| reading.verb_is(governor, class);
    let passive = governor.diathesis == Diathesis::Passive;
    if is("refusal") || is("denial") {
        return Some(Effect::Status(Status::Denied));
    }
    if is("allegation") && !governor.is("report") || is("claim") && !passive {
        return Some(Effect::Status(Status::Alleged));
    }
    if is("hypothetical") {
        return Some(Effect::Status(Status::Hypothetical));
    }
    if is("plan") {
        return Some(Effect::Status(Status::Planned));
    }
    if is("demand") {
        return Some(Effect::Drop);
    }
    if passive && is("hearer") {
        return Some(Effect::Drop);
    }
    if passive && (is("speech") || is("claim") || is("speech_that") || is("know")) {
        return Some(Effect::Hedge);
    }
    None
}

fn governor(reading: &Reading<'_>, marks: &Marks, verb: &Verb<'_>, depth: usize) -> Verdict {
    let mut verdict = Verdict::default();
    let start = reading.sentence_tokens(verb.head).start;
    let Some(before) = verb.first.checked_sub(1).filter(|before| *before >= start) else {
        verdict.weaken(Effect::Status(Status::Planned));
        return verdict;
    };
    let found = reading.verb_at(before).or_else(|| reading.verbs_in(start..verb.first).last().filter(|other| verb.first - other.end <= 8));
    let Some(governor) = found else {
        verdict.weaken(Effect::Status(noun_status(reading, start..verb.first).unwrap_or(Status::Planned)));
        verdict.dropped |= is_demand(reading, start..verb.first);
        return verdict;
    };
    verdict.join(of_verb(reading, marks, governor, depth));
    let particle = governor.end < verb.first && matches!(reading.word(governor.end), "on" | "in" | "up" | "out" | "back" | "forward");
    let between = governor.end + usize::from(particle)..verb.first;
    if governor.copula && between.is_empty() {
        verdict.weaken(Effect::Status(Status::Planned));
    } else if !between.is_empty() && (reading.verb_is(governor, "demand") || reading.verb_is(governor, "hearer")) && !passes(reading, governor) {
        verdict.dropped = true;
    } else if between.is_empty() || reading.covering(before).is_some() {
        match effect_of(reading, governor) {
            // "was persuaded to resign": it happened, though to persuade is to demand
            _ if implies(governor) => {}
            Some(effect) => verdict.weaken(effect),
            None if passes(reading, governor) => {}
            None => verdict.weaken(Effect::Status(Status::Planned)),
        }
    } else if effect_of(reading, governor) == Some(Effect::Status(Status::Denied)) {
        verdict.weaken(Effect::Status(Status::Denied));
    } else if is_demand(reading, between.clone()) || effect_of(reading, governor) == Some(Effect::Drop) {
        verdict.dropped = true;
    } else if !between.clone().any(|token| reading.is_class(token, "ordinal") || matches!(reading.word(token), "last" | "latest")) {
        verdict.weaken(Effect::Status(noun_status(reading, between).unwrap_or(Status::Planned)));
    }
    verdict
}

/// "forced to resign", "went on to resign": it happened.
fn implies(governor: &Verb<'_>) -> bool {
    const IMPLIES: &[&str] = &["force", "cause", "compel", "lead", "make", "help", "persuade", "convince", "oblige", "go", "come", "return", "continue"];
    IMPLIES.iter().any(|lemma| governor.is(lemma))
}

/// Also "began to investigate", "brought in to investigate", "appointed to investigate".
fn passes(reading: &Reading<'_>, governor: &Verb<'_>) -> bool {
    const THROUGH: &[&str] = &["phase", "commission", "found", "appoint", "lead", "investigate", "light", "serve"];
    implies(governor) || THROUGH.iter().any(|class| reading.verb_is(governor, class))
}

/// The status that the last noun or adjective before "to" gives.
fn noun_status(reading: &Reading<'_>, tokens: Range<usize>) -> Option<Status> {
    let last = tokens.clone().rev().take(3).find(|token| reading.covering(*token).is_none() && !reading.is_mark(*token))?;
    match reading.word(last) {
        // "too proud to resign"
        _ if tokens.rev().take(3).any(|token| reading.word(token) == "too") => Some(Status::Denied),
        "refusal" | "failure" | "reluctance" | "unwillingness" | "unwilling" | "reluctant" | "unable" | "inability" | "denial" => Some(Status::Denied),
        "likely" | "unlikely" | "favourite" | "possible" | "able" | "free" | "tempted" => Some(Status::Hypothetical),
        _ => None,
    }
}

fn is_demand(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let words = ["call", "calls", "demand", "demands", "pressure", "appeal", "appeals", "plea", "pleas", "request", "requests", "ultimatum"];
    tokens.rev().take(6).any(|token| reading.covering(token).is_none() && words.contains(&reading.word(token)))
}

fn gerund_governor(reading: &Reading<'_>, marks: &Marks, verb: &Verb<'_>, depth: usize) -> Verdict {
    let mut verdict = Verdict::default();
    let start = reading.sentence_tokens(verb.head).start;
    let Some(before) = verb.first.checked_sub(1).filter(|before| *before >= start) else { return verdict };
    let governor = reading.verbs_in(start..verb.first).last();
    match reading.word(before) {
        "without" | "against" => verdict.weaken(Effect::Status(Status::Denied)),
        "of" | "from" => {
            if let Some(governor) = governor.filter(|governor| verb.first - governor.end <= 6) {
                verdict.join(of_verb(reading, marks, governor, depth));
                // "thought of resigning" claims nothing
                let effect = effect_of(reading, governor).filter(|_| !reading.verb_is(governor, "claim") || reading.verb_is(governor, "allegation"));
                verdict.weaken(effect.unwrap_or(Effect::Status(Status::Hypothetical)));
            } else {
                verdict.weaken(Effect::Status(Status::Hypothetical));
            }
        }
        "after" | "before" | "since" | "while" | "when" | "by" | "for" | "and" | "," => {
            let main = governor.or_else(|| reading.verbs_in(verb.end..reading.sentence_tokens(verb.head).end).iter().find(|other| other.mood == Mood::Finite));
            let modal = main.filter(|main| main.modality != Modality::None).map(|main| main.modality);
            if modal.is_some() {
                verdict.weaken(Effect::Status(Status::Planned));
            }
            let demanded = governor.is_some_and(|governor| reading.word(before) == "for" && effect_of(reading, governor) == Some(Effect::Drop));
            verdict.dropped |= demanded || (reading.word(before) == "for" && is_demand(reading, start..before));
        }
        _ => {
            if let Some(governor) = reading.verb_at(before) {
                verdict.join(of_verb(reading, marks, governor, depth));
                if let Some(effect) = effect_of(reading, governor) {
                    verdict.weaken(effect);
                }
            }
        }
    }
    verdict
}

/// A noun takes the status of the verb whose object or subject it is.
fn of_noun(reading: &Reading<'_>, marks: &Marks, noun: usize) -> Verdict {
    let mut verdict = Verdict::default();
    let sentence = reading.sentence_tokens(noun);
    let from = clause_before(reading, noun, sentence.start);
    let to = clause_after(reading, noun + 1, sentence.end);
    let left = reading.verbs_in(from..noun).last();
    let right = reading.verbs_in(noun + 1..to).iter().find(|verb| verb.mood == Mood::Finite);
    let Some(verb) = left.or(right) else { return verdict };
    verdict.join(of_verb(reading, marks, verb, 4));
    let passive_left = left.is_some() && verb.diathesis == Diathesis::Passive;
    if let Some(effect) = effect_of(reading, verb).filter(|_| !passive_left) {
        verdict.weaken(effect);
    }
    let owner = (from..noun).rev().take(3).any(|token| reading.covering(token).is_none() && matches!(reading.word(token), "no" | "without"));
    if owner {
        verdict.weaken(Effect::Status(Status::Denied));
    }
    verdict.dropped |= is_demand(reading, left.map_or(from, |verb| verb.end)..noun);
    verdict
}
