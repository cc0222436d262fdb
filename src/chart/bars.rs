//! Bars, one below the other, from zero: the name before, the value behind.

use super::canvas::Canvas;
use super::legend::{filled_rect, other_source};
use super::rows::Rows;
use super::spec::{Chart, Series};

const THICKNESS: f64 = 12.5;
/// A bar that is shorter would not be seen.
const SHORTEST: f64 = 1.2;

/// Draws the bars and says where they end.
pub(super) fn draw(canvas: &mut Canvas, chart: &Chart, top: f64) -> f64 {
    let has_others = chart.series.iter().any(|series| series.marks.len() > 1);
    let rows = Rows::new(chart, if has_others { 4.0 } else { 0.0 }, said);
    canvas.open("bars");
    let ink = canvas.palette.ink;
    let bottom = rows.draw(canvas, chart, top, |canvas, row, middle, paint| {
        let Some((mark, others)) = row.series.marks.split_first() else { return };
        let end = rows.x(mark.value);
        if !mark.value.is_zero() {
            let length = (end - rows.zero()).abs().max(SHORTEST);
            let left = if end < rows.zero() { rows.zero() - length } else { rows.zero() };
            let place = (left, middle - THICKNESS / 2.0, length, THICKNESS);
            filled_rect(canvas, paint, mark.certainty, place);
        }
        if let Some((low, high)) = mark.bounds {
            let look = format!(r#"stroke="{ink}" stroke-width="1.2""#);
            canvas.stroke((rows.x(low), middle), (rows.x(high), middle), &look);
            for x in [rows.x(low), rows.x(high)] {
                canvas.stroke((x, middle - 3.5), (x, middle + 3.5), &look);
            }
        }
        for other in others {
            let look = format!(r#"stroke="{ink}" stroke-width="1.2""#);
            canvas.stroke((end, middle), (rows.x(other.value), middle), &look);
        }
        for other in others {
            other_source(canvas, rows.x(other.value), middle);
        }
    });
    canvas.close();
    bottom
}

/// The value of the bar, and small behind it what else is to be said, other sources' values with their sign in front.
fn said(series: &Series) -> (String, String) {
    let Some((mark, others)) = series.marks.split_first() else { return Default::default() };
    let others = others.iter().map(|other| format!("◇ {}", other.value_text));
    let small = others.chain([series.detail.clone()]).filter(|part| !part.is_empty());
    (mark.value_text.clone(), small.collect::<Vec<_>>().join(" · "))
}
