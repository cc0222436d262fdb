//! What was observed → the rows of a pack: new, unchanged, revised or withdrawn against what the pack has.

mod descriptor;
mod entities;
mod metrics;
mod source;

use rustc_hash::{FxHashMap, FxHashSet};

use super::compose::Subject;
use super::names::slug;
use super::observe::{Collected, Observation};
use super::old::{Known, Old};
use super::{ImportError, Imported, Mapping, Options, Unread};
use crate::figure::{Decimal, Status};
use crate::pack::PackSource;
use crate::pack::raw::TableKind;
use crate::pack::write::TableText;

/// Rows of problems that are written; more are counted.
const MAX_PROBLEM_ROWS: usize = 100_000;

/// Makes the files of a pack.
pub(super) fn write(
    collected: Collected,
    mapping: &mut Mapping,
    options: &Options,
    old: Option<&PackSource>,
    mut problems: Vec<Unread>,
    assumed: Vec<String>,
    subject: &Subject,
) -> Result<Imported, ImportError> {
    let old = Old::read(old);
    if old.exists() && old.descriptor.is_none() {
        return Err(ImportError::Pack(format!(
            "the pack {} cannot be read: `datum pack check` says what is wrong; mend it first",
            options.pack
        )));
    }
    let mut imported = Imported { assumed, ..Imported::default() };
    let source = source::settle(&collected, mapping, options, &old);
    let entities = entities::settle(&collected, mapping, &old, &mut imported.assumed);
    let metrics = metrics::settle(&collected, mapping, &entities, &old, &options.pack, subject, &mut imported.assumed);
    if !collected.footnotes.is_empty() {
        imported
            .assumed
            .push(format!("the note of the source has what stands below the table: {}", collected.footnotes.join(" ")));
    }

    let observations = one_a_cell(&collected, &entities, &metrics, &mut problems);
    let known = old.figures(&source.id);
    let mut figures = TableText::new(TableKind::Figures);
    let mut changes = TableText::new(TableKind::Changes);
    let mut seen: FxHashSet<(&str, &str, String)> = FxHashSet::default();
    let mut taken_ids: FxHashSet<String> = old.ids(TableKind::Figures).into_iter().map(str::to_owned).collect();
    let mut new_rows: Vec<NewRow<'_>> = Vec::new();
    for observation in &observations {
        let (metric, entity) = (metrics.id(observation.metric), entities.id(observation.entity));
        let period = observation.period.to_string();
        let value = metrics.value(observation);
        let status = status(observation, options);
        let before = known.get(&(metric, entity, period.as_str()));
        match before {
            Some(before) if old.says(before.newest, value, status.word()) => imported.unchanged += 1,
            _ => {
                let supersedes = before.and_then(|before| old.figure(before.newest)).map(|row| row.id);
                if supersedes.is_some() {
                    imported.revised += 1
                } else {
                    imported.added += 1
                }
                let id = figure_id(metric, entity, &period, &mut taken_ids);
                new_rows.push(NewRow {
                    id,
                    metric,
                    entity,
                    period: period.clone(),
                    value,
                    status,
                    supersedes,
                    observation,
                });
            }
        }
        seen.insert((metric, entity, period));
    }
    // What a table has no more is withdrawn, unless a part of the table could not be read and may have held it.
    let of_import: FxHashSet<&str> = observations.iter().map(|observation| metrics.id(observation.metric)).collect();
    let gone: Vec<&Known> = known
        .iter()
        .filter(|((metric, entity, period), _)| {
            of_import.contains(metric) && !seen.contains(&(*metric, *entity, (*period).to_owned()))
        })
        .map(|(_, known)| known)
        .collect();
    let mut left_out: FxHashSet<u32> = FxHashSet::default();
    if collected.unread + problems.len() == 0 {
        imported.withdrawn = gone.len();
        left_out.extend(gone.iter().flat_map(|known| known.rows.iter().copied()));
    } else if !gone.is_empty() {
        imported.assumed.push(format!(
            "{} figures that the table has no more stay in the pack, as parts of the table could not be read",
            gone.len()
        ));
    }
    if !old.exists() && imported.added == 0 {
        let first = problems.first().map_or_else(String::new, |one| format!("{}: {}", one.problem, one.remedy));
        return Err(ImportError::Nothing(first));
    }
    let has_changed = imported.added + imported.revised + imported.withdrawn > 0;
    let version = descriptor::version(&old, has_changed);

    old.write(&mut figures, TableKind::Figures, |row| left_out.contains(&row));
    for row in &new_rows {
        row.add(&mut figures, &collected, &source, options);
    }
    old.write(&mut changes, TableKind::Changes, |_| false);
    withdrawals(&mut changes, &old, &left_out, &version, options);

    let words = descriptor::Words { of_field: &subject.field_words, made: metrics.made() };
    imported.metrics = metrics.names();
    imported.entities = entities.len();
    let tables = vec![
        metrics.topics(&old, options),
        metrics.units(&old),
        entities.table(&old),
        metrics.table(&old),
        source.table(&old),
        figures,
        changes,
    ];
    imported.files = descriptor::files(tables, &old, &version, &source, mapping, options, &words);
    imported.files.push(("problems.csv".to_owned(), problem_table(&problems)));
    imported.files.push(("import.toml".to_owned(), mapping.text()));
    imported.problems = problems;
    Ok(imported)
}

