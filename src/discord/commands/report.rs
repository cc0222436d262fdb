//! `/report`, and the button **Report** under an answer: somebody tells whoever runs the bot that a figure is wrong or
//! outdated. What is written goes into one channel of the operator's, and is stored nowhere.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serenity::model::channel::Nonce;
use tokio::time::Instant;

use super::{
    Acting, Command, CommandOption, Doing, Field, Form, Invocation, OptionKind, Response, Run, Step, Words,
    complete_figure, custom_id,
};
use crate::discord::errors::{MISSING_PERMISSIONS, RestError};
use crate::discord::flood::Allowed;
use crate::discord::limits;
use crate::discord::render::{Drawing, Payload, draw, draw_without_embeds};
use crate::figure::{FigureRef, Language};
use crate::query::Outcome;
use crate::reply::card::FactKind;
use crate::reply::pages::{self, Notice};
use crate::reply::{Card, CardKind, Citation, CitationRole, CopyText, Fact, escape, say};

pub(super) const COMMAND: Command = Command {
    name: Words { en: NAME, ko: "오류신고" },
    description: Words { en: "Report a wrong or outdated figure", ko: "틀리거나 오래된 수치를 알립니다" },
    options: &[CommandOption {
        name: Words { en: "figure", ko: "수치" },
        description: Words { en: "The figure, or an answer id", ko: "수치 또는 답변 ID" },
        required: true,
        kind: OptionKind::Completed(complete_figure),
    }],
    run: Run::Acts(act),
    ..Command::READER
};

const NAME: &str = "report";
/// What stands before a figure's id in the custom id of the button, and of the form.
const ASK: &str = "ask:";
const SEND: &str = "send:";
/// The fields of the form.
const WHAT: &str = "what";
const LINK: &str = "link";
/// Characters of a report: as many as an embed's field takes, escaping aside.
const WHAT_CHARS: u16 = 800;
const LINK_CHARS: u16 = 400;

fn act<'a>(acting: &'a Acting<'a>, step: Step<'a>) -> Doing<'a> {
    Box::pin(take(acting, step))
}

async fn take(acting: &Acting<'_>, step: Step<'_>) -> Response {
    let language = acting.invocation.language;
    let catalog = acting.invocation.answerer.catalog();
    let known = |id: &str| catalog.find_figure(id).ok_or_else(|| Box::new(pages::gone(language)));
    match step {
        Step::Called => {
            let text = acting.invocation.options.text("figure").unwrap_or_default();
            let (answerer, text) = (Arc::clone(&acting.bot.answerer), text.to_owned());
            let today = acting.invocation.today;
            let work = move || Invocation::plain(&*answerer, language, today).figure(&text);
            match acting.bot.workshop.run(NAME, acting.user.get(), work).await {
                Ok(Ok(figure)) => ask(acting, figure),
                Ok(Err(card)) => (*card).into(),
                Err(undone) => undone.card(language).into(),
            }
        }
        Step::Pressed { rest, .. } => match known(rest.strip_prefix(ASK).unwrap_or_default()) {
            Ok(figure) => ask(acting, figure),
            Err(card) => (*card).into(),
        },
        Step::Submitted { rest, fields } => match known(rest.strip_prefix(SEND).unwrap_or_default()) {
            Ok(figure) => send(acting, figure, &Report::read(&fields)).await.into(),
            Err(card) => (*card).into(),
        },
    }
}

/// The form to fill in; where nobody takes reports, the source to turn to.
fn ask(acting: &Acting<'_>, figure: FigureRef) -> Response {
    let language = acting.invocation.language;
    let catalog = acting.invocation.answerer.catalog();
    if acting.bot.operator_channel.is_none() {
        let mut card = pages::figure_sources(catalog, language, figure);
        card.paragraphs.insert(0, say!(language, "report-nobody"));
        return card.into();
    }
    let field = |id, label, placeholder, required, long, max_chars| {
        let value = String::new();
        Field { id, label, placeholder, value, required, long, max_chars }
    };
    let (what, example) = (say!(language, "report-what"), say!(language, "report-what-example"));
    let (link, address) = (say!(language, "report-link"), "https://".to_owned());
    Response::Form(Form {
        custom_id: custom_id(NAME, &format!("{SEND}{}", catalog.figure(figure).id)),
        title: say!(language, "report-title"),
        fields: vec![
            field(WHAT, what, example, true, true, WHAT_CHARS),
            field(LINK, link, address, false, false, LINK_CHARS),
        ],
    })
}

/// What was written into the form.
struct Report {
    what: String,
    link: String,
}

