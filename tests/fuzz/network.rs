//! What comes over the wire: whatever Discord says, no task of the bot panics, and the next question is answered.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use datum::sandbox::{Options, Sandbox, World};

use crate::drive::Source;
use crate::stage::Stage;
use crate::targets::Input;
use crate::wire;

/// Panics in this process. A test of its own counts them, so the two here must not run at the same time.
static PANICS: AtomicUsize = AtomicUsize::new(0);
static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
/// Frames that end one connection after the other make the bot pause before it connects anew, up to about a minute.
const PATIENCE: Duration = Duration::from_mins(2);
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
    let options = Options { patience: PATIENCE, ..Options::default() };
    let sandbox = Sandbox::start_with(World::demo("Datum"), options).await.unwrap();
    let mut stage = Stage::in_sandbox(sandbox, |_| ()).await;
    let mut source = Source::new(target);
    if target == "frame" {
        let sent = wire::frames(&stage).await.into_iter();
        source.add(sent.map(|bytes| Input { name: "frame.json".to_owned(), bytes }));
    }
    let mut round = Vec::new();
    loop {
        let next = source.next();
        if let Some(input) = &next {
            hand_over(&stage, input, &mut source).await;
            round.push(input.clone());
        }
        if round.len() == ROUND || next.is_none() {
            if !wire::survives(&stage).await || PANICS.swap(0, Ordering::SeqCst) > 0 {
                let kept: Vec<_> =
                    round.iter().enumerate().map(|(place, input)| source.keep_of_round(place, input)).collect();
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn frame() {
    drive("frame", async |stage, input, _| wire::frame(stage, &input.bytes).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answer() {
    drive("answer", async |stage, input, source| {
        let turn = source.count;
        wire::answer(stage, &input.bytes, turn, |limit| source.chance().below(limit)).await;
    })
    .await;
}
