//! Times on the wall, one after the other, before any time zone.

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime};

use super::recurrence::{DayOfMonth, Recurrence};
use super::wall::Wall;

/// So many days are looked through for the next one: more than a month, and more than a week.
const HORIZON_DAYS: usize = 70;

/// The times of a recurrence from a moment on, that moment included.
#[derive(Debug)]
pub(super) struct Slots<'a> {
    recurrence: &'a Recurrence,
    /// The first moment that was not looked at.
    from: Option<DateTime>,
}

impl<'a> Slots<'a> {
    pub(super) fn from(recurrence: &'a Recurrence, from: DateTime) -> Self {
        Self { recurrence, from: Some(from) }
    }
}

impl Iterator for Slots<'_> {
    type Item = DateTime;

    fn next(&mut self) -> Option<DateTime> {
        let from = self.from.take()?;
        let found = match self.recurrence {
            Recurrence::Weekly(days, time) => {
                first(from, |day| days.contains(day.weekday()).then(|| day.to_datetime(*time)))
            }
            Recurrence::Monthly(day_of_month, time) => first(from, |day| {
                let wanted = match day_of_month {
                    DayOfMonth::Day(wanted) => (*wanted).min(day.days_in_month()),
                    DayOfMonth::Last => day.days_in_month(),
                };
                (day.day() == wanted).then(|| day.to_datetime(*time))
            }),
            Recurrence::Cron(cron) => cron.find_next_occurrence(&Wall(from), true).ok().map(|wall| wall.0),
        }?;
        // Nothing is due twice within a minute.
        self.from = found.checked_add(1.minute()).ok();
        Some(found)
    }
}

/// The first time from a moment on that one of the next days has.
fn first(from: DateTime, on: impl Fn(Date) -> Option<DateTime>) -> Option<DateTime> {
    from.date().series(1.day()).take(HORIZON_DAYS).filter_map(on).find(|slot| *slot >= from)
}
