//! The load of one row, and the count at its end.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use datum::discord::briefs::{Compose, Composed, Order, Pace};
use datum::query::Question;
use datum::sandbox::state::Ack;
use datum::sandbox::{Actor, ActorError, Clock, Id, Options, Sandbox, World};
use datum::store::{NewPart, NewSchedule, Place, Reason, Store};
use jiff::Timestamp;
use tokio::sync::Notify;
use tokio::time::{Instant, MissedTickBehavior};

use crate::rows::Row;
use crate::stage::{APP, Stage, today};

/// Between two commands.
const PACE: Duration = Duration::from_millis(25);
/// Commands in all; the fault begins and ends at two of them.
const COMMANDS: usize = 40;
const BEGINS: usize = 8;
const ENDS: usize = 24;
/// Discord's own pause between two session starts.
const BETWEEN_SESSIONS: Duration = Duration::from_secs(5);
/// What was not answered after so long is lost.
const PATIENCE: Duration = Duration::from_secs(10);
/// Each so many commands there is a mention, too.
const MENTION_EACH: usize = 5;
const QUESTIONS: [&str; 3] = ["H100 count of Korea", "Microsoft H100", "Meta H100"];
/// Messages of a brief.
const PARTS: usize = 3;
/// A brief that could not be posted is tried again after so long by the clock, and so often.
const BRIEF_AGAIN: Duration = Duration::from_secs(6 * 60);
const BRIEF_TRIES: usize = 8;
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);
const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1_000;

/// What came of everything that was sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    pub sent: usize,
    pub answered: usize,
    /// It reached a session that went on, or one that was resumed, and was never answered; or a brief was not posted whole.
    pub lost: usize,
    pub doubled: usize,
    pub wrong: usize,
    /// There was no session, or one that ended and could not be resumed: Discord had nobody to deliver it to.
    pub undelivered: usize,
    /// Briefs that were due, and those of them that stand there whole.
    pub due: usize,
    pub posted: usize,
    /// The fault had no effect at all.
    pub unmet: bool,
    pub resumes: u64,
    pub identifies: u64,
}

/// Something that was asked, with the id of the figure that answers it.
struct Asked {
    what: What,
    figure: String,
    /// It was sent when the fault had begun and no new session had.
    waiting: bool,
}

enum What {
    Command(Id),
    Mention(Id),
}

/// Makes briefs of three messages that say for when they were made.
struct Plain;

impl Compose for Plain {
    fn compose(&self, order: &Order) -> Result<Composed, Reason> {
        let part = |number: usize| {
            let embed = serde_json::json!({"type": "rich", "title": format!("{} {number}/{PARTS}", order.template)});
            NewPart { body: serde_json::json!({"embeds": [embed]}).to_string(), files: Vec::new(), figures: Vec::new() }
        };
        Ok(Composed { title: order.template.clone(), parts: (1..=PARTS).map(part).collect() })
    }
}

/// A bot that waits for its row.
pub struct Prepared {
    stage: Stage,
    store: Store,
    /// How far the bot's clock is off.
    off: Arc<AtomicI64>,
    /// Since when its session runs.
    since: Instant,
    has_brief: bool,
}

/// Starts the bot of a row.
pub async fn prepare(row: &Row) -> Prepared {
    let heartbeat = row.heartbeat.unwrap_or(Options::default().heartbeat);
    // Time stands still in this world: what counts is whether the bot gives up, not how busy the machine is.
    let clock = Clock::manual();
    let options = Options { heartbeat, patience: PATIENCE };
    let sandbox = Sandbox::start_with(World::demo("Datum").with_clock(clock.clone()), options).await.unwrap();
    let off = Arc::new(AtomicI64::new(row.years[0] * YEAR_MS));
    let now = {
        let off = Arc::clone(&off);
        move || Timestamp::from_millisecond(clock.now_ms() + off.load(Ordering::SeqCst)).unwrap()
    };
    let at_first = now();
    let mut store = None;
    let stage = Stage::in_sandbox(sandbox, |options| {
        options.clock = Arc::new(now);
        options.pace = Pace { by_itself: false, ..Pace::default() };
        options.composer = Some(Arc::new(Plain));
        (row.options)(options);
        store = Some(options.store.clone());
    })
    .await;
    let since = Instant::now();
    let store = store.unwrap();
    let has_brief = row.briefs > 0 && store.add_schedule(&schedule(&stage, at_first), at_first).await.is_ok();
    Prepared { stage, store, off, since, has_brief }
}

