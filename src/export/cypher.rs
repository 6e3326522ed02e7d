//! Neo4j's Cypher as a script that can be run again: constraints, then MERGE on `uid`. A small graph stands in the script as
//! literal rows; a large one in CSV files beside it that the script loads, because each literal row is parsed and planned anew.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::cypher_load;
use super::output::{Output, find};
use super::properties::{Attribute, Edge, NODE_LABELS, Properties, Value};
use super::{ExportOptions, Fidelity, Format, Sink};
use crate::error::Result;
use crate::model::KnowledgeGraph;

/// Rows above which they stand in files: at 2 to 6 ms a literal row, a wait of a minute.
const LITERAL: usize = 10_000;

/// Literal rows of a statement.
const BATCH: usize = 100;

/// What stands at the top. No text of the input may stand in a comment, where an escape would end it, and no semicolon, at
/// which simple programs end a statement.
pub(super) const HEAD: &str = "// To run it: cypher-shell -f FILE, or paste it into Neo4j Browser. Run again, it changes what it wrote and adds what is new,
// and leaves what is no longer in the graph. Plain types are facts. Any other standing is in the name of the type.
CREATE CONSTRAINT corkboard_entity_uid IF NOT EXISTS FOR (n:Entity) REQUIRE n.uid IS UNIQUE;
";

pub(super) fn write(graph: &KnowledgeGraph, options: &ExportOptions, sink: &mut dyn Sink, fidelity: &mut Fidelity) -> Result<()> {
    let rows = graph.entities().len() + graph.relations().len();
    let files = Format::Cypher.further_file_names(&options.stem);
    if rows > LITERAL && files.iter().all(|file| sink.takes(file)) {
        return cypher_load::write(graph, options, &files, sink, fidelity);
    }
    if rows > LITERAL {
        fidelity.lost_times(rows as u64, "rows", "literal, which is slow for so many: name a folder with -o, and they stand in CSV files", "");
    }
    sink.file(&Format::Cypher.file_name(&options.stem), &mut |out| write_literal(graph, options, out, fidelity))
}

/// Appends a string. A backslash becomes two, so that no text forms an escape, which Cypher would read before anything else.
pub(super) fn string(bytes: &mut Vec<u8>, text: &str) {
    bytes.push(b'\'');
    let mut rest = text.as_bytes();
    while let Some(place) = find(rest, |byte| (byte < b' ') | (byte == b'\'') | (byte == b'"') | (byte == b'\\') | (byte == 0x7f)) {
        let (plain, from) = rest.split_at(place);
        bytes.extend_from_slice(plain);
        match from[0] {
            b'\n' => bytes.extend_from_slice(b"\\n"),
            b'\r' => bytes.extend_from_slice(b"\\r"),
            b'\t' => bytes.extend_from_slice(b"\\t"),
            byte @ (b'\'' | b'"' | b'\\') => bytes.extend_from_slice(&[b'\\', byte]),
            byte => bytes.extend_from_slice(format!("\\u{byte:04X}").as_bytes()),
        }
        rest = &from[1..];
    }
    bytes.extend_from_slice(rest);
    bytes.push(b'\'');
}

fn literal(bytes: &mut Vec<u8>, value: Value<'_>) {
    match value {
        Value::Text(text) | Value::Json(text) => string(bytes, text),
        Value::Texts(texts) => {
            for (place, text) in texts.iter().enumerate() {
                bytes.extend_from_slice(if place == 0 { b"[" } else { b", " });
                string(bytes, text);
            }
            bytes.push(b']');
        }
        Value::Long(digits) | Value::Double(digits) => bytes.extend_from_slice(digits.as_bytes()),
        Value::Boolean(truth) => bytes.extend_from_slice(if truth { b"true" } else { b"false" }),
    }
}

/// Appends a member of a map of literals; labels and uid stand elsewhere.
fn member(bytes: &mut Vec<u8>, attribute: &Attribute, value: Value<'_>) {
    if attribute.place == NODE_LABELS {
        return;
    }
    if bytes.last() != Some(&b'{') {
        bytes.extend_from_slice(b", ");
    }
    bytes.push(b'`');
    bytes.extend_from_slice(attribute.name.as_bytes());
    bytes.extend_from_slice(b"`: ");
    literal(bytes, value);
}

