//! `datum export` as a user or a script calls it: exit statuses, and files that other tools read.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up has failed")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Command, Output};

fn datum(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_datum")).arg("export").args(arguments).env_remove("DATUM_PACKS").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The rows of a table, each by the names of its columns.
fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// The files of an archive.
fn files(archive: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut files = BTreeMap::new();
    for position in 0..archive.len() {
        let mut file = archive.by_index(position).unwrap();
        let mut content = String::new();
        file.read_to_string(&mut content).unwrap();
        files.insert(file.name().to_owned(), content);
    }
    files
}

#[test]
fn the_exit_status_says_what_came_of_it() {
    let table: [(&[&str], i32, &str); 10] = [
        (&["--topic", "hardware"], 0, ""),
        (&["--entity", "microsoft", "--format", "json"], 0, ""),
        (&["korea-h100-held-2023"], 0, ""),
        (&["--topic", "hats"], 2, "there is no topic `hats`; there are: "),
        (&["--metric", "hats"], 2, "there is no metric `hats`"),
        (&["--entity", "hats"], 2, "there is no entity `hats`"),
        (&[], 2, "say what to export"),
        (&["weather", "tomorrow"], 2, "No figure"),
        (&["South Korea"], 3, "South Korea"),
        (&["--topic", "hardware", "--output", "/nonexistent/folder/file.csv"], 1, "could not be written"),
    ];
    for (arguments, status, sentence) in table {
        let output = datum(arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?} {output:?}");
        assert!(text(&output.stderr).contains(sentence), "{arguments:?}: {}", text(&output.stderr));
        assert_eq!(output.stdout.is_empty(), status != 0, "{arguments:?}");
    }
}

#[test]
fn a_table_has_a_figure_a_line_with_its_source() {
    let output = datum(&["Microsoft vs Korea H100"]);
    let rows = rows(&text(&output.stdout));
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str()).collect();
    assert_eq!(ids, ["microsoft-h100-bought-2023", "korea-h100-held-2023"]);
    for row in &rows {
        for column in ["value", "unit", "period", "status", "publisher_en", "publisher_ko", "pack"] {
            assert!(!row[column].is_empty(), "{column}: {row:?}");
        }
    }
    insta::assert_snapshot!(text(&output.stdout));
}

#[test]
fn json_has_exact_digits_and_sources() {
    let output = datum(&["--format", "json", "korea-h100-held-2023"]);
    insta::assert_snapshot!(text(&output.stdout));
}

#[test]
fn a_package_holds_the_chosen_figures_and_what_they_need_and_no_more() {
    let arguments = ["--format", "zip", "--metric", "h100-units-bought"];
    let first = datum(&arguments).stdout;
    assert_eq!(first, datum(&arguments).stdout, "the same figures give the same bytes");
    let files = files(&first);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let expected = ["README.md", "datapackage.json", "entities.csv", "figures.csv", "metrics.csv", "sources.csv"];
    assert_eq!(names[..6], expected);
    let figures = rows(&files["figures.csv"]);
    assert!(figures.len() > 1);
    assert!(figures.iter().all(|row| row["metric"] == "h100-units-bought"));
    let used = |column: &'static str| figures.iter().map(move |row| row[column].clone()).filter(|id| !id.is_empty());
    let mut sources: Vec<String> = used("source").chain(used("via")).collect();
    sources.sort();
    sources.dedup();
    let mut listed: Vec<String> = rows(&files["sources.csv"]).iter().map(|row| row["id"].clone()).collect();
    listed.sort();
    assert_eq!(listed, sources);
    let entities: Vec<String> = rows(&files["entities.csv"]).iter().map(|row| row["id"].clone()).collect();
    assert!(used("entity").all(|entity| entities.contains(&entity)));
    insta::assert_snapshot!(files["README.md"]);
}

#[test]
fn frictionless_accepts_every_package() {
    let missing = Command::new("frictionless").arg("--version").output().is_err();
    if missing {
        eprintln!("`frictionless` is not installed (pip install frictionless): packages are not checked with it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, arguments) in [
        ("one", &["korea-h100-held-2023"] as &[&str]),
        ("comparison", &["Microsoft vs Korea H100"]),
        ("trend", &["AI talent shortage trend"]),
        ("ranking", &["who bought the most H100s"]),
        ("topic", &["--topic", "hardware"]),
        ("entity", &["--entity", "kr"]),
    ] {
        let place = folder.path().join(name);
        std::fs::create_dir(&place).unwrap();
        let archive = datum(&[&["--format", "zip"], arguments].concat());
        assert_eq!(archive.status.code(), Some(0), "{archive:?}");
        for (file, content) in files(&archive.stdout) {
            std::fs::write(place.join(file), content).unwrap();
        }
        validate(&place);
    }
}

fn validate(folder: &Path) {
    let output =
        Command::new("frictionless").args(["validate", "datapackage.json"]).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}\n{}", text(&output.stdout), text(&output.stderr));
}
