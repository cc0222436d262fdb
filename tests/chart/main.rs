//! Pictures: their structure as SVG, their words, their bytes, and what happens with odd data and missing fonts.
//!
//! To look at the pictures: `DATUM_PICTURES=folder cargo test --test chart` writes all of them, in both languages, with the
//! fonts of the system.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up has failed")]

mod bad;
mod cases;
#[path = "../reply/catalog.rs"]
#[allow(dead_code, reason = "shared with the tests of the cards")]
mod catalog;
mod layout;

use datum::chart::{self, Chart, ChartError, Fonts, Kind, MAX_ALT_CHARS, NoChart, Picture, SCALE, Theme, WIDTH_PX};
use datum::figure::{Decimal, Language};
use datum::query::{Answer, Operation, Outcome, Selection};
use once_cell::sync::Lazy;
use proptest::prelude::*;

use cases::{answer, any_chart, cases};

/// A picture above this size would be slow to load on a phone.
const MAX_BYTES: usize = 100 << 10;
/// Lines that lead from anywhere to anywhere, as no figures do, press worse.
const MAX_RANDOM_BYTES: usize = 2 * MAX_BYTES;

/// The fonts that are part of the program, and no others: pictures are the same on every machine.
fn fonts() -> &'static Fonts {
    static FONTS: Lazy<Fonts> = Lazy::new(|| Fonts::embedded().unwrap());
    &FONTS
}

/// Decodes a picture with a library, and checks what every picture promises.
fn check(picture: &Picture, paper: [u8; 3]) {
    check_within(picture, paper, MAX_BYTES);
}

fn check_within(picture: &Picture, paper: [u8; 3], max_bytes: usize) {
    let decoder = png::Decoder::new(std::io::Cursor::new(&picture.png));
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let info = reader.info();
    assert_eq!((info.width, info.height), (picture.width_px, picture.height_px));
    assert_eq!(info.color_type, png::ColorType::Indexed);
    assert_eq!(picture.width_px, WIDTH_PX * SCALE);
    assert!(picture.png.len() < max_bytes, "{} bytes", picture.png.len());
    assert!(picture.height_px <= 1_600, "{} pixels high", picture.height_px);
    assert!(!picture.alt.is_empty() && picture.alt.chars().count() <= MAX_ALT_CHARS);
    // The corners let the chat show through; the middle of the edges does not.
    let palette = info.palette.as_ref().unwrap();
    let alphas = info.trns.as_ref().unwrap();
    let colour = |x: u32, y: u32| {
        let place = pixels[(y * picture.width_px + x) as usize] as usize;
        (palette[3 * place..3 * place + 3].to_vec(), alphas[place])
    };
    assert_eq!(colour(0, 0).1, 0);
    assert_eq!(colour(picture.width_px / 2, 6), (paper.to_vec(), 255));
}

#[test]
fn the_structure_of_every_kind() {
    for case in cases() {
        let language = case.chart.language;
        insta::assert_snapshot!(format!("{}-{language}", case.name), case.chart.svg(Theme::Light));
    }
}

#[test]
fn every_kind_is_a_png_on_both_papers_and_always_the_same_one() {
    let (fonts, again) = (fonts(), Fonts::embedded().unwrap());
    for case in cases() {
        let picture = case.chart.draw(Theme::Light, fonts).unwrap();
        check(&picture, [255; 3]);
        assert!(picture == case.chart.draw(Theme::Light, &again).unwrap(), "{}", case.name);
        let dark = case.chart.draw(Theme::Dark, fonts).unwrap();
        check(&dark, [0x22; 3]);
        assert_eq!(dark.alt, picture.alt);
    }
}

#[test]
fn pictures_to_look_at() {
    let Some(folder) = std::env::var_os("DATUM_PICTURES").map(std::path::PathBuf::from) else { return };
    let fonts = Fonts::system().unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    for case in cases().into_iter().chain(cases::real_cases()) {
        for theme in Theme::ALL {
            let started = std::time::Instant::now();
            let picture = case.chart.draw(theme, &fonts).unwrap();
            let name = format!("{}-{}-{theme:?}.png", case.name, case.chart.language);
            println!("{name}: {} bytes, {} pixels, {:?}", picture.png.len(), picture.height_px, started.elapsed());
            std::fs::write(folder.join(name), &picture.png).unwrap();
        }
    }
    println!("{:?}", fonts.families());
}

