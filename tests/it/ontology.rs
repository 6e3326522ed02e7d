//! The vocabulary in `schema/ontology.ttl` holds together: what the loader, the writers and a reader of the exports rely on is there.

use std::collections::BTreeSet;

use oxrdf::{NamedNode, Term};

use crate::vocabulary::{CB, RDF_TYPE, RDFS, Vocabulary, cb, local, triples};

const SCHEMA: &str = "https://schema.org/";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// The design's predicates with their ended forms, by hand.
const PREDICATES: &str = "\
    memberOf formerlyMemberOf holdsPosition heldPosition positionIn resignedFrom \
    dismissedFrom appointedBy authoredBy commissionedBy publishedBy about investigates \
    formerlyInvestigated allegationAgainst referredTo referredBy servedNoticeOn chargedWith \
    convictedOf arrestedBy killedBy sentencedTo sued criticised metWith calledFor said \
    succeededBy partOf locatedIn memberCount";

/// The design's mappings to standard terms; no other predicate has one.
const MAPPINGS: [(&str, &str); 8] = [
    ("about", "https://schema.org/about"),
    ("authoredBy", "http://purl.org/dc/terms/creator"),
    ("holdsPosition", "http://www.w3.org/ns/org#holds"),
    ("locatedIn", "https://schema.org/location"),
    ("memberOf", "http://www.w3.org/ns/org#memberOf"),
    ("partOf", "http://purl.org/dc/terms/isPartOf"),
    ("positionIn", "http://www.w3.org/ns/org#postIn"),
    ("publishedBy", "http://purl.org/dc/terms/publisher"),
];

const ROOTS: [&str; 9] = ["Person", "Organization", "Group", "Position", "Place", "Report", "Event", "Law", "Thing"];
const STANDING_COLORS: [&str; 5] = ["#333F4B", "#6B5200", "#B3261E", "#1F5A92", "#777777"];
const STANDING_PREFIXES: [&str; 8] = ["STATED_", "REPORTED_", "INFERRED_", "ALLEGED_", "DENIED_", "PLANNED_", "HYPOTHETICAL_", "UNKNOWN_"];

