//! The answer for programs: one JSON object a question.
//!
//! Values are JSON numbers with exactly the digits of the pack. `figures` has the figure that answers first in front.

use serde_json::{Map, Number, Value, json};

use crate::facts::{Break, Check, Derived, Spread};
use crate::figure::{Decimal, FigureRef, Grade, PartialDate, SourceRef};
use crate::pack::Catalog;
use crate::query::{Answer, Ranked};

use super::card::Card;
use super::compose::{self, assumptions, reason_word};
use super::wording::Wording;
use super::{escape, plain, suggestions};

/// An answer. `card` is the reply that was composed from it, `elapsed_us` the time from question to answer.
#[must_use]
pub fn answer(question: &str, answer: &Answer, catalog: &Catalog, card: &Card, elapsed_us: u64) -> Value {
    let wording = Wording { catalog, language: answer.language };
    let suggestions: Vec<Value> = suggestions(&answer.suggestions, catalog, answer.language)
        .into_iter()
        .map(|one| json!({"label": one.label, "description": one.description, "token": one.token}))
        .collect();
    json!({
        "question": question,
        "language": answer.language.tag(),
        "outcome": answer.outcome.word(),
        "operation": answer.operation.word(),
        "reason": answer.reason.as_ref().map(reason_word),
        "as_of": answer.as_of.map(|date| date.to_string()),
        "disagreement": answer.disagreement,
        "figures": answer.figures.iter().map(|one| figure(wording, *one)).collect::<Vec<_>>(),
        "spreads": answer.spreads.iter().map(|one| spread(wording, one)).collect::<Vec<_>>(),
        "breaks": answer.breaks.iter().map(|one| series_break(wording, one)).collect::<Vec<_>>(),
        "cautions": cautions(answer, wording),
        "checks": answer.checks.iter().map(|one| check(wording, one)).collect::<Vec<_>>(),
        "rank": answer.ranked.as_ref().map(|one| rank(wording, one)),
        "derived": answer.derived.iter().map(|one| derived(wording, answer, one)).collect::<Vec<_>>(),
        "assumptions": assumptions(answer, wording),
        "suggestions": suggestions,
        "text": plain::text(card),
        "elapsed_us": elapsed_us,
    })
}

/// A line that could not be read as a question.
#[must_use]
pub fn error(sentence: &str) -> Value {
    json!({"error": sentence})
}

pub(super) fn figure(wording: Wording<'_>, figure_ref: FigureRef) -> Value {
    let (catalog, language) = (wording.catalog, wording.language);
    let figure = wording.figure(figure_ref);
    let metric = catalog.metric(figure.metric);
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.into(), value);
    put("id", json!(figure.id));
    put("metric", json!(metric.id));
    put("metric_name", json!(wording.metric(figure.metric)));
    put("entity", json!(catalog.entity(figure.entity).id));
    put("entity_name", json!(wording.entity(figure.entity)));
    put("value", number(figure.value));
    put("low", figure.low.map_or(Value::Null, number));
    put("high", figure.high.map_or(Value::Null, number));
    put("unit", json!(catalog.unit_of(figure.metric).id));
    put("value_text", json!(wording.value(figure)));
    put("period", json!(figure.period.to_string()));
    put("status", json!(figure.status.word()));
    put("precision", json!(figure.precision.word()));
    put("scope", text(figure.scope.get(language)));
    put("source", source(wording, figure.source));
    put("via", figure.via.map_or(Value::Null, |via| source(wording, via)));
    put("locator", text(&figure.locator));
    put("known_from", date(figure.known_from));
    let ids = |figures: &[FigureRef]| json!(figures.iter().map(|one| &*catalog.figure(*one).id).collect::<Vec<_>>());
    put("supersedes", ids(&figure.supersedes));
    put("superseded_by", ids(catalog.superseded_by(figure_ref)));
    put("formula", figure.formula.as_ref().map_or(Value::Null, |formula| json!(formula.text())));
    put("inputs", ids(&figure.inputs));
    put("note", text(figure.note.get(language)));
    put("definition", text(metric.definition.get(language)));
    let pack = catalog.pack(figure.pack);
    put("pack", json!({"name": pack.name, "version": pack.version, "created": pack.created.to_string()}));
    Value::Object(object)
}

fn source(wording: Wording<'_>, source: SourceRef) -> Value {
    let language = wording.language;
    let source = wording.catalog.source(source);
    json!({
        "id": source.id,
        "publisher": text(source.publisher.get(language)),
        "title": text(source.title.get(language)),
        "issued": date(source.issued),
        "url": text(&source.url),
        "grade": source.grade.map(Grade::word),
    })
}

fn derived(wording: Wording<'_>, answer: &Answer, derived: &Derived) -> Value {
    json!({
        "kind": derived.kind.word(),
        "value": number(derived.value),
        "unit": derived.unit,
        "formula": derived.formula,
        "across_break": answer.is_across_break(derived),
        "inputs": derived.inputs.iter().map(|one| &*wording.figure(*one).id).collect::<Vec<_>>(),
    })
}

fn spread(wording: Wording<'_>, spread: &Spread) -> Value {
    json!({
        "figure": wording.figure(spread.figure).id,
        "low": number(spread.low),
        "high": number(spread.high),
        "others": spread.others.iter().map(|one| &*wording.figure(*one).id).collect::<Vec<_>>(),
    })
}

fn series_break(wording: Wording<'_>, one: &Break) -> Value {
    let id = |figure: FigureRef| &*wording.figure(figure).id;
    json!({
        "before": id(one.before),
        "after": id(one.after),
        "why": one.why.word(),
        "continues": one.continues.map(id),
    })
}

/// Each caution as a word and as a sentence.
fn cautions(answer: &Answer, wording: Wording<'_>) -> Vec<Value> {
    let sentences = compose::cautions(answer, wording);
    let both = answer.cautions.iter().zip(sentences);
    both.map(|(caution, text)| json!({"kind": caution.word(), "text": text})).collect()
}

fn check(wording: Wording<'_>, check: &Check) -> Value {
    let figure = wording.figure(check.published);
    json!({
        "figure": figure.id,
        "published": number(figure.value),
        "recomputed": number(check.recomputed),
        "agrees": check.agrees,
        "formula": figure.formula.as_ref().map(|formula| formula.text().to_owned()),
        "inputs": figure.inputs.iter().map(|one| &*wording.figure(*one).id).collect::<Vec<_>>(),
    })
}

fn rank(wording: Wording<'_>, ranked: &Ranked) -> Value {
    json!({
        "places": ranked.places,
        "of": ranked.of,
        "asked": ranked.asked.map(|figure| &*wording.figure(figure).id),
    })
}

/// The digits as they are, not by way of a binary fraction.
pub(super) fn number(value: Decimal) -> Value {
    value.to_string().parse::<Number>().map_or(Value::Null, Value::Number)
}

fn date(date: Option<PartialDate>) -> Value {
    date.map_or(Value::Null, |date| json!(date.to_string()))
}

/// A text, or null where there is none.
fn text(text: &str) -> Value {
    let text = escape::clean(text);
    if text.is_empty() { Value::Null } else { json!(text) }
}
