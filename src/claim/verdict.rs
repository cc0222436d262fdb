//! Whether the figures bear out what a number says.
//!
//! Unknown is the default. "Matches" needs the figure's metric, entity, unit and period beside the number; "differs" needs
//! more: one figure that is meant, every word explained, and a value that no rounding explains.

use super::agree::{self, Agreement};
use super::context::{Context, Doubt, When};
use super::reader::Reader;
use crate::facts::Derived;
use crate::figure::{Decimal, EntityRef, Figure, FigureRef, MetricKind, MetricRef, Status, Unit, UnitKind};
use crate::lang::{Asked, Measure, Phrase};
use crate::pack::Catalog;

/// What came of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It says what the source says.
    Matches(Ground),
    /// The source says something else.
    Differs {
        /// What the source says.
        ground: Ground,
        /// How the slip may have come about.
        slip: Option<Slip>,
    },
    /// It was so, or was said so, and is no longer.
    Outdated {
        /// The figure that it repeats.
        was: FigureRef,
        /// The figure that counts now.
        now: FigureRef,
    },
    /// Nobody can tell from the packs.
    Unknown,
}

/// What a verdict rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Ground {
    /// A figure.
    Figure(FigureRef),
    /// A calculation over figures.
    Calculation(Derived),
}

/// How a wrong number may have come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Two neighbouring digits changed places.
    Swapped,
    /// It is so many powers of ten too large; negative: too small.
    PowersOfTen(i32),
    /// It is the value of another time.
    OtherTime(FigureRef),
    /// It is the value of somebody else whom the text names.
    OtherEntity(FigureRef),
}

/// What one cell says about a number.
pub(super) enum Cell {
    Match(FigureRef),
    Outdated {
        was: FigureRef,
        now: FigureRef,
    },
    /// It says an older figure that counts otherwise than the newest one.
    Unlike {
        was: FigureRef,
        now: FigureRef,
    },
    Off(FigureRef),
    /// It may be a rounding of this one; nobody can tell.
    Near(FigureRef),
    Unclear,
}

/// A value with fewer digits than this may agree by chance.
const TELLING_DIGITS: u32 = 3;
/// With fewer digits than this, a number is not held against several periods.
const LOOSE_DIGITS: u32 = 2;
/// Farther away than this many times, a count speaks of a part of the whole, or of something else.
const WITHIN_TIMES: u32 = 3;

pub(super) struct Judge<'a> {
    pub reader: &'a Reader<'a>,
    pub catalog: &'a Catalog,
}

