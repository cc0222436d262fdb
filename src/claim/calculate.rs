//! Ratios, growth and differences that a text states, checked by calculating them from figures.
//!
//! Where a source published the ratio itself, that figure counts first. A calculation never contradicts a text unless the two
//! figures that it is over are told by the text.

use super::agree::{self, Agreement};
use super::context::{Context, Doubt, When};
use super::verdict::{Ground, Judge, Verdict};
use crate::facts::{Derived, DerivedKind};
use crate::figure::{Decimal, EntityRef, Figure, FigureRef, MetricRef, Period, Status, UnitKind};
use crate::lang::{Asked, Measure, Phrase};

/// With fewer digits, one of many possible pairs agrees by chance.
const TELLING_DIGITS: u32 = 2;

impl Judge<'_> {
    /// The verdict on a number as a calculation; `beside` are figures that the same sentence repeats rightly.
    pub fn calculation(&self, phrase: &Phrase, context: &Context, beside: &[FigureRef]) -> Verdict {
        if context.doubt == Doubt::Much || context.yearly {
            return Verdict::Unknown;
        }
        if let Some(figure) = self.published(phrase, context) {
            return Verdict::Matches(Ground::Figure(figure));
        }
        let set_against =
            |object: EntityRef| context.entities.iter().chain(&context.around).any(|entity| *entity != object);
        if matches!(phrase.measure, Measure::Times | Measure::Part)
            && !context.by
            && let Some(object) = context.object.filter(|object| set_against(*object))
        {
            return self.ratio(phrase, context, object);
        }
        self.change(phrase, context, beside)
    }

    /// A published ratio or change over figures of the cells that the text speaks of.
    fn published(&self, phrase: &Phrase, context: &Context) -> Option<FigureRef> {
        if context.doubt != Doubt::None && phrase.significant_digits() < TELLING_DIGITS {
            return None;
        }
        let family = self.family(&context.metrics);
        let scope: Vec<EntityRef> = context.entities.iter().chain(&context.around).copied().collect();
        let mut found: Vec<FigureRef> = Vec::new();
        for metric in &family {
            for entity in &context.entities {
                for input in self.catalog.cell(*metric, *entity) {
                    for figure in self.reader.calculated_from(*input) {
                        if !found.contains(figure) && self.is_over(*figure, &family, &scope, context) {
                            found.push(*figure);
                        }
                    }
                }
            }
        }
        let fitting = found.into_iter().filter(|figure| {
            let item = self.catalog.figure(*figure);
            let kind = self.catalog.unit_of(item.metric).kind;
            let like = match phrase.measure {
                Measure::Times | Measure::Part => kind == UnitKind::Multiple,
                Measure::Percent => kind == UnitKind::Percent,
                Measure::PercentagePoints => kind == UnitKind::PercentagePoints,
                _ => false,
            };
            let agreement = match (&phrase.measure, phrase.value()) {
                (Measure::Part, Some(value)) => agree::part(value, item.value, phrase.hedge),
                _ => agree::with_figure(phrase, item, Decimal::ONE),
            };
            like && agreement == Agreement::Equal
        });
        fitting.min_by_key(|figure| (self.catalog.figure(*figure).status == Status::Rounded, *figure))
    }

    /// Whether all that a published calculation is over is spoken of.
    fn is_over(&self, figure: FigureRef, family: &[MetricRef], scope: &[EntityRef], context: &Context) -> bool {
        let item = self.catalog.figure(figure);
        let over: Vec<_> = item.inputs.iter().map(|input| self.catalog.figure(*input)).collect();
        let two = over.iter().any(|input| over.first().is_some_and(|first| first.entity != input.entity));
        // A ratio between two may be of what one bought and the other holds; a change is of one thing.
        let metrics = if two { family } else { context.metrics.as_slice() };
        let inside = over.iter().all(|input| metrics.contains(&input.metric) && scope.contains(&input.entity));
        // A ratio between two is said of both; one of them is the subject, and the figure's own entity is that one.
        let directed = !two || context.object.is_some_and(|object| object != item.entity);
        let timed = match context.when {
            When::At(asked) if !two => self.spans(asked, item) || self.admits(asked, item) || context.periods.len() > 1,
            _ => true,
        };
        let ahead = item.status.is_outlook() == context.ahead;
        inside && directed && timed && ahead && self.catalog.superseded_by(figure).is_empty()
    }

    /// Whether a span of time that was named is that of a change.
    fn spans(&self, asked: Asked, item: &Figure) -> bool {
        let Asked::Between(span) = asked else { return false };
        let years = |period: &Period| (period.start().year(), period.end().unwrap_or(period.start()).year());
        years(&span) == years(&item.period)
    }

    /// The metrics that stand under the same broad ones.
    pub(super) fn family(&self, metrics: &[MetricRef]) -> Vec<MetricRef> {
        let mut family: Vec<MetricRef> = Vec::new();
        for metric in metrics {
            let broader = self.catalog.metric(*metric).broader;
            let leaves = broader.map_or(&[][..], |broad| self.catalog.narrower(broad));
            for leaf in [metric].into_iter().chain(leaves) {
                if !family.contains(leaf) {
                    family.push(*leaf);
                }
            }
        }
        family
    }

    /// So many times as much as another has.
    fn ratio(&self, phrase: &Phrase, context: &Context, object: EntityRef) -> Verdict {
        let subjects: Vec<EntityRef> =
            context.entities.iter().chain(&context.around).copied().filter(|entity| *entity != object).collect();
        let family = self.family(&context.metrics);
        let mut combinations: Vec<(Agreement, Derived, Period)> = Vec::new();
        let mut turned = false;
        for subject in &subjects {
            let own = self.at_the_time(&context.metrics, &family, *subject, context);
            let others = self.at_the_time(&context.metrics, &family, object, context);
            for (a, b) in own.iter().flat_map(|a| others.iter().map(move |b| (*a, *b))) {
                let (first, second) = (self.catalog.figure(a), self.catalog.figure(b));
                // Values of unlike times are not set against each other.
                let together = first.period.contains(&second.period) || second.period.contains(&first.period);
                let ratio =
                    self.reader.engine().beside(a, b).into_iter().find(|derived| derived.kind == DerivedKind::Ratio);
                let (Some(derived), true) = (ratio, together) else { continue };
                let Some(value) = first.value.checked_div(second.value) else { continue };
                // The same number the other way round: the text turned it, or the reading did.
                turned |= Decimal::ONE
                    .checked_div(value)
                    .is_some_and(|inverse| says_ratio(phrase, inverse) != Agreement::Off);
                combinations.push((says_ratio(phrase, value), derived, first.period.max(second.period)));
            }
        }
        // Where no time is named, the newest counts.
        let newest = combinations.iter().map(|(_, _, period)| period.last_day()).max();
        let timed = matches!(context.when, When::At(_) | When::Told(_) | When::Carried(_));
        let is_current = |period: &Period| timed || Some(period.last_day()) == newest;
        let telling =
            phrase.significant_digits() >= TELLING_DIGITS || phrase.measure == Measure::Part || combinations.len() == 1;
        let equal =
            combinations.iter().find(|(agreement, _, period)| *agreement == Agreement::Equal && is_current(period));
        if let Some((_, derived, _)) = equal {
            let sure = telling && (context.doubt == Doubt::None || phrase.significant_digits() > TELLING_DIGITS);
            return if sure { Verdict::Matches(Ground::Calculation(derived.clone())) } else { Verdict::Unknown };
        }
        let off = combinations.iter().all(|(agreement, _, _)| *agreement == Agreement::Off);
        let clear =
            context.doubt == Doubt::None && context.one_metric && subjects.len() == 1 && !turned && !context.ahead;
        let mut current = combinations.iter().filter(|(_, _, period)| is_current(period));
        match (current.next(), current.next()) {
            (Some((_, derived, _)), None) if off && clear => {
                Verdict::Differs { ground: Ground::Calculation(derived.clone()), slip: None }
            }
            _ => Verdict::Unknown,
        }
    }

    /// The figures of an entity for the time that is named, or of all times: of the metrics that were named, or else of
    /// their family.
    fn at_the_time(
        &self,
        metrics: &[MetricRef],
        family: &[MetricRef],
        entity: EntityRef,
        context: &Context,
    ) -> Vec<FigureRef> {
        for pool in [metrics, family] {
            let mut found = Vec::new();
            for metric in pool {
                let observed: Vec<FigureRef> = self.observed(*metric, entity);
                let asked = match context.when {
                    When::At(asked) | When::Told(asked) | When::Carried(asked) => Some(asked),
                    _ => None,
                };
                let within: Vec<FigureRef> = match asked {
                    Some(asked) => observed
                        .iter()
                        .copied()
                        .filter(|figure| self.admits(asked, self.catalog.figure(*figure)))
                        .collect(),
                    None => observed,
                };
                found.extend(within);
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn observed(&self, metric: MetricRef, entity: EntityRef) -> Vec<FigureRef> {
        let counts = |figure: &FigureRef| {
            let item = self.catalog.figure(*figure);
            !item.status.is_outlook()
                && item.status != Status::Rounded
                && self.catalog.superseded_by(*figure).is_empty()
        };
        self.catalog.cell(metric, entity).iter().copied().filter(counts).collect()
    }

    /// So much more or less than before, of one entity.
    fn change(&self, phrase: &Phrase, context: &Context, beside: &[FigureRef]) -> Verdict {
        let [entity] = context.entities.as_slice() else { return Verdict::Unknown };
        let kind = match phrase.measure {
            Measure::Times => DerivedKind::Ratio,
            Measure::Percent => DerivedKind::Change,
            Measure::PercentagePoints | Measure::Unit(_) | Measure::Bare => DerivedKind::Difference,
            Measure::Part | Measure::Rank => return Verdict::Unknown,
        };
        // Which way it went must be said, and said clearly.
        if context.up == context.down || context.ahead {
            return Verdict::Unknown;
        }
        let mut possible: Vec<(Agreement, Derived)> = Vec::new();
        let mut told = false;
        for metric in &context.metrics {
            let unit = self.catalog.unit_of(*metric);
            let fits = match kind {
                DerivedKind::Ratio | DerivedKind::Change => {
                    !matches!(unit.kind, UnitKind::Percent | UnitKind::Rank | UnitKind::Date)
                }
                _ if phrase.measure == Measure::PercentagePoints => unit.kind == UnitKind::Percent,
                _ => self.factor(phrase, *metric, context).is_some(),
            };
            if !fits {
                continue;
            }
            let (pairs, are_told) = self.pairs(*metric, *entity, context, beside);
            told |= are_told;
            for (older, newer) in pairs {
                possible.extend(self.changed(phrase, context, kind, older, newer));
            }
        }
        let equal = possible.iter().find(|(agreement, _)| *agreement == Agreement::Equal);
        if let Some((_, derived)) = equal {
            let telling = told || phrase.significant_digits() >= TELLING_DIGITS;
            let sure =
                telling && (context.doubt == Doubt::None || (told && phrase.significant_digits() >= TELLING_DIGITS));
            return if sure { Verdict::Matches(Ground::Calculation(derived.clone())) } else { Verdict::Unknown };
        }
        match possible.as_slice() {
            [(Agreement::Off, derived)] if told && context.doubt == Doubt::None && context.one_metric => {
                Verdict::Differs { ground: Ground::Calculation(derived.clone()), slip: None }
            }
            _ => Verdict::Unknown,
        }
    }

    /// What the text would have to say of two figures, and whether it does.
    fn changed(
        &self,
        phrase: &Phrase,
        context: &Context,
        kind: DerivedKind,
        older: FigureRef,
        newer: FigureRef,
    ) -> Option<(Agreement, Derived)> {
        let (a, b) = (self.catalog.figure(older), self.catalog.figure(newer));
        let rose = b.value > a.value;
        if rose != context.up {
            return None;
        }
        let all = if kind == DerivedKind::Ratio {
            self.reader.engine().beside(newer, older)
        } else {
            self.reader.engine().over_time(older, newer)
        };
        let derived = all.into_iter().find(|derived| derived.kind == kind)?;
        let value = derived.value.abs();
        Some((agree::with_value(phrase, value, Decimal::ONE), derived))
    }

    /// Older and newer figures that a change may be over, and whether the text tells which.
    fn pairs(
        &self,
        metric: MetricRef,
        entity: EntityRef,
        context: &Context,
        beside: &[FigureRef],
    ) -> (Vec<(FigureRef, FigureRef)>, bool) {
        let observed = self.observed(metric, entity);
        let period = |figure: &FigureRef| self.catalog.figure(*figure).period;
        let mut said: Vec<FigureRef> = observed.iter().copied().filter(|figure| beside.contains(figure)).collect();
        said.sort_by_key(period);
        if let [older, newer] = said.as_slice() {
            return (vec![(*older, *newer)], true);
        }
        let at = |asked: &Asked| -> Vec<FigureRef> {
            observed.iter().copied().filter(|figure| self.admits(*asked, self.catalog.figure(*figure))).collect()
        };
        let ends: Vec<Asked> = match context.periods.as_slice() {
            // From one year to another.
            [Asked::Between(span)] => {
                let end = span.end().unwrap_or(span.start());
                [span.start(), end].map(|date| Asked::Within(Period::at(date))).to_vec()
            }
            periods => periods.to_vec(),
        };
        if let [first, second] = ends.as_slice()
            && let ([a], [b]) = (at(first).as_slice(), at(second).as_slice())
        {
            let (older, newer) = if period(a) <= period(b) { (*a, *b) } else { (*b, *a) };
            return (vec![(older, newer)], true);
        }
        let newest = match (said.as_slice(), context.when) {
            ([one], _) => vec![*one],
            (_, When::At(asked)) => at(&asked),
            _ => self.newest(&observed),
        };
        let mut pairs = Vec::new();
        for newer in &newest {
            for older in observed.iter().filter(|older| period(older) < period(newer)) {
                pairs.push((*older, *newer));
            }
        }
        (pairs, false)
    }
}

/// How a phrase stands to a ratio.
fn says_ratio(phrase: &Phrase, ratio: Decimal) -> Agreement {
    match (&phrase.measure, phrase.value()) {
        (Measure::Part, Some(claimed)) => agree::part(claimed, ratio, phrase.hedge),
        _ => agree::with_value(phrase, ratio, Decimal::ONE),
    }
}
