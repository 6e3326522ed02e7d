//! The manners of the program: exit codes, help, where output goes, and that a failed run leaves nothing behind.

use std::io::{Read, Write};

use corkboard::export::Format;
use expect_test::expect_file;
use oxjsonld::JsonLdParser;

use super::desk::{FOUND, desk, story};

#[test]
fn the_help_is_as_it_was_read() {
    let desk = desk(&[]);
    let commands = [&["--help"][..], &["build", "-h"], &["build", "--help"], &["extract", "--help"], &["schema", "--help"]];
    let help = commands.map(|arguments| format!("$ corkboard {}\n\n{}\n", arguments.join(" "), desk.run(arguments).ends_with(0).out)).concat();
    expect_file!["golden/help.txt"].assert_eq(&help);
}

#[test]
fn no_input_is_a_usage_error_with_a_short_help() {
    let desk = desk(&[]);
    for arguments in [&[][..], &["build"], &["extract"]] {
        desk.run(arguments).ends_with(2).says("Usage: corkboard").says("Examples:");
    }
    desk.run(&["build", "--strict"]).ends_with(2).says("<INPUT>...");
    assert!(desk.names().is_empty());
}

#[test]
fn a_wrong_command_line_is_exit_2_and_writes_nothing() {
    let desk = desk(&[("found.jsonl", FOUND)]);
    for (arguments, said) in [
        (&["bild"][..], "unrecognized subcommand"),
        (&["build", "found.jsonl", "--colour"], "unexpected argument"),
        (&["build", "found.jsonl", "-f", "svg"], "possible values: turtle, ntriples"),
        (&["build", "found.jsonl", "--assert", "alleged"], "possible values: fact, reported, unknown"),
        (&["build", "found.jsonl", "--base-iri", "news.example"], "expected an IRI like"),
        (&["build", "found.jsonl", "--base-iri", "https://news.example/kg"], "it does not end in `/` or `#`"),
        (&["build", "found.jsonl", "--min-confidence", "1.5"], "expected a number from 0 to 1"),
        (&["build", "found.jsonl", "--threads", "0"], "zero"),
        (&["build", "found.jsonl", "--hops", "2"], "--focus"),
        (&["build", "found.jsonl", "-o", "-"], "hint: name it with -f"),
        (&["build", "found.jsonl", "-o", "-", "-f", "dot,turtle"], "standard output takes one format, found 2"),
        (&["build", "found.jsonl", "-o", "board.svg"], "`board.svg` has no extension of a format"),
        (&["build", "found.jsonl", "-o", "-", "-f", "dot", "--report", "-"], "found a graph and a report"),
    ] {
        desk.run(arguments).ends_with(2).says(said);
    }
    assert_eq!(desk.names(), ["found.jsonl"]);
}

#[test]
fn the_default_is_three_files_in_out() {
    let desk = desk(&[("found.jsonl", FOUND)]);
    let ran = desk.run(&["build", "found.jsonl"]).ends_with(0);
    assert_eq!(desk.names(), ["found.jsonl", "out", "out/graph.dot", "out/graph.graphml", "out/graph.ttl"]);
    assert!(ran.out.is_empty());
    ran.says("1 document, 4 entities, 3 relations").says("3 claims: 1 fact, 1 reported, 1 alleged").says("note placeholder-base").says("out/graph.ttl\n");
}

#[test]
fn every_format_is_the_same_by_folder_by_extension_and_on_standard_output() {
    let desk = desk(&[("found.jsonl", FOUND)]);
    let all: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
    desk.run(&["build", "found.jsonl", "-o", "all", "-f", &all.join(",")]).ends_with(0);
    for format in Format::ALL.iter().filter(|format| format.file_names("graph").len() == 1) {
        let (file, one) = (format!("all/graph.{}", format.extension()), format!("one.{}", format.extension()));
        desk.run(&["build", "found.jsonl", "-o", &one]).ends_with(0);
        let ran = desk.run(&["build", "found.jsonl", "-o", "-", "-f", format.name()]).ends_with(0);
        assert!(!ran.out.is_empty(), "{format}");
        assert_eq!(desk.bytes(&file), desk.bytes(&one), "{format}");
        assert_eq!(desk.bytes(&file), ran.out.as_bytes(), "{format}");
    }
}

#[test]
fn standard_input_is_read_like_a_file() {
    let desk = desk(&[("found.jsonl", FOUND), ("article.txt", "Council clerk\n\nAda Quill resigned as clerk of Pell Council.\n")]);
    for name in ["found.jsonl", "article.txt"] {
        let file = desk.run(&["extract", name]).ends_with(0);
        let piped = desk.run_with(&["extract", "-"], &desk.bytes(name)).ends_with(0);
        assert_eq!(file.out, piped.out, "{name}");
        assert_eq!(file.out.lines().count(), 1, "{name}");
    }
}

