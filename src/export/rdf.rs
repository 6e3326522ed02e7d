//! The graph as a stream of borrowed RDF terms: every RDF syntax consumes this one stream.

mod describe;
mod terms;

use std::collections::BTreeMap;
use std::io;

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{LiteralRef, NamedNode, NamedNodeRef, TermRef, TripleRef};

use terms::Own;
pub(crate) use terms::PREFIXES;

use super::text::{QUOTE_LIMIT, cut};
use super::{ExportOptions, Fidelity};
use crate::model::ids::PredicateId;
use crate::model::{Claim, Datatype, DocumentView, Entity, Evidence, KnowledgeGraph, ObjectView, Relation};

/// Takes one triple after the other.
pub(super) type Emit<'e> = dyn FnMut(TripleRef<'_>) -> io::Result<()> + 'e;

/// Sends the triples of a graph: entities with their plain triples, claims each with its evidence, documents, then the
/// terms that were used. The triples of a subject come together, none comes twice, and there is no blank node.
pub(super) fn stream(graph: &KnowledgeGraph, options: &ExportOptions, fidelity: &mut Fidelity, emit: &mut Emit<'_>) -> io::Result<()> {
    let names = Names::new(graph, options)?;
    let mut stream = Stream::new(graph, options, &names, fidelity, emit);
    stream.entities()?;
    for claim in graph.claims() {
        if claim.predicate().is_exported_to("rdf") {
            stream.claim(claim)?;
        } else {
            stream.fidelity.lost(&claim.predicate().name, "not written in RDF, as its predicate asks", &claim.uid());
        }
    }
    for document in graph.documents() {
        stream.document(document)?;
    }
    stream.describe_terms()
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
}

impl<'a, 'e> Stream<'a, 'e> {
    fn new(graph: &'a KnowledgeGraph, options: &'a ExportOptions, names: &'a Names, fidelity: &'e mut Fidelity, emit: &'e mut Emit<'e>) -> Self {
        let used = Used {
            own: vec![false; names.own.len()],
            classes: vec![false; names.classes.len()],
            predicates: vec![false; names.predicates.len()],
            roles: BTreeMap::new(),
        };
        Self { graph, options, names, fidelity, emit, used, subject: String::new(), object: String::new() }
    }

    /// Begins a subject: the base and an id, whose letters an IRI can hold.
    fn begin(&mut self, path: &[&str]) {
        self.subject.clear();
        self.subject.push_str(&self.options.base_iri);
        path.iter().for_each(|part| self.subject.push_str(part));
    }

    fn put<'t>(&mut self, predicate: NamedNodeRef<'_>, object: impl Into<TermRef<'t>>) -> io::Result<()> {
        let object: TermRef<'_> = object.into();
        (self.emit)(TripleRef::new(NamedNodeRef::new_unchecked(&self.subject), predicate, object))
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
        (self.emit)(TripleRef::new(subject, predicate, object))
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

    fn entities(&mut self) -> io::Result<()> {
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
            self.plain_triples(&mut plain)?;
        }
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

    fn claim(&mut self, claim: Claim<'a>) -> io::Result<()> {
        self.begin(&["claim/", &claim.id().to_string()]);
        self.a(Own::Claim)?;
        let subject = self.own(Own::Subject);
        self.put_id(subject, &[claim.subject().uid()])?;
        let (property, predicate) = (self.own(Own::Predicate), self.predicate(claim.predicate_id()));
        self.put(property, predicate)?;
        let object = if matches!(claim.object(), ObjectView::Entity(_)) { Own::Object } else { Own::Value };
        let object = self.own(object);
        self.put_object(object, claim.object())?;
        self.own_text(Own::Standing, claim.standing().name())?;
        self.own_text(Own::Status, claim.status().name())?;
        self.speakers(claim)?;
        self.when(claim)?;
        if let Some(confidence) = claim.confidence() {
            self.own_typed(Own::Confidence, &confidence.to_string(), xsd::DECIMAL)?;
        }
        for reason in claim.inferred().iter() {
            self.own_text(Own::Inferred, reason.name())?;
        }
        self.qualifiers(claim)?;
        self.origin(claim)
    }

