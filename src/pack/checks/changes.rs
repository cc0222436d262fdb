//! Checks on what a pack tells of its own changes.

use std::cmp::Ordering;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::descriptor::is_semantic_version;
use super::{Context, Report, quote};
use crate::figure::Decimal;
use crate::pack::change::{ChangeKind, Field};
use crate::pack::raw::{ChangeRow, FigureRow, TableKind};
use crate::pack::suggest::did_you_mean;

pub(super) fn figure(context: &Context<'_>, report: &mut Report<'_>) {
    let known = &context.ids(TableKind::Figures).first;
    for row in context.rows::<ChangeRow<'_>>().filter(|row| !row.figure.is_empty()) {
        if !context.is_whole(row.place.pack, TableKind::Figures) {
            continue;
        }
        let is_here = known.get(row.figure).is_some_and(|place| place.pack == row.place.pack);
        match row.kind.parse::<ChangeKind>() {
            Ok(ChangeKind::Withdrawn) if is_here => {
                let what = format!("{} was withdrawn, but is in figures.csv", quote(row.figure));
                report.row(row.place, what, "remove one of the two rows");
            }
            Ok(ChangeKind::Added | ChangeKind::Revised) if !is_here && !known.contains_key(row.figure) => {
                let mut ids: Vec<&str> =
                    known.iter().filter(|(_, place)| place.pack == row.place.pack).map(|(id, _)| *id).collect();
                ids.sort_unstable();
                let fallback = "correct the id, or add a row that says `withdrawn`".to_owned();
                // What was withdrawn later need not be there any more.
                if !is_withdrawn(context, &row) {
                    let remedy = did_you_mean(row.figure, ids.into_iter(), fallback);
                    report.row(
                        row.place,
                        format!("`figure` names {}, which is not in figures.csv", quote(row.figure)),
                        remedy,
                    );
                }
            }
            _ => {}
        }
    }
}

fn is_withdrawn(context: &Context<'_>, row: &ChangeRow<'_>) -> bool {
    context.rows::<ChangeRow<'_>>().any(|other| {
        other.place.pack == row.place.pack && other.figure == row.figure && other.kind == ChangeKind::Withdrawn.word()
    })
}

pub(super) fn field(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<ChangeRow<'_>>() {
        let Ok(kind) = row.kind.parse::<ChangeKind>() else { continue };
        let is_revision = kind == ChangeKind::Revised;
        match row.field {
            "" if is_revision => {
                let fields = Field::ALL.map(Field::word).join(", ");
                report.row(row.place, "a revision names no `field`".to_owned(), format!("write one of {fields}"));
            }
            _ if is_revision && row.from == row.to => {
                report.row(
                    row.place,
                    "`from` and `to` are the same".to_owned(),
                    "write what stood there before and what stands there now",
                );
            }
            "" => {}
            _ if !is_revision => {
                report.row(
                    row.place,
                    format!("`field` is {} in a row that is no revision", quote(row.field)),
                    "leave it empty",
                );
            }
            _ => {}
        }
    }
}

pub(super) fn date(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<ChangeRow<'_>>().filter(|row| !row.date.is_empty()) {
        match row.date.parse::<Date>() {
            Err(_) => {
                report.row(
                    row.place,
                    format!("`date` is {}, which is no day", quote(row.date)),
                    "write it as 2024-04-15",
                );
            }
            Ok(date) if date > context.today => {
                let what = format!("`date` is {}, which lies after today, {}", quote(row.date), context.today);
                report.row(row.place, what, "correct it, or the computer's clock");
            }
            Ok(_) => {}
        }
    }
}

pub(super) fn version(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<ChangeRow<'_>>().filter(|row| !row.version.is_empty()) {
        let of_pack = context.packs.get(row.place.pack as usize).map_or("", |pack| pack.descriptor.text(&["version"]));
        if !is_semantic_version(row.version) {
            report.row(
                row.place,
                format!("`version` is {}, which is no semantic version", quote(row.version)),
                "write three numbers: 1.1.0",
            );
        } else if is_semantic_version(of_pack) && compare(row.version, of_pack) == Ordering::Greater {
            let what = format!("`version` is {}, later than that of the pack, {}", quote(row.version), quote(of_pack));
            report.row(row.place, what, "raise the pack's version, or correct this one");
        }
    }
}

/// Compares by the three numbers alone.
fn compare(one: &str, other: &str) -> Ordering {
    let numbers = |version: &str| -> Vec<u64> {
        let end = version.find(['-', '+']).unwrap_or(version.len());
        version.get(..end).unwrap_or_default().split('.').map(|number| number.parse().unwrap_or(u64::MAX)).collect()
    };
    numbers(one).cmp(&numbers(other))
}

pub(super) fn current(context: &Context<'_>, report: &mut Report<'_>) {
    let mut newest: FxHashMap<(u32, &str, Field), ChangeRow<'_>> = FxHashMap::default();
    for row in context.rows::<ChangeRow<'_>>().filter(|row| row.kind == ChangeKind::Revised.word()) {
        let Ok(field) = row.field.parse::<Field>() else { continue };
        let last = newest.entry((row.place.pack, row.figure, field)).or_insert(row);
        // Of one day, the last row counts.
        if row.date >= last.date {
            *last = row;
        }
    }
    for ((_, figure, field), row) in newest {
        let Some(now) = context.find::<FigureRow<'_>>(figure).filter(|now| now.place.pack == row.place.pack) else {
            continue;
        };
        let Some(cell) = cell(&now, field) else { continue };
        let number = |text: &str| Decimal::from_str_exact(text).ok();
        let agrees = cell == row.to || (field.is_number() && number(cell).is_some() && number(cell) == number(row.to));
        if !agrees {
            let what = format!(
                "{} was revised to {}, but `{}` is {} in figures.csv",
                quote(figure),
                quote(row.to),
                field.word(),
                quote(cell)
            );
            report.row(row.place, what, "correct the one that is wrong, or add the later revision");
        }
    }
}

/// A cell of a figure; none for a text in two languages, which a revision tells of in its own words.
fn cell<'a>(row: &FigureRow<'a>, field: Field) -> Option<&'a str> {
    Some(match field {
        Field::Metric => row.metric,
        Field::Entity => row.entity,
        Field::Value => row.value,
        Field::Low => row.low,
        Field::High => row.high,
        Field::Period => row.period,
        Field::Status => row.status,
        Field::Precision => row.precision,
        Field::Source => row.source,
        Field::Via => row.via,
        Field::Scope => return None,
    })
}
