//! `/help`: how to ask, with examples; or what one command takes, from the list of commands.

use super::{
    COMMANDS, Choice, Command, CommandOption, Completing, Invocation, Kind, OptionKind, Reply, Run, Words, holds,
};
use crate::figure::Language;
use crate::query::Outcome;
use crate::reply::card::FactKind;
use crate::reply::{Card, CardKind, Fact, pages};

pub(super) const COMMAND: Command = Command {
    name: Words { en: "help", ko: "도움말" },
    description: Words { en: "How to ask, with examples", ko: "질문 방법과 예시" },
    options: &[CommandOption {
        name: Words { en: "command", ko: "명령어" },
        description: Words { en: "The command to explain", ko: "설명을 볼 명령어" },
        required: false,
        kind: OptionKind::Completed(complete_command),
    }],
    run: Run::Answers(run),
    ..Command::READER
};

fn run(invocation: &Invocation<'_>) -> Reply {
    let named = invocation.options.text("command").and_then(|text| {
        let text = text.trim_start_matches('/');
        slash_commands().find(|command| [command.name.en, command.name.ko].contains(&text))
    });
    match named {
        Some(command) => explanation(command, invocation.language),
        None => pages::help(invocation.answerer.catalog(), invocation.language),
    }
    .into()
}

/// What a command does and takes.
fn explanation(command: &Command, language: Language) -> Card {
    let title = title(command, language);
    let mut card = Card::new(language, CardKind::Help, Outcome::Answer, title);
    card.paragraphs.push(command.description.get(language).to_owned());
    let branches = command.branches.iter().map(|branch| (branch.name, branch.description));
    let options = command.options.iter().map(|option| (option.name, option.description));
    card.facts = branches
        .chain(options)
        .map(|(name, description)| Fact {
            kind: FactKind::Other,
            label: name.get(language).to_owned(),
            value: description.get(language).to_owned(),
        })
        .collect();
    card
}

/// A command's name as one types it, with the Korean name beside it: Discord shows the one that fits the reader.
fn title(command: &Command, language: Language) -> String {
    match language {
        Language::English => format!("/{}", command.name.en),
        Language::Korean => format!("/{} (/{})", command.name.ko, command.name.en),
    }
}

fn slash_commands() -> impl Iterator<Item = &'static Command> {
    COMMANDS.iter().filter(|command| command.kind == Kind::Slash)
}

fn complete_command(completing: &Completing<'_>) -> Vec<Choice> {
    let typed = completing.typed.trim_start_matches('/');
    slash_commands()
        .filter(|command| holds([command.name.en, command.name.ko].into_iter(), typed))
        .map(|command| Choice { name: title(command, completing.language), value: command.name.en.to_owned() })
        .collect()
}
