//! Questions without an answer: counted only where a server wants that, listed for those who manage it.

use datum::sandbox::World;
use datum::store::Store;

use crate::briefs::{settled, stage};
use crate::stage::{Stage, message};

/// What somebody asks in vain: by a command, by a mention, and in a direct message.
async fn ask(stage: &Stage) {
    let alex = stage.sandbox.user("Alex");
    for (command, query) in [
        ("fact", "How many squirrels live in Busan?"),
        ("fact", "AI gizmo shortage in Korea"),
        ("fact", "H100 count of Korea"),
        ("trend", "AI gizmo shortage in Korea"),
        ("fact", "thanks"),
    ] {
        alex.slash("general", command, &[("query", query)]).await.unwrap();
    }
    let asked = alex.say("general", "@Datum 한국의 다람쥐 마릿수는?").await.unwrap();
    stage.sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
    let asked = alex.dm("squirrels of Seoul").await.unwrap();
    stage.sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
}

async fn told(stage: &Stage, command: &str, options: &[(&str, &str)]) -> datum::sandbox::Message {
    let seen = stage.sandbox.user("Morgan").slash("general", command, options).await.unwrap();
    assert!(seen.is_ephemeral());
    settled(stage, &seen).await
}

#[tokio::test]
async fn only_where_it_is_switched_on_questions_are_counted_and_nobody_is_named() {
    let store = Store::in_memory();
    let stage = stage(World::demo("Datum"), store.clone()).await;
    assert!(stage.sandbox.user("Alex").slash("general", "gaps", &[]).await.is_err(), "for managers");
    ask(&stage).await;
    let off = told(&stage, "gaps", &[]).await;
    let on = told(&stage, "settings gaps", &[("counted", "on")]).await;
    let none = told(&stage, "gaps", &[]).await;
    ask(&stage).await;
    // A reply is out before its question is counted.
    let counted = async {
        loop {
            let gaps = store.gaps(None, crate::briefs::now(), 99).await.unwrap();
            if gaps.len() == 3 && gaps[0].count == 2 {
                return gaps;
            }
            tokio::task::yield_now().await;
        }
    };
    let gaps = tokio::time::timeout(std::time::Duration::from_secs(20), counted).await.unwrap();
    assert!(gaps.iter().all(|gap| !gap.words.contains("seoul")), "direct messages are nobody's server: {gaps:?}");
    let listed = told(&stage, "gaps", &[]).await;
    let file = String::from_utf8(listed.attachments[0].bytes.to_vec()).unwrap();
    let all = [&off, &on, &none, &listed].map(message).join("\n---\n");
    insta::assert_snapshot!(all);
    let heads: Vec<&str> = file.lines().map(|line| line.get(..line.len().min(90)).unwrap_or(line)).collect();
    assert!(heads.iter().any(|line| line.contains("ai gizmo shortage in korea")), "{file}");
    let alex = stage.sandbox.user("Alex").id().to_string();
    let stored = store.export_guild(stage.sandbox.inspect(|state| *state.guilds.keys().next().unwrap())).await.unwrap();
    assert!(!stored["gaps"].to_string().contains(&alex));
    let off = told(&stage, "settings gaps", &[("counted", "off")]).await;
    assert!(off.text().contains("not counted"), "{}", off.text());
    assert_eq!(store.gaps(None, crate::briefs::now(), 99).await.unwrap(), []);
    stage.end().await;
}
