//! `/settings`: what the people who manage a server set, all of it inside Discord. It holds at once, for commands and
//! mentions.

use serenity::model::channel::ChannelType;

use super::briefing::{self, CHANNELS};
use super::{
    Acting, Branch, Callers, Choice, Command, CommandOption, Doing, Field, FixedChoice, Form, OptionKind, Response,
    Run, Seeking, Sought, Step, Words, custom_id, holds,
};
use crate::brief::made::{self, MadeError};
use crate::discord::access;
use crate::discord::interactions::notice;
use crate::discord::limits;
use crate::figure::Language;
use crate::query::Outcome;
use crate::reply::card::FactKind;
use crate::reply::{Card, CardKind, Fact, escape, say};
use crate::store::{Mentions, Place, Settings, StoredTemplate, Visibility};

const NAME: &str = "settings";
/// Channels in which mentions are answered, if not everywhere. More is a server's own role for the bot.
const MAX_CHANNELS: usize = 25;
/// Templates of one server. A list of more would not fit a completion.
const MAX_TEMPLATES: usize = 25;
const NAME_CHARS: u16 = 60;
const LINES_CHARS: u16 = 2_000;

const fn option(name: Words, description: Words, required: bool, kind: OptionKind) -> CommandOption {
    CommandOption { name, description, required, kind }
}

pub(super) const COMMAND: Command = Command {
    name: Words { en: NAME, ko: "설정" },
    description: Words { en: "Set up the bot for this server", ko: "서버 설정을 바꿉니다" },
    branches: &[
        Branch {
            name: Words { en: "show", ko: "보기" },
            description: Words {
                en: "Show the settings of this server", ko: "이 서버의 설정을 보여 줍니다"
            },
            options: &[],
        },
        Branch {
            name: Words { en: "language", ko: "언어" },
            description: Words { en: "The language of answers and briefs", ko: "답변과 브리핑의 언어" },
            options: &[option(
                Words { en: "spoken", ko: "사용" },
                Words { en: "The language", ko: "쓸 언어" },
                true,
                OptionKind::Choice(languages),
            )],
        },
        Branch {
            name: Words { en: "mentions", ko: "멘션" },
            description: Words { en: "Where mentions are answered", ko: "멘션에 답할 채널" },
            options: &[
                option(
                    Words { en: "where", ko: "범위" },
                    Words {
                        en: "Everywhere, in chosen channels, or nowhere", ko: "모든 채널, 고른 채널, 답하지 않음"
                    },
                    true,
                    OptionKind::Choice(places),
                ),
                option(
                    Words { en: "channel", ko: "채널" },
                    Words {
                        en: "A channel to add to the chosen ones, or to take away again",
                        ko: "고른 채널에 더하거나 다시 뺄 채널",
                    },
                    false,
                    OptionKind::Channel(CHANNELS),
                ),
            ],
        },
        Branch {
            name: Words { en: "visibility", ko: "공개범위" },
            description: Words {
                en: "Who sees answers unless the asker says",
                ko: "묻는 사람이 정하지 않을 때 답변을 볼 사람",
            },
            options: &[option(
                Words { en: "who", ko: "대상" },
                Words { en: "Who sees answers", ko: "답변을 볼 사람" },
                true,
                OptionKind::Choice(audiences),
            )],
        },
        Branch {
            name: Words { en: "reporting", ko: "보고스레드" },
            description: Words {
                en: "Where briefs go unless somebody says",
                ko: "따로 정하지 않을 때 브리핑을 올릴 곳",
            },
            options: &[
                option(
                    Words { en: "thread", ko: "스레드" },
                    Words { en: "A thread, a forum or a channel", ko: "스레드, 포럼 또는 채널" },
                    true,
                    OptionKind::Channel(CHANNELS),
                ),
                briefing::TAG,
            ],
        },
        Branch {
            name: Words { en: "notices", ko: "알림채널" },
            description: Words {
                en: "Where this server is told what went wrong", ko: "문제가 생기면 알릴 채널"
            },
            options: &[option(
                Words { en: "channel", ko: "채널" },
                Words { en: "The channel", ko: "채널" },
                true,
                OptionKind::Channel(&[ChannelType::Text, ChannelType::PublicThread, ChannelType::PrivateThread]),
            )],
        },
        Branch {
            name: Words { en: "gaps", ko: "미답" },
            description: Words {
                en: "Whether questions that get no answer are counted by their words",
                ko: "답하지 못한 질문의 낱말을 셀지 정합니다",
            },
            options: &[option(
                Words { en: "counted", ko: "세기" },
                Words {
                    en: "On or off; off forgets what was counted", ko: "켜기, 끄기 (끄면 센 것을 지웁니다)"
                },
                true,
                OptionKind::Choice(switches),
            )],
        },
        Branch {
            name: Words { en: "template", ko: "양식" },
            description: Words {
                en: "Make or change a template of your own for briefs",
                ko: "이 서버의 브리핑 양식을 만들거나 고칩니다",
            },
            options: &[option(
                Words { en: "name", ko: "이름" },
                Words { en: "Which one to change; none for a new one", ko: "고칠 양식, 비우면 새 양식" },
                false,
                OptionKind::Sought(seek_own),
            )],
        },
        Branch {
            name: Words { en: "template-remove", ko: "양식-삭제" },
            description: Words {
                en: "Remove a template of your own", ko: "이 서버의 브리핑 양식을 지웁니다"
            },
            options: &[option(
                Words { en: "name", ko: "이름" },
                Words { en: "Which one", ko: "지울 양식" },
                true,
                OptionKind::Sought(seek_own),
            )],
        },
        Branch {
            name: Words { en: "reset", ko: "초기화" },
            description: Words {
                en: "Forget all settings of this server",
                ko: "이 서버의 설정을 모두 처음으로 되돌립니다",
            },
            options: &[],
        },
    ],
    callers: Callers::ServerManagers,
    run: Run::Acts(act),
    ..Command::READER
};

