//! Plain CSV for pandas, `DuckDB`, spreadsheets and Gephi: nodes and edges, and behind the edges the claims, their evidence and
//! the documents, each with the uids of the others.

use std::io::{self, Write};

use super::csv_text::{Spelling, Table};
use super::output::{self, Output};
use super::properties::{self, Attribute, Properties, Target};
use super::{ExportOptions, Fidelity, Format, Sink, text};
use crate::error::Result;
use crate::model::{Claim, DocumentView, Evidence, KnowledgeGraph, ObjectView};

/// The first columns of edges; Gephi takes `kind` for what keeps parallel edges apart, and sums up those of one kind.
const EDGES: &[&str] = &["source", "target", "type", "kind", "id"];

const CLAIMS: &[&str] = &[
    "uid",
    "relation",
    "subject",
    "predicate",
    "object",
    "value",
    "datatype",
    "standing",
    "status",
    "asserted",
    "inferred",
    "speaker",
    "speaker_path",
    "date",
    "date_min",
    "date_max",
    "confidence",
    "document",
    "qualifiers",
    "extractor",
    "projected_from",
];

const EVIDENCE: &[&str] = &["uid", "claim", "document", "start", "end", "quote", "rule", "confidence", "checked"];

const DOCUMENTS: &[&str] = &["uid", "id", "title", "url", "publisher", "author", "published", "language", "text_sha256"];

pub(super) fn write(graph: &KnowledgeGraph, options: &ExportOptions, sink: &mut dyn Sink, fidelity: &mut Fidelity) -> Result<()> {
    let names = Format::Csv.file_names(&options.stem);
    let mut properties = Properties::of(graph, options, Format::Csv);
    let attributes = [Target::Node, Target::Edge].map(|target| properties.with_first(target, &[]));
    let [nodes, edges] = attributes;
    let mut nodes = Table::of(nodes, &["id"], properties.places(), Spelling::default());
    sink.file(&names[0], &mut |out| write_nodes(&mut properties, &mut nodes, out, fidelity))?;
    let mut edges = Table::of(edges, EDGES, properties.places(), Spelling::default());
    sink.file(&names[1], &mut |out| write_edges(&mut properties, &mut edges, out, fidelity))?;
    let carried = |claim: &Claim<'_>| Format::Csv.carries(claim.predicate());
    let mut rows = Rows { options, namespace: graph.schema().namespace(), sink, fidelity };
    rows.write(&names[2], CLAIMS, graph.claims().filter(carried), put_claim)?;
    rows.write(&names[3], EVIDENCE, graph.claims().filter(carried).flat_map(evidence_of), put_evidence)?;
    rows.write(&names[4], DOCUMENTS, graph.documents(), put_document)
}

fn name(attribute: &Attribute) -> String {
    attribute.name.to_string()
}

fn write_nodes(properties: &mut Properties<'_>, table: &mut Table, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let mut output = Output::new(out);
    table.header(&mut output.bytes, name);
    for entity in properties.graph.entities() {
        table.id(0, b'n', entity.key());
        properties.node(entity, fidelity, &mut |fidelity: &mut _, attribute: &_, value: properties::Value<'_>| table.take(fidelity, attribute, value))?;
        table.end(&mut output.bytes);
        output.pass()?;
    }
    output.finish()
}

fn write_edges(properties: &mut Properties<'_>, table: &mut Table, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let mut output = Output::new(out);
    table.header(&mut output.bytes, name);
    properties.edges(fidelity, |properties, fidelity, edge| {
        properties.report_parallel(edge, fidelity);
        table.id(0, b'n', edge.subject.key());
        table.id(1, b'n', edge.object.key());
        table.raw(2, b"Directed");
        table.raw(3, properties.edge_type(edge.claim).as_bytes());
        table.id(4, b'e', edge.key);
        properties.edge(edge, fidelity, &mut |fidelity: &mut _, attribute: &_, value: properties::Value<'_>| table.take(fidelity, attribute, value))?;
        table.end(&mut output.bytes);
        output.pass()
    })?;
    output.finish()
}

/// A row whose cells are named.
struct Cells<'t> {
    options: &'t ExportOptions,
    namespace: &'t str,
    table: &'t mut Table,
    names: &'static [&'static str],
    fidelity: &'t mut Fidelity,
}

impl Cells<'_> {
    fn column(&self, name: &str) -> usize {
        self.names.iter().position(|known| *known == name).unwrap_or_default()
    }

    fn text<'a>(&mut self, name: &str, text: impl Into<Option<&'a str>>) {
        if let Some(text) = text.into().filter(|text| !text.is_empty()) {
            self.table.text(self.column(name), name, text, self.fidelity);
        }
    }

    /// Puts what needs no quotes.
    fn raw(&mut self, name: &str, write: impl FnOnce(&mut Vec<u8>)) {
        let mut cell = Vec::new();
        write(&mut cell);
        self.table.raw(self.column(name), &cell);
    }
}

/// Writes tables whose columns are known beforehand.
struct Rows<'t> {
    options: &'t ExportOptions,
    namespace: &'t str,
    sink: &'t mut dyn Sink,
    fidelity: &'t mut Fidelity,
}

