//! A published calculation beside what its inputs give.

use rust_decimal::prelude::ToPrimitive;

use crate::facts::Check;
use crate::figure::{Decimal, FigureRef, Language};

use super::derived::calculation;
use crate::reply::wording::{Sources, Wording};
use crate::reply::{number, say};

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
    let (published, recomputed) = match check.parts {
        Some((published, again)) => (fraction(language, published), fraction_in_digits(language, again)),
        None => (wording.value(figure), number::quantity(language, check.recomputed, unit)),
    };
    Some(if check.agrees {
        say!(language, "check-agrees", "published" => published, "recomputed" => recomputed, "formula" => formula)
    } else {
        say!(language, "check-differs", "published" => published, "recomputed" => recomputed, "formula" => formula)
    })
}

/// One part of a whole in words: one eightieth, 80분의 1.
fn fraction(language: Language, whole: Decimal) -> String {
    match whole.to_usize() {
        Some(part) => say!(language, "fraction", "part" => part),
        None => fraction_in_digits(language, whole),
    }
}

/// One part of what need not be a whole number: 1/76.5.
fn fraction_in_digits(language: Language, whole: Decimal) -> String {
    say!(language, "fraction-digits", "part" => number::digits(whole))
}
