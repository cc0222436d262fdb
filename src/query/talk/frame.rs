//! What a conversation is about: the last answer as typed parts.

use crate::facts::lookup::{self, Filter};
use crate::figure::{EntityKind, EntityRef, FigureRef, Language, MetricRef, PartialDate, Period, SourceRef};
use crate::lang::Asked;
use crate::lang::lexicon::Role;
use crate::pack::Catalog;
use crate::query::{Answer, Assumption, Operation, Outcome, Question};
use crate::read::interpret::{Reading, leaves};
use crate::read::link::Linked;

/// Figures of the last answer that are remembered.
pub(super) const MAX_FIGURES: usize = 10;
/// Offered figures that are remembered: so many stand in a menu.
pub(super) const MAX_OFFERED: usize = 10;
/// Figures that were answered before.
const MAX_RECENT: usize = 8;
/// So many names are set side by side; of more figures a list is made.
pub(super) const MAX_SIDES: usize = 4;

/// What a conversation is about. Small, and without any text: a few references into the catalogue that answers were made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// What was asked for: one measure, or several of a comparison.
    pub(super) metrics: Vec<MetricRef>,
    /// The names that were asked about; none where a list over all was shown.
    pub(super) entities: Vec<EntityRef>,
    /// The periods that were asked for; none means the newest.
    pub(super) periods: Vec<Asked>,
    pub(super) sources: Vec<SourceRef>,
    /// A plan or forecast was asked for.
    pub(super) outlook: bool,
    pub(super) operation: Operation,
    pub(super) as_of: Option<PartialDate>,
    pub(super) language: Language,
    /// What was shown, in order.
    pub(super) figures: Vec<FigureRef>,
    /// What was answered in this conversation, oldest first; the last answer included.
    pub(super) recent: Vec<FigureRef>,
    /// A bare name does not go on from it.
    pub(super) guarded: bool,
    /// The last question got no figure: nothing was shown that "source?" or "them" could be about.
    pub(super) missed: bool,
    /// What was offered instead of an answer, best first.
    pub(super) offered: Vec<FigureRef>,
    /// The measure that was spoken of is denied: another one is meant.
    pub(super) denied: bool,
    /// Whom the last text named last.
    pub(super) named: Option<EntityRef>,
}

impl Frame {
    /// The frame of an answer to a text that was complete by itself; none where there is no figure to go on from.
    pub(super) fn of_answer(
        catalog: &Catalog,
        answer: &Answer,
        linked: &Linked,
        exact: &Reading,
        question: &Question<'_>,
    ) -> Option<Self> {
        let mut frame = Self::of_shown(catalog, answer)?;
        frame.periods = linked.periods.clone();
        frame.named = last_of(catalog, &exact.entities);
        frame.sources = question.source.into_iter().chain(exact.sources.iter().copied()).collect();
        frame.outlook = linked.with_role(Role::Outlook) & !exact.subject != 0;
        // Where the figures are of several measures, the one that was named holds them together.
        if let ([_, _, ..], [named]) = (frame.metrics.as_slice(), exact.metrics.as_slice()) {
            frame.metrics = vec![*named];
        }
        Some(frame)
    }

    /// Whether the conversation is about what is to come: so it was asked, or all that was shown is a plan or forecast.
    pub(super) fn looks_ahead(&self, catalog: &Catalog) -> bool {
        let planned = |figure: &FigureRef| catalog.figure(*figure).status.is_outlook();
        self.outlook || !self.figures.is_empty() && self.figures.iter().all(planned)
    }

    /// The frame of an answer, as far as the answer shows it.
    #[must_use]
    pub fn of_shown(catalog: &Catalog, answer: &Answer) -> Option<Self> {
        if answer.outcome != Outcome::Answer || answer.figures.is_empty() {
            return None;
        }
        let figure = |figure: &FigureRef| catalog.figure(*figure);
        let mut entities: Vec<EntityRef> = Vec::new();
        let mut metrics: Vec<MetricRef> = Vec::new();
        for shown in &answer.figures {
            add(&mut entities, figure(shown).entity);
            add(&mut metrics, figure(shown).metric);
        }
        let broad = answer.assumptions.iter().find_map(|one| match one {
            Assumption::Broad(metric) => Some(*metric),
            _ => None,
        });
        let over_all = answer.assumptions.contains(&Assumption::AllEntities);
        // A place that was published is a figure of whoever was asked about, and no order.
        let place = answer.operation == Operation::Rank && answer.ranked.is_none() && entities.len() == 1;
        let operation = if place { Operation::Lookup } else { answer.operation };
        if operation == Operation::Rank {
            let asked = answer.ranked.as_ref().and_then(|ranked| ranked.asked);
            entities = asked.map(|asked| figure(&asked).entity).into_iter().collect();
        } else if over_all {
            entities.clear();
        }
        let list = operation == Operation::Rank || over_all;
        let asked = answer.ranked.as_ref().and_then(|ranked| ranked.asked);
        let heads: &[FigureRef] = match operation {
            // Of an order, whoever's place was asked for.
            Operation::Rank => asked.as_slice(),
            _ if list => &[],
            Operation::Trend => answer.figures.last().map_or(&[], std::slice::from_ref),
            Operation::Lookup => answer.figures.get(..1).unwrap_or_default(),
            Operation::Compare => &answer.figures,
        };
        let mut frame = Self {
            metrics: broad.map_or(metrics, |broad| vec![broad]),
            entities,
            periods: Vec::new(),
            sources: Vec::new(),
            outlook: false,
            operation,
            as_of: answer.as_of,
            language: answer.language,
            figures: answer.figures.iter().copied().take(MAX_FIGURES).collect(),
            recent: Vec::new(),
            guarded: false,
            missed: false,
            offered: Vec::new(),
            denied: false,
            named: None,
        };
        frame.remember(&[], heads);
        Some(frame)
    }

