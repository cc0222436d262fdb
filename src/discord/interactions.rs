//! Slash commands, menu commands and completions: from what came in to what goes out.
//!
//! The reply is made before anything is sent, because whether it is an answer decides who may see it, and Discord
//! fixes that with the first response. What takes longer than a second is acknowledged first; see [`ask`](super::ask).

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse, CreateInteractionResponse};
use serenity::model::Permissions;
use serenity::model::application::{
    ActionRowComponent, AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, CommandDataOptionValue,
    CommandInteraction, CommandType, InteractionContext, ModalInteraction, ResolvedValue,
};
use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, GuildId, UserId};
use tokio::time::Instant;

use super::ask::{Ask, Waiting};
use super::bot::Bot;
use super::commands::{
    Act, Acting, Audience, COMMANDS, Choice, Command, Completing, Invocation, Kind, OptionKind, Options, Response, Run,
    Seeking, Step, Target, owner,
};
use super::dispatch::{Incident, guarded_future};
use super::errors::{Meaning, log_unsaid};
use super::gaps;
use super::limits;
use super::operators;
use super::workshop::Undone;
use crate::figure::{FigureRef, Language};
use crate::pack::Catalog;
use crate::query::{Frame, Outcome, Selection};
use crate::read::OnceRead;
use crate::reply::{Card, CardKind, say};
use crate::store::{Settings, Visibility};

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

    /// Where a form was sent. Discord says nothing of installations with it, and the reply is private in any case.
    fn of_form(interaction: &ModalInteraction) -> Self {
        Self {
            others: interaction.guild_id.is_some(),
            ..Self::new(
                interaction.guild_id,
                interaction.app_permissions,
                None,
                &AuthorizingIntegrationOwners::default(),
            )
        }
    }
}

/// The language of a Discord client, if the bot speaks it; English otherwise.
pub(super) fn language_of(locale: &str) -> Language {
    locale.parse().unwrap_or_default()
}

/// What the people who manage a server have set; the defaults elsewhere, and those last known when the store is gone.
pub(super) async fn settings(bot: &Bot, guild: Option<GuildId>) -> Settings {
    match guild {
        Some(guild) => bot.briefs.store.recent_settings(guild.get()).await,
        None => Settings::default(),
    }
}

/// The language in which somebody is answered: the server's, if one is set, otherwise their own.
pub(super) async fn spoken(bot: &Bot, guild: Option<GuildId>, locale: &str) -> Language {
    settings(bot, guild).await.language.unwrap_or_else(|| language_of(locale))
}

