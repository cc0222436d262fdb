//! The program's one shared state: the packs that were loaded and the engine over them.

use std::path::PathBuf;
use std::sync::Arc;

use crate::brief;
use crate::claim::weigh;
use crate::decide::Model;
use crate::pack::{self, Problem, Problems};
use crate::query::Engine;

/// What every face of the program (command line, Discord, sandbox) answers from.
#[derive(Clone, Debug)]
pub struct App {
    /// Answers questions.
    pub engine: Arc<Engine>,
}

impl App {
    /// Loads the embedded packs and those in `folders`, all or nothing.
    ///
    /// # Errors
    /// All problems of all packs.
    pub fn load(folders: &[PathBuf]) -> Result<Self, Problems> {
        Model::embedded().map_err(|error| weights_problem("model/weights.csv", "", &error))?;
        weigh::Model::embedded().map_err(|error| weights_problem("model/claims.csv", "--claims ", &error))?;
        let catalog = pack::load(folders)?;
        let engine = Engine::new(Arc::new(catalog));
        // Whether the questions of a pack's briefs have answers can only be seen now.
        brief::check(&engine, pack::today())?;
        Ok(Self { engine: Arc::new(engine) })
    }
}

/// Weights that cannot be used are said like a problem of the packs: both are data, and nothing is answered without either.
fn weights_problem(file: &str, flags: &str, error: &dyn std::error::Error) -> Problems {
    Problems::of(vec![Problem {
        pack: "data".to_owned(),
        file: file.to_owned(),
        line: None,
        check: "weights",
        what: error.to_string(),
        remedy: format!("`cargo run --example train -- {flags}--write` writes them anew"),
    }])
}
