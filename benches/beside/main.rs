//! What Datum adds to the library that it is built on: a bot of nothing but serenity, which answers every command with the body
//! that Datum would send, beside Datum, both as processes of their own against the stand-in, in turns in one run.
//!
//! `cargo bench --bench beside` prints CPU and latency of each `/fact` in a server and in a direct message, and memory. The bare bot
//! reads no settings, looks for no figure, writes no body and counts nothing: it parses the event and sends bytes. Times are of the
//! machine that it runs on; the goals are printed, not enforced.

mod bare;
#[path = "../running/mod.rs"]
mod running;

use std::process::ExitCode;
use std::time::Duration;

use datum::sandbox::{Sandbox, World};
use running::{Bot, Loaded, ROLE, load};

/// Commands a second.
const RATE: f64 = 100.0;
/// Turns of each bot in each place.
const TURNS: usize = 5;
const QUESTION: &str = "H100 count of Korea";
/// At most so many times the bare bot's CPU and latency, and so much memory.
const GOAL: f64 = 1.5;
const GOAL_KIB: u64 = 35 * 1_024;

fn main() -> ExitCode {
    if std::env::var(ROLE).is_ok() {
        return bare::run();
    }
    // `cargo test --benches` runs this too, without optimisation: one short turn shows that it works.
    let (turns, time) = if cfg!(debug_assertions) { (1, 0.5) } else { (TURNS, 4.0) };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("threads");
    runtime.block_on(measure(turns, Duration::from_secs_f64(time)));
    ExitCode::SUCCESS
}

/// What one bot took in one place, over all turns.
#[derive(Default)]
struct Cost {
    cpu: Duration,
    loaded: Loaded,
}

impl Cost {
    fn each(&self) -> Duration {
        self.cpu / u32::try_from(self.loaded.times.len().max(1)).unwrap_or(u32::MAX)
    }
}

async fn measure(turns: usize, time: Duration) {
    let datum = Sandbox::start(World::demo("Datum")).await.expect("a free port");
    let folder = tempfile::tempdir().expect("a folder");
    let database = format!("sqlite:{}", folder.path().join("datum.sqlite").display());
    let bot = Bot::start("datum", &datum, &[("DATABASE_URL", &database)]);
    datum.wait_for_command("fact").await.expect("Datum is ready");
    // The body is Datum's own; the commands are, too.
    let answer = datum.user("Alex").slash("general", "fact", &[("query", QUESTION)]).await.expect("an answer");
    assert!(answer.text().contains("1,961"));
    let body = datum.bodies("POST", "/interactions/*/*/callback").pop().expect("an answer was sent").to_string();
    let commands = datum.bodies("PUT", "/applications/*/commands").pop().expect("commands were registered").to_string();
    let [answer_file, commands_file] = ["answer.json", "commands.json"].map(|name| folder.path().join(name));
    std::fs::write(&answer_file, &body).expect("a file");
    std::fs::write(&commands_file, commands).expect("a file");

    let bare = Sandbox::start(World::demo("Bare")).await.expect("a free port");
    let paths = [("BARE_ANSWER", &answer_file), ("BARE_COMMANDS", &commands_file)];
    let paths = paths.map(|(name, path)| (name, path.to_str().expect("a path in UTF-8")));
    let other = Bot::start("bare", &bare, &paths);
    bare.wait_for_command("fact").await.expect("the bare bot is ready");

    let places = ["general", "dm"];
    let mut costs: [[Cost; 2]; 2] = Default::default();
    for place in places {
        // The first ones find nothing warm.
        load(&datum, place, &[QUESTION], RATE, time / 2).await;
        load(&bare, place, &[QUESTION], RATE, time / 2).await;
    }
    for _ in 0..turns {
        for (place, costs) in places.iter().zip(&mut costs) {
            for ((sandbox, bot), cost) in [(&datum, &bot), (&bare, &other)].into_iter().zip(costs) {
                let before = bot.cpu();
                let loaded = load(sandbox, place, &[QUESTION], RATE, time).await;
                cost.cpu += bot.cpu().saturating_sub(before);
                cost.loaded.times.extend(loaded.times);
                cost.loaded.lost += loaded.lost;
                sandbox.forget_history();
            }
        }
    }
    println!("{} bytes a body, {RATE} commands a second, {turns} turns of {} s", body.len(), time.as_secs_f64());
    println!("| where | bot | answers | lost | CPU each, us | p50, us | p99, us |\n|---|---|---|---|---|---|---|");
    for (place, costs) in places.iter().zip(&mut costs) {
        for (name, cost) in ["Datum", "bare serenity"].iter().zip(costs.iter_mut()) {
            cost.loaded.times.sort_unstable();
            let (half, most) = (cost.loaded.within(0.5), cost.loaded.within(0.99));
            let [cpu, half, most] = [cost.each(), half, most].map(|it| it.as_micros());
            println!(
                "| {place} | {name} | {} | {} | {cpu} | {half} | {most} |",
                cost.loaded.times.len(),
                cost.loaded.lost
            );
        }
        let ratio = |of: fn(&Cost) -> Duration| of(&costs[0]).as_secs_f64() / of(&costs[1]).as_secs_f64().max(1e-9);
        let (cpu, latency) = (ratio(Cost::each), ratio(|cost| cost.loaded.within(0.5)));
        println!("{place}: CPU {cpu:.2} times, p50 {latency:.2} times (goal: at most {GOAL})");
    }
    for (name, bot) in [("Datum", &bot), ("bare", &other)] {
        let [own, file] = bot.parts_kib();
        println!(
            "memory: {name} {} KiB (goal: at most {GOAL_KIB}), {own} its own, {file} pages of files",
            bot.memory_kib()
        );
    }
}
