//! What is done with one input that comes over the wire: it is given to the real bot by the stand-in. Both drivers call this.

use datum::sandbox::{Fault, Rule, Sandbox};

use crate::stage::Stage;

/// A question whose answer is known.
const ASKED: (&str, &str) = ("query", "H100 count of Korea");
const STATUS: [u16; 9] = [200, 200, 204, 400, 403, 404, 429, 429, 500];
/// None is long: what Discord states is obeyed, for an hour at most, and nothing would be answered meanwhile.
const WAITS: [&str; 8] = ["0", "0.01", "-1", "NaN", "inf", "0x1", "soon", ""];
const LIMITS: [&str; 5] =
    ["retry-after", "x-ratelimit-reset-after", "x-ratelimit-remaining", "x-ratelimit-scope", "via"];

/// Frames of each kind that the bot acts on, as they were sent.
pub async fn frames(stage: &Stage) -> Vec<Vec<u8>> {
    let alex = stage.sandbox.user("Alex");
    let shown = alex.slash("general", "fact", &[ASKED]).await.unwrap();
    alex.click(shown.message().unwrap(), "CSV").await.unwrap();
    let form = alex.slash("general", "check", &[]).await.unwrap();
    if form.modal().is_some() {
        alex.submit_modal(&form, &[("text", "Korea held 1,961 H100s.")]).await.unwrap();
    }
    let said = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
    stage.sandbox.wait_for_message("", |it| it.reference == Some(said.id)).await.unwrap();
    stage.sandbox.sent_events().into_iter().map(|event| event.to_string().into_bytes()).collect()
}

/// Whether the bot answers, whatever it was given before; what comes while it connects anew does not count.
pub async fn survives(stage: &Stage) -> bool {
    stage.sandbox.clear_faults();
    let alex = stage.sandbox.user("Alex");
    for _ in 0..3 {
        if stage.sandbox.wait_until_ready().await.is_err() {
            return false;
        }
        let Ok(asked) = alex.start_slash("general", "fact", &[ASKED]) else { continue };
        if alex.answer_to(asked).await.is_ok_and(|seen| seen.text().contains("1,961")) {
            return true;
        }
    }
    false
}

/// A frame of the gateway.
pub async fn frame(stage: &Stage, bytes: &[u8]) {
    stage.sandbox.send_raw(&String::from_utf8_lossy(bytes));
    tokio::task::yield_now().await;
}

/// An answer of the REST API to whatever is called next, with a status and limits that `below` chooses: a number below the one that it
/// is given. `turn` says what is asked for.
pub async fn answer(stage: &Stage, bytes: &[u8], turn: usize, mut below: impl FnMut(usize) -> usize) {
    let status = STATUS[below(STATUS.len())];
    let stated = serde_json::from_slice::<serde_json::Value>(bytes).ok().and_then(|body| body["retry_after"].as_f64());
    let status = if stated.is_some_and(|wait| wait > 1.0) { 400 } else { status };
    let mut headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    for _ in 0..below(3) {
        let name = LIMITS[below(LIMITS.len())];
        headers.push((name.to_owned(), WAITS[below(WAITS.len())].to_owned()));
    }
    let fault = Fault::Respond { status, headers, body: bytes.to_vec() };
    stage.sandbox.fault(Rule::new("*", "/**", fault));
    let alex = stage.sandbox.user("Alex");
    let before = stage.sandbox.requests().len();
    // One of those that ask for more than the answer's own call.
    let asked = match turn % 4 {
        0 => stage.sandbox.user("Morgan").start_slash("general", "pack status", &[]).map(drop),
        1 => alex.say("general", "@Datum H100 count of Korea").await.map(drop),
        2 => stage.sandbox.user("Morgan").start_slash("general", "brief", &[("template", "ai-talent")]).map(drop),
        _ => alex.start_slash("general", "fact", &[ASKED]).map(drop),
    };
    // An answer to a message waits as long as a limit says that came before; a command is answered at once or not at all.
    let waits = turn % 4 == 1;
    if asked.is_ok() && !waits {
        let called = |it: &Sandbox| (it.requests().len() > before).then_some(());
        stage.sandbox.wait_for(called).await.unwrap();
    }
}
