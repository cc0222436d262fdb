//! How long a picture takes and how large it is, per kind: `cargo bench --bench chart`. Goals: below 60 ms, below 100 KiB.
//!
//! The fonts are the system's, because their size and kind decide; the families are printed with the bytes.

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench that cannot set up has failed")]

#[path = "../tests/chart/cases.rs"]
#[allow(dead_code, reason = "shared with the tests of the pictures")]
mod cases;
#[path = "../tests/reply/catalog.rs"]
#[allow(dead_code, reason = "shared with the tests of the cards")]
mod catalog;

use criterion::{Criterion, criterion_group, criterion_main};
use datum::chart::Fonts;

/// Kinds that differ in what takes time: few words, many words, many points, many writings.
const KINDS: [&str; 8] =
    ["compare", "rank", "trend", "line-several", "line-thousand", "bars-labels", "real-h100-rank", "real-compute"];

fn charts(criterion: &mut Criterion) {
    criterion.bench_function("fonts", |bencher| bencher.iter(|| Fonts::system().unwrap()));
    let fonts = Fonts::system().unwrap();
    println!("fonts: {}", fonts.families().join(", "));
    let mut largest = 0;
    for case in cases::cases().into_iter().chain(cases::real_cases()) {
        let name = format!("{}-{}", case.name, case.chart.language);
        let picture = case.chart.draw(&fonts).unwrap();
        largest = largest.max(picture.png.len());
        if KINDS.contains(&case.name) {
            println!("{name}: {} bytes, {} pixels high", picture.png.len(), picture.height_px);
            criterion.bench_function(&name, |bencher| bencher.iter(|| case.chart.draw(&fonts).unwrap()));
        }
    }
    println!("largest of all cases: {largest} bytes");
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(std::time::Duration::from_secs(2)).warm_up_time(std::time::Duration::from_millis(500));
    targets = charts
}
criterion_main!(benches);
