//! What makes two claims, and two pieces of evidence, one; and which values may stand as plain ones.

use corkboard::model::{
    Asserted, ClaimRecord, Confidence, Document, EvidenceRecord, Hash80, KnowledgeGraph, Object, ObjectView, Qualifier, Reason, Reasons, Standing, Status,
    Value,
};

use super::specimen::Sample;

fn with_document() -> Sample {
    let mut sample = Sample::new();
    sample.document(Document { id: "d".to_owned(), ..Document::default() });
    sample
}

/// Returns the id of a claim that was changed; the change also gets the records of two further entities.
fn id_of(change: &dyn Fn(&mut ClaimRecord, [usize; 2])) -> Hash80 {
    let mut sample = with_document();
    let [dana, police] = [("Person", "Dana Roe"), ("PoliceForce", "Alden Police")].map(|(class, name)| sample.entity(class, name));
    let others = [("Watchdog", "The watchdog"), ("Person", "Gwen Achebe")].map(|(class, name)| {
        let entity = sample.entity(class, name);
        sample.record(entity)
    });
    change(sample.claim(dana, "memberOf", police), others);
    sample.build(Asserted::default()).claims().next().unwrap().id()
}

fn qualifier(role: &str, filler: Object<usize>) -> Qualifier<usize> {
    Qualifier { role: role.to_owned(), filler }
}

/// Something done to a claim, given two further entities.
type Change<'a> = &'a dyn Fn(&mut ClaimRecord, [usize; 2]);

#[test]
fn each_field_of_its_key_makes_another_claim() {
    let changes: [Change<'_>; 13] = [
        &|_, _| {},
        &|claim, _| claim.status = Some(Status::Denied),
        &|claim, _| claim.status = Some(Status::Alleged),
        &|claim, _| claim.date = "2015".parse().ok(),
        &|claim, _| claim.date = "2015-04".parse().ok(),
        &|claim, [one, _]| claim.speakers = vec![one],
        &|claim, [one, other]| claim.speakers = vec![one, other],
        &|claim, [one, other]| claim.speakers = vec![other, one],
        &|claim, [one, _]| claim.qualifiers = vec![qualifier("by", Object::Entity(one))],
        &|claim, [_, other]| claim.qualifiers = vec![qualifier("by", Object::Entity(other))],
        &|claim, [_, other]| claim.object = Object::Entity(other),
        &|claim, _| claim.inferred = Reasons::NONE.with(Reason::Eponym),
        &|claim, _| claim.inferred = Reasons::NONE.with(Reason::Post),
    ];
    let ids: Vec<_> = changes.iter().map(|change| id_of(*change)).collect();
    for (place, id) in ids.iter().enumerate() {
        assert_eq!(ids.iter().position(|other| other == id), Some(place), "change {place} gives the id of an earlier one");
    }
}

#[test]
fn coreference_confidence_and_the_order_of_qualifiers_make_no_other_claim() {
    let plain = id_of(&|_, _| {});
    assert_eq!(id_of(&|claim, _| claim.inferred = Reasons::NONE.with(Reason::Coreference)), plain);
    assert_eq!(id_of(&|claim, _| claim.confidence = Confidence::new(0.1)), plain);
    let [by, to] = ["by", "to"].map(|role| move |record| qualifier(role, Object::Entity(record)));
    let one = id_of(&|claim, [first, second]| claim.qualifiers = vec![by(first), to(second)]);
    assert_eq!(id_of(&|claim, [first, second]| claim.qualifiers = vec![to(second), by(first)]), one);
}

#[test]
fn the_ends_of_a_symmetric_claim_can_be_swapped() {
    let met = |swapped: bool, predicate: &str| {
        let mut sample = with_document();
        let [one, other] = ["Dana Roe", "Gwen Achebe"].map(|name| sample.entity("Person", name));
        let (one, other) = if swapped { (other, one) } else { (one, other) };
        sample.claim(one, predicate, other);
        sample.build(Asserted::default()).claims().next().unwrap().id()
    };
    assert_eq!(met(false, "metWith"), met(true, "metWith"));
    assert_ne!(met(false, "sued"), met(true, "sued"));
}

fn said_twice(order: [usize; 2]) -> KnowledgeGraph {
    let mut sample = with_document();
    let [dana, police] = [("Person", "Dana Roe"), ("PoliceForce", "Alden Police")].map(|(class, name)| sample.entity(class, name));
    for turn in order {
        let (share, quote) = [(0.5, "she served there"), (0.7, "Dana Roe served at Alden Police")][turn];
        let claim = sample.claim(dana, "memberOf", police);
        claim.confidence = Confidence::new(share);
        claim.inferred = if turn == 0 { Reasons::NONE.with(Reason::Coreference) } else { Reasons::NONE };
        claim.extractor = Some(["zeta", "alpha"][turn].to_owned());
        let quote = Some(quote.to_owned());
        claim.evidence.push(EvidenceRecord { quote, rule: Some("by-hand/read".to_owned()), ..EvidenceRecord::default() });
    }
    sample.build(Asserted::default())
}

