//! The same document from several inputs is one document; the same id on different texts is an error.

use std::collections::BTreeMap;

use super::anchor::{Found, Ground};
use super::{Content, Source};
use crate::diagnostic::{Code, Diagnostics};
use crate::error::{Error, ErrorKind, Location, Result};
use crate::model::extraction::Local;
use crate::model::{Document, EntityRecord, EvidenceRecord, Extraction, Object, OffsetUnit};

/// Makes documents of one id one, in the place of the first.
///
/// # Errors
/// When documents of one id have different texts.
pub(super) fn join(sources: Vec<Source>, diagnostics: &mut Diagnostics) -> Result<Vec<Source>> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut joined: Vec<Source> = Vec::with_capacity(sources.len());
    for source in sources {
        let id = source.content.document().id.clone();
        let Some(place) = places.get(&id) else {
            places.insert(id, joined.len());
            joined.push(source);
            continue;
        };
        let first = &mut joined[*place];
        check_texts(first, &source)?;
        let location = Location::file(&source.file);
        diagnostics.push(Code::DuplicateDocument, Some(location), format!("found the document `{id}`, which also stands in `{}`", first.file));
        let both = (std::mem::replace(&mut first.content, Content::Article(Document::default())), source.content);
        first.content = join_content(both.0, both.1, &source.file, diagnostics);
    }
    Ok(joined)
}

fn check_texts(first: &Source, second: &Source) -> Result<()> {
    let (one, other) = (first.content.document(), second.content.document());
    let same = match (&one.text, &other.text) {
        (Some(one), Some(other)) => one == other,
        _ => one.text_sha256.is_none() || other.text_sha256.is_none() || one.text_sha256 == other.text_sha256,
    };
    if same {
        return Ok(());
    }
    let found = if first.file == second.file { "twice in this file".to_owned() } else { format!("here and in `{}`", first.file) };
    Err(Error::new(ErrorKind::Input, format!("the document id `{}` stands {found}, with different texts", one.id))
        .at(Location::file(&second.file))
        .hint("give one of the two documents another id"))
}

fn join_content(first: Content, second: Content, file: &str, diagnostics: &mut Diagnostics) -> Content {
    match (first, second) {
        (Content::Article(mut document), Content::Article(other)) => {
            join_documents(&mut document, other);
            Content::Article(document)
        }
        // What others found in an article stands; it is not extracted from a second time.
        (Content::Article(article), Content::Extraction(mut extraction)) | (Content::Extraction(mut extraction), Content::Article(article)) => {
            give_text(&mut extraction, article.text.as_deref(), file, diagnostics);
            join_documents(&mut extraction.document, article);
            Content::Extraction(extraction)
        }
        (Content::Extraction(mut extraction), Content::Extraction(mut other)) => {
            give_text(&mut extraction, other.document.text.as_deref(), file, diagnostics);
            give_text(&mut other, extraction.document.text.as_deref(), file, diagnostics);
            join_records(&mut extraction, other);
            Content::Extraction(extraction)
        }
    }
}

/// Takes of each field the one that is there; of two the smaller, whichever came first.
fn join_documents(document: &mut Document, other: Document) {
    let join = |one: &mut Option<String>, other: Option<String>| {
        let both = [one.take(), other];
        *one = both.into_iter().flatten().min();
    };
    join(&mut document.title, other.title);
    join(&mut document.url, other.url);
    join(&mut document.publisher, other.publisher);
    join(&mut document.author, other.author);
    join(&mut document.language, other.language);
    join(&mut document.text, other.text);
    join(&mut document.text_sha256, other.text_sha256);
    document.published = [document.published, other.published].into_iter().flatten().min_by_key(ToString::to_string);
}

/// Adds the records of an extraction of the same document; equal ones are not doubled.
fn join_records(extraction: &mut Extraction, other: Extraction) {
    join_documents(&mut extraction.document, other.document);
    let mut by_name: BTreeMap<String, Vec<Local>> = BTreeMap::new();
    for (place, entity) in extraction.entities.iter().enumerate() {
        by_name.entry(entity.name.clone()).or_default().push(place);
    }
    let mut places = Vec::with_capacity(other.entities.len());
    for entity in other.entities {
        let known = by_name.entry(entity.name.clone()).or_default();
        let equal = known.iter().copied().find(|place| equal_but_for_id(&extraction.entities[*place], &entity));
        places.push(equal.unwrap_or_else(|| {
            known.push(extraction.entities.len());
            extraction.entities.push(entity);
            extraction.entities.len() - 1
        }));
    }
    let moved = |local: Local| places.get(local).copied().unwrap_or(local);
    for mut claim in other.claims {
        claim.subject = moved(claim.subject);
        claim.speakers.iter_mut().for_each(|speaker| *speaker = moved(*speaker));
        let fillers = claim.qualifiers.iter_mut().map(|qualifier| &mut qualifier.filler);
        for object in fillers.chain([&mut claim.object]) {
            if let Object::Entity(local) = object {
                *local = moved(*local);
            }
        }
        claim.qualifiers.sort();
        extraction.claims.push(claim);
    }
}

fn equal_but_for_id(one: &EntityRecord, other: &EntityRecord) -> bool {
    EntityRecord { id: other.id.clone(), ..one.clone() } == *other
}

/// Checks and converts the offsets and quotes of an extraction that came without its text.
fn give_text(extraction: &mut Extraction, text: Option<&str>, file: &str, diagnostics: &mut Diagnostics) {
    let Some(text) = text.filter(|_| extraction.document.text.is_none()) else { return };
    let ground = Ground::new(Some(text), OffsetUnit::CodePoints);
    let id = extraction.document.id.clone();
    let mut remark = |code, message: &str| diagnostics.push(code, Some(Location::file(file)), format!("{message} of the document `{id}`"));
    for entity in &mut extraction.entities {
        entity.mentions.retain_mut(|mention| {
            let span = ground.span(mention.span.start, mention.span.end);
            mention.span = span.unwrap_or(mention.span);
            if span.is_none() {
                remark(Code::BadOffset, "found a mention outside the text");
            }
            span.is_some()
        });
    }
    for claim in &mut extraction.claims {
        claim.evidence.retain_mut(|evidence| place(evidence, &ground, &mut remark));
    }
    extraction.document.text = Some(text.to_owned());
}

/// Places a piece of evidence in the text; returns whether anything of it is left.
fn place(evidence: &mut EvidenceRecord, ground: &Ground<'_>, remark: &mut dyn FnMut(Code, &str)) -> bool {
    let given = evidence.span.take();
    let span = given.and_then(|span| ground.span(span.start, span.end));
    if given.is_some() && span.is_none() {
        remark(Code::BadOffset, "found evidence outside the text");
    }
    let Some(quote) = evidence.quote.as_deref() else {
        evidence.span = span;
        return span.is_some();
    };
    match ground.find(quote, span) {
        Some(Found::There(span)) => (evidence.span, evidence.quote) = (Some(span), None),
        Some(Found::Elsewhere(span)) => {
            remark(Code::QuoteMoved, "found a quote elsewhere in the text");
            (evidence.span, evidence.quote) = (Some(span), None);
        }
        Some(Found::Nowhere) | None => remark(Code::QuoteNotInText, "found a quote that is not in the text"),
    }
    true
}
