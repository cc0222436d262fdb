//! Which metrics a question may mean, and what speaks for and against each.

use super::evidence::{Evidence, Name};
use super::model::Model;
use super::profile::Profiles;
use crate::facts::lookup::{self, Filter, Missing};
use crate::figure::{EntityRef, MetricKind, MetricRef};
use crate::lang::concepts::{Effect, GroupId, Lexicon, Meaning};
use crate::lang::lexicon::Role;
use crate::lang::text::Class;
use crate::pack::Catalog;
use crate::read::interpret::{self, Reading, Sharing, leaves};
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
    pub evidence: Evidence,
    /// The weighted sum of the evidence; larger is better.
    pub score: f32,
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
        candidates.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.metric.cmp(&other.metric)));
        candidates
    }

    /// How near each metric's text is to the words that are no names, periods or general words.
    fn nearness(&self, linked: &Linked, exact: &Reading, near: &mut [f32]) -> f32 {
        let names = self.entity_mask(linked, &exact.entities);
        let mut most = 0.0;
        for (position, piece) in linked.pieces.iter().enumerate() {
            let bit = 1 << position;
            let word = matches!(piece.kind, Kind::Unknown | Kind::Everyday(_))
                || linked.word_at(position).is_some();
            if word && names & bit == 0 && (linked.with_role(Role::Padding) & bit == 0 || linked.word_at(position).is_some()) {
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
                    users.iter().take(if users.len() > MAX_OF_WORD { 0 } else { MAX_OF_WORD }).copied().for_each(&mut add);
                }
            }
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
            let (_, reading) = interpret::with_metric(linked, self.catalog, self.vocabulary, Some(&named), sharing);
            let mut evidence = Evidence::default();
            evidence.set(Name::NameFound, name.found);
            evidence.set(Name::NameExact, name.word_by_word);
            evidence.mark(Name::NameWhole, name.word_by_word >= 0.999);
            evidence.set(Name::NameLacks, (name.lacks as f32).min(4.0) / 4.0);
            evidence.set(Name::Near, near);
            evidence.set(Name::NearestPart, nearest_part);
            let exactly = if exact.metrics.contains(&metric) { 1.0 } else { 0.0 };
            evidence.set(Name::ReadExactly, if exact.rivals.contains(&metric) { 0.5 } else { exactly });
            let left = self.words(metric, linked, &reading, name.concept, &mut evidence);
            self.cells(metric, linked, &reading, filter, &mut evidence);
            let score = self.model.rank(&evidence);
            if best.as_ref().is_none_or(|known| score > known.score) {
                best = Some(Candidate { metric, reading, left, evidence, score });
            }
        }
        best
    }

    /// Which of a metric's names the question has most of.
    fn best_name(&self, metric: MetricRef, linked: &Linked) -> Found {
        let mut best = Found::default();
        for number in &self.profiles.of(metric).aliases {
            let alias = &self.vocabulary.aliases[*number as usize];
            let mut found = Found::default();
            let (mut all, mut exact, mut concept) = (0.0, 0.0, 0.0);
            for word in &alias.words {
                let weight = 0.2 + self.profiles.weight(*word);
                all += weight;
                if let Some(mask) = linked.anywhere(&[*word]) {
                    exact += weight;
                    found.exact |= mask;
                    continue;
                }
                let meaning = &self.vocabulary.meanings[*word as usize];
                let mask = if meaning.groups.is_empty() { 0 } else { self.same_concept(linked, meaning) };
                if mask == 0 {
                    found.lacks += 1;
                } else {
                    concept += weight;
                    found.concept |= mask;
                }
            }
            found.word_by_word = exact / all;
            found.found = (exact + CONCEPT_FOR_WORD * concept) / all;
            found.all = all;
            let better = |known: &Found| (found.found, found.all) > (known.found, known.all);
            if better(&best) {
                best = found;
            }
        }
        best
    }

    /// The words of the question that share a concept with a word.
    fn same_concept(&self, linked: &Linked, meaning: &Meaning) -> Mask {
        (0..linked.pieces.len())
            .filter(|position| {
                linked.meaning_at(*position, self.vocabulary).is_some_and(|other| tells(meaning, other))
            })
            .fold(0, |mask, position| mask | 1 << position)
    }

    /// Which of the question's words the metric explains, and what is left over. Returns what is left.
    fn words(
        &self,
        metric: MetricRef,
        linked: &Linked,
        reading: &Reading,
        by_name: Mask,
        evidence: &mut Evidence,
    ) -> Mask {
        let lexicon = Lexicon::get();
        let profile = self.profiles.of(metric);
        let entities = self.entity_mask(linked, &reading.entities);
        let (mut all, mut name, mut concept, mut definition) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
        let mut left = 0;
        let mut clash = false;
        let open = reading.unexplained;
        for (position, piece) in linked.pieces.iter().enumerate() {
            let bit = 1 << position;
            if entities & bit != 0 || matches!(piece.kind, Kind::Period(_) | Kind::Ending) {
                continue;
            }
            let word = linked.word_at(position);
            let meaning = linked.meaning_at(position, self.vocabulary);
            let own = word.is_some_and(|word| profile.words.contains(&word));
            if open & bit == 0 && !own {
                // A general word: it explains nothing and is not left over.
                continue;
            }
            let weight = match (word, meaning) {
                (Some(word), _) => 0.2 + self.profiles.weight(word),
                (None, Some(meaning)) if meaning.effects.may_be_idle() => 0.5,
                _ => 1.0,
            };
            all += weight;
            if own {
                name += weight;
                continue;
            }
            let same = by_name & bit != 0
                || meaning.is_some_and(|meaning| shared_concept(lexicon, meaning, &profile.groups));
            if same {
                concept += weight;
                continue;
            }
            let shared = self.profiles.shared(metric, &linked.text, piece.start, piece.end);
            let in_definition = meaning.is_some_and(|meaning| shared_concept(lexicon, meaning, &profile.more_groups));
            if in_definition || shared >= SHARED_PIECES {
                definition += weight;
                if shared >= SHARED_PIECES {
                    continue;
                }
            }
            left |= bit;
            clash |= meaning.is_some_and(|meaning| lexicon.clash(&meaning.groups, &profile.groups));
            let (kind, amount) = self.kind_of(linked, position, weight);
            evidence.add(kind, if in_definition { amount / 2.0 } else { amount });
        }
        let part = |explained: f32| if all > 0.0 { explained / all } else { 0.0 };
        evidence.set(Name::ExplainedByName, part(name));
        evidence.set(Name::ExplainedByConcept, part(concept));
        evidence.set(Name::ExplainedByDefinition, part(definition));
        evidence.set(Name::LeftNumbers, (linked.numbers() & !reading.subject).count_ones() as f32);
        evidence.mark(Name::LeftAny, left != 0);
        evidence.mark(Name::Clash, clash);
        left
    }

    /// Of which kind a word is that is left over, and how much of it.
    fn kind_of(&self, linked: &Linked, position: usize, weight: f32) -> (Name, f32) {
        let piece = &linked.pieces[position];
        let meaning = linked.meaning_at(position, self.vocabulary);
        let classes = &linked.text.classes[piece.start..piece.end];
        if linked.places() & (1 << position) != 0 {
            return (Name::LeftNames, 1.0);
        }
        if classes.contains(&Class::Digit) {
            return (Name::LeftModels, 1.0);
        }
        if linked.word_at(position).is_some() {
            return (Name::LeftPackWords, weight);
        }
        match meaning {
            Some(meaning) if meaning.effects.has(Effect::Qualify) => (Name::LeftQualifiers, 1.0),
            Some(meaning) if meaning.effects.has(Effect::Name) => (Name::LeftNames, 1.0),
            Some(meaning) if meaning.effects.may_be_idle() => (Name::LeftMaybe, 1.0),
            Some(_) => (Name::LeftConcepts, 1.0),
            None if linked.is_typed_as_name(position) => (Name::LeftNames, 1.0),
            None => (Name::LeftUnknown, 1.0),
        }
    }

    /// Whether there are figures for what was asked.
    fn cells(&self, metric: MetricRef, linked: &Linked, reading: &Reading, filter: &Filter, evidence: &mut Evidence) {
        let catalog = self.catalog;
        let below = leaves(catalog, metric);
        let asked = Filter {
            asked: match linked.periods.as_slice() {
                [one] => Some(*one),
                _ => None,
            },
            sources: filter.sources.iter().chain(&reading.sources).copied().collect(),
            ..filter.clone()
        };
        let with_cell = |entity: EntityRef| below.iter().copied().filter(move |leaf| !catalog.cell(*leaf, entity).is_empty());
        let entities: Vec<EntityRef> = if reading.entities.is_empty() {
            let mut all: Vec<EntityRef> = below
                .iter()
                .flat_map(|leaf| catalog.figures_of_metric(*leaf))
                .map(|figure| catalog.figure(*figure).entity)
                .collect();
            all.dedup();
            evidence.mark(Name::OnlyEntity, all.len() == 1);
            evidence.mark(Name::ManyEntities, all.len() > 1);
            all.truncate(MAX_LOOKED_UP);
            all
        } else {
            let whole = reading.entities.iter().all(|entity| with_cell(*entity).next().is_some());
            evidence.mark(Name::Cell, whole);
            evidence.mark(Name::NoCell, !whole);
            reading.entities.clone()
        };
        let (mut met, mut period_missed, mut source_missed, mut featured, mut planned) = (0, 0, 0, false, false);
        let mut several = false;
        for entity in &entities {
            for leaf in with_cell(*entity) {
                several |= catalog.cell(leaf, *entity).len() > 2;
                match lookup::newest(catalog, leaf, *entity, &asked) {
                    Ok(found) => {
                        met += 1;
                        featured |= found.figures.iter().any(|figure| catalog.figure(*figure).featured);
                        planned |= found.outlook_only.is_some();
                    }
                    Err(Missing::Period(_)) => period_missed += 1,
                    Err(Missing::Source) => source_missed += 1,
                    Err(_) => {}
                }
            }
        }
        let dated = asked.asked.is_some();
        evidence.mark(Name::PeriodMet, dated && met > 0);
        evidence.mark(Name::PeriodMissed, dated && met == 0 && period_missed > 0);
        evidence.mark(Name::SourceMet, !asked.sources.is_empty() && met > 0);
        evidence.mark(Name::SourceMissed, !asked.sources.is_empty() && met == 0 && source_missed > 0);
        evidence.mark(Name::Featured, featured);
        evidence.mark(Name::PlannedOnly, planned);
        evidence.mark(Name::PlanMet, asked.outlook && met > 0);
        let own = linked.asking_for(catalog.metric(metric).unit);
        let others = linked.unit_words() & !reading.subject & !own;
        evidence.mark(Name::UnitMet, own != 0);
        evidence.mark(Name::UnitMissed, own == 0 && others != 0);
        evidence.mark(Name::Broad, below.len() > 1 || below.first() != Some(&metric));
        let kind = catalog.metric(metric).kind;
        evidence.mark(Name::IsRank, kind == MetricKind::Rank);
        evidence.mark(Name::IsMultiple, kind == MetricKind::Multiple);
        let wants = |role: Role| linked.with_role(role) & !reading.subject != 0;
        evidence.mark(Name::SeriesMet, wants(Role::Trend) && several);
        evidence.mark(Name::OrderMet, (wants(Role::Most) || wants(Role::Least)) && evidence.get(Name::ManyEntities) > 0.0);
    }

    fn entity_mask(&self, linked: &Linked, entities: &[EntityRef]) -> Mask {
        linked.entities.iter().filter(|named| entities.contains(&named.what)).fold(0, |mask, named| mask | named.mask)
    }
}

/// A word of the same concept counts this much, beside 1 for the word itself.
const CONCEPT_FOR_WORD: f32 = 0.8;
/// A word whose pieces stand in a metric's text to this part is one of its words in another form.
const SHARED_PIECES: f32 = 0.7;
/// Figures of this many entities are looked up where none was named.
const MAX_LOOKED_UP: usize = 12;

/// How much of a name a question has.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    exact: Mask,
    concept: Mask,
    word_by_word: f32,
    found: f32,
    all: f32,
    lacks: usize,
}

/// Whether two words share a concept that tells measures apart.
fn tells(one: &Meaning, other: &Meaning) -> bool {
    shared_concept(Lexicon::get(), other, &one.groups)
}

fn shared_concept(lexicon: &Lexicon, meaning: &Meaning, groups: &[GroupId]) -> bool {
    meaning.groups.iter().any(|group| {
        groups.contains(group)
            && matches!(lexicon.group(*group).effect, Effect::Concept | Effect::Qualify | Effect::Plan)
    })
}

/// The positions of a set, for those who explain a candidate.
pub(crate) fn typed(linked: &Linked, mask: Mask) -> Vec<String> {
    positions(mask).map(|position| linked.typed(position).to_owned()).collect()
}
