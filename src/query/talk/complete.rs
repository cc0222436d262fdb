//! A follow-up becomes a whole reading: what it names is its own, what it does not name is taken from the frame.

use super::frame::{Frame, MAX_FIGURES};
use super::heard::Heard;
use super::{Kept, Turn};
use crate::decide::Lore;
use crate::figure::{EntityRef, Language, MetricRef};
use crate::lang::Asked;
use crate::lang::text::Class;
use crate::pack::Catalog;
use crate::query::answering::{Answering, Taken};
use crate::query::{Answer, Assumption, Operation, Outcome, Question, Reason};
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
        // "Which place is Korea": the one that was published, if the measure has one.
        if let Some(turn) = previous.filter(|_| self.asks_for_a_place()).and_then(|frame| self.nearby(frame)) {
            return Some(turn);
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
        let idle = linked.periods_at() | linked.carrying(&[]);
        name != 0 && self.exact.entities.is_empty() && linked.all() & !(name | idle | self.heard.consumed) == 0
    }

    /// The measure that the text names, for the names of the frame.
    fn with_names(&self, frame: &Frame) -> Option<Turn> {
        if frame.entities.is_empty() {
            return None;
        }
        let whom = self.pointed_at(frame);
        let fits = |metric: &MetricRef| whom.iter().all(|entity| !cells(self.catalog, *metric, *entity).is_empty());
        let named = self.exact.metrics.iter().chain(&self.exact.rivals);
        let fitting: Vec<MetricRef> = named.copied().filter(fits).collect();
        let [metric] = fitting.as_slice() else { return None };
        let reading = Reading {
            metrics: vec![*metric],
            rivals: Vec::new(),
            entities: whom.clone(),
            unexplained: 0,
            subject: self.exact.subject | self.heard.consumed,
            ..self.exact.clone()
        };
        let kept = Kept { entities: whom.clone(), ..Kept::default() };
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

    pub(super) fn operation_of(&self, frame: &Frame) -> Operation {
        match frame.operation {
            _ if frame.metrics.len() > 1 => Operation::Compare,
            operation @ (Operation::Trend | Operation::Rank)
                if self.linked.periods.is_empty() && !self.heard.newest =>
            {
                operation
            }
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
    pub(super) fn language(&self, frame: &Frame) -> Option<Language> {
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
    pub(super) fn turned(
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
                named: self.named_last(frame),
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

    pub(super) fn asked(
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
}
