//! Where values and times lie, and what is written beside them.

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use crate::figure::{Decimal, Language, PartialDate, Period, Unit, UnitKind};
use crate::reply::date;

use super::text::{Style, width};

/// About as many lines as the grid of a value axis has.
const TICKS: f64 = 5.0;
/// From this proportion between the largest and the smallest value on, a line chart is logarithmic, and its subtitle says
/// so: below it a linear axis still shows the smallest value a pixel above zero.
const LOGARITHMIC_FROM: f64 = 1_000.0;

/// The value axis of a line chart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ValueAxis {
    low: f64,
    high: f64,
    /// What the axis is like.
    pub kind: AxisKind,
    /// The values of the grid's lines.
    pub ticks: Vec<Decimal>,
}

/// What a value axis is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AxisKind {
    /// Linear, zero included.
    FromZero,
    /// Logarithmic; a step of the grid is ten to this power.
    Logarithmic(u32),
    /// Places in an order: the first is on top.
    Rank,
}

pub(super) fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

impl ValueAxis {
    /// An axis on which all values have room.
    pub fn new(values: impl Iterator<Item = Decimal>, unit: &Unit) -> Self {
        let mut range: Option<(f64, f64)> = None;
        for value in values.map(float) {
            let (low, high) = range.unwrap_or((value, value));
            range = Some((low.min(value), high.max(value)));
        }
        let (low, high) = range.unwrap_or((0.0, 1.0));
        if unit.kind == UnitKind::Rank {
            return Self::rank(low, high);
        }
        if low > 0.0 && high / low >= LOGARITHMIC_FROM {
            return Self::logarithmic(low, high);
        }
        let (low, high) = (low.min(0.0), high.max(0.0));
        let high = if low == high { low + 1.0 } else { high };
        let (first, last, step) = steps(low, high);
        Self::linear(first, last, step)
    }

    fn linear(first: f64, last: f64, step: Step) -> Self {
        let count = (last - first).round() as i64;
        let ticks = (0..=count).filter_map(|position| step.times(first as i64 + position)).collect();
        Self { low: first * step.size(), high: last * step.size(), kind: AxisKind::FromZero, ticks }
    }

    fn rank(low: f64, high: f64) -> Self {
        let step = ((high - low) / TICKS).ceil().max(1.0);
        let count = ((high - low) / step).ceil().clamp(1.0, TICKS) as i64;
        let tick = |position: i64| Decimal::try_from(low + position as f64 * step).ok();
        let ticks: Vec<Decimal> = (0..=count).filter_map(tick).collect();
        Self { low, high: low + count as f64 * step, kind: AxisKind::Rank, ticks }
    }

    fn logarithmic(low: f64, high: f64) -> Self {
        let (first, last) = (low.log10().floor(), high.log10().ceil());
        let step = ((last - first) / TICKS).ceil().max(1.0);
        let count = ((last - first) / step).ceil();
        let ticks = (0..=count as i64).filter_map(|position| power_of_ten(first as i64 + position * step as i64));
        let ticks = ticks.collect();
        Self { low: first, high: first + count * step, kind: AxisKind::Logarithmic(step as u32), ticks }
    }

    /// How far up a value lies: 0 at the bottom, 1 on top.
    pub fn at(&self, value: Decimal) -> f64 {
        let value = float(value);
        let place = |value: f64| (value - self.low) / (self.high - self.low);
        let place = match self.kind {
            AxisKind::Logarithmic(_) => place(value.max(f64::MIN_POSITIVE).log10()),
            AxisKind::Rank => 1.0 - place(value),
            AxisKind::FromZero => place(value),
        };
        if place.is_finite() { place.clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// A round distance: 1, 2 or 5 times a power of ten.
#[derive(Clone, Copy, Debug)]
struct Step {
    factor: i64,
    power: i64,
}

impl Step {
    fn at_least(size: f64) -> Self {
        let power = size.log10().floor();
        let unit = 10f64.powf(power);
        // What is a round distance but for the rounding of binary numbers is that distance.
        let factor = [1, 2, 5].into_iter().find(|factor| size <= unit * *factor as f64 * (1.0 + 1e-9));
        match factor {
            Some(factor) => Self { factor, power: power as i64 },
            None => Self { factor: 1, power: power as i64 + 1 },
        }
    }

    fn size(self) -> f64 {
        self.factor as f64 * 10f64.powi(self.power as i32)
    }

    /// A multiple, exact.
    fn times(self, count: i64) -> Option<Decimal> {
        power_of_ten(self.power)?
            .checked_mul(Decimal::from(self.factor.checked_mul(count)?))
            .map(|tick| tick.normalize())
    }
}

/// The first and the last multiple of a round step that enclose both values.
fn steps(low: f64, high: f64) -> (f64, f64, Step) {
    let step = Step::at_least((high - low) / TICKS);
    ((low / step.size() + 1e-9).floor(), (high / step.size() - 1e-9).ceil(), step)
}

fn power_of_ten(power: i64) -> Option<Decimal> {
    let exponent = u32::try_from(power.unsigned_abs()).ok()?;
    if power < 0 {
        Decimal::try_from_i128_with_scale(1, exponent).ok()
    } else {
        Decimal::try_from_i128_with_scale(10i128.checked_pow(exponent)?, 0).ok()
    }
}

/// The time axis of a line chart, in years and parts of years.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TimeAxis {
    first: f64,
    last: f64,
    /// Years or months that are written below the axis.
    pub bands: Vec<Band>,
}

/// A year or a month on the time axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Band {
    /// Where it begins: 0 on the left, 1 on the right.
    pub start: f64,
    /// Where its middle is.
    pub middle: f64,
    /// Its name.
    pub name: String,
}

/// Times closer together than this, in years, are told apart by months.
const MONTHS_BELOW_YEARS: f64 = 2.0;
/// How far an axis of years goes on beyond its outermost marks, as a part of it.
const BEYOND: f64 = 0.03;
/// Every so many years, or months, has its name written.
const YEAR_STRIDES: [i64; 12] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];
const MONTH_STRIDES: [i64; 4] = [1, 3, 6, 12];

