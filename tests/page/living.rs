//! Several tabs, a tab that sleeps, a lost connection, faults, many messages, and who is let in.

use std::time::Duration;

use datum::sandbox::face::page::{Page, PageError, PageOptions};
use datum::sandbox::{Sandbox, World};
use serde_json::{Value, json};

use crate::browser::with_page;
use crate::stage::Stage;

const ENTER: &str = "\u{e007}";

#[tokio::test]
async fn two_tabs_and_one_that_sleeps() {
    let stage = Stage::new().await;
    let address = stage.page.address();
    with_page(&address.clone(), |browser| async move {
        browser.reads(".here", "general").await;
        let first = browser.driver.window().await.unwrap();
        let second = browser.driver.new_tab().await.unwrap();
        browser.driver.switch_to_window(second.clone()).await.unwrap();
        browser.driver.goto(&address).await.unwrap();
        browser.become_person("Jiwoo").await;
        browser.write("hello from the second tab").await;
        browser.keys(ENTER).await;
        browser.reads("article", "hello from the second tab").await;
        browser.driver.switch_to_window(first.clone()).await.unwrap();
        browser.reads("article", "hello from the second tab").await;
        browser.reads(".whoami", "Alex").await;
        // The first tab sleeps while much happens, and then has all of it.
        browser.cdp("Page.setWebLifecycleState", json!({"state": "frozen"})).await;
        let jiwoo = stage.sandbox.user("Jiwoo");
        for number in 0..40 {
            jiwoo.say("general", &format!("while you slept {number}")).await.unwrap();
        }
        browser.cdp("Page.setWebLifecycleState", json!({"state": "active"})).await;
        browser.until("return document.querySelectorAll('article').length === 41;").await;
        browser.reads("article", "while you slept 39").await;
    })
    .await;
}

#[tokio::test]
async fn a_lost_connection_comes_back() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.channel("ai-desk").await;
        let lose = "const it = WebSocket.prototype.send; WebSocket.prototype.send = function (...a) { WebSocket.prototype.send = it; this.close(); };";
        browser.run(lose).await;
        browser.write("kept").await;
        browser.keys(ENTER).await;
        stage.sandbox.user("Jiwoo").say("ai-desk", "meanwhile").await.unwrap();
        browser.reads("article", "meanwhile").await;
        browser.reads(".header .here", "ai-desk").await;
    })
    .await;
}

#[tokio::test]
async fn faults_are_switches() {
    let stage = Stage::new().await;
    with_page(&stage.page.address(), |browser| async move {
        browser.press("[aria-label='Faults and requests']", "").await;
        browser.reads(".operator", "Slow REST API").await;
        browser.press(".toggle", "First answers come too late").await;
        browser.until("return document.querySelector('[data-key=fault-late]').checked;").await;
        browser.command("/help").await;
        browser.reads(".failed", "The application did not respond.").await;
        // A request that was never answered hides no refusal of another one.
        let (status, _) = stage.post("plain", json!({"embeds": [{"title": "no"}]})).await;
        assert_eq!(status, 403);
        browser.reads(".notice .refusal", "code 50013").await;
        browser.press(".toggle", "First answers come too late").await;
        browser.until("return !document.querySelector('[data-key=fault-late]').checked;").await;
        browser.press(".toggle", "Rate limited").await;
        browser.until("return document.querySelector('[data-key=fault-limited]').checked;").await;
        browser.write("@Datum H100 count of Korea").await;
        browser.keys(" ").await;
        browser.keys(ENTER).await;
        browser.reads(".requests .code", "429").await;
        browser.press(".toggle", "Rate limited").await;
        browser.reads("article .embed", "1,961").await;
        browser.press(".toggle", "Embed Links").await;
        browser.until("return !document.querySelector('[data-key=permit-embed]').checked;").await;
        browser.write("@Datum H100 count of Korea").await;
        browser.keys(" ").await;
        browser.keys(ENTER).await;
        browser.until("const last = [...document.querySelectorAll('article')].at(-1); return last.innerText.includes('1,961') && !last.querySelector('.embed');").await;
        browser.press(".operator .button", "Cut the gateway connection").await;
        browser.reads(".operator", "Connections 2, resumed 1").await;
        browser.press(".toggle", "Gateway is away").await;
        browser.reads(".notice", "Datum is not connected at the moment.").await;
        browser.press(".toggle", "Gateway is away").await;
        browser.until("return document.querySelector('.status.up');").await;
    })
    .await;
}

