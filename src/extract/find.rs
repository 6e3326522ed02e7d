//! Applies the rules to a document: patterns, verb frames, nominalisations, and what a mention says in itself.

use rustc_hash::FxHashSet;

use super::draft::{Draft, Found};
use super::matcher::{Match, match_at};
use super::reading::Reading;
use super::roles;
use super::rule_file::{Governed, Link, Missing, Past, Through, Voice};
use super::rules::{Index, Kind, Nouns, Role, Rule, Rules, Slot};
use super::types::BlockKind;
use super::verb::{Diathesis, Mood, Tense, Verb};
use crate::model::ids::ClassId;
use crate::model::{MentionKind, Status};

/// Returns what the rules find, sentence by sentence.
pub(super) fn find(reading: &Reading<'_>, rules: &Rules) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (place, sentence) in reading.analysis.sentences.iter().enumerate() {
        if sentence.block == BlockKind::Furniture {
            continue;
        }
        patterns(reading, rules, place, &mut drafts);
        for verb in reading.verbs_in(sentence.tokens.clone()) {
            frames(reading, rules, verb, &mut drafts);
        }
        nominals(reading, rules, place, &mut drafts);
    }
    structures(reading, rules, &mut drafts);
    drafts.retain(|draft| !is_excluded(reading, rules, draft));
    drafts
}

fn is_excluded(reading: &Reading<'_>, rules: &Rules, draft: &Draft) -> bool {
    let Some(rule) = draft.rule.map(|place| &rules.rules[place]) else { return false };
    let object = if let Found::Mention(object) = draft.object { Some(object) } else { None };
    let mut tokens = std::iter::once(draft.subject).chain(object).flat_map(|mention| reading.mention(mention).tokens.clone());
    !rule.unless.is_empty() && tokens.any(|token| rule.unless.contains(&reading.analysis.tokens[token].sym))
}

/// Returns the patterns that may match in a sentence, by what stands in it.
pub(super) fn candidates(reading: &Reading<'_>, index: &Index, sentence: usize) -> Vec<usize> {
    let found = reading.sentence(sentence);
    let mut out: FxHashSet<usize> = FxHashSet::default();
    let tokens = &reading.analysis.tokens[..found.tokens.end.min(reading.analysis.tokens.len())];
    let mut any_mention = false;
    for at in found.tokens.start..tokens.len() {
        let sym = tokens[at].sym;
        any_mention |= !reading.starting(at).is_empty();
        out.extend(index.words.get(&sym).into_iter().flatten());
        for one in reading.lexicon.verb_readings(sym) {
            out.extend(index.words.get(&one.lemma).into_iter().flatten());
        }
        for (_, entry) in reading.lexicon.all_at(tokens, at, found.regime) {
            out.extend(index.classes.get(&entry.class()).into_iter().flatten());
        }
        for entry in reading.lexicon.entries_of(sym) {
            out.extend(index.classes.get(&entry.class()).into_iter().flatten());
        }
    }
    if any_mention {
        out.extend(&index.mentions);
    }
    let mut sorted: Vec<usize> = out.into_iter().collect();
    sorted.sort_unstable();
    sorted
}

fn patterns(reading: &Reading<'_>, rules: &Rules, sentence: usize, drafts: &mut Vec<Draft>) {
    let range = reading.sentence(sentence).tokens.clone();
    for place in candidates(reading, &rules.patterns, sentence) {
        let rule = &rules.rules[place];
        let Kind::Pattern { pattern, qualifiers } = &rule.kind else { continue };
        for at in range.clone() {
            if let Some(found) = match_at(reading, pattern, range.clone(), at) {
                from_match(reading, rule, place, &found, pattern, qualifiers, drafts);
            }
        }
    }
}

