//! The relations of a contract record: claims, as far as they can be read before it is known whom they are about.

use super::anchor::{Found, Ground};
use super::contract::{object, required};
use super::entities::{Entities, span};
use super::fields::{Bad, Fields, bad, name_of, shown, text_of};
use super::json::{Json, Node};
use super::place::{Remarks, excerpt};
use super::references;
use crate::diagnostic::Code;
use crate::model::ids::PredicateId;
use crate::model::{ClaimRecord, Confidence, Datatype, EvidenceRecord, PartialDate, Reason, Reasons, Schema, Span, Status, Value};

const KNOWN: [&str; 13] =
    ["subject", "predicate", "object", "status", "speaker", "date", "ended", "inferred", "qualifiers", "confidence", "extractor", "evidence", "core"];

/// The id or name of an entity, and where it stands in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name<'n> {
    pub(super) text: &'n str,
    pub(super) at: usize,
}

/// An entity's id or name, or a value.
#[derive(Debug)]
pub(super) enum Given<'n> {
    Name(Name<'n>),
    Value(Value),
}

/// A relation whose participants are still ids and names.
#[derive(Debug)]
pub(super) struct Relation<'n> {
    pub(super) at: usize,
    pub(super) subject: Name<'n>,
    pub(super) predicate: PredicateId,
    pub(super) object: Given<'n>,
    pub(super) status: Option<Status>,
    pub(super) speakers: Vec<Name<'n>>,
    pub(super) inferred: Reasons,
    pub(super) date: Option<PartialDate>,
    pub(super) qualifiers: Vec<(&'n str, Given<'n>)>,
    pub(super) confidence: Option<Confidence>,
    pub(super) evidence: Vec<EvidenceRecord>,
    pub(super) extractor: Option<&'n str>,
    pub(super) core: bool,
}

/// Reads the relations of a document; the entities that they name and the document does not list are added to it.
pub(super) fn read(nodes: &[Node<'_>], ground: &Ground<'_>, entities: &mut Entities, remarks: &mut Remarks<'_>, schema: &mut Schema) -> Vec<ClaimRecord> {
    let relations: Vec<_> = nodes.iter().filter_map(|node| relation(node, ground, remarks, schema)).collect();
    references::resolve(relations, entities, remarks, schema)
}

fn relation<'n>(node: &'n Node<'_>, ground: &Ground<'_>, remarks: &mut Remarks<'_>, schema: &mut Schema) -> Option<Relation<'n>> {
    let fields = object(node, "a relation", remarks)?;
    fields.note_unknown(&KNOWN, remarks);
    let subject = required(fields, "subject", "the id or name of an entity", remarks);
    let predicate = required(fields, "predicate", "a predicate", remarks);
    let object = given(fields, remarks);
    let (subject, predicate, object) = (subject?, predicate?, object?);
    let predicate = known_or_new(predicate, fields, remarks, schema)?;
    let (predicate, ended) = ended_form(predicate, fields, remarks, schema);
    let status = fields.word("status", "`stated`, `alleged`, `denied`, `planned`, `hypothetical` or `unknown`", remarks, Status::from_name);
    let speakers = speakers(fields, remarks);
    let inferred = inferred(fields, remarks);
    let qualifiers = qualifiers(fields, remarks);
    // What a claim is worth hangs on these fields: where one can't be read, the claim must not pass for more than it is.
    let doubtful = ended.is_err() || speakers.is_err() || inferred.is_err() || qualifiers.is_err();
    Some(Relation {
        at: fields.at,
        subject: Name { text: subject, at: fields.get("subject").map_or(fields.at, |node| node.at) },
        predicate,
        object,
        status: if doubtful { Some(Status::Unknown) } else { status.unwrap_or(Some(Status::Unknown)) },
        speakers: speakers.unwrap_or_else(|(_, read)| read),
        inferred: inferred.unwrap_or_else(|(_, read)| read),
        date: fields.date("date", remarks),
        qualifiers: qualifiers.unwrap_or_else(|(_, read)| read),
        confidence: fields.confidence("confidence", remarks),
        evidence: fields.list("evidence", remarks).iter().filter_map(|node| evidence(node, ground, remarks)).collect(),
        extractor: fields.text("extractor", remarks).ok().flatten(),
        core: fields.boolean("core", remarks).is_ok_and(|core| core == Some(true)),
    })
}

fn known_or_new(name: &str, fields: Fields<'_, '_>, remarks: &mut Remarks<'_>, schema: &mut Schema) -> Option<PredicateId> {
    let at = fields.get("predicate").map_or(fields.at, |node| node.at);
    match schema.predicate_or_new(name) {
        Ok((predicate, false)) => Some(predicate),
        Ok((predicate, true)) => {
            remarks.add(Code::UnknownTerm, at, format!("found the predicate `{}`, which the ontology does not have", excerpt(name)));
            Some(predicate)
        }
        Err(error) => {
            remarks.add(Code::BadRecord, at, format!("found the predicate `{}`, but there are {error}", excerpt(name)));
            None
        }
    }
}

/// Returns the ended form of a predicate where the claim is marked as ended; one that is an ended form stays.
fn ended_form(predicate: PredicateId, fields: Fields<'_, '_>, remarks: &mut Remarks<'_>, schema: &Schema) -> (PredicateId, Result<(), Bad>) {
    match fields.boolean("ended", remarks) {
        Ok(Some(true)) => {}
        other => return (predicate, other.map(|_| ())),
    }
    if let Some(ended) = schema.predicate(predicate).ended_form {
        return (ended, Ok(()));
    }
    if schema.predicates().iter().any(|other| other.ended_form == Some(predicate)) {
        return (predicate, Ok(()));
    }
    let at = fields.get("ended").map_or(fields.at, |node| node.at);
    remarks.add(Code::NoEndedForm, at, format!("found `ended` on `{}`, which has no ended form", excerpt(&schema.predicate(predicate).name)));
    (predicate, Err(Bad))
}

fn given<'n>(fields: Fields<'n, '_>, remarks: &mut Remarks<'_>) -> Option<Given<'n>> {
    let node = fields.get("object");
    let Some(node) = node.filter(|node| matches!(node.value, Json::Object(_))) else {
        let text = required(fields, "object", "the id or name of an entity, or an object with a `value`", remarks)?;
        return Some(Given::Name(Name { text, at: node.map_or(fields.at, |node| node.at) }));
    };
    let fields = Fields::of(node)?;
    fields.note_unknown(&["value", "datatype"], remarks);
    let value = value(fields, remarks);
    if value.is_none() {
        remarks.add(Code::BadRecord, node.at, "found an object without a readable `value`, expected a string, a number or a boolean in it");
    }
    value.map(Given::Value)
}

