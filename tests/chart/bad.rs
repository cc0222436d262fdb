//! Input that nobody would want to draw: a picture or a sentence comes of it, never a box, an overlap or a panic.

use datum::chart::{Certainty, Chart, Kind, MAX_BARS, MAX_LINES, NoChart, Series, Theme};
use datum::figure::{Figure, FigureRef, Language, Period};
use datum::pack::Catalog;
use datum::query::{Answer, Operation, Outcome, Ranked, places};

use super::cases::{self, LONG, line, row};
use super::{catalog, check as check_picture, fonts, layout};

/// A catalogue of one measure with so many entities, each with values for these periods.
fn crowd(
    entities: usize,
    name: impl Fn(usize) -> String,
    value: impl Fn(usize, usize) -> String,
    periods: &[&str],
) -> Catalog {
    let mut parts = catalog::parts();
    let pattern = parts.figures.iter().find(|figure| &*figure.id == "northport-bikes-owned-2023").unwrap().clone();
    let entity = parts.entities.first().unwrap().clone();
    parts.figures.clear();
    for number in 0..entities {
        let mut one = entity.clone();
        one.id = format!("crowd-{number}").into();
        one.name = datum::figure::Bilingual::new(name(number), name(number));
        parts.entities.push(one);
        let entity = (parts.entities.len() - 1).into();
        for (at, period) in periods.iter().enumerate() {
            parts.figures.push(Figure {
                id: format!("crowd-{number}-{at}").into(),
                entity,
                value: value(number, at).parse().unwrap(),
                period: period.parse::<Period>().unwrap(),
                extra: None,
                ..pattern.clone()
            });
        }
    }
    Catalog::new(parts)
}

fn all(catalog: &Catalog, operation: Operation, language: Language) -> Answer {
    let figures: Vec<FigureRef> = (0..catalog.figures().len()).map(FigureRef::from).collect();
    let breaks = datum::facts::breaks(catalog, &figures);
    Answer { outcome: Outcome::Answer, operation, breaks, figures, ..Answer::new(language) }
}

/// Draws on both papers and looks at the words.
#[track_caller]
fn draws(name: &str, chart: &Chart) {
    let faults = layout::faults(name, chart);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    check_picture(&chart.draw(Theme::Light, fonts()).unwrap(), [255; 3]);
    check_picture(&chart.draw(Theme::Dark, fonts()).unwrap(), [0x22; 3]);
}

#[test]
fn three_hundred_entities_are_cut_and_counted() {
    let catalog =
        crowd(300, |number| format!("Place number {number}"), |number, _| (1_000 - number).to_string(), &["2023"]);
    for language in Language::ALL {
        let mut answer = all(&catalog, Operation::Rank, language);
        let asked = answer.figures[250];
        answer.ranked = Some(Ranked { places: places(&catalog, &answer.figures), of: 300, asked: Some(asked) });
        let chart = Chart::of_answer(&answer, &catalog, language).unwrap();
        assert_eq!((chart.kind, chart.series.len()), (Kind::Bars, MAX_BARS));
        assert!(
            chart.series.iter().any(|series| series.focus && series.name.contains("Place number 250")),
            "{chart:?}"
        );
        assert!(chart.notes.iter().any(|note| note.contains("10") && note.contains("300")), "{:?}", chart.notes);
        draws("300 bars", &chart);
    }
    let periods = ["2021", "2022", "2023"];
    let catalog = crowd(
        300,
        |number| format!("Place number {number}"),
        |number, at| (number * 7 + at * 13).to_string(),
        &periods,
    );
    let chart =
        Chart::of_answer(&all(&catalog, Operation::Trend, Language::English), &catalog, Language::English).unwrap();
    assert_eq!((chart.kind, chart.series.len()), (Kind::Lines, MAX_LINES));
    assert!(chart.series.iter().any(|series| series.name == "Place number 299"));
    assert!(chart.notes.iter().any(|note| note.contains("24 of 900")), "{:?}", chart.notes);
    draws("300 lines", &chart);
    let catalog = crowd(
        9,
        |number| format!("Place number {number}"),
        |number, at| (number * 7 + at * 13).to_string(),
        &["2021", "2023"],
    );
    let chart =
        Chart::of_answer(&all(&catalog, Operation::Trend, Language::English), &catalog, Language::English).unwrap();
    assert_eq!((chart.kind, chart.series.len()), (Kind::Slope, 9));
    draws("nine slopes", &chart);
}

/// Names that nobody would want to write.
fn names() -> Vec<(&'static str, String)> {
    vec![
        (
            "80 characters",
            "The Northern Federation of Owners of Small Bicycles and Tricycles in Harbour Towns".to_owned(),
        ),
        ("80 letters without a space", "x".repeat(80)),
        ("80 syllables", "북항".repeat(40)),
        ("longer", LONG.to_owned()),
        ("right to left", "مدينة الميناء الشمالي الكبرى והעיר העתיקה שלה".to_owned()),
        ("no font", "北港市自転車利用者協会連合会の会員とその家族".to_owned()),
        ("marks", "A\u{301}\u{302}\u{303}\u{200D}\u{FE0F}\u{202E}evil\u{2066}".to_owned()),
        ("emoji", "🚲🚲🚲👩‍👩‍👧‍👦".to_owned()),
        ("markdown", "**bold** [link](https://example.org) `code` <b>&amp;</b> # *|~_ @everyone".to_owned()),
        ("empty", String::new()),
        ("blank", "   \t\n ".to_owned()),
        ("nul", "a\u{0}b\u{FFFE}c".to_owned()),
    ]
}

