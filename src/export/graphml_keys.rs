//! The keys of the GraphML profile: what each attribute is called, and which of them a graph has.

use super::text;
use super::{Edges, ExportOptions, Format, Xsd};
use crate::model::{Claim, KnowledgeGraph};

/// An attribute of all nodes or all edges.
pub(super) struct Attribute {
    /// Its name, `attr.name`.
    pub(super) name: &'static str,
    /// What opens a value of it.
    pub(super) open: &'static str,
    declaration: &'static str,
    is_list: bool,
    bit: u64,
}

macro_rules! attributes {
    ($($bit:literal $constant:ident: $target:literal, $id:literal, $name:literal, $kind:literal, $list:literal;)*) => {
        $(pub(super) const $constant: Attribute = Attribute {
            name: $name,
            open: concat!("      <data key=\"", $id, "\">"),
            declaration: concat!("  <key id=\"", $id, "\" for=\"", $target, "\" attr.name=\"", $name, "\" attr.type=\"", $kind, "\""),
            is_list: $list,
            bit: 1 << $bit,
        };)*

        /// Every attribute, in the order in which it is declared and written.
        const ALL: &[Attribute] = &[$($constant),*];
    };
}

// Key ids: `labels` and `label` are what APOC looks for; `n_` and `e_` keep all others off the names that Gephi reserves.
attributes! {
    0 NODE_LABELS: "node", "labels", "labels", "string", false;
    1 NODE_LABEL: "node", "n_label", "label", "string", false;
    2 NODE_NAME: "node", "n_name", "name", "string", false;
    3 NODE_CLASS: "node", "n_class", "class", "string", false;
    4 NODE_UID: "node", "n_uid", "uid", "string", false;
    5 NODE_IRI: "node", "n_iri", "iri", "string", false;
    6 NODE_ALIASES: "node", "n_aliases", "aliases", "string", true;
    7 NODE_CLAIMS: "node", "n_claims", "claims", "long", false;
    8 NODE_DOCUMENTS: "node", "n_documents", "documents", "long", false;
    9 NODE_DEGREE: "node", "n_degree", "degree", "long", false;
    10 NODE_COMPONENT: "node", "n_component", "component", "long", false;
    11 NODE_COLOR: "node", "n_color", "color", "string", false;
    12 NODE_VALUE_CLAIMS: "node", "n_value_claims", "value_claims", "string", false;
    13 EDGE_LABEL: "edge", "label", "label", "string", false;
    14 EDGE_RELATION: "edge", "e_relation", "relation", "string", false;
    15 EDGE_STANDING: "edge", "e_standing", "standing", "string", false;
    16 EDGE_ASSERTED: "edge", "e_asserted", "asserted", "boolean", false;
    17 EDGE_SYMMETRIC: "edge", "e_symmetric", "symmetric", "boolean", false;
    18 EDGE_UID: "edge", "e_uid", "uid", "string", false;
    19 EDGE_CONFIDENCE: "edge", "e_confidence", "confidence", "double", false;
    20 EDGE_CLAIMS: "edge", "e_claims", "claims", "long", false;
    21 EDGE_DOCUMENTS: "edge", "e_documents", "documents", "long", false;
    22 EDGE_WEIGHT: "edge", "weight", "weight", "double", false;
    23 EDGE_SPEAKER: "edge", "e_speaker", "speaker", "string", false;
    24 EDGE_QUOTE: "edge", "e_quote", "quote", "string", false;
    25 EDGE_QUOTE_START: "edge", "e_quote_start", "quote_start", "long", false;
    26 EDGE_QUOTE_END: "edge", "e_quote_end", "quote_end", "long", false;
    27 EDGE_RULE: "edge", "e_rule", "rule", "string", false;
    28 EDGE_DOCUMENT: "edge", "e_document", "document", "string", false;
    29 EDGE_URL: "edge", "e_url", "url", "string", false;
    30 EDGE_DATE: "edge", "e_date", "date", "string", false;
    31 EDGE_DATE_MIN: "edge", "e_date_min", "date_min", "string", false;
    32 EDGE_DATE_MAX: "edge", "e_date_max", "date_max", "string", false;
    33 EDGE_QUALIFIERS: "edge", "e_qualifiers", "qualifiers", "string", false;
}

