//! Questions with the answers that are expected.

use std::path::Path;

use datum::figure::Decimal;
use datum::query::{Answer, Engine, Outcome, Question};
use jiff::civil::{Date, date};
use serde::Deserialize;

/// The day on which everything is asked.
const TODAY: Date = date(2026, 11, 23);

/// A question whose answer is known.
#[derive(Clone, Debug)]
pub struct Case {
    /// What is asked.
    pub text: String,
    /// The id that answers first; none where no figure must be shown.
    pub first: Option<String>,
}

impl Case {
    /// The question as the engine takes it.
    pub fn question(&self) -> Question<'_> {
        Question { text: &self.text, language: None, as_of: None, source: None, today: TODAY }
    }

    /// Whether an answer is the expected one; a figure that is not expected ends the run.
    pub fn is_right(&self, engine: &Engine, answer: &Answer) -> bool {
        let first = answer.figures.first().map(|figure| &*engine.catalog().figure(*figure).id);
        if answer.outcome != Outcome::Answer {
            return self.first.is_none();
        }
        assert_eq!(first, self.first.as_deref(), "a wrong figure for: {}", self.text);
        true
    }
}

#[derive(Deserialize)]
struct File {
    case: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    question: String,
    outcome: Option<String>,
    first: Option<String>,
    operation: Option<String>,
    figures: Option<Vec<String>>,
    includes: Option<Vec<String>>,
    derived: Option<Vec<Expected>>,
    as_of: Option<String>,
    today: Option<String>,
}

#[derive(Deserialize)]
struct Expected {
    kind: String,
    value: String,
}

/// The cases of the question suite that expect one first figure, or none, on the usual day.
pub fn of_suite() -> Vec<Case> {
    let case = |row: Row| match (row.outcome.as_deref(), row.first) {
        (Some("answer"), Some(first)) => Some(Case { text: row.question, first: Some(first) }),
        (Some("choice" | "none"), _) => Some(Case { text: row.question, first: None }),
        _ => None,
    };
    rows().filter(|row| row.as_of.is_none() && row.today.is_none()).filter_map(case).collect()
}

/// A question for several figures, with all that its answer must hold.
#[derive(Clone, Debug)]
pub struct Several {
    /// What is asked.
    pub text: String,
    /// `compare`, `trend` or `rank`.
    pub operation: String,
    figures: Vec<String>,
    derived: Vec<(String, Decimal)>,
}

impl Several {
    /// The question as the engine takes it.
    pub fn question(&self) -> Question<'_> {
        Question { text: &self.text, language: None, as_of: None, source: None, today: TODAY }
    }

    /// Ends the run unless the answer has the operation, the figures and the calculations that are expected.
    pub fn check(&self, engine: &Engine, answer: &Answer) {
        let shown: Vec<&str> = answer.figures.iter().map(|figure| &*engine.catalog().figure(*figure).id).collect();
        assert_eq!(answer.operation.word(), self.operation, "{}", self.text);
        assert!(self.figures.iter().all(|id| shown.contains(&id.as_str())), "{}: {shown:?}", self.text);
        for (kind, value) in &self.derived {
            let found = answer.derived.iter().any(|one| one.kind.word() == kind && one.value == *value);
            assert!(found, "no {kind} of {value} for: {}", self.text);
        }
    }
}

/// The cases of the question suite that compare, follow or rank.
pub fn of_operations() -> Vec<Several> {
    let operations = ["compare", "trend", "rank"];
    let several = |row: Row| {
        let operation = row.operation.filter(|operation| operations.contains(&operation.as_str()))?;
        let figures: Vec<String> = row.figures.into_iter().chain(row.includes).flatten().collect();
        let plain = row.as_of.is_none() && row.today.is_none() && row.outcome.as_deref() == Some("answer");
        let derived = row.derived.into_iter().flatten();
        let derived = derived.map(|one| (one.kind, one.value.parse().expect("a decimal"))).collect();
        (plain && figures.len() > 1).then_some(Several { text: row.question, operation, figures, derived })
    };
    rows().filter_map(several).collect()
}

fn rows() -> impl Iterator<Item = Row> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions"), &mut files);
    files.sort();
    files.into_iter().flat_map(|path| {
        let text = std::fs::read_to_string(&path).expect("a case file is readable");
        let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        file.case
    })
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder of cases is there") {
        let path = entry.expect("the folder is readable").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
}
