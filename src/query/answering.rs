//! One question on its way to an answer.
//!
//! The order of the steps is the order of trust: an id is exact; a reading that leaves a word unexplained is never
//! answered with a figure; a figure is only ever taken from the cell, period and source that were asked.

use super::interpret::{self, Reading, cells, leaves, pointed_to};
use super::lexicon::Role;
use super::link::{Linked, Mask, positions};
use super::lookup::{self, Filter, Found, Missing};
use super::period::Asked;
use super::vocabulary::{Concept, Vocabulary};
use super::{Answer, Assumption, Operation, Outcome, Question, Reason, Selection};
use crate::figure::{EntityKind, EntityRef, FigureRef, Language, MetricKind, MetricRef, Period, SourceRef};
use crate::pack::Catalog;

/// Longer questions are refused: nobody asks for a figure in more words.
pub(super) const MAX_QUESTION_CHARS: usize = 400;
/// Nothing is read of a text beyond this length, blanks and punctuation included: the longest message that Discord takes.
const MAX_RAW_CHARS: usize = 4000;
/// A table shows this many figures; more are counted.
const MAX_TABLE_ROWS: usize = 10;
/// A select menu holds this many options (Discord: interactions/application-commands, message components).
pub(super) const MAX_SUGGESTIONS: usize = 25;
/// This many things are set side by side.
const MAX_COMPARED: usize = 8;

/// What a ranking asks for.
#[derive(Clone, Copy)]
struct Wanted {
    /// How many places.
    count: Option<usize>,
    /// From the other end.
    least: bool,
}

/// A question with all that is needed to answer it.
pub(super) struct Answering<'a> {
    catalog: &'a Catalog,
    vocabulary: &'a Vocabulary,
    question: &'a Question<'a>,
    answer: Answer,
}

impl<'a> Answering<'a> {
    pub fn new(catalog: &'a Catalog, vocabulary: &'a Vocabulary, question: &'a Question<'a>) -> Self {
        let answer = Answer {
            language: question.language.unwrap_or_else(|| Language::of_text(question.text)),
            outcome: Outcome::None,
            operation: Operation::Lookup,
            figures: Vec::new(),
            disagreement: false,
            derived: Vec::new(),
            assumptions: Vec::new(),
            reason: None,
            suggestions: Vec::new(),
            wants_definition: false,
            wants_source: false,
            as_of: question.as_of,
        };
        Self { catalog, vocabulary, question, answer }
    }

    /// Answers the question's text.
    pub fn answer(mut self) -> Answer {
        let raw_chars = self.question.text.chars().take(MAX_RAW_CHARS + 1).count();
        if raw_chars > MAX_RAW_CHARS {
            return self.none(Reason::TooLong { limit_chars: MAX_QUESTION_CHARS });
        }
        if let Some(selection) = self.by_id() {
            return self.selected(selection);
        }
        let linked = Linked::new(self.question.text, self.question.today, self.vocabulary);
        let Some(linked) = linked.filter(|linked| linked.text.len() <= MAX_QUESTION_CHARS) else {
            return self.none(Reason::TooLong { limit_chars: MAX_QUESTION_CHARS });
        };
        if linked.pieces.is_empty() {
            return self.none(Reason::Empty);
        }
        for (position, pattern) in linked.typos() {
            let typed = linked.typed(position).to_owned();
            let read = self.vocabulary.surfaces.get(pattern as usize).map_or_else(String::new, ToString::to_string);
            self.answer.assumptions.push(Assumption::ReadAs { typed, read });
        }
        let reading = interpret::read(&linked, self.catalog, self.vocabulary);
        self.interpreted(&linked, &reading)
    }

    /// Answers what was chosen.
    pub fn selected(mut self, selection: Selection) -> Answer {
        match selection {
            Selection::Figure(figure) => self.exactly(figure),
            Selection::Metric(metric) => {
                let leaves = leaves(self.catalog, metric);
                let filter = self.filter(None);
                self.metric_alone(metric, &leaves, &filter, false)
            }
            Selection::Entity(entity) => {
                self.answer.suggestions = self.about(entity);
                self.choice(Reason::EntityAlone(entity))
            }
            Selection::Topic(topic) => {
                self.answer.suggestions = self
                    .catalog
                    .metrics()
                    .iter()
                    .enumerate()
                    .filter(|(_, metric)| metric.topic == topic && metric.broader.is_none())
                    .map(|(position, _)| Selection::Metric(position.into()))
                    .take(MAX_SUGGESTIONS)
                    .collect();
                self.choice(Reason::TopicAlone(topic))
            }
        }
    }

