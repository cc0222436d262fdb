//! The title of a picture: what its figures say, in words.
//!
//! A title says no more than the answer does. A proportion stands in it only if the answer calculated it, or if figures of
//! one measure, scope and period stand side by side; a change only from and to figures that continue each other. Where
//! nothing of that holds, the picture keeps the title of the answer's card.

use crate::facts::{Derived, DerivedKind, series};
use crate::figure::{
    Decimal, Figure, FigureRef, MetricKind, MetricRef, Period, Precision, Status, Unit, UnitKind, general_units,
};
use crate::query::{Answer, Operation};
use crate::reply::wording::Wording;
use crate::reply::{number, say};

use super::super::spec::{Certainty, Kind};
use super::grammar::{can_belong, in_sentence, of as owner, reached, split, when, whose};
use super::{Drawn, Material, ends, rounded, shared, value_text};

/// A title, and the figures that it speaks of.
pub(super) struct Finding {
    pub title: String,
    pub focus: Vec<FigureRef>,
}

/// Names and values that are listed in a title.
const MAX_LISTED: usize = 3;
/// Those who share a first place are named if they are no more than this.
const MAX_TIED: usize = 2;
/// Significant digits of a proportion in a title; the text of the answer has more.
const DIGITS: u32 = 2;

pub(super) fn of(wording: Wording<'_>, answer: &Answer, material: &Material, unit: &Unit) -> Option<Finding> {
    let maker = Maker { wording, answer, unit };
    match (material.kind, answer.operation) {
        (Kind::Lines, _) => maker.lines(&material.drawn),
        (Kind::Slope, _) => maker.slopes(&material.drawn),
        (Kind::Places, _) => maker.values(&material.drawn),
        (Kind::Dots, _) => maker.sources(&material.drawn),
        (Kind::Bars, Operation::Rank) => maker.rank(&material.drawn),
        (Kind::Bars, Operation::Compare) => maker.compare(&material.drawn),
        (Kind::Bars, _) => maker.values(&material.drawn),
    }
}

struct Maker<'a> {
    wording: Wording<'a>,
    answer: &'a Answer,
    unit: &'a Unit,
}

