//! Loads packs anew beside those that are answered from: on SIGHUP, and when watched folders have changed. All of them or
//! none; what is wrong is said in one line, and the old ones stay.
//!
//! Folders are looked at every two seconds instead of asking the system to tell of changes: that works on network drives and
//! in containers as well, where the system often cannot tell, and a pack is a handful of files. A folder that is being
//! written is left alone until it looks the same twice, before it is read and after.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::{PackArguments, version};
use crate::app::App;
use crate::discord::LoadedPacks;
use crate::pack::Problems;

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
                () = self.asked.next() => known = self.load("SIGHUP").await,
                _ = look.tick(), if self.watch => {
                    if self.state().await != known {
                        known = self.load("a change in a folder").await;
                    }
                }
            }
        }
    }

    /// Loads once; the state of the folders that was loaded or refused.
    async fn load(&self, why: &'static str) -> State {
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
            match loaded {
                Ok(Ok(app)) => {
                    let packs = version::packs(app.engine.catalog());
                    self.loaded.replace(Arc::new(app));
                    tracing::info!(packs, because = why, "the packs were loaded anew");
                }
                Ok(Err(problems)) => self.refuse(why, first(&problems)),
                Err(_) => self.refuse(why, "a mistake in the program: please report it with the packs".to_owned()),
            }
            return before;
        }
        self.refuse(why, "the folders of packs keep changing".to_owned());
        before
    }

    fn refuse(&self, because: &'static str, why: String) {
        tracing::error!(why, because, "the packs were not loaded anew; questions are answered from those before");
        self.loaded.refuse(why);
    }

    /// What the folders look like.
    async fn state(&self) -> State {
        let folders = self.packs.packs.clone();
        tokio::task::spawn_blocking(move || state(&folders)).await.unwrap_or_default()
    }
}

/// The first problem of several, in one line.
fn first(problems: &Problems) -> String {
    let line = problems.list().first().map(ToString::to_string).unwrap_or_default().replace(['\r', '\n'], " ");
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
