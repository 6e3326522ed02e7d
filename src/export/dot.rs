//! Graphviz DOT: a picture a person would print, each line of it named in words where it is no fact.

use std::io::{self, Write};
use std::ops::Range;

use super::dot_legend::{self as legend, LINES};
use super::dot_survey::Survey;
use super::dot_text::{self, Trimmed};
use super::output::{self, Output, Pieces};
use super::{Edges, ExportOptions, Fidelity, Format, text};
use crate::model::ids::ClassId;
use crate::model::schema::Drawing;
use crate::model::{Claim, DocumentView, Entity, Hash80, KnowledgeGraph, Relation, Standing};

/// Nodes up to which `dot` draws them in layers, and lines carry their words.
const LAYERED: usize = 300;

/// Code points of a part of a tooltip, so that a long one leaves room for the quote.
const TOOLTIP_PART: usize = 200;

/// Bytes of a node's tooltip after which no further part is added; with the last part it stays under 6,100.
const TOOLTIP_BYTES: usize = 4100;

const FONT: &str = "fontname=\"Helvetica,Arial,sans-serif\"";

pub(super) fn write(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let survey = Survey::of(graph, options);
    survey.report(graph, fidelity);
    let layout = if survey.counts.entities <= LAYERED { Layout::Layers } else { Layout::Springs };
    let (classes, edges) = (graph.schema().classes().len(), graph.schema().predicates().len() * Standing::ALL.len());
    let mut writer = Writer {
        graph,
        layout,
        output: Output::new(out),
        fidelity,
        classes: vec![None; classes],
        edges: vec![None; edges],
        joined: String::new(),
        publications: Pieces::of(graph.documents().len()),
        links: Pieces::of(graph.documents().len()),
    };
    writer.head(&survey, options);
    for entity in graph.entities().filter(|entity| survey.drawn[entity.id().index()]) {
        writer.node(entity)?;
    }
    for relation in graph.relations() {
        match options.edges {
            Edges::Relations => writer.edge(relation, relation.key(), relation.first())?,
            Edges::Claims => relation.claims().try_for_each(|claim| writer.edge(relation, claim.id(), claim))?,
        }
    }
    writer.output.bytes.extend_from_slice(b"}\n");
    writer.output.finish()
}

/// How Graphviz places the nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// `dot`: layers from left to right, words on the lines, a legend.
    Layers,
    /// `sfdp`: springs; words only as tooltips, the legend as a comment.
    Springs,
}

impl Layout {
    fn attributes(self) -> &'static str {
        match self {
            Self::Layers => "layout=\"dot\", rankdir=\"LR\", nodesep=\"0.22\", ranksep=\"0.7\", splines=\"true\"",
            Self::Springs => "layout=\"sfdp\", overlap=\"prism\", overlap_scaling=\"-3\", K=\"0.9\", repulsiveforce=\"1.6\", sep=\"+6\"",
        }
    }
}

/// What all edges of a predicate and standing have in common.
#[derive(Debug, Clone)]
struct Named {
    words: String,
    attributes: Vec<u8>,
}

struct Writer<'g, 'w> {
    graph: &'g KnowledgeGraph,
    layout: Layout,
    output: Output<'w>,
    fidelity: &'w mut Fidelity,
    /// What all nodes of a class have in common, escaped at its first use.
    classes: Vec<Option<Vec<u8>>>,
    /// What all edges of a predicate and standing have in common, escaped at its first use.
    edges: Vec<Option<Named>>,
    joined: String,
    /// Who published a document and when, escaped.
    publications: Pieces,
    links: Pieces,
}

/// Appends a quoted string after what opens it, and reports what it lost.
fn put(bytes: &mut Vec<u8>, fidelity: &mut Fidelity, open: &str, name: &str, value: &str) {
    bytes.extend_from_slice(open.as_bytes());
    let trimmed = dot_text::quoted(bytes, value);
    if trimmed != Trimmed::default() {
        report(fidelity, name, value, trimmed, "cut at 4,000 bytes");
    }
}

