//! Calculations over figures: exact decimals, with the formula and the inputs kept.
//!
//! A result is rounded to the significant digits of its least exact input, never to fewer than [`LEAST_DIGITS`] nor to
//! more than [`MOST_DIGITS`]. Trailing zeros are not counted as significant: 150,000 says "about", whoever wrote it.

use rust_decimal::{Decimal, MathematicalOps, RoundingStrategy};

use super::catalogue::Catalogue;
use super::{Derived, DerivedKind};
use crate::figure::{Figure, FigureRef, UnitKind};

/// A ratio of rough figures still shows this many significant digits, as the press writes them (76.5).
const LEAST_DIGITS: u32 = 3;
/// More digits would claim an exactness that no survey has.
const MOST_DIGITS: u32 = 4;
/// A half is rounded up, as the press does.
const ROUNDING: RoundingStrategy = RoundingStrategy::MidpointAwayFromZero;
/// Days in an average year of the Gregorian calendar (365 + 1/4 - 1/100 + 1/400, times 10,000).
const DAYS_PER_YEAR_E4: i64 = 3_652_425;
/// Growth per year is given where at least this many years lie between two figures.
const LEAST_YEARS_OF_GROWTH: i64 = 2;

/// What can be said about two figures of one unit beside each other: how many times, and by how much. Of two multiples neither:
/// 76.5 times and one eightieth have no difference that anybody could use.
pub(crate) fn beside(catalog: &dyn Catalogue, first: FigureRef, second: FigureRef) -> Vec<Derived> {
    let (a, b) = (catalog.figure(first), catalog.figure(second));
    let unit = catalog.unit_of(a.metric);
    if unit.id != catalog.unit_of(b.metric).id || matches!(unit.kind, UnitKind::Rank | UnitKind::Date | UnitKind::Score)
    {
        return Vec::new();
    }
    // Each share and each ratio has a whole of its own: people who use a thing are no multiple of firms that do. Two answers
    // to one survey have the same.
    let of_one_whole = a.metric == b.metric || (a.source == b.source && a.scope == b.scope);
    if (is_relative(unit.kind) && !of_one_whole) || unit.kind == UnitKind::Multiple {
        return Vec::new();
    }
    // The larger in front: "76.5 times", not "0.0131 times".
    let (first, second, a, b) = if a.value < b.value { (second, first, b, a) } else { (first, second, a, b) };
    let mut derived = Vec::new();
    if b.value.is_sign_positive()
        && let Some(ratio) = a.value.checked_div(b.value)
    {
        derived.push(Derived {
            kind: DerivedKind::Ratio,
            value: rounded(ratio, digits_of(&[a, b])),
            unit: "times".into(),
            formula: format!("{} / {}", a.id, b.id),
            inputs: vec![first, second],
        });
    }
    if let Some(difference) = a.value.checked_sub(b.value) {
        derived.push(Derived {
            kind: DerivedKind::Difference,
            value: difference.normalize(),
            unit: if unit.kind == UnitKind::Percent { "percentage-points".into() } else { unit.id.clone() },
            formula: format!("{} - {}", a.id, b.id),
            inputs: vec![first, second],
        });
    }
    derived
}

/// What can be said about two figures side by side; where both are of one cell, from the older to the newer one.
pub(crate) fn compared(catalog: &dyn Catalogue, first: FigureRef, other: FigureRef) -> Vec<Derived> {
    let (a, b) = (catalog.figure(first), catalog.figure(other));
    if (a.metric, a.entity) == (b.metric, b.entity) && a.period != b.period {
        let (older, newer) = if a.period < b.period { (first, other) } else { (other, first) };
        return between(catalog, older, newer);
    }
    beside(catalog, first, other)
}

/// How many times, by how much, by how many per cent and per year, from an older figure to a newer one.
pub(crate) fn between(catalog: &dyn Catalogue, older: FigureRef, newer: FigureRef) -> Vec<Derived> {
    let ratio = beside(catalog, newer, older).into_iter().filter(|one| one.kind == DerivedKind::Ratio);
    ratio.chain(over_time(catalog, older, newer)).collect()
}

