//! What is measured, in which unit.

mod judged;

use rustc_hash::FxHashMap;

use self::judged::{Range, by_label, kind_of, ranges};
use super::entities::EntityRows;
use crate::figure::{Decimal, MetricKind, UnitKind};
use crate::lang::names::Keys;
use crate::pack::import::compose::{self, Made, Subject};
use crate::pack::import::mapping::MetricMapping;
use crate::pack::import::names::{self, Taken, slug};
use crate::pack::import::observe::{Collected, MetricKey, Observation};
use crate::pack::import::old::Old;
use crate::pack::import::units::{self, Counted, UnitText};
use crate::pack::import::{Mapping, Options, terms};
use crate::pack::raw::TableKind;
use crate::pack::write::TableText;

/// The unit of a metric of which the table says none.
const UNSTATED: &str = "unit-not-stated";

/// The metrics of an import: which one each key of the table means, and those that are new.
#[derive(Debug, Default)]
pub(in crate::pack::import) struct MetricRows {
    /// For each key: the metric's id, its place for sorting, and what its values are multiplied by.
    of_key: Vec<(String, u32, Decimal)>,
    at: FxHashMap<String, u32>,
    new: Vec<NewMetric>,
    new_units: Vec<Counted>,
    topic: String,
    /// The metrics with a name that was put together here.
    made: Vec<String>,
}

#[derive(Debug, Default)]
struct NewMetric {
    id: String,
    kind: String,
    unit: String,
    name_en: String,
    name_ko: String,
    aliases_en: String,
    aliases_ko: String,
    definition_en: String,
    definition_ko: String,
}

/// Settles the metrics. What the next import must know of each is written into the mapping.
pub(super) fn settle(
    collected: &Collected,
    mapping: &mut Mapping,
    entities: &EntityRows,
    old: &Old,
    pack: &str,
    subject: &Subject,
    assumed: &mut Vec<String>,
) -> MetricRows {
    let ranges = ranges(collected);
    let known = old.ids(TableKind::Metrics);
    let mut rows = MetricRows { topic: topic_of(pack), ..MetricRows::default() };
    let mut taken = Taken::default();
    old.names().1.iter().for_each(|(name, id)| taken.take(name, id));
    let shared = shared_names(&collected.metrics);
    let mut bases: FxHashMap<String, usize> = FxHashMap::default();
    for key in &collected.metrics {
        let mut others = names::other_names("", &key.label, &key.parts, "");
        others.sort();
        others.dedup();
        for other in others {
            *bases.entry(Keys::of(&other).squeezed).or_default() += 1;
        }
    }
    let mut unlike: FxHashMap<(&str, &str, &[String]), usize> = FxHashMap::default();
    for key in &collected.metrics {
        *unlike.entry((&key.label, &key.code, &key.parts)).or_default() += 1;
    }
    let mut waiting: Vec<(usize, MetricMapping)> = Vec::new();
    let mut unstated: Vec<String> = Vec::new();
    for (position, key) in collected.metrics.iter().enumerate() {
        let map_key = map_key(key, &unlike);
        let mut told =
            mapping.metrics.get(&map_key).or_else(|| mapping.metrics.get(&key.label)).cloned().unwrap_or_default();
        let range = ranges.get(&(position as u32)).copied();
        let unit = told
            .unit
            .as_deref()
            .map(units::stated)
            .or_else(|| key.unit.clone())
            .or_else(|| by_label(key, range, assumed));
        let times = unit.as_ref().map_or(Decimal::ONE, |unit| unit.times);
        let existing = told.id.clone().filter(|id| known.contains(id.as_str()));
        let id =
            existing.clone().unwrap_or_else(|| rows.free_id(&id_of(key, told.name_en.as_deref(), entities), &known));
        let place = u32::try_from(position).unwrap_or(u32::MAX);
        let at = *rows.at.entry(id.clone()).or_insert(place);
        rows.of_key.push((id.clone(), at, times));
        told.id = Some(id);
        if told.name_ko.is_none() && !key.korean.is_empty() && key.parts.is_empty() {
            told.name_ko = Some(key.korean.clone());
        }
        if existing.is_none() {
            if unit.is_none() {
                unstated.push(key.label.clone());
            }
            waiting.push((position, told.clone()));
        }
        mapping.metrics.insert(map_key, told);
    }
    // Names that are shown are given to all metrics before any other name is.
    let labels: Vec<(String, Vec<String>)> =
        collected.metrics.iter().map(|key| (key.label.clone(), key.parts.clone())).collect();
    let composed = compose::names(&labels, subject);
    let mut shown: Vec<(usize, MetricMapping, String, String)> = Vec::new();
    for (position, told) in waiting {
        let Some(key) = collected.metrics.get(position) else { continue };
        let id = told.id.clone().unwrap_or_default();
        let own = unique(name_of(key, &shared, entities), key, &id, &mut taken);
        let made = composed.get(position).and_then(|made| {
            let is_korean = terms::is_korean(&key.label);
            let (names, first) = if is_korean { (&made.en, &made.first.0) } else { (&made.ko, &made.first.1) };
            let free = names.iter().find(|name| taken.is_free(name, &id));
            free.or(Some(first).filter(|first| !first.is_empty())).map(|name| names::capital(name))
        });
        let (mut name_en, mut name_ko) = (own.clone(), own);
        let (other, is_told) =
            if terms::is_korean(&key.label) { (&mut name_en, &told.name_en) } else { (&mut name_ko, &told.name_ko) };
        if let Some(made) = made.filter(|_| is_told.is_none()) {
            *other = unique(made, key, &id, &mut taken);
            rows.made.push(id.clone());
        }
        for (name, told) in [(&mut name_en, &told.name_en), (&mut name_ko, &told.name_ko)] {
            if let Some(told) = told.clone() {
                *name = unique(told, key, &id, &mut taken);
            }
        }
        shown.push((position, told, name_en, name_ko));
    }
    for (position, told, name_en, name_ko) in shown {
        let Some(key) = collected.metrics.get(position) else { continue };
        let range = ranges.get(&(position as u32)).copied();
        let made = composed.get(position).cloned().unwrap_or_default();
        let new = rows.new_metric(key, &told, name_en, name_ko, range, &mut taken, &bases, old, made);
        rows.new.push(new);
    }
    if !rows.made.is_empty() {
        assumed.push(format!(
            "names in the other language were put together from their parts ({}): look at those in `made_names` of \
             datapackage.json and mend them in metrics.csv",
            rows.made.len()
        ));
    }
    if !unstated.is_empty() {
        let some: Vec<&str> = unstated.iter().take(5).map(String::as_str).collect();
        assumed.push(format!(
            "nothing says in which unit these are: {}{}; say it with --unit, or as `unit` in [metrics] of import.toml",
            some.join("; "),
            if unstated.len() > some.len() { " ..." } else { "" }
        ));
    }
    rows
}

