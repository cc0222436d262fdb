//! What a true number may become by mistake: digits change, a magnitude is lost, or it is the number of somebody else or of another time.

use datum::claim::Reader;
use datum::figure::{Decimal, FigureRef};
use datum::pack::Catalog;

/// A kind of mistake, as it stands in the report.
pub const SWAPPED: &str = "swapped";
pub const DIGIT: &str = "digit";
pub const POWER: &str = "power";
pub const ENTITY: &str = "entity";
pub const TIME: &str = "time";

/// Another number lies within this many times of the true one, or nobody would take one for the other.
const WITHIN_TIMES: u32 = 30;

/// What a true number may become, each with the kind of mistake: the first unlike neighbours swapped, the first digit changed, ten times
/// as much or as little, and, where the figure is known, the number of another entity and of another time.
pub fn alterations(reader: &Reader<'_>, quote: &str, figure: Option<FigureRef>) -> Vec<(&'static str, String)> {
    let digits = digits(quote);
    let bytes = quote.as_bytes();
    let mut altered = Vec::new();
    let mut put = |kind: &'static str, text: Option<String>| {
        altered.extend(text.filter(|text| text != quote).map(|text| (kind, text)));
    };
    let swapped = digits.windows(2).find(|two| bytes[two[0]] != bytes[two[1]] && bytes[two[1]] != b'0');
    if let Some(two) = swapped {
        let mut bytes = bytes.to_vec();
        bytes.swap(two[0], two[1]);
        put(SWAPPED, String::from_utf8(bytes).ok());
    }
    if let Some(first) = digits.first().filter(|_| digits.len() > 1) {
        let mut bytes = bytes.to_vec();
        bytes[*first] = b'1' + (bytes[*first] - b'0' + 2) % 9;
        put(DIGIT, String::from_utf8(bytes).ok());
    }
    if let Some(numeral) = Numeral::of(quote) {
        put(POWER, numeral.power());
        if let Some(figure) = figure {
            let catalog = reader.engine().catalog();
            put(ENTITY, another(catalog, &numeral, &others(catalog, figure)));
            put(TIME, another(catalog, &numeral, &times_of(catalog, figure)));
        }
    }
    altered
}

/// The places of the digits, without those of names and years: `350,000 H100s`, 2024년 5위.
fn digits(quote: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut in_name = false;
    for (at, c) in quote.char_indices() {
        in_name = c.is_ascii_alphabetic() || in_name && (c.is_ascii_digit() || c == '-');
        if c.is_ascii_digit() && !in_name {
            places.push(at);
        }
        if c == '년' {
            while places.last().is_some_and(|last| quote[*last..at].bytes().all(|byte| byte.is_ascii_digit())) {
                places.pop();
            }
        }
    }
    places
}

/// Figures with what they are of the true one; the first that can be written as the number is.
fn another(catalog: &Catalog, numeral: &Numeral<'_>, figures: &[(FigureRef, FigureRef)]) -> Option<String> {
    let value = |figure: &FigureRef| catalog.figure(*figure).value;
    figures.iter().find_map(|(own, other)| {
        let times = value(other).checked_div(value(own))?;
        let most = Decimal::from(WITHIN_TIMES);
        let near = times.is_sign_positive() && times <= most && times >= Decimal::ONE / most;
        near.then(|| numeral.times(times, false)).flatten()
    })
}

/// Figures of others of the same metric and time.
fn others(catalog: &Catalog, own: FigureRef) -> Vec<(FigureRef, FigureRef)> {
    let item = catalog.figure(own);
    let all = catalog.figures_of_metric(item.metric).iter().copied();
    let other = |figure: &FigureRef| {
        let other = catalog.figure(*figure);
        other.entity != item.entity && other.period == item.period
    };
    all.filter(other).map(|other| (own, other)).collect()
}

/// Figures of the same cell at other times, the newest before it first.
fn times_of(catalog: &Catalog, own: FigureRef) -> Vec<(FigureRef, FigureRef)> {
    let item = catalog.figure(own);
    let cell = catalog.cell(item.metric, item.entity);
    let (before, behind): (Vec<FigureRef>, Vec<FigureRef>) = cell
        .iter()
        .copied()
        .filter(|other| catalog.figure(*other).period.last_day() != item.period.last_day())
        .partition(|other| catalog.figure(*other).period.last_day() < item.period.last_day());
    before.into_iter().rev().chain(behind).map(|other| (own, other)).collect()
}

/// The number of a quote that has one in digits: "3만 1,000" has two, and neither alone says what it is.
struct Numeral<'q> {
    before: &'q str,
    value: Decimal,
    behind: &'q str,
    scale: u32,
    grouped: bool,
}

impl<'q> Numeral<'q> {
    fn of(quote: &'q str) -> Option<Self> {
        let places = digits(quote);
        let start = *places.first()?;
        let length = quote[start..].find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.');
        let end = length.map_or(quote.len(), |length| start + length);
        let written = quote[start..end].trim_end_matches(['.', ',']);
        let behind = &quote[start + written.len()..];
        let ordinal = ["st", "nd", "rd", "th", "위", "번째"].iter().any(|end| behind.starts_with(end));
        if ordinal || places.iter().any(|place| *place >= start + written.len()) {
            return None;
        }
        let value: Decimal = written.replace(',', "").parse().ok()?;
        let grouped = written.contains(',');
        (!value.is_zero()).then_some(Self { before: &quote[..start], value, behind, scale: value.scale(), grouped })
    }

    /// Ten times as much, or a tenth: what is not ten yet and no part grows, and of the rest about half.
    fn power(&self) -> Option<String> {
        let part = ["%", "per cent", "percent", "퍼센트"].iter().any(|word| self.behind.contains(word));
        let odd = self.value.normalize().mantissa().unsigned_abs() % 2 == 1;
        let shrinks = self.value >= Decimal::TEN && (part || odd);
        self.times(if shrinks { Decimal::new(1, 1) } else { Decimal::TEN }, true)
    }

    /// The quote with so many times the number, written as exactly (`shifted`: with the same digits) as the number was; none if that says the
    /// same, or little.
    fn times(&self, times: Decimal, shifted: bool) -> Option<String> {
        let scale = if shifted { self.value.checked_mul(times)?.normalize().scale() } else { self.scale };
        let value = self.value.checked_mul(times)?.round_dp(scale);
        if value == self.value || value.is_zero() || value.round_sf(2)? == Decimal::ZERO {
            return None;
        }
        // "0.2 thousand" is written by nobody.
        if value < Decimal::ONE && self.value >= Decimal::ONE {
            return None;
        }
        let whole = value.trunc().to_string();
        let mut written = String::new();
        for (place, digit) in whole.char_indices() {
            if (self.grouped || whole.len() > 4) && place > 0 && (whole.len() - place).is_multiple_of(3) {
                written.push(',');
            }
            written.push(digit);
        }
        if let Some((_, rest)) = value.to_string().split_once('.') {
            written.push('.');
            written.push_str(rest);
        }
        Some(format!("{}{written}{}", self.before, self.behind))
    }
}
