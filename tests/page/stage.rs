//! A world with the real bot in it, and a page that shows it.

use std::sync::Arc;

use datum::app::App;
use datum::chart::{self, FontError, Fonts};
use datum::cli::sandbox::page_options;
use datum::discord::{self, Options, Pictures, RunningBot};
use datum::sandbox::face::page::{Page, PageOptions};
use datum::sandbox::{Clock, Sandbox, World};
use jiff::civil::Date;
use once_cell::sync::Lazy;
use secrecy::SecretString;
use serde_json::{Value, json};

/// The packs are the same in every test, and never change.
static APP: Lazy<App> = Lazy::new(|| App::load(&[]).unwrap_or_else(|problems| panic!("{problems}")));

/// The fonts that are part of the program, so that pictures are the same on every machine.
static FONTS: Lazy<Fonts> = Lazy::new(|| Fonts::embedded().expect("the fonts of the program"));

fn fonts() -> Result<Fonts, FontError> {
    Ok(FONTS.clone())
}

/// A world, the bot, the page.
pub struct Stage {
    pub sandbox: Sandbox,
    _bot: RunningBot,
    pub page: Page,
}

impl Stage {
    /// The demonstration world with the page as `datum` serves it.
    pub async fn new() -> Self {
        Self::with(World::demo("Datum"), page_options()).await
    }

    /// A world and a page of the test's choice.
    pub async fn with(world: World, options: PageOptions) -> Self {
        let sandbox = Sandbox::start(world.with_clock(Clock::system())).await.expect("a free port");
        let page = Page::start(&sandbox, options).await.expect("a free port");
        let mut with = Options::new(SecretString::from(sandbox.token()), Arc::new(APP.clone()));
        with.proxy = Some(sandbox.rest_url());
        with.operator_channel =
            sandbox.inspect(|state| state.channels.values().find(|it| it.name == "ai-desk").map(|it| it.id));
        with.today = || Date::constant(2026, 9, 1);
        // The pictures of the documentation are drawn with the machine's own fonts.
        if std::env::var_os("DATUM_PICTURES").is_none() {
            with.pictures = Pictures { fonts, draw: chart::draw, budget: std::time::Duration::from_mins(1) };
        }
        let bot = discord::start(with).expect("a client");
        assert!(bot.ready().await, "the bot did not become ready");
        Self { sandbox, _bot: bot, page }
    }

    /// The id of a channel.
    pub fn channel(&self, name: &str) -> u64 {
        self.sandbox.inspect(|state| state.channels.values().find(|it| it.name == name).map(|it| it.id).unwrap())
    }

    /// Sends a message as the bot, through REST as any bot does. Returns the status and the answer.
    pub async fn post(&self, channel: &str, body: Value) -> (u16, Value) {
        self.post_with(channel, body, &[]).await
    }

    /// Sends a message with files as the bot.
    pub async fn post_with(&self, channel: &str, body: Value, files: &[(&str, &[u8])]) -> (u16, Value) {
        let boundary = "a-boundary-that-no-file-holds";
        let mut bytes = Vec::new();
        let mut part = |head: &str, content: &[u8]| {
            bytes.extend_from_slice(
                format!("--{boundary}\r\ncontent-disposition: form-data; {head}\r\n\r\n").as_bytes(),
            );
            bytes.extend_from_slice(content);
            bytes.extend_from_slice(b"\r\n");
        };
        part("name=\"payload_json\"", body.to_string().as_bytes());
        for (index, (name, content)) in files.iter().enumerate() {
            part(&format!("name=\"files[{index}]\"; filename=\"{name}\""), content);
        }
        bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        let url = format!("{}/api/v10/channels/{}/messages", self.sandbox.rest_url(), self.channel(channel));
        let answer = reqwest::Client::new()
            .post(url)
            .header("authorization", format!("Bot {}", self.sandbox.token()))
            .header("content-type", format!("multipart/form-data; boundary={boundary}"))
            .body(bytes)
            .send()
            .await
            .unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(json!(text)))
    }
}
