//! JSON-LD 1.1: the stream of triples grouped by subject, with the context inside, so that no reader needs the network. Terms
//! that the context does not have stand as prefixed names or whole IRIs.

use std::collections::HashMap;
use std::io::{self, Write};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{LiteralRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use serde_json::{Map, Value, json};

use super::output::{self, Output};
use super::properties::is_exact;
use super::rdf::{self as stream, Graphs};
use super::{ExportOptions, Fidelity, Statements};
use crate::model::KnowledgeGraph;

/// The context of JSON-LD that is compiled in, and stands in every file.
pub const CONTEXT: &str = include_str!("../../schema/context.jsonld");

pub(super) fn write(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    if options.statements == Statements::Rdf12 {
        fidelity.lost_times(graph.claims().count() as u64, "statements", "triple terms of RDF 1.2, which JSON-LD does not have", "");
    }
    let context = Context::new(CONTEXT)?;
    let mut writer = Writer { output: Output::new(out), context: &context, subject: String::new(), members: Vec::new(), first: true };
    writer.output.bytes.extend_from_slice(b"{\"@context\": ");
    serde_json::to_writer(&mut writer.output.bytes, &context.whole)?;
    writer.output.bytes.extend_from_slice(b", \"@graph\": [");
    stream::stream(graph, options, Graphs::One, fidelity, &mut |quad| writer.take(quad))?;
    writer.end_subject()?;
    writer.output.bytes.extend_from_slice(b"\n]}\n");
    writer.output.finish()
}

/// How the values of a term are written.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Coercion {
    None,
    /// IRIs as plain strings.
    Id,
    /// Literals of a datatype as plain strings.
    Datatype(String),
}

#[derive(Debug, Clone)]
struct Term {
    name: String,
    coercion: Coercion,
    /// Always an array.
    is_set: bool,
}

/// The terms and prefixes of a context.
struct Context {
    whole: Value,
    terms: HashMap<String, Term>,
    /// Prefixes with their IRIs, the longest first.
    prefixes: Vec<(String, String)>,
}

impl Context {
    fn new(text: &str) -> io::Result<Self> {
        let whole = serde_json::from_str::<Value>(text)?["@context"].take();
        let members = whole.as_object().ok_or_else(|| io::Error::other("the context is no object"))?;
        let is_prefix = |value: &&str| value.ends_with(['/', '#']);
        let mut prefixes: Vec<_> = members.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str().filter(is_prefix)?.to_owned()))).collect();
        prefixes.sort_by(|(one, left), (other, right)| right.len().cmp(&left.len()).then_with(|| one.cmp(other)));
        let mut context = Self { terms: HashMap::new(), prefixes, whole: Value::Null };
        for (name, value) in members {
            if let Some((iri, term)) = context.term(name, value) {
                context.terms.insert(iri, term);
            }
        }
        context.whole = whole;
        Ok(context)
    }

    /// Returns the IRI and the meaning of a term; nothing for a keyword or a prefix.
    fn term(&self, name: &str, value: &Value) -> Option<(String, Term)> {
        let empty = Map::new();
        let definition = value.as_object().unwrap_or(&empty);
        let iri = value.as_str().or_else(|| definition.get("@id")?.as_str()).filter(|iri| !iri.starts_with('@') && !iri.contains("//"))?;
        let coercion = match definition.get("@type").and_then(Value::as_str) {
            None => Coercion::None,
            Some("@id") => Coercion::Id,
            Some(datatype) => Coercion::Datatype(self.expanded(datatype)?),
        };
        let is_set = definition.get("@container").is_some_and(|container| container == "@set");
        Some((self.expanded(iri)?, Term { name: name.to_owned(), coercion, is_set }))
    }

    fn expanded(&self, name: &str) -> Option<String> {
        let (prefix, local) = name.split_once(':')?;
        let (_, iri) = self.prefixes.iter().find(|(known, _)| known == prefix)?;
        Some(format!("{iri}{local}"))
    }

    /// Returns an IRI as a prefixed name where its local part is plain.
    fn compact(&self, iri: &str) -> String {
        let plain = |local: &str| !local.is_empty() && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        let found = self.prefixes.iter().find_map(|(prefix, start)| Some((prefix, iri.strip_prefix(start.as_str()).filter(|local| plain(local))?)));
        found.map_or_else(|| iri.to_owned(), |(prefix, local)| format!("{prefix}:{local}"))
    }
}

