//! The terms that a file uses, with their labels and what they map to, so that it is understood without the ontology.

use std::collections::BTreeMap;
use std::io;

use oxrdf::NamedNodeRef;
use oxrdf::vocab::{rdf, rdfs};

use super::Stream;
use super::terms::Own;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Class,
    Property,
}

struct Description {
    kind: Kind,
    label: String,
    parents: Vec<String>,
}

impl Stream<'_, '_> {
    /// Sends each used term with its label and its superclasses or superproperties, by IRI.
    pub(super) fn describe_terms(&mut self) -> io::Result<()> {
        for (iri, term) in self.used_terms() {
            self.subject.clone_from(&iri);
            let (class, above) = match term.kind {
                Kind::Class => (rdfs::CLASS, rdfs::SUB_CLASS_OF),
                Kind::Property => (rdf::PROPERTY, rdfs::SUB_PROPERTY_OF),
            };
            self.put(rdf::TYPE, class)?;
            self.put_text(rdfs::LABEL, &term.label)?;
            for parent in &term.parents {
                self.put(above, NamedNodeRef::new_unchecked(parent))?;
            }
        }
        Ok(())
    }

    fn used_terms(&self) -> BTreeMap<String, Description> {
        let mut terms = BTreeMap::new();
        let own = Own::ALL.iter().zip(&self.names.own).zip(&self.used.own).filter(|(_, used)| **used);
        for ((term, node), _) in own {
            let kind = if term.is_class() { Kind::Class } else { Kind::Property };
            self.describe(&mut terms, node.as_str(), kind, term.name());
        }
        let schema = self.graph.schema();
        let classes = schema.classes().iter().zip(&self.names.classes).zip(&self.used.classes).filter(|(_, used)| **used);
        classes.for_each(|((class, node), _)| self.describe(&mut terms, node.as_str(), Kind::Class, &class.label));
        let predicates = schema.predicates().iter().zip(&self.names.predicates).zip(&self.used.predicates).filter(|(_, used)| **used);
        predicates.for_each(|((predicate, node), _)| self.describe(&mut terms, node.as_str(), Kind::Property, &predicate.label));
        self.used.roles.iter().for_each(|(iri, role)| self.describe(&mut terms, iri, Kind::Property, role));
        terms
    }

    /// Adds a term, and those above it that are our own.
    fn describe(&self, terms: &mut BTreeMap<String, Description>, iri: &str, kind: Kind, label: &str) {
        if terms.contains_key(iri) {
            return;
        }
        let schema = self.graph.schema();
        let mut parents = schema.parents_of(iri).to_vec();
        parents.sort_unstable();
        parents.dedup();
        let label = schema.label_of(iri).unwrap_or(label).to_owned();
        terms.insert(iri.to_owned(), Description { kind, label, parents: parents.clone() });
        for parent in parents {
            if let Some(label) = schema.label_of(&parent) {
                self.describe(terms, &parent, kind, label);
            }
        }
    }
}
