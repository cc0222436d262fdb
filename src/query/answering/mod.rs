//! One question on its way to an answer.
//!
//! The order of the steps is the order of trust: an id is exact; a reading that leaves a word unexplained is never
//! answered with a figure; a figure is only ever taken from the cell, period and source that were asked.

mod cell;
mod continued;
mod decided;
mod follow;
mod nothing;
mod order;
mod parts;
mod sides;
mod stated;
mod stated_number;
mod wanted;

pub(in crate::query) use continued::Taken;
pub use follow::Span;
pub use order::places;
use wanted::{Wanted, in_order, kind_wanted};

use crate::decide::Lore;
use crate::facts::lookup::{self, Filter};
use crate::facts::{check, series, spread};
use crate::figure::{EntityKind, EntityRef, FigureRef, Language, MetricKind, MetricRef, Period, SourceRef, UnitKind};
use crate::lang::Asked;
use crate::lang::lexicon::Role;
use crate::pack::Catalog;
use crate::query::{Answer, Assumption, Operation, Outcome, Question, Reason, Selection};
use crate::read::OnceRead;
use crate::read::interpret::{self, Reading, leaves, pointed_to};
use crate::read::link::{Linked, Mask};
use crate::read::vocabulary::Vocabulary;

/// Longer questions are refused: nobody asks for a figure in more words.
pub(in crate::query) const MAX_QUESTION_CHARS: usize = 400;
/// Nothing is read of a text beyond this length, blanks and punctuation included: the longest message that Discord takes.
const MAX_RAW_CHARS: usize = 4000;
/// A table shows this many figures; more are counted.
const MAX_TABLE_ROWS: usize = 10;
/// A select menu holds this many options (Discord: interactions/application-commands, message components).
pub(in crate::query) const MAX_SUGGESTIONS: usize = 25;
/// This many things are set side by side.
const MAX_COMPARED: usize = 8;

/// A question with all that is needed to answer it.
pub(in crate::query) struct Answering<'a> {
    catalog: &'a Catalog,
    vocabulary: &'a Vocabulary,
    lore: &'a Lore,
    question: &'a Question<'a>,
    answer: Answer,
    /// A sum of several things is asked.
    adds: bool,
    /// What goes without saying in a conversation.
    taken: Taken,
    /// The question's text, if somebody else reads it too.
    read: Option<&'a OnceRead>,
}

impl<'a> Answering<'a> {
    pub fn new(catalog: &'a Catalog, lore: &'a Lore, question: &'a Question<'a>) -> Self {
        let language = question.language.unwrap_or_else(|| Language::of_text(question.text));
        let answer = Answer { as_of: question.as_of, ..Answer::new(language) };
        let (vocabulary, taken) = (&*lore.vocabulary, Taken::default());
        Self { catalog, vocabulary, lore, question, answer, adds: false, taken, read: None }
    }

    /// With the question's text as it was read, or will be.
    pub fn read_as(self, read: &'a OnceRead) -> Self {
        Self { read: Some(read), ..self }
    }

    fn linked(&self, phrases: bool) -> Option<Linked> {
        match self.read {
            Some(read) => read.linked(phrases).cloned(),
            None => Linked::new(self.question.text, self.question.today, self.vocabulary, phrases),
        }
    }

    /// Answers the question's text: by its known words alone, else by the candidate that is surely meant.
    pub fn answer(self) -> Answer {
        let (catalog, lore, question) = (self.catalog, self.lore, self.question);
        let (answer, read) = self.exactly_read();
        match read {
            Some((linked, reading)) if answer.outcome != Outcome::Answer => {
                Self::new(catalog, lore, question).decided(&linked, &reading, answer)
            }
            Some((linked, reading)) if Self::is_of_another_kind(catalog, &linked, &reading) => {
                Self::new(catalog, lore, question).of_asked_kind(&linked, &reading, answer)
            }
            _ => answer,
        }
    }

