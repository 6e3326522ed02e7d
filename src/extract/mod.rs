//! Text to entity records and claim records, in stages that each have a type: blocks, tokens, sentences, tags, names, trees, mentions, coreference,
//! relations, status, speaker and date. Where no trained model is yet, names by shape and flat patterns stand in.

pub mod analysis;
mod anaphora;
pub mod block;
mod bodies;
mod build;
mod claims;
mod clause;
mod cluster;
mod compile;
mod coreference;
mod counts;
mod descriptors;
mod draft;
mod extractor;
mod find;
mod groups;
mod judge;
mod kinds;
mod known;
pub mod language;
pub mod lexicon;
mod matcher;
mod mention;
mod names;
mod pattern;
mod positions;
mod posts;
pub mod quotation;
mod quoted;
mod reading;
mod roles;
mod rule_file;
mod rules;
pub mod sentence;
mod speech;
mod status;
mod tables;
pub mod token;
pub mod tokenize;
#[cfg(test)]
mod trials;
pub mod types;
mod verb;
mod veto;
mod view;
mod when;
mod works;

pub use analysis::analyse;
pub use extractor::{Extractor, Further};
pub use lexicon::Lexicon;
pub use rules::Rules;
