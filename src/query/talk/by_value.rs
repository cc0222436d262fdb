//! Whose number it is: a text that states a value and asks for its source, and names nothing.

use super::Turn;
use super::complete::Completing;
use super::frame::Frame;
use crate::facts::lookup::Filter;
use crate::figure::{FigureRef, Language};
use crate::lang::lexicon::Role;
use crate::query::answering::{Answering, MAX_SUGGESTIONS};
use crate::query::{Answer, Operation, Outcome, Question, Reason, Selection};
use crate::read::link::positions;

/// A number of fewer digits is the value of too much.
const LEAST_DIGITS: usize = 3;

impl Completing<'_> {
    /// The figure that has the stated value, with its source; a choice where several have it. None where the text asks for
    /// something else, or no figure has it.
    pub(super) fn by_value(&self) -> Option<Turn> {
        let (linked, catalog) = (self.linked, self.catalog);
        let asks = linked.with_role(Role::Source) != 0 || self.heard.source;
        let numbers = linked.numbers() & !linked.periods_at();
        let idle = self.heard.consumed | linked.carrying(&[Role::Source, Role::Chatter, Role::Quoted]);
        let left = linked.all() & !(idle | numbers | linked.unit_words());
        let [position] = positions(numbers).collect::<Vec<_>>()[..] else { return None };
        let digits = linked.typed(position).bytes().filter(u8::is_ascii_digit).count();
        if !asks || left != 0 || digits < LEAST_DIGITS {
            return None;
        }
        let stated = linked.number_at(position)?;
        let filter = Filter { as_of: self.question.as_of, ..Filter::default() };
        let counts = |metric| {
            linked.unit_words() == 0 || linked.asking_for(catalog.metric(metric).unit) & linked.unit_words() != 0
        };
        let all = (0..catalog.figures().len()).map(FigureRef::from);
        let has = |figure: &FigureRef| {
            let found = catalog.figure(*figure);
            found.value == stated.value && counts(found.metric) && filter.is_visible(catalog, *figure)
        };
        let found: Vec<FigureRef> = all.filter(has).take(MAX_SUGGESTIONS).collect();
        let language = self.question.language.unwrap_or_else(|| Language::of_text(self.question.text));
        let question = Question { language: Some(language), ..self.question.clone() };
        match found.as_slice() {
            [] => None,
            [figure] => {
                let mut answer = Answering::new(catalog, self.lore, &question).selected(Selection::Figure(*figure));
                answer.wants_source = true;
                let frame = Frame::of_shown(catalog, &answer);
                Some(Turn { answer, wish: self.heard.wish(), frame })
            }
            several => {
                let answer = Answer {
                    outcome: Outcome::Choice,
                    operation: Operation::Lookup,
                    reason: Some(Reason::SeveralMetrics),
                    suggestions: several.iter().map(|figure| Selection::Figure(*figure)).collect(),
                    ..Answer::new(language)
                };
                Some(Turn::alone(answer))
            }
        }
    }
}
