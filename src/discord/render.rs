//! A card as a Discord message: an embed with rows of buttons and a menu, or plain text where embeds are not allowed.
//!
//! Embeds and legacy components are used because serenity 0.12.5 has no types for the newer Components V2; the card
//! knows nothing of either, so only this file would change. Everything is cut to [`limits`](super::limits) here, and
//! what Discord refuses (an empty field, a second component with the same id) is left out, whatever the card holds.

use std::collections::HashSet;

use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed, CreateEmbedFooter,
    CreateInteractionResponseMessage, CreateMessage, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};
use serenity::model::application::ButtonStyle;

use super::limits;
use super::menu::Pick;
use crate::figure::Language;
use crate::query::Outcome;
use crate::reply::{Action, Card, CardKind, markdown, say};

/// How a card is to be drawn.
#[derive(Clone, Debug)]
pub(super) struct Drawing {
    /// Whether embeds may be sent there.
    pub(super) embeds: bool,
    /// Whether a button posts the reply where everybody sees it.
    pub(super) share: bool,
    /// What the menu remembers.
    pub(super) pick: Pick,
}

/// What is sent, apart from where to.
#[derive(Clone, Debug, Default)]
pub(super) struct Payload {
    pub(super) content: Option<String>,
    pub(super) embed: Option<CreateEmbed>,
    pub(super) rows: Vec<CreateActionRow>,
}

/// Draws a card.
pub(super) fn draw(card: &Card, drawing: &Drawing) -> Payload {
    let rows = rows(card, drawing);
    if drawing.embeds && !is_a_line(card) {
        Payload { content: None, embed: Some(embed(card)), rows }
    } else {
        let text = markdown::message(card);
        let content = if text.trim().is_empty() { "…".to_owned() } else { limits::cut(&text, limits::CONTENT_CHARS) };
        Payload { content: Some(content), embed: None, rows }
    }
}

/// Draws a card as text because the permission to embed is missing, and names the permission.
pub(super) fn draw_without_embeds(card: &Card, drawing: &Drawing) -> Payload {
    let mut payload = draw(card, &Drawing { embeds: false, ..drawing.clone() });
    if let Some(content) = &mut payload.content
        && !is_a_line(card)
    {
        let hint = format!("\n-# {}", say!(card.language, "discord-plain-text"));
        *content = limits::cut(content, limits::CONTENT_CHARS.saturating_sub(hint.chars().count()));
        content.push_str(&hint);
    }
    payload
}

/// A sentence needs no frame around it.
fn is_a_line(card: &Card) -> bool {
    let alone = card.headline.is_none()
        && card.rows.is_empty()
        && card.facts.is_empty()
        && card.sources.is_empty()
        && card.copy.is_none()
        && card.suggestions.is_empty();
    alone && (card.kind == CardKind::Notice || card.outcome == Outcome::None)
}

fn embed(card: &Card) -> CreateEmbed {
    let drawn = markdown::render(card);
    let mut left = limits::EMBED_TOTAL_CHARS;
    let mut take = |text: &str, most: usize| {
        let text = limits::cut(text.trim(), most.min(left));
        left = left.saturating_sub(text.chars().count());
        (!text.is_empty()).then_some(text)
    };
    let title = take(&drawn.title, limits::EMBED_TITLE_CHARS);
    // The footer holds the answer id, so it is served before the longer texts.
    let footer = drawn.footer.as_deref().and_then(|footer| take(footer, limits::EMBED_FOOTER_CHARS));
    let description = take(&drawn.description, limits::EMBED_DESCRIPTION_CHARS);
    let mut embed = CreateEmbed::new();
    let is_empty = title.is_none() && description.is_none();
    if let Some(title) = title {
        embed = embed.title(title);
    }
    if let Some(description) = description {
        embed = embed.description(description);
    } else if is_empty {
        embed = embed.description("…");
    }
    for field in drawn.fields.iter().take(limits::EMBED_FIELDS) {
        let Some(name) = take(&field.name, limits::EMBED_FIELD_NAME_CHARS) else { continue };
        let Some(value) = take(&field.value, limits::EMBED_FIELD_VALUE_CHARS) else { break };
        embed = embed.field(name, value, field.inline);
    }
    if let Some(footer) = footer {
        embed = embed.footer(CreateEmbedFooter::new(footer));
    }
    embed
}

