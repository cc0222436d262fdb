//! One person at the terminal: where they are, what they last saw, and what each line leads to.

use std::time::Duration;

use anstyle::{AnsiColor, Style};

use super::FaceOptions;
use super::complete::{Completions, Offered, complete};
use super::line::{Line, split_name, split_options};
use super::terminal;
use crate::sandbox::actor::{Actor, ActorError, Seen, View, localized};
use crate::sandbox::state::{Message, permissions};
use crate::sandbox::{Sandbox, limits};

const DIM: Style = Style::new().dimmed();
const KEY: Style = AnsiColor::Cyan.on_default().bold();
const PROBLEM: Style = AnsiColor::Yellow.on_default();

/// What a line leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Reaction {
    /// This is drawn.
    Draw(String),
    /// The session ends.
    Leave,
}

/// A person at the terminal.
pub struct Session<'a> {
    sandbox: &'a Sandbox,
    actor: Actor,
    name: String,
    channel: String,
    last: Option<Message>,
    filling: Option<(Seen, Vec<String>)>,
    offered: Offered,
    reply_wait: Duration,
    silence: Duration,
}

impl<'a> Session<'a> {
    /// Begins as the person and in the channel of the options.
    pub fn new(sandbox: &'a Sandbox, options: &FaceOptions) -> Self {
        Self {
            sandbox,
            actor: sandbox.user(&options.user),
            name: options.user.clone(),
            channel: options.channel.clone(),
            last: None,
            filling: None,
            offered: Offered::default(),
            reply_wait: options.reply_wait,
            silence: options.silence,
        }
    }

    /// What stands before the next line.
    pub fn prompt(&self) -> String {
        match self.next_input() {
            Some(label) => format!("{label}: "),
            None if self.channel.eq_ignore_ascii_case("dm") => format!("{} (direct)> ", self.name),
            None => format!("{} #{}> ", self.name, self.channel),
        }
    }

    pub(super) fn actor(&self) -> &Actor {
        &self.actor
    }

    pub(super) fn channel(&self) -> &str {
        &self.channel
    }

    pub(super) fn offered(&self) -> &Offered {
        &self.offered
    }

    /// Does what the line asks for and draws what there is to see then.
    pub async fn line(&mut self, line: &str) -> Reaction {
        if self.filling.is_some() {
            return Reaction::Draw(self.fill(line).await);
        }
        let result = match Line::read(line) {
            Line::Quit => return Reaction::Leave,
            Line::Empty => Ok(String::new()),
            Line::Help => Ok(self.help()),
            Line::Command(text) => self.command(text).await,
            Line::Tab(text) => Ok(self.tab(text).await),
            Line::Dm(text) => self.say("dm", text).await,
            Line::Language(locale) => Ok(self.language(locale)),
            Line::Channel(name) => Ok(self.switch_channel(name)),
            Line::User(name) => Ok(self.switch_user(name)),
            Line::Menu(name) => self.menu(name).await,
            Line::Number(number) => self.number(number).await,
            Line::Say(text) => {
                let channel = self.channel.clone();
                self.say(&channel, text).await
            }
        };
        let mut out = result.unwrap_or_else(|error| problem(&sentence(&error)));
        out.push_str(&self.news());
        Reaction::Draw(out)
    }

    async fn command(&mut self, text: &str) -> Result<String, ActorError> {
        let names: Vec<String> = self.actor.commands(&self.channel)?.into_iter().map(|(name, _)| name).collect();
        let (name, rest) = split_name(text, &names);
        let options = self.actor.options_of(&self.channel, name)?;
        let typed = split_options(rest, &options);
        if typed.is_empty() && !rest.trim().is_empty() {
            return Err(ActorError::UnknownOption(rest.trim().to_owned()));
        }
        let values: Vec<String> = typed.iter().map(|it| self.offered.value_of(it.value)).collect();
        let given: Vec<(&str, &str)> = typed.iter().zip(&values).map(|(it, value)| (it.name, value.as_str())).collect();
        let seen = self.actor.slash(&self.channel, name, &given).await?;
        self.show(seen).await
    }

    /// Draws the first answer, and waits for the rest when the bot is thinking.
    async fn show(&mut self, seen: Seen) -> Result<String, ActorError> {
        let drawn = self.sandbox.inspect(|state| terminal::seen(state, &seen));
        match &seen.view {
            View::Message(message) => self.remember(message),
            View::Updated(message) => {
                self.remember(message);
                self.sandbox.quiesce(self.silence).await;
            }
            View::Thinking(_) => {
                let settled = tokio::time::timeout(self.reply_wait, self.sandbox.settled(&seen)).await;
                let message = settled.map_err(|_| ActorError::Timeout(self.reply_wait))??;
                self.sandbox.quiesce(self.silence).await;
                return Ok(self.draw(message));
            }
            View::Modal(modal) if !modal.inputs.is_empty() => self.filling = Some((seen.clone(), Vec::new())),
            View::Unchanged => self.sandbox.quiesce(self.silence).await,
            _ => {}
        }
        Ok(drawn)
    }

