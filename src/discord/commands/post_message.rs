//! The entry "Post to thread" in a message's menu: an answer of the bot goes to the server's reporting place, or to a thread
//! that the caller then chooses. The same answer goes to the same place once.

use serde_json::{Value, json};
use serenity::http::{LightMethod, Request, Route};
use serenity::model::channel::ChannelType;
use serenity::model::id::{ChannelId, GuildId, MessageId};

use super::briefing;
use super::{Acting, Button, Command, Doing, Kind, Reply, Response, Run, Step, Words, custom_id};
use crate::brief::Shown;
use crate::discord::access::Channel;
use crate::discord::corrections::sendable;
use crate::discord::errors::{Meaning, RestError};
use crate::discord::interactions::notice;
use crate::discord::limits;
use crate::reply::{Card, say};
use crate::store::{NewPart, NewPost, Place, PostKey, ShownFigure};

const NAME: &str = "Post to thread";
/// Threads that are offered as buttons.
const MAX_OFFERED: usize = limits::ROW_BUTTONS;

pub(super) const COMMAND: Command = Command {
    name: Words { en: NAME, ko: "스레드에 올리기" },
    description: Words { en: "", ko: "" },
    kind: Kind::Message,
    run: Run::Acts(act),
    ..Command::READER
};

fn act<'a>(acting: &'a Acting<'a>, step: Step<'a>) -> Doing<'a> {
    Box::pin(async move {
        let done = match step {
            Step::Called => called(acting).await,
            Step::Pressed { rest, .. } => pressed(acting, rest).await,
            Step::Submitted { .. } => Ok(notice(acting.invocation.language, String::new()).into()),
        };
        done.unwrap_or_else(|card| (*card).into())
    })
}

async fn called(acting: &Acting<'_>) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    let own = acting.invocation.target.as_ref().and_then(|target| target.own);
    let Some((channel, message)) = own else {
        return Err(Box::new(notice(language, say!(language, "post-no-answer"))));
    };
    let Some(guild) = acting.guild else {
        return Err(Box::new(notice(language, say!(language, "brief-servers-only"))));
    };
    if let Some(place) = acting.bot.briefs.store.settings_or_last(guild.get()).await.reporting {
        return Ok(post(acting, guild, channel, message, place).await?.into());
    }
    let threads = threads(acting, guild).await.map_err(|error| briefing::unreadable(language, &error))?;
    if threads.is_empty() {
        return Err(Box::new(notice(language, say!(language, "post-no-thread"))));
    }
    let mut reply = Reply::from(notice(language, say!(language, "post-which")));
    let source = format!("{}.{}", briefing::write_id(channel.get()), briefing::write_id(message.get()));
    reply.buttons = threads
        .iter()
        .map(|thread| Button {
            custom_id: custom_id(NAME, &format!("{}:{source}", briefing::write_id(thread.id.get()))),
            label: thread.title(),
            primary: false,
        })
        .collect();
    Ok(Response::Reply(Box::new(reply)))
}

/// The open threads of a server, the newest first.
async fn threads(acting: &Acting<'_>, guild_id: GuildId) -> Result<Vec<Channel>, RestError> {
    #[derive(serde::Deserialize)]
    struct Active {
        threads: Vec<Channel>,
    }
    let request = Request::new(Route::GuildThreadsActive { guild_id }, LightMethod::Get);
    let mut active: Active = acting.bot.rest.get(request).await?;
    active.threads.retain(|thread| thread.kind == ChannelType::PublicThread && !thread.is_locked());
    active.threads.sort_by_key(|thread| std::cmp::Reverse(thread.id));
    active.threads.truncate(MAX_OFFERED);
    Ok(active.threads)
}

async fn pressed(acting: &Acting<'_>, rest: &str) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    let read = || {
        let (thread, source) = rest.split_once(':')?;
        let (channel, message) = source.split_once('.')?;
        let ids = [thread, channel, message].map(|text| briefing::read_id(text).filter(|id| *id > 0));
        let [Some(thread), Some(channel), Some(message)] = ids else { return None };
        Some((Place::Inside(thread), ChannelId::new(channel), MessageId::new(message)))
    };
    let (Some((place, channel, message)), Some(guild)) = (read(), acting.guild) else {
        return Err(Box::new(notice(language, say!(language, "discord-unknown-button"))));
    };
    let card = post(acting, guild, channel, message, place).await?;
    Ok(Response::Update(Box::new(card.into())))
}

