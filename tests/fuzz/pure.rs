//! What is read without a network: questions, claims, articles, packs, tables.

use datum::claim::draft::source;

use crate::drive::run;
use crate::targets;

#[test]
fn question() {
    run("question", targets::question);
}

#[test]
fn claim() {
    run("claim", targets::claim);
}

#[test]
fn extract() {
    run("extract", targets::extract);
    run_source();
}

/// What an article is said to be is read, too.
fn run_source() {
    let whole = include_str!("corpus/source.json");
    for cut in 0..whole.len() {
        if let Some(text) = whole.get(..cut) {
            let _ = source::read(text);
        }
    }
}

#[test]
fn pack() {
    run("pack", targets::pack);
}

#[test]
fn import_of_tables() {
    run("import", targets::import);
}
