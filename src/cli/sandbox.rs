//! `datum` and `datum sandbox`: the real bot in a stand-in for Discord, in the terminal and in a browser. No account, no
//! token, no network.
//!
//! The bot is the one that `datum run` starts, through the same gateway client; only what it is connected to is local.

use std::io::Write as _;
use std::sync::Arc;

use super::{Exit, PackArguments};
use crate::app::App;
use crate::config::LogSettings;
use crate::discord::{self, Options, RunningBot};
use crate::figure::Language;
use crate::reply::words::say;
use crate::sandbox::face::page::{Act, Guide, Page, PageError, PageOptions, Starter};
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

/// The channel that the page begins in.
const CHANNEL: &str = "general";

/// The channel that reports of wrong figures go into.
const DESK: &str = "ai-desk";

/// Arguments of `datum sandbox`.
#[derive(Debug, Default, clap::Args)]
pub struct Arguments {
    /// Serve the page on this port of 127.0.0.1; any free one by default.
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Open the page in the browser.
    #[arg(long)]
    open: bool,
}

pub(super) fn run(arguments: &Arguments, packs: &PackArguments) -> Exit {
    let filter = std::env::var(crate::config::LOG).unwrap_or_else(|_| QUIET.to_owned());
    telemetry::start(&LogSettings { filter, ..LogSettings::default() }, discord::LIBRARY_LOG);
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
    let ended = runtime.block_on(converse(app, arguments));
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
    #[error("the page could not be served: {0}")]
    Page(#[from] PageError),
    #[error("the terminal could not be read or written: {0}")]
    Terminal(std::io::Error),
    #[error("{0}")]
    Stopped(#[from] discord::Stopped),
}

async fn converse(app: App, arguments: &Arguments) -> Result<(), SandboxError> {
    let world = World::demo(NAME).with_clock(Clock::system());
    let sandbox = Sandbox::start(world).await.map_err(SandboxError::Port)?;
    let options = PageOptions { port: arguments.port, ..page_options() };
    let page = Page::start(&sandbox, options).await?;
    writeln!(std::io::stdout(), "In the browser: {}", page.address()).map_err(SandboxError::Terminal)?;
    if arguments.open {
        open(&page.address());
    }
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
    options.operator_channel =
        sandbox.inspect(|state| state.channels.values().find(|it| it.name == DESK).map(|it| it.id));
    discord::start(options)
}

/// What the page shows first, in both languages.
#[must_use]
pub fn page_options() -> PageOptions {
    PageOptions {
        channel: CHANNEL.to_owned(),
        user: "Alex".to_owned(),
        guides: vec![("en-US".to_owned(), guide(Language::English)), ("ko".to_owned(), guide(Language::Korean))],
        font: crate::chart::FONT,
        ..PageOptions::default()
    }
}

/// Five things to try.
fn guide(language: Language) -> Guide {
    let command = |name: &str, options: &[(&str, String)]| Act::Command {
        name: name.to_owned(),
        options: options.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    };
    let starters = vec![
        Starter {
            label: say!(language, "guide-ask"),
            hint: say!(language, "guide-ask-hint"),
            act: command("fact", &[("query", say!(language, "guide-ask-query"))]),
        },
        Starter {
            label: say!(language, "guide-compare"),
            hint: say!(language, "guide-compare-hint"),
            act: command(
                "compare",
                &[("first", say!(language, "guide-compare-first")), ("second", say!(language, "guide-compare-second"))],
            ),
        },
        Starter {
            label: say!(language, "guide-check"),
            hint: say!(language, "guide-check-hint"),
            act: Act::Menu { text: say!(language, "guide-check-sentence"), command: "Check figures".to_owned() },
        },
        Starter {
            label: say!(language, "guide-brief"),
            hint: say!(language, "guide-brief-hint"),
            act: command(
                "brief",
                &[("template", say!(language, "guide-brief-template")), ("thread", "weekly report".to_owned())],
            ),
        },
        Starter {
            label: say!(language, "guide-own"),
            hint: say!(language, "guide-own-hint"),
            act: Act::Begin { name: "fact".to_owned() },
        },
    ];
    Guide {
        channel: CHANNEL.to_owned(),
        title: say!(language, "guide-title"),
        text: say!(language, "guide-text"),
        starters,
    }
}

/// Opens an address in the browser. Where there is none, the address stands in the terminal.
fn open(address: &str) {
    use std::process::{Command, Stdio};
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut browser = Command::new(program);
    browser.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(error) = browser.spawn() {
        anstream::eprintln!("No browser could be opened ({program}: {error}). Open the address above in one.");
    }
}
