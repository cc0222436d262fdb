//! Autocompletion: what a half-typed text could become.
//!
//! Answers from memory, with work that depends on the vocabulary and not on the number of figures. The last word may be
//! unfinished, also in the middle of a Hangul syllable (`하` for 한국) or as first letters (`ㅎㄱ`).

use super::jamo;
use super::text::Text;
use super::vocabulary::Vocabulary;
use super::{Completion, Selection};
use crate::figure::{EntityRef, FigureRef, MetricRef};
use crate::pack::Catalog;

/// Only this many characters are looked at; what is typed beyond does not narrow the list.
const MAX_CHARS: usize = 80;
/// At most this many metrics and entities each are combined.
const MAX_CANDIDATES: usize = 40;

pub(super) fn complete(catalog: &Catalog, vocabulary: &Vocabulary, text: &str, limit: usize) -> Vec<Completion> {
    let typed: String = text.chars().take(MAX_CHARS).collect();
    let words = words(&typed);
    let _ = vocabulary;
    let mut selections = if words.is_empty() { start(catalog) } else { matching(catalog, &words) };
    selections.truncate(limit);
    selections.into_iter().map(|selection| Completion { selection }).collect()
}

/// Nothing typed: featured figures, then one figure of each metric in the packs' order.
fn start(catalog: &Catalog) -> Vec<Selection> {
    let featured =
        catalog.figures().iter().enumerate().filter(|(_, figure)| figure.featured).map(|(position, _)| position.into());
    let mut selections: Vec<Selection> = featured.map(Selection::Figure).collect();
    let metrics = (0..catalog.metrics().len())
        .map(MetricRef::from)
        .filter(|metric| !catalog.figures_of_metric(*metric).is_empty());
    selections.extend(metrics.map(Selection::Metric));
    selections
}

/// The typed words as letters, in a form in which a prefix can be found.
fn words(typed: &str) -> Vec<Vec<char>> {
    let text = Text::new(typed);
    let mut words = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = text.run_end(start);
        words.push(jamo::letters(&text.chars[start..end]));
        start = end;
    }
    words
}

/// How well names fit the typed words: how many words begin a word of one of the names.
fn fit<'a>(names: impl Iterator<Item = &'a str>, words: &[Vec<char>]) -> u64 {
    let mut fits = 0u64;
    for name in names {
        let text = Text::new(name);
        let letters = jamo::letters(&text.chars);
        let initials: Vec<char> = jamo::initials(&text.slice(0, text.len())).chars().collect();
        for (position, word) in words.iter().enumerate().take(64) {
            let begins = name_words(&text).any(|own| own.starts_with(word));
            if begins || letters.starts_with(word) || initials.starts_with(word) {
                fits |= 1 << position;
            }
        }
    }
    fits
}

fn name_words(text: &Text) -> impl Iterator<Item = Vec<char>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        (start < text.len()).then(|| {
            let end = text.run_end(start);
            let word = jamo::letters(&text.chars[start..end]);
            start = end;
            word
        })
    })
}

fn matching(catalog: &Catalog, words: &[Vec<char>]) -> Vec<Selection> {
    let all = words.len().min(64);
    let mut metrics: Vec<(u64, MetricRef)> = Vec::new();
    for (position, metric) in catalog.metrics().iter().enumerate() {
        let names = [&*metric.name.en, &*metric.name.ko].into_iter().chain(metric.aliases.iter().map(|alias| &**alias));
        let fits = fit(names, words);
        if fits != 0 {
            metrics.push((fits, position.into()));
        }
    }
    let mut entities: Vec<(u64, EntityRef)> = Vec::new();
    for (position, entity) in catalog.entities().iter().enumerate() {
        let names = [&*entity.name.en, &*entity.name.ko].into_iter().chain(entity.aliases.iter().map(|alias| &**alias));
        let fits = fit(names, words);
        if fits != 0 {
            entities.push((fits, position.into()));
        }
    }
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
            for figure in
                catalog.figures_of_metric(leaf).iter().filter(|figure| catalog.figure(**figure).featured).take(4)
            {
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
