//! Asking in a channel or thread by a mention, or in a direct message: exactly one reply, which pings nobody.
//!
//! The bot is spoken to by a mention of itself, by a reply to one of its own messages that pings it, or in a direct
//! message. A mention of everyone or of a role is not for it, and other bots are never answered.

use std::sync::Arc;

use once_cell::sync::Lazy;
use regex::Regex;
use serenity::builder::CreateMessage;
use serenity::model::channel::{Message, MessageReference, MessageType, Nonce};
use serenity::model::id::{ChannelId, UserId};
use tokio::time::Instant;

use super::access;
use super::bot::Bot;
use super::commands::{File, Reply, export, help};
use super::context;
use super::errors::{INVALID_FORM_BODY, MISSING_PERMISSIONS, Meaning, RestError, log_unsaid};
use super::flood::Allowed;
use super::gaps;
use super::interactions::{Place, notice, settings};
use super::limits;
use super::picture::{self, Wanted};
use super::render::{Drawing, Payload, draw, draw_without_embeds};
use crate::export::Form;
use crate::figure::Language;
use crate::query::{Frame, Outcome, Question, Reason, Wish, counted_words};
use crate::reply::{Card, compose_turn, say};
use crate::store::Mentions;

/// Mentions of users, roles and channels, and custom emoji, as they stand in a message.
static MARKS: Lazy<Option<Regex>> = Lazy::new(|| Regex::new(r"<(?:@[!&]?|#|a?:[0-9A-Za-z_]{1,64}:)[0-9]{1,20}>").ok());

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
pub(super) async fn answer(bot: &Arc<Bot>, message: &Message, asked: &str, received: Instant) {
    tracing::debug!(message_id = message.id.get(), asked, "mention or direct message");
    // Words tell their own language; a mention without any is answered in that of the server.
    let settings = settings(bot, message.guild_id).await;
    if !is_answered(bot, &settings.mentions, message.channel_id).await {
        tracing::debug!(message_id = message.id.get(), "mentions are not answered there");
        return;
    }
    let korean = message.guild_id.is_some_and(|guild| bot.is_korean(guild));
    let fallback = settings.language.unwrap_or(if korean { Language::Korean } else { Language::English });
    let spoken = settings.language.or_else(|| Language::spoken_in(asked)).unwrap_or(fallback);
    match bot.flood.count(message.author.id, received) {
        Allowed::Answered => {}
        Allowed::Told => {
            let said = Said::line(notice(spoken, say!(spoken, "talk-too-fast")));
            return sent(bot, message, &said, received).await;
        }
        Allowed::Silent => return tracing::debug!(message_id = message.id.get(), "asked too often"),
    }
    let previous = context::before(bot, message, received);
    let work = {
        let (bot, asked, set) = (Arc::clone(bot), asked.to_owned(), settings.language);
        move || said(&bot, &asked, previous.as_ref(), set, fallback)
    };
    let done = bot.workshop.run("mention", message.id.get(), work).await;
    let mut said = done.unwrap_or_else(|undone| Said::line(undone.card(spoken)));
    if !said.is_line {
        bot.count_question("mention", &said.reply.card);
    }
    if let Some(frame) = said.frame.take() {
        bot.recall.note((message.author.id, message.channel_id), frame, received);
    }
    // What may be sent there is not known before it is tried.
    let place = Place { embeds: true, files: true, private: false, others: message.guild_id.is_some() };
    bot.artist.add(&bot.answerer, &mut said.reply, place).await;
    sent(bot, message, &said, received).await;
    gaps::note(bot, message.guild_id, &settings, said.reply.unanswered.as_deref()).await;
}

/// What a message is answered with.
struct Said {
    reply: Reply,
    /// One line, without a menu.
    is_line: bool,
    /// What is spoken of now.
    frame: Option<Frame>,
}

impl Said {
    fn line(card: Card) -> Self {
        Self { reply: card.into(), is_line: true, frame: None }
    }
}

