//! What comes back again and again, and its notation.

use std::fmt;
use std::str::FromStr;

use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};
use jiff::civil::{Time, Weekday, date};

use super::phrase;
use super::slots::Slots;

/// When something comes back, by the clock on the wall.
#[derive(Clone, Debug)]
pub enum Recurrence {
    /// On these days of each week.
    Weekly(Days, Time),
    /// On one day of each month.
    Monthly(DayOfMonth, Time),
    /// By a cron line of five fields: minute, hour, day of the month, month, day of the week.
    Cron(Box<Cron>),
}

/// Days of the week, at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days(u8);

/// A day of each month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOfMonth {
    /// This one, 1 to 31; the last one in a month that is shorter.
    Day(i8),
    /// The last one.
    Last,
}

/// Why a text does not say when something comes back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecurrenceError {
    /// There is nothing in it.
    #[error("say when, such as \"every Monday 9:00\" or \"0 9 * * 1\"")]
    Empty,
    /// It says no time of the day.
    #[error("say at what time of the day, such as 9:00 or 오전 9시")]
    NoTime,
    /// It says several times of the day.
    #[error("say one time of the day; for several, add a schedule for each or write a cron line")]
    ManyTimes,
    /// It says no day.
    #[error("say on which days, such as every Monday, weekdays, daily or 매월 1일")]
    NoDays,
    /// It says days of the week and of the month.
    #[error("say days of the week or a day of the month, not both")]
    ManyDays,
    /// A word is not understood.
    #[error("{0:?} is not understood here")]
    Unknown(String),
    /// A cron line that is none.
    #[error("a cron line has five fields: minute, hour, day of the month, month, day of the week ({0})")]
    Cron(String),
    /// It never comes.
    #[error("that never comes")]
    Never,
    /// It comes more often than once an hour.
    #[error("that comes more often than once an hour")]
    TooOften,
}

/// Things that come more often than this are refused.
const MIN_MINUTES: i64 = 60;
/// How many runs of a cron line are looked at for that: a day and a half of hourly ones, months of daily ones.
const LOOKED_AT: usize = 40;

impl Days {
    /// Monday to Sunday.
    pub const ALL: Self = Self(0b111_1111);
    /// Monday to Friday.
    pub const WEEKDAYS: Self = Self(0b001_1111);
    /// Saturday and Sunday.
    pub const WEEKEND: Self = Self(0b110_0000);

    /// These days; none if there are none.
    pub fn of(days: impl IntoIterator<Item = Weekday>) -> Option<Self> {
        let bits = days.into_iter().fold(0, |bits, day| bits | bit(day));
        (bits != 0).then_some(Self(bits))
    }

    /// Whether it is one of them.
    #[must_use]
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    /// They, from Monday on.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        Weekday::Monday.cycle_forward().take(7).filter(move |day| self.contains(*day))
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.to_monday_zero_offset()
}

impl FromStr for Recurrence {
    type Err = RecurrenceError;

    /// Reads a phrase in either language, a cron line, or what [`fmt::Display`] writes.
    fn from_str(text: &str) -> Result<Self, RecurrenceError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RecurrenceError::Empty);
        }
        if looks_like_cron(text) { cron(text) } else { phrase::read(text) }
    }
}

/// Whether a text is meant as a cron line: it has an asterisk, or consists of nothing but fields of numbers.
fn looks_like_cron(text: &str) -> bool {
    let is_field = |word: &str| word.chars().all(|c| c.is_ascii_digit() || "*/,-".contains(c));
    text.contains('*')
        || text.starts_with('@')
        || (text.split_whitespace().count() >= 5 && text.split_whitespace().all(is_field))
}

fn cron(text: &str) -> Result<Recurrence, RecurrenceError> {
    let fields = text.split_whitespace().count();
    if fields != 5 {
        return Err(RecurrenceError::Cron(format!("this one has {fields}")));
    }
    let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
    let cron = parser.parse(text).map_err(|error| RecurrenceError::Cron(error.to_string()))?;
    let recurrence = Recurrence::Cron(Box::new(cron));
    // The years from a leap day on hold every kind of day; which ones does not matter.
    let runs: Vec<_> = Slots::from(&recurrence, date(2024, 2, 28).at(0, 0, 0, 0)).take(LOOKED_AT).collect();
    if runs.is_empty() {
        return Err(RecurrenceError::Never);
    }
    let too_close = |pair: &[jiff::civil::DateTime]| {
        pair.first()
            .zip(pair.get(1))
            .is_some_and(|(first, second)| second.duration_since(*first).as_mins() < MIN_MINUTES)
    };
    if runs.windows(2).any(too_close) { Err(RecurrenceError::TooOften) } else { Ok(recurrence) }
}

impl fmt::Display for Recurrence {
    /// Writes a notation that [`FromStr`] reads back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |time: &Time| format!("{:02}:{:02}", time.hour(), time.minute());
        match self {
            Self::Weekly(Days::ALL, time) => write!(f, "daily {}", clock(time)),
            Self::Weekly(days, time) => {
                let names: Vec<&str> = days.iter().map(phrase::short_name).collect();
                write!(f, "weekly {} {}", names.join(","), clock(time))
            }
            Self::Monthly(DayOfMonth::Day(day), time) => write!(f, "monthly day {day} {}", clock(time)),
            Self::Monthly(DayOfMonth::Last, time) => write!(f, "monthly last day {}", clock(time)),
            Self::Cron(cron) => f.write_str(cron.as_str()),
        }
    }
}

impl PartialEq for Recurrence {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Recurrence {}
