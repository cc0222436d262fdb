//! Choices: those that autocomplete offers and those that a command's option fixes.

use serde_json::Value;

use super::{length, text};
use crate::sandbox::error::Form;
use crate::sandbox::limits;
use crate::sandbox::state::Choice;

const STRING: u64 = 3;
const INTEGER: u64 = 4;

/// Notes everything wrong in a list of choices at `path`, and reads them. `kind` is the type of the
/// option that they are for.
pub fn choices(form: &mut Form, path: &str, choices: &[Value], kind: u64) -> Vec<Choice> {
    if choices.len() > limits::AUTOCOMPLETE_CHOICES {
        let most = limits::AUTOCOMPLETE_CHOICES;
        form.add(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
    }
    choices.iter().enumerate().map(|(index, choice)| one(form, &format!("{path}/{index}"), choice, kind)).collect()
}

fn one(form: &mut Form, path: &str, choice: &Value, kind: u64) -> Choice {
    let name = text(form, path, choice, "name").unwrap_or_default();
    form.between(&format!("{path}/name"), length(name), 1, limits::CHOICE_NAME);
    for (locale, name) in choice["name_localizations"].as_object().into_iter().flatten() {
        if let Some(name) = name.as_str() {
            form.between(&format!("{path}/name_localizations/{locale}"), length(name), 1, limits::CHOICE_NAME);
        }
    }
    let value = &choice["value"];
    let at = format!("{path}/value");
    match (kind, value) {
        (_, Value::Null) => form.required(&at),
        (STRING, Value::String(value)) => form.at_most(&at, value, limits::CHOICE_VALUE),
        (STRING, _) => form.add(&at, "STRING_TYPE_CONVERT", "Could not interpret value as string."),
        (INTEGER, value) if value.as_i64().is_none() => {
            form.add(&at, "NUMBER_TYPE_COERCE", format!("Value {value} is not int."));
        }
        (INTEGER, _) => {}
        (_, value) if value.as_f64().is_none() => {
            form.add(&at, "NUMBER_TYPE_COERCE", format!("Value {value} is not float."));
        }
        _ => {}
    }
    Choice { name: name.to_owned(), value: value.clone() }
}
