//! A card as text for a terminal, for JSON and for scripts.
//!
//! The styled form carries ANSI sequences; the edge that writes it (a stream that knows whether it is a terminal) strips
//! them where they are not wanted.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::card::{Card, CitationRole, Row, Suggestion};
use super::say;

/// Suggestions that a text lists. A menu has room for more than a page of text.
const MAX_SUGGESTIONS_SHOWN: usize = 12;

/// How the parts of a text are set off.
#[derive(Clone, Copy, Default)]
struct Styles {
    title: Style,
    value: Style,
    dim: Style,
    link: Style,
}

impl Styles {
    fn terminal() -> Self {
        Self {
            title: Style::new().bold(),
            value: Style::new().bold().fg_color(Some(AnsiColor::Green.into())),
            dim: Style::new().dimmed(),
            link: Style::new().dimmed().underline(),
        }
    }
}

/// The card as plain text on several lines, without a line end at the end.
#[must_use]
pub fn text(card: &Card) -> String {
    draw(card, Styles::default())
}

/// The same with ANSI styles: the value stands out, dates and sources are dim.
#[must_use]
pub fn styled(card: &Card) -> String {
    draw(card, Styles::terminal())
}

/// The card on one line.
#[must_use]
pub fn line(card: &Card) -> String {
    let mut parts: Vec<String> = Vec::new();
    match &card.headline {
        Some(headline) if card.title.is_empty() => parts.push(headline.clone()),
        Some(headline) => parts.push(format!("{}: {headline}", card.title)),
        None if card.title.is_empty() => {}
        None => parts.push(card.title.clone()),
    }
    parts.extend(card.facts.iter().filter(|fact| fact.kind.is_short()).map(|fact| fact.value.clone()));
    parts.extend(card.assumptions.iter().cloned());
    parts.extend(card.paragraphs.iter().cloned());
    let several = card.numbers_sources();
    parts.extend(card.rows.iter().map(|row| row_line(row, several).join(" · ")));
    parts.extend(card.more.iter().cloned());
    if card.rows.is_empty() && card.headline.is_none() {
        parts.extend(card.suggestions.iter().take(MAX_SUGGESTIONS_SHOWN).map(|suggestion| suggestion.label.clone()));
    }
    parts.extend(card.sources.iter().map(|source| {
        let mark = if several { format!("[{}] ", source.number) } else { String::new() };
        let detail = if source.detail.is_empty() { String::new() } else { format!(", {}", source.detail) };
        format!("{mark}{}{}{detail}", role(card, source.role), source.text)
    }));
    parts.extend(card.footer.iter().filter_map(|footer| footer.answer_id.clone()));
    parts.join(" | ")
}

/// What a row says, in parts; the mark of its source behind the status.
fn row_line(row: &Row, several_sources: bool) -> Vec<String> {
    let place = row.position.map_or(String::new(), |position| format!("{position}. "));
    let mut parts = vec![format!("{place}{}", row.name), row.value.clone()];
    if row.period != row.name && row.period != row.value && !row.period.is_empty() {
        parts.push(row.period.clone());
    }
    let status = format!("{}{}", row.status, marks(row, several_sources));
    parts.extend((!status.is_empty()).then(|| status.trim_start().to_owned()));
    parts
}

fn marks(row: &Row, several_sources: bool) -> String {
    match (several_sources, row.via) {
        (false, _) => String::new(),
        (true, None) => format!(" [{}]", row.source),
        (true, Some(via)) => format!(" [{}][{via}]", row.source),
    }
}

fn role(card: &Card, role: CitationRole) -> String {
    match role {
        CitationRole::Producer => String::new(),
        CitationRole::ReadIn => format!("{} ", say!(card.language, "source-read-in")),
    }
}

fn draw(card: &Card, styles: Styles) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let mut head = Vec::new();
    if !card.title.is_empty() {
        head.push(paint(styles.title, &card.title));
    }
    head.extend(card.assumptions.iter().cloned());
    if let Some(headline) = &card.headline {
        head.push(paint(styles.value, headline));
    }
    blocks.push(head.join("\n"));
    if card.short {
        blocks.push(table(card, styles));
    }
    blocks.push(card.paragraphs.join("\n"));
    if let Some(copy) = &card.copy {
        blocks.push(copy.text.trim_end().to_owned());
    }
    if !card.short {
        blocks.push(table(card, styles));
    }
    blocks.push(facts(card, styles));
    blocks.push(choices(card, styles));
    if let Some(footer) = &card.footer {
        blocks.push(paint(styles.dim, &footer.text));
    }
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n\n")
}

pub(super) fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn table(card: &Card, styles: Styles) -> String {
    let several = card.numbers_sources();
    let cells: Vec<Vec<String>> = card.rows.iter().map(|row| row_line(row, several)).collect();
    let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| cells.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut lines: Vec<String> = Vec::new();
    for row in &cells {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let style = match column {
                1 => styles.value,
                0 => Style::new(),
                _ => styles.dim,
            };
            let last = column + 1 == row.len();
            let gap = if last { String::new() } else { " ".repeat(widths[column].saturating_sub(cell.width()) + 2) };
            line.push_str(&paint(style, cell));
            line.push_str(&gap);
        }
        lines.push(line);
    }
    lines.extend(card.more.clone());
    lines.join("\n")
}

fn facts(card: &Card, styles: Styles) -> String {
    let labels =
        card.facts.iter().map(|fact| &fact.label).chain((!card.sources.is_empty()).then_some(&card.sources_label));
    let width = labels.map(|label| label.width()).max().unwrap_or(0);
    let mut lines: Vec<String> = card
        .facts
        .iter()
        .map(|fact| format!("{}  {}", paint(styles.dim, &pad(&fact.label, width)), fact.value))
        .collect();
    let several = card.numbers_sources();
    for (position, source) in card.sources.iter().enumerate() {
        let label = if position == 0 { card.sources_label.as_str() } else { "" };
        let mark = if several { format!("[{}] ", source.number) } else { String::new() };
        let detail = if source.detail.is_empty() { String::new() } else { format!(", {}", source.detail) };
        lines.push(format!(
            "{}  {mark}{}{}{}",
            paint(styles.dim, &pad(label, width)),
            role(card, source.role),
            source.text,
            paint(styles.dim, &detail)
        ));
        if let Some(url) = &source.url {
            lines.push(format!("{}  {}", " ".repeat(width), paint(styles.link, url)));
        }
    }
    lines.join("\n")
}

fn choices(card: &Card, styles: Styles) -> String {
    let is_shown = |token: &str| token.strip_prefix("f:").is_some_and(|id| card.rows.iter().any(|row| *row.id == *id));
    let suggestions: Vec<&Suggestion> = card.suggestions.iter().filter(|one| !is_shown(&one.token)).collect();
    if suggestions.is_empty() {
        return String::new();
    }
    let mut lines = vec![paint(styles.dim, &format!("{}:", card.suggestions_label))];
    let more = suggestions.len().saturating_sub(MAX_SUGGESTIONS_SHOWN);
    for suggestion in suggestions.into_iter().take(MAX_SUGGESTIONS_SHOWN) {
        let description =
            if suggestion.description.is_empty() { String::new() } else { format!("  {}", suggestion.description) };
        lines.push(format!("  {}{}", suggestion.label, paint(styles.dim, &description)));
    }
    if more > 0 {
        lines.push(format!("  {}", paint(styles.dim, &say!(card.language, "menu-more", "count" => more))));
    }
    lines.join("\n")
}
