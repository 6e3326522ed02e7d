//! Cases: small documents, and which of their records are the same thing.

use super::sample::{Sample, table};
use super::{ResolveMode, resolve};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{EntityKey, Extraction, MentionKind, Resolution, Schema, Status};

fn names(extractions: &[Extraction], schema: &Schema) -> (Resolution, Diagnostics) {
    resolve(extractions, schema, ResolveMode::Names).unwrap()
}

/// Checks the entities; `expected` is sorted as [`table`] sorts.
fn check(schema: &Schema, documents: Vec<Sample<'_>>, expected: &[&str]) -> Resolution {
    let extractions: Vec<Extraction> = documents.into_iter().map(Sample::done).collect();
    let (resolution, _) = names(&extractions, schema);
    assert_eq!(table(&extractions, &resolution), expected);
    resolution
}

fn schema() -> Schema {
    Schema::builtin().unwrap()
}

fn key_of<'a>(resolution: &'a Resolution, name: &str) -> &'a EntityKey {
    &resolution.entities.iter().find(|entity| entity.name == name).unwrap().key
}

#[test]
fn full_names_join_across_documents_but_surnames_do_not() {
    let s = schema();
    let a = Sample::new(&s, "a").entity("Person", "Professor Dana Roe").alias("Ms Roe").entity("Organization", "Alden Police").entity("Person", "Lee");
    let b = Sample::new(&s, "b").entity("Person", "DANA  ROE").entity("PoliceForce", "Alden Police").entity("Person", "Lee").entity("Person", "Mr Lee");
    let resolution = check(
        &s,
        vec![a, b],
        &["Alden Police: a/Alden Police, b/Alden Police", "Dana Roe: a/Professor Dana Roe, b/DANA  ROE", "Lee: a/Lee", "Lee: b/Lee, b/Mr Lee"],
    );
    let dana = resolution.entities.iter().find(|entity| entity.name == "Dana Roe").unwrap();
    assert_eq!(dana.key, EntityKey::Name("Person".into(), "dana roe".into()));
    assert_eq!(dana.aliases, ["DANA ROE", "Ms Roe", "Professor Dana Roe"]);
    assert_eq!(dana.reasons.len(), 1);
    assert_eq!(dana.reasons[0].sieve, "same-name");
    let force = resolution.entities.iter().find(|entity| entity.name == "Alden Police").unwrap();
    assert_eq!(s.class(force.class).name, "PoliceForce");
}

#[test]
fn a_surname_goes_to_its_one_bearer_in_the_document() {
    let s = schema();
    let one = Sample::new(&s, "a").entity("Person", "Dana Roe").entity("Person", "Ms Roe").entity("Person", "Roe").entity("Person", "Dr Roe");
    check(&s, vec![one], &["Dana Roe: a/Dana Roe, a/Dr Roe, a/Ms Roe, a/Roe"]);
    let two = Sample::new(&s, "a").entity("Person", "Dana Roe").alias("Ms Roe").entity("Person", "Ben Roe").entity("Person", "Mr Roe").entity("Person", "Roe");
    check(&s, vec![two], &["Ben Roe: a/Ben Roe, a/Mr Roe", "Dana Roe: a/Dana Roe", "Roe: a/Roe"]);
    let pair = Sample::new(&s, "a").entity("Person", "Robin Roe").entity("Person", "Ms Roe").entity("Person", "Mr Roe").entity("Person", "Roe");
    check(&s, vec![pair], &["Robin Roe: a/Robin Roe", "Roe: a/Mr Roe", "Roe: a/Ms Roe", "Roe: a/Roe"]);
    let stranger = Sample::new(&s, "a").entity("Person", "Dana Roe").alias("Ms Roe").entity("Person", "Mr Roe").entity("Person", "Roe");
    check(&s, vec![stranger], &["Dana Roe: a/Dana Roe", "Roe: a/Mr Roe", "Roe: a/Roe"]);
    let knight =
        Sample::new(&s, "a").entity("Person", "Hugh van der Berg").entity("Person", "Sir Hugh").entity("Person", "Mr van der Berg").entity("Person", "Hugh");
    check(&s, vec![knight], &["Hugh van der Berg: a/Hugh van der Berg, a/Mr van der Berg, a/Sir Hugh", "Hugh: a/Hugh"]);
}

