//! A zip archive with tables in it, as statistical offices give their downloads: the tables, without those that describe them.

use std::io::{Cursor, Read};

use crate::pack::import::{ImportError, Input};

/// The most bytes that the tables of an archive may have together.
const MAX_UNPACKED: u64 = 2 << 30;

/// The tables of an archive; the file itself if it is no archive, or one that is a workbook.
pub(in crate::pack::import) fn unpacked(input: Input) -> Result<Vec<Input>, ImportError> {
    if !input.bytes.starts_with(b"PK\x03\x04") {
        return Ok(vec![input]);
    }
    let tables = tables(&input, MAX_UNPACKED);
    match tables {
        Ok(tables) if tables.is_empty() => Ok(vec![input]),
        Ok(tables) => Ok(tables),
        Err(reason) => Err(ImportError::Unreadable { file: input.name, reason }),
    }
}

fn tables(input: &Input, most: u64) -> Result<Vec<Input>, String> {
    let damaged = || "it is a damaged zip archive: download it again".to_owned();
    let mut archive = zip::ZipArchive::new(Cursor::new(input.bytes.as_slice())).map_err(|_| damaged())?;
    if archive.by_name("xl/workbook.xml").is_ok() {
        return Ok(Vec::new());
    }
    let mut tables = Vec::new();
    let mut left = most;
    for position in 0..archive.len() {
        let part = archive.by_index(position).map_err(|_| damaged())?;
        let path = part.name().to_owned();
        let name = path.rsplit('/').next().unwrap_or_default();
        let lower = name.to_lowercase();
        let is_table = [".csv", ".tsv", ".txt"].iter().any(|ending| lower.ends_with(ending));
        // The World Bank's archives describe countries and indicators beside the data; a hidden file is nobody's table.
        if !is_table || lower.contains("metadata") || lower.starts_with(['.', '_']) || lower.contains("readme") {
            continue;
        }
        let mut bytes = Vec::new();
        part.take(left + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        let size = bytes.len() as u64;
        if size > left {
            return Err("it unpacks to more than 2 GB: unpack it and give the table that you need".to_owned());
        }
        left -= size;
        tables.push(Input { name: name.to_owned(), bytes });
    }
    Ok(tables)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn archive(files: &[(&str, &str)]) -> Input {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(*name, options).and_then(|()| Ok(writer.write_all(text.as_bytes())?)).expect("memory");
        }
        Input { name: "API_X.zip".to_owned(), bytes: writer.finish().expect("memory").into_inner() }
    }

    #[test]
    fn an_archive_is_the_tables_in_it_within_bounds() {
        let input = archive(&[("Metadata_Country_API_X.csv", "a"), ("API_X.csv", "b,c"), ("notes.pdf", "x")]);
        let names = |tables: Vec<Input>| tables.into_iter().map(|table| table.name).collect::<Vec<_>>();
        assert_eq!(unpacked(input.clone()).map(names).ok(), Some(vec!["API_X.csv".to_owned()]));
        assert!(tables(&input, 2).is_err_and(|reason| reason.contains("unpacks to more")));
        let workbook = archive(&[("xl/workbook.xml", ""), ("a.csv", "b")]);
        assert_eq!(unpacked(workbook).map(names).ok(), Some(vec!["API_X.zip".to_owned()]));
    }
}
