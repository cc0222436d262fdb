//! What bots send, and what they should not: everything is drawn, nothing is executed, refusals are shown.

use serde_json::{Value, json};

use crate::browser::{Browser, with_page};
use crate::stage::Stage;

/// Markup and markdown that would do something if it were taken for more than text.
const EVIL: &str =
    "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>**b** [x](javascript:window.hit=1) \u{202e}";

/// Nothing ran, nothing came from outside, nothing was refused by the page's own rules.
async fn unharmed(browser: &Browser) {
    assert_eq!(browser.run("return window.hit ?? null;").await, Value::Null);
    let outside = browser
        .run("return performance.getEntriesByType('resource').map((it) => it.name).filter((it) => !it.startsWith(location.origin + location.pathname) && !it.startsWith('ws://127.0.0.1') && !it.startsWith('blob:'));")
        .await;
    assert_eq!(outside, json!([]));
    let found = browser.run("return [...document.querySelectorAll('article script, article img:not(.picture img), article [onerror], article a[href^=javascript]')].map((it) => it.outerHTML);").await;
    assert_eq!(found, json!([]));
}

#[tokio::test]
async fn markup_in_every_field_stays_text() {
    let stage = Stage::new().await;
    let body = json!({
        "content": EVIL,
        "embeds": [{
            "author": {"name": EVIL}, "title": EVIL, "description": EVIL, "color": 0xff8800, "url": "https://example.com",
            "fields": [{"name": EVIL, "value": EVIL, "inline": true}, {"name": EVIL, "value": EVIL, "inline": true}],
            "footer": {"text": EVIL}, "image": {"url": "https://example.com/a.png"},
            "thumbnail": {"url": "attachment://pixel.svg"}, "timestamp": "2026-08-06T07:06:40.123Z",
        }],
        "components": [
            {"type": 1, "components": [
                {"type": 2, "style": 1, "label": "<b>press</b>", "custom_id": "<b>"},
                {"type": 2, "style": 5, "label": "<i>go</i>", "url": "https://example.com"},
            ]},
            {"type": 1, "components": [{"type": 3, "custom_id": "s", "placeholder": "<u>choose</u>", "min_values": 1, "max_values": 2,
                "options": [{"label": "<b>one</b>", "value": "1", "description": EVIL.get(..90)}, {"label": "two", "value": "2"}]}]},
        ],
        "attachments": [{"id": 0, "filename": "pixel.svg", "description": EVIL}, {"id": 1, "filename": "a.csv", "description": EVIL}],
    });
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='80' height='80' onload='top.hit=1'><script>top.hit=1</script><rect width='80' height='80' fill='teal'/></svg>";
    let csv = format!("{EVIL},\"b\"\"c\nd\"\n1,2\n");
    with_page(&stage.page.address(), |browser| async move {
        browser.reads(".here", "general").await;
        let (status, answer) = stage.post_with("general", body, &[("pixel.svg", svg), ("a.csv", csv.as_bytes())]).await;
        assert_eq!(status, 200, "{answer}");
        browser
            .until("const it = document.querySelector('.thumbnail img'); return it && it.complete && it.naturalWidth;")
            .await;
        browser.reads(".table th", "onerror").await;
        browser.reads(".outside", "example.com, not loaded here").await;
        browser.reads(".embed-footer", "<script>").await;
        for selector in [
            ".embed-author",
            ".embed-title",
            ".embed-description",
            ".fields dt",
            ".fields dd",
            ".message > .body > .content",
        ] {
            browser.reads(selector, "<img src=x onerror=").await;
        }
        browser.press(".select", "choose").await;
        browser.reads("[role=option]", "<b>one</b>").await;
        unharmed(&browser).await;
        // Opened on its own, a picture that is a document may do nothing.
        let url = browser.run("return document.querySelector('.thumbnail img').src;").await;
        let answer = reqwest::get(url.as_str().unwrap()).await.unwrap();
        assert!(answer.headers()["content-security-policy"].to_str().unwrap().contains("sandbox"));
        assert_eq!(answer.headers()["content-disposition"], "attachment");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    })
    .await;
}