#[test]
fn ten_bars_are_less_than_seven_hundred_pixels_high() {
    let rows =
        (0..10).map(|row| cases::row(Language::English, &format!("Place number {row}"), &format!("{}000", 20 - row)));
    let notes =
        vec!["People who cycle to work on at least one day of a usual week, in the years of the survey.".to_owned()];
    let chart = Chart { notes, ..cases::chart(Language::English, cases::unit("people"), Kind::Bars, rows.collect()) };
    let picture = chart.draw(Theme::Light, fonts()).unwrap();
    assert!(picture.height_px < 700, "{} pixels", picture.height_px);
}

#[test]
fn a_container_without_fonts_draws_korean() {
    let fonts = fonts();
    assert!(fonts.can_draw("국내 H100 보유량 – 1만 4,736명, 뷁뚧똠 · “Café” ₩ € ≥ № Ж Ω"));
    assert_eq!(fonts.drawable("Café 한국 \u{200F}A\u{FE0F}"), "Café 한국 A");
    assert_eq!(fonts.drawable("cafe\u{301} \u{1112}\u{1161}\u{11AB}국"), "café 한국");
    assert_eq!(fonts.families(), ["Datum Sans"]);
}

#[test]
fn writing_without_a_font_is_said_once_and_never_a_box() {
    let fonts = fonts();
    assert_eq!(fonts.drawable("北港市 Northport 北"), "? Northport ?");
    let row = |name: &str| cases::row(Language::English, name, "10");
    let of = |names: &[&str]| {
        let rows = names.iter().map(|name| row(name)).collect();
        cases::chart(Language::English, cases::unit("people"), Kind::Bars, rows).draw(Theme::Light, fonts).unwrap()
    };
    let (plain, lacking) = (of(&["Northport", "Southvale"]), of(&["北港市", "مدينة"]));
    assert!(!plain.lacks_letters && lacking.lacks_letters);
    // One line more than without it, and the words are whole in the alternative text.
    assert_eq!(lacking.height_px - plain.height_px, 2 * 15);
    assert!(lacking.alt.contains("北港市: 10"));
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
    let error = chart::draw(&choice, &catalog, fonts()).unwrap_err();
    assert!(matches!(error, ChartError::NoChart(NoChart::NoFigure)));
    insta::assert_snapshot!(error, @"There is no figure to draw. Ask for one that the data hold.");
}

