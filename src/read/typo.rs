//! Typing errors: which word of the vocabulary was meant.
//!
//! One edit is allowed in words of 4 letters or more, two in words of 8 or more; Hangul is counted in the letters it is
//! typed with. Words with digits are never corrected: H100 is not H200. A word that is equally near to two words of the
//! vocabulary is not corrected either.

use crate::lang::jamo;

/// From this many letters on, one edit is allowed.
const LETTERS_FOR_ONE_EDIT: usize = 4;
/// From this many letters on, two edits are allowed.
const LETTERS_FOR_TWO_EDITS: usize = 8;
/// Words of up to this many letters keep their first one.
const LETTERS_OF_SHORT: usize = 4;
/// Longer words are not compared: the work would grow with the square of the length.
const MAX_LETTERS: usize = 48;

/// Words that typing errors are corrected to, each with a number that the caller gave it.
#[derive(Debug, Default)]
pub(crate) struct Speller {
    /// By the number of letters: an edit changes it by one at the most.
    by_length: Vec<Words>,
}

/// What is nearest to a word that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Near {
    /// One word, by its number, with the edits between them.
    One(u32, usize),
    /// Several words, equally near.
    Several,
    Nothing,
}

/// Words of one length.
#[derive(Debug, Default)]
struct Words {
    /// One bit for each letter that occurs in a word: two words one edit apart differ in two bits at the most. Apart from
    /// the words, so that most of them are passed over without being looked at.
    bits: Vec<u64>,
    /// The letters of all words, one behind the other.
    letters: Vec<char>,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    number: u32,
    group: u32,
}

/// How many edits a word of this many letters may have.
fn allowance(letters: usize) -> usize {
    match letters {
        ..LETTERS_FOR_ONE_EDIT => 0,
        LETTERS_FOR_ONE_EDIT..LETTERS_FOR_TWO_EDITS => 1,
        _ => 2,
    }
}

impl Speller {
    /// Adds a word, unless it holds digits or is too short to be corrected to. Words of one group mean the same: several of
    /// them equally near are no doubt.
    pub fn add(&mut self, word: &str, number: u32, group: u32) {
        let chars: Vec<char> = word.chars().collect();
        let letters = jamo::letters(&chars);
        if allowance(letters.len()) > 0 && letters.len() <= MAX_LETTERS && !chars.iter().any(char::is_ascii_digit) {
            if self.by_length.len() <= letters.len() {
                self.by_length.resize_with(letters.len() + 1, Words::default);
            }
            let words = &mut self.by_length[letters.len()];
            words.bits.push(bits(&letters));
            words.letters.extend(letters);
            words.entries.push(Entry { number, group });
        }
    }

    /// Lets go of what was kept for more words.
    pub fn shrink(&mut self) {
        for words in &mut self.by_length {
            words.bits.shrink_to_fit();
            words.letters.shrink_to_fit();
            words.entries.shrink_to_fit();
        }
    }

    /// The one nearest word, with the number of edits; none if there is none or several are equally near.
    pub fn nearest(&self, typed: &[char]) -> Option<(u32, usize)> {
        match self.near(typed) {
            Near::One(number, edits) => Some((number, edits)),
            Near::Several | Near::Nothing => None,
        }
    }

    /// The one word that a run is surely mistyped from: a swap goes before a letter left out or doubled, and words that are near in another
    /// way are no doubt.
    pub fn surely(&self, typed: &[char], is_sure: impl Fn(u32) -> bool) -> Option<u32> {
        let letters = jamo::letters(typed);
        if !(LETTERS_FOR_ONE_EDIT..=MAX_LETTERS).contains(&letters.len()) || typed.iter().any(char::is_ascii_digit) {
            return None;
        }
        let (mut swapped, mut other, mut doubt) = (None, None, [false; 2]);
        let typed_bits = bits(&letters);
        for length in letters.len() - 1..=letters.len() + 1 {
            let Some(words) = self.by_length.get(length) else { continue };
            let known = words.letters.chunks_exact(length);
            for ((of, entry), known) in words.bits.iter().zip(&words.entries).zip(known) {
                let near = (of ^ typed_bits).count_ones() <= 2;
                if !near || known == letters.as_slice() || !is_sure(entry.number) {
                    continue;
                }
                let swap = length == letters.len();
                let found = if swap { &mut swapped } else { &mut other };
                doubt[usize::from(swap)] |= found.is_some_and(|number| number != entry.number);
                *found = Some(entry.number);
            }
        }
        match (swapped, other) {
            (Some(number), _) if !doubt[1] => Some(number),
            (None, Some(number)) if !doubt[0] => Some(number),
            _ => None,
        }
    }

