//! Checks on the templates of briefs. Whether their questions have answers is seen later, when there is an engine to ask.

use rustc_hash::FxHashMap;

use super::{Context, Report, quote};
use crate::lang::names::items;
use crate::pack::raw::{BriefRow, BriefSectionRow, TableKind};
use crate::pack::suggest::did_you_mean;
use crate::pack::template::{Item, MAX_ITEMS, MAX_SECTIONS, MAX_TOP, MIN_TOP};

pub(super) fn sections(context: &Context<'_>, report: &mut Report<'_>) {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for row in context.rows::<BriefSectionRow<'_>>() {
        *counts.entry(row.brief).or_default() += 1;
    }
    for row in context.rows::<BriefRow<'_>>().filter(|row| !row.id.is_empty()) {
        match counts.get(row.id).copied().unwrap_or(0) {
            0 if context.is_whole(row.place.pack, TableKind::BriefSections) => {
                let what = format!("the brief {} has no section", quote(row.id));
                report.row(row.place, what, "add a row to brief-sections.csv that names it in `brief`");
            }
            count if count > MAX_SECTIONS => {
                let what = format!("the brief {} has {count} sections", quote(row.id));
                report.row(row.place, what, format!("divide it into briefs of at most {MAX_SECTIONS}"));
            }
            _ => {}
        }
    }
}

pub(super) fn empty_section(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<BriefSectionRow<'_>>() {
        let count = items(row.items).count();
        if count == 0 {
            let what = format!("the section {} has no items", quote(row.id));
            report.row(row.place, what, "write a figure's id, a question, or `top 5: metric` into `items`");
        } else if count > MAX_ITEMS {
            let what = format!("the section {} has {count} items", quote(row.id));
            report.row(row.place, what, format!("divide it into sections of at most {MAX_ITEMS}"));
        }
    }
}

pub(super) fn figure(context: &Context<'_>, report: &mut Report<'_>) {
    let known = &context.ids(TableKind::Figures).first;
    let all_whole = (0u32..).zip(context.packs).all(|(pack, _)| context.is_whole(pack, TableKind::Figures));
    for row in context.rows::<BriefSectionRow<'_>>().filter(|_| all_whole) {
        for item in items(row.items) {
            let Item::Figure(id) = Item::read(item) else { continue };
            if !known.contains_key(&*id) {
                let mut candidates: Vec<&str> = known.keys().copied().collect();
                candidates.sort_unstable();
                let fallback = "write the id of a figure in this or another pack, or ask in more words".to_owned();
                let remedy = did_you_mean(&id, candidates.into_iter(), fallback);
                report.row(row.place, format!("`items` names {}, which is no known figure", quote(&id)), remedy);
            }
        }
    }
}

pub(super) fn top(context: &Context<'_>, report: &mut Report<'_>) {
    let known = &context.ids(TableKind::Metrics).first;
    let all_whole = (0u32..).zip(context.packs).all(|(pack, _)| context.is_whole(pack, TableKind::Metrics));
    for row in context.rows::<BriefSectionRow<'_>>() {
        for item in items(row.items) {
            let Item::Top { count, metric } = Item::read(item) else { continue };
            if !(MIN_TOP..=MAX_TOP).contains(&count) {
                let what = format!("{} asks for {count} places", quote(item));
                report.row(row.place, what, format!("ask for {MIN_TOP} to {MAX_TOP}"));
            }
            if all_whole && !known.contains_key(&*metric) {
                let mut candidates: Vec<&str> = known.keys().copied().collect();
                candidates.sort_unstable();
                let fallback = "write the id of a metric in this or another pack".to_owned();
                let remedy = did_you_mean(&metric, candidates.into_iter(), fallback);
                report.row(row.place, format!("{} is no known metric", quote(&metric)), remedy);
            }
        }
    }
}
