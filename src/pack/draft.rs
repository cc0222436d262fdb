//! Writes a pack that a person has yet to finish.
//!
//! Its figures have the status `draft`, which no figure of a loaded pack has: the checks list each of them, with what is
//! still to fill in, until somebody has looked at it. The files are otherwise a pack like any other, so that a spreadsheet, a
//! diff and the checks can be used on it from the first moment. Rows of known things are brought along without their
//! aliases: those add up over packs.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::raw::{DESCRIPTOR, TableKind};
use super::{Catalog, Needed, location};
use crate::figure::{Bilingual, Decimal, EntityRef, MetricRef, PartialDate, Period, Precision, general_units};

/// The status of a figure that nobody has looked at.
pub const DRAFT: &str = "draft";

/// The version of a pack that is not finished.
const VERSION: &str = "0.1.0";
/// Drafts are read after all other packs, unless their authors say otherwise.
const ORDER: u32 = 1000;

/// A pack to be finished by a person.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftPack {
    /// The name of the pack and of its folder, in the form of an id.
    pub name: String,
    /// The day it is made.
    pub created: Date,
    /// Where the figures were published.
    pub source: DraftSource,
    /// The figures.
    pub figures: Vec<DraftFigure>,
}

/// The source of a draft's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftSource {
    /// Stable id.
    pub id: String,
    /// A CSL item type.
    pub csl_type: String,
    /// Who published it; one language is enough.
    pub publisher: Bilingual,
    /// The author, or empty.
    pub author: String,
    /// Its title; one language is enough.
    pub title: Bilingual,
    /// When it was published.
    pub issued: Option<PartialDate>,
    /// When it was read.
    pub accessed: Option<PartialDate>,
    /// Its address, or empty.
    pub url: String,
    /// Its licence, or empty.
    pub licence: String,
}

/// A figure that nobody has looked at. What is none is left for a person to fill in.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftFigure {
    /// Its id.
    pub id: String,
    /// What is measured, where the text names it clearly.
    pub metric: Option<MetricRef>,
    /// Who or what it is about, where the text names it clearly.
    pub entity: Option<EntityRef>,
    /// The value in base units; none where a range was read, of which a person picks the value.
    pub value: Option<Decimal>,
    /// The lower bound of a range.
    pub low: Option<Decimal>,
    /// The upper bound of a range.
    pub high: Option<Decimal>,
    /// When it was so, where the text says so.
    pub period: Option<Period>,
    /// How exact it is said to be.
    pub precision: Precision,
    /// Where it stands in the source.
    pub locator: String,
    /// The unit that was read, for the person who fills in the metric; empty if the metric is known.
    pub unit: String,
}

/// The files of a draft, by name: a descriptor and a table each.
#[must_use]
pub fn files(draft: &DraftPack, catalog: &Catalog) -> Vec<(String, String)> {
    let mut needed = Needed::default();
    for figure in &draft.figures {
        figure.metric.iter().for_each(|metric| needed.add_metric(catalog, *metric));
        figure.entity.iter().for_each(|entity| needed.add_entity(catalog, *entity));
    }
    let table = |kind: TableKind, rows: Vec<Vec<String>>| (kind.file().to_owned(), lines(kind, rows));
    let descriptor = serde_json::to_string_pretty(&descriptor(draft)).unwrap_or_default();
    vec![
        (DESCRIPTOR.to_owned(), format!("{descriptor}\n")),
        table(TableKind::Topics, needed.topics.iter().map(|topic| topic_row(catalog, *topic)).collect()),
        table(TableKind::Units, unit_rows(catalog, &needed)),
        table(TableKind::Entities, needed.entities.iter().map(|entity| entity_row(catalog, *entity)).collect()),
        table(TableKind::Metrics, needed.metrics.iter().map(|metric| metric_row(catalog, *metric)).collect()),
        table(TableKind::Sources, vec![source_row(&draft.source)]),
        table(TableKind::Figures, draft.figures.iter().map(|figure| figure_row(figure, draft, catalog)).collect()),
    ]
}

/// The descriptor, with the schemas that every pack has.
fn descriptor(draft: &DraftPack) -> Value {
    let title = [&*draft.source.title.en, &*draft.source.title.ko].into_iter().find(|title| !title.is_empty());
    let title = title.unwrap_or(&draft.name);
    let mut source = json!({"title": title});
    if !draft.source.url.is_empty() {
        source["path"] = json!(draft.source.url);
    }
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": draft.name,
        "title": title,
        "description": "A draft: figures found in one source, to be looked at by a person.",
        "version": VERSION,
        "created": format!("{}T00:00:00Z", draft.created),
        "licenses": [{"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}],
        "contributors": [{"title": "to be filled in"}],
        "sources": [source],
        "datum": {"order": ORDER, "title_ko": title, "description_ko": "초안: 한 출처에서 찾은 수치로, 사람이 확인해야 한다."},
        "resources": location::schemas(TableKind::ALL.map(TableKind::file).as_slice()),
    })
}

