//! The values of nodes in GraphML: a column per predicate for what is a fact, and all value claims as JSON.

use std::collections::BTreeSet;
use std::io;

use super::graphml_keys::node_names;
use super::{Fidelity, Format, output, text};
use crate::model::schema::{Predicate, Schema};
use crate::model::{Claim, Datatype, Entity, KnowledgeGraph, ObjectView};

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Whole numbers that a double holds exactly.
    Long,
    /// Decimal numbers that a double gives back as they were written.
    Double,
    Boolean,
    Text,
}

impl Kind {
    fn of(value: &str, datatype: Datatype) -> Self {
        match datatype {
            Datatype::Integer if is_exact(value) => Self::Long,
            Datatype::Decimal if is_short_decimal(value) => Self::Double,
            Datatype::Boolean if matches!(value, "true" | "false") => Self::Boolean,
            _ => Self::Text,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Long => "long",
            Self::Double => "double",
            Self::Boolean => "boolean",
            Self::Text => "string",
        }
    }
}

/// Returns whether a whole number lies within 2^53 on either side of 0, where JavaScript and igraph still count by one.
pub(super) fn is_exact(value: &str) -> bool {
    value.parse::<i64>().is_ok_and(|number| number.unsigned_abs() <= 1 << 53 && itoa::Buffer::new().format(number) == value)
}

/// Returns whether a double gives a decimal back as it was written: it has at most 15 digits, and is no `inf` or `1e9`.
fn is_short_decimal(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let rest = value.strip_prefix('-').unwrap_or(value).bytes().filter(|byte| !byte.is_ascii_digit()).count();
    (2..=15).contains(&digits) && rest == 1 && value.contains('.')
}

/// A column of node values.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// What opens a value.
    pub(super) open: Vec<u8>,
    /// Its name, `attr.name`.
    pub(super) name: String,
    kind: Kind,
}

/// The columns of a graph by predicate. Of a predicate that GraphML does not carry, the column holds how often it occurs.
pub(super) struct Columns {
    by_predicate: Vec<Option<Column>>,
    order: Vec<usize>,
}

impl Columns {
    /// Finds the columns and types that a graph needs.
    pub(super) fn of(graph: &KnowledgeGraph) -> Self {
        let schema = graph.schema();
        let kinds = kinds(graph);
        let mut order: Vec<_> = (0..kinds.len()).filter(|place| kinds[*place].is_some()).collect();
        order.sort_by_key(|place| &schema.predicates()[*place].iri);
        let mut by_predicate = vec![None; kinds.len()];
        let mut names = Names::new();
        for place in &order {
            by_predicate[*place] = kinds[*place].map(|kind| {
                let name = names.free(&schema.predicates()[*place], schema);
                Column { open: format!("      <data key=\"n_{name}\">").into_bytes(), name, kind }
            });
        }
        Self { by_predicate, order }
    }

    /// Appends the declarations, in the order of the predicates' IRIs.
    pub(super) fn declare(&self, bytes: &mut Vec<u8>) {
        for Column { name, kind, .. } in self.order.iter().filter_map(|place| self.by_predicate[*place].as_ref()) {
            let kind = kind.name();
            bytes.extend_from_slice(format!("  <key id=\"n_{name}\" for=\"node\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n").as_bytes());
        }
    }

    /// Returns the column of a claim's predicate.
    pub(super) fn column(&self, claim: Claim<'_>) -> Option<&Column> {
        self.by_predicate[usize::from(claim.predicate_id().0)].as_ref()
    }
}

fn kinds(graph: &KnowledgeGraph) -> Vec<Option<Kind>> {
    let mut kinds: Vec<Option<Kind>> = vec![None; graph.schema().predicates().len()];
    for entity in graph.entities().filter(|entity| entity.value_claims().len() > 0) {
        for claim in entity.value_claims().filter(|claim| !Format::GraphMl.carries(claim.predicate())) {
            kinds[usize::from(claim.predicate_id().0)] = Some(Kind::Long);
        }
        for claim in entity.plain_values() {
            if let ObjectView::Value(value, datatype) = claim.object()
                && Format::GraphMl.carries(claim.predicate())
            {
                let (kind, found) = (Kind::of(value, datatype), &mut kinds[usize::from(claim.predicate_id().0)]);
                *found = Some(if found.is_none_or(|known| known == kind) { kind } else { Kind::Text });
            }
        }
    }
    kinds
}

/// Names that Gephi, Cytoscape and others take for themselves, in any case of letters.
const RESERVED: [&str; 21] = [
    "id",
    "timeset",
    "nodelabel",
    "x",
    "y",
    "z",
    "xpos",
    "ypos",
    "zpos",
    "size",
    "r",
    "g",
    "b",
    "suid",
    "selected",
    "source",
    "target",
    "parent",
    "interval",
    "start",
    "end",
];

/// The attribute names of nodes that are taken, in lower case.
struct Names(BTreeSet<String>);

impl Names {
    fn new() -> Self {
        Self(node_names().chain(RESERVED).map(str::to_owned).collect())
    }

