//! What is suggested while an option is typed.

use datum::sandbox::Fault;
use datum::sandbox::Rule;

use crate::stage::{Stage, seen};

#[tokio::test]
async fn suggestions_come_in_the_reader_s_language() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let jiwoo = stage.sandbox.user("Jiwoo");
    let english = alex.autocomplete("general", "fact", &[("query", "h100")]).await.unwrap();
    let korean = jiwoo.autocomplete("general", "수치", &[("질의", "인력 부")]).await.unwrap();
    let nothing_typed = alex.autocomplete("general", "fact", &[("query", "")]).await.unwrap();
    assert!(!nothing_typed.choices().is_empty());
    insta::assert_snapshot!(format!("{}\n---\n{}", seen(&english), seen(&korean)));
    stage.end().await;
}

#[tokio::test]
async fn every_option_with_suggestions_has_some() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    for (command, options) in [
        ("fact", vec![("query", "x"), ("source", "")]),
        ("topics", vec![("topic", "")]),
        ("sources", vec![("topic", "")]),
        ("sources", vec![("figure", "h100")]),
        ("cite", vec![("figure", "h100")]),
        ("help", vec![("command", "")]),
    ] {
        let choices = alex.autocomplete("general", command, &options).await.unwrap();
        assert!(!choices.choices().is_empty(), "{command} {options:?}");
    }
    let nothing = alex.autocomplete("general", "fact", &[("query", "zzzzzzzz qqqqq")]).await.unwrap();
    assert!(nothing.choices().is_empty(), "{}", seen(&nothing));
    stage.end().await;
}

#[tokio::test]
async fn a_suggestion_that_was_taken_is_answered() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let choices = alex.autocomplete("general", "fact", &[("query", "h100")]).await.unwrap();
    for choice in choices.choices() {
        let value = choice.value.as_str().unwrap();
        let reply = alex.slash("general", "fact", &[("query", value)]).await.unwrap();
        assert!(!reply.text().is_empty(), "{value}");
    }
    stage.end().await;
}

#[tokio::test]
async fn a_completion_that_comes_too_late_is_nothing_to_shout_about() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    stage.sandbox.fault(Rule::new(
        "POST",
        "/interactions/*/*/callback",
        Fault::json(404, 10_062, "Unknown interaction"),
    ));
    let late = alex.autocomplete("general", "fact", &[("query", "h")]);
    let next = alex.autocomplete("general", "fact", &[("query", "h1")]);
    tokio::select! {
        _ = late => {}
        next = next => assert!(!next.unwrap().choices().is_empty()),
    }
    stage.end().await;
}
