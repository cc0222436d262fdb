//! The cells that a number may speak of, with what speaks for and against each.

use rust_decimal::prelude::ToPrimitive;

use super::evidence::{Evidence, Name};
use super::words::Paragraph;
use super::{Candidate, Kind};
use crate::claim::context::{Context, Doubt, Reading, Standing, When};
use crate::claim::verdict::{Cell, Judge, Slip};
use crate::figure::{Decimal, EntityKind, EntityRef, FigureRef, MetricKind, MetricRef, UnitKind, UnitRef};
use crate::lang::{Amount, Hedge, Measure, Phrase};

/// More candidates than this are not weighed: those that agree come first, then those whose words are near.
const MOST: usize = 16;
/// Words that have less of a metric's name do not name it.
const LEAST_NAME: f32 = 0.35;
/// Who is not named is looked for in the figures of this many metrics, and in so many figures of each.
const METRICS_UNNAMED: usize = 24;
const FIGURES_UNNAMED: usize = 400;
/// Nothing is so many times as large; so often something happens.
const LEAST_OCCASIONS: u32 = 1_000;
/// More numbers of a sentence are not looked at.
const MOST_BESIDE: usize = 32;

/// How an entity that may be meant comes to be it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Named(Standing),
    NobodyElse,
    World,
    WholeOfAll,
    NotNamed,
}

/// A cell, how it comes to be meant, and what turns the number into its unit.
#[derive(Clone, Copy)]
struct Of {
    metric: MetricRef,
    entity: EntityRef,
    who: Who,
    factor: Decimal,
}

