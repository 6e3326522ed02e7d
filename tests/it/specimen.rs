//! Graphs made by hand, through the public API alone: a small newsroom's story, and one of hostile strings.

use std::collections::BTreeMap;

use corkboard::export::{ExportOptions, Fidelity, Format, sink::MemorySink};
use corkboard::model::{
    Asserted, ClaimRecord, Confidence, Document, EntityKey, EntityRecord, EvidenceRecord, Extraction, GraphBuilder, Identifier, KnowledgeGraph, Object,
    Qualifier, Reason, Reasons, Resolution, ResolvedEntity, Schema, Span, Status, Value,
};

/// Puts a graph together claim by claim.
pub(crate) struct Sample {
    schema: Schema,
    pub(crate) extractions: Vec<Extraction>,
    resolution: Resolution,
    records: Vec<BTreeMap<usize, usize>>,
}

impl Sample {
    pub(crate) fn new() -> Self {
        Self { schema: Schema::builtin().unwrap(), extractions: Vec::new(), resolution: Resolution::default(), records: Vec::new() }
    }

    /// Adds a document; claims that follow are its own.
    pub(crate) fn document(&mut self, document: Document) -> &mut Self {
        self.extractions.push(Extraction { document, ..Extraction::default() });
        self.resolution.entity_of.push(Vec::new());
        self.records.push(BTreeMap::new());
        self
    }

    /// Returns the entity of a class and name, which is made at its first use.
    pub(crate) fn entity(&mut self, class: &str, name: &str) -> usize {
        let class = self.schema.class_or_new(class).unwrap().0;
        let root = self.schema.class(self.schema.class(class).root).name.clone();
        let key = EntityKey::Name(root, name.to_owned());
        if let Some(place) = self.resolution.entities.iter().position(|known| known.key == key) {
            return place;
        }
        let entity = ResolvedEntity { key, class, name: name.to_owned(), aliases: Vec::new(), identifiers: Vec::new(), unnamed: false, reasons: Vec::new() };
        self.resolution.entities.push(entity);
        self.resolution.entities.len() - 1
    }

    /// Gives an entity other names.
    pub(crate) fn alias(&mut self, entity: usize, aliases: &[&str]) -> &mut Self {
        self.resolution.entities[entity].aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
        self
    }

    /// Gives an entity an id in a register.
    pub(crate) fn identifier(&mut self, entity: usize, scheme: &str, value: &str) -> &mut Self {
        self.resolution.entities[entity].identifiers.push(Identifier { scheme: scheme.to_owned(), value: value.to_owned() });
        self
    }

    /// Returns the record of an entity in the last document.
    pub(crate) fn record(&mut self, entity: usize) -> usize {
        let (resolved, place) = (&self.resolution.entities[entity], self.extractions.len() - 1);
        let (extraction, entity_of) = (&mut self.extractions[place], &mut self.resolution.entity_of[place]);
        *self.records[place].entry(entity).or_insert_with(|| {
            extraction.entities.push(EntityRecord {
                id: format!("r{entity}"),
                class: resolved.class,
                name: resolved.name.clone(),
                aliases: Vec::new(),
                mentions: Vec::new(),
                identifiers: Vec::new(),
                unnamed: false,
                salient: false,
            });
            entity_of.push(entity);
            entity_of.len() - 1
        })
    }

    /// Adds a stated claim between two entities in the last document, and lends it for changes.
    pub(crate) fn claim(&mut self, subject: usize, predicate: &str, object: usize) -> &mut ClaimRecord {
        let object = Object::Entity(self.record(object));
        self.claim_of(subject, predicate, object)
    }

    /// Adds a stated claim that gives an entity a value.
    pub(crate) fn value(&mut self, subject: usize, predicate: &str, value: Value) -> &mut ClaimRecord {
        self.claim_of(subject, predicate, Object::Value(value))
    }

    fn claim_of(&mut self, subject: usize, predicate: &str, object: Object<usize>) -> &mut ClaimRecord {
        let (subject, predicate) = (self.record(subject), self.schema.predicate_or_new(predicate).unwrap().0);
        let claims = &mut self.extractions.last_mut().unwrap().claims;
        claims.push(ClaimRecord {
            subject,
            predicate,
            object,
            status: Some(Status::Stated),
            speakers: Vec::new(),
            inferred: Reasons::NONE,
            date: None,
            qualifiers: Vec::new(),
            confidence: Confidence::new(0.9),
            evidence: Vec::new(),
            extractor: None,
            core: false,
        });
        claims.last_mut().unwrap()
    }

