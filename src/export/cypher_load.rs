//! A large graph for Neo4j: its rows in CSV files, and a script of LOAD CSV that merges them.

use std::collections::BTreeSet;
use std::io;

use super::csv_text::{Spelling, Table, Unused};
use super::cypher::{HEAD, cleared, set_labels, string};
use super::properties::{Attribute, EDGE_RELATION, Kind, NODE_LABELS, NODE_UID, Properties, Target, Value};
use super::{ExportOptions, Fidelity, Format, Sink};
use crate::error::{Error, Result};
use crate::model::KnowledgeGraph;

/// Bytes of a field that LOAD CSV takes as the server is shipped.
const FIELD: usize = 2 << 20;

pub(super) fn write(graph: &KnowledgeGraph, options: &ExportOptions, files: &[String], sink: &mut dyn Sink, fidelity: &mut Fidelity) -> Result<()> {
    let failed = |error| Error::io("cannot read the graph", error);
    let stand = Stand::of(graph, options).map_err(failed)?;
    let mut properties = Properties::of(graph, options, Format::Cypher);
    let spelling = Spelling { delimiter: Some(stand.delimiter), backslash: Some(stand.backslash) };
    let mut nodes = Table::of(properties.with_first(Target::Node, &[NODE_UID, NODE_LABELS]), &[], properties.places(), spelling);
    let mut edges = Table::of(properties.with_first(Target::Edge, &[EDGE_RELATION]), &["subject", "object"], properties.places(), spelling);
    sink.file(&files[0], &mut |out| nodes.write_nodes(&mut properties, out, fidelity, column))?;
    sink.file(&files[1], &mut |out| edges.write_edges(&mut properties, out, fidelity, column))?;
    let longest = nodes.longest.max(edges.longest);
    if longest > FIELD {
        let what = "fields above 2 MiB: set db.import.csv.buffer_size of the server above twice the longest";
        fidelity.lost("rows", what, &format!("{longest} bytes"));
    }
    let script = Script { files, stand: &stand, text: HEAD.as_bytes().to_vec() };
    let text = script.whole(&mut properties, fidelity).map_err(failed)?;
    sink.file(&Format::Cypher.file_name(&options.stem), &mut |out| out.write_all(&text))
}

fn column(attribute: &Attribute) -> String {
    attribute.name.to_string()
}

/// What stands for what in the files.
struct Stand {
    delimiter: char,
    /// LOAD CSV takes a backslash before a quote for an escape, unless the server is set otherwise.
    backslash: char,
}

impl Stand {
    /// Finds characters that occur nowhere in the graph.
    fn of(graph: &KnowledgeGraph, options: &ExportOptions) -> io::Result<Self> {
        let mut properties = Properties::of(graph, options, Format::Cypher);
        let mut unused = Unused::default();
        let mut see = |_: &mut Fidelity, _: &Attribute, value: Value<'_>| match value {
            Value::Text(text) | Value::Json(text) => unused.see(text),
            Value::Texts(texts) => texts.iter().for_each(|text| unused.see(text)),
            Value::Long(_) | Value::Double(_) | Value::Boolean(_) => {}
        };
        let mut reported_later = Fidelity::default();
        graph.entities().try_for_each(|entity| properties.node(entity, &mut reported_later, &mut see))?;
        properties.edges(&mut reported_later, |properties, fidelity, edge| properties.edge(edge, fidelity, &mut see))?;
        let [delimiter, backslash] = unused.free();
        Ok(Self { delimiter, backslash })
    }
}

struct Script<'a> {
    files: &'a [String],
    stand: &'a Stand,
    text: Vec<u8>,
}

impl Script<'_> {
    fn whole(mut self, properties: &mut Properties<'_>, fidelity: &mut Fidelity) -> io::Result<Vec<u8>> {
        self.load(0);
        self.raw("MERGE (n:Entity {uid: row.uid})\n");
        self.raw(&format!("SET n += {{{}}}\nSET n += {{", cleared(properties)));
        self.properties(&properties.with_first(Target::Node, &[]), NODE_LABELS);
        self.raw("};\n");
        let sets: BTreeSet<Vec<String>> = properties.graph.entities().map(|entity| properties.labels(entity).to_vec()).collect();
        for labels in sets.iter().filter(|labels| labels.len() > 1) {
            self.load(0);
            self.raw("WITH row WHERE row.labels = ");
            string(&mut self.text, &labels.join(self.stand.delimiter.encode_utf8(&mut [0; 4])));
            self.raw(&format!("\nMATCH (n:Entity {{uid: row.uid}}){};\n", set_labels(labels)));
        }
        let kinds: BTreeSet<String> = properties.edge_list(fidelity)?.iter().map(|edge| properties.edge_type(edge.claim).to_owned()).collect();
        for kind in kinds {
            self.load(1);
            self.raw(&format!("WITH row WHERE row.relation = '{kind}'\n"));
            self.raw("MATCH (a:Entity {uid: row.subject})\nMATCH (b:Entity {uid: row.object})\n");
            self.raw(&format!("MERGE (a)-[r:`{kind}` {{uid: row.uid}}]->(b)\nSET r = {{"));
            self.properties(&properties.with_first(Target::Edge, &[]), usize::MAX);
            self.raw("};\n");
        }
        Ok(self.text)
    }

    fn raw(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    fn load(&mut self, file: usize) {
        let path: String = self.files[file]
            .bytes()
            .map(|byte| if byte.is_ascii_alphanumeric() || b".-_~".contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
            .collect();
        self.raw(&format!("\nLOAD CSV WITH HEADERS FROM 'file:///{path}' AS row\n"));
    }

    /// Appends the members of the map of a row's properties, each turned from text to its type.
    fn properties(&mut self, attributes: &[Attribute], without: usize) {
        let mut separator = "";
        for attribute in attributes.iter().filter(|attribute| attribute.place != without) {
            let name = &attribute.name;
            self.raw(&format!("{separator}`{name}`: "));
            separator = ", ";
            match attribute.kind {
                Kind::Long => self.raw(&format!("toInteger(row.`{name}`)")),
                Kind::Double => self.raw(&format!("toFloat(row.`{name}`)")),
                Kind::Boolean => self.raw(&format!("toBoolean(row.`{name}`)")),
                Kind::Text | Kind::Json => self.unescaped(name),
                Kind::Texts => {
                    self.raw("split(");
                    self.unescaped(name);
                    self.raw(", ");
                    string(&mut self.text, self.stand.delimiter.encode_utf8(&mut [0; 4]));
                    self.raw(")");
                }
            }
        }
    }

    fn unescaped(&mut self, name: &str) {
        self.raw(&format!("replace(row.`{name}`, "));
        string(&mut self.text, self.stand.backslash.encode_utf8(&mut [0; 4]));
        self.raw(", '\\\\')");
    }
}
