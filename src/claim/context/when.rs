//! When something is said to be, by the words beside a number.

use std::ops::Range;

use super::{Reading, Said};
use crate::claim::clause;
use crate::figure::{PartialDate, Period};
use crate::lang::tone::Tone;
use crate::lang::{Asked, Phrase, period};
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
    /// This one, unless the sentence goes on to another time that it does not name: it was named in it before.
    Told(Asked),
    /// Probably this one: it was named in a sentence before.
    Carried(Asked),
}

/// Finds the years that a text counts on from another one.
type Shift = fn(&str) -> Option<(Range<usize>, i16)>;

impl<'a> Reading<'a> {
    /// The period of a phrase; `all` are those of its sentence.
    pub(super) fn when(&self, phrase: &Phrase, own: usize, said: &Said<'a>, before: &[usize], all: &[Asked]) -> When {
        if let Some(asked) = self.counted_on(phrase, said, before, all) {
            return When::At(asked);
        }
        let dated = |what: Option<Asked>| what.map_or(When::Open, When::At);
        let periods = &said.periods;
        let place = phrase.folded.start.saturating_sub(said.offset)..phrase.folded.end.saturating_sub(said.offset);
        if let Some(period) = beside(periods, &place, &self.neighbours(said), &self.text[said.offset..]) {
            return dated(period.what);
        }
        if let Some(period) = periods.first() {
            return period.what.map_or(When::Open, When::Carried);
        }
        // "China produced 47% in 2022, while the United States now supplies 20%"
        if said.tones.has(Tone::Today) {
            return When::Newest;
        }
        let told = |asked: Asked, segment: usize| {
            let inside = self.segments[segment].sentence == self.segments[own].sentence;
            if inside && all == [asked] { When::Told(asked) } else { When::Carried(asked) }
        };
        for other in before {
            let Some(carrier) = self.said(*other) else { continue };
            let periods = &carrier.periods;
            let host = self.is_host(*other, phrase);
            let bracket = phrase.folded.start.saturating_sub(carrier.offset);
            let found = if host { periods.iter().rfind(|period| period.range.end <= bracket) } else { periods.last() };
            if let Some(period) = found {
                let when = match period.what {
                    Some(asked) if host => When::At(asked),
                    Some(asked) => told(asked, *other),
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

    /// A year that is counted from one that the text has named before: `2.64 million a year earlier`, 3년 전에는 1609명.
    fn counted_on(&self, phrase: &Phrase, said: &Said<'a>, before: &[usize], all: &[Asked]) -> Option<Asked> {
        let phrases = clause::inside(self.phrases, &said.range);
        let next = phrases.iter().map(|other| other.folded.start).find(|start| *start >= phrase.folded.end);
        let last = phrases.iter().map(|other| other.folded.end).rfind(|end| *end <= phrase.folded.start);
        let behind = phrase.folded.end..next.unwrap_or(said.range.end).max(phrase.folded.end);
        let ahead = last.unwrap_or(said.range.start).min(phrase.folded.start)..phrase.folded.start;
        let found = |range: Range<usize>, of: Shift| {
            let (inside, years) = of(self.text.get(range.clone())?)?;
            Some((range.start + inside.start..range.start + inside.end, years))
        };
        // Korean puts the time before the number, English on either side.
        let (range, years) = found(behind, period::shift_in_english).or_else(|| found(ahead, period::shift))?;
        let outside = |place: &&Place<Option<Asked>>| {
            place.range.end + said.offset <= range.start || place.range.start + said.offset >= range.end
        };
        let own = said.periods.iter().filter(outside).find_map(|place| place.what);
        let carried = || {
            before
                .iter()
                .filter_map(|other| self.said(*other))
                .find_map(|carrier| carrier.periods.iter().rev().find_map(|place| place.what))
        };
        let anchor = own.or_else(|| all.first().copied().filter(|_| all.len() == 1)).or_else(carried);
        let year = match (anchor, self.date) {
            (Some(anchor), _) => anchor.first_year(),
            (None, Some(date)) => date.year(),
            (None, None) => return None,
        };
        Some(Asked::Within(Period::at(PartialDate::Year(year.checked_add(years)?))))
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
