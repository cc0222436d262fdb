//! What a pack must hold besides its figures: a pack has each row that its rows refer to.

use std::collections::BTreeSet;

use super::Catalog;
use crate::figure::{EntityRef, FigureRef, MetricRef, PackRef, SourceRef, TopicRef, UnitRef};

/// The things that some figures refer to, and what those refer to in turn, in the order of the catalogue.
#[derive(Clone, Debug, Default)]
pub struct Needed {
    /// The packs that the figures are from.
    pub packs: BTreeSet<PackRef>,
    /// The topics of the metrics.
    pub topics: BTreeSet<TopicRef>,
    /// The units of the metrics.
    pub units: BTreeSet<UnitRef>,
    /// The entities, with those that they are parts of.
    pub entities: BTreeSet<EntityRef>,
    /// The metrics, with their broad metrics.
    pub metrics: BTreeSet<MetricRef>,
    /// The sources, those in which something was read included.
    pub sources: BTreeSet<SourceRef>,
}

impl Needed {
    /// What figures of the catalogue need.
    #[must_use]
    pub fn by(catalog: &Catalog, figures: &[FigureRef]) -> Self {
        let mut needed = Self::default();
        for figure in figures {
            let figure = catalog.figure(*figure);
            needed.packs.insert(figure.pack);
            needed.sources.insert(figure.source);
            needed.sources.extend(figure.via);
            needed.add_entity(catalog, figure.entity);
            needed.add_metric(catalog, figure.metric);
        }
        needed
    }

    /// Adds an entity with all that it is a part of.
    pub fn add_entity(&mut self, catalog: &Catalog, entity: EntityRef) {
        // A set that already has one has all above it, too, so that a circle ends.
        let mut entity = Some(entity);
        while let Some(one) = entity.filter(|one| self.entities.insert(*one)) {
            entity = catalog.entity(one).part_of;
        }
    }

    /// Adds a metric with its broad metric, topic and unit.
    pub fn add_metric(&mut self, catalog: &Catalog, metric: MetricRef) {
        let mut metric = Some(metric);
        while let Some(one) = metric.filter(|one| self.metrics.insert(*one)) {
            self.topics.insert(catalog.metric(one).topic);
            self.units.insert(catalog.metric(one).unit);
            metric = catalog.metric(one).broader;
        }
    }
}
