//! Sheets of an XLSX file.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, DataRef, Reader, Xlsx, open_workbook_from_rs};
use rustc_hash::FxHashMap;

use super::Grid;
use crate::pack::import::{ImportError, Mapping, Unread};

/// A workbook that unpacks to more than this is no table of figures, or was made to fill the memory.
const MAX_UNPACKED: u64 = 2 << 30;
/// No sheet that people fill in has more rows; the format's own limit is 1,048,576.
const MAX_ROWS: u32 = 1 << 20;

/// Formulas beyond this many are taken to have their values.
const MAX_FORMULAS: usize = 200_000;

/// The sheets of a workbook that hold more than a line.
pub(super) fn read(file: &str, bytes: Vec<u8>, mapping: &Mapping) -> Result<Vec<Grid>, ImportError> {
    let unreadable = |reason: String| ImportError::Unreadable { file: file.to_owned(), reason };
    check_size(&bytes, MAX_UNPACKED).map_err(unreadable)?;
    let damaged = |error: calamine::XlsxError| {
        unreadable(format!("it is no whole XLSX file ({error}): open it and save it anew as .xlsx or CSV"))
    };
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(damaged)?;
    let names = book.sheet_names();
    let wanted: Vec<String> = match &mapping.sheet {
        Some(sheet) if names.contains(sheet) => vec![sheet.clone()],
        Some(sheet) => {
            return Err(unreadable(format!("it has no sheet `{sheet}`; there are: {}", names.join(", "))));
        }
        None => names.clone(),
    };
    let mut grids = Vec::new();
    for name in wanted {
        let grid = sheet(&mut book, file, &name, names.len() > 1).map_err(damaged)?;
        if grid.len() > 1 {
            grids.push(grid);
        }
    }
    if grids.is_empty() {
        return Err(unreadable("no sheet of it holds a table: name one with --sheet".to_owned()));
    }
    Ok(grids)
}

fn sheet<R: Read + std::io::Seek>(
    book: &mut Xlsx<R>,
    file: &str,
    name: &str,
    has_several: bool,
) -> Result<Grid, calamine::XlsxError> {
    let title = if has_several { format!("{file} [{name}]") } else { file.to_owned() };
    let mut grid = Grid::named(&title);
    // A merged cell says the same for all cells under it.
    let merged = book.merge_cells_by_sheet_name(name)?;
    let mut starts: FxHashMap<(u32, u32), calamine::Dimensions> = FxHashMap::default();
    for area in merged {
        starts.insert(area.start, area);
    }
    let mut below: Vec<(calamine::Dimensions, String)> = Vec::new();
    let mut formulas = formulas(book, name)?;
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut row: Vec<String> = Vec::new();
    let mut at = 0u32;
    let finish = |grid: &mut Grid, row: &mut Vec<String>, at: u32, below: &mut Vec<(calamine::Dimensions, String)>| {
        below.retain(|(area, _)| area.end.0 >= at);
        for (area, text) in below.iter().filter(|(area, _)| area.start.0 <= at) {
            let (first, last) = (area.start.1 as usize, area.end.1 as usize);
            // What spans the whole sheet is a title, not a header of each column.
            if last - first > 2_000 {
                continue;
            }
            if row.len() <= last {
                row.resize(last + 1, String::new());
            }
            for cell in row.iter_mut().take(last + 1).skip(first).filter(|cell| cell.is_empty()) {
                cell.clone_from(text);
            }
        }
        if !row.is_empty() {
            grid.push(at + 1, row.iter().map(String::as_str));
            row.clear();
        }
    };
    while let Some(cell) = reader.next_cell()? {
        let (line, column) = cell.get_position();
        if line >= MAX_ROWS {
            break;
        }
        while at < line {
            finish(&mut grid, &mut row, at, &mut below);
            at += 1;
            // Empty rows between are skipped, unless a merged cell reaches into them.
            if row.is_empty() && below.is_empty() {
                at = line;
            }
        }
        if !matches!(cell.get_value(), DataRef::Empty) {
            formulas.remove(&(line, column));
        }
        let text = match text(cell.get_value()) {
            Ok(text) => text,
            Err(error) => {
                grid.unread.push(Unread {
                    file: title.clone(),
                    row: line + 1,
                    column: String::new(),
                    cell: error.clone(),
                    problem: format!("the cell holds the error {error} and no value"),
                    remedy: "correct its formula, or write the value".to_owned(),
                });
                String::new()
            }
        };
        if let Some(area) = starts.get(&(line, column))
            && !text.is_empty()
        {
            below.push((*area, text.clone()));
        }
        let column = column as usize;
        if !text.is_empty() {
            if row.len() <= column {
                row.resize(column + 1, String::new());
            }
            if let Some(place) = row.get_mut(column) {
                *place = text;
            }
        }
    }
    finish(&mut grid, &mut row, at, &mut below);
    grid.unread.extend(formulas.into_iter().map(|((line, _), formula)| Unread {
        file: title.clone(),
        row: line + 1,
        column: String::new(),
        cell: format!("={formula}"),
        problem: "the cell holds a formula whose value was never calculated".to_owned(),
        remedy: "open the file in a spreadsheet and save it, or write the value".to_owned(),
    }));
    Ok(grid)
}

