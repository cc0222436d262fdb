//! Which reading of a question explains all of its words.
//!
//! A reading takes one metric (or none) out of those that the text names, and the entities, source and unit that stand
//! beside it. Each content word must be explained by something; the reading that leaves the fewest words unexplained
//! wins, then the one for which figures exist, then the one that was named most fully. What stays unexplained is kept:
//! the answer then is a choice or nothing, never a figure.

use super::link::{Linked, Mask, Named, is_part, positions};
use super::vocabulary::Vocabulary;
use crate::figure::{EntityKind, EntityRef, FigureRef, MetricKind, MetricRef, SourceRef, UnitKind};
use crate::lang::lexicon::Role;
use crate::pack::Catalog;

/// A way to understand a question.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// What is asked for. More than one if the question names several that share no words.
    pub metrics: Vec<MetricRef>,
    /// Other metrics that the same words name just as well.
    pub rivals: Vec<MetricRef>,
    /// About whom, in the order of the text.
    pub entities: Vec<EntityRef>,
    /// The sources that were named.
    pub sources: Vec<SourceRef>,
    /// The words that name metric and entities.
    pub subject: Mask,
    /// Words that nothing explains.
    pub unexplained: Mask,
    /// A unit is asked that the metric does not have.
    pub wrong_unit: Mask,
}

/// So many metrics are taken from one question.
const MAX_METRICS: usize = 8;

/// How good a reading is; smaller is better.
pub(crate) type Cost = (u32, bool, usize, u32, u32, u32, bool, bool);

/// The best reading of a text.
pub(crate) fn read(linked: &Linked, catalog: &Catalog, vocabulary: &Vocabulary) -> Reading {
    let mut readings: Vec<(Cost, Reading)> = Vec::new();
    // Words inside a longer name of an entity name no metric.
    let inside_a_name =
        |mask: Mask| linked.entities.iter().any(|entity| entity.mask != mask && entity.mask & mask == mask);
    // "Top 5 by AI investment rank" asks for an order, not for one published rank.
    let is_rank = |named: &&Named<MetricRef>| {
        let figures = catalog.figures_of_metric(named.what);
        let entity = |figure: &FigureRef| catalog.figure(*figure).entity;
        let one = figures.iter().all(|figure| figures.first().map(entity) == Some(entity(figure)));
        one && catalog.metric(named.what).kind == MetricKind::Rank
    };
    let orders = linked.with_role(Role::Kind) != 0 || linked.nth.is_some();
    let nobody = linked.entities.iter().all(|named| catalog.entity(named.what).kind == EntityKind::World);
    let published =
        linked.metrics.iter().any(|named| catalog.metric(named.what).kind == MetricKind::Rank && !is_rank(&named));
    let unranked: Vec<Named<MetricRef>> = match wanted_count(linked) {
        Some(_) if linked.metrics.iter().any(|named| is_rank(&named)) => linked.shorter.clone(),
        // "Ranking of countries by AI investment": nobody's published place is asked for.
        None if orders && nobody && linked.metrics.iter().any(|named| is_rank(&named)) && !published => {
            linked.shorter.clone()
        }
        _ => Vec::new(),
    };
    let candidates = if unranked.is_empty() { &linked.metrics } else { &unranked };
    for candidate in candidates.iter().filter(|candidate| !inside_a_name(candidate.mask)) {
        readings.push(with_metric(linked, catalog, vocabulary, Some(candidate), Sharing::None));
        // Where no name shares its words, both readings are one.
        if linked.entities.iter().any(|named| named.mask & candidate.mask != 0) {
            readings.push(with_metric(linked, catalog, vocabulary, Some(candidate), Sharing::Some));
        }
    }
    readings.push(with_metric(linked, catalog, vocabulary, None, Sharing::Some));
    // Of names that share words and have as many the one that ends last: what a Korean compound is, its last word says.
    for (cost, reading) in &mut readings {
        let own = |named: &&Named<MetricRef>| reading.metrics.contains(&named.what);
        let masks = || candidates.iter().filter(own).map(|named| named.mask);
        let shares = |named: &Named<MetricRef>| masks().any(|mask| mask & named.mask != 0);
        let contested = candidates.iter().any(|named| !reading.metrics.contains(&named.what) && shares(named));
        cost.5 = if contested { masks().map(u128::leading_zeros).min().unwrap_or_default() } else { 0 };
    }
    readings.sort_by_key(|(cost, _)| *cost);
    let Some((cost, mut best)) = readings.first().cloned() else { return Reading::default() };
    for (other_cost, other) in &readings[1..] {
        let new = |metric: &&MetricRef| !best.metrics.contains(metric) && !best.rivals.contains(metric);
        if *other_cost == cost {
            let rivals: Vec<MetricRef> = other.metrics.iter().filter(new).copied().collect();
            best.rivals.extend(rivals);
        }
    }
    // Further metrics, each with words of its own, as long as they explain more.
    while best.unexplained != 0 && !best.metrics.is_empty() && best.metrics.len() < MAX_METRICS {
        let next = readings[1..].iter().map(|(_, other)| other).find(|other| {
            let apart = other.metric_mask(linked) & best.metric_mask(linked) == 0;
            let more = best.unexplained & other.unexplained;
            apart && !other.metrics.is_empty() && more.count_ones() < best.unexplained.count_ones()
        });
        let Some(other) = next else { break };
        let new: Vec<EntityRef> =
            other.entities.iter().filter(|entity| !best.entities.contains(entity)).copied().collect();
        best.metrics.extend(&other.metrics);
        best.entities.extend(new);
        best.unexplained &= other.unexplained;
        best.subject |= other.subject;
    }
    best
}

