//! How the ledger stands, in numbers, for whoever watches the bot.

use std::time::Duration;

use jiff::Timestamp;

use super::row::{Columns as _, ms};
use super::{Store, StoreError};

/// A brief that is not out so long after it was due is late: the bot looks for what is due every few seconds.
const LATE_AFTER: Duration = Duration::from_mins(5);

/// How the ledger stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// How many posts are in each state, by the state's word.
    pub posts: Vec<(String, u64)>,
    /// Schedules that should have run, and posts that should have been sent, five minutes ago.
    pub late: u64,
}

impl Store {
    /// How the ledger stands.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn standing(&self, now: Timestamp) -> Result<Standing, StoreError> {
        let late = ms(now).saturating_sub(i64::try_from(LATE_AFTER.as_millis()).unwrap_or(i64::MAX));
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let states = "SELECT state, COUNT(*) AS number FROM posts GROUP BY state ORDER BY state";
                let mut posts = Vec::new();
                for row in work.rows(sqlx::query(states)).await? {
                    posts.push((row.text("state")?, row.whole("number")?.cast_unsigned()));
                }
                let due = "SELECT COUNT(*) AS number FROM schedules WHERE paused IS NULL AND next_due_ms < $1";
                let open =
                    "SELECT COUNT(*) AS number FROM posts WHERE state IN ('planned', 'posting') AND planned_ms < $1";
                let mut found = 0;
                for statement in [due, open] {
                    let row = work.row(sqlx::query(statement).bind(late)).await?;
                    found += row.map(|row| row.whole("number")).transpose()?.unwrap_or(0).cast_unsigned();
                }
                Ok(Standing { posts, late: found })
            })
            .await
    }
}
