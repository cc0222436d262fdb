//! Tells channels what is new about the figures that they watch.
//!
//! Each watch in the store remembers what its figure said last. [`check`] holds that against the packs that are loaded: at each
//! start, and whenever packs are loaded anew. News goes through the ledger like a brief, so that it is posted once, whichever
//! process finds it and wherever one dies.

use std::sync::Arc;

use super::access;
use super::bot::{Bot, Shared};
use super::briefs::{MARK_CHARS, words};
use super::limits;
use super::render::{Drawing, draw, draw_without_embeds};
use crate::brief::{News, Watched};
use crate::figure::Language;
use crate::query::Selection;
use crate::reply::{compose_short, say};
use crate::store::{NewPart, NewPost, Place, PostKey, StoreError, Watch};

/// Watches that are read at once.
const PAGE: u32 = 500;

/// Looks once the bot is ready, and whenever other packs were loaded.
pub(super) async fn follow(bot: Arc<Shared>) {
    let mut changes = bot.loaded.changes();
    if !bot.gateway.ready().await {
        return;
    }
    loop {
        // What is loaded from here on leads to another round.
        changes.mark_unchanged();
        match check(&bot.now()).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "watched figures have news"),
            // The next start, or the next load of packs, looks again.
            Err(error) => tracing::warn!(%error, "watched figures could not be compared with the packs"),
        }
        // An error means that nobody is left who could load anything.
        if changes.changed().await.is_err() {
            return;
        }
    }
}

/// Compares all watches with the packs and plans a post for each that has news; how many there were.
pub(super) async fn check(bot: &Bot) -> Result<usize, StoreError> {
    let store = &bot.briefs.store;
    let (mut planned, mut after) = (0, 0);
    loop {
        let page = store.watches_after(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.id;
        for watch in &page {
            let Some(_underway) = bot.in_flight.begin() else { return Ok(planned) };
            let Some(before) = Watched::read(&watch.figure, &watch.shown) else {
                tracing::warn!(watch = watch.id, "what a watch remembers cannot be read");
                continue;
            };
            let Some(news) = before.news(bot.answerer.catalog()) else { continue };
            let now = Watched::of(bot.answerer.catalog(), bot.answerer.catalog().figure(news.figure()));
            let post = post(bot, watch, &before, news).await;
            let written = store.plan_news(watch, now.figure(), &now.text(), &post, bot.briefs.now()).await?;
            planned += usize::from(written.is_some());
        }
    }
    if planned > 0 {
        bot.briefs.wake.notify_one();
    }
    Ok(planned)
}

/// The message with the news: what it was, and the answer as somebody who asks now gets it.
async fn post(bot: &Bot, watch: &Watch, before: &Watched, news: News) -> NewPost {
    let language = words::language(bot, watch.guild).await;
    let place = Place::Inside(watch.channel);
    let answer = bot.answerer.select(Selection::Figure(news.figure()), language, None);
    let mut card = compose_short(&answer, bot.answerer.catalog(), (bot.today)());
    card.assumptions.insert(0, sentence(bot, language, before, news));
    let embeds = access::may_embed(bot, watch.guild, &place).await;
    let drawing = Drawing { embeds, no_reports: bot.operator_channel.is_none(), ..Drawing::default() };
    let mut payload = if embeds { draw(&card, &drawing) } else { draw_without_embeds(&card, &drawing) };
    payload.content = payload.content.map(|text| limits::cut(&text, limits::CONTENT_CHARS - MARK_CHARS));
    let body = serde_json::to_string(&payload.into_message()).unwrap_or_default();
    NewPost {
        key: PostKey { guild: watch.guild, brief: format!("watch/{}", watch.id), period: watch.turn.to_string() },
        template: String::new(),
        schedule: None,
        author: None,
        place,
        title: limits::cut(&card.title, limits::THREAD_NAME_CHARS),
        // Its own next news says what has become of the figure, so that the message needs no correction.
        parts: vec![NewPart { body, ..NewPart::default() }],
    }
}

/// What has happened, in one sentence.
fn sentence(bot: &Bot, language: Language, before: &Watched, news: News) -> String {
    let (_, was) = before.in_words(bot.answerer.catalog(), language);
    match news {
        News::Newer(_) => say!(language, "watch-newer", "was" => was),
        News::Revised(_) => say!(language, "watch-revised", "was" => was),
        News::Withdrawn(_) => say!(language, "watch-withdrawn", "was" => was),
    }
}
