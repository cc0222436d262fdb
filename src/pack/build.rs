//! A pack as other tools want it: UTF-8 with LF line ends, and a descriptor that describes every column.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::location::{PackFile, PackSource};
use super::raw::{DESCRIPTOR, TableKind};
use super::schema;

/// The files of a pack with full schemas, sizes and hashes. What cannot be read as text is left out; a pack that has passed the
/// checks has no such file.
#[must_use]
pub fn build(pack: &PackSource) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = pack
        .files
        .iter()
        .filter_map(|(name, file)| match file {
            PackFile::Bytes(bytes) => Some((name.clone(), plain(std::str::from_utf8(bytes).ok()?))),
            PackFile::TooLarge(_) | PackFile::Unreadable(_) => None,
        })
        .collect();
    let resources: Vec<Value> = TableKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let (_, text) = files.iter().find(|(name, _)| name == kind.file())?;
            Some(resource(kind, text))
        })
        .collect();
    for (_, text) in files.iter_mut().filter(|(name, _)| name == DESCRIPTOR) {
        if let Ok(Value::Object(mut descriptor)) = serde_json::from_str::<Value>(text) {
            let profile = json!("https://datapackage.org/profiles/2.0/datapackage.json");
            descriptor.entry("$schema").or_insert(profile);
            descriptor.insert("resources".to_owned(), Value::Array(resources.clone()));
            *text = format!("{:#}\n", Value::Object(descriptor));
        }
    }
    files
}

/// The full entry of a table.
fn resource(kind: TableKind, text: &str) -> Value {
    let header =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes()).records().next();
    let columns: Vec<String> =
        header.and_then(Result::ok).map(|header| header.iter().map(str::to_owned).collect()).unwrap_or_default();
    let mut entry = schema::of_columns(kind, &columns.iter().map(String::as_str).collect::<Vec<_>>());
    let hash: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    entry["bytes"] = json!(text.len());
    entry["hash"] = json!(format!("sha256:{hash}"));
    entry
}

/// Without a byte order mark, with LF alone, and with a line end behind the last line.
fn plain(text: &str) -> String {
    let mut text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
