//! Sends one claimed post, from wherever an earlier attempt has left it.
//!
//! What makes it once and not twice:
//!
//! - The ledger says that a message is being tried before it is sent, and which one it became after.
//! - Each message goes out under an enforced nonce that follows from its place in the ledger. Discord remembers a nonce for
//!   some minutes; sent again in that time, it is the same message.
//! - A message that may have been sent is first looked for by its mark; see [`find`].
//! - A thread below a text channel is opened at the first message, whose id it gets: opening it again finds it open.
//! - A post in a forum has no nonce, so it is made with a call that is never repeated blindly, and looked for by its mark.
//! - A claim outlives every call that is made under it, so that nobody looks while something is still on its way.
//!
//! What remains: where the bot may not read a channel, a message cannot be looked for. Once the nonce is forgotten such a
//! post is given up, and its server told, rather than doubled. A message that a person deletes before its crash is mended
//! is sent again. And two processes that both believe to hold a claim, because one of them slept for longer than the claim
//! lasted, are told apart by the nonce while Discord remembers it, and by the ledger at the next message.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::fate::Fate;
use super::find::{self, Trace};
use super::{notice, words};
use crate::discord::bot::Shared;
use crate::discord::errors::{MISSING_PERMISSIONS, RestError};
use crate::reply::say;
use crate::store::{Part, Place, Post, Reason};

/// So long Discord certainly remembers a nonce: its "past few minutes" (resources/message), taken short.
const NONCE_MEMORY: SignedDuration = SignedDuration::from_mins(2);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_mins(15);
/// A post that could not be sent for so long is given up: its figures are of another day then.
const GIVE_UP_AFTER: SignedDuration = SignedDuration::from_hours(6);

/// What became of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::discord) enum Delivered {
    /// All of it is sent.
    Posted,
    /// It is tried again later.
    Postponed,
    /// It was given up.
    Failed(Reason),
    /// It is another process's, or the ledger cannot be written.
    Left,
}

/// Sends what is not sent of a post that this process has claimed.
pub(super) async fn deliver(bot: &Shared, mut post: Post) -> Delivered {
    let briefs = &bot.briefs;
    loop {
        let now = briefs.now();
        let fate = match send_all(bot, &mut post).await {
            Ok(()) => match briefs.store.finish_post(post.id, briefs.now()).await {
                Ok(()) => {
                    tracing::info!(post = post.id, brief = post.key.brief, "posted a brief");
                    notice::settle(bot, &post).await;
                    return Delivered::Posted;
                }
                Err(error) => Fate::Store(error),
            },
            Err(fate) => fate,
        };
        match fate {
            Fate::Lost => return Delivered::Left,
            Fate::Store(error) => {
                tracing::error!(post = post.id, %error, "the ledger cannot be written; the post waits");
                return Delivered::Left;
            }
            Fate::Later(error) if now.duration_since(post.planned) < GIVE_UP_AFTER => {
                let pause = briefs.pace.pause.saturating_mul(1 << post.attempts.min(5)).min(LONGEST_PAUSE);
                // As long as Discord says, whatever that is.
                let pause = if let RestError::Limited(wait) = error { pause.max(wait) } else { pause };
                tracing::warn!(post = post.id, pause_s = pause.as_secs(), %error, "a brief could not be posted yet");
                let not_before = briefs.now().checked_add(pause).unwrap_or(Timestamp::MAX);
                // If this fails, the claim ends by itself.
                if let Err(error) = briefs.store.postpone_post(post.id, &briefs.owner, not_before).await {
                    tracing::warn!(post = post.id, %error, "the pause could not be noted");
                }
                return Delivered::Postponed;
            }
            Fate::Later(error) => return give_up(bot, &post, Reason::Unreachable, Some(error)).await,
            Fate::Refused(reason, error) => match move_elsewhere(bot, &post, reason).await {
                Ok(Some(moved)) => post = moved,
                Ok(None) => return give_up(bot, &post, reason, error).await,
                Err(error) => {
                    tracing::error!(post = post.id, %error, "the ledger cannot be written; the post waits");
                    return Delivered::Left;
                }
            },
        }
    }
}

async fn give_up(bot: &Shared, post: &Post, reason: Reason, error: Option<RestError>) -> Delivered {
    let error = error.map(|error| error.to_string()).unwrap_or_default();
    tracing::warn!(post = post.id, brief = post.key.brief, reason = reason.word(), error, "a brief was given up");
    match bot.briefs.store.fail_post(post, reason, bot.briefs.now()).await {
        Ok(setback) => {
            notice::failed(bot, post, reason, setback).await;
            Delivered::Failed(reason)
        }
        Err(error) => {
            tracing::error!(post = post.id, %error, "the ledger cannot be written; the post waits");
            Delivered::Left
        }
    }
}