impl Rows<'_> {
    /// Writes the header and a row for each thing.
    fn write<T>(&mut self, file: &str, names: &'static [&'static str], things: impl Iterator<Item = T>, put: impl Fn(&T, &mut Cells<'_>)) -> Result<()> {
        let Self { options, namespace, sink, fidelity } = self;
        let mut things = Some(things);
        sink.file(file, &mut |out| {
            let mut output = Output::new(out);
            let mut table = Table::of(Vec::new(), names, 0, Spelling::default());
            table.header(&mut output.bytes, name);
            for thing in things.take().into_iter().flatten() {
                put(&thing, &mut Cells { options, namespace, table: &mut table, names, fidelity });
                table.end(&mut output.bytes);
                output.pass()?;
            }
            output.finish()
        })
    }
}

fn put_claim(claim: &Claim<'_>, cells: &mut Cells<'_>) {
    cells.text("uid", &*claim.uid());
    if matches!(claim.object(), ObjectView::Entity(_)) {
        cells.text("relation", &*format!("relation/{}", claim.relation_key()));
    }
    cells.text("subject", claim.subject().uid());
    // the names of foreign terms are no names for others
    let predicate = claim.predicate();
    let own = predicate.iri.starts_with(cells.namespace);
    cells.text("predicate", &*if own { predicate.name.clone() } else { cells.options.term_iri(&predicate.iri) });
    match claim.object() {
        ObjectView::Entity(entity) => cells.text("object", entity.uid()),
        ObjectView::Value(value, datatype) => {
            cells.text("value", value);
            cells.text("datatype", datatype.name());
        }
    }
    cells.text("standing", claim.standing().name());
    cells.text("status", claim.status().name());
    cells.raw("asserted", |cell| cell.extend_from_slice(if claim.is_asserted() { b"true" } else { b"false" }));
    cells.text("inferred", &*claim.inferred().iter().map(|reason| reason.name()).collect::<Vec<_>>().join(" "));
    cells.text("speaker", text::speakers(*claim, &mut String::new()));
    cells.text("speaker_path", &*claim.speakers().map(|speaker| speaker.uid()).collect::<Vec<_>>().join(" "));
    if let Some(date) = claim.date() {
        cells.raw("date", |cell| output::date(cell, date));
        for (name, day) in [("date_min", date.min()), ("date_max", date.max())] {
            if let Some(day) = day {
                cells.raw(name, |cell| output::day(cell, day));
            }
        }
    }
    if let Some(confidence) = claim.confidence() {
        cells.raw("confidence", |cell| output::confidence(cell, confidence));
    }
    cells.text("document", claim.document().uid());
    let mut qualifiers = Vec::new();
    properties::qualifiers(&mut qualifiers, *claim);
    cells.text("qualifiers", &*String::from_utf8_lossy(&qualifiers));
    cells.text("extractor", claim.extractor());
    if let Some(origin) = claim.projected_from() {
        cells.text("projected_from", &*format!("claim/{origin}"));
    }
}

/// Returns the pieces of evidence of a claim, each once.
fn evidence_of<'g>(claim: Claim<'g>) -> Vec<(Claim<'g>, Evidence<'g>)> {
    let mut pieces: Vec<(Claim<'g>, Evidence<'g>)> = Vec::with_capacity(1);
    for evidence in claim.evidence() {
        if !pieces.iter().any(|(_, known)| known.id() == evidence.id()) {
            pieces.push((claim, evidence));
        }
    }
    pieces
}

fn put_evidence((claim, evidence): &(Claim<'_>, Evidence<'_>), cells: &mut Cells<'_>) {
    cells.text("uid", &*format!("evidence/{}", evidence.id()));
    cells.text("claim", &*claim.uid());
    cells.text("document", claim.document().uid());
    if let Some(span) = evidence.code_points() {
        cells.raw("start", |cell| output::integer(cell, span.start));
        cells.raw("end", |cell| output::integer(cell, span.end));
    }
    if let Some(quote) = evidence.quote() {
        let quote = text::quote(quote, "quote", cells.fidelity);
        cells.text("quote", &*quote);
    }
    cells.text("rule", evidence.rule());
    if let Some(confidence) = evidence.confidence() {
        cells.raw("confidence", |cell| output::confidence(cell, confidence));
    }
    cells.raw("checked", |cell| cell.extend_from_slice(if evidence.is_checked() { b"true" } else { b"false" }));
}

fn put_document(view: &DocumentView<'_>, cells: &mut Cells<'_>) {
    let document = view.document();
    cells.text("uid", view.uid());
    cells.text("id", &*document.id);
    cells.text("url", view.link());
    let texts = [
        ("title", &document.title),
        ("publisher", &document.publisher),
        ("author", &document.author),
        ("language", &document.language),
        ("text_sha256", &document.text_sha256),
    ];
    for (name, text) in texts {
        cells.text(name, text.as_deref());
    }
    if let Some(published) = document.published {
        cells.raw("published", |cell| output::date(cell, published));
    }
}
