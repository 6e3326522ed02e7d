//! Questions that a reporter asks, put to the Turtle of the sample; the answers were written by hand from its texts.

use std::fs;
use std::path::{Path, PathBuf};

use corkboard::export::Format;
use oxigraph::io::RdfFormat;
use oxigraph::model::Term;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use crate::sample;

const ANSWERS: [(&str, &[&str]); 10] = [
    ("accusations", &["Ilan Okafor | Mira Holt | alleged | Mira Holt | Mira Holt accuses Ilan Okafor of fraud"]),
    (
        "evidence",
        &[
            "Dana Roe | chief constable of Alden Police | fact | Chief steps down | https://gazette.example/0412 | 0 | 66 | \
             Dana Roe resigned as chief constable of Alden Police in April 2015",
            "Dana Roe | chief constable of Alden Police | reported | What is known | https://courier.example/7 | 95 | 147 | \
             Dana Roe resigned as chief constable of Alden Police",
            "Ilan Okafor | Alden Council | denied | Chief steps down | https://gazette.example/0412 | 68 | 126 | \
             Ilan Okafor denied that he had resigned from Alden Council",
        ],
    ),
    ("investigations", &["Alden Police | formerly investigated | Mira Holt | fact | 1", "Standards Office | investigates | Alden Police | reported | 1"]),
    ("members", &["Alden Police | Twelve officers | 12"]),
    (
        "most-named",
        &[
            "Mira Holt | person | 3 | 5",
            "Ilan Okafor | person | 3 | 4",
            "Alden Police | police force | 2 | 5",
            "Alden Council | council | 2 | 4",
            "Dana Roe | person | 2 | 3",
            "Holt report | report | 2 | 3",
            "chief constable of Alden Police | position | 2 | 2",
            "Twelve officers | group | 1 | 4",
            "Standards Office | watchdog | 1 | 2",
            "About 30 residents | group | 1 | 1",
        ],
    ),
    (
        "not-facts",
        &[
            "Mira Holt | allegation against | Ilan Okafor | alleged | Mira Holt | Mira Holt accuses Ilan Okafor of fraud",
            "Ilan Okafor | resigned from | Alden Council | denied | Ilan Okafor | Ilan Okafor denied that he had resigned from Alden Council",
            "Mira Holt | member of | Alden Council | hypothetical | - | if Holt joins",
            "Holt report | authored by | Mira Holt | inferred | - | the Holt report",
            "Ilan Okafor | member of | Alden Police | planned | - | Ilan Okafor will join Alden Police in 2016",
            "Dana Roe | resigned from | chief constable of Alden Police | reported | Mira Holt | Dana Roe resigned as chief constable of Alden Police",
            "Standards Office | investigates | Alden Police | reported | Standards Office | The Standards Office said it was investigating Alden Police",
            "Ilan Okafor | member of | Alden Council | unknown | - | Okafor, of the council",
        ],
    ),
    ("quotes", &["Dana Roe | We were wrong | The Gazette | 2015-04-12"]),
    (
        "reports",
        &[
            "Holt report | authored by | Mira Holt | fact",
            "Holt report | authored by | Mira Holt | inferred",
            "Holt report | commissioned by | Alden Council | fact",
        ],
    ),
    ("resignations", &["Dana Roe | chief constable of Alden Police | 2015-04"]),
    (
        "timeline",
        &[
            "../2014 | Alden Police | formerly investigated | Mira Holt | fact",
            "2015-04 | Dana Roe | resigned from | chief constable of Alden Police | fact",
            "2016 | Ilan Okafor | member of | Alden Police | planned",
            "--09 | Mira Holt | member of | Alden Council | hypothetical",
        ],
    ),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries")
}

/// The answers in their order, a line each; `-` stands for what is not bound.
fn ask(store: &Store, query: &str) -> Vec<String> {
    let results = SparqlEvaluator::new().parse_query(query).unwrap().on_store(store).execute().unwrap();
    let QueryResults::Solutions(solutions) = results else { panic!("not a SELECT query") };
    let variables = solutions.variables().to_vec();
    let text = |term: Option<&Term>| match term {
        None => "-".to_owned(),
        Some(Term::NamedNode(node)) => node.as_str().to_owned(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(other) => panic!("found {other}"),
    };
    let line = |solution: oxigraph::sparql::QuerySolution| variables.iter().map(|name| text(solution.get(name))).collect::<Vec<_>>().join(" | ");
    solutions.map(|solution| line(solution.unwrap())).collect()
}

#[test]
fn every_question_has_the_answer_of_a_reader() {
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::Turtle, &sample::export(&sample::graph(), Format::Turtle)).unwrap();
    for (name, expected) in ANSWERS {
        let query = fs::read_to_string(folder().join(format!("{name}.rq"))).unwrap();
        assert_eq!(ask(&store, &query), expected, "{name}");
    }
}

#[test]
fn every_query_says_what_it_asks_and_in_which_order_it_answers() {
    let mut names: Vec<_> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let stems: Vec<_> = names.iter().map(|path| path.file_stem().unwrap().to_str().unwrap()).collect();
    assert_eq!(stems, ANSWERS.map(|(name, _)| name));
    for path in names {
        let query = fs::read_to_string(&path).unwrap();
        assert!(query.starts_with("# ") && query.contains("\nORDER BY "), "{}", path.display());
    }
}
