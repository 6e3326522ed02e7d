//! Classes and predicates, as `schema/ontology.ttl` and a user's own ontology declare them.

use std::collections::BTreeMap;

use super::claim::Standing;
use super::ids::{ClassId, PredicateId};
use super::term::{Kind, fold, foreign_iri, foreign_name, is_iri, local_name, upper_snake, words};
use crate::error::{Error, ErrorKind, Result};

/// The prefix of a stated relation whose predicate says itself that it is not a fact.
const STATED: &str = "STATED_";

/// How a class is drawn; every colour is `#RRGGBB`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Graphviz shape.
    pub shape: String,
    /// Graphviz style.
    pub style: String,
    /// Fill colour.
    pub fill: String,
    /// Colour of outline and text.
    pub line: String,
}

/// A class of entities.
#[derive(Debug, Clone)]
pub struct Class {
    /// The full IRI; for a term that only the input knows, `ns#` and its name, to stand behind the base IRI.
    pub iri: String,
    /// The local name, as in `PoliceForce`.
    pub name: String,
    /// One readable lower-case word or phrase.
    pub label: String,
    /// The root class it descends from.
    pub root: ClassId,
    /// Its superclasses, as IRIs, in the order of the file.
    pub superclasses: Vec<String>,
    /// How it is drawn; inherited.
    pub drawing: Drawing,
}

/// A predicate.
#[derive(Debug, Clone)]
pub struct Predicate {
    /// The full IRI; for a term that only the input knows, `ns#` and its name, to stand behind the base IRI.
    pub iri: String,
    /// The local name, as in `memberOf`.
    pub name: String,
    /// In words, as in `member of`.
    pub label: String,
    /// In words, read from object to subject.
    pub inverse_label: String,
    /// The type of a property-graph edge whose standing is a fact, `[A-Z_][A-Z0-9_]*`; unique.
    pub graph_type: String,
    /// A line colour, `#RRGGBB`.
    pub color: String,
    /// Whether subject and object may be exchanged.
    pub symmetric: bool,
    /// Whether it says itself that it is not a fact (design: never a plain triple).
    pub self_qualifying: bool,
    /// The predicate of the same thing when it is over.
    pub ended_form: Option<PredicateId>,
    /// Roles of qualifiers whose entity becomes the object of a claim of another predicate.
    pub projections: Vec<(String, PredicateId)>,
    /// Its superproperties, as IRIs.
    pub superproperties: Vec<String>,
    /// Names of the classes its subject may have; empty when anything may.
    pub domain: Vec<String>,
    /// Names of the classes, or `string` and `integer`, its object may have; empty when anything may.
    pub range: Vec<String>,
    /// Names of the only formats it is written to; empty when it is written to all.
    pub export_in: Vec<String>,
}

impl Predicate {
    /// Returns whether claims of it are written to a kind of file, as in `rdf`, `jsonl` or `graph`.
    pub fn is_exported_to(&self, kind: &str) -> bool {
        self.export_in.is_empty() || self.export_in.iter().any(|known| known == kind)
    }
}

/// The vocabulary of a run: the compiled-in ontology, a user's own, and terms that only the input knows.
#[derive(Debug, Clone)]
pub struct Schema {
    pub(super) namespace: String,
    pub(super) prefixes: Vec<(String, String)>,
    pub(super) classes: Vec<Class>,
    pub(super) predicates: Vec<Predicate>,
    pub(super) class_names: BTreeMap<String, ClassId>,
    pub(super) predicate_names: BTreeMap<String, PredicateId>,
    pub(super) thing: ClassId,
    pub(super) labels: BTreeMap<String, String>,
    pub(super) parents: BTreeMap<String, Vec<String>>,
}

impl Schema {
    /// Reads the compiled-in ontology alone.
    ///
    /// # Errors
    /// Never for the ontology as shipped, which a test reads.
    pub fn builtin() -> Result<Self> {
        Self::load(&[])
    }

    /// Returns the IRI of a name in the ontology's own namespace.
    pub fn term(&self, name: &str) -> String {
        format!("{}{name}", self.namespace)
    }

