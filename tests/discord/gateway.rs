//! What goes wrong with the gateway connection: the bot comes back, and answers each question once.

use std::time::Duration;

use datum::config::ShardRange;
use datum::discord::{FatalClose, Stopped};
use datum::sandbox::{ActorError, Sandbox, World};
use serde_json::json;

use crate::stage::{Stage, seen, start};

const QUERY: [(&str, &str); 1] = [("query", "H100 count of Korea")];

/// The bot answers.
async fn answers(stage: &Stage) {
    let reply = stage.sandbox.user("Alex").slash("general", "fact", &QUERY).await.unwrap();
    assert!(!reply.text().is_empty(), "{}", seen(&reply));
}

/// Waits until the bot has resumed or identified this often in all.
async fn connected(stage: &Stage, resumes: u64, identifies: u64) {
    let enough = |sandbox: &Sandbox| {
        let counts = sandbox.gateway_counts();
        (counts.resumes >= resumes && counts.identifies >= identifies).then_some(())
    };
    stage.sandbox.wait_for(enough).await.unwrap_or_else(|_| panic!("{:?}", stage.sandbox.gateway_counts()));
    stage.sandbox.wait_until_ready().await.unwrap();
}

#[tokio::test]
async fn a_cut_connection_is_resumed() {
    let stage = Stage::new().await;
    stage.sandbox.drop_gateway();
    connected(&stage, 1, 1).await;
    answers(&stage).await;
    assert_eq!(stage.sandbox.gateway_counts().identifies, 1);
    assert_eq!(stage.sandbox.gateway_counts().resumes_where_asked, 1, "at the address that Ready names");
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_for_resuming_that_is_none_costs_the_session_and_not_the_bot() {
    let stage = Stage::new().await;
    let ready = stage.sandbox.sent_events().into_iter().find(|event| event["t"] == "READY");
    let mut ready = ready.expect("a session begins with it");
    ready["d"]["resume_gateway_url"] = json!("no address at all");
    stage.sandbox.send_raw(&ready.to_string());
    stage.sandbox.ask_to_reconnect();
    connected(&stage, 0, 2).await;
    answers(&stage).await;
    stage.end().await;
}

#[tokio::test]
async fn what_came_while_the_connection_was_gone_is_answered_once() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    stage.sandbox.refuse_connections(true);
    stage.sandbox.drop_gateway();
    let asked: Vec<_> = (0..10).map(|_| alex.start_slash("general", "fact", &QUERY).unwrap()).collect();
    stage.sandbox.refuse_connections(false);
    for interaction in asked {
        assert!(!alex.answer_to(interaction).await.unwrap().text().is_empty());
    }
    let counts = stage.sandbox.gateway_counts();
    assert_eq!((counts.resumes, counts.identifies), (1, 1), "a refused connection is no lost session");
    stage.end().await;
}

#[tokio::test]
async fn a_process_runs_its_own_shards_and_no_others() {
    let range = ShardRange { first: 1, last: 2, total: 4 };
    let stage = Stage::with(World::demo("Datum"), |options| options.shards = Some(range)).await;
    assert_eq!(stage.sandbox.shards(), [(1, 4), (2, 4)]);
    assert_eq!(stage.sandbox.gateway_counts().identifies, 2);
    stage.end().await;
    let stage = Stage::new().await;
    assert_eq!(stage.sandbox.shards(), [(0, 1)]);
    stage.end().await;
}

#[tokio::test]
async fn a_request_to_reconnect_is_followed() {
    let stage = Stage::new().await;
    stage.sandbox.ask_to_reconnect();
    connected(&stage, 1, 1).await;
    answers(&stage).await;
    stage.end().await;
}

#[tokio::test]
async fn a_close_code_that_is_not_fatal_is_resumed() {
    for code in [4000, 4003, 4008] {
        let stage = Stage::new().await;
        stage.sandbox.close_gateway(code);
        connected(&stage, 1, 1).await;
        answers(&stage).await;
        stage.end().await;
    }
}