impl<'a> Maker<'a> {
    fn figure(&self, figure: FigureRef) -> &'a Figure {
        self.wording.figure(figure)
    }

    fn name(&self, figure: FigureRef) -> String {
        self.wording.entity(self.figure(figure).entity)
    }

    /// A value with its unit, as short as in the picture.
    fn value(&self, figure: FigureRef) -> String {
        let figure = self.figure(figure);
        let value = if self.unit.kind == UnitKind::Rank { figure.value } else { rounded(figure.value) };
        number::measured(self.wording.language, value, self.unit, figure.precision)
    }

    fn metric(&self, figures: &[FigureRef]) -> Option<MetricRef> {
        shared(self.wording, figures, |figure| figure.metric)
    }

    /// What was calculated from just these two figures.
    fn derived(&self, kind: DerivedKind, one: FigureRef, other: FigureRef) -> Option<&Derived> {
        self.answer.derived.iter().find(|derived| {
            derived.kind == kind
                && derived.inputs.len() == 2
                && [one, other].iter().all(|figure| derived.inputs.contains(figure))
        })
    }

    /// How many times the second figure the first one is: "about 12". None below a value that reads as more.
    fn times(&self, larger: FigureRef, smaller: FigureRef) -> Option<String> {
        let language = self.wording.language;
        let (a, b) = (self.figure(larger), self.figure(smaller));
        if a.value <= Decimal::ZERO || b.value <= Decimal::ZERO {
            return None;
        }
        let ratio = a.value.checked_div(b.value)?;
        let shown = ratio.round_sf(DIGITS)?.normalize();
        if shown <= Decimal::ONE {
            return None;
        }
        let exact = shown == ratio && a.precision == Precision::Exact && b.precision == Precision::Exact;
        let shown = number::plain(language, shown);
        Some(if exact { shown } else { number::with_precision(language, shown, Precision::About) })
    }

    /// Two to four figures beside each other.
    fn compare(&self, drawn: &[Drawn]) -> Option<Finding> {
        let figures = firsts(drawn);
        let mut sorted = figures.clone();
        sorted.sort_by_key(|figure| std::cmp::Reverse(self.figure(*figure).value));
        let (first, second) = (*sorted.first()?, *sorted.get(1)?);
        if let (Some(metric), true) = (self.metric(&figures), self.are_of_one(&figures)) {
            return self.change(metric, &figures);
        }
        if self.unit.kind == UnitKind::Percent && !self.are_of_one(&figures) {
            return self.points_apart(first, second, &figures).or_else(|| self.listed(&figures));
        }
        if self.are_of_one(&figures) {
            return self.measures(first, second, &figures);
        }
        let a = self.figure(first);
        let is_calculated = self.derived(DerivedKind::Ratio, first, second).is_some();
        if !(is_calculated || self.are_alike(&figures)) {
            return self.listed(&figures);
        }
        let Some(mut title) = self.proportion(first, second) else { return self.listed(&figures) };
        // A third one, where it is of the same measure.
        let third = sorted.get(2).copied().filter(|_| sorted.len() == 3 && self.metric(&sorted).is_some());
        if let Some((third, times)) = third.and_then(|third| Some((third, self.times(first, third)?))) {
            let (third, language) = (self.name(third), self.wording.language);
            let third = if can_belong(self.wording, a.metric) { owner_in(self.wording, &third) } else { third };
            title = match split(self.wording, a.metric, a.metric) {
                Some(_) => {
                    say!(language, "chart-finding-and-as-many", "finding" => title, "times" => times, "second" => third)
                }
                None => {
                    say!(language, "chart-finding-and-times", "finding" => title, "times" => times, "second" => third)
                }
            };
        }
        Some(Finding { title, focus: vec![first] })
    }

    /// How many times one figure is another, as a sentence.
    fn proportion(&self, first: FigureRef, second: FigureRef) -> Option<String> {
        let (a, b) = (self.figure(first), self.figure(second));
        let (language, times) = (self.wording.language, self.times(first, second)?);
        let (one, other) = (self.name(first), self.name(second));
        if let Some((does, did)) = split(self.wording, a.metric, b.metric) {
            // What both did is said once.
            let again = if a.metric == b.metric { String::new() } else { did.did };
            let said = say!(language, "chart-finding-acted", "first" => one, "did" => does.did, "times" => times,
                "things" => does.things, "second" => other, "again" => again);
            return Some(said.trim_end().to_owned());
        }
        if a.metric != b.metric {
            let (one, other) = (self.wording.cell(a), self.wording.cell(b));
            return Some(say!(language, "chart-finding-unlike", "first" => one, "times" => times, "second" => other));
        }
        if can_belong(self.wording, a.metric) {
            let (one, other) = (whose(self.wording, &one, a.metric), owner_in(self.wording, &other));
            return Some(say!(language, "chart-finding-times", "first" => one, "times" => times, "second" => other));
        }
        let measure = self.wording.metric(a.metric);
        Some(
            say!(language, "chart-finding-times-of", "measure" => measure, "first" => one, "times" => times, "second" => other),
        )
    }

    /// Several measures of one thing: how many times one is another, if the answer says so; else what each is.
    fn measures(&self, first: FigureRef, second: FigureRef, all: &[FigureRef]) -> Option<Finding> {
        let language = self.wording.language;
        let who = self.name(first);
        let measure = |figure: FigureRef| in_sentence(self.wording, self.figure(figure).metric);
        if all.len() == 2
            && self.derived(DerivedKind::Ratio, first, second).is_some()
            && self.unit.kind != UnitKind::Percent
            && let Some(times) = self.times(first, second)
        {
            let title = say!(language, "chart-finding-measures", "who" => who, "first" => measure(first),
                "times" => times, "second" => measure(second));
            return Some(Finding { title, focus: vec![first] });
        }
        if all.len() > MAX_LISTED {
            return None;
        }
        let said = |figure: &FigureRef| format!("{} {}", measure(*figure), self.value(*figure));
        let list = all.iter().map(said).collect::<Vec<_>>().join(", ");
        let title = say!(language, "chart-finding-values", "measure" => who, "list" => list);
        Some(Finding { title, focus: vec![] })
    }

    /// By how many points one percentage is above another, if the answer says so.
    fn points_apart(&self, first: FigureRef, second: FigureRef, all: &[FigureRef]) -> Option<Finding> {
        let metric = self.metric(all)?;
        let difference = self.derived(DerivedKind::Difference, first, second)?.value.abs();
        let points = general_units().into_iter().find(|unit| unit.kind == UnitKind::PercentagePoints)?;
        if all.len() != 2 || difference.is_zero() || self.figure(first).entity == self.figure(second).entity {
            return None;
        }
        let language = self.wording.language;
        let points = number::quantity(language, difference, &points);
        let title = say!(language, "chart-finding-points", "measure" => self.wording.metric(metric),
            "first" => self.name(first), "second" => self.name(second), "points" => points);
        Some(Finding { title, focus: vec![first] })
    }

    /// Whether figures count the same in the same way, so that a proportion between them says something.
    fn are_alike(&self, figures: &[FigureRef]) -> bool {
        let metric_and_scope = shared(self.wording, figures, |figure| (figure.metric, figure.scope.clone()));
        let measured = !matches!(
            self.unit.kind,
            UnitKind::Rank | UnitKind::Score | UnitKind::Percent | UnitKind::PercentagePoints
        );
        let firm = figures.iter().all(|figure| Certainty::from(self.figure(*figure).status) < Certainty::Plan);
        metric_and_scope.is_some() && measured && firm
    }

    fn are_of_one(&self, figures: &[FigureRef]) -> bool {
        shared(self.wording, figures, |figure| figure.entity).is_some()
    }

    /// Names with their values, if they are few and of one measure.
    fn listed(&self, figures: &[FigureRef]) -> Option<Finding> {
        let metric = self.metric(figures)?;
        if figures.len() > MAX_LISTED || self.are_of_one(figures) {
            return None;
        }
        // What is counted, the measure says.
        let value = |figure: FigureRef| match self.unit.kind {
            UnitKind::Count => value_text(self.wording, self.figure(figure)),
            _ => self.value(figure),
        };
        let said = |figure: &FigureRef| format!("{} {}", self.name(*figure), value(*figure));
        let list = figures.iter().map(said).collect::<Vec<_>>().join(", ");
        let measure = self.wording.metric(metric);
        Some(Finding {
            title: say!(self.wording.language, "chart-finding-values", "measure" => measure, "list" => list),
            focus: vec![],
        })
    }

    /// A table or a list of places.
    fn values(&self, drawn: &[Drawn]) -> Option<Finding> {
        let figures = firsts(drawn);
        if self.unit.kind != UnitKind::Rank {
            return self.listed(&figures).or_else(|| self.highest(&figures));
        }
        let mut sorted = figures;
        sorted.sort_by_key(|figure| self.figure(*figure).value);
        sorted.truncate(MAX_LISTED);
        self.listed(&sorted)
    }

    /// Who is highest of several of which the same is said, if all of them are shown.
    fn highest(&self, figures: &[FigureRef]) -> Option<Finding> {
        let metric = self.metric(figures)?;
        shared(self.wording, figures, |figure| (figure.period, figure.scope.clone(), figure.status))?;
        let mut sorted = figures.to_vec();
        sorted.sort_by_key(|figure| std::cmp::Reverse(self.figure(*figure).value));
        let (first, second) = (*sorted.first()?, *sorted.get(1)?);
        let is_alone = self.figure(first).value > self.figure(second).value;
        if !is_alone || self.are_of_one(figures) || figures.len() < self.answer.total() {
            return None;
        }
        let title = say!(self.wording.language, "chart-finding-top", "measure" => self.wording.metric(metric),
            "name" => self.name(first), "of" => figures.len(), "value" => self.value(first));
        Some(Finding { title, focus: vec![first] })
    }

    /// Who is first, or which place was asked for.
    fn rank(&self, drawn: &[Drawn]) -> Option<Finding> {
        let language = self.wording.language;
        let figures = firsts(drawn);
        let metric = self.metric(&figures)?;
        let measure = self.wording.metric(metric);
        let ranked = self.answer.ranked.as_ref()?;
        let place = |figure: FigureRef| {
            let position = self.answer.figures.iter().position(|known| *known == figure)?;
            ranked.places.get(position).copied()
        };
        if let Some(asked) = ranked.asked {
            let place = number::place(language, place(asked)?);
            let title = say!(language, "chart-finding-place", "measure" => measure, "name" => self.name(asked),
                "place" => place, "of" => ranked.of);
            return Some(Finding { title, focus: vec![asked] });
        }
        let leaders: Vec<FigureRef> = figures.iter().copied().filter(|figure| place(*figure) == Some(1)).collect();
        let first = *leaders.first()?;
        if leaders.len() > MAX_TIED {
            return None;
        }
        let names: Vec<String> = leaders.iter().map(|figure| self.name(*figure)).collect();
        let names = match names.as_slice() {
            [one, other] => say!(language, "chart-both", "first" => one.as_str(), "second" => other.as_str()),
            _ => names.concat(),
        };
        let acted = split(self.wording, metric, metric);
        // What is counted stands in the sentence already.
        let value = if acted.is_some() { value_text(self.wording, self.figure(first)) } else { self.value(first) };
        let value = if leaders.len() > 1 { say!(language, "chart-each", "value" => value) } else { value };
        let last = figures.last().copied()?;
        let falls = self.figure(first).value >= self.figure(last).value;
        let title = match acted.filter(|_| falls) {
            Some((does, _)) => say!(language, "chart-finding-most", "names" => names, "did" => does.did,
                "things" => does.things, "value" => value),
            None if falls => {
                say!(language, "chart-finding-highest", "measure" => measure, "names" => names, "value" => value)
            }
            None => say!(language, "chart-finding-lowest", "measure" => measure, "names" => names, "value" => value),
        };
        Some(Finding { title, focus: leaders })
    }

    /// One thing over time: from where to where. Several: how far the first is ahead.
    fn lines(&self, drawn: &[Drawn]) -> Option<Finding> {
        let all: Vec<FigureRef> = drawn.iter().flat_map(|one| one.figures.iter().copied()).collect();
        let metric = self.metric(&all)?;
        match drawn {
            [one] => self.change(metric, &one.figures).or_else(|| self.newest(metric, &all)),
            several if !self.are_of_one(&all) => self.newest_of(several),
            _ => self.newest(metric, &all),
        }
    }

    fn change(&self, metric: MetricRef, figures: &[FigureRef]) -> Option<Finding> {
        let stretch = series::stretch(self.wording.catalog, figures);
        let (from, to) = ends(self.wording, &stretch).filter(|(from, to)| from != to)?;
        let (a, b) = (self.figure(from), self.figure(to));
        let language = self.wording.language;
        let what = whose(self.wording, &self.name(to), metric);
        let (first, last) = (when(self.wording, &a.period), when(self.wording, &b.period));
        let (start, end) = (self.value(from), self.value(to));
        if a.value == b.value {
            let title = say!(language, "chart-finding-unchanged", "what" => what, "value" => end, "first" => first, "last" => last);
            return Some(Finding { title, focus: vec![] });
        }
        let end = reached(language, &end);
        let way = self.way(metric, a.value, b.value);
        let title = match b.status {
            Status::Announced | Status::Planned | Status::Forecast => {
                say!(language, "chart-finding-outlook", "what" => what, "way" => way, "from" => start, "first" => first,
                    "to" => end, "last" => last, "status" => self.wording.status(b.status))
            }
            _ => {
                say!(language, "chart-finding-change", "what" => what, "way" => way, "from" => start, "first" => first,
                "to" => end, "last" => last)
            }
        };
        Some(Finding { title, focus: vec![] })
    }

    /// What the newest figure says, where no change can be told; unless others speak of its time too.
    fn newest(&self, metric: MetricRef, figures: &[FigureRef]) -> Option<Finding> {
        let is_known = |figure: &&FigureRef| Certainty::from(self.figure(**figure).status) < Certainty::Plan;
        let known: Vec<FigureRef> = figures.iter().filter(is_known).copied().collect();
        let newest = *known.iter().max_by_key(|figure| self.figure(**figure).period.last_day())?;
        let period = self.figure(newest).period;
        let others = known.iter().filter(|figure| **figure != newest);
        if known.len() < 2 || others.map(|figure| self.figure(*figure).period).any(|other| meet(&other, &period)) {
            return None;
        }
        let what = whose(self.wording, &self.name(newest), metric);
        let title = say!(self.wording.language, "chart-finding-newest", "what" => what, "value" => self.value(newest),
            "when" => when(self.wording, &period));
        Some(Finding { title, focus: vec![] })
    }

    /// Up or down, of an amount or of a level: Korean has a word for each. The first place is the highest.
    fn way(&self, metric: MetricRef, before: Decimal, after: Decimal) -> &'static str {
        let up = (after > before) != (self.unit.kind == UnitKind::Rank);
        let kind = self.wording.catalog.metric(metric).kind;
        let is_amount = matches!(kind, MetricKind::Stock | MetricKind::Flow | MetricKind::Size);
        match (is_amount, up) {
            (true, true) => "up",
            (true, false) => "down",
            (false, true) => "level-up",
            (false, false) => "level-down",
        }
    }

    /// The newest period of which two lines or more have a figure, and what they say then.
    fn newest_of(&self, drawn: &[Drawn]) -> Option<Finding> {
        let periods = drawn.iter().flat_map(|one| &one.figures).map(|figure| self.figure(*figure).period);
        let at = |period: Period| -> Vec<FigureRef> {
            let of = |one: &Drawn| one.figures.iter().copied().find(|figure| self.figure(*figure).period == period);
            drawn.iter().filter_map(of).collect()
        };
        let shared = periods.map(|period| (period.last_day(), at(period).len(), period));
        let (.., newest) = shared.filter(|(_, count, _)| *count > 1).max_by_key(|(day, count, _)| (*day, *count))?;
        let mut sorted = at(newest);
        if !self.are_alike(&sorted) {
            return None;
        }
        sorted.sort_by_key(|figure| std::cmp::Reverse(self.figure(*figure).value));
        let finding = self.proportion(*sorted.first()?, *sorted.get(1)?)?;
        let when = when(self.wording, &newest);
        let title = say!(self.wording.language, "chart-finding-when", "finding" => finding, "when" => when);
        Some(Finding { title, focus: vec![] })
    }

    /// How many went up, or down, between two periods.
    fn slopes(&self, drawn: &[Drawn]) -> Option<Finding> {
        let language = self.wording.language;
        let pairs: Vec<(FigureRef, FigureRef)> =
            drawn.iter().filter_map(|one| Some((*one.figures.first()?, *one.figures.last()?))).collect();
        let all: Vec<FigureRef> = pairs.iter().flat_map(|(from, to)| [*from, *to]).collect();
        let metric = self.metric(&all)?;
        let better =
            if self.unit.kind == UnitKind::Rank { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater };
        let moved = |way: std::cmp::Ordering| {
            pairs.iter().filter(|(from, to)| self.figure(*to).value.cmp(&self.figure(*from).value) == way).count()
        };
        let (up, down) = (moved(better), moved(better.reverse()));
        let (count, way) = if up >= down { (up, Decimal::ONE) } else { (down, -Decimal::ONE) };
        let sign = if self.unit.kind == UnitKind::Rank { -way } else { way };
        let (first, last) = *pairs.first()?;
        let title = say!(language, "chart-finding-slopes", "measure" => self.wording.metric(metric),
            "way" => self.way(metric, Decimal::ZERO, sign), "count" => count, "of" => pairs.len(),
            "first" => self.wording.period(&self.figure(first).period),
            "last" => self.wording.period(&self.figure(last).period));
        Some(Finding { title, focus: vec![] })
    }

    /// Between what values sources differ about one thing.
    fn sources(&self, drawn: &[Drawn]) -> Option<Finding> {
        let all: Vec<FigureRef> = drawn.iter().flat_map(|one| one.figures.iter().copied()).collect();
        let first = self.figure(*all.first()?);
        shared(self.wording, &all, |figure| (figure.metric, figure.entity, figure.period))?;
        let values = || all.iter().map(|figure| rounded(self.figure(*figure).value));
        let (low, high) = (values().min()?, values().max()?);
        if low == high {
            return None;
        }
        let range = number::range(self.wording.language, Some(low), Some(high), self.unit)?;
        let what = whose(self.wording, &self.name(*all.first()?), first.metric);
        Some(Finding {
            title: say!(self.wording.language, "chart-finding-sources", "what" => what, "range" => range),
            focus: vec![],
        })
    }
}

/// Whether two periods have a day in common.
fn meet(one: &Period, other: &Period) -> bool {
    one.first_day() <= other.last_day() && other.first_day() <= one.last_day()
}

/// A name before or behind what is its own, as a language has it: "China’s", 중국의.
fn owner_in(wording: Wording<'_>, name: &str) -> String {
    match wording.language {
        crate::figure::Language::English => owner(name),
        crate::figure::Language::Korean => say!(wording.language, "chart-of", "name" => name),
    }
}

/// The figure of each row that its bar shows.
fn firsts(drawn: &[Drawn]) -> Vec<FigureRef> {
    drawn.iter().filter_map(|one| one.figures.first().copied()).collect()
}
