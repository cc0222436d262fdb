//! The words of running text that change nothing, and those that change everything.
//!
//! They lie in `data/lexicon/claims.csv`. What neither the packs nor these lists explain may narrow a claim to something
//! that the packs do not measure ("female", "in the cloud"), so a claim with such a word beside it is not judged.

use once_cell::sync::Lazy;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a word does to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Tone {
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
    /// Says that it is so today.
    Today,
}

/// The tones of a word, or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tones(u8);

impl Tones {
    /// Whether a tone is among them.
    pub fn has(self, tone: Tone) -> bool {
        self.0 & (1 << tone as u8) != 0
    }

    /// Whether the word, or each of the words, changes nothing about a claim.
    fn is_plain(self) -> bool {
        [Tone::Plain, Tone::Verb, Tone::Up, Tone::Down].into_iter().any(|tone| self.has(tone))
    }
}

impl std::ops::BitOrAssign for Tones {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

const TONES: [(&str, Tone); 8] = [
    ("plain", Tone::Plain),
    ("verb", Tone::Verb),
    ("doubt", Tone::Doubt),
    ("extra", Tone::Extra),
    ("ahead", Tone::Ahead),
    ("up", Tone::Up),
    ("down", Tone::Down),
    ("today", Tone::Today),
];

const TABLE: &str = include_str!("../../data/lexicon/claims.csv");

/// Syllables that endings and particles of written Korean are made of. None of them negates or supposes.
const ENDING_SYLLABLES: &str = "다고며으나는은데지만던된됐했하한해어아었았였여서니까요습합됩됨함음임기게도록라로을를이가의에와과엔선들씩란인보처럼때뿐조차중건터부각";
/// What follows a noun.
const PARTICLES: [&str; 26] = [
    "은", "는", "이", "가", "을", "를", "의", "에", "도", "만", "로", "으로", "과", "와", "엔", "에서", "에는", "에도",
    "까지", "부터", "보다", "마다", "인", "이다", "이던", "이며",
];
/// No stem is followed by more than this.
const MAX_ENDING_SYLLABLES: usize = 6;

static ENDINGS: Lazy<FxHashSet<char>> = Lazy::new(|| ENDING_SYLLABLES.chars().collect());
static WORDS: Lazy<FxHashMap<&'static str, Tones>> = Lazy::new(|| {
    let mut words: FxHashMap<&'static str, Tones> = FxHashMap::default();
    for line in TABLE.lines().skip(1) {
        let mut cells = line.splitn(3, ',');
        let (Some(role), Some(_), Some(list)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let Some((_, tone)) = TONES.iter().find(|(name, _)| *name == role) else { continue };
        for word in list.split('|').map(str::trim).filter(|word| !word.is_empty()) {
            *words.entry(word).or_default() |= Tones(1 << *tone as u8);
        }
    }
    words
});

/// The tones of a word. English words as they are, in any case; Korean ones with particles and endings behind.
pub(crate) fn tones(word: &str) -> Tones {
    let lower;
    let word = if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        lower = word.to_ascii_lowercase();
        lower.as_str()
    } else {
        word
    };
    let mut tones = WORDS.get(word).copied().unwrap_or_default();
    if word.is_ascii() {
        return tones;
    }
    let endings = word.char_indices().rev().take(MAX_ENDING_SYLLABLES).take_while(|(_, c)| ENDINGS.contains(c));
    for (start, _) in endings {
        let (stem, ending) = word.split_at(start);
        let mut own = WORDS.get(stem).copied().unwrap_or_default();
        // 해고됐다 is a dismissal and not a year with endings: nouns of one syllable take particles only.
        if stem.chars().nth(1).is_none() && !PARTICLES.contains(&ending) {
            own.0 &= !(1 << Tone::Plain as u8);
        }
        tones |= own;
    }
    tones
}

/// The tones of all words of a text together.
pub(crate) fn tones_of_all(text: &str) -> Tones {
    words(text).fold(Tones::default(), |mut all, word| {
        all |= tones(word);
        all
    })
}

/// Whether a word changes nothing about a claim.
pub(crate) fn is_plain(word: &str) -> bool {
    tones(word).is_plain()
}

/// The words of a text: runs of letters.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    // The general question is slow for Hangul.
    let is_letter = |c: char| match c {
        '\'' | '\u{AC00}'..='\u{D7A3}' => true,
        c if c.is_ascii() => c.is_ascii_alphabetic(),
        c => c.is_alphabetic(),
    };
    text.split(move |c: char| !is_letter(c)).filter(|word| !word.is_empty())
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
        for (name, tone) in TONES {
            assert!(WORDS.values().any(|tones| tones.has(tone)), "{name}");
        }
    }

    #[test]
    fn endings_are_taken_off_and_nothing_else() {
        for word in ["그쳤다", "집계됐다", "나타났으며", "보유한", "기준으로", "늘었다고", "According", "roughly"]
        {
            assert!(is_plain(word), "{word}");
        }
        // Adverbs may turn a sentence round or narrow it, so they count only where they are listed.
        for word in [
            "해고됐다",
            "전기",
            "여성",
            "서버",
            "않았다",
            "female",
            "weekly",
            "일본",
            "클라우드",
            "hardly",
            "commercially",
        ] {
            assert!(!is_plain(word), "{word}");
        }
        assert!(tones("주장했다").has(Tone::Doubt));
        assert!(tones("계획이다").has(Tone::Ahead));
        let all = tones_of_all("늘었다고 주장했다");
        assert!(all.has(Tone::Up) && all.has(Tone::Doubt) && !all.has(Tone::Ahead));
    }
}
