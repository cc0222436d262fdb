//! Numbers written in digits, with separators and scale words: `1,961`, `7.76bn`, 1만4736, 8천579, 7조 7,600억.

use crate::figure::Decimal;

/// A number with where it ends and how exactly it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    pub value: Decimal,
    /// The place of the last digit written.
    pub step: Decimal,
    pub start: usize,
    pub end: usize,
    /// Digits alone, without separators, fraction or scale: what may as well be a year, a label or a model.
    pub bare_digits: usize,
}

/// More digits than this are no quantity that somebody counted.
const MAX_DIGITS: usize = 18;
const KOREAN_LARGE: [(char, u32); 4] = [('만', 4), ('억', 8), ('조', 12), ('경', 16)];
const KOREAN_SMALL: [(char, u32); 3] = [('십', 1), ('백', 2), ('천', 3)];
/// Glued to the number or one space behind it. The long ones first.
const ENGLISH_SCALES: [(&str, u32); 16] = [
    ("crore", 7),
    ("lakh", 5),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("hundred", 2),
    ("trn", 12),
    ("mln", 6),
    ("bln", 9),
    ("mn", 6),
    ("bn", 9),
    ("tn", 12),
    ("mm", 6),
    ("k", 3),
    ("m", 6),
];

impl Number {
    /// Whether the number, within what was rounded away from it, is a value.
    pub fn may_be(&self, value: Decimal) -> bool {
        let half = self.coarse().checked_div(Decimal::TWO).unwrap_or_default();
        // 2,000 is 1,961 rounded to one digit, and whoever says it may mean another figure.
        let near = value.abs().checked_div(Decimal::ONE_HUNDRED).unwrap_or_default();
        value.checked_sub(self.value).is_some_and(|apart| apart.abs() <= half.min(near))
    }

    /// Whether the number is neither half nor double a value.
    pub fn is_of_the_size_of(&self, value: Decimal) -> bool {
        let double = |one: Decimal| one.checked_mul(Decimal::TWO);
        double(self.value).is_some_and(|most| most > value) && double(value).is_some_and(|most| most > self.value)
    }

    /// The place of the last digit that is not zero.
    pub fn coarse(&self) -> Decimal {
        coarse(self.value, self.step)
    }
}

/// The place of the last digit of a value that is not zero; the step itself for zero.
pub(crate) fn coarse(value: Decimal, step: Decimal) -> Decimal {
    let mut place = step;
    for _ in 0..MAX_DIGITS {
        let Some(next) = place.checked_mul(Decimal::TEN) else { break };
        if value.is_zero() || !value.checked_rem(next).is_some_and(|rest| rest.is_zero()) {
            break;
        }
        place = next;
    }
    place
}

pub(crate) fn ten_to(power: u32) -> Decimal {
    Decimal::from(10u64.pow(power))
}

/// The digits at a place, with separators and a fraction.
fn digits(text: &str, start: usize) -> Option<Number> {
    let bytes = text.as_bytes();
    let is_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let run = |from: usize| (from..).take_while(|i| is_digit(*i)).count();
    let first = run(start);
    // `.8%`: the nought is left out.
    let pointed = first == 0 && bytes.get(start) == Some(&b'.') && is_digit(start + 1);
    if first == 0 && !pointed || first > MAX_DIGITS {
        return None;
    }
    let mut end = start + first;
    let mut bare_digits = first;
    if let Some(grouped) = grouped(text, start, first) {
        end = grouped;
        bare_digits = 0;
    }
    let whole_end = end;
    let mut scale = 0;
    if bytes.get(end) == Some(&b'.') && is_digit(end + 1) || first == end - start && is_decimal_comma(text, end) {
        scale = run(end + 1);
        end += 1 + scale;
        bare_digits = 0;
    }
    if end - start > 2 * MAX_DIGITS {
        return None;
    }
    let whole: String = text.get(start..whole_end)?.chars().filter(char::is_ascii_digit).collect();
    let mut value: Decimal = if pointed { Decimal::ZERO } else { whole.parse().ok()? };
    let mut step = Decimal::ONE;
    if scale > 0 {
        let fraction: Decimal = text.get(whole_end + 1..end)?.parse().ok()?;
        step = Decimal::ONE.checked_div(ten_to(u32::try_from(scale).ok().filter(|scale| *scale <= 18)?))?;
        value = value.checked_add(fraction.checked_mul(step)?)?;
    }
    // ½, 2½: written in one character, which stands here as `1⁄2`.
    let behind = text.get(end..)?;
    let whole_alone = behind.starts_with('⁄');
    let mixed =
        behind.strip_prefix(' ').filter(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('⁄'));
    if scale == 0 && first > 0 && (whole_alone || mixed.is_some()) {
        let above = if whole_alone { start } else { end + 1 };
        let (count, _) = short(text, above)?;
        let bar = above + run(above) + '⁄'.len_utf8();
        let (of, last) = short(text, bar).filter(|(of, _)| *of > 0)?;
        let part = Decimal::from(count).checked_div(Decimal::from(of))?;
        let whole = if whole_alone { Decimal::ZERO } else { value };
        let step = Decimal::ONE.checked_div(Decimal::from(of))?;
        return Some(Number { value: whole.checked_add(part)?, step, start, end: last, bare_digits: 0 });
    }
    Some(Number { value, step, start, end, bare_digits })
}

