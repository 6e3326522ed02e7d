//! A JSON reader that knows where each value stands, keeps what stands before a break, and mends half surrogate pairs.
//!
//! `serde_json` does none of the three: it drops the whole value at the first fault and tells the place of the reader only.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::Code;

/// How deep values may be nested; hostile input must not exhaust the stack.
const DEEPEST: usize = 128;

/// A value and the byte offset at which it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node<'t> {
    pub(super) at: usize,
    pub(super) value: Json<'t>,
}

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json<'t> {
    Null,
    Boolean(bool),
    /// The number as it is written.
    Number(&'t str),
    String(Cow<'t, str>),
    Array(Vec<Node<'t>>),
    Object(Vec<Member<'t>>),
    /// Nested too deep to be read.
    TooDeep,
}

impl Json<'_> {
    /// Says what it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "a list",
            Self::Object(_) => "an object",
            Self::TooDeep => "a value that is nested too deep",
        }
    }
}

/// A field of an object; names are unique in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Member<'t> {
    pub(super) name: Cow<'t, str>,
    pub(super) at: usize,
    pub(super) value: Node<'t>,
}

/// Something wrong at a byte offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) at: usize,
    pub(super) message: String,
}

/// A break: where, and the outer object or list as far as it was whole. An inner object that is not whole is no part of
/// it, since its missing half may say that the claim is denied.
#[derive(Debug)]
pub(super) struct Broken<'t> {
    pub(super) fault: Fault,
    pub(super) partial: Option<Node<'t>>,
}

type Parsed<'t, T> = Result<T, Box<Broken<'t>>>;

