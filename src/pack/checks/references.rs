//! Checks on what rows say of other rows.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Context, Report, quote};
use crate::figure::general_units;
use crate::lang::names::items;
use crate::pack::raw::{BriefSectionRow, EntityRow, FigureRow, MetricRow, Place, TableKind};
use crate::pack::suggest::did_you_mean;

pub(super) fn dangling(context: &Context<'_>, report: &mut Report<'_>) {
    let general = general_units();
    for row in context.rows::<EntityRow<'_>>() {
        resolve(context, report, row.place, "part_of", row.part_of, TableKind::Entities);
    }
    for row in context.rows::<MetricRow<'_>>() {
        resolve(context, report, row.place, "topic", row.topic, TableKind::Topics);
        resolve(context, report, row.place, "broader", row.broader, TableKind::Metrics);
        if !general.iter().any(|unit| *unit.id == *row.unit) {
            resolve(context, report, row.place, "unit", row.unit, TableKind::Units);
        }
    }
    for row in context.rows::<FigureRow<'_>>() {
        resolve(context, report, row.place, "metric", row.metric, TableKind::Metrics);
        resolve(context, report, row.place, "entity", row.entity, TableKind::Entities);
        resolve(context, report, row.place, "source", row.source, TableKind::Sources);
        resolve(context, report, row.place, "via", row.via, TableKind::Sources);
    }
    for row in context.rows::<BriefSectionRow<'_>>() {
        resolve(context, report, row.place, "brief", row.brief, TableKind::Briefs);
    }
}

pub(super) fn figures(context: &Context<'_>, report: &mut Report<'_>) {
    let known = &context.ids(TableKind::Figures).first;
    let all_whole = (0u32..).zip(context.packs).all(|(pack, _)| context.is_whole(pack, TableKind::Figures));
    for row in context.rows::<FigureRow<'_>>() {
        for (column, cell) in [("supersedes", row.supersedes), ("inputs", row.inputs)] {
            for id in items(cell).filter(|id| all_whole && !known.contains_key(id)) {
                let fallback = "write the id of a figure in this or another pack".to_owned();
                let remedy = did_you_mean(id, sorted(known.keys().copied()).into_iter(), fallback);
                report.row(row.place, format!("`{column}` names {}, which is no known figure", quote(id)), remedy);
            }
        }
    }
}

pub(super) fn missing_source(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<FigureRow<'_>>().filter(|row| row.source.is_empty()) {
        let what = format!("the figure {} has no source", quote(row.id));
        report.row(row.place, what, "write the id of the publication that it is from");
    }
}

pub(super) fn via(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<FigureRow<'_>>().filter(|row| !row.via.is_empty() && row.via == row.source) {
        report.row(row.place, format!("`via` and `source` are both {}", quote(row.via)), "leave `via` empty");
    }
}

pub(super) fn part_of_cycle(context: &Context<'_>, report: &mut Report<'_>) {
    // Where two packs contradict each other, the first is believed; neither is wrong by itself.
    for pack in (0u32..).take(context.packs.len()) {
        let mut above: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        let mut places: FxHashMap<&str, Place> = FxHashMap::default();
        let of_pack = context.rows::<EntityRow<'_>>().filter(|row| row.place.pack == pack);
        for row in of_pack.filter(|row| !row.part_of.is_empty()) {
            above.entry(row.id).or_default().push(row.part_of);
            places.entry(row.id).or_insert(row.place);
        }
        for (id, place) in in_cycles(&above, &places) {
            let what = format!("{} is, by way of `part_of`, a part of itself", quote(id));
            report.row(place, what, "leave `part_of` empty at the largest of them");
        }
    }
}

pub(super) fn supersedes_cycle(context: &Context<'_>, report: &mut Report<'_>) {
    let mut older: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let mut places: FxHashMap<&str, Place> = FxHashMap::default();
    for row in context.rows::<FigureRow<'_>>().filter(|row| !row.supersedes.is_empty()) {
        older.entry(row.id).or_default().extend(items(row.supersedes));
        places.entry(row.id).or_insert(row.place);
    }
    for (id, place) in in_cycles(&older, &places) {
        let what = format!("{} replaces, by way of `supersedes`, itself", quote(id));
        report.row(place, what, "leave `supersedes` empty at the oldest of them");
    }
}

