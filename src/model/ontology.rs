//! Reads `schema/ontology.ttl` and a user's own ontology into the vocabulary of a run.

use std::collections::BTreeMap;

use oxrdf::{NamedOrBlankNode, Term};
use oxttl::TurtleParser;

use super::ids::{ClassId, PredicateId};
use super::schema::{Class, Drawing, Predicate, Schema, is_prefixed};
use super::term::{fold, local};
use crate::error::{Error, ErrorKind, Location, Result};

/// The ontology that is compiled in.
pub const ONTOLOGY: &str = include_str!("../../schema/ontology.ttl");

/// The description of one subject: predicate IRI and object text, in the order of the file.
type Description = Vec<(String, String)>;

/// All descriptions of the files that are read, by subject IRI.
struct Triples {
    by_subject: BTreeMap<String, Description>,
    order: Vec<String>,
    prefixes: Vec<(String, String)>,
}

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const OWL: &str = "http://www.w3.org/2002/07/owl#";
const SCHEMA_ORG: &str = "https://schema.org/";
const NAMESPACE_URI: &str = "http://purl.org/vocab/vann/preferredNamespaceUri";

impl Triples {
    fn read(files: &[(&str, &str)]) -> Result<Self> {
        let mut all = Self { by_subject: BTreeMap::new(), order: Vec::new(), prefixes: Vec::new() };
        for (name, text) in files {
            all.read_file(name, text)?;
        }
        Ok(all)
    }

    fn read_file(&mut self, name: &str, text: &str) -> Result<()> {
        let mut parser = TurtleParser::new().for_slice(text.as_bytes());
        for triple in parser.by_ref() {
            let triple = triple.map_err(|error| {
                let start = error.location().start;
                let position = |number: u64| u32::try_from(number + 1).unwrap_or(u32::MAX);
                Error::new(ErrorKind::Schema, format!("not valid Turtle: {}", error.message())).at(Location::at(
                    name,
                    position(start.line),
                    position(start.column),
                ))
            })?;
            let NamedOrBlankNode::NamedNode(subject) = triple.subject else {
                return Err(Error::new(ErrorKind::Schema, "an ontology must not use blank nodes").at(Location::file(name)));
            };
            let object = match triple.object {
                Term::NamedNode(node) => node.into_string(),
                Term::Literal(literal) => literal.value().to_owned(),
                Term::BlankNode(_) => {
                    return Err(Error::new(ErrorKind::Schema, "an ontology must not use blank nodes").at(Location::file(name)));
                }
            };
            let subject = subject.into_string();
            let known = self.by_subject.entry(subject.clone()).or_insert_with(|| {
                self.order.push(subject);
                Vec::new()
            });
            known.push((triple.predicate.into_string(), object));
        }
        for (prefix, iri) in parser.prefixes() {
            if !self.prefixes.iter().any(|(known, _)| known == prefix) {
                self.prefixes.push((prefix.to_owned(), iri.to_owned()));
            }
        }
        Ok(())
    }

    fn all<'a>(&'a self, subject: &str, predicate: &str) -> impl Iterator<Item = &'a str> {
        let found = self.by_subject.get(subject).map_or(&[][..], Vec::as_slice);
        found.iter().filter(move |(known, _)| known == predicate).map(|(_, object)| object.as_str()).collect::<Vec<_>>().into_iter()
    }

    fn one(&self, subject: &str, predicate: &str) -> Option<&str> {
        self.all(subject, predicate).next()
    }

    fn is(&self, subject: &str, predicate: &str) -> bool {
        self.one(subject, predicate) == Some("true")
    }
}

