//! Which metrics a question may mean, and what speaks for and against each.

use super::evidence::{Evidence, Name};
use super::model::Model;
use super::profile::Profiles;
use crate::facts::lookup::Filter;
use crate::figure::{EntityRef, MetricRef};
use crate::lang::lexicon::Role;
use crate::pack::Catalog;
use crate::read::interpret::{self, Reading, Sharing};
use crate::read::link::{Linked, Mask, Named, positions};
use crate::read::segment::Kind;
use crate::read::vocabulary::Vocabulary;

/// A metric that may be meant, the reading of the question that follows from it, and what speaks for and against it.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub metric: MetricRef,
    pub reading: Reading,
    /// The words that stay unexplained whatever they mean.
    pub left: Mask,
    /// Of these, those that would have to be explained: no clause that asks nothing, and no word that may mean nothing.
    telling: Mask,
    /// The same with words that may mean nothing.
    asked: Mask,
    /// The words that names, concepts or the definition of the metric explain.
    explained: Mask,
    pub evidence: Evidence,
    /// The weighted sum of the evidence; larger is better.
    pub score: f32,
}

impl Candidate {
    /// The words that the metric explains.
    pub fn explained(&self) -> Mask {
        self.explained
    }
}

/// What a question is weighed against.
#[derive(Clone, Copy)]
pub(crate) struct Weigher<'a> {
    pub catalog: &'a Catalog,
    pub vocabulary: &'a Vocabulary,
    pub profiles: &'a Profiles,
    pub model: &'a Model,
}

/// This many metrics are weighed: those nearest by the pieces of their words.
const MAX_NEAR: usize = 24;
/// An entity with more metrics than this says little about which of them is meant.
const MAX_OF_ENTITY: usize = 40;
/// A concept or word that more metrics than this have says little.
const MAX_OF_WORD: usize = 40;

