//! Checked rows become figures and what they refer to.

use std::str::FromStr;

use rustc_hash::FxHashMap;

use super::catalog::{CatalogParts, PackInfo};
use super::change::PastChange;
use super::checks::Context;
use super::identity;
use super::raw::{
    BriefRow, BriefSectionRow, ChangeRow, EntityRow, FigureRow, MetricRow, Pack, SourceRow, TableKind, TopicRow,
    UnitRow,
};
use super::template::{Item, Section, Template};
use crate::figure::{
    Bilingual, Decimal, Entity, EntityRef, Figure, FigureExtra, FigureRef, Formula, Metric, MetricRef, PackRef,
    PartialDate, Source, SourceRef, Topic, TopicRef, Unit, UnitRef, general_units,
};
use crate::lang::names::items;

/// Makes figures of rows that have passed every check; none if a row has not.
pub(super) fn assemble(context: &Context<'_>) -> Option<CatalogParts> {
    let mut parts = CatalogParts {
        packs: context.packs.iter().map(pack_info).collect::<Option<_>>()?,
        units: general_units(),
        ..CatalogParts::default()
    };
    let topics = topics(context, &mut parts.topics);
    let units = units(context, &mut parts.units)?;
    let entities = entities(context, &mut parts.entities)?;
    let metrics = metrics(context, &mut parts.metrics, &topics, &units)?;
    let sources = sources(context, &mut parts.sources)?;
    parts.figures = figures(context, &metrics, &entities, &sources)?;
    parts.templates = templates(context)?;
    parts.entity_ids = entity_ids(context, &entities);
    parts.changes = context.rows::<ChangeRow<'_>>().map(|row| past_change(&row)).collect::<Option<_>>()?;
    Some(parts)
}

type Positions<'a, R> = FxHashMap<&'a str, R>;

fn pack_info(pack: &Pack) -> Option<PackInfo> {
    let descriptor = &pack.descriptor;
    Some(PackInfo {
        name: pack.name.as_str().into(),
        title: Bilingual::new(descriptor.text(&["title"]), descriptor.text(&["datum", "title_ko"])),
        version: descriptor.text(&["version"]).into(),
        created: descriptor.created()?,
        licence: descriptor.licence().into(),
        is_embedded: pack.is_embedded,
    })
}

fn topics<'a>(context: &Context<'a>, topics: &mut Vec<Topic>) -> Positions<'a, TopicRef> {
    let mut positions: Positions<'a, TopicRef> = Positions::default();
    for row in context.rows::<TopicRow<'a>>() {
        let position = *positions.entry(row.id).or_insert_with(|| TopicRef::from(topics.len()));
        if position.index() == topics.len() {
            topics.push(Topic { id: row.id.into(), name: Bilingual::default(), aliases: Vec::new() });
        }
        if let Some(topic) = topics.get_mut(position.index()) {
            fill(&mut topic.name, row.name_en, row.name_ko);
            add(&mut topic.aliases, row.aliases_en, row.aliases_ko);
        }
    }
    positions
}

fn units<'a>(context: &Context<'a>, units: &mut Vec<Unit>) -> Option<FxHashMap<Box<str>, UnitRef>> {
    let mut positions: FxHashMap<Box<str>, UnitRef> =
        units.iter().enumerate().map(|(position, unit)| (unit.id.clone(), UnitRef::from(position))).collect();
    for row in context.rows::<UnitRow<'a>>() {
        let position = *positions.entry(row.id.into()).or_insert_with(|| UnitRef::from(units.len()));
        if position.index() == units.len() {
            units.push(Unit {
                id: row.id.into(),
                kind: row.kind.parse().ok()?,
                one_en: row.one_en.into(),
                many_en: row.many_en.into(),
                counter_ko: row.counter_ko.into(),
                words: Bilingual::default(),
            });
        }
        if let Some(unit) = units.get_mut(position.index()) {
            join(&mut unit.words.en, row.words_en);
            join(&mut unit.words.ko, row.words_ko);
        }
    }
    Some(positions)
}

