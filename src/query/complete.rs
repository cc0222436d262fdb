//! Autocompletion: what a half-typed text could become.
//!
//! Answers from memory, with work that depends on what was typed and not on the number of figures: every word of every
//! name lies in one sorted list, in which a prefix is a range. The last word may be unfinished, also in the middle of a
//! Hangul syllable (`하` for 한국) or as first letters (`ㅎㄱ`).

use super::{Completion, Selection};
use crate::facts::lookup::{self, Filter};
use crate::figure::{EntityRef, FigureRef, MetricRef};
use crate::lang::jamo;
use crate::lang::text::Text;
use crate::pack::Catalog;
use crate::read::interpret::leaves;

/// Only this many characters are looked at; what is typed beyond does not narrow the list.
const MAX_CHARS: usize = 80;
/// At most this many words count, and at most this many metrics and entities each are combined.
const MAX_WORDS: usize = 16;
const MAX_CANDIDATES: usize = 25;
/// A prefix that begins more names than this says too little to look at all of them.
const MAX_BEGUN: usize = 2_000;

/// What a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Owner {
    Metric(MetricRef),
    Entity(EntityRef),
}

/// Every word of every name, as the letters that it is typed with, sorted.
#[derive(Debug)]
pub(super) struct Index {
    words: Vec<(Box<str>, Owner)>,
    /// What is offered before anything is typed.
    start: Vec<Selection>,
}

impl Index {
    /// Collects the words of a catalogue's names.
    pub fn new(catalog: &Catalog) -> Self {
        let mut words: Vec<(Box<str>, Owner)> = Vec::new();
        let mut add = |name: &str, owner: Owner| {
            let text = Text::new(name);
            let whole = text.slice(0, text.len());
            words.extend(split(&text).into_iter().map(|word| (word.into(), owner)));
            words.push((jamo::initials(&text.chars).into_iter().collect::<String>().into(), owner));
            words.push((letters(&whole).into(), owner));
        };
        for (position, metric) in catalog.metrics().iter().enumerate() {
            let owner = Owner::Metric(position.into());
            let names = [&metric.name.en, &metric.name.ko].into_iter().chain(&metric.aliases);
            names.for_each(|name| add(name, owner));
        }
        for (position, entity) in catalog.entities().iter().enumerate() {
            let owner = Owner::Entity(position.into());
            let names = [&entity.name.en, &entity.name.ko].into_iter().chain(&entity.aliases);
            names.for_each(|name| add(name, owner));
        }
        words.sort_unstable();
        words.dedup();
        Self { words, start: start(catalog, MAX_CANDIDATES) }
    }

    /// What has a name with a word that begins like this.
    fn beginning(&self, prefix: &str) -> impl Iterator<Item = Owner> + '_ {
        let start = self.words.partition_point(|(word, _)| &**word < prefix);
        let prefix = prefix.to_owned();
        self.words[start..]
            .iter()
            .take_while(move |(word, _)| word.starts_with(&prefix))
            .take(MAX_BEGUN)
            .map(|(_, owner)| *owner)
    }
}

/// The list for a half-typed text, best first.
pub(super) fn complete(catalog: &Catalog, index: &Index, text: &str, limit: usize) -> Vec<Completion> {
    let typed: String = text.chars().take(MAX_CHARS).collect();
    let mut words = split(&Text::new(&typed));
    words.truncate(MAX_WORDS);
    let mut selections = if words.is_empty() { index.start.clone() } else { matching(catalog, index, &words) };
    selections.truncate(limit);
    selections.into_iter().map(|selection| Completion { selection }).collect()
}

