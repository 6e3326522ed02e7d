//! Where ids come from: folding, slugs, keys and their hashes. Nothing here depends on order, time or machine.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::hash::{Hash80, KeyHasher};

/// Whether a slug keeps capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// As written.
    Kept,
    /// Lower case, as entity and document slugs are.
    Lower,
}

/// Code points in a slug.
const SLUG_LIMIT: usize = 60;

/// Marks that choose a shape of the letter before them; an IRI may not hold these, and a slug reads the same without.
const VARIATION: std::ops::RangeInclusive<char> = '\u{e0100}'..='\u{e01ef}';

/// Makes a readable part of an IRI: NFC, letters, marks and digits of any script kept, all else one hyphen, at most 60
/// code points, no hyphen at either end. Empty where nothing is left.
pub fn slug(text: &str, case: Case) -> String {
    let lowered: String = match case {
        Case::Kept => text.nfc().collect(),
        Case::Lower => text.nfc().flat_map(char::to_lowercase).nfc().collect(),
    };
    let mut slug = String::new();
    let mut length = 0;
    for letter in lowered.chars() {
        if length == SLUG_LIMIT {
            break;
        }
        if VARIATION.contains(&letter) {
            continue;
        }
        if letter.is_alphanumeric() || is_combining_mark(letter) {
            slug.push(letter);
            length += 1;
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
            length += 1;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Folds a name for comparison: NFKC, full case folding, apostrophes and hyphens made one, white space collapsed.
/// Diacritics and legal forms stay.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in caseless::default_case_fold_str(&name.nfkc().collect::<String>()).nfkc() {
        match letter {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{ff07}' | '`' | '\u{b4}' => folded.push('\''),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => folded.push('-'),
            space if space.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            other => folded.push(other),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Returns an IRI without base: `kind/slug-12 of h`, or `kind/h` where the slug is empty.
pub fn iri_path(kind: &str, name: &str, key: Hash80) -> String {
    let slug = slug(name, Case::Lower);
    if slug.is_empty() { format!("{kind}/{key}") } else { format!("{kind}/{slug}-{}", key.short()) }
}

/// What an entity is known by across documents; the first kind that applies, in this order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKey {
    /// The id of its record, under `--resolve none`.
    Global(String),
    /// An identifier: the scheme and the id there.
    Identifier(String, String),
    /// A position: the folded office, and the key of the body or place it is in.
    Position(String, Hash80),
    /// A name: the root class and the folded preferred name.
    Name(String, String),
    /// Known within its document only: document id, root class, name, ordinal of the first mention among the document's
    /// entities of that class and name.
    Local(String, String, String, usize),
}

impl EntityKey {
    /// Returns the fields of the key, the kind first; `graph.jsonl` carries them.
    pub fn fields(&self) -> Vec<String> {
        match self {
            Self::Global(id) => vec!["global".into(), id.clone()],
            Self::Identifier(scheme, value) => vec!["identifier".into(), scheme.clone(), value.clone()],
            Self::Position(office, body) => vec!["position".into(), office.clone(), body.to_string()],
            Self::Name(root, name) => vec!["name".into(), root.clone(), name.clone()],
            Self::Local(document, root, name, ordinal) => vec!["local".into(), document.clone(), root.clone(), name.clone(), ordinal.to_string()],
        }
    }

    /// Returns the key of such fields, or nothing where they are none.
    pub fn from_fields(fields: &[String]) -> Option<Self> {
        match fields {
            [kind, id] if kind == "global" => Some(Self::Global(id.clone())),
            [kind, scheme, value] if kind == "identifier" => Some(Self::Identifier(scheme.clone(), value.clone())),
            [kind, office, body] if kind == "position" => Some(Self::Position(office.clone(), body.parse().ok()?)),
            [kind, root, name] if kind == "name" => Some(Self::Name(root.clone(), name.clone())),
            [kind, document, root, name, ordinal] if kind == "local" => Some(Self::Local(document.clone(), root.clone(), name.clone(), ordinal.parse().ok()?)),
            _ => None,
        }
    }

    /// Returns the hash of the key.
    pub fn hash(&self) -> Hash80 {
        let fields = self.fields();
        fields.iter().fold(KeyHasher::new("entity"), |hasher, field| hasher.text(field)).finish()
    }
}

/// Returns the key of an entity record within its document: root class, NFC name, start of its first mention in code points.
pub fn local_key(root: &str, name: &str, first_mention: Option<u32>) -> Hash80 {
    let name: String = name.nfc().collect();
    let start = first_mention.map(|start| start.to_string());
    KeyHasher::new("local").text(root).text(&name).optional(start.as_deref()).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_every_script_and_nothing_else() {
        for (text, expected) in [
            ("Dana Roe", "dana-roe"),
            ("  O’Brien--Łukasz & Co. ", "o-brien-łukasz-co"),
            ("李伟", "李伟"),
            ("Иван Петров", "иван-петров"),
            ("e\u{301}", "é"),
            ("हिन्दी", "हिन्दी"),
            ("!!!", ""),
            ("İstanbul", "i\u{307}stanbul"),
        ] {
            assert_eq!(slug(text, Case::Lower), expected);
        }
        assert_eq!(slug(&"ab ".repeat(40), Case::Lower).chars().count(), 59);
        assert_eq!(slug("memberOf!", Case::Kept), "memberOf");
    }

    #[test]
    fn an_iri_can_hold_every_slug() {
        for letter in '\0'..=char::MAX {
            let iri = format!("https://a.example/{}", slug(&letter.to_string(), Case::Kept));
            assert!(oxrdf::NamedNodeRef::new(&iri).is_ok(), "{letter:?}");
        }
        assert_eq!(slug("葛\u{e0100}飾", Case::Lower), "葛飾");
    }

    #[test]
    fn folding_makes_spellings_one_but_keeps_diacritics() {
        assert_eq!(fold("O’Brien"), fold("o'brien"));
        assert_eq!(fold("Smith\u{2011}Jones\u{a0} Ltd"), "smith-jones ltd");
        assert_eq!(fold("Straße"), "strasse");
        assert_eq!(fold("ＡＢＣ"), "abc");
        assert_ne!(fold("Müller"), fold("Muller"));
        assert_ne!(fold("Acme Ltd"), fold("Acme"));
    }

    #[test]
    fn white_space_at_the_ends_of_a_name_or_in_a_row_says_nothing() {
        assert_eq!(fold("  Dana \t Roe\n"), "dana roe");
        assert_eq!(fold(" \n"), "");
    }

    #[test]
    fn a_name_without_letters_leaves_the_whole_hash() {
        let key = KeyHasher::new("k").finish();
        assert_eq!(iri_path("person", "!?", key), format!("person/{key}"));
        assert_eq!(iri_path("person", "Dana Roe", key), format!("person/dana-roe-{}", key.to_string().get(..12).unwrap()));
    }

    #[test]
    fn a_record_is_known_by_class_name_and_place() {
        let key = local_key("Person", "\u{e9}", Some(3));
        assert_eq!(local_key("Person", "e\u{301}", Some(3)), key);
        let others = [
            local_key("Person", "\u{e9}", None),
            local_key("Person", "\u{e9}", Some(4)),
            local_key("Group", "\u{e9}", Some(3)),
            local_key("Person", "e", Some(3)),
        ];
        assert!(!others.contains(&key));
    }

    #[test]
    fn keys_survive_their_fields() {
        let body = EntityKey::Name("Organization".into(), "alden police".into()).hash();
        let keys = [
            EntityKey::Global("q".into()),
            EntityKey::Identifier("wikidata".into(), "Q1".into()),
            EntityKey::Position("chief constable".into(), body),
            EntityKey::Name("Person".into(), "dana roe".into()),
            EntityKey::Local("d".into(), "Group".into(), "42 officers".into(), 2),
        ];
        for key in keys {
            assert_eq!(EntityKey::from_fields(&key.fields()), Some(key.clone()));
        }
        for fields in [&["name"][..], &["locale", "q"], &["names", "Person", "dana roe"], &["place", "d", "Group", "42 officers", "2"], &[]] {
            let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
            assert_eq!(EntityKey::from_fields(&fields), None, "{fields:?}");
        }
    }
}