/// Under which name the mapping keeps a metric.
fn map_key(key: &MetricKey, unlike: &FxHashMap<(&str, &str, &[String]), usize>) -> String {
    let base = if key.code.is_empty() { &key.label } else { &key.code };
    let mut name = base.clone();
    if !key.parts.is_empty() {
        name = format!("{name} | {}", key.parts.join(" | "));
    }
    let same = unlike.get(&(key.label.as_str(), key.code.as_str(), key.parts.as_slice()));
    match &key.unit {
        Some(unit) if same.is_some_and(|count| *count > 1) => format!("{name} [{}]", unit.label),
        _ => name,
    }
}

/// The name before what tells a metric from others of the same one.
fn base_of(key: &MetricKey) -> String {
    let (base, per) = terms::apart(&key.label);
    if per.is_some() && !names::is_rate(&base) {
        return key.label.clone();
    }
    let has_unit = units::in_label(&key.label).is_some();
    if has_unit { names::without_unit(&key.label) } else { key.label.clone() }
}

/// Names that several metrics would have without their units.
fn shared_names(keys: &[MetricKey]) -> FxHashMap<String, usize> {
    let mut counts = FxHashMap::default();
    for key in keys {
        *counts.entry(Keys::of(&format!("{} {}", base_of(key), key.parts.join(" "))).squeezed).or_default() += 1;
    }
    counts
}

fn name_of(key: &MetricKey, shared: &FxHashMap<String, usize>, entities: &EntityRows) -> String {
    let base = base_of(key);
    let is_shared =
        shared.get(&Keys::of(&format!("{base} {}", key.parts.join(" "))).squeezed).is_some_and(|count| *count > 1);
    let label = if is_shared { key.label.clone() } else { base };
    let whole = if key.parts.is_empty() { label } else { format!("{label} ({})", key.parts.join(", ")) };
    let name = names::clean(&whole, &|words| entities.is_named(words));
    if name.is_empty() { "Figures".to_owned() } else { name }
}

