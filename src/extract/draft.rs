//! What a rule found, before status, speaker, date and post are known.

use std::ops::Range;

use super::reading::Reading;
use super::rules::Rule;
use crate::model::ids::PredicateId;
use crate::model::{PartialDate, Reasons, Status, Value};

/// Where a claim's verb or noun stands, which decides its status, speaker and date.
pub(super) type Trigger = usize;

/// The object of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    Mention(usize),
    Value(Value),
    /// The post that somebody left, which the rule did not find.
    Post,
}

/// What a rule found.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The position of the rule among all; absent for what the stages themselves find (counts, quotations).
    pub(super) rule: Option<usize>,
    /// What is written as the rule.
    pub(super) name: String,
    pub(super) predicate: PredicateId,
    pub(super) subject: usize,
    pub(super) object: Found,
    pub(super) qualifiers: Vec<(String, Found)>,
    pub(super) trigger: Trigger,
    /// All tokens that show it.
    pub(super) tokens: Range<usize>,
    pub(super) status: Status,
    pub(super) inferred: Reasons,
    pub(super) date: Option<PartialDate>,
    pub(super) confidence: u16,
}

impl Draft {
    pub(super) fn new(rule: &Rule, place: usize, subject: usize, object: Found, trigger: Trigger) -> Self {
        let inferred = rule.inferred.map_or(Reasons::NONE, |reason| Reasons::NONE.with(reason));
        Self {
            rule: Some(place),
            name: rule.id.clone(),
            predicate: rule.predicate,
            subject,
            object,
            qualifiers: Vec::new(),
            trigger,
            tokens: trigger..trigger + 1,
            status: rule.status.unwrap_or(Status::Stated),
            inferred,
            date: None,
            confidence: rule.confidence.thousandths(),
        }
    }

    /// Widens the tokens over all participants.
    pub(super) fn cover(&mut self, reading: &Reading<'_>) {
        let mut mentions = vec![self.subject];
        let others = std::iter::once(&self.object).chain(self.qualifiers.iter().map(|(_, found)| found));
        mentions.extend(others.filter_map(|found| if let Found::Mention(mention) = found { Some(*mention) } else { None }));
        for mention in mentions {
            let tokens = &reading.mention(mention).tokens;
            self.tokens = self.tokens.start.min(tokens.start)..self.tokens.end.max(tokens.end);
        }
    }

    /// Makes it the ended form of its predicate, where there is one.
    pub(super) fn end(&mut self, rule: &Rule) {
        if let Some(ended) = rule.ended {
            self.predicate = ended;
        }
    }
}
