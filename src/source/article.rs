//! An article: the bytes of a text file become a document. Its text is the file's own, but for the byte order mark, the
//! front matter and the kind of line breaks.

use super::place::{Remarks, Seen, control_characters, excerpt};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::document::is_safe_link;
use crate::model::hash::sha256_hex;
use crate::model::{Document, PartialDate};

/// Reads an article, or says why there is none in these bytes.
pub(super) fn read(file: &str, bytes: &[u8], seen: &mut Seen, diagnostics: &mut Diagnostics) -> Option<Document> {
    let text = decode(file, bytes, Start::OF_FILE, diagnostics)?;
    let mut remarks = Remarks::new(file, text, 1, seen, diagnostics);
    let (head, body) = front_matter(text);
    let body_text = text.get(body..).unwrap_or_default();
    let mut document = head.map_or_else(Document::default, |head| read_front_matter(text, head, &mut remarks));
    if let Some((at, letter)) = control_characters(body_text) {
        remarks.add(Code::ControlCharacter, body + at, format!("found the control character U+{:04X} in the text", u32::from(letter)));
    }
    let text = unix_lines(body_text);
    if text.trim().is_empty() {
        remarks.add(Code::EmptyDocument, body, "found no text, expected an article");
        return None;
    }
    document.title = document.title.or_else(|| first_line(&text));
    document.id = Document::choose_id(Some(&document.id), document.url.as_deref(), Some(&text));
    document.text_sha256 = Some(sha256_hex(&text));
    document.text = Some(text);
    Some(document)
}

/// Where bytes begin in their file: the line, from 1, and the byte, from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) line: u32,
    pub(super) byte: usize,
}

impl Start {
    pub(super) const OF_FILE: Self = Self { line: 1, byte: 0 };
}

/// Returns bytes without the byte order mark.
pub(super) fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// Reads bytes as UTF-8, without the byte order mark.
pub(super) fn decode<'b>(file: &str, marked: &'b [u8], start: Start, diagnostics: &mut Diagnostics) -> Option<&'b str> {
    let bytes = unmarked(marked);
    let (fault, found) = match std::str::from_utf8(bytes) {
        // A byte of zero is what a binary file or UTF-16 without its mark has; no text file does.
        Ok(text) => match memchr::memchr(0, bytes) {
            Some(at) => (at, "a zero byte".to_owned()),
            None => return Some(text),
        },
        Err(_) if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") => (0, "the mark of UTF-16".to_owned()),
        Err(error) => {
            let at = error.valid_up_to();
            (at, format!("the byte 0x{:02X}", bytes.get(at).copied().unwrap_or_default()))
        }
    };
    let before = String::from_utf8_lossy(&bytes[..fault]);
    let (mut seen, mut unused) = (Seen::default(), Diagnostics::new());
    let location = Remarks::new(file, &before, start.line, &mut seen, &mut unused).locate(before.len());
    let byte = start.byte + marked.len() - bytes.len() + fault;
    diagnostics.push(Code::NotText, Some(location), format!("found {found} at byte {byte}, expected UTF-8 text"));
    None
}

/// Makes the remark on an address that no export will write as a link.
pub(super) fn note_unsafe(url: &str, at: usize, remarks: &mut Remarks<'_>) {
    if !url.is_empty() && !is_safe_link(url) {
        remarks.add(Code::UnsafeLink, at, format!("found `{}` in `url`, expected an http or https address", excerpt(url)));
    }
}

/// Makes CRLF and CR one line feed.
fn unix_lines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// The title is the first line that is not blank; the marks of a Markdown heading are no part of it.
fn first_line(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    let heading = line.get(marks..).filter(|rest| (1..=6).contains(&marks) && rest.starts_with([' ', '\t'])).map(str::trim);
    Some(heading.filter(|heading| !heading.is_empty()).unwrap_or(line).to_owned())
}

