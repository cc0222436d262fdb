//! Conversations in Discord: follow-ups in channels, threads and direct messages, by reply, after a restart, and what ends them.

use std::time::Duration;

use datum::sandbox::Message;

use crate::stage::{Stage, message};

const SILENCE: Duration = Duration::from_millis(150);

/// The one reply to a message.
async fn reply_to(stage: &Stage, asked: &Message) -> Message {
    let id = asked.id;
    stage.sandbox.wait_for_message("", |found| found.reference == Some(id)).await.expect("a reply")
}

async fn say(stage: &Stage, who: &str, place: &str, text: &str) -> Message {
    let asked = stage.sandbox.user(who).say(place, text).await.unwrap();
    reply_to(stage, &asked).await
}

#[tokio::test]
async fn a_conversation_in_a_channel_goes_on() {
    let stage = Stage::new().await;
    let mut all = String::new();
    for text in [
        "how many H100 did Microsoft buy?",
        "and Meta?",
        "source?",
        "compare them",
        "그럼 구글은?",
        "한국이랑 비교해줘",
    ] {
        let reply = say(&stage, "Alex", "general", &format!("@Datum {text}")).await;
        all.push_str(&format!("> {text}\n{}\n---\n", message(&reply)));
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn each_person_in_each_place_has_a_conversation_of_their_own() {
    let stage = Stage::new().await;
    say(&stage, "Alex", "general", "@Datum how many H100 did Microsoft buy?").await;
    say(&stage, "Jiwoo", "general", "@Datum 2024년 미국 민간 AI 투자").await;
    say(&stage, "Alex", "weekly report", "@Datum AI workforce of Korea in 2023").await;
    let alex = say(&stage, "Alex", "general", "@Datum and Google?").await.text();
    assert!(alex.contains("50,000"), "{alex}");
    let jiwoo = say(&stage, "Jiwoo", "general", "@Datum 중국은?").await.text();
    assert!(jiwoo.contains("93억"), "{jiwoo}");
    let thread = say(&stage, "Alex", "weekly report", "@Datum and in 2022?").await.text();
    assert!(thread.contains("42,551"), "{thread}");
    // Nobody spoke here before.
    let nothing = say(&stage, "Jiwoo", "weekly report", "@Datum 그럼 중국은 2023년에?").await;
    assert!(nothing.text().lines().count() == 1 && nothing.selects().is_empty(), "{}", message(&nothing));
    stage.end().await;
}

#[tokio::test]
async fn a_direct_message_and_a_command_are_gone_on_from() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let asked = alex.dm("memory of the H100 SXM").await.unwrap();
    reply_to(&stage, &asked).await;
    let asked = alex.dm("and the B200?").await.unwrap();
    let reply = reply_to(&stage, &asked).await.text();
    assert!(reply.contains("Still about") && reply.contains("180"), "{reply}");
    alex.slash("general", "fact", &[("query", "private AI investment in the US in 2024")]).await.unwrap();
    let reply = say(&stage, "Alex", "general", "@Datum and China?").await.text();
    assert!(reply.contains("9.3 billion"), "{reply}");
    let more = alex.slash("general", "fact", &[("query", "and the UK?")]).await.unwrap();
    assert!(more.text().contains("4.5 billion") && !more.is_ephemeral(), "{}", more.text());
    stage.end().await;
}

#[tokio::test]
async fn a_reply_goes_on_from_the_message_also_after_a_restart_and_for_somebody_else() {
    let mut stage = Stage::new().await;
    let answer = say(&stage, "Alex", "general", "@Datum how many H100 did Microsoft buy?").await;
    let both = say(&stage, "Alex", "general", "@Datum private AI investment US vs China 2024").await;
    stage.restart().await;
    let jiwoo = stage.sandbox.user("Jiwoo");
    let asked = jiwoo.reply(&answer, "구글은?", true).await.unwrap();
    let reply = reply_to(&stage, &asked).await.text();
    assert!(reply.contains("이어서") && reply.contains("5만"), "{reply}");
    let asked = jiwoo.reply(&both, "and the UK?", true).await.unwrap();
    let reply = reply_to(&stage, &asked).await.text();
    assert!(reply.contains("109.1 billion") && reply.contains("4.5 billion"), "{reply}");
    stage.end().await;
}

#[tokio::test]
async fn a_reply_to_something_that_tells_nothing_asks_what_about() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    say(&stage, "Alex", "general", "@Datum how many H100 did Microsoft buy?").await;
    // The bot's own small talk names no figure, and what was said elsewhere is not meant.
    let talk = say(&stage, "Jiwoo", "general", "@Datum thanks!").await;
    let asked = alex.reply(&talk, "source?", true).await.unwrap();
    let reply = reply_to(&stage, &asked).await;
    assert!(reply.text().starts_with("About what?") && reply.text().lines().count() == 1, "{}", message(&reply));
    // A reply to a person is a message like any other.
    let other = stage.sandbox.user("Jiwoo").say("general", "no idea").await.unwrap();
    let asked = alex.reply(&other, "@Datum and Google?", false).await.unwrap();
    assert!(reply_to(&stage, &asked).await.text().contains("50,000"));
    stage.end().await;
}

#[tokio::test]
async fn a_picture_and_a_file_are_sent_with_the_answer() {
    let stage = Stage::new().await;
    say(&stage, "Alex", "general", "@Datum private AI investment US vs China 2024").await;
    let chart = say(&stage, "Alex", "general", "@Datum as a chart").await;
    assert!(chart.attachments.iter().any(|file| file.filename.ends_with(".png")), "{}", message(&chart));
    let file = say(&stage, "Alex", "general", "@Datum csv").await;
    assert!(file.attachments.iter().any(|file| file.filename.ends_with(".csv")), "{}", message(&file));
    stage.end().await;
}

#[tokio::test]
async fn too_many_questions_of_one_person_are_told_once() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    for _ in 0..20 {
        say(&stage, "Alex", "general", "@Datum thanks").await;
    }
    let told = say(&stage, "Alex", "general", "@Datum thanks").await.text();
    assert!(told.contains("a lot at once"), "{told}");
    alex.say("general", "@Datum thanks").await.unwrap();
    stage.sandbox.quiesce(SILENCE).await;
    // Others are answered.
    let other = say(&stage, "Jiwoo", "general", "@Datum thanks").await.text();
    assert!(!other.contains("a lot at once"), "{other}");
    stage.end().await;
}
