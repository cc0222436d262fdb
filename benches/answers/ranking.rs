//! Orders over fifty thousand, and short questions beside them.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use datum::figure::Figure;
use datum::pack;
use datum::query::Engine;

use super::cases::Case;
use super::generated::{self, Extent};
use super::measure::Spread;
use super::table::time;

const EXTENT: Extent = Extent { metrics: 2, entities: 50_000, years: 2 };
/// What a ranking may take.
const GOAL: Duration = Duration::from_millis(20);
const ROUNDS: usize = 30;
/// Rankings that go on while short questions are timed.
const BESIDE: usize = 8;

/// Prints how long rankings take, and short questions while others rank.
pub fn run() {
    let catalog = pack::load_sources(vec![generated::pack(EXTENT)], pack::today());
    let engine = Engine::new(Arc::new(catalog.unwrap_or_else(|problems| panic!("{problems}"))));
    let ranking = Case { text: "top 5 wheat harvest".to_owned(), first: None };
    let expected = first_five(&engine, "wheat-harvest");
    let mut samples = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let question = ranking.question();
        let started = Instant::now();
        let answer = black_box(engine.ask(black_box(&question)));
        samples.push(started.elapsed());
        let found: Vec<&str> = answer.figures.iter().map(|figure| &*engine.catalog().figure(*figure).id).collect();
        assert_eq!(found, expected, "another order");
    }
    let rankings = Spread::of(samples);
    let table = Case { text: "Wheat harvest".to_owned(), first: None };
    let mut samples = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let question = table.question();
        let started = Instant::now();
        let answer = black_box(engine.ask(black_box(&question)));
        samples.push(started.elapsed());
        assert!(answer.figures.len() >= 5, "no table");
    }
    let tables = Spread::of(samples);
    println!("{} figures of {} things", engine.catalog().figures().len(), EXTENT.entities);
    let goal = time(GOAL.as_secs_f64() * 1e6);
    println!("ranking: p50 {}, worst {} (goal below {goal})", time(rankings.p50), time(rankings.worst));
    println!("whole metric: p50 {}, worst {}", time(tables.p50), time(tables.worst));
    let short = beside(&engine, &ranking);
    println!("short question while {BESIDE} threads rank: p50 {}, p99 {}", time(short.p50), time(short.p99));
}

/// The ids of the five largest values of the last year, found by sorting all of them.
fn first_five<'a>(engine: &'a Engine, metric: &str) -> Vec<&'a str> {
    let catalog = engine.catalog();
    let metric = catalog.find_metric(metric).expect("a metric that there is");
    let last = catalog.figures().iter().map(|figure| figure.period).max();
    let of_last = |figure: &&Figure| figure.metric == metric && Some(figure.period) == last;
    let mut figures: Vec<&Figure> = catalog.figures().iter().filter(of_last).collect();
    figures.sort_by_key(|figure| std::cmp::Reverse(figure.value));
    figures[..5].iter().map(|figure| &*figure.id).collect()
}

/// How long a short question takes while others rank without end.
fn beside(engine: &Engine, ranking: &Case) -> Spread {
    let questions = generated::questions(EXTENT, 400);
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..BESIDE {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    black_box(engine.ask(black_box(&ranking.question())));
                }
            });
        }
        let mut samples = Vec::with_capacity(questions.len());
        for case in &questions {
            let question = case.question();
            let started = Instant::now();
            let answer = black_box(engine.ask(black_box(&question)));
            samples.push(started.elapsed());
            case.is_right(engine, &answer);
            // Questions come one by one.
            std::thread::sleep(Duration::from_millis(2));
        }
        over.store(true, Ordering::Relaxed);
        Spread::of(samples)
    })
}
