//! What the commands around briefs share: which template, where it goes, whether it may go there, and posting it once.

use serenity::model::Permissions;
use serenity::model::channel::ChannelType;
use serenity::model::id::GuildId;
use sha2::{Digest as _, Sha256};

use super::{Acting, Choice, CommandOption, OptionKind, Seeking, Sought, Words, holds};
use crate::discord::access::{self, Access, Channel, MAX_TAGS};
use crate::discord::bot::Bot;
use crate::discord::briefs::{self, words};
use crate::discord::composer;
use crate::discord::errors::{Meaning, RestError};
use crate::discord::interactions::notice;
use crate::discord::limits;
use crate::figure::Language;
use crate::pack::Template;
use crate::reply::{Card, Citation, CitationRole, escape, say};
use crate::store::{NewPost, Place, Post, PostState, Reason, StoreError, StoredTemplate};

/// Where a brief can go.
pub(super) const CHANNELS: &[ChannelType] =
    &[ChannelType::Text, ChannelType::PublicThread, ChannelType::PrivateThread, ChannelType::Forum];

/// Which template.
pub(super) const TEMPLATE: CommandOption = CommandOption {
    name: Words { en: "template", ko: "양식" },
    description: Words { en: "What the brief is about", ko: "무엇에 대한 브리핑인지" },
    required: true,
    kind: OptionKind::Sought(seek_template),
};

/// Where it goes.
pub(super) const THREAD: CommandOption = CommandOption {
    name: Words { en: "thread", ko: "스레드" },
    description: Words {
        en: "A thread, a forum, or a channel in which a thread is opened",
        ko: "스레드나 포럼, 또는 새 스레드를 열 채널",
    },
    required: false,
    kind: OptionKind::Channel(CHANNELS),
};

/// With which tags.
pub(super) const TAG: CommandOption = CommandOption {
    name: Words { en: "tag", ko: "태그" },
    description: Words {
        en: "Tags of the forum post, separated by commas; at most 5",
        ko: "포럼 글의 태그, 쉼표로 구분해 5개까지",
    },
    required: false,
    kind: OptionKind::Sought(seek_tag),
};

/// A template that is wanted.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Its id, or the name that the server has given it.
    pub(super) name: String,
    pub(super) template: Template,
    pub(super) stored: Option<StoredTemplate>,
}

impl Wanted {
    fn stored(bot: &Bot, stored: StoredTemplate) -> Option<Self> {
        let template = composer::template(bot.answerer.catalog(), &stored.name, Some(&stored))?;
        Some(Self { name: stored.name.clone(), template, stored: Some(stored) })
    }

    fn of_packs(template: &Template) -> Self {
        Self { name: template.id.to_string(), template: template.clone(), stored: None }
    }

    /// What stands for it in a custom id: it may be longer than one.
    pub(super) fn mark(&self) -> String {
        mark(&self.name)
    }
}