/// Splits a text into lines with their byte offsets, without their breaks, and says where the next line begins.
fn lines(text: &str, from: usize) -> impl Iterator<Item = (usize, &str, usize)> {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (line, after) = rest.split_at(length);
        let start = at;
        at += length + if after.starts_with("\r\n") { 2 } else { after.len().min(1) };
        Some((start, line, at))
    })
}

/// Returns the byte range of the front matter, if the text begins with one, and where the text begins.
fn front_matter(text: &str) -> (Option<std::ops::Range<usize>>, usize) {
    let is_fence = |line: &str| line.trim_end() == "---";
    let mut all = lines(text, 0);
    let Some((_, _, head)) = all.next().filter(|(_, line, _)| is_fence(line)) else { return (None, 0) };
    match all.find(|(_, line, _)| is_fence(line)) {
        Some((end, _, body)) => (Some(head..end), body),
        None => (None, 0),
    }
}

fn read_front_matter(text: &str, head: std::ops::Range<usize>, remarks: &mut Remarks<'_>) -> Document {
    let mut document = Document::default();
    for (at, line, _) in lines(text.get(..head.end).unwrap_or_default(), head.start) {
        let line_is_blank = line.trim().is_empty() || line.trim_start().starts_with('#');
        let Some((key, value)) = line.split_once(':') else {
            if !line_is_blank {
                remarks.add(Code::BadValue, at, format!("found `{}` in the front matter, expected `key: value`", excerpt(line)));
            }
            continue;
        };
        if !line_is_blank {
            let value_at = at + line.len() - value.trim_start().len();
            set(&mut document, key.trim(), unquoted(value.trim()), (at, value_at), remarks);
        }
    }
    document
}

/// Takes the quotation marks off that YAML allows around a value.
fn unquoted(value: &str) -> &str {
    let inner = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark);
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

fn set(document: &mut Document, key: &str, value: &str, (at, value_at): (usize, usize), remarks: &mut Remarks<'_>) {
    let some = (!value.is_empty()).then(|| value.to_owned());
    match key {
        "id" => document.id = value.to_owned(),
        "title" => document.title = some,
        "url" => {
            note_unsafe(value, value_at, remarks);
            document.url = some;
        }
        "publisher" => document.publisher = some,
        "author" => document.author = some,
        "language" => document.language = some,
        "published" if value.is_empty() => document.published = None,
        "published" => document.published = published(value, value_at, remarks),
        other => remarks.unknown_field(other, at),
    }
}

