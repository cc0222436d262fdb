//! Commands, components, modals, messages: the ordinary conversation.

use std::time::Duration;

use datum::sandbox::{ActorError, Sandbox, View, World};
use serenity::all::GatewayIntents;

use crate::peer::{Peer, Saw};

const INTENTS: GatewayIntents =
    GatewayIntents::GUILDS.union(GatewayIntents::GUILD_MESSAGES).union(GatewayIntents::DIRECT_MESSAGES);

async fn demo() -> (Sandbox, Peer) {
    let sandbox = Sandbox::start(World::demo("Echo")).await.unwrap();
    let mut peer = Peer::start(&sandbox, INTENTS).await;
    peer.until(&Saw::Ready).await;
    (sandbox, peer)
}

#[tokio::test]
async fn a_command_is_answered_with_embed_components_and_file() {
    let (sandbox, _peer) = demo().await;
    let seen = sandbox.user("Alex").slash("general", "echo", &[("text", "H100 count")]).await.unwrap();
    let message = seen.message().unwrap();
    assert_eq!(message.text(), "H100 count\nlocale\nen-US");
    assert_eq!(message.attachments[0].filename, "t.csv");
    assert_eq!(&*message.attachments[0].bytes, b"a,b");
    let labels: Vec<String> = seen.buttons().into_iter().map(|button| button.label).collect();
    assert_eq!(labels, ["Again", "More"]);
    assert_eq!(seen.selects()[0].options.len(), 2);
    assert!(!seen.is_ephemeral());
    sandbox.assert_no_unread();
}

#[tokio::test]
async fn localised_names_and_the_users_language_work() {
    let (sandbox, _peer) = demo().await;
    let jiwoo = sandbox.user("Jiwoo");
    let seen = jiwoo.slash("ai-desk", "따라", &[("말", "안녕")]).await.unwrap();
    assert_eq!(seen.text(), "안녕\nlocale\nko");
    assert!(jiwoo.commands("ai-desk").unwrap().iter().any(|(name, _)| name == "따라"));
}

#[tokio::test]
async fn the_client_refuses_what_it_would_not_send() {
    let (sandbox, _peer) = demo().await;
    let alex = sandbox.user("Alex");
    let error = alex.slash("general", "echo", &[]).await.unwrap_err();
    assert_eq!(error, ActorError::MissingOption("text".into()));
    let error = alex.slash("general", "nothing", &[]).await.unwrap_err();
    assert_eq!(error, ActorError::UnknownCommand("nothing".into()));
    let error = alex.slash("general", "echo", &[("text", "a"), ("more", "b")]).await.unwrap_err();
    assert_eq!(error, ActorError::UnknownOption("more".into()));
}

#[tokio::test]
async fn autocomplete_offers_choices() {
    let (sandbox, _peer) = demo().await;
    let seen = sandbox.user("Alex").autocomplete("general", "echo", &[("text", "h")]).await.unwrap();
    let names: Vec<&str> = seen.choices().iter().map(|choice| choice.name.as_str()).collect();
    assert_eq!(names, ["h 1", "h 2", "h 3"]);
}

#[tokio::test]
async fn a_deferred_answer_settles_and_the_follow_up_counts_as_unread() {
    let (sandbox, _peer) = demo().await;
    let seen = sandbox.user("Alex").slash("general", "slow", &[]).await.unwrap();
    assert!(seen.is_thinking() && seen.is_ephemeral());
    assert_eq!(sandbox.settled(&seen).await.unwrap().text(), "done");
    let more = sandbox.wait_for_message("general", |message| message.content == "and more").await.unwrap();
    assert!(!more.is_ephemeral());
    sandbox.assert_no_unread();
    assert_eq!(sandbox.user("Jiwoo").history("general").unwrap().len(), 1, "the private answer is hidden");
    assert_eq!(sandbox.user("Alex").history("general").unwrap().len(), 2);
}

#[tokio::test]
async fn buttons_and_menus_work() {
    let (sandbox, _peer) = demo().await;
    let alex = sandbox.user("Alex");
    let seen = alex.slash("general", "echo", &[("text", "x")]).await.unwrap();
    let message = seen.message().unwrap().clone();
    let private = alex.click(&message, "More").await.unwrap();
    assert!(private.is_ephemeral());
    assert_eq!(private.text(), "for you");
    let updated = alex.click(&message, "again").await.unwrap();
    assert!(
        matches!(&updated.view, View::Updated(changed) if changed.id == message.id && changed.content == "pressed")
    );
    let picked = alex.select(&message, "pick", &["TWO"]).await.unwrap();
    assert!(picked.text().contains("two"), "{}", picked.text());
    let error = alex.click(&message, "nothing").await.unwrap_err();
    assert_eq!(error, ActorError::UnknownComponent("nothing".into()));
    let error = sandbox.user("Jiwoo").click(private.message().unwrap(), "1").await.unwrap_err();
    assert!(matches!(error, ActorError::UnknownMessage(_)), "another person cannot see it");
    sandbox.assert_no_unread();
}

