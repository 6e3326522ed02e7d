//! The escaping functions of DOT: one for quoted strings, one for the HTML-like labels that hold our own words; and how a
//! label is wrapped.

use std::borrow::Cow;

use memchr::{memchr, memmem};
use unicode_segmentation::UnicodeSegmentation;

use super::output::find;
use super::text;

/// Bytes of a quoted string after escaping; Graphviz 2.42 fails at 16,382 in a row.
const CAP: usize = 4000;

/// Columns of a line of a node's label.
pub(super) const NODE_WIDTH: usize = 22;

/// Columns of a line of an edge's label: its words are few, and broken they would push the layers apart.
pub(super) const EDGE_WIDTH: usize = 34;

/// Code points of a label.
const LABEL_LIMIT: usize = 60;

/// What a text needed to become a string of DOT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Trimmed {
    /// Whether it was cut.
    pub(super) cut: bool,
    /// Control characters that were left out; line breaks, tabs and carriage returns do not count.
    pub(super) removed: u32,
}

/// Appends a text as a quoted string of at most 4,000 bytes, cut between graphemes and ended with an ellipsis if need be.
/// Graphviz shows it as it is: no escape, entity or markup in it works.
pub(super) fn quoted(bytes: &mut Vec<u8>, text: &str) -> Trimmed {
    bytes.push(b'"');
    let mut trimmed = Trimmed { cut: text.len() > CAP / 5 && escaped_length(text) > CAP, removed: 0 };
    if trimmed.cut {
        trimmed.removed = escaped(bytes, fitting(text));
        bytes.extend_from_slice("…".as_bytes());
    } else {
        trimmed.removed = escaped(bytes, text);
    }
    bytes.push(b'"');
    trimmed
}

/// Returns how many bytes a text has at most when it is escaped.
fn escaped_length(text: &str) -> usize {
    let length = |byte: u8| match byte {
        b'&' => 5,
        b'"' | b'\\' | b'\n' => 2,
        _ => 1,
    };
    text.bytes().map(length).sum()
}

/// Returns as much of a text as leaves room for an ellipsis.
fn fitting(text: &str) -> &str {
    let mut length = '…'.len_utf8();
    let end = text.grapheme_indices(true).find(|(_, grapheme)| {
        length += escaped_length(grapheme);
        length > CAP
    });
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Appends the text of a quoted string without its quotes; returns how many control characters were left out.
pub(super) fn escaped(bytes: &mut Vec<u8>, text: &str) -> u32 {
    let mut rest = text.as_bytes();
    let mut removed = 0;
    let markup = |byte: u8| (byte == b'"') | (byte == b'\\') | (byte == b'&');
    let careful = |byte: u8| (byte < b' ') | markup(byte) | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xef);
    while let Some(place) = find(rest, careful) {
        let (plain, from) = rest.split_at(place);
        bytes.extend_from_slice(plain);
        let (written, taken): (&[u8], usize) = match from {
            [b'\\', ..] => (b"\\\\", 1),
            [b'"', ..] => (b"\\\"", 1),
            [b'&', ..] => (b"&amp;", 1),
            [b'\n', ..] => (b"\\n", 1),
            [b'\t', ..] => (b" ", 1),
            [0xc2, 0x80..=0x9f, ..] => (b"", 2),
            [0xef, 0xbf, 0xbe | 0xbf, ..] => (b"", 3),
            [0xc2 | 0xef, ..] => (&from[..1], 1),
            _ => (b"", 1),
        };
        removed += u32::from(written.is_empty() && from[0] != b'\r');
        bytes.extend_from_slice(written);
        rest = &from[taken..];
    }
    bytes.extend_from_slice(rest);
    removed
}

