//! A card in Discord's markdown: escaped, linked, and within Discord's limits by construction.
//!
//! No Discord library is needed for that: [`Markdown`] has the parts of an embed as strings.

use super::card::{Card, Citation, CitationRole, FactKind, Row};
use super::{escape, say, shorten::shorten};

/// Discord's limits, in characters (resources/message, "Embed limits" and "Create message").
const MAX_TITLE: usize = 256;
const MAX_DESCRIPTION: usize = 4_096;
const MAX_FIELD_NAME: usize = 256;
const MAX_FIELD_VALUE: usize = 1_024;
const MAX_FOOTER: usize = 2_048;
/// All texts of all embeds of a message together.
const MAX_EMBED: usize = 6_000;
/// The text of a message.
const MAX_MESSAGE: usize = 2_000;
/// What a text to copy may take of a description; the rest is for what stands around it.
const MAX_COPY: usize = 3_000;

/// The parts of an embed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// The title; may be empty.
    pub title: String,
    /// The description; may be empty.
    pub description: String,
    /// The fields, none of them empty.
    pub fields: Vec<Field>,
    /// The footer, which Discord shows without markdown.
    pub footer: Option<String>,
}

/// A field of an embed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its text.
    pub value: String,
    /// Whether it may stand beside another.
    pub inline: bool,
}

impl Markdown {
    fn chars(&self) -> usize {
        let fields = self.fields.iter().map(|field| field.name.chars().count() + field.value.chars().count());
        self.title.chars().count()
            + self.description.chars().count()
            + fields.sum::<usize>()
            + self.footer.as_ref().map_or(0, |footer| footer.chars().count())
    }
}

/// The parts of an embed for a card.
#[must_use]
pub fn render(card: &Card) -> Markdown {
    let whole = draw(card, true);
    if whole.chars() <= MAX_EMBED {
        return whole;
    }
    // Addresses are long and nobody reads them: they go before any word does.
    let mut unlinked = draw(card, false);
    let excess = unlinked.chars().saturating_sub(MAX_EMBED);
    if excess > 0 {
        let room = unlinked.description.chars().count().saturating_sub(excess);
        unlinked.description = shorten(&unlinked.description, room).into_owned();
    }
    unlinked
}

/// The card as a message of text alone, for a channel where embeds are not allowed.
#[must_use]
pub fn message(card: &Card) -> String {
    for linked in [true, false] {
        let parts = draw(card, linked);
        let mut blocks = Vec::new();
        if !parts.title.is_empty() {
            blocks.push(format!("**{}**", parts.title));
        }
        blocks.push(parts.description);
        let fields = parts.fields.iter().map(|field| match field.inline {
            true => format!("{}: {}", field.name, field.value),
            false => format!("**{}**\n{}", field.name, field.value),
        });
        blocks.push(fields.collect::<Vec<_>>().join("\n"));
        blocks.extend(parts.footer.map(|footer| format!("-# {}", escape::markdown(&footer))));
        blocks.retain(|block| !block.is_empty());
        let text = blocks.join("\n");
        if text.chars().count() <= MAX_MESSAGE {
            return text;
        }
        if !linked {
            return shorten(&text, MAX_MESSAGE).into_owned();
        }
    }
    String::new()
}

fn draw(card: &Card, linked: bool) -> Markdown {
    let mut markdown = Markdown {
        title: shorten(&escape::markdown(&card.title), MAX_TITLE).into_owned(),
        description: shorten(&description(card), MAX_DESCRIPTION).into_owned(),
        fields: Vec::new(),
        footer: card.footer.as_ref().map(|footer| shorten(&footer.text, MAX_FOOTER).into_owned()),
    };
    if card.short {
        markdown.description = shorten(&in_short(card, linked), MAX_DESCRIPTION).into_owned();
        return markdown;
    }
    for fact in &card.facts {
        markdown.fields.push(field(&fact.label, escape::markdown(&fact.value), fact.kind.is_short()));
    }
    let lines = card.sources.iter().map(|source| source_line(card, source, linked));
    for (position, value) in pack_lines(lines, MAX_FIELD_VALUE).into_iter().enumerate() {
        // A field needs a name; the second half of a long list has an invisible one.
        let name = if position == 0 { card.sources_label.as_str() } else { "" };
        markdown.fields.push(field(name, value, false));
    }
    markdown
}

fn field(name: &str, value: String, inline: bool) -> Field {
    let name = escape::markdown(name);
    let name = if name.is_empty() { "\u{200B}".to_owned() } else { shorten(&name, MAX_FIELD_NAME).into_owned() };
    Field { name, value: shorten(&value, MAX_FIELD_VALUE).into_owned(), inline }
}

