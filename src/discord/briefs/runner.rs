//! Looks for what is due, has it made, and sends what is in the ledger.
//!
//! A run goes in two steps that can each be taken over by another process. First a due schedule is claimed, its brief is
//! made and written into the ledger whole, and the schedule moves on; then the ledger's open posts are claimed and sent.
//! A process that dies in the first step leaves a schedule that is still due, and in the second a post that says how far
//! it is.

use std::sync::Arc;

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use super::compose::{Composed, Order};
use super::deliver::{Delivered, deliver};
use super::{notice, words};
use crate::calendar::Timetable;
use crate::discord::access;
use crate::discord::bot::Shared;
use crate::store::{NewPost, Post, PostKey, Reason, Schedule, StoreError};

/// So many posts are sent at the same time.
const WORKERS: usize = 6;
/// How often old rows are looked for.
const PRUNE_EACH: SignedDuration = SignedDuration::from_hours(24);
/// So many schedules are claimed at once; each may take a moment to make.
const BATCH: u32 = 4;

/// What came of one look at what is due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Briefs that were written into the ledger.
    pub planned: usize,
    /// Runs that could not even be made.
    pub not_made: usize,
    /// Posts that are all sent.
    pub posted: usize,
    /// Posts that are tried again later, or left to another process.
    pub waiting: usize,
    /// Posts that were given up.
    pub failed: usize,
}