/// What changed from an older figure to a newer one of the same metric.
pub(crate) fn over_time(catalog: &dyn Catalogue, older: FigureRef, newer: FigureRef) -> Vec<Derived> {
    let (a, b) = (catalog.figure(older), catalog.figure(newer));
    let unit = catalog.unit_of(a.metric);
    if a.metric != b.metric || matches!(unit.kind, UnitKind::Date | UnitKind::Score) {
        return Vec::new();
    }
    let mut derived = Vec::new();
    if let Some(difference) = b.value.checked_sub(a.value) {
        derived.push(Derived {
            kind: DerivedKind::Difference,
            value: difference.normalize(),
            unit: if unit.kind == UnitKind::Percent { "percentage-points".into() } else { unit.id.clone() },
            formula: format!("{} - {}", b.id, a.id),
            inputs: vec![newer, older],
        });
    }
    let measured = !is_relative(unit.kind) && unit.kind != UnitKind::Rank;
    if !measured || a.value <= Decimal::ZERO || b.value <= Decimal::ZERO {
        return derived;
    }
    let Some(ratio) = b.value.checked_div(a.value) else { return derived };
    let digits = digits_of(&[a, b]);
    if let Some(change) = (ratio - Decimal::ONE).checked_mul(Decimal::ONE_HUNDRED) {
        derived.push(Derived {
            kind: DerivedKind::Change,
            value: rounded(change, digits),
            unit: "percent".into(),
            formula: format!("100 * ({} - {}) / {}", b.id, a.id, a.id),
            inputs: vec![newer, older],
        });
    }
    if let Some((years, growth)) = growth_per_year(a, b, ratio) {
        derived.push(Derived {
            kind: DerivedKind::GrowthPerYear,
            value: rounded(growth, digits),
            unit: "percent".into(),
            formula: format!("100 * (({} / {}) ^ (1 / {years}) - 1)", b.id, a.id),
            inputs: vec![newer, older],
        });
    }
    derived
}

/// What a figure with a formula gives when it is calculated again.
pub(crate) fn again(catalog: &dyn Catalogue, figure_ref: FigureRef) -> Option<Derived> {
    let figure = catalog.figure(figure_ref);
    let formula = figure.formula.as_ref()?;
    let value = formula.evaluate(|id| catalog.find_figure(id).map(|input| catalog.figure(input).value)).ok()?;
    let inputs: Vec<&Figure> = figure.inputs.iter().map(|input| catalog.figure(*input)).collect();
    let unit = catalog.unit_of(figure.metric);
    let kind = match unit.kind {
        UnitKind::Multiple => DerivedKind::Ratio,
        UnitKind::Percent => DerivedKind::Share,
        UnitKind::PercentagePoints => DerivedKind::Difference,
        // A sum or a copy says nothing new.
        _ => return None,
    };
    // A headline that repeats one other figure is not a calculation.
    (inputs.len() > 1).then(|| Derived {
        kind,
        value: rounded(value, digits_of(&inputs)),
        unit: unit.id.clone(),
        formula: formula.text().to_owned(),
        inputs: figure.inputs.clone(),
    })
}

/// The smaller of two amounts as a part of the larger one, in per cent. None where they are no amounts of one unit.
pub(crate) fn part(catalog: &dyn Catalogue, first: FigureRef, second: FigureRef) -> Option<Derived> {
    let (a, b) = (catalog.figure(first), catalog.figure(second));
    let unit = catalog.unit_of(a.metric);
    let amounts = !is_relative(unit.kind) && !matches!(unit.kind, UnitKind::Rank | UnitKind::Date | UnitKind::Score);
    if !amounts || unit.id != catalog.unit_of(b.metric).id {
        return None;
    }
    let (part, whole, a, b) = if a.value <= b.value { (first, second, a, b) } else { (second, first, b, a) };
    if a.value.is_sign_negative() || b.value.is_zero() {
        return None;
    }
    let share = a.value.checked_div(b.value)?.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(Derived {
        kind: DerivedKind::Share,
        value: rounded(share, digits_of(&[a, b])),
        unit: "percent".into(),
        formula: format!("100 * {} / {}", a.id, b.id),
        inputs: vec![part, whole],
    })
}

/// The mean of figures of one measure, each counting the same. None where there is no mean: of places, dates and multiples.
pub(crate) fn average(catalog: &dyn Catalogue, figures: &[FigureRef]) -> Option<Derived> {
    let all: Vec<&Figure> = figures.iter().map(|figure| catalog.figure(*figure)).collect();
    let [first, _, ..] = all.as_slice() else { return None };
    let unit = catalog.unit_of(first.metric);
    let has_mean = !matches!(unit.kind, UnitKind::Rank | UnitKind::Date | UnitKind::Multiple);
    if !has_mean || all.iter().any(|figure| figure.metric != first.metric) {
        return None;
    }
    let sum = all.iter().try_fold(Decimal::ZERO, |sum, figure| sum.checked_add(figure.value))?;
    let value = sum.checked_div(Decimal::from(all.len()))?;
    let ids: Vec<&str> = all.iter().map(|figure| &*figure.id).collect();
    Some(Derived {
        kind: DerivedKind::Average,
        value: rounded(value, digits_of(&all)),
        unit: unit.id.clone(),
        formula: format!("({}) / {}", ids.join(" + "), all.len()),
        inputs: figures.to_vec(),
    })
}

/// A number that says how much of something, or how many times something, and no amount by itself. A ratio of two ratios
/// says nothing that anybody published.
fn is_relative(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Percent | UnitKind::PercentagePoints | UnitKind::Multiple)
}

