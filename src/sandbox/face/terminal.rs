//! Draws messages for a terminal. The text carries styles; print it through `anstream`, which takes
//! them out where they do not belong.

use anstyle::{AnsiColor, RgbColor, Style};
use serde_json::Value;

use super::markdown::{Span, lines, wrap};
use crate::sandbox::actor::{Modal, Seen, View};
use crate::sandbox::state::{Choice, Message, Select, State};

/// Columns of a drawing.
const WIDTH: usize = 84;
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const KEY: Style = AnsiColor::Cyan.on_default().bold();
const NOTICE: Style = AnsiColor::Yellow.on_default();

/// Draws what a person sees after an interaction.
pub fn seen(state: &State, seen: &Seen) -> String {
    match &seen.view {
        View::Message(it) | View::Updated(it) => message(state, it),
        View::Thinking(_) => format!("{DIM}{} is thinking ...{DIM:#}\n", state.application.name),
        View::Unchanged => String::new(),
        View::Choices(choices) => list_choices(choices),
        View::Modal(it) => modal(it),
        View::NoAnswer => format!("{NOTICE}The application did not respond.{NOTICE:#}\n"),
    }
}

/// Draws a message: text, embeds, files, then buttons and options with the numbers to type.
pub fn message(state: &State, message: &Message) -> String {
    let mut out = String::new();
    let author = state.users.get(&message.author);
    let name = author.map_or("?", |user| user.display_name.as_deref().unwrap_or(&user.name));
    let bot = if author.is_some_and(|user| user.bot) { " APP" } else { "" };
    let place = state.channels.get(&message.channel_id).map_or("", |channel| channel.name.as_str());
    let place = if place.is_empty() { "direct message".to_owned() } else { format!("#{place}") };
    let edited = if message.edited_ms.is_some() { " (edited)" } else { "" };
    out.push_str(&format!("{BOLD}{name}{BOLD:#}{DIM}{bot} · {place}{edited}{DIM:#}\n"));
    if let Some(answered) = message.reference.and_then(|id| state.messages.get(&id)) {
        let first = one_line(&plain(state, &answered.content), 60);
        out.push_str(&format!("{DIM}  ↪ {first}{DIM:#}\n"));
    }
    paragraph(state, &mut out, &message.content, "  ");
    for embed in &message.embeds {
        draw_embed(state, &mut out, embed);
    }
    for file in &message.attachments {
        let description =
            file.description.as_deref().map(|text| format!(": {}", one_line(text, 60))).unwrap_or_default();
        out.push_str(&format!(
            "  {DIM}file{DIM:#} {} ({} bytes){description}\n",
            one_line(&file.filename, 60),
            file.bytes.len()
        ));
    }
    for text in text_displays(&message.components) {
        paragraph(state, &mut out, &text, "  ");
    }
    draw_components(&mut out, message);
    if message.is_ephemeral() {
        out.push_str(&format!("  {NOTICE}only you can see this{NOTICE:#}\n"));
    }
    out
}

/// Draws autocomplete choices, one a line.
pub fn list_choices(choices: &[Choice]) -> String {
    if choices.is_empty() {
        return format!("  {DIM}no suggestions{DIM:#}\n");
    }
    choices.iter().map(|choice| format!("  {}\n", one_line(&choice.name, 100))).collect()
}

/// Draws a modal that is about to be filled in.
pub fn modal(modal: &Modal) -> String {
    let mut out = format!("  {BOLD}{}{BOLD:#}\n", one_line(&modal.title, 45));
    for input in &modal.inputs {
        let needed = if input.required { "" } else { " (may stay empty)" };
        out.push_str(&format!("  {KEY}{}{KEY:#}{DIM}{needed}{DIM:#}\n", one_line(&input.label, 45)));
    }
    out
}

