//! The program is killed in the middle of an import: nothing half written stands under the pack's name, and the next import ends
//! where the one before would have ended.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::datum;

/// Files in the order in which an import begins them.
const BEGUN: [&str; 4] = ["topics.csv", "metrics.csv", "figures.csv", "import.toml"];

/// A table of enough rows for a kill to fall into the writing; the second one revises, adds and withdraws.
fn table(is_second: bool) -> String {
    let mut text =
        "Organisation,Year,Visits (people),Books lent".to_owned() + if is_second { ",Events" } else { "" } + "\n";
    for number in 0..if is_second { 290 } else { 300 } {
        for year in 2010..2020 {
            let visits = number * 10 + year + usize::from(is_second && number < 5);
            write!(text, "Library {number},{year},{visits},{}", number + year).unwrap();
            text.push_str(if is_second { ",7\n" } else { "\n" });
        }
    }
    text
}

fn import(file: &Path, pack: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_datum"));
    command.args(["pack", "import"]).arg(file).arg("--into").arg(pack).env_remove("DATUM_PACKS");
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Kills an import as soon as a path is there; whether it was there before the import ended.
fn killed_at(path: &Path, command: &mut Command) -> bool {
    let mut child = command.spawn().unwrap();
    loop {
        if path.exists() {
            child.kill().unwrap();
            return !child.wait().unwrap().success();
        }
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::yield_now();
    }
}

/// The tables of a pack without the day of the import.
fn tables(pack: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(pack).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv" || ending == "toml"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap()))
        .collect()
}

fn is_whole(pack: &Path) {
    let (status, out, err) = datum(&["pack", "check", "--no-embedded", pack.to_str().unwrap()]);
    assert_eq!(status, Some(0), "{out}{err}");
}

#[test]
fn a_kill_leaves_the_pack_as_it_was_and_the_next_import_ends_it() {
    let place = tempfile::tempdir().unwrap();
    let folder = |name: &str| -> PathBuf { place.path().join(name) };
    // The same name each time, as it stands in the pack.
    let (first, second) = (folder("1/libraries.csv"), folder("2/libraries.csv"));
    for (path, is_second) in [(&first, false), (&second, true)] {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, table(is_second)).unwrap();
    }
    let expected = folder("whole/trial");
    assert!(import(&first, &expected).status().unwrap().success());
    let before = tables(&expected);
    assert!(import(&second, &expected).status().unwrap().success());
    let after = tables(&expected);
    assert!(after["changes.csv"].lines().count() > 100 && before != after);

    let mut hits = 0;
    for (round, name) in BEGUN.iter().enumerate() {
        let pack = folder(&format!("new-{round}/trial"));
        let begun = pack.with_file_name(".trial.part").join(name);
        hits += usize::from(killed_at(&begun, &mut import(&first, &pack)));
        if pack.exists() {
            is_whole(&pack);
        }
        assert!(import(&first, &pack).status().unwrap().success());
        assert_eq!(tables(&pack), before, "after a kill at {name}");
        assert!(!pack.with_file_name(".trial.part").exists());

        // An update: while the files are written beside their places, and while they take them.
        for begun in [format!(".{name}.part"), ".import.ready".to_owned()] {
            let pack = folder(&format!("again-{round}{begun}/trial"));
            assert!(import(&first, &pack).status().unwrap().success());
            hits += usize::from(killed_at(&pack.join(&begun), &mut import(&second, &pack)));
            is_whole(&pack);
            assert!(import(&second, &pack).status().unwrap().success());
            assert_eq!(tables(&pack), after, "after a kill at {begun}");
        }
    }
    assert!(hits > 0, "no kill fell into the writing");
}
