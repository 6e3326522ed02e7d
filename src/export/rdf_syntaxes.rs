//! The syntaxes of RDF that oxttl writes: Turtle and `TriG` with the prefixes of the ontology, N-Triples and N-Quads. With
//! `--statements rdf12` a triple term for each claim follows.

use std::io::{self, Write};

use oxrdf::TripleRef;
use oxttl::{NQuadsSerializer, NTriplesSerializer, TriGSerializer, TurtleSerializer};

use super::rdf::{self, Graphs};
use super::{ExportOptions, Fidelity, Statements};
use crate::model::{KnowledgeGraph, Schema};

fn prefixes(schema: &Schema) -> impl Iterator<Item = (&str, &str)> {
    rdf::PREFIXES.into_iter().chain(schema.prefixes())
}

/// Writes what says that a file is of RDF 1.2. N-Triples and N-Quads go without: Oxigraph 0.5 takes it for a triple there.
fn version(options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    if options.statements == Statements::Rdf12 { out.write_all(rdf::VERSION) } else { Ok(()) }
}

pub(super) fn turtle(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    version(options, out)?;
    let mut serializer = TurtleSerializer::new();
    for (prefix, iri) in prefixes(graph.schema()) {
        serializer = serializer.with_prefix(prefix, iri).map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(&mut *out);
    rdf::stream(graph, options, Graphs::One, fidelity, &mut |quad| serializer.serialize_triple(TripleRef::from(quad)))?;
    serializer.finish()?;
    reify(graph, options, out)
}

pub(super) fn ntriples(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let mut serializer = NTriplesSerializer::new().for_writer(&mut *out);
    rdf::stream(graph, options, Graphs::One, fidelity, &mut |quad| serializer.serialize_triple(TripleRef::from(quad)))?;
    serializer.finish();
    reify(graph, options, out)
}

fn reify(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    if options.statements == Statements::Rdf12 {
        rdf::reified(graph, options, |_, statement| writeln!(out, "{statement} ."))?;
    }
    out.flush()
}

pub(super) fn nquads(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let mut serializer = NQuadsSerializer::new().for_writer(&mut *out);
    rdf::stream(graph, options, Graphs::Documents, fidelity, &mut |quad| serializer.serialize_quad(quad))?;
    serializer.finish();
    if options.statements == Statements::Rdf12 {
        rdf::reified(graph, options, |claim, statement| writeln!(out, "{statement} <{}{}> .", options.base_iri, claim.document().uid()))?;
    }
    out.flush()
}

pub(super) fn trig(graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    version(options, out)?;
    let mut serializer = TriGSerializer::new();
    for (prefix, iri) in prefixes(graph.schema()) {
        serializer = serializer.with_prefix(prefix, iri).map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(&mut *out);
    rdf::stream(graph, options, Graphs::Documents, fidelity, &mut |quad| serializer.serialize_quad(quad))?;
    serializer.finish()?;
    if options.statements == Statements::Rdf12 {
        rdf::reified(graph, options, |claim, statement| writeln!(out, "<{}{}> {{ {statement} . }}", options.base_iri, claim.document().uid()))?;
    }
    out.flush()
}
