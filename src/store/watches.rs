//! Figures that channels watch, and the post when one of them has news.
//!
//! A watch remembers what its figure said last, and how often it had news. The post of some news is written into the ledger in
//! the same transaction in which the watch is moved on from that count: of several processes that find the same news one posts
//! it, and there is no moment at which only one of the two is written.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::ledger::insert_post;
use super::post::{NewPost, Planned};
use super::row::{Columns as _, id, ms};
use super::{Store, StoreError};

/// A watch that is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWatch {
    /// The server.
    pub guild: u64,
    /// The channel or thread that is told.
    pub channel: u64,
    /// The id of the metric.
    pub metric: String,
    /// The id of the entity.
    pub entity: String,
    /// The id of the figure that answers now.
    pub figure: String,
    /// What it says, as text.
    pub shown: String,
    /// Who added it.
    pub author: Option<u64>,
}

/// A watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// Its number, unique among all servers.
    pub id: u64,
    /// The server.
    pub guild: u64,
    /// The channel or thread that is told.
    pub channel: u64,
    /// The id of the metric.
    pub metric: String,
    /// The id of the entity.
    pub entity: String,
    /// The id of the figure that answered last.
    pub figure: String,
    /// What it said, as text.
    pub shown: String,
    /// How often there was news.
    pub turn: u64,
    /// Who added it; none if they asked to be forgotten.
    pub author: Option<u64>,
}

/// What came of adding a watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddedWatch {
    /// It is new.
    New(Watch),
    /// The channel watches that already.
    Known(Watch),
    /// The server has as many as it may have.
    Full,
}

impl Store {
    /// Adds a watch, unless the channel has it or the server has `most`.
    ///
    /// # Errors
    /// If it could not be saved.
    pub async fn add_watch(&self, new: &NewWatch, most: usize, now: Timestamp) -> Result<AddedWatch, StoreError> {
        let known = "SELECT * FROM watches WHERE guild = $1 AND channel = $2 AND metric = $3 AND entity = $4";
        let statement = "INSERT INTO watches (guild, channel, metric, entity, figure, shown, author, created_ms)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING *";
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let cell = |statement: &'static str| {
                    sqlx::query(statement)
                        .bind(id(new.guild))
                        .bind(id(new.channel))
                        .bind(new.metric.clone())
                        .bind(new.entity.clone())
                };
                if let Some(row) = work.row(cell(known)).await? {
                    return Ok(AddedWatch::Known(watch(&row)?));
                }
                let count = sqlx::query("SELECT COUNT(*) AS number FROM watches WHERE guild = $1").bind(id(new.guild));
                let count = work.row(count).await?.map_or(Ok(0), |row| row.whole("number"))?;
                if usize::try_from(count).unwrap_or(usize::MAX) >= most {
                    return Ok(AddedWatch::Full);
                }
                let query = cell(statement)
                    .bind(new.figure.clone())
                    .bind(new.shown.clone())
                    .bind(new.author.map(id))
                    .bind(ms(now));
                let added = watch(&work.row(query).await?.ok_or(StoreError::Missing)?)?;
                work.commit().await?;
                Ok(AddedWatch::New(added))
            })
            .await
    }

    /// A server's watches in the order in which they were added.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn watches(&self, guild: u64) -> Result<Vec<Watch>, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let query = sqlx::query("SELECT * FROM watches WHERE guild = $1 ORDER BY id").bind(id(guild));
                work.rows(query).await?.iter().map(watch).collect()
            })
            .await
    }

    /// A page of the watches of all servers: what to compare with new packs. `after` is the last number of the page before, or 0.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn watches_after(&self, after: u64, limit: u32) -> Result<Vec<Watch>, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let query = sqlx::query("SELECT * FROM watches WHERE id > $1 ORDER BY id LIMIT $2");
                work.rows(query.bind(id(after)).bind(i64::from(limit))).await?.iter().map(watch).collect()
            })
            .await
    }

    /// Removes a watch of a server.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is none, or what the database says.
    pub async fn remove_watch(&self, guild: u64, number: u64) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM watches WHERE guild = $1 AND id = $2");
        self.change_one(query.bind(id(guild)).bind(id(number))).await
    }

    /// Plans the post of some news and notes what the figure says now; none if another process did, or the watch is gone.
    ///
    /// # Errors
    /// If it could not be written; nothing may be sent then, and the next look finds the news again.
    pub async fn plan_news(
        &self,
        of: &Watch,
        figure: &str,
        shown: &str,
        post: &NewPost,
        now: Timestamp,
    ) -> Result<Option<Planned>, StoreError> {
        let statement =
            "UPDATE watches SET figure = $1, shown = $2, turn = turn + 1 WHERE id = $3 AND turn = $4 AND shown = $5";
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let query = sqlx::query(statement)
                    .bind(figure.to_owned())
                    .bind(shown.to_owned())
                    .bind(id(of.id))
                    .bind(id(of.turn))
                    .bind(of.shown.clone());
                if work.run(query).await? == 0 {
                    return Ok(None);
                }
                let planned = insert_post(&mut work, post, now).await?;
                work.commit().await?;
                Ok(Some(planned))
            })
            .await
    }
}

pub(super) fn watch(row: &AnyRow) -> Result<Watch, StoreError> {
    Ok(Watch {
        id: row.id("id")?,
        guild: row.id("guild")?,
        channel: row.id("channel")?,
        metric: row.text("metric")?,
        entity: row.text("entity")?,
        figure: row.text("figure")?,
        shown: row.text("shown")?,
        turn: row.id("turn")?,
        author: row.id_or_none("author")?,
    })
}
