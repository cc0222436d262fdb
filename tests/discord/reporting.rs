//! `/report` and the button Report: a form, a receipt, and the operator's channel; and what is said where it does not work.

use datum::discord::Options;
use datum::sandbox::{BOT_PERMISSIONS, Fault, Message, Rule, World};
use serenity::model::Permissions;

use crate::stage::{Stage, message, seen};

const WHAT: &str = "The report says **1,970** @everyone <@1> ||x|| `y`\nand more";
const LINK: &str = "https://spri.example/ai_industry_survey(2023)?q=1";

/// A world with the operator's channel, and a bot that knows it.
async fn stage(deny: Permissions) -> Stage {
    let mut world = World::new("Datum");
    let owner = world.user("Morgan", "en-US");
    let people = [world.user("Alex", "en-US"), world.user("Jiwoo", "ko")];
    let guild = world.guild("Newsroom", owner, &people, Some(BOT_PERMISSIONS));
    world.text(guild, "general");
    let reports = world.text(guild, "reports");
    world.deny_bot(reports, deny.bits());
    Stage::with(world, |options: &mut Options| options.operator_channel = Some(reports)).await
}

/// The messages in the operator's channel, read.
async fn reported(stage: &Stage) -> Message {
    stage.sandbox.wait_for_message("reports", |_| true).await.unwrap()
}

/// Without the ids, which are another in each world.
fn without_ids(text: &str) -> String {
    regex::Regex::new(r"\d{15,20}").unwrap().replace_all(text, "ID").into_owned()
}

#[tokio::test]
async fn a_report_reaches_the_operator_and_the_reporter_gets_a_receipt_in_both_languages() {
    let stage = stage(Permissions::empty()).await;
    let mut all = String::new();
    let (alex, jiwoo) = (stage.sandbox.user("Alex"), stage.sandbox.user("Jiwoo"));
    let cases =
        [(&alex, "report", "figure", "f:korea-h100-held-2023"), (&jiwoo, "오류신고", "수치", "국내 H100 보유량")];
    for (user, command, option, figure) in cases {
        let form = user.slash("general", command, &[(option, figure)]).await.unwrap();
        let modal = form.modal().unwrap_or_else(|| panic!("{}", seen(&form)));
        all.push_str(&format!("{}\n", modal.title));
        for input in &modal.inputs {
            all.push_str(&format!("  {} (required: {}, at most {})\n", input.label, input.required, input.max_length));
        }
        let receipt = user.submit_modal(&form, &[("what", WHAT), ("link", LINK)]).await.unwrap();
        assert!(receipt.is_ephemeral());
        let report = reported(&stage).await;
        assert!(report.mentions.is_empty() && !report.mention_everyone && report.mention_roles.is_empty());
        all.push_str(&format!("{}\n---\n{}\n---\n", seen(&receipt), without_ids(&message(&report))));
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn the_button_under_an_answer_asks_for_the_same_also_after_it_was_shared() {
    let stage = stage(Permissions::empty()).await;
    let alex = stage.sandbox.user("Alex");
    let options = [("query", "H100 count of Korea"), ("visibility", "me")];
    let answer = alex.slash("general", "fact", &options).await.unwrap();
    let shared = alex.click(answer.message().unwrap(), "Share in channel").await.unwrap();
    for shown in [&answer, &shared] {
        let form = alex.click(shown.message().unwrap(), "Report").await.unwrap();
        assert!(form.modal().is_some(), "{}", seen(&form));
        let receipt = alex.submit_modal(&form, &[("what", "Outdated.")]).await.unwrap();
        assert!(receipt.is_ephemeral());
        assert!(reported(&stage).await.text().contains("korea-h100-held-2023@korea-ai-poverty"));
    }
    stage.end().await;
}

#[tokio::test]
async fn where_nobody_takes_reports_the_source_is_named() {
    let stage = Stage::new().await;
    let mut all = String::new();
    for (name, command, option) in [("Alex", "report", "figure"), ("Jiwoo", "오류신고", "수치")] {
        let user = stage.sandbox.user(name);
        let reply = user.slash("general", command, &[(option, "f:korea-h100-held-2023")]).await.unwrap();
        assert!(reply.is_ephemeral());
        all.push_str(&format!("{}\n---\n", seen(&reply)));
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn what_is_no_report_is_explained() {
    let stage = stage(Permissions::empty()).await;
    let mut all = String::new();
    for name in ["Alex", "Jiwoo"] {
        let user = stage.sandbox.user(name);
        let unknown = user.slash("general", "report", &[("figure", "the price of fish")]).await.unwrap();
        let form = user.slash("general", "report", &[("figure", "f:korea-h100-held-2023")]).await.unwrap();
        let empty = user.submit_modal(&form, &[("what", " \n "), ("link", LINK)]).await.unwrap();
        for reply in [&unknown, &empty] {
            assert!(reply.is_ephemeral());
            all.push_str(&format!("{}\n---\n", seen(reply)));
        }
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn a_report_that_cannot_be_delivered_is_given_back() {
    let stage = stage(Permissions::SEND_MESSAGES).await;
    let mut all = String::new();
    for name in ["Alex", "Jiwoo"] {
        let user = stage.sandbox.user(name);
        let form = user.slash("general", "report", &[("figure", "f:korea-h100-held-2023")]).await.unwrap();
        let reply = user.submit_modal(&form, &[("what", WHAT), ("link", LINK)]).await.unwrap();
        assert!(reply.is_ephemeral());
        all.push_str(&format!("{}\n---\n", seen(&reply)));
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn a_channel_without_embeds_gets_text_and_one_that_is_gone_nothing() {
    let stage = stage(Permissions::EMBED_LINKS).await;
    let alex = stage.sandbox.user("Alex");
    let form = alex.slash("general", "report", &[("figure", "f:korea-h100-held-2023")]).await.unwrap();
    let receipt = alex.submit_modal(&form, &[("what", "Outdated.")]).await.unwrap();
    assert!(receipt.text().contains("Thank you"), "{}", seen(&receipt));
    let report = reported(&stage).await;
    assert!(report.embeds.is_empty() && report.content.contains("Outdated"), "{}", report.content);

    stage.sandbox.fault(Rule::new("POST", "/channels/*/messages", Fault::json(404, 10_003, "Unknown Channel")));
    let form = alex.slash("general", "report", &[("figure", "f:korea-h100-held-2023")]).await.unwrap();
    let reply = alex.submit_modal(&form, &[("what", "Outdated.")]).await.unwrap();
    assert!(reply.text().contains("could not be delivered") && reply.text().contains("Outdated."), "{}", seen(&reply));
    stage.end().await;
}

#[tokio::test]
async fn whoever_reports_too_often_is_told_so() {
    let stage = stage(Permissions::empty()).await;
    let report = async |name: &str| {
        let user = stage.sandbox.user(name);
        let form = user.slash("general", "report", &[("figure", "f:korea-h100-held-2023")]).await.unwrap();
        user.submit_modal(&form, &[("what", "Outdated.")]).await.unwrap()
    };
    for _ in 0..5 {
        assert!(report("Alex").await.text().contains("Thank you"));
        reported(&stage).await;
    }
    let told = report("Alex").await;
    assert!(told.is_ephemeral() && told.text().contains("a lot of reports"), "{}", seen(&told));
    assert!(told.text().contains("Outdated."), "it is given back: {}", seen(&told));
    let other = report("Jiwoo").await;
    assert!(!other.text().contains("많습니다"), "{}", seen(&other));
    reported(&stage).await;
    // Nothing else was sent.
    stage.end().await;
}
