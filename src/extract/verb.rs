//! Verb groups: auxiliaries, modals, negation and a head verb, told from nouns of the same spelling by what stands before them.

use super::lexicon::VerbForm;
use super::reading::Reading;
use super::types::MentionFlags;

/// How a group's head verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// With a subject of its own.
    Finite,
    /// "to resign".
    Infinitive,
    /// "resigning" without "be".
    Gerund,
    /// "commissioned by" without "be".
    Reduced,
}

/// Who does it: the subject, or the phrase with "by".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Diathesis {
    Active,
    Passive,
}

/// Which tense the group stands in, as far as rules ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Present,
    /// "investigated", "was".
    Past,
    /// "has investigated".
    Perfect,
    /// "had investigated".
    PastPerfect,
    /// "was investigating".
    PastProgressive,
}

/// What a modal or a negation does to the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Modality {
    None,
    /// "will", "shall".
    Future,
    /// "may", "might", "could", "can".
    Possible,
    /// "would": planned where it shifts "will", else only supposed.
    Would,
    /// "must", "should", "ought to": a demand.
    Obligation,
}

/// A verb group of one sentence.
#[derive(Debug, Clone)]
pub(super) struct Verb<'a> {
    pub(super) first: usize,
    pub(super) head: usize,
    /// Behind the head and its particle.
    pub(super) end: usize,
    /// What verbs it may be a form of, with their particle.
    pub(super) lemmas: Vec<&'a str>,
    pub(super) mood: Mood,
    pub(super) diathesis: Diathesis,
    pub(super) tense: Tense,
    pub(super) modality: Modality,
    pub(super) negated: bool,
    /// Whether it is a form of "be" that stands alone.
    pub(super) copula: bool,
}

impl Verb<'_> {
    pub(super) fn is(&self, lemma: &str) -> bool {
        self.lemmas.contains(&lemma)
    }
}

const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "am", "'m", "'re", "isn't", "aren't", "wasn't", "weren't"];
const HAVE: &[&str] = &["has", "have", "had", "having", "'ve", "hasn't", "haven't", "hadn't"];
const DO: &[&str] = &["do", "does", "did", "don't", "doesn't", "didn't"];
const GET: &[&str] = &["get", "gets", "got", "getting"];

/// What stands before a head, collected from right to left.
#[derive(Default)]
struct Helpers<'a> {
    first: usize,
    be: Option<&'a str>,
    have: Option<&'a str>,
    modal: Option<&'a str>,
    did: Option<&'a str>,
    to: bool,
    negated: bool,
}

/// Returns the verb groups of a sentence in order.
pub(super) fn verbs_of<'a>(reading: &Reading<'a>, sentence: usize) -> Vec<Verb<'a>> {
    let range = reading.sentence(sentence).tokens.clone();
    let mut out: Vec<Verb<'a>> = Vec::new();
    let mut at = range.start;
    while at < range.end.min(reading.analysis.tokens.len()) {
        let floor = out.last().map_or(range.start, |verb| verb.end);
        match verb_at(reading, at, floor, range.end) {
            Some(verb) => {
                at = verb.end;
                out.push(verb);
            }
            None => at += 1,
        }
    }
    out
}

fn verb_at<'a>(reading: &Reading<'a>, at: usize, floor: usize, end: usize) -> Option<Verb<'a>> {
    let sym = reading.analysis.tokens[at].sym;
    let mut forms: Vec<VerbForm> = reading.lexicon.verb_readings(sym).iter().map(|reading| reading.form).collect();
    if forms.is_empty() {
        forms = phrasal_forms(reading, at, end);
    }
    let word = reading.word(at);
    let be = BE.contains(&word);
    if (reading.covering(at).is_some() && !is_mistaken(reading, at)) || (forms.is_empty() && !be) {
        return None;
    }
    if is_auxiliary(word) && helps(reading, at, end) {
        return None;
    }
    let helpers = helpers(reading, at, floor);
    let (length, lemmas) = lemmas(reading, at, end);
    let mut verb = Verb {
        first: helpers.first,
        head: at,
        end: (at + length).min(end),
        lemmas,
        mood: Mood::Finite,
        diathesis: Diathesis::Active,
        tense: tense(&helpers, &forms, word),
        modality: modality(helpers.modal),
        negated: helpers.negated || (is_auxiliary(word) && word.ends_with("n't")),
        copula: be,
    };
    let participle = forms.contains(&VerbForm::Participle) && !be;
    let gerund = forms.contains(&VerbForm::Gerund) || word == "being";
    if helpers.to {
        verb.mood = Mood::Infinitive;
    } else if gerund && helpers.be.is_none() {
        verb.mood = Mood::Gerund;
    }
    if participle && helpers.be.is_some() && !gerund {
        verb.diathesis = Diathesis::Passive;
        if helpers.be == Some("being") && helpers.first == at.saturating_sub(1) {
            verb.mood = Mood::Gerund;
        }
    } else if participle && bare(&helpers) && is_reduced(reading, &verb, &forms, end) {
        verb.mood = Mood::Reduced;
        verb.diathesis = Diathesis::Passive;
    }
    is_verb(reading, &verb, &helpers, &forms, floor).then_some(verb)
}

