//! Buttons and menus under replies. Their ids hold all that is needed, so they work after a restart and for ever, or
//! at least until the packs no longer have the figure; then the presser is told so.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use serenity::builder::CreateEmbed;
use serenity::model::application::{
    ActionRowComponent, ButtonKind, ComponentInteraction, ComponentInteractionDataKind,
};
use serenity::model::channel::MessageFlags;
use tokio::time::Instant;

use super::ask::{Ask, Waiting};
use super::bot::Bot;
use super::commands::{File, Reply, Step, export, owner};
use super::errors::log_unsaid;
use super::interactions::{Caller, Place, Show, act_on, notice, spoken};
use super::limits;
use super::menu::Pick;
use super::picture::{self, Wanted};
use super::render::{Attached, Payload, button_rows};
use super::series::along_again;
use crate::export::Form;
use crate::facts::{Caution, breaks, cautions};
use crate::figure::{FigureRef, Language, MetricRef};
use crate::pack::Catalog;
use crate::query::{
    Answer, Assumption, Compared, Frame, Operation, Outcome, Question, Selection, Span, add_up, compare_selected,
};
use crate::reply::{Action, Card, Shown, Sketch, compose, compose_short, pages, say};

/// Unknown ids that were logged. A handful, so that a list will do.
static UNKNOWN: Mutex<Option<HashSet<String>>> = Mutex::new(None);
/// How many unknown ids are remembered; further ones are logged each time they come.
const MAX_UNKNOWN: usize = 256;

/// What pressing something leads to.
enum Outcomes {
    /// A reply of its own.
    Reply(Box<Reply>, Show),
    /// The message shows another page.
    Turn(Box<Reply>),
    /// The private reply is posted for everybody, with its picture if it has one.
    Share(Option<Sketch>),
    /// Nothing stands behind the id.
    Unknown,
}

/// A button was pressed, or something was chosen from a menu.
pub(super) async fn pressed(bot: &Arc<Bot>, component: &Arc<ComponentInteraction>, received: Instant) {
    let place = Place::new(
        component.guild_id,
        component.app_permissions,
        component.context,
        &component.authorizing_integration_owners,
    );
    let ask = Ask::new(bot, component.id, &component.token, received, place);
    let language = spoken(bot, component.guild_id, &component.locale).await;
    if let Some((command, act, rest)) = owner(&component.data.custom_id) {
        let chosen = match &component.data.kind {
            ComponentInteractionDataKind::StringSelect { values } => values.as_slice(),
            _ => &[],
        };
        let caller = Caller {
            language,
            user: component.user.id,
            guild: component.guild_id,
            channel: component.channel_id,
            may: component.member.as_ref().and_then(|member| member.permissions),
            bot_may: component.app_permissions,
            under: Some(&component.message),
        };
        return act_on(&ask, command, act, Step::Pressed { rest, chosen }, caller).await;
    }
    let work = {
        let (bot, component) = (Arc::clone(bot), Arc::clone(component));
        move || outcome(&bot, &component, place, language)
    };
    // Whether the reply is for everybody shows when it is made; until then the message stays as it is.
    match ask.awaiting(Waiting::Pressed, bot.workshop.run("component", component.id.get(), work)).await {
        Err(undone) => ask.reply("component", &undone.card(language).into(), Show::PRIVATE).await,
        Ok(Outcomes::Reply(mut reply, show)) => {
            bot.count_question("button", &reply.card);
            if let Some(frame) = reply.frame.take() {
                bot.recall.note((component.user.id, component.channel_id), frame, received);
            }
            let meanwhile = if show.private { Waiting::Private } else { Waiting::Public };
            ask.awaiting(meanwhile, bot.artist.add(&bot.answerer, &mut reply, place)).await;
            ask.reply("component", &reply, show).await;
        }
        Ok(Outcomes::Turn(reply)) => ask.update("page", &reply).await,
        Ok(Outcomes::Share(sketch)) => {
            // What is shared keeps the language that it was written in.
            let answer = sketch.and_then(|sketch| draw_again(bot, &sketch, sketch.language));
            let picture = match answer {
                Some(answer) => {
                    Some(ask.awaiting(Waiting::Public, bot.artist.file(&bot.answerer, answer, place, language)).await)
                }
                None => None,
            };
            let (payload, file) = shared(component, language, picture);
            if let Err(error) = ask.send(payload, file.as_ref(), false).await {
                log_unsaid(&error, "share", component.id.get(), received.elapsed());
            }
        }
        Ok(Outcomes::Unknown) => {
            log_unknown_once(&component.data.custom_id);
            ask.reply("component", &notice(language, say!(language, "discord-unknown-button")).into(), Show::PRIVATE)
                .await;
        }
    }
}