    fn speakers(&mut self, claim: Claim<'a>) -> io::Result<()> {
        let Some(innermost) = claim.speakers().last() else { return Ok(()) };
        let speaker = self.own(Own::Speaker);
        self.put_id(speaker, &[innermost.uid()])?;
        if claim.speakers().len() > 1 {
            let path: Vec<_> = claim.speakers().map(|speaker| format!("{}{}", self.options.base_iri, speaker.uid())).collect();
            self.own_text(Own::SpeakerPath, &path.join(" "))?;
        }
        Ok(())
    }

    fn when(&mut self, claim: Claim<'a>) -> io::Result<()> {
        let Some(date) = claim.date() else { return Ok(()) };
        let (text, datatype) = terms::date(date);
        self.own_typed(Own::Date, &text, datatype)?;
        for (term, day) in [(Own::DateMin, date.min()), (Own::DateMax, date.max())] {
            if let Some(day) = day {
                self.own_typed(term, &day.to_string(), xsd::DATE)?;
            }
        }
        Ok(())
    }

    fn qualifiers(&mut self, claim: Claim<'a>) -> io::Result<()> {
        let mut fillers: Vec<_> = claim.qualifiers().map(|(role, filler)| (self.role(role), filler)).collect();
        fillers.sort_by(|(one, _), (other, _)| one.cmp(other));
        fillers.dedup_by(|(later, filler), (earlier, kept)| later == earlier && same_object(*filler, *kept));
        for (iri, filler) in fillers {
            self.put_object(NamedNodeRef::new_unchecked(&iri), filler)?;
        }
        Ok(())
    }

    /// Returns the IRI of a role and remembers that it was used.
    fn role(&mut self, role: &str) -> String {
        let iri = self.options.term_iri(&self.graph.schema().role_iri(role));
        self.used.roles.entry(iri.clone()).or_insert_with(|| role.to_owned());
        iri
    }

    /// Where the claim comes from: the extractor, the claim it was projected from, its document and evidence.
    fn origin(&mut self, claim: Claim<'a>) -> io::Result<()> {
        if let Some(extractor) = claim.extractor() {
            self.own_text(Own::Extractor, extractor)?;
        }
        if let Some(origin) = claim.projected_from() {
            let property = self.own(Own::ProjectedFrom);
            self.put_id(property, &["claim/", &origin.to_string()])?;
        }
        self.put_id(terms::DERIVED_FROM, &[claim.document().uid()])?;
        let mut known: Vec<_> = Vec::new();
        for evidence in claim.evidence() {
            let id = evidence.id();
            if !known.iter().any(|(other, _)| *other == id) {
                known.push((id, evidence));
            }
        }
        for (id, _) in &known {
            let property = self.own(Own::HasEvidence);
            self.put_id(property, &["evidence/", &id.to_string()])?;
        }
        for (id, evidence) in known {
            self.begin(&["evidence/", &id.to_string()]);
            self.evidence(claim, evidence)?;
        }
        Ok(())
    }

    fn evidence(&mut self, claim: Claim<'a>, evidence: Evidence<'a>) -> io::Result<()> {
        self.a(Own::Evidence)?;
        let (quote, span) = (evidence.quote(), evidence.code_points());
        for class in [quote.map(|_| terms::TEXT_QUOTE), span.map(|_| terms::TEXT_POSITION)].into_iter().flatten() {
            self.put(rdf::TYPE, class)?;
        }
        if let Some(quote) = quote {
            let kept = cut(quote, QUOTE_LIMIT);
            if kept.len() != quote.len() {
                self.fidelity.lost("quote", "cut at 1,000 characters", quote);
            }
            self.put_text(terms::EXACT, &kept)?;
        }
        if let Some(span) = span {
            self.put_typed(terms::START, &span.start.to_string(), xsd::INTEGER)?;
            self.put_typed(terms::END, &span.end.to_string(), xsd::INTEGER)?;
        }
        let property = self.own(Own::InDocument);
        self.put_id(property, &[claim.document().uid()])?;
        if let Some(rule) = evidence.rule() {
            self.own_text(Own::Rule, rule)?;
        }
        if let Some(confidence) = evidence.confidence() {
            self.own_typed(Own::Confidence, &confidence.to_string(), xsd::DECIMAL)?;
        }
        if !evidence.is_checked() {
            self.own_typed(Own::Unchecked, "true", xsd::BOOLEAN)?;
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
