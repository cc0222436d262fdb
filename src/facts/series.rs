//! Which figures of a series continue each other.
//!
//! A series is what one cell says over time. A figure continues an earlier one if both count the same thing in the same
//! way; where it does not, the series has a break, and nothing may be drawn or calculated through it as if there were
//! none. Promised here:
//!
//! 1. A figure continues an earlier one only if the scope is the same; where neither states a scope, only if the
//!    publisher is the same; for sums over a period, only if the periods are equally long.
//! 2. A value that replaces a published one does not continue what was published together with the replaced one. A
//!    provisional value that becomes final is no such restatement.
//! 3. Of several figures for one time that count the same, none continues anything and none is continued.
//! 4. What was calculated from other figures continues a like calculation only where those figures continue each other.
//! 5. Figures that alternate (two surveys of the same years) are each continued by the next one of their own kind.

use jiff::civil::Date;

use super::catalogue::Catalogue;
use super::{Break, BreakCause};
use crate::figure::{Figure, FigureRef, MetricKind, Period, SourceRef, Status};

/// Years and months differ by so many days without being of another length.
const LEAP_DAYS: u32 = 3;

/// The places at which a figure does not continue the one before it, cell by cell, each from old to new.
#[must_use]
pub fn breaks(catalog: &dyn Catalogue, figures: &[FigureRef]) -> Vec<Break> {
    let mut cells: Vec<Vec<FigureRef>> = Vec::new();
    for figure in figures {
        let cell = |figure: FigureRef| (catalog.figure(figure).metric, catalog.figure(figure).entity);
        match cells.iter_mut().find(|known| known.first().is_some_and(|first| cell(*first) == cell(*figure))) {
            Some(known) => known.push(*figure),
            None => cells.push(vec![*figure]),
        }
    }
    cells.into_iter().flat_map(|rows| Cell::new(catalog, rows).breaks()).collect()
}

/// Whether the later figure continues the earlier one, so that a change from one to the other may be calculated.
#[must_use]
pub fn continues(catalog: &dyn Catalogue, before: &Figure, after: &Figure) -> bool {
    !speak_of_one_time(&before.period, &after.period) && cause(catalog, before, after).is_none()
}

/// The stretch of a series over which a change may be calculated: figures that each continue the one before. It is the one
/// that leads to the newest figure; if nothing leads there, the longest one, the newest of several.
pub(crate) fn stretch(catalog: &dyn Catalogue, figures: &[FigureRef]) -> Vec<FigureRef> {
    let cell = Cell::new(catalog, figures.to_vec());
    let mut lengths: Vec<usize> = Vec::with_capacity(cell.rows.len());
    let mut before: Vec<Option<usize>> = Vec::with_capacity(cell.rows.len());
    for position in 0..cell.rows.len() {
        let continued = cell.continued_at(position);
        lengths.push(continued.map_or(1, |earlier| lengths[earlier] + 1));
        before.push(continued);
    }
    let newest = lengths.len().checked_sub(1).filter(|last| lengths[*last] > 1);
    let mut at = newest.or_else(|| (0..lengths.len()).max_by_key(|position| (lengths[*position], *position)));
    let mut stretch = Vec::new();
    while let Some(position) = at {
        stretch.push(cell.rows[position]);
        at = before[position];
    }
    stretch.reverse();
    stretch
}

/// What one cell says over time, oldest first.
struct Cell<'a> {
    catalog: &'a dyn Catalogue,
    rows: Vec<FigureRef>,
    /// Whether another row that counts the same speaks of the same time.
    forked: Vec<bool>,
}

impl<'a> Cell<'a> {
    fn new(catalog: &'a dyn Catalogue, mut rows: Vec<FigureRef>) -> Self {
        rows.sort_by_key(|figure| catalog.figure(*figure).period);
        let days: Vec<(Date, Date)> = rows
            .iter()
            .map(|figure| catalog.figure(*figure).period)
            .map(|period| (period.first_day(), period.last_day()))
            .collect();
        let contains = |a: (Date, Date), b: (Date, Date)| a.0 <= b.0 && b.1 <= a.1;
        let mut forked = vec![false; rows.len()];
        for one in 0..rows.len() {
            for other in one + 1..rows.len() {
                if (contains(days[one], days[other]) || contains(days[other], days[one]))
                    && counts_alike(catalog, catalog.figure(rows[one]), catalog.figure(rows[other]))
                {
                    (forked[one], forked[other]) = (true, true);
                }
            }
        }
        Self { catalog, rows, forked }
    }

