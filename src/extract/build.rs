//! Assembles the extraction: entity records with their mentions, claim records with the words that show them.

use rustc_hash::FxHashMap;

use super::claims::Claim;
use super::draft::Found;
use super::reading::Reading;
use super::speech::Speaker;
use super::types::FoundEntity;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::extraction::Local;
use crate::model::ids::{ClassId, PredicateId};
use crate::model::{
    ClaimRecord, Confidence, Document, EntityRecord, EvidenceRecord, Extraction, Identifier, Mention, MentionKind, Object, Qualifier, Reason, Span,
};

/// The name of the speaker whom a text does not name.
pub(super) const UNNAMED_SOURCE: &str = "unnamed source";

struct Builder<'r, 'a> {
    reading: &'r Reading<'a>,
    extraction: Extraction,
    unnamed: Option<Local>,
    posts: Vec<(usize, Local)>,
    /// The claims so far by subject and predicate.
    known: FxHashMap<(Local, PredicateId), Vec<usize>>,
}

/// Makes the records of a document.
pub(super) fn build(reading: &Reading<'_>, document: Document, claims: &[Claim], diagnostics: &mut Diagnostics) -> Extraction {
    let entities = records(reading);
    let mut builder =
        Builder { reading, extraction: Extraction { document, entities, claims: Vec::new() }, unnamed: None, posts: Vec::new(), known: FxHashMap::default() };
    for claim in claims {
        builder.claim(claim, diagnostics);
    }
    builder.extraction
}

fn records(reading: &Reading<'_>) -> Vec<EntityRecord> {
    let mut records: Vec<EntityRecord> = reading.analysis.entities.iter().enumerate().map(|(place, entity)| record(place, entity)).collect();
    for mention in &reading.analysis.mentions {
        if let Some(record) = mention.entity.and_then(|entity| records.get_mut(entity)) {
            record.mentions.push(Mention { span: reading.span(mention.tokens.clone()), kind: mention.kind });
        }
    }
    for record in &mut records {
        record.mentions.sort_unstable();
        record.mentions.dedup();
    }
    records
}

fn record(place: usize, entity: &FoundEntity) -> EntityRecord {
    let identifiers = entity.gazetteer_key.iter().map(|key| Identifier { scheme: "corkboard".to_owned(), value: key.clone() }).collect();
    let mut aliases: Vec<String> = Vec::new();
    for alias in &entity.aliases {
        if *alias != entity.name && !aliases.contains(alias) {
            aliases.push(alias.clone());
        }
    }
    EntityRecord {
        id: id(place),
        class: entity.class,
        name: entity.name.clone(),
        aliases,
        mentions: Vec::new(),
        identifiers,
        unnamed: entity.unnamed,
        salient: false,
    }
}

fn id(place: usize) -> String {
    format!("e{}", place + 1)
}

impl Builder<'_, '_> {
    fn claim(&mut self, claim: &Claim, diagnostics: &mut Diagnostics) {
        let draft = &claim.draft;
        let Some(subject) = self.reading.entity(draft.subject) else { return };
        let Some(object) = self.object(&draft.object, subject, diagnostics) else { return };
        let mut qualifiers: Vec<Qualifier<Local>> = Vec::new();
        for (role, found) in &draft.qualifiers {
            if let Some(filler) = self.object(found, subject, diagnostics) {
                qualifiers.push(Qualifier { role: role.clone(), filler });
            }
        }
        qualifiers.sort();
        qualifiers.dedup();
        let speakers = self.speakers(&claim.speakers);
        let confidence = Confidence::per_mille(draft.confidence.min(1000));
        let evidence = EvidenceRecord { span: self.evidence(claim), quote: None, rule: Some(draft.name.clone()), confidence };
        let record = ClaimRecord {
            subject,
            predicate: draft.predicate,
            object,
            status: Some(draft.status),
            speakers,
            inferred: draft.inferred,
            date: draft.date,
            qualifiers,
            confidence,
            evidence: vec![evidence],
            extractor: None,
            core: false,
        };
        self.add(record);
    }

