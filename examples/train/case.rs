//! A question with its known answer, and what each candidate would answer.

use datum::decide::{CONTEXT, Evidence};
use datum::figure::Decimal;
use datum::query::{Answer, Engine, Outcome, Question, Selection};
use serde::Deserialize;

/// The day on which all questions are asked, so that "last year" means the same in every run.
const TODAY: jiff::civil::Date = jiff::civil::Date::constant(2026, 11, 27);

#[derive(Debug, Deserialize)]
struct Case {
    q: String,
    kind: String,
    #[serde(default)]
    want: Vec<String>,
    #[serde(default)]
    values: Vec<f64>,
    derived: Option<f64>,
}

/// How an answer came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    Partly,
    Offered,
    Declined,
    Wrong,
}

/// What is learned from.
pub struct Sample {
    pub file: usize,
    pub line: usize,
    pub question: String,
    pub kind: String,
    /// What reading by known words alone gives.
    pub exact: Verdict,
    pub exact_answers: bool,
    pub exact_reason: String,
    pub candidates: Vec<Option1>,
}

/// One candidate.
pub struct Option1 {
    pub metric: String,
    pub evidence: Evidence,
    pub context: [f32; CONTEXT.len()],
    pub answers: bool,
    pub verdict: Verdict,
}

/// Asks a question and judges every candidate.
pub fn sample(engine: &Engine, line_text: &str, file: usize, line: usize) -> Result<Sample, Box<dyn std::error::Error>> {
    let case: Case = serde_json::from_str(line_text)?;
    let question = Question { text: &case.q, language: None, as_of: None, source: None, today: TODAY };
    let weighing = engine.weighed(&question);
    let candidates = weighing.candidates.iter().map(|weighed| Option1 {
        metric: weighed.metric.clone(),
        evidence: weighed.evidence,
        context: weighed.context.0,
        answers: weighed.answer.outcome == Outcome::Answer,
        verdict: judge(engine, &case, &weighed.answer),
    });
    let candidates = candidates.collect();
    Ok(Sample {
        file,
        line,
        kind: case.kind.clone(),
        exact: judge(engine, &case, &weighing.exact),
        exact_answers: weighing.exact.outcome == Outcome::Answer,
        exact_reason: format!("{:?}", weighing.exact.reason).chars().take(90).collect(),
        candidates,
        question: case.q,
    })
}

fn judge(engine: &Engine, case: &Case, answer: &Answer) -> Verdict {
    let catalog = engine.catalog();
    let ids: Vec<&str> = answer.figures.iter().map(|figure| &*catalog.figure(*figure).id).collect();
    let wanted = |id: &&str| case.want.iter().any(|want| want == id);
    let value = |decimal: Decimal| decimal.to_string().parse::<f64>().unwrap_or(f64::NAN);
    let first = answer.figures.first().map(|figure| value(catalog.figure(*figure).value));
    if answer.outcome != Outcome::Answer {
        let offers = answer.suggestions.iter().filter_map(|one| match one {
            Selection::Figure(figure) => Some(&*catalog.figure(*figure).id),
            _ => None,
        });
        let offered = offers.chain(ids.iter().copied()).any(|id| wanted(&id));
        return match (case.kind.as_str(), answer.outcome) {
            ("none", _) | ("choice", Outcome::Choice) => Verdict::Right,
            _ if offered => Verdict::Offered,
            _ => Verdict::Declined,
        };
    }
    let right = match case.kind.as_str() {
        "none" => false,
        "choice" => ids.iter().filter(|id| wanted(id)).count() >= 2,
        "lookup" => ids.first().is_some_and(wanted) || case.values.iter().any(|other| close(first, Some(*other))),
        "rank" => {
            ids.first().is_some_and(|id| case.want.first().is_some_and(|want| want == id))
                || close(first, case.values.first().copied())
        }
        _ => {
            let near = |derived: f64, value: f64| {
                (value - derived).abs() <= 0.02 * derived.abs() || (1.0 / value - derived).abs() <= 0.02 * derived.abs()
            };
            let calculated = answer.derived.iter().map(|derived| value(derived.value)).filter(|value| *value != 0.0);
            case.want.iter().all(|want| ids.contains(&want.as_str()))
                || case.derived.is_some_and(|derived| calculated.into_iter().any(|value| near(derived, value)))
        }
    };
    match right {
        true => Verdict::Right,
        false if matches!(case.kind.as_str(), "compare" | "trend") && ids.iter().any(wanted) => Verdict::Partly,
        false => Verdict::Wrong,
    }
}

fn close(one: Option<f64>, other: Option<f64>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    (one - other).abs() <= 1e-6 * 1.0f64.max(one.abs()).max(other.abs())
}