impl Judge<'_> {
    /// The cells that a phrase may speak of.
    pub fn candidates(
        &self,
        phrase: &Phrase,
        context: &Context,
        reading: &Reading<'_>,
        words: &Paragraph<'_>,
    ) -> Vec<Candidate> {
        // What is denied or said of a place that no pack knows is not judged, however well the number agrees.
        if context.marks.negated || context.marks.places {
            return Vec::new();
        }
        let Some(segment) = reading.segment_of(phrase) else { return Vec::new() };
        let beside = self.units_beside(phrase, reading.phrases_of(context.sentence));
        let unit = |metric: MetricRef| self.loose_factor(phrase, metric, context, &beside);
        let mut spoken = context.metrics.clone();
        for metric in words.nearest(segment, context.sentence).into_iter().chain(self.family(&context.metrics)) {
            if !spoken.contains(&metric) {
                spoken.push(metric);
            }
        }
        let spoken = &spoken;
        let other_time = Context { ahead: !context.ahead, ..context.clone() };
        let mut found: Vec<(usize, Candidate)> = Vec::new();
        let mut put = |metric: MetricRef, entity: EntityRef, who: Who, (factor, loose): (Decimal, bool)| {
            if found.iter().any(|(_, known)| (known.metric, known.entity) == (metric, entity)) {
                return;
            }
            let factor = self.turned(phrase, context, metric, entity, factor);
            let cell = Of { metric, entity, who, factor };
            let Some(mut candidate) = self.looked_up(phrase, context, &other_time, cell) else { return };
            let place = spoken.iter().position(|near| *near == metric).unwrap_or(spoken.len());
            // What is supposed, wished or asked is held against plans only.
            let plan = candidate.evidence.get(Name::Plan) > 0.0;
            if context.marks.supposes && !plan {
                return;
            }
            // A number beside a name that has such figures is not about somebody who is not named.
            let rivals = candidate.evidence.get(Name::Rivals) > 0.0;
            let unsaid = candidate.kind == Kind::Differs && who != Who::WholeOfAll;
            if matches!(who, Who::NotNamed | Who::WholeOfAll) && (unsaid || rivals) {
                return;
            }
            // Nor does it differ from the figure of somebody elsewhere, if the one beside it has none.
            let stray = candidate.evidence.get(Name::Stray) > 0.0 && candidate.kind == Kind::Differs;
            let at_hand =
                matches!(who, Who::Named(Standing::Paired | Standing::Only | Standing::Nearest | Standing::Beside));
            if stray && !at_hand {
                return;
            }
            candidate.evidence.mark(Name::PlanSupposed, context.marks.supposes);
            candidate.evidence.mark(Name::UnitLoose, loose);
            candidate.evidence.mark(Name::UnitBeside, beside.contains(&self.catalog.metric(metric).unit));
            candidate.evidence.mark(Name::Counted, context.counted.contains(&self.catalog.metric(metric).unit));
            found.push((place, candidate));
        };
        for (entity, standing) in &context.speakers {
            for metric in self.catalog.metrics_of(*entity) {
                let Some(factor) = unit(*metric) else { continue };
                let near = spoken.contains(metric) || self.is_near(phrase, *metric, *entity, factor.0);
                if near {
                    put(*metric, *entity, Who::Named(*standing), factor);
                }
            }
        }
        for metric in spoken.iter().take(METRICS_UNNAMED) {
            let Some(factor) = unit(*metric) else { continue };
            let figures = self.catalog.figures_of_metric(*metric);
            let figures = &figures[..figures.len().min(FIGURES_UNNAMED)];
            let mut entities: Vec<EntityRef> = Vec::new();
            for figure in figures {
                let entity = self.catalog.figure(*figure).entity;
                if !entities.contains(&entity) {
                    entities.push(entity);
                }
            }
            let alone = entities.len() == 1;
            let whole = self.whole_of(&entities);
            for entity in entities {
                let world = self.catalog.entity(entity).kind == EntityKind::World;
                let who = match (alone, world) {
                    (true, _) => Who::NobodyElse,
                    (false, true) => Who::World,
                    (false, false) if whole == Some(entity) => Who::WholeOfAll,
                    (false, false) => Who::NotNamed,
                };
                if who != Who::NotNamed || self.is_near(phrase, *metric, entity, factor.0) {
                    put(*metric, entity, who, factor);
                }
            }
        }
        found.sort_by_key(|(place, candidate)| (candidate.kind == Kind::Differs, *place));
        found.truncate(MOST);
        let agreeing = found.iter().filter(|(_, candidate)| candidate.kind != Kind::Differs).count();
        let mut candidates: Vec<Candidate> = found.into_iter().map(|(_, candidate)| candidate).collect();
        candidates.retain_mut(|candidate| {
            let others = agreeing.saturating_sub(usize::from(candidate.kind != Kind::Differs));
            candidate.evidence.set(Name::Chance, (others as f32).ln_1p());
            words.take(candidate.metric, segment, context.sentence, reading, &mut candidate.evidence);
            // A value that is not the newest, or not the figure's at all, says nothing by itself: the words must name the metric.
            // By how much something changed is no level, unless the words beside it name what is measured.
            let level = !context.by || candidate.evidence.own_name_found() >= LEAST_NAME;
            // Two digits agree with something by chance.
            let telling = [Name::DigitsThree, Name::DigitsFour].iter().any(|name| candidate.evidence.get(*name) > 0.0);
            let named = candidate.evidence.name_found() >= LEAST_NAME;
            level && (named || candidate.kind == Kind::Matches && telling)
        });
        let found: Vec<(MetricRef, f32)> =
            candidates.iter().map(|candidate| (candidate.metric, candidate.evidence.name_found())).collect();
        for candidate in &mut candidates {
            let others = found.iter().filter(|(metric, _)| *metric != candidate.metric).map(|(_, found)| *found);
            let lead = candidate.evidence.name_found() - others.fold(0.0, f32::max);
            candidate.evidence.conclude(lead);
        }
        candidates
    }

    /// The one of several that all others are parts of.
    fn whole_of(&self, entities: &[EntityRef]) -> Option<EntityRef> {
        let (first, others) = entities.split_first()?;
        let within = |part: EntityRef, whole: EntityRef| part == whole || self.catalog.is_within(part, whole);
        let whole = others.iter().fold(*first, |whole, other| if within(whole, *other) { *other } else { whole });
        entities.iter().all(|entity| within(*entity, whole)).then_some(whole)
    }

    /// The units in which other numbers of the sentence are counted.
    fn units_beside(&self, phrase: &Phrase, all: &[Phrase]) -> Vec<UnitRef> {
        let mut units: Vec<UnitRef> = Vec::new();
        for other in all.iter().take(MOST_BESIDE).filter(|other| other.folded != phrase.folded) {
            match &other.measure {
                Measure::Unit(word) => units.extend(self.reader.units().named(word)),
                Measure::Percent => {
                    let is_percent = |unit: &usize| self.catalog.units()[*unit].kind == UnitKind::Percent;
                    units.extend((0..self.catalog.units().len()).filter(is_percent).map(UnitRef::from));
                }
                _ => {}
            }
        }
        units
    }

    /// What turns the number into the metric's unit, and whether the text counts otherwise: GPUs called chips, a number without a
    /// unit beside one that has it, so many for each ten thousand.
    fn loose_factor(
        &self,
        phrase: &Phrase,
        metric: MetricRef,
        context: &Context,
        beside: &[UnitRef],
    ) -> Option<(Decimal, bool)> {
        if let Some(factor) = self.factor(phrase, metric, context) {
            return Some((factor, false));
        }
        let unit_ref = self.catalog.metric(metric).unit;
        let unit = self.catalog.unit(unit_ref);
        let fits = match &phrase.measure {
            Measure::Bare => unit.kind == UnitKind::Count || unit.id.contains("per-") || beside.contains(&unit_ref),
            Measure::Unit(word) => {
                let named = self.reader.units().named(word);
                // 대, 면 and 번 count many things, and are units of few.
                let syllable = word.chars().count() == 1 && word.starts_with(|c| matches!(c, '가'..='힣'));
                let counter = if named.is_empty() { syllable } else { named.iter().all(|unit| self.is_count(*unit)) };
                named.contains(&unit_ref) || unit.id.contains("per-") || unit.kind == UnitKind::Count && counter
            }
            // "Walked in 254 million times" is no multiple.
            Measure::Times => unit.kind == UnitKind::Count && phrase.value() >= Some(Decimal::from(LEAST_OCCASIONS)),
            _ => false,
        };
        fits.then_some((Decimal::ONE, true))
    }

    fn is_count(&self, unit: UnitRef) -> bool {
        self.catalog.unit(unit).kind == UnitKind::Count
    }

    /// A value below zero that the text says in words ("lost 0.36") is written without its sign.
    fn turned(
        &self,
        phrase: &Phrase,
        context: &Context,
        metric: MetricRef,
        entity: EntityRef,
        factor: Decimal,
    ) -> Decimal {
        let below = |figure: &FigureRef| self.catalog.figure(*figure).value.is_sign_negative();
        let written = phrase.value().is_some_and(|value| value.is_sign_positive());
        let cell = self.catalog.cell(metric, entity);
        if !written || context.up || !cell.iter().any(below) || self.said_of(phrase, cell, factor).is_some() {
            return factor;
        }
        let turned = cell.iter().all(below) || self.said_of(phrase, cell, -factor).is_some();
        if turned { -factor } else { factor }
    }

    /// Whether any figure of a cell is about as large as the number.
    fn is_near(&self, phrase: &Phrase, metric: MetricRef, entity: EntityRef, factor: Decimal) -> bool {
        if phrase.measure == Measure::Part {
            return true;
        }
        let number =
            |value: Decimal| value.checked_mul(factor).and_then(|value| value.to_f64()).unwrap_or(f64::MAX).abs();
        let (low, high) = match phrase.amount {
            Amount::One(value) => (number(value), number(value)),
            Amount::Between(low, high) => (number(low), number(high)),
        };
        let step = number(phrase.coarse) / 2.0;
        let (down, up) = match phrase.hedge {
            Hedge::Over => (0.9, 2.05),
            Hedge::Under => (0.45, 1.1),
            Hedge::Plain => (1.0, 1.0),
            Hedge::About | Hedge::Nearly | Hedge::From => (0.85, 1.15),
        };
        let range = (low - step).min(low * down)..=(high + step).max(high * up);
        self.catalog.cell(metric, entity).iter().any(|figure| range.contains(&self.reader.value(*figure)))
    }

    /// What a cell says of a number, with the evidence that is not of words; none if it says nothing.
    fn looked_up(&self, phrase: &Phrase, context: &Context, other_time: &Context, of: Of) -> Option<Candidate> {
        let mut unlike = false;
        let cell = self.cell(phrase, context, of.metric, of.entity, of.factor).or_else(|| {
            unlike = true;
            self.cell(phrase, other_time, of.metric, of.entity, of.factor)
        })?;
        let Of { metric, entity, .. } = of;
        let (kind, figure, now) = match cell {
            Cell::Match(figure) => (Kind::Matches, figure, None),
            Cell::Outdated { was, now } | Cell::Unlike { was, now } => (Kind::Outdated, was, Some(now)),
            Cell::Off(figure) | Cell::Near(figure) => (Kind::Differs, figure, None),
            Cell::Unclear => return None,
        };
        let mut evidence = Evidence::default();
        evidence.mark(Name::Unsure, matches!(cell, Cell::Near(_)));
        evidence.mark(Name::OtherSeries, matches!(cell, Cell::Unlike { .. }));
        evidence.mark(Name::SignTurned, of.factor.is_sign_negative());
        self.of_number(phrase, context, of, (kind, figure), &mut evidence);
        self.of_name(phrase, context, of, &mut evidence);
        self.of_neighbours(context, figure, &mut evidence);
        evidence.mark(Name::StatusUnlike, unlike);
        let item = self.catalog.figure(figure);
        evidence.mark(Name::Plan, item.status.is_outlook());
        evidence.mark(Name::Featured, item.featured);
        evidence.mark(Name::TimeBeside, matches!(context.when, When::At(_)));
        evidence.mark(Name::TimeTold, matches!(context.when, When::Told(_)));
        evidence.mark(Name::TimeCarried, matches!(context.when, When::Carried(_)));
        evidence.mark(Name::TimeNone, context.when == When::Newest);
        evidence.mark(Name::TimeOpen, context.when == When::Open);
        evidence.mark(Name::Today, context.marks.today);
        evidence.mark(Name::OfKnownWords, context.metrics.contains(&metric));
        evidence.mark(Name::OneMetric, context.one_metric && context.metrics.contains(&metric));
        evidence.mark(Name::By, context.by);
        evidence.mark(Name::Yearly, context.yearly);
        evidence.mark(Name::Negated, context.marks.negated);
        evidence.mark(Name::Supposes, context.marks.supposes);
        evidence.mark(Name::Extra, context.marks.extra);
        evidence.mark(Name::Places, context.marks.places);
        evidence.mark(Name::DoubtSome, context.doubt == Doubt::Some);
        evidence.mark(Name::DoubtMuch, context.doubt == Doubt::Much);
        let kind_of = self.catalog.metric(metric).kind;
        evidence.mark(Name::IsOrder, matches!(kind_of, MetricKind::Rank | MetricKind::Multiple));
        Some(Candidate { kind, figure, now, metric, entity, factor: of.factor, evidence })
    }

    /// What the number itself says for a figure.
    fn of_number(
        &self,
        phrase: &Phrase,
        context: &Context,
        of: Of,
        (kind, figure): (Kind, FigureRef),
        evidence: &mut Evidence,
    ) {
        let Of { metric, entity, factor, .. } = of;
        evidence.mark(Name::Outdated, kind == Kind::Outdated);
        let digits = phrase.significant_digits();
        evidence.mark(Name::DigitsTwo, digits == 2);
        evidence.mark(Name::DigitsThree, digits == 3);
        evidence.mark(Name::DigitsFour, digits > 3);
        evidence.mark(Name::Hedged, phrase.hedge != Hedge::Plain);
        let unit = self.catalog.metric(metric).unit;
        let own = matches!(&phrase.measure, Measure::Unit(word) if self.reader.units().named(word).contains(&unit))
            || matches!(phrase.measure, Measure::Percent | Measure::PercentagePoints);
        evidence.mark(Name::UnitNamed, own);
        evidence.mark(Name::UnitBare, phrase.measure == Measure::Bare);
        evidence.mark(Name::OtherForm, matches!(phrase.measure, Measure::Part | Measure::Times | Measure::Rank));
        if kind != Kind::Differs {
            let exact = Phrase { hedge: Hedge::Plain, ..phrase.clone() };
            evidence.mark(Name::Loose, self.said_of(&exact, &[figure], factor).is_none());
            return;
        }
        let slip = self.slip(phrase, context, figure, factor);
        evidence.mark(Name::SlipSwapped, slip == Some(Slip::Swapped));
        evidence.mark(Name::SlipPower, matches!(slip, Some(Slip::PowersOfTen(_))));
        evidence.mark(Name::OtherYear, matches!(slip, Some(Slip::OtherTime(_))));
        let is_said = |other: EntityRef| self.said_of(phrase, self.catalog.cell(metric, other), factor).is_some();
        evidence.mark(Name::OtherEntity, context.speakers.iter().any(|(other, _)| *other != entity && is_said(*other)));
        let claimed = phrase.value().and_then(|value| value.checked_mul(factor));
        if let Some(claimed) = claimed {
            self.of_distance(claimed.abs(), figure, evidence);
        }
    }

    /// How the name of whom a cell is about stands to the number.
    fn of_name(&self, phrase: &Phrase, context: &Context, of: Of, evidence: &mut Evidence) {
        let Of { metric, entity, who, .. } = of;
        let name = match who {
            Who::Named(Standing::Paired) => Name::Paired,
            Who::Named(Standing::Only) => Name::NamedOnly,
            Who::Named(Standing::Nearest) => Name::NamedNearest,
            Who::Named(Standing::Beside) => Name::NamedBeside,
            Who::Named(Standing::Told) => Name::NamedTold,
            Who::Named(Standing::Sentence) => Name::NamedInSentence,
            Who::Named(Standing::Later) => Name::NamedLater,
            Who::Named(Standing::Earlier) => Name::NamedEarlier,
            Who::NobodyElse => Name::NobodyElse,
            Who::World => Name::World,
            Who::WholeOfAll => Name::WholeOfAll,
            Who::NotNamed => Name::NotNamed,
        };
        evidence.mark(name, true);
        let within = |other: EntityRef| self.catalog.is_within(entity, other) || self.catalog.is_within(other, entity);
        let named = matches!(who, Who::Named(_));
        evidence.mark(Name::WithinNamed, !named && context.speakers.iter().any(|(other, _)| within(*other)));
        evidence.mark(Name::Subject, context.subject == Some(entity));
        let beside = context.speakers.iter().filter(|(other, standing)| {
            let near = matches!(standing, Standing::Only | Standing::Nearest | Standing::Beside)
                || !named && *standing == Standing::Told;
            *other != entity && near && !within(*other)
        });
        let (mut stray, mut rivals) = (false, false);
        for (other, _) in beside {
            let has = !self.catalog.cell(metric, *other).is_empty();
            stray |= !has;
            rivals |= has;
        }
        evidence.mark(Name::Stray, stray);
        evidence.mark(Name::Rivals, rivals && phrase.measure != Measure::Rank);
    }
}