fn entities<'a>(context: &Context<'a>, entities: &mut Vec<Entity>) -> Option<Positions<'a, EntityRef>> {
    let mut positions: Positions<'a, EntityRef> = Positions::default();
    for row in context.rows::<EntityRow<'a>>() {
        let position = *positions.entry(row.id).or_insert_with(|| EntityRef::from(entities.len()));
        if position.index() == entities.len() {
            entities.push(Entity {
                id: row.id.into(),
                kind: row.kind.parse().ok()?,
                name: Bilingual::default(),
                aliases: Vec::new(),
                part_of: None,
                same_as: Vec::new(),
            });
        }
        let entity = entities.get_mut(position.index())?;
        fill(&mut entity.name, row.name_en, row.name_ko);
        add(&mut entity.aliases, row.aliases_en, row.aliases_ko);
        // What another pack calls it is another name.
        add(&mut entity.aliases, &other(row.name_en, &entity.name.en), &other(row.name_ko, &entity.name.ko));
        add(
            &mut entity.same_as,
            &items(row.same_as).filter(|item| item.contains(':')).collect::<Vec<_>>().join("|"),
            "",
        );
    }
    for row in context.rows::<EntityRow<'a>>().filter(|row| !row.part_of.is_empty()) {
        let (part, whole) = (*positions.get(row.id)?, *positions.get(row.part_of)?);
        let is_circle = is_within(entities, whole, part);
        let part = entities.get_mut(part.index())?;
        if part.part_of.is_none() && !is_circle {
            part.part_of = Some(whole);
        }
    }
    Some(positions)
}

/// What packs call entities that are known by other ids: as they call them, and with the pack before it.
fn entity_ids(context: &Context<'_>, entities: &Positions<'_, EntityRef>) -> Vec<(Box<str>, EntityRef)> {
    let renamed = context.rows::<EntityRow<'_>>().filter_map(|row| {
        let pack = context.packs.get(row.place.pack as usize)?;
        let old = pack.renamed.get(&(TableKind::Entities, row.id.to_owned()))?;
        let entity = *entities.get(row.id)?;
        // What is kept apart has its pack in its id already; the short one is another thing.
        let is_apart = row.id == identity::qualified(&pack.name, old);
        let with_pack = format!("{}/{old}", pack.name).into_boxed_str();
        Some([(!is_apart).then(|| (old.as_str().into(), entity)), Some((with_pack, entity))])
    });
    renamed.flatten().flatten().collect()
}

/// A name unless it is the one that is shown.
fn other(name: &str, shown: &str) -> String {
    if name == shown { String::new() } else { name.to_owned() }
}

/// Whether an entity is another one or a part of it.
fn is_within(entities: &[Entity], part: EntityRef, whole: EntityRef) -> bool {
    let mut up = Some(part);
    // A circle within one pack is refused by a check, and none is made here.
    for _ in 0..=entities.len() {
        match up {
            Some(one) if one == whole => return true,
            Some(one) => up = entities.get(one.index()).and_then(|entity| entity.part_of),
            None => return false,
        }
    }
    false
}

fn metrics<'a>(
    context: &Context<'a>,
    metrics: &mut Vec<Metric>,
    topics: &Positions<'a, TopicRef>,
    units: &FxHashMap<Box<str>, UnitRef>,
) -> Option<Positions<'a, MetricRef>> {
    let mut positions: Positions<'a, MetricRef> = Positions::default();
    for row in context.rows::<MetricRow<'a>>() {
        let position = *positions.entry(row.id).or_insert_with(|| MetricRef::from(metrics.len()));
        if position.index() == metrics.len() {
            metrics.push(Metric {
                id: row.id.into(),
                topic: *topics.get(row.topic)?,
                broader: None,
                kind: row.kind.parse().ok()?,
                unit: *units.get(row.unit)?,
                name: Bilingual::default(),
                aliases: Vec::new(),
                keywords: Vec::new(),
                definition: Bilingual::default(),
            });
        }
        let metric = metrics.get_mut(position.index())?;
        fill(&mut metric.name, row.name_en, row.name_ko);
        fill(&mut metric.definition, row.definition_en, row.definition_ko);
        add(&mut metric.aliases, row.aliases_en, row.aliases_ko);
        add(&mut metric.keywords, row.keywords_en, row.keywords_ko);
        // A word of a pack's field says nothing beside its own metrics, and something beside any other.
        let pack = context.packs.get(row.place.pack as usize)?;
        pack.descriptor.field_words().for_each(|word| add(&mut metric.keywords, word, ""));
    }
    for row in context.rows::<MetricRow<'a>>().filter(|row| !row.broader.is_empty()) {
        metrics.get_mut(positions.get(row.id)?.index())?.broader = Some(*positions.get(row.broader)?);
    }
    Some(positions)
}

