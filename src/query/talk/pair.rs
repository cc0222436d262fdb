//! Which things "both" and "them" point at.

use super::frame::{Frame, MAX_SIDES, add};
use crate::figure::{EntityRef, FigureRef};
use crate::pack::Catalog;
use crate::read::interpret::leaves;

/// The names that were spoken of under the measure of the conversation, the last ones, in the order in which they came up; fewer
/// than two are none. `exactly` so many, where a number was said ("the three").
pub(super) fn entities(
    catalog: &Catalog,
    frame: &Frame,
    most: usize,
    exactly: Option<usize>,
) -> Option<Vec<EntityRef>> {
    let enough = exactly.is_none_or(|count| frame.entities.len() >= count);
    if enough && (2..=MAX_SIDES.max(most)).contains(&frame.entities.len()) {
        return Some(frame.entities.clone());
    }
    let mut family = frame.leaves(catalog);
    // Bought by one and held by the other: the family that both belong to.
    for metric in &frame.metrics {
        if let Some(broader) = catalog.metric(*metric).broader {
            family.extend(leaves(catalog, broader));
        }
    }
    let mut found: Vec<EntityRef> = Vec::new();
    for figure in frame.recent.iter().rev().map(|figure| catalog.figure(*figure)) {
        if family.contains(&figure.metric) && found.len() < most {
            add(&mut found, figure.entity);
        }
    }
    found.reverse();
    (found.len() > 1 && exactly.is_none_or(|count| found.len() == count)).then_some(found)
}

/// The last figures that were spoken of with one unit, whatever they measure; fewer than two are none.
pub(super) fn figures(catalog: &Catalog, frame: &Frame, most: usize) -> Option<Vec<FigureRef>> {
    let unit = |figure: FigureRef| &catalog.unit_of(catalog.figure(figure).metric).id;
    let last = *frame.recent.last()?;
    let mut found: Vec<FigureRef> =
        frame.recent.iter().rev().copied().filter(|figure| unit(*figure) == unit(last)).take(most).collect();
    found.reverse();
    (found.len() > 1).then_some(found)
}
