//! Lines over time: named where they end, with gaps at breaks, on an axis that shows zero.

use rustc_hash::FxHashSet;

use crate::figure::Decimal;
use crate::reply::{number, period, say};

use super::axis::{AxisKind, TimeAxis, ValueAxis};
use super::canvas::{Anchor, Canvas};
use super::frame::{PADDING, WIDTH};
use super::labels::{Area, Room, spread};
use super::legend::filling;
use super::spec::{Certainty, Chart, Mark, Series};
use super::text::{Style, fit, shrunk, width, wrap};
use super::theme::{Paint, Palette};

const TICK_SIZE: f64 = 11.5;
pub(super) const LABEL_SIZE: f64 = 12.5;
const LABEL_LINE: f64 = 15.0;
/// From one label to the next.
const BETWEEN_LABELS: f64 = 4.0;
const HEIGHT: f64 = 200.0;
/// Room above and below the plot for values of marks on its edges.
const LABEL_ROOM: f64 = 16.0;
/// The part of a picture that names at the ends of lines may take.
const NAMES: f64 = 0.3;
const RADIUS: f64 = 4.0;
/// With more marks than this only the ends of lines and single marks are drawn as such.
const MAX_MARKERS: usize = 60;
/// A break is noted if the times on its two sides are this far apart.
const GAP_ROOM: f64 = 12.0;
/// More breaks than this are not noted one by one; the gaps show them.
pub(super) const MAX_GAPS: usize = 6;
/// With more marks than this in all, only the first, last, lowest and highest have their values written.
const MAX_LABELS: usize = 12;
/// The widest reason of a break.
const MAX_WHY: f64 = 150.0;

/// The name of a line where it ends.
struct Label {
    lines: Vec<String>,
    /// The last value, on the last line.
    value: String,
}

/// The plot's place and axes.
struct Plot {
    left: f64,
    right: f64,
    top: f64,
    height: f64,
    values: ValueAxis,
    times: TimeAxis,
    labels: Vec<Label>,
}

impl Plot {
    fn new(chart: &Chart, top: f64) -> Self {
        let ends =
            chart.marks().flat_map(|mark| [Some(mark.value), mark.bounds.map(|b| b.0), mark.bounds.map(|b| b.1)]);
        let values = ValueAxis::new(ends.flatten(), &chart.unit);
        let style = Style::new(TICK_SIZE, "");
        let widest = values.ticks.iter().map(|tick| width(&tick_text(chart, *tick), style)).fold(0.0, f64::max);
        let labels = if chart.series.len() > 1 { labels(chart) } else { Vec::new() };
        let bold = Style::bold(LABEL_SIZE, "");
        let names = labels.iter().flat_map(|label| label.lines.iter().map(|line| width(line, bold)));
        let values_wide = labels.iter().map(|label| {
            width(label.lines.last().map_or("", String::as_str), bold)
                + width(&label.value, Style::new(LABEL_SIZE, ""))
                + 5.0
        });
        let named = names.chain(values_wide.map(|wide| wide.min(WIDTH * NAMES))).fold(0.0, f64::max);
        let left = PADDING + widest.min(WIDTH / 3.0) + 8.0;
        let right = WIDTH - PADDING - if labels.is_empty() { 6.0 } else { named + 16.0 };
        let height = labels.iter().map(Label::height).sum::<f64>().max(HEIGHT);
        let times = TimeAxis::new(chart.marks().map(|mark| &mark.period), chart.language, style, right - left);
        Self { left, right, top: top + LABEL_ROOM, height, values, times, labels }
    }

    fn bottom(&self) -> f64 {
        self.top + self.height
    }

    fn y(&self, value: Decimal) -> f64 {
        self.bottom() - self.values.at(value) * self.height
    }

    fn place(&self, mark: &Mark) -> (f64, f64) {
        (self.left + self.times.at(&mark.period) * (self.right - self.left), self.y(mark.value))
    }
}

impl Label {
    fn height(&self) -> f64 {
        LABEL_LINE * self.lines.len() as f64 + BETWEEN_LABELS
    }
}

fn labels(chart: &Chart) -> Vec<Label> {
    let (name, value) = (Style::bold(LABEL_SIZE, ""), Style::new(LABEL_SIZE, ""));
    let room = WIDTH * NAMES;
    let end = |series: &Series| series.marks.last().map(|mark| mark.period.last_day());
    let newest = chart.series.iter().filter_map(end).max();
    let label = |series: &Series| {
        // A value that is older than the others says of when it is.
        let last = series.marks.last().map(|mark| match mark.period.last_day() {
            day if Some(day) < newest => {
                format!("{} ({})", mark.value_text, period::period(chart.language, &mark.period))
            }
            _ => mark.value_text.clone(),
        });
        let last = last.unwrap_or_default();
        let mut lines = wrap(&series.name, name, room, 2);
        let wide = width(lines.last().map_or("", String::as_str), name) + 5.0 + width(&last, value);
        if wide > room && lines.len() < 3 && !last.is_empty() {
            lines.push(String::new());
        }
        Label { lines, value: last }
    };
    chart.series.iter().map(label).collect()
}

