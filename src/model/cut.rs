//! Takes rows out of the columns of a graph and freezes what is left anew.

use std::collections::HashSet;

use super::draft::{Draft, append, position};
use super::freeze::freeze;
use super::graph::KnowledgeGraph;
use super::ids::{DocumentId, EntityId, LocalId};
use super::rows::{ClaimRow, ObjectRow, QualifierRow};
use crate::error::Result;

/// Which rows to keep, each list in the order of the graph's own.
#[derive(Debug)]
pub(super) struct Keep {
    /// Claims, in the order of [`KnowledgeGraph::claims`].
    pub(super) claims: Vec<bool>,
    /// Entities that stay even if no claim that stays needs them.
    pub(super) entities: Vec<bool>,
    /// Documents that may stay.
    pub(super) documents: Vec<bool>,
}

/// Where each row of a column went.
struct Moved(Vec<Option<u32>>);

impl Moved {
    fn new(kept: impl Iterator<Item = bool>) -> Result<Self> {
        let mut next = 0_usize;
        let mut places = Vec::new();
        for kept in kept {
            places.push(if kept { Some(position(next)?) } else { None });
            next += usize::from(kept);
        }
        Ok(Self(places))
    }

    fn kept(&self, place: usize) -> bool {
        self.0[place].is_some()
    }

    /// Returns the new place of a row that was kept.
    fn of(&self, place: usize) -> u32 {
        self.0[place].expect("what a kept row refers to is kept")
    }
}

impl KnowledgeGraph {
    /// Returns the graph of the rows that are kept and of those that they need.
    pub(super) fn cut(&self, keep: &Keep) -> Result<Self> {
        let kept: Vec<_> = self.edge_claims.iter().chain(&self.value_claims).zip(&keep.claims).filter(|(_, kept)| **kept).map(|(claim, _)| claim).collect();
        let columns = &self.columns;
        let entities = Moved::new(self.needed_entities(keep, &kept).into_iter())?;
        let documents = Moved::new(self.needed_documents(keep, &kept, &entities).into_iter())?;
        let locals = Moved::new(columns.locals.iter().map(|local| entities.kept(local.entity.index()) && documents.kept(local.document.index())))?;

        let mut draft = Draft::new(columns.schema.clone(), columns.asserted);
        draft.strings = columns.strings.clone();
        draft.texts.clone_from(&columns.texts);
        draft.identifiers.clone_from(&columns.identifiers);
        draft.mentions.clone_from(&columns.mentions);
        draft.evidence.clone_from(&columns.evidence);
        draft.documents = rows(&columns.documents, &documents);
        draft.entities = rows(&columns.entities, &entities);
        forget_reasons(&mut draft);
        draft.locals = rows(&columns.locals, &locals);
        for local in &mut draft.locals {
            local.entity = EntityId(entities.of(local.entity.index()));
            local.document = DocumentId(documents.of(local.document.index()));
        }
        for claim in kept {
            let moved = self.moved_claim(&mut draft, claim, &documents, &locals)?;
            draft.claims.push(moved);
        }
        freeze(draft)
    }

    /// The records that a claim refers to.
    fn participants<'c>(&'c self, claim: &'c ClaimRow) -> impl Iterator<Item = LocalId> {
        let fillers = self.columns.qualifiers[claim.qualifiers.range()].iter().map(|qualifier| qualifier.filler);
        let objects = fillers.chain([claim.object]).filter_map(|object| match object {
            ObjectRow::Entity(local) => Some(local),
            ObjectRow::Value(..) => None,
        });
        objects.chain(self.columns.speakers[claim.speakers.range()].iter().copied()).chain([claim.subject])
    }

    fn needed_entities(&self, keep: &Keep, claims: &[&ClaimRow]) -> Vec<bool> {
        let mut needed = keep.entities.clone();
        for local in claims.iter().flat_map(|claim| self.participants(claim)) {
            needed[self.columns.locals[local.index()].entity.index()] = true;
        }
        needed
    }

    fn needed_documents(&self, keep: &Keep, claims: &[&ClaimRow], entities: &Moved) -> Vec<bool> {
        let mut needed = vec![false; keep.documents.len()];
        claims.iter().for_each(|claim| needed[claim.document.index()] = true);
        let named = self.columns.locals.iter().filter(|local| entities.kept(local.entity.index()) && keep.documents[local.document.index()]);
        named.for_each(|local| needed[local.document.index()] = true);
        needed
    }

    fn moved_claim(&self, draft: &mut Draft, claim: &ClaimRow, documents: &Moved, locals: &Moved) -> Result<ClaimRow> {
        let local = |id: LocalId| LocalId(locals.of(id.index()));
        let object = |object: ObjectRow| match object {
            ObjectRow::Entity(id) => ObjectRow::Entity(local(id)),
            value @ ObjectRow::Value(..) => value,
        };
        let speakers: Vec<_> = self.columns.speakers[claim.speakers.range()].iter().map(|id| local(*id)).collect();
        let qualifiers = self.columns.qualifiers[claim.qualifiers.range()].iter();
        let qualifiers: Vec<_> = qualifiers.map(|one| QualifierRow { role: one.role, filler: object(one.filler) }).collect();
        Ok(ClaimRow {
            document: DocumentId(documents.of(claim.document.index())),
            subject: local(claim.subject),
            object: object(claim.object),
            speakers: append(&mut draft.speakers, speakers)?,
            qualifiers: append(&mut draft.qualifiers, qualifiers)?,
            ..claim.clone()
        })
    }
}

fn rows<T: Clone>(column: &[T], moved: &Moved) -> Vec<T> {
    column.iter().enumerate().filter(|(place, _)| moved.kept(*place)).map(|(_, row)| row.clone()).collect()
}

/// Drops the reasons that speak of documents which are gone.
fn forget_reasons(draft: &mut Draft) {
    let known: HashSet<_> = draft.documents.iter().map(|row| row.document.id.as_str()).collect();
    for entity in &mut draft.entities {
        entity.details.reasons.retain(|reason| [&reason.record, &reason.to].iter().all(|(document, _)| known.contains(document.as_str())));
    }
}