/// A member of the object of a subject.
struct Member {
    key: String,
    values: Vec<Value>,
    is_set: bool,
}

struct Writer<'w> {
    output: Output<'w>,
    context: &'w Context,
    subject: String,
    members: Vec<Member>,
    first: bool,
}

impl Writer<'_> {
    fn take(&mut self, quad: QuadRef<'_>) -> io::Result<()> {
        let NamedOrBlankNodeRef::NamedNode(subject) = quad.subject else { return Err(io::Error::other("a blank node")) };
        if subject.as_str() != self.subject {
            self.end_subject()?;
            subject.as_str().clone_into(&mut self.subject);
        }
        let member = self.member(quad.predicate.as_str(), quad.object)?;
        match self.members.iter_mut().find(|known| known.key == member.key) {
            Some(known) => known.values.extend(member.values),
            None => self.members.push(member),
        }
        Ok(())
    }

    fn member(&self, predicate: &str, object: TermRef<'_>) -> io::Result<Member> {
        if let (true, TermRef::NamedNode(class)) = (predicate == rdf::TYPE.as_str(), object) {
            return Ok(Member { key: "type".to_owned(), values: vec![self.context.compact(class.as_str()).into()], is_set: true });
        }
        let (term, value) = match (self.context.terms.get(predicate), object) {
            (Some(term), TermRef::NamedNode(node)) if term.coercion == Coercion::Id => (Some(term), self.context.compact(node.as_str()).into()),
            (Some(term), TermRef::Literal(literal)) if term.coercion == Coercion::Datatype(literal.datatype().as_str().to_owned()) => {
                (Some(term), literal.value().into())
            }
            (term, TermRef::NamedNode(node)) => (term.filter(|term| term.coercion == Coercion::None), json!({"@id": self.context.compact(node.as_str())})),
            (term, TermRef::Literal(literal)) => (term.filter(|term| term.coercion == Coercion::None), self.literal(literal)),
            (_, TermRef::BlankNode(_)) => return Err(io::Error::other("a blank node")),
        };
        // a term that turns values into something else stands aside for the name of its IRI
        let key = term.map_or_else(|| self.context.compact(predicate), |term| term.name.clone());
        Ok(Member { key, values: vec![value], is_set: term.is_some_and(|term| term.is_set) })
    }

    /// Returns a literal that no term types.
    fn literal(&self, literal: LiteralRef<'_>) -> Value {
        let (value, datatype) = (literal.value(), literal.datatype());
        if let Some(language) = literal.language() {
            return json!({"@value": value, "@language": language});
        }
        let number = value.parse::<i64>().ok().filter(|_| datatype == xsd::INTEGER && is_exact(value));
        match (number, value) {
            (Some(number), _) => number.into(),
            (None, "true" | "false") if datatype == xsd::BOOLEAN => (value == "true").into(),
            _ if datatype == xsd::STRING => value.into(),
            _ => json!({"@value": value, "@type": self.context.compact(datatype.as_str())}),
        }
    }

    fn end_subject(&mut self) -> io::Result<()> {
        if self.members.is_empty() {
            return Ok(());
        }
        let bytes = &mut self.output.bytes;
        bytes.extend_from_slice(if std::mem::take(&mut self.first) { b"\n{\"id\": " } else { b",\n{\"id\": " });
        output::json_string(bytes, &self.context.compact(&self.subject));
        for Member { key, values, is_set } in self.members.drain(..) {
            bytes.extend_from_slice(b", ");
            output::json_string(bytes, &key);
            bytes.extend_from_slice(b": ");
            match &values[..] {
                [value] if !is_set => serde_json::to_writer(&mut *bytes, value)?,
                _ => serde_json::to_writer(&mut *bytes, &values)?,
            }
        }
        bytes.push(b'}');
        self.output.pass()
    }
}
