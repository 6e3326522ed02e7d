//! The extraction contract: files of JSON objects, one a document, become extractions; what is wrong costs only itself.

use super::anchor::Ground;
use super::article::{Start, decode, unmarked};
use super::entities::{self, Entities};
use super::fields::{Fields, name_of, shown, whole_of};
use super::json::{Node, Reader};
use super::place::{Remarks, Seen};
use super::{document, relations};
use crate::diagnostic::{Code, Diagnostics};
use crate::error::Location;
use crate::model::hash::KeyHasher;
use crate::model::{Extraction, Schema, wire};

/// What all files of a run are read with.
pub(super) struct Run<'a> {
    pub(super) schema: &'a mut Schema,
    pub(super) seen: &'a mut Seen,
    pub(super) diagnostics: &'a mut Diagnostics,
}

/// What the name of a file says of its layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// One object a line.
    Lines,
    /// One object, a list of them, or nothing known.
    Any,
}

/// Reads all documents of a file.
pub(super) fn read(file: &str, bytes: &[u8], layout: Layout, run: &mut Run<'_>) -> Vec<Extraction> {
    let mut extractions = Vec::new();
    let mut each = |node: &Node<'_>, remarks: &mut Remarks<'_>, schema: &mut Schema| extractions.extend(record(node, remarks, schema));
    each_value(file, bytes, layout, run, &mut each);
    extractions
}

/// What is done with each value of a file.
pub(super) type Each<'a> = dyn FnMut(&Node<'_>, &mut Remarks<'_>, &mut Schema) + 'a;

/// Calls a function with each value of a file, also with the whole parts of one that breaks off.
pub(super) fn each_value(file: &str, bytes: &[u8], layout: Layout, run: &mut Run<'_>, each: &mut Each<'_>) {
    if unmarked(bytes).trim_ascii().is_empty() {
        run.diagnostics.push(Code::EmptyDocument, Some(Location::at(file, 1, 1)), "found nothing, expected JSON");
        return;
    }
    if !is_lines(unmarked(bytes), layout) {
        return values(file, bytes, Start::OF_FILE, run, each);
    }
    let mut start = Start::OF_FILE;
    for line in bytes.split(|byte| *byte == b'\n') {
        values(file, line, start, run, each);
        start = Start { line: start.line.saturating_add(1), byte: start.byte + line.len() + 1 };
    }
}

/// Decides whether each line is read for itself, so that a broken one costs only itself. The name of a file may be wrong.
fn is_lines(bytes: &[u8], layout: Layout) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let mut next_is_whole = || lines.next().is_some_and(is_whole);
    next_is_whole() || ((next_is_whole() || layout == Layout::Lines) && !is_whole(bytes))
}

/// Returns whether bytes are one JSON value and nothing else.
fn is_whole(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut reader = Reader::new(text);
    reader.value().is_ok() && reader.peek().is_none()
}

fn values(file: &str, bytes: &[u8], start: Start, run: &mut Run<'_>, each: &mut Each<'_>) {
    let text = decode(file, bytes, start, run.diagnostics).unwrap_or_else(|| text_before(unmarked(bytes)));
    let mut remarks = Remarks::new(file, text, start.line, run.seen, run.diagnostics);
    let mut reader = Reader::new(text);
    let mut in_list = false;
    while reader.peek().is_some() {
        if !in_list && reader.eat(b'[') {
            in_list = !reader.eat(b']');
            continue;
        }
        let read = reader.value();
        for fault in reader.mended.drain(..) {
            remarks.add(fault.code, fault.at, fault.message);
        }
        match read {
            Ok(node) => each(&node, &mut remarks, run.schema),
            Err(broken) => {
                remarks.add(broken.fault.code, broken.fault.at, broken.fault.message);
                if let Some(part) = broken.partial {
                    each(&part, &mut remarks, run.schema);
                }
                return;
            }
        }
        if in_list && !reader.eat(b',') {
            if !reader.eat(b']') {
                break;
            }
            in_list = false;
        }
    }
    if in_list {
        let fault = reader.unexpected("`,` or `]`");
        remarks.add(fault.code, fault.at, fault.message);
    }
}

