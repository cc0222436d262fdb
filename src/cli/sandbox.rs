//! `datum` without a command: the real bot, through the real gateway client, against a stand-in for Discord on this
//! machine. No account, no token, nothing that leaves the machine.

use std::sync::Arc;

use super::{Exit, PackArguments};
use crate::app::App;
use crate::discord::{self, Options};
use crate::sandbox::face::{self, FaceOptions};
use crate::sandbox::{Clock, Sandbox, World};

const NAME: &str = "Datum";
const HINT: &str = "Try /fact query:H100 count, or @Datum 국내 H100 몇 개야? Tab completes, ? helps.";

pub(super) fn run(packs: &PackArguments) -> Exit {
    let app = match App::load(&packs.packs) {
        Ok(app) => app,
        Err(problems) => {
            anstream::eprintln!("{problems}");
            return Exit::Failure;
        }
    };
    // The terminal blocks one thread while it waits for a line; the bot and the stand-in need others.
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(3).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            anstream::eprintln!("the program could not start its threads: {error}");
            return Exit::Failure;
        }
    };
    let ended = runtime.block_on(chat(app));
    runtime.shutdown_background();
    match ended {
        Ok(()) => Exit::Answer,
        Err(why) => {
            anstream::eprintln!("{why}");
            Exit::Failure
        }
    }
}

/// Starts both sides, hands over to the terminal, and stops both.
async fn chat(app: App) -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start(World::demo(NAME).with_clock(Clock::system())).await?;
    let mut options = Options::new(sandbox.token().to_owned().into(), Arc::new(app));
    options.proxy = Some(sandbox.rest_url().to_string());
    let mut bot = discord::start(options)?;
    tokio::select! {
        ended = bot.finished() => return Ok(ended?),
        ready = sandbox.wait_for_command("fact") => ready?,
    };
    let spoken = tokio::select! {
        spoken = face::run(&sandbox, FaceOptions::new(NAME, HINT)) => spoken.map_err(Into::into),
        ended = bot.finished() => return Ok(ended?),
    };
    bot.stop();
    bot.finished().await?;
    spoken
}
