//! What the README promises under "when / then" is proved: by a row of the table, or by the tests that are named here.

use std::collections::BTreeSet;
use std::path::Path;

use crate::rows::ROWS;

/// Promises that another suite proves, with the tests that do.
const ELSEWHERE: &[(&str, &[(&str, &str)])] = &[
    (
        "the token is missing or malformed, a `DATUM_` variable is unknown or wrong, a secret is given twice or its file cannot be used",
        &[
            ("tests/discord/process.rs", "all_problems_of_the_settings_are_told_at_once"),
            ("tests/discord/starting.rs", "a_secret_that_is_given_twice_stops_the_start"),
            ("src/config/secrets.rs", "a_file_that_holds_no_secret_is_refused_without_what_is_in_it"),
        ],
    ),
    (
        "everybody on the machine can read the file of a secret",
        &[
            ("src/config/secrets.rs", "a_file_that_everybody_can_read_is_warned_of"),
            ("tests/discord/starting.rs", "the_start_says_in_one_line_what_runs"),
        ],
    ),
    (
        "the port of `DATUM_HTTP` is in use",
        &[("tests/discord/health.rs", "a_port_in_use_stops_the_start_with_a_sentence")],
    ),
    ("a pack has a problem", &[("tests/discord/process.rs", "a_bad_pack_stops_the_start")]),
    (
        "packs that are loaded anew have a problem",
        &[(
            "tests/discord/reloading.rs",
            "a_signal_loads_packs_anew_while_questions_run_and_a_broken_folder_changes_nothing",
        )],
    ),
    (
        "a folder of packs changes while it is read",
        &[
            ("src/cli/reload.rs", "every_change_of_a_folder_is_seen"),
            ("tests/discord/reloading.rs", "a_watched_folder_is_loaded_anew_by_itself"),
        ],
    ),
    (
        "it starts with packs that say something else",
        &[
            ("tests/discord/watching.rs", "a_watched_figure_is_posted_once_for_each_change"),
            ("tests/discord/reloading.rs", "what_was_posted_is_corrected_and_conversations_go_on"),
        ],
    ),
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
    (
        "two processes run the same shard",
        &[
            ("tests/discord/process.rs", "two_processes_with_the_same_shard_answer_once_and_one_of_them_says_so"),
            ("tests/kill/main.rs", "kills_on_sqlite"),
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
