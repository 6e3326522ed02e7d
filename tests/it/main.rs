//! The integration tests.

mod contract_schema;
mod ontology;
mod sample;
mod turtle;
mod vocabulary;
