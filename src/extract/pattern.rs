//! The one-line token patterns of rules: their text, parsed and checked against the lexicon and the ontology.

use super::lexicon::{Lexicon, VerbForm, WordClass};
use super::token::Sym;
use crate::model::ids::ClassId;
use crate::model::schema::Schema;

/// One step of a pattern.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// A lower-cased word.
    Word(Sym),
    /// A form of a verb of one word.
    Verb(Sym, Option<VerbForm>),
    /// A word or phrase of a class.
    Class(WordClass),
    /// A mention, with the name it is remembered under.
    Mention { capture: Option<u8>, classes: Vec<ClassId>, list: bool },
    /// Any one token.
    Any,
    /// At most so many tokens of the clause.
    Gap { most: usize, commas: bool },
    /// Not here.
    Not(Box<Self>),
    /// One of several sequences.
    Group(Vec<Vec<Self>>),
    /// Again and again.
    Repeat { node: Box<Self>, least: usize, most: usize },
    /// The beginning of the sentence.
    Start,
}

/// What must stand in a sentence for a pattern to match there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Anchor {
    Word(Sym),
    Class(WordClass),
    Mention,
}

/// A compiled pattern.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) nodes: Vec<Node>,
    pub(super) captures: Vec<String>,
    /// One of these must stand in the sentence.
    pub(super) anchors: Vec<Anchor>,
}

/// Most times that `*` and `+` repeat, so that the work on hostile text is bounded.
const REPEATS: usize = 8;

struct Parser<'a, 'b> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    lexicon: &'b mut Lexicon,
    schema: &'b Schema,
    captures: Vec<String>,
    depth: usize,
}

/// Parses a pattern.
///
/// # Errors
/// What was found and what was expected, without a place.
pub(super) fn parse(text: &str, lexicon: &mut Lexicon, schema: &Schema) -> Result<Pattern, String> {
    let mut parser = Parser { rest: text.chars().peekable(), lexicon, schema, captures: Vec::new(), depth: 0 };
    let nodes = parser.sequence()?;
    if let Some(left) = parser.rest.next() {
        return Err(format!("found `{left}`, expected the end of the pattern"));
    }
    if nodes.is_empty() || nodes.iter().all(may_be_empty) {
        return Err(format!("found the pattern `{text}` that matches nothing at all, expected a word in it"));
    }
    let anchors =
        anchors(&nodes).ok_or_else(|| format!("found the pattern `{text}` without an anchor, expected a word, class or mention that must be there"))?;
    Ok(Pattern { nodes, captures: parser.captures, anchors })
}

fn may_be_empty(node: &Node) -> bool {
    match node {
        Node::Gap { .. } | Node::Not(_) | Node::Start => true,
        Node::Repeat { node, least, .. } => *least == 0 || may_be_empty(node),
        Node::Group(alternatives) => alternatives.iter().any(|nodes| nodes.iter().all(may_be_empty)),
        _ => false,
    }
}

/// The rarest thing that must be there: words and verbs before classes, classes before mentions.
fn anchors(nodes: &[Node]) -> Option<Vec<Anchor>> {
    let all: Vec<Vec<Anchor>> = nodes.iter().filter_map(anchors_of).collect();
    let rank = |anchors: &Vec<Anchor>| {
        anchors
            .iter()
            .map(|anchor| match anchor {
                Anchor::Word(_) => 0,
                Anchor::Class(_) => 1,
                Anchor::Mention => 2,
            })
            .max()
    };
    all.into_iter().min_by_key(|anchors| rank(anchors))
}

fn anchors_of(node: &Node) -> Option<Vec<Anchor>> {
    match node {
        Node::Word(sym) | Node::Verb(sym, _) => Some(vec![Anchor::Word(*sym)]),
        Node::Class(class) => Some(vec![Anchor::Class(*class)]),
        Node::Mention { classes, .. } if !classes.is_empty() => Some(vec![Anchor::Mention]),
        Node::Group(alternatives) => {
            let each: Option<Vec<Vec<Anchor>>> = alternatives.iter().map(|nodes| anchors(nodes)).collect();
            each.map(|each| each.concat())
        }
        Node::Repeat { node, least, .. } if *least > 0 => anchors_of(node),
        _ => None,
    }
}

impl Parser<'_, '_> {
    fn sequence(&mut self) -> Result<Vec<Node>, String> {
        let mut nodes = Vec::new();
        loop {
            while self.rest.next_if(|character| character.is_whitespace()).is_some() {}
            match self.rest.peek() {
                None | Some(')' | '|') => return Ok(nodes),
                Some(_) => nodes.push(self.item()?),
            }
        }
    }

    fn item(&mut self) -> Result<Node, String> {
        if self.rest.next_if_eq(&'!').is_some() {
            return Ok(Node::Not(Box::new(self.item()?)));
        }
        let node = self.atom()?;
        self.suffix(node)
    }

