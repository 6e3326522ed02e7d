//! The other syntaxes of RDF, read back by parsers: the same triples as the Turtle, and in quads the graph of the document
//! that says so.

use std::collections::{BTreeMap, BTreeSet};

use corkboard::KnowledgeGraph;
use corkboard::export::{ExportOptions, Format, Statements};
use corkboard::model::{Asserted, Document, Schema, Standing, Value};
use oxjsonld::JsonLdParser;
use oxrdf::{GraphName, Quad, Triple};
use oxttl::{NQuadsParser, NTriplesParser, TriGParser};
use proptest::prelude::*;

use crate::specimen::{Sample, hostile, story, written};
use crate::vocabulary::CB;
use crate::{sample, turtle};

fn graphs() -> [KnowledgeGraph; 4] {
    let wide = Asserted::default().with(Standing::Reported).unwrap();
    [sample::graph(), story().build(Asserted::default()), story().build(wide), hostile().build(Asserted::default())]
}

fn quads(graph: &KnowledgeGraph, format: Format) -> Vec<Quad> {
    let text = sample::export(graph, format);
    match format {
        Format::NQuads => NQuadsParser::new().for_slice(&text).collect::<Result<_, _>>().unwrap(),
        _ => TriGParser::new().for_slice(&text).collect::<Result<_, _>>().unwrap(),
    }
}

fn triples(graph: &KnowledgeGraph) -> BTreeSet<String> {
    turtle::export(graph).iter().map(Triple::to_string).collect()
}

#[test]
fn ntriples_hold_the_triples_of_the_turtle_once_each() {
    for graph in graphs() {
        let text = sample::export(&graph, Format::NTriples);
        let read: Vec<Triple> = NTriplesParser::new().for_slice(&text).collect::<Result<_, _>>().unwrap();
        assert_eq!(read.len(), text.lines().count());
        let all: BTreeSet<String> = read.iter().map(Triple::to_string).collect();
        assert_eq!(all.len(), read.len(), "none comes twice");
        assert_eq!(all, triples(&graph));
    }
}

fn json_ld(text: &str) -> Vec<Triple> {
    JsonLdParser::new().for_slice(text.as_bytes()).map(|quad| Triple::from(quad.unwrap())).collect()
}

#[test]
fn ld_03_json_ld_expands_to_the_triples_of_the_turtle() {
    for graph in graphs() {
        let text = sample::export(&graph, Format::JsonLd);
        let all: BTreeSet<String> = json_ld(&text).iter().map(Triple::to_string).collect();
        assert_eq!(all, triples(&graph));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(value["@context"].is_object(), "LD-01: the context is in the file");
        for node in value["@graph"].as_array().unwrap() {
            assert!(["altLabel", "evidence", "type"].iter().all(|term| node.get(term).is_none_or(serde_json::Value::is_array)), "LD-04: {node}");
        }
    }
}

#[test]
fn every_predicate_of_the_ontology_is_a_term_of_the_context() {
    let context: serde_json::Value = serde_json::from_str(include_str!("../../schema/context.jsonld")).unwrap();
    let schema = Schema::builtin().unwrap();
    for predicate in schema.predicates() {
        let term = &context["@context"][&predicate.name];
        assert_eq!(term["@id"], format!("cb:{}", predicate.name));
        let has_values = predicate.range.iter().any(|class| class == "string" || class == "integer");
        assert_eq!(term["@type"] == "@id", !has_values, "{}: IRIs are strings where nothing else can stand", predicate.name);
    }
    assert_eq!(context["@context"]["cb"], CB);
}

