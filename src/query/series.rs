//! Where a series breaks: the one rule that pictures and summaries share.

use crate::figure::{Figure, MetricKind, Period, SourceRef};
use crate::pack::Catalog;

/// Years and months differ by so many days without being of another length.
const LEAP_DAYS: u32 = 3;

/// Whether the later figure counts the same thing in the same way, so that a line may lead to it and a change may be
/// calculated: the same scope, or where none is stated the same publisher; and for sums over a period, periods of the
/// same length.
#[must_use]
pub fn continues(catalog: &Catalog, before: &Figure, after: &Figure) -> bool {
    let publisher = |source: SourceRef| &catalog.source(source).publisher;
    if before.scope != after.scope {
        return false;
    }
    if before.scope.is_empty() && publisher(before.source) != publisher(after.source) {
        return false;
    }
    let is_flow = catalog.metric(after.metric).kind == MetricKind::Flow;
    !is_flow || days(&before.period).abs_diff(days(&after.period)) <= LEAP_DAYS
}

/// A period's length.
fn days(period: &Period) -> i32 {
    period.first_day().until(period.last_day()).map_or(0, |span| span.get_days())
}
