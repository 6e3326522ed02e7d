//! Runs patterns over the tokens of a sentence: bounded backtracking, so that no text and no rule can make it slow.

use std::ops::Range;

use super::pattern::{Node, Pattern};
use super::reading::Reading;

/// Most steps for one rule at one place; a pattern that needs more does not match there.
const BUDGET: u32 = 4_000;

/// A place where a pattern matched.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub(super) tokens: Range<usize>,
    /// Capture and mention, in the order in which they were passed.
    pub(super) captures: Vec<(u8, usize)>,
}

impl Match {
    /// Returns the mentions that a capture holds; several where it is a list.
    pub(super) fn all<'a>(&'a self, pattern: &'a Pattern, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        let place = pattern.captures.iter().position(|capture| capture == name);
        self.captures.iter().filter(move |(capture, _)| place == Some(usize::from(*capture))).map(|(_, mention)| *mention)
    }
}

struct Run<'a, 'b> {
    reading: &'b Reading<'a>,
    sentence: Range<usize>,
    steps: u32,
    captures: Vec<(u8, usize)>,
}

type Next<'k, 'a, 'b> = &'k mut dyn FnMut(&mut Run<'a, 'b>, usize) -> bool;

/// Returns the first way in which a pattern matches at a token of a sentence.
pub(super) fn match_at(reading: &Reading<'_>, pattern: &Pattern, sentence: Range<usize>, at: usize) -> Option<Match> {
    let mut run = Run { reading, sentence, steps: 0, captures: Vec::new() };
    let mut found = None;
    let matched = run.sequence(&pattern.nodes, at, &mut |run, end| {
        found = Some((end, run.captures.clone()));
        true
    });
    let (end, captures) = found.filter(|_| matched)?;
    Some(Match { tokens: at..end.max(at), captures })
}

impl<'a, 'b> Run<'a, 'b> {
    fn sequence(&mut self, nodes: &[Node], at: usize, next: Next<'_, 'a, 'b>) -> bool {
        self.steps += 1;
        if self.steps > BUDGET {
            return false;
        }
        let Some((first, rest)) = nodes.split_first() else { return next(self, at) };
        self.node(first, at, &mut |run: &mut Self, end: usize| run.sequence(rest, end, next))
    }

    fn node(&mut self, node: &Node, at: usize, next: Next<'_, 'a, 'b>) -> bool {
        let inside = at < self.sentence.end;
        match node {
            Node::Word(sym) => inside && self.reading.analysis.tokens[at].sym == *sym && next(self, at + 1),
            Node::Any => inside && next(self, at + 1),
            Node::Start => at == self.sentence.start && next(self, at),
            Node::Verb(lemma, form) => {
                let readings = if inside { self.reading.lexicon.verb_readings(self.reading.analysis.tokens[at].sym) } else { &[] };
                readings.iter().any(|reading| reading.lemma == *lemma && form.is_none_or(|form| reading.form == form)) && next(self, at + 1)
            }
            Node::Class(class) => self.class(*class, at).is_some_and(|length| next(self, at + length)),
            Node::Mention { capture, classes, list } => self.mention(*capture, classes, *list, at, next),
            Node::Gap { most, commas } => self.gap(*most, *commas, at, next),
            Node::Not(node) => {
                let held = self.captures.len();
                let there = self.node(node, at, &mut |_, _| true);
                self.captures.truncate(held);
                !there && next(self, at)
            }
            Node::Group(alternatives) => alternatives.iter().any(|nodes| {
                let held = self.captures.len();
                self.sequence(nodes, at, next) || {
                    self.captures.truncate(held);
                    false
                }
            }),
            Node::Repeat { node, least, most } => self.repeat(node, *least, *most, at, next),
        }
    }

    fn class(&self, class: super::lexicon::WordClass, at: usize) -> Option<usize> {
        if at >= self.sentence.end {
            return None;
        }
        let tokens = self.reading.analysis.tokens.get(..self.sentence.end)?;
        let regime = self.reading.sentence_of(at).map(|sentence| self.reading.sentence(sentence).regime)?;
        let phrase = self.reading.lexicon.find_class(tokens, at, class, regime).map(|(length, _)| length);
        phrase.or_else(|| self.reading.lexicon.has(tokens[at].sym, class).then_some(1))
    }

    fn repeat(&mut self, node: &Node, least: usize, most: usize, at: usize, next: Next<'_, 'a, 'b>) -> bool {
        self.steps += 1;
        if self.steps > BUDGET {
            return false;
        }
        let held = self.captures.len();
        let again =
            most > 0 && self.node(node, at, &mut |run: &mut Self, end: usize| end > at && run.repeat(node, least.saturating_sub(1), most - 1, end, next));
        if again {
            return true;
        }
        self.captures.truncate(held);
        least == 0 && next(self, at)
    }

    fn gap(&mut self, most: usize, commas: bool, at: usize, next: Next<'_, 'a, 'b>) -> bool {
        let mut end = at;
        loop {
            if next(self, end) {
                return true;
            }
            let word = self.reading.word(end);
            let stops = matches!(word, ";" | ":" | "\"" | "." | "?" | "!") || (word == "," && !commas);
            if end >= self.sentence.end || end - at >= most || stops || self.steps > BUDGET {
                return false;
            }
            end += 1;
        }
    }

    fn mention(&mut self, capture: Option<u8>, classes: &[crate::model::ids::ClassId], list: bool, at: usize, next: Next<'_, 'a, 'b>) -> bool {
        let mut start = at;
        while start < self.sentence.end && self.reading.starting(start).is_empty() && start - at < 3 && self.reading.is_modifier(start) {
            start += 1;
        }
        for place in 0..self.reading.starting(start).len() {
            let mention = self.reading.starting(start)[place];
            if !self.reading.fits(mention, classes) {
                continue;
            }
            let held = self.captures.len();
            let members = if list { self.reading.list(mention) } else { vec![mention] };
            if let Some(capture) = capture {
                self.captures.extend(members.iter().map(|member| (capture, *member)));
            }
            let end = members.iter().map(|member| self.reading.mention(*member).tokens.end).max().unwrap_or(start);
            if end <= self.sentence.end && next(self, end) {
                return true;
            }
            self.captures.truncate(held);
        }
        false
    }
}