fn from_match(
    reading: &Reading<'_>,
    rule: &Rule,
    place: usize,
    found: &Match,
    pattern: &super::pattern::Pattern,
    qualifiers: &[(String, String)],
    drafts: &mut Vec<Draft>,
) {
    let subjects: Vec<usize> = found.all(pattern, "s").collect();
    let objects: Vec<usize> = found.all(pattern, "o").collect();
    let verb = reading.verbs_in(found.tokens.clone()).iter().find(|verb| !is_inside(reading, &subjects, &objects, verb.head)).map(|verb| verb.head);
    for subject in &subjects {
        for object in &objects {
            let pronoun = rule.governed == Governed::Speech && (reading.is_pronoun(*subject) || reading.is_pronoun(*object));
            if pronoun || reading.entity(*subject) == reading.entity(*object) {
                continue;
            }
            let trigger = verb.unwrap_or(reading.mention(*object).tokens.end - 1);
            let mut draft = Draft::new(rule, place, *subject, Found::Mention(*object), trigger);
            draft.tokens = found.tokens.clone();
            for (role, capture) in qualifiers {
                draft.qualifiers.extend(found.all(pattern, capture).map(|mention| (role.clone(), Found::Mention(mention))));
            }
            let former = |name: &String| found.all(pattern, name).any(|mention| reading.is_former(mention));
            if rule.former.iter().any(former) {
                draft.end(rule);
            }
            draft.cover(reading);
            drafts.push(draft);
        }
    }
}

fn is_inside(reading: &Reading<'_>, subjects: &[usize], objects: &[usize], token: usize) -> bool {
    subjects.iter().chain(objects).any(|mention| reading.mention(*mention).tokens.contains(&token))
}

fn frames(reading: &Reading<'_>, rules: &Rules, verb: &Verb<'_>, drafts: &mut Vec<Draft>) {
    let mut done: FxHashSet<usize> = FxHashSet::default();
    for lemma in &verb.lemmas {
        for place in rules.frames.get(*lemma).into_iter().flatten() {
            if done.insert(*place) {
                frame(reading, &rules.rules[*place], *place, verb, drafts);
            }
        }
    }
}

/// Where a frame looks: its verb, and the noun that carries the meaning of a light verb.
struct Scene<'r, 'a> {
    reading: &'r Reading<'a>,
    verb: &'r Verb<'a>,
    noun: Option<usize>,
}

fn frame(reading: &Reading<'_>, rule: &Rule, place: usize, verb: &Verb<'_>, drafts: &mut Vec<Draft>) {
    let Kind::Frame { subject, object, qualifiers, noun, past, voice } = &rule.kind else { return };
    let wanted = match voice {
        Some(Voice::Active) => verb.diathesis == Diathesis::Active,
        Some(Voice::Passive) => verb.diathesis == Diathesis::Passive,
        None => true,
    };
    let carried = noun.as_ref().map(|nouns| light_noun(reading, verb, nouns));
    if !wanted || carried == Some(None) {
        return;
    }
    let scene = Scene { reading, verb, noun: carried.flatten() };
    let Some(subjects) = scene.slot(subject) else { return };
    let contrasted = scene.slot(object).and_then(|objects| not_by(reading, &objects, &object.classes));
    let objects = match scene.slot(object) {
        Some(objects) => objects.into_iter().chain(contrasted).map(Found::Mention).collect(),
        // "quit his seat": a post is named that is no mention
        None if object.missing == Missing::Post && !opens_noun(reading, verb.end) => vec![Found::Post],
        None => return,
    };
    for subject in &subjects {
        for object in &objects {
            if matches!(object, Found::Mention(object) if reading.entity(*object) == reading.entity(*subject)) {
                continue;
            }
            let mut draft = Draft::new(rule, place, *subject, object.clone(), verb.head);
            draft.tokens = verb.first..verb.end;
            if contrasted.is_some_and(|mention| *object == Found::Mention(mention)) {
                draft.status = Status::Denied;
            }
            for (role, slot) in qualifiers {
                draft.qualifiers.extend(scene.slot(slot).into_iter().flatten().map(|mention| (role.clone(), Found::Mention(mention))));
            }
            if *past == Past::Over && is_over(reading, verb) || is_former_frame(reading, rule, *subject, object) {
                draft.end(rule);
            }
            draft.cover(reading);
            drafts.push(draft);
        }
    }
}

