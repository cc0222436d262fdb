//! The measure that a few words mean beside the one that is spoken of.
//!
//! "And the budget?", 점유율은?, "in per cent": by themselves such words name many measures or none. In a conversation they name one of
//! those that have a figure of whom it is about, and of these the one that is most like the measure that was spoken of. What
//! another one comes close to is not taken.

use super::complete::Completing;
use super::frame::{Frame, last_of};
use super::{Kept, Turn};
use crate::figure::{EntityKind, EntityRef, MetricKind, MetricRef, UnitKind, UnitRef};
use crate::lang::Asked;
use crate::lang::concepts::{Bearing, Effect, GroupId, Lexicon, Meaning};
use crate::lang::lexicon::Role;
use crate::query::answering::Taken;
use crate::query::{Operation, Outcome, Reason};
use crate::read::interpret::Reading;
use crate::read::link::{Mask, positions};

/// So much less alike than the best one the next measure must be, where the words name both as well.
const APART: f32 = 0.8;

/// What is asked for in other terms ("in per cent", a word that only means the same as one of a name) has at least this much of its
/// names in common with what was spoken of.
const SAME_THING: f32 = 0.08;

/// Words name a measure that has at least this much of its names in common with what was spoken of.
const LEAST_ALIKE: f32 = 0.015;

/// How well words name a measure.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Fit {
    metric: MetricRef,
    /// How many of the words stand in its names, or mean the same as one of them.
    named: u32,
    /// How much of its names is in those of the measure that was spoken of.
    alike: f32,
}

