//! The entities of a contract record, and the claims that their counts stand for.

use std::collections::BTreeSet;

use super::anchor::Ground;
use super::contract::{object, required};
use super::fields::{Fields, bad, name_of, shown, whole_of};
use super::json::Node;
use super::place::{Remarks, excerpt};
use crate::diagnostic::Code;
use crate::model::extraction::Local;
use crate::model::ids::ClassId;
use crate::model::{ClaimRecord, EntityRecord, EvidenceRecord, Identifier, Mention, MentionKind, Object, Qualifier, Reasons, Schema, Span, Value};

const KNOWN: [&str; 10] = ["id", "name", "type", "aliases", "identifiers", "mentions", "unnamed", "count", "bound", "salient"];

/// The predicate for which an entity's count is short.
const COUNT: &str = "memberCount";

/// The qualifier that says how a number is meant.
const BOUND: &str = "bound";

/// The entity records read so far.
#[derive(Debug, Default)]
pub(super) struct Entities {
    pub(super) records: Vec<EntityRecord>,
    /// The ids that were given, with the records they mean.
    pub(super) ids: std::collections::BTreeMap<String, Local>,
    counts: Vec<Count>,
}

#[derive(Debug)]
struct Count {
    entity: Local,
    value: Value,
    bound: Option<&'static str>,
}

/// Reads one entity; what of it can't be read is left out, the whole only where it has no name.
pub(super) fn read(node: &Node<'_>, ground: &Ground<'_>, entities: &mut Entities, remarks: &mut Remarks<'_>, schema: &mut Schema) {
    let Some(fields) = object(node, "an entity", remarks) else { return };
    let Some(name) = required(fields, "name", "the name of an entity", remarks) else { return };
    fields.note_unknown(&KNOWN, remarks);
    let place = entities.records.len();
    let id = fields.text("id", remarks).ok().flatten();
    if let Some(id) = id {
        entities.add_id(id, place, fields, remarks);
    }
    let count = count(fields, place, remarks);
    let class = class(fields, count.as_ref(), remarks, schema);
    entities.counts.extend(count);
    entities.records.push(EntityRecord {
        id: id.unwrap_or(name).to_owned(),
        class,
        name: name.to_owned(),
        aliases: aliases(fields, name, remarks),
        mentions: mentions(fields, ground, remarks),
        identifiers: identifiers(fields, remarks),
        unnamed: fields.boolean("unnamed", remarks).is_ok_and(|unnamed| unnamed == Some(true)),
        salient: fields.boolean("salient", remarks).is_ok_and(|salient| salient == Some(true)),
    });
}

fn class(fields: Fields<'_, '_>, count: Option<&Count>, remarks: &mut Remarks<'_>, schema: &mut Schema) -> ClassId {
    let given = fields.text("type", remarks).ok().flatten();
    let (Some(name), Some(node)) = (given, fields.get("type")) else {
        // Only a group has a count, so an entity that has one and no type is what the count's predicate is for.
        let counted = count.and_then(|_| single_class(&schema.predicate(schema.predicate_named(COUNT)?).domain, schema));
        return counted.unwrap_or_else(|| schema.thing());
    };
    match schema.class_or_new(name) {
        Ok((class, false)) => class,
        Ok((class, true)) => {
            remarks.add(Code::UnknownTerm, node.at, format!("found the class `{}`, which the ontology does not have", excerpt(name)));
            class
        }
        Err(error) => {
            remarks.add(Code::BadValue, node.at, format!("found the class `{}`, but there are {error}", excerpt(name)));
            schema.thing()
        }
    }
}

/// Returns the class of a list of one, unless it says no more than that it is something.
pub(super) fn single_class(names: &[String], schema: &Schema) -> Option<ClassId> {
    let [name] = names else { return None };
    schema.class_named(name).filter(|class| schema.class(*class).root != schema.thing())
}

fn aliases(fields: Fields<'_, '_>, name: &str, remarks: &mut Remarks<'_>) -> Vec<String> {
    let mut aliases = BTreeSet::new();
    for node in fields.list("aliases", remarks) {
        match name_of(&node.value) {
            Some(alias) if alias == name => {}
            Some(alias) => {
                aliases.insert(alias.to_owned());
            }
            None => _ = bad("aliases", node, "a name", remarks),
        }
    }
    aliases.into_iter().collect()
}

fn identifiers(fields: Fields<'_, '_>, remarks: &mut Remarks<'_>) -> Vec<Identifier> {
    let mut identifiers = BTreeSet::new();
    for node in fields.list("identifiers", remarks) {
        let Some(fields) = object(node, "an identifier", remarks) else { continue };
        fields.note_unknown(&["scheme", "value"], remarks);
        let (scheme, value) = (required(fields, "scheme", "a register", remarks), required(fields, "value", "an id in a register", remarks));
        if let (Some(scheme), Some(value)) = (scheme, value) {
            identifiers.insert(Identifier { scheme: scheme.to_owned(), value: value.to_owned() });
        }
    }
    identifiers.into_iter().collect()
}