/// Returns what stands before the first byte that is no text, where it may be the beginning of a record.
fn text_before(bytes: &[u8]) -> &str {
    let text = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let text = text.split('\0').next().unwrap_or_default();
    if text.trim_start().starts_with(['{', '[']) { text } else { "" }
}

/// Reads one document with its records.
pub(super) fn record(node: &Node<'_>, remarks: &mut Remarks<'_>, schema: &mut Schema) -> Option<Extraction> {
    let Some(fields) = Fields::of(node) else {
        remarks.add(Code::BadRecord, node.at, format!("found {}, expected an object with a document, its entities and its relations", node.value.kind()));
        return None;
    };
    fields.note_unknown(&["schemaVersion", "document", "entities", "relations"], remarks);
    if !["document", "entities", "relations"].iter().any(|name| fields.has(name)) {
        remarks.add(Code::BadRecord, node.at, "found none of the fields `document`, `entities` and `relations`");
        return None;
    }
    if let Some(version) = fields.get("schemaVersion").filter(|version| whole_of(&version.value) != Some(1_u32)) {
        let found = shown(&version.value);
        remarks.add(Code::BadRecord, version.at, format!("found {found} in `schemaVersion`, expected 1; the document was left out"));
        return None;
    }
    Some(extraction(fields, remarks, schema))
}

fn extraction(fields: Fields<'_, '_>, remarks: &mut Remarks<'_>, schema: &mut Schema) -> Extraction {
    let (document, unit) = document::read(fields, remarks);
    let ground = Ground::new(document.text.as_deref(), unit);
    let mut entities = Entities::default();
    for node in fields.list("entities", remarks) {
        entities::read(node, &ground, &mut entities, remarks, schema);
    }
    let mut claims = relations::read(fields.list("relations", remarks), &ground, &mut entities, remarks, schema);
    entities.claim_counts(&mut claims, schema);
    let mut extraction = Extraction { document, entities: entities.records, claims };
    finish(&mut extraction, fields, remarks, schema);
    extraction
}

fn finish(extraction: &mut Extraction, fields: Fields<'_, '_>, remarks: &mut Remarks<'_>, schema: &Schema) {
    let at = fields.get("document").map_or(fields.at, |document| document.at);
    let empty = extraction.entities.is_empty() && extraction.claims.is_empty();
    if extraction.document.text.is_none() {
        let placed = extraction.entities.iter().any(|entity| !entity.mentions.is_empty()) || extraction.claims.iter().any(|claim| !claim.evidence.is_empty());
        if placed {
            remarks.add(Code::UncheckedEvidence, at, "found no `text`, so quotes and offsets can't be checked");
        }
        if empty {
            remarks.add(Code::EmptyDocument, at, "found neither a text nor a record");
        }
    }
    if extraction.document.id.is_empty() {
        extraction.document.id = id_of_records(extraction, schema);
    }
}

/// Returns the id of a document that has neither id, url nor text: the hash of all that is known of it, so that the
/// records of two such documents are not taken for those of one.
fn id_of_records(extraction: &Extraction, schema: &Schema) -> String {
    let mut line = Vec::new();
    wire::write_extraction(&mut line, extraction, schema);
    KeyHasher::new("records").text(&String::from_utf8_lossy(&line)).finish().to_string()
}

/// Returns the fields of a node that must be an object, or makes the remark that it is none.
pub(super) fn object<'n, 't>(node: &'n Node<'t>, what: &str, remarks: &mut Remarks<'_>) -> Option<Fields<'n, 't>> {
    let fields = Fields::of(node);
    if fields.is_none() {
        remarks.add(Code::BadRecord, node.at, format!("found {}, expected {what} as an object", node.value.kind()));
    }
    fields
}

/// Returns a text that a record must have, or makes the remark that it has none.
pub(super) fn required<'n>(fields: Fields<'n, '_>, name: &str, what: &str, remarks: &mut Remarks<'_>) -> Option<&'n str> {
    let Some(node) = fields.get(name) else {
        remarks.add(Code::BadRecord, fields.at, format!("found no `{name}`, expected {what}"));
        return None;
    };
    let text = name_of(&node.value);
    if text.is_none() {
        remarks.add(Code::BadRecord, node.at, format!("found {} in `{name}`, expected {what}", shown(&node.value)));
    }
    text
}
