//! Which metrics a question may mean, and what speaks for and against each.

use super::evidence::{Evidence, Name};
use super::model::Model;
use super::profile::Profiles;
use crate::facts::lookup::{self, Filter, Missing};
use crate::figure::{EntityRef, MetricKind, MetricRef, UnitKind};
use crate::lang::concepts::{Effect, GroupId, Lexicon, Meaning};
use crate::lang::lexicon::Role;
use crate::lang::text::{Class, Text};
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
    /// The words that names, concepts or the definition of the metric explain.
    explained: Mask,
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
        self.beside(linked, &mut candidates);
        candidates.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.metric.cmp(&other.metric)));
        candidates
    }

    /// Tells words that are left over and that another candidate explains from those that nobody explains, and scores again.
    fn beside(&self, linked: &Linked, candidates: &mut [Candidate]) {
        let has_figures = |one: &Candidate| {
            let met = [Name::Cell, Name::OnlyEntity, Name::ManyEntities].iter().any(|name| one.evidence.get(*name) > 0.0);
            met && one.evidence.get(Name::NameFound) >= NAMED_ENOUGH
        };
        let all: Vec<(MetricRef, Mask, bool)> =
            candidates.iter().map(|one| (one.metric, one.explained, has_figures(one))).collect();
        for candidate in candidates {
            let broader = |metric: MetricRef| self.catalog.metric(metric).broader;
            let related =
                |other: MetricRef| broader(other) == Some(candidate.metric) || broader(candidate.metric) == Some(other);
            let others = all.iter().filter(|(other, _, figures)| *figures && *other != candidate.metric && !related(*other));
            let elsewhere = others.fold(0, |mask, (_, explained, _)| mask | explained);
            let mut sum = |mask: Mask, name: Name| {
                let weights = positions(mask).map(|position| self.weight_at(linked, position));
                candidate.evidence.set(name, weights.sum::<f32>().min(4.0));
            };
            sum(candidate.left & elsewhere, Name::LeftElsewhere);
            sum(candidate.left & !elsewhere, Name::LeftNowhere);
            sum(candidate.explained & !elsewhere, Name::ExplainedAlone);
            candidate.score = self.model.rank(&candidate.evidence);
        }
    }

    /// How telling the word at a place is.
    fn weight_at(&self, linked: &Linked, position: usize) -> f32 {
        match (linked.word_at(position), linked.meaning_at(position, self.vocabulary)) {
            (Some(word), _) => 0.2 + self.profiles.weight(word),
            (None, Some(meaning)) if meaning.effects.may_be_idle() => 0.5,
            _ => 1.0,
        }
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
            let (_, mut reading) = interpret::with_metric(linked, self.catalog, self.vocabulary, Some(&named), sharing);
            let mut evidence = Evidence::default();
            self.set_aside(metric, linked, &mut reading, filter, &mut evidence);
            evidence.set(Name::NameFound, name.found);
            evidence.set(Name::NameExact, name.word_by_word);
            evidence.mark(Name::NameWhole, name.word_by_word >= 0.999);
            evidence.set(Name::NameLacks, (name.lacks as f32).min(4.0) / 4.0);
            evidence.set(Name::Near, near);
            evidence.set(Name::NearestPart, nearest_part);
            let exactly = if exact.metrics.contains(&metric) { 1.0 } else { 0.0 };
            evidence.set(Name::ReadExactly, if exact.rivals.contains(&metric) { 0.5 } else { exactly });
            self.own_numbers(metric, linked, &mut reading);
            let (explained, left) = self.words(metric, linked, &reading, name.concept, &mut evidence);
            self.cells(metric, linked, &reading, filter, &mut evidence);
            self.form(metric, linked, &reading, &mut evidence);
            let score = self.model.rank(&evidence);
            if best.as_ref().is_none_or(|known| score > known.score) {
                best = Some(Candidate { metric, reading, left, explained, evidence, score });
            }
        }
        best
    }

    /// Sets names aside that are in the way of a figure and of which the metric or what is kept speaks anyway: the maker before its
    /// product, the whole before its part, who is said to have promised. What was set aside counts against the candidate.
    fn set_aside(
        &self,
        metric: MetricRef,
        linked: &Linked,
        reading: &mut Reading,
        filter: &Filter,
        evidence: &mut Evidence,
    ) {
        let catalog = self.catalog;
        let below = leaves(catalog, metric);
        let has_cell = |entity: EntityRef| below.iter().any(|leaf| !catalog.cell(*leaf, entity).is_empty());
        let speaks_of = |mask: Mask| {
            mask != 0
                && positions(mask).all(|position| {
                    let piece = &linked.pieces[position];
                    // H20 is one of several models that a metric's names may list: only a figure can say that it is meant.
                    if linked.text.classes[piece.start..piece.end].contains(&Class::Digit) {
                        return false;
                    }
                    let shared = |metric| self.profiles.shared_with_name(metric, &linked.text, piece.start, piece.end);
                    shared(metric) >= SHARED_PIECES || below.iter().any(|leaf| shared(*leaf) >= SHARED_PIECES)
                })
        };
        let all = reading.entities.clone();
        // What is kept may have the name in the scope or note of its figures: the product that a cluster is made of.
        let figures_speak_of = |kept: &[EntityRef], mask: Mask| {
            let words: Vec<String> = positions(mask)
                .map(|position| {
                    let piece = &linked.pieces[position];
                    let word = linked.text.slice(piece.start, piece.end);
                    word.strip_suffix('s').filter(|stem| stem.len() > 2).map(str::to_owned).unwrap_or(word)
                })
                .collect();
            !words.is_empty()
                && kept.iter().any(|entity| {
                    let cells = below.iter().flat_map(|leaf| catalog.cell(*leaf, *entity));
                    cells.take(MAX_LOOKED_UP).any(|figure| {
                        let figure = catalog.figure(*figure);
                        let (source, own) = (catalog.source(figure.source), catalog.entity(*entity));
                        let texts = [&figure.scope, &figure.note, &source.publisher, &source.title, &own.name];
                        let said = texts.iter().flat_map(|text| [&*text.en, &*text.ko]);
                        let said: Vec<Vec<String>> = said.map(words_of).collect();
                        words.iter().all(|word| said.iter().any(|text| speaks_of_it_alone(text, word)))
                    })
                })
        };
        if all.iter().any(|entity| !has_cell(*entity)) {
            let kept: Vec<EntityRef> = all.iter().copied().filter(|entity| has_cell(*entity)).collect();
            reading.entities.retain(|entity| {
                let within = kept.iter().any(|part| catalog.is_within(*part, *entity));
                let mask = self.entity_mask(linked, &[*entity]);
                let aside = !has_cell(*entity) && (within || speaks_of(mask) || figures_speak_of(&kept, mask));
                evidence.add(Name::SetAside, f32::from(u8::from(aside)));
                !aside
            });
        }
        let published = |source: &crate::figure::SourceRef| {
            below.iter().flat_map(|leaf| catalog.figures_of_metric(*leaf)).any(|figure| {
                let figure = catalog.figure(*figure);
                figure.source == *source || figure.via == Some(*source)
            })
        };
        reading.sources.retain(|source| {
            let named = linked.sources.iter().filter(|named| named.what == *source);
            let mask = named.fold(0, |mask, named| mask | named.mask);
            let aside = !published(source) && !filter.sources.contains(source) && speaks_of(mask);
            evidence.add(Name::SourceAside, f32::from(u8::from(aside)));
            !aside
        });
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

    /// Which of the question's words the metric explains, and what is left over. Returns what is explained and what is left.
    fn words(
        &self,
        metric: MetricRef,
        linked: &Linked,
        reading: &Reading,
        by_name: Mask,
        evidence: &mut Evidence,
    ) -> (Mask, Mask) {
        let lexicon = Lexicon::get();
        let profile = self.profiles.of(metric);
        let entities = self.entity_mask(linked, &reading.entities);
        let unit_kind = self.catalog.unit_of(metric).kind;
        let (mut all, mut name, mut concept, mut definition) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
        let (mut explained, mut left) = (0, 0);
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
            // "Countries by railway length": of which kind the things are that are listed.
            if reading.entities.is_empty() && linked.with_role(Role::Kind) & bit != 0 && !own {
                continue;
            }
            let weight = self.weight_at(linked, position);
            all += weight;
            if own {
                name += weight;
                explained |= bit;
                continue;
            }
            let form = meaning.is_some_and(|meaning| {
                meaning.groups.iter().any(|group| {
                    let group = lexicon.group(*group);
                    group.is_form && group.asks_for.contains(&unit_kind)
                })
            });
            if form {
                explained |= bit;
                continue;
            }
            let same = by_name & bit != 0
                || meaning.is_some_and(|meaning| shared_concept(lexicon, meaning, &profile.groups));
            if same {
                concept += weight;
                explained |= bit;
                continue;
            }
            let shared = self.profiles.shared(metric, &linked.text, piece.start, piece.end);
            let in_definition = meaning.is_some_and(|meaning| shared_concept(lexicon, meaning, &profile.more_groups));
            // A definition may list makers and places; that it does so does not make the figure one of theirs.
            let name = linked.is_typed_as_name(position)
                || meaning.is_some_and(|meaning| meaning.effects.has(Effect::Name));
            let model = linked.text.classes[piece.start..piece.end].contains(&Class::Digit);
            let shared = if name || model { 0.0 } else { shared };
            if in_definition || shared >= SHARED_PIECES {
                definition += weight;
                if shared >= SHARED_PIECES {
                    explained |= bit;
                    continue;
                }
            }
            left |= bit;
            clash |= meaning.is_some_and(|meaning| lexicon.clash(&meaning.groups, &profile.groups));
            let (kind, amount) = self.kind_of(linked, position, weight);
            evidence.add(kind, if in_definition { amount / 2.0 } else { amount });
        }
        let nobody = reading.entities.is_empty();
        let unknown = evidence.get(Name::LeftUnknown) + evidence.get(Name::LeftUnwritten);
        evidence.set(Name::LeftNobody, if nobody { unknown } else { 0.0 });
        evidence.set(Name::LeftConceptsNobody, if nobody { evidence.get(Name::LeftConcepts) } else { 0.0 });
        evidence.mark(Name::Whole, left == 0 && evidence.get(Name::NameWhole) > 0.0);
        let part = |explained: f32| if all > 0.0 { explained / all } else { 0.0 };
        evidence.set(Name::ExplainedByName, part(name));
        evidence.set(Name::ExplainedByConcept, part(concept));
        evidence.set(Name::ExplainedByDefinition, part(definition));
        let (known, open) = self.numbers(metric, linked, reading);
        evidence.mark(Name::ValueMet, known);
        evidence.set(Name::LeftNumbers, open as f32);
        evidence.mark(Name::LeftAny, left != 0);
        evidence.mark(Name::Clash, clash);
        (explained, left)
    }

    /// Counts numbers of the metric's own text among its words: "per 10,000 members".
    fn own_numbers(&self, metric: MetricRef, linked: &Linked, reading: &mut Reading) {
        for position in positions(linked.numbers() & !reading.subject) {
            let piece = &linked.pieces[position];
            if self.profiles.shared(metric, &linked.text, piece.start, piece.end) >= 1.0 {
                reading.subject |= 1 << position;
            }
        }
    }

    /// Whether a number of the question is a value of the metric, and how many are not.
    fn numbers(&self, metric: MetricRef, linked: &Linked, reading: &Reading) -> (bool, usize) {
        let mut open = 0;
        let mut known = false;
        for position in positions(linked.numbers() & !reading.subject) {
            let Some(number) = linked.number_at(position) else { continue };
            let figures = leaves(self.catalog, metric);
            let figures = figures.iter().flat_map(|leaf| self.catalog.figures_of_metric(*leaf));
            let is_value = |figure: &&crate::figure::FigureRef| {
                let figure = self.catalog.figure(**figure);
                let about = reading.entities.is_empty() || reading.entities.contains(&figure.entity);
                about && number.may_be(figure.value)
            };
            let met = figures.take(MAX_VALUES).find(is_value).is_some();
            known |= met;
            open += usize::from(!met);
        }
        (known, open)
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
            None if classes.contains(&Class::Letter) => (Name::LeftUnknown, 1.0),
            None => (Name::LeftUnwritten, 1.0),
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
        let asks = |role: Role| linked.with_role(role) & !reading.subject != 0;
        let one = reading.entities.len() == 1;
        let wanted = if one && asks(Role::Most) {
            Some(MetricKind::Rank)
        } else if one && asks(Role::Ratio) {
            Some(MetricKind::Multiple)
        } else {
            None
        };
        evidence.mark(Name::KindMet, wanted == Some(kind));
        evidence.mark(Name::KindMissed, wanted.is_some_and(|wanted| wanted != kind));
        let wants = |role: Role| linked.with_role(role) & !reading.subject != 0;
        evidence.mark(Name::SeriesMet, wants(Role::Trend) && several);
        evidence.mark(Name::OrderMet, (wants(Role::Most) || wants(Role::Least)) && evidence.get(Name::ManyEntities) > 0.0);
    }

    /// Whether the metric is counted in the kind of unit that the question asks for.
    fn form(&self, metric: MetricRef, linked: &Linked, reading: &Reading, evidence: &mut Evidence) {
        let own = self.catalog.unit_of(metric).kind;
        let lexicon = Lexicon::get();
        let entities = self.entity_mask(linked, &reading.entities);
        let counts = |kind: UnitKind| matches!(kind, UnitKind::Count | UnitKind::Physical | UnitKind::Duration);
        let (mut asked, mut met, mut counted) = (false, false, false);
        for position in (0..linked.pieces.len()).filter(|position| entities & (1 << position) == 0) {
            let units = linked.units_at(position).iter().map(|unit| self.catalog.unit(*unit).kind);
            let groups = linked.meaning_at(position, self.vocabulary).into_iter().flat_map(|meaning| &meaning.groups);
            let kinds = groups.flat_map(|group| lexicon.group(*group).asks_for.iter().copied());
            for kind in units.chain(kinds) {
                // The order of several things is no published place.
                if kind == UnitKind::Rank && reading.entities.len() != 1 {
                    continue;
                }
                // "What share of the people": people are what the share is of.
                asked |= !counts(kind);
                counted |= counts(kind) && kind == own;
                met |= !counts(kind) && kind == own;
            }
        }
        let met = if asked { met } else { counted };
        evidence.mark(Name::FormMet, met);
        evidence.mark(Name::FormMissed, asked && !met);
        evidence.mark(Name::CountMissed, linked.with_role(Role::Many) != 0 && !counts(own) && !met);
    }

    fn entity_mask(&self, linked: &Linked, entities: &[EntityRef]) -> Mask {
        linked.entities.iter().filter(|named| entities.contains(&named.what)).fold(0, |mask, named| mask | named.mask)
    }
}

/// A candidate of whose name the question has this part explains words on its own account.
const NAMED_ENOUGH: f32 = 0.4;
/// A word of the same concept counts this much, beside 1 for the word itself.
const CONCEPT_FOR_WORD: f32 = 0.8;
/// A word whose pieces stand in a metric's text to this part is one of its words in another form.
const SHARED_PIECES: f32 = 0.7;
/// So many figures of a metric are compared with a number of the question.
const MAX_VALUES: usize = 2_000;
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

/// The words of a text, as they are compared.
fn words_of(text: &str) -> Vec<String> {
    let text = Text::new(text);
    let mut words = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = text.run_end(start);
        words.push(text.slice(start, end));
        start = end;
    }
    words
}

/// Whether a text has a word; of models it may name this one alone ("H100, H200 and H20" says how many there are of all).
fn speaks_of_it_alone(text: &[String], word: &str) -> bool {
    let is_model = |other: &str| {
        other.bytes().any(|byte| byte.is_ascii_digit()) && other.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    let same = |other: &String| other == word || other.strip_suffix('s') == Some(word);
    let named = text.iter().any(|other| same(other) || !is_model(word) && other.starts_with(word));
    named && (!is_model(word) || !text.iter().any(|other| is_model(other) && !same(other)))
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
