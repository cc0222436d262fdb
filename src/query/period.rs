//! Periods as questions name them, in both languages: `2023년 말`, `'23`, `first half of 2023`, `작년`, `since 2020`.
//!
//! Finds every mention with its place in the text. Nothing is guessed: a number that is no date is left alone.

use jiff::civil::Date;
use once_cell::sync::Lazy;
use rustc_hash::FxHashSet;

use super::text::{Class, Text};
use crate::figure::{PartialDate, Period};

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
pub(super) type Mention = (usize, usize, Asked);

/// Years outside are plain numbers.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;
/// With a month beside it, or the Korean word for year behind it, any of these is a year.
const DATED_YEARS: std::ops::RangeInclusive<i16> = 1000..=2100;

/// What stands behind a number that is no year.
const COUNTERS: &[&str] = &[
    "개", "명", "곳", "대", "장", "원", "달러", "건", "배", "위", "사", "만", "억", "조", "여", "가구", "톤", "점",
    "회", "번", "유로", "엔",
];

/// Words that stand before a period, and the months: what a period that is written in English begins with.
const SINCE: [&str; 3] = ["since", "starting", "beginning"];
const UNTIL: [&str; 4] = ["until", "till", "upto", "through"];
const BEFORE: [&str; 2] = ["before", "prior"];
const AFTER: [&str; 1] = ["after"];
const BETWEEN: [&str; 2] = ["between", "from"];
const LAST: [&str; 2] = ["last", "past"];
const LEADING: [&str; 6] = ["by", "the", "in", "as", "at", "of"];
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
const PARTS: &[(&[&str], Part)] = &[
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
static ENGLISH_BEGINNINGS: Lazy<FxHashSet<[char; 2]>> = Lazy::new(|| {
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
const YEARS_FROM_NOW: [(&str, i16); 14] = [
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
const KOREAN_SPANS: [&str; 2] = ["최근", "지난"];
/// What a period that is written in Hangul begins with: 작년, 재작년, 지난해, 지난 3년, 전년, 올해, 금년, 이번 해, 내년, 최근 3년.
const KOREAN_BEGINNINGS: [char; 9] = ['작', '재', '지', '전', '올', '금', '이', '내', '최'];

/// A single date or named part of a year, before neighbours are looked at.
#[derive(Clone, Copy, Debug)]
enum Atom {
    Whole(Period),
    EndOf(i16),
}

impl Atom {
    fn start(self) -> PartialDate {
        match self {
            Self::Whole(period) => period.start(),
            Self::EndOf(year) => PartialDate::Month(year, 12),
        }
    }

    fn end(self) -> PartialDate {
        match self {
            Self::Whole(period) => period.end().unwrap_or(period.start()),
            Self::EndOf(year) => PartialDate::Month(year, 12),
        }
    }

    fn asked(self) -> Asked {
        match self {
            Self::Whole(period) => Asked::Within(period),
            Self::EndOf(year) => Asked::EndOf(year),
        }
    }
}

/// Finds all periods in a text; `today` is the day on which it was asked.
pub(super) fn find(text: &Text, today: Date) -> Vec<Mention> {
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
    mentions
}

struct Reader<'a> {
    text: &'a Text,
    today: Date,
}

impl Reader<'_> {
    /// Where the next digit begins at a border between scripts, so that `한국2023년` is read.
    fn next_digit(&self, from: usize) -> usize {
        (from..self.text.len())
            .find(|i| self.text.classes[*i] == Class::Digit && self.text.is_border(*i))
            .unwrap_or(self.text.len())
    }

    /// A period with the words around it: ranges and open ends.
    fn mention(&self, at: usize) -> Option<(usize, Asked)> {
        // Most words are none of those that a period begins with.
        let known = match self.text.classes[at] {
            Class::Hangul => KOREAN_BEGINNINGS.contains(&self.text.chars[at]),
            Class::Letter => self.text.chars.get(at..at + 2).is_some_and(|two| ENGLISH_BEGINNINGS.contains(two)),
            // No year and no day begins with several noughts.
            Class::Digit => self.text.chars[at] != '0' || self.digits(at, 1, 2).is_some(),
            Class::Ideograph | Class::Sign => false,
        };
        if !known {
            return None;
        }
        if let Some(found) = self.last_years(at) {
            return Some(found);
        }
        for word in SINCE {
            if let Some((end, atom)) = self.word(at, word).and_then(|next| self.atom(self.skip(next, &["in", "from"])))
            {
                return Some((end, Asked::Since(atom.start())));
            }
        }
        for word in UNTIL {
            if let Some((end, atom)) = self.word(at, word).and_then(|next| self.atom(next)) {
                return Some((end, Asked::Until(atom.end())));
            }
        }
        if let Some((end, atom)) =
            self.any_word(at, &BEFORE).and_then(|next| self.atom(self.skip(next, &["to", "the"])))
        {
            return Some((end, Asked::Until(before(atom.start())?)));
        }
        if let Some((end, atom)) = self.any_word(at, &AFTER).and_then(|next| self.atom(self.skip(next, &["the"]))) {
            return Some((end, Asked::Since(after(atom.end())?)));
        }
        let opened = self.any_word(at, &BETWEEN);
        let (end, first) = self.atom(opened.unwrap_or(at))?;
        if let Some((end, last)) = self.joined(end, opened.is_some()) {
            let period = Period::between(first.start(), last.end())
                .or_else(|_| Period::between(last.start(), first.end()))
                .ok()?;
            let end = self.any(end, &["사이에", "사이", "동안", "까지"]).unwrap_or(end);
            return Some((end, Asked::Between(period)));
        }
        if let Some(end) = self.any(end, &["이후로", "이후", "이래로", "이래", "부터", "onwards", "onward"])
        {
            return Some((end, Asked::Since(first.start())));
        }
        if let Some(end) = self.any(end, &["전까지"]) {
            return Some((end, Asked::Until(before(first.start())?)));
        }
        if let Some(end) = self.any(end, &["까지", "이전"]) {
            return Some((end, Asked::Until(first.end())));
        }
        if opened.is_some() && self.word(at, "from").is_none() {
            return None;
        }
        Some((end, first.asked()))
    }

    /// The second end of a range.
    fn joined(&self, end: usize, opened: bool) -> Option<(usize, Atom)> {
        if let Some(found) =
            self.word(end, "to").or_else(|| self.word(end, "until")).or_else(|| self.word(end, "through"))
        {
            return self.atom(found);
        }
        if opened && let Some(found) = self.word(end, "and") {
            return self.atom(found);
        }
        if let Some(found) = self.any(end, &["부터", "에서"]) {
            return self.atom(found);
        }
        // Between `2020년과 2023년 사이` and `2020년과 2023년` only the last word decides.
        if let Some(found) = self.any(end, &["과", "와"])
            && let Some((end, atom)) = self.atom(found)
            && self.any(end, &["사이"]).is_some()
        {
            return Some((end, atom));
        }
        let gap = *self.text.gaps.get(end)?;
        if matches!(gap, '-' | '~' | '/' | '–' | '—' | '〜' | '∼' | '…') { self.atom(end) } else { None }
    }

    /// `last 3 years`, `최근 3년`.
    fn last_years(&self, at: usize) -> Option<(usize, Asked)> {
        let next = self.any_word(at, &LAST).or_else(|| self.any(at, &KOREAN_SPANS))?;
        let (end, years) = self.digits(next, 1, 2)?;
        let end = self.any_word(end, &["years", "yrs"]).or_else(|| self.any(end, &["년간", "년동안", "년"]))?;
        Some((end, Asked::Since(PartialDate::Year(self.today.year() - years))))
    }

    fn atom(&self, at: usize) -> Option<(usize, Atom)> {
        if at > 0 && !self.text.is_border(at) {
            return None;
        }
        // Four digits are a year or nothing.
        if self.digits(at, 4, 4).is_some() {
            return self.year_first(at);
        }
        self.named_part(at).or_else(|| self.month_name(at)).or_else(|| self.ago(at)).or_else(|| self.year_first(at))
    }

    /// `end of 2023`, `first half of 2023`, `Q3 2023`.
    fn named_part(&self, at: usize) -> Option<(usize, Atom)> {
        let at = self.skip(at, &LEADING);
        let at = self.skip(at, &["the", "of"]);
        PARTS.iter().find_map(|(words, part)| {
            let next = words.iter().try_fold(at, |place, word| self.word(place, word))?;
            let (end, year) = self.year(self.skip(self.skip(next, &["of", "in"]), &["the", "year"]))?;
            Some((end, part.of(year)?))
        })
    }

    /// `June 2023`, `5 June 2023`, `June 5, 2023`.
    fn month_name(&self, at: usize) -> Option<(usize, Atom)> {
        let (next, day) = match self.digits(at, 1, 2) {
            Some((next, day)) => (self.skip(next, &["st", "nd", "rd", "th", "of"]), Some(day)),
            None => (at, None),
        };
        let (next, month) = self.month_word(next)?;
        let (next, day) = match day {
            Some(day) => (next, Some(day)),
            None => match self.digits(next, 1, 2).filter(|(end, _)| self.text.is_border(*end)) {
                Some((end, day)) if self.year(self.skip(end, &["st", "nd", "rd", "th"])).is_some() => {
                    (self.skip(end, &["st", "nd", "rd", "th"]), Some(day))
                }
                _ => (next, None),
            },
        };
        let (end, year) = self.year(self.skip(next, &["of", "in"]))?;
        let date = match day {
            Some(day) => PartialDate::Day(Date::new(year, month, i8::try_from(day).ok()?).ok()?),
            None => PartialDate::Month(year, month),
        };
        Some((end, Atom::Whole(Period::at(date))))
    }

    fn month_word(&self, at: usize) -> Option<(usize, i8)> {
        // All months begin with one of these.
        if !self.text.chars.get(at).is_some_and(|first| "jfmasond".contains(*first)) {
            return None;
        }
        (1i8..).zip(MONTHS).find_map(|(month, name)| {
            let end = self
                .word(at, name)
                .or_else(|| self.word(at, &name[..3]))
                .or_else(|| (month == 9).then(|| self.word(at, "sept"))?)?;
            Some((end, month))
        })
    }

    /// `last year`, `작년 말`, `3 years ago`, `3년 전`.
    fn ago(&self, at: usize) -> Option<(usize, Atom)> {
        let this_year = self.today.year();
        for (word, years) in YEARS_FROM_NOW {
            if let Some(end) = self.any(at, &[word]) {
                if word.is_ascii() && !self.text.is_border(end) {
                    continue;
                }
                return Some(self.korean_part(end, this_year + years));
            }
        }
        if let Some(next) = self.word(at, "end").and_then(|next| self.word(next, "of"))
            && let Some(end) = self.any(next, &["lastyear"])
        {
            return Some((end, Atom::EndOf(this_year - 1)));
        }
        let (next, years) = self.digits(at, 1, 2)?;
        let end = self
            .any(next, &["년전에", "년전"])
            .or_else(|| self.any(next, &["yearsago", "yearago"]).filter(|end| self.text.is_border(*end)))?;
        Some((end, Atom::Whole(Period::at(PartialDate::Year(this_year - years)))))
    }

    /// `2023`, `2023-06-30`, `2023년 상반기`, `'23`, `2023H1`.
    fn year_first(&self, at: usize) -> Option<(usize, Atom)> {
        let (end, year) = self.year(at)?;
        let gap = self.text.gaps.get(end).copied().unwrap_or('\0');
        if matches!(gap, '-' | '.' | '/')
            && let Some((next, month)) = self.digits(end, 1, 2)
            && (1..=12).contains(&month)
        {
            let month = i8::try_from(month).ok()?;
            let day = (self.text.gaps.get(next) == Some(&gap)).then(|| self.digits(next, 1, 2)).flatten();
            let date = match day {
                Some((next, day)) => (next, PartialDate::Day(Date::new(year, month, i8::try_from(day).ok()?).ok()?)),
                None => (next, PartialDate::Month(year, month)),
            };
            return Some((date.0, Atom::Whole(Period::at(date.1))));
        }
        let halves = [("h1", Part::Half(1)), ("h2", Part::Half(2)), ("1h", Part::Half(1)), ("2h", Part::Half(2))];
        let quarters =
            [("q1", 1), ("q2", 2), ("q3", 3), ("q4", 4)].map(|(word, quarter)| (word, Part::Quarter(quarter)));
        for (word, part) in halves.into_iter().chain(quarters) {
            if let Some(next) = self.any(end, &[word]).filter(|next| self.text.is_border(*next)) {
                return Some((next, part.of(year)?));
            }
        }
        Some(self.korean_part(end, year))
    }

    /// What may stand behind a year in Korean: `말`, `상반기`, `3분기`, `6월 30일`.
    fn korean_part(&self, end: usize, year: i16) -> (usize, Atom) {
        let whole = Atom::Whole(Period::at(PartialDate::Year(year)));
        if let Some(next) = self.syllable(end, &["연말", "말"]) {
            return (next, Atom::EndOf(year));
        }
        for (word, part) in [("상반기", Part::Half(1)), ("하반기", Part::Half(2))] {
            if let (Some(next), Some(atom)) = (self.any(end, &[word]), part.of(year)) {
                return (next, atom);
            }
        }
        if let Some(next) = self.syllable(end, &["초", "중"]) {
            return (next, whole);
        }
        if let Some((next, number)) = self.digits(end, 1, 2) {
            if let (Some(next), Some(atom)) = (self.any(next, &["분기"]), Part::Quarter(number).of(year)) {
                return (next, atom);
            }
            if let (Some(next), Ok(month @ 1..=12)) = (self.any(next, &["월"]), i8::try_from(number)) {
                if let Some((day_end, day)) = self.digits(next, 1, 2)
                    && let Some(day_end) = self.any(day_end, &["일"])
                    && let Some(day) = i8::try_from(day).ok().and_then(|day| Date::new(year, month, day).ok())
                {
                    return (day_end, Atom::Whole(Period::at(PartialDate::Day(day))));
                }
                let next = self.any(next, &["말", "초", "중순"]).unwrap_or(next);
                return (next, Atom::Whole(Period::at(PartialDate::Month(year, month))));
            }
        }
        (end, whole)
    }

    /// A year of four digits, or of two behind an apostrophe or before `년`. `년` and `년도` are read with it.
    fn year(&self, at: usize) -> Option<(usize, i16)> {
        let century = |two: i16| if two < 70 { 2000 + two } else { 1900 + two };
        let (end, year) = match self.digits(at, 4, 4) {
            Some((end, year)) => (end, year),
            None => {
                let (end, two) = self.digits(at, 2, 2)?;
                let quoted = matches!(self.text.gaps[at], '\'' | '’' | '‘' | '`');
                let counted = self.any(end, &["년"]).is_some()
                    && self.any(end, &["년전", "년간", "년동안", "년째", "년만"]).is_none();
                if !quoted && !counted {
                    return None;
                }
                (end, century(two))
            }
        };
        // `2,023` and `2023.5%` are numbers; `2023` glued to letters is a model's name, unless a half or quarter follows.
        let before = self.text.gaps[at];
        let digit_before = at > 0 && self.text.classes[at - 1] == Class::Digit;
        let behind = self.text.gaps.get(end).copied().unwrap_or('\0');
        let dated = self.any(end, &["년"]).is_some()
            || (matches!(behind, '-' | '.') && self.digits(end, 2, 2).is_some())
            || (at >= 3 && self.any_month_before(at));
        let years = if dated { DATED_YEARS } else { YEARS };
        if !years.contains(&year) || (digit_before && matches!(before, ',' | '.')) {
            return None;
        }
        let next_class = self.text.classes.get(end);
        let glued = self.text.gaps.get(end) == Some(&'\0');
        if glued && next_class == Some(&Class::Letter) && self.any(end, &["h1", "h2", "q1", "q2", "q3", "q4"]).is_none()
        {
            return None;
        }
        if self.text.gaps.get(end) == Some(&',') && next_class == Some(&Class::Digit) && self.text.is_border(end) {
            let thousands = self.digits(end, 3, 3).is_some();
            if thousands {
                return None;
            }
        }
        // `1961개` is a number of things.
        let counted = glued && next_class == Some(&Class::Hangul) && self.any(end, COUNTERS).is_some();
        if counted {
            return None;
        }
        let end = self.any(end, &["년도", "년"]).unwrap_or(end);
        Some((end, year))
    }

    /// Whether the name of a month stands right before a place, perhaps with a day between.
    fn any_month_before(&self, at: usize) -> bool {
        (at.saturating_sub(12)..at).any(|start| {
            self.month_word(start)
                .is_some_and(|(end, _)| end == at || self.digits(end, 1, 2).is_some_and(|(day, _)| day == at))
        })
    }

    /// A whole group of digits of a length.
    fn digits(&self, at: usize, least: usize, most: usize) -> Option<(usize, i16)> {
        if at > 0 && self.text.classes.get(at - 1) == Some(&Class::Digit) && self.text.gaps.get(at) == Some(&'\0') {
            return None;
        }
        let is_digit =
            |i: usize| self.text.classes.get(i) == Some(&Class::Digit) && (i == at || self.text.gaps[i] == '\0');
        let end = (at..).find(|i| !is_digit(*i))?;
        if !(least..=most).contains(&(end - at)) {
            return None;
        }
        self.text.slice(at, end).parse().ok().map(|number| (end, number))
    }

    /// A whole word.
    fn word(&self, at: usize, word: &str) -> Option<usize> {
        let end = self.any(at, &[word])?;
        (self.text.is_border(at) && self.text.is_border(end) && !(at + 1..end).any(|i| self.text.is_border(i)))
            .then_some(end)
    }

    /// One of these syllables where no other word begins with it: `2023년 말에`, not `2023년 말레이시아`.
    fn syllable(&self, at: usize, words: &[&str]) -> Option<usize> {
        let end = self.any(at, words)?;
        let next = self.text.chars.get(end);
        let ends = self.text.is_border(end) || next.is_some_and(|next| "에의은는까부기로이가엔도".contains(*next));
        ends.then_some(end)
    }

    fn any_word(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.word(at, word))
    }

    /// Any of these characters, spaces in the text ignored.
    fn any(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| {
            let mut end = at;
            for c in word.chars() {
                if self.text.chars.get(end) != Some(&c) {
                    return None;
                }
                end += 1;
            }
            Some(end)
        })
    }

    fn skip(&self, at: usize, words: &[&str]) -> usize {
        self.any_word(at, words).unwrap_or(at)
    }
}

