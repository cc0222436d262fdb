//! What there is: topics, and the metrics of a topic.

use crate::figure::{Language, MetricRef, TopicRef};
use crate::pack::Catalog;
use crate::query::{Outcome, Selection};

use super::{TOPIC_LINES, page_of};
use crate::reply::action::Action;
use crate::reply::card::{Card, CardKind};
use crate::reply::fit::fit;
use crate::reply::wording::Wording;
use crate::reply::{escape, say, suggestions};

/// All topics, a page of them.
#[must_use]
pub fn topics(catalog: &Catalog, language: Language, page: usize) -> Card {
    let all: Vec<TopicRef> = (0..catalog.topics().len()).map(TopicRef::from).collect();
    let (page, pages, shown) = page_of(&all, page, TOPIC_LINES);
    let mut card = Card::new(language, CardKind::Topics, Outcome::Answer, say!(language, "title-topics"));
    for topic in shown {
        let metrics = metrics_of(catalog, *topic);
        let figures: usize = metrics.iter().map(|metric| catalog.figures_of_metric(*metric).len()).sum();
        card.paragraphs.push(say!(language, "topics-line",
            "topic" => escape::clean(catalog.topic(*topic).name.get(language)),
            "metrics" => metrics.len(), "figures" => figures));
    }
    let selections: Vec<Selection> = shown.iter().copied().map(Selection::Topic).collect();
    card.suggestions = suggestions(&selections, catalog, language);
    card.suggestions_label = say!(language, "menu-topics");
    turn(&mut card, page, pages, |page, back| Action::TopicsPage { page, back });
    fit(card, 0)
}

/// The metrics of a topic, a page of them.
#[must_use]
pub fn topic(catalog: &Catalog, language: Language, topic: TopicRef, page: usize) -> Card {
    let wording = Wording { catalog, language };
    let data = catalog.topic(topic);
    let all = metrics_of(catalog, topic);
    let (page, pages, shown) = page_of(&all, page, TOPIC_LINES);
    let mut card = Card::new(language, CardKind::Topics, Outcome::Answer, escape::clean(data.name.get(language)));
    for metric in shown {
        card.paragraphs.push(say!(language, "topic-line",
            "metric" => wording.metric(*metric), "unit" => wording.unit(*metric),
            "figures" => catalog.figures_of_metric(*metric).len()));
    }
    if shown.is_empty() {
        card.paragraphs.push(say!(language, "topic-empty"));
    }
    let selections: Vec<Selection> = shown.iter().copied().map(Selection::Metric).collect();
    card.suggestions = suggestions(&selections, catalog, language);
    card.suggestions_label = say!(language, "menu-figures");
    turn(&mut card, page, pages, |page, back| Action::TopicPage { topic: data.id.clone(), page, back });
    fit(card, 0)
}

/// The metrics with figures, in the order of the packs.
fn metrics_of(catalog: &Catalog, topic: TopicRef) -> Vec<MetricRef> {
    let of_topic = |metric: &MetricRef| catalog.metric(*metric).topic == topic;
    let has_figures = |metric: &MetricRef| !catalog.figures_of_metric(*metric).is_empty();
    (0..catalog.metrics().len()).map(MetricRef::from).filter(of_topic).filter(has_figures).collect()
}

/// Says which page it is and offers those around it.
pub(super) fn turn(card: &mut Card, page: usize, pages: usize, action: impl Fn(usize, bool) -> Action) {
    if pages > 1 {
        card.more = Some(say!(card.language, "page", "page" => page, "pages" => pages));
    }
    if page > 1 {
        card.actions.push(action(page - 1, true));
    }
    if page < pages {
        card.actions.push(action(page + 1, false));
    }
}