impl Weigher<'_> {
    /// The candidates for a question, best first. `exact` is the reading by known words alone.
    pub fn weigh(&self, linked: &Linked, exact: &Reading, filter: &Filter) -> Vec<Candidate> {
        let mut near = vec![0.0f32; self.catalog.metrics().len()];
        let most = self.nearness(linked, exact, &mut near);
        let nearest = near.iter().copied().fold(0.0f32, f32::max);
        let mut candidates: Vec<Candidate> = Vec::new();
        for metric in self.metrics(linked, exact, &near) {
            let close = if most > 0.0 { near[metric.index()] / most } else { 0.0 };
            let part = if nearest > 0.0 { near[metric.index()] / nearest } else { 0.0 };
            if let Some(candidate) = self.candidate(metric, linked, exact, filter, close, part) {
                candidates.push(candidate);
            }
        }
        self.beside(linked, &mut candidates);
        candidates.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.metric.cmp(&other.metric)));
        candidates
    }

    /// Tells words that are left over and that another candidate explains from those that nobody explains, and scores again.
    fn beside(&self, linked: &Linked, candidates: &mut [Candidate]) {
        let has_figures = |one: &Candidate| {
            let met =
                [Name::Cell, Name::OnlyEntity, Name::ManyEntities].iter().any(|name| one.evidence.get(*name) > 0.0);
            met && one.evidence.get(Name::NameFound) >= NAMED_ENOUGH
        };
        let all: Vec<(MetricRef, Mask, bool)> =
            candidates.iter().map(|one| (one.metric, one.explained, has_figures(one))).collect();
        let whole = |one: &&Candidate| one.evidence.get(Name::NameWhole) > 0.0;
        let wholes: Vec<(MetricRef, Mask)> =
            candidates.iter().filter(whole).map(|one| (one.metric, one.explained)).collect();
        for candidate in candidates {
            let broader = |metric: MetricRef| self.catalog.metric(metric).broader;
            let related =
                |other: MetricRef| broader(other) == Some(candidate.metric) || broader(candidate.metric) == Some(other);
            let others =
                all.iter().filter(|(other, _, figures)| *figures && *other != candidate.metric && !related(*other));
            let elsewhere = others.fold(0, |mask, (_, explained, _)| mask | explained);
            // "AI workers per 100,000": the whole name of a measure stands there, and what it measures is left over.
            let named = wholes.iter().filter(|(other, _)| *other != candidate.metric && !related(*other));
            let named = named.fold(0, |mask, (_, name)| mask | name);
            // Of two measures that are compared neither is passed over.
            let compares = linked.with_role(Role::Compare) != 0;
            let is_whole = candidate.evidence.get(Name::NameWhole) > 0.0 && !compares;
            if !is_whole && candidate.asked & named != 0 {
                candidate.evidence.mark(Name::LeftNamed, true);
            }
            let mut sum = |mask: Mask, name: Name| {
                let weights = positions(mask).map(|position| self.weight_at(linked, position));
                candidate.evidence.set(name, weights.sum::<f32>().min(4.0));
            };
            sum(candidate.asked & elsewhere, Name::LeftElsewhere);
            sum(candidate.telling & !elsewhere, Name::LeftNowhere);
            sum(candidate.explained & !elsewhere, Name::ExplainedAlone);
            candidate.score = self.model.rank(&candidate.evidence);
        }
    }

    /// How telling the word at a place is.
    pub(super) fn weight_at(&self, linked: &Linked, position: usize) -> f32 {
        match (linked.word_at(position), linked.meaning_at(position, self.vocabulary)) {
            (Some(word), _) => 0.2 + self.profiles.weight(word),
            (None, Some(meaning)) if meaning.effects.may_be_idle() => 0.5,
            _ => 1.0,
        }
    }

    /// How near each metric's text is to the words that are no names, periods or general words.
    pub(super) fn nearness(&self, linked: &Linked, exact: &Reading, near: &mut [f32]) -> f32 {
        let names = self.entity_mask(linked, &exact.entities);
        let mut most = 0.0;
        for (position, piece) in linked.pieces.iter().enumerate() {
            let bit = 1 << position;
            let word = matches!(piece.kind, Kind::Unknown | Kind::Everyday(_)) || linked.word_at(position).is_some();
            if word
                && names & bit == 0
                && (linked.with_role(Role::Padding) & bit == 0 || linked.word_at(position).is_some())
            {
                most += self.profiles.add_near(&linked.text, piece.start, piece.end, near);
            }
        }
        most
    }

    fn metrics(&self, linked: &Linked, exact: &Reading, near: &[f32]) -> Vec<MetricRef> {
        let mut metrics: Vec<MetricRef> = Vec::new();
        let mut add = |metric: MetricRef| {
            if !metrics.contains(&metric) {
                metrics.push(metric);
            }
        };
        exact.metrics.iter().chain(&exact.rivals).copied().for_each(&mut add);
        linked.metrics.iter().chain(&linked.shorter).map(|named| named.what).for_each(&mut add);
        let mut order: Vec<usize> = (0..near.len()).filter(|metric| near[*metric] > 0.0).collect();
        order.sort_by(|one, other| near[*other].total_cmp(&near[*one]).then(one.cmp(other)));
        order.into_iter().take(MAX_NEAR).for_each(|metric| add(metric.into()));
        for position in 0..linked.pieces.len() {
            if let Some(word) = linked.word_at(position) {
                let users = self.profiles.of_word(word);
                users.iter().take(if users.len() > MAX_OF_WORD { 0 } else { MAX_OF_WORD }).copied().for_each(&mut add);
            }
            if let Some(meaning) = linked.meaning_at(position, self.vocabulary) {
                for group in &meaning.groups {
                    let users = self.profiles.of_group(*group);
                    users
                        .iter()
                        .take(if users.len() > MAX_OF_WORD { 0 } else { MAX_OF_WORD })
                        .copied()
                        .for_each(&mut add);
                }
            }
        }
        for group in linked.ideas().flat_map(|(_, meaning)| meaning.groups.iter()) {
            let users = self.profiles.of_group(*group);
            users.iter().take(if users.len() > MAX_OF_WORD { 0 } else { MAX_OF_WORD }).copied().for_each(&mut add);
        }
        for entity in &exact.entities {
            let of_entity = self.catalog.metrics_of(*entity);
            if of_entity.len() <= MAX_OF_ENTITY {
                of_entity.iter().copied().for_each(&mut add);
            }
        }
        metrics
    }

    fn candidate(
        &self,
        metric: MetricRef,
        linked: &Linked,
        exact: &Reading,
        filter: &Filter,
        near: f32,
        nearest_part: f32,
    ) -> Option<Candidate> {
        let name = self.best_name(metric, linked);
        let named = Named { what: metric, mask: name.exact, weak: false };
        let mut best: Option<Candidate> = None;
        let shares = linked.entities.iter().any(|entity| entity.mask & name.exact != 0);
        for sharing in [Sharing::None, Sharing::Some].into_iter().take(if shares { 2 } else { 1 }) {
            let (_, mut reading) = interpret::with_metric(linked, self.catalog, self.vocabulary, Some(&named), sharing);
            let mut evidence = Evidence::default();
            self.set_aside(metric, linked, &mut reading, filter, &mut evidence);
            evidence.set(Name::NameFound, name.found);
            evidence.set(Name::NameExact, name.word_by_word);
            evidence.mark(Name::NameWhole, name.word_by_word >= 0.999);
            evidence.set(Name::NameLacks, (name.lacks as f32).min(4.0) / 4.0);
            evidence.set(Name::NameLacksActs, name.lacks_acts);
            evidence.set(Name::Near, near);
            evidence.set(Name::NearestPart, nearest_part);
            let exactly = if exact.metrics.contains(&metric) { 1.0 } else { 0.0 };
            evidence.set(Name::ReadExactly, if exact.rivals.contains(&metric) { 0.5 } else { exactly });
            self.own_numbers(metric, linked, &mut reading);
            self.cells(metric, linked, &reading, filter, &mut evidence);
            let (explained, left) = self.words(metric, linked, &reading, name.concept, &mut evidence);
            self.form(metric, linked, &reading, &mut evidence);
            let score = self.model.rank(&evidence);
            if best.as_ref().is_none_or(|known| score > known.score) {
                best = Some(Candidate {
                    metric,
                    reading,
                    left: left.all,
                    telling: left.telling,
                    asked: left.asked,
                    explained,
                    evidence,
                    score,
                });
            }
        }
        best
    }

    pub(super) fn entity_mask(&self, linked: &Linked, entities: &[EntityRef]) -> Mask {
        linked.entities.iter().filter(|named| entities.contains(&named.what)).fold(0, |mask, named| mask | named.mask)
    }
}

/// A candidate of whose name the question has this part explains words on its own account.
const NAMED_ENOUGH: f32 = 0.4;
/// A word whose pieces stand in a metric's text to this part is one of its words in another form.
pub(super) const SHARED_PIECES: f32 = 0.7;
