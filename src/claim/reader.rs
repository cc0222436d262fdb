//! Reads texts for those who check them: the engine whose words are read, and the number phrases of a text.

use std::sync::Arc;

use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;

use super::weigh::is_same;
use crate::figure::{FigureRef, MetricRef};
use crate::lang::{Folded, Phrase};
use crate::pack::Catalog;
use crate::query::Engine;
use crate::read::{Phrases, Units};

/// Reads the number phrases of texts.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    engine: &'a Engine,
    index: Arc<Index>,
}

/// What reading texts needs of a catalogue. Made once for it, and shared by all readers.
#[derive(Debug)]
pub struct Index {
    phrases: Phrases,
    /// Published ratios, sums and changes, by each figure that goes into them.
    calculated: FxHashMap<FigureRef, Vec<FigureRef>>,
    /// The values of all figures, roughly.
    values: Vec<f64>,
    /// The same by metric, in their order.
    values_of: Vec<Vec<f64>>,
}

impl Index {
    /// Collects the units and names of a catalogue.
    #[must_use]
    pub fn new(catalog: &Catalog) -> Self {
        let mut calculated: FxHashMap<FigureRef, Vec<FigureRef>> = FxHashMap::default();
        for (position, figure) in catalog.figures().iter().enumerate() {
            for input in &figure.inputs {
                calculated.entry(*input).or_default().push(position.into());
            }
        }
        let values: Vec<f64> =
            catalog.figures().iter().map(|figure| figure.value.to_f64().unwrap_or(f64::MAX).abs()).collect();
        let mut values_of: Vec<Vec<f64>> = vec![Vec::new(); catalog.metrics().len()];
        for (figure, value) in catalog.figures().iter().zip(&values) {
            if let Some(of_metric) = values_of.get_mut(figure.metric.index()) {
                of_metric.push(*value);
            }
        }
        values_of.iter_mut().for_each(|values| values.sort_by(f64::total_cmp));
        Self { phrases: Phrases::new(catalog), calculated, values, values_of }
    }
}

impl<'a> Reader<'a> {
    /// Collects the units and names of an engine's catalogue.
    #[must_use]
    pub fn new(engine: &'a Engine) -> Self {
        Self::with(engine, Arc::new(Index::new(engine.catalog())))
    }

    /// Reads with what was collected before of the engine's catalogue.
    #[must_use]
    pub fn with(engine: &'a Engine, index: Arc<Index>) -> Self {
        Self { engine, index }
    }

    /// The engine whose words are read.
    #[must_use]
    pub fn engine(&self) -> &'a Engine {
        self.engine
    }

    /// The published figures that are calculated from a figure.
    pub(super) fn calculated_from(&self, figure: FigureRef) -> &[FigureRef] {
        self.index.calculated.get(&figure).map_or(&[], Vec::as_slice)
    }

    /// The value of a figure without its sign, roughly.
    pub(super) fn value(&self, figure: FigureRef) -> f64 {
        self.index.values.get(figure.index()).copied().unwrap_or(f64::MAX)
    }

    /// Whether any figure of a metric has this value, whatever its sign.
    pub(super) fn has_value(&self, metric: MetricRef, value: f64) -> bool {
        let values = self.index.values_of.get(metric.index()).map_or(&[][..], Vec::as_slice);
        let place = values.partition_point(|other| *other < value && !is_same(*other, value));
        values.get(place).is_some_and(|other| is_same(*other, value))
    }

    /// The number phrases of a text, in order, without overlaps.
    #[must_use]
    pub fn read(&self, text: &str) -> Vec<Phrase> {
        self.read_folded(&Folded::new(text))
    }

    /// The same for a text that is folded already; the places are those of the text as it was given.
    #[must_use]
    pub fn read_folded(&self, folded: &Folded) -> Vec<Phrase> {
        self.index.phrases.of(folded, self.engine.vocabulary())
    }

    /// The units that a word behind a number means.
    pub(super) fn units(&self) -> &Units {
        self.index.phrases.units()
    }
}
