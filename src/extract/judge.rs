//! Judges claims that came without a status: how their quote puts them, and whom it attributes them to, by the same rules as our own.

use super::analyse;
use super::build::UNNAMED_SOURCE;
use super::claims::{Context, claims};
use super::extractor::Extractor;
use super::language::is_english;
use super::reading::Reading;
use super::rule_file::Governed;
use super::speech::Speaker;
use super::status::rank;
use super::types::FoundEntity;
use crate::model::extraction::Local;
use crate::model::schema::Schema;
use crate::model::{ClaimRecord, EntityRecord, Extraction, Object, Span, Status};

/// What a quote says of a claim.
struct Judgement {
    status: Status,
    /// The speakers, outermost first; nothing for somebody whom the text does not name.
    speakers: Vec<Option<FoundEntity>>,
}

impl Extractor {
    /// Gives a status to every claim that has none, and the speakers of its quote where it lists none: from the sentence around the quote where
    /// the document has text, else from the quote alone. A claim without a quote, and one whose quote says too little, becomes `unknown`.
    pub fn judge(&self, extraction: &mut Extraction, schema: &Schema) {
        if extraction.claims.iter().all(|claim| claim.status.is_some()) {
            return;
        }
        let english = extraction.document.language.as_deref().is_none_or(super::extractor::is_english);
        let judgements: Vec<Option<Judgement>> = {
            let whole = extraction.document.text.as_deref().filter(|text| english && is_english(text, &self.lexicon));
            let judged = |claim: &ClaimRecord| (claim.status.is_none() && english).then(|| self.judgement(extraction, claim, whole, schema)).flatten();
            extraction.claims.iter().map(judged).collect()
        };
        for (place, judgement) in judgements.into_iter().enumerate() {
            if extraction.claims[place].status.is_some() {
                continue;
            }
            let status = judgement.as_ref().map_or(Status::Unknown, |judgement| judgement.status);
            let named = judgement.map(|judgement| judgement.speakers).unwrap_or_default();
            let speakers: Vec<Local> = named.iter().map(|named| speaker(extraction, schema, named.as_ref())).collect();
            let claim = &mut extraction.claims[place];
            claim.status = Some(status);
            if claim.speakers.is_empty() {
                claim.speakers = speakers;
            }
        }
    }

    fn judgement(&self, extraction: &Extraction, claim: &ClaimRecord, whole: Option<&str>, schema: &Schema) -> Option<Judgement> {
        let found = claim.evidence.iter().filter_map(|evidence| {
            if let (Some(text), Some(span)) = (whole, evidence.span) {
                return self.of_text(extraction, claim, text, span, schema);
            }
            let quote = extraction.quote(evidence)?;
            let end = u32::try_from(quote.len()).ok()?;
            self.of_text(extraction, claim, quote, Span { start: 0, end }, schema)
        });
        // several quotes: the weakest decides
        found.max_by_key(|judgement| (rank(judgement.status), judgement.speakers.len()))
    }

    fn of_text(&self, extraction: &Extraction, claim: &ClaimRecord, text: &str, span: Span, schema: &Schema) -> Option<Judgement> {
        let around = paragraph(text, span)?;
        let (text, span) = (text.get(around.range())?, Span { start: span.start - around.start, end: span.end - around.start });
        let analysis = analyse(text, &self.lexicon, schema);
        let (kinds, known) = self.kinds();
        let reading = Reading::new(text, &analysis, &self.lexicon, kinds, known);
        let own = claims(&reading, &self.rules, schema, None).into_iter().find(|found| {
            let overlaps = reading.span(found.draft.tokens.clone()).overlaps(span);
            let mut ends = vec![(claim.subject, reading.entity(found.draft.subject))];
            if let (Object::Entity(object), super::draft::Found::Mention(mention)) = (&claim.object, &found.draft.object) {
                ends.push((*object, reading.entity(*mention)));
            }
            let is_same =
                |(local, entity): &(Local, Option<usize>)| entity.is_some_and(|entity| shares_name(&extraction.entities[*local], &analysis.entities[entity]));
            overlaps && found.draft.predicate == claim.predicate && ends.iter().all(is_same)
        });
        if let Some(own) = own {
            return Some(Judgement { status: own.draft.status, speakers: found_entities(&reading, &own.speakers) });
        }
        let mut found = self.by_verbs(&reading, span)?;
        if found.status == Status::Stated && schema.predicate(claim.predicate).self_qualifying {
            found.status = Status::Alleged;
        }
        Some(found)
    }

