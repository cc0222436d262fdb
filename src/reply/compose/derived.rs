//! What was calculated, always with its formula and its inputs.

use crate::figure::{FigureRef, Precision, Unit};
use crate::query::{Derived, DerivedKind};

use crate::reply::card::MAX_PARAGRAPH_CHARS;
use crate::reply::wording::{Sources, Wording};
use crate::reply::{number, say};

/// The result with its unit.
pub(crate) fn value(wording: Wording<'_>, derived: &Derived) -> String {
    let unit: Option<&Unit> = wording.catalog.units().iter().find(|unit| unit.id == derived.unit);
    let value = match unit {
        Some(unit) => number::quantity(wording.language, derived.value, unit),
        None => format!("{} {}", number::digits(derived.value), derived.unit),
    };
    let grows = matches!(derived.kind, DerivedKind::Change | DerivedKind::GrowthPerYear);
    let value =
        if grows && derived.value.is_sign_positive() && !derived.value.is_zero() { format!("+{value}") } else { value };
    // What follows from a rough value is rough.
    let exact = derived.inputs.iter().all(|input| wording.figure(*input).precision == Precision::Exact);
    number::with_precision(wording.language, value, if exact { Precision::Exact } else { Precision::About })
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