/// Puts a zero-width blank behind each backslash of what was appended since `start`: Graphviz 2.42 reads tooltips twice, and
/// would make the name of the graph of a `\\G` that it has made `\G`.
pub(super) fn read_twice(bytes: &mut Vec<u8>, start: usize) {
    if memmem::find(&bytes[start..], br"\\").is_none() {
        return;
    }
    let written = bytes.split_off(start);
    let mut rest = &written[..];
    while let Some(place) = memchr(b'\\', rest) {
        let (plain, from) = rest.split_at(place);
        let (escape, after) = from.split_at(from.len().min(2));
        bytes.extend_from_slice(plain);
        bytes.extend_from_slice(escape);
        if escape == br"\\" {
            bytes.extend_from_slice("\u{200b}".as_bytes());
        }
        rest = after;
    }
    bytes.extend_from_slice(rest);
}

/// Appends a text as a quoted label: wrapped between words, cut at 60 characters.
pub(super) fn label(bytes: &mut Vec<u8>, text: &str, width: usize) -> Trimmed {
    if text.len() <= width && is_even(text) {
        return quoted(bytes, text);
    }
    let words: Vec<_> = text.split_whitespace().collect();
    let whole = words.join(" ");
    let shown = text::cut(&whole, LABEL_LIMIT);
    let mut trimmed = quoted(bytes, &wrapped(&shown, width));
    trimmed.cut |= matches!(shown, Cow::Owned(_));
    trimmed
}

/// Returns whether all white space of a text is single blanks inside it. No text takes more columns than bytes.
fn is_even(text: &str) -> bool {
    text.split(' ').all(|word| !word.is_empty() && !word.contains(char::is_whitespace))
}

/// Breaks a text into lines of at most some columns: between words, inside a word only where it is longer than a line.
fn wrapped(text: &str, most: usize) -> String {
    let mut lines = String::with_capacity(text.len() + 4);
    let mut used = 0;
    for word in text.split(' ') {
        let width: usize = if word.is_ascii() { word.len() } else { word.graphemes(true).map(columns).sum() };
        if used > 0 && used + 1 + width > most {
            lines.push('\n');
            used = 0;
        } else if used > 0 {
            lines.push(' ');
            used += 1;
        }
        if width <= most {
            lines.push_str(word);
            used += width;
            continue;
        }
        for grapheme in word.graphemes(true) {
            if used + columns(grapheme) > most {
                lines.push('\n');
                used = 0;
            }
            lines.push_str(grapheme);
            used += columns(grapheme);
        }
    }
    lines
}

