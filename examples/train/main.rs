//! Learns the weights of `data/model/weights.csv` from questions with known answers.
//!
//! ```text
//! cargo run --profile train --example train -- [--write] [--misses] QUESTIONS[=PACKS]...
//! ```
//!
//! `QUESTIONS` is a file with a question a line (`q`, `kind`, `want`, `values`, `derived`), or a folder of cases of the ordinary suite;
//! they are about the embedded packs, or also about those of the folders behind `=`. The weights that are printed and written come from all questions; the scores that are printed come from
//! questions that the weights in question had not seen (five parts by place in the file, and each file by itself against
//! all others). The same files give the same bytes.

mod case;
mod fit;
mod report;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use case::Sample;
use datum::decide::Model;
use datum::query::Engine;

/// At most this part of unseen questions may get a wrong figure because the decision answered; known words by themselves add theirs.
const MOST_WRONG: f64 = 0.004;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let write = arguments.iter().any(|argument| argument == "--write");
    let mut samples: Vec<Sample> = Vec::new();
    let files = arguments.iter().filter(|argument| !argument.starts_with("--"));
    for (file, argument) in files.enumerate() {
        let (path, packs) = argument.split_once('=').unwrap_or((argument, ""));
        let folders: Vec<PathBuf> = packs.split(':').filter(|folder| !folder.is_empty()).map(PathBuf::from).collect();
        let catalog = datum::pack::load(&folders).map_err(|problems| problems.to_string())?;
        let engine = Engine::new(Arc::new(catalog));
        let cases = case::read(Path::new(path))?;
        samples.extend(cases.into_iter().enumerate().map(|(line, case)| case::sample(&engine, case, file, line)));
    }
    // Parts of five questions each, so that neighbours, which are often alike, are held out together.
    let parts = |sample: &Sample| (sample.line / 5) % 5;
    let held_out = fit::cross(&samples, 5, parts);
    report::print("five parts", &samples, &held_out, MOST_WRONG);
    let files = samples.iter().map(|sample| sample.file).max().unwrap_or_default() + 1;
    if files > 1 {
        let by_file = fit::cross(&samples, files, |sample| sample.file);
        report::print("each file by the others", &samples, &by_file, MOST_WRONG);
    }
    let mut model: Model = fit::fit(&samples.iter().collect::<Vec<_>>());
    (model.answer_from, model.offer_from) = report::bounds(&samples, &held_out, MOST_WRONG);
    print!("{}", model.table());
    if let Some(path) = arguments.iter().find_map(|argument| argument.strip_prefix("--dump=")) {
        report::dump(path, &samples, &held_out)?;
    }
    if arguments.iter().any(|argument| argument == "--misses") {
        report::misses(&samples, &held_out, model.answer_from);
    }
    if write {
        std::fs::write("data/model/weights.csv", model.table())?;
    }
    Ok(())
}