    /// The thing whose id is the whole question, or stands in it among words that say nothing else.
    fn by_id(&mut self) -> Option<Selection> {
        let text = self.question.text.trim();
        let whole = bare_id(text);
        if let Some(found) = Selection::from_token(&whole, self.catalog) {
            return Some(found);
        }
        if let Some(figure) = self.catalog.find_figure(&whole) {
            return Some(Selection::Figure(figure));
        }
        if whole.contains('-') {
            if let Some(metric) = self.catalog.find_metric(&whole) {
                return Some(Selection::Metric(metric));
            }
            if let Some(entity) = self.catalog.find_entity(&whole) {
                return Some(Selection::Entity(entity));
            }
        }
        let mut found = None;
        let mut rest = String::new();
        for word in text.split_whitespace() {
            match self.catalog.find_figure(&bare_id(word)).filter(|_| word.contains('-')) {
                Some(figure) if found.is_none() => found = Some(figure),
                Some(_) => return None,
                None => {
                    rest.push(' ');
                    rest.push_str(word);
                }
            }
        }
        let figure = found?;
        let linked = Linked::new(&rest, self.question.today, self.vocabulary)?;
        let plain = linked.all() & !linked.explained() == 0 && linked.periods.is_empty();
        self.wishes(&linked, 0);
        plain.then_some(Selection::Figure(figure))
    }

    /// What is asked about a figure besides its value.
    fn wishes(&mut self, linked: &Linked, subject: Mask) {
        self.answer.wants_definition = linked.with_role(Role::Definition) & !subject != 0;
        self.answer.wants_source = linked.with_role(Role::Source) & !subject != 0;
    }

    fn interpreted(mut self, linked: &Linked, reading: &Reading) -> Answer {
        let subject = reading.subject;
        self.wishes(linked, subject);
        let has_role = |role: Role| linked.with_role(role) & !subject != 0;
        self.answer.operation = if has_role(Role::Most) || has_role(Role::Least) {
            Operation::Rank
        } else if has_role(Role::Compare) || has_role(Role::Ratio) {
            Operation::Compare
        } else if has_role(Role::Trend) || linked.periods.first().is_some_and(Asked::is_series) {
            Operation::Trend
        } else {
            Operation::Lookup
        };
        let mut filter = self.filter(None);
        filter.outlook = has_role(Role::Outlook);
        filter.sources.extend(&reading.sources);

        if let Some(reason) = self.obstacle(linked, reading) {
            return self.declined(linked, reading, &filter, reason);
        }
        let Some(metric) = reading.metrics.first().copied() else {
            return self.without_metric(linked, reading, &filter);
        };
        if !reading.rivals.is_empty() {
            let mut metrics = vec![metric];
            metrics.extend(&reading.rivals);
            return self.several_metrics(&metrics, reading, &filter);
        }
        if linked.periods.len() == 1 {
            filter.asked = linked.periods.first().copied();
        }
        let leaves = pointed_to(linked, self.vocabulary, metric, leaves(self.catalog, metric));
        let wanted = interpret::wanted_count(linked);
        let catalog = self.catalog;
        let answer = self.look_up(metric, &leaves, reading, linked, filter, wanted.map(|(_, count)| count));
        answer.with_numbers(linked, wanted.map(|(position, _)| position), subject, catalog)
    }

    /// What stands in the way of any figure.
    fn obstacle(&self, linked: &Linked, reading: &Reading) -> Option<Reason> {
        let unexplained = reading.unexplained;
        let places = unexplained & linked.places();
        if places != 0 {
            let place = linked.quote(places).into_iter().next().unwrap_or_default();
            return Some(Reason::UnknownPlace { place, metric: reading.metrics.first().copied() });
        }
        if linked.with_role(Role::Negation) & !reading.subject != 0
            && (!reading.metrics.is_empty() || !reading.entities.is_empty())
        {
            return Some(Reason::Negation);
        }
        if reading.wrong_unit != 0
            && let Some(metric) = reading.metrics.first()
        {
            return Some(Reason::WrongUnit { metric: *metric });
        }
        if unexplained != 0 {
            return Some(Reason::UnknownWords(linked.quote(unexplained)));
        }
        let joined = self.answer.operation != Operation::Compare && interpret::joins_two_metrics(linked, reading);
        (reading.metrics.len() > 1 || joined).then_some(Reason::SeveralQuestions)
    }