    /// Returns the first free of: the predicate's name, the name and `_value`, the name and letters of a hash.
    fn free(&mut self, predicate: &Predicate, schema: &Schema) -> String {
        let plain = text::identifier(&predicate.name, &predicate.iri);
        let own = predicate.iri.starts_with(schema.namespace());
        let foreign_namesake = !own && schema.predicates().iter().any(|other| other.iri != predicate.iri && other.name.eq_ignore_ascii_case(&predicate.name));
        let candidates = [plain.clone(), format!("{plain}_value"), format!("{plain}_{}", text::suffix(&predicate.iri))];
        let candidates = candidates.into_iter().skip(if foreign_namesake { 2 } else { 0 });
        let name = candidates.into_iter().find(|name| self.0.insert(name.to_ascii_lowercase()));
        name.unwrap_or_else(|| format!("value_{}", crate::model::hash::KeyHasher::new("value").text(&predicate.iri).finish()))
    }
}

/// Appends the value of a claim as JSON: a number or truth value where every reader of JSON gives it back unchanged.
fn json_value(bytes: &mut Vec<u8>, value: &str, datatype: Datatype) -> io::Result<()> {
    match datatype {
        Datatype::Integer if is_exact(value) => bytes.extend_from_slice(value.as_bytes()),
        Datatype::Boolean if matches!(value, "true" | "false") => bytes.extend_from_slice(value.as_bytes()),
        _ => serde_json::to_writer(bytes, value)?,
    }
    Ok(())
}

/// Appends the name of a field and what stands before it.
fn field(bytes: &mut Vec<u8>, name: &str) {
    if bytes.last() != Some(&b'{') {
        bytes.push(b',');
    }
    bytes.push(b'"');
    bytes.extend_from_slice(name.as_bytes());
    bytes.extend_from_slice(b"\":");
}

fn text_field(bytes: &mut Vec<u8>, name: &str, value: Option<&str>) -> io::Result<()> {
    if let Some(value) = value {
        field(bytes, name);
        serde_json::to_writer(bytes, value)?;
    }
    Ok(())
}

/// Appends the aliases of an entity as a JSON array of strings.
pub(super) fn aliases(bytes: &mut Vec<u8>, entity: Entity<'_>) -> io::Result<()> {
    for (place, alias) in entity.aliases().enumerate() {
        bytes.push(if place == 0 { b'[' } else { b',' });
        serde_json::to_writer(&mut *bytes, alias)?;
    }
    bytes.push(b']');
    Ok(())
}

/// Appends all value claims of an entity that GraphML carries as a JSON array of objects; nothing where there is none.
pub(super) fn value_claims(bytes: &mut Vec<u8>, entity: Entity<'_>, fidelity: &mut Fidelity) -> io::Result<()> {
    for claim in entity.value_claims().filter(|claim| Format::GraphMl.carries(claim.predicate())) {
        bytes.extend_from_slice(if bytes.is_empty() { b"[{" } else { b",{" });
        value_claim(bytes, claim, fidelity)?;
        bytes.push(b'}');
    }
    if !bytes.is_empty() {
        bytes.push(b']');
    }
    Ok(())
}

fn value_claim(bytes: &mut Vec<u8>, claim: Claim<'_>, fidelity: &mut Fidelity) -> io::Result<()> {
    text_field(bytes, "predicate", Some(&claim.predicate().name))?;
    if let ObjectView::Value(value, datatype) = claim.object() {
        field(bytes, "value");
        json_value(bytes, value, datatype)?;
    }
    text_field(bytes, "bound", claim.bound())?;
    text_field(bytes, "standing", Some(claim.standing().name()))?;
    text_field(bytes, "speaker", text::speakers(claim, &mut String::new()))?;
    if let Some(date) = claim.date() {
        field(bytes, "date");
        bytes.push(b'"');
        output::date(bytes, date);
        bytes.push(b'"');
    }
    text_field(bytes, "document", Some(&claim.document().document().id))?;
    let quote = claim.quote().map(|quote| text::quote(quote, "value_claims", fidelity));
    text_field(bytes, "quote", quote.as_deref())
}

/// Appends the qualifiers of a claim as a JSON array of objects: the role, and the name and uid of an entity or a value.
pub(super) fn qualifiers(bytes: &mut Vec<u8>, claim: Claim<'_>) -> io::Result<()> {
    for (role, filler) in claim.qualifiers() {
        bytes.extend_from_slice(if bytes.is_empty() { b"[{" } else { b",{" });
        text_field(bytes, "role", Some(role))?;
        match filler {
            ObjectView::Entity(entity) => {
                text_field(bytes, "entity", Some(text::name(entity)))?;
                text_field(bytes, "uid", Some(entity.uid()))?;
            }
            ObjectView::Value(value, datatype) => {
                field(bytes, "value");
                json_value(bytes, value, datatype)?;
            }
        }
        bytes.push(b'}');
    }
    if !bytes.is_empty() {
        bytes.push(b']');
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_every_reader_gives_back_are_numbers() {
        for (value, exact) in [
            ("0", true),
            ("-42", true),
            ("9007199254740992", true),
            ("-9007199254740992", true),
            ("9007199254740993", false),
            ("-9007199254740993", false),
            ("007", false),
            ("+1", false),
            ("-0", false),
            ("", false),
        ] {
            assert_eq!(is_exact(value), exact, "{value}");
        }
        for (value, short) in [
            ("1.5", true),
            ("-0.5", true),
            ("12345678901234.5", true),
            ("123456789012345.6", false),
            ("15", false),
            ("1e9", false),
            ("1.2.3", false),
            ("--1.5", false),
            ("inf", false),
            (".", false),
        ] {
            assert_eq!(is_short_decimal(value), short, "{value}");
        }
    }
}
