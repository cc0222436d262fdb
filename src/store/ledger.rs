//! The ledger: what was posted and what is about to be, written before anything is sent.
//!
//! A post has a key: the server, the brief, and the period it is for. One key is one row, whoever plans it and how often.
//! The row holds all that will be sent, so that after a crash the same messages go out and not newly made ones, each under
//! a nonce that follows from the key. Before a message is sent the row says that it is being tried; after, which one it
//! became. Whoever takes over a row therefore knows of each message whether it was never sent, was sent, or may have been.

use std::time::Duration;

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::connection::Work;
use super::post::{NewPost, Part, Planned, Post, PostFile, PostKey, PostState};
use super::row::{Columns as _, id, ms};
use super::schedules::{Setback, after, note_failure};
use super::{Place, Reason, Store, StoreError};

impl Store {
    /// Writes a post into the ledger, unless one of its key is there.
    ///
    /// # Errors
    /// If it could not be written; nothing may be sent then.
    pub async fn plan_post(&self, post: &NewPost, now: Timestamp) -> Result<Planned, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let planned = insert_post(&mut work, post, now).await?;
                work.commit().await?;
                Ok(planned)
            })
            .await
    }

    /// A post with its messages.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn post(&self, post: u64) -> Result<Option<Post>, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let row = work.row(sqlx::query("SELECT * FROM posts WHERE id = $1").bind(id(post))).await?;
                match row {
                    Some(row) => read_post(&mut work, &row).await.map(Some),
                    None => Ok(None),
                }
            })
            .await
    }

    /// Claims posts that are not all sent and that nobody works on, the oldest first.
    ///
    /// # Errors
    /// If nothing could be claimed.
    pub async fn claim_posts(
        &self,
        owner: &str,
        now: Timestamp,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<Post>, StoreError> {
        let statement = self.for_server(
            "UPDATE posts SET claimed_by = $1, claimed_until_ms = $2, state = 'posting' WHERE id IN (
                SELECT id FROM posts WHERE state IN ('planned', 'posting') AND not_before_ms <= $3
                AND (claimed_until_ms IS NULL OR claimed_until_ms <= $3)
                ORDER BY planned_ms, id LIMIT $4) RETURNING *",
            "UPDATE posts SET claimed_by = $1, claimed_until_ms = $2, state = 'posting' WHERE id IN (
                SELECT id FROM posts WHERE state IN ('planned', 'posting') AND not_before_ms <= $3
                AND (claimed_until_ms IS NULL OR claimed_until_ms <= $3)
                ORDER BY planned_ms, id LIMIT $4 FOR UPDATE SKIP LOCKED) RETURNING *",
        );
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let query = sqlx::query(statement)
                    .bind(owner.to_owned())
                    .bind(after(now, lease))
                    .bind(ms(now))
                    .bind(i64::from(limit));
                let mut posts = Vec::new();
                for row in work.rows(query).await? {
                    posts.push(read_post(&mut work, &row).await?);
                }
                work.commit().await?;
                posts.sort_by_key(|post| (post.planned, post.id));
                Ok(posts)
            })
            .await
    }

    /// Claims one post; none if it is all sent, given up, or somebody works on it.
    ///
    /// # Errors
    /// If it could not be claimed.
    pub async fn claim_post(
        &self,
        post: u64,
        owner: &str,
        now: Timestamp,
        lease: Duration,
    ) -> Result<Option<Post>, StoreError> {
        let statement = "UPDATE posts SET claimed_by = $1, claimed_until_ms = $2, state = 'posting'
            WHERE id = $4 AND state IN ('planned', 'posting') AND (claimed_until_ms IS NULL OR claimed_until_ms <= $3)
            RETURNING *";
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let query =
                    sqlx::query(statement).bind(owner.to_owned()).bind(after(now, lease)).bind(ms(now)).bind(id(post));
                let Some(row) = work.row(query).await? else { return Ok(None) };
                let claimed = read_post(&mut work, &row).await?;
                work.commit().await?;
                Ok(Some(claimed))
            })
            .await
    }

    /// Notes that a message is about to be sent, and lengthens the claim.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the claim has passed to another process, or what the database says; nothing may be sent
    /// then.
    pub async fn try_part(
        &self,
        post: u64,
        position: u32,
        owner: &str,
        now: Timestamp,
        lease: Duration,
    ) -> Result<(), StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                keep_claim(&mut work, post, owner, after(now, lease)).await?;
                let statement =
                    "UPDATE post_parts SET tried_ms = COALESCE(tried_ms, $1) WHERE post = $2 AND position = $3";
                work.run(sqlx::query(statement).bind(ms(now)).bind(id(post)).bind(i64::from(position))).await?;
                work.commit().await
            })
            .await
    }

    /// Notes which message a part became.
    ///
    /// # Errors
    /// If it could not be noted; whoever takes over finds the message again.
    pub async fn note_message(&self, post: u64, position: u32, message: u64) -> Result<(), StoreError> {
        let query = sqlx::query("UPDATE post_parts SET message = $1 WHERE post = $2 AND position = $3");
        self.change_one(query.bind(id(message)).bind(id(post)).bind(i64::from(position))).await
    }

    /// Notes that the thread is about to be made, and lengthens the claim.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the claim has passed to another process, or what the database says; nothing may be made
    /// then.
    pub async fn try_thread(&self, post: u64, owner: &str, now: Timestamp, lease: Duration) -> Result<(), StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                keep_claim(&mut work, post, owner, after(now, lease)).await?;
                let statement = "UPDATE posts SET thread_tried_ms = COALESCE(thread_tried_ms, $1) WHERE id = $2";
                work.run(sqlx::query(statement).bind(ms(now)).bind(id(post))).await?;
                work.commit().await
            })
            .await
    }

    /// Notes the thread that was made.
    ///
    /// # Errors
    /// If it could not be noted; whoever takes over finds the thread again.
    pub async fn note_thread(&self, post: u64, thread: u64) -> Result<(), StoreError> {
        self.change_one(sqlx::query("UPDATE posts SET thread = $1 WHERE id = $2").bind(id(thread)).bind(id(post))).await
    }

    /// Notes that all was sent. What was sent is no longer kept here, only the ids of messages and the figures in them.
    ///
    /// # Errors
    /// If it could not be noted; whoever takes over finds all messages sent.
    pub async fn finish_post(&self, post: u64, now: Timestamp) -> Result<(), StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                end(&mut work, post, PostState::Posted, None, now).await?;
                let statement = "UPDATE schedules SET failures = 0
                    WHERE id = (SELECT schedule FROM posts WHERE id = $1 AND fell_back = 0)";
                work.run(sqlx::query(statement).bind(id(post))).await?;
                work.commit().await
            })
            .await
    }

    /// Lets go of a post until later, because Discord could not be reached.
    ///
    /// # Errors
    /// If it could not be noted; the claim then ends by itself.
    pub async fn postpone_post(&self, post: u64, owner: &str, not_before: Timestamp) -> Result<(), StoreError> {
        let statement = "UPDATE posts SET attempts = attempts + 1, not_before_ms = $1, claimed_by = NULL,
            claimed_until_ms = NULL WHERE id = $2 AND claimed_by = $3";
        self.change_one(sqlx::query(statement).bind(ms(not_before)).bind(id(post)).bind(owner.to_owned())).await
    }

    /// Sends a post to another place instead, all of it anew, and counts that as a failure of its schedule.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the claim has passed to another process or it was moved before, or what the database
    /// says.
    pub async fn move_post(
        &self,
        post: &Post,
        owner: &str,
        place: &Place,
        reason: Reason,
    ) -> Result<Option<Setback>, StoreError> {
        let statement = "UPDATE posts SET place = $1, reason = $2, fell_back = 1, thread = NULL, thread_tried_ms = NULL
            WHERE id = $3 AND claimed_by = $4 AND fell_back = 0";
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let query = sqlx::query(statement)
                    .bind(place.text())
                    .bind(reason.word())
                    .bind(id(post.id))
                    .bind(owner.to_owned());
                if work.run(query).await? == 0 {
                    return Err(StoreError::Missing);
                }
                for part in &post.parts {
                    let statement = "UPDATE post_parts SET nonce = $1, tried_ms = NULL, message = NULL
                        WHERE post = $2 AND position = $3";
                    let nonce = post.key.nonce(part.position as usize, true);
                    let query = sqlx::query(statement).bind(nonce).bind(id(post.id)).bind(i64::from(part.position));
                    work.run(query).await?;
                }
                let setback = match post.schedule {
                    Some(schedule) => note_failure(&mut work, schedule, reason).await?,
                    None => None,
                };
                work.commit().await?;
                Ok(setback)
            })
            .await
    }

    /// Gives a post up, and counts that as a failure of its schedule unless it was counted when the post was moved.
    ///
    /// # Errors
    /// If it could not be noted.
    pub async fn fail_post(&self, post: &Post, reason: Reason, now: Timestamp) -> Result<Option<Setback>, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                end(&mut work, post.id, PostState::Failed, Some(reason), now).await?;
                let setback = match post.schedule.filter(|_| !post.fell_back) {
                    Some(schedule) => note_failure(&mut work, schedule, reason).await?,
                    None => None,
                };
                work.commit().await?;
                Ok(setback)
            })
            .await
    }

    /// When the next post that is not all sent can be worked on.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn next_open_post(&self) -> Result<Option<Timestamp>, StoreError> {
        let statement = self.for_server(
            "SELECT MIN(MAX(not_before_ms, COALESCE(claimed_until_ms, not_before_ms))) AS at_ms FROM posts
                WHERE state IN ('planned', 'posting')",
            "SELECT MIN(GREATEST(not_before_ms, COALESCE(claimed_until_ms, not_before_ms))) AS at_ms FROM posts
                WHERE state IN ('planned', 'posting')",
        );
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let row = work.row(sqlx::query(statement)).await?;
                row.map(|row| row.time_or_none("at_ms")).transpose().map(Option::flatten)
            })
            .await
    }
}