impl Reading {
    fn metric_mask(&self, linked: &Linked) -> Mask {
        linked
            .metrics
            .iter()
            .filter(|named| self.metrics.contains(&named.what))
            .fold(0, |mask, named| mask | named.mask)
    }
}

/// Whether the name of an entity may share words with the name of the metric ("Korean government GPUs procured": of Korea,
/// or of its government).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sharing {
    None,
    Some,
}

/// The entities that the text names beside a metric: the longest names, each entity once with all of its places.
fn named_entities(linked: &Linked, metric_mask: Mask, sharing: Sharing) -> Vec<Named<EntityRef>> {
    let usable = |named: &Named<EntityRef>| match sharing {
        Sharing::None => named.mask & metric_mask == 0,
        Sharing::Some => named.mask & !metric_mask != 0,
    };
    let pool: Vec<Named<EntityRef>> = linked.entities.iter().copied().filter(usable).collect();
    let longest = pool.iter().filter(|named| !pool.iter().any(|other| is_part(named.mask, other.mask)));
    let mut entities: Vec<Named<EntityRef>> = Vec::new();
    for named in longest {
        match entities.iter_mut().find(|known| known.what == named.what) {
            Some(known) => known.mask |= named.mask,
            None => entities.push(*named),
        }
    }
    entities
}

