//! Years, quarters, months and days as tables write them.

use jiff::civil::Date;
use once_cell::sync::Lazy;
use regex::Regex;

use crate::figure::{PartialDate, Period};

#[expect(clippy::unwrap_used, reason = "the patterns are constants that tests read")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

static YEAR: Lazy<Regex> = Lazy::new(|| {
    pattern(r"^(?:yr|x|y|fy|cy)?\s?((?:1[5-9]|2[01])\d\d)(?:\.0)?(?:\s?년도?)?\s?(?:\[yr\d{4}\])?(?:년도)?$")
});
static MONTH: Lazy<Regex> =
    Lazy::new(|| pattern(r"^((?:1[5-9]|2[01])\d\d)\s?(?:[-./]|m|-m|년)\s?(\d{2}|\d(?:월))\.?\s?월?$"));
static COMPACT_MONTH: Lazy<Regex> = Lazy::new(|| pattern(r"^((?:1[89]|20)\d\d)(0[1-9]|1[0-2])$"));
static DAY: Lazy<Regex> = Lazy::new(|| {
    pattern(r"^((?:1[5-9]|2[01])\d\d)(?:[-./]|년)\s?(\d{1,2})(?:[-./]|월)\s?(\d{1,2})(?:일|\.)?(?:[t ]\d\d:\d\d.*)?$")
});
static QUARTER: Lazy<Regex> =
    Lazy::new(|| pattern(r"^((?:1[5-9]|2[01])\d\d)(?:[-./ ]|년)?\s?(?:q([1-4])|([1-4])/4|([1-4])(?:/4)?\s?분기)$"));
static QUARTER_FIRST: Lazy<Regex> = Lazy::new(|| pattern(r"^(?:q([1-4])|([1-4])q)[-/ ]?((?:1[5-9]|2[01])\d\d)$"));
static HALF: Lazy<Regex> =
    Lazy::new(|| pattern(r"^((?:1[5-9]|2[01])\d\d)(?:[-./ ]|년)?\s?(?:[sh]([12])|(상|하)반기)$"));
static YEARS: Lazy<Regex> = Lazy::new(|| pattern(r"^((?:1[5-9]|2[01])\d\d)\s?[-–/~]\s?((?:1[5-9]|2[01])\d\d|\d\d)$"));

/// The period that a cell names, in the forms of both languages; none if it can be read in two ways.
pub(super) fn period(cell: &str) -> Option<Period> {
    // A spreadsheet's mark for "this is text".
    let text = cell.trim().trim_start_matches(['\'', '’']).to_lowercase();
    let number =
        |found: &regex::Captures<'_>, at: usize| found.get(at).and_then(|part| part.as_str().parse::<i16>().ok());
    if let Some(found) = YEAR.captures(&text) {
        return Some(Period::at(PartialDate::Year(number(&found, 1)?)));
    }
    if let Some(found) = QUARTER.captures(&text) {
        let quarter = [2, 3, 4].into_iter().find_map(|at| number(&found, at))?;
        return months(number(&found, 1)?, quarter * 3 - 2, quarter * 3);
    }
    if let Some(found) = QUARTER_FIRST.captures(&text) {
        let quarter = [1, 2].into_iter().find_map(|at| number(&found, at))?;
        return months(number(&found, 3)?, quarter * 3 - 2, quarter * 3);
    }
    if let Some(found) = HALF.captures(&text) {
        let is_second = number(&found, 2) == Some(2) || found.get(3).is_some_and(|half| half.as_str() == "하");
        return if is_second { months(number(&found, 1)?, 7, 12) } else { months(number(&found, 1)?, 1, 6) };
    }
    if let Some(found) = DAY.captures(&text) {
        let part = |at| number(&found, at).and_then(|part| i8::try_from(part).ok());
        let day = Date::new(number(&found, 1)?, part(2)?, part(3)?).ok()?;
        return Some(Period::at(PartialDate::Day(day)));
    }
    if let Some(found) = MONTH.captures(&text).or_else(|| COMPACT_MONTH.captures(&text)) {
        let month = found.get(2)?.as_str().trim_end_matches('월').parse::<i8>().ok()?;
        let year = number(&found, 1)?;
        if (1..=12).contains(&month) {
            // "2010/11" is November, or the year from 2010 to 2011.
            let is_unclear = text.contains('/') && i16::from(month) == year % 100 + 1;
            return (!is_unclear).then_some(Period::at(PartialDate::Month(year, month)));
        }
    }
    if let Some(found) = YEARS.captures(&text) {
        let start = number(&found, 1)?;
        let end = found.get(2)?.as_str();
        let end = if end.len() == 2 { start / 100 * 100 + end.parse::<i16>().ok()? } else { end.parse().ok()? };
        return (end > start).then(|| Period::between(PartialDate::Year(start), PartialDate::Year(end)).ok()).flatten();
    }
    None
}

/// Whether a header names a period and nothing else; a lone number is a year only from 1500 on.
pub(super) fn is_period(cell: &str) -> bool {
    period(cell).is_some()
}

fn months(year: i16, first: i16, last: i16) -> Option<Period> {
    let month = |month: i16| Some(PartialDate::Month(year, i8::try_from(month).ok()?));
    Period::between(month(first)?, month(last)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_of_statistical_offices() {
        let table = [
            ("2020", "2020"),
            ("2020년", "2020"),
            ("2015 [YR2015]", "2015"),
            ("YR2015", "2015"),
            ("X1960", "1960"),
            ("2020-05", "2020-05"),
            ("2020.05", "2020-05"),
            ("2020. 05 월", "2020-05"),
            ("2020년 5월", "2020-05"),
            ("2020M11", "2020-11"),
            ("202005", "2020-05"),
            ("2020-Q1", "2020-01/2020-03"),
            ("2020Q4", "2020-10/2020-12"),
            ("Q2 2020", "2020-04/2020-06"),
            ("2020 3/4", "2020-07/2020-09"),
            ("2020년 2분기", "2020-04/2020-06"),
            ("2020-S2", "2020-07/2020-12"),
            ("2020년 상반기", "2020-01/2020-06"),
            ("2020-12-31", "2020-12-31"),
            ("2020. 12. 31.", "2020-12-31"),
            ("'2021", "2021"),
            ("2019-2021", "2019/2021"),
            ("2019/20", "2019/2020"),
        ];
        for (cell, expected) in table {
            assert_eq!(period(cell).map(|period| period.to_string()).as_deref(), Some(expected), "{cell}");
        }
        for odd in ["2020.1", "31/12/2020", "95", "1234", "2020-13", "2010/11", "Korea", "", "2021/2020", "12345"] {
            assert_eq!(period(odd), None, "{odd}");
        }
    }
}
