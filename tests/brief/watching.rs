//! What counts as news about a watched figure, between the packs that it was seen in and others.

use datum::app::App;
use datum::brief::{News, Watched};
use datum::figure::Language;
use datum::pack::Catalog;

use crate::changed::{CRABS, islands, newer, revised};

fn app(change: impl Fn(&str) -> String) -> App {
    let folder = tempfile::tempdir().unwrap();
    App::load(&[islands(folder.path(), change)]).unwrap_or_else(|problems| panic!("{problems}"))
}

fn watched(catalog: &Catalog) -> Watched {
    let (metric, entity) = (catalog.find_metric("crab-landings").unwrap(), catalog.find_entity("hollin").unwrap());
    Watched::newest(catalog, metric, entity).unwrap().1
}

/// The kind of the news, with what is said now.
fn news(before: &Watched, app: &App) -> Option<(&'static str, String)> {
    let catalog = app.engine.catalog();
    let news = before.news(catalog)?;
    let kind = match news {
        News::Newer(_) => "newer",
        News::Revised(_) => "revised",
        News::Withdrawn(_) => "withdrawn",
    };
    Some((kind, Watched::of(catalog, catalog.figure(news.figure())).text()))
}

#[test]
fn only_another_figure_is_news() {
    let old = app(str::to_owned);
    let before = watched(old.engine.catalog());
    assert_eq!(before.text(), "crab-landings|hollin|2024|1370|reported");
    let news = |change: &dyn Fn(&str) -> String| news(&before, &app(change));
    let said = |kind, text: &str| Some((kind, format!("crab-landings|hollin|{text}")));
    assert_eq!(news(&str::to_owned), None);
    assert_eq!(news(&revised), said("revised", "2024|1377|reported"));
    assert_eq!(news(&newer), said("newer", "2025|1401|provisional"));
    assert_eq!(news(&|it| newer(&revised(it))), said("newer", "2025|1401|provisional"));
    // Another status is a revision: a reader would quote it.
    assert_eq!(
        news(&|it| it.replace(CRABS, &CRABS.replace("reported", "provisional"))),
        said("revised", "2024|1370|provisional")
    );
    // A note, another id or an older figure is none.
    assert_eq!(news(&|it| it.replace("hollin-crab-2024", "hollin-crabs-2024")), None);
    assert_eq!(news(&|it| it.replace("hollin,1364,", "hollin,1365,")), None);
    // Another source for the same time is no revision, even if it is the one to be answered first.
    let beside =
        "other-crab-2024,crab-landings,hollin,1500,,,2024,reported,exact,yes,,,tidings-2025,,,2025-10-03,,,,,\n";
    assert_eq!(news(&|it| format!("{it}{beside}")), None);
    // What is replaced is revised, under whatever id.
    let replaced = "new-crab-2024,crab-landings,hollin,1380,,,2024,reported,exact,,,,fishery-yearbook-2024,,,2026-01-01,hollin-crab-2024,,,,\n";
    assert_eq!(news(&|it| format!("{it}{replaced}")), said("revised", "2024|1380|reported"));
    let without = |it: &str| {
        it.lines()
            .filter(|line| !line.starts_with("hollin-crab-2024"))
            .fold(String::new(), |all, line| all + line + "\n")
    };
    assert_eq!(news(&without), said("withdrawn", "2023|1364|reported"));
    // Of a cell that is gone whole nothing is said: perhaps a pack was left out by mistake.
    let none = |it: &str| {
        it.lines().filter(|line| !line.starts_with("hollin-crab-")).fold(String::new(), |all, line| all + line + "\n")
    };
    assert_eq!(news(&none), None);
}

#[test]
fn what_was_seen_is_read_as_it_was_written_and_said_in_both_languages() {
    let app = app(str::to_owned);
    let before = watched(app.engine.catalog());
    assert_eq!(Watched::read(before.figure(), &before.text()).as_ref(), Some(&before));
    for broken in ["", "a|b|2024|1", "crab-landings|hollin|2024|1370|whatever"] {
        assert_eq!(Watched::read("x", broken), None, "{broken}");
    }
    let said = |language| before.in_words(app.engine.catalog(), language);
    assert_eq!(said(Language::English), ("Crab landings – Hollin".to_owned(), "1,370 t (2024, reported)".to_owned()));
    assert!(said(Language::Korean).1.starts_with("1,370"), "{:?}", said(Language::Korean));
}