/// Nothing typed: featured figures, then metrics in the packs' order.
fn start(catalog: &Catalog, limit: usize) -> Vec<Selection> {
    let metrics = || {
        (0..catalog.metrics().len())
            .map(MetricRef::from)
            .filter(|metric| !catalog.figures_of_metric(*metric).is_empty())
    };
    let featured = metrics()
        .flat_map(|metric| catalog.figures_of_metric(metric))
        .filter(|figure| catalog.figure(**figure).featured);
    // One of each pack in turn, so that no pack hides the others.
    let mut turns: Vec<(usize, usize, FigureRef)> = Vec::new();
    let mut turn_of: rustc_hash::FxHashMap<usize, usize> = rustc_hash::FxHashMap::default();
    for figure in featured.take(MAX_BEGUN) {
        let pack = catalog.figure(*figure).pack.index();
        let turn = turn_of.entry(pack).or_default();
        turns.push((*turn, pack, *figure));
        *turn += 1;
    }
    turns.sort();
    let mut selections: Vec<Selection> =
        turns.into_iter().take(limit).map(|(.., figure)| Selection::Figure(figure)).collect();
    selections.extend(metrics().take(limit).map(Selection::Metric));
    selections
}

fn letters(text: &str) -> String {
    jamo::letters(&text.chars().collect::<Vec<_>>()).into_iter().collect()
}

/// The words of a text as letters.
fn split(text: &Text) -> Vec<String> {
    let mut words = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = text.run_end(start);
        words.push(jamo::letters(&text.chars[start..end]).into_iter().collect());
        start = end;
    }
    words
}

fn matching(catalog: &Catalog, index: &Index, words: &[String]) -> Vec<Selection> {
    // For each metric and entity, which of the typed words begin a word of its names.
    let mut fits: rustc_hash::FxHashMap<Owner, u32> = rustc_hash::FxHashMap::default();
    for (position, word) in words.iter().enumerate() {
        for owner in index.beginning(word) {
            *fits.entry(owner).or_default() |= 1 << position;
        }
    }
    let mut metrics: Vec<(u32, MetricRef)> = Vec::new();
    let mut entities: Vec<(u32, EntityRef)> = Vec::new();
    for (owner, fits) in fits {
        match owner {
            Owner::Metric(metric) => metrics.push((fits, metric)),
            Owner::Entity(entity) => entities.push((fits, entity)),
        }
    }
    metrics.sort_unstable_by_key(|(fits, metric)| (std::cmp::Reverse(fits.count_ones()), *metric));
    entities.sort_unstable_by_key(|(fits, entity)| (std::cmp::Reverse(fits.count_ones()), *entity));
    metrics.truncate(MAX_CANDIDATES);
    entities.truncate(MAX_CANDIDATES);

    // How many words a line fits; whether it is featured; groups behind single figures.
    let mut found: Vec<(u32, bool, bool, Selection)> = Vec::new();
    let filter = Filter::default();
    let newest = |metric: MetricRef, entity: EntityRef| -> Option<FigureRef> {
        lookup::newest(catalog, metric, entity, &filter).ok()?.figures.first().copied()
    };
    for (metric_fits, metric) in &metrics {
        found.push((metric_fits.count_ones(), false, true, Selection::Metric(*metric)));
        for leaf in leaves(catalog, *metric) {
            for (entity_fits, entity) in &entities {
                if let Some(figure) = newest(leaf, *entity) {
                    let count = (metric_fits | entity_fits).count_ones();
                    found.push((count, !catalog.figure(figure).featured, false, Selection::Figure(figure)));
                }
            }
            let featured = catalog
                .figures_of_metric(leaf)
                .iter()
                .take(MAX_BEGUN)
                .filter(|figure| catalog.figure(**figure).featured);
            for figure in featured.take(4) {
                found.push((metric_fits.count_ones(), false, false, Selection::Figure(*figure)));
            }
        }
    }
    for (fits, entity) in &entities {
        found.push((fits.count_ones(), true, true, Selection::Entity(*entity)));
        for metric in catalog.metrics_of(*entity).iter().take(MAX_CANDIDATES) {
            if let Some(figure) = newest(*metric, *entity) {
                found.push((fits.count_ones(), !catalog.figure(figure).featured, false, Selection::Figure(figure)));
            }
        }
    }
    let most = found.iter().map(|(count, ..)| *count).max().unwrap_or_default();
    // With several words typed, a line that fits fewer of them than the best is noise.
    found.retain(|(count, ..)| *count == most || words.len() == 1);
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
