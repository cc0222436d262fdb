//! The pack that an import adds to: its rows stay as their editors left them.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use crate::figure::Decimal;
use crate::lang::names::{Keys, items};
use crate::pack::location::{PackFile, PackSource};
use crate::pack::raw::{DESCRIPTOR, EntityRow, FigureRow, MetricRow, Pack, Place, Row, SourceRow, TableKind};
use crate::pack::write::TableText;

/// A figure's cell: metric, entity and period.
pub(super) type Cell<'a> = (&'a str, &'a str, &'a str);

/// A pack that exists, or none.
#[derive(Debug)]
pub(super) struct Old {
    pack: Option<Pack>,
    pub(super) descriptor: Option<Value>,
}

/// The newest row of a figure's cell and the rows that it replaces.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) newest: u32,
    pub(super) rows: Vec<u32>,
}

impl Old {
    /// Reads a pack; what is wrong in it is named by a check, and an import into it is refused.
    pub(super) fn read(source: Option<&PackSource>) -> Self {
        let descriptor = source.and_then(|source| {
            let (_, file) = source.files.iter().find(|(name, _)| name == DESCRIPTOR)?;
            match file {
                PackFile::Bytes(bytes) => serde_json::from_slice(bytes).ok(),
                PackFile::TooLarge(_) | PackFile::Unreadable(_) => None,
            }
        });
        Self { pack: source.map(|source| Pack::read(source.clone(), 0)), descriptor }
    }

    fn rows<'a, R: Row<'a>>(&'a self) -> impl Iterator<Item = R> {
        self.pack.iter().flat_map(|pack| {
            let count = u32::try_from(pack.table(R::TABLE).len()).unwrap_or(u32::MAX);
            (0..count).map(move |row| R::new(Place { pack: 0, table: R::TABLE, row }, pack.table(R::TABLE).cells(row)))
        })
    }

    /// The ids of a table.
    pub(super) fn ids(&self, table: TableKind) -> FxHashSet<&str> {
        self.pack.iter().flat_map(|pack| pack.table(table).column("id")).collect()
    }

    /// Entities by external ids and by all of their names.
    pub(super) fn entities(&self) -> FxHashMap<String, &str> {
        let mut known = FxHashMap::default();
        for row in self.rows::<EntityRow<'_>>() {
            for id in items(row.same_as) {
                known.entry(id.to_owned()).or_insert(row.id);
            }
            let names =
                [row.name_en, row.name_ko].into_iter().chain(items(row.aliases_en)).chain(items(row.aliases_ko));
            for name in names {
                known.entry(format!("name:{}", Keys::of(name).squeezed)).or_insert(row.id);
            }
            known.entry(format!("id:{}", row.id)).or_insert(row.id);
        }
        known
    }

    /// Every name and alias of the entities and of the metrics, with the id that has it.
    #[allow(clippy::type_complexity, reason = "two lists of name and id")]
    pub(super) fn names(&self) -> (Vec<(&str, &str)>, Vec<(&str, &str)>) {
        let entities = self.rows::<EntityRow<'_>>().flat_map(|row| {
            let all = [row.name_en, row.name_ko].into_iter().chain(items(row.aliases_en)).chain(items(row.aliases_ko));
            all.map(move |name| (name, row.id))
        });
        let metrics = self.rows::<MetricRow<'_>>().flat_map(|row| {
            let all = [row.name_en, row.name_ko].into_iter().chain(items(row.aliases_en)).chain(items(row.aliases_ko));
            all.map(move |name| (name, row.id))
        });
        (entities.collect(), metrics.collect())
    }

    /// The source with a title and publisher.
    pub(super) fn source(&self, title: &str, publisher: &str) -> Option<&str> {
        let mut sources = self.rows::<SourceRow<'_>>();
        sources.find(|row| row.title_en == title && row.publisher_en == publisher).map(|row| row.id)
    }

    /// A figure's row.
    pub(super) fn figure(&self, row: u32) -> Option<FigureRow<'_>> {
        let pack = self.pack.as_ref()?;
        Some(FigureRow::new(
            Place { pack: 0, table: TableKind::Figures, row },
            pack.table(TableKind::Figures).cells(row),
        ))
    }

    /// The figures of a source by their cells: the newest row of each, and the older ones that it replaces.
    pub(super) fn figures(&self, source: &str) -> FxHashMap<Cell<'_>, Known> {
        let replaced: FxHashSet<&str> = self.rows::<FigureRow<'_>>().flat_map(|row| items(row.supersedes)).collect();
        let mut known: FxHashMap<Cell<'_>, Known> = FxHashMap::default();
        for row in self.rows::<FigureRow<'_>>().filter(|row| row.source == source) {
            let entry = known
                .entry((row.metric, row.entity, row.period))
                .or_insert_with(|| Known { newest: row.place.row, rows: Vec::new() });
            entry.rows.push(row.place.row);
            if !replaced.contains(row.id) {
                entry.newest = row.place.row;
            }
        }
        known
    }

    /// Whether a row says the same value in the same way.
    pub(super) fn says(&self, row: u32, value: Decimal, status: &str) -> bool {
        self.figure(row).is_some_and(|figure| figure.value.parse::<Decimal>() == Ok(value) && figure.status == status)
    }

    /// Writes the rows of a table, but for those that are left out.
    pub(super) fn write(&self, table: &mut TableText, kind: TableKind, is_left_out: impl Fn(u32) -> bool) {
        let Some(pack) = &self.pack else { return };
        let positions: Vec<usize> = table
            .columns()
            .iter()
            .filter_map(|column| kind.columns().iter().position(|known| known == column))
            .collect();
        let count = u32::try_from(pack.table(kind).len()).unwrap_or(u32::MAX);
        for row in (0..count).filter(|row| !is_left_out(*row)) {
            let cells: Vec<&str> = pack.table(kind).cells(row).collect();
            table.add_row(positions.iter().map(|at| cells.get(*at).copied().unwrap_or_default()));
        }
    }

    /// Whether there is a pack.
    pub(super) fn exists(&self) -> bool {
        self.pack.is_some()
    }
}
