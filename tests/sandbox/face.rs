//! The terminal face, driven line by line against the little bot.

use std::time::Duration;

use datum::sandbox::face::{FaceOptions, Reaction, Session};
use datum::sandbox::{Clock, Sandbox, World};
use serenity::all::GatewayIntents;

use crate::peer::{Peer, Saw};

/// Types lines and returns everything that was drawn, without styles.
async fn transcript(lines: &[&str]) -> String {
    let world = World::demo("Echo").with_clock(Clock::system());
    let sandbox = Sandbox::start(world).await.unwrap();
    let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    let mut peer = Peer::start(&sandbox, intents).await;
    peer.until(&Saw::Ready).await;
    let options = FaceOptions { silence: Duration::from_millis(100), ..FaceOptions::new("Echo", "") };
    let mut session = Session::new(&sandbox, &options);
    let mut out = String::new();
    for line in lines {
        out.push_str(&format!("{}{line}\n", session.prompt()));
        match session.line(line).await {
            Reaction::Draw(text) => out.push_str(&anstream::adapter::strip_str(&text).to_string()),
            Reaction::Leave => out.push_str("(left)\n"),
        }
    }
    out
}

#[tokio::test]
async fn commands_buttons_and_menus() {
    let drawn =
        transcript(&["/echo text:**H100** count: all", "2", "1", "/echo again", "4", "9", "/echo", "/nothing", "quit"])
            .await;
    insta::assert_snapshot!(drawn);
}

#[tokio::test]
async fn mentions_direct_messages_and_silence() {
    let drawn =
        transcript(&["@echo hello **there**", "just talking", "dm psst", "channel weekly report", "@Echo again"]).await;
    insta::assert_snapshot!(drawn);
}

#[tokio::test]
async fn completion_language_and_help() {
    let drawn = transcript(&[
        "tab /e",
        "tab /echo ",
        "tab /echo te",
        "tab /echo text:h",
        "/echo text:h 2",
        "lang ko",
        "tab /따라 말:h",
        "lang xx",
        "channel nowhere",
        "user jiwoo",
        "?",
    ])
    .await;
    insta::assert_snapshot!(drawn);
}

#[tokio::test]
async fn deferred_answers_and_modals() {
    let drawn = transcript(&["/slow", "/ask", "the reason", "/ask", "cancel", "menu Count words"]).await;
    insta::assert_snapshot!(drawn);
}
