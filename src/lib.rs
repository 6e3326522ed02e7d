//! corkboard turns news articles, or any extractor's output, into a knowledge graph that says who said what, and where.
//!
//! Bytes become a [`Document`](model::Document), which becomes an [`Extraction`](model::Extraction); a
//! [`Resolution`](model::Resolution) says which of its records name the same thing; both become a
//! [`KnowledgeGraph`], which a [`Format`] writes. Each stage takes the value before it and returns a new one with
//! [`Diagnostics`]; nothing points back.
//!
//! # The modules
//!
//! - [`source`]: files to documents and extractions. Alone knows the extraction contract's reading.
//! - [`extract`]: documents to extractions, by rules and tables that are data in `schema/`.
//! - [`resolve`]: records to entities, each join with its reason. A layer that never changes a record.
//! - [`model`]: the graph, its ids and its order. Knows no file format.
//! - [`export`]: the graph to bytes, a file a format. Knows nothing but the model.
//! - [`pipeline`]: the only place that knows all of them, and where to begin.
//!
//! # What always holds
//!
//! - Only what a source states itself is a plain triple or a plain edge type; [`Standing`](model::Standing) says what the
//!   rest is.
//! - Bad input is never an error but a located [`Diagnostic`], counted; an [`Error`] is for what stops a run.
//! - The same input gives the same bytes and ids: order is made once, when the graph is frozen.
//! - Nothing below the command line prints, reads the environment or asks for the time.
//!
//! # A graph of one's own
//!
//! ```
//! use corkboard::pipeline::{self, Config};
//! use corkboard::source::Input;
//! use corkboard::Diagnostics;
//!
//! let story = Input::from_argument(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/story"));
//! let config = Config { inputs: vec![story], ..Config::default() };
//! let mut diagnostics = Diagnostics::new();
//! let run = pipeline::build(&config, &mut diagnostics, &pipeline::unwatched)?;
//! for relation in run.graph.relations().take(3) {
//!     println!("{} {} {}", relation.subject().name(), relation.words(), relation.object().name());
//! }
//! assert_eq!(run.graph.petgraph().node_count(), run.report.entities);
//! # Ok::<(), corkboard::Error>(())
//! ```

pub mod diagnostic;
pub mod error;
pub mod export;
pub mod extract;
pub mod model;
pub mod pipeline;
pub mod resolve;
pub mod source;

pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use error::{Error, ErrorKind, Location, Result};
pub use export::Format;
pub use model::KnowledgeGraph;
pub use pipeline::{Config, Report, Run};

/// The extraction contract as JSON Schema 2020-12: what any extractor may hand in.
pub const EXTRACTION_SCHEMA: &str = include_str!("../schema/extraction.schema.json");
