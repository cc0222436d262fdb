//! Countries, groups of countries and Korean provinces by the codes and names that tables use.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::words;
use crate::lang::names::Keys;

/// A place that many tables name.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) same_as: String,
    pub(super) name_en: String,
    pub(super) name_ko: String,
    spellings: Vec<String>,
}

struct Places {
    all: Vec<Place>,
    by_code: FxHashMap<String, usize>,
    by_name: FxHashMap<String, usize>,
}

static PLACES: Lazy<Places> = Lazy::new(|| {
    let mut places = Places { all: Vec::new(), by_code: FxHashMap::default(), by_name: FxHashMap::default() };
    for row in words::rows(include_str!("../../../data/places/places.csv")) {
        let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
        let position = places.all.len();
        for code in cell(3).split('|').filter(|code| !code.is_empty()) {
            places.by_code.entry(code.to_owned()).or_insert(position);
        }
        let spellings: Vec<String> = cell(6).split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        for name in [cell(4), cell(5)].iter().chain(&spellings) {
            places.by_name.entry(Keys::of(name).squeezed).or_insert(position);
        }
        places.all.push(Place {
            id: cell(0),
            kind: cell(1),
            same_as: cell(2),
            name_en: cell(4),
            name_ko: cell(5),
            spellings,
        });
    }
    places
});

/// The place with a code of ISO 3166 or of a statistical office.
pub(super) fn by_code(code: &str) -> Option<&'static Place> {
    PLACES.by_code.get(code.trim()).and_then(|position| PLACES.all.get(*position))
}

/// The place with a name, in any of its spellings.
pub(super) fn by_name(name: &str) -> Option<&'static Place> {
    let key = Keys::of(name).squeezed;
    (!key.is_empty()).then(|| PLACES.by_name.get(&key)).flatten().and_then(|position| PLACES.all.get(*position))
}

/// The whole that a province is a part of.
pub(super) fn whole_of(place: &Place) -> Option<&'static Place> {
    let (country, _) = place.same_as.strip_prefix("iso3166-2:")?.split_once('-')?;
    by_code(country)
}

/// The group that a group of so many countries is one state of: the euro area, of the euro area of 20 countries.
pub(super) fn without_count(place: &Place) -> Option<&'static Place> {
    let (plain, count) = place.id.rsplit_once('-')?;
    let is_count = place.kind == "group" && count.bytes().all(|byte| byte.is_ascii_digit());
    PLACES.all.iter().find(|other| is_count && other.id == plain)
}

impl Place {
    /// Other names of the place, those in Hangul or those without.
    pub(super) fn aliases(&self, is_korean: bool) -> String {
        let has_hangul = |name: &str| name.chars().any(|c| matches!(c, '\u{AC00}'..='\u{D7A3}'));
        let fits = |name: &&String| has_hangul(name) == is_korean && !name.contains('|');
        self.spellings.iter().filter(fits).map(String::as_str).collect::<Vec<_>>().join("|")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_statistical_offices_mean_one_place() {
        for (name, id) in [
            ("Korea, Rep.", "kr"),
            ("대한민국", "kr"),
            ("Czechia", "cz"),
            ("Cote d'Ivoire", "ci"),
            ("Democratic Republic of Congo", "cd"),
            ("Egypt, Arab Rep.", "eg"),
            ("Turkiye", "tr"),
            ("서울특별시", "kr-seoul"),
            ("World", "world"),
            ("High income", "high-income-countries"),
        ] {
            assert_eq!(by_name(name).map(|place| place.id.as_str()), Some(id), "{name}");
        }
        for (code, id) in
            [("KOR", "kr"), ("EL", "gr"), ("UK", "gb"), ("OWID_WRL", "world"), ("XKX", "xk"), ("KR-11", "kr-seoul")]
        {
            assert_eq!(by_code(code).map(|place| place.id.as_str()), Some(id), "{code}");
        }
        assert_eq!(by_name("Atlantis").map(|place| &place.id), None);
        let seoul = by_code("KR-11").and_then(whole_of);
        assert_eq!(seoul.map(|place| place.id.as_str()), Some("kr"));
    }

    #[test]
    fn no_two_places_share_a_name_that_is_shown() {
        let mut seen: FxHashMap<String, &str> = FxHashMap::default();
        for place in &PLACES.all {
            for name in [&place.name_en, &place.name_ko] {
                let owner = *seen.entry(Keys::of(name).squeezed).or_insert(&place.id);
                assert_eq!(owner, place.id, "{name}");
            }
        }
    }
}
