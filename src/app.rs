//! The program's one shared state: the packs that were loaded and the engine over them.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use once_cell::sync::OnceCell;

use crate::brief;
use crate::claim::{self, Reader, weigh};
use crate::decide::Model;
use crate::pack::{self, Catalog, Embedded, Note, PackSource, Problem, Problems};
use crate::query::Engine;

/// What every face of the program (command line, Discord, sandbox) answers from.
#[derive(Clone, Debug)]
pub struct App {
    /// Answers questions.
    pub engine: Arc<Engine>,
    /// What is worth knowing about the packs, although nothing is wrong.
    pub notes: Arc<[Note]>,
    /// What checking texts needs; made when it is first asked for.
    checking: Arc<OnceCell<Arc<claim::Index>>>,
}

impl App {
    /// Loads the embedded packs and those in `folders`, all or nothing.
    ///
    /// # Errors
    /// All problems of all packs.
    pub fn load(folders: &[PathBuf]) -> Result<Self, Problems> {
        Self::load_with(folders, &Embedded::All)
    }

    /// Loads some of the embedded packs and those in `folders`, all or nothing.
    ///
    /// # Errors
    /// All problems of all packs.
    pub fn load_with(folders: &[PathBuf], embedded: &Embedded) -> Result<Self, Problems> {
        Model::embedded().map_err(|error| weights_problem("model/weights.csv", "", &error))?;
        weigh::Model::embedded().map_err(|error| weights_problem("model/claims.csv", "--claims ", &error))?;
        let catalog = pack::load_with(folders, embedded)?;
        let engine = Engine::new(Arc::new(catalog));
        // Whether the questions of a pack's briefs have answers can only be seen now.
        let (problems, mut notes) = unanswered(&engine, folders, embedded, pack::today());
        if !problems.is_empty() {
            return Err(Problems::of(problems));
        }
        notes.extend(engine.catalog().notes().iter().cloned());
        notes.sort();
        Ok(Self { engine: Arc::new(engine), notes: notes.into(), checking: Arc::default() })
    }

    /// Checks texts. What that needs of the packs is collected once.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        let index = self.checking.get_or_init(|| Arc::new(claim::Index::new(self.engine.catalog())));
        Reader::with(&self.engine, Arc::clone(index))
    }

    /// Makes now what is otherwise made when it is first asked for, so that nobody waits for it.
    pub fn prepare(&self) {
        drop(self.reader());
        self.engine.prepare();
    }
}

/// The questions of briefs that have no answer. Where other packs from disk take the answer away, the brief is not wrong:
/// its section says that it has no figures, and the author may want to know why.
fn unanswered(engine: &Engine, folders: &[PathBuf], embedded: &Embedded, today: Date) -> (Vec<Problem>, Vec<Note>) {
    let found = brief::check(engine, today);
    let from_disk = engine.catalog().packs().iter().filter(|pack| !pack.is_embedded).count();
    let (mut problems, mut notes) = (Vec::new(), Vec::new());
    for problem in found {
        let is_embedded = engine.catalog().packs().iter().any(|pack| *pack.name == problem.pack && pack.is_embedded);
        let others = from_disk - usize::from(!is_embedded);
        let is_alone_well = others > 0
            && alone(&problem.pack, folders, embedded)
                .is_some_and(|catalog| !brief::check(&Engine::new(Arc::new(catalog)), today).contains(&problem));
        // Embedded briefs ask about figures of other embedded packs, which may be left out.
        let is_left_out = is_embedded && *embedded != Embedded::All;
        if is_alone_well || is_left_out {
            let why = if is_left_out { "embedded packs that are left out" } else { "names in packs that were added" };
            let what = format!("{}, because of {why}", problem.what);
            notes.push(Note { pack: problem.pack, file: problem.file, line: problem.line, what });
        } else {
            problems.push(problem);
        }
    }
    (problems, notes)
}

/// The embedded packs with one pack alone; none if they cannot be loaded so.
fn alone(name: &str, folders: &[PathBuf], embedded: &Embedded) -> Option<Catalog> {
    let mut sources = pack::sources(&[], embedded).ok()?;
    let found = folders.iter().flat_map(|folder| PackSource::in_folder(folder)).find(|pack| pack.name == name);
    if let Some(found) = found {
        sources.retain(|pack| pack.name != name);
        sources.push(found);
    }
    pack::load_sources(sources, pack::today()).ok()
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