/// The attributes that some graphs do not have; the others are on every node or edge.
const SOMETIMES: [Attribute; 14] = [
    NODE_ALIASES,
    NODE_VALUE_CLAIMS,
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
];

/// Appends the declarations of the attributes that occur in a graph. One that occurs nowhere would be a column of nothing
/// in Gephi and of `""` or `NaN` in igraph.
pub(super) fn declare(bytes: &mut Vec<u8>, graph: &KnowledgeGraph, options: &ExportOptions) {
    let sometimes = SOMETIMES.iter().fold(0, |bits, attribute| bits | attribute.bit);
    let used = !sometimes | used_by_nodes(graph) | used_by_edges(graph, options.edges);
    for attribute in ALL.iter().filter(|attribute| used & attribute.bit != 0) {
        bytes.extend_from_slice(attribute.declaration.as_bytes());
        // APOC's own; the official schema does not have it
        if attribute.is_list && options.xsd == Xsd::Extended {
            bytes.extend_from_slice(b" attr.list=\"string\"");
        }
        bytes.extend_from_slice(b"/>\n");
    }
}

/// Returns the names of the attributes that every node may have.
pub(super) fn node_names() -> impl Iterator<Item = &'static str> {
    ALL.iter().filter(|attribute| attribute.bit < EDGE_LABEL.bit).map(|attribute| attribute.name)
}

fn bit(holds: bool, attribute: &Attribute) -> u64 {
    if holds { attribute.bit } else { 0 }
}

fn used_by_nodes(graph: &KnowledgeGraph) -> u64 {
    let aliases = graph.entities().any(|entity| entity.aliases().len() > 0);
    let values = graph.entities().any(|entity| entity.value_claims().any(|claim| Format::GraphMl.carries(claim.predicate())));
    bit(aliases, &NODE_ALIASES) | bit(values, &NODE_VALUE_CLAIMS)
}

/// Looks at edges until nothing more can be found, which in most graphs is soon.
fn used_by_edges(graph: &KnowledgeGraph, edges: Edges) -> u64 {
    let all = SOMETIMES.iter().fold(0, |bits, attribute| bits | attribute.bit) & !(NODE_ALIASES.bit | NODE_VALUE_CLAIMS.bit);
    let mut used = 0;
    for relation in graph.relations() {
        used |= bit(relation.confidence().is_some(), &EDGE_CONFIDENCE);
        match edges {
            Edges::Relations => used |= used_by_claim(relation.first()),
            Edges::Claims => used |= relation.claims().fold(0, |bits, claim| bits | used_by_claim(claim)),
        }
        if used == all {
            break;
        }
    }
    used
}

fn used_by_claim(claim: Claim<'_>) -> u64 {
    let evidence = text::evidence(claim);
    let (date, link) = (claim.date(), claim.document().link());
    let span = evidence.is_some_and(|(evidence, _)| evidence.has_place());
    bit(claim.predicate().symmetric, &EDGE_SYMMETRIC)
        | bit(claim.speakers().len() > 0, &EDGE_SPEAKER)
        | bit(evidence.is_some_and(|(_, quote)| !quote.is_empty()), &EDGE_QUOTE)
        | bit(span, &EDGE_QUOTE_START)
        | bit(span, &EDGE_QUOTE_END)
        | bit(evidence.is_some_and(|(evidence, _)| evidence.rule().is_some_and(|rule| !rule.is_empty())), &EDGE_RULE)
        | bit(link.is_some(), &EDGE_URL)
        | bit(date.is_some(), &EDGE_DATE)
        | bit(date.is_some_and(|date| date.min().is_some()), &EDGE_DATE_MIN)
        | bit(date.is_some_and(|date| date.max().is_some()), &EDGE_DATE_MAX)
        | bit(claim.qualifiers().next().is_some(), &EDGE_QUALIFIERS)
}
