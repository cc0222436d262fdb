//! Phrases of both languages: "every Monday and Thursday at 9:30 am", "매주 월·목 오전 9시 반", "the last day of the month".
//!
//! What is understood is taken out of the text piece by piece. What is left may only be words that say nothing by
//! themselves; anything else is a word that was not understood, and then nothing was.

use jiff::civil::{Time, Weekday};
use once_cell::sync::Lazy;
use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization as _;

use super::recurrence::{DayOfMonth, Days, Recurrence, RecurrenceError};

macro_rules! pattern {
    ($text:expr) => {
        Lazy::new(|| Regex::new($text).ok())
    };
}

type Pattern = Lazy<Option<Regex>>;

/// `9:30`, `9:30 pm`, `오후 9:30`
static CLOCK: Pattern = pattern!(r"(?:(오전|오후|아침|저녁|새벽|낮|밤) *)?\b(\d{1,2}):(\d{2})(?: *([ap])\.?m\b\.?|\b)");
/// `9 am`, `9pm`
static TWELVE: Pattern = pattern!(r"\b(\d{1,2}) *([ap])\.?m\b\.?");
/// `9 o'clock`
static O_CLOCK: Pattern = pattern!(r"\b(\d{1,2}) *o['’]?clock\b");
/// `at 9`
static AT: Pattern = pattern!(r"\bat (\d{1,2})\b");
/// `오전 9시 30분`, `9시 반`
static KOREAN_TIME: Pattern =
    pattern!(r"(?:(오전|오후|아침|저녁|새벽|낮|밤) *)?(\d{1,2}) *시(?: *(?:(\d{1,2}) *분|(반)))?(?:에|마다)?");
/// Times with a name.
static NAMED_TIME: Pattern = pattern!(r"\b(noon|midday|midnight)\b|(정오|자정)(?:에|마다)?");
/// `the last day of the month`, `매월 말일`
static LAST_DAY: Pattern =
    pattern!(r"\b(?:the )?last day\b(?: of (?:the|each|every) month\b)?|(?:말일|마지막 *날)(?:에|마다)?");