    async fn say(&mut self, channel: &str, text: &str) -> Result<String, ActorError> {
        let said = self.actor.say(channel, text).await?;
        let expects = self.sandbox.inspect(|state| {
            let direct = state.channels.get(&said.channel_id).is_some_and(|it| it.recipients.contains(&state.bot()));
            direct || said.mentions.contains(&state.bot())
        });
        if !expects {
            self.sandbox.quiesce(self.silence).await;
            return Ok(String::new());
        }
        let place = said.channel_id.to_string();
        let reply = self.sandbox.wait_for_message(&place, |message| self.sees(message));
        match tokio::time::timeout(self.reply_wait, reply).await {
            Ok(Ok(message)) => Ok(self.draw(message)),
            Ok(Err(error)) => Err(error),
            Err(_) => Err(ActorError::Timeout(self.reply_wait)),
        }
    }

    async fn number(&mut self, number: usize) -> Result<String, ActorError> {
        let last = self.last.as_ref().and_then(|message| self.sandbox.message(message.id));
        let Some(last) = last else {
            return Ok(problem("There is no message with buttons yet."));
        };
        let buttons = last.buttons();
        let unknown = || ActorError::UnknownComponent(number.to_string());
        let place = number.checked_sub(1).ok_or_else(unknown)?;
        if let Some(button) = buttons.get(place) {
            if let Some(url) = &button.url {
                return Ok(format!("  {url}\n"));
            }
            let seen = self.actor.click(&last, button.custom_id.as_deref().unwrap_or_default()).await?;
            return self.show(seen).await;
        }
        let mut options = last.selects().into_iter().flat_map(|select| {
            let id = select.custom_id;
            select.options.into_iter().map(move |option| (id.clone(), option.value))
        });
        let (select, value) = options.nth(place - buttons.len()).ok_or_else(unknown)?;
        let seen = self.actor.select(&last, &select, &[value.as_str()]).await?;
        self.show(seen).await
    }

    async fn menu(&mut self, name: &str) -> Result<String, ActorError> {
        let target = self.actor.history(&self.channel)?.pop();
        let Some(target) = target else {
            return Ok(problem("There is no message yet."));
        };
        let seen = self.actor.message_menu(&target, name).await?;
        self.show(seen).await
    }

    /// Takes a line as the next field of the modal that is open.
    async fn fill(&mut self, line: &str) -> String {
        if line.trim() == "cancel" {
            self.filling = None;
            return problem("Closed without sending.");
        }
        let Some((seen, mut values)) = self.filling.take() else {
            return String::new();
        };
        values.push(line.to_owned());
        let inputs = seen.modal().map(|modal| modal.inputs.clone()).unwrap_or_default();
        if values.len() < inputs.len() {
            self.filling = Some((seen, values));
            return String::new();
        }
        let given: Vec<(&str, &str)> = inputs
            .iter()
            .zip(&values)
            .map(|(input, value)| {
                (input.custom_id.as_str(), if value.is_empty() { input.value.as_str() } else { value })
            })
            .collect();
        let drawn = match self.actor.submit_modal(&seen, &given).await {
            Ok(seen) => self.show(seen).await.unwrap_or_else(|error| problem(&sentence(&error))),
            Err(error) => problem(&sentence(&error)),
        };
        format!("{drawn}{}", self.news())
    }

    fn next_input(&self) -> Option<String> {
        let (seen, values) = self.filling.as_ref()?;
        seen.modal()?.inputs.get(values.len()).map(|input| input.label.clone())
    }

    async fn tab(&self, text: &str) -> String {
        let Completions { list, .. } = complete(&self.actor, &self.channel, text, &self.offered).await;
        if list.is_empty() {
            return format!("  {DIM}no suggestions{DIM:#}\n");
        }
        list.iter().map(|it| format!("  {}\n", terminal::one_line(&it.shown, 110))).collect()
    }

    fn language(&mut self, locale: &str) -> String {
        let locale = if locale == "en" { "en-US" } else { locale };
        if !limits::LOCALES.contains(&locale) {
            return problem("Discord knows no such language; try ko or en.");
        }
        self.actor.set_locale(locale);
        format!("  {DIM}{} now speaks {locale}{DIM:#}\n", self.name)
    }

    fn switch_channel(&mut self, name: &str) -> String {
        if self.actor.history(name).is_err() {
            let names = self.channels().join(", ");
            return problem(&format!("No such channel. There are: {names}, dm."));
        }
        name.trim_start_matches('#').clone_into(&mut self.channel);
        self.last = None;
        String::new()
    }

