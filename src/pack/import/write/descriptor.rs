//! What an imported pack says of itself, and its files in an order in which it is whole after each.

use serde_json::{Value, json};

use super::source::SourceRows;
use crate::pack::import::old::Old;
use crate::pack::import::{Mapping, Options};
use crate::pack::raw::DESCRIPTOR;
use crate::pack::write::TableText;

/// Imported packs are read after the embedded ones.
const ORDER: u32 = 500;

/// The version that the pack gets: the last number goes up when figures changed.
pub(super) fn version(old: &Old, has_changed: bool) -> String {
    let Some(version) = old.descriptor.as_ref().and_then(|descriptor| descriptor["version"].as_str()) else {
        return "1.0.0".to_owned();
    };
    let mut numbers: Vec<u64> =
        version.split(['-', '+']).next().unwrap_or_default().split('.').filter_map(|n| n.parse().ok()).collect();
    if !has_changed || numbers.len() != 3 {
        return version.to_owned();
    }
    if let Some(last) = numbers.last_mut() {
        *last += 1;
    }
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(".")
}

/// What is said of the words of a pack.
#[derive(Debug)]
pub(super) struct Words<'a> {
    /// Words that say nothing beside its figures.
    pub(super) of_field: &'a [String],
    /// The metrics with a name that was put together here.
    pub(super) made: Vec<String>,
}

/// The files. What rows refer to comes before them, and the figures come after all of it.
pub(super) fn files(
    tables: Vec<TableText>,
    old: &Old,
    version: &str,
    source: &SourceRows,
    mapping: &Mapping,
    options: &Options,
    words: &Words<'_>,
) -> Vec<(String, String)> {
    let is_kept = |table: &TableText| table.len() > 0 || !matches!(table.file(), "units.csv" | "changes.csv");
    let tables: Vec<TableText> = tables.into_iter().filter(is_kept).collect();
    let descriptor = descriptor(&tables, old, version, source, mapping, options, words);
    let mut files: Vec<(String, String)> =
        tables.into_iter().map(|table| (table.file().to_owned(), table.into_text())).collect();
    let figures = files.iter().position(|(name, _)| name == "figures.csv").unwrap_or(files.len());
    files.insert(figures, (DESCRIPTOR.to_owned(), format!("{descriptor:#}\n")));
    files
}

fn descriptor(
    tables: &[TableText],
    old: &Old,
    version: &str,
    source: &SourceRows,
    mapping: &Mapping,
    options: &Options,
    words: &Words<'_>,
) -> Value {
    let mut entry = json!({"title": format!("{}: {}", source.publisher, source.title)});
    if !source.url.is_empty() {
        entry["path"] = json!(source.url);
    }
    let created = format!("{}T00:00:00Z", options.today);
    if let Some(Value::Object(known)) = &old.descriptor {
        let mut descriptor = known.clone();
        let is_new_version = known.get("version").and_then(Value::as_str) != Some(version);
        descriptor.insert("version".to_owned(), json!(version));
        if is_new_version {
            descriptor.insert("created".to_owned(), json!(created));
        }
        if let Some(Value::Array(sources)) = descriptor.get_mut("sources")
            && !sources.iter().any(|known| known["title"] == entry["title"])
        {
            sources.push(entry);
        }
        if let Some(Value::Array(resources)) = descriptor.get_mut("resources") {
            for table in tables {
                match resources.iter_mut().find(|known| known["path"] == table.file()) {
                    // A schema, size or hash that was right for the table as it was.
                    Some(known) if known.get("schema").is_some() => *known = table.resource(),
                    Some(_) => {}
                    None => resources.push(table.short_resource()),
                }
            }
        }
        if !words.made.is_empty()
            && let Some(Value::Object(datum)) = descriptor.get_mut("datum")
            && let Value::Array(made) = datum.entry("made_names").or_insert_with(|| json!([]))
        {
            made.extend(words.made.iter().map(|id| json!(id)));
        }
        return Value::Object(descriptor);
    }
    let mut datum = json!({"order": ORDER, "title_ko": source.title, "field_words": words.of_field});
    if !words.made.is_empty() {
        datum["made_names"] = json!(words.made);
    }
    let licence = match mapping.source.licence.as_deref() {
        Some(licence)
            if !licence.is_empty() && licence.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c)) =>
        {
            json!({"name": licence})
        }
        Some(licence) if !licence.is_empty() => json!({"name": "other-closed", "title": licence}),
        _ => json!({"name": "notspecified", "title": "Licence not specified"}),
    };
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": options.pack,
        "title": source.title,
        "description": format!("Figures of {}: {}.", source.publisher, source.title),
        "version": version,
        "created": created,
        "licenses": [licence],
        "contributors": [{"title": source.publisher, "roles": ["publisher"]}],
        "sources": [entry],
        "datum": datum,
        "resources": tables.iter().map(TableText::resource).collect::<Vec<_>>(),
    })
}
