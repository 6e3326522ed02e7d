//! Places in a text, and the way between bytes, code points and UTF-16 units.

/// A half-open range. In a document with text it counts bytes of the UTF-8 text and lies on character borders; in one
/// without text it counts code points, as given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends; not part of it.
    pub end: u32,
}

impl Span {
    /// Returns the span as a range of positions.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns whether two spans share a position.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A unit in which offsets may be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OffsetUnit {
    /// Unicode code points: the unit of the contract and of every export.
    #[default]
    CodePoints,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
}

/// Bytes between two marks of the index.
const STEP: usize = 256;

/// Converts offsets of one text; built in one pass, then each look-up reads at most 256 bytes.
#[derive(Debug, Clone)]
pub struct TextIndex {
    marks: Option<Vec<Mark>>,
    bytes: u32,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    byte: u32,
    code_points: u32,
    utf16: u32,
}

impl Mark {
    fn count(self, unit: OffsetUnit) -> u32 {
        match unit {
            OffsetUnit::CodePoints => self.code_points,
            OffsetUnit::Utf16 => self.utf16,
            OffsetUnit::Bytes => self.byte,
        }
    }

    fn step(&mut self, character: char) {
        self.byte += small(character.len_utf8());
        self.code_points += 1;
        self.utf16 += small(character.len_utf16());
    }
}

fn small(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl TextIndex {
    /// Reads a text once; a text of ASCII alone needs no marks.
    pub fn new(text: &str) -> Self {
        let bytes = small(text.len());
        if text.is_ascii() {
            return Self { marks: None, bytes };
        }
        let mut at = Mark { byte: 0, code_points: 0, utf16: 0 };
        let mut marks = vec![at];
        for character in text.chars() {
            if at.byte as usize >= marks.len() * STEP {
                marks.push(at);
            }
            at.step(character);
        }
        Self { marks: Some(marks), bytes }
    }

    /// Returns the byte offset of an offset in another unit, or nothing where it lies outside the text or inside a character.
    pub fn to_byte(&self, text: &str, offset: u32, unit: OffsetUnit) -> Option<u32> {
        let Some(marks) = &self.marks else {
            return (offset <= self.bytes).then_some(offset);
        };
        let place = marks.partition_point(|mark| mark.count(unit) <= offset).checked_sub(1)?;
        let mut at = marks[place];
        for character in text.get(at.byte as usize..)?.chars() {
            if at.count(unit) >= offset {
                break;
            }
            at.step(character);
        }
        (at.count(unit) == offset).then_some(at.byte)
    }

    /// Returns the number of code points before a byte offset, which must lie on a character border of the text.
    pub fn code_points(&self, text: &str, byte: u32) -> u32 {
        let Some(marks) = &self.marks else { return byte };
        // the mark of a step stands at the first character border in it, which is at most three bytes away
        let place = (byte as usize / STEP).min(marks.len() - 1);
        let mark = if marks[place].byte <= byte { marks[place] } else { marks[place - 1] };
        let between = text.get(mark.byte as usize..byte as usize).unwrap_or_default();
        mark.code_points + small(between.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_agree_with_the_standard_library_everywhere() {
        let text = "a’é😀 ".repeat(200);
        let index = TextIndex::new(&text);
        let (mut points, mut wide) = (0, 0);
        for (byte, character) in text.char_indices() {
            let byte = u32::try_from(byte).unwrap();
            assert_eq!(index.code_points(&text, byte), points);
            assert_eq!(index.to_byte(&text, points, OffsetUnit::CodePoints), Some(byte));
            assert_eq!(index.to_byte(&text, wide, OffsetUnit::Utf16), Some(byte));
            assert_eq!(index.to_byte(&text, byte, OffsetUnit::Bytes), Some(byte));
            points += 1;
            wide += u32::try_from(character.len_utf16()).unwrap();
        }
        assert_eq!(index.to_byte(&text, points, OffsetUnit::CodePoints), Some(u32::try_from(text.len()).unwrap()));
        assert_eq!(index.to_byte(&text, points + 1, OffsetUnit::CodePoints), None);
    }

    #[test]
    fn an_offset_inside_a_character_is_none() {
        let index = TextIndex::new("é😀");
        assert_eq!(index.to_byte("é😀", 1, OffsetUnit::Bytes), None);
        assert_eq!(index.to_byte("é😀", 2, OffsetUnit::Utf16), None);
        assert_eq!(index.to_byte("é😀", 3, OffsetUnit::Utf16), Some(6));
    }
}