    fn breaks(&self) -> Vec<Break> {
        let mut breaks = Vec::new();
        for position in 1..self.rows.len() {
            let (before, after) = (self.rows[position - 1], self.rows[position]);
            let continues = self.continued_at(position).map(|earlier| self.rows[earlier]);
            if continues == Some(before) {
                continue;
            }
            let (a, b) = (self.catalog.figure(before), self.catalog.figure(after));
            let apart = if speak_of_one_time(&a.period, &b.period) { None } else { cause(self.catalog, a, b) };
            breaks.push(Break { before, after, why: apart.unwrap_or(BreakCause::SameTime), continues });
        }
        breaks
    }

    /// The place of the newest earlier row that the row at a position continues.
    fn continued_at(&self, position: usize) -> Option<usize> {
        let after = self.catalog.figure(self.rows[position]);
        let earlier = (0..position).rev().find(|earlier| {
            let before = self.catalog.figure(self.rows[*earlier]);
            !speak_of_one_time(&before.period, &after.period) && cause(self.catalog, before, after).is_none()
        })?;
        (!self.forked[earlier] && !self.forked[position]).then_some(earlier)
    }
}

/// Why the later figure does not continue the earlier one, looking at these two alone; none if it does.
pub(crate) fn cause(catalog: &dyn Catalogue, before: &Figure, after: &Figure) -> Option<BreakCause> {
    if before.scope != after.scope {
        return Some(BreakCause::Scope);
    }
    if !counts_alike(catalog, before, after) {
        return Some(BreakCause::Publisher);
    }
    let is_flow = catalog.metric(after.metric).kind == MetricKind::Flow;
    if is_flow && days(&before.period).abs_diff(days(&after.period)) > LEAP_DAYS {
        return Some(BreakCause::Length);
    }
    // A rate that was calculated from counts continues another one only as far as the counts do.
    let inputs = after.inputs.iter().map(|input| catalog.figure(*input));
    let broken = inputs.flat_map(|input| {
        let of_cell = |earlier: &&Figure| (earlier.metric, earlier.entity) == (input.metric, input.entity);
        let earlier = before.inputs.iter().map(|earlier| catalog.figure(*earlier)).filter(of_cell);
        earlier.filter_map(|earlier| cause(catalog, earlier, input)).collect::<Vec<_>>()
    });
    if let Some(why) = broken.into_iter().next() {
        return Some(why);
    }
    let replaces = after.supersedes.iter().map(|old| catalog.figure(*old));
    let mut restated = replaces.filter(|old| old.status != Status::Provisional);
    restated.any(|old| old.source == before.source && after.source != before.source).then_some(BreakCause::Restated)
}

/// The same scope, or where none is stated the same publisher.
fn counts_alike(catalog: &dyn Catalogue, one: &Figure, other: &Figure) -> bool {
    let publisher = |source: SourceRef| &catalog.source(source).publisher;
    one.scope == other.scope && (!one.scope.is_empty() || publisher(one.source) == publisher(other.source))
}

/// Whether one period lies in the other: 2020 and June 2020 speak of the same time.
pub(crate) fn speak_of_one_time(a: &Period, b: &Period) -> bool {
    a.contains(b) || b.contains(a)
}

