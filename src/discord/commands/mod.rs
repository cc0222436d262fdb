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

mod acting;
mod brief;
mod briefing;
mod changes;
mod check;
mod check_message;
mod cite;
mod cite_message;
mod common;
mod compare;
pub(super) mod export;
mod fact;
mod gaps;
pub(super) mod help;
mod mydata;
mod option;
mod pack;
mod post_message;
mod report;
mod schedule;
mod settings;
mod sources;
mod topics;
mod trend;
mod watch;

use jiff::civil::Date;
use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::Permissions;
use serenity::model::application::{CommandOptionType, CommandType, InstallationContext, InteractionContext};
use serenity::model::id::{ChannelId, MessageId};

use super::answerer::Answerer;
use super::picture::Wanted;
use super::render::Attached;
use super::{limits, menu::Pick};
use crate::figure::{FigureRef, Language, PartialDate};
use crate::query::{Frame, Outcome, Question, Selection};
use crate::read::OnceRead;
use crate::reply::pages::{self, Notice};
use crate::reply::{Card, Shown, Sketch, compose_short, say};

pub(super) use acting::{Act, Acting, Button, Doing, Field, Form, Response, Step, custom_id, memo, owner};
pub(super) use option::{Choice, CommandOption, Completing, FixedChoice, OptionKind, Options, Seeking, Sought};

/// All commands, in the order of the help.
pub(super) const COMMANDS: &[Command] = &[
    fact::COMMAND,
    compare::COMMAND,
    trend::COMMAND,
    topics::COMMAND,
    sources::COMMAND,
    cite::COMMAND,
    export::COMMAND,
    check::COMMAND,
    changes::COMMAND,
    report::COMMAND,
    brief::COMMAND,
    help::COMMAND,
    settings::COMMAND,
    gaps::COMMAND,
    schedule::COMMAND,
    watch::COMMAND,
    mydata::COMMAND,
    pack::COMMAND,
    check_message::COMMAND,
    cite_message::COMMAND,
    post_message::COMMAND,
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
    /// Its branches, if it is called by one of them; it then takes nothing itself.
    pub(super) branches: &'static [Branch],
    /// Who may call it.
    pub(super) callers: Callers,
    /// Who sees the reply.
    pub(super) audience: Audience,
    /// What it does.
    pub(super) run: Run,
}

impl Command {
    /// What most commands are, apart from their names: for every reader, and answered to the asker alone.
    pub(super) const READER: Self = Self {
        name: Words { en: "", ko: "" },
        description: Words { en: "", ko: "" },
        kind: Kind::Slash,
        options: &[],
        branches: &[],
        callers: Callers::Everybody,
        audience: Audience::Asker,
        run: Run::Answers(|invocation| pages::help(invocation.answerer.catalog(), invocation.language).into()),
    };
}

/// A branch of a command: `/settings show`.
pub(super) struct Branch {
    pub(super) name: Words,
    pub(super) description: Words,
    /// What it takes, required options first.
    pub(super) options: &'static [CommandOption],
}

/// What a command does.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// Says something that follows from the catalogue alone, at once.
    Answers(fn(&Invocation<'_>) -> Reply),
    /// Does something besides, which may take a while.
    Acts(Act),
}

/// Who may call a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Callers {
    /// Everybody, in servers, direct messages and as a user install.
    Everybody,
    /// Members of a server who may manage it, in that server. Server admins can give the command to others, so Discord's
    /// own check is a default only; the bot checks the permission itself.
    ServerManagers,
    /// Members of a server who may manage the messages of the channel, checked in the same way.
    MessageManagers,
    /// Who runs the bot. Discord knows nothing of them: it shows the command to the admins of servers alone, and
    /// [`operators`](super::operators) says who they are.
    Operators,
}

impl Callers {
    /// What a caller needs; nothing if everybody may call.
    fn needs(self) -> Option<Permissions> {
        match self {
            Self::Everybody => None,
            Self::ServerManagers => Some(Permissions::MANAGE_GUILD),
            Self::MessageManagers => Some(Permissions::MANAGE_MESSAGES),
            Self::Operators => Some(Permissions::empty()),
        }
    }

    /// Whether somebody with these permissions may call, as far as permissions say; they are none outside servers.
    pub(super) fn include(self, may: Option<Permissions>) -> bool {
        if self == Self::Operators {
            return true;
        }
        let needed = self.needs().map(|needed| needed | Permissions::ADMINISTRATOR);
        needed.is_none_or(|needed| may.is_some_and(|may| may.intersects(needed)))
    }

    /// What somebody else is told.
    pub(super) fn refusal(self, language: Language) -> String {
        match self {
            Self::MessageManagers => say!(language, "discord-moderators-only"),
            Self::Operators => say!(language, "discord-operators-only"),
            Self::Everybody | Self::ServerManagers => say!(language, "discord-managers-only"),
        }
    }
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

/// A call of a command.
pub(super) struct Invocation<'a> {
    pub(super) answerer: &'a dyn Answerer,
    /// The language to reply in.
    pub(super) language: Language,
    /// The day on which it is called.
    pub(super) today: Date,
    /// What was typed, by the options' English names.
    pub(super) options: Options<'a>,
    /// The query among them, if it was read already.
    pub(super) read: Option<OnceRead>,
    /// The message from whose menu it was called; none for other commands.
    pub(super) target: Option<Target>,
    /// What the caller was last told there.
    pub(super) previous: Option<Frame>,
}

