//! Numbers in words: exact decimals with their unit, in the style of each language's press.
//!
//! English: `1,961 GPUs`, `$7.76 billion`, `1.459 trillion won`, `3rd`. Korean: `1만 4,736명`, `7조 7,600억 원`, `3위`.
//! No digit is lost: a number is shortened to millions or billions only where that is exact, and is written out
//! otherwise. Trailing zeros after the point stay as the pack wrote them, because they say how exact a value is.

use crate::figure::{Decimal, Language, Precision, Unit, UnitKind};

use super::say;

/// English scale words and their powers of ten, largest first.
const ENGLISH_SCALES: [(u32, &str); 3] = [(12, "trillion"), (9, "billion"), (6, "million")];
/// Decimals that a shortened English number may have: `1.459 trillion`.
const ENGLISH_SCALE_DECIMALS: u32 = 3;
/// Korean scale words for each group of four digits, from the ones up. Decimals have at most 29 digits, so eight groups do.
const KOREAN_GROUPS: [&str; 8] = ["", "만", "억", "조", "경", "해", "자", "양"];
/// From here on Korean numbers are written in groups of four digits.
const KOREAN_GROUPED_FROM: u32 = 10_000;
/// A multiple below one is also said as one part of this many, if that is exact: `1/80`, 80분의 1.
const LARGEST_PART: u32 = 1_000;

/// A value with its unit, exact.
#[must_use]
pub fn quantity(language: Language, value: Decimal, unit: &Unit) -> String {
    let text = match language {
        Language::English => english(value, unit),
        Language::Korean => korean(value, unit),
    };
    match part(value, unit) {
        Some(part) => say!(language, "number-with-part", "number" => text, "part" => part),
        None => text,
    }
}

/// A value with its unit and how exact it is: `about 150,000 GPUs`, `5만 7,000명 이상`.
#[must_use]
pub fn measured(language: Language, value: Decimal, unit: &Unit, precision: Precision) -> String {
    with_precision(language, quantity(language, value, unit), precision)
}

/// Puts "about", "at least" or "at most" to a number.
#[must_use]
pub fn with_precision(language: Language, number: String, precision: Precision) -> String {
    match precision {
        Precision::Exact => number,
        Precision::About => say!(language, "number-about", "number" => number),
        Precision::AtLeast => say!(language, "number-at-least", "number" => number),
        Precision::AtMost => say!(language, "number-at-most", "number" => number),
    }
}

/// Published bounds in words, if there are any.
#[must_use]
pub fn range(language: Language, low: Option<Decimal>, high: Option<Decimal>, unit: &Unit) -> Option<String> {
    let words = |value| quantity(language, value, unit);
    match (low, high) {
        (Some(low), Some(high)) => {
            Some(say!(language, "number-range", "low" => without_unit(language, low, unit), "high" => words(high)))
        }
        (Some(low), None) => Some(with_precision(language, words(low), Precision::AtLeast)),
        (None, Some(high)) => Some(with_precision(language, words(high), Precision::AtMost)),
        (None, None) => None,
    }
}

/// A number whose unit stands elsewhere: `1,000 to 20,000 people`, the axis of a chart. Signs that belong to the number
/// (`$`, the ending of `3rd`) stay.
pub(crate) fn without_unit(language: Language, value: Decimal, unit: &Unit) -> String {
    let stands_alone = matches!(unit.kind, UnitKind::Rank | UnitKind::Date);
    match language {
        Language::English if stands_alone || symbol(unit).is_some() => english(value, unit),
        Language::English => english_scaled(value).unwrap_or_else(|| digits(value)),
        Language::Korean if stands_alone => korean(value, unit),
        Language::Korean => korean_number(value).0,
    }
}

/// A place in an order: `3rd`, 3위.
pub(crate) fn place(language: Language, place: usize) -> String {
    match language {
        Language::English => ordinal(Decimal::from(place)),
        Language::Korean => format!("{place}위"),
    }
}

