//! Writing SVG, and guessing how wide a text will be.
//!
//! Widths are guessed from the kind of each character and not measured, so that the SVG is the same whatever fonts a machine
//! has. The guess is a little more than the widest of the common sans-serif families needs (DejaVu Sans), so that texts
//! rather end early than overlap.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use super::Fonts;
use crate::reply::escape::clean;
use crate::reply::shorten::shorten;

/// Colours. All channels are multiples of 17, which the palette of the PNG keeps exactly.
pub(super) mod colour {
    pub const PAPER: &str = "#ffffff";
    pub const BORDER: &str = "#cccccc";
    pub const GRID: &str = "#dddddd";
    pub const AXIS: &str = "#888888";
    pub const INK: &str = "#222233";
    pub const MUTED: &str = "#555566";
    /// Lines and bars, each with a tint for what is hollow. Told apart by people who see fewer colours too (after
    /// Okabe and Ito), dark enough to be read on white.
    pub const SERIES: [(&str, &str); 6] = [
        ("#1166bb", "#cceeff"),
        ("#cc5500", "#ffeedd"),
        ("#118866", "#ddffee"),
        ("#aa4488", "#ffddee"),
        ("#777777", "#eeeeee"),
        ("#aa8800", "#ffffcc"),
    ];
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub size: f64,
    pub bold: bool,
    pub colour: &'static str,
}

impl Style {
    pub const fn new(size: f64, colour: &'static str) -> Self {
        Self { size, bold: false, colour }
    }

    pub const fn bold(size: f64, colour: &'static str) -> Self {
        Self { size, bold: true, colour }
    }
}

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
}

/// How wide the rim of a text is that stands over lines.
const RIM: f64 = 3.0;

/// A coordinate with at most one decimal: enough at two pixels per unit, and short.
fn coordinate(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    // Minus zero and what is no number would show.
    if rounded == 0.0 || !rounded.is_finite() { "0".to_owned() } else { rounded.to_string() }
}

