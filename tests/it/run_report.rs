//! What a run tells of itself in its report and summary, and the flags that change the graph.

use serde_json::json;

use super::desk::{FOUND, desk};

#[test]
fn the_report_names_inputs_as_they_were_typed_and_counts_the_rest() {
    let desk = desk(&[("found.jsonl", FOUND)]);
    desk.run(&["build", "./found.jsonl", "found.jsonl", "--report", "report.json", "-f", "dot"]).ends_with(0);
    let report = desk.json("report.json");
    assert_eq!(report["inputs"], json!(["./found.jsonl", "found.jsonl"]));
    assert_eq!((&report["documents"], &report["entities"], &report["relations"]), (&json!(1), &json!(4), &json!(3)));
    assert_eq!(report["claims"]["fact"], 1);
    assert_eq!(report["claims"]["alleged"], 1);
    assert_eq!(report["claims"]["denied"], 0);
    assert_eq!(report["asserted"], json!(["fact"]));
    assert_eq!(report["options"], json!({"baseIri": "https://example.org/kg/", "edges": "relations"}));
    assert_eq!(report["formats"][0]["files"], json!(["out/graph.dot"]));
    let codes: Vec<_> = report["diagnostics"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["duplicate-document", "placeholder-base"]);
    assert!(report.get("compare").is_none());
}

#[test]
fn a_remark_in_the_report_has_its_place() {
    let odd = FOUND.replace(r#""status": "alleged""#, r#""status": "alleged", "date": "soon""#);
    let desk = desk(&[("odd.jsonl", &odd)]);
    desk.run(&["build", "odd.jsonl", "--report", "report.json", "--base-iri", "https://news.example/kg/"]).ends_with(0);
    let report = desk.json("report.json");
    let remark = &report["diagnostics"][0];
    assert_eq!((&remark["code"], &remark["severity"], &remark["count"]), (&json!("bad-date"), &json!("warning"), &json!(1)));
    let column = odd.find(r#""soon""#).unwrap() + 1;
    assert_eq!((&remark["kept"][0]["file"], &remark["kept"][0]["line"], &remark["kept"][0]["column"]), (&json!("odd.jsonl"), &json!(1), &json!(column)));
    assert_eq!(report["diagnostics"].as_array().unwrap().len(), 1, "no note on the base: {report}");
}

#[test]
fn the_report_follows_ids_of_an_older_graph() {
    let known = |id: &str, name: &str| {
        format!(
            r#"{{"document": {{"id": "{id}"}}, "entities": [{{"id": "p", "type": "Person", "name": "{name}", "identifiers": [{{"scheme": "wikidata", "value": "Q1"}}]}}]}}"#
        )
    };
    let desk = desk(&[("old.jsonl", &known("one", "Ada Quill")), ("new.jsonl", &known("two", "Ada Mary Quill")), ("found.jsonl", FOUND)]);
    desk.run(&["build", "old.jsonl", "-o", "older.jsonl"]).ends_with(0);
    let compare = |inputs: &[&str]| {
        let arguments = [&["build"], inputs, &["--compare", "older.jsonl", "--report", "report.json"]].concat();
        desk.run(&arguments).ends_with(0).says("compared: ");
        desk.json("report.json")["compare"].clone()
    };
    assert_eq!(compare(&["old.jsonl", "found.jsonl"]), json!([]));
    let renamed = compare(&["old.jsonl", "new.jsonl"]);
    assert_eq!(renamed.as_array().unwrap().len(), 1);
    assert!(renamed[0]["old"].as_str().unwrap().starts_with("person/ada-quill-"), "{renamed}");
    assert!(renamed[0]["new"][0].as_str().unwrap().starts_with("person/ada-mary-quill-"), "{renamed}");
    let lost = compare(&["found.jsonl"]);
    let ids: Vec<_> = lost.as_array().unwrap().iter().map(|one| (one["old"].as_str().unwrap().split('-').next().unwrap(), &one["new"])).collect();
    assert_eq!(ids, [("document/one", &json!([])), ("person/ada", &json!([]))]);
    desk.run(&["build", "old.jsonl", "--compare", "old.jsonl"]).ends_with(1).says("expected the header line of a graph.jsonl");
}

#[test]
fn a_widened_promise_is_named_in_summary_and_report() {
    let desk = desk(&[("found.jsonl", FOUND)]);
    let ran = desk.run(&["build", "found.jsonl", "--assert", "reported", "--report", "report.json"]).ends_with(0);
    ran.says("asserted besides facts, as plain triples and plain edge types: reported");
    assert_eq!(desk.json("report.json")["asserted"], json!(["fact", "reported"]));
    let plain = |arguments: &[&str]| desk.run(&[&["build", "found.jsonl", "-o", "-", "-f", "graphml"], arguments].concat()).ends_with(0).out;
    assert_eq!(plain(&[]).matches(">MEMBER_OF<").count(), 1);
    assert_eq!(plain(&["--assert", "reported"]).matches(">MEMBER_OF<").count(), 2);
}

#[test]
fn filters_change_what_is_counted_but_no_id() {
    let desk = desk(&[("found.jsonl", FOUND)]);
    desk.run(&["build", "found.jsonl", "-o", "all.graphml"]).ends_with(0);
    let all = String::from_utf8(desk.bytes("all.graphml")).unwrap();
    let cases = [
        (&["--standing", "fact"][..], "2 entities, 1 relation"),
        (&["--predicate", "memberOf"], "3 entities, 2 relations"),
        (&["--class", "Person,Council"], "3 entities, 2 relations"),
        (&["--focus", "ada quill"], "2 entities, 1 relation"),
        (&["--focus", "Ada Quill", "--hops", "2"], "3 entities, 2 relations"),
        (&["--top", "1"], "1 entity, 0 relations"),
    ];
    for (flags, counts) in cases {
        let ran = desk.run(&[&["build", "found.jsonl", "-o", "part.graphml"], flags].concat()).ends_with(0).says(counts);
        let part = String::from_utf8(desk.bytes("part.graphml")).unwrap();
        for id in part.split("<node id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(all.contains(&format!("<node id=\"{id}\"")), "{flags:?} {id} {ran:?}");
        }
    }
    desk.run(&["build", "found.jsonl", "--focus", "Nobody"]).ends_with(1).says("error: found no entity `Nobody`");
    desk.run(&["build", "found.jsonl", "--class", "Persn"]).ends_with(1).says("`Persn`");
}

