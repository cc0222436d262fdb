//! `/schedule`: briefs that come back, for the people who manage a server.
//!
//! Before a schedule is saved its next three runs are shown, because a phrase may be read otherwise than it was meant. What a
//! custom id cannot hold (when, and in which time zone) stands under that message, so that its button works after a
//! restart.

use jiff::Timestamp;
use jiff::civil::Weekday;
use serenity::model::Permissions;

use super::briefing::{self, Wanted};
use super::{
    Acting, Branch, Button, Callers, Choice, Command, CommandOption, Completing, Doing, OptionKind, Reply, Response,
    Run, Seeking, Sought, Step, Words, brief, custom_id, memo,
};
use crate::calendar::{
    DEFAULT_ZONE, DayOfMonth, Days, Recurrence, RecurrenceError, Timetable, TimetableError, complete_zone,
};
use crate::discord::access;
use crate::discord::bot::Bot;
use crate::discord::briefs::{self, words};
use crate::discord::interactions::notice;
use crate::discord::limits;
use crate::figure::{Language, PartialDate};
use crate::query::Outcome;
use crate::reply::card::FactKind;
use crate::reply::{Card, CardKind, Fact, date, escape, say};
use crate::store::{NewPost, NewSchedule, Place, PostKey, Reason, Schedule};

const NAME: &str = "schedule";
/// Runs that are shown before a schedule is saved.
const SHOWN_RUNS: usize = 3;
/// Schedules of one server.
const MAX_SCHEDULES: usize = 25;

const NUMBER: CommandOption = CommandOption {
    name: Words { en: "schedule", ko: "일정" },
    description: Words { en: "Which schedule", ko: "어느 일정인지" },
    required: true,
    kind: OptionKind::Sought(seek_schedule),
};

pub(super) const COMMAND: Command = Command {
    name: Words { en: NAME, ko: "일정" },
    description: Words { en: "Plan recurring briefs", ko: "정기 브리핑을 예약합니다" },
    branches: &[
        Branch {
            name: Words { en: "add", ko: "추가" },
            description: Words { en: "Post a brief again and again", ko: "브리핑을 정기적으로 올립니다" },
            options: &[
                briefing::TEMPLATE,
                CommandOption {
                    name: Words { en: "when", ko: "언제" },
                    description: Words {
                        en: "Such as “every Monday 9:00”, “weekdays 8:30” or a cron line",
                        ko: "‘매주 월요일 오전 9시’, ‘평일 8:30’ 또는 cron 형식",
                    },
                    required: true,
                    kind: OptionKind::Completed(complete_when),
                },
                briefing::THREAD,
                CommandOption {
                    name: Words { en: "timezone", ko: "시간대" },
                    description: Words {
                        en: "The time zone; Asia/Seoul if none", ko: "시간대, 비우면 Asia/Seoul"
                    },
                    required: false,
                    kind: OptionKind::Completed(complete_timezone),
                },
                briefing::TAG,
            ],
        },
        Branch {
            name: Words { en: "list", ko: "목록" },
            description: Words {
                en: "Show the schedules of this server", ko: "이 서버의 일정을 보여 줍니다"
            },
            options: &[],
        },
        Branch {
            name: Words { en: "pause", ko: "멈춤" },
            description: Words { en: "Pause a schedule", ko: "일정을 멈춥니다" },
            options: &[NUMBER],
        },
        Branch {
            name: Words { en: "resume", ko: "재개" },
            description: Words { en: "Let a paused schedule run again", ko: "멈춘 일정을 다시 돌립니다" },
            options: &[NUMBER],
        },
        Branch {
            name: Words { en: "remove", ko: "삭제" },
            description: Words { en: "Remove a schedule", ko: "일정을 지웁니다" },
            options: &[NUMBER],
        },
        Branch {
            name: Words { en: "run", ko: "실행" },
            description: Words {
                en: "Post the brief of a schedule now", ko: "일정의 브리핑을 지금 올립니다"
            },
            options: &[NUMBER],
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
            Step::Pressed { rest, .. } => pressed(acting, rest).await,
            Step::Submitted { .. } => Ok(notice(acting.invocation.language, String::new()).into()),
        };
        done.unwrap_or_else(|card| (*card).into())
    })
}

