//! The graph as a stream of borrowed RDF terms: every RDF syntax consumes this one stream.

mod claims;
mod describe;
mod reified;
mod terms;

use std::collections::BTreeMap;
use std::io;

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{GraphNameRef, LiteralRef, NamedNode, NamedNodeRef, QuadRef, TermRef};

pub(super) use reified::{VERSION, reified};
use terms::Own;
pub(crate) use terms::PREFIXES;

use super::{ExportOptions, Fidelity};
use crate::model::ids::{EntityId, PredicateId};
use crate::model::{Claim, Datatype, DocumentView, Entity, KnowledgeGraph, ObjectView, Relation};

/// Takes one triple after the other, each with the graph that it is in.
pub(super) type Emit<'e> = dyn FnMut(QuadRef<'_>) -> io::Result<()> + 'e;

/// Whether there is one graph or one for each document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Graphs {
    One,
    /// The graph of a document, named by its IRI, holds its description, its claims with their evidence, and the plain triples
    /// that it asserts; entities and terms are in the default graph. All graphs together are what [`Graphs::One`] holds.
    Documents,
}

/// Sends the triples of a graph: entities with their plain triples, claims each with its evidence, documents, then the
/// terms that were used. The triples of a subject come together, none comes twice, and there is no blank node.
pub(super) fn stream(graph: &KnowledgeGraph, options: &ExportOptions, graphs: Graphs, fidelity: &mut Fidelity, emit: &mut Emit<'_>) -> io::Result<()> {
    let names = Names::new(graph, options)?;
    let mut stream = Stream::new(graph, options, &names, fidelity, emit);
    stream.report_left_out();
    stream.entities(graphs)?;
    match graphs {
        Graphs::One => {
            carried(graph).try_for_each(|claim| stream.claim(claim))?;
            graph.documents().try_for_each(|document| stream.document(document))?;
        }
        Graphs::Documents => stream.documents()?,
    }
    stream.describe_terms()
}

/// The claims that RDF carries.
fn carried(graph: &KnowledgeGraph) -> impl Iterator<Item = Claim<'_>> {
    graph.claims().filter(|claim| claim.predicate().is_exported_to("rdf"))
}

fn graph_name(source: &Option<String>) -> GraphNameRef<'_> {
    source.as_deref().map_or(GraphNameRef::DefaultGraph, |iri| NamedNodeRef::new_unchecked(iri).into())
}

/// The IRIs of the vocabulary, checked once.
struct Names {
    own: Vec<NamedNode>,
    classes: Vec<NamedNode>,
    predicates: Vec<NamedNode>,
}

impl Names {
    fn new(graph: &KnowledgeGraph, options: &ExportOptions) -> io::Result<Self> {
        let schema = graph.schema();
        let whole = |iri: &String| NamedNode::new(options.term_iri(iri)).map_err(io::Error::other);
        Ok(Self {
            own: Own::nodes(schema).map_err(io::Error::other)?,
            classes: schema.classes().iter().map(|class| whole(&class.iri)).collect::<io::Result<_>>()?,
            predicates: schema.predicates().iter().map(|predicate| whole(&predicate.iri)).collect::<io::Result<_>>()?,
        })
    }
}

/// Which terms were used, so that the file describes these and no others.
struct Used {
    own: Vec<bool>,
    classes: Vec<bool>,
    predicates: Vec<bool>,
    /// Roles by IRI.
    roles: BTreeMap<String, String>,
}

struct Stream<'a, 'e> {
    graph: &'a KnowledgeGraph,
    options: &'a ExportOptions,
    names: &'a Names,
    fidelity: &'e mut Fidelity,
    emit: &'e mut Emit<'e>,
    used: Used,
    subject: String,
    object: String,
    /// The name of the graph; nothing for the default graph.
    source: Option<String>,
}

impl<'a, 'e> Stream<'a, 'e> {
    fn new(graph: &'a KnowledgeGraph, options: &'a ExportOptions, names: &'a Names, fidelity: &'e mut Fidelity, emit: &'e mut Emit<'e>) -> Self {
        let used = Used {
            own: vec![false; names.own.len()],
            classes: vec![false; names.classes.len()],
            predicates: vec![false; names.predicates.len()],
            roles: BTreeMap::new(),
        };
        Self { graph, options, names, fidelity, emit, used, subject: String::new(), object: String::new(), source: None }
    }

    /// Begins a subject: the base and an id, whose letters an IRI can hold.
    fn begin(&mut self, path: &[&str]) {
        self.subject.clear();
        self.subject.push_str(&self.options.base_iri);
        path.iter().for_each(|part| self.subject.push_str(part));
    }

