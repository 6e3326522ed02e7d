//! Makes entity records of one document that can't be told apart one record, so that neither their order nor their ids matter.

use std::collections::HashMap;

use super::extraction::{EntityRecord, Identifier, Mention};
use super::hash::{Hash80, KeyHasher};
use super::identity::local_key;
use super::ids::ClassId;
use super::rows::{DocumentRow, mention_order};
use super::schema::Schema;
use crate::error::{Error, ErrorKind, Result};

/// An entity record as the columns hold it: lists sorted and without repetitions.
pub(super) struct JoinedRecord<'a> {
    pub(super) key: Hash80,
    /// The position of its entity in the resolution.
    pub(super) entity: usize,
    pub(super) id: &'a str,
    pub(super) class: ClassId,
    pub(super) name: &'a str,
    pub(super) unnamed: bool,
    pub(super) salient: bool,
    pub(super) aliases: Vec<String>,
    pub(super) identifiers: Vec<Identifier>,
    pub(super) mentions: Vec<Mention>,
}

/// Returns the joined records of a document, and for each record the position of the joined one. `global` gives the id
/// that stands for an entity's key where ids are global.
pub(super) fn join_records<'a>(
    schema: &Schema,
    document: &DocumentRow,
    records: &'a [EntityRecord],
    entity_of: &[usize],
    global: impl Fn(usize) -> Option<String>,
) -> Result<(Vec<JoinedRecord<'a>>, Vec<usize>)> {
    let mut joined: Vec<JoinedRecord<'a>> = Vec::with_capacity(records.len());
    let mut known = HashMap::new();
    let mut places = Vec::with_capacity(records.len());
    for (record, entity) in records.iter().zip(entity_of) {
        let one = read(schema, document, record, *entity, global(*entity));
        let place = *known.entry(one.key).or_insert(joined.len());
        places.push(place);
        match joined.get_mut(place) {
            None => joined.push(one),
            Some(first) if first.entity == *entity => absorb(schema, first, one),
            Some(_) => {
                let found = format!("document `{}` has two records of `{}` that can't be told apart, in different entities", document.document.id, record.name);
                return Err(Error::new(ErrorKind::Identity, found));
            }
        }
    }
    for record in &mut joined {
        tidy(record);
    }
    Ok((joined, places))
}

fn read<'a>(schema: &Schema, document: &DocumentRow, record: &'a EntityRecord, entity: usize, global: Option<String>) -> JoinedRecord<'a> {
    let mut mentions = record.mentions.clone();
    mentions.sort_by_key(mention_order);
    let root = &schema.class(schema.class(record.class).root).name;
    let start = mentions.first().map(|first| document.code_points(first.span).start);
    let key = match global {
        Some(id) => KeyHasher::new("local").text("global").text(&id).finish(),
        None => local_key(root, &record.name, start),
    };
    JoinedRecord {
        key,
        entity,
        id: &record.id,
        class: record.class,
        name: &record.name,
        unnamed: record.unnamed,
        salient: record.salient,
        aliases: record.aliases.clone(),
        identifiers: record.identifiers.clone(),
        mentions,
    }
}

fn absorb<'a>(schema: &Schema, first: &mut JoinedRecord<'a>, other: JoinedRecord<'a>) {
    first.class = first.class.max_by_depth(other.class, schema);
    first.id = first.id.min(other.id);
    first.name = first.name.min(other.name);
    first.unnamed &= other.unnamed;
    first.salient |= other.salient;
    first.aliases.extend(other.aliases);
    first.identifiers.extend(other.identifiers);
    first.mentions.extend(other.mentions);
}

fn tidy(record: &mut JoinedRecord<'_>) {
    record.mentions.sort_by_key(mention_order);
    record.mentions.dedup();
    record.aliases.sort_unstable();
    record.aliases.dedup();
    record.aliases.retain(|alias| alias != record.name);
    record.identifiers.sort_unstable();
    record.identifiers.dedup();
}

impl ClassId {
    /// Returns the class that says more, the one deeper below its root; of two as deep, the one whose IRI comes first.
    fn max_by_depth(self, other: Self, schema: &Schema) -> Self {
        let order = |id: Self| (std::cmp::Reverse(depth(schema, &schema.class(id).iri, 0)), schema.class(id).iri.as_str());
        if order(other) < order(self) { other } else { self }
    }
}

/// Classes above a class on the longest way up; a circle in a user's ontology ends the count.
fn depth(schema: &Schema, iri: &str, steps: usize) -> usize {
    if steps == 16 {
        return 0;
    }
    schema.parents_of(iri).iter().map(|parent| 1 + depth(schema, parent, steps + 1)).max().unwrap_or(0)
}