pub(crate) fn with_metric(
    linked: &Linked,
    catalog: &Catalog,
    vocabulary: &Vocabulary,
    metric: Option<&Named<MetricRef>>,
    sharing: Sharing,
) -> (Cost, Reading) {
    let metric_mask = metric.map_or(0, |named| named.mask);
    let keyword_mask = metric.map_or(0, |named| keyword_mask(linked, catalog, vocabulary, named.what));
    let own = metric.map_or(0, |named| own_words(linked, vocabulary, named.what));
    let ranks = (linked.with_role(Role::Most) | linked.with_role(Role::Least)) & !(metric_mask | own) != 0;
    let mut entities = named_entities(linked, metric_mask, sharing);
    let names = entities.iter().fold(0, |mask, named| mask | named.mask);
    let mut subject = metric_mask | keyword_mask | own;
    // "The most in the world": the world is no competitor.
    if ranks {
        entities.retain(|named| {
            let world = catalog.entity(named.what).kind == EntityKind::World;
            subject |= if world { named.mask } else { 0 };
            !world
        });
    }
    // A part says more than its whole: "Korea's large firms" is about the firms.
    let all = entities.clone();
    entities.retain(|named| {
        let whole = all.iter().any(|other| other.what != named.what && catalog.is_within(other.what, named.what));
        subject |= if whole { named.mask } else { 0 };
        !whole
    });
    same_words(&mut entities, catalog, metric.map(|named| named.what));
    // Two names in one word are the name of something else; their words stay unexplained.
    let all = entities.clone();
    entities.retain(|named| {
        !all.iter().any(|other| other.what != named.what && linked.is_run_together(named.mask, other.mask))
    });
    let has_cell = |entity: EntityRef| metric.is_none_or(|named| !cells(catalog, named.what, entity).is_empty());
    // The government of "government GPU budget" is a word of the metric's own, where it has no figures about the government.
    entities.retain(|named| has_cell(named.what) || named.mask & !(keyword_mask | own) != 0);
    let mut sources: Vec<SourceRef> = Vec::new();
    let mut doubtful = 0;
    for named in &linked.sources {
        let inside = named.mask & !(subject | names) == 0;
        if inside && !entities.iter().any(|entity| entity.mask == named.mask) {
            continue;
        }
        // Nvidia is an entity and a publisher: it is the publisher only where the entity has nothing to say.
        let rival = entities.iter().position(|entity| entity.mask == named.mask);
        match rival {
            Some(_) if metric.is_none() => continue,
            Some(position) if has_cell(entities[position].what) => continue,
            Some(position) => {
                entities.remove(position);
                doubtful += 1;
            }
            None => {}
        }
        sources.push(named.what);
    }
    let source_mask =
        linked.sources.iter().filter(|named| sources.contains(&named.what)).fold(0, |mask, named| mask | named.mask);
    subject |= entities.iter().fold(0, |mask, named| mask | named.mask);
    let unit_mask = metric.map_or(0, |named| {
        let leaves = leaves(catalog, named.what);
        let asking = leaves.iter().fold(0, |mask, leaf| mask | linked.asking_for(catalog.metric(*leaf).unit));
        let share = leaves.iter().any(|leaf| catalog.unit_of(*leaf).kind == UnitKind::Percent);
        asking | if share { points_between(linked, catalog) } else { 0 }
    });
    let kind_mask = if ranks { linked.with_role(Role::Kind) } else { 0 };
    let unit_mask = unit_mask
        | if metric.is_none() {
            unit_asked(linked, catalog, &entities)
                .map_or(0, |(asked, mask)| mask | own_keywords(linked, vocabulary, asked))
        } else {
            0
        };
    let topic_mask = if metric.is_none() { linked.topics.iter().fold(0, |mask, named| mask | named.mask) } else { 0 };
    let explained = subject | source_mask | unit_mask | topic_mask | kind_mask | linked.explained();
    let numbers = linked.numbers();
    let unexplained = linked.all() & !explained & !numbers;
    let wrong_unit = if metric.is_some() { unexplained & linked.unit_words() } else { 0 };
    let published = |figure: &FigureRef| {
        let figure = catalog.figure(*figure);
        sources.contains(&figure.source) || figure.via.is_some_and(|via| sources.contains(&via))
    };
    let from_sources = |entity: EntityRef| {
        let mut leaves = metric.map(|named| cells(catalog, named.what, entity)).unwrap_or_default().into_iter();
        sources.is_empty() || metric.is_none() || leaves.any(|leaf| catalog.cell(leaf, entity).iter().any(published))
    };
    let missing = doubtful + entities.iter().filter(|named| !has_cell(named.what) || !from_sources(named.what)).count();
    entities.sort_by_key(|named| named.mask.trailing_zeros());
    let cost = (
        (unexplained | numbers & !subject).count_ones(),
        metric.is_none(),
        missing,
        // "GPU target of the AI Computing Center": the AI is the center's, not of "AI GPUs".
        (metric_mask & names).count_ones(),
        u32::MAX - (metric_mask | keyword_mask).count_ones(),
        // Where its name ends, if others share its words; see `read`.
        0,
        metric.is_some_and(|named| !catalog.narrower(named.what).is_empty()),
        metric.is_some_and(|named| named.weak),
    );
    let reading = Reading {
        metrics: metric.map(|named| named.what).into_iter().collect(),
        rivals: Vec::new(),
        entities: entities.iter().map(|named| named.what).collect(),
        sources,
        subject,
        unexplained,
        wrong_unit,
    };
    (cost, reading)
}

