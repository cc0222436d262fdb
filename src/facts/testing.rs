//! A catalogue from a few lines, for tests of what is calculated over figures.
//!
//! A line is `id metric entity value period scope publisher status replaces`; `-` stands for nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up has failed")]

use crate::figure::{
    Bilingual, Entity, EntityKind, EntityRef, Figure, FigureExtra, FigureRef, Metric, MetricKind, MetricRef, PackRef,
    Precision, Source, SourceRef, Status, Topic, TopicRef, UnitRef, general_units,
};
use crate::pack::{Catalog, CatalogParts, PackInfo};

/// Metrics in won, two in per cent, and one that says how many times.
const METRICS: [(&str, MetricKind, &str); 5] = [
    ("stock", MetricKind::Stock, "KRW"),
    ("flow", MetricKind::Flow, "KRW"),
    ("share", MetricKind::Share, "percent"),
    ("quota", MetricKind::Share, "percent"),
    ("times", MetricKind::Multiple, "times"),
];
/// Entities with the one that they are part of.
const ENTITIES: [(&str, EntityKind, Option<u32>); 4] = [
    ("north", EntityKind::Region, None),
    ("south", EntityKind::Region, None),
    ("port", EntityKind::Region, Some(0)),
    ("towns", EntityKind::Group, None),
];
const PUBLISHERS: [&str; 2] = ["census", "club"];

/// The catalogue of these lines.
pub(super) fn catalog(lines: &str) -> Catalog {
    let units = general_units();
    let place = |names: &[&str], name: &str| names.iter().position(|known| *known == name).unwrap();
    let metrics = METRICS.map(|(id, kind, unit)| Metric {
        id: id.into(),
        topic: TopicRef(0),
        broader: None,
        kind,
        unit: UnitRef::from(units.iter().position(|known| *known.id == *unit).unwrap()),
        name: Bilingual::new(id, id),
        aliases: Vec::new(),
        keywords: Vec::new(),
        definition: Bilingual::default(),
    });
    let entities = ENTITIES.map(|(id, kind, part_of)| Entity {
        id: id.into(),
        kind,
        name: Bilingual::new(id, id),
        aliases: Vec::new(),
        part_of: part_of.map(EntityRef),
        same_as: Vec::new(),
    });
    let sources = PUBLISHERS.map(|id| Source {
        id: id.into(),
        csl_type: "report".into(),
        publisher: Bilingual::new(id, id),
        author: "".into(),
        title: Bilingual::new(id, id),
        issued: None,
        accessed: None,
        url: "".into(),
        archived_url: "".into(),
        licence: "".into(),
        grade: None,
        aliases: Vec::new(),
        note: Bilingual::default(),
    });
    let mut ids: Vec<&str> = Vec::new();
    let mut figures: Vec<Figure> = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let [id, metric, entity, value, period, scope, publisher, status, replaces] = cells.as_slice() else {
            panic!("nine cells expected: {line}")
        };
        let text = |cell: &str| if cell == "-" { Bilingual::default() } else { Bilingual::new(cell, cell) };
        let old = ids.iter().position(|known| known == replaces);
        figures.push(Figure {
            id: (*id).into(),
            pack: PackRef(0),
            metric: MetricRef::from(place(&METRICS.map(|(id, ..)| id), metric)),
            entity: EntityRef::from(place(&ENTITIES.map(|(id, ..)| id), entity)),
            value: value.parse().unwrap(),
            period: period.parse().unwrap(),
            status: match *status {
                "reported" => Status::Reported,
                "provisional" => Status::Provisional,
                "planned" => Status::Planned,
                other => panic!("no status {other}"),
            },
            precision: Precision::Exact,
            featured: false,
            source: SourceRef::from(place(&PUBLISHERS, publisher)),
            locator: "".into(),
            known_from: None,
            extra: FigureExtra {
                scope: text(scope),
                supersedes: old.map(FigureRef::from).into_iter().collect(),
                ..FigureExtra::default()
            }
            .boxed(),
        });
        ids.push(id);
    }
    Catalog::new(CatalogParts {
        packs: vec![PackInfo {
            is_embedded: false,
            name: "test".into(),
            title: Bilingual::new("Test", "시험"),
            version: "1.0.0".into(),
            created: "2026-01-01".parse().unwrap(),
            licence: "CC0-1.0".into(),
        }],
        topics: vec![Topic { id: "test".into(), name: Bilingual::new("Test", "시험"), aliases: Vec::new() }],
        units,
        entities: entities.into(),
        metrics: metrics.into(),
        sources: sources.into(),
        figures,
        templates: Vec::new(),
        changes: Vec::new(),
        ..CatalogParts::default()
    })
}

/// The figures with these ids.
pub(super) fn figures(catalog: &Catalog, ids: &str) -> Vec<FigureRef> {
    ids.split_whitespace().map(|id| catalog.find_figure(id).unwrap()).collect()
}