#[test]
fn the_number_of_threads_never_changes_a_byte() {
    let desk = desk(&[]);
    let story = story();
    let outputs: Vec<_> = ["1", "2", "8"]
        .map(|threads| {
            desk.run(&["build", &story, "-f", "turtle,graphml,dot,jsonl", "-o", "same", "--report", "report.json", "--threads", threads]).ends_with(0);
            ["same/graph.ttl", "same/graph.graphml", "same/graph.dot", "same/graph.jsonl", "report.json"].map(|name| desk.bytes(name))
        })
        .into();
    assert_eq!(outputs[0], outputs[1]);
    assert_eq!(outputs[0], outputs[2]);
}

#[test]
fn a_senseless_number_of_threads_is_no_reason_to_hang() {
    let desk = desk(&[("found.jsonl", FOUND)]);
    desk.run(&["extract", "found.jsonl", "-q", "--threads", "100000000"]).ends_with(0);
}

#[test]
fn what_extract_prints_builds_the_same_graph() {
    let desk = desk(&[]);
    let printed = desk.run(&["extract", &story(), "-q"]).ends_with(0);
    assert_eq!(printed.out.lines().count(), 8);
    desk.put("printed.jsonl", printed.out.as_bytes());
    for format in Format::ALL {
        for (input, folder) in [(story(), "of-story"), ("printed.jsonl".to_owned(), "of-printed")] {
            desk.run(&["build", &input, "-o", folder, "-f", format.name()]).ends_with(0);
        }
        for file in format.file_names("graph") {
            assert!(desk.bytes(&format!("of-story/{file}")) == desk.bytes(&format!("of-printed/{file}")), "{file} differs");
        }
    }
}

#[test]
fn quiet_says_nothing_but_errors() {
    let desk = desk(&[("found.jsonl", FOUND)]);
    for arguments in [&["build", "found.jsonl", "-q"][..], &["extract", "found.jsonl", "--quiet", "-o", "printed.jsonl"]] {
        let ran = desk.run(arguments).ends_with(0);
        assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
    }
    desk.run(&["build", "nowhere.txt", "-q"]).ends_with(1).says("error: ");
}

#[test]
fn what_is_no_terminal_gets_no_escapes_and_no_progress() {
    let desk = desk(&[("found.jsonl", FOUND)]);
    for arguments in [&["build", "found.jsonl"][..], &["build", "nowhere\u{1b}[31m.txt"], &["build"], &["--help"]] {
        let ran = desk.run(arguments);
        assert!(!ran.err.contains('\u{1b}') && !ran.out.contains('\u{1b}') && !ran.err.contains('\r'), "{ran:?}");
    }
}

