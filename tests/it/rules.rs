//! Rule files that are wrong are refused with their place; a user's files win over ours; foreign claims are judged by the same rules.

use corkboard::diagnostic::{Code, Diagnostics};
use corkboard::extract::{Extractor, Further};
use corkboard::model::{ClaimRecord, Document, EntityRecord, EvidenceRecord, Extraction, Object, Schema, Span, Status};

fn load(rules: &str) -> Result<Extractor, String> {
    let schema = Schema::builtin().unwrap();
    Extractor::load(&schema, Further { rules: &[("mine.toml", rules)], ..Further::default() }).map_err(|error| error.to_string())
}

const HEAD: &str = "[[pattern]]\nid = \"mine/one\"\npredicate = \"memberOf\"\n";

#[test]
fn wrong_rules_are_refused_with_file_and_line() {
    let bad = [
        (format!("{HEAD}match = \"<s:Wizard> of <o:Organization>\"\n"), "mine.toml:4:9: found the unknown class `Wizard`"),
        (format!("{HEAD}match = \"<s:Person> %nothing <o:Organization>\"\n"), "mine.toml:4:9: found the unknown class `%nothing`"),
        (format!("{HEAD}match = \"<s:Person> ~frobnicate <o:Organization>\"\n"), "mine.toml:4:9: found the unknown verb `~frobnicate`"),
        (format!("{HEAD}match = \"(a)?\"\n"), "mine.toml:4:9: found the pattern `(a)?` that matches nothing at all"),
        (format!("{HEAD}match = \"\"\n"), "mine.toml:4:9: found the pattern `` that matches nothing at all"),
        (format!("{HEAD}match = \"<s:_> _ <o:_>\"\n"), "mine.toml:4:9: found the pattern `<s:_> _ <o:_>` without an anchor"),
        (format!("{HEAD}match = \"<s:Person> of (<o:Organization>\"\n"), "mine.toml:4:9: found the end, expected `)`"),
        (format!("{HEAD}match = \"<s:Person> of\"\n"), "mine.toml:4:9: found no capture `o`"),
        (HEAD.replace("memberOf", "ownsCastle") + "match = \"<s:Person> of <o:Organization>\"\n", "mine.toml:2:6: found the unknown predicate `ownsCastle`"),
        (
            format!("{HEAD}match = \"<s:Person> of <o:Organization>\"\n{HEAD}match = \"<s:Person> at <o:Organization>\"\n"),
            "mine.toml:6:6: found the id `mine/one` twice",
        ),
        ("disable = [\"no/such\"]\n".to_owned(), "mine.toml:1:12: found the unknown rule `no/such`"),
        (format!("{HEAD}match = \"<s:Person> of <o:Organization>\"\ncolour = 1\n"), "mine.toml:5:1: "),
    ];
    for (rules, message) in bad {
        let found = load(&rules).expect_err(&rules);
        assert!(found.starts_with(message), "{found}");
    }
}

fn claims(extractor: &Extractor, text: &str, predicate: &str) -> Vec<Status> {
    let schema = Schema::builtin().unwrap();
    let document = Document { id: "one".to_owned(), text: Some(text.to_owned()), ..Document::default() };
    let extraction = extractor.extract(document, &schema, &mut Diagnostics::new());
    extraction.claims.iter().filter(|claim| schema.predicate(claim.predicate).name == predicate).filter_map(|claim| claim.status).collect()
}

#[test]
fn a_users_rules_replace_and_disable_ours() {
    let text = "Dana Roe resigned as mayor of Ashford.";
    assert_eq!(claims(&load("").unwrap(), text, "resignedFrom"), [Status::Stated]);
    assert_eq!(claims(&load("disable = [\"resign/resign\"]\n").unwrap(), text, "resignedFrom"), []);
    let own = format!("{HEAD}match = \"<s:Person> sings for <o:Organization>\"\n");
    assert_eq!(claims(&load(&own).unwrap(), "Dana Roe sings for Ashford Council.", "memberOf"), [Status::Stated]);
}

#[test]
fn a_text_in_another_language_yields_a_diagnostic() {
    let schema = Schema::builtin().unwrap();
    let mut diagnostics = Diagnostics::new();
    let document = Document {
        id: "de".to_owned(),
        language: Some("de".to_owned()),
        text: Some("Dana Roe resigned as mayor of Ashford.".to_owned()),
        ..Document::default()
    };
    let extraction = Extractor::builtin(&schema).unwrap().extract(document, &schema, &mut diagnostics);
    assert!(extraction.claims.is_empty() && extraction.entities.is_empty());
    assert_eq!(diagnostics.count(Code::LanguageNotEnglish), 1);
}