    /// Gives the last claim a quote, which is put at the end of the document's text.
    pub(crate) fn quote(&mut self, quote: &str) -> &mut Self {
        let extraction = self.extractions.last_mut().unwrap();
        let text = extraction.document.text.get_or_insert_default();
        let start = u32::try_from(text.len()).unwrap();
        text.push_str(quote);
        let span = Some(Span { start, end: u32::try_from(text.len()).unwrap() });
        text.push('\n');
        let evidence = EvidenceRecord { span, quote: None, rule: Some("by-hand/read".to_owned()), confidence: None };
        extraction.claims.last_mut().unwrap().evidence.push(evidence);
        self
    }

    /// Freezes the graph.
    pub(crate) fn build(self, asserted: Asserted) -> KnowledgeGraph {
        GraphBuilder::new(self.schema, asserted).build(&self.extractions, &self.resolution).unwrap().0
    }
}

/// Writes a graph, and returns the text and what it lost.
pub(crate) fn written(graph: &KnowledgeGraph, format: Format, options: &ExportOptions) -> (String, Fidelity) {
    let mut sink = MemorySink::default();
    let fidelity = format.write(graph, options, &mut sink).unwrap();
    (String::from_utf8(sink.files.into_values().collect::<Vec<_>>().concat()).unwrap(), fidelity)
}

fn paper(id: &str, publisher: &str, published: &str) -> Document {
    Document {
        id: id.to_owned(),
        title: Some(format!("{publisher} on the Alden inquiry")),
        url: Some(format!("https://{}.example/2015?id={id}&page=1", publisher.split(' ').next_back().unwrap().to_lowercase())),
        publisher: Some(publisher.to_owned()),
        published: published.parse().ok(),
        ..Document::default()
    }
}

/// One line of the story: subject, predicate, object, how it is put, who says it, when, and the words.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const CLASSES: [(&str, &str); 30] = [
    ("Person", "Dana Roe"),
    ("Person", "Ilse Marrow"),
    ("Person", "Tomás Ferreira"),
    ("Person", "Gwen Achebe"),
    ("Person", "Peter Lund"),
    ("Person", "Hana Sato"),
    ("PoliceForce", "Alden Police"),
    ("Council", "Alden Borough Council"),
    ("Watchdog", "Policing Standards Authority"),
    ("NewsOutlet", "The Gazette"),
    ("Court", "Alden Crown Court"),
    ("Company", "Northgate Care Homes Ltd"),
    ("Position", "chief constable of Alden Police"),
    ("Position", "police and crime commissioner for Alden"),
    ("Position", "leader of Alden Borough Council"),
    ("Report", "Marrow report"),
    ("Report", "Second independent review of historical complaints"),
    ("Law", "Vulnerable Witnesses Act"),
    ("Investigation", "Operation Larch"),
    ("Offence", "misconduct in public office"),
    ("Incident", "Northgate fire"),
    ("Allegation", "allegation of destroyed files"),
    ("Group", "42 officers"),
    ("Group", "former residents"),
    ("Group", "unnamed source"),
    ("Group", "complainants"),
    ("Place", "Alden"),
    ("Place", "Wendshire"),
    ("Thing", "the missing notebooks"),
    ("Group", "nobody in any relation"),
];

