//! The whole model as JSON Lines, the only export that is read back: a header, a contract line for each document with its
//! text, and a line for each resolved entity with its records and why they were joined.

use std::io::{self, Write};

use super::{ExportOptions, Fidelity};
use crate::model::wire::{record_id, write_entity_line, write_extraction, write_graph_header};
use crate::model::{Entity, KnowledgeGraph};

/// Bytes of lines that are gathered before they are handed on.
const CHUNK: usize = 1 << 16;

pub(super) fn write(graph: &KnowledgeGraph, _options: &ExportOptions, out: &mut dyn Write, _fidelity: &mut Fidelity) -> io::Result<()> {
    let records = graph.by_document();
    let mut lines = Vec::new();
    write_graph_header(&mut lines);
    let mut numbers = Vec::new();
    for extraction in records.extractions() {
        numbers.push(write_extraction(&mut lines, &extraction, graph.schema()));
        hand_on(out, &mut lines)?;
    }
    let documents: Vec<_> = graph.documents().map(|document| document.document().id.as_str()).collect();
    for ((entity, members), resolved) in graph.entities().map(Entity::uid).zip(records.members()).zip(records.resolved()) {
        let mut members: Vec<_> = members.into_iter().map(|(document, record)| (documents[document], record_id(numbers[document][record]))).collect();
        members.sort_unstable();
        write_entity_line(&mut lines, &resolved.map_err(io::Error::other)?, entity, &members, graph.schema());
        hand_on(out, &mut lines)?;
    }
    out.write_all(&lines)?;
    out.flush()
}

fn hand_on(out: &mut dyn Write, lines: &mut Vec<u8>) -> io::Result<()> {
    if lines.len() >= CHUNK {
        out.write_all(lines)?;
        lines.clear();
    }
    Ok(())
}