/// `the 1st`, `day 15`, `15일`
static DAY_OF_MONTH: Pattern = pattern!(
    r"\b(?:the )?(\d{1,2})(?:st|nd|rd|th)\b(?: of (?:the|each|every) month\b)?|\bday (\d{1,2})\b|(\d{1,2}) *일(?:에|마다)?"
);
/// Sets of days with a name.
static DAY_SET: Pattern = pattern!(
    r"\b(daily|every ?day|each day|weekdays?|workdays?|business days?|working days?|weekends?)\b|(매일|평일|주중|주말)(?:에|마다)?"
);
/// `monday to friday`, `mon-fri`
static RANGE: Pattern =
    pattern!(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.? *(?:-|–|to|through) *(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b\.?");
/// `월~금`, `월요일부터 금요일까지`
static KOREAN_RANGE: Pattern =
    pattern!(r"([월화수목금토일])(?:요일)? *(?:-|~|–|부터) *([월화수목금토일])(?:요일)?(?: *까지)?(?:에|마다)?");
/// A day's name.
static DAY: Pattern = pattern!(
    r"\b(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?\b\.?"
);
/// `월요일`, `월·수·금`, `월수금`
static KOREAN_DAYS: Pattern = pattern!(r"([월화수목금토일](?:(?: *[,·/] *)?[월화수목금토일])*)(?:요일)?(?:에|마다)?");
/// Words that say nothing by themselves.
static FILLER: Pattern = pattern!(r"\b(every|each|at|on|the|and|of|week|weekly)\b|매주|마다|그리고|와|과|에|[,.·/&]");
/// That a day of the month is meant.
static MONTHLY: Pattern = pattern!(r"\b(monthly|(?:of )?(?:every|each) month|of the month)\b|매월|매달");

/// Reads a phrase.
///
/// # Errors
/// What it does not say, or the first word that is not understood.
pub(super) fn read(text: &str) -> Result<Recurrence, RecurrenceError> {
    let mut rest: String = text.nfkc().flat_map(char::to_lowercase).collect();
    // First of all, because the word for "every month" holds the one for Monday.
    let mut monthly = false;
    take(&mut rest, &MONTHLY, |_| monthly = true);

    let mut times = Vec::new();
    take(&mut rest, &CLOCK, |found| {
        times.push(time(found.get(1).or(found.get(4)), number(found, 2), number(found, 3)));
    });
    take(&mut rest, &TWELVE, |found| times.push(time(found.get(2), number(found, 1), 0)));
    take(&mut rest, &O_CLOCK, |found| times.push(time(None, number(found, 1), 0)));
    take(&mut rest, &KOREAN_TIME, |found| {
        let minute = if found.get(4).is_some() { 30 } else { found.get(3).map_or(0, |_| number(found, 3)) };
        times.push(time(found.get(1), number(found, 2), minute));
    });
    take(&mut rest, &AT, |found| times.push(time(None, number(found, 1), 0)));
    take(&mut rest, &NAMED_TIME, |found| {
        let is_noon = matches!(&found[0], name if name.starts_with("noon") || name.starts_with("midday") || name.starts_with("정오"));
        times.push(Some(Time::constant(if is_noon { 12 } else { 0 }, 0, 0, 0)));
    });

    let mut days_of_month = Vec::new();
    take(&mut rest, &LAST_DAY, |_| days_of_month.push(Some(DayOfMonth::Last)));
    take(&mut rest, &DAY_OF_MONTH, |found| {
        let day =
            [1, 2, 3].into_iter().find(|group| found.get(*group).is_some()).map_or(0, |group| number(found, group));
        days_of_month.push((1..=31).contains(&day).then_some(DayOfMonth::Day(day)));
    });

    let mut days: Option<Days> = None;
    let mut add = |more: Days| days = Days::of(days.into_iter().flat_map(Days::iter).chain(more.iter()));
    take(&mut rest, &DAY_SET, |found| {
        let name = &found[0];
        add(match name {
            name if name.contains("end") || name.starts_with("주말") => Days::WEEKEND,
            name if name.starts_with("daily") || name.starts_with("every") || name.starts_with("each") => Days::ALL,
            name if name.starts_with("매일") => Days::ALL,
            _ => Days::WEEKDAYS,
        });
    });
    for pattern in [&RANGE, &KOREAN_RANGE] {
        take(&mut rest, pattern, |found| {
            if let (Some(from), Some(to)) = (weekday(&found[1]), weekday(&found[2])) {
                let count = usize::from(from.until(to).unsigned_abs()) + 1;
                Days::of(from.cycle_forward().take(count)).into_iter().for_each(&mut add);
            }
        });
    }
    take(&mut rest, &DAY, |found| Days::of(weekday(&found[1])).into_iter().for_each(&mut add));
    take(&mut rest, &KOREAN_DAYS, |found| {
        Days::of(found[1].chars().filter_map(|c| weekday(c.encode_utf8(&mut [0; 4])))).into_iter().for_each(&mut add);
    });
    take(&mut rest, &FILLER, |_| ());

    if let Some(word) = rest.split_whitespace().next() {
        return Err(RecurrenceError::Unknown(word.chars().take(40).collect()));
    }
    let time = match times.as_slice() {
        [] => return Err(RecurrenceError::NoTime),
        [one] => one.ok_or_else(|| RecurrenceError::Unknown(text.to_owned()))?,
        _ => return Err(RecurrenceError::ManyTimes),
    };
    match (days, days_of_month.as_slice()) {
        (Some(days), []) if !monthly => Ok(Recurrence::Weekly(days, time)),
        (None, [Some(day)]) => Ok(Recurrence::Monthly(*day, time)),
        (None, [None]) => Err(RecurrenceError::Unknown(text.to_owned())),
        (None, []) => Err(RecurrenceError::NoDays),
        _ => Err(RecurrenceError::ManyDays),
    }
}

/// Takes out of a text what a pattern finds; a space stays, so that what stood on its sides does not become one word.
fn take(rest: &mut String, pattern: &Pattern, mut found: impl FnMut(&Captures<'_>)) {
    if let Some(pattern) = pattern.as_ref() {
        *rest = pattern
            .replace_all(rest, |captures: &Captures<'_>| {
                found(captures);
                " "
            })
            .into_owned();
    }
}

fn number(found: &Captures<'_>, group: usize) -> i8 {
    found.get(group).and_then(|digits| digits.as_str().parse().ok()).unwrap_or(-1)
}

/// A time of the day; none if there is no such time. The half of the day is `a` or `p`, or a Korean word.
fn time(half: Option<regex::Match<'_>>, hour: i8, minute: i8) -> Option<Time> {
    let in_half = |hour: i8| (1..=12).contains(&hour).then_some(hour % 12);
    let hour = match half.map(|half| half.as_str()) {
        None => hour,
        Some("a" | "오전" | "아침" | "새벽") => in_half(hour)?,
        // Twelve at night is the end of the day, and the small hours are the next one's.
        Some("밤") if hour == 12 || hour < 6 => in_half(hour)?,
        // One at noon is early in the afternoon, eleven is not.
        Some("낮") if (10..12).contains(&hour) => hour,
        Some(_) => in_half(hour)? + 12,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// The short names of the days, which the notation uses.
const DAYS: [(&str, char, Weekday); 7] = [
    ("mon", '월', Weekday::Monday),
    ("tue", '화', Weekday::Tuesday),
    ("wed", '수', Weekday::Wednesday),
    ("thu", '목', Weekday::Thursday),
    ("fri", '금', Weekday::Friday),
    ("sat", '토', Weekday::Saturday),
    ("sun", '일', Weekday::Sunday),
];

fn weekday(name: &str) -> Option<Weekday> {
    DAYS.iter().find(|(en, ko, _)| name.starts_with(en) || name.starts_with(*ko)).map(|(_, _, day)| *day)
}

pub(super) fn short_name(day: Weekday) -> &'static str {
    DAYS.iter().find(|(_, _, known)| *known == day).map_or("", |(name, _, _)| name)
}
