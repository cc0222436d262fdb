//! Charts of every kind and of odd data, made by hand, and some of the real packs.

use datum::chart::{Certainty, Chart, Kind, Mark, Series};
use datum::facts::{Derived, DerivedKind};
use datum::figure::{
    Bilingual, Decimal, Figure, FigureExtra, FigureRef, Language, SourceRef, Unit, UnitKind, general_units,
};
use datum::pack::Catalog;
use datum::query::{Answer, Operation, Outcome, Ranked, places};
use datum::reply::number;

/// A chart with a name for its file.
pub struct Case {
    pub name: &'static str,
    pub chart: Chart,
}

pub fn answer(catalog: &Catalog, language: Language, operation: Operation, ids: &[&str]) -> Answer {
    let figures: Vec<FigureRef> =
        ids.iter().map(|id| catalog.find_figure(id).unwrap_or_else(|| panic!("no figure {id}"))).collect();
    let breaks = datum::facts::breaks(catalog, &figures);
    Answer { outcome: Outcome::Answer, operation, breaks, figures, ..Answer::new(language) }
}

fn ratio(catalog: &Catalog, answer: &mut Answer, value: &str) {
    let ids: Vec<&str> = answer.figures.iter().take(2).map(|figure| &*catalog.figure(*figure).id).collect();
    answer.derived.push(Derived {
        kind: DerivedKind::Ratio,
        value: value.parse().unwrap(),
        unit: "times".into(),
        formula: ids.join(" / "),
        inputs: answer.figures.iter().copied().take(2).collect(),
    });
}

/// Every kind from the small catalogue of the card tests, and odd data.
pub fn cases() -> Vec<Case> {
    let catalog = super::catalog::catalog();
    let mut cases = Vec::new();
    for language in Language::ALL {
        let mut add = |name, operation, ids: &[&str], change: &dyn Fn(&mut Answer)| {
            let mut answer = answer(&catalog, language, operation, ids);
            change(&mut answer);
            cases.push(Case { name, chart: Chart::of_answer(&answer, &catalog, language).unwrap() });
        };
        let nothing = |_: &mut Answer| {};
        add("compare", Operation::Compare, &["southvale-bikes-owned-2023", "northport-bikes-owned-2023"], &|answer| {
            ratio(&catalog, answer, "76.5");
        });
        add(
            "compare-unlike",
            Operation::Compare,
            &["northport-bikes-owned-2023", "southvale-bikes-sold-2023-h1"],
            &nothing,
        );
        add(
            "rank",
            Operation::Rank,
            &["eastham-bikes-sold-2023", "southvale-bikes-sold-2023-h1", "northport-bikes-sold-2023"],
            &|answer| answer.ranked = Some(Ranked { places: places(&catalog, &answer.figures), of: 3, asked: None }),
        );
        add(
            "disagreement",
            Operation::Lookup,
            &["southvale-bikes-owned-2023", "southvale-bikes-owned-2023-census"],
            &|answer| answer.disagreement = true,
        );
        add("trend", Operation::Trend, &["northport-share-2020", "northport-share-2023"], &nothing);
        add(
            "trend-break",
            Operation::Trend,
            &["northport-bikes-owned-2022", "northport-bikes-owned-2022-final", "northport-bikes-owned-2023"],
            &nothing,
        );
        add("trend-one", Operation::Trend, &["northport-bikes-owned-2023"], &nothing);
        let catalog = surveys();
        let mut add = |name, ids: &[&str]| {
            let answer = answer(&catalog, language, Operation::Trend, ids);
            cases.push(Case { name, chart: Chart::of_answer(&answer, &catalog, language).unwrap() });
        };
        add("trend-two-surveys", &SURVEYS.map(|(id, ..)| id)[..7]);
        add("trend-restated", &["bureau-2018", "bureau-2020", "gazette-2022-restated", "gazette-2024"]);
        cases.extend(odd_cases(language));
    }
    cases
}

