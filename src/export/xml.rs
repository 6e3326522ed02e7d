//! The one escaping function of XML element text. Attribute values are our own ASCII words and need none.

use memchr::{memchr3, memmem};

use super::output::find;

/// What a text needed to become one that XML 1.0 can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mended {
    /// Characters that XML does not have and U+FFFD stands for.
    pub(super) replaced: u32,
    /// Carriage returns that became line feeds, as every XML reader would make them.
    pub(super) line_ends: u32,
}

const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// Appends a text as element content: raw where that is safe, else as CDATA, never with a reference, because the reader
/// of the JDK hands a text with references on in pieces and Gephi drops the white ones.
pub(super) fn text(bytes: &mut Vec<u8>, text: &str) -> Mended {
    if find(text.as_bytes(), |byte| (byte < b' ') | (byte == b'&') | (byte == b'<') | (byte == b']') | (byte == 0xef)).is_none() {
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

fn needs_cdata(text: &[u8]) -> bool {
    memchr3(b'&', b'<', b'\n', text).is_some() || text.contains(&b'\r') || memmem::find(text, b"]]>").is_some()
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
        ] {
            assert_eq!(written(value), (expected.to_owned(), Mended::default()), "{value}");
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