#[test]
fn what_a_format_can_not_hold_is_said() {
    let said = r#"{"document": {"id": "s", "text": "Ada Quill said it was bad."}, "relations": [{"subject": "Ada Quill", "predicate": "said", "object": {"value": "it was bad"}, "status": "stated"}]}"#;
    let desk = desk(&[("said.jsonl", said)]);
    let ran = desk.run(&["build", "said.jsonl", "--report", "report.json"]).ends_with(0);
    ran.says("out/graph.graphml\n  said: ");
    let files = desk.json("report.json")["formats"].clone();
    assert_eq!((&files[0]["losses"], files[1]["losses"].as_array().unwrap().len()), (&json!([]), 1), "{files}");
    assert_eq!(files[1]["losses"][0]["attribute"], "said");
}

#[test]
fn a_picture_that_nobody_can_read_comes_with_a_way_out() {
    let related = |count: usize| {
        let relations =
            (1..count).map(|one| format!(r#"{{"subject": "Hale Police", "predicate": "investigates", "object": "Body {one}", "status": "stated"}}"#));
        format!(r#"{{"document": {{"id": "many"}}, "relations": [{}]}}"#, relations.collect::<Vec<_>>().join(", "))
    };
    let desk = desk(&[("thousand.jsonl", &related(1000)), ("more.jsonl", &related(1001))]);
    let said = "a picture of 1001 things is hard to read; --focus NAME or --top 100 draws a part";
    desk.run(&["build", "more.jsonl", "-f", "dot"]).ends_with(0).says(said);
    let silent = [desk.run(&["build", "thousand.jsonl", "-f", "dot"]), desk.run(&["build", "more.jsonl", "-f", "turtle"])];
    silent.into_iter().for_each(|ran| assert!(!ran.ends_with(0).err.contains("hard to read")));
}
