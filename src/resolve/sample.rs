//! Small extractions for the tests of this layer, built by hand.

use crate::model::{ClaimRecord, Document, EntityRecord, Extraction, Identifier, Mention, MentionKind, Object, Reasons, Resolution, Schema, Span, Status};

/// A document under construction.
pub(super) struct Sample<'a> {
    schema: &'a Schema,
    extraction: Extraction,
}

impl<'a> Sample<'a> {
    /// Begins a document without text.
    pub(super) fn new(schema: &'a Schema, id: &str) -> Self {
        let document = Document { id: id.to_owned(), ..Document::default() };
        Self { schema, extraction: Extraction { document, ..Extraction::default() } }
    }

    /// Gives the document a text; records named after this get the place where their name first stands in it.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.extraction.document.text = Some(text.to_owned());
        self
    }

    /// Adds a record; its local id is its class and name.
    pub(super) fn entity(mut self, class: &str, name: &str) -> Self {
        let found = self.extraction.document.text.as_deref().and_then(|text| text.find(name));
        let mention = |start: usize| {
            let position = |offset: usize| u32::try_from(offset).unwrap();
            Mention { span: Span { start: position(start), end: position(start + name.len()) }, kind: MentionKind::Name }
        };
        self.extraction.entities.push(EntityRecord {
            id: format!("{class} {name}"),
            class: self.schema.class_named(class).unwrap(),
            name: name.to_owned(),
            aliases: Vec::new(),
            mentions: found.map(mention).into_iter().collect(),
            identifiers: Vec::new(),
            unnamed: false,
            salient: false,
        });
        self
    }

    fn last(&mut self) -> &mut EntityRecord {
        self.extraction.entities.last_mut().unwrap()
    }

    /// Gives the last record an alias.
    pub(super) fn alias(mut self, alias: &str) -> Self {
        self.last().aliases.push(alias.to_owned());
        self
    }

    /// Gives the last record a mention, as `kind` names it.
    pub(super) fn mention(mut self, start: u32, end: u32, kind: MentionKind) -> Self {
        self.last().mentions.push(Mention { span: Span { start, end }, kind });
        self
    }

    /// Gives the last record an id in a register.
    pub(super) fn identifier(mut self, scheme: &str, value: &str) -> Self {
        self.last().identifiers.push(Identifier { scheme: scheme.to_owned(), value: value.to_owned() });
        self
    }

    /// Marks the last record as only described.
    pub(super) fn unnamed(mut self) -> Self {
        self.last().unnamed = true;
        self
    }

    /// Adds a claim between the first records of two names.
    pub(super) fn claim(mut self, subject: &str, predicate: &str, object: &str, status: Option<Status>) -> Self {
        let place = |name: &str| self.extraction.entities.iter().position(|record| record.name == name).unwrap();
        let claim = ClaimRecord {
            subject: place(subject),
            predicate: self.schema.predicate_named(predicate).unwrap(),
            object: Object::Entity(place(object)),
            status,
            speakers: Vec::new(),
            inferred: Reasons::NONE,
            date: None,
            qualifiers: Vec::new(),
            confidence: None,
            evidence: Vec::new(),
            extractor: None,
            core: false,
        };
        self.extraction.claims.push(claim);
        self
    }

    /// Returns the document.
    pub(super) fn done(self) -> Extraction {
        self.extraction
    }
}

/// Returns the entities as lines `name: document/name, document/name`, sorted, so that a test reads as a table.
pub(super) fn table(extractions: &[Extraction], resolution: &Resolution) -> Vec<String> {
    let mut members: Vec<Vec<String>> = vec![Vec::new(); resolution.entities.len()];
    for (extraction, entities) in extractions.iter().zip(&resolution.entity_of) {
        for (record, entity) in extraction.entities.iter().zip(entities) {
            members[*entity].push(format!("{}/{}", extraction.document.id, record.name));
        }
    }
    for names in &mut members {
        names.sort();
    }
    let mut lines: Vec<String> = members.iter().zip(&resolution.entities).map(|(names, entity)| format!("{}: {}", entity.name, names.join(", "))).collect();
    lines.sort();
    lines
}
