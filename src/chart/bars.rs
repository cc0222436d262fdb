//! Bars, one below the other: the name and the value above each, so that long names in any writing have room.

use crate::figure::Decimal;
use crate::reply::{number, say};

use super::axis::float;
use super::canvas::{Anchor, Canvas, Style, colour, fit, width, wrap};
use super::frame::{INNER, PADDING, WIDTH};
use super::spec::{Bar, Chart};

const NAME: Style = Style::new(14.0, colour::INK);
const VALUE: Style = Style::bold(14.0, colour::INK);
const DETAIL: Style = Style::new(12.0, colour::MUTED);
const THICKNESS: f64 = 14.0;
/// Shorter bars are replaced by a marker: they would look like dirt.
const SHORTEST: f64 = 2.0;
/// Bars shorter than this part of the longest one are also said in words, because nobody can measure them by eye.
const SAID_BELOW: f64 = 0.02;
/// Significant digits of a proportion that is said in words: as many as a calculated ratio usually has.
const SAID_DIGITS: u32 = 3;
/// Between a name and a value on one line.
const GAP: f64 = 14.0;

/// Where zero and the values lie.
struct Scale {
    zero: f64,
    per_unit: f64,
    longest: Decimal,
}

impl Scale {
    fn new(bars: &[Bar]) -> Self {
        let ends = || bars.iter().flat_map(|bar| [Some(bar.value), bar.bounds.map(|b| b.0), bar.bounds.map(|b| b.1)]);
        let (mut low, mut high) = (0.0f64, 0.0f64);
        for end in ends().flatten().map(float) {
            (low, high) = (low.min(end), high.max(end));
        }
        let per_unit = if high > low { INNER / (high - low) } else { 0.0 };
        let longest = bars.iter().map(|bar| bar.value.abs()).max().unwrap_or_default();
        Self { zero: PADDING - low * per_unit, per_unit, longest }
    }

    fn x(&self, value: Decimal) -> f64 {
        (self.zero + float(value) * self.per_unit).clamp(PADDING, WIDTH - PADDING)
    }

    /// A value that is too small to be measured by eye, in words.
    fn proportion(&self, chart: &Chart, value: Decimal) -> Option<String> {
        let magnitude = value.abs();
        if magnitude.is_zero() || float(magnitude) >= float(self.longest) * SAID_BELOW {
            return None;
        }
        let times = self.longest.checked_div(magnitude).and_then(|times| times.round_sf(SAID_DIGITS));
        Some(match times {
            Some(times) => {
                let times = number::plain(chart.language, times.normalize());
                say!(chart.language, "chart-bar-part", "times" => times)
            }
            None => say!(chart.language, "chart-bar-unseen"),
        })
    }
}

/// Draws the bars and says where they end.
pub(super) fn draw(canvas: &mut Canvas, chart: &Chart, bars: &[Bar], top: f64) -> f64 {
    if bars.is_empty() {
        canvas.text(PADDING, top + 14.0, Anchor::Start, NAME, &say!(chart.language, "reason-nothing"));
        return top + 20.0;
    }
    let scale = Scale::new(bars);
    canvas.open("bars");
    let mut y = top;
    for bar in bars {
        y = row(canvas, chart, &scale, bar, y);
    }
    canvas.close();
    y - 6.0
}

fn row(canvas: &mut Canvas, chart: &Chart, scale: &Scale, bar: &Bar, top: f64) -> f64 {
    canvas.open("bar");
    let mut y = words(canvas, bar, top);
    draw_bar(canvas, scale, bar, y);
    y += THICKNESS;
    let detail: Vec<String> = [Some(bar.detail.clone()), scale.proportion(chart, bar.value)]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    if !detail.is_empty() {
        canvas.text(PADDING, y + 15.0, Anchor::Start, DETAIL, &fit(&detail.join(" · "), DETAIL, INNER));
        y += 18.0;
    }
    canvas.close();
    y + 12.0
}

/// Name and value above a bar: on one line if both have room, otherwise on two. A value is never cut; it gets smaller.
fn words(canvas: &mut Canvas, bar: &Bar, top: f64) -> f64 {
    let value_width = width(&bar.value_text, VALUE);
    let one_line = width(&bar.name, NAME) + GAP + value_width <= INNER;
    let size = VALUE.size * (INNER / value_width.max(1.0)).min(1.0);
    let mut y = top + 14.0;
    if one_line {
        canvas.text(PADDING, y, Anchor::Start, NAME, &bar.name);
    } else {
        for line in wrap(&bar.name, NAME, INNER, 2) {
            canvas.text(PADDING, y, Anchor::Start, NAME, &line);
            y += 18.0;
        }
    }
    canvas.text(WIDTH - PADDING, y, Anchor::End, Style { size, ..VALUE }, &bar.value_text);
    y + 7.0
}

fn draw_bar(canvas: &mut Canvas, scale: &Scale, bar: &Bar, y: f64) {
    let (strong, tint) = colour::SERIES[0];
    let end = scale.x(bar.value);
    let (left, length) = (scale.zero.min(end), (end - scale.zero).abs());
    canvas.stroke((scale.zero, y - 2.0), (scale.zero, y + THICKNESS + 2.0), &format!(r#"stroke="{}""#, colour::AXIS));
    if bar.value.is_zero() {
        return;
    }
    if length < SHORTEST {
        let side = if bar.value.is_sign_negative() { -7.0 } else { 7.0 };
        let look = format!(r#"fill="{}" stroke="{strong}" stroke-width="1.5""#, colour::PAPER);
        let x = (scale.zero + side).clamp(PADDING + 4.0, WIDTH - PADDING - 4.0);
        canvas.circle(x, y + THICKNESS / 2.0, 4.0, &look);
        return;
    }
    if bar.firm {
        canvas.rect(left, y, length, THICKNESS, &format!(r#"fill="{strong}""#));
    } else {
        // The rim is drawn inside, so that it does not make the bar longer.
        let look = format!(r#"fill="{tint}" stroke="{strong}" stroke-width="1.5" stroke-dasharray="5 3""#);
        canvas.rect(left + 0.75, y + 0.75, (length - 1.5).max(0.5), THICKNESS - 1.5, &look);
    }
    if let Some((low, high)) = bar.bounds {
        let (low, high, middle) = (scale.x(low), scale.x(high), y + THICKNESS / 2.0);
        let look = format!(r#"stroke="{}" stroke-width="1.5""#, colour::INK);
        canvas.stroke((low, middle), (high, middle), &look);
        for x in [low, high] {
            canvas.stroke((x, middle - 4.0), (x, middle + 4.0), &look);
        }
    }
}
