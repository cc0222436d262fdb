//! A card as a Discord message: an embed with rows of buttons and a menu, or plain text where embeds are not allowed.
//!
//! Embeds and legacy components are used because serenity 0.12.5 has no types for the newer Components V2; the card
//! knows nothing of either, so only this file would change. Everything is cut to [`limits`](super::limits) here, and
//! what Discord refuses (an empty field, a second component with the same id) is left out, whatever the card holds.

use std::collections::HashSet;

use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed, CreateEmbedFooter,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse,
};
use serenity::model::application::ButtonStyle;

use super::commands::Button;
use super::limits;
use super::menu::Pick;
use crate::figure::Language;
use crate::query::Outcome;
use crate::reply::{Action, Card, CardKind, Sketch, markdown, say};

/// How a card is to be drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawing {
    /// Whether embeds may be sent there.
    pub(super) embeds: bool,
    /// Whether a button posts the reply where everybody sees it.
    pub(super) share: bool,
    /// The picture that goes with the card.
    pub(super) picture: Option<Attached>,
    /// What the menu remembers.
    pub(super) pick: Pick,
    /// Buttons of a command, which stand before those of the card.
    pub(super) buttons: Vec<Button>,
    /// Nobody takes reports, so there is no button for one.
    pub(super) no_reports: bool,
}

/// A picture among the files of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attached {
    /// The file's name.
    pub(super) name: String,
    /// What it was drawn from, to be drawn again when it is shared.
    pub(super) sketch: Option<Sketch>,
}

impl Attached {
    /// The address of the file within its message.
    pub(super) fn url(&self) -> String {
        format!("attachment://{}", self.name)
    }
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
        let embed = embed(card);
        let embed = match &drawing.picture {
            Some(picture) => embed.image(picture.url()),
            None => embed,
        };
        Payload { content: None, embed: Some(embed), rows }
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
    let mut fields = Vec::new();
    for field in drawn.fields.iter().take(limits::EMBED_FIELDS) {
        let Some(name) = take(&field.name, limits::EMBED_FIELD_NAME_CHARS) else { continue };
        let Some(value) = take(&field.value, limits::EMBED_FIELD_VALUE_CHARS) else { break };
        fields.push((name, value, field.inline));
    }
    let mut embed = CreateEmbed::new();
    // An embed of nothing is refused.
    let is_empty = title.is_none() && description.is_none() && fields.is_empty();
    if let Some(title) = title {
        embed = embed.title(title);
    }
    if let Some(description) = description.or_else(|| is_empty.then(|| "…".to_owned())) {
        embed = embed.description(description);
    }
    embed = embed.fields(fields);
    if let Some(footer) = footer {
        embed = embed.footer(CreateEmbedFooter::new(footer));
    }
    embed
}

fn rows(card: &Card, drawing: &Drawing) -> Vec<CreateActionRow> {
    let sketch = drawing.picture.as_ref().and_then(|picture| picture.sketch.clone());
    let share = drawing.share.then(|| sketch.map_or(Action::Share, Action::ShareChart));
    let mut rows = own_buttons(&drawing.buttons);
    let left = limits::ACTION_ROWS - 1 - rows.len();
    let taken = |action: &&Action| !(drawing.no_reports && matches!(action, Action::Report { .. }));
    rows.extend(button_rows(card.actions.iter().chain(&share).filter(taken), card.language, left));
    rows.extend(menu(card, &drawing.pick));
    rows
}

