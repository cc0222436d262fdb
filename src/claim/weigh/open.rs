//! What is missing where nothing can be said of a number, and which figure is nearest: a reader who is told so can look it up.

use super::evidence::Name;
use super::{Candidate, Kind, Model, weigh};
use crate::claim::context::{Context, When};
use crate::claim::verdict::Judge;
use crate::figure::{EntityRef, FigureRef, MetricRef};

/// Why there is no verdict on a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The sentence denies, supposes or asks.
    Statement,
    /// The words name nothing that the packs measure.
    Measure,
    /// The words name a place that no pack speaks of.
    Place,
    /// There is no figure about this one.
    Entity(EntityRef, MetricRef),
    /// There is none of that time.
    Period(EntityRef, MetricRef),
    /// More than one figure may be meant.
    Several,
    /// One may be meant, but the words say something else besides.
    Certainty,
}

impl Missing {
    /// The word in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Measure => "measure",
            Self::Place => "place",
            Self::Entity(..) => "entity",
            Self::Period(..) => "period",
            Self::Several => "several",
            Self::Certainty => "certainty",
        }
    }
}

/// A number without a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// What is missing.
    pub missing: Missing,
    /// The figure that is nearest, if any is near.
    pub nearest: Option<FigureRef>,
}

/// From this probability on a figure is near.
const NEAR: f32 = 0.2;
/// Two figures are both near if their probabilities differ by less than this.
const ALIKE: f32 = 1.0;

impl Judge<'_> {
    /// What is missing for a verdict.
    pub fn open(&self, context: Option<&Context>, candidates: &[Candidate]) -> Open {
        let alone = |missing: Missing| Open { missing, nearest: None };
        let Some(context) = context else { return alone(Missing::Measure) };
        if context.marks.negated || context.marks.supposes {
            return alone(Missing::Statement);
        }
        if context.marks.places {
            return alone(Missing::Place);
        }
        let Ok(model) = Model::embedded() else { return alone(Missing::Certainty) };
        let best = weigh(model, candidates);
        let near = best.into_iter().flatten().filter(|(_, chance)| *chance >= NEAR);
        let near = near.max_by(|one, other| one.1.total_cmp(&other.1)).map(|(position, _)| &candidates[position]);
        if let Some(own) = near {
            let score = |one: &Candidate| model.score(one.kind, &one.evidence);
            let rival = |one: &&Candidate| {
                one.kind != Kind::Differs
                    && (one.metric, one.entity) != (own.metric, own.entity)
                    && score(own) - score(one) < ALIKE
            };
            let several = own.kind != Kind::Differs && candidates.iter().any(|one| rival(&one));
            let missing = if several { Missing::Several } else { Missing::Certainty };
            return Open { missing, nearest: Some(own.figure) };
        }
        let Some(metric) = context.metrics.first().copied() else { return alone(Missing::Measure) };
        let named = context.entities.first().copied();
        let missing = match named {
            Some(entity) if self.catalog.cell(metric, entity).is_empty() => Missing::Entity(entity, metric),
            Some(entity) if matches!(context.when, When::At(_)) && !has_time(candidates, metric, entity) => {
                Missing::Period(entity, metric)
            }
            _ => Missing::Certainty,
        };
        Open { missing, nearest: None }
    }
}

/// Whether a cell has a figure of the time that the text names.
fn has_time(candidates: &[Candidate], metric: MetricRef, entity: EntityRef) -> bool {
    candidates
        .iter()
        .any(|one| (one.metric, one.entity) == (metric, entity) && one.evidence.get(Name::TimeBeside) > 0.0)
}
