//! The document of a contract record: what is known of the source, its text, and the unit of its offsets.

use super::article::{note_unsafe, published};
use super::fields::{Fields, shown, text_of};
use super::place::{Remarks, control_characters};
use crate::diagnostic::Code;
use crate::model::hash::sha256_hex;
use crate::model::{Document, OffsetUnit};

const KNOWN: [&str; 10] = ["id", "title", "url", "publisher", "author", "published", "language", "text", "sha256", "offsetUnit"];

/// Reads the document of a record; its id is empty where it has neither id, url nor text.
pub(super) fn read(record: Fields<'_, '_>, remarks: &mut Remarks<'_>) -> (Document, OffsetUnit) {
    let Some(node) = record.get("document") else { return (Document::default(), OffsetUnit::default()) };
    let Some(fields) = Fields::of(node) else {
        super::fields::bad("document", node, "an object", remarks);
        return (Document::default(), OffsetUnit::default());
    };
    fields.note_unknown(&KNOWN, remarks);
    let owned = |name: &str, remarks: &mut Remarks<'_>| fields.text(name, remarks).ok().flatten().map(str::to_owned);
    let id = owned("id", remarks);
    let url = owned("url", remarks);
    if let (Some(url), Some(node)) = (&url, fields.get("url")) {
        note_unsafe(url, node.at, remarks);
    }
    let text = text(fields, remarks);
    let blank_or = |name: &str, remarks: &mut Remarks<'_>| {
        let text = fields.verbatim(name, remarks).ok().flatten().map(str::trim);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let named = id.is_some() || url.is_some() || text.is_some();
    let document = Document {
        id: if named { Document::choose_id(id.as_deref(), url.as_deref(), text.as_deref()) } else { String::new() },
        title: blank_or("title", remarks),
        url,
        publisher: blank_or("publisher", remarks),
        author: blank_or("author", remarks),
        published: fields.get("published").and_then(|node| match text_of(&node.value) {
            Some(text) => published(text, node.at, remarks),
            None => fields.date("published", remarks),
        }),
        language: language(fields, remarks),
        text_sha256: sha256(fields, text.as_deref(), remarks),
        text,
    };
    let unit = fields.word("offsetUnit", "`codepoints`, `utf16` or `bytes`", remarks, unit);
    (document, unit.unwrap_or_default().unwrap_or_default())
}

fn unit(word: &str) -> Option<OffsetUnit> {
    match word {
        "codepoints" => Some(OffsetUnit::CodePoints),
        "utf16" => Some(OffsetUnit::Utf16),
        "bytes" => Some(OffsetUnit::Bytes),
        _ => None,
    }
}

/// Reads the text, verbatim; a blank one is none, as there is nothing in it to quote.
fn text(fields: Fields<'_, '_>, remarks: &mut Remarks<'_>) -> Option<String> {
    let text = fields.verbatim("text", remarks).ok().flatten().filter(|text| !text.trim().is_empty())?;
    let at = fields.get("text").map_or(fields.at, |node| node.at);
    if u32::try_from(text.len()).is_err() {
        remarks.add(Code::BadValue, at, "found a text of more than 4 GiB, which is more than offsets can count");
        return None;
    }
    if let Some((_, letter)) = control_characters(text) {
        remarks.add(Code::ControlCharacter, at, format!("found the control character U+{:04X} in the text", u32::from(letter)));
    }
    Some(text.to_owned())
}

fn language(fields: Fields<'_, '_>, remarks: &mut Remarks<'_>) -> Option<String> {
    let tag = |word: &str| {
        let mut parts = word.split('-');
        let first = parts.next().filter(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
        let rest = parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        (first.is_some() && rest).then(|| word.to_owned())
    };
    fields.word("language", "a language tag such as `en` or `en-GB`", remarks, tag).ok().flatten()
}

/// Reads the hash, which must be that of the text if there is one; the text's own is the one that counts.
fn sha256(fields: Fields<'_, '_>, text: Option<&str>, remarks: &mut Remarks<'_>) -> Option<String> {
    let hexadecimal = |word: &str| (word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| word.to_ascii_lowercase());
    let given = fields.word("sha256", "64 hexadecimal digits", remarks, hexadecimal).ok().flatten();
    let own = text.map(sha256_hex);
    if let (Some(node), Some(given), Some(own)) = (fields.get("sha256"), &given, &own)
        && given != own
    {
        remarks.add(Code::ShaMismatch, node.at, format!("found {} in `sha256`, but that of the text is `{own}`", shown(&node.value)));
    }
    own.or(given)
}