fn id_of(key: &MetricKey, name: Option<&str>, entities: &EntityRows) -> String {
    if names::is_id(&key.code) && key.parts.is_empty() && name.is_none() {
        return key.code.clone();
    }
    let label = name.map_or_else(|| format!("{} {}", key.label, key.parts.join(" ")), str::to_owned);
    let cleaned = names::clean(&label, &|words| entities.is_named(words));
    slug(&cleaned)
}

/// A name that no other metric of the pack has.
fn unique(name: String, key: &MetricKey, id: &str, taken: &mut Taken) -> String {
    let mark = match (&key.unit, key.code.is_empty()) {
        (Some(unit), _) if !name.contains(&unit.label) => unit.label.clone(),
        (_, false) => key.code.clone(),
        _ => id.to_owned(),
    };
    let mut unique = name.clone();
    for mark in [mark, key.code.clone(), id.to_owned()] {
        if taken.is_free(&unique, id) {
            break;
        }
        let mark = names::clean(&mark, &|_| false);
        unique = format!("{} ({mark})", names::shorten(&name, 76_usize.saturating_sub(mark.chars().count()).max(20)));
    }
    taken.take(&unique, id);
    names::shorten(&unique, 80)
}

impl MetricRows {
    fn free_id(&self, base: &str, known: &rustc_hash::FxHashSet<&str>) -> String {
        let mut id = base.to_owned();
        let mut number = 2;
        while known.contains(id.as_str()) || self.at.contains_key(&id) {
            id = format!("{base}-{number}");
            number += 1;
        }
        id
    }

    #[expect(clippy::too_many_arguments, reason = "each is a thing of its own, and this is called once")]
    fn new_metric(
        &mut self,
        key: &MetricKey,
        told: &MetricMapping,
        name_en: String,
        name_ko: String,
        range: Option<Range>,
        taken: &mut Taken,
        bases: &FxHashMap<String, usize>,
        old: &Old,
        made: Made,
    ) -> NewMetric {
        let id = told.id.clone().unwrap_or_default();
        let unit_text = told
            .unit
            .as_deref()
            .map(units::stated)
            .or_else(|| key.unit.clone())
            .or_else(|| by_label(key, range, &mut Vec::new()));
        let (unit, unit_kind) = self.unit(unit_text.as_ref(), old);
        let kind = told.kind.as_deref().and_then(|kind| kind.parse::<MetricKind>().ok());
        let kind = kind.unwrap_or_else(|| kind_of(&key.label, &unit, unit_kind, unit_text.as_ref(), range));
        let is_korean = |name: &String| name.chars().any(|c| matches!(c, '\u{AC00}'..='\u{D7A3}'));
        let list = |cell: &Option<String>| -> Vec<String> {
            cell.iter().flat_map(|cell| cell.split('|')).map(str::to_owned).collect()
        };
        let mut others = list(&told.aliases_en);
        others.extend(list(&told.aliases_ko));
        others.extend(names::other_names(&name_en, &key.label, &key.parts, &key.code).into_iter().filter(|other| {
            // What several metrics could be called is a name of none: whoever says it is asked which one is meant.
            bases.get(&Keys::of(other).squeezed).is_none_or(|count| *count < 2)
        }));
        others.extend(made.en.into_iter().chain(made.ko));
        let others: Vec<String> = others.iter().map(|other| names::clean(other, &|_| false)).collect();
        let shown = [Keys::of(&name_en).squeezed, Keys::of(&name_ko).squeezed];
        let (korean, english): (Vec<String>, Vec<String>) = taken
            .free(others.into_iter().filter(|other| !shown.contains(&Keys::of(other).squeezed)), &id)
            .into_iter()
            .partition(is_korean);
        let code =
            if key.code.is_empty() || key.code == key.label { String::new() } else { format!(" ({})", key.code) };
        let parts = if key.parts.is_empty() { String::new() } else { format!(" – {}", key.parts.join(", ")) };
        let label = names::shorten(&format!("{}{parts}{code}", key.label), 500);
        NewMetric {
            kind: kind.word().to_owned(),
            unit,
            name_en,
            name_ko,
            aliases_en: english.join("|"),
            aliases_ko: korean.join("|"),
            definition_en: format!("As its source has it: {label}."),
            definition_ko: format!("원자료의 항목: {label}."),
            id,
        }
    }

