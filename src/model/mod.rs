//! The graph: records, ids, standing, the string pool and the frozen columns behind a petgraph. Knows no file format.

pub mod claim;
pub mod date;
pub mod document;
pub mod extraction;
pub mod hash;
pub mod identity;
pub mod ids;
pub mod resolution;
pub mod schema;
pub mod span;
pub mod strings;
pub mod value;

pub use claim::{Asserted, Confidence, Reason, Reasons, Standing, Status};
pub use date::PartialDate;
pub use document::Document;
pub use extraction::{ClaimRecord, EntityRecord, EvidenceRecord, Extraction, Identifier, Mention, MentionKind, Object, Qualifier};
pub use hash::Hash80;
pub use identity::EntityKey;
pub use resolution::{MergeReason, Resolution, ResolvedEntity};
pub use schema::Schema;
pub use span::{OffsetUnit, Span, TextIndex};
pub use value::{Datatype, Value};
