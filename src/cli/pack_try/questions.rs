//! The questions that people ordinarily ask: each metric of a pack, of entities of each kind, in both languages, by all
//! operations. The forms are data; nothing here knows what a metric is about.

use std::collections::BTreeMap;

use once_cell::sync::Lazy;

use crate::figure::{EntityKind, EntityRef, MetricRef, PackRef, UnitKind};
use crate::pack::Catalog;

/// Metrics that are tried; a pack with more is tried in parts.
const MAX_METRICS: usize = 120;
/// Names of a metric that are tried in each language.
const MAX_NAMES: usize = 3;

/// A question and what it should give.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) language: &'static str,
    pub(super) text: String,
    /// The names of the pack in it.
    pub(super) names: Vec<String>,
    pub(super) wanted: Wanted,
}

/// What a question should give.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) operation: String,
    pub(super) metric: MetricRef,
    pub(super) entities: Vec<EntityRef>,
    pub(super) year: Option<i16>,
}

/// A form of question.
struct Form {
    operation: String,
    language: &'static str,
    needs: String,
    question: String,
}

static FORMS: Lazy<Vec<Form>> = Lazy::new(|| {
    let mut reader = csv::Reader::from_reader(include_str!("../../../data/import/questions.csv").as_bytes());
    let form = |row: csv::StringRecord| {
        Some(Form {
            operation: row.get(0)?.to_owned(),
            language: if row.get(1)? == "ko" { "ko" } else { "en" },
            needs: row.get(2)?.to_owned(),
            question: row.get(3)?.to_owned(),
        })
    };
    reader.records().filter_map(Result::ok).filter_map(form).collect()
});

/// All questions about packs, and how many metrics there were too many.
pub(super) fn all(catalog: &Catalog, packs: &[PackRef]) -> (Vec<Asked>, usize) {
    let mut metrics: Vec<MetricRef> = Vec::new();
    for figure in catalog.figures().iter().filter(|figure| packs.contains(&figure.pack)) {
        if !metrics.contains(&figure.metric) {
            metrics.push(figure.metric);
        }
    }
    let left_out = metrics.len().saturating_sub(MAX_METRICS);
    let mut asked = Vec::new();
    for metric in metrics.into_iter().take(MAX_METRICS) {
        of_metric(catalog, packs, metric, &mut asked);
    }
    (asked, left_out)
}

fn of_metric(catalog: &Catalog, packs: &[PackRef], metric: MetricRef, asked: &mut Vec<Asked>) {
    // Years by entity, and the entities of each kind, those with most figures first.
    let mut years: BTreeMap<EntityRef, Vec<i16>> = BTreeMap::new();
    for figure in catalog.figures_of_metric(metric).iter().map(|figure| catalog.figure(*figure)) {
        if packs.contains(&figure.pack) {
            years.entry(figure.entity).or_default().push(figure.period.start().year());
        }
    }
    let mut of_kind: BTreeMap<&'static str, Vec<EntityRef>> = BTreeMap::new();
    for entity in years.keys() {
        of_kind.entry(catalog.entity(*entity).kind.word()).or_default().push(*entity);
    }
    for entities in of_kind.values_mut() {
        entities.sort_by_key(|entity| (std::cmp::Reverse(years.get(entity).map_or(0, Vec::len)), *entity));
        let Some(first) = entities.first().copied() else { continue };
        let years = years.get(&first).cloned().unwrap_or_default();
        let (oldest, newest) = (years.iter().min().copied(), years.iter().max().copied());
        let setting = Setting { metric, entities, oldest, newest };
        for form in FORMS.iter().filter(|form| setting.fits(catalog, &form.needs)) {
            for name in names(catalog, metric, form.language) {
                asked.push(setting.ask(catalog, form, &name));
            }
        }
    }
}

/// A metric with entities of one kind that have figures of it.
struct Setting<'a> {
    metric: MetricRef,
    entities: &'a [EntityRef],
    oldest: Option<i16>,
    newest: Option<i16>,
}