    /// Without a rule that reads the claim, the weakest of all verbs in the quote decides.
    fn by_verbs(&self, reading: &Reading<'_>, span: Span) -> Option<Judgement> {
        let context = Context::new(reading, &self.rules);
        let inside = |token: usize| reading.analysis.tokens[token].span.overlaps(span);
        let heads: Vec<usize> = reading.verbs.iter().map(|verb| verb.head).filter(|head| inside(*head)).collect();
        let mut found: Option<Judgement> = None;
        for head in heads {
            let (verdict, speakers) = context.at(reading, head, Governed::Clause);
            let status = if verdict.dropped { Status::Hypothetical } else { verdict.status() };
            let weaker = found.as_ref().is_none_or(|known| (rank(status), speakers.len()) > (rank(known.status), known.speakers.len()));
            if weaker {
                let longer = found.as_ref().map(|known| known.speakers.len()).unwrap_or_default() > speakers.len();
                let kept = found.take().map(|known| known.speakers).filter(|_| longer);
                found = Some(Judgement { status, speakers: kept.unwrap_or_else(|| found_entities(reading, &speakers)) });
            } else if let Some(known) = found.as_mut().filter(|known| known.speakers.len() < speakers.len()) {
                known.speakers = found_entities(reading, &speakers);
            }
        }
        found
    }
}

fn found_entities(reading: &Reading<'_>, speakers: &[Speaker]) -> Vec<Option<FoundEntity>> {
    let found = |speaker: &Speaker| match speaker {
        Speaker::Mention(mention) => reading.entity(*mention).and_then(|entity| reading.analysis.entities.get(entity)).cloned(),
        Speaker::Unnamed => None,
    };
    speakers.iter().map(found).collect()
}

/// The paragraph around a span, so that judging costs the same in a long document.
fn paragraph(text: &str, span: Span) -> Option<Span> {
    let before = text.get(..span.start as usize)?;
    let behind = text.get(span.end as usize..)?;
    let start = before.rfind("\n\n").map_or(0, |at| at + 2);
    let end = behind.find("\n\n").map_or(text.len(), |at| span.end as usize + at);
    Some(Span { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })
}

fn shares_name(record: &EntityRecord, found: &FoundEntity) -> bool {
    let folded = |name: &str| name.to_lowercase();
    let own: Vec<String> = std::iter::once(&record.name).chain(&record.aliases).map(|name| folded(name)).collect();
    std::iter::once(&found.name).chain(&found.aliases).any(|name| own.contains(&folded(name)))
}

/// The record of a speaker: one that has the name, else a new one, of the class that the text shows and unnamed where it only describes.
fn speaker(extraction: &mut Extraction, schema: &Schema, found: Option<&FoundEntity>) -> Local {
    let wanted = found.map_or(UNNAMED_SOURCE, |found| found.name.as_str());
    let folded = wanted.to_lowercase();
    let is = |record: &EntityRecord| record.name.to_lowercase() == folded || record.aliases.iter().any(|alias| alias.to_lowercase() == folded);
    if let Some(known) = extraction.entities.iter().position(is) {
        return known;
    }
    let group = || schema.class_named("Group").unwrap_or(schema.thing());
    extraction.entities.push(EntityRecord {
        id: format!("speaker-{}", extraction.entities.len() + 1),
        class: found.map_or_else(group, |found| found.class),
        name: wanted.to_owned(),
        aliases: Vec::new(),
        mentions: Vec::new(),
        identifiers: Vec::new(),
        unnamed: found.is_none_or(|found| found.unnamed),
        salient: false,
    });
    extraction.entities.len() - 1
}
