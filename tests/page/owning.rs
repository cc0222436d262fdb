//! The commands of whoever runs a server, typed as they would type them: Enter takes what is suggested, once more sends.

use std::collections::BTreeSet;

use datum::sandbox::state::State;
use serde_json::Value;

use crate::asking::COMMANDS;
use crate::browser::{Browser, with_page};
use crate::stage::Stage;

const ENTER: &str = "\u{e007}";

/// Each command as it is typed, in an order in which each has something to do, and what its answer holds.
const OWNED: &[(&str, &str)] = &[
    ("/settings show", "Settings of this server"),
    ("/settings language spoken:Korean", "Saved"),
    ("/settings language spoken:each reader", "저장했습니다"),
    ("/settings mentions where:in all", "Saved"),
    ("/settings notices channel:#ai-desk", "Saved"),
    ("/settings reporting thread:weekly report", "Saved"),
    ("/settings visibility who:everyone here", "Saved"),
    ("/settings gaps counted:on", "Saved"),
    ("/gaps", "In the last 30 days"),
    ("/settings template-remove name:x", "no longer exists"),
    ("/schedule add template:AI compute when:every monday 9:00 thread:weekly report", "A new schedule"),
    ("[Save]", "Schedule 1 is saved"),
    ("/schedule list", "#1 AI compute"),
    ("/schedule pause schedule:1", "is paused"),
    ("/schedule resume schedule:1", "runs again"),
    ("/schedule run schedule:1", "Posted"),
    ("/schedule remove schedule:1", "was removed"),
    ("/watch add H100 count of Korea", "Watching #1"),
    ("/watch list", "Watched figures"),
    ("/watch remove figure:1", "no longer watched"),
    ("/pack status", "Data packs"),
    ("/pack diff", "loads no packs anew"),
    ("/pack reload", "loads no packs anew"),
    ("/mydata delete", "will be removed"),
    ("/settings reset", "at their defaults"),
];
/// Commands that open a form.
const FORMS: [&str; 2] = ["/report", "/settings template"];

/// What stands in the message box and above it; nothing if a command has gone off.
const STATE: &str = "const seen = (it) => it && it.checkVisibility();
    const command = document.querySelector('.command'); const popup = document.querySelector('.popup');
    const typed = [...document.querySelectorAll('#message-box textarea, #message-box input')].filter(seen).map((it) => it.value);
    return [seen(command) ? command.innerText : '', ...typed, seen(popup) ? popup.innerText : ''].join('');";

async fn send(browser: &Browser, typed: &str) {
    browser.write(typed).await;
    browser.until("return document.querySelector('.command, .popup-item[aria-selected=true]');").await;
    for _ in 0..8 {
        let before = browser.run(STATE).await;
        // What was sent is taken away when it has arrived, perhaps only now.
        if before == Value::String(String::new()) {
            return;
        }
        browser.keys(ENTER).await;
        browser.until(&format!("return (() => {{ {STATE} }})() !== {before};")).await;
    }
    panic!("{typed} was not sent: {}", browser.text("#message-box").await);
}

/// All slash commands that the bot has registered, those with branches by their branches.
fn registered(state: &State) -> BTreeSet<String> {
    let slash = |command: &&Value| command["type"].as_u64().is_none_or(|kind| kind == 1);
    let mut all = BTreeSet::new();
    for command in state.commands.values().flatten().filter(slash) {
        let name = command["name"].as_str().unwrap();
        let options = command["options"].as_array().cloned().unwrap_or_default();
        let branches: Vec<&Value> = options.iter().filter(|option| option["type"] == 1).collect();
        if branches.is_empty() {
            all.insert(format!("/{name}"));
        }
        all.extend(branches.iter().map(|branch| format!("/{name} {}", branch["name"].as_str().unwrap())));
    }
    all
}

#[tokio::test]
async fn every_command_for_those_who_run_a_server() {
    let stage = Stage::new().await;
    let all = stage.sandbox.inspect(registered);
    let typed: Vec<&str> = COMMANDS.iter().chain(OWNED).map(|(typed, _)| *typed).chain(FORMS).collect();
    let is_typed = |command: &&String| {
        typed
            .iter()
            .any(|it| it.strip_prefix(command.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    };
    let missing: Vec<&String> = all.iter().filter(|command| !is_typed(command)).collect();
    assert!(missing.is_empty() && all.len() > 20, "nobody types {missing:?}");
    let ran = with_page(&stage.page.address(), |browser| async move {
        browser.become_person("Morgan").await;
        for (typed, wanted) in OWNED {
            match typed.strip_prefix('[').and_then(|button| button.strip_suffix(']')) {
                Some(button) => browser.press("article .button", button).await,
                None => send(&browser, typed).await,
            }
            let wanted = serde_json::json!(wanted);
            browser
                .until(&format!(
                    "const last = [...document.querySelectorAll('article.message')].at(-1);
                     return last && !last.querySelector('.thinking') && last.innerText.includes({wanted});"
                ))
                .await;
        }
        send_form(&browser).await;
    })
    .await;
    assert!(stage.sandbox.unexpected_requests().is_empty());
    if ran {
        let called = |state: &State| state.interactions.values().filter(|it| it.payload["type"] == 2).count();
        assert_eq!(stage.sandbox.inspect(called), OWNED.len(), "each once, with the form in place of the button");
    }
}

/// A template of several lines goes into a form, and is there afterwards.
async fn send_form(browser: &Browser) {
    browser.write("/settings template").await;
    browser.reads(".popup-item[aria-selected=true]", "/settings template").await;
    browser.keys(ENTER).await;
    browser.find(".command").await;
    browser.keys(ENTER).await;
    browser.find("dialog[open] input:focus").await;
    browser.keys("Chips").await;
    browser.find("dialog[open] textarea").await.click().await.unwrap();
    browser.keys("# Compute\nH100 count of Korea\nMicrosoft vs Korea H100").await;
    browser.press("dialog .button.primary", "Submit").await;
    browser.until("return !document.querySelector('dialog[open]');").await;
    browser.reads("article.ephemeral", "Chips").await;
}
