//! Sentences that a careless reader gets wrong: what is refused, denied, planned, asked, only demanded, or said by somebody else.

use corkboard::diagnostic::Diagnostics;
use corkboard::extract::Extractor;
use corkboard::model::claim::{Voice, standing};
use corkboard::model::{Document, Extraction, Object, Schema};

/// What may be found of a predicate in a sentence.
enum Wanted {
    /// Nothing.
    None,
    /// No fact.
    NoFact,
    /// This standing.
    Only(&'static str),
    /// This standing with these speakers, outermost first, joined by ` > `.
    By(&'static str, &'static str),
}

use Wanted::{By, NoFact, None as Nothing, Only};

const RESIGNED: &str = "resignedFrom";
const INVESTIGATES: &str = "investigates";

const TRAPS: &[(&str, &str, Wanted)] = &[
    ("Dana Roe resigned as mayor of Ashford.", RESIGNED, Only("fact")),
    ("Dana Roe was forced to resign as mayor of Ashford.", RESIGNED, Only("fact")),
    ("Dana Roe did not resign as mayor of Ashford.", RESIGNED, Only("denied")),
    ("Dana Roe has not resigned as mayor of Ashford.", RESIGNED, Only("denied")),
    ("Dana Roe hasn't resigned as mayor of Ashford.", RESIGNED, Only("denied")),
    ("Dana Roe never resigned as mayor of Ashford.", RESIGNED, Only("denied")),
    ("Dana Roe refused to resign as mayor of Ashford.", RESIGNED, Only("denied")),
    ("Dana Roe has repeatedly refused to resign as mayor of Ashford.", RESIGNED, Only("denied")),
    ("Dana Roe declined to resign as mayor of Ashford.", RESIGNED, Only("denied")),
    ("Dana Roe's refusal to resign as mayor of Ashford angered many.", RESIGNED, Only("denied")),
    ("Dana Roe has no plans to resign as mayor of Ashford.", RESIGNED, Only("denied")),
    ("Dana Roe has no intention of resigning as mayor of Ashford.", RESIGNED, NoFact),
    ("Dana Roe ruled out resigning as mayor of Ashford.", RESIGNED, Only("denied")),
    ("Dana Roe denied that she had resigned as mayor of Ashford.", RESIGNED, By("denied", "Dana Roe")),
    ("Dana Roe denied she had resigned as mayor of Ashford.", RESIGNED, By("denied", "Dana Roe")),
    ("Dana Roe will resign as mayor of Ashford.", RESIGNED, Only("planned")),
    ("Dana Roe plans to resign as mayor of Ashford.", RESIGNED, Only("planned")),
    ("Dana Roe is to resign as mayor of Ashford.", RESIGNED, Only("planned")),
    ("Dana Roe is due to resign as mayor of Ashford in May.", RESIGNED, Only("planned")),
    ("Dana Roe is expected to resign as mayor of Ashford.", RESIGNED, Only("planned")),
    ("Dana Roe intends to resign as mayor of Ashford.", RESIGNED, Only("planned")),
    ("Dana Roe promised to resign as mayor of Ashford.", RESIGNED, Only("planned")),
    ("Dana Roe may resign as mayor of Ashford.", RESIGNED, Only("hypothetical")),
    ("Dana Roe could resign as mayor of Ashford.", RESIGNED, Only("hypothetical")),
    ("Dana Roe might yet resign as mayor of Ashford.", RESIGNED, Only("hypothetical")),
    ("If Dana Roe resigns as mayor of Ashford, the vote will be lost.", RESIGNED, Only("hypothetical")),
    ("Unless Dana Roe resigns as mayor of Ashford, the vote will be lost.", RESIGNED, Only("hypothetical")),
    ("It is not clear whether Dana Roe resigned as mayor of Ashford.", RESIGNED, Only("hypothetical")),
    ("Has Dana Roe resigned as mayor of Ashford?", RESIGNED, Only("hypothetical")),
    ("Dana Roe considered resigning as mayor of Ashford.", RESIGNED, Only("hypothetical")),
    ("Dana Roe should resign as mayor of Ashford.", RESIGNED, Nothing),
    ("Dana Roe must resign as mayor of Ashford.", RESIGNED, Nothing),
    ("Dana Roe has been urged to resign as mayor of Ashford.", RESIGNED, Nothing),
    ("Dana Roe was asked to resign as mayor of Ashford.", RESIGNED, Nothing),
    ("Omar Pell called on Dana Roe to resign as mayor of Ashford.", RESIGNED, Nothing),
    ("Omar Pell urged Dana Roe to resign as mayor of Ashford.", RESIGNED, Nothing),
    ("Omar Pell told Dana Roe to resign as mayor of Ashford.", RESIGNED, Nothing),
    ("Omar Pell demanded that Dana Roe resign as mayor of Ashford.", RESIGNED, Nothing),
    ("Omar Pell demanded the resignation of Dana Roe as mayor of Ashford.", RESIGNED, Nothing),
    ("Calls for Dana Roe to resign as mayor of Ashford grew.", RESIGNED, Nothing),
    ("There was pressure on Dana Roe to resign as mayor of Ashford.", RESIGNED, Nothing),
    ("Calls for the resignation of Dana Roe grew.", RESIGNED, Nothing),
    ("Omar Pell said Dana Roe had resigned as mayor of Ashford.", RESIGNED, By("reported", "Omar Pell")),
    ("Omar Pell said that Dana Roe had resigned as mayor of Ashford.", RESIGNED, By("reported", "Omar Pell")),
    ("Dana Roe had resigned as mayor of Ashford, Omar Pell said.", RESIGNED, By("reported", "Omar Pell")),
    ("Dana Roe had resigned as mayor of Ashford, said Omar Pell.", RESIGNED, By("reported", "Omar Pell")),
    ("According to Omar Pell, Dana Roe resigned as mayor of Ashford.", RESIGNED, By("reported", "Omar Pell")),
    ("Dana Roe resigned as mayor of Ashford, according to Omar Pell.", RESIGNED, By("reported", "Omar Pell")),
    ("Omar Pell told reporters that Dana Roe had resigned as mayor of Ashford.", RESIGNED, By("reported", "Omar Pell")),
    ("Omar Pell said Dana Roe would not resign as mayor of Ashford.", RESIGNED, By("denied", "Omar Pell")),
    ("Ashford Council said Omar Pell had said that Dana Roe had resigned as mayor of Ashford.", RESIGNED, By("reported", "Ashford Council > Omar Pell")),
    ("Dana Roe reportedly resigned as mayor of Ashford.", RESIGNED, By("reported", "unnamed source")),
    ("Dana Roe has reportedly resigned as mayor of Ashford.", RESIGNED, By("reported", "unnamed source")),
    ("Dana Roe is understood to have resigned as mayor of Ashford.", RESIGNED, By("reported", "unnamed source")),
    ("Dana Roe is said to have resigned as mayor of Ashford.", RESIGNED, By("reported", "unnamed source")),
    ("Sources said Dana Roe had resigned as mayor of Ashford.", RESIGNED, NoFact),
    ("It is understood that Dana Roe resigned as mayor of Ashford.", RESIGNED, NoFact),
    ("Dana Roe allegedly resigned as mayor of Ashford.", RESIGNED, Only("alleged")),
    ("Omar Pell claimed that Dana Roe had resigned as mayor of Ashford.", RESIGNED, Only("alleged")),
    ("Omar Pell alleged that Dana Roe had resigned as mayor of Ashford.", RESIGNED, Only("alleged")),
    ("Dana Roe, who resigned as mayor of Ashford, said the vote was lost.", RESIGNED, Only("fact")),
    ("“Dana Roe resigned as mayor of Ashford,” said Omar Pell.", RESIGNED, By("reported", "Omar Pell")),
    ("Omar Pell said: “Dana Roe resigned as mayor of Ashford.”", RESIGNED, By("reported", "Omar Pell")),
    ("The families were resigned to a long wait, Dana Roe said.", RESIGNED, Nothing),
    ("The Ashford Ombudsman is investigating Ashford Council.", INVESTIGATES, Only("fact")),
    ("The Ashford Ombudsman is not investigating Ashford Council.", INVESTIGATES, Only("denied")),
    ("The Ashford Ombudsman will investigate Ashford Council.", INVESTIGATES, Only("planned")),
    ("The Ashford Ombudsman was asked to investigate Ashford Council.", INVESTIGATES, Nothing),
    ("The Ashford Ombudsman refused to investigate Ashford Council.", INVESTIGATES, Only("denied")),
    ("The Ashford Ombudsman is considering whether to investigate Ashford Council.", INVESTIGATES, NoFact),
    ("Omar Pell called for an Ashford Ombudsman investigation into Ashford Council.", INVESTIGATES, Nothing),
    ("The Ashford Ombudsman ruled out an investigation into Ashford Council.", INVESTIGATES, NoFact),
    ("The Ashford Ombudsman has been brought in to investigate Ashford Council.", INVESTIGATES, Only("fact")),
];

fn extract(schema: &Schema, extractor: &Extractor, text: &str) -> Extraction {
    let document = Document { id: "trap".to_owned(), text: Some(text.to_owned()), ..Document::default() };
    extractor.extract(document, schema, &mut Diagnostics::new())
}

fn found(schema: &Schema, extraction: &Extraction, predicate: &str) -> Vec<(String, String)> {
    let own = extraction.claims.iter().filter(|claim| schema.predicate(claim.predicate).name == predicate);
    own.map(|claim| {
        let voice = if claim.speakers.is_empty() { Voice::Own } else { Voice::Speaker };
        let speakers: Vec<&str> = claim.speakers.iter().map(|speaker| extraction.entities[*speaker].name.as_str()).collect();
        (standing(claim.status.unwrap(), claim.inferred, voice).name().to_owned(), speakers.join(" > "))
    })
    .collect()
}

#[test]
fn no_trap_is_stepped_into() {
    let schema = Schema::builtin().unwrap();
    let extractor = Extractor::builtin(&schema).unwrap();
    let mut out = Vec::new();
    for (text, predicate, wanted) in TRAPS {
        let found = found(&schema, &extract(&schema, &extractor, text), predicate);
        let right = match wanted {
            Nothing => found.is_empty(),
            NoFact => found.iter().all(|(standing, _)| standing != "fact"),
            Only(wanted) => !found.is_empty() && found.iter().all(|(standing, _)| standing == wanted),
            By(wanted, speakers) => !found.is_empty() && found.iter().all(|(standing, by)| standing == wanted && by == speakers),
        };
        if !right {
            out.push(format!("{text} -> {found:?}"));
        }
    }
    assert!(TRAPS.len() >= 60 && out.is_empty(), "{} of {} traps\n{}", out.len(), TRAPS.len(), out.join("\n"));
}

/// `traps.tsv`: a sentence, a predicate, and `nothing`, `no fact` or `only NAME`: some fact, and none without that participant.
#[test]
fn no_trap_of_the_table_is_stepped_into() {
    let schema = Schema::builtin().unwrap();
    let extractor = Extractor::builtin(&schema).unwrap();
    let table = include_str!("../fixtures/traps.tsv");
    let mut out = Vec::new();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let extraction = extract(&schema, &extractor, cells[0]);
        let found = found(&schema, &extraction, cells[1]);
        let right = match cells[2].strip_prefix("only ") {
            Some(name) => {
                let own = extraction.claims.iter().filter(|claim| schema.predicate(claim.predicate).name == cells[1]);
                let named = |entity: usize| extraction.entities[entity].name == name;
                let all = own.clone().all(|claim| named(claim.subject) || matches!(claim.object, Object::Entity(entity) if named(entity)));
                found.iter().any(|(standing, _)| standing == "fact") && all
            }
            None if cells[2] == "nothing" => found.is_empty(),
            None => found.iter().all(|(standing, _)| standing != "fact"),
        };
        if !right {
            out.push(format!("{} -> {found:?}", cells[0]));
        }
    }
    assert!(table.lines().count() > 200 && out.is_empty(), "{} traps\n{}", out.len(), out.join("\n"));
}

