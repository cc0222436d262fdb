//! What can be chosen, in words: for menus, completions and "what there is".

use rustc_hash::FxHashSet;

use crate::figure::{Language, MetricRef};
use crate::pack::Catalog;
use crate::query::Selection;

use super::card::{MAX_SUGGESTION_CHARS, Suggestion};
use super::wording::Wording;
use super::{escape, say, shorten::shorten};

/// Selections in words, in their order. Labels are unique: where two would read alike, the id tells them apart.
#[must_use]
pub fn suggestions(selections: &[Selection], catalog: &Catalog, language: Language) -> Vec<Suggestion> {
    let wording = Wording { catalog, language };
    let mut seen = FxHashSet::default();
    let mut list = Vec::with_capacity(selections.len());
    for &selection in selections {
        let token = selection.token(catalog);
        let (label, description) = words(wording, selection);
        let mut label = shorten(&label, MAX_SUGGESTION_CHARS).into_owned();
        if seen.contains(&label) {
            let id = token.split_once(':').map_or(token.as_str(), |(_, id)| id);
            // An id has at most 80 characters, so there is room for the beginning of the label.
            let room = MAX_SUGGESTION_CHARS.saturating_sub(id.chars().count() + 3);
            label = format!("{} ({id})", shorten(&label, room));
        }
        if !seen.insert(label.clone()) {
            continue;
        }
        list.push(Suggestion { label, description: shorten(&description, MAX_SUGGESTION_CHARS).into_owned(), token });
    }
    list
}

fn words(wording: Wording<'_>, selection: Selection) -> (String, String) {
    let (catalog, language) = (wording.catalog, wording.language);
    match selection {
        Selection::Figure(figure) => {
            let figure = wording.figure(figure);
            let publisher = wording.publisher(figure.source);
            (
                wording.name(figure),
                format!("{} · {} · {publisher}", wording.value(figure), wording.status(figure.status)),
            )
        }
        Selection::Metric(metric) => (wording.metric(metric), about_metric(wording, metric)),
        Selection::Entity(entity) => {
            let count = catalog.metrics_of(entity).len();
            (wording.entity(entity), say!(language, "suggestion-entity", "count" => count))
        }
        Selection::Topic(topic) => {
            let has_figures = |metric: &MetricRef| !catalog.figures_of_metric(*metric).is_empty();
            let all = (0..catalog.metrics().len()).map(MetricRef::from);
            let count = all.filter(|metric| catalog.metric(*metric).topic == topic).filter(has_figures).count();
            (
                escape::clean(catalog.topic(topic).name.get(language)),
                say!(language, "suggestion-entity", "count" => count),
            )
        }
    }
}

/// What tells a metric from its neighbours: the first sentence of its definition.
fn about_metric(wording: Wording<'_>, metric: MetricRef) -> String {
    escape::clean(wording.catalog.metric(metric).definition.get(wording.language))
}
