//! The integration tests.

mod contract_schema;
mod filter;
mod jsonl;
mod ontology;
mod queries;
mod records;
mod sample;
mod tidy;
mod turtle;
mod vocabulary;
