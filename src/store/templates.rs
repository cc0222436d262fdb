//! Templates of briefs that the admins of a server have made. What stands in one is none of this room's business.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::row::{Columns as _, id, ms};
use super::{Store, StoreError};

/// A template of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTemplate {
    /// The server.
    pub guild: u64,
    /// Its name, unique in the server.
    pub name: String,
    /// What stands in it.
    pub body: String,
    /// Who saved it last; none if they asked to be forgotten.
    pub author: Option<u64>,
    /// When it was saved last.
    pub changed: Timestamp,
}

impl Store {
    /// A server's templates by name.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn templates(&self, guild: u64) -> Result<Vec<StoredTemplate>, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let query = sqlx::query("SELECT * FROM templates WHERE guild = $1 ORDER BY name").bind(id(guild));
                work.rows(query).await?.iter().map(template).collect()
            })
            .await
    }

    /// One template of a server.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn template(&self, guild: u64, name: &str) -> Result<Option<StoredTemplate>, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let query = sqlx::query("SELECT * FROM templates WHERE guild = $1 AND name = $2");
                work.row(query.bind(id(guild)).bind(name.to_owned())).await?.as_ref().map(template).transpose()
            })
            .await
    }

    /// Saves a template, in place of one of the same name.
    ///
    /// # Errors
    /// If it could not be saved.
    pub async fn save_template(&self, template: &StoredTemplate) -> Result<(), StoreError> {
        let statement = "INSERT INTO templates (guild, name, body, author, changed_ms) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (guild, name) DO UPDATE SET body = excluded.body, author = excluded.author,
                changed_ms = excluded.changed_ms";
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let query = sqlx::query(statement)
                    .bind(id(template.guild))
                    .bind(template.name.clone())
                    .bind(template.body.clone())
                    .bind(template.author.map(id))
                    .bind(ms(template.changed));
                work.run(query).await?;
                work.commit().await
            })
            .await
    }

    /// Removes a template.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is none of that name, or what the database says.
    pub async fn remove_template(&self, guild: u64, name: &str) -> Result<(), StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let query = sqlx::query("DELETE FROM templates WHERE guild = $1 AND name = $2");
                if work.run(query.bind(id(guild)).bind(name.to_owned())).await? == 0 {
                    return Err(StoreError::Missing);
                }
                work.commit().await
            })
            .await
    }
}

pub(super) fn template(row: &AnyRow) -> Result<StoredTemplate, StoreError> {
    Ok(StoredTemplate {
        guild: row.id("guild")?,
        name: row.text("name")?,
        body: row.text("body")?,
        author: row.id_or_none("author")?,
        changed: row.time("changed_ms")?,
    })
}