/// The contrast of a `#RRGGBB` colour on another, by WCAG 2.
fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: &str) -> f64 {
    let hex = color.strip_prefix('#').filter(|hex| hex.len() == 6).unwrap_or_else(|| panic!("{color} is no colour"));
    let rgb = u32::from_str_radix(hex, 16).unwrap();
    let channel = |shift: u32| {
        let part = f64::from(rgb >> shift & 0xFF) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}

#[test]
fn every_term_has_one_english_label_and_comment() {
    let vocabulary = Vocabulary::load();
    for term in vocabulary.own_terms() {
        for property in [format!("{RDFS}label"), format!("{RDFS}comment")] {
            assert!(!vocabulary.one(term, &property).trim().is_empty());
            let Term::Literal(literal) = &vocabulary.objects(term, &property)[0] else { panic!("{term}: {property} is no literal") };
            assert_eq!(literal.language(), Some("en"), "{term}: {property}");
        }
    }
}

#[test]
fn every_term_used_is_declared_and_none_is_blank() {
    let vocabulary = Vocabulary::load();
    let own = |node: &NamedNode| node.as_str().starts_with(CB) && node.as_str() != CB;
    for triple in triples() {
        assert!(!triple.subject.is_blank_node() && !triple.object.is_blank_node(), "{triple}");
        let object = if let Term::NamedNode(node) = &triple.object { Some(node) } else { None };
        for node in [Some(&triple.predicate), object].into_iter().flatten().filter(|node| own(node)) {
            assert!(vocabulary.0.contains_key(local(node.as_str())), "{node} is not declared");
        }
    }
}

#[test]
fn the_predicates_are_those_of_the_design() {
    let vocabulary = Vocabulary::load();
    let found: BTreeSet<_> = vocabulary.predicates().collect();
    assert_eq!(found, PREDICATES.split(' ').collect());
    let mapped: Vec<_> =
        found.iter().flat_map(|name| vocabulary.values(name, &format!("{RDFS}subPropertyOf")).into_iter().map(move |standard| (*name, standard))).collect();
    assert_eq!(mapped, MAPPINGS);
}

#[test]
fn predicates_say_all_that_exports_need() {
    let vocabulary = Vocabulary::load();
    let classes: BTreeSet<_> = vocabulary.classes().filter(|class| !vocabulary.holds(class, "describesSources")).collect();
    for predicate in vocabulary.predicates() {
        assert!(!vocabulary.holds(predicate, "describesSources"));
        assert!(!vocabulary.one(predicate, &cb("inverseLabel")).is_empty());
        let domain = vocabulary.values(predicate, &format!("{SCHEMA}domainIncludes"));
        assert!(!domain.is_empty() && domain.iter().all(|class| classes.contains(class)), "{predicate}: {domain:?}");
        let range = vocabulary.values(predicate, &format!("{SCHEMA}rangeIncludes"));
        let is_datatype = |name: &str| name.strip_prefix(XSD).is_some_and(|name| ["string", "integer"].contains(&name));
        assert!(!range.is_empty() && range.iter().all(|name| classes.contains(name) || is_datatype(name)), "{predicate}: {range:?}");
        let values = range.iter().filter(|name| is_datatype(name)).count();
        let kind = if values == 0 {
            "http://www.w3.org/2002/07/owl#ObjectProperty"
        } else if values == range.len() {
            "http://www.w3.org/2002/07/owl#DatatypeProperty"
        } else {
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property"
        };
        assert_eq!(vocabulary.one(predicate, RDF_TYPE), kind, "{predicate}");
    }
}

#[test]
fn graph_types_are_unique_and_never_look_like_another_standing() {
    let vocabulary = Vocabulary::load();
    let mut seen = BTreeSet::new();
    for predicate in vocabulary.predicates() {
        let name = vocabulary.one(predicate, &cb("graphType"));
        assert!(name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'), "{name}");
        assert!(!STANDING_PREFIXES.iter().any(|prefix| name.starts_with(prefix)), "{name}");
        assert!(seen.insert(name), "{name} twice");
    }
}

#[test]
fn colours_are_readable_and_apart() {
    let vocabulary = Vocabulary::load();
    let mut seen = BTreeSet::from(STANDING_COLORS);
    for predicate in vocabulary.predicates() {
        let color = vocabulary.one(predicate, &cb("color"));
        assert!(contrast(color, "#FFFFFF") >= 4.5, "{predicate}: {color}");
        assert!(seen.insert(color), "{predicate}: {color} is taken");
    }
    for class in ROOTS {
        let (fill, line) = (vocabulary.one(class, &cb("fill")), vocabulary.one(class, &cb("line")));
        assert!(contrast(fill, line) >= 4.5, "{class}: {line} on {fill}");
    }
}

#[test]
fn ended_forms_point_both_ways_and_mirror_their_present() {
    let vocabulary = Vocabulary::load();
    let mut pairs = BTreeSet::new();
    for predicate in vocabulary.predicates() {
        for ended in vocabulary.values(predicate, &cb("endedForm")) {
            assert_eq!(vocabulary.one(ended, &cb("endedFormOf")), predicate);
            for property in ["domainIncludes", "rangeIncludes"].map(|name| format!("{SCHEMA}{name}")) {
                assert_eq!(vocabulary.values(ended, &property), vocabulary.values(predicate, &property), "{ended}");
            }
            assert!(vocabulary.values(ended, &cb("endedForm")).is_empty(), "{ended} has an ended form");
            pairs.insert((predicate, ended));
        }
        for present in vocabulary.values(predicate, &cb("endedFormOf")) {
            assert_eq!(vocabulary.one(present, &cb("endedForm")), predicate);
        }
    }
    assert_eq!(pairs, BTreeSet::from([("memberOf", "formerlyMemberOf"), ("holdsPosition", "heldPosition"), ("investigates", "formerlyInvestigated")]));
}

#[test]
fn special_predicates_are_marked() {
    let vocabulary = Vocabulary::load();
    let marked = |flag: &str| vocabulary.predicates().filter(|name| vocabulary.holds(name, flag)).collect::<Vec<_>>();
    assert_eq!(marked("symmetric"), ["metWith"]);
    assert_eq!(marked("selfQualifying"), ["allegationAgainst"]);
    let with = |property: &str| {
        let values = vocabulary.predicates().map(|name| (name, vocabulary.values(name, &cb(property))));
        values.filter(|(_, values)| !values.is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(with("exportIn"), [("said", vec!["rdf", "jsonl"])]);
    assert_eq!(with("qualifierRole"), [("memberCount", vec!["bound"]), ("referredTo", vec!["by"])]);
}

#[test]
fn projections_join_predicates_by_a_role() {
    let vocabulary = Vocabulary::load();
    let projections: Vec<_> = vocabulary.own_terms().filter(|name| vocabulary.values(name, RDF_TYPE).contains(&"Projection")).collect();
    assert_eq!(projections, ["referredTo-by"]);
    let [of, role, to] = ["ofPredicate", "role", "toPredicate"].map(|name| vocabulary.one("referredTo-by", &cb(name)));
    assert_eq!([of, role, to], ["referredTo", "by", "referredBy"]);
    assert!(vocabulary.values(of, &cb("qualifierRole")).contains(&role));
}

#[test]
fn every_role_is_a_qualifier_property() {
    let vocabulary = Vocabulary::load();
    for role in vocabulary.predicates().flat_map(|name| vocabulary.values(name, &cb("qualifierRole"))) {
        assert_eq!(vocabulary.one(role, &format!("{RDFS}subPropertyOf")), "qualifier", "{role}");
        assert!(vocabulary.holds(role, "describesSources"), "{role}");
    }
}

#[test]
fn every_class_of_entities_has_one_root() {
    let vocabulary = Vocabulary::load();
    let mut labels = BTreeSet::new();
    for class in vocabulary.classes() {
        assert!(labels.insert(vocabulary.one(class, &format!("{RDFS}label"))), "{class}: its label is taken");
        if vocabulary.holds(class, "abstract") || vocabulary.holds(class, "describesSources") {
            continue;
        }
        let roots = vocabulary.roots_of(class, 0);
        assert_eq!(roots.len(), 1, "{class}: {roots:?}");
    }
    let apart: Vec<_> = vocabulary.classes().filter(|class| vocabulary.holds(class, "describesSources")).collect();
    assert_eq!(apart, ["Claim", "Document", "Evidence"]);
}

#[test]
fn root_classes_are_in_order_and_drawn() {
    let vocabulary = Vocabulary::load();
    let mut roots: Vec<(u32, &str)> = vocabulary
        .classes()
        .filter(|class| vocabulary.holds(class, "root"))
        .map(|class| (vocabulary.one(class, &cb("order")).parse().unwrap(), class))
        .collect();
    roots.sort_unstable();
    assert_eq!(roots, (1..).zip(ROOTS).collect::<Vec<_>>());
    for class in ROOTS {
        assert!(["ellipse", "box", "note", "hexagon"].contains(&vocabulary.one(class, &cb("shape"))), "{class}");
        assert!(vocabulary.one(class, &cb("style")).starts_with("filled"), "{class}");
        let is_agent = vocabulary.own_parents(class) == ["Agent"];
        assert_eq!(is_agent, ["Person", "Organization", "Group"].contains(&class), "{class}");
    }
    assert!(vocabulary.holds("Agent", "abstract"));
}

#[test]
fn a_new_term_never_has_the_name_of_a_known_one() {
    let mut schema = corkboard::model::Schema::builtin().unwrap();
    let position = schema.class_named("Position").unwrap();
    assert_eq!(schema.class_or_new("#Position").unwrap(), (position, false));
    let member = schema.predicate_named("memberOf").unwrap();
    assert_eq!(schema.predicate_or_new("member of!").unwrap(), (member, false));
}
