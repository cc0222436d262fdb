//! Metrics, entities, sources, topics, and the figure that ties them together.

use once_cell::sync::Lazy;
use rust_decimal::Decimal;

use super::status::words;
use super::{
    Bilingual, EntityRef, FigureRef, Formula, MetricRef, PackRef, PartialDate, Period, Precision, SourceRef, Status,
    TopicRef, UnitRef,
};
use std::fmt;
use std::str::FromStr;

/// One observation: a value of a metric for an entity in a period, from a source.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Stable for ever: people cite it.
    pub id: Box<str>,
    /// The pack that holds it.
    pub pack: PackRef,
    /// What is measured; its unit is the value's unit.
    pub metric: MetricRef,
    /// Who or what it is about.
    pub entity: EntityRef,
    /// The value in the metric's unit, in base units (people, not thousands).
    pub value: Decimal,
    /// When it was so.
    pub period: Period,
    /// How it came about.
    pub status: Status,
    /// How exact it is.
    pub precision: Precision,
    /// Answered first when a question names no entity.
    pub featured: bool,
    /// The original producer's publication.
    pub source: SourceRef,
    /// Page, table or paragraph.
    pub locator: Box<str>,
    /// Since when it has been public.
    pub known_from: Option<PartialDate>,
    /// What few figures have; none if this one has nothing of it. It is read as if it were the figure's own.
    pub extra: Option<Box<FigureExtra>>,
}

/// What few figures have. Kept apart, so that a million figures without it need a third of the memory.
#[derive(Clone, Debug, Default)]
pub struct FigureExtra {
    /// Lower bound, if one was published.
    pub low: Option<Decimal>,
    /// Upper bound, if one was published.
    pub high: Option<Decimal>,
    /// What is and is not counted.
    pub scope: Bilingual,
    /// The publication in which it was read, if another.
    pub via: Option<SourceRef>,
    /// Figures that this one replaces.
    pub supersedes: Vec<FigureRef>,
    /// How a published ratio or sum follows from `inputs`.
    pub formula: Option<Formula>,
    /// The figures in `formula`.
    pub inputs: Vec<FigureRef>,
    /// A caveat.
    pub note: Bilingual,
}

impl FigureExtra {
    /// The extra of a figure: none if there is nothing in it.
    #[must_use]
    pub fn boxed(self) -> Option<Box<Self>> {
        let is_empty = self.low.is_none()
            && self.high.is_none()
            && self.scope.is_empty()
            && self.via.is_none()
            && self.supersedes.is_empty()
            && self.formula.is_none()
            && self.inputs.is_empty()
            && self.note.is_empty();
        (!is_empty).then(|| Box::new(self))
    }
}

impl std::ops::Deref for Figure {
    type Target = FigureExtra;

    fn deref(&self) -> &FigureExtra {
        static NOTHING: Lazy<FigureExtra> = Lazy::new(FigureExtra::default);
        self.extra.as_deref().unwrap_or(&NOTHING)
    }
}

impl std::ops::DerefMut for Figure {
    fn deref_mut(&mut self) -> &mut FigureExtra {
        self.extra.get_or_insert_default()
    }
}

/// What is measured. Never an entity or a year.
#[derive(Clone, Debug)]
pub struct Metric {
    /// Stable id.
    pub id: Box<str>,
    /// The topic that it belongs to.
    pub topic: TopicRef,
    /// The broad metric above it, if any.
    pub broader: Option<MetricRef>,
    /// What kind of quantity it is.
    pub kind: MetricKind,
    /// The one unit of its values.
    pub unit: UnitRef,
    /// What a reader sees.
    pub name: Bilingual,
    /// Other names, in both languages, each meaning this metric and no other.
    pub aliases: Vec<Box<str>>,
    /// Words that may stand beside its name or its broad metric's name, and tell it from its siblings.
    pub keywords: Vec<Box<str>>,
    /// What counts and what does not.
    pub definition: Bilingual,
}

words! {
    /// What kind of quantity a metric is. Decides what may be compared, and with which caution.
    MetricKind {
        /// At a moment: held, employed.
        Stock = "stock",
        /// Over a period: bought, invested.
        Flow = "flow",
        /// A part of a whole.
        Share = "share",
        /// One figure divided by another.
        Multiple = "multiple",
        /// A place in an order.
        Rank = "rank",
        /// Points on a scale.
        Score = "score",
        /// Money for one.
        Price = "price",
        /// A property of a thing: memory, height.
        Size = "size",
        /// A day on which something happened.
        Date = "date",
    }
}

/// Who or what a figure is about.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Stable id.
    pub id: Box<str>,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// What a reader sees.
    pub name: Bilingual,
    /// Other names, in both languages.
    pub aliases: Vec<Box<str>>,
    /// The entity that this one is a part of.
    pub part_of: Option<EntityRef>,
    /// Its ids elsewhere, by scheme: `iso3166:KR`, `wikidata:Q884`.
    pub same_as: Vec<Box<str>>,
}

words! {
    /// What kind of thing an entity is.
    EntityKind {
        /// A country.
        Country = "country",
        /// A region within a country or across several.
        Region = "region",
        /// A company.
        Company = "company",
        /// Any other organisation.
        Organisation = "organisation",
        /// A product.
        Product = "product",
        /// A group of people, firms or things.
        Group = "group",
        /// A project, site or system.
        Project = "project",
        /// A person.
        Person = "person",
        /// An event.
        Event = "event",
        /// The whole world.
        World = "world",
    }
}

/// Where a figure was published.
#[derive(Clone, Debug)]
pub struct Source {
    /// Stable id.
    pub id: Box<str>,
    /// A CSL item type: `report`, `dataset`, `article-newspaper` ...
    pub csl_type: Box<str>,
    /// Who published it.
    pub publisher: Bilingual,
    /// The author, if known.
    pub author: Box<str>,
    /// Its title.
    pub title: Bilingual,
    /// When it was published.
    pub issued: Option<PartialDate>,
    /// When it was read.
    pub accessed: Option<PartialDate>,
    /// Its https address, or empty.
    pub url: Box<str>,
    /// An archived copy's https address, or empty.
    pub archived_url: Box<str>,
    /// Licence: an SPDX id or a short text; empty if unknown.
    pub licence: Box<str>,
    /// How close it is to whoever produced what stands in it; none where the pack does not grade its sources.
    pub grade: Option<Grade>,
    /// What people call it.
    pub aliases: Vec<Box<str>>,
    /// Caveats.
    pub note: Bilingual,
}

words! {
    /// How close a source is to whoever produced what stands in it, and how well it answers for it.
    Grade {
        /// The text or the data of whoever says it of himself: a company's statement, a ministry's decision, a list's own page.
        Primary = "primary",
        /// A statistical office, or a survey that a state has made.
        OfficialStatistics = "official-statistics",
        /// An institute, an analyst, a university: estimates and collections of its own.
        Research = "research",
        /// A newsroom, on a page of its own.
        Press = "press",
        /// A copy of somebody's text in another place.
        Repost = "repost",
        /// Anything that answers for nothing: a blog, a wiki, a channel, a site without a newsroom.
        Weak = "weak",
    }
}

impl Grade {
    /// Whether a reader should be told: a copy, or a text that answers for nothing.
    #[must_use]
    pub fn is_doubtful(self) -> bool {
        matches!(self, Self::Repost | Self::Weak)
    }
}

/// A subject that metrics belong to.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Stable id.
    pub id: Box<str>,
    /// What a reader sees.
    pub name: Bilingual,
    /// Other names.
    pub aliases: Vec<Box<str>>,
}