/// A figure that the pack does not have yet.
struct NewRow<'a> {
    id: String,
    metric: &'a str,
    entity: &'a str,
    period: String,
    value: Decimal,
    status: Status,
    supersedes: Option<&'a str>,
    observation: &'a Observation,
}

impl NewRow<'_> {
    fn add(&self, table: &mut TableText, collected: &Collected, source: &source::SourceRows, options: &Options) {
        let note = (self.observation.note as usize).checked_sub(1).and_then(|at| collected.notes.get(at));
        let (note_en, note_ko) = note.map_or(("", ""), |(en, ko)| (en.as_str(), ko.as_str()));
        let file = collected.files.get(self.observation.file as usize).map_or("", String::as_str);
        let today = options.today.to_string();
        let scope = collected.metrics.get(self.observation.metric as usize).map_or("", |key| key.scope.as_str());
        table.add(&[
            ("id", &self.id),
            ("metric", self.metric),
            ("entity", self.entity),
            ("value", &self.value.to_string()),
            ("period", &self.period),
            ("status", self.status.word()),
            ("precision", "exact"),
            ("scope_en", &super::names::shorten(scope, 200)),
            ("scope_ko", &super::names::shorten(scope, 200)),
            ("source", &source.id),
            ("locator", &super::names::shorten(&format!("{file}, row {}", self.observation.row), 200)),
            ("known_from", if self.supersedes.is_some() { &today } else { &source.issued }),
            ("supersedes", self.supersedes.unwrap_or_default()),
            ("note_en", &super::names::shorten(note_en, 800)),
            ("note_ko", &super::names::shorten(note_ko, 800)),
        ]);
    }
}

/// What is observed in the future is a forecast, whatever the table calls it.
fn status(observation: &Observation, options: &Options) -> Status {
    let last = observation.period.end().unwrap_or(observation.period.start());
    let is_ahead = last.first_day() > options.today;
    if is_ahead && !observation.status.is_outlook() { Status::Forecast } else { observation.status }
}

/// One observation for each metric, entity and period. The same value twice is one; two values are a problem, and neither is
/// taken.
fn one_a_cell(
    collected: &Collected,
    entities: &entities::EntityRows,
    metrics: &metrics::MetricRows,
    problems: &mut Vec<Unread>,
) -> Vec<Observation> {
    let key = |observation: &Observation| {
        (metrics.at(observation.metric), entities.at(observation.entity), observation.period)
    };
    let mut order: Vec<&Observation> = collected.observations.iter().collect();
    order.sort_by_key(|one| key(one));
    let mut kept: Vec<Observation> = Vec::with_capacity(order.len());
    let mut rest = order.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|other| key(other) == key(first)).count();
        let (group, behind) = rest.split_at(count);
        rest = behind;
        if group.iter().all(|other| metrics.value(other) == metrics.value(first)) {
            kept.push((*first).clone());
            continue;
        }
        for other in group.iter().take(MAX_PROBLEM_ROWS.saturating_sub(problems.len())) {
            problems.push(Unread {
                file: collected.files.get(other.file as usize).cloned().unwrap_or_default(),
                row: other.row,
                column: String::new(),
                cell: other.value.to_string(),
                problem: format!(
                    "{} of {} in {} has {} unlike values, so none was taken",
                    metrics.id(other.metric),
                    entities.id(other.entity),
                    other.period,
                    group.len()
                ),
                remedy: "keep the right row, or name the column that tells them apart in [columns] of import.toml as \
                         \"dimension\""
                    .to_owned(),
            });
        }
    }
    kept
}

/// An id that no figure has.
fn figure_id(metric: &str, entity: &str, period: &str, taken: &mut FxHashSet<String>) -> String {
    let period = period.replace('/', "-to-");
    let whole = format!("{metric}-{entity}-{period}");
    // Room for the number of a revision.
    let base = if whole.len() <= 75 { whole } else { format!("{}-{}", slug(&format!("{metric} {entity}")), period) };
    let mut id = base.clone();
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format!("{base}-r{number}");
        number += 1;
    }
    id
}

fn withdrawals(changes: &mut TableText, old: &Old, rows: &FxHashSet<u32>, version: &str, options: &Options) {
    let mut rows: Vec<u32> = rows.iter().copied().collect();
    rows.sort_unstable();
    let mut taken: FxHashMap<String, usize> = FxHashMap::default();
    for row in rows.iter().filter_map(|row| old.figure(*row)) {
        let base = format!("withdrawn-{}-{}", version.replace('.', "-"), slug(row.id));
        let count = taken.entry(base.clone()).or_default();
        *count += 1;
        let id = if *count == 1 { base } else { format!("{base}-{count}") };
        changes.add(&[
            ("id", &id),
            ("version", version),
            ("date", &options.today.to_string()),
            ("figure", row.id),
            ("kind", "withdrawn"),
            ("reason_en", "The table of its source has it no more."),
            ("reason_ko", "원자료의 표에 더는 없다."),
        ]);
    }
}

/// The problems as a table that a spreadsheet opens.
fn problem_table(problems: &[Unread]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut written = writer.write_record(["file", "row", "column", "cell", "problem", "remedy"]).is_ok();
    for problem in problems {
        let row = problem.row.to_string();
        let cells = [&problem.file, &row, &problem.column, &problem.cell, &problem.problem, &problem.remedy];
        written &= writer.write_record(cells.map(|cell| crate::pack::safe_cell(cell).into_owned())).is_ok();
    }
    debug_assert!(written, "problems are of one length");
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
