//! Lines over time, with gaps at breaks.

use rustc_hash::FxHashSet;

use crate::reply::{number, say};

use super::axis::{AxisKind, TimeAxis, ValueAxis};
use super::canvas::{Anchor, Canvas, Style, colour, fit, width};
use super::frame::{INNER, PADDING, WIDTH};
use super::spec::{Chart, Point, Series};

const TICK: Style = Style::new(12.0, colour::MUTED);
const LABEL: Style = Style::bold(13.0, colour::INK);
const LEGEND: Style = Style::new(12.0, colour::INK);
const HEIGHT: f64 = 210.0;
/// Room above and below the plot for values of points on its edges.
const LABEL_ROOM: f64 = 22.0;
const RADIUS: f64 = 4.0;
/// With more points than this only the ends of lines and single points have markers.
const MAX_MARKERS: usize = 60;
/// A break is marked if the times on its two sides are this far apart.
const GAP_ROOM: f64 = 12.0;
/// More breaks than this are not marked one by one; the gaps show them.
const MAX_GAPS: usize = 12;
/// With more points than this in all, only the first, last, lowest and highest have their values written.
const MAX_LABELS: usize = 12;

/// The plot's place and axes.
struct Plot {
    left: f64,
    right: f64,
    top: f64,
    values: ValueAxis,
    times: TimeAxis,
}

impl Plot {
    fn new(chart: &Chart, series: &[Series], top: f64) -> Self {
        let points = || series.iter().flat_map(|line| &line.points);
        let ends = points().flat_map(|point| [Some(point.value), point.bounds.map(|b| b.0), point.bounds.map(|b| b.1)]);
        let values = ValueAxis::new(ends.flatten(), &chart.unit, series.len() > 1);
        let tick_width = |tick| width(&number::without_unit(chart.language, tick, &chart.unit), TICK);
        let widest = values.ticks.iter().map(|tick| tick_width(*tick)).fold(0.0, f64::max);
        let left = PADDING + widest.min(INNER / 3.0) + 8.0;
        let right = WIDTH - PADDING - 6.0;
        let times = TimeAxis::new(points().map(|point| &point.period), chart.language, TICK, right - left);
        Self { left, right, top: top + LABEL_ROOM, values, times }
    }

    fn bottom(&self) -> f64 {
        self.top + HEIGHT
    }

    fn y(&self, value: crate::figure::Decimal) -> f64 {
        self.bottom() - self.values.at(value) * HEIGHT
    }

    fn place(&self, point: &Point) -> (f64, f64) {
        (self.left + self.times.at(&point.period) * (self.right - self.left), self.y(point.value))
    }
}

/// Draws the lines; says where they end and what to mind about the axis.
pub(super) fn draw(canvas: &mut Canvas, chart: &Chart, series: &[Series], top: f64) -> (f64, Vec<String>) {
    if series.iter().all(|line| line.points.is_empty()) {
        canvas.text(PADDING, top + 14.0, Anchor::Start, LEGEND, &say!(chart.language, "reason-nothing"));
        return (top + 20.0, Vec::new());
    }
    let plot = Plot::new(chart, series, top);
    draw_axes(canvas, chart, &plot);
    draw_gaps(canvas, &plot, series);
    let total: usize = series.iter().map(|line| line.points.len()).sum();
    for (line, (strong, _)) in series.iter().zip(colour::SERIES) {
        canvas.open("line");
        draw_line(canvas, &plot, &line.points, strong);
        draw_markers(canvas, &plot, &line.points, strong, total > MAX_MARKERS);
        canvas.close();
    }
    draw_labels(canvas, &plot, series, total > MAX_LABELS);
    let bottom = draw_legend(canvas, chart, series, plot.bottom() + 26.0);
    (bottom, axis_note(chart, plot.values.kind).into_iter().collect())
}

fn axis_note(chart: &Chart, kind: AxisKind) -> Option<String> {
    match kind {
        AxisKind::FromZero | AxisKind::Rank => None,
        AxisKind::Cut => Some(say!(chart.language, "chart-axis-cut")),
        AxisKind::Logarithmic(power) => {
            let factor = crate::figure::Decimal::from(10u64.saturating_pow(power.min(18)));
            Some(say!(chart.language, "chart-axis-log", "factor" => number::plain(chart.language, factor)))
        }
    }
}

