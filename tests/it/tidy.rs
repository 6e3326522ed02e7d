//! The architecture as tests: who may import whom, how long a file may be, and what every file must say of itself.

use std::collections::{BTreeMap, BTreeSet};
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
        ("oxttl::", &["model/ontology.rs", "export/rdf_syntaxes.rs"][..]),
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

#[test]
fn nodes_and_edges_are_small() {
    use corkboard::model::graph::{EntityNode, RelationEdge};
    assert_eq!((size_of::<EntityNode>(), size_of::<RelationEdge>()), (12, 8), "ten million of each must fit");
}

#[test]
fn every_gazetteer_stands_in_their_readme() {
    let readme = fs::read_to_string(schema("gazetteer/README.md")).unwrap();
    let missing: Vec<_> = texts(&schema("gazetteer")).into_keys().filter(|name| name.ends_with(".tsv") && !readme.contains(&format!("| `{name}` |"))).collect();
    assert!(missing.is_empty(), "no row for {missing:?}");
}

fn schema(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(path)
}

/// The texts of a folder by file name; none where it does not exist.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())).collect()
}

/// The runs of words with a capital.
fn capitalised(text: &str) -> BTreeSet<String> {
    let mut runs = BTreeSet::new();
    let mut run: Vec<&str> = Vec::new();
    for word in text.split([' ', '\n', '\t']).chain([""]) {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let bare = bare.strip_suffix("’s").or_else(|| bare.strip_suffix("'s")).unwrap_or(bare);
        if bare.starts_with(char::is_uppercase) && word.starts_with(bare) {
            run.push(bare);
        }
        if word != bare || !bare.starts_with(char::is_uppercase) {
            runs.insert(run.join(" "));
            run.clear();
        }
    }
    runs.remove("");
    runs
}

/// Whether a text has a name as whole words.
fn has_name(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let (before, behind) = (text[..at].chars().next_back(), text[at + name.len()..].chars().next());
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}

/// The first column of those gazetteers that hold common words, in lower case and word by word.
fn common_words() -> BTreeSet<String> {
    let lists = ["descriptors", "forms", "groups", "offices", "organization_heads", "titles", "words"];
    let texts = lists.map(|list| fs::read_to_string(schema(&format!("gazetteer/{list}.tsv"))).unwrap().to_lowercase());
    let first = texts.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
    first.flat_map(|entry| entry.split(' ')).map(str::to_owned).collect()
}

/// Files of rules, and of the gazetteers that are no lists of names, in which one of these names stands.
fn files_that_name(names: &BTreeSet<String>) -> Vec<String> {
    let mut files = texts(&schema("rules/en"));
    files.extend(texts(&schema("gazetteer")).into_iter().filter(|(name, _)| !["bodies.tsv", "places.tsv", "given_names.tsv"].contains(&name.as_str())));
    let found = files.iter().flat_map(|(file, text)| names.iter().filter(|name| has_name(text, name)).map(move |name| format!("{file}: {name}")));
    found.collect()
}

#[test]
fn no_name_of_the_story_stands_in_a_rule() {
    let expected = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/story/expected.tsv")).unwrap();
    let ends = expected.lines().skip(1).flat_map(|line| line.split('\t').skip(2).step_by(2).take(3)).collect::<Vec<_>>().join("\n");
    let common = common_words();
    let words = capitalised(&ends).into_iter().flat_map(|run| run.split(' ').map(str::to_owned).collect::<Vec<_>>());
    let names: BTreeSet<String> = words.filter(|word| word.len() > 3 && !common.contains(&word.to_lowercase())).collect();
    assert!(names.contains("Wendshire") && names.contains("Qureshi") && names.len() > 20, "{names:?}");
    let rules: Vec<_> = files_that_name(&names).into_iter().filter(|found| found.contains(".toml")).collect();
    assert!(rules.is_empty(), "{rules:#?}");
    let whole = capitalised(&ends).into_iter().filter(|run| run.contains(' ')).collect();
    assert_eq!(files_that_name(&whole), Vec::<String>::new());
}

#[test]
fn no_name_of_the_real_articles_stands_in_a_rule() {
    let articles = texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds")).into_values().collect::<Vec<_>>().join("\n");
    let common = common_words();
    let is_name = |run: &String| run.contains(' ') && !run.split(' ').all(|word| common.contains(&word.to_lowercase()));
    let names = capitalised(&articles).into_iter().filter(is_name).collect();
    assert_eq!(files_that_name(&names), Vec::<String>::new());
}

#[test]
fn the_name_check_sees_names() {
    let runs: Vec<_> = capitalised("The Marlow Board’s chair, Ann Day, said “We ran” to Mr Roe.").into_iter().collect();
    assert_eq!(runs, ["Ann Day", "Mr Roe", "The Marlow Board"]);
    assert!(has_name("of Ann Day.", "Ann Day") && !has_name("Ann Days", "Ann Day"));
}
