//! The columns before they are ordered: what the builder fills, what a filter cuts, and what `freeze` turns into a graph.

use super::claim::Asserted;
use super::ids::StrId;
use super::rows::{ClaimRow, DocumentRow, EntityRow, EvidenceRow, LocalRow, MentionRow, QualifierRow, Run};
use super::schema::Schema;
use super::strings::Strings;
use crate::error::{Error, ErrorKind, Result};

/// The columns. A row refers to others by position, so no row may be moved without its references.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) schema: Schema,
    pub(super) asserted: Asserted,
    pub(super) strings: Strings,
    pub(super) documents: Vec<DocumentRow>,
    pub(super) entities: Vec<EntityRow>,
    pub(super) locals: Vec<LocalRow>,
    pub(super) claims: Vec<ClaimRow>,
    pub(super) texts: Vec<StrId>,
    pub(super) identifiers: Vec<(StrId, StrId)>,
    pub(super) mentions: Vec<MentionRow>,
    pub(super) speakers: Vec<super::ids::LocalId>,
    pub(super) qualifiers: Vec<QualifierRow>,
    pub(super) evidence: Vec<EvidenceRow>,
}

/// Returns the next position of a column as a u32.
pub(super) fn position(length: usize) -> Result<u32> {
    u32::try_from(length).map_err(|_full| Error::new(ErrorKind::Identity, "a column of the graph holds more than 4,294,967,295 rows"))
}

/// Puts items at the end of a column and returns their run.
pub(super) fn append<T>(column: &mut Vec<T>, items: impl IntoIterator<Item = T>) -> Result<Run> {
    let start = position(column.len())?;
    column.extend(items);
    Ok(Run { start, length: position(column.len())? - start })
}

impl Draft {
    pub(super) fn new(schema: Schema, asserted: Asserted) -> Self {
        Self {
            schema,
            asserted,
            strings: Strings::default(),
            documents: Vec::new(),
            entities: Vec::new(),
            locals: Vec::new(),
            claims: Vec::new(),
            texts: Vec::new(),
            identifiers: Vec::new(),
            mentions: Vec::new(),
            speakers: Vec::new(),
            qualifiers: Vec::new(),
            evidence: Vec::new(),
        }
    }
}
