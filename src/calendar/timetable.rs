//! A recurrence in a time zone: moments in time.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::recurrence::{Recurrence, RecurrenceError};
use super::slots::Slots;
use super::zones::zone;

/// A moment is looked for from so far before on: longer than any gap in local time (a whole day, in Samoa in 2011).
const MARGIN_HOURS: i64 = 26;
/// A run that starts later than this is a missed one that is caught up on.
const PUNCTUAL: SignedDuration = SignedDuration::from_mins(30);

/// A recurrence in a time zone.
#[derive(Clone, Debug)]
pub struct Timetable {
    recurrence: Recurrence,
    zone: TimeZone,
    zone_name: String,
}

/// Why there is no timetable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimetableError {
    /// Of what it says when.
    #[error(transparent)]
    Recurrence(#[from] RecurrenceError),
    /// There is no such time zone.
    #[error("there is no time zone {0:?}: use a name such as Asia/Seoul")]
    Zone(String),
}

impl Timetable {
    /// A timetable of what comes back (a phrase, a cron line, or the notation) in the time zone of this name.
    ///
    /// # Errors
    /// If either is not understood.
    pub fn new(when: &str, zone_name: &str) -> Result<Self, TimetableError> {
        let (zone_name, zone) = zone(zone_name).ok_or_else(|| TimetableError::Zone(zone_name.to_owned()))?;
        Ok(Self { recurrence: when.parse()?, zone, zone_name })
    }

    /// What comes back; its text is a notation that can be stored.
    #[must_use]
    pub fn recurrence(&self) -> &Recurrence {
        &self.recurrence
    }

    /// The time zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The name of the time zone, as the IANA spells it.
    #[must_use]
    pub fn zone_name(&self) -> &str {
        &self.zone_name
    }

    /// The first run after a moment; none if there is none in the years that a calendar holds.
    #[must_use]
    pub fn next_after(&self, moment: Timestamp) -> Option<Timestamp> {
        let local = self.zone.to_datetime(moment);
        let from = local.checked_sub(MARGIN_HOURS.hours()).unwrap_or(DateTime::MIN);
        Slots::from(&self.recurrence, from).filter_map(|slot| self.moment(slot)).find(|run| *run > moment)
    }

    /// The runs after a moment, in order.
    pub fn runs_after(&self, moment: Timestamp) -> impl Iterator<Item = Timestamp> {
        std::iter::successors(self.next_after(moment), |run| self.next_after(*run))
    }

    /// The next run once the one that was due at `due` has run at `now`: the first in the future, whatever was missed; and
    /// the one after `due` even if the clock has been set back since.
    #[must_use]
    pub fn after_run(&self, due: Timestamp, now: Timestamp) -> Option<Timestamp> {
        self.next_after(due.max(now))
    }

    /// Whether a run that was due at `due` and starts at `now` was missed and is caught up on.
    #[must_use]
    pub fn is_late(due: Timestamp, now: Timestamp) -> bool {
        now.duration_since(due) > PUNCTUAL
    }

    /// The moment at which a clock on the wall first shows a time, or passes over it.
    fn moment(&self, slot: DateTime) -> Option<Timestamp> {
        let ambiguous = self.zone.to_ambiguous_timestamp(slot);
        match ambiguous.offset() {
            AmbiguousOffset::Gap { before, .. } => {
                // By the offset before the gap, a time within it lies after the gap's one moment.
                let beyond = before.to_timestamp(slot).ok()?;
                let gap = self.zone.preceding(beyond.checked_add(1.second()).ok()?).next()?;
                Some(gap.timestamp())
            }
            _ => ambiguous.earlier().ok(),
        }
    }
}
