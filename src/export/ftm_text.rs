//! What the library of `FollowTheMoney` (4.11) makes of a text when it reads a file, so that the export can say what will not arrive.

use std::borrow::Cow;
use std::net::Ipv6Addr;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Returns a text as the library keeps it: composed (NFC), without unseen characters, wide blanks made plain, nothing around it.
/// Nothing is left of a text that shows nothing; the library drops such a value.
pub(super) fn kept(text: &str) -> Cow<'_, str> {
    let composed: Cow<'_, str> = if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) };
    let plain = if composed.contains(|letter| is_unseen(letter) || is_wide(letter)) {
        let seen = composed.chars().filter(|letter| !is_unseen(*letter));
        Cow::Owned(seen.map(|letter| if is_wide(letter) { ' ' } else { letter }).collect())
    } else {
        composed
    };
    // what Python takes for white space and std does not, U+001C to U+001F, is unseen and gone
    if plain.trim().len() == plain.len() { plain } else { Cow::Owned(plain.trim().to_owned()) }
}

/// Returns a name as the library keeps it: as [`kept`], then without the quotes around it, and blanks made one.
pub(super) fn kept_name(text: &str) -> Cow<'_, str> {
    let kept = kept(text);
    let bare = match without_quotes(&kept) {
        Some(inner) => Cow::Owned(inner.to_owned()),
        None => kept,
    };
    let squashed = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    if squashed == *bare { bare } else { Cow::Owned(squashed) }
}

/// Returns what stands between quotes, of whatever two kinds, on one line.
fn without_quotes(text: &str) -> Option<&str> {
    text.strip_prefix(['"', '\'']).and_then(|rest| rest.strip_suffix(['"', '\''])).filter(|inner| !inner.contains('\n'))
}

fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{a00}' | '\u{1680}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn is_unseen(letter: char) -> bool {
    let control = letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    control || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{61c}' | '\u{2060}'..='\u{2064}' | '\u{ad}' | '\u{feff}')
}

/// Returns whether the library takes an address: one whose host is an IP address or looks like a name.
pub(super) fn takes_address(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let behind_user = authority.rsplit('@').next().unwrap_or_default();
    if let Some(inner) = behind_user.strip_prefix('[') {
        let Some((host, port)) = inner.split_once(']') else { return false };
        return host.parse::<Ipv6Addr>().is_ok() && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port));
    }
    let (host, port) = behind_user.split_once(':').unwrap_or((behind_user, ""));
    is_port(port) && is_host(host)
}

fn is_port(port: &str) -> bool {
    port.is_empty() || (port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok())
}

fn is_host(host: &str) -> bool {
    if host.parse::<std::net::Ipv4Addr>().is_ok() {
        return true;
    }
    let labels: Vec<_> = host.trim_end_matches('.').split('.').collect();
    let fits = |label: &&str| {
        let length = label.chars().count();
        let word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
        (1..=63).contains(&length) && label.chars().all(word) && label.chars().any(char::is_alphanumeric)
    };
    let last = labels.last().copied().unwrap_or_default();
    let suffix = labels.len() == 1 || (last.chars().count() > 1 && !last.chars().all(char::is_numeric));
    labels.iter().all(fits) && suffix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ftm_02_what_shows_nothing_goes() {
        assert_eq!(kept("plain text"), "plain text");
        assert_eq!(kept(" a\u{0}b\u{200d}c\u{3000}d\t\ne \u{85}"), "abc d\t\ne");
        assert_eq!(kept("e\u{301}"), "é");
        assert_eq!(kept("\u{ad}\u{200b} \u{feff}"), "");
    }

    #[test]
    fn ftm_02_names_lose_their_quotes_and_double_blanks() {
        assert_eq!(kept_name("\"Ann  Roe\""), "Ann Roe");
        assert_eq!(kept_name("'\"Ann Roe'"), "\"Ann Roe");
        assert_eq!(kept_name("\"Ann\nRoe\""), "\"Ann Roe\"");
        assert_eq!(kept_name("\""), "\"");
        assert_eq!(kept_name("\"\""), "");
        assert_eq!(kept_name("Ann 'Nan' Roe"), "Ann 'Nan' Roe");
    }

    #[test]
    fn ftm_06_addresses_need_a_likely_host() {
        for good in ["http://paper.example/a", "https://localhost", "http://10.0.0.1:80/x", "http://[::1]/", "https://пример.рф/", "http://u@a.example:8080?x"]
        {
            assert!(takes_address(good), "{good}");
        }
        for bad in [
            "http://a.b/",
            "http://3.4/",
            "http://-/",
            "http://a..example/",
            "http://a.example:99999/",
            "http://[x]/",
            "http:///x",
            "nothing",
            "http://a.example:x/",
        ] {
            assert!(!takes_address(bad), "{bad}");
        }
    }
}