fn mentions(fields: Fields<'_, '_>, ground: &Ground<'_>, remarks: &mut Remarks<'_>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for node in fields.list("mentions", remarks) {
        let Some(fields) = object(node, "a mention", remarks) else { continue };
        fields.note_unknown(&["start", "end", "kind"], remarks);
        let kind = |word: &str| MentionKind::ALL.into_iter().find(|kind| kind.name() == word);
        let kind = fields.word("kind", "`name`, `descriptor` or `pronoun`", remarks, kind).unwrap_or_default().unwrap_or_default();
        if fields.get("start").is_none() && fields.get("end").is_none() {
            remarks.add(Code::BadRecord, node.at, "found a mention without `start` and `end`");
        }
        mentions.extend(span(fields, ground, remarks).map(|span| Mention { span, kind }));
    }
    mentions.sort_unstable_by_key(|mention| (mention.span.start, mention.span.end, mention.kind));
    mentions.dedup();
    mentions
}

/// Reads `start` and `end`; nothing where both are absent or the remark on them is made.
pub(super) fn span(fields: Fields<'_, '_>, ground: &Ground<'_>, remarks: &mut Remarks<'_>) -> Option<Span> {
    let (start, end) = match (fields.get("start"), fields.get("end")) {
        (None, None) => return None,
        (Some(start), Some(end)) => (start, end),
        (one, other) => {
            let (has, lacks) = if one.is_some() { ("start", "end") } else { ("end", "start") };
            let at = one.or(other).map_or(fields.at, |node| node.at);
            remarks.add(Code::BadOffset, at, format!("found `{has}` without `{lacks}`"));
            return None;
        }
    };
    let read = |node: &Node<'_>, remarks: &mut Remarks<'_>| {
        let offset = whole_of::<u32>(&node.value);
        if offset.is_none() {
            remarks.add(Code::BadOffset, node.at, format!("found {}, expected an offset from 0 to {}", shown(&node.value), u32::MAX));
        }
        offset
    };
    let (from, to) = (read(start, remarks), read(end, remarks));
    let span = ground.span(from?, to?);
    if span.is_none() {
        let expected = if ground.has_text() { "a place in the text" } else { "code points, as there is no text" };
        remarks.add(Code::BadOffset, start.at, format!("found the offsets {} to {}, expected {expected}", shown(&start.value), shown(&end.value)));
    }
    span
}

fn count(fields: Fields<'_, '_>, entity: Local, remarks: &mut Remarks<'_>) -> Option<Count> {
    let bounds = ["exactly", "at least", "about"];
    let bound = fields.word("bound", "`exactly`, `at least` or `about`", remarks, |word| bounds.into_iter().find(|bound| *bound == word));
    let count: i64 = fields.whole("count", "a whole number that is not negative", remarks).ok()??;
    // A count whose bound can't be read must not pass for an exact one.
    let bound = bound.ok()?.filter(|bound| *bound != "exactly");
    Some(Count { entity, value: Value::integer(count), bound })
}

impl Entities {
    fn add_id(&mut self, id: &str, place: Local, fields: Fields<'_, '_>, remarks: &mut Remarks<'_>) {
        if let Some(first) = self.ids.get(id) {
            let at = fields.get("id").map_or(fields.at, |node| node.at);
            let first = &self.records[*first].name;
            remarks.add(Code::DuplicateId, at, format!("found the id `{}` twice; it means the first, `{}`", excerpt(id), excerpt(first)));
        } else {
            self.ids.insert(id.to_owned(), place);
        }
    }

    /// Adds the claims that counts stand for, but for those that the document makes itself.
    pub(super) fn claim_counts(&mut self, claims: &mut Vec<ClaimRecord>, schema: &Schema) {
        let Some(predicate) = schema.predicate_named(COUNT) else { return };
        let made: BTreeSet<_> = claims.iter().filter(|claim| claim.predicate == predicate).map(|claim| (claim.subject, claim.object.clone())).collect();
        for Count { entity, value, bound } in self.counts.drain(..) {
            let object = Object::Value(value);
            if made.contains(&(entity, object.clone())) {
                continue;
            }
            let first = self.records[entity].mentions.first();
            claims.push(ClaimRecord {
                subject: entity,
                predicate,
                object,
                status: None,
                speakers: Vec::new(),
                inferred: Reasons::NONE,
                date: None,
                qualifiers: bound.map(|bound| Qualifier { role: BOUND.to_owned(), filler: Object::Value(Value::text(bound)) }).into_iter().collect(),
                confidence: None,
                evidence: first.map(|mention| EvidenceRecord { span: Some(mention.span), ..EvidenceRecord::default() }).into_iter().collect(),
                extractor: None,
                core: false,
            });
        }
    }
}
