//! The program's one shared state: the packs that were loaded and the engine over them.

use std::path::PathBuf;
use std::sync::Arc;

use crate::brief;
use crate::pack::{self, Problems};
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
        let catalog = pack::load(folders)?;
        let engine = Engine::new(Arc::new(catalog));
        // Whether the questions of a pack's briefs have answers can only be seen now.
        brief::check(&engine, pack::today())?;
        Ok(Self { engine: Arc::new(engine) })
    }
}
