//! corkboard turns news articles, or any extractor's output, into a knowledge graph that says who said what, and where.

pub mod diagnostic;
pub mod error;
pub mod export;
pub mod extract;
pub mod model;
pub mod pipeline;

pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use error::{Error, ErrorKind, Location, Result};
