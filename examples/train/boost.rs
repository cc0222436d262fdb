//! Trees that are learned one after the other, each from what those before it got wrong (gradient boosting).

use datum::claim::weigh::settle::end;
use datum::decide::trees::{DEPTH, Node, Tree, Trees, WIDTH};

/// So many trees.
const TREES: usize = 150;
/// How much of what a tree finds is believed.
const RATE: f64 = 0.06;
/// No fewer rows than this stand behind a number.
const LEAST_ROWS: usize = 15;
/// How much a number without many rows is drawn to nothing.
const SHRINK: f64 = 1.0;

/// A row with what is known of it, and what it counts.
pub struct Row<const N: usize = WIDTH> {
    pub values: [f32; N],
    pub right: bool,
    pub counts: f64,
}

/// Learns trees from rows; the same trees from the same rows.
pub fn fit(rows: &[Row]) -> Trees {
    let rights = rows.iter().filter(|row| row.right).count() as f64;
    let mean = (rights / rows.len().max(1) as f64).clamp(0.01, 0.99);
    let start = (mean / (1.0 - mean)).ln();
    Trees { start: start as f32, trees: grow(rows, vec![start; rows.len()]) }
}

/// Trees that correct a sum for each row.
pub fn grow<const N: usize>(rows: &[Row<N>], mut sums: Vec<f64>) -> Vec<Tree> {
    let orders = orders(rows);
    let mut trees = Vec::with_capacity(TREES);
    for _ in 0..TREES {
        let chances: Vec<f64> = sums.iter().map(|sum| 1.0 / (1.0 + (-sum).exp())).collect();
        let pulls: Vec<f64> = rows
            .iter()
            .zip(&chances)
            .map(|(row, chance)| row.counts * (f64::from(u8::from(row.right)) - chance))
            .collect();
        let weights: Vec<f64> =
            rows.iter().zip(&chances).map(|(row, chance)| row.counts * chance * (1.0 - chance)).collect();
        let mut tree = Tree::default();
        let grower = Grower { rows, orders: &orders, pulls: &pulls, weights: &weights };
        let mut at = vec![1usize; rows.len()];
        grower.grow(&mut tree, &mut at);
        for (row, sum) in rows.iter().zip(&mut sums) {
            *sum += f64::from(end(&tree, &row.values));
        }
        trees.push(tree);
    }
    trees
}

/// For each value the rows in its order.
fn orders<const N: usize>(rows: &[Row<N>]) -> Vec<Vec<u32>> {
    let order = |place: usize| {
        let mut order: Vec<u32> = (0..rows.len() as u32).collect();
        let value = |row: &u32| rows[*row as usize].values[place];
        order.sort_by(|one, other| value(one).total_cmp(&value(other)).then(one.cmp(other)));
        order
    };
    (0..N).map(order).collect()
}

struct Grower<'a, const N: usize> {
    rows: &'a [Row<N>],
    orders: &'a [Vec<u32>],
    pulls: &'a [f64],
    weights: &'a [f64],
}

/// The best question for the rows of a node.
#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    place: usize,
    above: f32,
}

impl<const N: usize> Grower<'_, N> {
    /// Asks level by level; `at` is the node of each row.
    fn grow(&self, tree: &mut Tree, at: &mut [usize]) {
        for depth in 0..=DEPTH {
            for node in 1 << depth..1 << (depth + 1) {
                let here: Vec<usize> = (0..at.len()).filter(|row| at[*row] == node).collect();
                if here.is_empty() {
                    continue;
                }
                let pull: f64 = here.iter().map(|row| self.pulls[*row]).sum();
                let weight: f64 = here.iter().map(|row| self.weights[*row]).sum();
                let split = if depth < DEPTH { self.split(at, node, here.len(), pull, weight) } else { None };
                match split {
                    Some(split) => {
                        tree.0[node] = Node::Ask { place: split.place, above: split.above };
                        for row in here {
                            at[row] = 2 * node + usize::from(self.rows[row].values[split.place] > split.above);
                        }
                    }
                    None => tree.0[node] = Node::Add((RATE * pull / (weight + SHRINK)) as f32),
                }
            }
        }
    }

    fn split(&self, at: &[usize], node: usize, count: usize, pull: f64, weight: f64) -> Option<Split> {
        let worth = |pull: f64, weight: f64| pull * pull / (weight + SHRINK);
        let mut best: Option<Split> = None;
        for (place, order) in self.orders.iter().enumerate() {
            let (mut below, mut pull_below, mut weight_below) = (0, 0.0, 0.0);
            let mut before: Option<f32> = None;
            for row in order.iter().map(|row| *row as usize).filter(|row| at[*row] == node) {
                let value = self.rows[row].values[place];
                if let Some(before) = before.filter(|before| value > *before)
                    && below >= LEAST_ROWS
                    && count - below >= LEAST_ROWS
                {
                    let gain = worth(pull_below, weight_below) + worth(pull - pull_below, weight - weight_below)
                        - worth(pull, weight);
                    if gain > best.map_or(1e-6, |best| best.gain + 1e-9) {
                        best = Some(Split { gain, place, above: f32::midpoint(before, value) });
                    }
                }
                before = Some(value);
                below += 1;
                pull_below += self.pulls[row];
                weight_below += self.weights[row];
            }
        }
        best
    }
}
