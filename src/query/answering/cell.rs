//! Answers from one cell, and from one metric over all of its entities.

use super::{Answering, MAX_SUGGESTIONS, MAX_TABLE_ROWS};
use crate::facts::lookup::{self, Filter, Found};
use crate::facts::{Derived, derive};
use crate::figure::{EntityRef, FigureRef, MetricRef};
use crate::lang::Asked;
use crate::query::{Answer, Assumption, Operation, Reason, Selection};
use rustc_hash::FxHashMap;

/// A row of a table.
struct Row {
    /// The place of its metric among those that are shown.
    leaf: usize,
    figure: FigureRef,
}

impl Answering<'_> {
    /// The answer from one cell.
    pub(super) fn one_cell(mut self, metric: MetricRef, entity: EntityRef, filter: &Filter) -> Answer {
        match lookup::newest(self.catalog, metric, entity, filter) {
            Ok(found) => {
                self.assume(&found);
                self.answer.disagreement = self.disagree(&found.figures);
                self.answer.derived = found.figures.iter().filter_map(|one| self.again(*one)).collect();
                self.answer.figures = found.figures;
                self.answered()
            }
            Err(missing) => self.missing(metric, Some(entity), missing, filter),
        }
    }

    /// The figures of a cell that are of exactly the span that was asked, if there are any.
    pub(super) fn of_the_span(&self, metric: MetricRef, entity: EntityRef, filter: &Filter) -> Option<Vec<FigureRef>> {
        let Some(Asked::Between(span)) = filter.asked else { return None };
        let mut figures = lookup::series(self.catalog, metric, entity, filter).ok()?;
        figures.retain(|figure| self.catalog.figure(*figure).period == span);
        (!figures.is_empty()).then_some(figures)
    }

    /// Figures of one span.
    pub(super) fn of_one_span(mut self, figures: Vec<FigureRef>) -> Answer {
        self.answer.operation = Operation::Lookup;
        self.answer.disagreement = self.disagree(&figures);
        self.answer.derived = figures.iter().filter_map(|one| self.again(*one)).collect();
        self.answer.figures = figures;
        self.answered()
    }

    /// Several narrower metrics have figures about the entity: which of them is meant is asked.
    pub(super) fn several_leaves(
        mut self,
        metric: MetricRef,
        leaves: &[MetricRef],
        entity: EntityRef,
        filter: &Filter,
    ) -> Answer {
        let found: Vec<(MetricRef, Found)> = leaves
            .iter()
            .filter_map(|leaf| lookup::newest(self.catalog, *leaf, entity, filter).ok().map(|found| (*leaf, found)))
            .collect();
        // A plan does not compete with what was observed.
        let observed = found.iter().any(|(_, found)| found.outlook_only.is_none());
        let found: Vec<(MetricRef, Found)> =
            found.into_iter().filter(|(_, found)| !observed || found.outlook_only.is_none()).collect();
        match found.as_slice() {
            [(leaf, _)] => {
                self.answer.assumptions.push(Assumption::Broad(metric));
                self.one_cell(*leaf, entity, filter)
            }
            [] => self.no_period(metric, leaves, Some(entity), filter),
            _ => {
                self.answer.suggestions = found
                    .iter()
                    .filter_map(|(_, found)| found.figures.first().map(|figure| Selection::Figure(*figure)))
                    .collect();
                self.choice(Reason::SeveralMetrics)
            }
        }
    }

    /// A metric without an entity: a table over entities, featured figures first.
    pub(super) fn metric_alone(
        mut self,
        metric: MetricRef,
        leaves: &[MetricRef],
        filter: &Filter,
        series: bool,
    ) -> Answer {
        let broad = leaves != [metric];
        let mut rows: Vec<Row> = Vec::new();
        for (position, leaf) in leaves.iter().enumerate() {
            let first = |cell: &[FigureRef]| lookup::first(self.catalog, *leaf, cell, filter);
            let found = self.top_cells(*leaf).into_iter().filter_map(first);
            rows.extend(found.map(|(figure, _)| Row { leaf: position, figure }));
        }
        let read = |row: &Row| self.catalog.figure(row.figure);
        if rows.is_empty() {
            return self.no_period(metric, leaves, None, filter);
        }
        if let [row] = rows.as_slice() {
            let (leaf, entity) = (leaves[row.leaf], read(row).entity);
            self.answer.assumptions.push(Assumption::OnlyEntity(entity));
            return self.one_cell(leaf, entity, filter);
        }
        let many_leaves = rows.iter().any(|row| row.leaf != rows[0].leaf);
        if (broad && many_leaves && !rows.iter().any(|row| read(row).featured)) || series {
            self.answer.suggestions = if series {
                rows.iter().map(|row| Selection::Figure(row.figure)).take(MAX_SUGGESTIONS).collect()
            } else {
                let has_rows = |position: usize| rows.iter().any(|row| row.leaf == position);
                let with = (0..leaves.len()).filter(|position| has_rows(*position));
                with.map(|position| Selection::Metric(leaves[position])).collect()
            };
            let reason = if series { Reason::SeveralEntities } else { Reason::SeveralMetrics };
            return self.choice(reason);
        }
        let total = rows.len();
        // What holds others of the table stands before them: a country before its regions.
        let mut wholes: FxHashMap<EntityRef, usize> = FxHashMap::default();
        for whole in rows.iter().flat_map(|row| self.catalog.wholes_of(read(row).entity)) {
            *wholes.entry(whole).or_default() += 1;
        }
        let is_part = |row: &Row| wholes.get(&read(row).entity).is_none_or(|parts| *parts < 2);
        let key =
            |row: &Row| (!read(row).featured, row.leaf, is_part(row), std::cmp::Reverse(read(row).value), row.figure);
        if total > MAX_TABLE_ROWS {
            rows.select_nth_unstable_by_key(MAX_TABLE_ROWS, key);
            rows.truncate(MAX_TABLE_ROWS);
        }
        rows.sort_unstable_by_key(key);
        if broad && many_leaves {
            self.answer.assumptions.push(Assumption::Broad(metric));
        }
        self.answer.assumptions.push(Assumption::AllEntities);
        if total > rows.len() {
            self.answer.assumptions.push(Assumption::Cut { shown: rows.len(), total });
        }
        self.answer.figures = rows.into_iter().map(|row| row.figure).collect();
        self.answer.suggestions =
            self.answer.figures.iter().map(|figure| Selection::Figure(*figure)).take(MAX_SUGGESTIONS).collect();
        self.answered()
    }

    pub(super) fn exactly(mut self, figure: FigureRef) -> Answer {
        let filter = self.filter(None);
        if !filter.was_public(self.catalog, figure) {
            return match self.question.as_of {
                Some(as_of) => self.none(Reason::NotYetKnown { as_of }),
                None => self.none(Reason::Empty),
            };
        }
        let newer =
            self.catalog.superseded_by(figure).iter().copied().find(|newer| filter.was_public(self.catalog, *newer));
        if let Some(new) = newer {
            self.answer.assumptions.push(Assumption::Superseded { old: figure, new });
        }
        self.answer.derived.extend(self.again(figure));
        self.answer.figures = vec![figure];
        self.answered()
    }

    /// What a published calculation gives when it is done again with what was public.
    pub(super) fn again(&self, figure: FigureRef) -> Option<Derived> {
        derive::again(self.catalog, figure).filter(|_| self.inputs_were_public(figure))
    }

    pub(super) fn assume(&mut self, found: &Found) {
        if found.newest
            && let Some(first) = found.figures.first()
        {
            self.answer.assumptions.push(Assumption::NewestPeriod(self.catalog.figure(*first).period));
        }
        if let Some(status) = found.outlook_only {
            self.answer.assumptions.push(Assumption::OutlookOnly(status));
        }
    }

    pub(super) fn disagree(&self, figures: &[FigureRef]) -> bool {
        figures.iter().any(|figure| self.catalog.figure(*figure).value != self.catalog.figure(figures[0]).value)
    }
}
