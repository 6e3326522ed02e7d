//! Writes extractions in the contract, one JSON line each, and the lines of `graph.jsonl` that tell their resolution.
//!
//! The lines are canonical: records in an order of their own and ids made of it, so that neither the order nor the ids of
//! the input can be seen in them.

use super::claim::Reason;
use super::document::Document;
use super::extraction::{ClaimRecord, EntityRecord, EvidenceRecord, Extraction, Identifier, Local, MentionKind, Object};
use super::ids::{ClassId, PredicateId};
use super::resolution::ResolvedEntity;
use super::schema::Schema;
use super::span::{Span, TextIndex};
use super::value::{Datatype, Value};

/// The version of `graph.jsonl`.
pub const GRAPH_VERSION: u32 = 1;

/// Writes the first line of `graph.jsonl`.
pub fn write_graph_header(out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"corkboard\":\"graph\",\"version\":");
    out.extend_from_slice(GRAPH_VERSION.to_string().as_bytes());
    out.extend_from_slice(b"}\n");
}

/// Writes an extraction as one line of the contract, with its text and with offsets in code points. Returns for each
/// entity record the number by which the line calls it; see [`record_id`]. Reading the line gives an equal extraction, but
/// for the order of its records and the ids of its entities.
pub fn write_extraction(out: &mut Vec<u8>, extraction: &Extraction, schema: &Schema) -> Vec<usize> {
    let writer = Line::new(extraction, schema);
    writer.write(out);
    out.push(b'\n');
    writer.numbers
}

/// Returns the id of the entity record with a number.
pub fn record_id(number: usize) -> String {
    format!("e{}", number + 1)
}

/// Writes the line of a resolved entity: its IRI without base, and its members as document id and record id there, sorted.
pub fn write_entity_line(out: &mut Vec<u8>, entity: &ResolvedEntity, uid: &str, members: &[(&str, String)], schema: &Schema) {
    let mut line = Fields::begin(out);
    line.text("entity", uid);
    line.list("key", &entity.key.fields(), |out, field| write_text(out, field));
    line.text("class", class_name(entity.class, schema));
    line.text("name", &entity.name);
    line.some_list("aliases", &entity.aliases, |out, alias| write_text(out, alias));
    line.some_list("identifiers", &entity.identifiers, write_identifier);
    line.flag("unnamed", entity.unnamed);
    line.list("members", members, |out, (document, record)| {
        let mut fields = Fields::begin(out);
        fields.text("document", document);
        fields.text("entity", record);
        fields.end();
    });
    line.some_list("reasons", &entity.reasons, |out, reason| {
        let mut fields = Fields::begin(out);
        fields.text("sieve", &reason.sieve);
        fields.list("record", &[&reason.record.0, &reason.record.1], |out, text| write_text(out, text));
        fields.list("to", &[&reason.to.0, &reason.to.1], |out, text| write_text(out, text));
        fields.end();
    });
    line.end();
    out.push(b'\n');
}

/// The name of a class in the contract: the local name of one of the ontology or the input, the IRI of a foreign one.
fn class_name(class: ClassId, schema: &Schema) -> &str {
    let class = schema.class(class);
    term_name(&class.iri, &class.name, schema)
}

fn predicate_name(predicate: PredicateId, schema: &Schema) -> &str {
    let predicate = schema.predicate(predicate);
    term_name(&predicate.iri, &predicate.name, schema)
}

fn term_name<'s>(iri: &'s str, name: &'s str, schema: &Schema) -> &'s str {
    let own = iri.strip_prefix(schema.namespace()).is_some_and(|local| local == name);
    if own || !iri.contains(':') { name } else { iri }
}

/// One line: an extraction with what is needed to write it.
struct Line<'a> {
    extraction: &'a Extraction,
    schema: &'a Schema,
    text: Option<(&'a str, TextIndex)>,
    /// The records in the order of the line.
    order: Vec<Local>,
    /// The place of each record in the order.
    numbers: Vec<usize>,
}

impl<'a> Line<'a> {
    fn new(extraction: &'a Extraction, schema: &'a Schema) -> Self {
        let mut order: Vec<Local> = (0..extraction.entities.len()).collect();
        order.sort_by_cached_key(|local| entity_order(&extraction.entities[*local], schema));
        let mut numbers = vec![0; order.len()];
        for (number, local) in order.iter().enumerate() {
            numbers[*local] = number;
        }
        let text = extraction.document.text.as_deref().map(|text| (text, TextIndex::new(text)));
        Self { extraction, schema, text, order, numbers }
    }