    /// The id and kind of a unit; one that is not general is described by the pack.
    fn unit(&mut self, text: Option<&UnitText>, old: &Old) -> (String, UnitKind) {
        if let Some(general) = text.and_then(|text| text.general.clone()) {
            let kind = units::kind(&general).unwrap_or(UnitKind::Count);
            return (general, kind);
        }
        let plain = |id: String, one: String, counter_ko: String, words_en: String| Counted {
            id,
            kind: "count".to_owned(),
            many_en: one.clone(),
            one_en: one,
            counter_ko,
            words_en,
            words_ko: String::new(),
        };
        let unit = match text {
            Some(text) => units::counted(&text.label).unwrap_or_else(|| {
                let label = names::shorten(&text.label, 40);
                // "kWh/person" is also asked for in kWh.
                let first = label.split(['/', ' ']).next().unwrap_or_default();
                let is_physical =
                    units::general(first).and_then(|unit| units::kind(&unit.general?)) == Some(UnitKind::Physical);
                let words = if is_physical { first.to_owned() } else { String::new() };
                plain(slug(&label), label.clone(), label, words)
            }),
            None => {
                let (one, counter) = ("(unit not stated)".to_owned(), " (단위 미상)".to_owned());
                plain(UNSTATED.to_owned(), one, counter, String::new())
            }
        };
        let (id, kind) = (unit.id.clone(), unit.kind.parse::<UnitKind>().unwrap_or(UnitKind::Count));
        let is_known =
            old.ids(TableKind::Units).contains(id.as_str()) || self.new_units.iter().any(|unit| unit.id == id);
        if !is_known {
            self.new_units.push(unit);
        }
        (id, kind)
    }

    /// The place of a key's metric among all, for sorting.
    pub(super) fn at(&self, key: u32) -> u32 {
        self.of_key.get(key as usize).map_or(u32::MAX, |(_, at, _)| *at)
    }

    /// The id of a key's metric.
    pub(super) fn id(&self, key: u32) -> &str {
        self.of_key.get(key as usize).map_or("", |(id, ..)| id)
    }

    /// A value in the metric's unit.
    pub(super) fn value(&self, observation: &Observation) -> Decimal {
        let times = self.of_key.get(observation.metric as usize).map_or(Decimal::ONE, |(.., times)| *times);
        observation.value.checked_mul(times).unwrap_or(observation.value).normalize()
    }

    /// The metrics with a name that was put together here.
    pub(super) fn made(&self) -> Vec<String> {
        self.made.clone()
    }

    /// The names of the new metrics.
    pub(super) fn names(&self) -> Vec<String> {
        self.new.iter().map(|metric| format!("{} ({})", metric.name_en, metric.unit)).collect()
    }

    /// The table of topics.
    pub(super) fn topics(&self, old: &Old, options: &Options) -> TableText {
        let mut table = TableText::new(TableKind::Topics);
        old.write(&mut table, TableKind::Topics, |_| false);
        if !self.new.is_empty() && !old.ids(TableKind::Topics).contains(self.topic.as_str()) {
            let title = options.pack.replace('-', " ");
            let (en, ko) = (format!("{title} data"), format!("{title} 자료"));
            table.add(&[("id", &self.topic), ("name_en", &en), ("name_ko", &ko)]);
        }
        table
    }

    /// The table of units.
    pub(super) fn units(&self, old: &Old) -> TableText {
        let mut table = TableText::new(TableKind::Units);
        old.write(&mut table, TableKind::Units, |_| false);
        for unit in &self.new_units {
            let cells = [
                ("id", unit.id.as_str()),
                ("kind", &unit.kind),
                ("one_en", &unit.one_en),
                ("many_en", &unit.many_en),
                ("counter_ko", &unit.counter_ko),
                ("words_en", &unit.words_en),
                ("words_ko", &unit.words_ko),
            ];
            table.add(&cells);
        }
        table
    }

    /// The table of metrics.
    pub(super) fn table(&self, old: &Old) -> TableText {
        let mut table = TableText::new(TableKind::Metrics);
        old.write(&mut table, TableKind::Metrics, |_| false);
        for metric in &self.new {
            table.add(&[
                ("id", &metric.id),
                ("topic", &self.topic),
                ("kind", &metric.kind),
                ("unit", &metric.unit),
                ("name_en", &metric.name_en),
                ("name_ko", &metric.name_ko),
                ("aliases_en", &metric.aliases_en),
                ("aliases_ko", &metric.aliases_ko),
                ("definition_en", &metric.definition_en),
                ("definition_ko", &metric.definition_ko),
            ]);
        }
        table
    }
}

fn topic_of(pack: &str) -> String {
    names::shorten(&format!("{pack}-data"), 80)
}
