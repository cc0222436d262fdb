//! What the ledger no longer needs.
//!
//! A row of the ledger keeps a brief from being posted twice, says what the next one is compared with, and finds the messages
//! that show a figure when that figure is revised. Rows that show figures are needed for the last two as long as the packs
//! may change; what was given up or shows no figures, and that a server was told of a failure, is of no use after a while.

use jiff::{SignedDuration, Timestamp};

use super::row::ms;
use super::{Store, StoreError};

/// So long everything is kept.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24 * 180);

impl Store {
    /// Deletes what ended more than half a year ago and is of no use any more: posts of which no message shows a figure, and
    /// notices. How many rows that were.
    ///
    /// # Errors
    /// If nothing could be deleted.
    pub async fn prune(&self, now: Timestamp) -> Result<u64, StoreError> {
        let before = ms(now.checked_sub(KEPT_FOR).unwrap_or(Timestamp::MIN));
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let mut deleted = 0;
                for statement in [
                    "DELETE FROM posts WHERE state IN ('posted', 'failed') AND ended_ms < $1 AND NOT EXISTS (
                        SELECT 1 FROM post_figures f JOIN post_parts q ON q.post = f.post AND q.position = f.position
                        WHERE f.post = posts.id AND q.message IS NOT NULL)",
                    "DELETE FROM notices WHERE sent_ms < $1",
                ] {
                    deleted += work.run(sqlx::query(statement).bind(before)).await?;
                }
                work.commit().await?;
                Ok(deleted)
            })
            .await
    }
}
