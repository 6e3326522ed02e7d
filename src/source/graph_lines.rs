//! `graph.jsonl`: a graph as it was written, its documents in the contract and then their resolution, entity by entity.

use std::collections::{BTreeMap, BTreeSet};

use super::article::unmarked;
use super::contract::{Layout, Run, each_value, object, record, required};
use super::fields::{Fields, bad, name_of, shown, text_of, whole_of};
use super::json::{Json, Node, Reader};
use super::place::{Remarks, excerpt};
use crate::diagnostic::{Code, Diagnostics};
use crate::error::{Error, ErrorKind, Location, Result};
use crate::model::extraction::Local;
use crate::model::wire::GRAPH_VERSION;
use crate::model::{EntityKey, Extraction, Identifier, MergeReason, Resolution, ResolvedEntity, Schema};

/// The field by which the first line says what the file is.
const HEADER: &str = "corkboard";

/// Returns whether bytes begin as a `graph.jsonl` does.
pub(super) fn is_graph(bytes: &[u8]) -> bool {
    first_line(bytes).and_then(|line| Reader::new(line).value().ok().map(|node| Fields::of(&node).is_some_and(|fields| fields.has(HEADER)))).unwrap_or(false)
}

fn first_line(bytes: &[u8]) -> Option<&str> {
    let line = unmarked(bytes).split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty())?;
    std::str::from_utf8(line).ok()
}

/// A line of an entity, with the places of what may turn out wrong.
struct EntityLine {
    at: Location,
    entity: ResolvedEntity,
    members: Vec<Member>,
}

struct Member {
    at: Location,
    document: String,
    record: String,
}

/// Reads the documents and their resolution.
///
/// # Errors
/// When the file is of another version.
pub(super) fn read(file: &str, bytes: &[u8], run: &mut Run<'_>) -> Result<(Vec<Extraction>, Resolution)> {
    let mut version = Ok(());
    let mut documents: Vec<(Location, Extraction)> = Vec::new();
    let mut lines = Vec::new();
    let mut each = |node: &Node<'_>, remarks: &mut Remarks<'_>, schema: &mut Schema| match Fields::of(node) {
        Some(fields) if fields.has(HEADER) => {
            if let (Ok(()), Err(error)) = (&version, check_version(fields, remarks)) {
                version = Err(error);
            }
        }
        Some(fields) if fields.has("members") || fields.has("key") => lines.extend(entity_line(fields, remarks, schema)),
        _ => {
            let at = remarks.locate(node.at);
            documents.extend(record(node, remarks, schema).map(|extraction| (at, extraction)));
        }
    };
    each_value(file, bytes, Layout::Lines, run, &mut each);
    version?;
    if documents.is_empty() {
        run.diagnostics.push(Code::EmptyDocument, Some(Location::file(file)), "found a graph without documents");
    }
    let documents = without_doubles(documents, run.diagnostics);
    let resolution = resolution(&documents, lines, run.schema, run.diagnostics);
    Ok((documents.into_iter().map(|(_, extraction)| extraction).collect(), resolution))
}

fn check_version(fields: Fields<'_, '_>, remarks: &mut Remarks<'_>) -> Result<()> {
    let is_ours = fields.get(HEADER).is_some_and(|node| text_of(&node.value) == Some("graph"));
    let version = fields.get("version");
    if is_ours && version.is_some_and(|node| whole_of(&node.value) == Some(GRAPH_VERSION)) {
        return Ok(());
    }
    let (node, what) = if is_ours { (version, "version") } else { (fields.get(HEADER), HEADER) };
    let found = node.map_or_else(|| "nothing".to_owned(), |node| shown(&node.value));
    let at = remarks.locate(node.map_or(fields.at, |node| node.at));
    let expected = if is_ours { GRAPH_VERSION.to_string() } else { "`graph`".to_owned() };
    Err(Error::new(ErrorKind::Input, format!("found {found} in `{what}`, expected {expected}"))
        .at(at)
        .hint("build the graph anew from its articles or extractions, or use the corkboard that wrote it"))
}

