//! What is fuzzed, and what always runs over seeded cases: bytes to files in every format, read back by parsers that are not ours.

#![allow(dead_code, reason = "each target takes one body, the property tests take strings at hand")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use corkboard::Diagnostics;
use corkboard::export::sink::MemorySink;
use corkboard::export::{ExportOptions, Format};
use corkboard::extract::Extractor;
use corkboard::model::{Asserted, GraphBuilder, KnowledgeGraph, ObjectView, Schema};
use corkboard::resolve::{ResolveMode, resolve};
use corkboard::source::{Content, Input, Sources, read};
use oxjsonld::JsonLdParser;
use oxrdf::Triple;
use oxttl::{NQuadsParser, NTriplesParser, TriGParser, TurtleParser};
use quick_xml::events::Event;
use serde_json::{Value, json};

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::builtin().unwrap());
static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builtin(&SCHEMA).unwrap());

/// Reads bytes as the extraction contract, in both its forms; what is accepted must come back from every format.
pub(crate) fn contract(bytes: &[u8]) {
    for name in ["a.json", "a.jsonl"] {
        if let Some(graph) = graph(name, bytes) {
            comes_back(&graph);
        }
    }
}

/// Reads bytes as articles, and extracts what they say; returns how many were read.
pub(crate) fn article(bytes: &[u8]) -> usize {
    let graphs = ["a.txt", "a.md"].map(|name| graph(name, bytes));
    graphs.iter().flatten().map(comes_back).count()
}

/// Puts strings everywhere that an extraction has one, the next after each other; whatever they are, there is a graph.
pub(crate) fn strings(strings: &[String]) {
    if strings.iter().all(|text| text.trim().is_empty()) {
        return;
    }
    let mut next = strings.iter().cycle();
    let mut text = || next.next().cloned().unwrap_or_default();
    let entity = |id: &str, class: &str, texts: [String; 4]| {
        let [name, alias, scheme, value] = texts;
        json!({"id": id, "type": class, "name": format!("{id} {name}"), "aliases": [alias], "identifiers": [{"scheme": scheme, "value": value}]})
    };
    let class = format!("Class {}", text());
    let entities = [("e1", "Person"), ("e2", "Council"), ("e3", class.as_str())].map(|(id, class)| entity(id, class, std::array::from_fn(|_| text())));
    let ends = [("e1", "memberOf", "e2", "stated"), ("e1", "criticised", "e2", "alleged"), ("e3", "about", "e1", "denied"), ("e2", "", "e3", "planned")];
    let mut relations: Vec<Value> = Vec::new();
    for (subject, predicate, object, status) in ends {
        let predicate = if predicate.is_empty() { format!("Relates {}", text()) } else { predicate.to_owned() };
        let (evidence, qualifiers) = (json!([{"quote": text(), "rule": text()}]), json!([{"role": text(), "value": text()}, {"role": "by", "entity": "e2"}]));
        let claim = json!({"subject": subject, "predicate": predicate, "object": object, "status": status, "speaker": ["e2", "e1"]});
        relations.push(with(claim, [("evidence", evidence), ("qualifiers", qualifiers)]));
    }
    for (status, subject) in [("stated", "e1"), ("denied", "e2")] {
        relations.push(json!({"subject": subject, "predicate": "sentencedTo", "object": {"value": text()}, "status": status}));
    }
    let document =
        json!({"id": format!("d {}", text()), "title": text(), "url": format!("https://paper.example/{}", text()), "publisher": text(), "author": text()});
    let record = json!({"document": document, "entities": entities, "relations": relations}).to_string();
    let graph = graph("a.json", record.as_bytes());
    comes_back(&graph.unwrap_or_else(|| panic!("there is no graph of {record}")));
}

fn with(mut record: Value, fields: [(&str, Value); 2]) -> Value {
    for (name, value) in fields {
        record[name] = value;
    }
    record
}

/// Cuts bytes into strings where 0xFF stands, which no UTF-8 has.
pub(crate) fn cut(bytes: &[u8]) -> Vec<String> {
    bytes.split(|byte| *byte == 0xff).map(|piece| String::from_utf8_lossy(piece).into_owned()).collect()
}

fn graph(name: &str, bytes: &[u8]) -> Option<KnowledgeGraph> {
    let (mut schema, mut diagnostics) = (SCHEMA.clone(), Diagnostics::new());
    let input = Input::Bytes { name: name.to_owned(), bytes: bytes.to_vec() };
    let Sources { documents, resolution } = read(vec![input], &mut schema, &mut diagnostics).ok()?;
    let mut extractions = Vec::new();
    for source in documents {
        extractions.push(match source.content {
            Content::Article(document) => EXTRACTOR.extract(document, &schema, &mut diagnostics),
            Content::Extraction(extraction) => extraction,
        });
    }
    let resolution = resolution.or_else(|| Some(resolve(&extractions, &schema, ResolveMode::default()).unwrap().0))?;
    Some(GraphBuilder::new(schema, Asserted::default()).build(&extractions, &resolution).unwrap().0)
}

type Files = BTreeMap<String, String>;

