//! The integration tests.

mod bad_input;
mod cli;
mod contract_schema;
mod desk;
mod ontology;
mod run_report;
mod sample;
mod tidy;
mod turtle;
mod vocabulary;
