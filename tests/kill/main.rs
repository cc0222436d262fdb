//! Kills the bot, again and again, at random moments while it posts. In the end each brief is there once.
//!
//! The bot runs as a process of its own (this program, started once more), against the stand-in and one database, and ends
//! by SIGKILL. Its successor takes over what it has left. `cargo test --test kill -- --nocapture` prints the table;
//! `KILLS=200 cargo test --test kill -- --nocapture` is the long run, and `SEED=...` repeats one.

#![allow(clippy::unwrap_used)]

mod child;
#[path = "../support/postgres.rs"]
mod postgres;
mod shards;
mod stage;

use std::time::{Duration, Instant};

use datum::config::ShardRange;
use stage::{Random, Stage};

/// So many kills on each database in the ordinary suite.
const KILLS: usize = 20;

/// Not a test of its own: what a killed process runs.
#[test]
fn child() {
    child::run_if_asked();
}

#[test]
fn kills_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("datum.sqlite").display());
    kill_and_kill_again("SQLite", &url);
}

#[test]
fn kills_on_postgres() {
    match postgres::server() {
        Ok(server) => {
            let url = stage::block_on(server.database());
            kill_and_kill_again("PostgreSQL", &url);
        }
        Err(why) => postgres::skipped("kills_on_postgres", &why),
    }
}

fn kill_and_kill_again(database: &str, url: &str) {
    let kills = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let mut random = Random::from_environment();
    let seed = random.seed();
    let begun = Instant::now();
    let stage = Stage::new(url);
    let mut in_the_gap = 0;
    for _ in 0..kills {
        stage.schedule_one_of_each();
        let child = stage.start_child(None);
        // So many requests of this process pass; then, at some moment before the next ones or among them, it dies.
        stage.wait_for_posts(random.below(9));
        std::thread::sleep(Duration::from_micros(random.below(50_000)));
        child.kill();
        in_the_gap += usize::from(stage.has_unnoted_messages());
    }
    let child = stage.start_child(None);
    stage.wait_until_all_is_posted();
    child.kill();
    let result = stage.result();
    println!(
        "| {database} | {kills} kills | {} briefs, {} messages | sent but not noted at {in_the_gap} kills | missed {} | doubled {} | {:.0} s | seed {seed} |",
        result.briefs,
        result.messages,
        result.missed,
        result.doubled,
        begun.elapsed().as_secs_f64(),
    );
    assert_eq!((result.missed, result.doubled), (0, 0), "seed {seed}: {:#?}", result.wrong);
}

/// Three processes with a third of the shards each share one database; one is killed in the middle.
#[test]
fn three_processes_one_of_them_killed_post_each_brief_once() {
    let server = match postgres::server() {
        Ok(server) => server,
        Err(why) => return postgres::skipped("three_processes", &why),
    };
    let url = stage::block_on(server.database());
    let stage = Stage::new(&url);
    let mut children: Vec<_> =
        (0..3).map(|shard| stage.start_child(Some(ShardRange { first: shard, last: shard, total: 3 }))).collect();
    stage.wait_for_identifies(3);
    for _ in 0..10 {
        stage.schedule_one_of_each();
    }
    stage.wait_for_posts(12);
    children.remove(1).kill();
    stage.wait_until_all_is_posted();
    for child in children {
        child.kill();
    }
    let result = stage.result();
    println!(
        "| three processes, one killed | {} briefs | missed {} | doubled {} |",
        result.briefs, result.missed, result.doubled
    );
    assert_eq!((result.missed, result.doubled), (0, 0), "{:#?}", result.wrong);
    assert_eq!(result.briefs, 30);
}
