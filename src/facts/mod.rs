//! What figures say together: which of a cell answer, which continue each other, and what follows from several.
//!
//! No text comes in and no sentence goes out. Whoever answers a question, judges a claim or draws a picture asks here, so
//! that all of them hold the same figures to be alike. What the room promises:
//!
//! 1. Every result refers to figures of the catalogue; what is calculated keeps its formula and inputs.
//! 2. What cannot be calculated honestly (a change across a break, a sum of things that overlap) is refused with its cause.
//! 3. A figure that was not public on the day, or was replaced by one that was, is never the newest.

mod catalogue;
mod caution;
pub(crate) mod check;
pub(crate) mod derive;
pub(crate) mod lookup;
pub(crate) mod series;
pub(crate) mod spread;
pub(crate) mod sum;
#[cfg(test)]
mod testing;
mod values;

pub use catalogue::Catalogue;
pub use caution::cautions;
pub use series::{breaks, continues};
pub use values::{Break, BreakCause, Caution, Check, Derived, DerivedKind, LeftOut, NotAdded, Spread};
