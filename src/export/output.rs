//! Bytes on their way out: gathered in one buffer that is handed on in large pieces, and values written without `fmt`.

use std::io::{self, Write};

use crate::model::date::DatePoint;
use crate::model::{Confidence, Hash80, PartialDate};

/// Bytes that are gathered before they are handed on.
const CHUNK: usize = 1 << 17;

/// The largest piece that one value usually adds before the buffer is looked at again.
const MARGIN: usize = 1 << 14;

/// A buffer in front of a stream.
pub(super) struct Output<'w> {
    /// What was not handed on yet; writers append here.
    pub(super) bytes: Vec<u8>,
    stream: &'w mut dyn Write,
}

impl<'w> Output<'w> {
    pub(super) fn new(stream: &'w mut dyn Write) -> Self {
        Self { bytes: Vec::with_capacity(CHUNK + MARGIN), stream }
    }

    /// Hands on what was gathered, if it is enough; called once a node or edge.
    pub(super) fn pass(&mut self) -> io::Result<()> {
        if self.bytes.len() < CHUNK {
            return Ok(());
        }
        self.stream.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }

    /// Hands on the rest.
    pub(super) fn finish(self) -> io::Result<()> {
        self.stream.write_all(&self.bytes)?;
        self.stream.flush()
    }
}

/// Pieces of the output that many edges share, each made at its first use: one read instead of many, scattered over memory.
pub(super) struct Pieces {
    bytes: Vec<u8>,
    places: Vec<Option<(usize, usize)>>,
}

impl Pieces {
    /// Returns the pieces, none of them made, of things that are numbered from 0.
    pub(super) fn of(things: usize) -> Self {
        Self { bytes: Vec::new(), places: vec![None; things] }
    }

    /// Returns the piece of a thing; `make` appends it where it is asked for the first time.
    pub(super) fn get(&mut self, thing: usize, make: impl FnOnce(&mut Vec<u8>)) -> &[u8] {
        let (start, end) = *self.places[thing].get_or_insert_with(|| {
            let start = self.bytes.len();
            make(&mut self.bytes);
            (start, self.bytes.len())
        });
        &self.bytes[start..end]
    }
}

/// Bytes that are looked at together.
const BLOCK: usize = 16;

/// Returns the place of the first byte that needs care. Blocks are looked at without an early exit, so that the compiler
/// makes wide instructions of it where `careful` has no branch.
pub(super) fn find(text: &[u8], careful: impl Fn(u8) -> bool) -> Option<usize> {
    let (blocks, rest) = text.as_chunks::<BLOCK>();
    let any = |block: &[u8; BLOCK]| block.iter().fold(false, |any, byte| any | careful(*byte));
    let start = blocks.iter().position(any).unwrap_or(blocks.len()) * BLOCK;
    let rest = if start < blocks.len() * BLOCK { &text[start..] } else { rest };
    rest.iter().position(|byte| careful(*byte)).map(|place| start + place)
}

