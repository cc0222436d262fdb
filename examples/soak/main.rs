//! A long run: the real bot as a process of its own, asked at a steady rate through the stand-in, with its memory, handles and
//! latency over time.
//!
//! `cargo run --release --example soak -- --hours 1 --rate 100` prints a row every minute and at the end how far memory moved since the
//! first tenth was over. Once a row a picture, a check and a mention come on top, and the gateway is cut.

#[path = "../../benches/running/mod.rs"]
mod running;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser as _;
use datum::sandbox::{Sandbox, World};
use dlmalloc::GlobalDlmalloc;
use running::{Bot, Loaded, ROLE, load};

/// As in the program, which this is in its other role.
#[global_allocator]
static HEAP: GlobalDlmalloc = GlobalDlmalloc;

/// What is asked in turn.
const QUESTIONS: [&str; 8] = [
    "H100 count of Korea",
    "Microsoft vs Korea H100",
    "국내 AI 인력 추이",
    "rank countries by private AI investment",
    "H100 count",
    "how many people work in AI in Korea",
    "엔비디아 GPU 26만장",
    "something that nobody knows",
];

/// What memory may move by, in per cent.
const GOAL: f64 = 5.0;

#[derive(clap::Parser)]
struct Arguments {
    /// How long it runs.
    #[arg(long, default_value_t = 1.0)]
    hours: f64,
    /// Commands a second.
    #[arg(long, default_value_t = 100.0)]
    rate: f64,
    /// Seconds of a row.
    #[arg(long, default_value_t = 60.0)]
    row: f64,
}

fn main() -> ExitCode {
    if std::env::var(ROLE).is_ok() {
        return datum::cli::main_with(["datum", "run"]);
    }
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("threads");
    runtime.block_on(soak(&arguments))
}

async fn soak(arguments: &Arguments) -> ExitCode {
    let sandbox = Sandbox::start(World::demo("Datum")).await.expect("a free port");
    let folder = tempfile::tempdir().expect("a folder");
    let database = format!("sqlite:{}", folder.path().join("datum.sqlite").display());
    let bot = Bot::start("datum", &sandbox, &[("DATABASE_URL", &database)]);
    sandbox.wait_for_command("fact").await.expect("the bot is ready");
    println!("| minutes | answered | lost | p50, ms | p99, ms | worst, ms | memory, KiB | handles | CPU each, us |");
    println!("|---|---|---|---|---|---|---|---|---|");
    let begun = Instant::now();
    let end = Duration::from_secs_f64(arguments.hours * 3_600.0);
    let (mut memory, mut lost) = (Vec::new(), 0);
    while begun.elapsed() < end {
        let before = bot.cpu();
        let time = Duration::from_secs_f64(arguments.row).min(end.saturating_sub(begun.elapsed()));
        let loaded = load(&sandbox, "general", &QUESTIONS, arguments.rate, time).await;
        others(&sandbox).await;
        memory.push(bot.memory_kib());
        lost += loaded.lost;
        row(begun.elapsed(), &loaded, &bot, bot.cpu().saturating_sub(before));
        sandbox.forget_history();
        sandbox.drop_gateway();
    }
    // What is made once is there after a while.
    let warm = memory.len() / 10;
    let (first, last) = (memory.get(warm).copied().unwrap_or(0), memory.last().copied().unwrap_or(0));
    #[allow(clippy::cast_precision_loss, reason = "memory in KiB is far below where it matters")]
    let moved = (last as f64 - first as f64) / first.max(1) as f64 * 100.0;
    println!("memory moved by {moved:+.1} % after the first tenth (goal: within {GOAL} %), {lost} lost");
    if lost == 0 && moved.abs() <= GOAL { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What is asked otherwise than by `/fact`, once a row.
async fn others(sandbox: &Sandbox) {
    let alex = sandbox.user("Alex");
    if let Ok(seen) = alex.slash("general", "compare", &[("first", "Microsoft H100"), ("second", "Korea H100")]).await {
        let _ = sandbox.settled(&seen).await;
    }
    let _ = alex.slash("general", "check", &[("text", "Korea held 1,961 H100s in 2023.")]).await;
    if let Ok(said) = alex.say("general", "@Datum H100 count of Korea").await {
        let _ = sandbox.wait_for_message("", |it| it.reference == Some(said.id)).await;
    }
}

fn row(at: Duration, loaded: &Loaded, bot: &Bot, cpu: Duration) {
    let ms = |share: f64| loaded.within(share).as_secs_f64() * 1_000.0;
    let each = cpu / u32::try_from(loaded.times.len().max(1)).unwrap_or(u32::MAX);
    println!(
        "| {:.1} | {} | {} | {:.2} | {:.2} | {:.2} | {} | {} | {} |",
        at.as_secs_f64() / 60.0,
        loaded.times.len(),
        loaded.lost,
        ms(0.5),
        ms(0.99),
        ms(1.0),
        bot.memory_kib(),
        bot.handles(),
        each.as_micros()
    );
}
