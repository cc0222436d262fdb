//! Units as tables write them: in a column, or in brackets behind what is measured.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::codes::Meaning;
use super::words;
use crate::figure::{Decimal, UnitKind, general_units};

/// A unit and by how much values are multiplied to be in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct UnitText {
    /// The id of a general unit; none for one that the pack must describe.
    pub(super) general: Option<String>,
    /// The unit as it was written, for one that is not general.
    pub(super) label: String,
    pub(super) times: Decimal,
}

static UNITS: Lazy<FxHashMap<String, (String, Decimal)>> = Lazy::new(|| {
    let mut units = FxHashMap::default();
    for row in words::rows(include_str!("../../../data/import/units.csv")) {
        let (Some(unit), Some(times), Some(names)) = (row.first(), row.get(1), row.get(2)) else { continue };
        let times = times.parse().unwrap_or(Decimal::ONE);
        for name in names.split('|') {
            units.entry(words::fold(name)).or_insert_with(|| (unit.clone(), times));
        }
        units.entry(words::fold(unit)).or_insert_with(|| (unit.clone(), times));
    }
    units
});

/// A unit that no pack has by itself but many tables count in, as a pack describes it.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) one_en: String,
    pub(super) many_en: String,
    pub(super) counter_ko: String,
    pub(super) words_en: String,
    pub(super) words_ko: String,
}

static COUNTED: Lazy<FxHashMap<String, Counted>> = Lazy::new(|| {
    let mut units = FxHashMap::default();
    for row in words::rows(include_str!("../../../data/import/counters.csv")) {
        let [id, kind, names, one, many, counter, words_en, words_ko] = row.as_slice() else { continue };
        for name in names.split('|') {
            units.entry(words::fold(name)).or_insert_with(|| Counted {
                id: id.clone(),
                kind: kind.clone(),
                one_en: one.clone(),
                many_en: many.clone(),
                counter_ko: counter.clone(),
                words_en: words_en.clone(),
                words_ko: words_ko.clone(),
            });
        }
    }
    units
});

/// The unit beyond the general ones that a text names: kilocalories, 권; and what such a unit or a general one is per: grams per
/// day, kWh per person.
pub(super) fn counted(text: &str) -> Option<Counted> {
    let folded = words::fold(text);
    if let Some(known) = COUNTED.get(&folded) {
        return Some(known.clone());
    }
    let (of, per) = folded.split_once(" per ").or_else(|| folded.split_once('/'))?;
    let per_ko = match per.trim() {
        "day" => "/일",
        "month" => "/월",
        "year" | "annum" => "/년",
        "hour" => "/시간",
        "person" | "capita" | "inhabitant" | "head" => "/명",
        "person per day" | "capita per day" | "person and day" => "/명·일",
        "person per year" | "capita per year" => "/명·년",
        "hectare" | "ha" => "/ha",
        "km2" | "square kilometre" | "sq. km" => "/㎢",
        _ => return None,
    };
    let of = of.trim();
    let general_of = general(of).filter(|unit| unit.times == Decimal::ONE).and_then(|unit| unit.general);
    let (one, many, counter, words_en, words_ko, kind) = match COUNTED.get(of) {
        Some(unit) => (
            unit.one_en.clone(),
            unit.many_en.clone(),
            unit.counter_ko.clone(),
            unit.words_en.clone(),
            unit.words_ko.clone(),
            unit.kind.clone(),
        ),
        None => {
            let units = general_units();
            let unit = units.iter().find(|unit| Some(&*unit.id) == general_of.as_deref())?;
            if unit.kind != UnitKind::Physical {
                return None;
            }
            (
                unit.one_en.to_string(),
                unit.many_en.to_string(),
                unit.counter_ko.to_string(),
                unit.words.en.to_string(),
                unit.words.ko.to_string(),
                "physical".to_owned(),
            )
        }
    };
    let per_en = per.trim();
    Some(Counted {
        id: super::names::slug(&format!("{many} per {per_en}")),
        kind: if kind == "duration" { "count".to_owned() } else { kind },
        one_en: format!("{one} per {per_en}"),
        many_en: format!("{many} per {per_en}"),
        counter_ko: format!("{counter}{per_ko}"),
        words_en,
        words_ko,
    })
}

