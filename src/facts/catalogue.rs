//! What the room asks of whoever holds the figures: the one seam between calculation and storage.
//!
//! Every function of `facts` takes a [`Catalogue`] and never the rows behind it, so that figures may lie in the tables of packs,
//! in a file of columns that is read at the start (`pack::compact`), or, beyond what fits into memory, in a column store that
//! reads a cell when it is asked for it. A store that does so keeps what it handed out: references live as long as the catalogue.

use crate::figure::{Entity, EntityRef, Figure, FigureRef, Metric, MetricRef, Source, SourceRef, Unit};
use crate::pack::Catalog;

/// The figures of all packs, by cell, metric and entity.
///
/// Every reference that one of its methods returns is valid for all others, and the same call gives the same figures in the same
/// order for as long as the catalogue lives.
pub trait Catalogue: Sync {
    /// A figure.
    fn figure(&self, figure: FigureRef) -> &Figure;
    /// A metric.
    fn metric(&self, metric: MetricRef) -> &Metric;
    /// An entity.
    fn entity(&self, entity: EntityRef) -> &Entity;
    /// A source.
    fn source(&self, source: SourceRef) -> &Source;
    /// The unit of a metric.
    fn unit_of(&self, metric: MetricRef) -> &Unit;
    /// The figure with an id; none if there is none.
    fn find_figure(&self, id: &str) -> Option<FigureRef>;
    /// The figures of a metric for an entity, oldest first, without those that were withdrawn; empty if there are none.
    fn cell(&self, metric: MetricRef, entity: EntityRef) -> &[FigureRef];
    /// The cells of a metric, one entity after the other, each as [`Self::cell`] gives it.
    fn cells_of<'a>(&'a self, metric: MetricRef) -> Box<dyn Iterator<Item = &'a [FigureRef]> + 'a>;
    /// The figures that replace a figure.
    fn superseded_by(&self, figure: FigureRef) -> &[FigureRef];
    /// Whether an entity is a part of another, directly or by others between them.
    fn is_within(&self, part: EntityRef, whole: EntityRef) -> bool;
}

impl Catalogue for Catalog {
    fn figure(&self, figure: FigureRef) -> &Figure {
        Self::figure(self, figure)
    }

    fn metric(&self, metric: MetricRef) -> &Metric {
        Self::metric(self, metric)
    }

    fn entity(&self, entity: EntityRef) -> &Entity {
        Self::entity(self, entity)
    }

    fn source(&self, source: SourceRef) -> &Source {
        Self::source(self, source)
    }

    fn unit_of(&self, metric: MetricRef) -> &Unit {
        Self::unit_of(self, metric)
    }

    fn find_figure(&self, id: &str) -> Option<FigureRef> {
        Self::find_figure(self, id)
    }

    fn cell(&self, metric: MetricRef, entity: EntityRef) -> &[FigureRef] {
        Self::cell(self, metric, entity)
    }

    fn cells_of<'a>(&'a self, metric: MetricRef) -> Box<dyn Iterator<Item = &'a [FigureRef]> + 'a> {
        Box::new(Self::cells_of(self, metric))
    }

    fn superseded_by(&self, figure: FigureRef) -> &[FigureRef] {
        Self::superseded_by(self, figure)
    }

    fn is_within(&self, part: EntityRef, whole: EntityRef) -> bool {
        Self::is_within(self, part, whole)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::facts::lookup::{self, Filter};
    use crate::facts::testing;

    /// A store that counts what is read from it.
    struct Counted {
        of: Catalog,
        cells: AtomicUsize,
    }

    impl Catalogue for Counted {
        fn figure(&self, figure: FigureRef) -> &Figure {
            self.of.figure(figure)
        }

        fn metric(&self, metric: MetricRef) -> &Metric {
            self.of.metric(metric)
        }

        fn entity(&self, entity: EntityRef) -> &Entity {
            self.of.entity(entity)
        }

        fn source(&self, source: SourceRef) -> &Source {
            self.of.source(source)
        }

        fn unit_of(&self, metric: MetricRef) -> &Unit {
            self.of.unit_of(metric)
        }

        fn find_figure(&self, id: &str) -> Option<FigureRef> {
            self.of.find_figure(id)
        }

        fn cell(&self, metric: MetricRef, entity: EntityRef) -> &[FigureRef] {
            self.cells.fetch_add(1, Ordering::Relaxed);
            self.of.cell(metric, entity)
        }

        fn cells_of<'a>(&'a self, metric: MetricRef) -> Box<dyn Iterator<Item = &'a [FigureRef]> + 'a> {
            Box::new(self.of.cells_of(metric))
        }

        fn superseded_by(&self, figure: FigureRef) -> &[FigureRef] {
            self.of.superseded_by(figure)
        }

        fn is_within(&self, part: EntityRef, whole: EntityRef) -> bool {
            self.of.is_within(part, whole)
        }
    }

    #[test]
    fn figures_may_lie_anywhere_and_one_cell_is_read_for_one_question() {
        let of = testing::catalog(
            "a stock north 5 2020 - census reported -\nb stock north 7 2021 - census reported -\nc stock south 9 2021 - census reported -",
        );
        let (metric, entity) = (of.find_metric("stock").unwrap_or(MetricRef(0)), EntityRef(0));
        let store = Counted { of, cells: AtomicUsize::new(0) };
        let found = lookup::newest(&store, metric, entity, &Filter::default()).map(|found| found.figures);
        assert_eq!(found.map(|figures| figures.first().copied()), Ok(store.find_figure("b")));
        assert_eq!(store.cells.load(Ordering::Relaxed), 1);
    }
}
