//! The one place of order: sorts the columns, groups claims into relations, builds the petgraph and counts.

use std::cmp::Reverse;

use petgraph::graph::DiGraph;
use petgraph::unionfind::UnionFind;
use petgraph::visit::{EdgeRef, IntoNodeReferences};

use super::draft::{Draft, position};
use super::graph::{EntityCounts, EntityNode, KnowledgeGraph, RelationEdge};
use super::hash::Hash80;
use super::ids::{DocumentId, EntityId, LocalId};
use super::rows::{ClaimRow, EvidenceRow, ObjectRow, Run};
use super::value::Datatype;
use crate::error::{Error, ErrorKind, Result};

/// Orders the columns and freezes them.
pub(super) fn freeze(mut draft: Draft) -> Result<KnowledgeGraph> {
    order_documents(&mut draft)?;
    order_entities(&mut draft)?;
    order_locals(&mut draft)?;
    orient_symmetric(&mut draft);
    let claims = std::mem::take(&mut draft.claims);
    let (mut edge_claims, mut value_claims): (Vec<_>, Vec<_>) = claims.into_iter().partition(|claim| matches!(claim.object, ObjectRow::Entity(_)));
    order_claims(&draft, &mut edge_claims);
    order_claims(&draft, &mut value_claims);
    lay_evidence(&mut draft, edge_claims.iter_mut().chain(&mut value_claims))?;
    let graph = connect(&draft, &edge_claims)?;
    let counts = count(&draft, &graph, &edge_claims, &value_claims)?;
    KnowledgeGraph::new(draft, graph, edge_claims, value_claims, counts)
}

/// Returns for each old position its place in the order.
fn places(order: &[usize]) -> Result<Vec<u32>> {
    let mut places = vec![0; order.len()];
    for (place, old) in order.iter().enumerate() {
        places[*old] = position(place)?;
    }
    Ok(places)
}

fn reorder<T>(rows: Vec<T>, order: &[usize]) -> Vec<T> {
    let mut rows: Vec<_> = rows.into_iter().map(Some).collect();
    order.iter().filter_map(|old| rows[*old].take()).collect()
}

fn order_documents(draft: &mut Draft) -> Result<()> {
    let rows = std::mem::take(&mut draft.documents);
    let mut order: Vec<_> = (0..rows.len()).collect();
    order.sort_by(|one, other| rows[*one].iri_path.cmp(&rows[*other].iri_path));
    if let Some(pair) = order.windows(2).find(|pair| rows[pair[0]].iri_path == rows[pair[1]].iri_path) {
        let (one, other) = (&rows[pair[0]].document.id, &rows[pair[1]].document.id);
        return Err(Error::new(ErrorKind::Identity, format!("the documents `{one}` and `{other}` share the id `{}`", rows[pair[0]].iri_path)));
    }
    let places = places(&order)?;
    draft.documents = reorder(rows, &order);
    let moved = |id: &mut DocumentId| *id = DocumentId(places[id.index()]);
    draft.locals.iter_mut().for_each(|local| moved(&mut local.document));
    draft.claims.iter_mut().for_each(|claim| moved(&mut claim.document));
    Ok(())
}

fn order_entities(draft: &mut Draft) -> Result<()> {
    let rows = std::mem::take(&mut draft.entities);
    let strings = &draft.strings;
    let mut order: Vec<_> = (0..rows.len()).collect();
    order.sort_by_key(|row| strings.get(rows[*row].uid));
    for pair in order.windows(2) {
        let (one, other) = (&rows[pair[0]], &rows[pair[1]]);
        if one.uid == other.uid {
            let keys = (one.details.key_fields.join(" "), other.details.key_fields.join(" "));
            return Err(Error::new(ErrorKind::Identity, format!("the entities `{}` and `{}` share the id `{}`", keys.0, keys.1, strings.get(one.uid))));
        }
    }
    unique_keys(rows.iter().map(|row| row.key))?;
    let places = places(&order)?;
    draft.entities = reorder(rows, &order);
    for local in &mut draft.locals {
        let place = places.get(local.entity.index());
        local.entity = EntityId(*place.ok_or_else(|| Error::new(ErrorKind::Identity, "a record belongs to an entity that the resolution does not have"))?);
    }
    Ok(())
}