fn opens_noun(reading: &Reading<'_>, token: usize) -> bool {
    reading.is_class(token, "determiner") || reading.is_class(token, "possessive_pronoun")
}

/// "by A, not by B", "A, and not B": the B.
fn not_by(reading: &Reading<'_>, objects: &[usize], classes: &[ClassId]) -> Option<usize> {
    let mut at = reading.mention(*objects.last()?).tokens.end;
    while matches!(reading.word(at), "," | "and" | "but") {
        at += 1;
    }
    let negated = reading.word(at) == "not" && reading.verb_at(at).is_none();
    let from = at + if matches!(reading.word(at + 1), "by" | "to" | "as" | "from" | "into") { 2 } else { 1 };
    negated.then(|| roles::object(reading, from, false)).flatten().filter(|mention| reading.fits(*mention, classes))
}

fn is_former_frame(reading: &Reading<'_>, rule: &Rule, subject: usize, object: &Found) -> bool {
    let object = matches!(object, Found::Mention(object) if reading.is_former(*object));
    rule.former.iter().any(|name| (name == "o" && object) || (name == "s" && reading.is_former(subject)))
}

/// A simple past says that it is over; so does "had been ... until", and "has served as" without "since" or "for".
fn is_over(reading: &Reading<'_>, verb: &Verb<'_>) -> bool {
    let sentence = reading.sentence_tokens(verb.head);
    let until = (verb.end..sentence.end).any(|token| matches!(reading.word(token), "until" | "till" | "before"));
    let lasts = || (verb.end..sentence.end).any(|token| matches!(reading.word(token), "since" | "for"));
    match verb.tense {
        Tense::Past => verb.mood == Mood::Finite && (until || !is_backshifted(reading, verb)),
        Tense::Perfect => reading.verb_is(verb, "serve") && !lasts(),
        Tense::PastPerfect => verb.diathesis == Diathesis::Active && (verb.copula || until),
        _ => false,
    }
}

/// "said it was investigating": the past is that of the speech verb.
fn is_backshifted(reading: &Reading<'_>, verb: &Verb<'_>) -> bool {
    let earlier = reading.verbs_in(reading.sentence_tokens(verb.head).start..verb.first);
    verb.copula && earlier.iter().any(|other| other.tense == Tense::Past && reading.is_class(other.head, "speech"))
}

/// The noun behind a light verb, or before a passive one: "launched an investigation", "an investigation was launched".
fn light_noun(reading: &Reading<'_>, verb: &Verb<'_>, nouns: &Nouns) -> Option<usize> {
    let sentence = reading.sentence_tokens(verb.head);
    let fits = |token: usize| is_noun(reading, token, nouns);
    let stops = |token: usize| {
        reading.is_mark(token) || (reading.covering(token).is_none() && (reading.verb_at(token).is_some() || reading.is_class(token, "preposition")))
    };
    let forward = (verb.end..sentence.end.min(verb.end + 9)).take_while(|token| !stops(*token) || fits(*token)).find(|token| fits(*token));
    let under = (reading.word(verb.end) == "under").then(|| (verb.end + 1..sentence.end.min(verb.end + 5)).find(|token| fits(*token))).flatten();
    let backward = || (sentence.start..verb.first).rev().take(14).find(|token| fits(*token));
    match verb.diathesis {
        Diathesis::Active => forward.or(under),
        Diathesis::Passive => backward().or(forward),
    }
}

pub(super) fn is_noun(reading: &Reading<'_>, token: usize, nouns: &Nouns) -> bool {
    let Some(found) = reading.analysis.tokens.get(token) else { return false };
    reading.verb_at(token).is_none()
        && match nouns {
            Nouns::Class(class) => reading.lexicon.has(found.sym, *class),
            Nouns::Words(words) => words.contains(&found.sym),
        }
}

impl Scene<'_, '_> {
    /// Fills a slot: the first role that has a mention of the right class, with the list that it stands in.
    fn slot(&self, slot: &Slot) -> Option<Vec<usize>> {
        slot.roles.iter().find_map(|role| {
            let found = self.role(role, slot.through == Through::Topic)?;
            fitting(self.reading, found, &slot.classes)
        })
    }

