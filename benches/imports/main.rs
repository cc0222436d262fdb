//! From a table to the first right answer, as a newcomer goes: `datum pack import FILE`, `datum ask QUESTION`.
//!
//! `cargo bench --bench imports` prints for each shape of table (full size, invented figures) how long each call takes from its
//! start to its end. A wrong answer ends the run; times are printed and not held to anything. Without
//! optimisation (`cargo test --benches`) the tables are smaller.

#[allow(clippy::unwrap_used, reason = "the tables of a test, written to a string")]
#[path = "../../tests/import/shapes.rs"]
mod shapes;

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

fn main() {
    let place = tempfile::tempdir().expect("a place for files");
    println!("{:<36} {:>9} {:>9} {:>9} {:>9}", "table", "MB", "figures", "import", "answer");
    for (position, shape) in shapes::all(!cfg!(debug_assertions)).into_iter().enumerate() {
        let file = place.path().join(shape.name);
        std::fs::write(&file, &shape.bytes).expect("the table can be written");
        let pack = place.path().join(format!("pack-{position}"));
        let (took, told) = called(
            Command::new(env!("CARGO_BIN_EXE_datum"))
                .args(["pack", "import", "--json"])
                .arg(&file)
                .arg("--into")
                .arg(&pack),
        );
        let (answered, answer) = called(
            Command::new(env!("CARGO_BIN_EXE_datum"))
                .args(["ask", "--json", "--no-embedded", "--packs"])
                .arg(&pack)
                .arg(shape.question),
        );
        assert_eq!(answer["figures"][0]["value"].as_f64(), Some(shape.value), "{}: {answer}", shape.name);
        println!(
            "{:<36} {:>9.1} {:>9} {:>7.2} s {:>7.2} s",
            shape.name,
            shape.bytes.len() as f64 / 1e6,
            told["added"],
            took.as_secs_f64(),
            answered.as_secs_f64(),
        );
    }
}

fn called(command: &mut Command) -> (Duration, Value) {
    let started = Instant::now();
    let output = command.env_remove("DATUM_PACKS").output().expect("the program can be called");
    let took = started.elapsed();
    let told = String::from_utf8_lossy(&output.stderr);
    (took, serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {told}")))
}
