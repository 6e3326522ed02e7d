//! The whole model as JSON Lines, the only export that is read back: a header, a contract line for each document with its
//! text, and a line for each resolved entity with its records and why they were joined.

use std::collections::HashSet;
use std::io::{self, Write};

use super::{ExportOptions, Fidelity};
use crate::model::wire::{record_id, write_entity_line, write_extraction, write_graph_header};
use crate::model::{Claim, Entity, KnowledgeGraph};

/// Bytes of lines that are gathered before they are handed on.
const CHUNK: usize = 1 << 16;

pub(super) fn write(graph: &KnowledgeGraph, _options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    count_orphans(graph, fidelity);
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

/// A projected claim comes back with the claim that it was projected from; where a filter took that one, it can't.
fn count_orphans(graph: &KnowledgeGraph, fidelity: &mut Fidelity) {
    let mut origins: HashSet<_> = graph.claims().filter_map(Claim::projected_from).collect();
    if origins.is_empty() {
        return;
    }
    for claim in graph.claims() {
        origins.remove(&claim.id());
    }
    for claim in graph.claims().filter(|claim| claim.projected_from().is_some_and(|origin| origins.contains(&origin))) {
        fidelity.lost(&claim.predicate().name, "left out with the claim that it follows from", &claim.uid());
    }
}

fn hand_on(out: &mut dyn Write, lines: &mut Vec<u8>) -> io::Result<()> {
    if lines.len() >= CHUNK {
        out.write_all(lines)?;
        lines.clear();
    }
    Ok(())
}