impl<'a> Canvas<'a> {
    /// An empty one. With fonts, texts become outlines where that is possible.
    pub fn new(fonts: Option<&'a Fonts>) -> Self {
        Self { body: String::new(), fonts }
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
        let rim_of = |width: f64| {
            let width = (width * 1_000.0).round() / 1_000.0;
            let look = format!(r#"stroke-width="{width}" stroke-linejoin="round" paint-order="stroke""#);
            format!(r#" stroke="{}" {look}"#, colour::PAPER)
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
        let more = if rim { rim_of(RIM) } else { String::new() };
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let weight = if style.bold { r#" font-weight="700""# } else { "" };
        self.line(format_args!(
            r#"<text x="{}" y="{}"{anchor} font-size="{}"{weight} fill="{}"{more}>{}</text>"#,
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

    /// Opens a group that says what its content is, for people who read the SVG.
    pub fn open(&mut self, class: &str) {
        self.line(format_args!(r#"<g class="{class}">"#));
    }

    /// Closes a group.
    pub fn close(&mut self) {
        self.line(format_args!("</g>"));
    }

    /// The whole file.
    pub fn finish(self, width: f64, height: f64) -> String {
        let mut card = Self::new(None);
        // Half a unit inwards, so that the whole border is in the picture.
        let look = format!(r#"rx="12" fill="{}" stroke="{}""#, colour::PAPER, colour::BORDER);
        card.rect(0.5, 0.5, width - 1.0, height - 1.0, &look);
        let (width, height) = (coordinate(width), coordinate(height));
        let open = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">"#
        );
        format!("{open}\n{}{}</svg>\n", card.body, self.body)
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

/// How wide a text will be at the most, in the unit of the style's size.
pub(super) fn width(text: &str, style: Style) -> f64 {
    let ems: f64 = text.chars().map(ems).sum();
    let weight = if style.bold { 1.09 } else { 1.0 };
    ems * style.size * weight
}

/// A character's guessed width as a part of the font size.
fn ems(c: char) -> f64 {
    match c {
        '0'..='9' => 0.64,
        ' ' => 0.33,
        'f' | 'i' | 'j' | 'l' | 'r' | 't' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | '[' | ']' | '/'
        | '·' | '-' | 'I' | '‘' | '’' => 0.41,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 1.0,
        'A'..='Z' => 0.76,
        'a'..='z' => 0.62,
        '–' | '“' | '”' | '$' | '"' => 0.64,
        c => match c.width() {
            Some(0) | None => 0.0,
            Some(1) => 0.84,
            Some(_) => 1.0,
        },
    }
}

/// Longer texts are cut to this many characters before their width is looked at, which bounds the work.
const MAX_CHARS: usize = 400;

/// The text, or as much of it as fits into a width.
pub(super) fn fit(text: &str, style: Style, max_width: f64) -> String {
    let text = shorten(text, MAX_CHARS);
    if width(&text, style) <= max_width {
        return text.into_owned();
    }
    // A shortened text of fewer characters is hardly ever wider, so the search may halve; the last steps are exact.
    let (mut low, mut high) = (0, text.chars().count());
    while high - low > 1 {
        let middle = low.midpoint(high);
        if width(&shorten(&text, middle), style) <= max_width { low = middle } else { high = middle }
    }
    shorten(&text, low).into_owned()
}

/// The text in lines that fit into a width; the last one is shortened if there are too many. A word that is wider than a
/// line (an id, a text without spaces) is broken where it must be.
pub(super) fn wrap(text: &str, style: Style, max_width: f64, max_lines: usize) -> Vec<String> {
    let text = shorten(text, MAX_CHARS);
    let mut lines: Vec<String> = Vec::new();
    let mut rest: &str = text.trim();
    while !rest.is_empty() && lines.len() < max_lines {
        if lines.len() + 1 == max_lines || width(rest, style) <= max_width {
            lines.push(fit(rest, style, max_width));
            break;
        }
        let (line, behind) = rest.split_at(line_end(rest, style, max_width));
        // The end of a line separates as well as the dot does.
        lines.push(line.trim_end_matches(BETWEEN).to_owned());
        rest = behind.trim_start_matches(BETWEEN);
    }
    lines
}

/// What stands between parts of a line and is not wanted at the end of one, nor at the beginning.
const BETWEEN: [char; 2] = [' ', '·'];
/// A slash further in than this part of a line is a better place to end it than the space behind the last word that fits.
const SLASH_FROM: f64 = 0.3;

/// Where the first line of a text ends, in bytes; never 0 for a text that is not empty.
fn line_end(text: &str, style: Style, max_width: f64) -> usize {
    let mut ems_left = max_width / (style.size * if style.bold { 1.09 } else { 1.0 });
    let slash_from = ems_left * (1.0 - SLASH_FROM);
    let (mut space, mut slash) = (None, None);
    let mut fits = 0;
    for (position, c) in text.char_indices() {
        if c == ' ' {
            let before = text.get(..position).unwrap_or_default();
            // A dash belongs to what it leads to.
            if !before.ends_with('–') {
                space = Some(position);
            }
            if before.ends_with(" /") && ems_left <= slash_from {
                slash = Some(position);
            }
        }
        ems_left -= ems(c);
        if ems_left < 0.0 {
            break;
        }
        // A combining mark stays with its letter.
        if ems(c) > 0.0 {
            fits = position;
        }
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    slash.or(space).filter(|position| *position > 0).unwrap_or(fits).max(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STYLE: Style = Style::new(10.0, colour::INK);

    #[test]
    fn what_does_not_fit_is_shortened() {
        assert_eq!(fit("South Korea", STYLE, 200.0), "South Korea");
        assert_eq!(fit("South Korea and many more countries", STYLE, 90.0), "South Korea…");
        assert_eq!(fit("anything", STYLE, 0.0), "");
    }

    #[test]
    fn lines_end_at_spaces_and_long_words_are_broken() {
        assert_eq!(wrap("one two three", STYLE, 45.0, 3), ["one two", "three"]);
        assert_eq!(wrap("one two three four", STYLE, 45.0, 2), ["one two", "three…"]);
        assert_eq!(wrap("microsoft-h100-bought", STYLE, 60.0, 3).concat(), "microsoft-h100-bought");
        assert_eq!(wrap("held – here / sold – there", STYLE, 130.0, 2), ["held – here /", "sold – there"]);
        assert_eq!(wrap("bicycles – Northport", STYLE, 62.0, 2), ["bicycles", "– Northport"]);
        assert_eq!(wrap("Bureau · The Gazette", STYLE, 66.0, 2), ["Bureau", "The Gazette"]);
        assert!(wrap("", STYLE, 60.0, 3).is_empty());
    }

    #[test]
    fn markup_in_a_text_is_text() {
        assert_eq!(escape("<b>&\u{0}\u{FFFE}\u{202E}\n]]>"), "&lt;b&gt;&amp; ]]&gt;");
    }

    #[test]
    fn coordinates_are_short() {
        assert_eq!([0.04, -0.01, 12.0, 1.25, f64::NAN].map(coordinate), ["0", "0", "12", "1.3", "0"]);
    }

    proptest! {
        #[test]
        fn every_line_fits(text in "\\PC{0,80}", max in 30.0f64..300.0, lines in 1usize..4) {
            let wrapped = wrap(&text, STYLE, max, lines);
            prop_assert!(wrapped.len() <= lines);
            for line in wrapped {
                prop_assert!(width(&line, STYLE) <= max, "{line:?}");
            }
        }
    }
}
