//! Numbers written in words: `twenty-nine thousand`, `one in eighty`, `fivefold`, 두 배, 세 번째, 십만, 절반, 80분의 1.

use crate::figure::Decimal;

use super::number::{Number, ten_to};

/// A number in words, with what kind it is if the words say so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Worded {
    pub number: Number,
    pub kind: Kind,
}

/// What words make of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number like one in digits.
    Plain,
    /// Times as many.
    Times,
    /// A part of one.
    Part,
    /// A place in an order.
    Rank,
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [(&str, u32); 8] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];
const SCALES: [(&str, u32); 4] = [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)];
const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
/// Words that are a multiple by themselves.
const MULTIPLES: [(&str, u32); 15] = [
    ("twice", 2),
    ("double", 2),
    ("doubled", 2),
    ("doubles", 2),
    ("doubling", 2),
    ("thrice", 3),
    ("triple", 3),
    ("tripled", 3),
    ("triples", 3),
    ("tripling", 3),
    ("quadruple", 4),
    ("quadrupled", 4),
    ("quadrupling", 4),
    ("quintupled", 5),
    ("quintuple", 5),
];
/// Behind an ordinal, these make it a place in an order.
const SUPERLATIVES: [&str; 22] = [
    "largest",
    "biggest",
    "highest",
    "most",
    "greatest",
    "best",
    "lowest",
    "smallest",
    "fewest",
    "least",
    "worst",
    "longest",
    "shortest",
    "deepest",
    "strongest",
    "fastest",
    "busiest",
    "wettest",
    "driest",
    "richest",
    "quietest",
    "heaviest",
];
/// Behind an ordinal, these make it one too.
const PLACES: [&str; 4] = ["place", "position", "rank", "spot"];
/// Before an ordinal, these make it a place in an order.
const RANKING: [&str; 12] =
    ["ranked", "ranks", "rank", "ranking", "placed", "places", "came", "comes", "finished", "stood", "stands", "put"];
/// Small numbers in words count only before one of these: "two" alone is an article more than a number.
const FROM_ALONE: u32 = 10;

/// The end of an English word at a place.
fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    (at..).find(|i| !bytes.get(*i).is_some_and(u8::is_ascii_alphabetic)).unwrap_or(at)
}

/// The English word at a place, in lower case, with its end. Long words are no numbers.
fn word(text: &str, at: usize) -> Option<(String, usize)> {
    let end = word_end(text, at);
    (end > at && end - at <= 16).then(|| (text[at..end].to_ascii_lowercase(), end))
}

/// The word before a place, in lower case; of a longer one, its end.
fn word_before(text: &str, at: usize) -> String {
    let bytes = text.as_bytes();
    let end = (0..at).rev().take(3).find(|i| bytes[*i] != b' ').map_or(at, |i| i + 1);
    let start = (0..end).rev().take(16).take_while(|i| bytes[*i].is_ascii_alphabetic()).last().unwrap_or(end);
    text.get(start..end).unwrap_or_default().to_ascii_lowercase()
}

/// The word behind a space or hyphen.
fn next_word(text: &str, at: usize) -> Option<(String, usize)> {
    let gap = matches!(text.as_bytes().get(at), Some(b' ' | b'-'));
    gap.then(|| word(text, at + 1))?
}

