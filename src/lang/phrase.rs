//! A number as a text writes it: its value, how exactly it is written, what stands with it, and where.

use std::ops::Range;

use crate::figure::Decimal;

/// A number phrase of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// The whole phrase in the text as it was given, in bytes, on borders between characters: hedge, number and unit.
    pub range: Range<usize>,
    /// The value, in base units.
    pub amount: Amount,
    /// The place of the last digit that was written: 1 for `1,961`, 10,000 for 15만, 0.1 for `53.2%`.
    pub step: Decimal,
    /// The place of the last digit that is not zero: 10,000 for `150,000`. The step of a reader who rounds.
    pub coarse: Decimal,
    /// What stands with the number and says what kind of number it is.
    pub measure: Measure,
    /// How far the text lets go of the exact value.
    pub hedge: Hedge,
    /// The phrase in the folded text, which is what words are looked up in.
    pub(crate) folded: Range<usize>,
}

/// The value of a number phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// One value.
    One(Decimal),
    /// Something between two values, both included.
    Between(Decimal, Decimal),
}

/// What kind of number a phrase says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Nothing: what is counted must be told by the words around.
    Bare,
    /// A unit, by the word that is written: 명, `won`, `GB`.
    Unit(Box<str>),
    /// Per cent.
    Percent,
    /// Percentage points.
    PercentagePoints,
    /// Times as many; `doubled` and 두 배 too.
    Times,
    /// A part of one: 80분의 1, `half`, `one in eighty`. The value is the part.
    Part,
    /// A place in an order.
    Rank,
}

/// How far a text lets go of the exact value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// No word about it: the value as it is written.
    Plain,
    /// "about", 약: a little more or less.
    About,
    /// "nearly", 가까이: a little less.
    Nearly,
    /// "over", "at least", 넘는: this or more.
    Over,
    /// "up to", "less than", 이하: this or less.
    Under,
    /// 30%대, 1,900여: from here to below the next step.
    From,
}

impl Phrase {
    /// The one value; none for a range.
    #[must_use]
    pub fn value(&self) -> Option<Decimal> {
        match self.amount {
            Amount::One(value) => Some(value),
            Amount::Between(..) => None,
        }
    }

    /// How many digits say something: 4 for `1,961`, 2 for `150,000`.
    #[must_use]
    pub fn significant_digits(&self) -> u32 {
        let digits = |value: Decimal| {
            let digits = value.normalize().mantissa().unsigned_abs().to_string();
            u32::try_from(digits.trim_end_matches('0').len()).unwrap_or(u32::MAX)
        };
        match self.amount {
            Amount::One(value) => digits(value),
            Amount::Between(low, high) => digits(low).min(digits(high)),
        }
    }
}
