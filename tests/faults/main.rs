//! What is lost, doubled or wrong while something is broken: one row for each fault.
//!
//! Each row starts the real bot against the stand-in, sends commands and mentions at a steady pace, has the stand-in
//! misbehave in the middle, and counts what came of each of them. `cargo test --test faults -- --nocapture` prints the table.
//! What the README promises for a fault is proved by a row here or by the test that is named for it.

#![allow(clippy::unwrap_used)]

mod load;
#[path = "../discord/payload.rs"]
mod payload;
mod readme;
mod rows;
#[path = "../discord/stage.rs"]
#[allow(dead_code, reason = "shared with the tests of what people see")]
mod stage;

use std::fmt::Write as _;

use futures_util::StreamExt as _;

use load::Counted;
use rows::{ROWS, Row};

/// Where the session is gone a new one begins at once: what comes in so many times 25 ms may find none.
const MOST_UNDELIVERED: usize = 20;
/// Rows that run at a time: more would compete for the processor, and a command has three seconds.
const AT_A_TIME: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_doubled_or_wrong_but_what_never_reached_the_bot() {
    let wanted = std::env::var("ROW").unwrap_or_default();
    let rows = ROWS.iter().filter(|row| row.fault.contains(&wanted));
    let run = |row: &'static Row| async move { (row, load::run(row).await) };
    let results: Vec<(&Row, Counted)> = futures_util::stream::iter(rows.map(run)).buffered(AT_A_TIME).collect().await;
    println!("{}", table(&results));
    let broken: Vec<&str> = results
        .iter()
        .filter(|(row, counted)| {
            counted.doubled + counted.wrong > 0
                || counted.lost != row.refused_for_good
                || (counted.undelivered > 0 && !row.ends_session)
                || counted.undelivered > MOST_UNDELIVERED
        })
        .map(|(row, _)| row.fault)
        .collect();
    assert!(broken.is_empty(), "not as promised: {broken:?}");
}

fn table(results: &[(&Row, Counted)]) -> String {
    let mut text = String::from(
        "| fault | sent | answered | lost | doubled | wrong | no session to deliver to | resumed | identified |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for (row, it) in results {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            row.fault, it.sent, it.answered, it.lost, it.doubled, it.wrong, it.undelivered, it.resumes, it.identifies
        );
    }
    text
}