/// Looks again and again until the bot stops.
pub(in crate::discord) async fn run(bot: Arc<Shared>, mut stop: watch::Receiver<bool>) {
    if !bot.gateway.ready().await {
        return;
    }
    let mut trouble = false;
    let mut seen = Timestamp::MIN;
    let mut pruned = None;
    loop {
        let now = bot.briefs.now();
        // The clock was set back: what has moved on to a later day than it should must come back.
        let look_back = now < seen;
        seen = now;
        if pruned.is_none_or(|at: Timestamp| now.duration_since(at) >= PRUNE_EACH) {
            pruned = Some(now);
            prune(&bot).await;
        }
        match round(&bot, look_back).await {
            Ok(_) => trouble = false,
            Err(error) => {
                // It is said once, not with every look.
                if !std::mem::replace(&mut trouble, true) {
                    tracing::error!(%error, "what is due cannot be looked for");
                }
            }
        }
        let wait = wait(&bot).await;
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = bot.briefs.wake.notified() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Lets go of what the ledger no longer needs.
async fn prune(bot: &Shared) {
    match bot.briefs.store.prune(bot.briefs.now()).await {
        Ok(0) => {}
        Ok(rows) => tracing::info!(rows, "rows of the ledger that nothing needs any more were deleted"),
        Err(error) => tracing::warn!(%error, "old rows of the ledger could not be deleted; they are tomorrow"),
    }
}

/// Until something is due, but not longer than the pace says: other processes may add something, or die.
async fn wait(bot: &Shared) -> std::time::Duration {
    let briefs = &bot.briefs;
    let due = briefs.store.next_due().await.ok().flatten();
    let open = briefs.store.next_open_post().await.ok().flatten();
    let now = briefs.now();
    let until = [due, open].into_iter().flatten().min().map(|at| at.duration_since(now));
    let until = until.map(|until| std::time::Duration::try_from(until).unwrap_or_default());
    until
        .unwrap_or(briefs.pace.look)
        .clamp(briefs.pace.look.min(std::time::Duration::from_millis(200)), briefs.pace.look)
}

/// One look at what is due.
pub(in crate::discord) async fn round(bot: &Arc<Shared>, look_back: bool) -> Result<Round, StoreError> {
    let mut round = Round::default();
    if look_back {
        bring_back(bot).await?;
    }
    plan_due(bot, &mut round).await?;
    let sent = join_all((0..WORKERS).map(|_| send_open(bot))).await;
    for delivered in sent.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
        match delivered {
            Delivered::Posted => round.posted += 1,
            Delivered::Postponed | Delivered::Left => round.waiting += 1,
            Delivered::Failed(_) => round.failed += 1,
        }
    }
    Ok(round)
}

/// Plans all due schedules.
async fn plan_due(bot: &Arc<Shared>, round: &mut Round) -> Result<(), StoreError> {
    let briefs = &bot.briefs;
    if briefs.composer.is_none() {
        return Ok(());
    }
    loop {
        let claimed = briefs.store.claim_due(&briefs.owner, briefs.now(), briefs.pace.lease, BATCH).await?;
        if claimed.is_empty() {
            return Ok(());
        }
        for schedule in claimed {
            let Some(_underway) = bot.in_flight.begin() else { return Ok(()) };
            match plan(bot, &schedule).await {
                Ok(true) => round.planned += 1,
                Ok(false) => round.not_made += 1,
                // Another process has it, because this one was too slow.
                Err(StoreError::Missing) => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// Makes a due brief and writes it into the ledger; false if it could not be made.
async fn plan(bot: &Arc<Shared>, schedule: &Schedule) -> Result<bool, StoreError> {
    let briefs = &bot.briefs;
    let store = &briefs.store;
    let now = briefs.now();
    let brief = format!("schedule/{}", schedule.id);
    let table = Timetable::new(&schedule.recurrence, &schedule.zone);
    let next_due = match &table {
        Ok(table) => table.after_run(schedule.next_due, now).unwrap_or(Timestamp::MAX),
        Err(_) => Timestamp::MAX,
    };
    let composed = match table {
        Ok(table) => {
            let language = match schedule.language {
                Some(language) => language,
                None => words::language(bot, schedule.guild).await,
            };
            let order = Order {
                guild: schedule.guild,
                template: schedule.template.clone(),
                stored: store.template(schedule.guild, &schedule.template).await?,
                title: None,
                language,
                now,
                zone: table.zone().clone(),
                day: table.zone().to_datetime(now).date(),
                embeds: access::may_embed(bot, schedule.guild, &schedule.place).await,
                missed: Timetable::is_late(schedule.next_due, now).then_some(schedule.next_due),
                last: store.last_shown(schedule.guild, &schedule.template, now).await?,
            };
            compose(bot, order).await
        }
        Err(error) => {
            tracing::error!(schedule = schedule.id, %error, "a schedule cannot be read");
            Err(Reason::Mistake)
        }
    };
    match composed {
        Ok(composed) => {
            let post = NewPost {
                key: PostKey { guild: schedule.guild, brief, period: schedule.next_due.to_string() },
                template: schedule.template.clone(),
                schedule: Some(schedule.id),
                author: None,
                place: schedule.place.clone(),
                title: composed.title,
                parts: composed.parts,
            };
            store.plan_run(schedule.id, &briefs.owner, &post, next_due, now).await.map(|planned| planned.is_new)
        }
        Err(reason) => {
            let setback = store.fail_run(schedule.id, &briefs.owner, reason, next_due, now).await?;
            notice::not_made(bot, schedule.guild, &brief, &schedule.template, reason, setback).await;
            Ok(false)
        }
    }
}

/// Has a brief made on a thread of its own; a panic there is one brief that is not made.
pub(in crate::discord) async fn compose(bot: &Shared, order: Order) -> Result<Composed, Reason> {
    let Some(composer) = bot.briefs.composer.clone() else { return Err(Reason::TemplateGone) };
    match tokio::task::spawn_blocking(move || composer.compose(&order)).await {
        Ok(Ok(composed)) if !composed.parts.is_empty() => Ok(composed),
        Ok(Ok(_)) => Err(Reason::Mistake),
        Ok(Err(reason)) => Err(reason),
        Err(_) => {
            tracing::error!("a mistake in the program cost a brief");
            Err(Reason::Mistake)
        }
    }
}

/// Sends open posts, one after the other, until there are none.
async fn send_open(bot: &Arc<Shared>) -> Result<Vec<Delivered>, StoreError> {
    let briefs = &bot.briefs;
    let mut sent = Vec::new();
    loop {
        let Some(_underway) = bot.in_flight.begin() else { return Ok(sent) };
        // One at a time: what waits in a queue here would be kept from other processes.
        let claimed = briefs.store.claim_posts(&briefs.owner, briefs.now(), briefs.pace.lease, 1).await?;
        let Some(post) = claimed.into_iter().next() else { return Ok(sent) };
        sent.push(deliver(bot, post).await);
    }
}

/// Posts something now, at most once for its key. What it became, or how far it is if another process is at it.
///
/// # Errors
/// If the ledger cannot be written; nothing was sent then.
#[allow(dead_code, reason = "no command posts yet")]
pub(in crate::discord) async fn post_now(bot: &Shared, post: &NewPost) -> Result<Option<Post>, StoreError> {
    let briefs = &bot.briefs;
    let planned = briefs.store.plan_post(post, briefs.now()).await?;
    let claimed = briefs.store.claim_post(planned.post, &briefs.owner, briefs.now(), briefs.pace.lease).await?;
    if let Some(claimed) = claimed {
        deliver(bot, claimed).await;
    }
    briefs.store.post(planned.post).await
}

/// Brings back schedules that a clock that ran ahead has moved too far into the future. What has run in the meantime is in
/// the ledger and does not run again.
async fn bring_back(bot: &Shared) -> Result<(), StoreError> {
    let store = &bot.briefs.store;
    let now = bot.briefs.now();
    for schedule in store.running_schedules().await? {
        let Ok(table) = Timetable::new(&schedule.recurrence, &schedule.zone) else { continue };
        let Some(next) = table.next_after(now).filter(|next| *next < schedule.next_due) else { continue };
        tracing::warn!(schedule = schedule.id, "the clock was set back; a schedule is due earlier again");
        store.reschedule(schedule.id, schedule.next_due, next).await?;
    }
    Ok(())
}
