//! The Turtle export, read back by a parser.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use corkboard::export::Format;

use crate::sample;

#[test]
fn show() {
    println!("{}", sample::export(&sample::graph(), Format::Turtle));
}
