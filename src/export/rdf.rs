//! The graph as a stream of RDF terms.
