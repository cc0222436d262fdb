//! A metric over its entities in order of size.

use rust_decimal::prelude::ToPrimitive;

use super::{Answering, MAX_SUGGESTIONS, MAX_TABLE_ROWS, Wanted};
use crate::facts::lookup::{self, Filter};
use crate::facts::{Caution, LeftOut, cautions};
use crate::figure::{EntityKind, EntityRef, FigureRef, MetricKind, MetricRef, PartialDate, Period};
use crate::lang::Asked;
use crate::pack::Catalog;
use crate::query::{Answer, Assumption, Operation, Ranked, Reason, Selection};

/// So many times as many competitors make one of several metrics the one that a ranking is over.
const FAR_MORE: usize = 2;

impl Answering<'_> {
    /// Whether a metric is itself a rank with several entities in it.
    pub(super) fn is_published_order(&self, leaves: &[MetricRef]) -> bool {
        matches!(leaves, [leaf] if self.catalog.metric(*leaf).kind == MetricKind::Rank && self.competitors(*leaf, None).len() > 1)
    }

    /// A metric over its entities in order of size: of each the newest figure, or the one of the period that was asked. Places
    /// that were published are of the edition that most of them share.
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
            _ => match self.ranked_leaf(leaves, wanted.kind) {
                Some(leaf) => {
                    self.answer.assumptions.push(Assumption::Broad(metric));
                    leaf
                }
                None => {
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
        let candidates = self.competitors(leaf, wanted.kind);
        let mut wholes = self.not_competing(leaf, &candidates, wanted.kind);
        let published = self.catalog.metric(leaf).kind == MetricKind::Rank;
        let asked = match entities {
            [entity] => Some(*entity),
            _ => None,
        };
        let mut narrowed = filter.clone();
        if narrowed.asked.is_none() && published {
            let shared = self.shared_period(leaf, &candidates, filter, asked);
            narrowed.asked = shared.map(|(period, _)| Asked::Within(period));
        }
        let mut rows: Vec<FigureRef> = Vec::new();
        let mut absent: Vec<EntityRef> = Vec::new();
        let mut outlook: Vec<FigureRef> = Vec::new();
        for entity in candidates {
            match lookup::newest(self.catalog, leaf, entity, &narrowed) {
                Ok(found) if found.outlook_only.is_some() => outlook.extend(found.figures.first()),
                Ok(found) => rows.extend(found.figures.first()),
                Err(_) => absent.push(entity),
            }
        }
        // What is planned does not compete with what is there, unless there is nothing but plans.
        if rows.is_empty() {
            rows.append(&mut outlook);
        }
        // A sum does not compete with its parts.
        let all = rows.clone();
        rows.retain(|figure| {
            let figure = self.catalog.figure(*figure);
            let is_sum = figure.inputs.iter().any(|input| all.contains(input));
            if is_sum {
                wholes.push(figure.entity);
            }
            !is_sum
        });
        let is_asked = |figure: &FigureRef| Some(self.catalog.figure(*figure).entity) == asked;
        if rows.is_empty() || (asked.is_some() && !rows.iter().any(is_asked)) {
            return self.no_period(metric, &[leaf], asked, &narrowed);
        }
        // The first place is the smallest number.
        let ascending = wanted.least != published;
        let value = |figure: FigureRef| self.catalog.figure(figure).value;
        rows.sort_by_key(|figure| *figure);
        rows.sort_by(|a, b| if ascending { value(*a).cmp(&value(*b)) } else { value(*b).cmp(&value(*a)) });
        let of = rows.len();
        let mut places = if published { published_places(self.catalog, &rows) } else { places(self.catalog, &rows) };
        let mut shown = wanted.count.unwrap_or(MAX_TABLE_ROWS).min(MAX_SUGGESTIONS);
        // Who shares the last place that is wanted is not left out.
        while shown < of.min(MAX_SUGGESTIONS) && shown > 0 && places[shown] == places[shown - 1] {
            shown += 1;
        }
        let place_of_asked = rows.iter().position(is_asked);
        let asked = place_of_asked.map(|position| rows[position]);
        if let Some(position) = place_of_asked.filter(|position| *position >= shown && shown > 0) {
            rows.swap(shown - 1, position);
            places.swap(shown - 1, position);
        }
        rows.truncate(shown);
        places.truncate(shown);
        if of > rows.len() {
            self.answer.assumptions.push(Assumption::Cut { shown: rows.len(), total: of });
        }
        if filter.asked.is_none()
            && let Some(assumption) = self.newest_of(&rows)
        {
            self.answer.assumptions.push(assumption);
        }
        if let ([only], None) = (rows.as_slice(), asked) {
            self.answer.assumptions.push(Assumption::OnlyEntity(self.catalog.figure(*only).entity));
        }
        self.answer.operation = Operation::Rank;
        self.answer.rows_asked = wanted.count;
        self.answer.cautions.push(if published { Caution::PublishedOrder } else { Caution::ComputedOrder });
        let outlook = outlook.into_iter().map(|figure| self.catalog.figure(figure).entity).collect();
        for (why, entities) in [(LeftOut::Period, absent), (LeftOut::Outlook, outlook), (LeftOut::Whole, wholes)] {
            if !entities.is_empty() {
                self.answer.cautions.push(Caution::NotRanked { why, entities });
            }
        }
        self.answer.cautions.extend(cautions(self.catalog, &rows));
        self.answer.ranked = Some(Ranked { places, of, asked });
        self.answer.figures = rows;
        self.answered()
    }

    /// What was taken for granted of the times of figures that are each the newest of an entity.
    fn newest_of(&self, rows: &[FigureRef]) -> Option<Assumption> {
        let periods = || rows.iter().map(|figure| self.catalog.figure(*figure).period);
        let (first, last) = (periods().min_by_key(Period::last_day)?, periods().max_by_key(Period::last_day)?);
        Some(if first == last { Assumption::NewestPeriod(last) } else { Assumption::NewestOfEach { first, last } })
    }

    /// Who has figures of a metric and is no competitor: the world, groups, wholes. Of another kind than the one that was
    /// asked is no reason to be named.
    fn not_competing(&self, metric: MetricRef, candidates: &[EntityRef], kind: Option<EntityKind>) -> Vec<EntityRef> {
        let mut others: Vec<EntityRef> =
            self.catalog.figures_of_metric(metric).iter().map(|figure| self.catalog.figure(*figure).entity).collect();
        others.dedup();
        let is_asked = |entity: &EntityRef| kind.is_none_or(|kind| self.catalog.entity(*entity).kind == kind);
        others.retain(|entity| !candidates.contains(entity) && is_asked(entity));
        others
    }

    /// The one narrower metric that is ranked where a broad one was asked: the only one with several competitors, or the only
    /// one of those that the packs feature, or the one with far more competitors than any other.
    fn ranked_leaf(&self, leaves: &[MetricRef], kind: Option<EntityKind>) -> Option<MetricRef> {
        let several: Vec<MetricRef> =
            leaves.iter().copied().filter(|leaf| self.competitors(*leaf, kind).len() > 1).collect();
        let is_featured = |leaf: &MetricRef| {
            self.catalog.figures_of_metric(*leaf).iter().any(|figure| self.catalog.figure(*figure).featured)
        };
        let featured: Vec<MetricRef> = several.iter().copied().filter(is_featured).collect();
        match (several.as_slice(), featured.as_slice()) {
            ([leaf], _) | (_, [leaf]) => Some(*leaf),
            _ => {
                let count = |leaf: &MetricRef| self.competitors(*leaf, kind).len();
                let widest = several.iter().copied().max_by_key(count)?;
                let others = several.iter().filter(|leaf| **leaf != widest);
                let is_far_ahead = others.map(count).all(|other| other * FAR_MORE <= count(&widest));
                is_far_ahead.then_some(widest)
            }
        }
    }

    /// The time of which most entities have a figure, the newest of several, and how many have; of the times of one entity, if
    /// that is given. A year, or a span of several years that figures are of.
    pub(super) fn shared_period(
        &self,
        metric: MetricRef,
        entities: &[EntityRef],
        filter: &Filter,
        with: Option<EntityRef>,
    ) -> Option<(Period, usize)> {
        let times_of = |entity: EntityRef| -> std::collections::BTreeSet<Period> {
            let series = lookup::series(self.catalog, metric, entity, filter).unwrap_or_default();
            let time = |figure: &FigureRef| {
                let period = self.catalog.figure(*figure).period;
                let year = Period::at(PartialDate::Year(period.last_day().year()));
                if year.contains(&period) { year } else { period }
            };
            series.iter().map(time).collect()
        };
        let mut counts: std::collections::BTreeMap<Period, usize> = std::collections::BTreeMap::new();
        for time in entities.iter().flat_map(|entity| times_of(*entity)) {
            *counts.entry(time).or_default() += 1;
        }
        if let Some(times) = with.map(times_of) {
            counts.retain(|time, _| times.contains(time));
        }
        counts.into_iter().max_by_key(|(time, count)| (*count, *time))
    }

    /// The entities that a ranking is over, of one kind if that is asked: no world, no groups beside single ones, and no whole beside its parts.
    pub(super) fn competitors(&self, metric: MetricRef, kind: Option<EntityKind>) -> Vec<EntityRef> {
        let mut entities: Vec<EntityRef> =
            self.catalog.figures_of_metric(metric).iter().map(|figure| self.catalog.figure(*figure).entity).collect();
        entities.dedup();
        let kind_of = |entity: &EntityRef| self.catalog.entity(*entity).kind;
        if let Some(kind) = kind {
            entities.retain(|entity| kind_of(entity) == kind);
        }
        let single = |entity: &EntityRef| !matches!(kind_of(entity), EntityKind::World | EntityKind::Group);
        if entities.iter().filter(|entity| single(entity)).count() > 1 {
            entities.retain(single);
        }
        let all = entities.clone();
        let parts = |whole: &EntityRef| all.iter().filter(|part| self.catalog.is_within(**part, *whole)).count();
        entities.retain(|entity| parts(entity) < 2);
        entities
    }
}

/// The places of sorted figures, from 1; equal values share a place, and the next one leaves as many out.
#[must_use]
pub fn places(catalog: &Catalog, sorted: &[FigureRef]) -> Vec<usize> {
    let value = |position: usize| catalog.figure(sorted[position]).value;
    let mut places: Vec<usize> = Vec::with_capacity(sorted.len());
    for position in 0..sorted.len() {
        let shared = position > 0 && value(position) == value(position - 1);
        places.push(if shared { places[position - 1] } else { position + 1 });
    }
    places
}

/// The places as they were published; a value that is no place keeps its position.
fn published_places(catalog: &Catalog, sorted: &[FigureRef]) -> Vec<usize> {
    let place = |(position, figure): (usize, &FigureRef)| catalog.figure(*figure).value.to_usize().unwrap_or(position);
    (1..).zip(sorted).map(place).collect()
}
