//! CSV and its kin: fields parted by commas, semicolons, tabs or bars.

use csv::{ReaderBuilder, StringRecord};

use super::{Grid, Unread};
use crate::pack::import::ImportError;

/// A cell with line breaks has at most so many lines; a quote that is open for longer was never meant to open.
const MAX_LINES_OF_CELL: usize = 40;
/// Lines that are looked at to find what parts the fields.
const SAMPLE_LINES: usize = 40;

/// The cells of a text. A line that cannot be read becomes a problem and is left out; the lines behind it are read.
pub(super) fn read(file: &str, text: &str) -> Result<Grid, ImportError> {
    let mut lines = text.lines().peekable();
    let mut line_number = 0u32;
    // Excel writes and reads a line that says what parts the fields.
    let named = lines
        .peek()
        .and_then(|line| line.trim().to_lowercase().strip_prefix("sep=").and_then(|rest| rest.chars().next()));
    if named.is_some() {
        lines.next();
        line_number += 1;
    }
    let delimiter = named.filter(char::is_ascii).unwrap_or_else(|| delimiter(text));
    let mut grid = Grid::named(file);
    grid.comma_between_fields = delimiter != ';';
    let mut record = StringRecord::new();
    while let Some(line) = lines.next() {
        line_number += 1;
        let first_line = line_number;
        let fits = if !line.contains('"') {
            grid.push(first_line, line.split(delimiter))
        } else {
            let mut whole = line.to_owned();
            let mut taken: Vec<&str> = Vec::new();
            let mut ahead = lines.clone();
            while has_open_quote(&whole) && taken.len() < MAX_LINES_OF_CELL {
                let Some(next) = ahead.next() else { break };
                whole.push('\n');
                whole.push_str(next);
                taken.push(next);
            }
            let is_closed = !has_open_quote(&whole);
            if is_closed {
                lines.by_ref().take(taken.len()).for_each(drop);
                line_number += u32::try_from(taken.len()).unwrap_or(0);
            }
            let mut reader = ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(u8::try_from(delimiter).unwrap_or(b','))
                .from_reader(whole.as_bytes());
            if is_closed && reader.read_record(&mut record).unwrap_or(false) {
                grid.push(first_line, record.iter())
            } else {
                grid.unread.push(Unread {
                    file: file.to_owned(),
                    row: first_line,
                    column: String::new(),
                    cell: line.chars().take(80).collect(),
                    problem: "a double quote in this line is never closed, so the line was not read".to_owned(),
                    remedy: "close the quote, and write a quote inside a cell as two".to_owned(),
                });
                true
            }
        };
        if !fits {
            let reason = "it holds more than 4 GB of text: divide it".to_owned();
            return Err(ImportError::Unreadable { file: file.to_owned(), reason });
        }
    }
    Ok(grid)
}

fn has_open_quote(text: &str) -> bool {
    !text.bytes().filter(|byte| *byte == b'"').count().is_multiple_of(2)
}

/// What parts the fields: the mark that stands equally often in most lines, and oftenest.
fn delimiter(text: &str) -> char {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE_LINES).collect();
    let score = |mark: char| {
        let counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, mark)).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let alike = counts.iter().filter(|count| **count == most).count();
        if most == 0 { (0, 0) } else { (alike, most) }
    };
    // Decimal commas part nothing where semicolons do, and commas in names are rare where tabs stand.
    let candidates = ['\t', ';', '|', ','];
    let best = candidates.into_iter().max_by_key(|mark| {
        let (alike, most) = score(*mark);
        let preference = candidates.iter().rev().position(|other| other == mark).unwrap_or(0);
        (alike * 2 > lines.len() && most > 0, alike.min(lines.len()), preference)
    });
    best.filter(|mark| score(*mark).1 > 0).unwrap_or(',')
}

fn outside_quotes(line: &str, mark: char) -> usize {
    let mut is_quoted = false;
    line.chars()
        .filter(|c| {
            if *c == '"' {
                is_quoted = !is_quoted;
            }
            *c == mark && !is_quoted
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let grid = read("t.csv", text).unwrap();
        (0..grid.len())
            .map(|row| (0..grid.width(row)).map(|column| grid.cell(row, column).to_owned()).collect())
            .collect()
    }

    #[test]
    fn fields_are_parted_by_what_parts_them() {
        assert_eq!(cells("a,b\n1,2\n"), [["a", "b"], ["1", "2"]]);
        assert_eq!(
            cells("Land;Wert\nItalien;1,5\nSpanien;2,5\n"),
            [["Land", "Wert"], ["Italien", "1,5"], ["Spanien", "2,5"]]
        );
        assert_eq!(
            cells("freq,geo\\T\t2020 \t2021\nA,DE\t1\t2\n"),
            [["freq,geo\\T", "2020", "2021"], ["A,DE", "1", "2"]]
        );
        assert_eq!(cells("sep=;\na;b\n"), [["a", "b"]]);
        assert_eq!(
            cells("\"Korea, Rep.\",\"a \"\"b\"\"\"\n\"two\nlines\",2\n"),
            [["Korea, Rep.", "a \"b\""], ["two\nlines", "2"]]
        );
    }

    #[test]
    fn one_broken_quote_costs_one_line() {
        let mut text = "a,b\n\"broken,1\n".to_owned();
        (0..100).for_each(|n| text.push_str(&format!("x{n},{n}\n")));
        let grid = read("t.csv", &text).unwrap();
        assert_eq!((grid.len(), grid.unread.len()), (101, 1));
        assert_eq!(grid.unread[0].row, 2);
        assert_eq!((grid.cell(100, 0), grid.line(100)), ("x99", 102));
    }
}
