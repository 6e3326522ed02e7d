//! The integration tests.

mod bad_input;
mod cli;
mod contract_schema;
mod desk;
mod ontology;
mod run_report;
mod filter;
mod jsonl;
mod ontology;
mod queries;
mod records;
mod sample;
mod tidy;
mod turtle;
mod vocabulary;
