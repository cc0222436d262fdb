//! `/changes`: what packs tell of their history, and what is said of packs that tell nothing.

use std::path::PathBuf;
use std::sync::Arc;

use datum::app::App;
use datum::discord::Options;
use datum::sandbox::World;

use crate::stage::{Stage, seen};

/// A bot that also has a pack with a history.
async fn islands() -> Stage {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/sorrel-isles"));
    let app = App::load(&[folder]).unwrap_or_else(|problems| panic!("{problems}"));
    Stage::with(World::demo("Datum"), |options: &mut Options| options.answerer = Arc::new(app)).await
}

#[tokio::test]
async fn changes_are_listed_newest_first_page_by_page_in_both_languages() {
    let stage = islands().await;
    let (alex, jiwoo) = (stage.sandbox.user("Alex"), stage.sandbox.user("Jiwoo"));
    let mut all = String::new();
    let first = alex.slash("general", "changes", &[("topic", "t:fishing")]).await.unwrap();
    assert!(first.is_ephemeral());
    all.push_str(&format!("{}\n---\n", seen(&first)));
    let second = alex.click(first.message().unwrap(), "More").await.unwrap();
    all.push_str(&format!("{}\n---\n", seen(&second)));
    let korean = jiwoo.slash("general", "변경", &[("주제", "어업"), ("이후", "2023-01")]).await.unwrap();
    all.push_str(&seen(&korean));
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn changes_can_be_shared_and_then_turned_by_each_reader() {
    let stage = islands().await;
    let (alex, jiwoo) = (stage.sandbox.user("Alex"), stage.sandbox.user("Jiwoo"));
    let private = alex.slash("general", "changes", &[("topic", "t:fishing")]).await.unwrap();
    let shared = alex.click(private.message().unwrap(), "Share in channel").await.unwrap();
    assert!(!shared.is_ephemeral());
    assert_eq!(shared.text(), private.text());
    let turned = jiwoo.click(shared.message().unwrap(), "More").await.unwrap();
    assert!(turned.is_ephemeral());
    stage.end().await;
}

#[tokio::test]
async fn shipped_packs_say_what_changed_and_which_versions_there_are() {
    let stage = Stage::new().await;
    let (alex, jiwoo) = (stage.sandbox.user("Alex"), stage.sandbox.user("Jiwoo"));
    let mut all = String::new();
    for options in [&[("since", "2026-01")] as &[(&str, &str)], &[("since", "2023"), ("topic", "models")], &[]] {
        for user in [&alex, &jiwoo] {
            let reply = user.slash("general", "changes", options).await.unwrap();
            assert!(reply.is_ephemeral());
            all.push_str(&format!("{options:?}\n{}\n---\n", seen(&reply)));
        }
    }
    for options in [[("since", "soon")], [("topic", "hats")]] {
        let reply = alex.slash("general", "changes", &options).await.unwrap();
        assert!(reply.is_ephemeral());
        all.push_str(&format!("{options:?}\n{}\n---\n", seen(&reply)));
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}
