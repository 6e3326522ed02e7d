//! What a node or an edge of a property graph carries: decided here once for GraphML, GEXF, CSV, Cypher and JSON alike.
//! A writer takes each attribute with its value; how it is spelled is the writer's.

mod columns;
mod edge;
mod json;
mod table;

use std::collections::BTreeSet;
use std::io;

pub(super) use table::{
    Attribute, EDGE_LABEL, EDGE_RELATION, EDGE_UID, EDGE_WEIGHT, Kind, NODE_ALIASES, NODE_COLOR, NODE_LABEL, NODE_LABELS, NODE_UID, Target,
};
use table::{
    EDGE_ASSERTED, EDGE_CLAIMS, EDGE_CONFIDENCE, EDGE_DATE, EDGE_DATE_MAX, EDGE_DATE_MIN, EDGE_DOCUMENT, EDGE_DOCUMENTS, EDGE_QUALIFIERS, EDGE_QUOTE,
    EDGE_QUOTE_END, EDGE_QUOTE_START, EDGE_RULE, EDGE_SPEAKER, EDGE_STANDING, EDGE_SYMMETRIC, EDGE_URL, FIXED, NODE_CLAIMS, NODE_CLASS, NODE_COMPONENT,
    NODE_DEGREE, NODE_DOCUMENTS, NODE_IRI, NODE_NAME, NODE_VALUE_CLAIMS,
};

use columns::Columns;
pub(super) use columns::is_exact;
pub(super) use edge::Edge;
pub(super) use json::qualifiers;

use super::{Edges, ExportOptions, Fidelity, Format, output, text};
use crate::model::ids::EntityId;
use crate::model::schema::{Class, Predicate};
use crate::model::{Claim, Datatype, DocumentView, Entity, Evidence, KnowledgeGraph, ObjectView, PartialDate, Standing};