/// A participle that was taken for people ("the accused") where it stands behind its subject and before its object.
fn is_mistaken(reading: &Reading<'_>, at: usize) -> bool {
    let alone = reading.covering(at).is_some_and(|mention| {
        let found = reading.mention(mention);
        found.tokens.len() == 1 && found.kind == crate::model::MentionKind::Descriptor && reading.is(mention, reading.known.group)
    });
    let past = reading.lexicon.verb_readings(reading.analysis.tokens[at].sym).iter().any(|one| one.form == VerbForm::Past);
    let before = at.checked_sub(1).is_some_and(|before| reading.word(before) == "," || reading.covering(before).is_some());
    let behind = reading.covering(at + 1).is_some() || reading.is_class(at + 1, "determiner");
    alone && past && before && behind
}

fn bare(helpers: &Helpers<'_>) -> bool {
    helpers.be.is_none() && helpers.have.is_none() && helpers.modal.is_none() && helpers.did.is_none() && !helpers.to
}

fn is_auxiliary(word: &str) -> bool {
    BE.contains(&word) || HAVE.contains(&word) || DO.contains(&word) || GET.contains(&word)
}

/// Returns whether a form of be, have or do only helps a verb further right: "was then forced", "did not say".
fn helps(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    let word = reading.word(at);
    let mut next = at + 1;
    while next < end && (is_adverb(reading, next) || is_negation(reading, next)) {
        next += 1;
    }
    if next >= end || reading.covering(next).is_some() {
        return false;
    }
    let helper = is_auxiliary(reading.word(next));
    let forms = reading.lexicon.verb_readings(reading.analysis.tokens[next].sym);
    let has = |form| forms.iter().any(|reading| reading.form == form);
    if BE.contains(&word) || GET.contains(&word) {
        return reading.word(next) == "being" || (!helper && (has(VerbForm::Participle) || has(VerbForm::Gerund)));
    }
    if HAVE.contains(&word) {
        return reading.word(next) == "been" || reading.word(next) == "had" || has(VerbForm::Participle);
    }
    has(VerbForm::Base) || reading.word(next) == "be" || reading.word(next) == "have"
}

fn is_adverb(reading: &Reading<'_>, token: usize) -> bool {
    let word = reading.word(token);
    reading.covering(token).is_none()
        && (reading.is_class(token, "adverb")
            || matches!(
                word,
                "also" | "now" | "then" | "yet" | "still" | "already" | "later" | "reportedly" | "allegedly" | "currently" | "formerly" | "previously"
            )
            || is_ly(reading, token))
}

fn is_ly(reading: &Reading<'_>, token: usize) -> bool {
    let Some(found) = reading.analysis.tokens.get(token) else { return false };
    let text = reading.text.get(found.span.range()).unwrap_or_default();
    text.len() > 4 && text.ends_with("ly") && found.shape == super::token::Shape::Lower
}

fn is_negation(reading: &Reading<'_>, token: usize) -> bool {
    matches!(reading.word(token), "not" | "never" | "n't")
}

fn helpers<'a>(reading: &Reading<'a>, head: usize, floor: usize) -> Helpers<'a> {
    let mut found = Helpers { first: head, ..Helpers::default() };
    let mut at = head;
    while at > floor {
        at -= 1;
        let word = reading.word(at);
        if reading.covering(at).is_some() || !found.take(reading, at, word) {
            break;
        }
        found.first = at;
    }
    // an adverb at the left edge stays: "reportedly resigned"
    found
}