    /// The frame of figures that a message shows. Which period was asked for is not known: where a figure is not the newest
    /// of its cell, the one that all of them share.
    #[must_use]
    pub fn of_figures(
        catalog: &Catalog,
        figures: &[FigureRef],
        operation: Option<Operation>,
        language: Language,
    ) -> Option<Self> {
        let cell = |figure: &FigureRef| {
            let figure = catalog.figure(*figure);
            (figure.metric, figure.entity)
        };
        let first = figures.first()?;
        let one_cell = figures.iter().all(|figure| cell(figure) == cell(first));
        let operation = operation.unwrap_or(match figures.len() {
            1 => Operation::Lookup,
            _ if one_cell => Operation::Trend,
            2..=MAX_SIDES => Operation::Compare,
            _ => Operation::Lookup,
        });
        let mut answer = Answer { outcome: Outcome::Answer, operation, ..Answer::new(language) };
        answer.figures = figures.to_vec();
        if operation == Operation::Lookup && figures.len() > MAX_SIDES {
            answer.assumptions.push(Assumption::AllEntities);
        }
        let mut frame = Self::of_shown(catalog, &answer)?;
        let is_newest = |figure: &FigureRef| {
            let (metric, entity) = cell(figure);
            let newest = lookup::newest(catalog, metric, entity, &Filter::default());
            newest.is_ok_and(|newest| newest.figures.contains(figure))
        };
        let year = year_of(catalog.figure(*first).period);
        let one_time = figures.iter().all(|figure| year_of(catalog.figure(*figure).period) == year);
        if operation != Operation::Trend && one_time && !figures.iter().all(is_newest) {
            frame.periods = vec![Asked::Within(year)];
        }
        Some(frame)
    }

    /// The same in another catalogue, where things are found by their ids; none if one that it is about is not there.
    #[must_use]
    pub fn moved(&self, from: &Catalog, to: &Catalog) -> Option<Self> {
        let metric = |metric: &MetricRef| to.find_metric(&from.metric(*metric).id);
        let entity = |entity: &EntityRef| to.find_entity(&from.entity(*entity).id);
        let source = |source: &SourceRef| to.find_source(&from.source(*source).id);
        let figure = |figure: &FigureRef| to.find_figure(&from.figure(*figure).id);
        Some(Self {
            metrics: self.metrics.iter().map(metric).collect::<Option<_>>()?,
            entities: self.entities.iter().map(entity).collect::<Option<_>>()?,
            sources: self.sources.iter().map(source).collect::<Option<_>>()?,
            figures: self.figures.iter().map(figure).collect::<Option<_>>()?,
            recent: self.recent.iter().filter_map(figure).collect(),
            offered: self.offered.iter().filter_map(figure).collect(),
            named: self.named.as_ref().and_then(entity),
            ..self.clone()
        })
    }

    /// The language of the last answer.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// What was answered in this conversation, oldest first.
    #[must_use]
    pub fn recent(&self) -> &[FigureRef] {
        &self.recent
    }

    /// The same for a place where a name alone asks what is known about it, as in a command: there only what opens like a
    /// follow-up, or names nothing, goes on from it.
    #[must_use]
    pub fn guarded(self) -> Self {
        Self { guarded: true, ..self }
    }

    /// Appends what was answered to what had been.
    pub(super) fn remember(&mut self, before: &[FigureRef], heads: &[FigureRef]) {
        let mut recent: Vec<FigureRef> = before.iter().copied().filter(|figure| !heads.contains(figure)).collect();
        recent.extend(heads);
        let start = recent.len().saturating_sub(MAX_RECENT);
        self.recent = recent.split_off(start);
    }

    /// The measures that were spoken of last: of the figures that were shown, else those that were asked for, else of what was
    /// answered before.
    pub(super) fn spoken(&self, catalog: &Catalog) -> Vec<MetricRef> {
        let mut spoken: Vec<MetricRef> = Vec::new();
        self.figures.iter().for_each(|figure| add(&mut spoken, catalog.figure(*figure).metric));
        if spoken.is_empty() {
            spoken = self.leaves(catalog);
        }
        if let (true, Some(last)) = (spoken.is_empty(), self.recent.last()) {
            spoken.push(catalog.figure(*last).metric);
        }
        spoken
    }

    /// The measures with figures that the conversation is about.
    pub(super) fn leaves(&self, catalog: &Catalog) -> Vec<MetricRef> {
        self.metrics.iter().flat_map(|metric| leaves(catalog, *metric)).collect()
    }
}

/// The year that a period ends in, or the period itself if it is longer.
fn year_of(period: Period) -> Period {
    let year = Period::at(PartialDate::Year(period.last_day().year()));
    if year.contains(&period) { year } else { period }
}

pub(super) fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// Whom "it" means of those who were named: the last one that is not the whole world.
pub(super) fn last_of(catalog: &Catalog, entities: &[EntityRef]) -> Option<EntityRef> {
    let world = |entity: &&EntityRef| catalog.entity(**entity).kind == EntityKind::World;
    entities.iter().rev().find(|entity| !world(entity)).copied()
}
