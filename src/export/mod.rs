//! The formats: one list, one file each, and what each could not hold. Knows the model and nothing of where it came from.

mod dot;
mod dot_legend;
mod dot_survey;
mod dot_text;
mod file_set;
mod graphml;
mod graphml_keys;
mod graphml_values;
mod jsonl;
mod output;
mod rdf;
pub mod sink;
mod text;
mod turtle;
mod xml;

use std::fmt;

pub use file_set::FileSet;
pub use sink::{MemorySink, Sink, StreamSink};

use crate::error::{Error, ErrorKind, Result};
use crate::model::KnowledgeGraph;
use crate::model::schema::Predicate;

/// A format that is written. [`Format::ALL`] is the one list: the command line, the README's table, the tests and the fuzzers iterate over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// RDF 1.1 Turtle, `text/turtle`.
    Turtle,
    /// GraphML in the profile that Gephi, Neo4j's APOC, NetworkX, igraph and graphology all read whole.
    GraphMl,
    /// Graphviz DOT, a picture to print.
    Dot,
    /// The whole model as JSON Lines, the only export that is read back.
    JsonLines,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Self] = &[Self::Turtle, Self::GraphMl, Self::Dot, Self::JsonLines];

    /// What is written where nothing else is asked for.
    pub const DEFAULT: &'static [Self] = &[Self::Turtle, Self::GraphMl, Self::Dot];

    /// Returns the name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Turtle => "turtle",
            Self::GraphMl => "graphml",
            Self::Dot => "dot",
            Self::JsonLines => "jsonl",
        }
    }

    /// Returns the extension of its file, without the point.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::GraphMl => "graphml",
            Self::Dot => "dot",
            Self::JsonLines => "jsonl",
        }
    }

    /// Returns the name of its file, of a stem.
    pub fn file_name(self, stem: &str) -> String {
        format!("{stem}.{}", self.extension())
    }

    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Turtle => "text/turtle",
            Self::GraphMl => "application/graphml+xml",
            Self::Dot => "text/vnd.graphviz",
            Self::JsonLines => "application/jsonl",
        }
    }

    /// Finds a format by its name, its extension or a usual other name.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let other = match name.as_str() {
            "gv" => Some(Self::Dot),
            "ndjson" => Some(Self::JsonLines),
            _ => None,
        };
        Self::ALL.iter().copied().find(|format| format.name() == name || format.extension() == name).or(other)
    }

    /// Returns whether claims of a predicate are written to it; the ontology keeps some from all formats but a few.
    fn carries(self, predicate: &Predicate) -> bool {
        let family = if self == Self::Turtle { "rdf" } else { self.name() };
        predicate.export_in.is_empty() || predicate.export_in.iter().any(|name| name == family)
    }

    /// Writes the graph, and returns what the format could not hold.
    ///
    /// # Errors
    /// When the sink can't be written, or the base IRI is none; see [`ExportOptions::check_base`].
    pub fn write(self, graph: &KnowledgeGraph, options: &ExportOptions, sink: &mut dyn Sink) -> Result<Fidelity> {
        options.check_base()?;
        let mut fidelity = Fidelity::default();
        let name = self.file_name(&options.stem);
        sink.file(&name, &mut |out| match self {
            Self::Turtle => turtle::write(graph, options, out, &mut fidelity),
            Self::GraphMl => graphml::write(graph, options, out, &mut fidelity),
            Self::Dot => dot::write(graph, options, out, &mut fidelity),
            Self::JsonLines => jsonl::write(graph, options, out, &mut fidelity),
        })?;
        Ok(fidelity)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

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

/// Something that a format could not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    /// What it concerns: an attribute, a predicate, or a kind of record.
    pub attribute: String,
    /// What became of it, as in "cut at 1,000 characters".
    pub what: String,
    /// How often.
    pub count: u64,
    /// The first case.
    pub example: String,
}

/// What one export could not hold; empty where nothing is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fidelity {
    losses: Vec<Loss>,
}

impl Fidelity {
    /// Counts a loss; the first of its kind becomes the example.
    pub fn lost(&mut self, attribute: &str, what: &str, example: &str) {
        self.lost_times(1, attribute, what, example);
    }

    /// Counts a loss that was met several times; none is no loss.
    pub fn lost_times(&mut self, count: u64, attribute: &str, what: &str, example: &str) {
        if count == 0 {
            return;
        }
        let known = self.losses.iter_mut().find(|loss| loss.attribute == attribute && loss.what == what);
        match known {
            Some(loss) => loss.count += count,
            None => self.losses.push(Loss { attribute: attribute.to_owned(), what: what.to_owned(), count, example: text::cut(example, 80).into_owned() }),
        }
    }

    /// Returns the losses, sorted by attribute.
    pub fn losses(&self) -> Vec<&Loss> {
        let mut losses: Vec<_> = self.losses.iter().collect();
        losses.sort();
        losses
    }
}