fn written(graph: &KnowledgeGraph, format: Format) -> Files {
    let mut sink = MemorySink::default();
    format.write(graph, &ExportOptions::default(), &mut sink).unwrap();
    sink.files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

fn only(graph: &KnowledgeGraph, format: Format) -> String {
    written(graph, format).into_values().next().unwrap()
}

fn comes_back(graph: &KnowledgeGraph) {
    rdf(graph);
    xml(graph);
    tables(graph);
    json_texts(graph);
    for format in [Format::Dot, Format::Cypher] {
        assert!(!only(graph, format).is_empty(), "{format} is no empty file");
    }
}

/// All syntaxes hold the same triples, and only what is asserted is a plain one.
fn rdf(graph: &KnowledgeGraph) {
    let set = |triples: &mut dyn Iterator<Item = Triple>| triples.map(|triple| triple.to_string()).collect::<BTreeSet<_>>();
    let turtle = only(graph, Format::Turtle);
    let wanted = set(&mut TurtleParser::new().for_slice(&turtle).map(Result::unwrap));
    let ntriples = only(graph, Format::NTriples);
    assert_eq!(set(&mut NTriplesParser::new().for_slice(&ntriples).map(Result::unwrap)), wanted, "N-Triples");
    assert_eq!(ntriples.lines().count(), wanted.len(), "no triple comes twice");
    assert_eq!(set(&mut NQuadsParser::new().for_slice(&only(graph, Format::NQuads)).map(|quad| quad.unwrap().into())), wanted, "N-Quads");
    assert_eq!(set(&mut TriGParser::new().for_slice(&only(graph, Format::TriG)).map(|quad| quad.unwrap().into())), wanted, "TriG");
    assert_eq!(set(&mut JsonLdParser::new().for_slice(only(graph, Format::JsonLd).as_bytes()).map(|quad| quad.unwrap().into())), wanted, "JSON-LD");
    let mut asserted: BTreeMap<String, bool> = BTreeMap::new();
    for relation in graph.relations() {
        let [subject, object] = [relation.subject(), relation.object()].map(|entity| format!("<https://example.org/kg/{}>", entity.uid()));
        *asserted.entry(format!("{subject} <{}> {object}", whole(&relation.predicate().iri))).or_default() |= relation.is_asserted();
    }
    for (plain, asserted) in asserted {
        assert_eq!(wanted.contains(&plain), asserted, "{plain}");
    }
}

/// A term of the user's own stands behind the base.
fn whole(iri: &str) -> String {
    if iri.starts_with("ns#") { format!("https://example.org/kg/{iri}") } else { iri.to_owned() }
}

/// GraphML and GEXF are well-formed, and have a node for each entity.
fn xml(graph: &KnowledgeGraph) {
    let mut edges = BTreeSet::new();
    for format in [Format::GraphMl, Format::Gexf, Format::GexfDynamic] {
        let text = only(graph, format);
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) | Event::Empty(tag) => *count.entry(tag.local_name().into_inner().to_owned()).or_default() += 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(count.get("node").copied().unwrap_or_default(), graph.entities().len(), "{format}");
        edges.insert(count.get("edge").copied().unwrap_or_default());
    }
    assert_eq!(edges.len(), 1, "GraphML and GEXF have as many edges");
}

fn rows(text: &str) -> usize {
    csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).count()
}

fn tables(graph: &KnowledgeGraph) {
    let files = written(graph, Format::Csv);
    let find = |end: &str| files.iter().find(|(name, _)| name.ends_with(end)).unwrap().1;
    assert_eq!(rows(find("nodes.csv")), graph.entities().len());
    assert_eq!(rows(find("documents.csv")), graph.documents().len());
    let claims = graph.claims().filter(|claim| claim.predicate().name != "said").count();
    assert_eq!(rows(find("claims.csv")), claims);
    let bulk = written(graph, Format::Neo4j);
    assert_eq!(rows(bulk.iter().find(|(name, _)| name.ends_with("nodes.csv")).unwrap().1), graph.entities().len());
}

fn json_texts(graph: &KnowledgeGraph) {
    let parsed = |format| serde_json::from_str::<Value>(&only(graph, format)).unwrap();
    for (format, at) in [(Format::NetworkX, "/nodes"), (Format::D3, "/nodes"), (Format::Cytoscape, "/elements/nodes")] {
        let count = parsed(format).pointer(at).and_then(Value::as_array).map(Vec::len);
        assert_eq!(count, Some(graph.entities().len()), "{format}");
    }
    let lines = only(graph, Format::Ftm);
    let things: Vec<Value> = lines.split_terminator('\n').map(|line| serde_json::from_str(line).unwrap()).collect();
    let links = graph.claims().filter(|claim| matches!(claim.object(), ObjectView::Entity(_))).count();
    assert_eq!(things.len(), graph.documents().len() + graph.entities().len() + links);
    let own = only(graph, Format::JsonLines);
    let again = graph_of_lines(&own);
    for (found, line) in only(&again, Format::JsonLines).split('\n').zip(own.split('\n')) {
        assert_eq!(found, line, "graph.jsonl gives the graph that it is of");
    }
}

fn graph_of_lines(lines: &str) -> KnowledgeGraph {
    graph("graph.jsonl", lines.as_bytes()).unwrap_or_else(|| panic!("graph.jsonl can't be read back: {lines}"))
}