/// Returns the properties of nodes that a node may have lost since the script was run before, all set to nothing: what was a
/// fact then may be none now.
pub(super) fn cleared(properties: &Properties<'_>) -> String {
    properties.sometimes_on_nodes().iter().map(|name| format!("`{name}`: null")).collect::<Vec<_>>().join(", ")
}

/// Groups things, each group in order, the groups in the order of their names.
fn grouped<T>(things: impl Iterator<Item = (String, T)>) -> Vec<(String, Vec<T>)> {
    let mut groups = BTreeMap::<String, Vec<T>>::new();
    for (name, thing) in things {
        groups.entry(name).or_default().push(thing);
    }
    groups.into_iter().collect()
}

fn write_literal(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let mut properties = Properties::of(graph, options, Format::Cypher);
    let mut output = Output::new(out);
    output.bytes.extend_from_slice(HEAD.as_bytes());
    let cleared = cleared(&properties);
    let nodes = grouped(graph.entities().map(|entity| (set_labels(properties.labels(entity)), entity)));
    for (labels, nodes) in nodes {
        for batch in nodes.chunks(BATCH) {
            output.bytes.extend_from_slice(b"\nUNWIND [");
            for (place, entity) in batch.iter().enumerate() {
                output.bytes.extend_from_slice(if place == 0 { b"\n  {" } else { b",\n  {" });
                let bytes = &mut output.bytes;
                properties.node(*entity, fidelity, &mut |_: &mut Fidelity, attribute: &Attribute, value: Value<'_>| member(bytes, attribute, value))?;
                output.bytes.push(b'}');
            }
            let end = format!("\n] AS row\nMERGE (n:Entity {{uid: row.uid}})\nSET n += {{{cleared}}}\nSET n += row{labels};\n");
            output.bytes.extend_from_slice(end.as_bytes());
            output.pass()?;
        }
    }
    let edges = properties.edge_list(fidelity)?;
    for (kind, edges) in grouped(edges.into_iter().map(|edge| (properties.edge_type(edge.claim).to_owned(), edge))) {
        for batch in edges.chunks(BATCH) {
            literal_edges(&mut output.bytes, &mut properties, &kind, batch, fidelity)?;
            output.pass()?;
        }
    }
    properties.report_further(fidelity);
    output.finish()
}

fn literal_edges<'g>(bytes: &mut Vec<u8>, properties: &mut Properties<'g>, kind: &str, batch: &[Edge<'g>], fidelity: &mut Fidelity) -> io::Result<()> {
    bytes.extend_from_slice(b"\nUNWIND [");
    for (place, edge) in batch.iter().enumerate() {
        bytes.extend_from_slice(if place == 0 { b"\n  {subject: " } else { b",\n  {subject: " });
        string(bytes, edge.subject.uid());
        bytes.extend_from_slice(b", object: ");
        string(bytes, edge.object.uid());
        bytes.extend_from_slice(b", properties: {");
        properties.edge(edge, fidelity, &mut |_: &mut Fidelity, attribute: &Attribute, value: Value<'_>| member(bytes, attribute, value))?;
        bytes.extend_from_slice(b"}}");
    }
    let matched = "\n] AS row\nMATCH (a:Entity {uid: row.subject})\nMATCH (b:Entity {uid: row.object})\n";
    let end = format!("{matched}MERGE (a)-[r:`{kind}` {{uid: row.properties.uid}}]->(b)\nSET r = row.properties;\n");
    bytes.extend_from_slice(end.as_bytes());
    Ok(())
}

/// Returns the clause that gives a node its labels besides `Entity`.
pub(super) fn set_labels(labels: &[String]) -> String {
    match labels {
        [] | [_] => String::new(),
        [_entity, labels @ ..] => labels.iter().fold("\nSET n".to_owned(), |clause, label| format!("{clause}:`{label}`")),
    }
}
