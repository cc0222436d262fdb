//! The cells of one CSV file, all in one buffer: a table of a million rows costs no million allocations.

use std::ops::Range;

use csv::{ReaderBuilder, StringRecord};

use super::{Fault, FaultKind, TableKind};

/// The cells of a table, in the order of the columns that a pack should have.
#[derive(Debug)]
pub(in crate::pack) struct Table {
    kind: TableKind,
    /// Whether every row is here. If not, a reference that finds nothing says nothing.
    pub(in crate::pack) is_whole: bool,
    text: String,
    /// Where each cell ends in `text`, row after row.
    ends: Vec<u32>,
    /// The line, from 1, on which each row starts.
    lines: Vec<u32>,
}

impl Table {
    /// A table of which nothing is known.
    pub(super) fn unread(kind: TableKind) -> Self {
        Self { kind, is_whole: false, text: String::new(), ends: Vec::new(), lines: Vec::new() }
    }

    /// Reads a table. Without all of its columns its rows are left out, as each of them would be a problem again.
    pub(super) fn read(kind: TableKind, text: &str, faults: &mut Vec<Fault>) -> Self {
        let mut table = Self::unread(kind);
        let mut fault = |line, kind: FaultKind| faults.push(Fault { file: table.kind.file().to_owned(), line, kind });
        let open_quote = open_quote(text);
        if open_quote.is_some() {
            fault(open_quote, FaultKind::Csv("a double quote is not closed".to_owned()));
        }
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut record = StringRecord::new();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => {
                kind.columns().iter().for_each(|column| fault(Some(1), FaultKind::MissingColumn(column)));
                return table;
            }
            Err(error) => {
                fault(None, FaultKind::Csv(error.to_string()));
                return table;
            }
        }
        let Some(positions) = positions(kind, &record, &mut fault) else { return table };
        let expected = record.len();
        table.is_whole = open_quote.is_none();
        table.text.reserve(text.len());
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    fault(None, FaultKind::Csv(error.to_string()));
                    table.is_whole = false;
                    break;
                }
            }
            let line = line(record.position().map_or(0, csv::Position::line));
            if record.len() != expected {
                fault(Some(line), FaultKind::RowLength { found: record.len(), expected });
                table.is_whole = false;
                continue;
            }
            table.lines.push(line);
            for position in &positions {
                table.text.push_str(position.and_then(|position| record.get(position)).unwrap_or_default());
                // Files over 2 GiB are not read, so that every end fits.
                table.ends.push(u32::try_from(table.text.len()).unwrap_or(u32::MAX));
            }
        }
        table.text.shrink_to_fit();
        table
    }

    /// Leaves out rows and writes cells anew: `new` says what a cell of a column becomes, or nothing if it stays.
    pub(in crate::pack) fn rewrite(
        &mut self,
        leave_out: impl Fn(u32) -> bool,
        mut new: impl FnMut(&'static str, &str) -> Option<String>,
    ) {
        let mut written = Self::unread(self.kind);
        written.is_whole = self.is_whole;
        written.text.reserve(self.text.len());
        written.ends.reserve(self.ends.len());
        let count = u32::try_from(self.len()).unwrap_or(u32::MAX);
        for row in (0..count).filter(|row| !leave_out(*row)) {
            written.lines.push(self.line(row));
            for (column, cell) in self.kind.columns().iter().zip(self.cells(row)) {
                match Some(cell).filter(|cell| !cell.is_empty()).and_then(|cell| new(column, cell)) {
                    Some(new) => written.text.push_str(&new),
                    None => written.text.push_str(cell),
                }
                written.ends.push(u32::try_from(written.text.len()).unwrap_or(u32::MAX));
            }
        }
        *self = written;
    }

    /// The cells of one column.
    pub(in crate::pack) fn column(&self, column: &str) -> impl Iterator<Item = &str> {
        let position = self.kind.columns().iter().position(|known| *known == column);
        let count = u32::try_from(self.len()).unwrap_or(u32::MAX);
        (0..count).filter_map(move |row| self.cells(row).nth(position?))
    }

    /// How many rows there are.
    pub(in crate::pack) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The line, from 1, on which a row starts.
    pub(in crate::pack) fn line(&self, row: u32) -> u32 {
        self.lines.get(row as usize).copied().unwrap_or(0)
    }

    /// The cells of a row, in the order of the columns; none for a row that is not there.
    pub(in crate::pack) fn cells(&self, row: u32) -> impl Iterator<Item = &str> {
        let width = self.kind.columns().len();
        let first = row as usize * width;
        let ends = self.ends.get(first..first + width).unwrap_or_default();
        let mut start = if first == 0 { 0 } else { self.ends.get(first - 1).map_or(0, |end| *end as usize) };
        ends.iter().map(move |end| {
            let cell: Range<usize> = start..*end as usize;
            start = cell.end;
            self.text.get(cell).unwrap_or_default()
        })
    }
}

/// Where each expected column stands in the header, none for one that may be absent and is; none at all if one is missing.
fn positions(
    kind: TableKind,
    header: &StringRecord,
    fault: &mut impl FnMut(Option<u32>, FaultKind),
) -> Option<Vec<Option<usize>>> {
    let columns = kind.columns();
    for (position, found) in header.iter().enumerate() {
        if !columns.contains(&found) {
            fault(Some(1), FaultKind::UnknownColumn(found.to_owned()));
        } else if header.iter().take(position).any(|other| other == found) {
            fault(Some(1), FaultKind::ColumnTwice(found.to_owned()));
        }
    }
    let mut positions = Vec::with_capacity(columns.len());
    for column in columns {
        match header.iter().position(|found| found == *column) {
            Some(position) => positions.push(Some(position)),
            None if kind.optional_columns().contains(column) => positions.push(None),
            None => fault(Some(1), FaultKind::MissingColumn(column)),
        }
    }
    let is_complete = positions.len() == columns.len();
    if is_complete && !positions.iter().flatten().is_sorted() {
        fault(Some(1), FaultKind::ColumnOrder);
    }
    is_complete.then_some(positions)
}

/// The first line with a quote too many, if the quotes of the file do not come in pairs: all that follows is then read
/// as one cell.
fn open_quote(text: &str) -> Option<u32> {
    let quotes = |text: &str| text.bytes().filter(|byte| *byte == b'"').count();
    if quotes(text).is_multiple_of(2) {
        return None;
    }
    (1..).zip(text.split('\n')).find(|(_, line)| !quotes(line).is_multiple_of(2)).map(|(line, _)| line)
}

fn line(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}
