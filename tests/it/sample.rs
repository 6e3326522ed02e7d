//! A small graph built by hand, of three documents with claims of every standing, and what is needed to build others.

use std::collections::BTreeMap;

use corkboard::export::sink::MemorySink;
use corkboard::export::{ExportOptions, Format};
use corkboard::model::identity::fold;
use corkboard::model::{
    Asserted, ClaimRecord, Document, EntityKey, EntityRecord, EvidenceRecord, Extraction, GraphBuilder, Identifier, KnowledgeGraph, Mention, MentionKind,
    Object, Qualifier, Reason, Reasons, Resolution, ResolvedEntity, Schema, Span, Status, Value,
};

/// An extraction in the making; entities are named by their names.
pub(crate) struct Doc {
    pub(crate) schema: Schema,
    pub(crate) extraction: Extraction,
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap()
}

impl Doc {
    pub(crate) fn new(schema: &Schema, id: &str, text: Option<&str>) -> Self {
        let text_sha256 = text.map(corkboard::model::hash::sha256_hex);
        let document = Document { id: id.to_owned(), text: text.map(str::to_owned), text_sha256, ..Document::default() };
        Self { schema: schema.clone(), extraction: Extraction { document, ..Extraction::default() } }
    }

    /// Sets title, url, publisher and date of publication.
    pub(crate) fn from(mut self, title: &str, url: &str, publisher: &str, published: &str) -> Self {
        let document = &mut self.extraction.document;
        (document.title, document.url) = (Some(title.to_owned()), Some(url.to_owned()));
        (document.publisher, document.published) = (Some(publisher.to_owned()), Some(published.parse().unwrap()));
        self
    }

    pub(crate) fn span(&self, words: &str) -> Option<Span> {
        let start = self.extraction.document.text.as_deref()?.find(words)?;
        Some(Span { start: small(start), end: small(start + words.len()) })
    }

    pub(crate) fn entity(&mut self, class: &str, name: &str) -> &mut EntityRecord {
        let mentions = self.span(name).map(|span| Mention { span, kind: MentionKind::Name }).into_iter().collect();
        let id = format!("e{}", self.extraction.entities.len());
        let class = self.schema.class_named(class).unwrap();
        let record = EntityRecord { id, class, name: name.to_owned(), aliases: Vec::new(), mentions, identifiers: Vec::new(), unnamed: false, salient: false };
        self.extraction.entities.push(record);
        self.extraction.entities.last_mut().unwrap()
    }

    pub(crate) fn entities(&mut self, list: &[(&str, &str)]) {
        for (class, name) in list {
            self.entity(class, name);
        }
    }

    pub(crate) fn local(&self, name: &str) -> usize {
        self.extraction.entities.iter().position(|entity| entity.name == name).unwrap_or_else(|| panic!("no entity `{name}`"))
    }

    /// Adds a stated claim in the document's own voice; the quote must stand in the text if there is one.
    pub(crate) fn add(&mut self, subject: &str, predicate: &str, object: Object<usize>, quote: &str) -> &mut ClaimRecord {
        let span = self.span(quote);
        assert!(span.is_some() || self.extraction.document.text.is_none(), "`{quote}` is not in the text");
        let words = span.is_none().then(|| quote.to_owned());
        let evidence = EvidenceRecord { span, quote: words, rule: Some("by-hand".to_owned()), confidence: None };
        let claim = ClaimRecord {
            subject: self.local(subject),
            predicate: self.schema.predicate_named(predicate).unwrap(),
            object,
            status: Some(Status::Stated),
            speakers: Vec::new(),
            inferred: Reasons::NONE,
            date: None,
            qualifiers: Vec::new(),
            confidence: None,
            evidence: vec![evidence],
            extractor: None,
            core: false,
        };
        self.extraction.claims.push(claim);
        self.extraction.claims.last_mut().unwrap()
    }

    pub(crate) fn claim(&mut self, subject: &str, predicate: &str, object: &str, quote: &str) -> &mut ClaimRecord {
        let object = Object::Entity(self.local(object));
        self.add(subject, predicate, object, quote)
    }

    pub(crate) fn value(&mut self, subject: &str, predicate: &str, value: Value, quote: &str) -> &mut ClaimRecord {
        self.add(subject, predicate, Object::Value(value), quote)
    }
}