/// The words that ask for percentage points where a difference is asked for: shares differ by points.
fn points_between(linked: &Linked, catalog: &Catalog) -> Mask {
    let compares = [Role::Compare, Role::Trend].iter().any(|role| linked.with_role(*role) != 0);
    let points = |position: &usize| {
        let mut units = linked.units_at(*position).iter();
        units.any(|unit| catalog.unit(*unit).kind == UnitKind::PercentagePoints)
    };
    if compares {
        positions(linked.unit_words()).filter(points).fold(0, |mask, position| mask | 1 << position)
    } else {
        0
    }
}

/// The words that order, follow or compare and stand in a name of the metric: "top" in "top AI researchers" asks for no order.
fn own_words(linked: &Linked, vocabulary: &Vocabulary, metric: MetricRef) -> Mask {
    let roles = [Role::Most, Role::Least, Role::Trend, Role::Compare, Role::Ratio, Role::Outlook];
    let does = roles.iter().fold(0, |mask, role| mask | linked.with_role(*role));
    let Some(words) = vocabulary.metric_words.get(metric.index()).filter(|_| does != 0) else { return 0 };
    let own = |position: &usize| linked.word_at(*position).is_some_and(|word| words.contains(&word));
    positions(does).filter(own).fold(0, |mask, position| mask | 1 << position)
}

/// The one metric of an entity that has the unit which the question asks for ("when", "how many watts"), with the words that ask.
pub(crate) fn unit_asked(
    linked: &Linked,
    catalog: &Catalog,
    entities: &[Named<EntityRef>],
) -> Option<(MetricRef, Mask)> {
    let [entity] = entities else { return None };
    let asked = linked.unit_words() & !entity.mask;
    let mut fitting = catalog.metrics_of(entity.what).iter().filter_map(|metric| {
        let mask = linked.asking_for(catalog.metric(*metric).unit) & asked;
        (mask != 0).then_some((*metric, mask))
    });
    let found = fitting.next()?;
    fitting.next().is_none().then_some(found)
}

/// Of several entities with the same words, keeps those that the metric has figures about.
fn same_words(entities: &mut Vec<Named<EntityRef>>, catalog: &Catalog, metric: Option<MetricRef>) {
    let Some(metric) = metric else { return };
    let fits = |entity: EntityRef| !cells(catalog, metric, entity).is_empty();
    let all = entities.clone();
    entities.retain(|named| fits(named.what) || !all.iter().any(|other| other.mask == named.mask && fits(other.what)));
}

/// The pieces that are keywords of a metric, or of those right below it.
fn keyword_mask(linked: &Linked, catalog: &Catalog, vocabulary: &Vocabulary, metric: MetricRef) -> Mask {
    leaves(catalog, metric).iter().chain([&metric]).fold(0, |mask, leaf| mask | own_keywords(linked, vocabulary, *leaf))
}

