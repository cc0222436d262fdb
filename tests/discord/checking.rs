//! `/check` and the message menu "Check figures", in both languages.

use datum::sandbox::{BOT_PERMISSIONS, Message, World};
use serenity::model::Permissions;

use crate::docx;
use crate::stage::{Stage, message, seen};

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
    let said = alex.say("general", "Korea holds 1,961 H100s **@everyone** and Meta bought 150K in 2023").await.unwrap();
    let checked = alex.message_menu(&said, "Check figures").await.unwrap();
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
    let said = alex.say("general", &long_text()).await.unwrap();
    let checked = alex.message_menu(&said, "Check figures").await.unwrap();
    let reply = checked.message().unwrap();
    assert!(reply.attachments.is_empty());
    assert!(reply.text().contains("90,000") && reply.text().contains("Attach Files"), "{}", reply.text());
    stage.end().await;
}

#[tokio::test]
async fn a_long_message_gives_what_matters_first_and_a_file_with_all() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let said = alex.say("general", &long_text()).await.unwrap();
    let checked = alex.message_menu(&said, "Check figures").await.unwrap();
    let reply = checked.message().unwrap();
    assert_eq!(reply.attachments.len(), 1);
    let file = String::from_utf8(reply.attachments[0].bytes.to_vec()).unwrap();
    insta::assert_snapshot!(format!("{}\n===\n{file}", seen(&checked)));
    stage.end().await;
}

/// A story of three paragraphs.
const STORY: [&str; 4] = [
    "# A story",
    "South Korea is short of chips. At the end of 2023 its companies held 1,691 H100s.",
    "The AI talent shortage in South Korea is 8,579 people. Microsoft bought 150,000 H100s in 2023.",
    "2023년 국내 기업이 보유한 H100은 1961개다.",
];

/// What somebody is told about a file.
async fn told(stage: &Stage, person: &str, name: &str, bytes: &[u8], options: &[(&str, &str)]) -> Message {
    let user = stage.sandbox.user(person);
    user.upload(name, "application/octet-stream", bytes);
    let (command, option) = if person == "Jiwoo" { ("검증", "파일") } else { ("check", "file") };
    let seen = user.slash("general", command, &[&[(option, name)], options].concat()).await.unwrap();
    assert!(seen.is_ephemeral(), "{name}");
    stage.sandbox.settled(&seen).await.unwrap()
}

#[tokio::test]
async fn a_file_is_checked_whatever_it_was_written_in() {
    let stage = Stage::new().await;
    let document = told(&stage, "Alex", "story.docx", &docx::document(&STORY), &[]).await;
    let file = |message: &Message| String::from_utf8(message.attachments[0].bytes.to_vec()).unwrap();
    insta::assert_snapshot!(format!("{}\n===\n{}", message(&document), file(&document)));
    // The same story gives the same findings in every form.
    let markdown = STORY.join("\n\n");
    let html = format!("<html><body><h1>A story</h1><p>{}</p></body></html>", STORY[1..].join("</p><p>"));
    let plain = STORY[1..].join("\n\n");
    for (name, text) in [("story.md", markdown), ("story.html", html), ("story.txt", plain)] {
        let same = told(&stage, "Alex", name, text.as_bytes(), &[]).await;
        assert_eq!((same.text(), file(&same)), (document.text(), file(&document)), "{name}");
    }
    let korean = told(&stage, "Jiwoo", "story.docx", &docx::document(&STORY), &[]).await;
    assert!(korean.text().contains("1번째 문단 2번째 문장"), "{}", korean.text());
    // A text beside it is checked with it.
    let both = [("text", "Japan holds 5,000 H100s.")];
    let both = told(&stage, "Alex", "story.docx", &docx::document(&STORY), &both).await;
    assert!(file(&both).contains("Japan holds 5,000") && file(&both).contains("1,691"), "{}", file(&both));
    stage.end().await;
}

#[tokio::test]
async fn a_file_that_cannot_be_read_gets_a_sentence() {
    let stage = Stage::new().await;
    for (name, bytes, said) in docx::bad() {
        let told = told(&stage, "Alex", name, &bytes, &[]).await;
        assert!(told.text().contains(said), "{name}: {}", told.text());
        assert!(told.attachments.is_empty());
    }
    let large = "Korea holds 1,961 H100s. ".repeat(50_000);
    let told_large = told(&stage, "Alex", "large.txt", large.as_bytes(), &[]).await;
    assert!(told_large.text().contains("larger than 1 MB"), "{}", told_large.text());
    let numbers = "1,961 ".repeat(2_000);
    let many = told(&stage, "Alex", "numbers.txt", numbers.as_bytes(), &[]).await;
    assert!(many.text().contains("2000 numbers"), "{}", many.text());
    stage.end().await;
}

#[tokio::test]
async fn without_a_text_a_form_opens_for_a_longer_one() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let form = alex.slash("general", "check", &[]).await.unwrap();
    let long = format!("{}{}", "It rained and rained again. ".repeat(60), STORY[1]);
    let seen = alex.submit_modal(&form, &[("text", &long)]).await.unwrap();
    assert!(seen.is_ephemeral());
    let told = stage.sandbox.settled(&seen).await.unwrap();
    assert!(told.text().contains("sentence 62") && told.text().contains("1,691"), "{}", told.text());
    stage.end().await;
}
