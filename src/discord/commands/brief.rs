//! `/brief`: somebody sees a summary, and may post it where others read it.
//!
//! The preview is for the caller alone and says where the brief would go. Its buttons work after a restart: the template, the
//! language and the place stand in the button's id, a title of the caller's own under the preview. The same brief
//! goes to the same place once a day, however often and by however many people the button is pressed, unless it failed or was
//! deleted.

use jiff::tz::TimeZone;

use super::briefing::{self, Wanted};
use super::{
    Acting, Button, Command, CommandOption, Doing, File, OptionKind, Reply, Response, Run, Step, Words, common,
    custom_id, memo,
};
use crate::brief::{self, Brief, Last};
use crate::discord::access::Access;
use crate::discord::briefs::{self, Composed, Order, words};
use crate::discord::composer;
use crate::discord::interactions::notice;
use crate::discord::limits;
use crate::figure::Language;
use crate::query::Outcome;
use crate::reply::{Card, CardKind, Citation, Row, say};
use crate::store::{NewPost, Place, PostKey};
use serenity::model::Permissions;

pub(super) const COMMAND: Command = Command {
    name: Words { en: NAME, ko: "브리핑" },
    description: Words {
        en: "Preview and post a summary to a thread", ko: "요약을 미리 보고 스레드에 올립니다"
    },
    options: &[
        briefing::TEMPLATE,
        briefing::THREAD,
        CommandOption {
            name: Words { en: "title", ko: "제목" },
            description: Words { en: "A title of your own", ko: "직접 정하는 제목" },
            required: false,
            kind: OptionKind::Text,
        },
        briefing::TAG,
        common::LANGUAGE,
    ],
    run: Run::Acts(act),
    ..Command::READER
};

const NAME: &str = "brief";

fn act<'a>(acting: &'a Acting<'a>, step: Step<'a>) -> Doing<'a> {
    Box::pin(async move {
        let done = match step {
            Step::Called => preview(acting).await,
            Step::Pressed { rest, .. } => pressed(acting, rest).await,
            Step::Submitted { .. } => Ok(notice(acting.invocation.language, String::new()).into()),
        };
        done.unwrap_or_else(|card| (*card).into())
    })
}

async fn preview(acting: &Acting<'_>) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    let wanted = briefing::wanted(acting, acting.invocation.options.text("template").unwrap_or_default()).await?;
    let title = acting.invocation.options.text("title").map(|title| limits::cut(title, brief::MAX_TITLE_CHARS));
    let last = last(acting, &wanted.name).await;
    let brief = acting.made(&wanted.template, last, title.as_deref()).await?;
    let mut card = card(&brief);
    let mut buttons = Vec::new();
    if acting.guild.is_some() {
        match goes_to(acting).await {
            Ok((place, access)) => {
                let channel = access.channel.title();
                let name = composer::thread_name(&brief);
                card.assumptions.push(match place {
                    Place::Inside(_) => say!(language, "brief-goes-inside", "channel" => channel),
                    Place::NewThread(_) => say!(language, "brief-goes-new", "channel" => channel, "name" => name),
                    Place::Forum { .. } => say!(language, "brief-goes-forum", "channel" => channel, "name" => name),
                });
                card.assumptions.extend(briefing::cautions(language, &access));
                let letter = briefing::write_language(language);
                let rest = format!("post:{letter}{}:{}", wanted.mark(), briefing::write_place(&place));
                let button = |rest: &str, label, primary| Button { custom_id: custom_id(NAME, rest), label, primary };
                buttons.push(button(&rest, say!(language, "brief-post"), true));
                buttons.push(button("cancel", say!(language, "brief-cancel"), false));
            }
            // Whoever named a place wants to hear that; for anybody else the brief can still be read.
            Err(refusal) if acting.invocation.options.channel("thread").is_some() => return Err(refusal),
            Err(refusal) => card.assumptions.extend(refusal.paragraphs),
        }
    }
    card.footer = title.map(|title| memo(&title));
    let mut reply = Reply::from(card);
    if acting.guild.is_none() || acting.bot_may.contains(Permissions::ATTACH_FILES) {
        reply.file = Some(File {
            name: brief.file_name.replace(".csv", ".txt"),
            description: say!(language, "brief-whole"),
            bytes: brief::plain::text(&brief).into_bytes(),
        });
    }
    reply.buttons = buttons;
    Ok(Response::Reply(Box::new(reply)))
}

/// Where the brief would go, if it may.
async fn goes_to(acting: &Acting<'_>) -> Result<(Place, Access), Box<Card>> {
    let place = briefing::target(acting).await?;
    let access = briefing::check(acting, &place).await?;
    Ok((place, access))
}

/// What the last brief of a template showed in this server; nothing if the store cannot say.
async fn last(acting: &Acting<'_>, template: &str) -> Option<Last> {
    let store = &acting.bot.briefs.store;
    let shown = store.last_shown(acting.guild?.get(), template, acting.bot.briefs.now()).await.ok()??;
    Some(composer::last(&shown, &TimeZone::UTC))
}