#[test]
fn the_text_tells_the_title() {
    let s = schema();
    let a = Sample::new(&s, "a").text("Mr Robin Ashe spoke.").entity("Person", "Robin Ashe");
    let b = Sample::new(&s, "b").text("Then Ms Robin Ashe spoke.").entity("Person", "Robin Ashe");
    check(&s, vec![a, b], &["Robin Ashe: a/Robin Ashe", "Robin Ashe: b/Robin Ashe"]);
    let inside = |id: &'static str, text: &str| Sample::new(&s, id).text(text).entity("Person", "Robin Ashe").mention(0, 6, MentionKind::Name);
    check(&s, vec![inside("a", "Mr Lee, Robin Ashe."), inside("b", "Ms Lee, Robin Ashe.")], &["Robin Ashe: a/Robin Ashe", "Robin Ashe: b/Robin Ashe"]);
}

#[test]
fn a_surname_with_a_particle_or_an_initial_is_no_full_name() {
    let s = schema();
    let document = |id: &'static str| Sample::new(&s, id).entity("Person", "Mr van der Berg").entity("Person", "D. Roe").entity("Person", "李 伟");
    let expected = ["D. Roe: a/D. Roe", "D. Roe: b/D. Roe", "van der Berg: a/Mr van der Berg", "van der Berg: b/Mr van der Berg", "李 伟: a/李 伟, b/李 伟"];
    check(&s, vec![document("a"), document("b")], &expected);
}

#[test]
fn namesakes_stay_apart_and_so_does_whoever_may_be_either() {
    let s = schema();
    let person = |id: &'static str, alias: &str| Sample::new(&s, id).entity("Person", "Robin Ashe").alias(alias);
    let documents = || vec![person("a", "Ms Ashe"), person("b", "Mr Ashe"), person("c", "Dr Ashe"), person("d", "Mrs Ashe")];
    let resolution = check(&s, documents(), &["Robin Ashe: a/Robin Ashe, d/Robin Ashe", "Robin Ashe: b/Robin Ashe", "Robin Ashe: c/Robin Ashe"]);
    let keys: Vec<_> = resolution.entities.iter().map(|entity| entity.key.clone()).collect();
    assert_eq!(keys, ["a", "b", "c"].map(|id| EntityKey::Local(id.into(), "Person".into(), "Robin Ashe".into(), 0)));
    let joined = check(&s, vec![person("a", "Ms Ashe"), person("c", "Dr Ashe")], &["Robin Ashe: a/Robin Ashe, c/Robin Ashe"]);
    assert_eq!(joined.entities[0].key, EntityKey::Name("Person".into(), "robin ashe".into()));
}

#[test]
fn identifiers_join_whatever_the_name_and_tell_namesakes_apart() {
    let s = schema();
    let a = Sample::new(&s, "a").entity("Organization", "Springfield Police").identifier("wikidata", "Q1").identifier("corkboard", "sp");
    let b = Sample::new(&s, "b").entity("PoliceForce", "SPD").identifier("Wikidata", "Q1");
    let c = Sample::new(&s, "c").entity("Organization", "Springfield Police").identifier("wikidata", "Q2");
    let d = Sample::new(&s, "d").entity("Organization", "Springfield Police");
    let expected = ["Springfield Police: a/Springfield Police, b/SPD", "Springfield Police: c/Springfield Police", "Springfield Police: d/Springfield Police"];
    let resolution = check(&s, vec![a, b, c, d], &expected);
    let keys: Vec<_> = resolution.entities.iter().map(|entity| entity.key.fields().join("|")).collect();
    assert_eq!(keys, ["identifier|wikidata|Q1", "identifier|wikidata|Q2", "local|d|Organization|Springfield Police|0"]);
    assert_eq!(resolution.entities[0].aliases, ["SPD"]);
    let one = Sample::new(&s, "a").entity("Organization", "Alden Police").identifier("corkboard", "ap");
    let other = Sample::new(&s, "b").entity("Organization", "Alden Police");
    check(&s, vec![one, other], &["Alden Police: a/Alden Police, b/Alden Police"]);
}