fn outcome(bot: &Bot, component: &ComponentInteraction, place: Place, language: Language) -> Outcomes {
    let catalog = bot.answerer.catalog();
    let id = component.data.custom_id.as_str();
    if let Some(pick) = Pick::from_token(id) {
        let ComponentInteractionDataKind::StringSelect { values } = &component.data.kind else {
            return Outcomes::Unknown;
        };
        let Some(value) = values.first() else { return Outcomes::Unknown };
        if let Some(selection) = Selection::from_token(value, catalog) {
            if let Some(reply) = beside(bot, &pick, selection, language) {
                let private = pick.private || place.private || reply.card.outcome != Outcome::Answer;
                return Outcomes::Reply(
                    Box::new(reply),
                    Show { private, choice_private: pick.private || place.private },
                );
            }
            let answer = bot.answerer.select(selection, language, pick.as_of);
            let mut card = compose_short(&answer, catalog, bot.day());
            picture::offer(&mut card, &answer, catalog);
            let private = pick.private || place.private || card.outcome != Outcome::Answer;
            let show = Show { private, choice_private: pick.private || place.private };
            let frame = Frame::of_shown(catalog, &answer);
            return Outcomes::Reply(Box::new(Reply { as_of: pick.as_of, frame, ..card.into() }), show);
        }
        // Menus of pages hold the ids of pages; anything else was a figure that is gone.
        let card = Action::from_token(value).and_then(|action| action.respond(catalog, language));
        let card = card.unwrap_or_else(|| pages::gone(language));
        return Outcomes::Reply(Box::new(card.into()), Show::PRIVATE);
    }
    let Some(action) = Action::from_token(id) else { return Outcomes::Unknown };
    if let Some(reply) = ask_again(bot, &action, language) {
        return Outcomes::Reply(Box::new(reply), Show::PRIVATE);
    }
    let Some(card) = action.respond(catalog, language) else {
        let Action::ShareChart(sketch) = action else { return Outcomes::Share(None) };
        return Outcomes::Share(Some(sketch));
    };
    // A page is turned where it stands, unless others look at it too.
    if is_page(&action) && is_private(component) {
        Outcomes::Turn(Box::new(card.into()))
    } else {
        Outcomes::Reply(Box::new(card.into()), Show::PRIVATE)
    }
}

/// What was chosen beside the things that it is to be compared with; none where it stands alone.
fn beside(bot: &Bot, pick: &Pick, chosen: Selection, language: Language) -> Option<Reply> {
    let catalog = bot.answerer.catalog();
    let (place, shown) = pick.beside.as_ref()?;
    let Some(others) = shown.figures(catalog) else { return Some(pages::gone(language).into()) };
    let select = |selection: Selection| bot.answerer.select(selection, language, pick.as_of);
    let mut answers: Vec<Answer> = others.iter().map(|figure| select(Selection::Figure(*figure))).collect();
    answers.insert((*place).min(answers.len()), select(chosen));
    let (answer, again) = match compare_selected(catalog, answers, language, pick.as_of) {
        Compared::Done(answer) => (*answer, None),
        // What was chosen has several figures, too: the others are kept once more.
        Compared::Unclear { answer, .. } => (*answer, pick.beside.clone()),
        Compared::Alike => (select(chosen), None),
    };
    let card = compose_short(&answer, catalog, bot.day());
    let frame = Frame::of_shown(catalog, &answer);
    let picture = (answer.outcome == Outcome::Answer).then_some(Wanted { answer, explicit: false });
    Some(Reply { as_of: pick.as_of, beside: again, frame, picture, ..card.into() })
}

