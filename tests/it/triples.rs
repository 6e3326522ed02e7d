//! What of a claim is in RDF beside its ends: all plain triples of a subject, and why it was concluded.

use corkboard::model::{Asserted, Document, Reason, Reasons};

use crate::specimen::Sample;
use crate::turtle::{described, export, plain};

#[test]
fn facts_of_one_subject_and_predicate_are_all_plain_triples() {
    let mut sample = Sample::new();
    sample.document(Document { id: "d".to_owned(), ..Document::default() });
    let dana = sample.entity("Person", "Dana Roe");
    for body in ["Alden Police", "Hale Police", "Moor Police"] {
        let police = sample.entity("PoliceForce", body);
        sample.claim(dana, "memberOf", police);
    }
    let triples = export(&sample.build(Asserted::default()));
    assert_eq!(plain(&triples).len(), 3);
}

#[test]
fn why_a_claim_was_concluded_stands_in_it() {
    let mut sample = Sample::new();
    sample.document(Document { id: "d".to_owned(), ..Document::default() });
    let [report, author] = [("Report", "Roe report"), ("Person", "Dana Roe")].map(|(class, name)| sample.entity(class, name));
    sample.claim(report, "authoredBy", author).inferred = Reasons::NONE.with(Reason::Eponym).with(Reason::Coreference);
    let all = described(&export(&sample.build(Asserted::default())));
    let claim = all.iter().find(|(subject, _)| subject.starts_with("claim/")).unwrap().1;
    let mut reasons = claim["cb:inferred"].clone();
    reasons.sort();
    assert_eq!(reasons, ["\"coreference\"", "\"eponym\""]);
    assert_eq!(claim["cb:standing"], ["\"inferred\""]);
}
