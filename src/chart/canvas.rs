//! Writing SVG.

use std::fmt::Write;

use super::Fonts;
use super::text::{Style, is_measured, width};
use super::theme::{Palette, Theme};
use crate::reply::escape::clean;

/// Which end of a text its place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// SVG text under way.
#[derive(Debug)]
pub(super) struct Canvas<'a> {
    body: String,
    fonts: Option<&'a Fonts>,
    pub palette: &'static Palette,
}

/// How wide the rim of a text is that stands over lines.
const RIM: f64 = 3.0;
/// Families that a reader of the SVG text may have, the one of the pictures in front.
const FAMILIES: &str =
    "Datum Sans, Pretendard, Noto Sans KR, Noto Sans CJK KR, Apple SD Gothic Neo, Malgun Gothic, sans-serif";

/// A coordinate with at most one decimal: enough at two pixels per unit, and short.
fn coordinate(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    // Minus zero and what is no number would show.
    if rounded == 0.0 || !rounded.is_finite() { "0".to_owned() } else { rounded.to_string() }
}

impl<'a> Canvas<'a> {
    /// An empty one. With fonts, texts become outlines where that is possible.
    pub fn new(theme: Theme, fonts: Option<&'a Fonts>) -> Self {
        Self { body: String::new(), fonts, palette: theme.palette() }
    }

    /// A line of text on its baseline.
    pub fn text(&mut self, x: f64, y: f64, anchor: Anchor, style: Style, text: &str) {
        self.put_text(x, y, anchor, style, text, false);
    }

    /// A line of text with a rim of paper, readable on top of lines.
    pub fn text_over_lines(&mut self, x: f64, y: f64, anchor: Anchor, style: Style, text: &str) {
        self.put_text(x, y, anchor, style, text, true);
    }

    fn put_text(&mut self, x: f64, y: f64, anchor: Anchor, style: Style, text: &str, rim: bool) {
        if text.is_empty() {
            return;
        }
        let paper = self.palette.paper;
        let rim_of = |width: f64| {
            let width = (width * 1_000.0).round() / 1_000.0;
            format!(r#" stroke="{paper}" stroke-width="{width}" stroke-linejoin="round" paint-order="stroke""#)
        };
        let drawable = self.fonts.map(|fonts| fonts.drawable(&clean(text)));
        let text = drawable.as_deref().unwrap_or(text);
        if let Some(outline) = self.fonts.and_then(|fonts| fonts.outline(text, style.bold)) {
            let advance = outline.advance * style.size;
            let x = match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - advance / 2.0,
                Anchor::End => x - advance,
            };
            let unit = outline.unit * style.size;
            let more = if rim { rim_of(RIM / unit) } else { String::new() };
            return self.line(format_args!(
                r#"<path transform="translate({x:.2} {y:.2}) scale({unit:.6} -{unit:.6})" d="{}" fill="{}"{more}/>"#,
                outline.d, style.colour
            ));
        }
        let rim = if rim { rim_of(RIM) } else { String::new() };
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let weight = if style.bold { r#" font-weight="700""# } else { "" };
        // Whatever font the reader of a file has, the text keeps its place among the others.
        let length = if self.fonts.is_none() && is_measured(text, style) {
            format!(r#" textLength="{}" lengthAdjust="spacingAndGlyphs""#, coordinate(width(text, style)))
        } else {
            String::new()
        };
        self.line(format_args!(
            r#"<text x="{}" y="{}"{anchor} font-size="{}"{weight}{length} fill="{}"{rim}>{}</text>"#,
            coordinate(x),
            coordinate(y),
            coordinate(style.size),
            style.colour,
            escape(text)
        ));
    }

    /// A rectangle; `look` holds further attributes.
    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, look: &str) {
        self.line(format_args!(
            r#"<rect x="{}" y="{}" width="{}" height="{}" {look}/>"#,
            coordinate(x),
            coordinate(y),
            coordinate(width),
            coordinate(height)
        ));
    }

    /// A straight line.
    pub fn stroke(&mut self, from: (f64, f64), to: (f64, f64), look: &str) {
        self.path(&[from, to], look);
    }

    /// A line through several points.
    pub fn path(&mut self, points: &[(f64, f64)], look: &str) {
        let mut d = String::with_capacity(points.len() * 12);
        for (position, (x, y)) in points.iter().enumerate() {
            let command = if position == 0 { "M" } else { "L" };
            let _ = write!(d, "{command}{} {}", coordinate(*x), coordinate(*y));
        }
        self.line(format_args!(r#"<path d="{d}" fill="none" {look}/>"#));
    }

    /// A disc or a ring.
    pub fn circle(&mut self, x: f64, y: f64, radius: f64, look: &str) {
        self.line(format_args!(
            r#"<circle cx="{}" cy="{}" r="{}" {look}/>"#,
            coordinate(x),
            coordinate(y),
            coordinate(radius)
        ));
    }

    /// A diamond.
    pub fn diamond(&mut self, x: f64, y: f64, radius: f64, look: &str) {
        let [left, right, top, bottom] = [x - radius, x + radius, y - radius, y + radius].map(coordinate);
        let (x, y) = (coordinate(x), coordinate(y));
        self.line(format_args!(r#"<path d="M{left} {y}L{x} {top}L{right} {y}L{x} {bottom}Z" {look}/>"#));
    }

    /// Opens a group that says what its content is, for people who read the SVG.
    pub fn open(&mut self, class: &str) {
        self.line(format_args!(r#"<g class="{class}">"#));
    }

    /// Closes a group.
    pub fn close(&mut self) {
        self.line(format_args!("</g>"));
    }

    /// The whole file. With a title and a description it can be read aloud.
    pub fn finish(self, width: f64, height: f64, said: Option<(&str, &str)>) -> String {
        let mut card = Self { body: String::new(), fonts: None, palette: self.palette };
        // Half a unit inwards, so that the whole border is in the picture.
        let look = format!(r#"rx="12" fill="{}" stroke="{}""#, self.palette.paper, self.palette.border);
        card.rect(0.5, 0.5, width - 1.0, height - 1.0, &look);
        let (width, height) = (coordinate(width), coordinate(height));
        let (role, words) = match said {
            Some((title, alt)) => {
                let (title, alt) = (escape(title), escape(alt));
                (r#" role="img""#, format!("<title>{title}</title>\n<desc>{alt}</desc>\n"))
            }
            None => ("", String::new()),
        };
        let size = format!(r#"width="{width}" height="{height}" viewBox="0 0 {width} {height}""#);
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" {size}{role} font-family="{FAMILIES}">
{words}{}{}</svg>
"#,
            card.body, self.body
        )
    }

    fn line(&mut self, arguments: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.body.write_fmt(arguments);
        self.body.push('\n');
    }
}

/// Text as XML wants it. What no XML file may hold, and what would turn the direction of its neighbours, is left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_is_text() {
        assert_eq!(escape("<b>&\u{0}\u{FFFE}\u{202E}\n]]>"), "&lt;b&gt;&amp; ]]&gt;");
    }

    #[test]
    fn coordinates_are_short() {
        assert_eq!([0.04, -0.01, 12.0, 1.25, f64::NAN].map(coordinate), ["0", "0", "12", "1.3", "0"]);
    }
}