/// The post in the server's reporting place, if it was not moved before and that is another place.
async fn move_elsewhere(bot: &Shared, post: &Post, reason: Reason) -> Result<Option<Post>, crate::store::StoreError> {
    let of_the_place = matches!(
        reason,
        Reason::ChannelGone | Reason::ThreadClosed | Reason::NotAllowed | Reason::TagNeeded | Reason::TooManyThreads
    );
    if post.fell_back || !of_the_place {
        return Ok(None);
    }
    let store = &bot.briefs.store;
    let settings = store.settings(post.key.guild).await?;
    let Some(place) = settings.reporting.filter(|place| place.channel() != post.place.channel()) else {
        return Ok(None);
    };
    let setback = store.move_post(post, &bot.briefs.owner, &place, reason).await?;
    tracing::warn!(post = post.id, reason = reason.word(), "a brief goes to the server's reporting place instead");
    notice::moved(bot, post, &place, reason, setback).await;
    store.post(post.id).await
}

async fn send_all(bot: &Shared, post: &mut Post) -> Result<(), Fate> {
    let store = &bot.briefs.store;
    match post.place.clone() {
        Place::Inside(_) => {}
        Place::NewThread(parent) => {
            if post.thread.is_none() {
                let first = send(bot, post, 0, parent).await?;
                let thread = bot.rest.open_thread(parent, first, &post.title).await?;
                store.note_thread(post.id, thread).await?;
                post.thread = Some(thread);
            }
        }
        Place::Forum { channel, tags } => {
            if post.thread.is_none() {
                let thread = open_forum_post(bot, post, channel, &tags).await?;
                store.note_thread(post.id, thread).await?;
                post.thread = Some(thread);
            }
            // Its first message has its id.
            if let (Some(thread), Some(first)) = (post.thread, post.parts.first_mut())
                && first.message.is_none()
            {
                store.note_message(post.id, 0, thread).await?;
                first.message = Some(thread);
            }
        }
    }
    let channel = post.channel();
    for position in 0..post.parts.len() {
        send(bot, post, position, channel).await?;
    }
    Ok(())
}

/// Sends one message, unless it is sent; its id.
async fn send(bot: &Shared, post: &mut Post, position: usize, channel: u64) -> Result<u64, Fate> {
    let Some(part) = post.parts.get_mut(position) else { return Err(Fate::Refused(Reason::Mistake, None)) };
    if let Some(message) = part.message {
        return Ok(message);
    }
    let briefs = &bot.briefs;
    let now = briefs.now();
    briefs.store.try_part(post.id, part.position, &briefs.owner, now, briefs.pace.lease).await?;
    let trace = match part.tried {
        None => Trace::NotSent,
        Some(tried) => match find::message(&bot.rest, own_id(bot)?, channel, mark(part), tried).await? {
            // Discord still knows the nonce, so sending it again cannot double it.
            Trace::Unknown if now.duration_since(tried) < NONCE_MEMORY => Trace::NotSent,
            trace => trace,
        },
    };
    if part.tried.is_some() {
        // Looking may have taken longer than the claim lasts; whoever has taken over by then sends it, and not this process.
        briefs.store.try_part(post.id, part.position, &briefs.owner, briefs.now(), briefs.pace.lease).await?;
    }
    part.tried = part.tried.or(Some(now));
    let message = match trace {
        Trace::Sent(message) => message,
        Trace::Unknown => return Err(Fate::Refused(Reason::Unknown, None)),
        Trace::NotSent => {
            let body = outgoing(part)?;
            match bot.rest.send(channel, &body, &part.files).await {
                // Perhaps it is only that files may not be attached there.
                Err(error) if error.is_code(MISSING_PERMISSIONS) && !part.files.is_empty() => {
                    let language = words::language(bot, post.key.guild).await;
                    bot.rest.send(channel, &without_files(body, &say!(language, "post-without-files")), &[]).await?
                }
                sent => sent?,
            }
        }
    };
    briefs.store.note_message(post.id, part.position, message).await?;
    part.message = Some(message);
    Ok(message)
}