/// The reply to a press that needs the answer again that the button stands under; none for other buttons.
fn ask_again(bot: &Bot, action: &Action, language: Language) -> Option<Reply> {
    let catalog = bot.answerer.catalog();
    let gone = || Some(pages::gone(language).into());
    match action {
        Action::Trend { figure, as_of } => {
            let Some(figure) = catalog.find_figure(figure) else { return gone() };
            let answer = bot.answerer.trend(figure, Span::default(), language, *as_of);
            let card = compose_short(&answer, catalog, bot.day());
            let picture = Some(Wanted { answer, explicit: false });
            Some(Reply { as_of: *as_of, picture, ..card.into() })
        }
        Action::Csv(shown) => {
            let Some(figures) = shown.figures(catalog) else { return gone() };
            let figures = match (shown, figures.as_slice()) {
                (Shown::Series { as_of, .. }, [figure]) => {
                    bot.answerer.trend(*figure, Span::default(), language, *as_of).figures
                }
                _ => figures,
            };
            Some(export::file(catalog, language, Form::Csv, &figures, None, ""))
        }
        Action::Working(shown) => {
            let Some(figures) = shown.figures(catalog) else { return gone() };
            let answer = match (shown, figures.as_slice()) {
                (Shown::Series { as_of, .. }, [figure]) => {
                    bot.answerer.trend(*figure, Span::default(), language, *as_of)
                }
                (_, [figure]) => bot.answerer.select(Selection::Figure(*figure), language, None),
                (shown, figures) => calculate_again(bot, shown, figures, language),
            };
            Some(pages::working(catalog, &answer).into())
        }
        Action::Chart(sketch) => {
            let Some(answer) = draw_again(bot, sketch, language) else { return gone() };
            let card = picture_card(compose(&answer, catalog, bot.day()));
            Some(Reply { picture: Some(Wanted { answer, explicit: true }), ..card.into() })
        }
        Action::More(sketch) => {
            let Some(mut answer) = told_again(bot, sketch, language) else { return gone() };
            answer.as_of = None;
            let mut card = compose(&answer, catalog, bot.day());
            picture::offer(&mut card, &answer, catalog);
            Some(card.into())
        }
        _ => None,
    }
}

/// The answer behind a short reply, with all that is to be minded about its figures.
fn told_again(bot: &Bot, sketch: &Sketch, language: Language) -> Option<Answer> {
    let catalog = bot.answerer.catalog();
    let figures = sketch.shown.figures(catalog)?;
    if let (Shown::Several { .. }, Operation::Trend) = (&sketch.shown, sketch.operation) {
        return Some(calculate_again(bot, &sketch.shown, &figures, language));
    }
    let mut answer = draw_again(bot, sketch, language)?;
    if matches!(sketch.operation, Operation::Lookup | Operation::Rank) {
        let mut minded = cautions(catalog, &answer.figures);
        if sketch.operation == Operation::Rank {
            minded.insert(0, Caution::ComputedOrder);
        }
        answer.cautions = minded;
    }
    Some(answer)
}

/// The answer that a picture is drawn from, once more. None if the packs no longer have one of its figures.
fn draw_again(bot: &Bot, sketch: &Sketch, language: Language) -> Option<Answer> {
    let catalog = bot.answerer.catalog();
    let figures = sketch.shown.figures(catalog)?;
    let first = *figures.first()?;
    let mut answer = match (&sketch.shown, sketch.operation) {
        (Shown::Series { as_of, .. }, _) => return Some(bot.answerer.trend(first, Span::default(), language, *as_of)),
        (shown, Operation::Compare) => calculate_again(bot, shown, &figures, language),
        _ => {
            let answer = bot.answerer.select(Selection::Figure(first), language, None);
            Answer { disagreement: false, derived: Vec::new(), ..answer }
        }
    };
    let total = usize::from(sketch.total);
    answer.assumptions = broad(catalog, &figures).map(Assumption::Broad).into_iter().collect();
    if total > figures.len() {
        answer.assumptions.push(Assumption::Cut { shown: figures.len(), total });
    }
    answer.operation = sketch.operation;
    answer.ranked = sketch.ranked(catalog, &figures);
    answer.breaks = if answer.operation == Operation::Trend { breaks(catalog, &figures) } else { Vec::new() };
    answer.figures = figures;
    Some(answer)
}

/// The broad metric that unlike metrics belong to.
fn broad(catalog: &Catalog, figures: &[FigureRef]) -> Option<MetricRef> {
    let metric = |figure: &FigureRef| catalog.figure(*figure).metric;
    let first = metric(figures.first()?);
    if figures.iter().all(|figure| metric(figure) == first) {
        return None;
    }
    let above = |metric: MetricRef| catalog.metric(metric).broader.unwrap_or(metric);
    figures.iter().all(|figure| above(metric(figure)) == above(first)).then(|| above(first))
}

/// What goes with a picture that carries all its words: the title, and the sources with their addresses.
fn picture_card(card: Card) -> Card {
    Card {
        sources_label: card.sources_label,
        sources: card.sources,
        footer: card.footer,
        ..Card::new(card.language, card.kind, card.outcome, card.title)
    }
}