    /// Says why there is no figure, and offers what is nearest.
    fn declined(mut self, linked: &Linked, reading: &Reading, filter: &Filter, reason: Reason) -> Answer {
        let place = matches!(reason, Reason::UnknownPlace { .. } | Reason::WrongUnit { .. });
        for metric in &reading.metrics {
            for entity in &reading.entities {
                for leaf in cells(self.catalog, *metric, *entity) {
                    if let Ok(found) = lookup::newest(self.catalog, leaf, *entity, filter) {
                        self.answer.suggestions.extend(found.figures.first().map(|figure| Selection::Figure(*figure)));
                    }
                }
            }
        }
        let offers = !self.answer.suggestions.is_empty();
        if !offers {
            self.answer.suggestions.extend(reading.metrics.iter().map(|metric| Selection::Metric(*metric)));
            self.answer.suggestions.extend(reading.entities.iter().map(|entity| Selection::Entity(*entity)));
        }
        if reading.metrics.is_empty() && matches!(reason, Reason::UnknownWords(_)) && reading.sources.is_empty() {
            let partial = self.partly_named(linked, reading, filter);
            if !partial.is_empty() {
                self.answer.suggestions = partial;
                return self.choice(Reason::SeveralMetrics);
            }
        }
        // A choice is honest only where both what and whom are understood.
        let several = matches!(reason, Reason::SeveralQuestions);
        if (offers && !place) || several { self.choice(reason) } else { self.none(reason) }
    }

    /// Metrics whose names hold all words that nothing explained: "shortage" alone.
    fn partly_named(&self, linked: &Linked, reading: &Reading, filter: &Filter) -> Vec<Selection> {
        let Some(words) = linked.words_at(reading.unexplained & !linked.numbers()) else { return Vec::new() };
        if words.is_empty() || linked.with_role(Role::Chatter) != 0 {
            return Vec::new();
        }
        let mut metrics: Vec<MetricRef> = Vec::new();
        for alias in &self.vocabulary.aliases {
            if let Concept::Metric(metric) = alias.concept
                && words.iter().all(|word| alias.words.contains(word))
                && !metrics.contains(&metric)
            {
                metrics.push(metric);
            }
        }
        let figures = |metric: &MetricRef| -> Vec<Selection> {
            let entities = reading.entities.iter();
            let found = entities.filter_map(|entity| {
                lookup::newest(self.catalog, *metric, *entity, filter).ok()?.figures.first().copied()
            });
            found.map(Selection::Figure).collect()
        };
        if reading.entities.is_empty() {
            metrics.into_iter().map(Selection::Metric).take(MAX_SUGGESTIONS).collect()
        } else {
            metrics.iter().flat_map(figures).take(MAX_SUGGESTIONS).collect()
        }
    }

    fn without_metric(mut self, linked: &Linked, reading: &Reading, filter: &Filter) -> Answer {
        if let Some(entity) = reading.entities.first() {
            self.answer.suggestions =
                reading.entities.iter().flat_map(|entity| self.about(*entity)).take(MAX_SUGGESTIONS).collect();
            return self.choice(Reason::EntityAlone(*entity));
        }
        if let Some(topic) = linked.topics.iter().max_by_key(|named| named.mask.count_ones()) {
            return self.selected(Selection::Topic(topic.what));
        }
        if let Some(source) = reading.sources.first() {
            self.answer.suggestions = self.of_source(*source, filter);
            return if self.answer.suggestions.is_empty() {
                self.none(Reason::NoSource { source: *source })
            } else {
                self.choice(Reason::SeveralMetrics)
            };
        }
        let chatter = linked.with_role(Role::Chatter) != 0;
        self.answer.assumptions.clear();
        self.none(if chatter { Reason::SmallTalk } else { Reason::Empty })
    }

    fn look_up(
        mut self,
        metric: MetricRef,
        leaves: &[MetricRef],
        reading: &Reading,
        linked: &Linked,
        filter: Filter,
        wanted: Option<usize>,
    ) -> Answer {
        if linked.periods.len() > 1 {
            return self.compare_periods(metric, leaves, reading, &linked.periods, &filter);
        }
        match (reading.entities.as_slice(), self.answer.operation) {
            (entities, Operation::Rank) => {
                let least = linked.with_role(Role::Least) & !reading.subject != 0;
                self.rank(metric, leaves, entities, &filter, Wanted { count: wanted, least })
            }
            ([], Operation::Trend) => match self.only_entity(leaves) {
                Some((leaf, entity)) => {
                    self.answer.assumptions.push(Assumption::OnlyEntity(entity));
                    self.trend(leaf, entity, &filter)
                }
                None => self.metric_alone(metric, leaves, &filter, true),
            },
            ([], _) => self.metric_alone(metric, leaves, &filter, false),
            ([entity], operation) => {
                let fitting: Vec<MetricRef> =
                    leaves.iter().copied().filter(|leaf| !self.catalog.cell(*leaf, *entity).is_empty()).collect();
                match fitting.as_slice() {
                    [] => self.no_cell(metric, leaves, *entity, &filter),
                    [leaf] if operation == Operation::Trend => self.trend(*leaf, *entity, &filter),
                    [leaf] => self.one_cell(*leaf, *entity, &filter),
                    several => self.several_leaves(metric, several, *entity, &filter),
                }
            }
            (entities, _) => self.compare_entities(metric, leaves, entities, &filter),
        }
    }

