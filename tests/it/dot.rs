//! DOT, read back with a small reader of its own: every string, the rules of Graphviz, and the promise.

use std::collections::{BTreeMap, BTreeSet};

use corkboard::export::{Edges, ExportOptions, Fidelity, Format, Isolated};
use corkboard::model::{Asserted, KnowledgeGraph, Standing};

use crate::specimen::{HOSTILE, Sample, hostile, story, written};

type Words = BTreeMap<String, String>;

/// A piece of the file.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// A quoted string as the lexer of Graphviz gives it: only `\"` is resolved.
    Quoted(String),
    Html(String),
    Bare(String),
    Mark(char),
}

fn tokens(text: &str) -> Vec<Token> {
    let (mut tokens, mut rest) = (Vec::new(), text);
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            ' ' | '\n' => (None, 1),
            '/' => {
                assert!(rest.starts_with("//"));
                (None, rest.find('\n').unwrap())
            }
            '"' => {
                let (value, length) = quoted(rest);
                (Some(Token::Quoted(value)), length)
            }
            '<' => {
                let length = html(rest);
                (Some(Token::Html(rest[1..length - 1].to_owned())), length)
            }
            'a'..='z' | 'A'..='Z' => {
                let length = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap();
                (Some(Token::Bare(rest[..length].to_owned())), length)
            }
            '-' => {
                assert!(rest.starts_with("->"), "DOT-10: a digraph");
                (Some(Token::Mark('>')), 2)
            }
            mark => {
                assert!("[]{}=,;".contains(mark), "unexpected {mark:?} before {:?}", rest.chars().take(40).collect::<String>());
                (Some(Token::Mark(mark)), 1)
            }
        };
        tokens.extend(token);
        rest = &rest[length..];
    }
    tokens
}

fn quoted(text: &str) -> (String, usize) {
    let (mut value, mut letters) = (String::new(), text.char_indices().skip(1));
    while let Some((place, letter)) = letters.next() {
        match letter {
            '"' => {
                assert!(place < 8300, "DOT-05: a string of {place} bytes");
                return (value, place + 1);
            }
            '\\' => match letters.next().unwrap().1 {
                '"' => value.push('"'),
                other => value.extend(['\\', other]),
            },
            other => {
                assert!(!other.is_control(), "DOT-02: control character {other:?}");
                value.push(other);
            }
        }
    }
    panic!("a string without an end");
}

fn html(text: &str) -> usize {
    let mut depth = 0;
    for (place, letter) in text.char_indices() {
        depth += i32::from(letter == '<') - i32::from(letter == '>');
        if depth == 0 {
            return place + 1;
        }
    }
    panic!("an HTML-like label without an end");
}

/// What Graphviz shows of a string: its escapes and entities resolved.
fn shown(raw: &str) -> String {
    let (mut text, mut letters) = (String::new(), raw.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => text.push('\n'),
                Some('\\') => text.push('\\'),
                other => panic!("DOT-03: the escape {other:?} of Graphviz is at work in {raw:?}"),
            },
            other => text.push(other),
        }
    }
    assert_eq!(text.matches('&').count(), text.matches("&amp;").count(), "DOT-04: {raw:?}");
    text.replace("&amp;", "&")
}

/// A file as its statements, with what Graphviz shows.
#[derive(Debug, Default)]
struct File {
    graph: Words,
    nodes: BTreeMap<String, Words>,
    edges: Vec<(String, String, Words)>,
    text: String,
}

