//! Embeds: the length of each part, and of all parts of all embeds of a message together.

use serde_json::Value;

use super::{length, list, text, url};
use crate::sandbox::error::Form;
use crate::sandbox::limits;

/// Notes everything wrong in the embeds of a message, at `embeds/<index>/...`.
pub fn embeds(form: &mut Form, embeds: &[Value]) {
    if embeds.len() > limits::MESSAGE_EMBEDS {
        let most = limits::MESSAGE_EMBEDS;
        form.add("embeds", "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
    }
    let mut total = 0;
    for (index, embed) in embeds.iter().enumerate() {
        let path = format!("embeds/{index}");
        if !embed.is_object() {
            form.add(&path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
            continue;
        }
        total += one(form, &path, embed);
        if total > limits::EMBED_TOTAL {
            let message = format!("Embed size exceeds maximum size of {}", limits::EMBED_TOTAL);
            form.add(&path, "MAX_EMBED_SIZE_EXCEEDED", message);
            break;
        }
    }
}

/// Checks one embed and returns the characters that count towards the total.
fn one(form: &mut Form, path: &str, embed: &Value) -> usize {
    let mut total = 0;
    let mut part = |form: &mut Form, holder: &Value, path: &str, key: &str, most: usize| {
        let text = text(form, path, holder, key).unwrap_or_default().trim();
        form.at_most(&format!("{path}/{key}"), text, most);
        total += length(text);
        !text.is_empty()
    };
    part(form, embed, path, "title", limits::EMBED_TITLE);
    part(form, embed, path, "description", limits::EMBED_DESCRIPTION);
    if embed["footer"].is_object() {
        part(form, &embed["footer"], &format!("{path}/footer"), "text", limits::EMBED_FOOTER);
    }
    if embed["author"].is_object() {
        part(form, &embed["author"], &format!("{path}/author"), "name", limits::EMBED_AUTHOR);
    }
    let fields = list(form, path, embed, "fields");
    if fields.len() > limits::EMBED_FIELDS {
        let most = limits::EMBED_FIELDS;
        form.add(&format!("{path}/fields"), "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
    }
    for (index, field) in fields.iter().enumerate() {
        let path = format!("{path}/fields/{index}");
        for (key, most) in [("name", limits::EMBED_FIELD_NAME), ("value", limits::EMBED_FIELD_VALUE)] {
            if !part(form, field, &path, key, most) {
                form.required(&format!("{path}/{key}"));
            }
        }
    }
    let links = [
        ("url", &embed["url"], &["http", "https"][..]),
        ("image/url", &embed["image"]["url"], &["http", "https", "attachment"]),
        ("thumbnail/url", &embed["thumbnail"]["url"], &["http", "https", "attachment"]),
        ("author/url", &embed["author"]["url"], &["http", "https"]),
        ("author/icon_url", &embed["author"]["icon_url"], &["http", "https", "attachment"]),
        ("footer/icon_url", &embed["footer"]["icon_url"], &["http", "https", "attachment"]),
    ];
    for (key, link, schemes) in links {
        if let Some(link) = link.as_str() {
            let path = format!("{path}/{key}");
            form.at_most(&path, link, limits::EMBED_URL);
            url(form, &path, link, schemes);
        }
    }
    if let Some(color) = embed["color"].as_i64() {
        let most = limits::EMBED_COLOR;
        if u64::try_from(color).map_or(true, |color| color > most) {
            let message = format!("int value should be between 0 and {most}.");
            form.add(&format!("{path}/color"), "NUMBER_TYPE_RANGE", message);
        }
    }
    if let Some(timestamp) = embed["timestamp"].as_str()
        && timestamp.parse::<jiff::Timestamp>().is_err()
    {
        let message = format!("Could not parse {timestamp}. Should be ISO8601.");
        form.add(&format!("{path}/timestamp"), "DATETIME_TYPE_PARSE", message);
    }
    total
}

/// Whether a person would see anything of the embed.
pub fn shows_something(embed: &Value) -> bool {
    let texts = [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]];
    let links = [&embed["image"]["url"], &embed["thumbnail"]["url"]];
    texts.into_iter().chain(links).any(|text| text.as_str().is_some_and(|text| !text.trim().is_empty()))
        || embed["fields"].as_array().is_some_and(|fields| !fields.is_empty())
}
