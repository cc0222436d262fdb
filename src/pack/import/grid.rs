//! The cells of one table, whatever file they were in, all in one buffer: a million rows cost no million allocations.

pub(super) mod archive;
mod sheet;
mod text;

use super::encoding;
use super::{Ask, ImportError, Input, Mapping, Unread, jsonstat};

/// The cells of one table.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The file, with the sheet behind it if it has several.
    pub(super) file: String,
    /// Whether fields are parted by commas, tabs or cell borders, so that a comma is no usual decimal mark.
    pub(super) comma_between_fields: bool,
    /// Rows that could not be read.
    pub(super) unread: Vec<Unread>,
    cells: String,
    /// Where each cell ends in `cells`.
    ends: Vec<u32>,
    /// Where each row ends in `ends`.
    rows: Vec<u32>,
    /// The row of the file, from 1, of each row.
    lines: Vec<u32>,
}

/// Beyond this the offsets do not fit.
const MAX_TEXT: usize = u32::MAX as usize - (1 << 20);

impl Grid {
    fn named(file: &str) -> Self {
        Self { file: file.to_owned(), comma_between_fields: true, ..Self::default() }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row of the file, from 1.
    pub(super) fn line(&self, row: usize) -> u32 {
        self.lines.get(row).copied().unwrap_or(0)
    }

    /// How many cells a row has.
    pub(super) fn width(&self, row: usize) -> usize {
        let (start, end) = self.span(row);
        end - start
    }

    /// A cell, empty if there is none.
    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        let (start, end) = self.span(row);
        let at = start + column;
        if at >= end {
            return "";
        }
        let from = if at == 0 { 0 } else { self.ends.get(at - 1).map_or(0, |end| *end as usize) };
        self.ends.get(at).and_then(|end| self.cells.get(from..*end as usize)).unwrap_or_default()
    }

    /// Eurostat writes the dimensions of a row into its first cell, with commas between: `freq,unit,geo\\TIME_PERIOD`.
    fn with_keys_parted(self) -> Self {
        let key = self.cell(0, 0);
        let Some((dimensions, _)) = key.split_once('\\').filter(|(dimensions, _)| dimensions.contains(',')) else {
            return self;
        };
        let names: Vec<String> = dimensions.split(',').map(|name| name.trim().to_owned()).collect();
        let mut parted = Self::named(&self.file);
        for row in 0..self.len() {
            let mut keys: Vec<&str> = if row == 0 {
                names.iter().map(String::as_str).collect()
            } else {
                self.cell(row, 0).split(',').collect()
            };
            keys.resize(names.len(), "");
            let rest = (1..self.width(row)).map(|column| self.cell(row, column));
            parted.push(self.line(row), keys.into_iter().chain(rest));
        }
        parted.unread = self.unread;
        parted
    }

    fn span(&self, row: usize) -> (usize, usize) {
        let end = self.rows.get(row).map_or(0, |end| *end as usize);
        let start = if row == 0 { 0 } else { self.rows.get(row - 1).map_or(0, |end| *end as usize) };
        (start.min(end), end)
    }

    /// Adds a row; false if the table is too large.
    fn push<'a>(&mut self, line: u32, cells: impl Iterator<Item = &'a str>) -> bool {
        for cell in cells {
            // Blanks of every kind around a cell say nothing.
            self.cells.push_str(cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')));
            self.ends.push(u32::try_from(self.cells.len()).unwrap_or(u32::MAX));
        }
        self.rows.push(u32::try_from(self.ends.len()).unwrap_or(u32::MAX));
        self.lines.push(line);
        self.cells.len() < MAX_TEXT
    }
}

/// The tables of a file. A JSON table becomes one with a column for each of its dimensions.
pub(super) fn read(input: Input, mapping: &mut Mapping, ask: &mut dyn Ask) -> Result<Vec<Grid>, ImportError> {
    let Input { name, bytes } = input;
    if bytes.starts_with(b"PK\x03\x04") {
        return sheet::read(&name, bytes, mapping);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        let reason = "it is in the old format .xls: save it as .xlsx or CSV".to_owned();
        return Err(ImportError::Unreadable { file: name, reason });
    }
    let text = match encoding::decode(&bytes, mapping.encoding.as_deref()) {
        Ok(text) => text,
        Err(reason) => {
            let choices = ["euc-kr", "windows-1252", "utf-16le"];
            let answer = ask.ask(&format!("In which encoding is {name}?"), &choices);
            let Some(encoding) = answer else { return Err(ImportError::Encoding { file: name, reason }) };
            let text = encoding::decode(&bytes, Some(&encoding));
            let text = text.map_err(|reason| ImportError::Encoding { file: name.clone(), reason })?;
            mapping.encoding = Some(encoding);
            text
        }
    };
    let start = text.trim_start();
    if start.starts_with('{') || start.starts_with('[') {
        return jsonstat::read(&name, &text).map(|grid| vec![grid]);
    }
    if start.starts_with('<') {
        let reason = "it is a web page, not a table: download the data as CSV or XLSX".to_owned();
        return Err(ImportError::Unreadable { file: name, reason });
    }
    if text.trim().is_empty() {
        return Err(ImportError::Unreadable { file: name, reason: "it is empty: give a file with a table".to_owned() });
    }
    text::read(&name, &text).map(|grid| vec![grid.with_keys_parted()])
}

/// A table from rows of text.
pub(super) fn from_rows(file: &str, rows: impl Iterator<Item = Vec<String>>) -> Grid {
    let mut grid = Grid::named(file);
    for (line, row) in (1u32..).zip(rows) {
        if !grid.push(line, row.iter().map(String::as_str)) {
            break;
        }
    }
    grid
}