impl Report {
    fn read(fields: &[(&str, &str)]) -> Self {
        // A client may send more than the form takes.
        let text = |id: &str, most: u16| {
            let text = fields.iter().find(|(found, _)| *found == id).map_or("", |(_, text)| *text);
            limits::cut(&escape::clean(text), usize::from(most))
        };
        Self { what: text(WHAT, WHAT_CHARS), link: text(LINK, LINK_CHARS) }
    }

    /// The report to take away, so that nobody writes it twice.
    fn copy(&self, figure: &str) -> CopyText {
        let text = [figure, &self.what, &self.link].into_iter().filter(|text| !text.is_empty());
        CopyText { text: text.collect::<Vec<_>>().join("\n"), syntax: "" }
    }
}

async fn send(acting: &Acting<'_>, figure: FigureRef, report: &Report) -> Card {
    let language = acting.invocation.language;
    let catalog = acting.invocation.answerer.catalog();
    let id = &catalog.figure(figure).id;
    if report.what.trim().is_empty() {
        return pages::notice(language, &Notice::EmptyReport);
    }
    let Some(channel) = acting.bot.operator_channel else { return pages::notice(language, &Notice::NoReports) };
    if acting.bot.reports.count(acting.user, Instant::now()) != Allowed::Answered {
        tracing::info!(user = acting.user.get(), "somebody reports too often");
        let mut card = pages::notice(language, &Notice::TooManyReports);
        card.copy = Some(report.copy(id));
        return card;
    }
    let card = message(acting, figure, report, language);
    let nonce = nonce(acting.user.get());
    let post = async |payload: Payload| {
        let message = payload.into_message().nonce(Nonce::String(nonce.clone())).enforce_nonce(true);
        acting.bot.rest.create_message(channel, &message, None).await
    };
    let drawing = Drawing { embeds: true, ..Drawing::default() };
    let mut posted = post(draw(&card, &drawing)).await;
    if posted.as_ref().is_err_and(|error| error.is_code(MISSING_PERMISSIONS)) {
        posted = post(draw_without_embeds(&card, &drawing)).await;
    }
    match posted {
        Ok(()) => {
            tracing::info!(figure = &**id, "a figure was reported");
            pages::notice(language, &Notice::Reported)
        }
        Err(error) => undelivered(language, id, report, &error),
    }
}

/// The report as the operator reads it.
fn message(acting: &Acting<'_>, figure: FigureRef, report: &Report, language: Language) -> Card {
    let catalog = acting.invocation.answerer.catalog();
    let shown = pages::figure_sources(catalog, language, figure);
    let title = say!(language, "report-message", "name" => shown.title.as_str());
    let mut card = Card::new(language, CardKind::Notice, Outcome::Answer, title);
    let fact = |label: String, value: String| Fact { kind: FactKind::Other, label, value };
    card.facts.push(fact(say!(language, "report-what"), report.what.clone()));
    card.facts.push(fact(say!(language, "report-from"), from(acting, language)));
    match (report.link.is_empty(), escape::address(&report.link)) {
        (true, _) => {}
        (false, url @ Some(_)) => {
            card.sources_label = say!(language, "report-link");
            let text = report.link.clone();
            let role = CitationRole::Producer;
            card.sources.push(Citation { number: 1, text, detail: String::new(), url, role, id: "".into() });
        }
        (false, None) => card.facts.push(fact(say!(language, "report-link"), report.link.clone())),
    }
    card.headline = shown.headline;
    card.footer = shown.footer;
    card
}

/// Who reported, and where: ids, with which Discord finds the rest for those who may see it.
fn from(acting: &Acting<'_>, language: Language) -> String {
    let user = acting.user.get().to_string();
    match acting.guild {
        Some(guild) => say!(language, "report-from-server", "user" => user, "server" => guild.get().to_string()),
        None => say!(language, "report-from-user", "user" => user),
    }
}

/// Says that a report did not arrive, and gives it back.
fn undelivered(language: Language, figure: &str, report: &Report, error: &RestError) -> Card {
    tracing::error!(figure, %error, "a report could not be delivered to the operator's channel; check DATUM_OPERATOR_CHANNEL and the bot's permissions there");
    let mut card = pages::notice(language, &Notice::UnsentReport);
    card.copy = Some(report.copy(figure));
    card
}

/// A mark under which Discord takes a message once, however often it is sent.
fn nonce(user: u64) -> String {
    let now_ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    let nonce = format!("{now_ms:x}-{user:x}");
    nonce.chars().take(limits::NONCE_CHARS).collect()
}
