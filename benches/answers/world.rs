//! Packs of one size, and everything that is measured on them.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use datum::pack::{self, Catalog};
use datum::query::Engine;
use datum::reply;
use serde_json::{Map, Value, json};

use super::cases::{self, Case, Several};
use super::generated::{self, Extent};
use super::measure::{self, Spread};
use super::scan::Scan;

/// Which packs are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Those in the binary.
    Embedded,
    /// Ten thousand figures.
    TenThousand,
    /// A million figures.
    Million,
    /// The same from a compact file.
    MillionFile,
    /// Fifty thousand entities with twenty metrics, from a compact file.
    TownsFile,
    /// Ten million figures from a compact file.
    TenMillionFile,
}

impl Size {
    /// Smallest first.
    pub const ALL: [Self; 6] =
        [Self::Embedded, Self::TenThousand, Self::Million, Self::MillionFile, Self::TownsFile, Self::TenMillionFile];

    /// As it is written in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::TenThousand => "10k",
            Self::Million => "1M",
            Self::MillionFile => "1M-file",
            Self::TownsFile => "50k-towns-file",
            Self::TenMillionFile => "10M-file",
        }
    }

    /// The size with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.name() == name)
    }

    fn extent(self) -> Option<Extent> {
        match self {
            Self::Embedded => None,
            Self::TenThousand => Some(Extent { metrics: 50, entities: 50, years: 4 }),
            Self::Million | Self::MillionFile => Some(Extent { metrics: 200, entities: 200, years: 25 }),
            Self::TownsFile => Some(Extent { metrics: 20, entities: 50_000, years: 1 }),
            Self::TenMillionFile => Some(Extent { metrics: 200, entities: 5_000, years: 10 }),
        }
    }

    /// How often the start is measured; the first one counts, the others show how much of it was a cold cache.
    fn starts(self) -> usize {
        match self {
            Self::Embedded => 11,
            Self::TenThousand => 3,
            Self::Million => 1,
            Self::MillionFile | Self::TownsFile | Self::TenMillionFile => 3,
        }
    }
}

/// Each question is asked this often.
const ROUNDS: usize = 25;
/// At least this share of the timed questions must be answered as expected; none of the others with a figure.
const LEAST_RIGHT: f64 = 0.9;

/// Writes the compact file of a size.
pub fn write(size: Size, place: &Path) {
    let source = generated::pack(size.extent().expect("a generated size"));
    let file = pack::compact(&source).unwrap_or_else(|error| panic!("{error}"));
    fs::write(place, file).expect("there is room for the file");
}

/// Measures one size, of which a compact file may have been written.
pub fn run(size: Size, file: Option<&Path>) -> Map<String, Value> {
    let mut report = Map::new();
    let mut put = |name: &str, value: Value| report.insert(name.to_owned(), value);
    put("size", json!(size.name()));

    let (engine, load, build) = start(size, file);
    let (mut loads, mut builds) = (vec![load], vec![build]);
    put("resident_mib", json!(measure::resident_mib()));
    put("first_load_us", json!(loads[0].as_secs_f64() * 1e6));
    put("first_engine_us", json!(builds[0].as_secs_f64() * 1e6));
    for _ in 1..size.starts() {
        let (_, load, build) = start(size, file);
        loads.push(load);
        builds.push(build);
    }
    put("load", Spread::of(loads).to_json());
    put("engine", Spread::of(builds).to_json());
    let catalog = engine.catalog();
    put("figures", json!(catalog.figures().len()));
    put("metrics", json!(catalog.metrics().len()));
    put("entities", json!(catalog.entities().len()));

    let all = size.extent().map_or_else(cases::of_suite, |extent| generated::questions(extent, 400));
    let cases: Vec<&Case> = all.iter().filter(|case| case.is_right(&engine, &engine.ask(&case.question()))).collect();
    let share = cases.len() as f64 / all.len() as f64;
    assert!(share >= LEAST_RIGHT, "only {:.1} % of the questions are answered as expected", share * 100.0);
    put("questions", json!(cases.len()));
    put("left_out", json!(all.len() - cases.len()));

    put("ask", ask(&engine, &cases).to_json());
    if size == Size::Embedded {
        let several = cases::of_operations();
        for operation in ["compare", "trend", "rank"] {
            let (spread, per_second, count) = operations(&engine, &several, operation);
            put(operation, spread.to_json());
            put(&format!("{operation}_per_second"), json!(per_second));
            put(&format!("{operation}_count"), json!(count));
        }
    }
    put("text", text(&engine, &cases).to_json());
    put("complete", complete(&engine).to_json());
    if let Some(extent) = size.extent() {
        put("tables", tables(&engine, &generated::tables(extent, 60)).to_json());
    }
    if let Some(file) = file {
        put("file_mib", json!(fs::metadata(file).map_or(0.0, |file| file.len() as f64 / 1048576.0)));
    } else {
        let (spread, right) = scan(catalog, &cases, size);
        put("scan", spread.to_json());
        put("scan_right", json!(right));
    }
    report
}

