//! Graphviz DOT: a picture a person would print, each line of it named in words where it is no fact.

use std::io::{self, Write};

use super::dot_legend::{self as legend, Counts, LINES};
use super::dot_text::{self, Trimmed};
use super::output::{self, Output};
use super::{Edges, ExportOptions, Fidelity, Format, Isolated, text};
use crate::model::ids::ClassId;
use crate::model::schema::{Class, Drawing};
use crate::model::{Claim, DocumentView, Entity, Hash80, KnowledgeGraph, Relation, Standing};

/// Nodes up to which `dot` draws them in layers, and lines carry their words.
const LAYERED: usize = 300;

/// Nodes up to which a picture can be read at all.
const READABLE: usize = 1000;

/// Code points of a name inside a tooltip, so that a long one leaves room for the quote.
const TOOLTIP_NAME: usize = 200;

const FONT: &str = "fontname=\"Helvetica,Arial,sans-serif\"";

pub(super) fn write(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let survey = Survey::of(graph, options);
    survey.report(fidelity);
    let layout = if survey.counts.entities <= LAYERED { Layout::Layers } else { Layout::Springs };
    let (classes, edges) = (graph.schema().classes().len(), graph.schema().predicates().len() * Standing::ALL.len());
    let mut writer = Writer {
        graph,
        layout,
        output: Output::new(out),
        fidelity,
        classes: vec![None; classes],
        edges: vec![None; edges],
        composed: String::new(),
        joined: String::new(),
        day: Vec::new(),
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

/// What is drawn, found before the first byte is written.
struct Survey<'g> {
    /// For each entity whether it is drawn.
    drawn: Vec<bool>,
    counts: Counts,
    classes: Vec<(&'g str, &'g Drawing)>,
    lines: [bool; LINES.len()],
    further_claims: u64,
    hidden: Vec<Relation<'g>>,
}

impl<'g> Survey<'g> {
    fn of(graph: &'g KnowledgeGraph, options: &ExportOptions) -> Self {
        let mut survey = Self {
            drawn: vec![options.isolated == Isolated::Drawn; graph.entities().len()],
            counts: Counts { documents: graph.documents().len(), ..Counts::default() },
            classes: Vec::new(),
            lines: [false; LINES.len()],
            further_claims: 0,
            hidden: Vec::new(),
        };
        for relation in graph.relations() {
            survey.count(relation, options.edges);
        }
        survey.counts.entities = survey.drawn.iter().filter(|drawn| **drawn).count();
        survey.counts.left_out = survey.drawn.len() - survey.counts.entities;
        survey.find_classes(graph);
        survey
    }

    fn count(&mut self, relation: Relation<'g>, edges: Edges) {
        let (predicate, claims) = (relation.predicate(), relation.claims().len() as u64);
        if !Format::Dot.carries(predicate) {
            self.hidden.push(relation);
            return;
        }
        let edges = if edges == Edges::Claims { claims } else { 1 };
        let line = legend::line(predicate, relation.standing());
        self.lines[line] = true;
        self.counts.edges += edges;
        self.counts.facts += if line == 0 { edges } else { 0 };
        self.further_claims += claims - edges;
        self.drawn[relation.subject().id().index()] = true;
        self.drawn[relation.object().id().index()] = true;
    }

    /// Finds the classes of the legend, in the order of the ontology.
    fn find_classes(&mut self, graph: &'g KnowledgeGraph) {
        let mut used = vec![false; graph.schema().classes().len()];
        graph.entities().filter(|entity| self.drawn[entity.id().index()]).for_each(|entity| used[usize::from(entity.class_id().0)] = true);
        let all: &'g [Class] = graph.schema().classes();
        let root = |class: &'g Class| graph.schema().class(class.root);
        for class in all.iter().zip(used).filter(|(_, used)| *used).map(|(class, _)| class) {
            let shown = legend::shown_class(class, root(class));
            if !self.classes.contains(&shown) {
                self.classes.push(shown);
            }
        }
        let place = |label: &str| all.iter().position(|class| class.label == label);
        self.classes.sort_by_key(|(label, _)| place(label));
    }

    fn report(&self, fidelity: &mut Fidelity) {
        let without_line = "entities without a line are left out; `--isolated` draws them";
        fidelity.lost_times(self.counts.left_out as u64, "nodes", without_line, "");
        let claims = "only a relation's first claim gives quote, speaker and date; `--edges claims` draws them all";
        fidelity.lost_times(self.further_claims, "claims", claims, "");
        for relation in &self.hidden {
            fidelity.lost(&relation.predicate().name, "relations that the ontology keeps to other formats", text::name(relation.subject()));
        }
        if self.counts.entities > READABLE {
            fidelity.lost_times(self.counts.entities as u64, "picture", "more than 1,000 nodes can't be read; narrow it with `--focus` or `--top`", "");
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
    /// A tooltip that is put together before it is escaped.
    composed: String,
    joined: String,
    day: Vec<u8>,
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
        self.text(", name=", "name", name);
        self.tooltip(entity, name);
        self.class(entity);
        self.raw(b", fontsize=\"");
        font_size(&mut self.output.bytes, entity.degree());
        self.raw(b"\"];\n");
        self.output.pass()
    }

    /// Writes the whole name, the class, the other names and the values that are facts.
    fn tooltip(&mut self, entity: Entity<'g>, name: &str) {
        let mut tip = std::mem::take(&mut self.composed);
        tip.clear();
        tip.push_str(name);
        tip.push('\n');
        tip.push_str(&entity.class().label);
        for (place, alias) in entity.aliases().enumerate() {
            tip.push_str(if place == 0 { "\nalso: " } else { "; " });
            tip.push_str(&text::cut(alias, TOOLTIP_NAME));
        }
        if entity.value_claims().len() > 0 {
            self.values(entity, &mut tip);
        }
        self.text(", tooltip=", "tooltip", &tip);
        self.composed = tip;
    }

    fn values(&mut self, entity: Entity<'g>, tip: &mut String) {
        for claim in entity.plain_values().into_iter().filter(|claim| Format::Dot.carries(claim.predicate())) {
            tip.push('\n');
            tip.push_str(claim.words());
            tip.push_str(": ");
            tip.push_str(&text::cut(text::value(claim), TOOLTIP_NAME));
        }
        for claim in entity.value_claims() {
            self.fidelity.lost(&claim.predicate().name, "values are no lines; those that are facts stand in the tooltip", text::value(claim));
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

    /// Writes who says it, when it was and in which words, and the same as a tooltip.
    fn source(&mut self, claim: Claim<'g>, kind: usize, [subject, object]: [Entity<'g>; 2]) {
        let (mut tip, mut joined) = (std::mem::take(&mut self.composed), std::mem::take(&mut self.joined));
        tip.clear();
        if self.layout == Layout::Springs {
            let words = self.edges[kind].as_ref().map_or("", |named| &named.words);
            for part in [&text::cut(text::name(subject), TOOLTIP_NAME), " – ", words, " – ", &text::cut(text::name(object), TOOLTIP_NAME), "\n"] {
                tip.push_str(part);
            }
        }
        if let Some(speakers) = text::speakers(claim, &mut joined) {
            self.text(", speaker=", "speaker", speakers);
            tip.push_str(&text::cut(speakers, TOOLTIP_NAME));
            tip.push_str(", in ");
        }
        if let Some(date) = claim.date() {
            self.raw(b", date=\"");
            output::date(&mut self.output.bytes, date);
            self.raw(b"\"");
        }
        publication(claim.document(), &mut tip, &mut self.day);
        if let Some(quote) = claim.quote() {
            let quote = text::quote(quote, "quote", self.fidelity);
            self.text(", quote=", "quote", &quote);
            for part in [": “", &quote, "”"] {
                tip.push_str(part);
            }
        }
        self.tips(&tip);
        if let Some(link) = claim.document().link() {
            self.text(", URL=", "URL", link);
        }
        (self.composed, self.joined) = (tip, joined);
    }

    /// Writes a tooltip for the line and, where it has words, one for them.
    fn tips(&mut self, tip: &str) {
        self.raw(b", edgetooltip=");
        let start = self.output.bytes.len();
        self.text("", "tooltip", tip);
        if self.layout == Layout::Layers {
            let end = self.output.bytes.len();
            self.raw(b", labeltooltip=");
            self.output.bytes.extend_from_within(start..end);
        }
    }
}

/// Appends who published a document, and when.
fn publication(document: DocumentView<'_>, tip: &mut String, day: &mut Vec<u8>) {
    let document = document.document();
    let given = [&document.publisher, &document.title].into_iter().flatten().find(|name| !name.trim().is_empty());
    tip.push_str(&text::cut(given.unwrap_or(&document.id), TOOLTIP_NAME));
    if let Some(published) = document.published {
        day.clear();
        output::date(day, published);
        tip.push_str(", ");
        tip.push_str(str::from_utf8(day).unwrap_or_default());
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