/// A number of one or two digits, with where it ends.
fn short(text: &str, at: usize) -> Option<(u32, usize)> {
    let length = text.get(at..)?.bytes().take_while(u8::is_ascii_digit).count();
    let value = text.get(at..at + length).filter(|digits| (1..=2).contains(&digits.len()))?.parse().ok()?;
    Some((value, at + length))
}

/// `13,5%`: a comma before one or two digits of a share, which part no thousands.
fn is_decimal_comma(text: &str, at: usize) -> bool {
    let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix(',')) else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = rest[digits..].trim_start_matches([' ', '\u{A0}']);
    (1..=2).contains(&digits) && ["%", "percent", "per cent", "퍼센트"].iter().any(|share| behind.starts_with(share))
}

/// Where digits end that are parted by marks: `1,961`, `54 000`, `54'000`, `12,34,567`, `54.000`, `1.234.567`. A blank parts only
/// groups of three; points only where the number cannot be a fraction.
fn grouped(text: &str, start: usize, first: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let run = |from: usize| (from..).take_while(|i| bytes.get(*i).is_some_and(u8::is_ascii_digit)).count();
    if first == 0 || first > 3 {
        return None;
    }
    let groups = |mark: &str| {
        let (mut end, mut count) = (start + first, 0);
        while text.get(end..).is_some_and(|rest| rest.starts_with(mark)) && run(end + mark.len()) == 3 {
            end += mark.len() + 3;
            count += 1;
        }
        (count > 0).then_some((end, count))
    };
    if let Some((end, _)) = groups(",") {
        return Some(end);
    }
    // Lakhs and crores: groups of two, then one of three.
    if first <= 2 && bytes[start] != b'0' {
        let mut end = start + first;
        while bytes.get(end) == Some(&b',') && run(end + 1) == 2 {
            end += 3;
        }
        if end > start + first && bytes.get(end) == Some(&b',') && run(end + 1) == 3 {
            return Some(end + 4);
        }
    }
    if bytes[start] == b'0' {
        return None;
    }
    for mark in ["'", "’", " "] {
        if let Some((end, _)) = groups(mark) {
            return Some(end);
        }
    }
    let (end, count) = groups(".")?;
    let noughts = text.get(start + first..end).is_some_and(|rest| rest.chars().all(|c| matches!(c, '.' | '0')));
    let goes_on = text
        .get(end..)
        .is_some_and(|rest| rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit()));
    ((count > 1 || noughts) && !goes_on).then_some(end)
}

/// The number that begins with a digit at a place. A scale of one letter (`150K`) counts only where `letters` says so for
/// what follows the digits.
pub(crate) fn number(text: &str, start: usize, money: bool) -> Option<Number> {
    let plain = digits(text, start)?;
    let rest = text.get(plain.end..)?;
    match rest.chars().next() {
        Some(c) if large(c).is_some() || small(c).is_some() => Some(korean(text, plain).unwrap_or(plain)),
        Some(' ') if is_spaced_scale(rest) => {
            Some(korean(text, Number { end: plain.end + 1, ..plain }).unwrap_or(plain))
        }
        _ => Some(english(text, plain, money).unwrap_or(plain)),
    }
}

/// 13 억 달러, 5 만 명: a scale word behind a blank, with nothing but a blank, a digit or what counts behind it.
fn is_spaced_scale(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    let scale = chars.next().is_some_and(|c| large(c).is_some());
    scale
        && chars.next().is_none_or(|c| {
            c.is_ascii_digit() || matches!(c, ' ' | '원' | '달' | '명' | '개' | '대' | '장' | '건' | '톤')
        })
}

fn large(c: char) -> Option<u32> {
    KOREAN_LARGE.iter().find(|(word, _)| *word == c).map(|(_, power)| *power)
}

