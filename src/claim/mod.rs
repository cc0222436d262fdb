//! Numbers that texts claim, and whether the figures of the packs bear them out.
//!
//! Properties, each proved by the cases in `tests/claims`:
//!
//! 1. Every number phrase of a Korean or English text is found with its exact place; what only looks like one (dates,
//!    years, clock times, list numbers, telephone numbers, versions, models, sections, addresses) is not.
//! 2. Unknown is the default. A verdict needs a metric, an entity and a unit that agree; a number is never held against
//!    another entity, another metric or another period than the text speaks of.
//! 3. A number matches if it says a figure's value after the rounding that its digits and its hedge show.
//! 4. A number differs only if one figure is meant, every word beside it is explained, and no rounding explains it.
//! 5. A number is outdated if it repeats a figure of an earlier period that the text does not name, or one that was replaced.
//! 6. What speaks of the future is held against plans and forecasts only, and plans never bear out what is.
//! 7. Ratios, growth and differences are calculated from figures, with their formula; a published ratio counts first.
//! 8. Denial is not judged, nor are averages, sums and additions. Supposition, hearsay, wishes and questions are judged only where a plan
//!    or a forecast is what they speak of.
//! 9. Subjects carry on from clause to clause and, within a paragraph, from the sentences before.
//! 10. The same text, packs and day give the same verdicts; the work is linear in the text, whatever is in it.

mod agree;
mod calculate;
mod check;
mod clause;
mod context;
pub mod document;
pub mod draft;
mod guess;
mod reader;
mod verdict;
pub mod weigh;

pub use check::Claim;
pub use guess::Guess;
pub use reader::{Index, Reader};
pub use verdict::{Ground, Slip, Verdict};
pub use weigh::{Missing, Open};