fn draw_axes(canvas: &mut Canvas, chart: &Chart, plot: &Plot) {
    canvas.open("axes");
    for tick in &plot.values.ticks {
        let y = plot.y(*tick);
        let line = if tick.is_zero() { colour::AXIS } else { colour::GRID };
        canvas.stroke((plot.left, y), (plot.right, y), &format!(r#"stroke="{line}""#));
        let text = number::without_unit(chart.language, *tick, &chart.unit);
        canvas.text(plot.left - 8.0, y + 4.0, Anchor::End, TICK, &fit(&text, TICK, plot.left - PADDING));
    }
    let look = format!(r#"stroke="{}""#, colour::AXIS);
    canvas.stroke((plot.left, plot.bottom()), (plot.right, plot.bottom()), &look);
    for band in &plot.times.bands {
        let x = |place: f64| plot.left + place * (plot.right - plot.left);
        if (0.0..=1.0).contains(&band.start) {
            canvas.stroke((x(band.start), plot.bottom()), (x(band.start), plot.bottom() + 5.0), &look);
        }
        let half = width(&band.name, TICK) / 2.0;
        let middle = x(band.middle).clamp(PADDING + half, (WIDTH - PADDING / 2.0 - half).max(PADDING + half));
        canvas.text(middle, plot.bottom() + 18.0, Anchor::Middle, TICK, &band.name);
    }
    canvas.close();
}

/// Draws the strands of joined points, in runs that are solid or dashed.
fn draw_line(canvas: &mut Canvas, plot: &Plot, points: &[Point], strong: &str) {
    for strand in strands(points) {
        let steps: Vec<(&Point, &Point)> = strand.iter().zip(strand.iter().skip(1)).map(|(a, b)| (*a, *b)).collect();
        let firm = |(from, to): &(&Point, &Point)| from.firm && to.firm;
        for run in steps.chunk_by(|one, other| firm(one) == firm(other)) {
            let Some(first) = run.first() else { continue };
            let places: Vec<(f64, f64)> =
                [first.0].into_iter().chain(run.iter().map(|(_, to)| *to)).map(|point| plot.place(point)).collect();
            let dashes = if firm(first) { "" } else { r#" stroke-dasharray="6 4""# };
            canvas.path(&places, &format!(r#"stroke="{strong}" stroke-width="2.5" stroke-linejoin="round"{dashes}"#));
        }
    }
}

/// Points that a line joins one after the other, each strand from its first point on.
fn strands(points: &[Point]) -> Vec<Vec<&Point>> {
    let mut strands: Vec<(usize, Vec<&Point>)> = Vec::new();
    for (position, point) in points.iter().enumerate() {
        let from = point.from.and_then(|from| Some((from, points.get(from)?)));
        let known = strands.iter_mut().rev().find(|(last, _)| from.is_some_and(|(from, _)| *last == from));
        match (known, from) {
            (Some((last, strand)), _) => {
                *last = position;
                strand.push(point);
            }
            // A point that was continued already is continued once more.
            (None, Some((_, from))) => strands.push((position, vec![from, point])),
            (None, None) => strands.push((position, vec![point])),
        }
    }
    strands.into_iter().map(|(_, strand)| strand).collect()
}

/// Marks the breaks: a dotted line through the plot between the two times, and two strokes across the axis.
fn draw_gaps(canvas: &mut Canvas, plot: &Plot, series: &[Series]) {
    let mut marked: Vec<f64> = Vec::new();
    for line in series {
        for gap in &line.gaps {
            let (Some(before), Some(after)) =
                (gap.checked_sub(1).and_then(|at| line.points.get(at)), line.points.get(*gap))
            else {
                continue;
            };
            let (from, to) = (plot.place(before).0, plot.place(after).0);
            let x = f64::midpoint(from, to);
            // What lies at one time has nothing between it, and marks upon each other are dirt.
            if to - from >= GAP_ROOM && !marked.iter().any(|other| (other - x).abs() < GAP_ROOM) {
                marked.push(x);
            }
        }
    }
    if marked.is_empty() || marked.len() > MAX_GAPS {
        return;
    }
    canvas.open("breaks");
    for x in marked {
        let look = format!(r#"stroke="{}" stroke-dasharray="1 4" stroke-linecap="round""#, colour::AXIS);
        canvas.stroke((x, plot.top), (x, plot.bottom() - 6.0), &look);
        canvas.rect(x - 2.5, plot.bottom() - 1.0, 5.0, 2.0, &format!(r#"fill="{}""#, colour::PAPER));
        for side in [-2.5, 2.5] {
            let look = format!(r#"stroke="{}" stroke-width="1.5""#, colour::AXIS);
            canvas.stroke((x + side - 2.0, plot.bottom() + 5.0), (x + side + 2.0, plot.bottom() - 5.0), &look);
        }
    }
    canvas.close();
}

fn draw_markers(canvas: &mut Canvas, plot: &Plot, points: &[Point], strong: &str, many: bool) {
    let ends: FxHashSet<usize> = points.iter().filter_map(|point| point.from).collect();
    for (position, point) in points.iter().enumerate() {
        let (x, y) = plot.place(point);
        if let Some((low, high)) = point.bounds {
            let look = format!(r#"stroke="{strong}" stroke-width="1.5""#);
            canvas.stroke((x, plot.y(low)), (x, plot.y(high)), &look);
            for end in [low, high] {
                canvas.stroke((x - 4.0, plot.y(end)), (x + 4.0, plot.y(end)), &look);
            }
        }
        let alone = point.from.is_none() && !ends.contains(&position);
        if many && !alone && position > 0 && position + 1 < points.len() {
            continue;
        }
        let radius = if many { RADIUS / 2.0 } else { RADIUS };
        marker(canvas, (x, y), radius, strong, Kind::of(point));
    }
}

/// What a marker looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kind {
    firm: bool,
    restated: bool,
}

impl Kind {
    fn of(point: &Point) -> Self {
        Self { firm: point.firm, restated: point.restated }
    }
}

fn marker(canvas: &mut Canvas, (x, y): (f64, f64), radius: f64, strong: &str, kind: Kind) {
    let look = if kind.firm {
        format!(r#"fill="{strong}""#)
    } else {
        format!(r#"fill="{}" stroke="{strong}" stroke-width="2""#, colour::PAPER)
    };
    if kind.restated {
        canvas.rect(x - radius, y - radius, 2.0 * radius, 2.0 * radius, &look);
    } else {
        canvas.circle(x, y, radius, &look);
    }
}

/// A rectangle that is taken.
#[derive(Clone, Copy)]
struct Taken {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Taken {
    fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether a straight line passes through. Sampled every few pixels, which is finer than a text is high.
    fn is_crossed(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        let steps = ((to.0 - from.0).abs().max((to.1 - from.1).abs()) / 3.0).ceil().max(1.0);
        (0..=steps as usize).any(|step| {
            let part = step as f64 / steps;
            let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
        })
    }
}

/// Writes values beside points where there is room, the most telling points first.
fn draw_labels(canvas: &mut Canvas, plot: &Plot, series: &[Series], many: bool) {
    canvas.open("values");
    let around = |(x, y): (f64, f64)| Taken { left: x - 5.0, right: x + 5.0, top: y - 5.0, bottom: y + 5.0 };
    let total: usize = series.iter().map(|line| line.points.len()).sum();
    let mut taken: Vec<Taken> = Vec::new();
    if total <= MAX_MARKERS {
        taken.extend(series.iter().flat_map(|line| &line.points).map(|point| around(plot.place(point))));
    }
    let joined = |line: &Series| -> Vec<[(f64, f64); 2]> {
        let pairs = line.points.iter().filter_map(|to| Some((line.points.get(to.from?)?, to)));
        pairs.map(|(from, to)| [plot.place(from), plot.place(to)]).collect()
    };
    let segments: Vec<[(f64, f64); 2]> = series.iter().flat_map(joined).collect();
    for (line, (strong, _)) in series.iter().zip(colour::SERIES) {
        let colour = if series.len() > 1 { strong } else { colour::INK };
        for position in telling(&line.points, many) {
            let Some(point) = line.points.get(position) else { continue };
            let place = plot.place(point);
            let free = |label: &(f64, f64, Taken)| {
                !taken.iter().any(|other| other.meets(&label.2))
                    && !segments.iter().any(|[from, to]| label.2.is_crossed(*from, *to))
            };
            if let Some((x, y, rect)) = label_places(plot, place, &point.value_text).into_iter().find(free) {
                canvas.text_over_lines(x, y, Anchor::Middle, Style { colour, ..LABEL }, &point.value_text);
                taken.push(rect);
            }
        }
    }
    canvas.close();
}

/// Places for the text of a point, best first: above, also shifted to the sides, then below, then beside it.
fn label_places(plot: &Plot, (x, y): (f64, f64), text: &str) -> Vec<(f64, f64, Taken)> {
    let half = width(text, LABEL) / 2.0;
    let inside = |x: f64| x.clamp(plot.left + half - 4.0, (WIDTH - PADDING / 2.0 - half).max(plot.left + half - 4.0));
    let shift = half * 0.8 + 4.0;
    let mut places = Vec::new();
    for (sideways, up) in [
        (0.0, 10.0),
        (-shift, 10.0),
        (shift, 10.0),
        (0.0, -20.0),
        (-shift, -20.0),
        (shift, -20.0),
        (-(half + 10.0), -4.5),
        (half + 10.0, -4.5),
        (0.0, 18.0),
        (0.0, -28.0),
    ] {
        let (x, baseline) = (inside(x + sideways), y - up);
        let rect = Taken { left: x - half, right: x + half, top: baseline - 11.0, bottom: baseline + 2.0 };
        if rect.top >= plot.top - LABEL_ROOM - 2.0 && rect.bottom <= plot.bottom() - 2.0 {
            places.push((x, baseline, rect));
        }
    }
    places
}

/// Which points are labelled first: the last, the first, the highest, the lowest, then all others if there are few.
fn telling(points: &[Point], many: bool) -> Vec<usize> {
    let by_value = |one: &(usize, &Point), other: &(usize, &Point)| one.1.value.cmp(&other.1.value);
    let highest = points.iter().enumerate().max_by(by_value).map(|(position, _)| position);
    let lowest = points.iter().enumerate().min_by(by_value).map(|(position, _)| position);
    let mut order: Vec<usize> = [points.len().checked_sub(1), (!points.is_empty()).then_some(0), highest, lowest]
        .into_iter()
        .flatten()
        .collect();
    if !many {
        order.extend(0..points.len());
    }
    let mut told: Vec<usize> = Vec::new();
    for position in order {
        if !told.contains(&position) {
            told.push(position);
        }
    }
    told
}

/// Names of several lines, and what hollow and square mean.
fn draw_legend(canvas: &mut Canvas, chart: &Chart, series: &[Series], top: f64) -> f64 {
    let mut entries: Vec<(String, &str, Option<Kind>)> = Vec::new();
    if series.len() > 1 {
        entries.extend(series.iter().zip(colour::SERIES).map(|(line, (strong, _))| (line.name.clone(), strong, None)));
    }
    let points = || series.iter().flat_map(|line| &line.points);
    if points().any(|point| !point.firm) {
        for firm in [true, false] {
            let mut words: Vec<&str> = Vec::new();
            for point in points().filter(|point| point.firm == firm) {
                if !words.contains(&point.status_text.as_str()) {
                    words.push(&point.status_text);
                }
            }
            if !words.is_empty() {
                entries.push((words.join(", "), colour::MUTED, Some(Kind { firm, restated: false })));
            }
        }
    }
    if points().any(|point| point.restated) {
        let kind = Kind { firm: true, restated: true };
        entries.push((say!(chart.language, "chart-restated"), colour::MUTED, Some(kind)));
    }
    if entries.is_empty() {
        return top;
    }
    canvas.open("legend");
    let (mut x, mut y) = (PADDING, top + 12.0);
    for (text, strong, kind) in entries {
        let text = fit(&text, LEGEND, INNER - 24.0);
        let entry_width = width(&text, LEGEND) + 24.0;
        if x > PADDING && x + entry_width > WIDTH - PADDING {
            (x, y) = (PADDING, y + 18.0);
        }
        match kind {
            None => canvas.stroke((x, y - 4.0), (x + 14.0, y - 4.0), &format!(r#"stroke="{strong}" stroke-width="3""#)),
            Some(kind) => marker(canvas, (x + 7.0, y - 4.0), RADIUS, strong, kind),
        }
        canvas.text(x + 19.0, y, Anchor::Start, LEGEND, &text);
        x += entry_width + 12.0;
    }
    canvas.close();
    y + 6.0
}
