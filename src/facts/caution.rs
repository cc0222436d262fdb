//! What to mind when figures that are not alike stand side by side.
//!
//! A comparison of unlike things is not refused, because people need it (what one firm bought in a year beside what a
//! country holds); it is shown with what makes the things unlike. That follows from the data alone: kind of quantity,
//! metric, scope, status, period and publisher of the figures. Only unlike units are refused, elsewhere.

use super::catalogue::Catalogue;
use super::{Break, Caution, series};
use crate::figure::{Figure, FigureRef, MetricKind, Status};

/// The cautions of figures side by side, the weightiest first. Empty for fewer than two figures.
#[must_use]
pub fn cautions(catalog: &dyn Catalogue, figures: &[FigureRef]) -> Vec<Caution> {
    let all = || figures.iter().map(|figure| catalog.figure(*figure));
    let Some(first) = all().next() else { return Vec::new() };
    let kind = |figure: &Figure| catalog.metric(figure.metric).kind;
    let differ = |unlike: &dyn Fn(&Figure) -> bool| all().any(unlike);
    let one_cell = !differ(&|other| (other.metric, other.entity) != (first.metric, first.entity));
    let mut cautions = Vec::new();
    let has = |wanted: MetricKind| all().any(|figure| kind(figure) == wanted);
    if has(MetricKind::Stock) && has(MetricKind::Flow) {
        cautions.push(Caution::StockBesideFlow);
    } else if differ(&|other| kind(other) != kind(first)) {
        cautions.push(Caution::Kinds);
    } else if differ(&|other| other.metric != first.metric) {
        cautions.push(Caution::Measures);
    }
    let is_outlook = |figure: &Figure| figure.status.is_outlook();
    if differ(&|other| is_outlook(other) != is_outlook(first)) {
        cautions.push(Caution::Outlook);
    } else if differ(&|other| firmness(other.status) != firmness(first.status)) {
        cautions.push(Caution::Statuses);
    }
    if one_cell {
        cautions.extend(breaks_between(catalog, figures).into_iter().map(Caution::Broken));
        return cautions;
    }
    // Sums over a half and over a whole year are not alike, though the half lies in the year.
    let is_flow = |figure: &Figure| kind(figure) == MetricKind::Flow;
    let same_time = |one: &Figure, other: &Figure| match is_flow(one) && is_flow(other) {
        true => one.period == other.period,
        false => series::speak_of_one_time(&one.period, &other.period),
    };
    if differ(&|other| !same_time(first, other)) {
        cautions.push(Caution::Periods);
    }
    let publisher = |figure: &Figure| &catalog.source(figure.source).publisher;
    if differ(&|other| other.scope != first.scope) {
        cautions.push(Caution::Scopes);
    } else if differ(&|other| publisher(other) != publisher(first)) {
        cautions.push(Caution::Publishers);
    }
    cautions
}

/// Statuses that say how a value came about: counted, estimated, announced.
fn firmness(status: Status) -> u8 {
    match status {
        Status::Reported | Status::Computed | Status::Rounded => 0,
        Status::Provisional => 1,
        Status::Estimated => 2,
        Status::Announced => 3,
        Status::Planned => 4,
        Status::Forecast => 5,
        Status::Withdrawn => 6,
    }
}

/// Figures of one cell that do not continue the first one, each cause once.
fn breaks_between(catalog: &dyn Catalogue, figures: &[FigureRef]) -> Vec<Break> {
    let Some((first, others)) = figures.split_first() else { return Vec::new() };
    let mut breaks: Vec<Break> = Vec::new();
    for other in others {
        let period = |figure: FigureRef| catalog.figure(figure).period;
        let (before, after) = if period(*first) <= period(*other) { (*first, *other) } else { (*other, *first) };
        let cause = series::cause(catalog, catalog.figure(before), catalog.figure(after));
        if let Some(why) = cause.filter(|why| !breaks.iter().any(|known| known.why == *why)) {
            breaks.push(Break { before, after, why, continues: None });
        }
    }
    breaks
}