#[test]
fn a_namesake_stays_one_where_its_identifier_belongs_to_a_report_too() {
    let s = schema();
    let him = || Sample::new(&s, "a").entity("Person", "Robin Ashe").alias("Mr Ashe");
    let her = || Sample::new(&s, "b").entity("Person", "Robin Ashe").alias("Ms Ashe").entity("Report", "Dana Ashe report").identifier("x", "1");
    let both = Sample::new(&s, "c").entity("Person", "Robin Ashe").alias("Ms Ashe").identifier("x", "1");
    let local = EntityKey::Local("a".into(), "Person".into(), "Robin Ashe".into(), 0);
    for documents in [vec![him(), her()], vec![him(), her(), both]] {
        let resolution = names(&documents.into_iter().map(Sample::done).collect::<Vec<_>>(), &s).0;
        assert_eq!(resolution.entities[resolution.entity_of[0][0]].key, local);
    }
}

#[test]
fn a_namesake_stays_one_where_its_identifier_joins_it_to_a_better_name_of_its_document() {
    let s = schema();
    let him = || Sample::new(&s, "a").entity("Person", "Robin Ashe").alias("Mr Ashe");
    let her = || Sample::new(&s, "b").entity("Person", "Robin Ashe").alias("Ms Ashe").identifier("x", "1").entity("Person", "Dana Ashe").alias("Ms Dana Ashe");
    let tie = Sample::new(&s, "c").entity("Person", "Dana Ashe").identifier("x", "1");
    let local = EntityKey::Local("a".into(), "Person".into(), "Robin Ashe".into(), 0);
    for documents in [vec![him(), her()], vec![him(), her(), tie]] {
        let resolution = names(&documents.into_iter().map(Sample::done).collect::<Vec<_>>(), &s).0;
        assert_eq!(resolution.entities[resolution.entity_of[0][0]].key, local);
    }
}

#[test]
fn a_short_name_with_another_id_stays_apart() {
    let s = schema();
    let a = Sample::new(&s, "a").entity("Person", "Dana Roe").identifier("w", "1").entity("Person", "Ms Roe").identifier("w", "2");
    check(&s, vec![a], &["Dana Roe: a/Dana Roe", "Roe: a/Ms Roe"]);
    let a = Sample::new(&s, "a").entity("Company", "Acme").alias("Bolt").entity("Company", "Bolt").identifier("w", "1");
    let a = a.entity("Company", "Bolt").mention(4, 8, MentionKind::Name).identifier("w", "2");
    check(&s, vec![a], &["Acme: a/Acme", "Bolt: a/Bolt", "Bolt: a/Bolt"]);
}

