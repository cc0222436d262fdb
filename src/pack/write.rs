//! Tables and descriptors of packs that are written here: drafts, new packs, imports and exports.

use std::borrow::Cow;

use serde_json::{Value, json};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::cells;
use super::raw::TableKind;
use super::schema;

/// A table that is written row by row.
pub(crate) struct TableText {
    kind: TableKind,
    columns: Vec<&'static str>,
    writer: csv::Writer<Vec<u8>>,
    is_safe: bool,
    count: usize,
}

impl TableText {
    /// A table without rows. The column that only exports have is left out.
    pub(crate) fn new(kind: TableKind) -> Self {
        Self::with(kind, kind.columns().iter().copied().filter(|column| *column != "pack").collect(), false)
    }

    /// A table with every column that Datum knows, in which no cell is a formula for a spreadsheet.
    pub(crate) fn for_spreadsheets(kind: TableKind) -> Self {
        Self::with(kind, kind.columns().to_vec(), true)
    }

    fn with(kind: TableKind, columns: Vec<&'static str>, is_safe: bool) -> Self {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Nothing can fail in memory while all rows are as long as the header, which `add` ensures.
        let written = writer.write_record(&columns).is_ok();
        debug_assert!(written, "a header was not written");
        Self { kind, columns, writer, is_safe, count: 0 }
    }

    /// Adds a row with these cells filled in. Line breaks and control characters have no place in a cell.
    pub(crate) fn add(&mut self, cells: &[(&str, &str)]) {
        let cell = |column: &&str| cells.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| *cell);
        let row: Vec<&str> = self.columns.iter().map(cell).collect();
        self.add_row(row.into_iter());
    }

    /// Adds a row with a cell for each column.
    pub(crate) fn add_row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        let is_safe = self.is_safe;
        let cell = |cell: &'a str| {
            let line = one_line(cell);
            let safe = if is_safe { cells::safe(&line).into_owned() } else { line.into_owned() };
            safe.into_bytes()
        };
        let written = self.writer.write_record(cells.take(self.columns.len()).map(cell)).is_ok();
        debug_assert!(written, "rows of unlike lengths");
        self.count += 1;
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// The file's name.
    pub(crate) fn file(&self) -> &'static str {
        self.kind.file()
    }

    /// The columns, in their order.
    pub(crate) fn columns(&self) -> &[&'static str] {
        &self.columns
    }

    /// The table as text: a header line, lines that end with a line feed.
    pub(crate) fn into_text(self) -> String {
        String::from_utf8(self.writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }

    /// The table's entry in a descriptor, in full.
    pub(crate) fn resource(&self) -> Value {
        schema::of_columns(self.kind, &self.columns)
    }

    /// The table's entry in a descriptor, as short as it may be.
    pub(crate) fn short_resource(&self) -> Value {
        let file = self.file();
        json!({"name": file.trim_end_matches(".csv"), "path": file})
    }
}

/// The text without line breaks, control characters, invisible marks and blanks around it, in the composed form.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_control() || cells::is_invisible(c);
    if !text.contains(is_odd) && is_nfc(text) {
        return Cow::Borrowed(text.trim());
    }
    let plain: String = text.nfc().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_odd(*c)).collect();
    Cow::Owned(plain.trim().to_owned())
}
