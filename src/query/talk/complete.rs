//! A follow-up becomes a whole reading: what it names is its own, what it does not name is taken from the frame.

use super::frame::{Frame, MAX_FIGURES, MAX_SIDES, add};
use super::heard::Heard;
use super::meaning::Idea;
use super::{Kept, Turn, Wish, pair};
use crate::decide::Lore;
use crate::figure::{EntityRef, Language, MetricRef};
use crate::lang::Asked;
use crate::lang::lexicon::Role;
use crate::lang::text::Class;
use crate::pack::Catalog;
use crate::query::answering::{Answering, Taken};
use crate::query::compare_selected::{Compared, compare_selected};
use crate::query::{Answer, Assumption, Operation, Outcome, Question, Reason, Selection};
use crate::read::interpret::{Reading, cells};
use crate::read::link::{Linked, Mask, positions};

/// A text on its way to a whole reading.
pub(super) struct Completing<'a> {
    pub catalog: &'a Catalog,
    pub lore: &'a Lore,
    pub question: &'a Question<'a>,
    pub linked: &'a Linked,
    pub heard: &'a Heard,
    /// The text read by itself, without its cues.
    pub exact: &'a Reading,
}

impl Completing<'_> {
    /// A text that names a measure. It takes a name from the frame only where it opens like a follow-up or says nothing by
    /// itself.
    pub fn named(&self, previous: Option<&Frame>, alone: &Answer) -> Option<Turn> {
        if let Some(frame) = previous.filter(|frame| self.names_a_thing(frame)) {
            return self.unnamed(frame, alone);
        }
        let left = self.exact.unexplained & !self.heard.consumed;
        let open_frame = previous.filter(|frame| !frame.guarded && !frame.entities.is_empty());
        let bare = open_frame.is_some() && self.names_nothing_but_a_measure();
        // By itself it is a list over all: in a conversation about somebody that one is meant, unless several are asked for.
        let does = self.does(self.exact);
        let listed = alone.assumptions.contains(&Assumption::AllEntities) && !does.ranks && !does.compares;
        let meant = open_frame.is_some() && listed && !self.heard.who;
        let points = self.heard.pair || self.heard.them || self.heard.this;
        let opens = self.heard.opens || points || bare || meant;
        let answered = alone.outcome == Outcome::Answer;
        let retold = self.heard.language.is_some();
        if left != 0 || answered && !retold && !(opens && self.exact.entities.is_empty()) {
            return None;
        }
        let filled = previous.filter(|_| self.exact.entities.is_empty()).and_then(|frame| self.with_names(frame));
        // "And the training cost?" of somebody who has none is no list of those who have one.
        let goes_on = self.heard.opens || points;
        let lacking = open_frame.filter(|_| filled.is_none() && listed && goes_on);
        if let (Some(frame), [metric]) = (lacking, self.exact.metrics.as_slice()) {
            let reading = Reading { entities: frame.entities.clone(), unexplained: 0, ..self.exact.clone() };
            let kept = Kept { entities: frame.entities.clone(), ..Kept::default() };
            let turn = self.asked(frame, &reading, Taken::default(), kept, self.linked.periods.clone(), false);
            if turn.answer.outcome != Outcome::Answer && !frame.metrics.contains(metric) {
                return Some(turn);
            }
        }
        if filled.is_some() || answered && !retold || self.heard.consumed == 0 {
            return filled;
        }
        // "Chart AI workforce Korea": nothing but the wish stood in the way.
        let reading =
            Reading { unexplained: 0, subject: self.exact.subject | self.heard.consumed, ..self.exact.clone() };
        let answer = self.look_up(self.linked, &reading, Taken::default(), self.heard.language, None);
        let frame = Frame::of_answer(self.catalog, &answer, self.linked, &reading, self.question)?;
        Some(Turn { answer, wish: self.heard.wish(), frame: Some(frame) })
    }

    /// Whether the words that name a measure name just as well a thing that the measure of the frame is known of: "B200" after the
    /// memory of the H100.
    fn names_a_thing(&self, frame: &Frame) -> bool {
        let Some(metric) = frame.metrics.first() else { return false };
        let named = self.linked.metrics.iter().filter(|named| self.exact.metrics.contains(&named.what));
        let masks: Vec<Mask> = named.map(|named| named.mask).collect();
        let kind = |entity: EntityRef| self.catalog.entity(entity).kind;
        let alike = |entity: EntityRef| frame.entities.first().is_some_and(|known| kind(*known) == kind(entity));
        let is_thing = |mask: &Mask| {
            let things = self.linked.entities.iter().filter(|named| mask & !named.mask == 0);
            let mut things = things.map(|named| named.what);
            // One of the kind that was spoken of is meant even where nothing is known of it.
            things.any(|entity| !cells(self.catalog, *metric, entity).is_empty() || alike(entity))
        };
        !masks.is_empty() && masks.iter().all(is_thing)
    }

    /// Whether the text is the name of a measure and no more, as people go on with a word or two: "and power?", 성능은?
    fn names_nothing_but_a_measure(&self) -> bool {
        let linked = self.linked;
        let own = linked.metrics.iter().filter(|named| self.exact.metrics.contains(&named.what));
        let name = own.fold(0, |mask, named| mask | named.mask);
        let idle = [Role::Padding, Role::Function, Role::Particle, Role::Ending, Role::Count, Role::Many];
        let idle = idle.iter().fold(linked.periods_at(), |mask, role| mask | linked.with_role(*role));
        name != 0 && self.exact.entities.is_empty() && linked.all() & !(name | idle | self.heard.consumed) == 0
    }

    /// The measure that the text names, for the names of the frame.
    fn with_names(&self, frame: &Frame) -> Option<Turn> {
        if frame.entities.is_empty() {
            return None;
        }
        let fits =
            |metric: &MetricRef| frame.entities.iter().all(|entity| !cells(self.catalog, *metric, *entity).is_empty());
        let named = self.exact.metrics.iter().chain(&self.exact.rivals);
        let fitting: Vec<MetricRef> = named.copied().filter(fits).collect();
        let [metric] = fitting.as_slice() else { return None };
        let reading = Reading {
            metrics: vec![*metric],
            rivals: Vec::new(),
            entities: frame.entities.clone(),
            unexplained: 0,
            subject: self.exact.subject | self.heard.consumed,
            ..self.exact.clone()
        };
        let kept = Kept { entities: frame.entities.clone(), ..Kept::default() };
        // Beside a plan another measure's plan is meant, and not what is there already.
        let outlook = frame.looks_ahead(self.catalog);
        let taken = Taken { operation: self.operation_of(frame), outlook };
        // The period goes along where the other measure has it.
        let periods = if self.linked.periods.is_empty() { frame.periods.clone() } else { Vec::new() };
        let own = || self.linked.periods.clone();
        let turns = [(!periods.is_empty()).then_some((periods, true)), Some((own(), false))];
        turns.into_iter().flatten().find_map(|(periods, kept_periods)| {
            let turn = self.asked(frame, &reading, taken, kept.clone(), periods, kept_periods);
            let no_plan = outlook && matches!(turn.answer.reason, Some(Reason::NoOutlook { .. }));
            (turn.answer.outcome == Outcome::Answer || no_plan).then_some(turn)
        })
    }

    fn operation_of(&self, frame: &Frame) -> Operation {
        match frame.operation {
            _ if frame.metrics.len() > 1 => Operation::Compare,
            operation @ (Operation::Trend | Operation::Rank) if self.linked.periods.is_empty() => operation,
            _ => Operation::Lookup,
        }
    }

    /// Looks up a whole reading like that of any question.
    fn look_up(
        &self,
        linked: &Linked,
        reading: &Reading,
        taken: Taken,
        language: Option<Language>,
        periods: Option<&[Asked]>,
    ) -> Answer {
        let question = Question { language: language.or(self.question.language), ..self.question.clone() };
        Answering::new(self.catalog, self.lore, &question).continued(linked, reading, taken, periods)
    }

    /// The language of the reply: the one that is asked for or set; the text's own if it has words; else that of the
    /// conversation.
    fn language(&self, frame: &Frame) -> Option<Language> {
        let set = self.heard.language.or(self.question.language);
        set.or_else(|| {
            let text = self.question.text;
            let names = self.exact.entities.is_empty() && self.exact.metrics.is_empty();
            let korean = Language::of_text(text) == Language::Korean;
            let words = self.linked.all() & !self.linked.periods_at() & !self.linked.numbers();
            let spoken = positions(words).any(|position| {
                let piece = self.linked.pieces[position];
                self.linked.text.classes[piece.start] == Class::Letter
                    && (names || self.linked.word_at(position).is_none())
            });
            Some(if korean {
                Language::Korean
            } else if spoken {
                Language::English
            } else {
                frame.language
            })
        })
    }

    /// A turn with what was taken said first, and the frame for the next one.
    fn turned(
        &self,
        frame: &Frame,
        mut answer: Answer,
        reading: &Reading,
        periods: Vec<Asked>,
        outlook: bool,
        kept: Kept,
    ) -> Turn {
        let next = Frame::of_shown(self.catalog, &answer).map(|shown| {
            let heads = shown.recent.clone();
            let mut next = Frame {
                metrics: reading.metrics.clone(),
                periods,
                sources: reading.sources.clone(),
                outlook,
                as_of: self.question.as_of.or(frame.as_of),
                ..shown
            };
            next.remember(&frame.recent, &heads);
            next.figures.truncate(MAX_FIGURES);
            next
        });
        // What was asked in vain is what the next turn goes on from: "and Korea?", none, "in 2024 then".
        let next = next.or_else(|| {
            let named = !reading.entities.is_empty();
            named.then(|| Frame {
                metrics: reading.metrics.clone(),
                entities: reading.entities.clone(),
                sources: reading.sources.clone(),
                outlook,
                figures: Vec::new(),
                ..frame.clone()
            })
        });
        if kept != Kept::default() {
            answer.assumptions.insert(0, kept.said());
        }
        Turn { answer, wish: self.heard.wish(), frame: next }
    }

    /// A text that names no measure: it is about that of the frame, if its words leave nothing open then.
    pub fn unnamed(&self, frame: &Frame, alone: &Answer) -> Option<Turn> {
        let points = self.heard.opens || self.heard.pair || self.heard.them || self.heard.this;
        let guessed = alone.assumptions.iter().any(|one| matches!(one, Assumption::Understood(_)));
        // Complete by itself: an id, or two whole sides.
        let complete = self.exact.metrics.is_empty() || self.exact.unexplained & !self.heard.consumed != 0;
        if alone.outcome == Outcome::Answer && !points && !guessed && complete {
            return None;
        }
        let names_alone = !self.linked.entities.is_empty() && !points;
        if !self.says_something() || frame.guarded && names_alone {
            return None;
        }
        let metric = *frame.metrics.first()?;
        let mut reading = self.read_about(metric);
        let idea = self.idea(&mut reading);
        let negation = self.linked.with_role(Role::Negation);
        self.set_light_words_aside(&mut reading);
        let left = reading.unexplained & !self.linked.places() & !negation;
        if left != 0 {
            return None;
        }
        reading.unexplained &= !negation;
        reading.metrics.clone_from(&frame.metrics);
        let mut does = self.does(&reading);
        // "And the target?": the word may stand in a name of the measure, but was not said of it yet.
        does.looks_ahead |= !frame.looks_ahead(self.catalog) && self.looks_ahead();
        does.follows |= idea == Some(Idea::Follow);
        does.compares |= idea == Some(Idea::Compare);
        let mut kept = Kept { metrics: frame.metrics.clone(), ..Kept::default() };
        let new_names = !reading.entities.is_empty() || reading.unexplained & self.linked.places() != 0;
        let shown = frame.figures.first().map(|figure| self.catalog.figure(*figure).period.last_day().year());
        let year = self.heard.year_from(shown);
        let timeless = self.linked.periods.is_empty() && year.is_none();
        let nothing_new = !new_names && timeless && reading.sources.is_empty();
        let plain = !does.compares && !does.ranks && !does.follows && !does.negates && !does.looks_ahead;
        let points_at_several = self.heard.pair || self.heard.them;
        if nothing_new && self.states_another_number(frame, &reading) {
            return None;
        }
        if nothing_new && plain && !points_at_several {
            return Some(self.again(frame, &reading, idea));
        }
        // "Which is more": of those that were spoken of, not of all.
        if does.ranks && self.heard.comparative && nothing_new && matches!(self.several(frame), Several::Names(_)) {
            does.compares = true;
        }
        // By itself 전년 is the year before this one; in a conversation it is the one before the year that was shown.
        let elsewhere = self.linked.periods_at() & !self.heard.consumed != 0;
        let mut periods = match year {
            Some(year) if !elsewhere => vec![year],
            _ => self.linked.periods.clone(),
        };
        if does.negates && !self.corrected(frame, &mut reading, &mut periods) {
            return None;
        }
        if new_names {
            let beside = does.compares || frame.operation == Operation::Compare && frame.entities.len() > 1;
            if beside && !does.negates && !reading.entities.is_empty() {
                // "And the UK?" after two others: it is asked about, and stands before them.
                let (mut all, mut more) = (reading.entities.clone(), frame.entities.clone());
                if does.compares {
                    std::mem::swap(&mut all, &mut more);
                }
                more.into_iter().for_each(|entity| add(&mut all, entity));
                kept.entities.clone_from(&frame.entities);
                reading.entities = all;
            }
        } else if points_at_several || does.compares && nothing_new {
            match self.several(frame) {
                Several::Names(names) => {
                    kept.entities.clone_from(&names);
                    reading.entities = names;
                }
                Several::Done(turn) => return Some(*turn),
                // Two periods of one thing, or a series: it says how many times already.
                Several::Nothing if frame.figures.len() > 1 => return Some(self.again(frame, &reading, idea)),
                Several::Nothing => return Some(self.compared_with_nothing(alone)),
            }
        } else if !(does.ranks && self.heard.who) {
            kept.entities.clone_from(&frame.entities);
            reading.entities.clone_from(&frame.entities);
        }
        if reading.sources.is_empty() && !frame.sources.is_empty() && !does.negates {
            reading.sources.clone_from(&frame.sources);
            kept.sources.clone_from(&frame.sources);
        }
        // "Compare with 2022": the period that was shown is the other side.
        if does.compares && !new_names && periods.len() == 1 {
            let shown = frame.figures.last().map(|figure| Asked::Within(self.catalog.figure(*figure).period));
            let before = if frame.periods.is_empty() { shown.into_iter().collect() } else { frame.periods.clone() };
            let own = std::mem::take(&mut periods);
            before.into_iter().chain(own).for_each(|asked| add(&mut periods, asked));
        }
        let kept_outlook = frame.outlook && !does.looks_ahead && !does.negates && periods.is_empty();
        let outlook = kept_outlook || does.looks_ahead;
        let acts = does.compares || does.ranks || does.follows;
        let operation = match idea {
            Some(Idea::Follow) => Operation::Trend,
            _ if acts || does.looks_ahead => Operation::Lookup,
            _ => self.operation_of(frame),
        };
        let taken = Taken { operation, outlook };
        let taken_periods = if periods.is_empty() && !does.follows { frame.periods.clone() } else { Vec::new() };
        let own = if taken_periods.is_empty() { periods } else { taken_periods.clone() };
        let mut turn = self.asked(frame, &reading, taken, kept.clone(), own, !taken_periods.is_empty());
        let no_period = matches!(turn.answer.reason, Some(Reason::NoPeriod { .. }));
        if no_period && !taken_periods.is_empty() && new_names {
            let without = self.asked(frame, &reading, taken, kept, Vec::new(), false);
            if without.answer.outcome == Outcome::Answer {
                turn = without;
            }
        }
        if does.looks_ahead && matches!(turn.answer.reason, Some(Reason::NoOutlook { .. })) {
            turn = self.planned(frame, &reading).unwrap_or(turn);
        }
        let unread = matches!(turn.answer.reason, Some(Reason::UnknownWords(_) | Reason::Negation));
        (!unread).then_some(turn)
    }

    fn asked(
        &self,
        frame: &Frame,
        reading: &Reading,
        taken: Taken,
        mut kept: Kept,
        periods: Vec<Asked>,
        taken_periods: bool,
    ) -> Turn {
        if taken_periods {
            kept.periods = periods.iter().map(Asked::iso).collect();
        }
        let answer = self.look_up(self.linked, reading, taken, self.language(frame), Some(&periods));
        self.turned(frame, answer, reading, periods, taken.outlook, kept)
    }

    /// The same once more: in another language or form, or with its source or meaning.
    fn again(&self, frame: &Frame, reading: &Reading, idea: Option<Idea>) -> Turn {
        let language = self.language(frame);
        let question = Question { language, as_of: self.question.as_of.or(frame.as_of), ..self.question.clone() };
        let one = match (frame.figures.as_slice(), frame.operation) {
            ([figure], Operation::Lookup) => Some(*figure),
            _ => None,
        };
        let mut answer = match one {
            Some(figure) => Answering::new(self.catalog, self.lore, &question).selected(Selection::Figure(figure)),
            None => {
                let whole = Reading {
                    metrics: frame.metrics.clone(),
                    entities: frame.entities.clone(),
                    sources: frame.sources.clone(),
                    subject: self.linked.all(),
                    ..Reading::default()
                };
                let taken = Taken { operation: frame.operation, outlook: frame.outlook };
                let answering = Answering::new(self.catalog, self.lore, &question);
                answering.continued(self.linked, &whole, taken, Some(&frame.periods))
            }
        };
        let has = |role: Role| self.linked.with_role(role) & !reading.subject != 0;
        answer.wants_source = has(Role::Source) || self.heard.source;
        answer.wants_definition = has(Role::Definition) || idea == Some(Idea::Define);
        let kept = Kept {
            metrics: frame.metrics.clone(),
            entities: frame.entities.clone(),
            periods: frame.periods.iter().map(Asked::iso).collect(),
            sources: frame.sources.clone(),
        };
        let answered = answer.outcome == Outcome::Answer;
        answer.assumptions.insert(0, kept.said());
        let next = Frame { language: answer.language, guarded: false, ..frame.clone() };
        let listed = (idea == Some(Idea::List)).then_some(Wish::Table);
        Turn { answer, wish: self.heard.wish().or(listed), frame: answered.then_some(next) }
    }

    /// The measure of a plan that shares words with that of the frame: "the target" after the number of libraries is the planned
    /// number of libraries.
    fn planned(&self, frame: &Frame, reading: &Reading) -> Option<Turn> {
        let (catalog, vocabulary) = (self.catalog, &self.lore.vocabulary);
        let metric = *frame.metrics.first()?;
        let typed: Vec<_> = positions(self.linked.with_role(Role::Outlook))
            .filter_map(|position| self.linked.word_at(position))
            .collect();
        let own = vocabulary.metric_words.get(metric.index())?;
        let unit = |metric: MetricRef| &catalog.unit_of(metric).id;
        let mut found: Vec<(usize, MetricRef)> = Vec::new();
        for (position, words) in vocabulary.metric_words.iter().enumerate() {
            let other = MetricRef::from(position);
            let is_planned = other != metric && typed.iter().any(|word| words.contains(word) && !own.contains(word));
            if !is_planned || unit(other) != unit(metric) || reading.entities.is_empty() {
                continue;
            }
            let known = reading.entities.iter().all(|entity| !cells(catalog, other, *entity).is_empty());
            let shared = words.iter().filter(|word| own.contains(*word)).count();
            if known && shared > 0 {
                found.push((shared, other));
            }
        }
        let most = found.iter().map(|(shared, _)| *shared).max()?;
        let mut best = found.into_iter().filter(|(shared, _)| *shared == most);
        let (Some((_, plan)), None) = (best.next(), best.next()) else { return None };
        let whole = Reading { metrics: vec![plan], subject: self.linked.all(), ..reading.clone() };
        let kept = Kept { entities: reading.entities.clone(), ..Kept::default() };
        let turn = self.asked(frame, &whole, Taken::default(), kept, Vec::new(), false);
        (turn.answer.outcome == Outcome::Answer).then_some(turn)
    }

    /// "Not Korea, Japan": what the frame has is left out, and the rest is meant. False where that leaves nothing, or takes
    /// nothing away.
    fn corrected(&self, frame: &Frame, reading: &mut Reading, periods: &mut Vec<Asked>) -> bool {
        let names = reading.entities.len();
        let dates = periods.len();
        reading.entities.retain(|entity| !frame.entities.contains(entity));
        periods.retain(|asked| !frame.periods.contains(asked) && !self.was_shown(frame, asked));
        let changed = (names, dates) != (reading.entities.len(), periods.len());
        let place = reading.unexplained & self.linked.places() != 0;
        let left = !reading.entities.is_empty() || !periods.is_empty() || place;
        // What stays where nothing of its kind was named.
        let whole = (names == 0) == reading.entities.is_empty() || place;
        reading.subject |= self.linked.with_role(Role::Negation);
        changed && left && whole
    }

    fn was_shown(&self, frame: &Frame, asked: &Asked) -> bool {
        frame.figures.iter().all(|figure| asked.admits(&self.catalog.figure(*figure).period))
    }

    /// The things that are to stand beside each other.
    fn several(&self, frame: &Frame) -> Several {
        let most = if self.heard.pair { 2 } else { MAX_SIDES };
        if let Some(names) = pair::entities(self.catalog, frame, most) {
            return Several::Names(names);
        }
        let Some(figures) = pair::figures(self.catalog, frame, most) else { return Several::Nothing };
        let language = self.language(frame).unwrap_or(frame.language);
        let question = Question { language: Some(language), ..self.question.clone() };
        let select = |figure| Answering::new(self.catalog, self.lore, &question).selected(Selection::Figure(figure));
        let answers: Vec<Answer> = figures.iter().map(|figure| select(*figure)).collect();
        match compare_selected(self.catalog, answers, language, question.as_of) {
            Compared::Done(answer) if answer.outcome == Outcome::Answer => {
                let metrics = figures.iter().map(|figure| self.catalog.figure(*figure).metric);
                let mut reading = Reading::default();
                metrics.for_each(|metric| add(&mut reading.metrics, metric));
                let kept = Kept { metrics: reading.metrics.clone(), ..Kept::default() };
                Several::Done(Box::new(self.turned(frame, *answer, &reading, Vec::new(), false, kept)))
            }
            _ => Several::Nothing,
        }
    }

    fn compared_with_nothing(&self, alone: &Answer) -> Turn {
        let answer = Answer { suggestions: Vec::new(), assumptions: Vec::new(), ..alone.clone() };
        Turn::alone(Answer { outcome: Outcome::None, reason: Some(Reason::NothingBeside), ..answer })
    }
}

/// What "both" leads to.
enum Several {
    /// Names, under the measure of the conversation.
    Names(Vec<EntityRef>),
    /// Figures of several measures, compared.
    Done(Box<Turn>),
    /// Fewer than two.
    Nothing,
}
