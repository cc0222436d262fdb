//! Slash commands, menu commands and completions: from what came in to what goes out.
//!
//! The reply is made before anything is sent, because whether it is an answer decides who may see it, and Discord
//! fixes that with the first response. Nothing is deferred: all data is in memory.

use std::collections::HashSet;

use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse, CreateInteractionResponse};
use serenity::model::Permissions;
use serenity::model::application::{
    AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, CommandInteraction, CommandType, InteractionContext,
};
use serenity::model::channel::Message;
use serenity::model::id::{GuildId, InteractionId};
use tokio::time::Instant;

use super::bot::Bot;
use super::commands::{
    Audience, COMMANDS, Choice, Command, Completing, File, Invocation, Kind, OptionKind, Options, Reply,
};
use super::dispatch::{Incident, guarded};
use super::errors::{Meaning, log_unsaid};
use super::limits;
use super::render::{Drawing, draw, draw_without_embeds};
use crate::figure::{FigureRef, Language};
use crate::pack::Catalog;
use crate::query::Outcome;
use crate::reply::pages::{self, Notice};
use crate::reply::{Card, CardKind, say};

/// Where an interaction happens, as far as a reply depends on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Whether embeds may be sent there.
    pub(super) embeds: bool,
    /// Whether files may be sent there.
    pub(super) files: bool,
    /// Whether replies are private unless the asker wants otherwise: in group messages, and in servers that only the
    /// asker brought the bot to.
    pub(super) private: bool,
    /// Whether somebody else could see a reply.
    pub(super) others: bool,
}

impl Place {
    pub(super) fn new(
        guild: Option<GuildId>,
        permissions: Option<Permissions>,
        context: Option<InteractionContext>,
        owners: &AuthorizingIntegrationOwners,
    ) -> Self {
        let installed_here =
            owners.0.iter().any(|owner| matches!(owner, AuthorizingIntegrationOwner::GuildInstall(Some(_))));
        let only_user = owners.0.iter().any(|owner| matches!(owner, AuthorizingIntegrationOwner::UserInstall(_)))
            && !installed_here;
        let in_group = context == Some(InteractionContext::PrivateChannel);
        // Without a word about permissions nothing is known to be missing.
        let may = |what| guild.is_none() || permissions.is_none_or(|permissions| permissions.contains(what));
        Self {
            embeds: may(Permissions::EMBED_LINKS),
            files: may(Permissions::ATTACH_FILES),
            private: in_group || (guild.is_some() && only_user),
            others: guild.is_some() || in_group,
        }
    }
}

/// The language of a Discord client, if the bot speaks it; English otherwise.
pub(super) fn language_of(locale: &str) -> Language {
    locale.parse().unwrap_or_default()
}

/// Who sees a reply, and what is chosen from its menu.
#[derive(Clone, Copy, Debug)]
pub(super) struct Show {
    /// Whether the asker alone sees the reply.
    pub(super) private: bool,
    /// Whether the asker alone sees what is chosen from a question back.
    pub(super) choice_private: bool,
}

impl Show {
    /// To the asker alone.
    pub(super) const PRIVATE: Self = Self { private: true, choice_private: true };
}

/// An interaction to be answered.
pub(super) struct Ask<'a> {
    pub(super) bot: &'a Bot,
    pub(super) id: InteractionId,
    pub(super) token: &'a str,
    pub(super) received: Instant,
    pub(super) place: Place,
}

