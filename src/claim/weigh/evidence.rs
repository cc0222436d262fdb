//! What speaks for and against one way to understand a number, each by a name.
//!
//! None is about a field: they say how the number agrees with a figure, how the name of whom it is about stands to it, whether the
//! time fits, and how well the words beside it, of its sentence and of the sentences before explain the metric.

use crate::decide::Evidence as OfWords;
use crate::decide::evidence::{NAMES as WORD_NAMES, Name as Word};

/// What can be said about a candidate besides its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Name {
    /// It is an older figure that the number repeats.
    Outdated,
    /// The number has two telling digits.
    DigitsTwo,
    /// It has three.
    DigitsThree,
    /// It has four or more.
    DigitsFour,
    /// A hedge stands beside it.
    Hedged,
    /// What stands behind the number is the metric's own unit.
    UnitNamed,
    /// Nothing stands behind it.
    UnitBare,
    /// The words behind the number ask for the metric's unit.
    Counted,
    /// The number is a part, a multiple or a place.
    OtherForm,
    /// The text pairs the name with the number.
    Paired,
    /// The name is the only one beside the number.
    NamedOnly,
    /// It is the nearest of several beside it.
    NamedNearest,
    /// It is another one beside it.
    NamedBeside,
    /// It is the nearest one named before.
    NamedTold,
    /// It is another one of the sentence.
    NamedInSentence,
    /// It is named later in the sentence.
    NamedLater,
    /// It is one of the sentences before.
    NamedEarlier,
    /// It is not named, and nobody else has figures of the metric.
    NobodyElse,
    /// It is not named, and is the whole world.
    World,
    /// It is not named, and others have figures of the metric as well.
    NotNamed,
    /// It is not named, but is a part of what is.
    WithinNamed,
    /// Something else is said of the name.
    Subject,
    /// A name beside the number has no figures of the metric.
    Stray,
    /// Another name beside the number has figures of the metric too.
    Rivals,
    /// The time stands beside the number.
    TimeBeside,
    /// It is carried on from words before.
    TimeCarried,
    /// None is named.
    TimeNone,
    /// It cannot be told.
    TimeOpen,
    /// It is said to be so today.
    Today,
    /// Known words alone take the metric.
    OfKnownWords,
    /// They take it alone.
    OneMetric,
    /// The number is by how much something changed.
    By,
    /// Something is said of each year.
    Yearly,
    /// The words deny.
    Negated,
    /// The sentence supposes, asks or passes on.
    Supposes,
    /// They count something else: one more, an average, each.
    Extra,
    /// They name a place that no pack speaks of.
    Places,
    /// Words of other segments are not explained.
    DoubtSome,
    /// Words beside the number are not.
    DoubtMuch,
    /// Another number of the sentence agrees with the metric.
    BesideSame,
    /// A number of the sentences before does.
    BeforeSame,
    /// A plan, where the text speaks of what is; or the other way round.
    StatusUnlike,
    /// The figure is a plan.
    Plan,
    /// Two digits changed places.
    SlipSwapped,
    /// A factor of ten.
    SlipPower,
    /// The number is the value of another year.
    OtherYear,
    /// The number is the value of somebody else who is named.
    OtherEntity,
    /// It is not far from the value.
    Close,
    /// It is many times the value, or a small part of it.
    Far,
    /// How many other cells the number agrees with.
    Chance,
    /// The figure is one to be answered first.
    Featured,
    /// The metric is a published place or multiple.
    IsOrder,
    /// The number is counted otherwise than the metric, or by nothing.
    UnitLoose,
    /// Another number of the sentence is counted in the metric's unit.
    UnitBeside,
    /// The number may be a rounding of the value.
    Unsure,
    /// The value is below zero, and the text says so in words.
    SignTurned,
    /// Nothing beside the number is left over.
    NothingLeft,
    /// The words name the metric, and the text whom it is about.
    NamedBoth,
    /// The same, with nothing left over and nobody else beside the number.
    Clear,
    /// A number of three digits or more agrees, and the text names whom it is about.
    TellingNamed,
    /// How much more of the metric's name the words have than of any other's that may be meant.
    NameLead,
    /// A slip explains the number, and the words name the metric and whom it is about.
    SlipNamed,
    /// The number has as many digits before its point as the value.
    SameLength,
    /// It is written to as many digits as the value.
    SameDigits,
    /// One digit is another one.
    OneDigit,
    /// How far the number is from the value, as the logarithm of their ratio.
    Distance,
    /// The number is the value of somebody else, named or not.
    SaidOfOthers,
    /// The figure is of exactly the time that the text names.
    PeriodWhole,
    /// It is the newest of its cell.
    NewestOfCell,
    /// It is the only one of its cell.
    OnlyOfCell,
    /// How many metrics of its family have figures of the same entity.
    Siblings,
    /// Another number of the text says the very figure.
    FigureTold,
    /// Another number of the sentence says a figure of the same metric about somebody else.
    OthersTold,
    /// Another number says one of another metric about the same entity.
    EntityTold,
    /// It is not named, and is the whole that everybody else with figures of the metric is a part of.
    WholeOfAll,
    /// It says an older figure that the newest one does not replace: they count otherwise.
    OtherSeries,
    /// The sentence supposes, wishes or asks, and the figure is of what is to come.
    PlanSupposed,
    /// The number agrees because a hedge lets go of the exact value: it is no rounding of it.
    Loose,
    /// The time is the only one that the sentence names, elsewhere in it.
    TimeTold,
}

