//! Where the lines of a picture stop, from what the answer says about its series.

use crate::facts::{Break, BreakCause};
use crate::figure::FigureRef;
use crate::query::Answer;
use crate::reply::say;
use crate::reply::wording::Wording;

use super::super::lines::MAX_GAPS;

/// Places that are named for one cause; the others are counted.
const MAX_PLACES: usize = 4;

/// The breaks of an answer.
pub(super) struct Breaks<'a>(&'a [Break]);

impl<'a> Breaks<'a> {
    pub fn of(answer: &'a Answer) -> Self {
        Self(&answer.breaks)
    }

    fn at(&self, after: FigureRef) -> Option<&Break> {
        self.0.iter().find(|one| one.after == after)
    }

    /// The earlier figure that a line leads from to this one, which stands behind `before`.
    pub fn continued(&self, figure: FigureRef, before: Option<FigureRef>) -> Option<FigureRef> {
        match self.at(figure) {
            Some(found) => found.continues,
            None => before,
        }
    }

    /// Why no line leads to this figure although there are earlier ones, in two words; none if one does.
    pub fn gap(&self, wording: Wording<'_>, figure: FigureRef) -> Option<String> {
        let found = self.at(figure).filter(|found| found.continues.is_none())?;
        Some(match found.why {
            BreakCause::Scope => say!(wording.language, "break-scope"),
            BreakCause::Publisher => say!(wording.language, "break-publisher"),
            BreakCause::Length => say!(wording.language, "break-length"),
            BreakCause::Restated => say!(wording.language, "break-restated"),
            BreakCause::SameTime => say!(wording.language, "break-same-time"),
        })
    }

    /// The strands of a cell, given oldest first, where they alternate: each is a line of its own, and what stands alone
    /// comes last, together. None if the cell is one line, with or without gaps.
    pub fn strands(&self, cell: &[FigureRef]) -> Option<Vec<Vec<FigureRef>>> {
        let alternates = cell.iter().any(|figure| self.at(*figure).is_some_and(|found| found.continues.is_some()));
        if !alternates {
            return None;
        }
        let mut strands: Vec<Vec<FigureRef>> = Vec::new();
        for (position, figure) in cell.iter().enumerate() {
            let before = position.checked_sub(1).and_then(|before| cell.get(before).copied());
            let earlier = self.continued(*figure, before);
            let known = earlier.and_then(|earlier| strands.iter_mut().find(|strand| strand.last() == Some(&earlier)));
            match known {
                Some(strand) => strand.push(*figure),
                None => strands.push(vec![*figure]),
            }
        }
        let (mut lines, alone): (Vec<_>, Vec<_>) = strands.into_iter().partition(|strand| strand.len() > 1);
        let alone: Vec<FigureRef> = alone.into_iter().flatten().collect();
        if !alone.is_empty() {
            lines.push(alone);
        }
        Some(lines)
    }

    /// Why lines stop, a sentence for each cause, with the times behind the gaps: where the plot has no room to say it.
    /// That is so for one line `alone`, unless it breaks too often. Figures in lines that are named after their makers need none.
    pub fn sentences(&self, wording: Wording<'_>, in_named_lines: &[FigureRef], alone: bool) -> Vec<String> {
        let language = wording.language;
        let noted = self.0.iter().filter(|one| one.continues.is_none() && one.why != BreakCause::SameTime).count();
        let crowded: &[BreakCause] = if noted > MAX_GAPS || !alone {
            &[BreakCause::Scope, BreakCause::Publisher, BreakCause::Length, BreakCause::Restated]
        } else {
            &[]
        };
        let causes = crowded.iter().copied().chain([BreakCause::SameTime]);
        let sentence = |cause| {
            let mut places: Vec<String> = Vec::new();
            let told = |one: &&Break| one.continues.is_some() || in_named_lines.contains(&one.after);
            for one in self.0.iter().filter(|one| one.why == cause && !told(one)) {
                let place = wording.period(&wording.figure(one.after).period);
                if !places.contains(&place) {
                    places.push(place);
                }
            }
            let more = places.len().saturating_sub(MAX_PLACES);
            places.truncate(MAX_PLACES);
            let mut text = places.join(", ");
            if text.is_empty() {
                return None;
            }
            if more > 0 {
                text = format!("{text} {}", say!(language, "menu-more", "count" => more));
            }
            Some(match cause {
                BreakCause::Scope => say!(language, "chart-break-scope", "places" => text),
                BreakCause::Publisher => say!(language, "chart-break-publisher", "places" => text),
                BreakCause::Length => say!(language, "chart-break-length", "places" => text),
                BreakCause::Restated => say!(language, "chart-break-restated", "places" => text),
                BreakCause::SameTime => say!(language, "chart-break-same-time", "places" => text),
            })
        };
        causes.filter_map(sentence).collect()
    }
}
