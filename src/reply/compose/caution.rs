//! What to mind about figures, in sentences that are composed from the figures themselves.

use crate::facts::{BreakCause, Caution, LeftOut, NotAdded};
use crate::figure::{Figure, FigureRef, MetricKind};
use crate::query::Answer;

use super::common;
use crate::reply::wording::Wording;
use crate::reply::{escape, say, shorten::shorten};

/// Names that are listed; of more the others are counted.
const MAX_NAMES: usize = 3;
/// Different things that are told apart in one sentence.
const MAX_GROUPS: usize = 4;
/// Characters of a scope in a sentence.
const MAX_SCOPE_CHARS: usize = 60;

/// The sentences, the weightiest first.
pub(in crate::reply) fn sentences(answer: &Answer, wording: Wording<'_>) -> Vec<String> {
    answer.cautions.iter().map(|caution| sentence(caution, answer, wording)).collect()
}

/// Why a figure does not continue an earlier one.
pub(super) fn why(cause: BreakCause, wording: Wording<'_>) -> String {
    match cause {
        BreakCause::Scope => say!(wording.language, "break-scope"),
        BreakCause::Publisher => say!(wording.language, "break-publisher"),
        BreakCause::Length => say!(wording.language, "break-length"),
        BreakCause::Restated => say!(wording.language, "break-restated"),
        BreakCause::SameTime => say!(wording.language, "break-same-time"),
    }
}

/// What is not alike in two or three words; none for a caution that is about something else.
pub(super) fn in_short(caution: &Caution, answer: &Answer, wording: Wording<'_>) -> Option<String> {
    let language = wording.language;
    let distinct = |what: &dyn Fn(&Figure) -> String| {
        let mut said: Vec<String> = Vec::new();
        for figure in &answer.figures {
            let what = what(wording.figure(*figure));
            if !said.contains(&what) {
                said.push(what);
            }
        }
        list(said, MAX_NAMES, wording)
    };
    let status = |figure: &Figure| wording.status(figure.status);
    Some(match caution {
        Caution::StockBesideFlow => say!(language, "short-stock-flow"),
        Caution::Kinds => say!(language, "short-kinds"),
        Caution::Measures => say!(language, "short-measures"),
        Caution::Outlook | Caution::Statuses => say!(language, "short-statuses", "list" => distinct(&status)),
        Caution::Periods => {
            say!(language, "short-periods", "list" => distinct(&|figure| wording.period(&figure.period)))
        }
        Caution::Scopes => say!(language, "short-scopes"),
        Caution::Publishers => say!(language, "short-publishers"),
        _ => return None,
    })
}

fn sentence(caution: &Caution, answer: &Answer, wording: Wording<'_>) -> String {
    let (language, catalog) = (wording.language, wording.catalog);
    let figures = answer.figures.as_slice();
    let groups = |what: &dyn Fn(&Figure) -> String| groups(figures, wording, what);
    let status = |figure: &Figure| wording.status(figure.status);
    match caution {
        Caution::StockBesideFlow => {
            let of_kind = |kind| {
                let of_kind =
                    figures.iter().filter(|figure| catalog.metric(wording.figure(**figure).metric).kind == kind);
                let said = of_kind.map(|figure| {
                    let figure = wording.figure(*figure);
                    say!(language, "group", "what" => wording.cell(figure), "names" => wording.period(&figure.period))
                });
                list(said.collect(), MAX_NAMES, wording)
            };
            say!(language, "caution-stock-flow", "stocks" => of_kind(MetricKind::Stock), "flows" => of_kind(MetricKind::Flow))
        }
        Caution::Kinds => say!(language, "caution-kinds-of", "list" => groups(&|figure| wording.metric(figure.metric))),
        Caution::Measures => {
            say!(language, "caution-measures", "list" => groups(&|figure| wording.metric(figure.metric)))
        }
        Caution::Outlook => say!(language, "caution-outlook", "list" => groups(&status)),
        Caution::Statuses => say!(language, "caution-statuses-of", "list" => groups(&status)),
        Caution::Periods => {
            say!(language, "caution-periods-of", "list" => groups(&|figure| wording.period(&figure.period)))
        }
        Caution::Scopes => say!(language, "caution-scopes", "list" => groups(&|figure| scope(figure, wording))),
        Caution::Publishers => {
            say!(language, "caution-publishers", "list" => groups(&|figure| wording.publisher(figure.source)))
        }
        Caution::NotAdded(NotAdded::Unlike) => say!(language, "caution-not-added-unlike"),
        Caution::NotAdded(NotAdded::Overlap) => say!(language, "caution-not-added-overlap"),
        Caution::Broken(one) => say!(language, "caution-broken", "why" => why(one.why, wording)),
        Caution::Stretch { first, last } => {
            let period = |figure: FigureRef| wording.period(&wording.figure(figure).period);
            say!(language, "caution-stretch", "first" => period(*first), "last" => period(*last))
        }
        Caution::Across { first, last } => {
            let period = |figure: FigureRef| wording.period(&wording.figure(figure).period);
            say!(language, "caution-across", "first" => period(*first), "last" => period(*last))
        }
        Caution::ComputedOrder => say!(language, "caution-rank"),
        Caution::PublishedOrder => say!(language, "caution-order-published"),
        Caution::NotRanked { why, entities } => {
            let names = entities.iter().map(|entity| wording.entity(*entity)).collect();
            let names = list(names, MAX_NAMES + MAX_GROUPS, wording);
            match why {
                LeftOut::Period => say!(language, "caution-not-ranked", "names" => names),
                LeftOut::Outlook => say!(language, "caution-not-ranked-outlook", "names" => names),
                LeftOut::Whole => say!(language, "caution-not-ranked-whole", "names" => names),
            }
        }
    }
}

fn scope(figure: &Figure, wording: Wording<'_>) -> String {
    let scope = escape::clean(figure.scope.get(wording.language));
    if scope.is_empty() { say!(wording.language, "scope-none") } else { shorten(&scope, MAX_SCOPE_CHARS).into_owned() }
}

/// What differs, each with those of whom it is true: `reported (South Korea), estimate (Microsoft, Meta)`.
fn groups(figures: &[FigureRef], wording: Wording<'_>, what: &dyn Fn(&Figure) -> String) -> String {
    let one_entity = common(figures, |figure| wording.figure(figure).entity).is_some();
    let one_metric = common(figures, |figure| wording.figure(figure).metric).is_some();
    let name = |figure: &Figure| match (one_entity, one_metric) {
        (true, true) => wording.period(&figure.period),
        (true, false) => wording.metric(figure.metric),
        (false, _) => wording.entity(figure.entity),
    };
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for figure in figures.iter().map(|figure| wording.figure(*figure)) {
        let (what, name) = (what(figure), name(figure));
        match groups.iter_mut().find(|(known, _)| *known == what) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => groups.push((what, vec![name])),
        }
    }
    let said = groups.into_iter().map(|(what, names)| {
        if names == [what.clone()] {
            return what;
        }
        say!(wording.language, "group", "what" => what, "names" => list(names, MAX_NAMES, wording))
    });
    list(said.collect(), MAX_GROUPS, wording)
}

/// Names with commas; of many the others are counted.
fn list(names: Vec<String>, most: usize, wording: Wording<'_>) -> String {
    let named = names.get(..most).unwrap_or(&names).join(", ");
    match names.len().saturating_sub(most) {
        0 => named,
        more => say!(wording.language, "names-more", "names" => named, "more" => more),
    }
}
