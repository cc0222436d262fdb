//! Which figures were shown where, so that a message can be corrected once a figure in it is withdrawn or replaced.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::post::ShownFigure;
use super::row::{Columns as _, id, ms};
use super::{Place, Store, StoreError};

/// A figure in a message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Showing {
    /// The server.
    pub guild: u64,
    /// The post.
    pub post: u64,
    /// The message's place in the post.
    pub position: u32,
    /// Where the message is.
    pub channel: u64,
    /// The message.
    pub message: u64,
    /// The figure as it was shown, or as the last correction says.
    pub figure: ShownFigure,
}

/// The figures of an earlier brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastShown {
    /// When that brief was made.
    pub planned: Timestamp,
    /// What it showed.
    pub figures: Vec<ShownFigure>,
}

impl Store {
    /// What the last posted brief of a template showed in a server, made before `before`.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn last_shown(
        &self,
        guild: u64,
        template: &str,
        before: Timestamp,
    ) -> Result<Option<LastShown>, StoreError> {
        let statement = "SELECT id, planned_ms FROM posts WHERE guild = $1 AND template = $2 AND planned_ms < $3
            AND state = 'posted' ORDER BY planned_ms DESC, id DESC LIMIT 1";
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let query = sqlx::query(statement).bind(id(guild)).bind(template.to_owned()).bind(ms(before));
                let Some(row) = work.row(query).await? else { return Ok(None) };
                let statement = "SELECT DISTINCT figure, shown FROM post_figures WHERE post = $1 ORDER BY figure";
                let rows = work.rows(sqlx::query(statement).bind(row.whole("id")?)).await?;
                let figures = rows.iter().map(shown).collect::<Result<_, _>>()?;
                Ok(Some(LastShown { planned: row.time("planned_ms")?, figures }))
            })
            .await
    }

    /// All figures in messages that were sent, by figure: what to compare with new packs. `after` is the last figure of
    /// the page before, or empty; a page holds whole figures, about `limit` rows.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn shown_figures(&self, after: &str, limit: u32) -> Result<Vec<String>, StoreError> {
        let statement = "SELECT DISTINCT figure FROM post_figures WHERE figure > $1 ORDER BY figure LIMIT $2";
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let query = sqlx::query(statement).bind(after.to_owned()).bind(i64::from(limit));
                work.rows(query).await?.iter().map(|row| row.text("figure")).collect()
            })
            .await
    }

    /// The messages that show a figure with another value than `value`.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn showing_otherwise(&self, figure: &str, value: &str) -> Result<Vec<Showing>, StoreError> {
        let statement = "SELECT p.guild, p.id, p.place, p.thread, f.position, q.message, f.figure, f.shown
            FROM post_figures f JOIN post_parts q ON q.post = f.post AND q.position = f.position
            JOIN posts p ON p.id = f.post
            WHERE f.figure = $1 AND f.shown <> $2 AND q.message IS NOT NULL ORDER BY p.id, f.position";
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let query = sqlx::query(statement).bind(figure.to_owned()).bind(value.to_owned());
                work.rows(query).await?.iter().map(showing).collect()
            })
            .await
    }

    /// Notes that a message now shows a figure with another value.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if it does not show that figure, or what the database says.
    pub async fn note_correction(&self, showing: &Showing, shown: &str) -> Result<(), StoreError> {
        let statement = "UPDATE post_figures SET shown = $1 WHERE post = $2 AND position = $3 AND figure = $4";
        let query = sqlx::query(statement)
            .bind(shown.to_owned())
            .bind(id(showing.post))
            .bind(i64::from(showing.position))
            .bind(showing.figure.figure.clone());
        self.change_one(query).await
    }

    /// Forgets a message that is gone, so that nothing tries to correct it.
    ///
    /// # Errors
    /// If it could not be noted.
    pub async fn forget_message(&self, post: u64, position: u32) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM post_figures WHERE post = $1 AND position = $2");
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                work.run(query.bind(id(post)).bind(i64::from(position))).await?;
                work.commit().await
            })
            .await
    }
}

fn shown(row: &AnyRow) -> Result<ShownFigure, StoreError> {
    Ok(ShownFigure { figure: row.text("figure")?, shown: row.text("shown")? })
}

fn showing(row: &AnyRow) -> Result<Showing, StoreError> {
    let position = u32::try_from(row.whole("position")?).unwrap_or_default();
    let place = row.known("place", Place::read)?;
    let thread = row.id_or_none("thread")?;
    // The first message of a thread below a text channel stands in that channel.
    let channel = match place {
        Place::NewThread(parent) if position == 0 => parent,
        _ => thread.unwrap_or_else(|| place.channel()),
    };
    Ok(Showing {
        guild: row.id("guild")?,
        post: row.id("id")?,
        position,
        channel,
        message: row.id("message")?,
        figure: shown(row)?,
    })
}