    fn put<'t>(&mut self, predicate: NamedNodeRef<'_>, object: impl Into<TermRef<'t>>) -> io::Result<()> {
        let object: TermRef<'_> = object.into();
        (self.emit)(QuadRef::new(NamedNodeRef::new_unchecked(&self.subject), predicate, object, graph_name(&self.source)))
    }

    fn put_text(&mut self, predicate: NamedNodeRef<'_>, text: &str) -> io::Result<()> {
        self.put(predicate, LiteralRef::new_simple_literal(text))
    }

    fn put_typed(&mut self, predicate: NamedNodeRef<'_>, text: &str, datatype: NamedNodeRef<'_>) -> io::Result<()> {
        self.put(predicate, LiteralRef::new_typed_literal(text, datatype))
    }

    /// Puts an object of ours: the base and an id.
    fn put_id(&mut self, predicate: NamedNodeRef<'_>, path: &[&str]) -> io::Result<()> {
        self.object.clear();
        self.object.push_str(&self.options.base_iri);
        path.iter().for_each(|part| self.object.push_str(part));
        let (subject, object) = (NamedNodeRef::new_unchecked(&self.subject), NamedNodeRef::new_unchecked(&self.object));
        (self.emit)(QuadRef::new(subject, predicate, object, graph_name(&self.source)))
    }

    fn put_object(&mut self, predicate: NamedNodeRef<'_>, object: ObjectView<'_>) -> io::Result<()> {
        match object {
            ObjectView::Entity(entity) => self.put_id(predicate, &[entity.uid()]),
            ObjectView::Value(text, datatype) => terms::with_value(text, datatype, |literal| self.put(predicate, literal)),
        }
    }

    /// Returns a term of ours and remembers that it was used.
    fn own(&mut self, term: Own) -> NamedNodeRef<'a> {
        self.used.own[term as usize] = true;
        self.names.own[term as usize].as_ref()
    }

    fn predicate(&mut self, id: PredicateId) -> NamedNodeRef<'a> {
        self.used.predicates[usize::from(id.0)] = true;
        self.names.predicates[usize::from(id.0)].as_ref()
    }

    fn own_text(&mut self, term: Own, text: &str) -> io::Result<()> {
        let term = self.own(term);
        self.put_text(term, text)
    }

    fn own_typed(&mut self, term: Own, text: &str, datatype: NamedNodeRef<'_>) -> io::Result<()> {
        let term = self.own(term);
        self.put_typed(term, text, datatype)
    }

    fn a(&mut self, class: Own) -> io::Result<()> {
        let class = self.own(class);
        self.put(rdf::TYPE, class)
    }

    fn report_left_out(&mut self) {
        for claim in self.graph.claims().filter(|claim| !claim.predicate().is_exported_to("rdf")) {
            self.fidelity.lost(&claim.predicate().name, "not written in RDF, as its predicate asks", &claim.uid());
        }
    }

    fn entities(&mut self, graphs: Graphs) -> io::Result<()> {
        let mut relations = self.graph.relations().peekable();
        let mut plain = Vec::new();
        for entity in self.graph.entities() {
            plain.clear();
            while let Some(relation) = relations.next_if(|relation| relation.subject().id() == entity.id()) {
                plain.extend(plain_relation(relation));
            }
            plain.extend(entity.plain_values().into_iter().map(|claim| (claim.predicate_id(), claim.object())));
            plain.retain(|(predicate, _)| self.graph.schema().predicate(*predicate).is_exported_to("rdf"));
            self.entity(entity)?;
            if graphs == Graphs::One {
                self.plain_triples(&mut plain)?;
            }
        }
        Ok(())
    }

    /// Sends each document with its claims.
    fn documents(&mut self) -> io::Result<()> {
        let mut by_document: Vec<Vec<Claim<'a>>> = vec![Vec::new(); self.graph.documents().len()];
        carried(self.graph).for_each(|claim| by_document[claim.document_id().index()].push(claim));
        for (document, claims) in self.graph.documents().zip(by_document) {
            self.source = Some(format!("{}{}", self.options.base_iri, document.uid()));
            self.document(document)?;
            let mut before: Option<Claim<'a>> = None;
            for claim in claims {
                // claims of one relation and of one value stand together
                let known = before.is_some_and(|before| plain_key(before) == plain_key(claim) && same_object(before.object(), claim.object()));
                if is_plain(claim) && !known {
                    self.begin(&[claim.subject().uid()]);
                    let predicate = self.predicate(claim.predicate_id());
                    self.put_object(predicate, claim.object())?;
                    before = Some(claim);
                }
                self.claim(claim)?;
            }
        }
        self.source = None;
        Ok(())
    }

    fn entity(&mut self, entity: Entity<'a>) -> io::Result<()> {
        self.begin(&[entity.uid()]);
        let class = usize::from(entity.class_id().0);
        self.used.classes[class] = true;
        self.put(rdf::TYPE, self.names.classes[class].as_ref())?;
        self.put_text(rdfs::LABEL, entity.name())?;
        for alias in entity.aliases().filter(|alias| *alias != entity.name()) {
            self.put_text(terms::ALT_LABEL, alias)?;
        }
        for (scheme, id) in entity.identifiers() {
            self.put_text(terms::IDENTIFIER, &format!("{scheme}:{id}"))?;
        }
        for (_, id) in entity.identifiers().filter(|(scheme, id)| *scheme == "wikidata" && is_wikidata_item(id)) {
            self.put(terms::EXACT_MATCH, NamedNodeRef::new_unchecked(&format!("{}{id}", terms::WIKIDATA)))?;
        }
        if entity.is_unnamed() {
            self.own_typed(Own::Unnamed, "true", xsd::BOOLEAN)?;
        }
        Ok(())
    }

    /// The triples that stand for themselves, by predicate IRI; several asserted standings of one relation are one triple.
    fn plain_triples(&mut self, plain: &mut Vec<(PredicateId, ObjectView<'a>)>) -> io::Result<()> {
        plain.sort_by(|(one, _), (other, _)| self.names.predicates[usize::from(one.0)].as_str().cmp(self.names.predicates[usize::from(other.0)].as_str()));
        plain.dedup_by(|(later, object), (earlier, kept)| later == earlier && same_object(*object, *kept));
        for (predicate, object) in plain.iter() {
            let predicate = self.predicate(*predicate);
            self.put_object(predicate, *object)?;
        }
        Ok(())
    }

    fn document(&mut self, view: DocumentView<'a>) -> io::Result<()> {
        let document = view.document();
        self.begin(&[view.uid()]);
        self.a(Own::Document)?;
        self.put_text(terms::IDENTIFIER, &document.id)?;
        if let Some(title) = &document.title {
            self.put_text(terms::TITLE, title)?;
        }
        if let Some(url) = &document.url {
            match view.link().and_then(|link| NamedNode::new(terms::encode(link)).ok()) {
                Some(link) => self.put(terms::URL, link.as_ref())?,
                None => self.put_text(terms::URL, url)?,
            }
        }
        let texts = [(terms::PUBLISHER, &document.publisher), (terms::AUTHOR, &document.author), (terms::IN_LANGUAGE, &document.language)];
        for (property, text) in texts {
            if let Some(text) = text {
                self.put_text(property, text)?;
            }
        }
        if let Some(published) = document.published {
            let (text, datatype) = terms::date(published);
            self.put_typed(terms::ISSUED, &text, datatype)?;
        }
        if let Some(sha) = &document.text_sha256 {
            self.own_text(Own::TextSha256, sha)?;
        }
        Ok(())
    }
}

