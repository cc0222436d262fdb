//! Questions with the answers that are expected.

use std::path::Path;

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
    as_of: Option<String>,
    today: Option<String>,
}

/// The cases of the question suite that expect one first figure, or none, on the usual day.
pub fn of_suite() -> Vec<Case> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions"), &mut files);
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a case file is readable");
        let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for row in file.case.into_iter().filter(|row| row.as_of.is_none() && row.today.is_none()) {
            match (row.outcome.as_deref(), row.first) {
                (Some("answer"), Some(first)) => cases.push(Case { text: row.question, first: Some(first) }),
                (Some("choice" | "none"), _) => cases.push(Case { text: row.question, first: None }),
                _ => {}
            }
        }
    }
    cases
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
