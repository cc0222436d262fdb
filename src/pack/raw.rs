//! A pack as loose text: cells by row and column, nothing understood yet.
//!
//! Reading never fails. What cannot be read is kept as a [`Fault`], and a check turns it into a problem with a remedy, so
//! that one bad byte does not hide what is wrong elsewhere.

mod descriptor;
mod rows;
mod table;

pub(super) use descriptor::Descriptor;
pub(super) use rows::{
    BriefRow, BriefSectionRow, ChangeRow, EntityRow, FigureRow, MetricRow, Row, SourceRow, TopicRow, UnitRow,
};
pub(super) use table::Table;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::cells;
use super::compact::Block;
use super::location::{MAX_FILE_BYTES, PackFile, PackSource};

/// The file that describes a pack.
pub(crate) const DESCRIPTOR: &str = "datapackage.json";

/// The tables of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum TableKind {
    Topics,
    Units,
    Entities,
    Metrics,
    Sources,
    Figures,
    Briefs,
    BriefSections,
    Changes,
}

impl TableKind {
    pub(super) const COUNT: usize = 9;

    pub(super) const ALL: [Self; Self::COUNT] = [
        Self::Topics,
        Self::Units,
        Self::Entities,
        Self::Metrics,
        Self::Sources,
        Self::Figures,
        Self::Briefs,
        Self::BriefSections,
        Self::Changes,
    ];

    /// Whether a pack may do without the table: general units are always there, and not every pack has briefs or a history.
    pub(super) fn is_optional(self) -> bool {
        matches!(self, Self::Units | Self::Briefs | Self::BriefSections | Self::Changes)
    }

    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Topics => "topics.csv",
            Self::Units => "units.csv",
            Self::Entities => "entities.csv",
            Self::Metrics => "metrics.csv",
            Self::Sources => "sources.csv",
            Self::Figures => "figures.csv",
            Self::Briefs => "briefs.csv",
            Self::BriefSections => "brief-sections.csv",
            Self::Changes => "changes.csv",
        }
    }

    /// The columns that the table may do without.
    pub(super) fn optional_columns(self) -> &'static [&'static str] {
        match self {
            Self::Topics => TopicRow::OPTIONAL,
            Self::Units => UnitRow::OPTIONAL,
            Self::Entities => EntityRow::OPTIONAL,
            Self::Metrics => MetricRow::OPTIONAL,
            Self::Sources => SourceRow::OPTIONAL,
            Self::Figures => FigureRow::OPTIONAL,
            Self::Briefs => BriefRow::OPTIONAL,
            Self::BriefSections => BriefSectionRow::OPTIONAL,
            Self::Changes => ChangeRow::OPTIONAL,
        }
    }

    pub(super) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Topics => TopicRow::COLUMNS,
            Self::Units => UnitRow::COLUMNS,
            Self::Entities => EntityRow::COLUMNS,
            Self::Metrics => MetricRow::COLUMNS,
            Self::Sources => SourceRow::COLUMNS,
            Self::Figures => FigureRow::COLUMNS,
            Self::Briefs => BriefRow::COLUMNS,
            Self::BriefSections => BriefSectionRow::COLUMNS,
            Self::Changes => ChangeRow::COLUMNS,
        }
    }
}

/// Where a row is: the pack's position, the table, and the row's position in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) pack: u32,
    pub(super) table: TableKind,
    pub(super) row: u32,
}

/// Something that could not be read as it should be.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) file: String,
    /// The line, from 1; none for the file as a whole.
    pub(super) line: Option<u32>,
    pub(super) kind: FaultKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    Missing,
    /// A table that no pack has.
    UnknownFile,
    Unreadable(String),
    TooLarge(u64),
    ByteOrderMark,
    CarriageReturn,
    NotUtf8,
    UnknownColumn(String),
    MissingColumn(&'static str),
    ColumnTwice(String),
    ColumnOrder,
    /// A row with this many cells instead of as many as there are columns.
    RowLength {
        found: usize,
        expected: usize,
    },
    Csv(String),
    Json(String),
}

/// A pack as loose text.
#[derive(Debug)]
pub(super) struct Pack {
    pub(super) name: String,
    pub(super) descriptor: Descriptor,
    pub(super) faults: Vec<Fault>,
    /// Whether the folder holds nothing that belongs to a pack.
    pub(super) is_empty: bool,
    /// Packs with a lower rank keep their ids where several use the same: the embedded ones come first.
    pub(super) rank: usize,
    /// Ids that were settled anew because other packs use them: the new one, and the one that stands in the file.
    pub(super) renamed: FxHashMap<(TableKind, String), String>,
    /// Whether it is in the program.
    pub(super) is_embedded: bool,
    /// The figures of a compact pack that are no rows.
    pub(super) packed: Option<Arc<Block>>,
    tables: [Table; TableKind::COUNT],
}

