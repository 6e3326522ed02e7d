//! The Turtle export, read back by a parser: its shapes, what it asserts, and that nothing in the input can break it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use corkboard::export::sink::MemorySink;
use corkboard::export::{ExportOptions, Format};
use corkboard::model::{Asserted, Document, Identifier, KnowledgeGraph, Object, Qualifier, Schema, Standing, Value};
use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;
use proptest::prelude::*;

use crate::sample::{self, Doc};
use crate::vocabulary::{CB, RDF_TYPE, RDFS, Vocabulary, cb, local};

const BASE: &str = "https://example.org/kg/";

pub(crate) fn parse(turtle: &str) -> Vec<Triple> {
    TurtleParser::new().for_slice(turtle).collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{error}\n{turtle}"))
}

pub(crate) fn export(graph: &KnowledgeGraph) -> Vec<Triple> {
    parse(&sample::export(graph, Format::Turtle))
}

fn subject(triple: &Triple) -> &str {
    let NamedOrBlankNode::NamedNode(node) = &triple.subject else { panic!("a blank node is a subject") };
    node.as_str()
}

/// The properties of each subject: short predicate to objects as Turtle terms, IRIs of ours without the base.
pub(crate) fn described(triples: &[Triple]) -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    let mut all: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for triple in triples {
        let subject = subject(triple).trim_start_matches(BASE).to_owned();
        let object = triple.object.to_string().replace(BASE, "").replace(CB, "cb:");
        all.entry(subject).or_default().entry(triple.predicate.as_str().replace(CB, "cb:")).or_default().push(object);
    }
    all
}

/// What is said of entities beside their names and classes, as (subject, predicate, object).
pub(crate) fn plain(triples: &[Triple]) -> BTreeSet<(String, String, String)> {
    let records = ["claim/", "evidence/", "document/"].map(|kind| format!("{BASE}{kind}"));
    let naming = [
        RDF_TYPE.to_owned(),
        format!("{RDFS}label"),
        "http://www.w3.org/2004/02/skos/core#altLabel".to_owned(),
        "http://www.w3.org/2004/02/skos/core#exactMatch".to_owned(),
        "http://purl.org/dc/terms/identifier".to_owned(),
        cb("unnamed"),
    ];
    let of_entity = |triple: &&Triple| subject(triple).starts_with(BASE) && !records.iter().any(|kind| subject(triple).starts_with(kind));
    let relations = triples.iter().filter(of_entity).filter(|triple| !naming.contains(&triple.predicate.as_str().to_owned()));
    relations.map(|triple| (format!("<{}>", subject(triple)), triple.predicate.to_string(), triple.object.to_string())).collect()
}

/// The claim nodes, as (subject, predicate, object or value, standing).
pub(crate) fn claims(triples: &[Triple]) -> Vec<(String, String, String, String)> {
    let mut nodes: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
    for triple in triples.iter().filter(|triple| subject(triple).starts_with(&format!("{BASE}claim/"))) {
        nodes.entry(subject(triple)).or_default().insert(local(triple.predicate.as_str()), triple.object.to_string());
    }
    let of = |node: &BTreeMap<&str, String>| {
        let object = node.get("object").or_else(|| node.get("value")).unwrap().clone();
        (node["subject"].clone(), node["predicate"].clone(), object, node["standing"].trim_matches('"').to_owned())
    };
    nodes.values().map(of).collect()
}