#[test]
fn an_acronym_joins_where_the_document_defines_it() {
    let s = schema();
    let text = "The Harrow Police Commission (HPC) met. HPC said no. The OTH (Office for Town Halls) too.";
    let a = Sample::new(&s, "a").text(text).entity("Watchdog", "Harrow Police Commission").entity("Organization", "HPC").entity("Agency", "OTH");
    let a = a.entity("Agency", "Office for Town Halls").entity("Place", "HPC");
    let b = Sample::new(&s, "b").entity("Organization", "HPC");
    let c = Sample::new(&s, "c").entity("Organization", "Harrow Police Commission (HPC)").entity("Organization", "HPC");
    let expected = [
        "HPC: a/HPC",
        "HPC: b/HPC",
        "Harrow Police Commission: a/HPC, a/Harrow Police Commission, c/HPC, c/Harrow Police Commission (HPC)",
        "Office for Town Halls: a/OTH, a/Office for Town Halls",
    ];
    let resolution = check(&s, vec![a, b, c], &expected);
    let commission = resolution.entities.iter().find(|entity| entity.name == "Harrow Police Commission").unwrap();
    let reasons: Vec<_> =
        commission.reasons.iter().map(|reason| format!("{} {}/{} {}/{}", reason.sieve, reason.record.0, reason.record.1, reason.to.0, reason.to.1)).collect();
    let expected = [
        "acronym a/HPC a/Harrow Police Commission",
        "acronym c/HPC c/Harrow Police Commission (HPC)",
        "same-name c/Harrow Police Commission (HPC) a/Harrow Police Commission",
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn an_alias_joins_inside_its_document_only_and_a_circle_of_aliases_nothing() {
    let s = schema();
    let a = Sample::new(&s, "a").entity("Organization", "Alden Constabulary").alias("the Force").entity("Organization", "The Force");
    let b = Sample::new(&s, "b").entity("Organization", "The Force");
    check(&s, vec![a, b], &["Alden Constabulary: a/Alden Constabulary, a/The Force", "The Force: b/The Force"]);
    let two = Sample::new(&s, "a").entity("Company", "Acme").alias("Bolt").alias("ACME").entity("Company", "Bolt").alias("acme").done();
    let (resolution, diagnostics) = names(std::slice::from_ref(&two), &s);
    assert_eq!(table(std::slice::from_ref(&two), &resolution), ["Acme: a/Acme", "Bolt: a/Bolt"]);
    assert_eq!(diagnostics.count(Code::CircularAlias), 1);
    assert_eq!(resolution.entities[0].aliases, ["ACME"]);
    assert!(resolution.entities[1].aliases.is_empty());
    let both = Sample::new(&s, "a").entity("Company", "Acme").alias("Bolt").entity("Company", "Cut").alias("Bolt").entity("Company", "Bolt");
    check(&s, vec![both], &["Acme: a/Acme", "Bolt: a/Bolt", "Cut: a/Cut"]);
}

#[test]
fn what_cannot_be_told_apart_is_one_with_a_remark() {
    let s = schema();
    let twice = |id: &'static str| Sample::new(&s, id).entity("Group", "42 officers").entity("Group", "42 officers").entity("Event", "inquiry");
    let a = twice("a").entity("Event", "inquiry").mention(7, 8, MentionKind::Name).entity("Event", "inquiry").mention(3, 4, MentionKind::Name);
    let extractions = [a.done(), twice("b").done()];
    let (resolution, diagnostics) = names(&extractions, &s);
    assert_eq!(diagnostics.count(Code::IndistinguishableEntities), 2);
    let expected = [
        "42 officers: a/42 officers, a/42 officers",
        "42 officers: b/42 officers, b/42 officers",
        "inquiry: a/inquiry",
        "inquiry: a/inquiry",
        "inquiry: a/inquiry",
        "inquiry: b/inquiry",
    ];
    assert_eq!(table(&extractions, &resolution), expected);
    let ordinal = |record: usize| resolution.entities[resolution.entity_of[0][record]].key.fields()[4].clone();
    assert_eq!((ordinal(2), ordinal(3), ordinal(4)), ("2".into(), "1".into(), "0".into()));
}

#[test]
fn descriptions_stay_in_their_document() {
    let s = schema();
    let told = |id: &'static str| {
        let sample = Sample::new(&s, id).text("Dana Roe met the watchdog, a police spokesman and Alden Council.").entity("Organization", "the watchdog");
        sample.entity("Person", "police spokesman").entity("Organization", "Inspectors").unnamed().entity("Thing", "child neglect")
    };
    let a = told("a").entity("Organization", "Board").mention(49, 50, MentionKind::Descriptor);
    let b = told("b").entity("Organization", "Board").mention(49, 50, MentionKind::Descriptor);
    let expected = [
        "Board: a/Board",
        "Board: b/Board",
        "Inspectors: a/Inspectors",
        "Inspectors: b/Inspectors",
        "child neglect: a/child neglect, b/child neglect",
        "police spokesman: a/police spokesman",
        "police spokesman: b/police spokesman",
        "the watchdog: a/the watchdog",
        "the watchdog: b/the watchdog",
    ];
    check(&s, vec![a, b], &expected);
}

#[test]
fn descriptions_of_one_document_need_not_mean_the_same() {
    let s = schema();
    let a = Sample::new(&s, "a").entity("Organization", "the force").mention(3, 12, MentionKind::Name);
    let a = a.entity("Organization", "the force").mention(40, 49, MentionKind::Name);
    check(&s, vec![a], &["the force: a/the force", "the force: a/the force"]);
}

#[test]
fn a_post_in_several_bodies_is_keyed_by_an_organization() {
    let s = schema();
    let a = Sample::new(&s, "a").entity("Position", "chief").entity("Group", "families").entity("Council", "Alden Council").entity("Place", "Alden");
    let a = a.claim("chief", "positionIn", "families", None).claim("chief", "positionIn", "Alden", None).claim("chief", "positionIn", "Alden Council", None);
    let expected = ["Alden Council: a/Alden Council", "Alden: a/Alden", "chief: a/chief", "families: a/families"];
    let resolution = check(&s, vec![a], &expected);
    let body = key_of(&resolution, "Alden Council").hash();
    assert_eq!(*key_of(&resolution, "chief"), EntityKey::Position("chief".into(), body));
}

#[test]
fn an_unnamed_post_stays_in_its_document() {
    let s = schema();
    let post = |id: &'static str| {
        let sample = Sample::new(&s, id).entity("Position", "post of Dana Roe").unnamed().entity("Council", "Alden Council");
        sample.claim("post of Dana Roe", "positionIn", "Alden Council", None)
    };
    let expected = ["Alden Council: a/Alden Council, b/Alden Council", "post of Dana Roe: a/post of Dana Roe", "post of Dana Roe: b/post of Dana Roe"];
    let resolution = check(&s, vec![post("a"), post("b")], &expected);
    assert!(resolution.entities.iter().all(|entity| entity.unnamed == entity.name.starts_with("post")));
}

