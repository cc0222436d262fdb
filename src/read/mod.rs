//! What a text says in the words of a catalogue: its names and keywords, the general words, periods and number phrases.
//!
//! A question and a text that is checked are read by the same rules; what is then done with what was read is for others to
//! say. What the room promises:
//!
//! 1. Every piece of a text is explained by something or handed back as unexplained, with its place.
//! 2. It names metrics, entities, sources and units, and hands out no figure.
//! 3. Typing errors are corrected only for those who ask, never in a text that is checked, and what was corrected is told.
//! 4. The work is linear in the text: every look back or ahead is bounded.

mod around;
pub(crate) mod clauses;
mod everyday;
mod frames;
pub(crate) mod ideas;
pub(crate) mod interpret;
pub(crate) mod link;
mod measure;
mod mentions;
mod money;
mod not_a_claim;
mod nth;
mod once;
mod phrases;
pub(crate) mod segment;
mod spelled;
mod spoken;
mod typo;
pub(crate) mod vocabulary;

pub(crate) use measure::Units;
pub use mentions::{Does, Mentions, Place};
pub use once::OnceRead;
pub(crate) use phrases::Phrases;