#[test]
fn strict_writes_nothing_if_anything_is_wrong() {
    let odd = FOUND.replace(r#""status": "alleged""#, r#""status": "alleged", "date": "soon""#);
    let desk = desk(&[("found.jsonl", FOUND), ("odd.jsonl", &odd)]);
    desk.run(&["build", "odd.jsonl", "--strict", "--report", "report.json"]).ends_with(3).says("bad-date").says("1 warning found under --strict");
    desk.run(&["extract", "odd.jsonl", "--strict", "-o", "printed.jsonl"]).ends_with(3).says("bad-date");
    assert_eq!(desk.names(), ["found.jsonl", "odd.jsonl"]);
    desk.run(&["build", "odd.jsonl"]).ends_with(0).says("warning bad-date: odd.jsonl:1:");
    desk.run(&["build", "found.jsonl", "--strict"]).ends_with(0);
}

#[test]
fn targets_that_can_not_be_written_fail_before_the_work() {
    let desk = desk(&[("found.jsonl", FOUND), ("file", "")]);
    // The input is missing too, but the target is looked at first.
    for (arguments, said) in [
        (&["build", "nowhere.txt", "-o", "no/where.dot"][..], "cannot write `no/where.dot`"),
        (&["build", "nowhere.txt", "-o", "file/below"], "cannot make the directory `file/below`"),
        (&["build", "nowhere.txt", "-o", "out", "--report", "no/report.json"], "hint: make its directory first"),
        (&["build", "nowhere.txt", "-o", "x.dot", "--report", "x.dot"], "cannot write two outputs to `x.dot`"),
        (&["build", "nowhere.txt", "-o", "x.dot", "--report", "./x.dot"], "cannot write two outputs to `./x.dot`"),
        (&["build", "nowhere.txt", "--report", "."], "it is a directory, expected a file"),
        (&["extract", "nowhere.txt", "-o", "."], "it is a directory, expected a file"),
    ] {
        desk.run(arguments).ends_with(1).says(said);
    }
    assert_eq!(desk.names(), ["file", "found.jsonl"]);
}

#[test]
fn a_failed_run_keeps_what_was_there_and_leaves_nothing_else() {
    let desk = desk(&[("binary.txt", "\u{0}\u{1}\u{2}")]);
    std::fs::create_dir(desk.path("out")).unwrap();
    desk.put("out/graph.dot", b"the old picture");
    desk.run(&["build", "binary.txt"]).ends_with(1);
    desk.run(&["build", "binary.txt", "-o", "new/folder"]).ends_with(1);
    assert_eq!(desk.names(), ["binary.txt", "out", "out/graph.dot"]);
    assert_eq!(desk.bytes("out/graph.dot"), b"the old picture");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure_that_leaves_no_half_set() {
    let desk = desk(&[("found.jsonl", FOUND)]);
    let full = ["build", "found.jsonl", "-f", "dot", "-o", "/dev/full"];
    desk.run(&full).ends_with(1).says("error: cannot write `/dev/full`: No space left on device");
    desk.run(&["build", "found.jsonl", "-o", "new", "--report", "/dev/full"]).ends_with(1).says("/dev/full");
    desk.run(&["build", "found.jsonl", "-f", "dot", "-o", "/dev/null", "-q"]).ends_with(0);
    assert_eq!(desk.names(), ["found.jsonl"]);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = desk(&[]);
    let arguments = [&["build", "-", "-o", "-", "-f", "turtle", "-q"][..], &["build", "-", "--report", "-", "-q"], &["extract", "-", "-q"], &["schema"]];
    for arguments in arguments {
        let mut child = desk.spawn(arguments);
        // Closed before the program has anything to write, as it waits for its input.
        drop(child.stdout.take());
        if arguments.contains(&"-") {
            child.stdin.take().unwrap().write_all(FOUND.as_bytes()).unwrap();
        }
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{arguments:?}");
    }
    assert!(desk.names().contains(&"out/graph.ttl".to_owned()), "the graph is wanted, whoever reads the report");
}

#[test]
fn nobody_at_standard_error_is_no_failure() {
    let desk = desk(&[]);
    let mut child = desk.spawn(&["build", "-"]);
    drop(child.stderr.take());
    child.stdin.take().unwrap().write_all(FOUND.as_bytes()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(desk.names().contains(&"out/graph.ttl".to_owned()));
}

#[test]
fn the_compiled_in_files_can_be_printed() {
    let desk = desk(&[]);
    assert_eq!(desk.run(&["schema"]).ends_with(0).out, include_str!("../../schema/extraction.schema.json"));
    assert_eq!(desk.run(&["schema", "extraction"]).ends_with(0).out, include_str!("../../schema/extraction.schema.json"));
    assert_eq!(desk.run(&["schema", "ontology"]).ends_with(0).out, include_str!("../../schema/ontology.ttl"));
    assert_eq!(desk.run(&["--version"]).ends_with(0).out, format!("corkboard {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_schema_of_ones_own_lies_on_top() {
    let namespace = corkboard::model::Schema::builtin().unwrap().namespace().to_owned();
    let own = format!(
        "@prefix cb: <{namespace}> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
         cb:Lighthouse a owl:Class ; rdfs:subClassOf cb:Place ; rdfs:label \"lighthouse\"@en .\n"
    );
    let desk = desk(&[("found.jsonl", r#"{"document": {"id": "l"}, "entities": [{"name": "Pell Light", "type": "Lighthouse"}]}"#)]);
    for folder in ["own", "wrong", "empty"] {
        std::fs::create_dir(desk.path(folder)).unwrap();
    }
    desk.put("own/ontology.ttl", own.as_bytes());
    desk.put("wrong/ontology.ttl", b"cb:Lighthouse a");
    desk.run(&["build", "found.jsonl"]).ends_with(0).says("note unknown-term");
    let ran = desk.run(&["build", "found.jsonl", "--schema", "own"]).ends_with(0);
    assert!(!ran.err.contains("unknown-term"), "{ran:?}");
    desk.run(&["build", "found.jsonl", "--schema", "own", "-o", "ld", "-f", "jsonld,ntriples"]).ends_with(0);
    let text = |name: &str| std::fs::read_to_string(desk.path(name)).unwrap();
    let expanded: std::collections::BTreeSet<String> =
        JsonLdParser::new().for_slice(text("ld/graph.jsonld").as_bytes()).map(|quad| format!("{} .", oxrdf::Triple::from(quad.unwrap()))).collect();
    assert_eq!(expanded, text("ld/graph.nt").lines().map(str::to_owned).collect(), "a term of one's own is in the JSON-LD as in the N-Triples");
    assert!(expanded.iter().any(|triple| triple.contains("Lighthouse")));
    desk.run(&["build", "found.jsonl", "--schema", "wrong"]).ends_with(1).says("wrong/ontology.ttl:1:");
    for folder in ["empty", "nowhere"] {
        desk.run(&["build", "found.jsonl", "--schema", folder]).ends_with(1).says("expected ontology.ttl, rules/ or gazetteer/");
    }
}
