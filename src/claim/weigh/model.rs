//! The weights: what each evidence counts, learned from texts with known claims and kept as data in `data/model/claims.csv`. The
//! numbers come from the trainer of this repository; nobody writes them by hand.

use once_cell::sync::Lazy;

use super::evidence::{self, COUNT, Evidence};
use super::settle::{self, Forest};
use super::{Candidate, Kind};

const WEIGHTS: &str = include_str!("../../../data/model/claims.csv");
const TREES: &str = include_str!("../../../data/model/claims-trees.csv");

static MODEL: Lazy<Result<Model, ModelError>> = Lazy::new(|| Model::read(WEIGHTS, TREES));

/// The form of the weights that this program reads.
const VERSION: &str = "2";

/// Weights for candidates, and for the best of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// For those that agree with the number, and for those that do not.
    pub weights: [[f32; COUNT]; 2],
    /// Where each starts from.
    pub bias: [f32; 2],
    /// How sure the best of each is.
    pub settling: [Forest; 2],
    /// From this probability on a number is said to match, to be outdated, to differ.
    pub from: [f32; 3],
}

/// Why weights cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Another form.
    #[error("the weights for claims are of version {0}, and this program reads version {VERSION}: train them again")]
    Version(String),
    /// A line is not `kind,name,number`.
    #[error("line {line} of the weights for claims is no number behind a known name: train them again")]
    Line {
        /// Counted from 1.
        line: usize,
    },
    /// A name has no line.
    #[error("the weights for claims lack `{0}`: train them again")]
    Missing(String),
}

const SIDES: [&str; 2] = ["agrees", "differs"];
const VERDICTS: [&str; 3] = ["matches", "outdated", "differs"];

impl Model {
    /// The weights that are part of the program.
    ///
    /// # Errors
    /// They are of another form, or incomplete.
    pub fn embedded() -> Result<&'static Self, ModelError> {
        MODEL.as_ref().map_err(Clone::clone)
    }

    /// Weights that say nothing, by which nothing is ever judged.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            weights: [[0.0; COUNT]; 2],
            bias: [0.0; 2],
            settling: [Forest::default(), Forest::default()],
            from: [2.0; 3],
        }
    }

    /// Reads a table of weights and one of trees.
    ///
    /// # Errors
    /// One is of another form, holds a line that is none, or lacks one.
    pub fn read(table: &str, trees: &str) -> Result<Self, ModelError> {
        let mut lines = table.lines().enumerate();
        let version = lines.next().and_then(|(_, line)| line.strip_prefix("version,")).unwrap_or("none");
        if version != VERSION {
            return Err(ModelError::Version(version.to_owned()));
        }
        let mut model = Self::blank();
        let mut slots: rustc_hash::FxHashMap<String, (&mut f32, bool)> = rustc_hash::FxHashMap::default();
        for (name, slot) in Self::names().into_iter().zip(model.slots()) {
            slots.insert(name, (slot, false));
        }
        for (line, text) in lines {
            let wrong = ModelError::Line { line: line + 1 };
            let Some((name, number)) = text.rsplit_once(',') else { return Err(wrong) };
            let number: f32 = number.parse().ok().filter(|number: &f32| number.is_finite()).ok_or(wrong.clone())?;
            let Some((slot, set)) = slots.get_mut(name) else { return Err(wrong) };
            **slot = number;
            *set = true;
        }
        if let Some(name) = Self::names().into_iter().find(|name| slots.get(name).is_none_or(|(_, set)| !set)) {
            return Err(ModelError::Missing(name));
        }
        drop(slots);
        model.settling = settle::read(SIDES, trees)?;
        Ok(model)
    }

    /// The table of the trees that [`Model::read`] reads.
    #[must_use]
    pub fn trees(&self) -> String {
        settle::table(SIDES, &self.settling)
    }

    /// The table of the weights that [`Model::read`] reads.
    #[must_use]
    pub fn table(&self) -> String {
        let mut copy = self.clone();
        let mut table = format!("version,{VERSION}\n");
        for (name, value) in Self::names().iter().zip(copy.slots()) {
            table.push_str(&format!("{name},{value:.4}\n"));
        }
        table
    }

    fn names() -> Vec<String> {
        let mut names = Vec::new();
        for side in SIDES {
            names.extend(evidence::names().iter().map(|name| format!("{side},{name}")));
        }
        names.extend(SIDES.iter().map(|side| format!("bias,{side}")));
        names.extend(VERDICTS.iter().map(|verdict| format!("from,{verdict}")));
        names
    }

    fn slots(&mut self) -> Vec<&mut f32> {
        let Self { weights, bias, from, .. } = self;
        weights.iter_mut().flatten().chain(bias).chain(from).collect()
    }

    /// What a candidate stands at; larger is better.
    #[must_use]
    pub fn score(&self, kind: Kind, evidence: &Evidence) -> f32 {
        let side = kind.side();
        let sum: f32 = self.weights[side].iter().zip(&evidence.0).map(|(weight, value)| weight * value).sum();
        sum + self.bias[side]
    }

    /// What each candidate stands at.
    #[must_use]
    pub fn scores(&self, candidates: &[Candidate]) -> Vec<f32> {
        candidates.iter().map(|candidate| self.score(candidate.kind, &candidate.evidence)).collect()
    }

    /// Whether a probability is high enough for a verdict.
    #[must_use]
    pub fn is_sure(&self, kind: Kind, chance: f32) -> bool {
        chance >= self.from[kind as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_the_program_are_whole_and_come_back_as_they_are() {
        let model = Model::embedded().expect("data/model/claims.csv can be used");
        assert_eq!(Model::read(&model.table(), &model.trees()).as_ref(), Ok(model));
        assert!(model.from[2] > 0.5);
    }

    #[test]
    fn weights_that_cannot_be_used_are_a_sentence() {
        let table = Model::blank().table();
        let trees = Model::blank().trees();
        let error = |table: &str| Model::read(table, &trees).expect_err("they cannot be used").to_string();
        assert!(error(&table.replacen("version,2", "version,9", 1)).contains("version 9"));
        assert!(error("").contains("version none"));
        assert!(error(&table.replacen("0.0000", "heavy", 1)).starts_with("line 2 of the weights"));
        assert!(error(&format!("{table}agrees,unheard-of,1.0\n")).contains("no number behind a known name"));
        let lacking: String =
            table.lines().filter(|line| !line.starts_with("agrees,chance,")).map(|line| format!("{line}\n")).collect();
        assert!(error(&lacking).contains("`agrees,chance`"));
    }
}
