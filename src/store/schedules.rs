//! Schedules of briefs, and who runs one that is due.
//!
//! Several processes may look for what is due at the same moment. One of them gets it: the claim is a conditional update
//! (on PostgreSQL over rows that nobody else has locked), and it ends by itself, so that the run of a process that died is
//! taken over. A run that was planned moves the schedule on in the same transaction as it writes the ledger: there is no
//! moment at which only one of the two holds.

use std::time::Duration;

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::connection::Work;
use super::ledger::insert_post;
use super::post::{NewPost, Planned};
use super::row::{Columns as _, id, ms};
use super::{Place, Reason, Store, StoreError};
use crate::figure::Language;

/// After so many failures in a row a schedule is paused.
pub const MAX_FAILURES: u32 = 3;

/// A schedule that is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSchedule {
    /// The server.
    pub guild: u64,
    /// The template's name.
    pub template: String,
    /// Where its briefs go.
    pub place: Place,
    /// When they come, in the notation of the calendar room.
    pub recurrence: String,
    /// The IANA name of the time zone in which that is meant.
    pub zone: String,
    /// The language of its briefs; the server's if none.
    pub language: Option<Language>,
    /// Who added it.
    pub author: Option<u64>,
    /// When it is due for the first time.
    pub next_due: Timestamp,
}

/// A schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Its number, unique among all servers.
    pub id: u64,
    /// The server.
    pub guild: u64,
    /// The template's name.
    pub template: String,
    /// Where its briefs go.
    pub place: Place,
    /// When they come, in the notation of the calendar room.
    pub recurrence: String,
    /// The IANA name of the time zone in which that is meant.
    pub zone: String,
    /// The language of its briefs; the server's if none.
    pub language: Option<Language>,
    /// Who added it; none if they asked to be forgotten.
    pub author: Option<u64>,
    /// When it is due.
    pub next_due: Timestamp,
    /// Why it does not run; none if it does.
    pub paused: Option<Reason>,
    /// How many runs have failed in a row.
    pub failures: u32,
    /// When it ran last.
    pub last_run: Option<Timestamp>,
}

/// What a failure meant for a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setback {
    /// The schedule.
    pub schedule: u64,
    /// How many runs have failed in a row.
    pub failures: u32,
    /// Whether it was paused for that.
    pub paused: bool,
}

impl Store {
    /// Adds a schedule.
    ///
    /// # Errors
    /// If it could not be saved.
    pub async fn add_schedule(&self, new: &NewSchedule, now: Timestamp) -> Result<Schedule, StoreError> {
        let statement = "INSERT INTO schedules
            (guild, template, place, recurrence, zone, language, author, next_due_ms, created_ms)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING *";
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let query = sqlx::query(statement)
                    .bind(id(new.guild))
                    .bind(new.template.clone())
                    .bind(new.place.text())
                    .bind(new.recurrence.clone())
                    .bind(new.zone.clone())
                    .bind(new.language.map(Language::tag))
                    .bind(new.author.map(id))
                    .bind(ms(new.next_due))
                    .bind(ms(now));
                let added = schedule(&work.row(query).await?.ok_or(StoreError::Missing)?)?;
                work.commit().await?;
                Ok(added)
            })
            .await
    }

    /// A server's schedules in the order in which they were added.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn schedules(&self, guild: u64) -> Result<Vec<Schedule>, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let query = sqlx::query("SELECT * FROM schedules WHERE guild = $1 ORDER BY id").bind(id(guild));
                work.rows(query).await?.iter().map(schedule).collect()
            })
            .await
    }

    /// One schedule of a server.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn schedule(&self, guild: u64, number: u64) -> Result<Option<Schedule>, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let query = sqlx::query("SELECT * FROM schedules WHERE guild = $1 AND id = $2");
                work.row(query.bind(id(guild)).bind(id(number))).await?.as_ref().map(schedule).transpose()
            })
            .await
    }

    /// Lets a schedule rest.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the server has none of that number, or what the database says.
    pub async fn pause_schedule(&self, guild: u64, number: u64, reason: Reason) -> Result<(), StoreError> {
        let query = sqlx::query("UPDATE schedules SET paused = $1 WHERE guild = $2 AND id = $3");
        self.change_one(query.bind(reason.word()).bind(id(guild)).bind(id(number))).await
    }

    /// Lets a schedule run again, from `next_due` on.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the server has none of that number, or what the database says.
    pub async fn resume_schedule(&self, guild: u64, number: u64, next_due: Timestamp) -> Result<(), StoreError> {
        let statement = "UPDATE schedules SET paused = NULL, failures = 0, next_due_ms = $1, claimed_by = NULL,
            claimed_until_ms = NULL WHERE guild = $2 AND id = $3";
        self.change_one(sqlx::query(statement).bind(ms(next_due)).bind(id(guild)).bind(id(number))).await
    }

    /// Removes a schedule. What it has posted stays.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the server has none of that number, or what the database says.
    pub async fn remove_schedule(&self, guild: u64, number: u64) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM schedules WHERE guild = $1 AND id = $2");
        self.change_one(query.bind(id(guild)).bind(id(number))).await
    }

    /// Claims what is due, the longest due first, for `lease`; nobody else gets it for that long.
    ///
    /// # Errors
    /// If nothing could be claimed.
    pub async fn claim_due(
        &self,
        owner: &str,
        now: Timestamp,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<Schedule>, StoreError> {
        let statement = self.for_server(
            "UPDATE schedules SET claimed_by = $1, claimed_until_ms = $2 WHERE id IN (
                SELECT id FROM schedules WHERE paused IS NULL AND next_due_ms <= $3
                AND (claimed_until_ms IS NULL OR claimed_until_ms <= $3)
                ORDER BY next_due_ms, id LIMIT $4) RETURNING *",
            "UPDATE schedules SET claimed_by = $1, claimed_until_ms = $2 WHERE id IN (
                SELECT id FROM schedules WHERE paused IS NULL AND next_due_ms <= $3
                AND (claimed_until_ms IS NULL OR claimed_until_ms <= $3)
                ORDER BY next_due_ms, id LIMIT $4 FOR UPDATE SKIP LOCKED) RETURNING *",
        );
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let query = sqlx::query(statement)
                    .bind(owner.to_owned())
                    .bind(after(now, lease))
                    .bind(ms(now))
                    .bind(i64::from(limit));
                let mut claimed: Vec<Schedule> =
                    work.rows(query).await?.iter().map(schedule).collect::<Result<_, _>>()?;
                work.commit().await?;
                claimed.sort_by_key(|schedule| (schedule.next_due, schedule.id));
                Ok(claimed)
            })
            .await
    }

    /// Writes a claimed run into the ledger and moves the schedule on to `next_due`, both or neither.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the claim has passed to another process, or what the database says.
    pub async fn plan_run(
        &self,
        schedule: u64,
        owner: &str,
        post: &NewPost,
        next_due: Timestamp,
        now: Timestamp,
    ) -> Result<Planned, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                move_on(&mut work, schedule, owner, next_due, now).await?;
                let planned = insert_post(&mut work, post, now).await?;
                work.commit().await?;
                Ok(planned)
            })
            .await
    }

    /// Notes that a claimed run could not even be planned, and moves the schedule on to `next_due`.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the claim has passed to another process, or what the database says.
    pub async fn fail_run(
        &self,
        schedule: u64,
        owner: &str,
        reason: Reason,
        next_due: Timestamp,
        now: Timestamp,
    ) -> Result<Option<Setback>, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                move_on(&mut work, schedule, owner, next_due, now).await?;
                let setback = note_failure(&mut work, schedule, reason).await?;
                work.commit().await?;
                Ok(setback)
            })
            .await
    }

    /// All schedules that are not paused, of all servers.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn running_schedules(&self) -> Result<Vec<Schedule>, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let query = sqlx::query("SELECT * FROM schedules WHERE paused IS NULL ORDER BY id");
                work.rows(query).await?.iter().map(schedule).collect()
            })
            .await
    }

    /// Makes a schedule due at another time, unless that has changed from `from` since.
    ///
    /// # Errors
    /// If it could not be saved.
    pub async fn reschedule(&self, number: u64, from: Timestamp, to: Timestamp) -> Result<(), StoreError> {
        let statement = "UPDATE schedules SET next_due_ms = $1 WHERE id = $2 AND next_due_ms = $3";
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                work.run(sqlx::query(statement).bind(ms(to)).bind(id(number)).bind(ms(from))).await?;
                work.commit().await
            })
            .await
    }

    /// When the next schedule is due, paused ones left out: until then there is nothing to look for.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let query = sqlx::query("SELECT MIN(next_due_ms) AS next_due_ms FROM schedules WHERE paused IS NULL");
                work.row(query).await?.map(|row| row.time_or_none("next_due_ms")).transpose().map(Option::flatten)
            })
            .await
    }
}