async fn called(acting: &Acting<'_>) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    let store = &acting.bot.briefs.store;
    let failed = |error| Box::new(briefing::not_saved(language, &error));
    let guild = guild(acting);
    let branch = acting.invocation.options.subcommand().unwrap_or("list");
    match branch {
        "add" => return add(acting).await,
        "list" => return list(acting).await.map(Response::from),
        _ => {}
    }
    let number = acting.invocation.options.text("schedule").and_then(|text| text.trim_start_matches('#').parse().ok());
    let schedule = match number {
        Some(number) => store.schedule(guild, number).await.map_err(failed)?,
        None => None,
    };
    let Some(schedule) = schedule else {
        return Err(Box::new(notice(language, say!(language, "schedule-unknown"))));
    };
    let id = schedule.id.to_string();
    let sentence = match branch {
        "pause" => {
            store.pause_schedule(guild, schedule.id, Reason::ByPerson).await.map_err(failed)?;
            say!(language, "schedule-paused", "number" => id)
        }
        "resume" => {
            let table = Timetable::new(&schedule.recurrence, &schedule.zone);
            let next = table.ok().and_then(|table| table.next_after(acting.bot.briefs.now()).map(|next| (table, next)));
            let Some((table, next)) = next else {
                return Err(Box::new(notice(language, say!(language, "schedule-never"))));
            };
            // What stopped it may still be so.
            briefing::check(acting, &schedule.place).await?;
            store.resume_schedule(guild, schedule.id, next).await.map_err(failed)?;
            acting.bot.briefs.wake.notify_one();
            say!(language, "schedule-resumed", "number" => id, "next" => moment(language, &table, next))
        }
        "remove" => {
            store.remove_schedule(guild, schedule.id).await.map_err(failed)?;
            say!(language, "schedule-removed", "number" => id)
        }
        _ => return run_now(acting, &schedule).await.map(Response::from),
    };
    Ok(notice(language, sentence).into())
}

fn guild(acting: &Acting<'_>) -> u64 {
    acting.guild.map_or(0, |guild| guild.get())
}

/// Shows what would be saved.
async fn add(acting: &Acting<'_>) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    let options = &acting.invocation.options;
    let wanted = briefing::wanted(acting, options.text("template").unwrap_or_default()).await?;
    let table =
        Timetable::new(options.text("when").unwrap_or_default(), options.text("timezone").unwrap_or(DEFAULT_ZONE))
            .map_err(|error| Box::new(notice(language, not_understood(language, &error))))?;
    let place = briefing::target(acting).await?;
    let access = briefing::check(acting, &place).await?;
    let mut card = Card::new(language, CardKind::Help, Outcome::Answer, say!(language, "schedule-title"));
    let mut fact = |label: String, value: String| card.facts.push(Fact { kind: FactKind::Other, label, value });
    fact(say!(language, "schedule-brief"), escape::clean(wanted.template.title.get(language)));
    fact(say!(language, "schedule-where"), access.channel.title());
    fact(say!(language, "schedule-when"), when(language, table.recurrence(), table.zone_name()));
    let runs: Vec<String> =
        table.runs_after(acting.bot.briefs.now()).take(SHOWN_RUNS).map(|run| moment(language, &table, run)).collect();
    if runs.is_empty() {
        return Err(Box::new(notice(language, say!(language, "schedule-never"))));
    }
    fact(say!(language, "schedule-next-runs"), runs.join("; "));
    card.assumptions = briefing::cautions(language, &access);
    card.paragraphs.push(say!(language, "schedule-not-yet"));
    card.footer = Some(memo(&format!("{} · {}", table.recurrence(), table.zone_name())));
    let rest = format!("save:{}:{}", wanted.mark(), briefing::write_place(&place));
    let mut reply = Reply::from(card);
    let button = |rest: &str, label, primary| Button { custom_id: custom_id(NAME, rest), label, primary };
    reply.buttons = vec![
        button(&rest, say!(language, "schedule-save"), true),
        button("cancel", say!(language, "brief-cancel"), false),
    ];
    Ok(Response::Reply(Box::new(reply)))
}