const COURIER: [Row; 24] = [
    ("Dana Roe", "memberOf", "Alden Police", "stated", "", "", "Dana Roe joined Alden Police"),
    ("Dana Roe", "holdsPosition", "chief constable of Alden Police", "stated", "", "2009/2015-04", "Dana Roe, chief constable of Alden Police from 2009"),
    (
        "Dana Roe",
        "resignedFrom",
        "chief constable of Alden Police",
        "stated",
        "Policing Standards Authority",
        "2015-04",
        "Dana Roe quit as chief constable, the authority said",
    ),
    ("Peter Lund", "resignedFrom", "police and crime commissioner for Alden", "denied", "Peter Lund", "", "“I am not going anywhere,” Mr Lund said"),
    ("Peter Lund", "holdsPosition", "police and crime commissioner for Alden", "stated", "", "", "Peter Lund, the police and crime commissioner"),
    ("chief constable of Alden Police", "positionIn", "Alden Police", "stated", "", "", "chief constable of Alden Police"),
    ("police and crime commissioner for Alden", "positionIn", "Alden", "stated", "", "", "police and crime commissioner for Alden"),
    ("leader of Alden Borough Council", "positionIn", "Alden Borough Council", "stated", "", "", "leader of Alden Borough Council"),
    ("Gwen Achebe", "holdsPosition", "leader of Alden Borough Council", "stated", "", "", "Gwen Achebe, the council's leader"),
    ("Marrow report", "authoredBy", "Ilse Marrow", "inferred", "", "2014-11", "the Marrow report"),
    ("Marrow report", "commissionedBy", "Alden Borough Council", "stated", "", "2013", "commissioned by the council in 2013"),
    ("Marrow report", "about", "former residents", "stated", "", "", "a report on how former residents were treated"),
    ("Policing Standards Authority", "investigates", "42 officers", "stated", "", "", "The authority is investigating 42 officers"),
    ("42 officers", "memberOf", "Alden Police", "stated", "", "", "42 officers of Alden Police"),
    ("allegation of destroyed files", "allegationAgainst", "Dana Roe", "alleged", "complainants", "", "complainants say that she had files destroyed"),
    ("Operation Larch", "investigates", "allegation of destroyed files", "stated", "", "", "Operation Larch looks into the claim"),
    ("Alden Police", "referredTo", "Policing Standards Authority", "stated", "", "2014-09", "the force was referred to the authority by the council"),
    (
        "Tomás Ferreira",
        "chargedWith",
        "misconduct in public office",
        "planned",
        "unnamed source",
        "XXXX-06",
        "Ferreira is to be charged in June, a source said",
    ),
    ("Tomás Ferreira", "memberOf", "Alden Police", "unknown", "", "", "Ferreira (Alden Police)"),
    ("Hana Sato", "criticised", "Northgate Care Homes Ltd", "alleged", "", "", "Ms Sato allegedly called the company a disgrace"),
    ("Northgate fire", "locatedIn", "Alden", "stated", "", "1998", "the Northgate fire in Alden in 1998"),
    ("Alden", "partOf", "Wendshire", "stated", "", "", "Alden, Wendshire"),
    (
        "Second independent review of historical complaints",
        "about",
        "Northgate fire",
        "hypothetical",
        "Gwen Achebe",
        "",
        "a second review could look at the fire",
    ),
    ("Peter Lund", "metWith", "Gwen Achebe", "stated", "", "2015-03-02", "Mr Lund met Ms Achebe on 2 March"),
];

const GAZETTE: [Row; 10] = [
    ("Dana Roe", "memberOf", "Alden Police", "stated", "", "", "Ms Roe of Alden Police"),
    ("Dana Roe", "resignedFrom", "chief constable of Alden Police", "denied", "Dana Roe", "", "Ms Roe denied that she had resigned"),
    ("Vulnerable Witnesses Act", "about", "complainants", "stated", "", "", "an act on how complainants are heard"),
    ("former residents", "sued", "Northgate Care Homes Ltd", "stated", "The Gazette", "2012/..", "residents have been suing the home, this newspaper reported"),
    ("Northgate Care Homes Ltd", "locatedIn", "Alden", "stated", "", "", "the Alden company"),
    ("Tomás Ferreira", "sued", "The Gazette", "alleged", "", "", "he is said to be suing this newspaper"),
    ("Policing Standards Authority", "investigates", "the missing notebooks", "hypothetical", "", "", "whether the authority would look for the notebooks"),
    ("Tomás Ferreira", "convictedOf", "misconduct in public office", "denied", "Tomás Ferreira", "", "“I was never convicted”"),
    ("Peter Lund", "appointedBy", "Alden Borough Council", "unknown", "", "", "Lund / council"),
    ("complainants", "allegationAgainst", "42 officers", "stated", "", "", "complainants have accused 42 officers"),
];

/// The story: 30 entities of all classes, claims of all standings, values, symmetric, parallel and isolated ones.
pub(crate) fn story() -> Sample {
    let mut sample = Sample::new();
    let ids: BTreeMap<&str, usize> = CLASSES.iter().map(|(class, name)| (*name, sample.entity(class, name))).collect();
    for (document, rows) in [(paper("courier-1", "The Courier", "2015-04-12"), &COURIER[..]), (paper("gazette-7", "The Gazette", "2015-05"), &GAZETTE[..])] {
        sample.document(document);
        for row in rows {
            add(&mut sample, &ids, row);
        }
    }
    values(&mut sample, &ids);
    sample.alias(ids["Dana Roe"], &["Chief Constable Roe", "Ms Roe"]).identifier(ids["Dana Roe"], "wikidata", "Q1");
    sample
}

