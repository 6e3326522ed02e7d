//! GraphML in the one profile that Gephi, Neo4j's APOC, NetworkX, igraph and graphology all read whole.

use std::io::{self, Write};

use super::output::{self, Output, Pieces};
use super::properties::{self, Attribute, EDGE_LABEL, EDGE_WEIGHT, Edge, Kind, NODE_LABEL, NODE_LABELS, Properties, Target, Value};
use super::xml;
use super::{ExportOptions, Fidelity, Format, Xsd};
use crate::model::{Claim, Entity, KnowledgeGraph, Standing};

const HEAD: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
const END: &[u8] = b"</data>\n";

pub(super) fn write(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let mut properties = Properties::of(graph, options, Format::GraphMl);
    let mut writer = Writer::new(graph, options, out, &properties);
    writer.head(&properties);
    for entity in graph.entities() {
        writer.node(&mut properties, fidelity, entity)?;
    }
    properties.edges(fidelity, |properties, fidelity, edge| writer.edge(properties, fidelity, edge))?;
    writer.output.bytes.extend_from_slice(b"  </graph>\n</graphml>\n");
    writer.output.finish()
}

/// What all nodes of a class, or all edges of a predicate and standing, have in common; escaped at its first use.
#[derive(Debug, Clone, Default)]
struct Common {
    /// What follows the id, or the ends, up to the end of the tag.
    tag: Vec<u8>,
    /// Values.
    data: Vec<u8>,
}

struct Writer<'g, 'w> {
    options: &'g ExportOptions,
    output: Output<'w>,
    /// What opens a value of each attribute.
    opens: Vec<Vec<u8>>,
    classes: Vec<Option<Common>>,
    kinds: Vec<Option<Common>>,
    documents: Pieces,
}

/// The id of a key: `labels`, `label` and `weight` are what APOC and Gephi look for; `n_` and `e_` keep all others off the
/// names that Gephi reserves.
fn key_id(attribute: &Attribute) -> String {
    match (attribute.place, attribute.target) {
        (NODE_LABELS | EDGE_LABEL | EDGE_WEIGHT, _) => attribute.name.to_string(),
        (_, Target::Node) => format!("n_{}", attribute.name),
        (_, Target::Edge) => format!("e_{}", attribute.name),
    }
}

fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Long => "long",
        Kind::Double => "double",
        Kind::Boolean => "boolean",
        Kind::Text | Kind::Texts | Kind::Json => "string",
    }
}

/// Appends a value after what opens it.
fn put(bytes: &mut Vec<u8>, opens: &[Vec<u8>], fidelity: &mut Fidelity, attribute: &Attribute, value: Value<'_>) {
    bytes.extend_from_slice(&opens[attribute.place]);
    match value {
        Value::Text(text) | Value::Json(text) => put_text(bytes, fidelity, attribute, text),
        Value::Long(digits) | Value::Double(digits) => bytes.extend_from_slice(digits.as_bytes()),
        Value::Boolean(truth) => bytes.extend_from_slice(if truth { b"true" } else { b"false" }),
        Value::Texts(labels) if attribute.place == NODE_LABELS => labels.iter().for_each(|label| {
            bytes.push(b':');
            bytes.extend_from_slice(label.as_bytes());
        }),
        Value::Texts(texts) => {
            let mut json = Vec::new();
            output::json_strings(&mut json, texts);
            put_text(bytes, fidelity, attribute, &String::from_utf8_lossy(&json));
        }
    }
    bytes.extend_from_slice(END);
}

fn put_text(bytes: &mut Vec<u8>, fidelity: &mut Fidelity, attribute: &Attribute, value: &str) {
    let mended = xml::text(bytes, value);
    xml::report(fidelity, &attribute.name, value, mended);
    if !matches!(attribute.place, NODE_LABEL | EDGE_LABEL) {
        xml::report_gephi(fidelity, &attribute.name, value);
        xml::report_text(fidelity, &attribute.name, value);
    }
}

impl<'g, 'w> Writer<'g, 'w> {
    fn new(graph: &KnowledgeGraph, options: &'g ExportOptions, out: &'w mut dyn Write, properties: &Properties<'_>) -> Self {
        let mut opens = vec![Vec::new(); properties.places()];
        for attribute in properties.attributes() {
            opens[attribute.place] = format!("      <data key=\"{}\">", key_id(attribute)).into_bytes();
        }
        Self {
            options,
            output: Output::new(out),
            opens,
            classes: vec![None; graph.schema().classes().len()],
            kinds: vec![None; graph.schema().predicates().len() * Standing::ALL.len()],
            documents: Pieces::of(graph.documents().len()),
        }
    }

