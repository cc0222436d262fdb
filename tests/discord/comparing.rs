//! `/compare` and `/trend`, in both languages.

use std::path::PathBuf;
use std::sync::Arc;

use datum::app::App;
use datum::sandbox::World;

use crate::stage::{Stage, seen};

#[tokio::test]
async fn compare_sets_figures_side_by_side_in_both_languages() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let jiwoo = stage.sandbox.user("Jiwoo");
    let english =
        alex.slash("general", "compare", &[("first", "H100 Microsoft"), ("second", "H100 Korea")]).await.unwrap();
    let korean =
        jiwoo.slash("general", "비교", &[("첫째", "마이크로소프트 H100"), ("둘째", "국내 H100 보유량")]).await.unwrap();
    assert!(!english.is_ephemeral() && !korean.is_ephemeral(), "{}\n{}", seen(&english), seen(&korean));
    insta::assert_snapshot!(format!("{}\n---\n{}", seen(&english), seen(&korean)));
    stage.end().await;
}

#[tokio::test]
async fn compare_takes_what_was_chosen_from_the_list() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let typed = alex.autocomplete("general", "compare", &[("first", "H100 Microsoft")]).await.unwrap();
    let first = typed.choices().first().unwrap_or_else(|| panic!("nothing to choose")).value.clone();
    let options = [("first", first.as_str().unwrap()), ("second", "f:korea-h100-held-2023"), ("visibility", "me")];
    let reply = alex.slash("general", "compare", &options).await.unwrap();
    assert!(reply.is_ephemeral());
    assert!(reply.text().contains("76.5"), "{}", seen(&reply));
    stage.end().await;
}

#[tokio::test]
async fn a_name_alone_is_enough_beside_a_figure() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let reply = alex.slash("general", "compare", &[("first", "H100 Korea"), ("second", "Microsoft")]).await.unwrap();
    assert!(reply.text().contains("76.5"), "{}", seen(&reply));
    stage.end().await;
}

#[tokio::test]
async fn what_cannot_be_compared_is_explained_to_the_asker_alone() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let jiwoo = stage.sandbox.user("Jiwoo");
    let mut all = String::new();
    let cases: [&[(&str, &str)]; 7] = [
        // One thing, twice; by name and by id.
        &[("first", "H100 Korea"), ("second", "f:korea-h100-held-2023")],
        // Unlike units.
        &[("first", "H100 Korea"), ("second", "AI talent shortage Korea")],
        &[("first", "H100 Korea"), ("second", "AI investment Korea 2023")],
        // One of them is no figure at all, or many.
        &[("first", "H100 Korea"), ("second", "the price of fish")],
        &[("first", "AI talent shortage"), ("second", "Microsoft")],
        // Nothing was public then.
        &[("first", "H100 Korea"), ("second", "H100 Microsoft"), ("as_of", "1999")],
        &[("first", "H100 Korea"), ("second", "H100 Microsoft"), ("as_of", "soon")],
    ];
    for options in cases {
        for user in [&alex, &jiwoo] {
            let reply = user.slash("general", "compare", options).await.unwrap();
            assert!(reply.is_ephemeral(), "{}", seen(&reply));
            all.push_str(&format!("{options:?}\n{}\n---\n", seen(&reply)));
        }
    }
    insta::assert_snapshot!(all);
    // More than can be read side by side, in one question.
    let nine = "H100 of Microsoft vs Meta vs Google vs Amazon vs Oracle vs Tencent vs CoreWeave vs Baidu vs Alibaba";
    for user in [&alex, &jiwoo] {
        let reply = user.slash("general", "fact", &[("query", nine)]).await.unwrap();
        assert!(reply.is_ephemeral() && reply.text().contains('8'), "{}", seen(&reply));
    }
    stage.end().await;
}

