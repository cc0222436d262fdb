//! Commands as they are registered: names, descriptions, options, and the size of the whole.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::{choices, length, list, text};
use crate::sandbox::error::Form;
use crate::sandbox::limits;

/// Slash command.
pub const CHAT_INPUT: u64 = 1;
const SUB_COMMAND: u64 = 1;
const SUB_COMMAND_GROUP: u64 = 2;
const OPTION_KINDS: std::ops::RangeInclusive<u64> = 1..=11;

static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(limits::COMMAND_NAME_PATTERN).ok());

/// Notes everything wrong in a command; `path` is empty for one command and the index for a list.
pub fn command(form: &mut Form, path: &str, command: &Value) {
    let kind = command["type"].as_u64().unwrap_or(CHAT_INPUT);
    if !(1..=4).contains(&kind) {
        form.choices(&format!("{path}/type"), "1, 2, 3, 4");
    }
    let slash = kind == CHAT_INPUT;
    names(form, path, command, slash);
    if slash {
        descriptions(form, path, command);
    } else if !command["description"].as_str().unwrap_or_default().is_empty() {
        form.add(
            &format!("{path}/description"),
            "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED",
            "Context menu commands cannot have a description",
        );
    }
    if slash {
        options(form, path, command, 0);
    } else if !list(form, path, command, "options").is_empty() {
        form.add(
            &format!("{path}/options"),
            "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED",
            "Context menu commands cannot have options",
        );
    }
    for (key, most) in [("integration_types", 1), ("contexts", 2)] {
        for (index, value) in list(form, path, command, key).iter().enumerate() {
            if value.as_u64().is_none_or(|value| value > most) {
                let allowed = (0..=most).map(|value| value.to_string()).collect::<Vec<_>>().join(", ");
                form.choices(&format!("{path}/{key}/{index}"), &allowed);
            }
        }
    }
    if size(command) > limits::COMMAND_TOTAL {
        let message = format!("Command exceeds maximum size ({})", limits::COMMAND_TOTAL);
        form.add(path, "APPLICATION_COMMAND_TOO_LARGE", message);
    }
}

