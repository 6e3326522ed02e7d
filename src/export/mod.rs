//! The formats: one list, one file each, and what each could not hold. Knows the model and nothing of where it came from.

mod csv;
mod csv_text;
mod cypher;
mod cypher_load;
mod dot;
mod dot_legend;
mod dot_survey;
mod dot_text;
mod fidelity;
mod file_set;
mod format;
mod ftm;
mod ftm_text;
mod gexf;
mod graph_json;
mod graphml;
mod jsonl;
mod jsonld;
mod neo4j;
mod output;
mod properties;
mod rdf;
mod rdf_syntaxes;
pub mod sink;
mod spells;
mod text;
mod xml;

pub use fidelity::{Fidelity, Loss};
pub use file_set::FileSet;
pub use format::Format;
pub use jsonld::CONTEXT;
pub use sink::{MemorySink, Sink, StreamSink};

use crate::error::{Error, ErrorKind, Result};

/// The SHACL shapes that every RDF export with `--assert fact` keeps to: the promise among them.
pub const SHAPES: &str = include_str!("../../schema/shapes.ttl");

/// What an edge of a property graph or a picture stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Edges {
    /// A relation: all claims of the same subject, predicate, object and standing.
    #[default]
    Relations,
    /// A claim.
    Claims,
}

/// What RDF says of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Statements {
    /// Each is a node with subject, predicate and object: RDF 1.1, which every tool reads.
    #[default]
    Claims,
    /// And it reifies a triple term: RDF 1.2, whose media types have the parameter `version=1.2`.
    Rdf12,
}

/// Whether a GraphML file keeps to the official schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Xsd {
    /// With the attributes `label` and `labels` that Gephi and Neo4j read and the schema does not know.
    #[default]
    Extended,
    /// Without them.
    Strict,
}

/// Whether a picture shows nodes without a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Isolated {
    /// They are left out and counted.
    #[default]
    LeftOut,
    /// They are drawn.
    Drawn,
}

/// How a graph is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOptions {
    /// What IRIs begin with; ends in `/` or `#`.
    pub base_iri: String,
    /// The name of the files without extension.
    pub stem: String,
    /// What an edge is.
    pub edges: Edges,
    /// What RDF says of claims.
    pub statements: Statements,
    /// The title of a picture.
    pub title: Option<String>,
    /// Whether GraphML keeps to the official schema.
    pub xsd: Xsd,
    /// Whether a picture shows isolated nodes.
    pub isolated: Isolated,
}

/// The base IRI that is used where none is given.
pub const PLACEHOLDER_BASE: &str = "https://example.org/kg/";

impl Default for ExportOptions {
    fn default() -> Self {
        Self {
            base_iri: PLACEHOLDER_BASE.to_owned(),
            stem: "graph".to_owned(),
            edges: Edges::default(),
            statements: Statements::default(),
            title: None,
            xsd: Xsd::default(),
            isolated: Isolated::default(),
        }
    }
}

impl ExportOptions {
    /// Checks that every id can stand behind the base IRI.
    ///
    /// # Errors
    /// When the base is no absolute IRI, or ends in neither `/` nor `#`.
    pub fn check_base(&self) -> Result<()> {
        let base = &self.base_iri;
        let wrong = match oxrdf::NamedNodeRef::new(base) {
            Err(error) => format!("the base IRI `{base}` is not an absolute IRI: {error}"),
            Ok(_) if !base.ends_with(['/', '#']) => format!("the base IRI `{base}` ends in neither `/` nor `#`"),
            Ok(_) => return Ok(()),
        };
        Err(Error::new(ErrorKind::Input, wrong).hint(format!("choose one like `{PLACEHOLDER_BASE}`")))
    }

    /// Returns a whole IRI: a term of the user's own namespace (`ns#name`) is put behind the base, any other is whole already.
    pub(crate) fn term_iri(&self, iri: &str) -> String {
        match iri.strip_prefix("ns#") {
            Some(name) if self.base_iri.contains('#') => format!("{}ns/{name}", self.base_iri),
            Some(_) => format!("{}{iri}", self.base_iri),
            None => iri.to_owned(),
        }
    }
}