impl<'a> Helpers<'a> {
    fn take(&mut self, reading: &Reading<'a>, at: usize, word: &'a str) -> bool {
        let complete = self.modal.is_some() || self.to;
        if is_negation(reading, at) {
            self.negated = true;
        } else if BE.contains(&word) || GET.contains(&word) {
            if self.have.is_some() || complete {
                return false;
            }
            self.be = self.be.or(Some(word));
            self.negated |= word.ends_with("n't");
        } else if HAVE.contains(&word) {
            self.have = self.have.or(Some(word));
            self.negated |= word.ends_with("n't");
        } else if DO.contains(&word) {
            self.did = Some(word);
            self.negated |= word.ends_with("n't");
        } else if reading.is_class(at, "modal") || matches!(word, "cannot" | "can't" | "won't") {
            self.modal = Some(word);
            self.negated |= word.ends_with("n't") || word == "cannot" || word == "can't";
        } else if word == "to" && !complete {
            self.to = true;
        } else if !is_adverb(reading, at) {
            return false;
        }
        true
    }
}

fn modality(modal: Option<&str>) -> Modality {
    match modal {
        None => Modality::None,
        Some("will" | "'ll" | "shall" | "won't") => Modality::Future,
        Some("would" | "'d" | "wouldn't") => Modality::Would,
        Some("must" | "should" | "ought" | "mustn't" | "shouldn't") => Modality::Obligation,
        Some(_) => Modality::Possible,
    }
}

fn tense(helpers: &Helpers<'_>, forms: &[VerbForm], word: &str) -> Tense {
    let past = |word: &str| matches!(word, "was" | "were" | "wasn't" | "weren't" | "got");
    let progressive = forms.contains(&VerbForm::Gerund);
    match (helpers.have, helpers.be) {
        (Some("had" | "hadn't"), _) => Tense::PastPerfect,
        (Some(_), _) => Tense::Perfect,
        (None, Some(be)) if past(be) && progressive => Tense::PastProgressive,
        (None, Some(be)) if past(be) => Tense::Past,
        (None, None) if past(word) || helpers.did.is_some_and(|did| did.starts_with("did")) => Tense::Past,
        (None, None) if forms.contains(&VerbForm::Past) && helpers.modal.is_none() && helpers.did.is_none() => Tense::Past,
        _ => Tense::Present,
    }
}

/// The forms of a word that is a verb only with its particle: "stepped down".
fn phrasal_forms(reading: &Reading<'_>, at: usize, end: usize) -> Vec<VerbForm> {
    const COLUMNS: [(&str, VerbForm); 5] = [
        ("lemma", VerbForm::Base),
        ("third_person", VerbForm::Third),
        ("past", VerbForm::Past),
        ("past_participle", VerbForm::Participle),
        ("gerund", VerbForm::Gerund),
    ];
    let Some(sentence) = reading.sentence_of(at) else { return Vec::new() };
    let tokens = &reading.analysis.tokens[..end.min(reading.analysis.tokens.len())];
    let Some((_, entry)) = reading.lexicon.find(tokens, at, "verb", reading.sentence(sentence).regime) else { return Vec::new() };
    let word = reading.word(at);
    let is = |column: &str| entry.parts(column).any(|form| form.split(' ').next() == Some(word));
    COLUMNS.into_iter().filter(|(column, _)| is(column)).map(|(_, form)| form).collect()
}

