//! What is lost, doubled or wrong while something is broken: one row for each fault.
//!
//! Each row starts the real bot against the stand-in, sends commands and mentions at a steady pace, lets a brief be due, has the
//! stand-in or the bot's surroundings misbehave in the middle, and counts what came of each of them. `cargo test --test faults -- --nocapture` prints the table.
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
#[path = "../support/tls.rs"]
mod tls;
mod wires;

use std::fmt::Write as _;

use futures_util::{StreamExt as _, stream};

use load::Counted;
use rows::{ROWS, Row};

/// Where the session is gone a new one begins at once: what comes in so many times 25 ms may find none.
const MOST_UNDELIVERED: usize = 20;
/// Rows that run at a time: more would compete for the processor, and a command has three seconds.
const AT_A_TIME: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_doubled_or_wrong_but_what_never_reached_the_bot() {
    let wanted = std::env::var("ROW").unwrap_or_default();
    let rows: Vec<&'static Row> = ROWS.iter().filter(|row| row.fault.contains(&wanted)).collect();
    // A bot whose session is to end waits while the others have their turn: Discord wants five seconds between two sessions.
    let mut waiting = Vec::new();
    for row in rows.iter().filter(|row| row.ends_session) {
        waiting.push((*row, load::prepare(row).await));
    }
    let run = |row: &'static Row| async move { (row, load::run(row, load::prepare(row).await).await) };
    let first = rows.iter().filter(|row| !row.ends_session).map(|row| run(row));
    let mut results: Vec<(&Row, Counted)> = stream::iter(first).buffered(AT_A_TIME).collect().await;
    let go_on = |(row, prepared): (&'static Row, load::Prepared)| async move { (row, load::run(row, prepared).await) };
    let last: Vec<_> = stream::iter(waiting.into_iter().map(go_on)).buffered(AT_A_TIME).collect().await;
    results.extend(last);
    results.sort_by_key(|(row, _)| rows.iter().position(|other| other.fault == row.fault));
    println!("{}", table(&results));
    let broken: Vec<&str> = results
        .iter()
        .filter(|(row, counted)| {
            counted.doubled + counted.wrong > 0
                || counted.unmet
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
        "| fault | sent | answered | briefs | lost | doubled | wrong | no session to deliver to | resumed | identified |\n|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for (row, it) in results {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} of {} | {} | {} | {} | {} | {} | {} |",
            row.fault,
            it.sent,
            it.answered,
            it.posted,
            it.due,
            it.lost,
            it.doubled,
            it.wrong,
            it.undelivered,
            it.resumes,
            it.identifies
        );
    }
    text
}
