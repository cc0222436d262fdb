//! The card around a chart: title above, source and answer id below.

use super::canvas::{Anchor, Canvas, Style, colour, wrap};
use super::spec::{Body, Chart};
use super::{Fonts, bars, lines};

/// Width of a picture in the unit of its SVG: about what Discord shows in an embed on a desktop, so that texts keep their
/// size. Phones show it smaller; no text is below 12.
pub const WIDTH_PX: u32 = 520;

pub(super) const WIDTH: f64 = WIDTH_PX as f64;
pub(super) const PADDING: f64 = 22.0;
/// What is left between the paddings.
pub(super) const INNER: f64 = WIDTH - 2.0 * PADDING;

const TITLE: Style = Style::bold(18.0, colour::INK);
const SUBTITLE: Style = Style::new(13.0, colour::MUTED);
const STATEMENT: Style = Style::bold(22.0, colour::INK);
const SMALL: Style = Style::new(12.0, colour::MUTED);
const NOTE: Style = Style::new(12.0, colour::INK);

/// The whole picture: with its texts as texts, or, given fonts, as outlines where that is possible.
pub(super) fn svg(chart: &Chart, fonts: Option<&Fonts>) -> String {
    let mut canvas = Canvas::new(fonts);
    let mut y = PADDING - 4.0;
    canvas.open("head");
    y = paragraph(&mut canvas, &chart.title, TITLE, y, 2);
    y = paragraph(&mut canvas, &chart.subtitle, SUBTITLE, y + 2.0, 2);
    if let Some(statement) = &chart.statement {
        y = paragraph(&mut canvas, statement, STATEMENT, y + 6.0, 2);
    }
    canvas.close();
    let (bottom, own_notes) = match &chart.body {
        Body::Bars(bars) => (bars::draw(&mut canvas, chart, bars, y + 16.0), Vec::new()),
        Body::Lines(series) => lines::draw(&mut canvas, chart, series, y + 16.0),
    };
    y = bottom + 6.0;
    canvas.open("foot");
    for note in chart.notes.iter().chain(&own_notes) {
        y = paragraph(&mut canvas, note, NOTE, y + 4.0, 3);
    }
    y += 10.0;
    canvas.stroke((PADDING, y), (WIDTH - PADDING, y), &format!(r#"stroke="{}""#, colour::GRID));
    y = paragraph(&mut canvas, &chart.source, SMALL, y + 6.0, 4);
    // The answer id must stay whole, so it may take all the lines that it needs.
    y = paragraph(&mut canvas, &chart.footer, SMALL, y + 2.0, 6);
    canvas.close();
    canvas.finish(WIDTH, (y + PADDING - 4.0).ceil())
}

/// Writes a text in lines and says where it ends.
fn paragraph(canvas: &mut Canvas, text: &str, style: Style, top: f64, max_lines: usize) -> f64 {
    let mut y = top;
    for line in wrap(text, style, INNER, max_lines) {
        y += style.size * 1.3;
        canvas.text(PADDING, y - style.size * 0.25, Anchor::Start, style, &line);
    }
    y
}