/// A number that has no unit, in the style of a language: `10 billion`, `100억`.
pub(crate) fn plain(language: Language, value: Decimal) -> String {
    match language {
        Language::English => english_scaled(value).unwrap_or_else(|| digits(value)),
        Language::Korean => korean_number(value).0,
    }
}

/// A number without a unit, in groups of three digits: `1,234,567.80`.
#[must_use]
pub fn digits(value: Decimal) -> String {
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let mut grouped = String::with_capacity(text.len() + text.len() / 3 + 1);
    grouped.push_str(sign(value));
    grouped.push_str(&group(whole));
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

fn sign(value: Decimal) -> &'static str {
    if value.is_sign_negative() && !value.is_zero() { "-" } else { "" }
}

fn group(whole: &str) -> String {
    let mut grouped = String::with_capacity(whole.len() + whole.len() / 3);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn english(value: Decimal, unit: &Unit) -> String {
    match unit.kind {
        UnitKind::Rank => return ordinal(value),
        UnitKind::Date => return value.normalize().to_string(),
        _ => {}
    }
    if let Some(symbol) = symbol(unit) {
        return format!("{}{symbol}{}", sign(value), english_money(value.abs()));
    }
    let number = english_scaled(value).unwrap_or_else(|| digits(value));
    let name = if value.abs() == Decimal::ONE { &unit.one_en } else { &unit.many_en };
    if name.is_empty() {
        number
    } else if name.starts_with(['%', '°', '‰']) {
        format!("{number}{name}")
    } else {
        format!("{number} {name}")
    }
}

/// The sign that English-language press puts before an amount.
fn symbol(unit: &Unit) -> Option<&'static str> {
    match &*unit.id {
        "USD" => Some("$"),
        "EUR" => Some("€"),
        "GBP" => Some("£"),
        _ => None,
    }
}

fn english_money(value: Decimal) -> String {
    // Cents have two digits: $30.50, not $30.5.
    english_scaled(value)
        .unwrap_or_else(|| if value.scale() == 1 { format!("{}0", digits(value)) } else { digits(value) })
}

/// `7.76 billion`, if that is exact and short.
fn english_scaled(value: Decimal) -> Option<String> {
    ENGLISH_SCALES.iter().find(|(power, _)| value.abs() >= ten_to(*power)).and_then(|(power, word)| {
        let scaled = value.checked_div(ten_to(*power))?.normalize();
        let exact = scaled.checked_mul(ten_to(*power)) == Some(value);
        (exact && scaled.scale() <= ENGLISH_SCALE_DECIMALS).then(|| format!("{} {word}", digits(scaled)))
    })
}

fn ten_to(power: u32) -> Decimal {
    Decimal::from(10u64.pow(power))
}

fn ordinal(value: Decimal) -> String {
    let text = digits(value.normalize());
    if !value.fract().is_zero() || value <= Decimal::ZERO {
        return text;
    }
    let ending = match (text.as_bytes().iter().rev().nth(1), text.as_bytes().last()) {
        (Some(b'1'), _) => "th",
        (_, Some(b'1')) => "st",
        (_, Some(b'2')) => "nd",
        (_, Some(b'3')) => "rd",
        _ => "th",
    };
    format!("{text}{ending}")
}

fn korean(value: Decimal, unit: &Unit) -> String {
    if unit.kind == UnitKind::Date {
        return format!("{}년", value.normalize());
    }
    let (number, ends_in_word) = korean_number(value);
    // A counter follows a digit directly and a scale word after a space: 1,961개, 15만 개.
    let space = if ends_in_word && !unit.counter_ko.starts_with('%') && !unit.counter_ko.is_empty() { " " } else { "" };
    format!("{number}{space}{}", unit.counter_ko)
}

/// A number in groups of four digits, and whether it ends in a scale word.
fn korean_number(value: Decimal) -> (String, bool) {
    let magnitude = value.abs();
    if magnitude < Decimal::from(KOREAN_GROUPED_FROM) || !magnitude.fract().is_zero() {
        return (digits(value), false);
    }
    let whole = magnitude.trunc().to_string();
    let mut groups: Vec<String> = Vec::new();
    let mut ends_in_word = false;
    let mut end = whole.len();
    for word in KOREAN_GROUPS {
        let start = end.saturating_sub(4);
        let digits = whole.get(start..end).unwrap_or_default().trim_start_matches('0');
        if !digits.is_empty() {
            if groups.is_empty() {
                ends_in_word = !word.is_empty();
            }
            groups.push(format!("{}{word}", group(digits)));
        }
        end = start;
    }
    groups.reverse();
    (format!("{}{}", sign(value), groups.join(" ")), ends_in_word)
}

