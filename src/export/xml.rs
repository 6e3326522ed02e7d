//! The two escaping functions of XML, of element text and of attribute values, and what they could not keep.

use std::sync::LazyLock;

use memchr::{memchr3, memmem};

use super::Fidelity;
use super::output::find;

/// What a text needed to become one that XML 1.0 can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mended {
    /// Characters that XML does not have and U+FFFD stands for.
    pub(super) replaced: u32,
    /// Carriage returns that became line feeds, as every XML reader would make them.
    pub(super) line_ends: u32,
}

/// What Gephi takes for infinity wherever it stands.
static INF: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("INF"));

const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// Appends a text as element content: raw where that is safe, else as CDATA, never with a reference, because the reader
/// of the JDK hands a text with references on in pieces and Gephi drops the white ones.
pub(super) fn text(bytes: &mut Vec<u8>, text: &str) -> Mended {
    if find(text.as_bytes(), |byte| (byte < b' ') | (byte == b'&') | (byte == b'<') | (byte == b']') | (byte >= 0xef)).is_none() {
        bytes.extend_from_slice(text.as_bytes());
        return Mended::default();
    }
    if !needs_cdata(text.as_bytes()) {
        return mended(bytes, text.as_bytes());
    }
    bytes.extend_from_slice(b"<![CDATA[");
    let what = mended(bytes, text.as_bytes());
    bytes.extend_from_slice(b"]]>");
    what
}

/// Appends a text as an attribute value in double quotes. White space, and what XML 1.1 takes for a line end, stands as
/// references, which no reader changes.
pub(super) fn attribute(bytes: &mut Vec<u8>, text: &str) -> Mended {
    let mut what = Mended::default();
    let mut rest = text.as_bytes();
    let careful =
        |byte: u8| (byte < b' ') | (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == 0xef) | (byte == 0xc2) | (byte == 0xe2);
    while let Some(place) = find(rest, careful) {
        let (plain, from) = rest.split_at(place);
        bytes.extend_from_slice(plain);
        let (written, taken): (&[u8], usize) = match from {
            [0xc2, 0x85, ..] => (b"&#133;", 2),
            [0xe2, 0x80, 0xa8, ..] => (b"&#8232;", 3),
            [0xc2 | 0xe2, ..] => (&from[..1], 1),
            [b'&', ..] => (b"&amp;", 1),
            [b'<', ..] => (b"&lt;", 1),
            [b'>', ..] => (b"&gt;", 1),
            [b'"', ..] => (b"&quot;", 1),
            [b'\t', ..] => (b"&#9;", 1),
            [b'\n', ..] => (b"&#10;", 1),
            [b'\r', ..] => (b"&#13;", 1),
            [0xef, 0xbf, 0xbe | 0xbf, ..] => (REPLACEMENT, 3),
            [0xef, ..] => (&[0xef], 1),
            _ => (REPLACEMENT, 1),
        };
        what.replaced += u32::from(written == REPLACEMENT);
        bytes.extend_from_slice(written);
        rest = &from[taken..];
    }
    bytes.extend_from_slice(rest);
    what
}

/// Returns what Gephi 0.10.1 does without a word to a value in a column of texts, labels being none; found with the program itself.
fn in_gephi(value: &str) -> Option<&'static str> {
    if value.eq_ignore_ascii_case("null") {
        return Some("the word `null`: Gephi drops it without a word");
    }
    INF.find(value.as_bytes()).map(|_| "with the letters INF: Gephi reads Infinity for them")
}

/// Reports what readers make of a text of GraphML that in GEXF arrives, where an attribute holds it: one of white space alone,
/// and line ends of XML 1.1.
pub(super) fn report_text(fidelity: &mut Fidelity, name: &str, value: &str) {
    if !value.is_ascii() && value.contains(['\u{85}', '\u{2028}']) {
        fidelity.lost(name, "U+0085 or U+2028: graphology reads a line feed", value);
    }
    if value.bytes().all(|byte| byte <= b' ') {
        fidelity.lost(name, "blank: Gephi drops it without a word, and APOC makes it empty", value);
    }
}

/// Reports what a text lost.
pub(super) fn report(fidelity: &mut Fidelity, name: &str, value: &str, mended: Mended) {
    if mended != Mended::default() {
        fidelity.lost_times(mended.replaced.into(), name, "characters that XML does not have, written as U+FFFD", value);
        fidelity.lost_times(mended.line_ends.into(), name, "carriage returns, written as line feeds", value);
    }
}

/// Reports what Gephi makes of a value.
pub(super) fn report_gephi(fidelity: &mut Fidelity, name: &str, value: &str) {
    if let Some(what) = in_gephi(value) {
        fidelity.lost(name, what, value);
    }
}

