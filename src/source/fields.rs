//! Typed reading of the fields of one JSON object: each wrong value is a located remark, and the rest is still read.

use std::str::FromStr;

use super::json::{Json, Member, Node};
use super::place::{Remarks, excerpt};
use crate::diagnostic::Code;
use crate::model::{Confidence, PartialDate};

/// A value was there but could not be read; the remark on it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bad;

/// What a field holds: nothing, a value, or something that could not be read.
pub(super) type Field<T> = Result<Option<T>, Bad>;

/// The fields of one object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'n, 't> {
    /// Where the object begins.
    pub(super) at: usize,
    members: &'n [Member<'t>],
}

impl<'n, 't> Fields<'n, 't> {
    /// Returns the fields of a node that is an object.
    pub(super) fn of(node: &'n Node<'t>) -> Option<Self> {
        match &node.value {
            Json::Object(members) => Some(Self { at: node.at, members }),
            _ => None,
        }
    }

    /// Notes the fields that are none of the known ones.
    pub(super) fn note_unknown(self, known: &[&str], remarks: &mut Remarks<'_>) {
        for member in self.members.iter().filter(|member| !known.contains(&member.name.as_ref())) {
            remarks.unknown_field(&member.name, member.at);
        }
    }

    /// Returns the value of a field; null is absent.
    pub(super) fn get(self, name: &str) -> Option<&'n Node<'t>> {
        self.members.iter().find(|member| member.name == name).map(|member| &member.value).filter(|node| node.value != Json::Null)
    }

    /// Returns whether the object has a field, be it null.
    pub(super) fn has(self, name: &str) -> bool {
        self.members.iter().any(|member| member.name == name)
    }

    fn read<T>(self, name: &str, expected: &str, remarks: &mut Remarks<'_>, read: impl FnOnce(&'n Json<'t>) -> Option<T>) -> Field<T> {
        let Some(node) = self.get(name) else { return Ok(None) };
        read(&node.value).map(Some).ok_or_else(|| bad(name, node, expected, remarks))
    }

    /// Reads a text as it is, which may be empty.
    pub(super) fn verbatim(self, name: &str, remarks: &mut Remarks<'_>) -> Field<&'n str> {
        self.read(name, "a string", remarks, text_of)
    }

    /// Reads a text without the white space around it, which must leave something.
    pub(super) fn text(self, name: &str, remarks: &mut Remarks<'_>) -> Field<&'n str> {
        self.read(name, "a string that is not blank", remarks, name_of)
    }

    /// Reads a boolean.
    pub(super) fn boolean(self, name: &str, remarks: &mut Remarks<'_>) -> Field<bool> {
        self.read(name, "true or false", remarks, |value| match value {
            Json::Boolean(value) => Some(*value),
            _ => None,
        })
    }

    /// Reads a share from 0 to 1.
    pub(super) fn confidence(self, name: &str, remarks: &mut Remarks<'_>) -> Option<Confidence> {
        let share = |value: &Json<'_>| match value {
            Json::Number(number) => Confidence::new(number.parse().ok()?),
            _ => None,
        };
        self.read(name, "a number from 0 to 1", remarks, share).unwrap_or_default()
    }

    /// Reads a whole number that is not negative and fits.
    pub(super) fn whole<T: FromStr>(self, name: &str, expected: &str, remarks: &mut Remarks<'_>) -> Field<T> {
        self.read(name, expected, remarks, whole_of)
    }

    /// Reads a word of a list.
    pub(super) fn word<T>(self, name: &str, expected: &str, remarks: &mut Remarks<'_>, word: impl FnOnce(&str) -> Option<T>) -> Field<T> {
        self.read(name, expected, remarks, |value| word(text_of(value)?))
    }

    /// Reads a date, an unreadable one as absent.
    pub(super) fn date(self, name: &str, remarks: &mut Remarks<'_>) -> Option<PartialDate> {
        let node = self.get(name)?;
        let date = text_of(&node.value).and_then(|text| text.trim().parse().ok());
        if date.is_none() {
            let expected = "such as `2015`, `2015-04`, `2015-04-12`, `2013/2015`, `../2014-09` or `XXXX-09`";
            remarks.add(Code::BadDate, node.at, format!("found {} in `{name}`, expected a date {expected}", shown(&node.value)));
        }
        date
    }

    /// Returns the items of a list, none where it is absent or no list.
    pub(super) fn list(self, name: &str, remarks: &mut Remarks<'_>) -> &'n [Node<'t>] {
        let items = |value: &'n Json<'t>| match value {
            Json::Array(items) => Some(items.as_slice()),
            _ => None,
        };
        self.read(name, "a list", remarks, items).unwrap_or_default().unwrap_or_default()
    }
}

/// Makes the remark on a value that can't be read.
pub(super) fn bad(name: &str, node: &Node<'_>, expected: &str, remarks: &mut Remarks<'_>) -> Bad {
    remarks.add(Code::BadValue, node.at, format!("found {} in `{name}`, expected {expected}", shown(&node.value)));
    Bad
}

/// Shows a value in a message.
pub(super) fn shown(value: &Json<'_>) -> String {
    match value {
        Json::String(text) => format!("`{}`", excerpt(text)),
        Json::Number(number) => format!("`{}`", excerpt(number)),
        Json::Boolean(value) => format!("`{value}`"),
        other => other.kind().to_owned(),
    }
}

/// Returns a string's text.
pub(super) fn text_of<'n>(value: &'n Json<'_>) -> Option<&'n str> {
    match value {
        Json::String(text) => Some(text),
        _ => None,
    }
}

/// Returns a string's text without the white space around it, if that leaves something.
pub(super) fn name_of<'n>(value: &'n Json<'_>) -> Option<&'n str> {
    text_of(value).map(str::trim).filter(|text| !text.is_empty())
}

/// Returns a whole number that is not negative; `3.0` is one, as JSON does not tell it from 3.
pub(super) fn whole_of<T: FromStr>(value: &Json<'_>) -> Option<T> {
    let Json::Number(number) = value else { return None };
    let digits = number.split_once('.').filter(|(_, part)| part.bytes().all(|byte| byte == b'0')).map_or(*number, |(whole, _)| whole);
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}
