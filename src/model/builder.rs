//! Collects extractions and their resolution; `finish` is the only place of order.

use super::claim::{Asserted, Voice, standing};
use super::draft::{Draft, append, position};
use super::extraction::{ClaimRecord, EntityRecord, EvidenceRecord, Extraction, Identifier, Object};
use super::graph::KnowledgeGraph;
use super::hash::KeyHasher;
use super::identity::iri_path;
use super::ids::{DocumentId, EntityId, LocalId, StrId};
use super::join::{JoinedRecord, join_records};
use super::resolution::{Resolution, ResolvedEntity};
use super::rows::{ClaimRow, DocumentRow, EntityDetails, EntityRow, EvidenceRow, LocalRow, ObjectRow, QualifierRow, Run};
use super::schema::Schema;
use super::span::TextIndex;
use super::{Status, claim_key};
use crate::diagnostic::{Code, Diagnostics};
use crate::error::{Error, ErrorKind, Result};

/// Builds a [`KnowledgeGraph`]. The order in which extractions are added, and the order of records in them, does not matter.
#[derive(Debug)]
pub struct GraphBuilder {
    draft: Draft,
    diagnostics: Diagnostics,
}

impl GraphBuilder {
    /// Returns a builder of an empty graph.
    pub fn new(schema: Schema, asserted: Asserted) -> Self {
        Self { draft: Draft::new(schema, asserted), diagnostics: Diagnostics::new() }
    }

    /// Builds the graph of extractions and their resolution.
    ///
    /// # Errors
    /// When the resolution is not one of these extractions, or different keys share an id.
    pub fn build(mut self, extractions: &[Extraction], resolution: &Resolution) -> Result<(KnowledgeGraph, Diagnostics)> {
        for entity in &resolution.entities {
            self.add_entity(entity)?;
        }
        for (place, extraction) in extractions.iter().enumerate() {
            let entity_of = resolution.entity_of.get(place).map_or(&[][..], Vec::as_slice);
            self.add_extraction(extraction, entity_of)?;
        }
        self.finish()
    }

    fn intern(&mut self, text: &str) -> Result<StrId> {
        self.draft.strings.intern(text)
    }

    fn maybe(&mut self, text: Option<&str>) -> Result<Option<StrId>> {
        text.map(|text| self.intern(text)).transpose()
    }

    fn texts(&mut self, texts: &[String]) -> Result<Run> {
        let ids = texts.iter().map(|text| self.draft.strings.intern(text)).collect::<Result<Vec<_>>>()?;
        append(&mut self.draft.texts, ids)
    }

    fn identifiers(&mut self, identifiers: &[Identifier]) -> Result<Run> {
        let strings = &mut self.draft.strings;
        let pairs = identifiers.iter().map(|one| Ok((strings.intern(&one.scheme)?, strings.intern(&one.value)?))).collect::<Result<Vec<_>>>()?;
        append(&mut self.draft.identifiers, pairs)
    }

    fn add_entity(&mut self, entity: &ResolvedEntity) -> Result<()> {
        let key = entity.key.hash();
        let class = self.draft.schema.class(entity.class);
        let root = self.draft.schema.class(class.root).name.to_lowercase();
        let row = EntityRow {
            key,
            uid: self.intern(&iri_path(&root, &entity.name, key))?,
            name: self.intern(&entity.name)?,
            class: entity.class,
            unnamed: entity.unnamed,
            aliases: self.texts(&distinct(entity.aliases.iter().filter(|alias| **alias != entity.name)))?,
            identifiers: self.identifiers(&distinct(&entity.identifiers))?,
            details: Box::new(EntityDetails { key_fields: entity.key.fields(), reasons: distinct(&entity.reasons) }),
        };
        self.draft.entities.push(row);
        Ok(())
    }

    fn add_extraction(&mut self, extraction: &Extraction, entity_of: &[usize]) -> Result<()> {
        if entity_of.len() != extraction.entities.len() {
            let found = format!("document `{}` has {} entity records, its resolution {}", extraction.document.id, extraction.entities.len(), entity_of.len());
            return Err(Error::new(ErrorKind::Identity, found));
        }
        let document = DocumentId(position(self.draft.documents.len())?);
        self.draft.documents.push(DocumentRow {
            iri_path: extraction.document.iri_path(),
            index: extraction.document.text.as_deref().map(TextIndex::new),
            document: extraction.document.clone(),
        });
        let locals = self.add_records(document, &extraction.entities, entity_of)?;
        for claim in &extraction.claims {
            self.add_claim(document, &locals, claim)?;
        }
        Ok(())
    }

