//! Tests of reading as a whole: what each fault costs, where it is said to be, and how inputs are put together.

use std::fs;

use super::*;
use crate::diagnostic::{Code, Severity};
use crate::model::{Object, Reason, Reasons, Status, Value};

fn input(name: &str, text: &str) -> Input {
    Input::Bytes { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// Reads inputs; returns what came of it and the remarks as they are shown.
fn read_all(inputs: Vec<Input>) -> (Result<Sources>, Schema, Vec<String>) {
    let (mut schema, mut diagnostics) = (Schema::builtin().unwrap(), Diagnostics::new());
    let sources = read(inputs, &mut schema, &mut diagnostics);
    (sources, schema, diagnostics.iter().map(ToString::to_string).collect())
}

/// Reads one document in the contract.
fn extraction(text: &str) -> (Extraction, Schema, Vec<String>) {
    let (sources, schema, remarks) = read_all(vec![input("f.json", text)]);
    let mut documents = sources.unwrap_or_else(|error| panic!("{error}: {remarks:?}")).documents;
    assert_eq!(documents.len(), 1);
    match documents.remove(0).content {
        Content::Extraction(extraction) => (extraction, schema, remarks),
        Content::Article(article) => panic!("{article:?}"),
    }
}

/// Reads a document whose one relation has further fields.
fn claim(fields: &str) -> (crate::model::ClaimRecord, Vec<String>) {
    let text = format!(
        r#"{{"document": {{"text": "Ann Lee left Alden Police in May."}}, "entities": [{{"id": "a", "type": "Person", "name": "Ann Lee"}}, {{"id": "p", "type": "PoliceForce", "name": "Alden Police"}}],
"relations": [{{"subject": "a", "predicate": "memberOf", "object": "p", "status": "stated"{fields}}}]}}"#
    );
    let (mut extraction, _, remarks) = extraction(&text);
    (extraction.claims.remove(0), remarks)
}

#[test]
fn the_design_s_example_is_read() {
    let example = include_str!("../../tests/contract/valid/full-example.json");
    let (extraction, schema, remarks) = extraction(example);
    assert_eq!(remarks, Vec::<String>::new());
    let claim = &extraction.claims[0];
    assert_eq!(extraction.document.id, "gazette-0412");
    assert_eq!(schema.predicate(claim.predicate).name, "resignedFrom");
    assert_eq!((claim.subject, &claim.object, claim.speakers.as_slice()), (0, &Object::Entity(1), [2].as_slice()));
    assert_eq!((claim.status, claim.date), (Some(Status::Stated), "2015-04".parse().ok()));
    let evidence = &claim.evidence[0];
    assert_eq!((evidence.span.map(|span| (span.start, span.end)), &evidence.quote), (Some((0, 38)), &None));
    assert_eq!(extraction.quote(evidence), Some("Dana Roe quit as chief of Alden Police"));
}

