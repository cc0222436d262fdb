//! The bot's commands, typed, completed, pressed and filled in as a reader does.

use crate::browser::{Browser, with_page};
use crate::stage::Stage;

const UP: &str = "\u{e013}";
const DOWN: &str = "\u{e015}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const TAB: &str = "\u{e004}";
const BACKSPACE: &str = "\u{e003}";

/// Each command for readers as it is typed, and what its answer holds; `/report` opens a form.
pub const COMMANDS: &[(&str, &str)] = &[
    ("/fact H100 count of Korea", "1,961"),
    ("/compare first:Microsoft H100 second:Meta H100", "Meta"),
    ("/trend AI workforce of Korea", "2024"),
    ("/topics", "measures"),
    ("/sources topic:hardware", "Only you can see this"),
    ("/cite H100 count of Korea", "Only you can see this"),
    ("/export topic:hardware", ".csv"),
    ("/check text:Korea holds 1,961 H100s.", "1,961"),
    ("/changes", "Only you can see this"),
    ("/brief template:AI compute", "AI compute"),
    ("/help", "/fact"),
    ("/mydata export", "Only you can see this"),
];

/// Sends what is in the message box and waits until its answer stands in the last message.
async fn send_and_read(browser: &Browser, typed: &str, wanted: &str) {
    let before = last_message(browser).await;
    browser.command(typed).await;
    let script = format!(
        "const all = [...document.querySelectorAll('article.message')]; const last = all.at(-1);
         return last && last.id !== {before} && !last.querySelector('.thinking') && last.innerText.includes({wanted});",
        before = serde_json::json!(before),
        wanted = serde_json::json!(wanted)
    );
    browser.until(&script).await;
}

async fn last_message(browser: &Browser) -> String {
    let script = "return [...document.querySelectorAll('article.message')].at(-1)?.id ?? '';";
    browser.run(script).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn every_command_by_typing() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        for (typed, wanted) in COMMANDS {
            send_and_read(&browser, typed, wanted).await;
        }
    })
    .await;
    assert!(stage.sandbox.unexpected_requests().is_empty());
}

#[tokio::test]
async fn commands_of_whoever_runs_the_server_are_shown_to_them_alone() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.write("/").await;
        browser.reads(".popup-item", "/fact").await;
        let shown = browser.text(".popup-item").await;
        assert!(!shown.contains("/settings") && shown.contains("/help"), "{shown}");
        browser.keys(ESCAPE).await;
        browser.become_person("Morgan").await;
        browser.write("/sett").await;
        browser.reads(".popup-item", "/settings show").await;
        browser.keys(BACKSPACE.repeat(5)).await;
        send_and_read(&browser, "/settings show", "Only you can see this").await;
    })
    .await;
}

#[tokio::test]
async fn autocomplete_by_arrow_keys() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.write("/fa").await;
        browser.reads(".popup-item[aria-selected=true]", "/fact").await;
        browser.keys(ENTER).await;
        browser.find(".chip-input:focus").await;
        browser.keys("H10").await;
        browser.until("return document.querySelector('.popup').dataset.typed === 'H10' && document.querySelectorAll('.popup-item').length > 1;").await;
        browser.keys(DOWN).await;
        let first = browser.text(".popup-item[aria-selected=true]").await;
        browser.keys(DOWN).await;
        let second = browser.text(".popup-item[aria-selected=true]").await;
        assert_ne!(first, second);
        browser.keys(UP).await;
        assert_eq!(browser.text(".popup-item[aria-selected=true]").await, first);
        let active = browser.run("const it = document.activeElement; return it.getAttribute('aria-activedescendant') === document.querySelector('.popup-item[aria-selected=true]').id && it.getAttribute('aria-expanded') === 'true';").await;
        assert_eq!(active, true, "the suggestion that is read aloud is the one that is marked");
        browser.keys(ENTER).await;
        let value = browser.run("return document.querySelector('[data-key=option-query]').value;").await;
        assert_eq!(value.as_str().unwrap().trim(), first.trim());
        browser.keys(ENTER).await;
        browser.find("article .embed").await;
    })
    .await;
}

