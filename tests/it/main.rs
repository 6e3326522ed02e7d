//! The integration tests.

mod contract;
mod contract_schema;
mod dot;
mod filter;
mod graphml;
mod jsonl;
mod ontology;
mod queries;
mod records;
mod sample;
mod specimen;
mod tidy;
mod story;
mod turtle;
mod vocabulary;
