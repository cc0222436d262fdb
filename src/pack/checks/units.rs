//! Checks on units and the kinds of metrics.

use super::{Context, Report, quote};
use crate::figure::{MetricKind, Unit, UnitKind, general_units};
use crate::pack::raw::{MetricRow, UnitRow};

/// The kinds of units of all packs.
pub(super) struct UnitKinds {
    general: Vec<Unit>,
}

impl UnitKinds {
    pub(super) fn new() -> Self {
        Self { general: general_units() }
    }

    /// The kind of a unit, if it and its kind are known.
    pub(super) fn of(&self, context: &Context<'_>, unit: &str) -> Option<UnitKind> {
        let general = self.general.iter().find(|general| *general.id == *unit).map(|general| general.kind);
        general.or_else(|| context.find::<UnitRow<'_>>(unit)?.kind.parse().ok())
    }
}

pub(super) fn fits(context: &Context<'_>, report: &mut Report<'_>) {
    let units = UnitKinds::new();
    for row in context.rows::<MetricRow<'_>>() {
        let (Ok(kind), Some(unit_kind)) = (row.kind.parse::<MetricKind>(), units.of(context, row.unit)) else {
            continue;
        };
        let allowed = allowed(kind);
        if !allowed.contains(&unit_kind) {
            let words: Vec<&str> = allowed.iter().map(|kind| kind.word()).collect();
            let what = format!(
                "{} is a metric of the kind `{kind}` with the unit {} of the kind `{unit_kind}`",
                quote(row.id),
                quote(row.unit)
            );
            report.row(
                row.place,
                what,
                format!("choose a unit of the kind {}, or another kind of metric", words.join(", ")),
            );
        }
    }
}

pub(super) fn broad(context: &Context<'_>, report: &mut Report<'_>) {
    let units = UnitKinds::new();
    for row in context.rows::<MetricRow<'_>>().filter(|row| !row.broader.is_empty()) {
        let Some(above) = context.find::<MetricRow<'_>>(row.broader) else { continue };
        let kinds = (units.of(context, row.unit), units.of(context, above.unit));
        if let (Some(own), Some(broad)) = kinds
            && own != broad
        {
            let what = format!(
                "{} has a unit of the kind `{own}`, but {} above it one of the kind `{broad}`",
                quote(row.id),
                quote(above.id)
            );
            report.row(row.place, what, "give both units of one kind, or leave `broader` empty");
        }
    }
}

/// The kinds of units that a kind of metric may have.
fn allowed(kind: MetricKind) -> &'static [UnitKind] {
    use UnitKind::{Count, Currency, Date, Duration, Multiple, Percent, PercentagePoints, Physical, Rank, Score};
    match kind {
        MetricKind::Stock | MetricKind::Flow => &[Count, Currency, Duration, Physical],
        MetricKind::Share => &[Percent, PercentagePoints, Multiple],
        // One figure divided by another keeps the first one's unit if theirs differ: GPUs per firm.
        MetricKind::Multiple => &[Multiple, Percent, PercentagePoints, Count, Currency, Duration, Physical],
        MetricKind::Rank => &[Rank],
        MetricKind::Score => &[Score, Percent, Multiple],
        MetricKind::Price => &[Currency],
        MetricKind::Size => &[Count, Currency, Duration, Physical, Score, Percent, Multiple],
        MetricKind::Date => &[Date],
    }
}
