//! GraphML, read back with a reader that is not ours: every value, the rules of the tools that load it, and the promise.

use std::collections::{BTreeMap, BTreeSet};

use corkboard::export::{Edges, ExportOptions, Fidelity, Format, Xsd};
use corkboard::model::{Asserted, Document, EvidenceRecord, KnowledgeGraph, Standing, Value};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::specimen::{HOSTILE, Sample, hostile, story, written};

type Words = BTreeMap<String, String>;

/// A node or edge: its XML attributes, and its values by `attr.name`.
#[derive(Debug, Default)]
struct Element {
    tag: Words,
    values: Words,
}

/// A file as its elements.
#[derive(Debug, Default)]
struct File {
    keys: Vec<Words>,
    nodes: Vec<Element>,
    edges: Vec<Element>,
    text: String,
}

fn tag(start: &BytesStart<'_>) -> Words {
    let attributes = start.attributes().map(|attribute| attribute.unwrap());
    let words: Words = attributes.map(|attribute| (attribute.key.as_ref().to_owned(), attribute.value.into_owned())).collect();
    for value in words.values() {
        let safe = |letter: char| letter.is_ascii_alphanumeric() || ":_-./".contains(letter);
        assert!(value.chars().all(safe) && !value.is_empty(), "an XML attribute holds only our own words, found {value:?}");
    }
    words
}

impl File {
    /// Reads a file, and fails at anything that one of the rules GE-06, GE-08, NEO-03 forbids.
    fn read(text: &str) -> Self {
        let (mut file, mut reader) = (Self { text: text.to_owned(), ..Self::default() }, Reader::from_str(text));
        let (mut value, mut key, mut in_data, mut graphs) = (String::new(), String::new(), false, 0);
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Start(start) | Event::Empty(start) => match start.name().as_ref() {
                    "graphml" => assert_eq!(tag_of_root(&start), "http://graphml.graphdrawing.org/xmlns"),
                    "graph" => graphs += 1,
                    "key" => {
                        assert_eq!(graphs, 0, "GE-01: keys before the graph");
                        file.keys.push(tag(&start));
                    }
                    "node" => {
                        assert!(file.edges.is_empty(), "NEO-03: nodes before edges");
                        file.nodes.push(Element { tag: tag(&start), values: Words::new() });
                    }
                    "edge" => file.edges.push(Element { tag: tag(&start), values: Words::new() }),
                    "data" => {
                        assert!(!file.nodes.is_empty(), "GE-08: no data of the graph");
                        (in_data, key) = (true, tag(&start)["key"].clone());
                        value.clear();
                    }
                    other => panic!("GE-08: unexpected element {other:?}"),
                },
                Event::Text(text) => {
                    assert!(in_data || text.trim().is_empty());
                    value.push_str(&text);
                }
                Event::CData(text) => value.push_str(&text),
                Event::End(end) if end.name().as_ref() == "data" => {
                    in_data = false;
                    file.take(&key, &value);
                }
                Event::Decl(_) | Event::End(_) => {}
                other => panic!("GE-06, NEO-03: neither references nor DOCTYPE nor comments, found {other:?}"),
            }
        }
        assert_eq!(graphs, 1, "GE-08: one graph");
        file
    }

    fn take(&mut self, key: &str, value: &str) {
        assert!(!value.is_empty(), "NEO-03: no empty value of {key}");
        let declared = self.keys.iter().find(|words| words["id"] == key).unwrap_or_else(|| panic!("{key} is not declared"));
        let (name, target) = (declared["attr.name"].clone(), declared["for"].as_str());
        assert_eq!(target, if self.edges.is_empty() { "node" } else { "edge" });
        let element = if target == "node" { self.nodes.last_mut() } else { self.edges.last_mut() };
        match declared["attr.type"].as_str() {
            "long" => drop(value.parse::<i64>().unwrap()),
            "double" => assert!(value.parse::<f64>().unwrap().is_finite() && value.contains('.'), "GML-06: {value}"),
            "boolean" => assert!(matches!(value, "true" | "false"), "GML-07: {value}"),
            _ => {}
        }
        assert_eq!(element.unwrap().values.insert(name, value.to_owned()), None, "one value a key");
    }

    fn node(&self, name: &str) -> &Words {
        &self.nodes.iter().find(|node| node.values["name"] == name).unwrap().values
    }

    fn edge(&self, relation: &str) -> &Words {
        &self.edges.iter().find(|edge| edge.values["relation"] == relation).unwrap().values
    }
}

