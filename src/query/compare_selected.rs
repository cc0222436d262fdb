//! Things that were asked one by one, set side by side.
//!
//! Each thing has been answered by itself before. Here it is decided whether the answers can stand beside each other:
//! each must be one figure, and all must have one unit. Nothing is preferred silently: where an answer leaves a choice,
//! the choice is given back.

use super::{Answer, Assumption, Operation, Outcome, Reason, Selection};
use crate::facts::lookup::{self, Filter};
use crate::facts::{Derived, cautions, derive, spread};
use crate::figure::{EntityRef, FigureRef, Language, MetricRef, PartialDate, Period};
use crate::lang::Asked;
use crate::pack::Catalog;

/// This many things are read side by side.
const MAX_COMPARED: usize = 8;

/// Measures that are offered instead.
const MAX_SHARED: usize = 8;

/// What came of setting things side by side.
#[derive(Clone, Debug, PartialEq)]
pub enum Compared {
    /// An answer: the comparison, or the reason why these figures have none.
    Done(Box<Answer>),
    /// One of the things is not one figure.
    Unclear {
        /// Its place, from 0.
        position: usize,
        /// What could be meant by it: a choice or nothing.
        answer: Box<Answer>,
    },
    /// Fewer than two different figures were given.
    Alike,
}

/// Compares what was asked one by one; the first is compared with each of the others.
///
/// Where several names of one measure were asked without a period, the newest period that all of them have is taken.
#[must_use]
pub fn compare_selected(
    catalog: &Catalog,
    answers: Vec<Answer>,
    language: Language,
    as_of: Option<PartialDate>,
) -> Compared {
    let mut comparison =
        Answer { outcome: Outcome::Answer, operation: Operation::Compare, as_of, ..Answer::new(language) };
    if answers.len() > MAX_COMPARED {
        comparison.outcome = Outcome::None;
        comparison.reason = Some(Reason::TooManyCompared { most: MAX_COMPARED });
        return Compared::Done(Box::new(comparison));
    }
    let mut newest = true;
    for (position, answer) in answers.into_iter().enumerate() {
        let Some(figure) = single(catalog, &answer) else {
            return Compared::Unclear { position, answer: Box::new(as_choice(answer)) };
        };
        newest &= answer.assumptions.iter().any(|one| matches!(one, Assumption::NewestPeriod(_)));
        for assumption in answer.assumptions {
            let about_time = matches!(assumption, Assumption::NewestPeriod(_));
            if !about_time && !comparison.assumptions.contains(&assumption) {
                comparison.assumptions.push(assumption);
            }
        }
        if !comparison.figures.contains(&figure) {
            comparison.figures.push(figure);
        }
    }
    if comparison.figures.len() < 2 {
        return Compared::Alike;
    }
    if let Some((first, other)) = unlike_units(catalog, &comparison.figures) {
        comparison.suggestions = comparable(catalog, &comparison.figures);
        comparison.figures.clear();
        comparison.assumptions.clear();
        comparison.outcome = Outcome::None;
        comparison.reason = Some(Reason::UnlikeUnits(first, other));
        return Compared::Done(Box::new(comparison));
    }
    if newest && let Some((period, figures)) = at_one_time(catalog, &comparison.figures, as_of) {
        comparison.figures = figures;
        comparison.assumptions.push(Assumption::NewestPeriod(period));
    }
    comparison.derived = derived(catalog, &comparison.figures);
    comparison.cautions = cautions(catalog, &comparison.figures);
    comparison.spreads = spread::spreads(catalog, &comparison.figures, &Filter { as_of, ..Filter::default() });
    Compared::Done(Box::new(comparison))
}

/// The first figure beside each of the others.
fn derived(catalog: &Catalog, figures: &[FigureRef]) -> Vec<Derived> {
    let Some((first, others)) = figures.split_first() else { return Vec::new() };
    others.iter().flat_map(|other| derive::compared(catalog, *first, *other)).collect()
}