#[test]
fn a_report_is_found_by_its_author() {
    let s = schema();
    let short = |id: &'static str| Sample::new(&s, id).entity("Report", "Jay report");
    let a = short("a").entity("Person", "Alexis Jay");
    let b = Sample::new(&s, "b").entity("Report", "Professor Alexis Jay’s report").entity("Report", "Jay review");
    let c = short("c").entity("Person", "Alexis Jay").entity("Person", "Ben Jay").claim("Jay report", "authoredBy", "Alexis Jay", None);
    let expected = [
        "Alexis Jay: a/Alexis Jay, c/Alexis Jay",
        "Ben Jay: c/Ben Jay",
        "Jay report: a/Jay report, b/Professor Alexis Jay’s report, c/Jay report",
        "Jay review: b/Jay review",
    ];
    let resolution = check(&s, vec![a, b, c], &expected);
    assert_eq!(*key_of(&resolution, "Jay report"), EntityKey::Name("Report".into(), "jay report".into()));
    let mine = short("a").entity("Person", "Alexis Jay");
    let other = short("b").entity("Person", "Peter Jay");
    let either = short("c");
    check(
        &s,
        vec![mine, other, either],
        &["Alexis Jay: a/Alexis Jay", "Jay report: a/Jay report", "Jay report: b/Jay report", "Jay report: c/Jay report", "Peter Jay: b/Peter Jay"],
    );
    let annual = |id: &'static str, body: &'static str| {
        Sample::new(&s, id).entity("Report", "Annual Report").entity("Council", body).claim("Annual Report", "authoredBy", body, None)
    };
    let expected = [
        "Alden Council: a/Alden Council, c/Alden Council",
        "Annual Report: a/Annual Report, c/Annual Report",
        "Annual Report: b/Annual Report",
        "Harrow Council: b/Harrow Council",
    ];
    check(&s, vec![annual("a", "Alden Council"), annual("b", "Harrow Council"), annual("c", "Alden Council")], &expected);
    let denied = short("a").entity("Person", "Ann Lee").claim("Jay report", "authoredBy", "Ann Lee", Some(Status::Denied));
    let stated = short("b").entity("Person", "Bo Ray").claim("Jay report", "authoredBy", "Bo Ray", Some(Status::Stated));
    check(&s, vec![denied, stated], &["Ann Lee: a/Ann Lee", "Bo Ray: b/Bo Ray", "Jay report: a/Jay report, b/Jay report"]);
}

