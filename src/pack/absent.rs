//! What packs say of figures in embedded packs that are not read: whoever leaves a pack out leaves these references out too.

use rustc_hash::FxHashSet;

use super::identity::in_formula;
use super::notes::Note;
use super::raw::{Pack, TableKind};
use super::template::Item;
use crate::lang::names::items;

/// The ids of all figures of packs.
pub(super) fn figure_ids(packs: &[Pack]) -> FxHashSet<String> {
    packs.iter().flat_map(|pack| pack.table(TableKind::Figures).column("id")).map(str::to_owned).collect()
}

/// Takes away references to figures that are not read, and items of briefs that name them. Says so in one note a pack.
pub(super) fn leave_out(packs: &mut [Pack], absent: &FxHashSet<String>) -> Vec<Note> {
    let present = figure_ids(packs);
    let is_absent = |id: &str| absent.contains(id) && !present.contains(id);
    let mut notes = Vec::new();
    for pack in packs {
        let mut count = 0;
        pack.table_mut(TableKind::Figures).rewrite(
            |_| false,
            |column, cell| {
                let left = match column {
                    "supersedes" => items(cell).filter(|id| !is_absent(id)).collect::<Vec<_>>().join("|"),
                    // A formula without one of its figures is none.
                    "inputs" if items(cell).any(is_absent) => String::new(),
                    "formula" if uses(cell, &is_absent) => String::new(),
                    _ => return None,
                };
                count += usize::from(left != cell);
                (left != cell).then_some(left)
            },
        );
        let absent_item = |item: &str| matches!(Item::read(item), Item::Figure(id) if is_absent(&id));
        // A section of nothing else is left out, and with its last section a brief.
        let sections = pack.table(TableKind::BriefSections);
        let rows = || (0u32..).zip(sections.column("items")).zip(sections.column("brief"));
        let is_empty = |cell: &str| !cell.is_empty() && items(cell).all(absent_item);
        let empty: FxHashSet<u32> = rows().filter(|((_, cell), _)| is_empty(cell)).map(|((row, _), _)| row).collect();
        let full: FxHashSet<String> =
            rows().filter(|((row, _), _)| !empty.contains(row)).map(|(_, brief)| brief.to_owned()).collect();
        let briefs: Vec<String> = pack.table(TableKind::Briefs).column("id").map(str::to_owned).collect();
        count += empty.len();
        pack.table_mut(TableKind::BriefSections).rewrite(
            |row| empty.contains(&row),
            |column, cell| {
                let left =
                    (column == "items").then(|| items(cell).filter(|item| !absent_item(item)).collect::<Vec<_>>())?;
                let left = left.join("|");
                count += usize::from(left != cell);
                (left != cell).then_some(left)
            },
        );
        if !empty.is_empty() {
            let is_gone = |row: u32| briefs.get(row as usize).is_some_and(|id| !full.contains(id));
            pack.table_mut(TableKind::Briefs).rewrite(is_gone, |_, _| None);
        }
        if count > 0 {
            let what = format!("{count} references to figures of embedded packs that are not read are left out");
            notes.push(Note { pack: pack.name.clone(), file: String::new(), line: None, what });
        }
    }
    notes
}

fn uses(formula: &str, is_absent: &dyn Fn(&str) -> bool) -> bool {
    let found = std::cell::Cell::new(false);
    let look = |id: &str| {
        found.set(found.get() || is_absent(id));
        None
    };
    in_formula(formula, &look);
    found.get()
}
