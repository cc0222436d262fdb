//! Reads the text at one place: is it a period, and how far does it go?

use jiff::civil::Date;

use super::Asked;
use super::words::{
    AFTER, BEFORE, BETWEEN, COUNTERS, ENGLISH_BEGINNINGS, KOREAN_BEGINNINGS, KOREAN_SPANS, LAST, LEADING, MONTHS,
    PARTS, Part, SINCE, UNTIL, YEARS_FROM_NOW,
};
use crate::figure::{PartialDate, Period};
use crate::lang::text::{Class, Text};

/// Years outside are plain numbers.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;
/// With a month beside it, or the Korean word for year behind it, any of these is a year.
const DATED_YEARS: std::ops::RangeInclusive<i16> = 1000..=2100;

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

pub(super) struct Reader<'a> {
    pub text: &'a Text,
    pub today: Date,
}

impl Reader<'_> {
    /// Where the next digit begins at a border between scripts, so that `한국2023년` is read.
    pub fn next_digit(&self, from: usize) -> usize {
        (from..self.text.len())
            .find(|i| self.text.classes[*i] == Class::Digit && self.text.is_border(*i))
            .unwrap_or(self.text.len())
    }

    /// A period with the words around it: ranges and open ends.
    pub fn mention(&self, at: usize) -> Option<(usize, Asked)> {
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
        if let Some(found) = self.last_month(at) {
            return Some(found);
        }
        let (next, years) = self.digits(at, 1, 2)?;
        let end = self
            .any(next, &["년전에", "년전"])
            .or_else(|| self.any(next, &["yearsago", "yearago"]).filter(|end| self.text.is_border(*end)))?;
        Some((end, Atom::Whole(Period::at(PartialDate::Year(this_year - years)))))
    }

    /// `last June`, 지난 6월, `last month`, 지난달: the newest such month before this one.
    fn last_month(&self, at: usize) -> Option<(usize, Atom)> {
        let (year, this) = (self.today.year(), self.today.month());
        let of = |end: usize, month: i8| {
            let year = if month < this { year } else { year.checked_sub(1)? };
            Some((end, Atom::Whole(Period::at(PartialDate::Month(year, month)))))
        };
        let before = if this == 1 { 12 } else { this - 1 };
        if let Some(end) =
            self.any(at, &["지난달", "lastmonth"]).filter(|end| self.text.is_border(*end) || !self.is_latin(at))
        {
            return of(end, before);
        }
        if let Some(next) = self.word(at, "last") {
            let (end, month) = self.month_word(next)?;
            return if self.year(end).is_some() { None } else { of(end, month) };
        }
        let (next, month) = self.digits(self.any(at, &["지난"])?, 1, 2)?;
        let end = self.any(next, &["월"])?;
        let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        of(end, month)
    }

    fn is_latin(&self, at: usize) -> bool {
        self.text.classes.get(at) == Some(&Class::Letter)
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
        // "2023년 도서관": what is written apart begins another word.
        let joined = |end: &usize| self.text.gaps.get(end - 1) == Some(&'\0') || self.text.is_border(*end);
        let with_do = self.any(end, &["년도", "년치"]).filter(joined);
        let end = with_do.or_else(|| self.any(end, &["년"])).unwrap_or(end);
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