    fn head(&mut self, properties: &Properties<'_>) {
        self.raw(HEAD);
        for attribute in properties.attributes() {
            let target = if attribute.target == Target::Node { "node" } else { "edge" };
            let (id, name, kind) = (key_id(attribute), &attribute.name, type_name(attribute.kind));
            self.raw(format!("  <key id=\"{id}\" for=\"{target}\" attr.name=\"{name}\" attr.type=\"{kind}\"").as_bytes());
            // APOC's own; the official schema does not have it
            if attribute.kind == Kind::Texts && attribute.place != NODE_LABELS && self.options.xsd == Xsd::Extended {
                self.raw(b" attr.list=\"string\"");
            }
            self.raw(b"/>\n");
        }
        self.raw(b"  <graph id=\"G\" edgedefault=\"directed\">\n");
    }

    fn raw(&mut self, text: &[u8]) {
        self.output.bytes.extend_from_slice(text);
    }

    fn node(&mut self, properties: &mut Properties<'g>, fidelity: &mut Fidelity, entity: Entity<'g>) -> io::Result<()> {
        self.raw(b"    <node id=\"");
        output::id(&mut self.output.bytes, b'n', entity.key());
        let place = usize::from(entity.class_id().0);
        if self.classes[place].is_none() {
            let mut common = Common { tag: self.tag("labels", &format!(":{}", properties.labels(entity).join(":"))), data: Vec::new() };
            properties.node_of_class(entity, fidelity, &mut |fidelity: &mut _, attribute: &_, value: Value<'_>| {
                put(&mut common.data, &self.opens, fidelity, attribute, value);
            });
            self.classes[place] = Some(common);
        }
        if let Some(common) = &self.classes[place] {
            self.output.bytes.extend_from_slice(&common.tag);
            self.output.bytes.extend_from_slice(&common.data);
        }
        let (bytes, opens) = (&mut self.output.bytes, &self.opens);
        properties.node_alone(entity, fidelity, &mut |fidelity: &mut _, attribute: &_, value: Value<'_>| put(bytes, opens, fidelity, attribute, value))?;
        self.raw(b"    </node>\n");
        self.output.pass()
    }

    /// Returns the end of a tag with the attribute that Gephi and Neo4j read and the official schema does not have.
    fn tag(&self, attribute: &str, value: &str) -> Vec<u8> {
        let tag = if self.options.xsd == Xsd::Strict { "\">\n".to_owned() } else { format!("\" {attribute}=\"{value}\">\n") };
        tag.into_bytes()
    }

    fn edge(&mut self, properties: &mut Properties<'g>, fidelity: &mut Fidelity, edge: &Edge<'g>) -> io::Result<()> {
        properties.report_parallel(edge, fidelity);
        self.raw(b"    <edge id=\"");
        output::id(&mut self.output.bytes, b'e', edge.key);
        self.raw(b"\" source=\"");
        output::id(&mut self.output.bytes, b'n', edge.subject.key());
        self.raw(b"\" target=\"");
        output::id(&mut self.output.bytes, b'n', edge.object.key());
        self.kind(properties, fidelity, edge.claim);
        let (bytes, opens) = (&mut self.output.bytes, &self.opens);
        let mut take = |fidelity: &mut Fidelity, attribute: &Attribute, value: Value<'_>| put(bytes, opens, fidelity, attribute, value);
        properties.edge_source(edge, fidelity, &mut take)?;
        let document = self.documents.get(edge.claim.document_id().index(), |bytes| {
            let mut take = |fidelity: &mut Fidelity, attribute: &Attribute, value: Value<'_>| put(bytes, opens, fidelity, attribute, value);
            properties::edge_document(edge.claim.document(), fidelity, &mut take);
        });
        self.output.bytes.extend_from_slice(document);
        let bytes = &mut self.output.bytes;
        let mut take = |fidelity: &mut Fidelity, attribute: &Attribute, value: Value<'_>| put(bytes, opens, fidelity, attribute, value);
        properties.edge_when(edge.claim, fidelity, &mut take)?;
        self.raw(b"    </edge>\n");
        self.output.pass()
    }

    /// Ends the tag of an edge and writes what its predicate and standing give it.
    fn kind(&mut self, properties: &mut Properties<'g>, fidelity: &mut Fidelity, claim: Claim<'g>) {
        let place = usize::from(claim.predicate_id().0) * Standing::ALL.len() + claim.standing() as usize;
        if self.kinds[place].is_none() {
            let mut common = Common { tag: self.tag("label", properties.edge_type(claim)), data: Vec::new() };
            properties.edge_of_kind(claim, fidelity, &mut |fidelity: &mut _, attribute: &_, value: Value<'_>| {
                put(&mut common.data, &self.opens, fidelity, attribute, value);
            });
            self.kinds[place] = Some(common);
        }
        if let Some(common) = &self.kinds[place] {
            self.output.bytes.extend_from_slice(&common.tag);
            self.output.bytes.extend_from_slice(&common.data);
        }
    }
}