fn add(sample: &mut Sample, ids: &BTreeMap<&str, usize>, (subject, predicate, object, status, speaker, date, quote): &Row) {
    let speakers = if speaker.is_empty() { Vec::new() } else { vec![sample.record(ids[speaker])] };
    let by = (*predicate == "referredTo").then(|| sample.record(ids["Alden Borough Council"]));
    let claim = sample.claim(ids[subject], predicate, ids[object]);
    match *status {
        "inferred" => claim.inferred = Reasons::NONE.with(Reason::Eponym),
        status => claim.status = Status::from_name(status),
    }
    claim.speakers = speakers;
    claim.date = date.parse().ok();
    claim.qualifiers = by.map(|by| Qualifier { role: "by".to_owned(), filler: Object::Entity(by) }).into_iter().collect();
    sample.quote(quote);
}

fn values(sample: &mut Sample, ids: &BTreeMap<&str, usize>) {
    sample.record(ids["nobody in any relation"]);
    sample.value(ids["42 officers"], "memberCount", Value::integer(42));
    sample.quote("42 officers");
    let bound = Qualifier { role: "bound".to_owned(), filler: Object::Value(Value::text("about")) };
    sample.value(ids["former residents"], "memberCount", Value::integer(1400)).qualifiers.push(bound);
    sample.quote("about 1,400 former residents");
    sample.value(ids["Peter Lund"], "said", Value::text("I am not going anywhere"));
    sample.quote("“I am not going anywhere,” Mr Lund said");
}

/// Strings that break careless writers, each alone.
pub(crate) const HOSTILE: [&str; 24] = [
    "null",
    "NULL",
    " ",
    "\u{a0}\u{2003}",
    "a\u{1}b",
    "nul\0byte",
    "line\nbreak",
    "carriage\r\nreturn\rs",
    "]]>",
    "]]]]><![CDATA[>",
    "&quot;&amp;&#1;&lt;",
    "\"A\" \"B\"",
    " outer blanks\t",
    "back\\slash \\u0060 \\N \\G \\",
    "`tick` 'apostrophe' ; DROP",
    "</data></node><node id=\"x\"/>",
    "<script>alert(1)</script> & --> <!-- <?pi?>",
    "emoji 👩‍👩‍👧 🇬🇧 e\u{301}",
    "עברית \u{202e}rtl\u{202c} العربية",
    "{record|<port> shape}",
    "=cmd|' /C calc'!A0",
    "\u{fffe}\u{ffff}\u{fffd}\u{feff}",
    "\u{85}\u{2028}\u{7f}\u{9f}",
    "-2147483649 1,5 INF",
];

/// A graph whose every name, alias, quote, title, speaker, value and term is hostile; two parallel edges, a self-loop, and
/// a text of 20,000 characters.
pub(crate) fn hostile() -> Sample {
    let mut sample = Sample::new();
    let long = "&\"\\x".repeat(5000);
    let names: Vec<&str> = HOSTILE.iter().copied().chain([long.as_str()]).collect();
    let entities: Vec<usize> = names.iter().map(|name| sample.entity("Person", name)).collect();
    let odd = sample.entity("Größe & co:Person]]>\0", "odd class");
    let hub = sample.entity("https://other.example/ns#Person", "hub");
    for (place, text) in names.iter().enumerate() {
        sample.document(Document {
            id: format!("{text} {place}"),
            title: Some((*text).to_owned()),
            url: Some(format!("javascript:{text}")),
            ..Document::default()
        });
        sample.alias(entities[place], &names[..place]);
        let speaker = sample.record(entities[place]);
        let claim = sample.claim(entities[place], "memberOf", hub);
        claim.speakers = vec![speaker, speaker];
        claim.evidence = vec![EvidenceRecord { quote: Some((*text).to_owned()), rule: Some((*text).to_owned()), ..EvidenceRecord::default() }];
        claim.qualifiers = vec![Qualifier { role: (*text).to_owned(), filler: Object::Value(Value::text(*text)) }];
        sample.value(entities[place], "label", Value::text(*text));
        sample.value(entities[place], "said", Value::text(*text));
    }
    sample.claim(hub, "MEMBER of\0\"]]>&amp;", odd);
    sample.claim(hub, "memberOf", hub);
    sample.claim(hub, "memberOf", odd);
    sample.document(Document { id: "again".to_owned(), url: Some("https://again.example/?a=1&b=\"2".to_owned()), ..Document::default() });
    sample.claim(hub, "memberOf", odd);
    sample.value(hub, "id", Value::integer(1 << 60));
    sample.value(hub, "Ratio", Value::parse("0.25", corkboard::model::Datatype::Decimal).unwrap());
    sample
}