    /// The answer from one cell.
    fn one_cell(mut self, metric: MetricRef, entity: EntityRef, filter: &Filter) -> Answer {
        match lookup::newest(self.catalog, metric, entity, filter) {
            Ok(found) => {
                self.assume(&found);
                self.answer.disagreement = self.disagree(&found.figures);
                self.answer.figures = found.figures;
                self.answered()
            }
            Err(missing) => self.missing(metric, Some(entity), missing, filter),
        }
    }

    fn trend(mut self, metric: MetricRef, entity: EntityRef, filter: &Filter) -> Answer {
        self.answer.operation = Operation::Trend;
        match lookup::series(self.catalog, metric, entity, filter) {
            Ok(figures) => {
                self.answer.figures = figures;
                self.answered()
            }
            Err(missing) => self.missing(metric, Some(entity), missing, filter),
        }
    }

    /// Several narrower metrics have figures about the entity: the featured one answers, else it is a choice.
    fn several_leaves(mut self, metric: MetricRef, leaves: &[MetricRef], entity: EntityRef, filter: &Filter) -> Answer {
        let found: Vec<(MetricRef, Found)> = leaves
            .iter()
            .filter_map(|leaf| lookup::newest(self.catalog, *leaf, entity, filter).ok().map(|found| (*leaf, found)))
            .collect();
        // A plan does not compete with what was observed.
        let observed = found.iter().any(|(_, found)| found.outlook_only.is_none());
        let found: Vec<(MetricRef, Found)> =
            found.into_iter().filter(|(_, found)| !observed || found.outlook_only.is_none()).collect();
        let featured = |found: &Found| found.figures.iter().any(|figure| self.catalog.figure(*figure).featured);
        let chosen: Vec<MetricRef> = found.iter().filter(|(_, found)| featured(found)).map(|(leaf, _)| *leaf).collect();
        match (chosen.as_slice(), found.as_slice()) {
            ([leaf], _) | ([], [(leaf, _)]) => self.one_cell(*leaf, entity, filter),
            (_, []) => self.no_period(metric, leaves, Some(entity), filter),
            _ => {
                self.answer.suggestions = found
                    .iter()
                    .filter_map(|(_, found)| found.figures.first().map(|figure| Selection::Figure(*figure)))
                    .collect();
                self.choice(Reason::SeveralMetrics)
            }
        }
    }

    /// A metric without an entity: a table over entities, featured figures first.
    fn metric_alone(mut self, metric: MetricRef, leaves: &[MetricRef], filter: &Filter, series: bool) -> Answer {
        let broad = leaves != [metric];
        let mut rows: Vec<(MetricRef, EntityRef, Found)> = Vec::new();
        for leaf in leaves {
            for entity in self.top_entities(*leaf) {
                if let Ok(found) = lookup::newest(self.catalog, *leaf, entity, filter) {
                    rows.push((*leaf, entity, found));
                }
            }
        }
        let featured =
            |found: &Found| found.figures.first().is_some_and(|figure| self.catalog.figure(*figure).featured);
        if rows.is_empty() {
            return self.no_period(metric, leaves, None, filter);
        }
        if let [(leaf, entity, _)] = rows.as_slice() {
            let (leaf, entity) = (*leaf, *entity);
            self.answer.assumptions.push(Assumption::OnlyEntity(entity));
            return self.one_cell(leaf, entity, filter);
        }
        let many_leaves = rows.iter().any(|(leaf, _, _)| *leaf != rows[0].0);
        if (broad && many_leaves && !rows.iter().any(|(_, _, found)| featured(found))) || series {
            self.answer.suggestions = if series {
                rows.iter()
                    .filter_map(|(_, _, found)| found.figures.first().map(|figure| Selection::Figure(*figure)))
                    .take(MAX_SUGGESTIONS)
                    .collect()
            } else {
                leaves
                    .iter()
                    .filter(|leaf| rows.iter().any(|(with, _, _)| with == *leaf))
                    .map(|leaf| Selection::Metric(*leaf))
                    .collect()
            };
            let reason = if series { Reason::SeveralEntities } else { Reason::SeveralMetrics };
            return self.choice(reason);
        }
        rows.sort_by_cached_key(|(leaf, _, found)| {
            let first = found.figures.first().map(|figure| self.catalog.figure(*figure));
            let value = first.map(|figure| std::cmp::Reverse(figure.value));
            (!featured(found), leaves.iter().position(|other| other == leaf), value, found.figures.first().copied())
        });
        let total = rows.len();
        rows.truncate(MAX_TABLE_ROWS);
        if broad && many_leaves {
            self.answer.assumptions.push(Assumption::Broad(metric));
        }
        self.answer.assumptions.push(Assumption::AllEntities);
        if total > rows.len() {
            self.answer.assumptions.push(Assumption::Cut { shown: rows.len(), total });
        }
        self.answer.figures = rows.into_iter().filter_map(|(_, _, found)| found.figures.first().copied()).collect();
        self.answer.suggestions =
            self.answer.figures.iter().map(|figure| Selection::Figure(*figure)).take(MAX_SUGGESTIONS).collect();
        self.answered()
    }

