//! Figures over time: lines, or slopes where there are just two periods.

use rustc_hash::FxHashSet;

use crate::figure::{FigureRef, Period, Status};
use crate::query::Answer;
use crate::reply::wording::Wording;
use crate::reply::{escape, say};

use super::super::axis::float;
use super::super::spec::{Kind, Mark, Series};
use super::breaks::Breaks;
use super::{Drawn, MAX_BARS, MAX_LINES, MAX_POINTS, Material, cells, mark, shared};

pub(super) fn material(wording: Wording<'_>, answer: &Answer) -> Material {
    let figures = answer.figures.as_slice();
    let mut cells = cells(wording, figures);
    cells.iter_mut().for_each(|cell| cell.sort_by_key(|figure| wording.figure(*figure).period));
    if let Some(slopes) = slopes(wording, answer, &cells) {
        return slopes;
    }
    let total = figures.len().max(answer.total());
    keep(wording, &mut cells);
    let breaks = Breaks::of(answer);
    let one_metric = shared(wording, figures, |figure| figure.metric).is_some();
    let room = MAX_POINTS / cells.len().max(1);
    let mut drawn: Vec<Drawn> = Vec::new();
    let mut in_named_lines = Vec::new();
    for cell in &cells {
        let cell = cell.get(cell.len().saturating_sub(room)..).unwrap_or_default();
        let first = cell.first().map(|figure| wording.figure(*figure));
        let name = first.map(|figure| if one_metric { wording.entity(figure.entity) } else { wording.cell(figure) });
        let name = name.unwrap_or_default();
        let room = MAX_LINES.saturating_sub(drawn.len());
        match breaks.strands(cell).filter(|strands| strands.len() <= room) {
            None => drawn.push(line(wording, &breaks, name, cell)),
            Some(strands) => {
                in_named_lines.extend_from_slice(cell);
                let one_cell = cells.len() == 1;
                drawn.extend(strands.iter().map(|strand| {
                    let maker = maker(wording, strand);
                    let name = if one_cell { maker } else { format!("{name} ({maker})") };
                    line(wording, &breaks, name, strand)
                }));
            }
        }
    }
    let shown = drawn.iter().map(|one| one.figures.len()).sum::<usize>();
    let notes = breaks.sentences(wording, &in_named_lines, drawn.len() == 1);
    Material { kind: Kind::Lines, drawn, notes, cut: (shown < total).then_some((shown, total)) }
}

/// Slopes, where several cells have figures of the same two periods and nothing breaks between them.
fn slopes(wording: Wording<'_>, answer: &Answer, cells: &[Vec<FigureRef>]) -> Option<Material> {
    let periods: FxHashSet<Period> = answer.figures.iter().map(|figure| wording.figure(*figure).period).collect();
    let is_pair = |cell: &Vec<FigureRef>| match cell.as_slice() {
        [first, last] => wording.figure(*first).period != wording.figure(*last).period,
        _ => false,
    };
    let fits = (2..=MAX_BARS).contains(&cells.len()) && periods.len() == 2 && answer.breaks.is_empty();
    if !fits || !cells.iter().all(is_pair) {
        return None;
    }
    let one_metric = shared(wording, &answer.figures, |figure| figure.metric).is_some();
    let drawn = cells.iter().map(|cell| {
        let first = cell.first().map(|figure| wording.figure(*figure));
        let name = first.map(|figure| if one_metric { wording.entity(figure.entity) } else { wording.cell(figure) });
        let marks = cell
            .iter()
            .enumerate()
            .map(|(position, figure)| Mark { from: position.checked_sub(1), ..mark(wording, *figure) });
        let series =
            Series { name: name.unwrap_or_default(), detail: String::new(), focus: false, marks: marks.collect() };
        Drawn { series, figures: cell.clone() }
    });
    let (shown, total) = (answer.figures.len(), answer.total());
    let cut = (shown < total).then_some((shown, total));
    Some(Material { kind: Kind::Slope, drawn: drawn.collect(), notes: Vec::new(), cut })
}

/// Keeps as many lines as have colours: those whose newest values are the largest, in their old order.
fn keep(wording: Wording<'_>, cells: &mut Vec<Vec<FigureRef>>) {
    if cells.len() <= MAX_LINES {
        return;
    }
    let size = |cell: &Vec<FigureRef>| cell.last().map_or(0.0, |figure| float(wording.figure(*figure).value));
    let mut sizes: Vec<f64> = cells.iter().map(size).collect();
    sizes.sort_by(|one, other| other.total_cmp(one));
    let least = sizes.get(MAX_LINES - 1).copied().unwrap_or(f64::NEG_INFINITY);
    cells.retain(|cell| size(cell) >= least);
    cells.truncate(MAX_LINES);
}

fn line(wording: Wording<'_>, breaks: &Breaks<'_>, name: String, cell: &[FigureRef]) -> Drawn {
    let from = |position: usize, figure: FigureRef| {
        let earlier = breaks.continued(figure, position.checked_sub(1).and_then(|before| cell.get(before).copied()))?;
        cell.get(..position)?.iter().rposition(|other| *other == earlier)
    };
    // A provisional value that became final was not restated.
    let is_restatement = |old: &FigureRef| wording.figure(*old).status != Status::Provisional;
    let marks = cell.iter().enumerate().map(|(position, figure)| Mark {
        from: from(position, *figure),
        gap: if position > 0 { breaks.gap(wording, *figure) } else { None },
        restated: wording.figure(*figure).supersedes.iter().any(is_restatement),
        ..mark(wording, *figure)
    });
    let series = Series { name, detail: String::new(), focus: false, marks: marks.collect() };
    Drawn { series, figures: cell.to_vec() }
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
