//! What the README promises under "when / then" is proved: by a row of the table, or by the tests that are named here.

use std::collections::BTreeSet;
use std::path::Path;

use crate::rows::ROWS;

/// Promises that another suite proves, with the tests that do.
const ELSEWHERE: &[(&str, &[(&str, &str)])] = &[
    (
        "the token is missing or malformed, a `DATUM_` variable is unknown or wrong",
        &[("tests/discord/process.rs", "all_problems_of_the_settings_are_told_at_once")],
    ),
    ("a pack has a problem", &[("tests/discord/process.rs", "a_bad_pack_stops_the_start")]),
    (
        "Discord closes with 4004 or 4010 to 4014",
        &[
            ("tests/discord/process.rs", "each_fatal_close_code_ends_it_with_a_sentence"),
            ("tests/discord/gateway.rs", "fatal_close_codes_end_the_bot"),
        ],
    ),
    (
        "an answer takes long",
        &[
            ("tests/discord/waiting.rs", "an_answer_that_takes_long_is_acknowledged_and_nobody_else_waits"),
            ("tests/discord/waiting.rs", "what_takes_too_long_is_given_up_with_a_sentence"),
        ],
    ),
    (
        "the database is missing, locked, full, read-only, cut off, or newer than the program",
        &[("tests/store/disk.rs", "fn "), ("tests/store/connection.rs", "fn "), ("tests/store/schema.rs", "fn ")],
    ),
    ("a process dies while it posts a brief", &[("tests/kill/main.rs", "kills_on_sqlite")]),
    (
        "a brief cannot be posted (channel deleted, thread locked, permission lost)",
        &[("tests/discord/posting.rs", "three_runs_without_their_channel_pause_the_schedule_and_are_told_once")],
    ),
    (
        "one person asks more than 20 times in a minute by messages, or reports more than five times in an hour",
        &[
            ("src/discord/flood.rs", "too_much_is_told_once_and_forgotten_after_the_window"),
            ("tests/discord/reporting.rs", "whoever_reports_too_often_is_told_so"),
        ],
    ),
    ("a command panics", &[("tests/discord/faults.rs", "a_panic_is_one_failed_answer")]),
    (
        "SIGTERM",
        &[
            ("tests/discord/process.rs", "told_to_stop_it_finishes_what_is_under_way"),
            ("tests/discord/process.rs", "told_to_stop_it_answers_what_still_arrives"),
            ("tests/discord/process.rs", "told_to_stop_it_ends_in_time_whatever_hangs"),
        ],
    ),
];

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The left column of the README's table.
fn promised() -> BTreeSet<String> {
    let text = read("README.md");
    let rows = text.lines().skip_while(|line| *line != "| when | then |").skip(2);
    let rows = rows.take_while(|line| line.starts_with('|'));
    rows.filter_map(|line| Some(line.split('|').nth(1)?.trim().to_owned())).collect()
}

#[test]
fn every_promise_of_the_readme_is_proved_and_every_proof_is_of_one() {
    let promised = promised();
    assert!(promised.len() > 10, "{promised:?}");
    let in_table = ROWS.iter().map(|row| row.when).filter(|when| !when.is_empty());
    let proved: BTreeSet<String> = in_table.chain(ELSEWHERE.iter().map(|(when, _)| *when)).map(str::to_owned).collect();
    assert_eq!(proved, promised);
    for (path, test) in ELSEWHERE.iter().flat_map(|(_, tests)| *tests) {
        assert!(read(path).contains(test), "{path} has no `{test}`");
    }
}