    /// Answers the question's text where its known words leave nothing open; as a comparison of its parts if it makes no sense as
    /// a whole.
    fn exactly_read(self) -> (Answer, Option<(Linked, Reading)>) {
        let (catalog, lore, question) = (self.catalog, self.lore, self.question);
        let (answer, read) = self.whole();
        let linked = read.as_ref().map(|(linked, _)| linked);
        let parts = linked.filter(|_| parts::may_be_compared(&answer));
        let compared = parts.and_then(|linked| parts::compared(catalog, lore, question, linked));
        if answer.outcome == Outcome::Answer {
            return (compared.unwrap_or(answer), read);
        }
        let anew = || Self::new(catalog, lore, question);
        let stated = compared.or_else(|| anew().stated());
        let other = stated.or_else(|| anew().claimed(&answer, linked?));
        (other.unwrap_or(answer), read)
    }

    /// Answers the question's text as one question, with the text as it was read.
    fn whole(mut self) -> (Answer, Option<(Linked, Reading)>) {
        let raw_chars = self.question.text.chars().take(MAX_RAW_CHARS + 1).count();
        if raw_chars > MAX_RAW_CHARS {
            return (self.none(Reason::TooLong { limit_chars: MAX_QUESTION_CHARS }), None);
        }
        if let Some(selection) = self.by_id() {
            return (self.selected(selection), None);
        }
        let Some(mut linked) = self.linked(false).filter(|linked| linked.text.len() <= MAX_QUESTION_CHARS) else {
            return (self.none(Reason::TooLong { limit_chars: MAX_QUESTION_CHARS }), None);
        };
        if linked.pieces.is_empty() {
            return (self.none(Reason::Empty), None);
        }
        let mut reading = interpret::read(&linked, self.catalog, self.vocabulary);
        // "To date" is a phrase where the packs' word "date" makes no sense.
        if linked.passed_over
            && (reading.unexplained != 0 || reading.metrics.is_empty())
            && let Some(other) = self.linked(true)
        {
            let second = interpret::read(&other, self.catalog, self.vocabulary);
            if second.unexplained.count_ones() < reading.unexplained.count_ones() {
                (linked, reading) = (other, second);
            }
        }
        // "By year" is a phrase where the reading needs no "year" of the packs and the phrase says what to do.
        if linked.passed_over
            && reading.unexplained == 0
            && let Some(other) = self.linked(true)
        {
            let second = interpret::read(&other, self.catalog, self.vocabulary);
            let same = (&second.metrics, &second.entities) == (&reading.metrics, &reading.entities);
            let wishes = |linked: &Linked, reading: &Reading| {
                let roles = [Role::Trend, Role::Ratio, Role::Most, Role::Least, Role::Compare];
                roles.map(|role| linked.with_role(role) & !reading.subject != 0)
            };
            if same
                && second.unexplained == 0
                && wishes(&linked, &reading) == [false; 5]
                && wishes(&other, &second) != [false; 5]
            {
                (linked, reading) = (other, second);
            }
        }
        // A correction that explains nothing is not worth saying.
        let used = |position: usize| reading.unexplained & (1 << position) == 0;
        for (position, pattern) in linked.typos().filter(|(position, _)| used(*position)) {
            let typed = linked.typed(position).to_owned();
            let read = self.vocabulary.surfaces.get(pattern as usize).map_or_else(String::new, ToString::to_string);
            self.answer.assumptions.push(Assumption::ReadAs { typed, read });
        }
        (self.interpreted(&linked, &reading), Some((linked, reading)))
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
                self.answer.suggestions = self.about(entity, false);
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
        let linked = Linked::new(&rest, self.question.today, self.vocabulary, true)?;
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
        let compares = has_role(Role::Compare) || has_role(Role::Ratio);
        let ranks = has_role(Role::Most) || has_role(Role::Least);
        // "H100 total" may name a metric; of several things their sum is meant even so.
        self.adds = linked.with_role(Role::Sum) != 0 && !compares;
        self.answer.as_part = linked.asks_for_a_part(self.vocabulary);
        self.answer.operation = if ranks && reading.entities.len() < 2 {
            Operation::Rank
        } else if (compares && !(has_role(Role::Trend) && (reading.entities.len() < 2 || !has_role(Role::Ratio))))
            || ranks
        {
            Operation::Compare
        } else if has_role(Role::Trend) || linked.periods.first().is_some_and(Asked::is_series) {
            Operation::Trend
        } else {
            self.taken.operation
        };
        let mut filter = self.filter(None);
        filter.outlook = has_role(Role::Outlook) || self.taken.outlook;
        filter.sources.extend(&reading.sources);

        if let Some(reason) = self.obstacle(linked, reading) {
            return self.declined(linked, reading, &filter, reason);
        }
        if reading.metrics.len() > 1 {
            filter.asked = linked.periods.first().copied();
            return self.compare_metrics(reading, &filter);
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
        // What is planned "by 2030" is a plan for 2030, not one for some year before.
        if let (true, Some(Asked::Until(date))) = (filter.outlook, filter.asked) {
            filter.asked = Some(Asked::Within(Period::at(date)));
        }
        let leaves = pointed_to(linked, self.vocabulary, metric, leaves(self.catalog, metric));
        let wanted = interpret::wanted_count(linked);
        let years = |span: Period| usize::from(span.last_day().year().abs_diff(span.first_day().year())) + 1;
        let totalled = match filter.asked {
            Some(Asked::Between(span) | Asked::Within(span)) if self.adds => years(span),
            _ => 0,
        };
        let (catalog, vocabulary) = (self.catalog, self.vocabulary);
        let mut answer = self.look_up(metric, &leaves, reading, linked, filter, wanted.map(|(_, count)| count));
        // A total of years that are not all known is none; another measure may have it.
        let is_series = answer.operation == Operation::Trend && answer.outcome == Outcome::Answer;
        if is_series && answer.figures.len() > 1 && answer.figures.len() < totalled {
            answer.outcome = Outcome::Choice;
            answer.reason = Some(Reason::SeveralMetrics);
            answer.suggestions =
                unique(answer.figures.drain(..).map(Selection::Figure).take(MAX_SUGGESTIONS).collect());
        }
        // "The US, Korea and Britain by size": those that were named, in order.
        if ranks && answer.operation == Operation::Compare && answer.outcome == Outcome::Answer {
            let least = has_role(Role::Least) && !has_role(Role::Most);
            in_order(&mut answer, catalog, least);
        }
        answer.with_numbers(linked, wanted.map(|(position, _)| position), subject, vocabulary, catalog)
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
        // "How much is an H100" asks for its price.
        let counted =
            reading.metrics.first().is_some_and(|metric| self.catalog.unit_of(*metric).kind == UnitKind::Count);
        let much = counted && self.answer.operation == Operation::Lookup && linked.asks_how_much_of_one();
        if (reading.wrong_unit != 0 || much)
            && let Some(metric) = reading.metrics.first()
        {
            return Some(Reason::WrongUnit { metric: *metric });
        }
        if unexplained != 0 {
            return Some(Reason::UnknownWords(linked.quote(unexplained)));
        }
        let joined = self.answer.operation != Operation::Compare && interpret::joins_two_metrics(linked, reading);
        let several = reading.metrics.len() > 1 && self.answer.operation != Operation::Compare;
        if several || joined {
            return Some(Reason::SeveralQuestions);
        }
        // "Which fell most" asks for an order of changes; the order of sizes is no answer to it.
        let changes = linked.with_role(Role::Trend) & !reading.subject;
        (self.answer.operation == Operation::Rank && changes != 0 && !reading.metrics.is_empty())
            .then(|| Reason::UnknownWords(linked.quote(changes)))
    }

    fn without_metric(mut self, linked: &Linked, reading: &Reading, filter: &Filter) -> Answer {
        if let Some(entity) = reading.entities.first() {
            let ranks = self.answer.operation == Operation::Rank;
            let about = reading.entities.iter().flat_map(|entity| self.about(*entity, ranks));
            self.answer.suggestions = about.take(MAX_SUGGESTIONS).collect();
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
                let kind = kind_wanted(linked, reading.subject);
                let competes = |kind: EntityKind| {
                    leaves.iter().any(|leaf| self.competitors(*leaf, Some(kind)) > entities.len().min(1))
                };
                // What packs call a region may be called otherwise: where there are none, all compete that may be places.
                let kind = kind.filter(|(kind, _)| {
                    *kind != EntityKind::Region || competes(*kind) || !self.are_several_places(leaves)
                });
                if let Some((kind, word)) = kind
                    && !competes(kind)
                {
                    self.answer.suggestions = vec![Selection::Metric(metric)];
                    return self.choice(Reason::UnknownWords(vec![linked.typed(word).to_owned()]));
                }
                let kind = kind.map(|(kind, _)| kind);
                // Of fewer things there is no such place.
                let most = leaves.iter().map(|leaf| self.competitors(*leaf, kind)).max().unwrap_or_default();
                if let Some(nth) = linked.nth.filter(|nth| entities.is_empty() && nth.place > most) {
                    self.answer.suggestions = vec![Selection::Metric(metric)];
                    return self.choice(Reason::UnknownWords(linked.quote(nth.mask)));
                }
                self.rank(
                    metric,
                    leaves,
                    entities,
                    &filter,
                    Wanted { count: wanted, place: linked.nth.map(|nth| nth.place), least, kind },
                )
            }
            ([], Operation::Trend) => match self.only_entity(leaves).or_else(|| self.whole_entity(leaves)) {
                Some((leaf, entity)) => {
                    self.assume_entity(leaves, entity);
                    self.trend(leaf, entity, &filter)
                }
                None => self.metric_alone(metric, leaves, &filter, true),
            },
            ([], _) if self.is_published_order(leaves) => self.rank(
                metric,
                leaves,
                &[],
                &filter,
                Wanted { count: wanted, place: linked.nth.map(|nth| nth.place), least: false, kind: None },
            ),
            ([], _) => self.metric_alone(metric, leaves, &filter, false),
            ([entity], operation) => {
                let fitting: Vec<MetricRef> =
                    leaves.iter().copied().filter(|leaf| !self.catalog.cell(*leaf, *entity).is_empty()).collect();
                match fitting.as_slice() {
                    [] => self.no_cell(metric, leaves, *entity, &filter),
                    [leaf] if operation == Operation::Trend => {
                        // "Between 2016 and 2023 altogether": one figure of the whole span, where there is one and no course is asked.
                        let follows = linked.with_role(Role::Trend) & !reading.subject != 0;
                        match self.of_the_span(*leaf, *entity, &filter).filter(|_| !follows) {
                            Some(figures) => self.of_one_span(figures),
                            None => self.trend(*leaf, *entity, &filter),
                        }
                    }
                    [leaf] => {
                        if operation == Operation::Compare {
                            self.answer.operation = Operation::Lookup;
                            // A multiple is compared already: "how many times a year does it grow".
                            if self.catalog.metric(*leaf).kind != MetricKind::Multiple {
                                self.answer.assumptions.push(Assumption::OneCompared);
                            }
                        }
                        // The words did not say which of several it is: there happens to be one.
                        if leaves.len() > 1 {
                            self.answer.assumptions.push(Assumption::Broad(metric));
                        }
                        self.one_cell(*leaf, *entity, &filter)
                    }
                    several => self.several_leaves(metric, several, *entity, &filter),
                }
            }
            (entities, Operation::Trend) => match self.trends(leaves, entities, &filter) {
                Some(answer) => answer,
                None => self.compare_entities(metric, leaves, entities, &filter),
            },
            (entities, _) => self.compare_entities(metric, leaves, entities, &filter),
        }
    }

