//! The graph: records, ids, standing, the string pool and the frozen columns behind a petgraph. Knows no file format.

pub mod builder;
pub mod claim;
mod claim_key;
pub mod claim_view;
pub mod date;
pub mod document;
mod draft;
pub mod extraction;
mod freeze;
pub mod graph;
pub mod hash;
pub mod identity;
pub mod ids;
pub mod ontology;
pub mod resolution;
mod rows;
pub mod schema;
pub mod span;
pub mod strings;
mod term;
pub mod value;
pub mod view;

pub use builder::GraphBuilder;
pub use claim::{Asserted, Confidence, Reason, Reasons, Standing, Status};
pub use claim_view::{Claim, Evidence, Record};
pub use date::PartialDate;
pub use document::Document;
pub use extraction::{ClaimRecord, EntityRecord, EvidenceRecord, Extraction, Identifier, Mention, MentionKind, Object, Qualifier};
pub use graph::KnowledgeGraph;
pub use hash::Hash80;
pub use identity::EntityKey;
pub use resolution::{MergeReason, Resolution, ResolvedEntity};
pub use schema::Schema;
pub use span::{OffsetUnit, Span, TextIndex};
pub use value::{Datatype, Value};
pub use view::{DocumentView, Entity, ObjectView, Relation};
