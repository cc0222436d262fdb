//! The card around a chart: title above, notes, source and answer id below.

use super::canvas::{Anchor, Canvas};
use super::legend;
use super::spec::{Chart, Kind};
use super::text::{ASCENT, Style, balanced, width, wrap};
use super::theme::Theme;
use super::{Fonts, bars, dots, lines, places, slope};

/// Width of a picture in the unit of its SVG: what newsrooms embed, and a little more than Discord shows on a desktop.
pub const WIDTH_PX: u32 = 600;

pub(super) const WIDTH: f64 = WIDTH_PX as f64;
pub(super) const PADDING: f64 = 20.0;
/// What is left between the paddings.
pub(super) const INNER: f64 = WIDTH - 2.0 * PADDING;

const TITLE_SIZE: f64 = 18.0;
const SUBTITLE_SIZE: f64 = 13.0;
const NOTE_SIZE: f64 = 11.5;
const SMALL_SIZE: f64 = 11.0;
/// Lines of a title: three of this size hold any finding about two names of usual length.
const MAX_TITLE_LINES: usize = 3;
/// Lines of the notes, all of them together.
const MAX_NOTE_LINES: usize = 5;

/// The whole picture: with its texts as texts, or, given fonts, as outlines where that is possible.
pub(super) fn svg(chart: &Chart, theme: Theme, fonts: Option<&Fonts>) -> String {
    let mut canvas = Canvas::new(theme, fonts);
    let palette = canvas.palette;
    canvas.open("head");
    let title = Style::bold(TITLE_SIZE, palette.ink);
    let lines = balanced(&chart.title, title, INNER, MAX_TITLE_LINES);
    let mut y = put(&mut canvas, &lines, title, PADDING - 7.0);
    let subtitle = Style::new(SUBTITLE_SIZE, palette.muted);
    let lines = balanced(&chart.subtitle, subtitle, INNER, 2);
    y = put(&mut canvas, &lines, subtitle, y + 1.0);
    let used = lines.last().map_or(0.0, |line| width(line, subtitle));
    y = legend::draw(&mut canvas, chart, y, used);
    canvas.close();
    let top = y + 8.0;
    let (bottom, own_note) = if chart.marks().next().is_none() {
        (nothing(&mut canvas, chart, top), None)
    } else {
        match chart.kind {
            Kind::Bars => (bars::draw(&mut canvas, chart, top), None),
            Kind::Dots => (dots::draw(&mut canvas, chart, top), None),
            Kind::Places => (places::draw(&mut canvas, chart, top), None),
            Kind::Lines => lines::draw(&mut canvas, chart, top),
            Kind::Slope => (slope::draw(&mut canvas, chart, top), None),
        }
    };
    canvas.open("foot");
    let notes: Vec<&str> = own_note.as_deref().into_iter().chain(chart.notes.iter().map(String::as_str)).collect();
    y = paragraph(&mut canvas, &notes.join(" "), Style::new(NOTE_SIZE, palette.ink), bottom + 5.0, MAX_NOTE_LINES);
    y = sources(&mut canvas, chart, y + 5.0);
    canvas.close();
    let height = (y + PADDING - 9.0).ceil();
    // A picture carries its words in the message beside it; a file carries them itself.
    let alt = fonts.is_none().then(|| chart.alt());
    canvas.finish(WIDTH, height, alt.as_deref().map(|alt| (chart.title.as_str(), alt)))
}

/// The source below a rule, and the answer id behind it, or below it where there is no room.
fn sources(canvas: &mut Canvas, chart: &Chart, top: f64) -> f64 {
    let small = Style::new(SMALL_SIZE, canvas.palette.muted);
    canvas.stroke((PADDING, top), (WIDTH - PADDING, top), &format!(r#"stroke="{}""#, canvas.palette.grid));
    let lines = wrap(&chart.source, small, INNER, 4);
    let mut y = put(canvas, &lines, small, top + 3.0);
    let last = lines.last().map_or(0.0, |line| width(line, small));
    if last + width(&chart.footer, small) + 24.0 <= INNER && !lines.is_empty() {
        canvas.text(WIDTH - PADDING, baseline(y - small.leading(), small), Anchor::End, small, &chart.footer);
    } else {
        // The answer id must stay whole, so it may take all the lines that it needs.
        y = paragraph(canvas, &chart.footer, small, y, 6);
    }
    y
}

fn nothing(canvas: &mut Canvas, chart: &Chart, top: f64) -> f64 {
    let style = Style::new(SUBTITLE_SIZE, canvas.palette.ink);
    paragraph(canvas, &crate::reply::say!(chart.language, "reason-nothing"), style, top, 2)
}

/// Writes a text in lines and says where it ends.
fn paragraph(canvas: &mut Canvas, text: &str, style: Style, top: f64, max_lines: usize) -> f64 {
    let lines = wrap(text, style, INNER, max_lines);
    put(canvas, &lines, style, top)
}

fn put(canvas: &mut Canvas, lines: &[String], style: Style, top: f64) -> f64 {
    let mut y = top;
    for line in lines {
        canvas.text(PADDING, baseline(y, style), Anchor::Start, style, line);
        y += style.leading();
    }
    y
}

/// Where a line of text stands that begins at a height.
pub(super) fn baseline(top: f64, style: Style) -> f64 {
    top + (style.leading() + style.size * (ASCENT - 0.2)) / 2.0 + style.size * 0.02
}
