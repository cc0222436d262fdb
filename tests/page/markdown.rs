//! Discord's markdown: a table of cases, drawn by the page itself.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::browser::with_page;
use crate::stage::Stage;

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    html: String,
    #[serde(default, rename = "where")]
    place: String,
}

/// Draws texts as the page does, and gives back what the browser made of it.
const DRAW: &str = "
    const done = arguments[1];
    import(new URL('js/markdown/draw.js', document.baseURI)).then(({ markdown }) => done(arguments[0].map(([text, title]) => {
        const div = document.createElement('div');
        div.append(markdown(text, title ? { blocks: false, links: false } : {}));
        return div.innerHTML;
    })), (error) => done(String(error)));";

#[tokio::test]
async fn the_table_of_cases() {
    let stage = Stage::new().await;
    let table: Table = toml::from_str(include_str!("markdown.toml")).unwrap();
    with_page(&stage.page.address(), |browser| async move {
        browser.reads(".here", "general").await;
        let texts: Vec<Value> = table.case.iter().map(|case| json!([case.text, case.place == "title"])).collect();
        // Times are those of the machine; the cases are written for this zone.
        browser.cdp("Emulation.setTimezoneOverride", json!({"timezoneId": "UTC"})).await;
        let drawn = browser.driver.execute_async(DRAW, vec![json!(texts)]).await.unwrap();
        let drawn = drawn.json().as_array().cloned().unwrap_or_else(|| panic!("{:?}", drawn.json()));
        let mut wrong = Vec::new();
        for (case, html) in table.case.iter().zip(&drawn) {
            if html.as_str().is_none_or(|html| html != case.html) {
                wrong.push(format!("{}\n  wanted {}\n  drew   {}", case.text, case.html, html));
            }
        }
        assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), table.case.len(), wrong.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn marks_without_end_take_no_time() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.reads(".here", "general").await;
        let texts: Vec<Value> =
            ["*", "_", "[", "`", "> ", "- a\n", "||", "**a", "[a](", "\\", "*a ", "**_", "~~**__*", "<t:"]
                .iter()
                .map(|it| json!([it.repeat(4000 / it.len()), false]))
                .collect();
        let began = std::time::Instant::now();
        browser.driver.execute_async(DRAW, vec![json!(texts)]).await.unwrap();
        assert!(began.elapsed() < std::time::Duration::from_secs(8), "{:?}", began.elapsed());
    })
    .await;
}