impl Judge<'_> {
    /// The verdict on a number as a level: so many of something.
    pub fn level(&self, phrase: &Phrase, context: &Context) -> Verdict {
        if context.doubt == Doubt::Much {
            return Verdict::Unknown;
        }
        let telling = phrase.significant_digits() >= TELLING_DIGITS;
        if context.doubt == Doubt::Some && !telling {
            return Verdict::Unknown;
        }
        // "H100s and A100s": a name that the measure knows nothing of makes another claim of it.
        let family = self.family(&context.metrics);
        let is_stray = |entity: &EntityRef| family.iter().all(|metric| self.catalog.cell(*metric, *entity).is_empty());
        if context.entities.len() > 1 && context.entities.iter().any(is_stray) {
            return Verdict::Unknown;
        }
        let mut cells: Vec<(EntityRef, Cell)> = Vec::new();
        for entity in &context.entities {
            for metric in &context.metrics {
                let Some(factor) = self.factor(phrase, *metric, context) else { continue };
                // "Grew by 3,000" is no level, unless growth is what is measured.
                if context.by && self.catalog.metric(*metric).kind != MetricKind::Multiple {
                    continue;
                }
                if let Some(cell) = self.cell(phrase, context, *metric, *entity, factor) {
                    cells.push((*entity, cell));
                }
            }
        }
        let alone = context.entities.len() == 1;
        let ranked = phrase.measure == Measure::Rank;
        let mut matched: Vec<FigureRef> = Vec::new();
        let mut candidates = 0;
        let mut entities: Vec<EntityRef> = Vec::new();
        for (entity, cell) in &cells {
            candidates += 1;
            // Of several, the one that something is said of.
            let said_of =
                context.subject.is_none_or(|subject| subject == *entity || !context.entities.contains(&subject));
            let trusted = alone || (said_of && (telling || ranked));
            if let Cell::Match(figure) = cell
                && trusted
            {
                matched.push(*figure);
                if !entities.contains(entity) {
                    entities.push(*entity);
                }
            }
        }
        let preferred = matched.iter().min_by_key(|figure| {
            let item = self.catalog.figure(**figure);
            (item.status == Status::Rounded, !item.featured, std::cmp::Reverse(item.period), **figure)
        });
        if let Some(figure) = preferred {
            // Two entities with the same value: the text says of whom, but the reading does not.
            let sure = entities.len() == 1 || ranked;
            return if sure { Verdict::Matches(Ground::Figure(*figure)) } else { Verdict::Unknown };
        }
        if !alone || !context.one_metric || candidates != 1 {
            return Verdict::Unknown;
        }
        match cells.into_iter().next() {
            Some((_, Cell::Outdated { was, now })) if context.doubt == Doubt::None || telling => {
                Verdict::Outdated { was, now }
            }
            Some((_, Cell::Off(figure))) if context.doubt == Doubt::None => self.differs(phrase, context, figure),
            _ => Verdict::Unknown,
        }
    }

    fn differs(&self, phrase: &Phrase, context: &Context, figure_ref: FigureRef) -> Verdict {
        let figure = self.catalog.figure(figure_ref);
        let Some(factor) = self.factor(phrase, figure.metric, context) else { return Verdict::Unknown };
        let claimed = phrase.value().and_then(|value| value.checked_mul(factor));
        let slip = self.slip(phrase, context, figure_ref, factor);
        let kind = self.catalog.unit_of(figure.metric).kind;
        let whole = matches!(kind, UnitKind::Count | UnitKind::Currency);
        let near = claimed.is_none_or(|claimed| {
            let (small, large) = (claimed.abs().min(figure.value.abs()), claimed.abs().max(figure.value.abs()));
            small.saturating_mul(WITHIN_TIMES.into()) >= large
        });
        if whole && !near && slip.is_none() {
            return Verdict::Unknown;
        }
        Verdict::Differs { ground: Ground::Figure(figure_ref), slip }
    }

    /// How a number may have come about instead of a figure's value.
    pub(super) fn slip(
        &self,
        phrase: &Phrase,
        context: &Context,
        figure_ref: FigureRef,
        factor: Decimal,
    ) -> Option<Slip> {
        let figure = self.catalog.figure(figure_ref);
        let claimed = phrase.value().and_then(|value| value.checked_mul(factor))?;
        let of_digits = slip(claimed, figure.value);
        if of_digits.is_some() || phrase.significant_digits() < LOOSE_DIGITS {
            return of_digits;
        }
        let said = |entity: EntityRef| self.said_of(phrase, self.catalog.cell(figure.metric, entity), factor);
        let others = context.speakers.iter().map(|(entity, _)| *entity).filter(|entity| *entity != figure.entity);
        said(figure.entity).map(Slip::OtherTime).or_else(|| others.filter_map(said).next().map(Slip::OtherEntity))
    }

    /// The first of some figures that a number says.
    pub(super) fn said_of(&self, phrase: &Phrase, figures: &[FigureRef], factor: Decimal) -> Option<FigureRef> {
        let says = |figure: &&FigureRef| self.agrees(phrase, self.catalog.figure(**figure), factor) == Agreement::Equal;
        figures.iter().find(says).copied()
    }

    /// What a cell says; none if it has nothing to say about the period.
    pub(super) fn cell(
        &self,
        phrase: &Phrase,
        context: &Context,
        metric: MetricRef,
        entity: EntityRef,
        factor: Decimal,
    ) -> Option<Cell> {
        let all = self.catalog.cell(metric, entity);
        let eligible: Vec<FigureRef> =
            all.iter().copied().filter(|figure| self.is_eligible(*figure, context)).collect();
        let live: Vec<FigureRef> =
            eligible.iter().copied().filter(|figure| self.catalog.superseded_by(*figure).is_empty()).collect();
        let exact: Vec<FigureRef> =
            live.iter().copied().filter(|figure| self.catalog.figure(*figure).status != Status::Rounded).collect();
        let base = if exact.is_empty() { &live } else { &exact };
        let newest = self.newest(base);
        let agrees = |figure: &FigureRef| self.agrees(phrase, self.catalog.figure(*figure), factor);
        let equal = |figures: &[FigureRef]| figures.iter().copied().find(|figure| agrees(figure) == Agreement::Equal);
        let headline = |asked: Option<Asked>| {
            let rounded: Vec<FigureRef> = live
                .iter()
                .copied()
                .filter(|figure| {
                    let figure = self.catalog.figure(*figure);
                    figure.status == Status::Rounded && asked.is_none_or(|asked| self.admits(asked, figure))
                })
                .collect();
            equal(&rounded)
        };
        let replaced = || {
            let old: Vec<FigureRef> =
                eligible.iter().copied().filter(|figure| !self.catalog.superseded_by(*figure).is_empty()).collect();
            let was = equal(&old)?;
            let now = *self.catalog.superseded_by(was).first()?;
            Some(Cell::Outdated { was, now })
        };
        let judge = |figures: &[FigureRef]| {
            if figures.iter().all(|figure| agrees(figure) == Agreement::Off) {
                figures.last().map_or(Cell::Unclear, |_| Cell::Off(self.first(figures)))
            } else {
                figures.last().map_or(Cell::Unclear, |_| Cell::Near(self.first(figures)))
            }
        };
        match context.when {
            When::At(asked) => {
                let within: Vec<FigureRef> =
                    base.iter().copied().filter(|figure| self.admits(asked, self.catalog.figure(*figure))).collect();
                if let Some(figure) = equal(&within).or_else(|| headline(Some(asked))) {
                    return Some(Cell::Match(figure));
                }
                if let Some(replaced) = replaced() {
                    return Some(replaced);
                }
                if within.is_empty() { None } else { Some(judge(&within)) }
            }
            When::Newest => {
                if let Some(figure) = equal(&newest).or_else(|| headline(None)) {
                    return Some(Cell::Match(figure));
                }
                let older: Vec<FigureRef> = base.iter().copied().filter(|figure| !newest.contains(figure)).collect();
                if let (Some(was), Some(_)) = (equal(&older), newest.first()) {
                    let now = self.first(&newest);
                    return Some(if self.is_one_series(was, now) {
                        Cell::Outdated { was, now }
                    } else {
                        Cell::Unlike { was, now }
                    });
                }
                if let Some(replaced) = replaced() {
                    return Some(replaced);
                }
                if newest.is_empty() {
                    return None;
                }
                let possible = older.iter().any(|figure| agrees(figure) != Agreement::Off);
                Some(if possible { Cell::Near(self.first(&newest)) } else { judge(&newest) })
            }
            When::Open | When::Told(_) | When::Carried(_) => {
                let within: Vec<FigureRef> = match context.when {
                    When::Told(asked) | When::Carried(asked) => {
                        base.iter().copied().filter(|figure| self.admits(asked, self.catalog.figure(*figure))).collect()
                    }
                    _ => base.clone(),
                };
                // Of many periods one agrees with a round number by chance.
                let round = phrase.significant_digits() < LOOSE_DIGITS;
                let carried = context.when != When::Open;
                if let Some(figure) = equal(&within).filter(|_| carried || !round) {
                    return Some(Cell::Match(figure));
                }
                if round {
                    let figures = if carried && !within.is_empty() { &within } else { &newest };
                    return Some(figures.first().map_or(Cell::Unclear, |_| Cell::Near(self.first(figures))));
                }
                // "In 2023 India lost 0.76, Korea 0.36": the value of another time is not what the sentence says.
                if matches!(context.when, When::Told(_)) && !within.is_empty() {
                    let possible =
                        equal(&newest).is_some() || base.iter().any(|figure| agrees(figure) != Agreement::Off);
                    return Some(if possible { Cell::Near(self.first(&within)) } else { judge(&within) });
                }
                if let Some(figure) = equal(&newest).or_else(|| headline(None)) {
                    return Some(Cell::Match(figure));
                }
                if base.is_empty() {
                    return None;
                }
                Some(if base.iter().any(|figure| agrees(figure) != Agreement::Off) {
                    Cell::Near(self.first(&newest))
                } else {
                    judge(&newest)
                })
            }
        }
    }

    /// Whether two figures count the same: one publisher's, or of one scope. Otherwise the newer does not replace the older.
    fn is_one_series(&self, was: FigureRef, now: FigureRef) -> bool {
        let (was, now) = (self.catalog.figure(was), self.catalog.figure(now));
        let publisher = |figure: &Figure| &self.catalog.source(figure.source).publisher;
        publisher(was) == publisher(now) || was.scope.is_empty() || now.scope.is_empty() || was.scope == now.scope
    }

    fn agrees(&self, phrase: &Phrase, figure: &Figure, factor: Decimal) -> Agreement {
        if phrase.measure == Measure::Part
            && let Some(claimed) = phrase.value()
            && let Some(value) = figure.value.checked_div(factor)
        {
            return agree::part(claimed, value, phrase.hedge);
        }
        agree::with_figure(phrase, figure, factor)
    }

    /// What speaks of the future is held against plans and forecasts, everything else against the rest.
    fn is_eligible(&self, figure: FigureRef, context: &Context) -> bool {
        let status = self.catalog.figure(figure).status;
        match status {
            // "Korea got 260,000" is not borne out by an announcement, unless that is what is spoken of.
            Status::Announced => context.ahead || context.metrics.len() == 1,
            _ => status.is_outlook() == context.ahead,
        }
    }

    /// Whether a figure speaks of a period. A flow is of exactly that time: a quarter is no year.
    pub fn admits(&self, asked: Asked, figure: &Figure) -> bool {
        let kind = self.catalog.metric(figure.metric).kind;
        if let (MetricKind::Multiple, Asked::Within(within)) = (kind, asked) {
            // A change is said of the time at which it ends.
            let last = figure.period.last_day();
            return within.first_day() <= last && last <= within.last_day() || within.contains(&figure.period);
        }
        if let (MetricKind::Flow, Asked::Within(within)) = (kind, asked) {
            return within.first_day() == figure.period.first_day() && within.last_day() == figure.period.last_day();
        }
        asked.admits(&figure.period)
    }

    /// The figures of the newest time. Of a flow, only spans as long as the newest one count at all.
    pub fn newest(&self, figures: &[FigureRef]) -> Vec<FigureRef> {
        let Some(last) = figures.iter().max_by_key(|figure| self.catalog.figure(**figure).period) else {
            return Vec::new();
        };
        let last = self.catalog.figure(*last);
        let flow = self.catalog.metric(last.metric).kind == MetricKind::Flow;
        let same_time = |figure: &Figure| {
            let (a, b) = (&figure.period, &last.period);
            if flow { a == b } else { a.contains(b) || b.contains(a) }
        };
        figures.iter().copied().filter(|figure| same_time(self.catalog.figure(*figure))).collect()
    }

    /// The one to name.
    fn first(&self, figures: &[FigureRef]) -> FigureRef {
        let order = |figure: &&FigureRef| {
            let item = self.catalog.figure(**figure);
            (item.status == Status::Rounded, !item.featured, **figure)
        };
        figures.iter().min_by_key(order).copied().unwrap_or(FigureRef(u32::MAX))
    }

    /// What turns the phrase's number into the metric's unit; none if they are unlike.
    pub fn factor(&self, phrase: &Phrase, metric: MetricRef, context: &Context) -> Option<Decimal> {
        let unit_ref = self.catalog.metric(metric).unit;
        let unit = self.catalog.unit(unit_ref);
        let counted = context.counted.is_empty() || context.counted.contains(&unit_ref);
        let fits = match (&phrase.measure, unit.kind) {
            (Measure::Percent, UnitKind::Percent)
            | (Measure::PercentagePoints, UnitKind::PercentagePoints)
            | (Measure::Times | Measure::Part, UnitKind::Multiple)
            | (Measure::Rank, UnitKind::Rank) => true,
            (Measure::Part, UnitKind::Percent) => return Some(Decimal::ONE_HUNDRED),
            // 개 counts anything but people.
            (Measure::Unit(word), UnitKind::Count) if &**word == "개" => &*unit.counter_ko != "명" && counted,
            (Measure::Unit(word), _) => self.reader.units().named(word).contains(&unit_ref) && counted,
            // "159 rainy days"
            (Measure::Bare, _) if context.counted.contains(&unit_ref) => true,
            (Measure::Bare, UnitKind::Count | UnitKind::Score) => counted,
            (Measure::Bare, UnitKind::Physical) => counted && is_of_the_packs(unit),
            _ => false,
        };
        fits.then_some(Decimal::ONE)
    }
}

