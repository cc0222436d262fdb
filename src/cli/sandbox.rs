//! `datum` alone: the real bot in a stand-in for Discord, in the terminal. No account, no token, no network.
//!
//! The bot is the one that `datum run` starts, through the same gateway client; only what it is connected to is local.

use std::sync::Arc;

use super::{Exit, PackArguments};
use crate::app::App;
use crate::config::LogSettings;
use crate::discord::{self, Options, RunningBot};
use crate::sandbox::face::{self, FaceOptions};
use crate::sandbox::{Clock, Sandbox, World};
use crate::telemetry;

/// The bot's name in the stand-in.
const NAME: &str = "Datum";
/// What to type first.
const HINT: &str =
    "Type /fact query:H100 count, /brief template:AI compute, or @Datum 국내 H100 보유량; Tab completes.";
/// What is logged unless `DATUM_LOG` says otherwise: the terminal is for the conversation.
const QUIET: &str = "error";

pub(super) fn run(packs: &PackArguments) -> Exit {
    let filter = std::env::var(crate::config::LOG).unwrap_or_else(|_| QUIET.to_owned());
    telemetry::start(&LogSettings { filter, ..LogSettings::default() }, discord::LIBRARY_LOG, Vec::new());
    let app = match packs.load() {
        Ok(app) => app,
        Err(exit) => return exit,
    };
    let runtime = match super::run::runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            anstream::eprintln!("the program could not start its threads: {error}");
            return Exit::Failure;
        }
    };
    let ended = runtime.block_on(converse(app));
    runtime.shutdown_background();
    match ended {
        Ok(()) => Exit::Answer,
        Err(why) => {
            anstream::eprintln!("{why}");
            Exit::Failure
        }
    }
}

/// Why there was no conversation.
#[derive(Debug, thiserror::Error)]
enum SandboxError {
    #[error("the stand-in for Discord could not open a port on 127.0.0.1: {0}")]
    Port(std::io::Error),
    #[error("the terminal could not be read or written: {0}")]
    Terminal(std::io::Error),
    #[error("{0}")]
    Stopped(#[from] discord::Stopped),
}

async fn converse(app: App) -> Result<(), SandboxError> {
    let world = World::demo(NAME).with_clock(Clock::system());
    let sandbox = Sandbox::start(world).await.map_err(SandboxError::Port)?;
    let mut bot = start(&sandbox, app)?;
    if !bot.ready().await {
        return Ok(bot.finished().await?);
    }
    let talked = tokio::select! {
        talked = face::run(&sandbox, FaceOptions::new(NAME, HINT)) => talked.map_err(SandboxError::Terminal),
        ended = bot.finished() => return Ok(ended?),
    };
    bot.stop();
    bot.finished().await?;
    talked
}

/// Starts the bot in the stand-in.
fn start(sandbox: &Sandbox, app: App) -> Result<RunningBot, discord::Stopped> {
    let mut options = Options::new(sandbox.token().into(), Arc::new(app));
    options.proxy = Some(sandbox.rest_url());
    discord::start(options)
}
