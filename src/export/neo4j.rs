//! The CSV set of `neo4j-admin database import full`, the way into Neo4j for large graphs, and the command line that goes with it.

use super::csv_text::{Spelling, Table, Unused};
use super::properties::{Attribute, Kind, NODE_LABELS, NODE_UID, Properties, Target};
use super::{ExportOptions, Fidelity, Format, Sink};
use crate::error::Result;
use crate::model::{Entity, KnowledgeGraph};

/// Bytes of a field that the importer takes without a switch.
const FIELD: usize = 4 << 20;

pub(super) fn write(graph: &KnowledgeGraph, options: &ExportOptions, sink: &mut dyn Sink, fidelity: &mut Fidelity) -> Result<()> {
    let mut properties = Properties::of(graph, options, Format::Neo4j);
    let mut unused = Unused::default();
    graph.entities().flat_map(Entity::aliases).for_each(|alias| unused.see(alias));
    let [delimiter] = unused.free();
    let spelling = Spelling { delimiter: Some(delimiter), backslash: None };
    let mut nodes = Table::of(properties.with_first(Target::Node, &[NODE_UID, NODE_LABELS]), &[], properties.places(), spelling);
    let mut edges = Table::of(properties.with_first(Target::Edge, &[]), &[":START_ID", ":END_ID", ":TYPE"], properties.places(), spelling);
    let names = Format::Neo4j.file_names(&options.stem);
    sink.file(&names[0], &mut |out| nodes.write_nodes(&mut properties, out, fidelity, column))?;
    sink.file(&names[1], &mut |out| edges.write_edges(&mut properties, out, fidelity, column))?;
    let command = command(&names, delimiter, [&nodes, &edges]);
    sink.file(&names[2], &mut |out| out.write_all(command.as_bytes()))
}

/// Returns the cell of the header: the id, the labels, or a name and its type.
fn column(attribute: &Attribute) -> String {
    let kind = match (attribute.place, attribute.kind) {
        (NODE_UID, _) => "ID",
        (NODE_LABELS, _) => return ":LABEL".to_owned(),
        (_, Kind::Long) => "long",
        (_, Kind::Double) => "double",
        (_, Kind::Boolean) => "boolean",
        (_, Kind::Texts) => "string[]",
        (_, Kind::Text | Kind::Json) => "string",
    };
    format!("{}:{kind}", attribute.name)
}

/// Returns a shell script of the one command. The name of the database comes first, as `--nodes` takes all that follows.
fn command(names: &[String], delimiter: char, tables: [&Table; 2]) -> String {
    let mut lines = vec![
        "neo4j-admin database import full neo4j".to_owned(),
        format!("--nodes={}", shell(&names[0])),
        format!("--relationships={}", shell(&names[1])),
        format!("--array-delimiter=U+{:04X}", u32::from(delimiter)),
        "--trim-strings=false".to_owned(),
    ];
    if tables.iter().any(|table| table.has_line_breaks) {
        lines.push("--multiline-fields=true".to_owned());
    }
    let longest = tables.iter().map(|table| table.longest).max().unwrap_or_default();
    if longest > FIELD {
        // twice the field, in whole mebibytes: a field must fit in one half
        lines.push(format!("--read-buffer-size={}m", longest.div_ceil(1 << 20) * 2));
    }
    let explained = "# Run it where the files lie, with the server stopped; the database must be empty, or add --overwrite-destination.
";
    format!("{explained}{}\n", lines.join(" \\\n  "))
}

/// Returns a word as a shell takes it.
fn shell(name: &str) -> String {
    format!("'{}'", name.replace('\'', "'\\''"))
}
