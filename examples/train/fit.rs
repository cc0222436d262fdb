//! Fitting: which weights put the right candidate first, and how sure the first one is.

use datum::decide::evidence::COUNT;
use datum::decide::{CONTEXT, LOOKED_UP, Model, lead, trees};

use crate::boost::{self, Row};
use crate::case::{Judged, Sample, Verdict};

const STEPS: usize = 400;
const RATE: f64 = 0.05;
/// How much large weights cost, for each sample.
const SHRINK_RANK: f64 = 0.003;

/// What a model says of a sample: its first candidate, and how probable it is to be right.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    pub best: usize,
    pub chance: f32,
}

/// For each sample what a model says that has not seen its part.
pub fn cross(samples: &[Sample], parts: usize, part: impl Fn(&Sample) -> usize) -> Vec<Option<Said>> {
    let mut said = vec![None; samples.len()];
    for held in 0..parts {
        let seen: Vec<&Sample> = samples.iter().filter(|sample| part(sample) != held).collect();
        let model = fit(&seen);
        for (sample, said) in samples.iter().zip(&mut said).filter(|(sample, _)| part(sample) == held) {
            *said = say(&model, sample);
        }
    }
    said
}

/// What a model says of a sample; none without a candidate.
pub fn say(model: &Model, sample: &Sample) -> Option<Said> {
    let scores: Vec<f32> = sample.candidates.iter().map(|candidate| model.rank(&candidate.evidence)).collect();
    let best = best(sample, &scores)?;
    let context = context(sample, &scores, best);
    Some(Said { best, chance: model.chance(&sample.candidates[best].evidence, &context) })
}

/// The first of the best candidates that has an answer, as the program takes it.
fn best(sample: &Sample, scores: &[f32]) -> Option<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|one, other| scores[*other].total_cmp(&scores[*one]));
    let looked_up = &order[..order.len().min(LOOKED_UP)];
    let declined = |before: usize, of: &str| looked_up[..before].iter().any(|one| sample.candidates[*one].metric == of);
    let answering = looked_up.iter().enumerate().find(|(place, position)| {
        let candidate = &sample.candidates[**position];
        candidate.has_answer && !declined(*place, &candidate.of)
    });
    let answering = answering.map(|(_, position)| position);
    answering.or(order.first()).copied()
}

fn context(sample: &Sample, scores: &[f32], position: usize) -> [f32; CONTEXT.len()] {
    let mut context = sample.candidates[position].context;
    let own = &sample.candidates[position];
    let related = |other: usize| {
        let other = &sample.candidates[other];
        other.broader == own.metric || own.broader == other.metric
    };
    let [ahead, chance] = lead(scores, position, |other| !related(other));
    (context[0], context[1]) = (ahead, chance);
    context
}

/// Weights from samples.
pub fn fit(samples: &[&Sample]) -> Model {
    let mut model = Model::blank();
    let ranked: Vec<&&Sample> = samples
        .iter()
        .filter(|sample| {
            let right = sample.candidates.iter().filter(|one| one.verdict == Verdict::Right).count();
            right > 0 && right < sample.candidates.len() && sample.kind != "none" && sample.kind != "choice"
        })
        .collect();
    // Most evidence of most candidates is nothing: only what is there is counted.
    let ranked: Vec<Vec<(bool, Present)>> = ranked
        .iter()
        .map(|sample| {
            let candidate = |one: &Judged| (one.verdict == Verdict::Right, present(&one.evidence.0));
            sample.candidates.iter().map(candidate).collect()
        })
        .collect();
    let weights = descend::<COUNT>(SHRINK_RANK, |weights, gradient| {
        let (mut scores, mut parts) = (Vec::new(), Vec::new());
        for candidates in &ranked {
            scores.clear();
            scores.extend(
                candidates
                    .iter()
                    .map(|(_, evidence)| evidence.iter().map(|(place, value)| value * weights[*place]).sum::<f64>()),
            );
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            parts.clear();
            parts.extend(scores.iter().map(|score| (score - most).exp()));
            let all: f64 = parts.iter().sum();
            let right: f64 = parts.iter().zip(candidates).filter(|(_, one)| one.0).map(|(part, _)| part).sum();
            for (part, (is_right, evidence)) in parts.iter().zip(candidates) {
                let pull = part / all - if *is_right { part / right } else { 0.0 };
                for (place, value) in evidence {
                    gradient[*place] += pull * value;
                }
            }
        }
        ranked.len()
    });
    model.ranking = weights.map(|weight| weight as f32);
    let rows: Vec<Row> = samples.iter().filter_map(|sample| row(&model, sample)).collect();
    model.deciding = boost::fit(&rows);
    model
}

/// What is not nothing, with its place.
type Present = Vec<(usize, f64)>;

fn present(evidence: &[f32; COUNT]) -> Present {
    let values = evidence.iter().enumerate().filter(|(_, value)| **value != 0.0);
    values.map(|(place, value)| (place, f64::from(*value))).collect()
}

fn row(model: &Model, sample: &Sample) -> Option<Row> {
    let scores: Vec<f32> = sample.candidates.iter().map(|candidate| model.rank(&candidate.evidence)).collect();
    let best = best(sample, &scores)?;
    let candidate = &sample.candidates[best];
    // The decision is asked only where known words alone did not answer. What is blocked teaches as well.
    if !candidate.has_answer || sample.exact_answers {
        return None;
    }
    let values = trees::row(&candidate.evidence, &context(sample, &scores, best));
    Some(Row { values, right: candidate.verdict == Verdict::Right, counts: 1.0 })
}

/// Gradient descent with moments (Adam), from nothing, for a fixed number of steps: the same bytes in every run.
pub fn descend<const N: usize>(shrink: f64, mut pull: impl FnMut(&[f64; N], &mut [f64; N]) -> usize) -> [f64; N] {
    let mut weights = [0.0; N];
    let (mut first, mut second) = ([0.0; N], [0.0; N]);
    for step in 1..=STEPS {
        let mut gradient = [0.0; N];
        let count = pull(&weights, &mut gradient).max(1) as f64;
        for place in 0..N {
            let slope = gradient[place] / count + shrink * weights[place];
            first[place] = 0.9 * first[place] + 0.1 * slope;
            second[place] = 0.999 * second[place] + 0.001 * slope * slope;
            let (a, b) =
                (first[place] / (1.0 - 0.9f64.powi(step as i32)), second[place] / (1.0 - 0.999f64.powi(step as i32)));
            weights[place] -= RATE * a / (b.sqrt() + 1e-8);
        }
    }
    weights
}
