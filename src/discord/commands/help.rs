//! `/help`: how to ask, with examples; or what one command takes, from the list of commands.

use super::{
    COMMANDS, Choice, Command, CommandOption, Completing, Invocation, Kind, OptionKind, Reply, Run, Words, holds,
};
use crate::discord::answerer::Answerer;
use crate::figure::{Figure, Language};
use crate::query::{Outcome, Question};
use crate::reply::card::FactKind;
use crate::reply::{Card, CardKind, Fact, pages, say};

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
        None => overview(invocation.answerer, invocation.language),
    }
    .into()
}

/// The commands by what they are for, without the one that only those may call who run the bot.
const GROUPS: [(&str, &[&str]); 5] = [
    ("ask", &["fact", "compare", "trend"]),
    ("look", &["topics", "sources", "changes"]),
    ("use", &["cite", "export", "check", "report"]),
    ("post", &["brief", "schedule", "watch"]),
    ("manage", &["settings", "gaps", "mydata", "help"]),
];

/// How to ask, and every command with an example that works with the packs that are there.
pub(in crate::discord) fn overview(answerer: &dyn Answerer, language: Language) -> Card {
    let mut card = pages::help(answerer.catalog(), language);
    let examples = Examples::of(answerer, language);
    for (group, names) in GROUPS {
        card.paragraphs.push(match group {
            "ask" => say!(language, "help-group-ask"),
            "look" => say!(language, "help-group-look"),
            "use" => say!(language, "help-group-use"),
            "post" => say!(language, "help-group-post"),
            _ => say!(language, "help-group-manage"),
        });
        let commands = names.iter().filter_map(|name| slash_commands().find(|command| command.name.en == *name));
        card.paragraphs.extend(commands.map(|command| line(command, &examples, language)));
    }
    card
}

/// A command as one types it, with an example of what it takes, and what it does.
fn line(command: &Command, examples: &Examples, language: Language) -> String {
    let taken = |option: &str| command.options.iter().find(|known| known.name.en == option);
    let given: String = examples
        .of_command(command.name.en)
        .iter()
        .filter_map(|(option, text)| taken(option).map(|known| format!(" {}:{text}", known.name.get(language))))
        .collect();
    // Of a command with branches one that needs nothing.
    let branch = command.branches.iter().find(|branch| branch.options.iter().all(|option| !option.required));
    let branch = branch.map(|branch| format!(" {}", branch.name.get(language))).unwrap_or_default();
    format!("/{}{branch}{given} – {}", command.name.get(language), command.description.get(language))
}

/// What is asked in the examples, made of the packs' own names.
#[derive(Default)]
struct Examples {
    asked: String,
    compared: [String; 2],
    followed: String,
    topic: String,
    template: String,
}

/// So many figures are tried for an example.
const MAX_TRIED: usize = 60;

impl Examples {
    fn of(answerer: &dyn Answerer, language: Language) -> Self {
        let catalog = answerer.catalog();
        let is_answered = |text: &str| {
            let today = jiff::civil::Date::ZERO;
            let answer = answerer.ask(&Question { text, language: Some(language), as_of: None, source: None, today });
            answer.outcome == Outcome::Answer && answer.figures.len() == 1
        };
        let text = |figure: &Figure| {
            let metric = catalog.metric(figure.metric).name.get(language);
            say!(language, "example", "entity" => catalog.entity(figure.entity).name.get(language), "metric" => metric)
        };
        let featured = catalog.figures().iter().filter(|figure| figure.featured);
        let tried = featured.chain(catalog.figures()).take(MAX_TRIED).map(|figure| (figure, text(figure)));
        let texts: Vec<(&Figure, String)> = tried.filter(|(_, text)| is_answered(text)).collect();
        let pair = texts.iter().find_map(|(figure, text)| {
            let fits = |other: &Figure| other.metric == figure.metric && other.entity != figure.entity;
            let (_, other) = texts.iter().find(|(other, _)| fits(other))?;
            Some([text.clone(), other.clone()])
        });
        let is_series = |figure: &Figure| {
            let cell = catalog.cell(figure.metric, figure.entity);
            cell.iter().any(|other| catalog.figure(*other).period != figure.period)
        };
        let series = texts.iter().find(|(figure, _)| is_series(figure));
        Self {
            asked: texts.first().map(|(_, text)| text.clone()).unwrap_or_default(),
            compared: pair.unwrap_or_default(),
            followed: series.map(|(_, text)| text.clone()).unwrap_or_default(),
            topic: catalog.topics().first().map(|topic| topic.name.get(language).to_owned()).unwrap_or_default(),
            template: catalog.templates().first().map(|template| template.id.to_string()).unwrap_or_default(),
        }
    }

    /// What stands behind the options of a command; nothing where it goes without.
    fn of_command(&self, name: &str) -> Vec<(&'static str, &str)> {
        let [first, second] = &self.compared;
        let all = match name {
            "fact" => vec![("query", self.asked.as_str())],
            "compare" => vec![("first", first.as_str()), ("second", second.as_str())],
            "trend" => vec![("query", self.followed.as_str())],
            "topics" | "export" => vec![("topic", self.topic.as_str())],
            "cite" | "report" => vec![("figure", self.asked.as_str())],
            "check" => vec![("text", self.asked.as_str())],
            "brief" => vec![("template", self.template.as_str())],
            _ => Vec::new(),
        };
        all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
    }
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
