//! What commands take: options as they are registered, and what was typed into them.

use std::pin::Pin;

use serenity::builder::CreateCommandOption;
use serenity::model::Permissions;
use serenity::model::application::{CommandOptionType, ResolvedOption, ResolvedValue};
use serenity::model::channel::{Attachment, ChannelType, PartialChannel};
use serenity::model::id::{ChannelId, GuildId};

use super::{ENGLISH_LOCALE, KOREAN_LOCALE, Words};
use crate::discord::answerer::Answerer;
use crate::discord::bot::Bot;
use crate::discord::limits;
use crate::figure::{FigureRef, Language};

/// Something that a command takes.
pub(in crate::discord) struct CommandOption {
    pub(in crate::discord) name: Words,
    pub(in crate::discord) description: Words,
    pub(in crate::discord) required: bool,
    pub(in crate::discord) kind: OptionKind,
}

/// What may be typed into an option.
pub(in crate::discord) enum OptionKind {
    /// Any text.
    Text,
    /// Any text of at most so many characters.
    Passage(u16),
    /// Any text, with suggestions while it is typed.
    Completed(fn(&Completing<'_>) -> Vec<Choice>),
    /// Any text, with suggestions that are asked for elsewhere: from the store, or from Discord.
    Sought(for<'a> fn(Seeking<'a>) -> Sought<'a>),
    /// One of a list.
    Choice(fn() -> Vec<FixedChoice>),
    /// A number of at least one.
    Count,
    /// Yes or no.
    Flag,
    /// A channel of one of these kinds.
    Channel(&'static [ChannelType]),
    /// A file.
    File,
}

/// A suggestion for an option that is being typed. Cut to size and made unique where it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::discord) struct Choice {
    /// What is shown.
    pub(in crate::discord) name: String,
    /// What the command gets.
    pub(in crate::discord) value: String,
}

/// A choice of a fixed list.
pub(in crate::discord) struct FixedChoice {
    pub(in crate::discord) value: &'static str,
    pub(in crate::discord) en: String,
    pub(in crate::discord) ko: String,
}

/// A half-typed option.
pub(in crate::discord) struct Completing<'a> {
    pub(in crate::discord) answerer: &'a dyn Answerer,
    pub(in crate::discord) language: Language,
    pub(in crate::discord) typed: &'a str,
    /// What stands in the option `query` already.
    pub(in crate::discord) query: Option<&'a str>,
    /// The figures that the reader was last told there, the last one first.
    pub(in crate::discord) recent: &'a [FigureRef],
}

/// A half-typed option whose suggestions take a moment.
pub(in crate::discord) struct Seeking<'a> {
    pub(in crate::discord) bot: &'a Bot,
    pub(in crate::discord) language: Language,
    pub(in crate::discord) typed: &'a str,
    /// The server, if any.
    pub(in crate::discord) guild: Option<GuildId>,
    /// The channel or thread that it is typed in.
    pub(in crate::discord) here: ChannelId,
    /// What the reader may do there; nothing outside servers.
    pub(in crate::discord) may: Permissions,
    /// The channel that another option of the command names.
    pub(in crate::discord) channel: Option<ChannelId>,
}

/// Suggestions that are on their way.
pub(in crate::discord) type Sought<'a> = Pin<Box<dyn Future<Output = Vec<Choice>> + Send + 'a>>;

/// What was typed into a command's options, by their English names. Read leniently: a client may send anything.
#[derive(Clone, Debug, Default)]
pub(in crate::discord) struct Options<'a> {
    subcommand: Option<&'a str>,
    typed: Vec<(&'a str, Typed<'a>)>,
}

