//! Periods as questions name them, in both languages: `2023년 말`, `'23`, `first half of 2023`, `작년`, `since 2020`.
//!
//! Finds every mention with its place in the text. Nothing is guessed: a number that is no date is left alone.

mod reader;
mod shift;
mod words;

use jiff::civil::Date;

pub use words::MONTHS;

use crate::figure::{PartialDate, Period};
use crate::lang::text::Text;
use reader::Reader;
pub(crate) use shift::{shift, shift_in_english};

/// A period that a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Figures that lie within it.
    Within(Period),
    /// Figures of the year's last day, or of the year as a whole.
    EndOf(i16),
    /// All figures from then on.
    Since(PartialDate),
    /// All figures up to then.
    Until(PartialDate),
    /// All figures within, as a series.
    Between(Period),
}

impl Asked {
    /// Whether a figure's period is one of those asked for.
    #[must_use]
    pub fn admits(&self, period: &Period) -> bool {
        match self {
            Self::Within(asked) | Self::Between(asked) => asked.contains(period),
            Self::EndOf(year) => {
                let end = PartialDate::Year(*year).last_day();
                period.last_day() == end && period.first_day() >= PartialDate::Year(*year).first_day()
            }
            Self::Since(date) => period.first_day() >= date.first_day(),
            Self::Until(date) => period.last_day() <= date.last_day(),
        }
    }

    /// Whether it asks for all periods and not for one.
    #[must_use]
    pub fn is_series(&self) -> bool {
        matches!(self, Self::Since(_) | Self::Until(_) | Self::Between(_))
    }

    /// In ISO form, for a reply that says there is no figure for it.
    #[must_use]
    pub fn iso(&self) -> String {
        match self {
            Self::Within(period) | Self::Between(period) => period.to_string(),
            Self::EndOf(year) => format!("{year:04}-12-31"),
            Self::Since(date) => format!("{date}/.."),
            Self::Until(date) => format!("../{date}"),
        }
    }

    /// The calendar year in which it begins, or for an open beginning ends.
    #[must_use]
    pub fn first_year(&self) -> i16 {
        match self {
            Self::Within(period) | Self::Between(period) => period.start().year(),
            Self::EndOf(year) => *year,
            Self::Since(date) | Self::Until(date) => date.year(),
        }
    }
}

/// A mention: from, to (places in the text), and what it asks for.
pub(crate) type Mention = (usize, usize, Asked);

/// Finds all periods in a text; `today` is the day on which it was asked.
pub(crate) fn find(text: &Text, today: Date) -> Vec<Mention> {
    let reader = Reader { text, today };
    let mut mentions: Vec<Mention> = Vec::new();
    let mut place = 0;
    while place < text.len() {
        if !text.is_border(place) {
            place += 1;
            continue;
        }
        match reader.mention(place) {
            Some((end, asked)) if end > place => {
                mentions.push((place, end, asked));
                place = end;
            }
            _ => place = text.run_end(place).min(reader.next_digit(place + 1)),
        }
    }
    counted_from_named(text, &mut mentions);
    mentions
}

/// Words for the year before one that was named, or before this one.
const YEAR_BEFORE: [&str; 3] = ["전년도", "전년", "previousyear"];

/// Beside one year that is named, the year before is the one before that: 2024년에 전년보다.
fn counted_from_named(text: &Text, mentions: &mut [Mention]) {
    let before = |mention: &Mention| YEAR_BEFORE.contains(&&*text.slice(mention.0, mention.1).replace(' ', ""));
    let named: Vec<Asked> = mentions.iter().filter(|mention| !before(mention)).map(|mention| mention.2).collect();
    let [one @ (Asked::Within(_) | Asked::EndOf(_))] = named.as_slice() else { return };
    let year = one.first_year() - 1;
    for mention in mentions.iter_mut().filter(|mention| before(mention)) {
        mention.2 = Asked::Within(Period::at(PartialDate::Year(year)));
    }
}

#[cfg(test)]
mod tests {
    use super::words::{KOREAN_BEGINNINGS, KOREAN_SPANS, YEARS_FROM_NOW};
    use super::*;

