//! Discord's markdown as styled words on lines of limited width.

use anstyle::Style;
use unicode_width::UnicodeWidthStr as _;

/// A piece of text in one style.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) style: Style,
}

const BOLD: Style = Style::new().bold();
const ITALIC: Style = Style::new().italic();
const DIM: Style = Style::new().dimmed();
const LINK: Style = Style::new().underline();

/// Reads text line by line into spans on top of a style. `name_of` names the users and roles that are mentioned.
pub(super) fn lines(text: &str, base: Style, name_of: &dyn Fn(&str) -> String) -> Vec<Vec<Span>> {
    let mut in_code = false;
    text.lines()
        .filter_map(|line| {
            if line.trim_start().starts_with("```") {
                in_code = !in_code;
                return None;
            }
            if in_code {
                return Some(vec![Span { text: line.to_owned(), style: Style::new() }]);
            }
            Some(one_line(line, base, name_of))
        })
        .collect()
}

fn one_line(line: &str, base: Style, name_of: &dyn Fn(&str) -> String) -> Vec<Span> {
    let heading = ["### ", "## ", "# "].iter().find_map(|sign| line.strip_prefix(sign));
    if let Some(rest) = heading {
        return inline(rest, base | BOLD.get_effects(), name_of);
    }
    if let Some(rest) = line.strip_prefix("-# ") {
        return inline(rest, base | DIM.get_effects(), name_of);
    }
    if let Some(rest) = line.strip_prefix("> ") {
        let mut spans = vec![Span { text: "│ ".to_owned(), style: DIM }];
        spans.extend(inline(rest, base, name_of));
        return spans;
    }
    inline(line, base, name_of)
}

fn inline(text: &str, base: Style, name_of: &dyn Fn(&str) -> String) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let styled = match first {
            '*' => enclosed(rest, "**").map(|it| (it, BOLD)).or_else(|| enclosed(rest, "*").map(|it| (it, ITALIC))),
            '_' => enclosed(rest, "__").map(|it| (it, LINK)).or_else(|| enclosed(rest, "_").map(|it| (it, ITALIC))),
            '`' => enclosed(rest, "`").map(|it| (it, DIM)),
            _ => None,
        };
        if let Some(((inner, tail), style)) = styled {
            flush(&mut spans, &mut plain, base);
            if first == '`' {
                spans.push(Span { text: inner.to_owned(), style: base | style.get_effects() });
            } else {
                spans.extend(inline(inner, base | style.get_effects(), name_of));
            }
            rest = tail;
        } else if let Some((label, url, tail)) = link(rest) {
            flush(&mut spans, &mut plain, base);
            spans.extend(inline(label, base | LINK.get_effects(), name_of));
            spans.push(Span { text: format!(" ({url})"), style: DIM });
            rest = tail;
        } else if let Some((inner, tail)) = angled(rest) {
            flush(&mut spans, &mut plain, base);
            spans.push(angle_span(inner, base, name_of));
            rest = tail;
        } else {
            let mut after = rest.chars();
            after.next();
            if first == '\\'
                && let Some(escaped) = after.clone().next().filter(char::is_ascii_punctuation)
            {
                plain.push(escaped);
                after.next();
            } else {
                plain.push(first);
            }
            rest = after.as_str();
        }
    }
    flush(&mut spans, &mut plain, base);
    spans
}

fn flush(spans: &mut Vec<Span>, plain: &mut String, style: Style) {
    if !plain.is_empty() {
        spans.push(Span { text: std::mem::take(plain), style });
    }
}

/// The text between two marks, and what follows.
fn enclosed<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let inner = text.strip_prefix(mark)?;
    let end = inner.find(mark)?;
    let (inner, tail) = (inner.get(..end)?, inner.get(end + mark.len()..)?);
    (!inner.trim().is_empty() && !inner.starts_with(' ') && !inner.ends_with('\\')).then_some((inner, tail))
}