fn act<'a>(acting: &'a Acting<'a>, step: Step<'a>) -> Doing<'a> {
    Box::pin(async move {
        let done = match step {
            Step::Called => called(acting).await,
            Step::Submitted { fields, .. } => keep_template(acting, &fields).await.map(Response::from),
            Step::Pressed { .. } => {
                let language = acting.invocation.language;
                Ok(notice(language, say!(language, "discord-unknown-button")).into())
            }
        };
        done.unwrap_or_else(|card| (*card).into())
    })
}

async fn called(acting: &Acting<'_>) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    let options = &acting.invocation.options;
    let store = &acting.bot.briefs.store;
    let guild = guild(acting);
    let failed = |error| Box::new(briefing::not_saved(language, &error));
    let branch = options.subcommand().unwrap_or("show");
    match branch {
        "reset" => {
            store.reset_settings(guild).await.map_err(failed)?;
            return Ok(card(acting, &Settings::default(), say!(language, "settings-reset")).await.into());
        }
        "template" => return form(acting).await,
        "template-remove" => {
            let name = options.text("name").unwrap_or_default();
            store.remove_template(guild, name).await.map_err(failed)?;
            let name = limits::cut(&escape::clean(name), 60);
            return Ok(notice(language, say!(language, "settings-template-removed", "name" => name)).into());
        }
        _ => {}
    }
    let mut settings = match store.settings(guild).await {
        Ok(settings) => settings,
        // What holds can be shown all the same, with the reason why nothing can be changed.
        Err(error) if branch == "show" => {
            let settings = store.settings_or_last(guild).await;
            let why = briefing::not_saved(language, &error).paragraphs.concat();
            return Ok(card(acting, &settings, why).await.into());
        }
        Err(error) => return Err(failed(error)),
    };
    match branch {
        "language" => settings.language = options.text("spoken").and_then(|tag| tag.parse().ok()),
        "mentions" => settings.mentions = mentions(acting, settings.mentions)?,
        "visibility" => {
            settings.visibility = match options.text("who") {
                Some("everyone") => Some(Visibility::Everyone),
                Some("me") => Some(Visibility::Asker),
                _ => None,
            }
        }
        "reporting" => {
            let id = options.channel("thread").map_or(0, |channel| channel.id.get());
            let tags = options.text("tag").unwrap_or_default();
            let (place, _) = briefing::place(acting, id, tags)
                .await
                .map_err(|card| card.unwrap_or_else(|| Box::new(notice(language, say!(language, "brief-no-place")))))?;
            briefing::check(acting, &place).await?;
            settings.reporting = Some(place);
        }
        "notices" => {
            let id = options.channel("channel").map_or(0, |channel| channel.id.get());
            briefing::check(acting, &Place::Inside(id)).await?;
            settings.notices = Some(id);
        }
        "gaps" => settings.gaps = options.text("counted") == Some("on"),
        _ => return Ok(card(acting, &settings, String::new()).await.into()),
    }
    store.save_settings(guild, &settings, acting.bot.briefs.now()).await.map_err(failed)?;
    Ok(card(acting, &settings, say!(language, "settings-saved")).await.into())
}

fn guild(acting: &Acting<'_>) -> u64 {
    acting.guild.map_or(0, |guild| guild.get())
}

