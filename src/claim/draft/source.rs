//! Reads what an article is: a JSON object as CSL-JSON has it, or with the columns of `sources.csv`.

use serde_json::{Map, Value};

use crate::figure::{Bilingual, Language, PartialDate};
use crate::pack::draft::DraftSource;

/// Longer ids are cut; the limit of all ids (data/packs/README.md).
const MAX_ID_CHARS: usize = 60;

/// Why a source could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// Not JSON.
    #[error("it is not JSON ({0}): write an object such as {EXAMPLE}")]
    Json(String),
    /// Not one object.
    #[error("it is not one source: write an object such as {EXAMPLE}")]
    NotAnObject,
    /// Something that every source needs.
    #[error("`{0}` is missing: write an object such as {EXAMPLE}")]
    Missing(&'static str),
    /// A date of another form.
    #[error("`{key}` is “{text}”: write a date as 2024, 2024-06 or 2024-06-30")]
    Date {
        /// Its key.
        key: &'static str,
        /// What stands there.
        text: String,
    },
}

const EXAMPLE: &str = r#"{"type": "article-newspaper", "publisher": "The Daily", "title": "Headline", "issued": "2024-06-20", "URL": "https://example.org/1"}"#;

/// Reads a source. `publisher` and `title` may be a text, whose letters tell its language, or stand once for each
/// language (`publisher_en`, `publisher_ko`).
///
/// # Errors
/// If it is no JSON object, or publisher, title or a date is missing or malformed.
pub fn read(json: &str) -> Result<DraftSource, SourceError> {
    let value: Value = serde_json::from_str(json).map_err(|error| SourceError::Json(error.to_string()))?;
    // CSL-JSON files hold a list; one source is what is wanted.
    let object = match &value {
        Value::Object(object) => object,
        Value::Array(list) => match list.as_slice() {
            [Value::Object(object)] => object,
            _ => return Err(SourceError::NotAnObject),
        },
        _ => return Err(SourceError::NotAnObject),
    };
    let publisher = bilingual(object, "publisher", &["publisher", "container-title"]);
    let title = bilingual(object, "title", &["title"]);
    for (name, text) in [("publisher", &publisher), ("title", &title)] {
        if text.is_empty() {
            return Err(SourceError::Missing(name));
        }
    }
    let issued = date(object, "issued")?;
    let csl_type = text(object, &["type"]).unwrap_or_else(|| "webpage".to_owned());
    let id = match text(object, &["id"]).map(|id| slug(&id)).filter(|id| !id.is_empty()) {
        Some(id) => id,
        None => made_up_id(&publisher, &title, issued),
    };
    Ok(DraftSource {
        id,
        csl_type,
        publisher,
        author: author(object),
        title,
        issued,
        accessed: date(object, "accessed")?,
        url: text(object, &["URL", "url"]).unwrap_or_default(),
        licence: text(object, &["licence", "license"]).unwrap_or_default(),
    })
}

fn text(object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    let found = keys.iter().find_map(|key| object.get(*key))?;
    match found {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn bilingual(object: &Map<String, Value>, stem: &str, keys: &[&str]) -> Bilingual {
    let of = |language: &str| text(object, &[&format!("{stem}_{language}")]).unwrap_or_default();
    let (mut en, mut ko) = (of("en"), of("ko"));
    if let Some(one) = text(object, keys) {
        match Language::of_text(&one) {
            Language::English if en.is_empty() => en = one,
            Language::Korean if ko.is_empty() => ko = one,
            _ => {}
        }
    }
    Bilingual { en: en.into(), ko: ko.into() }
}

/// The authors: a text, or CSL's list of names.
fn author(object: &Map<String, Value>) -> String {
    if let Some(text) = text(object, &["author"]) {
        return text;
    }
    let names = object.get("author").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    let name = |name: &Map<String, Value>| {
        let part = |key| text(name, &[key]);
        part("literal").or_else(|| match (part("given"), part("family")) {
            (Some(given), Some(family)) => Some(format!("{given} {family}")),
            (one, other) => one.or(other),
        })
    };
    names.filter_map(name).collect::<Vec<_>>().join(", ")
}

/// A date: a text, or CSL's `{"date-parts": [[2024, 6, 20]]}`.
fn date(object: &Map<String, Value>, key: &'static str) -> Result<Option<PartialDate>, SourceError> {
    let parts = object.get(key).and_then(|date| date.get("date-parts")).and_then(|parts| parts.get(0));
    let written = match parts.and_then(Value::as_array) {
        Some(parts) => {
            let parts = parts.iter().map(|part| part.to_string().trim_matches('"').to_owned());
            parts.map(|part| format!("{part:0>2}")).collect::<Vec<_>>().join("-")
        }
        None => match text(object, &[key]) {
            Some(text) => text,
            None => return Ok(None),
        },
    };
    written.parse().map(Some).map_err(|_| SourceError::Date { key, text: written })
}

/// An id of letters, digits and single hyphens.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.to_lowercase().chars().take(MAX_ID_CHARS) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// An id from publisher and date; from the title where the publisher has no Latin letters.
fn made_up_id(publisher: &Bilingual, title: &Bilingual, issued: Option<PartialDate>) -> String {
    let date = issued.map(|issued| issued.to_string()).unwrap_or_default();
    let name = [&publisher.en, &title.en].into_iter().map(|name| slug(name)).find(|name| !name.is_empty());
    slug(&format!("{} {date}", name.as_deref().unwrap_or("source")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_columns_and_csl_json_mean_the_same() {
        let ours = r#"{"type": "article-newspaper", "publisher_ko": "가상일보", "publisher_en": "Virtual Daily", "author": "Kim A",
            "title_ko": "비가 왔다", "issued": "2024-06-20", "accessed": "2024-07", "url": "https://example.org/1"}"#;
        let csl = r#"[{"type": "article-newspaper", "container-title": "가상일보", "publisher_en": "Virtual Daily",
            "author": [{"family": "A", "given": "Kim"}], "title": "비가 왔다", "issued": {"date-parts": [[2024, 6, 20]]},
            "accessed": {"date-parts": [["2024", 7]]}, "URL": "https://example.org/1"}]"#;
        let read_ours = read(ours).unwrap();
        assert_eq!(read_ours.id, "virtual-daily-2024-06-20");
        assert_eq!(DraftSource { author: "Kim A".into(), ..read(csl).unwrap() }, read_ours);
    }

    #[test]
    fn what_is_missing_is_named() {
        let check = |json: &str, expected: &str| {
            let error = read(json).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        };
        check("", "it is not JSON");
        check("[]", "it is not one source");
        check("3", "it is not one source");
        check(r#"{"title": "A"}"#, "`publisher` is missing");
        check(r#"{"publisher": "A", "title": " "}"#, "`title` is missing");
        check(r#"{"publisher": "A", "title": "B", "issued": "20 June"}"#, "`issued` is “20 June”");
    }

    #[test]
    fn a_source_without_latin_letters_has_an_id_all_the_same() {
        let read = read(r#"{"publisher": "가상일보", "title": "비", "issued": "2024"}"#).unwrap();
        assert_eq!(read.id, "source-2024");
    }
}
