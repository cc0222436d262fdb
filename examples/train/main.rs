//! Learns the weights of `data/model/weights.csv` and the trees of `data/model/trees.csv` from questions with known answers.
//!
//! ```text
//! cargo run --profile train --example train -- [--write] [--misses] [--short] QUESTIONS[=PACKS]...
//! ```
//!
//! With `--short` no file is held out against all others, which takes most of the time.
//!
//! With `--claims` the files are texts with known claims (`text`, `claims` with `quote`, `verdict`, `fact`), or folders of the claim
//! suite, and the weights are those of `data/model/claims.csv`.
//!
//! `QUESTIONS` is a file with a question a line (`q`, `kind`, `want`, `values`, `derived`), or a folder of cases of the ordinary suite;
//! they are about the embedded packs, or also about those of the folders behind `=`. The weights that are printed and written come from all questions; the scores that are printed come from
//! questions that the weights in question had not seen (five parts by place in the file, and each file by itself against
//! all others). The same files give the same bytes.

mod alter;
mod boost;
mod case;
mod claim_report;
mod claims;
mod fit;
mod report;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use case::Sample;
use datum::decide::Model;
use datum::query::Engine;

/// At most this part of unseen questions may get a wrong figure because the decision answered, as usual and with the bar raised; known words
/// by themselves add theirs.
const MOST_WRONG: [f64; 2] = [0.004, 0.002];

/// The same for claims, by verdict: matches, outdated, differs.
const MOST_FALSE: [f64; 3] = [0.003, 0.002, 0.003];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--claims") {
        return claims(&arguments);
    }
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
    let short = arguments.iter().any(|argument| argument == "--short");
    if files > 1 && !short {
        let by_file = fit::cross(&samples, files, |sample| sample.file);
        report::print("each file by the others", &samples, &by_file, MOST_WRONG);
    }
    let mut model: Model = fit::fit(&samples.iter().collect::<Vec<_>>());
    let bounds = report::bounds(&samples, &held_out, MOST_WRONG);
    (model.answer_from, model.answer_raised_from, model.offer_from) = (bounds.usual, bounds.raised, bounds.usual / 4.0);
    print!("{}", model.table());
    if let Some(path) = arguments.iter().find_map(|argument| argument.strip_prefix("--dump=")) {
        report::dump(path, &samples, &held_out)?;
    }
    if arguments.iter().any(|argument| argument == "--misses") {
        report::misses(&samples, &held_out, bounds);
    }
    if write {
        std::fs::write("data/model/weights.csv", model.table())?;
        std::fs::write("data/model/trees.csv", model.deciding.table())?;
    }
    Ok(())
}

/// Learns the weights of `data/model/claims.csv`.
fn claims(arguments: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let mut samples: Vec<claims::Sample> = Vec::new();
    let files = arguments.iter().filter(|argument| !argument.starts_with("--"));
    for (file, argument) in files.enumerate() {
        let (path, packs) = argument.split_once('=').unwrap_or((argument, ""));
        let folders: Vec<PathBuf> = packs.split(':').filter(|folder| !folder.is_empty()).map(PathBuf::from).collect();
        let catalog = datum::pack::load(&folders).map_err(|problems| problems.to_string())?;
        let engine = Arc::new(Engine::new(Arc::new(catalog)));
        let strict = Path::new(path).is_dir();
        samples.extend(claims::samples(&engine, &claims::read(Path::new(path))?, file, strict));
    }
    // Parts of five texts each, so that neighbours, which are often alike, are held out together.
    let held_out = claims::cross(&samples, 5, |sample| (sample.line / 5) % 5);
    // The cases of the suite were written to mislead and are many; that none of them is wrong is seen to at the end.
    let from = claims::bounds_where(&samples, &held_out, MOST_FALSE, |sample| !sample.strict);
    claim_report::print("five parts", &samples, &held_out, &from);
    let files = samples.iter().map(|sample| sample.file).max().unwrap_or_default() + 1;
    if files > 1 {
        let by_file = claims::cross(&samples, files, |sample| sample.file);
        claim_report::print("each file by the others", &samples, &by_file, &from);
        let own = claims::bounds_where(&samples, &by_file, MOST_FALSE, |sample| !sample.strict);
        claim_report::print("each file by the others, bounds of their own", &samples, &by_file, &own);
    }
    if arguments.iter().any(|argument| argument == "--misses") {
        claim_report::misses(&samples, &held_out, &from, &datum::claim::weigh::evidence::names());
        for (chance, kind, sample) in claims::nearest_to_false(&samples, &held_out).into_iter().take(40) {
            println!("near {chance:.3} {kind} {}:{} {} {}", sample.file, sample.line + 1, sample.quote, sample.altered);
        }
    }
    let mut model = claims::fit(&samples.iter().collect::<Vec<_>>());
    model.from = from;
    claims::keep_the_suite(&samples, &mut model);
    println!("written from {:.3?}", model.from);
    if arguments.iter().any(|argument| argument == "--write") {
        std::fs::write("data/model/claims.csv", model.table())?;
        std::fs::write("data/model/claims-trees.csv", model.trees())?;
    }
    Ok(())
}