#[tokio::test]
async fn options_are_chips() {
    let stage = Stage::new().await;
    let ran = with_page(&stage.page.address(), |browser| async move {
        browser.write("/fact ").await;
        browser.find(".chip-input:focus").await;
        browser.keys("H100 count of Korea as_of:").await;
        browser.find("[data-key=option-as_of]:focus").await;
        browser.keys("2024").await;
        // A third one from the list of what is optional.
        browser.keys(TAB).await;
        browser.find(".tail:focus").await;
        browser.reads(".popup-item", "visibility").await;
        browser.keys("visib").await;
        browser.reads(".popup-item[aria-selected=true]", "visibility").await;
        browser.keys(ENTER).await;
        browser.find("[data-key=option-visibility]:focus").await;
        browser.until("return document.querySelectorAll('.popup-item').length === 2;").await;
        browser.keys(DOWN).await;
        browser.keys(ENTER).await;
        browser.keys(ENTER).await;
        browser.find("article .embed").await;
        // Backspace in an empty option takes it away, and leaves the command in the end.
        browser.write("/fact ").await;
        browser.find(".chip-input:focus").await;
        browser.keys(ENTER).await;
        browser.reads(".command-problem", "required").await;
        browser.keys(BACKSPACE).await;
        browser.find("#message-box textarea:focus").await;
    })
    .await;
    if !ran {
        return;
    }
    let sent = stage.sandbox.inspect(|state| {
        let commands = state.interactions.values().filter(|it| it.name == "fact");
        commands.map(|it| it.payload["data"]["options"].clone()).next_back().unwrap()
    });
    let values: Vec<&str> = sent.as_array().unwrap().iter().map(|it| it["value"].as_str().unwrap()).collect();
    assert_eq!(values[..2], ["H100 count of Korea", "2024"]);
    assert_eq!(sent[2]["name"], "visibility");
}

#[tokio::test]
async fn buttons_and_menus() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        send_and_read(&browser, "/fact H100 count of Korea", "1,961").await;
        browser.press("article .button", "Sources").await;
        browser.reads("article.ephemeral", "Only you can see this").await;
        // A question back is answered with its menu, by keys alone.
        browser.command("/fact Microsoft").await;
        browser.find(".select").await.focus().await.unwrap();
        browser.keys(DOWN).await;
        browser.find(".options [role=option]").await;
        let options = browser.run("return document.querySelectorAll('.options [role=option]').length;").await;
        assert!(options.as_u64().unwrap() > 1);
        browser.keys(DOWN).await;
        browser.keys(ENTER).await;
        browser.until("const last = [...document.querySelectorAll('article.message')].at(-1); return !last.classList.contains('ephemeral') && last.querySelector('.embed');").await;
    })
    .await;
}

#[tokio::test]
async fn a_modal_is_filled_in() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.command("/report H100 count of Korea").await;
        browser.find("dialog[open] textarea:focus, dialog[open] input:focus").await;
        // An empty form does not go off: the browser says what is missing.
        browser.press("dialog .button.primary", "Submit").await;
        browser.find("dialog[open] :invalid").await;
        browser.find("dialog[open] textarea, dialog[open] input").await.click().await.unwrap();
        browser.keys("The number is from last year.").await;
        browser.press("dialog .button.primary", "Submit").await;
        browser.until("return !document.querySelector('dialog[open]');").await;
        browser.find("article.ephemeral").await;
        // Closed with Escape, it is gone and nothing was sent.
        browser.command("/report H100 count of Korea").await;
        browser.find("dialog[open]").await;
        browser.keys(ESCAPE).await;
        browser.until("return !document.querySelector('dialog');").await;
    })
    .await;
}

