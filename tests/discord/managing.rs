//! What the people who manage a server do: settings, templates of their own, schedules, and what is stored.

use datum::sandbox::World;
use datum::store::Store;

use crate::briefs::{posted, settled, stage};
use crate::stage::{Stage, message};

/// What somebody is told after a command.
async fn told(stage: &Stage, person: &str, command: &str, options: &[(&str, &str)]) -> String {
    let seen = stage.sandbox.user(person).slash("general", command, options).await.unwrap();
    assert!(seen.is_ephemeral(), "{command}");
    message(&settled(stage, &seen).await)
}

#[tokio::test]
async fn settings_are_for_managers_and_hold_at_once() {
    let stage = stage(World::demo("Datum"), Store::in_memory()).await;
    // Discord does not even offer them to others; that the bot checks too is tested beside the commands.
    assert!(stage.sandbox.user("Alex").slash("general", "settings show", &[]).await.is_err());
    let mut all = told(&stage, "Morgan", "settings show", &[]).await;
    let steps: [(&str, &[(&str, &str)]); 6] = [
        ("settings mentions", &[("where", "chosen"), ("channel", "ai-desk")]),
        ("settings visibility", &[("who", "me")]),
        ("settings reporting", &[("thread", "weekly report")]),
        ("settings notices", &[("channel", "general")]),
        ("settings language", &[("spoken", "ko")]),
        ("settings show", &[]),
    ];
    for (command, options) in steps {
        all.push_str(&format!("\n---\n{}", told(&stage, "Morgan", command, options).await));
    }
    insta::assert_snapshot!(all);

    let alex = stage.sandbox.user("Alex");
    let answer = alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    assert!(answer.is_ephemeral() && answer.text().contains("1,961개"), "{}", answer.text());
    // Mentions are answered in the chosen channel and its threads, and nowhere else.
    alex.say("general", "@Datum H100 count of Korea").await.unwrap();
    let there = alex.say("weekly report", "@Datum H100 count of Korea").await.unwrap();
    let reply = stage.sandbox.wait_for_message("", |it| it.reference == Some(there.id)).await.unwrap();
    assert!(reply.text().contains("1,961개"), "{}", reply.text());
    let bots = |channel: &str| stage.sandbox.messages(channel).into_iter().filter(|it| it.reference.is_some()).count();
    assert_eq!(bots("general"), 0);
    // A brief goes to the reporting thread unless somebody says.
    let preview = alex.slash("general", "brief", &[("template", "ai-compute")]).await.unwrap();
    assert!(settled(&stage, &preview).await.text().contains("weekly report"));

    let reset = told(&stage, "Morgan", "settings reset", &[]).await;
    assert!(reset.contains("읽는 사람의 언어"), "{reset}");
    let answer = alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    assert!(!answer.is_ephemeral());
    stage.end().await;
}

#[tokio::test]
async fn a_server_makes_a_template_of_its_own() {
    let stage = stage(World::demo("Datum"), Store::in_memory()).await;
    let morgan = stage.sandbox.user("Morgan");
    let form = morgan.slash("general", "settings template", &[]).await.unwrap();
    let empty = morgan.submit_modal(&form, &[("title", "Our week"), ("lines", "# Only a heading")]).await.unwrap();
    let empty = message(&settled(&stage, &empty).await);
    let form = morgan.slash("general", "settings template", &[]).await.unwrap();
    let fields = [("title", "Our week"), ("lines", "# Chips\nH100 held\nAI staff shortage trend\nH100 count of Japan")];
    let saved = morgan.submit_modal(&form, &fields).await.unwrap();
    let saved = message(&settled(&stage, &saved).await);
    insta::assert_snapshot!(format!("{empty}\n---\n{saved}"));
    let alex = stage.sandbox.user("Alex");
    let listed = alex.autocomplete("general", "brief", &[("template", "our")]).await.unwrap();
    assert_eq!(listed.choices().iter().map(|choice| &*choice.name).collect::<Vec<_>>(), ["Our week"]);
    let preview = alex.slash("weekly report", "brief", &[("template", "Our week")]).await.unwrap();
    let shown = settled(&stage, &preview).await;
    let done = alex.click(&shown, "Post").await.unwrap();
    settled(&stage, &done).await;
    assert!(posted(&stage, "weekly report").await[0].text().contains("Our week"));
    let removed = told(&stage, "Morgan", "settings template-remove", &[("name", "Our week")]).await;
    assert!(removed.contains("removed"), "{removed}");
    stage.end().await;
}