/// A period's length.
fn days(period: &Period) -> i32 {
    period.first_day().until(period.last_day()).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{catalog, figures};
    use super::*;

    /// The breaks of the figures of some lines as `before>after cause`, with what is continued instead behind it, and the
    /// stretch over which a change may be calculated.
    fn read(lines: &str) -> (String, String) {
        let catalog = catalog(lines);
        let ids: Vec<&str> = lines.lines().filter_map(|line| line.split_whitespace().next()).collect();
        let all = figures(&catalog, &ids.join(" "));
        let id = |figure: FigureRef| catalog.figure(figure).id.to_string();
        let said = |one: &Break| {
            let continued = one.continues.map(|earlier| format!(" continues {}", id(earlier))).unwrap_or_default();
            format!("{}>{} {}{continued}", id(one.before), id(one.after), one.why.word())
        };
        let breaks = breaks(&catalog, &all).iter().map(said).collect::<Vec<_>>().join(", ");
        let stretch = stretch(&catalog, &all).into_iter().map(id).collect::<Vec<_>>().join(" ");
        (breaks, stretch)
    }

    #[track_caller]
    fn check(lines: &str, breaks: &str, stretch: &str) {
        assert_eq!(read(lines), (breaks.to_owned(), stretch.to_owned()), "{lines}");
    }

    #[test]
    fn one_publisher_and_one_scope_go_on() {
        check(
            "a stock north 1 2020 firms census reported -
             b stock north 2 2021 firms census reported -
             c stock north 3 2022 firms club reported -",
            "",
            "a b c",
        );
    }

    #[test]
    fn another_scope_breaks_and_the_stretch_leads_to_the_newest() {
        check(
            "a stock north 1 2020 firms census reported -
             b stock north 2 2021 firms census reported -
             c stock north 3 2022 schools census reported -
             d stock north 4 2023 schools census reported -",
            "b>c scope",
            "c d",
        );
        // Nothing leads to the newest: the longest stretch is taken.
        check(
            "a stock north 1 2020 firms census reported -
             b stock north 2 2021 firms census reported -
             c stock north 3 2022 schools census reported -",
            "b>c scope",
            "a b",
        );
    }

    #[test]
    fn without_a_scope_another_publisher_breaks() {
        check(
            "a stock north 1 2020 - census reported -
             b stock north 2 2021 - club reported -",
            "a>b publisher",
            "b",
        );
    }

    #[test]
    fn sums_over_unlike_periods_break_and_leap_years_do_not() {
        check(
            "a flow north 1 2020 - census reported -
             b flow north 2 2021 - census reported -
             c flow north 3 2022-01/2022-06 - census reported -",
            "b>c length",
            "a b",
        );
    }

    #[test]
    fn two_surveys_that_alternate_continue_their_own() {
        check(
            "a stock north 1 2020 firms census reported -
             x stock north 5 2021 homes club reported -
             b stock north 2 2022 firms census reported -
             y stock north 6 2023 homes club reported -",
            "a>x scope, x>b scope continues a, b>y scope continues x",
            "x y",
        );
    }

    #[test]
    fn values_for_one_time_that_count_alike_continue_nothing() {
        check(
            "a stock north 1 2020 firms census reported -
             b stock north 2 2021 firms census reported -
             c stock north 3 2021 firms club reported -
             d stock north 4 2022 firms census reported -",
            "a>b same-time, b>c same-time, c>d same-time",
            "d",
        );
    }

    #[test]
    fn a_restated_value_does_not_continue_what_was_published_with_the_old_one() {
        check(
            "a stock north 1 2020 firms census reported -
             b stock north 2 2021 firms census reported -
             c stock north 9 2021 firms club reported b",
            "a>b same-time, b>c same-time",
            "c",
        );
        let catalog = catalog(
            "a stock north 1 2020 firms census reported -
             b stock north 2 2021 firms census reported -
             c stock north 9 2021 firms club reported b
             p stock north 2 2021 firms census provisional -
             q stock north 9 2021 firms club reported p",
        );
        let of = |id: &str| catalog.figure(catalog.find_figure(id).unwrap());
        assert!(!continues(&catalog, of("a"), of("c")), "restated");
        assert!(continues(&catalog, of("a"), of("q")), "a provisional value became final");
    }

    #[test]
    fn cells_are_looked_at_one_by_one() {
        check(
            "a stock north 1 2020 firms census reported -
             b stock south 2 2021 schools census reported -",
            "",
            "b",
        );
    }

    #[test]
    fn nothing_has_no_breaks() {
        check("", "", "");
    }
}
