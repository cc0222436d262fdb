//! What a number is probably about, for a person who makes a figure of it.
//!
//! A guess is only offered where the text names one thing and no other; a person looks at it in any case.

use jiff::civil::Date;

use super::check::Claim;
use super::context::{Context, Doubt, Reading};
use super::reader::Reader;
use super::verdict::Judge;
use crate::figure::{EntityRef, MetricRef, PartialDate, Period};
use crate::lang::Asked;

/// What a number is probably about. What is none is not clear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Guess {
    /// What is measured.
    pub metric: Option<MetricRef>,
    /// Who or what it is about.
    pub entity: Option<EntityRef>,
    /// When it is said to be so.
    pub period: Option<Period>,
}

impl Reader<'_> {
    /// Every number phrase of a text with its verdict and a guess, in order. `date` is the day on which the text was written.
    #[must_use]
    pub fn check_and_guess(&self, text: &str, date: Option<Date>) -> Vec<(Claim, Guess)> {
        self.judged(text, date, |claim, context, reading| {
            let guess = self.guess(&claim, context, reading);
            (claim, guess)
        })
    }

    fn guess(&self, claim: &Claim, context: Option<&Context>, reading: &Reading<'_>) -> Guess {
        let context = context.filter(|context| !context.metrics.is_empty());
        let judge = Judge { reader: self, catalog: self.engine().catalog() };
        // What was carried over is clear only if the words between leave no doubt of it.
        let clear = context.is_some_and(|context| context.doubt != Doubt::Much);
        let named = context.filter(|_| clear || reading.names_a_metric(&claim.phrase));
        let metrics: Vec<MetricRef> = named
            .map(|context| {
                let fits = |metric: &&MetricRef| judge.factor(&claim.phrase, **metric, context).is_some();
                context.metrics.iter().filter(fits).copied().collect()
            })
            .unwrap_or_default();
        let entities = match context {
            Some(context) if clear => context.entities.clone(),
            _ => reading.beside(&claim.phrase),
        };
        let period = reading.dated(&claim.phrase).and_then(period);
        Guess { metric: only(&metrics), entity: only(&entities), period }
    }
}

/// The only one of a list.
fn only<T: Copy>(list: &[T]) -> Option<T> {
    match list {
        [one] => Some(*one),
        _ => None,
    }
}

/// A period that is one; none for open spans.
fn period(asked: Asked) -> Option<Period> {
    match asked {
        Asked::Within(period) | Asked::Between(period) => Some(period),
        Asked::EndOf(year) => Some(Period::at(PartialDate::Day(PartialDate::Year(year).last_day()))),
        Asked::Since(_) | Asked::Until(_) => None,
    }
}
