//! Figures side by side: bars, dots where sources differ, or a list of published places.

use crate::facts::lookup::Filter;
use crate::figure::{FigureRef, Status, UnitKind};
use crate::query::{Answer, Operation};
use crate::reply::shorten::shorten;
use crate::reply::wording::Wording;
use crate::reply::{escape, number};

use super::super::spec::{Kind, Series};
use super::{Drawn, MAX_BARS, Material, mark, shared};

/// Characters of a scope behind a name.
const MAX_SCOPE_CHARS: usize = 40;

pub(super) fn material(wording: Wording<'_>, answer: &Answer, unit: UnitKind) -> Material {
    let figures = answer.figures.as_slice();
    let one_cell = shared(wording, figures, |figure| (figure.metric, figure.entity, figure.period)).is_some();
    if answer.disagreement && one_cell {
        return sources_apart(wording, figures);
    }
    let mut rows = rows(wording, figures);
    keep(&mut rows, answer);
    let (shown, total) = (rows.iter().map(Vec::len).sum(), answer.total());
    let several = rows.iter().any(|row| row.len() > 1);
    let kind = match unit {
        UnitKind::Rank => Kind::Places,
        _ if several && answer.operation == Operation::Lookup => Kind::Dots,
        _ => Kind::Bars,
    };
    if kind == Kind::Bars {
        rows.iter_mut().for_each(|row| add_other_sources(wording, answer, row));
    }
    let firsts: Vec<FigureRef> = rows.iter().filter_map(|row| row.first().copied()).collect();
    let names = names(wording, answer, &firsts);
    let asked = answer.ranked.as_ref().and_then(|ranked| ranked.asked);
    let drawn = rows.into_iter().zip(names).map(|(figures, name)| {
        let detail = figures.first().map(|figure| detail(wording, *figure, &firsts)).unwrap_or_default();
        let marks = figures.iter().map(|figure| {
            let mut mark = mark(wording, *figure);
            if figures.len() > 1 {
                mark.by = wording.publisher(wording.figure(*figure).source);
            }
            mark
        });
        let focus = asked.is_some_and(|asked| figures.contains(&asked));
        Drawn { series: Series { name, detail, focus, marks: marks.collect() }, figures }
    });
    let drawn = drawn.collect();
    let cut = (shown < total).then_some((shown, total));
    Material { kind, drawn, notes: Vec::new(), cut }
}

/// One row for each source that speaks of the same cell and time.
fn sources_apart(wording: Wording<'_>, figures: &[FigureRef]) -> Material {
    let shown = figures.get(..MAX_BARS).unwrap_or(figures);
    let scope_of = |figure: &FigureRef| escape::clean(wording.figure(*figure).scope.get(wording.language));
    let publisher = |figure: &FigureRef| wording.publisher(wording.figure(*figure).source);
    let drawn = shown.iter().map(|figure| {
        let name = publisher(figure);
        let alone = shown.iter().filter(|other| publisher(other) == name).count() == 1;
        let scope = scope_of(figure);
        let name = match (alone, scope.as_str()) {
            (false, scope) if !scope.is_empty() => format!("{name} ({})", shorten(scope, MAX_SCOPE_CHARS)),
            _ => name,
        };
        let mut mark = mark(wording, *figure);
        mark.by = publisher(figure);
        let series = Series { name, detail: String::new(), focus: false, marks: vec![mark] };
        Drawn { series, figures: vec![*figure] }
    });
    let cut = (shown.len() < figures.len()).then_some((shown.len(), figures.len()));
    Material { kind: Kind::Dots, drawn: drawn.collect(), notes: Vec::new(), cut }
}

/// The figures of one cell and time belong together.
fn rows(wording: Wording<'_>, figures: &[FigureRef]) -> Vec<Vec<FigureRef>> {
    let key = |figure: FigureRef| {
        let figure = wording.figure(figure);
        (figure.metric, figure.entity, figure.period)
    };
    let mut rows: Vec<Vec<FigureRef>> = Vec::new();
    for figure in figures {
        match rows.iter_mut().find(|row| row.first().is_some_and(|first| key(*first) == key(*figure))) {
            Some(row) => row.push(*figure),
            None => rows.push(vec![*figure]),
        }
    }
    rows
}