/// Where mentions are answered from now on. A channel is added to the chosen ones, or taken away if it is one.
fn mentions(acting: &Acting<'_>, before: Mentions) -> Result<Mentions, Box<Card>> {
    let language = acting.invocation.language;
    let options = &acting.invocation.options;
    let channel = options.channel("channel").map(|channel| channel.id.get());
    Ok(match options.text("where") {
        Some("all") => Mentions::Everywhere,
        Some("nowhere") => Mentions::Nowhere,
        _ => {
            let mut chosen = match before {
                Mentions::Chosen(chosen) => chosen,
                Mentions::Everywhere | Mentions::Nowhere => Vec::new(),
            };
            let Some(channel) = channel else {
                return Err(Box::new(notice(language, say!(language, "settings-channel-needed"))));
            };
            if let Some(position) = chosen.iter().position(|one| *one == channel) {
                chosen.remove(position);
            } else if chosen.len() < MAX_CHANNELS {
                chosen.push(channel);
            } else {
                return Err(Box::new(notice(
                    language,
                    say!(language, "settings-many-channels", "most" => MAX_CHANNELS),
                )));
            }
            if chosen.is_empty() { Mentions::Nowhere } else { Mentions::Chosen(chosen) }
        }
    })
}

/// All settings, one a line, below a sentence.
async fn card(acting: &Acting<'_>, settings: &Settings, sentence: String) -> Card {
    let language = acting.invocation.language;
    let mut card = Card::new(language, CardKind::Help, Outcome::Answer, say!(language, "settings-title"));
    card.paragraphs.extend(Some(sentence).filter(|sentence| !sentence.is_empty()));
    let mut fact = |label: String, value: String| card.facts.push(Fact { kind: FactKind::Other, label, value });
    let unset = || say!(language, "settings-unset");
    let spoken = match settings.language {
        None => say!(language, "settings-language-reader"),
        Some(Language::English) => "English".to_owned(),
        Some(Language::Korean) => "한국어".to_owned(),
    };
    fact(say!(language, "settings-language"), spoken);
    let answered = match &settings.mentions {
        Mentions::Everywhere => say!(language, "settings-mentions-all"),
        Mentions::Nowhere => say!(language, "settings-mentions-nowhere"),
        Mentions::Chosen(channels) => names(acting, channels).await,
    };
    fact(say!(language, "settings-mentions"), answered);
    let visible = match settings.visibility {
        None => say!(language, "settings-visibility-usual"),
        Some(Visibility::Everyone) => say!(language, "settings-visibility-everyone"),
        Some(Visibility::Asker) => say!(language, "settings-visibility-asker"),
    };
    fact(say!(language, "settings-visibility"), visible);
    let reporting = match &settings.reporting {
        Some(place) => names(acting, &[place.channel()]).await,
        None => unset(),
    };
    fact(say!(language, "settings-reporting"), reporting);
    let notices = match settings.notices {
        Some(channel) => names(acting, &[channel]).await,
        None => unset(),
    };
    fact(say!(language, "settings-notices"), notices);
    let counted = match settings.gaps {
        true => say!(language, "settings-gaps-on"),
        false => say!(language, "settings-gaps-off"),
    };
    fact(say!(language, "settings-gaps"), counted);
    if let Ok(templates) = acting.bot.briefs.store.templates(guild(acting)).await
        && !templates.is_empty()
    {
        let names: Vec<String> = templates.into_iter().map(|template| template.name).collect();
        fact(say!(language, "settings-templates"), escape::clean(&names.join(", ")));
    }
    card
}

/// Channels as people see them.
async fn names(acting: &Acting<'_>, channels: &[u64]) -> String {
    let mut names = Vec::new();
    for id in channels {
        let name = match access::channel(&acting.bot.rest, *id).await {
            Ok(channel) => channel.title(),
            Err(_) => say!(acting.invocation.language, "settings-channel-gone", "id" => id.to_string()),
        };
        names.push(name);
    }
    names.join(", ")
}

/// The form for a template: empty, or with what stands in it now.
async fn form(acting: &Acting<'_>) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    let store = &acting.bot.briefs.store;
    let failed = |error| Box::new(briefing::not_saved(language, &error));
    let name = acting.invocation.options.text("name");
    let mut before = (String::new(), String::new());
    if let Some(name) = name {
        let stored = store.template(guild(acting), name).await.map_err(failed)?;
        let template =
            stored.and_then(|stored| made::parse(name, &stored.body, acting.invocation.answerer.catalog()).ok());
        let Some(template) = template else {
            return Err(Box::new(notice(language, say!(language, "post-reason-template-gone"))));
        };
        before = (name.to_owned(), made::lines(&template));
    }
    let field = |id, label, placeholder, long, max_chars| Field {
        id,
        label,
        placeholder,
        value: String::new(),
        required: true,
        long,
        max_chars,
    };
    let mut title =
        field("title", say!(language, "template-title"), say!(language, "template-title-example"), false, NAME_CHARS);
    let mut lines =
        field("lines", say!(language, "template-lines"), say!(language, "template-lines-example"), true, LINES_CHARS);
    (title.value, lines.value) = before;
    Ok(Response::Form(Form {
        custom_id: custom_id(NAME, "template"),
        title: say!(language, "template-form"),
        fields: vec![title, lines],
    }))
}

