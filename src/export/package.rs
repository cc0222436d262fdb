//! A data package of chosen figures: a zip archive that any Frictionless tool can read and check.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::readme;
use super::schema::{ENTITIES, FIGURES, METRICS, SOURCES, TOPICS, Table, UNITS};
use super::table::{date, ids, lines};
use crate::figure::{EntityRef, FigureRef, Grade, MetricRef, SourceRef, TopicRef, UnitRef};
use crate::pack::{Catalog, Needed};

/// Why a package could not be packed.
#[derive(Debug, thiserror::Error)]
#[error("the figures could not be packed into an archive: {0}; export them as csv or json instead")]
pub struct PackageError(#[from] zip::result::ZipError);

/// The bytes of the archive: `datapackage.json`, `README.md` and six tables.
///
/// # Errors
/// When the archive cannot be written, which is not known to happen in memory.
pub fn zip(catalog: &Catalog, figures: &[FigureRef]) -> Result<Vec<u8>, PackageError> {
    let needed = Needed::by(catalog, figures);
    let tables = tables(catalog, figures, &needed);
    let descriptor = descriptor(catalog, &needed, &tables);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed time, so that the same figures give the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut add = |name: &str, text: &str| {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes()).map_err(zip::result::ZipError::from)
    };
    add("datapackage.json", &format!("{descriptor:#}\n"))?;
    add("README.md", &readme::text(catalog, figures, &needed))?;
    for (table, text) in &tables {
        add(&format!("{}.csv", table.name), text)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn descriptor(catalog: &Catalog, needed: &Needed, tables: &[(&Table, String)]) -> Value {
    let packs = || needed.packs.iter().map(|pack| catalog.pack(*pack));
    let licences: BTreeSet<&str> = packs().map(|pack| &*pack.licence).filter(|name| is_licence_name(name)).collect();
    let licences: Vec<Value> = licences.into_iter().map(|name| json!({"name": name})).collect();
    let sources: Vec<Value> = needed
        .sources
        .iter()
        .map(|source| {
            let source = catalog.source(*source);
            let mut entry = json!({"title": format!("{}: {}", source.publisher.en, source.title.en)});
            if !source.url.is_empty() {
                entry["path"] = json!(source.url);
            }
            entry
        })
        .collect();
    let from: Vec<String> = packs().map(|pack| format!("{} {}", pack.name, pack.version)).collect();
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "datum-export",
        "title": "Figures with their sources",
        "description": format!("Chosen figures from these packs of Datum: {}.", from.join(", ")),
    });
    if let Some(newest) = packs().map(|pack| pack.created).max() {
        package["created"] = json!(format!("{newest}T00:00:00Z"));
    }
    if !licences.is_empty() {
        package["licenses"] = Value::Array(licences);
    }
    if !sources.is_empty() {
        package["sources"] = Value::Array(sources);
    }
    package["resources"] = tables.iter().map(|(table, text)| table.resource(text.len())).collect();
    package
}

/// Whether a licence can be named in a descriptor, which takes names such as `CC0-1.0`.
fn is_licence_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'))
}

fn tables(catalog: &Catalog, figures: &[FigureRef], needed: &Needed) -> Vec<(&'static Table, String)> {
    let text = |table: &'static Table, rows: Vec<Vec<String>>| (table, lines(&table.header(), rows.into_iter()));
    vec![
        text(&TOPICS, needed.topics.iter().map(|one| topic(catalog, *one)).collect()),
        text(&UNITS, needed.units.iter().map(|one| unit(catalog, *one)).collect()),
        text(&ENTITIES, needed.entities.iter().map(|one| entity(catalog, *one)).collect()),
        text(&METRICS, needed.metrics.iter().map(|one| metric(catalog, *one)).collect()),
        text(&SOURCES, needed.sources.iter().map(|one| source(catalog, *one)).collect()),
        text(&FIGURES, figures.iter().map(|one| figure(catalog, *one)).collect()),
    ]
}

fn topic(catalog: &Catalog, topic: TopicRef) -> Vec<String> {
    let topic = catalog.topic(topic);
    [&topic.id, &topic.name.en, &topic.name.ko].map(ToString::to_string).into()
}

fn unit(catalog: &Catalog, unit: UnitRef) -> Vec<String> {
    let unit = catalog.unit(unit);
    vec![
        unit.id.to_string(),
        unit.kind.word().to_owned(),
        unit.one_en.to_string(),
        unit.many_en.to_string(),
        unit.counter_ko.to_string(),
    ]
}

fn entity(catalog: &Catalog, entity: EntityRef) -> Vec<String> {
    let entity = catalog.entity(entity);
    vec![
        entity.id.to_string(),
        entity.kind.word().to_owned(),
        entity.name.en.to_string(),
        entity.name.ko.to_string(),
        entity.part_of.map(|whole| catalog.entity(whole).id.to_string()).unwrap_or_default(),
    ]
}

fn metric(catalog: &Catalog, metric: MetricRef) -> Vec<String> {
    let unit = catalog.unit_of(metric);
    let metric = catalog.metric(metric);
    vec![
        metric.id.to_string(),
        catalog.topic(metric.topic).id.to_string(),
        metric.broader.map(|broader| catalog.metric(broader).id.to_string()).unwrap_or_default(),
        metric.kind.word().to_owned(),
        unit.id.to_string(),
        metric.name.en.to_string(),
        metric.name.ko.to_string(),
        metric.definition.en.to_string(),
        metric.definition.ko.to_string(),
    ]
}

fn source(catalog: &Catalog, source: SourceRef) -> Vec<String> {
    let source = catalog.source(source);
    vec![
        source.id.to_string(),
        source.csl_type.to_string(),
        source.publisher.en.to_string(),
        source.publisher.ko.to_string(),
        source.author.to_string(),
        source.title.en.to_string(),
        source.title.ko.to_string(),
        date(source.issued),
        date(source.accessed),
        source.url.to_string(),
        source.archived_url.to_string(),
        source.licence.to_string(),
        source.grade.map(Grade::word).unwrap_or_default().to_owned(),
        source.note.en.to_string(),
        source.note.ko.to_string(),
    ]
}

fn figure(catalog: &Catalog, figure: FigureRef) -> Vec<String> {
    let figure = catalog.figure(figure);
    let pack = catalog.pack(figure.pack);
    let number = |value: Option<crate::figure::Decimal>| value.map(|value| value.to_string()).unwrap_or_default();
    vec![
        figure.id.to_string(),
        catalog.metric(figure.metric).id.to_string(),
        catalog.entity(figure.entity).id.to_string(),
        figure.value.to_string(),
        number(figure.low),
        number(figure.high),
        figure.period.to_string(),
        figure.status.word().to_owned(),
        figure.precision.word().to_owned(),
        figure.scope.en.to_string(),
        figure.scope.ko.to_string(),
        catalog.source(figure.source).id.to_string(),
        figure.via.map(|via| catalog.source(via).id.to_string()).unwrap_or_default(),
        figure.locator.to_string(),
        date(figure.known_from),
        ids(catalog, &figure.supersedes),
        figure.formula.as_ref().map(|formula| formula.text().to_owned()).unwrap_or_default(),
        ids(catalog, &figure.inputs),
        figure.note.en.to_string(),
        figure.note.ko.to_string(),
        format!("{}@{}", pack.name, pack.version),
    ]
}
