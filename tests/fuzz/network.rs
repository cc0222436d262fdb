//! What comes over the wire: whatever Discord says, no task of the bot panics, and the next question is answered.

use std::sync::atomic::{AtomicUsize, Ordering};

use datum::sandbox::{Fault, Rule, Sandbox, World};

use crate::drive::{Input, Source};
use crate::stage::Stage;

/// Panics in this process. A test of its own counts them, so the two here must not run at the same time.
static PANICS: AtomicUsize = AtomicUsize::new(0);
static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
/// So many inputs come before it is looked whether the bot still answers.
const ROUND: usize = 20;

async fn drive(target: &'static str, mut hand_over: impl AsyncFnMut(&Stage, &Input, &mut Source)) {
    let _alone = ONE_AT_A_TIME.lock().await;
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let of_the_bot = panic.location().is_some_and(|it| !it.file().starts_with("tests/"));
        PANICS.fetch_add(usize::from(of_the_bot), Ordering::SeqCst);
        hook(panic);
    }));
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let mut stage = Stage::in_sandbox(sandbox, |_| ()).await;
    let mut source = Source::new(target);
    if target == "frame" {
        source.add(frames(&stage).await);
    }
    let mut round = Vec::new();
    loop {
        let next = source.next();
        if let Some(input) = &next {
            hand_over(&stage, input, &mut source).await;
            round.push(input.clone());
        }
        if round.len() == ROUND || next.is_none() {
            stage.sandbox.clear_faults();
            if !answers(&stage).await || PANICS.swap(0, Ordering::SeqCst) > 0 {
                let kept: Vec<_> = round.iter().map(|input| source.keep(input)).collect();
                panic!("the bot did not survive one of {kept:#?}");
            }
            stage.sandbox.forget_history();
            round.clear();
        }
        if next.is_none() {
            break;
        }
    }
    stage.bot.stop();
    stage.bot.finished().await.unwrap();
}

/// Frames of each kind that the bot acts on, as they were sent.
async fn frames(stage: &Stage) -> Vec<Input> {
    let alex = stage.sandbox.user("Alex");
    let shown = alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    alex.click(shown.message().unwrap(), "CSV").await.unwrap();
    let form = alex.slash("general", "check", &[]).await.unwrap();
    if form.modal().is_some() {
        alex.submit_modal(&form, &[("text", "Korea held 1,961 H100s.")]).await.unwrap();
    }
    let said = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
    stage.sandbox.wait_for_message("", |it| it.reference == Some(said.id)).await.unwrap();
    let frame =
        |event: serde_json::Value| Input { name: "frame.json".to_owned(), bytes: event.to_string().into_bytes() };
    stage.sandbox.sent_events().into_iter().map(frame).collect()
}

/// Whether the bot answers; what comes while it connects anew does not count.
async fn answers(stage: &Stage) -> bool {
    let alex = stage.sandbox.user("Alex");
    for _ in 0..3 {
        if stage.sandbox.wait_until_ready().await.is_err() {
            return false;
        }
        let Ok(asked) = alex.start_slash("general", "fact", &[("query", "H100 count of Korea")]) else { continue };
        if alex.answer_to(asked).await.is_ok_and(|seen| seen.text().contains("1,961")) {
            return true;
        }
    }
    false
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn frame() {
    drive("frame", async |stage, input, _| {
        stage.sandbox.send_raw(&String::from_utf8_lossy(&input.bytes));
        tokio::task::yield_now().await;
    })
    .await;
}

const STATUS: [u16; 9] = [200, 200, 204, 400, 403, 404, 429, 429, 500];
const WAITS: [&str; 10] = ["0", "0.01", "-1", "NaN", "inf", "1e308", "99999999999999999999", "0x1", "soon", ""];
const LIMITS: [&str; 5] =
    ["retry-after", "x-ratelimit-reset-after", "x-ratelimit-remaining", "x-ratelimit-scope", "via"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answer() {
    drive("answer", async |stage, input, source| {
        let chance = source.chance();
        let status = *chance.of(&STATUS);
        let mut headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        for _ in 0..chance.below(3) {
            headers.push(((*chance.of(&LIMITS)).to_owned(), (*chance.of(&WAITS)).to_owned()));
        }
        let fault = Fault::Respond { status, headers, body: input.bytes.clone() };
        stage.sandbox.fault(Rule::new("*", "/**", fault));
        let alex = stage.sandbox.user("Alex");
        let before = stage.sandbox.requests().len();
        // One of those that ask for more than the answer's own call.
        let asked = match source.count % 4 {
            0 => stage.sandbox.user("Morgan").start_slash("general", "pack status", &[]).map(drop),
            1 => alex.say("general", "@Datum H100 count of Korea").await.map(drop),
            2 => stage.sandbox.user("Morgan").start_slash("general", "brief", &[("template", "ai-talent")]).map(drop),
            _ => alex.start_slash("general", "fact", &[("query", "H100 count of Korea")]).map(drop),
        };
        // An answer to a message waits as long as a limit says that came before; a command is answered at once or not at all.
        let waits = source.count % 4 == 1;
        if asked.is_ok() && !waits {
            let called = |it: &Sandbox| (it.requests().len() > before).then_some(());
            stage.sandbox.wait_for(called).await.unwrap();
        }
    })
    .await;
}
