//! A headless Chromium for each test, driven as a person would drive it.

use std::future::Future;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures_util::FutureExt as _;
use serde_json::{Value, json};
use thirtyfour::ChromiumLikeCapabilities as _;
use thirtyfour::prelude::*;
use tokio::sync::Semaphore;

/// How long something may take to appear. A busy machine may take its time; nothing waits this long when all is well.
const PATIENCE: Duration = Duration::from_secs(20);

/// Browsers are heavy: two at a time.
static SEATS: Semaphore = Semaphore::const_new(2);

/// A page in a browser.
pub struct Browser {
    pub driver: WebDriver,
}

/// ChromeDriver; it ends its browser when it is told to end.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to end, it takes its browser along; killed, it would not.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|file| file.is_file())
}

/// Starts ChromeDriver on a free port.
fn start_driver() -> Option<(Driver, u16)> {
    let driver = program(&["chromedriver"])?;
    let mut child = Command::new(driver).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let out = child.stdout.take()?;
    let driver = Driver(child);
    for line in BufReader::new(out).lines().map_while(Result::ok) {
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            return Some((driver, port.trim_end_matches('.').parse().ok()?));
        }
    }
    None
}

/// Runs a test in a browser at an address, or says what is missing. Returns whether it ran.
pub async fn with_page<F, R>(address: &str, test: F) -> bool
where
    F: FnOnce(Browser) -> R,
    R: Future<Output = ()>,
{
    let chromium = program(&["chromium", "chromium-browser", "google-chrome"]);
    let (Some(chromium), Some(_)) = (chromium, program(&["chromedriver"])) else {
        eprintln!("skipped: Chromium and its WebDriver are missing (apt-get install chromium chromium-driver)");
        return false;
    };
    let _seat = SEATS.acquire().await.unwrap();
    let (driver_process, port) = start_driver().expect("ChromeDriver starts");
    let mut wanted = DesiredCapabilities::chrome();
    wanted.set_binary(&chromium.display().to_string()).unwrap();
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,800",
        "--force-device-scale-factor=1",
        "--lang=en-US",
        "--hide-scrollbars",
    ] {
        wanted.add_arg(argument).unwrap();
    }
    let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await.expect("a browser session");
    driver.set_script_timeout(PATIENCE * 6).await.unwrap();
    driver.goto(address).await.unwrap();
    let browser = Browser { driver: driver.clone() };
    let done = std::panic::AssertUnwindSafe(test(browser)).catch_unwind().await;
    if done.is_err() {
        let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/page");
        let _ = std::fs::create_dir_all(folder);
        let name = std::thread::current().name().unwrap_or("test").replace(':', "_");
        if let Ok(png) = driver.screenshot_as_png().await {
            let file = format!("{folder}/{name}.png");
            let _ = std::fs::write(&file, png);
            eprintln!("what the page looked like: {file}");
        }
    }
    let _ = driver.quit().await;
    drop(driver_process);
    if let Err(panic) = done {
        std::panic::resume_unwind(panic);
    }
    true
}

impl Browser {
    /// Waits until a script gives something true, and returns it.
    pub async fn until(&self, script: &str) -> Value {
        let body = format!(
            "const done = arguments[arguments.length - 1]; const end = Date.now() + {};
             const look = () => {{ let found = null; try {{ found = (() => {{ {script} }})(); }} catch (e) {{ found = null; }}
               if (found) done(found); else if (Date.now() > end) done(null); else setTimeout(look, 15); }}; look();",
            PATIENCE.as_millis()
        );
        let found = self.driver.execute_async(&body, Vec::new()).await.unwrap();
        let found = found.json().clone();
        assert!(!found.is_null(), "this never came: {script}\n{}", self.text("body").await);
        found
    }

    /// What a script gives now.
    pub async fn run(&self, script: &str) -> Value {
        self.driver.execute(script, Vec::new()).await.unwrap().json().clone()
    }

    /// Waits for an element.
    pub async fn find(&self, selector: &str) -> WebElement {
        self.until(&format!("return document.querySelector({});", json!(selector))).await;
        self.driver.find(By::Css(selector)).await.unwrap()
    }

    /// Waits until an element that is shown holds this text.
    pub async fn reads(&self, selector: &str, text: &str) {
        let script = format!(
            "return [...document.querySelectorAll({})].some((it) => it.checkVisibility() && it.textContent.includes({}));",
            json!(selector),
            json!(text)
        );
        self.until(&script).await;
    }

    /// The text of all elements that match.
    pub async fn text(&self, selector: &str) -> String {
        let script = format!(
            "return [...document.querySelectorAll({})].map((it) => it.innerText).join('\\n');",
            json!(selector)
        );
        self.run(&script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Presses the first element that matches and holds the text.
    pub async fn press(&self, selector: &str, text: &str) {
        let find = format!(
            "return [...document.querySelectorAll({})].filter((it) => it.checkVisibility() && !it.disabled && \
             (it.innerText + ' ' + (it.ariaLabel ?? '')).includes({})).at(-1) ?? null;",
            json!(selector),
            json!(text)
        );
        // What is drawn anew between finding and pressing is looked for again.
        for _ in 0..10 {
            self.until(&find).await;
            let Ok(element) = self.driver.execute(&find, Vec::new()).await.unwrap().element() else { continue };
            if element.scroll_into_view().await.is_ok() && element.click().await.is_ok() {
                return;
            }
        }
        panic!("{selector} with {text:?} could not be pressed");
    }

    /// Types on the keyboard, wherever the focus is.
    pub async fn keys(&self, keys: impl AsRef<str>) {
        self.driver.action_chain().send_keys(keys.as_ref()).perform().await.unwrap();
    }

    /// Goes to the message box and types.
    pub async fn write(&self, text: &str) {
        self.find("#message-box textarea:enabled").await.click().await.unwrap();
        self.keys(text).await;
    }

    /// Types a slash command and sends it: Enter takes the command from the list, once more sends it.
    pub async fn command(&self, typed: &str) {
        self.write(typed).await;
        let ready = "return document.querySelector('.command, .popup-item[aria-selected=true]');";
        self.until(ready).await;
        let chosen = self.run("return Boolean(document.querySelector('.command'));").await;
        if chosen != Value::Bool(true) {
            self.keys("\u{e007}").await;
            self.find(".command").await;
        }
        self.keys("\u{e007}").await;
        self.until("return !document.querySelector('.command');").await;
    }

    /// Sends a command of the browser's own protocol.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(command, parameters).await.unwrap()
    }

    /// Makes the window this large, as on a phone if it is narrow.
    pub async fn size(&self, width: u32, height: u32) {
        let device = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        self.cdp("Emulation.setDeviceMetricsOverride", device).await;
    }

    /// Prefers "light" or "dark".
    pub async fn theme(&self, theme: &str) {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": theme}]});
        self.cdp("Emulation.setEmulatedMedia", features).await;
    }

    /// Opens a channel from the list at the left.
    pub async fn channel(&self, name: &str) {
        self.press(".channel", name).await;
        self.reads(".header .here", name).await;
    }

    /// Becomes another person.
    pub async fn become_person(&self, name: &str) {
        self.press(".whoami", "").await;
        self.press(".menu-item", name).await;
        self.reads(".whoami", name).await;
    }
}
