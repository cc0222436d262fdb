//! Dots with the range between them: what several sources say of one thing.

use super::canvas::Canvas;
use super::legend::filling;
use super::rows::Rows;
use super::spec::{Chart, Series};

const RADIUS: f64 = 5.0;

/// Draws the dots and says where they end.
pub(super) fn draw(canvas: &mut Canvas, chart: &Chart, top: f64) -> f64 {
    let rows = Rows::new(chart, RADIUS, said);
    canvas.open("dots");
    let one_each = rows.rows.iter().all(|row| row.series.marks.len() < 2);
    if one_each {
        range_of_all(canvas, chart, &rows, top);
    }
    let (paper, grid) = (canvas.palette.paper, canvas.palette.grid);
    let bottom = rows.draw(canvas, chart, top, |canvas, row, middle, paint| {
        let places = || row.series.marks.iter().map(|mark| rows.x(mark.value));
        let (low, high) = (places().fold(f64::INFINITY, f64::min), places().fold(f64::NEG_INFINITY, f64::max));
        let far = if (high - rows.zero()).abs() > (low - rows.zero()).abs() { high } else { low };
        canvas.stroke((rows.zero(), middle), (far, middle), &format!(r#"stroke="{grid}""#));
        if high > low {
            let look = format!(r#"stroke="{}" stroke-width="4" stroke-linecap="round""#, paint.tint);
            canvas.stroke((low, middle), (high, middle), &look);
        }
        for mark in &row.series.marks {
            let x = rows.x(mark.value);
            if let Some((low, high)) = mark.bounds {
                canvas.stroke(
                    (rows.x(low), middle),
                    (rows.x(high), middle),
                    &format!(r#"stroke="{}" stroke-width="2""#, paint.strong),
                );
            }
            canvas.circle(x, middle, RADIUS, &filling(paper, paint, mark.certainty, 1.6));
        }
    });
    canvas.close();
    bottom
}

/// A band from the lowest to the highest of all values, behind the rows.
fn range_of_all(canvas: &mut Canvas, chart: &Chart, rows: &Rows<'_>, top: f64) {
    let values = || chart.marks().map(|mark| rows.x(mark.value));
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    if high - low < 1.0 {
        return;
    }
    let height = rows.height();
    for x in [low, high] {
        let look = format!(r#"stroke="{}" stroke-dasharray="2 3""#, canvas.palette.axis);
        canvas.stroke((x, top - 2.0), (x, top + height + 2.0), &look);
    }
}

/// The value, or the lowest and the highest one, and small behind it what else is to be said.
fn said(series: &Series) -> (String, String) {
    let low = series.marks.iter().min_by_key(|mark| mark.value);
    let high = series.marks.iter().max_by_key(|mark| mark.value);
    let values = match (low, high) {
        (Some(low), Some(high)) if low.value != high.value => format!("{} – {}", low.value_text, high.value_text),
        (Some(one), _) => one.value_text.clone(),
        _ => String::new(),
    };
    (values, series.detail.clone())
}