/// A brief that is due now, into a thread.
fn schedule(stage: &Stage, now: Timestamp) -> NewSchedule {
    let (guild, thread) = stage.sandbox.inspect(|state| {
        let thread = state.channels.values().find(|it| it.name == "weekly report").unwrap();
        (*state.guilds.keys().next().unwrap(), thread.id)
    });
    NewSchedule {
        guild,
        template: "standing".to_owned(),
        place: Place::Inside(thread),
        recurrence: "weekly mon 09:00".to_owned(),
        zone: "Asia/Seoul".to_owned(),
        language: None,
        author: None,
        next_due: now,
    }
}

/// Runs a row.
pub async fn run(row: &Row, prepared: Prepared) -> Counted {
    let Prepared { mut stage, store, off, since, has_brief } = prepared;
    if row.ends_session {
        // A session may begin five seconds after the one before. Where other rows ran meanwhile, that is long over.
        tokio::time::sleep_until(since + BETWEEN_SESSIONS).await;
    }
    let mut counted = Counted { due: if has_brief { row.briefs } else { 0 }, ..Counted::default() };
    let mut asked = Vec::new();
    let begun = Notify::new();
    let post = async {
        begun.notified().await;
        if has_brief {
            // What does not work in the middle of a fault is tried again behind it.
            let _ = stage.bot.post_due().await;
        }
    };
    let held = {
        let load = send(row, &stage, &off, &begun, &mut counted, &mut asked);
        tokio::join!(load, post).0
    };
    // Whatever still holds is over now.
    stage.sandbox.clear_faults();
    drop(held);
    // Everything is waited for at once, so that what is lost takes its time only once.
    let alex = stage.sandbox.user("Alex");
    futures_util::future::join_all(asked.iter().map(|one| wait(&stage, &alex, one))).await;
    // What would double something comes within the pauses of a call.
    stage.sandbox.quiesce(Duration::from_millis(400)).await;
    for one in &asked {
        count(&stage, one, row.ends_session, &mut counted);
    }
    for week in 1..=counted.due {
        for _ in 0..BRIEF_TRIES {
            stage.sandbox.advance(BRIEF_AGAIN);
            let _ = stage.bot.post_due().await;
        }
        if week < counted.due {
            stage.sandbox.advance(WEEK);
        }
    }
    count_briefs(&stage, &mut counted);
    let counts = stage.sandbox.gateway_counts();
    (counted.resumes, counted.identifies) = (counts.resumes, counts.identifies);
    counted.unmet = !(row.met)(&stage.sandbox);
    stage.bot.stop();
    stage.bot.finished().await.unwrap();
    store.close().await;
    counted
}