/// The beginning of a brief: its first figures, and how much more there is.
fn card(brief: &Brief) -> Card {
    let language = brief.language;
    let mut card = Card::new(language, CardKind::Help, Outcome::Answer, brief.title.clone());
    card.paragraphs.extend(Some(brief.lead.clone()).filter(|lead| !lead.is_empty()));
    card.paragraphs.push(brief.changes.clone());
    let groups = brief.blocks.iter().flat_map(|block| &block.groups);
    // One line of each item, the newest of a series, shows what it is about.
    let lines = groups.clone().filter_map(|group| {
        let is_series = group.lines.len() > 1 && group.lines.iter().all(|line| line.name == line.period);
        let line = if is_series { group.lines.last() } else { group.lines.first() }?;
        let name = match &group.title {
            Some(title) if is_series => title.clone(),
            Some(title) => format!("{title}: {}", line.name),
            None => line.name.clone(),
        };
        Some((name, line))
    });
    let mut sources: Vec<Citation> = Vec::new();
    for (name, line) in lines.take(crate::reply::card::MAX_ROWS) {
        let number = line.sources.first().copied().unwrap_or_default();
        let citation = brief.references.iter().map(|reference| &reference.citation).find(|one| one.number == number);
        let position = sources.iter().position(|known| citation.is_some_and(|one| one.id == known.id));
        let source = position.map_or_else(
            || {
                sources.extend(citation.map(|one| Citation { number: sources.len() + 1, ..one.clone() }));
                sources.len()
            },
            |position| position + 1,
        );
        card.rows.push(Row {
            position: None,
            name: limits::cut(&name, 100),
            value: line.value.clone(),
            period: line.period.clone(),
            status: line.status.clone(),
            source,
            via: None,
            id: line.id.clone(),
        });
    }
    let (shown, total) = (card.rows.len(), brief.shown.len());
    let messages = brief::pages::embeds(brief).len();
    card.more = Some(
        say!(language, "brief-preview", "shown" => shown, "total" => total, "messages" => messages, "charts" => brief.pictures.len()),
    );
    card.sources_label.clone_from(&brief.sources_label);
    card.sources = sources;
    card
}

async fn pressed(acting: &Acting<'_>, rest: &str) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    if rest == "cancel" {
        return Ok(update(notice(language, say!(language, "brief-cancelled"))));
    }
    let unknown = || Box::new(notice(language, say!(language, "discord-unknown-button")));
    let token = rest.strip_prefix("post:").ok_or_else(unknown)?;
    let (letter, token) = token.split_at_checked(1).ok_or_else(unknown)?;
    let (mark, place) = token.split_once(':').ok_or_else(unknown)?;
    let place = briefing::read_place(place).ok_or_else(unknown)?;
    let Some(guild) = acting.guild else { return Err(unknown()) };
    let wanted = briefing::marked(acting, mark).await?;
    let access = briefing::check(acting, &place).await?;
    let of_brief = briefing::read_language(letter.chars().next().unwrap_or_default());
    let embeds = access.bot.contains(Permissions::EMBED_LINKS);
    let order = order(acting, guild.get(), &wanted, of_brief, embeds, acting.memo()).await;
    let composed = briefs::compose(acting.bot, order)
        .await
        .map_err(|reason| Box::new(notice(language, words::reason(language, reason))))?;
    // Two people who post the same at the same time mean one brief.
    let occasion = format!("{} {}", acting.invocation.today, mark_of(&composed));
    let new = NewPost {
        key: PostKey {
            guild: guild.get(),
            brief: format!("manual/{}/{}", wanted.name, place.channel()),
            period: occasion,
        },
        template: wanted.name,
        schedule: None,
        author: Some(acting.user.get()),
        place,
        title: composed.title,
        parts: composed.parts,
    };
    Ok(update(briefing::post_again(acting, new).await))
}

/// What stands for what a brief says: its title, which is in its language, and its figures. That nothing has changed since the
/// last one is no news.
fn mark_of(composed: &Composed) -> String {
    let figures = composed.parts.iter().flat_map(|part| &part.figures);
    let shown = figures.map(|figure| format!("{} {}", figure.figure, figure.shown));
    briefing::mark(&std::iter::once(composed.title.clone()).chain(shown).collect::<Vec<_>>().join("\n"))
}

/// What is to be made.
pub(super) async fn order(
    acting: &Acting<'_>,
    guild: u64,
    wanted: &Wanted,
    language: Language,
    embeds: bool,
    title: Option<String>,
) -> Order {
    let now = acting.bot.briefs.now();
    Order {
        guild,
        template: wanted.name.clone(),
        stored: wanted.stored.clone(),
        title,
        language,
        now,
        day: acting.invocation.today,
        // Whoever posts by hand reads it now; the bot's day is that of UTC.
        zone: TimeZone::UTC,
        embeds,
        missed: None,
        last: acting.bot.briefs.store.last_shown(guild, &wanted.name, now).await.ok().flatten(),
    }
}

fn update(card: Card) -> Response {
    Response::Update(Box::new(card.into()))
}
