//! The attributes that all nodes or all edges can have: their names and types, and which of them a graph has.

use std::borrow::Cow;

use super::super::{Edges, Format, text};
use crate::model::{Claim, KnowledgeGraph};

/// Whose attribute it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Target {
    Node,
    Edge,
}

/// The type of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Kind {
    /// Whole numbers that a double holds exactly.
    Long,
    /// Decimal numbers that a double gives back as they were written.
    Double,
    Boolean,
    Text,
    Texts,
    /// A JSON array of objects.
    Json,
}

/// An attribute of nodes or edges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::export) struct Attribute {
    pub(in crate::export) name: Cow<'static, str>,
    pub(in crate::export) target: Target,
    pub(in crate::export) kind: Kind,
    /// Its place among all attributes of a graph, those that the graph does not have included.
    pub(in crate::export) place: usize,
}

macro_rules! attributes {
    ($($place:literal $constant:ident: $target:ident $kind:ident $name:literal;)*) => {
        $(pub(in crate::export) const $constant: usize = $place;)*

        /// The attributes whose names are fixed, in the order in which they are declared.
        pub(super) const FIXED: &[Attribute] = &[$(Attribute { name: Cow::Borrowed($name), target: Target::$target, kind: Kind::$kind, place: $place }),*];
    };
}

attributes! {
    0 NODE_LABELS: Node Texts "labels";
    1 NODE_LABEL: Node Text "label";
    2 NODE_NAME: Node Text "name";
    3 NODE_CLASS: Node Text "class";
    4 NODE_UID: Node Text "uid";
    5 NODE_IRI: Node Text "iri";
    6 NODE_ALIASES: Node Texts "aliases";
    7 NODE_CLAIMS: Node Long "claims";
    8 NODE_DOCUMENTS: Node Long "documents";
    9 NODE_DEGREE: Node Long "degree";
    10 NODE_COMPONENT: Node Long "component";
    11 NODE_COLOR: Node Text "color";
    12 NODE_VALUE_CLAIMS: Node Json "value_claims";
    13 EDGE_LABEL: Edge Text "label";
    14 EDGE_RELATION: Edge Text "relation";
    15 EDGE_STANDING: Edge Text "standing";
    16 EDGE_ASSERTED: Edge Boolean "asserted";
    17 EDGE_SYMMETRIC: Edge Boolean "symmetric";
    18 EDGE_UID: Edge Text "uid";
    19 EDGE_CONFIDENCE: Edge Double "confidence";
    20 EDGE_CLAIMS: Edge Long "claims";
    21 EDGE_DOCUMENTS: Edge Long "documents";
    22 EDGE_WEIGHT: Edge Double "weight";
    23 EDGE_SPEAKER: Edge Text "speaker";
    24 EDGE_QUOTE: Edge Text "quote";
    25 EDGE_QUOTE_START: Edge Long "quote_start";
    26 EDGE_QUOTE_END: Edge Long "quote_end";
    27 EDGE_RULE: Edge Text "rule";
    28 EDGE_DOCUMENT: Edge Text "document";
    29 EDGE_URL: Edge Text "url";
    30 EDGE_DATE: Edge Text "date";
    31 EDGE_DATE_MIN: Edge Text "date_min";
    32 EDGE_DATE_MAX: Edge Text "date_max";
    33 EDGE_QUALIFIERS: Edge Json "qualifiers";
}

/// A set of attributes with fixed names, a bit for each place.
pub(super) type Set = u64;

const fn set(places: &[usize]) -> Set {
    let (mut all, mut at) = (0, 0);
    while at < places.len() {
        all |= 1 << places[at];
        at += 1;
    }
    all
}

/// The attributes that some graphs do not have; the others are on every node or edge.
const SOMETIMES_ON_NODES: Set = set(&[NODE_ALIASES, NODE_VALUE_CLAIMS]);
const SOMETIMES_ON_EDGES: Set = set(&[
    EDGE_SYMMETRIC,
    EDGE_CONFIDENCE,
    EDGE_SPEAKER,
    EDGE_QUOTE,
    EDGE_QUOTE_START,
    EDGE_QUOTE_END,
    EDGE_RULE,
    EDGE_URL,
    EDGE_DATE,
    EDGE_DATE_MIN,
    EDGE_DATE_MAX,
    EDGE_QUALIFIERS,
]);

/// Returns the attributes with fixed names that occur in a graph. One that occurs nowhere would be a column of nothing in
/// Gephi and of `""` or `NaN` in igraph.
pub(super) fn used(graph: &KnowledgeGraph, edges: Edges, format: Format) -> Set {
    !(SOMETIMES_ON_NODES | SOMETIMES_ON_EDGES) | used_by_nodes(graph, format) | used_by_edges(graph, edges)
}

fn bit(holds: bool, place: usize) -> Set {
    if holds { set(&[place]) } else { 0 }
}

fn used_by_nodes(graph: &KnowledgeGraph, format: Format) -> Set {
    let aliases = graph.entities().any(|entity| entity.aliases().len() > 0);
    let values = graph.entities().any(|entity| entity.value_claims().any(|claim| format.carries(claim.predicate())));
    bit(aliases, NODE_ALIASES) | bit(values, NODE_VALUE_CLAIMS)
}

/// Looks at edges until nothing more can be found, which in most graphs is soon.
fn used_by_edges(graph: &KnowledgeGraph, edges: Edges) -> Set {
    let mut used = 0;
    for relation in graph.relations() {
        used |= bit(relation.confidence().is_some(), EDGE_CONFIDENCE);
        match edges {
            Edges::Relations => used |= used_by_claim(relation.first()),
            Edges::Claims => used |= relation.claims().fold(0, |bits, claim| bits | used_by_claim(claim)),
        }
        if used == SOMETIMES_ON_EDGES {
            break;
        }
    }
    used
}

fn used_by_claim(claim: Claim<'_>) -> Set {
    let evidence = text::evidence(claim);
    let (date, link) = (claim.date(), claim.document().link());
    let span = evidence.is_some_and(|(evidence, _)| evidence.has_place());
    let used = [
        (EDGE_SYMMETRIC, claim.predicate().symmetric),
        (EDGE_SPEAKER, claim.speakers().len() > 0),
        (EDGE_QUOTE, evidence.is_some_and(|(_, quote)| !quote.is_empty())),
        (EDGE_QUOTE_START, span),
        (EDGE_QUOTE_END, span),
        (EDGE_RULE, evidence.is_some_and(|(evidence, _)| evidence.rule().is_some_and(|rule| !rule.is_empty()))),
        (EDGE_URL, link.is_some()),
        (EDGE_DATE, date.is_some()),
        (EDGE_DATE_MIN, date.is_some_and(|date| date.min().is_some())),
        (EDGE_DATE_MAX, date.is_some_and(|date| date.max().is_some())),
        (EDGE_QUALIFIERS, claim.qualifiers().next().is_some()),
    ];
    used.into_iter().fold(0, |all, (place, holds)| all | bit(holds, place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_an_attribute_is_where_it_stands() {
        for (place, attribute) in FIXED.iter().enumerate() {
            assert_eq!(attribute.place, place, "{}", attribute.name);
            assert_eq!(attribute.target, if place < EDGE_LABEL { Target::Node } else { Target::Edge }, "{}", attribute.name);
        }
    }
}
