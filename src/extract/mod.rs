//! Text to entity records and claim records, in stages that each have a type: blocks, tokens, sentences, tags, names, trees, mentions, coreference,
//! relations, status, speaker and date. Where no trained model is yet, names by shape and flat patterns stand in.

pub mod analysis;
mod anaphora;
pub mod block;
mod bodies;
mod cluster;
mod coreference;
mod counts;
mod descriptors;
mod groups;
mod known;
pub mod language;
pub mod lexicon;
mod mention;
mod names;
mod positions;
pub mod quotation;
pub mod sentence;
mod tables;
pub mod token;
pub mod tokenize;
pub mod types;
mod view;
mod works;

pub use analysis::analyse;
pub use lexicon::Lexicon;
