//! For everybody: names, contrast, focus, keyboard alone, 360 pixels, both themes.

use serde_json::{Value, json};

use crate::browser::{Browser, with_page};
use crate::stage::Stage;

const TAB: &str = "\u{e004}";
const SHIFT: &str = "\u{e008}";
const NULL: &str = "\u{e000}";
const ENTER: &str = "\u{e007}";
const DOWN: &str = "\u{e015}";

/// Texts with less contrast against what is behind them than WCAG asks for (4.5; 3 for large text).
const CONTRAST: &str = "
    const parse = (text) => { const m = text.match(/[\\d.]+/g).map(Number); return text.startsWith('color(srgb') ? [m[0] * 255, m[1] * 255, m[2] * 255, m[3] ?? 1] : [m[0], m[1], m[2], m[3] ?? 1]; };
    const over = (top, under) => top.slice(0, 3).map((it, i) => it * top[3] + under[i] * (1 - top[3]));
    const light = (rgb) => { const [r, g, b] = rgb.map((it) => { const v = it / 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
    const behind = (element) => { const layers = []; for (let it = element; it; it = it.parentElement) { const c = parse(getComputedStyle(it).backgroundColor); if (c[3] > 0) layers.push(c); if (c[3] === 1) break; }
      return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]); };
    const bad = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest('[disabled], .spoiler:not(.shown), [aria-hidden=true]:not(.face)')) continue;
      const style = getComputedStyle(element); const under = behind(element);
      const ink = over(parse(style.color), under);
      const [a, b] = [light(ink), light(under)].sort((x, y) => y - x);
      const ratio = (a + .05) / (b + .05); const size = parseFloat(style.fontSize);
      const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
      if (ratio < needed) bad.push(`${ratio.toFixed(2)} ${element.tagName}.${element.className}: ${walker.currentNode.data.slice(0, 40)}`);
    }
    return [...new Set(bad)];";

async fn no_bad_contrast(browser: &Browser, place: &str) {
    let bad = browser.run(CONTRAST).await;
    assert_eq!(bad, json!([]), "{place}");
}

/// What can be used must have a name, by the browser's own reckoning.
async fn names(browser: &Browser, place: &str) {
    browser.cdp("Accessibility.enable", json!({})).await;
    let tree = browser.cdp("Accessibility.getFullAXTree", json!({})).await;
    let usable = [
        "button",
        "link",
        "textbox",
        "combobox",
        "listbox",
        "option",
        "menuitem",
        "menuitemradio",
        "menu",
        "dialog",
        "checkbox",
        "switch",
        "image",
        "log",
        "navigation",
        "region",
        "heading",
    ];
    let mut nameless = Vec::new();
    for node in tree["nodes"].as_array().unwrap() {
        let role = node["role"]["value"].as_str().unwrap_or_default();
        let name = node["name"]["value"].as_str().unwrap_or_default();
        if node["ignored"] != true && usable.contains(&role) && name.trim().is_empty() {
            nameless.push(format!("{role} {:?}", node["properties"]));
        }
    }
    assert!(nameless.is_empty(), "{place}: {nameless:#?}");
}

/// Ids are unique, references lead somewhere, headings do not skip, one main part, a language.
async fn sound(browser: &Browser, place: &str) {
    let script = "
        const bad = []; const ids = new Map();
        for (const it of document.querySelectorAll('[id]')) ids.set(it.id, (ids.get(it.id) ?? 0) + 1);
        for (const [id, count] of ids) if (count > 1) bad.push(`id ${id} stands ${count} times`);
        for (const name of ['aria-labelledby', 'aria-activedescendant', 'for']) for (const it of document.querySelectorAll(`[${name}]`)) if (!document.getElementById(it.getAttribute(name))) bad.push(`${name} of ${it.tagName} leads nowhere`);
        for (const it of document.querySelectorAll('[aria-expanded=true][aria-controls]')) if (!document.getElementById(it.getAttribute('aria-controls'))) bad.push(`aria-controls of ${it.tagName} leads nowhere`);
        if (document.querySelectorAll('main').length !== 1) bad.push('not one main part');
        if (!document.documentElement.lang) bad.push('no language');
        for (const it of document.querySelectorAll('button button, a button, button a')) bad.push('nested ' + it.outerHTML.slice(0, 60));
        for (const it of document.querySelectorAll('[tabindex]')) if (it.tabIndex > 0) bad.push('tabindex above 0');
        for (const it of document.querySelectorAll('ul, ol')) for (const child of it.children) if (child.tagName !== 'LI') bad.push(`${child.tagName} in a list`);
        for (const it of document.querySelectorAll('img')) if (!it.hasAttribute('alt')) bad.push('a picture without alt');
        return bad;";
    assert_eq!(browser.run(script).await, json!([]), "{place}");
}

async fn all_checks(browser: &Browser, place: &str) {
    no_bad_contrast(browser, place).await;
    names(browser, place).await;
    sound(browser, place).await;
}

async fn fill(browser: &Browser) {
    browser.press(".starter", "Ask for a figure").await;
    for (typed, answer) in [
        ("/compare first:Microsoft H100 second:Meta H100", ".picture img"),
        ("/fact Microsoft", ".select"),
        ("/export topic:hardware", ".table"),
    ] {
        browser.command(typed).await;
        browser.find(answer).await;
    }
    browser.write("**hello** `code` <#general> @Datum ||secret||\n> quote\n-# small").await;
}

