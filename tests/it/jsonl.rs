//! `graph.jsonl` is read back as the graph that it was written of, in whatever order its lines stand.

use corkboard::Diagnostics;
use corkboard::export::sink::MemorySink;
use corkboard::export::{ExportOptions, Format};
use corkboard::model::{
    Asserted, EntityKey, Filter, GraphBuilder, KnowledgeGraph, MergeReason, Object, Qualifier, Resolution, ResolvedEntity, Schema, Standing, Value,
};
use corkboard::source::{Content, Input, read};
use proptest::prelude::*;

use crate::sample::{self, Doc};

pub(crate) fn read_back(lines: &str) -> KnowledgeGraph {
    let (mut schema, mut diagnostics) = (Schema::builtin().unwrap(), Diagnostics::new());
    let input = Input::Bytes { name: "graph.jsonl".into(), bytes: lines.as_bytes().to_vec() };
    let sources = read(vec![input], &mut schema, &mut diagnostics).unwrap_or_else(|error| panic!("{error}\n{lines}"));
    assert!(!diagnostics.has_warnings(), "{:?}\n{lines}", diagnostics.iter().collect::<Vec<_>>());
    let extraction = |content| if let Content::Extraction(extraction) = content { extraction } else { panic!("an article came back") };
    let extractions: Vec<_> = sources.documents.into_iter().map(|source| extraction(source.content)).collect();
    GraphBuilder::new(schema, Asserted::default()).build(&extractions, &sources.resolution.unwrap()).unwrap().0
}

fn all_exports(graph: &KnowledgeGraph) -> Vec<String> {
    Format::ALL.iter().map(|format| sample::export(graph, *format)).collect()
}

#[test]
fn the_first_line_says_what_it_is_and_each_line_is_one_record() {
    let graph = sample::graph();
    let lines = sample::export(&graph, Format::JsonLines);
    let kinds: Vec<_> = lines.lines().map(|line| line.split([':', ',']).next().unwrap()).collect();
    let expected = [vec!["{\"corkboard\""], vec!["{\"schemaVersion\""; 3], vec!["{\"entity\""; graph.entities().len()]].concat();
    assert_eq!(kinds, expected);
    let roe = lines.lines().find(|line| line.contains("\"name\":\"Dana Roe\",\"aliases\":[\"Ms Roe\"],\"members\"")).unwrap();
    assert!(roe.starts_with("{\"entity\":\"person/dana-roe-") && roe.contains("\"key\":[\"name\",\"Person\",\"dana roe\"]"), "{roe}");
    assert!(!lines.contains("referredBy"), "what is projected is no record");
}

#[test]
fn the_graph_comes_back_whole() {
    let graph = sample::graph();
    let again = read_back(&sample::export(&graph, Format::JsonLines));
    assert_eq!(all_exports(&again), all_exports(&graph));
}

#[test]
fn the_order_of_the_lines_does_not_matter() {
    let graph = sample::graph();
    let written = sample::export(&graph, Format::JsonLines);
    let (header, rest) = written.split_once('\n').unwrap();
    let mut lines: Vec<_> = rest.lines().collect();
    for by in [1, 5] {
        lines.reverse();
        lines.rotate_left(by);
        let shuffled = format!("{header}\n{}\n", lines.join("\n"));
        assert_ne!(shuffled, written);
        assert_eq!(all_exports(&read_back(&shuffled)), all_exports(&graph));
    }
}

#[test]
fn a_part_of_a_graph_comes_back_as_that_part() {
    let graph = sample::graph();
    let filters = [
        Filter { standings: vec![Standing::Fact, Standing::Denied], ..Filter::default() },
        Filter { documents: vec!["feed-9".into()], ..Filter::default() },
        Filter { top: Some(4), ..Filter::default() },
    ];
    for filter in filters {
        let part = graph.filter(&filter).unwrap();
        assert_eq!(all_exports(&read_back(&sample::export(&part, Format::JsonLines))), all_exports(&part), "{filter:?}");
    }
}

#[test]
fn a_claim_that_has_lost_its_origin_is_counted() {
    let losses = |graph: &KnowledgeGraph| {
        let fidelity = Format::JsonLines.write(graph, &ExportOptions::default(), &mut MemorySink::default()).unwrap();
        fidelity.losses().iter().map(|loss| (loss.attribute.clone(), loss.count)).collect::<Vec<_>>()
    };
    let graph = sample::graph();
    assert_eq!(losses(&graph), []);
    let part = graph.filter(&Filter { predicates: vec!["referredBy".into()], ..Filter::default() }).unwrap();
    assert_eq!((part.claims().count(), losses(&part)), (1, vec![("referredBy".to_owned(), 1)]));
}

#[test]
fn global_ids_come_back_where_names_are_the_same() {
    let schema = Schema::builtin().unwrap();
    let mut doc = Doc::new(&schema, "global", None);
    doc.entities(&[("Person", "Ana Ruiz"), ("Person", "Ana Ruiz"), ("Council", "Moss Council")]);
    doc.claim("Ana Ruiz", "memberOf", "Moss Council", "one").subject = 1;
    doc.claim("Ana Ruiz", "formerlyMemberOf", "Moss Council", "the other");
    let mut resolution = sample::resolve_by_name(&schema, std::slice::from_ref(&doc.extraction));
    let entity = |place: usize| ResolvedEntity { key: EntityKey::Global(format!("id-{place}")), ..resolution.entities[usize::from(place == 2)].clone() };
    resolution = Resolution { entities: [0, 1, 2].map(entity).into(), entity_of: vec![vec![0, 1, 2]] };
    let graph = GraphBuilder::new(schema, Asserted::default()).build(&[doc.extraction], &resolution).unwrap().0;
    assert_eq!((graph.entities().len(), graph.relations().len()), (3, 2));
    assert_eq!(all_exports(&read_back(&sample::export(&graph, Format::JsonLines))), all_exports(&graph));
}

/// A graph of any texts where a text may stand, with foreign terms and a reason.
fn any_graph(texts: &[String; 6]) -> KnowledgeGraph {
    let mut schema = Schema::builtin().unwrap();
    let [name, alias, title, rule, role, term] = texts;
    let mut doc = Doc::new(&schema, "any", None);
    doc.extraction.document.title = Some(title.clone());
    let (class, predicate) = (schema.class_or_new(term).unwrap().0, schema.predicate_or_new(term).unwrap().0);
    doc.entity("Person", name).aliases = vec![alias.clone()];
    doc.entity("Place", "there").class = class;
    let claim = doc.claim(name, "memberOf", "there", rule);
    claim.predicate = predicate;
    claim.evidence[0].rule = Some(rule.clone());
    claim.qualifiers = vec![Qualifier { role: role.clone(), filler: Object::Value(Value::text(title)) }];
    let extractions = [doc.extraction];
    let mut resolution = sample::resolve_by_name(&schema, &extractions);
    resolution.entities[0].reasons = vec![MergeReason { sieve: "same-name".into(), record: ("any".into(), name.clone()), to: ("any".into(), alias.clone()) }];
    GraphBuilder::new(schema, Asserted::default()).build(&extractions, &resolution).unwrap().0
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    // Names and the like may not be empty or blank in the contract.
    #[test]
    fn any_text_comes_back(texts in prop::array::uniform6("[a-z](?s:.){0,30}[a-z]")) {
        let graph = any_graph(&texts);
        prop_assert_eq!(all_exports(&read_back(&sample::export(&graph, Format::JsonLines))), all_exports(&graph));
    }
}
