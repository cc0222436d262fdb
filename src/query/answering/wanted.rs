//! What a ranking or a comparison is to look like.

use crate::figure::{EntityKind, FigureRef};
use crate::lang::lexicon::Role;
use crate::pack::Catalog;
use crate::query::Answer;
use crate::read::link::{Linked, Mask, positions};

/// What a ranking asks for.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// How many places.
    pub count: Option<usize>,
    /// This place alone, from 2.
    pub place: Option<usize>,
    /// From the other end.
    pub least: bool,
    /// Only things of this kind.
    pub kind: Option<EntityKind>,
}

/// Puts the figures of a comparison in order of size, where all of them are of one metric.
pub(super) fn in_order(answer: &mut Answer, catalog: &Catalog, least: bool) {
    let metric = |figure: &FigureRef| catalog.figure(*figure).metric;
    let first = answer.figures.first().map(metric);
    if answer.figures.iter().all(|figure| Some(metric(figure)) == first) {
        answer.figures.sort_by(|one, other| {
            let order = catalog.figure(*one).value.cmp(&catalog.figure(*other).value);
            if least { order } else { order.reverse() }
        });
    }
}

/// The kind of thing that a ranking is to be over, and the piece that says so.
pub(super) fn kind_wanted(linked: &Linked, subject: Mask) -> Option<(EntityKind, usize)> {
    let kinds = [
        (Role::Country, EntityKind::Country),
        (Role::Company, EntityKind::Company),
        (Role::Region, EntityKind::Region),
    ];
    // "Which firm" asks for a firm, though the metric may have the word for its own.
    let asked = linked.with_role(Role::Which) << 1 | !subject;
    kinds.into_iter().find_map(|(role, kind)| Some((kind, positions(linked.with_role(role) & asked).next()?)))
}
