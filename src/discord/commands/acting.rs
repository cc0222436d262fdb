//! Commands that do something besides answering: they store or post, so they wait for other machines, and they may go on
//! after the first reply with buttons and forms of their own.
//!
//! Such a button or form has the custom id `do:<command>:<rest>`. What the rest means is the command's own affair; it holds
//! ids only, so that it works after a restart.

use std::pin::Pin;
use std::sync::Arc;

use serenity::builder::{CreateActionRow, CreateInputText, CreateModal};
use serenity::model::Permissions;
use serenity::model::application::InputTextStyle;
use serenity::model::channel::{ChannelType, Message};
use serenity::model::id::{ChannelId, GuildId, UserId};

use super::{COMMANDS, Command, Invocation, Reply};
use crate::brief::{Brief, Last, Request};
use crate::discord::bot::Bot;
use crate::discord::limits;
use crate::pack::Template;
use crate::reply::{Card, Footer};

/// What a command of this kind is: a function to a future.
pub(in crate::discord) type Act = for<'a> fn(&'a Acting<'a>, Step<'a>) -> Doing<'a>;

/// A command under way.
pub(in crate::discord) type Doing<'a> = Pin<Box<dyn Future<Output = Response> + Send + 'a>>;

/// A call of a command that acts, with all that it may act on.
pub(in crate::discord) struct Acting<'a> {
    pub(in crate::discord) bot: &'a Bot,
    pub(in crate::discord) invocation: Invocation<'a>,
    /// Who called.
    pub(in crate::discord) user: UserId,
    /// The server it was called in, if any.
    pub(in crate::discord) guild: Option<GuildId>,
    /// The channel or thread it was called in.
    pub(in crate::discord) channel: ChannelId,
    /// What the caller may do in that channel; nothing outside servers.
    pub(in crate::discord) caller_may: Permissions,
    /// What the bot may do in that channel.
    pub(in crate::discord) bot_may: Permissions,
    /// What kind of channel it was called in, if Discord has said so.
    pub(in crate::discord) channel_kind: Option<ChannelType>,
    /// The message that the pressed button stands under.
    pub(in crate::discord) under: Option<&'a Message>,
}

impl Acting<'_> {
    /// Has a brief made, away from the threads that serve everybody; or the card that says why there is none.
    pub(in crate::discord) async fn made(
        &self,
        template: &Template,
        last: Option<Last>,
        title: Option<&str>,
    ) -> Result<Brief, Box<Card>> {
        let (language, today) = (self.invocation.language, self.invocation.today);
        let (answerer, template) = (Arc::clone(&self.bot.answerer), template.clone());
        let title = title.map(str::to_owned);
        let work = move || {
            let (last, title) = (last.as_ref(), title.as_deref());
            answerer.brief(&Request { template: &template, language, today, last, title })
        };
        let made = self.bot.workshop.run("brief", self.user.get(), work).await;
        made.map_err(|undone| Box::new(undone.card(language)))
    }

    /// A text that the command has left under its own message; see [`memo`].
    pub(in crate::discord) fn memo(&self) -> Option<String> {
        let message = self.under?;
        let footers = message.embeds.iter().filter_map(|embed| embed.footer.as_ref()).map(|footer| footer.text.clone());
        // Where embeds are not allowed, the same stands in small print, escaped.
        let lines = message.content.lines().filter_map(|line| line.strip_prefix("-# "));
        let lines = lines.map(|line| line.replace(['\\', '\u{200B}'], ""));
        footers.chain(lines).find_map(|text| text.strip_prefix(MEMO).map(str::to_owned))
    }
}

/// How a text begins that a command leaves under its message for its buttons.
const MEMO: &str = "→ ";

/// A footer that a command's buttons find again with [`Acting::memo`]: what does not fit into a custom id.
pub(in crate::discord) fn memo(text: &str) -> Footer {
    Footer { answer_id: None, text: format!("{MEMO}{text}") }
}

