//! What holds for any article and any extraction: quotes stand in the text, and no claim is worth more in a file than in its source.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use corkboard::Diagnostics;
use corkboard::export::{Edges, ExportOptions, Format};
use corkboard::extract::Extractor;
use corkboard::model::{Asserted, Document, GraphBuilder, KnowledgeGraph, ObjectView, Reason, Reasons, Schema, Status};
use corkboard::resolve::{ResolveMode, resolve};
use oxrdf::{Term, Triple};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{TestCaseResult, TestRunner};

use crate::sample::{self, Doc};
use crate::{jsonl, specimen, turtle};

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::builtin().unwrap());
static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builtin(&SCHEMA).unwrap());

const PIECES: [&str; 26] = [
    "Dana Roe resigned as mayor of Ashford",
    "Zoë Ång’s report",
    "Omar Pell refused to resign as clerk of Moss Council",
    "the Moss Ombudsman is investigating Ashford Council",
    "12 officers of Alden Police were referred to the Moss Ombudsman by Alden Police",
    "Ms Roe",
    "she",
    "allegedly",
    ", Omar Pell said",
    "Sources said",
    "if",
    "will resign",
    "“",
    "”",
    "\"",
    "\u{a0}",
    "\n\n",
    "\r\n",
    "😀",
    "e\u{301}",
    ".",
    ".",
    ",",
    "in April 2015",
    "not",
    "\u{202e}",
];

/// Sentences of news and pieces of them, and now and then characters of any kind.
fn article() -> impl Strategy<Value = String> {
    let odd = prop::collection::vec(any::<char>(), 1..4).prop_map(String::from_iter);
    let piece = prop_oneof![7 => select(PIECES.to_vec()).prop_map(str::to_owned), 1 => odd];
    let text = prop::collection::vec(piece, 1..14).prop_map(|pieces| pieces.join(" "));
    text.prop_filter("a blank article says nothing, and is remarked on", |text| !text.trim().is_empty())
}

fn graph_of_article(text: &str) -> KnowledgeGraph {
    let document = Document { id: "article".to_owned(), text: Some(text.to_owned()), ..Document::default() };
    let extractions = [EXTRACTOR.extract(document, &SCHEMA, &mut Diagnostics::new())];
    let resolution = resolve(&extractions, &SCHEMA, ResolveMode::Names).unwrap().0;
    GraphBuilder::new(SCHEMA.clone(), Asserted::default()).build(&extractions, &resolution).unwrap().0
}

/// How a claim is put: its predicate, status, reasons, speakers, and whether it has a value for an object.
type Put = (&'static str, Option<Status>, Vec<Reason>, usize, bool);

fn put() -> impl Strategy<Value = Put> {
    let predicate = select(vec!["memberOf", "resignedFrom", "investigates", "allegationAgainst", "memberCount"]);
    let status = select(Status::ALL.iter().copied().map(Some).chain([None, Some(Status::Stated), Some(Status::Stated)]).collect::<Vec<_>>());
    (predicate, status, subsequence(Reason::ALL.to_vec(), 0..=Reason::ALL.len()), 0_usize..3).prop_map(|(predicate, status, reasons, speakers)| {
        // Most claims are read and in the own voice, or hardly any would be a fact.
        let speakers = speakers.saturating_sub(1);
        let reasons = if reasons.len() == 2 { Vec::new() } else { reasons };
        (predicate, status, reasons, speakers, predicate == "memberCount")
    })
}

/// The standing by the words of the promise, without the code that decides it.
fn promised((_, status, reasons, speakers, _): &Put) -> &'static str {
    let concluded = reasons.contains(&Reason::Eponym) || reasons.contains(&Reason::Post);
    match status {
        None => "unknown",
        Some(Status::Stated) if concluded => "inferred",
        Some(Status::Stated) if *speakers > 0 => "reported",
        Some(Status::Stated) => "fact",
        Some(other) => other.name(),
    }
}

