//! The commands: one constant lists them all, one file each says what a command is called, takes and does.
//!
//! Registration, help, completion and dispatch are all made from [`COMMANDS`], so they cannot drift apart. A command is
//! plain data with one function from an [`Invocation`] to a [`Card`]; it knows neither the gateway nor the sending.
//!
//! The commands are dispatched here and not by a framework such as poise: a framework's commands are built by
//! attribute macros around async functions that send for themselves, whereas here a command returns what to say, and
//! one place decides about visibility, panics, duplicates, languages and limits for all of them. Each name and
//! description stands once in each language, English under its own locale too, which the platform wants and macros
//! would have to repeat.

mod cite;
mod cite_message;
mod common;
mod compare;
pub(super) mod export;
mod fact;
mod help;
mod sources;
mod topics;
mod trend;

use jiff::civil::Date;
use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::application::{
    CommandOptionType, CommandType, InstallationContext, InteractionContext, ResolvedOption, ResolvedValue,
};

use super::answerer::Answerer;
use super::{limits, menu::Pick};
use crate::figure::{FigureRef, Language, PartialDate};
use crate::query::{Outcome, Question, Selection};
use crate::reply::pages::{self, Notice};
use crate::reply::{Card, compose};

/// All commands, in the order of the help.
pub(super) const COMMANDS: &[Command] = &[
    fact::COMMAND,
    compare::COMMAND,
    trend::COMMAND,
    topics::COMMAND,
    sources::COMMAND,
    cite::COMMAND,
    export::COMMAND,
    help::COMMAND,
    cite_message::COMMAND,
];

/// A command.
pub(super) struct Command {
    /// What it is called.
    pub(super) name: Words,
    /// What it does, in one line; empty for a message menu.
    pub(super) description: Words,
    /// How it is called.
    pub(super) kind: Kind,
    /// What it takes, required options first.
    pub(super) options: &'static [CommandOption],
    /// Who sees the reply.
    pub(super) audience: Audience,
    /// What it does.
    pub(super) run: fn(&Invocation<'_>) -> Reply,
}

/// How a command is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// By its name behind a slash.
    Slash,
    /// From the menu of a message.
    Message,
}

/// Who sees the reply to a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// Everybody if it is an answer, unless the asker wants otherwise; a refusal only the asker.
    EverybodyOnHit,
    /// The asker.
    Asker,
}

/// The same words in both languages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) en: &'static str,
    pub(super) ko: &'static str,
}

impl Words {
    /// The words in a language.
    pub(super) fn get(self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Korean => self.ko,
        }
    }
}

/// Something that a command takes.
pub(super) struct CommandOption {
    pub(super) name: Words,
    pub(super) description: Words,
    pub(super) required: bool,
    pub(super) kind: OptionKind,
}

/// What may be typed into an option.
pub(super) enum OptionKind {
    /// Any text.
    Text,
    /// Any text, with suggestions while it is typed.
    Completed(fn(&Completing<'_>) -> Vec<Choice>),
    /// One of a list.
    Choice(fn() -> Vec<FixedChoice>),
    /// A number of at least one.
    Count,
}

/// A suggestion for an option that is being typed. Cut to size and made unique where it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// What is shown.
    pub(super) name: String,
    /// What the command gets.
    pub(super) value: String,
}

/// A choice of a fixed list.
pub(super) struct FixedChoice {
    pub(super) value: &'static str,
    pub(super) en: String,
    pub(super) ko: String,
}

/// A half-typed option.
pub(super) struct Completing<'a> {
    pub(super) answerer: &'a dyn Answerer,
    pub(super) language: Language,
    pub(super) typed: &'a str,
}

/// A call of a command.
pub(super) struct Invocation<'a> {
    pub(super) answerer: &'a dyn Answerer,
    /// The language to reply in.
    pub(super) language: Language,
    /// The day on which it is called.
    pub(super) today: Date,
    /// What was typed, by the options' English names.
    pub(super) options: Options<'a>,
    /// The figure ids that the message holds from whose menu it was called; none for other commands.
    pub(super) target: Option<Vec<FigureRef>>,
}

/// What a command replies.
pub(super) struct Reply {
    pub(super) card: Card,
    /// The date as of which it was asked.
    pub(super) as_of: Option<PartialDate>,
    /// A file that goes with the card.
    pub(super) file: Option<File>,
}