/// Notes two commands of the same name and type in a list.
pub fn duplicates(form: &mut Form, commands: &[Value]) {
    let mut seen = BTreeSet::new();
    for (index, command) in commands.iter().enumerate() {
        let kind = command["type"].as_u64().unwrap_or(CHAT_INPUT);
        if !seen.insert((kind, command["name"].as_str())) {
            let message = "Application command names must be unique";
            form.add(&format!("{index}/name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
        }
    }
}

fn names(form: &mut Form, path: &str, holder: &Value, strict: bool) {
    match text(form, path, holder, "name") {
        None => form.required(&format!("{path}/name")),
        Some(text) => name(form, &format!("{path}/name"), text, strict),
    }
    for (locale, text) in holder["name_localizations"].as_object().into_iter().flatten() {
        let at = format!("{path}/name_localizations/{locale}");
        known_locale(form, &format!("{path}/name_localizations"), locale);
        if let Some(text) = text.as_str() {
            name(form, &at, text, strict);
        }
    }
}

fn name(form: &mut Form, path: &str, name: &str, strict: bool) {
    form.between(path, length(name), 1, limits::COMMAND_NAME);
    if !strict || name.is_empty() || length(name) > limits::COMMAND_NAME {
        return;
    }
    if NAME.as_ref().is_some_and(|pattern| !pattern.is_match(name)) {
        form.add(path, "STRING_TYPE_REGEX", "String value did not match validation regex.");
    } else if name != name.to_lowercase() {
        form.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
}

fn descriptions(form: &mut Form, path: &str, holder: &Value) {
    match text(form, path, holder, "description") {
        None => form.required(&format!("{path}/description")),
        Some(text) => form.between(&format!("{path}/description"), length(text), 1, limits::COMMAND_DESCRIPTION),
    }
    for (locale, text) in holder["description_localizations"].as_object().into_iter().flatten() {
        known_locale(form, &format!("{path}/description_localizations"), locale);
        if let Some(text) = text.as_str() {
            let at = format!("{path}/description_localizations/{locale}");
            form.between(&at, length(text), 1, limits::COMMAND_DESCRIPTION);
        }
    }
}

fn known_locale(form: &mut Form, path: &str, locale: &str) {
    if !limits::LOCALES.contains(&locale) {
        form.choices(path, &limits::LOCALES.map(|locale| format!("'{locale}'")).join(", "));
    }
}

fn options(form: &mut Form, path: &str, holder: &Value, depth: u8) {
    let all = list(form, path, holder, "options");
    let at = format!("{path}/options");
    if all.len() > limits::COMMAND_OPTIONS {
        let most = limits::COMMAND_OPTIONS;
        form.add(&at, "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
    }
    let mut names_seen = BTreeSet::new();
    let mut optional_seen = false;
    let mut branches = 0;
    for (index, option) in all.iter().enumerate() {
        let path = format!("{at}/{index}");
        names(form, &path, option, true);
        descriptions(form, &path, option);
        if let Some(name) = option["name"].as_str()
            && !names_seen.insert(name)
        {
            form.add(
                &format!("{path}/name"),
                "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                "Option name already exists",
            );
        }
        let kind = option["type"].as_u64().unwrap_or(0);
        if !OPTION_KINDS.contains(&kind) {
            form.choices(&format!("{path}/type"), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11");
            continue;
        }
        if matches!(kind, SUB_COMMAND | SUB_COMMAND_GROUP) {
            branches += 1;
            let fits = match kind {
                SUB_COMMAND_GROUP => depth == 0,
                _ => depth <= 1,
            };
            if fits {
                options(form, &path, option, if kind == SUB_COMMAND_GROUP { 1 } else { 2 });
            } else {
                let message = "Sub-command groups cannot be nested";
                form.add(&format!("{path}/type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
            }
            continue;
        }
        let required = option["required"] == true;
        if required && optional_seen {
            let message = "Required options must be placed before non-required options";
            form.add(&path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        optional_seen |= !required;
        leaf(form, &path, option, kind);
    }
    if branches > 0 && branches < all.len() {
        let message = "Sub-command and sub-command group option types are mutually exclusive to all other types";
        form.add(&at, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
}

fn leaf(form: &mut Form, path: &str, option: &Value, kind: u64) {
    let fixed = list(form, path, option, "choices");
    let takes_choices = matches!(kind, 3 | 4 | 10);
    if !fixed.is_empty() && !takes_choices {
        let message = "Choices are not allowed for this option type";
        form.add(&format!("{path}/choices"), "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", message);
    } else {
        let read = choices::choices(form, &format!("{path}/choices"), fixed, kind);
        for (index, choice) in read.iter().enumerate() {
            if read.iter().take(index).any(|earlier| earlier.name == choice.name) {
                let message = "Option choice name already exists";
                form.add(
                    &format!("{path}/choices/{index}"),
                    "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
                    message,
                );
            }
        }
    }
    if option["autocomplete"] == true {
        if !takes_choices {
            let message = "Autocomplete is not allowed for this option type";
            form.add(&format!("{path}/autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", message);
        } else if !fixed.is_empty() {
            let message = "Autocomplete options cannot have choices";
            form.add(&format!("{path}/autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES", message);
        }
    }
    for (key, least) in [("min_length", 0), ("max_length", 1)] {
        let bound = option[key].as_u64();
        let most = limits::OPTION_STRING as u64;
        if bound.is_some_and(|bound| bound < least || bound > most) {
            let message = format!("int value should be between {least} and {most}.");
            form.add(&format!("{path}/{key}"), "NUMBER_TYPE_RANGE", message);
        }
    }
}

/// Characters of names, descriptions and values, the longest localisation of each counting.
fn size(holder: &Value) -> usize {
    let longest = |key: &str| {
        let localized = holder[format!("{key}_localizations")].as_object();
        let localized = localized.into_iter().flatten().filter_map(|(_, text)| text.as_str());
        holder[key].as_str().into_iter().chain(localized).map(length).max().unwrap_or(0)
    };
    let own = longest("name") + longest("description") + holder["value"].as_str().map_or(0, length);
    let below = ["options", "choices"].into_iter().filter_map(|key| holder[key].as_array()).flatten();
    own + below.map(size).sum::<usize>()
}
