//! A brief cut into messages: Discord's markdown, escaped, within Discord's limits by construction.
//!
//! A section is one embed, and a message takes whole sections as long as they fit. A section that is too long for one
//! embed goes on in the next, between two figures, under its heading. Where embeds are not allowed the same comes as
//! text. A line that alone is too long is divided at a word; no text is ever left out.

use super::document::{Block, Brief, Group, Line, Mark};
use crate::figure::Language;
use crate::reply::card::CitationRole;
use crate::reply::{escape, say};

/// Discord's limits, in characters (resources/message, "Embed limits" and "Create message").
const MAX_DESCRIPTION: usize = 4_096;
const MAX_EMBEDS: usize = 10;
const MAX_MESSAGE_EMBEDS: usize = 6_000 - RESERVE;
const MAX_TEXT: usize = 2_000 - RESERVE;
/// Kept free in each message, for the mark by which it is found again and for a correction later.
const RESERVE: usize = 320;
/// A heading, escaped and marked as going on, is no longer than this.
const MAX_HEADING: usize = 256;
/// A footer is short; this much is kept free for it.
const MAX_FOOTER: usize = 512;

/// One message of a brief.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its text; empty if it has embeds.
    pub text: String,
    /// Its embeds.
    pub embeds: Vec<PageEmbed>,
    /// Positions in [`Brief::pictures`] of the charts that go with it.
    pub pictures: Vec<usize>,
    /// Whether the table goes with it.
    pub table: bool,
    /// The ids of the figures in it, each once.
    pub figures: Vec<Box<str>>,
}

impl Page {
    fn add_figures(&mut self, ids: &[Box<str>]) {
        for id in ids {
            if !self.figures.contains(id) {
                self.figures.push(id.clone());
            }
        }
    }
}

/// One embed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageEmbed {
    /// Its title, in markdown.
    pub title: String,
    /// Its text, in markdown.
    pub description: String,
    /// Its footer, plain; may be empty.
    pub footer: String,
    /// The position in [`Brief::pictures`] of the chart in it.
    pub picture: Option<usize>,
    /// The ids of the figures in it.
    pub figures: Vec<Box<str>>,
}

impl PageEmbed {
    fn chars(&self) -> usize {
        [&self.title, &self.description, &self.footer].into_iter().map(|text| text.chars().count()).sum()
    }
}

/// A piece of text that stays together, with the figure that it is about.
#[derive(Clone, Debug, Default)]
struct Piece {
    text: String,
    figure: Option<Box<str>>,
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self { text, figure: None }
    }
}

/// The brief as messages of embeds.
#[must_use]
pub fn embeds(brief: &Brief) -> Vec<Page> {
    let mut pages = vec![Page::default()];
    for embed in all_embeds(brief) {
        let Some(page) = pages.last_mut() else { continue };
        let used: usize = page.embeds.iter().map(PageEmbed::chars).sum();
        if !page.embeds.is_empty() && (used + embed.chars() > MAX_MESSAGE_EMBEDS || page.embeds.len() == MAX_EMBEDS) {
            pages.push(Page::default());
        }
        let Some(page) = pages.last_mut() else { continue };
        page.pictures.extend(embed.picture);
        page.add_figures(&embed.figures);
        page.embeds.push(embed);
    }
    if let Some(page) = pages.last_mut() {
        page.table = true;
    }
    pages
}

/// The brief as messages of text alone. The charts go with the message in which their section begins.
#[must_use]
pub fn texts(brief: &Brief) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for embed in all_embeds(brief) {
        let mut pieces: Vec<String> = vec![format!("**{}**", embed.title)];
        pieces.extend(embed.description.split('\n').flat_map(|line| divide(line, MAX_TEXT)));
        pieces.extend((!embed.footer.is_empty()).then(|| format!("-# {}", escape::markdown(&embed.footer))));
        let whole: usize = pieces.iter().map(|piece| piece.chars().count() + 1).sum();
        let room = |page: &Page| MAX_TEXT.saturating_sub(page.text.chars().count() + 1);
        // A section begins a new message rather than being divided, if it fits into one.
        let fits = pages.last().is_some_and(|page| whole < room(page));
        if !fits {
            pages.push(Page::default());
        }
        if let Some(page) = pages.last_mut() {
            page.pictures.extend(embed.picture);
            page.add_figures(&embed.figures);
        }
        for piece in pieces {
            if pages.last().is_none_or(|page| piece.chars().count() > room(page)) {
                pages.push(Page::default());
            }
            let Some(page) = pages.last_mut() else { continue };
            if !page.text.is_empty() {
                page.text.push('\n');
            }
            page.text.push_str(&piece);
        }
    }
    if let Some(page) = pages.last_mut() {
        page.table = true;
    }
    pages
}

/// The head, the sections and the sources, each as one embed or several.
fn all_embeds(brief: &Brief) -> Vec<PageEmbed> {
    let mut head: Vec<String> =
        brief.headline.iter().map(|headline| format!("**{}**", escape::markdown(headline))).collect();
    head.extend(Some(escape::markdown(&brief.lead)).filter(|lead| !lead.is_empty()));
    head.push(escape::markdown(&brief.changes));
    let head = head.into_iter().map(Piece::from).collect();
    let mut embeds = split(brief.language, &brief.title, head);
    for (position, block) in brief.blocks.iter().enumerate() {
        let mut parts = split(brief.language, &block.heading, pieces(brief, block));
        let picture = brief.pictures.iter().position(|picture| picture.block == position);
        if let Some(part) = parts.last_mut() {
            part.picture = picture;
        }
        embeds.append(&mut parts);
    }
    embeds.append(&mut split(brief.language, &brief.sources_label, references(brief)));
    if let Some(last) = embeds.last_mut() {
        last.footer = crate::reply::shorten::shorten(&brief.footer, MAX_FOOTER).into_owned();
    }
    embeds
}

