//! Several figures side by side: entities, periods, and a figure over time.

use super::{Answering, MAX_COMPARED};
use crate::facts::lookup::{self, Filter, Found};
use crate::facts::{Caution, cautions, derive, series, sum};
use crate::figure::{EntityRef, FigureRef, MetricRef};
use crate::lang::Asked;
use crate::query::compare_selected::{comparable, unlike_units};
use crate::query::{Answer, Assumption, Operation, Outcome, Reason, Selection, along};
use crate::read::interpret::{self, Reading};

impl Answering<'_> {
    pub(super) fn compare_entities(
        mut self,
        metric: MetricRef,
        leaves: &[MetricRef],
        entities: &[EntityRef],
        filter: &Filter,
    ) -> Answer {
        if entities.len() > MAX_COMPARED {
            return self.none(Reason::TooManyCompared { most: MAX_COMPARED });
        }
        // "Microsoft's H100 purchases against Korea's": who bought none may hold some, and each line says which it is.
        let family;
        let lacking = |leaves: &[MetricRef]| {
            entities.iter().any(|entity| leaves.iter().all(|leaf| self.catalog.cell(*leaf, *entity).is_empty()))
        };
        let leaves = match self.catalog.metric(metric).broader {
            Some(broader) if lacking(leaves) => {
                family = interpret::leaves(self.catalog, broader);
                family.as_slice()
            }
            _ => leaves,
        };
        let mut figures = Vec::new();
        let common: Option<MetricRef> = leaves
            .iter()
            .copied()
            .find(|leaf| entities.iter().all(|entity| !self.catalog.cell(*leaf, *entity).is_empty()));
        // The newest time that all of them have, so that like stands beside like.
        let mut filter = filter.clone();
        if let (Some(leaf), None) = (common, filter.asked)
            && let Some((period, count)) = self.shared_period(leaf, entities, &filter, None)
            && count == entities.len()
        {
            filter.asked = Some(Asked::Within(period));
            self.answer.assumptions.push(Assumption::NewestPeriod(period));
        }
        // The words did not say which of several it is: the one that all of them have was taken.
        if common.is_some_and(|leaf| leaf != metric) && leaves.len() > 1 {
            self.answer.assumptions.push(Assumption::Broad(metric));
        }
        let filter = &filter;
        for entity in entities {
            let fitting: Vec<MetricRef> = match common {
                Some(leaf) => vec![leaf],
                None => leaves.iter().copied().filter(|leaf| !self.catalog.cell(*leaf, *entity).is_empty()).collect(),
            };
            let found: Vec<Found> = fitting
                .iter()
                .filter_map(|leaf| lookup::newest_beside(self.catalog, *leaf, *entity, filter).ok())
                .collect();
            let featured =
                found.iter().find(|found| found.figures.iter().any(|figure| self.catalog.figure(*figure).featured));
            // A figure of the metric that was named goes before one of its family.
            let named = found.iter().find(|found| {
                found.figures.first().is_some_and(|figure| self.catalog.figure(*figure).metric == metric)
            });
            match named.or(featured).or(found.first()) {
                Some(found) => figures.extend(found.figures.first()),
                None if fitting.is_empty() => return self.no_cell(metric, leaves, *entity, filter),
                None => return self.no_period(metric, &fitting, Some(*entity), filter),
            }
        }
        self.side_by_side(figures)
    }

    /// Figures of one unit, with how many times and by how much the first differs from each.
    fn side_by_side(mut self, figures: Vec<FigureRef>) -> Answer {
        if let Some((first, other)) = unlike_units(self.catalog, &figures) {
            self.answer.suggestions = comparable(self.catalog, &figures);
            return self.none(Reason::UnlikeUnits(first, other));
        }
        self.answer.operation = Operation::Compare;
        self.answer.cautions = cautions(self.catalog, &figures);
        if let Some((first, others)) = figures.split_first().filter(|_| !self.added_up(&figures)) {
            self.answer.derived =
                others.iter().flat_map(|other| derive::beside(self.catalog, *first, *other)).collect();
        }
        self.answer.figures = figures;
        self.answered()
    }

    /// Where a sum is asked, gives it or says before anything else why there is none: then nothing else is calculated, which
    /// could be taken for it. Says whether a sum was asked.
    fn added_up(&mut self, figures: &[FigureRef]) -> bool {
        if !self.adds || figures.len() < 2 {
            return false;
        }
        match sum::sum(self.catalog, figures) {
            Ok(sum) => self.answer.derived.push(sum),
            Err(why) => self.answer.cautions.insert(0, Caution::NotAdded(why)),
        }
        true
    }

    /// Several metrics of one entity beside each other.
    pub(super) fn compare_metrics(self, reading: &Reading, filter: &Filter) -> Answer {
        let entity = match reading.entities.as_slice() {
            [entity] => Some(*entity),
            _ => None,
        };
        let mut figures: Vec<FigureRef> = Vec::new();
        for metric in &reading.metrics {
            let leaves = interpret::leaves(self.catalog, *metric);
            let Some((leaf, whom)) = (match entity {
                Some(entity) => {
                    let leaf = leaves.iter().find(|leaf| !self.catalog.cell(**leaf, entity).is_empty());
                    leaf.map(|leaf| (*leaf, entity))
                }
                None => self.only_entity(&leaves),
            }) else {
                return match entity {
                    Some(entity) => self.no_cell(*metric, &leaves, entity, filter),
                    None => self.several_metrics(&reading.metrics, reading, filter),
                };
            };
            match lookup::newest_beside(self.catalog, leaf, whom, filter) {
                Ok(found) => figures.extend(found.figures.first()),
                Err(missing) => return self.missing(leaf, Some(whom), missing, filter),
            }
        }
        self.side_by_side(figures)
    }

    pub(super) fn compare_periods(
        mut self,
        metric: MetricRef,
        leaves: &[MetricRef],
        reading: &Reading,
        periods: &[Asked],
        filter: &Filter,
    ) -> Answer {
        let entity = match reading.entities.as_slice() {
            [entity] => *entity,
            [] => match self.only_entity(leaves).or_else(|| self.whole_entity(leaves)) {
                Some((_, entity)) => {
                    self.assume_entity(leaves, entity);
                    entity
                }
                None => {
                    self.answer.suggestions = vec![Selection::Metric(metric)];
                    return self.choice(Reason::SeveralEntities);
                }
            },
            _ => {
                self.answer.suggestions = vec![Selection::Metric(metric)];
                return self.choice(Reason::SeveralQuestions);
            }
        };
        let fitting: Vec<MetricRef> =
            leaves.iter().copied().filter(|leaf| !self.catalog.cell(*leaf, entity).is_empty()).collect();
        let leaf = match fitting.as_slice() {
            [leaf] => *leaf,
            [] => return self.no_cell(metric, leaves, entity, filter),
            several => {
                self.answer.suggestions = several.iter().map(|leaf| Selection::Metric(*leaf)).collect();
                return self.choice(Reason::SeveralMetrics);
            }
        };
        if periods.len() > MAX_COMPARED {
            return self.none(Reason::TooManyCompared { most: MAX_COMPARED });
        }
        let mut figures = Vec::new();
        let mut heads: Vec<FigureRef> = Vec::new();
        for asked in periods {
            let narrowed = Filter { asked: Some(*asked), ..filter.clone() };
            match lookup::newest_beside(self.catalog, leaf, entity, &narrowed) {
                Ok(found) => {
                    heads.extend(found.figures.first());
                    let new: Vec<FigureRef> =
                        found.figures.iter().filter(|figure| !figures.contains(*figure)).copied().collect();
                    figures.extend(new);
                }
                Err(missing) => return self.missing(leaf, Some(entity), missing, &narrowed),
            }
        }
        if self.answer.operation == Operation::Lookup {
            self.answer.operation = Operation::Compare;
        }
        self.answer.cautions = cautions(self.catalog, &heads);
        if let Some((first, others)) = heads.split_first().filter(|_| !self.added_up(&heads)) {
            self.answer.derived =
                others.iter().flat_map(|other| derive::compared(self.catalog, *first, *other)).collect();
        }
        self.answer.figures = figures;
        self.answered()
    }

    /// The series of several things side by side, where they share a measure and one of them has several periods.
    pub(super) fn trends(&self, leaves: &[MetricRef], entities: &[EntityRef], filter: &Filter) -> Option<Answer> {
        let has = |leaf: &MetricRef| entities.iter().all(|entity| !self.catalog.cell(*leaf, *entity).is_empty());
        let leaf = *leaves.iter().find(|leaf| has(leaf)).filter(|_| entities.len() <= MAX_COMPARED && !self.adds)?;
        let anew = || Self::new(self.catalog, self.lore, self.question);
        let series: Vec<Answer> = entities.iter().map(|entity| anew().trend(leaf, *entity, filter)).collect();
        let is_known = series.iter().all(|one| one.outcome == Outcome::Answer);
        if !is_known || series.iter().all(|one| one.figures.len() < 2) {
            return None;
        }
        let followed = along(self.catalog, series, self.answer.language, self.answer.as_of);
        let assumptions = self.answer.assumptions.clone();
        Some(Answer { assumptions, ..followed })
    }

    pub(super) fn trend(mut self, metric: MetricRef, entity: EntityRef, filter: &Filter) -> Answer {
        self.answer.operation = Operation::Trend;
        let figures = match lookup::series(self.catalog, metric, entity, filter) {
            Ok(figures) => figures,
            Err(missing) => return self.missing(metric, Some(entity), missing, filter),
        };
        if let [only] = figures.as_slice() {
            self.answer.assumptions.push(Assumption::OnePeriod(self.catalog.figure(*only).period));
        }
        let stretch = series::stretch(self.catalog, &figures);
        let ends = |figures: &[FigureRef]| match figures {
            [first, .., last] => Some((*first, *last)),
            _ => None,
        };
        if let Some((first, last)) = ends(&stretch) {
            self.answer.derived = derive::between(self.catalog, first, last);
        }
        // Whoever asks how one figure became another wants both ends, and is told that they do not count the same.
        if let Some((first, last)) = ends(&figures).filter(|_| stretch.len() < figures.len()) {
            self.answer.cautions.extend(ends(&stretch).map(|(first, last)| Caution::Stretch { first, last }));
            if ends(&stretch) != Some((first, last)) {
                self.answer.cautions.push(Caution::Across { first, last });
                self.answer.derived.extend(derive::between(self.catalog, first, last));
            }
        }
        self.answer.figures = figures;
        self.answered()
    }
}
