//! What fillings and shapes mean, in one line above the chart. What all marks share stands in the subtitle instead, except
//! a filling that is not full: it is always explained.

use crate::reply::say;

use super::canvas::{Anchor, Canvas};
use super::frame::{INNER, PADDING, WIDTH};
use super::spec::{Certainty, Chart, Kind};
use super::text::{Style, fit, width};
use super::theme::Paint;

const SIZE: f64 = 11.5;
const LINE: f64 = 16.0;
const SWATCH: f64 = 13.0;
/// Between entries.
const APART: f64 = 16.0;
const RADIUS: f64 = 4.0;

/// What an entry of the legend shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Filling(Certainty),
    Restated,
    OtherSource,
    Bounds,
}

/// Draws the legend if there is anything to explain: beside the last line of the subtitle, which ends at `top` and is `used`
/// wide, if it has room there, else below it. Says where it ends.
pub(super) fn draw(canvas: &mut Canvas, chart: &Chart, top: f64, used: f64) -> f64 {
    let style = Style::new(SIZE, canvas.palette.muted);
    let entries: Vec<(Sign, String, f64)> = entries(chart)
        .into_iter()
        .map(|(sign, text)| {
            let text = fit(&text, style, INNER - SWATCH - 6.0);
            let entry_width = SWATCH + 5.0 + width(&text, style);
            (sign, text, entry_width)
        })
        .collect();
    if entries.is_empty() {
        return top;
    }
    let all = entries.iter().map(|(.., width)| width + APART).sum::<f64>() - APART;
    let (mut x, mut y, bottom) = if used + 2.0 * APART + all <= INNER {
        (WIDTH - PADDING - all, top - LINE - 0.5, Some(top))
    } else {
        (PADDING, top + 2.0, None)
    };
    canvas.open("legend");
    for (sign, text, entry_width) in entries {
        if x > PADDING && x + entry_width > WIDTH - PADDING + 0.1 {
            (x, y) = (PADDING, y + LINE);
        }
        swatch(canvas, chart.kind, sign, x, y + LINE / 2.0);
        canvas.text(x + SWATCH + 5.0, y + LINE / 2.0 + SIZE * 0.36, Anchor::Start, style, &text);
        x += entry_width + APART;
    }
    canvas.close();
    bottom.unwrap_or(y + LINE)
}

fn entries(chart: &Chart) -> Vec<(Sign, String)> {
    let mut entries = Vec::new();
    if chart.kind != Kind::Places && chart.marks().any(|mark| mark.certainty != Certainty::Firm) {
        for certainty in [Certainty::Firm, Certainty::Estimate, Certainty::Plan] {
            let mut words: Vec<&str> = Vec::new();
            for mark in chart.marks().filter(|mark| mark.certainty == certainty) {
                if !words.contains(&mark.status_text.as_str()) {
                    words.push(&mark.status_text);
                }
            }
            if !words.is_empty() {
                entries.push((Sign::Filling(certainty), words.join(", ")));
            }
        }
    }
    if chart.marks().any(|mark| mark.restated) && chart.kind == Kind::Lines {
        entries.push((Sign::Restated, say!(chart.language, "chart-restated")));
    }
    if chart.kind == Kind::Bars && chart.series.iter().any(|series| series.marks.len() > 1) {
        entries.push((Sign::OtherSource, say!(chart.language, "chart-other-source")));
    }
    if chart.kind != Kind::Places && chart.marks().any(|mark| mark.bounds.is_some()) {
        entries.push((Sign::Bounds, say!(chart.language, "chart-bounds")));
    }
    entries
}

fn swatch(canvas: &mut Canvas, kind: Kind, sign: Sign, x: f64, middle: f64) {
    let grey = canvas.palette.grey;
    let ink = canvas.palette.ink;
    match sign {
        Sign::Filling(certainty) if kind == Kind::Bars => {
            filled_rect(canvas, grey, certainty, (x, middle - 5.0, SWATCH, 10.0));
        }
        Sign::Filling(certainty) => {
            let look = filling(canvas.palette.paper, grey, certainty, 1.5);
            canvas.circle(x + SWATCH / 2.0, middle, RADIUS, &look);
        }
        Sign::Restated => {
            let look = format!(r#"fill="{}""#, grey.strong);
            canvas.rect(x + SWATCH / 2.0 - RADIUS, middle - RADIUS, 2.0 * RADIUS, 2.0 * RADIUS, &look);
        }
        Sign::OtherSource => other_source(canvas, x + SWATCH / 2.0, middle),
        Sign::Bounds => {
            let look = format!(r#"stroke="{ink}" stroke-width="1.2""#);
            canvas.stroke((x, middle), (x + SWATCH, middle), &look);
            for end in [x, x + SWATCH] {
                canvas.stroke((end, middle - 3.0), (end, middle + 3.0), &look);
            }
        }
    }
}

/// The mark of what another source says beside a bar.
pub(super) fn other_source(canvas: &mut Canvas, x: f64, y: f64) {
    let look = format!(r#"fill="{}" stroke="{}" stroke-width="1.3""#, canvas.palette.paper, canvas.palette.ink);
    canvas.diamond(x, y, 4.0, &look);
}

/// How a shape is filled: full, lighter with a rim, or hollow.
pub(super) fn filling(paper: &str, paint: Paint, certainty: Certainty, rim: f64) -> String {
    let Paint { strong, tint, .. } = paint;
    match certainty {
        Certainty::Firm => format!(r#"fill="{strong}""#),
        Certainty::Estimate => format!(r#"fill="{tint}" stroke="{strong}" stroke-width="{rim}""#),
        Certainty::Plan => format!(r#"fill="{paper}" stroke="{strong}" stroke-width="{rim}""#),
    }
}

/// A filled rectangle. A rim is drawn inside, so that it does not make a bar longer.
pub(super) fn filled_rect(
    canvas: &mut Canvas,
    paint: Paint,
    certainty: Certainty,
    (x, y, width, height): (f64, f64, f64, f64),
) {
    let rim = if certainty == Certainty::Firm || width < 2.5 { 0.0 } else { 1.2 };
    let certainty = if rim == 0.0 { Certainty::Firm } else { certainty };
    let look = filling(canvas.palette.paper, paint, certainty, rim);
    canvas.rect(x + rim / 2.0, y + rim / 2.0, (width - rim).max(0.1), height - rim, &look);
}
