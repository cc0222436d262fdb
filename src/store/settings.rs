//! What the admins of a server have set.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

use super::connection::Work;
use super::row::{Columns as _, id, ms};
use super::{Place, Store, StoreError, gaps};
use crate::figure::Language;

/// How long a question waits for the settings before it is answered with those last known.
const QUESTION_PATIENCE: Duration = Duration::from_millis(300);
/// How long settings that were read are taken to hold.
const KEPT_FOR: Duration = Duration::from_secs(30);
/// Settings of so many servers are kept.
const MOST_KEPT: usize = 10_000;

/// What the admins of a server have set. The default is what holds when nobody has set anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// In which language answers come; the reader's own if none.
    pub language: Option<Language>,
    /// Where mentions are answered.
    pub mentions: Mentions,
    /// Who sees answers to commands, unless the asker says; the usual rule if none.
    pub visibility: Option<Visibility>,
    /// Where briefs go unless somebody says.
    pub reporting: Option<Place>,
    /// Where the server is told what went wrong.
    pub notices: Option<u64>,
    /// Whether questions that got no answer are counted by their words.
    pub gaps: bool,
}

/// Where mentions are answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mentions {
    /// In all channels.
    #[default]
    Everywhere,
    /// In these channels and their threads.
    Chosen(Vec<u64>),
    /// Nowhere.
    Nowhere,
}

/// Who sees an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Everyone in the channel.
    Everyone,
    /// The asker alone.
    Asker,
}

/// The settings that were last read or saved, for when the database is gone.
#[derive(Debug, Default)]
pub(super) struct LastKnown(Mutex<HashMap<u64, Settings>>);

impl LastKnown {
    fn get(&self, guild: u64) -> Option<Settings> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&guild).cloned()
    }

    fn note(&self, guild: u64, settings: &Settings) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Most servers set nothing, and need no memory.
        if *settings == Settings::default() {
            known.remove(&guild);
        } else {
            known.insert(guild, settings.clone());
        }
    }
}

/// Settings that were read a moment ago, so that not every command asks the database. A change here is seen at once; one by
/// another process when [`KEPT_FOR`] is over.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<KeptSettings>);

#[derive(Debug, Default)]
struct KeptSettings {
    of: HashMap<u64, (Settings, Instant)>,
    /// How often something was changed: what was read before a change is not kept after it.
    changes: u64,
}

impl Kept {
    fn get(&self, guild: u64) -> Option<Settings> {
        let kept = self.lock();
        kept.of.get(&guild).filter(|(_, read)| read.elapsed() < KEPT_FOR).map(|(settings, _)| settings.clone())
    }

    fn changes(&self) -> u64 {
        self.lock().changes
    }

    /// Keeps what was read when there had been so many changes.
    fn keep(&self, guild: u64, settings: &Settings, changes: u64) {
        let mut kept = self.lock();
        if kept.changes != changes {
            return;
        }
        if kept.of.len() >= MOST_KEPT {
            kept.of.retain(|_, (_, read)| read.elapsed() < KEPT_FOR);
        }
        // So many servers at once: these wait for their turn.
        if kept.of.len() < MOST_KEPT {
            kept.of.insert(guild, (settings.clone(), Instant::now()));
        }
    }

    fn forget(&self, guild: u64) {
        let mut kept = self.lock();
        kept.changes += 1;
        kept.of.remove(&guild);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, KeptSettings> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// A server's settings.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn settings(&self, guild: u64) -> Result<Settings, StoreError> {
        let changes = self.kept.changes();
        let settings = self
            .connections
            .within(async {
                let mut work = self.connections.look().await?;
                read(&mut work, guild).await
            })
            .await?;
        self.last_known.note(guild, &settings);
        self.kept.keep(guild, &settings, changes);
        Ok(settings)
    }

    /// A server's settings as they were read within the last half minute, or else by [`settings_or_last`](Self::settings_or_last):
    /// for answers, of which there are many.
    pub async fn recent_settings(&self, guild: u64) -> Settings {
        match self.kept.get(guild) {
            Some(kept) => kept,
            None => self.settings_or_last(guild).await,
        }
    }

    /// A server's settings for an answer that cannot wait and must not fail: those last known, or the defaults, when the
    /// database does not answer at once.
    pub async fn settings_or_last(&self, guild: u64) -> Settings {
        let last = || self.last_known.get(guild).unwrap_or_default();
        // Of many questions while the database is gone, one at a time tries it and the others do not wait for it.
        let Some(_turn) = self.health.turn() else { return last() };
        match tokio::time::timeout(QUESTION_PATIENCE, self.settings(guild)).await {
            Ok(Ok(settings)) => {
                self.health.good();
                settings
            }
            Ok(Err(error)) => {
                self.health.bad(&error);
                last()
            }
            Err(_) => {
                self.health.bad(&StoreError::Slow(QUESTION_PATIENCE));
                last()
            }
        }
    }

