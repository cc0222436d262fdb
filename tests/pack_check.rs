//! Bad packs, one for each check, and what their authors are told; good packs, and what is made of them.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use datum::pack::{self, CHECKS, Catalog, MAX_FILE_BYTES, PackSource, Problems};
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// The day on which the packs in memory are checked.
const TODAY: Date = date(2026, 1, 1);

/// Files by `pack/name`.
type Files = BTreeMap<String, Vec<u8>>;

#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    check: String,
    #[serde(default)]
    also: Vec<String>,
    edits: Vec<Edit>,
    #[serde(default)]
    follow: Vec<Edit>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    file: String,
    row: Option<String>,
    column: Option<String>,
    value: Option<String>,
    replace: Option<String>,
    with: Option<String>,
    append: Option<String>,
    copy: Option<String>,
    #[serde(default)]
    delete: bool,
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs_bad").join(name)
}

fn good() -> Files {
    let mut files = Files::new();
    for pack in ["tea", "coffee"] {
        for entry in fs::read_dir(folder("good").join(pack)).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{pack}/{}", entry.file_name().to_str().unwrap());
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    assert_eq!(files.len(), 17);
    files
}

fn cases() -> Vec<Case> {
    toml::from_str::<Cases>(&fs::read_to_string(folder("cases.toml")).unwrap()).unwrap().case
}

fn load(files: &Files) -> Result<Catalog, Problems> {
    let mut packs: BTreeMap<&str, Vec<(&str, Vec<u8>)>> = BTreeMap::new();
    for (path, bytes) in files {
        let (pack, file) = path.split_once('/').unwrap();
        packs.entry(pack).or_default().push((file, bytes.clone()));
    }
    pack::load_sources(packs.into_iter().map(|(name, files)| PackSource::new(name, files)).collect(), TODAY)
}

/// Changes files as a case says, and says what it did.
fn edit(files: &mut Files, edit: &Edit) -> String {
    let file = &edit.file;
    if edit.delete {
        files.remove(file).unwrap();
        return format!("delete {file}");
    }
    if let Some(copy) = &edit.copy {
        files.insert(copy.clone(), files[file].clone());
        return format!("copy {file} to {copy}");
    }
    let text = String::from_utf8(files.get(file).cloned().unwrap_or_default()).unwrap();
    let (text, done) = if let Some(line) = &edit.append {
        (format!("{text}{line}\n"), format!("append to {file}: {line}"))
    } else if let (Some(old), Some(new)) = (&edit.replace, &edit.with) {
        assert!(text.contains(old), "{file} does not hold {old}");
        (text.replacen(old, new, 1), format!("in {file}: {old:?} becomes {new:?}"))
    } else {
        let (row, column, value) =
            (edit.row.as_ref().unwrap(), edit.column.as_ref().unwrap(), edit.value.as_ref().unwrap());
        (change_cell(&text, row, column, value), format!("{file}, {row}, {column}: {value:?}"))
    };
    files.insert(file.clone(), text.into_bytes());
    done
}

fn change_cell(text: &str, row: &str, column: &str, value: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut position = None;
    let mut found = false;
    for record in reader.records() {
        let record = record.unwrap();
        let at = *position.get_or_insert_with(|| record.iter().position(|cell| cell == column).unwrap());
        let is_row = !found && &record[0] == row;
        found |= is_row;
        writer
            .write_record(record.iter().enumerate().map(|(i, cell)| if is_row && i == at { value } else { cell }))
            .unwrap();
    }
    assert!(found, "no row {row}");
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn checks(problems: &Problems) -> BTreeSet<&str> {
    problems.list().iter().map(|problem| problem.check).collect()
}

#[test]
fn each_mistake_is_reported_by_its_check_alone() {
    let mut report = String::new();
    let mut unlike = Vec::new();
    for case in cases() {
        let mut files = good();
        let done: Vec<String> = case.edits.iter().map(|change| edit(&mut files, change)).collect();
        let problems =
            load(&files).err().unwrap_or_else(|| panic!("{}: no problem after {}", case.check, done.join("; ")));
        let expected: BTreeSet<&str> = case.also.iter().chain([&case.check]).map(String::as_str).collect();
        if checks(&problems) != expected {
            unlike.push(format!("{expected:?} should report {}:\n{problems}\n", done.join("; ")));
        }
        report.push_str(&format!("# {}\n{problems}\n\n", done.join("\n# ")));
    }
    assert!(unlike.is_empty(), "{}", unlike.join("\n"));
    insta::assert_snapshot!("cases", report);
}

#[test]
fn following_a_remedy_mends_the_pack_and_changes_no_value() {
    let as_it_was = load(&good()).unwrap();
    let value = |catalog: &Catalog, id: &str| catalog.find_figure(id).map(|figure| catalog.figure(figure).value);
    let says = regex::Regex::new(r"^(?:write|did you mean) `?([^ `,?]+)`?\??$").unwrap();
    let mut followed = 0;
    for case in cases() {
        let mut files = good();
        case.edits.iter().for_each(|change| drop(edit(&mut files, change)));
        let problems = load(&files).unwrap_err();
        let told = match (problems.list(), case.edits.as_slice()) {
            ([problem], [Edit { file, row: Some(row), column: Some(column), .. }]) => says
                .captures(&problem.remedy)
                .filter(|_| problem.what.contains(&format!("`{column}`")))
                .map(|said| change_cell(&String::from_utf8(files[file].clone()).unwrap(), row, column, &said[1]))
                .map(|text| (file.clone(), text)),
            _ => None,
        };
        match told {
            _ if !case.follow.is_empty() => case.follow.iter().for_each(|change| drop(edit(&mut files, change))),
            Some((file, text)) => drop(files.insert(file, text.into_bytes())),
            None => continue,
        }
        let mended = load(&files).unwrap_or_else(|left| panic!("{problems}\nwas followed, and there is\n{left}"));
        followed += 1;
        if case.check == "number" {
            for figure in mended.figures() {
                assert_eq!(Some(figure.value), value(&as_it_was, &figure.id), "{problems}");
            }
        }
    }
    assert!(followed > 25, "only {followed} remedies were followed");
}

#[test]
fn mistakes_in_bytes_and_folders_are_reported() {
    let huge = tempfile::tempdir().unwrap();
    let pack = huge.path().join("coffee");
    copy_folder(&folder("good/coffee"), &pack);
    // A sparse file takes no room on the disk, and is refused before it is read.
    fs::File::options().write(true).open(pack.join("figures.csv")).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();

    let mut report = String::new();
    let cases = [
        ("empty-folder", vec![folder("empty-folder")]),
        ("pack-twice", vec![folder("good"), folder("pack-twice")]),
        ("unreadable-file", vec![PathBuf::from("no/such/folder")]),
        ("huge-file", vec![huge.path().to_owned()]),
        ("utf-8", vec![folder("utf-8")]),
    ];
    for (check, folders) in cases {
        let problems = pack::load(&folders).unwrap_err();
        assert!(checks(&problems).contains(check), "{check}:\n{problems}");
        report.push_str(&format!("# {check}\n"));
        // What is wrong with an embedded pack is another test's business.
        let is_embedded = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs").join(name).is_dir();
        for problem in problems.list().iter().filter(|problem| !is_embedded(&problem.pack)) {
            report.push_str(&format!("{problem}\n"));
        }
        report.push('\n');
    }
    insta::assert_snapshot!("folders", report);
}

#[test]
fn every_check_has_a_case_and_ensures_something() {
    let by_folder = ["empty-folder", "pack-twice", "unreadable-file", "huge-file", "utf-8"];
    let cases = cases();
    let with_case: BTreeSet<&str> = cases.iter().map(|case| case.check.as_str()).chain(by_folder).collect();
    let without: Vec<&str> = CHECKS.iter().map(|check| check.name).filter(|name| !with_case.contains(name)).collect();
    assert_eq!(without, [""; 0]);
    for check in CHECKS {
        assert!(check.doc.starts_with("Ensure ") && check.doc.ends_with('.'), "{}: {}", check.name, check.doc);
        assert_eq!(CHECKS.iter().filter(|other| other.name == check.name).count(), 1, "{}", check.name);
    }
}

#[test]
fn good_packs_load_and_add_up() {
    let catalog = load(&good()).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(catalog.packs().iter().map(|pack| &*pack.name).collect::<Vec<_>>(), ["tea", "coffee"]);
    assert_eq!((catalog.figures().len(), catalog.entities().len(), catalog.topics().len()), (10, 4, 2));
    let figure = catalog.figure(catalog.find_figure("held-2023").unwrap());
    assert_eq!(figure.supersedes, [catalog.find_figure("held-2023-draft").unwrap()]);
    assert!(figure.featured);
    let port = catalog.entity(catalog.find_entity("port").unwrap());
    assert_eq!(port.part_of, catalog.find_entity("arvia"));
    assert_eq!(catalog.narrower(catalog.find_metric("cups").unwrap()).len(), 2);
    assert_eq!(catalog.changes().len(), 4);
}

#[test]
fn problems_beyond_two_hundred_are_counted() {
    let mut files = good();
    let rows: String = (0..3_000)
        .map(|i| format!("more-{i},cups-held,arvia,x,,,2023,reported,exact,,,,tea-report,,,,,,,,\n"))
        .collect();
    files.get_mut("tea/figures.csv").unwrap().extend(rows.bytes());
    let problems = load(&files).unwrap_err();
    assert_eq!(problems.len(), 3_000);
    let text = problems.to_string();
    assert_eq!(text.lines().count(), 202);
    assert!(text.ends_with("... and 2800 more, not shown\n3000 problems; nothing was loaded"), "{text}");
}

#[test]
fn folders_add_packs_and_replace_embedded_ones() {
    let embedded = pack::load(&[]).unwrap_or_else(|problems| panic!("{problems}"));
    // The same pack, named three times in three ways, is one pack.
    let more = pack::load(&[folder("good"), folder("good/tea"), folder("good/coffee/datapackage.json")]);
    let more = more.unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(more.packs().len(), embedded.packs().len() + 2);
    assert_eq!(more.figures().len(), embedded.figures().len() + 10);

    let name = &*embedded.packs().first().expect("a pack is embedded").name;
    let place = tempfile::tempdir().unwrap();
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs").join(name), &place.path().join(name));
    let descriptor = place.path().join(name).join("datapackage.json");
    let text = fs::read_to_string(&descriptor).unwrap().replace("\"version\": \"", "\"version\": \"9");
    fs::write(&descriptor, text).unwrap();
    let replaced = pack::load(&[place.path().to_owned()]).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(replaced.figures().len(), embedded.figures().len());
    assert!(replaced.packs().iter().any(|pack| &*pack.name == name && pack.version.starts_with('9')));
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

/// Runs `datum` without the variables of whoever runs the tests: exit status, standard output, standard error.
fn datum(arguments: &[&str], packs: Option<&Path>) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_datum"));
    command.args(arguments).env_remove("DATUM_PACKS").env_remove("DATUM_EMBEDDED_PACKS").current_dir(folder(""));
    if let Some(packs) = packs {
        command.env("DATUM_PACKS", packs);
    }
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_call_counts_what_is_good_and_fails_for_what_is_not() {
    let (status, out, err) = datum(&["pack", "check", "good"], None);
    assert_eq!((status, &*err), (Some(0), ""));
    assert!(out.lines().any(|line| line.split_whitespace().eq(["tea", "1.0.0", "9", "figures"])), "{out}");
    assert!(out.lines().last().is_some_and(|line| line.starts_with("All checks passed: ")), "{out}");

    // What spreadsheet programs leave in a file is read over, and said.
    for (name, note) in [
        ("byte-order-mark", "note: coffee/topics.csv:1  the file starts with a byte order mark"),
        ("carriage-return", "carriage return"),
    ] {
        let (status, out, err) = datum(&["pack", "check", name], None);
        assert_eq!((status, &*err), (Some(0), ""), "{name}");
        assert!(out.contains(note), "{out}");
    }

    let (status, out, err) = datum(&["pack", "check", "utf-8"], None);
    assert_eq!((status, &*out), (Some(1), ""));
    assert!(err.contains("is not UTF-8"), "{err}");

    let (status, out, _) = datum(&["pack", "check", "--list"], None);
    // The check that asks the briefs' questions needs an engine, and is listed behind the others.
    assert_eq!((status, out.lines().count()), (Some(0), CHECKS.len() + 1));
}

#[test]
fn packs_are_also_named_by_the_option_and_the_variable() {
    let both = std::env::join_paths([folder("good/tea"), folder("good/coffee")]).unwrap();
    for (arguments, variable) in [
        (vec!["pack", "check", "--packs", "good/tea", "--packs", "good/coffee"], None),
        (vec!["--packs", "good/tea", "pack", "check", "good/coffee"], None),
        (vec!["pack", "check"], Some(Path::new(&both))),
        (vec!["pack", "check", "good/tea"], Some(Path::new("good/coffee"))),
    ] {
        let (status, out, err) = datum(&arguments, variable);
        assert_eq!(status, Some(0), "{arguments:?}: {err}");
        assert!(out.contains("tea ") && out.contains("coffee "), "{arguments:?}: {out}");
    }
}

#[test]
fn embedded_packs_pass_every_check() {
    let catalog = pack::load(&[]).unwrap_or_else(|problems| panic!("{problems}"));
    let notes: Vec<String> = catalog.notes().iter().map(ToString::to_string).collect();
    assert_eq!(notes, [""; 0], "the embedded packs agree with each other");
}

#[test]
fn frictionless_accepts_the_embedded_packs() {
    let is_installed =
        Command::new("frictionless").arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_installed {
        // Written past the capture of passing tests, so that it is seen that nothing was tested.
        writeln!(std::io::stdout(), "SKIPPED: frictionless is not installed (pip install frictionless)").unwrap();
        return;
    }
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs");
    for entry in fs::read_dir(packs).unwrap() {
        let descriptor = entry.unwrap().path().join("datapackage.json");
        if descriptor.is_file() {
            let output = Command::new("frictionless").arg("validate").arg(&descriptor).output().unwrap();
            assert!(output.status.success(), "{}:\n{}", descriptor.display(), String::from_utf8_lossy(&output.stdout));
        }
    }
}

/// A pack that cannot be put together although it passed would be a mistake of ours.
fn is_our_mistake(result: &Result<Catalog, Problems>) -> bool {
    result.as_ref().is_err_and(|problems| checks(problems).contains("assemble"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_in_any_file_panic(at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut files = good();
        let name = files.keys().nth(at.index(files.len())).unwrap().clone();
        files.insert(name, bytes);
        prop_assert!(!is_our_mistake(&load(&files)));
    }

    #[test]
    fn no_changed_byte_panics(
        at in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        byte in prop_oneof![any::<u8>(), prop::sample::select(b"\",|\n\r-/.0129 ()*e%".to_vec())],
        is_inserted in any::<bool>(),
    ) {
        let mut files = good();
        let name = files.keys().nth(at.index(files.len())).unwrap().clone();
        let bytes = files.get_mut(&name).unwrap();
        let place = place.index(bytes.len());
        if is_inserted { bytes.insert(place, byte) } else { bytes[place] = byte }
        prop_assert!(!is_our_mistake(&load(&files)));
    }

    #[test]
    fn no_cell_panics(
        table in prop::sample::select(vec!["topics", "units", "entities", "metrics", "sources", "figures", "changes"]),
        row in any::<prop::sample::Index>(),
        column in any::<prop::sample::Index>(),
        value in prop_oneof![
            any::<String>(),
            "-?[0-9]{0,40}(\\.[0-9]{0,40})?",
            "[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4})?",
            "[a-z0-9]{0,3}( [-+*/] [(]?[a-z0-9-]{1,9}[)]?){0,4}",
            prop::sample::select(vec!["arvia", "held-2023", "held-2023|held-2023", "growth-2023 * 99999999999999999999999999", "rank", "date", "percent", "cups", "computed", "revised", "withdrawn"]).prop_map(str::to_owned),
        ],
    ) {
        let mut files = good();
        let file = format!("tea/{table}.csv");
        let text = String::from_utf8(files[&file].clone()).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let row = 1 + row.index(records.len() - 1);
        let column = column.index(records[0].len());
        let text = change_cell(&text, &records[row][0], &records[0][column], &value);
        files.insert(file, text.into_bytes());
        prop_assert!(!is_our_mistake(&load(&files)));
    }
}
