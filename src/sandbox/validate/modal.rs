//! Modals: title, id and the text inputs.

use std::collections::BTreeSet;

use serde_json::Value;

use super::component::custom_id;
use super::{length, list, text};
use crate::sandbox::error::Form;
use crate::sandbox::limits;

const TEXT_INPUT: u64 = 4;

/// Notes everything wrong in a modal at `data/...`.
pub fn modal(form: &mut Form, modal: &Value) {
    custom_id(form, "data", modal, &mut BTreeSet::new());
    let title = text(form, "data", modal, "title").unwrap_or_default();
    form.between("data/title", length(title), 1, limits::MODAL_TITLE);
    let components = list(form, "data", modal, "components");
    form.between("data/components", components.len(), 1, limits::MODAL_COMPONENTS);
    let mut ids = BTreeSet::new();
    for (index, component) in components.iter().enumerate() {
        let path = format!("data/components/{index}");
        match component["type"].as_u64() {
            Some(1) => {
                let children = list(form, &path, component, "components");
                form.between(&format!("{path}/components"), children.len(), 1, 1);
                for (index, child) in children.iter().enumerate() {
                    input(form, &format!("{path}/components/{index}"), child, &mut ids, true);
                }
            }
            Some(18) => {
                let label = text(form, &path, component, "label").unwrap_or_default();
                form.between(&format!("{path}/label"), length(label), 1, limits::MODAL_LABEL);
                if component["component"]["type"] == TEXT_INPUT {
                    input(form, &format!("{path}/component"), &component["component"], &mut ids, false);
                } else {
                    custom_id(form, &format!("{path}/component"), &component["component"], &mut ids);
                }
            }
            Some(10) => {}
            _ => form.choices(&format!("{path}/type"), "1, 10, 18"),
        }
    }
}

fn input(form: &mut Form, path: &str, input: &Value, ids: &mut BTreeSet<String>, with_label: bool) {
    if input["type"] != TEXT_INPUT {
        form.choices(&format!("{path}/type"), "4");
        return;
    }
    custom_id(form, path, input, ids);
    if !matches!(input["style"].as_u64(), Some(1 | 2)) {
        form.choices(&format!("{path}/style"), "1, 2");
    }
    if with_label {
        let label = text(form, path, input, "label").unwrap_or_default();
        form.between(&format!("{path}/label"), length(label), 1, limits::MODAL_LABEL);
    }
    if let Some(value) = text(form, path, input, "value") {
        form.at_most(&format!("{path}/value"), value, limits::TEXT_INPUT_VALUE);
    }
    if let Some(placeholder) = text(form, path, input, "placeholder") {
        form.at_most(&format!("{path}/placeholder"), placeholder, limits::TEXT_INPUT_PLACEHOLDER);
    }
    let most = limits::TEXT_INPUT_VALUE as u64;
    for (key, least) in [("min_length", 0), ("max_length", 1)] {
        if input[key].as_u64().is_some_and(|bound| bound < least || bound > most) {
            let message = format!("int value should be between {least} and {most}.");
            form.add(&format!("{path}/{key}"), "NUMBER_TYPE_RANGE", message);
        }
    }
}
