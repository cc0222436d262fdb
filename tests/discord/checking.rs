//! `/check` and the message menu "Check figures", in both languages.

use datum::sandbox::{BOT_PERMISSIONS, World};
use serenity::model::Permissions;

use crate::stage::{Stage, seen};

#[tokio::test]
async fn a_sentence_is_checked_for_the_asker_alone_and_can_be_shared() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let jiwoo = stage.sandbox.user("Jiwoo");
    let text = "Korea holds 1,691 H100s, one eightieth of Microsoft.";
    let english = alex.slash("general", "check", &[("text", text)]).await.unwrap();
    assert!(english.is_ephemeral());
    let text = "국내 기업이 보유한 H100은 1691개로, 마이크로소프트의 80분의 1 수준이다.";
    let korean = jiwoo.slash("general", "검증", &[("문장", text)]).await.unwrap();
    assert!(korean.is_ephemeral());
    let nothing = alex.slash("general", "check", &[("text", "See page 12 of RTX 4090")]).await.unwrap();
    assert!(nothing.is_ephemeral());
    insta::assert_snapshot!([english, korean, nothing].map(|reply| seen(&reply)).join("\n---\n"));
    stage.end().await;
}

#[tokio::test]
async fn the_message_menu_checks_a_message() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let message =
        alex.say("general", "Korea holds 1,961 H100s **@everyone** and Meta bought 150K in 2023").await.unwrap();
    let checked = alex.message_menu(&message, "Check figures").await.unwrap();
    assert!(checked.is_ephemeral());
    insta::assert_snapshot!(seen(&checked));
    stage.end().await;
}

/// A text with more findings than a card holds.
fn long_text() -> String {
    let mut text = "At the end of 2023 South Korea held 1,961 H100s. ".repeat(3);
    for (buyer, gpus) in [("Microsoft", 150), ("Meta", 150), ("Google", 50), ("Amazon", 50), ("Tencent", 50)] {
        text.push_str(&format!("{buyer} bought {gpus},000 H100s in 2023. "));
    }
    text.push_str("CoreWeave bought 40,000 H100s in 2023. Baidu bought 30,000 H100s in 2023. ");
    text.push_str("Oracle bought 90,000 H100s in 2023. South Korea had 1,951 AI firms in 2022. ");
    text.push_str("The AI talent shortage in South Korea is 8,579 people.");
    text
}

#[tokio::test]
async fn where_files_may_not_be_sent_the_findings_stay() {
    let mut world = World::new("Datum");
    let owner = world.user("Morgan", "en-US");
    let alex = world.user("Alex", "en-US");
    let guild = world.guild("Newsroom", owner, &[alex], Some(BOT_PERMISSIONS));
    let channel = world.text(guild, "general");
    world.deny_bot(channel, Permissions::ATTACH_FILES.bits());
    let stage = Stage::with(world, |_| ()).await;
    let alex = stage.sandbox.user("Alex");
    let message = alex.say("general", &long_text()).await.unwrap();
    let checked = alex.message_menu(&message, "Check figures").await.unwrap();
    let reply = checked.message().unwrap();
    assert!(reply.attachments.is_empty());
    assert!(reply.text().contains("90,000") && reply.text().contains("Attach Files"), "{}", reply.text());
    stage.end().await;
}

#[tokio::test]
async fn a_long_message_gives_what_matters_first_and_a_file_with_all() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let message = alex.say("general", &long_text()).await.unwrap();
    let checked = alex.message_menu(&message, "Check figures").await.unwrap();
    let reply = checked.message().unwrap();
    assert_eq!(reply.attachments.len(), 1);
    let value: serde_json::Value = serde_json::from_slice(&reply.attachments[0].bytes).unwrap();
    assert_eq!(value["claims"].as_array().unwrap().len(), 13);
    insta::assert_snapshot!(seen(&checked));
    stage.end().await;
}