/// Two surveys that alternate, a figure alone, and one that was restated by another source: id, period, value, source.
const SURVEYS: [(&str, &str, &str, usize); 10] = [
    ("bureau-2018", "2018", "21.5", 0),
    ("club-2019", "2019", "34.9", 2),
    ("bureau-2020", "2020", "29.2", 0),
    ("club-2021", "2021", "41", 2),
    ("bureau-2022", "2022", "35", 0),
    ("club-2023", "2023", "48.3", 2),
    ("gazette-2024-alone", "2024", "40", 1),
    ("bureau-2022-first", "2022", "36", 0),
    ("gazette-2022-restated", "2022", "31", 1),
    ("gazette-2024", "2024", "33.5", 1),
];

/// The small catalogue with [`SURVEYS`].
fn surveys() -> Catalog {
    let mut parts = super::catalog::parts();
    let like = |id: &str| parts.figures.iter().find(|figure| *figure.id == *id).unwrap().clone();
    let pattern = like("northport-share-2020");
    for (id, period, value, source) in SURVEYS {
        let restated = id.ends_with("-restated");
        let old = FigureRef::from(parts.figures.len() - 1);
        parts.figures.push(Figure {
            id: id.into(),
            period: period.parse().unwrap(),
            value: value.parse().unwrap(),
            source: SourceRef::from(source),
            extra: Some(Box::new(FigureExtra {
                supersedes: if restated { vec![old] } else { vec![] },
                ..(*pattern).clone()
            })),
            ..pattern.clone()
        });
    }
    Catalog::new(parts)
}

pub fn unit(id: &str) -> Unit {
    general_units().into_iter().find(|unit| &*unit.id == id).unwrap()
}

pub fn chart(language: Language, unit: Unit, kind: Kind, series: Vec<Series>) -> Chart {
    let title = Bilingual::new("More people cycle in Northport than ever", "북항시 자전거 이용자 역대 최다");
    let measure = Bilingual::new("People who cycle", "자전거 타는 사람");
    let source = Bilingual::new("Source: Bureau of Roads & Rails (2024)", "출처: 도로철도국 (2024)");
    let of_unit = match language {
        Language::English => format!("Unit: {}", unit.many_en),
        Language::Korean => format!("단위: {}", unit.counter_ko),
    };
    Chart {
        language,
        kind,
        title: title.get(language).to_owned(),
        subtitle: format!("{} · {of_unit}", measure.get(language)),
        unit,
        series,
        notes: vec![],
        source: source.get(language).to_owned(),
        footer: "northport-cyclists-2023@cycling".to_owned(),
    }
}

pub fn mark(language: Language, at: &str, value: Decimal, certainty: Certainty, from: Option<usize>) -> Mark {
    let people =
        Unit { kind: UnitKind::Count, one_en: "".into(), many_en: "".into(), counter_ko: "".into(), ..unit("people") };
    let status = match certainty {
        Certainty::Firm => Bilingual::new("reported", "공표치"),
        Certainty::Estimate => Bilingual::new("estimate", "추정치"),
        Certainty::Plan => Bilingual::new("forecast", "전망치"),
    };
    Mark {
        period: at.parse().unwrap(),
        value,
        bounds: None,
        value_text: number::quantity(language, value, &people),
        status_text: status.get(language).to_owned(),
        by: String::new(),
        certainty,
        restated: false,
        from,
        gap: None,
    }
}

pub fn row(language: Language, name: &str, value: &str) -> Series {
    let mark = mark(language, "2023", value.parse().unwrap(), Certainty::Firm, None);
    Series { name: name.to_owned(), detail: String::new(), focus: false, marks: vec![mark] }
}

/// A line of years, values, how firm each is, and whether it is joined to the one before.
pub fn line(language: Language, name: &str, points: &[(&str, &str, Certainty, bool)]) -> Series {
    let marks = points.iter().enumerate().map(|(position, (at, value, certainty, joined))| {
        mark(language, at, value.parse().unwrap(), *certainty, joined.then(|| position - 1))
    });
    Series { name: name.to_owned(), detail: String::new(), focus: false, marks: marks.collect() }
}