    /// What is nearest to a word.
    pub fn near(&self, typed: &[char]) -> Near {
        let letters = jamo::letters(typed);
        let most = allowance(letters.len());
        if most == 0 || letters.len() > MAX_LETTERS || typed.iter().any(char::is_ascii_digit) {
            return Near::Nothing;
        }
        let typed_bits = bits(&letters);
        let mut best: Option<(Entry, usize)> = None;
        let mut tie = false;
        let longest = self.by_length.len().min(letters.len() + most + 1);
        for (length, words) in self.by_length.iter().enumerate().take(longest).skip(letters.len() - most) {
            let limit = most.min(allowance(length));
            if length.abs_diff(letters.len()) > limit {
                continue;
            }
            // No word is shorter than what may have an edit.
            let known = words.letters.chunks_exact(length.max(1));
            for ((bits, entry), known) in words.bits.iter().zip(&words.entries).zip(known) {
                if (bits ^ typed_bits).count_ones() as usize > 2 * limit {
                    continue;
                }
                let Some(edits) = distance(&letters, known, limit) else { continue };
                // The first letter of a short word is seldom mistyped, and many short words rhyme: `Uber` is no `user`.
                if edits > 0 && letters.len() <= LETTERS_OF_SHORT && letters.first() != known.first() {
                    continue;
                }
                match best {
                    Some((nearest, fewest)) if edits == fewest => {
                        tie |= nearest.group != entry.group;
                        // Which of several spellings of one thing is told does not depend on their lengths.
                        if entry.number < nearest.number {
                            best = Some((*entry, edits));
                        }
                    }
                    Some((_, fewest)) if edits > fewest => {}
                    _ => (best, tie) = (Some((*entry, edits)), false),
                }
            }
        }
        match best {
            Some((entry, edits)) if !tie => Near::One(entry.number, edits),
            Some(_) => Near::Several,
            None => Near::Nothing,
        }
    }
}

fn bits(letters: &[char]) -> u64 {
    letters.iter().fold(0, |bits, letter| bits | 1 << (u32::from(*letter) % 64))
}

/// Whether one word is surely the other one mistyped: a letter left out or doubled, or two neighbours swapped, behind the
/// first letter. A wrong letter is not sure: many words differ in one letter.
pub(crate) fn is_sure(typed: &[char], word: &str) -> bool {
    let (a, b) = (jamo::letters(typed), jamo::letters(&word.chars().collect::<Vec<char>>()));
    let sorted = |letters: &[char]| {
        let mut letters = letters.to_vec();
        letters.sort_unstable();
        letters
    };
    let added = |long: &[char], short: &[char]| long.len() == short.len() + 1;
    let shape = added(&a, &b) || added(&b, &a) || sorted(&a) == sorted(&b);
    shape && a.first() == b.first() && distance(&a, &b, 1).is_some()
}

/// Edits between two words, a swap of neighbours counted as one (optimal string alignment); none above `limit`.
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    // Words are no longer than `MAX_LETTERS`.
    const WIDTH: usize = MAX_LETTERS + 1;
    let width = b.len() + 1;
    if width > WIDTH {
        return None;
    }
    let mut before = [0usize; WIDTH];
    let mut last: [usize; WIDTH] = std::array::from_fn(|place| place);
    let mut row = [0usize; WIDTH];
    for i in 1..=a.len() {
        row[0] = i;
        let mut least = i;
        for j in 1..width {
            let mut edits = (last[j - 1] + usize::from(a[i - 1] != b[j - 1])).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                edits = edits.min(before[j - 2] + 1);
            }
            row[j] = edits;
            least = least.min(edits);
        }
        if least > limit {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    Some(last[width - 1]).filter(|edits| *edits <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(words: &[&str], typed: &str) -> Option<String> {
        let mut speller = Speller::default();
        for (number, word) in (0..).zip(words) {
            speller.add(word, number, number);
        }
        let typed: Vec<char> = typed.chars().collect();
        speller.nearest(&typed).map(|(number, _)| words[number as usize].to_owned())
    }

    #[test]
    fn one_edit_in_four_letters_two_in_eight() {
        let words = ["korea", "microsoft", "meta", "shortage"];
        assert_eq!(nearest(&words, "koera").as_deref(), Some("korea"));
        assert_eq!(nearest(&words, "korae").as_deref(), Some("korea"));
        assert_eq!(nearest(&words, "kroae"), None);
        assert_eq!(nearest(&words, "mircosofft").as_deref(), Some("microsoft"));
        assert_eq!(nearest(&words, "mta"), None);
        assert_eq!(nearest(&words, "meat").as_deref(), Some("meta"));
    }

    #[test]
    fn hangul_is_counted_in_letters() {
        assert_eq!(nearest(&["보유량"], "보우럄").as_deref(), None, "two of the seven letters differ");
        assert_eq!(nearest(&["보유량"], "보유랑").as_deref(), Some("보유량"));
        assert_eq!(nearest(&["한국", "중국"], "한귝").as_deref(), Some("한국"));
    }

    #[test]
    fn digits_and_ties_are_left_alone() {
        assert_eq!(nearest(&["h100"], "h200"), None);
        assert_eq!(nearest(&["gpu2023"], "gpu2024"), None);
        assert_eq!(nearest(&["mind", "kind"], "bind"), None);
    }
}
