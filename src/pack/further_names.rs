//! Further names for what is known: a catalogue that has them, and the rows of tables that would give them to a pack.

use super::Catalog;
use super::of_catalog::{Aliases, Written, add_entity, add_metric};
use super::raw::TableKind;
use super::write::TableText;
use crate::figure::{EntityRef, MetricRef};

impl Catalog {
    /// The same with further names of metrics and entities.
    #[must_use]
    pub fn with_names(&self, metrics: &[(MetricRef, &str)], entities: &[(EntityRef, &str)]) -> Self {
        let mut parts = self.parts().clone();
        for (metric, name) in metrics {
            if let Some(metric) = parts.metrics.get_mut(metric.index()) {
                metric.aliases.push((*name).into());
            }
        }
        for (entity, name) in entities {
            if let Some(entity) = parts.entities.get_mut(entity.index()) {
                entity.aliases.push((*name).into());
            }
        }
        Self::new(parts)
    }
}

/// The tables with the rows of what gets further names, the names among the others: a file's name, and its header with the rows.
#[must_use]
pub fn rows_with_names(
    catalog: &Catalog,
    metrics: &[(MetricRef, &str)],
    entities: &[(EntityRef, &str)],
) -> Vec<(&'static str, String)> {
    let named = catalog.with_names(metrics, entities);
    let id: Written<'_> = &|id| id.rsplit('/').next().unwrap_or_default().to_owned();
    let (mut of_metrics, mut of_entities) = (TableText::new(TableKind::Metrics), TableText::new(TableKind::Entities));
    each_once(metrics).for_each(|metric| add_metric(&mut of_metrics, &named, metric, Aliases::With, id));
    each_once(entities).for_each(|entity| add_entity(&mut of_entities, &named, entity, Aliases::With, id));
    let mut tables = Vec::new();
    for (table, is_empty) in [(of_metrics, metrics.is_empty()), (of_entities, entities.is_empty())] {
        if !is_empty {
            tables.push((table.file(), table.into_text()));
        }
    }
    tables
}

fn each_once<R: Copy + PartialEq>(named: &[(R, &str)]) -> impl Iterator<Item = R> {
    let mut once: Vec<R> = Vec::new();
    for (what, _) in named {
        if !once.contains(what) {
            once.push(*what);
        }
    }
    once.into_iter()
}