/// Notes when the page hears something.
const HEARD: &str = "const add = WebSocket.prototype.addEventListener; WebSocket.prototype.addEventListener = function (name, run) {
    return add.call(this, name, name === 'message' ? (event) => { window.heard = performance.now(); run(event); } : run); };";

/// Until the browser has drawn what changed: milliseconds since the person acted, and since the page heard of it.
const TIMED: &str = "
    const [what, done] = arguments; const began = performance.now();
    const end = () => { const heard = window.heard; requestAnimationFrame(() => setTimeout(() => done([performance.now() - began, performance.now() - heard]), 0)); };
    if (what === 'open') { document.addEventListener('drawn', end, { once: true }); [...document.querySelectorAll('.channel')].find((it) => it.innerText.includes('general')).click(); }
    if (what === 'say') { document.addEventListener('drawn', end, { once: true }); const it = document.querySelector('#message-box textarea'); it.value = 'new'; it.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' })); }";

#[tokio::test]
async fn a_thousand_messages() {
    let stage = Stage::new().await;
    let (alex, jiwoo) = (stage.sandbox.user("Alex"), stage.sandbox.user("Jiwoo"));
    for number in 0..1000 {
        let who = if number % 3 == 0 { &jiwoo } else { &alex };
        who.say(
            "general",
            &format!("**{number}** some words, a [link](https://example.com/{number}) and `code`\nsecond line"),
        )
        .await
        .unwrap();
    }
    with_page(&stage.page.address(), |browser| async move {
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": HEARD})).await;
        browser.driver.refresh().await.unwrap();
        browser.channel("ai-desk").await;
        let time = async |what: &str| {
            let took = browser.driver.execute_async(TIMED, vec![json!(what)]).await.unwrap().json().clone();
            [0, 1].map(|it| took[it].as_f64().unwrap())
        };
        let opened = time("open").await;
        browser.reads("article", "999").await;
        // Up to the first message, page by page, without a jump: what is read stays where it is.
        let walked = browser
            .driver
            .execute_async(
                "const done = arguments[0]; const it = document.querySelector('.scroller'); let longest = 0, jumps = 0, before = performance.now();
                 const step = () => { const now = performance.now(); longest = Math.max(longest, now - before); before = now;
                   const count = document.querySelectorAll('article').length;
                   if (count >= 1000 && it.scrollTop === 0) return done([count, longest, jumps]);
                   it.scrollTop -= 1500; requestAnimationFrame(step); }; step();",
                Vec::new(),
            )
            .await
            .unwrap();
        let walked = walked.json().clone();
        browser.reads("article", "0 some words").await;
        browser.until("return !document.querySelector('.intro').hidden;").await;
        let order = browser.run("const all = [...document.querySelectorAll('.content strong')].map((it) => Number(it.textContent)); return all.every((it, index) => it === index);").await;
        assert_eq!(order, true, "all messages, in order");
        browser.run("document.querySelector('.scroller').scrollTop = 1e9;").await;
        let mut said = Vec::new();
        for _ in 0..5 {
            said.push(time("say").await);
        }
        said.sort_by(|one, other| one[1].total_cmp(&other[1]));
        let [asked, heard] = said[2];
        println!(
            "opened in {:.0} ms ({:.0} ms after its messages came), longest frame while scrolling {} ms, \
             a new message drawn {asked:.0} ms after Enter, {heard:.0} ms after it came (median of 5)",
            opened[0], opened[1], walked[1]
        );
        // Wide bounds: the machine that tests may be busy.
        assert!(opened[0] < 1000.0 && asked < 400.0, "opened in {opened:?} ms, a new message in {said:?} ms");
    })
    .await;
}

#[tokio::test]
async fn a_port_in_use_is_a_sentence() {
    let sandbox = Sandbox::start(World::demo("Echo")).await.unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = Page::start(&sandbox, PageOptions { port, ..PageOptions::default() }).await.err().unwrap();
    assert!(matches!(error, PageError::PortInUse(it) if it == port));
    assert!(error.to_string().contains("is in use; name another one"), "{error}");
}

#[tokio::test]
async fn other_pages_and_guessed_addresses_get_nothing() {
    let sandbox = Sandbox::start(World::demo("Echo")).await.unwrap();
    let page = Page::start(&sandbox, PageOptions::default()).await.unwrap();
    let other = Page::start(&sandbox, PageOptions::default()).await.unwrap();
    let (address, client) = (page.address(), reqwest::Client::new());
    let root = address.split_inclusive('/').take(3).collect::<String>();
    assert!(root.starts_with("http://127.0.0.1:"));
    let token = address.trim_end_matches('/').rsplit('/').next().unwrap().to_owned();
    assert!(token.len() == 32 && !other.address().contains(&token), "a token of its own each time");
    let get = async |url: String, headers: &[(&str, &str)]| {
        let mut request = client.get(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(get(address.clone(), &[]).await, 200);
    assert_eq!(get(root.clone(), &[]).await, 404);
    assert_eq!(get(format!("{root}{}/", "0".repeat(32)), &[]).await, 404);
    assert_eq!(get(format!("{address}../{token}/js/nothing.js"), &[]).await, 404);
    assert_eq!(get(format!("{address}korean.ttf"), &[]).await, 404, "no font was given along");
    assert_eq!(get(address.clone(), &[("host", "evil.example")]).await, 421);
    assert_eq!(get(address.clone(), &[("origin", "https://evil.example")]).await, 403);
    let image = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")];
    assert_eq!(get(format!("{address}icon.svg"), &image).await, 403);
    let upgrade = [
        ("connection", "upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];
    assert_eq!(get(format!("{address}live"), &upgrade).await, 403, "without an origin");
    let evil = [&upgrade[..], &[("origin", "http://localhost:1")]].concat();
    assert_eq!(get(format!("{address}live"), &evil).await, 403);
    let own = root.trim_end_matches('/').to_owned();
    let good = [&upgrade[..], &[("origin", own.as_str())]].concat();
    assert_eq!(get(format!("{address}live"), &good).await, 101);
    let upload = client.post(format!("{address}files?user=1&name=x")).body("x").send().await.unwrap();
    assert_eq!(upload.status(), 403);
    let large = client.post(format!("{address}files?user={}&name=x", sandbox.user("Alex").id())).header("origin", &own);
    let large = large.body(vec![0; 10 * 1024 * 1024 + 1]).send().await;
    assert!(large.is_err() || large.unwrap().status() == 413);
    let answer = client.get(&address).send().await.unwrap();
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    for rule in [
        "default-src 'none'",
        "script-src 'self';",
        "font-src 'self';",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
}

#[tokio::test]
async fn a_page_from_another_origin_cannot_reach_in() {
    let stage = Stage::new().await;
    let other = Page::start(&stage.sandbox, PageOptions::default()).await.unwrap();
    let target = stage.page.address();
    with_page(&other.address(), |browser| async move {
        browser.reads(".here", "").await;
        // As another origin on this machine that even knows the token, without any rules of its own.
        browser.cdp("Page.setBypassCSP", json!({"enabled": true})).await;
        browser.driver.refresh().await.unwrap();
        browser.reads(".here", "").await;
        let script = "
            const [address, done] = arguments;
            const socket = new Promise((end) => { const it = new WebSocket(address.replace('http', 'ws') + 'live'); it.onopen = () => end('open'); it.onerror = () => end('refused'); });
            const fetched = fetch(address, { mode: 'no-cors' }).then((it) => it.status, () => 'refused');
            Promise.all([socket, fetched]).then(done);";
        let got = browser.driver.execute_async(script, vec![json!(target)]).await.unwrap();
        let got: Value = got.json().clone();
        assert_eq!(got[0], "refused", "{got}");
        assert!(got[1] == "refused" || got[1] == 0, "{got}");
    })
    .await;
}

#[tokio::test]
async fn a_page_ends_with_its_handle() {
    let sandbox = Sandbox::start(World::demo("Echo")).await.unwrap();
    let page = Page::start(&sandbox, PageOptions::default()).await.unwrap();
    let address = page.address();
    drop(page);
    let gone = async {
        while reqwest::get(&address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), gone).await.unwrap();
}