#[test]
fn a_claim_and_its_evidence_have_the_shape_of_the_design() {
    let all = described(&export(&sample::graph()));
    let (_, claim) = all.iter().find(|(_, node)| node.contains_key("cb:speakerPath")).unwrap();
    let one = |node: &BTreeMap<String, Vec<String>>, property: &str| {
        assert_eq!(node[property].len(), 1, "{property}");
        node[property][0].clone()
    };
    let [roe, holt, office] = ["person/dana-roe-", "person/mira-holt-", "organization/standards-office-"]
        .map(|start| all.keys().find(|subject| subject.starts_with(start)).unwrap().as_str());
    assert_eq!(one(claim, RDF_TYPE), "<cb:Claim>");
    assert_eq!(one(claim, "cb:subject"), format!("<{roe}>"));
    assert_eq!(one(claim, "cb:predicate"), "<cb:resignedFrom>");
    assert!(one(claim, "cb:object").starts_with("<position/chief-constable-of-alden-police-"));
    assert_eq!([one(claim, "cb:standing"), one(claim, "cb:status")], ["\"reported\"", "\"stated\""]);
    assert_eq!(one(claim, "cb:speaker"), format!("<{holt}>"));
    assert_eq!(one(claim, "cb:speakerPath"), format!("\"{office} {holt}\""));
    assert!(one(claim, "http://www.w3.org/ns/prov#wasDerivedFrom").starts_with("<document/courier-example-7-"));

    let evidence = &all[one(claim, "cb:evidence").trim_matches(['<', '>'])];
    let oa = |name: &str| format!("http://www.w3.org/ns/oa#{name}");
    assert_eq!(evidence[RDF_TYPE], ["<cb:Evidence>".to_owned(), format!("<{}>", oa("TextQuoteSelector")), format!("<{}>", oa("TextPositionSelector"))]);
    assert_eq!(one(evidence, &oa("exact")), "\"Dana Roe resigned as chief constable of Alden Police\"");
    // Zoë, Ång, ’ and é stand before it: 95 code points, 100 bytes
    let integer = |number: u32| format!("\"{number}\"^^<http://www.w3.org/2001/XMLSchema#integer>");
    assert_eq!([one(evidence, &oa("start")), one(evidence, &oa("end"))], [integer(95), integer(147)]);
    assert_eq!(one(evidence, "cb:rule"), "\"by-hand\"");
    assert!(!evidence.contains_key("cb:unchecked"));
}

#[test]
fn entities_documents_and_terms_have_the_shape_of_the_design() {
    let all = described(&export(&sample::graph()));
    let of = |start: &str| all.iter().find(|(subject, _)| subject.starts_with(start)).unwrap().1;
    let office = of("organization/standards-office-");
    assert_eq!(office[RDF_TYPE], ["<cb:Watchdog>"]);
    assert_eq!(office["http://www.w3.org/2004/02/skos/core#exactMatch"], ["<http://www.wikidata.org/entity/Q42>"]);
    assert_eq!(of("person/dana-roe-")["http://www.w3.org/2004/02/skos/core#altLabel"], ["\"Ms Roe\""]);
    assert_eq!(of("group/twelve-officers-")["cb:memberCount"], ["\"12\"^^<http://www.w3.org/2001/XMLSchema#integer>"]);
    assert!(!of("group/about-30-residents-").contains_key("cb:memberCount"), "its bound is not exact");
    let gazette = of("document/gazette-0412-");
    assert_eq!(gazette["http://purl.org/dc/terms/issued"], ["\"2015-04-12\"^^<http://www.w3.org/2001/XMLSchema#date>"]);
    assert_eq!(gazette["https://schema.org/url"], ["<https://gazette.example/0412>"]);
    assert_eq!(all[&cb("PoliceForce")][&format!("{RDFS}subClassOf")], ["<https://schema.org/GovernmentOrganization>", "<cb:Organization>"]);
    assert_eq!(all[&cb("memberOf")][&format!("{RDFS}label")], ["\"member of\""]);
    assert_eq!(all[&cb("memberOf")][&format!("{RDFS}subPropertyOf")], ["<http://www.w3.org/ns/org#memberOf>"]);
    assert!(!all.contains_key(&cb("sued")), "a term that is not used is not described");
}