impl Schema {
    /// Reads the compiled-in ontology and then further files, each a name for messages and its Turtle; a further file may
    /// add classes, predicates and labels.
    ///
    /// # Errors
    /// When a file is not Turtle, has blank nodes, or a predicate lacks what the ontology's own have.
    pub fn load(further: &[(&str, &str)]) -> Result<Self> {
        let mut files = vec![("schema/ontology.ttl", ONTOLOGY)];
        files.extend(further);
        let triples = Triples::read(&files)?;
        let ontology = triples.order.iter().find(|subject| triples.one(subject, NAMESPACE_URI).is_some());
        let namespace = ontology
            .and_then(|subject| triples.one(subject, NAMESPACE_URI))
            .ok_or_else(|| Error::new(ErrorKind::Schema, "the ontology names no vann:preferredNamespaceUri"))?
            .to_owned();
        let mut schema = Self {
            namespace,
            prefixes: triples.prefixes.clone(),
            classes: Vec::new(),
            predicates: Vec::new(),
            class_names: BTreeMap::new(),
            predicate_names: BTreeMap::new(),
            thing: ClassId(0),
            labels: BTreeMap::new(),
            parents: BTreeMap::new(),
        };
        schema.read_classes(&triples)?;
        schema.read_predicates(&triples)?;
        for subject in &triples.order {
            if let Some(label) = triples.one(subject, &format!("{RDFS}label")) {
                schema.labels.insert(subject.clone(), label.to_owned());
            }
            let parents = ["subClassOf", "subPropertyOf"].map(|above| format!("{RDFS}{above}"));
            let parents: Vec<_> = parents.iter().flat_map(|above| triples.all(subject, above)).map(str::to_owned).collect();
            if !parents.is_empty() {
                schema.parents.insert(subject.clone(), parents);
            }
        }
        Ok(schema)
    }

    fn read_classes(&mut self, triples: &Triples) -> Result<()> {
        let is_entity_class = |subject: &&String| {
            triples.all(subject, RDF_TYPE).any(|class| class == format!("{OWL}Class")) && !triples.is(subject, &self.term("describesSources"))
        };
        let subjects: Vec<_> = triples.order.iter().filter(is_entity_class).cloned().collect();
        for (number, iri) in subjects.iter().enumerate() {
            let drawn = ancestor(triples, iri, &self.term("shape"));
            let look = |what: &str, other: &str| {
                let found = drawn.as_deref().and_then(|class| triples.one(class, &self.term(what)));
                found.unwrap_or(other).to_owned()
            };
            let drawing =
                Drawing { shape: look("shape", "box"), style: look("style", "filled,rounded"), fill: look("fill", "#FFFFFF"), line: look("line", "#666666") };
            let class = Class {
                iri: iri.clone(),
                name: local(iri).to_owned(),
                label: triples.one(iri, &format!("{RDFS}label")).unwrap_or_else(|| local(iri)).to_owned(),
                root: ClassId(0),
                superclasses: triples.all(iri, &format!("{RDFS}subClassOf")).map(str::to_owned).collect(),
                drawing,
            };
            let id = ClassId(u16::try_from(number).map_err(|_many| Error::new(ErrorKind::Schema, "more than 65,535 classes"))?);
            self.class_names.entry(fold(local(iri))).or_insert(id);
            self.class_names.insert(iri.clone(), id);
            self.classes.push(class);
        }
        self.thing = self.class_named("Thing").ok_or_else(|| Error::new(ErrorKind::Schema, "the ontology has no class `Thing`"))?;
        for (number, iri) in subjects.iter().enumerate() {
            let root = ancestor(triples, iri, &self.term("root")).and_then(|root| self.class_named(&root));
            self.classes[number].root = root.unwrap_or(self.thing);
        }
        Ok(())
    }