const OWN: [&str; 79] = [
    "outdated",
    "digits-two",
    "digits-three",
    "digits-four",
    "hedged",
    "unit-named",
    "unit-bare",
    "counted",
    "other-form",
    "paired",
    "named-only",
    "named-nearest",
    "named-beside",
    "named-told",
    "named-in-sentence",
    "named-later",
    "named-earlier",
    "nobody-else",
    "world",
    "not-named",
    "within-named",
    "subject",
    "stray",
    "rivals",
    "time-beside",
    "time-carried",
    "time-none",
    "time-open",
    "today",
    "of-known-words",
    "one-metric",
    "by",
    "yearly",
    "negated",
    "supposes",
    "extra",
    "places",
    "doubt-some",
    "doubt-much",
    "beside-same",
    "before-same",
    "status-unlike",
    "plan",
    "slip-swapped",
    "slip-power",
    "other-year",
    "other-entity",
    "close",
    "far",
    "chance",
    "featured",
    "is-order",
    "unit-loose",
    "unit-beside",
    "unsure",
    "sign-turned",
    "nothing-left",
    "named-both",
    "clear",
    "telling-named",
    "name-lead",
    "slip-named",
    "same-length",
    "same-digits",
    "one-digit",
    "distance",
    "said-of-others",
    "period-whole",
    "newest-of-cell",
    "only-of-cell",
    "siblings",
    "figure-told",
    "others-told",
    "entity-told",
    "whole-of-all",
    "other-series",
    "plan-supposed",
    "loose",
    "time-told",
];

/// What counts of the words beside the number, and of those of its sentence.
const NEAR: [Word; 18] = [
    Word::NameFound,
    Word::NameExact,
    Word::NameWhole,
    Word::ExplainedByName,
    Word::ExplainedByConcept,
    Word::ExplainedByDefinition,
    Word::Near,
    Word::NearestPart,
    Word::LeftPackWords,
    Word::LeftConcepts,
    Word::LeftQualifiers,
    Word::LeftUnknown,
    Word::LeftNames,
    Word::LeftModels,
    Word::LeftMaybe,
    Word::LeftUnwritten,
    Word::Clash,
    Word::ReadExactly,
];
/// What counts of the words of the sentences before.
const BEFORE: [Word; 4] = [Word::NameFound, Word::NameExact, Word::NearestPart, Word::ReadExactly];

/// How many there are.
pub const COUNT: usize = OWN.len() + 2 * NEAR.len() + BEFORE.len();

/// Whose words they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    /// Those of the number's own segment.
    Own,
    /// Those of its sentence.
    Sentence,
    /// Those of the sentences before.
    Before,
}

