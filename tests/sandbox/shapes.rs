//! What the stand-in sends, read by models that were written by others.

use datum::sandbox::{Sandbox, World};
use serde_json::Value;
use serenity::all::GatewayIntents;
use twilight_model::application::interaction::{Interaction, InteractionData};
use twilight_model::channel::{Channel, Message};
use twilight_model::gateway::payload::incoming::{GuildCreate, MessageCreate, Ready};

use crate::peer::{Peer, Saw};

fn events<'a>(frames: &'a [Value], name: &str) -> Vec<&'a Value> {
    let found: Vec<&Value> = frames.iter().filter(|frame| frame["t"] == name).map(|frame| &frame["d"]).collect();
    assert!(!found.is_empty(), "no {name} was sent");
    found
}

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    // Through text, as it travels.
    serde_json::from_str(&value.to_string()).unwrap_or_else(|error| panic!("{error}: {value:#}"))
}

#[tokio::test]
async fn events_are_complete_for_an_independent_model() {
    let sandbox = Sandbox::start(World::demo("Echo")).await.unwrap();
    let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    let mut peer = Peer::start(&sandbox, intents).await;
    peer.until(&Saw::Ready).await;
    let alex = sandbox.user("Alex");
    let seen = alex.slash("general", "echo", &[("text", "x")]).await.unwrap();
    let message = seen.message().unwrap().clone();
    alex.autocomplete("general", "echo", &[("text", "h")]).await.unwrap();
    alex.click(&message, "more").await.unwrap();
    alex.select(&message, "pick", &["one"]).await.unwrap();
    let modal = alex.slash("dm", "ask", &[]).await.unwrap();
    let filled = alex.submit_modal(&modal, &[("what", "that")]).await.unwrap();
    alex.message_menu(filled.message().unwrap(), "Count words").await.unwrap();
    alex.message_menu(&message, "Count words").await.unwrap();
    alex.reply(&message, "@Echo thanks", true).await.unwrap();
    alex.dm("hello").await.unwrap();
    sandbox.wait_for_message("dm", |message| message.content == "heard hello").await.unwrap();

    let frames = sandbox.sent_events();
    let ready: Ready = read(events(&frames, "READY")[0]);
    assert_eq!(ready.guilds.len(), 1);
    let GuildCreate::Available(guild) = read(events(&frames, "GUILD_CREATE")[0]) else { panic!("the server is there") };
    assert_eq!((guild.channels.len(), guild.threads.len(), guild.members.len()), (4, 1, 4));
    let kinds: Vec<&str> = events(&frames, "INTERACTION_CREATE")
        .into_iter()
        .map(|event| match read::<Interaction>(event).data {
            Some(InteractionData::ApplicationCommand(_)) => "command",
            Some(InteractionData::MessageComponent(_)) => "component",
            Some(InteractionData::ModalSubmit(_)) => "modal",
            _ => "other",
        })
        .collect();
    assert_eq!(kinds, ["command", "command", "component", "component", "command", "modal", "command", "command"]);
    for event in events(&frames, "MESSAGE_CREATE") {
        let message: MessageCreate = read(event);
        assert!(!message.content.is_empty() || !message.embeds.is_empty(), "{event:#}");
    }
    for event in events(&frames, "MESSAGE_UPDATE") {
        let _: Message = read(event);
    }
    for event in events(&frames, "CHANNEL_CREATE") {
        let _: Channel = read(event);
    }
}