    /// A metric over its entities in order of size, for the period that most of them share.
    fn rank(
        mut self,
        metric: MetricRef,
        leaves: &[MetricRef],
        entities: &[EntityRef],
        filter: &Filter,
        wanted: Wanted,
    ) -> Answer {
        // A published rank is looked up, not computed: "which place is Korea" for a metric that is itself a rank.
        if let ([leaf], [entity]) = (leaves, entities)
            && self.catalog.metric(*leaf).kind == MetricKind::Rank
        {
            return self.one_cell(*leaf, *entity, filter);
        }
        let leaf = match leaves {
            [leaf] => *leaf,
            _ => match leaves.iter().filter(|leaf| self.competitors(**leaf).len() > 1).collect::<Vec<_>>().as_slice() {
                [leaf] => **leaf,
                _ => {
                    self.answer.suggestions = leaves.iter().map(|leaf| Selection::Metric(*leaf)).collect();
                    return self.choice(Reason::SeveralMetrics);
                }
            },
        };
        if let [entity] = entities
            && self.catalog.cell(leaf, *entity).is_empty()
        {
            return self.no_cell(metric, leaves, *entity, filter);
        }
        let candidates = self.competitors(leaf);
        let year = self.shared_year(leaf, &candidates, filter);
        let mut rows: Vec<FigureRef> = Vec::new();
        for entity in candidates {
            let mut narrowed = filter.clone();
            if narrowed.asked.is_none() {
                narrowed.asked = year.map(|year| Asked::Within(Period::at(crate::figure::PartialDate::Year(year))));
            }
            if let Ok(found) = lookup::newest(self.catalog, leaf, entity, &narrowed) {
                rows.extend(found.figures.first());
            }
        }
        if rows.is_empty() {
            return self.no_period(metric, leaves, None, filter);
        }
        // The first place is the smallest number.
        let ascending = wanted.least != (self.catalog.metric(leaf).kind == MetricKind::Rank);
        rows.sort_by_cached_key(|figure| (std::cmp::Reverse(self.catalog.figure(*figure).value), *figure));
        if ascending {
            rows.reverse();
        }
        let total = rows.len();
        rows.truncate(wanted.count.unwrap_or(MAX_TABLE_ROWS).min(MAX_SUGGESTIONS));
        if total > rows.len() {
            self.answer.assumptions.push(Assumption::Cut { shown: rows.len(), total });
        }
        if let ([entity], None) = (entities, filter.asked) {
            // "Which place is Korea": Korea first, then the order.
            if let Some(position) = rows.iter().position(|figure| self.catalog.figure(*figure).entity == *entity) {
                let own = rows.remove(position);
                rows.insert(0, own);
            }
        }
        if filter.asked.is_none()
            && let Some(first) = rows.first()
        {
            self.answer.assumptions.push(Assumption::NewestPeriod(self.catalog.figure(*first).period));
        }
        self.answer.operation = Operation::Rank;
        self.answer.figures = rows;
        self.answered()
    }

    /// The year in which most entities have a figure, the newest of several.
    fn shared_year(&self, metric: MetricRef, entities: &[EntityRef], filter: &Filter) -> Option<i16> {
        let mut counts: std::collections::BTreeMap<i16, usize> = std::collections::BTreeMap::new();
        for entity in entities {
            let Ok(series) = lookup::series(self.catalog, metric, *entity, filter) else { continue };
            let mut years: Vec<i16> =
                series.iter().map(|figure| self.catalog.figure(*figure).period.last_day().year()).collect();
            years.dedup();
            for year in years {
                *counts.entry(year).or_default() += 1;
            }
        }
        counts.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
    }

    fn compare_entities(
        mut self,
        metric: MetricRef,
        leaves: &[MetricRef],
        entities: &[EntityRef],
        filter: &Filter,
    ) -> Answer {
        let mut figures = Vec::new();
        let common: Option<MetricRef> = leaves
            .iter()
            .copied()
            .find(|leaf| entities.iter().all(|entity| !self.catalog.cell(*leaf, *entity).is_empty()));
        for entity in entities.iter().take(MAX_COMPARED) {
            let fitting: Vec<MetricRef> = match common {
                Some(leaf) => vec![leaf],
                None => leaves.iter().copied().filter(|leaf| !self.catalog.cell(*leaf, *entity).is_empty()).collect(),
            };
            let found: Vec<Found> =
                fitting.iter().filter_map(|leaf| lookup::newest(self.catalog, *leaf, *entity, filter).ok()).collect();
            let featured =
                found.iter().find(|found| found.figures.iter().any(|figure| self.catalog.figure(*figure).featured));
            match featured.or(found.first()) {
                Some(found) => figures.extend(found.figures.first()),
                None if fitting.is_empty() => return self.no_cell(metric, leaves, *entity, filter),
                None => return self.no_period(metric, &fitting, Some(*entity), filter),
            }
        }
        self.answer.operation = Operation::Compare;
        self.answer.figures = figures;
        self.answered()
    }