#[test]
fn dates_are_as_precise_as_the_source() {
    let all = described(&export(&sample::graph()));
    let xsd = |text: &str, datatype: &str| format!("\"{text}\"^^<http://www.w3.org/2001/XMLSchema#{datatype}>");
    let mut found = BTreeSet::new();
    for node in all.values().filter(|node| node.contains_key("cb:date")) {
        let end = |property: &str| node.get(property).map_or_else(|| "-".to_owned(), |values| values[0].clone());
        found.insert((node["cb:date"][0].clone(), end("cb:dateMin"), end("cb:dateMax")));
    }
    let expected = [
        (xsd("--09", "gMonth"), "-".to_owned(), "-".to_owned()),
        (xsd("2015-04", "gYearMonth"), xsd("2015-04-01", "date"), xsd("2015-04-30", "date")),
        (xsd("2016", "gYear"), xsd("2016-01-01", "date"), xsd("2016-12-31", "date")),
        ("\"../2014\"".to_owned(), "-".to_owned(), xsd("2014-12-31", "date")),
    ];
    assert_eq!(found, BTreeSet::from(expected));
}

#[test]
fn only_a_fact_has_a_plain_triple() {
    let triples = export(&sample::graph());
    let claims = claims(&triples);
    for standing in Standing::ALL {
        assert!(claims.iter().any(|claim| claim.3 == standing.name()), "no {standing} claim is tried");
    }
    let facts = |claim: &&(String, String, String, String)| claim.3 == "fact" && !claim.2.starts_with("\"30\"");
    let facts: BTreeSet<_> = claims.iter().filter(facts).map(|(subject, predicate, object, _)| (subject.clone(), predicate.clone(), object.clone())).collect();
    assert_eq!(plain(&triples), facts);
    assert!(facts.len() >= 7);
}

#[test]
fn widening_asserts_what_it_names_and_no_predicate_that_qualifies_itself() {
    let schema = Schema::builtin().unwrap();
    let mut extractions = sample::extractions(&schema);
    let mut own = Doc::new(&schema, "own-voice", Some("Mira Holt accuses Dana Roe."));
    own.entities(&[("Person", "Mira Holt"), ("Person", "Dana Roe")]);
    own.claim("Mira Holt", "allegationAgainst", "Dana Roe", "Mira Holt accuses Dana Roe");
    extractions.push(own.extraction);
    let wide = Asserted::default().with(Standing::Reported).unwrap().with(Standing::Unknown).unwrap();
    let triples = export(&sample::build(&schema, &extractions, wide));
    let accuse = format!("<{}>", cb("allegationAgainst"));
    let asserted = |claim: &&(String, String, String, String)| ["fact", "reported", "unknown"].contains(&claim.3.as_str());
    let expected: BTreeSet<_> = claims(&triples)
        .iter()
        .filter(asserted)
        .filter(|claim| claim.1 != accuse && !claim.2.starts_with("\"30\""))
        .map(|(subject, predicate, object, _)| (subject.clone(), predicate.clone(), object.clone()))
        .collect();
    assert!(claims(&triples).iter().any(|claim| claim.1 == accuse && claim.3 == "fact"));
    assert_eq!(plain(&triples), expected);
    let resigned = triples.iter().filter(|triple| triple.predicate.as_str() == cb("resignedFrom"));
    assert_eq!(resigned.count(), 1, "the fact and the report of one resignation are one triple");
}

#[test]
fn sources_that_disagree_on_a_value_assert_none() {
    let schema = Schema::builtin().unwrap();
    let mut extractions = sample::extractions(&schema);
    let mut other = Doc::new(&schema, "other-count", Some("Twelve officers, in truth 13, were there."));
    other.entity("Group", "Twelve officers");
    other.value("Twelve officers", "memberCount", Value::integer(13), "Twelve officers, in truth 13");
    extractions.push(other.extraction);
    let triples = export(&sample::build(&schema, &extractions, Asserted::default()));
    assert!(plain(&triples).iter().all(|(_, predicate, _)| *predicate != format!("<{}>", cb("memberCount"))));
    assert_eq!(claims(&triples).iter().filter(|claim| claim.1 == format!("<{}>", cb("memberCount"))).count(), 3);
}

