//! A world, a bot in it, and a way to write down what a person sees.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use datum::app::App;
use datum::chart::{self, ChartError, FontError, Fonts, Picture};
use datum::discord::{self, Options, Pictures, RunningBot};
use datum::pack::Catalog;
use datum::query::Answer;
use datum::sandbox::{self, Message, Sandbox, Seen, View, World};
use jiff::civil::Date;
use once_cell::sync::Lazy;
use secrecy::SecretString;

use crate::payload;

/// The packs are the same in every test, and never change.
pub static APP: Lazy<App> = Lazy::new(|| App::load(&[]).unwrap_or_else(|problems| panic!("{problems}")));

/// The fonts that are part of the program, so that pictures are the same on every machine.
static FONTS: Lazy<Fonts> = Lazy::new(|| Fonts::embedded().expect("the fonts of the program"));

/// Looks up the fonts of the tests.
pub fn fonts() -> Result<Fonts, FontError> {
    Ok(FONTS.clone())
}

/// Takes no time, for tests that are about something else than pictures: one pixel.
fn pixel(_: &Answer, _: &Catalog, _: &Fonts) -> Result<Picture, ChartError> {
    let mut png = Vec::new();
    let mut writer = png::Encoder::new(&mut png, 1, 1).write_header()?;
    writer.write_image_data(&[255])?;
    writer.finish()?;
    Ok(Picture { png, width_px: 1, height_px: 1, alt: "One pixel.".to_owned(), lacks_letters: false })
}

/// Pictures as the bot draws them. A busy machine may take its time: only a test that is about lateness knows a limit.
pub const PICTURES: Pictures = Pictures { fonts, draw: chart::draw, budget: Duration::from_mins(1) };

/// A world and a bot in it.
pub struct Stage {
    pub sandbox: Sandbox,
    pub bot: RunningBot,
}

impl Stage {
    /// The demonstration world, with the bot ready.
    pub async fn new() -> Self {
        Self::with(World::demo("Datum"), |_| ()).await
    }

    /// A world, with a bot whose options are changed, ready.
    pub async fn with(world: World, change: impl FnOnce(&mut Options)) -> Self {
        Self::in_sandbox(Sandbox::start(world).await.expect("a free port"), change).await
    }

    /// The demonstration world with quick heartbeats, so that a dead connection is noticed soon.
    pub async fn with_heartbeat(heartbeat: Duration) -> Self {
        let options = sandbox::Options { heartbeat, ..sandbox::Options::default() };
        let sandbox = Sandbox::start_with(World::demo("Datum"), options).await.expect("a free port");
        Self::in_sandbox(sandbox, |_| ()).await
    }

    /// A stand-in that runs already, with a bot whose options are changed, ready.
    pub async fn in_sandbox(sandbox: Sandbox, change: impl FnOnce(&mut Options)) -> Self {
        let bot = start(&sandbox, change);
        assert!(bot.ready().await, "the bot did not become ready");
        Self { sandbox, bot }
    }

    /// Starts the bot anew, as after a restart of its process.
    pub async fn restart(&mut self) {
        self.restart_with(|_| ()).await;
    }

    /// Starts a bot with changed options in place of the one that runs.
    pub async fn restart_with(&mut self, change: impl FnOnce(&mut Options)) {
        self.bot.stop();
        self.bot.finished().await.expect("an orderly end");
        self.bot = start(&self.sandbox, change);
        assert!(self.bot.ready().await, "the bot did not become ready again");
    }

    /// Ends the bot and checks all that it has sent.
    pub async fn end(mut self) {
        self.bot.stop();
        self.bot.finished().await.expect("an orderly end");
        self.sandbox.assert_no_unread();
        assert_eq!(self.sandbox.gateway_counts().invalid_shards, 0, "a shard that does not exist was started");
        assert!(self.sandbox.unexpected_requests().is_empty(), "{:#?}", self.sandbox.unexpected_requests());
        for request in self.sandbox.requests() {
            payload::check_request(&request.method, &request.path, &request.body);
        }
    }
}

/// Starts a bot in a world.
pub fn start(sandbox: &Sandbox, change: impl FnOnce(&mut Options)) -> RunningBot {
    let mut options = Options::new(SecretString::from(sandbox.token()), Arc::new(APP.clone()));
    options.proxy = Some(sandbox.rest_url());
    options.today = today;
    options.pictures = Pictures { draw: pixel, ..PICTURES };
    // On a busy machine, too, what is made at once is not announced first.
    options.acknowledge_after = Duration::from_secs(2);
    change(&mut options);
    discord::start(options).expect("a client")
}

/// The day on which the tests ask.
pub fn today() -> Date {
    Date::constant(2026, 9, 1)
}

/// What a person sees after they did something.
pub fn seen(seen: &Seen) -> String {
    match &seen.view {
        View::Message(found) => message(found),
        View::Updated(found) => format!("[changed]\n{}", message(found)),
        View::Choices(choices) => {
            let lines: Vec<String> =
                choices.iter().map(|choice| format!("{} -> {}", choice.name, choice.value)).collect();
            lines.join("\n")
        }
        other => format!("{other:?}"),
    }
}

/// A message as a person reads it, from top to bottom.
pub fn message(message: &Message) -> String {
    let mut text = String::new();
    if message.is_ephemeral() {
        text.push_str("[only you see this]\n");
    }
    if message.reference.is_some() {
        text.push_str("[reply]\n");
    }
    text.push_str(&message.text());
    let buttons = message.buttons();
    if !buttons.is_empty() {
        let labels: Vec<String> = buttons.iter().map(|button| format!("[{}]", button.label)).collect();
        let _ = write!(text, "\n{}", labels.join(" "));
    }
    for menu in message.selects() {
        let _ = write!(text, "\n<{}>", menu.placeholder.unwrap_or_default());
        for option in menu.options {
            let _ = write!(text, "\n  {}", option.label);
            if let Some(description) = option.description {
                let _ = write!(text, " ({description})");
            }
        }
    }
    text
}
