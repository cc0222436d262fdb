//! What of an answer goes into a picture.
//!
//! Titles, names and the line with the answer id are those of the answer's card, so that text and picture agree.

use jiff::civil::Date;

use crate::facts::DerivedKind;
use crate::figure::{Figure, FigureRef, Language, Period, SourceRef, Status, UnitKind, UnitRef};
use crate::pack::Catalog;
use crate::query::{Answer, Operation, Outcome};
use crate::reply::card::CardKind;
use crate::reply::wording::Wording;
use crate::reply::{Card, Row, compose, escape, number, say};

use super::axis::middle;
use super::breaks::Breaks;
use super::canvas::colour;
use super::spec::{Bar, Body, Chart, NoChart, Point, Series};

/// Bars in one picture: as many as lines of a table on a card.
pub const MAX_BARS: usize = crate::reply::card::MAX_ROWS;
/// Points in one picture, the newest ones. More than a picture has columns of pixels cannot be told apart.
pub const MAX_POINTS: usize = 5_000;
/// Sources that are named; the others are counted.
const MAX_SOURCES: usize = 4;

impl Chart {
    /// The chart of an answer: lines for a trend, bars for anything else.
    ///
    /// # Errors
    /// If a picture of the answer would show nothing.
    pub fn of_answer(answer: &Answer, catalog: &Catalog, language: Language) -> Result<Self, NoChart> {
        let figures = answer.figures.as_slice();
        let wording = Wording { catalog, language };
        let Basis { first, unit, over_time } = basis(answer, wording)?;
        // The day decides only whether the card calls the data old.
        let card = compose(&Answer { language, ..answer.clone() }, catalog, Date::ZERO);
        let mut notes = Vec::new();
        let (body, shown) = if over_time { lines(wording, answer, &mut notes) } else { bars(wording, figures, &card) };
        let total = answer.total();
        let adds = answer.derived.iter().any(|derived| derived.kind == DerivedKind::Sum);
        if shown < total {
            notes.push(say!(language, "rows-cut", "shown" => shown, "total" => total));
        }
        notes.extend(cautions(answer, wording));
        Ok(Self {
            language,
            subtitle: subtitle(wording, figures, first, over_time),
            // With more than two bars nobody could tell which ones it is about.
            // A sum beside its parts would read like one of them.
            statement: card.headline.filter(|_| card.kind == CardKind::Compare && figures.len() == 2 && !adds),
            unit: catalog.unit(unit).clone(),
            body,
            notes,
            source: sources(wording, figures),
            footer: card.footer.map(|footer| footer.text).unwrap_or_default(),
            title: card.title,
        })
    }
}

/// Whether a picture of an answer would show something, in microseconds.
///
/// # Errors
/// Why not.
pub fn is_possible(answer: &Answer, catalog: &Catalog) -> Result<(), NoChart> {
    basis(answer, Wording { catalog, language: answer.language }).map(drop)
}

/// What a picture stands on.
struct Basis<'a> {
    first: &'a Figure,
    unit: UnitRef,
    over_time: bool,
}

fn basis<'a>(answer: &Answer, wording: Wording<'a>) -> Result<Basis<'a>, NoChart> {
    let figures = answer.figures.as_slice();
    let first = match (answer.outcome, figures) {
        (Outcome::Answer, [first, ..]) => wording.figure(*first),
        _ => return Err(NoChart::NoFigure),
    };
    let unit_of = |figure: &Figure| wording.catalog.metric(figure.metric).unit;
    let unit = shared(wording, figures, unit_of).ok_or(NoChart::UnlikeUnits)?;
    let over_time = is_over_time(answer, wording);
    match wording.catalog.unit(unit).kind {
        UnitKind::Date => Err(NoChart::NoLength),
        UnitKind::Rank if !over_time => Err(NoChart::NoLength),
        _ if figures.len() == 1 && !over_time => Err(NoChart::OneFigure),
        _ => Ok(Basis { first, unit, over_time }),
    }
}

/// Whether the answer is followed over time: it was asked so, or its figures differ in nothing but the period.
fn is_over_time(answer: &Answer, wording: Wording<'_>) -> bool {
    let figures = answer.figures.as_slice();
    match answer.operation {
        Operation::Trend => true,
        Operation::Compare | Operation::Rank => false,
        Operation::Lookup => {
            figures.len() > 2
                && shared(wording, figures, |figure| (figure.metric, figure.entity)).is_some()
                && shared(wording, figures, |figure| figure.period).is_none()
        }
    }
}

/// The one thing that all figures share, if they do.
fn shared<T: PartialEq>(wording: Wording<'_>, figures: &[FigureRef], thing: impl Fn(&Figure) -> T) -> Option<T> {
    let mut things = figures.iter().map(|figure| thing(wording.figure(*figure)));
    let first = things.next()?;
    things.all(|other| other == first).then_some(first)
}

