//! Holds what the bot sends against Discord's rules, as a library knows them that this project did not write, and
//! against the rules that this library does not know: who may be pinged, ids and choices that stand twice, buttons and
//! a menu in one row, an empty message.

use std::collections::HashSet;

use serde_json::Value;
use twilight_model::application::command::Command;
use twilight_model::channel::message::{Component, Embed};
use twilight_validate::{command, message};

/// Checks the body of a request; other requests than those that say or register something have nothing to check.
#[track_caller]
pub fn check_request(method: &str, path: &str, body: &Value) {
    let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
    match (method, segments.as_slice()) {
        ("POST", ["interactions", _, _, "callback"]) => check_response(body),
        ("POST", ["channels", _, "messages"]) => {
            check_message(body);
            assert_eq!(body["enforce_nonce"], true, "{body:#}");
            let nonce = body["nonce"].as_str().unwrap_or_default();
            assert!((1..=25).contains(&nonce.chars().count()), "nonce {nonce:?}");
        }
        ("PUT", ["applications", _, "commands"] | ["applications", _, "guilds", _, "commands"]) => check_commands(body),
        ("POST", ["webhooks", _, _]) | ("PATCH", ["webhooks", _, _, "messages", "@original"]) => check_files(body),
        ("DELETE", ["webhooks", _, _, "messages", "@original"]) => {}
        ("POST", ["channels", _, "threads"]) => {
            check_thread(body);
            check_message(&body["message"]);
        }
        ("POST", ["channels", _, "messages", _, "threads"]) => check_thread(body),
        // A correction changes the texts of a message and nothing else.
        ("PATCH", ["channels", _, "messages", _]) => check_message(body),
        ("GET", _) => {}
        other => panic!("nothing is known of {other:?}: {body:#}"),
    }
}

#[track_caller]
fn check_response(body: &Value) {
    match body["type"].as_u64() {
        Some(4 | 7) => check_files(&body["data"]),
        // Of a waiting sign only who sees it may be said.
        Some(5) => assert!(matches!(body["data"]["flags"].as_u64(), None | Some(0 | 64)), "{body:#}"),
        // Where the pressed message stays there is nothing to say.
        Some(6) => assert!(body["data"].is_null(), "{body:#}"),
        Some(9) => check_form(&body["data"]),
        Some(8) => check_choices(body["data"]["choices"].as_array().expect("choices")),
        other => panic!("an answer of type {other:?}: {body:#}"),
    }
}

/// Checks what is made with a thread: its name, its tags.
#[track_caller]
fn check_thread(body: &Value) {
    let name = body["name"].as_str().unwrap_or_default();
    assert!((1..=100).contains(&name.chars().count()), "{name:?}");
    assert!(list(&body["applied_tags"]).len() <= 5, "{body:#}");
    assert!(matches!(body["auto_archive_duration"].as_u64(), None | Some(60 | 1440 | 4320 | 10_080)), "{body:#}");
}

/// Checks a form: its title, and rows of one field each (components/reference, text input).
#[track_caller]
fn check_form(body: &Value) {
    let fits =
        |value: &Value, most: usize| value.as_str().is_some_and(|text| (1..=most).contains(&text.chars().count()));
    assert!(fits(&body["title"], 45) && fits(&body["custom_id"], 100), "{body:#}");
    let rows = list(&body["components"]);
    assert!((1..=5).contains(&rows.len()), "{body:#}");
    let mut ids = HashSet::new();
    for row in rows {
        let [field] = list(&row["components"]) else { panic!("a field to a row: {row:#}") };
        assert_eq!(field["type"], 4, "{field:#}");
        assert!(fits(&field["label"], 45) && fits(&field["custom_id"], 100), "{field:#}");
        assert!(field["placeholder"].is_null() || fits(&field["placeholder"], 100), "{field:#}");
        assert!(field["max_length"].as_u64().is_none_or(|most| (1..=4_000).contains(&most)), "{field:#}");
        assert!(ids.insert(field["custom_id"].as_str()), "a field stands twice: {body:#}");
    }
}