fn mark(name: &str) -> String {
    Sha256::digest(name.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// The templates of a server, its own first. Without the store there are those of the packs.
async fn all(bot: &Bot, guild: Option<GuildId>) -> Vec<Wanted> {
    let own = match guild {
        Some(guild) => bot.briefs.store.templates(guild.get()).await.unwrap_or_default(),
        None => Vec::new(),
    };
    let mut all: Vec<Wanted> = own.into_iter().filter_map(|stored| Wanted::stored(bot, stored)).collect();
    for template in bot.answerer.catalog().templates() {
        if all.iter().all(|wanted| *wanted.name != *template.id) {
            all.push(Wanted::of_packs(template));
        }
    }
    all
}

/// The template that a text names, by its id, its name or its title.
pub(super) async fn wanted(acting: &Acting<'_>, text: &str) -> Result<Wanted, Box<Card>> {
    let all = all(acting.bot, acting.guild).await;
    let typed = text.trim().to_lowercase();
    let titled = |wanted: &&Wanted| {
        let title = &wanted.template.title;
        [&*wanted.name, &*title.en, &*title.ko].into_iter().any(|name| name.to_lowercase() == typed)
    };
    if let Some(found) = all.iter().find(|wanted| wanted.name == text).or_else(|| all.iter().find(titled)) {
        return Ok(found.clone());
    }
    let language = acting.invocation.language;
    let titles: Vec<&str> = all.iter().map(|wanted| wanted.template.title.get(language)).collect();
    let text = limits::cut(&escape::clean(text), 60);
    let sentence = say!(language, "brief-no-template", "name" => text, "list" => titles.join(", "));
    Err(Box::new(notice(language, sentence)))
}

/// The template that a custom id means; a card if it is gone.
pub(super) async fn marked(acting: &Acting<'_>, wanted_mark: &str) -> Result<Wanted, Box<Card>> {
    let found = all(acting.bot, acting.guild).await.into_iter().find(|wanted| wanted.mark() == wanted_mark);
    found.ok_or_else(|| gone(acting.invocation.language))
}

fn gone(language: Language) -> Box<Card> {
    Box::new(notice(language, say!(language, "post-reason-template-gone")))
}

pub(super) fn seek_template(seeking: Seeking<'_>) -> Sought<'_> {
    Box::pin(async move {
        let fits = |wanted: &Wanted| {
            let title = &wanted.template.title;
            holds([&*title.en, &*title.ko, &*wanted.name].into_iter(), seeking.typed)
        };
        let found = all(seeking.bot, seeking.guild).await.into_iter().filter(fits);
        let choice = |wanted: Wanted| Choice {
            name: wanted.template.title.get(seeking.language).to_owned(),
            value: wanted.name,
        };
        found.map(choice).collect()
    })
}

/// Suggests the tags of the forum that is chosen; what was typed before a comma is kept.
pub(super) fn seek_tag(seeking: Seeking<'_>) -> Sought<'_> {
    Box::pin(async move {
        let Some(channel) = seeking.channel else { return Vec::new() };
        let Ok(forum) = access::channel(&seeking.bot.rest, channel.get()).await else { return Vec::new() };
        let (before, typed) =
            seeking.typed.rsplit_once(',').map_or(("", seeking.typed), |(before, typed)| (before, typed));
        let kept = if before.is_empty() { String::new() } else { format!("{}, ", before.trim()) };
        let chosen: Vec<&str> = before.split(',').map(str::trim).collect();
        let fits = |name: &str| holds(std::iter::once(name), typed) && !chosen.contains(&name);
        let tags = forum.available_tags.iter().filter(|tag| fits(&tag.name));
        tags.map(|tag| format!("{kept}{}", tag.name)).map(|text| Choice { name: text.clone(), value: text }).collect()
    })
}

/// Where a brief goes: the chosen channel, the thread that it is called in, the server's reporting place, or a new thread
/// in the channel that it is called in.
pub(super) async fn target(acting: &Acting<'_>) -> Result<Place, Box<Card>> {
    let language = acting.invocation.language;
    let options = &acting.invocation.options;
    let is_thread =
        |kind| matches!(kind, ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread);
    let here = acting.channel.get();
    let chosen = options.channel("thread").map(|channel| channel.id.get());
    let id = match (chosen, acting.channel_kind) {
        (Some(chosen), _) => chosen,
        (None, Some(kind)) if is_thread(kind) => here,
        (None, _) => {
            let guild = acting.guild.map_or(0, GuildId::get);
            match acting.bot.briefs.store.settings_or_last(guild).await.reporting {
                Some(place) if options.text("tag").is_none() => return Ok(place),
                Some(place) => place.channel(),
                None => here,
            }
        }
    };
    place(acting, id, options.text("tag").unwrap_or_default()).await.map(|(place, _)| place).map_err(
        |error| match error {
            Some(card) => card,
            None => Box::new(notice(language, say!(language, "brief-no-place"))),
        },
    )
}

/// A channel as a place for briefs, with tags by their names.
pub(super) async fn place(acting: &Acting<'_>, id: u64, tags: &str) -> Result<(Place, Channel), Option<Box<Card>>> {
    let language = acting.invocation.language;
    let say = |sentence: String| Some(Box::new(notice(language, sentence)));
    let channel = access::channel(&acting.bot.rest, id).await.map_err(|error| Some(unreadable(language, &error)))?;
    let named: Vec<&str> = tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).collect();
    let known = || channel.available_tags.iter().map(|tag| tag.name.clone()).collect::<Vec<_>>().join(", ");
    let mut ids = Vec::new();
    if channel.kind == ChannelType::Forum {
        for name in &named {
            let tag = channel.available_tags.iter().find(|tag| tag.name.to_lowercase() == name.to_lowercase());
            let Some(tag) = tag else {
                let name = limits::cut(&escape::clean(name), 40);
                return Err(say(say!(language, "brief-unknown-tag", "tag" => name, "list" => known())));
            };
            if !ids.contains(&tag.id) {
                ids.push(tag.id);
            }
        }
        if ids.len() > MAX_TAGS {
            return Err(say(say!(language, "brief-many-tags", "most" => MAX_TAGS)));
        }
        if ids.is_empty() && channel.needs_tag() {
            return Err(say(say!(language, "brief-tag-needed", "channel" => channel.title(), "list" => known())));
        }
    }
    channel.place(ids).map(|place| (place, channel)).ok_or(None)
}

/// Whether the caller and the bot may post there; what is missing, in a sentence.
pub(super) async fn check(acting: &Acting<'_>, place: &Place) -> Result<Access, Box<Card>> {
    let language = acting.invocation.language;
    let card = |sentence: String| Box::new(notice(language, sentence));
    let Some(guild) = acting.guild else { return Err(card(say!(language, "brief-servers-only"))) };
    let access = access::look(acting.bot, guild, place.channel(), acting.user).await;
    let access = access.map_err(|error| unreadable(language, &error))?;
    let title = access.channel.title();
    if access.channel.is_locked() {
        return Err(card(say!(language, "brief-locked", "channel" => title)));
    }
    let needed = access::needed(place, access.channel.is_thread());
    // Whoever may not write there does not get to by way of the bot.
    let missing = needed - access.user;
    if !missing.is_empty() {
        let names = access::names(language, missing);
        return Err(card(say!(language, "brief-you-may-not", "channel" => title, "permissions" => names)));
    }
    let missing = needed - access.bot;
    if !missing.is_empty() {
        let names = access::names(language, missing);
        return Err(card(say!(language, "brief-bot-may-not", "channel" => title, "permissions" => names)));
    }
    Ok(access)
}

/// Why a channel cannot be looked at.
pub(super) fn unreadable(language: Language, error: &RestError) -> Box<Card> {
    let sentence = match error.meaning() {
        Meaning::NotAllowed if error.is_code(50_001) => say!(language, "brief-unseen"),
        Meaning::NotAllowed => say!(language, "post-reason-channel-gone"),
        _ => {
            tracing::warn!(%error, "a channel could not be looked at");
            say!(language, "brief-unreachable")
        }
    };
    Box::new(notice(language, sentence))
}

/// What would be missing besides: without it a brief comes as text, or without its files.
pub(super) fn cautions(language: Language, access: &Access) -> Vec<String> {
    let mut cautions = Vec::new();
    if !access.bot.contains(Permissions::EMBED_LINKS) {
        cautions.push(say!(language, "brief-without-embeds"));
    }
    if !access.bot.contains(Permissions::ATTACH_FILES) {
        cautions.push(say!(language, "brief-without-files"));
    }
    cautions
}

/// A card for what could not be saved.
pub(super) fn not_saved(language: Language, error: &StoreError) -> Card {
    tracing::warn!(%error, "a command could not save");
    notice(language, words::not_saved(language, error))
}

/// Posts something once, and says what became of it.
pub(super) async fn post(acting: &Acting<'_>, new: &NewPost) -> Card {
    let language = acting.invocation.language;
    match briefs::post_now(acting.bot, new).await {
        Ok(Some(post)) => posted(language, &post),
        Ok(None) => notice(language, say!(language, "brief-under-way")),
        Err(error) => not_saved(language, &error),
    }
}

/// What became of a post.
pub(super) fn posted(language: Language, post: &Post) -> Card {
    let link = format!("https://discord.com/channels/{}/{}", post.key.guild, post.channel());
    let mut card = match (post.state, post.reason) {
        (PostState::Posted, reason) => {
            let mut card = notice(language, say!(language, "brief-posted", "count" => post.parts.len()));
            // It went elsewhere than it was meant to go.
            card.paragraphs.extend(reason.filter(|_| post.fell_back).map(|reason| words::reason(language, reason)));
            card
        }
        (PostState::Failed, reason) => {
            let reason = words::reason(language, reason.unwrap_or(Reason::Mistake));
            return notice(language, say!(language, "brief-not-posted", "reason" => reason));
        }
        (PostState::Planned | PostState::Posting, _) => {
            return notice(language, say!(language, "brief-under-way"));
        }
    };
    card.sources_label = say!(language, "brief-where");
    card.sources = vec![Citation {
        number: 1,
        text: post.title.clone(),
        detail: String::new(),
        url: Some(link),
        role: CitationRole::Producer,
        id: "".into(),
    }];
    card
}

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A place in few characters: a forum with five tags takes 72.
pub(super) fn write_place(place: &Place) -> String {
    let (kind, ids) = match place {
        Place::Inside(channel) => ('i', vec![*channel]),
        Place::NewThread(channel) => ('n', vec![*channel]),
        Place::Forum { channel, tags } => ('f', std::iter::once(*channel).chain(tags.iter().copied()).collect()),
    };
    let ids: Vec<String> = ids.into_iter().map(write_id).collect();
    format!("{kind}{}", ids.join("."))
}

/// Reads what [`write_place`] wrote.
pub(super) fn read_place(text: &str) -> Option<Place> {
    let kind = text.chars().next()?;
    let mut ids = text.get(1..)?.split('.').map(read_id).collect::<Option<Vec<u64>>>()?.into_iter();
    let channel = ids.next()?;
    let tags: Vec<u64> = ids.collect();
    match kind {
        'i' if tags.is_empty() => Some(Place::Inside(channel)),
        'n' if tags.is_empty() => Some(Place::NewThread(channel)),
        'f' if tags.len() <= MAX_TAGS => Some(Place::Forum { channel, tags }),
        _ => None,
    }
}

/// An id in base 62.
pub(super) fn write_id(mut id: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from(DIGITS.get((id % 62) as usize).copied().unwrap_or(b'0')));
        id /= 62;
        if id == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

/// Reads what [`write_id`] wrote.
pub(super) fn read_id(text: &str) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    text.bytes().try_fold(0_u64, |id, digit| {
        let value = DIGITS.iter().position(|known| *known == digit)? as u64;
        id.checked_mul(62)?.checked_add(value)
    })
}

/// A language in one character, and back.
pub(super) fn write_language(language: Language) -> char {
    match language {
        Language::English => 'e',
        Language::Korean => 'k',
    }
}

/// Reads what [`write_language`] wrote.
pub(super) fn read_language(letter: char) -> Language {
    if letter == 'k' { Language::Korean } else { Language::English }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_fit_into_a_custom_id() {
        let max = u64::MAX;
        for place in [
            Place::Inside(1),
            Place::NewThread(max),
            Place::Forum { channel: max, tags: vec![] },
            Place::Forum { channel: max, tags: vec![max; 5] },
        ] {
            let text = write_place(&place);
            assert!(text.len() <= 72, "{}", text.len());
            let custom_id = super::super::custom_id("schedule", &format!("save:k{}:{text}", mark("x")));
            assert!(custom_id.len() <= limits::CUSTOM_ID_CHARS, "{}", custom_id.len());
            assert_eq!(read_place(&text), Some(place));
        }
        for broken in ["", "x1", "i", "i1.2", "i ", "f1.2.3.4.5.6.7", "i99999999999999"] {
            assert_eq!(read_place(broken), None, "{broken}");
        }
    }
}
