//! What a metric means, in which unit it is counted, and for whom there are figures.

use crate::figure::{Language, MetricRef};
use crate::pack::Catalog;
use crate::query::{Outcome, Selection};

use crate::reply::card::{Card, CardKind, Fact, FactKind};
use crate::reply::fit::fit;
use crate::reply::wording::Wording;
use crate::reply::{escape, say, suggestions};

/// Narrower metrics that are named.
const MAX_NARROWER: usize = 8;

/// The definition of a metric.
#[must_use]
pub fn definition(catalog: &Catalog, language: Language, metric: MetricRef) -> Card {
    let wording = Wording { catalog, language };
    let data = catalog.metric(metric);
    let mut card = Card::new(language, CardKind::Definition, Outcome::Answer, wording.metric(metric));
    let definition = escape::clean(data.definition.get(language));
    card.paragraphs.push(if definition.is_empty() { say!(language, "definition-none") } else { definition });
    let mut say = |label, value: String| {
        if !value.is_empty() {
            card.facts.push(Fact { kind: FactKind::Other, label, value });
        }
    };
    say(say!(language, "label-unit"), wording.unit(metric));
    say(say!(language, "label-topic"), escape::clean(catalog.topic(data.topic).name.get(language)));
    let narrower = catalog.narrower(metric);
    let names: Vec<String> = narrower.iter().take(MAX_NARROWER).map(|metric| wording.metric(*metric)).collect();
    say(say!(language, "label-narrower"), names.join(", "));
    let mut figures: Vec<_> = catalog.figures_of_metric(metric).to_vec();
    figures.sort_by_key(|figure| catalog.figure(*figure).period);
    if let (Some(first), Some(last)) = (figures.first(), figures.last()) {
        let (first, last) = (catalog.figure(*first).period, catalog.figure(*last).period);
        let mut entities: Vec<_> = figures.iter().map(|figure| catalog.figure(*figure).entity).collect();
        entities.sort_unstable();
        entities.dedup();
        let span = if first == last {
            wording.period(&first)
        } else {
            say!(language, "span", "first" => wording.period(&first), "last" => wording.period(&last))
        };
        say(
            say!(language, "label-figures"),
            say!(language, "definition-figures",
            "count" => figures.len(), "entities" => entities.len(), "span" => span),
        );
    }
    let mut next = vec![Selection::Metric(metric)];
    next.extend(narrower.iter().copied().map(Selection::Metric));
    card.suggestions = suggestions(&next, catalog, language);
    card.suggestions_label = say!(language, "menu-figures");
    fit(card, 0)
}