impl TimeAxis {
    /// An axis on which all periods have room; names do not overlap on `width_px`.
    pub fn new<'a>(periods: impl Iterator<Item = &'a Period>, language: Language, style: Style, width_px: f64) -> Self {
        let mut range: Option<(f64, f64)> = None;
        let mut months: Option<(i64, i64)> = None;
        let mut has_years = false;
        for period in periods {
            let at = middle(period);
            let (first, last) = range.unwrap_or((at, at));
            range = Some((first.min(at), last.max(at)));
            let (from, to) = (month_of(period.first_day()), month_of(period.last_day()));
            let (first, last) = months.unwrap_or((from, to));
            months = Some((first.min(from), last.max(to)));
            has_years |= period.end().is_none() && matches!(period.start(), PartialDate::Year(_));
        }
        let (first, last) = range.unwrap_or((2000.0, 2000.5));
        match months {
            Some((from, to)) if !has_years && last - first < MONTHS_BELOW_YEARS => {
                Self::months(from, to, language, style, width_px)
            }
            _ => Self::years(first, last, language, style, width_px),
        }
    }

    /// How far right a period's middle lies: 0 on the left, 1 on the right.
    pub fn at(&self, period: &Period) -> f64 {
        self.place(middle(period)).clamp(0.0, 1.0)
    }

    fn place(&self, at: f64) -> f64 {
        (at - self.first) / (self.last - self.first)
    }

    fn years(first: f64, last: f64, language: Language, style: Style, width_px: f64) -> Self {
        let (from, to) = (first.floor() as i64, (last.floor() as i64 + 1).max(last.ceil() as i64));
        let name = |year: i64| date::date(language, PartialDate::Year(i16::try_from(year).unwrap_or(i16::MAX)));
        let widest = (from..to).step_by(1 + (to - from) as usize / 50).map(|year| width(&name(year), style));
        let widest = widest.fold(0.0, f64::max);
        // The axis ends a little beyond the outermost marks and the middles of their years, where names stand.
        let (left, right) = (first.min(from as f64 + 0.5), last.max(to as f64 - 0.5));
        let beyond = if right > left { (right - left) * BEYOND } else { 0.5 };
        let mut axis = Self { first: left - beyond, last: right + beyond, bands: Vec::new() };
        let stride = stride(&YEAR_STRIDES, widest, width_px / (axis.last - axis.first));
        let named = (from..to).filter(|year| year.rem_euclid(stride) == 0);
        axis.bands = named.map(|year| axis.band(year as f64, year as f64 + 1.0, name(year))).collect();
        axis
    }

    fn months(first: i64, last: i64, language: Language, style: Style, width_px: f64) -> Self {
        // A point alone, or at the end of a month, would stand on the edge.
        let (from, to) = if last - first < 2 { ((first - 1).max(0), last + 2) } else { (first, last + 1) };
        let start = |month: i64| date_of(month).map_or(month as f64 / 12.0, |date| year_part(date, -1));
        let name = |month: i64| {
            date_of(month)
                .map_or_else(String::new, |day| date::date(language, PartialDate::Month(day.year(), day.month())))
        };
        let widest = (from..to).map(|month| width(&name(month), style)).fold(0.0, f64::max);
        let stride = stride(&MONTH_STRIDES, widest, width_px / (to - from) as f64);
        let mut axis = Self { first: start(from), last: start(to), bands: Vec::new() };
        let named = (from..to).filter(|month| month.rem_euclid(stride) == 0);
        axis.bands = named.map(|month| axis.band(start(month), start(month + 1), name(month))).collect();
        axis
    }

    fn band(&self, from: f64, to: f64, name: String) -> Band {
        Band { start: self.place(from), middle: self.place(f64::midpoint(from, to)), name }
    }
}

