//! The time that a figure speaks of, in the ISO 8601 forms that data packs use.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::{DateError, PartialDate};

/// The time that a figure is about: one date (`2023`, `2023-06`, `2023-12-31`) or an interval (`2023-01/2023-06`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    start: PartialDate,
    end: Option<PartialDate>,
}

/// Why a text is not a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// A part is no date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// The interval ends before it starts.
    #[error("the period `{0}` ends before it starts: write the earlier date first")]
    Backwards(String),
}

impl Period {
    /// A period of one date.
    #[must_use]
    pub fn at(date: PartialDate) -> Self {
        Self { start: date, end: None }
    }

    /// From the first day of `start` to the last day of `end`, both included.
    ///
    /// # Errors
    /// If `end` lies before `start`.
    pub fn between(start: PartialDate, end: PartialDate) -> Result<Self, PeriodError> {
        let period = Self { start, end: Some(end) };
        if end.last_day() < start.first_day() { Err(PeriodError::Backwards(period.to_string())) } else { Ok(period) }
    }

    /// The start, as exact as it was given.
    #[must_use]
    pub fn start(&self) -> PartialDate {
        self.start
    }

    /// The end of an interval, as exact as it was given; none for a single date.
    #[must_use]
    pub fn end(&self) -> Option<PartialDate> {
        self.end
    }

    /// The first day.
    #[must_use]
    pub fn first_day(&self) -> Date {
        self.start.first_day()
    }

    /// The last day.
    #[must_use]
    pub fn last_day(&self) -> Date {
        self.end.unwrap_or(self.start).last_day()
    }

    /// Whether every day of `other` lies in this period.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.first_day() <= other.first_day() && other.last_day() <= self.last_day()
    }
}

impl Period {
    /// Tells apart periods of the same days: the date forms of the start and the end, less exact first.
    fn exactness(&self) -> (u8, u8) {
        let form = |date| match date {
            PartialDate::Year(_) => 1,
            PartialDate::Month(..) => 2,
            PartialDate::Day(_) => 3,
        };
        (self.end.map_or(0, form), form(self.start))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    /// Older first: by the last day, then by the first day, then by how exact it is.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |period: &Self| (period.last_day(), period.first_day(), period.exactness());
        key(self).cmp(&key(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.end {
            None => write!(f, "{}", self.start),
            Some(end) => write!(f, "{}/{end}", self.start),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        match text.split_once('/') {
            None => Ok(Self::at(text.parse()?)),
            Some((start, end)) => Self::between(start.parse()?, end.parse()?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_and_written_alike() {
        for text in ["2023", "2023-06", "2023-12-31", "2023-01/2023-06", "2020/2023"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_backward_interval_is_refused_with_a_remedy() {
        let error = "2023/2020".parse::<Period>().unwrap_err();
        assert_eq!(error.to_string(), "the period `2023/2020` ends before it starts: write the earlier date first");
    }

    #[test]
    fn a_year_contains_its_days_and_halves() {
        let year: Period = "2023".parse().unwrap();
        for inner in ["2023", "2023-12-31", "2023-01/2023-06"] {
            assert!(year.contains(&inner.parse().unwrap()), "{inner}");
        }
        assert!(!year.contains(&"2022/2023".parse().unwrap()));
    }
}