/// A name that nobody would want to draw.
pub const LONG: &str = "The Federation of All Associations of Owners of Small Bicycles and Tricycles in the Northern Harbours (under review)";

fn odd_cases(language: Language) -> Vec<Case> {
    use Certainty::{Estimate, Firm, Plan};
    let people = unit("people");
    let bars = |name, values: &[(&str, &str)]| {
        let rows = values.iter().map(|(label, value)| row(language, label, value)).collect();
        Case { name, chart: chart(language, people.clone(), Kind::Bars, rows) }
    };
    let lines = |name, series: Vec<Series>| Case { name, chart: chart(language, people.clone(), Kind::Lines, series) };
    let mut cases = vec![
        bars("bars-none", &[]),
        bars("bars-zero", &[("Northport", "0"), ("Southvale", "0")]),
        bars("bars-equal", &[("Northport", "57000"), ("Southvale", "57000")]),
        bars("bars-negative", &[("Northport", "-1200"), ("Southvale", "3400"), ("Eastham", "-3"), ("Westlea", "0")]),
        bars("bars-all-negative", &[("Northport", "-0.36"), ("Southvale", "-2.1")]),
        bars(
            "bars-twelve-orders",
            &[("Northport", "1000000000000"), ("Southvale", "250000000"), ("Eastham", "120000"), ("Westlea", "1")],
        ),
        bars(
            "bars-huge",
            &[("Northport", "79228162514264337593543950335"), ("Southvale", "0.0000000000000000000000000001")],
        ),
        bars(
            "bars-labels",
            &[
                (LONG, "1961"),
                ("مدينة الميناء الشمالي", "1500"),
                ("עיר הנמל <b>&amp; Co.</b>", "900"),
                ("北港市・自転車利用者協会連合会の会員とその家族および関係者全員を含む大きな集まり", "123456"),
                ("대한민국북쪽항구도시자전거이용자협회연합회회원및가족과관계자전원을포함한매우긴이름의단체", "4000000"),
                ("🚲 Café Ōsaka №5 \u{202E}abc", "5"),
            ],
        ),
        lines("line-none", vec![]),
        lines("line-zero", vec![line(language, "", &[("2020", "0", Firm, false), ("2021", "0", Firm, true)])]),
        lines("line-equal", vec![line(language, "", &[("2020", "57", Firm, false), ("2021", "57", Firm, true)])]),
        lines("line-one", vec![line(language, "", &[("2020", "57", Firm, false)])]),
        lines(
            "line-forecast",
            vec![line(
                language,
                "",
                &[
                    ("2019", "1110", Firm, false),
                    ("2020", "1609", Firm, false),
                    ("2021", "3726", Firm, true),
                    ("2022", "7841", Estimate, true),
                    ("2023", "8579", Firm, true),
                    ("2024", "11307", Plan, true),
                    ("2027", "12800", Plan, true),
                ],
            )],
        ),
        lines(
            "line-negative",
            vec![line(
                language,
                "",
                &[("2021", "-12", Firm, false), ("2022", "7", Firm, true), ("2023", "-30", Plan, true)],
            )],
        ),
        lines(
            "line-close",
            vec![line(
                language,
                "",
                &[
                    ("2024-01", "10512", Firm, false),
                    ("2024-02", "10489", Firm, true),
                    ("2024-03", "10655", Firm, true),
                ],
            )],
        ),
        lines(
            "line-twelve-orders",
            vec![line(
                language,
                "",
                &[
                    ("1950", "1", Firm, false),
                    ("1970", "4000", Firm, true),
                    ("2000", "90000000", Firm, true),
                    ("2024", "1000000000000", Firm, true),
                ],
            )],
        ),
    ];
    let several: Vec<Series> = [
        ("Northport", ["10", "15", "24"]),
        ("남골시", ["12", "11", "9"]),
        ("مدينة", ["3", "12", "18"]),
        ("Eastham", ["9", "9", "9"]),
        ("Westlea and the Isles", ["8", "10", "9.5"]),
        (LONG, ["7", "8", "9.2"]),
        ("북항시자전거이용자협회", ["6", "7", "8.9"]),
        ("Overhill", ["1", "2", "9.1"]),
    ]
    .into_iter()
    .map(|(name, [a, b, c])| {
        line(language, name, &[("2021", a, Firm, false), ("2022", b, Firm, true), ("2023", c, Firm, true)])
    })
    .collect();
    let slope: Vec<Series> = several
        .iter()
        .map(|series| {
            let mut series = series.clone();
            series.marks.remove(1);
            series.marks[1].from = Some(0);
            series
        })
        .collect();
    let mut focused = slope.clone();
    focused[1].focus = true;
    cases.push(lines("line-eight", several.clone()));
    cases.push(Case { name: "slope-eight", chart: chart(language, people.clone(), Kind::Slope, slope) });
    cases.push(Case { name: "slope-focus", chart: chart(language, people.clone(), Kind::Slope, focused) });
    let mut gap = line(
        language,
        "",
        &[
            ("2019", "10", Firm, false),
            ("2020", "12", Firm, true),
            ("2021", "30", Firm, false),
            ("2022", "33", Firm, true),
        ],
    );
    gap.marks[2].gap = Some(Bilingual::new("another scope", "집계 대상이 다름").get(language).to_owned());
    cases.push(lines("line-gap", vec![gap]));
    let mut dots: Vec<Series> = [("Northport", "1900"), ("남골시", "2400"), ("Eastham", "-300")]
        .map(|(name, value)| row(language, name, value))
        .into();
    dots[0].marks.push(Mark { certainty: Estimate, ..mark(language, "2023", 2_350.into(), Estimate, None) });
    dots[1].marks.push(mark(language, "2023", 2_400.into(), Firm, None));
    cases.push(Case { name: "dots", chart: chart(language, people.clone(), Kind::Dots, dots.clone()) });
    dots[0].focus = true;
    dots[0].marks[0].bounds = Some((1_700.into(), 2_000.into()));
    dots[1].detail = "2023".to_owned();
    cases.push(Case { name: "bars-other-source", chart: chart(language, people.clone(), Kind::Bars, dots) });
    let places: Vec<Series> = [("Northport", "1"), ("남골시", "2"), ("Eastham", "7"), (LONG, "112")]
        .into_iter()
        .map(|(name, place)| {
            let mut series = row(language, name, place);
            series.marks[0].value_text = number::quantity(language, series.marks[0].value, &unit("rank"));
            series.focus = name == "Eastham";
            series
        })
        .collect();
    cases.push(Case { name: "places", chart: chart(language, unit("rank"), Kind::Places, places) });
    let wave = |position: i64| Decimal::from(position * position % 997 + position * 3);
    let days = (0..1_000i64).map(|position| {
        let day = jiff::civil::date(2021, 1, 1).saturating_add(jiff::Span::new().days(position));
        let from = (position % 300 > 0).then(|| usize::try_from(position).unwrap() - 1);
        mark(language, &day.to_string(), wave(position / 10), Firm, from)
    });
    // A thousand coordinates make a long snapshot; one language is enough.
    if language == Language::English {
        let series = Series { name: String::new(), detail: String::new(), focus: false, marks: days.collect() };
        cases.push(lines("line-thousand", vec![series]));
    }
    let rank = line(language, "", &[("2022", "6", Firm, false), ("2023", "9", Firm, true), ("2024", "11", Firm, true)]);
    cases.push(Case { name: "line-rank", chart: chart(language, unit("rank"), Kind::Lines, vec![rank]) });
    cases
}