fn small(c: char) -> Option<u32> {
    KOREAN_SMALL.iter().find(|(word, _)| *word == c).map(|(_, power)| *power)
}

/// Sums groups: 40만1000, 1만 4,736, 8천579, 7조 7,600억, 1억 2천만.
fn korean(text: &str, first: Number) -> Option<Number> {
    let mut total = Decimal::ZERO;
    let mut section = Decimal::ZERO;
    let mut step = Decimal::ONE;
    let mut end = first.start;
    let mut next = Some(first);
    // What follows must be smaller than this, or it is another number.
    let (mut below, mut below_large) = (u32::MAX, u32::MAX);
    while let Some(number) = next.take() {
        let mut value = number.value;
        let mut power = 0;
        let mut place = number.end;
        let mut chars = text.get(place..)?.chars();
        let mut sign = chars.next();
        if let Some(found) = sign.and_then(small).filter(|found| *found < below) {
            value = value.checked_mul(ten_to(found))?;
            power = found;
            place += sign.map_or(0, char::len_utf8);
            sign = chars.next();
        }
        section = section.checked_add(value)?;
        step = number.step.checked_mul(ten_to(power))?;
        end = place;
        if let Some(found) = sign.and_then(large).filter(|found| *found < below_large) {
            place += sign.map_or(0, char::len_utf8);
            total = total.checked_add(section.checked_mul(ten_to(found))?)?;
            section = Decimal::ZERO;
            step = step.checked_mul(ten_to(found))?;
            (below, below_large) = (u32::MAX, found);
            end = place;
            next = continued(text, place, found);
        } else if power > 0 {
            below = power;
            next = digits(text, place).filter(|next| fits_below(next, power)).or_else(|| spaced(text, place, power));
        }
    }
    let value = total.checked_add(section)?;
    (end > first.end).then_some(Number { value, step, start: first.start, end, bare_digits: 0 })
}

/// What is left of a number behind a small scale word and a blank: 4천 300명, 4천 7백만.
fn spaced(text: &str, place: usize, power: u32) -> Option<Number> {
    let rest = text.get(place..)?.strip_prefix(' ')?;
    let number = digits(text, text.len() - rest.len())?;
    let behind = text.get(number.end..)?.chars().next()?;
    let dated = matches!(behind, '년' | '월' | '일' | '시' | '위' | '배' | '분' | '차');
    let counted = matches!(behind, '\u{AC00}'..='\u{D7A3}') && !dated && large(behind).is_none();
    (fits_below(&number, power) && counted).then_some(number)
}

/// The next group behind a large scale word, directly or behind a space.
fn continued(text: &str, place: usize, power: u32) -> Option<Number> {
    let rest = text.get(place..)?;
    let spaced = rest.starts_with(' ');
    let number = digits(text, place + usize::from(spaced))?;
    let behind = text.get(number.end..)?.chars().next();
    let scaled = behind.is_some_and(|c| small(c).is_some() || large(c).is_some_and(|next| next < power));
    // 15만 2023년 are two numbers.
    let dated = behind.is_some_and(|c| matches!(c, '년' | '월' | '일' | '시' | '위' | '배' | '%' | '-' | '~'));
    let fits =
        fits_below(&number, 4) && (scaled || (!dated && (!spaced || behind.is_some_and(|c| !c.is_whitespace()))));
    (fits && (scaled || power == 4 || power >= 8)).then_some(number)
}

fn fits_below(number: &Number, power: u32) -> bool {
    number.value < ten_to(power) && number.step == Decimal::ONE
}

