//! A text for a terminal with marks under its number phrases, and the findings below.
//!
//! A mark stands under its phrase in columns of the terminal, in which a Hangul syllable is two wide.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthChar;

use super::{Checked, Sources, mark};
use crate::claim::{Claim, Verdict};
use crate::reply::escape;
use crate::reply::plain::paint;
use crate::reply::say;

/// Longer lines are cut into pieces of this width, so that marks stay under their phrases.
const LINE_COLUMNS: usize = 96;

/// The text with marks, the findings and the sources. Styles are ANSI sequences.
#[must_use]
pub fn marked(checked: &Checked<'_>) -> String {
    let mut out: Vec<String> = Vec::new();
    for line in lines(checked) {
        out.extend(line);
    }
    if !out.is_empty() {
        out.push(String::new());
    }
    out.push(checked.summary());
    let mut sources = Sources::new(checked.wording());
    for claim in checked.by_weight() {
        let finding = checked.finding(claim, &mut sources);
        out.push(paint(style(&claim.verdict), &finding));
    }
    let list = sources.into_list();
    if !list.is_empty() {
        out.push(String::new());
        out.push(say!(checked.language, "label-sources"));
    }
    for source in list {
        let detail = if source.detail.is_empty() { String::new() } else { format!(", {}", source.detail) };
        out.push(format!("[{}] {}{detail}", source.number, source.text));
        out.extend(source.url.map(|url| format!("    {url}")));
    }
    out.join("\n")
}

/// The lines that hold phrases, each with its marks below.
fn lines(checked: &Checked<'_>) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in checked.text.split_inclusive('\n') {
        let end = start + line.len();
        let inside: Vec<&Claim> = checked
            .claims
            .iter()
            .filter(|claim| start <= claim.phrase.range.start && claim.phrase.range.start < end)
            .collect();
        if !inside.is_empty() {
            found.push(pieces(line.trim_end_matches(['\n', '\r']), start, &inside));
        }
        start = end;
    }
    found
}

/// One line in pieces that fit, each with its marks.
fn pieces(line: &str, offset: usize, claims: &[&Claim]) -> Vec<String> {
    let mut out = Vec::new();
    let (mut text, mut marks) = (String::new(), String::new());
    let mut columns = 0;
    let flush = |text: &mut String, marks: &mut String, out: &mut Vec<String>| {
        out.push(std::mem::take(text));
        let trimmed = marks.trim_end().to_owned();
        if !trimmed.is_empty() {
            out.push(trimmed);
        }
        marks.clear();
    };
    for (at, c) in line.char_indices() {
        // What a terminal would act on is shown as a space; what nobody sees would shift the marks.
        let c = if c.is_control() { ' ' } else { c };
        if escape::is_unseen(c) {
            continue;
        }
        let width = c.width().unwrap_or(0);
        let place = offset + at;
        let claim = claims.iter().find(|claim| claim.phrase.range.contains(&place));
        let breaks = columns + width > LINE_COLUMNS && claim.is_none_or(|claim| claim.phrase.range.start == place);
        if breaks {
            flush(&mut text, &mut marks, &mut out);
            columns = 0;
        }
        text.push(c);
        columns += width;
        match claim {
            None => marks.push_str(&" ".repeat(width)),
            Some(claim) => {
                let first = claim.phrase.range.start == place;
                let line = "─".repeat(if first { width.saturating_sub(1) } else { width });
                let sign = if first && width > 0 { mark(&claim.verdict).to_string() } else { String::new() };
                marks.push_str(&paint(style(&claim.verdict), &format!("{sign}{line}")));
            }
        }
    }
    flush(&mut text, &mut marks, &mut out);
    out
}

fn style(verdict: &Verdict) -> Style {
    let colour = match verdict {
        Verdict::Matches(_) => AnsiColor::Green,
        Verdict::Differs { .. } => AnsiColor::Red,
        Verdict::Outdated { .. } => AnsiColor::Yellow,
        Verdict::Unknown => return Style::new().dimmed(),
    };
    Style::new().fg_color(Some(colour.into()))
}
