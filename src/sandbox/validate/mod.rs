//! What Discord refuses in a request body. Each function reads a piece of JSON and notes every field
//! that is wrong in a [`Form`]; nothing here looks at the state.

pub mod choices;
pub mod command;
pub mod component;
pub mod embed;
pub mod message;
pub mod modal;

use serde_json::Value;

use super::error::Form;

/// The text at `key`, or nothing when it is absent, null or noted as no text.
pub(crate) fn text<'a>(form: &mut Form, path: &str, value: &'a Value, key: &str) -> Option<&'a str> {
    match &value[key] {
        Value::Null => None,
        Value::String(text) => Some(text),
        _ => {
            form.add(&format!("{path}/{key}"), "STRING_TYPE_CONVERT", "Could not interpret value as string.");
            None
        }
    }
}

/// The list at `key`, empty when it is absent, null or noted as no list.
pub(crate) fn list<'a>(form: &mut Form, path: &str, value: &'a Value, key: &str) -> &'a [Value] {
    match &value[key] {
        Value::Null => &[],
        Value::Array(list) => list,
        _ => {
            form.add(&format!("{path}/{key}"), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            &[]
        }
    }
}

/// Notes a URL whose scheme Discord does not take.
pub(crate) fn url(form: &mut Form, path: &str, text: &str, schemes: &[&str]) {
    let Some((scheme, rest)) = text.split_once("://") else {
        form.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
        return;
    };
    if !schemes.contains(&scheme) {
        let names = schemes.iter().map(|scheme| format!("'{scheme}'")).collect::<Vec<_>>().join(", ");
        let message = format!("Scheme \"{scheme}\" is not supported. Scheme must be one of ({names}).");
        form.add(path, "URL_TYPE_INVALID_SCHEME", message);
    } else if rest.is_empty() || rest.contains(char::is_whitespace) {
        form.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
    }
}

/// Number of characters.
pub(crate) fn length(text: &str) -> usize {
    text.chars().count()
}