pub(super) async fn insert_post(work: &mut Work, post: &NewPost, now: Timestamp) -> Result<Planned, StoreError> {
    let PostKey { guild, brief, period } = &post.key;
    let statement = "INSERT INTO posts
        (guild, brief, period, template, schedule, author, place, title, state, not_before_ms, planned_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'planned', $9, $9) ON CONFLICT DO NOTHING RETURNING id";
    let query = sqlx::query(statement)
        .bind(id(*guild))
        .bind(brief.clone())
        .bind(period.clone())
        .bind(post.template.clone())
        .bind(post.schedule.map(id))
        .bind(post.author.map(id))
        .bind(post.place.text())
        .bind(post.title.clone())
        .bind(ms(now));
    let Some(row) = work.row(query).await? else {
        let statement = "SELECT id FROM posts WHERE guild = $1 AND brief = $2 AND period = $3";
        let query = sqlx::query(statement).bind(id(*guild)).bind(brief.clone()).bind(period.clone());
        let row = work.row(query).await?.ok_or(StoreError::Missing)?;
        return Ok(Planned { post: row.id("id")?, is_new: false });
    };
    let number = row.whole("id")?;
    for (position, part) in (0_i64..).zip(&post.parts) {
        let nonce = post.key.nonce(usize::try_from(position).unwrap_or_default(), false);
        let statement = "INSERT INTO post_parts (post, position, nonce, body) VALUES ($1, $2, $3, $4)";
        work.run(sqlx::query(statement).bind(number).bind(position).bind(nonce).bind(part.body.clone())).await?;
        for (file_number, file) in (0_i64..).zip(&part.files) {
            let statement = "INSERT INTO post_files (post, position, number, name, description, bytes)
                VALUES ($1, $2, $3, $4, $5, $6)";
            let query = sqlx::query(statement)
                .bind(number)
                .bind(position)
                .bind(file_number)
                .bind(file.name.clone())
                .bind(file.description.clone())
                .bind(file.bytes.clone());
            work.run(query).await?;
        }
        for figure in &part.figures {
            let statement = "INSERT INTO post_figures (post, position, figure, shown) VALUES ($1, $2, $3, $4)
                ON CONFLICT DO NOTHING";
            let query = sqlx::query(statement)
                .bind(number)
                .bind(position)
                .bind(figure.figure.clone())
                .bind(figure.shown.clone());
            work.run(query).await?;
        }
    }
    Ok(Planned { post: number.cast_unsigned(), is_new: true })
}