/// The formulas of a sheet by their cells: programs write some without their values.
fn formulas<R: Read + std::io::Seek>(
    book: &mut Xlsx<R>,
    name: &str,
) -> Result<BTreeMap<(u32, u32), String>, calamine::XlsxError> {
    let mut formulas = BTreeMap::new();
    let mut reader = book.worksheet_cells_reader(name)?;
    while let Some(cell) = reader.next_formula()? {
        if !cell.get_value().is_empty() && formulas.len() < MAX_FORMULAS {
            formulas.insert(cell.get_position(), cell.get_value().chars().take(100).collect());
        }
    }
    Ok(formulas)
}

/// A cell as text: numbers with all their digits and a decimal point, days in ISO 8601.
fn text(value: &DataRef<'_>) -> Result<String, String> {
    Ok(match Data::from(value.clone()) {
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTime(date) => date.as_f64().to_string(),
        Data::DateTimeIso(text) => text.chars().take(10).collect(),
        Data::DurationIso(text) | Data::String(text) => text,
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(is) => is.to_string(),
        Data::Error(error) => return Err(error.to_string()),
        Data::Empty => String::new(),
    })
}

/// Unpacks every part once and counts, so that a file that lies about its size is found out before it fills the memory.
fn check_size(bytes: &[u8], most: u64) -> Result<(), String> {
    let damaged = |_| "it is a damaged zip archive: download it again".to_owned();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.by_name("xl/workbook.xml").is_err() {
        return Err("it is a zip archive, but no XLSX file: unpack it and give the table in it".to_owned());
    }
    let mut left = most;
    for position in 0..archive.len() {
        let part = archive.by_index(position).map_err(damaged)?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|_| "it is a damaged zip archive: download it again".to_owned())?;
        if size > left {
            return Err("it unpacks to more than 2 GB: save the sheet that you need as CSV".to_owned());
        }
        left -= size;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_that_unpacks_without_end_is_refused() {
        use std::io::Write as _;
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for (name, size) in [("xl/workbook.xml", 10), ("xl/worksheets/sheet1.xml", 1 << 20)] {
            writer.start_file(name, options).and_then(|()| Ok(writer.write_all(&vec![b' '; size])?)).expect("memory");
        }
        let bytes = writer.finish().expect("memory").into_inner();
        assert!(bytes.len() < 1 << 14);
        assert_eq!(check_size(&bytes, 1 << 21), Ok(()));
        assert!(check_size(&bytes, 1 << 19).is_err_and(|reason| reason.contains("unpacks to more")));
    }

    #[test]
    fn numbers_keep_their_digits() {
        let cells = [DataRef::Float(0.1), DataRef::Float(51_712_619.0), DataRef::Int(7), DataRef::SharedString("a")];
        let texts: Vec<String> = cells.iter().map(|cell| text(cell).unwrap_or_default()).collect();
        assert_eq!(texts, ["0.1", "51712619", "7", "a"]);
    }
}
