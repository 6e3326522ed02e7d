//! What makes two claims one, and the claims that follow from a claim's further participants.

use super::claim::Reason;
use super::draft::{Draft, append};
use super::hash::{Hash80, KeyHasher};
use super::ids::{LocalId, PredicateId};
use super::rows::{ClaimRow, EvidenceRow, ObjectRow};
use crate::error::{Error, ErrorKind, Result};

/// Hashes document id, predicate IRI, subject, object or value, status, speaker chain, date, qualifiers and the inferred
/// reasons but coreference; participants by their keys within the document, so that no merge changes the id.
pub(super) fn claim_id(draft: &Draft, claim: &ClaimRow) -> Hash80 {
    let (subject, object) = participants(draft, claim);
    let document = &draft.documents[claim.document.index()].document.id;
    let hasher = KeyHasher::new("claim").text(document).text(&draft.schema.predicate(claim.predicate).iri).text(&subject);
    let mut hasher = field(hasher, &object).text(claim.status.name()).count(claim.speakers.length as usize);
    for speaker in &draft.speakers[claim.speakers.range()] {
        hasher = hasher.text(&local_key(draft, *speaker));
    }
    let date = claim.date.map(|date| date.to_string());
    let qualifiers = sorted_qualifiers(draft, claim);
    hasher = hasher.optional(date.as_deref()).count(qualifiers.len());
    for (role, filler) in &qualifiers {
        hasher = field(hasher.text(role), filler);
    }
    let reasons: Vec<_> = claim.inferred.without(Reason::Coreference).iter().collect();
    reasons.iter().fold(hasher.count(reasons.len()), |hasher, reason| hasher.text(reason.name())).finish()
}

/// An object or filler as the fields of a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Entity(String),
    Value(String, &'static str),
}

fn field(hasher: KeyHasher, field: &Field) -> KeyHasher {
    match field {
        Field::Entity(key) => hasher.text("entity").text(key),
        Field::Value(text, datatype) => hasher.text("value").text(text).text(datatype),
    }
}

fn local_key(draft: &Draft, local: LocalId) -> String {
    draft.locals[local.index()].key.to_string()
}

fn object_field(draft: &Draft, object: ObjectRow) -> Field {
    match object {
        ObjectRow::Entity(local) => Field::Entity(local_key(draft, local)),
        ObjectRow::Value(text, datatype) => Field::Value(draft.strings.get(text).to_owned(), datatype.name()),
    }
}

/// Subject and object; a symmetric predicate's smaller key comes first.
fn participants(draft: &Draft, claim: &ClaimRow) -> (String, Field) {
    let subject = local_key(draft, claim.subject);
    match object_field(draft, claim.object) {
        Field::Entity(object) if draft.schema.predicate(claim.predicate).symmetric && object < subject => (object, Field::Entity(subject)),
        object => (subject, object),
    }
}

fn sorted_qualifiers(draft: &Draft, claim: &ClaimRow) -> Vec<(String, Field)> {
    let rows = &draft.qualifiers[claim.qualifiers.range()];
    let mut fields: Vec<_> = rows.iter().map(|row| (draft.strings.get(row.role).to_owned(), object_field(draft, row.filler))).collect();
    fields.sort();
    fields
}

/// Everything that the id stands for, to tell equal claims from a collision of their hashes.
fn key_fields(draft: &Draft, claim: &ClaimRow) -> impl PartialEq + use<> {
    let speakers: Vec<_> = draft.speakers[claim.speakers.range()].iter().map(|speaker| local_key(draft, *speaker)).collect();
    let reasons = claim.inferred.without(Reason::Coreference);
    (claim.document, claim.predicate, participants(draft, claim), claim.status, speakers, claim.date, sorted_qualifiers(draft, claim), reasons)
}

/// Makes claims of equal id one: their evidence joined, their confidence the maximum, coreference only where all have it.
pub(super) fn join_equal_claims(draft: &mut Draft) -> Result<()> {
    let mut claims = std::mem::take(&mut draft.claims);
    claims.sort_by_key(|claim| claim.id);
    let mut joined: Vec<ClaimRow> = Vec::with_capacity(claims.len());
    for group in claims.chunk_by(|one, other| one.id == other.id) {
        let [first, rest @ ..] = group else { continue };
        let mut claim = first.clone();
        for other in rest {
            if key_fields(draft, first) != key_fields(draft, other) {
                return Err(Error::new(ErrorKind::Identity, format!("two different claims have the id `{}`", first.id)));
            }
            claim.confidence = claim.confidence.max(other.confidence);
            claim.core |= other.core;
            if !other.inferred.contains(Reason::Coreference) {
                claim.inferred = claim.inferred.without(Reason::Coreference);
            }
            claim.extractor = [claim.extractor, other.extractor].into_iter().flatten().min_by_key(|id| draft.strings.get(*id));
        }
        if !rest.is_empty() {
            let evidence: Vec<EvidenceRow> = group.iter().flat_map(|one| draft.evidence[one.evidence.range()].to_vec()).collect();
            claim.evidence = append(&mut draft.evidence, evidence)?;
        }
        joined.push(claim);
    }
    draft.claims = joined;
    Ok(())
}

/// Adds the claims that the ontology projects from a role: same document, status, speakers, dates and evidence, the
/// filler of the role as object, the id h(claim id, role).
pub(super) fn project(draft: &mut Draft) -> Result<()> {
    let mut projected = Vec::new();
    for claim in &draft.claims {
        for (role, predicate) in &draft.schema.predicate(claim.predicate).projections {
            for (number, filler) in entities_of_role(draft, claim, role).into_iter().enumerate() {
                projected.push(projection(claim, role, *predicate, filler, number));
            }
        }
    }
    draft.claims.extend(projected);
    let mut ids: Vec<_> = draft.claims.iter().map(|claim| claim.id).collect();
    ids.sort_unstable();
    match ids.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Error::new(ErrorKind::Identity, format!("two different claims have the id `{}`", pair[0]))),
        None => Ok(()),
    }
}

/// The entities of a role, each once, by their keys: their order in the record must not number the projected claims.
fn entities_of_role(draft: &Draft, claim: &ClaimRow, role: &str) -> Vec<ObjectRow> {
    let rows = draft.qualifiers[claim.qualifiers.range()].iter();
    let fillers = rows.filter(|row| draft.strings.get(row.role) == role && matches!(row.filler, ObjectRow::Entity(_)));
    let mut keyed: Vec<_> = fillers.map(|row| (object_field(draft, row.filler), row.filler)).collect();
    keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
    keyed.dedup_by(|(later, _), (earlier, _)| later == earlier);
    keyed.into_iter().map(|(_, filler)| filler).collect()
}

fn projection(claim: &ClaimRow, role: &str, predicate: PredicateId, object: ObjectRow, number: usize) -> ClaimRow {
    let key = KeyHasher::new("projection").text(&claim.id.to_string()).text(role);
    let key = if number == 0 { key } else { key.text(&number.to_string()) };
    let qualifiers = super::rows::Run::default();
    ClaimRow { id: key.finish(), projected_from: Some(claim.id), predicate, object, qualifiers, ..claim.clone() }
}
