//! Rows of a chart that lies on its side: a name before each mark, its value behind it, and one scale with zero for all.

use crate::figure::Decimal;

use super::axis::float;
use super::canvas::{Anchor, Canvas};
use super::frame::{INNER, PADDING, WIDTH};
use super::spec::{Chart, Series};
use super::text::{Style, fit, shrunk, width, wrap};
use super::theme::Paint;

pub(super) const NAME_SIZE: f64 = 13.0;
const DETAIL_SIZE: f64 = 11.0;
/// Height of a row whose name stands on one line.
const ROW: f64 = 18.0;
/// What each further line of a name adds.
const MORE: f64 = 14.5;
/// The part of a picture that names may take.
const NAMES: f64 = 0.38;
const MAX_NAME_LINES: usize = 2;
/// Between a name, a mark and a value.
const GAP: f64 = 7.0;
/// The part of what is left beside the names that words behind a mark may take; where marks go both ways, each.
const WORDS: f64 = 0.62;
const WORDS_BOTH_WAYS: f64 = 0.4;

/// One row.
pub(super) struct Row<'a> {
    pub series: &'a Series,
    name: Vec<String>,
    value: String,
    value_size: f64,
    detail: String,
    words: f64,
    height: f64,
}

/// All rows with their places.
pub(super) struct Rows<'a> {
    pub rows: Vec<Row<'a>>,
    names: f64,
    zero: f64,
    per_unit: f64,
    /// Between the end of a mark and the words behind it.
    gap: f64,
}

impl<'a> Rows<'a> {
    /// Lays out one row for each series that has a mark; `said` is what is written behind its marks, large and small, and
    /// `radius` how far a mark reaches beyond its value.
    pub fn new(chart: &'a Chart, radius: f64, said: impl Fn(&Series) -> (String, String)) -> Self {
        let gap = GAP + radius;
        let style = |series: &Series| Style { bold: series.focus, ..Style::new(NAME_SIZE, "") };
        let shown: Vec<&Series> = chart.series.iter().filter(|series| !series.marks.is_empty()).collect();
        let widest = shown.iter().map(|series| width(&series.name, style(series))).fold(0.0, f64::max);
        let names = widest.min(INNER * NAMES).ceil();
        let room = INNER - names - GAP;
        let both_ways =
            shown.iter().any(|series| points_left(series)) && shown.iter().any(|series| !points_left(series));
        let room_for_words = room * if both_ways { WORDS_BOTH_WAYS } else { WORDS };
        let rows = shown.into_iter().map(|series| {
            let name = wrap(&series.name, style(series), names, MAX_NAME_LINES);
            let (value, detail) = said(series);
            let bold = Style::bold(NAME_SIZE, "");
            // A value is never cut; it gets smaller.
            let shown = shrunk(&value, bold, room_for_words);
            let (value_size, value_width) = (shown.size, width(&value, shown));
            let small = Style::new(DETAIL_SIZE, "");
            let detail_room = room_for_words - value_width - GAP;
            let detail = if detail_room > 4.0 * DETAIL_SIZE || width(&detail, small) <= detail_room {
                fit(&detail, small, detail_room)
            } else {
                String::new()
            };
            let behind = if detail.is_empty() { 0.0 } else { GAP - 1.0 + width(&detail, small) };
            let height = ROW + MORE * name.len().saturating_sub(1) as f64;
            Row { series, name, value, value_size, detail, words: value_width + behind + gap, height }
        });
        let mut all = Self { rows: rows.collect(), names, zero: 0.0, per_unit: 0.0, gap };
        all.scale(room);
        all
    }