    fn write(&self, out: &mut Vec<u8>) {
        let mut line = Fields::begin(out);
        line.raw("schemaVersion", b"1");
        line.key("document");
        write_document(line.out, &self.extraction.document);
        line.some_list("entities", &self.order, |out, local| self.entity(out, *local));
        line.some_list("relations", &self.claims(), |out, (.., claim)| out.extend_from_slice(claim));
        line.end();
    }

    /// Writes the claims and sorts them: by the start of their first evidence, absent last, by predicate, then by all else.
    fn claims(&self) -> Vec<(bool, u32, &'a str, Vec<u8>)> {
        let write = |claim: &'a ClaimRecord| {
            let start = claim.evidence.iter().filter_map(|evidence| evidence.span).map(|span| span.start).min();
            let mut bytes = Vec::new();
            self.claim(&mut bytes, claim);
            (start.is_none(), start.unwrap_or_default(), self.schema.predicate(claim.predicate).iri.as_str(), bytes)
        };
        let mut claims: Vec<_> = self.extraction.claims.iter().map(write).collect();
        claims.sort_unstable();
        claims
    }

    fn span(&self, fields: &mut Fields<'_>, span: Span) {
        let offset = |byte| self.text.as_ref().map_or(byte, |(text, index)| index.code_points(text, byte));
        fields.raw("start", offset(span.start).to_string().as_bytes());
        fields.raw("end", offset(span.end).to_string().as_bytes());
    }

    fn record(&self, local: Local) -> String {
        record_id(self.numbers.get(local).copied().unwrap_or(local))
    }

    fn entity(&self, out: &mut Vec<u8>, local: Local) {
        let entity = &self.extraction.entities[local];
        let mut fields = Fields::begin(out);
        fields.text("id", &self.record(local));
        fields.text("type", class_name(entity.class, self.schema));
        fields.text("name", &entity.name);
        fields.some_list("aliases", &sorted(&entity.aliases), |out, alias| write_text(out, alias));
        fields.some_list("identifiers", &sorted(&entity.identifiers), |out, identifier| write_identifier(out, identifier));
        fields.some_list("mentions", &sorted(&entity.mentions), |out, mention| {
            let mut fields = Fields::begin(out);
            self.span(&mut fields, mention.span);
            if mention.kind != MentionKind::Name {
                fields.text("kind", mention.kind.name());
            }
            fields.end();
        });
        fields.flag("unnamed", entity.unnamed);
        fields.flag("salient", entity.salient);
        fields.end();
    }

    fn claim(&self, out: &mut Vec<u8>, claim: &ClaimRecord) {
        let mut fields = Fields::begin(out);
        fields.text("subject", &self.record(claim.subject));
        fields.text("predicate", predicate_name(claim.predicate, self.schema));
        match &claim.object {
            Object::Entity(local) => fields.text("object", &self.record(*local)),
            Object::Value(value) => {
                fields.key("object");
                let mut object = Fields::begin(fields.out);
                object.value(value);
                object.end();
            }
        }
        fields.some_text("status", claim.status.map(super::Status::name));
        fields.some_list("speaker", &claim.speakers, |out, speaker| write_text(out, &self.record(*speaker)));
        fields.some_text("date", claim.date.map(|date| date.to_string()).as_deref());
        fields.some_list("inferred", &claim.inferred.iter().map(Reason::name).collect::<Vec<_>>(), |out, reason| write_text(out, reason));
        self.qualifiers(&mut fields, claim);
        fields.confidence(claim.confidence);
        fields.some_text("extractor", claim.extractor.as_deref());
        let mut evidence: Vec<_> = claim.evidence.iter().collect();
        evidence.sort_by_key(|one| (one.span.is_none(), one.span, &one.rule, &one.quote, one.confidence));
        fields.some_list("evidence", &evidence, |out, evidence| self.evidence(out, evidence));
        fields.flag("core", claim.core);
        fields.end();
    }

    fn qualifiers(&self, fields: &mut Fields<'_>, claim: &ClaimRecord) {
        let write = |qualifier: &super::Qualifier<Local>| {
            let mut bytes = Vec::new();
            let mut fields = Fields::begin(&mut bytes);
            fields.text("role", &qualifier.role);
            match &qualifier.filler {
                Object::Entity(local) => fields.text("entity", &self.record(*local)),
                Object::Value(value) => fields.value(value),
            }
            fields.end();
            (qualifier.role.clone(), bytes)
        };
        let mut qualifiers: Vec<_> = claim.qualifiers.iter().map(write).collect();
        qualifiers.sort_unstable();
        fields.some_list("qualifiers", &qualifiers, |out, (_, bytes)| out.extend_from_slice(bytes));
    }

    fn evidence(&self, out: &mut Vec<u8>, evidence: &EvidenceRecord) {
        let mut fields = Fields::begin(out);
        if let Some(span) = evidence.span {
            self.span(&mut fields, span);
        }
        fields.some_text("quote", self.extraction.quote(evidence));
        fields.some_text("rule", evidence.rule.as_deref());
        fields.confidence(evidence.confidence);
        fields.end();
    }
}