impl Ask<'_> {
    /// Sends a card.
    pub(super) async fn reply(&self, what: &'static str, reply: &Reply, show: Show) {
        let refusal;
        let (card, file) = match &reply.file {
            Some(_) if !self.place.files => {
                refusal = pages::notice(reply.card.language, &Notice::NoFiles);
                (&refusal, None)
            }
            file => (&reply.card, file.as_ref()),
        };
        let private = show.private;
        let drawing = Drawing {
            embeds: self.place.embeds,
            share: private && self.place.others && can_be_shared(card),
            pick: reply.pick(show.choice_private),
        };
        let payload = if drawing.embeds { draw(card, &drawing) } else { draw_without_embeds(card, &drawing) };
        let response = CreateInteractionResponse::Message(payload.into_response(private));
        let Err(error) = self.send_with(&response, file).await else { return };
        // Discord found something in the reply that it does not take. The same as plain text is worth a second try,
        // since nothing has been said yet.
        if error.meaning() == Meaning::OurMistake {
            let payload = draw(card, &Drawing { embeds: false, share: false, pick: drawing.pick });
            let plain = super::render::Payload { rows: Vec::new(), ..payload };
            tracing::error!(what, id = self.id.get(), %error, "Discord refused a reply; it goes out as plain text");
            if self.send(&CreateInteractionResponse::Message(plain.into_response(private))).await.is_ok() {
                return;
            }
        }
        log_unsaid(&error, what, self.id.get(), self.received.elapsed());
    }

    /// Says to the asker alone that something went wrong.
    pub(super) async fn fail(&self, what: &'static str, language: Language, incident: Incident) {
        self.reply(what, &failed(language, incident).into(), Show::PRIVATE).await;
    }

    pub(super) async fn send(&self, response: &CreateInteractionResponse) -> Result<(), super::errors::RestError> {
        self.send_with(response, None).await
    }

    async fn send_with(
        &self,
        response: &CreateInteractionResponse,
        file: Option<&File>,
    ) -> Result<(), super::errors::RestError> {
        self.bot.rest.respond(self.id, self.token, response, file, self.received).await
    }
}

/// The sentence about a mistake of ours.
pub(super) fn failed(language: Language, incident: Incident) -> Card {
    notice(language, say!(language, "discord-failed", "incident" => incident.text()))
}

/// A card of one sentence.
pub(super) fn notice(language: Language, sentence: String) -> Card {
    let mut card = Card::new(language, CardKind::Notice, Outcome::None, "");
    card.paragraphs.push(sentence);
    card
}

/// Whether others gain anything from seeing a card.
fn can_be_shared(card: &Card) -> bool {
    let for_oneself = matches!(
        card.kind,
        CardKind::Choice | CardKind::None | CardKind::Notice | CardKind::Help | CardKind::Topics | CardKind::Sources
    );
    card.outcome == Outcome::Answer && !for_oneself
}

/// A slash command or a message's menu entry was called.
pub(super) async fn command(bot: &Bot, interaction: &CommandInteraction, received: Instant) {
    let place = Place::new(
        interaction.guild_id,
        interaction.app_permissions,
        interaction.context,
        &interaction.authorizing_integration_owners,
    );
    let ask = Ask { bot, id: interaction.id, token: &interaction.token, received, place };
    let options = Options::new(&interaction.data.options());
    let language = match options.text("language") {
        Some(tag) => tag.parse().unwrap_or_else(|()| language_of(&interaction.locale)),
        None => language_of(&interaction.locale),
    };
    let Some(command) = find(interaction) else {
        // A command of an earlier version, still shown by a client that has not caught up.
        tracing::warn!(interaction_id = interaction.id.get(), name = interaction.data.name, "unknown command");
        return ask
            .reply("command", &notice(language, say!(language, "discord-unknown-command")).into(), Show::PRIVATE)
            .await;
    };
    tracing::debug!(interaction_id = interaction.id.get(), name = command.name.en, options = ?options, "command");
    let visibility = options.text("visibility");
    let work = || {
        let target = (command.kind == Kind::Message).then(|| {
            let messages = interaction.data.resolved.messages.values();
            messages.flat_map(|message| figures_in(message, bot)).collect()
        });
        let invocation =
            Invocation { answerer: &*bot.answerer, language, today: (bot.today)(), options: options.clone(), target };
        (command.run)(&invocation)
    };
    match guarded(command.name.en, interaction.id.get(), work) {
        Err(incident) => ask.fail(command.name.en, language, incident).await,
        Ok(reply) => {
            let hit = reply.card.outcome == Outcome::Answer;
            let private = match (command.audience, visibility) {
                (Audience::Asker, _) => true,
                (Audience::EverybodyOnHit, _) if !hit => true,
                (Audience::EverybodyOnHit, Some("everyone")) => false,
                (Audience::EverybodyOnHit, Some("me")) => true,
                (Audience::EverybodyOnHit, _) => place.private,
            };
            // A question back is private in itself; what is then chosen goes to whom the answer would have gone.
            let choice_private = place.private || visibility == Some("me") || command.audience == Audience::Asker;
            ask.reply(command.name.en, &reply, Show { private, choice_private }).await;
        }
    }
}

