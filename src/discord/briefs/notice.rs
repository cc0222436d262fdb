//! Tells a server, once for each cause and in the channel that it has set for that, what could not be posted and why.

use serde_json::json;

use super::words;
use crate::discord::bot::Shared;
use crate::reply::say;
use crate::store::{MAX_FAILURES, Place, Post, PostKey, Reason, Setback};

/// A post could not be made.
pub(super) async fn failed(bot: &Shared, post: &Post, reason: Reason, setback: Option<Setback>) {
    // Whoever pressed the button of a single brief was told already.
    if post.schedule.is_none() && !post.fell_back {
        return;
    }
    let language = words::language(bot, post.key.guild).await;
    let mut text = say!(
        language,
        "post-notice-failed",
        "title" => words::escaped(&post.title),
        "place" => words::place(&post.place),
        "reason" => words::reason(language, reason),
    );
    add_pause(&mut text, language, setback);
    tell(bot, post.key.guild, &cause(&post.key.brief, reason, setback), &text).await;
}

/// A post was made, but elsewhere.
pub(super) async fn moved(bot: &Shared, post: &Post, to: &Place, reason: Reason, setback: Option<Setback>) {
    let language = words::language(bot, post.key.guild).await;
    let mut text = say!(
        language,
        "post-notice-moved",
        "title" => words::escaped(&post.title),
        "place" => words::place(&post.place),
        "reason" => words::reason(language, reason),
        "other" => words::place(to),
    );
    add_pause(&mut text, language, setback);
    tell(bot, post.key.guild, &cause(&post.key.brief, reason, setback), &text).await;
}

/// A run could not be made at all.
pub(super) async fn not_made(
    bot: &Shared,
    guild: u64,
    brief: &str,
    template: &str,
    reason: Reason,
    setback: Option<Setback>,
) {
    let language = words::language(bot, guild).await;
    let mut text = say!(
        language,
        "post-notice-not-made",
        "template" => words::escaped(template),
        "reason" => words::reason(language, reason),
    );
    add_pause(&mut text, language, setback);
    tell(bot, guild, &cause(brief, reason, setback), &text).await;
}

/// What was wrong with a brief is so no longer.
pub(super) async fn settle(bot: &Shared, post: &Post) {
    if post.schedule.is_none() || post.fell_back {
        return;
    }
    if let Err(error) = bot.briefs.store.settle_notices(post.key.guild, &format!("{} ", post.key.brief)).await {
        tracing::warn!(%error, "it could not be noted that a trouble has passed");
    }
}

fn cause(brief: &str, reason: Reason, setback: Option<Setback>) -> String {
    let paused = if setback.is_some_and(|setback| setback.paused) { " paused" } else { "" };
    format!("{brief} {}{paused}", reason.word())
}

fn add_pause(text: &mut String, language: crate::figure::Language, setback: Option<Setback>) {
    if let Some(setback) = setback.filter(|setback| setback.paused) {
        text.push('\n');
        text.push_str(&say!(
            language,
            "post-notice-paused",
            "number" => setback.schedule.to_string(),
            "count" => MAX_FAILURES,
        ));
    }
}

/// Says it in the server's channel for notices, unless it was said before. If that fails it is not tried again: a notice
/// about a notice would be a loop.
async fn tell(bot: &Shared, guild: u64, cause: &str, text: &str) {
    let store = &bot.briefs.store;
    let Some(channel) = store.settings_or_last(guild).await.notices else { return };
    let now = bot.briefs.now();
    match store.notice_once(guild, cause, now).await {
        Ok(true) => {}
        Ok(false) => return,
        Err(error) => {
            tracing::warn!(guild, %error, "a notice was not sent, because it could not be noted");
            return;
        }
    }
    let key = PostKey { guild, brief: format!("notice {cause}"), period: now.to_string() };
    let body = json!({
        "content": text,
        "nonce": key.nonce(0, false),
        "enforce_nonce": true,
        "allowed_mentions": {"parse": [], "replied_user": false},
    });
    if let Err(error) = bot.rest.send(channel, &body, &[]).await {
        tracing::warn!(guild, channel, %error, "a notice could not be sent");
    }
}