#[tokio::test]
async fn names_contrast_and_structure_in_both_themes_and_languages() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.reads(".guide", "Five things").await;
        fill(&browser).await;
        for person in ["Alex", "Jiwoo"] {
            browser.become_person(person).await;
            for theme in ["dark", "light"] {
                browser.theme(theme).await;
                browser.until(&format!("return document.documentElement.dataset.theme === '{theme}';")).await;
                let place = format!("{person}, {theme}");
                all_checks(&browser, &format!("{place}, messages")).await;
                browser.write("/").await;
                browser.find(".popup-item").await;
                all_checks(&browser, &format!("{place}, commands")).await;
                browser.keys("\u{e00c}\u{e003}").await;
                browser.press(".whoami", "").await;
                all_checks(&browser, &format!("{place}, menu")).await;
                browser.keys("\u{e00c}").await;
                browser.press("[aria-controls=right][data-key=operator]", "").await;
                browser.find(".toggle").await;
                all_checks(&browser, &format!("{place}, operator")).await;
                browser.press("[aria-controls=right][data-key=people]", "").await;
            }
        }
        browser.channel("briefings").await;
        browser.press(".forum .button", "").await;
        browser.find("dialog[open]").await;
        all_checks(&browser, "a new post").await;
    })
    .await;
}

/// Where the focus is, as a person would say it.
async fn focus(browser: &Browser) -> String {
    let script = "const it = document.activeElement; const box = it.getBoundingClientRect();
        const seen = it.matches(':focus-visible') && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
        return `${it.closest('.rail, .channels, .me, .header, .guide, .log, .composer, .right')?.classList[0] ?? it.className}${seen ? '' : ' (not seen)'}`;";
    browser.run(script).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn the_focus_goes_through_the_page_in_the_order_of_reading() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.reads(".guide", "Five things").await;
        stage.sandbox.user("Jiwoo").say("general", "hello").await.unwrap();
        browser.reads("article", "hello").await;
        browser.run("document.activeElement.blur();").await;
        let mut places: Vec<String> = Vec::new();
        for _ in 0..60 {
            browser.keys(TAB).await;
            let place = focus(&browser).await;
            assert!(!place.contains("not seen"), "{place} after {places:?}");
            if place.is_empty() {
                break;
            }
            if places.last() != Some(&place) {
                places.push(place);
            }
            if places.last().is_some_and(|it| it == "right") {
                break;
            }
        }
        assert_eq!(places, ["skip", "rail", "channels", "me", "header", "guide", "log", "composer", "right"]);
    })
    .await;
}

#[tokio::test]
async fn by_keyboard_alone() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.reads(".guide", "Five things").await;
        browser.keys(TAB).await;
        browser.reads(".skip:focus", "Go to the message box").await;
        browser.keys(ENTER).await;
        browser.find("#message-box textarea:focus").await;
        browser.keys("/fact ").await;
        browser.find(".chip-input:focus").await;
        browser.keys("H100 count of Korea").await;
        browser.keys(ENTER).await;
        browser.find("article .button").await;
        // Back from the message box: the last message, its buttons.
        browser.find("#message-box textarea:focus").await;
        for _ in 0..30 {
            let on = browser.run("return document.activeElement.matches('article .button') && document.activeElement.innerText.includes('Sources');").await;
            if on == Value::Bool(true) {
                break;
            }
            browser.keys(format!("{SHIFT}{TAB}{NULL}")).await;
        }
        browser.keys(ENTER).await;
        browser.find("article.ephemeral").await;
        // The focus is where it was; the switch of person by arrow keys.
        browser.run("document.querySelector('.whoami').focus();").await;
        browser.keys(ENTER).await;
        browser.find(".menu-item:focus").await;
        browser.keys(DOWN).await;
        let name = browser.text(".menu-item:focus .label").await;
        browser.keys(ENTER).await;
        let name = name.lines().next().unwrap().to_owned();
        browser.reads(".whoami", &name).await;
        browser.find(".whoami:focus").await;
    })
    .await;
}

#[tokio::test]
async fn on_a_narrow_screen() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.size(360, 740).await;
        browser.reads(".guide", "Five things").await;
        fill(&browser).await;
        let wide = "return [document.documentElement.scrollWidth, ...[...document.querySelectorAll('.middle *')].filter((it) => it.checkVisibility() && !it.closest('.table-scroll, pre, .topic') && it.getBoundingClientRect().right > 361).map((it) => it.className || it.tagName)];";
        assert_eq!(browser.run(wide).await, json!([360]));
        browser.press("[data-key=menu]", "").await;
        browser.press(".channel", "ai-desk").await;
        browser.reads(".header .here", "ai-desk").await;
        browser.until("return !document.body.classList.contains('side-open');").await;
        browser.press("[data-key=people]", "").await;
        browser.press(".person", "weekly report").await;
        browser.reads(".header .here", "weekly report").await;
        let small = "return [...document.querySelectorAll('.middle button, .middle a.sign')].filter((it) => it.checkVisibility() && !it.matches('.link, .mention, .to, .fold, .link *')).filter((it) => { const box = it.getBoundingClientRect(); return box.width < 24 || box.height < 24; }).map((it) => it.className);";
        assert_eq!(browser.run(small).await, json!([]), "too small to touch");
        names(&browser, "narrow").await;
    })
    .await;
}
