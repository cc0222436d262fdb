//! Corrects what was posted when the packs say something else now.
//!
//! At each start, and after packs were loaded anew, the ledger's figures are compared with the catalogue. A message that shows
//! a figure with another value gets a line ("Corrected on ... from ... to ..."), and the thread that it is in one notice. The
//! ledger then holds the new value, so that nothing is corrected twice; a message that was edited before a crash is known by
//! its line.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::{ChannelId, MessageId};

use super::bot::{Bot, Shared};
use super::briefs::words;
use super::errors::{Meaning, RestError};
use super::limits;
use super::rest::with_body;
use crate::brief::{Shown, revision};
use crate::figure::{FigureRef, Language, PartialDate};
use crate::pack::Catalog;
use crate::reply::{date, escape, say};
use crate::store::{PostKey, Showing, StoreError};

/// Figures that are read from the ledger at once.
const PAGE: u32 = 500;
/// What the ledger holds for a figure that no pack has any more.
const GONE: &str = "withdrawn";

/// Corrects everything, once the bot is ready and whenever other packs were loaded.
pub(super) async fn correct(bot: Arc<Shared>) {
    let mut changes = bot.loaded.changes();
    if !bot.gateway.ready().await {
        return;
    }
    loop {
        // What is loaded from here on leads to another round.
        changes.mark_unchanged();
        match correct_all(&bot.now()).await {
            Ok(0) => {}
            Ok(count) => {
                bot.metrics.corrected(count);
                tracing::info!(count, "posted messages were corrected");
            }
            // The next start tries again.
            Err(error) => tracing::warn!(%error, "posted messages could not be compared with the packs"),
        }
        // An error means that nobody is left who could load anything.
        if changes.changed().await.is_err() {
            return;
        }
    }
}

/// Corrects every message that shows something else than the packs say; how many there were.
async fn correct_all(bot: &Bot) -> Result<usize, StoreError> {
    let store = &bot.briefs.store;
    let catalog = bot.answerer.catalog();
    let mut corrected = 0;
    let mut after = String::new();
    // One notice for each post, whatever was corrected in it.
    let mut notices: BTreeMap<u64, (Showing, Vec<String>)> = BTreeMap::new();
    loop {
        let figures = store.shown_figures(&after, PAGE).await?;
        let Some(last) = figures.last() else { break };
        after.clone_from(last);
        for figure in &figures {
            let now = current(catalog, figure);
            let text = now.map_or_else(|| GONE.to_owned(), |now| Shown::now(catalog, catalog.figure(now)).text());
            for showing in store.showing_otherwise(figure, &text).await? {
                let Some(_underway) = bot.in_flight.begin() else { return Ok(corrected) };
                let language = words::language(bot, showing.guild).await;
                let Some(sentence) = sentence(bot, language, &showing, now) else {
                    // What an earlier version wrote cannot be compared, only replaced.
                    store.note_correction(&showing, &text).await?;
                    continue;
                };
                match amend(bot, &showing, &sentence).await {
                    Ok(()) => {
                        store.note_correction(&showing, &text).await?;
                        corrected += 1;
                        notices.entry(showing.post).or_insert_with(|| (showing, Vec::new())).1.push(sentence);
                    }
                    Err(error) if error.meaning() == Meaning::TooLate || error.meaning() == Meaning::NotAllowed => {
                        tracing::info!(message = showing.message, %error, "a message to correct is gone or closed");
                        if error.is_code(UNKNOWN_MESSAGE) || error.is_code(UNKNOWN_CHANNEL) {
                            store.forget_message(showing.post, showing.position).await?;
                        }
                    }
                    Err(error) => tracing::warn!(message = showing.message, %error, "a message was not corrected"),
                }
            }
        }
    }
    for (showing, sentences) in notices.into_values() {
        tell(bot, &showing, &sentences).await;
    }
    Ok(corrected)
}

const UNKNOWN_CHANNEL: u64 = 10_003;
const UNKNOWN_MESSAGE: u64 = 10_008;

/// The figure that now says what a figure said: itself, or the one that replaces it; none if it is gone.
fn current(catalog: &Catalog, id: &str) -> Option<FigureRef> {
    let mut figure = catalog.find_figure(id)?;
    // A figure replaces others, never itself, so this ends.
    while let Some(newer) = catalog.superseded_by(figure).last() {
        figure = *newer;
    }
    Some(figure)
}

/// "Corrected on ...: ... from ... to ...", in words; none if it cannot be said.
fn sentence(bot: &Bot, language: Language, showing: &Showing, now: Option<FigureRef>) -> Option<String> {
    let catalog = bot.answerer.catalog();
    let before = Shown::read(&showing.figure.figure, &showing.figure.shown)?;
    let day = date::date(language, PartialDate::Day((bot.today)()));
    Some(match now {
        Some(now) => {
            let (name, from, to) = revision(catalog, language, &before, now)?;
            say!(language, "corrected", "date" => day, "name" => name, "from" => from, "to" => to)
        }
        None => {
            let (name, from) = before.in_words(catalog, language);
            say!(language, "corrected-withdrawn", "date" => day, "name" => name, "from" => from)
        }
    })
}

