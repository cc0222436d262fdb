//! A published order: places and names, whoever was asked about set apart, and a gap where places are left out.

use crate::figure::Decimal;

use super::canvas::{Anchor, Canvas};
use super::frame::{INNER, PADDING};
use super::rows::{NAME_SIZE, paint};
use super::spec::{Chart, Series};
use super::text::{Style, fit, width};

const ROW: f64 = 24.0;
const GAP: f64 = 10.0;
/// Between places that do not follow each other.
const LEFT_OUT: f64 = 10.0;

/// Draws the list and says where it ends.
pub(super) fn draw(canvas: &mut Canvas, chart: &Chart, top: f64) -> f64 {
    let mut rows: Vec<(&Series, Decimal, &str)> = Vec::new();
    for series in &chart.series {
        rows.extend(series.marks.first().map(|mark| (series, mark.value, mark.value_text.as_str())));
    }
    rows.sort_by_key(|(_, place, _)| *place);
    let place = Style::bold(NAME_SIZE, canvas.palette.paper);
    let widest = rows.iter().map(|(_, _, text)| width(text, place)).fold(0.0, f64::max);
    let pill = (widest + 16.0).min(INNER / 3.0);
    canvas.open("places");
    let mut y = top;
    let mut before = None;
    for (series, value, text) in rows {
        let follows = before
            .is_none_or(|before: Decimal| value.checked_sub(before).is_some_and(|distance| distance <= Decimal::ONE));
        if !follows {
            for dot in 0..3 {
                let look = format!(r#"fill="{}""#, canvas.palette.axis);
                canvas.circle(PADDING + pill / 2.0, y + 0.5 + 3.5 * f64::from(dot), 1.1, &look);
            }
            y += LEFT_OUT;
        }
        before = Some(value);
        canvas.open("row");
        let paint = paint(canvas, chart, series);
        let middle = y + ROW / 2.0;
        let look = if chart.has_focus() && !series.focus {
            format!(r#"rx="9" fill="{}" stroke="{}""#, canvas.palette.paper, paint.strong)
        } else {
            format!(r#"rx="9" fill="{}""#, paint.strong)
        };
        canvas.rect(PADDING, middle - 9.5, pill, 19.0, &look);
        let on_pill = if chart.has_focus() && !series.focus { canvas.palette.ink } else { canvas.palette.paper };
        let style = Style { colour: on_pill, ..place };
        let text = fit(text, style, pill - 4.0);
        canvas.text(PADDING + pill / 2.0, middle + NAME_SIZE * 0.36, Anchor::Middle, style, &text);
        let name = Style { size: NAME_SIZE, bold: series.focus, colour: canvas.palette.ink };
        let room = INNER - pill - GAP;
        let shown = fit(&series.name, name, room);
        canvas.text(PADDING + pill + GAP, middle + NAME_SIZE * 0.36, Anchor::Start, name, &shown);
        let detail = Style::new(11.5, canvas.palette.muted);
        let used = width(&shown, name) + GAP;
        if room - used > 40.0 {
            let text = fit(&series.detail, detail, room - used);
            canvas.text(PADDING + pill + GAP + used, middle + NAME_SIZE * 0.36, Anchor::Start, detail, &text);
        }
        canvas.close();
        y += ROW;
    }
    canvas.close();
    y
}
