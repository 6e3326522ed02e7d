//! Who does what to whom: subjects, objects and prepositional roles of a verb group, from the order of tokens and mentions alone. Where nothing
//! is found, nothing is guessed.

use std::ops::Range;

use super::reading::Reading;
use super::verb::{Diathesis, Mood, Verb};

/// How far inheritance of a subject is followed, so that a chain of verbs stays cheap.
const DEPTH: usize = 6;

/// Returns the subject of a verb group.
pub(super) fn subject(reading: &Reading<'_>, verb: &Verb<'_>) -> Option<usize> {
    subject_at(reading, verb, DEPTH)
}

/// Returns who does it: the subject of an active group, the "by" phrase of a passive one.
pub(super) fn agent(reading: &Reading<'_>, verb: &Verb<'_>) -> Option<usize> {
    match verb.diathesis {
        Diathesis::Active => subject(reading, verb),
        Diathesis::Passive => prepositional(reading, verb, "by", false),
    }
}

/// Returns to whom it is done: the object of an active group, the subject of a passive one.
pub(super) fn patient(reading: &Reading<'_>, verb: &Verb<'_>, through: bool) -> Option<usize> {
    match verb.diathesis {
        Diathesis::Active => object(reading, verb.end, through),
        Diathesis::Passive => passive_subject(reading, verb, through),
    }
}

/// "The actions of X are being examined": the subject may be looked through as an object may.
fn passive_subject(reading: &Reading<'_>, verb: &Verb<'_>, through: bool) -> Option<usize> {
    let found = subject(reading, verb);
    if found.is_some() || !through {
        return found;
    }
    let range = reading.sentence_tokens(verb.first);
    let from = reading.verbs_in(range.start..verb.first).last().map_or(range.start, |verb| verb.end);
    let opens = (from..verb.first).find(|token| reading.covering(*token).is_none() && reading.phrase(*token, "subject_through").is_some())?;
    let behind = opens + reading.phrase(opens, "subject_through")?;
    noun_phrase(reading, behind).map(|(mention, _)| mention)
}

fn subject_at(reading: &Reading<'_>, verb: &Verb<'_>, depth: usize) -> Option<usize> {
    let depth = depth.checked_sub(1)?;
    match verb.mood {
        Mood::Infinitive => controller(reading, verb, depth),
        Mood::Gerund => gerund_subject(reading, verb, depth),
        Mood::Reduced | Mood::Finite => leftward(reading, verb, depth),
    }
}

fn floor_of(reading: &Reading<'_>, verb: &Verb<'_>) -> usize {
    let start = reading.sentence_tokens(verb.first).start;
    match reading.quotation_of(verb.first) {
        Some(quotation) => start.max(reading.analysis.quotations[quotation].tokens.start),
        None => start,
    }
}

/// Walks left from a finite group: over phrases with prepositions and parentheses, to the head of the noun phrase.
fn leftward(reading: &Reading<'_>, verb: &Verb<'_>, depth: usize) -> Option<usize> {
    let floor = floor_of(reading, verb);
    let mut at = verb.first.checked_sub(1).filter(|previous| *previous >= floor)?;
    if is_relative(reading, at) {
        return antecedent(reading, at, floor, depth);
    }
    match reading.word(at) {
        "and" | "but" | "or" | "then" if reading.covering(at).is_none() => return coordinated(reading, verb, floor, depth),
        "," if verb.mood == Mood::Reduced => at = at.checked_sub(1).filter(|at| *at >= floor)?,
        "," => at = before_parenthesis(reading, at, floor)?,
        _ => {}
    }
    noun_head(reading, at, floor)
}

fn is_relative(reading: &Reading<'_>, token: usize) -> bool {
    reading.covering(token).is_none() && matches!(reading.word(token), "who" | "which" | "that")
}

