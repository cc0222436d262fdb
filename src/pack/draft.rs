//! Writes a pack that a person has yet to finish.
//!
//! Its figures have the status `draft`, which no figure of a loaded pack has: the checks list each of them, with what is
//! still to fill in, until somebody has looked at it. The files are otherwise a pack like any other, so that a spreadsheet, a
//! diff and the checks can be used on it from the first moment. Rows of known things are brought along without their
//! aliases: those add up over packs.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::of_catalog::{self, Aliases, Written, date};
use super::raw::{DESCRIPTOR, TableKind};
use super::write::TableText;
use super::{Catalog, Needed};
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
    let id: Written<'_> = &|id| id.rsplit('/').next().unwrap_or_default().to_owned();
    let (mut topics, mut units) = (TableText::new(TableKind::Topics), TableText::new(TableKind::Units));
    let (mut entities, mut metrics) = (TableText::new(TableKind::Entities), TableText::new(TableKind::Metrics));
    let (mut sources, mut figures) = (TableText::new(TableKind::Sources), TableText::new(TableKind::Figures));
    let aliases = Aliases::Without;
    needed.topics.iter().for_each(|topic| of_catalog::add_topic(&mut topics, catalog, *topic, aliases, id));
    let general = general_units();
    let own = needed.units.iter().filter(|unit| general.iter().all(|known| known.id != catalog.unit(**unit).id));
    own.for_each(|unit| of_catalog::add_unit(&mut units, catalog, *unit, aliases, id));
    needed.entities.iter().for_each(|entity| of_catalog::add_entity(&mut entities, catalog, *entity, aliases, id));
    needed.metrics.iter().for_each(|metric| of_catalog::add_metric(&mut metrics, catalog, *metric, aliases, id));
    add_source(&mut sources, &draft.source);
    draft.figures.iter().for_each(|figure| add_figure(&mut figures, figure, draft, catalog, id));
    let tables = [topics, units, entities, metrics, sources, figures];
    let descriptor = serde_json::to_string_pretty(&descriptor(draft, &tables)).unwrap_or_default();
    let mut files = vec![(DESCRIPTOR.to_owned(), format!("{descriptor}\n"))];
    files.extend(tables.into_iter().map(|table| (table.file().to_owned(), table.into_text())));
    files
}

/// The descriptor, with full schemas for other tools.
fn descriptor(draft: &DraftPack, tables: &[TableText]) -> Value {
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
        "resources": tables.iter().map(TableText::resource).collect::<Vec<_>>(),
    })
}

fn add_source(table: &mut TableText, source: &DraftSource) {
    table.add(&[
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
    ]);
}

fn add_figure(table: &mut TableText, figure: &DraftFigure, draft: &DraftPack, catalog: &Catalog, id: Written<'_>) {
    let number = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
    let (note_en, note_ko) = match figure.unit.as_str() {
        "" => (String::new(), String::new()),
        unit => (format!("Read with the unit {unit}."), format!("단위는 {unit}(으)로 읽었다.")),
    };
    table.add(&[
        ("id", &figure.id),
        ("metric", &figure.metric.map(|metric| id(&catalog.metric(metric).id)).unwrap_or_default()),
        ("entity", &figure.entity.map(|entity| id(&catalog.entity(entity).id)).unwrap_or_default()),
        ("value", &number(figure.value)),
        ("low", &number(figure.low)),
        ("high", &number(figure.high)),
        ("period", &figure.period.map(|period| period.to_string()).unwrap_or_default()),
        ("status", DRAFT),
        ("precision", figure.precision.word()),
        ("source", &draft.source.id),
        ("locator", &figure.locator),
        ("known_from", &date(draft.source.issued)),
        ("note_en", &note_en),
        ("note_ko", &note_ko),
    ]);
}