impl Pack {
    /// Reads the files of a pack and lets go of their bytes.
    pub(super) fn read(source: PackSource, rank: usize) -> Self {
        let mut pack = Self {
            name: source.name,
            descriptor: Descriptor::default(),
            faults: Vec::new(),
            is_empty: source.files.is_empty(),
            rank,
            renamed: FxHashMap::default(),
            is_embedded: source.is_embedded,
            packed: source.packed,
            tables: TableKind::ALL.map(Table::unread),
        };
        let mut has_descriptor = false;
        let mut has_table = [false; TableKind::COUNT];
        for (name, file) in source.files {
            if let (PackFile::Unreadable(reason), true) = (&file, name.is_empty()) {
                pack.faults.push(Fault { file: name, line: None, kind: FaultKind::Unreadable(reason.clone()) });
                return pack;
            } else if name == DESCRIPTOR {
                has_descriptor = true;
                if let Some(text) = text(&name, file, &mut pack.faults) {
                    pack.descriptor = Descriptor::read(&text, &mut pack.faults);
                }
            } else if let Some(kind) = TableKind::ALL.into_iter().find(|kind| kind.file() == name) {
                has_table[kind as usize] = true;
                if let Some(text) = text(&name, file, &mut pack.faults) {
                    pack.tables[kind as usize] = Table::read(kind, &text, &mut pack.faults);
                }
            } else {
                pack.faults.push(Fault { file: name, line: None, kind: FaultKind::UnknownFile });
            }
        }
        if pack.is_empty {
            return pack;
        }
        if pack.descriptor.has_safe_cells() {
            for table in &mut pack.tables {
                table.rewrite(
                    |_| false,
                    |_, cell| Some(cells::plain(cell)).filter(|plain| *plain != cell).map(str::to_owned),
                );
            }
        }
        if !has_descriptor {
            pack.faults.push(Fault { file: DESCRIPTOR.to_owned(), line: None, kind: FaultKind::Missing });
        }
        for kind in TableKind::ALL.into_iter().filter(|kind| !has_table[*kind as usize]) {
            if kind.is_optional() {
                pack.tables[kind as usize].is_whole = true;
            } else {
                pack.faults.push(Fault { file: kind.file().to_owned(), line: None, kind: FaultKind::Missing });
            }
        }
        pack
    }

    pub(super) fn table(&self, kind: TableKind) -> &Table {
        &self.tables[kind as usize]
    }

    pub(super) fn table_mut(&mut self, kind: TableKind) -> &mut Table {
        &mut self.tables[kind as usize]
    }
}

/// The text of a file without its byte order mark, if it is one.
fn text(name: &str, file: PackFile, faults: &mut Vec<Fault>) -> Option<String> {
    let mut fault = |line, kind| faults.push(Fault { file: name.to_owned(), line, kind });
    let bytes = match file {
        PackFile::Bytes(bytes) => bytes,
        PackFile::TooLarge(bytes) => {
            fault(None, FaultKind::TooLarge(bytes));
            return None;
        }
        PackFile::Unreadable(reason) => {
            fault(None, FaultKind::Unreadable(reason));
            return None;
        }
    };
    let length = bytes.len() as u64;
    if length > MAX_FILE_BYTES {
        fault(None, FaultKind::TooLarge(length));
        return None;
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        fault(Some(1), FaultKind::ByteOrderMark);
    }
    let has_carriage_return = bytes.contains(&b'\r');
    if has_carriage_return {
        let position = bytes.iter().position(|&byte| byte == b'\r').unwrap_or(0);
        fault(Some(line_of(&bytes, position)), FaultKind::CarriageReturn);
    }
    match String::from_utf8(bytes.into_owned()) {
        Ok(mut text) => {
            if text.starts_with('\u{FEFF}') {
                text.drain(..'\u{FEFF}'.len_utf8());
            }
            if has_carriage_return {
                // Lines are then counted as an editor counts them.
                text = text.replace("\r\n", "\n").replace('\r', "\n");
            }
            Some(text)
        }
        Err(error) => {
            let position = error.utf8_error().valid_up_to();
            fault(Some(line_of(error.as_bytes(), position)), FaultKind::NotUtf8);
            None
        }
    }
}

/// The line, from 1, in which a byte lies.
fn line_of(bytes: &[u8], position: usize) -> u32 {
    let breaks = bytes.iter().take(position).filter(|&&byte| byte == b'\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX).saturating_add(1)
}
