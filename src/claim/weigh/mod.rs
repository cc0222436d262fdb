//! Which figure a number speaks of where known words alone do not say so, and whether that is sure enough for a verdict.
//!
//! A candidate is a cell (metric and entity) with what its figures say of the number at the time that the text names. What a question
//! never has is the strongest evidence here: a number that says an exact figure to the last digit hardly does so by chance. The
//! rest is the same as for questions: how well the words explain the metric, who is named, which time. Weights that were learned
//! from texts with known claims put the candidates in order and say how probable it is that the best one is right; a number is
//! said to differ only where that is surer than for one that matches.

mod apart;
pub mod evidence;
mod gather;
mod model;
mod open;
pub mod settle;
mod words;

pub(super) use apart::is_same;
pub use evidence::Evidence;
pub use model::{Model, ModelError};
pub use open::{Missing, Open};

use evidence::Name;
pub(super) use words::{Named, Paragraph};

use super::context::Context;
use super::verdict::{Ground, Judge, Verdict};
use crate::figure::{Decimal, EntityRef, FigureRef, MetricRef};
use crate::lang::Phrase;
use crate::pack::Catalog;

/// What a candidate says of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// It says a figure.
    Matches,
    /// It says one that is no longer the newest.
    Outdated,
    /// It says something else.
    Differs,
}

impl Kind {
    /// Agreeing with a figure, or not: each is learned by itself.
    fn side(self) -> usize {
        usize::from(self == Self::Differs)
    }
}

/// A cell that a number may speak of.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What it says of the number.
    pub kind: Kind,
    /// The figure that the number says, or should say.
    pub figure: FigureRef,
    /// The figure that counts now, where the number says an older one.
    pub now: Option<FigureRef>,
    /// What is measured.
    pub metric: MetricRef,
    /// Who it is about.
    pub entity: EntityRef,
    /// What turns the number into the metric's unit.
    pub factor: Decimal,
    /// What speaks for and against it.
    pub evidence: Evidence,
}

/// A number with all of its candidates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weighing {
    /// Known words alone gave a verdict.
    pub settled: bool,
    /// The candidates, those that agree first.
    pub candidates: Vec<Candidate>,
}

/// What the weights say of the candidates: the best that agrees and the best that does not, each with its probability.
#[must_use]
pub fn weigh(model: &Model, candidates: &[Candidate]) -> [Option<(usize, f32)>; 2] {
    let scores = model.scores(candidates);
    [0, 1].map(|side| {
        let best = first_of(side, candidates, &scores)?;
        let row = settle::row(candidates, &scores, best);
        Some((best, model.settling[side].chance(&row)))
    })
}

/// The best candidate of a side: those that agree are 0, those that do not are 1.
#[must_use]
pub fn first_of(side: usize, candidates: &[Candidate], scores: &[f32]) -> Option<usize> {
    let of_side = (0..candidates.len()).filter(|position| candidates[*position].kind.side() == side);
    of_side.reduce(|best, other| if scores[other] > scores[best] { other } else { best })
}

impl Judge<'_> {
    /// The verdict of the weights; unknown where they are not sure.
    pub fn weighed(&self, phrase: &Phrase, context: &Context, candidates: &[Candidate]) -> Verdict {
        let Ok(model) = Model::embedded() else { return Verdict::Unknown };
        for (position, chance) in weigh(model, candidates).into_iter().flatten() {
            let Some(candidate) = candidates.get(position).filter(|candidate| model.is_sure(candidate.kind, chance))
            else {
                continue;
            };
            return match (candidate.kind, candidate.now) {
                (Kind::Outdated, Some(now)) => Verdict::Outdated { was: candidate.figure, now },
                (Kind::Differs, _) => Verdict::Differs {
                    ground: Ground::Figure(candidate.figure),
                    slip: self.slip(phrase, context, candidate.figure, candidate.factor),
                },
                _ => Verdict::Matches(Ground::Figure(candidate.figure)),
            };
        }
        Verdict::Unknown
    }
}

/// Tells which figures other numbers of the text agree with: a text that speaks of one metric goes on to do so, and hardly says the
/// same figure twice.
pub(super) fn told_beside(
    catalog: &Catalog,
    weighings: &mut [Weighing],
    settled: &[Option<FigureRef>],
    sentences: &[Option<usize>],
) {
    let told = |figure: FigureRef| {
        let item = catalog.figure(figure);
        Told { figure, metric: item.metric, entity: item.entity }
    };
    let agreeing: Vec<Vec<Told>> = weighings
        .iter()
        .zip(settled)
        .map(|(weighing, settled)| {
            let telling = |candidate: &&Candidate| {
                candidate.kind != Kind::Differs
                    && [Name::DigitsTwo, Name::DigitsThree, Name::DigitsFour]
                        .iter()
                        .any(|name| candidate.evidence.get(*name) > 0.0)
                    && candidate.evidence.get(Name::NotNamed) == 0.0
            };
            let found = weighing.candidates.iter().filter(telling).map(|candidate| told(candidate.figure));
            settled.iter().map(|figure| told(*figure)).chain(found).collect()
        })
        .collect();
    for position in 0..weighings.len() {
        let from = position.saturating_sub(NUMBERS_BESIDE);
        let until = (position + NUMBERS_BESIDE + 1).min(weighings.len());
        for candidate in &mut weighings[position].candidates {
            let (mut beside, mut before, mut same, mut others, mut entity) = (false, false, false, false, false);
            for other in (from..until).filter(|other| *other != position) {
                let within = sentences[other] == sentences[position];
                for told in &agreeing[other] {
                    same |= told.figure == candidate.figure;
                    if told.metric == candidate.metric {
                        beside |= within;
                        before |= sentences[other] < sentences[position];
                        others |= within && told.entity != candidate.entity;
                    } else {
                        entity |= told.entity == candidate.entity;
                    }
                }
            }
            candidate.evidence.mark(Name::BesideSame, beside);
            candidate.evidence.mark(Name::BeforeSame, before);
            candidate.evidence.mark(Name::FigureTold, same);
            candidate.evidence.mark(Name::OthersTold, others);
            candidate.evidence.mark(Name::EntityTold, entity);
        }
    }
}

/// A figure that a number of the text agrees with.
struct Told {
    figure: FigureRef,
    metric: MetricRef,
    entity: EntityRef,
}

/// Numbers farther away than this many say nothing of each other.
const NUMBERS_BESIDE: usize = 8;
