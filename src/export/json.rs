//! JSON: an object with the figures, each with its metric, entity and source in full, in both languages.

use serde_json::{Map, Number, Value, json};

use super::table::date;
use crate::figure::{Bilingual, Decimal, FigureRef, Grade, SourceRef};
use crate::pack::Catalog;

/// One JSON object, indented, with a line feed at its end. Values have exactly the digits of the packs.
#[must_use]
pub fn json(catalog: &Catalog, figures: &[FigureRef]) -> String {
    let figures: Vec<Value> = figures.iter().map(|one| figure(catalog, *one)).collect();
    format!("{:#}\n", json!({"figures": figures}))
}

fn figure(catalog: &Catalog, figure: FigureRef) -> Value {
    let figure = catalog.figure(figure);
    let metric = catalog.metric(figure.metric);
    let entity = catalog.entity(figure.entity);
    let pack = catalog.pack(figure.pack);
    let ids = |list: &[FigureRef]| json!(list.iter().map(|one| &*catalog.figure(*one).id).collect::<Vec<_>>());
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
    put("id", json!(figure.id));
    put("metric", json!({"id": metric.id, "name": both(&metric.name), "definition": both(&metric.definition)}));
    put("entity", json!({"id": entity.id, "name": both(&entity.name)}));
    put("value", number(figure.value));
    put("low", figure.low.map_or(Value::Null, number));
    put("high", figure.high.map_or(Value::Null, number));
    put("unit", json!(catalog.unit_of(figure.metric).id));
    put("period", json!(figure.period.to_string()));
    put("status", json!(figure.status.word()));
    put("precision", json!(figure.precision.word()));
    put("scope", both(&figure.scope));
    put("source", source(catalog, figure.source));
    put("via", figure.via.map_or(Value::Null, |via| source(catalog, via)));
    put("locator", text(&figure.locator));
    put("known_from", text(&date(figure.known_from)));
    put("supersedes", ids(&figure.supersedes));
    put("formula", figure.formula.as_ref().map_or(Value::Null, |formula| json!(formula.text())));
    put("inputs", ids(&figure.inputs));
    put("note", both(&figure.note));
    put("pack", json!({"name": pack.name, "version": pack.version, "licence": pack.licence}));
    Value::Object(object)
}

fn source(catalog: &Catalog, source: SourceRef) -> Value {
    let source = catalog.source(source);
    json!({
        "id": source.id,
        "publisher": both(&source.publisher),
        "author": text(&source.author),
        "title": both(&source.title),
        "issued": text(&date(source.issued)),
        "accessed": text(&date(source.accessed)),
        "url": text(&source.url),
        "licence": text(&source.licence),
        "grade": source.grade.map(Grade::word),
    })
}

fn both(words: &Bilingual) -> Value {
    if words.is_empty() { Value::Null } else { json!({"en": words.en, "ko": words.ko}) }
}

/// The digits as they are, not by way of a binary fraction.
fn number(value: Decimal) -> Value {
    value.to_string().parse::<Number>().map_or(Value::Null, Value::Number)
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!(text) }
}