fn sources<'a>(context: &Context<'a>, sources: &mut Vec<Source>) -> Option<Positions<'a, SourceRef>> {
    let mut positions: Positions<'a, SourceRef> = Positions::default();
    for row in context.rows::<SourceRow<'a>>() {
        let position = *positions.entry(row.id).or_insert_with(|| SourceRef::from(sources.len()));
        if position.index() == sources.len() {
            sources.push(Source {
                id: row.id.into(),
                csl_type: row.csl_type.into(),
                publisher: Bilingual::default(),
                author: Box::default(),
                title: Bilingual::default(),
                issued: None,
                accessed: None,
                url: Box::default(),
                archived_url: Box::default(),
                licence: Box::default(),
                grade: None,
                aliases: Vec::new(),
                note: Bilingual::default(),
            });
        }
        let source = sources.get_mut(position.index())?;
        fill(&mut source.publisher, row.publisher_en, row.publisher_ko);
        fill(&mut source.title, row.title_en, row.title_ko);
        fill(&mut source.note, row.note_en, row.note_ko);
        fill_cell(&mut source.author, row.author);
        fill_cell(&mut source.url, row.url);
        fill_cell(&mut source.archived_url, row.archived_url);
        fill_cell(&mut source.licence, row.licence);
        source.grade = source.grade.or(optional(row.grade)?);
        source.issued = source.issued.or(optional(row.issued)?);
        source.accessed = source.accessed.or(optional(row.accessed)?);
        add(&mut source.aliases, row.aliases_en, row.aliases_ko);
    }
    Some(positions)
}

fn figures<'a>(
    context: &Context<'a>,
    metrics: &Positions<'a, MetricRef>,
    entities: &Positions<'a, EntityRef>,
    sources: &Positions<'a, SourceRef>,
) -> Option<Vec<Figure>> {
    // Figures lie in the order of packs and rows, so that a place in a pack is a position in the list.
    let mut starts = Vec::with_capacity(context.packs.len());
    let mut total = 0;
    for pack in context.packs {
        starts.push(total);
        total += pack.table(TableKind::Figures).len();
    }
    let packed: usize = context.packs.iter().filter_map(|pack| pack.packed.as_ref()).map(|block| block.len()).sum();
    let ids = context.ids(TableKind::Figures);
    let figure_ref = |id: &str| {
        let place = ids.first.get(id)?;
        Some(FigureRef::from(starts.get(place.pack as usize)? + place.row as usize))
    };
    let mut figures = Vec::with_capacity(total + packed);
    for row in context.rows::<FigureRow<'a>>() {
        figures.push(Figure {
            id: row.id.into(),
            pack: PackRef(row.place.pack),
            metric: *metrics.get(row.metric)?,
            entity: *entities.get(row.entity)?,
            value: Decimal::from_str_exact(row.value).ok()?,
            period: row.period.parse().ok()?,
            status: row.status.parse().ok()?,
            precision: row.precision.parse().ok()?,
            featured: !row.featured.is_empty(),
            source: *sources.get(row.source)?,
            locator: row.locator.into(),
            known_from: optional::<PartialDate>(row.known_from)?,
            extra: FigureExtra {
                low: optional(row.low)?,
                high: optional(row.high)?,
                scope: Bilingual::new(row.scope_en, row.scope_ko),
                via: if row.via.is_empty() { None } else { Some(*sources.get(row.via)?) },
                supersedes: items(row.supersedes).map(figure_ref).collect::<Option<_>>()?,
                formula: if row.formula.is_empty() { None } else { Some(Formula::parse(row.formula).ok()?) },
                inputs: items(row.inputs).map(figure_ref).collect::<Option<_>>()?,
                note: Bilingual::new(row.note_en, row.note_ko),
            }
            .boxed(),
        });
    }
    // Behind all rows, to which places point, come the figures of compact packs.
    for (number, pack) in (0u32..).zip(context.packs) {
        let Some(block) = &pack.packed else { continue };
        let of = |kind: TableKind| pack.table(kind).column("id");
        let metrics: Vec<MetricRef> =
            of(TableKind::Metrics).map(|id| metrics.get(id).copied()).collect::<Option<_>>()?;
        let entities: Vec<EntityRef> =
            of(TableKind::Entities).map(|id| entities.get(id).copied()).collect::<Option<_>>()?;
        let sources: Vec<SourceRef> =
            of(TableKind::Sources).map(|id| sources.get(id).copied()).collect::<Option<_>>()?;
        for figure in block.figures(PackRef(number), &metrics, &entities, &sources) {
            figures.push(figure?);
        }
    }
    Some(figures)
}