#[tokio::test]
async fn trend_follows_a_figure_in_both_languages() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let jiwoo = stage.sandbox.user("Jiwoo");
    let english = alex.slash("general", "trend", &[("query", "AI talent shortage")]).await.unwrap();
    let korean = jiwoo.slash("general", "추이", &[("질의", "AI 부족 인력"), ("시작", "2021")]).await.unwrap();
    assert!(!english.is_ephemeral() && !korean.is_ephemeral(), "{}\n{}", seen(&english), seen(&korean));
    insta::assert_snapshot!(format!("{}\n---\n{}", seen(&english), seen(&korean)));
    stage.end().await;
}

#[tokio::test]
async fn what_cannot_be_followed_is_explained() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let jiwoo = stage.sandbox.user("Jiwoo");
    let mut all = String::new();
    let cases: [&[(&str, &str)]; 5] = [
        &[("query", "AI talent shortage"), ("from", "2090")],
        &[("query", "AI talent shortage"), ("to", "1950-06")],
        &[("query", "AI talent shortage"), ("from", "2023"), ("to", "2020")],
        &[("query", "AI talent shortage"), ("from", "long ago")],
        &[("query", "H100 count")],
    ];
    for options in cases {
        for user in [&alex, &jiwoo] {
            let reply = user.slash("general", "trend", options).await.unwrap();
            assert!(reply.is_ephemeral(), "{}", seen(&reply));
            all.push_str(&format!("{options:?}\n{}\n---\n", seen(&reply)));
        }
    }
    insta::assert_snapshot!(all);
    let alone = alex.slash("general", "trend", &[("query", "H100 Korea")]).await.unwrap();
    assert!(alone.text().contains("no change to show"), "{}", seen(&alone));
    stage.end().await;
}

#[tokio::test]
async fn comparisons_work_where_embeds_are_not_allowed() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let options = [("first", "H100 Microsoft"), ("second", "H100 Korea")];
    let reply = alex.slash("plain", "compare", &options).await.unwrap();
    assert!(reply.message().unwrap().embeds.is_empty());
    assert!(reply.text().contains("76.5"), "{}", seen(&reply));
    stage.end().await;
}

#[tokio::test]
async fn two_things_are_followed_side_by_side() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/sorrel-isles"));
    let app = Arc::new(App::load(&[folder]).unwrap_or_else(|problems| panic!("{problems}")));
    let mut stage = Stage::with(World::demo("Datum"), |options| options.answerer = app.clone()).await;
    let (alex, jiwoo) = (stage.sandbox.user("Alex"), stage.sandbox.user("Jiwoo"));
    let mut all = String::new();
    let english = alex.slash("general", "trend", &[("query", "crab landings Hollin vs Fennay")]).await.unwrap();
    let english = stage.sandbox.settled(&english).await.unwrap();
    assert_eq!(english.attachments.len(), 1, "both lines are drawn");
    all.push_str(&crate::stage::message(&english));
    let options = [("질의", "홀린 대 페네이 게 어획량"), ("시작", "2022"), ("차트", "false")];
    let korean = jiwoo.slash("general", "추이", &options).await.unwrap();
    all.push_str(&format!("\n---\n{}", seen(&korean)));
    // Each side is a question of its own where both together are none.
    let apart = [("query", "herring landings of Brightholm vs crab landings of Hollin"), ("chart", "false")];
    let apart = alex.slash("general", "trend", &apart).await.unwrap();
    all.push_str(&format!("\n---\n{}", seen(&apart)));
    let unlike =
        alex.slash("general", "trend", &[("query", "crab landings of Hollin vs residents of Hollin")]).await.unwrap();
    assert!(unlike.is_ephemeral(), "{}", seen(&unlike));
    all.push_str(&format!("\n---\n{}", seen(&unlike)));
    insta::assert_snapshot!(all);
    // What stands under it works after a restart.
    stage.restart_with(|options| options.answerer = app.clone()).await;
    let more = alex.click(&english, "More").await.unwrap();
    let text = stage.sandbox.settled(&more).await.unwrap().text();
    assert!(text.contains("Fennay") && text.contains("Hollin") && text.contains("2021"), "{text}");
    let csv = alex.click(&english, "CSV").await.unwrap();
    let csv = stage.sandbox.settled(&csv).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&csv.attachments[0].bytes).lines().count(), 9);
    stage.end().await;
}
