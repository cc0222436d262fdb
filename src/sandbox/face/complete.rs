//! What Tab offers: the names of commands and options, and for a value what the bot itself suggests.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::line::{Typed, split_name, split_options};
use crate::sandbox::actor::{Actor, goes_by, localized};

/// A completion: what is shown, and what replaces the text from [`Completions::start`] on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Completion {
    pub(super) shown: String,
    pub(super) text: String,
}

/// The completions of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Completions {
    /// Byte of the line from which on text is replaced.
    pub(super) start: usize,
    pub(super) list: Vec<Completion>,
}

/// The choices that the bot has offered: a person sees the name, the bot gets the value.
#[derive(Clone, Debug, Default)]
pub(super) struct Offered(Arc<Mutex<HashMap<String, Value>>>);

impl Offered {
    fn remember(&self, name: &str, value: &Value) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), value.clone());
    }

    /// The value behind a name that was offered, the text itself otherwise.
    pub(super) fn value_of(&self, name: &str) -> String {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name) {
            Some(Value::String(value)) => value.clone(),
            Some(value) => value.to_string(),
            None => name.to_owned(),
        }
    }
}

/// Completes a line that ends where the cursor is.
pub(super) async fn complete(actor: &Actor, channel: &str, line: &str, offered: &Offered) -> Completions {
    let Some(text) = line.strip_prefix('/') else {
        return Completions::default();
    };
    let commands = actor.commands(channel).unwrap_or_default();
    let names: Vec<String> = commands.iter().map(|(name, _)| name.clone()).collect();
    let (name, rest) = split_name(text, &names);
    let options = if rest.is_empty() { Vec::new() } else { actor.options_of(channel, name).unwrap_or_default() };
    if options.is_empty() {
        let list = commands
            .iter()
            .filter(|(command, _)| command.starts_with(text.trim_start()))
            .map(|(command, description)| Completion {
                shown: format!("/{command}  {description}"),
                text: format!("/{command} "),
            })
            .collect();
        return Completions { start: 0, list };
    }
    let at = line.len() - rest.len();
    let locale = actor.locale();
    let typed = split_options(rest, &options);
    let ends_word = rest.ends_with(' ');
    let last = typed.last();
    let word_at = rest.rfind(' ').map_or(0, |space| space + 1);
    let word = rest.get(word_at..).unwrap_or_default();
    let begins_name = |it: &Typed<'_>| {
        let starts = |option: &Value| localized(option, "name", &locale).starts_with(word);
        !it.named && it.value == word && options.iter().any(starts)
    };
    if let Some(last) = last.filter(|last| !begins_name(last))
        && let Some(option) = options.iter().find(|option| goes_by(option, last.name))
    {
        let start = at + last.value_at.min(rest.len());
        if let Some(choices) = option["choices"].as_array() {
            let list = choices
                .iter()
                .map(|choice| localized(choice, "name", &locale))
                .filter(|name| name.starts_with(last.value))
                .map(|name| Completion { shown: name.to_owned(), text: name.to_owned() })
                .collect();
            return Completions { start, list };
        }
        if option["autocomplete"] == true && (!ends_word || last.value.is_empty()) {
            let given: Vec<(&str, &str)> = typed.iter().map(|it| (it.name, it.value)).collect();
            let seen = actor.autocomplete(channel, name, &given).await;
            let choices = seen.as_ref().map(|seen| seen.choices()).unwrap_or_default();
            let list = choices
                .iter()
                .map(|choice| {
                    offered.remember(&choice.name, &choice.value);
                    Completion { shown: choice.name.clone(), text: choice.name.clone() }
                })
                .collect();
            return Completions { start, list };
        }
    }
    let unused = options.iter().filter(|option| {
        let given = |it: &Typed<'_>| it.named && goes_by(option, it.name);
        !typed.iter().any(given)
    });
    let list = unused
        .map(|option| (localized(option, "name", &locale), localized(option, "description", &locale)))
        .filter(|(name, _)| name.starts_with(word))
        .map(|(name, description)| Completion { shown: format!("{name}:  {description}"), text: format!("{name}:") })
        .collect();
    Completions { start: at + word_at, list }
}
