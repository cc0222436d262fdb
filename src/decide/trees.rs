//! Small trees of questions about evidence: what they add up to says how probable it is that a candidate is right.
//!
//! Each tree asks at most [`DEPTH`] times whether an evidence is above a bound, and ends in a number. A sum of such numbers sees what a
//! sum of weights cannot: that a word left over matters where the name was found in part, and hardly where a series was asked for.
//! `data/model/trees.csv` holds them as the trainer of this repository wrote them.

use super::evidence::{self, Evidence};
use super::model::{CONTEXT, ModelError};

/// Evidence and context in one row.
pub const WIDTH: usize = evidence::COUNT + CONTEXT.len();
/// No tree asks more often than this.
pub const DEPTH: usize = 3;
/// A whole tree has so many nodes: node `n` leads to `2n` and `2n + 1`.
const NODES: usize = 1 << (DEPTH + 1);

/// The form of the trees that this program reads.
const VERSION: &str = "1";

/// What stands at a node.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Node {
    /// No way leads here.
    #[default]
    None,
    /// Whether a value is above a bound: if not, on to `2n`, else to `2n + 1`.
    Ask {
        /// The place of the value in the row.
        place: usize,
        /// The bound.
        above: f32,
    },
    /// The end.
    Add(f32),
}

/// One tree; the first node is 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tree(pub [Node; NODES]);

impl Default for Tree {
    fn default() -> Self {
        Self([Node::None; NODES])
    }
}

impl Tree {
    /// What the tree adds for a row.
    #[must_use]
    pub fn add(&self, row: &[f32; WIDTH]) -> f32 {
        let mut at = 1;
        while let Some(Node::Ask { place, above }) = self.0.get(at) {
            at = 2 * at + usize::from(row[*place] > *above);
        }
        match self.0.get(at) {
            Some(Node::Add(value)) => *value,
            _ => 0.0,
        }
    }
}

/// All trees, and where their sum starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trees {
    /// The sum of a row of which nothing is known.
    pub start: f32,
    /// The trees in their order.
    pub trees: Vec<Tree>,
}

impl Trees {
    /// How probable it is that answering is right, from 0 to 1.
    #[must_use]
    pub fn chance(&self, row: &[f32; WIDTH]) -> f32 {
        let sum: f32 = self.start + self.trees.iter().map(|tree| tree.add(row)).sum::<f32>();
        1.0 / (1.0 + (-sum).exp())
    }

    /// Reads trees from their table.
    ///
    /// # Errors
    /// When a line is malformed, a name is unknown, or the version is another one.
    pub fn read(table: &str) -> Result<Self, ModelError> {
        let names = names();
        let mut lines = table.lines().enumerate();
        let version = lines.next().and_then(|(_, line)| line.strip_prefix("version,")).unwrap_or("none");
        if version != VERSION {
            return Err(ModelError::Version(version.to_owned()));
        }
        let mut read = Self::default();
        let mut started = false;
        for (line, text) in lines {
            let wrong = || ModelError::Line { line: line + 1 };
            let cells: Vec<&str> = text.split(',').collect();
            let number = |cell: &str| cell.parse::<f32>().ok().filter(|number| number.is_finite()).ok_or_else(wrong);
            match cells.as_slice() {
                ["start", value] => {
                    read.start = number(value)?;
                    started = true;
                }
                [tree, node, what, value] => {
                    let tree: usize = tree.parse().map_err(|_| wrong())?;
                    let node: usize = node.parse().ok().filter(|node| (1..NODES).contains(node)).ok_or_else(wrong)?;
                    // Trees follow each other, so that a table that was cut is noticed.
                    if tree == read.trees.len() + 1 {
                        read.trees.push(Tree::default());
                    } else if tree != read.trees.len() {
                        return Err(wrong());
                    }
                    let value = number(value)?;
                    let known = match *what {
                        "add" => Node::Add(value),
                        name => {
                            let place = names.iter().position(|known| *known == name).ok_or_else(wrong)?;
                            if 2 * node >= NODES {
                                return Err(wrong());
                            }
                            Node::Ask { place, above: value }
                        }
                    };
                    let Some(tree) = read.trees.last_mut() else { return Err(wrong()) };
                    tree.0[node] = known;
                }
                _ => return Err(wrong()),
            }
        }
        if started { Ok(read) } else { Err(ModelError::Missing("start".to_owned())) }
    }

    /// The table that [`Trees::read`] reads.
    #[must_use]
    pub fn table(&self) -> String {
        let names = names();
        let mut table = format!("version,{VERSION}\nstart,{:.5}\n", self.start);
        for (number, tree) in self.trees.iter().enumerate() {
            for (node, what) in tree.0.iter().enumerate() {
                let line = match what {
                    Node::None => continue,
                    Node::Ask { place, above } => format!("{},{node},{},{above:.5}\n", number + 1, names[*place]),
                    Node::Add(value) => format!("{},{node},add,{value:.5}\n", number + 1),
                };
                table.push_str(&line);
            }
        }
        table
    }
}

/// Evidence and context as one row.
#[must_use]
pub fn row(evidence: &Evidence, context: &[f32; CONTEXT.len()]) -> [f32; WIDTH] {
    let mut row = [0.0; WIDTH];
    row.iter_mut().zip(evidence.0.iter().chain(context)).for_each(|(slot, value)| *slot = *value);
    row
}

/// The names of the values of a row.
fn names() -> Vec<&'static str> {
    evidence::NAMES.iter().chain(&CONTEXT).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str =
        "version,1\nstart,0.5\n1,1,name-found,0.4\n1,2,add,-1.0\n1,3,lead,1.0\n1,6,add,0.25\n1,7,add,2.0\n";

    #[test]
    fn a_row_goes_down_each_tree() {
        let trees = Trees::read(TABLE).expect("a table");
        let mut evidence = Evidence::default();
        let sum = |chance: f32| (chance / (1.0 - chance)).ln();
        let close = |one: f32, other: f32| (one - other).abs() < 1e-4;
        assert!(close(sum(trees.chance(&row(&evidence, &[0.0; CONTEXT.len()]))), -0.5));
        evidence.set(evidence::Name::NameFound, 1.0);
        assert!(close(sum(trees.chance(&row(&evidence, &[0.0; CONTEXT.len()]))), 0.75));
        assert!(close(sum(trees.chance(&row(&evidence, &[2.0; CONTEXT.len()]))), 2.5));
    }

    #[test]
    fn a_table_that_cannot_be_used_is_a_sentence() {
        assert_eq!(Trees::read(&Trees::read(TABLE).expect("a table").table()), Trees::read(TABLE));
        let error = |table: &str| Trees::read(table).expect_err("it cannot be used").to_string();
        assert!(error("").contains("version none"));
        assert!(error(&TABLE.replace("lead", "unheard-of")).starts_with("line 5"));
        assert!(error(&TABLE.replace("1,7,add,2.0", "3,7,add,2.0")).starts_with("line 7"));
        assert!(error(&TABLE.replace("2.0", "heavy")).starts_with("line 7"));
        assert!(error(&TABLE.replace("1,7,add", "1,16,add")).starts_with("line 7"));
        assert!(error("version,1\n").contains("`start`"));
    }
}