#[tokio::test]
async fn a_modal_is_filled_in() {
    let (sandbox, _peer) = demo().await;
    let alex = sandbox.user("Alex");
    let seen = alex.slash("general", "ask", &[]).await.unwrap();
    assert_eq!(seen.modal().unwrap().inputs[0].label, "What");
    assert_eq!(alex.submit_modal(&seen, &[]).await.unwrap_err(), ActorError::BadInput("what".into()));
    let seen = alex.submit_modal(&seen, &[("what", "that")]).await.unwrap();
    assert_eq!(seen.text(), "got that");
}

#[tokio::test]
async fn a_message_menu_gets_the_message() {
    let (sandbox, _peer) = demo().await;
    let alex = sandbox.user("Alex");
    let said = alex.say("general", "three little words").await.unwrap();
    let seen = alex.message_menu(&said, "Count words").await.unwrap();
    assert_eq!(seen.text(), "3 words");
}

#[tokio::test]
async fn a_real_client_reads_messages_that_answer_any_kind_of_interaction() {
    let (sandbox, _peer) = demo().await;
    let alex = sandbox.user("Alex");
    let echo = alex.slash("general", "echo", &[("text", "x")]).await.unwrap();
    let pressed = alex.click(echo.message().unwrap(), "more").await.unwrap();
    let modal = alex.slash("general", "ask", &[]).await.unwrap();
    let filled = alex.submit_modal(&modal, &[("what", "that")]).await.unwrap();
    let menu = alex.message_menu(filled.message().unwrap(), "Count words").await.unwrap();
    for seen in [&echo, &pressed, &filled, &menu] {
        let counted = alex.message_menu(seen.message().unwrap(), "Count words").await.unwrap();
        assert!(counted.text().ends_with(" words"), "{:?}", counted.view);
    }
}

#[tokio::test]
async fn a_user_install_brings_commands_where_the_bot_is_not() {
    let mut world = World::demo("Echo");
    let dana = world.user("Dana", "en-US");
    let lee = world.user("Lee", "ko");
    world.install_for(dana);
    world.group("friends", &[dana, lee]);
    let elsewhere = world.guild("Elsewhere", lee, &[dana], None);
    world.text(elsewhere, "lobby");
    let sandbox = Sandbox::start(world).await.unwrap();
    let mut peer = Peer::start(&sandbox, INTENTS).await;
    peer.until(&Saw::Ready).await;
    let (dana, lee) = (sandbox.user("Dana"), sandbox.user("Lee"));
    for place in ["friends", "lobby"] {
        let seen = dana.slash(place, "echo", &[("text", "far away")]).await.unwrap();
        assert!(seen.text().starts_with("far away") && !seen.is_ephemeral());
        let unknown = ActorError::UnknownCommand("echo".into());
        assert_eq!(lee.slash(place, "echo", &[("text", "x")]).await.unwrap_err(), unknown);
    }
    let missing = dana.slash("friends", "slow", &[]).await.unwrap_err();
    assert_eq!(missing, ActorError::UnknownCommand("slow".into()), "it does not name the context of groups");
    sandbox.change(|state| {
        let everyone = &mut state.guilds.get_mut(&elsewhere).unwrap().roles[0];
        everyone.permissions &= !datum::sandbox::state::permissions::USE_EXTERNAL_APPS;
    });
    let seen = dana.slash("lobby", "echo", &[("text", "x")]).await.unwrap();
    assert!(seen.is_ephemeral(), "the server allows private answers only");
    let slow = dana.slash("lobby", "slow", &[]).await.unwrap();
    assert_eq!(sandbox.settled(&slow).await.unwrap().text(), "done");
    let token = sandbox.inspect(|state| state.interactions[&slow.interaction].token.clone());
    let more = serde_json::json!({"content": "more"});
    let mut sent = 0;
    let refused = loop {
        match peer.http.create_followup_message(&token, &more, Vec::new()).await {
            Ok(_) => sent += 1,
            Err(error) => break error.to_string(),
        }
    };
    assert!(sent <= 5 && refused.contains("maximum number of follow-up messages"), "{sent}: {refused}");
}

