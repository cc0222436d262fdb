//! The questions that the weights are learned from: no change may answer fewer of them, or more of them wrongly, unseen.
//!
//! The table holds what was reached; whoever reaches more raises it. That a figure is right here says little about questions that
//! nobody has worked on: for those see `docs/quality.md`.

#[path = "../examples/train/case.rs"]
#[allow(dead_code, reason = "the trainer uses the rest")]
mod case;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use case::Verdict;
use datum::query::Engine;

/// A set, the pack that it is about, how many of its questions come out right at the least, and wrong at the most.
const SETS: &[(&str, &str, usize, usize)] = &[
    ("embedded-1", "", 1042, 19),
    ("embedded-2", "", 138, 2),
    ("embedded-3", "", 99, 3),
    ("embedded-4", "", 139, 3),
    ("embedded-5", "", 119, 3),
    ("public-libraries", "public-libraries", 121, 0),
    ("transport-safety", "transport-safety", 130, 1),
    ("pets-and-shelters", "pets-and-shelters", 120, 0),
    ("cut-flowers", "cut-flowers", 114, 1),
    ("sea-harvest", "sea-harvest", 83, 2),
    ("rail-travel", "rail-travel", 97, 3),
    ("wine-growing", "wine-growing", 112, 1),
    ("embedded-6", "", 129, 1),
    ("embedded-7", "", 127, 2),
    ("embedded-8", "", 131, 1),
    ("lifts", "lifts", 99, 1),
    ("law-courts", "law-courts", 127, 1),
    ("embedded-9", "", 145, 2),
    ("wastewater-halvaria", "wastewater-halvaria", 108, 2),
];

#[test]
fn what_was_learned_from_is_answered() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut worse = Vec::new();
    for (name, pack, least_right, most_wrong) in SETS {
        let folders: Vec<PathBuf> = if pack.is_empty() { Vec::new() } else { vec![tests.join("packs").join(pack)] };
        let catalog = datum::pack::load(&folders).unwrap_or_else(|problems| panic!("{problems}"));
        let engine = Engine::new(Arc::new(catalog));
        let path = tests.join("training").join(format!("{name}.jsonl"));
        let cases = case::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let all = cases.len();
        let verdicts: Vec<Verdict> = cases.iter().map(|case| case::asked(&engine, case)).collect();
        let count = |verdict: Verdict| verdicts.iter().filter(|one| **one == verdict).count();
        let (right, wrong) = (count(Verdict::Right), count(Verdict::Wrong));
        // Straight to standard error, so that the table is seen when the suite passes.
        let _ = writeln!(std::io::stderr(), "{name}: {all} questions, {right} right, {wrong} wrong");
        if right < *least_right || wrong > *most_wrong {
            worse.push(format!(
                "{name}: {right} right of at least {least_right}, {wrong} wrong of at most {most_wrong}"
            ));
        }
    }
    assert!(worse.is_empty(), "{}", worse.join("\n"));
}
