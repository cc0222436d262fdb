//! Units of measurement: what stands behind a number, and what kind of number it is.

use super::Bilingual;
use super::status::words;
use std::fmt;
use std::str::FromStr;

/// What stands behind a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Stable id, as packs write it.
    pub id: Box<str>,
    /// What kind of number it makes.
    pub kind: UnitKind,
    /// Behind one, in English: `GPU`.
    pub one_en: Box<str>,
    /// Behind several, in English: `GPUs`.
    pub many_en: Box<str>,
    /// Directly behind a number in Korean: `개`, `명`.
    pub counter_ko: Box<str>,
    /// Words of a question that ask for this unit.
    pub words: Bilingual,
}

words! {
    /// What kind of number a unit makes. Decides how it is written and what it may be compared with.
    UnitKind {
        /// Whole things: people, firms.
        Count = "count",
        /// Money.
        Currency = "currency",
        /// Per cent of a whole.
        Percent = "percent",
        /// A difference between percentages.
        PercentagePoints = "percentage-points",
        /// Times as many.
        Multiple = "multiple",
        /// A place in an order, 1 is first.
        Rank = "rank",
        /// Points on a scale.
        Score = "score",
        /// A day; the value is its year, the period is the day.
        Date = "date",
        /// A length of time.
        Duration = "duration",
        /// A physical or technical quantity.
        Physical = "physical",
    }
}

/// One row of the table of general units: id, kind, one, many, Korean counter, words that ask for it (`|` between).
type Row = (&'static str, UnitKind, &'static str, &'static str, &'static str, &'static str, &'static str);

/// Units that every pack may use without defining them. Nothing here belongs to a field of knowledge.
const GENERAL: &[Row] = &[
    ("people", UnitKind::Count, "person", "people", "명", "people|persons|heads|headcount", "명|사람|인원"),
    (
        "percent",
        UnitKind::Percent,
        "%",
        "%",
        "%",
        "percent|per cent|percentage|%|share|proportion",
        "퍼센트|프로|%|비율|비중",
    ),
    (
        "percentage-points",
        UnitKind::PercentagePoints,
        "percentage point",
        "percentage points",
        "%p",
        "percentage points|points",
        "퍼센트포인트|%p|포인트",
    ),
    ("times", UnitKind::Multiple, "times", "times", "배", "times|fold|multiple", "배|배수"),
    ("rank", UnitKind::Rank, "", "", "위", "rank|place|position", "위|순위|등"),
    ("date", UnitKind::Date, "", "", "", "date|day|when", "날짜|언제|일자"),
    ("score", UnitKind::Score, "point", "points", "점", "points|score", "점|점수"),
    ("USD", UnitKind::Currency, "US dollar", "US dollars", "달러", "dollars|dollar|usd|$", "달러|불"),
    ("KRW", UnitKind::Currency, "won", "won", "원", "won|krw|₩", "원"),
    ("EUR", UnitKind::Currency, "euro", "euros", "유로", "euros|euro|eur|€", "유로"),
    ("JPY", UnitKind::Currency, "yen", "yen", "엔", "yen|jpy|¥", "엔"),
    ("CNY", UnitKind::Currency, "yuan", "yuan", "위안", "yuan|cny|renminbi", "위안"),
    ("GBP", UnitKind::Currency, "pound", "pounds", "파운드", "pounds|pound|gbp|£", "파운드"),
    ("firms", UnitKind::Count, "firm", "firms", "곳", "firms|companies|businesses", "곳|기업|회사|업체"),
    ("households", UnitKind::Count, "household", "households", "가구", "households", "가구"),
    ("years", UnitKind::Duration, "year", "years", "년", "years", "년|햇수"),
    ("months", UnitKind::Duration, "month", "months", "개월", "months", "개월|달"),
    ("weeks", UnitKind::Duration, "week", "weeks", "주", "weeks", "주"),
    ("days", UnitKind::Duration, "day", "days", "일", "days", "일"),
    ("hours", UnitKind::Duration, "hour", "hours", "시간", "hours", "시간"),
    ("W", UnitKind::Physical, "W", "W", "W", "watts|watt|w", "와트|w"),
    ("kW", UnitKind::Physical, "kW", "kW", "kW", "kilowatts|kw", "킬로와트|kw"),
    ("MW", UnitKind::Physical, "MW", "MW", "MW", "megawatts|mw", "메가와트|mw"),
    ("GW", UnitKind::Physical, "GW", "GW", "GW", "gigawatts|gw", "기가와트|gw"),
    ("kWh", UnitKind::Physical, "kWh", "kWh", "kWh", "kilowatt hours|kwh", "킬로와트시|kwh"),
    ("MWh", UnitKind::Physical, "MWh", "MWh", "MWh", "megawatt hours|mwh", "메가와트시|mwh"),
    ("GWh", UnitKind::Physical, "GWh", "GWh", "GWh", "gigawatt hours|gwh", "기가와트시|gwh"),
    ("TWh", UnitKind::Physical, "TWh", "TWh", "TWh", "terawatt hours|twh", "테라와트시|twh"),
    ("m", UnitKind::Physical, "m", "m", "m", "metres|meters", "미터"),
    ("km", UnitKind::Physical, "km", "km", "km", "kilometres|kilometers|km", "킬로미터|km"),
    ("mm", UnitKind::Physical, "mm", "mm", "mm", "millimetres|millimeters|mm", "밀리미터|mm"),
    ("mm2", UnitKind::Physical, "mm²", "mm²", "㎟", "square millimetres|square millimeters|mm2", "제곱밀리미터|mm2"),
    ("km2", UnitKind::Physical, "km²", "km²", "㎢", "square kilometres|square kilometers|km2", "제곱킬로미터|km2"),
    ("ha", UnitKind::Physical, "ha", "ha", "ha", "hectares|ha", "헥타르|ha"),
    ("kg", UnitKind::Physical, "kg", "kg", "kg", "kilograms|kg", "킬로그램|kg"),
    ("t", UnitKind::Physical, "t", "t", "톤", "tonnes|tons", "톤"),
    ("GB", UnitKind::Physical, "GB", "GB", "GB", "gigabytes|gb", "기가바이트|기가|gb"),
    ("TB", UnitKind::Physical, "TB", "TB", "TB", "terabytes|tb", "테라바이트|테라|tb"),
    ("celsius", UnitKind::Physical, "°C", "°C", "℃", "degrees|celsius|°c", "도|섭씨"),
];

/// The units that every catalogue has before a pack is read.
#[must_use]
pub fn general_units() -> Vec<Unit> {
    let unit = |&(id, kind, one, many, counter, words_en, words_ko): &Row| Unit {
        id: id.into(),
        kind,
        one_en: one.into(),
        many_en: many.into(),
        counter_ko: counter.into(),
        words: Bilingual::new(words_en, words_ko),
    };
    GENERAL.iter().map(unit).collect()
}