impl Setting<'_> {
    fn fits(&self, catalog: &Catalog, needs: &str) -> bool {
        match needs {
            "series" => self.oldest < self.newest,
            "two" => self.entities.len() > 1,
            "many" => self.entities.len() > 2,
            "count" => {
                let unit = catalog.unit_of(self.metric);
                unit.kind == UnitKind::Count && unit.many_en.chars().all(|c| c.is_alphabetic() || c == ' ')
            }
            _ => true,
        }
    }

    fn ask(&self, catalog: &Catalog, form: &Form, name: &str) -> Asked {
        let is_korean = form.language == "ko";
        let entity = |at: usize| self.entities.get(at).map(|entity| catalog.entity(*entity));
        let called = |at: usize| {
            entity(at).map_or("", |entity| if is_korean { &*entity.name.ko } else { &*entity.name.en }).to_owned()
        };
        let (first, second) = (called(0), called(1));
        let kind = entity(0).map_or(EntityKind::Group, |entity| entity.kind);
        let year = |year: Option<i16>| year.map(|year| year.to_string()).unwrap_or_default();
        let (kind_one, kind_many) = kind_words(kind, is_korean);
        let values = [
            ("m", name.to_owned()),
            ("e", first.clone()),
            ("e2", second.clone()),
            ("y", year(self.newest)),
            ("y0", year(self.oldest)),
            ("kind", kind_one.to_owned()),
            ("kinds", kind_many.to_owned()),
            ("u", catalog.unit_of(self.metric).many_en.to_string()),
        ];
        let mut entities: Vec<EntityRef> = Vec::new();
        for (at, mark) in [(0, "{e"), (1, "{e2")] {
            let is_named = form.question.contains(&format!("{mark}}}")) || form.question.contains(&format!("{mark}:"));
            entities.extend(self.entities.get(at).filter(|_| is_named));
        }
        let is_dated = matches!(form.needs.as_str(), "year");
        Asked {
            language: form.language,
            text: filled(&form.question, &values),
            names: vec![name.to_owned(), first, second],
            wanted: Wanted {
                operation: form.operation.clone(),
                metric: self.metric,
                entities,
                year: self.newest.filter(|_| is_dated),
            },
        }
    }
}

/// The names of a metric in a language: the one that is shown, and a few others.
fn names(catalog: &Catalog, metric: MetricRef, language: &str) -> Vec<String> {
    let metric = catalog.metric(metric);
    let has_hangul = |text: &str| text.chars().any(|c| matches!(c, '\u{AC00}'..='\u{D7A3}'));
    let is_korean = language == "ko";
    let shown = if is_korean { &metric.name.ko } else { &metric.name.en };
    let others = metric.aliases.iter().filter(|alias| has_hangul(alias) == is_korean);
    std::iter::once(shown).chain(others).take(MAX_NAMES).map(ToString::to_string).collect()
}

/// What things of a kind are called, one and several.
fn kind_words(kind: EntityKind, is_korean: bool) -> (&'static str, &'static str) {
    match (kind, is_korean) {
        (EntityKind::Country, false) => ("country", "countries"),
        (EntityKind::Country, true) => ("나라", "나라"),
        (EntityKind::Region, false) => ("region", "regions"),
        (EntityKind::Region, true) => ("지역", "지역"),
        (EntityKind::Company, false) => ("company", "companies"),
        (EntityKind::Company, true) => ("기업", "기업"),
        (EntityKind::Organisation, false) => ("organisation", "organisations"),
        (EntityKind::Organisation, true) => ("기관", "기관"),
        (EntityKind::Product, false) => ("product", "products"),
        (EntityKind::Product, true) => ("제품", "제품"),
        (EntityKind::Person, false) => ("person", "people"),
        (EntityKind::Person, true) => ("사람", "사람"),
        (_, false) => ("group", "groups"),
        (_, true) => ("곳", "곳"),
    }
}

/// A form with its places filled; `{m:는}` is a name with the particle that its last letter asks for.
fn filled(form: &str, values: &[(&str, String)]) -> String {
    let mut text = String::new();
    let mut rest = form;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        let Some((place, after)) = behind.split_once('}') else { break };
        let (name, particle) = place.split_once(':').unwrap_or((place, ""));
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            text.push_str(value);
            text.push_str(particle_for(value, particle));
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The form of a particle behind a word: 은 and 이 behind a final consonant, 는 and 가 behind a vowel.
fn particle_for(word: &str, particle: &str) -> &'static str {
    let last = word.chars().rev().find(|c| c.is_alphanumeric());
    let is_closed = last.is_some_and(|c| match u32::from(c) {
        syllable @ 0xAC00..=0xD7A3 => (syllable - 0xAC00) % 28 != 0,
        // Spoken letters and digits that end in a consonant.
        _ => matches!(c.to_ascii_lowercase(), 'l' | 'm' | 'n' | 'r' | '0' | '1' | '3' | '6' | '7' | '8'),
    });
    match (particle, is_closed) {
        ("는" | "은", true) => "은",
        ("는" | "은", false) => "는",
        ("이" | "가", true) => "이",
        ("이" | "가", false) => "가",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_filled_with_the_right_particles() {
        let values = [("m", "인구".to_owned()), ("e", "서울".to_owned()), ("y", "2023".to_owned())];
        assert_eq!(filled("{e} {m:는} {y}년에 얼마야?", &values), "서울 인구는 2023년에 얼마야?");
        assert_eq!(filled("{e:이} 1위야?", &values), "서울이 1위야?");
        assert!(FORMS.len() > 30, "{} forms", FORMS.len());
        for operation in ["lookup", "trend", "growth", "compare", "rank", "source", "definition"] {
            for language in ["en", "ko"] {
                assert!(
                    FORMS.iter().any(|form| form.operation == operation && form.language == language),
                    "{operation}"
                );
            }
        }
    }
}
