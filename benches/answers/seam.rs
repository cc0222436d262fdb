//! What the seam between calculation and storage costs: the same reads of the same catalogue by its own methods, and through
//! `facts::Catalogue`, where each is a call that is not known until the program runs.

use std::hint::black_box;
use std::time::Instant;

use datum::facts::{Catalogue, breaks};
use datum::figure::{EntityRef, FigureRef, MetricRef};
use datum::pack::{self, Catalog};

use super::generated::{self, Extent};
use super::measure::Spread;

const EXTENT: Extent = Extent { metrics: 20, entities: 1_000, years: 10 };
const ROUNDS: usize = 15;

/// One way of reading, with how many reads a round has.
struct Way<'a> {
    name: &'a str,
    reads: usize,
    read: Box<dyn Fn() -> usize + 'a>,
}

impl<'a> Way<'a> {
    fn of(name: &'a str, reads: usize, read: Box<dyn Fn() -> usize + 'a>) -> Self {
        Self { name, reads, read }
    }
}

/// Prints what a read costs in each way.
pub fn run() {
    let catalog = pack::load_sources(vec![generated::pack(EXTENT)], pack::today());
    let catalog = catalog.unwrap_or_else(|problems| panic!("{problems}"));
    let store: &dyn Catalogue = &catalog;
    let metrics: Vec<MetricRef> = catalog.metrics().iter().filter_map(|one| catalog.find_metric(&one.id)).collect();
    let entities: Vec<EntityRef> = catalog.entities().iter().filter_map(|one| catalog.find_entity(&one.id)).collect();
    let figures: Vec<FigureRef> = catalog.figures().iter().filter_map(|one| catalog.find_figure(&one.id)).collect();
    let series: Vec<&[FigureRef]> = metrics.iter().flat_map(|metric| catalog.cells_of(*metric)).collect();
    let cells = metrics.len() * entities.len();
    // Both ways of a pair must come to the same, or the bench compares unlike things.
    let pairs: Vec<[Way<'_>; 2]> = vec![
        [
            Way::of(
                "a figure",
                figures.len(),
                Box::new(|| figures.iter().map(|at| catalog.figure(*at).id.len()).sum()),
            ),
            Way::of("a figure", figures.len(), Box::new(|| figures.iter().map(|at| store.figure(*at).id.len()).sum())),
        ],
        [
            Way::of(
                "a cell",
                cells,
                Box::new(|| each_cell(&metrics, &entities, |one, other| catalog.cell(one, other).len())),
            ),
            Way::of(
                "a cell",
                cells,
                Box::new(|| each_cell(&metrics, &entities, |one, other| store.cell(one, other).len())),
            ),
        ],
        [
            Way::of(
                "each cell of a metric",
                cells,
                Box::new(|| metrics.iter().map(|one| directly(&catalog, *one)).sum()),
            ),
            Way::of("each cell of a metric", cells, Box::new(|| metrics.iter().map(|one| by_seam(store, *one)).sum())),
        ],
    ];
    println!("{} figures, {} cells; nanoseconds a read", figures.len(), cells);
    println!("{:<30} {:>10} {:>10} {:>10}", "read", "directly", "by seam", "seam costs");
    for [direct, seam] in &pairs {
        assert_eq!((direct.read)(), (seam.read)(), "{}", direct.name);
        let [direct_cost, seam_cost] = [direct, seam].map(nanoseconds);
        println!("{:<30} {direct_cost:>10.1} {seam_cost:>10.1} {:>+10.1}", direct.name, seam_cost - direct_cost);
    }
    // For what a calculation costs beside it: the breaks of every series.
    let all_breaks = || series.iter().map(|rows| breaks(store, rows).len()).sum::<usize>();
    let whole = Way { name: "breaks of a series", reads: series.len(), read: Box::new(all_breaks) };
    println!("{:<30} {:>10} {:>10.1}", whole.name, "", nanoseconds(&whole));
}

fn each_cell(metrics: &[MetricRef], entities: &[EntityRef], read: impl Fn(MetricRef, EntityRef) -> usize) -> usize {
    metrics.iter().flat_map(|metric| entities.iter().map(|entity| read(*metric, *entity))).sum()
}

fn directly(catalog: &Catalog, metric: MetricRef) -> usize {
    catalog.cells_of(metric).map(<[FigureRef]>::len).sum()
}

fn by_seam(store: &dyn Catalogue, metric: MetricRef) -> usize {
    store.cells_of(metric).map(<[FigureRef]>::len).sum()
}

/// The middle of several rounds.
fn nanoseconds(way: &Way<'_>) -> f64 {
    let mut samples = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        black_box((way.read)());
        samples.push(started.elapsed());
    }
    Spread::of(samples).p50 * 1e3 / way.reads as f64
}