    fn switch_user(&mut self, name: &str) -> String {
        let found = self.sandbox.inspect(|state| {
            state
                .find_user(name)
                .filter(|user| !user.bot)
                .map(|user| user.display_name.clone().unwrap_or_else(|| user.name.clone()))
        });
        let Some(found) = found else {
            let people = self.sandbox.inspect(|state| {
                let people = state.users.values().filter(|user| !user.bot);
                people
                    .map(|user| user.display_name.clone().unwrap_or_else(|| user.name.clone()))
                    .collect::<Vec<_>>()
                    .join(", ")
            });
            return problem(&format!("Nobody of that name. There are: {people}."));
        };
        self.actor = self.sandbox.user(&found);
        self.name = found;
        self.last = None;
        String::new()
    }

    fn channels(&self) -> Vec<String> {
        let id = self.actor.id();
        self.sandbox.inspect(|state| {
            let seen = state.channels.values().filter(|it| permissions::in_channel(state, id, it) != 0);
            seen.filter(|it| !it.name.is_empty()).map(|it| it.name.clone()).collect()
        })
    }

    /// The people of this world; who owns a server is said, since some commands are for them alone.
    fn people(&self) -> Vec<String> {
        self.sandbox.inspect(|state| {
            let owns = |id| state.guilds.values().find(|guild| guild.owner_id == id);
            let people = state.users.values().filter(|user| !user.bot);
            people
                .map(|user| match owns(user.id) {
                    Some(guild) => format!("{} (owns {})", user.name, guild.name),
                    None => user.name.clone(),
                })
                .collect()
        })
    }

    /// The options of a command as they are typed; those in brackets may be left out.
    fn options(&self, command: &str) -> String {
        let locale = self.actor.locale();
        let options = self.actor.options_of(&self.channel, command).unwrap_or_default();
        options
            .iter()
            .map(|option| {
                let name = localized(option, "name", &locale);
                if option["required"] == true { format!(" {name}:") } else { format!(" [{name}:]") }
            })
            .collect()
    }

    fn help(&self) -> String {
        let commands = self.actor.commands(&self.channel).unwrap_or_default();
        let mut rows: Vec<(String, String)> = commands
            .into_iter()
            .map(|(name, description)| (format!("/{name}{}", self.options(&name)), description))
            .collect();
        let bot = self.sandbox.inspect(|state| state.application.name.clone());
        let mut add = |typed: &str, meaning: &str| rows.push((typed.to_owned(), meaning.to_owned()));
        add(&format!("@{bot} TEXT"), "asks the bot in the channel");
        add("dm TEXT", "writes to the bot directly");
        add("1, 2, ...", "presses that button or picks that option of the last message");
        add("tab /COMMAND ...", "lists what Tab would offer");
        add("menu NAME", "calls a command on the last message");
        add("lang ko|en", "switches your language");
        add("channel NAME", &format!("goes to another channel: {}, dm", self.channels().join(", ")));
        add("user NAME", &format!("becomes another person: {}", self.people().join(", ")));
        add("quit", "leaves");
        rows.iter().map(|(typed, meaning)| format!("  {KEY}{typed}{KEY:#}  {meaning}\n")).collect()
    }

    /// What has come besides the answer: follow-ups, edits, messages elsewhere.
    fn news(&mut self) -> String {
        let mut out = String::new();
        for message in self.sandbox.unread() {
            if self.sees(&message) {
                self.sandbox.change(|state| state.take(message.id));
                out.push_str(&self.draw(message));
            }
        }
        out
    }

    fn sees(&self, message: &Message) -> bool {
        message.visible_to.is_none_or(|user| user == self.actor.id())
    }

    /// Numbers mean the components of the last message that has any.
    fn remember(&mut self, message: &Message) {
        if !message.buttons().is_empty() || !message.selects().is_empty() {
            self.last = Some(message.clone());
        }
    }

    fn draw(&mut self, message: Message) -> String {
        self.remember(&message);
        self.sandbox.inspect(|state| terminal::message(state, &message))
    }
}

fn problem(text: &str) -> String {
    format!("  {PROBLEM}{text}{PROBLEM:#}\n")
}

fn sentence(error: &ActorError) -> String {
    match error {
        ActorError::UnknownCommand(name) => {
            format!("There is no command /{name} here. ? lists the commands.")
        }
        ActorError::UnknownOption(name) => {
            format!("The command has no option {name:?}. Tab lists its options.")
        }
        ActorError::MissingOption(name) => {
            format!("The option {name} is required: type {name}:VALUE.")
        }
        ActorError::UnknownComponent(number) => {
            format!("The last message has nothing to press under {number}.")
        }
        ActorError::Timeout(_) => "No answer came.".to_owned(),
        other => other.to_string(),
    }
}
