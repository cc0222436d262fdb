//! The one check on templates that needs an engine: whether their questions have answers.

use jiff::civil::Date;

use crate::figure::Language;
use crate::pack::{Item, Problem};
use crate::query::{Engine, Outcome, Question};
use crate::reply::compose;

/// The check's name and what it ensures, as in [`pack::CHECKS`](crate::pack::CHECKS).
pub const CHECK: (&str, &str) =
    ("brief-question", "Ensure that each question of a brief has an answer, on the day of the check.");

/// Asks each question of the packs' templates: every one that has no answer, with the reason.
#[must_use]
pub fn check(engine: &Engine, today: Date) -> Vec<Problem> {
    let catalog = engine.catalog();
    let mut problems = Vec::new();
    for template in catalog.templates() {
        let pack = template.pack.map(|pack| catalog.pack(pack).name.to_string()).unwrap_or_default();
        for section in &template.sections {
            for item in &section.items {
                let answer = match item {
                    Item::Question(text) => {
                        let language = Some(Language::English);
                        engine.ask(&Question { text, language, as_of: None, source: None, today })
                    }
                    Item::Top { count, metric } => {
                        let Some(metric) = catalog.find_metric(metric) else { continue };
                        engine.top(metric, *count, Language::English, None)
                    }
                    Item::Figure(_) => continue,
                };
                if answer.outcome == Outcome::Answer && !answer.figures.is_empty() {
                    continue;
                }
                let card = compose(&answer, catalog, today);
                let reason = card.paragraphs.first().cloned().unwrap_or(card.title);
                problems.push(Problem {
                    pack: pack.clone(),
                    file: "brief-sections.csv".to_owned(),
                    line: Some(section.line),
                    check: CHECK.0,
                    what: format!("the item `{item}` has no answer: {reason}"),
                    remedy: "ask so that `datum ask` answers it with figures, or name a figure by its id".to_owned(),
                });
            }
        }
    }
    problems
}
