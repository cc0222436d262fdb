//! Words of degree: adjectives that say on which end of a scale something stands, in the forms that compare.
//!
//! `data/lexicon/degrees.csv` lists the adjectives of both languages with their direction. "Longer" and "longest", 더 길어 and 가장
//! 긴 follow from the grammar, so that every adjective of the list compares and ranks as "more" and "most" do.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::concepts::Lexicon;
use super::en;

const DEGREES: &str = include_str!("../../data/lexicon/degrees.csv");

static ADJECTIVES: Lazy<Adjectives> = Lazy::new(Adjectives::read);

/// On which end of the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Much of it: "high", 길다.
    More,
    /// Little of it: "short", 적다.
    Less,
}

/// The scale of an adjective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scale {
    /// On which end of it.
    pub direction: Direction,
    /// It is a scale of its own, length or price, which a measure must have for the word to fit; "high" and "large" fit any.
    pub own: bool,
}

/// An adjective as it was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Degree {
    /// "longer"
    Comparative(Scale),
    /// "longest"
    Superlative(Scale),
}

/// The adjectives of degree.
struct Adjectives {
    english: FxHashMap<&'static str, Scale>,
    /// By the number of the word in the lexicon.
    korean: FxHashMap<u32, Scale>,
}

impl Adjectives {
    fn read() -> Self {
        let (mut english, mut korean) = (FxHashMap::default(), FxHashMap::default());
        let lexicon = Lexicon::get();
        for line in DEGREES.lines().skip(1) {
            let cells: Vec<&str> = line.splitn(4, ',').collect();
            let [language, direction, of, words] = cells.as_slice() else { continue };
            let direction = if *direction == "less" { Direction::Less } else { Direction::More };
            let scale = Scale { direction, own: *of == "own" };
            for word in words.split_whitespace() {
                if *language == "en" {
                    english.insert(word, scale);
                } else if let Some(number) = lexicon.korean_word(word) {
                    korean.insert(number, scale);
                }
            }
        }
        Self { english, korean }
    }
}

/// What a lower-case word of English says, where it is an adjective of degree in a form that compares.
#[must_use]
pub fn english(form: &str) -> Option<Degree> {
    let scale = || en::lemmas(form).iter().skip(1).find_map(|lemma| ADJECTIVES.english.get(lemma.as_str()).copied());
    if form.ends_with("est") {
        scale().map(Degree::Superlative)
    } else if form.ends_with("er") {
        scale().map(Degree::Comparative)
    } else {
        None
    }
}

/// On which end of the scale a word of Korean stands, by its number in the lexicon.
#[must_use]
pub fn korean(word: u32) -> Option<Scale> {
    ADJECTIVES.korean.get(&word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_compare_by_the_grammar() {
        let own = |direction| Scale { direction, own: true };
        let any = |direction| Scale { direction, own: false };
        for (form, degree) in [
            ("longer", Degree::Comparative(own(Direction::More))),
            ("busiest", Degree::Superlative(own(Direction::More))),
            ("bigger", Degree::Comparative(any(Direction::More))),
            ("cheapest", Degree::Superlative(own(Direction::Less))),
            ("smaller", Degree::Comparative(any(Direction::Less))),
        ] {
            assert_eq!(english(form), Some(degree), "{form}");
        }
        for form in ["long", "order", "forest", "number", "interest", "computer", "danger"] {
            assert_eq!(english(form), None, "{form}");
        }
    }

    #[test]
    fn all_adjectives_of_korean_are_words_of_the_lexicon() {
        let listed = DEGREES
            .lines()
            .filter(|line| line.starts_with("ko,"))
            .flat_map(|line| line.splitn(4, ',').nth(3).unwrap_or_default().split_whitespace().collect::<Vec<_>>());
        let missing: Vec<&str> = listed.filter(|word| Lexicon::get().korean_word(word).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