/// The general unit that a text names.
pub(super) fn general(text: &str) -> Option<UnitText> {
    let folded = without_years(&words::fold(text));
    let found = UNITS.get(&folded).or_else(|| {
        // "% of GDP", "percent of people ages 15-49": a share of something, which the name of what is measured says.
        let (first, rest) = folded.split_once(' ')?;
        let is_share =
            matches!(first, "%" | "percent" | "percentage") && (rest.starts_with("of ") || rest.starts_with("ages"));
        // Eurostat writes PC_ACT and PC_GDP.
        (is_share || first == "pc").then(|| UNITS.get("percent"))?
    })?;
    Some(UnitText { general: Some(found.0.clone()), label: text.trim().to_owned(), times: found.1 })
}

/// What a unit column says beside the unit: "percentage of GDP" counts in per cent, euro per person in euro.
pub(super) fn relative(text: &str) -> Meaning {
    let folded = words::fold(text);
    let plain = Meaning { label: String::new(), unit: text.trim().to_owned() };
    let share = ["% of ", "percentage of ", "percent of ", "per cent of "];
    if let Some(whole) = share.iter().find_map(|start| folded.strip_prefix(start)) {
        return Meaning { label: format!("% of {whole}"), unit: "percent".to_owned() };
    }
    let Some((of, per)) = folded.split_once(" per ") else { return plain };
    let is_person = matches!(per, "person" | "capita" | "head" | "inhabitant");
    let is_money = general(of).and_then(|unit| kind(&unit.general?)) == Some(UnitKind::Currency);
    if is_person && is_money {
        return Meaning { label: format!("per {per}"), unit: of.to_owned() };
    }
    plain
}

/// The unit that a unit column names: a general one, or one of the pack's own.
pub(super) fn stated(text: &str) -> UnitText {
    general(text).or_else(|| scaled(text)).unwrap_or_else(|| UnitText {
        general: None,
        label: text.trim().to_owned(),
        times: Decimal::ONE,
    })
}

/// What is measured and the unit in brackets behind it: "GDP (current US$)", 총인구 (천명), "CO₂ emissions, tonnes".
pub(super) fn in_label(label: &str) -> Option<UnitText> {
    let label = label.trim();
    // Behind the unit may stand who estimated it: "(% of female population ages 15+) (modeled ILO estimate)".
    if let Some(unit) = super::terms::brackets(label).1.iter().find_map(|inner| in_bracket(inner)) {
        return Some(unit);
    }
    label
        .rsplit_once([',', ':'])
        .and_then(|(_, last)| general(last))
        .or_else(|| label.starts_with('%').then(|| general("%")).flatten())
}

/// A number of units that a text names: "million tonne-km", "thousand hours worked".
fn scaled(text: &str) -> Option<UnitText> {
    let folded = words::fold(text);
    let (scale, rest) = folded.split_once(' ')?;
    let times: u64 = match scale {
        "thousand" | "thousands" | "1000" | "1,000" | "000" => 1_000,
        "million" | "millions" | "mln" | "mio" => 1_000_000,
        "billion" | "billions" | "bn" => 1_000_000_000,
        "trillion" | "trillions" => 1_000_000_000_000,
        _ => return None,
    };
    let rest = rest.strip_prefix("of ").unwrap_or(rest).trim();
    let unit = general(rest).unwrap_or_else(|| UnitText { general: None, label: rest.to_owned(), times: Decimal::ONE });
    let times = unit.times.checked_mul(Decimal::from(times))?;
    (!rest.is_empty()).then_some(UnitText { times, ..unit })
}