fn tick_text(chart: &Chart, tick: Decimal) -> String {
    number::without_unit(chart.language, tick, &chart.unit)
}

/// Whether the values of a chart need an axis whose lines are so many times apart.
pub(super) fn is_logarithmic(chart: &Chart) -> bool {
    let values = ValueAxis::new(chart.marks().map(|mark| mark.value), &chart.unit);
    matches!(values.kind, AxisKind::Logarithmic(_))
}

/// Draws the lines; says where they end and what to mind about the axis.
pub(super) fn draw(canvas: &mut Canvas, chart: &Chart, top: f64) -> (f64, Option<String>) {
    let plot = Plot::new(chart, top);
    draw_axes(canvas, chart, &plot);
    // Among several lines nobody could tell whose break it is: their gaps are said below.
    let notes = if chart.series.len() == 1 { draw_gaps(canvas, &plot, &chart.series) } else { Vec::new() };
    let total = chart.marks().count();
    // What is set apart lies on top.
    let mut order: Vec<(usize, &Series)> = chart.series.iter().enumerate().collect();
    order.sort_by_key(|(_, series)| series.focus);
    for (position, series) in order {
        canvas.open("line");
        let paint = paint(canvas.palette, chart, position);
        draw_line(canvas, &plot, &series.marks, paint);
        draw_markers(canvas, &plot, &series.marks, paint, total > MAX_MARKERS);
        canvas.close();
    }
    draw_names(canvas, chart, &plot);
    draw_values(canvas, chart, &plot, notes);
    (plot.bottom() + 22.0, axis_note(chart, plot.values.kind))
}

/// The colour of a line: its own, or grey if others are set apart.
pub(super) fn paint(palette: &Palette, chart: &Chart, position: usize) -> Paint {
    let focused = chart.series.get(position).is_some_and(|series| series.focus);
    if chart.has_focus() && !focused {
        return palette.grey;
    }
    // Colours are counted over those that have one.
    let coloured = |series: &&Series| !chart.has_focus() || series.focus;
    let before = chart.series.iter().take(position).filter(coloured).count();
    palette.series[before % palette.series.len()]
}

fn axis_note(chart: &Chart, kind: AxisKind) -> Option<String> {
    match kind {
        AxisKind::FromZero | AxisKind::Rank => None,
        AxisKind::Logarithmic(power) => {
            let factor = Decimal::from(10u64.saturating_pow(power.min(18)));
            Some(say!(chart.language, "chart-axis-log", "factor" => number::plain(chart.language, factor)))
        }
    }
}

