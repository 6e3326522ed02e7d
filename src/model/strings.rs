//! The string pool: every text of a graph once, in one block of memory, addressed by a u32.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::ids::StrId;
use crate::error::{Error, ErrorKind, Result};

/// The pool. Interning the same text twice gives the same id; ids count up from 0 in order of first use.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    text: String,
    ends: Vec<u64>,
    index: HashTable<u32>,
}

fn hash(text: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(text)
}

impl Strings {
    /// Returns the id of a text, which is put into the pool if it is new.
    ///
    /// # Errors
    /// When the pool already holds 2^32 texts.
    pub fn intern(&mut self, text: &str) -> Result<StrId> {
        let key = hash(text);
        if let Some(id) = self.index.find(key, |id| self.get(StrId(*id)) == text) {
            return Ok(StrId(*id));
        }
        let id = u32::try_from(self.ends.len()).map_err(|_full| Error::new(ErrorKind::Identity, "the graph holds more than 4,294,967,295 different texts"))?;
        self.text.push_str(text);
        self.ends.push(self.text.len() as u64);
        let (all, ends) = (&self.text, &self.ends);
        self.index.insert_unique(key, id, |id| hash(slice(all, ends, *id)));
        Ok(StrId(id))
    }

    /// Returns the text of an id of this pool.
    pub fn get(&self, id: StrId) -> &str {
        slice(&self.text, &self.ends, id.0)
    }

    /// Returns how many texts it holds.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

fn slice<'a>(text: &'a str, ends: &[u64], id: u32) -> &'a str {
    let place = id as usize;
    let start = if place == 0 { 0 } else { ends[place - 1] };
    let range = usize::try_from(start).unwrap_or(usize::MAX)..usize::try_from(ends[place]).unwrap_or(usize::MAX);
    text.get(range).expect("ends lie between whole texts")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_id_and_comes_back() {
        let mut pool = Strings::default();
        let (a, empty, b) = (pool.intern("Ana").unwrap(), pool.intern("").unwrap(), pool.intern("Łódź").unwrap());
        assert_eq!(pool.intern("Ana").unwrap(), a);
        assert_eq!((pool.get(a), pool.get(empty), pool.get(b)), ("Ana", "", "Łódź"));
        assert_eq!(pool.len(), 3);
        for number in 0..10_000 {
            pool.intern(&number.to_string()).unwrap();
        }
        assert_eq!(pool.get(b), "Łódź");
        assert_eq!(pool.len(), 10_003);
    }
}
