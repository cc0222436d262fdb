//! Which rows of different packs are one thing, and by which id each thing is known when packs are read together.
//!
//! An id belongs to its pack. Packs are written by people who know nothing of each other, so that the same id may stand for
//! two things, and one thing may have two ids. Here that is settled, before anything is checked:
//!
//! - Topics, units, entities, metrics and sources with the same id in two packs are one if they agree in what tells things
//!   apart (kind, name, unit ...); entities are also one if they share an external id or one names the other in `same_as`.
//! - What is not one keeps its id in the pack that comes first (the embedded packs, then the others in the order in which
//!   they were given), and is known as `pack/id` from the others. So no pack can take an id away from an embedded one.
//! - A figure, brief or section is in one pack only: the same id elsewhere is another one, unless both say the same.
//!
//! The cells of the tables are then written anew with these ids, so that everything behind this sees ids that are unique.

mod agree;
mod rename;

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use super::notes::Note;
use super::raw::{EntityRow, FigureRow, MetricRow, Pack, Place, Row, SourceRow, TableKind, TopicRow, UnitRow};
use crate::lang::names::items;

pub(super) use rename::in_formula;

/// The longest id, in characters.
const MAX_ID: usize = 80;

/// What is known of one pack's ids.
#[derive(Default)]
struct Renames {
    /// The new ids of its rows, by table.
    new: [FxHashMap<String, String>; TableKind::COUNT],
    /// Its metrics that have narrower ones below them.
    broad: FxHashSet<String>,
}

impl Renames {
    fn of(pack: &Pack) -> Self {
        let broad = rows::<MetricRow<'_>>(0, pack).map(|row| row.broader.to_owned()).collect();
        Self { broad, ..Self::default() }
    }
}

/// Settles the ids of all packs. Says what was kept apart.
pub(super) fn settle(packs: &mut [Pack]) -> Vec<Note> {
    let mut settling = Settling {
        renames: packs.iter().map(Renames::of).collect(),
        dropped: packs.iter().map(|_| FxHashSet::default()).collect(),
        notes: Vec::new(),
        order: (0..packs.len()).collect(),
    };
    settling.order.sort_by_key(|pack| packs.get(*pack).map(|pack| pack.rank));
    if packs.len() > 1 {
        settling.things::<TopicRow<'_>>(packs);
        settling.things::<UnitRow<'_>>(packs);
        settling.things::<EntityRow<'_>>(packs);
        settling.things::<SourceRow<'_>>(packs);
        settling.things::<MetricRow<'_>>(packs);
        settling.own(packs, TableKind::Figures);
        settling.own(packs, TableKind::Briefs);
        settling.own(packs, TableKind::BriefSections);
    }
    rename::apply(packs, &settling.renames, &settling.dropped);
    settling.notes
}

struct Settling {
    renames: Vec<Renames>,
    /// Rows of figures that an earlier pack has as well, word for word.
    dropped: Vec<FxHashSet<u32>>,
    notes: Vec<Note>,
    /// Packs, those that keep their ids first.
    order: Vec<usize>,
}

/// A thing that one or more packs have.
struct Thing {
    id: String,
    rows: Vec<Place>,
}

/// A row of a table whose things several packs may have.
trait Shared<'a>: Row<'a> + Copy {
    fn id(&self) -> &'a str;

    fn place(&self) -> Place;

    /// Ids elsewhere that say which thing it is.
    fn external(&self) -> &'a str {
        ""
    }

    /// Rows without anything above them are settled first, as those below are compared by what is above.
    fn is_above(&self) -> bool {
        true
    }

    /// The column that makes two rows with one id two things; none if they are one.
    fn apart(&self, other: &Self, of_self: &Renames, of_other: &Renames) -> Option<&'static str>;
}