/// Units that no general table has stand rarely behind a number (`10.26 per 100,000 people`).
fn is_of_the_packs(unit: &Unit) -> bool {
    unit.id.contains("per-")
}

/// How a wrong number may have come about.
fn slip(claimed: Decimal, value: Decimal) -> Option<Slip> {
    if claimed.is_zero() || value.is_zero() {
        return None;
    }
    let mut ratio = claimed.checked_div(value)?;
    let mut powers = 0;
    while ratio >= Decimal::TEN && powers < 6 {
        ratio /= Decimal::TEN;
        powers += 1;
    }
    while ratio < Decimal::ONE && powers > -6 {
        ratio *= Decimal::TEN;
        powers -= 1;
    }
    if ratio.normalize() == Decimal::ONE && powers != 0 {
        return Some(Slip::PowersOfTen(powers));
    }
    let digits = |number: Decimal| number.normalize().mantissa().unsigned_abs().to_string().into_bytes();
    let (a, b) = (digits(claimed), digits(value));
    let scales = claimed.normalize().scale() == value.normalize().scale();
    let unlike: Vec<usize> = (0..a.len().min(b.len())).filter(|place| a[*place] != b[*place]).collect();
    match unlike.as_slice() {
        [first, second] if a.len() == b.len() && scales && second - first == 1 => {
            (a[*first] == b[*second] && a[*second] == b[*first]).then_some(Slip::Swapped)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_pointed_out() {
        let check = |claimed: &str, value: &str| slip(claimed.parse().unwrap(), value.parse().unwrap());
        assert_eq!(check("1691", "1961"), Some(Slip::Swapped));
        assert_eq!(check("19610", "1961"), Some(Slip::PowersOfTen(1)));
        assert_eq!(check("776000000", "7760000000"), Some(Slip::PowersOfTen(-1)));
        assert_eq!(check("1971", "1961"), None);
        assert_eq!(check("35.2", "53.2"), Some(Slip::Swapped));
        assert_eq!(check("0", "1961"), None);
    }
}