/// Whether a text names a measure that no unit is needed for: a scale from 0 to 10, points from low to high.
fn is_scale(text: &str) -> bool {
    let folded = words::fold(text);
    let has_ends = folded.split_once('=').is_some_and(|(least, _)| least.trim().parse::<Decimal>().is_ok());
    has_ends || folded.split(|c: char| !c.is_alphanumeric()).any(|word| word == "scale")
}

/// The unit that stands in brackets.
fn in_bracket(inner: &str) -> Option<UnitText> {
    if let Some(unit) = general(inner) {
        return Some(unit);
    }
    if let Some(unit) = scaled(inner) {
        return Some(unit);
    }
    if is_scale(inner) {
        return general("score");
    }
    if let Some(unit) = inner.split([',', ';']).find_map(general) {
        return Some(unit);
    }
    // "annual %", "% of total": per cent, whatever else is said.
    if inner.split_whitespace().any(|word| word == "%") {
        return general("%");
    }
    // "per 1,000 people", "births per woman", "kWh per capita": a ratio, said in words.
    let is_ratio = inner.contains("per ") || inner.contains('당') || inner.contains('/') || inner.contains("years old");
    // "TEU: 20 foot equivalent units", "litres of pure alcohol", "total route-km": a unit, and of what.
    let is_unit = |text: &str| {
        let kind = general(text).and_then(|unit| kind(&unit.general?));
        counted(text).is_some() || kind == Some(UnitKind::Physical)
    };
    let of = inner.split(" of ").next().unwrap_or(inner);
    let compound = inner.rsplit_once('-').map_or("", |(_, last)| last);
    let label = match inner.split_once(':') {
        Some((short, _)) if is_unit(short) => short,
        _ if is_ratio || is_unit(inner) || is_unit(of) || is_unit(compound) => inner,
        _ => return None,
    };
    Some(UnitText { general: None, label: label.trim().to_owned(), times: Decimal::ONE })
}

/// The kind of a general unit.
pub(super) fn kind(id: &str) -> Option<UnitKind> {
    general_units().iter().find(|unit| *unit.id == *id).map(|unit| unit.kind)
}

/// "constant 2015 US$" is a unit of one year's prices; the unit itself has no year.
fn without_years(text: &str) -> String {
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    text.split(' ').filter(|word| !is_year(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_where_tables_say_them() {
        let unit =
            |label: &str| in_label(label).map(|unit| (unit.general.unwrap_or(unit.label), unit.times.to_string()));
        let some = |unit: &str, times: &str| Some((unit.to_owned(), times.to_owned()));
        assert_eq!(unit("GDP (current US$)"), some("USD", "1"));
        assert_eq!(unit("GDP per capita (constant 2015 US$)"), some("USD", "1"));
        assert_eq!(unit("총인구 (천명)"), some("people", "1000"));
        assert_eq!(unit("매출액(백만원)"), some("KRW", "1000000"));
        assert_eq!(unit("Exports of goods and services (% of GDP)"), some("percent", "1"));
        assert_eq!(unit("Fertility rate, total (births per woman)"), some("births per woman", "1"));
        assert_eq!(unit("Life expectancy at birth, total (years)"), some("years", "1"));
        assert_eq!(unit("Population growth (annual %)"), some("percent", "1"));
        assert_eq!(unit("Employment (persons, thousands)"), some("people", "1000"));
        assert_eq!(unit("Population, total"), None);
        // Every line of the table has its three cells, or a unit would be lost without a word.
        let rows = words::rows(include_str!("../../../data/import/units.csv"));
        assert!(rows.iter().all(|row| row.len() == 3), "{:?}", rows.iter().find(|row| row.len() != 3));
        assert_eq!(stated("Thousand persons").times.to_string(), "1000");
        assert_eq!(stated("Widgets").label, "Widgets");
    }
}