/// `11th place`, `3rd-largest`, `ranked 9th`: where the phrase ends, given where the digits end.
pub(super) fn ranked_digits(text: &str, start: usize, end: usize) -> Option<usize> {
    let ending = ["st", "nd", "rd", "th"].iter().find(|ending| text[end..].starts_with(**ending))?;
    let end = end + ending.len();
    if text[end..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    if let Some((next, after)) = next_word(text, end) {
        if SUPERLATIVES.contains(&next.as_str()) || PLACES.contains(&next.as_str()) {
            return Some(after);
        }
        if ["century", "anniversary", "quarter", "half", "floor", "street", "avenue", "of"].contains(&next.as_str()) {
            return None;
        }
    }
    let before = word_before(text, start);
    (RANKING.contains(&before.as_str()) || matches!(before.as_str(), "is" | "was" | "at" | "from" | "to"))
        .then_some(end)
}

/// A whole number below a thousand at a place, as words.
fn small(text: &str, at: usize) -> Option<(u32, usize)> {
    let (first, mut end) = word(text, at)?;
    let mut value = cardinal(&first)?;
    if (20..100).contains(&value)
        && let Some((unit, after)) = next_word(text, end)
        && let Some(unit) = cardinal(&unit).filter(|unit| (1..10).contains(unit))
    {
        value += unit;
        end = after;
    }
    if (1..100).contains(&value)
        && let Some((hundred, after)) = next_word(text, end)
        && hundred == "hundred"
    {
        value *= 100;
        end = after;
        let and = next_word(text, end).filter(|(word, _)| word == "and").map_or(end, |(_, after)| after);
        if matches!(text.as_bytes().get(and), Some(b' ' | b'-'))
            && let Some((rest, after)) = small(text, and + 1).filter(|(rest, _)| *rest < 100)
        {
            value += rest;
            end = after;
        }
    }
    Some((value, end))
}

fn cardinal(word: &str) -> Option<u32> {
    if let Some(value) = (0u32..).zip(UNITS).find(|(_, unit)| *unit == word).map(|(value, _)| value) {
        return Some(value);
    }
    TENS.iter().find(|(ten, _)| *ten == word).map(|(_, value)| *value)
}

fn ordinal(word: &str) -> Option<u32> {
    (0u32..).zip(ORDINALS).find(|(_, ordinal)| *ordinal == word).map(|(value, _)| value).or_else(|| {
        let stem = word.strip_suffix("ieth")?;
        TENS.iter().find(|(ten, _)| ten.strip_suffix('y') == Some(stem)).map(|(_, value)| *value)
    })
}

fn worded(value: Decimal, step: Decimal, start: usize, end: usize, kind: Kind) -> Worded {
    Worded { number: Number { value, step, start, end, bare_digits: 0 }, kind }
}

fn part(numerator: u32, denominator: u32, start: usize, end: usize) -> Option<Worded> {
    let value = Decimal::from(numerator).checked_div(Decimal::from(denominator))?;
    (denominator > 1 && numerator < denominator).then(|| worded(value, Decimal::ZERO, start, end, Kind::Part))
}

/// The number in English words at a place where a word begins.
pub(super) fn english(text: &str, at: usize) -> Option<Worded> {
    let (first, end) = word(text, at)?;
    let followed = next_word(text, end);
    let second = followed.clone().map_or_else(String::new, |(word, _)| word);
    let second = second.as_str();
    if let Some((_, value)) = MULTIPLES.iter().find(|(multiple, _)| *multiple == first) {
        // "Double-digit" and "double check" multiply nothing.
        let idle = matches!(second, "digit" | "check" | "click" | "edged" | "standard" | "jump" | "room" | "down");
        return (!idle).then(|| worded((*value).into(), Decimal::ONE, at, end, Kind::Times));
    }
    if let Some(stem) = first.strip_suffix("fold").filter(|stem| !stem.is_empty()) {
        return cardinal(stem)
            .filter(|value| *value > 1)
            .map(|value| worded(value.into(), Decimal::ONE, at, end, Kind::Times));
    }
    if first == "half" || first == "halved" {
        if second == "a"
            && let Some((scale, after)) = followed.and_then(|(_, after)| next_word(text, after))
            && let Some((_, power)) = SCALES.iter().find(|(word, _)| *word == scale)
        {
            let value = ten_to(*power).checked_div(Decimal::TWO)?;
            return Some(worded(value, value, at, after, Kind::Plain));
        }
        // "First half of 2023" and "half-year" are times.
        let dated = matches!(word_before(text, at).as_str(), "first" | "second" | "st" | "nd" | "latter" | "other");
        let idle = dated || matches!(second, "year" | "hour" | "time" | "hearted" | "way" | "day");
        return if idle { None } else { part(1, 2, at, end) };
    }
    if let Some(value) = ordinal(&first) {
        let superlative = SUPERLATIVES.contains(&second);
        let place = PLACES.contains(&second);
        let ranked = RANKING.contains(&word_before(text, at).as_str());
        let listed = value == 1 && !superlative;
        if (superlative || place || ranked) && !listed {
            let end = if superlative || place { followed.map_or(end, |(_, after)| after) } else { end };
            return Some(worded(value.into(), Decimal::ONE, at, end, Kind::Rank));
        }
        return None;
    }
    let one = matches!(first.as_str(), "a" | "an" | "one");
    if one && let Some((name, after)) = &followed {
        let denominator = match name.as_str() {
            "half" => Some(2),
            "third" => Some(3),
            "quarter" => Some(4),
            other => ordinal(other).filter(|value| *value > 4),
        };
        let of = text[*after..].trim_start_matches(' ').starts_with("of");
        if let Some(denominator) = denominator.filter(|denominator| (first == "one" && *denominator != 2) || of) {
            return part(1, denominator, at, *after);
        }
        if first != "one"
            && let Some((_, power)) = SCALES.iter().chain(&[("hundred", 2)]).find(|(scale, _)| scale == name)
        {
            let value = ten_to(*power);
            return Some(worded(value, value, at, *after, Kind::Plain));
        }
    }
    let (value, end) = small(text, at)?;
    if let Some(found) = in_every(text, value, at, end) {
        return Some(found);
    }
    if let Some((name, after)) = next_word(text, end) {
        let singular = name.strip_suffix('s').unwrap_or(&name);
        let denominator = match singular {
            "third" => Some(3),
            "quarter" => Some(4),
            other if name.ends_with('s') || value == 1 => ordinal(other).filter(|value| *value > 4),
            _ => None,
        };
        if let Some(denominator) = denominator.filter(|_| value > 1 || name != "quarter") {
            return part(value, denominator, at, after);
        }
        if name == "fold" {
            return (value > 1).then(|| worded(value.into(), Decimal::ONE, at, after, Kind::Times));
        }
    }
    scaled(text, value, at, end)
}

/// `twenty-nine thousand`, `two million three hundred thousand`.
fn scaled(text: &str, first: u32, start: usize, end: usize) -> Option<Worded> {
    let mut total = Decimal::ZERO;
    let mut step;
    let (mut value, mut end, mut below) = (first, end, u32::MAX);
    let mut words = 1;
    loop {
        let scale = next_word(text, end).and_then(|(word, after)| {
            SCALES.iter().find(|(scale, power)| *scale == word && *power < below).map(|(_, power)| (*power, after))
        });
        let power = scale.map_or(0, |(power, _)| power);
        total = total.checked_add(Decimal::from(value).checked_mul(ten_to(power))?)?;
        step = ten_to(power);
        let Some((_, after)) = scale else { break };
        (end, below) = (after, power);
        words += 1;
        let next = next_word(text, end).map(|(word, after)| if word == "and" { after + 1 } else { end + 1 });
        match next.and_then(|at| small(text, at)) {
            Some((more, after)) if more < 1000 => (value, end) = (more, after),
            _ => break,
        }
    }
    let alone = words == 1 && first < FROM_ALONE;
    (first > 0 && (!alone || measured(text, end))).then(|| worded(total, step, start, end, Kind::Plain))
}

/// Whether a word behind a small number makes a count of it.
fn measured(text: &str, end: usize) -> bool {
    next_word(text, end).is_some_and(|(word, _)| {
        matches!(
            word.as_str(),
            "times" | "percent" | "per" | "percentage" | "dollars" | "won" | "euros" | "people" | "points" | "fold"
        )
    })
}

/// `one in eighty`, `four out of five`, `1 in 80` (the denominator in digits).
pub(super) fn in_every(text: &str, numerator: u32, start: usize, end: usize) -> Option<Worded> {
    let rest = text.get(end..)?;
    let behind = [" in every ", " out of every ", " out of ", " in "]
        .iter()
        .find_map(|join| rest.strip_prefix(join).map(|_| end + join.len()))?;
    let (denominator, end) = match small(text, behind) {
        Some(found) => found,
        None => {
            let digits = text[behind..].bytes().take_while(u8::is_ascii_digit).count();
            let plain = (1..=3).contains(&digits) && !text[behind + digits..].starts_with([',', '.', '%']);
            let year = text[behind + digits..].starts_with(|c: char| c.is_ascii_alphanumeric());
            if !plain || year {
                return None;
            }
            (text[behind..behind + digits].parse().ok()?, behind + digits)
        }
    };
    if numerator == 0 || denominator < 2 {
        return None;
    }
    part(numerator, denominator, start, end)
}

const NATIVE: [(&str, u32); 20] = [
    ("열두", 12),
    ("열한", 11),
    ("열세", 13),
    ("열네", 14),
    ("다섯", 5),
    ("여섯", 6),
    ("일곱", 7),
    ("여덟", 8),
    ("아홉", 9),
    ("스무", 20),
    ("서른", 30),
    ("마흔", 40),
    ("쉰", 50),
    ("두", 2),
    ("세", 3),
    ("네", 4),
    ("열", 10),
    ("둘", 2),
    ("셋", 3),
    ("넷", 4),
];
const SINO: [(char, u32); 9] =
    [('일', 1), ('이', 2), ('삼', 3), ('사', 4), ('오', 5), ('육', 6), ('칠', 7), ('팔', 8), ('구', 9)];

/// The number in Korean words at a place where a word begins. `counts` says whether a counter stands at a place.
pub(super) fn korean(text: &str, at: usize, counts: impl Fn(usize) -> bool) -> Option<Worded> {
    let rest = text.get(at..)?;
    if let Some(behind) = rest.strip_prefix("절반") {
        return (!behind.starts_with("씩")).then(|| part(1, 2, at, at + "절반".len()))?;
    }
    for word in ["갑절", "곱절"] {
        if rest.starts_with(word) {
            return Some(worded(Decimal::TWO, Decimal::ONE, at, at + word.len(), Kind::Times));
        }
    }
    if let Some((word, value)) = NATIVE.iter().find(|(word, _)| rest.starts_with(word)) {
        let end = at + word.len();
        let behind = text[end..].trim_start_matches(' ');
        let space = text[end..].len() - behind.len();
        let place = end + space;
        if space > 1 {
            return None;
        }
        if let Some(unit) = ["배", "곱"].iter().find(|unit| behind.starts_with(**unit) && counts(place)) {
            return Some(worded((*value).into(), Decimal::ONE, at, place + unit.len(), Kind::Times));
        }
        for unit in ["번째", "째"] {
            // 세 번째로, 셋째로; 둘째 alone begins a list.
            if behind.starts_with(unit) && (unit == "번째" || behind[unit.len()..].starts_with("로")) {
                return Some(worded((*value).into(), Decimal::ONE, at, place + unit.len(), Kind::Rank));
            }
        }
        return (space <= 1 && counts(place)).then(|| worded((*value).into(), Decimal::ONE, at, end, Kind::Plain));
    }
    sino(text, at, counts)
}

/// 십만, 이천, 삼만 오천, 백만: with a scale word in it and a counter behind.
fn sino(text: &str, at: usize, counts: impl Fn(usize) -> bool) -> Option<Worded> {
    let (mut total, mut section, mut digit) = (Decimal::ZERO, Decimal::ZERO, None::<u32>);
    let mut step = Decimal::ONE;
    let mut scales = 0;
    let mut end = at;
    let (mut below_small, mut below_large) = (u32::MAX, u32::MAX);
    for (offset, c) in text.get(at..)?.char_indices().take(16) {
        let place = at + offset;
        if let Some((_, value)) = SINO.iter().find(|(sign, _)| *sign == c) {
            if digit.is_some() || below_small == 0 {
                break;
            }
            digit = Some(*value);
            step = Decimal::ONE;
        } else if let Some(power) =
            ['십', '백', '천'].iter().position(|sign| *sign == c).and_then(|power| u32::try_from(power + 1).ok())
        {
            if power >= below_small {
                break;
            }
            section += Decimal::from(digit.take().unwrap_or(1)) * ten_to(power);
            (step, below_small) = (ten_to(power), power);
            scales += 1;
        } else if let Some(power) =
            ['만', '억', '조'].iter().position(|sign| *sign == c).and_then(|power| u32::try_from(power * 4 + 4).ok())
        {
            if power >= below_large {
                break;
            }
            section += Decimal::from(digit.take().unwrap_or(0));
            if section.is_zero() {
                section = Decimal::ONE;
            }
            total += section.checked_mul(ten_to(power))?;
            section = Decimal::ZERO;
            (step, below_small, below_large) = (step.checked_mul(ten_to(power))?, u32::MAX, power);
            scales += 1;
        } else if c != ' ' || scales == 0 || end < place {
            break;
        } else {
            continue;
        }
        end = place + c.len_utf8();
    }
    let value = total.checked_add(section)?.checked_add(Decimal::from(digit.unwrap_or(0)))?;
    let place = end + usize::from(text[end..].starts_with(' '));
    (scales > 0 && counts(place)).then(|| worded(value, step, at, end, Kind::Plain))
}

/// 80분의 1, 삼분의 일: the part, given the denominator that was read before 분의.
pub(super) fn korean_part(text: &str, denominator: &Number) -> Option<Worded> {
    let behind = text.get(denominator.end..)?.trim_start_matches(' ').strip_prefix("분의")?;
    let behind = behind.trim_start_matches(' ');
    let place = text.len() - behind.len();
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let (numerator, end) = if digits > 0 {
        (behind.get(..digits).filter(|digits| digits.len() <= 3)?.parse::<u32>().ok()?, place + digits)
    } else {
        let first = behind.chars().next()?;
        let (_, value) = SINO.iter().find(|(sign, _)| *sign == first)?;
        (*value, place + first.len_utf8())
    };
    let denominator_value: u32 = denominator.value.try_into().ok()?;
    part(numerator, denominator_value, denominator.start, end)
}

/// 삼분의 일 and 이십분의 일: the denominator in words.
pub(super) fn korean_part_in_words(text: &str, at: usize) -> Option<Worded> {
    let rest = text.get(at..)?;
    // Four syllables before it at the most; a search through the rest of the text would cost its square.
    let end = (3..=12).step_by(3).find(|length| rest.get(*length..).is_some_and(|rest| rest.starts_with("분의")))? + at;
    let mut value = 0u32;
    let mut digit = None;
    for c in text.get(at..end)?.chars() {
        match (SINO.iter().find(|(sign, _)| *sign == c), c) {
            (Some((_, found)), _) if digit.is_none() => digit = Some(*found),
            (_, '십') => value += digit.take().unwrap_or(1) * 10,
            (_, '백') => value += digit.take().unwrap_or(1) * 100,
            _ => return None,
        }
    }
    value += digit.unwrap_or(0);
    let number = Number { value: value.into(), step: Decimal::ONE, start: at, end, bare_digits: 0 };
    korean_part(text, &number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, Kind, &str)>) {
        let counter = |at: usize| ["개", "명", "배", "곳", "원"].iter().any(|counter| text[at..].starts_with(counter));
        let found = if text.is_ascii() {
            english(text, 0)
        } else {
            korean_part_in_words(text, 0).or_else(|| korean(text, 0, counter))
        };
        let found =
            found.map(|found| (found.number.value.normalize().to_string(), found.kind, &text[found.number.end..]));
        assert_eq!(found, expected.map(|(value, kind, rest)| (value.to_owned(), kind, rest)), "{text}");
    }

    #[test]
    fn english_words() {
        check("twenty-nine thousand of", Some(("29000", Kind::Plain, " of")));
        check("one hundred and fifty thousand GPUs", Some(("150000", Kind::Plain, " GPUs")));
        check("two million three hundred thousand x", Some(("2300000", Kind::Plain, " x")));
        check("half a million H100s", Some(("500000", Kind::Plain, " H100s")));
        check("a million", Some(("1000000", Kind::Plain, "")));
        check("one in eighty", Some(("0.0125", Kind::Part, "")));
        check("four out of five firms", Some(("0.8", Kind::Part, " firms")));
        check("one eightieth of", Some(("0.0125", Kind::Part, " of")));
        check("two thirds of", Some(("0.6666666666666666666666666667", Kind::Part, " of")));
        check("a quarter of", Some(("0.25", Kind::Part, " of")));
        check("a quarter later", None);
        check("half of", Some(("0.5", Kind::Part, " of")));
        check("fivefold rise", Some(("5", Kind::Times, " rise")));
        check("five-fold", Some(("5", Kind::Times, "")));
        check("doubled", Some(("2", Kind::Times, "")));
        check("double-check", None);
        check("third-largest owner", Some(("3", Kind::Rank, " owner")));
        check("third quarter", None);
        check("first place", None);
        check("two of them", None);
        check("two percent", Some(("2", Kind::Plain, " percent")));
        check("one thing", None);
        check("twelve islands", Some(("12", Kind::Plain, " islands")));
    }

    #[test]
    fn korean_words() {
        check("두 배 가까이", Some(("2", Kind::Times, " 가까이")));
        check("세 번째로 많은", Some(("3", Kind::Rank, "로 많은")));
        check("절반", Some(("0.5", Kind::Part, "")));
        check("십만 명", Some(("100000", Kind::Plain, " 명")));
        check("이천 개", Some(("2000", Kind::Plain, " 개")));
        check("삼만 오천 명", Some(("35000", Kind::Plain, " 명")));
        check("백만 원", Some(("1000000", Kind::Plain, " 원")));
        check("만 나이", None);
        check("열두 곳", Some(("12", Kind::Plain, " 곳")));
        check("삼분의 일", Some(("0.3333333333333333333333333333", Kind::Part, "")));
        check("이 명제", None);
        check("세계 1위", None);
        check("두뇌 유출", None);
    }
}
