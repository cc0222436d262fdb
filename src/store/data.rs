//! What is stored about a person or a server: all of it to take away, and all of it to delete.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::connection::Work;
use super::row::{Columns as _, id};
use super::{Store, StoreError, schedules, settings, templates, watches};

impl Store {
    /// Everything that is stored about a server, as JSON.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn export_guild(&self, guild: u64) -> Result<Value, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                let has_settings = sqlx::query("SELECT guild FROM settings WHERE guild = $1").bind(id(guild));
                let settings = match work.row(has_settings).await? {
                    Some(_) => settings_json(&settings::read(&mut work, guild).await?),
                    None => Value::Null,
                };
                Ok(json!({
                    "server": guild.to_string(),
                    "settings": settings,
                    "templates": templates_of(&mut work, "guild", guild).await?,
                    "schedules": schedules_of(&mut work, "guild", guild).await?,
                    "watches": watches_of(&mut work, "guild", guild).await?,
                    "posts": posts_of(&mut work, "guild", guild).await?,
                    "notices": notices_of(&mut work, guild).await?,
                    "gaps": gaps_of(&mut work, guild).await?,
                }))
            })
            .await
    }

    /// Everything that is stored about a person, as JSON: what they made for servers.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn export_user(&self, user: u64) -> Result<Value, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.look().await?;
                Ok(json!({
                    "user": user.to_string(),
                    "templates": templates_of(&mut work, "author", user).await?,
                    "schedules": schedules_of(&mut work, "author", user).await?,
                    "watches": watches_of(&mut work, "author", user).await?,
                    "posts": posts_of(&mut work, "author", user).await?,
                }))
            })
            .await
    }

    /// Deletes everything that is stored about a server; the number of records that are gone.
    ///
    /// # Errors
    /// If it could not be deleted; all of it is still there.
    pub async fn delete_guild(&self, guild: u64) -> Result<u64, StoreError> {
        let deleted = self
            .connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let mut deleted = 0;
                for statement in [
                    "DELETE FROM settings WHERE guild = $1",
                    "DELETE FROM templates WHERE guild = $1",
                    "DELETE FROM schedules WHERE guild = $1",
                    "DELETE FROM watches WHERE guild = $1",
                    "DELETE FROM posts WHERE guild = $1",
                    "DELETE FROM notices WHERE guild = $1",
                    "DELETE FROM gaps WHERE guild = $1",
                ] {
                    deleted += work.run(sqlx::query(statement).bind(id(guild))).await?;
                }
                work.commit().await?;
                Ok(deleted)
            })
            .await?;
        self.forget_last_known(guild);
        Ok(deleted)
    }

    /// Deletes who made what: a person's id everywhere. What they made for a server stays, it is the server's. The number
    /// of records that held the id.
    ///
    /// # Errors
    /// If it could not be deleted; all of it is still there.
    pub async fn delete_user(&self, user: u64) -> Result<u64, StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                let mut changed = 0;
                for statement in [
                    "UPDATE templates SET author = NULL WHERE author = $1",
                    "UPDATE schedules SET author = NULL WHERE author = $1",
                    "UPDATE watches SET author = NULL WHERE author = $1",
                    "UPDATE posts SET author = NULL WHERE author = $1",
                ] {
                    changed += work.run(sqlx::query(statement).bind(id(user))).await?;
                }
                work.commit().await?;
                Ok(changed)
            })
            .await
    }
}

/// Ids are text in JSON, as in Discord's own: they do not fit the numbers of many readers.
fn texts(ids: &[u64]) -> Vec<String> {
    ids.iter().map(u64::to_string).collect()
}

fn settings_json(settings: &settings::Settings) -> Value {
    json!({
        "language": settings.language.map(|language| language.tag()),
        "mentions": match &settings.mentions {
            settings::Mentions::Everywhere => json!("everywhere"),
            settings::Mentions::Chosen(channels) => json!(texts(channels)),
            settings::Mentions::Nowhere => json!("nowhere"),
        },
        "visibility": settings.visibility.map(|visibility| match visibility {
            settings::Visibility::Everyone => "everyone",
            settings::Visibility::Asker => "asker",
        }),
        "reporting": settings.reporting.as_ref().map(super::Place::text),
        "gaps": settings.gaps,
        "notices": settings.notices.map(|channel| channel.to_string()),
    })
}

async fn templates_of(work: &mut Work, column: &'static str, whose: u64) -> Result<Vec<Value>, StoreError> {
    let statement = match column {
        "guild" => "SELECT * FROM templates WHERE guild = $1 ORDER BY guild, name",
        _ => "SELECT * FROM templates WHERE author = $1 ORDER BY guild, name",
    };
    let rows = work.rows(sqlx::query(statement).bind(id(whose))).await?;
    rows.iter()
        .map(|row| {
            let template = templates::template(row)?;
            Ok(json!({
                "server": template.guild.to_string(),
                "name": template.name,
                "body": template.body,
                "author": template.author.map(|author| author.to_string()),
                "changed": template.changed.to_string(),
            }))
        })
        .collect()
}

