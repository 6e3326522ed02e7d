//! GEXF 1.3 for Gephi: as it is, or dynamic, with each edge there from the first day to the last that its claims can mean.

use std::io::{self, Write};

use super::output::{self, Output};
use super::properties::{Attribute, EDGE_LABEL, EDGE_WEIGHT, Edge, Kind, NODE_COLOR, NODE_LABEL, Properties, Target, Value};
use super::spells::{Spell, spells};
use super::xml;
use super::{ExportOptions, Fidelity, Format};
use crate::model::{Entity, KnowledgeGraph};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n";

pub(super) fn fixed(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let tag = "  <graph mode=\"static\" defaultedgetype=\"directed\">\n";
    write(graph, options, Format::Gexf, tag, out, fidelity)
}

pub(super) fn dynamic(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let tag = "  <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\" timerepresentation=\"interval\">\n";
    write(graph, options, Format::GexfDynamic, tag, out, fidelity)
}

fn write(graph: &KnowledgeGraph, options: &ExportOptions, format: Format, tag: &str, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let mut properties = Properties::of(graph, options, format);
    let mut writer = Writer { format, output: Output::new(out), values: Vec::new() };
    writer.raw(HEAD);
    writer.raw(tag);
    writer.declare(&properties, Target::Node, "node");
    writer.declare(&properties, Target::Edge, "edge");
    writer.raw("    <nodes>\n");
    for entity in graph.entities() {
        writer.node(&mut properties, fidelity, entity)?;
    }
    writer.raw("    </nodes>\n    <edges>\n");
    properties.edges(fidelity, |properties, fidelity, edge| writer.edge(properties, fidelity, edge))?;
    writer.raw("    </edges>\n  </graph>\n</gexf>\n");
    writer.output.finish()
}

/// Returns whether an attribute has a place of its own in the format.
fn is_own(attribute: &Attribute) -> bool {
    matches!(attribute.place, NODE_LABEL | NODE_COLOR | EDGE_LABEL | EDGE_WEIGHT)
}

/// Appends an attribute of a tag.
fn put(bytes: &mut Vec<u8>, open: &str, name: &str, text: &str, fidelity: &mut Fidelity) {
    bytes.extend_from_slice(open.as_bytes());
    let mended = xml::attribute(bytes, text);
    bytes.push(b'"');
    xml::report(fidelity, name, text, mended);
}

/// Returns a list as Gephi's store reads it: in brackets, each text in quotes, where a backslash takes a quote's or its own meaning.
fn brackets(texts: &[&str]) -> String {
    let quoted: Vec<_> = texts.iter().map(|text| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))).collect();
    format!("[{}]", quoted.join(", "))
}

struct Writer<'w> {
    format: Format,
    output: Output<'w>,
    /// The values of a node or edge, which stand behind its tag.
    values: Vec<u8>,
}