/// Values that nobody would want to compare.
const VALUES: [(&str, [&str; 4]); 9] = [
    ("all equal", ["57", "57", "57", "57"]),
    ("all zero", ["0", "0", "0", "0"]),
    ("12 orders", ["1", "4000", "90000000", "1000000000000"]),
    ("12 orders below zero", ["-1", "-4000", "-90000000", "-1000000000000"]),
    ("both signs", ["-1000000000000", "0", "0.0000001", "1000000000000"]),
    ("tiny", ["0.0000000000000000000000000001", "0.0000000000000000000000000002", "0", "0"]),
    ("huge", ["79228162514264337593543950335", "1", "-79228162514264337593543950335", "0"]),
    ("one side", ["-5", "-4", "-3", "-2"]),
    ("close", ["10512", "10489", "10655", "10500"]),
];

const KINDS: [Kind; 5] = [Kind::Bars, Kind::Lines, Kind::Slope, Kind::Dots, Kind::Places];

/// Three series of a kind with a name and these values.
fn table(kind: Kind, name: &str, values: [&str; 4], language: Language) -> Chart {
    let over_time = |name: &str, count: usize| {
        let years = ["2020", "2021", "2022", "2023"];
        let marks: Vec<(&str, &str, Certainty, bool)> = (0..count)
            .map(|at| (years[at], values[at], if at == 3 { Certainty::Plan } else { Certainty::Firm }, at > 0))
            .collect();
        line(language, name, &marks)
    };
    let series: Vec<Series> = match kind {
        Kind::Bars | Kind::Dots | Kind::Places => values
            .iter()
            .enumerate()
            .map(|(at, value)| Series { focus: at == 1, ..row(language, name, value) })
            .collect(),
        Kind::Lines => vec![over_time(name, 4), over_time("Southvale", 3), over_time(name, 4)],
        Kind::Slope => vec![over_time(name, 2), over_time("Southvale", 2)],
    };
    Chart { title: name.to_owned(), ..cases::chart(language, cases::unit("people"), kind, series) }
}

#[test]
fn odd_names_and_values_are_drawn_without_an_overlap() {
    let mut faults = Vec::new();
    let mut look = |what: &str, chart: &Chart| {
        faults.extend(layout::faults(what, chart));
        check_picture(&chart.draw(Theme::Light, fonts()).unwrap(), [255; 3]);
    };
    for kind in KINDS {
        for (what, name) in names() {
            let chart = table(kind, &name, ["3", "12", "7", "9"], Language::Korean);
            look(&format!("{kind:?}, {what}"), &chart);
            assert!(!chart.alt().is_empty());
        }
        for (what, values) in VALUES {
            look(&format!("{kind:?}, {what}"), &table(kind, "북항시", values, Language::English));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn markdown_and_markup_in_a_title_are_text() {
    let chart = table(
        Kind::Bars,
        "**bold** <script>alert(1)</script> & [x](https://example.org)",
        VALUES[0].1,
        Language::English,
    );
    let svg = chart.svg(Theme::Light);
    assert!(!svg.contains("<script") && svg.contains("**bold** &lt;script&gt;"));
    assert!(resvg_reads(&svg));
}

/// Whether another reader of XML takes the file.
fn resvg_reads(svg: &str) -> bool {
    resvg::usvg::Tree::from_str(svg, &resvg::usvg::Options::default()).is_ok()
}

#[test]
fn one_point_dates_and_unlike_units_are_a_picture_or_a_sentence() {
    let catalog = catalog::catalog();
    let of = |operation, ids: &[&str]| {
        let answer = cases::answer(&catalog, Language::English, operation, ids);
        Chart::of_answer(&answer, &catalog, Language::English)
    };
    draws("one point", &of(Operation::Trend, &["northport-bikes-owned-2023"]).unwrap());
    for (operation, ids, why) in [
        (Operation::Lookup, &["northport-bikes-owned-2023"][..], NoChart::OneFigure),
        (Operation::Trend, &["northport-opened"], NoChart::NoLength),
        (Operation::Compare, &["northport-opened", "northport-opened"], NoChart::NoLength),
        (Operation::Compare, &["northport-bikes-owned-2023", "northport-budget-2023"], NoChart::UnlikeUnits),
        (Operation::Lookup, &[], NoChart::NoFigure),
    ] {
        assert_eq!(of(operation, ids), Err(why), "{ids:?}");
        for language in Language::ALL {
            assert!(why.sentence(language).ends_with('.'));
        }
    }
}
