//! Which of all that a question may mean is meant, and whether that is sure enough to be answered.
//!
//! Reading by known words ([`read`](crate::read)) is exact and deaf: one everyday word that no list holds, and nothing is answered.
//! Here every metric that the words come near to is a candidate, with a vector of named evidence; weights that were learned from
//! questions with known answers put the candidates in order and say how probable it is that the best one is right. What the room
//! promises:
//!
//! 1. It makes no figure and no sentence; it puts readings in order and says how sure the first one is.
//! 2. No evidence is a word of a field, and no weight is written by hand: they are data that the trainer of this repository writes,
//!    the same bytes from the same questions.
//! 3. The same question, packs and weights give the same decision.

mod candidate;
pub mod evidence;
mod explained;
mod looked_up;
mod model;
mod profile;
mod support;
pub mod trees;

pub(crate) use candidate::Candidate;
pub use evidence::{Bar, Evidence};
pub use model::{CONTEXT, Model, ModelError};
pub(crate) use support::Support;

use std::sync::Arc;

use crate::facts::lookup::Filter;
use crate::figure::{MetricRef, Period};
use crate::pack::Catalog;
use crate::read::interpret::Reading;
use crate::read::link::Linked;
use crate::read::vocabulary::{Vocabulary, WordId};
use candidate::Weigher;
use profile::{Profile, Profiles};

/// So many of the best candidates are looked up; the first that has an answer is the one that is decided on.
pub const LOOKED_UP: usize = 6;

/// All that is known of the words of a catalogue.
#[derive(Debug)]
pub(crate) struct Lore {
    /// Names and general words.
    pub vocabulary: Arc<Vocabulary>,
    profiles: Profiles,
    model: Model,
}

/// What is done with the best candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is answered, with what was understood said first.
    Answer,
    /// It is offered beside others.
    Offer,
    /// It is too unsure to be spoken of.
    Leave,
}

/// A candidate with all that the decision sees, and what answering it would say.
#[derive(Clone, Debug)]
pub struct Weighed<A> {
    /// The id of the metric.
    pub metric: String,
    /// The id of the broad metric above it; empty where there is none.
    pub broader: String,
    /// What it stands at in the order of candidates; larger is better.
    pub score: f32,
    /// How probable it is that answering it is right, were it the best one.
    pub chance: f32,
    /// The words that it leaves over.
    pub left: Vec<String>,
    /// What speaks for and against it.
    pub evidence: Evidence,
    /// What the decision sees besides.
    pub context: Context,
    /// What answering it says.
    pub answer: A,
}

/// A question with all of its candidates.
#[derive(Clone, Debug)]
pub struct Weighing<A> {
    /// What reading by known words alone says.
    pub exact: A,
    /// The candidates, the best one by today's weights first.
    pub candidates: Vec<Weighed<A>>,
}

/// What the decision sees besides the evidence, in the order of [`CONTEXT`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Context(pub [f32; CONTEXT.len()]);

impl Context {
    #[allow(clippy::too_many_arguments, reason = "each is one line of the weights")]
    pub(crate) fn new(
        [lead, chance]: [f32; 2],
        exact_answer: bool,
        exact_choice_same: bool,
        exact_choice_other: bool,
        exact_none_same: bool,
        answers: bool,
        several: bool,
        words: usize,
        [course, comparison, order]: [bool; 3],
        operation_aside: bool,
    ) -> Self {
        let mark = |holds: bool| f32::from(u8::from(holds));
        Self([
            lead,
            chance,
            mark(exact_answer),
            mark(exact_choice_same),
            mark(exact_choice_other),
            mark(exact_none_same),
            mark(answers),
            mark(several),
            (words as f32 / 20.0).min(2.0),
            mark(course),
            mark(comparison),
            mark(order),
            mark(operation_aside),
        ])
    }
}

/// How far a candidate's score is ahead of the best other one, bounded, and its part of all (softmax). `rivals` says which other
/// candidates mean something else: a broad metric and the narrower one that has its figure do not.
pub fn lead(scores: &[f32], position: usize, rivals: impl Fn(usize) -> bool) -> [f32; 2] {
    let own = scores.get(position).copied().unwrap_or_default();
    let rival = |other: &usize| *other != position && rivals(*other);
    let others = (0..scores.len()).filter(rival).map(|other| scores[other]);
    let next = others.fold(f32::NEG_INFINITY, f32::max);
    let lead = if next.is_finite() { (own - next).clamp(-3.0, 3.0) } else { 3.0 };
    let highest = own.max(next);
    let counted = (0..scores.len()).filter(|other| *other == position || rivals(*other));
    let sum: f32 = counted.map(|other| (scores[other] - highest).exp()).sum();
    [lead, if sum > 0.0 { (own - highest).exp() / sum } else { 0.0 }]
}

impl Lore {
    /// Reads a catalogue.
    pub fn new(catalog: &Catalog) -> Self {
        let vocabulary = Arc::new(Vocabulary::new(catalog));
        let profiles = Profiles::new(catalog, &vocabulary);
        // `App::load` has said what is wrong with weights that cannot be read; without any nothing but known words is answered.
        let model = Model::embedded().cloned().unwrap_or_else(|_| Model::blank());
        Self { vocabulary, profiles, model }
    }

    /// The candidates for a question, best first.
    pub fn candidates(&self, catalog: &Catalog, linked: &Linked, exact: &Reading, filter: &Filter) -> Vec<Candidate> {
        let weigher = Weigher { catalog, vocabulary: &self.vocabulary, profiles: &self.profiles, model: &self.model };
        weigher.weigh(linked, exact, filter)
    }

    /// How well a stretch of running text speaks of metrics; `exact` is its reading by known words alone.
    pub fn support<'a>(&'a self, catalog: &'a Catalog, linked: &'a Linked, exact: &'a Reading) -> Support<'a> {
        let weigher = Weigher { catalog, vocabulary: &self.vocabulary, profiles: &self.profiles, model: &self.model };
        Support::new(weigher, linked, exact)
    }

    /// The span of several years up to the asked one that a figure of the metric is of, where that answers.
    pub fn span_up_to(
        &self,
        catalog: &Catalog,
        metric: MetricRef,
        linked: &Linked,
        reading: &Reading,
    ) -> Option<Period> {
        looked_up::span_up_to(catalog, metric, linked, reading)
    }

    /// What the words of a metric say.
    pub fn profile(&self, metric: MetricRef) -> &Profile {
        self.profiles.of(metric)
    }

    /// Whether a word names the field of the metric's whole pack.
    pub fn is_of_field(&self, metric: MetricRef, word: WordId) -> bool {
        self.profiles.is_of_field(metric, word)
    }

    /// How telling a word of the packs is among metrics, from 0 to 1.
    pub fn weight(&self, word: WordId) -> f32 {
        self.profiles.weight(word)
    }

    /// How probable it is that answering a candidate is right.
    pub fn chance(&self, evidence: &Evidence, context: &Context) -> f32 {
        self.model.chance(evidence, &context.0)
    }

    /// What is done with the best candidate.
    pub fn verdict(&self, evidence: &Evidence, context: &Context) -> Verdict {
        let chance = self.chance(evidence, context);
        let answered = match evidence.bar() {
            Bar::Usual => chance >= self.model.answer_from,
            Bar::Raised => chance >= self.model.answer_raised_from,
            Bar::Closed => false,
        };
        if answered {
            Verdict::Answer
        } else if chance >= self.model.offer_from {
            Verdict::Offer
        } else {
            Verdict::Leave
        }
    }
}
