//! Classes and predicates, as `schema/ontology.ttl` and a user's own ontology declare them.

use std::collections::BTreeMap;

use oxrdf::{NamedOrBlankNode, Term};
use oxttl::TurtleParser;

use super::claim::Standing;
use super::ids::{ClassId, PredicateId};
use crate::error::{Error, ErrorKind, Location, Result};

/// The ontology that is compiled in.
pub const ONTOLOGY: &str = include_str!("../../schema/ontology.ttl");

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
    namespace: String,
    prefixes: Vec<(String, String)>,
    classes: Vec<Class>,
    predicates: Vec<Predicate>,
    class_names: BTreeMap<String, ClassId>,
    predicate_names: BTreeMap<String, PredicateId>,
    thing: ClassId,
    labels: BTreeMap<String, String>,
    parents: BTreeMap<String, Vec<String>>,
}

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

/// Folds a term so that `member_of`, `MEMBER-OF` and `memberOf` are one.
fn fold(term: &str) -> String {
    term.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ' | '\u{a0}')).flat_map(char::to_lowercase).collect()
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

impl Schema {
    /// Reads the compiled-in ontology alone.
    ///
    /// # Errors
    /// Never for the ontology as shipped, which a test reads.
    pub fn builtin() -> Result<Self> {
        Self::load(&[])
    }

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
            self.class_names.insert(fold(local(iri)), id);
            self.classes.push(class);
        }
        self.thing = self.class_named("Thing").ok_or_else(|| Error::new(ErrorKind::Schema, "the ontology has no class `Thing`"))?;
        for (number, iri) in subjects.iter().enumerate() {
            let root = ancestor(triples, iri, &self.term("root")).and_then(|root| self.class_named(local(&root)));
            self.classes[number].root = root.unwrap_or(self.thing);
        }
        Ok(())
    }

    fn read_predicates(&mut self, triples: &Triples) -> Result<()> {
        let graph_type = self.term("graphType");
        let subjects: Vec<_> = triples.order.iter().filter(|subject| triples.one(subject, &graph_type).is_some()).cloned().collect();
        for (number, iri) in subjects.iter().enumerate() {
            let id = PredicateId(u16::try_from(number).map_err(|_many| Error::new(ErrorKind::Schema, "more than 65,535 predicates"))?);
            self.predicate_names.insert(fold(local(iri)), id);
            let text = |term: &str| triples.one(iri, term).map(str::to_owned);
            let names = |term: &str| triples.all(iri, term).map(|iri| local(iri).to_owned()).collect();
            let label = text(&format!("{RDFS}label")).unwrap_or_else(|| local(iri).to_owned());
            self.predicates.push(Predicate {
                iri: iri.clone(),
                name: local(iri).to_owned(),
                inverse_label: text(&self.term("inverseLabel")).unwrap_or_else(|| format!("inverse of {label}")),
                label,
                graph_type: text(&graph_type).unwrap_or_default(),
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

    fn link_predicates(&mut self, triples: &Triples, subjects: &[String]) -> Result<()> {
        let named = |schema: &Self, iri: &str| {
            let found = schema.predicate_names.get(&fold(local(iri))).copied();
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

    /// Finds a class by its local name or IRI; `police_force` and `POLICE-FORCE` find `PoliceForce`.
    pub fn class_named(&self, name: &str) -> Option<ClassId> {
        let found = self.class_names.get(name).or_else(|| self.class_names.get(&fold(self.own(name)?)));
        found.copied()
    }

    /// Finds a predicate by its local name or IRI; `member_of` and `MEMBER-OF` find `memberOf`.
    pub fn predicate_named(&self, name: &str) -> Option<PredicateId> {
        let found = self.predicate_names.get(name).or_else(|| self.predicate_names.get(&fold(self.own(name)?)));
        found.copied()
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
        self.classes.push(Class {
            iri: foreign_iri(name),
            name: local_name(name),
            label: words(name),
            root: self.thing,
            superclasses: Vec::new(),
            drawing: thing.drawing,
        });
        self.class_names.insert(if is_iri(name) { name.to_owned() } else { fold(name) }, id);
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
        let iri = foreign_iri(name);
        self.predicates.push(Predicate {
            graph_type: self.free_graph_type(name, &iri),
            iri,
            name: local_name(name),
            label: words(name),
            inverse_label: format!("inverse of {}", words(name)),
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
        self.predicate_names.insert(if is_iri(name) { name.to_owned() } else { fold(name) }, id);
        Ok((id, true))
    }

    /// Makes an edge type of a foreign name. One that could be read as a type of ours with any prefix, or as another
    /// foreign one, gets letters of the hash of its IRI, so that it depends on nothing but itself.
    fn free_graph_type(&self, name: &str, iri: &str) -> String {
        let plain = upper_snake(name);
        let prefixed = Standing::ALL.iter().map(|standing| standing.prefix()).chain(["STATED_"]).any(|prefix| !prefix.is_empty() && plain.starts_with(prefix));
        let own = self.predicates.iter().any(|known| known.graph_type == plain);
        if prefixed || own || plain.len() > 100 || upper_snake(&words(name)) != plain || !plain.is_ascii() || is_iri(name) {
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
            Standing::Fact => "STATED_",
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

fn is_iri(name: &str) -> bool {
    oxrdf::NamedNode::new(name).is_ok() && (name.starts_with("http://") || name.starts_with("https://") || name.starts_with("urn:"))
}

fn foreign_iri(name: &str) -> String {
    if is_iri(name) { name.to_owned() } else { format!("ns#{}", local_name(name)) }
}

/// Keeps letters, marks and digits of any script; all else becomes one hyphen, so that the name can stand in an IRI.
fn local_name(name: &str) -> String {
    let name = if is_iri(name) { local(name) } else { name };
    let slug = super::identity::slug(name, super::identity::Case::Kept);
    if slug.is_empty() { format!("term-{}", super::hash::KeyHasher::new("term").text(name).finish()) } else { slug }
}

/// Splits `memberOf` and `MEMBER_OF` into lower-case words.
fn words(name: &str) -> String {
    let name = if is_iri(name) { local(name) } else { name };
    let mut words = String::new();
    let mut after_lower = false;
    for letter in name.chars() {
        if letter == '_' || letter == '-' || letter.is_whitespace() {
            words.push(' ');
        } else {
            if letter.is_uppercase() && after_lower {
                words.push(' ');
            }
            words.extend(letter.to_lowercase());
        }
        after_lower = letter.is_lowercase() || letter.is_ascii_digit();
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Makes `[A-Z_][A-Z0-9_]*` of a name.
fn upper_snake(name: &str) -> String {
    let snake: String = words(name).chars().map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' }).collect();
    if snake.starts_with(|first: char| first.is_ascii_digit()) || snake.is_empty() { format!("_{snake}") } else { snake }
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
        assert_eq!(of(accuse, Standing::Denied, false).0, "DENIED_ALLEGATION_AGAINST");
    }
}
