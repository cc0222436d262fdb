//! Reads texts for those who check them: the engine whose words are read, and the number phrases of a text.

use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;

use crate::figure::FigureRef;
use crate::lang::{Folded, Phrase};
use crate::query::Engine;
use crate::read::{Phrases, Units};

/// Reads the number phrases of texts. Made once for an engine.
#[derive(Debug)]
pub struct Reader<'a> {
    engine: &'a Engine,
    phrases: Phrases<'a>,
    /// Published ratios, sums and changes, by each figure that goes into them.
    calculated: FxHashMap<FigureRef, Vec<FigureRef>>,
    /// The values of all figures, roughly.
    values: Vec<f64>,
}

impl<'a> Reader<'a> {
    /// Collects the units and names of an engine's catalogue.
    #[must_use]
    pub fn new(engine: &'a Engine) -> Self {
        let catalog = engine.catalog();
        let mut calculated: FxHashMap<FigureRef, Vec<FigureRef>> = FxHashMap::default();
        for (position, figure) in catalog.figures().iter().enumerate() {
            for input in &figure.inputs {
                calculated.entry(*input).or_default().push(position.into());
            }
        }
        let values = catalog.figures().iter().map(|figure| figure.value.to_f64().unwrap_or(f64::MAX).abs()).collect();
        Self { engine, phrases: Phrases::new(catalog, engine.vocabulary()), calculated, values }
    }

    /// The engine whose words are read.
    #[must_use]
    pub fn engine(&self) -> &'a Engine {
        self.engine
    }

    /// The published figures that are calculated from a figure.
    pub(super) fn calculated_from(&self, figure: FigureRef) -> &[FigureRef] {
        self.calculated.get(&figure).map_or(&[], Vec::as_slice)
    }

    /// The value of a figure without its sign, roughly.
    pub(super) fn value(&self, figure: FigureRef) -> f64 {
        self.values.get(figure.index()).copied().unwrap_or(f64::MAX)
    }

    /// The number phrases of a text, in order, without overlaps.
    #[must_use]
    pub fn read(&self, text: &str) -> Vec<Phrase> {
        self.read_folded(&Folded::new(text))
    }

    /// The same for a text that is folded already; the places are those of the text as it was given.
    #[must_use]
    pub fn read_folded(&self, folded: &Folded) -> Vec<Phrase> {
        self.phrases.of(folded)
    }

    /// The units that a word behind a number means.
    pub(super) fn units(&self) -> &Units {
        self.phrases.units()
    }
}
