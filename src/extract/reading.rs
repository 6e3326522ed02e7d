//! A document as the relation rules read it: which mention covers a token, where mentions and verb groups begin, and the small words between.

use std::ops::Range;

use super::kinds::{Kinds, Known};
use super::lexicon::{Lexicon, VerbForm};
use super::types::{Analysis, FoundMention, MentionFlags, Sentence};
use super::verb::{Verb, verbs_of};
use crate::model::ids::ClassId;
use crate::model::{MentionKind, Span};

/// A document with the look-ups that all later stages share. Built in one pass over the tokens.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) analysis: &'a Analysis,
    pub(super) lexicon: &'a Lexicon,
    pub(super) kinds: &'a Kinds,
    pub(super) known: Known,
    /// The outermost mention over each token.
    outer: Vec<Option<usize>>,
    /// The mentions that begin at each token, longest first.
    starts: Vec<Vec<usize>>,
    sentence_of: Vec<Option<usize>>,
    /// The quotation around each token.
    quotation_of: Vec<Option<usize>>,
    /// All verb groups in order.
    pub(super) verbs: Vec<Verb<'a>>,
    verb_of: Vec<Option<usize>>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a str, analysis: &'a Analysis, lexicon: &'a Lexicon, kinds: &'a Kinds, known: Known) -> Self {
        let length = analysis.tokens.len();
        let mut reading = Self {
            text,
            analysis,
            lexicon,
            kinds,
            known,
            outer: vec![None; length],
            starts: vec![Vec::new(); length],
            sentence_of: vec![None; length],
            quotation_of: vec![None; length],
            verbs: Vec::new(),
            verb_of: vec![None; length],
        };
        reading.index();
        let verbs = (0..analysis.sentences.len()).flat_map(|sentence| verbs_of(&reading, sentence)).collect();
        reading.verbs = verbs;
        for (place, verb) in reading.verbs.iter().enumerate() {
            for token in verb.first..verb.end {
                reading.verb_of[token] = Some(place);
            }
        }
        reading
    }

    fn index(&mut self) {
        let length = self.outer.len();
        for (place, mention) in self.analysis.mentions.iter().enumerate() {
            if mention.tokens.start >= mention.tokens.end || mention.tokens.end > length || mention.entity.is_none() {
                continue;
            }
            self.starts[mention.tokens.start].push(place);
            for token in mention.tokens.clone() {
                let wider = self.outer[token].is_none_or(|other| self.analysis.mentions[other].tokens.len() < mention.tokens.len());
                if wider {
                    self.outer[token] = Some(place);
                }
            }
        }
        for starts in &mut self.starts {
            starts.sort_by_key(|place| std::cmp::Reverse(self.analysis.mentions[*place].tokens.end));
        }
        for (place, sentence) in self.analysis.sentences.iter().enumerate() {
            for token in sentence.tokens.start..sentence.tokens.end.min(length) {
                self.sentence_of[token] = Some(place);
            }
        }
        for (place, quotation) in self.analysis.quotations.iter().enumerate() {
            for token in quotation.tokens.start..quotation.tokens.end.min(length) {
                self.quotation_of[token] = Some(place);
            }
        }
    }

    pub(super) fn mention(&self, place: usize) -> &'a FoundMention {
        &self.analysis.mentions[place]
    }

    /// Returns whether a mention is of a class, by itself or by the entity that it names.
    pub(super) fn is(&self, mention: usize, class: ClassId) -> bool {
        self.fits(mention, &[class])
    }

    pub(super) fn fits(&self, mention: usize, any: &[ClassId]) -> bool {
        let found = self.mention(mention);
        let entity = found.entity.and_then(|entity| self.analysis.entities.get(entity)).map(|entity| entity.class);
        self.kinds.fits(found.class, any) || entity.is_some_and(|class| self.kinds.fits(class, any))
    }

    pub(super) fn entity(&self, mention: usize) -> Option<usize> {
        self.mention(mention).entity
    }

    pub(super) fn is_former(&self, mention: usize) -> bool {
        self.mention(mention).flags.has(MentionFlags::FORMER)
    }

    pub(super) fn is_pronoun(&self, mention: usize) -> bool {
        self.mention(mention).kind == MentionKind::Pronoun
    }

    /// Returns the outermost mention over a token.
    pub(super) fn covering(&self, token: usize) -> Option<usize> {
        self.outer.get(token).copied().flatten()
    }

    pub(super) fn starting(&self, token: usize) -> &[usize] {
        self.starts.get(token).map_or(&[], Vec::as_slice)
    }

    pub(super) fn sentence_of(&self, token: usize) -> Option<usize> {
        self.sentence_of.get(token).copied().flatten()
    }

    pub(super) fn sentence(&self, place: usize) -> &'a Sentence {
        &self.analysis.sentences[place]
    }

    /// Returns the tokens of the sentence around a token; the token alone where it is in none.
    pub(super) fn sentence_tokens(&self, token: usize) -> Range<usize> {
        self.sentence_of(token).map_or(token..token + 1, |sentence| self.analysis.sentences[sentence].tokens.clone())
    }

    pub(super) fn quotation_of(&self, token: usize) -> Option<usize> {
        self.quotation_of.get(token).copied().flatten()
    }

    pub(super) fn verb_at(&self, token: usize) -> Option<&Verb<'a>> {
        self.verb_of.get(token).copied().flatten().map(|place| &self.verbs[place])
    }

    /// Returns the verb groups whose head lies in a range of tokens, in order.
    pub(super) fn verbs_in(&self, tokens: Range<usize>) -> &[Verb<'a>] {
        let from = self.verbs.partition_point(|verb| verb.head < tokens.start);
        let to = self.verbs.partition_point(|verb| verb.head < tokens.end);
        &self.verbs[from..to.max(from)]
    }

    /// Returns whether a verb, with its particle or without, is in a class of verbs.
    pub(super) fn verb_is(&self, verb: &Verb<'_>, class: &str) -> bool {
        let Some(class) = self.lexicon.class(class) else { return false };
        let Some(sentence) = self.sentence_of(verb.head) else { return false };
        let tokens = &self.analysis.tokens[..verb.end.min(self.analysis.tokens.len())];
        let longest = verb.end - verb.head;
        let mut entries = self.lexicon.all_at(tokens, verb.head, self.sentence(sentence).regime);
        entries.any(|(length, entry)| length == longest && entry.class() == class)
    }

    /// Returns the lower-cased word with straight quotes; empty for one that neither the lexicon nor the rules know.
    pub(super) fn word(&self, token: usize) -> &'a str {
        self.analysis.tokens.get(token).map_or("", |token| self.lexicon.word(token.sym))
    }

    /// Returns whether a verb form may be a past tense ("quit" may).
    pub(super) fn is_past_form(&self, token: usize) -> bool {
        let past = |reading: &super::lexicon::VerbReading| reading.form == VerbForm::Past;
        self.analysis.tokens.get(token).is_some_and(|token| self.lexicon.verb_readings(token.sym).iter().any(past))
    }

    pub(super) fn is_class(&self, token: usize, class: &str) -> bool {
        self.analysis.tokens.get(token).is_some_and(|token| self.lexicon.is(token.sym, class))
    }

    /// Returns the length of the longest word or phrase of a class at a token.
    pub(super) fn phrase(&self, token: usize, class: &str) -> Option<usize> {
        let sentence = self.sentence(self.sentence_of(token)?);
        self.lexicon.find(self.analysis.tokens.get(..sentence.tokens.end)?, token, class, sentence.regime).map(|(length, _)| length)
    }

    pub(super) fn is_mark(&self, token: usize) -> bool {
        self.analysis.tokens.get(token).is_none_or(|token| token.shape == super::token::Shape::Mark) && !matches!(self.word(token), "'s" | "&" | "-" | "%")
    }

    /// Returns the span from a first to behind a last token.
    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        let first = self.analysis.tokens.get(tokens.start).map_or(0, |token| token.span.start);
        let last = tokens.end.checked_sub(1).and_then(|last| self.analysis.tokens.get(last)).map_or(first, |token| token.span.end);
        Span { start: first, end: last.max(first) }
    }

    /// Returns the token before a mention and its determiner, adjectives and epithets.
    pub(super) fn before(&self, mention: usize) -> Option<usize> {
        let start = self.mention(mention).tokens.start;
        let floor = self.sentence_tokens(start).start;
        let mut at = start;
        for _ in 0..4 {
            let previous = at.checked_sub(1).filter(|previous| *previous >= floor)?;
            if self.covering(previous).is_some() || !self.is_modifier(previous) {
                return Some(previous);
            }
            at = previous;
        }
        at.checked_sub(1).filter(|previous| *previous >= floor)
    }

    /// Returns whether a word may stand between a determiner and a noun, or is a determiner.
    pub(super) fn is_modifier(&self, token: usize) -> bool {
        const CLASSES: &[&str] =
            &["determiner", "epithet", "former", "acting", "group_modifier", "ordinal", "number", "possessive_pronoun", "title", "quantifier"];
        self.verb_at(token).is_none() && !self.is_class(token, "preposition") && CLASSES.iter().any(|class| self.is_class(token, class))
    }

    /// Returns the mentions of a list "A, B and C" around one of them, in order; the mention alone where there is no list.
    pub(super) fn list(&self, mention: usize) -> Vec<usize> {
        let mut out = vec![mention];
        while let Some(next) = self.next_in_list(out[out.len() - 1]) {
            out.push(next);
        }
        if out.len() > 1 || self.previous_is_joined(mention) {
            let mut first = mention;
            while let Some(previous) = self.previous_in_list(first) {
                out.insert(0, previous);
                first = previous;
            }
        }
        let joined = out.windows(2).any(|pair| self.joined(pair[0], pair[1]));
        if joined && out.len() <= 24 { out } else { vec![mention] }
    }

    fn joined(&self, left: usize, right: usize) -> bool {
        let between = self.mention(left).tokens.end..self.mention(right).tokens.start;
        between.clone().any(|token| self.word(token) == "and" || self.word(token) == "or")
    }

    fn previous_is_joined(&self, mention: usize) -> bool {
        self.before(mention).is_some_and(|token| matches!(self.word(token), "and" | "or"))
    }

    fn same_kind(&self, left: usize, right: usize) -> bool {
        let roots = [self.known.person, self.known.organization, self.known.group, self.known.position];
        roots.iter().any(|root| self.is(left, *root) && self.is(right, *root))
    }

    fn next_in_list(&self, mention: usize) -> Option<usize> {
        let mut at = self.mention(mention).tokens.end;
        let mut links = 0;
        while matches!(self.word(at), "," | "and" | "or" | "as") && links < 3 {
            at += if self.word(at) == "as" { if self.word(at + 1) == "well" && self.word(at + 2) == "as" { 3 } else { return None } } else { 1 };
            links += 1;
        }
        while links > 0 && self.covering(at).is_none() && self.is_modifier(at) {
            at += 1;
        }
        let next = self.starting(at).first().copied().filter(|_| links > 0)?;
        self.same_kind(mention, next).then_some(next)
    }

    fn previous_in_list(&self, mention: usize) -> Option<usize> {
        let mut at = self.before(mention)?;
        let mut links = 0;
        while matches!(self.word(at), "," | "and" | "or") && links < 2 {
            at = at.checked_sub(1)?;
            links += 1;
        }
        let previous = self.covering(at).filter(|_| links > 0)?;
        self.same_kind(previous, mention).then_some(previous)
    }
}