/// Years between the last days of two periods to one decimal, and the average growth per year in per cent.
fn growth_per_year(a: &Figure, b: &Figure, ratio: Decimal) -> Option<(Decimal, Decimal)> {
    let days = i64::from((b.period.last_day() - a.period.last_day()).get_days());
    let years = Decimal::from(days.checked_mul(10_000)?).checked_div(Decimal::from(DAYS_PER_YEAR_E4))?.round_dp(1);
    if years < Decimal::from(LEAST_YEARS_OF_GROWTH) {
        return None;
    }
    let exponent = Decimal::ONE.checked_div(years)?;
    let factor = ratio.checked_powd(exponent)?;
    Some((years.normalize(), (factor - Decimal::ONE).checked_mul(Decimal::ONE_HUNDRED)?))
}

/// How many digits a result over these figures shows.
pub(crate) fn digits_of(figures: &[&Figure]) -> u32 {
    let digits = figures.iter().map(|figure| {
        let mantissa = figure.value.normalize().mantissa().unsigned_abs();
        let zeros = mantissa.to_string().len() - mantissa.to_string().trim_end_matches('0').len();
        u32::try_from(mantissa.to_string().len() - zeros).unwrap_or(MOST_DIGITS)
    });
    digits.min().unwrap_or(LEAST_DIGITS).clamp(LEAST_DIGITS, MOST_DIGITS)
}

pub(crate) fn rounded(value: Decimal, digits: u32) -> Decimal {
    // `round_sf` keeps whole digits: 12,345 to three digits would claim 12,300, so whole parts stay whole.
    let whole = u32::try_from(value.trunc().mantissa().unsigned_abs().to_string().len()).unwrap_or(digits);
    if whole >= digits && !value.trunc().is_zero() {
        return value.round_dp_with_strategy(0, ROUNDING).normalize();
    }
    value.round_sf_with_strategy(digits, ROUNDING).unwrap_or(value).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_rounded_to_significant_digits_and_whole_parts_stay() {
        let check = |value: &str, digits: u32, expected: &str| {
            assert_eq!(rounded(value.parse().unwrap(), digits).to_string(), expected, "{value}");
        };
        check("76.4915859", 3, "76.5");
        check("0.013073333", 3, "0.0131");
        check("5.33188", 4, "5.332");
        check("12345.6", 3, "12346");
        check("0", 3, "0");
        check("-16.51", 3, "-16.5");
        check("2.125", 3, "2.13");
        check("12345.5", 3, "12346");
    }

    #[test]
    fn shares_have_a_ratio_only_where_they_are_of_one_measure_and_ratios_have_none() {
        let catalog = super::super::testing::catalog(
            "a share north 20 2023 people census reported -
             b share south 10 2023 people census reported -
             c quota south 10 2023 firms census reported -
             d quota north 5 2023 people census reported -
             x times north 80 2023 - census reported -
             y times south 2 2023 - census reported -
             x-2024 times north 90 2024 - census reported -",
        );
        let said = |ids: &str, made: fn(&dyn Catalogue, FigureRef, FigureRef) -> Vec<Derived>| {
            let figures = super::super::testing::figures(&catalog, ids);
            let one = |one: Derived| format!("{} {}", one.kind.word(), one.value);
            made(&catalog, figures[0], figures[1]).into_iter().map(one).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(said("a b", beside), "ratio 2, difference 10");
        assert_eq!(said("a c", beside), "", "people and firms");
        assert_eq!(said("a d", beside), "ratio 4, difference 15", "two answers to one survey");
        assert_eq!(said("x y", beside), "", "published ratios");
        assert_eq!(said("x x-2024", compared), "difference 10");
    }

    #[test]
    fn a_part_needs_amounts_and_a_mean_one_measure() {
        let catalog = super::super::testing::catalog(
            "a stock north 10 2023 - census reported -
             b stock south 40 2023 - census reported -
             c share north 20 2023 people census reported -
             d share south 10 2023 people census reported -
             x times north 80 2023 - census reported -
             y times south 2 2023 - census reported -",
        );
        let of = |ids: &str| super::super::testing::figures(&catalog, ids);
        let part = |ids: &str| part(&catalog, of(ids)[0], of(ids)[1]).map(|one| (one.value.to_string(), one.formula));
        let average = |ids: &str| average(&catalog, &of(ids)).map(|one| (one.value.to_string(), one.formula));
        let said = |value: &str, formula: &str| Some((value.to_owned(), formula.to_owned()));
        assert_eq!(part("a b"), said("25", "100 * a / b"));
        assert_eq!(part("b a"), said("25", "100 * a / b"), "the smaller is the part");
        assert_eq!(part("c d"), None, "shares have wholes of their own");
        assert_eq!(average("a b"), said("25", "(a + b) / 2"));
        assert_eq!(average("c d"), said("15", "(c + d) / 2"));
        assert_eq!(average("x y"), None, "multiples have no mean");
        assert_eq!(average("a c"), None, "two measures");
        assert_eq!(average("a"), None);
    }
}
