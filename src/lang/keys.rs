//! Many short keys in one piece of memory.
//!
//! The lexicon has some hundred thousand forms of a few bytes each. As keys of a map each would be an allocation of its own with
//! three words around it, several times what it says; here they lie one behind the other, and the table holds where.

use std::hash::BuildHasher as _;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// The longest key, in bytes.
const LONGEST: usize = u8::MAX as usize;

/// A map from short keys to numbers. A key may have several numbers.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// The length of each key in a byte, and then its bytes.
    text: Vec<u8>,
    entries: HashTable<Entry>,
}

/// Where a key begins in the text, and one of its numbers.
#[derive(Clone, Copy, Debug)]
struct Entry {
    at: u32,
    number: u32,
}

impl Keys {
    /// The first number of a key.
    pub(super) fn get(&self, key: impl AsRef<[u8]>) -> Option<u32> {
        let key = key.as_ref();
        self.entries.find(hash(key), |entry| self.key(*entry) == key).map(|entry| entry.number)
    }

    /// All numbers of a key.
    pub(super) fn all<'a>(&'a self, key: &'a [u8]) -> impl Iterator<Item = u32> + 'a {
        let same = move |entry: &&Entry| self.key(**entry) == key;
        self.entries.iter_hash(hash(key)).filter(same).map(|entry| entry.number)
    }

    /// Every key with each of its numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        let text = |entry: &Entry| Some((std::str::from_utf8(self.key(*entry)).ok()?, entry.number));
        self.entries.iter().filter_map(text)
    }

    /// Gives a key a number, beside those that it has; twice the same one is once. Keys of more than 255 bytes are left out: no
    /// word is as long.
    pub(super) fn add(&mut self, key: impl AsRef<[u8]>, number: u32) {
        let key = key.as_ref();
        let Some(length) = u8::try_from(key.len()).ok().filter(|_| key.len() <= LONGEST) else { return };
        let Ok(end) = u32::try_from(self.text.len()) else { return };
        let known = self.entries.iter_hash(hash(key)).find(|entry| self.key(**entry) == key).map(|entry| entry.at);
        if known.is_some() && self.all(key).any(|one| one == number) {
            return;
        }
        let at = known.unwrap_or_else(|| {
            self.text.push(length);
            self.text.extend_from_slice(key);
            end
        });
        let text = &self.text;
        self.entries.insert_unique(hash(key), Entry { at, number }, |entry| hash(key_in(text, *entry)));
    }

    /// Lets go of what was kept for more.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        let text = &self.text;
        self.entries.shrink_to_fit(|entry| hash(key_in(text, *entry)));
    }

    fn key(&self, entry: Entry) -> &[u8] {
        key_in(&self.text, entry)
    }
}

fn key_in(text: &[u8], entry: Entry) -> &[u8] {
    let at = entry.at as usize;
    text.get(at).and_then(|length| text.get(at + 1..at + 1 + usize::from(*length))).unwrap_or_default()
}

fn hash(key: &[u8]) -> u64 {
    FxBuildHasher.hash_one(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_all_their_numbers_and_no_others() {
        let mut keys = Keys::default();
        for number in 0..5_000_u32 {
            keys.add((number / 2).to_string(), number);
            keys.add((number / 2).to_string(), number);
        }
        keys.add("x".repeat(256), 1);
        keys.shrink();
        for number in (0..5_000_u32).step_by(2) {
            let mut all: Vec<u32> = keys.all((number / 2).to_string().as_bytes()).collect();
            all.sort_unstable();
            assert_eq!(all, [number, number + 1]);
        }
        assert_eq!(keys.get("2500"), None);
        assert_eq!(keys.get(""), None);
        assert_eq!(keys.get("x".repeat(256)), None);
    }
}
