//! The two languages, without any subject: how text is folded, and what its general words, numbers and periods are.
//!
//! A question and a text that is checked are written in the same languages, so what belongs to a language is here once, for
//! whoever reads. What the room promises:
//!
//! 1. It knows no pack: what comes out depends on the text alone, and for periods on the day that is passed in.
//! 2. Every place that it hands out is a place in the text that it was given.
//! 3. Numbers are exact decimals, with the place of the last digit that was written; what is no number, no period and no
//!    word of the lists in `data/lexicon` is left alone.

pub mod concepts;
pub mod degree;
pub mod en;
pub(crate) mod hedge;
pub(crate) mod jamo;
mod keys;
pub mod ko;
pub(crate) mod lexicon;
pub(crate) mod multiple;
pub(crate) mod names;
pub(crate) mod number;
pub(crate) mod period;
mod phrase;
mod sayings;
pub(crate) mod talk;
pub(crate) mod text;
pub(crate) mod tone;
pub(crate) mod worded;

pub use period::{Asked, MONTHS};
pub use phrase::{Amount, Hedge, Measure, Phrase};
pub use text::Folded;
