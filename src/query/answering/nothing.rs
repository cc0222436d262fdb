//! No figure: why there is none, and what is nearest. Nothing here ever puts a figure into the answer.

use super::{Answering, MAX_SUGGESTIONS};
use crate::facts::lookup::{self, Filter, Missing};
use crate::figure::{EntityRef, MetricRef};
use crate::lang::lexicon::Role;
use crate::lang::period::Asked;
use crate::query::{Answer, Reason, Selection};
use crate::read::interpret::{Reading, cells};
use crate::read::link::Linked;
use crate::read::vocabulary::Concept;

impl Answering<'_> {
    /// Says why there is no figure, and offers what is nearest.
    pub(super) fn declined(mut self, linked: &Linked, reading: &Reading, filter: &Filter, reason: Reason) -> Answer {
        let place = matches!(reason, Reason::UnknownPlace { .. } | Reason::WrongUnit { .. });
        for metric in &reading.metrics {
            for entity in &reading.entities {
                for leaf in cells(self.catalog, *metric, *entity) {
                    if let Ok(found) = lookup::newest(self.catalog, leaf, *entity, filter) {
                        self.answer.suggestions.extend(found.figures.first().map(|figure| Selection::Figure(*figure)));
                    }
                }
            }
        }
        let offers = !self.answer.suggestions.is_empty();
        if !offers {
            self.answer.suggestions.extend(reading.metrics.iter().map(|metric| Selection::Metric(*metric)));
            self.answer.suggestions.extend(reading.entities.iter().map(|entity| Selection::Entity(*entity)));
        }
        if reading.metrics.is_empty() && matches!(reason, Reason::UnknownWords(_)) && reading.sources.is_empty() {
            let partial = self.partly_named(linked, reading, filter);
            if !partial.is_empty() {
                self.answer.suggestions = partial;
                return self.choice(Reason::SeveralMetrics);
            }
        }
        // A choice is honest only where both what and whom are understood.
        let several = matches!(reason, Reason::SeveralQuestions);
        if (offers && !place) || several { self.choice(reason) } else { self.none(reason) }
    }

    /// Metrics whose names hold all words that nothing explained: "shortage" alone.
    pub(super) fn partly_named(&self, linked: &Linked, reading: &Reading, filter: &Filter) -> Vec<Selection> {
        let Some(words) = linked.words_at(reading.unexplained & !linked.numbers()) else { return Vec::new() };
        let corrected = linked.typos().any(|(position, _)| reading.unexplained & (1 << position) != 0);
        if words.is_empty() || corrected || linked.with_role(Role::Chatter) != 0 {
            return Vec::new();
        }
        let mut metrics: Vec<MetricRef> = Vec::new();
        for alias in &self.vocabulary.aliases {
            if let Concept::Metric(metric) = alias.concept
                && words.iter().all(|word| alias.words.contains(word))
                && !metrics.contains(&metric)
            {
                metrics.push(metric);
            }
        }
        let figures = |metric: &MetricRef| -> Vec<Selection> {
            let entities = reading.entities.iter();
            let found = entities.filter_map(|entity| {
                lookup::newest(self.catalog, *metric, *entity, filter).ok()?.figures.first().copied()
            });
            found.map(Selection::Figure).collect()
        };
        if reading.entities.is_empty() {
            metrics.into_iter().map(Selection::Metric).take(MAX_SUGGESTIONS).collect()
        } else {
            metrics.iter().flat_map(figures).take(MAX_SUGGESTIONS).collect()
        }
    }

    pub(super) fn several_metrics(mut self, metrics: &[MetricRef], reading: &Reading, filter: &Filter) -> Answer {
        for metric in metrics {
            match reading.entities.as_slice() {
                [] => self.answer.suggestions.push(Selection::Metric(*metric)),
                entities => {
                    for entity in entities {
                        for leaf in cells(self.catalog, *metric, *entity) {
                            let found = lookup::newest(self.catalog, leaf, *entity, filter);
                            self.answer.suggestions.extend(
                                found
                                    .ok()
                                    .and_then(|found| found.figures.first().map(|figure| Selection::Figure(*figure))),
                            );
                        }
                    }
                }
            }
        }
        self.answer.suggestions.truncate(MAX_SUGGESTIONS);
        if self.answer.suggestions.is_empty() {
            self.answer.suggestions = metrics.iter().map(|metric| Selection::Metric(*metric)).collect();
        }
        self.choice(Reason::SeveralMetrics)
    }

    pub(super) fn no_cell(
        mut self,
        metric: MetricRef,
        leaves: &[MetricRef],
        entity: EntityRef,
        filter: &Filter,
    ) -> Answer {
        // Parts of the entity may have figures: they are offered, never taken for the whole.
        for leaf in leaves {
            let found = self.catalog.cells_of(*leaf).filter_map(|cell| {
                let part = self.catalog.figure(cell[0]).entity;
                let is_part = self.catalog.is_within(part, entity);
                is_part
                    .then(|| lookup::first(self.catalog, *leaf, cell, filter))
                    .flatten()
                    .map(|(figure, _)| (part, figure))
            });
            for (part, figure) in found {
                let is_new = !self.answer.suggestions.iter().any(
                    |known| matches!(known, Selection::Figure(known) if self.catalog.figure(*known).entity == part),
                );
                if is_new && self.answer.suggestions.len() < MAX_SUGGESTIONS {
                    self.answer.suggestions.push(Selection::Figure(figure));
                }
            }
        }
        if !self.answer.suggestions.is_empty() {
            return self.choice(Reason::SeveralEntities);
        }
        for leaf in leaves {
            for other in self.top_entities(*leaf).into_iter().take(3) {
                if let Ok(found) = lookup::newest(self.catalog, *leaf, other, filter) {
                    self.answer.suggestions.extend(found.figures.first().map(|figure| Selection::Figure(*figure)));
                }
            }
        }
        let metric_of = leaves.first().copied().filter(|_| leaves.len() == 1).unwrap_or(metric);
        self.answer.suggestions.extend(self.about(entity, false).into_iter().take(3));
        self.answer.suggestions.truncate(MAX_SUGGESTIONS);
        self.none(Reason::NoCell { metric: metric_of, entity })
    }

    /// No leaf had a figure: says so for the first that has any at all.
    pub(super) fn no_period(
        self,
        metric: MetricRef,
        leaves: &[MetricRef],
        entity: Option<EntityRef>,
        filter: &Filter,
    ) -> Answer {
        for leaf in leaves {
            let entities = entity.map_or_else(|| self.top_entities(*leaf), |entity| vec![entity]);
            for candidate in entities {
                if let Err(missing) = lookup::newest(self.catalog, *leaf, candidate, filter)
                    && missing != Missing::Cell
                {
                    return self.missing(*leaf, entity.or(Some(candidate)), missing, filter);
                }
            }
        }
        let reason = match self.question.as_of {
            Some(as_of) => Reason::NotYetKnown { as_of },
            None => Reason::NoPeriod { metric, entity, period: String::new(), known: Vec::new() },
        };
        self.none(reason)
    }

    pub(super) fn missing(
        mut self,
        metric: MetricRef,
        entity: Option<EntityRef>,
        missing: Missing,
        filter: &Filter,
    ) -> Answer {
        let nearest = |answering: &Self, filter: &Filter| {
            let found = lookup::newest(answering.catalog, metric, entity?, filter).ok()?;
            found.figures.first().map(|figure| Selection::Figure(*figure))
        };
        let reason = match missing {
            Missing::NotYetKnown => {
                Reason::NotYetKnown { as_of: self.question.as_of.unwrap_or(crate::figure::PartialDate::Year(0)) }
            }
            Missing::Source => {
                let without = Filter { sources: Vec::new(), ..filter.clone() };
                self.answer.suggestions.extend(nearest(&self, &without));
                match filter.sources.first() {
                    Some(source) => Reason::NoSource { source: *source },
                    None => Reason::Empty,
                }
            }
            Missing::Period(known) => {
                let longer = entity.map(|entity| self.longer(metric, entity, filter)).unwrap_or_default();
                self.answer.suggestions.extend(longer);
                let without = Filter { asked: None, ..filter.clone() };
                self.answer.suggestions.extend(nearest(&self, &without));
                Reason::NoPeriod {
                    metric,
                    entity,
                    period: filter.asked.map(|asked| asked.iso()).unwrap_or_default(),
                    known,
                }
            }
            Missing::Outlook => {
                let without = Filter { outlook: false, ..filter.clone() };
                self.answer.suggestions.extend(nearest(&self, &without));
                Reason::NoOutlook { metric, entity }
            }
            Missing::Cell => match entity {
                Some(entity) => Reason::NoCell { metric, entity },
                None => Reason::Empty,
            },
        };
        self.none(reason)
    }
    /// Figures of a longer period that the one asked for is a part of: a total of five years is no figure of its last
    /// one, and the nearest that there is.
    fn longer(&self, metric: MetricRef, entity: EntityRef, filter: &Filter) -> Vec<Selection> {
        let Some(Asked::Within(asked)) = filter.asked else { return Vec::new() };
        let cell = self.catalog.cell(metric, entity).iter().copied().rev();
        let longer = cell.filter(|figure| {
            self.catalog.figure(*figure).period.contains(&asked) && filter.is_visible(self.catalog, *figure)
        });
        longer.take(2).map(Selection::Figure).collect()
    }
}
