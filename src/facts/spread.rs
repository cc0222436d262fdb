//! What other sources say of the same cell and time, so that one of several values never stands alone without a word.

use super::catalogue::Catalogue;
use super::lookup::Filter;
use super::{Spread, series};
use crate::figure::{Figure, FigureRef, MetricKind, Status};

/// Of each figure beside which a figure of another source stands that says something else, unless that one is among the
/// figures: how far the values go.
#[must_use]
pub(crate) fn spreads(catalog: &dyn Catalogue, figures: &[FigureRef], filter: &Filter) -> Vec<Spread> {
    figures.iter().filter_map(|figure| spread(catalog, *figure, figures, filter)).collect()
}

fn spread(catalog: &dyn Catalogue, figure_ref: FigureRef, shown: &[FigureRef], filter: &Filter) -> Option<Spread> {
    let figure = catalog.figure(figure_ref);
    let cell = catalog.cell(figure.metric, figure.entity).iter().copied();
    let others: Vec<FigureRef> = cell
        .filter(|other| !shown.contains(other) && filter.is_visible(catalog, *other))
        .filter(|other| differs(catalog, figure, catalog.figure(*other)))
        .collect();
    let value = |other: &FigureRef| catalog.figure(*other).value;
    let low = others.iter().map(value).min()?.min(figure.value);
    let high = others.iter().map(value).max()?.max(figure.value);
    Some(Spread { figure: figure_ref, low, high, others })
}

/// Whether another publisher gives another value for the same time. A rounded headline repeats what stands elsewhere, and a
/// plan does not contradict what was counted.
fn differs(catalog: &dyn Catalogue, one: &Figure, other: &Figure) -> bool {
    let publisher = |figure: &Figure| &catalog.source(figure.source).publisher;
    let is_sum = catalog.metric(one.metric).kind == MetricKind::Flow;
    let same_time = match is_sum {
        true => one.period == other.period,
        false => series::speak_of_one_time(&one.period, &other.period),
    };
    same_time
        && one.value != other.value
        && other.status != Status::Rounded
        && one.status.is_outlook() == other.status.is_outlook()
        && publisher(one) != publisher(other)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{catalog, figures};
    use super::*;

    const LINES: &str = "
        n stock north 10 2023-12-31 firms census reported -
        n-club stock north 14 2023 firms club reported -
        n-wide stock north 30 2023 schools census reported -
        n-plan stock north 99 2023 firms club planned -
        n-2022 stock north 7 2022-12-31 firms club reported -
        s stock south 5 2023-12-31 firms census reported -
        s-club stock south 5 2023-12-31 firms club reported -
        p stock port 5 2023-12-31 firms census provisional -
        p-final stock port 6 2023-12-31 firms club reported p
        f flow north 5 2023 firms census reported -
        f-half flow north 2 2023-01/2023-06 firms club reported -";

    #[track_caller]
    fn check(ids: &str, expected: &str) {
        let catalog = catalog(LINES);
        let said: Vec<String> = spreads(&catalog, &figures(&catalog, ids), &Filter::default())
            .iter()
            .map(|one| format!("{} {}..{}", catalog.figure(one.figure).id, one.low, one.high))
            .collect();
        assert_eq!(said.join(", "), expected, "{ids}");
    }

    #[test]
    fn another_publisher_of_the_same_time_is_named_with_the_range() {
        check("n s", "n 10..14");
        check("n-club s", "n-club 10..30");
    }

    #[test]
    fn what_is_shown_agrees_replaces_or_is_of_another_time_is_no_second_voice() {
        check("n n-club", "n-club 14..30");
        check("s n-2022", "");
        check("p-final s", "");
        check("f s", "");
    }
}