fn antecedent(reading: &Reading<'_>, relative: usize, floor: usize, depth: usize) -> Option<usize> {
    let mut at = relative.checked_sub(1).filter(|at| *at >= floor)?;
    let comma = reading.word(at) == ",";
    if comma {
        at = at.checked_sub(1).filter(|at| *at >= floor)?;
    }
    if reading.word(at) == "and" {
        // ", who ... and who ...": the same noun as before
        let earlier = (floor..at).rev().find(|token| is_relative(reading, *token))?;
        return antecedent(reading, earlier, floor, depth.checked_sub(1)?);
    }
    if reading.word(at) == ")" {
        at = (floor..at).rev().find(|token| reading.word(*token) == "(")?.checked_sub(1).filter(|at| *at >= floor)?;
    }
    let nearest = reading.covering(at)?;
    let persons = [reading.known.person, reading.known.group, reading.known.position];
    let fits = |mention: usize| reading.fits(mention, &persons) == (reading.word(relative) == "who");
    if reading.word(relative) == "that" || fits(nearest) {
        return Some(apposed(reading, nearest, floor));
    }
    let wider = noun_head(reading, at, floor)?;
    if fits(wider) { Some(wider) } else { (reading.word(relative) == "which").then_some(nearest) }
}

/// "X, the leader of Y, resigned": the person before the office, where both stand in apposition.
fn apposed(reading: &Reading<'_>, mention: usize, floor: usize) -> usize {
    let known = [reading.known.position, reading.known.group];
    if !reading.fits(mention, &known) {
        return mention;
    }
    let end = reading.mention(mention).tokens.end;
    let behind = (reading.word(end) == ",").then(|| reading.starting(end + 1).first().copied()).flatten();
    if let Some(person) = behind.filter(|person| reading.is(*person, reading.known.person) && !reading.is_pronoun(*person)) {
        return person;
    }
    let comma = reading.before(mention).filter(|token| *token > floor && reading.word(*token) == ",");
    let person = comma.and_then(|comma| reading.covering(comma - 1)).filter(|person| reading.is(*person, reading.known.person));
    person.unwrap_or(mention)
}

fn coordinated(reading: &Reading<'_>, verb: &Verb<'_>, floor: usize, depth: usize) -> Option<usize> {
    let earlier = reading.verbs_in(floor..verb.first);
    let same = |other: &&Verb<'_>| other.mood == verb.mood || (verb.mood == Mood::Finite && other.mood == Mood::Finite);
    let previous = earlier.iter().rev().find(same).or(earlier.last())?;
    subject_at(reading, previous, depth)
}

/// From the comma before a verb back to what stands before the parenthesis that it closes.
fn before_parenthesis(reading: &Reading<'_>, comma: usize, floor: usize) -> Option<usize> {
    let mut open = None;
    for token in (floor..comma).rev() {
        match reading.word(token) {
            ";" | ":" | "\"" => return None,
            "," if reading.covering(token).is_none() => {
                open = Some(token);
                let next = reading.word(token + 1);
                let starts = matches!(next, "who" | "which" | "whose" | "a" | "an" | "the") || reading.verb_at(token + 1).is_some();
                if starts || comma - token <= 8 {
                    break;
                }
            }
            _ => {}
        }
    }
    open?.checked_sub(1).filter(|at| *at >= floor)
}

/// The head of the noun phrase that ends at a token: over "of Y", "in the case", "(ABC)"; nothing where an unknown noun heads it.
fn noun_head(reading: &Reading<'_>, end: usize, floor: usize) -> Option<usize> {
    let mut at = end;
    for _ in 0..8 {
        if reading.word(at) == ")" {
            at = (floor..at).rev().find(|token| reading.word(*token) == "(")?.checked_sub(1).filter(|at| *at >= floor)?;
        }
        let (head, before) = phrase_ending(reading, at, floor)?;
        let preposition = before.filter(|token| is_preposition(reading, *token));
        match preposition {
            Some(preposition) => at = preposition.checked_sub(1).filter(|at| *at >= floor && !reading.is_mark(*at) && reading.verb_at(*at).is_none())?,
            None => return head.map(|mention| apposed(reading, mention, floor)),
        }
    }
    None
}

fn is_preposition(reading: &Reading<'_>, token: usize) -> bool {
    const PLAIN: &[&str] = &[
        "of", "from", "in", "at", "for", "with", "by", "on", "to", "against", "into", "about", "over", "between", "near", "within", "under", "since", "during",
    ];
    reading.covering(token).is_none() && PLAIN.contains(&reading.word(token))
}

