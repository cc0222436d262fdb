//! Calculations over what was spoken of: part of a whole in per cent, the mean of several.
//!
//! Ratio and difference stand in every comparison. These two are made only where they are asked for, since a part needs a whole
//! and a mean needs things of one kind.

use super::complete::Completing;
use crate::facts::derive;
use crate::figure::{UnitKind, UnitRef};
use crate::lang::concepts::Lexicon;
use crate::lang::lexicon::Role;
use crate::query::Answer;
use crate::read::link::Mask;

/// What is to be calculated besides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reckoning {
    /// One as a part of the other, in per cent.
    pub share: bool,
    /// Their mean.
    pub average: bool,
    /// The words that ask for it, and for a difference in the measure's own terms.
    pub words: Mask,
}

impl Completing<'_> {
    /// Whether a word asks for a part in per cent.
    pub(super) fn asks_for_share(&self, position: usize) -> bool {
        let percent = |unit: &UnitRef| self.catalog.unit(*unit).kind == UnitKind::Percent;
        self.linked.units_at(position).iter().any(percent) || self.is_in_group(position, &["share"])
    }

    /// Whether a word asks for a difference of two shares.
    pub(super) fn asks_for_points(&self, position: usize) -> bool {
        let points = |unit: &UnitRef| self.catalog.unit(*unit).kind == UnitKind::PercentagePoints;
        self.linked.units_at(position).iter().any(points) || self.is_in_group(position, &["percentage-point"])
    }

    fn is_in_group(&self, position: usize, ids: &[&str]) -> bool {
        let bit = 1 << position;
        let of = |groups: &[u16]| groups.iter().any(|group| ids.contains(&&*Lexicon::get().group(*group).id));
        let meaning = self.linked.meaning_at(position, &self.lore.vocabulary);
        meaning.is_some_and(|meaning| of(&meaning.groups))
            || self.linked.ideas().any(|(mask, meaning)| mask & bit != 0 && of(&meaning.groups))
    }

    /// Whether a change itself is asked for: 증가율, "the growth rate".
    pub(super) fn calculates_a_change(&self) -> bool {
        (0..self.linked.pieces.len()).any(|position| self.is_in_group(position, &["percent-change", "difference"]))
    }

    /// What is to be calculated over figures of a measure with this kind of unit.
    pub(super) fn reckoning(&self, kind: UnitKind, subject: Mask) -> Reckoning {
        let linked = self.linked;
        let names = linked.entities.iter().fold(linked.periods_at(), |mask, named| mask | named.mask);
        let relative = matches!(kind, UnitKind::Percent | UnitKind::PercentagePoints | UnitKind::Multiple);
        let counts = |position: usize| !linked.units_at(position).is_empty();
        let mut found = Reckoning::default();
        for position in (0..linked.pieces.len()).filter(|position| names & (1 << position) == 0) {
            let bit = 1 << position;
            let in_points = self.asks_for_points(position);
            // "What does it mean" asks for no mean.
            let defines = linked.with_role(Role::Definition) & bit != 0;
            if self.is_in_group(position, &["average"]) && subject & bit == 0 && !defines {
                found.average = true;
                found.words |= bit;
            } else if in_points && kind == UnitKind::Percent {
                found.words |= bit;
            } else if !relative && self.asks_for_share(position) && (counts(position) || subject & bit == 0) {
                let changes = linked.with_role(Role::Trend) != 0;
                found.share |= !changes;
                found.words |= bit;
            } else if relative && self.asks_for_share(position) {
                found.words |= bit;
            }
        }
        found
    }

    /// Adds what was asked for to a comparison; nothing where its figures have no part or mean.
    pub(super) fn reckon(&self, reckoning: Reckoning, answer: &mut Answer) {
        if reckoning.average {
            answer.derived = derive::average(self.catalog, &answer.figures).into_iter().collect();
        }
        if reckoning.share
            && let [first, second] = answer.figures.as_slice()
        {
            let share = derive::part(self.catalog, *first, *second);
            answer.derived.splice(0..0, share);
        }
    }
}
