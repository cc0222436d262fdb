//! `datum pack new`, `build` and `try`, and the way of figures out of the program and back.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

#[path = "support/command.rs"]
mod command;

use std::fs;
use std::io::{Cursor, Read, Write as _};
use std::path::Path;
use std::process::Command;

use command::datum;
use datum::export;
use datum::figure::PackRef;
use datum::pack::{self, PackSource};
use jiff::civil::date;

/// Whether another tool's checker accepts a pack; said on standard output if it is not there.
fn validate(folder: &Path) {
    let is_there = Command::new("frictionless").arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there {
        #[allow(clippy::explicit_write, reason = "seen although the test passes")]
        writeln!(std::io::stdout(), "SKIPPED: frictionless is not installed (pip install frictionless)").unwrap();
        return;
    }
    let output =
        Command::new("frictionless").args(["validate", "datapackage.json"]).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}\n{}", folder.display(), String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_new_pack_passes_every_check_and_answers_at_once() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("my-pack");
    let pack = folder.to_str().unwrap();
    let (status, out, err) = datum(&["pack", "new", pack]);
    assert_eq!((status, &*err), (Some(0), ""), "{out}");
    let (status, out, err) = datum(&["pack", "check", pack]);
    assert_eq!((status, &*err), (Some(0), ""));
    assert!(out.lines().any(|line| line.split_whitespace().eq(["my-pack", "0.1.0", "1", "figure"])), "{out}");
    assert!(!out.contains("note:"), "{out}");
    // Every table has its one row, and every line of the page names something that is there.
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 2, "{}", path.display());
        }
    }
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    assert!(
        readme.contains("datum pack check my-pack") && readme.contains("한국어") && !readme.contains("NAME"),
        "{readme}"
    );
    for question in ["Example library visits in Example Town", "예시 마을 예시 도서관 방문"] {
        let (status, out, _) = datum(&["ask", "--packs", pack, question]);
        assert_eq!(status, Some(0), "{out}");
        assert!(out.contains("12,345") || out.contains("1만 2,345"), "{out}");
    }
    validate(&folder);
    // What is there is never written over, and a name that is none is refused.
    assert_eq!(datum(&["pack", "new", pack]).0, Some(2));
    let (status, _, err) = datum(&["pack", "new", place.path().join("My Pack").to_str().unwrap()]);
    assert!(status == Some(2) && err.contains("lower-case"), "{err}");
}

#[test]
fn a_built_pack_is_the_same_pack_in_full() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("my-pack");
    let pack = folder.to_str().unwrap();
    datum(&["pack", "new", pack]);
    // As a spreadsheet program saves it.
    let table = folder.join("figures.csv");
    let text = fs::read_to_string(&table).unwrap().replace('\n', "\r\n");
    fs::write(&table, format!("\u{feff}{text}")).unwrap();
    let out = place.path().join("out");
    let (status, _, err) = datum(&["pack", "build", pack, "--into", out.to_str().unwrap()]);
    assert_eq!(status, Some(0), "{err}");
    let built = out.join("my-pack");
    let descriptor: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(built.join("datapackage.json")).unwrap()).unwrap();
    for resource in descriptor["resources"].as_array().unwrap() {
        assert!(resource["schema"]["fields"].as_array().is_some_and(|fields| fields.len() > 3), "{resource}");
        let bytes = fs::read(built.join(resource["path"].as_str().unwrap())).unwrap();
        assert_eq!(resource["bytes"].as_u64(), Some(bytes.len() as u64));
        assert!(!bytes.contains(&b'\r') && !bytes.starts_with(b"\xEF\xBB\xBF"));
    }
    validate(&built);
    let (status, out, err) = datum(&["pack", "diff", pack, built.to_str().unwrap()]);
    assert_eq!((status, &*out), (Some(0), "All figures are the same.\n"), "{err}");
}

/// The files of an archive.
fn unpacked(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    (0..archive.len())
        .map(|position| {
            let mut file = archive.by_index(position).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().to_owned(), bytes)
        })
        .collect()
}

fn is_read(name: &str) -> bool {
    name == "datapackage.json" || name.ends_with(".csv")
}

#[test]
fn every_embedded_pack_comes_back_as_it_went() {
    let before = pack::load(&[]).unwrap();
    let sources: Vec<PackSource> = (0u32..)
        .zip(before.packs())
        .map(|(position, pack)| {
            let archive = export::zip_of_pack(&before, PackRef(position)).unwrap();
            let files = unpacked(&archive).into_iter().filter(|(name, _)| is_read(name));
            PackSource::new(&*pack.name, files)
        })
        .collect();
    let after = pack::load_sources(sources, pack::today()).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(pack::diff(&before, &after, &[]), []);
    assert_eq!(before.figures().len(), after.figures().len());
    for figure in before.figures() {
        let back = after.figure(after.find_figure(&figure.id).unwrap());
        // Digit for digit, with what stands around it.
        assert_eq!(figure.value.to_string(), back.value.to_string(), "{}", figure.id);
        assert_eq!(
            (&figure.note, &figure.locator, figure.featured),
            (&back.note, &back.locator, back.featured),
            "{}",
            figure.id
        );
        assert_eq!(figure.formula.as_ref().map(|f| f.text()), back.formula.as_ref().map(|f| f.text()));
        assert_eq!(figure.known_from, back.known_from);
        let (metric, back_metric) = (before.metric(figure.metric), after.metric(back.metric));
        let sorted = |names: &[Box<str>]| {
            let mut names: Vec<String> = names.iter().map(ToString::to_string).collect();
            names.sort();
            names
        };
        assert_eq!(sorted(&metric.aliases), sorted(&back_metric.aliases), "{}", metric.id);
        assert_eq!(sorted(&metric.keywords), sorted(&back_metric.keywords), "{}", metric.id);
        let (entity, back_entity) = (before.entity(figure.entity), after.entity(back.entity));
        assert_eq!((sorted(&entity.aliases), &entity.same_as), (sorted(&back_entity.aliases), &back_entity.same_as));
    }
}

