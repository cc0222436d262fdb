//! One flat table: a figure a line, with all that a reader needs to cite it, in both languages.

use crate::figure::{FigureRef, PartialDate, Source, SourceRef};
use crate::pack::{Catalog, safe_cell};

const HEADER: [&str; 31] = [
    "id",
    "metric",
    "metric_en",
    "metric_ko",
    "entity",
    "entity_en",
    "entity_ko",
    "value",
    "low",
    "high",
    "unit",
    "period",
    "status",
    "precision",
    "scope_en",
    "scope_ko",
    "source",
    "publisher_en",
    "publisher_ko",
    "title_en",
    "title_ko",
    "issued",
    "url",
    "via",
    "locator",
    "known_from",
    "formula",
    "inputs",
    "note_en",
    "note_ko",
    "pack",
];

/// The table as UTF-8 text: comma-separated, a header line, lines that end with a line feed.
#[must_use]
pub fn csv(catalog: &Catalog, figures: &[FigureRef]) -> String {
    let rows = figures.iter().map(|figure| row(catalog, *figure));
    lines(&HEADER, rows)
}

/// The same behind a byte order mark, by which spreadsheet programs know that it is UTF-8.
#[must_use]
pub fn csv_for_spreadsheets(catalog: &Catalog, figures: &[FigureRef]) -> String {
    format!("\u{feff}{}", csv(catalog, figures))
}

/// A table as text, in which no cell is a formula for a spreadsheet.
fn lines(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Nothing can fail in memory while all rows are as long as the header, which the types of the callers ensure.
    let mut written = writer.write_record(header).is_ok();
    for row in rows {
        written &= writer.write_record(row.iter().map(|cell| safe_cell(cell).into_owned())).is_ok();
    }
    debug_assert!(written, "a row is not as long as its header");
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// A date, or nothing.
pub(super) fn date(date: Option<PartialDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// Ids of figures, separated by `|`.
fn ids(catalog: &Catalog, figures: &[FigureRef]) -> String {
    figures.iter().map(|figure| &*catalog.figure(*figure).id).collect::<Vec<_>>().join("|")
}

fn row(catalog: &Catalog, figure: FigureRef) -> Vec<String> {
    let figure = catalog.figure(figure);
    let metric = catalog.metric(figure.metric);
    let entity = catalog.entity(figure.entity);
    let source: &Source = catalog.source(figure.source);
    let number = |value: Option<crate::figure::Decimal>| value.map(|value| value.to_string()).unwrap_or_default();
    let id = |source: Option<SourceRef>| source.map(|one| catalog.source(one).id.to_string()).unwrap_or_default();
    let pack = catalog.pack(figure.pack);
    vec![
        figure.id.to_string(),
        metric.id.to_string(),
        metric.name.en.to_string(),
        metric.name.ko.to_string(),
        entity.id.to_string(),
        entity.name.en.to_string(),
        entity.name.ko.to_string(),
        figure.value.to_string(),
        number(figure.low),
        number(figure.high),
        catalog.unit_of(figure.metric).id.to_string(),
        figure.period.to_string(),
        figure.status.word().to_owned(),
        figure.precision.word().to_owned(),
        figure.scope.en.to_string(),
        figure.scope.ko.to_string(),
        source.id.to_string(),
        source.publisher.en.to_string(),
        source.publisher.ko.to_string(),
        source.title.en.to_string(),
        source.title.ko.to_string(),
        date(source.issued),
        source.url.to_string(),
        id(figure.via),
        figure.locator.to_string(),
        date(figure.known_from),
        figure.formula.as_ref().map(|formula| formula.text().to_owned()).unwrap_or_default(),
        ids(catalog, &figure.inputs),
        figure.note.en.to_string(),
        figure.note.ko.to_string(),
        format!("{}@{}", pack.name, pack.version),
    ]
}
