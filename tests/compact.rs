//! A pack in one file: the same figures and answers as from its folder, and a sentence for every file that is no such pack.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

#[path = "support/command.rs"]
mod command;

use std::fs;
use std::path::Path;

use command::datum;
use datum::pack::{self, Catalog, CompactError, Embedded, PackSource};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 27);

fn sources() -> Vec<PackSource> {
    let mut folders = PackSource::in_folder(Path::new("data/packs"));
    folders.extend(PackSource::in_folder(Path::new("tests/packs/sorrel-isles")));
    folders
}

/// Each figure with all that it has, in the order of their ids.
fn listed(catalog: &Catalog) -> Vec<String> {
    let mut lines: Vec<String> = catalog
        .figures()
        .iter()
        .map(|figure| {
            let of = |figure: &datum::figure::FigureRef| catalog.figure(*figure).id.to_string();
            let via = figure.via.map(|via| &catalog.source(via).id);
            format!(
                "{} {} {} {} {} {:?} {:?} {} {} {} {} {:?} {} {:?} {} {:?} {:?} {:?} {:?} {:?}",
                figure.id,
                catalog.pack(figure.pack).name,
                catalog.metric(figure.metric).id,
                catalog.entity(figure.entity).id,
                figure.value,
                figure.low,
                figure.high,
                figure.period,
                figure.status,
                figure.precision,
                figure.featured,
                figure.scope,
                catalog.source(figure.source).id,
                via,
                figure.locator,
                figure.known_from,
                figure.supersedes.iter().map(of).collect::<Vec<_>>(),
                figure.formula.as_ref().map(ToString::to_string),
                figure.inputs.iter().map(of).collect::<Vec<_>>(),
                figure.note,
            )
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn every_pack_comes_back_whole() {
    let plain = pack::load_sources(sources(), TODAY).unwrap_or_else(|problems| panic!("{problems}"));
    let compact: Vec<PackSource> = sources()
        .iter()
        .map(|source| {
            pack::open(&pack::compact(source).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", source.name))
        })
        .collect();
    assert!(compact.iter().all(PackSource::is_compact));
    let opened = pack::load_sources(compact, TODAY).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(listed(&opened), listed(&plain));
    // The same bytes from the same pack.
    let source = sources().remove(0);
    assert_eq!(pack::compact(&source), pack::compact(&source));
    assert_eq!(pack::compact(&pack::open(&pack::compact(&source).unwrap()).unwrap()), Err(CompactError::Already));
}

#[test]
fn what_is_no_such_file_gets_a_sentence() {
    let whole = pack::compact(&sources().remove(0)).unwrap();
    let refused = |bytes: &[u8]| pack::open(bytes).map(|_| ()).unwrap_err();
    assert_eq!(refused(b""), CompactError::Other);
    assert_eq!(refused(b"id,metric,entity,value\n"), CompactError::Other);
    assert_eq!(refused(b"PK\x03\x04 a workbook"), CompactError::Other);
    // Cut off anywhere, or with one bit that is another.
    for length in [8, 9, 20, 45, 60, whole.len() / 2, whole.len() - 1] {
        assert_eq!(refused(&whole[..length]), CompactError::Damaged, "{length}");
    }
    for place in [12, 43, 50, 51, whole.len() / 2, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[place] ^= 4;
        assert_eq!(refused(&bytes), CompactError::Damaged, "{place}");
    }
    let mut newer = whole.clone();
    newer[8] = 200;
    assert_eq!(refused(&newer), CompactError::Newer { found: 200 });
    assert!(refused(&newer).to_string().contains("newer Datum"));
    let mut older = whole;
    older[8] = 0;
    assert_eq!(refused(&older), CompactError::Older { found: 0 });
}

#[test]
fn a_file_is_built_asked_and_refused_on_the_command_line() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("isles.datum");
    let name = file.to_str().unwrap();
    let (status, out, err) = datum(&["pack", "build", "tests/packs/sorrel-isles", "--into", name]);
    assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
    assert!(out.contains(name));
    let folder = datum(&["ask", "--json", "--packs", "tests/packs/sorrel-isles", "ferry passengers Bramble"]);
    let opened = datum(&["ask", "--json", "--packs", name, "ferry passengers Bramble"]);
    let without_time = |text: &str| text.split("\"elapsed_us\"").next().unwrap().to_owned();
    assert_eq!((opened.0, without_time(&opened.1)), (folder.0, without_time(&folder.1)));
    // A folder that holds such files is one that holds packs.
    let (status, out, err) = datum(&["pack", "check", place.path().to_str().unwrap()]);
    assert!(status == Some(0) && out.contains("sorrel-isles"), "{out}{err}");
    // Its figures are no tables any more.
    let (status, _, err) = datum(&["pack", "build", name, "--into", place.path().join("out").to_str().unwrap()]);
    assert!(status == Some(2) && err.contains("build from the pack's folder"), "{err}");
    let (status, _, err) =
        datum(&["pack", "build", "data/packs", "--into", place.path().join("all.datum").to_str().unwrap()]);
    assert!(status == Some(2) && err.contains("several packs"), "{err}");
    // A damaged one stops nothing half-way: it is named, with what to do.
    let mut bytes = fs::read(&file).unwrap();
    bytes.truncate(bytes.len() - 10);
    fs::write(&file, bytes).unwrap();
    let (status, out, err) = datum(&["ask", "--packs", name, "ferry passengers Bramble"]);
    assert!(
        status == Some(1) && out.is_empty() && err.contains("damaged or cut off") && !err.contains("path is right"),
        "{status:?} {err}"
    );
    // What cannot be written leaves nothing behind.
    let (status, _, err) = datum(&["pack", "build", "tests/packs/sorrel-isles", "--into", "/dev/null/isles.datum"]);
    assert!(status == Some(1) && err.contains("could not be written"), "{err}");
}

#[test]
fn an_id_that_an_earlier_pack_has_is_known_by_its_pack() {
    // The same tables under another name: a stranger's pack that uses the same ids for the same cells.
    let mut source = sources().pop().unwrap();
    let again = PackSource::new(
        "other-isles",
        source.files.iter().map(|(name, file)| {
            let pack::PackFile::Bytes(bytes) = file else { panic!("{name}") };
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            let text = if name == "datapackage.json" { text.replace("sorrel-isles", "other-isles") } else { text };
            (name.clone(), text.into_bytes())
        }),
    );
    source.is_embedded = true;
    let again = pack::open(&pack::compact(&again).unwrap()).unwrap();
    let catalog = pack::load_sources(vec![source, again], TODAY).unwrap_or_else(|problems| panic!("{problems}"));
    let figures: Vec<&str> = catalog.figures().iter().map(|figure| &*figure.id).collect();
    let twice = figures.iter().filter(|id| id.starts_with("other-isles/")).count();
    assert!(twice > 0, "{figures:?}");
    for id in figures {
        assert!(catalog.find_figure(id).is_some_and(|found| *catalog.figure(found).id == *id), "{id}");
    }
    assert!(matches!(Embedded::read("none"), Embedded::None));
}