fn tag_of_root(start: &BytesStart<'_>) -> String {
    start.try_get_attribute("xmlns").unwrap().unwrap().value.into_owned()
}

fn options(edges: Edges) -> ExportOptions {
    ExportOptions { edges, ..ExportOptions::default() }
}

fn graphml(graph: &KnowledgeGraph, edges: Edges) -> (File, Fidelity) {
    let (text, fidelity) = written(graph, Format::GraphMl, &options(edges));
    (File::read(&text), fidelity)
}

fn both() -> [KnowledgeGraph; 2] {
    [story().build(Asserted::default()), hostile().build(Asserted::default())]
}

/// What is left of a text in XML 1.0, after its specification: sections 2.2 and 2.11.
fn in_xml(text: &str) -> String {
    let allowed = |letter: char| matches!(letter, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.replace("\r\n", "\n").replace('\r', "\n").chars().map(|letter| if allowed(letter) { letter } else { '\u{fffd}' }).collect()
}

#[test]
fn ge_01_ge_07_gml_03_neo_02_keys_are_what_every_reader_takes() {
    for (graph, edges) in both().iter().flat_map(|graph| [(graph, Edges::Relations), (graph, Edges::Claims)]) {
        let (file, _) = graphml(graph, edges);
        let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
        for key in &file.keys {
            let (id, name) = (key["id"].to_ascii_lowercase(), key["attr.name"].to_ascii_lowercase());
            assert!(matches!(key["for"].as_str(), "node" | "edge"));
            assert!(matches!(key["attr.type"].as_str(), "boolean" | "long" | "double" | "string"));
            assert!(name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_'), "GML-08: {name}");
            assert!(matches!(id.as_str(), "label" | "labels" | "weight") || id.starts_with("n_") || id.starts_with("e_"), "{id}");
            assert!(!matches!(name.as_str(), "id" | "timeset" | "size" | "x" | "y" | "r" | "g" | "b"), "reserved: {name}");
            assert!(ids.insert(id), "unique ids");
            assert!(names.insert((key["for"].clone(), name)), "unique names");
            let elements = if key["for"] == "node" { &file.nodes } else { &file.edges };
            assert!(elements.iter().any(|element| element.values.contains_key(&key["attr.name"])), "{key:?} occurs");
        }
    }
}

#[test]
fn gml_01_ids_are_unique_and_edges_join_nodes() {
    for (graph, edges) in both().iter().flat_map(|graph| [(graph, Edges::Relations), (graph, Edges::Claims)]) {
        let (file, _) = graphml(graph, edges);
        let mut ids = BTreeSet::new();
        for (element, first) in file.nodes.iter().map(|node| (node, 'n')).chain(file.edges.iter().map(|edge| (edge, 'e'))) {
            let id = &element.tag["id"];
            assert!(id.len() == 17 && id.starts_with(first) && ids.insert(id.clone()), "{id}");
        }
        assert!(file.edges.iter().all(|edge| ids.contains(&edge.tag["source"]) && ids.contains(&edge.tag["target"])));
        assert_eq!(file.nodes.len(), graph.entities().len());
        let claims = graph.relations().map(|relation| relation.claims().len()).sum();
        assert_eq!(file.edges.len(), if edges == Edges::Claims { claims } else { graph.relations().len() });
        assert!(file.edges.iter().all(|edge| edge.values["weight"].parse::<f64>().unwrap() >= 1.0), "GE-04");
        assert!(file.nodes.iter().all(|node| !node.values["label"].trim().is_empty()), "GE-02");
    }
}

#[test]
fn values_come_back_as_they_went() {
    let (file, _) = graphml(&story().build(Asserted::default()), Edges::Relations);
    let dana = file.node("Dana Roe");
    assert_eq!((dana["class"].as_str(), dana["labels"].as_str(), dana["color"].as_str()), ("person", ":Entity:Person", "#1F5A92"));
    assert_eq!((dana["claims"].as_str(), dana["documents"].as_str(), dana["degree"].as_str()), ("6", "2", "5"));
    assert_eq!(serde_json::from_str::<Vec<String>>(&dana["aliases"]).unwrap(), ["Chief Constable Roe", "Ms Roe"]);
    assert_eq!(dana["iri"], format!("https://example.org/kg/{}", dana["uid"]));
    assert_eq!(file.node("Alden Police")["labels"], ":Entity:Organization:PoliceForce");
    assert!(!file.node("Alden Police").contains_key("aliases"), "absent is absent");
    let resigned = file.edge("REPORTED_RESIGNED_FROM");
    for (name, value) in [
        ("label", "reported: resigned from"),
        ("standing", "reported"),
        ("asserted", "false"),
        ("confidence", "0.9"),
        ("claims", "1"),
        ("weight", "1.0"),
        ("speaker", "Policing Standards Authority"),
        ("quote", "Dana Roe quit as chief constable, the authority said"),
        ("document", "courier-1"),
        ("url", "https://courier.example/2015?id=courier-1&page=1"),
        ("date", "2015-04"),
        ("date_min", "2015-04-01"),
        ("date_max", "2015-04-30"),
    ] {
        assert_eq!(resigned[name], value, "{name}");
    }
    let end = resigned["quote_start"].parse::<usize>().unwrap() + resigned["quote"].chars().count();
    assert_eq!(resigned["quote_end"], end.to_string());
    let member = &file.edges.iter().find(|edge| edge.values["relation"] == "MEMBER_OF" && edge.values["quote"].contains("Roe")).unwrap().values;
    assert_eq!((member["claims"].as_str(), member["documents"].as_str(), member["weight"].as_str()), ("2", "2", "2.0"));
    assert!(!member.contains_key("speaker") && !member.contains_key("date") && !member.contains_key("symmetric"));
    assert_eq!(file.edge("MET_WITH")["symmetric"], "true");
    let qualifiers: serde_json::Value = serde_json::from_str(&file.edge("REFERRED_TO")["qualifiers"]).unwrap();
    assert_eq!(qualifiers, serde_json::json!([{"role": "by", "entity": "Alden Borough Council", "uid": file.node("Alden Borough Council")["uid"]}]));
}

#[test]
fn only_a_single_exact_fact_is_a_plain_value() {
    let (file, fidelity) = graphml(&story().build(Asserted::default()), Edges::Claims);
    let (officers, residents, lund) = (file.node("42 officers"), file.node("former residents"), file.node("Peter Lund"));
    assert_eq!(officers["memberCount"], "42");
    assert!(!residents.contains_key("memberCount"));
    let claims: serde_json::Value = serde_json::from_str(&residents["value_claims"]).unwrap();
    let expected = serde_json::json!([{"predicate": "memberCount", "value": 1400, "bound": "about", "standing": "fact", "document": "gazette-7",
        "quote": "about 1,400 former residents"}]);
    assert_eq!(claims, expected);
    assert!(officers["value_claims"].contains("\"quote\":\"42 officers\""), "the evidence of a plain value is kept");
    assert_eq!(lund["said"], "1", "what is said is counted");
    assert!(!lund.contains_key("value_claims") && !file.text.contains("I am not going anywhere</data>"));
    assert!(fidelity.losses().iter().any(|loss| loss.attribute == "said" && loss.count == 1));
}

#[test]
fn ge_05_ge_06_hostile_strings_come_back_whole() {
    let (file, _) = graphml(&hostile().build(Asserted::default()), Edges::Claims);
    let names: BTreeSet<_> = file.nodes.iter().map(|node| node.values["name"].clone()).collect();
    let quotes: BTreeSet<_> = file.edges.iter().filter_map(|edge| edge.values.get("quote").cloned()).collect();
    let values: BTreeSet<_> = file.nodes.iter().filter_map(|node| node.values.get("label_value").cloned()).collect();
    for text in HOSTILE {
        let blank = text.chars().all(|letter| letter.is_whitespace() || letter.is_control());
        assert!(blank || names.contains(&in_xml(text)), "the name {text:?}");
        assert!(quotes.contains(&in_xml(text)), "the quote {text:?}");
        assert!(values.contains(&in_xml(text)), "the value {text:?}");
    }
    let speaker = format!("{0} > {0}", HOSTILE[8]);
    assert!(file.edges.iter().any(|edge| edge.values.get("speaker") == Some(&speaker)));
    assert!(file.edges.iter().all(|edge| edge.values.get("url").is_none_or(|url| url.starts_with("http"))), "only safe links");
    let aliases = file.nodes.iter().filter_map(|node| node.values.get("aliases"));
    let aliases = aliases.map(|aliases| serde_json::from_str::<Vec<String>>(aliases).unwrap()).max_by_key(Vec::len).unwrap();
    for text in HOSTILE.iter().filter(|text| !text.contains(['\u{fffe}', '\u{ffff}'])) {
        assert!(aliases.iter().any(|alias| alias == text), "NEO-05: the alias {text:?}, which JSON escapes and XML needs not mend");
    }
}

#[test]
fn what_is_lost_is_counted() {
    let (_, fidelity) = graphml(&hostile().build(Asserted::default()), Edges::Claims);
    let count = |attribute: &str, what: &str| {
        fidelity.losses().iter().filter(|loss| loss.attribute == attribute && loss.what.contains(what)).map(|loss| loss.count).sum::<u64>()
    };
    assert_eq!(count("name", "U+FFFD"), 4, "GE-05: one in two names, two in a third");
    assert_eq!(count("name", "line feeds"), 2, "GE-05");
    assert_eq!(count("name", "Gephi drops"), 2, "GE-14: `null` and `NULL`; blank names show the uid");
    assert_eq!(count("quote", "Gephi drops"), 3, "GE-14: `null`, `NULL` and a blank; no-break and wide blanks arrive");
    assert_eq!(count("quote", "cut at 1,000"), 1);
    assert_eq!(count("url", "http"), HOSTILE.len() as u64 + 2, "`javascript:` for each text, the long one, and one with a quotation mark");
    assert_eq!(count("id_value", "beyond 2^53"), 1, "GML-04");
    assert_eq!(count("MEMBER_OF", "parallel"), 1, "GE-10");
    let (_, fidelity) = graphml(&hostile().build(Asserted::default()), Edges::Relations);
    assert!(fidelity.losses().iter().all(|loss| !loss.what.contains("parallel")), "relations are never parallel");
    assert!(fidelity.losses().iter().any(|loss| loss.attribute == "claims" && loss.count == 1));
}

#[test]
fn neo_07_foreign_terms_become_identifiers_that_pass_for_no_other() {
    let (file, _) = graphml(&hostile().build(Asserted::default()), Edges::Relations);
    let labels = |name: &str| file.node(name)["labels"].clone();
    assert!(labels("odd class").starts_with(":Entity:Thing:Gr__eCoPerson"));
    assert!(labels("hub").starts_with(":Entity:Thing:Person_"), "another's Person is not ours: {}", labels("hub"));
    let word =
        |text: &str| text.split(':').skip(1).all(|label| label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') && !label.is_empty());
    assert!(file.nodes.iter().all(|node| word(&node.tag["labels"]) && node.tag["labels"] == node.values["labels"]), "NEO-01");
    assert!(file.edges.iter().all(|edge| edge.tag["label"] == edge.values["relation"]), "GML-05");
    assert_eq!(file.node("hub")["ratio"], "0.25");
}

#[test]
fn neo_07_a_foreign_namesake_of_a_value_does_not_pass_for_ours() {
    let mut sample = Sample::new();
    sample.document(Document { id: "d".to_owned(), ..Document::default() });
    let group = sample.entity("Group", "officers");
    sample.value(group, "memberCount", Value::integer(42));
    sample.value(group, "https://other.example/ns#memberCount", Value::integer(7));
    sample.value(group, "https://other.example/ns#size", Value::integer(9));
    let (file, _) = graphml(&sample.build(Asserted::default()), Edges::Relations);
    let values = file.node("officers");
    assert_eq!(values["memberCount"], "42", "our own keeps its name");
    let foreign: Vec<_> = values.iter().filter(|(name, _)| name.starts_with("memberCount_")).map(|(_, value)| value.as_str()).collect();
    assert_eq!(foreign, ["7"]);
    assert_eq!(values["size_value"], "9", "Gephi takes `size` for itself");
}

#[test]
fn a_piece_of_evidence_without_a_place_has_no_offsets() {
    let mut sample = Sample::new();
    sample.document(Document { id: "d".to_owned(), ..Document::default() });
    let [dana, police] = [("Person", "Dana Roe"), ("PoliceForce", "Alden Police")].map(|(class, name)| sample.entity(class, name));
    let claim = sample.claim(dana, "memberOf", police);
    claim.evidence = vec![EvidenceRecord { quote: Some("Roe of the force".to_owned()), ..EvidenceRecord::default() }];
    let (file, _) = graphml(&sample.build(Asserted::default()), Edges::Relations);
    assert_eq!(file.edge("MEMBER_OF")["quote"], "Roe of the force");
    assert!(file.keys.iter().all(|key| !key["attr.name"].starts_with("quote_")), "no column of nothing");
}

#[test]
fn neo_16_no_standing_but_fact_has_a_plain_type() {
    for (sample, edges) in [(story as fn() -> Sample, Edges::Relations), (story, Edges::Claims), (hostile, Edges::Claims)] {
        let graph = sample().build(Asserted::default());
        let plain: BTreeSet<_> = graph.schema().predicates().iter().filter(|one| !one.self_qualifying).map(|one| one.graph_type.clone()).collect();
        let (file, _) = graphml(&graph, edges);
        for Element { tag, values } in &file.edges {
            let fact = values["standing"] == "fact";
            assert_eq!(plain.contains(&tag["label"]), fact && values["relation"] != "STATED_ALLEGATION_AGAINST", "{values:?}");
            assert_eq!(values["asserted"], plain.contains(&tag["label"]).to_string());
        }
        let standings: BTreeSet<_> = file.edges.iter().map(|edge| edge.values["standing"].as_str()).collect();
        assert!(graph.entities().len() == 27 || Standing::ALL.iter().all(|standing| standings.contains(standing.name())), "the story has all: {standings:?}");
    }
}

#[test]
fn gml_02_the_strict_profile_has_only_what_the_schema_knows() {
    let strict = ExportOptions { xsd: Xsd::Strict, ..ExportOptions::default() };
    let (text, _) = written(&story().build(Asserted::default()), Format::GraphMl, &strict);
    let file = File::read(&text);
    assert!(file.nodes.iter().all(|node| node.tag.keys().eq(["id"])));
    assert!(file.edges.iter().all(|edge| edge.tag.keys().eq(["id", "source", "target"])));
    assert!(file.keys.iter().all(|key| key.keys().eq(["attr.name", "attr.type", "for", "id"])));
    assert_eq!(file.nodes[0].values["labels"], ":Entity:Event:Allegation", "the data stay");
}

#[test]
fn an_empty_graph_is_a_file_too() {
    let (text, fidelity) = written(&Sample::new().build(Asserted::default()), Format::GraphMl, &ExportOptions::default());
    let file = File::read(&text);
    assert_eq!((file.nodes.len(), file.edges.len(), fidelity.losses().len()), (0, 0, 0));
}