async fn post(
    acting: &Acting<'_>,
    guild: GuildId,
    channel_id: ChannelId,
    message_id: MessageId,
    place: Place,
) -> Result<Card, Box<Card>> {
    let language = acting.invocation.language;
    let access = briefing::check(acting, &place).await?;
    let route = Route::ChannelMessage { channel_id, message_id };
    let message: Value =
        acting.bot.rest.get(Request::new(route, LightMethod::Get)).await.map_err(|error| match error.meaning() {
            // A private answer cannot be read again.
            Meaning::TooLate => Box::new(notice(language, say!(language, "post-no-answer"))),
            _ => briefing::unreadable(language, &error),
        })?;
    // Anybody else's words are not the bot's to repeat.
    let me = acting.bot.identity.get().map(|identity| identity.user.to_string());
    if message["author"]["id"].as_str() != me.as_deref() {
        return Err(Box::new(notice(language, say!(language, "post-no-answer"))));
    }
    let embeds: Vec<Value> = message["embeds"].as_array().into_iter().flatten().map(without_files).collect();
    let content = message["content"].as_str().unwrap_or_default();
    let with_embeds = access.bot.contains(serenity::model::Permissions::EMBED_LINKS);
    let (body, title) = body(content, &embeds, with_embeds);
    let fallback = say!(language, "post-title");
    let title = title.filter(|title| !title.is_empty()).unwrap_or(fallback);
    let catalog = acting.invocation.answerer.catalog();
    let text = message.to_string();
    let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '@');
    let mut figures: Vec<ShownFigure> = Vec::new();
    for id in text.split(|c| !is_id(c)).filter_map(|word| word.split_once('@')).map(|(id, _)| id) {
        if let Some(figure) = catalog.find_figure(id).filter(|_| figures.iter().all(|known| known.figure != id)) {
            let shown = Shown::now(catalog, catalog.figure(figure)).text();
            figures.push(ShownFigure { figure: id.to_owned(), shown });
        }
    }
    let new = NewPost {
        key: PostKey { guild: guild.get(), brief: format!("answer/{message_id}"), period: place.channel().to_string() },
        template: String::new(),
        schedule: None,
        author: Some(acting.user.get()),
        place,
        title: limits::cut(&title, limits::THREAD_NAME_CHARS),
        parts: vec![NewPart { body: body.to_string(), files: Vec::new(), figures }],
    };
    Ok(briefing::post(acting, &new).await)
}

/// An embed without pictures that were attached to its message.
fn without_files(embed: &Value) -> Value {
    let mut embed = sendable(embed);
    if let Some(fields) = embed.as_object_mut() {
        fields.remove("image");
    }
    embed
}

/// The message to post, and the title of what it shows. Without embeds their words come as text.
fn body(content: &str, embeds: &[Value], with_embeds: bool) -> (Value, Option<String>) {
    let title = embeds.first().and_then(|embed| embed["title"].as_str()).map(|title| title.replace('\\', ""));
    if with_embeds || embeds.is_empty() {
        return (json!({"content": content, "embeds": embeds}), title);
    }
    let mut lines: Vec<String> = Some(content.to_owned()).filter(|text| !text.is_empty()).into_iter().collect();
    for embed in embeds {
        lines.extend(embed["title"].as_str().map(|title| format!("**{title}**")));
        lines.extend(embed["description"].as_str().map(str::to_owned));
        for field in embed["fields"].as_array().into_iter().flatten() {
            let (name, value) =
                (field["name"].as_str().unwrap_or_default(), field["value"].as_str().unwrap_or_default());
            lines.push(format!("**{name}** {value}"));
        }
        lines.extend(embed["footer"]["text"].as_str().map(|text| format!("-# {text}")));
    }
    // Room for the mark under it.
    (json!({"content": limits::cut(&lines.join("\n"), limits::CONTENT_CHARS - 100)}), title)
}
