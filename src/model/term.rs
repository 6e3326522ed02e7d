//! Names of terms: how they compare, and what the names of foreign terms become.

/// Folds a term so that `member_of`, `MEMBER-OF` and `memberOf` are one.
pub(super) fn fold(term: &str) -> String {
    term.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ' | '\u{a0}')).flat_map(char::to_lowercase).collect()
}

pub(super) fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

pub(super) fn is_iri(name: &str) -> bool {
    oxrdf::NamedNode::new(name).is_ok() && (name.starts_with("http://") || name.starts_with("https://") || name.starts_with("urn:"))
}

pub(super) fn foreign_iri(name: &str) -> String {
    if is_iri(name) { name.to_owned() } else { format!("ns#{}", local_name(name)) }
}

/// Keeps letters, marks and digits of any script; all else becomes one hyphen, so that the name can stand in an IRI.
pub(super) fn local_name(name: &str) -> String {
    let name = if is_iri(name) { local(name) } else { name };
    let slug = super::identity::slug(name, super::identity::Case::Kept);
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
            if letter.is_uppercase() && after_lower {
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