pub(super) fn broader_level(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<MetricRow<'_>>().filter(|row| !row.broader.is_empty()) {
        let above = context.find::<MetricRow<'_>>(row.broader);
        if let Some(above) = above.filter(|above| !above.broader.is_empty()) {
            let what = format!(
                "{} is below {}, which is itself below {}",
                quote(row.id),
                quote(above.id),
                quote(above.broader)
            );
            report.row(row.place, what, "name the topmost metric in `broader`, or leave it empty");
        }
    }
}

pub(super) fn broad_figures(context: &Context<'_>, report: &mut Report<'_>) {
    let broad: FxHashSet<&str> = context.rows::<MetricRow<'_>>().map(|row| row.broader).collect();
    for row in context.rows::<FigureRow<'_>>().filter(|row| !row.metric.is_empty() && broad.contains(row.metric)) {
        let what = format!("the figure {} is of {}, which has narrower metrics", quote(row.id), quote(row.metric));
        report.row(row.place, what, "give the figure to a narrower metric");
    }
}

pub(super) fn supersedes_cell(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<FigureRow<'_>>() {
        for id in items(row.supersedes) {
            let Some(old) = context.find::<FigureRow<'_>>(id) else { continue };
            if (old.metric, old.entity) != (row.metric, row.entity) {
                let what = format!(
                    "{} of {} and {} replaces {} of {} and {}",
                    quote(row.id),
                    quote(row.metric),
                    quote(row.entity),
                    quote(id),
                    quote(old.metric),
                    quote(old.entity)
                );
                report.row(row.place, what, "let it replace figures of the same metric and entity only");
            }
        }
    }
}

/// Reports an id that the row's own pack does not have.
fn resolve(context: &Context<'_>, report: &mut Report<'_>, place: Place, column: &str, id: &str, table: TableKind) {
    if id.is_empty() || context.may_hold(place.pack, table, id) {
        return;
    }
    let known = &context.ids(table).first;
    let what = format!("`{column}` names {}, which is not in {} of this pack", quote(id), table.file());
    let remedy = match known.get(id).and_then(|place| context.packs.get(place.pack as usize)) {
        Some(pack) => format!("copy its row from the pack {}", quote(&pack.name)),
        None => {
            let candidates = known.keys().copied().filter(|known| context.may_hold(place.pack, table, known));
            did_you_mean(id, sorted(candidates).into_iter(), "add a row for it, or correct the id".to_owned())
        }
    };
    report.row(place, what, remedy);
}

/// Candidates in a fixed order, so that the same pack always gives the same words.
fn sorted<'a>(candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut sorted: Vec<&str> = candidates.collect();
    sorted.sort_unstable();
    sorted
}

/// The ids that lie on a cycle or lead into one, each with its place. Ids are taken away from the end of the chains until
/// only cycles and what leads into them are left, so the time grows with the number of links.
fn in_cycles<'a>(
    links: &FxHashMap<&'a str, Vec<&'a str>>,
    places: &FxHashMap<&'a str, Place>,
) -> Vec<(&'a str, Place)> {
    let mut open: FxHashMap<&str, usize> = FxHashMap::default();
    let mut back: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let mut done: Vec<&str> = Vec::new();
    for (from, targets) in links {
        let count = targets.iter().filter(|to| links.contains_key(*to)).count();
        open.insert(from, count);
        if count == 0 {
            done.push(from);
        }
        for to in targets {
            back.entry(to).or_default().push(from);
        }
    }
    while let Some(id) = done.pop() {
        for from in back.get(id).into_iter().flatten() {
            if let Some(count) = open.get_mut(from).filter(|count| **count > 0) {
                *count -= 1;
                if *count == 0 {
                    done.push(from);
                }
            }
        }
    }
    let left = open.into_iter().filter(|(_, count)| *count > 0);
    left.filter_map(|(id, _)| Some((id, *places.get(id)?))).collect()
}