fn description(card: &Card) -> String {
    let mut blocks: Vec<String> = card.assumptions.iter().map(|text| escape::markdown(text)).collect();
    blocks.extend(card.headline.iter().map(|headline| format!("# {}", escape::markdown(headline))));
    blocks.extend(card.paragraphs.iter().map(|text| escape::markdown(text)));
    blocks.extend(card.copy.iter().map(|copy| {
        // Three backticks would end the block.
        let text = copy.text.trim_end().replace("```", "`\u{200B}``");
        let text: String = if text.chars().count() > MAX_COPY {
            text.chars().take(MAX_COPY - 1).chain(['…']).collect()
        } else {
            text
        };
        format!("```{}\n{text}\n```", copy.syntax)
    }));
    let several = card.numbers_sources();
    blocks.extend(card.rows.iter().map(|row| row_line(row, several)));
    blocks.extend(card.more.iter().map(|more| format!("-# {}", escape::markdown(more))));
    blocks.join("\n")
}

/// A short card, all in lines: what was taken for granted, the value, the facts of one figure, the rows, what follows, the
/// sources.
fn in_short(card: &Card, linked: bool) -> String {
    let text = |text: &String| escape::markdown(text);
    let mut lines: Vec<String> = card.assumptions.iter().map(text).collect();
    lines.extend(card.headline.iter().map(|headline| format!("# {}", escape::markdown(headline))));
    let several = card.numbers_sources();
    lines.extend(card.rows.iter().map(|row| row_line(row, several)));
    lines.extend(card.more.iter().map(|more| format!("-# {}", escape::markdown(more))));
    let facts = fact_lines(card).into_iter().map(|line| escape::markdown(&line));
    if card.rows.is_empty() {
        lines.extend(facts);
        lines.extend(card.paragraphs.iter().map(text));
    } else {
        lines.extend(card.paragraphs.iter().map(text));
        lines.extend(facts);
    }
    let sources: Vec<String> = card.sources.iter().map(|source| source_line(card, source, linked)).collect();
    if !sources.is_empty() {
        lines.push(format!("{}: {}", escape::markdown(&card.sources_label), sources.join(" · ")));
    }
    lines.join("\n")
}

/// The facts of a short card: the scope, period and status in one line, notes.
pub(super) fn fact_lines(card: &Card) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let short: Vec<&str> =
        card.facts.iter().filter(|fact| fact.kind.is_short()).map(|fact| fact.value.as_str()).collect();
    let of = |kind: FactKind| card.facts.iter().filter(move |fact| fact.kind == kind);
    lines.extend(of(FactKind::Scope).map(|fact| fact.value.clone()));
    lines.extend((!short.is_empty()).then(|| short.join(" · ")));
    lines.extend(of(FactKind::Note).map(|fact| format!("{}: {}", fact.label, fact.value)));
    lines
}

fn row_line(row: &Row, several_sources: bool) -> String {
    let place = row.position.map_or(String::new(), |position| format!("{position}\\. "));
    let mut line = format!("{place}{} **{}**", escape::markdown(&row.name), escape::markdown(&row.value));
    if row.period != row.name && row.period != row.value && !row.period.is_empty() {
        line.push_str(&format!(" · {}", escape::markdown(&row.period)));
    }
    if !row.status.is_empty() {
        line.push_str(&format!(" · {}", escape::markdown(&row.status)));
    }
    if several_sources {
        line.push_str(&format!(" \\[{}\\]", row.source));
        line.extend(row.via.map(|via| format!("\\[{via}\\]")));
    }
    line
}

fn source_line(card: &Card, source: &Citation, linked: bool) -> String {
    let mark = if card.numbers_sources() { format!("\\[{}\\] ", source.number) } else { String::new() };
    let role = match source.role {
        CitationRole::Producer => String::new(),
        CitationRole::ReadIn => escape::markdown(&say!(card.language, "source-read-in")) + " ",
    };
    let text = match source.url.as_deref().filter(|_| linked) {
        Some(url) => escape::link(&source.text, url),
        None => escape::markdown(&source.text),
    };
    let detail =
        if source.detail.is_empty() { String::new() } else { format!(", {}", escape::markdown(&source.detail)) };
    format!("{mark}{role}{text}{detail}")
}

/// Lines gathered into texts of at most `max_chars` characters; a line is never divided between two.
fn pack_lines(lines: impl Iterator<Item = String>, max_chars: usize) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for line in lines {
        let line = shorten(&line, max_chars).into_owned();
        match texts.last_mut() {
            Some(last) if last.chars().count() + 1 + line.chars().count() <= max_chars => {
                last.push('\n');
                last.push_str(&line);
            }
            _ => texts.push(line),
        }
    }
    texts
}