/// Leaves out documents whose id was there before: members could not tell their records apart.
fn without_doubles(documents: Vec<(Location, Extraction)>, diagnostics: &mut Diagnostics) -> Vec<(Location, Extraction)> {
    let mut ids = BTreeSet::new();
    let mut kept = Vec::with_capacity(documents.len());
    for (at, extraction) in documents {
        if ids.insert(extraction.document.id.clone()) {
            kept.push((at, extraction));
        } else {
            diagnostics.push(Code::BadRecord, Some(at), format!("found the document `{}` twice in one graph", excerpt(&extraction.document.id)));
        }
    }
    kept
}

const KNOWN: [&str; 9] = ["entity", "key", "class", "name", "aliases", "identifiers", "unnamed", "members", "reasons"];

fn entity_line(fields: Fields<'_, '_>, remarks: &mut Remarks<'_>, schema: &mut Schema) -> Option<EntityLine> {
    fields.note_unknown(&KNOWN, remarks);
    let name = required(fields, "name", "the name of an entity", remarks);
    let class = required(fields, "class", "the class of an entity", remarks);
    let parts = texts(fields.list("key", remarks), "key", remarks);
    let key = EntityKey::from_fields(&parts);
    if key.is_none() {
        let at = fields.get("key").map_or(fields.at, |node| node.at);
        remarks.add(Code::BadRecord, at, "found no `key` that is one of an entity");
    }
    let (name, class, key) = (name?, class?, key?);
    let Ok((class, _)) = schema.class_or_new(class) else {
        remarks.add(Code::BadRecord, fields.at, "found more classes than there can be");
        return None;
    };
    let entity = ResolvedEntity {
        key,
        class,
        name: name.to_owned(),
        aliases: texts(fields.list("aliases", remarks), "aliases", remarks),
        identifiers: fields.list("identifiers", remarks).iter().filter_map(|node| identifier(node, remarks)).collect(),
        unnamed: fields.boolean("unnamed", remarks).is_ok_and(|unnamed| unnamed == Some(true)),
        reasons: fields.list("reasons", remarks).iter().filter_map(|node| reason(node, remarks)).collect(),
    };
    let members = fields.list("members", remarks).iter().filter_map(|node| member(node, remarks)).collect();
    Some(EntityLine { at: remarks.locate(fields.at), entity, members })
}

fn texts(nodes: &[Node<'_>], name: &str, remarks: &mut Remarks<'_>) -> Vec<String> {
    let mut texts = Vec::with_capacity(nodes.len());
    for node in nodes {
        match text_of(&node.value) {
            Some(text) => texts.push(text.to_owned()),
            None => _ = bad(name, node, "a string", remarks),
        }
    }
    texts
}

fn identifier(node: &Node<'_>, remarks: &mut Remarks<'_>) -> Option<Identifier> {
    let fields = object(node, "an identifier", remarks)?;
    let scheme = required(fields, "scheme", "a register", remarks)?.to_owned();
    let value = required(fields, "value", "an id in a register", remarks)?.to_owned();
    Some(Identifier { scheme, value })
}

fn reason(node: &Node<'_>, remarks: &mut Remarks<'_>) -> Option<MergeReason> {
    let fields = object(node, "a reason", remarks)?;
    let sieve = required(fields, "sieve", "the name of a sieve", remarks)?.to_owned();
    let pair = |name: &str| match fields.get(name).map(|node| &node.value) {
        Some(Json::Array(items)) if items.len() == 2 => Some((text_of(&items[0].value)?.to_owned(), text_of(&items[1].value)?.to_owned())),
        _ => None,
    };
    let (record, to) = (pair("record"), pair("to"));
    if record.is_none() || to.is_none() {
        remarks.add(Code::BadRecord, node.at, "found a reason without `record` and `to`, expected a document id and a name in each");
    }
    Some(MergeReason { sieve, record: record?, to: to? })
}

fn member(node: &Node<'_>, remarks: &mut Remarks<'_>) -> Option<Member> {
    let fields = object(node, "a member", remarks)?;
    let document = fields.get("document").and_then(|node| text_of(&node.value));
    let record = fields.get("entity").and_then(|node| name_of(&node.value));
    if document.is_none() || record.is_none() {
        remarks.add(Code::BadRecord, node.at, "found a member without `document` and `entity`");
    }
    Some(Member { at: remarks.locate(node.at), document: document?.to_owned(), record: record?.to_owned() })
}

/// Gives each record its entity; one that no entity has as a member becomes one of its own.
fn resolution(documents: &[(Location, Extraction)], lines: Vec<EntityLine>, schema: &Schema, diagnostics: &mut Diagnostics) -> Resolution {
    let mut layer = Layer::new(documents);
    for line in lines {
        layer.add(line, diagnostics);
    }
    for (place, (at, extraction)) in documents.iter().enumerate() {
        for local in 0..extraction.entities.len() {
            if layer.entity_of[place][local].is_none() {
                let name = &extraction.entities[local].name;
                diagnostics.push(Code::BadRecord, Some(at.clone()), format!("found the record `{}`, which is a member of no entity", excerpt(name)));
                layer.stand_alone(place, local, extraction, schema);
            }
        }
    }
    let entity_of = layer.entity_of.into_iter().map(|places| places.into_iter().map(Option::unwrap_or_default).collect()).collect();
    Resolution { entities: layer.entities, entity_of }
}

/// A resolution in the making.
struct Layer<'d> {
    entities: Vec<ResolvedEntity>,
    keys: BTreeMap<EntityKey, usize>,
    records: BTreeMap<(&'d str, &'d str), (usize, Local)>,
    entity_of: Vec<Vec<Option<usize>>>,
}

