//! `datapackage.json`: what a pack says of itself.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use super::{DESCRIPTOR, Fault, FaultKind};

/// What a pack says of itself. Any JSON value is kept; the checks say what is wrong with it.
#[derive(Debug, Default)]
pub(in crate::pack) struct Descriptor {
    /// An object; none if there is no descriptor, or none that is JSON.
    json: Option<Value>,
}

impl Descriptor {
    pub(super) fn read(text: &str, faults: &mut Vec<Fault>) -> Self {
        match serde_json::from_str(text) {
            Ok(json @ Value::Object(_)) => Self { json: Some(json) },
            Ok(_) => {
                let kind = FaultKind::Json("it holds no object".to_owned());
                faults.push(Fault { file: DESCRIPTOR.to_owned(), line: None, kind });
                Self::default()
            }
            Err(error) => {
                let line = u32::try_from(error.line()).ok().filter(|line| *line > 0);
                let message = error.to_string();
                // The place is told apart from the message.
                let message = message.split(" at line ").next().unwrap_or_default().to_owned();
                faults.push(Fault { file: DESCRIPTOR.to_owned(), line, kind: FaultKind::Json(message) });
                Self::default()
            }
        }
    }

    /// Whether there is anything to check.
    pub(in crate::pack) fn is_read(&self) -> bool {
        self.json.is_some()
    }

    /// A property, wherever it lies: `["datum", "order"]`.
    pub(in crate::pack) fn get(&self, path: &[&str]) -> Option<&Value> {
        path.iter().try_fold(self.json.as_ref()?, |value, key| value.get(key))
    }

    /// A property's text, empty if there is none.
    pub(in crate::pack) fn text(&self, path: &[&str]) -> &str {
        self.get(path).and_then(Value::as_str).unwrap_or_default()
    }

    /// The items of a list, none if it is no list.
    pub(in crate::pack) fn list(&self, path: &[&str]) -> &[Value] {
        self.get(path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// Packs with a lower order are read first; a pack without one comes last.
    pub(in crate::pack) fn order(&self) -> i64 {
        self.get(&["datum", "order"]).and_then(Value::as_i64).unwrap_or(i64::MAX)
    }

    /// Words of the pack's field that say nothing beside its metrics.
    pub(in crate::pack) fn field_words(&self) -> impl Iterator<Item = &str> {
        self.list(&["datum", "field_words"]).iter().filter_map(Value::as_str)
    }

    /// Whether cells that a spreadsheet could take for formulas have an apostrophe before them.
    pub(in crate::pack) fn has_safe_cells(&self) -> bool {
        self.get(&["datum", "safe_cells"]).and_then(Value::as_bool).unwrap_or(false)
    }

    /// The day on which the pack was made, as its author's clock had it.
    pub(in crate::pack) fn created(&self) -> Option<Date> {
        let text = self.text(&["created"]);
        text.parse::<Timestamp>().ok()?;
        text.get(..10)?.parse().ok()
    }

    /// The first licence's name, or its title, or its address.
    pub(in crate::pack) fn licence(&self) -> &str {
        let licence = self.list(&["licenses"]).first();
        let of = |key: &str| licence.and_then(|licence| licence.get(key)).and_then(Value::as_str);
        of("name").or_else(|| of("title")).or_else(|| of("path")).unwrap_or_default()
    }
}
