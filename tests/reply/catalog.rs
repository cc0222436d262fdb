//! A small catalogue, made by hand so that what people read does not change when a pack does.

use datum::figure::{
    Bilingual, Decimal, Entity, EntityKind, EntityRef, Figure, FigureExtra, FigureRef, Formula, Metric, MetricKind,
    MetricRef, PackRef, Precision, Source, SourceRef, Status, Topic, TopicRef, Unit, UnitKind, UnitRef, general_units,
};
use datum::pack::{Catalog, CatalogParts, PackInfo};

/// Metric, entity, value, period, status, precision, source, via.
type Row = (&'static str, usize, usize, &'static str, &'static str, Status, Precision, usize, Option<usize>);

pub const OWNED: usize = 1;
pub const SOLD: usize = 2;
pub const BUDGET: usize = 3;
pub const SHARE: usize = 4;
pub const OPENED: usize = 5;

pub const NORTHPORT: usize = 0;
pub const SOUTHVALE: usize = 1;
pub const EASTHAM: usize = 2;

const FIGURES: &[Row] = &[
    (
        "northport-bikes-owned-2023",
        OWNED,
        NORTHPORT,
        "1961",
        "2023-12-31",
        Status::Reported,
        Precision::Exact,
        0,
        Some(1),
    ),
    (
        "southvale-bikes-owned-2023",
        OWNED,
        SOUTHVALE,
        "150000",
        "2023-12-31",
        Status::Estimated,
        Precision::About,
        2,
        None,
    ),
    (
        "southvale-bikes-owned-2023-census",
        OWNED,
        SOUTHVALE,
        "142500",
        "2023-12-31",
        Status::Provisional,
        Precision::Exact,
        0,
        None,
    ),
    ("northport-bikes-sold-2023", SOLD, NORTHPORT, "57000", "2023", Status::Reported, Precision::AtLeast, 0, None),
    (
        "southvale-bikes-sold-2023-h1",
        SOLD,
        SOUTHVALE,
        "57000",
        "2023-01/2023-06",
        Status::Forecast,
        Precision::Exact,
        2,
        None,
    ),
    ("northport-budget-2023", BUDGET, NORTHPORT, "7760000000000", "2023", Status::Planned, Precision::Exact, 0, None),
    ("northport-share-2020", SHARE, NORTHPORT, "29.2", "2020", Status::Reported, Precision::Exact, 0, None),
    ("northport-share-2023", SHARE, NORTHPORT, "53.2", "2023", Status::Reported, Precision::Exact, 0, Some(1)),
    ("northport-share-growth", 6, NORTHPORT, "1.82", "2020/2023", Status::Computed, Precision::About, 1, None),
    ("northport-opened", OPENED, NORTHPORT, "2024", "2024-06-01", Status::Reported, Precision::Exact, 1, None),
    ("eastham-bikes-sold-2023", SOLD, EASTHAM, "1200000", "2023", Status::Estimated, Precision::About, 2, None),
    (
        "northport-bikes-owned-2022",
        OWNED,
        NORTHPORT,
        "1609",
        "2022-12-31",
        Status::Provisional,
        Precision::Exact,
        0,
        None,
    ),
    (
        "northport-bikes-owned-2022-final",
        OWNED,
        NORTHPORT,
        "1610",
        "2022-12-31",
        Status::Reported,
        Precision::Exact,
        0,
        None,
    ),
];

pub fn figure(catalog: &Catalog, id: &str) -> FigureRef {
    catalog.find_figure(id).unwrap_or_else(|| panic!("no figure {id}"))
}

pub fn metric(position: usize) -> MetricRef {
    MetricRef::from(position)
}

pub fn entity(position: usize) -> EntityRef {
    EntityRef::from(position)
}

pub fn source(position: usize) -> SourceRef {
    SourceRef::from(position)
}

pub fn catalog() -> Catalog {
    Catalog::new(parts())
}

pub fn parts() -> CatalogParts {
    let mut units = general_units();
    units.push(Unit {
        id: "bikes".into(),
        kind: UnitKind::Count,
        one_en: "bike".into(),
        many_en: "bikes".into(),
        counter_ko: "대".into(),
        words: Bilingual::default(),
    });
    let unit = |id: &str| UnitRef::from(units.iter().position(|unit| *unit.id == *id).unwrap());
    let metric =
        |id: &str, broader: Option<usize>, kind, unit_id: &str, en: &str, ko: &str, define: [&str; 2]| Metric {
            id: id.into(),
            topic: TopicRef(u32::from(unit_id == "KRW")),
            broader: broader.map(MetricRef::from),
            kind,
            unit: unit(unit_id),
            name: Bilingual::new(en, ko),
            aliases: vec![],
            keywords: vec![],
            definition: Bilingual::new(define[0], define[1]),
        };
    let owned = [
        "Bicycles that a city's people have on the last day of the year. Scooters do not count.",
        "연말에 시민이 가진 자전거의 수다. 킥보드는 세지 않는다.",
    ];
    let metrics = vec![
        metric(
            "bikes",
            None,
            MetricKind::Stock,
            "bikes",
            "Bicycles",
            "자전거 수",
            ["Bicycles that are owned or sold.", "보유하거나 팔린 자전거의 수를 묶어 부르는 이름이다."],
        ),
        metric("bikes-owned", Some(0), MetricKind::Stock, "bikes", "Bicycles owned", "자전거 보유량", owned),
        metric(
            "bikes-sold",
            Some(0),
            MetricKind::Flow,
            "bikes",
            "Bicycles sold",
            "자전거 판매량",
            ["Bicycles sold over a period.", "기간 중 팔린 자전거의 수다."],
        ),
        metric(
            "budget",
            None,
            MetricKind::Flow,
            "KRW",
            "Cycling budget",
            "자전거 예산",
            ["Money set aside for cycling.", "자전거 정책에 배정한 돈이다."],
        ),
        metric(
            "commuters",
            None,
            MetricKind::Share,
            "percent",
            "Bicycle commuters",
            "자전거 통근 비율",
            ["Share of commuters who cycle.", ""],
        ),
        metric("opened", None, MetricKind::Date, "date", "Opening of the bridge", "다리 개통일", ["", ""]),
        metric(
            "commuters-growth",
            None,
            MetricKind::Multiple,
            "times",
            "Growth of bicycle commuters",
            "자전거 통근 비율 증가 배수",
            ["", ""],
        ),
    ];
    let entity = |id: &str, en: &str, ko: &str| Entity {
        id: id.into(),
        kind: EntityKind::Region,
        name: Bilingual::new(en, ko),
        aliases: vec![],
        part_of: None,
        same_as: vec![],
    };
    let entities = vec![
        entity("northport", "Northport", "북항시"),
        entity("southvale", "Southvale", "남골시"),
        entity("eastham", "Eastham", "동촌군"),
    ];
    let source =
        |id: &str, csl_type: &str, publisher: [&str; 2], title: [&str; 2], issued: &str, url: &str, author: &str| {
            Source {
                id: id.into(),
                csl_type: csl_type.into(),
                publisher: Bilingual::new(publisher[0], publisher[1]),
                author: author.into(),
                title: Bilingual::new(title[0], title[1]),
                issued: issued.parse().ok(),
                accessed: (id == "club").then(|| "2024-07-02".parse().unwrap()),
                url: url.into(),
                archived_url: "".into(),
                licence: if id == "census" { "CC-BY-4.0".into() } else { "".into() },
                grade: None,
                aliases: vec![],
                note: if id == "club" {
                    Bilingual::new("A poll among members.", "회원 대상 설문이다.")
                } else {
                    Bilingual::default()
                },
            }
        };
    let sources = vec![
        source(
            "census",
            "report",
            ["Bureau of Roads & Rails (BRR)", "도로철도국"],
            ["2023 Bicycle Census", "2023 자전거 총조사"],
            "2024-04",
            "",
            "",
        ),
        source(
            "gazette",
            "article-newspaper",
            ["The Northport Gazette", "북항신문"],
            ["Half of us cycle: 'a record'", "절반이 자전거로…‘역대 최고’"],
            "2024-06-20",
            "https://gazette.example/a(1)?q=50%25_x",
            "Kim, Jae-won",
        ),
        source(
            "club",
            "webpage",
            ["Cyclists' Club", "자전거동호회"],
            ["Bikes in {numbers} 100%", "숫자로 보는 자전거"],
            "",
            "https://club.example/",
            "",
        ),
    ];
    let packs = vec![PackInfo {
        is_embedded: false,
        name: "cycling".into(),
        title: Bilingual::new("Cycling", "자전거"),
        version: "1.2.0".into(),
        created: "2024-08-01".parse().unwrap(),
        licence: "CC-BY-4.0".into(),
    }];
    let mut figures: Vec<Figure> = FIGURES.iter().map(figure_of).collect();
    let position = |id: &str| FIGURES.iter().position(|row| row.0 == id).unwrap();
    let census = &mut figures[position("southvale-bikes-owned-2023-census")];
    census.low = Some(140_000.into());
    census.high = Some(145_000.into());
    census.note = Bilingual::new("Final in 2025.", "2025년에 확정된다.");
    let growth = &mut figures[position("northport-share-growth")];
    growth.formula = Some(Formula::parse("northport-share-2023 / northport-share-2020").unwrap());
    growth.inputs =
        vec![FigureRef::from(position("northport-share-2023")), FigureRef::from(position("northport-share-2020"))];
    let last = position("northport-bikes-owned-2022-final");
    figures[last].supersedes = vec![FigureRef::from(position("northport-bikes-owned-2022"))];
    CatalogParts {
        packs,
        topics: vec![
            Topic { id: "cycling".into(), name: Bilingual::new("Cycling", "자전거"), aliases: vec![] },
            Topic { id: "money".into(), name: Bilingual::new("Money", "예산"), aliases: vec![] },
        ],
        units,
        entities,
        metrics,
        sources,
        figures,
        templates: Vec::new(),
        changes: vec![],
        ..CatalogParts::default()
    }
}

fn figure_of(&(id, metric, entity, value, period, status, precision, source, via): &Row) -> Figure {
    let first = id == "northport-bikes-owned-2023";
    Figure {
        id: id.into(),
        pack: PackRef(0),
        metric: MetricRef::from(metric),
        entity: EntityRef::from(entity),
        value: value.parse::<Decimal>().unwrap(),
        period: period.parse().unwrap(),
        status,
        precision,
        featured: first,
        source: SourceRef::from(source),
        locator: if first { "paragraph 8".into() } else { "".into() },
        known_from: first.then(|| "2024-04".parse().unwrap()),
        extra: FigureExtra {
            scope: if first {
                Bilingual::new("private bicycles only", "개인 자전거만 집계")
            } else {
                Bilingual::default()
            },
            via: via.map(SourceRef::from),
            note: if first {
                Bilingual::new("The city speaks of about 2,000.", "시는 약 2,000대로 본다.")
            } else {
                Bilingual::default()
            },
            ..FigureExtra::default()
        }
        .boxed(),
    }
}