/// A chart of any values: year, how firm, joined.
pub fn any_chart(values: &[(Decimal, i16, u8, bool)], name: &str, kind: Kind, language: Language) -> Chart {
    let people = unit("people");
    let certainty = |firm: u8| [Certainty::Firm, Certainty::Estimate, Certainty::Plan][usize::from(firm % 3)];
    let series = match kind {
        Kind::Lines | Kind::Slope => {
            let of_line = |values: &[(Decimal, i16, u8, bool)]| {
                let mut marks: Vec<Mark> = values
                    .iter()
                    .map(|(value, year, firm, _)| mark(language, &format!("{year:04}"), *value, certainty(*firm), None))
                    .collect();
                marks.sort_by_key(|mark| mark.period);
                // Any earlier mark, or none; any places for breaks.
                for (position, (mark, (_, year, _, joined))) in marks.iter_mut().zip(values).enumerate() {
                    mark.from = (*joined && position > 0).then(|| usize::from(year.unsigned_abs()) % position);
                    mark.restated = year % 3 == 0;
                    mark.gap = (year % 7 == 0).then(|| "another scope".to_owned());
                }
                Series { name: name.to_owned(), detail: String::new(), focus: values.len().is_multiple_of(5), marks }
            };
            values.chunks(5).take(datum::chart::MAX_LINES).map(of_line).collect()
        }
        Kind::Bars | Kind::Dots | Kind::Places => {
            let of_row = |values: &[(Decimal, i16, u8, bool)]| {
                let marks = values.iter().map(|(value, _, firm, bounded)| Mark {
                    bounds: bounded.then_some((*value, *value)),
                    ..mark(language, "2023", *value, certainty(*firm), None)
                });
                let detail = values.first().map(|(_, year, ..)| year.to_string()).unwrap_or_default();
                Series { name: name.to_owned(), detail, focus: values.len().is_multiple_of(2), marks: marks.collect() }
            };
            values.chunks(2).take(datum::chart::MAX_BARS).map(of_row).collect()
        }
    };
    Chart { title: name.to_owned(), ..chart(language, people, kind, series) }
}