/// Unit, then what all figures share of period and status.
fn subtitle(wording: Wording<'_>, figures: &[FigureRef], first: &Figure, over_time: bool) -> String {
    let unit = wording.unit(first.metric);
    let mut parts = vec![format!("{}: {unit}", say!(wording.language, "label-unit"))];
    if over_time {
        let periods = || figures.iter().map(|figure| &wording.figure(*figure).period);
        let by_middle = |one: &&Period, other: &&Period| middle(one).total_cmp(&middle(other));
        if let (Some(first), Some(last)) = (periods().min_by(by_middle), periods().max_by(by_middle)) {
            let (first, last) = (wording.period(first), wording.period(last));
            parts.push(if first == last {
                first
            } else {
                say!(wording.language, "span", "first" => first, "last" => last)
            });
        }
    } else {
        parts.extend(shared(wording, figures, |figure| figure.period).map(|period| wording.period(&period)));
    }
    parts.extend(shared(wording, figures, |figure| figure.status).map(|status| wording.status(status)));
    parts.join(" · ")
}

/// What is counted, and what to mind when the figures are set side by side. That periods and statuses differ is written at
/// each bar and point.
fn cautions(answer: &Answer, wording: Wording<'_>) -> Vec<String> {
    let (language, figures) = (wording.language, answer.figures.as_slice());
    let mut notes = Vec::new();
    if let Some(scope) = shared(wording, figures, |figure| figure.scope.clone()).filter(|scope| !scope.is_empty()) {
        notes.push(format!("{}: {}", say!(language, "label-scope"), escape::clean(scope.get(language))));
    }
    if answer.operation == Operation::Rank {
        notes.push(say!(language, "caution-rank"));
    }
    if shared(wording, figures, |figure| wording.catalog.metric(figure.metric).kind).is_none() {
        notes.push(say!(language, "caution-kinds"));
    }
    notes
}

/// Counted, measured, or calculated from what was.
fn is_firm(status: Status) -> bool {
    match status {
        Status::Reported | Status::Computed | Status::Rounded => true,
        Status::Estimated
        | Status::Provisional
        | Status::Announced
        | Status::Planned
        | Status::Forecast
        | Status::Withdrawn => false,
    }
}

fn bounds(figure: &Figure) -> Option<(crate::figure::Decimal, crate::figure::Decimal)> {
    match (figure.low, figure.high) {
        (None, None) => None,
        (low, high) => Some((low.unwrap_or(figure.value), high.unwrap_or(figure.value))),
    }
}

fn bars(wording: Wording<'_>, figures: &[FigureRef], card: &Card) -> (Body, usize) {
    let same_period = shared(wording, figures, |figure| figure.period).is_some();
    let same_status = shared(wording, figures, |figure| figure.status).is_some();
    let bar = |figure_ref: &FigureRef| {
        let figure = wording.figure(*figure_ref);
        let row = card.rows.iter().find(|row| row.id == figure.id);
        let mut detail = Vec::new();
        if !same_period {
            detail.push(wording.period(&figure.period));
        }
        if !same_status {
            detail.push(wording.status(figure.status));
        }
        Bar {
            name: row.map_or_else(|| wording.cell(figure), name),
            value: figure.value,
            bounds: bounds(figure),
            value_text: wording.value(figure),
            detail: detail.join(" · "),
            firm: is_firm(figure.status),
        }
    };
    let bars: Vec<Bar> = figures.iter().take(MAX_BARS).map(bar).collect();
    let shown = bars.len();
    (Body::Bars(bars), shown)
}

/// A line's name with its place in an order.
fn name(row: &Row) -> String {
    match row.position {
        Some(position) => format!("{position}. {}", row.name),
        None => row.name.clone(),
    }
}

fn lines(wording: Wording<'_>, answer: &Answer, notes: &mut Vec<String>) -> (Body, usize) {
    let figures = answer.figures.as_slice();
    let one_metric = shared(wording, figures, |figure| figure.metric).is_some();
    let mut groups: Vec<Vec<FigureRef>> = Vec::new();
    let cell = |figure: FigureRef| (wording.figure(figure).metric, wording.figure(figure).entity);
    for figure in figures {
        let same = |group: &Vec<FigureRef>| group.first().is_some_and(|first| cell(*first) == cell(*figure));
        let known = groups.iter().position(same);
        let room = groups.len() < colour::SERIES.len();
        match known.and_then(|position| groups.get_mut(position)) {
            Some(group) => group.push(*figure),
            None if room => groups.push(vec![*figure]),
            None => {}
        }
    }
    let breaks = Breaks::of(answer);
    let room = MAX_POINTS / groups.len().max(1);
    let mut shown = 0;
    let mut all = Vec::new();
    let mut in_named_lines = Vec::new();
    for mut group in groups {
        group.sort_by_key(|figure| wording.figure(*figure).period);
        let group = group.get(group.len().saturating_sub(room)..).unwrap_or_default();
        shown += group.len();
        let first = group.first().map(|figure| wording.figure(*figure));
        let name = first.map(|figure| if one_metric { wording.entity(figure.entity) } else { wording.cell(figure) });
        let name = name.unwrap_or_default();
        let room = colour::SERIES.len() - all.len().min(colour::SERIES.len());
        match breaks.strands(group).filter(|strands| strands.len() <= room) {
            None => all.push(series(wording, &breaks, name, group)),
            Some(strands) => {
                in_named_lines.extend_from_slice(group);
                all.extend(strands.iter().map(|strand| {
                    let name = format!("{name} ({})", maker(wording, strand));
                    series(wording, &breaks, name, strand)
                }));
            }
        }
    }
    notes.extend(breaks.sentences(wording, &in_named_lines));
    (Body::Lines(all), shown)
}