impl File {
    fn read(text: &str) -> Self {
        let mut file = Self { text: text.to_owned(), ..Self::default() };
        let tokens = tokens(text);
        let mut rest = match &tokens[..] {
            [Token::Bare(first), Token::Quoted(_), Token::Mark('{'), rest @ .., Token::Mark('}')] if first == "digraph" => rest,
            other => panic!("DOT-10, DOT-06: not `digraph`: {other:?}"),
        };
        while !rest.is_empty() {
            let end = rest.iter().position(|token| *token == Token::Mark(';')).unwrap();
            match &rest[..end] {
                [Token::Bare(kind), attributes @ ..] if kind == "graph" => file.graph = words(attributes),
                [Token::Bare(kind), attributes @ ..] if kind == "node" || kind == "edge" => drop(words(attributes)),
                [Token::Quoted(from), Token::Mark('>'), Token::Quoted(to), attributes @ ..] => {
                    file.edges.push((from.clone(), to.clone(), words(attributes)));
                }
                [Token::Quoted(id), attributes @ ..] => assert!(file.nodes.insert(id.clone(), words(attributes)).is_none()),
                other => panic!("DOT-01: {other:?}"),
            }
            rest = &rest[end + 1..];
        }
        file
    }

    fn node(&self, name: &str) -> &Words {
        self.nodes.values().find(|node| node.get("name").is_some_and(|known| known == name)).unwrap()
    }

    fn edge(&self, relation: &str) -> &Words {
        &self.edges.iter().find(|(.., edge)| edge["relation"] == relation).unwrap().2
    }
}

fn words(tokens: &[Token]) -> Words {
    let [Token::Mark('['), attributes @ .., Token::Mark(']')] = tokens else { panic!("no attributes: {tokens:?}") };
    let pairs = attributes.split(|token| *token == Token::Mark(','));
    let mut words = Words::new();
    for pair in pairs {
        let (name, value) = match pair {
            [Token::Bare(name), Token::Mark('='), Token::Quoted(value)] => (name, shown(value)),
            [Token::Bare(name), Token::Mark('='), Token::Html(value)] => (name, value.clone()),
            other => panic!("DOT-01: every value is quoted, found {other:?}"),
        };
        assert_eq!(words.insert(name.clone(), value), None, "one value for {name}");
    }
    words
}

fn dot(graph: &KnowledgeGraph, options: &ExportOptions) -> (File, Fidelity) {
    let (text, fidelity) = written(graph, Format::Dot, options);
    (File::read(&text), fidelity)
}

fn claims() -> ExportOptions {
    ExportOptions { edges: Edges::Claims, ..ExportOptions::default() }
}

/// A ring of nodes, of which each is connected.
fn ring(nodes: usize) -> KnowledgeGraph {
    let mut sample = Sample::new();
    sample.document(corkboard::model::Document { id: "ring".to_owned(), ..Default::default() });
    let ids: Vec<_> = (0..nodes).map(|number| sample.entity("Person", &format!("Person {number}"))).collect();
    for (place, id) in ids.iter().enumerate() {
        sample.claim(*id, "metWith", ids[(place + 1) % nodes]).status = Some(corkboard::model::Status::Alleged);
    }
    sample.build(Asserted::default())
}

#[test]
fn dot_01_dot_07_ids_are_ours_and_unique() {
    for sample in [story, hostile] {
        for options in [ExportOptions::default(), claims(), ExportOptions { isolated: Isolated::Drawn, ..claims() }] {
            let (file, _) = dot(&sample().build(Asserted::default()), &options);
            let mut ids = BTreeSet::new();
            for (id, node) in &file.nodes {
                assert!(*id == node["id"] && (id == "legend" || id.len() == 17 && id.starts_with('n')), "{id}");
                assert!(ids.insert(id.clone()));
            }
            for (from, to, edge) in &file.edges {
                assert!(file.nodes.contains_key(from) && file.nodes.contains_key(to));
                assert!(edge["id"].starts_with('e') && ids.insert(edge["id"].clone()), "{edge:?}");
            }
        }
    }
}

