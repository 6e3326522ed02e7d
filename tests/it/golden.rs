//! Five-line edge cases, each beside what it becomes in every format. `UPDATE_EXPECT=1` writes what is to be read and then committed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use corkboard::export::{ExportOptions, Format, MemorySink};
use corkboard::pipeline::{self, Config};
use corkboard::source::Input;
use corkboard::{Diagnostics, KnowledgeGraph};
use expect_test::expect_file;

static CASES: LazyLock<Vec<(PathBuf, KnowledgeGraph)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 15, "the cases are there");
    cases.into_iter().map(|case| (case.clone(), graph(input(&case)))).collect()
});

fn input(case: &Path) -> Input {
    let names = ["input.jsonl", "input.txt"];
    let name = names.iter().find(|name| case.join(name).is_file()).unwrap_or_else(|| panic!("{} has no input", case.display()));
    Input::Bytes { name: (*name).to_owned(), bytes: fs::read(case.join(name)).unwrap() }
}

fn graph(input: Input) -> KnowledgeGraph {
    let config = Config { inputs: vec![input], ..Config::default() };
    pipeline::build(&config, &mut Diagnostics::new(), &pipeline::unwatched).unwrap().graph
}

/// The files of a format by name.
fn written(graph: &KnowledgeGraph, format: Format) -> BTreeMap<String, String> {
    let mut memory = MemorySink::default();
    pipeline::write(graph, &[format], &ExportOptions::default(), &mut memory, &pipeline::unwatched).unwrap();
    memory.files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

#[test]
fn every_case_is_written_as_it_was_read_and_found_right() {
    for (case, graph) in &*CASES {
        for format in Format::ALL {
            for (name, text) in written(graph, *format) {
                expect_file![case.join(name)].assert_eq(&text);
            }
        }
    }
}

#[test]
fn every_case_comes_back_from_its_own_json_lines() {
    for (case, whole) in &*CASES {
        let lines = written(whole, Format::JsonLines).remove("graph.jsonl").unwrap();
        let again = graph(Input::Bytes { name: "graph.jsonl".to_owned(), bytes: lines.into_bytes() });
        for format in Format::ALL {
            assert_eq!(written(&again, *format), written(whole, *format), "{} as {format}", case.display());
        }
    }
}
