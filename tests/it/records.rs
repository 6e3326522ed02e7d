//! Neither the order nor the ids of records matter, and the records of a graph build the same graph.

use corkboard::export::Format;
use corkboard::model::{
    Asserted, EntityKey, EntityRecord, Extraction, GraphBuilder, Identifier, KnowledgeGraph, Mention, MentionKind, MergeReason, Object, Qualifier, Resolution,
    ResolvedEntity, Schema, Span,
};

use crate::sample::{self, Doc};

fn all_exports(graph: &KnowledgeGraph) -> Vec<String> {
    Format::ALL.iter().map(|format| sample::export(graph, *format)).collect()
}

/// Moves the records of an extraction: the one at `order[place]` comes to `place`; claims and evidence are turned round.
fn shuffled(extraction: &Extraction, order: &[usize]) -> Extraction {
    let moved = |old: usize| order.iter().position(|known| *known == old).unwrap();
    let object = |object: &mut Object<usize>| {
        if let Object::Entity(local) = object {
            *local = moved(*local);
        }
    };
    let mut shuffled = extraction.clone();
    shuffled.entities = order.iter().map(|old| EntityRecord { id: format!("renamed-{}", old * 7 % 5), ..extraction.entities[*old].clone() }).collect();
    shuffled.entities.iter_mut().for_each(|record| record.mentions.reverse());
    shuffled.claims.reverse();
    for claim in &mut shuffled.claims {
        claim.subject = moved(claim.subject);
        object(&mut claim.object);
        claim.speakers.iter_mut().for_each(|speaker| *speaker = moved(*speaker));
        claim.qualifiers.iter_mut().for_each(|qualifier| object(&mut qualifier.filler));
        claim.evidence.reverse();
    }
    shuffled
}

fn turned(count: usize, by: usize) -> Vec<usize> {
    (0..count).rev().cycle().skip(by).take(count).collect()
}

#[test]
fn order_and_ids_of_records_do_not_matter() {
    let schema = Schema::builtin().unwrap();
    let extractions = sample::extractions(&schema);
    let expected = all_exports(&sample::build(&schema, &extractions, Asserted::default()));
    for by in 0..4 {
        let mut other: Vec<_> = extractions.iter().map(|one| shuffled(one, &turned(one.entities.len(), by))).collect();
        other.rotate_left(by % 3);
        assert_eq!(all_exports(&sample::build(&schema, &other, Asserted::default())), expected);
    }
}

#[test]
fn two_fillers_of_a_role_are_projected_alike_in_either_order() {
    let schema = Schema::builtin().unwrap();
    let mut doc = Doc::new(&schema, "two", Some("Fern Council and Moss Council referred Ana Ruiz to the Birch Office."));
    doc.entities(&[("Council", "Fern Council"), ("Council", "Moss Council"), ("Person", "Ana Ruiz"), ("Watchdog", "Birch Office")]);
    let by = |local| Qualifier { role: "by".into(), filler: Object::Entity(local) };
    doc.claim("Ana Ruiz", "referredTo", "Birch Office", "Fern Council and Moss Council referred Ana Ruiz").qualifiers = vec![by(0), by(1), by(0)];
    let graph = sample::build(&schema, std::slice::from_ref(&doc.extraction), Asserted::default());
    assert_eq!(graph.claims().filter(|claim| claim.projected_from().is_some()).count(), 2);
    let exports = all_exports(&graph);
    doc.extraction.claims[0].qualifiers = vec![by(1), by(0)];
    assert_eq!(graph.claims().count(), sample::build(&schema, std::slice::from_ref(&doc.extraction), Asserted::default()).claims().count());
    doc.extraction.claims[0].qualifiers = vec![by(1), by(0), by(0)];
    assert_eq!(all_exports(&sample::build(&schema, &[doc.extraction], Asserted::default())), exports);
}

#[test]
fn the_records_of_a_graph_build_it_again() {
    let graph = sample::graph();
    let (extractions, resolution) = graph.to_records().unwrap();
    let claims: usize = extractions.iter().map(|extraction| extraction.claims.len()).sum();
    assert_eq!(claims + 1, graph.claims().count(), "the projected claim alone is left out");
    assert_eq!(extractions[0].document.id, "https://courier.example/7", "documents are in the order of their IRIs");
    let (again, diagnostics) = GraphBuilder::new(graph.schema().clone(), graph.asserted()).build(&extractions, &resolution).unwrap();
    assert!(!diagnostics.has_warnings());
    assert_eq!(all_exports(&again), all_exports(&graph));
    assert_eq!(again.to_records().unwrap(), (extractions, resolution));
}

