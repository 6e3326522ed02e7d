//! The columns of a graph's own: one a predicate whose values are facts.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::super::{Format, text};
use super::table::{Attribute, FIXED, Kind, Target};
use crate::model::schema::{Predicate, Schema};
use crate::model::{Claim, Datatype, KnowledgeGraph, ObjectView};

impl Kind {
    fn of(value: &str, datatype: Datatype) -> Self {
        match datatype {
            Datatype::Integer if is_exact(value) => Self::Long,
            Datatype::Decimal if is_short_decimal(value) => Self::Double,
            Datatype::Boolean if matches!(value, "true" | "false") => Self::Boolean,
            _ => Self::Text,
        }
    }
}

/// Returns whether a whole number lies within 2^53 on either side of 0, where JavaScript and igraph still count by one.
pub(in crate::export) fn is_exact(value: &str) -> bool {
    value.parse::<i64>().is_ok_and(|number| number.unsigned_abs() <= 1 << 53 && itoa::Buffer::new().format(number) == value)
}

/// Returns whether a double gives a decimal back as it was written: it has at most 15 digits, and is no `inf` or `1e9`.
fn is_short_decimal(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let rest = value.strip_prefix('-').unwrap_or(value).bytes().filter(|byte| !byte.is_ascii_digit()).count();
    (2..=15).contains(&digits) && rest == 1 && value.contains('.')
}

/// The columns of a graph by predicate. Of a predicate that a format does not carry, the column holds how often it occurs.
pub(super) struct Columns {
    by_predicate: Vec<Option<usize>>,
    /// In the order of the predicates' IRIs.
    attributes: Vec<Attribute>,
}

impl Columns {
    /// Finds the columns and types that a graph needs in a format.
    pub(super) fn of(graph: &KnowledgeGraph, format: Format) -> Self {
        let schema = graph.schema();
        let mut found: Vec<_> = kinds(graph, format).into_iter().enumerate().filter_map(|(predicate, kind)| Some((predicate, kind?))).collect();
        found.sort_by_key(|(predicate, _)| &schema.predicates()[*predicate].iri);
        let mut names = Names::new();
        let mut columns = Self { by_predicate: vec![None; schema.predicates().len()], attributes: Vec::with_capacity(found.len()) };
        for (predicate, kind) in found {
            columns.by_predicate[predicate] = Some(columns.attributes.len());
            let name = Cow::Owned(names.free(&schema.predicates()[predicate], schema));
            columns.attributes.push(Attribute { name, target: Target::Node, kind, place: FIXED.len() + columns.attributes.len() });
        }
        columns
    }

    /// Returns the columns in their order.
    pub(super) fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Returns the column of a claim's predicate.
    pub(super) fn column(&self, claim: Claim<'_>) -> Option<&Attribute> {
        self.attributes.get(self.by_predicate[usize::from(claim.predicate_id().0)]?)
    }
}

fn kinds(graph: &KnowledgeGraph, format: Format) -> Vec<Option<Kind>> {
    let mut kinds: Vec<Option<Kind>> = vec![None; graph.schema().predicates().len()];
    for entity in graph.entities().filter(|entity| entity.value_claims().len() > 0) {
        for claim in entity.value_claims().filter(|claim| !format.carries(claim.predicate())) {
            kinds[usize::from(claim.predicate_id().0)] = Some(Kind::Long);
        }
        for claim in entity.plain_values() {
            if let ObjectView::Value(value, datatype) = claim.object()
                && format.carries(claim.predicate())
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
        let fixed = FIXED.iter().filter(|attribute| attribute.target == Target::Node).map(|attribute| &*attribute.name);
        Self(fixed.chain(RESERVED).map(str::to_owned).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_the_type_of_its_datatype_where_every_reader_gives_it_back() {
        for (value, datatype, kind) in [
            ("42", Datatype::Integer, Kind::Long),
            ("9007199254740993", Datatype::Integer, Kind::Text),
            ("1.5", Datatype::Decimal, Kind::Double),
            ("1e400", Datatype::Decimal, Kind::Text),
            ("true", Datatype::Boolean, Kind::Boolean),
            ("false", Datatype::Boolean, Kind::Boolean),
            ("1", Datatype::Boolean, Kind::Text),
            ("42", Datatype::String, Kind::Text),
            ("2015", Datatype::Date, Kind::Text),
        ] {
            assert_eq!(Kind::of(value, datatype), kind, "{value}");
        }
    }

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