#[test]
fn a_story_is_drawn_as_it_was_told() {
    let (file, _) = dot(&story().build(Asserted::default()), &ExportOptions { title: Some("Roe & <Co>".to_owned()), ..claims() });
    assert_eq!(file.graph["layout"], "dot");
    assert!(file.graph["label"].contains("Roe &amp; &lt;Co&gt;"));
    assert!(file.graph["label"].contains("2 documents, 27 entities, 35 claims, 20 of them facts; 3 entities without a line not shown"));
    let dana = file.node("Dana Roe");
    assert_eq!((dana["label"].as_str(), dana["shape"].as_str(), dana["fillcolor"].as_str()), ("Dana Roe", "ellipse", "#E8F1FA"));
    assert_eq!((dana["fontsize"].as_str(), dana["tooltip"].as_str()), ("13.5", "Dana Roe\nperson\nalso: Chief Constable Roe; Ms Roe"));
    assert_eq!(file.node("police and crime commissioner for Alden")["label"], "police and crime\ncommissioner for Alden");
    assert_eq!(file.node("42 officers")["tooltip"], "42 officers\ngroup\nmember count: 42");
    assert_eq!(file.node("former residents")["tooltip"], "former residents\ngroup", "an inexact count is no plain value");
    let resigned = file.edge("REPORTED_RESIGNED_FROM");
    let tip = "Policing Standards Authority, in The Courier, 2015-04-12: “Dana Roe quit as chief constable, the authority said”";
    for (name, value) in [
        ("label", "reported: resigned from"),
        ("style", "dashed"),
        ("color", "#6B5200"),
        ("fontcolor", "#6B5200"),
        ("standing", "reported"),
        ("speaker", "Policing Standards Authority"),
        ("date", "2015-04"),
        ("quote", "Dana Roe quit as chief constable, the authority said"),
        ("edgetooltip", tip),
        ("labeltooltip", tip),
        ("URL", "https://courier.example/2015?id=courier-1&page=1"),
    ] {
        assert_eq!(resigned[name], value, "{name}");
    }
    assert_eq!(file.edge("MET_WITH")["dir"], "none", "who met whom has no direction");
    assert!(!file.edge("MEMBER_OF").contains_key("dir") && !file.edge("MEMBER_OF").contains_key("speaker"));
}

#[test]
fn dot_08_no_standing_but_fact_is_solid_or_unnamed() {
    for asserted in [Asserted::default(), Asserted::default().with(Standing::Reported).unwrap()] {
        let graph = story().build(asserted);
        let labels: BTreeSet<_> = graph.schema().predicates().iter().filter(|one| !one.self_qualifying).map(|one| one.label.clone()).collect();
        let (file, _) = dot(&graph, &claims());
        let mut standings = BTreeSet::new();
        for (.., edge) in &file.edges {
            let fact = edge["standing"] == "fact" && edge["relation"] != "STATED_ALLEGATION_AGAINST";
            assert_eq!(edge["style"] == "solid", fact, "{edge:?}");
            assert_eq!(labels.contains(&edge["label"]), fact, "{edge:?}");
            standings.insert(edge["standing"].clone());
        }
        assert!(Standing::ALL.iter().all(|standing| standings.contains(standing.name())), "{standings:?}");
        for words in ["fact of the source", "reported", "inferred", "alleged", "denied", "planned", "hypothetical", "unknown", "are not facts"] {
            assert!(file.nodes["legend"]["label"].contains(words), "the legend lacks {words}");
        }
    }
}