/// The language of the question in a command's options, if words of a question stand there; the query with what was read for that.
fn asked_in(bot: &Bot, options: &Options<'_>, query: Option<&OnceRead>) -> Option<Language> {
    let texts = ["query", "first", "second"].into_iter().filter_map(|name| options.text(name).map(|text| (name, text)));
    let typed = texts.filter(|(_, text)| Selection::from_token(text, bot.answerer.catalog()).is_none());
    let spoken_in = |(name, text)| bot.answerer.spoken_in(text, query.filter(|_| name == "query"));
    let spoken: Vec<Language> = typed.filter_map(spoken_in).collect();
    spoken.iter().copied().find(|language| *language == Language::Korean).or(spoken.first().copied())
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

/// A slash command or a message's menu entry was called.
pub(super) async fn command(bot: &Arc<Bot>, interaction: &Arc<CommandInteraction>, received: Instant) {
    let place = Place::new(
        interaction.guild_id,
        interaction.app_permissions,
        interaction.context,
        &interaction.authorizing_integration_owners,
    );
    let ask = Ask::new(bot, interaction.id, &interaction.token, received, place);
    let options = Options::new(&interaction.data.options());
    let settings = settings(bot, interaction.guild_id).await;
    let own = || language_of(&interaction.locale);
    let today = bot.day();
    let read = options.text("query").and_then(|text| bot.answerer.read(text, today));
    let language = match options.text("language") {
        Some(tag) => tag.parse().unwrap_or_else(|()| own()),
        // A question has a language of its own; a name alone is asked in the reader's.
        None => settings.language.or_else(|| asked_in(bot, &options, read.as_ref())).unwrap_or_else(own),
    };
    let Some(command) = find(interaction) else {
        // A command of an earlier version, still shown by a client that has not caught up.
        tracing::warn!(interaction_id = interaction.id.get(), name = interaction.data.name, "unknown command");
        return ask
            .reply("command", &notice(language, say!(language, "discord-unknown-command")).into(), Show::PRIVATE)
            .await;
    };
    tracing::debug!(interaction_id = interaction.id.get(), name = command.name.en, options = ?options, "command");
    let caller_may = interaction.member.as_ref().and_then(|member| member.permissions);
    if !command.callers.include(caller_may) {
        tracing::warn!(interaction_id = interaction.id.get(), name = command.name.en, "called without the permission");
        return ask.reply("command", &notice(language, command.callers.refusal(language)).into(), Show::PRIVATE).await;
    }
    let name = command.name.en;
    let visibility = options.text("visibility").or(settings.visibility.map(|visibility| match visibility {
        Visibility::Everyone => "everyone",
        Visibility::Asker => "me",
    }));
    let work = async {
        if let Some(refusal) = operators::refusal(bot, command, interaction.user.id, language).await {
            return Ok(notice(language, refusal).into());
        }
        let target = (command.kind == Kind::Message).then(|| target(interaction, bot)).flatten();
        let previous = bot.recall.of((interaction.user.id, interaction.channel_id), received).map(Frame::guarded);
        let mut response: Response = match command.run {
            Run::Answers(answer) => {
                let (answerer, interaction) = (Arc::clone(&bot.answerer), Arc::clone(interaction));
                let id = interaction.id.get();
                let work = move || {
                    let options = Options::new(&interaction.data.options());
                    answer(&Invocation { answerer: &*answerer, language, today, options, read, target, previous })
                };
                bot.workshop.run(name, id, work).await?.into()
            }
            Run::Acts(act) => {
                let answerer = &*bot.answerer;
                let invocation = Invocation { answerer, language, today, options, read, target, previous };
                let acting = Acting {
                    bot,
                    invocation,
                    user: interaction.user.id,
                    guild: interaction.guild_id,
                    channel: interaction.channel_id,
                    caller_may: caller_may.unwrap_or_default(),
                    bot_may: interaction.app_permissions.unwrap_or_default(),
                    channel_kind: interaction.channel.as_ref().map(|channel| channel.kind),
                    under: None,
                };
                act(&acting, Step::Called).await
            }
        };
        if let Response::Reply(reply) | Response::Update(reply) = &mut response {
            if let Some(frame) = reply.frame.take() {
                bot.recall.note((interaction.user.id, interaction.channel_id), frame, received);
            }
            bot.artist.add(&bot.answerer, reply, place).await;
        }
        Ok(response)
    };
    let waits_privately = command.audience == Audience::Asker || place.private || visibility == Some("me");
    let meanwhile = if waits_privately { Waiting::Private } else { Waiting::Public };
    let done = ask.awaiting(meanwhile, guarded_future(name, interaction.id.get(), work)).await;
    match done.unwrap_or_else(|incident| Err(Undone::Failed(incident))) {
        Err(undone) => ask.reply(name, &undone.card(language).into(), Show::PRIVATE).await,
        Ok(Response::Form(form)) => ask.form(name, &form).await,
        Ok(Response::Reply(reply) | Response::Update(reply)) => {
            if command.audience == Audience::EverybodyOnHit {
                bot.count_question(name, &reply.card);
            }
            // How to ask, and what changed, is for the one who asked.
            let page = matches!(reply.card.kind, CardKind::Help | CardKind::Changes);
            let hit = reply.card.outcome == Outcome::Answer && !page;
            let private = match (command.audience, visibility) {
                (Audience::Asker, _) => true,
                (Audience::EverybodyOnHit, _) if !hit => true,
                (Audience::EverybodyOnHit, Some("everyone")) => false,
                (Audience::EverybodyOnHit, Some("me")) => true,
                (Audience::EverybodyOnHit, _) => place.private,
            };
            // A question back is private in itself; what is then chosen goes to whom the answer would have gone.
            let choice_private = place.private || visibility == Some("me") || command.audience == Audience::Asker;
            ask.reply(name, &reply, Show { private, choice_private }).await;
            gaps::note(bot, interaction.guild_id, &settings, reply.unanswered.as_deref()).await;
        }
    }
}

/// A form was sent.
pub(super) async fn submitted(bot: &Bot, interaction: &ModalInteraction, received: Instant) {
    let language = spoken(bot, interaction.guild_id, &interaction.locale).await;
    let place = Place::of_form(interaction);
    let ask = Ask::new(bot, interaction.id, &interaction.token, received, place);
    let Some((command, act, rest)) = owner(&interaction.data.custom_id) else {
        tracing::warn!(interaction_id = interaction.id.get(), "a form that nothing stands behind was sent");
        return ask
            .reply("form", &notice(language, say!(language, "discord-unknown-button")).into(), Show::PRIVATE)
            .await;
    };
    let rows = interaction.data.components.iter().flat_map(|row| &row.components);
    let fields = rows.filter_map(|component| match component {
        ActionRowComponent::InputText(input) => {
            Some((input.custom_id.as_str(), input.value.as_deref().unwrap_or_default().trim()))
        }
        _ => None,
    });
    let step = Step::Submitted { rest, fields: fields.collect() };
    let caller = Caller {
        language,
        user: interaction.user.id,
        guild: interaction.guild_id,
        channel: interaction.channel_id,
        may: interaction.member.as_ref().and_then(|member| member.permissions),
        bot_may: interaction.app_permissions,
        under: None,
    };
    act_on(&ask, command, act, step, caller).await;
}

/// Who goes on with a command.
pub(super) struct Caller<'a> {
    pub(super) language: Language,
    pub(super) user: UserId,
    pub(super) guild: Option<GuildId>,
    pub(super) channel: ChannelId,
    pub(super) may: Option<Permissions>,
    pub(super) bot_may: Option<Permissions>,
    /// The message that a pressed button stands under.
    pub(super) under: Option<&'a Message>,
}

