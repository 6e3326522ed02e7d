//! The way back: from the frozen columns to the extractions and the resolution that they were built of.

use super::extraction::{ClaimRecord, EntityRecord, EvidenceRecord, Extraction, Identifier, Object, Qualifier};
use super::graph::KnowledgeGraph;
use super::identity::EntityKey;
use super::ids::{DocumentId, EntityId, LocalId};
use super::resolution::{Resolution, ResolvedEntity};
use super::rows::{ClaimRow, LocalRow, ObjectRow, Run};
use super::value::Value;
use crate::error::{Error, ErrorKind, Result};

/// Which claims and records each document has, so that one document after the other can be given back.
#[derive(Debug)]
pub struct Records<'g> {
    graph: &'g KnowledgeGraph,
    /// For each document and one more the position of its first record.
    locals: Vec<usize>,
    /// The claims by document, each document's in canonical order; projected ones are left out.
    claims: Vec<&'g ClaimRow>,
    /// For each document and one more the position of its first claim.
    starts: Vec<usize>,
}

impl KnowledgeGraph {
    /// Returns the extractions and the resolution of the graph: documents, records and claims in canonical order, claims
    /// that were projected left out, ids of records numbered anew unless they are global. A graph that is built of them
    /// equals this one, except where a filter has parted a projected claim from the claim that it comes from.
    ///
    /// # Errors
    /// When an entity's key fields are none; never for a graph that a builder made.
    pub fn to_records(&self) -> Result<(Vec<Extraction>, Resolution)> {
        let records = self.by_document();
        Ok((records.extractions().collect(), records.resolution()?))
    }

    /// Groups records and claims by document.
    pub fn by_document(&self) -> Records<'_> {
        let documents = self.columns.documents.len();
        let place = |document: usize| DocumentId(u32::try_from(document).unwrap_or(u32::MAX));
        let locals = (0..=documents).map(|document| self.columns.locals.partition_point(|local| local.document < place(document))).collect();
        let mut claims: Vec<_> = self.edge_claims.iter().chain(&self.value_claims).filter(|claim| claim.projected_from.is_none()).collect();
        claims.sort_by_key(|claim| claim.document);
        let starts = (0..=documents).map(|document| claims.partition_point(|claim| claim.document < place(document))).collect();
        Records { graph: self, locals, claims, starts }
    }

    fn owned(&self, run: Run) -> Vec<String> {
        self.columns.texts[run.range()].iter().map(|id| self.text(*id).to_owned()).collect()
    }

    fn owned_identifiers(&self, run: Run) -> Vec<Identifier> {
        let pairs = self.columns.identifiers[run.range()].iter();
        pairs.map(|(scheme, value)| Identifier { scheme: self.text(*scheme).to_owned(), value: self.text(*value).to_owned() }).collect()
    }
}

