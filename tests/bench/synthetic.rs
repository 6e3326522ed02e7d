//! A generator of graphs of any size: the same seed gives the same graph on every machine.

use corkboard::model::{
    Asserted, ClaimRecord, Confidence, Document, EntityKey, EntityRecord, EvidenceRecord, Extraction, GraphBuilder, KnowledgeGraph, Mention, MentionKind,
    Object, Reasons, Resolution, ResolvedEntity, Schema, Span, Status,
};

/// Claims in one document.
const PER_DOCUMENT: usize = 50;

/// A linear congruential generator; its quality does not matter here, its being the same everywhere does.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit.max(1) as u64).expect("below the limit")
    }
}

const GIVEN: [&str; 12] = ["Ana", "Björn", "Chipo", "Dai", "Ewa", "Farid", "Grace", "Hiro", "Íde", "Jun", "Kofi", "Léa"];
const FAMILY: [&str; 12] = ["Okafor", "O’Dowd", "Nowak", "Müller & Sons", "Singh", "Tanaka", "Ruiz", "Haddad", "Evans", "Kaya", "Lopez", "Mbeki"];
const PREDICATES: [&str; 8] = ["memberOf", "holdsPosition", "investigates", "criticised", "authoredBy", "allegationAgainst", "referredTo", "resignedFrom"];
const STATUSES: [Status; 6] = [Status::Stated, Status::Stated, Status::Stated, Status::Alleged, Status::Denied, Status::Unknown];

/// Builds a graph of `entities` entities and about `claims` claims, each with a quote of some hundred characters.
///
/// # Panics
/// When the graph can't be built, which is a fault of the generator.
pub(crate) fn graph(entities: usize, claims: usize) -> KnowledgeGraph {
    let schema = Schema::builtin().expect("the ontology is valid");
    let classes: Vec<_> =
        ["Person", "Organization", "Position", "Report", "Place"].iter().map(|name| schema.class_named(name).expect("a root class")).collect();
    let name = |entity: usize| format!("{} {} {entity}", GIVEN[entity % 12], FAMILY[entity / 12 % 12]);
    let resolution = Resolution {
        entities: (0..entities)
            .map(|entity| ResolvedEntity {
                key: EntityKey::Global(format!("g{entity}")),
                class: classes[entity % classes.len()],
                name: name(entity),
                aliases: if entity % 3 == 0 { vec![format!("Alias {entity}, \"quoted\"")] } else { Vec::new() },
                identifiers: Vec::new(),
                unnamed: false,
                reasons: Vec::new(),
            })
            .collect(),
        entity_of: Vec::new(),
    };
    let mut numbers = Numbers(20_170_302);
    let (mut extractions, mut entity_of) = (Vec::new(), Vec::new());
    for number in 0..claims.div_ceil(PER_DOCUMENT) {
        let (extraction, members) = document(number, entities, &schema, &mut numbers, &|entity| (classes[entity % classes.len()], name(entity)));
        extractions.push(extraction);
        entity_of.push(members);
    }
    let resolution = Resolution { entity_of, ..resolution };
    GraphBuilder::new(schema, Asserted::default()).build(&extractions, &resolution).expect("the generator makes whole graphs").0
}

type Named<'a> = &'a dyn Fn(usize) -> (corkboard::model::ids::ClassId, String);

fn document(number: usize, entities: usize, schema: &Schema, numbers: &mut Numbers, named: Named<'_>) -> (Extraction, Vec<usize>) {
    let mut extraction = Extraction::default();
    let (mut text, mut members) = (String::new(), Vec::new());
    for claim in 0..PER_DOCUMENT {
        let (subject, object) = (numbers.below(entities), numbers.below(entities));
        let predicate = PREDICATES[numbers.below(PREDICATES.len())];
        let start = text.len();
        let sentence = format!(
            "{} & {} met on day {claim} at \"the Guildhall\", where <{predicate}> was said to hold – as minutes of item {number} show.",
            named(subject).1,
            named(object).1
        );
        text.push_str(&sentence);
        let end = text.len();
        text.push('\n');
        let span = Span { start: u32::try_from(start).expect("short"), end: u32::try_from(end).expect("short") };
        for entity in [subject, object] {
            let (class, name) = named(entity);
            let mentions = vec![Mention { span, kind: MentionKind::Name }];
            extraction.entities.push(EntityRecord {
                id: format!("g{entity}-{claim}"),
                class,
                name,
                aliases: Vec::new(),
                mentions,
                identifiers: Vec::new(),
                unnamed: false,
                salient: false,
            });
            members.push(entity);
        }
        extraction.claims.push(ClaimRecord {
            subject: 2 * claim,
            predicate: schema.predicate_named(predicate).expect("a predicate of the ontology"),
            object: Object::Entity(2 * claim + 1),
            status: Some(STATUSES[numbers.below(STATUSES.len())]),
            speakers: Vec::new(),
            inferred: Reasons::NONE,
            date: format!("20{:02}-{:02}", number % 20, claim % 12 + 1).parse().ok(),
            qualifiers: Vec::new(),
            confidence: Confidence::per_mille(u16::try_from(500 + numbers.below(500)).expect("below a thousand")),
            evidence: vec![EvidenceRecord { span: Some(span), rule: Some("synthetic/one".to_owned()), ..EvidenceRecord::default() }],
            extractor: None,
            core: false,
        });
    }
    extraction.document =
        Document { id: format!("doc-{number}"), url: Some(format!("https://news.example/{number}?a=1&b=2")), text: Some(text), ..Document::default() };
    (extraction, members)
}