#[tokio::test]
async fn a_schedule_is_shown_before_it_is_saved() {
    for (person, save) in [("Morgan", "Save")] {
        let stage = stage(World::demo("Datum"), Store::in_memory()).await;
        let manager = stage.sandbox.user(person);
        let mut all = String::new();
        for when in ["whenever", "every Monday", "every minute 9:00"] {
            let options = [("template", "ai-compute"), ("when", when), ("thread", "weekly report")];
            all.push_str(&format!("{}\n", told(&stage, person, "schedule add", &options).await));
        }
        let options = [("template", "ai-compute"), ("when", "매주 월요일 오전 9시"), ("thread", "weekly report")];
        let shown = manager.slash("general", "schedule add", &options).await.unwrap();
        let shown = settled(&stage, &shown).await;
        all.push_str(&format!("---\n{}\n", message(&shown)));
        let saved = manager.click(&shown, save).await.unwrap();
        all.push_str(&format!("---\n{}\n", message(&settled(&stage, &saved).await)));
        all.push_str(&format!("---\n{}\n", told(&stage, person, "schedule list", &[]).await));
        for command in ["schedule pause", "schedule list", "schedule resume"] {
            let options: &[(&str, &str)] = if command == "schedule list" { &[] } else { &[("schedule", "1")] };
            all.push_str(&format!("---\n{}\n", told(&stage, person, command, options).await));
        }
        let run = told(&stage, person, "schedule run", &[("schedule", "1")]).await;
        assert!(run.contains("Posted"), "{run}");
        assert!(!posted(&stage, "weekly report").await.is_empty());
        all.push_str(&format!("---\n{}\n", told(&stage, person, "schedule remove", &[("schedule", "1")]).await));
        all.push_str(&format!("---\n{}\n", told(&stage, person, "schedule list", &[]).await));
        insta::assert_snapshot!(all);
        assert!(stage.sandbox.user("Alex").slash("general", "schedule list", &[]).await.is_err());
        stage.end().await;
    }
}

#[tokio::test]
async fn schedules_in_korean() {
    let stage = stage(
        World::demo("Datum").with(|state| {
            for user in state.users.values_mut().filter(|user| user.name == "morgan") {
                user.locale = "ko".to_owned();
            }
        }),
        Store::in_memory(),
    )
    .await;
    let morgan = stage.sandbox.user("Morgan");
    let mut all = String::new();
    for when in ["아무 때나", "매주 월요일"] {
        let options = [("template", "ai-talent"), ("when", when), ("thread", "weekly report")];
        all.push_str(&format!("{}\n", told(&stage, "Morgan", "schedule add", &options).await));
    }
    let options = [
        ("template", "ai-talent"),
        ("when", "평일 오전 8시 30분"),
        ("timezone", "Europe/Paris"),
        ("thread", "weekly report"),
    ];
    let shown = morgan.slash("general", "schedule add", &options).await.unwrap();
    let shown = settled(&stage, &shown).await;
    all.push_str(&format!("---\n{}\n", message(&shown)));
    let saved = morgan.click(&shown, "저장").await.unwrap();
    all.push_str(&format!("---\n{}\n", message(&settled(&stage, &saved).await)));
    all.push_str(&format!("---\n{}\n", told(&stage, "Morgan", "schedule list", &[]).await));
    all.push_str(&format!("---\n{}\n", told(&stage, "Morgan", "settings show", &[]).await));
    insta::assert_snapshot!(all);
    let typed = [("template", "ai-talent"), ("when", "매달 말일 9:00")];
    let choices = morgan.autocomplete("general", "schedule add", &typed).await.unwrap();
    assert!(choices.choices()[0].name.contains("매월 마지막 날 09:00"), "{:?}", choices.choices());
    stage.end().await;
}

#[tokio::test]
async fn what_is_stored_is_taken_away_and_deleted() {
    let stage = stage(World::demo("Datum"), Store::in_memory()).await;
    told(&stage, "Morgan", "settings reporting", &[("thread", "weekly report")]).await;
    let alex = stage.sandbox.user("Alex");
    let refused = told(&stage, "Alex", "mydata export", &[("about", "server")]).await;
    assert!(refused.contains("manage"), "{refused}");
    let own = alex.slash("general", "mydata export", &[]).await.unwrap();
    let own = settled(&stage, &own).await;
    assert!(String::from_utf8(own.attachments[0].bytes.to_vec()).unwrap().contains("\"user\""));
    let morgan = stage.sandbox.user("Morgan");
    let server = morgan.slash("general", "mydata export", &[("about", "server")]).await.unwrap();
    let server = settled(&stage, &server).await;
    assert!(String::from_utf8(server.attachments[0].bytes.to_vec()).unwrap().contains("\"settings\""));
    let asked = morgan.slash("general", "mydata delete", &[("about", "server")]).await.unwrap();
    let asked = settled(&stage, &asked).await;
    let deleted = morgan.click(&asked, "Delete").await.unwrap();
    let deleted = settled(&stage, &deleted).await;
    insta::assert_snapshot!(format!("{}\n---\n{}", message(&asked), message(&deleted)));
    let shown = told(&stage, "Morgan", "settings show", &[]).await;
    assert!(!shown.contains("weekly report"), "{shown}");
    stage.end().await;
}
