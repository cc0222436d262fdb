//! Units as tables write them: in a column, or in brackets behind what is measured.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

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

/// The general unit that a text names.
pub(super) fn general(text: &str) -> Option<UnitText> {
    let folded = without_years(&words::fold(text));
    let found = UNITS.get(&folded).or_else(|| {
        // "% of GDP", "percent of people ages 15-49": a share of something, which the name of what is measured says.
        let (first, rest) = folded.split_once(' ')?;
        let is_share =
            matches!(first, "%" | "percent" | "percentage") && (rest.starts_with("of ") || rest.starts_with("ages"));
        is_share.then(|| UNITS.get("percent"))?
    })?;
    Some(UnitText { general: Some(found.0.clone()), label: text.trim().to_owned(), times: found.1 })
}

/// The unit that a unit column names: a general one, or one of the pack's own.
pub(super) fn stated(text: &str) -> UnitText {
    general(text).unwrap_or_else(|| UnitText { general: None, label: text.trim().to_owned(), times: Decimal::ONE })
}

/// What is measured and the unit in brackets behind it: "GDP (current US$)", 총인구 (천명), "CO₂ emissions, tonnes".
pub(super) fn in_label(label: &str) -> Option<UnitText> {
    let label = label.trim();
    let bracket = label.rfind(['(', '[']).and_then(|open| {
        let inner = label.get(open + 1..)?.trim_end().strip_suffix([')', ']'])?;
        Some(inner.trim())
    });
    if let Some(inner) = bracket {
        if let Some(unit) = general(inner) {
            return Some(unit);
        }
        if let Some(unit) = inner.split([',', ';']).find_map(general) {
            return Some(unit);
        }
        // "annual %", "% of total": per cent, whatever else is said.
        if inner.split_whitespace().any(|word| word == "%") {
            return general("%");
        }
        let lower = inner.to_lowercase();
        // "per 1,000 people", "births per woman", "kWh per capita": a ratio, said in words.
        if lower.contains("per ") || inner.contains('당') || inner.contains('/') || lower.contains("years old") {
            return Some(UnitText { general: None, label: inner.to_owned(), times: Decimal::ONE });
        }
    }
    label
        .rsplit_once([',', ':'])
        .and_then(|(_, last)| general(last))
        .or_else(|| label.starts_with('%').then(|| general("%")).flatten())
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
