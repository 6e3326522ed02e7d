//! Tests of the JSON reader, against `serde_json` where both must agree.

use proptest::prelude::*;

use super::*;

/// Reads a text that must hold one value and nothing else.
fn read(text: &str) -> Result<(Node<'_>, Vec<Fault>), Box<Broken<'_>>> {
    let mut reader = Reader::new(text);
    let node = reader.value()?;
    if reader.peek().is_some() {
        return Err(Box::new(Broken { fault: reader.unexpected("the end"), partial: Some(node) }));
    }
    Ok((node, reader.mended))
}

fn plain(node: &Node<'_>) -> serde_json::Value {
    match &node.value {
        Json::Null | Json::TooDeep => serde_json::Value::Null,
        Json::Boolean(value) => (*value).into(),
        Json::Number(number) => serde_json::from_str(number).unwrap(),
        Json::String(text) => text.as_ref().into(),
        Json::Array(items) => items.iter().map(plain).collect(),
        Json::Object(members) => serde_json::Value::Object(members.iter().map(|member| (member.name.to_string(), plain(&member.value))).collect()),
    }
}

fn fault(text: &str) -> (usize, String) {
    let broken = read(text).unwrap_err();
    (broken.fault.at, broken.fault.message)
}

#[test]
fn values_know_where_they_stand() {
    let (node, mended) = read(" {\"a\": [1, \"é\", true]}").unwrap();
    assert_eq!((node.at, mended.len()), (1, 0));
    let Json::Object(members) = &node.value else { panic!("{node:?}") };
    assert_eq!((members[0].at, members[0].value.at), (2, 7));
    let Json::Array(items) = &members[0].value.value else { panic!("{node:?}") };
    assert_eq!(items.iter().map(|item| item.at).collect::<Vec<_>>(), [8, 11, 17]);
}

#[test]
fn faults_say_what_was_found_and_expected() {
    for (text, at, message) in [
        ("", 0, "found the end, expected a value"),
        ("NaN", 0, "found `N`, expected a value"),
        ("-Infinity", 1, "found `I`, expected a digit"),
        ("[1,]", 3, "found `]`, expected a value"),
        ("{\"a\" 1}", 5, "found `1`, expected `:`"),
        ("{'a': 1}", 1, "found `'`, expected a field's name in double quotes"),
        ("[01]", 2, "found `1`, expected `,` or `]`"),
        ("\"a\nb\"", 2, "found the control character U+000A, expected a character of a string or its closing quote"),
        ("\"\\x\"", 2, "found `x`, expected one of the escapes of JSON"),
        ("1 2", 2, "found `2`, expected the end"),
        ("nul", 0, "found `n`, expected a value"),
        ("1.", 2, "found the end, expected a digit"),
    ] {
        assert_eq!(fault(text), (at, message.to_owned()), "{text}");
    }
}

#[test]
fn a_break_leaves_whole_records_and_no_half_ones() {
    let broken = read("{\"a\": {\"x\": 1}, \"r\": [{\"n\": 1}, {\"n\": 2, ").unwrap_err();
    let expected = serde_json::json!({"a": {"x": 1}, "r": [{"n": 1}]});
    assert_eq!(plain(&broken.partial.unwrap()), expected);
    let broken = read("{\"a\": {\"x\": [1, ").unwrap_err();
    assert_eq!(plain(&broken.partial.unwrap()), serde_json::json!({}));
}

#[test]
fn half_surrogate_pairs_are_mended_and_whole_ones_read() {
    let (node, mended) = read(r#""\ud83d\ude00 \ud83d \ude00 \ud83dx \ud83d\u0041""#).unwrap();
    assert_eq!(plain(&node), "😀 \u{fffd} \u{fffd} \u{fffd}x \u{fffd}A");
    let places: Vec<_> = mended.iter().map(|fault| (fault.code, fault.at)).collect();
    assert_eq!(places, [14, 21, 28, 36].map(|at| (Code::LoneSurrogate, at)));
}

#[test]
fn the_last_of_equal_fields_is_taken() {
    let (node, mended) = read("{\"a\": 1, \"b\": 2, \"a\": 3}").unwrap();
    assert_eq!(plain(&node), serde_json::json!({"b": 2, "a": 3}));
    assert_eq!((mended[0].code, mended[0].at, mended.len()), (Code::DuplicateField, 1, 1));
}

#[test]
fn what_is_nested_too_deep_is_passed_over_and_the_rest_read() {
    let text = format!("{{\"deep\": {}\"]}}\"{}, \"b\": 1}}", "[".repeat(200_000), "]".repeat(200_000));
    let (node, mended) = read(&text).unwrap();
    let Json::Object(members) = &node.value else { panic!("no object") };
    assert_eq!(members[1].value.value, Json::Number("1"));
    assert_eq!((mended[0].code, mended[0].at), (Code::NestingTooDeep, 9 + 127));
    let (_, mended) = read(&format!("{}{}", "[".repeat(128), "]".repeat(128))).unwrap();
    assert_eq!(mended, []);
    assert_eq!(read(&"[".repeat(200_000)).unwrap_err().fault.code, Code::BadJson);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn our_reader_takes_what_serde_json_takes(text in r#"([\[\]{}:, ]|"a"|"b"|"\\u0041"|"\\n"|-|0|1|\.5|e2|true|null|\\|x|"){0,12}"#) {
        let theirs: Result<serde_json::Value, _> = serde_json::from_str(&text);
        match (read(&text), theirs) {
            (Ok((node, _)), Ok(theirs)) => prop_assert_eq!(plain(&node), theirs),
            (Err(_), Err(_)) => {}
            (ours, theirs) => prop_assert!(false, "{:?} but {:?}", ours.map(|(node, _)| node), theirs),
        }
    }

    #[test]
    fn nested_values_are_read_as_serde_json_reads_them(value in json_value()) {
        let text = serde_json::to_string_pretty(&value).unwrap();
        let (node, mended) = read(&text).unwrap();
        prop_assert_eq!(plain(&node), value);
        prop_assert!(mended.is_empty());
    }

    #[test]
    fn nothing_makes_it_panic(text in any::<String>()) {
        let _outcome = read(&text).is_ok();
    }
}

fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf =
        prop_oneof![Just(serde_json::Value::Null), any::<bool>().prop_map(Into::into), any::<i64>().prop_map(Into::into), any::<String>().prop_map(Into::into)];
    leaf.prop_recursive(4, 32, 5, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into);
        let object = prop::collection::btree_map(any::<String>(), inner, 0..5).prop_map(|map| serde_json::Value::Object(map.into_iter().collect()));
        prop_oneof![list, object]
    })
}
