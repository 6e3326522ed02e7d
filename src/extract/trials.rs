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

/// The classes and names of what a sentence of speech holds.
fn found(sentence: &str) -> Vec<String> {
    let schema = Schema::builtin().unwrap();
    let extractor = Extractor::builtin(&schema).unwrap();
    let records = extract(&extractor, &schema, sentence).entities;
    records.iter().map(|record| format!("{} {}", schema.class(record.class).name, record.name)).collect()
}

#[test]
fn capitals_before_a_speech_verb_are_a_body_behind_an_article_and_a_person_without() {
    for (sentence, holds, lacks) in [
        ("The Harbour Clipper said that Dana Roe had left.", Some("Organization Harbour Clipper"), "Person Harbour Clipper"),
        ("On Monday the Daily Clipper reported that Dana Roe had left.", Some("Organization Daily Clipper"), "Person Daily Clipper"),
        ("Harlan Clipper said that Dana Roe had left.", Some("Person Harlan Clipper"), "Organization Harlan Clipper"),
        ("The Irish Tories said that Dana Roe had left.", None, "Organization Irish Tories"),
    ] {
        let found = found(sentence);
        assert!(holds.is_none_or(|name| found.iter().any(|one| one == name)), "{sentence} {found:?}");
        assert!(!found.iter().any(|one| one == lacks), "{sentence} {found:?}");
    }
}