fn gazette(schema: &Schema) -> Extraction {
    let text = "Dana Roe resigned as chief constable of Alden Police in April 2015. Ilan Okafor denied that he had resigned from Alden Council.\n\n\
        Twelve officers of Alden Police were referred to the Standards Office by Alden Police. The Standards Office said it was investigating Alden Police.\n\n\
        Mira Holt accuses Ilan Okafor of fraud. “We were wrong,” said Dana Roe. Alden Council commissioned the Holt report.\n";
    let mut doc = Doc::new(schema, "gazette-0412", Some(text)).from("Chief steps down", "https://gazette.example/0412", "The Gazette", "2015-04-12");
    doc.entities(&[("Person", "Ilan Okafor"), ("Person", "Mira Holt"), ("PoliceForce", "Alden Police"), ("Council", "Alden Council")]);
    doc.entities(&[("Position", "chief constable of Alden Police"), ("Group", "Twelve officers"), ("Report", "Holt report")]);
    doc.entity("Watchdog", "Standards Office").identifiers = vec![Identifier { scheme: "wikidata".into(), value: "Q42".into() }];
    doc.entity("Person", "Dana Roe").aliases = vec!["Ms Roe".into()];
    let [okafor, holt, office, police] = ["Ilan Okafor", "Mira Holt", "Standards Office", "Alden Police"].map(|name| doc.local(name));

    let claim = doc.claim("Dana Roe", "resignedFrom", "chief constable of Alden Police", "Dana Roe resigned as chief constable of Alden Police in April 2015");
    (claim.date, claim.confidence) = (Some("2015-04".parse().unwrap()), corkboard::model::Confidence::new(0.9));
    let claim = doc.claim("Ilan Okafor", "resignedFrom", "Alden Council", "Ilan Okafor denied that he had resigned from Alden Council");
    (claim.status, claim.speakers) = (Some(Status::Denied), vec![okafor]);
    doc.claim("Twelve officers", "memberOf", "Alden Police", "Twelve officers of Alden Police");
    doc.value("Twelve officers", "memberCount", Value::integer(12), "Twelve officers").qualifiers =
        vec![Qualifier { role: "bound".into(), filler: Object::Value(Value::text("exactly")) }];
    let quote = "Twelve officers of Alden Police were referred to the Standards Office by Alden Police";
    doc.claim("Twelve officers", "referredTo", "Standards Office", quote).qualifiers = vec![Qualifier { role: "by".into(), filler: Object::Entity(police) }];
    doc.claim("Standards Office", "investigates", "Alden Police", "The Standards Office said it was investigating Alden Police").speakers = vec![office];
    let claim = doc.claim("Mira Holt", "allegationAgainst", "Ilan Okafor", "Mira Holt accuses Ilan Okafor of fraud");
    (claim.status, claim.speakers) = (Some(Status::Alleged), vec![holt]);
    doc.value("Dana Roe", "said", Value::text("We were wrong"), "“We were wrong,” said Dana Roe");
    doc.claim("Holt report", "commissionedBy", "Alden Council", "Alden Council commissioned the Holt report");
    doc.claim("Holt report", "authoredBy", "Mira Holt", "the Holt report").inferred = Reasons::NONE.with(Reason::Eponym);
    doc.extraction
}

