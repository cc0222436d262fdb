//! Series of several things, followed side by side.

use super::{Answer, Operation, Outcome, Reason};
use crate::facts::breaks;
use crate::figure::{Language, PartialDate};
use crate::pack::Catalog;
use crate::query::compare_selected::{comparable, unlike_units};

/// This many lines can be told apart.
const MAX_SERIES: usize = 8;

/// Sets trends side by side that were followed one by one. The figures come in the order of time, so that the end of each series
/// stands at the end. The first one that has no figure is the answer, with its reason.
#[must_use]
pub fn along(catalog: &Catalog, series: Vec<Answer>, language: Language, as_of: Option<PartialDate>) -> Answer {
    let mut all = Answer { outcome: Outcome::Answer, operation: Operation::Trend, as_of, ..Answer::new(language) };
    if series.len() > MAX_SERIES {
        all.outcome = Outcome::None;
        all.reason = Some(Reason::TooManyCompared { most: MAX_SERIES });
        return all;
    }
    if let Some(without) = series.iter().find(|one| one.outcome != Outcome::Answer) {
        return without.clone();
    }
    for one in series {
        let new = one.figures.iter().filter(|figure| !all.figures.contains(figure)).copied().collect::<Vec<_>>();
        all.figures.extend(new);
        all.derived.extend(one.derived);
        all.cautions.extend(one.cautions);
        all.checks.extend(one.checks);
    }
    if let Some((first, other)) = unlike_units(catalog, &all.figures) {
        let heads = all.figures.clone();
        return Answer {
            outcome: Outcome::None,
            reason: Some(Reason::UnlikeUnits(first, other)),
            suggestions: comparable(catalog, &heads).into_iter().take(MAX_SERIES).collect(),
            ..Answer::new(language)
        };
    }
    // Sorting keeps the order of the series within a period.
    all.figures.sort_by_key(|figure| catalog.figure(*figure).period);
    all.breaks = breaks(catalog, &all.figures);
    all
}