async fn keep_claim(work: &mut Work, post: u64, owner: &str, until_ms: i64) -> Result<(), StoreError> {
    let statement = "UPDATE posts SET claimed_until_ms = $1 WHERE id = $2 AND claimed_by = $3";
    let query = sqlx::query(statement).bind(until_ms).bind(id(post)).bind(owner.to_owned());
    if work.run(query).await? == 0 { Err(StoreError::Missing) } else { Ok(()) }
}

async fn end(
    work: &mut Work,
    post: u64,
    state: PostState,
    reason: Option<Reason>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let statement = "UPDATE posts SET state = $1, reason = COALESCE($2, reason), ended_ms = $3, claimed_by = NULL,
        claimed_until_ms = NULL WHERE id = $4";
    let query = sqlx::query(statement).bind(state.word()).bind(reason.map(Reason::word)).bind(ms(now)).bind(id(post));
    work.run(query).await?;
    work.run(sqlx::query("UPDATE post_parts SET body = '' WHERE post = $1").bind(id(post))).await?;
    work.run(sqlx::query("DELETE FROM post_files WHERE post = $1").bind(id(post))).await?;
    Ok(())
}

async fn read_post(work: &mut Work, row: &AnyRow) -> Result<Post, StoreError> {
    let number = row.id("id")?;
    let mut parts = Vec::new();
    let query = sqlx::query("SELECT * FROM post_parts WHERE post = $1 ORDER BY position").bind(id(number));
    for row in work.rows(query).await? {
        let query = sqlx::query("SELECT * FROM post_files WHERE post = $1 AND position = $2 ORDER BY number");
        let files = work.rows(query.bind(id(number)).bind(row.whole("position")?)).await?;
        parts.push(Part {
            position: u32::try_from(row.whole("position")?).unwrap_or_default(),
            nonce: row.text("nonce")?,
            body: row.text("body")?,
            files: files.iter().map(file).collect::<Result<_, _>>()?,
            tried: row.time_or_none("tried_ms")?,
            message: row.id_or_none("message")?,
        });
    }
    Ok(Post {
        id: number,
        key: PostKey { guild: row.id("guild")?, brief: row.text("brief")?, period: row.text("period")? },
        template: row.text("template")?,
        schedule: row.id_or_none("schedule")?,
        author: row.id_or_none("author")?,
        place: row.known("place", Place::read)?,
        fell_back: row.whole("fell_back")? != 0,
        title: row.text("title")?,
        state: row.known("state", PostState::read)?,
        thread: row.id_or_none("thread")?,
        thread_tried: row.time_or_none("thread_tried_ms")?,
        reason: row.known_or_none("reason", Reason::read)?,
        attempts: u32::try_from(row.whole("attempts")?).unwrap_or(u32::MAX),
        planned: row.time("planned_ms")?,
        ended: row.time_or_none("ended_ms")?,
        parts,
    })
}

fn file(row: &AnyRow) -> Result<PostFile, StoreError> {
    Ok(PostFile { name: row.text("name")?, description: row.text("description")?, bytes: row.bytes("bytes")? })
}
