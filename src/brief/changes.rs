//! The change of a figure since the period before, where the series lets one be calculated.

use crate::facts::{BreakCause, Derived, DerivedKind};
use crate::figure::{FigureRef, Language, MetricKind};
use crate::query::{Compared, Engine, Selection, Span, compare_selected};
use crate::reply::wording::Wording;
use crate::reply::{derived_value, say};

/// The change of a figure since the period before.
pub(super) enum Change {
    /// In words.
    Said(String),
    /// The series breaks between the two; the older value, and that the two do not compare, in words.
    Break(String),
}

/// The change of a figure since the period before. Nothing for a plan, a forecast or a date, where no earlier
/// period is known, and where sources disagree about it. Behind a break the older value is said, and that the two do not
/// compare.
pub(super) fn since_before(engine: &Engine, wording: Wording<'_>, figure_ref: FigureRef) -> Option<Change> {
    let language = wording.language;
    let figure = wording.figure(figure_ref);
    if figure.status.is_outlook() || wording.is_date(figure) {
        return None;
    }
    let (before_ref, continued) = before(engine, figure_ref)?;
    let before = wording.figure(before_ref);
    let (value, period) = (wording.value(before), wording.period(&before.period));
    if !continued {
        return Some(Change::Break(say!(language, "brief-change-break", "before" => value, "period" => period)));
    }
    if before.value == figure.value {
        return Some(Change::Said(say!(language, "brief-change-none", "period" => period)));
    }
    Some(Change::Said(match derived(engine, before_ref, figure_ref) {
        Some(derived) => {
            let change = signed(wording, &derived);
            say!(language, "brief-change", "change" => change, "before" => value, "period" => period)
        }
        None => say!(language, "brief-change-before", "before" => value, "period" => period),
    }))
}

/// The figure that a figure of a series continues, and whether it does: behind a break, the one before it. None for the
/// first one, and where several speak of one time.
fn before(engine: &Engine, figure_ref: FigureRef) -> Option<(FigureRef, bool)> {
    let series = engine.trend(figure_ref, Span::default(), Language::English, None);
    if let Some(found) = series.breaks.iter().find(|one| one.after == figure_ref) {
        return match (found.continues, found.why) {
            (Some(earlier), _) => Some((earlier, true)),
            (None, BreakCause::SameTime) => None,
            (None, _) => Some((found.before, false)),
        };
    }
    let position = series.figures.iter().position(|figure| *figure == figure_ref)?;
    let before = *series.figures.get(position.checked_sub(1)?)?;
    Some((before, true))
}

/// The change in per cent, or the difference where per cent would mislead; none where neither says anything.
fn derived(engine: &Engine, before: FigureRef, after: FigureRef) -> Option<Derived> {
    let catalog = engine.catalog();
    let select = |figure| engine.select(Selection::Figure(figure), Language::English, None);
    let Compared::Done(answer) =
        compare_selected(catalog, vec![select(before), select(after)], Language::English, None)
    else {
        return None;
    };
    let of_these = |derived: &&Derived| derived.inputs == [after, before];
    let find = |kind| answer.derived.iter().filter(of_these).find(|derived| derived.kind == kind).cloned();
    // A place in an order is not so many places better: the older place says it.
    let is_rank = catalog.metric(catalog.figure(after).metric).kind == MetricKind::Rank;
    find(DerivedKind::Change).or_else(|| find(DerivedKind::Difference).filter(|_| !is_rank))
}

fn signed(wording: Wording<'_>, derived: &Derived) -> String {
    // A change is worded with its sign, and over time a difference is one.
    derived_value(wording, &Derived { kind: DerivedKind::Change, ..derived.clone() })
}
