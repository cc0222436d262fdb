//! What of an answer goes into a picture.
//!
//! Which kind of picture it is follows from the answer alone. The line with the answer id is that of the answer's card, so
//! that text and picture agree.

mod beside;
mod breaks;
mod finding;
mod grammar;
mod over_time;
mod said;

use jiff::civil::Date;

use crate::figure::{Figure, FigureRef, Language, UnitKind, UnitRef};
use crate::pack::Catalog;
use crate::query::{Answer, Operation, Outcome};
use crate::reply::wording::Wording;
use crate::reply::{compose, number, say};

use super::axis::middle;
use super::lines;
use super::spec::{Certainty, Chart, Kind, Mark, NoChart, Series};

/// Bars, dots and places in one picture: as many as lines of a table on a card.
pub const MAX_BARS: usize = crate::reply::card::MAX_ROWS;
/// Lines in one picture: as many as there are colours that stay apart.
pub const MAX_LINES: usize = 8;
/// Marks in one picture of lines, the newest ones. More than a picture has columns of pixels cannot be told apart.
pub const MAX_POINTS: usize = 5_000;

/// A series with the figures of its marks.
struct Drawn {
    series: Series,
    figures: Vec<FigureRef>,
}

/// What goes into the picture of an answer.
struct Material {
    kind: Kind,
    drawn: Vec<Drawn>,
    notes: Vec<String>,
    /// How many figures or series there were, where not all are drawn.
    cut: Option<(usize, usize)>,
}