pub(crate) fn own_keywords(linked: &Linked, vocabulary: &Vocabulary, metric: MetricRef) -> Mask {
    let Some(keywords) = vocabulary.keywords.get(metric.index()) else { return 0 };
    keywords.iter().filter_map(|words| linked.anywhere(words)).fold(0, |mask, found| mask | found)
}

/// The metrics with figures that a metric stands for: itself, or those right below it.
pub(crate) fn leaves(catalog: &Catalog, metric: MetricRef) -> Vec<MetricRef> {
    match catalog.narrower(metric) {
        [] => vec![metric],
        narrower => narrower.to_vec(),
    }
}

/// The metrics that a metric stands for and that have figures about an entity.
pub(crate) fn cells(catalog: &Catalog, metric: MetricRef, entity: EntityRef) -> Vec<MetricRef> {
    leaves(catalog, metric).into_iter().filter(|leaf| !catalog.cell(*leaf, entity).is_empty()).collect()
}

/// Of several narrower metrics, those that the words of the question point to most; all if none is pointed to.
pub(crate) fn pointed_to(
    linked: &Linked,
    vocabulary: &Vocabulary,
    metric: MetricRef,
    leaves: Vec<MetricRef>,
) -> Vec<MetricRef> {
    let own = linked.metrics.iter().filter(|named| named.what == metric);
    let name = own.fold(0, |mask, named| mask | named.mask);
    let name = linked.entities.iter().fold(name, |mask, named| mask | named.mask);
    let keywords: Vec<Mask> = leaves.iter().map(|leaf| own_keywords(linked, vocabulary, *leaf)).collect();
    // Words that point to all of them, and those of the broad metric's own name and of entities, tell nothing.
    let shared = if leaves.len() > 1 { keywords.iter().fold(Mask::MAX, |mask, own| mask & own) } else { 0 };
    let points: Vec<u32> = keywords.iter().map(|own| (own & !shared & !name).count_ones()).collect();
    let most = points.iter().copied().max().unwrap_or_default();
    if most == 0 {
        return leaves;
    }
    leaves.iter().zip(points).filter(|(_, count)| *count == most).map(|(leaf, _)| *leaf).collect()
}

/// The position of the number that says how many are wanted (`top 5`, `상위 3`), if one stands beside a ranking word.
pub(crate) fn wanted_count(linked: &Linked) -> Option<(usize, usize)> {
    let ranking = linked.with_role(Role::Most) | linked.with_role(Role::Least);
    positions(linked.numbers()).find_map(|position| {
        let beside = |other: usize| other < 128 && ranking & (1 << other) != 0;
        let near = beside(position + 1) || position.checked_sub(1).is_some_and(beside);
        let value = linked.number_at(position)?.value;
        let count = usize::try_from(value).ok().filter(|count| value.is_integer() && (1..=100).contains(count))?;
        near.then_some((position, count))
    })
}

/// Whether "and" stands between words of two metrics ("staff and staff shortage"): then two things are asked.
pub(crate) fn joins_two_metrics(linked: &Linked, reading: &Reading) -> bool {
    let [metric] = reading.metrics.as_slice() else { return false };
    let own = linked.metrics.iter().filter(|named| named.what == *metric).fold(0, |mask, named| mask | named.mask);
    let others = linked.metrics.iter().filter(|named| named.what != *metric);
    let others = others.fold(0, |mask, named| mask | named.mask) & !own;
    let whose = |mut position: usize, step: isize| loop {
        let next = position.checked_add_signed(step).filter(|next| *next < linked.pieces.len())?;
        position = next;
        let bit = 1 << position;
        if own & bit != 0 {
            return Some(true);
        }
        if others & bit != 0 {
            return Some(false);
        }
        let connects = (linked.with_role(Role::Function) | linked.with_role(Role::Particle)) & bit != 0;
        if !connects {
            return None;
        }
    };
    positions(linked.with_role(Role::Several) & !own)
        .any(|position| matches!((whose(position, -1), whose(position, 1)), (Some(left), Some(right)) if left != right))
}