/// The message from whose menu a command was called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Target {
    /// The figures whose answer ids it shows, in reading order, if it is the bot's own.
    pub(super) figures: Vec<FigureRef>,
    /// What it says: its text and that of its embeds, as it was written.
    pub(super) text: String,
    /// Where it is, if it is the bot's own.
    pub(super) own: Option<(ChannelId, MessageId)>,
    /// The day on which it was written, in UTC.
    pub(super) written: Option<Date>,
}

/// What a command replies.
pub(super) struct Reply {
    pub(super) card: Card,
    /// The date as of which it was asked.
    pub(super) as_of: Option<PartialDate>,
    /// A file that goes with the card.
    pub(super) file: Option<File>,
    /// A picture that is to be drawn and then goes with the card.
    pub(super) picture: Option<Wanted>,
    /// What the picture that goes with the card was drawn from.
    pub(super) sketch: Option<Sketch>,
    /// Buttons of the command itself, before those of the card.
    pub(super) buttons: Vec<Button>,
    /// What is spoken of now.
    pub(super) frame: Option<Frame>,
    /// What is chosen from the menu is compared with these figures, at this place among them.
    pub(super) beside: Option<(usize, Shown)>,
    /// The words of a question that the packs could not answer.
    pub(super) unanswered: Option<String>,
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
        Self {
            card,
            as_of: None,
            file: None,
            picture: None,
            sketch: None,
            buttons: Vec::new(),
            frame: None,
            beside: None,
            unanswered: None,
        }
    }
}

impl Reply {
    /// The picture among the files of the reply.
    pub(super) fn attached(&self) -> Option<Attached> {
        let file = self.file.as_ref().filter(|_| self.sketch.is_some())?;
        Some(Attached { name: file.name.clone(), sketch: self.sketch.clone() })
    }

    /// What the menu under the reply remembers.
    pub(super) fn pick(&self, private: bool) -> Pick {
        // Under an answer the menu is for one's own curiosity; under a question back it is the way to the answer.
        let private = private || self.card.outcome == Outcome::Answer;
        Pick { private, as_of: self.as_of, beside: self.beside.clone() }
    }
}

impl<'a> Invocation<'a> {
    /// A call without options, target or anything before it.
    pub(super) fn plain(answerer: &'a dyn Answerer, language: Language, today: Date) -> Self {
        Self { answerer, language, today, options: Options::default(), read: None, target: None, previous: None }
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
            (Outcome::Choice, _) => Err(Box::new(compose_short(&answer, catalog, self.today))),
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

/// Discord's locale for the default names. Without it a British reader would be shown another language's.
const ENGLISH_LOCALE: &str = "en-US";
const KOREAN_LOCALE: &str = "ko";

impl Command {
    /// The command as Discord registers it.
    pub(super) fn registration(&self, korean_names: bool) -> CreateCommand {
        let kind = match self.kind {
            Kind::Slash => CommandType::ChatInput,
            Kind::Message => CommandType::Message,
        };
        let mut command = CreateCommand::new(self.name.en).kind(kind).name_localized(ENGLISH_LOCALE, self.name.en);
        command =
            match self.callers.needs() {
                None => {
                    command.integration_types(vec![InstallationContext::Guild, InstallationContext::User]).contexts(
                        vec![InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel],
                    )
                }
                Some(needed) => command
                    .integration_types(vec![InstallationContext::Guild])
                    .contexts(vec![InteractionContext::Guild])
                    .default_member_permissions(needed),
            };
        if korean_names {
            command = command.name_localized(KOREAN_LOCALE, self.name.ko);
        }
        if self.kind == Kind::Slash {
            command = command
                .description(self.description.en)
                .description_localized(ENGLISH_LOCALE, self.description.en)
                .description_localized(KOREAN_LOCALE, self.description.ko);
        }
        let branches = self.branches.iter().map(|branch| branch.registration(korean_names));
        let options = self.options.iter().map(|option| option.registration(korean_names));
        branches.chain(options).fold(command, CreateCommand::add_option)
    }

    /// What is taken by the command, or by the branch of it that has this name.
    pub(super) fn options_of(&self, branch: Option<&str>) -> &'static [CommandOption] {
        let branch = branch.and_then(|name| self.branches.iter().find(|branch| branch.name.en == name));
        branch.map_or(self.options, |branch| branch.options)
    }
}

impl Branch {
    fn registration(&self, korean_names: bool) -> CreateCommandOption {
        let kind = CommandOptionType::SubCommand;
        let mut branch = CreateCommandOption::new(kind, self.name.en, self.description.en)
            .name_localized(ENGLISH_LOCALE, self.name.en)
            .description_localized(ENGLISH_LOCALE, self.description.en)
            .description_localized(KOREAN_LOCALE, self.description.ko);
        if korean_names {
            branch = branch.name_localized(KOREAN_LOCALE, self.name.ko);
        }
        let options = self.options.iter().map(|option| option.registration(korean_names));
        options.fold(branch, CreateCommandOption::add_sub_option)
    }
}

#[cfg(test)]
mod tests;
