//! `/watch`: a channel is told when a figure gets a newer value or is revised. For the people who moderate that channel.

use std::sync::Arc;

use serenity::model::Permissions;

use super::{
    Acting, Branch, Button, Callers, Choice, Command, CommandOption, Doing, Invocation, OptionKind, Reply, Response,
    Run, Seeking, Sought, Step, Words, briefing, common, complete_figure, custom_id,
};
use crate::brief::Watched;
use crate::discord::access;
use crate::discord::interactions::notice;
use crate::discord::limits;
use crate::figure::{FigureRef, Language};
use crate::pack::Catalog;
use crate::query::{Outcome, Selection};
use crate::reply::card::FactKind;
use crate::reply::{Card, CardKind, Fact, compose_short, say, suggestions};
use crate::store::{AddedWatch, NewWatch, Place, Watch};

const NAME: &str = "watch";
/// Watches of one server. A list of more would not fit a completion.
const MAX_WATCHES: usize = 25;
/// What stands before a figure's id in the custom id of a button.
const ADD: &str = "add:";

pub(super) const COMMAND: Command = Command {
    name: Words { en: NAME, ko: "알림" },
    description: Words {
        en: "Tell this channel when a figure changes", ko: "수치가 바뀌면 이 채널에 알립니다"
    },
    branches: &[
        Branch {
            name: Words { en: "add", ko: "추가" },
            description: Words {
                en: "Watch a figure: a newer value or a revision is posted here",
                ko: "수치를 지켜보다가 새 값이나 정정이 나오면 이곳에 올립니다",
            },
            options: &[CommandOption {
                name: Words { en: "query", ko: "질의" },
                description: Words {
                    en: "The figure to watch, in English or Korean", ko: "지켜볼 수치 (한국어·영어)"
                },
                required: true,
                kind: OptionKind::Completed(complete_figure),
            }],
        },
        Branch {
            name: Words { en: "list", ko: "목록" },
            description: Words {
                en: "Show what is watched here", ko: "이곳에서 지켜보는 수치를 보여 줍니다"
            },
            options: &[],
        },
        Branch {
            name: Words { en: "remove", ko: "삭제" },
            description: Words { en: "Stop watching a figure", ko: "수치를 더 지켜보지 않습니다" },
            options: &[CommandOption {
                name: Words { en: "figure", ko: "수치" },
                description: Words { en: "Which one", ko: "어느 것인지" },
                required: true,
                kind: OptionKind::Sought(seek_watch),
            }],
        },
    ],
    callers: Callers::MessageManagers,
    run: Run::Acts(act),
    ..Command::READER
};

fn act<'a>(acting: &'a Acting<'a>, step: Step<'a>) -> Doing<'a> {
    Box::pin(async move {
        let language = acting.invocation.language;
        let done = match step {
            Step::Called => match acting.invocation.options.subcommand() {
                Some("add") => add(acting).await,
                Some("remove") => remove(acting).await.map(Response::from),
                _ => list(acting).await.map(Response::from),
            },
            Step::Pressed { rest, .. } => pressed(acting, rest).await,
            Step::Submitted { .. } => Ok(notice(language, String::new()).into()),
        };
        done.unwrap_or_else(|card| (*card).into())
    })
}

async fn add(acting: &Acting<'_>) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    let text = acting.invocation.options.text("query").unwrap_or_default();
    let (answerer, text) = (Arc::clone(&acting.bot.answerer), text.to_owned());
    let today = acting.invocation.today;
    let work = move || meant(&Invocation::plain(&*answerer, language, today), &text);
    let meant = acting.bot.workshop.run(NAME, acting.user.get(), work).await;
    let meant = meant.map_err(|undone| Box::new(undone.card(language)))??;
    if let [figure] = meant.as_slice() {
        return save(acting, *figure).await.map(Response::from);
    }
    let catalog = acting.invocation.answerer.catalog();
    let mut reply = Reply::from(notice(language, say!(language, "watch-which")));
    let selections: Vec<Selection> = meant.into_iter().map(Selection::Figure).take(limits::ROW_BUTTONS).collect();
    reply.buttons = suggestions(&selections, catalog, language)
        .into_iter()
        .map(|one| Button {
            custom_id: custom_id(NAME, &format!("{ADD}{}", one.token.trim_start_matches("f:"))),
            label: one.label,
            primary: false,
        })
        .collect();
    Ok(Response::Reply(Box::new(reply)))
}

/// The figures that a text may mean, one of each cell; the card that says why there is none.
fn meant(invocation: &Invocation<'_>, text: &str) -> Result<Vec<FigureRef>, Box<Card>> {
    let catalog = invocation.answerer.catalog();
    let id = text.split_once('@').map_or(text, |(id, _pack)| id);
    if let Some(figure) = catalog.find_figure(id) {
        return Ok(vec![figure]);
    }
    let answer = common::answer(invocation, text, None);
    let offered = answer.suggestions.iter().filter_map(|selection| match selection {
        Selection::Figure(figure) => Some(*figure),
        _ => None,
    });
    let figures: Vec<FigureRef> = match answer.outcome {
        Outcome::Answer => answer.figures.clone(),
        Outcome::Choice => offered.collect(),
        Outcome::None => Vec::new(),
    };
    let mut one_each: Vec<FigureRef> = Vec::new();
    for figure in figures {
        if one_each.iter().all(|known| cell(catalog, *known) != cell(catalog, figure)) {
            one_each.push(figure);
        }
    }
    if one_each.is_empty() {
        return Err(Box::new(compose_short(&answer, catalog, invocation.today)));
    }
    Ok(one_each)
}

fn cell(catalog: &Catalog, figure: FigureRef) -> (crate::figure::MetricRef, crate::figure::EntityRef) {
    let figure = catalog.figure(figure);
    (figure.metric, figure.entity)
}