impl Records<'_> {
    /// Returns the documents one after the other, each with its records and claims.
    pub fn extractions(&self) -> impl ExactSizeIterator<Item = Extraction> {
        (0..self.graph.columns.documents.len()).map(|document| self.extraction(document))
    }

    fn extraction(&self, document: usize) -> Extraction {
        let columns = &self.graph.columns;
        let first = self.locals[document];
        let records = columns.locals[first..self.locals[document + 1]].iter().enumerate();
        let claims = self.claims[self.starts[document]..self.starts[document + 1]].iter();
        Extraction {
            document: columns.documents[document].document.clone(),
            entities: records.map(|(number, row)| self.record(number, row)).collect(),
            claims: claims.map(|claim| self.claim(first, claim)).collect(),
        }
    }

    fn record(&self, number: usize, row: &LocalRow) -> EntityRecord {
        let entity = &self.graph.columns.entities[row.entity.index()];
        let id = match entity.details.key_fields.as_slice() {
            [kind, id] if kind == "global" => id.clone(),
            _ => format!("e{}", number + 1),
        };
        EntityRecord {
            id,
            class: row.class,
            name: self.graph.text(row.name).to_owned(),
            aliases: self.graph.owned(row.aliases),
            mentions: self.graph.columns.mentions[row.mentions.range()].to_vec(),
            identifiers: self.graph.owned_identifiers(row.identifiers),
            unnamed: row.unnamed,
            salient: row.salient,
        }
    }

    fn claim(&self, first: usize, row: &ClaimRow) -> ClaimRecord {
        let local = |id: LocalId| id.index() - first;
        let object = |object: ObjectRow| match object {
            ObjectRow::Entity(id) => Object::Entity(local(id)),
            ObjectRow::Value(text, datatype) => Object::Value(Value { text: self.graph.text(text).to_owned(), datatype }),
        };
        let columns = &self.graph.columns;
        let maybe = |id: Option<super::ids::StrId>| id.map(|id| self.graph.text(id).to_owned());
        let qualifiers = columns.qualifiers[row.qualifiers.range()].iter();
        let mut qualifiers: Vec<_> = qualifiers.map(|one| Qualifier { role: self.graph.text(one.role).to_owned(), filler: object(one.filler) }).collect();
        qualifiers.sort();
        let evidence = columns.evidence[row.evidence.range()].iter();
        ClaimRecord {
            subject: local(row.subject),
            predicate: row.predicate,
            object: object(row.object),
            status: Some(row.status),
            speakers: columns.speakers[row.speakers.range()].iter().map(|id| local(*id)).collect(),
            inferred: row.inferred,
            date: row.date,
            qualifiers,
            confidence: row.confidence,
            evidence: evidence
                .map(|one| EvidenceRecord { span: one.span, quote: maybe(one.quote), rule: maybe(one.rule), confidence: one.confidence })
                .collect(),
            extractor: maybe(row.extractor),
            core: row.core,
        }
    }

    /// Returns the resolution: the entities in canonical order, and for each record of the extractions its entity.
    ///
    /// # Errors
    /// When an entity's key fields are none; never for a graph that a builder made.
    pub fn resolution(&self) -> Result<Resolution> {
        let columns = &self.graph.columns;
        let locals = |document: usize| &columns.locals[self.locals[document]..self.locals[document + 1]];
        Ok(Resolution {
            entities: self.resolved().collect::<Result<_>>()?,
            entity_of: (0..columns.documents.len()).map(|document| locals(document).iter().map(|local| local.entity.index()).collect()).collect(),
        })
    }

    /// Returns the entities in canonical order as the resolution had them; an error stands for key fields that are none.
    pub fn resolved(&self) -> impl ExactSizeIterator<Item = Result<ResolvedEntity>> {
        (0..self.graph.columns.entities.len()).map(|place| self.resolved_entity(place))
    }

    fn resolved_entity(&self, place: usize) -> Result<ResolvedEntity> {
        let row = &self.graph.columns.entities[place];
        let fields = &row.details.key_fields;
        let key = EntityKey::from_fields(fields).ok_or_else(|| Error::new(ErrorKind::Identity, format!("found the entity key `{}`", fields.join(" "))))?;
        Ok(ResolvedEntity {
            key,
            class: row.class,
            name: self.graph.text(row.name).to_owned(),
            aliases: self.graph.owned(row.aliases),
            identifiers: self.graph.owned_identifiers(row.identifiers),
            unnamed: row.unnamed,
            reasons: row.details.reasons.clone(),
        })
    }

    /// Returns for each entity its records as (position of the document, position of the record in it), in canonical order.
    pub fn members(&self) -> Vec<Vec<(usize, usize)>> {
        let columns = &self.graph.columns;
        let mut members = vec![Vec::new(); columns.entities.len()];
        for local in columns.locals.iter().enumerate().map(|(place, local)| (local.document.index(), place, local.entity)) {
            let (document, place, EntityId(entity)) = local;
            members[entity as usize].push((document, place - self.locals[document]));
        }
        members
    }
}