impl Chart {
    /// The chart of an answer.
    ///
    /// # Errors
    /// If a picture of the answer would show nothing.
    pub fn of_answer(answer: &Answer, catalog: &Catalog, language: Language) -> Result<Self, NoChart> {
        let answer = &Answer { language, ..answer.clone() };
        let wording = Wording { catalog, language };
        let Basis { unit, over_time } = basis(answer, wording)?;
        // The day decides only whether the card calls the data old.
        let card = compose(answer, catalog, Date::ZERO);
        let mut material = if over_time {
            over_time::material(wording, answer)
        } else {
            beside::material(wording, answer, catalog.unit(unit).kind)
        };
        let found = finding::of(wording, answer, &material, catalog.unit(unit));
        let title = match found {
            Some(found) => {
                for one in &mut material.drawn {
                    one.series.focus |= one.figures.iter().any(|figure| found.focus.contains(figure));
                }
                found.title
            }
            None => card.title,
        };
        // Where all are spoken of, none is set apart.
        if material.drawn.iter().all(|one| one.series.focus) {
            material.drawn.iter_mut().for_each(|one| one.series.focus = false);
        }
        let shown: Vec<FigureRef> = material.drawn.iter().flat_map(|one| one.figures.iter().copied()).collect();
        let mut notes = said::notes(wording, answer, &shown, over_time);
        if let Some((shown, total)) = material.cut {
            notes.push(say!(language, "rows-cut", "shown" => shown, "total" => total));
        }
        notes.append(&mut material.notes);
        let mut chart = Self {
            language,
            kind: material.kind,
            title,
            subtitle: said::subtitle(wording, &shown, over_time),
            unit: catalog.unit(unit).clone(),
            series: material.drawn.into_iter().map(|one| one.series).collect(),
            notes,
            source: said::sources(wording, &shown),
            footer: card.footer.map(|footer| footer.text).unwrap_or_default(),
        };
        if chart.kind == Kind::Lines && lines::is_logarithmic(&chart) {
            chart.subtitle = format!("{} · {}", chart.subtitle, say!(language, "chart-log"));
        }
        if shown.iter().any(|figure| is_rounded(wording, wording.figure(*figure))) {
            chart.notes.push(say!(language, "chart-rounded"));
        }
        Ok(chart)
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
struct Basis {
    unit: UnitRef,
    over_time: bool,
}

fn basis(answer: &Answer, wording: Wording<'_>) -> Result<Basis, NoChart> {
    let figures = answer.figures.as_slice();
    if answer.outcome != Outcome::Answer || figures.is_empty() {
        return Err(NoChart::NoFigure);
    }
    let unit_of = |figure: &Figure| wording.catalog.metric(figure.metric).unit;
    let unit = shared(wording, figures, unit_of).ok_or(NoChart::UnlikeUnits)?;
    let over_time = is_over_time(answer, wording);
    match wording.catalog.unit(unit).kind {
        UnitKind::Date => Err(NoChart::NoLength),
        _ if figures.len() == 1 && !over_time => Err(NoChart::OneFigure),
        _ => Ok(Basis { unit, over_time }),
    }
}

/// Whether the answer is followed over time: it was asked so, its figures differ in nothing but the period, or most of
/// several things have figures of several periods.
fn is_over_time(answer: &Answer, wording: Wording<'_>) -> bool {
    let figures = answer.figures.as_slice();
    match answer.operation {
        Operation::Trend => true,
        Operation::Lookup => {
            let cells = cells(wording, figures);
            let times = |cell: &Vec<FigureRef>| {
                let first = cell.first().map(|figure| wording.figure(*figure).period);
                cell.iter().any(|figure| Some(wording.figure(*figure).period) != first)
            };
            let one_metric = shared(wording, figures, |figure| figure.metric).is_some();
            match cells.as_slice() {
                [one] => one.len() > 2 && times(one),
                several => one_metric && 2 * several.iter().filter(|cell| times(cell)).count() > several.len(),
            }
        }
        _ => false,
    }
}

/// The figures of each metric and entity, in the order of first mention.
fn cells(wording: Wording<'_>, figures: &[FigureRef]) -> Vec<Vec<FigureRef>> {
    let mut cells: Vec<Vec<FigureRef>> = Vec::new();
    let cell = |figure: FigureRef| (wording.figure(figure).metric, wording.figure(figure).entity);
    for figure in figures {
        match cells.iter_mut().find(|known| known.first().is_some_and(|first| cell(*first) == cell(*figure))) {
            Some(known) => known.push(*figure),
            None => cells.push(vec![*figure]),
        }
    }
    cells
}

/// The one thing that all figures share, if they do.
fn shared<T: PartialEq>(wording: Wording<'_>, figures: &[FigureRef], thing: impl Fn(&Figure) -> T) -> Option<T> {
    let mut things = figures.iter().map(|figure| thing(wording.figure(*figure)));
    let first = things.next()?;
    things.all(|other| other == first).then_some(first)
}

/// From here on values are written with four digits: a picture shows sizes, and its text the exact figure.
const ROUNDED_FROM: u32 = 1_000_000;
const ROUNDED_DIGITS: u32 = 4;

fn rounded(value: crate::figure::Decimal) -> crate::figure::Decimal {
    if value.abs() < ROUNDED_FROM.into() {
        return value;
    }
    value.round_sf(ROUNDED_DIGITS).map_or(value, |value| value.normalize())
}

fn is_rounded(wording: Wording<'_>, figure: &Figure) -> bool {
    let kind = wording.catalog.unit_of(figure.metric).kind;
    !matches!(kind, UnitKind::Rank | UnitKind::Date) && rounded(figure.value) != figure.value
}

/// A value in words: without its unit, which the subtitle says, but for a sign that belongs to the number.
fn value_text(wording: Wording<'_>, figure: &Figure) -> String {
    let unit = wording.catalog.unit_of(figure.metric);
    let value = rounded(figure.value);
    let number = match unit.kind {
        UnitKind::Percent => number::quantity(wording.language, value, unit),
        _ => number::without_unit(wording.language, value, unit),
    };
    number::with_precision(wording.language, number, figure.precision)
}

fn mark(wording: Wording<'_>, figure: FigureRef) -> Mark {
    let figure = wording.figure(figure);
    let bounds = match (figure.low, figure.high) {
        (None, None) => None,
        (low, high) => Some((low.unwrap_or(figure.value), high.unwrap_or(figure.value))),
    };
    Mark {
        period: figure.period,
        value: figure.value,
        bounds,
        value_text: value_text(wording, figure),
        status_text: wording.status(figure.status),
        by: String::new(),
        certainty: Certainty::from(figure.status),
        restated: false,
        from: None,
        gap: None,
    }
}

/// The oldest and the newest of some figures, by the middle of their periods.
fn ends(wording: Wording<'_>, figures: &[FigureRef]) -> Option<(FigureRef, FigureRef)> {
    let at = |figure: &&FigureRef| middle(&wording.figure(**figure).period);
    let by_middle = |one: &&FigureRef, other: &&FigureRef| at(one).total_cmp(&at(other));
    Some((*figures.iter().min_by(by_middle)?, *figures.iter().max_by(by_middle)?))
}