fn draw_embed(state: &State, out: &mut String, embed: &Value) {
    let bar = match embed["color"].as_u64() {
        Some(color) => {
            let part = |shift: u32| u8::try_from((color >> shift) & 0xFF).unwrap_or(0);
            let style = RgbColor(part(16), part(8), part(0)).on_default();
            format!("  {style}▌{style:#} ")
        }
        None => format!("  {DIM}▌{DIM:#} "),
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    paragraph(state, out, &text(&embed["author"]["name"]), &bar);
    let title = text(&embed["title"]);
    if !title.is_empty() {
        let link = embed["url"].as_str().map(|url| format!(" ({url})")).unwrap_or_default();
        styled(state, out, &format!("{title}{link}"), &bar, BOLD);
    }
    paragraph(state, out, &text(&embed["description"]), &bar);
    for field in embed["fields"].as_array().into_iter().flatten() {
        let (name, value) = (text(&field["name"]), text(&field["value"]));
        let fits = !value.contains('\n') && name.chars().count() + value.chars().count() < WIDTH - 10;
        if fits {
            paragraph(state, out, &format!("**{name}**  {value}"), &bar);
        } else {
            styled(state, out, &name, &bar, BOLD);
            paragraph(state, out, &value, &format!("{bar}  "));
        }
    }
    let image = embed["image"]["url"].as_str().or(embed["thumbnail"]["url"].as_str());
    if let Some(image) = image {
        out.push_str(&format!("{bar}{DIM}picture {}{DIM:#}\n", one_line(image, 70)));
    }
    let footer = text(&embed["footer"]["text"]);
    for line in footer.lines() {
        let span = Span { text: line.to_owned(), style: DIM };
        for line in wrap(&[span], WIDTH - 6) {
            out.push_str(&format!(
                "{bar}{}
",
                line.trim_end()
            ));
        }
    }
}

/// Buttons and the options of menus, numbered through in the order in which a person reads them.
fn draw_components(out: &mut String, message: &Message) {
    let mut number = 0;
    let mut row = Vec::new();
    for button in message.buttons() {
        number += 1;
        let label = one_line(&button.label, 80);
        row.push(match (&button.url, button.disabled) {
            (Some(url), _) => format!("{KEY}[{number}]{KEY:#} {label} {DIM}({url}){DIM:#}"),
            (None, true) => format!("{DIM}[{number}] {label} (off){DIM:#}"),
            (None, false) => format!("{KEY}[{number}]{KEY:#} {label}"),
        });
    }
    if !row.is_empty() {
        out.push_str(&format!("  {}\n", row.join("  ")));
    }
    for select in message.selects() {
        draw_select(out, &select, &mut number);
    }
}

fn draw_select(out: &mut String, select: &Select, number: &mut usize) {
    let placeholder = select.placeholder.as_deref().unwrap_or("Make a selection");
    out.push_str(&format!("  {DIM}{}{DIM:#}\n", one_line(placeholder, 80)));
    for option in &select.options {
        *number += 1;
        let description = option.description.as_deref().map(|text| format!(" {DIM}{}{DIM:#}", one_line(text, 80)));
        let mark = if option.default { " ✓" } else { "" };
        let label = one_line(&option.label, 80);
        out.push_str(&format!("  {KEY}[{number}]{KEY:#} {label}{mark}{}\n", description.unwrap_or_default()));
    }
}

fn text_displays(components: &[Value]) -> Vec<String> {
    let mut texts = Vec::new();
    for component in components {
        crate::sandbox::state::message::walk(component, &mut |component| {
            if component["type"] == 10 {
                texts.extend(component["content"].as_str().map(str::to_owned));
            }
        });
    }
    texts
}

fn paragraph(state: &State, out: &mut String, text: &str, prefix: &str) {
    styled(state, out, text, prefix, Style::new());
}

fn styled(state: &State, out: &mut String, text: &str, prefix: &str, base: Style) {
    if text.is_empty() {
        return;
    }
    for spans in lines(text, base, &|sign| name_of(state, sign)) {
        for line in wrap(&spans, WIDTH - 6) {
            out.push_str(prefix);
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
}

/// The name behind `@1`, `@&1` or `#1`.
fn name_of(state: &State, sign: &str) -> String {
    let id = sign.trim_start_matches(['@', '#', '&', '!']).parse().unwrap_or(0);
    if sign.starts_with('#') {
        return state.channels.get(&id).map_or_else(|| sign.to_owned(), |channel| format!("#{}", channel.name));
    }
    let user = state.users.get(&id).map(|user| user.display_name.clone().unwrap_or_else(|| user.name.clone()));
    let role = || {
        state.guilds.values().flat_map(|guild| &guild.roles).find(|role| role.id == id).map(|role| role.name.clone())
    };
    user.or_else(role).map_or_else(|| sign.to_owned(), |name| format!("@{name}"))
}

fn plain(state: &State, text: &str) -> String {
    let read = lines(text, Style::new(), &|sign| name_of(state, sign));
    read.iter().flatten().map(|span| span.text.as_str()).collect::<Vec<_>>().join("")
}

/// A text on one line, without control characters, cut at `most` characters.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let clean: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    if clean.chars().count() <= most {
        return clean;
    }
    clean.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