#[tokio::test]
async fn a_gateway_that_ends_every_connection_is_not_stormed() {
    let stage = Stage::new().await;
    let before = stage.sandbox.gateway_counts().connections;
    stage.sandbox.close_on_identify(Some(4000));
    stage.sandbox.refuse_resume(true);
    stage.sandbox.invalidate_session(false);
    // With a pause of at least a quarter of a second after three losses, and five seconds between session starts.
    stage.sandbox.quiesce(Duration::from_secs(1)).await;
    let opened = stage.sandbox.gateway_counts().connections - before;
    assert!(opened < 10, "{opened} connections");
    stage.sandbox.clear_faults();
    stage.sandbox.wait_until_ready().await.unwrap();
    stage.end().await;
}

#[tokio::test]
async fn an_invalid_session_is_made_anew() {
    let stage = Stage::new().await;
    stage.sandbox.invalidate_session(false);
    connected(&stage, 0, 2).await;
    answers(&stage).await;
    stage.end().await;
}

#[tokio::test]
async fn a_half_open_connection_is_noticed() {
    let stage = Stage::with_heartbeat(Duration::from_millis(300)).await;
    stage.sandbox.acknowledge_heartbeats(false);
    let before = stage.sandbox.gateway_counts();
    let again = |sandbox: &Sandbox| {
        let counts = sandbox.gateway_counts();
        (counts.identifies + counts.resumes > before.identifies + before.resumes).then_some(())
    };
    stage.sandbox.wait_for(again).await.unwrap();
    stage.sandbox.acknowledge_heartbeats(true);
    stage.sandbox.wait_until_ready().await.unwrap();
    answers(&stage).await;
    let counts = stage.sandbox.gateway_counts();
    assert_eq!((counts.resumes, counts.identifies), (1, 1), "the session goes on");
    stage.end().await;
}

#[tokio::test]
async fn what_cannot_be_understood_is_passed_over() {
    let stage = Stage::new().await;
    stage.sandbox.send_raw("{\"op\": 0, \"t\": \"MESSAGE_CREATE\", ");
    stage.sandbox.send_event("SOMETHING_NEW", json!({"anything": [1, 2, 3]}));
    stage.sandbox.send_event("MESSAGE_CREATE", json!({"id": "not a message"}));
    stage.sandbox.ask_for_heartbeat();
    stage.sandbox.flood(200);
    answers(&stage).await;
    assert_eq!(stage.sandbox.gateway_counts().identifies, 1, "the connection was kept");
    stage.end().await;
}

#[tokio::test]
async fn fatal_close_codes_end_the_bot() {
    for (code, why) in [
        (4004, FatalClose::AuthenticationFailed),
        (4010, FatalClose::InvalidShard),
        (4011, FatalClose::ShardingRequired),
        (4012, FatalClose::InvalidVersion),
        (4013, FatalClose::InvalidIntents),
        (4014, FatalClose::DisallowedIntents),
    ] {
        let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
        sandbox.close_on_identify(Some(code));
        let mut bot = start(&sandbox, |_| ());
        assert_eq!(bot.finished().await, Err(Stopped::Closed(why)));
        assert_eq!(sandbox.gateway_counts().identifies, 1, "{code} is not tried again");
    }
}

#[tokio::test]
async fn a_bot_that_is_told_to_stop_says_goodbye() {
    let stage = Stage::new().await;
    let sandbox = stage.sandbox;
    let mut bot = stage.bot;
    bot.stop();
    bot.finished().await.unwrap();
    let gone = |sandbox: &Sandbox| {
        let asked = sandbox.user("Alex").start_slash("general", "fact", &QUERY);
        matches!(asked, Err(ActorError::BotOffline)).then_some(())
    };
    sandbox.wait_for(gone).await.unwrap();
}