#[tokio::test]
async fn content_comes_only_with_a_mention_or_directly() {
    let (sandbox, mut peer) = demo().await;
    let alex = sandbox.user("Alex");
    alex.say("general", "hello all").await.unwrap();
    assert_eq!(peer.next().await, Saw::Message(String::new()));
    let said = alex.say("weekly report", "@echo hello").await.unwrap();
    assert_eq!(said.mentions.len(), 1);
    let reply = sandbox.wait_for_message("weekly report", |_| true).await.unwrap();
    assert!(reply.content.ends_with("hello"));
    assert_eq!(reply.reference, Some(said.id));
    alex.dm("psst").await.unwrap();
    let reply = sandbox.wait_for_message("dm", |_| true).await.unwrap();
    assert_eq!(reply.content, "heard psst");
    sandbox.assert_no_unread();
}

#[tokio::test]
async fn without_the_intent_there_are_no_messages() {
    let sandbox = Sandbox::start(World::demo("Echo")).await.unwrap();
    let mut peer = Peer::start(&sandbox, GatewayIntents::GUILDS | GatewayIntents::DIRECT_MESSAGES).await;
    peer.until(&Saw::Ready).await;
    let alex = sandbox.user("Alex");
    alex.say("general", "@Echo hello").await.unwrap();
    alex.dm("direct").await.unwrap();
    assert_eq!(peer.next().await, Saw::Message("direct".into()), "the first message did not come");
}

#[tokio::test]
async fn a_second_answer_is_refused() {
    let (sandbox, mut peer) = demo().await;
    let seen = sandbox.user("Alex").slash("general", "late", &[]).await.unwrap();
    assert_eq!(seen.text(), "once");
    assert_eq!(peer.next().await, Saw::Refused(40060));
}

#[tokio::test]
async fn an_answer_after_three_seconds_is_refused() {
    let (sandbox, mut peer) = demo().await;
    let alex = sandbox.user("Alex");
    let gate = sandbox.stall("POST", "/interactions/*/*/callback");
    let interaction = alex.start_slash("general", "echo", &[("text", "x")]).unwrap();
    sandbox
        .wait_for(|sandbox| (!sandbox.bodies("POST", "/interactions/*/*/callback").is_empty()).then_some(()))
        .await
        .unwrap();
    sandbox.advance(Duration::from_millis(3001));
    gate.open();
    assert!(matches!(alex.answer_to(interaction).await.unwrap().view, View::NoAnswer));
    assert_eq!(peer.next().await, Saw::Refused(10062));
}

#[tokio::test]
async fn a_token_dies_after_fifteen_minutes() {
    let (sandbox, mut peer) = demo().await;
    let gate = sandbox.stall("PATCH", "/webhooks/*/*/messages/@original");
    sandbox.user("Alex").slash("general", "slow", &[]).await.unwrap();
    sandbox
        .wait_for(|sandbox| (!sandbox.bodies("PATCH", "/webhooks/*/*/messages/*").is_empty()).then_some(()))
        .await
        .unwrap();
    sandbox.advance(Duration::from_secs(901));
    gate.open();
    assert_eq!(peer.next().await, Saw::Refused(50027));
}

#[tokio::test]
async fn replies_need_the_permission_to_write() {
    let (sandbox, mut peer) = demo().await;
    sandbox.change(|state| {
        let bot = state.bot();
        let general = state.channels.values_mut().find(|channel| channel.name == "general").unwrap();
        general.overwrites.push(datum::sandbox::state::Overwrite {
            id: bot,
            kind: datum::sandbox::state::OverwriteKind::Member,
            allow: 0,
            deny: datum::sandbox::state::permissions::SEND_MESSAGES,
        });
    });
    sandbox.user("Alex").say("general", "@Echo hello").await.unwrap();
    peer.until(&Saw::Refused(50013)).await;
    assert!(sandbox.unexpected_requests().is_empty(), "{:?}", sandbox.unexpected_requests());
}

#[tokio::test]
async fn a_channel_that_is_deleted_is_gone_with_its_threads_and_messages() {
    let mut world = World::demo("Bot");
    let (guild, owner) = world.guild_named("Newsroom").unwrap();
    let hall = world.text(guild, "hall");
    world.thread(hall, "corner", owner);
    world.deny_everyone(hall, datum::sandbox::state::permissions::SEND_MESSAGES);
    let sandbox = Sandbox::start(world).await.unwrap();
    let refused = sandbox.user("Alex").say("hall", "may I?").await;
    assert!(refused.is_err(), "everybody is denied there");
    sandbox.user("Morgan").say("hall", "the owner may").await.unwrap();
    assert_eq!(sandbox.messages("hall").len(), 1);
    assert!(sandbox.delete_channel("hall") && !sandbox.delete_channel("hall"));
    assert!(sandbox.messages("hall").is_empty());
    assert!(sandbox.user("Morgan").say("corner", "anybody?").await.is_err());
    assert!(sandbox.bot_id() > 0);
}
