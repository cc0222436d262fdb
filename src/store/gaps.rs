//! Questions that got no answer, counted by their words where a server has asked for that: how often on which day, and nothing
//! about who asked. A day's counts are kept for [`GAP_DAYS`] days, and the rarest give way where a server has too many.

use jiff::Timestamp;

use super::connection::Work;
use super::row::{Columns as _, id};
use super::{Store, StoreError};

/// Days for which a count is kept.
pub const GAP_DAYS: i64 = 30;

/// How often something was asked in vain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapCount {
    /// The words.
    pub words: String,
    /// How often, in the days that are kept.
    pub count: u64,
}

/// A moment's day, counted from 1970-01-01 UTC.
fn day(now: Timestamp) -> i64 {
    now.as_second().div_euclid(24 * 60 * 60)
}

impl Store {
    /// Counts a question that got no answer. A server has `most` counts, one for each question and day; the rarest give way.
    ///
    /// # Errors
    /// If it could not be counted.
    pub async fn note_gap(&self, guild: u64, words: &str, most: u32, now: Timestamp) -> Result<(), StoreError> {
        let count = "INSERT INTO gaps (guild, words, day, number) VALUES ($1, $2, $3, 1)
            ON CONFLICT (guild, words, day) DO UPDATE SET number = gaps.number + 1";
        let rarest = "DELETE FROM gaps WHERE guild = $1 AND (words, day) IN (SELECT words, day FROM gaps
            WHERE guild = $1 AND NOT (words = $2 AND day = $3) ORDER BY number, day, words LIMIT $4)";
        let today = day(now);
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                forget_old(&mut work, today).await?;
                let key = |query: &'static str| sqlx::query(query).bind(id(guild)).bind(words.to_owned()).bind(today);
                work.run(key(count)).await?;
                let number = sqlx::query("SELECT COUNT(*) AS number FROM gaps WHERE guild = $1").bind(id(guild));
                let number = work.row(number).await?.map_or(Ok(0), |row| row.whole("number"))?;
                let beyond = number - i64::from(most);
                if beyond > 0 {
                    work.run(key(rarest).bind(beyond)).await?;
                }
                work.commit().await
            })
            .await
    }

    /// What was asked in vain in a server, or in all of them, most often first.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn gaps(&self, guild: Option<u64>, now: Timestamp, limit: u32) -> Result<Vec<GapCount>, StoreError> {
        let of_one = "SELECT words, CAST(SUM(number) AS BIGINT) AS number FROM gaps WHERE day > $1 AND guild = $3
            GROUP BY words ORDER BY SUM(number) DESC, words LIMIT $2";
        let of_all = "SELECT words, CAST(SUM(number) AS BIGINT) AS number FROM gaps WHERE day > $1
            GROUP BY words ORDER BY SUM(number) DESC, words LIMIT $2";
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let query = sqlx::query(if guild.is_some() { of_one } else { of_all });
                let query = query.bind(day(now) - GAP_DAYS).bind(i64::from(limit));
                let query = match guild {
                    Some(guild) => query.bind(id(guild)),
                    None => query,
                };
                let rows = work.rows(query).await?;
                rows.iter().map(|row| Ok(GapCount { words: row.text("words")?, count: row.id("number")? })).collect()
            })
            .await
    }

    /// Forgets the counts of days that are too long ago.
    ///
    /// # Errors
    /// If they could not be removed.
    pub async fn forget_old_gaps(&self, now: Timestamp) -> Result<(), StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                forget_old(&mut work, day(now)).await?;
                work.commit().await
            })
            .await
    }
}

async fn forget_old(work: &mut Work, today: i64) -> Result<(), StoreError> {
    work.run(sqlx::query("DELETE FROM gaps WHERE day <= $1").bind(today - GAP_DAYS)).await.map(drop)
}

/// Forgets all counts of a server.
pub(super) async fn forget(work: &mut Work, guild: u64) -> Result<u64, StoreError> {
    work.run(sqlx::query("DELETE FROM gaps WHERE guild = $1").bind(id(guild))).await
}
