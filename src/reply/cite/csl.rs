//! CSL-JSON: a list of items that Zotero, Mendeley and pandoc read.

use serde_json::{Map, Value, json};

use super::author::Author;
use super::{Said, Work};
use crate::figure::PartialDate;

pub(super) fn cite(work: &Work<'_>, via: Option<&Work<'_>>, said: &Said<'_>) -> String {
    let locator = said.locator();
    let mut items = Vec::new();
    match via {
        None => items.push(item(work, &said.note(), &locator)),
        Some(via) => {
            items.push(item(work, &said.note(), ""));
            items.push(item(via, "", &locator));
        }
    }
    // Pretty printing of plain maps cannot fail.
    serde_json::to_string_pretty(&items).unwrap_or_default()
}

fn item(work: &Work<'_>, note: &str, locator: &str) -> Value {
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| {
        if value != json!("") {
            item.insert(name.into(), value);
        }
    };
    put("id", json!(work.id));
    put("type", json!(work.csl_type));
    put("title", json!(work.title));
    put(
        "author",
        if work.authors.is_empty() {
            json!([{"literal": work.publisher}])
        } else {
            work.authors.iter().map(author).collect()
        },
    );
    put(if work.is_article() { "container-title" } else { "publisher" }, json!(work.publisher));
    if let Some(issued) = work.issued {
        put("issued", date(issued));
    }
    if let Some(accessed) = work.accessed {
        put("accessed", date(accessed));
    }
    put("URL", json!(work.url));
    put("archive_location", json!(work.archived_url));
    put("language", json!(work.language.tag()));
    put("note", json!([note, locator].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")));
    Value::Object(item)
}

fn author(author: &Author) -> Value {
    if !author.is_apart() {
        return json!({"literal": author.family});
    }
    let parts = [
        ("family", &author.family),
        ("given", &author.given),
        ("non-dropping-particle", &author.particle),
        ("suffix", &author.suffix),
    ];
    parts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.to_owned(), json!(text))).collect()
}

fn date(date: PartialDate) -> Value {
    let day = date.first_day();
    let parts = match date {
        PartialDate::Year(year) => json!([year]),
        PartialDate::Month(year, month) => json!([year, month]),
        PartialDate::Day(_) => json!([day.year(), day.month(), day.day()]),
    };
    json!({"date-parts": [parts]})
}