/// Reads `value` and `datatype`; a value that is none of its datatype is kept as text.
fn value(fields: Fields<'_, '_>, remarks: &mut Remarks<'_>) -> Option<Value> {
    let node = fields.get("value")?;
    let (text, own) = match &node.value {
        Json::String(text) => (text.as_ref(), Datatype::String),
        Json::Boolean(true) => ("true", Datatype::Boolean),
        Json::Boolean(false) => ("false", Datatype::Boolean),
        Json::Number(number) if number.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) => (*number, Datatype::Integer),
        Json::Number(number) => (*number, Datatype::Decimal),
        _ => return None,
    };
    let datatype = match fields.text("datatype", remarks) {
        Ok(None) => own,
        Err(Bad) => Datatype::String,
        Ok(Some(name)) => Datatype::from_name(name).unwrap_or_else(|| {
            let at = fields.get("datatype").map_or(fields.at, |node| node.at);
            remarks.add(Code::UnknownDatatype, at, format!("found the datatype `{}`, expected string, integer, decimal, boolean or date", excerpt(name)));
            Datatype::String
        }),
    };
    Some(Value::parse(text, datatype).unwrap_or_else(|| {
        remarks.add(Code::BadValue, node.at, format!("found {} in `value`, expected {} to be its datatype; kept as text", shown(&node.value), datatype.name()));
        Value::text(text)
    }))
}

/// A list of which some items may be unreadable: the readable ones are still there.
type Partly<T> = Result<T, (Bad, T)>;

/// Returns the items of a field that holds one or a list of them.
fn one_or_list<'n, 't>(fields: Fields<'n, 't>, name: &str) -> &'n [Node<'t>] {
    match fields.get(name) {
        Some(Node { value: Json::Array(items), .. }) => items,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

fn speakers<'n>(fields: Fields<'n, '_>, remarks: &mut Remarks<'_>) -> Partly<Vec<Name<'n>>> {
    let mut speakers = Vec::new();
    let mut worst = Ok(());
    for node in one_or_list(fields, "speaker") {
        match name_of(&node.value) {
            Some(text) => speakers.push(Name { text, at: node.at }),
            None => worst = Err(bad("speaker", node, "the id or name of an entity, or a list of them", remarks)),
        }
    }
    worst.map_or_else(|bad| Err((bad, speakers.clone())), |()| Ok(speakers.clone()))
}

