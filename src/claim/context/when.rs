//! When something is said to be, by the words beside a number.

use std::ops::Range;

use super::{Reading, Said};
use crate::claim::clause;
use crate::lang::{Asked, Phrase};
use crate::read::Place;

/// The period that a number speaks of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::claim) enum When {
    /// None is named: the newest is meant.
    Newest,
    /// This one.
    At(Asked),
    /// One that depends on the day of writing, which is not known.
    Open,
    /// Probably this one: it was named before.
    Carried(Asked),
}

impl<'a> Reading<'a> {
    /// The period of a phrase; `all` are those of its sentence.
    pub(super) fn when(&self, phrase: &Phrase, said: &Said<'a>, before: &[usize], all: &[Asked]) -> When {
        let dated = |what: Option<Asked>| what.map_or(When::Open, When::At);
        let periods = &said.periods;
        let place = phrase.folded.start.saturating_sub(said.offset)..phrase.folded.end.saturating_sub(said.offset);
        if let Some(period) = beside(periods, &place, &self.neighbours(said), &self.text[said.offset..]) {
            return dated(period.what);
        }
        if let Some(period) = periods.first() {
            return period.what.map_or(When::Open, When::Carried);
        }
        for other in before {
            let Some(carrier) = self.said(*other) else { continue };
            let periods = &carrier.periods;
            let host = self.is_host(*other, phrase);
            let bracket = phrase.folded.start.saturating_sub(carrier.offset);
            let found = if host { periods.iter().rfind(|period| period.range.end <= bracket) } else { periods.last() };
            if let Some(period) = found {
                let when = match period.what {
                    Some(asked) if host => When::At(asked),
                    Some(asked) => When::Carried(asked),
                    None => When::Open,
                };
                return when;
            }
        }
        // "... was $109 billion, ten times as much as that of B in 2024"
        match all {
            [asked] => When::Carried(*asked),
            [] => When::Newest,
            _ => When::Open,
        }
    }

    /// The phrases of a segment, counted from where its text begins.
    fn neighbours(&self, said: &Said<'a>) -> Vec<Range<usize>> {
        clause::inside(self.phrases, &said.range)
            .iter()
            .map(|phrase| phrase.folded.start - said.offset..phrase.folded.end - said.offset)
            .collect()
    }
}

/// The period that stands beside a phrase, with no other number between: behind it in English (`14,736 in 2020`), otherwise
/// before it.
fn beside<'p>(
    periods: &'p [Place<Option<Asked>>],
    phrase: &Range<usize>,
    numbers: &[Range<usize>],
    text: &str,
) -> Option<&'p Place<Option<Asked>>> {
    let free = |from: usize, to: usize| {
        !numbers.iter().any(|number| number.start >= from && number.end <= to && *number != *phrase)
    };
    let behind = periods.iter().find(|period| period.range.start >= phrase.end && free(phrase.end, period.range.start));
    let before =
        periods.iter().rfind(|period| period.range.end <= phrase.start && free(period.range.end, phrase.start));
    match (before, behind) {
        (Some(before), Some(behind)) => {
            let gap = text.get(phrase.end..behind.range.start).unwrap_or_default().trim_start();
            let bound = gap.len() <= CLOSE_BYTES
                && PREPOSITIONS.iter().any(|word| gap.starts_with(word) || gap.contains(&format!(" {word}")));
            Some(if bound { behind } else { before })
        }
        (before, behind) => before.or(behind),
    }
}

/// What binds an English number to the period behind it.
const PREPOSITIONS: [&str; 5] = ["in ", "by ", "at ", "as of ", "during "];
/// ` H100s at the end of ` is about this long.
const CLOSE_BYTES: usize = 24;