/// The smallest stride with which names have room.
fn stride(strides: &[i64], widest: f64, band_px: f64) -> i64 {
    let fits = |stride: &&i64| **stride as f64 * band_px >= widest + 6.0;
    strides.iter().find(fits).or(strides.last()).copied().unwrap_or(1)
}

/// The months up to the one of a day, counted from the year 0.
fn month_of(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

/// A month's first day.
fn date_of(month: i64) -> Option<Date> {
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    Date::new(year, i8::try_from(month.rem_euclid(12)).ok()? + 1, 1).ok()
}

/// The middle of a period, in years.
pub(super) fn middle(period: &Period) -> f64 {
    f64::midpoint(year_part(period.first_day(), -1), year_part(period.last_day(), 0))
}

/// A day in years: its end, or with a shift of -1 its beginning.
fn year_part(day: Date, shift: i16) -> f64 {
    f64::from(day.year()) + f64::from(day.day_of_year() + shift) / f64::from(day.days_in_year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::general_units;

    fn axis(values: &[&str], unit: &str) -> ValueAxis {
        let unit = general_units().into_iter().find(|known| &*known.id == unit).unwrap();
        ValueAxis::new(values.iter().map(|value| value.parse().unwrap()), &unit)
    }

    fn ticks(values: &[&str]) -> String {
        axis(values, "people").ticks.iter().map(Decimal::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn grid_lines_are_round_and_enclose_all_values() {
        assert_eq!(ticks(&["1609", "8579"]), "0 2000 4000 6000 8000 10000");
        assert_eq!(ticks(&["48.8", "71.2", "81.9"]), "0 20 40 60 80 100");
        assert_eq!(ticks(&["-3", "7"]), "-4 -2 0 2 4 6 8");
        assert_eq!(ticks(&["81.7", "81.9"]), "0 20 40 60 80 100");
        assert_eq!(ticks(&[]), "0 0.2 0.4 0.6 0.8 1");
        assert_eq!(ticks(&["0"]), "0 0.2 0.4 0.6 0.8 1");
        assert_eq!(ticks(&["5", "5"]), "0 1 2 3 4 5");
        assert_eq!(ticks(&["1", "10000000000"]), "1 100 10000 1000000 100000000 10000000000");
        assert_eq!(ticks(&["0.0000000000000000000000000001", "0.01"]).split(' ').count(), 6);
        assert!(ticks(&["79228162514264337593543950335"]).ends_with("60000000000000000000000000000"));
    }

    #[test]
    fn the_kind_of_axis_follows_the_values() {
        assert_eq!(axis(&["1", "999"], "people").kind, AxisKind::FromZero);
        assert_eq!(axis(&["1", "1000"], "people").kind, AxisKind::Logarithmic(1));
        assert_eq!(axis(&["0", "1000"], "people").kind, AxisKind::FromZero);
        assert_eq!(axis(&["95", "100"], "people").kind, AxisKind::FromZero);
        assert_eq!(axis(&["1000000000000000000", "1000000000000000001"], "people").kind, AxisKind::FromZero);
        let rank = axis(&["6", "9", "11"], "rank");
        assert_eq!((rank.kind, rank.at(6.into()), rank.at(11.into())), (AxisKind::Rank, 1.0, 0.0));
    }

    #[test]
    fn the_time_axis_names_years_or_months() {
        let names = |periods: &[&str], language| {
            let periods: Vec<Period> = periods.iter().map(|period| period.parse().unwrap()).collect();
            let axis = TimeAxis::new(periods.iter(), language, Style::new(12.0, ""), 400.0);
            axis.bands.iter().map(|band| band.name.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names(&["2019", "2020-06", "2023-12-31"], Language::English), "2019 2020 2021 2022 2023");
        assert_eq!(names(&["2020", "2023"], Language::Korean), "2020년 2021년 2022년 2023년");
        assert_eq!(names(&["9999-12-31"], Language::English), "November 9999 December 9999 ");
        assert_eq!(names(&["0000-01"], Language::English), "January 0 February 0");
        assert_eq!(names(&["2024-01", "2024-03-05"], Language::Korean), "2024년 1월 2024년 2월 2024년 3월");
        assert_eq!(names(&["2024-12-31"], Language::English), "November 2024 December 2024 January 2025");
        assert_eq!(
            names(&["1000", "2000"], Language::English),
            "1000 1100 1200 1300 1400 1500 1600 1700 1800 1900 2000"
        );
        assert_eq!(names(&["9999"], Language::English), "9999");
        assert!(!names(&[], Language::English).is_empty());
    }
}