/// The row of a command's own buttons, each custom id once.
fn own_buttons(buttons: &[Button]) -> Vec<CreateActionRow> {
    let mut taken = HashSet::new();
    let drawn: Vec<CreateButton> = buttons
        .iter()
        .filter(|button| fits_custom_id(&button.custom_id) && taken.insert(&button.custom_id))
        .take(limits::ROW_BUTTONS)
        .map(|button| {
            let style = if button.primary { ButtonStyle::Primary } else { ButtonStyle::Secondary };
            let label = limits::cut(&button.label, limits::BUTTON_LABEL_CHARS);
            CreateButton::new(button.custom_id.clone()).label(label).style(style)
        })
        .collect();
    if drawn.is_empty() { Vec::new() } else { vec![CreateActionRow::Buttons(drawn)] }
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
            let style = if matches!(action, Action::Share | Action::ShareChart(_)) {
                ButtonStyle::Primary
            } else {
                ButtonStyle::Secondary
            };
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

    /// In the place of a waiting sign, or of the message that a button stands under.
    pub(super) fn into_edit(self) -> EditInteractionResponse {
        EditInteractionResponse::new()
            .allowed_mentions(no_mentions())
            .content(self.content.unwrap_or_default())
            .embeds(self.embed.into_iter().collect())
            .components(self.rows)
    }

    /// As a further answer to an interaction.
    pub(super) fn into_follow_up(self, private: bool) -> CreateInteractionResponseFollowup {
        let mut message =
            CreateInteractionResponseFollowup::new().allowed_mentions(no_mentions()).components(self.rows);
        if let Some(content) = self.content {
            message = message.content(content);
        }
        if let Some(embed) = self.embed {
            message = message.embed(embed);
        }
        message.ephemeral(private)
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

#[cfg(test)]
#[path = "../../tests/discord/payload.rs"]
#[allow(dead_code)]
mod payload;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Outcome;
    use crate::reply::card::FactKind;
    use crate::reply::{Citation, CitationRole, CopyText, Fact, Footer, Row, Suggestion};
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    /// Texts of any length, with what is special to Discord in them.
    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            Just(String::new()),
            ".{0,40}",
            "[a-z가-힣 *_`~|<>@#\\[\\]()\\n]{0,600}",
            (1usize..2_100).prop_map(|length| "국😀".repeat(length)),
            Just("@everyone <@1> <@&2> ```x``` [a](https://discord.gg/x)".to_owned()),
        ]
    }

    fn action() -> impl Strategy<Value = Action> {
        prop_oneof![
            "[a-z0-9-]{0,120}".prop_map(|id| Action::Sources { figure: id.into() }),
            "[a-z0-9-]{1,20}".prop_map(|id| Action::Define { metric: id.into() }),
            (1usize..5, any::<bool>()).prop_map(|(page, back)| Action::TopicsPage { page, back }),
            Just(Action::Share),
        ]
    }

    prop_compose! {
        fn button()(id in "[a-z0-9]{0,120}", label in text(), primary in any::<bool>()) -> Button {
            Button { custom_id: super::super::commands::custom_id("x", &id), label, primary }
        }
    }

    prop_compose! {
        fn texts()(title in text(), headline in option::of(text()), more in option::of(text()),
            assumptions in vec(text(), 0..3), paragraphs in vec(text(), 0..4), label in text(), copy in option::of(text()),
        ) -> Card {
            let mut card = Card::new(Language::Korean, CardKind::Table, Outcome::Answer, title);
            card.headline = headline;
            card.more = more;
            card.assumptions = assumptions;
            card.paragraphs = paragraphs;
            card.sources_label.clone_from(&label);
            card.suggestions_label = label;
            card.copy = copy.map(|text| CopyText { text, syntax: "json" });
            card
        }
    }

    prop_compose! {
        fn card()(mut card in texts(),
            facts in vec((text(), text(), any::<bool>()), 0..40),
            rows in vec((text(), text(), text()), 0..20),
            sources in vec((text(), text(), option::of(text())), 0..20),
            suggestions in vec((text(), text(), prop_oneof![text(), "[a-z]:[a-z]{1,3}"]), 0..60),
            actions in vec(action(), 0..40), footer in option::of(text()), notice in any::<bool>(),
        ) -> Card {
            let kind = |short| if short { FactKind::Period } else { FactKind::Note };
            card.facts = facts.into_iter().map(|(label, value, short)| Fact { kind: kind(short), label, value }).collect();
            card.rows = rows.into_iter().map(|(name, value, period)| Row {
                position: None, name, value, period, status: String::new(), source: 1, via: None, id: "".into(),
            }).collect();
            card.sources = sources.into_iter().enumerate().map(|(number, (text, detail, url))| Citation {
                number, text, detail, url, role: CitationRole::Producer, id: "".into(),
            }).collect();
            card.suggestions = suggestions.into_iter()
                .map(|(label, description, token)| Suggestion { label, description, token }).collect();
            card.actions = actions;
            card.footer = footer.map(|text| Footer { answer_id: None, text });
            if notice {
                card.kind = CardKind::Notice;
            }
            card
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_a_card_holds_discord_takes_it(
            card in card(), embeds in any::<bool>(), share in any::<bool>(), buttons in vec(button(), 0..9),
        ) {
            let sketch = Sketch {
                operation: crate::query::Operation::Trend,
                order: None,
                language: Language::Korean,
                total: 12,
                shown: crate::reply::Shown::One { figure: "x".into() },
            };
            let picture = share.then(|| Attached { name: "datum-x.png".to_owned(), sketch: Some(sketch) });
            let drawing = Drawing { embeds, share, picture, pick: Pick::default(), buttons, no_reports: false };
            for drawn in [draw(&card, &drawing), draw_without_embeds(&card, &drawing)] {
                for sent in [
                    serde_json::to_value(drawn.clone().into_message()).unwrap(),
                    serde_json::to_value(drawn.clone().into_response(true)).unwrap(),
                    serde_json::to_value(drawn.clone().into_update()).unwrap(),
                    serde_json::to_value(drawn.clone().into_edit()).unwrap(),
                    serde_json::to_value(drawn.clone().into_follow_up(true)).unwrap(),
                ] {
                    payload::check_message(&sent);
                }
            }
        }
    }

    #[test]
    fn a_missing_permission_is_named() {
        let mut card = Card::new(Language::English, CardKind::Figure, Outcome::Answer, "GPUs – Korea");
        card.headline = Some("1,961".to_owned());
        let drawing = Drawing { embeds: true, ..Drawing::default() };
        let drawn = draw_without_embeds(&card, &drawing);
        insta::assert_snapshot!(drawn.content.unwrap(), @r"
        **GPUs – Korea**
        # 1,961
        -# Shown as plain text: the bot lacks the permission “Embed Links” here.
        ");
    }
}