/// Reads the date of publication: a year, month or day.
pub(super) fn published(value: &str, at: usize, remarks: &mut Remarks<'_>) -> Option<PartialDate> {
    let date = value.trim().parse().ok().filter(|date| matches!(date, PartialDate::Point(point) if point.parts().0.is_some()));
    if date.is_none() {
        let message = format!("found `{}` in `published`, expected a date such as `2015`, `2015-04` or `2015-04-12`", excerpt(value));
        remarks.add(Code::BadDate, at, message);
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(bytes: &[u8]) -> (Option<Document>, Vec<String>) {
        let (mut seen, mut diagnostics) = (Seen::default(), Diagnostics::new());
        let document = read("a.txt", bytes, &mut seen, &mut diagnostics);
        (document, diagnostics.iter().map(ToString::to_string).collect())
    }

    fn text(bytes: &[u8]) -> String {
        let (document, remarks) = article(bytes);
        assert_eq!(remarks, Vec::<String>::new());
        document.unwrap().text.unwrap()
    }

    #[test]
    fn the_text_is_the_file_but_for_mark_and_line_breaks() {
        assert_eq!(text("\u{feff}  Title \r\n\r\nA\u{a0}b\rc\n".as_bytes()), "  Title \n\nA\u{a0}b\nc\n");
        let (document, _) = article("\n  Chief steps down \n\nText".as_bytes());
        let document = document.unwrap();
        assert_eq!(document.title.as_deref(), Some("Chief steps down"));
        assert_eq!(document.id, Document::choose_id(None, None, Some("\n  Chief steps down \n\nText")));
        assert_eq!(document.text_sha256, Some(sha256_hex("\n  Chief steps down \n\nText")));
    }

    #[test]
    fn front_matter_is_read_and_is_no_part_of_the_text() {
        let file = "---\r\nid: gazette-1\r\ntitle: \"Chief: out\"\r\nurl: https://g.example/1\r\npublisher: G\r\nauthor:\r\npublished: 2015-04\r\nlanguage: en-GB\r\n# note\r\n\r\n--- \r\n\r\nText\r\n";
        let (document, remarks) = article(file.as_bytes());
        let document = document.unwrap();
        assert_eq!(remarks, Vec::<String>::new());
        assert_eq!((document.id.as_str(), document.title.as_deref()), ("gazette-1", Some("Chief: out")));
        assert_eq!((document.url.as_deref(), document.author.as_deref()), (Some("https://g.example/1"), None));
        assert_eq!((document.published, document.language.as_deref()), ("2015-04".parse().ok(), Some("en-GB")));
        assert_eq!(document.text.as_deref(), Some("\nText\n"));
    }

    #[test]
    fn the_url_is_the_id_where_none_is_given() {
        assert_eq!(article(b"---\nurl: https://g.example/1\n---\nText").0.unwrap().id, "https://g.example/1");
    }

    #[test]
    fn a_fence_that_is_not_closed_or_not_first_is_text() {
        assert_eq!(text(b"---\nid: x\nText"), "---\nid: x\nText");
        assert_eq!(text(b"\n---\nid: x\n---\nText"), "\n---\nid: x\n---\nText");
        assert_eq!(text(b"----\nid: x\n---\nText"), "----\nid: x\n---\nText");
    }

    #[test]
    fn a_markdown_heading_is_a_title_without_its_marks() {
        let title = |line: &str| article(line.as_bytes()).0.unwrap().title.unwrap();
        assert_eq!(title("## Who is in\ntext"), "Who is in");
        assert_eq!(title("#1 in the poll"), "#1 in the poll");
        assert_eq!(title("####### seven"), "####### seven");
    }

    #[test]
    fn faults_of_the_front_matter_are_located() {
        let (document, remarks) = article("---\npublished: 12 April\nrating: 5\njust words\n---\nText".as_bytes());
        let expected = [
            "a.txt:2:12: found `12 April` in `published`, expected a date such as `2015`, `2015-04` or `2015-04-12` [bad-date]",
            "a.txt:3:1: found the field `rating`, which is not part of the contract [unknown-field]",
            "a.txt:4:1: found `just words` in the front matter, expected `key: value` [bad-value]",
        ];
        assert_eq!(remarks, expected);
        assert_eq!(document.unwrap().published, None);
        assert_eq!(article(b"---\npublished: 2013/2015\n---\nText").1.len(), 1);
    }

    #[test]
    fn what_is_no_text_is_located() {
        let (document, remarks) = article(b"ab\nc\xC3\xA9\xE9x");
        assert_eq!(document, None);
        assert_eq!(remarks, ["a.txt:2:3: found the byte 0xE9 at byte 6, expected UTF-8 text [not-text]"]);
        assert_eq!(article(b"\xFF\xFEa\0").1, ["a.txt:1:1: found the mark of UTF-16 at byte 0, expected UTF-8 text [not-text]"]);
        assert_eq!(article(b"a\0b\0").1, ["a.txt:1:2: found a zero byte at byte 1, expected UTF-8 text [not-text]"]);
    }

    #[test]
    fn an_empty_article_is_none_and_control_characters_are_kept() {
        for empty in ["", "\u{feff}", " \n\u{a0}", "---\nid: x\n---\n"] {
            let (document, remarks) = article(empty.as_bytes());
            assert!(document.is_none() && remarks[0].ends_with("[empty-document]"), "{empty:?}: {remarks:?}");
        }
        let (document, remarks) = article(b"a\tb\n\x07\x1b[1m");
        assert_eq!(document.unwrap().text.as_deref(), Some("a\tb\n\u{7}\u{1b}[1m"));
        assert_eq!(remarks, ["a.txt:2:1: found the control character U+0007 in the text [control-character]"]);
    }
}