/// Goes on with a command whose button was pressed or whose form was sent. The presser may be somebody else than the caller,
/// so the permission is checked anew.
pub(super) async fn act_on(ask: &Ask<'_>, command: &Command, act: Act, step: Step<'_>, caller: Caller<'_>) {
    let language = caller.language;
    if !command.callers.include(caller.may) {
        let sentence = command.callers.refusal(language);
        return ask.reply("component", &notice(language, sentence).into(), Show::PRIVATE).await;
    }
    let name = command.name.en;
    let bot = ask.bot;
    let meanwhile = if matches!(step, Step::Pressed { .. }) { Waiting::Pressed } else { Waiting::Private };
    let work = async {
        if let Some(refusal) = operators::refusal(bot, command, caller.user, language).await {
            return notice(language, refusal).into();
        }
        let invocation = Invocation::plain(&*bot.answerer, language, bot.day());
        let acting = Acting {
            bot,
            invocation,
            user: caller.user,
            guild: caller.guild,
            channel: caller.channel,
            caller_may: caller.may.unwrap_or_default(),
            bot_may: caller.bot_may.unwrap_or_default(),
            channel_kind: None,
            under: caller.under,
        };
        act(&acting, step).await
    };
    match ask.awaiting(meanwhile, guarded_future(name, ask.id.get(), work)).await {
        Err(incident) => ask.fail(name, language, incident).await,
        Ok(Response::Form(form)) => ask.form(name, &form).await,
        Ok(Response::Update(reply)) => ask.update(name, &reply).await,
        Ok(Response::Reply(reply)) => ask.reply(name, &reply, Show::PRIVATE).await,
    }
}

