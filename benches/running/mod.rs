//! Bots as processes of their own, with what they cost, and a load through the stand-in.

#![allow(dead_code, reason = "each of those who use it needs a part")]

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use datum::sandbox::{Actor, ActorError, Sandbox};
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior};

/// Says to this program which bot it is; without it, it is the one that measures.
pub const ROLE: &str = "MEASURED_BOT";

/// Names another program to be measured as Datum, such as the one of a release.
const PROGRAM: &str = "MEASURED_PROGRAM";

/// The program that was built together with a bench; examples have none, and are Datum themselves.
const BUILT: Option<&str> = option_env!("CARGO_BIN_EXE_datum");

/// A bot under measurement. It ends when this is dropped.
pub struct Bot {
    child: Child,
}

impl Bot {
    /// Starts Datum, or this program anew in another role, with the stand-in's address and token.
    pub fn start(role: &str, sandbox: &Sandbox, more: &[(&str, &str)]) -> Self {
        let named = std::env::var_os(PROGRAM).or_else(|| BUILT.map(Into::into));
        let mut command = match named.filter(|_| role == "datum") {
            Some(program) => {
                let mut command = Command::new(program);
                command.arg("run");
                command
            }
            None => Command::new(std::env::current_exe().expect("a program knows its own path")),
        };
        command.env_clear().env(ROLE, role).envs(more.iter().copied());
        // How the system's allocator behaves is part of what is measured.
        command.envs(std::env::vars().filter(|(name, _)| name.starts_with("MALLOC_")));
        command.env("DISCORD_TOKEN", sandbox.token()).env("DISCORD_PROXY", sandbox.rest_url()).env("DATUM_LOG", "warn");
        command.stdin(Stdio::null()).stdout(Stdio::null());
        Self { child: command.spawn().expect("a program can call itself") }
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).unwrap_or_default()
    }

    /// Resident memory in KiB.
    pub fn memory_kib(&self) -> u64 {
        let status = self.read("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
    }

    /// Of the resident memory, that which is the process' own, and pages of its files, in KiB.
    pub fn parts_kib(&self) -> [u64; 2] {
        let status = self.read("status");
        ["RssAnon:", "RssFile:"].map(|name| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
        })
    }

    /// Open files and sockets.
    pub fn handles(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.child.id())).map_or(0, Iterator::count)
    }

    /// Time on a processor so far, of all threads that live.
    pub fn cpu(&self) -> Duration {
        let threads = fs::read_dir(format!("/proc/{}/task", self.child.id())).into_iter().flatten().flatten();
        let on_cpu = threads.filter_map(|thread| {
            let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
            text.split_whitespace().next()?.parse::<u64>().ok()
        });
        Duration::from_nanos(on_cpu.sum())
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came of a load.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// From when a command was sent until its answer stood there, in order of length.
    pub times: Vec<Duration>,
    pub lost: usize,
}

impl Loaded {
    /// The time within which this share of the answers came.
    pub fn within(&self, share: f64) -> Duration {
        let last = self.times.len().saturating_sub(1);
        // A share of a count is far from where rounding matters.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let place = (last as f64 * share).round() as usize;
        self.times.get(place).copied().unwrap_or_default()
    }
}

/// Sends commands at a rate a second for a time, and waits for all answers.
pub async fn load(sandbox: &Sandbox, place: &str, questions: &[&str], rate: f64, time: Duration) -> Loaded {
    let mut pace = tokio::time::interval(Duration::from_secs_f64(1.0 / rate));
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let begun = Instant::now();
    let mut waiting = JoinSet::new();
    let mut loaded = Loaded::default();
    let mut number = 0;
    while begun.elapsed() < time {
        pace.tick().await;
        let actor = sandbox.user("Alex");
        let question = questions[number % questions.len()];
        number += 1;
        let sent = Instant::now();
        match actor.start_slash(place, "fact", &[("query", question)]) {
            Ok(id) => drop(waiting.spawn(answered(actor, id, sent))),
            Err(_) => loaded.lost += 1,
        }
    }
    while let Some(done) = waiting.join_next().await {
        match done {
            Ok(Ok(time)) => loaded.times.push(time),
            _ => loaded.lost += 1,
        }
    }
    loaded.times.sort_unstable();
    loaded
}

async fn answered(actor: Actor, id: u64, sent: Instant) -> Result<Duration, ActorError> {
    actor.answer_to(id).await.map(|_| sent.elapsed())
}