/// `statuses.tsv`: a sentence, a predicate, and the standing that all its claims have, or `nothing`.
#[test]
fn every_sentence_has_the_standing_that_a_reader_gives_it() {
    let schema = Schema::builtin().unwrap();
    let extractor = Extractor::builtin(&schema).unwrap();
    let table = include_str!("../fixtures/statuses.tsv");
    let mut out = Vec::new();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let found = found(&schema, &extract(&schema, &extractor, cells[0]), cells[1]);
        let right = found.iter().all(|(standing, _)| standing == cells[2]) && found.is_empty() == (cells[2] == "nothing");
        if !right {
            out.push(format!("{line} -> {found:?}"));
        }
    }
    assert!(table.lines().count() > 50 && out.is_empty(), "{} sentences\n{}", out.len(), out.join("\n"));
}

#[test]
fn every_quote_is_the_text_at_its_span() {
    let schema = Schema::builtin().unwrap();
    let extractor = Extractor::builtin(&schema).unwrap();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let pieces: Vec<&str> = TRAPS
        .iter()
        .map(|(text, ..)| *text)
        .chain(["“", "”", "\"", "\n\n", " ", "é\u{a0}", "said", ", who", "'s", "to", "(", "2015", "in", ".", "not"])
        .collect();
    let text = proptest::collection::vec(proptest::sample::select(pieces), 0..12).prop_map(|pieces| pieces.join(" "));
    runner
        .run(&text, |text| {
            let extraction = extract(&schema, &extractor, &text);
            for claim in &extraction.claims {
                for evidence in &claim.evidence {
                    let span = evidence.span.expect("evidence of ours has a span");
                    proptest::prop_assert_eq!(text.get(span.range()), extraction.quote(evidence));
                    proptest::prop_assert!(span.start < span.end);
                }
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn any_text_is_read_without_a_panic() {
    let schema = Schema::builtin().unwrap();
    let extractor = Extractor::builtin(&schema).unwrap();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    runner
        .run(&proptest::prelude::any::<String>(), |text| {
            let extraction = extract(&schema, &extractor, &text);
            let whole = extraction.claims.iter().flat_map(|claim| &claim.evidence).all(|evidence| extraction.quote(evidence).is_some());
            proptest::prop_assert!(whole);
            Ok(())
        })
        .unwrap();
}

use proptest::strategy::Strategy as _;