#[test]
fn dot_02_dot_03_dot_04_hostile_strings_show_as_they_are() {
    let (file, fidelity) = dot(&hostile().build(Asserted::default()), &claims());
    let shown = |text: &str| {
        let kept = |letter: &char| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}') || *letter == '\n';
        text.replace('\r', "").replace('\t', " ").chars().filter(kept).collect::<String>()
    };
    for text in HOSTILE {
        let blank = text.chars().all(|letter| letter.is_whitespace() || letter.is_control());
        assert!(blank || file.nodes.values().any(|node| node.get("name") == Some(&shown(text))), "the name {text:?}");
        assert!(file.edges.iter().any(|(.., edge)| edge.get("quote") == Some(&shown(text))), "the quote {text:?}");
        // Graphviz reads tooltips twice
        let tip = format!("“{}”", shown(text).replace('\\', "\\\u{200b}"));
        assert!(file.edges.iter().any(|(.., edge)| edge["edgetooltip"].ends_with(&tip)), "the tooltip {text:?}");
    }
    assert!(file.edges.iter().all(|(.., edge)| !edge.contains_key("URL")), "DOT-11: neither `javascript:` nor a quotation mark");
    assert!(file.nodes.values().all(|node| node["shape"] != "record" && !node["label"].trim().is_empty()), "DOT-06");
    let count = |attribute: &str, what: &str| {
        fidelity.losses().iter().filter(|loss| loss.attribute == attribute && loss.what.contains(what)).map(|loss| loss.count).sum::<u64>()
    };
    assert_eq!((count("name", "control"), count("name", "4,000"), count("label", "60 characters")), (4, 1, 1));
    assert_eq!((count("quote", "1,000"), count("said", "values")), (1, 25));
    assert_eq!(count("url", "http"), HOSTILE.len() as u64 + 2, "`javascript:` for each text, the long one, and one with a quotation mark");
}

#[test]
fn isolated_nodes_are_left_out_and_counted_unless_asked_for() {
    let graph = story().build(Asserted::default());
    let (file, fidelity) = dot(&graph, &ExportOptions::default());
    assert_eq!(file.nodes.len(), 28, "27 and the legend");
    assert!(fidelity.losses().iter().any(|loss| loss.attribute == "nodes" && loss.count == 3));
    let mut sample = Sample::new();
    sample.document(corkboard::model::Document { id: "alone".to_owned(), ..Default::default() });
    let alone = sample.entity("Person", "Ana Ruiz");
    sample.value(alone, "said", corkboard::model::Value::text("words"));
    let (_, hidden) = dot(&sample.build(Asserted::default()), &ExportOptions::default());
    assert!(hidden.losses().iter().any(|loss| loss.attribute == "said" && loss.count == 1), "what a node that is not drawn says counts too");
    let (file, fidelity) = dot(&graph, &ExportOptions { isolated: Isolated::Drawn, ..ExportOptions::default() });
    assert_eq!(file.nodes.len(), 31);
    assert!(fidelity.losses().iter().all(|loss| loss.attribute != "nodes"));
    assert_eq!(file.node("nobody in any relation")["fontsize"], "11");
}

#[test]
fn dot_09_large_pictures_use_springs_and_keep_their_words_in_tooltips() {
    let (file, _) = dot(&ring(300), &ExportOptions::default());
    assert!(file.graph["layout"] == "dot" && file.nodes.contains_key("legend"));
    let (file, fidelity) = dot(&ring(301), &ExportOptions::default());
    assert_eq!((file.graph["layout"].as_str(), file.nodes.len(), file.edges.len()), ("sfdp", 301, 301));
    assert!(file.text.contains("// line dashed #B3261E: alleged\n") && file.text.contains("not facts"));
    for (.., edge) in &file.edges {
        assert!(!edge.contains_key("label") && edge["style"] == "dashed");
        assert!(edge["edgetooltip"].contains(" – alleged: met with – "), "{edge:?}");
    }
    assert!(fidelity.losses().is_empty());
    let (_, fidelity) = dot(&ring(1001), &ExportOptions::default());
    assert!(fidelity.losses().iter().any(|loss| loss.attribute == "picture" && loss.what.contains("--focus")));
}

#[test]
fn an_empty_graph_is_a_picture_too() {
    let (file, fidelity) = dot(&Sample::new().build(Asserted::default()), &ExportOptions::default());
    assert_eq!((file.nodes.len(), file.edges.len(), fidelity.losses().len()), (0, 0, 0));
    assert!(file.graph["label"].contains("0 documents, 0 entities, 0 relations, 0 of them facts"));
}
