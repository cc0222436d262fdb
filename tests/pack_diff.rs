//! `datum pack diff` as authors of packs call it: what is another between two packs, in words and as JSON.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use datum::pack::{self, Catalog, PackSource};
use jiff::civil::date;

fn good() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs_bad/good")
}

/// A copy of the good packs in which tea has been edited: every kind of difference once or more.
fn edited() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    for name in ["tea", "coffee"] {
        fs::create_dir(place.path().join(name)).unwrap();
        for entry in fs::read_dir(good().join(name)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, place.path().join(name).join(path.file_name().unwrap())).unwrap();
        }
    }
    let file = place.path().join("tea/figures.csv");
    let edits = [
        // Revised in four fields; written otherwise, but the same; withdrawn; superseded; a note alone.
        (
            "drunk-2023,cups-drunk,arvia,500,,,2023,reported,exact",
            "drunk-2023,cups-drunk,arvia,510,500,520,2023,estimated,exact",
        ),
        ("share-2023,tea-share,arvia,29.2,", "share-2023,tea-share,arvia,29.20,"),
        ("rank-2023,tea-rank,arvia,3,,,2023,reported,exact,,,,tea-report,,,,,,,,\n", ""),
        (
            "growth-2023,",
            "held-2022-final,cups-held,arvia,1010,,,2022-12-31,reported,exact,,,,tea-report,,,2025-01,held-2022,,,,\ngrowth-2023,",
        ),
        (
            "opening,opening-date,port,2024,,,2024-06-01,reported,exact,,,,tea-report,,,,,,,,",
            "opening,opening-date,port,2024,,,2024-06-01,reported,exact,,,,tea-report,,,,,,,A note.,",
        ),
    ];
    let mut text = fs::read_to_string(&file).unwrap();
    for (old, new) in edits {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    fs::write(&file, text).unwrap();
    place
}

fn datum(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_datum"))
        .args(["pack", "diff"])
        .args(arguments)
        .env_remove("DATUM_PACKS")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn what_is_another_is_said_in_words_and_as_json() {
    let (old, place) = (good(), edited());
    let (old, new) = (old.to_str().unwrap(), place.path().to_str().unwrap());
    let (status, out, err) = datum(&[old, new]);
    assert_eq!((status, err.as_str()), (Some(5), ""));
    insta::assert_snapshot!("words", out);
    let (status, out, _) = datum(&[old, new, "--json"]);
    assert_eq!(status, Some(5));
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    insta::assert_snapshot!("json", serde_json::to_string_pretty(&value).unwrap());
    // The other way round, what was added is withdrawn.
    let (_, back, _) = datum(&[new, old]);
    insta::assert_snapshot!("back", back);
}

#[test]
fn the_exit_status_says_what_came_of_it() {
    let old = good();
    let old = old.to_str().unwrap();
    assert_eq!(datum(&[old, old]), (Some(0), "All figures are the same.\n".to_owned(), String::new()));
    assert_eq!(datum(&["embedded", "embedded"]).0, Some(0));
    let (status, out, err) = datum(&[old, "/nonexistent/pack"]);
    assert_eq!((status, out.as_str()), (Some(1), ""));
    assert!(err.contains("cannot be read"), "{err}");
    assert_eq!(datum(&[old]).0, Some(2));
}

#[test]
fn beside_a_folder_only_the_embedded_pack_of_its_name_counts() {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs");
    let name = pack::load(&[]).unwrap().packs()[0].name.to_string();
    let folder = packs.join(&name);
    assert_eq!(datum(&["embedded", folder.to_str().unwrap()]).0, Some(0));
    // A pack that is not embedded is new as a whole.
    let (status, out, _) = datum(&["embedded", good().join("coffee").to_str().unwrap()]);
    assert_eq!(status, Some(5));
    assert!(out.ends_with("1 added, 0 revised, 0 withdrawn, 0 superseded\n"), "{out}");
}

fn read(folder: &Path) -> Catalog {
    pack::load_sources(PackSource::in_folder(folder), date(2026, 1, 1)).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn a_catalogue_is_like_itself_and_differences_turn_round() {
    let (old, place) = (read(&good()), edited());
    let new = read(place.path());
    assert!(pack::diff(&old, &old, &[]).is_empty());
    let ids = |one: &Catalog, other: &Catalog, kind| {
        let found = pack::diff(one, other, &[]).into_iter().filter(|difference| difference.kind == kind);
        found.map(|difference| difference.figure).collect::<Vec<_>>()
    };
    use pack::ChangeKind::{Added, Revised, Withdrawn};
    assert_eq!(ids(&old, &new, Added), ids(&new, &old, Withdrawn));
    assert_eq!(ids(&old, &new, Withdrawn), ids(&new, &old, Added));
    assert_eq!(ids(&old, &new, Revised), ids(&new, &old, Revised));
    assert!(pack::diff(&old, &new, &["coffee".to_owned()]).is_empty());
}
