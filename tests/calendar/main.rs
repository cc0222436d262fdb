//! When something is due: phrases of both languages, and every time zone of the world through years of summer times.

#![allow(clippy::unwrap_used)]

mod oracle;

use datum::calendar::{Recurrence, Timetable, complete_zone};
use jiff::Timestamp;
use serde::Deserialize;

#[derive(Deserialize)]
struct Phrases {
    phrase: Vec<Phrase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    says: Vec<String>,
    means: Option<String>,
    refused: Option<String>,
}

#[test]
fn phrases_mean_what_people_mean_by_them() {
    let phrases: Phrases = toml::from_str(include_str!("phrases.toml")).unwrap();
    let mut wrong = Vec::new();
    for phrase in phrases.phrase {
        for says in phrase.says {
            let got = says.parse::<Recurrence>();
            let right = match (&got, &phrase.means, &phrase.refused) {
                (Ok(got), Some(means), None) => got.to_string() == *means,
                (Err(error), None, Some(part)) => error.to_string().contains(part.as_str()),
                _ => false,
            };
            if !right {
                let got = got.map(|got| got.to_string()).map_err(|error| error.to_string());
                wrong.push(format!("{says:?}: {got:?}"));
            }
            // Its own notation is read back as the same.
            if let Ok(got) = says.parse::<Recurrence>() {
                assert_eq!(got.to_string().parse::<Recurrence>(), Ok(got));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A moment on the wall, with the offset that the clock has then.
fn local(run: Timestamp, zone: &jiff::tz::TimeZone) -> String {
    let wall = zone.to_datetime(run);
    let minutes = (jiff::tz::TimeZone::UTC.to_timestamp(wall).unwrap().as_second() - run.as_second()) / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let offset = minutes.unsigned_abs();
    format!("{} {sign}{:02}:{:02}", wall.strftime("%F %H:%M"), offset / 60, offset % 60)
}

/// The runs after a moment, in local time.
#[track_caller]
fn check(when: &str, zone: &str, after: &str, expected: &[&str]) {
    let table = Timetable::new(when, zone).unwrap();
    let after: Timestamp = after.parse().unwrap();
    let runs: Vec<String> = table.runs_after(after).take(expected.len()).map(|run| local(run, table.zone())).collect();
    assert_eq!(runs, expected);
}

#[test]
fn the_next_runs_are_listed_in_local_time() {
    check(
        "every Monday 9:00",
        "Asia/Seoul",
        "2026-09-01T00:00:00Z",
        &["2026-09-07 09:00 +09:00", "2026-09-14 09:00 +09:00", "2026-09-21 09:00 +09:00"],
    );
    check(
        "매월 31일 9시",
        "Asia/Seoul",
        "2027-01-30T00:00:00Z",
        &["2027-01-31 09:00 +09:00", "2027-02-28 09:00 +09:00", "2027-03-31 09:00 +09:00"],
    );
    check("0 9 1 1 *", "UTC", "2026-01-01T09:00:00Z", &["2027-01-01 09:00 +00:00", "2028-01-01 09:00 +00:00"]);
    check("0 9 29 2 *", "UTC", "2026-01-01T09:00:00Z", &["2028-02-29 09:00 +00:00", "2032-02-29 09:00 +00:00"]);
}

#[test]
fn a_moment_that_is_due_is_not_its_own_successor() {
    check("daily 9:00", "UTC", "2026-09-01T08:59:59Z", &["2026-09-01 09:00 +00:00"]);
    check("daily 9:00", "UTC", "2026-09-01T09:00:00Z", &["2026-09-02 09:00 +00:00"]);
}

#[test]
fn a_time_that_the_clock_skips_is_due_right_after_the_gap() {
    // In Berlin it is 03:00 one second after 01:59:59 on 28 March 2027.
    check(
        "daily 2:30",
        "Europe/Berlin",
        "2027-03-27T12:00:00Z",
        &["2027-03-28 03:00 +02:00", "2027-03-29 02:30 +02:00"],
    );
    // Two that fall into one gap are due once, and together with one at its end.
    check(
        "0 1,2,3 * * *",
        "Europe/Berlin",
        "2027-03-27T12:00:00Z",
        &["2027-03-28 01:00 +01:00", "2027-03-28 03:00 +02:00", "2027-03-29 01:00 +02:00"],
    );
    // Samoa skipped 30 December 2011 altogether.
    check(
        "daily 9:00",
        "Pacific/Apia",
        "2011-12-29T12:00:00Z",
        &["2011-12-29 09:00 -10:00", "2011-12-31 00:00 +14:00", "2011-12-31 09:00 +14:00"],
    );
}

#[test]
fn a_time_that_the_clock_shows_twice_is_due_the_first_time() {
    check(
        "daily 2:30",
        "Europe/Berlin",
        "2026-10-24T12:00:00Z",
        &["2026-10-25 02:30 +02:00", "2026-10-26 02:30 +01:00"],
    );
    // In between, too.
    check("daily 2:30", "Europe/Berlin", "2026-10-25T01:00:00Z", &["2026-10-26 02:30 +01:00"]);
}

#[test]
fn missed_runs_are_one_and_a_clock_that_is_set_back_repeats_none() {
    let table = Timetable::new("daily 9:00", "UTC").unwrap();
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let due = at("2026-09-01T09:00:00Z");
    assert_eq!(table.after_run(due, at("2026-09-04T12:00:00Z")), Some(at("2026-09-05T09:00:00Z")));
    assert_eq!(table.after_run(due, at("2026-08-20T00:00:00Z")), Some(at("2026-09-02T09:00:00Z")));
    assert!(!Timetable::is_late(due, at("2026-09-01T09:20:00Z")));
    assert!(Timetable::is_late(due, at("2026-09-01T10:00:00Z")));
}

#[test]
fn zones_are_found_by_area_city_and_korean_name() {
    assert_eq!(complete_zone("", 2), ["Asia/Seoul", "Asia/Tokyo"]);
    assert_eq!(complete_zone("seo", 1), ["Asia/Seoul"]);
    assert_eq!(complete_zone("서울", 5), ["Asia/Seoul"]);
    assert_eq!(complete_zone("new york", 1), ["America/New_York"]);
    assert_eq!(complete_zone("뉴욕", 5), ["America/New_York"]);
    assert!(complete_zone("europe", 25).len() == 25);
    assert_eq!(complete_zone("xyzzy", 5), [""; 0]);
    let table = Timetable::new("daily 9:00", "asia/seoul").unwrap();
    assert_eq!(table.zone_name(), "Asia/Seoul");
    assert!(Timetable::new("daily 9:00", "Mars/Olympus").unwrap_err().to_string().contains("Asia/Seoul"));
}
