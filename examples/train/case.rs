//! A question with its known answer, and what each candidate would answer.

use std::path::{Path, PathBuf};

use datum::decide::{Bar, CONTEXT, Evidence};
use datum::figure::Decimal;
use datum::query::{Answer, Engine, Outcome, Question, Selection};
use serde::Deserialize;

/// The day on which all questions are asked, so that "last year" means the same in every run.
const TODAY: jiff::civil::Date = jiff::civil::Date::constant(2026, 11, 27);

/// A question with its known answer.
#[derive(Debug, Deserialize)]
pub struct Case {
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
    pub candidates: Vec<Judged>,
}

/// One candidate, and how its answer comes out.
pub struct Judged {
    pub metric: String,
    /// The broad metric above it.
    pub broader: String,
    pub evidence: Evidence,
    pub context: [f32; CONTEXT.len()],
    /// Looking it up gives an answer.
    pub has_answer: bool,
    /// The metric of the figure that is answered first.
    pub of: String,
    /// It has an answer, and nothing forbids it to be given.
    pub answers: bool,
    /// It has to be surer than others.
    pub raised: bool,
    pub verdict: Verdict,
    /// The words that it leaves over.
    pub left: Vec<String>,
    /// Why looking it up gives no answer.
    pub why: String,
}

/// The questions of a file with one JSON object a line, or of all TOML files below a folder (the cases of the ordinary suite).
pub fn read(path: &Path) -> Result<Vec<Case>, Box<dyn std::error::Error>> {
    if !path.is_dir() {
        let text = std::fs::read_to_string(path)?;
        return text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| Ok(serde_json::from_str(line)?))
            .collect();
    }
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    entries.sort();
    let mut cases = Vec::new();
    for entry in entries {
        if entry.is_dir() {
            cases.extend(read(&entry)?);
        } else if entry.extension().is_some_and(|extension| extension == "toml") {
            let file: Suite = toml::from_str(&std::fs::read_to_string(&entry)?)?;
            cases.extend(file.case.into_iter().filter_map(SuiteCase::plain));
        }
    }
    Ok(cases)
}

#[derive(Debug, Deserialize)]
struct Suite {
    case: Vec<SuiteCase>,
}

/// A case of the ordinary suite, as far as it can be learned from.
#[derive(Debug, Deserialize)]
struct SuiteCase {
    question: String,
    outcome: Option<String>,
    operation: Option<String>,
    first: Option<String>,
    figures: Option<Vec<String>>,
    as_of: Option<String>,
    today: Option<String>,
}

impl SuiteCase {
    fn plain(self) -> Option<Case> {
        if self.as_of.is_some() || self.today.is_some() {
            return None;
        }
        let declined = matches!(self.outcome.as_deref(), Some("none" | "choice"));
        // Somebody states a number: whether the figure is answered or offered is a matter of form.
        if declined && self.question.chars().any(|c| c.is_ascii_digit()) && self.outcome.as_deref() == Some("choice") {
            return None;
        }
        let (kind, want) = match (self.first, self.figures) {
            _ if declined => ("none", Vec::new()),
            (Some(first), _) if self.operation.as_deref() == Some("rank") => ("rank", vec![first]),
            (Some(first), _) => ("lookup", vec![first]),
            (None, Some(figures)) if figures.len() > 1 => ("compare", figures),
            (None, Some(figures)) => ("lookup", figures),
            _ => return None,
        };
        Some(Case { q: self.question, kind: kind.to_owned(), want, values: Vec::new(), derived: None })
    }
}

/// Asks a question and judges every candidate.
pub fn sample(engine: &Engine, case: Case, file: usize, line: usize) -> Sample {
    let question = Question { text: &case.q, language: None, as_of: None, source: None, today: TODAY };
    let weighing = engine.weighed(&question);
    let candidates = weighing.candidates.iter().map(|weighed| Judged {
        metric: weighed.metric.clone(),
        broader: weighed.broader.clone(),
        evidence: weighed.evidence,
        context: weighed.context.0,
        of: weighed.answer.figures.first().map_or(String::new(), |figure| {
            let catalog = engine.catalog();
            catalog.metric(catalog.figure(*figure).metric).id.to_string()
        }),
        has_answer: weighed.answer.outcome == Outcome::Answer,
        answers: weighed.answer.outcome == Outcome::Answer && weighed.evidence.bar() != Bar::Closed,
        raised: weighed.evidence.bar() == Bar::Raised,
        verdict: judge(engine, &case, &weighed.answer),
        left: weighed.left.clone(),
        why: weighed.answer.reason.as_ref().map(|reason| format!("{reason:?}")).unwrap_or_default(),
    });
    let candidates = candidates.collect();
    Sample {
        file,
        line,
        kind: case.kind.clone(),
        exact: judge(engine, &case, &weighing.exact),
        exact_answers: weighing.exact.outcome == Outcome::Answer,
        exact_reason: format!("{:?}", weighing.exact.reason).chars().take(90).collect(),
        candidates,
        question: case.q,
    }
}

/// Asks a question as everybody does, and judges the answer.
#[allow(dead_code, reason = "the ordinary suite asks with it")]
pub fn asked(engine: &Engine, case: &Case) -> Verdict {
    let question = Question { text: &case.q, language: None, as_of: None, source: None, today: TODAY };
    judge(engine, case, &engine.ask(&question))
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