    fn role(&self, role: &Role, through: bool) -> Option<usize> {
        let (reading, verb) = (self.reading, self.verb);
        match (role, self.noun) {
            (Role::Agent, _) => roles::agent(reading, verb),
            (Role::Patient, _) => roles::patient(reading, verb, through),
            (Role::Subject, _) => roles::subject(reading, verb),
            (Role::Noun, Some(noun)) => reading.covering(noun),
            (Role::Owner, Some(noun)) => owner(reading, noun),
            (Role::Compound, Some(noun)) => compound(reading, noun),
            (Role::With(words), Some(noun)) => {
                let end = roles::clause_end(reading, verb.end.max(noun + 1));
                let behind = roles::phrase_with(reading, noun + 1..if noun < verb.first { verb.first } else { end }, words, through);
                behind.or_else(|| roles::phrase_with(reading, verb.end..end, words, through))
            }
            (Role::With(words), None) => roles::prepositional(reading, verb, words, through),
            (Role::Noun | Role::Owner | Role::Compound, None) => None,
        }
    }
}

/// The list around a mention, if the mention is of the right class; a smaller one inside it where only that is.
fn fitting(reading: &Reading<'_>, found: usize, classes: &[ClassId]) -> Option<Vec<usize>> {
    let person = !reading.kinds.fits(reading.known.position, classes) && reading.kinds.fits(reading.known.person, classes);
    // an office may stand for its holder, who is looked up when all is read
    let fits = |mention: &usize| reading.fits(*mention, classes) || (person && reading.is(*mention, reading.known.position));
    fits(&found).then(|| reading.list(found).into_iter().filter(fits).collect())
}

fn owner(reading: &Reading<'_>, noun: usize) -> Option<usize> {
    let sentence = reading.sentence_tokens(noun);
    let stops = |token: usize| reading.is_mark(token) || reading.verb_at(token).is_some() || reading.is_class(token, "preposition");
    let mark = (sentence.start..noun).rev().take(4).take_while(|token| !stops(*token)).find(|token| {
        let possessive = reading.word(*token) == "'s" || reading.word(*token) == "'";
        possessive || (reading.is_class(*token, "possessive_pronoun") && reading.covering(*token).is_some())
    })?;
    if reading.is_class(mark, "possessive_pronoun") {
        return reading.covering(mark);
    }
    let before = mark.checked_sub(1).filter(|before| *before >= sentence.start)?;
    ending_at(reading, before)
}

/// The mention that ends at a token, the longest.
fn ending_at(reading: &Reading<'_>, token: usize) -> Option<usize> {
    let covering = reading.covering(token).filter(|mention| reading.mention(*mention).tokens.end == token + 1);
    covering.or_else(|| {
        let ends = |(_, mention): &(usize, &super::types::FoundMention)| mention.tokens.end == token + 1 && mention.entity.is_some();
        reading.analysis.mentions.iter().enumerate().find(ends).map(|(place, _)| place)
    })
}

fn compound(reading: &Reading<'_>, noun: usize) -> Option<usize> {
    noun.checked_sub(1).filter(|before| *before >= reading.sentence_tokens(noun).start).and_then(|before| ending_at(reading, before))
}

fn nominals(reading: &Reading<'_>, rules: &Rules, sentence: usize, drafts: &mut Vec<Draft>) {
    for token in reading.sentence(sentence).tokens.clone() {
        for place in &rules.nominals {
            let rule = &rules.rules[*place];
            let Kind::Nominal { nouns, subject, object, qualifiers } = &rule.kind else { continue };
            if !is_noun(reading, token, nouns) {
                continue;
            }
            let fill = |slot: &Slot| nominal_slot(reading, token, slot);
            let Some(subjects) = fill(subject) else { continue };
            let objects = match fill(object) {
                Some(objects) => objects.into_iter().map(Found::Mention).collect(),
                None if object.missing == Missing::Post => vec![Found::Post],
                None => continue,
            };
            for (subject, object) in subjects.iter().flat_map(|subject| objects.iter().map(move |object| (*subject, object.clone()))) {
                if matches!(object, Found::Mention(object) if reading.entity(object) == reading.entity(subject)) {
                    continue;
                }
                let mut draft = Draft::new(rule, *place, subject, object, token);
                for (role, slot) in qualifiers {
                    draft.qualifiers.extend(fill(slot).into_iter().flatten().map(|mention| (role.clone(), Found::Mention(mention))));
                }
                draft.cover(reading);
                drafts.push(draft);
            }
        }
    }
}

