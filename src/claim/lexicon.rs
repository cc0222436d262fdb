//! The words of running text that change nothing, and those that change everything.
//!
//! They lie in `data/lexicon/claims.csv`. What neither the packs nor these lists explain may narrow a claim to something
//! that the packs do not measure ("female", "in the cloud"), so a claim with such a word beside it is not judged.

use once_cell::sync::Lazy;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a word does to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Tone {
    /// Nothing.
    Plain,
    /// Nothing; a stem, which endings follow.
    Verb,
    /// Makes it a supposition, a wish or somebody's allegation.
    Doubt,
    /// Counts something else: one more, an average, each.
    Extra,
    /// Speaks of what is to come.
    Ahead,
    /// Says that something became more.
    Up,
    /// Says that something became less.
    Down,
}

const TONES: [(&str, Tone); 7] = [
    ("plain", Tone::Plain),
    ("verb", Tone::Verb),
    ("doubt", Tone::Doubt),
    ("extra", Tone::Extra),
    ("ahead", Tone::Ahead),
    ("up", Tone::Up),
    ("down", Tone::Down),
];

const TABLE: &str = include_str!("../../data/lexicon/claims.csv");

/// Syllables that endings and particles of written Korean are made of. None of them negates or supposes.
const ENDING_SYLLABLES: &str = "다고며으나는은데지만던된됐했하한해어아었았였여서니까요습합됩됨함음임기게도록라로을를이가의에와과엔선들씩란인보처럼때뿐조차중건터부각";
/// No stem is followed by more than this.
const MAX_ENDING_SYLLABLES: usize = 6;
/// No stem is longer.
const MAX_STEM_SYLLABLES: usize = 6;

static WORDS: Lazy<FxHashMap<Tone, FxHashSet<&'static str>>> = Lazy::new(|| {
    let mut words: FxHashMap<Tone, FxHashSet<&'static str>> = FxHashMap::default();
    for line in TABLE.lines().skip(1) {
        let mut cells = line.splitn(3, ',');
        let (Some(role), Some(_), Some(list)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let Some((_, tone)) = TONES.iter().find(|(name, _)| *name == role) else { continue };
        words.entry(*tone).or_default().extend(list.split('|').map(str::trim).filter(|word| !word.is_empty()));
    }
    words
});

/// Whether a word has a tone. English words as they are, in any case; Korean ones with particles and endings behind.
pub(super) fn is(tone: Tone, word: &str) -> bool {
    let Some(words) = WORDS.get(&tone) else { return false };
    let lower;
    let word = if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        lower = word.to_ascii_lowercase();
        lower.as_str()
    } else {
        word
    };
    if words.contains(word) {
        return true;
    }
    if word.is_ascii() {
        return false;
    }
    let borders: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let syllables = borders.len() - 1;
    (1..syllables.min(MAX_STEM_SYLLABLES + 1)).rev().any(|length| {
        let (stem, ending) = word.split_at(borders[length]);
        syllables - length <= MAX_ENDING_SYLLABLES
            && words.contains(stem)
            && ending.chars().all(|c| ENDING_SYLLABLES.contains(c))
    })
}

/// Whether a word changes nothing about a claim.
pub(super) fn is_plain(word: &str) -> bool {
    [Tone::Plain, Tone::Verb, Tone::Up, Tone::Down].into_iter().any(|tone| is(tone, word)) || is_adverb(word)
}

/// English adverbs tell how, not what. Adjectives on -ly (`weekly`) are in the lists.
fn is_adverb(word: &str) -> bool {
    let lower = word.starts_with(|c: char| c.is_ascii_lowercase());
    lower
        && word.is_ascii()
        && word.len() > 4
        && word.ends_with("ly")
        && !is(Tone::Extra, word)
        && !is(Tone::Doubt, word)
}

/// The words of a text: runs of letters.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphabetic() || c == '\'')).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_known_role() {
        for line in TABLE.lines().skip(1) {
            let role = line.split(',').next().unwrap();
            assert!(TONES.iter().any(|(name, _)| *name == role), "{line}");
        }
        assert_eq!(WORDS.len(), TONES.len());
    }

    #[test]
    fn endings_are_taken_off_and_nothing_else() {
        for word in ["그쳤다", "집계됐다", "나타났으며", "보유한", "기준으로", "늘었다고", "According", "roughly"]
        {
            assert!(is_plain(word), "{word}");
        }
        for word in ["여성", "서버", "않았다", "female", "weekly", "일본", "클라우드"] {
            assert!(!is_plain(word), "{word}");
        }
        assert!(is(Tone::Doubt, "주장했다"));
        assert!(is(Tone::Ahead, "계획이다"));
    }
}