fn templates<'a>(context: &Context<'a>) -> Option<Vec<Template>> {
    let mut templates = Vec::new();
    let mut positions: FxHashMap<&str, usize> = FxHashMap::default();
    for row in context.rows::<BriefRow<'a>>() {
        positions.insert(row.id, templates.len());
        templates.push(Template {
            id: row.id.into(),
            pack: Some(PackRef(row.place.pack)),
            title: Bilingual::new(row.title_en, row.title_ko),
            text: Bilingual::new(row.text_en, row.text_ko),
            sections: Vec::new(),
        });
    }
    for row in context.rows::<BriefSectionRow<'a>>() {
        let line = context.packs.get(row.place.pack as usize)?.table(TableKind::BriefSections).line(row.place.row);
        templates.get_mut(*positions.get(row.brief)?)?.sections.push(Section {
            heading: Bilingual::new(row.heading_en, row.heading_ko),
            text: Bilingual::new(row.text_en, row.text_ko),
            items: items(row.items).map(Item::read).collect(),
            line,
        });
    }
    Some(templates)
}

fn past_change(row: &ChangeRow<'_>) -> Option<PastChange> {
    Some(PastChange {
        pack: PackRef(row.place.pack),
        version: row.version.into(),
        date: row.date.parse().ok()?,
        figure: row.figure.into(),
        kind: row.kind.parse().ok()?,
        field: if row.field.is_empty() { None } else { Some(row.field.parse().ok()?) },
        from: row.from.into(),
        to: row.to.into(),
        reason: Bilingual::new(row.reason_en, row.reason_ko),
    })
}

/// The value of a cell that may be empty; none if it holds something else than such a value.
#[expect(clippy::option_option, reason = "an empty cell is well, an unreadable one is not")]
fn optional<T: FromStr>(cell: &str) -> Option<Option<T>> {
    if cell.is_empty() { Some(None) } else { cell.parse().ok().map(Some) }
}

/// Takes over what is not yet said: a cell that is empty in one pack may be filled in another.
fn fill(text: &mut Bilingual, en: &str, ko: &str) {
    fill_cell(&mut text.en, en);
    fill_cell(&mut text.ko, ko);
}

fn fill_cell(text: &mut Box<str>, cell: &str) {
    if text.is_empty() && !cell.is_empty() {
        *text = cell.into();
    }
}

/// Adds the items of both languages that are not yet there.
fn add(list: &mut Vec<Box<str>>, en: &str, ko: &str) {
    for item in items(en).chain(items(ko)) {
        if !list.iter().any(|known| **known == *item) {
            list.push(item.into());
        }
    }
}

/// Adds the items that are not yet there to a cell with several.
fn join(text: &mut Box<str>, cell: &str) {
    let mut all: Vec<&str> = items(text).collect();
    for item in items(cell) {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    *text = all.join("|").into();
}