/// A value of an attribute. Texts are never empty.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    Text(&'a str),
    /// At least one.
    Texts(&'a [&'a str]),
    /// A JSON array of objects.
    Json(&'a str),
    /// A whole number in digits, within 2^53 on either side of 0.
    Long(&'a str),
    /// A decimal number with a point.
    Double(&'a str),
    Boolean(bool),
}

/// Takes one attribute after the other.
pub(super) trait Take: FnMut(&mut Fidelity, &Attribute, Value<'_>) {}

impl<T: FnMut(&mut Fidelity, &Attribute, Value<'_>)> Take for T {}

/// The nodes, edges and attributes of a graph in a format.
pub(super) struct Properties<'g> {
    pub(super) graph: &'g KnowledgeGraph,
    options: &'g ExportOptions,
    format: Format,
    attributes: Vec<Attribute>,
    columns: Columns,
    /// The labels of each class, made at its first use.
    labels: Vec<Option<Vec<String>>>,
    /// The types of edges by predicate and standing, made at their first use.
    types: Vec<Option<String>>,
    /// A value that is put together.
    composed: Vec<u8>,
    number: itoa::Buffer,
    /// The ends and the type of the edge before; an equal one is parallel to it.
    before: Option<(EntityId, EntityId, &'g str)>,
    further_claims: u64,
    further_evidence: u64,
}

impl<'g> Properties<'g> {
    pub(super) fn of(graph: &'g KnowledgeGraph, options: &'g ExportOptions, format: Format) -> Self {
        let columns = Columns::of(graph, format);
        let used = table::used(graph, options.edges, format);
        let fixed = FIXED.iter().filter(|attribute| used & (1 << attribute.place) != 0);
        Self {
            graph,
            options,
            format,
            attributes: fixed.chain(columns.attributes()).cloned().collect(),
            columns,
            labels: vec![None; graph.schema().classes().len()],
            types: vec![None; graph.schema().predicates().len() * Standing::ALL.len()],
            composed: Vec::new(),
            number: itoa::Buffer::new(),
            before: None,
            further_claims: 0,
            further_evidence: 0,
        }
    }

    /// Returns the attributes that occur in the graph, in the order in which they are declared.
    pub(super) fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Returns the attributes of nodes or of edges that occur in the graph, some of them first.
    pub(super) fn with_first(&self, target: Target, first: &[usize]) -> Vec<Attribute> {
        let own = self.attributes.iter().filter(|attribute| attribute.target == target);
        let (mut attributes, rest): (Vec<_>, Vec<_>) = own.cloned().partition(|attribute| first.contains(&attribute.place));
        attributes.sort_by_key(|attribute| first.iter().position(|place| *place == attribute.place));
        attributes.extend(rest);
        attributes
    }

    /// Returns the names of attributes that a node may have in one graph and not in the next.
    pub(super) fn sometimes_on_nodes(&self) -> BTreeSet<String> {
        let is_value = |predicate: &&Predicate| predicate.range.iter().any(|class| class == "string" || class == "integer");
        let values = self.graph.schema().predicates().iter().filter(is_value).map(|predicate| text::identifier(&predicate.name, &predicate.iri));
        let columns = self.columns.attributes().iter().map(|column| column.name.to_string());
        values.chain(columns).chain([NODE_ALIASES, NODE_VALUE_CLAIMS].map(|place| FIXED[place].name.to_string())).collect()
    }

    /// Returns how many places attributes can have.
    pub(super) fn places(&self) -> usize {
        FIXED.len() + self.columns.attributes().len()
    }

    /// Hands all edges over in their order, and reports what they do not say of the claims behind them.
    pub(super) fn edges(&mut self, fidelity: &mut Fidelity, mut write: impl FnMut(&mut Self, &mut Fidelity, &Edge<'g>) -> io::Result<()>) -> io::Result<()> {
        self.each_edge(fidelity, &mut write)?;
        self.report_further(fidelity);
        Ok(())
    }

    /// Returns all edges in their order, for a format that groups them; it reports what they do not say when they are written.
    pub(super) fn edge_list(&mut self, fidelity: &mut Fidelity) -> io::Result<Vec<Edge<'g>>> {
        let mut edges = Vec::new();
        self.each_edge(fidelity, &mut |_, _, edge| {
            edges.push(*edge);
            Ok(())
        })?;
        Ok(edges)
    }

    fn each_edge(&mut self, fidelity: &mut Fidelity, write: &mut impl FnMut(&mut Self, &mut Fidelity, &Edge<'g>) -> io::Result<()>) -> io::Result<()> {
        for relation in self.graph.relations() {
            if !self.format.carries(relation.first().predicate()) {
                let (name, count) = (&relation.first().predicate().name, relation.claims().len() as u64);
                fidelity.lost_times(count, name, "relations that the ontology keeps to other formats", text::name(relation.subject()));
                continue;
            }
            match self.options.edges {
                Edges::Relations => {
                    self.further_claims += relation.claims().len() as u64 - 1;
                    write(self, fidelity, &Edge::of_relation(relation))?;
                }
                Edges::Claims => relation.claims().try_for_each(|claim| write(self, fidelity, &Edge::of_claim(relation, claim)))?,
            }
        }
        Ok(())
    }

    /// Counts what edges do not say of the claims behind them.
    pub(super) fn report_further(&self, fidelity: &mut Fidelity) {
        // its claims and their evidence have files of their own
        if self.format == Format::Csv {
            return;
        }
        let claims = "only a relation's first claim gives quote, speaker and date; `--edges claims` writes them all";
        fidelity.lost_times(self.further_claims, "claims", claims, "");
        let evidence = "only a claim's first piece with words is written; all are in RDF and JSON Lines";
        fidelity.lost_times(self.further_evidence, "evidence", evidence, "");
    }

    /// Counts an edge that Gephi would merge with the one before it.
    pub(super) fn report_parallel(&mut self, edge: &Edge<'g>, fidelity: &mut Fidelity) {
        let ends_and_type = (edge.subject.id(), edge.object.id(), edge.claim.graph_type());
        if self.before == Some(ends_and_type) {
            let what = "parallel edges of one type: choose \"Don't merge\" in Gephi's import dialog, which else keeps the attributes of one";
            fidelity.lost(ends_and_type.2, what, text::name(edge.subject));
        }
        self.before = Some(ends_and_type);
    }

    /// Returns the labels of an entity: `Entity`, the root class and the class, identifiers all.
    pub(super) fn labels(&mut self, entity: Entity<'g>) -> &[String] {
        let graph = self.graph;
        self.labels[usize::from(entity.class_id().0)].get_or_insert_with(|| {
            let mut labels = vec!["Entity".to_owned()];
            for label in [entity.root(), entity.class()].map(|class| class_label(class, graph)) {
                if !labels.iter().any(|known| known.eq_ignore_ascii_case(&label)) {
                    labels.push(label);
                }
            }
            labels
        })
    }

    /// Returns the type of an edge of a claim, an identifier: plain where the claim is asserted, else with its standing.
    pub(super) fn edge_type(&mut self, claim: Claim<'g>) -> &str {
        let place = usize::from(claim.predicate_id().0) * Standing::ALL.len() + claim.standing() as usize;
        self.types[place].get_or_insert_with(|| text::identifier(claim.graph_type(), &claim.predicate().iri))
    }

    /// Hands over what a node has from its class, and what is its own.
    pub(super) fn node(&mut self, entity: Entity<'g>, fidelity: &mut Fidelity, take: &mut impl Take) -> io::Result<()> {
        self.node_of_class(entity, fidelity, take);
        self.node_alone(entity, fidelity, take)
    }

    /// Hands over what all nodes of a class have in common.
    pub(super) fn node_of_class(&mut self, entity: Entity<'g>, fidelity: &mut Fidelity, take: &mut impl Take) {
        let class = entity.class();
        take(fidelity, &FIXED[NODE_LABELS], Value::Texts(&self.labels(entity).iter().map(String::as_str).collect::<Vec<_>>()));
        put_text(fidelity, take, NODE_CLASS, &class.label);
        // the line colour: the fills are made for a dark outline, and as a dot on white they can't be seen
        put_text(fidelity, take, NODE_COLOR, &class.drawing.line);
    }

    /// Hands over what is a node's own.
    pub(super) fn node_alone(&mut self, entity: Entity<'g>, fidelity: &mut Fidelity, take: &mut impl Take) -> io::Result<()> {
        let name = text::name(entity);
        put_text(fidelity, take, NODE_LABEL, name);
        put_text(fidelity, take, NODE_NAME, name);
        put_text(fidelity, take, NODE_UID, entity.uid());
        self.composed.extend_from_slice(self.options.base_iri.as_bytes());
        self.composed.extend_from_slice(entity.uid().as_bytes());
        self.put_composed(fidelity, take, NODE_IRI)?;
        if entity.aliases().len() > 0 {
            take(fidelity, &FIXED[NODE_ALIASES], Value::Texts(&entity.aliases().collect::<Vec<_>>()));
        }
        let (claims, documents) = (entity.claim_count(), entity.document_count());
        for (place, count) in [(NODE_CLAIMS, claims), (NODE_DOCUMENTS, documents), (NODE_DEGREE, entity.degree()), (NODE_COMPONENT, entity.component())] {
            take(fidelity, &FIXED[place], Value::Long(self.number.format(count)));
        }
        if entity.value_claims().len() > 0 {
            self.values(entity, fidelity, take)?;
        }
        for (_, value) in entity.identifiers() {
            fidelity.lost("identifiers", "ids in registers are only in RDF and JSON Lines", value);
        }
        Ok(())
    }

    fn values(&mut self, entity: Entity<'g>, fidelity: &mut Fidelity, take: &mut impl Take) -> io::Result<()> {
        for claim in entity.plain_values() {
            if let (ObjectView::Value(value, datatype), Some(column), true) =
                (claim.object(), self.columns.column(claim), self.format.carries(claim.predicate()))
            {
                put(fidelity, take, column, value);
                if datatype == Datatype::Integer && !is_exact(value) {
                    fidelity.lost(&column.name, "whole numbers beyond 2^53, written as text", value);
                }
            }
        }
        let claims: Vec<_> = entity.value_claims().filter(|claim| !self.format.carries(claim.predicate())).collect();
        for run in claims.chunk_by(|one, other| one.predicate_id() == other.predicate_id()) {
            if let Some(column) = self.columns.column(run[0]) {
                take(fidelity, column, Value::Long(self.number.format(run.len())));
                fidelity.lost_times(run.len() as u64, &column.name, "only counted here; the words are in RDF and JSON Lines", text::value(run[0]));
            }
        }
        json::value_claims(&mut self.composed, entity, self.format, fidelity);
        self.put_composed(fidelity, take, NODE_VALUE_CLAIMS)
    }

    /// Hands over what was composed, if anything, and empties it.
    fn put_composed(&mut self, fidelity: &mut Fidelity, take: &mut impl Take, place: usize) -> io::Result<()> {
        put_text(fidelity, take, place, str::from_utf8(&self.composed).map_err(io::Error::other)?);
        self.composed.clear();
        Ok(())
    }

    /// Hands over all that an edge has.
    pub(super) fn edge(&mut self, edge: &Edge<'g>, fidelity: &mut Fidelity, take: &mut impl Take) -> io::Result<()> {
        self.edge_of_kind(edge.claim, fidelity, take);
        self.edge_source(edge, fidelity, take)?;
        edge_document(edge.claim.document(), fidelity, take);
        self.edge_when(edge.claim, fidelity, take)
    }

    /// Hands over what all edges of a predicate and standing have in common.
    pub(super) fn edge_of_kind(&mut self, claim: Claim<'g>, fidelity: &mut Fidelity, take: &mut impl Take) {
        put_text(fidelity, take, EDGE_LABEL, claim.words());
        put_text(fidelity, take, EDGE_RELATION, self.edge_type(claim));
        put_text(fidelity, take, EDGE_STANDING, claim.standing().name());
        take(fidelity, &FIXED[EDGE_ASSERTED], Value::Boolean(claim.is_asserted()));
        if claim.predicate().symmetric {
            take(fidelity, &FIXED[EDGE_SYMMETRIC], Value::Boolean(true));
        }
    }

    /// Hands over the identity of an edge, how much stands behind it, who says it and in which words.
    pub(super) fn edge_source(&mut self, edge: &Edge<'g>, fidelity: &mut Fidelity, take: &mut impl Take) -> io::Result<()> {
        self.composed.extend_from_slice(edge.prefix.as_bytes());
        self.composed.extend_from_slice(&edge.key.ascii());
        self.put_composed(fidelity, take, EDGE_UID)?;
        if let Some(confidence) = edge.confidence {
            output::confidence(&mut self.composed, confidence);
            self.put_composed(fidelity, take, EDGE_CONFIDENCE)?;
        }
        take(fidelity, &FIXED[EDGE_CLAIMS], Value::Long(self.number.format(edge.count)));
        take(fidelity, &FIXED[EDGE_DOCUMENTS], Value::Long(self.number.format(edge.documents)));
        output::integer(&mut self.composed, edge.documents.max(1));
        self.composed.extend_from_slice(b".0");
        self.put_composed(fidelity, take, EDGE_WEIGHT)?;
        let mut joined = String::new();
        if let Some(speakers) = text::speakers(edge.claim, &mut joined) {
            put_text(fidelity, take, EDGE_SPEAKER, speakers);
        }
        if let Some((evidence, quote)) = text::evidence(edge.claim) {
            self.further_evidence += edge.claim.evidence().len() as u64 - 1;
            self.evidence(evidence, quote, fidelity, take);
        }
        Ok(())
    }

    fn evidence(&mut self, evidence: Evidence<'g>, quote: &str, fidelity: &mut Fidelity, take: &mut impl Take) {
        let quote = text::quote(quote, &FIXED[EDGE_QUOTE].name, fidelity);
        put_text(fidelity, take, EDGE_QUOTE, &quote);
        if let Some(span) = evidence.code_points() {
            take(fidelity, &FIXED[EDGE_QUOTE_START], Value::Long(self.number.format(span.start)));
            take(fidelity, &FIXED[EDGE_QUOTE_END], Value::Long(self.number.format(span.end)));
        }
        if let Some(rule) = evidence.rule() {
            put_text(fidelity, take, EDGE_RULE, rule);
        }
    }

    /// Hands over when it was, and the qualifiers.
    pub(super) fn edge_when(&mut self, claim: Claim<'g>, fidelity: &mut Fidelity, take: &mut impl Take) -> io::Result<()> {
        if let Some(date) = claim.date() {
            self.date(date, fidelity, take)?;
        }
        qualifiers(&mut self.composed, claim);
        self.put_composed(fidelity, take, EDGE_QUALIFIERS)
    }

    fn date(&mut self, date: PartialDate, fidelity: &mut Fidelity, take: &mut impl Take) -> io::Result<()> {
        output::date(&mut self.composed, date);
        self.put_composed(fidelity, take, EDGE_DATE)?;
        for (place, day) in [(EDGE_DATE_MIN, date.min()), (EDGE_DATE_MAX, date.max())] {
            if let Some(day) = day {
                output::day(&mut self.composed, day);
                self.put_composed(fidelity, take, place)?;
            }
        }
        Ok(())
    }
}

/// Hands over what a document gives its edges.
pub(super) fn edge_document(document: DocumentView<'_>, fidelity: &mut Fidelity, take: &mut impl Take) {
    put_text(fidelity, take, EDGE_DOCUMENT, &document.document().id);
    put_text(fidelity, take, EDGE_URL, document.link().unwrap_or_default());
    text::no_link(document, fidelity);
}

/// Hands over a value of a column as its type has it. An empty one is left out, because readers make anything of it, an
/// absent one included.
fn put(fidelity: &mut Fidelity, take: &mut impl Take, attribute: &Attribute, value: &str) {
    if value.is_empty() {
        return;
    }
    let value = match attribute.kind {
        Kind::Long => Value::Long(value),
        Kind::Double => Value::Double(value),
        Kind::Boolean => Value::Boolean(value == "true"),
        Kind::Json => Value::Json(value),
        Kind::Text | Kind::Texts => Value::Text(value),
    };
    take(fidelity, attribute, value);
}

fn put_text(fidelity: &mut Fidelity, take: &mut impl Take, place: usize, value: &str) {
    put(fidelity, take, &FIXED[place], value);
}

/// Makes a label of a class. A foreign class that bears the name of another gets letters of the hash of its IRI.
fn class_label(class: &Class, graph: &KnowledgeGraph) -> String {
    let schema = graph.schema();
    let label = text::identifier(&class.name, &class.iri);
    let has_namesake = schema.classes().iter().any(|other| other.iri != class.iri && other.name.eq_ignore_ascii_case(&class.name));
    if class.iri.starts_with(schema.namespace()) || !has_namesake { label } else { format!("{label}_{}", text::suffix(&class.iri)) }
}