#[tokio::test]
async fn what_discord_refuses_is_shown_with_code_and_path() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.reads(".here", "general").await;
        let many: Vec<Value> = (0..25).map(|it| json!({"title": format!("embed {it}")})).collect();
        let (status, _) = stage.post("general", json!({"embeds": many})).await;
        assert_eq!(status, 400);
        browser.reads(".notice .refusal", "50035").await;
        browser.reads(".notice .refusal", "embeds").await;
        browser.press(".notice .sign", "Close").await;
        let (status, _) = stage.post("general", json!({"embeds": [{"title": "x".repeat(257)}]})).await;
        assert_eq!(status, 400);
        browser.reads(".notice .refusal .field", "embeds.0.title: Must be 256 or fewer in length.").await;
        let (status, _) = stage.post("plain", json!({"embeds": [{"title": "no"}]})).await;
        assert_eq!(status, 403);
        browser.reads(".notice .refusal", "code 50013: Missing Permissions").await;
        browser.press("[aria-label='Faults and requests']", "").await;
        browser.reads(".requests .bad", "embeds.0.title").await;
        assert_eq!(browser.text("article").await, "", "nothing of it was shown as sent");
    })
    .await;
}

#[tokio::test]
async fn as_many_embeds_and_files_as_there_may_be() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.reads(".here", "general").await;
        let fields: Vec<Value> = (0..25).map(|it| json!({"name": format!("f{it}"), "value": "v", "inline": it % 5 != 0})).collect();
        let mut embeds: Vec<Value> = (0..9).map(|it| json!({"title": format!("embed {it}"), "description": "d".repeat(400)})).collect();
        embeds.push(json!({"title": "fields", "fields": fields}));
        let text = vec![b'a'; 10 * 1024 * 1024];
        let files: Vec<(&str, &[u8])> = vec![("large.txt", text.as_slice()), ("a.json", b"{\"a\": 1}"), ("b.html", b"<script>window.hit=1</script>")];
        let (status, answer) = stage.post_with("general", json!({"embeds": embeds}), &files).await;
        assert_eq!(status, 200, "{answer}");
        browser.until("return document.querySelectorAll('article .embed').length === 10 && document.querySelectorAll('article .field').length === 25;").await;
        browser.reads(".file", "10.00 MB").await;
        browser.reads(".file pre", "{\"a\": 1}").await;
        unharmed(&browser).await;
        let wide = browser.run("return [...document.querySelectorAll('article *')].filter((it) => it.getBoundingClientRect().right > document.querySelector('.scroller').getBoundingClientRect().right + 1).length;").await;
        assert_eq!(wide, 0, "something is wider than the column");
    })
    .await;
}

#[tokio::test]
async fn edits_reactions_deletions_and_the_second_generation() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.reads(".here", "general").await;
        let (_, sent) = stage.post("general", json!({"content": "first"})).await;
        let id = sent["id"].as_str().unwrap().to_owned();
        let path = format!("{}/api/v10/channels/{}/messages/{id}", stage.sandbox.rest_url(), stage.channel("general"));
        let bot = format!("Bot {}", stage.sandbox.token());
        let client = reqwest::Client::new();
        let call = |method: reqwest::Method, path: String, body: String| {
            client
                .request(method, path)
                .header("authorization", &bot)
                .header("content-type", "application/json")
                .body(body)
                .send()
        };
        browser.reads("article", "first").await;
        call(reqwest::Method::PATCH, path.clone(), json!({"content": "second"}).to_string()).await.unwrap();
        browser.reads("article", "second (edited)").await;
        stage.sandbox.change(|state| {
            let message = state.messages.get_mut(&id.parse().unwrap()).unwrap();
            message.reactions.push(("👍".into(), vec![1, 2]));
        });
        browser.reads(".reaction", "👍 2").await;
        call(reqwest::Method::DELETE, path, String::new()).await.unwrap();
        browser.until("return !document.querySelector('article');").await;
        let (status, answer) = stage
            .post(
                "general",
                json!({"flags": 1 << 15, "components": [{"type": 17, "accent_color": 0x3366ff, "components": [
                    {"type": 10, "content": "# Second **generation**"}, {"type": 14},
                    {"type": 9, "components": [{"type": 10, "content": "beside a button"}],
                     "accessory": {"type": 2, "style": 2, "label": "Press", "custom_id": "p"}},
                ]}]}),
            )
            .await;
        assert_eq!(status, 200, "{answer}");
        browser.reads(".container .heading", "Second generation").await;
        browser.reads(".section .button", "Press").await;
    })
    .await;
}
