//! Charts of every kind and of odd data, made by hand, and some of the real packs.

use datum::chart::{Bar, Body, Chart, Point, Series};
use datum::facts::{Derived, DerivedKind};
use datum::figure::{Bilingual, Decimal, Figure, FigureRef, Language, SourceRef, Unit, UnitKind, general_units};
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
            supersedes: if restated { vec![old] } else { vec![] },
            ..pattern.clone()
        });
    }
    Catalog::new(parts)
}

fn unit(id: &str) -> Unit {
    general_units().into_iter().find(|unit| &*unit.id == id).unwrap()
}

fn chart(language: Language, unit: Unit, body: Body) -> Chart {
    let title = Bilingual::new("People who cycle – Northport", "자전거 타는 사람 – 북항시");
    let source = Bilingual::new("Source: Bureau of Roads & Rails (2024)", "출처: 도로철도국 (2024)");
    let subtitle = match language {
        Language::English => format!("Unit: {}", unit.many_en),
        Language::Korean => format!("단위: {}", unit.counter_ko),
    };
    Chart {
        language,
        title: title.get(language).to_owned(),
        subtitle,
        statement: None,
        unit,
        body,
        notes: vec![],
        source: source.get(language).to_owned(),
        footer: "northport-cyclists-2023@cycling".to_owned(),
    }
}

fn bar(language: Language, unit: &Unit, name: &str, value: &str, firm: bool) -> Bar {
    let value: Decimal = value.parse().unwrap();
    Bar {
        name: name.to_owned(),
        value,
        bounds: None,
        value_text: number::quantity(language, value, unit),
        detail: String::new(),
        firm,
    }
}

fn point(language: Language, at: &str, value: Decimal, firm: bool, from: Option<usize>) -> Point {
    let people =
        Unit { kind: UnitKind::Count, one_en: "".into(), many_en: "".into(), counter_ko: "".into(), ..unit("people") };
    let status = if firm { Bilingual::new("reported", "공표치") } else { Bilingual::new("forecast", "전망치") };
    Point {
        period: at.parse().unwrap(),
        value,
        bounds: None,
        value_text: number::quantity(language, value, &people),
        status_text: status.get(language).to_owned(),
        firm,
        restated: false,
        from,
    }
}

fn line(language: Language, name: &str, points: &[(&str, &str, bool, bool)]) -> Series {
    let points = points.iter().enumerate().map(|(position, (at, value, firm, joined))| {
        point(language, at, value.parse().unwrap(), *firm, joined.then(|| position - 1))
    });
    Series { name: name.to_owned(), points: points.collect(), gaps: vec![] }
}

