//! Buttons and menus under replies.

use datum::sandbox::{Seen, View};
use serde_json::json;

use crate::stage::{Stage, seen};

async fn answer(stage: &Stage) -> Seen {
    let alex = stage.sandbox.user("Alex");
    alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap()
}

#[tokio::test]
async fn sources_and_cite_are_for_the_one_who_presses() {
    let stage = Stage::new().await;
    let shown = answer(&stage).await;
    let jiwoo = stage.sandbox.user("Jiwoo");
    let mut all = String::new();
    for button in shown.buttons() {
        let pressed = jiwoo.click(shown.message().unwrap(), &button.label).await.unwrap();
        assert!(pressed.is_ephemeral(), "{}", button.label);
        all.push_str(&format!("[{}]\n{}\n---\n", button.label, seen(&pressed)));
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn a_question_back_is_answered_by_its_menu() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let choice = alex.slash("general", "fact", &[("query", "Microsoft")]).await.unwrap();
    assert!(choice.is_ephemeral());
    let menu = choice.selects().into_iter().next().unwrap_or_else(|| panic!("no menu: {}", seen(&choice)));
    let first = menu.options[0].label.clone();
    let chosen = alex.select(choice.message().unwrap(), "", &[&first]).await.unwrap();
    assert!(!chosen.is_ephemeral(), "the answer is for everybody: {}", seen(&chosen));
    insta::assert_snapshot!(format!("{}\n---\n{first}\n{}", seen(&choice), seen(&chosen)));
    stage.end().await;
}

#[tokio::test]
async fn who_asked_in_private_is_answered_in_private() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let options = [("query", "Microsoft"), ("visibility", "me")];
    let choice = alex.slash("general", "fact", &options).await.unwrap();
    let first = choice.selects()[0].options[0].label.clone();
    let chosen = alex.select(choice.message().unwrap(), "", &[&first]).await.unwrap();
    assert!(chosen.is_ephemeral());
    stage.end().await;
}

#[tokio::test]
async fn a_private_answer_can_be_shared() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let options = [("query", "H100 count of Korea"), ("visibility", "me")];
    let private = alex.slash("general", "fact", &options).await.unwrap();
    let shared = alex.click(private.message().unwrap(), "Share in channel").await.unwrap();
    assert!(!shared.is_ephemeral());
    let without_button = |text: String| text.replace("[only you see this]\n", "").replace(" [Share in channel]", "");
    let private_without_menu = without_button(seen(&private));
    let shown = seen(&shared);
    assert!(private_without_menu.starts_with(&shown), "{private_without_menu}\n!=\n{shown}");
    let pressed = stage.sandbox.user("Jiwoo").click(shared.message().unwrap(), "1").await.unwrap();
    assert!(pressed.is_ephemeral(), "the buttons of a shared answer work");
    stage.end().await;
}

#[tokio::test]
async fn buttons_and_menus_work_after_a_restart() {
    let mut stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let shown = answer(&stage).await;
    let choice = alex.slash("general", "fact", &[("query", "Microsoft")]).await.unwrap();
    stage.restart().await;
    let pressed = alex.click(shown.message().unwrap(), "1").await.unwrap();
    assert!(!pressed.text().is_empty());
    let first = choice.selects()[0].options[0].value.clone();
    let chosen = alex.select(choice.message().unwrap(), "", &[&first]).await.unwrap();
    assert!(!chosen.is_ephemeral());
    stage.end().await;
}

#[tokio::test]
async fn pages_turn_where_they_stand() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let first = alex.slash("general", "sources", &[]).await.unwrap();
    let next = first.buttons().into_iter().find(|button| button.label == "More");
    let next = next.unwrap_or_else(|| panic!("no second page: {}", seen(&first)));
    let second = alex.click(first.message().unwrap(), &next.label).await.unwrap();
    assert!(matches!(second.view, View::Updated(_)), "{}", seen(&second));
    assert_ne!(first.text(), second.text());
    stage.end().await;
}

#[tokio::test]
async fn what_nothing_stands_behind_is_answered_with_a_sentence() {
    let stage = Stage::new().await;
    let shown = answer(&stage).await;
    let message = shown.message().unwrap().id;
    let mut all = String::new();
    for id in ["v9|launch|42", "s:no-such-figure", "share-everything"] {
        stage.sandbox.change(|state| {
            let message = state.messages.get_mut(&message).unwrap();
            message.components = vec![json!({"type": 1, "components": [
                {"type": 2, "style": 2, "label": "Old", "custom_id": id}
            ]})];
        });
        let alex = stage.sandbox.user("Alex");
        let changed = stage.sandbox.message(message).unwrap();
        let pressed = alex.click(&changed, "Old").await.unwrap();
        assert!(pressed.is_ephemeral());
        all.push_str(&format!("{id}\n{}\n---\n", seen(&pressed)));
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}