/// The answer to a text after what was said before.
fn said(bot: &Bot, asked: &str, previous: Option<&Frame>, set: Option<Language>, fallback: Language) -> Said {
    let catalog = bot.answerer.catalog();
    if asked.is_empty() {
        return Said { is_line: false, ..Said::line(help::overview(&*bot.answerer, fallback)) };
    }
    // Words tell their own language; names and numbers are answered in that of the conversation, or of the server.
    let today = bot.day();
    let read = bot.answerer.read(asked, today);
    let spoken = || bot.answerer.spoken_in(asked, read.as_ref());
    let untold = || spoken().is_none().then(|| previous.map_or(fallback, Frame::language));
    let question = Question { text: asked, language: set.or_else(untold), as_of: None, source: None, today };
    let turn = bot.answerer.converse(&question, previous, read.as_ref());
    let is_line = turn.wish.is_none()
        && matches!(turn.answer.reason, Some(Reason::SmallTalk | Reason::NothingBefore { .. } | Reason::NothingBeside));
    let answer = &turn.answer;
    let mut card = match turn.wish {
        Some(Wish::Help) => help::overview(&*bot.answerer, answer.language),
        _ => compose_turn(&turn, catalog, question.today),
    };
    let answered = answer.outcome == Outcome::Answer;
    let unanswered = turn.wish.is_none().then(|| counted_words(answer, asked)).flatten();
    let reply = match turn.wish.filter(|_| answered) {
        Some(Wish::Csv) => export::file(catalog, answer.language, Form::Csv, &answer.figures, None, asked),
        Some(Wish::Chart) => Reply { picture: Some(Wanted { answer: answer.clone(), explicit: true }), ..card.into() },
        _ => {
            picture::offer(&mut card, answer, catalog);
            card.into()
        }
    };
    Said { reply: Reply { unanswered, ..reply }, is_line, frame: turn.frame }
}

/// Sends it, and notes in the log if that fails.
async fn sent(bot: &Bot, message: &Message, said: &Said, received: Instant) {
    if let Err(error) = post(bot, message, said).await {
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

async fn post(bot: &Bot, message: &Message, said: &Said) -> Result<(), RestError> {
    let card = &said.reply.card;
    // Small talk gets one line and no menu.
    let drawing = &Drawing {
        embeds: !said.is_line,
        picture: said.reply.attached(),
        no_reports: bot.operator_channel.is_none(),
        ..Drawing::default()
    };
    let send = async |payload: Payload, file: Option<&File>, as_reply: bool| {
        bot.rest.create_message(message.channel_id, &addressed(payload, message, as_reply), file).await
    };
    let first = if drawing.embeds {
        draw(card, drawing)
    } else {
        let text = draw(card, drawing);
        Payload { rows: Vec::new(), ..text }
    };
    let had_more = first.embed.is_some() || said.reply.file.is_some();
    let error = match send(first, said.reply.file.as_ref(), true).await {
        Ok(()) => return Ok(()),
        Err(error) => error,
    };
    // A refusal does not say which permission is missing. If it is that for embeds, files or replying, text without
    // any of them goes through; if it is that for sending, nothing does, and that ends it.
    if error.is_code(MISSING_PERMISSIONS) && had_more {
        let as_text = draw_without_embeds(card, drawing);
        return match send(as_text.clone(), None, true).await {
            Err(error) if error.is_code(MISSING_PERMISSIONS) => send(as_text, None, false).await,
            other => other,
        };
    }
    // The message was deleted meanwhile, or something in the card is not taken.
    if error.is_code(INVALID_FORM_BODY) || error.meaning() == Meaning::OurMistake {
        tracing::error!(message_id = message.id.get(), %error, "Discord refused a reply; it goes out as plain text");
        let text = draw(card, &Drawing { embeds: false, picture: None, ..drawing.clone() });
        return send(Payload { rows: Vec::new(), ..text }, None, true).await;
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