/// What several figures give when they stand beside each other, or when they are a series.
fn calculate_again(bot: &Bot, shown: &Shown, figures: &[FigureRef], language: Language) -> Answer {
    let catalog = bot.answerer.catalog();
    if let (Shown::Several { added: true, .. }, Some(answer)) = (shown, add_up(catalog, figures, language)) {
        return answer;
    }
    if let Some(answer) = along_again(bot, figures, language) {
        return answer;
    }
    let select = |figure: &FigureRef| bot.answerer.select(Selection::Figure(*figure), language, None);
    if let ([first, _, .., last], true) = (figures, of_one_cell(catalog, figures)) {
        let (first_period, last_period) = (catalog.figure(*first).period, catalog.figure(*last).period);
        let until = last_period.end().unwrap_or(last_period.start());
        let span = Span { since: Some(first_period.start()), until: Some(until) };
        if !span.is_backwards() {
            return bot.answerer.trend(*first, span, language, None);
        }
    }
    match (compare_selected(catalog, figures.iter().map(select).collect(), language, None), figures.first()) {
        (Compared::Done(answer) | Compared::Unclear { answer, .. }, _) => *answer,
        (Compared::Alike, Some(figure)) => select(figure),
        (Compared::Alike, None) => bot.answerer.ask(&Question {
            text: "",
            language: Some(language),
            as_of: None,
            source: None,
            today: bot.day(),
        }),
    }
}

fn of_one_cell(catalog: &Catalog, figures: &[FigureRef]) -> bool {
    let cell = |figure: &FigureRef| {
        let figure = catalog.figure(*figure);
        (figure.metric, figure.entity)
    };
    figures.windows(2).all(|pair| matches!(pair, [a, b] if cell(a) == cell(b)))
}

fn is_page(action: &Action) -> bool {
    matches!(
        action,
        Action::ChangesPage { .. }
            | Action::TopicsPage { .. }
            | Action::TopicPage { .. }
            | Action::SourcesPage { .. }
            | Action::TopicSourcesPage { .. }
    )
}

fn is_private(component: &ComponentInteraction) -> bool {
    component.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

/// The reply that a button stands under, for everybody: what Discord sent along with the press, without this button. The
/// picture is the one drawn anew, since the address of the private one ends soon; or the reason why there is none.
fn shared(
    component: &ComponentInteraction,
    language: Language,
    picture: Option<Result<File, String>>,
) -> (Payload, Option<File>) {
    let source = &component.message;
    let buttons = source.components.iter().flat_map(|row| &row.components).filter_map(|component| match component {
        ActionRowComponent::Button(button) => match &button.data {
            ButtonKind::NonLink { custom_id, .. } => Action::from_token(custom_id),
            _ => None,
        },
        _ => None,
    });
    let actions: Vec<Action> =
        buttons.filter(|action| !matches!(action, Action::Share | Action::ShareChart(_))).collect();
    let (file, reason) = match picture {
        Some(Ok(file)) => (Some(file), None),
        Some(Err(reason)) => (None, Some(reason)),
        None => (None, None),
    };
    let with_reason = |text: &str, most: usize| match &reason {
        Some(reason) => {
            let room = most.saturating_sub(reason.chars().count() + 2);
            format!("{}\n\n{reason}", limits::cut(text, room))
        }
        None => limits::cut(text, most),
    };
    let embed = source.embeds.first().map(|embed| {
        let mut embed = embed.clone();
        embed.image = None;
        if reason.is_some() {
            let text = embed.description.as_deref().unwrap_or_default();
            embed.description = Some(with_reason(text, limits::EMBED_DESCRIPTION_CHARS));
        }
        let embed = CreateEmbed::from(embed);
        match &file {
            Some(file) => embed.image(Attached { name: file.name.clone(), sketch: None }.url()),
            None => embed,
        }
    });
    let content = (!source.content.is_empty()).then(|| with_reason(&source.content, limits::CONTENT_CHARS));
    let rows = button_rows(actions.iter(), language, limits::ACTION_ROWS);
    (Payload { content, embed, rows }, file)
}

fn log_unknown_once(id: &str) {
    let mut guard = UNKNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let logged = guard.get_or_insert_default();
    if logged.contains(id) {
        return;
    }
    if logged.len() < MAX_UNKNOWN {
        logged.insert(id.to_owned());
    }
    let id = limits::cut(&crate::reply::escape::clean(id), limits::CUSTOM_ID_CHARS);
    tracing::warn!(id, "a component that nothing stands behind was pressed");
}
