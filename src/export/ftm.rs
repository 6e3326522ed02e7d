//! FollowTheMoney JSON lines, for Aleph and the tools of `OpenSanctions`: entities, documents as articles, and a link for each claim.
//! Only what is asserted is a link of a kind; all else is an `UnknownLink` whose role says how it is put.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use super::output::{self, Output};
use super::{ExportOptions, Fidelity, Format, ftm_text, text};
use crate::model::date::{DatePoint, Precision};
use crate::model::{Claim, DocumentView, Entity, KnowledgeGraph, ObjectView, PartialDate};

/// Code points of a name, a string, an address and a text; FollowTheMoney 4.11 says so and does not check.
const NAME: usize = 384;
const STRING: usize = 1024;
const URL: usize = 4096;
const TEXT: usize = 65_000;

/// Words for a value that is written whole and does not stay so.
const CHANGED: &str = "FollowTheMoney removes unseen characters and outer blanks, of a name also outer quotes and double blanks, and composes letters (NFC)";

pub(super) fn write(graph: &KnowledgeGraph, _: &ExportOptions, out: &mut dyn Write, fidelity: &mut Fidelity) -> io::Result<()> {
    let mut output = Output::new(out);
    for document in graph.documents() {
        article(document, fidelity).line(&mut output.bytes);
        output.pass()?;
    }
    for entity in graph.entities() {
        thing(entity, fidelity).line(&mut output.bytes);
        output.pass()?;
    }
    for claim in graph.claims() {
        if let ObjectView::Entity(object) = claim.object()
            && Format::Ftm.carries(claim.predicate())
        {
            link(claim, object, fidelity).line(&mut output.bytes);
            output.pass()?;
        }
    }
    output.finish()
}

/// An object of FollowTheMoney: each property is a list of strings.
struct Proxy<'f> {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<String>>,
    fidelity: &'f mut Fidelity,
}

impl<'f> Proxy<'f> {
    fn new(id: String, schema: &'static str, fidelity: &'f mut Fidelity) -> Self {
        Self { id, schema, properties: BTreeMap::new(), fidelity }
    }

    /// Adds a value; one that shows nothing is left out, as the library drops it, and one that it changes is counted.
    fn put(&mut self, property: &'static str, value: &str, limit: usize) {
        let kept = text::cut(value, limit);
        let is_cut = matches!(kept, Cow::Owned(_));
        let arrives = arriving(&kept, limit);
        // the ellipsis of a cut is seen
        if arrives.is_empty() || (is_cut && arriving(value, limit).is_empty()) {
            if !value.is_empty() {
                self.fidelity.lost(property, "blank: FollowTheMoney drops it", value);
            }
            return;
        }
        if is_cut {
            self.fidelity.lost(property, "cut at the length that FollowTheMoney sets", value);
        }
        let values = self.properties.entry(property).or_default();
        if !values.iter().any(|known| *known == *kept) {
            if arrives != kept {
                self.fidelity.lost(property, CHANGED, &kept);
            }
            values.push(kept.into_owned());
        }
    }

    /// Adds a name, or what stands for one that is not seen.
    fn name(&mut self, name: &str, other: &str) {
        self.put("name", name, NAME);
        if !self.properties.contains_key("name") {
            self.put("name", other, NAME);
        }
    }

    fn link(&mut self, document: DocumentView<'_>) {
        match document.link() {
            Some(link) if ftm_text::takes_address(link) => self.put("sourceUrl", link, URL),
            Some(link) => self.fidelity.lost("url", "an address without a likely host, which FollowTheMoney drops", link),
            None => text::no_link(document, self.fidelity),
        }
    }

    /// Adds a date in the one form that the library keeps: a year of four digits, a month or a day.
    fn date(&mut self, property: &'static str, point: DatePoint) {
        let (year, ..) = point.parts();
        let mut day = Vec::new();
        output::day(&mut day, point);
        let day = String::from_utf8_lossy(&day).into_owned();
        if point.precision() == Precision::MonthOnly || !year.is_some_and(|year| (1000..=9999).contains(&year)) {
            self.fidelity.lost(property, "dates without a year from 1000 to 9999, which FollowTheMoney drops", &day);
        } else {
            self.properties.entry(property).or_default().push(day);
        }
    }

