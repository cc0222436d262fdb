//! Writes tables anew with the ids that were settled.

use rustc_hash::FxHashSet;

use super::{Renames, now};
use crate::lang::names::items;
use crate::pack::raw::{Pack, Table, TableKind};
use crate::pack::template::Item;

/// Writes the cells that hold ids anew, and leaves out the figures that an earlier pack has.
pub(super) fn apply(packs: &mut [Pack], renames: &[Renames], dropped: &[FxHashSet<u32>]) {
    let names: Vec<String> = packs.iter().map(|pack| pack.name.clone()).collect();
    for (position, pack) in packs.iter_mut().enumerate() {
        let (Some(own), Some(dropped)) = (renames.get(position), dropped.get(position)) else { continue };
        for table in TableKind::ALL {
            let renamed = own.new[table as usize].iter().map(|(old, new)| ((table, new.clone()), old.clone()));
            pack.renamed.extend(renamed);
        }
        let figure = |id: &str| figure_now(id, own, &names, renames);
        for table in TableKind::ALL {
            let has_renames = own.new.iter().any(|renames| !renames.is_empty());
            if !has_renames && !names_other_packs(pack.table(table), table) && dropped.is_empty() {
                continue;
            }
            let leave_out = |row: u32| table == TableKind::Figures && dropped.contains(&row);
            pack.table_mut(table).rewrite(leave_out, |column, cell| {
                let new = match (table, column) {
                    (TableKind::Figures, "supersedes" | "inputs") | (TableKind::Changes, "figure") => {
                        items(cell).map(figure).collect::<Vec<_>>().join("|")
                    }
                    (TableKind::Figures, "formula") => in_formula(cell, &|token| Some(figure(token))),
                    (TableKind::BriefSections, "items") => {
                        items(cell).map(|item| item_now(item, own, &figure)).collect::<Vec<_>>().join("|")
                    }
                    _ => now(own, refers_to(table, column)?, cell).to_owned(),
                };
                (new != cell).then_some(new)
            });
        }
    }
}

/// The table whose id stands in a column.
fn refers_to(table: TableKind, column: &str) -> Option<TableKind> {
    Some(match (table, column) {
        (TableKind::Changes, "id") => return None,
        (table, "id") => table,
        (TableKind::Entities, "part_of") | (TableKind::Figures, "entity") => TableKind::Entities,
        (TableKind::Metrics, "topic") => TableKind::Topics,
        (TableKind::Metrics, "broader") | (TableKind::Figures, "metric") => TableKind::Metrics,
        (TableKind::Metrics, "unit") => TableKind::Units,
        (TableKind::Figures, "source" | "via") => TableKind::Sources,
        (TableKind::BriefSections, "brief") => TableKind::Briefs,
        _ => return None,
    })
}

/// Whether a table may name figures of other packs by `pack/id`.
fn names_other_packs(table: &Table, kind: TableKind) -> bool {
    let columns: &[&str] = match kind {
        TableKind::Figures => &["supersedes", "formula", "inputs"],
        TableKind::BriefSections => &["items"],
        _ => return false,
    };
    columns.iter().any(|column| table.column(column).any(|cell| cell.contains('/')))
}

/// The id by which a figure is known that a pack calls so: its own one, one of the pack that is named, or any.
fn figure_now(id: &str, own: &Renames, names: &[String], renames: &[Renames]) -> String {
    let figures = TableKind::Figures;
    if let Some(new) = own.new[figures as usize].get(id) {
        return new.clone();
    }
    let named = id.split_once('/').and_then(|(pack, id)| {
        let position = names.iter().position(|name| name == pack)?;
        Some(now(renames.get(position)?, figures, id).to_owned())
    });
    named.unwrap_or_else(|| id.to_owned())
}

fn item_now(item: &str, own: &Renames, figure: &impl Fn(&str) -> String) -> String {
    match Item::read(item) {
        Item::Figure(id) => figure(&id),
        Item::Top { count, metric } => {
            let metric = now(own, TableKind::Metrics, &metric).into();
            Item::Top { count, metric }.to_string()
        }
        Item::Question(_) => item.to_owned(),
    }
}

/// A formula with the ids in it written anew, everything else as it was.
pub(in crate::pack) fn in_formula(formula: &str, new: &dyn Fn(&str) -> Option<String>) -> String {
    let is_part = |c: char| !c.is_whitespace() && !matches!(c, '(' | ')');
    let mut text = String::with_capacity(formula.len());
    let mut rest = formula;
    while !rest.is_empty() {
        let token = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(token);
        let is_id = word.starts_with(|c: char| c.is_ascii_alphanumeric()) && word.parse::<f64>().is_err();
        match new(word).filter(|_| is_id) {
            Some(new) => text.push_str(&new),
            None => text.push_str(word),
        }
        let gap = behind.find(is_part).unwrap_or(behind.len());
        text.push_str(behind.get(..gap).unwrap_or_default());
        rest = behind.get(gap..).unwrap_or_default();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_in_a_formula_are_written_anew_and_nothing_else() {
        let new = |id: &str| (id == "a").then(|| "tea/a".to_owned());
        assert_eq!(in_formula("100 * a / (a + b)", &new), "100 * tea/a / (tea/a + b)");
        assert_eq!(in_formula("", &new), "");
    }
}