#[test]
fn an_office_in_a_body_is_one_post() {
    let s = schema();
    let post = |id: &'static str, name: &str, status| {
        Sample::new(&s, id).entity("Position", name).entity("PoliceForce", "Alden Police").claim(name, "positionIn", "Alden Police", status)
    };
    let a = post("a", "Alden Police chief constable", Some(Status::Stated));
    let b = post("b", "chief constable of Alden Police", None);
    let c = post("c", "Alden Police’s Chief Constable", Some(Status::Alleged)).entity("Position", "deputy").entity("Position", "deputy");
    let d = post("d", "chief constable of Alden Police", Some(Status::Planned)).entity("Position", "deputy");
    let expected = [
        "Alden Police: a/Alden Police, b/Alden Police, c/Alden Police, d/Alden Police",
        "chief constable of Alden Police: a/Alden Police chief constable, b/chief constable of Alden Police, c/Alden Police’s Chief Constable",
        "chief constable of Alden Police: d/chief constable of Alden Police",
        "deputy: c/deputy, c/deputy",
        "deputy: d/deputy",
    ];
    let resolution = check(&s, vec![a, b, c, d], &expected);
    let body = key_of(&resolution, "Alden Police").hash();
    let posts: Vec<_> = resolution.entities.iter().filter(|entity| entity.name.starts_with("chief")).map(|entity| entity.key.clone()).collect();
    let local = EntityKey::Local("d".into(), "Position".into(), "chief constable of Alden Police".into(), 0);
    assert_eq!(posts, [EntityKey::Position("chief constable".into(), body), local]);
}

#[test]
fn classes_agree_on_the_lowest_or_what_is_above_them_all() {
    let s = schema();
    let of = |classes: [&'static str; 3]| {
        let documents: Vec<_> =
            classes.iter().zip(["a", "b", "c"]).map(|(class, id)| Sample::new(&s, id).entity(class, "Alden Office").identifier("w", "1").done()).collect();
        s.class(names(&documents, &s).0.entities[0].class).name.clone()
    };
    assert_eq!(of(["Organization", "Watchdog", "Regulator"]), "Regulator");
    assert_eq!(of(["Ombudsman", "Watchdog", "Regulator"]), "Watchdog");
    assert_eq!(of(["PoliceForce", "Watchdog", "Organization"]), "Organization");
    assert_eq!(of(["Thing", "Watchdog", "Thing"]), "Watchdog");
    assert_eq!(of(["Person", "Watchdog", "Thing"]), "Thing");
}

#[test]
fn the_spelling_of_most_documents_is_shown() {
    let s = schema();
    let a = Sample::new(&s, "a").entity("Company", "ACME Ltd");
    let b = Sample::new(&s, "b").entity("Company", "Acme Ltd");
    let c = Sample::new(&s, "c").entity("Company", "Acme\u{a0}Ltd");
    let resolution = check(&s, vec![a, b, c], &["Acme Ltd: a/ACME Ltd, b/Acme Ltd, c/Acme\u{a0}Ltd"]);
    assert_eq!(resolution.entities[0].aliases, ["ACME Ltd"]);
}

#[test]
fn without_resolution_ids_are_trusted() {
    let s = schema();
    let a = Sample::new(&s, "a").entity("Person", "Dana Roe").entity("Person", "Lee").done();
    let mut b = Sample::new(&s, "b").entity("Person", "Lee").entity("Person", "Dana Roe").done();
    b.entities[1].id = "other".into();
    let extractions = [a, b];
    let (resolution, _) = resolve(&extractions, &s, ResolveMode::None).unwrap();
    assert_eq!(table(&extractions, &resolution), ["Dana Roe: a/Dana Roe", "Dana Roe: b/Dana Roe", "Lee: a/Lee, b/Lee"]);
    let keys: Vec<_> = resolution.entities.iter().map(|entity| entity.key.clone()).collect();
    assert_eq!(keys, ["Person Dana Roe", "Person Lee", "other"].map(|id| EntityKey::Global(id.into())));
}
