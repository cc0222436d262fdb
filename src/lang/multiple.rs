//! Multiples and parts that a question states: `5.3배`, `fivefold`, `80분의 1`, `one eightieth`.
//!
//! Whoever asks so has read a ratio somewhere and wants to know about that one. What is found here is only the number; which
//! published ratio it is, and whether any is, is decided from the packs.

use aho_corasick::AhoCorasick;
use once_cell::sync::Lazy;
use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization;

use crate::figure::Decimal;

/// A multiple in a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Multiple {
    /// How many times; below one for a part.
    pub value: Stated,
    /// As it was written.
    pub typed: String,
    /// The text without it.
    pub rest: String,
}

/// How a multiple was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stated {
    /// So many times.
    Times(Decimal),
    /// One part of so many.
    Part(Decimal),
}

/// English number words that stand before "fold" and "times", each with its value.
const TIMES: &[(&str, u32)] = &[
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("hundred", 100),
];
/// English names of parts.
const PARTS: &[(&str, u32)] = &[
    ("half", 2),
    ("third", 3),
    ("quarter", 4),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("twelfth", 12),
    ("fifteenth", 15),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("fortieth", 40),
    ("fiftieth", 50),
    ("sixtieth", 60),
    ("seventieth", 70),
    ("eightieth", 80),
    ("ninetieth", 90),
    ("hundredth", 100),
    ("thousandth", 1000),
];
/// Single words for a multiple.
const WORDS: &[(&str, u32)] =
    &[("twice", 2), ("double", 2), ("doubled", 2), ("triple", 3), ("tripled", 3), ("quadruple", 4), ("quadrupled", 4)];
/// Korean number words that stand before 배.
const KOREAN_TIMES: &[(&str, u32)] =
    &[("두", 2), ("세", 3), ("네", 4), ("다섯", 5), ("여섯", 6), ("일곱", 7), ("여덟", 8), ("아홉", 9), ("열", 10)];

type Reader = fn(&Captures<'_>) -> Option<Stated>;

/// The forms, tried in this order.
static FORMS: Lazy<Vec<(Regex, Reader)>> = Lazy::new(|| {
    let any = |words: &[(&str, u32)]| words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join("|");
    let forms: [(String, Reader); 8] = [
        (r"(\d+)\s*분의\s*(?:1|일)".into(), |found| digits(found).map(Stated::Part)),
        (r"\b1\s*/\s*(\d+)(?:th\b|\b)".into(), |found| digits(found).map(Stated::Part)),
        (format!(r"\b(?:one|a|an)[\s-]({})\b", any(PARTS)), |found| word(found, PARTS).map(Stated::Part)),
        (r"(\d+(?:\.\d+)?)\s*배".into(), |found| digits(found).map(Stated::Times)),
        (r"\b(\d+(?:\.\d+)?)\s*-?\s*(?:fold|times|x)\b".into(), |found| digits(found).map(Stated::Times)),
        (format!(r"\b({})[\s-]?(?:fold|times)\b", any(TIMES)), |found| word(found, TIMES).map(Stated::Times)),
        (format!(r"\b({})\b", any(WORDS)), |found| word(found, WORDS).map(Stated::Times)),
        (format!(r"({})\s*배", any(KOREAN_TIMES)), |found| word(found, KOREAN_TIMES).map(Stated::Times)),
    ];
    forms.into_iter().filter_map(|(form, reader)| Regex::new(&form).ok().map(|form| (form, reader))).collect()
});

/// What stands in every form but that of a number with an x.
static SIGNS: Lazy<Option<AhoCorasick>> = Lazy::new(|| {
    let words = PARTS.iter().chain(WORDS).map(|(word, _)| *word);
    AhoCorasick::new(["분의", "배", "/", "fold", "times"].into_iter().chain(words)).ok()
});

/// Whether a text may hold one of the forms. Most questions hold none, and the forms are not even made for them.
fn may_hold(text: &str) -> bool {
    let behind_number = |at: usize| {
        let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || c == '-');
        before.ends_with(char::is_numeric)
    };
    SIGNS.as_ref().is_none_or(|signs| signs.is_match(text)) || text.match_indices('x').any(|(at, _)| behind_number(at))
}

fn digits(found: &Captures<'_>) -> Option<Decimal> {
    found.get(1)?.as_str().parse().ok().filter(|value| *value > Decimal::ZERO)
}

fn word(found: &Captures<'_>, words: &[(&str, u32)]) -> Option<Decimal> {
    let typed = found.get(1)?.as_str();
    words.iter().find(|(word, _)| *word == typed).map(|(_, value)| Decimal::from(*value))
}

/// The first multiple in a text, if it states exactly one.
pub(crate) fn find(text: &str) -> Option<Multiple> {
    let text: String = text.nfkc().collect::<String>().to_lowercase().replace('⁄', "/");
    if !may_hold(&text) {
        return None;
    }
    let mut found = FORMS.iter().flat_map(|(form, reader)| {
        form.captures_iter(&text).filter_map(|found| Some((found.get(0)?, reader(&found)?))).collect::<Vec<_>>()
    });
    let (place, value) = found.next()?;
    // One phrase may have two forms; two phrases are two questions.
    if found.any(|(other, _)| other.start() >= place.end() || other.end() <= place.start()) {
        return None;
    }
    let rest = format!("{} {}", &text[..place.start()], &text[place.end()..]);
    Some(Multiple { value, typed: place.as_str().to_owned(), rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiples_and_parts_are_read_in_both_languages() {
        let check = |text: &str, expected: Option<(&str, bool)>| {
            let found = find(text).map(|found| match found.value {
                Stated::Times(value) => (value.to_string(), false),
                Stated::Part(value) => (value.to_string(), true),
            });
            assert_eq!(found, expected.map(|(value, part)| (value.to_owned(), part)), "{text}");
        };
        check("AI 부족 인력 5.3배", Some(("5.3", false)));
        check("AI shortage fivefold?", Some(("5", false)));
        check("five-fold", Some(("5", false)));
        check("5.3 times", Some(("5.3", false)));
        check("76.5x", Some(("76.5", false)));
        check("다섯 배", Some(("5", false)));
        check("H100 80분의 1", Some(("80", true)));
        check("８０분의 １", Some(("80", true)));
        check("⅟80", Some(("80", true)));
        check("one eightieth of Microsoft's", Some(("80", true)));
        check("1/80th", Some(("80", true)));
        check("몇 배", None);
        check("fivefold or sixfold", None);
        check("2023", None);
        check("0배", None);
    }
}
