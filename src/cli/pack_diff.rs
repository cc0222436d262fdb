//! `datum pack diff`: what is another between two packs, for people and as JSON.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Exit;
use crate::pack::{self, Catalog, ChangeKind, Difference, Embedded, PackSource, Problems};

/// What stands for the packs in the program.
const EMBEDDED: &str = "embedded";

/// The two sides compared, in words, and how the call ends.
pub(super) fn run(old: &Path, new: &Path, as_json: bool, embedded: &Embedded) -> (String, Exit) {
    let names: Vec<String> = [old, new].into_iter().flat_map(pack_names).collect();
    let loaded = load(old, embedded).and_then(|old| Ok((old, load(new, embedded)?)));
    let (old, new) = match loaded {
        Ok(sides) => sides,
        Err(problems) => return (format!("{problems}\n"), Exit::Failure),
    };
    let found = pack::diff(&old, &new, &names);
    let exit = if found.is_empty() { Exit::Answer } else { Exit::Differs };
    let text = if as_json { format!("{}\n", in_json(&found)) } else { in_words(&found) };
    (text, exit)
}

/// The names of the packs of a side; none for those in the program, of which the other side decides.
fn pack_names(side: &Path) -> Vec<String> {
    if side == Path::new(EMBEDDED) {
        return Vec::new();
    }
    PackSource::in_folder(side).into_iter().map(|pack| pack.name).collect()
}

fn load(side: &Path, embedded: &Embedded) -> Result<Catalog, Problems> {
    let folders: Vec<PathBuf> = if side == Path::new(EMBEDDED) { Vec::new() } else { vec![side.to_owned()] };
    pack::load_with(&folders, embedded)
}

fn count(found: &[Difference], kind: ChangeKind) -> usize {
    found.iter().filter(|difference| difference.kind == kind).count()
}

fn in_words(found: &[Difference]) -> String {
    if found.is_empty() {
        return "All figures are the same.\n".to_owned();
    }
    let width = ChangeKind::ALL.iter().map(|kind| kind.word().len()).max().unwrap_or(0);
    let line = |difference: &Difference| format!("{:width$}  {}\n", difference.kind.word(), difference);
    let counts: Vec<String> =
        ChangeKind::ALL.iter().map(|kind| format!("{} {}", count(found, *kind), kind.word())).collect();
    let lines: String = found.iter().map(line).collect();
    format!("{lines}{}\n", counts.join(", "))
}

fn in_json(found: &[Difference]) -> Value {
    let of_kind = |kind: ChangeKind| -> Vec<Value> {
        found.iter().filter(|difference| difference.kind == kind).map(entry).collect()
    };
    json!({
        "same": found.is_empty(),
        "added": of_kind(ChangeKind::Added),
        "revised": of_kind(ChangeKind::Revised),
        "withdrawn": of_kind(ChangeKind::Withdrawn),
        "superseded": of_kind(ChangeKind::Superseded),
    })
}

fn entry(difference: &Difference) -> Value {
    let changes = || -> Vec<Value> {
        let fields = difference.fields.iter();
        fields.map(|field| json!({"field": field.field.word(), "from": field.from, "to": field.to})).collect()
    };
    // Of a figure that came or went all is said, not how it changed.
    let says = || -> serde_json::Map<String, Value> {
        let text =
            |field: &pack::FieldDifference| if field.to.is_empty() { field.from.clone() } else { field.to.clone() };
        difference.fields.iter().map(|field| (field.field.word().to_owned(), Value::from(text(field)))).collect()
    };
    let id = &*difference.figure;
    match difference.kind {
        ChangeKind::Revised => json!({"id": id, "changes": changes()}),
        ChangeKind::Superseded => json!({"id": id, "by": difference.by}),
        ChangeKind::Added | ChangeKind::Withdrawn => json!({"id": id, "figure": says()}),
    }
}
