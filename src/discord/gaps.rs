//! Counts questions that got no answer, where a server wants that, and forgets them in time.

use std::sync::Arc;
use std::time::Duration;

use serenity::model::id::GuildId;

use super::bot::{Bot, Shared};
use crate::store::Settings;

/// Counts of one server, one for each question and day.
const MAX_COUNTS: u32 = 1_000;
/// How often counts that are too old are looked for; they are passed over in any case.
const SWEEP: Duration = Duration::from_hours(6);

/// Counts the words of a question that got no answer; without a word if that fails.
pub(super) async fn note(bot: &Bot, guild: Option<GuildId>, settings: &Settings, unanswered: Option<&str>) {
    let (Some(guild), Some(words), true) = (guild, unanswered, settings.gaps) else { return };
    if let Err(error) = bot.briefs.store.note_gap(guild.get(), words, MAX_COUNTS, bot.briefs.now()).await {
        tracing::warn!(%error, "a question without an answer was not counted");
    }
}

/// Forgets again and again what is too old.
pub(super) async fn sweep(bot: Arc<Shared>) {
    if !bot.gateway.ready().await {
        return;
    }
    loop {
        if let Err(error) = bot.briefs.store.forget_old_gaps(bot.briefs.now()).await {
            tracing::debug!(%error, "old counts of questions were not forgotten yet");
        }
        tokio::time::sleep(SWEEP).await;
    }
}