#[tokio::test]
async fn a_picture_and_a_table() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        send_and_read(&browser, "/compare first:Microsoft H100 purchases second:Meta H100 purchases", "Meta").await;
        browser.until("const it = document.querySelector('article .picture img'); return it && it.complete && it.naturalWidth > 100 && it.alt.length > 10;").await;
        browser.press(".picture", "").await;
        browser.find("dialog.lightbox[open] img").await;
        browser.keys(ESCAPE).await;
        browser.until("return !document.querySelector('dialog');").await;
        send_and_read(&browser, "/export topic:hardware", ".csv").await;
        browser.reads("article .table th", "value").await;
        browser.press(".fold", "Show all").await;
        browser.reads(".fold", "Show less").await;
    })
    .await;
}

#[tokio::test]
async fn the_menu_of_a_message_and_of_a_user() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.write("Korea holds 1,691 H100s.").await;
        browser.keys(ENTER).await;
        browser.reads("article", "1,691").await;
        // From the keyboard: up to the message, Enter opens its menu.
        browser.keys(UP).await;
        browser.find("article:focus").await;
        browser.keys(ENTER).await;
        browser.reads(".menu", "Check figures").await;
        browser.press(".menu-item", "Check figures").await;
        browser.reads("article.ephemeral", "1,961").await;
        browser.press(".people .person", "Datum").await;
        browser.reads(".menu", "Direct messages").await;
        browser.keys(ESCAPE).await;
    })
    .await;
}

#[tokio::test]
async fn five_things_to_try() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.reads(".guide", "Five things to try").await;
        browser.press(".starter", "Ask for a figure").await;
        browser.reads("article", "1,961").await;
        browser.press(".starter", "Compare").await;
        browser.until("const it = document.querySelector('article .picture img'); return it && it.complete && it.naturalWidth > 100;").await;
        browser.press(".starter", "Check a sentence").await;
        browser.reads("article.ephemeral", "1,691").await;
        browser.press(".starter", "Post a brief").await;
        browser.press("article.ephemeral .button", "Post").await;
        browser.reads(".channel.unread", "weekly report").await;
        browser.channel("weekly report").await;
        browser.reads("article .embed", "").await;
        browser.channel("general").await;
        browser.press(".starter", "Your own question").await;
        browser.find("[data-key=option-query]:focus").await;
        browser.reads(".popup-item", "").await;
    })
    .await;
    assert!(stage.sandbox.requests().iter().all(|it| it.refusal.is_null()), "a starter was refused");
}

#[tokio::test]
async fn a_picture_in_three_clicks() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.press(".starter", "Compare").await;
        browser.until("const it = document.querySelector('article .picture img'); return it && it.complete && it.naturalWidth > 100;").await;
    })
    .await;
}

#[tokio::test]
async fn korean() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.become_person("Jiwoo").await;
        browser.reads(".guide", "해 볼 것").await;
        assert_eq!(browser.run("return document.documentElement.lang;").await, "ko");
        // Where the machine has no font for it, the page has one.
        browser.until("document.fonts.load('16px \"Korean of the page\"', '한'); return [...document.fonts].some((it) => it.status === 'loaded');").await;
        browser.write("/").await;
        browser.reads(".popup-item", "/수치").await;
        browser.keys("수치 국내 H100 보유량").await;
        browser.keys(ENTER).await;
        browser.reads("article .embed", "1,961").await;
        browser.press(".starter", "문장 대조하기").await;
        browser.reads("article.ephemeral", "1,961").await;
        // The same person in another language; the bot answers in it.
        browser.press(".whoami", "").await;
        browser.press(".menu-item", "English").await;
        browser.reads(".guide", "Five things").await;
        browser.command("/help").await;
        browser
            .until(
                "return [...document.querySelectorAll('article')].at(-1).innerText.includes('Only you can see this');",
            )
            .await;
        let mut missing = browser.text("body").await;
        missing.retain(|it| it == '{' || it == '}');
        assert!(missing.is_empty(), "a variable of a sentence was not filled in");
    })
    .await;
}