fn series(wording: Wording<'_>, breaks: &Breaks<'_>, name: String, group: &[FigureRef]) -> Series {
    let from = |position: usize, figure: FigureRef| {
        let earlier =
            breaks.continued(figure, position.checked_sub(1).and_then(|before| group.get(before).copied()))?;
        group.get(..position)?.iter().rposition(|other| *other == earlier)
    };
    let points = group.iter().enumerate().map(|(position, figure)| point(wording, *figure, from(position, *figure)));
    let gap = |position: usize| {
        let after = group.get(position)?;
        breaks.is_gap(*after).then_some(position)
    };
    Series { name, points: points.collect(), gaps: (1..group.len()).filter_map(gap).collect() }
}

/// What the figures of a strand share and the others do not: what is counted, or who published it.
fn maker(wording: Wording<'_>, strand: &[FigureRef]) -> String {
    let scope = shared(wording, strand, |figure| figure.scope.clone()).filter(|scope| !scope.is_empty());
    let publisher = shared(wording, strand, |figure| figure.source);
    match (scope, publisher) {
        (Some(scope), _) => escape::clean(scope.get(wording.language)),
        (None, Some(source)) => wording.publisher(source),
        (None, None) => say!(wording.language, "chart-other-figures"),
    }
}

fn point(wording: Wording<'_>, figure: FigureRef, from: Option<usize>) -> Point {
    let figure = wording.figure(figure);
    let unit = wording.catalog.unit_of(figure.metric);
    let number = number::without_unit(wording.language, figure.value, unit);
    // A provisional value that became final was not restated.
    let is_restatement = |old: &FigureRef| wording.figure(*old).status != Status::Provisional;
    Point {
        period: figure.period,
        value: figure.value,
        bounds: bounds(figure),
        value_text: number::with_precision(wording.language, number, figure.precision),
        status_text: wording.status(figure.status),
        firm: is_firm(figure.status),
        restated: figure.supersedes.iter().any(is_restatement),
        from,
    }
}

/// Who published the figures with the years of publication, and where they were read.
fn sources(wording: Wording<'_>, figures: &[FigureRef]) -> String {
    let language = wording.language;
    let mut producers = Publishers::default();
    let mut read = Publishers::default();
    for figure in figures.iter().map(|figure| wording.figure(*figure)) {
        producers.add(wording, figure.source);
        if let Some(via) = figure.via {
            read.add(wording, via);
        }
    }
    read.0.retain(|publisher| !producers.0.contains(publisher));
    let label = match producers.0.as_slice() {
        [_] => say!(language, "label-source"),
        _ => say!(language, "label-sources"),
    };
    let mut text = format!("{label}: {}", producers.in_words(language));
    if !read.0.is_empty() {
        text = format!("{text} · {} {}", say!(language, "source-read-in"), read.in_words(language));
    }
    text
}

/// Publishers in the order of first mention, each with the years of its publications.
#[derive(Default)]
struct Publishers(Vec<(String, Vec<i16>)>);

impl Publishers {
    fn add(&mut self, wording: Wording<'_>, source: SourceRef) {
        let name = wording.publisher(source);
        let year = wording.catalog.source(source).issued.map(|issued| issued.year());
        let position = self.0.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            self.0.push((name, Vec::new()));
            self.0.len() - 1
        });
        if let (Some((_, years)), Some(year)) = (self.0.get_mut(position), year)
            && !years.contains(&year)
        {
            years.push(year);
            years.sort_unstable();
        }
    }

    fn in_words(&self, language: Language) -> String {
        let name = |(name, years): &(String, Vec<i16>)| match years.as_slice() {
            [] => name.clone(),
            years => format!("{name} ({})", years.iter().map(i16::to_string).collect::<Vec<_>>().join(", ")),
        };
        let text = self.0.iter().take(MAX_SOURCES).map(name).collect::<Vec<_>>().join("; ");
        match self.0.len().saturating_sub(MAX_SOURCES) {
            0 => text,
            more => format!("{text} {}", say!(language, "menu-more", "count" => more)),
        }
    }
}