proptest! {
    #[test]
    fn any_name_and_value_come_back_through_every_syntax(name in "\\PC{0,12}|[\\x00-\\x7f]{0,8}", value in any::<String>()) {
        let mut sample = Sample::new();
        sample.document(Document { id: "d".to_owned(), title: Some(value.clone()), ..Document::default() });
        let person = sample.entity("Person", &name);
        sample.value(person, "sentencedTo", Value::text(value));
        let graph = sample.build(Asserted::default());
        let wanted = triples(&graph);
        for format in [Format::NQuads, Format::TriG] {
            let all: BTreeSet<String> = quads(&graph, format).into_iter().map(|quad| Triple::from(quad).to_string()).collect();
            prop_assert_eq!(&all, &wanted, "{}", format);
        }
        let all: BTreeSet<String> = json_ld(&sample::export(&graph, Format::JsonLd)).iter().map(Triple::to_string).collect();
        prop_assert_eq!(all, wanted);
    }
}

#[test]
fn all_graphs_together_hold_the_triples_of_the_turtle() {
    for (graph, format) in graphs().iter().flat_map(|graph| [(graph, Format::NQuads), (graph, Format::TriG)]) {
        let read = quads(graph, format);
        let once: BTreeSet<String> = read.iter().map(Quad::to_string).collect();
        assert_eq!(once.len(), read.len(), "no quad comes twice");
        let all: BTreeSet<String> = read.into_iter().map(|quad| Triple::from(quad).to_string()).collect();
        assert_eq!(all, triples(graph), "{format}");
    }
}

#[test]
fn a_fact_stands_in_the_graph_of_each_document_that_states_it() {
    for graph in graphs() {
        let mut stated: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for relation in graph.relations().filter(|relation| relation.is_asserted()) {
            let ends = format!("{} {} {}", relation.subject().uid(), relation.predicate().iri, relation.object().uid());
            stated.entry(ends).or_default().extend(relation.claims().map(|claim| claim.document().uid().to_owned()));
        }
        assert!(!stated.is_empty());
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let short = |term: String| term.trim_matches(['<', '>']).replace("https://example.org/kg/", "");
        for Quad { subject, predicate, object, graph_name } in quads(&graph, Format::NQuads) {
            let ends = format!("{} {} {}", short(subject.to_string()), short(predicate.to_string()), short(object.to_string()));
            if stated.contains_key(&ends) {
                found.entry(ends).or_default().insert(short(graph_name.to_string()));
            }
        }
        assert_eq!(found, stated);
    }
}

#[test]
fn entities_and_terms_are_in_the_default_graph_and_the_rest_in_documents() {
    for quad in quads(&sample::graph(), Format::TriG) {
        let subject = quad.subject.to_string();
        let of_document = ["/claim/", "/evidence/", "/document/"].iter().any(|kind| subject.contains(kind));
        let described = ["#type", "#label", "#altLabel", "#exactMatch", "/identifier", "#unnamed"].iter().any(|end| quad.predicate.as_str().ends_with(end));
        if of_document {
            assert!(quad.graph_name.to_string().contains("/document/"), "{quad}");
        } else if described {
            assert_eq!(quad.graph_name, GraphName::DefaultGraph, "{quad}");
        }
    }
}

#[test]
fn rdf_10_triple_terms_are_said_to_be_rdf_1_2_and_assert_nothing() {
    let graph = sample::graph();
    let options = ExportOptions { statements: Statements::Rdf12, ..ExportOptions::default() };
    for format in [Format::Turtle, Format::NTriples, Format::NQuads, Format::TriG] {
        let (text, _) = written(&graph, format, &options);
        let lines: Vec<_> = text.lines().filter(|line| line.contains("#reifies>")).collect();
        assert_eq!(lines.len(), graph.claims().count(), "{format}: each claim once");
        assert!(lines.iter().all(|line| line.contains("#reifies> <<( <https://example.org/kg/") && line.contains(" )>>")));
        let body = text.strip_prefix("VERSION \"1.2\"\n");
        assert_eq!(body.is_some(), matches!(format, Format::Turtle | Format::TriG), "{format}: Oxigraph reads no VERSION in lines");
        let body = body.unwrap_or(&text);
        let rest: String = body.lines().filter(|line| !line.contains("#reifies>")).flat_map(|line| [line, "\n"]).collect();
        assert_eq!(rest, sample::export(&graph, format), "{format}: nothing else changes");
    }
}
