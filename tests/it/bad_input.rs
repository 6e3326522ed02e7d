//! What no input may do: stop a run that has good input too, lose what was good, or pass unseen.

use super::desk::{FOUND, desk};

/// A bad input: its name, its bytes, the code of the remark on it, and how many of its relations are kept.
type Case = (&'static str, Vec<u8>, &'static str, u64);

/// Two people and what one of them does, with a part of it put in by the case.
fn record(id: &str, entity: &str, relation: &str) -> Vec<u8> {
    format!(
        r#"{{"document": {{"id": "{id}", "text": "Cy Moss joined Hale Police."}}, "entities": [{{"id": "m", "type": "Person", "name": "Cy Moss"{entity}}}], "relations": [{{"subject": "m", "predicate": "memberOf", "object": "Hale Police", "status": "stated"{relation}}}]}}"#
    )
    .into_bytes()
}

fn cases() -> Vec<Case> {
    let twice = [record("broken", "", ""), b"\n{\"document\": {\"id\": \"cut\", \"tex".to_vec()].concat();
    let deep = format!(r#"{{"document": {{"id": "deep"}}, "x": {}{}}}"#, "[".repeat(9000), "]".repeat(9000)).into_bytes();
    vec![
        ("empty.txt", Vec::new(), "empty-document", 0),
        ("blank.md", b"\r\n \n".to_vec(), "empty-document", 0),
        ("binary.txt", vec![0x7f, b'E', b'L', b'F', 0, 1, 2], "not-text", 0),
        ("latin.txt", b"Caf\xe9 owner resigns\n".to_vec(), "not-text", 0),
        ("binary.jsonl", vec![0xff, 0xfe, b'{', 0], "not-text", 0),
        ("truncated.jsonl", twice, "bad-json", 1),
        ("deep.json", deep, "nesting-too-deep", 0),
        ("list.jsonl", b"[1, 2]\n".to_vec(), "bad-record", 0),
        ("number.jsonl", record("number", r#", "aliases": 7"#, ""), "bad-value", 1),
        ("unknown.jsonl", record("unknown", r#", "colour": "red""#, ""), "unknown-field", 1),
        ("surrogate.jsonl", record("surrogate", r#", "aliases": ["C\ud800y"]"#, ""), "lone-surrogate", 1),
        ("status.jsonl", record("status", "", r#", "status": "certain""#), "bad-value", 1),
        ("date.jsonl", record("date", "", r#", "date": "2015-13""#), "bad-date", 1),
        ("offset.jsonl", record("offset", "", r#", "evidence": [{"start": 5, "end": 500}]"#), "bad-offset", 1),
        ("quote.jsonl", record("quote", "", r#", "evidence": [{"quote": "Cy Moss left Hale Police"}]"#), "quote-not-in-text", 1),
        ("term.jsonl", record("term", "", r#", "predicate": "envies""#), "unknown-term", 1),
        ("self.jsonl", record("self", "", r#", "object": "m""#), "self-relation", 1),
        ("nothing.jsonl", b"{\"document\": {\"id\": \"nothing\"}}\n".to_vec(), "empty-document", 0),
        ("blank.json", b"\xef\xbb\xbf \n".to_vec(), "empty-document", 0),
        ("link.md", b"---\nurl: javascript:alert(1)\n---\nAda Quill resigned as clerk of Pell Council.\n".to_vec(), "unsafe-link", 1),
        ("link.jsonl", br#"{"document": {"url": "file:///etc/passwd", "text": "x"}}"#.to_vec(), "unsafe-link", 0),
        ("huge.jsonl", record("huge", "", &format!(r#", "object": {{"value": {}}}"#, "9".repeat(5000))), "bad-value", 0),
        ("control.txt", b"Clerk\n\nAda Quill \x1b[2J resigned.\n".to_vec(), "control-character", 0),
    ]
}

#[test]
fn each_fault_is_a_located_remark_and_nothing_good_is_lost() {
    for (name, bytes, code, kept) in cases() {
        let desk = desk(&[("found.jsonl", FOUND)]);
        desk.put(name, &bytes);
        let ran = desk.run(&["build", name, "found.jsonl", "-f", "dot,jsonl", "--report", "report.json"]).ends_with(0).says(code);
        let report = desk.json("report.json");
        let remark = report["diagnostics"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap_or_else(|| panic!("{name}: {ran:?}"));
        assert_eq!(remark["kept"][0]["file"], name, "{remark}");
        assert!(remark["kept"][0]["line"].as_u64().is_some(), "{remark}");
        let relations = report["relations"].as_u64().unwrap();
        assert!(relations >= 3 + kept, "{name}: {relations} relations, {ran:?}");
        let strict = desk.run(&["build", name, "found.jsonl", "--strict", "-o", "strict"]);
        assert_eq!(strict.code, Some(if remark["severity"] == "warning" { 3 } else { 0 }), "{name}: {strict:?}");
    }
}

#[test]
fn nothing_readable_at_all_is_a_failure_that_says_why() {
    for name in ["empty.txt", "blank.md", "binary.txt", "latin.txt", "binary.jsonl", "list.jsonl", "blank.json"] {
        let desk = desk(&[]);
        let (_, bytes, code, _) = cases().into_iter().find(|case| case.0 == name).unwrap();
        desk.put(name, &bytes);
        for command in ["build", "extract"] {
            desk.run(&[command, name]).ends_with(1).says("error: ").says(name).says(code);
        }
        assert_eq!(desk.names(), [name]);
    }
    let desk = desk(&[]);
    desk.run(&["build", "nowhere.txt"]).ends_with(1).says("nowhere.txt");
    desk.run(&["build", "."]).ends_with(1);
    desk.run(&["build", "-"]).ends_with(1);
    assert!(desk.names().is_empty());
}

#[test]
fn a_graph_without_documents_is_a_failure_that_names_the_file() {
    let desk = desk(&[("graph.jsonl", "{\"corkboard\": \"graph\", \"version\": 1}\n")]);
    desk.run(&["build", "graph.jsonl"]).ends_with(1).says("error: graph.jsonl: ").says("found a graph without documents");
}

#[test]
fn what_is_wrong_in_an_older_graph_is_told() {
    let desk = desk(&[("found.jsonl", FOUND)]);
    desk.run(&["build", "found.jsonl", "-o", "older.jsonl"]).ends_with(0);
    let whole = desk.bytes("older.jsonl");
    desk.put("cut.jsonl", &whole[..whole.len() - 20]);
    desk.run(&["build", "found.jsonl", "--compare", "cut.jsonl"]).ends_with(0).says("warning bad-json: cut.jsonl:");
    assert!(!desk.run(&["build", "found.jsonl", "--compare", "older.jsonl"]).ends_with(0).err.contains("warning"));
}

#[test]
fn the_same_document_twice_counts_once() {
    let article = "---\nid: clerk\n---\nClerk resigns\n\nAda Quill resigned as clerk of Pell Council.\n";
    let desk = desk(&[("one.txt", article), ("two.txt", article)]);
    desk.run(&["build", "one.txt", "two.txt", "-f", "jsonl", "-o", "two.jsonl"]).ends_with(0).says("1 document, ").says("note duplicate-document");
    desk.run(&["build", "one.txt", "-o", "one.jsonl"]).ends_with(0);
    assert_eq!(desk.bytes("one.jsonl"), desk.bytes("two.jsonl"));
}

#[test]
fn one_id_with_two_texts_stops_the_run_and_names_both_files() {
    let article = |text: &str| format!("---\nid: clerk\n---\n{text}\n");
    let desk = desk(&[("one.txt", &article("Ada Quill resigned.")), ("two.txt", &article("Ada Quill has not resigned."))]);
    for command in ["build", "extract"] {
        desk.run(&[command, "one.txt", "two.txt"]).ends_with(1).says("one.txt").says("two.txt").says("`clerk`");
    }
    assert_eq!(desk.names(), ["one.txt", "two.txt"]);
}

#[test]
fn untrusted_text_can_not_steer_the_terminal_of_the_reader() {
    let odd = record("odd", "", r#", "date": "\u001b[2J\u202esoon""#);
    let desk = desk(&[]);
    desk.put("odd.jsonl", &odd);
    let ran = desk.run(&["build", "odd.jsonl"]).ends_with(0).says("bad-date");
    assert!(!ran.err.contains(['\u{1b}', '\u{202e}']), "{ran:?}");
}
