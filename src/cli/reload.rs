//! Loads packs anew beside those that are answered from: on SIGHUP, when watched folders have changed, and when the operator
//! asks in Discord. All of them or none; what is wrong is said in one line, and the old ones stay.
//!
//! Folders are looked at every two seconds instead of asking the system to tell of changes: that works on network drives and
//! in containers as well, where the system often cannot tell, and a pack is a handful of files. A folder that is being
//! written is left alone until it looks the same twice, before it is read and after.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::mpsc;

use super::{PackArguments, version};
use crate::app::App;
use crate::discord::{LoadedPacks, Read, Wish};

/// How often watched folders are looked at.
const LOOK: Duration = Duration::from_secs(2);
/// How long folders that are being written are waited for before it is said.
const SETTLE: Duration = Duration::from_millis(250);
/// How often it is waited.
const PATIENCE: u32 = 40;

/// Loads packs anew whenever that is asked for.
pub(super) struct Reload {
    pub(super) loaded: LoadedPacks,
    pub(super) packs: PackArguments,
    /// Whether the folders are looked at for changes.
    pub(super) watch: bool,
    pub(super) asked: Asked,
    /// What the operator wishes in Discord.
    pub(super) wishes: mpsc::Receiver<Wish>,
}

impl Reload {
    /// Goes on until the program ends.
    pub(super) async fn run(mut self) {
        if self.watch && self.packs.packs.is_empty() {
            tracing::warn!("DATUM_PACKS_WATCH is on, and there is no folder to look at: name one in DATUM_PACKS");
        }
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut known = self.state().await;
        loop {
            tokio::select! {
                () = self.asked.next() => known = self.take("SIGHUP").await.0,
                _ = look.tick(), if self.watch => {
                    if self.state().await != known {
                        known = self.take("a change in a folder").await.0;
                    }
                }
                Some(Wish { take, told }) = self.wishes.recv() => {
                    let read = if take {
                        let (state, read) = self.take("/pack reload").await;
                        known = state;
                        read
                    } else {
                        self.read().await.1
                    };
                    // Whoever asked may be gone.
                    let _ = told.send(read);
                }
            }
        }
    }

    /// Reads once and answers from that, if nothing is wrong with it; with the state of the folders that was taken or refused.
    async fn take(&self, because: &'static str) -> (State, Read) {
        let (state, read) = self.read().await;
        match &read {
            Ok(app) => {
                let packs = version::packs(app.catalog());
                self.loaded.replace(Arc::clone(app));
                tracing::info!(packs, because, "the packs were loaded anew");
            }
            Err(problems) => {
                let why = first(problems);
                tracing::error!(
                    why,
                    because,
                    "the packs were not loaded anew; questions are answered from those before"
                );
                self.loaded.refuse(why);
            }
        }
        (state, read)
    }

    /// Reads once, with the state of the folders that was read.
    async fn read(&self) -> (State, Read) {
        let mut before = self.state().await;
        for _ in 0..PATIENCE {
            tokio::time::sleep(SETTLE).await;
            let settled = self.state().await;
            if std::mem::replace(&mut before, settled.clone()) != settled {
                continue;
            }
            let packs = self.packs.clone();
            let load = move || packs.load_all().inspect(App::prepare);
            let loaded = tokio::task::spawn_blocking(load).await;
            // What changed while it was read may be half of one state and half of another.
            let after = self.state().await;
            if after != before {
                before = after;
                continue;
            }
            let read: Read = match loaded {
                Ok(Ok(app)) => Ok(Arc::new(app)),
                Ok(Err(problems)) => Err(problems.list().iter().map(one_line).collect()),
                Err(_) => Err(vec!["a mistake in the program: please report it with the packs".to_owned()]),
            };
            return (before, read);
        }
        (before, Err(vec!["the folders of packs keep changing".to_owned()]))
    }

    /// What the folders look like.
    async fn state(&self) -> State {
        let folders = self.packs.packs.clone();
        tokio::task::spawn_blocking(move || state(&folders)).await.unwrap_or_default()
    }
}

/// A problem in one line.
fn one_line(problem: &impl ToString) -> String {
    problem.to_string().replace(['\r', '\n'], " ")
}

/// The first problem of several.
fn first(problems: &[String]) -> String {
    let line = problems.first().cloned().unwrap_or_default();
    match problems.len() {
        0 | 1 => line,
        count => format!("{line} (and {} more problems: see `datum config check`)", count - 1),
    }
}

/// Each file with its size and when it was changed; for the folder itself, that it is there.
type State = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// Packs are folders in a folder at most.
const DEPTH: u32 = 2;

fn state(folders: &[PathBuf]) -> State {
    let mut state = State::new();
    for folder in folders {
        note(folder, DEPTH, &mut state);
    }
    state
}

fn note(path: &Path, depth: u32, state: &mut State) {
    let Ok(found) = fs::metadata(path) else { return };
    if !found.is_dir() {
        state.insert(path.to_owned(), (found.len(), found.modified().ok()));
        return;
    }
    state.insert(path.to_owned(), (0, None));
    if depth > 0 {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            note(&entry.path(), depth - 1, state);
        }
    }
}

/// Tells when somebody asks for packs to be loaded anew.
pub(super) struct Asked {
    #[cfg(unix)]
    signal: Option<tokio::signal::unix::Signal>,
}

impl Asked {
    /// Must be called within a runtime. From then on SIGHUP does not end the program.
    pub(super) fn new() -> Self {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let signal = signal(SignalKind::hangup());
            let signal = signal.inspect_err(|error| tracing::warn!(%error, "SIGHUP is not heard")).ok();
            Self { signal }
        }
        #[cfg(not(unix))]
        Self {}
    }

    async fn next(&mut self) {
        #[cfg(unix)]
        if let Some(signal) = &mut self.signal
            && signal.recv().await.is_some()
        {
            return;
        }
        std::future::pending().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_of_a_folder_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let folders = [folder.path().to_owned(), folder.path().join("none")];
        let mut states = vec![state(&folders)];
        let pack = folder.path().join("pack");
        fs::create_dir(&pack).unwrap();
        states.push(state(&folders));
        fs::write(pack.join("figures.csv"), "a").unwrap();
        states.push(state(&folders));
        fs::write(pack.join("figures.csv"), "ab").unwrap();
        states.push(state(&folders));
        fs::rename(pack.join("figures.csv"), pack.join("other.csv")).unwrap();
        states.push(state(&folders));
        fs::remove_dir_all(&pack).unwrap();
        assert_eq!(state(&folders), states[0]);
        for (position, one) in states.iter().enumerate() {
            assert!(states[..position].iter().all(|other| other != one), "{states:#?}");
        }
    }
}
