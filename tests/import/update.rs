//! A newer table: unchanged, new, revised and withdrawn figures.

use datum::pack::import::{Imported, Mapping, Nobody, import};
use datum::pack::{self, ChangeKind, PackSource};

use super::{TODAY, options, source, text};

fn after(old: &PackSource, mapping: &str, table: &str) -> Imported {
    let mapping = Mapping::read("import.toml", mapping).unwrap();
    import(vec![text("rain.csv", table)], &options(mapping), Some(old), &mut Nobody)
        .unwrap_or_else(|error| panic!("{error}"))
}

fn map(imported: &Imported) -> String {
    imported.files.iter().find(|(name, _)| name == "import.toml").unwrap().1.clone()
}

const FIRST: &str = "Country,Year,Rainfall (mm)\nKorea,2020,1590\nKorea,2021,1244\nJapan,2020,1800\n";

#[test]
fn a_newer_table_adds_revises_and_withdraws() {
    let first = import(vec![text("rain.csv", FIRST)], &options(Mapping::default()), None, &mut Nobody).unwrap();
    let old = source(&first);
    let newer = "Country,Year,Rainfall (mm)\nKorea,2020,1591\nKorea,2021,1244\nKorea,2022,1141\n";
    let second = after(&old, &map(&first), newer);
    assert_eq!((second.added, second.unchanged, second.revised, second.withdrawn), (1, 1, 1, 1));
    let (before, now) = (
        pack::load_sources(vec![old], TODAY).unwrap(),
        pack::load_sources(vec![source(&second)], TODAY).unwrap_or_else(|problems| panic!("{problems}")),
    );
    let found = pack::diff(&before, &now, &[]);
    let of = |kind: ChangeKind| found.iter().filter(|one| one.kind == kind).map(|one| &*one.figure).collect::<Vec<_>>();
    assert_eq!(of(ChangeKind::Added), ["rainfall-mm-kr-2020-r2", "rainfall-mm-kr-2022"]);
    assert_eq!(of(ChangeKind::Superseded), ["rainfall-mm-kr-2020"]);
    assert_eq!(of(ChangeKind::Withdrawn), ["rainfall-mm-jp-2020"]);
    assert_eq!(of(ChangeKind::Revised), [""; 0]);
    assert!(now.changes().iter().any(|change| &*change.figure == "rainfall-mm-jp-2020"));
    assert_eq!(&*now.packs()[0].version, "1.0.1");

    // Once more, and the chain goes on; what an editor wrote stays.
    let mut edited = source(&second);
    for (name, file) in &mut edited.files {
        if name == "metrics.csv"
            && let pack::PackFile::Bytes(bytes) = file
        {
            let text = String::from_utf8(bytes.to_vec()).unwrap().replace("Rainfall,Rainfall", "Rainfall,강수량");
            *file = pack::PackFile::Bytes(text.into_bytes().into());
        }
    }
    let third = after(
        &edited,
        &map(&second),
        "Country,Year,Rainfall (mm)\nKorea,2020,1592\nKorea,2021,1244\nKorea,2022,1141\n",
    );
    assert_eq!((third.added, third.unchanged, third.revised, third.withdrawn), (0, 2, 1, 0));
    let last = pack::load_sources(vec![source(&third)], TODAY).unwrap();
    assert_eq!(&*last.metrics()[0].name.ko, "강수량");
    let newest = last.find_figure("rainfall-mm-kr-2020-r3").unwrap();
    assert_eq!(last.figure(newest).supersedes, [last.find_figure("rainfall-mm-kr-2020-r2").unwrap()]);
}

#[test]
fn nothing_is_withdrawn_while_a_part_cannot_be_read() {
    let first = import(vec![text("rain.csv", FIRST)], &options(Mapping::default()), None, &mut Nobody).unwrap();
    let second = after(
        &source(&first),
        &map(&first),
        "Country,Year,Rainfall (mm)\nKorea,2020,1590\nKorea,2021,1244\nJapan,2020,lots\n",
    );
    assert_eq!((second.unchanged, second.withdrawn, second.problems.len()), (2, 0, 1));
    assert!(second.assumed.iter().any(|note| note.contains("stay in the pack")), "{:?}", second.assumed);
}
