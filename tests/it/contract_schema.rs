//! The schema of the extraction contract, read by a validator that is not ours: it is valid, its examples fit, and it tells the files in `tests/contract` apart.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Map, Value};

/// The file in `tests/contract/invalid` and the place of its one fault.
const FAULTS: [(&str, &str); 45] = [
    ("record-is-a-list", ""),
    ("nothing-known", ""),
    ("schema-version-unknown", "/schemaVersion"),
    ("document-is-a-string", "/document"),
    ("document-id-is-a-number", "/document/id"),
    ("document-text-is-a-list", "/document/text"),
    ("published-not-a-date", "/document/published"),
    ("language-not-a-tag", "/document/language"),
    ("sha256-too-short", "/document/sha256"),
    ("offset-unit-unknown", "/document/offsetUnit"),
    ("entities-not-a-list", "/entities"),
    ("entity-is-a-string", "/entities/1"),
    ("entity-name-missing", "/entities/1"),
    ("entity-name-blank", "/entities/1/name"),
    ("entity-type-is-a-list", "/entities/0/type"),
    ("alias-is-null", "/entities/0/aliases/1"),
    ("identifier-value-missing", "/entities/0/identifiers/0"),
    ("unnamed-is-a-string", "/entities/0/unnamed"),
    ("count-is-a-fraction", "/entities/1/count"),
    ("count-negative", "/entities/1/count"),
    ("bound-not-in-enum", "/entities/1/bound"),
    ("mention-end-missing", "/entities/0/mentions/0"),
    ("mention-kind-not-in-enum", "/entities/0/mentions/0/kind"),
    ("offset-negative", "/relations/0/evidence/0/start"),
    ("offset-too-large", "/relations/0/evidence/0/end"),
    ("relation-subject-missing", "/relations/0"),
    ("relation-object-missing", "/relations/0"),
    ("relation-predicate-empty", "/relations/0/predicate"),
    ("object-value-missing", "/relations/0/object"),
    ("object-is-a-number", "/relations/0/object"),
    ("status-not-in-enum", "/relations/0/status"),
    ("speaker-is-a-number", "/relations/0/speaker"),
    ("speaker-list-holds-null", "/relations/0/speaker"),
    ("date-not-edtf", "/relations/0/date"),
    ("date-month-thirteen", "/relations/0/date"),
    ("date-open-at-both-ends", "/relations/0/date"),
    ("ended-is-a-string", "/relations/0/ended"),
    ("inferred-reason-unknown", "/relations/0/inferred"),
    ("qualifier-role-missing", "/relations/0/qualifiers/0"),
    ("qualifier-has-entity-and-value", "/relations/0/qualifiers/0"),
    ("qualifier-datatype-is-a-number", "/relations/0/qualifiers/0/datatype"),
    ("confidence-above-one", "/relations/0/confidence"),
    ("evidence-not-a-list", "/relations/0/evidence"),
    ("evidence-empty", "/relations/0/evidence/0"),
    ("evidence-end-missing", "/relations/0/evidence/0"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn schema() -> Value {
    read(&root().join("schema/extraction.schema.json"))
}

fn contract() -> Validator {
    jsonschema::draft202012::new(&schema()).unwrap()
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(root().join("tests/contract").join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> &str {
    path.file_stem().unwrap().to_str().unwrap()
}

/// Calls `visit` with every object of the schema that is a schema itself, and its JSON pointer.
fn subschemas(at: &str, schema: &Value, visit: &mut impl FnMut(&str, &Map<String, Value>)) {
    let Some(object) = schema.as_object() else {
        return;
    };
    visit(at, object);
    for group in ["properties", "$defs"] {
        for (name, inner) in object.get(group).and_then(Value::as_object).into_iter().flatten() {
            subschemas(&format!("{at}/{group}/{name}"), inner, visit);
        }
    }
    for group in ["anyOf", "oneOf"] {
        for (index, inner) in object.get(group).and_then(Value::as_array).into_iter().flatten().enumerate() {
            subschemas(&format!("{at}/{group}/{index}"), inner, visit);
        }
    }
    if let Some(items) = object.get("items") {
        subschemas(&format!("{at}/items"), items, visit);
    }
}

/// The part as a schema that stands alone: its references lead to the definitions of the whole.
fn alone(part: &Map<String, Value>, whole: &Value) -> Validator {
    let mut part = part.clone();
    part.remove("$id");
    part.insert("$schema".to_owned(), whole["$schema"].clone());
    part.insert("$defs".to_owned(), whole["$defs"].clone());
    jsonschema::draft202012::new(&Value::Object(part)).unwrap()
}

#[test]
fn the_schema_is_valid() {
    let schema = schema();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    assert_eq!(schema["$id"], "https://w3id.org/corkboard/schema/extraction-1.json");
}

#[test]
fn every_example_fits_its_subschema() {
    let whole = schema();
    let mut examples = 0;
    subschemas("", &whole, &mut |at, part| {
        let validator = alone(part, &whole);
        for example in part.get("examples").and_then(Value::as_array).into_iter().flatten() {
            if let Err(error) = validator.validate(example) {
                panic!("{at}: example {example}: {error}");
            }
            examples += 1;
        }
    });
    assert!(examples >= 80, "only {examples} examples were reached");
}

#[test]
fn every_property_has_a_description() {
    let whole = schema();
    let mut properties = 0;
    subschemas("", &whole, &mut |at, part| {
        let is_property = at.rsplit('/').nth(1) == Some("properties");
        if is_property {
            let target = part.get("$ref").and_then(Value::as_str).and_then(|pointer| whole.pointer(pointer.strip_prefix('#')?));
            let described = part.contains_key("description") || target.is_some_and(|target| target.get("description").is_some());
            assert!(described, "{at} has no description");
            properties += 1;
        }
    });
    assert!(properties >= 50, "only {properties} properties were reached");
}

#[test]
fn no_property_forbids_unknown_fields() {
    subschemas("", &schema(), &mut |at, part| {
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            assert!(!part.contains_key(keyword), "{at} has {keyword}");
        }
    });
}

#[test]
fn valid_files_validate() {
    let contract = contract();
    let files = files("valid");
    assert!(files.len() >= 15);
    for path in files {
        let record = read(&path);
        let errors: Vec<_> = contract.iter_errors(&record).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", stem(&path));
    }
}

#[test]
fn invalid_files_have_the_one_fault_of_their_name() {
    let contract = contract();
    let present: BTreeSet<String> = files("invalid").iter().map(|path| stem(path).to_owned()).collect();
    assert_eq!(present, FAULTS.iter().map(|(name, _)| (*name).to_owned()).collect());
    for (name, place) in FAULTS {
        let record = read(&root().join(format!("tests/contract/invalid/{name}.json")));
        let found: Vec<_> = contract.iter_errors(&record).map(|error| error.instance_path().to_string()).collect();
        assert_eq!(found, [place], "{name}");
    }
}

/// The part of `text` between two offsets of the unit.
fn slice(text: &str, unit: &str, start: usize, end: usize) -> String {
    match unit {
        "codepoints" => text.chars().take(end).skip(start).collect(),
        "utf16" => String::from_utf16(&text.encode_utf16().take(end).skip(start).collect::<Vec<_>>()).unwrap(),
        "bytes" => String::from_utf8(text.bytes().take(end).skip(start).collect()).unwrap(),
        other => panic!("unit {other}"),
    }
}

#[test]
fn quotes_of_valid_files_stand_at_their_offsets() {
    let mut checked = 0;
    for path in files("valid") {
        let record = read(&path);
        let Some(text) = record["document"]["text"].as_str() else {
            continue;
        };
        let unit = record["document"]["offsetUnit"].as_str().unwrap_or("codepoints");
        let evidence = record["relations"].as_array().into_iter().flatten().flat_map(|relation| relation["evidence"].as_array().into_iter().flatten());
        for evidence in evidence {
            let (Some(start), Some(end), Some(quote)) = (evidence["start"].as_u64(), evidence["end"].as_u64(), evidence["quote"].as_str()) else {
                continue;
            };
            assert_eq!(slice(text, unit, start.try_into().unwrap(), end.try_into().unwrap()), quote, "{}", stem(&path));
            checked += 1;
        }
    }
    assert!(checked >= 10, "only {checked} quotes were checked");
}