fn topic_row(catalog: &Catalog, topic: crate::figure::TopicRef) -> Vec<String> {
    let topic = catalog.topic(topic);
    row(TableKind::Topics, &[("id", &topic.id), ("name_en", &topic.name.en), ("name_ko", &topic.name.ko)])
}

/// The units of the metrics that are no general ones.
fn unit_rows(catalog: &Catalog, needed: &Needed) -> Vec<Vec<String>> {
    let general = general_units();
    let units = needed.units.iter().map(|unit| catalog.unit(*unit));
    units
        .filter(|unit| general.iter().all(|known| known.id != unit.id))
        .map(|unit| {
            row(
                TableKind::Units,
                &[
                    ("id", &unit.id),
                    ("kind", unit.kind.word()),
                    ("one_en", &unit.one_en),
                    ("many_en", &unit.many_en),
                    ("counter_ko", &unit.counter_ko),
                ],
            )
        })
        .collect()
}

fn entity_row(catalog: &Catalog, entity: EntityRef) -> Vec<String> {
    let entity = catalog.entity(entity);
    let part_of = entity.part_of.map_or("", |whole| &*catalog.entity(whole).id);
    row(
        TableKind::Entities,
        &[
            ("id", &entity.id),
            ("kind", entity.kind.word()),
            ("name_en", &entity.name.en),
            ("name_ko", &entity.name.ko),
            ("part_of", part_of),
        ],
    )
}

fn metric_row(catalog: &Catalog, metric_ref: MetricRef) -> Vec<String> {
    let metric = catalog.metric(metric_ref);
    row(
        TableKind::Metrics,
        &[
            ("id", &metric.id),
            ("topic", &catalog.topic(metric.topic).id),
            ("broader", metric.broader.map_or("", |broader| &*catalog.metric(broader).id)),
            ("kind", metric.kind.word()),
            ("unit", &catalog.unit_of(metric_ref).id),
            ("name_en", &metric.name.en),
            ("name_ko", &metric.name.ko),
            ("definition_en", &metric.definition.en),
            ("definition_ko", &metric.definition.ko),
        ],
    )
}

fn source_row(source: &DraftSource) -> Vec<String> {
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    row(
        TableKind::Sources,
        &[
            ("id", &source.id),
            ("type", &source.csl_type),
            ("publisher_en", &source.publisher.en),
            ("publisher_ko", &source.publisher.ko),
            ("author", &source.author),
            ("title_en", &source.title.en),
            ("title_ko", &source.title.ko),
            ("issued", &date(source.issued)),
            ("accessed", &date(source.accessed)),
            ("url", &source.url),
            ("licence", &source.licence),
        ],
    )
}

fn figure_row(figure: &DraftFigure, draft: &DraftPack, catalog: &Catalog) -> Vec<String> {
    let number = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
    let (low, high) = (number(figure.low), number(figure.high));
    let known_from = draft.source.issued.map(|issued| issued.to_string()).unwrap_or_default();
    let (note_en, note_ko) = match figure.unit.as_str() {
        "" => (String::new(), String::new()),
        unit => (format!("Read with the unit {unit}."), format!("단위는 {unit}(으)로 읽었다.")),
    };
    row(
        TableKind::Figures,
        &[
            ("id", &figure.id),
            ("metric", figure.metric.map_or("", |metric| &*catalog.metric(metric).id)),
            ("entity", figure.entity.map_or("", |entity| &*catalog.entity(entity).id)),
            ("value", &number(figure.value)),
            ("low", &low),
            ("high", &high),
            ("period", &figure.period.map(|period| period.to_string()).unwrap_or_default()),
            ("status", DRAFT),
            ("precision", figure.precision.word()),
            ("source", &draft.source.id),
            ("locator", &figure.locator),
            ("known_from", &known_from),
            ("note_en", &note_en),
            ("note_ko", &note_ko),
        ],
    )
}

/// A row with these cells filled in, in the order of the table's columns. Line breaks and control characters have no place
/// in a cell.
fn row(kind: TableKind, cells: &[(&str, &str)]) -> Vec<String> {
    let cell = |column: &&str| {
        let found = cells.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| *cell);
        let plain: String = found.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        plain.trim().to_owned()
    };
    kind.columns().iter().map(cell).collect()
}

/// A table as text: a header line, lines that end with a line feed.
fn lines(kind: TableKind, rows: Vec<Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Nothing can fail in memory while all rows are as long as the header, which `row` ensures.
    let mut written = writer.write_record(kind.columns()).is_ok();
    for row in rows {
        written &= writer.write_record(&row).is_ok();
    }
    debug_assert!(written, "rows of unlike lengths");
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
