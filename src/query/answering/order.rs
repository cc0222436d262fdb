//! A metric over its entities in order of size.

use std::cmp::Ordering;

use rust_decimal::prelude::ToPrimitive;
use rustc_hash::{FxHashMap, FxHashSet};

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
        matches!(leaves, [leaf] if self.catalog.metric(*leaf).kind == MetricKind::Rank && self.competitors(*leaf, None) > 1)
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
        let (standing, mut wholes) = self.standing(leaf, wanted.kind);
        let published = self.catalog.metric(leaf).kind == MetricKind::Rank;
        let asked = match entities {
            [entity] => Some(*entity),
            _ => None,
        };
        let mut narrowed = filter.clone();
        if narrowed.asked.is_none() && published {
            let candidates: Vec<EntityRef> = standing.iter().map(|cell| self.entity_of(cell)).collect();
            let shared = self.shared_period(leaf, &candidates, filter, asked);
            narrowed.asked = shared.map(|(period, _)| Asked::Within(period));
        }
        let mut rows: Vec<FigureRef> = Vec::with_capacity(standing.len());
        let mut absent: Vec<EntityRef> = Vec::new();
        let mut outlook: Vec<FigureRef> = Vec::new();
        for cell in standing {
            match lookup::first(self.catalog, leaf, cell, &narrowed) {
                Some((figure, Some(_))) => outlook.push(figure),
                Some((figure, None)) => rows.push(figure),
                None => absent.push(self.entity_of(cell)),
            }
        }
        // What is planned does not compete with what is there, unless there is hardly anything but plans: an order of one is none.
        if rows.len() < 2 {
            rows.append(&mut outlook);
        }
        self.drop_sums(&mut rows, &mut wholes);
        let is_asked = |figure: &&FigureRef| Some(self.catalog.figure(**figure).entity) == asked;
        if rows.is_empty() || (asked.is_some() && !rows.iter().any(|figure| is_asked(&figure))) {
            return self.no_period(metric, &[leaf], asked, &narrowed);
        }
        // The first place is the smallest number.
        let order = Order { catalog: self.catalog, ascending: wanted.least != published, published };
        let of = rows.len();
        let asked = rows.iter().find(is_asked).copied();
        let beyond = asked.map(|figure| (order.position(&rows, figure), order.place(&rows, figure)));
        order.keep_first(&mut rows, MAX_SUGGESTIONS);
        let mut places = order.places(&rows);
        let most = wanted.count.or(wanted.place).unwrap_or(0).max(MAX_TABLE_ROWS);
        let mut shown = wanted.count.unwrap_or(most).min(MAX_SUGGESTIONS);
        // Who shares the last place that is wanted is not left out.
        while shown < rows.len() && shown > 0 && places[shown] == places[shown - 1] {
            shown += 1;
        }
        rows.truncate(shown);
        places.truncate(shown);
        // "The second-highest": that place alone; where nobody has it (two share the first), the order shows so.
        if let (Some(place), None) = (wanted.place, asked)
            && let Some(from) = places.iter().position(|one| *one == place)
        {
            let behind = places[from..].iter().position(|one| *one != place).map_or(places.len(), |count| from + count);
            rows = rows.drain(from..behind).collect();
            places = places.drain(from..behind).collect();
        }
        // Who is asked for stands last where the order ends before.
        if let (Some(figure), Some((position, place))) = (asked, beyond)
            && position >= shown
            && let (Some(last), Some(last_place)) = (rows.last_mut(), places.last_mut())
        {
            (*last, *last_place) = (figure, place);
        }
        if of > rows.len() {
            self.answer.assumptions.push(Assumption::Cut { shown: rows.len(), total: of });
        }
        if filter.asked.is_none()
            && let Some(assumption) = self.newest_of(&rows)
        {
            self.answer.assumptions.push(assumption);
        }
        if let ([only], None, 1) = (rows.as_slice(), asked, of) {
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

    /// Takes out figures that are sums of others: a sum does not compete with its parts.
    fn drop_sums(&self, rows: &mut Vec<FigureRef>, wholes: &mut Vec<EntityRef>) {
        let inputs = |figure: &FigureRef| self.catalog.figure(*figure).inputs.as_slice();
        if rows.iter().all(|figure| inputs(figure).is_empty()) {
            return;
        }
        let all: FxHashSet<FigureRef> = rows.iter().copied().collect();
        rows.retain(|figure| {
            let is_sum = inputs(figure).iter().any(|input| all.contains(input));
            if is_sum {
                wholes.push(self.catalog.figure(*figure).entity);
            }
            !is_sum
        });
    }

    /// Whether metrics have figures about several things, and all of them may be places: no firms, products, people, or groups of
    /// them.
    pub(super) fn are_several_places(&self, leaves: &[MetricRef]) -> bool {
        use EntityKind::{Country, Organisation, Project, Region, World};
        if leaves.iter().all(|leaf| self.competitors(*leaf, None) < 2) {
            return false;
        }
        let mut cells = leaves.iter().flat_map(|leaf| self.catalog.cells_of(*leaf));
        cells.all(|cell| {
            matches!(self.catalog.entity(self.entity_of(cell)).kind, Country | Organisation | Project | Region | World)
        })
    }

    fn entity_of(&self, cell: &[FigureRef]) -> EntityRef {
        self.catalog.figure(cell[0]).entity
    }

    /// The one narrower metric that is ranked where a broad one was asked: the only one with several competitors, or the only
    /// one of those that the packs feature, or the one with far more competitors than any other.
    fn ranked_leaf(&self, leaves: &[MetricRef], kind: Option<EntityKind>) -> Option<MetricRef> {
        let several: Vec<MetricRef> = leaves.iter().copied().filter(|leaf| self.competitors(*leaf, kind) > 1).collect();
        let is_featured = |leaf: &MetricRef| {
            self.catalog.figures_of_metric(*leaf).iter().any(|figure| self.catalog.figure(*figure).featured)
        };
        let featured: Vec<MetricRef> = several.iter().copied().filter(is_featured).collect();
        match (several.as_slice(), featured.as_slice()) {
            ([leaf], _) | (_, [leaf]) => Some(*leaf),
            _ => {
                let count = |leaf: &MetricRef| self.competitors(*leaf, kind);
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

    /// How many a ranking is over; see [`standing`](Self::standing).
    pub(super) fn competitors(&self, metric: MetricRef, kind: Option<EntityKind>) -> usize {
        self.standing(metric, kind).0.len()
    }

    /// The cells that a ranking is over, of one kind if that is asked: no world, no groups beside single ones, and no whole beside
    /// its parts. With them those of the kind who have figures and do not compete.
    fn standing(&self, metric: MetricRef, kind: Option<EntityKind>) -> (Vec<&[FigureRef]>, Vec<EntityRef>) {
        let kind_of = |cell: &&[FigureRef]| self.catalog.entity(self.entity_of(cell)).kind;
        let all: Vec<&[FigureRef]> =
            self.catalog.cells_of(metric).filter(|cell| kind.is_none_or(|kind| kind_of(cell) == kind)).collect();
        let is_single = |cell: &&[FigureRef]| !matches!(kind_of(cell), EntityKind::World | EntityKind::Group);
        let singles = all.iter().filter(|cell| is_single(cell)).count() > 1;
        let competes = |cell: &&[FigureRef]| !singles || is_single(cell);
        let mut parts: FxHashMap<EntityRef, usize> = FxHashMap::default();
        for cell in all.iter().filter(|cell| competes(cell)) {
            for whole in self.catalog.wholes_of(self.entity_of(cell)) {
                *parts.entry(whole).or_default() += 1;
            }
        }
        let is_whole = |cell: &&[FigureRef]| parts.get(&self.entity_of(cell)).is_some_and(|parts| *parts > 1);
        let (standing, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|cell| competes(cell) && !is_whole(cell));
        (standing, others.into_iter().map(|cell| self.entity_of(cell)).collect())
    }
}

/// Figures in order of size: of equal values the one that comes first in the packs.
#[derive(Clone, Copy)]
struct Order<'a> {
    catalog: &'a Catalog,
    ascending: bool,
    /// The values are places that were published.
    published: bool,
}

impl Order<'_> {
    fn by_value(&self, one: FigureRef, other: FigureRef) -> Ordering {
        let order = self.catalog.figure(one).value.cmp(&self.catalog.figure(other).value);
        if self.ascending { order } else { order.reverse() }
    }

    fn of(&self, one: FigureRef, other: FigureRef) -> Ordering {
        self.by_value(one, other).then(one.cmp(&other))
    }

    /// Keeps the first `count` figures, in order; the others are never sorted.
    fn keep_first(&self, rows: &mut Vec<FigureRef>, count: usize) {
        if rows.len() > count {
            rows.select_nth_unstable_by(count, |one, other| self.of(*one, *other));
            rows.truncate(count);
        }
        rows.sort_unstable_by(|one, other| self.of(*one, *other));
    }

    /// How many figures stand before one of them.
    fn position(&self, rows: &[FigureRef], figure: FigureRef) -> usize {
        rows.iter().filter(|other| self.of(**other, figure).is_lt()).count()
    }

    /// The place of one of the figures, from 1.
    fn place(&self, rows: &[FigureRef], figure: FigureRef) -> usize {
        if self.published {
            return published_place(self.catalog, self.position(rows, figure) + 1, figure);
        }
        rows.iter().filter(|other| self.by_value(**other, figure).is_lt()).count() + 1
    }

    /// The places of the first figures of the order.
    fn places(&self, sorted: &[FigureRef]) -> Vec<usize> {
        if !self.published {
            return places(self.catalog, sorted);
        }
        (1..).zip(sorted).map(|(position, figure)| published_place(self.catalog, position, *figure)).collect()
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

/// A place as it was published; a value that is no place keeps its position.
fn published_place(catalog: &Catalog, position: usize, figure: FigureRef) -> usize {
    catalog.figure(figure).value.to_usize().unwrap_or(position)
}