    /// The entities of a metric; groups within another of them are left to questions that name them.
    fn top_entities(&self, metric: MetricRef) -> Vec<EntityRef> {
        self.top_cells(metric).into_iter().map(|cell| self.catalog.figure(cell[0]).entity).collect()
    }

    /// The same with the figures of each.
    fn top_cells(&self, metric: MetricRef) -> Vec<&'a [FigureRef]> {
        let entity = |cell: &[FigureRef]| self.catalog.figure(cell[0]).entity;
        let is_group = |cell: &[FigureRef]| self.catalog.entity(entity(cell)).kind == EntityKind::Group;
        let mut cells: Vec<&[FigureRef]> = self.catalog.cells_of(metric).collect();
        if cells.iter().any(|cell| is_group(cell)) {
            let all: rustc_hash::FxHashSet<EntityRef> = cells.iter().map(|cell| entity(cell)).collect();
            let is_inner = |cell: &[FigureRef]| self.catalog.wholes_of(entity(cell)).any(|whole| all.contains(&whole));
            cells.retain(|cell| !is_group(cell) || !is_inner(cell));
        }
        cells
    }

    fn only_entity(&self, leaves: &[MetricRef]) -> Option<(MetricRef, EntityRef)> {
        let mut cells =
            leaves.iter().flat_map(|leaf| self.top_entities(*leaf).into_iter().map(move |entity| (*leaf, entity)));
        let first = cells.next()?;
        cells.next().is_none().then_some(first)
    }

    /// Of a metric with figures about several things, the one that holds all others of them: the country of its regions.
    fn whole_entity(&self, leaves: &[MetricRef]) -> Option<(MetricRef, EntityRef)> {
        let [leaf] = leaves else { return None };
        let entities = self.top_entities(*leaf);
        let (first, others) = entities.split_first()?;
        let holds =
            |whole: EntityRef| entities.iter().all(|part| *part == whole || self.catalog.is_within(*part, whole));
        let candidates = std::iter::once(*first).chain(self.catalog.wholes_of(*first));
        let whole = candidates.into_iter().find(|whole| entities.contains(whole) && holds(*whole))?;
        (!others.is_empty()).then_some((*leaf, whole))
    }

    /// Says whom the figures are about, where nobody was named.
    fn assume_entity(&mut self, leaves: &[MetricRef], entity: EntityRef) {
        let only = self.only_entity(leaves).is_some();
        let assumption = if only { Assumption::OnlyEntity(entity) } else { Assumption::WholeEntity(entity) };
        self.answer.assumptions.push(assumption);
    }

    /// What is known about an entity: the newest figure of each metric, featured ones first; where a place in an order is
    /// asked, the published places alone, if there are any.
    fn about(&self, entity: EntityRef, ranks: bool) -> Vec<Selection> {
        let filter = self.filter(None);
        let mut figures: Vec<FigureRef> = self
            .catalog
            .metrics_of(entity)
            .iter()
            .filter_map(|metric| lookup::newest(self.catalog, *metric, entity, &filter).ok()?.figures.first().copied())
            .collect();
        let is_rank =
            |figure: &FigureRef| self.catalog.metric(self.catalog.figure(*figure).metric).kind == MetricKind::Rank;
        if ranks && figures.iter().any(is_rank) {
            figures.retain(is_rank);
        }
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
        if self.is_series() {
            self.answer.breaks = series::breaks(self.catalog, &self.answer.figures);
        } else if self.answer.figures.len() > 1 {
            self.answer.spreads = spread::spreads(self.catalog, &self.answer.figures, &self.filter(None));
        }
        let checked = self.answer.figures.iter().filter(|figure| self.inputs_were_public(**figure));
        self.answer.checks = checked.filter_map(|figure| check::again(self.catalog, *figure)).collect();
        self.answer
    }

    /// Whether all figures that a published calculation follows from were public on the day that was asked.
    fn inputs_were_public(&self, figure: FigureRef) -> bool {
        let filter = self.filter(None);
        self.catalog.figure(figure).inputs.iter().all(|input| filter.was_public(self.catalog, *input))
    }

    /// Whether the figures are one cell over time: asked for as a trend, or differing in the period.
    fn is_series(&self) -> bool {
        let figures = || self.answer.figures.iter().map(|figure| self.catalog.figure(*figure));
        let Some(first) = figures().next() else { return false };
        match self.answer.operation {
            Operation::Trend => true,
            Operation::Compare | Operation::Rank => false,
            Operation::Lookup => {
                figures().all(|figure| (figure.metric, figure.entity) == (first.metric, first.entity))
                    && figures().any(|figure| figure.period != first.period)
            }
        }
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