/// Loads the packs and makes the engine, with the time that each took.
fn start(size: Size, file: Option<&Path>) -> (Engine, Duration, Duration) {
    // Making the generated files is not part of the start; reading a compact file is.
    let source = size.extent().filter(|_| file.is_none()).map(generated::pack);
    let started = Instant::now();
    let loaded = match (source, file) {
        (Some(source), _) => pack::load_sources(vec![source], pack::today()),
        (None, Some(file)) => pack::load_with(&[file.to_owned()], &pack::Embedded::None),
        (None, None) => pack::load(&[]),
    };
    let catalog = Arc::new(loaded.unwrap_or_else(|problems| panic!("{problems}")));
    let load = started.elapsed();
    let started = Instant::now();
    let engine = Engine::new(catalog);
    (engine, load, started.elapsed())
}

fn ask(engine: &Engine, cases: &[&Case]) -> Spread {
    let mut samples = Vec::with_capacity(cases.len() * ROUNDS);
    for _ in 0..ROUNDS {
        for case in cases {
            let question = case.question();
            let started = Instant::now();
            let answer = black_box(engine.ask(black_box(&question)));
            samples.push(started.elapsed());
            assert!(case.is_right(engine, &answer), "answered in another way than before: {}", case.text);
        }
    }
    Spread::of(samples)
}

/// Questions that compare, follow or rank: times, answers a second on one thread, and how many questions.
fn operations(engine: &Engine, several: &[Several], operation: &str) -> (Spread, f64, usize) {
    let several: Vec<&Several> = several.iter().filter(|one| one.operation == operation).collect();
    let mut samples = Vec::with_capacity(several.len() * ROUNDS);
    for _ in 0..ROUNDS {
        for one in &several {
            let question = one.question();
            let started = Instant::now();
            let answer = black_box(engine.ask(black_box(&question)));
            samples.push(started.elapsed());
            one.check(engine, &answer);
        }
    }
    let seconds: f64 = samples.iter().map(Duration::as_secs_f64).sum();
    let per_second = samples.len() as f64 / seconds;
    (Spread::of(samples), per_second, several.len())
}

fn text(engine: &Engine, cases: &[&Case]) -> Spread {
    let mut samples = Vec::with_capacity(cases.len() * ROUNDS);
    for _ in 0..ROUNDS {
        for case in cases {
            let question = case.question();
            let started = Instant::now();
            let answer = engine.ask(black_box(&question));
            let card = reply::compose(&answer, engine.catalog(), question.today);
            let text = black_box(reply::plain::text(&card));
            samples.push(started.elapsed());
            assert!(case.is_right(engine, &answer) && !text.is_empty(), "nothing is said to: {}", case.text);
        }
    }
    Spread::of(samples)
}

/// Whole metrics and their order: the answer is a table, so its cost follows the number of entities.
fn tables(engine: &Engine, questions: &[String]) -> Spread {
    let mut samples = Vec::new();
    for text in questions {
        let case = Case { text: text.clone(), first: None };
        let question = case.question();
        let started = Instant::now();
        let answer = black_box(engine.ask(black_box(&question)));
        samples.push(started.elapsed());
        assert!(answer.figures.len() >= 5, "no table for: {text}");
    }
    Spread::of(samples)
}

/// Every beginning of names of metrics and entities, as somebody types them.
fn complete(engine: &Engine) -> Spread {
    let catalog = engine.catalog();
    let metrics = catalog.metrics().iter().map(|metric| &metric.name);
    let entities = catalog.entities().iter().map(|entity| &entity.name);
    let names: Vec<&str> = metrics.chain(entities).flat_map(|name| [&*name.en, &*name.ko]).collect();
    let step = names.len().div_ceil(60);
    let mut samples = Vec::new();
    for name in names.into_iter().step_by(step) {
        for (end, _) in name.char_indices().chain([(name.len(), ' ')]) {
            let started = Instant::now();
            let lines = black_box(engine.complete(black_box(&name[..end]), 25));
            samples.push(started.elapsed());
            assert!(!lines.is_empty(), "nothing is offered for: {}", &name[..end]);
        }
    }
    Spread::of(samples)
}

/// The same questions for the scan: how long it takes, and how many it answers with the expected figure.
fn scan(catalog: &Catalog, cases: &[&Case], size: Size) -> (Spread, f64) {
    let scan = Scan::new(catalog);
    // Odd, so that every kind of question is among them.
    let step = if size == Size::Million { 31 } else { 1 };
    let mut samples = Vec::new();
    let mut right = 0;
    for case in cases.iter().step_by(step) {
        let started = Instant::now();
        let found = black_box(scan.best(black_box(&case.text)));
        samples.push(started.elapsed());
        let id = found.map(|place| &*catalog.figures()[place].id);
        right += usize::from(id == case.first.as_deref());
    }
    let share = right as f64 / samples.len() as f64;
    (Spread::of(samples), share)
}
