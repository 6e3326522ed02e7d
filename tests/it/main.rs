//! The integration tests.

mod contract_schema;
mod ontology;
mod sample;
mod tidy;
mod turtle;
mod vocabulary;
