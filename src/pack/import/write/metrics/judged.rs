//! What the values and the label of a metric say of its unit and kind.

use rustc_hash::FxHashMap;

use crate::figure::{Decimal, MetricKind, UnitKind};
use crate::pack::import::observe::{Collected, MetricKey};
use crate::pack::import::units::UnitText;
use crate::pack::import::{terms, words};

/// What the values of a metric are like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    least: Decimal,
    most: Decimal,
    is_whole: bool,
}

/// What the values of each metric are like.
pub(super) fn ranges(collected: &Collected) -> FxHashMap<u32, Range> {
    let mut ranges: FxHashMap<u32, Range> = FxHashMap::default();
    for observation in &collected.observations {
        let value = observation.value;
        let range = ranges.entry(observation.metric).or_insert(Range { least: value, most: value, is_whole: true });
        range.least = range.least.min(value);
        range.most = range.most.max(value);
        range.is_whole &= value.fract().is_zero();
    }
    ranges
}

/// A count of people says so in its name, as passengers and 방문자 수 do; so does a time, as years of schooling, and a share whose
/// values can only be per cent. No other unit is taken from a name.
pub(super) fn by_label(key: &MetricKey, range: Option<Range>, assumed: &mut Vec<String>) -> Option<UnitText> {
    let base = words::fold(&key.label);
    let general = |id: &str| UnitText { general: Some(id.to_owned()), label: id.to_owned(), times: Decimal::ONE };
    let is_whole = range.is_some_and(|range| range.is_whole);
    let counted = terms::counted_in(&key.label).unwrap_or_default();
    if counted == "years" && range.is_some_and(|range| range.most < Decimal::from(150)) {
        assumed.push(format!("`{}` is taken as a number of years; say otherwise with --unit", key.label));
        return Some(general("years"));
    }
    // From 0 to 1 a share may be meant as a part of one.
    let in_percent = |range: Range| {
        range.least >= Decimal::ZERO && range.most > Decimal::from(2) && range.most <= Decimal::ONE_HUNDRED
    };
    let is_share = ["share of ", "percentage of ", "proportion of "].iter().any(|start| base.starts_with(start));
    if is_share && range.is_some_and(in_percent) {
        assumed.push(format!("`{}` is taken as per cent; say otherwise with --unit", key.label));
        return Some(general("percent"));
    }
    let is_counted = is_whole && counted == "people";
    // What stands in brackets may be a unit or a scale that is not known here.
    if base.contains(['(', '[', '/']) || base.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let first = base.split([',', '(', ' ', '-']).next().unwrap_or_default();
    let words: Vec<&str> = base.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_other = words.iter().any(|word| {
        matches!(
            *word,
            "density"
                | "growth"
                | "rate"
                | "share"
                | "ratio"
                | "index"
                | "percent"
                | "per"
                | "change"
                | "median"
                | "age"
        )
    }) || ["천", "만", "억", "밀도", "증가", "비율", "비중", "구성비", "율", "지수", "당"]
        .iter()
        .any(|word| base.contains(word));
    let is_people = words::is("people", first) || words.first().is_some_and(|word| words::is("people", word));
    let is_people = is_people || words.last().is_some_and(|word| words::is("people", word) || word.ends_with("인구"));
    ((is_people && !is_other) || is_counted).then(|| {
        assumed.push(format!("`{}` is taken as a number of people; say otherwise with --unit", key.label));
        general("people")
    })
}

/// The kind of a metric, by its unit and its values.
pub(super) fn kind_of(
    label: &str,
    unit: &str,
    kind: UnitKind,
    text: Option<&UnitText>,
    range: Option<Range>,
) -> MetricKind {
    let folded = words::fold(label);
    let is_growth = folded.split(|c: char| !c.is_alphanumeric()).any(|word| words::is("growth", word))
        || ["증가율", "증감", "성장률", "변화율"].iter().any(|word| folded.contains(word));
    let in_share = range.is_some_and(|range| range.least >= Decimal::ZERO && range.most <= Decimal::ONE_HUNDRED);
    let is_negative = range.is_some_and(|range| range.least < Decimal::ZERO);
    let is_place = range.is_some_and(|range| range.least >= Decimal::ONE && range.is_whole);
    let unit_label = text.map_or("", |text| text.label.as_str()).to_lowercase();
    let is_ratio = text.is_some_and(|text| text.general.is_none())
        && (unit_label.contains("per ") || unit_label.contains('당') || unit_label.contains('/'));
    match kind {
        UnitKind::Count | UnitKind::Physical | UnitKind::Duration if is_ratio => MetricKind::Multiple,
        UnitKind::Percent if in_share && !is_growth => MetricKind::Share,
        UnitKind::Percent | UnitKind::PercentagePoints | UnitKind::Multiple => MetricKind::Multiple,
        UnitKind::Rank if is_place => MetricKind::Rank,
        UnitKind::Rank | UnitKind::Score => MetricKind::Score,
        UnitKind::Date => MetricKind::Date,
        UnitKind::Currency => MetricKind::Flow,
        UnitKind::Duration => MetricKind::Size,
        UnitKind::Physical if matches!(unit, "m" | "km" | "mm" | "mm2" | "km2" | "ha" | "celsius") => MetricKind::Size,
        UnitKind::Physical => MetricKind::Flow,
        UnitKind::Count if is_negative => MetricKind::Flow,
        UnitKind::Count => MetricKind::Stock,
    }
}