/// Reads values from a text, one after the other.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    /// What was mended, in the order of the text.
    pub(super) mended: Vec<Fault>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0, mended: Vec::new() }
    }

    /// Passes over white space and returns the next byte, unread.
    pub(super) fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    /// Passes over one byte if it is the next after white space.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Says what stands here, where something else was expected.
    pub(super) fn unexpected(&self, expected: &str) -> Fault {
        let found = match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(letter) if letter.is_control() => format!("the control character U+{:04X}", u32::from(letter)),
            Some(letter) => format!("`{letter}`"),
            None => "the end".to_owned(),
        };
        Fault { code: Code::BadJson, at: self.at, message: format!("found {found}, expected {expected}") }
    }

    fn fail<T>(&self, expected: &str) -> Parsed<'t, T> {
        Err(Box::new(Broken { fault: self.unexpected(expected), partial: None }))
    }

    /// Reads the next value.
    pub(super) fn value(&mut self) -> Parsed<'t, Node<'t>> {
        let Some(first) = self.peek() else { return self.fail("a value") };
        let at = self.at;
        let value = match first {
            b'{' | b'[' if self.depth == DEEPEST => self.too_deep()?,
            b'{' => return self.object(),
            b'[' => return self.array(),
            b'"' => Json::String(self.string()?),
            b'-' | b'0'..=b'9' => Json::Number(self.number()?),
            b't' => self.word("true", Json::Boolean(true))?,
            b'f' => self.word("false", Json::Boolean(false))?,
            b'n' => self.word("null", Json::Null)?,
            _ => return self.fail("a value"),
        };
        Ok(Node { at, value })
    }

    fn word(&mut self, word: &str, value: Json<'t>) -> Parsed<'t, Json<'t>> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return self.fail("a value");
        }
        self.at += word.len();
        Ok(value)
    }

    fn array(&mut self) -> Parsed<'t, Node<'t>> {
        let at = self.at;
        let outer = self.depth <= 1;
        let mut items = Vec::new();
        self.at += 1;
        self.depth += 1;
        let end = self.items(&mut items);
        self.depth -= 1;
        let node = Node { at, value: Json::Array(items) };
        match end {
            Ok(()) => Ok(node),
            Err(broken) => Err(Box::new(Broken { fault: broken.fault, partial: outer.then_some(node) })),
        }
    }

    fn items(&mut self, items: &mut Vec<Node<'t>>) -> Parsed<'t, ()> {
        if self.eat(b']') {
            return Ok(());
        }
        loop {
            items.push(self.value()?);
            if self.eat(b']') {
                return Ok(());
            }
            if !self.eat(b',') {
                return self.fail("`,` or `]`");
            }
        }
    }

    fn object(&mut self) -> Parsed<'t, Node<'t>> {
        let at = self.at;
        let outer = self.depth == 0;
        let mut members = Vec::new();
        self.at += 1;
        self.depth += 1;
        let end = self.members(&mut members);
        self.depth -= 1;
        let members = self.unique(members);
        let node = Node { at, value: Json::Object(members) };
        match end {
            Ok(()) => Ok(node),
            Err(broken) => Err(Box::new(Broken { fault: broken.fault, partial: outer.then_some(node) })),
        }
    }

    fn members(&mut self, members: &mut Vec<Member<'t>>) -> Parsed<'t, ()> {
        if self.eat(b'}') {
            return Ok(());
        }
        loop {
            if self.peek() != Some(b'"') {
                return self.fail("a field's name in double quotes");
            }
            let at = self.at;
            let name = self.string()?;
            if !self.eat(b':') {
                return self.fail("`:`");
            }
            match self.value() {
                Ok(value) => members.push(Member { name, at, value }),
                Err(mut broken) => {
                    let part = broken.partial.take();
                    members.extend(part.map(|value| Member { name, at, value }));
                    return Err(broken);
                }
            }
            if self.eat(b'}') {
                return Ok(());
            }
            if !self.eat(b',') {
                return self.fail("`,` or `}`");
            }
        }
    }

    /// Leaves of fields with the same name the last one.
    fn unique(&mut self, members: Vec<Member<'t>>) -> Vec<Member<'t>> {
        let last: BTreeMap<Cow<'t, str>, usize> = members.iter().enumerate().map(|(place, member)| (member.name.clone(), place)).collect();
        if last.len() == members.len() {
            return members;
        }
        let mut kept = Vec::with_capacity(last.len());
        for (place, member) in members.into_iter().enumerate() {
            if last.get(&member.name) == Some(&place) {
                kept.push(member);
            } else {
                let message = format!("found the field `{}` twice in one object, took the last", super::place::excerpt(&member.name));
                self.mended.push(Fault { code: Code::DuplicateField, at: member.at, message });
            }
        }
        kept
    }

    /// Passes over a value without looking into it.
    fn too_deep(&mut self) -> Parsed<'t, Json<'t>> {
        let message = format!("found a value nested {} levels deep, expected at most {DEEPEST}", DEEPEST + 1);
        self.mended.push(Fault { code: Code::NestingTooDeep, at: self.at, message });
        let mut open = 0_usize;
        loop {
            match self.peek() {
                Some(b'{' | b'[') => open += 1,
                Some(b'}' | b']') => open -= 1,
                Some(b'"') => {
                    self.string()?;
                    continue;
                }
                Some(_) => {}
                None => return self.fail("`]` or `}`"),
            }
            self.at += 1;
            if open == 0 {
                return Ok(Json::TooDeep);
            }
        }
    }

    fn digits(&mut self) -> bool {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at > start
    }

    fn number(&mut self) -> Parsed<'t, &'t str> {
        let start = self.at;
        self.at += usize::from(self.byte() == Some(b'-'));
        let zero = self.byte() == Some(b'0');
        if zero {
            self.at += 1;
        }
        if !zero && !self.digits() {
            return self.fail("a digit");
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            if !self.digits() {
                return self.fail("a digit");
            }
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            if !self.digits() {
                return self.fail("a digit");
            }
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Reads a string, whose opening quote is the next byte.
    fn string(&mut self) -> Parsed<'t, Cow<'t, str>> {
        self.at += 1;
        let mut mended: Option<String> = None;
        loop {
            let start = self.at;
            while self.byte().is_some_and(|byte| byte != b'"' && byte != b'\\' && byte >= 0x20) {
                self.at += 1;
            }
            let plain = self.text.get(start..self.at).unwrap_or_default();
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(match mended {
                        Some(text) => Cow::Owned(text + plain),
                        None => Cow::Borrowed(plain),
                    });
                }
                Some(b'\\') => {
                    let text = mended.get_or_insert_default();
                    text.push_str(plain);
                    let letter = self.escape()?;
                    text.push(letter);
                }
                _ => return self.fail("a character of a string or its closing quote"),
            }
        }
    }

    fn escape(&mut self) -> Parsed<'t, char> {
        let start = self.at;
        self.at += 1;
        let letter = match self.byte() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode(start);
            }
            _ => return self.fail("one of the escapes of JSON"),
        };
        self.at += 1;
        Ok(letter)
    }

    /// Reads the digits of a `\u` escape, and of a second one where the first is half a surrogate pair.
    fn unicode(&mut self, start: usize) -> Parsed<'t, char> {
        let first = self.four_digits()?;
        if let Some(letter) = char::from_u32(first) {
            return Ok(letter);
        }
        let after = self.at;
        let next_is_escape = self.text.as_bytes().get(after..after + 2) == Some(b"\\u");
        if first < 0xDC00 && next_is_escape {
            self.at += 2;
            let second = self.four_digits()?;
            if (0xDC00..0xE000).contains(&second) {
                let letter = char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
                return Ok(letter.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = after;
        }
        let message = format!("found `\\u{first:04x}`, half of a surrogate pair; read as U+FFFD");
        self.mended.push(Fault { code: Code::LoneSurrogate, at: start, message });
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn four_digits(&mut self) -> Parsed<'t, u32> {
        let mut number = 0;
        for _ in 0..4 {
            let Some(digit) = self.byte().and_then(|byte| char::from(byte).to_digit(16)) else { return self.fail("a hexadecimal digit") };
            number = number * 16 + digit;
            self.at += 1;
        }
        Ok(number)
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
