//! Nodes and edges as one JSON document: node-link JSON, with the edges under `edges` as NetworkX has them or under `links`
//! as D3 has them, and Cytoscape's `elements`.

use std::io::{self, Write};

use super::output::{self, Output};
use super::properties::{Attribute, Edge, Properties, Value};
use super::{ExportOptions, Fidelity, Format};
use crate::model::{Entity, KnowledgeGraph};

pub(super) fn networkx(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    const HEAD: &str = "{\"directed\": true, \"multigraph\": true, \"graph\": {}, \"nodes\": [";
    write(graph, options, out, fidelity, &Shape { format: Format::NetworkX, head: HEAD, between: "], \"edges\": [", end: "]}\n", data: ["{", "}"] })
}

pub(super) fn d3(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    const HEAD: &str = "{\"directed\": true, \"multigraph\": true, \"graph\": {}, \"nodes\": [";
    write(graph, options, out, fidelity, &Shape { format: Format::D3, head: HEAD, between: "], \"links\": [", end: "]}\n", data: ["{", "}"] })
}

pub(super) fn cytoscape(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    const HEAD: &str = "{\"elements\": {\"nodes\": [";
    write(
        graph,
        options,
        out,
        fidelity,
        &Shape { format: Format::Cytoscape, head: HEAD, between: "], \"edges\": [", end: "]}}\n", data: ["{\"data\": {", "}}"] },
    )
}

/// What stands around nodes and edges.
struct Shape {
    format: Format,
    head: &'static str,
    between: &'static str,
    end: &'static str,
    /// What stands around the members of one node or edge.
    data: [&'static str; 2],
}

fn write(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity, shape: &Shape) -> io::Result<()> {
    let mut properties = Properties::of(graph, options, shape.format);
    let mut writer = Writer { output: Output::new(out), shape, first: true };
    writer.raw(shape.head);
    for entity in graph.entities() {
        writer.node(&mut properties, fidelity, entity)?;
    }
    writer.raw("\n");
    writer.raw(shape.between);
    writer.first = true;
    properties.edges(fidelity, |properties, fidelity, edge| writer.edge(properties, fidelity, edge))?;
    writer.raw("\n");
    writer.raw(shape.end);
    writer.output.finish()
}

struct Writer<'w> {
    output: Output<'w>,
    shape: &'w Shape,
    /// Nothing stands in the list yet.
    first: bool,
}

impl Writer<'_> {
    fn raw(&mut self, text: &str) {
        self.output.bytes.extend_from_slice(text.as_bytes());
    }

    fn begin(&mut self) {
        let separator = if std::mem::take(&mut self.first) { "\n" } else { ",\n" };
        self.raw(separator);
        self.raw(self.shape.data[0]);
    }

    fn node<'g>(&mut self, properties: &mut Properties<'g>, fidelity: &mut Fidelity, entity: Entity<'g>) -> io::Result<()> {
        self.begin();
        self.raw("\"id\": \"n");
        self.output.bytes.extend_from_slice(&entity.key().ascii());
        self.raw("\"");
        let bytes = &mut self.output.bytes;
        properties.node(entity, fidelity, &mut |_: &mut Fidelity, attribute: &Attribute, value: Value<'_>| member(bytes, attribute, value))?;
        self.raw(self.shape.data[1]);
        self.output.pass()
    }

    fn edge<'g>(&mut self, properties: &mut Properties<'g>, fidelity: &mut Fidelity, edge: &Edge<'g>) -> io::Result<()> {
        self.begin();
        let bytes = &mut self.output.bytes;
        // Cytoscape has no use for a key, and NetworkX none for an id: it tells parallel edges apart by the key
        let ids: &[(&str, u8, _)] = &[
            ("\"id\": \"", b'e', edge.key),
            ("\", \"source\": \"", b'n', edge.subject.key()),
            ("\", \"target\": \"", b'n', edge.object.key()),
            ("\", \"key\": \"", b'e', edge.key),
        ];
        for (name, letter, key) in &ids[..if self.shape.format == Format::Cytoscape { 3 } else { 4 }] {
            bytes.extend_from_slice(name.as_bytes());
            output::id(bytes, *letter, *key);
        }
        bytes.push(b'"');
        properties.edge(edge, fidelity, &mut |_: &mut Fidelity, attribute: &Attribute, value: Value<'_>| member(bytes, attribute, value))?;
        self.raw(self.shape.data[1]);
        self.output.pass()
    }
}

fn member(bytes: &mut Vec<u8>, attribute: &Attribute, value: Value<'_>) {
    bytes.extend_from_slice(b", \"");
    bytes.extend_from_slice(attribute.name.as_bytes());
    bytes.extend_from_slice(b"\": ");
    match value {
        Value::Text(text) => output::json_string(bytes, text),
        Value::Texts(texts) => output::json_strings(bytes, texts),
        Value::Json(json) => bytes.extend_from_slice(json.as_bytes()),
        Value::Long(digits) | Value::Double(digits) => bytes.extend_from_slice(digits.as_bytes()),
        Value::Boolean(truth) => bytes.extend_from_slice(if truth { b"true" } else { b"false" }),
    }
}