async fn open_forum_post(bot: &Shared, post: &Post, forum: u64, tags: &[u64]) -> Result<u64, Fate> {
    let Some(part) = post.parts.first() else { return Err(Fate::Refused(Reason::Mistake, None)) };
    let briefs = &bot.briefs;
    briefs.store.try_thread(post.id, &briefs.owner, briefs.now(), briefs.pace.lease).await?;
    if let Some(tried) = post.thread_tried {
        let guild = post.key.guild;
        match find::forum_post(&bot.rest, own_id(bot)?, guild, forum, mark(part), tried).await? {
            Trace::Sent(thread) => return Ok(thread),
            Trace::NotSent => {}
            Trace::Unknown => return Err(Fate::Refused(Reason::Unknown, None)),
        }
        // Looking may have taken longer than the claim lasts; whoever has taken over by then makes it, and not this process.
        briefs.store.try_thread(post.id, &briefs.owner, briefs.now(), briefs.pace.lease).await?;
    }
    let mut body = outgoing(part)?;
    if let Some(fields) = body.as_object_mut() {
        fields.remove("nonce");
        fields.remove("enforce_nonce");
    }
    match bot.rest.open_forum_post(forum, &post.title, tags, body.clone(), &part.files).await {
        Err(error) if error.is_code(MISSING_PERMISSIONS) && !part.files.is_empty() => {
            let language = words::language(bot, post.key.guild).await;
            let body = without_files(body, &say!(language, "post-without-files"));
            Ok(bot.rest.open_forum_post(forum, &post.title, tags, body, &[]).await?)
        }
        made => Ok(made?),
    }
}

fn own_id(bot: &Shared) -> Result<u64, Fate> {
    let unknown = || Fate::Later(RestError::Connection("the gateway has not said who the bot is".to_owned()));
    bot.identity.get().map(|identity| identity.user.get()).ok_or_else(unknown)
}

/// What stands under a message: the beginning of its nonce.
fn mark(part: &Part) -> &str {
    part.nonce.get(..8).unwrap_or(&part.nonce)
}

/// A message as it goes out: with its nonce and mark, and pinging nobody.
fn outgoing(part: &Part) -> Result<Value, Fate> {
    let Ok(Value::Object(mut body)) = serde_json::from_str(&part.body) else {
        return Err(Fate::Refused(Reason::Mistake, None));
    };
    body.insert("nonce".to_owned(), json!(part.nonce));
    body.insert("enforce_nonce".to_owned(), json!(true));
    body.insert("allowed_mentions".to_owned(), json!({"parse": [], "replied_user": false}));
    put_mark(&mut body, mark(part));
    Ok(Value::Object(body))
}

fn put_mark(body: &mut Map<String, Value>, mark: &str) {
    let embed = body.get_mut("embeds").and_then(Value::as_array_mut).and_then(|embeds| embeds.last_mut());
    if let Some(Value::Object(embed)) = embed {
        let text = embed.get("footer").and_then(|footer| footer["text"].as_str()).filter(|text| !text.is_empty());
        let text = text.map_or_else(|| mark.to_owned(), |text| format!("{text} · {mark}"));
        embed.entry("footer").or_insert_with(|| json!({}))["text"] = json!(text);
        return;
    }
    let content = body.get("content").and_then(Value::as_str).unwrap_or_default();
    let content = format!("{content}\n-# {mark}").trim_start().to_owned();
    body.insert("content".to_owned(), json!(content));
}

/// The message with a sentence in the place of its files.
fn without_files(mut body: Value, sentence: &str) -> Value {
    for embed in body["embeds"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        for key in ["image", "thumbnail"] {
            let is_file = embed
                .get(key)
                .and_then(|image| image["url"].as_str())
                .is_some_and(|url| url.starts_with("attachment:"));
            if is_file {
                embed.remove(key);
            }
        }
    }
    // In front, because the mark must stay at the end.
    let content = body["content"].as_str().unwrap_or_default();
    body["content"] = json!(format!("{sentence}\n{content}").trim_end());
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(body: &Value) -> Part {
        Part {
            position: 0,
            nonce: "0123456789abcdef01234567".to_owned(),
            body: body.to_string(),
            files: Vec::new(),
            tried: None,
            message: None,
        }
    }

    #[test]
    fn the_mark_stands_under_the_last_embed_or_the_text() {
        let with_footer = outgoing(&part(&json!({"embeds": [{"title": "a"}, {"footer": {"text": "id"}}]}))).unwrap();
        assert_eq!(with_footer["embeds"][1]["footer"]["text"], "id · 01234567");
        assert!(with_footer["embeds"][0]["footer"].is_null());
        let without = outgoing(&part(&json!({"embeds": [{"title": "a"}]}))).unwrap();
        assert_eq!(without["embeds"][0]["footer"]["text"], "01234567");
        let text = outgoing(&part(&json!({"content": "hello", "embeds": []}))).unwrap();
        assert_eq!(text["content"], "hello\n-# 01234567");
        assert_eq!(text["allowed_mentions"], json!({"parse": [], "replied_user": false}));
        assert!(matches!(outgoing(&part(&json!("no object"))), Err(Fate::Refused(Reason::Mistake, None))));
    }

    #[test]
    fn pictures_that_may_not_be_attached_are_not_pointed_to() {
        let body = json!({"content": "x", "embeds": [{"image": {"url": "attachment://a.png"}}]});
        let bare = without_files(body, "no files");
        assert_eq!(bare, json!({"content": "no files\nx", "embeds": [{}]}));
    }
}
