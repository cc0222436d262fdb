//! A metric over its entities in order of size.

use super::{Answering, MAX_SUGGESTIONS, MAX_TABLE_ROWS, Wanted};
use crate::figure::{EntityKind, EntityRef, FigureRef, MetricKind, MetricRef, PartialDate, Period};
use crate::query::interpret;
use crate::query::lookup::{self, Filter};
use crate::query::period::Asked;
use crate::query::{Answer, Assumption, Operation, Reason, Selection};

impl Answering<'_> {
    /// Whether a metric is itself a rank with several entities in it.
    pub(super) fn is_published_order(&self, leaves: &[MetricRef]) -> bool {
        matches!(leaves, [leaf] if self.catalog.metric(*leaf).kind == MetricKind::Rank && self.competitors(*leaf).len() > 1)
    }

    /// A metric over its entities in order of size, for the period that most of them share.
    pub(super) fn rank(
        mut self,
        metric: MetricRef,
        leaves: &[MetricRef],
        entities: &[EntityRef],
        filter: &Filter,
        wanted: Wanted,
    ) -> Answer {
        // A published rank is looked up, not computed: "which place is Korea" for a metric that is itself a rank.
        if let ([leaf], [entity]) = (leaves, entities)
            && self.catalog.metric(*leaf).kind == MetricKind::Rank
        {
            return self.one_cell(*leaf, *entity, filter);
        }
        let leaf = match leaves {
            [leaf] => *leaf,
            _ => match leaves.iter().filter(|leaf| self.competitors(**leaf).len() > 1).collect::<Vec<_>>().as_slice() {
                [leaf] => **leaf,
                _ => {
                    self.answer.suggestions = leaves.iter().map(|leaf| Selection::Metric(*leaf)).collect();
                    return self.choice(Reason::SeveralMetrics);
                }
            },
        };
        if let [entity] = entities
            && self.catalog.cell(leaf, *entity).is_empty()
        {
            return self.no_cell(metric, leaves, *entity, filter);
        }
        let candidates = self.competitors(leaf);
        let year = self.shared_year(leaf, &candidates, filter);
        let mut rows: Vec<FigureRef> = Vec::new();
        for entity in candidates {
            let mut narrowed = filter.clone();
            if narrowed.asked.is_none() {
                narrowed.asked = year.map(|(year, _)| Asked::Within(Period::at(PartialDate::Year(year))));
            }
            if let Ok(found) = lookup::newest(self.catalog, leaf, entity, &narrowed) {
                rows.extend(found.figures.first());
            }
        }
        // A sum does not compete with its parts.
        let all = rows.clone();
        rows.retain(|figure| !self.catalog.figure(*figure).inputs.iter().any(|input| all.contains(input)));
        if rows.is_empty() {
            return self.no_period(metric, leaves, None, filter);
        }
        // The first place is the smallest number.
        let ascending = wanted.least != (self.catalog.metric(leaf).kind == MetricKind::Rank);
        rows.sort_by_cached_key(|figure| (std::cmp::Reverse(self.catalog.figure(*figure).value), *figure));
        if ascending {
            rows.reverse();
        }
        let total = rows.len();
        rows.truncate(wanted.count.unwrap_or(MAX_TABLE_ROWS).min(MAX_SUGGESTIONS));
        if total > rows.len() {
            self.answer.assumptions.push(Assumption::Cut { shown: rows.len(), total });
        }
        if filter.asked.is_none()
            && let Some(first) = rows.first()
        {
            self.answer.assumptions.push(Assumption::NewestPeriod(self.catalog.figure(*first).period));
        }
        self.answer.operation = Operation::Rank;
        self.answer.figures = rows;
        self.answered()
    }

    /// The year in which most entities have a figure, the newest of several, and how many have.
    pub(super) fn shared_year(
        &self,
        metric: MetricRef,
        entities: &[EntityRef],
        filter: &Filter,
    ) -> Option<(i16, usize)> {
        let mut counts: std::collections::BTreeMap<i16, usize> = std::collections::BTreeMap::new();
        for entity in entities {
            let Ok(series) = lookup::series(self.catalog, metric, *entity, filter) else { continue };
            let mut years: Vec<i16> =
                series.iter().map(|figure| self.catalog.figure(*figure).period.last_day().year()).collect();
            years.dedup();
            for year in years {
                *counts.entry(year).or_default() += 1;
            }
        }
        counts.into_iter().max_by_key(|(year, count)| (*count, *year))
    }

    /// The entities that a ranking is over: no world, no groups beside single ones, and no whole beside its parts.
    pub(super) fn competitors(&self, metric: MetricRef) -> Vec<EntityRef> {
        let mut entities: Vec<EntityRef> =
            self.catalog.figures_of_metric(metric).iter().map(|figure| self.catalog.figure(*figure).entity).collect();
        entities.dedup();
        let kind = |entity: &EntityRef| self.catalog.entity(*entity).kind;
        let single = |entity: &EntityRef| !matches!(kind(entity), EntityKind::World | EntityKind::Group);
        if entities.iter().filter(|entity| single(entity)).count() > 1 {
            entities.retain(single);
        }
        let all = entities.clone();
        let parts =
            |whole: &EntityRef| all.iter().filter(|part| interpret::is_within(self.catalog, **part, *whole)).count();
        entities.retain(|entity| parts(entity) < 2);
        entities
    }
}
