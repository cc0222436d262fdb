//! Whether figures may be added up, and their sum.
//!
//! A sum looks as exact as its parts and is wrong at once if they overlap or do not count alike. So there is one only where
//! the data shows that they are apart: one metric, counted or in money, with one scope and no plan beside what was observed;
//! of several entities at one time, none of them a group or within another; or of one entity, sums over periods that follow
//! each other. Everything else is refused with the reason.

use super::catalogue::Catalogue;
use super::{Caution, Derived, DerivedKind, NotAdded, cautions, series};
use crate::figure::{EntityKind, Figure, FigureRef, MetricKind, UnitKind};

/// The sum of two or more figures, or why they have none.
pub(crate) fn sum(catalog: &dyn Catalogue, figures: &[FigureRef]) -> Result<Derived, NotAdded> {
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
fn side_by_side(catalog: &dyn Catalogue, figures: &[&Figure]) -> Result<(), NotAdded> {
    let flow = |figure: &Figure| catalog.metric(figure.metric).kind == MetricKind::Flow;
    for (position, one) in figures.iter().enumerate() {
        let kind = catalog.entity(one.entity).kind;
        if matches!(kind, EntityKind::Group | EntityKind::World) {
            return Err(NotAdded::Overlap);
        }
        for other in &figures[position + 1..] {
            let within = |a: &Figure, b: &Figure| catalog.is_within(a.entity, b.entity);
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
fn one_after_another(catalog: &dyn Catalogue, figures: &[&Figure]) -> Result<(), NotAdded> {
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

#[cfg(test)]
mod tests {
    use super::super::testing::{catalog, figures};
    use super::*;

    const LINES: &str = "
        n stock north 1.5 2023-12-31 firms census reported -
        s stock south 2.25 2023-12 firms census reported -
        s-other stock south 2 2023-12 schools census reported -
        s-old stock south 2 2022-12 firms census reported -
        s-plan stock south 9 2023-12 firms census planned -
        p stock port 1 2023-12-31 firms census reported -
        t stock towns 1 2023-12-31 firms census reported -
        n-2022 flow north 10 2022 firms census reported -
        n-2023 flow north 20 2023 firms census reported -
        n-2023-h1 flow north 8 2023-01/2023-06 firms census reported -
        s-2023 flow south 30 2023 firms census reported -
        s-2023-h1 flow south 3 2023-01/2023-06 firms census reported -
        sh-n share north 10 2023 firms census reported -
        sh-s share south 20 2023 firms census reported -";

    #[track_caller]
    fn check(ids: &str, expected: Result<&str, NotAdded>) {
        let catalog = catalog(LINES);
        let found = sum(&catalog, &figures(&catalog, ids)).map(|sum| format!("{} = {}", sum.value, sum.formula));
        assert_eq!(found.as_deref().map_err(|why| *why), expected, "{ids}");
    }

    #[test]
    fn things_that_are_apart_are_added() {
        check("n s", Ok("3.75 = n + s"));
        check("n-2023 s-2023", Ok("50 = n-2023 + s-2023"));
        check("n-2022 n-2023", Ok("30 = n-2022 + n-2023"));
        // A half year and the year before it do not overlap.
        check("n-2022 n-2023-h1", Ok("18 = n-2022 + n-2023-h1"));
    }

    #[test]
    fn what_is_not_alike_is_not_added() {
        for ids in ["n s-other", "n s-old", "n s-plan", "n n-2023", "n-2023 s-2023-h1", "sh-n sh-s", "n"] {
            check(ids, Err(NotAdded::Unlike));
        }
    }

    #[test]
    fn what_may_overlap_is_not_added() {
        for ids in ["n p", "p n", "n t", "t s", "n n", "n-2023 n-2023-h1", "s s-old"] {
            check(ids, Err(NotAdded::Overlap));
        }
    }
}