    /// Returns the ontology's own namespace.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Returns the prefixes of the ontology files with their IRIs, in no promised order.
    pub fn prefixes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.prefixes.iter().map(|(prefix, iri)| (prefix.as_str(), iri.as_str()))
    }

    /// Returns the label that the ontology gives any of its terms.
    pub fn label_of(&self, iri: &str) -> Option<&str> {
        self.labels.get(iri).map(String::as_str)
    }

    /// Returns the superclasses or superproperties that the ontology gives any of its terms, as IRIs in the order of the file.
    pub fn parents_of(&self, iri: &str) -> &[String] {
        self.parents.get(iri).map_or(&[], Vec::as_slice)
    }

    /// Returns the property of a qualifier's role. A role that the ontology does not declare stands in the user's own
    /// namespace, spelt so that it can be no predicate: `ns#role.` and its name, to stand behind the base IRI.
    pub fn role_iri(&self, role: &str) -> String {
        let own = self.term(role);
        let declared = self.parents_of(&own).contains(&self.term("qualifier"));
        if declared { own } else { format!("ns#role.{}", local_name(role)) }
    }

    /// Returns a class.
    pub fn class(&self, id: ClassId) -> &Class {
        &self.classes[usize::from(id.0)]
    }

    /// Returns a predicate.
    pub fn predicate(&self, id: PredicateId) -> &Predicate {
        &self.predicates[usize::from(id.0)]
    }

    /// Returns all classes; the position is the [`ClassId`].
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// Returns all predicates; the position is the [`PredicateId`].
    pub fn predicates(&self) -> &[Predicate] {
        &self.predicates
    }

    /// Returns the class `Thing`, which anything may be.
    pub fn thing(&self) -> ClassId {
        self.thing
    }

    /// Finds a class by its local name or IRI; `police_force`, `POLICE-FORCE` and `#police force!` find `PoliceForce`.
    pub fn class_named(&self, name: &str) -> Option<ClassId> {
        self.find(&self.class_names, name, Kind::Class)
    }

    /// Finds a predicate by its local name or IRI; `member_of`, `MEMBER-OF` and `member of?` find `memberOf`.
    pub fn predicate_named(&self, name: &str) -> Option<PredicateId> {
        self.find(&self.predicate_names, name, Kind::Predicate)
    }

    /// Finds a term by its name, by its spelling, by what it was called as a new term, and by what it would be called as one.
    fn find<T: Copy>(&self, names: &BTreeMap<String, T>, name: &str, kind: Kind) -> Option<T> {
        let own = self.own(name);
        let known = names.get(name).or_else(|| names.get(&fold(own?))).or_else(|| names.get(&foreign_iri(own?, kind)));
        known.or_else(|| names.get(&fold(&foreign_name(own?, kind)))).copied()
    }

    /// Returns the local name of an IRI of the own namespace or of a plain name; nothing for a foreign IRI.
    fn own<'a>(&self, name: &'a str) -> Option<&'a str> {
        let name = name.strip_prefix("cb:").unwrap_or(name);
        name.strip_prefix(&self.namespace).or((!is_iri(name)).then_some(name))
    }

    /// Returns the class of a name or IRI, which is added if nobody knows it; `true` says that it was added.
    ///
    /// # Errors
    /// When there are more than 65,535 classes.
    pub fn class_or_new(&mut self, name: &str) -> Result<(ClassId, bool)> {
        if let Some(id) = self.class_named(name) {
            return Ok((id, false));
        }
        let id = ClassId(u16::try_from(self.classes.len()).map_err(|_many| Error::new(ErrorKind::Input, "more than 65,535 classes"))?);
        let thing = self.class(self.thing).clone();
        let name = self.own(name).unwrap_or(name);
        let (iri, local) = (foreign_iri(name, Kind::Class), foreign_name(name, Kind::Class));
        self.classes.push(Class { iri: iri.clone(), label: words(&local), name: local, root: self.thing, superclasses: Vec::new(), drawing: thing.drawing });
        self.class_names.insert(iri, id);
        Ok((id, true))
    }

    /// Returns the predicate of a name or IRI, which is added if nobody knows it; `true` says that it was added.
    ///
    /// # Errors
    /// When there are more than 65,535 predicates.
    pub fn predicate_or_new(&mut self, name: &str) -> Result<(PredicateId, bool)> {
        if let Some(id) = self.predicate_named(name) {
            return Ok((id, false));
        }
        let id = PredicateId(u16::try_from(self.predicates.len()).map_err(|_many| Error::new(ErrorKind::Input, "more than 65,535 predicates"))?);
        let name = self.own(name).unwrap_or(name);
        let (iri, local) = (foreign_iri(name, Kind::Predicate), foreign_name(name, Kind::Predicate));
        self.predicates.push(Predicate {
            graph_type: self.free_graph_type(&local, &iri),
            iri: iri.clone(),
            label: words(&local),
            inverse_label: format!("inverse of {}", words(&local)),
            name: local,
            color: "#333F4B".to_owned(),
            symmetric: false,
            self_qualifying: false,
            ended_form: None,
            projections: Vec::new(),
            superproperties: Vec::new(),
            domain: Vec::new(),
            range: Vec::new(),
            export_in: Vec::new(),
        });
        self.predicate_names.insert(iri, id);
        Ok((id, true))
    }

    /// Returns whether a predicate has an edge type.
    pub(super) fn has_graph_type(&self, graph_type: &str) -> bool {
        self.predicates.iter().any(|known| known.graph_type == graph_type)
    }

    /// Makes an edge type of a foreign name. One that is a whole IRI, could be read as a type of ours with any prefix, or
    /// loses letters gets letters of the hash of its IRI, so that it depends on nothing but itself.
    fn free_graph_type(&self, name: &str, iri: &str) -> String {
        let plain = upper_snake(name);
        if plain.starts_with("X_") || is_prefixed(&plain) || self.has_graph_type(&plain) || plain.len() > 100 || !name.is_ascii() || is_iri(iri) {
            let hash = super::hash::KeyHasher::new("type").text(iri).finish().short().to_ascii_uppercase();
            return format!("X_{}_{hash}", plain.chars().take(60).collect::<String>());
        }
        plain
    }

    /// Returns the edge type of a relation in a property graph: the plain type only where `asserted`, else prefixed.
    pub fn edge_type(&self, predicate: PredicateId, standing: Standing, asserted: bool) -> String {
        let predicate = self.predicate(predicate);
        let prefix = match standing {
            _ if asserted => "",
            Standing::Alleged if predicate.self_qualifying => "",
            Standing::Fact => STATED,
            other => other.prefix(),
        };
        format!("{prefix}{}", predicate.graph_type)
    }

    /// Returns the words of a relation: `member of`, `alleged: member of`.
    pub fn edge_words(&self, predicate: PredicateId, standing: Standing, asserted: bool) -> String {
        let predicate = self.predicate(predicate);
        match standing {
            _ if asserted => predicate.label.clone(),
            Standing::Alleged if predicate.self_qualifying => predicate.label.clone(),
            Standing::Fact => format!("stated: {}", predicate.label),
            other => format!("{}: {}", other.name(), predicate.label),
        }
    }
}