fn inferred(fields: Fields<'_, '_>, remarks: &mut Remarks<'_>) -> Partly<Reasons> {
    let mut reasons = Reasons::NONE;
    let mut worst = Ok(());
    for node in one_or_list(fields, "inferred") {
        match text_of(&node.value).and_then(Reason::from_name) {
            Some(reason) => reasons = reasons.with(reason),
            None => worst = Err(bad("inferred", node, "`eponym`, `coreference` or `post`", remarks)),
        }
    }
    worst.map_or_else(|bad| Err((bad, reasons)), |()| Ok(reasons))
}

fn qualifiers<'n>(fields: Fields<'n, '_>, remarks: &mut Remarks<'_>) -> Partly<Vec<(&'n str, Given<'n>)>> {
    let mut qualifiers = Vec::new();
    let is_list = matches!(fields.get("qualifiers"), None | Some(Node { value: Json::Array(_), .. }));
    let nodes = fields.list("qualifiers", remarks);
    for node in nodes {
        qualifiers.extend(qualifier(node, remarks));
    }
    if is_list && qualifiers.len() == nodes.len() { Ok(qualifiers) } else { Err((Bad, qualifiers)) }
}

fn qualifier<'n>(node: &'n Node<'_>, remarks: &mut Remarks<'_>) -> Option<(&'n str, Given<'n>)> {
    let fields = object(node, "a qualifier", remarks)?;
    fields.note_unknown(&["role", "entity", "value", "datatype"], remarks);
    let role = required(fields, "role", "what the participant or detail is to the claim", remarks)?;
    match (fields.get("entity"), fields.get("value")) {
        (Some(entity), None) => {
            let text = required(fields, "entity", "the id or name of an entity", remarks)?;
            Some((role, Given::Name(Name { text, at: entity.at })))
        }
        (None, Some(node)) => {
            let value = value(fields, remarks);
            if value.is_none() {
                bad("value", node, "a string, a number or a boolean", remarks);
            }
            Some((role, Given::Value(value?)))
        }
        (entity, _) => {
            let found = if entity.is_some() { "both `entity` and `value`" } else { "neither `entity` nor `value`" };
            remarks.add(Code::BadRecord, node.at, format!("found {found} in a qualifier, expected one of them"));
            None
        }
    }
}

/// Reads a piece of evidence; it must have a place in the text or a quote.
fn evidence(node: &Node<'_>, ground: &Ground<'_>, remarks: &mut Remarks<'_>) -> Option<EvidenceRecord> {
    let fields = object(node, "a piece of evidence", remarks)?;
    fields.note_unknown(&["start", "end", "quote", "rule", "confidence"], remarks);
    if ["start", "end", "quote"].iter().all(|name| fields.get(name).is_none()) {
        remarks.add(Code::BadRecord, node.at, "found evidence with neither `quote` nor `start` and `end`");
        return None;
    }
    let given = span(fields, ground, remarks);
    let quote = quote(fields, given, remarks);
    let found = quote.and_then(|quote| ground.find(quote, given));
    let span = match found {
        Some(Found::There(span) | Found::Elsewhere(span)) => Some(span),
        Some(Found::Nowhere) => None,
        None => given,
    };
    remark_on_quote(found, fields, remarks);
    let unplaced = quote.filter(|_| !matches!(found, Some(Found::There(_) | Found::Elsewhere(_)))).map(str::to_owned);
    if span.is_none() && unplaced.is_none() {
        return None;
    }
    let rule = fields.text("rule", remarks).ok().flatten().map(str::to_owned);
    Some(EvidenceRecord { span, quote: unplaced, rule, confidence: fields.confidence("confidence", remarks) })
}

/// Reads the quote; a blank one says nothing beside offsets, and without them can't be looked for.
fn quote<'n>(fields: Fields<'n, '_>, given: Option<Span>, remarks: &mut Remarks<'_>) -> Option<&'n str> {
    let quote = fields.verbatim("quote", remarks).ok().flatten()?;
    if !quote.trim().is_empty() {
        return Some(quote);
    }
    if let (Some(node), None) = (fields.get("quote"), given) {
        bad("quote", node, "the words of the text", remarks);
    }
    None
}

fn remark_on_quote(found: Option<Found>, fields: Fields<'_, '_>, remarks: &mut Remarks<'_>) {
    let Some(node) = fields.get("quote") else { return };
    let message = match found {
        Some(Found::Elsewhere(_)) => (Code::QuoteMoved, "elsewhere in the text, or in other characters"),
        Some(Found::Nowhere) => (Code::QuoteNotInText, "which is not in the text"),
        Some(Found::There(_)) | None => return,
    };
    remarks.add(message.0, node.at, format!("found the quote {}, {}", shown(&node.value), message.1));
}
