//! How wide a text is, and making it fit.
//!
//! Widths are those of the embedded faces, so that a picture has the same shape on every machine. What they lack is drawn
//! with a font of the system or not at all; its width is guessed, rather too wide than too narrow.

use once_cell::sync::Lazy;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};
use unicode_width::UnicodeWidthChar;

use super::fonts::{BOLD, REGULAR};
use crate::reply::shorten::shorten;

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

    /// From one line to the next.
    pub fn leading(self) -> f64 {
        (self.size * 1.3).round()
    }
}

/// How far above its baseline a text reaches, as a part of its size.
pub(super) const ASCENT: f64 = 0.76;
/// How far below it.
pub(super) const DESCENT: f64 = 0.22;

/// What an embedded face says of the width of its letters.
struct Advances {
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
}

impl Advances {
    fn read(data: &'static [u8]) -> Option<Self> {
        let font = FontRef::new(data).ok()?;
        Some(Self { letters: font.charmap(), widths: font.glyph_metrics(Size::new(1.0), LocationRef::default()) })
    }

    fn of(&self, c: char) -> Option<f64> {
        let glyph = self.letters.map(c).filter(|glyph| glyph.to_u32() != 0)?;
        self.widths.advance_width(glyph).map(f64::from)
    }
}

static FACES: Lazy<[Option<Advances>; 2]> = Lazy::new(|| [Advances::read(REGULAR), Advances::read(BOLD)]);

/// A letter's width as a part of the font size, if an embedded face has it. Bold words fall back to the regular face.
fn measured(c: char, bold: bool) -> Option<f64> {
    let [regular, heavy] = &*FACES;
    let of = |face: &Option<Advances>| face.as_ref().and_then(|face| face.of(c));
    if bold { of(heavy).or_else(|| of(regular)) } else { of(regular) }
}

fn ems(c: char, bold: bool) -> f64 {
    measured(c, bold).unwrap_or_else(|| match c.width() {
        Some(0) | None => 0.0,
        Some(1) => 0.84,
        Some(_) => 1.05,
    })
}

/// How wide a text is, in the unit of the style's size.
pub(super) fn width(text: &str, style: Style) -> f64 {
    text.chars().map(|c| ems(c, style.bold)).sum::<f64>() * style.size
}

/// The style, smaller if a text would be wider than this: numbers are never cut.
pub(super) fn shrunk(text: &str, style: Style, max_width: f64) -> Style {
    Style { size: style.size * (max_width / width(text, style).max(1.0)).min(1.0), ..style }
}

/// Whether the width of a text is known and not guessed.
pub(super) fn is_measured(text: &str, style: Style) -> bool {
    text.chars().all(|c| measured(c, style.bold).is_some())
}

/// Longer texts are cut to this many characters before their width is looked at, which bounds the work.
const MAX_CHARS: usize = 600;

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

/// The text in as few lines as it needs, about equally long, so that no word stands alone on the last one.
pub(super) fn balanced(text: &str, style: Style, max_width: f64, max_lines: usize) -> Vec<String> {
    let lines = wrap(text, style, max_width, max_lines);
    let whole = |narrow: &[String]| narrow.len() == lines.len() && !narrow.iter().any(|line| line.ends_with('…'));
    if lines.len() < 2 || !whole(&lines) {
        return lines;
    }
    let (mut low, mut high) = (max_width / lines.len() as f64, max_width);
    while high - low > 4.0 {
        let middle = f64::midpoint(low, high);
        if whole(&wrap(text, style, middle, max_lines)) { high = middle } else { low = middle }
    }
    wrap(text, style, high, max_lines)
}

/// What stands between parts of a line and is not wanted at the end of one, nor at the beginning.
const BETWEEN: [char; 2] = [' ', '·'];

/// Where the first line of a text ends, in bytes; never 0 for a text that is not empty.
fn line_end(text: &str, style: Style, max_width: f64) -> usize {
    let mut ems_left = max_width / style.size;
    let mut space = None;
    let mut fits = 0;
    for (position, c) in text.char_indices() {
        if c == ' ' {
            let before = text.get(..position).unwrap_or_default();
            // A dash belongs to what it leads to.
            if !before.ends_with('–') {
                space = Some(position);
            }
        }
        let ems = ems(c, style.bold);
        ems_left -= ems;
        if ems_left < 0.0 {
            break;
        }
        // A combining mark stays with its letter.
        if ems > 0.0 {
            fits = position;
        }
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    space.filter(|position| *position > 0).unwrap_or(fits).max(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STYLE: Style = Style::new(10.0, "#000000");

    #[test]
    fn the_embedded_faces_say_how_wide_letters_are() {
        let ems = |text, style| (width(text, style) * 10.0).round() / 10.0;
        assert!(is_measured("Café 1,961 한국 뷁 – “H100” ≥ 50%", STYLE));
        assert!(is_measured("뷁 뚧", Style::bold(10.0, "#000000")));
        assert!(!is_measured("北港市", STYLE) && !is_measured("مدينة", STYLE));
        assert_eq!(ems("", STYLE), 0.0);
        assert!(ems("한국", STYLE) > 16.0 && ems("한국", STYLE) < 20.0, "{}", ems("한국", STYLE));
        assert!(ems("South Korea", STYLE) < ems("South Korea", Style::bold(10.0, "#000000")));
        assert_eq!(ems("北", STYLE), 10.5);
    }

    #[test]
    fn what_does_not_fit_is_shortened() {
        assert_eq!(fit("South Korea", STYLE, 200.0), "South Korea");
        assert_eq!(fit("South Korea and many more countries", STYLE, 70.0), "South Korea…");
        assert_eq!(fit("anything", STYLE, 0.0), "");
    }

    #[test]
    fn lines_end_at_spaces_and_long_words_are_broken() {
        assert_eq!(wrap("one two three", STYLE, 45.0, 3), ["one two", "three"]);
        assert_eq!(wrap("one two three four", STYLE, 42.0, 2), ["one two", "three…"]);
        assert_eq!(wrap("microsoft-h100-bought", STYLE, 60.0, 3).concat(), "microsoft-h100-bought");
        assert_eq!(wrap("bicycles – Northport", STYLE, 62.0, 2), ["bicycles", "– Northport"]);
        assert_eq!(wrap("Bureau · The Gazette", STYLE, 56.0, 2), ["Bureau", "The Gazette"]);
        assert!(wrap("", STYLE, 60.0, 3).is_empty());
    }

    #[test]
    fn a_title_leaves_no_word_alone() {
        let lines = balanced("Northport owned about 76 times as many bicycles as Southvale", STYLE, 260.0, 3);
        assert_eq!(lines, ["Northport owned about 76 times", "as many bicycles as Southvale"]);
        assert_eq!(balanced("Northport", STYLE, 260.0, 3), ["Northport"]);
    }

    proptest! {
        #[test]
        fn every_line_fits(text in "\\PC{0,80}", max in 30.0f64..300.0, lines in 1usize..4) {
            for wrapped in [wrap(&text, STYLE, max, lines), balanced(&text, STYLE, max, lines)] {
                prop_assert!(wrapped.len() <= lines);
                for line in wrapped {
                    prop_assert!(width(&line, STYLE) <= max, "{line:?}");
                }
            }
        }
    }
}