/// The one figure that an answer gives. Several sources that say the same are one figure, the first of them.
fn single(catalog: &Catalog, answer: &Answer) -> Option<FigureRef> {
    let first = *answer.figures.first().filter(|_| answer.outcome == Outcome::Answer)?;
    let what = |figure: FigureRef| {
        let figure = catalog.figure(figure);
        (figure.metric, figure.entity, figure.value)
    };
    let same_time = |figure: FigureRef| {
        let (a, b) = (&catalog.figure(first).period, &catalog.figure(figure).period);
        a.contains(b) || b.contains(a)
    };
    answer.figures.iter().all(|figure| what(*figure) == what(first) && same_time(*figure)).then_some(first)
}

/// An answer of several figures as a question back.
fn as_choice(mut answer: Answer) -> Answer {
    if answer.outcome == Outcome::Answer {
        answer.outcome = Outcome::Choice;
        answer.reason = None;
        answer.suggestions = answer.figures.drain(..).map(Selection::Figure).collect();
        answer.derived.clear();
        answer.disagreement = false;
        answer.assumptions.retain(|one| matches!(one, Assumption::ReadAs { .. }));
    }
    answer
}

/// What can be compared instead of figures of unlike units: measures that all of their entities have, then each figure.
pub(super) fn comparable(catalog: &Catalog, figures: &[FigureRef]) -> Vec<Selection> {
    let entity = |figure: &FigureRef| catalog.figure(*figure).entity;
    let Some(first) = figures.first().map(entity) else { return Vec::new() };
    let several = figures.iter().any(|figure| entity(figure) != first);
    let shared = |metric: &&MetricRef| figures.iter().all(|figure| !catalog.cell(**metric, entity(figure)).is_empty());
    let metrics = catalog.metrics_of(first).iter().filter(|_| several).filter(shared).take(MAX_SHARED);
    metrics.copied().map(Selection::Metric).chain(figures.iter().copied().map(Selection::Figure)).collect()
}

/// The metrics of the first two figures whose units differ.
pub(super) fn unlike_units(catalog: &Catalog, figures: &[FigureRef]) -> Option<(MetricRef, MetricRef)> {
    let metric = |figure: &FigureRef| catalog.figure(*figure).metric;
    let unit = |figure: &FigureRef| &catalog.unit_of(metric(figure)).id;
    let first = figures.first()?;
    let other = figures.iter().find(|other| unit(other) != unit(first))?;
    Some((metric(first), metric(other)))
}

/// The newest period that all have, with a figure for each, where like can stand beside like: several names, one
/// measure, and newest figures of different periods.
fn at_one_time(
    catalog: &Catalog,
    figures: &[FigureRef],
    as_of: Option<PartialDate>,
) -> Option<(Period, Vec<FigureRef>)> {
    let first = catalog.figure(*figures.first()?);
    let same_metric = figures.iter().all(|figure| catalog.figure(*figure).metric == first.metric);
    let same_period = figures.iter().all(|figure| catalog.figure(*figure).period == first.period);
    if !same_metric || same_period {
        return None;
    }
    let entities: Vec<EntityRef> = figures.iter().map(|figure| catalog.figure(*figure).entity).collect();
    let mut periods: Vec<Period> =
        catalog.cell(first.metric, first.entity).iter().map(|figure| catalog.figure(*figure).period).collect();
    periods.sort_unstable();
    periods.dedup();
    periods.into_iter().rev().find_map(|period| {
        let filter = Filter { asked: Some(Asked::Within(period)), as_of, ..Filter::default() };
        let of = |entity: &EntityRef| {
            let found = lookup::newest(catalog, first.metric, *entity, &filter).ok()?;
            found.figures.first().copied().filter(|figure| catalog.figure(*figure).period == period)
        };
        let found: Option<Vec<FigureRef>> = entities.iter().map(of).collect();
        Some((period, found?))
    })
}
