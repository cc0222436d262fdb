//! The tables of a pack as other tools want them described: types, patterns and references, by Table Schema.
//!
//! A pack's own descriptor may be short, since its tables are known here; what is written for others is always full.

use once_cell::sync::Lazy;
use serde_json::Value;

use super::raw::TableKind;

/// The entries of `resources` for every table, in full.
static RESOURCES: Lazy<Vec<Value>> =
    Lazy::new(|| serde_json::from_str(include_str!("schemas.json")).unwrap_or_default());

/// The entry of a table.
fn resource(kind: TableKind) -> Option<&'static Value> {
    RESOURCES.iter().find(|resource| resource["path"] == kind.file())
}

/// The full entry of a table with these columns, which may lack some that a table may do without.
pub(super) fn of_columns(kind: TableKind, columns: &[&str]) -> Value {
    let mut entry = resource(kind).cloned().unwrap_or_default();
    if let Some(fields) = entry.pointer_mut("/schema/fields").and_then(Value::as_array_mut) {
        fields.retain(|field| field["name"].as_str().is_some_and(|name| columns.contains(&name)));
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_and_column_is_described() {
        for kind in TableKind::ALL {
            let entry = of_columns(kind, kind.columns());
            let fields = entry["schema"]["fields"].as_array().cloned().unwrap_or_default();
            let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
            assert_eq!(names, kind.columns(), "{}", kind.file());
        }
    }
}
