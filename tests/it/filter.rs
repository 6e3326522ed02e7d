//! What filters keep, and that nothing keeps another id.

use std::collections::BTreeSet;

use corkboard::export::Format;
use corkboard::model::{Confidence, Filter, Focus, KnowledgeGraph, Standing};

use crate::sample;

fn names(graph: &KnowledgeGraph) -> Vec<&str> {
    let mut names: Vec<_> = graph.entities().map(|entity| entity.name()).collect();
    names.sort_unstable();
    names
}

fn documents(graph: &KnowledgeGraph) -> Vec<&str> {
    graph.documents().map(|document| document.document().id.as_str()).collect()
}

/// Relations as `subject type object`.
fn relations(graph: &KnowledgeGraph) -> BTreeSet<String> {
    graph.relations().map(|relation| format!("{} {} {}", relation.subject().name(), relation.graph_type(), relation.object().name())).collect()
}

fn set(lines: &[&str]) -> BTreeSet<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn focus(name: &str, hops: usize) -> Filter {
    Filter { focus: Some(Focus { name: name.into(), hops }), ..Filter::default() }
}

#[test]
fn an_empty_filter_changes_no_byte() {
    let graph = sample::graph();
    let same = graph.filter(&Filter::default()).unwrap();
    for format in Format::ALL {
        assert_eq!(sample::export(&same, *format), sample::export(&graph, *format), "{format}");
    }
}

#[test]
fn ids_stay_whatever_is_cut() {
    let graph = sample::graph();
    let filters = [
        Filter { standings: vec![Standing::Denied, Standing::Reported], ..Filter::default() },
        Filter { predicates: vec!["referred_by".into()], ..Filter::default() },
        focus("Ms Roe", 1),
        Filter { top: Some(3), ..Filter::default() },
    ];
    let uids = |graph: &KnowledgeGraph| {
        let entities = graph.entities().map(|entity| entity.uid().to_owned());
        let claims = graph.claims().map(|claim| claim.uid()).chain(graph.relations().map(|relation| relation.key().to_string()));
        let evidence = graph.claims().flat_map(|claim| claim.evidence().map(|evidence| evidence.id().to_string()).collect::<Vec<_>>());
        entities.chain(claims).chain(evidence).collect::<BTreeSet<_>>()
    };
    for filter in filters {
        let part = uids(&graph.filter(&filter).unwrap());
        assert!(!part.is_empty() && part.len() < uids(&graph).len() && part.is_subset(&uids(&graph)), "{filter:?}");
    }
}

#[test]
fn standings_cut_claims_and_what_only_they_need() {
    let graph = sample::graph().filter(&Filter { standings: vec![Standing::Denied], ..Filter::default() }).unwrap();
    assert_eq!(relations(&graph), set(&["Ilan Okafor DENIED_RESIGNED_FROM Alden Council"]));
    assert_eq!(names(&graph), ["Alden Council", "Ilan Okafor"]);
    assert_eq!(documents(&graph), ["https://courier.example/7", "feed-9", "gazette-0412"], "all three name one of them");
    let okafor = graph.entities().find(|entity| entity.name() == "Ilan Okafor").unwrap();
    assert_eq!((okafor.claim_count(), okafor.degree(), okafor.component(), okafor.document_count()), (1, 1, 1, 3));
    assert!(!sample::export(&graph, Format::Turtle).contains("Mira Holt"));
}

#[test]
fn speakers_and_qualifiers_of_what_stays_stay() {
    let graph = sample::graph();
    let reported = graph.filter(&Filter { standings: vec![Standing::Reported], predicates: vec!["resignedFrom".into()], ..Filter::default() }).unwrap();
    assert_eq!(names(&reported), ["Dana Roe", "Mira Holt", "Standards Office", "chief constable of Alden Police"]);
    let referred = graph.filter(&Filter { predicates: vec!["referredTo".into()], ..Filter::default() }).unwrap();
    assert_eq!(names(&referred), ["Alden Police", "Standards Office", "Twelve officers"]);
    assert_eq!(referred.relations().len(), 1, "the projected claim is of another predicate");
}

#[test]
fn a_class_holds_the_classes_below_it() {
    let graph = sample::graph().filter(&Filter { classes: vec!["organization".into()], ..Filter::default() }).unwrap();
    assert_eq!(relations(&graph), set(&["Standards Office REPORTED_INVESTIGATES Alden Police"]));
    assert_eq!(names(&graph), ["Alden Council", "Alden Police", "Standards Office"], "one without a claim stays");
    let force = sample::graph().filter(&Filter { classes: vec!["PoliceForce".into()], ..Filter::default() }).unwrap();
    assert_eq!((names(&force), force.claims().count()), (vec!["Alden Police"], 0));
}