/// A file to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    /// Its name, in ASCII: letters, digits, `-`, `.`.
    pub(super) name: String,
    /// What is in it, for people who cannot see it.
    pub(super) description: String,
    pub(super) bytes: Vec<u8>,
}

impl From<Card> for Reply {
    fn from(card: Card) -> Self {
        Self { card, as_of: None, file: None }
    }
}

impl Reply {
    /// What the menu under the reply remembers.
    pub(super) fn pick(&self, private: bool) -> Pick {
        // Under an answer the menu is for one's own curiosity; under a question back it is the way to the answer.
        Pick { private: private || self.card.outcome == Outcome::Answer, as_of: self.as_of }
    }
}

/// What was typed into a command's options. Read leniently: a client may send anything.
#[derive(Clone, Debug, Default)]
pub(super) struct Options<'a>(Vec<(&'a str, Typed<'a>)>);

#[derive(Clone, Copy, Debug)]
enum Typed<'a> {
    Text(&'a str),
    Number(i64),
}

impl<'a> Options<'a> {
    pub(super) fn new(options: &[ResolvedOption<'a>]) -> Self {
        let read = |option: &ResolvedOption<'a>| match option.value {
            ResolvedValue::String(text) => Some((option.name, Typed::Text(text))),
            ResolvedValue::Integer(number) => Some((option.name, Typed::Number(number))),
            ResolvedValue::Autocomplete { value, .. } => Some((option.name, Typed::Text(value))),
            _ => None,
        };
        Self(options.iter().filter_map(read).collect())
    }

    /// The text of an option, without the space around it; none if there is nothing else.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find_map(|(found, typed)| match typed {
            Typed::Text(text) if *found == name => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        })
    }

    /// The count of an option.
    pub(super) fn count(&self, name: &str) -> Option<usize> {
        self.0.iter().find_map(|(found, typed)| match typed {
            Typed::Number(number) if *found == name => usize::try_from(*number).ok(),
            _ => None,
        })
    }
}

impl Invocation<'_> {
    /// The figure that a text means: a completion, a figure id, an answer id, or a question; or the card that says why
    /// it means none.
    fn figure(&self, text: &str) -> Result<FigureRef, Box<Card>> {
        let catalog = self.answerer.catalog();
        let id = text.strip_prefix("f:").unwrap_or(text);
        let id = id.split_once('@').map_or(id, |(id, _pack)| id);
        if let Some(figure) = catalog.find_figure(id) {
            return Ok(figure);
        }
        let answer = match Selection::from_token(text, catalog) {
            Some(selection) => self.answerer.select(selection, self.language, None),
            None => self.answerer.ask(&Question {
                text,
                language: Some(self.language),
                as_of: None,
                source: None,
                today: self.today,
            }),
        };
        match (answer.outcome, answer.figures.first()) {
            (Outcome::Answer, Some(figure)) => Ok(*figure),
            (Outcome::Choice, _) => Err(Box::new(compose(&answer, catalog, self.today))),
            _ => Err(Box::new(pages::notice(self.language, &Notice::UnknownFigure(text.to_owned())))),
        }
    }
}

/// Suggests single figures for a half-typed text.
fn complete_figure(completing: &Completing<'_>) -> Vec<Choice> {
    let mut figures: Vec<Selection> = Vec::new();
    let completions = completing.answerer.complete(completing.typed, limits::AUTOCOMPLETE_CHOICES);
    for completion in completions {
        let found: Vec<Selection> = match completion.selection {
            figure @ Selection::Figure(_) => vec![figure],
            wider => {
                let answer = completing.answerer.select(wider, completing.language, None);
                answer.figures.into_iter().map(Selection::Figure).collect()
            }
        };
        for figure in found {
            if !figures.contains(&figure) {
                figures.push(figure);
            }
        }
        if figures.len() >= limits::AUTOCOMPLETE_CHOICES {
            break;
        }
    }
    figures.truncate(limits::AUTOCOMPLETE_CHOICES);
    choices(&figures, completing)
}

/// Suggests topics whose name holds what was typed; all of them if nothing was.
fn complete_topic(completing: &Completing<'_>) -> Vec<Choice> {
    let catalog = completing.answerer.catalog();
    let named = catalog.topics().iter().filter(|topic| {
        let names = [&topic.name.en, &topic.name.ko, &topic.id];
        holds(names.into_iter().chain(&topic.aliases).map(AsRef::as_ref), completing.typed)
    });
    named
        .map(|topic| Choice { name: topic.name.get(completing.language).to_owned(), value: format!("t:{}", topic.id) })
        .collect()
}

