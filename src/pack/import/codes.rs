//! Codes of statistical offices → what they stand for.
//!
//! `data/import/codes.csv` has the codes that many tables of Eurostat (and others that follow its lists) use, by the list that
//! a column's header names; `data/import/datasets.csv` has what the tables themselves measure, which their cells do not say. A
//! code that is not known stays as it is, and the import says so.

use once_cell::sync::Lazy;
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::grid::Grid;
use super::layout::Layout;
use super::words;

/// What a code stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// In the words of labels; of a unit, what it says beside the unit: "per inhabitant", "% of GDP".
    pub(super) label: String,
    /// The unit, of a code for one.
    pub(super) unit: String,
}

/// What the codes in a table's columns stand for.
#[derive(Debug, Default)]
pub(super) struct Codes {
    columns: FxHashMap<usize, FxHashMap<String, Meaning>>,
    /// Columns whose codes stand for units or the like, with how many of them.
    counts: FxHashMap<usize, usize>,
    /// Headers of columns with codes that are not known, with some of them.
    pub(super) unknown: Vec<(String, Vec<String>)>,
}

static LISTS: Lazy<FxHashMap<String, FxHashMap<String, Meaning>>> = Lazy::new(|| {
    let mut lists: FxHashMap<String, FxHashMap<String, Meaning>> = FxHashMap::default();
    for row in words::rows(include_str!("../../../data/import/codes.csv")) {
        let [list, code, label, _, unit] = row.as_slice() else { continue };
        let meaning = Meaning { label: label.clone(), unit: unit.clone() };
        lists.entry(words::fold(list)).or_default().insert(code.clone(), meaning);
    }
    lists
});

static DATASETS: Lazy<FxHashMap<String, String>> = Lazy::new(|| {
    let rows = words::rows(include_str!("../../../data/import/datasets.csv"));
    rows.into_iter().filter_map(|row| <[String; 2]>::try_from(row).ok()).map(|[code, label]| (code, label)).collect()
});

static AGE: Lazy<Option<Regex>> = Lazy::new(|| Regex::new(r"^Y(?:_?(GE|LT|GT))?(\d{1,3})(?:-(\d{1,3}|MAX))?$").ok());

/// The labels of codes with what they are called in Korean, where that is said beside the code.
pub(super) fn labels() -> impl Iterator<Item = (String, String)> {
    let rows = words::rows(include_str!("../../../data/import/codes.csv"));
    let pairs = rows.into_iter().filter_map(|row| Some((row.get(2)?.clone(), row.get(3)?.clone())));
    pairs.filter(|(label, korean)| !label.is_empty() && !korean.is_empty())
}

/// Codes that are named where some are not known.
const MAX_NAMED: usize = 6;

impl Codes {
    /// What the codes of a table stand for. Two codes of one column that stand for the same keep theirs behind it.
    pub(super) fn of(grid: &Grid, layout: &Layout) -> Self {
        let mut codes = Self::default();
        let columns = layout.dimensions.iter().map(|(column, _)| *column);
        for column in columns.chain(layout.metric).chain(layout.unit) {
            let header = layout.first.checked_sub(1).map_or("", |row| grid.cell(row, column)).to_owned();
            let list = words::fold(&header);
            let mut seen: FxHashSet<&str> = FxHashSet::default();
            let mut order: Vec<&str> = Vec::new();
            for cell in (layout.first..grid.len()).map(|row| grid.cell(row, column)) {
                if !cell.is_empty() && seen.insert(cell) {
                    order.push(cell);
                }
            }
            let known = LISTS.get(&list);
            let means = |code: &str| known.and_then(|known| known.get(code).cloned()).or_else(|| by_rule(&list, code));
            let mut of_column: FxHashMap<String, Meaning> = FxHashMap::default();
            let mut taken: FxHashSet<(String, String)> = FxHashSet::default();
            for code in &order {
                let Some(mut meaning) = means(code) else { continue };
                if !taken.insert((meaning.label.clone(), meaning.unit.clone())) {
                    meaning.label = format!("{} ({code})", meaning.label).trim_start().to_owned();
                }
                of_column.insert((*code).to_owned(), meaning);
            }
            let is_left = |code: &&&str| !of_column.contains_key(**code) && looks_like_code(code);
            let left: Vec<&str> = order.iter().filter(is_left).copied().collect();
            // Words are words; codes are named where the column has nothing else.
            if !left.is_empty() && left.len() + of_column.len() == order.len() && layout.unit != Some(column) {
                let some = left.iter().take(MAX_NAMED).map(|code| (*code).to_owned()).collect();
                codes.unknown.push((header, some));
            }
            codes.counts.insert(column, order.len());
            if !of_column.is_empty() {
                codes.columns.insert(column, of_column);
            }
        }
        codes
    }

    /// What a cell stands for, if it is a code that is known.
    pub(super) fn meaning(&self, column: Option<usize>, cell: &str) -> Option<&Meaning> {
        self.columns.get(&column?)?.get(cell)
    }

