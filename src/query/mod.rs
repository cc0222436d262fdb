//! From a question's text to an answer, by look-up alone.
//!
//! `question text -> normalise -> link words to concepts -> interpret -> look up -> answer`; up to the interpretation that is
//! done in [`read`](crate::read). No figure is ever made up: an [`Answer`] holds references to figures of the catalogue and
//! calculations over them, nothing else. Everything here is a pure function of the question, the packs and the day that the
//! caller passes in.

mod add_up;
mod along;
mod answer;
mod answering;
mod compare_selected;
mod complete;
mod engine;
mod gap;
mod talk;

pub use add_up::add_up;
pub use along::along;
pub use answer::{Answer, Assumption, Operation, Outcome, Question, Ranked, Reason, Selection};
pub use answering::{Span, places};
pub use compare_selected::{Compared, compare_selected};
pub use engine::{Completion, Engine};
pub use gap::{Gap, Name, Named, counted_words};
pub use talk::{Frame, Kept, Turn, Wish};