/// Saves a template, and shows what each of its lines gives today.
async fn keep_template(acting: &Acting<'_>, fields: &[(&str, &str)]) -> Result<Card, Box<Card>> {
    let language = acting.invocation.language;
    let store = &acting.bot.briefs.store;
    let field = |id: &str| fields.iter().find(|(name, _)| *name == id).map(|(_, value)| *value).unwrap_or_default();
    let failed = |error| Box::new(briefing::not_saved(language, &error));
    let catalog = acting.invocation.answerer.catalog();
    let name = escape::clean(field("title"));
    let template = made::make(&name, &name, field("lines"), catalog)
        .map_err(|error| Box::new(notice(language, wrong(language, &error))))?;
    let known = store.templates(guild(acting)).await.map_err(failed)?;
    if known.len() >= MAX_TEMPLATES && known.iter().all(|one| one.name != name) {
        return Err(Box::new(notice(language, say!(language, "template-many", "most" => MAX_TEMPLATES))));
    }
    let stored = StoredTemplate {
        guild: guild(acting),
        name: name.clone(),
        body: made::write(&template),
        author: Some(acting.user.get()),
        changed: acting.bot.briefs.now(),
    };
    store.save_template(&stored).await.map_err(failed)?;
    let brief = acting.made(&template, None, None).await?;
    let mut card = notice(language, say!(language, "template-saved", "name" => name, "count" => brief.shown.len()));
    let said = brief.blocks.iter().flat_map(|block| &block.groups).filter(|group| group.lines.is_empty());
    card.paragraphs.extend(said.flat_map(|group| group.said.clone()).take(MAX_SAID));
    Ok(card)
}

/// Lines without an answer that are told when a template is saved.
const MAX_SAID: usize = 6;

/// What is wrong with a template, in words.
fn wrong(language: Language, error: &MadeError) -> String {
    match error {
        MadeError::NoTitle => say!(language, "template-no-title"),
        MadeError::TooLong { line, limit_chars } => {
            say!(language, "template-too-long", "line" => line.as_str(), "limit" => *limit_chars)
        }
        MadeError::NoItems => say!(language, "template-no-items"),
        MadeError::EmptySection { heading } => say!(language, "template-empty-section", "heading" => heading.as_str()),
        MadeError::TooMany { sections, items } => {
            say!(language, "template-too-many", "sections" => *sections, "items" => *items)
        }
        MadeError::Unreadable => say!(language, "post-reason-template-gone"),
    }
}

fn seek_own(seeking: Seeking<'_>) -> Sought<'_> {
    Box::pin(async move {
        let Some(guild) = seeking.guild else { return Vec::new() };
        let own = seeking.bot.briefs.store.templates(guild.get()).await.unwrap_or_default();
        let fits = |template: &StoredTemplate| holds(std::iter::once(template.name.as_str()), seeking.typed);
        own.into_iter().filter(fits).map(|one| Choice { name: one.name.clone(), value: one.name }).collect()
    })
}

fn languages() -> Vec<FixedChoice> {
    vec![
        FixedChoice { value: "reader", en: "each reader's own".into(), ko: "읽는 사람의 언어".into() },
        FixedChoice { value: "en", en: "English".into(), ko: "English".into() },
        FixedChoice { value: "ko", en: "한국어 (Korean)".into(), ko: "한국어".into() },
    ]
}

fn places() -> Vec<FixedChoice> {
    vec![
        FixedChoice { value: "all", en: "in all channels".into(), ko: "모든 채널".into() },
        FixedChoice { value: "chosen", en: "in chosen channels".into(), ko: "고른 채널".into() },
        FixedChoice { value: "nowhere", en: "nowhere".into(), ko: "답하지 않음".into() },
    ]
}

fn audiences() -> Vec<FixedChoice> {
    vec![
        FixedChoice {
            value: "usual",
            en: "everyone, refusals only the asker".into(),
            ko: "모두에게, 거절은 물은 사람에게만".into(),
        },
        FixedChoice { value: "everyone", en: "everyone here".into(), ko: "모두에게".into() },
        FixedChoice { value: "me", en: "only the asker".into(), ko: "물은 사람에게만".into() },
    ]
}

fn switches() -> Vec<FixedChoice> {
    vec![
        FixedChoice { value: "on", en: "on".into(), ko: "켜기".into() },
        FixedChoice { value: "off", en: "off".into(), ko: "끄기".into() },
    ]
}