/// Puts pieces under a heading, into as many embeds as they need.
fn split(language: Language, heading: &str, pieces: Vec<Piece>) -> Vec<PageEmbed> {
    const ROOM: usize = MAX_DESCRIPTION - MAX_FOOTER;
    let title = |text: &str| crate::reply::shorten::shorten(&escape::markdown(text), MAX_HEADING).into_owned();
    let mut embeds: Vec<PageEmbed> = Vec::new();
    for piece in pieces {
        for (position, text) in divide(&piece.text, ROOM).into_iter().enumerate() {
            let fits =
                embeds.last().is_some_and(|embed| embed.description.chars().count() + 1 + text.chars().count() <= ROOM);
            match embeds.last_mut().filter(|_| fits) {
                Some(embed) => {
                    embed.description.push('\n');
                    embed.description.push_str(&text);
                }
                None => {
                    let title = if embeds.is_empty() {
                        title(heading)
                    } else {
                        title(&say!(language, "brief-continued", "heading" => heading))
                    };
                    embeds.push(PageEmbed { title, description: text, ..PageEmbed::default() });
                }
            }
            if let (Some(embed), 0) = (embeds.last_mut(), position) {
                embed.figures.extend(piece.figure.clone());
            }
        }
    }
    embeds
}

/// A text in pieces of at most `max_chars` characters, divided between words and never inside an escape or a link.
fn divide(text: &str, max_chars: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while rest.chars().count() > max_chars {
        let fitting = crate::reply::shorten::shorten(rest, max_chars);
        let kept = fitting.trim_end_matches('…').trim_end();
        // What `shorten` keeps is the beginning of the text.
        let (Some(piece), Some(left)) = (rest.get(..kept.len()), rest.get(kept.len()..)) else { break };
        if piece.is_empty() {
            break;
        }
        pieces.push(piece.to_owned());
        rest = left.trim_start();
    }
    pieces.push(rest.to_owned());
    pieces
}

/// What a section says, in pieces that stay together.
fn pieces(brief: &Brief, block: &Block) -> Vec<Piece> {
    let text = Some(escape::markdown(&block.text)).filter(|text| !text.is_empty());
    let mut pieces: Vec<Piece> = text.map(Piece::from).into_iter().collect();
    for group in &block.groups {
        pieces.extend(group_pieces(brief, group));
    }
    pieces
}

fn group_pieces(brief: &Brief, group: &Group) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    // A title stays with the first thing below it.
    let mut open: Vec<String> = group.title.iter().map(|title| format!("**{}**", escape::markdown(title))).collect();
    open.extend(group.said.iter().map(|said| escape::markdown(said)));
    for line in &group.lines {
        open.push(figure(brief, line));
        open.extend(line.change.iter().map(|change| format!("-# {}", escape::markdown(change))));
        pieces.push(Piece { text: std::mem::take(&mut open).join("\n"), figure: Some(line.id.clone()) });
    }
    pieces.extend((!open.is_empty()).then(|| open.join("\n").into()));
    pieces.extend(group.notes.iter().map(|note| Piece::from(format!("-# {}", escape::markdown(note)))));
    pieces
}

fn figure(brief: &Brief, line: &Line) -> String {
    let place = line.position.map_or("•".to_owned(), |position| format!("{position}\\."));
    let mut text = format!("{place} {} **{}**", escape::markdown(&line.name), escape::markdown(&line.value));
    for part in [&line.period, &line.status] {
        if *part != line.name && *part != line.value {
            text.push_str(&format!(" · {}", escape::markdown(part)));
        }
    }
    text.push(' ');
    line.sources.iter().for_each(|number| text.push_str(&format!("\\[{number}\\]")));
    match &line.mark {
        Some(Mark::New) => text.push_str(&format!(" · **{}**", say!(brief.language, "brief-new"))),
        Some(Mark::Revised { from }) => {
            let revised = say!(brief.language, "brief-revised", "from" => from.as_str(), "to" => line.value.as_str());
            text.push_str(&format!(" · **{}**", escape::markdown(&revised)));
        }
        Some(Mark::Unchanged) | None => {}
    }
    text
}

fn references(brief: &Brief) -> Vec<Piece> {
    let reference = |reference: &super::document::Reference| {
        let citation = &reference.citation;
        let role = match citation.role {
            CitationRole::Producer => String::new(),
            CitationRole::ReadIn => escape::markdown(&say!(brief.language, "source-read-in")) + " ",
        };
        let text = match &citation.url {
            Some(url) => escape::link(&citation.text, url),
            None => escape::markdown(&citation.text),
        };
        let detail = if citation.detail.is_empty() {
            String::new()
        } else {
            format!(", {}", escape::markdown(&citation.detail))
        };
        let mut piece = format!("\\[{}\\] {role}{text}{detail}", citation.number);
        if !reference.answer_ids.is_empty() {
            let ids: Vec<String> = reference.answer_ids.iter().map(|id| escape::markdown(id)).collect();
            piece.push_str(&format!("\n-# {}", ids.join(", ")));
        }
        Piece::from(piece)
    };
    brief.references.iter().map(reference).collect()
}