impl Settling {
    fn things<'a, R: Shared<'a>>(&mut self, packs: &'a [Pack]) {
        let mut things: Vec<Thing> = Vec::new();
        let mut by_id: FxHashMap<String, usize> = FxHashMap::default();
        let mut by_key: FxHashMap<String, usize> = FxHashMap::default();
        for position in self.order.clone() {
            let Some(pack) = packs.get(position) else { continue };
            let mut seen: FxHashSet<&str> = FxHashSet::default();
            for above in [true, false] {
                for row in rows::<R>(position, pack).filter(|row| row.is_above() == above && !row.id().is_empty()) {
                    // The same id twice in a pack is a mistake that a check reports.
                    if !seen.insert(row.id()) {
                        continue;
                    }
                    let own_key = format!("{}/{}", pack.name, row.id());
                    let keys = || items(row.external()).map(str::to_owned).chain([own_key.clone()]);
                    let is_of_pack = |thing: &Thing| thing.rows.iter().any(|place| place.pack as usize == position);
                    let known = keys().find_map(|key| by_key.get(&key).copied());
                    let known = known.filter(|known| things.get(*known).is_some_and(|thing| !is_of_pack(thing)));
                    let found = known.or_else(|| {
                        let same_id = *by_id.get(row.id())?;
                        let thing = things.get(same_id)?;
                        match self.column_apart(packs, thing, &row, position) {
                            None if !is_of_pack(thing) => Some(same_id),
                            None => None,
                            Some(column) => {
                                self.note_apart(packs, thing, &row, column);
                                None
                            }
                        }
                    });
                    let thing = found.unwrap_or_else(|| {
                        let is_free = !by_id.contains_key(row.id());
                        let id = if is_free { row.id().to_owned() } else { qualified(&pack.name, row.id()) };
                        by_id.entry(id.clone()).or_insert(things.len());
                        things.push(Thing { id, rows: Vec::new() });
                        things.len() - 1
                    });
                    for key in keys() {
                        by_key.entry(key).or_insert(thing);
                    }
                    if let Some(thing) = things.get_mut(thing) {
                        thing.rows.push(row.place());
                        if thing.id != row.id()
                            && let Some(renames) = self.renames.get_mut(position)
                        {
                            renames.new[R::TABLE as usize].insert(row.id().to_owned(), thing.id.clone());
                        }
                    }
                }
            }
        }
    }

