//! A question that states a multiple ("the shortage grew fivefold", 80분의 1): the published ratio that is meant.
//!
//! It is a figure with a formula, about what the other words name: its own metric and entity, or those of its inputs. The
//! stated number must be its value; where it is not, what was published is offered, never answered.

use super::{Answering, MAX_SUGGESTIONS};
use crate::figure::{Decimal, EntityRef, Figure, FigureRef, MetricRef, Status, UnitKind};
use crate::lang::lexicon::Role;
use crate::lang::multiple::{self, Stated};
use crate::query::{Answer, Operation, Outcome, Question, Reason, Selection};
use crate::read::interpret::{self, leaves};
use crate::read::link::{Linked, positions};

impl Answering<'_> {
    /// The published ratio that a question states, or those that it may mean; none if it states none.
    pub(super) fn stated(self) -> Option<Answer> {
        let stated = multiple::find(self.question.text)?;
        let linked = Linked::new(&stated.rest, self.question.today, self.vocabulary, false)?;
        let reading = interpret::read(&linked, self.catalog, self.vocabulary);
        let denies = linked.with_role(Role::Negation) & !reading.subject != 0;
        if reading.unexplained | (linked.numbers() & !reading.subject) != 0 || denies || reading.metrics.is_empty() {
            return None;
        }
        let metrics: Vec<MetricRef> =
            reading.metrics.iter().chain(&reading.rivals).flat_map(|metric| leaves(self.catalog, *metric)).collect();
        let filter = self.filter(None);
        let about = |figure: &FigureRef| {
            filter.is_visible(self.catalog, *figure)
                && self.is_about(self.catalog.figure(*figure), &metrics, &reading.entities, &linked)
        };
        let ratios: Vec<FigureRef> = self.multiples().filter(about).collect();
        let meant: Vec<FigureRef> = ratios
            .iter()
            .copied()
            .filter(|figure| is_value(self.catalog.figure(*figure).value, stated.value))
            .collect();
        match (meant.as_slice(), ratios.as_slice()) {
            (_, []) => None,
            ([figure], _) => Some(self.published(*figure)),
            _ => {
                let mut answering = self;
                answering.answer.operation = Operation::Lookup;
                let offered = if meant.is_empty() { ratios } else { meant };
                answering.answer.suggestions =
                    offered.into_iter().map(Selection::Figure).take(MAX_SUGGESTIONS).collect();
                Some(answering.choice(Reason::UnexplainedNumber(stated.typed)))
            }
        }
    }

    /// The figures to compare with a number that somebody asks to confirm and that was read as a year ("is it true that Korea
    /// has 2000 H100s"), where there is no figure of that year.
    pub(super) fn claimed(self, answer: &Answer, linked: &Linked) -> Option<Answer> {
        let confirms = linked.with_role(Role::Quoted) != 0;
        let [place] = positions(linked.periods_at()).collect::<Vec<_>>()[..] else { return None };
        let typed = linked.typed(place);
        let bare = typed.len() == 4 && typed.bytes().all(|byte| byte.is_ascii_digit());
        if !confirms || !bare || !matches!(answer.reason, Some(Reason::NoPeriod { .. })) {
            return None;
        }
        let text = self.question.text.replacen(typed, " ", 1);
        let question = Question { text: &text, ..self.question.clone() };
        let known = Answering::new(self.catalog, self.lore, &question).whole().0;
        let mut answering = self;
        answering.answer.suggestions = known.figures.into_iter().map(Selection::Figure).take(MAX_SUGGESTIONS).collect();
        (known.outcome == Outcome::Answer).then(|| answering.choice(Reason::UnexplainedNumber(typed.to_owned())))
    }

    /// All figures that are so many times something.
    fn multiples(&self) -> impl Iterator<Item = FigureRef> + use<'_> {
        let metrics = (0..self.catalog.metrics().len()).map(MetricRef::from);
        let multiples = metrics.filter(|metric| self.catalog.unit_of(*metric).kind == UnitKind::Multiple);
        multiples.flat_map(|metric| self.catalog.figures_of_metric(metric).iter().copied())
    }

    /// Whether a published ratio is about these metrics, entities and periods, itself or by what it was calculated from.
    fn is_about(&self, figure: &Figure, metrics: &[MetricRef], entities: &[EntityRef], linked: &Linked) -> bool {
        if figure.formula.is_none() {
            return false;
        }
        let parts = || figure.inputs.iter().map(|input| self.catalog.figure(*input)).chain([figure]);
        parts().any(|part| metrics.contains(&part.metric))
            && entities.iter().all(|entity| parts().any(|part| part.entity == *entity))
            && linked.periods.iter().all(|asked| parts().any(|part| asked.admits(&part.period)))
    }

    /// A published ratio; of a headline, the exact version in front.
    fn published(mut self, figure: FigureRef) -> Answer {
        let headline = self.catalog.figure(figure);
        let filter = self.filter(None);
        let exact = self.catalog.cell(headline.metric, headline.entity).iter().copied().find(|other| {
            let other_figure = self.catalog.figure(*other);
            let is_exact = headline.status == Status::Rounded && other_figure.status != Status::Rounded;
            let same = other_figure.period == headline.period && other_figure.formula == headline.formula;
            is_exact && same && filter.is_visible(self.catalog, *other)
        });
        self.answer.figures = exact.into_iter().chain([figure]).collect();
        self.answer.derived = self.answer.figures.first().and_then(|figure| self.again(*figure)).into_iter().collect();
        self.answered()
    }
}

/// Whether a value is what was stated.
fn is_value(value: Decimal, stated: Stated) -> bool {
    match stated {
        Stated::Times(times) => value == times,
        Stated::Part(part) => Decimal::ONE.checked_div(value).is_some_and(|whole| whole == part),
    }
}