/// Returns how many columns a grapheme takes: two for those of East Asia and for pictures.
fn columns(grapheme: &str) -> usize {
    let wide = |first: char| {
        matches!(first, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
    };
    if grapheme.chars().next().is_some_and(wide) { 2 } else { 1 }
}

/// Appends a text to an HTML-like label.
pub(super) fn html(bytes: &mut Vec<u8>, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => bytes.extend_from_slice(b"&amp;"),
            '<' => bytes.extend_from_slice(b"&lt;"),
            '>' => bytes.extend_from_slice(b"&gt;"),
            '"' => bytes.extend_from_slice(b"&quot;"),
            '\t' | '\n' => bytes.push(b' '),
            '\u{fffe}' | '\u{ffff}' => {}
            control if control.is_control() => {}
            other => bytes.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut bytes = Vec::new();
        write(&mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn dot_02_and_04_a_string_shows_as_it_is() {
        for (text, expected, removed) in [
            ("Ana Ruiz", r#""Ana Ruiz""#, 0),
            (r#"a "b" \N \"#, r#""a \"b\" \\N \\""#, 0),
            ("A & B &lt;b&gt;", r#""A &amp; B &amp;lt;b&amp;gt;""#, 0),
            ("one\r\ntwo\tthree\\\n", r#""one\ntwo three\\\n""#, 0),
            ("\0a\u{1}b\u{7f}c\u{85}d\u{fffe}", r#""abcd""#, 5),
            ("£5 é ﬁ {|} <b>", "\"£5 é ﬁ {|} <b>\"", 0),
        ] {
            let mut bytes = Vec::new();
            let trimmed = quoted(&mut bytes, text);
            assert_eq!((String::from_utf8(bytes).unwrap().as_str(), trimmed), (expected, Trimmed { cut: false, removed }), "{text:?}");
        }
    }

    #[test]
    fn no_escape_forms_when_a_tooltip_is_read_twice() {
        for (written, expected) in
            [(r#""a \"b\" \n c""#, r#""a \"b\" \n c""#.to_owned()), (r#""\\G \\\\ \\""#, format!(r#""\\{0}G \\{0}\\{0} \\{0}""#, '\u{200b}'))]
        {
            let mut bytes = b"before ".to_vec();
            bytes.extend_from_slice(written.as_bytes());
            read_twice(&mut bytes, 7);
            assert_eq!(String::from_utf8(bytes).unwrap(), format!("before {expected}"));
        }
    }

    #[test]
    fn dot_05_strings_stay_under_the_cap_after_escaping() {
        for text in ["x".repeat(4001), "&".repeat(20_000), "\"".repeat(2001), "é".repeat(2001), "👩‍👩‍👧".repeat(300), format!("a{}", "\u{301}".repeat(9000))]
        {
            let mut bytes = Vec::new();
            assert!(quoted(&mut bytes, &text).cut);
            assert!(bytes.len() <= CAP + 2, "{}", bytes.len());
            assert!(String::from_utf8(bytes).unwrap().ends_with("…\""));
        }
        assert!(!quoted(&mut Vec::new(), &"x".repeat(4000)).cut);
        for (text, kept) in [("x".repeat(5000), "x".repeat(3997)), ("&".repeat(801), "&amp;".repeat(799)), ("é".repeat(2001), "é".repeat(1998))] {
            let bytes = shown(|bytes| {
                quoted(bytes, &text);
            });
            assert_eq!(bytes, format!("\"{kept}…\""), "as much as leaves room for the ellipsis");
        }
        assert!(!quoted(&mut Vec::new(), &"&".repeat(800)).cut);
    }

    #[test]
    fn labels_wrap_between_words_and_end_in_an_ellipsis() {
        for (text, expected) in [
            ("Dana Roe", "\"Dana Roe\""),
            ("South Alden Police and Crime Commissioner", r#""South Alden Police and\nCrime Commissioner""#),
            ("Donaudampfschifffahrtsgesellschaft", r#""Donaudampfschifffahrts\ngesellschaft""#),
            ("東京都公安委員会事務局総務課", r#""東京都公安委員会事務局\n総務課""#),
            ("  a \n b\t", r#""a b""#),
            ("a  b", r#""a b""#),
            ("a\u{a0}b", r#""a b""#),
            // 22 columns fit in a line, 23 do not
            ("Hale Police Commission", r#""Hale Police Commission""#),
            ("Hale Police Commissions", r#""Hale Police\nCommissions""#),
            ("Ash Police Commission of", r#""Ash Police Commission\nof""#),
            ("Commissioner-generals of", r#""Commissioner-generals\nof""#),
            ("of Donaudampfschifffahrtsgesellschaft", r#""of\nDonaudampfschifffahrts\ngesellschaft""#),
            ("Donaudampfschifffahrtsgesellschaft of", r#""Donaudampfschifffahrts\ngesellschaft of""#),
        ] {
            assert_eq!(
                shown(|bytes| {
                    label(bytes, text, NODE_WIDTH);
                }),
                expected
            );
        }
        let mut bytes = Vec::new();
        assert!(label(&mut bytes, &"word ".repeat(13), NODE_WIDTH).cut);
        assert!(String::from_utf8(bytes).unwrap().ends_with("word…\""));
    }

    #[test]
    fn html_like_labels_hold_no_markup_of_others() {
        assert_eq!(shown(|bytes| html(bytes, "<B>\"A\" & B</B>\n\u{1}")), "&lt;B&gt;&quot;A&quot; &amp; B&lt;/B&gt; ");
    }
}