fn draw_axes(canvas: &mut Canvas, chart: &Chart, plot: &Plot) {
    let palette = canvas.palette;
    let style = Style::new(TICK_SIZE, palette.muted);
    canvas.open("axes");
    for tick in &plot.values.ticks {
        let y = plot.y(*tick);
        let line = if tick.is_zero() { palette.axis } else { palette.grid };
        canvas.stroke((plot.left, y), (plot.right, y), &format!(r#"stroke="{line}""#));
        let text = tick_text(chart, *tick);
        let style = shrunk(&text, style, plot.left - PADDING - 6.0);
        canvas.text(plot.left - 8.0, y + 4.0, Anchor::End, style, &text);
    }
    let look = format!(r#"stroke="{}""#, palette.axis);
    // Where all marks are of whole years or months, a tick stands below each of them.
    let is_middle = |mark: &Mark| {
        let place = plot.times.at(&mark.period);
        plot.times.bands.iter().any(|band| (band.middle - place).abs() < 0.01)
    };
    let on_middles = chart.marks().all(is_middle);
    for band in &plot.times.bands {
        let x = |place: f64| plot.left + place * (plot.right - plot.left);
        let tick = if on_middles { band.middle } else { band.start };
        if (0.0..=1.0).contains(&tick) {
            canvas.stroke((x(tick), plot.bottom()), (x(tick), plot.bottom() + 4.0), &look);
        }
        let half = width(&band.name, style) / 2.0;
        let middle = x(band.middle).clamp(PADDING + half, (WIDTH - PADDING / 2.0 - half).max(PADDING + half));
        canvas.text(middle, plot.bottom() + 16.0, Anchor::Middle, style, &band.name);
    }
    canvas.close();
}

/// Draws the strands of joined marks, in runs that are solid, or dashed where they lead to what is to come.
fn draw_line(canvas: &mut Canvas, plot: &Plot, marks: &[Mark], paint: Paint) {
    for strand in strands(marks) {
        let steps: Vec<(&Mark, &Mark)> = strand.iter().zip(strand.iter().skip(1)).map(|(a, b)| (*a, *b)).collect();
        let known = |(from, to): &(&Mark, &Mark)| from.certainty.max(to.certainty) < Certainty::Plan;
        for run in steps.chunk_by(|one, other| known(one) == known(other)) {
            let Some(first) = run.first() else { continue };
            let places: Vec<(f64, f64)> =
                [first.0].into_iter().chain(run.iter().map(|(_, to)| *to)).map(|mark| plot.place(mark)).collect();
            let dashes = if known(first) { "" } else { r#" stroke-dasharray="5 4""# };
            let look = format!(r#"stroke="{}" stroke-width="2.5" stroke-linejoin="round"{dashes}"#, paint.strong);
            canvas.path(&places, &look);
        }
    }
}

/// Marks that a line joins one after the other, each strand from its first mark on.
fn strands(marks: &[Mark]) -> Vec<Vec<&Mark>> {
    let mut strands: Vec<(usize, Vec<&Mark>)> = Vec::new();
    for (position, mark) in marks.iter().enumerate() {
        let from = mark.from.and_then(|from| Some((from, marks.get(from)?)));
        let known = strands.iter_mut().rev().find(|(last, _)| from.is_some_and(|(from, _)| *last == from));
        match (known, from) {
            (Some((last, strand)), _) => {
                *last = position;
                strand.push(mark);
            }
            // A mark that was continued already is continued once more.
            (None, Some((_, from))) => strands.push((position, vec![from, mark])),
            (None, None) => strands.push((position, vec![mark])),
        }
    }
    strands.into_iter().map(|(_, strand)| strand).collect()
}

/// Notes the breaks: a dotted line between the two times, and why, in two words, above. Says which room that takes.
fn draw_gaps(canvas: &mut Canvas, plot: &Plot, series: &[Series]) -> Vec<Area> {
    let mut noted: Vec<(f64, &str)> = Vec::new();
    for line in series {
        for (before, after) in line.marks.iter().zip(line.marks.iter().skip(1)) {
            let Some(why) = &after.gap else { continue };
            let (from, to) = (plot.place(before).0, plot.place(after).0);
            let x = f64::midpoint(from, to);
            // What lies at one time has nothing between it, and notes upon each other are dirt.
            if to - from >= GAP_ROOM && !noted.iter().any(|(other, _)| (other - x).abs() < GAP_ROOM) {
                noted.push((x, why));
            }
        }
    }
    let mut taken: Vec<Area> = Vec::new();
    if noted.is_empty() || noted.len() > MAX_GAPS {
        return taken;
    }
    let style = Style::new(10.5, canvas.palette.muted);
    canvas.open("breaks");
    for (x, why) in noted {
        let why = &fit(why, style, MAX_WHY);
        let look = format!(r#"stroke="{}" stroke-dasharray="1 3" stroke-linecap="round""#, canvas.palette.axis);
        canvas.stroke((x, plot.top), (x, plot.bottom() - 5.0), &look);
        let half = width(why, style) / 2.0;
        let middle = x.clamp(plot.left + half, (plot.right - half).max(plot.left + half));
        let area =
            Area { left: middle - half - 3.0, right: middle + half + 3.0, top: plot.top - 14.0, bottom: plot.top };
        if !taken.iter().any(|other| other.meets(&area)) {
            canvas.text_over_lines(middle, plot.top - 4.0, Anchor::Middle, style, why);
            taken.push(area);
        }
    }
    canvas.close();
    taken
}

fn draw_markers(canvas: &mut Canvas, plot: &Plot, marks: &[Mark], paint: Paint, many: bool) {
    let ends: FxHashSet<usize> = marks.iter().filter_map(|mark| mark.from).collect();
    for (position, mark) in marks.iter().enumerate() {
        let (x, y) = plot.place(mark);
        if let Some((low, high)) = mark.bounds {
            let look = format!(r#"stroke="{}" stroke-width="1.2""#, paint.strong);
            canvas.stroke((x, plot.y(low)), (x, plot.y(high)), &look);
            for end in [low, high] {
                canvas.stroke((x - 3.5, plot.y(end)), (x + 3.5, plot.y(end)), &look);
            }
        }
        let alone = mark.from.is_none() && !ends.contains(&position);
        if many && !alone && position > 0 && position + 1 < marks.len() {
            continue;
        }
        let radius = if many { RADIUS / 2.0 } else { RADIUS };
        let look = filling(canvas.palette.paper, paint, mark.certainty, 1.8);
        if mark.restated {
            canvas.rect(x - radius, y - radius, 2.0 * radius, 2.0 * radius, &look);
        } else {
            canvas.circle(x, y, radius, &look);
        }
    }
}

/// Writes the names of several lines beside their ends.
fn draw_names(canvas: &mut Canvas, chart: &Chart, plot: &Plot) {
    let end = |series: &Series| series.marks.last().map_or((plot.left, plot.bottom()), |mark| plot.place(mark));
    let wanted: Vec<(f64, f64)> =
        chart.series.iter().zip(&plot.labels).map(|(series, label)| (end(series).1, label.height())).collect();
    let middles = spread(&wanted, plot.top - BETWEEN_LABELS / 2.0, plot.bottom() + BETWEEN_LABELS / 2.0);
    canvas.open("names");
    for (position, (series, label)) in chart.series.iter().zip(&plot.labels).enumerate() {
        let paint = paint(canvas.palette, chart, position);
        let (x, y) = end(series);
        let Some(middle) = middles.get(position).copied() else { continue };
        let look = format!(r#"stroke="{}" stroke-width="0.8""#, canvas.palette.axis);
        let elbow = plot.right + 4.0;
        if elbow - x > 14.0 {
            canvas.stroke((x + 6.0, y), (elbow, y), &format!(r#"{look} stroke-dasharray="1 3""#));
        }
        if (middle - y).abs() > 2.0 {
            canvas.stroke((elbow, y), (plot.right + 13.0, middle), &look);
        }
        let bold = Style::bold(LABEL_SIZE, paint.text);
        let plain = Style::new(LABEL_SIZE, paint.text);
        let first = middle - LABEL_LINE * label.lines.len() as f64 / 2.0 + LABEL_LINE * 0.78;
        for (row, line) in label.lines.iter().enumerate() {
            let y = first + LABEL_LINE * row as f64;
            let x = plot.right + 16.0;
            canvas.text_over_lines(x, y, Anchor::Start, bold, line);
            if row + 1 == label.lines.len() {
                let behind = if line.is_empty() { 0.0 } else { width(line, bold) + 5.0 };
                let plain = shrunk(&label.value, plain, WIDTH - PADDING - x - behind);
                canvas.text_over_lines(x + behind, y, Anchor::Start, plain, &label.value);
            }
        }
    }
    canvas.close();
}

/// Writes values beside marks where there is room, the most telling ones first.
fn draw_values(canvas: &mut Canvas, chart: &Chart, plot: &Plot, notes: Vec<Area>) {
    let total = chart.marks().count();
    let many = total > MAX_LABELS;
    let bounds = Area {
        left: plot.left + 1.0,
        right: if plot.labels.is_empty() { WIDTH - PADDING } else { plot.right + 2.0 },
        top: plot.top - LABEL_ROOM - 4.0,
        bottom: plot.bottom() - 2.0,
    };
    let mut taken = notes;
    if total <= MAX_MARKERS {
        taken.extend(chart.marks().map(|mark| Area::around(plot.place(mark), RADIUS + 1.0)));
    }
    let joined = |line: &Series| -> Vec<[(f64, f64); 2]> {
        let pairs = line.marks.iter().filter_map(|to| Some((line.marks.get(to.from?)?, to)));
        pairs.map(|(from, to)| [plot.place(from), plot.place(to)]).collect()
    };
    let segments = chart.series.iter().flat_map(joined).collect();
    let mut room = Room { bounds, taken, segments };
    let named = !plot.labels.is_empty();
    canvas.open("values");
    for (position, line) in chart.series.iter().enumerate() {
        let colour = if named { paint(canvas.palette, chart, position).text } else { canvas.palette.ink };
        for place in telling(&line.marks, many) {
            // The last value stands behind the name.
            let said = named && place + 1 == line.marks.len();
            if let Some(mark) = line.marks.get(place).filter(|_| !said) {
                room.write(canvas, plot.place(mark), Style::bold(LABEL_SIZE, colour), &mark.value_text);
            }
        }
    }
    canvas.close();
}

/// Which marks are labelled first: the last, the first, the highest, the lowest, then all others if there are few.
fn telling(marks: &[Mark], many: bool) -> Vec<usize> {
    let by_value = |one: &(usize, &Mark), other: &(usize, &Mark)| one.1.value.cmp(&other.1.value);
    let highest = marks.iter().enumerate().max_by(by_value).map(|(position, _)| position);
    let lowest = marks.iter().enumerate().min_by(by_value).map(|(position, _)| position);
    let mut order: Vec<usize> =
        [marks.len().checked_sub(1), (!marks.is_empty()).then_some(0), highest, lowest].into_iter().flatten().collect();
    if !many {
        order.extend(0..marks.len());
    }
    let mut told: Vec<usize> = Vec::new();
    for position in order {
        if !told.contains(&position) {
            told.push(position);
        }
    }
    told
}