/// At which step of a command the caller is.
#[derive(Clone, Debug)]
pub(in crate::discord) enum Step<'a> {
    /// It was called.
    Called,
    /// One of its buttons was pressed, or something was chosen from one of its menus.
    Pressed {
        /// What stands behind the command's name in the custom id.
        rest: &'a str,
        /// What was chosen; empty for a button.
        #[allow(dead_code, reason = "no command has a menu of its own yet")]
        chosen: &'a [String],
    },
    /// One of its forms was sent.
    Submitted {
        /// What stands behind the command's name in the custom id.
        #[allow(dead_code, reason = "each command has one form so far")]
        rest: &'a str,
        /// The fields by their ids, without the space around them.
        fields: Vec<(&'a str, &'a str)>,
    },
}

/// What comes of a step.
pub(in crate::discord) enum Response {
    /// Something to say.
    Reply(Box<Reply>),
    /// Something to say in the place of the message that the pressed button stands under.
    Update(Box<Reply>),
    /// A form to fill in.
    Form(Form),
}

impl<R: Into<Reply>> From<R> for Response {
    fn from(reply: R) -> Self {
        Self::Reply(Box::new(reply.into()))
    }
}

/// A button of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::discord) struct Button {
    /// Its custom id; see [`custom_id`].
    pub(in crate::discord) custom_id: String,
    /// What stands on it.
    pub(in crate::discord) label: String,
    /// Whether it is the one that does what the command is for.
    pub(in crate::discord) primary: bool,
}

/// A form of up to five fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::discord) struct Form {
    /// Its custom id; see [`custom_id`].
    pub(in crate::discord) custom_id: String,
    pub(in crate::discord) title: String,
    pub(in crate::discord) fields: Vec<Field>,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::discord) struct Field {
    pub(in crate::discord) id: &'static str,
    pub(in crate::discord) label: String,
    /// What stands in it before anything is typed.
    pub(in crate::discord) placeholder: String,
    /// What stands in it, to be changed; empty for nothing.
    pub(in crate::discord) value: String,
    pub(in crate::discord) required: bool,
    pub(in crate::discord) long: bool,
    pub(in crate::discord) max_chars: u16,
}

impl Form {
    /// The form as Discord shows it.
    pub(in crate::discord) fn draw(&self) -> CreateModal {
        let field = |field: &Field| {
            let style = if field.long { InputTextStyle::Paragraph } else { InputTextStyle::Short };
            let label = limits::cut(&field.label, limits::FORM_LABEL_CHARS);
            let input = CreateInputText::new(style, label, field.id).required(field.required);
            let placeholder = limits::cut(&field.placeholder, limits::FORM_PLACEHOLDER_CHARS);
            let input = input.placeholder(placeholder).max_length(field.max_chars);
            let value = limits::cut(&field.value, usize::from(field.max_chars));
            CreateActionRow::InputText(if value.is_empty() { input } else { input.value(value) })
        };
        let rows = self.fields.iter().take(limits::ACTION_ROWS).map(field).collect();
        let title = limits::cut(&self.title, limits::FORM_TITLE_CHARS);
        CreateModal::new(self.custom_id.clone(), title).components(rows)
    }
}

/// The custom id of a command's button or form.
pub(in crate::discord) fn custom_id(command: &str, rest: &str) -> String {
    format!("do:{command}:{rest}")
}

/// The command that a custom id belongs to, with the rest of the id; none if it is not one of a command that acts.
pub(in crate::discord) fn owner(custom_id: &str) -> Option<(&'static Command, Act, &str)> {
    let (name, rest) = custom_id.strip_prefix("do:")?.split_once(':')?;
    COMMANDS.iter().find_map(|command| match command.run {
        super::Run::Acts(act) if command.name.en == name => Some((command, act, rest)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_custom_id_names_its_command() {
        assert_eq!(custom_id("brief", "post:1"), "do:brief:post:1");
        for unknown in ["", "do:", "do:nothing:1", "do:fact:1", "share"] {
            assert!(owner(unknown).is_none(), "{unknown}");
        }
    }
}