/// Puts the line under a message, unless it is there.
async fn amend(bot: &Bot, showing: &Showing, sentence: &str) -> Result<(), RestError> {
    let route = || Route::ChannelMessage {
        channel_id: ChannelId::new(showing.channel),
        message_id: MessageId::new(showing.message),
    };
    let message: Value = bot.rest.get(Request::new(route(), LightMethod::Get)).await?;
    let Some(body) = amended(&message, &escape::markdown(sentence)) else { return Ok(()) };
    let request = with_body(Request::new(route(), LightMethod::Patch), &body)?;
    bot.rest.call(request, bot.rest.usual()).await.map(drop).map_err(|(error, _)| error)
}

/// The message with the line; none if it has it.
fn amended(message: &Value, line: &str) -> Option<Value> {
    let mut embeds: Vec<Value> = message["embeds"].as_array().into_iter().flatten().map(sendable).collect();
    let content = message["content"].as_str().unwrap_or_default();
    let descriptions = || embeds.iter().filter_map(|embed| embed["description"].as_str());
    if content.contains(line) || descriptions().any(|text| text.contains(line)) {
        return None;
    }
    let mentions = json!({"parse": []});
    let chars = |text: &str| text.chars().count();
    if let Some(embed) = embeds.first_mut() {
        let text = embed["description"].as_str().unwrap_or_default();
        let room = limits::EMBED_DESCRIPTION_CHARS.saturating_sub(chars(line) + 1);
        // Briefs keep room for this; of anything else the end gives way, not the correction.
        embed["description"] = json!(format!("{line}\n{}", limits::cut(text, room)));
        return Some(json!({"embeds": embeds, "allowed_mentions": mentions}));
    }
    let room = limits::CONTENT_CHARS.saturating_sub(chars(line) + 1);
    Some(json!({"content": format!("{line}\n{}", limits::cut(content, room)), "allowed_mentions": mentions}))
}

/// An embed as it can be sent, of one that was received.
pub(super) fn sendable(embed: &Value) -> Value {
    let mut kept = serde_json::Map::new();
    kept.insert("type".to_owned(), json!("rich"));
    for key in ["title", "description", "url", "color"] {
        if let Some(value) = embed.get(key).filter(|value| !value.is_null()) {
            kept.insert(key.to_owned(), value.clone());
        }
    }
    if let Some(text) = embed["footer"]["text"].as_str() {
        kept.insert("footer".to_owned(), json!({"text": text}));
    }
    if let Some(url) = embed["image"]["url"].as_str() {
        kept.insert("image".to_owned(), json!({"url": url}));
    }
    let fields: Vec<Value> = embed["fields"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|field| json!({"name": field["name"], "value": field["value"], "inline": field["inline"]}))
        .collect();
    if !fields.is_empty() {
        kept.insert("fields".to_owned(), Value::Array(fields));
    }
    Value::Object(kept)
}

/// Says in the thread that something in it was corrected, once for each set of corrections.
async fn tell(bot: &Bot, showing: &Showing, sentences: &[String]) {
    let language = words::language(bot, showing.guild).await;
    let now = bot.briefs.now();
    let cause = format!("corrected/{} {}", showing.post, sentences.join("\n"));
    let key = PostKey { guild: showing.guild, brief: cause, period: String::new() };
    let cause = format!("corrected/{} {}", showing.post, key.nonce(0, false));
    match bot.briefs.store.notice_once(showing.guild, &cause, now).await {
        Ok(true) => {}
        Ok(false) => return,
        Err(error) => return tracing::warn!(%error, "a correction was not announced, because it could not be noted"),
    }
    let lines: Vec<String> = sentences.iter().map(|sentence| format!("- {}", escape::markdown(sentence))).collect();
    let text = say!(language, "corrected-notice", "count" => sentences.len(), "lines" => lines.join("\n"));
    let body = json!({
        "content": limits::cut(&text, limits::CONTENT_CHARS),
        "nonce": key.nonce(1, false),
        "enforce_nonce": true,
        "allowed_mentions": {"parse": []},
    });
    if let Err(error) = bot.rest.send(showing.channel, &body, &[]).await {
        tracing::warn!(channel = showing.channel, %error, "a correction could not be announced");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_put_on_top_once() {
        let message = json!({"content": "", "embeds": [{"title": "a", "description": "b"}, {"description": "c"}]});
        let body = amended(&message, "line").unwrap();
        assert_eq!(body["embeds"][0]["description"], "line\nb");
        assert_eq!(body["embeds"][1]["description"], "c");
        assert_eq!(amended(&body, "line"), None);
        let text = amended(&json!({"content": "b", "embeds": []}), "line").unwrap();
        assert_eq!(text["content"], "line\nb");
        let long = amended(&json!({"content": "b".repeat(2_000)}), "line").unwrap();
        assert_eq!(long["content"].as_str().unwrap().chars().count(), 2_000);
    }
}