    fn line(self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(b"{\"id\": \"");
        bytes.extend_from_slice(self.id.as_bytes());
        bytes.extend_from_slice(b"\", \"schema\": \"");
        bytes.extend_from_slice(self.schema.as_bytes());
        bytes.extend_from_slice(b"\", \"properties\": {");
        for (place, (property, values)) in self.properties.iter().enumerate() {
            bytes.extend_from_slice(if place == 0 { b"\"" } else { b", \"" });
            bytes.extend_from_slice(property.as_bytes());
            bytes.extend_from_slice(b"\": ");
            output::json_strings(bytes, &values.iter().map(String::as_str).collect::<Vec<_>>());
        }
        bytes.extend_from_slice(b"}}\n");
    }
}

/// Returns a value as it will be in the library; names alone have the length of names.
fn arriving(text: &str, limit: usize) -> Cow<'_, str> {
    if limit == NAME { ftm_text::kept_name(text) } else { ftm_text::kept(text) }
}

fn document_id(document: DocumentView<'_>) -> String {
    format!("d{}", document.document().key())
}

fn entity_id(entity: Entity<'_>) -> String {
    format!("n{}", entity.key())
}

fn article<'f>(view: DocumentView<'_>, fidelity: &'f mut Fidelity) -> Proxy<'f> {
    let document = view.document();
    let mut proxy = Proxy::new(document_id(view), "Article", fidelity);
    let title = document.title.as_deref().unwrap_or(&document.id);
    proxy.name(title, &document.id);
    proxy.put("title", title, STRING);
    proxy.put("publisher", document.publisher.as_deref().unwrap_or_default(), STRING);
    proxy.put("author", document.author.as_deref().unwrap_or_default(), STRING);
    proxy.put("notes", &format!("id: {}", document.id), TEXT);
    match document.published {
        Some(PartialDate::Point(point)) => proxy.date("publishedAt", point),
        Some(PartialDate::Interval(..)) => proxy.fidelity.lost("publishedAt", "intervals, which it can't be", &document.id),
        None => {}
    }
    proxy.link(view);
    if document.language.is_some() {
        proxy.fidelity.lost("language", "only in RDF and JSON Lines", &document.id);
    }
    proxy
}

/// Returns the schema of an entity: by what its class is a subclass of in the terms of schema.org, else by its root class.
fn schema_of(entity: Entity<'_>) -> &'static str {
    let is_a = |name: &str| entity.class().superclasses.iter().any(|above| above.ends_with(&format!("schema.org/{name}")));
    match entity.root().name.as_str() {
        "Person" => "Person",
        "Organization" if is_a("Corporation") => "Company",
        "Organization" if is_a("GovernmentOrganization") => "PublicBody",
        "Organization" => "Organization",
        "Group" => "LegalEntity",
        "Position" => "Position",
        "Place" => "Address",
        "Report" | "Law" => "Document",
        "Event" => "Event",
        // the model has no thing that is nothing else; a note has a name and takes part in links
        _ => "Note",
    }
}

fn thing<'f>(entity: Entity<'_>, fidelity: &'f mut Fidelity) -> Proxy<'f> {
    let (schema, name) = (schema_of(entity), text::name(entity));
    let mut proxy = Proxy::new(entity_id(entity), schema, fidelity);
    proxy.name(name, entity.uid());
    match schema {
        "Address" => proxy.put("full", name, STRING),
        "Document" => {
            proxy.put("title", name, STRING);
            proxy.put("fileName", name, STRING);
        }
        _ => {}
    }
    proxy.put("summary", &entity.class().label, TEXT);
    for alias in entity.aliases() {
        proxy.put("alias", alias, NAME);
    }
    for (scheme, id) in entity.identifiers() {
        let is_item = id.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
        if scheme == "wikidata" && is_item {
            proxy.put("wikidataId", id, STRING);
        } else {
            proxy.fidelity.lost("identifiers", "ids in registers but Wikidata's are only in RDF and JSON Lines", id);
        }
    }
    for claim in entity.value_claims() {
        if Format::Ftm.carries(claim.predicate()) {
            // the words say how it is put where it is no fact
            proxy.put("notes", &format!("{}: {}", claim.words(), text::value(claim)), TEXT);
            proxy.fidelity.lost("value claims", "their speaker, date, document and quote are not in a note", claim.words());
        } else {
            proxy.fidelity.lost(&claim.predicate().name, "left out; the words are in RDF and JSON Lines", text::value(claim));
        }
    }
    proxy
}

/// Returns the schema of a link and its ends, where a claim is asserted and the model has a word for it.
fn kind(claim: Claim<'_>, object: Entity<'_>) -> (&'static str, [&'static str; 2]) {
    let is = |schema: &str, wanted: &[&str]| wanted.contains(&schema);
    let (from, to) = (schema_of(claim.subject()), schema_of(object));
    let bodies = ["Organization", "PublicBody", "Company"];
    let members = ["Person", "LegalEntity", "Organization", "PublicBody", "Company"];
    match claim.predicate().name.as_str() {
        "memberOf" | "formerlyMemberOf" if claim.is_asserted() && is(from, &members) && is(to, &bodies) => ("Membership", ["member", "organization"]),
        "holdsPosition" | "heldPosition" if claim.is_asserted() && from == "Person" && to == "Position" => ("Occupancy", ["holder", "post"]),
        "succeededBy" if claim.is_asserted() && is(from, &bodies) && is(to, &bodies) => ("Succession", ["predecessor", "successor"]),
        _ => ("UnknownLink", ["subject", "object"]),
    }
}