    fn suffix(&mut self, node: Node) -> Result<Node, String> {
        let (least, most) = match self.rest.peek() {
            Some('?') => (0, 1),
            Some('*') => (0, REPEATS),
            Some('+') => (1, REPEATS),
            _ => return Ok(node),
        };
        self.rest.next();
        match node {
            Node::Mention { capture, classes, .. } if self.rest.next_if_eq(&',').is_some() => Ok(Node::Mention { capture, classes, list: true }),
            node if may_be_empty(&node) => Err("found a repeat of what may be empty, expected something that takes a word".to_owned()),
            node => Ok(Node::Repeat { node: Box::new(node), least, most }),
        }
    }

    fn atom(&mut self) -> Result<Node, String> {
        match self.rest.next() {
            Some('(') => self.group(),
            Some('<') => self.mention(),
            Some('~') => self.verb(),
            Some('%') => {
                let name = self.name();
                let class = self.lexicon.class(&name).ok_or_else(|| format!("found the unknown class `%{name}`, expected one of the gazetteer"))?;
                Ok(Node::Class(class))
            }
            Some('^') => Ok(Node::Start),
            Some('\\') => self
                .rest
                .next()
                .map(|literal| Node::Word(self.lexicon.intern(&literal.to_string())))
                .ok_or_else(|| "found nothing behind a backslash".to_owned()),
            Some(first) => self.plain(first),
            None => Err("found the end, expected a word".to_owned()),
        }
    }

    fn plain(&mut self, first: char) -> Result<Node, String> {
        let mut word = first.to_string();
        while let Some(next) = self.rest.next_if(|character| !character.is_whitespace() && !"()|?*+<>".contains(*character)) {
            word.push(next);
        }
        for (mark, commas) in [("..", false), (",,", true)] {
            if let Some(most) = word.strip_prefix(mark) {
                let most = most.parse().map_err(|_error| format!("found the gap `{word}`, expected a number behind it"))?;
                return Ok(Node::Gap { most, commas });
            }
        }
        if word == "_" {
            return Ok(Node::Any);
        }
        Ok(Node::Word(self.lexicon.intern(&word.to_lowercase())))
    }

    fn name(&mut self) -> String {
        let mut name = String::new();
        while let Some(next) = self.rest.next_if(|character| character.is_alphanumeric() || matches!(character, '_' | '-')) {
            name.push(next);
        }
        name
    }

    fn group(&mut self) -> Result<Node, String> {
        self.depth += 1;
        if self.depth > 8 {
            return Err("found groups nested deeper than 8, expected fewer".to_owned());
        }
        let mut alternatives = vec![self.sequence()?];
        while self.rest.next_if_eq(&'|').is_some() {
            alternatives.push(self.sequence()?);
        }
        self.depth -= 1;
        if self.rest.next() != Some(')') {
            return Err("found the end, expected `)`".to_owned());
        }
        Ok(Node::Group(alternatives))
    }

    fn mention(&mut self) -> Result<Node, String> {
        let mut inside = String::new();
        loop {
            match self.rest.next() {
                Some('>') => break,
                Some(next) => inside.push(next),
                None => return Err("found the end, expected `>`".to_owned()),
            }
        }
        let (capture, names) = inside.split_once(':').map_or((None, inside.as_str()), |(capture, names)| (Some(capture), names));
        let classes = classes(names, self.schema)?;
        let capture = match capture {
            None => None,
            Some(name) => {
                let known = self.captures.iter().position(|other| other == name);
                let place = known.unwrap_or_else(|| {
                    self.captures.push(name.to_owned());
                    self.captures.len() - 1
                });
                Some(u8::try_from(place).map_err(|_error| "found more than 255 captures".to_owned())?)
            }
        };
        Ok(Node::Mention { capture, classes, list: false })
    }

    fn verb(&mut self) -> Result<Node, String> {
        let lemma = self.name();
        let sym = self.lexicon.sym(&lemma);
        let known = self.lexicon.verb_readings(sym).iter().any(|reading| reading.lemma == sym);
        if !known {
            return Err(format!("found the unknown verb `~{lemma}`, expected a base form of the gazetteer"));
        }
        if self.rest.next_if_eq(&'.').is_none() {
            return Ok(Node::Verb(sym, None));
        }
        let form = match self.name().as_str() {
            "base" => VerbForm::Base,
            "s" => VerbForm::Third,
            "past" => VerbForm::Past,
            "part" => VerbForm::Participle,
            "ger" => VerbForm::Gerund,
            other => return Err(format!("found the verb form `.{other}`, expected base, s, past, part or ger")),
        };
        Ok(Node::Verb(sym, Some(form)))
    }
}

/// Reads `Person|Organization`.
///
/// # Errors
/// A name that is no class of the ontology.
pub(super) fn classes(names: &str, schema: &Schema) -> Result<Vec<ClassId>, String> {
    let known = |name: &str| schema.class_named(name).ok_or_else(|| format!("found the unknown class `{name}`, expected one of the ontology"));
    names.split('|').map(str::trim).filter(|name| !name.is_empty() && *name != "_").map(known).collect()
}