fn courier(schema: &Schema) -> Extraction {
    let text = "Zoë Ång’s café notes: Alden Police, the Standards Office said, had been told by Mira Holt that Dana Roe resigned as chief constable of \
        Alden Police. About 30 residents met. Ilan Okafor will join Alden Police in 2016. Mira Holt wrote the Holt report. Alden Police investigated Mira Holt.\n";
    let mut doc = Doc::new(schema, "https://courier.example/7", Some(text)).from("What is known", "https://courier.example/7", "The Courier", "2015-05");
    doc.entities(&[("Person", "Dana Roe"), ("Person", "Mira Holt"), ("Person", "Ilan Okafor"), ("PoliceForce", "Alden Police")]);
    doc.entities(&[
        ("Watchdog", "Standards Office"),
        ("Position", "chief constable of Alden Police"),
        ("Group", "About 30 residents"),
        ("Report", "Holt report"),
    ]);
    let [office, holt] = ["Standards Office", "Mira Holt"].map(|name| doc.local(name));
    doc.claim("Dana Roe", "resignedFrom", "chief constable of Alden Police", "Dana Roe resigned as chief constable of Alden Police").speakers =
        vec![office, holt];
    doc.value("About 30 residents", "memberCount", Value::integer(30), "About 30 residents").qualifiers =
        vec![Qualifier { role: "bound".into(), filler: Object::Value(Value::text("about")) }];
    let claim = doc.claim("Ilan Okafor", "memberOf", "Alden Police", "Ilan Okafor will join Alden Police in 2016");
    (claim.status, claim.date) = (Some(Status::Planned), Some("2016".parse().unwrap()));
    doc.claim("Holt report", "authoredBy", "Mira Holt", "Mira Holt wrote the Holt report");
    doc.claim("Alden Police", "formerlyInvestigated", "Mira Holt", "Alden Police investigated Mira Holt").date = Some("../2014".parse().unwrap());
    doc.extraction
}

fn feed(schema: &Schema) -> Extraction {
    let mut doc = Doc::new(schema, "feed-9", None);
    doc.entities(&[("Person", "Ilan Okafor"), ("Council", "Alden Council"), ("Person", "Mira Holt")]);
    let claim = doc.claim("Ilan Okafor", "memberOf", "Alden Council", "Okafor, of the council");
    (claim.status, claim.extractor) = (Some(Status::Unknown), Some("other 1.0".to_owned()));
    claim.evidence[0].span = Some(Span { start: 3, end: 25 });
    let claim = doc.claim("Mira Holt", "memberOf", "Alden Council", "if Holt joins");
    (claim.status, claim.date) = (Some(Status::Hypothetical), Some("XXXX-09".parse().unwrap()));
    doc.extraction
}

/// The documents of the sample.
pub(crate) fn extractions(schema: &Schema) -> Vec<Extraction> {
    vec![gazette(schema), courier(schema), feed(schema)]
}

/// Joins records of the same root class and folded name.
pub(crate) fn resolve_by_name(schema: &Schema, extractions: &[Extraction]) -> Resolution {
    let mut entities: Vec<ResolvedEntity> = Vec::new();
    let mut known = BTreeMap::new();
    let mut entity_of = Vec::new();
    for extraction in extractions {
        let mut places = Vec::new();
        for record in &extraction.entities {
            let root = schema.class(schema.class(record.class).root).name.clone();
            let key = EntityKey::Name(root, fold(&record.name));
            let place = *known.entry(key.clone()).or_insert_with(|| {
                entities.push(ResolvedEntity {
                    key,
                    class: record.class,
                    name: record.name.clone(),
                    aliases: Vec::new(),
                    identifiers: Vec::new(),
                    unnamed: false,
                    reasons: Vec::new(),
                });
                entities.len() - 1
            });
            let entity = &mut entities[place];
            entity.aliases.extend(record.aliases.iter().cloned());
            entity.identifiers.extend(record.identifiers.iter().cloned());
            entity.unnamed |= record.unnamed;
            places.push(place);
        }
        entity_of.push(places);
    }
    for entity in &mut entities {
        entity.aliases.sort();
        entity.aliases.dedup();
        entity.aliases.retain(|alias| *alias != entity.name);
        entity.identifiers.sort();
        entity.identifiers.dedup();
    }
    Resolution { entities, entity_of }
}

pub(crate) fn build(schema: &Schema, extractions: &[Extraction], asserted: Asserted) -> KnowledgeGraph {
    let resolution = resolve_by_name(schema, extractions);
    GraphBuilder::new(schema.clone(), asserted).build(extractions, &resolution).unwrap().0
}

/// The graph of the sample.
pub(crate) fn graph() -> KnowledgeGraph {
    let schema = Schema::builtin().unwrap();
    build(&schema, &extractions(&schema), Asserted::default())
}

/// One export as text, of several files one after the other.
pub(crate) fn export(graph: &KnowledgeGraph, format: Format) -> String {
    let mut sink = MemorySink::default();
    format.write(graph, &ExportOptions::default(), &mut sink).unwrap();
    String::from_utf8(sink.files.into_values().collect::<Vec<_>>().concat()).unwrap()
}