    fn compare_periods(
        mut self,
        metric: MetricRef,
        leaves: &[MetricRef],
        reading: &Reading,
        periods: &[Asked],
        filter: &Filter,
    ) -> Answer {
        let entity = match reading.entities.as_slice() {
            [entity] => *entity,
            [] => match self.only_entity(leaves) {
                Some((_, entity)) => {
                    self.answer.assumptions.push(Assumption::OnlyEntity(entity));
                    entity
                }
                None => {
                    self.answer.suggestions = vec![Selection::Metric(metric)];
                    return self.choice(Reason::SeveralEntities);
                }
            },
            _ => {
                self.answer.suggestions = vec![Selection::Metric(metric)];
                return self.choice(Reason::SeveralQuestions);
            }
        };
        let fitting: Vec<MetricRef> =
            leaves.iter().copied().filter(|leaf| !self.catalog.cell(*leaf, entity).is_empty()).collect();
        let leaf = match fitting.as_slice() {
            [leaf] => *leaf,
            [] => return self.no_cell(metric, leaves, entity, filter),
            several => {
                self.answer.suggestions = several.iter().map(|leaf| Selection::Metric(*leaf)).collect();
                return self.choice(Reason::SeveralMetrics);
            }
        };
        let mut figures = Vec::new();
        for asked in periods.iter().take(MAX_COMPARED) {
            let narrowed = Filter { asked: Some(*asked), ..filter.clone() };
            match lookup::newest(self.catalog, leaf, entity, &narrowed) {
                Ok(found) => figures.extend(
                    found.figures.iter().filter(|figure| !figures.contains(*figure)).copied().collect::<Vec<_>>(),
                ),
                Err(missing) => return self.missing(leaf, Some(entity), missing, &narrowed),
            }
        }
        if self.answer.operation == Operation::Lookup {
            self.answer.operation = Operation::Compare;
        }
        self.answer.figures = figures;
        self.answered()
    }

    fn several_metrics(mut self, metrics: &[MetricRef], reading: &Reading, filter: &Filter) -> Answer {
        for metric in metrics {
            match reading.entities.as_slice() {
                [] => self.answer.suggestions.push(Selection::Metric(*metric)),
                entities => {
                    for entity in entities {
                        for leaf in cells(self.catalog, *metric, *entity) {
                            let found = lookup::newest(self.catalog, leaf, *entity, filter);
                            self.answer.suggestions.extend(
                                found
                                    .ok()
                                    .and_then(|found| found.figures.first().map(|figure| Selection::Figure(*figure))),
                            );
                        }
                    }
                }
            }
        }
        self.answer.suggestions.truncate(MAX_SUGGESTIONS);
        if self.answer.suggestions.is_empty() {
            self.answer.suggestions = metrics.iter().map(|metric| Selection::Metric(*metric)).collect();
        }
        self.choice(Reason::SeveralMetrics)
    }

    /// The entities of a metric; groups within another of them are left to questions that name them.
    fn top_entities(&self, metric: MetricRef) -> Vec<EntityRef> {
        let mut entities: Vec<EntityRef> =
            self.catalog.figures_of_metric(metric).iter().map(|figure| self.catalog.figure(*figure).entity).collect();
        entities.dedup();
        let is_group = |entity: &EntityRef| self.catalog.entity(*entity).kind == EntityKind::Group;
        if entities.iter().any(is_group) {
            let all = entities.clone();
            entities.retain(|entity| {
                !is_group(entity) || !all.iter().any(|whole| interpret::is_within(self.catalog, *entity, *whole))
            });
        }
        entities
    }

    /// The entities that a ranking is over: no world, no groups beside single ones, and no whole beside its parts.
    fn competitors(&self, metric: MetricRef) -> Vec<EntityRef> {
        let mut entities: Vec<EntityRef> =
            self.catalog.figures_of_metric(metric).iter().map(|figure| self.catalog.figure(*figure).entity).collect();
        entities.dedup();
        let kind = |entity: &EntityRef| self.catalog.entity(*entity).kind;
        let single = |entity: &EntityRef| !matches!(kind(entity), EntityKind::World | EntityKind::Group);
        if entities.iter().filter(|entity| single(entity)).count() > 1 {
            entities.retain(single);
        }
        let all = entities.clone();
        let parts =
            |whole: &EntityRef| all.iter().filter(|part| interpret::is_within(self.catalog, **part, *whole)).count();
        entities.retain(|entity| parts(entity) < 2);
        entities
    }