async fn pressed(acting: &Acting<'_>, rest: &str) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    let figure = rest.strip_prefix(ADD).and_then(|id| acting.invocation.answerer.catalog().find_figure(id));
    let Some(figure) = figure else {
        return Err(Box::new(notice(language, say!(language, "discord-unknown-button"))));
    };
    let card = save(acting, figure).await?;
    Ok(Response::Update(Box::new(card.into())))
}

/// Watches the cell of a figure in the channel of the call.
async fn save(acting: &Acting<'_>, figure: FigureRef) -> Result<Card, Box<Card>> {
    let language = acting.invocation.language;
    let catalog = acting.invocation.answerer.catalog();
    let (metric, entity) = cell(catalog, figure);
    let Some((_, watched)) = Watched::newest(catalog, metric, entity) else {
        return Err(Box::new(notice(language, say!(language, "watch-withdrawn-already"))));
    };
    briefing::check(acting, &Place::Inside(acting.channel.get())).await?;
    let (metric, entity) = watched.cell();
    let new = NewWatch {
        guild: guild(acting),
        channel: acting.channel.get(),
        metric: metric.to_owned(),
        entity: entity.to_owned(),
        figure: watched.figure().to_owned(),
        shown: watched.text(),
        author: Some(acting.user.get()),
    };
    let (name, now) = watched.in_words(catalog, language);
    let store = &acting.bot.briefs.store;
    let added = store.add_watch(&new, MAX_WATCHES, acting.bot.briefs.now()).await;
    match added.map_err(|error| Box::new(briefing::not_saved(language, &error)))? {
        AddedWatch::New(watch) => Ok(notice(
            language,
            say!(language, "watch-added", "number" => watch.id.to_string(), "name" => name, "now" => now),
        )),
        AddedWatch::Known(watch) => {
            Ok(notice(language, say!(language, "watch-known", "number" => watch.id.to_string(), "name" => name)))
        }
        AddedWatch::Full => Err(Box::new(notice(language, say!(language, "watch-many", "most" => MAX_WATCHES)))),
    }
}

async fn list(acting: &Acting<'_>) -> Result<Card, Box<Card>> {
    let language = acting.invocation.language;
    let watches = acting.bot.briefs.store.watches(guild(acting)).await;
    let mut watches = watches.map_err(|error| Box::new(briefing::not_saved(language, &error)))?;
    watches.retain(|watch| is_visible(watch, acting.channel.get(), acting.caller_may));
    if watches.is_empty() {
        return Ok(notice(language, say!(language, "watch-none")));
    }
    let catalog = acting.invocation.answerer.catalog();
    let mut card = Card::new(language, CardKind::Help, Outcome::Answer, say!(language, "watch-list"));
    for watch in watches {
        let channel = match access::channel(&acting.bot.rest, watch.channel).await {
            Ok(channel) => channel.title(),
            Err(_) => say!(language, "settings-channel-gone", "id" => watch.channel.to_string()),
        };
        let (name, value) = in_words(catalog, language, &watch);
        card.facts.push(Fact {
            kind: FactKind::Other,
            label: format!("#{} {name}", watch.id),
            value: format!("{value} → {channel}"),
        });
    }
    Ok(card)
}

/// What a watch is called, and what it was told last.
fn in_words(catalog: &Catalog, language: Language, watch: &Watch) -> (String, String) {
    match Watched::read(&watch.figure, &watch.shown) {
        Some(watched) => watched.in_words(catalog, language),
        None => (format!("{} – {}", watch.metric, watch.entity), String::new()),
    }
}

async fn remove(acting: &Acting<'_>) -> Result<Card, Box<Card>> {
    let language = acting.invocation.language;
    let store = &acting.bot.briefs.store;
    let failed = |error| Box::new(briefing::not_saved(language, &error));
    let number = acting.invocation.options.text("figure").and_then(|text| text.trim_start_matches('#').parse().ok());
    let watches = store.watches(guild(acting)).await.map_err(failed)?;
    let visible = |watch: &&Watch| is_visible(watch, acting.channel.get(), acting.caller_may);
    let Some(watch) = watches.iter().filter(visible).find(|watch| Some(watch.id) == number) else {
        return Err(Box::new(notice(language, say!(language, "watch-unknown"))));
    };
    store.remove_watch(watch.guild, watch.id).await.map_err(failed)?;
    let (name, _) = in_words(acting.invocation.answerer.catalog(), language, watch);
    Ok(notice(language, say!(language, "watch-removed", "name" => name)))
}

/// Who moderates a channel sees what it watches; who manages the server sees all, those of channels that are gone included.
fn is_visible(watch: &Watch, channel: u64, may: Permissions) -> bool {
    watch.channel == channel || may.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR)
}

fn guild(acting: &Acting<'_>) -> u64 {
    acting.guild.map_or(0, |guild| guild.get())
}

fn seek_watch(seeking: Seeking<'_>) -> Sought<'_> {
    Box::pin(async move {
        let Some(guild) = seeking.guild.filter(|_| Callers::MessageManagers.include(Some(seeking.may))) else {
            return Vec::new();
        };
        let watches = seeking.bot.briefs.store.watches(guild.get()).await.unwrap_or_default();
        let typed = seeking.typed.trim().to_lowercase();
        let catalog = seeking.bot.answerer.catalog();
        let visible = watches.iter().filter(|watch| is_visible(watch, seeking.here.get(), seeking.may));
        let choices = visible.map(|watch| Choice {
            name: format!("#{} {}", watch.id, in_words(catalog, seeking.language, watch).0),
            value: watch.id.to_string(),
        });
        choices.filter(|choice| choice.name.to_lowercase().contains(&typed)).collect()
    })
}