/// Charts of the embedded packs, for the eye only: packs change.
pub fn real_cases() -> Vec<Case> {
    let catalog = datum::pack::load(&[]).unwrap();
    let of_metric = |metric: &str, keep: &dyn Fn(&datum::figure::Figure) -> bool| -> Vec<String> {
        let metric = catalog.find_metric(metric).unwrap();
        let figures = catalog.figures_of_metric(metric).iter().map(|figure| catalog.figure(*figure));
        figures.filter(|figure| keep(figure)).map(|figure| figure.id.to_string()).collect()
    };
    let year = |year: i16| move |figure: &datum::figure::Figure| figure.period.start().year() == year;
    let of = |entity: &'static str| {
        let entity = catalog.find_entity(entity).unwrap();
        move |figure: &datum::figure::Figure| figure.entity == entity
    };
    let sorted = |mut ids: Vec<String>| {
        ids.sort_by_key(|id| std::cmp::Reverse(catalog.figure(catalog.find_figure(id).unwrap()).value));
        ids
    };
    let mut cases = Vec::new();
    for language in Language::ALL {
        let mut add = |name, operation, ids: Vec<String>, times: Option<&str>| {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let mut answer = answer(&catalog, language, operation, &ids);
            if let Some(times) = times {
                ratio(&catalog, &mut answer, times);
            }
            cases.push(Case { name, chart: Chart::of_answer(&answer, &catalog, language).unwrap() });
        };
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        add(
            "real-held-bought",
            Operation::Compare,
            ids(&["microsoft-h100-bought-2023", "korea-h100-held-2023"]),
            Some("76.5"),
        );
        add("real-h100-rank", Operation::Rank, sorted(of_metric("h100-units-bought", &year(2023))), None);
        add(
            "real-investment",
            Operation::Compare,
            ids(&["us-private-ai-investment-2024", "cn-private-ai-investment-2024", "kr-private-ai-investment-2024"]),
            Some("11.7"),
        );
        add("real-investment-trend", Operation::Trend, of_metric("private-ai-investment", &|_| true), None);
        add("real-shortage", Operation::Trend, of_metric("ai-staff-shortage", &of("kr")), None);
        add("real-shortage-share", Operation::Trend, of_metric("ai-staff-shortage-share", &of("kr")), None);
        add("real-rank-trend", Operation::Trend, of_metric("private-ai-investment-rank", &of("kr")), None);
        add("real-compute", Operation::Lookup, sorted(of_metric("ai-compute-h100e", &|_| true)), None);
    }
    cases
}
