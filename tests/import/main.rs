//! Tables as people have them become packs, and packs are brought up to date by newer tables.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod bad;
mod codes;
mod killed;
mod shapes;
mod update;
mod whole;

#[path = "../support/command.rs"]
mod command;

use std::fs;
use std::path::{Path, PathBuf};

use command::datum;
use datum::figure::Language;
use datum::pack::import::{Imported, Input, Mapping, Nobody, Options, import};
use datum::pack::{self, Catalog, PackSource};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 1, 1);

fn table(name: &str) -> Input {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/tables").join(name);
    Input { name: name.to_owned(), bytes: fs::read(path).unwrap() }
}

fn text(name: &str, text: &str) -> Input {
    Input { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn options(mapping: Mapping) -> Options {
    Options { pack: "trial".to_owned(), today: TODAY, mapping }
}

fn imported(inputs: Vec<Input>, mapping: Mapping) -> Imported {
    import(inputs, &options(mapping), None, &mut Nobody).unwrap_or_else(|error| panic!("{error}"))
}

/// The pack that an import makes.
fn source(imported: &Imported) -> PackSource {
    let is_read = |name: &str| name == "datapackage.json" || name.ends_with(".csv") && name != "problems.csv";
    let files = imported.files.iter().filter(|(name, _)| is_read(name));
    PackSource::new("trial", files.map(|(name, text)| (name.clone(), text.clone().into_bytes())))
}

fn catalog(imported: &Imported) -> Catalog {
    pack::load_sources(vec![source(imported)], TODAY).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Each figure on a line: what, whom, when, how much, how it came about.
fn listed(imported: &Imported) -> String {
    let catalog = catalog(imported);
    let mut text = String::new();
    for metric in catalog.metrics() {
        let aliases: Vec<&str> = metric.aliases.iter().map(|alias| &**alias).collect();
        let unit = catalog.unit(metric.unit);
        text.push_str(&format!(
            "[{}] {} | {} | {} | {}\n",
            metric.id,
            metric.name.en,
            metric.kind,
            unit.id,
            aliases.join(", ")
        ));
    }
    for figure in catalog.figures() {
        let entity = catalog.entity(figure.entity);
        text.push_str(&format!(
            "{}  {} ({})  {} {} {}{}{}  {}\n",
            figure.id,
            entity.name.en,
            entity.kind,
            figure.period,
            figure.value,
            figure.status,
            if figure.scope.is_empty() { String::new() } else { format!(" <{}>", figure.scope.get(Language::English)) },
            if figure.note.is_empty() { String::new() } else { format!(" ({})", figure.note.get(Language::English)) },
            figure.locator,
        ));
    }
    for assumed in &imported.assumed {
        text.push_str(&format!("note: {assumed}\n"));
    }
    for problem in &imported.problems {
        text.push_str(&format!(
            "problem: {} row {} {} `{}`: {} — {}\n",
            problem.file, problem.row, problem.column, problem.cell, problem.problem, problem.remedy
        ));
    }
    text
}

#[test]
fn a_world_bank_table_is_read() {
    insta::assert_snapshot!(listed(&imported(vec![table("world-bank.csv")], Mapping::default())));
}

#[test]
fn a_long_table_of_our_world_in_data_is_read() {
    insta::assert_snapshot!(listed(&imported(vec![table("owid.csv")], Mapping::default())));
}

#[test]
fn a_eurostat_table_is_read() {
    let mapping = Mapping { metric: Some("Population".to_owned()), ..Mapping::default() };
    insta::assert_snapshot!(listed(&imported(vec![table("eurostat.tsv")], mapping)));
}

#[test]
fn an_oecd_table_is_read() {
    insta::assert_snapshot!(listed(&imported(vec![table("oecd.csv")], Mapping::default())));
}

#[test]
fn a_kosis_table_is_read_from_both_of_its_forms() {
    let csv = imported(vec![table("kosis.csv")], Mapping::default());
    let sheet = imported(vec![table("kosis.xlsx")], Mapping::default());
    insta::assert_snapshot!(listed(&csv));
    let values = |imported: &Imported| -> Vec<(String, String)> {
        let catalog = catalog(imported);
        catalog.figures().iter().map(|figure| (figure.id.to_string(), figure.value.to_string())).collect()
    };
    assert_eq!(values(&csv), values(&sheet));
}

#[test]
fn decimal_commas_are_read_by_the_evidence_of_the_column() {
    insta::assert_snapshot!(listed(&imported(vec![table("german.csv")], Mapping::default())));
}

#[test]
fn json_stat_and_columns_of_countries_are_read() {
    let mapping =
        Mapping { metric: Some("Unemployment".to_owned()), unit: Some("percent".to_owned()), ..Mapping::default() };
    let cube = listed(&imported(vec![table("jsonstat.json")], Mapping::default()));
    let columns = listed(&imported(vec![table("entities-as-columns.csv")], mapping));
    insta::assert_snapshot!(format!("{cube}\n{columns}"));
}

#[test]
fn what_cannot_be_understood_is_listed_and_stops_nothing() {
    insta::assert_snapshot!(listed(&imported(vec![table("messy.csv")], Mapping::default())));
}

#[test]
fn an_import_says_how_it_was_read_and_the_next_one_reads_it() {
    let first = imported(vec![table("german.csv")], Mapping::default());
    let (_, map) = first.files.iter().find(|(name, _)| name == "import.toml").unwrap();
    let mut mapping = Mapping::read("import.toml", map).unwrap();
    let metric = mapping.metrics.values_mut().next().unwrap();
    metric.name_ko = Some("매출".to_owned());
    metric.aliases_ko = Some("판매액|매출액".to_owned());
    let again = imported(vec![table("german.csv")], mapping);
    let catalog = catalog(&again);
    assert_eq!(&*catalog.metrics()[0].name.ko, "매출");
    assert_eq!(catalog.figures().len(), 3);
}

fn path_of(name: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/tables").join(name);
    path.to_str().unwrap().to_owned()
}

#[test]
fn from_a_file_to_an_answer_in_two_calls() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("world");
    let pack = folder.to_str().unwrap();
    let (status, out, err) =
        datum(&["pack", "import", &path_of("world-bank.csv"), "--into", pack, "--publisher", "World Bank"]);
    assert_eq!(status, Some(0), "{err}");
    assert!(out.contains("44 new, 0 unchanged, 0 revised, 0 withdrawn"), "{out}");
    for (question, answer) in [
        ("population of South Korea in 2023", "51,712,619"),
        ("일본 GDP (current US$) 2023", "4,212,945,159,781.4"),
        ("Japan life expectancy", "84.04"),
        ("how did the population of South Korea change from 2019 to 2023", "51,712,619 people (2023)"),
    ] {
        let (status, out, err) = datum(&["ask", "--packs", pack, question]);
        assert_eq!(status, Some(0), "{question}: {out}{err}");
        assert!(out.contains(answer), "{question}: {out}");
    }
    // The same table again changes nothing.
    let before = fs::read_to_string(folder.join("figures.csv")).unwrap();
    let (status, out, _) = datum(&["pack", "import", &path_of("world-bank.csv"), "--into", pack]);
    assert_eq!(status, Some(0));
    assert!(out.contains("0 new, 44 unchanged, 0 revised, 0 withdrawn"), "{out}");
    assert_eq!(fs::read_to_string(folder.join("figures.csv")).unwrap(), before);
    // Nothing is left of the writing.
    assert!(
        fs::read_dir(place.path()).unwrap().all(|entry| !entry.unwrap().file_name().to_string_lossy().starts_with('.'))
    );
}

/// The names that an import gives to its metrics.
fn names(imported: &Imported) -> Vec<(String, String, Vec<String>)> {
    let name = |metric: &datum::figure::Metric| {
        let aliases = metric.aliases.iter().map(|alias| alias.to_string()).collect();
        (metric.name.en.to_string(), metric.name.ko.to_string(), aliases)
    };
    catalog(imported).metrics().iter().map(name).collect()
}

#[test]
fn metrics_get_names_in_both_languages_and_the_words_of_their_table() {
    let table = "행정구역별,항목,2022 년,2023 년\n서울특별시,화재건수,5396,4951\n서울특별시,사망자수,41,38\n";
    let done = imported(vec![text("시도별_화재_현황.csv", table)], Mapping::default());
    let names = names(&done);
    assert_eq!(names[0].0, "Fires");
    assert_eq!((names[1].0.as_str(), names[1].1.as_str()), ("Deaths", "사망자수"));
    // The deaths of a table of fires are deaths in fires.
    assert!(names[1].2.contains(&"fire deaths".to_owned()), "{:?}", names[1].2);
    let (_, descriptor) = done.files.iter().find(|(name, _)| name == "datapackage.json").unwrap();
    let descriptor: serde_json::Value = serde_json::from_str(descriptor).unwrap();
    assert_eq!(descriptor["datum"]["made_names"].as_array().map(Vec::len), Some(2));
    assert!(descriptor["datum"]["field_words"].as_array().unwrap().iter().any(|word| word == "화재"));
}

#[test]
fn what_values_are_per_is_a_part_of_the_name() {
    let table = "Country,Year,\"Nurses (per 1,000 people)\"\nKorea,2020,8.4\n";
    let done = imported(vec![text("t.csv", table)], Mapping::default());
    let (name, korean, aliases) = names(&done).remove(0);
    assert_eq!(name, "Nurses (per 1,000 people)");
    assert_eq!(korean, "인구 천 명당 간호사 수");
    // Who asks for the nurses is not told how many there are for a thousand people.
    assert!(!aliases.iter().any(|alias| alias == "Nurses" || alias == "간호사"), "{aliases:?}");
}

#[test]
fn what_an_editor_told_of_a_name_is_kept() {
    let table = "Country,Year,Births\nKorea,2020,272337\n";
    let mut mapping = Mapping::default();
    mapping.metrics.entry("Births".to_owned()).or_default().name_ko = Some("태어난 아이".to_owned());
    let done = imported(vec![text("t.csv", table)], mapping);
    assert_eq!(names(&done)[0].1, "태어난 아이");
    assert!(done.files.iter().all(|(name, text)| name != "datapackage.json" || !text.contains("made_names")));
}
