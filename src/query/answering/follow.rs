//! One cell over time, and a metric in order of size, asked for by id and not in words.

use super::{Answering, Wanted};
use crate::figure::{FigureRef, MetricRef, PartialDate, Period};
use crate::lang::Asked;
use crate::query::Answer;
use crate::read::interpret::leaves;

/// The part of a series that is asked for; the dates are included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// From then on.
    pub since: Option<PartialDate>,
    /// Up to then.
    pub until: Option<PartialDate>,
}

impl Span {
    /// Whether it ends before it starts, so that nothing can lie within.
    #[must_use]
    pub fn is_backwards(&self) -> bool {
        matches!((self.since, self.until), (Some(since), Some(until)) if Period::between(since, until).is_err())
    }

    fn asked(self) -> Option<Asked> {
        match (self.since, self.until) {
            (None, None) => None,
            (Some(since), None) => Some(Asked::Since(since)),
            (None, Some(until)) => Some(Asked::Until(until)),
            // The wrong way round it is read the right way round.
            (Some(since), Some(until)) => {
                Period::between(since, until).or_else(|_| Period::between(until, since)).ok().map(Asked::Between)
            }
        }
    }
}

impl Answering<'_> {
    /// The first places of a metric.
    pub fn topped(self, metric: MetricRef, count: usize) -> Answer {
        let leaves = leaves(self.catalog, metric);
        let filter = self.filter(None);
        self.rank(metric, &leaves, &[], &filter, Wanted { count: Some(count), place: None, least: false, kind: None })
    }

    /// The series that a figure is part of.
    pub fn followed(self, figure: FigureRef, span: Span) -> Answer {
        let figure = self.catalog.figure(figure);
        let (metric, entity) = (figure.metric, figure.entity);
        let filter = self.filter(span.asked());
        self.trend(metric, entity, &filter)
    }
}
