//! A text with marks under its number phrases, and the findings below: for a terminal, or as a file.
//!
//! A mark stands under its phrase in columns of a fixed-width font, in which a Hangul syllable is two wide: the sign of the verdict with
//! the number of the source, as far as there is room before the next phrase.

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Checked, Sources};
use crate::claim::{Claim, Verdict};
use crate::reply::escape;
use crate::reply::plain::paint;
use crate::reply::say;

/// Longer lines are cut into pieces of this width, so that marks stay under their phrases.
const LINE_COLUMNS: usize = 96;

/// The lines that hold phrases with marks, the findings and the sources. Styles are ANSI sequences.
#[must_use]
pub fn marked(checked: &Checked<'_>) -> String {
    Drawing { checked, whole: false, styled: true }.text()
}

/// The whole text with marks, the findings and the sources, without styles.
#[must_use]
pub fn marked_text(checked: &Checked<'_>) -> String {
    Drawing { checked, whole: true, styled: false }.text()
}

#[derive(Clone, Copy)]
struct Drawing<'a, 'c> {
    checked: &'c Checked<'a>,
    /// Lines without phrases are shown too.
    whole: bool,
    styled: bool,
}

impl Drawing<'_, '_> {
    fn text(self) -> String {
        let checked = self.checked;
        let mut sources = Sources::new(checked.wording());
        let findings: Vec<String> = checked
            .by_weight()
            .into_iter()
            .map(|claim| self.painted(&claim.verdict, &checked.finding(claim, &mut sources)))
            .collect();
        let mut out: Vec<String> = Vec::new();
        let summary_first = self.whole && !checked.claims.is_empty();
        if summary_first {
            out.extend([checked.summary(), String::new()]);
        }
        let lines = self.lines(&mut sources);
        if !lines.is_empty() {
            out.extend(lines);
            out.push(String::new());
        }
        if !summary_first {
            out.push(checked.summary());
        }
        out.extend(findings);
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

    fn painted(self, verdict: &Verdict, text: &str) -> String {
        if self.styled { paint(style(verdict), text) } else { text.to_owned() }
    }

    /// The lines of the text, each with its marks below.
    fn lines(self, sources: &mut Sources<'_>) -> Vec<String> {
        let checked = self.checked;
        let mut found = Vec::new();
        let mut start = 0;
        for line in checked.text.split_inclusive('\n') {
            let end = start + line.len();
            let first = checked.claims.partition_point(|claim| claim.phrase.range.start < start);
            let behind = checked.claims.iter().skip(first);
            let inside: Vec<(&Claim, String)> = behind
                .take_while(|claim| claim.phrase.range.start < end)
                .map(|claim| (claim, checked.label(claim, sources)))
                .collect();
            if self.whole || !inside.is_empty() {
                found.extend(self.pieces(line.trim_end_matches(['\n', '\r']), start, &inside));
            }
            start = end;
        }
        found
    }

    /// One line in pieces that fit, each with its marks.
    fn pieces(self, line: &str, offset: usize, claims: &[(&Claim, String)]) -> Vec<String> {
        let mut pieces: Vec<Vec<Cell>> = vec![Vec::new()];
        let mut columns = 0;
        let mut next = 0;
        for (at, c) in line.char_indices() {
            // What a terminal would act on is shown as a space; what nobody sees would shift the marks.
            let c = if c.is_control() { ' ' } else { c };
            if escape::is_unseen(c) {
                continue;
            }
            let width = c.width().unwrap_or(0);
            let place = offset + at;
            while claims.get(next).is_some_and(|(claim, _)| claim.phrase.range.end <= place) {
                next += 1;
            }
            let range = claims.get(next).map(|(claim, _)| &claim.phrase.range).filter(|range| range.contains(&place));
            let is_start = range.is_some_and(|range| range.start == place);
            if columns + width > LINE_COLUMNS && (range.is_none() || is_start) {
                pieces.push(Vec::new());
                columns = 0;
            }
            columns += width;
            if let Some(piece) = pieces.last_mut() {
                piece.push(Cell { c, width, claim: range.map(|_| next), is_start });
            }
        }
        let mut out = Vec::new();
        for piece in pieces {
            out.push(piece.iter().map(|cell| cell.c).collect());
            out.extend(Some(self.marks(&piece, claims)).filter(|marks| !marks.is_empty()));
        }
        out
    }

    /// The line of marks below a piece.
    fn marks(self, piece: &[Cell], claims: &[(&Claim, String)]) -> String {
        let mut row: Vec<(char, Option<usize>)> = Vec::new();
        let mut starts: Vec<(usize, usize)> = Vec::new();
        for cell in piece {
            if let (true, Some(claim)) = (cell.is_start, cell.claim) {
                starts.push((row.len(), claim));
            }
            row.extend(std::iter::repeat_n((if cell.claim.is_some() { '─' } else { ' ' }, cell.claim), cell.width));
        }
        for (position, (column, claim)) in starts.iter().enumerate() {
            let Some((_, label)) = claims.get(*claim) else { continue };
            let room = starts.get(position + 1).map_or(usize::MAX, |(next, _)| next - column);
            // A blank between two marks keeps them apart.
            let shown = if label.width() < room { label.chars().count() } else { 1 };
            for (place, sign) in (*column..).zip(label.chars().take(shown)) {
                match row.get_mut(place) {
                    Some(cell) => *cell = (sign, Some(*claim)),
                    None => row.push((sign, Some(*claim))),
                }
            }
        }
        let mut out = String::new();
        for run in row.chunk_by(|one, other| one.1 == other.1) {
            let text: String = run.iter().map(|(c, _)| *c).collect();
            match run.first().and_then(|(_, claim)| claims.get((*claim)?)) {
                Some((claim, _)) => out.push_str(&self.painted(&claim.verdict, &text)),
                None => out.push_str(&text),
            }
        }
        out.trim_end().to_owned()
    }
}

/// A character of a line.
struct Cell {
    c: char,
    width: usize,
    /// The claim that it is part of.
    claim: Option<usize>,
    /// Whether that claim begins here.
    is_start: bool,
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