/// One document whose records 0 and 2 can't be told apart; each claim refers to another of them.
fn doubled(schema: &Schema) -> Extraction {
    let mut doc = Doc::new(schema, "doubled", Some("Ana Ruiz left Fern Council. Ana Ruiz joined Moss Council."));
    let second = Mention { span: Span { start: 28, end: 36 }, kind: MentionKind::Name };
    doc.entity("Person", "Ana Ruiz").aliases = vec!["Ms Ruiz".into()];
    doc.entities(&[("Council", "Fern Council"), ("Person", "Ana Ruiz"), ("Council", "Moss Council")]);
    let copy = &mut doc.extraction.entities[2];
    copy.mentions.push(second);
    (copy.aliases, copy.identifiers) = (vec!["Ana".into()], vec![Identifier { scheme: "wikidata".into(), value: "Q7".into() }]);
    doc.claim("Ana Ruiz", "formerlyMemberOf", "Fern Council", "Ana Ruiz left Fern Council");
    doc.claim("Ana Ruiz", "memberOf", "Moss Council", "Ana Ruiz joined Moss Council").subject = 2;
    doc.claim("Ana Ruiz", "memberOf", "Moss Council", "Ana Ruiz joined Moss Council");
    doc.extraction
}

#[test]
fn records_that_can_not_be_told_apart_are_one() {
    let schema = Schema::builtin().unwrap();
    let extraction = doubled(&schema);
    let graph = sample::build(&schema, std::slice::from_ref(&extraction), Asserted::default());
    assert_eq!((graph.records().len(), graph.claims().count()), (3, 2), "the same claim of two copies is one claim");
    let record = graph.records().find(|record| record.name() == "Ana Ruiz").unwrap();
    assert_eq!(record.aliases().collect::<Vec<_>>(), ["Ana", "Ms Ruiz"]);
    assert_eq!(record.mentions().map(|span| span.start).collect::<Vec<_>>(), [0, 28]);
    for order in [[2, 1, 0, 3], [3, 2, 1, 0]] {
        let other = sample::build(&schema, &[shuffled(&extraction, &order)], Asserted::default());
        assert_eq!(all_exports(&other), all_exports(&graph));
        assert_eq!(other.to_records().unwrap(), graph.to_records().unwrap());
    }
}

fn each_its_own(extraction: &Extraction) -> Resolution {
    let entity = |place: usize| ResolvedEntity {
        key: EntityKey::Global(format!("global-{place}")),
        class: extraction.entities[place].class,
        name: extraction.entities[place].name.clone(),
        aliases: Vec::new(),
        identifiers: Vec::new(),
        unnamed: false,
        reasons: Vec::new(),
    };
    let count = extraction.entities.len();
    Resolution { entities: (0..count).map(entity).collect(), entity_of: vec![(0..count).collect()] }
}

#[test]
fn under_global_ids_records_of_one_name_stay_apart_with_their_claims() {
    let schema = Schema::builtin().unwrap();
    let extraction = doubled(&schema);
    let resolution = each_its_own(&extraction);
    let (graph, _) = GraphBuilder::new(schema, Asserted::default()).build(std::slice::from_ref(&extraction), &resolution).unwrap();
    assert_eq!((graph.records().len(), graph.claims().count()), (4, 3));
    let (records, _) = graph.to_records().unwrap();
    let mut ids: Vec<_> = records[0].entities.iter().map(|record| record.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["global-0", "global-1", "global-2", "global-3"]);
}

#[test]
fn the_order_of_names_and_reasons_in_a_resolution_does_not_matter() {
    let schema = Schema::builtin().unwrap();
    let extraction = doubled(&schema);
    let reason = |sieve: &str| MergeReason { sieve: sieve.into(), record: ("doubled".into(), "Ana".into()), to: ("doubled".into(), "Ana Ruiz".into()) };
    let with = |aliases: &[&str], sieves: &[&str]| {
        let mut resolution = sample::resolve_by_name(&schema, std::slice::from_ref(&extraction));
        let entity = resolution.entities.iter_mut().find(|entity| entity.name == "Ana Ruiz").unwrap();
        entity.aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        entity.reasons = sieves.iter().map(|sieve| reason(sieve)).collect();
        all_exports(&GraphBuilder::new(schema.clone(), Asserted::default()).build(std::slice::from_ref(&extraction), &resolution).unwrap().0)
    };
    assert_eq!(with(&["Ms Ruiz", "Ana", "Ana Ruiz", "Ana"], &["b", "a", "b"]), with(&["Ana", "Ms Ruiz"], &["a", "b"]));
}

#[test]
fn a_resolution_of_other_records_is_an_error() {
    let schema = Schema::builtin().unwrap();
    let extraction = doubled(&schema);
    let mut resolution = sample::resolve_by_name(&schema, std::slice::from_ref(&extraction));
    resolution.entities.push(ResolvedEntity { key: EntityKey::Name("Person".into(), "other".into()), ..resolution.entities[0].clone() });
    resolution.entity_of[0][2] = resolution.entities.len() - 1;
    let error = GraphBuilder::new(schema, Asserted::default()).build(&[extraction], &resolution).unwrap_err();
    assert_eq!(error.to_string(), "document `doubled` has two records of `Ana Ruiz` that can't be told apart, in different entities");
}
