//! The weights: what each evidence counts, learned from questions with known answers and kept as data.
//!
//! `data/model/weights.csv` has a line for each evidence, with what it counts in ranking candidates, and the probabilities from which
//! the best one is answered or offered; `data/model/trees.csv` has the trees that give its probability. The numbers come from the trainer
//! of this repository; nobody writes them by hand.

use once_cell::sync::Lazy;

use super::evidence::{self, Evidence};
use super::trees::{self, Trees};

const WEIGHTS: &str = include_str!("../../data/model/weights.csv");
const TREES: &str = include_str!("../../data/model/trees.csv");

static MODEL: Lazy<Result<Model, ModelError>> = Lazy::new(|| Model::read(WEIGHTS, TREES));

/// The form of the weights that this program reads.
const VERSION: &str = "3";

/// What the decision sees besides the evidence for the best candidate.
pub const CONTEXT: [&str; 13] = [
    "lead",
    "chance",
    "exact-answer",
    "exact-choice-same",
    "exact-choice-other",
    "exact-none-same",
    "answers",
    "several-figures",
    "words",
    "course",
    "comparison",
    "order",
    "operation-aside",
];

/// Weights for ranking and deciding.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What each evidence counts in the order of candidates.
    pub ranking: [f32; evidence::COUNT],
    /// How probable it is that answering the best candidate is right.
    pub deciding: Trees,
    /// From this probability on the best candidate is answered.
    pub answer_from: f32,
    /// From this probability on it is answered where the bar is raised.
    pub answer_raised_from: f32,
    /// From this probability on the best candidates are offered as a choice.
    pub offer_from: f32,
}

/// Why weights cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Another form.
    #[error("the weights are of version {0}, and this program reads version {VERSION}: train them again")]
    Version(String),
    /// A line is not `name,kind,number`.
    #[error("line {line} of the weights is no number behind a known name: train them again")]
    Line {
        /// Counted from 1.
        line: usize,
    },
    /// A name has no line.
    #[error("the weights lack `{0}`: train them again")]
    Missing(String),
}

impl Model {
    /// The weights that are part of the program.
    ///
    /// # Errors
    /// When they cannot be used.
    pub fn embedded() -> Result<&'static Self, ModelError> {
        MODEL.as_ref().map_err(Clone::clone)
    }

    /// Weights that count nothing, to begin training from.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            ranking: [0.0; evidence::COUNT],
            deciding: Trees::default(),
            answer_from: 1.0,
            answer_raised_from: 1.0,
            offer_from: 1.0,
        }
    }

    /// Reads weights from their table, and trees from theirs.
    ///
    /// # Errors
    /// When a line is malformed, a name is unknown or missing, or the version is another one.
    pub fn read(table: &str, trees: &str) -> Result<Self, ModelError> {
        let mut lines = table.lines().enumerate();
        let version = lines.next().and_then(|(_, line)| line.strip_prefix("version,")).unwrap_or("none");
        if version != VERSION {
            return Err(ModelError::Version(version.to_owned()));
        }
        let mut model = Self { deciding: Trees::read(trees)?, ..Self::blank() };
        let mut slots: Vec<(String, &mut f32, bool)> = Vec::new();
        let Self { ranking, answer_from, answer_raised_from, offer_from, .. } = &mut model;
        slots.extend(evidence::NAMES.iter().zip(ranking).map(|(name, slot)| (format!("rank,{name}"), slot, false)));
        slots.push(("bound,answer-from".to_owned(), answer_from, false));
        slots.push(("bound,answer-raised-from".to_owned(), answer_raised_from, false));
        slots.push(("bound,offer-from".to_owned(), offer_from, false));
        for (line, text) in lines {
            let wrong = ModelError::Line { line: line + 1 };
            let Some((name, number)) = text.rsplit_once(',') else { return Err(wrong) };
            let number: f32 = number.parse().ok().filter(|number: &f32| number.is_finite()).ok_or(wrong.clone())?;
            let Some((_, slot, set)) = slots.iter_mut().find(|(known, _, _)| known == name) else { return Err(wrong) };
            **slot = number;
            *set = true;
        }
        match slots.iter().find(|(_, _, set)| !set) {
            Some((name, _, _)) => Err(ModelError::Missing(name.clone())),
            None => Ok(model),
        }
    }

    /// The table that [`Model::read`] reads.
    #[must_use]
    pub fn table(&self) -> String {
        let mut table = format!("version,{VERSION}\n");
        let mut line = |kind: &str, name: &str, value: f32| table.push_str(&format!("{kind},{name},{value:.4}\n"));
        evidence::NAMES.iter().zip(self.ranking).for_each(|(name, value)| line("rank", name, value));
        line("bound", "answer-from", self.answer_from);
        line("bound", "answer-raised-from", self.answer_raised_from);
        line("bound", "offer-from", self.offer_from);
        table
    }

    /// How good a candidate is; only the order matters.
    #[must_use]
    pub fn rank(&self, evidence: &Evidence) -> f32 {
        dot(&self.ranking, &evidence.0)
    }

    /// How probable it is that answering the best candidate is right, from 0 to 1.
    #[must_use]
    pub fn chance(&self, evidence: &Evidence, context: &[f32; CONTEXT.len()]) -> f32 {
        self.deciding.chance(&trees::row(evidence, context))
    }
}

fn dot<const N: usize>(weights: &[f32; N], values: &[f32; N]) -> f32 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_the_program_are_whole_and_come_back_as_they_are() {
        let model = Model::embedded().expect("data/model/weights.csv can be used");
        assert_eq!(Model::read(&model.table(), &model.deciding.table()).as_ref(), Ok(model));
        assert!(model.answer_from > 0.5 && model.offer_from < model.answer_from);
    }

    #[test]
    fn weights_that_cannot_be_used_are_a_sentence() {
        let table = Model::blank().table();
        let error = |table: &str| Model::read(table, TREES).expect_err("they cannot be used").to_string();
        assert!(error(&table.replacen("version,3", "version,9", 1)).contains("version 9"));
        assert!(error("").contains("version none"));
        assert!(error(&table.replacen("0.0000", "heavy", 1)).starts_with("line 2 of the weights"));
        assert!(error(&table.replacen("0.0000", "NaN", 1)).starts_with("line 2"));
        assert!(error(&format!("{table}rank,unheard-of,1.0\n")).contains("no number behind a known name"));
        let lacking: String =
            table.lines().filter(|line| !line.starts_with("rank,clash,")).map(|line| format!("{line}\n")).collect();
        assert!(error(&lacking).contains("`rank,clash`"));
    }

    #[test]
    fn more_that_speaks_for_a_candidate_makes_it_surer() {
        let model = Model::embedded().expect("data/model/weights.csv can be used");
        let mut evidence = Evidence::default();
        evidence.set(crate::decide::evidence::Name::NameFound, 1.0);
        evidence.set(crate::decide::evidence::Name::ExplainedByName, 1.0);
        let named = model.rank(&evidence);
        assert!(named > model.rank(&Evidence::default()));
        evidence.set(crate::decide::evidence::Name::LeftQualifiers, 1.0);
        assert!(model.rank(&evidence) < named);
    }
}
