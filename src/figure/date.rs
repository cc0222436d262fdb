//! Dates as exact as they were published: a year, a month or a day.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A date that is known to the year, the month or the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// `2024`
    Year(i16),
    /// `2024-04`
    Month(i16, i8),
    /// `2024-04-15`
    Day(Date),
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a date: write it as 2024, 2024-04 or 2024-04-15")]
pub struct DateError {
    /// What was written.
    pub text: String,
}

impl PartialDate {
    /// The first day that the date can mean.
    #[must_use]
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
            Self::Month(year, month) => Date::new(year, month, 1).unwrap_or(Date::MIN),
            Self::Day(day) => day,
        }
    }

    /// The last day that the date can mean.
    #[must_use]
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) => Date::new(year, 12, 31).unwrap_or(Date::MAX),
            Self::Month(..) => self.first_day().last_of_month(),
            Self::Day(day) => day,
        }
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i16 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(day) => day.year(),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        parse(text).ok_or_else(|| DateError { text: text.chars().take(40).collect() })
    }
}

fn parse(text: &str) -> Option<PartialDate> {
    let number = |part: &str, digits: usize| -> Option<i16> {
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)?;
    let Some(month) = parts.next() else { return Some(PartialDate::Year(year)) };
    let month = i8::try_from(number(month, 2)?).ok()?;
    Date::new(year, month, 1).ok()?;
    let Some(day) = parts.next() else { return Some(PartialDate::Month(year, month)) };
    let day = i8::try_from(number(day, 2)?).ok()?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, month, day).ok().map(PartialDate::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_and_written_alike() {
        for text in ["2024", "2024-02", "2024-02-29"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in ["", "24", "2024-13", "2023-02-29", "2024-1-1", "2024-01-01-01", "２０２４", "+2024"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_spans_its_days() {
        let month: PartialDate = "2024-02".parse().unwrap();
        assert_eq!(month.first_day().to_string(), "2024-02-01");
        assert_eq!(month.last_day().to_string(), "2024-02-29");
    }
}
