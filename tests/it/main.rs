//! The integration tests.

mod contract_schema;
mod ontology;
mod tidy;
mod story;
mod traps;
mod vocabulary;