/// For a multiple that is exactly one part of a whole number: that number.
fn part(value: Decimal, unit: &Unit) -> Option<String> {
    if unit.kind != UnitKind::Multiple || value <= Decimal::ZERO || value >= Decimal::ONE {
        return None;
    }
    let parts = Decimal::ONE.checked_div(value)?.normalize();
    let exact = parts.fract().is_zero() && parts * value == Decimal::ONE && parts <= Decimal::from(LARGEST_PART);
    exact.then(|| parts.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::general_units;
    use proptest::prelude::*;

    fn unit(id: &str) -> Unit {
        let gpu = Unit {
            id: "GPU".into(),
            kind: UnitKind::Count,
            one_en: "GPU".into(),
            many_en: "GPUs".into(),
            counter_ko: "개".into(),
            words: crate::figure::Bilingual::default(),
        };
        general_units().into_iter().chain([gpu]).find(|unit| *unit.id == *id).unwrap()
    }

    #[test]
    fn values_in_words() {
        let table = [
            ("1961", "GPU", "1,961 GPUs", "1,961개"),
            ("150000", "GPU", "150,000 GPUs", "15만 개"),
            ("1", "GPU", "1 GPU", "1개"),
            ("0", "GPU", "0 GPUs", "0개"),
            ("1200000", "GPU", "1.2 million GPUs", "120만 개"),
            ("3760000", "GPU", "3.76 million GPUs", "376만 개"),
            ("1234567", "GPU", "1,234,567 GPUs", "123만 4,567개"),
            ("14736", "people", "14,736 people", "1만 4,736명"),
            ("1", "people", "1 person", "1명"),
            ("57000", "people", "57,000 people", "5만 7,000명"),
            ("401000", "people", "401,000 people", "40만 1,000명"),
            ("100000123", "people", "100,000,123 people", "1억 123명"),
            ("7760000000", "USD", "$7.76 billion", "77억 6,000만 달러"),
            ("-5000000", "USD", "-$5 million", "-500만 달러"),
            ("30.5", "USD", "$30.50", "30.5달러"),
            ("25000", "USD", "$25,000", "2만 5,000달러"),
            ("2500000000", "EUR", "€2.5 billion", "25억 유로"),
            ("7760000000000", "KRW", "7.76 trillion won", "7조 7,600억 원"),
            ("1459000000000", "KRW", "1.459 trillion won", "1조 4,590억 원"),
            ("1459123456789", "KRW", "1,459,123,456,789 won", "1조 4,591억 2,345만 6,789원"),
            ("9500", "KRW", "9,500 won", "9,500원"),
            ("53.2", "percent", "53.2%", "53.2%"),
            ("24.0", "percent", "24.0%", "24.0%"),
            ("-0.36", "percent", "-0.36%", "-0.36%"),
            ("24", "percentage-points", "24 percentage points", "24%p"),
            ("1", "percentage-points", "1 percentage point", "1%p"),
            ("5.3", "times", "5.3 times", "5.3배"),
            ("0.0125", "times", "0.0125 times (1/80)", "0.0125배(80분의 1)"),
            ("0.013", "times", "0.013 times", "0.013배"),
            ("1", "rank", "1st", "1위"),
            ("2", "rank", "2nd", "2위"),
            ("3", "rank", "3rd", "3위"),
            ("11", "rank", "11th", "11위"),
            ("12", "rank", "12th", "12위"),
            ("13", "rank", "13th", "13위"),
            ("21", "rank", "21st", "21위"),
            ("112", "rank", "112th", "112위"),
            ("1003", "rank", "1,003rd", "1,003위"),
            ("80", "GB", "80 GB", "80GB"),
            ("4800", "GW", "4,800 GW", "4,800GW"),
            ("21.5", "celsius", "21.5°C", "21.5℃"),
            ("2024", "date", "2024", "2024년"),
            ("1", "years", "1 year", "1년"),
            ("3", "years", "3 years", "3년"),
            ("12345.67", "km", "12,345.67 km", "12,345.67km"),
            (
                "0.0000000000000000000000000001",
                "percent",
                "0.0000000000000000000000000001%",
                "0.0000000000000000000000000001%",
            ),
            (
                "79228162514264337593543950335",
                "people",
                "79,228,162,514,264,337,593,543,950,335 people",
                "7양 9,228자 1,625해 1,426경 4,337조 5,935억 4,395만 335명",
            ),
        ];
        for (value, id, english, korean) in table {
            let value: Decimal = value.parse().unwrap();
            assert_eq!(quantity(Language::English, value, &unit(id)), english);
            assert_eq!(quantity(Language::Korean, value, &unit(id)), korean);
        }
    }

    #[test]
    fn how_exact_a_value_is_stands_with_it() {
        let table = [
            (Precision::Exact, "150,000 GPUs", "15만 개"),
            (Precision::About, "about 150,000 GPUs", "약 15만 개"),
            (Precision::AtLeast, "at least 150,000 GPUs", "15만 개 이상"),
            (Precision::AtMost, "at most 150,000 GPUs", "15만 개 이하"),
        ];
        for (precision, english, korean) in table {
            assert_eq!(measured(Language::English, 150_000.into(), &unit("GPU"), precision), english);
            assert_eq!(measured(Language::Korean, 150_000.into(), &unit("GPU"), precision), korean);
        }
    }

    #[test]
    fn bounds_in_words() {
        let (low, high) = (Some(Decimal::from(1_000)), Some(Decimal::from(20_000)));
        let words = |low, high| {
            Language::ALL.map(|language| range(language, low, high, &unit("people")).unwrap_or_default()).join(" | ")
        };
        assert_eq!(words(low, high), "1,000 to 20,000 people | 1,000~2만 명");
        assert_eq!(words(low, None), "at least 1,000 people | 1,000명 이상");
        assert_eq!(words(None, high), "at most 20,000 people | 2만 명 이하");
        assert_eq!(words(None, None), " | ");
    }

    /// Reads the words back, with nothing shared with the code above.
    fn read_back(words: &str) -> Decimal {
        let words = words.replace(',', "").replace("people", "").replace("person", "").replace('명', "");
        let negative = words.starts_with('-');
        let words = words.trim_start_matches('-').trim();
        let scale = |zeros: u32| Decimal::from_i128_with_scale(10i128.pow(zeros), 0);
        for (word, zeros) in [("million", 6), ("billion", 9), ("trillion", 12)] {
            if let Some(number) = words.strip_suffix(word) {
                let value = number.trim().parse::<Decimal>().unwrap() * scale(zeros);
                return if negative { -value } else { value };
            }
        }
        let mut sum = Decimal::ZERO;
        for part in words.split_whitespace() {
            let last = part.chars().last().unwrap();
            let zeros =
                "만억조경해자양".chars().position(|c| c == last).map_or(0, |position| 4 * (position as u32 + 1));
            sum += part.trim_end_matches(|c: char| !c.is_ascii_digit()).parse::<Decimal>().unwrap() * scale(zeros);
        }
        if negative { -sum } else { sum }
    }

    proptest! {
        #[test]
        fn no_digit_is_lost(mantissa in -79_228_162_514_264_337_593_543_950_335i128..=79_228_162_514_264_337_593_543_950_335, shift in 0u32..60, zeros in 0u32..20, scale in 0u32..=28) {
            let mantissa = (mantissa >> shift) / 10i128.pow(zeros) * 10i128.pow(zeros);
            let value = Decimal::from_i128_with_scale(mantissa, scale);
            for language in Language::ALL {
                let words = quantity(language, value, &unit("people"));
                prop_assert_eq!(read_back(&words), value, "{}", words);
            }
        }
    }
}