#[test]
fn equal_claims_are_one_with_all_evidence_and_the_higher_confidence() {
    for graph in [said_twice([0, 1]), said_twice([1, 0])] {
        let [claim] = graph.claims().collect::<Vec<_>>()[..] else { panic!("one claim") };
        assert_eq!(claim.confidence(), Confidence::new(0.7));
        assert!(claim.inferred().is_empty(), "one of them was read");
        assert_eq!(claim.extractor(), Some("alpha"));
        let evidence: Vec<_> = claim.evidence().collect();
        assert_eq!(evidence.len(), 2);
        assert_ne!(evidence[0].id(), evidence[1].id(), "words without a place are told apart by the words");
        assert!(!evidence[0].is_checked());
    }
}

/// A number, a qualifier as (role, value), and a status.
type Counted<'a> = (i64, Option<(&'a str, &'a str)>, Status);

#[test]
fn only_a_single_exact_asserted_value_is_plain() {
    let plain = |claims: &[Counted<'_>]| {
        let mut sample = with_document();
        let group = sample.entity("Group", "officers");
        for (count, qualified, status) in claims {
            let claim = sample.value(group, "memberCount", Value::integer(*count));
            claim.status = Some(*status);
            claim.qualifiers = qualified.iter().map(|(role, text)| qualifier(role, Object::Value(Value::text(*text)))).collect();
        }
        let graph = sample.build(Asserted::default());
        graph.entities().map(|entity| entity.plain_values().len()).sum::<usize>()
    };
    let (bound, about, exactly) = ("bound", Some(("bound", "about")), Some(("bound", "exactly")));
    assert_eq!(plain(&[(42, exactly, Status::Stated)]), 1);
    assert_eq!(plain(&[(42, None, Status::Stated)]), 1);
    assert_eq!(plain(&[(42, Some(("note", "about")), Status::Stated)]), 1, "only the role {bound} bounds a number");
    assert_eq!(plain(&[(42, about, Status::Stated)]), 0);
    assert_eq!(plain(&[(42, exactly, Status::Stated), (42, about, Status::Stated)]), 0);
    assert_eq!(plain(&[(42, exactly, Status::Stated), (43, exactly, Status::Stated)]), 0);
    assert_eq!(plain(&[(42, exactly, Status::Alleged)]), 0);
    assert_eq!(plain(&[(42, exactly, Status::Stated), (43, exactly, Status::Alleged)]), 1);
}

#[test]
fn evidence_comes_in_the_order_of_the_text_and_once() {
    let mut sample = with_document();
    let [dana, police] = [("Person", "Dana Roe"), ("PoliceForce", "Alden Police")].map(|(class, name)| sample.entity(class, name));
    sample.claim(dana, "memberOf", police);
    sample.quote("first").quote("second");
    let claim = sample.claim(dana, "memberOf", police);
    claim.evidence = Vec::new();
    sample.quote("third");
    // the claim is made a second time, with the evidence of the first in the other order
    let claims = &mut sample.extractions.last_mut().unwrap().claims;
    let mut all: Vec<_> = claims.iter().flat_map(|claim| claim.evidence.clone()).collect();
    all.reverse();
    claims[1].evidence = all;
    let graph = sample.build(Asserted::default());
    let [claim] = graph.claims().collect::<Vec<_>>()[..] else { panic!("one claim") };
    assert_eq!(claim.evidence().map(|evidence| evidence.quote().unwrap()).collect::<Vec<_>>(), ["first", "second", "third"]);
}

#[test]
fn only_the_entities_of_its_role_are_projected() {
    let mut sample = with_document();
    let names = [("Person", "Dana Roe"), ("Watchdog", "The watchdog"), ("PoliceForce", "Alden Police"), ("Council", "Alden Council")];
    let [dana, watchdog, police, council] = names.map(|(class, name)| sample.entity(class, name));
    let [police_record, council_record] = [police, council].map(|entity| sample.record(entity));
    let claim = sample.claim(dana, "referredTo", watchdog);
    claim.inferred = Reasons::NONE.with(Reason::Post);
    claim.qualifiers = vec![
        qualifier("by", Object::Entity(police_record)),
        qualifier("by", Object::Value(Value::text("somebody"))),
        qualifier("after", Object::Entity(council_record)),
    ];
    let graph = sample.build(Asserted::default());
    let projected: Vec<_> = graph.claims().filter(|claim| claim.projected_from().is_some()).collect();
    let [claim] = projected[..] else { panic!("one projected claim, found {}", projected.len()) };
    assert_eq!((claim.predicate().name.as_str(), claim.subject().name()), ("referredBy", "Dana Roe"));
    let ObjectView::Entity(object) = claim.object() else { panic!("an entity") };
    assert_eq!(object.name(), "Alden Police");
    assert!(claim.inferred().contains(Reason::Post), "a projected claim is as sure as its origin");
    assert_eq!(claim.standing(), Standing::Inferred);
}
