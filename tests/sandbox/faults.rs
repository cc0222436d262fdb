//! Gateway and REST faults, with a real client on the other side.

use std::time::Duration;

use datum::sandbox::{Fault, LimitScope, Options, Rule, Sandbox, World};
use serenity::all::GatewayIntents;

use crate::peer::{Peer, Saw};

const INTENTS: GatewayIntents = GatewayIntents::GUILDS.union(GatewayIntents::GUILD_MESSAGES);

async fn demo(heartbeat: Duration) -> (Sandbox, Peer) {
    let options = Options { heartbeat, ..Options::default() };
    let sandbox = Sandbox::start_with(World::demo("Echo"), options).await.unwrap();
    let mut peer = Peer::start(&sandbox, INTENTS).await;
    peer.until(&Saw::Ready).await;
    (sandbox, peer)
}

#[tokio::test]
async fn a_wrong_token_ends_the_client() {
    let sandbox = Sandbox::start(World::demo("Echo")).await.unwrap();
    let wrong = sandbox.token().replace("nothing", "notthis");
    let mut peer = Peer::with_token(&sandbox, INTENTS, &wrong).await;
    assert!(matches!(peer.next().await, Saw::Ended(error) if error.to_lowercase().contains("auth")));
}

#[tokio::test]
async fn a_privileged_intent_is_refused_unless_granted() {
    let sandbox = Sandbox::start(World::demo("Echo")).await.unwrap();
    let mut peer = Peer::start(&sandbox, INTENTS | GatewayIntents::MESSAGE_CONTENT).await;
    assert!(matches!(peer.next().await, Saw::Ended(error) if error.to_lowercase().contains("intent")));
    let world = World::demo("Echo").granting_intents(GatewayIntents::MESSAGE_CONTENT.bits());
    let sandbox = Sandbox::start(world).await.unwrap();
    let mut peer = Peer::start(&sandbox, INTENTS | GatewayIntents::MESSAGE_CONTENT).await;
    peer.until(&Saw::Ready).await;
    sandbox.user("Alex").say("general", "hello all").await.unwrap();
    assert_eq!(peer.next().await, Saw::Message("hello all".into()));
}

#[tokio::test]
async fn a_cut_connection_is_resumed_and_nothing_is_missed() {
    let (sandbox, mut peer) = demo(Duration::from_secs(40)).await;
    sandbox.drop_gateway();
    sandbox
        .wait_for(|sandbox| sandbox.inspect(|_| sandbox.gateway_counts().connections >= 1).then_some(()))
        .await
        .unwrap();
    sandbox.user("Alex").slash("general", "slow", &[]).await.unwrap();
    peer.until(&Saw::Resumed).await;
    sandbox.wait_for_message("general", |message| message.content == "and more").await.unwrap();
    let counts = sandbox.gateway_counts();
    assert_eq!((counts.identifies, counts.resumes), (1, 1));
}

#[tokio::test]
async fn op_7_and_a_resumable_op_9_lead_to_a_resume() {
    let (sandbox, mut peer) = demo(Duration::from_secs(40)).await;
    sandbox.ask_to_reconnect();
    peer.until(&Saw::Resumed).await;
    sandbox.invalidate_session(true);
    peer.until(&Saw::Resumed).await;
    let counts = sandbox.gateway_counts();
    assert_eq!((counts.identifies, counts.resumes), (1, 2));
}

#[tokio::test]
async fn a_session_that_is_gone_leads_to_a_new_identify() {
    let (sandbox, mut peer) = demo(Duration::from_secs(40)).await;
    sandbox.refuse_resume(true);
    sandbox.drop_gateway();
    peer.until(&Saw::Ready).await;
    let counts = sandbox.gateway_counts();
    assert_eq!((counts.identifies, counts.resumes, counts.refused_resumes), (2, 0, 1));
}

#[tokio::test]
async fn heartbeats_come_and_are_answered() {
    let (sandbox, _peer) = demo(Duration::from_millis(200)).await;
    sandbox.wait_for(|sandbox| (sandbox.gateway_counts().heartbeats >= 4).then_some(())).await.unwrap();
    assert_eq!(sandbox.gateway_counts().connections, 1, "answered beats keep the connection");
    sandbox.acknowledge_heartbeats(false);
    sandbox.wait_for(|sandbox| (sandbox.gateway_counts().connections >= 2).then_some(())).await.unwrap();
}

#[tokio::test]
async fn odd_frames_do_not_harm() {
    let (sandbox, mut peer) = demo(Duration::from_secs(40)).await;
    sandbox.send_raw("{\"op\":0,");
    sandbox.send_event("SOMETHING_NEW", serde_json::json!({"a": 1}));
    sandbox.flood(200);
    sandbox.ask_for_heartbeat();
    sandbox.wait_for(|sandbox| (sandbox.gateway_counts().heartbeats >= 1).then_some(())).await.unwrap();
    let interaction = sandbox.user("Alex").start_slash("general", "late", &[]).unwrap();
    sandbox.user("Alex").answer_to(interaction).await.unwrap();
    peer.until(&Saw::Refused(40060)).await;
    sandbox.repeat_interaction(interaction);
    peer.until(&Saw::Refused(40060)).await;
}

#[tokio::test]
async fn scripted_answers_replace_real_ones() {
    let (sandbox, peer) = demo(Duration::from_secs(40)).await;
    let cases = [
        (Fault::rate_limited(LimitScope::User, 0.25), 429),
        (Fault::rate_limited(LimitScope::Global, 1.0), 429),
        (Fault::cloudflare(60), 429),
        (Fault::status(502), 502),
        (Fault::json(403, 50001, "Missing Access"), 403),
    ];
    for (fault, status) in cases {
        sandbox.fault(Rule::new("GET", "/users/@me", fault));
        let error = peer.http.get_current_user().await.unwrap_err();
        let serenity::Error::Http(error) = error else { panic!("{error}") };
        assert_eq!(error.status_code().map(|status| status.as_u16()), Some(status));
    }
    sandbox.fault(Rule::new("GET", "/users/@me", Fault::ResetMidBody).times(2).after(1));
    assert!(peer.http.get_current_user().await.is_ok());
    assert!(peer.http.get_current_user().await.is_err());
    assert!(peer.http.get_current_user().await.is_err());
    assert!(peer.http.get_current_user().await.is_ok());
}

#[tokio::test]
async fn an_answer_that_is_lost_was_applied_all_the_same() {
    let (sandbox, mut peer) = demo(Duration::from_secs(40)).await;
    sandbox.fault(Rule::new("POST", "/interactions/*/*/callback", Fault::LoseAnswer));
    let seen = sandbox.user("Alex").slash("general", "late", &[]).await.unwrap();
    assert_eq!(seen.text(), "once");
    let interaction = seen.interaction;
    sandbox.repeat_interaction(interaction);
    peer.until(&Saw::Refused(40060)).await;
}
