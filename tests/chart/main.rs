//! Pictures: their structure as SVG, their words, their bytes, and what happens with odd data and missing fonts.
//!
//! To look at the pictures: `DATUM_PICTURES=folder cargo test --test chart` writes all of them, in both languages, with the
//! fonts of the system.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up has failed")]

mod cases;
#[path = "../reply/catalog.rs"]
#[allow(dead_code, reason = "shared with the tests of the cards")]
mod catalog;

use datum::chart::{self, Body, Chart, ChartError, Fonts, MAX_ALT_CHARS, NoChart, Picture, SCALE, WIDTH_PX};
use datum::figure::{Decimal, Language};
use datum::query::{Answer, Operation, Outcome, Selection};
use proptest::prelude::*;

use cases::{answer, cases, series_chart};

/// A picture above this size would be slow to load on a phone.
const MAX_BYTES: usize = 100 << 10;

fn test_fonts(files: &[&str]) -> Fonts {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fonts/");
    Fonts::from_files(&files.iter().map(|file| format!("{folder}{file}")).collect::<Vec<_>>()).unwrap()
}

/// Decodes a picture with a library, and checks what every picture promises.
fn check(picture: &Picture) {
    let decoder = png::Decoder::new(std::io::Cursor::new(&picture.png));
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let info = reader.info();
    assert_eq!((info.width, info.height), (picture.width_px, picture.height_px));
    assert_eq!(info.color_type, png::ColorType::Indexed);
    assert_eq!(picture.width_px, WIDTH_PX * SCALE);
    assert!(picture.png.len() < MAX_BYTES, "{} bytes", picture.png.len());
    assert!(picture.height_px <= 4_096, "{} pixels high", picture.height_px);
    assert!(!picture.alt.is_empty() && picture.alt.chars().count() <= MAX_ALT_CHARS);
    // The corners let the chat show through; the middle of the edges does not.
    let palette = info.palette.as_ref().unwrap();
    let alphas = info.trns.as_ref().unwrap();
    let colour = |x: u32, y: u32| {
        let place = pixels[(y * picture.width_px + x) as usize] as usize;
        (palette[3 * place..3 * place + 3].to_vec(), alphas[place])
    };
    assert_eq!(colour(0, 0).1, 0);
    assert_eq!(colour(picture.width_px / 2, 6), (vec![255; 3], 255));
}

#[test]
fn the_structure_of_every_kind() {
    for case in cases() {
        let language = case.chart.language;
        insta::assert_snapshot!(
            format!("{}-{language}", case.name),
            format!("{}\n{}", case.chart.alt(), case.chart.svg())
        );
    }
}

#[test]
fn every_kind_is_a_png_and_always_the_same_one() {
    let fonts = test_fonts(&["latin.ttf", "korean.ttf"]);
    let again = test_fonts(&["korean.ttf", "latin.ttf"]);
    for case in cases() {
        let picture = case.chart.draw(&fonts).unwrap();
        check(&picture);
        assert_eq!(picture, case.chart.draw(&again).unwrap(), "{}", case.name);
    }
}

#[test]
fn pictures_to_look_at() {
    let Some(folder) = std::env::var_os("DATUM_PICTURES").map(std::path::PathBuf::from) else { return };
    let fonts = Fonts::system().unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    for case in cases().into_iter().chain(cases::real_cases()) {
        let started = std::time::Instant::now();
        let picture = case.chart.draw(&fonts).unwrap();
        let name = format!("{}-{}.png", case.name, case.chart.language);
        println!("{name}: {} bytes, {:?}", picture.png.len(), started.elapsed());
        std::fs::write(folder.join(name), &picture.png).unwrap();
    }
    println!("{:?}", fonts.families());
}

#[test]
fn without_korean_fonts_the_picture_is_english_and_its_words_are_korean() {
    let catalog = catalog::catalog();
    let korean = answer(
        &catalog,
        Language::Korean,
        Operation::Compare,
        &["southvale-bikes-owned-2023", "northport-bikes-owned-2023"],
    );
    let english = Answer { language: Language::English, ..korean.clone() };
    let latin = test_fonts(&["latin.ttf"]);
    assert!(!latin.has_korean());
    let picture = chart::draw(&korean, &catalog, &latin).unwrap();
    let in_english = chart::draw(&english, &catalog, &latin).unwrap();
    assert!(picture.lacks_korean && !in_english.lacks_korean);
    assert_eq!(picture.png, in_english.png);
    assert!(picture.alt.contains("북항시") && in_english.alt.contains("Northport"));

    let both = test_fonts(&["latin.ttf", "korean.ttf"]);
    assert!(both.has_korean());
    let drawn = chart::draw(&korean, &catalog, &both).unwrap();
    assert!(!drawn.lacks_korean);
    assert_ne!(drawn.png, picture.png);
}

