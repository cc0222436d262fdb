//! Which answers of a brief are worth a chart.

use crate::figure::UnitKind;
use crate::pack::Catalog;
use crate::query::{Answer, Operation};

use super::document::Picture;

/// Charts of one brief. More would be a slide show.
const MAX_PICTURES: usize = 2;
/// A line of fewer points says no more than its text.
const LEAST_POINTS: usize = 3;

/// The charts of a brief, in the order of its sections: the longest series and the first comparison, each of another
/// section.
pub(super) fn choose(catalog: &Catalog, answers: Vec<(usize, Answer)>) -> Vec<Picture> {
    let drawable = answers.into_iter().filter(|(_, answer)| is_drawable(catalog, answer));
    let (series, others): (Vec<_>, Vec<_>) = drawable.partition(|(_, answer)| answer.operation == Operation::Trend);
    // Of equally long ones the first: `max_by_key` would give the last.
    let longest = series.iter().map(|(_, answer)| answer.figures.len()).max();
    let chosen = series.into_iter().find(|(_, answer)| Some(answer.figures.len()) == longest);
    let taken = chosen.as_ref().map(|(block, _)| *block);
    let other = others.into_iter().find(|(block, _)| Some(*block) != taken);
    let mut pictures: Vec<Picture> =
        chosen.into_iter().chain(other).take(MAX_PICTURES).map(|(block, answer)| Picture { answer, block }).collect();
    pictures.sort_by_key(|picture| picture.block);
    pictures
}

/// Whether a chart can show the answer: figures of one unit that has a length.
fn is_drawable(catalog: &Catalog, answer: &Answer) -> bool {
    let unit = |figure: &crate::figure::FigureRef| catalog.unit_of(catalog.figure(*figure).metric);
    let Some(first) = answer.figures.first().map(unit) else { return false };
    let over_time = answer.operation == Operation::Trend;
    answer.figures.len() >= if over_time { LEAST_POINTS } else { 2 }
        && !answer.disagreement
        && answer.figures.iter().all(|figure| unit(figure).id == first.id)
        && first.kind != UnitKind::Date
        && (over_time || first.kind != UnitKind::Rank)
}
