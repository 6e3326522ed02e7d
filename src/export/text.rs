//! What the writers for other tools share: texts cut between graphemes, names that are never blank, names that survive
//! as identifiers.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::Fidelity;
use crate::model::hash::KeyHasher;
use crate::model::{Claim, DocumentView, Entity, Evidence, ObjectView};

/// Code points of a quote in an export for other tools.
pub(super) const QUOTE_LIMIT: usize = 1000;

/// Returns a text of at most `limit` code points: cut between graphemes and ended with an ellipsis where it is longer.
pub(super) fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit || text.chars().nth(limit).is_none() {
        return Cow::Borrowed(text);
    }
    let mut kept = 0;
    let mut length = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        length += grapheme.chars().count();
        if length > limit - 1 {
            break;
        }
        kept = start + grapheme.len();
    }
    let kept = text.get(..kept).unwrap_or_default().trim_end();
    Cow::Owned(format!("{kept}…"))
}

/// Returns a quote of at most [`QUOTE_LIMIT`] code points; a cut is counted.
pub(super) fn quote<'a>(quote: &'a str, attribute: &str, fidelity: &mut Fidelity) -> Cow<'a, str> {
    let shown = cut(quote, QUOTE_LIMIT);
    if matches!(shown, Cow::Owned(_)) {
        fidelity.lost(attribute, "cut at 1,000 characters", quote);
    }
    shown
}

/// Counts an address that is left out because a link must not lead there.
pub(super) fn no_link(document: DocumentView<'_>, fidelity: &mut Fidelity) {
    if let (Some(url), None) = (&document.document().url, document.link()) {
        fidelity.lost("url", "no address that begins with http or https, or not one that a link can hold; the text is in RDF and JSON Lines", url);
    }
}

/// Returns the name of an entity; of one whose name shows nothing, the IRI without base.
pub(super) fn name(entity: Entity<'_>) -> &str {
    let name = entity.name();
    if name.chars().all(|letter| letter.is_whitespace() || letter.is_control()) { entity.uid() } else { name }
}

/// Returns the names of a claim's speakers, outermost first, joined by ` > `; `joined` holds them where there are several.
pub(super) fn speakers<'a>(claim: Claim<'a>, joined: &'a mut String) -> Option<&'a str> {
    let mut speakers = claim.speakers();
    let first = name(speakers.next()?);
    if speakers.len() == 0 {
        return Some(first);
    }
    joined.clear();
    joined.push_str(first);
    for speaker in speakers {
        joined.push_str(" > ");
        joined.push_str(name(speaker));
    }
    Some(joined)
}

/// Returns the value that a claim gives; nothing where its object is an entity.
pub(super) fn value(claim: Claim<'_>) -> &str {
    match claim.object() {
        ObjectView::Value(value, _) => value,
        ObjectView::Entity(_) => "",
    }
}

/// Returns the piece of evidence that stands for a claim, its first that has words, else its first; and the words.
pub(super) fn evidence(claim: Claim<'_>) -> Option<(Evidence<'_>, &str)> {
    let with_words = claim.evidence().find_map(|evidence| Some((evidence, evidence.quote()?)));
    with_words.or_else(|| Some((claim.evidence().next()?, "")))
}

/// Code points of an identifier.
const IDENTIFIER_LIMIT: usize = 60;

/// Makes `[A-Za-z_][A-Za-z0-9_]*` of a name. One that had to be changed gets letters of the hash of `iri`, so that it can't
/// pass for another.
pub(super) fn identifier(name: &str, iri: &str) -> String {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    if !name.is_empty() && name.len() <= IDENTIFIER_LIMIT && name.chars().all(fits) && !name.starts_with(|first: char| first.is_ascii_digit()) {
        return name.to_owned();
    }
    let mut made: String = name.chars().take(IDENTIFIER_LIMIT).map(|letter| if fits(letter) { letter } else { '_' }).collect();
    if !made.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
        made.insert(0, '_');
    }
    format!("{made}_{}", suffix(iri))
}

/// Returns letters of the hash of an IRI, to tell two names apart.
pub(super) fn suffix(iri: &str) -> String {
    let mut hash = KeyHasher::new("identifier").text(iri).finish().to_string();
    hash.truncate(6);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neo_07_identifiers_are_plain_and_changed_ones_stay_apart() {
        for name in ["memberCount", "_x1", "PoliceForce"] {
            assert_eq!(identifier(name, "iri"), name);
        }
        let changed = ["Größe", "Gr__e", "1st", "", "a:b", "a b"].map(|name| identifier(name, name));
        for name in &changed {
            assert!(name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_'), "{name}");
            assert!(!name.starts_with(|first: char| first.is_ascii_digit()), "{name}");
        }
        assert_eq!(changed[1], "Gr__e");
        assert_ne!(changed[4], changed[5]);
        assert!(changed[0].starts_with("Gr__e_"));
    }

    #[test]
    fn a_text_is_cut_between_graphemes() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
        assert_eq!(cut("ab e\u{301}x", 6), "ab e\u{301}x");
        assert_eq!(cut("ab e\u{301}x", 5), "ab…");
        assert_eq!(cut("👩‍👩‍👧 family", 4), "…");
    }
}