/// Whether a word for money follows: `300m dollars`.
fn is_money(rest: &str) -> bool {
    const MONEY: [&str; 6] = [" dollars", " euros", " pounds", " won", " yen", " yuan"];
    MONEY.iter().any(|word| {
        rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && !rest[word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
    })
}

/// `40 MEUR`, `1.2bnUSD`: a scale that is glued to the code of a currency, with how long it is.
fn before_currency(word: &str) -> Option<(usize, u32)> {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let length = letters.checked_sub(CODE).filter(|length| (1..=2).contains(length))?;
    let power = match word.get(..length)? {
        "k" | "K" => 3,
        "m" | "M" | "mn" | "MM" => 6,
        "b" | "B" | "bn" => 9,
        "T" | "tn" => 12,
        _ => return None,
    };
    is_currency(&word[length..letters]).then_some((length, power))
}

/// Letters of the code of a currency.
const CODE: usize = 3;

/// Whether letters are the code of one of the currencies that are traded most (ISO 4217). Codes that are words or names as well
/// (TRY, ALL, TOP, AMD) are not among them.
pub(crate) fn is_currency(code: &str) -> bool {
    const CODES: [&str; 32] = [
        "USD", "EUR", "JPY", "GBP", "CNY", "AUD", "CAD", "CHF", "HKD", "SGD", "SEK", "KRW", "NOK", "NZD", "INR", "MXN",
        "TWD", "ZAR", "BRL", "DKK", "PLN", "THB", "ILS", "IDR", "CZK", "AED", "HUF", "SAR", "PHP", "MYR", "VND", "RMB",
    ];
    CODES.contains(&code)
}

/// `1.2 million`, `150K`, `7.76bn`, `$5m`.
fn english(text: &str, number: Number, money: bool) -> Option<Number> {
    let rest = text.get(number.end..)?;
    let gap = rest.starts_with([' ', '-']);
    let word = &rest[usize::from(gap)..];
    if let Some((length, power)) = before_currency(word) {
        let factor = ten_to(power);
        let end = number.end + usize::from(gap) + length;
        let (value, step) = (number.value.checked_mul(factor)?, number.step.checked_mul(factor)?);
        return Some(Number { value, step, end, start: number.start, bare_digits: 0 });
    }
    let (scale, power) = ENGLISH_SCALES
        .iter()
        .find(|(scale, _)| {
            let fits = word.get(..scale.len()).is_some_and(|start| start.eq_ignore_ascii_case(scale));
            fits && !word[scale.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
        })
        .or_else(|| {
            // A billion by one capital letter, and only where no unit can be meant.
            let letter = word.get(..1)?;
            let alone = !word[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
            let money = money || word.get(1..).is_some_and(is_money);
            (!gap && money && alone && matches!(letter, "B" | "b" | "T")).then_some(if letter == "T" {
                &("T", 12)
            } else {
                &("B", 9)
            })
        })?;
    // One letter stands behind the number directly; a small m is a metre unless it is money, and two are a millimetre.
    let metre = word.starts_with('m') && !word.get(1..).is_some_and(is_money) || scale.eq_ignore_ascii_case("mm");
    if scale.len() == 1 && gap
        || scale.len() <= 2 && metre && scale.bytes().all(|b| b.eq_ignore_ascii_case(&b'm')) && !money
    {
        return None;
    }
    let factor = ten_to(*power);
    Some(Number {
        value: number.value.checked_mul(factor)?,
        step: number.step.checked_mul(factor)?,
        end: number.end + usize::from(gap) + scale.len(),
        start: number.start,
        bare_digits: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, value: &str, step: &str, end: &str) {
        let number = number(text, 0, text.ends_with('$')).unwrap();
        let got = (number.value.normalize().to_string(), number.step.normalize().to_string(), &text[number.end..]);
        assert_eq!(got, (value.to_owned(), step.to_owned(), end), "{text}");
    }

    #[test]
    fn digits_separators_and_scales() {
        check("1,961 H100s", "1961", "1", " H100s");
        check("1,96", "1", "1", ",96");
        check("53.2%", "53.2", "0.1", "%");
        check("1만4736명", "14736", "1", "명");
        check("40만1000명", "401000", "1", "명");
        check("8천579명", "8579", "1", "명");
        check("15만 개", "150000", "10000", " 개");
        check("1.2조원", "1200000000000", "100000000000", "원");
        check("7조 7,600억 원", "7760000000000", "100000000", " 원");
        check("1만 4,736명", "14736", "1", "명");
        check("1억 2천만 명", "120000000", "10000000", " 명");
        check("5만7천명", "57000", "1000", "명");
        check("3백만 대", "3000000", "1000000", " 대");
        check("15만 2023년", "150000", "10000", " 2023년");
        check("2천억원", "200000000000", "100000000000", "원");
        check("150K", "150000", "1000", "");
        check("1.2 million people", "1200000", "100000", " people");
        check("7.76bn", "7760000000", "10000000", "");
        check("80 m deep", "80", "1", " m deep");
        check("80 mm deep", "80", "1", " mm deep");
        check("1⁄4 million", "250000", "250000", "");
        check("3 1⁄2 km", "3.5", "0.5", " km");
        check("1 2 3", "1", "1", " 2 3");
        check("7,5 %", "7.5", "0.1", " %");
        check("7,5 kg", "7", "1", ",5 kg");
        check("25 kUSD", "25000", "1000", "USD");
        check("6bnEUR", "6000000000", "1000000000", "EUR");
        check("5M users", "5000000", "1000000", " users");
    }
}