async fn move_on(
    work: &mut Work,
    schedule: u64,
    owner: &str,
    next_due: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let statement =
        "UPDATE schedules SET next_due_ms = $1, last_run_ms = $2, claimed_by = NULL, claimed_until_ms = NULL
        WHERE id = $3 AND claimed_by = $4";
    let query = sqlx::query(statement).bind(ms(next_due)).bind(ms(now)).bind(id(schedule)).bind(owner.to_owned());
    if work.run(query).await? == 0 { Err(StoreError::Missing) } else { Ok(()) }
}

/// Counts a failure of a schedule, and pauses it after too many. None if it is gone or paused already.
pub(super) async fn note_failure(
    work: &mut Work,
    schedule: u64,
    reason: Reason,
) -> Result<Option<Setback>, StoreError> {
    let statement = "UPDATE schedules SET failures = failures + 1,
            paused = CASE WHEN failures + 1 >= $1 THEN $2 ELSE NULL END
        WHERE id = $3 AND paused IS NULL RETURNING failures, paused";
    let query = sqlx::query(statement).bind(i64::from(MAX_FAILURES)).bind(reason.word()).bind(id(schedule));
    let Some(row) = work.row(query).await? else { return Ok(None) };
    Ok(Some(Setback {
        schedule,
        failures: u32::try_from(row.whole("failures")?).unwrap_or(u32::MAX),
        paused: row.text_or_none("paused")?.is_some(),
    }))
}

/// When a claim that is made now ends.
pub(super) fn after(now: Timestamp, lease: Duration) -> i64 {
    ms(now).saturating_add(i64::try_from(lease.as_millis()).unwrap_or(i64::MAX))
}

pub(super) fn schedule(row: &AnyRow) -> Result<Schedule, StoreError> {
    Ok(Schedule {
        id: row.id("id")?,
        guild: row.id("guild")?,
        template: row.text("template")?,
        place: row.known("place", Place::read)?,
        recurrence: row.text("recurrence")?,
        zone: row.text("zone")?,
        language: row.known_or_none("language", |tag| tag.parse().ok())?,
        author: row.id_or_none("author")?,
        next_due: row.time("next_due_ms")?,
        paused: row.known_or_none("paused", Reason::read)?,
        failures: u32::try_from(row.whole("failures")?).unwrap_or(u32::MAX),
        last_run: row.time_or_none("last_run_ms")?,
    })
}
