//! How long a picture takes and how large it is, per kind: `cargo bench --bench chart`. It fails if one is above the goals:
//! 60 ms and 100 KiB.
//!
//! The fonts are the embedded ones and the system's, as in use; the families are printed with the bytes.

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench that cannot set up has failed")]

#[path = "../tests/chart/cases.rs"]
#[allow(dead_code, reason = "shared with the tests of the pictures")]
mod cases;
#[path = "../tests/reply/catalog.rs"]
#[allow(dead_code, reason = "shared with the tests of the cards")]
mod catalog;

use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use datum::chart::{Fonts, Theme};

/// Kinds that differ in what takes time: few words, many words, many marks, many writings.
const KINDS: [&str; 8] =
    ["compare", "rank", "trend", "line-eight", "line-thousand", "bars-labels", "real-h100-rank", "real-compute"];
/// What a reader waits for a picture at the most.
const GOAL: Duration = Duration::from_millis(60);
/// What a phone loads at once.
const GOAL_BYTES: usize = 100 << 10;
/// A picture is drawn so often, and its middle time counts: a machine with other work is late now and then.
const TIMES: usize = 9;

fn charts(criterion: &mut Criterion) {
    criterion.bench_function("fonts", |bencher| bencher.iter(|| Fonts::system().unwrap()));
    let fonts = Fonts::system().unwrap();
    println!("fonts: {}", fonts.families().join(", "));
    let (mut largest, mut slowest) = ((0, String::new()), (Duration::ZERO, String::new()));
    for case in cases::cases().into_iter().chain(cases::real_cases()) {
        for theme in Theme::ALL {
            let name = format!("{}-{}-{theme:?}", case.name, case.chart.language);
            let mut times: Vec<Duration> = (0..TIMES)
                .map(|_| {
                    let started = Instant::now();
                    case.chart.draw(theme, &fonts).unwrap();
                    started.elapsed()
                })
                .collect();
            times.sort();
            let picture = case.chart.draw(theme, &fonts).unwrap();
            assert!(times[TIMES / 2] < GOAL, "{name} takes {:?}, more than {GOAL:?}", times[TIMES / 2]);
            assert!(picture.png.len() < GOAL_BYTES, "{name} has {} bytes", picture.png.len());
            largest = largest.max((picture.png.len(), name.clone()));
            slowest = slowest.max((times[TIMES / 2], name.clone()));
            if KINDS.contains(&case.name) && theme == Theme::Light {
                println!("{name}: {} bytes, {} pixels high", picture.png.len(), picture.height_px);
                criterion.bench_function(&name, |bencher| bencher.iter(|| case.chart.draw(theme, &fonts).unwrap()));
            }
        }
    }
    println!("largest of all: {} bytes ({}); slowest: {:?} ({})", largest.0, largest.1, slowest.0, slowest.1);
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(500));
    targets = charts
}
criterion_main!(benches);