#[test]
fn documents_are_named_by_id_or_iri() {
    let graph = sample::graph();
    let uid = graph.documents().find(|document| document.document().id == "feed-9").unwrap().uid();
    for name in ["feed-9", uid] {
        let part = graph.filter(&Filter { documents: vec![name.into()], ..Filter::default() }).unwrap();
        assert_eq!(documents(&part), ["feed-9"]);
        assert_eq!(names(&part), ["Alden Council", "Ilan Okafor", "Mira Holt"]);
        assert_eq!(part.claims().count(), 2);
    }
}

#[test]
fn a_confidence_that_is_not_known_reaches_no_minimum() {
    let at_least = |thousandths| Filter { min_confidence: Confidence::per_mille(thousandths), ..Filter::default() };
    let graph = sample::graph();
    assert_eq!(relations(&graph.filter(&at_least(900)).unwrap()), set(&["Dana Roe RESIGNED_FROM chief constable of Alden Police"]));
    assert_eq!(graph.filter(&at_least(901)).unwrap().claims().count(), 0);
}

#[test]
fn a_focus_is_found_by_any_name_and_reaches_so_far() {
    let graph = sample::graph();
    let alone = graph.filter(&focus("ms  ROE", 0)).unwrap();
    assert_eq!(names(&alone), ["Dana Roe"]);
    assert_eq!(alone.claims().count(), 1, "what she said is no relation");
    let uid = graph.entities().find(|entity| entity.name() == "Dana Roe").unwrap().uid();
    let near = graph.filter(&focus(uid, 1)).unwrap();
    // the two speakers of the reported resignation stay, though they are farther away
    assert_eq!(names(&near), ["Dana Roe", "Mira Holt", "Standards Office", "chief constable of Alden Police"]);
    assert_eq!(near.relations().len(), 2);
    let two = graph.filter(&focus("Holt report", 2)).unwrap();
    assert_eq!(names(&two), ["Alden Council", "Alden Police", "Holt report", "Ilan Okafor", "Mira Holt"]);
    assert!(relations(&two).contains("Ilan Okafor PLANNED_MEMBER_OF Alden Police"), "relations among the kept stay");
}

#[test]
fn a_focus_looks_at_what_other_filters_left() {
    let filter = Filter { standings: vec![Standing::Fact], ..focus("Holt report", 3) };
    assert_eq!(names(&sample::graph().filter(&filter).unwrap()), ["Alden Council", "Alden Police", "Holt report", "Mira Holt", "Twelve officers"]);
    let cut_away = Filter { standings: vec![Standing::Denied], ..focus("Holt report", 3) };
    assert_eq!(names(&sample::graph().filter(&cut_away).unwrap()), Vec::<&str>::new());
}

#[test]
fn the_top_are_those_of_highest_degree() {
    // Alden Police: member of, referred by, reported investigates, planned member of, formerly investigated
    let graph = sample::graph().filter(&Filter { top: Some(2), ..Filter::default() }).unwrap();
    let degrees = |name: &str| sample::graph().entities().find(|entity| entity.name() == name).unwrap().degree();
    assert_eq!(["Alden Police", "Mira Holt", "Ilan Okafor", "Alden Council", "Twelve officers"].map(degrees), [5, 5, 4, 4, 3]);
    assert_eq!(names(&graph), ["Alden Police", "Mira Holt"]);
    assert_eq!(relations(&graph), set(&["Alden Police FORMERLY_INVESTIGATED Mira Holt"]));
}

#[test]
fn an_unknown_name_is_an_error_with_the_nearest() {
    let graph = sample::graph();
    let fails = |filter: Filter| {
        let error = graph.filter(&filter).unwrap_err();
        (error.to_string(), error.way_out().unwrap_or_default().to_owned())
    };
    let expected = |found: &str, hint: &str| (found.to_owned(), hint.to_owned());
    assert_eq!(fails(focus("Dana", 1)), expected("found no entity `Dana`", "the nearest are `Dana Roe`"));
    assert_eq!(fails(focus("Holt", 1)), expected("found no entity `Holt`", "the nearest are `Holt report`, `Mira Holt`"));
    assert_eq!(fails(focus("Xyz", 1)), expected("found no entity `Xyz`", ""));
    assert_eq!(
        fails(Filter { predicates: vec!["investigate".into()], ..Filter::default() }),
        expected("found no predicate `investigate`", "the nearest are `investigates`, `formerlyInvestigated`")
    );
    assert_eq!(fails(Filter { classes: vec!["Watchdogs".into()], ..Filter::default() }), expected("found no class `Watchdogs`", "the nearest are `Watchdog`"));
    assert_eq!(fails(Filter { documents: vec!["feed".into()], ..Filter::default() }), expected("found no document `feed`", "the nearest are `feed-9`"));
}
