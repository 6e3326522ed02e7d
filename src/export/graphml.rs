//! GraphML in the one profile that Gephi, Neo4j's APOC, NetworkX, igraph and graphology all read whole.

use std::io::{self, Write};

use super::graphml_keys::{self as keys, Attribute};
use super::graphml_values::{self as values, Columns};
use super::output::{self, Output, Pieces};
use super::xml::{self, Mended};
use super::{Edges, ExportOptions, Fidelity, Format, Xsd, text};
use crate::model::ids::EntityId;
use crate::model::schema::Class;
use crate::model::{Claim, Confidence, Datatype, DocumentView, Entity, Evidence, Hash80, KnowledgeGraph, ObjectView, PartialDate, Relation, Standing};

const HEAD: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
const END: &[u8] = b"</data>\n";

pub(super) fn write(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let mut writer = Writer::new(graph, options, out, fidelity);
    writer.head();
    for entity in graph.entities() {
        writer.node(entity)?;
    }
    for relation in graph.relations() {
        match options.edges {
            Edges::Relations => writer.relation(relation)?,
            Edges::Claims => relation.claims().try_for_each(|claim| writer.claim(relation, claim))?,
        }
    }
    writer.report_further();
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

/// What makes an edge of a relation or of a claim.
struct Edge<'g> {
    /// Its id and what precedes it in its uid.
    key: (Hash80, &'static str),
    relation: Relation<'g>,
    claim: Claim<'g>,
    confidence: Option<Confidence>,
    claims: usize,
    documents: u32,
}

struct Writer<'g, 'w> {
    graph: &'g KnowledgeGraph,
    options: &'g ExportOptions,
    output: Output<'w>,
    fidelity: &'w mut Fidelity,
    classes: Vec<Option<Common>>,
    edges: Vec<Option<Common>>,
    documents: Pieces,
    columns: Columns,
    /// A value that is put together before it is escaped.
    composed: Vec<u8>,
    /// The ends and the type of the edge before; an equal one is parallel to it.
    before: Option<(EntityId, EntityId, &'g str)>,
    further_claims: u64,
    further_evidence: u64,
}

/// Appends a value. An empty one is left out, because readers make anything of it, an absent one included.
fn put(bytes: &mut Vec<u8>, fidelity: &mut Fidelity, open: &[u8], name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    bytes.extend_from_slice(open);
    let mended = xml::text(bytes, value);
    bytes.extend_from_slice(END);
    if mended != Mended::default() || is_dropped_by_gephi(value) {
        report(fidelity, name, value, mended);
    }
}

/// Appends what a document gives its edges.
fn document(bytes: &mut Vec<u8>, fidelity: &mut Fidelity, document: DocumentView<'_>) {
    let mut put = |attribute: &Attribute, value: &str| put(bytes, fidelity, attribute.open.as_bytes(), attribute.name, value);
    put(&keys::EDGE_DOCUMENT, &document.document().id);
    put(&keys::EDGE_URL, document.link().unwrap_or_default());
    text::no_link(document, fidelity);
}

fn is_dropped_by_gephi(value: &str) -> bool {
    value.eq_ignore_ascii_case("null") || value.trim_start().is_empty()
}

#[cold]
fn report(fidelity: &mut Fidelity, name: &str, value: &str, mended: Mended) {
    fidelity.lost_times(mended.replaced.into(), name, "characters that XML does not have, written as U+FFFD", value);
    fidelity.lost_times(mended.line_ends.into(), name, "carriage returns, written as line feeds", value);
    if is_dropped_by_gephi(value) {
        fidelity.lost(name, "blank or the word `null`: Gephi drops it without a word", value);
    }
}

impl<'g, 'w> Writer<'g, 'w> {
    fn new(graph: &'g KnowledgeGraph, options: &'g ExportOptions, out: &'w mut dyn Write, fidelity: &'w mut Fidelity) -> Self {
        Self {
            graph,
            options,
            output: Output::new(out),
            fidelity,
            classes: vec![None; graph.schema().classes().len()],
            edges: vec![None; graph.schema().predicates().len() * Standing::ALL.len()],
            documents: Pieces::of(graph.documents().len()),
            columns: Columns::of(graph),
            composed: Vec::new(),
            before: None,
            further_claims: 0,
            further_evidence: 0,
        }
    }

    fn head(&mut self) {
        let bytes = &mut self.output.bytes;
        bytes.extend_from_slice(HEAD);
        keys::declare(bytes, self.graph, self.options);
        self.columns.declare(bytes);
        bytes.extend_from_slice(b"  <graph id=\"G\" edgedefault=\"directed\">\n");
    }

    fn raw(&mut self, text: &[u8]) {
        self.output.bytes.extend_from_slice(text);
    }

    fn text(&mut self, attribute: &Attribute, value: &str) {
        put(&mut self.output.bytes, self.fidelity, attribute.open.as_bytes(), attribute.name, value);
    }

    fn number(&mut self, attribute: &Attribute, number: impl itoa::Integer) {
        self.raw(attribute.open.as_bytes());
        output::integer(&mut self.output.bytes, number);
        self.raw(END);
    }

    /// Writes what was composed, and empties it.
    fn composed(&mut self, attribute: &Attribute) -> io::Result<()> {
        let composed = std::mem::take(&mut self.composed);
        self.text(attribute, str::from_utf8(&composed).map_err(io::Error::other)?);
        self.composed = composed;
        self.composed.clear();
        Ok(())
    }

    fn node(&mut self, entity: Entity<'g>) -> io::Result<()> {
        self.raw(b"    <node id=\"");
        output::id(&mut self.output.bytes, b'n', entity.key());
        self.class(entity);
        let name = text::name(entity);
        self.text(&keys::NODE_LABEL, name);
        self.text(&keys::NODE_NAME, name);
        self.text(&keys::NODE_UID, entity.uid());
        self.composed.extend_from_slice(self.options.base_iri.as_bytes());
        self.composed.extend_from_slice(entity.uid().as_bytes());
        self.composed(&keys::NODE_IRI)?;
        if entity.aliases().len() > 0 {
            values::aliases(&mut self.composed, entity)?;
            self.composed(&keys::NODE_ALIASES)?;
        }
        self.number(&keys::NODE_CLAIMS, entity.claim_count());
        self.number(&keys::NODE_DOCUMENTS, entity.document_count());
        self.number(&keys::NODE_DEGREE, entity.degree());
        self.number(&keys::NODE_COMPONENT, entity.component());
        if entity.value_claims().len() > 0 {
            self.values(entity)?;
        }
        for (_, value) in entity.identifiers() {
            self.fidelity.lost("identifiers", "ids in registers are only in RDF and JSON Lines", value);
        }
        self.raw(b"    </node>\n");
        self.output.pass()
    }

    /// Ends the tag of a node and writes what its class gives it.
    fn class(&mut self, entity: Entity<'g>) {
        let place = usize::from(entity.class_id().0);
        if self.classes[place].is_none() {
            self.classes[place] = Some(self.common_of_class(entity));
        }
        if let Some(common) = &self.classes[place] {
            self.output.bytes.extend_from_slice(&common.tag);
            self.output.bytes.extend_from_slice(&common.data);
        }
    }

    fn common_of_class(&mut self, entity: Entity<'g>) -> Common {
        let class = entity.class();
        let mut labels = String::from(":Entity");
        for name in [entity.root(), class].map(|class| class_label(class, self.graph)) {
            if !labels.split(':').any(|known| known.eq_ignore_ascii_case(&name)) {
                labels.push(':');
                labels.push_str(&name);
            }
        }
        let tag = if self.options.xsd == Xsd::Strict { "\">\n".to_owned() } else { format!("\" labels=\"{labels}\">\n") };
        let mut data = Vec::new();
        let mut put = |attribute: &Attribute, value: &str| put(&mut data, self.fidelity, attribute.open.as_bytes(), attribute.name, value);
        put(&keys::NODE_LABELS, &labels);
        put(&keys::NODE_CLASS, &class.label);
        // the line colour: the fills are made for a dark outline, and as a dot on white they can't be seen
        put(&keys::NODE_COLOR, &class.drawing.line);
        Common { tag: tag.into_bytes(), data }
    }

    fn values(&mut self, entity: Entity<'g>) -> io::Result<()> {
        for claim in entity.plain_values() {
            if let (ObjectView::Value(value, datatype), Some(column), true) =
                (claim.object(), self.columns.column(claim), Format::GraphMl.carries(claim.predicate()))
            {
                put(&mut self.output.bytes, self.fidelity, &column.open, &column.name, value);
                if datatype == Datatype::Integer && !values::is_exact(value) {
                    self.fidelity.lost(&column.name, "whole numbers beyond 2^53, written as text", value);
                }
            }
        }
        let claims: Vec<_> = entity.value_claims().filter(|claim| !Format::GraphMl.carries(claim.predicate())).collect();
        for run in claims.chunk_by(|one, other| one.predicate_id() == other.predicate_id()) {
            if let Some(column) = self.columns.column(run[0]) {
                self.output.bytes.extend_from_slice(&column.open);
                output::integer(&mut self.output.bytes, run.len());
                self.output.bytes.extend_from_slice(END);
                self.fidelity.lost_times(run.len() as u64, &column.name, "only counted here; the words are in RDF and JSON Lines", text::value(run[0]));
            }
        }
        values::value_claims(&mut self.composed, entity, self.fidelity)?;
        self.composed(&keys::NODE_VALUE_CLAIMS)
    }

    fn relation(&mut self, relation: Relation<'g>) -> io::Result<()> {
        let claims = relation.claims().len();
        self.further_claims += claims as u64 - 1;
        self.edge(&Edge {
            key: (relation.key(), "relation/"),
            relation,
            claim: relation.first(),
            confidence: relation.confidence(),
            claims,
            documents: relation.document_count(),
        })
    }

    fn claim(&mut self, relation: Relation<'g>, claim: Claim<'g>) -> io::Result<()> {
        self.edge(&Edge { key: (claim.id(), "claim/"), relation, claim, confidence: claim.confidence(), claims: 1, documents: 1 })
    }

    fn edge(&mut self, edge: &Edge<'g>) -> io::Result<()> {
        let (claim, subject, object) = (edge.claim, edge.relation.subject(), edge.relation.object());
        if !Format::GraphMl.carries(claim.predicate()) {
            self.fidelity.lost(&claim.predicate().name, "relations that the ontology keeps to other formats", text::name(subject));
            return Ok(());
        }
        self.parallel((subject.id(), object.id(), claim.graph_type()), subject);
        self.raw(b"    <edge id=\"");
        output::id(&mut self.output.bytes, b'e', edge.key.0);
        self.raw(b"\" source=\"");
        output::id(&mut self.output.bytes, b'n', subject.key());
        self.raw(b"\" target=\"");
        output::id(&mut self.output.bytes, b'n', object.key());
        self.kind(claim);
        self.raw(keys::EDGE_UID.open.as_bytes());
        self.raw(edge.key.1.as_bytes());
        self.raw(&edge.key.0.ascii());
        self.raw(END);
        self.weights(edge);
        self.source(claim)?;
        self.raw(b"    </edge>\n");
        self.output.pass()
    }

    fn parallel(&mut self, ends_and_type: (EntityId, EntityId, &'g str), subject: Entity<'g>) {
        if self.before == Some(ends_and_type) {
            let what = "parallel edges of one type: choose \"Don't merge\" in Gephi's import dialog, which else keeps the attributes of one";
            self.fidelity.lost(ends_and_type.2, what, text::name(subject));
        }
        self.before = Some(ends_and_type);
    }

    /// Ends the tag of an edge and writes what its predicate and standing give it.
    fn kind(&mut self, claim: Claim<'g>) {
        let place = usize::from(claim.predicate_id().0) * Standing::ALL.len() + claim.standing() as usize;
        if self.edges[place].is_none() {
            self.edges[place] = Some(self.common_of_edge(claim));
        }
        if let Some(common) = &self.edges[place] {
            self.output.bytes.extend_from_slice(&common.tag);
            self.output.bytes.extend_from_slice(&common.data);
        }
    }

    fn common_of_edge(&mut self, claim: Claim<'g>) -> Common {
        let predicate = claim.predicate();
        let kind = text::identifier(claim.graph_type(), &predicate.iri);
        let tag = if self.options.xsd == Xsd::Strict { "\">\n".to_owned() } else { format!("\" label=\"{kind}\">\n") };
        let mut data = Vec::new();
        let mut put = |attribute: &Attribute, value: &str| put(&mut data, self.fidelity, attribute.open.as_bytes(), attribute.name, value);
        put(&keys::EDGE_LABEL, claim.words());
        put(&keys::EDGE_RELATION, &kind);
        put(&keys::EDGE_STANDING, claim.standing().name());
        put(&keys::EDGE_ASSERTED, if claim.is_asserted() { "true" } else { "false" });
        if predicate.symmetric {
            put(&keys::EDGE_SYMMETRIC, "true");
        }
        Common { tag: tag.into_bytes(), data }
    }

    fn weights(&mut self, edge: &Edge<'g>) {
        if let Some(confidence) = edge.confidence {
            self.raw(keys::EDGE_CONFIDENCE.open.as_bytes());
            output::confidence(&mut self.output.bytes, confidence);
            self.raw(END);
        }
        self.number(&keys::EDGE_CLAIMS, edge.claims);
        self.number(&keys::EDGE_DOCUMENTS, edge.documents);
        self.raw(keys::EDGE_WEIGHT.open.as_bytes());
        output::integer(&mut self.output.bytes, edge.documents.max(1));
        self.raw(b".0</data>\n");
    }

    /// Writes who says it, where, in which words and when.
    fn source(&mut self, claim: Claim<'g>) -> io::Result<()> {
        let mut joined = String::new();
        if let Some(speakers) = text::speakers(claim, &mut joined) {
            self.text(&keys::EDGE_SPEAKER, speakers);
        }
        if let Some((evidence, quote)) = text::evidence(claim) {
            self.further_evidence += claim.evidence().len() as u64 - 1;
            self.evidence(evidence, quote);
        }
        let fidelity = &mut *self.fidelity;
        let document = self.documents.get(claim.document_id().index(), |bytes| document(bytes, fidelity, claim.document()));
        self.output.bytes.extend_from_slice(document);
        if let Some(date) = claim.date() {
            self.date(date);
        }
        values::qualifiers(&mut self.composed, claim)?;
        self.composed(&keys::EDGE_QUALIFIERS)
    }

    fn evidence(&mut self, evidence: Evidence<'g>, quote: &str) {
        let quote = text::quote(quote, keys::EDGE_QUOTE.name, self.fidelity);
        self.text(&keys::EDGE_QUOTE, &quote);
        if let Some(span) = evidence.code_points() {
            self.number(&keys::EDGE_QUOTE_START, span.start);
            self.number(&keys::EDGE_QUOTE_END, span.end);
        }
        if let Some(rule) = evidence.rule() {
            self.text(&keys::EDGE_RULE, rule);
        }
    }

    fn date(&mut self, date: PartialDate) {
        self.raw(keys::EDGE_DATE.open.as_bytes());
        output::date(&mut self.output.bytes, date);
        self.raw(END);
        for (attribute, day) in [(&keys::EDGE_DATE_MIN, date.min()), (&keys::EDGE_DATE_MAX, date.max())] {
            if let Some(day) = day {
                self.raw(attribute.open.as_bytes());
                output::day(&mut self.output.bytes, day);
                self.raw(END);
            }
        }
    }

    /// Counts what an edge does not say of the claims behind it.
    fn report_further(&mut self) {
        let claims = "only a relation's first claim gives quote, speaker and date; `--edges claims` writes them all";
        self.fidelity.lost_times(self.further_claims, "claims", claims, "");
        let evidence = "only a claim's first piece with words is written; all are in RDF and JSON Lines";
        self.fidelity.lost_times(self.further_evidence, "evidence", evidence, "");
    }
}

/// Makes a Neo4j label of a class. A foreign class that bears the name of another gets letters of the hash of its IRI.
fn class_label(class: &Class, graph: &KnowledgeGraph) -> String {
    let schema = graph.schema();
    let label = text::identifier(&class.name, &class.iri);
    let has_namesake = schema.classes().iter().any(|other| other.iri != class.iri && other.name.eq_ignore_ascii_case(&class.name));
    if class.iri.starts_with(schema.namespace()) || !has_namesake { label } else { format!("{label}_{}", text::suffix(&class.iri)) }
}
