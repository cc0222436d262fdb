//! What goes wrong on the way to Discord's REST API, and in the bot itself.

use std::sync::Arc;
use std::time::Duration;

use datum::claim::Claim;
use datum::discord::{Answerer, Stopped, Timeouts};
use datum::figure::{FigureRef, Language, PartialDate};
use datum::pack::Catalog;
use datum::query::{Answer, Completion, Question, Selection, Span};
use datum::sandbox::{Fault, LimitScope, Rule, Sandbox, View, World};
use jiff::civil::Date;

use crate::stage::{APP, Stage, seen, start};

const CALLBACK: &str = "/interactions/*/*/callback";
const QUERY: [(&str, &str); 1] = [("query", "H100 count of Korea")];

/// Answers like the engine, except that one word makes it panic.
struct Fragile;

impl Answerer for Fragile {
    fn catalog(&self) -> &Catalog {
        APP.catalog()
    }

    fn ask(&self, question: &Question<'_>) -> Answer {
        assert!(!question.text.contains("boom"), "on purpose");
        APP.ask(question)
    }

    fn select(&self, selection: Selection, language: Language, as_of: Option<PartialDate>) -> Answer {
        APP.select(selection, language, as_of)
    }

    fn trend(&self, figure: FigureRef, span: Span, language: Language, as_of: Option<PartialDate>) -> Answer {
        APP.trend(figure, span, language, as_of)
    }

    fn check(&self, text: &str, written: Option<Date>) -> Vec<Claim> {
        APP.check(text, written)
    }

    fn complete(&self, text: &str, limit: usize) -> Vec<Completion> {
        assert!(!text.contains("boom"), "on purpose");
        APP.complete(text, limit)
    }

    fn brief(&self, request: &datum::brief::Request<'_>) -> datum::brief::Brief {
        APP.brief(request)
    }
}

#[tokio::test]
async fn a_panic_is_one_failed_answer() {
    let stage = Stage::with(World::demo("Datum"), |options| options.answerer = Arc::new(Fragile)).await;
    let alex = stage.sandbox.user("Alex");
    let failed = alex.slash("general", "fact", &[("query", "boom")]).await.unwrap();
    assert!(failed.is_ephemeral());
    assert!(failed.text().contains("incident"), "{}", seen(&failed));
    let empty = alex.autocomplete("general", "fact", &[("query", "boom")]).await.unwrap();
    assert!(matches!(&empty.view, View::Choices(choices) if choices.is_empty()));
    let asked = alex.say("general", "@Datum boom").await.unwrap();
    let reply = stage.sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
    assert!(reply.text().contains("incident"));
    let fine = alex.slash("general", "fact", &QUERY).await.unwrap();
    assert!(!fine.is_ephemeral(), "the next question is answered");
    stage.end().await;
}

#[tokio::test]
async fn the_same_interaction_twice_is_answered_once() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let reply = alex.slash("general", "fact", &QUERY).await.unwrap();
    stage.sandbox.repeat_interaction(reply.interaction);
    stage.sandbox.quiesce(Duration::from_millis(150)).await;
    assert_eq!(stage.sandbox.bodies("POST", CALLBACK).len(), 1);
    stage.end().await;
}

#[tokio::test]
async fn a_lost_confirmation_of_an_answer_counts_as_given() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    stage.sandbox.fault(Rule::new("POST", CALLBACK, Fault::LoseAnswer));
    let reply = alex.slash("general", "fact", &QUERY).await.unwrap();
    assert!(!reply.text().is_empty());
    stage.sandbox.wait_for(|sandbox| (sandbox.bodies("POST", CALLBACK).len() == 2).then_some(())).await.unwrap();
    stage.end().await;
}

#[tokio::test]
async fn every_limited_answer_is_given_in_the_end() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let limited = |scope| Rule::new("POST", CALLBACK, Fault::rate_limited(scope, 0.05));
    stage.sandbox.fault(limited(LimitScope::User).times(10));
    stage.sandbox.fault(limited(LimitScope::Global).after(20).times(5));
    stage.sandbox.fault(limited(LimitScope::Shared).after(40).times(10));
    for _ in 0..10 {
        let asked: Vec<_> = (0..10).map(|_| alex.start_slash("general", "fact", &QUERY).unwrap()).collect();
        for interaction in asked {
            let reply = alex.answer_to(interaction).await.unwrap();
            assert!(!reply.text().is_empty(), "{}", seen(&reply));
        }
    }
    stage.end().await;
}

#[tokio::test]
async fn a_limit_on_messages_is_waited_out() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let limited = Fault::rate_limited(LimitScope::User, 0.05);
    stage.sandbox.fault(Rule::new("POST", "/channels/*/messages", limited).times(3));
    let asked = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
    stage.sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
    stage.end().await;
}

#[tokio::test]
async fn an_answer_to_a_message_waits_as_long_as_discord_says() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    // More often than a call may fail.
    let limited = Fault::rate_limited(LimitScope::User, 0.02);
    stage.sandbox.fault(Rule::new("POST", "/channels/*/messages", limited).times(40));
    let asked = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
    stage.sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
    stage.end().await;
}