    /// Adds a claim, or its evidence to the claim that says the same.
    fn add(&mut self, record: ClaimRecord) {
        let same = |other: &ClaimRecord| {
            let read = |record: &ClaimRecord| record.inferred.without(Reason::Coreference);
            let what = (other.subject, other.predicate, &other.object, other.status) == (record.subject, record.predicate, &record.object, record.status);
            what && other.speakers == record.speakers && other.date == record.date && other.qualifiers == record.qualifiers && read(other) == read(&record)
        };
        let places = self.known.entry((record.subject, record.predicate)).or_default();
        let Some(place) = places.iter().copied().find(|place| same(&self.extraction.claims[*place])) else {
            places.push(self.extraction.claims.len());
            self.extraction.claims.push(record);
            return;
        };
        let known = &mut self.extraction.claims[place];
        if !record.inferred.contains(Reason::Coreference) {
            known.inferred = known.inferred.without(Reason::Coreference);
        }
        known.confidence = known.confidence.max(record.confidence);
        for evidence in record.evidence {
            if !known.evidence.iter().any(|other| other.span == evidence.span) {
                known.evidence.push(evidence);
            }
        }
    }

    fn object(&mut self, found: &Found, subject: Local, diagnostics: &mut Diagnostics) -> Option<Object<Local>> {
        match found {
            Found::Mention(mention) => self.reading.entity(*mention).map(Object::Entity),
            Found::Value(value) => Some(Object::Value(value.clone())),
            Found::Post => Some(Object::Entity(self.post(subject, diagnostics))),
        }
    }

    /// The post that a person left and the document does not name.
    fn post(&mut self, person: Local, diagnostics: &mut Diagnostics) -> Local {
        if let Some((_, post)) = self.posts.iter().find(|(other, _)| *other == person) {
            return *post;
        }
        let name = format!("post of {}", self.extraction.entities[person].name);
        diagnostics.push(
            Code::UnnamedPost,
            None,
            format!("found no post that `{}` left, expected one in {}", self.extraction.entities[person].name, self.extraction.document.id),
        );
        let post = self.unnamed_entity(self.reading.known.position, name);
        self.posts.push((person, post));
        post
    }

    fn unnamed_entity(&mut self, class: ClassId, name: String) -> Local {
        let place = self.extraction.entities.len();
        let record =
            EntityRecord { id: id(place), class, name, aliases: Vec::new(), mentions: Vec::new(), identifiers: Vec::new(), unnamed: true, salient: false };
        self.extraction.entities.push(record);
        place
    }

    /// The speakers as entities; whoever publishes the document is its own voice.
    fn speakers(&mut self, speakers: &[Speaker]) -> Vec<Local> {
        let mut out: Vec<Local> = Vec::new();
        for speaker in speakers {
            let local = match speaker {
                Speaker::Mention(mention) => self.reading.entity(*mention),
                Speaker::Unnamed => Some(self.unnamed_source()),
            };
            let Some(local) = local.filter(|local| !self.is_publisher(*local)) else { continue };
            if !out.contains(&local) {
                out.push(local);
            }
        }
        out
    }

    fn is_publisher(&self, local: Local) -> bool {
        let bare = |name: &str| name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name).to_lowercase();
        let entity = &self.extraction.entities[local];
        self.extraction.document.publisher.as_deref().is_some_and(|publisher| bare(publisher) == bare(&entity.name))
    }

    fn unnamed_source(&mut self) -> Local {
        if let Some(known) = self.unnamed {
            return known;
        }
        let place = self.unnamed_entity(self.reading.known.group, UNNAMED_SOURCE.to_owned());
        self.unnamed = Some(place);
        place
    }

    /// The shortest span over all participants and the trigger, within one sentence; the whole sentence where a participant is a pronoun.
    fn evidence(&self, claim: &Claim) -> Option<Span> {
        let draft = &claim.draft;
        let tokens = draft.tokens.start..draft.tokens.end.min(self.reading.analysis.tokens.len());
        let sentence = self.reading.sentence_tokens(draft.trigger);
        let object = if let Found::Mention(mention) = draft.object { Some(mention) } else { None };
        let pronoun = std::iter::once(draft.subject).chain(object).any(|mention| self.reading.mention(mention).kind == MentionKind::Pronoun);
        let whole = pronoun || tokens.start < sentence.start && tokens.end > sentence.end;
        let quoted = matches!(draft.object, Found::Value(_));
        let span = if whole && !quoted { self.reading.span(sentence) } else { self.reading.span(tokens) };
        (span.start < span.end && self.reading.text.get(span.range()).is_some()).then_some(span)
    }
}
