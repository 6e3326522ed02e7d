//! The story, article by article, against the rows that a reader wrote by hand: what is found and what must not be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use corkboard::diagnostic::Diagnostics;
use corkboard::extract::Extractor;
use corkboard::model::claim::{Voice, standing};
use corkboard::model::{ClaimRecord, Document, Extraction, Object, Schema, Standing};

/// A line of `expected.tsv`.
struct Row {
    present: bool,
    document: String,
    subject: String,
    predicate: String,
    object: String,
    standing: String,
    speaker: String,
    date: String,
    quote: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/story")
}

fn rows() -> Vec<Row> {
    let text = std::fs::read_to_string(folder().join("expected.tsv")).unwrap();
    let row = |line: &str| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let cell = |place: usize| cells[place].clone();
        Row {
            present: cells[0] == "present",
            document: cell(1),
            subject: cell(2),
            predicate: cell(3),
            object: cell(4),
            standing: cell(5),
            speaker: cell(6),
            date: cell(7),
            quote: cell(8),
        }
    };
    text.lines().skip(1).map(row).collect()
}

/// Reads an article as `tests/README.md` says: front matter, line ends as LF.
fn document(path: &Path) -> Document {
    let raw = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let (front, text) = raw.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", raw.as_str()));
    let front: BTreeMap<&str, &str> = front.lines().filter_map(|line| line.split_once(": ")).collect();
    let get = |key: &str| front.get(key).map(|value| (*value).to_owned());
    let file = path.file_name().unwrap().to_str().unwrap().to_owned();
    Document {
        id: get("id").or_else(|| get("url")).unwrap_or(file),
        publisher: get("publisher"),
        published: get("published").map(|date| date.parse().unwrap()),
        text: Some(text.to_owned()),
        ..Document::default()
    }
}

fn extractions(schema: &Schema) -> Vec<Extraction> {
    let extractor = Extractor::builtin(schema).unwrap();
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end != "tsv")).collect();
    paths.sort();
    paths.iter().map(|path| extractor.extract(document(path), schema, &mut Diagnostics::new())).collect()
}

fn bare(name: &str) -> String {
    let name = name.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'").to_lowercase();
    ["the ", "a ", "an ", "professor ", "mr ", "ms "].iter().fold(name, |name, start| name.strip_prefix(start).map(str::to_owned).unwrap_or(name))
}

/// Whether a name of a row may mean a name of the document: the same, or in other words of the same.
fn named(extraction: &Extraction, entity: usize, name: &str) -> bool {
    let record = &extraction.entities[entity];
    let wanted = bare(name);
    let acronyms = |text: &str| text.replace("policing standards office", "pso");
    let texts = std::iter::once(&record.name).chain(&record.aliases).map(|name| bare(name));
    texts.into_iter().any(|text| {
        let (text, wanted) = (acronyms(&text), acronyms(&wanted));
        text == wanted || loosely(&text, &wanted)
    })
}

/// "Fearon" for "Declan Fearon", "Tanner Street Inquiry" for "inquiry".
fn loosely(text: &str, wanted: &str) -> bool {
    let words = |text: &str| text.split_whitespace().filter(|word| !matches!(*word, "the" | "of" | "for")).map(str::to_owned).collect::<Vec<_>>();
    let (text, wanted) = (words(text), words(wanted));
    let mut sorted = (text.clone(), wanted.clone());
    sorted.0.sort();
    sorted.1.sort();
    sorted.0 == sorted.1 || (text.len() == 1 && wanted.len() == 2 && text.last() == wanted.last())
}

fn value_of(claim: &ClaimRecord, text: &str) -> String {
    let bound = claim.qualifiers.iter().find(|qualifier| qualifier.role == "bound").map(|qualifier| match &qualifier.filler {
        Object::Value(value) => format!("{} ", value.text),
        Object::Entity(_) => String::new(),
    });
    format!("{}{text}", bound.unwrap_or_default())
}

fn object_fits(extraction: &Extraction, claim: &ClaimRecord, wanted: &str) -> bool {
    match &claim.object {
        _ if wanted == "*" => true,
        Object::Entity(entity) => named(extraction, *entity, wanted),
        Object::Value(value) => bare(&value_of(claim, &value.text)) == bare(wanted),
    }
}

fn standing_of(claim: &ClaimRecord) -> Standing {
    let voice = if claim.speakers.is_empty() { Voice::Own } else { Voice::Speaker };
    standing(claim.status.unwrap(), claim.inferred, voice)
}

/// Finds the claims of a row's document with its predicate; `referredBy` is what role `by` is projected to later.
fn candidates<'a>(extraction: &'a Extraction, schema: &Schema, row: &Row) -> Vec<(&'a ClaimRecord, bool)> {
    let name = |claim: &ClaimRecord| schema.predicate(claim.predicate).name.clone();
    let projected = row.predicate == "referredBy";
    let wanted = |claim: &&ClaimRecord| name(claim) == row.predicate || (projected && name(claim) == "referredTo");
    extraction.claims.iter().filter(wanted).map(|claim| (claim, projected && name(claim) == "referredTo")).collect()
}

