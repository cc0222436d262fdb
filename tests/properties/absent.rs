//! What no pack speaks of never gets a figure: not a country of the world, not a word that nobody knows, in either
//! language, however short the name and however much it looks like a particle (이란 is Iran and an ending).

use std::collections::BTreeSet;

use datum::figure::{FigureRef, Language};
use datum::query::Outcome;
use proptest::prelude::*;
use proptest::sample::Index;

use super::world::{LANGUAGES, TODAY, WORLDS, World, cases, none_of};

/// Cells of so many figures, spread over the packs, are asked about each place.
const CELLS: usize = 4;

/// The names of every country and region, in both languages.
fn places() -> impl Iterator<Item = (Language, String)> {
    let table = include_str!("../../data/lexicon/places.csv");
    csv::Reader::from_reader(table.as_bytes()).into_records().map(|row| row.expect("a row")).flat_map(|row| {
        let names = |language, column: usize| {
            row[column]
                .split('|')
                .filter(|name| !name.is_empty())
                .map(|name| (language, name.to_owned()))
                .collect::<Vec<_>>()
        };
        names(Language::English, 1).into_iter().chain(names(Language::Korean, 2))
    })
}

/// All names and aliases of the packs in lower case, with those that are part of a longer one.
fn names(world: &World) -> BTreeSet<String> {
    let catalog = world.catalog();
    let mut names = BTreeSet::new();
    let mut add = |name: &str| {
        names.insert(name.to_lowercase());
        names.extend(name.split(' ').map(str::to_lowercase));
    };
    for entity in catalog.entities() {
        [&*entity.name.en, &*entity.name.ko]
            .into_iter()
            .chain(entity.aliases.iter().map(|alias| &**alias))
            .for_each(&mut add);
    }
    for source in catalog.sources() {
        let publisher = [&*source.publisher.en, &*source.publisher.ko];
        publisher.into_iter().chain(source.aliases.iter().map(|alias| &**alias)).for_each(&mut add);
    }
    for metric in catalog.metrics() {
        [&*metric.name.en, &*metric.name.ko]
            .into_iter()
            .chain(metric.aliases.iter().map(|alias| &**alias))
            .for_each(&mut add);
    }
    names
}

fn is_name(names: &BTreeSet<String>, place: &str) -> bool {
    let place = place.to_lowercase().replace('.', "");
    // "Koreans", "the Emirates"
    names.contains(&place) || place.strip_suffix('s').is_some_and(|one| names.contains(one))
}

/// Questions for a metric of a thing, as people put them.
fn questions(language: Language, thing: &str, metric: &str) -> [String; 3] {
    match language {
        Language::English => {
            [format!("{metric} of {thing}"), format!("{thing}'s {metric}"), format!("how many {metric} in {thing}?")]
        }
        Language::Korean => {
            [format!("{thing} {metric}"), format!("{thing}의 {metric}"), format!("{thing}에서 {metric} 얼마야?")]
        }
    }
}

#[test]
fn a_place_without_figures_never_gets_any() {
    let mut findings = Vec::new();
    for world in WORLDS.iter() {
        let known = names(world);
        let figures = world.catalog().figures().len();
        let cells: Vec<FigureRef> = (0..CELLS).map(|part| FigureRef::from(part * figures / CELLS + 3)).collect();
        for (language, place) in places().filter(|(_, place)| !is_name(&known, place)) {
            for cell in &cells {
                let metric = world.names(*cell, language).metric;
                for question in questions(language, &place, metric) {
                    let answer = world.ask(&question);
                    if answer.outcome == Outcome::Answer {
                        findings.push(format!("  {}: {question}\n    {}", world.name, world.told(&answer)));
                    }
                }
            }
        }
    }
    none_of(&findings, "a place without figures never gets any");
}

/// A word that can be spoken and that no pack knows.
fn any_word() -> impl Strategy<Value = (Language, String)> {
    let english = "[bdfgklmnprstvz][aeiou][bdfgklmnprstvz]{1,2}[aeiou][bdfgklmnprstvz]{0,2}";
    let korean = proptest::collection::vec(proptest::char::range('가', '힣'), 2..4)
        .prop_map(|syllables| (Language::Korean, syllables.into_iter().collect()));
    prop_oneof![english.prop_map(|word| (Language::English, word)), korean]
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn a_word_that_nothing_explains_is_never_passed_over(
        figure in any::<Index>(),
        (language, word) in any_word(),
        behind in any::<bool>(),
    ) {
        for world in WORLDS.iter() {
            // Read by itself it must be one unknown word, not a slip of a known one.
            let explained = world.engine().explain(&word, TODAY);
            let pieces: Vec<&str> = explained.lines().filter(|line| line.starts_with(' ')).collect();
            if !matches!(pieces.as_slice(), [only] if only.contains(" Unknown ")) {
                continue;
            }
            let names = world.names(figure.index(world.catalog().figures().len()).into(), language);
            let (entity, metric) = (names.entity, names.metric);
            let question = if behind { format!("{entity} {metric} {word}") } else { format!("{word} {entity} {metric}") };
            let answer = world.ask(&question);
            prop_assert!(answer.outcome != Outcome::Answer, "{question}: {}", world.told(&answer));
        }
    }
}

/// Things that none of the packs here counts, as a topic that somebody names before the question.
const TOPICS: [(Language, &str); 12] = [
    (Language::English, "Murder"),
    (Language::English, "Hospitals"),
    (Language::English, "Wheelchairs"),
    (Language::English, "Comics"),
    (Language::English, "Vinegar"),
    (Language::English, "For wheelchairs"),
    (Language::English, "For women"),
    (Language::English, "Part-time only"),
    (Language::Korean, "살인"),
    (Language::Korean, "휠체어"),
    (Language::Korean, "만화"),
    (Language::Korean, "여성만"),
];

#[test]
fn a_topic_before_the_question_is_never_passed_over() {
    let mut findings = Vec::new();
    for world in WORLDS.iter() {
        let figures = world.catalog().figures().len();
        for figure in (0..figures).step_by(7).map(FigureRef::from) {
            for (language, topic) in TOPICS {
                let names = world.names(figure, language);
                let question = match language {
                    Language::English => format!("{topic}: how many {} in {}?", names.metric, names.entity),
                    Language::Korean => format!("{topic}: {} {} 몇이야?", names.entity, names.metric),
                };
                let answer = world.ask(&question);
                if answer.outcome == Outcome::Answer {
                    findings.push(format!("  {}: {question}\n    {}", world.name, world.told(&answer)));
                }
            }
        }
    }
    none_of(&findings, "a topic before the question is never passed over");
}

#[test]
fn both_languages_have_places() {
    for language in LANGUAGES {
        assert!(places().filter(|(one, _)| *one == language).count() > 200, "{language:?}");
    }
}
