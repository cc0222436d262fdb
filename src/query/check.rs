//! Published calculations, calculated again.
//!
//! A ratio, share, difference or sum that a source published is a figure of its own, with the formula by which it follows
//! from other figures. What the formula gives today is set beside what was published, and whether both agree within the
//! digits that were published: 5.3 agrees with 5.332, one eightieth does not agree with 1/76.5.

use rust_decimal::Decimal;

use super::{Check, derive};
use crate::figure::{Figure, FigureRef, Precision, UnitKind};
use crate::pack::Catalog;

/// What a figure with a formula over several others gives when it is calculated again; none for anything else.
pub(super) fn again(catalog: &Catalog, figure: FigureRef) -> Option<Check> {
    let published = catalog.figure(figure);
    let formula = published.formula.as_ref().filter(|_| published.inputs.len() > 1)?;
    let exact = formula.evaluate(|id| catalog.find_figure(id).map(|input| catalog.figure(input).value)).ok()?;
    let inputs: Vec<&Figure> = published.inputs.iter().map(|input| catalog.figure(*input)).collect();
    let is_fraction = catalog.unit_of(published.metric).kind == UnitKind::Multiple && is_part(published.value);
    Some(Check {
        published: figure,
        recomputed: derive::rounded(exact, derive::digits_of(&inputs)),
        agrees: agrees(published, exact, is_fraction),
    })
}

/// Whether a multiple is one part of a whole number: 0.0125 is one eightieth.
fn is_part(value: Decimal) -> bool {
    let inverse = Decimal::ONE.checked_div(value).filter(|_| value > Decimal::ZERO && value < Decimal::ONE);
    inverse.is_some_and(|inverse| inverse.fract().is_zero())
}

/// Whether a published value and an exact one are the same within half of the last digit that was published. A fraction is
/// published by its whole: the 80 of one eightieth.
fn agrees(published: &Figure, exact: Decimal, is_fraction: bool) -> bool {
    let inverse = |value: Decimal| Decimal::ONE.checked_div(value);
    let (value, exact) = match (is_fraction, inverse(published.value), inverse(exact)) {
        (true, Some(value), Some(exact)) => (value.normalize(), exact),
        _ => (published.value, exact),
    };
    let half = Decimal::new(5, value.scale() + 1);
    match published.precision {
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
        for (value, expected) in [
            ("0.0125", true),
            ("0.25", true),
            ("0.3", false),
            ("1", false),
            ("5.3", false),
            ("0", false),
            ("-0.5", false),
        ] {
            assert_eq!(is_part(value.parse().unwrap()), expected, "{value}");
        }
    }
}