fn nominal_slot(reading: &Reading<'_>, noun: usize, slot: &Slot) -> Option<Vec<usize>> {
    slot.roles.iter().find_map(|role| {
        let found = match role {
            Role::Noun => reading.covering(noun),
            Role::Owner => owner(reading, noun),
            Role::Compound => compound(reading, noun),
            Role::With(words) => {
                let next = reading.verbs_in(noun + 1..reading.sentence_tokens(noun).end).first().map(|verb| verb.first);
                let end = roles::clause_end(reading, noun + 1).min(next.unwrap_or(usize::MAX));
                let comma = (noun + 1..end).find(|token| reading.covering(*token).is_none() && reading.word(*token) == ",").unwrap_or(end);
                roles::phrase_with(reading, noun + 1..comma, words, slot.through == Through::Topic)
            }
            Role::Agent | Role::Patient | Role::Subject => None,
        }?;
        fitting(reading, found, &slot.classes)
    })
}

fn structures(reading: &Reading<'_>, rules: &Rules, drafts: &mut Vec<Draft>) {
    for (outer, mention) in reading.analysis.mentions.iter().enumerate() {
        let in_prose = reading.sentence_of(mention.tokens.start).is_some_and(|sentence| reading.sentence(sentence).block != BlockKind::Furniture);
        if !in_prose || mention.entity.is_none() || mention.kind == MentionKind::Pronoun {
            continue;
        }
        for place in &rules.structures {
            let rule = &rules.rules[*place];
            let Kind::Structure { outer: outers, inner: inners, link } = &rule.kind else { continue };
            if !reading.kinds.fits(mention.class, outers) {
                continue;
            }
            let Some(inner) = linked(reading, outer, inners, *link) else { continue };
            if reading.entity(inner) == mention.entity {
                continue;
            }
            let mut draft = Draft::new(rule, *place, outer, Found::Mention(inner), mention.tokens.end - 1);
            if rule.former.iter().any(|name| name == "s") && reading.is_former(outer) {
                draft.end(rule);
            }
            draft.cover(reading);
            drafts.push(draft);
        }
    }
}

fn linked(reading: &Reading<'_>, outer: usize, inners: &[ClassId], link: Link) -> Option<usize> {
    let tokens = reading.mention(outer).tokens.clone();
    let fits = |mention: &usize| *mention != outer && reading.fits(*mention, inners);
    let inside =
        || tokens.clone().flat_map(|token| reading.starting(token).iter().copied()).filter(|mention| reading.mention(*mention).tokens.end <= tokens.end);
    let marked = |mention: &usize| matches!(reading.word(reading.mention(*mention).tokens.end), "'s" | "'");
    let owner = || tokens.start.checked_sub(2).filter(|_| reading.word(tokens.start - 1) == "'s").and_then(|before| ending_at(reading, before)).filter(fits);
    match link {
        Link::Inside => inside().find(|mention| fits(mention)),
        Link::Before => inside().find(|mention| fits(mention) && !marked(mention) && reading.mention(*mention).tokens.end < tokens.end),
        Link::Possessive => inside().find(|mention| fits(mention) && marked(mention)).or_else(owner),
        Link::By => {
            let within =
                inside().find(|mention| fits(mention) && reading.before(*mention).is_some_and(|token| token >= tokens.start && reading.word(token) == "by"));
            let behind = || (reading.word(tokens.end) == "by").then(|| roles::object(reading, tokens.end + 1, false)).flatten().filter(fits);
            within.or_else(behind)
        }
    }
}
