//! The integration tests.

#![expect(clippy::unwrap_used, clippy::unwrap_in_result, clippy::string_slice, reason = "a test that fails may panic")]

mod bad_input;
#[path = "../fuzz/bodies.rs"]
mod bodies;
mod cli;
mod contract;
mod contract_schema;
mod desk;
mod dot;
mod filter;
mod golden;
mod graphml;
mod identity;
mod jsonl;
mod ontology;
mod promise;
mod quads;
mod queries;
mod readback;
mod records;
mod rules;
mod run_report;
mod sample;
mod specimen;
mod story;
mod tidy;
mod traps;
mod triples;
mod turtle;
mod vocabulary;
