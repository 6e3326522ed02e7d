//! The integration tests.

mod contract_schema;
mod dot;
mod graphml;
mod ontology;
mod sample;
mod tidy;
mod vocabulary;
