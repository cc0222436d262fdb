//! `/gaps`: what was asked in a server and not answered, and which names would have answered it.

use std::sync::Arc;

use super::{Acting, Callers, Command, Doing, File, Reply, Response, Run, Step, Words, briefing};
use crate::discord::interactions::notice;
use crate::reply::pages;
use crate::reply::{Card, say};
use crate::store::GAP_DAYS;

/// So many of the questions asked most often are listed.
const MAX_LISTED: u32 = 50;

pub(super) const COMMAND: Command = Command {
    name: Words { en: "gaps", ko: "미답" },
    description: Words {
        en: "See what was asked here and not answered", ko: "이 서버에서 답하지 못한 질문을 봅니다"
    },
    callers: Callers::ServerManagers,
    run: Run::Acts(act),
    ..Command::READER
};

fn act<'a>(acting: &'a Acting<'a>, _step: Step<'a>) -> Doing<'a> {
    Box::pin(async move { list(acting).await.unwrap_or_else(|card| (*card).into()) })
}

async fn list(acting: &Acting<'_>) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    let guild = acting.guild.map_or(0, |guild| guild.get());
    let briefs = &acting.bot.briefs;
    let failed = |error| Box::new(briefing::not_saved(language, &error));
    let counted = briefs.store.gaps(Some(guild), briefs.now(), MAX_LISTED).await.map_err(failed)?;
    if counted.is_empty() {
        let settings = briefs.store.settings(guild).await.map_err(failed)?;
        let sentence = match settings.gaps {
            true => say!(language, "gaps-none", "days" => GAP_DAYS),
            false => say!(language, "gaps-off"),
        };
        return Ok(notice(language, sentence).into());
    }
    // The packs are read anew with the names that are tried, which is nothing for a thread that answers others.
    let (answerer, today) = (Arc::clone(&acting.bot.answerer), acting.invocation.today);
    let work = move || {
        let words: Vec<String> = counted.iter().map(|one| one.words.clone()).collect();
        let gaps = answerer.gaps(&words, today);
        let listed: Vec<pages::Counted> = gaps.into_iter().zip(counted.iter().map(|one| one.count)).collect();
        let catalog = answerer.catalog();
        let card = pages::gaps(catalog, language, &listed, GAP_DAYS);
        (card, pages::gaps_text(catalog, language, &listed, GAP_DAYS))
    };
    let made = acting.bot.workshop.run("gaps", acting.user.get(), work).await;
    let (card, text) = made.map_err(|undone| Box::new(undone.card(language)))?;
    let mut reply = Reply::from(card);
    reply.file = Some(File {
        name: "datum-gaps.txt".to_owned(),
        description: say!(language, "gaps-file"),
        bytes: text.into_bytes(),
    });
    Ok(Response::Reply(Box::new(reply)))
}