impl Writer<'_> {
    fn raw(&mut self, text: &str) {
        self.output.bytes.extend_from_slice(text.as_bytes());
    }

    fn declare(&mut self, properties: &Properties<'_>, target: Target, class: &str) {
        self.raw(&format!("    <attributes class=\"{class}\" mode=\"static\">\n"));
        for attribute in properties.attributes().iter().filter(|attribute| attribute.target == target && !is_own(attribute)) {
            let kind = match attribute.kind {
                Kind::Long => "long",
                Kind::Double => "double",
                Kind::Boolean => "boolean",
                Kind::Texts => "liststring",
                Kind::Text | Kind::Json => "string",
            };
            // readers take the id for the name where they have no titles
            self.raw(&format!("      <attribute id=\"{0}\" title=\"{0}\" type=\"{kind}\"/>\n", attribute.name));
        }
        self.raw("    </attributes>\n");
    }

    fn node<'g>(&mut self, properties: &mut Properties<'g>, fidelity: &mut Fidelity, entity: Entity<'g>) -> io::Result<()> {
        self.raw("      <node id=\"");
        output::id(&mut self.output.bytes, b'n', entity.key());
        let (bytes, values) = (&mut self.output.bytes, &mut self.values);
        let mut color = String::new();
        properties.node(entity, fidelity, &mut |fidelity: &mut Fidelity, attribute: &Attribute, value: Value<'_>| match (attribute.place, value) {
            (NODE_LABEL, Value::Text(label)) => put(bytes, "\" label=\"", "label", label, fidelity),
            (NODE_COLOR, Value::Text(text)) => text.clone_into(&mut color),
            (_, value) => put_value(values, attribute, value, fidelity),
        })?;
        self.raw(">\n");
        self.values();
        if let Some([red, green, blue]) = parts(&color) {
            self.raw(&format!("        <viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/>\n"));
        }
        self.raw("      </node>\n");
        self.output.pass()
    }

    fn edge<'g>(&mut self, properties: &mut Properties<'g>, fidelity: &mut Fidelity, edge: &Edge<'g>) -> io::Result<()> {
        properties.report_parallel(edge, fidelity);
        self.raw("      <edge id=\"");
        output::id(&mut self.output.bytes, b'e', edge.key);
        self.raw("\" source=\"");
        output::id(&mut self.output.bytes, b'n', edge.subject.key());
        self.raw("\" target=\"");
        output::id(&mut self.output.bytes, b'n', edge.object.key());
        self.raw(&format!("\" kind=\"{}", properties.edge_type(edge.claim)));
        let spells = if self.format == Format::GexfDynamic { spells(edge, fidelity) } else { Vec::new() };
        let (bytes, values) = (&mut self.output.bytes, &mut self.values);
        properties.edge(edge, fidelity, &mut |fidelity: &mut Fidelity, attribute: &Attribute, value: Value<'_>| match (attribute.place, value) {
            (EDGE_LABEL, Value::Text(label)) => put(bytes, "\" label=\"", "label", label, fidelity),
            (EDGE_WEIGHT, Value::Double(weight)) => put(bytes, " weight=\"", "weight", weight, fidelity),
            (_, value) => put_value(values, attribute, value, fidelity),
        })?;
        if let [spell] = &spells[..] {
            self.bounds(spell);
        }
        self.raw(">\n");
        self.values();
        if spells.len() > 1 {
            self.raw("        <spells>\n");
            for spell in &spells {
                self.raw("          <spell");
                self.bounds(spell);
                self.raw("/>\n");
            }
            self.raw("        </spells>\n");
        }
        self.raw("      </edge>\n");
        self.output.pass()
    }

    /// Writes the first and the last day of a spell; an open end is none.
    fn bounds(&mut self, spell: &Spell) {
        for (open, day) in [(" start=\"", spell.first), (" end=\"", spell.last)] {
            if let Some(day) = day {
                self.raw(open);
                output::day(&mut self.output.bytes, day);
                self.raw("\"");
            }
        }
    }

    /// Writes the values that were gathered.
    fn values(&mut self) {
        self.raw("        <attvalues>\n");
        self.output.bytes.append(&mut self.values);
        self.raw("        </attvalues>\n");
    }
}

fn put_value(values: &mut Vec<u8>, attribute: &Attribute, value: Value<'_>, fidelity: &mut Fidelity) {
    values.extend_from_slice(format!("          <attvalue for=\"{}", attribute.name).as_bytes());
    let open = "\" value=\"";
    match value {
        Value::Text(text) | Value::Json(text) => {
            put(values, open, &attribute.name, text, fidelity);
            xml::report_gephi(fidelity, &attribute.name, text);
        }
        Value::Texts(texts) => {
            put(values, open, &attribute.name, &brackets(texts), fidelity);
            texts.iter().for_each(|text| xml::report_gephi(fidelity, &attribute.name, text));
        }
        Value::Long(digits) | Value::Double(digits) => put(values, open, &attribute.name, digits, fidelity),
        Value::Boolean(truth) => put(values, open, &attribute.name, if truth { "true" } else { "false" }, fidelity),
    }
    values.extend_from_slice(b"/>\n");
}

/// Returns red, green and blue of `#RRGGBB`.
fn parts(color: &str) -> Option<[u8; 3]> {
    let digits = color.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |start: usize| u8::from_str_radix(digits.get(start..start + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_brackets_and_quotes() {
        assert_eq!(brackets(&["a, b", "c\"d", "e\\f", "g'h"]), r#"["a, b", "c\"d", "e\\f", "g'h"]"#);
    }

    #[test]
    fn a_color_is_three_numbers() {
        assert_eq!(parts("#1F5A92"), Some([31, 90, 146]));
        for color in ["", "1F5A92", "#1F5A9", "#1F5A92FF", "#é5A92", "red"] {
            assert_eq!(parts(color), None, "{color}");
        }
    }
}
