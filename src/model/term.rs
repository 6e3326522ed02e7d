//! Names of terms: how they compare, and what the names of foreign terms become.

/// Folds a term so that `member_of`, `MEMBER-OF` and `memberOf` are one.
pub(super) fn fold(term: &str) -> String {
    term.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ' | '\u{a0}')).flat_map(char::to_lowercase).collect()
}

pub(super) fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// Returns whether a name is a whole IRI that every store takes: one with a host, or a URN of RFC 8141.
pub(super) fn is_iri(name: &str) -> bool {
    let has_host = |rest: &str| {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !authority.is_empty() && !authority.starts_with(':') && !authority.contains('@')
    };
    let is_urn = |rest: &str| rest.split_once(':').is_some_and(|(space, own)| space.len() >= 2 && !own.is_empty());
    let whole = name.strip_prefix("http://").or_else(|| name.strip_prefix("https://")).map_or_else(|| name.strip_prefix("urn:").is_some_and(is_urn), has_host);
    whole && oxrdf::NamedNode::new(name).is_ok()
}

/// What a term names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Class,
    Predicate,
}

/// Makes all spellings of a term that only the input knows one, so that it does not matter which comes first: the words in
/// `PascalCase` for a class, in `camelCase` for a predicate.
pub(super) fn foreign_name(name: &str, kind: Kind) -> String {
    let mut joined = String::new();
    for word in words(&local_name(name)).split(' ') {
        let after_lower = joined.chars().next_back().map_or(kind == Kind::Class, |last| last.is_lowercase() || last.is_ascii_digit());
        match capital(word) {
            Some(capital) if after_lower => {
                joined.push(capital);
                joined.extend(word.chars().skip(1));
            }
            _ => {
                if !joined.is_empty() {
                    joined.push('-');
                }
                joined.push_str(word);
            }
        }
    }
    joined
}

/// Returns the capital of a word's first letter if that is one letter, and its small letter the one that was there.
fn capital(word: &str) -> Option<char> {
    let first = word.chars().next()?;
    let mut capital = first.to_uppercase();
    match (capital.next(), capital.next()) {
        (Some(letter), None) if letter != first && letter.is_uppercase() && letter.to_lowercase().eq([first]) => Some(letter),
        _ => None,
    }
}

pub(super) fn foreign_iri(name: &str, kind: Kind) -> String {
    if is_iri(name) { name.to_owned() } else { format!("ns#{}", foreign_name(name, kind)) }
}

/// Keeps letters, marks and digits of any script; all else becomes one hyphen, so that the name can stand in an IRI.
pub(super) fn local_name(name: &str) -> String {
    // an IRI that ends in `/` has no local name; its hash is that of the whole
    let slug = super::identity::slug(if is_iri(name) { local(name) } else { name }, super::identity::Case::Kept);
    if slug.is_empty() { format!("term-{}", super::hash::KeyHasher::new("term").text(name).finish()) } else { slug }
}

/// Splits `memberOf` and `MEMBER_OF` into lower-case words.
pub(super) fn words(name: &str) -> String {
    let name = if is_iri(name) { local(name) } else { name };
    let mut words = String::new();
    let mut after_lower = false;
    for letter in name.chars() {
        if letter == '_' || letter == '-' || letter.is_whitespace() {
            words.push(' ');
        } else {
            if after_lower && letter.is_uppercase() && letter.to_lowercase().ne([letter]) {
                words.push(' ');
            }
            words.extend(letter.to_lowercase());
        }
        after_lower = letter.is_lowercase() || letter.is_ascii_digit();
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Makes `[A-Z_][A-Z0-9_]*` of a name.
pub(super) fn upper_snake(name: &str) -> String {
    let snake: String = words(name).chars().map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' }).collect();
    if snake.starts_with(|first: char| first.is_ascii_digit()) || snake.is_empty() { format!("_{snake}") } else { snake }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_whole_iri_has_a_host_or_is_a_urn() {
        for iri in ["http://x.example", "https://x.example/a#b", "urn:isbn:12", "http://[::1]/a", "https://пример.example/é"] {
            assert!(is_iri(iri), "{iri}");
        }
        for name in [
            "http://",
            "https:///a",
            "http://#a",
            "http://?a",
            "https://a@x.example/",
            "urn:x:y",
            "urn:ab:",
            "urn:",
            "http://a b",
            "ftp://x.example/",
            "x:y",
            "memberOf",
            "",
        ] {
            assert!(!is_iri(name), "{name}");
        }
        assert_ne!(local_name("http://a.example/"), local_name("http://b.example/"));
    }

    #[test]
    fn all_spellings_of_a_foreign_term_are_one() {
        for name in ["bestMate", "best_mate", "BEST MATE", "Best-Mate", " best mate!"] {
            assert_eq!(foreign_name(name, Kind::Predicate), "bestMate");
            assert_eq!(foreign_name(name, Kind::Class), "BestMate");
        }
        for (name, expected) in
            [("is> <a", "isA"), ("2 be", "2Be"), ("a 2", "a-2"), ("最佳 朋友", "最佳-朋友"), ("李 best", "李-best"), ("straße ßa", "straße-ßa")]
        {
            assert_eq!(foreign_name(name, Kind::Predicate), expected);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_foreign_name_names_itself(name in "\\PC{0,80}|[A-Za-z0-9 _ßİǅ李-]{0,20}") {
            for kind in [Kind::Class, Kind::Predicate] {
                let once = foreign_name(&name, kind);
                prop_assert_eq!(foreign_name(&once, kind), once.clone());
                let iri = format!("https://a.example/ns#{once}");
                prop_assert!(oxrdf::NamedNodeRef::new(&iri).is_ok());
            }
        }
    }
}