async fn pressed(acting: &Acting<'_>, rest: &str) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    let update = |card: Card| Response::Update(Box::new(card.into()));
    if rest == "cancel" {
        return Ok(update(notice(language, say!(language, "schedule-cancelled"))));
    }
    let unknown = || Box::new(notice(language, say!(language, "discord-unknown-button")));
    let (mark, place) = rest.strip_prefix("save:").and_then(|token| token.split_once(':')).ok_or_else(unknown)?;
    let place = briefing::read_place(place).ok_or_else(unknown)?;
    let text = acting.memo().ok_or_else(unknown)?;
    let (recurrence, zone) = text.rsplit_once(" · ").ok_or_else(unknown)?;
    let table = Timetable::new(recurrence, zone).map_err(|_| unknown())?;
    let wanted = briefing::marked(acting, mark).await?;
    briefing::check(acting, &place).await?;
    let card = save(acting, wanted, place, &table).await?;
    Ok(update(card))
}

async fn save(acting: &Acting<'_>, wanted: Wanted, place: Place, table: &Timetable) -> Result<Card, Box<Card>> {
    let language = acting.invocation.language;
    let briefs = &acting.bot.briefs;
    let failed = |error| Box::new(briefing::not_saved(language, &error));
    let now = briefs.now();
    let Some(next_due) = table.next_after(now) else {
        return Err(Box::new(notice(language, say!(language, "schedule-never"))));
    };
    let known = briefs.store.schedules(guild(acting)).await.map_err(failed)?;
    if known.len() >= MAX_SCHEDULES {
        return Err(Box::new(notice(language, say!(language, "schedule-many", "most" => MAX_SCHEDULES))));
    }
    let recurrence = table.recurrence().to_string();
    // The button was pressed twice.
    let same = |one: &&Schedule| {
        one.template == wanted.name
            && one.place == place
            && one.recurrence == recurrence
            && one.zone == table.zone_name()
    };
    let schedule = match known.iter().find(same) {
        Some(known) => known.clone(),
        None => {
            let new = NewSchedule {
                guild: guild(acting),
                template: wanted.name,
                place,
                recurrence,
                zone: table.zone_name().to_owned(),
                language: Some(language),
                author: Some(acting.user.get()),
                next_due,
            };
            briefs.store.add_schedule(&new, now).await.map_err(failed)?
        }
    };
    briefs.wake.notify_one();
    let next = moment(language, table, schedule.next_due);
    Ok(notice(language, say!(language, "schedule-saved", "number" => schedule.id.to_string(), "next" => next)))
}

async fn list(acting: &Acting<'_>) -> Result<Card, Box<Card>> {
    let language = acting.invocation.language;
    let schedules = acting.bot.briefs.store.schedules(guild(acting)).await;
    let schedules = schedules.map_err(|error| Box::new(briefing::not_saved(language, &error)))?;
    if schedules.is_empty() {
        return Ok(notice(language, say!(language, "schedule-none")));
    }
    let mut card = Card::new(language, CardKind::Help, Outcome::Answer, say!(language, "schedule-list"));
    for schedule in schedules {
        let channel = match access::channel(&acting.bot.rest, schedule.place.channel()).await {
            Ok(channel) => channel.title(),
            Err(_) => say!(language, "settings-channel-gone", "id" => schedule.place.channel().to_string()),
        };
        let state = match (Timetable::new(&schedule.recurrence, &schedule.zone), schedule.paused) {
            (_, Some(reason)) => {
                say!(language, "schedule-is-paused", "reason" => words::reason(language, reason))
            }
            (Ok(table), None) => say!(language, "schedule-next", "next" => moment(language, &table, schedule.next_due)),
            (Err(_), None) => say!(language, "schedule-never"),
        };
        let rhythm = match schedule.recurrence.parse() {
            Ok(recurrence) => when(language, &recurrence, &schedule.zone),
            Err(_) => schedule.recurrence.clone(),
        };
        let title = title(acting.bot, &schedule, language);
        card.facts.push(Fact {
            kind: FactKind::Other,
            label: format!("#{} {title}", schedule.id),
            value: format!("{rhythm} → {channel}. {state}"),
        });
    }
    Ok(card)
}