impl Completing<'_> {
    /// The text as asking for another measure of whom the conversation is about, or of whom it names.
    pub(super) fn nearby(&self, frame: &Frame) -> Option<Turn> {
        let linked = self.linked;
        let asked = self.asked_words();
        let place = positions(asked).any(|position| self.asks_for_place(position));
        // "Which place in the world": the world is no competitor.
        let world = |entity: &EntityRef| place && self.catalog.entity(*entity).kind == EntityKind::World;
        let own: Vec<EntityRef> = self.exact.entities.iter().filter(|entity| !world(entity)).copied().collect();
        let entities = if own.is_empty() { &self.pointed_at(frame) } else { &own };
        // "Who was first" asks for somebody.
        let ranks = self.linked.with_role(Role::Most) | self.linked.with_role(Role::Least);
        if self.heard.who && (ranks != 0 || self.linked.nth.is_some()) {
            return None;
        }
        let blocked = linked.with_role(Role::Negation) | linked.places();
        if entities.is_empty() || blocked & !self.heard.consumed != 0 || self.heard.asks() {
            return None;
        }
        // Where a general phrase holds words of the packs, the words by themselves say less than they seem to.
        if asked == 0 || linked.passed_over && !place {
            return None;
        }
        let metric = self.nearest(frame, entities, asked)?;
        let reading = Reading {
            metrics: vec![metric],
            entities: entities.clone(),
            sources: self.exact.sources.clone(),
            subject: linked.all() & !self.shifting(),
            ..Reading::default()
        };
        let kept = Kept { entities: if own.is_empty() { entities.clone() } else { Vec::new() }, ..Kept::default() };
        // What is measured against the year before says so itself.
        let against = self.heard.years_on.is_some() && self.catalog.metric(metric).kind == MetricKind::Multiple;
        let own_periods = || if against { Vec::new() } else { linked.periods.clone() };
        // One time goes along; a course is asked for anew.
        let one = matches!(frame.periods.as_slice(), [Asked::Within(_)]);
        let kept_periods = (linked.periods.is_empty() && one && !against).then(|| frame.periods.clone());
        let ahead = frame.looks_ahead(self.catalog);
        let turns = [
            kept_periods.map(|periods| (periods, true, false)),
            ahead.then(|| (own_periods(), false, true)),
            Some((own_periods(), false, false)),
        ];
        let mut last = None;
        for (periods, taken_periods, outlook) in turns.into_iter().flatten() {
            let taken = Taken { operation: Operation::Lookup, outlook };
            let turn = self.asked(frame, &reading, taken, kept.clone(), periods, taken_periods);
            if turn.answer.outcome == Outcome::Answer {
                return Some(turn);
            }
            last = Some(turn);
        }
        // That there is none of that time is an answer too; another year would be none.
        last.filter(|turn| matches!(turn.answer.reason, Some(Reason::NoPeriod { .. })))
    }

    /// Whether words of the text name another measure than that of the conversation, which has them as bare keywords. `carriers` only
    /// hand over what is asked for.
    pub(super) fn speaks_of_another(&self, metric: MetricRef, carriers: Mask) -> bool {
        let strange = |position: usize| {
            let Some(word) = self.linked.word_at(position) else { return false };
            let of =
                |metric: usize| self.lore.vocabulary.metric_words.get(metric).is_some_and(|own| own.contains(&word));
            let others = (0..self.catalog.metrics().len()).filter(|other| *other != metric.index());
            !of(metric.index()) && !self.means_name_of(position, metric) && others.into_iter().any(of)
        };
        positions(self.asked_words() & !carriers).any(strange)
    }

    /// Whether there are words that may ask for another measure than the one that is spoken of.
    pub(super) fn asks_for_another(&self) -> bool {
        self.asked_words() & !self.acting() != 0
    }

    /// The words that ask for something: all but names, times, cues, and what only carries a sentence.
    fn asked_words(&self) -> Mask {
        let linked = self.linked;
        let names = self.named_things();
        let idle = linked.carrying(&[Role::Chatter, Role::Several, Role::Which]);
        // "List the countries": of which kind the things are.
        let kinds = if self.heard.asks() || self.does(self.exact).ranks { linked.with_role(Role::Kind) } else { 0 };
        let idle = idle | kinds;
        // "In dollars": what counts is asked for, though it may be a light word besides.
        let attached = linked.with_role(Role::Particle) | linked.with_role(Role::Ending);
        let idle = idle & !(linked.unit_words() & !attached);
        // The name of a thing names no measure, though the measure be called after it: "what about the B200".
        let things = linked.entities.iter().fold(0, |mask, named| mask | named.mask);
        let asked = linked.all() & !(names | things | idle | linked.periods_at() | self.heard.consumed);
        positions(asked).filter(|position| !self.is_light(*position)).fold(0, |mask, position| mask | 1 << position)
    }

    fn named_things(&self) -> Mask {
        let own = self.linked.entities.iter().filter(|named| self.exact.entities.contains(&named.what));
        let sources = self.linked.sources.iter().filter(|named| self.exact.sources.contains(&named.what));
        let names = own.fold(0, |mask, named| mask | named.mask);
        sources.fold(names, |mask, named| mask | named.mask)
    }

    /// A word that bears on nothing.
    fn is_light(&self, position: usize) -> bool {
        let meaning = self.linked.meaning_at(position, &self.lore.vocabulary);
        let light = meaning.is_some_and(|one| one.alone == Some(Bearing::Light) || one.effects.may_be_idle());
        light
            && self.linked.word_at(position).is_none()
            && !self.linked.is_typed_as_name(position)
            && self.linked.units_at(position).is_empty()
    }

    /// What asks for a course of things: it stays to be seen by whoever looks the measure up.
    fn shifting(&self) -> Mask {
        self.linked.with_role(Role::Trend)
    }

    /// The words that say what to do with figures, and so name a measure only beside others.
    fn acting(&self) -> Mask {
        let roles = [Role::Compare, Role::Ratio, Role::Trend, Role::Most, Role::Least, Role::Sum, Role::Outlook];
        let by_role = roles.iter().fold(0, |mask, role| mask | self.linked.with_role(*role));
        let counts =
            |unit: &UnitRef| matches!(self.catalog.unit(*unit).kind, UnitKind::Multiple | UnitKind::PercentagePoints);
        let acts =
            |position: &usize| self.linked.units_at(*position).iter().any(counts) || self.is_operation(*position);
        positions(self.linked.all()).filter(acts).fold(by_role, |mask, position| mask | 1 << position)
    }

    /// Whether all that a word means in everyday language is an operation on figures, other than a part of a whole.
    fn is_operation(&self, position: usize) -> bool {
        let bit = 1 << position;
        let acts = |meaning: &Meaning| {
            meaning.effects.is_only(Effect::Operation)
                && !meaning
                    .groups
                    .iter()
                    .any(|group| matches!(&*Lexicon::get().group(*group).id, "share" | "rate" | "index"))
        };
        self.linked.meaning_at(position, &self.lore.vocabulary).is_some_and(acts)
            || self.linked.ideas().any(|(mask, meaning)| mask & bit != 0 && mask != bit && acts(meaning))
    }

    /// Whom the text points at: all of whom it was asked, or with "it" and "that country" the one that was named last.
    pub(super) fn pointed_at(&self, frame: &Frame) -> Vec<EntityRef> {
        let several = frame.entities.len() > 1;
        match frame.named {
            Some(named) if self.heard.this && several => vec![named],
            _ if self.heard.them && several => {
                let world = |entity: &EntityRef| self.catalog.entity(*entity).kind == EntityKind::World;
                frame.entities.iter().copied().filter(|entity| !world(entity)).collect()
            }
            _ => frame.entities.clone(),
        }
    }

    /// Whom "it" means next: whom the text names last, unless it names them only beside what "it" is already.
    pub(super) fn named_last(&self, frame: &Frame) -> Option<EntityRef> {
        match self.heard.this {
            true => frame.named.or_else(|| last_of(self.catalog, &frame.entities)),
            false => last_of(self.catalog, &self.exact.entities).or(frame.named),
        }
    }

    fn nearest(&self, frame: &Frame, entities: &[EntityRef], asked: Mask) -> Option<MetricRef> {
        let catalog = self.catalog;
        let spoken = frame.spoken(catalog);
        let first = entities.first()?;
        let has = |metric: &MetricRef| entities.iter().all(|entity| !catalog.cell(*metric, *entity).is_empty());
        let fits = |metric: MetricRef| self.fit(metric, &spoken, asked);
        let mut fitting: Vec<Fit> = catalog.metrics_of(*first).iter().copied().filter(has).filter_map(fits).collect();
        if frame.denied {
            fitting.retain(|fit| !spoken.contains(&fit.metric));
        }
        // 인력은, after the shortage of it: the words are all of another's name, and a part of the name of what is spoken of.
        let whole = |metric: &MetricRef| self.is_whole_name(*metric, asked);
        let in_part = spoken.iter().any(|metric| fits(*metric).is_some()) && !spoken.iter().any(whole);
        if in_part && fitting.iter().any(|fit| whole(&fit.metric)) {
            fitting.retain(|fit| whole(&fit.metric));
        }
        let whole = in_part && fitting.iter().all(|fit| whole(&fit.metric));
        let own = spoken
            .iter()
            .filter(|_| !frame.denied && !whole)
            .filter_map(|metric| fits(*metric))
            .map(|fit| fit.named)
            .max();
        let most = fitting.iter().map(|fit| fit.named).max()?;
        // The measure that is spoken of is meant by its own words.
        if own.is_some_and(|own| own >= most) {
            return None;
        }
        fitting.retain(|fit| fit.named == most);
        fitting.sort_by(|one, other| other.alike.total_cmp(&one.alike).then(one.metric.cmp(&other.metric)));
        let (best, others) = fitting.split_first()?;
        let clear = others.first().is_none_or(|next| next.alike < APART * best.alike);
        clear.then_some(best.metric)
    }

    /// How well the words name a measure; none if they name it not, or say more than it is.
    fn fit(&self, metric: MetricRef, spoken: &[MetricRef], asked: Mask) -> Option<Fit> {
        let catalog = self.catalog;
        let (unit, kind) = (catalog.metric(metric).unit, catalog.metric(metric).kind);
        let percent = catalog.unit(unit).kind == UnitKind::Percent;
        let profile = self.lore.profile(metric);
        let acts = self.acting();
        let changes = self.linked.with_role(Role::Trend) & asked != 0;
        let (mut named, mut telling, mut loose, mut generic) = (0, false, false, false);
        for position in positions(asked) {
            let bit = 1 << position;
            let word = self.linked.word_at(position);
            let by_word = word.is_some_and(|word| self.is_word_of(metric, word));
            let in_name = by_word || self.means_name_of(position, metric);
            let beside = word.is_some_and(|word| profile.words.contains(&word));
            let counts = self.linked.units_at(position).contains(&unit) || percent && self.asks_for_share(position);
            if self.asks_for_place(position) {
                named += u32::from(kind == MetricKind::Rank);
                generic = true;
            } else if changes && (self.asks_for_share(position) || self.asks_for_points(position)) {
                // "By what per cent did it grow": of the measure itself.
                return None;
            } else if counts {
                named += 1;
                generic = true;
                telling |= in_name && self.linked.units_at(position).is_empty();
            } else if self.asks_for_share(position) {
                return None;
            } else if acts & bit != 0 {
                named += u32::from(in_name);
            } else if in_name {
                (named, telling, loose) = (named + 1, true, loose || !by_word);
            } else if !beside {
                return None;
            }
        }
        // What is asked for by its unit or place alone is the same thing in other terms.
        let alike = spoken.iter().map(|other| self.alike(metric, *other)).fold(0.0, f32::max);
        let least = if telling && !loose { LEAST_ALIKE } else { SAME_THING };
        let meant = (telling || generic) && alike >= least;
        (named > 0 && meant).then_some(Fit { metric, named, alike })
    }

    /// Whether the words are a name of the measure, apart from the word of its field.
    fn is_whole_name(&self, metric: MetricRef, asked: Mask) -> bool {
        let said: Vec<u32> = positions(asked).filter_map(|position| self.linked.word_at(position)).collect();
        let vocabulary = &self.lore.vocabulary;
        let own = self.lore.profile(metric).aliases.iter().filter_map(|alias| vocabulary.aliases.get(*alias as usize));
        let known = |word: &u32| said.contains(word) || self.lore.is_of_field(metric, *word);
        !said.is_empty()
            && own
                .into_iter()
                .any(|alias| alias.words.iter().all(known) && said.iter().all(|word| alias.words.contains(word)))
    }

    fn is_word_of(&self, metric: MetricRef, word: u32) -> bool {
        self.lore.vocabulary.metric_words.get(metric.index()).is_some_and(|own| own.contains(&word))
    }

    /// Whether a word means in everyday language what a word of the measure's names means.
    pub(super) fn means_name_of(&self, position: usize, metric: MetricRef) -> bool {
        let vocabulary = &self.lore.vocabulary;
        let Some(words) = vocabulary.metric_words.get(metric.index()) else { return false };
        let own: Vec<GroupId> =
            words.iter().flat_map(|word| vocabulary.meanings[*word as usize].groups.iter().copied()).collect();
        let bit = 1 << position;
        let mut ideas = self.linked.ideas().filter(|(mask, _)| mask & bit != 0).map(|(_, meaning)| meaning);
        ideas.any(|meaning| meaning.shares(&own))
            || self.linked.meaning_at(position, vocabulary).is_some_and(|meaning| meaning.shares(&own))
    }

    /// Whether the text has a place with its number: 1위.
    pub(super) fn asks_for_first(&self) -> bool {
        let counted = |position: usize| {
            let piece = &self.linked.pieces[position];
            let before = piece.start.checked_sub(1);
            let digit = |place: usize| self.linked.text.classes[place] == crate::lang::text::Class::Digit;
            digit(piece.start) || before.is_some_and(digit)
        };
        (0..self.linked.pieces.len()).any(|position| self.asks_for_place(position) && counted(position))
    }

    /// Whether a place in an order is asked for.
    pub(super) fn asks_for_a_place(&self) -> bool {
        (0..self.linked.pieces.len()).any(|position| self.asks_for_place(position))
    }

    fn asks_for_place(&self, position: usize) -> bool {
        let bit = 1 << position;
        // "Who is first" asks for somebody, not for a place.
        if self.linked.nth.is_some_and(|nth| nth.mask & bit != 0) {
            return false;
        }
        let rank = |unit: &UnitRef| self.catalog.unit(*unit).kind == UnitKind::Rank;
        let asks = |meaning: &Meaning| {
            meaning.groups.iter().any(|group| Lexicon::get().group(*group).asks_for.contains(&UnitKind::Rank))
        };
        self.linked.units_at(position).iter().any(rank)
            || self.linked.ideas().any(|(mask, meaning)| mask & bit != 0 && asks(meaning))
    }

    /// How much of the names of one measure stands in those of another, the telling words counting more.
    fn alike(&self, one: MetricRef, other: MetricRef) -> f32 {
        let words = |metric: MetricRef| self.lore.vocabulary.metric_words.get(metric.index());
        let (Some(one), Some(other)) = (words(one), words(other)) else { return 0.0 };
        let weight = |word: &u32| self.lore.weight(*word);
        let shared: f32 = one.intersection(other).map(weight).sum();
        let all: f32 = one.union(other).map(weight).sum();
        if all > 0.0 { shared / all } else { 0.0 }
    }
}