#[track_caller]
fn check_choices(choices: &[Value]) {
    assert!(choices.len() <= 25, "{} choices", choices.len());
    let mut names = HashSet::new();
    for choice in choices {
        let name = choice["name"].as_str().expect("name");
        let value = choice["value"].as_str().expect("value");
        command::choice_name(name).unwrap_or_else(|error| panic!("{name:?}: {error}"));
        assert!((1..=100).contains(&value.chars().count()), "{value:?}");
        assert!(names.insert(name), "{name:?} stands twice");
    }
}

/// Checks a message with its files: what is embedded is there, and every file is described.
#[track_caller]
fn check_files(body: &Value) {
    check_message(body);
    let files = list(&body["attachments"]);
    for file in files {
        let description = file["description"].as_str().unwrap_or_default();
        assert!((1..=1_024).contains(&description.chars().count()), "{file:#}");
    }
    for embed in list(&body["embeds"]) {
        let Some(url) = embed["image"]["url"].as_str() else { continue };
        let name = url.strip_prefix("attachment://").unwrap_or_else(|| panic!("an image from elsewhere: {url}"));
        assert!(files.iter().any(|file| file["filename"] == name), "{name} is not attached: {body:#}");
    }
}

/// Checks a message.
#[track_caller]
pub fn check_message(body: &Value) {
    let content = body["content"].as_str().unwrap_or_default();
    message::content(content).unwrap_or_else(|error| panic!("{error}: {content}"));

    let embeds: Vec<Embed> = list(&body["embeds"])
        .iter()
        .map(|embed| serde_json::from_value(embed.clone()).unwrap_or_else(|error| panic!("{error}: {embed:#}")))
        .collect();
    message::embeds(&embeds).unwrap_or_else(|error| panic!("{error}: {body:#}"));
    assert!(!content.trim().is_empty() || !embeds.is_empty(), "an empty message: {body:#}");

    for file in list(&body["attachments"]) {
        // Discord's own description of its API has all ids as text, this one too.
        assert!(file["id"].as_str().is_some_and(|id| id.parse::<u64>().is_ok()), "{file:#}");
    }

    let rows: Vec<Component> = list(&body["components"])
        .iter()
        .map(|row| serde_json::from_value(row.clone()).unwrap_or_else(|error| panic!("{error}: {row:#}")))
        .collect();
    message::components(&rows, false).unwrap_or_else(|error| panic!("{error}: {body:#}"));
    let mut ids = HashSet::new();
    for row in list(&body["components"]) {
        let parts = list(&row["components"]);
        let menus = parts.iter().filter(|part| part["type"] == 3).count();
        assert!(menus == 0 || parts.len() == 1, "a menu shares its row: {row:#}");
        for part in parts {
            let id = part["custom_id"].as_str().expect("custom_id");
            assert!(ids.insert(id), "the custom id {id:?} stands twice");
            let options = list(&part["options"]);
            let values: HashSet<&str> = options.iter().filter_map(|option| option["value"].as_str()).collect();
            assert_eq!(values.len(), options.len(), "an option stands twice: {part:#}");
        }
    }

    let mentions = &body["allowed_mentions"];
    assert_eq!(mentions["parse"], serde_json::json!([]), "{mentions}");
    assert!(list(&mentions["users"]).is_empty() && list(&mentions["roles"]).is_empty(), "{mentions}");
    // It is off unless it is said to be on.
    assert_ne!(mentions["replied_user"], true, "{mentions}");
    assert!(matches!(body["flags"].as_u64(), None | Some(0 | 64)), "{}", body["flags"]);
}

#[track_caller]
fn check_commands(body: &Value) {
    let commands = list(body);
    assert!(!commands.is_empty());
    for sent in commands {
        let mut whole = sent.clone();
        // The library's type is that of a command that Discord returns.
        whole["version"] = Value::from("1");
        if whole["description"].is_null() {
            whole["description"] = Value::from("");
        }
        let read: Command = serde_json::from_value(whole).unwrap_or_else(|error| panic!("{error}: {sent:#}"));
        command::command(&read).unwrap_or_else(|error| panic!("{error}: {sent:#}"));
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}