/// What a schedule's brief is called.
fn title(bot: &Bot, schedule: &Schedule, language: Language) -> String {
    let template = bot.answerer.catalog().find_template(&schedule.template);
    escape::clean(template.map_or(&*schedule.template, |template| template.title.get(language)))
}

/// Posts a schedule's brief now. It counts as a post of its own, so the next run comes as planned.
async fn run_now(acting: &Acting<'_>, schedule: &Schedule) -> Result<Card, Box<Card>> {
    let language = acting.invocation.language;
    let wanted = briefing::wanted(acting, &schedule.template).await?;
    let access = briefing::check(acting, &schedule.place).await?;
    let of_brief = schedule.language.unwrap_or(language);
    let embeds = access.bot.contains(Permissions::EMBED_LINKS);
    let order = brief::order(acting, schedule.guild, &wanted, of_brief, embeds, None).await;
    let now = order.now;
    let composed = briefs::compose(acting.bot, order)
        .await
        .map_err(|reason| Box::new(notice(language, words::reason(language, reason))))?;
    let new = NewPost {
        // Called twice within a minute, it was meant once.
        key: PostKey {
            guild: schedule.guild,
            brief: format!("run/{}", schedule.id),
            period: (now.as_second() / 60).to_string(),
        },
        template: wanted.name,
        schedule: None,
        author: Some(acting.user.get()),
        place: schedule.place.clone(),
        title: composed.title,
        parts: composed.parts,
    };
    Ok(briefing::post(acting, &new).await)
}

/// A moment as a wall clock in the schedule's zone shows it.
fn moment(language: Language, table: &Timetable, moment: Timestamp) -> String {
    let local = table.zone().to_datetime(moment);
    let day = date::date(language, PartialDate::Day(local.date()));
    let time = format!("{:02}:{:02}", local.hour(), local.minute());
    say!(language, "schedule-moment", "weekday" => weekday(language, local.date().weekday()), "date" => day, "time" => time)
}

fn weekday(language: Language, day: Weekday) -> String {
    match day {
        Weekday::Monday => say!(language, "weekday-monday"),
        Weekday::Tuesday => say!(language, "weekday-tuesday"),
        Weekday::Wednesday => say!(language, "weekday-wednesday"),
        Weekday::Thursday => say!(language, "weekday-thursday"),
        Weekday::Friday => say!(language, "weekday-friday"),
        Weekday::Saturday => say!(language, "weekday-saturday"),
        Weekday::Sunday => say!(language, "weekday-sunday"),
    }
}

/// A recurrence in words, with its time zone.
fn when(language: Language, recurrence: &Recurrence, zone: &str) -> String {
    let clock = |time: &jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    let rhythm = match recurrence {
        Recurrence::Weekly(Days::ALL, time) => say!(language, "when-daily", "time" => clock(time)),
        Recurrence::Weekly(days, time) if *days == Days::WEEKDAYS => {
            say!(language, "when-weekdays", "time" => clock(time))
        }
        Recurrence::Weekly(days, time) => {
            let names: Vec<String> = days.iter().map(|day| weekday(language, day)).collect();
            say!(language, "when-weekly", "days" => names.join(", "), "time" => clock(time))
        }
        Recurrence::Monthly(DayOfMonth::Day(day), time) => {
            say!(language, "when-monthly", "day" => i64::from(*day), "time" => clock(time))
        }
        Recurrence::Monthly(DayOfMonth::Last, time) => say!(language, "when-last-day", "time" => clock(time)),
        Recurrence::Cron(cron) => say!(language, "when-cron", "line" => cron.as_str()),
    };
    format!("{rhythm} ({zone})")
}