/// Whether one of the names holds a text, cases aside.
fn holds<'a>(mut names: impl Iterator<Item = &'a str>, typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    typed.is_empty() || names.any(|name| name.to_lowercase().contains(&typed))
}

fn choices(selections: &[Selection], completing: &Completing<'_>) -> Vec<Choice> {
    crate::reply::suggestions(selections, completing.answerer.catalog(), completing.language)
        .into_iter()
        .map(|suggestion| Choice { name: suggestion.label, value: suggestion.token })
        .collect()
}

impl Command {
    /// The command as Discord registers it.
    pub(super) fn registration(&self, korean_names: bool) -> CreateCommand {
        let kind = match self.kind {
            Kind::Slash => CommandType::ChatInput,
            Kind::Message => CommandType::Message,
        };
        let mut command = CreateCommand::new(self.name.en)
            .kind(kind)
            .name_localized(ENGLISH_LOCALE, self.name.en)
            .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
            .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel]);
        if korean_names {
            command = command.name_localized(KOREAN_LOCALE, self.name.ko);
        }
        if self.kind == Kind::Slash {
            command = command
                .description(self.description.en)
                .description_localized(ENGLISH_LOCALE, self.description.en)
                .description_localized(KOREAN_LOCALE, self.description.ko);
        }
        self.options.iter().fold(command, |command, option| command.add_option(option.registration(korean_names)))
    }
}

/// Discord's locale for the default names. Without it a British reader would be shown another language's.
const ENGLISH_LOCALE: &str = "en-US";
const KOREAN_LOCALE: &str = "ko";

impl CommandOption {
    fn registration(&self, korean_names: bool) -> CreateCommandOption {
        let kind = match self.kind {
            OptionKind::Count => CommandOptionType::Integer,
            _ => CommandOptionType::String,
        };
        let mut option = CreateCommandOption::new(kind, self.name.en, self.description.en)
            .required(self.required)
            .name_localized(ENGLISH_LOCALE, self.name.en)
            .description_localized(ENGLISH_LOCALE, self.description.en)
            .description_localized(KOREAN_LOCALE, self.description.ko);
        if korean_names {
            option = option.name_localized(KOREAN_LOCALE, self.name.ko);
        }
        match self.kind {
            OptionKind::Text => option.max_length(limits::QUERY_CHARS),
            OptionKind::Completed(_) => option.max_length(limits::QUERY_CHARS).set_autocomplete(true),
            OptionKind::Count => option.min_int_value(1).max_int_value(10_000),
            OptionKind::Choice(list) => list().into_iter().fold(option, |option, choice| {
                let names = [(ENGLISH_LOCALE, choice.en.clone()), (KOREAN_LOCALE, choice.ko)];
                option.add_string_choice_localized(choice.en, choice.value, names)
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Discord's rule for names (interactions/application-commands), with Hangul as a letter.
    fn is_a_name(name: &str) -> bool {
        let rule = regex::Regex::new(r"^[-_'\p{L}\p{N}]{1,32}$").unwrap();
        rule.is_match(name) && name == name.to_lowercase()
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
                for option in command.options {
                    assert!(is_a_name(option.name.get(language)), "{}", option.name.get(language));
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
                for option in command.options {
                    assert!(fits(option.description.get(language)), "{}", option.description.get(language));
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
                let names: BTreeSet<&str> = command.options.iter().map(|option| option.name.get(language)).collect();
                assert_eq!(names.len(), command.options.len());
            }
        }
        for command in COMMANDS {
            assert!(command.options.is_sorted_by_key(|option| !option.required), "{}", command.name.en);
        }
    }

    #[test]
    fn a_command_is_not_larger_than_discord_accepts() {
        for command in COMMANDS {
            // The longest of the languages counts.
            let longest = |words: Words| words.en.chars().count().max(words.ko.chars().count());
            let mut chars = longest(command.name) + longest(command.description);
            for option in command.options {
                chars += longest(option.name) + longest(option.description);
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
        for command in &all {
            assert_eq!(command["integration_types"], serde_json::json!([0, 1]));
            assert_eq!(command["contexts"], serde_json::json!([0, 1, 2]));
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
}
