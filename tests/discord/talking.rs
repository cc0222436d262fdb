//! Conversations in Discord: follow-ups in channels, threads and direct messages, by reply, after a restart, and what ends them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use datum::app::App;
use datum::sandbox::{Message, World};
use datum::store::Store;

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
async fn a_reply_to_what_was_deleted_goes_on_from_nothing() {
    let stage = Stage::new().await;
    let answer = say(&stage, "Alex", "general", "@Datum how many H100 did Microsoft buy?").await;
    say(&stage, "Jiwoo", "general", "@Datum 2024년 미국 민간 AI 투자").await;
    assert!(stage.sandbox.delete_message(answer.id));
    // Neither the answer that is gone is meant, nor what Jiwoo was told last.
    let asked = stage.sandbox.user("Jiwoo").reply(&answer, "@Datum 그럼 구글은?", false).await.unwrap();
    let reply = reply_to(&stage, &asked).await;
    assert!(reply.text().lines().count() == 1 && reply.embeds.is_empty(), "{}", message(&reply));
    assert!(!reply.text().contains("5만"), "{}", message(&reply));
    stage.end().await;
}

#[tokio::test]
async fn other_bots_are_not_answered_and_a_reply_to_one_is_a_message_like_any_other() {
    let stage = Stage::new().await;
    say(&stage, "Alex", "general", "@Datum how many H100 did Microsoft buy?").await;
    stage.sandbox.make_bot("Jiwoo");
    let robot = stage.sandbox.user("Jiwoo").say("general", "@Datum private AI investment of China 2024").await.unwrap();
    let asked = stage.sandbox.user("Alex").reply(&robot, "@Datum and Google?", false).await.unwrap();
    let reply = reply_to(&stage, &asked).await.text();
    assert!(reply.contains("Still about") && reply.contains("50,000"), "{reply}");
    stage.sandbox.quiesce(SILENCE).await;
    let answered = stage
        .sandbox
        .messages("general")
        .iter()
        .any(|found| found.reference == Some(robot.id) && found.author == stage.sandbox.bot_id());
    assert!(!answered, "a bot was answered");
    stage.end().await;
}

#[tokio::test]
async fn a_reply_to_a_brief_asks_what_about() {
    let stage = crate::briefs::stage(World::demo("Datum"), Store::in_memory()).await;
    let alex = stage.sandbox.user("Alex");
    let preview = alex.slash("general", "brief", &[("template", "ai-compute")]).await.unwrap();
    let shown = crate::briefs::settled(&stage, &preview).await;
    let done = alex.click(&shown, "Post").await.unwrap();
    crate::briefs::settled(&stage, &done).await;
    let brief = crate::briefs::posted(&stage, "general").await.remove(0);
    crate::briefs::posted(&stage, crate::briefs::THREAD).await;
    for text in ["source?", "and Meta?", "그럼 2024년엔?"] {
        let asked = alex.reply(&brief, text, true).await.unwrap();
        let reply = reply_to(&stage, &asked).await;
        assert!(reply.text().lines().count() == 1 && reply.embeds.is_empty(), "{text}: {}", message(&reply));
    }
    stage.end().await;
}

#[tokio::test]
async fn what_is_no_longer_known_is_no_longer_spoken_of() {
    let stage = Stage::new().await;
    let tea = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/public-libraries");
    let load = |packs: &[PathBuf]| Arc::new(App::load(packs).unwrap_or_else(|problems| panic!("{problems}")));
    stage.bot.packs().replace(load(&[tea]));
    let answer = say(&stage, "Alex", "general", "@Datum library visits South Korea 2019").await;
    assert!(answer.text().contains("284.3"), "{}", message(&answer));
    stage.bot.packs().replace(load(&[]));
    let reply = say(&stage, "Alex", "general", "@Datum and in 2021?").await;
    assert!(reply.text().lines().count() == 1 && reply.embeds.is_empty(), "{}", message(&reply));
    // The message still bears the id of a figure that nobody knows any more.
    let asked = stage.sandbox.user("Jiwoo").reply(&answer, "and in 2021?", true).await.unwrap();
    let reply = reply_to(&stage, &asked).await;
    assert!(reply.text().lines().count() == 1 && reply.embeds.is_empty(), "{}", message(&reply));
    stage.end().await;
}

#[tokio::test]
async fn of_25_replies_to_one_answer_those_beyond_the_limit_get_one_sentence() {
    let stage = Stage::new().await;
    let answer = say(&stage, "Jiwoo", "general", "@Datum how many H100 did Microsoft buy?").await;
    let alex = stage.sandbox.user("Alex");
    let mut asked = Vec::new();
    for _ in 0..25 {
        asked.push(alex.reply(&answer, "and Meta?", true).await.unwrap().id);
    }
    let first: Vec<String> = {
        let mut texts = Vec::new();
        for id in &asked[..21] {
            texts.push(stage.sandbox.wait_for_message("", |found| found.reference == Some(*id)).await.unwrap().text());
        }
        texts
    };
    stage.sandbox.quiesce(SILENCE).await;
    let told = |text: &&String| text.contains("a lot at once");
    assert_eq!(first.iter().filter(told).count(), 1, "{first:?}");
    assert_eq!(first.iter().filter(|text| text.contains("150,000")).count(), 20, "{first:?}");
    let replies = stage.sandbox.messages("general");
    let silent = asked[21..].iter().all(|id| !replies.iter().any(|found| found.reference == Some(*id)));
    assert!(silent, "more than a sentence was said");
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