#[tokio::test]
async fn a_limit_holds_back_the_other_calls_on_its_route() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let limited = Fault::rate_limited(LimitScope::User, 0.4);
    stage.sandbox.fault(Rule::new("POST", "/channels/*/messages", limited));
    let asked = [alex.say("general", "@Datum H100 count of Korea").await.unwrap().id];
    let is_limited = |it: &Sandbox| it.requests().iter().any(|request| request.status == 429).then_some(());
    stage.sandbox.wait_for(is_limited).await.unwrap();
    let later = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
    for id in asked.into_iter().chain([later.id]) {
        stage.sandbox.wait_for_message("", |it| it.reference == Some(id)).await.unwrap();
    }
    assert_eq!(stage.sandbox.bodies("POST", "/channels/*/messages").len(), 3, "nothing was sent too early");
    stage.end().await;
}

#[tokio::test]
async fn the_gateway_s_address_is_not_asked_for_before_the_time() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    // Longer than a call may take here, and than the first pauses are.
    sandbox.fault(Rule::new("GET", "/gateway/bot", Fault::rate_limited(LimitScope::User, 2.5)));
    let stage = Stage::in_sandbox(sandbox, |options| options.timeouts.call = Duration::from_millis(500)).await;
    assert_eq!(stage.sandbox.requests().iter().filter(|it| it.path == "/gateway/bot").count(), 2);
    stage.end().await;
}

#[tokio::test]
async fn a_first_response_that_stalls_is_sent_once_more_in_time() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    for _ in 0..2 {
        let gate = stage.sandbox.stall("POST", CALLBACK);
        let reply = alex.slash("general", "fact", &QUERY).await.unwrap();
        assert!(!reply.text().is_empty(), "{}", seen(&reply));
        gate.open();
    }
    stage.end().await;
}

#[tokio::test]
async fn two_seconds_of_server_errors_lose_nothing() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    stage.sandbox.keep_fault("down", Some(Rule::new("*", "/**", Fault::status(502))));
    let asked: Vec<_> = (0..20).map(|_| alex.start_slash("general", "fact", &QUERY).unwrap()).collect();
    let mention = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
    // About two seconds of attempts by all of them.
    let refused = |it: &Sandbox| it.requests().iter().filter(|request| request.status == 502).count();
    stage.sandbox.wait_for(|it| (refused(it) >= 110).then_some(())).await.unwrap();
    stage.sandbox.keep_fault("down", None);
    for interaction in asked {
        let reply = alex.answer_to(interaction).await.unwrap();
        assert!(!reply.text().is_empty(), "{}", seen(&reply));
    }
    stage.sandbox.wait_for_message("", |it| it.reference == Some(mention.id)).await.unwrap();
    stage.end().await;
}

#[tokio::test]
async fn server_errors_and_broken_connections_are_tried_again() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    for fault in [Fault::status(502), Fault::status(503), Fault::ResetMidBody] {
        stage.sandbox.fault(Rule::new("POST", CALLBACK, fault.clone()));
        let reply = alex.slash("general", "fact", &QUERY).await.unwrap();
        assert!(!reply.text().is_empty());
        stage.sandbox.fault(Rule::new("POST", "/channels/*/messages", fault));
        let asked = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
        stage.sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
    }
    stage.end().await;
}

#[tokio::test]
async fn a_call_that_is_never_answered_ends() {
    let timeouts = Timeouts { attempt: Duration::from_millis(100), ..Timeouts::default() };
    let stage = Stage::with(World::demo("Datum"), |options| options.timeouts = timeouts).await;
    let alex = stage.sandbox.user("Alex");
    let gate = stage.sandbox.stall("POST", "/channels/*/messages");
    let asked = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
    stage.sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
    // What was held back arrives after all; its nonce keeps it from appearing twice.
    gate.open();
    stage.sandbox.quiesce(Duration::from_millis(150)).await;
    stage.end().await;
}

#[tokio::test]
async fn too_late_is_too_late() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    for (position, (status, code)) in [(404, 10_062), (400, 40_060), (404, 10_015)].into_iter().enumerate() {
        stage.sandbox.fault(Rule::new("POST", CALLBACK, Fault::json(status, code, "too late")));
        alex.start_slash("general", "fact", &QUERY).unwrap();
        let refused = |sandbox: &Sandbox| sandbox.requests().iter().filter(|it| it.scripted).count();
        stage.sandbox.wait_for(|sandbox| (refused(sandbox) == position + 1).then_some(())).await.unwrap();
    }
    stage.sandbox.quiesce(Duration::from_millis(150)).await;
    assert_eq!(stage.sandbox.bodies("POST", CALLBACK).len(), 3, "none was tried again");
    stage.end().await;
}

#[tokio::test]
async fn a_refused_card_goes_out_as_text() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    stage.sandbox.fault(Rule::new("POST", CALLBACK, Fault::json(400, 50_035, "Invalid Form Body")));
    let reply = alex.slash("general", "fact", &QUERY).await.unwrap();
    assert!(reply.message().unwrap().embeds.is_empty());
    stage.end().await;
}

#[tokio::test]
async fn a_token_that_is_not_accepted_ends_the_bot() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let mut bot = start(&sandbox, |options| options.token = "MTIz.abc.def".to_owned().into());
    assert!(!bot.ready().await);
    assert_eq!(bot.finished().await, Err(Stopped::TokenRefused));
}

#[tokio::test]
async fn commands_that_cannot_be_registered_cost_nothing_else() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    sandbox.fault(Rule::new("PUT", "/applications/*/commands", Fault::json(403, 50_001, "Missing Access")));
    let mut bot = start(&sandbox, |_| ());
    assert!(bot.ready().await);
    let alex = sandbox.user("Alex");
    let asked = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
    sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
    bot.stop();
    bot.finished().await.unwrap();
    sandbox.assert_no_unread();
}