/// The message from whose menu a command was called.
fn target(interaction: &CommandInteraction, bot: &Bot) -> Option<Target> {
    let message = interaction.data.resolved.messages.values().next()?;
    let ours = bot.identity.get().is_some_and(|identity| identity.user == message.author.id);
    let written = jiff::Timestamp::from_second(message.timestamp.unix_timestamp()).ok();
    Some(Target {
        figures: figures_in(message, bot),
        text: text_of(message),
        own: ours.then_some((message.channel_id, message.id)),
        written: written.map(|time| jiff::tz::Offset::UTC.to_datetime(time).date()),
    })
}

/// What a message says: its text, then that of its embeds, as it was written.
fn text_of(message: &Message) -> String {
    let embeds = message.embeds.iter().flat_map(|embed| {
        let fields = embed.fields.iter().flat_map(|field| [Some(&field.name), Some(&field.value)]);
        [embed.title.as_ref(), embed.description.as_ref()].into_iter().chain(fields).flatten()
    });
    let texts = std::iter::once(&message.content).chain(embeds).map(String::as_str);
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
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
pub(super) fn figures_in(message: &Message, bot: &Bot) -> Vec<FigureRef> {
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

/// How long suggestions may be looked for elsewhere. Discord wants them within three seconds, and typing goes on.
const SEEK_PATIENCE: Duration = Duration::from_secs(2);

/// The channel in an option or in those of a branch.
fn channel_in(value: &CommandDataOptionValue) -> Option<ChannelId> {
    match value {
        CommandDataOptionValue::Channel(channel) => Some(*channel),
        CommandDataOptionValue::SubCommand(options) => options.iter().find_map(|option| channel_in(&option.value)),
        _ => None,
    }
}

/// The option that is being typed, and what stands in it.
fn focused(interaction: &CommandInteraction) -> Option<(&'static OptionKind, &str)> {
    let focused = interaction.data.autocomplete()?;
    let branch = interaction.data.options().iter().find_map(|option| match option.value {
        ResolvedValue::SubCommand(_) => Some(option.name),
        _ => None,
    });
    let option = find(interaction)?.options_of(branch).iter().find(|option| option.name.en == focused.name)?;
    Some((&option.kind, focused.value))
}

/// An option is being typed.
pub(super) async fn complete(bot: &Bot, interaction: &Arc<CommandInteraction>, received: Instant) {
    let language = language_of(&interaction.locale);
    // The list stays empty when something goes wrong: there is no other way to say anything here.
    let id = interaction.id.get();
    let suggested = match focused(interaction) {
        Some((OptionKind::Completed(complete), _)) => {
            let told = bot.recall.of((interaction.user.id, interaction.channel_id), received);
            let recent: Vec<FigureRef> = told.iter().flat_map(|frame| frame.recent().iter().rev()).copied().collect();
            let (answerer, interaction) = (Arc::clone(&bot.answerer), Arc::clone(interaction));
            let work = move || {
                let query = Options::new(&interaction.data.options()).text("query");
                let typed = focused(&interaction).map_or("", |(_, typed)| typed);
                complete(&Completing { answerer: &*answerer, language, typed, query, recent: &recent })
            };
            let found = tokio::time::timeout(SEEK_PATIENCE, bot.workshop.run("completion", id, work)).await;
            found.ok().and_then(Result::ok)
        }
        Some((OptionKind::Sought(seek), typed)) => {
            let channel = interaction.data.options.iter().find_map(|option| channel_in(&option.value));
            let may = interaction.member.as_ref().and_then(|member| member.permissions).unwrap_or_default();
            let here = interaction.channel_id;
            let work = seek(Seeking { bot, language, typed, guild: interaction.guild_id, here, may, channel });
            let found = tokio::time::timeout(SEEK_PATIENCE, guarded_future("completion", id, work)).await;
            found.ok().and_then(Result::ok)
        }
        _ => None,
    };
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
