//! Numbers in Korean words: 두 배, 세 번째, 십만, 절반, 80분의 1.

use super::{Kind, Worded, part, worded};
use crate::figure::Decimal;
use crate::lang::number::{Number, ten_to};

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
/// Counters that are written as one word with a small number: 두명, 세개.
const GLUED: [&str; 6] = ["명", "개", "곳", "번", "배", "가지"];
const SINO: [(char, u32); 9] =
    [('일', 1), ('이', 2), ('삼', 3), ('사', 4), ('오', 5), ('육', 6), ('칠', 7), ('팔', 8), ('구', 9)];

/// The number in one word at the beginning of a text: 세, 열두.
pub(super) fn small_alone(text: &str) -> Option<(u32, usize)> {
    let run = text.find(|c: char| !c.is_alphabetic()).map_or(text, |end| &text[..end]);
    NATIVE.iter().find(|(word, _)| *word == run).map(|(word, value)| (*value, word.len()))
}

/// The number in Korean words at a place where a word begins. `counts` says whether a counter stands at a place.
pub(crate) fn korean(text: &str, at: usize, counts: impl Fn(usize) -> bool) -> Option<Worded> {
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
        // 세종, 열대, 네덜란드: written as one word only what counts in every text is a number with its counter.
        let one_word = space == 0 && word.chars().nth(1).is_none();
        let sure = !one_word || GLUED.iter().any(|counter| behind.starts_with(counter));
        return (sure && counts(place)).then(|| worded((*value).into(), Decimal::ONE, at, end, Kind::Plain));
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
    let spaced = text[end..].starts_with(' ');
    let place = end + usize::from(spaced);
    // 조건, 만기, 천장, 백인: a scale word alone is a number only apart from what it counts.
    let alone = text[at..end].chars().nth(1).is_none();
    if alone && !spaced {
        return None;
    }
    (scales > 0 && counts(place)).then(|| worded(value, step, at, end, Kind::Plain))
}

/// 80분의 1, 삼분의 일: the part, given the denominator that was read before 분의.
pub(crate) fn korean_part(text: &str, denominator: &Number) -> Option<Worded> {
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
pub(crate) fn korean_part_in_words(text: &str, at: usize) -> Option<Worded> {
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
