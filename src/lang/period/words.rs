//! The words of which periods are made, in both languages.

use once_cell::sync::Lazy;
use rustc_hash::FxHashSet;

/// What stands behind a number that is no year.
pub(super) const COUNTERS: &[&str] = &[
    "개", "명", "곳", "대", "장", "원", "달러", "건", "배", "위", "사", "만", "억", "조", "여", "가구", "톤", "점",
    "회", "번", "유로", "엔",
];

/// Words that stand before a period, and the months: what a period that is written in English begins with.
pub(super) const SINCE: [&str; 3] = ["since", "starting", "beginning"];
pub(super) const UNTIL: [&str; 4] = ["until", "till", "upto", "through"];
pub(super) const BEFORE: [&str; 2] = ["before", "prior"];
pub(super) const AFTER: [&str; 1] = ["after"];
pub(super) const BETWEEN: [&str; 2] = ["between", "from"];
pub(super) const LAST: [&str; 2] = ["last", "past"];
pub(super) const LEADING: [&str; 6] = ["by", "the", "in", "as", "at", "of"];
/// The English names of the months.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
pub(super) const PARTS: &[(&[&str], Part)] = &[
    (&["end", "of"], Part::End),
    (&["year", "end"], Part::End),
    (&["yearend"], Part::End),
    (&["late"], Part::Year),
    (&["early"], Part::Year),
    (&["mid"], Part::Year),
    (&["middle", "of"], Part::Year),
    (&["first", "half"], Part::Half(1)),
    (&["1st", "half"], Part::Half(1)),
    (&["second", "half"], Part::Half(2)),
    (&["2nd", "half"], Part::Half(2)),
    (&["h1"], Part::Half(1)),
    (&["1h"], Part::Half(1)),
    (&["h2"], Part::Half(2)),
    (&["2h"], Part::Half(2)),
    (&["first", "quarter"], Part::Quarter(1)),
    (&["second", "quarter"], Part::Quarter(2)),
    (&["third", "quarter"], Part::Quarter(3)),
    (&["fourth", "quarter"], Part::Quarter(4)),
    (&["q1"], Part::Quarter(1)),
    (&["q2"], Part::Quarter(2)),
    (&["q3"], Part::Quarter(3)),
    (&["q4"], Part::Quarter(4)),
];
/// The first two letters of all of these.
pub(super) static ENGLISH_BEGINNINGS: Lazy<FxHashSet<[char; 2]>> = Lazy::new(|| {
    let openings = [&SINCE[..], &UNTIL, &BEFORE, &AFTER, &BETWEEN, &LAST, &LEADING, &MONTHS].concat();
    let parts = PARTS.iter().filter_map(|(words, _)| words.first().copied());
    let years = YEARS_FROM_NOW.iter().map(|(word, _)| *word);
    let two = |word: &str| {
        let mut letters = word.chars();
        Some([letters.next()?, letters.next()?])
    };
    openings.into_iter().chain(parts).chain(years).filter_map(two).collect()
});

/// Years counted from this one.
pub(super) const YEARS_FROM_NOW: [(&str, i16); 14] = [
    ("재작년", -2),
    ("작년", -1),
    ("지난해", -1),
    ("전년도", -1),
    ("전년", -1),
    ("올해", 0),
    ("금년", 0),
    ("이번해", 0),
    ("내년", 1),
    ("yearbeforelast", -2),
    ("lastyear", -1),
    ("previousyear", -1),
    ("thisyear", 0),
    ("nextyear", 1),
];
/// Before a number of years.
pub(super) const KOREAN_SPANS: [&str; 2] = ["최근", "지난"];
/// What a period that is written in Hangul begins with: 작년, 재작년, 지난해, 지난 3년, 전년, 올해, 금년, 이번 해, 내년, 최근 3년.
pub(super) const KOREAN_BEGINNINGS: [char; 9] = ['작', '재', '지', '전', '올', '금', '이', '내', '최'];

#[derive(Clone, Copy)]
pub(super) enum Part {
    End,
    Year,
    Half(i16),
    Quarter(i16),
}