    fn only_entity(&self, leaves: &[MetricRef]) -> Option<(MetricRef, EntityRef)> {
        let mut cells =
            leaves.iter().flat_map(|leaf| self.top_entities(*leaf).into_iter().map(move |entity| (*leaf, entity)));
        let first = cells.next()?;
        cells.next().is_none().then_some(first)
    }

    /// What is known about an entity: the newest figure of each metric, featured ones first.
    fn about(&self, entity: EntityRef) -> Vec<Selection> {
        let filter = self.filter(None);
        let mut figures: Vec<FigureRef> = self
            .catalog
            .metrics_of(entity)
            .iter()
            .filter_map(|metric| lookup::newest(self.catalog, *metric, entity, &filter).ok()?.figures.first().copied())
            .collect();
        figures.sort_by_key(|figure| (!self.catalog.figure(*figure).featured, *figure));
        let mut suggestions: Vec<Selection> = figures.into_iter().map(Selection::Figure).collect();
        if suggestions.is_empty() {
            let parts = self.catalog.entities().iter().enumerate().filter(|(_, part)| part.part_of == Some(entity));
            suggestions.extend(parts.map(|(position, _)| Selection::Entity(position.into())));
        }
        suggestions.truncate(MAX_SUGGESTIONS);
        suggestions
    }

    fn of_source(&self, source: SourceRef, filter: &Filter) -> Vec<Selection> {
        self.catalog
            .figures()
            .iter()
            .enumerate()
            .filter(|(_, figure)| figure.source == source || figure.via == Some(source))
            .map(|(position, _)| FigureRef::from(position))
            .filter(|figure| filter.is_visible(self.catalog, *figure))
            .map(Selection::Figure)
            .take(MAX_SUGGESTIONS)
            .collect()
    }

    fn exactly(mut self, figure: FigureRef) -> Answer {
        let filter = self.filter(None);
        if !filter.was_public(self.catalog, figure) {
            return match self.question.as_of {
                Some(as_of) => self.none(Reason::NotYetKnown { as_of }),
                None => self.none(Reason::Empty),
            };
        }
        let newer =
            self.catalog.superseded_by(figure).iter().copied().find(|newer| filter.was_public(self.catalog, *newer));
        if let Some(new) = newer {
            self.answer.assumptions.push(Assumption::Superseded { old: figure, new });
        }
        self.answer.figures = vec![figure];
        self.answered()
    }

    fn no_cell(mut self, metric: MetricRef, leaves: &[MetricRef], entity: EntityRef, filter: &Filter) -> Answer {
        // Parts of the entity may have figures: they are offered, never taken for the whole.
        for leaf in leaves {
            for figure in self.catalog.figures_of_metric(*leaf) {
                let part = self.catalog.figure(*figure).entity;
                let new = !self.answer.suggestions.iter().any(
                    |known| matches!(known, Selection::Figure(known) if self.catalog.figure(*known).entity == part),
                );
                if new
                    && self.answer.suggestions.len() < MAX_SUGGESTIONS
                    && interpret::is_within(self.catalog, part, entity)
                {
                    let found = lookup::newest(self.catalog, *leaf, part, filter).ok();
                    self.answer
                        .suggestions
                        .extend(found.and_then(|found| found.figures.first().map(|figure| Selection::Figure(*figure))));
                }
            }
        }
        if !self.answer.suggestions.is_empty() {
            return self.choice(Reason::SeveralEntities);
        }
        for leaf in leaves {
            for other in self.top_entities(*leaf).into_iter().take(3) {
                if let Ok(found) = lookup::newest(self.catalog, *leaf, other, filter) {
                    self.answer.suggestions.extend(found.figures.first().map(|figure| Selection::Figure(*figure)));
                }
            }
        }
        let metric_of = leaves.first().copied().filter(|_| leaves.len() == 1).unwrap_or(metric);
        self.answer.suggestions.extend(self.about(entity).into_iter().take(3));
        self.answer.suggestions.truncate(MAX_SUGGESTIONS);
        self.none(Reason::NoCell { metric: metric_of, entity })
    }

    /// No leaf had a figure: says so for the first that has any at all.
    fn no_period(self, metric: MetricRef, leaves: &[MetricRef], entity: Option<EntityRef>, filter: &Filter) -> Answer {
        for leaf in leaves {
            let entities = entity.map_or_else(|| self.top_entities(*leaf), |entity| vec![entity]);
            for candidate in entities {
                if let Err(missing) = lookup::newest(self.catalog, *leaf, candidate, filter)
                    && missing != Missing::Cell
                {
                    return self.missing(*leaf, entity.or(Some(candidate)), missing, filter);
                }
            }
        }
        let reason = match self.question.as_of {
            Some(as_of) => Reason::NotYetKnown { as_of },
            None => Reason::NoPeriod { metric, entity, period: String::new(), known: Vec::new() },
        };
        self.none(reason)
    }