/// A graph with one claim a subject, and what each claim, by its uid, is promised to be worth.
fn graph_of_claims(all: &[Put]) -> (KnowledgeGraph, BTreeMap<String, &'static str>) {
    let mut doc = Doc::new(&SCHEMA, "any", None);
    doc.entities(&[("Council", "Moss Council"), ("Watchdog", "Moss Ombudsman"), ("NewsOutlet", "The Herald")]);
    for (number, (predicate, status, reasons, speakers, is_value)) in all.iter().enumerate() {
        let name = format!("Subject {number}");
        doc.entity("Group", &name);
        let claim = if *is_value {
            doc.value(&name, predicate, corkboard::model::Value::integer(12), "words")
        } else {
            doc.claim(&name, predicate, "Moss Council", "words")
        };
        claim.status = *status;
        claim.inferred = reasons.iter().fold(Reasons::NONE, |set, reason| set.with(*reason));
        claim.speakers = (1..=*speakers).collect();
    }
    let graph = sample::build(&SCHEMA, &[doc.extraction], Asserted::default());
    let number = |name: &str| name.strip_prefix("Subject ").unwrap().parse::<usize>().unwrap();
    let worth = graph.claims().map(|claim| (claim.uid(), promised(&all[number(claim.subject().name())]))).collect();
    (graph, worth)
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).unwrap_or_else(|| panic!("no {before} in {text}")).0
}

/// The uid, standing and type of each edge of both property graphs.
fn edges(graph: &KnowledgeGraph) -> Vec<(String, String, String)> {
    let options = ExportOptions { edges: Edges::Claims, ..ExportOptions::default() };
    let written = |format| specimen::written(graph, format, &options).0;
    let graphml = written(Format::GraphMl);
    let of_edge = |edge: &str| {
        let data = |key: &str| between(edge, &format!("<data key=\"{key}\">"), "<").to_owned();
        assert_eq!(between(edge, "label=\"", "\""), data("e_relation"));
        assert_eq!(data("e_asserted"), (data("e_standing") == "fact" && !data("e_relation").ends_with("ALLEGATION_AGAINST")).to_string());
        (data("e_uid"), data("e_standing"), data("e_relation"))
    };
    let mut found: Vec<_> = graphml.split("<edge ").skip(1).map(of_edge).collect();
    let dot = written(Format::Dot);
    let of_line = |line: &str| {
        let word = |name: &str| between(line, &format!("{name}=\""), "\"").to_owned();
        assert_eq!(word("style") == "solid", word("standing") == "fact" && !word("relation").ends_with("ALLEGATION_AGAINST"), "{line}");
        (format!("claim/{}", between(line, "[id=\"e", "\"")), word("standing"), word("relation"))
    };
    found.extend(dot.lines().filter(|line| line.contains("\" -> \"")).map(of_line));
    found
}

