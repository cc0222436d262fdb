//! What libFuzzer's targets share with the driver of the suite: what is done with an input, and the corpora.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

#[path = "../../tests/fuzz/drive.rs"]
#[allow(dead_code, reason = "its corpora are read")]
pub mod drive;
#[path = "../../tests/discord/payload.rs"]
#[allow(dead_code, reason = "shared with the tests of what people see")]
mod payload;
#[path = "../../tests/discord/stage.rs"]
#[allow(dead_code, reason = "shared with the tests of what people see")]
pub mod stage;
#[path = "../../tests/fuzz/targets.rs"]
pub mod targets;
#[path = "../../tests/fuzz/wire.rs"]
mod wire;

use std::sync::{Mutex, PoisonError};

use datum::sandbox::{Sandbox, World};
use once_cell::sync::Lazy;
use stage::Stage;
use targets::Input;
use tokio::runtime::Runtime;

/// So many inputs come before it is looked whether the bot still answers.
const ROUND: usize = 20;

/// An input whose name says nothing.
#[must_use]
pub fn unnamed(bytes: &[u8]) -> Input {
    Input { name: String::new(), bytes: bytes.to_vec() }
}

/// The names that inputs of a target have, in the order of its corpus.
#[must_use]
pub fn names(target: &'static str) -> Vec<String> {
    let mut names: Vec<String> = drive::corpus(target).into_iter().map(|input| input.name).collect();
    names.dedup();
    names
}

/// An input whose first byte says which of the names of the corpus it has.
#[must_use]
pub fn named(target: &'static str, bytes: &[u8]) -> Input {
    static NAMES: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let mut known = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if known.is_empty() {
        *known = names(target);
    }
    let (first, rest) = bytes.split_first().map_or((0, bytes), |(first, rest)| (usize::from(*first), rest));
    Input { name: known[first % known.len()].clone(), bytes: rest.to_vec() }
}

/// A bot in the stand-in, and how many inputs it was given.
struct Live {
    runtime: Runtime,
    stage: Stage,
    count: usize,
}

static LIVE: Lazy<Mutex<Live>> = Lazy::new(|| {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let stage = runtime.block_on(async {
        Stage::in_sandbox(Sandbox::start(World::demo("Datum")).await.unwrap(), |_| ()).await
    });
    Mutex::new(Live { runtime, stage, count: 0 })
});

fn live(hand_over: impl AsyncFnOnce(&Stage, usize)) {
    let mut live = LIVE.lock().unwrap();
    live.count += 1;
    let Live { runtime, stage, count } = &*live;
    runtime.block_on(async {
        hand_over(stage, *count).await;
        if count % ROUND == 0 {
            assert!(wire::survives(stage).await, "the bot does not answer any more");
            stage.sandbox.forget_history();
        }
    });
}

/// A frame of the gateway. A panic in any task of the bot ends the run, as libFuzzer's hook has it.
pub fn frame(bytes: &[u8]) {
    live(async |stage, _| wire::frame(stage, bytes).await);
}

/// An answer of the REST API; the first eight bytes choose its status and headers.
pub fn answer(bytes: &[u8]) {
    let (choices, body) = bytes.split_at(bytes.len().min(8));
    let mut choices = choices.iter();
    let below = |limit: usize| choices.next().map_or(0, |byte| usize::from(*byte)) % limit;
    live(async |stage, count| wire::answer(stage, body, count, below).await);
}

/// Frames as the stand-in sends them, for a corpus.
#[must_use]
pub fn frames() -> Vec<Vec<u8>> {
    let live = LIVE.lock().unwrap();
    live.runtime.block_on(wire::frames(&live.stage))
}
