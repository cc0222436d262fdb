//! How long a check of a text takes, and that it grows with the length of the text and no faster.
//!
//! The texts are those of the cases in `tests/claims`, one behind the other until there are so many bytes; each time the
//! number of claims with a verdict is asserted. That is twenty numbers in a thousand bytes. What is measured is reading,
//! linking and judging; not the start of the process. The best of several runs is what the work takes, the median what the
//! machine made of it at the time. Last come texts of a million bytes that hold nothing but numbers, with the most memory that the process
//! has held by then. Run with `cargo bench --bench claims`.

use std::path::Path;
use std::time::{Duration, Instant};

use datum::app::App;
use datum::claim::{Reader, Verdict};
use datum::figure::Language;
use datum::reply::claims::{Checked, ClaimsJson};

/// The goal is a text of this size within [`GOAL`]. It is printed, not enforced: times are of the machine that it runs on.
const BYTES: usize = 100_000;
const GOAL: Duration = Duration::from_millis(50);
const RUNS: usize = 9;

fn main() {
    let app = App::load(&[]).unwrap_or_else(|problems| panic!("{problems}"));
    let reader = Reader::new(&app.engine);
    let started = Instant::now();
    let _ = Reader::new(&app.engine);
    println!("a reader is made in {:?}", started.elapsed());
    let cases = texts();
    println!("{:>10} {:>8} {:>8} {:>10} {:>10} {:>12}", "bytes", "claims", "judged", "best", "median", "per 100 KB");
    for bytes in [10_000, BYTES, 1_000_000] {
        let mut text = String::new();
        for case in cases.iter().cycle() {
            if text.len() + case.len() > bytes {
                break;
            }
            text.push_str(case);
            text.push_str("\n\n");
        }
        let mut times: Vec<Duration> = Vec::new();
        let mut counts = (0, 0);
        for _ in 0..RUNS {
            let started = Instant::now();
            let claims = reader.check(&text, None);
            times.push(started.elapsed());
            let judged = claims.iter().filter(|claim| claim.verdict != Verdict::Unknown).count();
            assert!(judged * 4 > claims.len(), "{judged} of {} claims have a verdict", claims.len());
            counts = (claims.len(), judged);
        }
        times.sort_unstable();
        let median = times[RUNS / 2];
        let scaled = times[0].mul_f64(BYTES as f64 / text.len() as f64);
        let goal = if bytes == BYTES { format!("  below {GOAL:?}") } else { String::new() };
        let (bytes, (claims, judged), best) = (text.len(), counts, times[0]);
        println!("{bytes:>10} {claims:>8} {judged:>8} {best:>10.2?} {median:>10.2?} {scaled:>12.2?}{goal}");
    }
    for (name, between) in [("in one line", " "), ("in a list", ", "), ("one a line", "\n")] {
        let text = numbers(between);
        let started = Instant::now();
        let claims = reader.check(&text, None);
        let checked = started.elapsed();
        let about =
            Checked { text: &text, claims: &claims, language: Language::English, catalog: app.engine.catalog() };
        let json = ClaimsJson { checked: &about, elapsed_us: None, file: None };
        serde_json::to_writer(std::io::sink(), &json).expect("nothing can fail to be written");
        let (count, written) = (claims.len(), started.elapsed());
        let memory = peak_mib().map_or_else(String::new, |mib| format!(", {mib:.0} MiB at the most so far"));
        println!("1 MB of numbers {name}: {count} claims in {checked:.2?}, as JSON in {written:.2?}{memory}");
    }
}

/// A million bytes of numbers that are no years.
fn numbers(between: &str) -> String {
    let mut text = String::with_capacity(1 << 20);
    let mut number: u32 = 12_345;
    while text.len() < 1_000_000 {
        // Any numbers will do, the same each time (Numerical Recipes, "An Even Quicker Generator").
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.push_str(&(2_500 + number / 64).to_string());
        text.push_str(between);
    }
    text
}

/// The most memory that this process has held; none where the system does not tell.
fn peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib / 1024.0)
}

fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims");
    let mut texts = Vec::new();
    for name in [
        "en/levels",
        "en/paragraphs",
        "en/unknown",
        "en/calculated",
        "ko/levels",
        "ko/paragraphs",
        "ko/unknown",
        "ko/calculated",
    ] {
        let path = folder.join(format!("{name}.toml"));
        let file: toml::Table = std::fs::read_to_string(&path).expect("a case file").parse().expect("valid TOML");
        let cases = file["text"].as_array().expect("a list of texts");
        texts.extend(cases.iter().filter_map(|case| case["text"].as_str()).map(str::to_owned));
    }
    texts
}
