//! Runs the example and counter sentences that every rule carries.

use super::extractor::Extractor;
use super::rules::{Effect, Trials};
use crate::diagnostic::Diagnostics;
use crate::model::claim::Status;
use crate::model::schema::Schema;
use crate::model::{ClaimRecord, Document, Extraction};

fn extract(extractor: &Extractor, schema: &Schema, sentence: &str) -> Extraction {
    let document = Document { id: "trial".to_owned(), text: Some(sentence.to_owned()), ..Document::default() };
    extractor.extract(document, schema, &mut Diagnostics::new())
}

fn failures(extractor: &Extractor, schema: &Schema, id: &str, trials: &Trials, holds: &dyn Fn(&ClaimRecord) -> bool) -> Vec<String> {
    let found = |sentence: &String| extract(extractor, schema, sentence).claims.iter().any(holds);
    let silent = trials.example.iter().filter(|sentence| !found(sentence)).map(|sentence| format!("{id}: nothing found in: {sentence}"));
    let wrong = trials.counter.iter().filter(|sentence| found(sentence)).map(|sentence| format!("{id}: found in: {sentence}"));
    silent.chain(wrong).collect()
}

#[test]
fn every_rule_does_what_its_examples_say() {
    let schema = Schema::builtin().unwrap();
    let extractor = Extractor::builtin(&schema).unwrap();
    let mut out = Vec::new();
    for rule in &extractor.rules.rules {
        let status = rule.status.unwrap_or(Status::Stated);
        let holds = |claim: &ClaimRecord| claim.predicate == rule.predicate && claim.status == Some(status);
        assert!(!rule.trials.example.is_empty() && !rule.trials.counter.is_empty() || rule.id == "position/whose-office", "{}", rule.id);
        out.extend(failures(&extractor, &schema, &rule.id, &rule.trials, &holds));
    }
    for context in &extractor.rules.contexts {
        let holds = |claim: &ClaimRecord| match context.effect {
            Effect::Status(status) => claim.status == Some(status),
            Effect::Hedge => !claim.speakers.is_empty(),
            Effect::Drop => false,
        };
        out.extend(failures(&extractor, &schema, &context.id, &context.trials, &holds));
    }
    assert!(out.is_empty(), "{}", out.join("\n"));
}
