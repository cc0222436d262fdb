//! How sure the best candidate of a side is: small trees over its own evidence and over how it stands to the others.
//!
//! That the words name a metric whole matters little to a number that says a figure to the last digit, and is nearly all there is for one
//! that does not; no sum of weights can say so. The trees are kept in `data/model/claims-trees.csv` as the trainer wrote them.

use super::evidence::{self, COUNT};
use super::model::ModelError;
use super::{Candidate, Kind};
use crate::decide::trees::{Node, Tree};

/// What is seen beside a candidate's own evidence: its score; by how much it leads the next one that means something else, the next
/// one of its metric and the next one of its entity; the score of the best that agrees with the number, and how much of a metric's name
/// those that agree have; how many come near; whether the number is an older value of the same cell.
pub const SETTLING: [&str; 8] =
    ["score", "lead", "lead-of-entity", "lead-of-metric", "agreeing", "agreeing-named", "near-by", "outdated-beside"];
/// Evidence and what is seen beside it in one row.
pub const WIDTH: usize = COUNT + SETTLING.len();
/// The form of the trees that this program reads.
const VERSION: &str = "1";
/// Scores farther apart than this are as far apart as can be.
const FAR: f32 = 8.0;
/// A lead that is longer than this is as long as can be.
const MOST_LEAD: f32 = 4.0;
/// Candidates whose scores are no farther apart than this come near.
const NEAR: f32 = 1.5;

/// What is seen of the best candidate of a side, given the scores of all.
#[must_use]
pub fn row(candidates: &[Candidate], scores: &[f32], best: usize) -> [f32; WIDTH] {
    let mut row = [0.0; WIDTH];
    let (Some(own), Some(score)) = (candidates.get(best), scores.get(best).copied()) else { return row };
    let of_side = |kind: Kind| kind.side() == own.kind.side();
    let others = || candidates.iter().zip(scores.iter().copied()).enumerate().filter(|(place, _)| *place != best);
    let most = |holds: &dyn Fn(&Candidate) -> bool| {
        let found = others().filter(|(_, (other, _))| holds(other)).map(|(_, (_, score))| score);
        found.fold(-FAR, f32::max)
    };
    let within = |value: f32| value.clamp(-FAR, FAR);
    let lead = |next: f32| within(score - next).min(MOST_LEAD);
    let same = |other: &Candidate| (other.metric, other.entity) == (own.metric, own.entity);
    let agrees = |other: &Candidate| other.kind != Kind::Differs;
    let named = others().filter(|(_, (other, _))| agrees(other)).map(|(_, (other, _))| other.evidence.name_found());
    let near =
        others().filter(|(_, (other, near))| of_side(other.kind) && !same(other) && score - near <= NEAR).count();
    let older = others().any(|(_, (other, _))| other.kind == Kind::Outdated && same(other));
    let seen = [
        within(score),
        lead(most(&|other| of_side(other.kind) && !same(other))),
        lead(most(&|other| of_side(other.kind) && other.metric == own.metric && other.entity != own.entity)),
        lead(most(&|other| of_side(other.kind) && other.metric != own.metric && other.entity == own.entity)),
        within(if agrees(own) { score.max(most(&agrees)) } else { most(&agrees) }),
        named.fold(0.0, f32::max),
        near as f32,
        f32::from(u8::from(older)),
    ];
    row.iter_mut().zip(own.evidence.0.iter().chain(&seen)).for_each(|(slot, value)| *slot = *value);
    row
}

/// What a side is settled by: a weight for each of [`SETTLING`], and trees that correct their sum.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    /// The sum of a row of which nothing is known.
    pub start: f32,
    /// What each value of [`SETTLING`] counts.
    pub weights: [f32; SETTLING.len()],
    /// The trees in their order.
    pub trees: Vec<Tree>,
}

