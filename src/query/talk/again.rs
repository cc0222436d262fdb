//! What was shown once more: in another form, beside what was shown before it, or as the plan to it.

use super::complete::Completing;
use super::frame::{Frame, MAX_SIDES, add};
use super::meaning::Idea;
use super::{Kept, Turn, Wish, pair};
use crate::figure::{EntityRef, FigureRef, MetricRef};
use crate::lang::Asked;
use crate::lang::lexicon::Role;
use crate::query::answering::{Answering, Taken};
use crate::query::compare_selected::{Compared, compare_selected};
use crate::query::{Answer, Operation, Outcome, Question, Reason, Selection};
use crate::read::interpret::{Reading, cells};
use crate::read::link::positions;

impl Completing<'_> {
    /// The same once more: in another language or form, or with its source or meaning.
    pub(super) fn again(&self, frame: &Frame, reading: &Reading, idea: Option<Idea>) -> Turn {
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
        let next = Frame { language: answer.language, guarded: false, denied: false, ..frame.clone() };
        let listed = (idea == Some(Idea::List)).then_some(Wish::Table);
        Turn { answer, wish: self.heard.wish().or(listed), frame: answered.then_some(next) }
    }

    /// The measure of a plan that shares words with that of the frame: "the target" after the number of libraries is the planned
    /// number of libraries.
    pub(super) fn planned(&self, frame: &Frame, reading: &Reading) -> Option<Turn> {
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
        let turn = self.asked(frame, &whole, Taken::default(), kept, self.linked.periods.clone(), false);
        (turn.answer.outcome == Outcome::Answer).then_some(turn)
    }

    /// The last two figures that were spoken of, where they are of one thing at two times.
    pub(super) fn between_two(&self, frame: &Frame) -> Option<Turn> {
        let [.., older, newer] = frame.recent.as_slice() else { return None };
        let of = |figure: &FigureRef| self.catalog.figure(*figure);
        let (one, other) = (of(older), of(newer));
        let series = (one.metric, one.entity) == (other.metric, other.entity) && one.period != other.period;
        (series && !frame.missed).then(|| self.beside(frame, &[*older, *newer]))?
    }

    /// The things that are to stand beside each other.
    pub(super) fn several(&self, frame: &Frame, two: bool) -> Several {
        if frame.missed {
            return Several::Nothing;
        }
        let most = if self.heard.pair || two { 2 } else { self.heard.several.unwrap_or(MAX_SIDES) };
        if let Some(names) = pair::entities(self.catalog, frame, most, self.heard.several) {
            return Several::Names(names);
        }
        let Some(figures) = pair::figures(self.catalog, frame, most) else { return Several::Nothing };
        self.beside(frame, &figures).map_or(Several::Nothing, |turn| Several::Done(Box::new(turn)))
    }

    /// Figures compared as they are, whatever each of them measures.
    fn beside(&self, frame: &Frame, figures: &[FigureRef]) -> Option<Turn> {
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
                Some(self.turned(frame, *answer, &reading, Vec::new(), false, kept))
            }
            _ => None,
        }
    }

    pub(super) fn compared_with_nothing(&self, alone: &Answer) -> Turn {
        let answer = Answer { suggestions: Vec::new(), assumptions: Vec::new(), ..alone.clone() };
        Turn::alone(Answer { outcome: Outcome::None, reason: Some(Reason::NothingBeside), ..answer })
    }
}

/// What "both" leads to.
pub(super) enum Several {
    /// Names, under the measure of the conversation.
    Names(Vec<EntityRef>),
    /// Figures of several measures, compared.
    Done(Box<Turn>),
    /// Fewer than two.
    Nothing,
}
