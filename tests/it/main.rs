//! The integration tests.

mod clippings;
mod contract_schema;
mod dot;
mod filter;
mod graphml;
mod jsonl;
mod ontology;
mod queries;
mod records;
mod sample;
mod tidy;
mod turtle;
mod vocabulary;