    /// Replaces a server's settings.
    ///
    /// # Errors
    /// If they could not be saved; the old ones hold.
    pub async fn save_settings(&self, guild: u64, settings: &Settings, now: Timestamp) -> Result<(), StoreError> {
        let saved = self
            .connections
            .within(async {
                let mut work = self.connections.begin().await?;
                write(&mut work, guild, settings, now).await?;
                work.commit().await
            })
            .await;
        // Also after a failure: it may have been saved although that was not heard.
        self.kept.forget(guild);
        saved?;
        self.last_known.note(guild, settings);
        Ok(())
    }

    /// Forgets a server's settings, so that the defaults hold.
    ///
    /// # Errors
    /// If they could not be removed; they still hold.
    pub async fn reset_settings(&self, guild: u64) -> Result<(), StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                work.run(sqlx::query("DELETE FROM settings WHERE guild = $1").bind(id(guild))).await?;
                gaps::forget(&mut work, guild).await?;
                work.commit().await
            })
            .await?;
        self.forget_last_known(guild);
        Ok(())
    }

    pub(super) fn forget_last_known(&self, guild: u64) {
        self.last_known.note(guild, &Settings::default());
        self.kept.forget(guild);
    }
}

pub(super) async fn read(work: &mut Work, guild: u64) -> Result<Settings, StoreError> {
    let Some(row) = work.row(sqlx::query("SELECT * FROM settings WHERE guild = $1").bind(id(guild))).await? else {
        return Ok(Settings::default());
    };
    let mentions = match row.text("mentions")?.as_str() {
        "nowhere" => Mentions::Nowhere,
        "chosen" => {
            let query = sqlx::query("SELECT channel FROM mention_channels WHERE guild = $1 ORDER BY channel");
            let rows = work.rows(query.bind(id(guild))).await?;
            Mentions::Chosen(rows.iter().map(|row| row.id("channel")).collect::<Result<_, _>>()?)
        }
        _ => Mentions::Everywhere,
    };
    Ok(Settings {
        language: row.known_or_none("language", |tag| tag.parse().ok())?,
        mentions,
        visibility: row.known_or_none("visibility", |word| match word {
            "everyone" => Some(Visibility::Everyone),
            "asker" => Some(Visibility::Asker),
            _ => None,
        })?,
        reporting: row.known_or_none("reporting", Place::read)?,
        notices: row.id_or_none("notices")?,
        gaps: row.whole("gaps")? != 0,
    })
}

async fn write(work: &mut Work, guild: u64, settings: &Settings, now: Timestamp) -> Result<(), StoreError> {
    let mentions = match settings.mentions {
        Mentions::Everywhere => "everywhere",
        Mentions::Chosen(_) => "chosen",
        Mentions::Nowhere => "nowhere",
    };
    let visibility = settings.visibility.map(|visibility| match visibility {
        Visibility::Everyone => "everyone",
        Visibility::Asker => "asker",
    });
    let statement = "INSERT INTO settings (guild, language, mentions, visibility, reporting, notices, gaps, changed_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (guild) DO UPDATE SET language = excluded.language, mentions = excluded.mentions,
            visibility = excluded.visibility, reporting = excluded.reporting, notices = excluded.notices,
            gaps = excluded.gaps, changed_ms = excluded.changed_ms";
    let query = sqlx::query(statement)
        .bind(id(guild))
        .bind(settings.language.map(Language::tag))
        .bind(mentions)
        .bind(visibility)
        .bind(settings.reporting.as_ref().map(Place::text))
        .bind(settings.notices.map(id))
        .bind(i64::from(settings.gaps))
        .bind(ms(now));
    work.run(query).await?;
    if !settings.gaps {
        gaps::forget(work, guild).await?;
    }
    work.run(sqlx::query("DELETE FROM mention_channels WHERE guild = $1").bind(id(guild))).await?;
    if let Mentions::Chosen(channels) = &settings.mentions {
        for channel in channels {
            let statement = "INSERT INTO mention_channels (guild, channel) VALUES ($1, $2) ON CONFLICT DO NOTHING";
            work.run(sqlx::query(statement).bind(id(guild)).bind(id(*channel))).await?;
        }
    }
    Ok(())
}