fn link<'f>(claim: Claim<'_>, object: Entity<'_>, fidelity: &'f mut Fidelity) -> Proxy<'f> {
    let (schema, [from, to]) = kind(claim, object);
    let mut proxy = Proxy::new(format!("e{}", claim.id()), schema, fidelity);
    proxy.put(from, &entity_id(claim.subject()), STRING);
    proxy.put(to, &entity_id(object), STRING);
    // an occupancy has no role, and says by its kind what it is
    proxy.put(if schema == "Occupancy" { "description" } else { "role" }, claim.words(), STRING);
    proxy.put("status", claim.standing().name(), STRING);
    proxy.put("recordId", &claim.uid(), STRING);
    proxy.put("proof", &document_id(claim.document()), STRING);
    proxy.put("publisher", claim.document().document().publisher.as_deref().unwrap_or_default(), STRING);
    proxy.link(claim.document());
    if let Some(quote) = claim.quote() {
        let quote = text::quote(quote, "summary", proxy.fidelity);
        proxy.put("summary", &quote, TEXT);
    }
    if let Some(speakers) = text::speakers(claim, &mut String::new()) {
        proxy.put("description", &format!("according to {speakers}"), TEXT);
    }
    match claim.date() {
        Some(PartialDate::Point(point)) => proxy.date("date", point),
        Some(PartialDate::Interval(first, last)) => {
            for (property, point) in [("startDate", first), ("endDate", last)] {
                if let Some(point) = point {
                    proxy.date(property, point);
                }
            }
        }
        None => {}
    }
    left_out(claim, proxy.fidelity);
    proxy
}

/// Counts what a link has no place for.
fn left_out(claim: Claim<'_>, fidelity: &mut Fidelity) {
    let counts = [
        ("confidence", usize::from(claim.confidence().is_some())),
        ("qualifiers", claim.qualifiers().count()),
        ("inferred", claim.inferred().iter().count()),
        ("extractor", usize::from(claim.extractor().is_some())),
        ("rule", usize::from(claim.evidence().any(|evidence| evidence.rule().is_some()))),
        ("offsets", usize::from(claim.evidence().any(|evidence| evidence.has_place()))),
        ("evidence", claim.evidence().len().saturating_sub(1)),
    ];
    for (name, count) in counts {
        fidelity.lost_times(count as u64, name, "FollowTheMoney has no place for it; it is in RDF and JSON Lines", "");
    }
}