#[test]
fn subjects_come_together_and_nothing_twice() {
    let triples = export(&sample::graph());
    let mut seen = BTreeSet::new();
    for run in triples.chunk_by(|one, other| one.subject == other.subject) {
        assert!(seen.insert(subject(&run[0]).to_owned()), "{} comes twice", run[0].subject);
        let distinct: BTreeSet<_> = run.iter().map(ToString::to_string).collect();
        assert_eq!(distinct.len(), run.len(), "{}", run[0].subject);
    }
    assert!(triples.iter().all(|triple| !triple.object.is_blank_node()));
}

#[test]
fn every_term_of_ours_is_declared() {
    let vocabulary = Vocabulary::load();
    let standard = ["http://www.w3.org/", "http://purl.org/dc/terms/", "http://xmlns.com/foaf/0.1/", "https://schema.org/"];
    for triple in export(&sample::graph()) {
        let class = if triple.predicate.as_str() == RDF_TYPE { Some(&triple.object) } else { None };
        let class = class.map(|class| if let Term::NamedNode(node) = class { node.as_str() } else { panic!("{class} is no class") });
        for iri in [Some(triple.predicate.as_str()), class].into_iter().flatten() {
            let declared = iri.starts_with(CB) && vocabulary.0.contains_key(local(iri));
            assert!(declared || standard.iter().any(|start| iri.starts_with(start)), "{iri}");
        }
    }
}

#[test]
fn the_bytes_are_what_every_reader_takes() {
    let turtle = sample::export(&sample::graph(), Format::Turtle);
    assert!(turtle.starts_with("@prefix ") && turtle.ends_with(" .\n"));
    assert!(!turtle.contains('\r'));
    let ends = turtle.lines().filter(|line| line.ends_with('.'));
    assert!(ends.clone().all(|line| line.ends_with(" .")), "a blank stands before the dot of a statement");
    assert!(ends.count() > 50);
}

const HOSTILE: &str = "a\"b'c\\d\n\r\t\u{0}\u{7}\u{7f}\u{2028}\u{202e}\u{ffff}😀é \\u0041 \"\"\" <x> @en . # ]]> {$}";

fn hostile() -> KnowledgeGraph {
    let mut schema = Schema::builtin().unwrap();
    let mut doc = Doc::new(&schema, HOSTILE, None);
    doc.extraction.document = Document {
        title: Some(HOSTILE.into()),
        url: Some("javascript:alert(1)".into()),
        publisher: Some(HOSTILE.into()),
        author: Some(HOSTILE.into()),
        language: Some("en_GB\"".into()),
        ..doc.extraction.document
    };
    let kind = schema.class_or_new("<Böse> Klasse\u{e0100}").unwrap().0;
    let verb = schema.predicate_or_new("is> <a").unwrap().0;
    let person = doc.entity("Person", HOSTILE);
    person.aliases = vec!["\u{0}".into(), "x\\".into()];
    person.identifiers = vec![Identifier { scheme: "wikidata".into(), value: "Q1> <evil".into() }];
    doc.entity("Person", "葛\u{e0100}飾区 %41 [x]").class = kind;
    let claim = doc.claim(HOSTILE, "memberOf", "葛\u{e0100}飾区 %41 [x]", HOSTILE);
    claim.predicate = verb;
    let role = |role: &str, text: &str| Qualifier { role: role.into(), filler: Object::Value(Value::text(text)) };
    claim.qualifiers = ["subject", "memberOf", HOSTILE, "", "is> <a"].map(|name| role(name, HOSTILE)).into();
    claim.evidence[0].rule = Some(HOSTILE.into());
    claim.extractor = Some(HOSTILE.into());
    doc.value(HOSTILE, "said", Value::text(HOSTILE), "");
    doc.schema = schema;
    sample::build(&doc.schema, &[doc.extraction], Asserted::default())
}