impl Forest {
    /// How probable it is that a verdict is right, from 0 to 1.
    #[must_use]
    pub fn chance(&self, row: &[f32; WIDTH]) -> f32 {
        let weighed: f32 = self.weights.iter().zip(&row[COUNT..]).map(|(weight, value)| weight * value).sum();
        let sum: f32 = self.start + weighed + self.trees.iter().map(|tree| end(tree, row)).sum::<f32>();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// What a tree adds for a row.
#[must_use]
pub fn end(tree: &Tree, row: &[f32]) -> f32 {
    let mut at = 1;
    while let Some(Node::Ask { place, above }) = tree.0.get(at) {
        at = 2 * at + usize::from(row.get(*place).is_some_and(|value| value > above));
    }
    match tree.0.get(at) {
        Some(Node::Add(value)) => *value,
        _ => 0.0,
    }
}

/// Reads the trees of each side from their table.
///
/// # Errors
/// It is of another form, holds a line that is none, or ends too early.
pub fn read<const SIDES: usize>(sides: [&str; SIDES], table: &str) -> Result<[Forest; SIDES], ModelError> {
    let names = names();
    let mut lines = table.lines().enumerate();
    let version = lines.next().and_then(|(_, line)| line.strip_prefix("version,")).unwrap_or("none");
    if version != VERSION {
        return Err(ModelError::Version(version.to_owned()));
    }
    let mut forests: [Forest; SIDES] = std::array::from_fn(|_| Forest::default());
    let mut started = [false; SIDES];
    for (line, text) in lines {
        let wrong = || ModelError::Line { line: line + 1 };
        let cells: Vec<&str> = text.split(',').collect();
        let number = |cell: &str| cell.parse::<f32>().ok().filter(|number| number.is_finite()).ok_or_else(wrong);
        let side = |cell: &str| sides.iter().position(|known| *known == cell).ok_or_else(wrong);
        match cells.as_slice() {
            [of, "weight", name, value] => {
                let place = SETTLING.iter().position(|known| known == name).ok_or_else(wrong)?;
                forests[side(of)?].weights[place] = number(value)?;
            }
            [of, "start", value] => {
                let side = side(of)?;
                forests[side].start = number(value)?;
                started[side] = true;
            }
            [of, tree, node, what, value] => {
                let forest = &mut forests[side(of)?];
                let tree: usize = tree.parse().map_err(|_| wrong())?;
                // Trees follow each other, so that a table that was cut is noticed.
                if tree == forest.trees.len() + 1 {
                    forest.trees.push(Tree::default());
                } else if tree != forest.trees.len() {
                    return Err(wrong());
                }
                let Some(tree) = forest.trees.last_mut() else { return Err(wrong()) };
                let nodes = tree.0.len();
                let node: usize = node.parse().ok().filter(|node| (1..nodes).contains(node)).ok_or_else(wrong)?;
                let value = number(value)?;
                tree.0[node] = if *what == "add" {
                    Node::Add(value)
                } else {
                    let place = names.iter().position(|known| known == what).ok_or_else(wrong)?;
                    if 2 * node >= nodes {
                        return Err(wrong());
                    }
                    Node::Ask { place, above: value }
                };
            }
            _ => return Err(wrong()),
        }
    }
    match started.iter().position(|started| !started) {
        Some(side) => Err(ModelError::Missing(format!("{},start", sides[side]))),
        None => Ok(forests),
    }
}

/// The table that [`read`] reads.
#[must_use]
pub fn table<const SIDES: usize>(sides: [&str; SIDES], forests: &[Forest; SIDES]) -> String {
    let names = names();
    let mut table = format!("version,{VERSION}\n");
    for (side, forest) in sides.iter().zip(forests) {
        table.push_str(&format!("{side},start,{:.5}\n", forest.start));
        for (name, weight) in SETTLING.iter().zip(forest.weights) {
            table.push_str(&format!("{side},weight,{name},{weight:.5}\n"));
        }
        for (number, tree) in forest.trees.iter().enumerate() {
            for (node, what) in tree.0.iter().enumerate() {
                let line = match what {
                    Node::None => continue,
                    Node::Ask { place, above } => {
                        format!("{side},{},{node},{},{above:.5}\n", number + 1, names[*place])
                    }
                    Node::Add(value) => format!("{side},{},{node},add,{value:.5}\n", number + 1),
                };
                table.push_str(&line);
            }
        }
    }
    table
}

/// The names of the values of a row.
fn names() -> Vec<String> {
    evidence::names().into_iter().chain(SETTLING.iter().map(|name| format!("seen-{name}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDES: [&str; 2] = ["agrees", "differs"];
    const TABLE: &str = "version,1\nagrees,start,0.5\nagrees,1,1,add,1.0\ndiffers,start,-0.5\ndiffers,weight,near-by,0.5\ndiffers,1,1,outdated,0.5\n\
                         differs,1,2,add,-1.0\ndiffers,1,3,seen-lead,1.0\ndiffers,1,6,add,0.25\ndiffers,1,7,add,2.0\n";

    #[test]
    fn a_row_goes_down_each_tree() {
        let forests = read(SIDES, TABLE).expect("a table");
        let sum = |side: usize, row: &[f32; WIDTH]| {
            let chance = forests[side].chance(row);
            (chance / (1.0 - chance)).ln()
        };
        let close = |one: f32, other: f32| (one - other).abs() < 1e-4;
        let mut row = [0.0; WIDTH];
        assert!(close(sum(0, &row), 1.5) && close(sum(1, &row), -1.5));
        row[evidence::Name::Outdated as usize] = 1.0;
        assert!(close(sum(1, &row), -0.25));
        row[COUNT + 1] = 2.0;
        assert!(close(sum(1, &row), 1.5));
        row[COUNT + 6] = 3.0;
        assert!(close(sum(1, &row), 3.0));
    }

    #[test]
    fn a_table_that_cannot_be_used_is_a_sentence() {
        let forests = read(SIDES, TABLE).expect("a table");
        assert_eq!(read(SIDES, &table(SIDES, &forests)).as_ref(), Ok(&forests));
        let error = |table: &str| read(SIDES, table).expect_err("it cannot be used").to_string();
        assert!(error("").contains("version none"));
        assert!(error(&TABLE.replace("seen-lead", "unheard-of")).starts_with("line 8"));
        assert!(error(&TABLE.replace("differs,1,7,add", "differs,3,7,add")).starts_with("line 10"));
        assert!(error(&TABLE.replace("differs,1,7,add", "differs,1,16,add")).starts_with("line 10"));
        assert!(error(&TABLE.replace("differs,1,7", "neither,1,7")).starts_with("line 10"));
        assert!(error(&TABLE.replace("add,2.0", "add,heavy")).starts_with("line 10"));
        assert!(error("version,1\nagrees,start,0.5\n").contains("`differs,start`"));
    }
}