/// The longest verb entry at a token, particle included, with all base forms of that length.
fn lemmas<'a>(reading: &Reading<'a>, at: usize, end: usize) -> (usize, Vec<&'a str>) {
    let Some(sentence) = reading.sentence_of(at) else { return (1, Vec::new()) };
    let tokens = &reading.analysis.tokens[..end];
    let Some(class) = reading.lexicon.class("verb") else { return (1, Vec::new()) };
    let entries = reading.lexicon.all_at(tokens, at, reading.sentence(sentence).regime).filter(|(_, entry)| entry.class() == class);
    let mut found: Vec<(usize, &'a str)> = entries.filter_map(|(length, entry)| entry.get("lemma").map(|lemma| (length, lemma))).collect();
    let length = found.iter().map(|(length, _)| *length).max().unwrap_or(1);
    // the particle may belong to the verb or begin a phrase of its own, so both readings are kept
    found.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    let mut lemmas: Vec<&'a str> = found.into_iter().map(|(_, lemma)| lemma).collect();
    for one in reading.lexicon.verb_readings(reading.analysis.tokens[at].sym) {
        lemmas.push(reading.lexicon.word(one.lemma));
    }
    if BE.contains(&reading.word(at)) {
        lemmas.push("be");
    }
    lemmas.retain(|lemma| !lemma.is_empty());
    (length, lemmas)
}

/// Returns whether a bare participle is one that describes a noun ("the report, written by") and no past tense.
fn is_reduced(reading: &Reading<'_>, verb: &Verb<'_>, forms: &[VerbForm], end: usize) -> bool {
    if !forms.contains(&VerbForm::Past) || reading.word(verb.end) == "by" {
        return true;
    }
    let Some(previous) = verb.first.checked_sub(1) else { return false };
    let comma = reading.word(previous) == ",";
    let closing = (verb.end..end).find(|token| reading.word(*token) == ",");
    let joins = |token: usize| matches!(reading.word(token), "and" | "but" | "or" | "who" | "which");
    let later = |from: usize| !joins(from + 1) && (from + 1..end.min(from + 3)).any(|token| is_finite(reading, token));
    comma && closing.is_some_and(later)
}

fn is_finite(reading: &Reading<'_>, token: usize) -> bool {
    let word = reading.word(token);
    let finite = |form| matches!(form, VerbForm::Past | VerbForm::Third);
    let forms = reading.lexicon.verb_readings(reading.analysis.tokens[token].sym);
    reading.covering(token).is_none() && (is_auxiliary(word) || reading.is_class(token, "modal") || forms.iter().any(|one| finite(one.form)))
}

/// Tells a verb from a noun or an adjective of the same spelling.
fn is_verb(reading: &Reading<'_>, verb: &Verb<'_>, helpers: &Helpers<'_>, forms: &[VerbForm], floor: usize) -> bool {
    if verb.copula || !bare(helpers) {
        return true;
    }
    let Some(previous) = verb.first.checked_sub(1).filter(|previous| *previous >= floor) else {
        // right behind another verb, a form that needs a subject is a noun: "rejected calls"
        let first = verb.first == reading.sentence_tokens(verb.head).start;
        return if first { forms != [VerbForm::Base] } else { forms.iter().any(|form| !matches!(form, VerbForm::Base | VerbForm::Third)) };
    };
    let word = reading.word(previous);
    let closes = reading.covering(previous);
    if closes.is_none() && (reading.is_class(previous, "determiner") || reading.is_class(previous, "possessive_pronoun") || word == "'s") && word != "that" {
        return false;
    }
    let strong = forms.iter().any(|form| matches!(form, VerbForm::Past | VerbForm::Participle | VerbForm::Gerund));
    if strong {
        // "alleged failure", "serving officers": an adjective before a noun
        return closes.is_some() || !describes(reading, verb, floor);
    }
    let base = !forms.contains(&VerbForm::Third);
    match closes {
        Some(mention) if base => {
            reading.mention(mention).flags.has(MentionFlags::PLURAL) || reading.is(mention, reading.known.group) || reading.is_pronoun(mention)
        }
        Some(_) => true,
        None => {
            matches!(word, "who" | "which" | "that" | "and" | "or" | "," | "he" | "she" | "it" | "they" | "we" | "i" | "you") || is_adverb(reading, previous)
        }
    }
}

/// Returns whether a past form stands as an adjective: nothing that could be its subject before it, a bare noun or mention right behind it.
fn describes(reading: &Reading<'_>, verb: &Verb<'_>, floor: usize) -> bool {
    let Some(previous) = verb.first.checked_sub(1).filter(|previous| *previous >= floor) else { return false };
    let word = reading.word(previous);
    let opens = matches!(word, "of" | "over" | "into" | "for" | "about" | "against") && !verb.lemmas.is_empty() && verb.mood != Mood::Gerund;
    opens || reading.is_class(previous, "number")
}
