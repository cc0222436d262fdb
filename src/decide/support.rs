//! How well the words of running text speak of a metric: for readers of texts, who know from the number itself which cells it may
//! come from, and want to know whether the words beside it say so.

use super::candidate::Weigher;
use super::evidence::{Evidence, Name};
use crate::figure::MetricRef;
use crate::read::interpret::{self, Reading, Sharing};
use crate::read::link::{Linked, Named};

/// A stretch of text that is held against metrics.
pub(crate) struct Support<'a> {
    weigher: Weigher<'a>,
    linked: &'a Linked,
    exact: &'a Reading,
    near: Vec<f32>,
    most: f32,
    nearest: f32,
}

impl<'a> Support<'a> {
    pub(super) fn new(weigher: Weigher<'a>, linked: &'a Linked, exact: &'a Reading) -> Self {
        let mut near = vec![0.0f32; weigher.catalog.metrics().len()];
        let most = weigher.nearness(linked, exact, &mut near);
        let nearest = near.iter().copied().fold(0.0f32, f32::max);
        Self { weigher, linked, exact, near, most, nearest }
    }

    /// What of the text a metric explains, and what it leaves over.
    pub fn of(&self, metric: MetricRef) -> Evidence {
        let mut evidence = Evidence::default();
        let weigher = &self.weigher;
        let name = weigher.best_name(metric, self.linked);
        let named = Named { what: metric, mask: name.exact, weak: false };
        let (_, mut reading) =
            interpret::with_metric(self.linked, weigher.catalog, weigher.vocabulary, Some(&named), Sharing::None);
        evidence.set(Name::NameFound, name.found);
        evidence.set(Name::NameExact, name.word_by_word);
        evidence.mark(Name::NameWhole, name.word_by_word >= 0.999);
        let part = |of: f32| if of > 0.0 { self.near[metric.index()] / of } else { 0.0 };
        evidence.set(Name::Near, part(self.most));
        evidence.set(Name::NearestPart, part(self.nearest));
        let exactly = if self.exact.metrics.contains(&metric) { 1.0 } else { 0.0 };
        evidence.set(Name::ReadExactly, if self.exact.rivals.contains(&metric) { 0.5 } else { exactly });
        weigher.own_numbers(metric, self.linked, &mut reading);
        weigher.words(metric, self.linked, &reading, name.concept, &mut evidence);
        evidence
    }

    /// The metrics whose texts share most with this one, the nearest first.
    pub fn nearest(&self, count: usize) -> Vec<MetricRef> {
        let mut order: Vec<usize> = (0..self.near.len()).filter(|metric| self.near[*metric] > 0.0).collect();
        order.sort_by(|one, other| self.near[*other].total_cmp(&self.near[*one]).then(one.cmp(other)));
        order.truncate(count);
        order.into_iter().map(MetricRef::from).collect()
    }
}
