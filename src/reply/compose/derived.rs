//! What was calculated, always with its formula and its inputs.

use crate::facts::{Derived, DerivedKind};
use crate::figure::{Decimal, FigureRef, Precision, Unit};

use crate::reply::card::MAX_PARAGRAPH_CHARS;
use crate::reply::wording::{Sources, Wording};
use crate::reply::{number, say};

/// The result with its unit.
pub(crate) fn value(wording: Wording<'_>, derived: &Derived) -> String {
    let unit: Option<&Unit> = wording.catalog.units().iter().find(|unit| unit.id == derived.unit);
    let adds = matches!(derived.kind, DerivedKind::Difference | DerivedKind::Sum | DerivedKind::Average);
    let shown = if adds { as_exact_as_inputs(wording, derived) } else { derived.value };
    let value = match unit {
        Some(unit) => number::quantity(wording.language, shown, unit),
        None => format!("{} {}", number::digits(shown), derived.unit),
    };
    let grows = matches!(derived.kind, DerivedKind::Change | DerivedKind::GrowthPerYear);
    let value =
        if grows && derived.value.is_sign_positive() && !derived.value.is_zero() { format!("+{value}") } else { value };
    // What follows from a rough value is rough.
    let exact = derived.inputs.iter().all(|input| wording.figure(*input).precision == Precision::Exact);
    number::with_precision(wording.language, value, if exact { Precision::Exact } else { Precision::About })
}

/// A sum or difference of rough values, without the digits that the roughest of them does not know; a ratio is rounded where
/// it is calculated. About 54,000 less 5,824 is about 48,200 and not about 48,176.
fn as_exact_as_inputs(wording: Wording<'_>, derived: &Derived) -> Decimal {
    let inputs = derived.inputs.iter().map(|input| wording.figure(*input));
    let rough = inputs.filter(|figure| figure.precision != Precision::Exact).map(|figure| last_place(figure.value));
    let Some(place) = rough.max() else { return derived.value };
    let value = derived.value.normalize();
    // Digits from the first one to that place.
    let first = i64::from(digits_of(value)) - i64::from(value.scale());
    let known = u32::try_from(first - place).unwrap_or(0);
    value.round_sf(known.max(LEAST_DIGITS)).unwrap_or(value)
}

/// Results of rough values still show this many digits, as ratios do.
const LEAST_DIGITS: u32 = 3;

/// The power of ten of a value's last digit that is not zero: 4 for 150,000, -1 for 53.2.
fn last_place(value: Decimal) -> i64 {
    let value = value.normalize();
    let mantissa = value.mantissa().unsigned_abs().to_string();
    let zeros = mantissa.len() - mantissa.trim_end_matches('0').len();
    i64::try_from(zeros).unwrap_or(0) - i64::from(value.scale())
}

fn digits_of(value: Decimal) -> u32 {
    u32::try_from(value.mantissa().unsigned_abs().to_string().len()).unwrap_or(u32::MAX)
}

/// The result with its formula: `Ratio: 76.5 times = 150,000 GPUs (Microsoft) ÷ 1,961 GPUs (South Korea)`.
pub(in crate::reply) fn sentence(
    wording: Wording<'_>,
    derived: &Derived,
    names: &[(FigureRef, String)],
    sources: &mut Sources<'_>,
) -> String {
    let language = wording.language;
    let value = value(wording, derived);
    let formula = calculation(wording, &derived.formula, names, sources);
    match derived.kind {
        DerivedKind::Ratio => say!(language, "derived-ratio", "value" => value, "formula" => formula),
        DerivedKind::Difference => say!(language, "derived-difference", "value" => value, "formula" => formula),
        DerivedKind::Sum => say!(language, "derived-sum", "value" => value, "formula" => formula),
        DerivedKind::Change => say!(language, "derived-change", "value" => value, "formula" => formula),
        DerivedKind::GrowthPerYear => say!(language, "derived-growth", "value" => value, "formula" => formula),
        DerivedKind::Share => say!(language, "derived-share", "value" => value, "formula" => formula),
        DerivedKind::Average => say!(language, "derived-average", "value" => value, "formula" => formula),
    }
}

/// The result alone: `ratio 76.5 times`.
pub(in crate::reply) fn short(wording: Wording<'_>, derived: &Derived) -> String {
    let (language, value) = (wording.language, value(wording, derived));
    match derived.kind {
        DerivedKind::Ratio => say!(language, "result-ratio", "value" => value),
        DerivedKind::Difference => say!(language, "result-difference", "value" => value),
        DerivedKind::Sum => say!(language, "result-sum", "value" => value),
        DerivedKind::Change => say!(language, "result-change", "value" => value),
        DerivedKind::GrowthPerYear => say!(language, "result-growth", "value" => value),
        DerivedKind::Share => say!(language, "result-share", "value" => value),
        DerivedKind::Average => say!(language, "result-average", "value" => value),
    }
}

/// A formula over figure ids as people write it. A figure that stands on the card is named as there; any other one is said
/// whole, with its source.
pub(in crate::reply) fn calculation(
    wording: Wording<'_>,
    formula: &str,
    names: &[(FigureRef, String)],
    sources: &mut Sources<'_>,
) -> String {
    let spaced = formula.replace('(', "( ").replace(')', " )");
    let mut words: Vec<String> = Vec::new();
    for token in spaced.split_whitespace() {
        let figure = wording.catalog.find_figure(token);
        words.push(match (token, figure) {
            (_, Some(figure)) => input(wording, figure, names, sources),
            ("*", None) => "×".into(),
            ("/", None) => "÷".into(),
            ("-", None) => "−".into(),
            (other, None) => other.into(),
        });
    }
    let text = words.join(" ").replace("( ", "(").replace(" )", ")");
    if text.chars().count() <= MAX_PARAGRAPH_CHARS {
        return text;
    }
    let inputs = spaced.split_whitespace().filter(|token| wording.catalog.find_figure(token).is_some()).count();
    say!(wording.language, "figure-calculation-long", "count" => inputs)
}

fn input(
    wording: Wording<'_>,
    figure_ref: FigureRef,
    names: &[(FigureRef, String)],
    sources: &mut Sources<'_>,
) -> String {
    let figure = wording.figure(figure_ref);
    let value = wording.value(figure);
    if let Some((_, name)) = names.iter().find(|(known, _)| *known == figure_ref) {
        return say!(wording.language, "input-named", "value" => value, "name" => name.as_str());
    }
    let (source, _) = sources.of(figure, "");
    say!(wording.language, "input-whole",
        "value" => value,
        "name" => wording.name(figure),
        "status" => wording.status(figure.status),
        "source" => source)
}
