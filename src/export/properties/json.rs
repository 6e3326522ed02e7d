//! What no format has a type for, as JSON: value claims and qualifiers, arrays of objects.

use super::super::{Fidelity, Format, output, text};
use super::columns::is_exact;
use crate::model::{Claim, Datatype, Entity, ObjectView};

/// Appends the value of a claim as JSON: a number or truth value where every reader of JSON gives it back unchanged.
fn json_value(bytes: &mut Vec<u8>, value: &str, datatype: Datatype) {
    match datatype {
        Datatype::Integer if is_exact(value) => bytes.extend_from_slice(value.as_bytes()),
        Datatype::Boolean if matches!(value, "true" | "false") => bytes.extend_from_slice(value.as_bytes()),
        _ => output::json_string(bytes, value),
    }
}

/// Appends the name of a field and what stands before it.
fn field(bytes: &mut Vec<u8>, name: &str) {
    if bytes.last() != Some(&b'{') {
        bytes.push(b',');
    }
    bytes.push(b'"');
    bytes.extend_from_slice(name.as_bytes());
    bytes.extend_from_slice(b"\":");
}

fn text_field(bytes: &mut Vec<u8>, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        field(bytes, name);
        output::json_string(bytes, value);
    }
}

/// Appends all value claims of an entity that a format carries as a JSON array of objects; nothing where there is none.
pub(super) fn value_claims(bytes: &mut Vec<u8>, entity: Entity<'_>, format: Format, fidelity: &mut Fidelity) {
    for claim in entity.value_claims().filter(|claim| format.carries(claim.predicate())) {
        bytes.extend_from_slice(if bytes.is_empty() { b"[{" } else { b",{" });
        value_claim(bytes, claim, fidelity);
        bytes.push(b'}');
    }
    if !bytes.is_empty() {
        bytes.push(b']');
    }
}

fn value_claim(bytes: &mut Vec<u8>, claim: Claim<'_>, fidelity: &mut Fidelity) {
    text_field(bytes, "predicate", Some(&claim.predicate().name));
    if let ObjectView::Value(value, datatype) = claim.object() {
        field(bytes, "value");
        json_value(bytes, value, datatype);
    }
    text_field(bytes, "bound", claim.bound());
    text_field(bytes, "standing", Some(claim.standing().name()));
    text_field(bytes, "speaker", text::speakers(claim, &mut String::new()));
    if let Some(date) = claim.date() {
        field(bytes, "date");
        bytes.push(b'"');
        output::date(bytes, date);
        bytes.push(b'"');
    }
    text_field(bytes, "document", Some(&claim.document().document().id));
    let quote = claim.quote().map(|quote| text::quote(quote, "value_claims", fidelity));
    text_field(bytes, "quote", quote.as_deref());
}

/// Appends the qualifiers of a claim as a JSON array of objects: the role, and the name and uid of an entity or a value.
pub(in crate::export) fn qualifiers(bytes: &mut Vec<u8>, claim: Claim<'_>) {
    for (role, filler) in claim.qualifiers() {
        bytes.extend_from_slice(if bytes.is_empty() { b"[{" } else { b",{" });
        text_field(bytes, "role", Some(role));
        match filler {
            ObjectView::Entity(entity) => {
                text_field(bytes, "entity", Some(text::name(entity)));
                text_field(bytes, "uid", Some(entity.uid()));
            }
            ObjectView::Value(value, datatype) => {
                field(bytes, "value");
                json_value(bytes, value, datatype);
            }
        }
        bytes.push(b'}');
    }
    if !bytes.is_empty() {
        bytes.push(b']');
    }
}
