//! The pictures of the documentation, made anew with `DATUM_PICTURES=1 cargo test --test page pictures`.

use serde_json::json;

use crate::browser::{Browser, with_page};
use crate::stage::Stage;

const ENTER: &str = "\u{e007}";

async fn shoot(browser: &Browser, name: &str) {
    browser.until("return document.fonts.status === 'loaded';").await;
    browser.until("return [...document.images].every((it) => it.complete) && !document.querySelector('.thinking, [aria-busy]');").await;
    // Whoever looks at a picture sees no caret and no passing notice.
    browser.cdp("Input.dispatchMouseEvent", json!({"type": "mouseMoved", "x": 1, "y": 1})).await;
    browser.run("document.activeElement.blur(); document.querySelectorAll('.notice').forEach((it) => it.parentElement.matches('.notices') && it.remove());").await;
    let png = browser.driver.screenshot_as_png().await.unwrap();
    if std::env::var_os("DATUM_PICTURES").is_some() {
        std::fs::write(format!("{}/docs/{name}.png", env!("CARGO_MANIFEST_DIR")), png).unwrap();
    }
}

#[tokio::test]
async fn pictures() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.size(1280, 960).await;
        browser.theme("dark").await;
        browser.press(".starter", "Compare").await;
        browser.until("const it = document.querySelector('article .picture img'); return it && it.complete && it.naturalWidth > 100;").await;
        shoot(&browser, "page").await;
        browser.become_person("Jiwoo").await;
        browser.theme("light").await;
        browser.channel("ai-desk").await;
        browser.write("한국의 H100 보유량은 1,691개다. 마이크로소프트의 80분의 1 수준이다.").await;
        browser.keys(ENTER).await;
        browser.reads("article", "1,691").await;
        browser.keys("\u{e013}").await;
        browser.find("article:focus").await;
        browser.keys(ENTER).await;
        browser.press(".menu-item", "수치 대조").await;
        browser.reads("article.ephemeral", "1,961").await;
        shoot(&browser, "page-ko").await;
    })
    .await;
}
