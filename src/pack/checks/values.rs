//! Checks on values and their bounds.

use once_cell::sync::Lazy;
use regex::Regex;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::units::UnitKinds;
use super::{Context, Report, quote};
use crate::figure::{Decimal, MetricKind, Period, UnitKind};
use crate::pack::raw::{FigureRow, MetricRow};

pub(super) fn number(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<FigureRow<'_>>() {
        for (column, cell) in [("value", row.value), ("low", row.low), ("high", row.high)] {
            if !cell.is_empty() && decimal(cell).is_none() {
                let (what, remedy) = what_is_no_number(cell);
                report.row(row.place, format!("`{column}` is {}: {what}", quote(cell)), remedy);
            }
        }
    }
}

pub(super) fn negative(context: &Context<'_>, report: &mut Report<'_>) {
    let kinds = Kinds::new(context);
    for row in context.rows::<FigureRow<'_>>() {
        // A flow may be a net one, and so below zero.
        if !matches!(kinds.of(row.metric), Some((MetricKind::Stock | MetricKind::Size, UnitKind::Count))) {
            continue;
        }
        for (column, cell) in [("value", row.value), ("low", row.low), ("high", row.high)] {
            if decimal(cell).is_some_and(|value| value < Decimal::ZERO) {
                let what = format!("`{column}` is {}, but {} counts what is there", quote(cell), quote(row.metric));
                report.row(row.place, what, "make the metric a flow, or correct the value as its source has it");
            }
        }
    }
}

pub(super) fn share(context: &Context<'_>, report: &mut Report<'_>) {
    let kinds = Kinds::new(context);
    let whole = Decimal::ONE_HUNDRED;
    for row in context.rows::<FigureRow<'_>>() {
        if kinds.of(row.metric) != Some((MetricKind::Share, UnitKind::Percent)) {
            continue;
        }
        for (column, cell) in [("value", row.value), ("low", row.low), ("high", row.high)] {
            if decimal(cell).is_some_and(|value| value < Decimal::ZERO || value > whole) {
                let what = format!("`{column}` is {}, but {} is a share", quote(cell), quote(row.metric));
                report.row(
                    row.place,
                    what,
                    "make the metric a `multiple` if it is growth, or correct the value as its source has it",
                );
            }
        }
    }
}

pub(super) fn rank(context: &Context<'_>, report: &mut Report<'_>) {
    let kinds = Kinds::new(context);
    for row in context.rows::<FigureRow<'_>>() {
        if !matches!(kinds.of(row.metric), Some((MetricKind::Rank, _))) {
            continue;
        }
        for (column, cell) in [("value", row.value), ("low", row.low), ("high", row.high)] {
            if decimal(cell).is_some_and(|value| value < Decimal::ONE || !value.fract().is_zero()) {
                let what = format!("`{column}` is {}, which is no place in an order", quote(cell));
                report.row(row.place, what, "correct it as its source has it: a rank is a whole number from 1 on");
            }
        }
    }
}

pub(super) fn date(context: &Context<'_>, report: &mut Report<'_>) {
    let kinds = Kinds::new(context);
    for row in context.rows::<FigureRow<'_>>() {
        let (Some((MetricKind::Date, _)), Ok(period)) = (kinds.of(row.metric), row.period.parse::<Period>()) else {
            continue;
        };
        if period.end().is_some() {
            let what = format!("{} is a date, but its period is the interval {}", quote(row.id), quote(row.period));
            report.row(row.place, what, "write the day, the month or the year as the period");
        }
        let year = period.start().year();
        if decimal(row.value).is_some_and(|value| value != Decimal::from(year)) {
            let what = format!("`value` is {}, but the period {} lies in {year}", quote(row.value), quote(row.period));
            report.row(row.place, what, format!("write {year} as the value of a date, or correct the period"));
        }
    }
}

pub(super) fn bounds(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<FigureRow<'_>>().filter(|row| !row.low.is_empty() || !row.high.is_empty()) {
        let Some(value) = decimal(row.value) else { continue };
        let (low, high) = (decimal(row.low).unwrap_or(value), decimal(row.high).unwrap_or(value));
        if low > value || value > high {
            let what = format!(
                "the value {value} does not lie between `low` {} and `high` {}",
                quote(row.low),
                quote(row.high)
            );
            report.row(row.place, what, "put the smaller bound into `low` and the larger into `high`");
        }
    }
}

/// A plain decimal: `1961`, `-0.36`. Nothing that must be guessed at.
pub(in crate::pack) fn decimal(cell: &str) -> Option<Decimal> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_plain = are_digits(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(are_digits);
    if is_plain { Decimal::from_str_exact(cell).ok() } else { None }
}