/// Keeps as many rows as have room, the one that was asked for among them.
fn keep(rows: &mut Vec<Vec<FigureRef>>, answer: &Answer) {
    if rows.len() <= MAX_BARS {
        return;
    }
    let asked = answer.ranked.as_ref().and_then(|ranked| ranked.asked);
    let place = asked.and_then(|asked| rows.iter().position(|row| row.contains(&asked)));
    if let Some(place) = place.filter(|place| *place >= MAX_BARS) {
        rows.swap(MAX_BARS - 1, place);
    }
    rows.truncate(MAX_BARS);
}

/// Adds what other publishers say of the same cell and time, if it is something else.
fn add_other_sources(wording: Wording<'_>, answer: &Answer, row: &mut Vec<FigureRef>) {
    let Some(first) = row.first().map(|first| wording.figure(*first)) else { return };
    let filter = Filter { as_of: answer.as_of, ..Filter::default() };
    for other in wording.catalog.cell(first.metric, first.entity) {
        let figure = wording.figure(*other);
        let publisher = |source| &wording.catalog.source(source).publisher;
        let speaks_of_the_same = figure.period == first.period
            && figure.status.is_outlook() == first.status.is_outlook()
            && figure.status != Status::Rounded
            && publisher(figure.source) != publisher(first.source);
        let is_new = row.iter().all(|known| wording.figure(*known).value != figure.value);
        if speaks_of_the_same && is_new && filter.is_visible(wording.catalog, *other) {
            row.push(*other);
        }
    }
}

/// Rows are named by what their neighbours do not share.
fn names(wording: Wording<'_>, answer: &Answer, firsts: &[FigureRef]) -> Vec<String> {
    let one_metric = shared(wording, firsts, |figure| figure.metric).is_some();
    let one_entity = shared(wording, firsts, |figure| figure.entity).is_some();
    let name = |figure: &FigureRef| {
        let figure = wording.figure(*figure);
        match (one_metric, one_entity) {
            (true, true) => wording.period(&figure.period),
            (true, false) => wording.entity(figure.entity),
            (false, true) => wording.metric(figure.metric),
            (false, false) => format!("{} – {}", wording.entity(figure.entity), wording.metric(figure.metric)),
        }
    };
    let mut names: Vec<String> = firsts.iter().map(name).collect();
    let plain = names.clone();
    for (position, figure) in firsts.iter().enumerate() {
        let figure = wording.figure(*figure);
        let alike = plain.iter().zip(firsts).enumerate().any(|(other, (name, neighbour))| {
            other != position && plain.get(position) == Some(name) && wording.figure(*neighbour).period == figure.period
        });
        let scope = escape::clean(figure.scope.get(wording.language));
        if let Some(name) = names.get_mut(position).filter(|_| alike) {
            let what = if scope.is_empty() { wording.publisher(figure.source) } else { scope };
            *name = format!("{name} ({})", shorten(&what, MAX_SCOPE_CHARS));
        }
    }
    // Places of a ranking, where the unit is not a place itself.
    if let Some(ranked) = &answer.ranked {
        for (name, figure) in names.iter_mut().zip(firsts) {
            let place = answer.figures.iter().position(|known| known == figure);
            if let Some(place) = place.and_then(|position| ranked.places.get(position)) {
                *name = match wording.language {
                    crate::figure::Language::English => format!("{place}. {name}"),
                    crate::figure::Language::Korean => format!("{} {name}", number::place(wording.language, *place)),
                };
            }
        }
    }
    names
}

/// Period and status, where rows differ in them and nothing else says so.
fn detail(wording: Wording<'_>, figure: FigureRef, firsts: &[FigureRef]) -> String {
    let figure = wording.figure(figure);
    let mut parts = Vec::new();
    let named_by_period = shared(wording, firsts, |figure| (figure.metric, figure.entity)).is_some();
    if !named_by_period && shared(wording, firsts, |figure| figure.period).is_none() {
        parts.push(wording.period(&figure.period));
    }
    // The legend tells fillings apart, not what shares one.
    let certainty = super::Certainty::from(figure.status);
    let of_one_filling = |other: &&FigureRef| super::Certainty::from(wording.figure(**other).status) == certainty;
    if firsts.iter().filter(of_one_filling).any(|other| wording.figure(*other).status != figure.status) {
        parts.push(wording.status(figure.status));
    }
    parts.join(" · ")
}