    /// Finds the largest scale at which every mark and the words behind it have room.
    fn scale(&mut self, room: f64) {
        let largest = self.rows.iter().map(|row| reach(row.series).max(-depth(row.series))).fold(0.0, f64::max);
        let need = |per_unit: f64| {
            let (mut left, mut right) = (0.0f64, 0.0f64);
            for row in &self.rows {
                let (below, above) = (-depth(row.series) * per_unit, reach(row.series) * per_unit);
                (left, right) = if points_left(row.series) {
                    (left.max(below + row.words), right.max(above))
                } else {
                    (left.max(below), right.max(above + row.words))
                };
            }
            (left, right)
        };
        let (mut low, mut high) = (0.0, if largest > 0.0 { room / largest } else { 0.0 });
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            let (left, right) = need(middle);
            if left + right <= room { low = middle } else { high = middle }
        }
        self.per_unit = low;
        self.zero = PADDING + self.names + GAP + need(low).0;
    }

    /// The height of all rows.
    pub fn height(&self) -> f64 {
        self.rows.iter().map(|row| row.height).sum()
    }

    /// Where zero is.
    pub fn zero(&self) -> f64 {
        self.zero
    }

    /// Where a value is.
    pub fn x(&self, value: Decimal) -> f64 {
        (self.zero + float(value) * self.per_unit).clamp(PADDING, WIDTH - PADDING)
    }

    /// Draws every row: names and values here, marks by `mark`, which gets the height of the row's middle. Says where the
    /// rows end.
    pub fn draw(
        &self,
        canvas: &mut Canvas,
        chart: &Chart,
        top: f64,
        mut mark: impl FnMut(&mut Canvas, &Row<'_>, f64, Paint),
    ) -> f64 {
        let bottom = top + self.height();
        let mut y = top;
        for row in &self.rows {
            canvas.open("row");
            let paint = paint(canvas, chart, row.series);
            self.words(canvas, chart, row, y, paint);
            mark(canvas, row, y + row.height / 2.0, paint);
            canvas.close();
            y += row.height;
        }
        let look = format!(r#"stroke="{}""#, canvas.palette.axis);
        canvas.stroke((self.zero, top - 2.0), (self.zero, bottom + 2.0), &look);
        bottom + 2.0
    }

    fn words(&self, canvas: &mut Canvas, chart: &Chart, row: &Row<'_>, top: f64, paint: Paint) {
        let ink = if chart.has_focus() && row.series.focus { paint.text } else { canvas.palette.ink };
        let name = Style { size: NAME_SIZE, bold: row.series.focus, colour: ink };
        let middle = top + row.height / 2.0 + NAME_SIZE * 0.36;
        let first = middle - MORE * (row.name.len() as f64 - 1.0) / 2.0;
        for (position, line) in row.name.iter().enumerate() {
            let y = first + MORE * position as f64;
            canvas.text(PADDING + self.names, y, Anchor::End, name, line);
        }
        let value = Style { size: row.value_size, bold: true, colour: ink };
        let detail = Style::new(DETAIL_SIZE, canvas.palette.muted);
        let ends = |value: Decimal| self.x(value);
        let own = width(&row.value, value);
        if points_left(row.series) {
            let x = row.series.marks.iter().flat_map(all_ends).map(ends).fold(self.zero, f64::min) - self.gap;
            canvas.text(x, middle, Anchor::End, value, &row.value);
            canvas.text(x - own - GAP + 1.0, middle, Anchor::End, detail, &row.detail);
        } else {
            let x = row.series.marks.iter().flat_map(all_ends).map(ends).fold(self.zero, f64::max) + self.gap;
            canvas.text(x, middle, Anchor::Start, value, &row.value);
            canvas.text(x + own + GAP - 1.0, middle, Anchor::Start, detail, &row.detail);
        }
    }
}

/// The colour of a series: grey if the title speaks of others.
pub(super) fn paint(canvas: &Canvas, chart: &Chart, series: &Series) -> Paint {
    if chart.has_focus() && !series.focus { canvas.palette.grey } else { canvas.palette.series[0] }
}

/// The value and the bounds of a mark.
fn all_ends(mark: &super::spec::Mark) -> impl Iterator<Item = Decimal> {
    [Some(mark.value), mark.bounds.map(|bounds| bounds.0), mark.bounds.map(|bounds| bounds.1)].into_iter().flatten()
}

/// The highest value of a series, zero at the least.
fn reach(series: &Series) -> f64 {
    series.marks.iter().flat_map(all_ends).map(float).fold(0.0, f64::max)
}

/// The lowest value of a series, zero at the most.
fn depth(series: &Series) -> f64 {
    series.marks.iter().flat_map(all_ends).map(float).fold(0.0, f64::min)
}

/// Whether its words stand left of zero.
fn points_left(series: &Series) -> bool {
    series.marks.first().is_some_and(|mark| mark.value < Decimal::ZERO)
}
