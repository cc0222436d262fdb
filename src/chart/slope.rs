//! Two periods side by side: a line for each series from the one to the other, with names and values at both ends.

use crate::figure::Decimal;
use crate::reply::period;

use super::axis::ValueAxis;
use super::canvas::{Anchor, Canvas};
use super::frame::{PADDING, WIDTH};
use super::labels::spread;
use super::legend::filling;
use super::lines::{LABEL_SIZE, paint};
use super::spec::{Certainty, Chart, Mark};
use super::text::{Style, fit, shrunk, width};

const LINE: f64 = 16.0;
const HEIGHT: f64 = 190.0;
/// The part of a picture that names on the right may take, and values on either side.
const NAMES: f64 = 0.32;
const VALUES: f64 = 0.2;
const RADIUS: f64 = 4.5;

/// Draws the slopes and says where they end.
pub(super) fn draw(canvas: &mut Canvas, chart: &Chart, top: f64) -> f64 {
    let pairs: Vec<(usize, &Mark, &Mark)> = chart
        .series
        .iter()
        .enumerate()
        .filter_map(|(position, series)| Some((position, series.marks.first()?, series.marks.last()?)))
        .collect();
    let height = (LINE * pairs.len() as f64).max(HEIGHT);
    let values = ValueAxis::new(pairs.iter().flat_map(|(_, first, last)| [first.value, last.value]), &chart.unit);
    let (bold, plain) = (Style::bold(LABEL_SIZE, canvas.palette.ink), Style::new(LABEL_SIZE, canvas.palette.ink));
    let before = pairs.iter().map(|(_, first, _)| width(&first.value_text, plain)).fold(0.0, f64::max);
    let after = pairs.iter().map(|(_, _, last)| width(&last.value_text, bold)).fold(0.0, f64::max);
    let (before, after) = (before.min(WIDTH * VALUES), after.min(WIDTH * VALUES));
    let names = chart.series.iter().map(|series| width(&series.name, bold)).fold(0.0, f64::max);
    let names = names.min(WIDTH * NAMES);
    let head = Style::bold(LABEL_SIZE, canvas.palette.muted);
    let (left, right) = (PADDING + before + 14.0, WIDTH - PADDING - names - after - 26.0);
    let plot_top = top + LINE + 10.0;
    let bottom = plot_top + height;
    let y = |value: Decimal| bottom - values.at(value) * height;

    canvas.open("axes");
    let look = format!(r#"stroke="{}""#, canvas.palette.grid);
    for (x, mark) in [(left, pairs.first().map(|pair| pair.1)), (right, pairs.first().map(|pair| pair.2))] {
        canvas.stroke((x, plot_top - 6.0), (x, bottom), &look);
        if let Some(mark) = mark {
            let text = period::period(chart.language, &mark.period);
            let half = width(&text, head) / 2.0;
            canvas.text(x.clamp(PADDING + half, WIDTH - PADDING - half), top + 12.0, Anchor::Middle, head, &text);
        }
    }
    if values.ticks.iter().any(Decimal::is_zero) {
        let zero = y(Decimal::ZERO);
        canvas.stroke((left, zero), (right, zero), &format!(r#"stroke="{}""#, canvas.palette.axis));
        let small = Style::new(10.5, canvas.palette.muted);
        canvas.text(f64::midpoint(left, right), zero + 12.0, Anchor::Middle, small, "0");
    }
    canvas.close();

    let end = |mark: &Mark| (y(mark.value), LINE);
    let starts =
        spread(&pairs.iter().map(|pair| end(pair.1)).collect::<Vec<_>>(), plot_top - LINE, bottom + LINE / 2.0);
    let ends = spread(&pairs.iter().map(|pair| end(pair.2)).collect::<Vec<_>>(), plot_top - LINE, bottom + LINE / 2.0);
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by_key(|pair| {
        pairs.get(*pair).and_then(|(position, ..)| chart.series.get(*position)).is_some_and(|s| s.focus)
    });
    for pair in order {
        let Some((position, first, last)) = pairs.get(pair).copied() else { continue };
        let (Some(start), Some(finish)) = (starts.get(pair).copied(), ends.get(pair).copied()) else { continue };
        let paint = paint(canvas.palette, chart, position);
        canvas.open("slope");
        let dashes =
            if first.certainty.max(last.certainty) == Certainty::Plan { r#" stroke-dasharray="5 4""# } else { "" };
        let (from, to) = ((left, y(first.value)), (right, y(last.value)));
        canvas.stroke(from, to, &format!(r#"stroke="{}" stroke-width="2.5"{dashes}"#, paint.strong));
        for (place, mark) in [(from, first), (to, last)] {
            let look = filling(canvas.palette.paper, paint, mark.certainty, 1.8);
            canvas.circle(place.0, place.1, RADIUS, &look);
        }
        let thin = format!(r#"stroke="{}" stroke-width="0.8""#, canvas.palette.axis);
        for (from, x, y) in [(from, left - 11.0, start), (to, right + 11.0, finish)] {
            if (from.1 - y).abs() > 3.0 {
                canvas.stroke((f64::midpoint(from.0, x), from.1), (x, y), &thin);
            }
        }
        let down = LABEL_SIZE * 0.36;
        let (bold, plain) = (Style { colour: paint.text, ..bold }, Style { colour: paint.text, ..plain });
        let value = shrunk(&first.value_text, plain, before);
        canvas.text_over_lines(left - 13.0, start + down, Anchor::End, value, &first.value_text);
        let value = shrunk(&last.value_text, bold, after);
        canvas.text_over_lines(right + 13.0, finish + down, Anchor::Start, value, &last.value_text);
        let name = chart.series.get(position).map_or("", |series| &series.name);
        let name = fit(name, plain, names);
        canvas.text_over_lines(right + 13.0 + after + 8.0, finish + down, Anchor::Start, plain, &name);
        canvas.close();
    }
    bottom + LINE / 2.0 + 4.0
}
