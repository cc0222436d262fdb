//! Several figures side by side: entities, periods, and a figure over time.

use super::*;

impl Answering<'_> {
    pub(super) fn compare_entities(
        mut self,
        metric: MetricRef,
        leaves: &[MetricRef],
        entities: &[EntityRef],
        filter: &Filter,
    ) -> Answer {
        let mut figures = Vec::new();
        let common: Option<MetricRef> = leaves
            .iter()
            .copied()
            .find(|leaf| entities.iter().all(|entity| !self.catalog.cell(*leaf, *entity).is_empty()));
        for entity in entities.iter().take(MAX_COMPARED) {
            let fitting: Vec<MetricRef> = match common {
                Some(leaf) => vec![leaf],
                None => leaves.iter().copied().filter(|leaf| !self.catalog.cell(*leaf, *entity).is_empty()).collect(),
            };
            let found: Vec<Found> =
                fitting.iter().filter_map(|leaf| lookup::newest(self.catalog, *leaf, *entity, filter).ok()).collect();
            let featured =
                found.iter().find(|found| found.figures.iter().any(|figure| self.catalog.figure(*figure).featured));
            match featured.or(found.first()) {
                Some(found) => figures.extend(found.figures.first()),
                None if fitting.is_empty() => return self.no_cell(metric, leaves, *entity, filter),
                None => return self.no_period(metric, &fitting, Some(*entity), filter),
            }
        }
        self.answer.operation = Operation::Compare;
        self.answer.figures = figures;
        self.answered()
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
            [] => match self.only_entity(leaves) {
                Some((_, entity)) => {
                    self.answer.assumptions.push(Assumption::OnlyEntity(entity));
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
        let mut figures = Vec::new();
        for asked in periods.iter().take(MAX_COMPARED) {
            let narrowed = Filter { asked: Some(*asked), ..filter.clone() };
            match lookup::newest(self.catalog, leaf, entity, &narrowed) {
                Ok(found) => figures.extend(
                    found.figures.iter().filter(|figure| !figures.contains(*figure)).copied().collect::<Vec<_>>(),
                ),
                Err(missing) => return self.missing(leaf, Some(entity), missing, &narrowed),
            }
        }
        if self.answer.operation == Operation::Lookup {
            self.answer.operation = Operation::Compare;
        }
        self.answer.figures = figures;
        self.answered()
    }

    pub(super) fn trend(mut self, metric: MetricRef, entity: EntityRef, filter: &Filter) -> Answer {
        self.answer.operation = Operation::Trend;
        match lookup::series(self.catalog, metric, entity, filter) {
            Ok(figures) => {
                self.answer.figures = figures;
                self.answered()
            }
            Err(missing) => self.missing(metric, Some(entity), missing, filter),
        }
    }
}
