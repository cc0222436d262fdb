//! The load of one row, and the count at its end.

use std::time::Duration;

use datum::query::Question;
use datum::sandbox::state::Ack;
use datum::sandbox::{Actor, ActorError, Id, Options, Sandbox, World};
use tokio::time::MissedTickBehavior;

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

/// What came of everything that was sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    pub sent: usize,
    pub answered: usize,
    /// It reached a session that went on, or one that was resumed, and was never answered.
    pub lost: usize,
    pub doubled: usize,
    pub wrong: usize,
    /// There was no session, or one that ended and could not be resumed: Discord had nobody to deliver it to.
    pub undelivered: usize,
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

/// Runs a row.
pub async fn run(row: &Row) -> Counted {
    let heartbeat = row.heartbeat.unwrap_or(Options::default().heartbeat);
    // Time stands still in this world: what counts is whether the bot gives up, not how busy the machine is.
    let options = Options { heartbeat, patience: PATIENCE };
    let sandbox = Sandbox::start_with(World::demo("Datum"), options).await.unwrap();
    let mut stage = Stage::in_sandbox(sandbox, row.options).await;
    let alex = stage.sandbox.user("Alex");
    if row.ends_session {
        // A session may begin five seconds after the one before: by the clock, so there is nothing else to wait for.
        tokio::time::sleep(BETWEEN_SESSIONS).await;
    }
    let begun = stage.sandbox.gateway_counts().identifies;
    let mut counted = Counted::default();
    let mut asked = Vec::new();
    let mut pace = tokio::time::interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for number in 0..COMMANDS {
        pace.tick().await;
        match number {
            BEGINS => (row.begin)(&stage.sandbox),
            ENDS => (row.end)(&stage.sandbox),
            _ => {}
        }
        let question = QUESTIONS[number % QUESTIONS.len()];
        let figure = figure_of(question);
        let waiting = number >= BEGINS && stage.sandbox.gateway_counts().identifies == begun;
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
    // Whatever still holds is over now.
    stage.sandbox.clear_faults();
    // Everything is waited for at once, so that what is lost takes its time only once.
    futures_util::future::join_all(asked.iter().map(|one| wait(&stage, &alex, one))).await;
    // What would double something comes within the pauses of a call.
    stage.sandbox.quiesce(Duration::from_millis(400)).await;
    for one in &asked {
        count(&stage, one, row.ends_session, &mut counted);
    }
    let counts = stage.sandbox.gateway_counts();
    (counted.resumes, counted.identifies) = (counts.resumes, counts.identifies);
    stage.bot.stop();
    stage.bot.finished().await.unwrap();
    counted
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