fn rows(card: &Card, drawing: &Drawing) -> Vec<CreateActionRow> {
    let share = drawing.share.then_some(Action::Share);
    let mut rows = button_rows(card.actions.iter().chain(&share), card.language, limits::ACTION_ROWS - 1);
    rows.extend(menu(card, &drawing.pick));
    rows
}

/// Rows of buttons, each custom id once.
pub(super) fn button_rows<'a>(
    actions: impl Iterator<Item = &'a Action>,
    language: Language,
    most_rows: usize,
) -> Vec<CreateActionRow> {
    let mut taken = HashSet::new();
    let buttons: Vec<CreateButton> = actions
        .map(|action| (action.token(), action))
        .filter(|(token, _)| fits_custom_id(token) && taken.insert(token.clone()))
        .take(most_rows * limits::ROW_BUTTONS)
        .map(|(token, action)| {
            let style = if matches!(action, Action::Share) { ButtonStyle::Primary } else { ButtonStyle::Secondary };
            let label = limits::cut(&action.label(language), limits::BUTTON_LABEL_CHARS);
            CreateButton::new(token).label(label).style(style)
        })
        .collect();
    buttons.chunks(limits::ROW_BUTTONS).map(|row| CreateActionRow::Buttons(row.to_vec())).collect()
}

fn menu(card: &Card, pick: &Pick) -> Option<CreateActionRow> {
    let mut taken = HashSet::new();
    let options: Vec<CreateSelectMenuOption> = card
        .suggestions
        .iter()
        .filter(|suggestion| {
            fits_custom_id(&suggestion.token) && !suggestion.label.trim().is_empty() && taken.insert(&suggestion.token)
        })
        .take(limits::SELECT_OPTIONS)
        .map(|suggestion| {
            let label = limits::cut(&suggestion.label, limits::SELECT_OPTION_CHARS);
            let option = CreateSelectMenuOption::new(label, suggestion.token.clone());
            if suggestion.description.trim().is_empty() {
                option
            } else {
                option.description(limits::cut(&suggestion.description, limits::SELECT_OPTION_CHARS))
            }
        })
        .collect();
    if options.is_empty() {
        return None;
    }
    let mut menu = CreateSelectMenu::new(pick.token(), CreateSelectMenuKind::String { options });
    if !card.suggestions_label.trim().is_empty() {
        menu = menu.placeholder(limits::cut(&card.suggestions_label, limits::SELECT_PLACEHOLDER_CHARS));
    }
    Some(CreateActionRow::SelectMenu(menu))
}

fn fits_custom_id(token: &str) -> bool {
    (1..=limits::CUSTOM_ID_CHARS).contains(&token.chars().count())
}

/// Nobody is ever pinged, whatever a text contains.
fn no_mentions() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}

impl Payload {
    /// As the answer to an interaction.
    pub(super) fn into_response(self, private: bool) -> CreateInteractionResponseMessage {
        let mut message = CreateInteractionResponseMessage::new().allowed_mentions(no_mentions()).components(self.rows);
        if let Some(content) = self.content {
            message = message.content(content);
        }
        if let Some(embed) = self.embed {
            message = message.embed(embed);
        }
        if private { message.ephemeral(true) } else { message }
    }

    /// As the new content of the message that a button stands under: what is not set is taken away.
    pub(super) fn into_update(self) -> CreateInteractionResponseMessage {
        CreateInteractionResponseMessage::new()
            .allowed_mentions(no_mentions())
            .content(self.content.unwrap_or_default())
            .embeds(self.embed.into_iter().collect())
            .components(self.rows)
    }

    /// As a message of its own.
    pub(super) fn into_message(self) -> CreateMessage {
        let mut message = CreateMessage::new().allowed_mentions(no_mentions()).components(self.rows);
        if let Some(content) = self.content {
            message = message.content(content);
        }
        if let Some(embed) = self.embed {
            message = message.embed(embed);
        }
        message
    }
}
