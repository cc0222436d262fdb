//! What people write besides plain messages: files, threads, posts, and what is refused.

use datum::sandbox::state::permissions;
use datum::sandbox::{Actor, ActorError, Fault, Note, Rule, Sandbox, World};
use serenity::all::GatewayIntents;

use crate::peer::{Peer, Saw};

async fn demo() -> Sandbox {
    Sandbox::start(World::demo("Echo")).await.unwrap()
}

#[tokio::test]
async fn files_are_sent_once_and_by_their_owner() {
    let sandbox = demo().await;
    let (alex, jiwoo) = (sandbox.user("Alex"), sandbox.user("Jiwoo"));
    let file = alex.upload("a.csv", "text/csv", b"a,b");
    let send = |who: &Actor, file: u64| who.write("general", &Note { files: &[file], ..Note::default() });
    let stolen = send(&jiwoo, file).unwrap_err();
    assert_eq!(stolen, ActorError::UnknownFile(file));
    let sent = send(&alex, file).unwrap();
    assert_eq!(sent.attachments[0].filename, "a.csv");
    let twice = send(&alex, file).unwrap_err();
    assert_eq!(twice, ActorError::UnknownFile(file));
    sandbox.change(|state| {
        for guild in state.guilds.values_mut() {
            guild.roles[0].permissions &= !permissions::ATTACH_FILES;
        }
    });
    let file = alex.upload("b.csv", "text/csv", b"a,b");
    assert_eq!(send(&alex, file).unwrap_err(), ActorError::Forbidden);
}

#[tokio::test]
async fn texts_have_discords_length() {
    let sandbox = demo().await;
    let alex = sandbox.user("Alex");
    assert!(alex.say("general", &"가".repeat(2000)).await.is_ok());
    let long = alex.say("general", &"가".repeat(2001)).await.unwrap_err();
    assert!(matches!(long, ActorError::BadLength { most: 2000, .. }), "{long}");
    assert!(matches!(alex.say("general", " ").await.unwrap_err(), ActorError::BadLength { least: 1, .. }));
    assert_eq!(alex.say("briefings", "into a forum").await.unwrap_err(), ActorError::Forbidden);
}

#[tokio::test]
async fn threads_and_posts_are_told_to_the_bot() {
    let sandbox = demo().await;
    let mut peer = Peer::start(&sandbox, GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGE_TYPING).await;
    peer.until(&Saw::Ready).await;
    let alex = sandbox.user("Alex");
    let said = alex.say("general", "let us talk").await.unwrap();
    let thread = alex.start_thread("general", Some(said.id), " A thread ").unwrap();
    assert_eq!(thread, said.id, "a thread from a message has its id");
    assert_eq!(alex.start_thread("general", Some(said.id), "again").unwrap_err(), ActorError::Forbidden);
    assert!(matches!(alex.start_thread("general", None, " ").unwrap_err(), ActorError::BadLength { .. }));
    let note = Note { text: "first", ..Note::default() };
    let tag = sandbox.inspect(|state| state.channels.values().find(|it| it.name == "briefings").unwrap().tags[0].id);
    assert_eq!(alex.start_post("briefings", "A post", &[1], &note).unwrap_err(), ActorError::Forbidden);
    sandbox.change(|state| {
        let forum = state.channels.values_mut().find(|it| it.name == "briefings").unwrap();
        forum.flags |= 1 << 4;
    });
    assert_eq!(alex.start_post("briefings", "A post", &[], &note).unwrap_err(), ActorError::TagNeeded);
    let post = alex.start_post("briefings", "A post", &[tag], &note).unwrap();
    assert_eq!(sandbox.message(post).unwrap().content, "first");
    alex.type_in("general").unwrap();
    let told: Vec<String> = sandbox.sent_events().iter().map(|it| it["t"].to_string()).collect();
    for name in ["\"THREAD_CREATE\"", "\"TYPING_START\""] {
        assert!(told.iter().any(|it| it == name), "{told:?}");
    }
}

#[tokio::test]
async fn a_fault_that_is_kept_stays_and_a_refusal_is_in_the_log() {
    let sandbox = demo().await;
    let mut peer = Peer::start(&sandbox, GatewayIntents::GUILDS).await;
    peer.until(&Saw::Ready).await;
    let channel = sandbox.inspect(|state| state.channels.values().find(|it| it.name == "general").unwrap().id);
    let send = async |content: String| {
        let message = serenity::all::CreateMessage::new().content(content);
        serenity::all::ChannelId::new(channel).send_message(&peer.http, message).await.is_ok()
    };
    sandbox.keep_fault("down", Some(Rule::new("*", "/**", Fault::status(502))));
    assert!(!send("one".into()).await && !send("two".into()).await);
    sandbox.keep_fault("down", None);
    assert!(send("three".into()).await);
    // The client library counts characters itself, so the wrong field is one that it does not look at.
    let body = serde_json::json!({"content": "x", "nonce": "x".repeat(26)});
    let sent = peer.http.send_message(serenity::all::ChannelId::new(channel), Vec::new(), &body).await;
    assert!(sent.is_err());
    let refusal = sandbox.requests().last().unwrap().refusal.clone();
    assert_eq!(refusal["code"], 50035);
    assert!(refusal["errors"]["nonce"]["_errors"][0]["message"].is_string(), "{refusal}");
}