    #[track_caller]
    fn check(question: &str, expected: &str) {
        let today = Date::constant(2026, 11, 23);
        let found = find(&Text::new(question), today);
        let words: Vec<String> = found
            .iter()
            .map(|(_, _, asked)| match asked {
                Asked::Within(_) => asked.iso(),
                Asked::EndOf(year) => format!("end {year}"),
                Asked::Between(_) => format!("all {}", asked.iso()),
                Asked::Since(_) | Asked::Until(_) => asked.iso(),
            })
            .collect();
        assert_eq!(words.join(", "), expected, "{question}");
    }

    #[test]
    fn years_months_and_days() {
        check("H100 in 2023", "2023");
        check("2023년 한국", "2023");
        check("'23 korea", "2023");
        check("23년 한국", "2023");
        check("2023-06", "2023-06");
        check("2023.06.30.", "2023-06-30");
        check("June 2020", "2020-06");
        check("5 June 2024", "2024-06-05");
        check("June 5, 2024", "2024-06-05");
        check("2024년 6월 20일 기준", "2024-06-20");
        check("한국2023년", "2023");
        check("3 May 1871", "1871-05-03");
        check("1888년 4월 11일", "1888-04-11");
    }

    #[test]
    fn parts_of_years() {
        check("end of 2023", "end 2023");
        check("as of the end of 2023", "end 2023");
        check("2023년 말", "end 2023");
        check("2023년말에는", "end 2023");
        check("first half of 2023", "2023-01/2023-06");
        check("2023년 상반기", "2023-01/2023-06");
        check("Q3 2023", "2023-07/2023-09");
        check("2023Q3", "2023-07/2023-09");
        check("2023년 3분기", "2023-07/2023-09");
        check("2023 H1", "2023-01/2023-06");
    }

    #[test]
    fn relative_to_the_day_it_was_asked() {
        check("작년 한국", "2025");
        check("지난해 중국", "2025");
        check("2023년 말레이시아", "2023");
        check("2023년 도서관", "2023");
        check("2023년도 예산", "2023");
        check("2024년에 전년보다", "2024, 2023");
        check("last year", "2025");
        check("지난해 말", "end 2025");
        check("올해는", "2026");
        check("3년 전", "2023");
        check("3 years ago", "2023");
        check("재작년", "2024");
        check("지난 7월 발표", "2026-07");
        check("지난 12월", "2025-12");
        check("지난달에는", "2026-10");
        check("last March the", "2026-03");
        check("last month", "2026-10");
        check("지난 6개월", "");
    }

    #[test]
    fn ranges_and_open_ends() {
        check("between 2020 and 2023", "all 2020/2023");
        check("from 2020 to 2023", "all 2020/2023");
        check("2020-2023", "all 2020/2023");
        check("2020~2023년", "all 2020/2023");
        check("2020년부터 2023년까지", "all 2020/2023");
        check("2013/2024", "all 2013/2024");
        check("2024-11/2025-10", "all 2024-11/2025-10");
        check("since 2020", "2020/..");
        check("2020년 이후", "2020/..");
        check("before 2020", "../2019");
        check("prior to June 2020", "../2020-05-31");
        check("after 2020", "2021/..");
        check("after 5 June 2024", "2024-06-06/..");
        check("2020년 전까지", "../2019");
        check("last 3 years", "2023/..");
        check("최근 3년", "2023/..");
        check("2020년 대비 2023년", "2020, 2023");
        check("2020 vs 2023", "2020, 2023");
    }

    #[test]
    fn every_korean_beginning_is_known() {
        for word in YEARS_FROM_NOW.iter().map(|(word, _)| word).chain(&KOREAN_SPANS) {
            let first = word.chars().next().unwrap();
            assert!(first.is_ascii() || KOREAN_BEGINNINGS.contains(&first), "{word}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        check("1,961 H100s", "");
        check("H100 A100 GPT-4 RTX4090", "");
        check("top 5", "");
        check("2,023 people", "");
        check("5.3배", "");
        check("2023x", "");
        check("1961개 맞나", "");
        check("999999 20230", "");
    }
}
