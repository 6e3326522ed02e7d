//! The integration tests.

mod contract;
mod contract_schema;
mod dot;
mod graphml;
mod ontology;
mod specimen;
mod tidy;
mod vocabulary;