#[cold]
fn report(fidelity: &mut Fidelity, name: &str, value: &str, trimmed: Trimmed, cut: &str) {
    fidelity.lost_times(trimmed.removed.into(), name, "control characters, left out", value);
    fidelity.lost_times(trimmed.cut.into(), name, cut, value);
}

impl<'g> Writer<'g, '_> {
    fn raw(&mut self, text: &[u8]) {
        self.output.bytes.extend_from_slice(text);
    }

    fn text(&mut self, open: &str, name: &str, value: &str) {
        put(&mut self.output.bytes, self.fidelity, open, name, value);
    }

    fn head(&mut self, survey: &Survey<'g>, options: &ExportOptions) {
        self.raw(b"// To draw it: dot -Tsvg FILE -o picture.svg\ndigraph \"corkboard\" {\n  graph [");
        self.raw(self.layout.attributes().as_bytes());
        self.raw(b", outputorder=\"edgesfirst\", pad=\"0.4\", bgcolor=\"#FFFFFF\", labelloc=\"t\", labeljust=\"l\", tooltip=\" \", ");
        self.raw(FONT.as_bytes());
        self.raw(b", label=");
        let edges = if options.edges == Edges::Claims { "claim" } else { "relation" };
        legend::title(&mut self.output.bytes, options.title.as_deref(), &survey.counts, edges);
        self.raw(format!("];\n  node [{FONT}, penwidth=\"1.2\", margin=\"0.14,0.07\"];\n").as_bytes());
        self.raw(format!("  edge [{FONT}, fontsize=\"9\", arrowsize=\"0.7\", penwidth=\"1.3\"];\n").as_bytes());
        let lines: Vec<_> = LINES.iter().zip(survey.lines).filter(|(_, used)| *used).map(|(line, _)| *line).collect();
        match self.layout {
            Layout::Layers if survey.counts.entities > 0 => legend::legend(&mut self.output.bytes, &survey.classes, &lines),
            Layout::Layers => {}
            Layout::Springs => legend::legend_comment(&mut self.output.bytes, &survey.classes, &lines),
        }
    }

    fn node(&mut self, entity: Entity<'g>) -> io::Result<()> {
        let name = text::name(entity);
        self.raw(b"  \"");
        output::id(&mut self.output.bytes, b'n', entity.key());
        self.raw(b"\" [id=\"");
        output::id(&mut self.output.bytes, b'n', entity.key());
        self.raw(b"\", label=");
        let trimmed = dot_text::label(&mut self.output.bytes, name, dot_text::NODE_WIDTH);
        if trimmed != Trimmed::default() {
            report(self.fidelity, "label", name, trimmed, "cut at 60 characters; the tooltip has the whole name");
        }
        self.raw(b", name=");
        let start = self.output.bytes.len() + 1;
        self.text("", "name", name);
        self.tooltip(entity, start..self.output.bytes.len() - 1);
        self.class(entity);
        self.raw(b", fontsize=\"");
        font_size(&mut self.output.bytes, entity.degree());
        self.raw(b"\"];\n");
        self.output.pass()
    }

    /// Writes the whole name, the class, the other names and the values that are facts; the name was escaped before.
    fn tooltip(&mut self, entity: Entity<'g>, name: Range<usize>) {
        let bytes = &mut self.output.bytes;
        bytes.extend_from_slice(b", tooltip=\"");
        let start = bytes.len();
        bytes.extend_from_within(name);
        bytes.extend_from_slice(b"\\n");
        dot_text::escaped(bytes, &text::cut(&entity.class().label, TOOLTIP_PART));
        for (place, alias) in entity.aliases().enumerate() {
            if bytes.len() - start > TOOLTIP_BYTES {
                self.fidelity.lost("tooltip", "other names that have no room in it", alias);
                continue;
            }
            bytes.extend_from_slice(if place == 0 { b"\\nalso: " } else { b"; " });
            dot_text::escaped(bytes, &text::cut(alias, TOOLTIP_PART));
        }
        if entity.value_claims().len() > 0 {
            self.values(entity, start);
        }
        self.raw(b"\"");
        dot_text::read_twice(&mut self.output.bytes, start);
    }

    fn values(&mut self, entity: Entity<'g>, start: usize) {
        let bytes = &mut self.output.bytes;
        for claim in entity.plain_values().into_iter().filter(|claim| Format::Dot.carries(claim.predicate())) {
            if bytes.len() - start <= TOOLTIP_BYTES {
                bytes.extend_from_slice(b"\\n");
                dot_text::escaped(bytes, &text::cut(claim.words(), TOOLTIP_PART));
                bytes.extend_from_slice(b": ");
                dot_text::escaped(bytes, &text::cut(text::value(claim), TOOLTIP_PART));
            }
        }
    }

    /// Writes what the class gives a node.
    fn class(&mut self, entity: Entity<'g>) {
        let ClassId(place) = entity.class_id();
        let graph = self.graph;
        let common = self.classes[usize::from(place)].get_or_insert_with(|| {
            let (mut bytes, class) = (Vec::new(), graph.schema().class(entity.class_id()));
            let Drawing { shape, style, fill, line } = &class.drawing;
            let mut put = |open: &str, value: &str| put(&mut bytes, self.fidelity, open, "class", value);
            put(", class=", &class.label);
            // record shapes read markup out of labels
            put(", shape=", if shape.to_ascii_lowercase().ends_with("record") { "box" } else { shape });
            put(", style=", style);
            put(", fillcolor=", fill);
            put(", color=", line);
            put(", fontcolor=", line);
            bytes
        });
        self.output.bytes.extend_from_slice(common);
    }

    fn edge(&mut self, relation: Relation<'g>, key: Hash80, claim: Claim<'g>) -> io::Result<()> {
        if !Format::Dot.carries(claim.predicate()) {
            return Ok(());
        }
        let (subject, object) = (relation.subject(), relation.object());
        self.raw(b"  \"");
        output::id(&mut self.output.bytes, b'n', subject.key());
        self.raw(b"\" -> \"");
        output::id(&mut self.output.bytes, b'n', object.key());
        self.raw(b"\" [id=\"");
        output::id(&mut self.output.bytes, b'e', key);
        self.raw(b"\"");
        let place = self.kind(claim);
        self.source(claim, place, [subject, object]);
        self.raw(b"];\n");
        self.output.pass()
    }

    /// Writes what predicate and standing give an edge, and returns the place where that is kept.
    fn kind(&mut self, claim: Claim<'g>) -> usize {
        let place = usize::from(claim.predicate_id().0) * Standing::ALL.len() + claim.standing() as usize;
        let (graph, layout) = (self.graph, self.layout);
        let common = self.edges[place].get_or_insert_with(|| {
            let (predicate, words) = (claim.predicate(), legend::words(claim, graph.schema()));
            let line = LINES[legend::line(predicate, claim.standing())];
            let mut bytes = Vec::new();
            if layout == Layout::Layers {
                bytes.extend_from_slice(b", label=");
                dot_text::label(&mut bytes, &words, dot_text::EDGE_WIDTH);
                bytes.extend_from_slice(format!(", fontcolor=\"{}\"", line.color).as_bytes());
            }
            bytes.extend_from_slice(format!(", style=\"{}\", color=\"{}\"", line.style, line.color).as_bytes());
            if predicate.symmetric {
                bytes.extend_from_slice(b", dir=\"none\"");
            }
            put(&mut bytes, self.fidelity, ", relation=", "relation", claim.graph_type());
            bytes.extend_from_slice(format!(", standing=\"{}\"", claim.standing()).as_bytes());
            Named { words, attributes: bytes }
        });
        self.output.bytes.extend_from_slice(&common.attributes);
        place
    }

    /// Writes which document says it and where, in code points; unlike a tooltip these come back as they are.
    fn place(&mut self, claim: Claim<'g>) {
        self.text(", document=", "document", &claim.document().document().id);
        if let Some(span) = claim.evidence().find(|evidence| evidence.quote().is_some()).and_then(|evidence| evidence.code_points()) {
            for (open, offset) in [(b", quote_start=\"".as_slice(), span.start), (b", quote_end=\"", span.end)] {
                self.raw(open);
                output::integer(&mut self.output.bytes, offset);
                self.raw(b"\"");
            }
        }
    }

    /// Writes who says it, when it was and in which words, and the same as a tooltip.
    fn source(&mut self, claim: Claim<'g>, kind: usize, ends: [Entity<'g>; 2]) {
        let mut joined = std::mem::take(&mut self.joined);
        let speakers = text::speakers(claim, &mut joined);
        if let Some(speakers) = speakers {
            self.text(", speaker=", "speaker", speakers);
        }
        if let Some(date) = claim.date() {
            self.raw(b", date=\"");
            output::date(&mut self.output.bytes, date);
            self.raw(b"\"");
        }
        self.place(claim);
        let quote = claim.quote().map(|quote| {
            self.raw(b", quote=");
            let start = self.output.bytes.len() + 1;
            let quote = text::quote(quote, "quote", self.fidelity);
            self.text("", "quote", &quote);
            start..self.output.bytes.len() - 1
        });
        self.raw(b", edgetooltip=");
        let start = self.output.bytes.len();
        self.source_tip(claim, kind, ends, speakers, quote);
        // an edge without words has no place for this one
        if self.layout == Layout::Layers {
            let end = self.output.bytes.len();
            self.raw(b", labeltooltip=");
            self.output.bytes.extend_from_within(start..end);
        }
        let fidelity = &mut *self.fidelity;
        let link = self.links.get(claim.document_id().index(), |bytes| {
            if let Some(link) = claim.document().link() {
                put(bytes, fidelity, ", URL=", "URL", link);
            }
            text::no_link(claim.document(), fidelity);
        });
        self.output.bytes.extend_from_slice(link);
        self.joined = joined;
    }

    /// Writes the tooltip of an edge. Its parts are cut one by one, to at most 8,200 bytes in all; the quote was escaped before.
    fn source_tip(&mut self, claim: Claim<'g>, kind: usize, [subject, object]: [Entity<'g>; 2], speakers: Option<&str>, quote: Option<Range<usize>>) {
        let bytes = &mut self.output.bytes;
        let start = bytes.len();
        bytes.push(b'"');
        if self.layout == Layout::Springs {
            let words = self.edges[kind].as_ref().map_or("", |named| &named.words);
            for (part, after) in [(text::name(subject), " – "), (words, " – "), (text::name(object), "\\n")] {
                dot_text::escaped(bytes, &text::cut(part, TOOLTIP_PART));
                bytes.extend_from_slice(after.as_bytes());
            }
        }
        if let Some(speakers) = speakers {
            dot_text::escaped(bytes, &text::cut(speakers, TOOLTIP_PART));
            bytes.extend_from_slice(b", in ");
        }
        bytes.extend_from_slice(self.publications.get(claim.document_id().index(), |bytes| publication(bytes, claim.document())));
        if let Some(quote) = quote {
            bytes.extend_from_slice(": “".as_bytes());
            bytes.extend_from_within(quote);
            bytes.extend_from_slice("”".as_bytes());
        }
        bytes.push(b'"');
        dot_text::read_twice(bytes, start);
    }
}

/// Appends who published a document, and when.
fn publication(bytes: &mut Vec<u8>, document: DocumentView<'_>) {
    let document = document.document();
    let given = [&document.publisher, &document.title].into_iter().flatten().find(|name| !name.trim().is_empty());
    dot_text::escaped(bytes, &text::cut(given.unwrap_or(&document.id), TOOLTIP_PART));
    if let Some(published) = document.published {
        bytes.extend_from_slice(b", ");
        output::date(bytes, published);
    }
}

/// Appends a size in points: 11, and half a point more a relation, up to 16.
fn font_size(bytes: &mut Vec<u8>, degree: u32) {
    let halves = 22 + degree.min(10);
    output::integer(bytes, halves / 2);
    if halves % 2 == 1 {
        bytes.extend_from_slice(b".5");
    }
}
