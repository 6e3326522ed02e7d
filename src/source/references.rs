//! Whom the relations of a document are about: its entities by id, else by name, else a record made of the name.

use std::collections::{BTreeMap, BTreeSet};

use super::entities::{Entities, single_class};
use super::place::{Remarks, excerpt};
use super::relations::{Given, Name, Relation};
use crate::diagnostic::Code;
use crate::model::extraction::Local;
use crate::model::identity::fold;
use crate::model::ids::{ClassId, PredicateId};
use crate::model::{ClaimRecord, Datatype, EntityRecord, Object, Qualifier, Schema, Value};

/// Turns ids and names into positions of records, adding the records that are missing.
pub(super) fn resolve(relations: Vec<Relation<'_>>, entities: &mut Entities, remarks: &mut Remarks<'_>, schema: &Schema) -> Vec<ClaimRecord> {
    let mut names = Names::new(entities, schema);
    for relation in &relations {
        names.expect(relation, entities, schema);
    }
    names.make(entities, remarks, schema);
    relations.into_iter().map(|relation| claim(relation, &names, entities, remarks, schema)).collect()
}

/// Finds the records of names.
struct Names {
    known: BTreeMap<String, Local>,
    /// Names that no record has, in the order in which they come, each with the classes that its relations suggest. The
    /// class must not hang on which relation comes first.
    missing: BTreeMap<String, (usize, BTreeSet<ClassId>)>,
    made: BTreeMap<String, Local>,
}

impl Names {
    fn new(entities: &Entities, schema: &Schema) -> Self {
        // Of several records with one name the choice must not hang on their order in the file.
        let mut order: Vec<Local> = (0..entities.records.len()).collect();
        order.sort_by_cached_key(|place| canonical(&entities.records[*place], schema));
        let mut known = BTreeMap::new();
        for place in &order {
            known.entry(fold(&entities.records[*place].name)).or_insert(*place);
        }
        for place in &order {
            for alias in &entities.records[*place].aliases {
                known.entry(fold(alias)).or_insert(*place);
            }
        }
        Self { known, missing: BTreeMap::new(), made: BTreeMap::new() }
    }

    fn find(&self, text: &str, entities: &Entities) -> Option<Local> {
        let by_id = entities.ids.get(text).copied();
        by_id.or_else(|| self.known.get(&fold(text)).copied()).or_else(|| self.made.get(text).copied())
    }

    fn expect(&mut self, relation: &Relation<'_>, entities: &Entities, schema: &Schema) {
        let predicate = schema.predicate(relation.predicate);
        self.miss(relation.subject, single_class(&predicate.domain, schema), entities);
        if let Given::Name(object) = &relation.object
            && literal_range(relation.predicate, schema).is_none()
        {
            self.miss(*object, single_class(&predicate.range, schema), entities);
        }
        for speaker in &relation.speakers {
            self.miss(*speaker, None, entities);
        }
        for (_, filler) in &relation.qualifiers {
            if let Given::Name(name) = filler {
                self.miss(*name, None, entities);
            }
        }
    }

    fn miss(&mut self, name: Name<'_>, class: Option<ClassId>, entities: &Entities) {
        if self.find(name.text, entities).is_none() {
            let (_, classes) = self.missing.entry(name.text.to_owned()).or_insert_with(|| (name.at, BTreeSet::new()));
            classes.extend(class);
        }
    }

    fn make(&mut self, entities: &mut Entities, remarks: &mut Remarks<'_>, schema: &Schema) {
        let mut missing: Vec<_> = std::mem::take(&mut self.missing).into_iter().collect();
        missing.sort_by_key(|(_, (at, _))| *at);
        for (name, (at, classes)) in missing {
            remarks.add(Code::UnknownReference, at, format!("found `{}`, which is no entity of the document; one was made of the name", excerpt(&name)));
            let class = if classes.len() == 1 { classes.first().copied() } else { None };
            self.made.insert(name.clone(), entities.records.len());
            entities.records.push(EntityRecord {
                id: name.clone(),
                class: class.unwrap_or_else(|| schema.thing()),
                name,
                aliases: Vec::new(),
                mentions: Vec::new(),
                identifiers: Vec::new(),
                unnamed: false,
                salient: false,
            });
        }
    }
}

fn canonical(record: &EntityRecord, schema: &Schema) -> (bool, Option<u32>, String, String) {
    let start = record.mentions.first().map(|mention| mention.span.start);
    (start.is_none(), start, schema.class(record.class).iri.clone(), record.name.clone())
}

/// Returns the datatype of a predicate whose object can only be a value.
fn literal_range(predicate: PredicateId, schema: &Schema) -> Option<Datatype> {
    match schema.predicate(predicate).range.as_slice() {
        [only] if schema.class_named(only).is_none() => Datatype::from_name(only),
        _ => None,
    }
}

fn claim(relation: Relation<'_>, names: &Names, entities: &Entities, remarks: &mut Remarks<'_>, schema: &Schema) -> ClaimRecord {
    // Every name was either found or made a record of.
    let local = |name: Name<'_>| names.find(name.text, entities).unwrap_or_default();
    let object = match relation.object {
        Given::Value(value) => Object::Value(value),
        Given::Name(name) => match (names.find(name.text, entities), literal_range(relation.predicate, schema)) {
            (None, Some(datatype)) => Object::Value(Value::parse(name.text, datatype).unwrap_or_else(|| Value::text(name.text))),
            _ => Object::Entity(local(name)),
        },
    };
    let subject = local(relation.subject);
    if object == Object::Entity(subject) {
        let name = &entities.records[subject].name;
        remarks.add(Code::SelfRelation, relation.at, format!("found `{}` as subject and object of one relation", excerpt(name)));
    }
    let filler = |given| match given {
        Given::Value(value) => Object::Value(value),
        Given::Name(name) => Object::Entity(local(name)),
    };
    let mut qualifiers: Vec<_> = relation.qualifiers.into_iter().map(|(role, given)| Qualifier { role: role.to_owned(), filler: filler(given) }).collect();
    qualifiers.sort();
    ClaimRecord {
        subject,
        predicate: relation.predicate,
        object,
        status: relation.status,
        speakers: relation.speakers.into_iter().map(local).collect(),
        inferred: relation.inferred,
        date: relation.date,
        qualifiers,
        confidence: relation.confidence,
        evidence: relation.evidence,
        extractor: relation.extractor.map(str::to_owned),
        core: relation.core,
    }
}