    /// The column that keeps a row apart from every row of a thing.
    fn column_apart<'a, R: Shared<'a>>(
        &self,
        packs: &'a [Pack],
        thing: &Thing,
        row: &R,
        pack: usize,
    ) -> Option<&'static str> {
        let mut apart = None;
        for place in &thing.rows {
            let other =
                packs.get(place.pack as usize).map(|pack| R::new(*place, pack.table(R::TABLE).cells(place.row)));
            let (Some(other), Some(of_row), Some(of_other)) =
                (other, self.renames.get(pack), self.renames.get(place.pack as usize))
            else {
                continue;
            };
            let column = row.apart(&other, of_row, of_other)?;
            apart.get_or_insert(column);
        }
        apart
    }

    fn note_apart<'a, R: Shared<'a>>(&mut self, packs: &'a [Pack], thing: &Thing, row: &R, column: &str) {
        let place = row.place();
        let name = |pack: u32| packs.get(pack as usize).map(|pack| pack.name.clone()).unwrap_or_default();
        let first = thing.rows.first().map(|place| name(place.pack)).unwrap_or_default();
        let pack = name(place.pack);
        let id = row.id();
        self.notes.push(Note {
            what: format!(
                "`{id}` is another thing than `{id}` of the pack `{first}` (its `{column}` is another), and is known as \
                 `{}`",
                qualified(&pack, id)
            ),
            line: packs.get(place.pack as usize).map(|pack| pack.table(place.table).line(place.row)),
            file: place.table.file().to_owned(),
            pack,
        });
    }

    /// Settles what is in one pack only.
    fn own(&mut self, packs: &[Pack], table: TableKind) {
        let mut owners: FxHashMap<&str, Place> = FxHashMap::default();
        let last = self.order.last().copied();
        for position in self.order.clone() {
            let Some(pack) = packs.get(position) else { continue };
            let mut clashes = 0;
            let mut example = None;
            for row in 0..count(pack, table) {
                let Some(id) = pack.table(table).cells(row).next().filter(|id| !id.is_empty()) else { continue };
                match owners.get(id) {
                    Some(first) if first.pack as usize != position => {
                        let place = Place { pack: place_of(position), table, row };
                        if table == TableKind::Figures && self.is_same_figure(packs, *first, place) {
                            if let Some(dropped) = self.dropped.get_mut(position) {
                                dropped.insert(row);
                            }
                            continue;
                        }
                        let new = qualified(&pack.name, id);
                        example.get_or_insert_with(|| (id.to_owned(), first.pack, new.clone()));
                        clashes += 1;
                        if let Some(renames) = self.renames.get_mut(position) {
                            renames.new[table as usize].insert(id.to_owned(), new);
                        }
                    }
                    // Nobody comes after the last pack.
                    None if last != Some(position) => {
                        owners.insert(id, Place { pack: place_of(position), table, row });
                    }
                    _ => {}
                }
            }
            let dropped = self.dropped.get(position).map_or(0, FxHashSet::len);
            let mut note = |what: String| {
                let file = table.file().to_owned();
                self.notes.push(Note { pack: pack.name.clone(), file, line: None, what });
            };
            if let Some((id, first, new)) = example {
                let first = packs.get(first as usize).map_or("", |pack| &*pack.name);
                let more = if clashes > 1 { format!(", and {} more alike", clashes - 1) } else { String::new() };
                note(format!("`{id}` stands in the pack `{first}` already; the one here is known as `{new}`{more}"));
            }
            if table == TableKind::Figures && dropped > 0 {
                note(format!("{dropped} rows say the same as an earlier pack's and are read once"));
            }
        }
    }

    /// Whether two rows say the same of the same things.
    fn is_same_figure(&self, packs: &[Pack], first: Place, again: Place) -> bool {
        let row = |place: Place| {
            let pack = packs.get(place.pack as usize)?;
            Some((
                FigureRow::new(place, pack.table(place.table).cells(place.row)),
                self.renames.get(place.pack as usize)?,
            ))
        };
        let (Some((one, of_one)), Some((other, of_other))) = (row(first), row(again)) else { return false };
        let same = |table: TableKind, a: &str, b: &str| now(of_one, table, a) == now(of_other, table, b);
        let cells = |row: FigureRow<'_>| {
            [row.value, row.low, row.high, row.period, row.status, row.precision, row.scope_en, row.scope_ko]
                .map(str::to_owned)
        };
        same(TableKind::Metrics, one.metric, other.metric)
            && same(TableKind::Entities, one.entity, other.entity)
            && same(TableKind::Sources, one.source, other.source)
            && same(TableKind::Sources, one.via, other.via)
            && cells(one) == cells(other)
    }
}

/// The id by which a row of a pack is known now.
fn now<'a>(renames: &'a Renames, table: TableKind, id: &'a str) -> &'a str {
    renames.new[table as usize].get(id).map_or(id, String::as_str)
}

fn rows<'a, R: Row<'a>>(position: usize, pack: &'a Pack) -> impl Iterator<Item = R> {
    (0..count(pack, R::TABLE)).map(move |row| {
        R::new(Place { pack: place_of(position), table: R::TABLE, row }, pack.table(R::TABLE).cells(row))
    })
}

fn count(pack: &Pack, table: TableKind) -> u32 {
    u32::try_from(pack.table(table).len()).unwrap_or(u32::MAX)
}

fn place_of(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// `pack/id`; where that is too long for an id, its beginning and a mark of the whole.
pub(super) fn qualified(pack: &str, id: &str) -> String {
    const MARK: usize = 8;
    let whole = format!("{pack}/{id}");
    if whole.len() <= MAX_ID {
        return whole;
    }
    let mark: String =
        Sha256::digest(whole.as_bytes()).iter().take(MARK / 2).map(|byte| format!("{byte:02x}")).collect();
    let beginning: String = whole.chars().take(MAX_ID - MARK - 1).collect();
    format!("{}-{mark}", beginning.trim_end_matches(['-', '/']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_with_their_pack_are_never_too_long() {
        assert_eq!(qualified("tea", "held-2023"), "tea/held-2023");
        let long = qualified(&"a".repeat(70), &"b".repeat(70));
        assert!(long.len() <= MAX_ID, "{long}");
        assert_ne!(long, qualified(&"a".repeat(70), &"b".repeat(71)));
    }
}