/// Returns whether an edge type begins like that of a relation that is not asserted.
pub(super) fn is_prefixed(graph_type: &str) -> bool {
    let prefixes = Standing::ALL.iter().map(|standing| standing.prefix()).chain([STATED]);
    prefixes.filter(|prefix| !prefix.is_empty()).any(|prefix| graph_type.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ontology_is_read_with_its_links() {
        let schema = Schema::builtin().unwrap();
        let member = schema.predicate_named("member_of").unwrap();
        assert_eq!(schema.predicate(member).graph_type, "MEMBER_OF");
        assert_eq!(schema.predicate(schema.predicate(member).ended_form.unwrap()).name, "formerlyMemberOf");
        let refer = schema.predicate(schema.predicate_named("referredTo").unwrap());
        assert_eq!(refer.projections, [("by".to_owned(), schema.predicate_named("referredBy").unwrap())]);
        let force = schema.class(schema.class_named("POLICE-FORCE").unwrap());
        assert_eq!(schema.class(force.root).name, "Organization");
        assert_eq!(force.drawing.fill, "#FDF0E0");
    }

    #[test]
    fn foreign_terms_never_pass_for_our_own() {
        let mut schema = Schema::builtin().unwrap();
        let types: Vec<_> = ["allegedMemberOf", "DENIED_RESIGNED_FROM", "https://a.example/memberOf", "member-of", "2 be", "bestMate"]
            .map(|name| schema.predicate_or_new(name).unwrap().0)
            .map(|id| schema.edge_type(id, Standing::Fact, true))
            .into();
        assert_eq!(types[3], "MEMBER_OF");
        assert_eq!(types[4], "_2_BE");
        assert_eq!(types[5], "BEST_MATE");
        for foreign in &types[..3] {
            assert!(foreign.starts_with("X_"), "{foreign}");
        }
    }

    #[test]
    fn each_reason_alone_keeps_a_foreign_type_apart() {
        let schema = Schema::builtin().unwrap();
        let long = "a".repeat(101);
        for (name, iri) in [
            ("memberOf", "ns#a"),
            ("statedMate", "ns#b"),
            ("xMate", "ns#c"),
            ("deniedMate", "ns#d"),
            (&long, "ns#e"),
            ("größe", "ns#f"),
            ("mate", "https://a.example/mate"),
        ] {
            assert!(schema.free_graph_type(name, iri).starts_with("X_"), "{name}");
        }
        assert_eq!(schema.free_graph_type("mate", "ns#mate"), "MATE");
        assert_eq!(schema.free_graph_type(&"a".repeat(100), "ns#g"), "A".repeat(100));
        assert_ne!(schema.free_graph_type("größe", "ns#f"), schema.free_graph_type("größe", "ns#h"));
    }

    #[test]
    fn spellings_of_a_foreign_term_find_it_and_unknown_terms_of_ours_are_the_users() {
        let mut schema = Schema::builtin().unwrap();
        let (mate, added) = schema.predicate_or_new("BEST_MATE").unwrap();
        assert!(added);
        for name in ["bestMate", "best-mate", "ns#bestMate"] {
            assert_eq!(schema.predicate_named(name), Some(mate), "{name}");
        }
        assert_eq!((schema.predicate(mate).iri.as_str(), schema.predicate(mate).label.as_str()), ("ns#bestMate", "best mate"));
        let subject = schema.predicate_or_new(&schema.term("subject")).unwrap().0;
        assert_eq!(schema.predicate(subject).iri, "ns#subject");
        assert_eq!(schema.predicate_or_new("cb:subject").unwrap(), (subject, false));
        let class = schema.class_or_new("football fans!").unwrap().0;
        assert_eq!((schema.class(class).iri.as_str(), schema.class_named("FootballFans")), ("ns#FootballFans", Some(class)));
    }

    #[test]
    fn roles_that_are_not_declared_can_be_no_predicate() {
        let schema = Schema::builtin().unwrap();
        assert_eq!(schema.role_iri("by"), schema.term("by"));
        for (role, iri) in [("subject", "ns#role.subject"), ("memberOf", "ns#role.memberOf"), ("on behalf of", "ns#role.on-behalf-of")] {
            assert_eq!(schema.role_iri(role), iri);
        }
    }

    #[test]
    fn an_own_ontology_can_not_take_an_edge_type_that_says_something_else() {
        let load = |graph_type: &str| {
            let text = format!(
                "@prefix cb: <{}> . <https://desk.example/ns#hint> cb:graphType \"{graph_type}\" ; cb:selfQualifying true .",
                Schema::builtin().unwrap().namespace()
            );
            Schema::load(&[("desk.ttl", &text)])
        };
        assert!(load("HINTS_AT").is_ok());
        for taken in ["RESIGNED_FROM", "ALLEGED_MEMBER_OF", "STATED_MEMBER_OF", "quit", "A B", "2ND", "", "A\\\"B"] {
            let error = load(taken).unwrap_err();
            assert!(error.to_string().contains("<https://desk.example/ns#hint>") && error.way_out().is_some(), "{taken}: {error}");
        }
    }

    #[test]
    fn an_own_ontology_adds_terms_and_takes_none() {
        let own = Schema::builtin().unwrap();
        let text = format!("@prefix cb: <{}> . <https://desk.example/ns#memberOf> cb:graphType \"SITS_ON\" .", own.namespace());
        let schema = Schema::load(&[("desk.ttl", &text)]).unwrap();
        let graph_type = |name| schema.predicate_named(name).map(|id| schema.predicate(id).graph_type.as_str());
        assert_eq!(graph_type("memberOf"), Some("MEMBER_OF"));
        assert_eq!(graph_type("https://desk.example/ns#memberOf"), Some("SITS_ON"));
        assert_eq!(schema.predicates().len(), own.predicates().len() + 1);
    }

    #[test]
    fn types_and_words_say_what_is_not_a_fact() {
        let schema = Schema::builtin().unwrap();
        let member = schema.predicate_named("memberOf").unwrap();
        let accuse = schema.predicate_named("allegationAgainst").unwrap();
        let of = |predicate, standing, asserted| (schema.edge_type(predicate, standing, asserted), schema.edge_words(predicate, standing, asserted));
        assert_eq!(of(member, Standing::Fact, true), ("MEMBER_OF".into(), "member of".into()));
        assert_eq!(of(member, Standing::Alleged, false), ("ALLEGED_MEMBER_OF".into(), "alleged: member of".into()));
        assert_eq!(of(member, Standing::Reported, true), ("MEMBER_OF".into(), "member of".into()));
        assert_eq!(of(accuse, Standing::Alleged, false), ("ALLEGATION_AGAINST".into(), "allegation against".into()));
        assert_eq!(of(accuse, Standing::Fact, false).0, "STATED_ALLEGATION_AGAINST");
        assert_eq!(of(accuse, Standing::Fact, false).1, "stated: allegation against");
        assert_eq!(of(accuse, Standing::Denied, false).0, "DENIED_ALLEGATION_AGAINST");
    }
}