/// Every name in the order of the vector, as it stands in the weights.
#[must_use]
pub fn names() -> Vec<String> {
    let of = |prefix: &str, words: &[Word]| -> Vec<String> {
        words.iter().map(|word| format!("{prefix}-{}", WORD_NAMES[*word as usize])).collect()
    };
    let own = OWN.iter().map(|name| (*name).to_owned());
    own.chain(of("own", &NEAR)).chain(of("sentence", &NEAR)).chain(of("before", &BEFORE)).collect()
}

/// A value for each name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence(pub [f32; COUNT]);

impl Default for Evidence {
    fn default() -> Self {
        Self([0.0; COUNT])
    }
}

impl Evidence {
    /// The value of one.
    #[must_use]
    pub fn get(&self, name: Name) -> f32 {
        self.0[name as usize]
    }

    /// Sets one.
    pub(crate) fn set(&mut self, name: Name, value: f32) {
        self.0[name as usize] = value;
    }

    /// Sets one to 1 where something holds.
    pub(crate) fn mark(&mut self, name: Name, holds: bool) {
        self.0[name as usize] = f32::from(u8::from(holds));
    }

    /// How much of a name of the metric the words beside the number have, from 0 to 1.
    pub(crate) fn own_name_found(&self) -> f32 {
        self.0[OWN.len()]
    }

    /// How much of a name of the metric any of the words have, from 0 to 1.
    pub(crate) fn name_found(&self) -> f32 {
        let places = [OWN.len(), OWN.len() + NEAR.len(), OWN.len() + 2 * NEAR.len()];
        places.into_iter().map(|place| self.0[place]).fold(0.0, f32::max)
    }

    /// What follows from several together, when all of them are known; `lead` is how much more of the metric's name the words have
    /// than of any other's.
    pub(crate) fn conclude(&mut self, lead: f32) {
        let has = |names: &[Name]| names.iter().any(|name| self.get(*name) > 0.0);
        let left = NEAR.iter().zip(&self.0[OWN.len()..]).any(|(word, value)| LEFT.contains(word) && *value > 0.0);
        let named = has(&[Name::Paired, Name::NamedOnly, Name::NamedTold, Name::NobodyElse]);
        let both = named && self.name_found() >= NAME_ENOUGH;
        let alone = !has(&[Name::Stray, Name::Rivals, Name::Extra, Name::By, Name::StatusUnlike, Name::TimeOpen]);
        let telling = has(&[Name::DigitsThree, Name::DigitsFour]) && named;
        let slip = has(&[Name::SlipSwapped, Name::SlipPower, Name::OtherYear, Name::OtherEntity]);
        self.mark(Name::NothingLeft, !left);
        self.mark(Name::NamedBoth, both);
        self.mark(Name::Clear, both && !left && alone);
        self.mark(Name::TellingNamed, telling);
        self.mark(Name::SlipNamed, slip && both);
        self.set(Name::NameLead, lead);
    }

    /// Takes over what the words of a stretch of text say; where several are taken over, the most counts.
    pub(crate) fn take(&mut self, words: Words, said: &OfWords) {
        let (start, names): (usize, &[Word]) = match words {
            Words::Own => (OWN.len(), &NEAR),
            Words::Sentence => (OWN.len() + NEAR.len(), &NEAR),
            Words::Before => (OWN.len() + 2 * NEAR.len(), &BEFORE),
        };
        for (slot, name) in self.0[start..].iter_mut().zip(names) {
            *slot = slot.max(said.get(*name).min(MOST_OF_ONE));
        }
    }
}

/// Kinds of words that are left over and may change what is meant.
const LEFT: [Word; 6] = [
    Word::LeftPackWords,
    Word::LeftConcepts,
    Word::LeftQualifiers,
    Word::LeftUnknown,
    Word::LeftNames,
    Word::LeftModels,
];
/// Words that have this part of a metric's name name it.
const NAME_ENOUGH: f32 = 0.7;
/// More words of a kind that are left over say no more than so many.
const MOST_OF_ONE: f32 = 4.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_place() {
        assert_eq!(OWN.len(), Name::TimeTold as usize + 1);
        let names = names();
        assert_eq!(names.len(), COUNT);
        let mut sorted = names.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), COUNT);
        assert_eq!(names[Name::Chance as usize], "chance");
        assert_eq!(names[Name::Paired as usize], "paired");
    }
}