    fn missing(mut self, metric: MetricRef, entity: Option<EntityRef>, missing: Missing, filter: &Filter) -> Answer {
        let nearest = |answering: &Self, filter: &Filter| {
            let found = lookup::newest(answering.catalog, metric, entity?, filter).ok()?;
            found.figures.first().map(|figure| Selection::Figure(*figure))
        };
        let reason = match missing {
            Missing::NotYetKnown => {
                Reason::NotYetKnown { as_of: self.question.as_of.unwrap_or(crate::figure::PartialDate::Year(0)) }
            }
            Missing::Source => {
                let without = Filter { sources: Vec::new(), ..filter.clone() };
                self.answer.suggestions.extend(nearest(&self, &without));
                match filter.sources.first() {
                    Some(source) => Reason::NoSource { source: *source },
                    None => Reason::Empty,
                }
            }
            Missing::Period(known) => {
                let without = Filter { asked: None, ..filter.clone() };
                self.answer.suggestions.extend(nearest(&self, &without));
                Reason::NoPeriod {
                    metric,
                    entity,
                    period: filter.asked.map(|asked| asked.iso()).unwrap_or_default(),
                    known,
                }
            }
            Missing::Cell => match entity {
                Some(entity) => Reason::NoCell { metric, entity },
                None => Reason::Empty,
            },
        };
        self.none(reason)
    }

    fn assume(&mut self, found: &Found) {
        if found.newest
            && let Some(first) = found.figures.first()
        {
            self.answer.assumptions.push(Assumption::NewestPeriod(self.catalog.figure(*first).period));
        }
        if let Some(status) = found.outlook_only {
            self.answer.assumptions.push(Assumption::OutlookOnly(status));
        }
    }

    fn disagree(&self, figures: &[FigureRef]) -> bool {
        figures.iter().any(|figure| self.catalog.figure(*figure).value != self.catalog.figure(figures[0]).value)
    }

    fn filter(&self, asked: Option<Asked>) -> Filter {
        Filter {
            asked,
            as_of: self.question.as_of,
            sources: self.question.source.into_iter().collect(),
            outlook: false,
        }
    }

    fn answered(mut self) -> Answer {
        self.answer.outcome = Outcome::Answer;
        self.answer
    }

    fn choice(mut self, reason: Reason) -> Answer {
        self.answer.outcome = Outcome::Choice;
        self.answer.reason = Some(reason);
        self.answer.suggestions = unique(std::mem::take(&mut self.answer.suggestions));
        self.answer
    }

    fn none(mut self, reason: Reason) -> Answer {
        self.answer.outcome = Outcome::None;
        self.answer.reason = Some(reason);
        self.answer.suggestions = unique(std::mem::take(&mut self.answer.suggestions));
        self.answer
    }
}

impl Answer {
    /// A number in the question that is neither a period nor a wanted count must be the answer's own value; otherwise
    /// somebody states a figure, and gets the known one to compare as a choice.
    fn with_numbers(mut self, linked: &Linked, wanted: Option<usize>, subject: Mask, catalog: &Catalog) -> Self {
        if self.outcome != Outcome::Answer {
            return self;
        }
        for position in positions(linked.numbers() & !subject) {
            let typed = linked.typed(position);
            let number: Option<crate::figure::Decimal> = typed.replace(',', "").parse().ok();
            let is_value =
                number.is_some_and(|number| self.figures.iter().any(|figure| catalog.figure(*figure).value == number));
            if wanted == Some(position) || is_value {
                continue;
            }
            self.suggestions =
                unique(self.figures.iter().map(|figure| Selection::Figure(*figure)).take(MAX_SUGGESTIONS).collect());
            self.outcome = Outcome::Choice;
            self.reason = Some(Reason::UnexplainedNumber(typed.to_owned()));
            self.figures.clear();
            self.assumptions.retain(|assumption| matches!(assumption, Assumption::ReadAs { .. }));
            break;
        }
        self
    }
}

fn unique(mut selections: Vec<Selection>) -> Vec<Selection> {
    let mut seen = Vec::with_capacity(selections.len());
    selections.retain(|selection| {
        let new = !seen.contains(selection);
        seen.push(*selection);
        new
    });
    selections.truncate(MAX_SUGGESTIONS);
    selections
}

/// An id as people paste it: in backticks, with the pack behind `@`, with a full stop.
fn bare_id(text: &str) -> String {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    text.split('@').next().unwrap_or_default().to_lowercase()
}
