//! How fast an answer comes, and what the packs cost at start and in memory.
//!
//! `cargo bench` prints one table. Measured, in one process for each size of packs, so that none is warmed or fattened by
//! another:
//! - start: reading, checking and indexing the packs, and making the engine over them;
//! - resident memory (`VmRSS`, Linux only) when the engine stands and nothing else was done;
//! - questions that compare, follow or rank, by themselves, with answers a second on one thread;
//! - question to answer (`Engine::ask`), and question to the text that a terminal shows;
//! - autocompletion of half-typed names;
//! - orders over fifty thousand things, and short questions beside them (alone: `cargo bench --bench answers -- ranking`);
//! - what the seam between calculation and storage costs (`cargo bench --bench answers -- seam`);
//! - for comparison, on the same questions: a scan over the texts of all figures, which is what an index saves.
//!
//! Sizes that end in `-file` are opened from a compact file, which another process has built. Named sizes are measured alone:
//! `cargo bench --bench answers -- 1M-file 10M-file`.
//!
//! The embedded packs are asked the cases of `tests/questions`; the generated packs, of ten thousand and of a million
//! figures, questions that name a cell (see `generated`). Every answer that is timed is compared, outside the clock, with
//! the expected one, and a wrong figure ends the run. Not measured: Discord, the network, threads at the same time, the
//! command line's start except in its own row, and reading packs from disk. Times are of the machine that it runs on; the
//! goals beside them are printed, not enforced.

mod cases;
mod generated;
mod measure;
mod ranking;
mod scan;
mod seam;
mod table;
mod world;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use serde_json::Value;

use dlmalloc::GlobalDlmalloc;
use measure::Spread;
use world::Size;

/// As in the program.
#[global_allocator]
static HEAP: GlobalDlmalloc = GlobalDlmalloc;

/// Figures and seconds of one size, as its process reports them.
type Report = serde_json::Map<String, Value>;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(place) = arguments.iter().position(|argument| argument == "--size") {
        let size = arguments.get(place + 1).and_then(|name| Size::named(name)).expect("a size that there is");
        let file = arguments.iter().position(|argument| argument == "--file").map(|place| &arguments[place + 1]);
        println!("{}", Value::Object(world::run(size, file.map(Path::new))));
        return;
    }
    if let Some(place) = arguments.iter().position(|argument| argument == "--write") {
        let size = arguments.get(place + 1).and_then(|name| Size::named(name)).expect("a size that there is");
        return world::write(size, Path::new(&arguments[place + 2]));
    }
    if arguments.iter().any(|argument| argument == "ranking") {
        return ranking::run();
    }
    if arguments.iter().any(|argument| argument == "seam") {
        return seam::run();
    }
    // `cargo test --benches` runs this too, without optimisation: the generated packs are then left out.
    let named: Vec<Size> = arguments.iter().filter_map(|name| Size::named(name)).collect();
    let sizes: &[Size] = match (named.as_slice(), cfg!(debug_assertions)) {
        ([], true) => &[Size::Embedded],
        ([], false) => &Size::ALL,
        (named, _) => named,
    };
    let reports: Vec<Report> = sizes.iter().map(|size| in_own_process(*size)).collect();
    table::print(&reports, &command_line());
    if !cfg!(debug_assertions) && named.is_empty() {
        ranking::run();
    }
}

/// Measures one size in a process of its own.
fn in_own_process(size: Size) -> Report {
    let program = std::env::current_exe().expect("the bench knows its own path");
    let mut command = Command::new(&program);
    command.args(["--size", size.name()]);
    // Who builds the file is another process than who opens it, whose memory is measured.
    let place = std::env::temp_dir().join(format!("datum-bench-{}.datum", std::process::id()));
    if size.name().ends_with("-file") {
        let written = Command::new(&program).args(["--write", size.name()]).arg(&place).status();
        assert!(written.is_ok_and(|status| status.success()), "{}: no file was written", size.name());
        command.arg("--file").arg(&place);
    }
    let output = command.output().expect("the bench can call itself");
    let _ = std::fs::remove_file(&place);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {told}", size.name());
    eprint!("{told}");
    match serde_json::from_slice(&output.stdout) {
        Ok(Value::Object(report)) => report,
        other => panic!("{}: no report but {other:?}", size.name()),
    }
}

/// From the call of `datum ask` to its end.
fn command_line() -> Spread {
    let mut samples = Vec::new();
    for _ in 0..20 {
        let started = Instant::now();
        let output = Command::new(env!("CARGO_BIN_EXE_datum"))
            .args(["ask", "--json", "H100 count of Korea"])
            .env_remove("DATUM_PACKS")
            .output()
            .expect("the program can be called");
        samples.push(started.elapsed());
        let told: Value = serde_json::from_slice(&output.stdout).expect("an answer in JSON");
        assert_eq!(told["figures"][0]["id"], "korea-h100-held-2023", "{told}");
    }
    Spread::of(samples)
}