    /// A cell in words: what its code stands for, or the cell as it is.
    pub(super) fn said<'a>(&'a self, column: usize, cell: &'a str) -> &'a str {
        self.meaning(Some(column), cell).map_or(cell, |meaning| meaning.label.as_str())
    }

    /// Whether a column's cells differ.
    pub(super) fn differ(&self, column: Option<usize>) -> bool {
        column.and_then(|column| self.counts.get(&column)).is_some_and(|count| *count > 1)
    }
}

/// Codes that are built by a rule: ages.
fn by_rule(list: &str, code: &str) -> Option<Meaning> {
    if list != "age" {
        return None;
    }
    let found = AGE.as_ref()?.captures(code)?;
    let first: u16 = found.get(2)?.as_str().parse().ok()?;
    let label = match (found.get(1).map(|word| word.as_str()), found.get(3).map(|last| last.as_str())) {
        (Some("GE"), _) | (None, Some("MAX")) => format!("ages {first} and above"),
        (Some("GT"), _) => format!("ages {} and above", first + 1),
        (Some(_), _) => format!("ages under {first}"),
        (None, Some(last)) => format!("ages {first}-{last}"),
        (None, None) => format!("ages {first}"),
    };
    Some(Meaning { label, unit: String::new() })
}

/// Whether a cell is a code and no word: capitals, digits and marks.
fn looks_like_code(cell: &str) -> bool {
    cell.len() < 24
        && cell.bytes().any(|byte| byte.is_ascii_uppercase())
        && cell.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"_-.+".contains(&byte))
}

/// What a table of Eurostat measures, by the code in its file's name or its first rows: `estat_une_rt_a_en.tsv`,
/// `ESTAT:UNE_RT_A(1.0)`.
pub(super) fn dataset(file: &str, grid: &Grid, layout: &Layout) -> Option<&'static str> {
    let flow = (0..grid.width(layout.first)).map(|column| grid.cell(layout.first, column)).find_map(|cell| {
        let (agency, rest) = cell.split_once(':')?;
        agency.eq_ignore_ascii_case("estat").then(|| rest.split('(').next().unwrap_or(rest).to_lowercase())
    });
    flow.as_deref().and_then(known).or_else(|| known(&stem(file)))
}

/// Whether a file is named after a table of Eurostat.
pub(super) fn is_dataset(file: &str) -> bool {
    known(&stem(file)).is_some()
}

/// A file's name without what download pages put around a table's code.
fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file).split('.').next().unwrap_or(file).to_lowercase();
    let stem = name.strip_prefix("estat_").unwrap_or(&name);
    stem.split([' ', '(', '$']).next().unwrap_or(stem).to_owned()
}

/// What the table with a code measures; the name of a part of it goes on behind the code.
fn known(code: &str) -> Option<&'static str> {
    let mut code = code;
    loop {
        if let Some(label) = DATASETS.get(code) {
            return Some(label);
        }
        code = code.rsplit_once('_')?.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::import::{terms, units};

    #[test]
    fn every_code_stands_for_something_that_is_named_in_both_languages() {
        let rows = words::rows(include_str!("../../../data/import/codes.csv"));
        assert!(rows.iter().all(|row| row.len() == 5), "{:?}", rows.iter().find(|row| row.len() != 5));
        let unread: Vec<&str> = rows
            .iter()
            .filter_map(|row| row.get(2))
            .filter(|label| !label.is_empty() && !words::is("total", label))
            .filter(|label| terms::part(label).is_none() && !label.starts_with('%'))
            .map(String::as_str)
            .collect();
        assert!(unread.is_empty(), "{unread:?}");
        let datasets = words::rows(include_str!("../../../data/import/datasets.csv"));
        let unread: Vec<&String> =
            datasets.iter().filter_map(|row| row.get(1)).filter(|label| terms::read(label).is_none()).collect();
        assert!(unread.is_empty(), "{unread:?}");
        // A unit that is general is known as one.
        for (code, id, times) in
            [("CP_MEUR", "EUR", "1000000"), ("THS_PER", "people", "1000"), ("PC_ACT", "percent", "1")]
        {
            let meaning = LISTS.get("unit").and_then(|list| list.get(code)).cloned().unwrap_or_default();
            let unit = units::stated(&meaning.unit);
            assert_eq!((unit.general.as_deref(), unit.times.to_string().as_str()), (Some(id), times), "{code}");
        }
    }

    #[test]
    fn ages_are_read_by_their_rule() {
        let age = |code: &str| by_rule("age", code).map(|meaning| meaning.label);
        assert_eq!(age("Y15-24").as_deref(), Some("ages 15-24"));
        assert_eq!(age("Y_GE65").as_deref(), Some("ages 65 and above"));
        assert_eq!(age("Y_LT15").as_deref(), Some("ages under 15"));
        assert_eq!(age("Y7").as_deref(), Some("ages 7"));
        assert_eq!(age("YES"), None);
        assert_eq!(by_rule("sex", "Y7"), None);
    }
}
