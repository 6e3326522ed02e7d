//! Text to entity records and claim records, in stages that each have a type: blocks, tokens, sentences, tags, names, trees, mentions, coreference,
//! relations, status, speaker and date. Where no trained model is yet, names by shape and flat patterns stand in.

pub mod block;
pub mod lexicon;
pub mod quotation;
pub mod sentence;
mod tables;
pub mod token;
pub mod tokenize;
pub mod types;

pub use lexicon::Lexicon;