/// The SVG's paths of a line chart, which are drawn where points are joined.
fn joins(chart: &Chart) -> Vec<bool> {
    assert_eq!(chart.kind, Kind::Lines);
    chart.series.iter().flat_map(|line| line.marks.iter().map(|mark| mark.from.is_some())).collect()
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
    let noted =
        |chart: &Chart| chart.series.iter().flat_map(|line| &line.marks).filter(|mark| mark.gap.is_some()).count();
    assert_eq!((joins(&same), noted(&same)), (vec![false, true], 0));
    let scope = trend(&["northport-bikes-owned-2022-final", "northport-bikes-owned-2023"]);
    assert_eq!((joins(&scope), noted(&scope)), (vec![false, false], 1));
    let fork = trend(&["northport-bikes-owned-2022", "northport-bikes-owned-2022-final"]);
    assert_eq!(joins(&fork), [false, false]);
    // A half year beside a year is another thing.
    let flow = trend(&["southvale-bikes-sold-2023-h1", "northport-bikes-sold-2023", "eastham-bikes-sold-2023"]);
    assert_eq!(joins(&flow), [false, false, false]);
    assert!(
        scope.svg(Theme::Light).contains(r#"<g class="breaks">"#)
            && !same.svg(Theme::Light).contains(r#"<g class="breaks">"#)
    );
    assert!(!scope.svg(Theme::Light).contains("stroke-width=\"2.5\""));
    assert!(same.svg(Theme::Light).contains("stroke-width=\"2.5\""));
}

#[test]
fn surveys_that_alternate_are_lines_of_their_own() {
    let series = |name: &str| {
        let chart = cases().into_iter().find(|case| case.name == name).unwrap().chart;
        assert_eq!(chart.kind, Kind::Lines);
        chart.series
    };
    let surveys = series("trend-two-surveys");
    let names: Vec<(&str, usize)> = surveys.iter().map(|line| (line.name.as_str(), line.marks.len())).collect();
    let expected = [("Bureau of Roads & Rails (BRR)", 3), ("Cyclists' Club", 3), ("The Northport Gazette", 1)];
    assert_eq!(names, expected);
    assert!(surveys.iter().flat_map(|line| line.marks.iter().skip(1)).all(|mark| mark.from.is_some()));
    let restated = series("trend-restated");
    let marks: Vec<(bool, Option<usize>)> =
        restated.iter().flat_map(|line| &line.marks).map(|mark| (mark.restated, mark.from)).collect();
    assert_eq!(marks, [(false, None), (false, Some(0)), (true, None), (false, Some(2))]);
}

fn value() -> impl Strategy<Value = Decimal> {
    let whole = any::<i64>().prop_map(Decimal::from);
    let scaled =
        (any::<i128>(), 0u32..=28).prop_map(|(mantissa, scale)| Decimal::from_i128_with_scale(mantissa >> 32, scale));
    prop_oneof![whole, scaled, (-3i64..4).prop_map(Decimal::from), Just(Decimal::MAX), Just(Decimal::MIN)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_values_become_a_small_picture(
        values in proptest::collection::vec((value(), 0i16..=9_999, any::<u8>(), any::<bool>()), 0..40),
        name in "\\PC{0,300}",
        kind in prop_oneof![Just(Kind::Bars), Just(Kind::Lines), Just(Kind::Slope), Just(Kind::Dots), Just(Kind::Places)],
        korean: bool,
    ) {
        let chart = any_chart(&values, &name, kind, if korean { Language::Korean } else { Language::English });
        check_within(&chart.draw(Theme::Light, fonts()).unwrap(), [255; 3], MAX_RANDOM_BYTES);
    }
}

/// Questions, and the finding that stands above their picture. What counts unlike things has no number in its title.
const TITLES: [(&str, &str); 12] = [
    ("Microsoft vs Korea H100", "Microsoft bought about 76 times as many H100 GPUs as South Korea held"),
    (
        "compare AI workforce and AI talent shortage of Korea",
        "South Korea: AI workforce about 13 times AI talent shortage",
    ),
    (
        "compare Microsoft, Meta and Google Hopper GPUs",
        "Microsoft bought about 2.2 times as many Hopper GPUs as Meta, about 2.9 times as many as Google",
    ),
    ("US vs EU AI adoption", "People using AI – United States / Firms using AI – European Union"),
    ("EU AI adoption trend", "European Union’s firms using AI rose from 7.7% in 2021 to 20.0% in 2025"),
    ("Korea AI workforce trend", "South Korea’s AI workforce: about 54,000 people in June 2024"),
    ("US vs China private AI investment trend", "United States’ private AI investment: about 23 times China’s in 2025"),
    ("rank of Tesla in H100 purchases", "H100 GPUs bought: Tesla 12th of 12"),
    ("한국 AI 인력과 AI 부족 인력 비교", "한국: AI 인력, AI 부족 인력의 약 13배"),
    ("한국 AI 인력 부족 추이", "한국 AI 부족 인력, 2024년 6월 약 4,300명"),
    ("미국 중국 한국 민간 AI 투자 추이", "2025년 미국 민간 AI 투자, 중국의 약 23배"),
    ("H100 구매량 순위", "H100 구매량 1위 마이크로소프트·메타, 각 약 15만 개"),
];

#[test]
fn a_title_is_the_finding() {
    let app = datum::app::App::load(&[]).unwrap();
    for (text, title) in TITLES {
        let today = jiff::civil::date(2026, 11, 27);
        let question = datum::query::Question { text, language: None, as_of: None, source: None, today };
        let answer = app.engine.ask(&question);
        let chart = Chart::of_answer(&answer, app.engine.catalog(), answer.language).unwrap();
        assert_eq!(chart.title, title, "{text}");
    }
}
