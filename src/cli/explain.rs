//! `datum ask --explain`: what a question may mean, what speaks for and against each candidate, and what was decided.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::decide::evidence::NAMES;
use crate::decide::{CONTEXT, Model, Weighed};
use crate::query::{Answer, Engine, Outcome, Question};

/// So many candidates are shown.
const MAX_SHOWN: usize = 6;

/// The candidates, a paragraph each, for people.
pub(super) fn text(engine: &Engine, question: &Question) -> String {
    let weighing = engine.weighed(question);
    let mut text = format!("read as pieces:\n{}\n", engine.explain(question.text, question.today));
    let exact = match weighing.exact.outcome {
        Outcome::Answer => "known words alone answer it",
        Outcome::Choice => "known words alone leave a choice",
        Outcome::None => "known words alone give nothing",
    };
    let _ = writeln!(text, "{exact}");
    if let Ok(model) = Model::embedded() {
        let _ = writeln!(text, "answered from {:.2}, offered from {:.2}", model.answer_from, model.offer_from);
    }
    for weighed in weighing.candidates.iter().take(MAX_SHOWN) {
        let _ = writeln!(
            text,
            "{} score {:.2} sure {:.2}{}",
            weighed.metric,
            weighed.score,
            weighed.chance,
            first(engine, weighed)
        );
        let evidence = NAMES.iter().zip(weighed.evidence.0).filter(|(_, value)| *value != 0.0);
        let evidence: Vec<String> = evidence.map(|(name, value)| format!("{name} {value:.2}")).collect();
        let _ = writeln!(text, "    {}", evidence.join(", "));
        if !weighed.left.is_empty() {
            let _ = writeln!(text, "    left over: {}", weighed.left.join(", "));
        }
    }
    text.trim_end().to_owned()
}

fn first(engine: &Engine, weighed: &Weighed<Answer>) -> String {
    match weighed.answer.figures.first() {
        Some(figure) if weighed.answer.outcome == Outcome::Answer => {
            format!(" -> {}", engine.catalog().figure(*figure).id)
        }
        _ => " -> no figure".to_owned(),
    }
}

/// The same as data.
pub(super) fn json(engine: &Engine, question: &Question) -> Value {
    let weighing = engine.weighed(question);
    let named = |names: &[&str], values: &[f32]| -> Value {
        names
            .iter()
            .zip(values)
            .filter(|(_, value)| **value != 0.0)
            .map(|(name, value)| ((*name).to_owned(), json!(value)))
            .collect()
    };
    let candidates = weighing.candidates.iter().take(MAX_SHOWN).map(|weighed| {
        let figure = weighed.answer.figures.first().filter(|_| weighed.answer.outcome == Outcome::Answer);
        json!({
            "metric": weighed.metric,
            "figure": figure.map(|figure| &*engine.catalog().figure(*figure).id),
            "score": weighed.score,
            "chance": weighed.chance,
            "left": weighed.left,
            "evidence": named(&NAMES, &weighed.evidence.0),
            "context": named(&CONTEXT, &weighed.context.0),
        })
    });
    json!({ "exact": weighing.exact.outcome.word(), "candidates": candidates.collect::<Vec<_>>() })
}