fn unique_keys(keys: impl Iterator<Item = Hash80>) -> Result<()> {
    let mut keys: Vec<_> = keys.collect();
    keys.sort_unstable();
    match keys.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Error::new(ErrorKind::Identity, format!("two entities have the key `{}`", pair[0]))),
        None => Ok(()),
    }
}

/// Records by document, then first mention (none last), root class, name, id.
fn order_locals(draft: &mut Draft) -> Result<()> {
    let rows = std::mem::take(&mut draft.locals);
    let (strings, schema) = (&draft.strings, &draft.schema);
    let mut order: Vec<_> = (0..rows.len()).collect();
    order.sort_by_cached_key(|row| {
        let row = &rows[*row];
        let first = draft.mentions[row.mentions.range()].first().map(|mention| (mention.span.start, Reverse(mention.span.end)));
        let root = schema.class(schema.class(row.class).root);
        (
            row.document,
            first.is_none(),
            first,
            root.name.clone(),
            strings.get(row.name).to_owned(),
            schema.class(row.class).iri.clone(),
            row.entity,
            strings.get(row.id).to_owned(),
        )
    });
    let places = places(&order)?;
    draft.locals = reorder(rows, &order);
    let moved = |id: LocalId| LocalId(places[id.index()]);
    let moved_object = |object: &mut ObjectRow| {
        if let ObjectRow::Entity(local) = object {
            *local = moved(*local);
        }
    };
    draft.speakers.iter_mut().for_each(|speaker| *speaker = moved(*speaker));
    draft.qualifiers.iter_mut().for_each(|qualifier| moved_object(&mut qualifier.filler));
    for claim in &mut draft.claims {
        claim.subject = moved(claim.subject);
        moved_object(&mut claim.object);
    }
    Ok(())
}

/// Makes the smaller key the subject of a symmetric predicate.
fn orient_symmetric(draft: &mut Draft) {
    let key = |local: LocalId| draft.entities[draft.locals[local.index()].entity.index()].key;
    for claim in &mut draft.claims {
        if let ObjectRow::Entity(object) = claim.object
            && draft.schema.predicate(claim.predicate).symmetric
            && key(object) < key(claim.subject)
        {
            claim.object = ObjectRow::Entity(std::mem::replace(&mut claim.subject, object));
        }
    }
}

/// What relations are sorted and grouped by, resolved.
fn relation_key(draft: &Draft, claim: &ClaimRow, ranks: &[u32]) -> (EntityId, u32, bool, EntityId) {
    let entity = |local: LocalId| draft.locals[local.index()].entity;
    let (is_value, object) = match claim.object {
        ObjectRow::Entity(local) => (false, entity(local)),
        ObjectRow::Value(..) => (true, EntityId(0)),
    };
    (entity(claim.subject), ranks[usize::from(claim.predicate.0)], is_value, object)
}

fn value_key<'a>(draft: &'a Draft, claim: &ClaimRow) -> Option<(&'a str, Datatype)> {
    match claim.object {
        ObjectRow::Value(text, datatype) => Some((draft.strings.get(text), datatype)),
        ObjectRow::Entity(_) => None,
    }
}

/// Returns for each predicate its rank by IRI.
fn predicate_ranks(draft: &Draft) -> Result<Vec<u32>> {
    let predicates = draft.schema.predicates();
    let mut order: Vec<_> = (0..predicates.len()).collect();
    order.sort_by_key(|row| &predicates[*row].iri);
    places(&order)
}

fn order_claims(draft: &Draft, claims: &mut [ClaimRow]) {
    let ranks = predicate_ranks(draft).unwrap_or_default();
    let document = |claim: &ClaimRow| {
        let document = &draft.documents[claim.document.index()].document;
        (document.published.map_or((true, 0, 0, 0), super::date::PartialDate::sort_key), document.id.as_str())
    };
    let start = |claim: &ClaimRow| {
        let spans = draft.evidence[claim.evidence.range()].iter().filter_map(|row| row.span.map(|span| span.start));
        spans.min().map_or((true, 0), |start| (false, start))
    };
    claims.sort_by(|one, other| {
        (relation_key(draft, one, &ranks), value_key(draft, one), one.standing)
            .cmp(&(relation_key(draft, other, &ranks), value_key(draft, other), other.standing))
            .then_with(|| document(one).cmp(&document(other)))
            .then_with(|| start(one).cmp(&start(other)))
            .then_with(|| one.id.cmp(&other.id))
    });
}

