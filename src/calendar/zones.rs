//! Time zones by their IANA names, out of the database inside the program.

use jiff::tz::TimeZone;
use once_cell::sync::Lazy;

/// The zone unless somebody names another.
pub const DEFAULT_ZONE: &str = "Asia/Seoul";

/// Zones that people look for under another name than the IANA's, most of them Korean names.
const ALSO_CALLED: &[(&str, &[&str])] = &[
    ("Asia/Seoul", &["서울", "한국", "kst", "korea"]),
    ("Asia/Tokyo", &["도쿄", "일본", "jst", "japan"]),
    ("Asia/Shanghai", &["상하이", "베이징", "중국", "beijing", "china"]),
    ("Asia/Singapore", &["싱가포르"]),
    ("Asia/Taipei", &["타이베이", "대만"]),
    ("Asia/Kolkata", &["인도", "델리", "ist", "india", "delhi"]),
    ("Europe/London", &["런던", "영국", "uk"]),
    ("Europe/Paris", &["파리", "프랑스", "cet"]),
    ("Europe/Berlin", &["베를린", "독일"]),
    ("America/New_York", &["뉴욕", "미국 동부", "et", "est", "edt"]),
    ("America/Chicago", &["시카고", "ct", "cst", "cdt"]),
    ("America/Los_Angeles", &["로스앤젤레스", "미국 서부", "샌프란시스코", "pt", "pst", "pdt", "san francisco"]),
    ("UTC", &["협정 세계시", "gmt", "utc"]),
];

/// All names, in order. Those without an area are old aliases, but for UTC.
static NAMES: Lazy<Vec<String>> = Lazy::new(|| {
    let mut names: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.as_str().to_owned())
        .filter(|name| name == "UTC" || (name.contains('/') && !name.starts_with("Etc/")))
        .collect();
    names.sort();
    names.dedup();
    names
});

/// A time zone and its name, from a name in any case.
#[must_use]
pub fn zone(name: &str) -> Option<(String, TimeZone)> {
    let name = name.trim();
    let zone = jiff::tz::db().get(name).ok()?;
    let spelt = zone.iana_name().unwrap_or(name).to_owned();
    Some((spelt, zone))
}

/// Names of time zones that a half-typed text can mean, the likeliest first; the usual ones for an empty text.
#[must_use]
pub fn complete_zone(text: &str, limit: usize) -> Vec<&'static str> {
    let wanted = text.trim().to_lowercase().replace(' ', "_");
    if wanted.is_empty() {
        return ALSO_CALLED.iter().map(|(name, _)| *name).take(limit).collect();
    }
    let spaced = wanted.replace('_', " ");
    let called = ALSO_CALLED
        .iter()
        .filter(|(_, others)| others.iter().any(|other| other.starts_with(&spaced)))
        .map(|(name, _)| (0, *name));
    let named = NAMES.iter().filter_map(|name| rank(&name.to_lowercase(), &wanted).map(|rank| (rank, name.as_str())));
    let mut found: Vec<(u8, &str)> = called.chain(named).collect();
    found.sort();
    let mut names: Vec<&str> = Vec::new();
    for (_, name) in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(limit);
    names
}

/// How well a name fits: it begins so, its city begins so, it contains it.
fn rank(name: &str, wanted: &str) -> Option<u8> {
    let city = name.rsplit('/').next().unwrap_or(name);
    if name.starts_with(wanted) {
        Some(0)
    } else if city.starts_with(wanted) {
        Some(1)
    } else {
        name.contains(wanted).then_some(2)
    }
}
