//! Years that a text counts from one that it has named: `a year earlier`, `three years before`, 3년 전, 전년, 이듬해.

use std::ops::Range;

/// Behind a number of years these say that they go back, or on.
const ENGLISH_BACK: [&str; 4] = ["earlier", "before", "previously", "prior"];
const ENGLISH_ON: [&str; 3] = ["later", "after", "on"];
/// Before "year" these say so by themselves.
const YEAR_BACK: [&str; 4] = ["previous", "preceding", "prior", "former"];
const YEAR_ON: [&str; 3] = ["following", "next", "subsequent"];
const NUMBERS: [(&str, i16); 13] = [
    ("a", 1),
    ("the", 1),
    ("one", 1),
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
];
/// Korean words for the year before and the year after.
const KOREAN: [(&str, i16); 8] = [
    ("전년", -1),
    ("전해", -1),
    ("직전 해", -1),
    ("한 해 전", -1),
    ("이듬해", 1),
    ("다음 해", 1),
    ("다음해", 1),
    ("한 해 뒤", 1),
];
/// Behind these words a time is what something is compared with, and not when the number was so.
const KOREAN_BASE: [&str; 5] = ["대비", "보다", "에 비해", "과 비교", "에 견줘"];
const ENGLISH_BASE: [&str; 6] = ["from", "than", "over", "on", "versus", "with"];

/// The first such expression of a text, and the years that it goes on; negative: back. One that only says what is compared is none.
pub(crate) fn shift(text: &str) -> Option<(Range<usize>, i16)> {
    shift_in_english(text).or_else(|| korean(text))
}

/// The same for expressions in English alone.
pub(crate) fn shift_in_english(text: &str) -> Option<(Range<usize>, i16)> {
    let base = text.as_ptr() as usize;
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<(usize, &str)> = words.map(|word| (word.as_ptr() as usize - base, word)).collect();
    let is = |place: usize, list: &[&str]| {
        words.get(place).is_some_and(|(_, word)| list.iter().any(|known| known.eq_ignore_ascii_case(word)))
    };
    for (place, (start, word)) in words.iter().enumerate() {
        if !(word.eq_ignore_ascii_case("year") || word.eq_ignore_ascii_case("years")) {
            continue;
        }
        let end = |last: usize| words.get(last).map_or(text.len(), |(at, word)| at + word.len());
        let Some(before) = place.checked_sub(1) else { continue };
        let compares = |first: usize| first > 0 && is(first - 1, &ENGLISH_BASE);
        let sign = if is(place + 1, &ENGLISH_BACK) {
            -1
        } else if is(place + 1, &ENGLISH_ON) {
            1
        } else if is(before, &YEAR_BACK) || is(before, &YEAR_ON) {
            let first = before.saturating_sub(usize::from(before > 0 && is(before - 1, &["the"])));
            let years = if is(before, &YEAR_BACK) { -1 } else { 1 };
            let from = words.get(first).map_or(*start, |(at, _)| *at);
            if compares(first) {
                return None;
            }
            return Some((from..end(place), years));
        } else {
            continue;
        };
        let (from, word) = words[before];
        let years = NUMBERS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, years)| *years);
        let years = years.or_else(|| word.parse().ok().filter(|years| (1..=50).contains(years)))?;
        if compares(before) {
            return None;
        }
        return Some((from..end(place + 1), sign * years));
    }
    None
}

fn korean(text: &str) -> Option<(Range<usize>, i16)> {
    let told = |range: Range<usize>, years: i16| {
        let behind = text[range.end..].trim_start_matches(['도', ' ']);
        let compares = KOREAN_BASE.iter().any(|base| behind.starts_with(base));
        (!compares).then_some((range, years))
    };
    for (word, years) in KOREAN {
        if let Some(at) = text.find(word) {
            let border = !text[..at].ends_with(|c: char| matches!(c, '\u{AC00}'..='\u{D7A3}'));
            if border {
                return told(at..at + word.len(), years);
            }
        }
    }
    // 3년 전, 2년 뒤
    let (at, _) = text.match_indices('년').find(|(at, _)| text[..*at].ends_with(|c: char| c.is_ascii_digit()))?;
    let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
    let years: i16 = text[at - digits..at].parse().ok().filter(|years| (1..=50).contains(years))?;
    let rest = &text[at + '년'.len_utf8()..];
    let behind = rest.trim_start_matches(' ');
    let (word, sign) = [("전", -1), ("뒤", 1), ("후", 1)].into_iter().find(|(word, _)| behind.starts_with(word))?;
    let end = text.len() - behind.len() + word.len();
    told(at - digits..end, sign * years)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, i16)>) {
        let found = shift(text).map(|(range, years)| (&text[range], years));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn years_are_counted_from_another_one() {
        check(" a year earlier", Some(("a year earlier", -1)));
        check(" H100s the year before", Some(("the year before", -1)));
        check(" three years earlier", Some(("three years earlier", -3)));
        check(" 12 years later", Some(("12 years later", 12)));
        check("in the previous year", Some(("the previous year", -1)));
        check("The following year", Some(("The following year", 1)));
        check("3년 전에는 ", Some(("3년 전", -3)));
        check("로 전년 ", Some(("전년", -1)));
        check("이듬해 ", Some(("이듬해", 1)));
        check("2년 뒤 ", Some(("2년 뒤", 2)));
    }

    #[test]
    fn what_is_compared_with_is_no_time_of_the_number() {
        check("% from a year earlier", None);
        check("% more than the year before", None);
        check("전년 대비 ", None);
        check("3년 전보다 ", None);
        check("in 2023", None);
        check("2023년 전체", None);
        check("every year", None);
        check("완전년", None);
    }
}