impl<'d> Layer<'d> {
    fn new(documents: &'d [(Location, Extraction)]) -> Self {
        let mut records = BTreeMap::new();
        for (place, (_, extraction)) in documents.iter().enumerate() {
            for (local, entity) in extraction.entities.iter().enumerate() {
                records.entry((extraction.document.id.as_str(), entity.id.as_str())).or_insert((place, local));
            }
        }
        let entity_of = documents.iter().map(|(_, extraction)| vec![None; extraction.entities.len()]).collect();
        Self { entities: Vec::new(), keys: BTreeMap::new(), records, entity_of }
    }

    fn add(&mut self, line: EntityLine, diagnostics: &mut Diagnostics) {
        let known = self.keys.get(&line.entity.key).copied();
        if known.is_some() {
            diagnostics.push(
                Code::BadRecord,
                Some(line.at.clone()),
                format!("found the key of `{}` a second time; its members went to the first", excerpt(&line.entity.name)),
            );
        }
        let place = known.unwrap_or(self.entities.len());
        let mut found = false;
        for member in line.members {
            let record = self.records.get(&(member.document.as_str(), member.record.as_str())).copied();
            let slot = record.map(|(document, local)| &mut self.entity_of[document][local]);
            let fault = match slot {
                Some(slot @ None) => {
                    *slot = Some(place);
                    found = true;
                    continue;
                }
                Some(Some(_)) => "is a member of another entity already",
                None => "is no record of this file",
            };
            let message = format!("found the member `{}` of `{}`, which {fault}", excerpt(&member.record), excerpt(&member.document));
            diagnostics.push(Code::BadRecord, Some(member.at), message);
        }
        if known.is_none() && found {
            self.keys.insert(line.entity.key.clone(), place);
            self.entities.push(line.entity);
        } else if known.is_none() {
            diagnostics.push(Code::BadRecord, Some(line.at), format!("found the entity `{}` without a member", excerpt(&line.entity.name)));
        }
    }

    fn stand_alone(&mut self, document: usize, local: Local, extraction: &Extraction, schema: &Schema) {
        let record = &extraction.entities[local];
        let root = &schema.class(schema.class(record.class).root).name;
        let key_of = |ordinal| EntityKey::Local(extraction.document.id.clone(), root.clone(), record.name.clone(), ordinal);
        let key = (0..).map(key_of).find(|key| !self.keys.contains_key(key)).unwrap_or_else(|| key_of(usize::MAX));
        self.entity_of[document][local] = Some(self.entities.len());
        self.keys.insert(key.clone(), self.entities.len());
        self.entities.push(ResolvedEntity {
            key,
            class: record.class,
            name: record.name.clone(),
            aliases: record.aliases.clone(),
            identifiers: record.identifiers.clone(),
            unnamed: record.unnamed,
            reasons: Vec::new(),
        });
    }
}
