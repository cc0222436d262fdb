//! Columns that part a figure into categories: by sex, by age, by industry.

use rustc_hash::{FxHashMap, FxHashSet};

use super::codes::Codes;
use super::grid::Grid;
use super::layout::Layout;
use super::words;

/// Which columns tell figures of one label apart, and what holds for the whole table.
#[derive(Debug, Default)]
pub(super) struct Split {
    columns: Vec<usize>,
    /// What holds for all rows: "Sex: women".
    pub(super) scope: String,
}

/// Finds the columns whose categories part figures. A column with one category holds for the whole table, one that follows
/// from who a figure is about (a continent beside a country) says nothing more, and of two that say the same in codes and
/// words the words are kept.
pub(super) fn split(grid: &Grid, layout: &Layout, codes: &Codes) -> Split {
    let mut split = Split::default();
    let rows = || layout.first..grid.len();
    let who = |row: usize| {
        let entity = layout.entity.first().copied().or(layout.code);
        entity.map_or("", |column| grid.cell(row, column))
    };
    let what = |row: usize| layout.metric.map_or("", |column| grid.cell(row, column));
    let mut kept: Vec<usize> = Vec::new();
    let mut scopes: Vec<String> = Vec::new();
    for (column, name) in &layout.dimensions {
        let categories: FxHashSet<&str> = rows().map(|row| grid.cell(row, *column)).collect();
        let named: Vec<&str> = categories.iter().copied().filter(|category| !category.is_empty()).collect();
        match named.as_slice() {
            [] => {}
            [only] if categories.len() == 1 => {
                let only = codes.said(*column, only);
                if !words::is("total", only) {
                    scopes.push(format!("{name}: {only}"));
                }
            }
            _ if follows(rows().map(|row| (who(row), grid.cell(row, *column)))) => {}
            _ if follows(rows().map(|row| (what(row), grid.cell(row, *column)))) => {}
            _ => {
                let cell = |row: usize, column: usize| grid.cell(row, column);
                let same = kept.iter().position(|other| {
                    follows(rows().map(|row| (cell(row, *other), cell(row, *column))))
                        && follows(rows().map(|row| (cell(row, *column), cell(row, *other))))
                });
                let length = |column: usize| rows().take(200).map(|row| cell(row, column).len()).sum::<usize>();
                match same {
                    Some(at) if kept.get(at).is_some_and(|other| length(*column) > length(*other)) => {
                        if let Some(place) = kept.get_mut(at) {
                            *place = *column;
                        }
                    }
                    Some(_) => {}
                    None => kept.push(*column),
                }
            }
        }
    }
    split.columns = kept;
    split.scope = scopes.join("; ");
    split
}

/// Whether the second of each pair follows from the first.
fn follows<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> bool {
    let mut known: FxHashMap<&str, &str> = FxHashMap::default();
    for (first, second) in pairs {
        if *known.entry(first).or_insert(second) != second {
            return false;
        }
    }
    known.len() > 1
}

impl Split {
    /// The categories of a row that tell its figure apart; what stands for the whole tells nothing.
    pub(super) fn parts(&self, grid: &Grid, row: usize, codes: &Codes) -> Vec<String> {
        let cells = self.columns.iter().map(|column| codes.said(*column, grid.cell(row, *column)));
        cells.filter(|cell| !cell.is_empty() && !words::is("total", cell)).map(str::to_owned).collect()
    }
}
