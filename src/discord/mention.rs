//! Asking in a channel or thread by a mention, or in a direct message: exactly one reply, which pings nobody.
//!
//! The bot is spoken to by a mention of itself, by a reply to one of its own messages that pings it, or in a direct
//! message. A mention of everyone or of a role is not for it, and other bots are never answered.

use once_cell::sync::Lazy;
use regex::Regex;
use serenity::builder::CreateMessage;
use serenity::model::channel::{Message, MessageReference, MessageType, Nonce};
use serenity::model::id::{ChannelId, UserId};
use tokio::time::Instant;

use super::access;
use super::bot::Bot;
use super::dispatch::guarded;
use super::errors::{INVALID_FORM_BODY, MISSING_PERMISSIONS, Meaning, RestError, log_unsaid};
use super::interactions::{failed, settings};
use super::limits;
use super::picture;
use super::render::{Drawing, Payload, draw, draw_without_embeds};
use crate::figure::Language;
use crate::query::{Question, Reason};
use crate::reply::{Card, compose, pages};
use crate::store::Mentions;

/// Mentions of users, roles and channels, and custom emoji, as they stand in a message.
static MARKS: Lazy<Option<Regex>> = Lazy::new(|| Regex::new(r"<(?:@[!&]?|#|a?:\w{1,64}:)\d{1,20}>").ok());

/// What the bot was asked in a message; none if it was not spoken to.
pub(super) fn asked(message: &Message, bot: UserId) -> Option<String> {
    let by_a_person = !message.author.bot && message.webhook_id.is_none() && message.author.id != bot;
    let is_text = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    let direct = message.guild_id.is_none();
    let to_us = direct || message.mentions.iter().any(|user| user.id == bot);
    (by_a_person && is_text && to_us).then(|| without_marks(&message.content))
}

fn without_marks(text: &str) -> String {
    match &*MARKS {
        Some(marks) => marks.replace_all(text, " ").trim().to_owned(),
        None => text.trim().to_owned(),
    }
}

/// Answers a message.
pub(super) async fn answer(bot: &Bot, message: &Message, asked: &str, received: Instant) {
    tracing::debug!(message_id = message.id.get(), asked, "mention or direct message");
    // Words tell their own language; a mention without any is answered in that of the server.
    let settings = settings(bot, message.guild_id).await;
    if !is_answered(bot, &settings.mentions, message.channel_id).await {
        tracing::debug!(message_id = message.id.get(), "mentions are not answered there");
        return;
    }
    let korean = message.guild_id.is_some_and(|guild| bot.is_korean(guild));
    let fallback = settings.language.unwrap_or(if korean { Language::Korean } else { Language::English });
    let work = || {
        if asked.is_empty() {
            return (pages::help(bot.answerer.catalog(), fallback), false);
        }
        let question =
            Question { text: asked, language: settings.language, as_of: None, source: None, today: (bot.today)() };
        let answer = bot.answerer.ask(&question);
        let small_talk = matches!(answer.reason, Some(Reason::SmallTalk));
        let mut card = compose(&answer, bot.answerer.catalog(), question.today);
        picture::offer(&mut card, &answer, bot.answerer.catalog());
        (card, small_talk)
    };
    let (card, small_talk) = guarded("mention", message.id.get(), work).unwrap_or_else(|incident| {
        let language = if asked.is_empty() { fallback } else { Language::of_text(asked) };
        (failed(language, incident), true)
    });
    // Small talk gets one line and no menu.
    let drawing = Drawing { embeds: !small_talk, ..Drawing::default() };
    if let Err(error) = post(bot, message, &card, &drawing).await {
        log_unsaid(&error, "mention", message.id.get(), received.elapsed());
    }
}

/// Whether mentions are answered in a channel. A thread is where its channel is.
async fn is_answered(bot: &Bot, mentions: &Mentions, channel: ChannelId) -> bool {
    match mentions {
        Mentions::Everywhere => true,
        Mentions::Nowhere => false,
        Mentions::Chosen(chosen) if chosen.contains(&channel.get()) => true,
        Mentions::Chosen(chosen) => {
            let found = access::channel(&bot.rest, channel.get()).await;
            found.is_ok_and(|found| {
                found.parent_id.is_some_and(|parent| found.is_thread() && chosen.contains(&parent.get()))
            })
        }
    }
}

async fn post(bot: &Bot, message: &Message, card: &Card, drawing: &Drawing) -> Result<(), RestError> {
    let send = async |payload: Payload, as_reply: bool| {
        bot.rest.create_message(message.channel_id, &addressed(payload, message, as_reply)).await
    };
    let first = if drawing.embeds {
        draw(card, drawing)
    } else {
        let text = draw(card, drawing);
        Payload { rows: Vec::new(), ..text }
    };
    let had_embed = first.embed.is_some();
    let error = match send(first, true).await {
        Ok(()) => return Ok(()),
        Err(error) => error,
    };
    // A refusal does not say which permission is missing. If it is that for embeds or for replying, text without
    // either goes through; if it is that for sending, nothing does, and that ends it.
    if error.is_code(MISSING_PERMISSIONS) && had_embed {
        let as_text = draw_without_embeds(card, drawing);
        return match send(as_text.clone(), true).await {
            Err(error) if error.is_code(MISSING_PERMISSIONS) => send(as_text, false).await,
            other => other,
        };
    }
    // The message was deleted meanwhile, or something in the card is not taken.
    if error.is_code(INVALID_FORM_BODY) || error.meaning() == Meaning::OurMistake {
        tracing::error!(message_id = message.id.get(), %error, "Discord refused a reply; it goes out as plain text");
        let text = draw(card, &Drawing { embeds: false, ..drawing.clone() });
        return send(Payload { rows: Vec::new(), ..text }, true).await;
    }
    Err(error)
}

/// A message that replies to another one. Sent twice, it appears once: its nonce is the id of what it answers.
fn addressed(payload: Payload, to: &Message, as_reply: bool) -> CreateMessage {
    let nonce: String = to.id.to_string().chars().take(limits::NONCE_CHARS).collect();
    let message = payload.into_message().nonce(Nonce::String(nonce)).enforce_nonce(true);
    if as_reply {
        // Should the message be gone, the reply stands alone.
        let reference = MessageReference::from(to).fail_if_not_exists(false);
        message.reference_message(reference)
    } else {
        message
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_part_of_a_question() {
        assert_eq!(without_marks("<@123> H100 count"), "H100 count");
        assert_eq!(without_marks("<@!123>국내 H100<@&4><#5> 몇 개야?"), "국내 H100   몇 개야?");
        assert_eq!(without_marks("<:gpu:1> <a:b:2>"), "");
        assert_eq!(without_marks("1 < 2 > <@x>"), "1 < 2 > <@x>");
    }
}