/// The date right before another one, as exact as that.
fn before(date: PartialDate) -> Option<PartialDate> {
    match date {
        PartialDate::Year(year) => Some(PartialDate::Year(year - 1)),
        _ => date.first_day().yesterday().ok().map(PartialDate::Day),
    }
}

/// The date right after another one, as exact as that.
fn after(date: PartialDate) -> Option<PartialDate> {
    match date {
        PartialDate::Year(year) => Some(PartialDate::Year(year + 1)),
        _ => date.last_day().tomorrow().ok().map(PartialDate::Day),
    }
}

#[derive(Clone, Copy)]
enum Part {
    End,
    Year,
    Half(i16),
    Quarter(i16),
}

impl Part {
    fn of(self, year: i16) -> Option<Atom> {
        let months = |first: i8, last: i8| {
            Period::between(PartialDate::Month(year, first), PartialDate::Month(year, last)).ok().map(Atom::Whole)
        };
        match self {
            Self::End => Some(Atom::EndOf(year)),
            Self::Year => Some(Atom::Whole(Period::at(PartialDate::Year(year)))),
            Self::Half(half @ 1..=2) => months(i8::try_from(half * 6 - 5).ok()?, i8::try_from(half * 6).ok()?),
            Self::Quarter(quarter @ 1..=4) => {
                months(i8::try_from(quarter * 3 - 2).ok()?, i8::try_from(quarter * 3).ok()?)
            }
            Self::Half(_) | Self::Quarter(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
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
        check("last year", "2025");
        check("지난해 말", "end 2025");
        check("올해는", "2026");
        check("3년 전", "2023");
        check("3 years ago", "2023");
        check("재작년", "2024");
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