#[test]
fn hostile_text_comes_back_as_it_went_in() {
    let triples = export(&hostile());
    let texts = triples.iter().filter(|triple| matches!(&triple.object, Term::Literal(literal) if literal.value() == HOSTILE));
    let found: BTreeSet<_> = texts.map(|triple| triple.predicate.as_str().replace(CB, "cb:").replace(BASE, "")).collect();
    let hash = found.iter().find_map(|property| property.strip_prefix("ns#role.term-")).unwrap();
    let expected = [
        "cb:extractor",
        "cb:rule",
        "cb:said",
        "cb:value",
        "http://purl.org/dc/terms/identifier",
        "http://purl.org/dc/terms/title",
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/ns/oa#exact",
        "https://schema.org/author",
        "https://schema.org/publisher",
        "ns#role.a-b-c-d-é-u0041-x-en",
        "ns#role.is-a",
        "ns#role.memberOf",
        "ns#role.subject",
    ];
    let named: BTreeSet<_> = found.iter().map(String::as_str).filter(|name| !name.ends_with(hash)).collect();
    assert_eq!(named, BTreeSet::from(expected));
    let one =
        |property: &str| triples.iter().filter(|triple| triple.predicate.as_str() == property).map(|triple| triple.object.to_string()).collect::<Vec<_>>();
    assert_eq!(one("https://schema.org/url"), ["\"javascript:alert(1)\""]);
    assert_eq!(one("https://schema.org/inLanguage"), ["\"en_GB\\\"\""]);
    assert_eq!(one("http://www.w3.org/2004/02/skos/core#exactMatch"), Vec::<String>::new());
}

#[test]
fn a_claim_node_never_stands_where_a_query_for_facts_looks() {
    let triples = export(&hostile());
    let predicates: BTreeSet<_> =
        triples.iter().filter(|triple| triple.predicate.as_str() == cb("predicate")).map(|triple| triple.object.to_string()).collect();
    assert!(predicates.contains(&format!("<{BASE}ns#isA>")), "{predicates:?}");
    let of_claims = triples.iter().filter(|triple| subject(triple).starts_with(&format!("{BASE}claim/")));
    for triple in of_claims {
        assert!(!predicates.contains(&triple.predicate.to_string()), "{triple}");
    }
    let subjects = triples.iter().filter(|triple| triple.predicate.as_str() == cb("subject"));
    assert!(subjects.clone().all(|triple| triple.object.is_named_node()) && subjects.count() == 2);
}

#[test]
fn a_long_quote_is_cut_and_counted() {
    let schema = Schema::builtin().unwrap();
    let text = format!("Dana Roe met Mira Holt {}.", "é".repeat(1200));
    let mut doc = Doc::new(&schema, "long", Some(&text));
    doc.entities(&[("Person", "Dana Roe"), ("Person", "Mira Holt")]);
    doc.claim("Dana Roe", "metWith", "Mira Holt", &text);
    let graph = sample::build(&schema, &[doc.extraction], Asserted::default());
    let fidelity = Format::Turtle.write(&graph, &ExportOptions::default(), &mut MemorySink::default()).unwrap();
    assert_eq!(fidelity.losses().iter().map(|loss| (loss.attribute.as_str(), loss.count)).collect::<Vec<_>>(), [("quote", 1)]);
    let all = described(&export(&graph));
    let evidence = all.values().find(|node| node.contains_key("http://www.w3.org/ns/oa#exact")).unwrap();
    let quote = evidence["http://www.w3.org/ns/oa#exact"][0].trim_matches('"');
    assert_eq!((quote.chars().count(), quote.ends_with('…')), (1000, true));
    assert!(evidence["http://www.w3.org/ns/oa#end"][0].starts_with("\"1224\""));
}

