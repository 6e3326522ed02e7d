//! A source text and what is known of it.

use super::date::PartialDate;
use super::hash::{Hash80, KeyHasher};

/// One source. Its text is what offsets and quotes refer to, unchanged after reading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The id: the given one, else the url, else the hash of the text. Never a path.
    pub id: String,
    /// The title.
    pub title: Option<String>,
    /// The address, as given; only http and https become links.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
    /// The text; absent where an extraction came without it.
    pub text: Option<String>,
    /// The SHA-256 of the text in lower-case hexadecimal; kept from the input where the text is absent.
    pub text_sha256: Option<String>,
}

impl Document {
    /// Returns the id of a document: the given one, else the url, else h(text), else h of nothing.
    pub fn choose_id(given: Option<&str>, url: Option<&str>, text: Option<&str>) -> String {
        let named = given.into_iter().chain(url).find(|id| !id.is_empty());
        named.map_or_else(|| KeyHasher::new("text").optional(text).finish().to_string(), str::to_owned)
    }

    /// Returns the hash of the id.
    pub fn key(&self) -> Hash80 {
        KeyHasher::new("document").text(&self.id).finish()
    }

    /// Returns the IRI without base: `document/slug-hash`, the slug of the id without its scheme.
    pub fn iri_path(&self) -> String {
        let bare = self.id.split_once("://").map_or(self.id.as_str(), |(_, rest)| rest);
        super::identity::iri_path("document", bare, self.key())
    }
}

/// Returns whether an address may become a link: http or https, with a host and without a user before it, who may be there
/// to deceive; and no character that could end it early.
pub fn is_safe_link(url: &str) -> bool {
    let after = |scheme: &str| url.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme)).and_then(|_| url.get(scheme.len()..));
    let Some(rest) = after("https://").or_else(|| after("http://")) else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |byte: &u8| matches!(*byte, b'!' | b'#'..=b';' | b'=' | b'?'..=b'[' | b']' | b'_' | b'a'..=b'z' | b'~');
    let port = authority.rsplit_once(':').map(|(_, port)| port).filter(|port| !port.ends_with(']'));
    !authority.is_empty()
        && !authority.starts_with(':')
        && !authority.contains('@')
        && port.is_none_or(|port| port.is_empty() || port.parse::<u16>().is_ok())
        && (url.bytes().all(|byte| plain(&byte))
            || url.chars().all(|letter| if letter.is_ascii() { plain(&(letter as u8)) } else { !letter.is_control() && !letter.is_whitespace() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_http_with_plain_characters_is_a_safe_link() {
        for url in [
            "http://a.example",
            "HTTPS://a.example/?a=1&b=%20#c",
            "https://ä.example/é(1)~*'!$,;@[]_+",
            "http://[::1]:80/a@b",
            "http://[::1]/",
            "https://a.example:/",
        ] {
            assert!(is_safe_link(url), "{url}");
        }
        for bad in "<>\"\\`{}|^ \t\n\r\0\u{7f}\u{85}\u{a0}\u{2028}".chars() {
            assert!(!is_safe_link(&format!("https://a.example/{bad}")), "{bad:?}");
        }
        for url in [
            "",
            "javascript:alert(1)",
            "javascript://a.example",
            "ftp://a.example",
            "//a.example",
            "https:/a",
            " http://a.example",
            "http://",
            "https:///a",
            "http://:80/",
            "https://bank.example@evil.example/",
        ] {
            assert!(!is_safe_link(url), "{url}");
        }
    }
}
