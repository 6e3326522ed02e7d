//! The architecture as tests: who may import whom, how long a file may be, and what every file must say of itself.

use std::fs;
use std::path::{Path, PathBuf};

/// Every Rust file of the source tree with its path below `src`.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    let mut files: Vec<_> =
        found.into_iter().map(|path| (path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"), fs::read_to_string(&path).unwrap())).collect();
    files.sort();
    assert!(files.len() > 20, "the walk finds the tree");
    files
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The layers that a layer may import, besides itself, `diagnostic` and `error`.
fn allowed(layer: &str) -> &'static [&'static str] {
    match layer {
        "source" | "extract" | "resolve" | "export" => &["model"],
        "pipeline" => &["source", "extract", "resolve", "export", "model"],
        "lib" | "bin" => &["source", "extract", "resolve", "export", "model", "pipeline"],
        _ => &[],
    }
}

const LAYERS: [&str; 7] = ["source", "extract", "resolve", "export", "model", "pipeline", "bin"];

/// The layer of a file: its first folder or its own name.
fn layer(path: &str) -> &str {
    path.split(['/', '.']).next().unwrap()
}

/// The layers that a file names in its code, comments and doc tests left out.
fn imports(text: &str) -> Vec<&'static str> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let named = |layer: &str| {
        let roots = ["crate::", "corkboard::"];
        roots.iter().any(|root| code.match_indices(root).any(|(at, _)| names_layer(&code[at + root.len()..], layer)))
    };
    LAYERS.into_iter().filter(|layer| named(layer)).collect()
}

/// Whether a path that follows `crate::`, or a brace list of paths, begins with a layer.
fn names_layer(rest: &str, layer: &str) -> bool {
    let begins = |path: &str| path.trim_start().strip_prefix(layer).is_some_and(|after| !after.starts_with(|next: char| next.is_alphanumeric() || next == '_'));
    match rest.strip_prefix('{') {
        Some(list) => list.split('}').next().unwrap().split(',').any(begins),
        None => begins(rest),
    }
}

#[test]
fn layers_import_only_what_lies_below_them() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let own = layer(&path);
        for imported in imports(&text) {
            if imported != own && !allowed(own).contains(&imported) {
                wrong.push(format!("src/{path} imports {imported}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_import_check_sees_paths_and_lists() {
    assert_eq!(imports("use crate::resolve::resolve;"), ["resolve"]);
    assert_eq!(imports("use crate::{model::Schema, export};"), ["export", "model"]);
    assert_eq!(imports("// use crate::resolve;\nuse crate::models::X;"), Vec::<&str>::new());
}

#[test]
fn a_file_has_at_most_400_lines_and_says_what_it_holds() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        if lines > 400 {
            wrong.push(format!("src/{path} has {lines} lines"));
        }
        if !text.starts_with("//! ") {
            wrong.push(format!("src/{path} does not open with what it holds"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_ontology_alone_names_the_namespace() {
    let namespace = corkboard::model::Schema::builtin().unwrap().namespace().to_owned();
    let wrong: Vec<_> = sources().into_iter().filter(|(_, text)| text.contains(&namespace)).map(|(path, _)| path).collect();
    assert!(wrong.is_empty(), "{wrong:?} name {namespace}");
}

#[test]
fn petgraph_and_the_formats_libraries_stay_in_their_files() {
    let homes = [
        ("petgraph::", &["model/graph.rs", "model/freeze.rs", "model/filter.rs", "resolve/cluster.rs"][..]),
        ("oxttl::", &["model/ontology.rs", "export/turtle.rs"][..]),
    ];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for (library, files) in homes {
            if code.contains(library) && !files.contains(&path.as_str()) {
                wrong.push(format!("src/{path} uses {library}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_format_stands_in_the_readme() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let missing: Vec<_> = corkboard::export::Format::ALL.iter().filter(|format| !readme.contains(&format!("| `{format}` |"))).collect();
    assert!(missing.is_empty(), "no row for {missing:?}");
}

#[test]
fn nothing_but_what_the_owner_fixed_lies_at_the_top() {
    let known = ["Cargo.toml", "Cargo.lock", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "out", "schema", "src", "target", "tests"];
    let names = fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let other: Vec<_> = names.filter(|name| !name.starts_with('.') && !name.starts_with("mutants.out") && !known.contains(&name.as_str())).collect();
    assert!(other.is_empty(), "{other:?}");
}
