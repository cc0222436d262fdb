//! The checked figures of all packs, and the look-ups that questions need.

use std::hash::BuildHasher;
use std::ops::Range;

use hashbrown::HashTable;
use jiff::civil::Date;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::change::PastChange;
use super::notes::Note;
use super::template::Template;
use crate::figure::{
    Bilingual, Entity, EntityRef, Figure, FigureRef, Metric, MetricRef, PackRef, Source, SourceRef, Status, Topic,
    TopicRef, Unit, UnitRef,
};

/// What a catalogue knows of a pack.
#[derive(Clone, Debug)]
pub struct PackInfo {
    /// The pack's name, which is its folder's name.
    pub name: Box<str>,
    /// Its title.
    pub title: Bilingual,
    /// Its version (semver).
    pub version: Box<str>,
    /// The day it was made.
    pub created: Date,
    /// The licence's name.
    pub licence: Box<str>,
    /// Whether it is in the program.
    pub is_embedded: bool,
}

/// Everything of a catalogue before the indexes are made.
#[derive(Clone, Debug, Default)]
pub struct CatalogParts {
    /// Packs in reading order.
    pub packs: Vec<PackInfo>,
    /// Topics.
    pub topics: Vec<Topic>,
    /// Units, general ones included.
    pub units: Vec<Unit>,
    /// Entities.
    pub entities: Vec<Entity>,
    /// Metrics.
    pub metrics: Vec<Metric>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Figures, in the order of packs and rows.
    pub figures: Vec<Figure>,
    /// Templates of briefs, in the order of packs and rows.
    pub templates: Vec<Template>,
    /// What packs tell of their own changes, in the order of packs and rows.
    pub changes: Vec<PastChange>,
    /// What is worth knowing about the packs, although nothing is wrong.
    pub notes: Vec<Note>,
    /// Further ids of entities, in packs that call them otherwise.
    pub entity_ids: Vec<(Box<str>, EntityRef)>,
}

/// The checked figures of all packs. Every reference in it is valid.
#[derive(Debug)]
pub struct Catalog {
    parts: CatalogParts,
    /// Figures by their ids, which stand in the figures alone.
    figure_by_id: HashTable<FigureRef>,
    metric_by_id: FxHashMap<Box<str>, MetricRef>,
    entity_by_id: FxHashMap<Box<str>, EntityRef>,
    source_by_id: FxHashMap<Box<str>, SourceRef>,
    topic_by_id: FxHashMap<Box<str>, TopicRef>,
    /// Figures sorted by metric, entity, period (oldest first), position. Those that were withdrawn are not among them.
    sorted: Vec<FigureRef>,
    /// Where a metric's figures lie in `sorted`.
    of_metric: Vec<Range<u32>>,
    /// Where a cell's figures lie in `sorted`.
    of_cell: FxHashMap<(MetricRef, EntityRef), Range<u32>>,
    /// Metrics that have a figure for an entity, in order of first appearance.
    metrics_of: Vec<Vec<MetricRef>>,
    /// Metrics right below a broad metric.
    narrower: FxHashMap<MetricRef, Vec<MetricRef>>,
    /// Figures that replace a figure.
    superseded_by: FxHashMap<FigureRef, Vec<FigureRef>>,
}

impl Catalog {
    /// Makes the indexes over checked parts.
    #[must_use]
    pub fn new(mut parts: CatalogParts) -> Self {
        let figure_by_id = by_id(&mut parts);
        // What was withdrawn is found by its id and answers nothing else.
        let is_live = |figure: &Figure| figure.status != Status::Withdrawn;
        let live = parts.figures.iter().enumerate().filter(|(_, figure)| is_live(figure));
        let mut sorted: Vec<FigureRef> = live.map(|(position, _)| FigureRef::from(position)).collect();
        sorted.sort_by_cached_key(|figure_ref| {
            let figure = &parts.figures[figure_ref.index()];
            (figure.metric, figure.entity, figure.period, *figure_ref)
        });
        let mut of_metric = vec![0..0; parts.metrics.len()];
        let mut of_cell: FxHashMap<(MetricRef, EntityRef), Range<u32>> = FxHashMap::default();
        let mut metrics_of: Vec<Vec<MetricRef>> = vec![Vec::new(); parts.entities.len()];
        for (position, figure_ref) in (0u32..).zip(&sorted) {
            let figure = &parts.figures[figure_ref.index()];
            let range = &mut of_metric[figure.metric.index()];
            *range = if range.start == range.end { position..position + 1 } else { range.start..position + 1 };
            let range = of_cell.entry((figure.metric, figure.entity)).or_insert(position..position);
            range.end = position + 1;
        }
        let mut superseded_by: FxHashMap<FigureRef, Vec<FigureRef>> = FxHashMap::default();
        let mut seen: FxHashSet<(MetricRef, EntityRef)> = FxHashSet::default();
        for (position, figure) in parts.figures.iter().enumerate() {
            if is_live(figure) && seen.insert((figure.metric, figure.entity)) {
                metrics_of[figure.entity.index()].push(figure.metric);
            }
            for old in &figure.supersedes {
                superseded_by.entry(*old).or_default().push(FigureRef::from(position));
            }
        }
        let mut narrower: FxHashMap<MetricRef, Vec<MetricRef>> = FxHashMap::default();
        for (position, metric) in parts.metrics.iter().enumerate() {
            if let Some(broader) = metric.broader {
                narrower.entry(broader).or_default().push(MetricRef::from(position));
            }
        }
        let mut entity_by_id: FxHashMap<Box<str>, EntityRef> =
            positions(parts.entities.iter().map(|entity| &entity.id));
        for (id, entity) in &parts.entity_ids {
            entity_by_id.entry(id.clone()).or_insert(*entity);
        }
        Self {
            figure_by_id,
            metric_by_id: positions(parts.metrics.iter().map(|metric| &metric.id)),
            entity_by_id,
            source_by_id: positions(parts.sources.iter().map(|source| &source.id)),
            topic_by_id: positions(parts.topics.iter().map(|topic| &topic.id)),
            parts,
            sorted,
            of_metric,
            of_cell,
            metrics_of,
            narrower,
            superseded_by,
        }
    }

