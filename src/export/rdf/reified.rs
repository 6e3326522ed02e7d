//! RDF 1.2: each claim reifies a triple term, which asserts nothing. Written as N-Triples, which every syntax of RDF 1.2 but
//! JSON-LD takes.

use std::io;

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedNodeRef};

use super::super::ExportOptions;
use super::{carried, terms};
use crate::model::{Claim, KnowledgeGraph, ObjectView};

/// What stands at the start of a file of RDF 1.2.
pub(in crate::export) const VERSION: &[u8] = b"VERSION \"1.2\"\n";

/// Hands over each claim with its statement, a line without its end: the claim, `rdf:reifies` and the triple term.
pub(in crate::export) fn reified(graph: &KnowledgeGraph, options: &ExportOptions, mut take: impl FnMut(Claim<'_>, &str) -> io::Result<()>) -> io::Result<()> {
    let whole = |uid: &str| format!("{}{uid}", options.base_iri);
    let reifies = format!("{}reifies", rdf::TYPE.as_str().trim_end_matches("type"));
    for claim in carried(graph) {
        let predicate = NamedNode::new(options.term_iri(&claim.predicate().iri)).map_err(io::Error::other)?;
        let object = match claim.object() {
            ObjectView::Entity(entity) => NamedNodeRef::new_unchecked(&whole(entity.uid())).to_string(),
            ObjectView::Value(text, datatype) => terms::with_value(text, datatype, |literal| literal.to_string()),
        };
        let [claim_iri, subject] = [whole(&claim.uid()), whole(claim.subject().uid())];
        take(claim, &format!("<{claim_iri}> <{reifies}> <<( <{subject}> {predicate} {object} )>>"))?;
    }
    Ok(())
}