fn odd_cases(language: Language) -> Vec<Case> {
    let people = unit("people");
    let bars = |name, values: &[(&str, &str)]| {
        let bars = values.iter().map(|(label, value)| bar(language, &people, label, value, true)).collect();
        Case { name, chart: chart(language, people.clone(), Body::Bars(bars)) }
    };
    let lines = |name, series: Vec<Series>| Case { name, chart: chart(language, people.clone(), Body::Lines(series)) };
    let long = "The Federation of All Associations of Owners of Small Bicycles and Tricycles in the Northern Harbours (under review)";
    let mut cases = vec![
        bars("bars-none", &[]),
        bars("bars-zero", &[("Northport", "0"), ("Southvale", "0")]),
        bars("bars-equal", &[("Northport", "57000"), ("Southvale", "57000")]),
        bars("bars-negative", &[("Northport", "-1200"), ("Southvale", "3400"), ("Eastham", "-3"), ("Westlea", "0")]),
        bars("bars-all-negative", &[("Northport", "-0.36"), ("Southvale", "-2.1")]),
        bars(
            "bars-ten-orders",
            &[("Northport", "10000000000"), ("Southvale", "250000000"), ("Eastham", "120000"), ("Westlea", "1")],
        ),
        bars(
            "bars-huge",
            &[("Northport", "79228162514264337593543950335"), ("Southvale", "0.0000000000000000000000000001")],
        ),
        bars(
            "bars-labels",
            &[
                (long, "1961"),
                ("مدينة الميناء الشمالي", "1500"),
                ("עיר הנמל <b>&amp; Co.</b>", "900"),
                ("北港市・自転車利用者協会連合会の会員とその家族および関係者全員を含む大きな集まり", "123456"),
                ("대한민국북쪽항구도시자전거이용자협회연합회회원및가족과관계자전원을포함한매우긴이름의단체", "4000000"),
                ("🚲 Café Ōsaka №5 \u{202E}abc", "5"),
            ],
        ),
        lines("line-none", vec![]),
        lines("line-zero", vec![line(language, "", &[("2020", "0", true, false), ("2021", "0", true, true)])]),
        lines("line-equal", vec![line(language, "", &[("2020", "57", true, false), ("2021", "57", true, true)])]),
        lines(
            "line-forecast",
            vec![line(
                language,
                "",
                &[
                    ("2019", "1110", true, false),
                    ("2020", "1609", true, false),
                    ("2021", "3726", true, true),
                    ("2022", "7841", true, true),
                    ("2023", "8579", true, true),
                    ("2024", "11307", false, true),
                    ("2027", "12800", false, true),
                ],
            )],
        ),
        lines(
            "line-negative",
            vec![line(
                language,
                "",
                &[("2021", "-12", true, false), ("2022", "7", true, true), ("2023", "-30", false, true)],
            )],
        ),
        lines(
            "line-cut",
            vec![line(
                language,
                "",
                &[
                    ("2024-01", "10512", true, false),
                    ("2024-02", "10489", true, true),
                    ("2024-03", "10655", true, true),
                ],
            )],
        ),
        lines(
            "line-ten-orders",
            vec![line(
                language,
                "",
                &[
                    ("1950", "1", true, false),
                    ("1970", "4000", true, true),
                    ("2000", "90000000", true, true),
                    ("2024", "10000000000", true, true),
                ],
            )],
        ),
        lines(
            "line-several",
            vec![
                line(
                    language,
                    "Northport",
                    &[("2021", "10", true, false), ("2022", "15", true, true), ("2023", "24", true, true)],
                ),
                line(
                    language,
                    "남골시",
                    &[("2021", "12", true, false), ("2022", "11", true, true), ("2023", "9", false, true)],
                ),
                line(language, "مدينة", &[("2021", "3", true, false), ("2023", "18", true, true)]),
            ],
        ),
    ];
    let wave = |position: i64| Decimal::from(position * position % 997 + position * 3);
    let days = (0..1_000i64).map(|position| {
        let day = jiff::civil::date(2021, 1, 1).saturating_add(jiff::Span::new().days(position));
        let from = (position % 300 > 0).then(|| usize::try_from(position).unwrap() - 1);
        point(language, &day.to_string(), wave(position / 10), true, from)
    });
    // A thousand circles and coordinates make a long snapshot; one language is enough.
    if language == Language::English {
        cases.push(lines(
            "line-thousand",
            vec![Series { name: String::new(), points: days.collect(), gaps: vec![300, 600, 900] }],
        ));
    }
    let mut rank = chart(
        language,
        unit("rank"),
        Body::Lines(vec![line(
            language,
            "",
            &[("2022", "6", true, false), ("2023", "9", true, true), ("2024", "11", true, true)],
        )]),
    );
    rank.subtitle = match language {
        Language::English => "Unit: rank".to_owned(),
        Language::Korean => "단위: 순위".to_owned(),
    };
    cases.push(Case { name: "line-rank", chart: rank });
    cases
}

/// A chart of any values: year, firm, joined.
pub fn series_chart(values: &[(Decimal, i16, bool, bool)], name: &str, as_bars: bool, language: Language) -> Chart {
    let people = unit("people");
    let body = if as_bars {
        Body::Bars(
            values
                .iter()
                .take(datum::chart::MAX_BARS)
                .map(|(value, year, firm, bounded)| Bar {
                    bounds: bounded.then_some((*value, *value)),
                    detail: year.to_string(),
                    value: *value,
                    ..bar(language, &people, name, &value.to_string(), *firm)
                })
                .collect(),
        )
    } else {
        let mut points: Vec<Point> = values
            .iter()
            .map(|(value, year, firm, _)| point(language, &format!("{year:04}"), *value, *firm, None))
            .collect();
        points.sort_by_key(|point| point.period);
        // Any earlier point, or none; any places for breaks, even such that there are not.
        for (position, (point, (_, year, _, joined))) in points.iter_mut().zip(values).enumerate() {
            point.from = (*joined && position > 0).then(|| usize::from(year.unsigned_abs()) % position);
            point.restated = year % 3 == 0;
        }
        let gaps = values.iter().map(|(_, year, ..)| usize::from(year.unsigned_abs()) % 50).collect();
        Body::Lines(vec![Series { name: name.to_owned(), points, gaps }])
    };
    Chart { title: name.to_owned(), ..chart(language, people, body) }
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