/// What is wrong with a cell that is no plain decimal, and what to do. A remedy names a number only where the cell can mean
/// no other one: whoever follows it must not change a figure.
fn what_is_no_number(cell: &str) -> (&'static str, String) {
    let narrow: String = cell.nfkc().collect();
    let lower = narrow.to_ascii_lowercase();
    let instead = |text: &str| {
        let text = text.trim();
        if decimal(text).is_some() {
            format!("write {text}")
        } else {
            "write digits and a decimal point only".to_owned()
        }
    };
    if narrow != cell && decimal(&narrow).is_some() {
        ("it has full-width or other unusual digits", instead(&narrow))
    } else if lower.trim_start_matches(['-', '+']).starts_with("nan") || lower.contains("inf") {
        ("it is no number that was published", "remove the row, or write the value".to_owned())
    } else if let Some((what, remedy)) = marks(&narrow) {
        (what, remedy)
    } else if narrow.ends_with('%') {
        ("it has a percent sign", instead(narrow.trim_end_matches('%')))
    } else if lower.contains('e') && lower.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        let plain = Decimal::from_scientific(&narrow).map(|value| value.normalize().to_string()).unwrap_or_default();
        ("it has an exponent", instead(&plain))
    } else if lower.bytes().filter(u8::is_ascii_digit).count() > 28 {
        ("it has more than 28 digits", "round it as its source does".to_owned())
    } else if lower.starts_with('+') || lower.trim_start_matches('-').starts_with('0') {
        ("it has a plus sign or zeros before it", instead(lower.trim_start_matches(['+', '0'])))
    } else {
        ("it is no number", "write digits and a decimal point only, such as 1961 or -0.36".to_owned())
    }
}

/// What to do about marks between digits. One comma before three digits may be a thousands mark or a decimal one, and only
/// the source can tell; other forms can be read in one way.
fn marks(text: &str) -> Option<(&'static str, String)> {
    let (thousands, decimals) = (THOUSANDS.is_match(text), DECIMAL_COMMA.is_match(text));
    let whole = text.replace([',', '_', ' ', '\''], "");
    let comma = text.replace(['.', ' ', '\''], "").replace(',', ".");
    let (whole, comma) = (Some(whole).filter(|_| thousands), Some(comma).filter(|_| decimals));
    let is_number = |text: &String| decimal(text).is_some();
    match (whole.filter(is_number), comma.filter(is_number)) {
        (Some(whole), Some(comma)) => Some((
            "the comma may mark thousands or decimals",
            format!("write {whole} if its source means thousands, {comma} if it means decimals"),
        )),
        (Some(whole), None) => Some(("it has thousands separators", format!("write {whole}"))),
        (None, Some(comma)) => Some(("it has a decimal comma", format!("write {comma}"))),
        (None, None) => None,
    }
}

/// Groups of three digits (or, as in India, of two before the last three) with one kind of mark between them.
static THOUSANDS: Lazy<Regex> = Lazy::new(|| {
    #[expect(clippy::unwrap_used, reason = "the pattern is a constant that tests read")]
    Regex::new(r"^-?[0-9]{1,3}((,[0-9]{3})+|(,[0-9]{2})+,[0-9]{3}|(_[0-9]{3})+|( [0-9]{3})+|('[0-9]{3})+)(\.[0-9]+)?$")
        .unwrap()
});
/// One comma behind the whole number, which may have its thousands marked by points, blanks or apostrophes.
static DECIMAL_COMMA: Lazy<Regex> = Lazy::new(|| {
    #[expect(clippy::unwrap_used, reason = "the pattern is a constant that tests read")]
    Regex::new(r"^-?([0-9]+|[0-9]{1,3}((\.[0-9]{3})+|( [0-9]{3})+|('[0-9]{3})+)),[0-9]+$").unwrap()
});

/// The kinds of each metric and of its unit.
struct Kinds<'a> {
    of_metric: FxHashMap<&'a str, (MetricKind, UnitKind)>,
}

impl<'a> Kinds<'a> {
    fn new(context: &Context<'a>) -> Self {
        let units = UnitKinds::new();
        let kinds = |row: MetricRow<'a>| Some((row.id, (row.kind.parse().ok()?, units.of(context, row.unit)?)));
        Self { of_metric: context.rows::<MetricRow<'a>>().filter_map(kinds).collect() }
    }

    fn of(&self, metric: &str) -> Option<(MetricKind, UnitKind)> {
        self.of_metric.get(metric).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_decimals_are_numbers() {
        for plain in ["0", "1961", "-0.36", "7760000000", "100.00"] {
            assert!(decimal(plain).is_some(), "{plain}");
        }
        for other in
            ["", "-", ".5", "5.", "1,961", "1 961", "12%", "１２", "1e3", "NaN", "inf", "+1", "007", "1.2.3", "--1"]
        {
            assert!(decimal(other).is_none(), "{other}");
        }
    }

    #[test]
    fn the_remedy_names_the_number_that_was_meant() {
        let remedies = [
            "1,961",
            "10,5",
            "0,5",
            "1.234,5",
            "1,234,567",
            "12,34,567",
            "1 961",
            "1 961,5",
            "1'961",
            "12.5%",
            "１２３",
            "7.76e9",
            "+5",
            "NaN",
            "many",
            "1,96,1",
            "10,55,5",
            "1.234.567",
        ]
        .map(|cell| format!("{cell}: {}", what_is_no_number(cell).1));
        insta::assert_snapshot!(remedies.join("\n"), @r"
        1,961: write 1961 if its source means thousands, 1.961 if it means decimals
        10,5: write 10.5
        0,5: write 0.5
        1.234,5: write 1234.5
        1,234,567: write 1234567
        12,34,567: write 1234567
        1 961: write 1961
        1 961,5: write 1961.5
        1'961: write 1961
        12.5%: write 12.5
        １２３: write 123
        7.76e9: write 7760000000
        +5: write 5
        NaN: remove the row, or write the value
        many: write digits and a decimal point only, such as 1961 or -0.36
        1,96,1: write digits and a decimal point only, such as 1961 or -0.36
        10,55,5: write digits and a decimal point only, such as 1961 or -0.36
        1.234.567: write digits and a decimal point only, such as 1961 or -0.36
        ");
    }
}