    /// Adds the records of a document and returns the row of each; records that can't be told apart share one.
    fn add_records(&mut self, document: DocumentId, records: &[EntityRecord], entity_of: &[usize]) -> Result<Vec<LocalId>> {
        let entities = &self.draft.entities;
        let global = |place: usize| match entities.get(place).map(|row| row.details.key_fields.as_slice()) {
            Some([kind, id]) if kind == "global" => Some(id.clone()),
            _ => None,
        };
        let (joined, places) = join_records(&self.draft.schema, &self.draft.documents[document.index()], records, entity_of, global)?;
        let first = position(self.draft.locals.len())?;
        for record in joined {
            let row = self.local_row(document, record)?;
            self.draft.locals.push(row);
        }
        places.into_iter().map(|place| Ok(LocalId(first + position(place)?))).collect()
    }

    fn local_row(&mut self, document: DocumentId, record: JoinedRecord<'_>) -> Result<LocalRow> {
        Ok(LocalRow {
            document,
            entity: EntityId(position(record.entity)?),
            class: record.class,
            unnamed: record.unnamed,
            salient: record.salient,
            id: self.intern(record.id)?,
            name: self.intern(record.name)?,
            key: record.key,
            aliases: self.texts(&record.aliases)?,
            identifiers: self.identifiers(&record.identifiers)?,
            mentions: append(&mut self.draft.mentions, record.mentions)?,
        })
    }

    fn add_claim(&mut self, document: DocumentId, locals: &[LocalId], record: &ClaimRecord) -> Result<()> {
        let local = |place: usize| {
            let known = locals.get(place).copied();
            known.ok_or_else(|| Error::new(ErrorKind::Identity, "a claim refers to a record that its document does not have"))
        };
        let object = self.object(&record.object, &local)?;
        let mut qualifiers = Vec::with_capacity(record.qualifiers.len());
        for qualifier in &record.qualifiers {
            qualifiers.push(QualifierRow { role: self.intern(&qualifier.role)?, filler: self.object(&qualifier.filler, &local)? });
        }
        let speakers = record.speakers.iter().map(|speaker| local(*speaker)).collect::<Result<Vec<_>>>()?;
        let status = record.status.unwrap_or(Status::Unknown);
        let voice = if speakers.is_empty() { Voice::Own } else { Voice::Speaker };
        let evidence = record.evidence.iter().map(|one| self.evidence_row(one)).collect::<Result<Vec<_>>>()?;
        if evidence.is_empty() {
            self.diagnostics.push(
                Code::MissingEvidence,
                None,
                format!("a claim of document `{}` has no evidence", self.draft.documents[document.index()].document.id),
            );
        }
        let mut row = ClaimRow {
            id: KeyHasher::new("").finish(),
            projected_from: None,
            document,
            subject: local(record.subject)?,
            object,
            predicate: record.predicate,
            status,
            standing: standing(status, record.inferred, voice),
            inferred: record.inferred,
            core: record.core,
            confidence: record.confidence,
            date: record.date,
            extractor: self.maybe(record.extractor.as_deref())?,
            speakers: append(&mut self.draft.speakers, speakers)?,
            qualifiers: append(&mut self.draft.qualifiers, qualifiers)?,
            evidence: append(&mut self.draft.evidence, evidence)?,
        };
        row.id = claim_key::claim_id(&self.draft, &row);
        self.draft.claims.push(row);
        Ok(())
    }

    fn object(&mut self, object: &Object<usize>, local: &impl Fn(usize) -> Result<LocalId>) -> Result<ObjectRow> {
        Ok(match object {
            Object::Entity(place) => ObjectRow::Entity(local(*place)?),
            Object::Value(value) => ObjectRow::Value(self.intern(&value.text)?, value.datatype),
        })
    }

    fn evidence_row(&mut self, record: &EvidenceRecord) -> Result<EvidenceRow> {
        Ok(EvidenceRow {
            span: record.span,
            quote: self.maybe(record.quote.as_deref())?,
            rule: self.maybe(record.rule.as_deref())?,
            confidence: record.confidence,
        })
    }

    /// Joins equal claims, adds projected ones, sorts once, groups relations and freezes.
    ///
    /// # Errors
    /// When different keys share an id, or a column holds more than 2^32 rows.
    fn finish(mut self) -> Result<(KnowledgeGraph, Diagnostics)> {
        claim_key::join_equal_claims(&mut self.draft)?;
        claim_key::project(&mut self.draft)?;
        let graph = super::freeze::freeze(self.draft)?;
        Ok((graph, self.diagnostics))
    }
}

/// Sorts and drops repetitions, whatever the resolution's own order was.
fn distinct<'a, T: Clone + Ord + 'a>(items: impl IntoIterator<Item = &'a T>) -> Vec<T> {
    let mut items: Vec<_> = items.into_iter().cloned().collect();
    items.sort_unstable();
    items.dedup();
    items
}