/// Appends a whole number.
pub(super) fn integer(bytes: &mut Vec<u8>, number: impl itoa::Integer) {
    bytes.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Appends a letter and a hash: the id of a node or edge.
pub(super) fn id(bytes: &mut Vec<u8>, letter: u8, key: Hash80) {
    bytes.push(letter);
    bytes.extend_from_slice(&key.ascii());
}

/// Appends a string of JSON.
pub(super) fn json_string(bytes: &mut Vec<u8>, text: &str) {
    if find(text.as_bytes(), |byte| (byte < b' ') | (byte == b'"') | (byte == b'\\')).is_none() {
        bytes.push(b'"');
        bytes.extend_from_slice(text.as_bytes());
        bytes.push(b'"');
    } else {
        bytes.extend_from_slice(serde_json::Value::from(text).to_string().as_bytes());
    }
}

/// Appends an array of strings of JSON.
pub(super) fn json_strings(bytes: &mut Vec<u8>, texts: &[&str]) {
    bytes.push(b'[');
    for (place, text) in texts.iter().enumerate() {
        if place > 0 {
            bytes.push(b',');
        }
        json_string(bytes, text);
    }
    bytes.push(b']');
}

/// Appends a confidence as a decimal with a point and no needless zeros.
pub(super) fn confidence(bytes: &mut Vec<u8>, confidence: Confidence) {
    let thousandths = confidence.thousandths();
    let (whole, mut part, mut digits) = (thousandths / 1000, thousandths % 1000, 3);
    while digits > 1 && part % 10 == 0 {
        part /= 10;
        digits -= 1;
    }
    integer(bytes, whole);
    bytes.push(b'.');
    padded(bytes, u32::from(part), digits);
}

/// Appends a number with leading zeros.
fn padded(bytes: &mut Vec<u8>, number: u32, digits: usize) {
    let mut buffer = itoa::Buffer::new();
    let text = buffer.format(number).as_bytes();
    bytes.resize(bytes.len() + digits.saturating_sub(text.len()), b'0');
    bytes.extend_from_slice(text);
}

/// Appends a date as the source has it.
pub(super) fn date(bytes: &mut Vec<u8>, date: PartialDate) {
    let end = |bytes: &mut Vec<u8>, point: Option<DatePoint>| match point {
        Some(point) => day(bytes, point),
        None => bytes.extend_from_slice(b".."),
    };
    match date {
        PartialDate::Point(point) => day(bytes, point),
        PartialDate::Interval(from, to) => {
            end(bytes, from);
            bytes.push(b'/');
            end(bytes, to);
        }
    }
}

/// Appends a year, month or day.
pub(super) fn day(bytes: &mut Vec<u8>, point: DatePoint) {
    let (year, month, day) = point.parts();
    match year {
        Some(year) => {
            if year < 0 {
                bytes.push(b'-');
            }
            padded(bytes, year.unsigned_abs(), 4);
        }
        None => bytes.extend_from_slice(b"XXXX"),
    }
    for part in [month, day].into_iter().flatten() {
        bytes.push(b'-');
        padded(bytes, u32::from(part), 2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_display_writes_them() {
        for thousandths in [0, 1, 10, 50, 100, 120, 123, 500, 825, 999, 1000] {
            let (mut bytes, value) = (Vec::new(), Confidence::per_mille(thousandths).unwrap());
            confidence(&mut bytes, value);
            assert_eq!(String::from_utf8(bytes).unwrap(), value.to_string());
        }
        for text in ["2015", "2015-04", "0099-01-02", "-0044-03-15", "XXXX-09", "2013/2015", "../2014-09", "2012/.."] {
            let mut bytes = Vec::new();
            date(&mut bytes, text.parse().unwrap());
            assert_eq!(String::from_utf8(bytes).unwrap(), text);
        }
    }

    #[test]
    fn strings_of_json_come_back() {
        for text in ["", "plain", "a \"quote\"", "\\", "line\nline\t\u{0}\u{1f}\u{7f}", "é\u{2028}😀"] {
            let mut bytes = Vec::new();
            json_strings(&mut bytes, &[text, "next"]);
            assert_eq!(serde_json::from_slice::<Vec<String>>(&bytes).unwrap(), [text, "next"]);
        }
    }

    #[test]
    fn a_piece_is_made_once() {
        let mut pieces = Pieces::of(2);
        assert_eq!(pieces.get(1, |bytes| bytes.extend_from_slice(b"one")), b"one");
        assert_eq!(pieces.get(0, |bytes| bytes.extend_from_slice(b"")), b"");
        assert_eq!(pieces.get(1, |_| unreachable!()), b"one");
        assert_eq!(pieces.get(0, |_| unreachable!()), b"");
    }

    #[test]
    fn the_first_byte_that_needs_care_is_found_anywhere() {
        for length in 0..50 {
            assert_eq!(find(&vec![b'a'; length], |byte| byte == b'!'), None);
            for place in 0..length {
                let mut text = vec![b'a'; length];
                text[place..].fill(b'!');
                assert_eq!(find(&text, |byte| byte == b'!'), Some(place));
            }
        }
    }

    #[test]
    fn bytes_are_handed_on_in_large_pieces() {
        struct Pieces(Vec<usize>);
        impl Write for Pieces {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.push(bytes.len());
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut pieces = Pieces(Vec::new());
        let mut output = Output::new(&mut pieces);
        for _ in 0..3 {
            output.bytes.extend_from_slice(&[b'x'; CHUNK / 2]);
            output.pass().unwrap();
        }
        output.finish().unwrap();
        assert_eq!(pieces.0, [CHUNK, CHUNK / 2]);
    }
}
