//! What Discord asks of every command, and what is registered.

use super::*;
use std::collections::BTreeSet;

/// The lists of options of a command and of its branches.
fn lists(command: &Command) -> impl Iterator<Item = &'static [CommandOption]> {
    std::iter::once(command.options).chain(command.branches.iter().map(|branch| branch.options))
}

/// Name and description of each branch and option of a command.
fn parts(command: &Command) -> impl Iterator<Item = (Words, Words)> {
    let branches = command.branches.iter().map(|branch| (branch.name, branch.description));
    branches.chain(lists(command).flatten().map(|option| (option.name, option.description)))
}

/// Discord's rule for names (interactions/application-commands), with Hangul as a letter.
fn is_a_name(name: &str) -> bool {
    let rule = regex::Regex::new(r"^[-_'\p{L}\p{N}]{1,32}$").unwrap();
    rule.is_match(name) && name == name.to_lowercase()
}

#[test]
fn managers_are_checked_again() {
    let may = |permissions| Callers::ServerManagers.include(permissions);
    assert!(may(Some(Permissions::MANAGE_GUILD)) && may(Some(Permissions::ADMINISTRATOR)));
    assert!(!may(None) && !may(Some(Permissions::SEND_MESSAGES | Permissions::MANAGE_CHANNELS)));
    let moderates = |permissions| Callers::MessageManagers.include(permissions);
    assert!(moderates(Some(Permissions::MANAGE_MESSAGES)) && moderates(Some(Permissions::ADMINISTRATOR)));
    assert!(!moderates(None) && !moderates(Some(Permissions::SEND_MESSAGES | Permissions::MANAGE_THREADS)));
    assert!(Callers::Everybody.include(None));
}

#[test]
fn every_name_is_one_that_discord_accepts() {
    for command in COMMANDS {
        for language in Language::ALL {
            let name = command.name.get(language);
            match command.kind {
                Kind::Slash => assert!(is_a_name(name), "{name}"),
                Kind::Message => {
                    assert!((1..=limits::COMMAND_NAME_CHARS).contains(&name.chars().count()), "{name}")
                }
            }
            for (name, _) in parts(command) {
                assert!(is_a_name(name.get(language)), "{}", name.get(language));
            }
        }
    }
}

#[test]
fn descriptions_exist_in_both_languages_and_fit() {
    let fits = |text: &str| (1..=limits::COMMAND_DESCRIPTION_CHARS).contains(&text.chars().count());
    for command in COMMANDS {
        for language in Language::ALL {
            let description = command.description.get(language);
            assert!(fits(description) == (command.kind == Kind::Slash), "{}: {description}", command.name.en);
            for description in parts(command).map(|(_, description)| description.get(language)) {
                assert!(fits(description), "{description}");
            }
        }
    }
}

#[test]
fn names_are_unique_and_required_options_come_first() {
    for language in Language::ALL {
        let names: BTreeSet<&str> = COMMANDS.iter().map(|command| command.name.get(language)).collect();
        assert_eq!(names.len(), COMMANDS.len());
        for command in COMMANDS {
            for options in lists(command) {
                let names: BTreeSet<&str> = options.iter().map(|option| option.name.get(language)).collect();
                assert_eq!(names.len(), options.len());
            }
        }
    }
    for command in COMMANDS {
        for options in lists(command) {
            assert!(options.is_sorted_by_key(|option| !option.required), "{}", command.name.en);
            assert!(options.len() <= 25, "{}", command.name.en);
        }
        assert!(command.branches.is_empty() || command.options.is_empty(), "{}", command.name.en);
    }
}

#[test]
fn a_command_is_not_larger_than_discord_accepts() {
    for command in COMMANDS {
        // The longest of the languages counts.
        let longest = |words: Words| words.en.chars().count().max(words.ko.chars().count());
        let mut chars = longest(command.name) + longest(command.description);
        chars += parts(command).map(|(name, description)| longest(name) + longest(description)).sum::<usize>();
        for option in lists(command).flatten() {
            if let OptionKind::Choice(list) = option.kind {
                let list = list();
                assert!(list.len() <= 25);
                for choice in list {
                    chars += choice.en.chars().count().max(choice.ko.chars().count()) + choice.value.len();
                }
            }
        }
        assert!(chars <= limits::COMMAND_TOTAL_CHARS, "{}: {chars}", command.name.en);
    }
}

/// The library keeps localisations in a hash map, whose order changes from run to run.
fn sorted(value: &serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().map(|(key, value)| (key.clone(), sorted(value))).collect();
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            serde_json::Value::Object(entries.into_iter().collect())
        }
        serde_json::Value::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

#[test]
fn the_registration_is_what_discord_expects() {
    let all: Vec<serde_json::Value> =
        COMMANDS.iter().map(|command| serde_json::to_value(command.registration(true)).unwrap()).collect();
    for (command, ours) in all.iter().zip(COMMANDS) {
        let everywhere = ours.callers == Callers::Everybody;
        let (types, contexts) = if everywhere { (vec![0, 1], vec![0, 1, 2]) } else { (vec![0], vec![0]) };
        assert_eq!(command["integration_types"], serde_json::json!(types));
        assert_eq!(command["contexts"], serde_json::json!(contexts));
        assert_eq!(command["default_member_permissions"].is_null(), everywhere);
        assert!(command["name_localizations"]["ko"].is_string());
        assert_eq!(command["name_localizations"]["en-US"], command["name"]);
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&sorted(&serde_json::Value::Array(all))).unwrap());
}

#[test]
fn korean_names_can_be_left_out() {
    for command in COMMANDS {
        let registered = serde_json::to_value(command.registration(false)).unwrap();
        assert!(registered["name_localizations"]["ko"].is_null());
        for option in registered["options"].as_array().into_iter().flatten() {
            assert!(option["name_localizations"]["ko"].is_null());
            assert!(option["description_localizations"]["ko"].is_string());
        }
    }
}
