//! Turtle of RDF 1.1: the stream of triples through oxttl's serializer, with the prefixes of the ontology.

use std::io::{self, Write};

use oxttl::TurtleSerializer;

use super::{ExportOptions, Fidelity, rdf};
use crate::model::KnowledgeGraph;

pub(super) fn write(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let mut serializer = TurtleSerializer::new();
    for (prefix, iri) in rdf::PREFIXES.into_iter().chain(graph.schema().prefixes()) {
        serializer = serializer.with_prefix(prefix, iri).map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(&mut *out);
    rdf::stream(graph, options, fidelity, &mut |triple| serializer.serialize_triple(triple))?;
    serializer.finish()?;
    out.flush()
}
