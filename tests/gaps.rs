//! What would have answered a question, and `datum gaps` as an operator calls it.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up has failed")]

use std::path::PathBuf;
use std::process::Command;

use datum::app::App;
use datum::figure::Language;
use datum::query::{Gap, Named, Selection};
use datum::reply::pages;
use datum::store::{GAP_DAYS, Location, Store};
use jiff::Timestamp;
use jiff::civil::date;

fn app() -> App {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/sorrel-isles"));
    App::load(&[folder]).unwrap_or_else(|problems| panic!("{problems}"))
}

const ASKED: [&str; 9] = [
    "crustacean haul of hollin in 2024",
    "홀린의 게 포획고는 얼마야",
    "한국의 다람쥐 마릿수는",
    "ferry wobble passengers of hollin",
    "crab landings of holin",
    "crab landings of atlantis",
    "how many squirrels live on hollin",
    "crab landings of hollin",
    "",
];

#[test]
fn a_name_is_proposed_only_if_it_would_have_answered() {
    let app = app();
    let catalog = app.engine.catalog();
    let asked: Vec<String> = ASKED.iter().map(|words| (*words).to_owned()).collect();
    let gaps = app.engine.gaps(&asked, date(2026, 9, 1));
    assert_eq!(gaps.len(), asked.len());
    let described: Vec<String> = gaps
        .iter()
        .map(|gap| {
            let name = gap.name.as_ref().map(|name| match name.of {
                Named::Metric(metric) => format!("{} += {}", catalog.metric(metric).id, name.text),
                Named::Entity(entity) => format!("{} += {}", catalog.entity(entity).id, name.text),
            });
            let near = gap.nearest.map(|near: Selection| near.token(catalog));
            format!("{:?}: answered {} near {near:?} name {name:?}", gap.words, gap.is_answered)
        })
        .collect();
    insta::assert_snapshot!(described.join("\n"));
    // What is proposed is tried by hand: with the rows in it, the pack answers.
    let named: Vec<&Gap> = gaps.iter().filter(|gap| gap.name.is_some()).collect();
    assert!(!named.is_empty());
    let counted: Vec<pages::Counted> = gaps.into_iter().zip(1..).collect();
    let text = pages::gaps_text(catalog, Language::English, &counted, GAP_DAYS);
    assert!(text.contains("\nid,topic,broader,kind,unit,"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_lists_all_servers_or_one() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("datum.db").display());
    let call = |arguments: &[&str], url: &str| {
        Command::new(env!("CARGO_BIN_EXE_datum"))
            .args([&["gaps"], arguments].concat())
            .env_clear()
            .env("DATABASE_URL", url)
            .current_dir(folder.path())
            .output()
            .unwrap()
    };
    let missing = call(&[], &url);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("there is no database at"), "{missing:?}");
    assert_eq!(call(&[], "mysql:x").status.code(), Some(2));

    let store = Store::new(Location::parse(&url.clone().into()).unwrap());
    let now = Timestamp::now();
    for (guild, words) in [(1, "chatbot stations of microsoft"), (1, "squirrels of busan"), (2, "squirrels of busan")] {
        store.note_gap(guild, words, 9, now).await.unwrap();
    }
    store.close().await;
    let all = String::from_utf8(call(&[], &url).stdout).unwrap();
    assert!(all.contains("2 × “squirrels of busan”"), "{all}");
    let one = call(&["--server", "1", "--json"], &url);
    assert_eq!(one.status.code(), Some(0));
    let one: serde_json::Value = serde_json::from_slice(&one.stdout).unwrap();
    assert_eq!(one["questions"].as_array().unwrap().len(), 2);
    assert_eq!(one["questions"][1]["count"], 1);
    let none = String::from_utf8(call(&["--server", "7", "--lang", "ko"], &url).stdout).unwrap();
    assert!(none.contains("30일"), "{none}");
}