/// Why a time was not understood, in words.
fn not_understood(language: Language, error: &TimetableError) -> String {
    let cut = |text: &str| limits::cut(&escape::clean(text), 60);
    match error {
        TimetableError::Zone(name) => say!(language, "when-no-zone", "name" => cut(name)),
        TimetableError::Recurrence(error) => match error {
            RecurrenceError::Empty => say!(language, "when-empty"),
            RecurrenceError::NoTime => say!(language, "when-no-time"),
            RecurrenceError::ManyTimes => say!(language, "when-many-times"),
            RecurrenceError::NoDays => say!(language, "when-no-days"),
            RecurrenceError::ManyDays => say!(language, "when-many-days"),
            RecurrenceError::Unknown(word) => say!(language, "when-unknown", "word" => cut(word)),
            RecurrenceError::Cron(_) => say!(language, "when-no-cron"),
            RecurrenceError::Never => say!(language, "schedule-never"),
            RecurrenceError::TooOften => say!(language, "when-too-often"),
        },
    }
}

/// Suggests phrases; what is typed comes first where it is understood, as it was understood.
fn complete_when(completing: &Completing<'_>) -> Vec<Choice> {
    let language = completing.language;
    let examples = match language {
        Language::English => {
            ["every Monday 9:00", "weekdays 8:30", "daily 9:00", "every Friday 17:00", "1st of the month 9:00"]
        }
        Language::Korean => {
            ["매주 월요일 오전 9시", "평일 오전 8시 30분", "매일 오전 9시", "매주 금요일 오후 5시", "매월 1일 오전 9시"]
        }
    };
    let typed = completing.typed.trim();
    let mut choices = Vec::new();
    if let Ok(recurrence) = typed.parse::<Recurrence>() {
        let name = when(language, &recurrence, "");
        choices.push(Choice { name: name.trim_end_matches(" ()").to_owned(), value: recurrence.to_string() });
    }
    let fits = |example: &&str| typed.is_empty() || example.to_lowercase().contains(&typed.to_lowercase());
    let examples = examples.into_iter().filter(fits);
    choices.extend(examples.map(|example| Choice { name: example.to_owned(), value: example.to_owned() }));
    choices
}

fn complete_timezone(completing: &Completing<'_>) -> Vec<Choice> {
    let names = complete_zone(completing.typed, limits::AUTOCOMPLETE_CHOICES).into_iter();
    names.map(|name| Choice { name: name.to_owned(), value: name.to_owned() }).collect()
}

fn seek_schedule(seeking: Seeking<'_>) -> Sought<'_> {
    Box::pin(async move {
        let Some(guild) = seeking.guild else { return Vec::new() };
        let schedules = seeking.bot.briefs.store.schedules(guild.get()).await.unwrap_or_default();
        let name = |schedule: &Schedule| {
            let rhythm = schedule.recurrence.parse();
            let rhythm =
                rhythm.map_or_else(|_| String::new(), |rhythm| when(seeking.language, &rhythm, &schedule.zone));
            format!("#{} {} – {rhythm}", schedule.id, title(seeking.bot, schedule, seeking.language))
        };
        let choices = schedules.iter().map(|schedule| Choice { name: name(schedule), value: schedule.id.to_string() });
        let typed = seeking.typed.trim().to_lowercase();
        choices.filter(|choice| choice.name.to_lowercase().contains(&typed)).collect()
    })
}