#[test]
fn without_any_font_there_is_no_picture_but_advice() {
    let error = Fonts::from_files(&["/nonexistent/font.ttf", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")]);
    insta::assert_snapshot!(error.unwrap_err(), @"no font is installed, so answers come without pictures: install one, such as the package fonts-nanum");
}

#[test]
fn characters_that_no_font_has_are_never_boxes() {
    let fonts = test_fonts(&["latin.ttf"]);
    assert_eq!(fonts.drawable("Café 한국 \u{200F}A\u{FE0F}"), "Café ?? A");
    assert_eq!(fonts.drawable("cafe\u{301}"), "café");
    assert_eq!(test_fonts(&["korean.ttf"]).drawable("\u{1112}\u{1161}\u{11AB}국"), "한국");
}

#[test]
fn what_has_no_picture_says_why() {
    let catalog = catalog::catalog();
    let of = |operation, ids: &[&str]| {
        Chart::of_answer(&answer(&catalog, Language::English, operation, ids), &catalog, Language::English)
    };
    assert_eq!(of(Operation::Lookup, &[]), Err(NoChart::NoFigure));
    assert_eq!(of(Operation::Lookup, &["northport-bikes-owned-2023"]), Err(NoChart::OneFigure));
    assert!(of(Operation::Trend, &["northport-bikes-owned-2023"]).is_ok());
    assert_eq!(
        of(Operation::Compare, &["northport-bikes-owned-2023", "northport-budget-2023"]),
        Err(NoChart::UnlikeUnits)
    );
    assert_eq!(of(Operation::Trend, &["northport-opened"]), Err(NoChart::NoLength));
    let choice = Answer {
        outcome: Outcome::Choice,
        suggestions: vec![Selection::Metric(catalog::metric(1))],
        ..answer(&catalog, Language::English, Operation::Lookup, &["northport-bikes-owned-2023"])
    };
    let error = chart::draw(&choice, &catalog, &test_fonts(&["latin.ttf"])).unwrap_err();
    assert!(matches!(error, ChartError::NoChart(NoChart::NoFigure)));
    insta::assert_snapshot!(error, @"There is no figure to draw. Ask for one that the data hold.");
}

/// The SVG's paths of a line chart, which are drawn where points are joined.
fn joins(chart: &Chart) -> Vec<bool> {
    let Body::Lines(series) = &chart.body else { panic!("no lines") };
    series.iter().flat_map(|line| line.points.iter().map(|point| point.from.is_some())).collect()
}

#[test]
fn no_line_is_drawn_through_a_break() {
    let catalog = catalog::catalog();
    let trend = |ids: &[&str]| {
        let answer = answer(&catalog, Language::English, Operation::Trend, ids);
        Chart::of_answer(&answer, &catalog, Language::English).unwrap()
    };
    // The same publisher and no scope; then another scope; then two figures for one day.
    let same = trend(&["northport-share-2020", "northport-share-2023"]);
    assert_eq!((joins(&same), same.notes.len()), (vec![false, true], 0));
    let scope = trend(&["northport-bikes-owned-2022-final", "northport-bikes-owned-2023"]);
    assert_eq!((joins(&scope), scope.notes.len()), (vec![false, false], 1));
    let fork = trend(&["northport-bikes-owned-2022", "northport-bikes-owned-2022-final"]);
    assert_eq!(joins(&fork), [false, false]);
    // A half year beside a year is another thing.
    let flow = trend(&["southvale-bikes-sold-2023-h1", "northport-bikes-sold-2023", "eastham-bikes-sold-2023"]);
    assert_eq!(joins(&flow), [false, false, false]);
    assert!(scope.svg().contains(r#"<g class="breaks">"#) && !same.svg().contains(r#"<g class="breaks">"#));
    assert!(!scope.svg().contains("stroke-width=\"2.5\""));
    assert!(same.svg().contains("stroke-width=\"2.5\""));
}

#[test]
fn surveys_that_alternate_are_lines_of_their_own() {
    let chart = |name: &str| cases().into_iter().find(|case| case.name == name).unwrap().chart;
    let Body::Lines(series) = chart("trend-two-surveys").body else { panic!("no lines") };
    let names: Vec<(&str, usize)> = series.iter().map(|line| (line.name.as_str(), line.points.len())).collect();
    let expected = [
        ("Northport (Bureau of Roads & Rails (BRR))", 3),
        ("Northport (Cyclists' Club)", 3),
        ("Northport (The Northport Gazette)", 1),
    ];
    assert_eq!(names, expected);
    assert!(series.iter().flat_map(|line| line.points.iter().skip(1)).all(|point| point.from.is_some()));
    let Body::Lines(series) = chart("trend-restated").body else { panic!("no lines") };
    let marks: Vec<(bool, Option<usize>)> =
        series.iter().flat_map(|line| &line.points).map(|point| (point.restated, point.from)).collect();
    assert_eq!(marks, [(false, None), (false, Some(0)), (true, None), (false, Some(2))]);
}

fn value() -> impl Strategy<Value = Decimal> {
    let whole = any::<i64>().prop_map(Decimal::from);
    let scaled =
        (any::<i128>(), 0u32..=28).prop_map(|(mantissa, scale)| Decimal::from_i128_with_scale(mantissa >> 32, scale));
    prop_oneof![whole, scaled, (-3i64..4).prop_map(Decimal::from), Just(Decimal::MAX), Just(Decimal::MIN)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_series_becomes_a_small_picture(
        values in proptest::collection::vec((value(), 0i16..=9_999, any::<bool>(), any::<bool>()), 0..40),
        name in "\\PC{0,300}",
        as_bars: bool,
        korean: bool,
    ) {
        let chart = series_chart(&values, &name, as_bars, if korean { Language::Korean } else { Language::English });
        let fonts = test_fonts(&["latin.ttf", "korean.ttf"]);
        check(&chart.draw(&fonts).unwrap());
    }
}