#[test]
fn a_package_of_chosen_figures_is_a_pack() {
    let place = tempfile::tempdir().unwrap();
    let archive = place.path().join("chosen.zip");
    let (status, _, err) =
        datum(&["export", "--metric", "h100-units-bought", "--format", "zip", "--output", archive.to_str().unwrap()]);
    assert_eq!(status, Some(0), "{err}");
    let folder = place.path().join("datum-export");
    fs::create_dir(&folder).unwrap();
    for (name, bytes) in unpacked(&fs::read(&archive).unwrap()) {
        fs::write(folder.join(name), bytes).unwrap();
    }
    validate(&folder);
    // Alone, and beside the packs that it is from, whose figures it repeats word for word.
    for arguments in [vec!["--no-embedded", "pack", "check"], vec!["pack", "check"]] {
        let (status, out, err) = datum(&[&arguments[..], &[folder.to_str().unwrap()]].concat());
        assert_eq!(status, Some(0), "{err}");
        let is_alone = arguments.len() == 3;
        assert_eq!(out.contains("say the same as an earlier pack's"), !is_alone, "{out}");
    }
    let (status, out, err) =
        datum(&["--no-embedded", "--packs", folder.to_str().unwrap(), "ask", "how many H100s did Microsoft buy?"]);
    assert_eq!(status, Some(0), "{err}");
    assert!(out.contains("150,000"), "{out}");
}

#[test]
fn cells_that_look_like_formulas_go_out_safe_and_come_back_as_they_were() {
    let files = pack::new_pack("risky", date(2025, 1, 1));
    let scope = "=cmd|' /C calc'!A0";
    let files: Vec<(String, Vec<u8>)> = files
        .into_iter()
        .map(|(name, text)| {
            let text = if name == "figures.csv" {
                text.replace("reported,exact,,,,", &format!("reported,exact,,{scope},@SUM(A1),"))
            } else {
                text
            };
            (name, text.into_bytes())
        })
        .filter(|(name, _)| is_read(name))
        .collect();
    let catalog = pack::load_sources(vec![PackSource::new("risky", files)], date(2026, 1, 1)).unwrap();
    let figures = export::of_pack(&catalog, PackRef(0));
    let table = export::csv(&catalog, &figures);
    for row in csv::Reader::from_reader(table.as_bytes()).records() {
        for cell in row.unwrap().iter() {
            let is_risky = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
            assert!(!is_risky, "{cell}");
        }
    }
    assert!(table.contains("'=cmd"), "{table}");
    let back: Vec<_> = unpacked(&export::zip_of_pack(&catalog, PackRef(0)).unwrap());
    let back = back.into_iter().filter(|(name, _)| is_read(name));
    let back = pack::load_sources(vec![PackSource::new("risky", back)], date(2026, 1, 1)).unwrap();
    assert_eq!(&*back.figures()[0].scope.en, scope);
    assert_eq!(&*back.figures()[0].scope.ko, "@SUM(A1)");
}

#[test]
fn trying_a_pack_says_what_would_mend_it() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("my-pack");
    let pack = folder.to_str().unwrap();
    datum(&["pack", "new", pack]);
    let details = place.path().join("details.csv");
    let (status, out, err) = datum(&["pack", "try", pack, "--details", details.to_str().unwrap()]);
    assert_eq!(status, Some(0), "{err}");
    assert!(out.lines().count() <= 40, "more than a screen:\n{out}");
    assert!(out.contains("en lookup") && out.contains("ko definition"), "{out}");
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_path(&details).unwrap().records().map(Result::unwrap).collect();
    assert!(rows.len() > 30, "{} questions", rows.len());
    assert!(rows.iter().all(|row| (&row[4] == "answered") == row[5].is_empty()), "{rows:?}");
    let (status, out, _) = datum(&["pack", "try", pack, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, json["asked"].as_u64()), (Some(0), Some(rows.len() as u64)));

    // Without a Korean name, Korean questions are not answered, and that is what it says.
    let table = folder.join("metrics.csv");
    let text = fs::read_to_string(&table).unwrap();
    let text = text
        .replace("예시 도서관 방문 횟수|예시 도서관 이용 횟수", "")
        .replace("예시 도서관 방문", "Example library visits");
    fs::write(&table, text).unwrap();
    let (_, out, _) = datum(&["pack", "try", pack]);
    assert!(out.contains("give `example-library-visits` a Korean name"), "{out}");
}