fn plain_relation(relation: Relation<'_>) -> Option<(PredicateId, ObjectView<'_>)> {
    relation.is_asserted().then(|| (relation.first().predicate_id(), ObjectView::Entity(relation.object())))
}

fn plain_key(claim: Claim<'_>) -> (EntityId, PredicateId) {
    (claim.subject().id(), claim.predicate_id())
}

/// Returns whether a claim is one of those behind a plain triple.
fn is_plain(claim: Claim<'_>) -> bool {
    let same = |plain: &Claim<'_>| plain.predicate_id() == claim.predicate_id() && same_object(plain.object(), claim.object());
    claim.is_asserted() && (matches!(claim.object(), ObjectView::Entity(_)) || claim.is_exact() && claim.subject().plain_values().iter().any(same))
}

fn same_object(one: ObjectView<'_>, other: ObjectView<'_>) -> bool {
    let key = |object| match object {
        ObjectView::Entity(entity) => (Some(Entity::id(entity)), "", Datatype::String),
        ObjectView::Value(text, datatype) => (None, text, datatype),
    };
    key(one) == key(other)
}

fn is_wikidata_item(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_behind_q_is_an_item_of_wikidata() {
        assert!(is_wikidata_item("Q42"));
        for id in ["Q", "42", "Q4x", "q42", "P42", "Q4> ", ""] {
            assert!(!is_wikidata_item(id), "{id}");
        }
    }
}
