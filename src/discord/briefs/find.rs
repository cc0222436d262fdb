//! Finding again what was sent by a process that died before it could note it.
//!
//! Within minutes Discord itself knows a message by its nonce. After that, the bot's own messages since the first try are
//! read, and the one that bears the mark of the part is it. The mark stands under each message where readers see it too,
//! because Discord gives back neither the nonce nor anything else that is invisible.

use std::time::Duration;

use jiff::Timestamp;

use super::calls::PAGE;
use crate::discord::errors::RestError;
use crate::discord::rest::Rest;

/// The first millisecond of Discord's ids, 1 January 2015.
const EPOCH_MS: i64 = 1_420_070_400_000;
/// Discord's clock and ours may differ by so much.
const CLOCK_MARGIN: Duration = Duration::from_mins(5);
/// So many pages of messages are read at most.
const MAX_PAGES: usize = 10;

/// What became of something that may have been sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trace {
    /// It was sent, and this is it.
    Sent(u64),
    /// It was not sent.
    NotSent,
    /// That cannot be told, because the channel cannot be read, or too much was written in it since.
    Unknown,
}

/// Looks for a message of the bot in a channel.
pub(super) async fn message(
    rest: &Rest,
    bot: u64,
    channel: u64,
    mark: &str,
    since: Timestamp,
) -> Result<Trace, RestError> {
    let oldest = first_id(since);
    let mut before = None;
    for _ in 0..MAX_PAGES {
        let page = rest.messages(channel, before).await?;
        if let Some(found) = page.iter().find(|message| message.author() == bot && message.bears(mark)) {
            return Ok(Trace::Sent(found.id()));
        }
        let Some(last) = page.last() else {
            // Without the permission to read, Discord shows an empty channel.
            let hidden = before.is_none() && rest.last_message(channel).await?.is_some_and(|last| last >= oldest);
            return Ok(if hidden { Trace::Unknown } else { Trace::NotSent });
        };
        if page.len() < PAGE || last.id() < oldest {
            return Ok(Trace::NotSent);
        }
        before = Some(last.id());
    }
    Ok(Trace::Unknown)
}

/// Looks for a post of the bot in a forum, by the mark under its first message.
pub(super) async fn forum_post(
    rest: &Rest,
    bot: u64,
    guild: u64,
    forum: u64,
    mark: &str,
    since: Timestamp,
) -> Result<Trace, RestError> {
    let oldest = first_id(since);
    let is_candidate = |thread: &super::calls::FoundThread| {
        thread.parent_id.is_some_and(|parent| parent.get() == forum)
            && thread.owner_id.is_some_and(|owner| owner.get() == bot)
            && thread.id.get() >= oldest
    };
    let mut candidates: Vec<u64> = rest
        .forum_posts(guild, forum)
        .await?
        .iter()
        .filter(|thread| is_candidate(thread))
        .map(|it| it.id.get())
        .collect();
    // Each is looked at by itself, so the likeliest come first: those that were made when it was tried.
    let tried = id_at(since.as_millisecond());
    candidates.sort_by_key(|thread| thread.abs_diff(tried));
    for thread in candidates {
        match rest.message(thread, thread).await {
            Ok(starter) if starter.bears(mark) => return Ok(Trace::Sent(thread)),
            // Its first message was deleted.
            Ok(_) => {}
            Err(RestError::Refused { status: 404, .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Trace::NotSent)
}

/// The smallest id that something sent since then can have.
fn first_id(since: Timestamp) -> u64 {
    let margin = i64::try_from(CLOCK_MARGIN.as_millis()).unwrap_or_default();
    id_at(since.as_millisecond() - margin)
}

/// The smallest id of something sent at a moment, in milliseconds since 1970.
fn id_at(unix_ms: i64) -> u64 {
    u64::try_from(unix_ms - EPOCH_MS).unwrap_or_default() << 22
}