fn find(interaction: &CommandInteraction) -> Option<&'static Command> {
    let kind = match interaction.data.kind {
        CommandType::ChatInput => Kind::Slash,
        CommandType::Message => Kind::Message,
        _ => return None,
    };
    COMMANDS.iter().find(|command| command.kind == kind && command.name.en == interaction.data.name)
}

/// The figures whose answer ids a message of the bot shows, in reading order.
fn figures_in(message: &Message, bot: &Bot) -> Vec<FigureRef> {
    let ours = bot.identity.get().is_some_and(|identity| identity.user == message.author.id);
    if !ours {
        return Vec::new();
    }
    let footers = message.embeds.iter().filter_map(|embed| embed.footer.as_ref()).map(|footer| footer.text.as_str());
    let texts: Vec<&str> = footers.chain([message.content.as_str()]).collect();
    texts.into_iter().flat_map(|text| answer_ids(text, bot.answerer.catalog())).collect()
}

/// The figures whose answer ids (`id@pack`) stand in a text.
fn answer_ids(text: &str, catalog: &Catalog) -> Vec<FigureRef> {
    let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '@');
    text.split(|c| !is_id(c))
        .filter_map(|word| word.split_once('@'))
        .filter_map(|(id, _pack)| catalog.find_figure(id))
        .collect()
}

/// An option is being typed.
pub(super) async fn complete(bot: &Bot, interaction: &CommandInteraction, received: Instant) {
    let language = language_of(&interaction.locale);
    let suggested = interaction.data.autocomplete().zip(find(interaction)).and_then(|(focused, command)| {
        let option = command.options.iter().find(|option| option.name.en == focused.name)?;
        let OptionKind::Completed(complete) = option.kind else { return None };
        let work = || complete(&Completing { answerer: &*bot.answerer, language, typed: focused.value });
        // The list stays empty then: there is no other way to say anything here.
        guarded("completion", interaction.id.get(), work).ok()
    });
    let choices = autocomplete_choices(suggested.unwrap_or_default());
    let response = CreateInteractionResponse::Autocomplete(CreateAutocompleteResponse::new().set_choices(choices));
    if let Err(error) = bot.rest.respond(interaction.id, &interaction.token, &response, None, received).await {
        // The next key supersedes a completion, so one that came too late is nothing to note.
        match error.meaning() {
            Meaning::TooLate => tracing::debug!(interaction_id = interaction.id.get(), %error, "completion superseded"),
            _ => log_unsaid(&error, "completion", interaction.id.get(), received.elapsed()),
        }
    }
}

/// Suggestions as Discord takes them: cut to size, at most 25, no name twice (clients then pick the first one).
fn autocomplete_choices(choices: Vec<Choice>) -> Vec<AutocompleteChoice> {
    let mut names = HashSet::new();
    choices
        .into_iter()
        .map(|choice| (limits::cut(choice.name.trim(), limits::CHOICE_CHARS), choice.value))
        .filter(|(name, value)| {
            let fits = !name.is_empty() && (1..=limits::CHOICE_CHARS).contains(&value.chars().count());
            fits && names.insert(name.clone())
        })
        .take(limits::AUTOCOMPLETE_CHOICES)
        .map(|(name, value)| AutocompleteChoice::new(name, value))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_are_made_to_fit() {
        let choice = |name: &str, value: &str| Choice { name: name.to_owned(), value: value.to_owned() };
        let mut choices = vec![
            choice("same", "a"),
            choice("same", "b"),
            choice("", "c"),
            choice("long value", &"x".repeat(101)),
            choice(&"가".repeat(120), "d"),
        ];
        choices.extend((0..40).map(|number| choice(&format!("n{number}"), &format!("v{number}"))));
        let made = serde_json::to_value(autocomplete_choices(choices)).unwrap();
        let made = made.as_array().unwrap();
        assert_eq!(made.len(), limits::AUTOCOMPLETE_CHOICES);
        assert_eq!(made[0]["value"], "a");
        assert_eq!(made[1]["name"].as_str().unwrap().chars().count(), limits::CHOICE_CHARS);
    }

    #[test]
    fn locales_decide_the_language() {
        assert_eq!(language_of("ko"), Language::Korean);
        assert_eq!(language_of("en-GB"), Language::English);
        assert_eq!(language_of("ja"), Language::English);
        assert_eq!(language_of(""), Language::English);
    }
}