/// `[label](url)` or `[label](<url>)`.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (label, after) = text.strip_prefix('[')?.split_once("](")?;
    let (url, tail) = match after.strip_prefix('<') {
        Some(inner) => inner.split_once(">)")?,
        None => after.split_once(')')?,
    };
    (url.starts_with("http") && !url.contains(' ')).then_some((label, url, tail))
}

/// `<@1>`, `<#1>`, `</name:1>`, `<t:1:D>` or a bare `<https://...>`.
fn angled(text: &str) -> Option<(&str, &str)> {
    let (inner, tail) = text.strip_prefix('<')?.split_once('>')?;
    let known = ["@", "#", "/", "t:", "https://", "http://"].iter().any(|sign| inner.starts_with(sign));
    (known && !inner.contains(' ')).then_some((inner, tail))
}

fn angle_span(inner: &str, base: Style, name_of: &dyn Fn(&str) -> String) -> Span {
    let text = if let Some(command) = inner.strip_prefix('/') {
        format!("/{}", command.split(':').next().unwrap_or_default())
    } else if let Some(moment) = inner.strip_prefix("t:") {
        let seconds = moment.split(':').next().and_then(|text| text.parse().ok()).unwrap_or(0);
        jiff::Timestamp::from_second(seconds)
            .map_or_else(|_| inner.to_owned(), |it| it.strftime("%Y-%m-%d").to_string())
    } else if inner.starts_with("http") {
        return Span { text: inner.to_owned(), style: base };
    } else {
        name_of(inner)
    };
    Span { text, style: base | BOLD.get_effects() }
}

/// Breaks spans into lines of at most `width` columns, between words where possible.
pub(super) fn wrap(spans: &[Span], width: usize) -> Vec<String> {
    let width = width.max(10);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for span in spans {
        for word in span.text.split_inclusive(' ') {
            let columns = word.trim_end().width();
            if used > 0 && used + columns > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if columns <= width {
                paint(&mut line, word, span.style);
                used += word.width();
                continue;
            }
            for character in word.chars() {
                let mut buffer = [0; 4];
                let character = &*character.encode_utf8(&mut buffer);
                if used + character.width() > width {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                paint(&mut line, character, span.style);
                used += character.width();
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

fn paint(line: &mut String, text: &str, style: Style) {
    // A control character of the bot must not reach the terminal.
    let safe: String = text.chars().filter(|character| !character.is_control()).collect();
    if style == Style::new() {
        line.push_str(&safe);
    } else {
        line.push_str(&format!("{style}{safe}{style:#}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        let name_of = |id: &str| format!("name of {id}");
        lines(text, Style::new(), &name_of)
            .iter()
            .map(|spans| spans.iter().map(|it| it.text.as_str()).collect::<String>())
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn signs_become_styles() {
        assert_eq!(plain("**260,000** units, *estimate*"), "260,000 units, estimate");
        assert_eq!(
            plain("[SPRi](https://spri.kr/a) and [b](<https://b.c>)"),
            "SPRi (https://spri.kr/a) and b (https://b.c)"
        );
        assert_eq!(plain("<@5> <t:1786000000:D> </fact:1>"), "name of @5 2026-08-06 /fact");
        assert_eq!(plain(r"2 \* 3 \_x\_ a_b_ 5 * 6"), "2 * 3 _x_ ab 5 * 6");
        assert_eq!(plain("# Title\n> quoted\n-# small"), "Title\n│ quoted\nsmall");
        assert_eq!(plain("```\n**kept**\n```"), "**kept**");
        assert_eq!(plain("a < b > c [x] (y)"), "a < b > c [x] (y)");
    }

    #[test]
    fn lines_break_between_words_by_columns() {
        let spans = [Span { text: "국내 H100 보유량은 이만 장".to_owned(), style: Style::new() }];
        assert_eq!(wrap(&spans, 12), ["국내 H100 ", "보유량은 ", "이만 장"]);
        let long = [Span { text: "x".repeat(25), style: Style::new() }];
        assert_eq!(wrap(&long, 10).len(), 3);
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let spans = [Span { text: "a\u{1b}[31mb\u{7}".to_owned(), style: Style::new() }];
        assert_eq!(wrap(&spans, 40), ["a[31mb"]);
    }
}
