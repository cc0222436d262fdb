//! Whether figures may be added up, and their sum.
//!
//! A sum looks as exact as its parts and is wrong at once if they overlap or do not count alike. So there is one only where
//! the data shows that they are apart: one metric, counted or in money, with one scope and no plan beside what was observed;
//! of several entities at one time, none of them a group or within another; or of one entity, sums over periods that follow
//! each other. Everything else is refused with the reason.

use super::{Caution, Derived, DerivedKind, NotAdded, cautions, interpret, series};
use crate::figure::{EntityKind, Figure, FigureRef, MetricKind, UnitKind};
use crate::pack::Catalog;

/// The sum of two or more figures, or why they have none.
pub(super) fn sum(catalog: &Catalog, figures: &[FigureRef]) -> Result<Derived, NotAdded> {
    let all: Vec<&Figure> = figures.iter().map(|figure| catalog.figure(*figure)).collect();
    let [first, .., _] = all.as_slice() else { return Err(NotAdded::Unlike) };
    let unit = catalog.unit_of(first.metric);
    let amounts = matches!(unit.kind, UnitKind::Count | UnitKind::Currency)
        && matches!(catalog.metric(first.metric).kind, MetricKind::Stock | MetricKind::Flow);
    let alike = all.iter().all(|figure| figure.metric == first.metric && figure.scope == first.scope);
    let mixed = cautions(catalog, figures).iter().any(|caution| matches!(caution, Caution::Outlook));
    if !amounts || !alike || mixed {
        return Err(NotAdded::Unlike);
    }
    match all.iter().all(|figure| figure.entity == first.entity) {
        true => one_after_another(catalog, &all)?,
        false => side_by_side(catalog, &all)?,
    }
    let add = |sum: crate::figure::Decimal, figure: &&Figure| sum.checked_add(figure.value);
    let value = all.iter().try_fold(crate::figure::Decimal::ZERO, add).ok_or(NotAdded::Unlike)?;
    Ok(Derived {
        kind: DerivedKind::Sum,
        value: value.normalize(),
        unit: unit.id.clone(),
        formula: all.iter().map(|figure| &*figure.id).collect::<Vec<_>>().join(" + "),
        inputs: figures.to_vec(),
    })
}

/// Several entities at one time, of which none can hold another.
fn side_by_side(catalog: &Catalog, figures: &[&Figure]) -> Result<(), NotAdded> {
    let flow = |figure: &Figure| catalog.metric(figure.metric).kind == MetricKind::Flow;
    for (position, one) in figures.iter().enumerate() {
        let kind = catalog.entity(one.entity).kind;
        if matches!(kind, EntityKind::Group | EntityKind::World) {
            return Err(NotAdded::Overlap);
        }
        for other in &figures[position + 1..] {
            let within = |a: &Figure, b: &Figure| interpret::is_within(catalog, a.entity, b.entity);
            if one.entity == other.entity || within(one, other) || within(other, one) {
                return Err(NotAdded::Overlap);
            }
            let same_time = match flow(one) {
                true => one.period == other.period,
                false => series::speak_of_one_time(&one.period, &other.period),
            };
            if !same_time {
                return Err(NotAdded::Unlike);
            }
        }
    }
    Ok(())
}

/// Sums of one entity over periods of which none reaches into another. Amounts at several times are the same things again.
fn one_after_another(catalog: &Catalog, figures: &[&Figure]) -> Result<(), NotAdded> {
    for (position, one) in figures.iter().enumerate() {
        if catalog.metric(one.metric).kind != MetricKind::Flow {
            return Err(NotAdded::Overlap);
        }
        let apart = |other: &&Figure| {
            one.period.last_day() < other.period.first_day() || other.period.last_day() < one.period.first_day()
        };
        if !figures[position + 1..].iter().all(apart) {
            return Err(NotAdded::Overlap);
        }
        let alike = |other: &&Figure| {
            let (before, after) = if one.period <= other.period { (*one, *other) } else { (*other, *one) };
            matches!(series::cause(catalog, before, after), None | Some(super::BreakCause::Length))
        };
        if !figures[position + 1..].iter().all(alike) {
            return Err(NotAdded::Unlike);
        }
    }
    Ok(())
}