fn sorted<T: Ord>(items: &[T]) -> Vec<&T> {
    let mut sorted: Vec<_> = items.iter().collect();
    sorted.sort_unstable();
    sorted
}

type EntityOrder = (bool, u32, String, String, String, (Vec<super::Mention>, Vec<String>, Vec<Identifier>, bool, bool));

fn entity_order(entity: &EntityRecord, schema: &Schema) -> EntityOrder {
    let start = entity.mentions.iter().map(|mention| mention.span.start).min();
    let class = schema.class(entity.class);
    let root = schema.class(class.root).name.clone();
    let rest = (entity.mentions.clone(), entity.aliases.clone(), entity.identifiers.clone(), entity.unnamed, entity.salient);
    (start.is_none(), start.unwrap_or_default(), root, entity.name.clone(), class.iri.clone(), rest)
}

fn write_document(out: &mut Vec<u8>, document: &Document) {
    let mut fields = Fields::begin(out);
    fields.some_text("id", Some(document.id.as_str()).filter(|id| !id.is_empty()));
    fields.some_text("title", document.title.as_deref());
    fields.some_text("url", document.url.as_deref());
    fields.some_text("publisher", document.publisher.as_deref());
    fields.some_text("author", document.author.as_deref());
    fields.some_text("published", document.published.map(|date| date.to_string()).as_deref());
    fields.some_text("language", document.language.as_deref());
    fields.some_text("text", document.text.as_deref());
    // The hash of a text that stands here is known from it.
    fields.some_text("sha256", document.text_sha256.as_deref().filter(|_| document.text.is_none()));
    fields.end();
}

fn write_identifier(out: &mut Vec<u8>, identifier: &Identifier) {
    let mut fields = Fields::begin(out);
    fields.text("scheme", &identifier.scheme);
    fields.text("value", &identifier.value);
    fields.end();
}

/// The fields of an object that is being written.
struct Fields<'o> {
    out: &'o mut Vec<u8>,
    first: bool,
}

impl<'o> Fields<'o> {
    fn begin(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { out, first: true }
    }

    fn end(self) {
        self.out.push(b'}');
    }

    fn key(&mut self, name: &str) {
        if !std::mem::take(&mut self.first) {
            self.out.push(b',');
        }
        write_text(self.out, name);
        self.out.push(b':');
    }

    fn raw(&mut self, name: &str, value: &[u8]) {
        self.key(name);
        self.out.extend_from_slice(value);
    }

    fn text(&mut self, name: &str, value: &str) {
        self.key(name);
        write_text(self.out, value);
    }

    fn some_text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    fn flag(&mut self, name: &str, value: bool) {
        if value {
            self.raw(name, b"true");
        }
    }

    fn confidence(&mut self, value: Option<super::Confidence>) {
        if let Some(value) = value {
            self.raw("confidence", value.to_string().as_bytes());
        }
    }

    fn list<T>(&mut self, name: &str, items: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
        self.key(name);
        self.out.push(b'[');
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                self.out.push(b',');
            }
            write(self.out, item);
        }
        self.out.push(b']');
    }

    fn some_list<T>(&mut self, name: &str, items: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
        if !items.is_empty() {
            self.list(name, items, write);
        }
    }

    /// Writes a value, as what it is in JSON where that says its datatype too.
    fn value(&mut self, value: &Value) {
        let canonical = Value::parse(&value.text, value.datatype).is_some_and(|parsed| parsed.text == value.text);
        match value.datatype {
            Datatype::Integer | Datatype::Decimal | Datatype::Boolean if canonical => self.raw("value", value.text.as_bytes()),
            Datatype::String => self.text("value", &value.text),
            other => {
                self.text("value", &value.text);
                self.text("datatype", other.name());
            }
        }
    }
}

/// Writes a text as a JSON string: the one place that escapes for JSON Lines.
fn write_text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            // Control characters are escaped, also the one that JSON allows: a terminal acts on it.
            0..0x20 | 0x7F => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}
