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
mod graph_json;
mod graphml;
mod jsonl;
mod neo4j;
mod output;
mod properties;
mod rdf;
pub mod sink;
mod text;
mod turtle;
mod xml;

pub use fidelity::{Fidelity, Loss};
pub use file_set::FileSet;
pub use format::Format;
pub use sink::{MemorySink, Sink, StreamSink};

use crate::error::{Error, ErrorKind, Result};

/// What an edge of a property graph or a picture stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Edges {
    /// A relation: all claims of the same subject, predicate, object and standing.
    #[default]
    Relations,
    /// A claim.
    Claims,
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
