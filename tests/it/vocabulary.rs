//! Reads `schema/ontology.ttl` for the tests, with no code of the crate.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;

const TEXT: &str = include_str!("../../schema/ontology.ttl");
pub(crate) const CB: &str = "https://w3id.org/corkboard/ns#";
pub(crate) const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
pub(crate) const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const OWL_CLASS: &str = "http://www.w3.org/2002/07/owl#Class";

/// The terms of the file by local name, each with its properties: full IRI to objects in order. Terms outside the namespace keep their IRIs.
pub(crate) struct Vocabulary(pub(crate) BTreeMap<String, BTreeMap<String, Vec<Term>>>);

pub(crate) fn local(iri: &str) -> &str {
    iri.strip_prefix(CB).filter(|name| !name.is_empty()).unwrap_or(iri)
}

pub(crate) fn triples() -> Vec<Triple> {
    TurtleParser::new().for_slice(TEXT).collect::<Result<_, _>>().unwrap()
}

pub(crate) fn cb(name: &str) -> String {
    format!("{CB}{name}")
}

impl Vocabulary {
    pub(crate) fn load() -> Self {
        let mut terms: BTreeMap<String, BTreeMap<String, Vec<Term>>> = BTreeMap::new();
        for triple in triples() {
            let NamedOrBlankNode::NamedNode(subject) = triple.subject else { panic!("a blank node is a subject") };
            let properties = terms.entry(local(subject.as_str()).to_owned()).or_default();
            properties.entry(triple.predicate.into_string()).or_default().push(triple.object);
        }
        Self(terms)
    }

    pub(crate) fn objects(&self, term: &str, property: &str) -> &[Term] {
        self.0.get(term).and_then(|properties| properties.get(property)).map_or(&[], Vec::as_slice)
    }

    /// The objects as text: local names of our terms, IRIs of others, lexical forms of literals.
    pub(crate) fn values(&self, term: &str, property: &str) -> Vec<&str> {
        self.objects(term, property)
            .iter()
            .map(|object| match object {
                Term::NamedNode(node) => local(node.as_str()),
                Term::Literal(literal) => literal.value(),
                Term::BlankNode(_) => panic!("{term}: a blank node is an object"),
            })
            .collect()
    }

    /// The one value of a property that must have one.
    pub(crate) fn one(&self, term: &str, property: &str) -> &str {
        let values = self.values(term, property);
        assert_eq!(values.len(), 1, "{term}: {property} has {values:?}");
        values[0]
    }

    pub(crate) fn holds(&self, term: &str, flag: &str) -> bool {
        let values = self.values(term, &cb(flag));
        assert!(values.is_empty() || values == ["true"], "{term}: {flag} is {values:?}");
        !values.is_empty()
    }

    pub(crate) fn own_terms(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str).filter(|name| !name.contains(':'))
    }

    pub(crate) fn classes(&self) -> impl Iterator<Item = &str> {
        self.own_terms().filter(|name| self.values(name, RDF_TYPE).contains(&OWL_CLASS))
    }

    pub(crate) fn predicates(&self) -> impl Iterator<Item = &str> {
        self.own_terms().filter(|name| !self.values(name, &cb("graphType")).is_empty())
    }

    pub(crate) fn own_parents(&self, class: &str) -> Vec<&str> {
        self.values(class, &format!("{RDFS}subClassOf")).into_iter().filter(|parent| !parent.contains(':')).collect()
    }

    /// The root classes that a class falls under; fails on a cycle.
    pub(crate) fn roots_of<'a>(&'a self, class: &'a str, depth: usize) -> BTreeSet<&'a str> {
        assert!(depth < 10, "{class} is its own superclass");
        if self.holds(class, "root") {
            return BTreeSet::from([class]);
        }
        self.own_parents(class).into_iter().flat_map(|parent| self.roots_of(parent, depth + 1)).collect()
    }
}