/// Sends everything, at a steady pace, with the fault in the middle.
async fn send(
    row: &Row,
    stage: &Stage,
    off: &AtomicI64,
    begun: &Notify,
    counted: &mut Counted,
    asked: &mut Vec<Asked>,
) -> Option<crate::rows::Held> {
    let alex = stage.sandbox.user("Alex");
    let identified = stage.sandbox.gateway_counts().identifies;
    let mut pace = tokio::time::interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut held = None;
    for number in 0..COMMANDS {
        pace.tick().await;
        match number {
            BEGINS => {
                off.store(row.years[1] * YEAR_MS, Ordering::SeqCst);
                (row.begin)(&stage.sandbox);
                held = (row.during)(stage);
                begun.notify_one();
            }
            ENDS => {
                off.store(row.years[2] * YEAR_MS, Ordering::SeqCst);
                (row.end)(&stage.sandbox);
            }
            _ => {}
        }
        let question = QUESTIONS[number % QUESTIONS.len()];
        let figure = figure_of(question);
        let waiting = number >= BEGINS && stage.sandbox.gateway_counts().identifies == identified;
        counted.sent += 1;
        match alex.start_slash("general", "fact", &[("query", question)]) {
            Ok(id) => {
                if row.twice {
                    stage.sandbox.repeat_interaction(id);
                }
                asked.push(Asked { what: What::Command(id), figure: figure.clone(), waiting });
            }
            Err(ActorError::BotOffline) => {
                counted.undelivered += 1;
                continue;
            }
            Err(error) => panic!("{error}"),
        }
        if number % MENTION_EACH == 0 {
            counted.sent += 1;
            let said = alex.say("general", &format!("@Datum {question}")).await.unwrap();
            asked.push(Asked { what: What::Mention(said.id), figure, waiting });
        }
    }
    held
}

/// The id of the figure that answers a question.
fn figure_of(question: &str) -> String {
    let question = Question { text: question, language: None, as_of: None, source: None, today: today() };
    let answer = APP.engine.ask(&question);
    APP.engine.catalog().figure(answer.figures[0]).id.to_string()
}

/// Waits until something is answered, or will not be any more.
async fn wait(stage: &Stage, alex: &Actor, asked: &Asked) {
    match asked.what {
        What::Command(id) => {
            // One that is never answered, or stays announced, is counted as lost.
            if let Ok(seen) = alex.answer_to(id).await
                && seen.is_thinking()
            {
                let _ = stage.sandbox.settled(&seen).await;
            }
        }
        What::Mention(id) => {
            let _ = stage.sandbox.wait_for_message("", |message| message.reference == Some(id)).await;
        }
    }
}

fn count(stage: &Stage, asked: &Asked, ends_session: bool, counted: &mut Counted) {
    let texts: Vec<String> = stage.sandbox.inspect(|state| {
        let answers = state.messages.values().filter(|message| match asked.what {
            What::Command(id) => {
                message.interaction.as_ref().is_some_and(|meta| meta.id == id) && !message.is_loading()
            }
            What::Mention(id) => message.reference == Some(id),
        });
        answers.map(datum::sandbox::Message::text).collect()
    });
    let acknowledged = match asked.what {
        What::Command(id) => stage
            .sandbox
            .inspect(|state| matches!(state.interactions[&id].ack, Some(Ack::Message(_) | Ack::Deferred(_)))),
        What::Mention(_) => true,
    };
    let answered = acknowledged && !texts.is_empty();
    counted.answered += usize::from(answered);
    match answered {
        true => {}
        // It went into the session that was ending.
        false if asked.waiting && ends_session => counted.undelivered += 1,
        false => counted.lost += 1,
    }
    counted.doubled += texts.len().saturating_sub(1);
    counted.wrong += texts.iter().filter(|text| !text.contains(&asked.figure)).count();
}

/// Each message of each brief that was due is there once.
fn count_briefs(stage: &Stage, counted: &mut Counted) {
    let there = |number: usize| {
        let title = format!("standing {number}/{PARTS}");
        let is_it = |it: &&datum::sandbox::Message| it.embeds.iter().any(|embed| embed["title"] == title);
        stage.sandbox.inspect(|state| state.messages.values().filter(is_it).count())
    };
    let counts: Vec<usize> = (1..=PARTS).map(there).collect();
    let (fewest, most) = (counts.iter().min().copied().unwrap_or(0), counts.iter().max().copied().unwrap_or(0));
    counted.posted = fewest.min(counted.due);
    counted.lost += counted.due - counted.posted;
    counted.doubled += most.saturating_sub(counted.due);
}
