//! Numbers in Korean words: 두 배, 세 번째, 십만, 절반, 80분의 1.

use super::{Kind, Worded, part, worded};
use crate::figure::Decimal;
use crate::lang::number::{Number, ten_to};

/// Ones of the native numbers, as they stand before what they count and by themselves; the long ones first.
const ONES: [(&str, u32); 16] = [
    ("다섯", 5),
    ("여섯", 6),
    ("일곱", 7),
    ("여덟", 8),
    ("아홉", 9),
    ("하나", 1),
    ("한", 1),
    ("두", 2),
    ("둘", 2),
    ("세", 3),
    ("셋", 3),
    ("석", 3),
    ("네", 4),
    ("넷", 4),
    ("넉", 4),
    ("닷", 5),
];
const TENS: [(&str, u32); 10] = [
    ("열", 10),
    ("스물", 20),
    ("스무", 20),
    ("서른", 30),
    ("마흔", 40),
    ("쉰", 50),
    ("예순", 60),
    ("일흔", 70),
    ("여든", 80),
    ("아흔", 90),
];

/// The native number at the beginning of a text, from two on, with its length: 두, 열한, 스물다섯.
pub(super) fn native(text: &str) -> Option<(u32, usize)> {
    let first = |words: &[(&str, u32)], text: &str| {
        words.iter().find(|(word, _)| text.starts_with(word)).map(|(word, value)| (*value, word.len()))
    };
    let (tens, length) = first(&TENS, text).unwrap_or_default();
    let (ones, more) = first(&ONES, &text[length..]).unwrap_or_default();
    // 스무 stands before what is counted, with nothing of a number behind it; 한, 석, 넉 and 닷 by themselves begin other words.
    let alone = tens > 0 || !["하나", "한", "석", "넉", "닷"].contains(&&text[length..length + more]);
    (tens + ones > 1 && alone).then_some((tens + ones, length + more))
}

/// Counters that are written as one word with a small number: 두명, 세개.
const GLUED: [&str; 6] = ["명", "개", "곳", "번", "배", "가지"];
const SINO: [(char, u32); 9] =
    [('일', 1), ('이', 2), ('삼', 3), ('사', 4), ('오', 5), ('육', 6), ('칠', 7), ('팔', 8), ('구', 9)];

/// The number in one word at the beginning of a text: 세, 열두.
pub(super) fn small_alone(text: &str) -> Option<(u32, usize)> {
    let run = text.find(|c: char| !c.is_alphabetic()).map_or(text, |end| &text[..end]);
    native(run).filter(|(_, length)| *length == run.len())
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
    if let Some((value, length)) = native(rest) {
        let (word, end) = (&rest[..length], at + length);
        let behind = text[end..].trim_start_matches(' ');
        let space = text[end..].len() - behind.len();
        let place = end + space;
        if space > 1 {
            return None;
        }
        if let Some(unit) = ["배", "곱"].iter().find(|unit| behind.starts_with(**unit) && counts(place)) {
            return Some(worded(value.into(), Decimal::ONE, at, place + unit.len(), Kind::Times));
        }
        for unit in ["번째", "째"] {
            // 세 번째로, 셋째로; 둘째 alone begins a list.
            if behind.starts_with(unit) && (unit == "번째" || behind[unit.len()..].starts_with("로")) {
                return Some(worded(value.into(), Decimal::ONE, at, place + unit.len(), Kind::Rank));
            }
        }
        // 세종, 열대, 네덜란드: written as one word only what counts in every text is a number with its counter.
        let one_word = space == 0 && word.chars().nth(1).is_none();
        let sure = !one_word || GLUED.iter().any(|counter| behind.starts_with(counter));
        return (sure && counts(place)).then(|| worded(value.into(), Decimal::ONE, at, end, Kind::Plain));
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
    let mut value = total.checked_add(section)?.checked_add(Decimal::from(digit.unwrap_or(0)))?;
    if end == at && text[at..].starts_with("영점") {
        end += "영".len();
    }
    if end > at
        && let Some((fraction, fraction_step, fraction_end)) = decimals(text, end, scales > 0)
        && counts(fraction_end + usize::from(text[fraction_end..].starts_with(' ')))
    {
        (value, step, end) = (value.checked_add(fraction)?, fraction_step, fraction_end);
        scales += 1;
    }
    let spaced = text[end..].starts_with(' ');
    let place = end + usize::from(spaced);
    // 조건, 만기, 천장, 백인: a scale word alone is a number only apart from what it counts.
    let alone = text[at..end].chars().nth(1).is_none();
    if alone && !spaced {
        return None;
    }
    (scales > 0 && counts(place)).then(|| worded(value, step, at, end, Kind::Plain))
}

/// 점오, 점 오: what stands behind the point of a number in words, with its step and where it ends. Without a scale word before it the
/// point is glued to both sides: 이 점이 is something else.
fn decimals(text: &str, at: usize, spaced: bool) -> Option<(Decimal, Decimal, usize)> {
    let gap = |place: usize| usize::from(spaced && text[place..].starts_with(' '));
    let point = at + gap(at);
    let mut end = point + text.get(point..)?.strip_prefix('점').map(|_| "점".len())?;
    end += gap(end);
    let (mut fraction, mut step) = (Decimal::ZERO, Decimal::ONE);
    for c in text[end..].chars().take(MOST_DECIMALS) {
        let nought = matches!(c, '영' | '공').then_some(0);
        let Some(digit) = SINO.iter().find(|(sign, _)| *sign == c).map(|(_, value)| *value).or(nought) else { break };
        step = step.checked_div(Decimal::TEN)?;
        fraction = fraction.checked_add(Decimal::from(digit).checked_mul(step)?)?;
        end += c.len_utf8();
    }
    (step < Decimal::ONE).then_some((fraction, step, end))
}

/// More decimals are not spelled out.
const MOST_DECIMALS: usize = 6;

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
