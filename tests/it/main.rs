//! The integration tests.

mod contract;
mod contract_schema;
mod ontology;
mod tidy;
mod vocabulary;