    /// All that the indexes were made over.
    pub(super) fn parts(&self) -> &CatalogParts {
        &self.parts
    }

    /// All figures, in the order of packs and rows.
    #[must_use]
    pub fn figures(&self) -> &[Figure] {
        &self.parts.figures
    }

    /// What packs tell of their own changes, in the order of packs and rows.
    #[must_use]
    pub fn changes(&self) -> &[PastChange] {
        &self.parts.changes
    }

    /// All metrics.
    #[must_use]
    pub fn metrics(&self) -> &[Metric] {
        &self.parts.metrics
    }

    /// All entities.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.parts.entities
    }

    /// All sources.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.parts.sources
    }

    /// All topics.
    #[must_use]
    pub fn topics(&self) -> &[Topic] {
        &self.parts.topics
    }

    /// All units, general ones included.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.parts.units
    }

    /// All packs, in reading order.
    #[must_use]
    pub fn packs(&self) -> &[PackInfo] {
        &self.parts.packs
    }

    /// The day on which the newest pack was made, if by a clock it is more than a year before that: such a clock is wrong, and by it
    /// most figures would not be public yet. None for a clock that may be right.
    #[must_use]
    pub fn not_before(&self, clock: Date) -> Option<Date> {
        let made = self.parts.packs.iter().map(|pack| pack.created).max()?;
        let year = jiff::Span::new().years(1);
        clock.checked_add(year).is_ok_and(|later| later < made).then_some(made)
    }

    /// The templates of briefs, in the order of packs and rows.
    #[must_use]
    pub fn templates(&self) -> &[Template] {
        &self.parts.templates
    }

    /// A figure.
    #[must_use]
    pub fn figure(&self, figure: FigureRef) -> &Figure {
        &self.parts.figures[figure.index()]
    }

    /// A metric.
    #[must_use]
    pub fn metric(&self, metric: MetricRef) -> &Metric {
        &self.parts.metrics[metric.index()]
    }

    /// An entity.
    #[must_use]
    pub fn entity(&self, entity: EntityRef) -> &Entity {
        &self.parts.entities[entity.index()]
    }

    /// A source.
    #[must_use]
    pub fn source(&self, source: SourceRef) -> &Source {
        &self.parts.sources[source.index()]
    }

    /// A topic.
    #[must_use]
    pub fn topic(&self, topic: TopicRef) -> &Topic {
        &self.parts.topics[topic.index()]
    }

    /// A unit.
    #[must_use]
    pub fn unit(&self, unit: UnitRef) -> &Unit {
        &self.parts.units[unit.index()]
    }

    /// A pack.
    #[must_use]
    pub fn pack(&self, pack: PackRef) -> &PackInfo {
        &self.parts.packs[pack.index()]
    }

    /// The unit of a metric.
    #[must_use]
    pub fn unit_of(&self, metric: MetricRef) -> &Unit {
        self.unit(self.metric(metric).unit)
    }

    /// What is worth knowing about the packs, although nothing is wrong.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.parts.notes
    }

    /// The figure with an id, also with its pack before it: `pack/id`.
    #[must_use]
    pub fn find_figure(&self, id: &str) -> Option<FigureRef> {
        let get = |id: &str| {
            let is_it = |figure: &FigureRef| *self.figure(*figure).id == *id;
            self.figure_by_id.find(hash(id), is_it).copied()
        };
        get(id).or_else(|| {
            let (pack, own) = id.split_once('/')?;
            let found = get(own)?;
            (*self.pack(self.figure(found).pack).name == *pack).then_some(found)
        })
    }

    /// The metric with an id, also with a pack before it.
    #[must_use]
    pub fn find_metric(&self, id: &str) -> Option<MetricRef> {
        self.find(&self.metric_by_id, id)
    }

    /// The entity with an id, also with a pack before it.
    #[must_use]
    pub fn find_entity(&self, id: &str) -> Option<EntityRef> {
        self.find(&self.entity_by_id, id)
    }

    /// The source with an id, also with a pack before it.
    #[must_use]
    pub fn find_source(&self, id: &str) -> Option<SourceRef> {
        self.find(&self.source_by_id, id)
    }

    /// The topic with an id, also with a pack before it.
    #[must_use]
    pub fn find_topic(&self, id: &str) -> Option<TopicRef> {
        self.find(&self.topic_by_id, id)
    }

    /// What an id stands for. An id that is one over all packs is also found with a pack before it.
    fn find<R: Copy>(&self, by_id: &FxHashMap<Box<str>, R>, id: &str) -> Option<R> {
        let known = by_id.get(id).copied();
        known.or_else(|| {
            let (pack, own) = id.split_once('/')?;
            self.packs().iter().any(|known| *known.name == *pack).then(|| by_id.get(own).copied())?
        })
    }

    /// The template of a brief with an id. There are few, so they are gone through.
    #[must_use]
    pub fn find_template(&self, id: &str) -> Option<&Template> {
        self.parts.templates.iter().find(|template| *template.id == *id)
    }

    /// A metric's figures, by entity and then oldest first.
    #[must_use]
    pub fn figures_of_metric(&self, metric: MetricRef) -> &[FigureRef] {
        self.slice(self.of_metric.get(metric.index()))
    }

    /// A metric's figures entity by entity, each oldest first.
    pub fn cells_of(&self, metric: MetricRef) -> impl Iterator<Item = &[FigureRef]> + '_ {
        self.figures_of_metric(metric).chunk_by(|one, other| self.figure(*one).entity == self.figure(*other).entity)
    }

    /// The figures of a metric for an entity, oldest first.
    #[must_use]
    pub fn cell(&self, metric: MetricRef, entity: EntityRef) -> &[FigureRef] {
        self.slice(self.of_cell.get(&(metric, entity)))
    }

    /// The metrics that have a figure for an entity.
    #[must_use]
    pub fn metrics_of(&self, entity: EntityRef) -> &[MetricRef] {
        self.metrics_of.get(entity.index()).map_or(&[], Vec::as_slice)
    }

    /// The metrics right below a broad metric; none for a metric with figures of its own.
    #[must_use]
    pub fn narrower(&self, metric: MetricRef) -> &[MetricRef] {
        self.narrower.get(&metric).map_or(&[], Vec::as_slice)
    }

    /// Whether an entity is a part of another, directly or not.
    #[must_use]
    pub fn is_within(&self, part: EntityRef, whole: EntityRef) -> bool {
        self.wholes_of(part).any(|found| found == whole)
    }

    /// What an entity is a part of, directly or not, the nearest first.
    pub fn wholes_of(&self, part: EntityRef) -> impl Iterator<Item = EntityRef> + '_ {
        let above = |entity: &EntityRef| self.entity(*entity).part_of;
        // The pack check refuses circles; the bound keeps a mistake there from hanging a question.
        std::iter::successors(self.entity(part).part_of, above).take(16)
    }

    /// The figures that replace a figure.
    #[must_use]
    pub fn superseded_by(&self, figure: FigureRef) -> &[FigureRef] {
        self.superseded_by.get(&figure).map_or(&[], Vec::as_slice)
    }

    fn slice(&self, range: Option<&Range<u32>>) -> &[FigureRef] {
        range.and_then(|range| self.sorted.get(range.start as usize..range.end as usize)).unwrap_or(&[])
    }
}

