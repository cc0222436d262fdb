//! A brief as plain text for a terminal.

use super::document::{Block, Brief, Group, Line, Mark};
use crate::reply::card::CitationRole;
use crate::reply::say;

/// The brief on several lines, without a line end at the end.
#[must_use]
pub fn text(brief: &Brief) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let mut head = vec![brief.title.clone()];
    head.extend(brief.headline.clone());
    head.extend(Some(brief.lead.clone()).filter(|lead| !lead.is_empty()));
    head.push(brief.changes.clone());
    blocks.push(head.join("\n"));
    blocks.extend(brief.blocks.iter().map(|one| block(brief, one)));
    blocks.push(references(brief));
    blocks.push(brief.footer.clone());
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n\n")
}

fn block(brief: &Brief, block: &Block) -> String {
    let mut lines = vec![format!("== {} ==", block.heading)];
    lines.extend(Some(block.text.clone()).filter(|text| !text.is_empty()));
    for group in &block.groups {
        lines.extend(group_lines(brief, group));
    }
    lines.join("\n")
}

fn group_lines(brief: &Brief, group: &Group) -> Vec<String> {
    let mut lines: Vec<String> = group.title.iter().map(|title| format!("{title}:")).collect();
    lines.extend(group.said.iter().map(|said| format!("  {said}")));
    for line in &group.lines {
        lines.push(format!("- {}", figure(brief, line)));
        lines.extend(line.change.iter().map(|change| format!("    {change}")));
    }
    lines.extend(group.notes.iter().map(|note| format!("  {note}")));
    lines
}

fn figure(brief: &Brief, line: &Line) -> String {
    let place = line.position.map_or(String::new(), |position| format!("{position}. "));
    let mut text = format!("{place}{}: {}", line.name, line.value);
    for part in [&line.period, &line.status] {
        if *part != line.name && *part != line.value {
            text.push_str(&format!(" · {part}"));
        }
    }
    text.push(' ');
    line.sources.iter().for_each(|number| text.push_str(&format!("[{number}]")));
    match &line.mark {
        Some(Mark::New) => text.push_str(&format!(" * {}", say!(brief.language, "brief-new"))),
        Some(Mark::Revised { from }) => {
            text.push_str(&format!(
                " * {}",
                say!(brief.language, "brief-revised", "from" => from.as_str(), "to" => line.value.as_str())
            ));
        }
        Some(Mark::Unchanged) | None => {}
    }
    text
}

fn references(brief: &Brief) -> String {
    let mut lines = Vec::new();
    for reference in &brief.references {
        let citation = &reference.citation;
        let role = match citation.role {
            CitationRole::Producer => String::new(),
            CitationRole::ReadIn => format!("{} ", say!(brief.language, "source-read-in")),
        };
        let detail = if citation.detail.is_empty() { String::new() } else { format!(", {}", citation.detail) };
        lines.push(format!("[{}] {role}{}{detail}", citation.number, citation.text));
        lines.extend(citation.url.iter().map(|url| format!("    {url}")));
        if !reference.answer_ids.is_empty() {
            lines.push(format!("    {}", reference.answer_ids.join(", ")));
        }
    }
    if lines.is_empty() {
        return String::new();
    }
    format!("{}\n{}", brief.sources_label, lines.join("\n"))
}