#[test]
fn a_field_that_bears_meaning_leaves_the_claim_unknown_where_it_is_unreadable() {
    for (field, remark) in [
        (r#", "speaker": 3"#, "found `3` in `speaker`"),
        (r#", "speaker": ["a", null]"#, "found null in `speaker`"),
        (r#", "ended": "yes""#, "found `yes` in `ended`"),
        (r#", "inferred": ["eponym", "guess"]"#, "found `guess` in `inferred`"),
        (r#", "qualifiers": {}"#, "found an object in `qualifiers`"),
        (r#", "qualifiers": [{"role": "by"}]"#, "found neither `entity` nor `value`"),
        (r#", "qualifiers": [{"role": "by", "entity": "a", "value": 1}]"#, "found both `entity` and `value`"),
        (r#", "status": "confirmed""#, "found `confirmed` in `status`"),
    ] {
        let (claim, remarks) = claim(field);
        assert_eq!(claim.status, Some(Status::Unknown), "{field}");
        let own: Vec<_> = remarks.iter().filter(|one| !one.ends_with("[duplicate-field]")).collect();
        assert!(own.len() == 1 && own[0].starts_with("f.json:2:") && own[0].contains(remark), "{field}: {remarks:?}");
    }
    let (claim, _) = claim(r#", "inferred": ["eponym", "guess"], "speaker": ["a", 1]"#);
    assert_eq!((claim.inferred, claim.speakers), (Reasons::NONE.with(Reason::Eponym), vec![0]));
}

#[test]
fn a_field_that_does_not_is_only_left_out() {
    for (field, remark) in [
        (r#", "date": "soon""#, "found `soon` in `date`, expected a date such as"),
        (r#", "confidence": 1.5"#, "found `1.5` in `confidence`, expected a number from 0 to 1"),
        (r#", "extractor": 7"#, "found `7` in `extractor`"),
        (r#", "core": "no""#, "found `no` in `core`"),
        (r#", "evidence": {}"#, "found an object in `evidence`"),
        (r#", "evidence": [{}]"#, "found evidence with neither"),
        (r#", "evidence": [{"start": 3}]"#, "found `start` without `end`"),
        (r#", "evidence": [{"start": 30, "end": 99}]"#, "found the offsets `30` to `99`, expected a place in the text"),
        (r#", "evidence": [{"start": 3, "end": 3}]"#, "found the offsets `3` to `3`"),
        (r#", "evidence": [{"start": -1, "end": 3}]"#, "found `-1`, expected an offset"),
        (r#", "evidence": [{"quote": " "}]"#, "found ` ` in `quote`"),
    ] {
        let (claim, remarks) = claim(field);
        assert_eq!((claim.status, claim.evidence, claim.confidence, claim.date), (Some(Status::Stated), vec![], None, None), "{field}");
        assert!(remarks.len() == 1 && remarks[0].starts_with("f.json:2:") && remarks[0].contains(remark), "{field}: {remarks:?}");
    }
}

#[test]
fn columns_are_those_of_the_value_itself() {
    let (_, remarks) = claim(r#", "date": "soon""#);
    let line = r#""relations": [{"subject": "a", "predicate": "memberOf", "object": "p", "status": "stated", "date": ""#;
    assert!(remarks[0].starts_with(&format!("f.json:2:{}: ", line.len())), "{remarks:?}");
}

#[test]
fn quotes_are_checked_and_searched_for() {
    for (evidence, words, code) in [
        (r#"{"start": 0, "end": 12, "quote": "Ann Lee left"}"#, Some("Ann Lee left"), ""),
        (r#"{"start": 0, "end": 12}"#, Some("Ann Lee left"), ""),
        (r#"{"quote": "in May"}"#, Some("in May"), ""),
        (r#"{"start": 3, "end": 4, "quote": " "}"#, Some(" "), ""),
        (r#"{"start": 0, "end": 6, "quote": "in May"}"#, Some("in May"), "quote-moved"),
        (r#"{"quote": "Ann  Lee\nleft"}"#, Some("Ann Lee left"), "quote-moved"),
        (r#"{"start": 0, "end": 6, "quote": "in June"}"#, None, "quote-not-in-text"),
    ] {
        let (claim, remarks) = claim(&format!(r#", "evidence": [{evidence}]"#));
        let found = &claim.evidence[0];
        let text = "Ann Lee left Alden Police in May.";
        assert_eq!(found.span.map(|span| text.get(span.range()).unwrap()), words, "{evidence}");
        assert_eq!(found.quote.is_some(), words.is_none(), "{evidence}");
        assert!(if code.is_empty() { remarks.is_empty() } else { remarks.len() == 1 && remarks[0].ends_with(&format!("[{code}]")) }, "{evidence}: {remarks:?}");
    }
}

#[test]
fn records_that_lack_what_they_need_are_left_out_and_the_rest_is_read() {
    let text = r#"{"entities": [{"name": "A"}, {"id": "x"}, {"name": " "}, 5, {"name": "B"}],
"relations": [{"predicate": "metWith", "object": "A"}, {"subject": "A", "object": "B"}, {"subject": "A", "predicate": "metWith"}, "no",
 {"subject": "A", "predicate": "metWith", "object": {"value": null}}, {"subject": "A", "predicate": "metWith", "object": "B"}]}"#;
    let (extraction, _, remarks) = extraction(text);
    assert_eq!(extraction.entities.iter().map(|entity| entity.name.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(extraction.claims.len(), 1);
    let places: Vec<_> = remarks.iter().filter(|one| one.ends_with("[bad-record]")).map(|one| one.split(' ').next().unwrap()).collect();
    assert_eq!(places, ["f.json:1:30:", "f.json:1:52:", "f.json:1:58:", "f.json:2:15:", "f.json:2:56:", "f.json:2:89:", "f.json:2:131:", "f.json:3:53:"]);
}

#[test]
fn an_ended_claim_gets_the_ended_form() {
    let of = |predicate: &str| {
        let text = format!(r#"{{"relations": [{{"subject": "A", "predicate": "{predicate}", "object": "B", "ended": true, "status": "stated"}}]}}"#);
        let (extraction, schema, remarks) = extraction(&text);
        let claim = &extraction.claims[0];
        (schema.predicate(claim.predicate).name.clone(), claim.status, remarks.iter().any(|one| one.ends_with("[no-ended-form]")))
    };
    assert_eq!(of("memberOf"), ("formerlyMemberOf".to_owned(), Some(Status::Stated), false));
    assert_eq!(of("formerlyMemberOf"), ("formerlyMemberOf".to_owned(), Some(Status::Stated), false));
    assert_eq!(of("metWith"), ("metWith".to_owned(), Some(Status::Unknown), true));
}

#[test]
fn names_find_records_or_make_them_whatever_the_order() {
    let relations = [
        r#"{"subject": "ann lee", "predicate": "memberOf", "object": "Harrow Council"}"#,
        r#"{"subject": "Ms Lee", "predicate": "metWith", "object": "Harrow Council"}"#,
        r#"{"subject": "Ann Lee", "predicate": "said", "object": "I did", "speaker": "The Echo"}"#,
    ];
    for order in [[0, 1, 2], [2, 1, 0]] {
        let list: Vec<_> = order.map(|place| relations[place]).into();
        let text = format!(r#"{{"entities": [{{"name": "Ann Lee", "aliases": ["Ms Lee"], "type": "Person"}}], "relations": [{}]}}"#, list.join(","));
        let (extraction, schema, remarks) = extraction(&text);
        let mut records: Vec<_> = extraction.entities.iter().map(|entity| (entity.name.as_str(), schema.class(entity.class).name.as_str())).collect();
        records.sort_unstable();
        assert_eq!(records, [("Ann Lee", "Person"), ("Harrow Council", "Organization"), ("The Echo", "Thing")]);
        assert!(extraction.claims.iter().all(|claim| claim.subject == 0));
        assert!(extraction.claims.iter().any(|claim| claim.object == Object::Value(Value::text("I did"))));
        assert_eq!(remarks.iter().filter(|one| one.ends_with("[unknown-reference]")).count(), 2);
    }
}

#[test]
fn the_first_of_two_equal_ids_is_meant_and_self_relations_are_kept() {
    let (extraction, _, remarks) = extraction(
        r#"{"entities": [{"id": "e", "name": "A"}, {"id": "e", "name": "B"}], "relations": [{"subject": "e", "predicate": "metWith", "object": "A"}]}"#,
    );
    assert_eq!((extraction.entities.len(), extraction.claims[0].subject), (2, 0));
    assert!(remarks[0].starts_with("f.json:1:48: ") && remarks[0].ends_with("[duplicate-id]"), "{remarks:?}");
    assert!(remarks[1].starts_with("f.json:1:82: ") && remarks[1].ends_with("[self-relation]"), "{remarks:?}");
}

#[test]
fn a_count_is_one_claim_with_the_first_mention() {
    let text = r#"{"document": {"text": "About 40 nurses and 3 clerks"}, "entities": [
{"id": "n", "name": "40 nurses", "count": 40, "bound": "about", "mentions": [{"start": 0, "end": 15}]}, {"id": "c", "type": "Group", "name": "3 clerks", "count": 3}],
"relations": [{"subject": "c", "predicate": "memberCount", "object": {"value": 3}, "status": "denied"}]}"#;
    let (extraction, schema, remarks) = extraction(text);
    assert_eq!(remarks, Vec::<String>::new());
    assert_eq!(schema.class(extraction.entities[0].class).name, "Group");
    assert_eq!(extraction.claims.len(), 2);
    let made = &extraction.claims[1];
    assert_eq!((made.subject, &made.object, made.status), (0, &Object::Value(Value::integer(40)), None));
    assert_eq!(made.qualifiers[0].filler, Object::Value(Value::text("about")));
    assert_eq!(extraction.quote(&made.evidence[0]), Some("About 40 nurses"));
}

#[test]
fn values_have_the_datatype_that_is_given_or_that_of_json() {
    let value = |object: &str| {
        let text = format!(r#"{{"relations": [{{"subject": "A", "predicate": "x", "object": {object}}}]}}"#);
        let (extraction, _, remarks) = extraction(&text);
        let Object::Value(value) = &extraction.claims[0].object else { panic!("no value") };
        (format!("{} {}", value.datatype.name(), value.text), remarks.into_iter().filter(|one| one.contains("value]") || one.contains("datatype]")).count())
    };
    assert_eq!(value(r#"{"value": 30}"#), ("integer 30".to_owned(), 0));
    assert_eq!(value(r#"{"value": 1.50}"#), ("decimal 1.5".to_owned(), 0));
    assert_eq!(value(r#"{"value": true}"#), ("boolean true".to_owned(), 0));
    assert_eq!(value(r#"{"value": "30"}"#), ("string 30".to_owned(), 0));
    assert_eq!(value(r#"{"value": "030", "datatype": "xsd:integer"}"#), ("integer 30".to_owned(), 0));
    assert_eq!(value(r#"{"value": "thirty", "datatype": "integer"}"#), ("string thirty".to_owned(), 1));
    assert_eq!(value(r#"{"value": "x", "datatype": "geo:wkt"}"#), ("string x".to_owned(), 1));
}

#[test]
fn a_document_without_text_keeps_code_points_only() {
    let of = |unit: &str| {
        let text = format!(r#"{{"document": {{"id": "d"{unit}}}, "entities": [{{"name": "A", "mentions": [{{"start": 3, "end": 9}}]}}]}}"#);
        let (extraction, _, remarks) = extraction(&text);
        (extraction.entities[0].mentions.len(), remarks.iter().map(|one| one.rsplit(' ').next().unwrap().to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(of(""), (1, vec!["[unchecked-evidence]".to_owned()]));
    assert_eq!(of(r#", "offsetUnit": "bytes""#), (0, vec!["[bad-offset]".to_owned()]));
}

#[test]
fn documents_without_a_name_are_known_by_what_they_hold() {
    let one = r#"{"entities": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}], "relations": [{"subject": "a", "predicate": "metWith", "object": "b"}]}"#;
    let same = r#"{"entities": [{"id": "1", "name": "B"}, {"id": "2", "name": "A"}], "relations": [{"subject": "2", "predicate": "metWith", "object": "1"}]}"#;
    let other = r#"{"entities": [{"id": "a", "name": "A"}]}"#;
    let id = |text| extraction(text).0.document.id;
    assert_eq!(id(one), id(same));
    assert_ne!(id(one), id(other));
}

#[test]
fn a_wrong_hash_is_said_and_the_text_s_own_is_kept() {
    let hash = "0".repeat(64);
    let (extraction, _, remarks) = extraction(&format!(r#"{{"document": {{"text": "abc", "sha256": "{hash}"}}}}"#));
    assert!(extraction.document.text_sha256.unwrap().starts_with("ba7816bf"));
    assert!(remarks[0].starts_with("f.json:1:40: ") && remarks[0].ends_with("[sha-mismatch]"), "{remarks:?}");
}

#[test]
fn a_broken_line_costs_only_itself() {
    let lines = "{\"entities\": [{\"name\": \"A\"}]}\n\n{\"entities\": [{\"name\": \"B\"}, {\"name\": \n\u{7f}{\n{\"entities\": [{\"name\": \"\\ud800C\"}]}\n";
    for name in ["f.jsonl", "f.json", "-"] {
        let (sources, _, remarks) = read_all(vec![input(name, lines)]);
        let names: Vec<_> = sources
            .unwrap()
            .documents
            .iter()
            .map(|source| match &source.content {
                Content::Extraction(extraction) => extraction.entities[0].name.clone(),
                Content::Article(_) => panic!("no article"),
            })
            .collect();
        assert_eq!(names, ["A", "B", "\u{fffd}C"]);
        assert_eq!(remarks[0], format!("{name}:3:39: found the end, expected a value [bad-json]"));
        assert!(remarks[1].starts_with(&format!("{name}:4:1: ")), "{remarks:?}");
        assert!(remarks[2].starts_with(&format!("{name}:5:25: ")) && remarks[2].ends_with("[lone-surrogate]"), "{remarks:?}");
    }
}

#[test]
fn records_before_a_byte_that_is_no_text_are_kept() {
    let bytes = b"{\"entities\": [{\"name\": \"A\"}, {\"name\": \"\xE9\"}]}".to_vec();
    let (sources, _, remarks) = read_all(vec![Input::Bytes { name: "f.json".to_owned(), bytes }]);
    let Content::Extraction(extraction) = &sources.unwrap().documents[0].content else { panic!("no extraction") };
    assert_eq!(extraction.entities.len(), 1);
    assert_eq!(remarks[0], "f.json:1:40: found the byte 0xE9 at byte 39, expected UTF-8 text [not-text]");
    assert!(remarks[1].starts_with("f.json:1:40: ") && remarks[1].ends_with("[bad-json]"), "{remarks:?}");
}

#[test]
fn a_line_that_is_no_text_costs_only_itself_and_is_found_in_the_file() {
    let bytes = b"\xEF\xBB\xBF{\"entities\": [{\"name\": \"A\"}]}\n\xFF\n{\"entities\": [{\"name\": \"B\"}]}".to_vec();
    let (sources, _, remarks) = read_all(vec![Input::Bytes { name: "f.jsonl".to_owned(), bytes }]);
    assert_eq!(sources.unwrap().documents.len(), 2);
    assert_eq!(remarks, ["f.jsonl:2:1: found the byte 0xFF at byte 33, expected UTF-8 text [not-text]"]);
}

#[test]
fn objects_may_stand_in_a_list_or_behind_each_other_or_be_broken_off() {
    let names = |text: &str| {
        let (sources, _, remarks) = read_all(vec![input("f.json", text)]);
        (sources.map_or(0, |sources| sources.documents.len()), remarks.iter().filter(|one| one.ends_with("[bad-json]")).count())
    };
    let (a, b) = ("{\n\"entities\": [{\"name\": \"A\"}]}", "{\"entities\":\n[{\"name\": \"B\"}]}");
    assert_eq!(names(&format!("[{a},\n {b}]")), (2, 0));
    assert_eq!(names(&format!("{a}\n{b}")), (2, 0));
    assert_eq!(names(&format!("\u{feff}[{a}, {b}")), (2, 1));
    assert_eq!(names(&format!("[{a}, {}", b.get(..20).unwrap())), (2, 1));
    assert_eq!(names(&format!("[{a} {b}]")), (1, 1));
    assert_eq!(names(&format!("{a} trailing")), (1, 1));
}

#[test]
fn the_same_document_twice_is_one_and_another_text_is_an_error() {
    let article = "---\nid: d\n---\nAnn met Bo.";
    let (sources, _, remarks) = read_all(vec![input("a.txt", article), input("b.txt", article)]);
    assert_eq!((sources.unwrap().documents.len(), remarks.len()), (1, 1));
    let error = read_all(vec![input("a.txt", article), input("b.txt", "---\nid: d\n---\nAnn met Cy.")]).0.unwrap_err();
    assert_eq!(error.to_string(), "b.txt: the document id `d` stands here and in `a.txt`, with different texts");
    assert_eq!(error.kind(), ErrorKind::Input);
}

#[test]
fn records_of_one_document_are_joined_and_placed_in_its_text() {
    let one = r#"{"document": {"id": "d", "text": "É: Ann met Bo."}, "entities": [{"id": "1", "name": "Ann", "mentions": [{"start": 3, "end": 6}]}]}"#;
    let two = r#"{"document": {"id": "d", "title": "T"}, "entities": [{"id": "1", "name": "Bo", "mentions": [{"start": 11, "end": 13}, {"start": 40, "end": 50}]}, {"id": "2", "name": "Ann", "mentions": [{"start": 3, "end": 6}]}],
"relations": [{"subject": "2", "predicate": "metWith", "object": "1", "evidence": [{"quote": "Ann met Bo"}]}]}"#;
    for order in [[one, two], [two, one]] {
        let (sources, _, remarks) = read_all(vec![input("a.json", order[0]), input("b.json", order[1])]);
        let documents = sources.unwrap().documents;
        let Content::Extraction(joined) = &documents[0].content else { panic!("no extraction") };
        assert_eq!((documents.len(), joined.entities.len(), joined.document.title.as_deref()), (1, 2, Some("T")));
        let claim = &joined.claims[0];
        assert_eq!(joined.entities[claim.subject].name, "Ann");
        assert_eq!(joined.quote(&claim.evidence[0]), Some("Ann met Bo"));
        let words: Vec<_> = joined
            .entities
            .iter()
            .flat_map(|entity| entity.mentions.iter().map(|one| joined.document.text.as_ref().unwrap().get(one.span.range()).unwrap()))
            .collect();
        assert!(words.len() == 2 && words.contains(&"Ann") && words.contains(&"Bo"), "{words:?}");
        assert!(remarks.iter().any(|one| one.ends_with("[bad-offset]")), "{remarks:?}");
    }
}

#[test]
fn folders_are_read_by_name_without_hidden_files_and_circles() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir(path.join("b")).unwrap();
    for (name, text) in
        [("c.txt", "C"), ("a.md", "A"), ("b/x.TXT", "X"), (".hidden.txt", "H"), ("b/y.html", "Y"), ("z.json", "{\"entities\": [{\"name\": \"Z\"}]}")]
    {
        fs::write(path.join(name), text).unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(path, path.join("b").join("loop")).unwrap();
    let (sources, _, remarks) = read_all(vec![Input::from_argument(path)]);
    let files: Vec<_> =
        sources.unwrap().documents.iter().map(|source| source.file.get(path.to_string_lossy().len() + 1..).unwrap().replace('\\', "/")).collect();
    assert_eq!((files, remarks), (["a.md", "b/x.TXT", "c.txt", "z.json"].map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn what_is_not_there_is_an_error_and_so_is_nothing_readable() {
    let error = read_all(vec![input("a.txt", "A"), Input::from_argument("no/such.txt")]).0.unwrap_err();
    assert_eq!(error.to_string(), "no/such.txt: no such file or folder");
    assert!(error.way_out().is_some());
    let error = read_all(vec![input("a.txt", "  ")]).0.unwrap_err();
    assert_eq!(error.to_string(), "a.txt:1:1: no document could be read: found no text, expected an article");
    assert_eq!(Input::from_argument("-"), Input::Stdin);
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(read_all(vec![Input::from_argument(folder.path())]).0.unwrap_err().to_string(), "found no .txt, .md, .json or .jsonl file");
}

#[test]
fn what_has_no_telling_name_is_told_by_its_content() {
    for (text, is_contract) in [("{\"entities\": []}", true), (" [ {}]", true), ("[Update] text", false), ("{curly} text", false), ("text", false)] {
        assert_eq!(layout("-", text.as_bytes()).is_some(), is_contract, "{text}");
    }
    assert_eq!((layout("a.txt", b"{\"a\""), layout("a.JSONL", b"text")), (None, Some(Layout::Lines)));
}

#[test]
fn only_what_costs_something_is_a_warning() {
    let mut schema = Schema::builtin().unwrap();
    let mut diagnostics = Diagnostics::new();
    let text = include_str!("../../tests/contract/valid/unknown-fields.json");
    read(vec![input("f.json", text)], &mut schema, &mut diagnostics).unwrap();
    assert!(!diagnostics.has_warnings(), "{diagnostics:?}");
    assert_eq!((diagnostics.count(Code::UnknownField), Code::UnknownField.severity()), (7, Severity::Note));
}