/// The figures by their ids. A figure of a compact pack whose id an earlier pack has is known by its pack and its id.
fn by_id(parts: &mut CatalogParts) -> HashTable<FigureRef> {
    let mut table = HashTable::with_capacity(parts.figures.len());
    for position in 0..parts.figures.len() {
        let known = |figures: &[Figure], table: &HashTable<FigureRef>, id: &str| {
            table
                .find(hash(id), |other: &FigureRef| figures.get(other.index()).is_some_and(|other| *other.id == *id))
                .is_some()
        };
        let Some(figure) = parts.figures.get(position) else { continue };
        if known(&parts.figures, &table, &figure.id) {
            let pack = parts.packs.get(figure.pack.index()).map_or("", |pack| &*pack.name);
            let apart = format!("{pack}/{}", figure.id).into_boxed_str();
            if let Some(figure) = parts.figures.get_mut(position) {
                figure.id = apart;
            }
        }
        let figures = &parts.figures;
        let of = |figure: &FigureRef| figures.get(figure.index()).map_or(0, |figure| hash(&figure.id));
        if let Some(figure) = figures.get(position) {
            table.insert_unique(hash(&figure.id), FigureRef::from(position), of);
        }
    }
    table
}

fn hash(id: &str) -> u64 {
    FxBuildHasher.hash_one(id)
}

fn positions<'a, R: From<usize>>(ids: impl Iterator<Item = &'a Box<str>>) -> FxHashMap<Box<str>, R> {
    ids.enumerate().map(|(position, id)| (id.clone(), R::from(position))).collect()
}
