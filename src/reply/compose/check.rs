//! A published calculation beside what its inputs give.

use crate::figure::{Decimal, FigureRef, Language, Unit, UnitKind};
use crate::query::Check;

use super::derived::calculation;
use crate::reply::wording::{Sources, Wording};
use crate::reply::{number, say};

/// Decimals of the whole of a fraction that was calculated: 1/76.5.
const PART_DECIMALS: u32 = 1;

/// `Published: 5.3 times. Recomputed: 5.332 times = 8,579 people ÷ 1,609 people. Both agree within the digits published.`
pub(in crate::reply) fn sentence(
    wording: Wording<'_>,
    check: &Check,
    names: &[(FigureRef, String)],
    sources: &mut Sources<'_>,
) -> Option<String> {
    let language = wording.language;
    let figure = wording.figure(check.published);
    let unit = wording.catalog.unit_of(figure.metric);
    let formula = calculation(wording, figure.formula.as_ref()?.text(), names, sources);
    let (published, recomputed) = match whole(figure.value, unit) {
        Some(part) => (
            say!(language, "fraction", "part" => part.to_string()),
            fraction(language, check.recomputed).unwrap_or_else(|| number::quantity(language, check.recomputed, unit)),
        ),
        None => (wording.value(figure), number::quantity(language, check.recomputed, unit)),
    };
    Some(if check.agrees {
        say!(language, "check-agrees", "published" => published, "recomputed" => recomputed, "formula" => formula)
    } else {
        say!(language, "check-differs", "published" => published, "recomputed" => recomputed, "formula" => formula)
    })
}

/// The whole number of which a multiple is one part, if it is one: 80 of 0.0125.
pub(super) fn whole(value: Decimal, unit: &Unit) -> Option<Decimal> {
    let is_part = unit.kind == UnitKind::Multiple && value > Decimal::ZERO && value < Decimal::ONE;
    let whole = Decimal::ONE.checked_div(value).filter(|_| is_part)?;
    whole.fract().is_zero().then(|| whole.normalize())
}

/// A calculated value below one as one part of something: 0.01307 as 1/76.5.
fn fraction(language: Language, value: Decimal) -> Option<String> {
    let part = Decimal::ONE.checked_div(value)?.round_dp(PART_DECIMALS).normalize();
    Some(say!(language, "fraction-digits", "part" => number::digits(part)))
}