    fn read_predicates(&mut self, triples: &Triples) -> Result<()> {
        let graph_type = self.term("graphType");
        let subjects: Vec<_> = triples.order.iter().filter(|subject| triples.one(subject, &graph_type).is_some()).cloned().collect();
        for (number, iri) in subjects.iter().enumerate() {
            let id = PredicateId(u16::try_from(number).map_err(|_many| Error::new(ErrorKind::Schema, "more than 65,535 predicates"))?);
            // the first to bear a name keeps it, so that an ontology on top can't change what our rules speak of; the IRI finds each
            self.predicate_names.entry(fold(local(iri))).or_insert(id);
            self.predicate_names.insert(iri.clone(), id);
            let text = |term: &str| triples.one(iri, term).map(str::to_owned);
            let names = |term: &str| triples.all(iri, term).map(|iri| local(iri).to_owned()).collect();
            let label = text(&format!("{RDFS}label")).unwrap_or_else(|| local(iri).to_owned());
            self.predicates.push(Predicate {
                iri: iri.clone(),
                name: local(iri).to_owned(),
                inverse_label: text(&self.term("inverseLabel")).unwrap_or_else(|| format!("inverse of {label}")),
                label,
                graph_type: self.checked_type(iri, triples.one(iri, &graph_type).unwrap_or_default())?,
                color: text(&self.term("color")).unwrap_or_else(|| "#333F4B".to_owned()),
                symmetric: triples.is(iri, &self.term("symmetric")),
                self_qualifying: triples.is(iri, &self.term("selfQualifying")),
                ended_form: None,
                projections: Vec::new(),
                superproperties: triples.all(iri, &format!("{RDFS}subPropertyOf")).map(str::to_owned).collect(),
                domain: names(&format!("{SCHEMA_ORG}domainIncludes")),
                range: names(&format!("{SCHEMA_ORG}rangeIncludes")),
                export_in: triples.all(iri, &self.term("exportIn")).map(str::to_owned).collect(),
            });
        }
        self.link_predicates(triples, &subjects)
    }

    /// Checks an edge type: an allegation under a type that another predicate has as a fact would pass for that fact.
    fn checked_type(&self, iri: &str, graph_type: &str) -> Result<String> {
        let fits = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_';
        let wrong = if graph_type.is_empty() || graph_type.starts_with(|first: char| first.is_ascii_digit()) || !graph_type.chars().all(fits) {
            "expected capital letters, digits and `_`"
        } else if is_prefixed(graph_type) {
            "which begins like the type of a relation that is no fact"
        } else if self.has_graph_type(graph_type) {
            "which another predicate has"
        } else {
            return Ok(graph_type.to_owned());
        };
        let found = format!("found the edge type `{graph_type}` of <{iri}>, {wrong}");
        Err(Error::new(ErrorKind::Schema, found).hint("give the predicate a `graphType` of its own, as in `RESIGNED_FROM`"))
    }

    fn link_predicates(&mut self, triples: &Triples, subjects: &[String]) -> Result<()> {
        let named = |schema: &Self, iri: &str| {
            let found = schema.predicate_names.get(iri).copied();
            found.ok_or_else(|| Error::new(ErrorKind::Schema, format!("the ontology refers to `{iri}`, which is no predicate of it")))
        };
        for (number, iri) in subjects.iter().enumerate() {
            if let Some(ended) = triples.one(iri, &self.term("endedForm")) {
                self.predicates[number].ended_form = Some(named(self, ended)?);
            }
        }
        for subject in &triples.order {
            let (Some(of), Some(role), Some(to)) =
                (triples.one(subject, &self.term("ofPredicate")), triples.one(subject, &self.term("role")), triples.one(subject, &self.term("toPredicate")))
            else {
                continue;
            };
            let (of, to) = (named(self, of)?, named(self, to)?);
            self.predicates[usize::from(of.0)].projections.push((role.to_owned(), to));
        }
        Ok(())
    }
}

/// Returns the nearest class, the subject itself first, that has a property.
fn ancestor(triples: &Triples, subject: &str, property: &str) -> Option<String> {
    let mut seen = vec![subject.to_owned()];
    let mut next = 0;
    while let Some(class) = seen.get(next).cloned() {
        if triples.one(&class, property).is_some() {
            return Some(class);
        }
        for parent in triples.all(&class, &format!("{RDFS}subClassOf")) {
            if !seen.iter().any(|known| known == parent) {
                seen.push(parent.to_owned());
            }
        }
        next += 1;
    }
    None
}