fn participants_fit(extraction: &Extraction, claim: &ClaimRecord, projected: bool, row: &Row) -> bool {
    let subject = row.subject == "*" || named(extraction, claim.subject, &row.subject);
    let by = |name: &str| {
        claim
            .qualifiers
            .iter()
            .any(|qualifier| qualifier.role == "by" && matches!(qualifier.filler, Object::Entity(entity) if name == "*" || named(extraction, entity, name)))
    };
    subject && if projected { by(&row.object) } else { object_fits(extraction, claim, &row.object) }
}

fn speakers_fit(extraction: &Extraction, claim: &ClaimRecord, row: &Row) -> bool {
    let wanted: Vec<&str> = row.speaker.split(" > ").filter(|name| !name.is_empty()).collect();
    wanted.len() == claim.speakers.len() && claim.speakers.iter().zip(wanted).all(|(speaker, name)| named(extraction, *speaker, name))
}

/// The sentence around the quote holds the evidence: the two overlap, or no full stop lies between them.
fn evidence_fits(extraction: &Extraction, claim: &ClaimRecord, row: &Row) -> bool {
    let text = extraction.document.text.as_deref().unwrap();
    let Some(start) = text.find(&row.quote) else { return false };
    let range = start..start + row.quote.len();
    claim.evidence.iter().filter_map(|evidence| evidence.span).any(|span| {
        let span = span.range();
        let between = if span.end <= range.start { span.end..range.start } else { range.end..span.start.max(range.end) };
        span.start < range.end && range.start < span.end || text.get(between).is_some_and(|between| !between.contains(". ") && !between.contains('\n'))
    })
}

fn problem(extractions: &[Extraction], schema: &Schema, row: &Row) -> Option<String> {
    let extraction = extractions.iter().find(|extraction| extraction.document.id == row.document).expect("the document of the row");
    let near: Vec<_> =
        candidates(extraction, schema, row).into_iter().filter(|(claim, projected)| participants_fit(extraction, claim, *projected, row)).collect();
    let shown = format!("{} | {} | {} | {} | {} | {} | {}", row.document, row.subject, row.predicate, row.object, row.standing, row.speaker, row.date);
    if row.present {
        let date = |claim: &ClaimRecord| claim.date.map(|date| date.to_string()).unwrap_or_default();
        let why = |(claim, _): &(&ClaimRecord, bool)| {
            let speaker = if speakers_fit(extraction, claim, row) { "" } else { " speaker" };
            let evidence = if evidence_fits(extraction, claim, row) { "" } else { " evidence" };
            format!("[{} {}{speaker}{evidence}]", standing_of(claim), date(claim))
        };
        let fits = |(claim, _): &(&ClaimRecord, bool)| {
            standing_of(claim).name() == row.standing
                && date(claim) == row.date
                && speakers_fit(extraction, claim, row)
                && evidence_fits(extraction, claim, row)
        };
        return (!near.iter().any(fits)).then(|| format!("missing: {shown}; near: {}", near.iter().map(why).collect::<String>()));
    }
    let standing = |(claim, _): &(&ClaimRecord, bool)| row.standing == "*" || standing_of(claim).name() == row.standing;
    near.iter().any(standing).then(|| format!("present but should not be: {shown}"))
}

/// Claims with the predicates of the rows that no row allows.
fn surplus(extractions: &[Extraction], schema: &Schema, rows: &[Row]) -> Vec<String> {
    let mut out = Vec::new();
    for extraction in extractions {
        for claim in &extraction.claims {
            let name = &schema.predicate(claim.predicate).name;
            let own = rows.iter().filter(|row| row.present && row.document == extraction.document.id && row.predicate == *name);
            if !own.into_iter().any(|row| participants_fit(extraction, claim, false, row) && standing_of(claim).name() == row.standing) {
                let object = match &claim.object {
                    Object::Entity(entity) => extraction.entities[*entity].name.clone(),
                    Object::Value(value) => value.text.clone(),
                };
                let quote = extraction.quote(&claim.evidence[0]).unwrap_or_default();
                let rule = claim.evidence[0].rule.as_deref().unwrap_or_default();
                out.push(format!(
                    "surplus: {} | {} | {name} | {object} | {} | {quote} | {rule}",
                    extraction.document.id,
                    extraction.entities[claim.subject].name,
                    standing_of(claim)
                ));
            }
        }
    }
    out
}

#[test]
fn the_story_is_read_as_a_reader_reads_it() {
    let schema = Schema::builtin().unwrap();
    let (extractions, rows) = (extractions(&schema), rows());
    let problems: Vec<String> = rows.iter().filter_map(|row| problem(&extractions, &schema, row)).collect();
    let surplus = surplus(&extractions, &schema, &rows);
    let total = rows.len();
    assert!(problems.is_empty() && surplus.is_empty(), "{} of {total} rows pass\n{}\n{}", total - problems.len(), problems.join("\n"), surplus.join("\n"));
}
