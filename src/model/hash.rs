//! The one hash of the project: 80 bits of SHA-256 over fields that can't run into each other.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// Letters and digits without `i l o u`, so that a read-out id is not misheard; five bits each.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The first 80 bits of a SHA-256, written as 16 characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash80(pub [u8; 10]);

impl Hash80 {
    /// Returns the 16 characters, as ASCII bytes.
    pub fn ascii(self) -> [u8; 16] {
        let [a, b, c, d, e, f, g, h, i, j] = self.0;
        let halves = [u64::from_be_bytes([0, 0, 0, a, b, c, d, e]), u64::from_be_bytes([0, 0, 0, f, g, h, i, j])];
        std::array::from_fn(|place| ALPHABET[((halves[place / 8] >> (35 - 5 * (place % 8))) & 31) as usize])
    }

    /// Returns the first 12 characters, the short form that stands behind a slug.
    pub fn short(self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

impl fmt::Display for Hash80 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(str::from_utf8(&self.ascii()).unwrap_or_default())
    }
}

impl FromStr for Hash80 {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let letters: &[u8; 16] = text.as_bytes().try_into().map_err(|_too_long| ())?;
        let mut bytes = [0; 10];
        for (half, eight) in letters.chunks(8).enumerate() {
            let mut bits = 0_u64;
            for letter in eight {
                let five = ALPHABET.iter().position(|known| known == letter).ok_or(())?;
                bits = bits << 5 | five as u64;
            }
            bytes[half * 5..half * 5 + 5].copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        Ok(Self(bytes))
    }
}

/// Hashes a key field by field: each its length (u64, little-endian) and its UTF-8, the kind of key first.
#[derive(Debug, Clone)]
pub struct KeyHasher(Sha256);

impl KeyHasher {
    /// Begins a key of a kind, as in `claim`.
    pub fn new(kind: &str) -> Self {
        Self(Sha256::new()).text(kind)
    }

    /// Adds a field.
    #[inline]
    #[must_use]
    pub fn text(mut self, field: &str) -> Self {
        self.0.update((field.len() as u64).to_le_bytes());
        self.0.update(field.as_bytes());
        self
    }

    /// Adds the 16 characters of a hash as a field.
    #[inline]
    #[must_use]
    pub fn hash(mut self, field: Hash80) -> Self {
        self.0.update(16_u64.to_le_bytes());
        self.0.update(field.ascii());
        self
    }

    /// Adds a field that may be absent: absent has length 2^64-1.
    #[must_use]
    pub fn optional(mut self, field: Option<&str>) -> Self {
        match field {
            Some(field) => self.text(field),
            None => {
                self.0.update(u64::MAX.to_le_bytes());
                self
            }
        }
    }

    /// Adds the count of a list; its items follow as fields.
    #[must_use]
    pub fn count(mut self, items: usize) -> Self {
        self.0.update((items as u64).to_le_bytes());
        self
    }

    /// Returns the hash.
    pub fn finish(self) -> Hash80 {
        let digest = self.0.finalize();
        let mut first = [0; 10];
        first.copy_from_slice(&digest[..10]);
        Hash80(first)
    }
}

/// Returns the whole SHA-256 of a text in lower-case hexadecimal.
pub fn sha256_hex(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|four| char::from(b"0123456789abcdef"[usize::from(four)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_do_not_run_into_each_other() {
        let one = KeyHasher::new("k").text("ab").text("c").finish();
        let other = KeyHasher::new("k").text("a").text("bc").finish();
        assert_ne!(one, other);
        let absent = KeyHasher::new("k").optional(None).finish();
        assert_ne!(absent, KeyHasher::new("k").optional(Some("")).finish());
        assert_ne!(absent, KeyHasher::new("k").finish());
    }

    #[test]
    fn lists_do_not_run_into_what_follows() {
        let one = KeyHasher::new("k").count(1).text("a").count(1).text("b").finish();
        assert_ne!(one, KeyHasher::new("k").count(2).text("a").text("b").count(0).finish());
        assert_ne!(KeyHasher::new("k").count(0).finish(), KeyHasher::new("k").count(1).finish());
    }

    #[test]
    fn a_hash_as_a_field_is_its_text() {
        let hash = KeyHasher::new("k").finish();
        assert_eq!(KeyHasher::new("k").hash(hash).finish(), KeyHasher::new("k").text(&hash.to_string()).finish());
    }

    #[test]
    fn the_first_eighty_bits_of_sha_256_are_taken() {
        // printf '\x03\0\0\0\0\0\0\0abc' | sha256sum, its first 20 digits in groups of five bits
        let hash = KeyHasher::new("abc").finish();
        assert_eq!(hash.to_string(), "st8xrqqc04wtvw4h");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(Hash80([0; 10]).to_string(), "0000000000000000");
        assert_eq!(Hash80([255; 10]).to_string(), "zzzzzzzzzzzzzzzz");
        assert_eq!(Hash80([0, 0, 0, 0, 1, 8, 0, 0, 0, 0]).to_string(), "0000000110000000");
    }

    #[test]
    fn the_hexadecimal_form_is_the_usual_one() {
        assert_eq!(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