fn edge_type(predicate: &str, standing: &str) -> String {
    let plain = match predicate {
        "memberOf" => "MEMBER_OF",
        "resignedFrom" => "RESIGNED_FROM",
        "investigates" => "INVESTIGATES",
        _ => "ALLEGATION_AGAINST",
    };
    match (plain, standing) {
        ("ALLEGATION_AGAINST", "fact") => format!("STATED_{plain}"),
        ("ALLEGATION_AGAINST", "alleged") | (_, "fact") => plain.to_owned(),
        _ => format!("{}_{plain}", standing.to_uppercase()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_claim_is_worth_more_in_a_file_than_in_its_source(all in prop::collection::vec(put(), 1..8)) {
        let (graph, worth) = graph_of_claims(&all);
        prop_assert_eq!(worth.len(), all.len());
        for claim in graph.claims() {
            prop_assert_eq!(claim.standing().name(), worth[&claim.uid()]);
        }

        let triples = turtle::parse(&sample::export(&graph, Format::Turtle));
        let mut of_turtle: Vec<_> = turtle::claims(&triples).into_iter().map(|claim| claim.3).collect();
        let mut promised: Vec<_> = worth.values().map(|standing| (*standing).to_owned()).collect();
        of_turtle.sort();
        promised.sort();
        prop_assert_eq!(of_turtle, promised);
        let is_plain = |put: &&Put| promised_fact(put) && put.0 != "allegationAgainst";
        let plain: BTreeSet<_> = turtle::plain(&triples);
        prop_assert_eq!(plain.len(), all.iter().filter(is_plain).count(), "{:?}", plain);
        let facts: BTreeSet<_> = turtle::claims(&triples).into_iter().filter(|claim| claim.3 == "fact").map(|claim| (claim.0, claim.1, claim.2)).collect();
        prop_assert!(plain.is_subset(&facts));

        let found = edges(&graph);
        prop_assert_eq!(found.len(), 2 * all.iter().filter(|put| !put.4).count(), "an edge a claim, in GraphML and in DOT");
        let predicates: BTreeMap<String, String> = graph.claims().map(|claim| (claim.uid(), claim.predicate().name.clone())).collect();
        for (uid, standing, relation) in found {
            prop_assert_eq!(standing.as_str(), worth[&uid]);
            prop_assert_eq!(relation, edge_type(&predicates[&uid], &standing));
        }

        let again = jsonl::read_back(&sample::export(&graph, Format::JsonLines));
        prop_assert_eq!(again.claims().map(|claim| (claim.uid(), claim.standing().name())).collect::<BTreeMap<_, _>>(), worth);
    }
}

fn promised_fact(put: &Put) -> bool {
    promised(put) == "fact"
}

/// The literals of the nodes of a kind: uid, then predicate without its namespace, then the text.
fn literals(triples: &[Triple], kind: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut found: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for triple in triples {
        let subject = triple.subject.to_string();
        let uid = subject.strip_prefix("<https://example.org/kg/").and_then(|rest| rest.strip_suffix('>')).filter(|uid| uid.starts_with(kind));
        if let (Some(uid), Term::Literal(literal)) = (uid, &triple.object) {
            let predicate = triple.predicate.as_str().rsplit(['#', '/']).next().unwrap().to_owned();
            found.entry(uid.to_owned()).or_default().insert(predicate, literal.value().to_owned());
        }
    }
    found
}

/// Checks that each quote is the text at its offsets, in the graph and in Turtle.
fn quotes_stand(text: &str, graph: &KnowledgeGraph, triples: &[Triple]) -> TestCaseResult {
    let of_turtle = literals(triples, "evidence/");
    let mut quotes = 0;
    for claim in graph.claims() {
        prop_assert!(claim.evidence().len() > 0);
        for evidence in claim.evidence() {
            let place = evidence.code_points().unwrap();
            let there: String = text.chars().skip(place.start as usize).take((place.end - place.start) as usize).collect();
            prop_assert!(evidence.is_checked() && !there.is_empty());
            prop_assert_eq!(evidence.quote(), Some(there.as_str()));
            let node = &of_turtle[&format!("evidence/{}", evidence.id())];
            prop_assert_eq!((&node["exact"], &node["start"], &node["end"]), (&there, &place.start.to_string(), &place.end.to_string()));
            quotes += 1;
        }
    }
    prop_assert_eq!(of_turtle.len(), quotes);
    Ok(())
}

/// Checks that each claim has one status and one standing in all files, and returns the standings.
fn status_is_one(graph: &KnowledgeGraph, triples: &[Triple]) -> Result<Vec<&'static str>, TestCaseError> {
    let of_turtle = literals(triples, "claim/");
    let lines = jsonl::read_back(&sample::export(graph, Format::JsonLines));
    let of_lines: BTreeMap<_, _> = lines.claims().map(|claim| (claim.uid(), (claim.status().name(), claim.standing().name()))).collect();
    prop_assert_eq!((of_turtle.len(), of_lines.len()), (graph.claims().count(), graph.claims().count()));
    let mut of_edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (uid, standing, _) in edges(graph) {
        of_edges.entry(uid).or_default().insert(standing);
    }
    let between_entities = graph.claims().filter(|claim| matches!(claim.object(), ObjectView::Entity(_)));
    prop_assert_eq!(of_edges.len(), between_entities.count(), "an edge a claim");
    for claim in graph.claims() {
        let (uid, status, standing) = (claim.uid(), claim.status().name(), claim.standing().name());
        prop_assert_eq!((of_turtle[&uid]["status"].as_str(), of_turtle[&uid]["standing"].as_str()), (status, standing));
        prop_assert_eq!(of_lines[&uid], (status, standing));
        prop_assert!(status == "stated" || standing == status, "{} became {}", status, standing);
        prop_assert!(of_edges.get(&uid).is_none_or(|found| found.iter().eq([standing])));
    }
    Ok(graph.claims().map(|claim| claim.standing().name()).collect())
}

#[test]
fn an_article_says_the_same_in_every_file() {
    let seen = RefCell::new(BTreeMap::new());
    let mut runner = TestRunner::new(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() });
    let whole = runner.run(&article(), |text| {
        let graph = graph_of_article(&text);
        let triples = turtle::parse(&sample::export(&graph, Format::Turtle));
        quotes_stand(&text, &graph, &triples)?;
        for standing in status_is_one(&graph, &triples)? {
            *seen.borrow_mut().entry(standing).or_insert(0_usize) += 1;
        }
        Ok(())
    });
    whole.unwrap();
    let seen = seen.into_inner();
    assert!(seen.values().sum::<usize>() > 30 && seen.len() > 2, "the articles say something: {seen:?}");
}
