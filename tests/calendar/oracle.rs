//! Holds timetables against a clock on the wall that is watched minute by minute, around the moments when it is set.

use std::collections::HashSet;

use datum::calendar::Timetable;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use proptest::prelude::*;

/// Hours watched before and after a moment.
const WATCH_HOURS: i64 = 30;

/// A recurrence, told in two ways: as text, and as a question about one minute on the wall.
#[derive(Clone, Debug)]
enum Told {
    Daily(i8, i8),
    Weekly(Vec<i8>, i8, i8),
    Monthly(i8, i8, i8),
    Hours(Vec<i8>, i8),
}

impl Told {
    fn text(&self) -> String {
        const NAMES: [&str; 7] = ["monday", "tue", "wednesdays", "thu", "fri", "saturday", "sun"];
        match self {
            Self::Daily(hour, minute) => format!("every day {hour}:{minute:02}"),
            Self::Weekly(days, hour, minute) => {
                let days: Vec<&str> = days.iter().map(|day| NAMES[usize::try_from(*day).unwrap()]).collect();
                format!("{} at {hour}:{minute:02}", days.join(", "))
            }
            Self::Monthly(day, hour, minute) => format!("매월 {day}일 {hour}시 {minute}분"),
            Self::Hours(hours, minute) => {
                let hours: Vec<String> = hours.iter().map(i8::to_string).collect();
                format!("{minute} {} * * *", hours.join(","))
            }
        }
    }

    fn is_at(&self, wall: DateTime) -> bool {
        let (hour, minute) = (wall.hour(), wall.minute());
        match self {
            Self::Daily(at, past) => (hour, minute) == (*at, *past),
            Self::Weekly(days, at, past) => {
                (hour, minute) == (*at, *past) && days.contains(&wall.weekday().to_monday_zero_offset())
            }
            Self::Monthly(day, at, past) => {
                let is_day = wall.day() == *day || (wall.day() < *day && wall.day() == wall.days_in_month());
                (hour, minute) == (*at, *past) && is_day
            }
            Self::Hours(hours, past) => minute == *past && hours.contains(&hour),
        }
    }
}

fn told() -> impl Strategy<Value = Told> {
    // Clocks are set at night, so that is where it gets interesting.
    let hour = prop_oneof![3 => 0_i8..4, 1 => 0_i8..24];
    let minute = prop_oneof![Just(0_i8), Just(30), 0_i8..60];
    prop_oneof![
        (hour.clone(), minute.clone()).prop_map(|(hour, minute)| Told::Daily(hour, minute)),
        (proptest::collection::vec(0_i8..7, 1..4), hour.clone(), minute.clone())
            .prop_map(|(days, hour, minute)| Told::Weekly(days, hour, minute)),
        (1_i8..32, hour.clone(), minute.clone()).prop_map(|(day, hour, minute)| Told::Monthly(day, hour, minute)),
        (proptest::collection::vec(hour, 1..4), minute).prop_map(|(hours, minute)| Told::Hours(hours, minute)),
    ]
}

/// All moments, minute by minute, at which a person who looks at the clock would say "now", for the first time.
fn watched(told: &Told, zone: &TimeZone, from: Timestamp, to: Timestamp) -> Vec<Timestamp> {
    let mut due = Vec::new();
    let mut seen = HashSet::new();
    let mut before = zone.to_datetime(from.checked_sub(1.minute()).unwrap());
    let mut moment = from;
    while moment < to {
        let wall = zone.to_datetime(moment);
        // Usually that is one minute; where the clock is set forward, it is all that it passes over.
        let mut passed = if wall > before { before.checked_add(1.minute()).unwrap() } else { wall };
        let mut now = false;
        while passed <= wall {
            if told.is_at(passed) && seen.insert(passed) {
                now = true;
            }
            passed = passed.checked_add(1.minute()).unwrap();
        }
        if now {
            due.push(moment);
        }
        before = wall;
        moment = moment.checked_add(1.minute()).unwrap();
    }
    due
}

fn whole_minute(moment: Timestamp) -> Timestamp {
    Timestamp::from_second(moment.as_second() - moment.as_second().rem_euclid(60)).unwrap()
}

/// Zones whose clocks are set by whole minutes: all of them since Liberia gave up 44.5 seconds in 1972.
fn zones() -> Vec<String> {
    jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_timetable_says_what_a_watched_clock_shows(
        told in told(),
        zone in proptest::sample::select(zones()),
        year in 1973_i16..2038,
        second in 0_i64..31_000_000,
        at_transition in proptest::bool::weighted(0.8),
    ) {
        let zone_of = jiff::tz::db().get(&zone).unwrap();
        let start = TimeZone::UTC.to_timestamp(jiff::civil::date(year, 1, 1).at(0, 0, 0, 0)).unwrap();
        let mut around = start.checked_add(SignedDuration::from_secs(second)).unwrap();
        if at_transition && let Some(transition) = zone_of.following(around).next() {
            around = transition.timestamp();
        }
        let from = whole_minute(around).checked_sub(WATCH_HOURS.hours()).unwrap();
        let to = whole_minute(around).checked_add(WATCH_HOURS.hours()).unwrap();
        let table = match Timetable::new(&told.text(), &zone) {
            Ok(table) => table,
            Err(error) => panic!("{}: {error}", told.text()),
        };
        let runs: Vec<Timestamp> =
            table.runs_after(from.checked_sub(1.second()).unwrap()).take_while(|run| *run < to).collect();
        // What was shown once before the watch began may be shown a second time within it.
        let mut expected = watched(&told, &zone_of, from.checked_sub(26.hours()).unwrap(), to);
        expected.retain(|moment| *moment >= from);
        prop_assert_eq!(&runs, &expected, "{} in {} around {}", told.text(), zone, around);
        // Wherever one begins to ask, the answer is strictly later, and one of them.
        for pair in runs.windows(2) {
            prop_assert!(pair[0] < pair[1]);
            let between = pair[0].checked_add(1.second()).unwrap();
            prop_assert_eq!(table.next_after(between), Some(pair[1]));
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}", zone in "\\PC{0,20}") {
        let _ = Timetable::new(&text, &zone);
        let _ = complete(&zone);
    }

    #[test]
    fn no_scrambled_phrase_makes_it_panic(words in proptest::collection::vec(
        proptest::sample::select(vec!["every", "monday", "월요일", "9시", "오전", "9:00", "31일", "매월", "*", "/", "1", "0", "-", "말일", "weekdays", "부터", "반", "pm"]), 0..8)
    ) {
        if let Ok(table) = Timetable::new(&words.join(" "), "Asia/Seoul") {
            // What is understood is read back from its notation.
            let again = Timetable::new(&table.recurrence().to_string(), "Asia/Seoul").unwrap();
            prop_assert_eq!(table.recurrence(), again.recurrence());
            prop_assert!(table.next_after(Timestamp::UNIX_EPOCH).is_some());
        }
    }
}

fn complete(text: &str) -> Vec<&'static str> {
    datum::calendar::complete_zone(text, 25)
}