/// A noun phrase that ends at a token: the mention at its end, if it is one, and the token before the phrase.
fn phrase_ending(reading: &Reading<'_>, end: usize, floor: usize) -> Option<(Option<usize>, Option<usize>)> {
    if let Some(mention) = reading.covering(end) {
        return Some((Some(mention), reading.before(mention).filter(|token| *token >= floor)));
    }
    if reading.is_mark(end) || reading.verb_at(end).is_some() || is_preposition(reading, end) {
        return None;
    }
    let stops =
        |token: usize| reading.is_mark(token) || reading.verb_at(token).is_some() || is_preposition(reading, token) || reading.is_class(token, "coordinator");
    let before = (floor..end).rev().take(10).find(|token| stops(*token));
    Some((None, before))
}

/// The subject of an infinitive, by what governs it: "refused to", "was asked to", "asked X to", "X's refusal to".
fn controller(reading: &Reading<'_>, verb: &Verb<'_>, depth: usize) -> Option<usize> {
    let floor = floor_of(reading, verb);
    let before = verb.first.checked_sub(1).filter(|before| *before >= floor)?;
    if matches!(reading.word(before), "and" | "or") {
        return coordinated(reading, verb, floor, depth);
    }
    if let Some(governor) = reading.verb_at(before) {
        return subject_at(reading, governor, depth);
    }
    if let Some(object) = reading.covering(before) {
        let first = reading.before(object)?;
        return (reading.verb_at(first).is_some() || is_preposition(reading, first)).then_some(object);
    }
    // a noun governs it: its owner, or else the subject of the verb before it
    let noun = (floor..=before).rev().find(|token| reading.word(*token) == "'s" || reading.covering(*token).is_some() || reading.verb_at(*token).is_some())?;
    if before - noun > 4 || (noun..before).any(|token| reading.is_mark(token)) {
        return None;
    }
    if reading.word(noun) == "'s" {
        return reading.covering(noun.checked_sub(1)?);
    }
    if let Some(governor) = reading.verb_at(noun) {
        return subject_at(reading, governor, depth);
    }
    reading.covering(noun)
}

/// The subject of a gerund: what stands right before it, else that of the clause it belongs to.
fn gerund_subject(reading: &Reading<'_>, verb: &Verb<'_>, depth: usize) -> Option<usize> {
    let floor = floor_of(reading, verb);
    let range = reading.sentence_tokens(verb.first);
    let before = verb.first.checked_sub(1).filter(|before| *before >= floor);
    if let Some(mention) = before.and_then(|before| reading.covering(before)) {
        let head = noun_head(reading, before?, floor);
        let own = reading.before(mention).is_none_or(|token| !is_preposition(reading, token));
        if let Some(found) = head.or(own.then_some(mention)) {
            return Some(found);
        }
    }
    let earlier = reading.verbs_in(floor..verb.first);
    let finite = |other: &&Verb<'_>| matches!(other.mood, Mood::Finite | Mood::Infinitive);
    if let Some(governor) = earlier.iter().rev().find(finite) {
        let of = before.is_some_and(|before| reading.word(before) == "of");
        if of && governor.diathesis == Diathesis::Active {
            return object(reading, governor.end, false).or_else(|| subject_at(reading, governor, depth));
        }
        // somebody else in between may be the one who does it
        let between = governor.end..verb.first;
        let own = object(reading, governor.end, false);
        let other =
            between.into_iter().filter_map(|token| reading.covering(token)).any(|mention| Some(mention) != own && reading.is(mention, reading.known.person));
        return if other { None } else { subject_at(reading, governor, depth) };
    }
    let main = reading.verbs_in(verb.end..range.end).iter().find(|other| other.mood == Mood::Finite)?;
    subject_at(reading, main, depth)
}

