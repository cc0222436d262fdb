//! `/watch`: a channel is told once when a figure changes, and only those who moderate it decide what it watches.

use std::sync::Arc;

use datum::app::App;
use datum::sandbox::state::{Overwrite, OverwriteKind, permissions};
use datum::sandbox::{Message, World};
use datum::store::{Location, Store};

use crate::briefs::{posted, settled};
use crate::changed::{islands, newer, revised};
use crate::stage::{Stage, message};

/// What somebody is told after a command in `ai-desk`.
async fn told(stage: &Stage, person: &str, command: &str, options: &[(&str, &str)]) -> Message {
    let seen = stage.sandbox.user(person).slash("ai-desk", command, options).await.unwrap();
    assert!(seen.is_ephemeral(), "{command}");
    settled(stage, &seen).await
}

/// Lets Alex manage the messages of a channel.
fn promote(stage: &Stage, channel: &str) {
    let alex = stage.sandbox.user("Alex").id();
    stage.sandbox.change(|state| {
        let found = state.channels.values_mut().find(|it| it.name == channel).unwrap();
        let allow = permissions::MANAGE_MESSAGES;
        found.overwrites.push(Overwrite { id: alex, kind: OverwriteKind::Member, allow, deny: 0 });
    });
}

/// What new packs say otherwise.
type Change = dyn Fn(&str) -> String;

struct Packs(tempfile::TempDir);

impl Packs {
    fn app(&self, change: impl Fn(&str) -> String) -> Arc<App> {
        let folder = islands(self.0.path(), change);
        Arc::new(App::load(&[folder]).unwrap_or_else(|problems| panic!("{problems}")))
    }

    fn store(&self) -> Store {
        let url = format!("sqlite:{}", self.0.path().join("datum.db").display());
        Store::new(Location::parse(&url.into()).unwrap())
    }
}

#[tokio::test]
async fn a_watched_figure_is_posted_once_for_each_change() {
    let packs = Packs(tempfile::tempdir().unwrap());
    let mut stage = Stage::with(World::demo("Datum"), |options| {
        options.answerer = packs.app(str::to_owned);
        options.store = packs.store();
    })
    .await;
    // Discord does not even offer it to others; that the bot checks too is tested beside the commands.
    assert!(stage.sandbox.user("Alex").slash("ai-desk", "watch list", &[]).await.is_err());
    promote(&stage, "ai-desk");
    let mut all = Vec::new();
    for (command, options) in [
        ("watch list", &[] as &[(&str, &str)]),
        ("watch add", &[("query", "crab landings of Hollin")]),
        ("watch add", &[("query", "f:hollin-crab-2021")]),
        ("watch add", &[("query", "weather of Atlantis")]),
        ("watch remove", &[("figure", "77")]),
    ] {
        all.push(message(&told(&stage, "Alex", command, options).await));
    }
    let several = told(&stage, "Alex", "watch add", &[("query", "crab landings")]).await;
    all.push(message(&several));
    let fennay = several.buttons().into_iter().find(|button| button.label.contains("Fennay")).unwrap().label.to_owned();
    let chosen = stage.sandbox.user("Alex").click(&several, &fennay).await.unwrap();
    all.push(message(&settled(&stage, &chosen).await));
    all.push(message(&told(&stage, "Alex", "watch list", &[]).await));
    insta::assert_snapshot!(all.join("\n---\n"));

    // Each change is posted once, however often the bot starts with it.
    let steps: [(&str, &Change); 3] =
        [("revised", &revised), ("newer", &|it| newer(&revised(it))), ("withdrawn", &revised)];
    let mut count = 0;
    for (word, change) in steps {
        for round in 0..2 {
            let (app, store) = (packs.app(change), packs.store());
            stage
                .restart_with(|options| {
                    options.answerer = app;
                    options.store = store;
                })
                .await;
            if round == 0 {
                let is_news = |it: &Message| it.text().contains("Watched here") && it.text().contains(word);
                let news = stage.sandbox.wait_for_message("ai-desk", is_news).await.unwrap();
                insta::assert_snapshot!(format!("news_{word}"), without_mark(&message(&news)));
                count += 1;
            } else {
                stage.sandbox.quiesce(std::time::Duration::from_millis(300)).await;
            }
            assert_eq!(posted(&stage, "ai-desk").await.len(), count, "{word}, start {round}");
        }
    }
    let removed = told(&stage, "Alex", "watch remove", &[("figure", "1")]).await;
    assert!(removed.text().contains("no longer watched"), "{}", removed.text());
    stage.end().await;
}

/// A message without the mark by which it is found again, which follows from ids.
fn without_mark(text: &str) -> String {
    regex::Regex::new(r" · [0-9a-f]{8}\b").unwrap().replace_all(text, " · MARK").into_owned()
}

#[tokio::test]
async fn who_moderates_one_channel_sees_and_removes_nothing_of_another() {
    let packs = Packs(tempfile::tempdir().unwrap());
    let stage = Stage::with(World::demo("Datum"), |options| {
        options.answerer = packs.app(str::to_owned);
        options.store = packs.store();
    })
    .await;
    let morgan = stage.sandbox.user("Morgan");
    let added = morgan.slash("general", "watch add", &[("query", "f:hollin-crab-2024")]).await.unwrap();
    settled(&stage, &added).await;
    promote(&stage, "ai-desk");
    let alex = stage.sandbox.user("Alex");
    assert!(told(&stage, "Alex", "watch list", &[]).await.text().contains("Nothing is watched here"));
    let removed = told(&stage, "Alex", "watch remove", &[("figure", "1")]).await;
    assert!(removed.text().contains("No such figure"), "{}", removed.text());
    let offered = alex.autocomplete("ai-desk", "watch remove", &[("figure", "")]).await.unwrap();
    assert!(offered.choices().is_empty());
    // Who manages the server sees all of it, from anywhere.
    assert!(told(&stage, "Morgan", "watch list", &[]).await.text().contains("#general"));
    let offered = morgan.autocomplete("ai-desk", "watch remove", &[("figure", "crab")]).await.unwrap();
    assert_eq!(offered.choices().iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>(), [Some("1")]);
    // It is part of what is stored about the server and about whoever added it.
    let own = morgan.slash("general", "mydata export", &[]).await.unwrap();
    let own = settled(&stage, &own).await;
    assert!(String::from_utf8_lossy(&own.attachments[0].bytes).contains("crab-landings"));
    stage.end().await;
}

#[tokio::test]
async fn a_korean_server_reads_it_in_korean_and_as_text_where_embeds_are_not_allowed() {
    let packs = Packs(tempfile::tempdir().unwrap());
    let mut stage = Stage::with(World::demo("Datum"), |options| {
        options.answerer = packs.app(str::to_owned);
        options.store = packs.store();
    })
    .await;
    let morgan = stage.sandbox.user("Morgan");
    let spoken = morgan.slash("general", "settings language", &[("spoken", "ko")]).await.unwrap();
    settled(&stage, &spoken).await;
    let added = morgan.slash("plain", "watch add", &[("query", "f:hollin-crab-2024")]).await.unwrap();
    let added = settled(&stage, &added).await.text();
    assert!(added.contains("지켜보기 시작했습니다"), "{added}");
    let (app, store) = (packs.app(newer), packs.store());
    stage
        .restart_with(|options| {
            options.answerer = app;
            options.store = store;
        })
        .await;
    let news = stage.sandbox.wait_for_message("plain", |it| it.text().contains("새 값이 나왔습니다")).await.unwrap();
    assert!(news.embeds.is_empty() && news.text().contains("1,401"), "{}", news.text());
    stage.end().await;
}
