//! Dates in words, as exact as they were published: `1 June 2024`, 2024년 6월 1일.

use jiff::civil::Date;

use crate::figure::{Language, PartialDate};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date in words.
#[must_use]
pub fn date(language: Language, date: PartialDate) -> String {
    match (language, date) {
        (Language::English, PartialDate::Year(year)) => year.to_string(),
        (Language::English, PartialDate::Month(year, number)) => format!("{} {year}", month(number)),
        (Language::English, PartialDate::Day(day)) => format!("{} {} {}", day.day(), month(day.month()), day.year()),
        (Language::Korean, PartialDate::Year(year)) => format!("{year}년"),
        (Language::Korean, PartialDate::Month(year, number)) => format!("{year}년 {number}월"),
        (Language::Korean, PartialDate::Day(day)) => format!("{}년 {}월 {}일", day.year(), day.month(), day.day()),
    }
}

/// A day in words.
#[must_use]
pub fn day(language: Language, day: Date) -> String {
    date(language, PartialDate::Day(day))
}

/// The English name of a month, 1 being January.
pub(super) fn month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|position| MONTHS.get(position)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_words() {
        let table = [
            ("2024", "2024", "2024년"),
            ("2024-04", "April 2024", "2024년 4월"),
            ("2024-06-01", "1 June 2024", "2024년 6월 1일"),
            ("2023-12-31", "31 December 2023", "2023년 12월 31일"),
            ("0079-08-24", "24 August 79", "79년 8월 24일"),
        ];
        for (text, english, korean) in table {
            let parsed = text.parse().unwrap();
            assert_eq!([date(Language::English, parsed), date(Language::Korean, parsed)], [english, korean]);
        }
    }
}