/// Returns the object that begins behind a group.
pub(super) fn object(reading: &Reading<'_>, from: usize, through: bool) -> Option<usize> {
    let (mention, owner) = noun_phrase(reading, from).or_else(|| looked_through(reading, from).filter(|_| through))?;
    (!owner || through).then_some(mention)
}

/// "the actions of X", "how X dealt with it": the X.
fn looked_through(reading: &Reading<'_>, from: usize) -> Option<(usize, bool)> {
    if matches!(reading.word(from), "how" | "why" | "whether") {
        return noun_phrase(reading, from + 1);
    }
    for at in from..from + 4 {
        if let Some(length) = reading.phrase(at, "subject_through").filter(|_| reading.covering(at).is_none()) {
            return noun_phrase(reading, at + length);
        }
        if reading.is_mark(at) || reading.verb_at(at).is_some() || is_preposition(reading, at) {
            return None;
        }
    }
    None
}

/// The mention of a noun phrase that begins at a token, behind determiners and adjectives; whether it is only the owner ("X's report").
fn noun_phrase(reading: &Reading<'_>, from: usize) -> Option<(usize, bool)> {
    for at in from..from + 5 {
        if let Some(mention) = reading.covering(at) {
            let end = reading.mention(mention).tokens.end;
            let mention = office_holder(reading, mention);
            return Some((mention, reading.word(end) == "'s"));
        }
        let adjective = reading.is_modifier(at) || is_known_adjective(reading, at);
        if !adjective || reading.verb_at(at).is_some() || reading.is_mark(at) {
            return None;
        }
    }
    None
}

/// An unknown lower-case word right before another such word or a mention may be an adjective.
fn is_known_adjective(reading: &Reading<'_>, token: usize) -> bool {
    let plain = |class: &str| !reading.is_class(token, class);
    let closed = ["preposition", "coordinator", "subordinator", "pronoun", "relative_pronoun", "negation", "time_relative"];
    !reading.is_mark(token) && closed.iter().all(|class| plain(class)) && reading.covering(token + 1).is_some()
}

/// "the chief constable Dana Roe": the person behind the office.
fn office_holder(reading: &Reading<'_>, mention: usize) -> usize {
    if !reading.is(mention, reading.known.position) {
        return mention;
    }
    let mut at = reading.mention(mention).tokens.end;
    if reading.word(at) == "," {
        at += 1;
    }
    let person = reading.starting(at).first().copied().filter(|person| reading.is(*person, reading.known.person));
    person.unwrap_or(mention)
}

/// Returns where the clause of a group ends, as far as phrases with prepositions reach.
pub(super) fn clause_end(reading: &Reading<'_>, from: usize) -> usize {
    let range = reading.sentence_tokens(from.saturating_sub(1));
    let stop = |token: usize| {
        let word = reading.word(token);
        let finite = reading.verb_at(token).is_some_and(|verb| verb.first == token && verb.mood == Mood::Finite);
        let free = reading.covering(token).is_none();
        free && (matches!(word, ";" | ":" | "\"" | "who" | "which" | "while" | "but" | "although" | "because" | "whose" | "after" | "before" | "when" | "if")
            || finite)
    };
    (from..range.end).find(|token| stop(*token)).unwrap_or(range.end)
}

/// Returns the mention of the first phrase with a preposition behind a group, within its clause.
pub(super) fn prepositional(reading: &Reading<'_>, verb: &Verb<'_>, preposition: &str, through: bool) -> Option<usize> {
    phrase_with(reading, verb.end..clause_end(reading, verb.end), preposition, through)
}

/// Returns the mention of the first phrase with a preposition in a range of tokens.
pub(super) fn phrase_with(reading: &Reading<'_>, tokens: Range<usize>, preposition: &str, through: bool) -> Option<usize> {
    let words: Vec<&str> = preposition.split(' ').collect();
    let starts = |token: usize| reading.covering(token).is_none() && words.iter().enumerate().all(|(place, word)| reading.word(token + place) == *word);
    let mut from = tokens.start;
    while let Some(found) = (from..tokens.end).find(|token| starts(*token)) {
        if let Some(mention) = object(reading, found + words.len(), through) {
            return Some(mention);
        }
        from = found + 1;
    }
    None
}