async fn schedules_of(work: &mut Work, column: &'static str, whose: u64) -> Result<Vec<Value>, StoreError> {
    let statement = match column {
        "guild" => "SELECT * FROM schedules WHERE guild = $1 ORDER BY id",
        _ => "SELECT * FROM schedules WHERE author = $1 ORDER BY id",
    };
    let rows = work.rows(sqlx::query(statement).bind(id(whose))).await?;
    rows.iter()
        .map(|row| {
            let schedule = schedules::schedule(row)?;
            Ok(json!({
                "id": schedule.id,
                "server": schedule.guild.to_string(),
                "template": schedule.template,
                "place": schedule.place.text(),
                "recurrence": schedule.recurrence,
                "zone": schedule.zone,
                "language": schedule.language.map(|language| language.tag()),
                "author": schedule.author.map(|author| author.to_string()),
                "next_due": schedule.next_due.to_string(),
                "paused": schedule.paused.map(super::Reason::word),
                "failures": schedule.failures,
                "last_run": schedule.last_run.map(|time| time.to_string()),
            }))
        })
        .collect()
}

async fn watches_of(work: &mut Work, column: &'static str, whose: u64) -> Result<Vec<Value>, StoreError> {
    let statement = match column {
        "guild" => "SELECT * FROM watches WHERE guild = $1 ORDER BY id",
        _ => "SELECT * FROM watches WHERE author = $1 ORDER BY id",
    };
    let rows = work.rows(sqlx::query(statement).bind(id(whose))).await?;
    rows.iter()
        .map(|row| {
            let watch = watches::watch(row)?;
            Ok(json!({
                "id": watch.id,
                "server": watch.guild.to_string(),
                "channel": watch.channel.to_string(),
                "metric": watch.metric,
                "entity": watch.entity,
                "figure": watch.figure,
                "shown": watch.shown,
                "author": watch.author.map(|author| author.to_string()),
            }))
        })
        .collect()
}

async fn posts_of(work: &mut Work, column: &'static str, whose: u64) -> Result<Vec<Value>, StoreError> {
    let [posts, messages, figures] = match column {
        "guild" => [
            "SELECT * FROM posts WHERE guild = $1 ORDER BY id",
            "SELECT q.post, q.message FROM post_parts q JOIN posts p ON p.id = q.post
                WHERE p.guild = $1 AND q.message IS NOT NULL ORDER BY q.post, q.position",
            "SELECT DISTINCT f.post, f.figure, f.shown FROM post_figures f JOIN posts p ON p.id = f.post
                WHERE p.guild = $1 ORDER BY f.post, f.figure",
        ],
        _ => [
            "SELECT * FROM posts WHERE author = $1 ORDER BY id",
            "SELECT q.post, q.message FROM post_parts q JOIN posts p ON p.id = q.post
                WHERE p.author = $1 AND q.message IS NOT NULL ORDER BY q.post, q.position",
            "SELECT DISTINCT f.post, f.figure, f.shown FROM post_figures f JOIN posts p ON p.id = f.post
                WHERE p.author = $1 ORDER BY f.post, f.figure",
        ],
    };
    let rows = work.rows(sqlx::query(posts).bind(id(whose))).await?;
    let mut messages_of: HashMap<i64, Vec<String>> = HashMap::new();
    for row in work.rows(sqlx::query(messages).bind(id(whose))).await? {
        messages_of.entry(row.whole("post")?).or_default().push(row.id("message")?.to_string());
    }
    let mut figures_of: HashMap<i64, Vec<Value>> = HashMap::new();
    for row in work.rows(sqlx::query(figures).bind(id(whose))).await? {
        let figure = json!({"id": row.text("figure")?, "shown": row.text("shown")?});
        figures_of.entry(row.whole("post")?).or_default().push(figure);
    }
    rows.iter()
        .map(|row| {
            let number = row.whole("id")?;
            Ok(json!({
                "server": row.id("guild")?.to_string(),
                "brief": row.text("brief")?,
                "period": row.text("period")?,
                "template": row.text("template")?,
                "title": row.text("title")?,
                "place": row.text("place")?,
                "thread": row.id_or_none("thread")?.map(|thread| thread.to_string()),
                "state": row.text("state")?,
                "reason": row.text_or_none("reason")?,
                "author": row.id_or_none("author")?.map(|author| author.to_string()),
                "planned": row.time("planned_ms")?.to_string(),
                "ended": row.time_or_none("ended_ms")?.map(|time| time.to_string()),
                "messages": messages_of.remove(&number).unwrap_or_default(),
                "figures": figures_of.remove(&number).unwrap_or_default(),
            }))
        })
        .collect()
}

async fn notices_of(work: &mut Work, guild: u64) -> Result<Vec<Value>, StoreError> {
    let query = sqlx::query("SELECT cause, sent_ms FROM notices WHERE guild = $1 ORDER BY cause").bind(id(guild));
    work.rows(query)
        .await?
        .iter()
        .map(|row| Ok(json!({"cause": row.text("cause")?, "sent": row.time("sent_ms")?.to_string()})))
        .collect()
}

async fn gaps_of(work: &mut Work, guild: u64) -> Result<Vec<Value>, StoreError> {
    let query = sqlx::query("SELECT words, day, number FROM gaps WHERE guild = $1 ORDER BY day, words").bind(id(guild));
    let rows = work.rows(query).await?;
    let gap = |row| -> Result<Value, StoreError> {
        let row: &sqlx::any::AnyRow = row;
        Ok(json!({"words": row.text("words")?, "day": row.whole("day")?, "count": row.whole("number")?}))
    };
    rows.iter().map(gap).collect()
}
