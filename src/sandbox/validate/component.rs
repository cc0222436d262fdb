//! Components of messages: action rows of buttons and selects, and the second generation with its
//! containers and text displays.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{length, list, text, url};
use crate::sandbox::error::Form;
use crate::sandbox::limits;

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const STRING_SELECT: u64 = 3;
const LINK_STYLE: u64 = 5;
const PREMIUM_STYLE: u64 = 6;

/// Notes everything wrong in the components of a message, at `components/<index>/...`.
pub fn components(form: &mut Form, components: &[Value], second_generation: bool) {
    let mut ids = BTreeSet::new();
    if second_generation {
        let total = count(components);
        if total > limits::V2_COMPONENTS {
            let message = format!("The total number of components must be {} or fewer.", limits::V2_COMPONENTS);
            form.add("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message);
        }
        let characters: usize = components.iter().map(text_characters).sum();
        if characters > limits::V2_TEXT {
            let message = format!("The total text of all components must be {} or fewer in length.", limits::V2_TEXT);
            form.add("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message);
        }
    } else if components.len() > limits::LEGACY_ROWS {
        form.between("components", components.len(), 1, limits::LEGACY_ROWS);
    }
    for (index, component) in components.iter().enumerate() {
        let path = format!("components/{index}");
        match component["type"].as_u64() {
            Some(ROW) => row(form, &path, component, &mut ids),
            Some(9 | 10 | 12..=14 | 17) if second_generation => nested(form, &path, component, &mut ids),
            _ => {
                form.choices(&format!("{path}/type"), if second_generation { "1, 9, 10, 12, 13, 14, 17" } else { "1" })
            }
        }
    }
}

fn row(form: &mut Form, path: &str, row: &Value, ids: &mut BTreeSet<String>) {
    let children = list(form, path, row, "components");
    let holder = format!("{path}/components");
    form.between(&holder, children.len(), 1, limits::ROW_BUTTONS);
    let width: usize = children.iter().map(|child| if child["type"] == BUTTON { 1 } else { 5 }).sum();
    if children.len() <= limits::ROW_BUTTONS && width > limits::ROW_BUTTONS {
        form.add(&holder, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width");
    }
    for (index, child) in children.iter().enumerate() {
        let path = format!("{holder}/{index}");
        match child["type"].as_u64() {
            Some(BUTTON) => button(form, &path, child, ids),
            Some(STRING_SELECT | 5..=8) => select(form, &path, child, ids),
            _ => form.choices(&format!("{path}/type"), "2, 3, 5, 6, 7, 8"),
        }
    }
}

fn nested(form: &mut Form, path: &str, component: &Value, ids: &mut BTreeSet<String>) {
    match component["type"].as_u64() {
        Some(10) => {
            let content = text(form, path, component, "content").unwrap_or_default();
            form.between(&format!("{path}/content"), length(content.trim()), 1, limits::V2_TEXT);
        }
        Some(9) => {
            let texts = list(form, path, component, "components");
            form.between(&format!("{path}/components"), texts.len(), 1, 3);
            for (index, child) in texts.iter().enumerate() {
                nested(form, &format!("{path}/components/{index}"), child, ids);
            }
            match component["accessory"]["type"].as_u64() {
                Some(BUTTON) => button(form, &format!("{path}/accessory"), &component["accessory"], ids),
                Some(11) => {}
                _ => form.required(&format!("{path}/accessory")),
            }
        }
        Some(17) => {
            for (index, child) in list(form, path, component, "components").iter().enumerate() {
                let path = format!("{path}/components/{index}");
                if child["type"] == ROW { row(form, &path, child, ids) } else { nested(form, &path, child, ids) }
            }
        }
        _ => {}
    }
}

fn button(form: &mut Form, path: &str, button: &Value, ids: &mut BTreeSet<String>) {
    let style = button["style"].as_u64().unwrap_or(0);
    if !(1..=PREMIUM_STYLE).contains(&style) {
        form.choices(&format!("{path}/style"), "1, 2, 3, 4, 5, 6");
    }
    let label = text(form, path, button, "label").unwrap_or_default();
    form.at_most(&format!("{path}/label"), label, limits::BUTTON_LABEL);
    if label.trim().is_empty() && !button["emoji"].is_object() && style != PREMIUM_STYLE {
        form.add(path, "BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji");
    }
    if style == LINK_STYLE {
        match text(form, path, button, "url") {
            Some(link) => {
                let path = format!("{path}/url");
                form.at_most(&path, link, limits::BUTTON_URL);
                url(form, &path, link, &["http", "https", "discord"]);
            }
            None => form.required(&format!("{path}/url")),
        }
        if !button["custom_id"].is_null() {
            form.add(path, "BUTTON_COMPONENT_INVALID_FOR_LINK", "A link button cannot have a custom id");
        }
    } else if style != PREMIUM_STYLE {
        custom_id(form, path, button, ids);
        if !button["url"].is_null() {
            form.add(path, "BUTTON_COMPONENT_INVALID", "Only a link button can have a url");
        }
    }
}

fn select(form: &mut Form, path: &str, select: &Value, ids: &mut BTreeSet<String>) {
    custom_id(form, path, select, ids);
    if let Some(placeholder) = text(form, path, select, "placeholder") {
        form.at_most(&format!("{path}/placeholder"), placeholder, limits::SELECT_PLACEHOLDER);
    }
    let min = select["min_values"].as_u64().unwrap_or(1);
    let max = select["max_values"].as_u64().unwrap_or(1);
    let most = limits::SELECT_OPTIONS as u64;
    if min > most {
        form.add(
            &format!("{path}/min_values"),
            "NUMBER_TYPE_MAX",
            format!("int value should be less than or equal to {most}."),
        );
    }
    if !(1..=most).contains(&max) {
        form.add(
            &format!("{path}/max_values"),
            "NUMBER_TYPE_RANGE",
            format!("int value should be between 1 and {most}."),
        );
    }
    if select["type"] != STRING_SELECT {
        return;
    }
    let options = list(form, path, select, "options");
    form.between(&format!("{path}/options"), options.len(), 1, limits::SELECT_OPTIONS);
    let mut values = BTreeSet::new();
    for (index, option) in options.iter().enumerate() {
        let path = format!("{path}/options/{index}");
        for key in ["label", "value"] {
            match text(form, &path, option, key).filter(|text| !text.is_empty()) {
                Some(text) => form.at_most(&format!("{path}/{key}"), text, limits::SELECT_OPTION_TEXT),
                None => form.required(&format!("{path}/{key}")),
            }
        }
        if let Some(description) = text(form, &path, option, "description") {
            form.at_most(&format!("{path}/description"), description, limits::SELECT_OPTION_TEXT);
        }
        if let Some(value) = option["value"].as_str()
            && !values.insert(value)
        {
            let message = "The specified option value is already used";
            form.add(&format!("{path}/value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
        }
    }
    if max as usize > options.len() && !options.is_empty() && max <= most {
        let message = "Max values exceeds the number of options";
        form.add(&format!("{path}/max_values"), "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE", message);
    }
}

/// Notes a `custom_id` that is missing, too long or used before.
pub(crate) fn custom_id(form: &mut Form, path: &str, component: &Value, ids: &mut BTreeSet<String>) {
    let path_of_id = format!("{path}/custom_id");
    match text(form, path, component, "custom_id") {
        None => form.required(&path_of_id),
        Some(id) => {
            form.between(&path_of_id, length(id), 1, limits::CUSTOM_ID);
            if !ids.insert(id.to_owned()) {
                form.add(&path_of_id, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
            }
        }
    }
}

/// Components as Discord gives them back: each with an `id` of its own, and with the defaults of what
/// was left out.
pub fn numbered(components: &[Value]) -> Vec<Value> {
    fn number(component: &mut Value, next: &mut u64) {
        let Value::Object(map) = component else {
            return;
        };
        *next += 1;
        let given = map.get("id").and_then(Value::as_u64).filter(|id| *id != 0);
        map.insert("id".to_owned(), Value::from(given.unwrap_or(*next)));
        let kind = map.get("type").and_then(Value::as_u64).unwrap_or(0);
        let mut default = |key: &str, value: Value| {
            map.entry(key).or_insert(value);
        };
        if matches!(kind, BUTTON | STRING_SELECT | 5..=8) {
            default("disabled", Value::Bool(false));
        }
        if matches!(kind, STRING_SELECT | 5..=8) {
            default("min_values", Value::from(1));
            default("max_values", Value::from(1));
        }
        for key in ["components", "accessory", "component"] {
            match map.get_mut(key) {
                Some(Value::Array(children)) => children.iter_mut().for_each(|child| number(child, next)),
                Some(child) => number(child, next),
                None => {}
            }
        }
    }
    let mut components = components.to_vec();
    let mut next = 0;
    components.iter_mut().for_each(|component| number(component, &mut next));
    components
}

fn count(components: &[Value]) -> usize {
    let mut total = 0;
    for component in components {
        crate::sandbox::state::message::walk(component, &mut |_| total += 1);
    }
    total
}

fn text_characters(component: &Value) -> usize {
    let mut total = 0;
    crate::sandbox::state::message::walk(component, &mut |component| {
        if component["type"] == 10 {
            total += component["content"].as_str().map_or(0, length);
        }
    });
    total
}
