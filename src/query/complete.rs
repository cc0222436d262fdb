//! Autocompletion: what a half-typed text could become.
//!
//! Answers from memory, with work that depends on the vocabulary and not on the number of figures. The last word may be
//! unfinished, also in the middle of a Hangul syllable (`하` for 한국) or as first letters (`ㅎㄱ`).

use super::beginnings::{Beginnings, Fitting, MAX_WORDS, typed_words};
use super::{Completion, Selection};
use crate::figure::{FigureRef, MetricRef};
use crate::pack::Catalog;

/// Only this many characters are looked at; what is typed beyond does not narrow the list.
const MAX_CHARS: usize = 80;
/// At most this many metrics and entities each are combined.
const MAX_CANDIDATES: usize = 40;
/// At most this many featured figures of a metric are offered where no entity was typed.
const MAX_FEATURED: usize = 4;

pub(super) fn complete(catalog: &Catalog, beginnings: &Beginnings, text: &str, limit: usize) -> Vec<Completion> {
    let typed: String = text.chars().take(MAX_CHARS).collect();
    let words = typed_words(&typed);
    let mut selections =
        if words.is_empty() { start(catalog, beginnings) } else { matching(catalog, beginnings, &words) };
    selections.truncate(limit);
    selections.into_iter().map(|selection| Completion { selection }).collect()
}

/// Nothing typed: featured figures in the packs' order, then each metric.
fn start(catalog: &Catalog, beginnings: &Beginnings) -> Vec<Selection> {
    let metrics: Vec<MetricRef> = (0..catalog.metrics().len()).map(MetricRef::from).collect();
    let mut featured: Vec<FigureRef> =
        metrics.iter().flat_map(|metric| beginnings.featured(*metric)).copied().collect();
    featured.sort_unstable();
    let known = metrics.into_iter().filter(|metric| !catalog.figures_of_metric(*metric).is_empty());
    featured.into_iter().map(Selection::Figure).chain(known.map(Selection::Metric)).collect()
}

fn matching(catalog: &Catalog, beginnings: &Beginnings, words: &[String]) -> Vec<Selection> {
    let all = words.len().min(MAX_WORDS);
    let Fitting { mut metrics, mut entities } = beginnings.fitting(words);
    metrics.sort_by_key(|(fits, metric)| (std::cmp::Reverse(fits.count_ones()), *metric));
    entities.sort_by_key(|(fits, entity)| (std::cmp::Reverse(fits.count_ones()), *entity));
    metrics.truncate(MAX_CANDIDATES);
    entities.truncate(MAX_CANDIDATES);

    let mut found: Vec<(u32, bool, bool, Selection)> = Vec::new();
    let newest = |figures: &[FigureRef]| figures.last().copied();
    for (metric_fits, metric) in &metrics {
        found.push((metric_fits.count_ones(), false, true, Selection::Metric(*metric)));
        for leaf in super::interpret::leaves(catalog, *metric) {
            for (entity_fits, entity) in &entities {
                if let Some(figure) = newest(catalog.cell(leaf, *entity)) {
                    let count = (metric_fits | entity_fits).count_ones();
                    found.push((count, !catalog.figure(figure).featured, false, Selection::Figure(figure)));
                }
            }
            for figure in beginnings.featured(leaf).iter().take(MAX_FEATURED) {
                found.push((metric_fits.count_ones(), false, false, Selection::Figure(*figure)));
            }
        }
    }
    for (fits, entity) in &entities {
        found.push((fits.count_ones(), true, true, Selection::Entity(*entity)));
        for metric in catalog.metrics_of(*entity).iter().take(MAX_CANDIDATES) {
            if let Some(figure) = newest(catalog.cell(*metric, *entity)) {
                found.push((fits.count_ones(), !catalog.figure(figure).featured, false, Selection::Figure(figure)));
            }
        }
    }
    let most = found.iter().map(|(count, ..)| *count).max().unwrap_or_default();
    // With several words typed, a line that fits fewer of them than the best is noise.
    found.retain(|(count, ..)| *count == most || (all == 1));
    found.sort_by_key(|(count, plain, group, _)| (std::cmp::Reverse(*count), *plain, *group));
    let mut selections: Vec<Selection> = Vec::new();
    for (.., selection) in found {
        if !selections.contains(&selection) {
            selections.push(selection);
        }
        if selections.len() >= super::answering::MAX_SUGGESTIONS {
            break;
        }
    }
    selections
}
