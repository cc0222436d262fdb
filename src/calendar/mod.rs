//! When something is due: "every Monday 9:00", "평일 오전 9시", "0 9 * * 1", in any time zone of the world.
//!
//! What is pure about it: the moment is always an argument. What it promises:
//!
//! 1. [`Timetable::next_after`] is strictly later than what it was given, and each local time on the wall comes up once.
//! 2. A time that the wall clock skips (when summer time begins) comes up at the first moment after the gap; a time that it
//!    shows twice (when summer time ends) comes up the first time.
//! 3. A day that a month does not have is its last one: "매월 31일" comes up in every month.
//! 4. However many runs were missed, [`Timetable::after_run`] leaves one of them and goes on with the first in the future.
//! 5. Every word of a phrase is understood, or the phrase is refused with the word that is not.
//! 6. Nothing is due more often than once an hour: readers leave channels that are posted to all the time.

mod phrase;
mod recurrence;
mod slots;
mod timetable;
mod wall;
mod zones;

pub use recurrence::{DayOfMonth, Days, Recurrence, RecurrenceError};
pub use timetable::{Timetable, TimetableError};
pub use zones::{DEFAULT_ZONE, complete_zone, zone};