#[test]
fn a_predicate_that_asks_to_stay_out_stays_out_and_is_counted() {
    let own = format!(
        "<{CB}hinted> a <http://www.w3.org/2002/07/owl#DatatypeProperty> ; <{RDFS}label> \"hinted\" ; <{CB}graphType> \"HINTED\" ; <{CB}exportIn> \"jsonl\" ."
    );
    let schema = Schema::load(&[("own.ttl", &own)]).unwrap();
    let mut doc = Doc::new(&schema, "own", None);
    doc.entity("Person", "Dana Roe");
    doc.value("Dana Roe", "hinted", Value::text("a secret"), "");
    let graph = sample::build(&schema, &[doc.extraction], Asserted::default());
    let mut sink = MemorySink::default();
    let fidelity = Format::Turtle.write(&graph, &ExportOptions::default(), &mut sink).unwrap();
    assert!(!String::from_utf8(sink.files["graph.ttl"].clone()).unwrap().contains("secret"));
    assert_eq!(fidelity.losses().iter().map(|loss| (loss.attribute.as_str(), loss.count)).collect::<Vec<_>>(), [("hinted", 1)]);
}

#[test]
fn a_base_that_is_no_iri_is_refused_before_anything_is_written() {
    let graph = sample::graph();
    let write = |base: &str| {
        let mut sink = MemorySink::default();
        let options = ExportOptions { base_iri: base.to_owned(), ..ExportOptions::default() };
        Format::Turtle.write(&graph, &options, &mut sink).map(|_| sink.files)
    };
    for (base, found) in
        [("kg/", "is not an absolute IRI"), ("https://a.example/<x>/", "is not an absolute IRI"), ("https://a.example/kg", "ends in neither `/` nor `#`")]
    {
        let error = write(base).unwrap_err();
        assert!(error.to_string().contains(found), "{error}");
        assert!(error.way_out().is_some());
    }
    let turtle = String::from_utf8(write("https://a.example/größe#").unwrap()["graph.ttl"].clone()).unwrap();
    assert!(parse(&turtle).iter().any(|triple| subject(triple).starts_with("https://a.example/größe#person/dana-roe-")));
}

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::builtin().unwrap());

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back(texts in prop::array::uniform6(any::<String>()), id in "\\PC{0,20}", url in "https://[ -~é\u{e000}]{0,12}") {
        let mut schema = SCHEMA.clone();
        let [name, alias, title, rule, role, term] = &texts;
        let mut doc = Doc::new(&schema, &id, None);
        (doc.extraction.document.title, doc.extraction.document.url) = (Some(title.clone()), Some(url));
        let (class, predicate) = (schema.class_or_new(term).unwrap().0, schema.predicate_or_new(term).unwrap().0);
        doc.entity("Person", name).aliases = vec![alias.clone()];
        doc.entity("Place", "there").class = class;
        let claim = doc.claim(name, "memberOf", "there", rule);
        claim.predicate = predicate;
        claim.evidence[0].rule = Some(rule.clone());
        claim.qualifiers = vec![Qualifier { role: role.clone(), filler: Object::Value(Value::text(rule)) }];
        let triples = export(&sample::build(&schema, &[doc.extraction], Asserted::default()));
        let values = |property: &str| -> BTreeSet<&str> {
            let all = triples.iter().filter(|triple| triple.predicate.as_str() == property);
            all.filter_map(|triple| if let Term::Literal(literal) = &triple.object { Some(literal.value()) } else { None }).collect()
        };
        let labels = values("http://www.w3.org/2000/01/rdf-schema#label");
        prop_assert!(labels.contains(name.as_str()));
        prop_assert!(alias == name || values("http://www.w3.org/2004/02/skos/core#altLabel") == BTreeSet::from([alias.as_str()]));
        prop_assert_eq!(values("http://purl.org/dc/terms/title"), BTreeSet::from([title.as_str()]));
        prop_assert_eq!(values(&cb("rule")), BTreeSet::from([rule.as_str()]));
        let distinct: BTreeSet<_> = triples.iter().map(ToString::to_string).collect();
        prop_assert_eq!(distinct.len(), triples.len());
    }
}
