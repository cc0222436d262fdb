//! Periods in words: `first half of 2023`, 2023년 상반기, `2020–2023`.

use jiff::civil::Date;

use crate::figure::{Language, PartialDate, Period};

use super::date::{date, month};

/// A period in words.
#[must_use]
pub fn period(language: Language, period: &Period) -> String {
    let Some(end) = period.end() else { return date(language, period.start()) };
    let (first, last) = (period.first_day(), period.last_day());
    if first == last {
        return date(language, PartialDate::Day(first));
    }
    if let Some(words) = part_of_year(language, first, last) {
        return words;
    }
    match (period.start(), end) {
        (PartialDate::Year(from), PartialDate::Year(to)) => match language {
            Language::English => format!("{from}–{to}"),
            Language::Korean => format!("{from}~{to}년"),
        },
        (PartialDate::Month(from_year, from), PartialDate::Month(to_year, to)) if from_year == to_year => {
            match language {
                Language::English => format!("{}–{} {to_year}", month(from), month(to)),
                Language::Korean => format!("{from_year}년 {from}~{to}월"),
            }
        }
        (PartialDate::Day(from), PartialDate::Day(to)) if from.year() == to.year() => days(language, from, to),
        (start, end) => match language {
            Language::English => format!("{} – {}", date(language, start), date(language, end)),
            Language::Korean => format!("{}~{}", date(language, start), date(language, end)),
        },
    }
}

/// A month, quarter, half or year that the two days enclose exactly.
fn part_of_year(language: Language, first: Date, last: Date) -> Option<String> {
    if first.year() != last.year() || first.day() != 1 || last != last.last_of_month() {
        return None;
    }
    let year = first.year();
    let (from, to) = (first.month(), last.month());
    Some(match (language, from, to) {
        (_, 1, 12) => date(language, PartialDate::Year(year)),
        (_, from, to) if from == to => date(language, PartialDate::Month(year, from)),
        (Language::English, 1, 6) => format!("first half of {year}"),
        (Language::English, 7, 12) => format!("second half of {year}"),
        (Language::English, 1, 3) => format!("first quarter of {year}"),
        (Language::English, 4, 6) => format!("second quarter of {year}"),
        (Language::English, 7, 9) => format!("third quarter of {year}"),
        (Language::English, 10, 12) => format!("fourth quarter of {year}"),
        (Language::Korean, 1, 6) => format!("{year}년 상반기"),
        (Language::Korean, 7, 12) => format!("{year}년 하반기"),
        (Language::Korean, from, to) if to - from == 2 && from % 3 == 1 => format!("{year}년 {}분기", (from + 2) / 3),
        _ => return None,
    })
}

/// Two days of one year.
fn days(language: Language, from: Date, to: Date) -> String {
    let one_month = from.month() == to.month();
    match language {
        Language::English if one_month => format!("{}–{} {} {}", from.day(), to.day(), month(to.month()), to.year()),
        Language::English => {
            format!("{} {} – {} {} {}", from.day(), month(from.month()), to.day(), month(to.month()), to.year())
        }
        Language::Korean if one_month => format!("{}년 {}월 {}~{}일", from.year(), from.month(), from.day(), to.day()),
        Language::Korean => {
            format!("{}년 {}월 {}일~{}월 {}일", from.year(), from.month(), from.day(), to.month(), to.day())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_in_words() {
        let table = [
            ("2023", "2023", "2023년"),
            ("2020-06", "June 2020", "2020년 6월"),
            ("2023-12-31", "31 December 2023", "2023년 12월 31일"),
            ("2023-01/2023-06", "first half of 2023", "2023년 상반기"),
            ("2023-07-01/2023-12-31", "second half of 2023", "2023년 하반기"),
            ("2023-01/2023-03", "first quarter of 2023", "2023년 1분기"),
            ("2023-04/2023-06", "second quarter of 2023", "2023년 2분기"),
            ("2023-07/2023-09", "third quarter of 2023", "2023년 3분기"),
            ("2023-10/2023-12", "fourth quarter of 2023", "2023년 4분기"),
            ("2023-01/2023-12", "2023", "2023년"),
            ("2023-02-01/2023-02-28", "February 2023", "2023년 2월"),
            ("2023-02/2023-04", "February–April 2023", "2023년 2~4월"),
            ("2020/2023", "2020–2023", "2020~2023년"),
            ("2022-06/2023-05", "June 2022 – May 2023", "2022년 6월~2023년 5월"),
            ("2024-06-03/2024-06-07", "3–7 June 2024", "2024년 6월 3~7일"),
            ("2024-05-30/2024-06-07", "30 May – 7 June 2024", "2024년 5월 30일~6월 7일"),
            ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024", "2023년 12월 30일~2024년 1월 2일"),
            ("2020-06/2023-12-31", "June 2020 – 31 December 2023", "2020년 6월~2023년 12월 31일"),
            ("2024-06-03/2024-06-03", "3 June 2024", "2024년 6월 3일"),
        ];
        for (text, english, korean) in table {
            let parsed: Period = text.parse().unwrap();
            assert_eq!([period(Language::English, &parsed), period(Language::Korean, &parsed)], [english, korean]);
        }
    }
}