/// Lays the evidence column in the order of the claims, each claim's by start, end, rule, without repetitions.
fn lay_evidence<'a>(draft: &mut Draft, claims: impl Iterator<Item = &'a mut ClaimRow>) -> Result<()> {
    let old = std::mem::take(&mut draft.evidence);
    let strings = &draft.strings;
    let text = |id: Option<super::ids::StrId>| id.map(|id| strings.get(id));
    let order = |row: &EvidenceRow| (row.span.is_none(), row.span, text(row.rule), text(row.quote), Reverse(row.confidence));
    let mut laid = Vec::with_capacity(old.len());
    for claim in claims {
        let mut rows = old[claim.evidence.range()].to_vec();
        rows.sort_by(|one, other| order(one).cmp(&order(other)));
        rows.dedup_by(|later, earlier| (later.span, later.quote, later.rule) == (earlier.span, earlier.quote, earlier.rule));
        claim.evidence = Run { start: position(laid.len())?, length: position(rows.len())? };
        laid.extend(rows);
    }
    draft.evidence = laid;
    Ok(())
}

/// Builds the petgraph: a node an entity, an edge a run of claims of one relation.
fn connect(draft: &Draft, claims: &[ClaimRow]) -> Result<DiGraph<EntityNode, RelationEdge>> {
    let ranks = predicate_ranks(draft)?;
    let mut graph = DiGraph::with_capacity(draft.entities.len(), claims.len());
    for (place, row) in draft.entities.iter().enumerate() {
        graph.add_node(EntityNode { entity: EntityId(position(place)?), name: row.name, class: row.class });
    }
    let key = |claim: &ClaimRow| (relation_key(draft, claim, &ranks), claim.standing);
    let mut first = 0;
    for run in claims.chunk_by(|one, other| key(one) == key(other)) {
        let (claim, (subject, _, _, object)) = (&run[0], relation_key(draft, &run[0], &ranks));
        let edge = RelationEdge { predicate: claim.predicate, standing: claim.standing, first_claim: position(first)? };
        graph.add_edge(subject.0.into(), object.0.into(), edge);
        first += run.len();
    }
    Ok(graph)
}

fn count(draft: &Draft, graph: &DiGraph<EntityNode, RelationEdge>, edges: &[ClaimRow], values: &[ClaimRow]) -> Result<Vec<EntityCounts>> {
    let mut counts = vec![EntityCounts::default(); draft.entities.len()];
    let entity = |local: LocalId| draft.locals[local.index()].entity.index();
    for claim in edges.iter().chain(values) {
        let subject = entity(claim.subject);
        counts[subject].claims += 1;
        if let ObjectRow::Entity(object) = claim.object
            && entity(object) != subject
        {
            counts[entity(object)].claims += 1;
        }
    }
    let mut pairs: Vec<_> = draft.locals.iter().map(|local| (local.entity, local.document)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.iter().for_each(|(entity, _)| counts[entity.index()].documents += 1);
    let mut sets = UnionFind::<u32>::new(draft.entities.len());
    for edge in graph.edge_references() {
        let (source, target) = (edge.source().index(), edge.target().index());
        counts[source].degree += 1;
        counts[target].degree += 1;
        sets.union(position(source)?, position(target)?);
    }
    number_components(&mut counts, graph, &sets)?;
    Ok(counts)
}

/// Numbers the components from 1 in node order.
fn number_components(counts: &mut [EntityCounts], graph: &DiGraph<EntityNode, RelationEdge>, sets: &UnionFind<u32>) -> Result<()> {
    let mut numbers = vec![0; counts.len()];
    let mut last = 0;
    for (node, _) in graph.node_references() {
        let root = sets.find(position(node.index())?) as usize;
        if numbers[root] == 0 {
            last += 1;
            numbers[root] = last;
        }
        counts[node.index()].component = numbers[root];
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hash::KeyHasher;

    #[test]
    fn two_entities_of_one_key_are_an_error_that_names_it() {
        let [one, other] = ["a", "b"].map(|name| KeyHasher::new(name).finish());
        assert!(unique_keys([one, other].into_iter()).is_ok());
        let error = unique_keys([one, other, one].into_iter()).unwrap_err();
        assert_eq!(error.to_string(), format!("two entities have the key `{one}`"));
    }
}
