//! What a message goes on from: the answer that it replies to, or what its author was last told there.

use serenity::model::application::{ActionRowComponent, ButtonKind};
use serenity::model::channel::Message;
use tokio::time::Instant;

use super::bot::Bot;
use super::interactions::figures_in;
use crate::figure::{FigureRef, Language};
use crate::query::{Frame, Operation};
use crate::reply::{Action, Shown};

/// What a message goes on from, if anything.
pub(super) fn before(bot: &Bot, message: &Message, now: Instant) -> Option<Frame> {
    let Some(answered) = &message.referenced_message else {
        // A reply to something that is gone goes on from nothing that is known.
        let replies = message.message_reference.is_some();
        return (!replies).then(|| bot.recall.of((message.author.id, message.channel_id), now)).flatten();
    };
    let ours = bot.identity.get().is_some_and(|identity| identity.user == answered.author.id);
    if ours {
        return shown_in(bot, answered);
    }
    bot.recall.of((message.author.id, message.channel_id), now)
}

/// The frame of one of the bot's own messages, from the ids that it carries: so it works after a restart, and for
/// somebody else's answer.
pub(super) fn shown_in(bot: &Bot, message: &Message) -> Option<Frame> {
    let catalog = bot.answerer.catalog();
    let description = message.embeds.first().and_then(|embed| embed.description.as_deref());
    let language = Language::of_text(description.unwrap_or(&message.content));
    let actions: Vec<Action> = buttons(message).filter_map(Action::from_token).collect();
    let drawn = actions.iter().find_map(|action| match action {
        Action::Chart(sketch) | Action::ShareChart(sketch) => Some(sketch.operation),
        _ => None,
    });
    let shown = actions.iter().find_map(|action| match action {
        Action::Csv(shown) => Some(shown),
        _ => None,
    });
    let (figures, operation): (Vec<FigureRef>, Option<Operation>) = match shown {
        Some(series @ Shown::Series { .. }) => (series.figures(catalog)?, Some(Operation::Trend)),
        Some(shown) => (shown.figures(catalog)?, drawn),
        None => {
            // Of a message that speaks of many things, nobody could tell which one is meant.
            let mut figures = figures_in(message, bot);
            figures.dedup();
            let [figure] = figures.as_slice() else { return None };
            (vec![*figure], None)
        }
    };
    Frame::of_figures(catalog, &figures, operation, language)
}

fn buttons(message: &Message) -> impl Iterator<Item = &str> {
    message.components.iter().flat_map(|row| &row.components).filter_map(|component| match component {
        ActionRowComponent::Button(button) => match &button.data {
            ButtonKind::NonLink { custom_id, .. } => Some(custom_id.as_str()),
            _ => None,
        },
        _ => None,
    })
}