fn needs_cdata(text: &[u8]) -> bool {
    // at the end of its buffer the JDK's reader hands a character beyond the basic plane on by itself, and the blank behind it
    let beyond_basic_plane = || text.iter().any(|byte| *byte >= 0xf0);
    memchr3(b'&', b'<', b'\n', text).is_some() || text.contains(&b'\r') || memmem::find(text, b"]]>").is_some() || beyond_basic_plane()
}

/// Appends a text with what XML can't hold mended, and a CDATA end taken apart.
fn mended(bytes: &mut Vec<u8>, text: &[u8]) -> Mended {
    let mut what = Mended::default();
    let mut rest = text;
    let careful = |byte: u8| (byte < b' ') & (byte != b'\n') & (byte != b'\t') | (byte == b']') | (byte == 0xef);
    while let Some(place) = find(rest, careful) {
        let (plain, from) = rest.split_at(place);
        bytes.extend_from_slice(plain);
        let (written, taken): (&[u8], usize) = match from {
            [b'\r', b'\n', ..] => (b"\n", 2),
            [b'\r', ..] => (b"\n", 1),
            [b']', b']', b'>', ..] => (b"]]]]><![CDATA[>", 3),
            [b']', ..] => (b"]", 1),
            [0xef, 0xbf, 0xbe | 0xbf, ..] => (REPLACEMENT, 3),
            [0xef, ..] => (&[0xef], 1),
            _ => (REPLACEMENT, 1),
        };
        what.line_ends += u32::from(from[0] == b'\r');
        what.replaced += u32::from(written == REPLACEMENT);
        bytes.extend_from_slice(written);
        rest = &from[taken..];
    }
    bytes.extend_from_slice(rest);
    what
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &str) -> (String, Mended) {
        let mut bytes = Vec::new();
        let what = text(&mut bytes, value);
        (String::from_utf8(bytes).unwrap(), what)
    }

    #[test]
    fn ge_06_markup_and_line_breaks_are_cdata_and_all_else_is_raw() {
        for (value, expected) in [
            ("Ana Ruiz", "Ana Ruiz"),
            (" \"quoted\" 'so' > \t] ]] é 中 \u{fb01} ", " \"quoted\" 'so' > \t] ]] é 中 \u{fb01} "),
            ("Müller & Sons", "<![CDATA[Müller & Sons]]>"),
            ("a<b", "<![CDATA[a<b]]>"),
            ("&quot;", "<![CDATA[&quot;]]>"),
            ("one\ntwo", "<![CDATA[one\ntwo]]>"),
            ("]]>", "<![CDATA[]]]]><![CDATA[>]]>"),
            ("]]]>]", "<![CDATA[]]]]]><![CDATA[>]]]>"),
            ("x]]", "x]]"),
            ("👩 x", "<![CDATA[👩 x]]>"),
        ] {
            assert_eq!(written(value), (expected.to_owned(), Mended::default()), "{value}");
        }
    }

    #[test]
    fn ge_14_what_gephi_does_to_a_text_is_known() {
        for value in ["null", "NULL", "INFERRED_MEMBER_OF", "the INF treaty"] {
            assert!(in_gephi(value).is_some(), "{value:?}");
        }
        for value in ["", " \n", "nul", "null and void", "inferred", "Information", "a"] {
            assert!(in_gephi(value).is_none(), "{value:?}");
        }
    }

    #[test]
    fn an_attribute_value_keeps_its_white_space() {
        for (value, expected, replaced) in [
            ("Ana Ruiz's", "Ana Ruiz's", 0),
            ("<a> & \"b\"", "&lt;a&gt; &amp; &quot;b&quot;", 0),
            ("\tone\r\ntwo ", "&#9;one&#13;&#10;two ", 0),
            ("a\u{85}b\u{2028}c\u{2029}£“", "a&#133;b&#8232;c\u{2029}£“", 0),
            ("a\u{1}\u{fffe}\u{fffd}\u{fb01}", "a\u{fffd}\u{fffd}\u{fffd}\u{fb01}", 2),
        ] {
            let mut bytes = Vec::new();
            assert_eq!(attribute(&mut bytes, value), Mended { replaced, line_ends: 0 });
            assert_eq!(String::from_utf8(bytes).unwrap(), expected);
        }
    }

    #[test]
    fn ge_05_what_xml_does_not_have_is_replaced_and_counted() {
        for (value, expected, replaced, line_ends) in [
            ("a\u{1}b\0", "a\u{fffd}b\u{fffd}", 2, 0),
            ("\u{fffe}\u{ffff}\u{fffd}", "\u{fffd}\u{fffd}\u{fffd}", 2, 0),
            ("a\r\nb\rc", "<![CDATA[a\nb\nc]]>", 0, 2),
            ("\u{7f}\u{85}\u{2028}", "\u{7f}\u{85}\u{2028}", 0, 0),
        ] {
            assert_eq!(written(value), (expected.to_owned(), Mended { replaced, line_ends }), "{value:?}");
        }
    }
}
