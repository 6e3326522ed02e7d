//! What became of the ids of an older graph.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::KnowledgeGraph;

/// An id of an older graph that a newer one does not have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gone {
    /// The id: an IRI without base.
    pub id: String,
    /// The ids, sorted, under which the newer graph has the same records or claims: one where they were renamed or joined,
    /// several where they were split, none where their documents are gone.
    pub now: Vec<String>,
}

/// Returns which ids of documents, entities and relations of an older graph are gone, sorted by id. Entities are followed by
/// their records (document and key of the record), relations by their claims: neither changes when documents are added.
pub fn gone(older: &KnowledgeGraph, newer: &KnowledgeGraph) -> Vec<Gone> {
    let mut gone = entities(older, newer);
    gone.extend(relations(older, newer));
    let documents: BTreeSet<_> = newer.documents().map(super::DocumentView::uid).collect();
    let lost = older.documents().filter(|document| !documents.contains(document.uid()));
    gone.extend(lost.map(|document| Gone { id: document.uid().to_owned(), now: Vec::new() }));
    gone.sort();
    gone
}

fn entities(older: &KnowledgeGraph, newer: &KnowledgeGraph) -> Vec<Gone> {
    let known: BTreeSet<_> = newer.entities().map(super::Entity::uid).collect();
    let now: BTreeMap<_, _> = newer.records().map(|record| ((record.document().uid(), record.key()), record.entity().uid())).collect();
    let mut gone: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for record in older.records() {
        let id = record.entity().uid();
        if !known.contains(id) {
            gone.entry(id).or_default().extend(now.get(&(record.document().uid(), record.key())));
        }
    }
    listed(gone)
}

fn relations(older: &KnowledgeGraph, newer: &KnowledgeGraph) -> Vec<Gone> {
    let ids: Vec<_> = newer.relations().map(uid).collect();
    let known: BTreeSet<_> = ids.iter().map(String::as_str).collect();
    let claims = newer.relations().zip(&ids).flat_map(|(relation, id)| relation.claims().map(move |claim| (claim.id(), id.as_str())));
    let now: BTreeMap<_, _> = claims.collect();
    let mut gone = Vec::new();
    for relation in older.relations() {
        let id = uid(relation);
        if !known.contains(id.as_str()) {
            let now: BTreeSet<_> = relation.claims().filter_map(|claim| now.get(&claim.id())).collect();
            gone.push(Gone { id, now: now.into_iter().map(|id| (*id).to_owned()).collect() });
        }
    }
    gone
}

fn uid(relation: super::Relation<'_>) -> String {
    format!("relation/{}", relation.key())
}

fn listed(gone: BTreeMap<&str, BTreeSet<&str>>) -> Vec<Gone> {
    let one = |(id, now): (&str, BTreeSet<&str>)| Gone { id: id.to_owned(), now: now.into_iter().map(str::to_owned).collect() };
    gone.into_iter().map(one).collect()
}
