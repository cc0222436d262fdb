//! Published calculations, calculated again.
//!
//! A ratio, share, difference or sum that a source published is a figure of its own, with the formula by which it follows
//! from other figures. What the formula gives today is set beside what was published, and whether both agree within the
//! digits that were published: 5.3 agrees with 5.332, one eightieth does not agree with 1/76.5.

use rust_decimal::Decimal;

use super::catalogue::Catalogue;
use super::{Check, derive};
use crate::figure::{Figure, FigureRef, Precision, UnitKind};

/// What a figure with a formula over several others gives when it is calculated again; none for anything else.
pub(crate) fn again(catalog: &dyn Catalogue, figure: FigureRef) -> Option<Check> {
    let published = catalog.figure(figure);
    let formula = published.formula.as_ref().filter(|_| published.inputs.len() > 1)?;
    let exact = formula.evaluate(|id| catalog.find_figure(id).map(|input| catalog.figure(input).value)).ok()?;
    let inputs: Vec<&Figure> = published.inputs.iter().map(|input| catalog.figure(*input)).collect();
    let is_multiple = catalog.unit_of(published.metric).kind == UnitKind::Multiple;
    let parts = whole(published.value).filter(|_| is_multiple).zip(Decimal::ONE.checked_div(exact));
    let (value, again) = parts.unwrap_or((published.value, exact));
    let rounded = |value: Decimal| derive::rounded(value, derive::digits_of(&inputs));
    Some(Check {
        published: figure,
        recomputed: rounded(exact),
        parts: parts.map(|(published, again)| (published, rounded(again))),
        agrees: agrees(published.precision, value, again),
    })
}

/// The whole number of which a multiple is one part, if it is one: 80 of 0.0125.
fn whole(value: Decimal) -> Option<Decimal> {
    let inverse = Decimal::ONE.checked_div(value).filter(|_| value > Decimal::ZERO && value < Decimal::ONE)?;
    inverse.fract().is_zero().then(|| inverse.normalize())
}

/// Whether a published value and an exact one are the same within half of the last digit that was published.
fn agrees(precision: Precision, value: Decimal, exact: Decimal) -> bool {
    let half = Decimal::new(5, value.scale() + 1);
    match precision {
        Precision::AtLeast => exact >= value - half,
        Precision::AtMost => exact <= value + half,
        Precision::Exact | Precision::About => (exact - value).abs() <= half,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_whole_number_are_fractions() {
        let check = |value: &str, expected: Option<i64>| {
            assert_eq!(whole(value.parse().unwrap()), expected.map(Decimal::from), "{value}");
        };
        check("0.0125", Some(80));
        check("0.25", Some(4));
        check("0.3", None);
        check("1", None);
        check("5.3", None);
        check("0", None);
        check("-0.5", None);
    }

    #[test]
    fn values_agree_within_the_digits_that_were_published() {
        let check = |precision: Precision, value: &str, exact: &str, expected: bool| {
            assert_eq!(agrees(precision, value.parse().unwrap(), exact.parse().unwrap()), expected, "{value} {exact}");
        };
        check(Precision::Exact, "5.3", "5.3319", true);
        check(Precision::About, "5", "5.3319", true);
        check(Precision::About, "80", "76.49", false);
        check(Precision::Exact, "3.5", "3.4498", false);
        check(Precision::Exact, "3.50", "3.4951", true);
        check(Precision::AtLeast, "260000", "261000", true);
        check(Precision::AtMost, "52", "53", false);
    }
}