fn entity(schema: &Schema, class: &str, name: &str) -> EntityRecord {
    let class = schema.class_named(class).unwrap();
    EntityRecord { id: name.to_owned(), class, name: name.to_owned(), aliases: vec![], mentions: vec![], identifiers: vec![], unnamed: false, salient: false }
}

fn judged(quote: Option<&str>, text: Option<&str>) -> (Status, Vec<String>) {
    let extraction = judged_extraction(quote, text);
    let claim = &extraction.claims[0];
    (claim.status.unwrap(), claim.speakers.iter().map(|speaker| extraction.entities[*speaker].name.clone()).collect())
}

fn judged_extraction(quote: Option<&str>, text: Option<&str>) -> Extraction {
    let schema = Schema::builtin().unwrap();
    let span = text.zip(quote).and_then(|(text, quote)| {
        let start = u32::try_from(text.find(quote)?).ok()?;
        Some(Span { start, end: start + u32::try_from(quote.len()).ok()? })
    });
    let evidence = quote.map(|quote| EvidenceRecord { span, quote: Some(quote.to_owned()), ..EvidenceRecord::default() });
    let claim = ClaimRecord {
        subject: 0,
        predicate: schema.predicate_named("resignedFrom").unwrap(),
        object: Object::Entity(1),
        status: None,
        speakers: vec![],
        inferred: corkboard::model::Reasons::NONE,
        date: None,
        qualifiers: vec![],
        confidence: None,
        evidence: evidence.into_iter().collect(),
        extractor: Some("other".to_owned()),
        core: false,
    };
    let entities = vec![entity(&schema, "Person", "Dana Roe"), entity(&schema, "Position", "mayor of Ashford")];
    let document = Document { id: "one".to_owned(), text: text.map(str::to_owned), ..Document::default() };
    let mut extraction = Extraction { document, entities, claims: vec![claim] };
    Extractor::builtin(&schema).unwrap().judge(&mut extraction, &schema);
    extraction
}

#[test]
fn a_judged_speaker_is_the_entity_that_the_text_shows() {
    let schema = Schema::builtin().unwrap();
    for (quote, name, class, unnamed) in [
        ("Dana Roe resigned as mayor of Ashford, sources said", "sources", "Group", true),
        ("Dana Roe reportedly resigned as mayor of Ashford", "unnamed source", "Group", true),
        ("Omar Pell said that Dana Roe resigned as mayor of Ashford", "Omar Pell", "Person", false),
    ] {
        let extraction = judged_extraction(Some(quote), None);
        let speaker = &extraction.entities[extraction.claims[0].speakers[0]];
        assert_eq!((speaker.name.as_str(), schema.class(speaker.class).name.as_str(), speaker.unnamed), (name, class, unnamed), "{quote}");
    }
}

#[test]
fn a_foreign_claim_is_judged_from_its_quote() {
    let none: Vec<String> = vec![];
    for (quote, status, speakers) in [
        ("Dana Roe resigned as mayor of Ashford", Status::Stated, vec![]),
        ("Dana Roe refused to resign as mayor of Ashford", Status::Denied, vec![]),
        ("Dana Roe will resign as mayor of Ashford", Status::Planned, vec![]),
        ("whether Dana Roe resigned as mayor of Ashford", Status::Hypothetical, vec![]),
        ("Dana Roe has reportedly resigned as mayor of Ashford", Status::Stated, vec!["unnamed source"]),
        ("Omar Pell said that she would never give up her office", Status::Denied, vec!["Omar Pell"]),
    ] {
        assert_eq!(judged(Some(quote), None), (status, speakers.into_iter().map(str::to_owned).collect()), "{quote}");
    }
    assert_eq!(judged(None, Some("Dana Roe resigned.")), (Status::Unknown, none.clone()));
    assert_eq!(judged(Some("the long mayor"), None), (Status::Unknown, none));
}

#[test]
fn the_sentence_around_a_quote_counts() {
    let text = "It was cold. Omar Pell denied that Dana Roe resigned as mayor of Ashford.";
    assert_eq!(judged(Some("Dana Roe resigned as mayor of Ashford"), Some(text)), (Status::Denied, vec!["Omar Pell".to_owned()]));
}
