//! Notices that were sent, so that one cause is told once.

use jiff::Timestamp;

use super::row::{id, ms};
use super::{Store, StoreError};

impl Store {
    /// Notes that a server is told of a cause; false if it was told before and the cause was not settled since.
    ///
    /// # Errors
    /// If it could not be noted.
    pub async fn notice_once(&self, guild: u64, cause: &str, now: Timestamp) -> Result<bool, StoreError> {
        let statement = "INSERT INTO notices (guild, cause, sent_ms) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let query = sqlx::query(statement).bind(id(guild)).bind(cause.to_owned()).bind(ms(now));
                let is_new = work.run(query).await? > 0;
                work.commit().await?;
                Ok(is_new)
            })
            .await
    }

    /// Notes that the causes that begin so are settled, so that they are told again when they come back.
    ///
    /// # Errors
    /// If it could not be noted.
    pub async fn settle_notices(&self, guild: u64, beginning: &str) -> Result<(), StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let query = sqlx::query("DELETE FROM notices WHERE guild = $1 AND SUBSTR(cause, 1, LENGTH($2)) = $2");
                work.run(query.bind(id(guild)).bind(beginning.to_owned())).await?;
                work.commit().await
            })
            .await
    }
}