#[derive(Clone, Copy, Debug)]
enum Typed<'a> {
    Text(&'a str),
    Number(i64),
    Flag(bool),
    Channel(&'a PartialChannel),
    File(&'a Attachment),
}

impl<'a> Options<'a> {
    pub(in crate::discord) fn new(options: &[ResolvedOption<'a>]) -> Self {
        let mut read = Self::default();
        read.add(options);
        read
    }

    fn add(&mut self, options: &[ResolvedOption<'a>]) {
        for option in options {
            let typed = match &option.value {
                ResolvedValue::SubCommand(options) => {
                    self.subcommand = Some(option.name);
                    self.add(options);
                    continue;
                }
                ResolvedValue::String(text) => Typed::Text(text),
                ResolvedValue::Autocomplete { value, .. } => Typed::Text(value),
                ResolvedValue::Integer(number) => Typed::Number(*number),
                ResolvedValue::Boolean(flag) => Typed::Flag(*flag),
                ResolvedValue::Channel(channel) => Typed::Channel(channel),
                ResolvedValue::Attachment(file) => Typed::File(file),
                _ => continue,
            };
            self.typed.push((option.name, typed));
        }
    }

    fn find<T>(&self, name: &str, read: impl Fn(Typed<'a>) -> Option<T>) -> Option<T> {
        self.typed.iter().filter(|(found, _)| *found == name).find_map(|(_, typed)| read(*typed))
    }

    /// Which of the command's branches was called.
    pub(in crate::discord) fn subcommand(&self) -> Option<&'a str> {
        self.subcommand
    }

    /// The text of an option, without the space around it; none if there is nothing else.
    pub(in crate::discord) fn text(&self, name: &str) -> Option<&'a str> {
        self.find(name, |typed| match typed {
            Typed::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        })
    }

    /// The count of an option.
    pub(in crate::discord) fn count(&self, name: &str) -> Option<usize> {
        self.find(name, |typed| match typed {
            Typed::Number(number) => usize::try_from(number).ok(),
            _ => None,
        })
    }

    /// The yes or no of an option.
    pub(in crate::discord) fn flag(&self, name: &str) -> Option<bool> {
        self.find(name, |typed| match typed {
            Typed::Flag(flag) => Some(flag),
            _ => None,
        })
    }

    /// The channel of an option, with the caller's permissions there.
    pub(in crate::discord) fn channel(&self, name: &str) -> Option<&'a PartialChannel> {
        self.find(name, |typed| match typed {
            Typed::Channel(channel) => Some(channel),
            _ => None,
        })
    }
}

impl<'a> Options<'a> {
    /// The file of an option.
    pub(in crate::discord) fn file(&self, name: &str) -> Option<&'a Attachment> {
        self.find(name, |typed| match typed {
            Typed::File(file) => Some(file),
            _ => None,
        })
    }
}

impl CommandOption {
    /// The option as Discord registers it.
    pub(super) fn registration(&self, korean_names: bool) -> CreateCommandOption {
        let kind = match self.kind {
            OptionKind::Count => CommandOptionType::Integer,
            OptionKind::Flag => CommandOptionType::Boolean,
            OptionKind::Channel(_) => CommandOptionType::Channel,
            OptionKind::File => CommandOptionType::Attachment,
            OptionKind::Text
            | OptionKind::Passage(_)
            | OptionKind::Completed(_)
            | OptionKind::Sought(_)
            | OptionKind::Choice(_) => CommandOptionType::String,
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
            OptionKind::Passage(chars) => option.max_length(chars),
            OptionKind::Completed(_) | OptionKind::Sought(_) => {
                option.max_length(limits::QUERY_CHARS).set_autocomplete(true)
            }
            OptionKind::Count => option.min_int_value(1).max_int_value(10_000),
            OptionKind::Flag | OptionKind::File => option,
            OptionKind::Channel(kinds) => option.channel_types(kinds.to_vec()),
            OptionKind::Choice(list) => list().into_iter().fold(option, |option, choice| {
                let names = [(ENGLISH_LOCALE, choice.en.clone()), (KOREAN_LOCALE, choice.ko)];
                option.add_string_choice_localized(choice.en, choice.value, names)
            }),
        }
    }
}
