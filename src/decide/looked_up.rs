//! Whether there are figures for what a candidate would answer: cells, periods, sources, the kind of unit that was asked; and
//! which names in the question are in the way of a figure although it speaks of them.

use once_cell::sync::Lazy;

use super::candidate::{SHARED_PIECES, Weigher};
use super::evidence::{Evidence, Name};
use super::profile::words_of;
use crate::facts::lookup::{self, Filter, Missing};
use crate::figure::{EntityKind, EntityRef, MetricKind, MetricRef, Period, UnitKind};
use crate::lang::concepts::{GroupId, Lexicon};
use crate::lang::lexicon::Role;
use crate::lang::period::Asked;
use crate::lang::text::{Class, Text};
use crate::pack::Catalog;
use crate::read::interpret::{Reading, leaves};
use crate::read::link::{Linked, Mask, positions};

impl Weigher<'_> {
    /// Sets names aside that are in the way of a figure and of which the metric or what is kept speaks anyway: the maker before its
    /// product, the whole before its part, who is said to have promised. What was set aside counts against the candidate.
    pub(super) fn set_aside(
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
                        // A note may tell of one model what holds of several: only the scope says of which the figure is.
                        let model = words.iter().any(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
                        let texts = [&figure.scope, &own.name, &figure.note, &source.publisher, &source.title];
                        let texts = &texts[..if model { 2 } else { texts.len() }];
                        let said = texts.iter().flat_map(|text| [&*text.en, &*text.ko]);
                        let said: Vec<Vec<String>> = said.map(|text| words_of(&Text::new(text))).collect();
                        words.iter().all(|word| said.iter().any(|text| speaks_of_it_alone(text, word)))
                    })
                })
        };
        let compares = [Role::Compare, Role::Ratio].iter().any(|role| linked.with_role(*role) & !reading.subject != 0);
        if all.iter().any(|entity| !has_cell(*entity)) {
            let kept: Vec<EntityRef> = all.iter().copied().filter(|entity| has_cell(*entity)).collect();
            reading.entities.retain(|entity| {
                // "Of the world's server spending": of what somebody's part is.
                let world = catalog.entity(*entity).kind == EntityKind::World && !kept.is_empty() && !compares;
                let within = world || kept.iter().any(|part| catalog.is_within(*part, *entity));
                let mask = self.entity_mask(linked, &[*entity]);
                let aside = !has_cell(*entity) && (within || speaks_of(mask) || figures_speak_of(&kept, mask));
                evidence.add(Name::SetAside, f32::from(u8::from(aside)));
                !aside
            });
        }
        self.set_whole_aside(&below, linked, reading, evidence);
        let published = |source: &crate::figure::SourceRef| {
            below.iter().flat_map(|leaf| catalog.figures_of_metric(*leaf)).any(|figure| {
                let figure = catalog.figure(*figure);
                figure.source == *source || figure.via == Some(*source)
            })
        };
        reading.sources.retain(|source| {
            let named = linked.sources.iter().filter(|named| named.what == *source);
            let mask = named.fold(0, |mask, named| mask | named.mask);
            // "Zuckerberg's Meta": who is asked about publishes as well.
            let asked = self.entity_mask(linked, &reading.entities);
            let said = speaks_of(mask) || mask & !asked == 0 || self.is_everyday(linked, mask);
            let aside = !published(source) && !filter.sources.contains(source) && said;
            evidence.add(Name::SourceAside, f32::from(u8::from(aside)));
            !aside
        });
    }

    /// Whether words that name a source are everyday ones: the government that publishes may be the one that plans.
    fn is_everyday(&self, linked: &Linked, mask: Mask) -> bool {
        let lexicon = Lexicon::get();
        let known = |position: usize| {
            let piece = &linked.pieces[position];
            let form = linked.text.slice(piece.start, piece.end);
            let word = match linked.text.classes[piece.start] {
                Class::Hangul => lexicon.korean_word(&form),
                _ => lexicon.english_word(&form),
            };
            word.is_some() && !linked.is_typed_as_name(position)
        };
        mask != 0 && positions(mask).all(known)
    }

    /// "Of the 260,000 that Korea was promised, how many go to Samsung?": who is named with the very number of its figure is spoken of, and
    /// somebody else is asked about.
    fn set_whole_aside(&self, below: &[MetricRef], linked: &Linked, reading: &mut Reading, evidence: &mut Evidence) {
        let compares = [Role::Compare, Role::Ratio, Role::Sum].iter().any(|role| linked.with_role(*role) != 0);
        let numbers: Vec<_> = positions(linked.numbers()).filter_map(|position| linked.number_at(position)).collect();
        let [_, _, ..] = reading.entities.as_slice() else { return };
        // A second number may be what somebody says of the one who is asked about.
        let Some(whole) = numbers.iter().max_by_key(|number| number.value).filter(|_| numbers.len() < 3) else {
            return;
        };
        let catalog = self.catalog;
        let cells = |entity: EntityRef| below.iter().flat_map(move |leaf| catalog.cell(*leaf, entity));
        let is_told =
            |entity: EntityRef| cells(entity).take(MAX_LOOKED_UP).any(|one| whole.may_be(catalog.figure(*one).value));
        let asked: Vec<EntityRef> = reading.entities.iter().copied().filter(|entity| !is_told(*entity)).collect();
        let answers = asked.iter().all(|entity| cells(*entity).next().is_some());
        // The one that is asked about is named last.
        let place = |entity: EntityRef| self.entity_mask(linked, &[entity]).trailing_zeros();
        let last = reading.entities.iter().max_by_key(|entity| place(**entity)).copied();
        if !compares && answers && asked.len() == 1 && asked.first().copied() == last {
            evidence.add(Name::SetAside, (reading.entities.len() - 1) as f32);
            reading.entities = asked;
        }
    }

    /// Whether there are figures for what was asked.
    pub(super) fn cells(
        &self,
        metric: MetricRef,
        linked: &Linked,
        reading: &Reading,
        filter: &Filter,
        evidence: &mut Evidence,
    ) {
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
        let with_cell =
            |entity: EntityRef| below.iter().copied().filter(move |leaf| !catalog.cell(*leaf, entity).is_empty());
        let entities: Vec<EntityRef> = if reading.entities.is_empty() {
            let mut all: Vec<EntityRef> = below
                .iter()
                .flat_map(|leaf| catalog.figures_of_metric(*leaf))
                .map(|figure| catalog.figure(*figure).entity)
                .collect();
            all.dedup();
            evidence.mark(Name::OnlyEntity, all.len() == 1);
            evidence.mark(Name::ManyEntities, all.len() > 1);
            evidence.mark(Name::WholeEntity, has_whole(catalog, &all));
            let of_a_kind =
                [Role::Country, Role::Company, Role::Region].iter().any(|role| linked.with_role(*role) != 0);
            let orders = (linked.with_role(Role::Most) | linked.with_role(Role::Least)) & !reading.subject != 0;
            evidence.mark(Name::MixedKinds, orders && !of_a_kind && has_several_kinds(catalog, &all));
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
        let span = match asked.asked {
            Some(Asked::Within(span) | Asked::Between(span)) if span.first_day().year() < span.last_day().year() => {
                Some(span)
            }
            _ => None,
        };
        let of_span = |entity: &EntityRef| {
            let cells = below.iter().flat_map(|leaf| catalog.cell(*leaf, *entity));
            cells.take(MAX_LOOKED_UP).any(|figure| Some(catalog.figure(*figure).period) == span)
        };
        evidence.mark(Name::SpanMet, span.is_some() && entities.iter().any(of_span));
        evidence.mark(Name::PeriodMet, dated && met > 0);
        let missed = dated && met == 0 && period_missed > 0;
        let edition = missed && span_up_to(catalog, metric, linked, reading).is_some();
        evidence.mark(Name::EditionMet, edition);
        evidence.mark(Name::PeriodMissed, missed && !edition);
        evidence.mark(Name::SourceMet, !asked.sources.is_empty() && met > 0);
        evidence.mark(Name::SourceMissed, !asked.sources.is_empty() && met == 0 && source_missed > 0);
        evidence.mark(Name::Featured, featured);
        evidence.mark(Name::PlannedOnly, planned);
        let says_fact =
            |position: usize| linked.meaning_at(position, self.vocabulary).is_some_and(|meaning| meaning.shares(&FACT));
        evidence.mark(Name::FactAsked, planned && (0..linked.pieces.len()).any(says_fact));
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
        // Of two periods the multiple is calculated.
        let one = reading.entities.len() == 1 && linked.periods.len() < 2;
        // The order of all is asked for: a place that was published of one alone is none.
        let order = reading.entities.is_empty() && evidence.get(Name::OnlyEntity) > 0.0 && kind == MetricKind::Rank;
        let wanted = if one { linked.asked_kind(catalog, reading.subject) } else { None };
        evidence.mark(Name::KindMet, wanted == Some(kind));
        let order = order && asks(Role::Most);
        evidence.mark(Name::KindMissed, order || wanted.is_some_and(|wanted| wanted != kind));
        let wants = |role: Role| linked.with_role(role) & !reading.subject != 0;
        evidence.mark(Name::SeriesMet, wants(Role::Trend) && several);
        evidence
            .mark(Name::OrderMet, (wants(Role::Most) || wants(Role::Least)) && evidence.get(Name::ManyEntities) > 0.0);
    }

    /// Whether the metric is counted in the kind of unit that the question asks for.
    pub(super) fn form(&self, metric: MetricRef, linked: &Linked, reading: &Reading, evidence: &mut Evidence) {
        let own = self.catalog.unit_of(metric).kind;
        let lexicon = Lexicon::get();
        let entities = self.entity_mask(linked, &reading.entities);
        let counts = |kind: UnitKind| matches!(kind, UnitKind::Count | UnitKind::Physical | UnitKind::Duration);
        let (mut asked, mut met, mut counted, mut share) = (false, false, false, false);
        for position in (0..linked.pieces.len()).filter(|position| entities & (1 << position) == 0) {
            let units = linked.units_at(position).iter().map(|unit| self.catalog.unit(*unit).kind);
            let groups = linked.meaning_at(position, self.vocabulary).into_iter().flat_map(|meaning| &meaning.groups);
            let kinds = groups.flat_map(|group| lexicon.group(*group).asks_for.iter().copied());
            for kind in units.chain(kinds) {
                // Shares differ by percentage points.
                let points = kind == UnitKind::PercentagePoints && own == UnitKind::Percent;
                let kind = if points { own } else { kind };
                // The order of several things is no published place.
                if kind == UnitKind::Rank && reading.entities.len() != 1 {
                    continue;
                }
                // "What share of the people": people are what the share is of.
                asked |= !counts(kind);
                share |= kind == UnitKind::Percent;
                counted |= counts(kind) && kind == own;
                met |= !counts(kind) && kind == own;
            }
        }
        // "One for how much" asks for money, as 한 장에 얼마 does.
        let priced = (3..linked.pieces.len()).any(|position| linked.asks_for_a_price(position));
        asked |= priced;
        met |= priced && own == UnitKind::Currency;
        // "Of every hundred, how many", 몇 조야: a share and money are counted, too.
        let of_hundred = own == UnitKind::Percent && linked.parts_of_round_numbers() != 0;
        let money = own == UnitKind::Currency && linked.asks_for_a_magnitude();
        let met = if asked { met } else { counted } || of_hundred || money;
        evidence.mark(Name::FormMet, met);
        evidence.mark(Name::FormMissed, asked && !met);
        // Beside something else, or over time, a share is calculated.
        let single = reading.entities.len() < 2 && linked.periods.len() < 2;
        let calculates = [Role::Compare, Role::Ratio, Role::Trend].iter().any(|role| linked.with_role(*role) != 0);
        let relative = matches!(own, UnitKind::Percent | UnitKind::PercentagePoints | UnitKind::Multiple);
        let part = share && single && !relative && !calculates;
        let much = own == UnitKind::Count && !calculates && linked.asks_how_much_of_one();
        evidence.mark(Name::AmountMissed, part || much && !met);
        evidence.mark(Name::CountMissed, linked.with_role(Role::Many) != 0 && !counts(own) && !met);
    }
}

/// The one span of several years that ends in the year that was asked, among the periods of a metric's figures: where a plan for "by then"
/// is asked, or what is measured does not add up over years.
pub(super) fn span_up_to(catalog: &Catalog, metric: MetricRef, linked: &Linked, reading: &Reading) -> Option<Period> {
    use MetricKind::{Multiple, Rank, Score, Share};
    let [asked] = linked.periods.as_slice() else { return None };
    let at = positions(linked.periods_at()).next()?;
    let plans = linked.with_role(Role::Outlook) & !reading.subject != 0;
    let by = linked.typed(at + 1).starts_with(BY.1)
        || at.checked_sub(1).is_some_and(|before| linked.typed(before).eq_ignore_ascii_case(BY.0));
    let year = match asked {
        Asked::Until(date) if plans => date.last_day().year(),
        Asked::Within(period) | Asked::Between(period) => {
            let adds_up = !matches!(catalog.metric(metric).kind, Multiple | Rank | Score | Share);
            (!adds_up || plans && by).then(|| period.last_day().year())?
        }
        _ => return None,
    };
    let about = |entity: EntityRef| reading.entities.is_empty() || reading.entities.contains(&entity);
    let below = leaves(catalog, metric);
    let figures = below.iter().flat_map(|leaf| catalog.figures_of_metric(*leaf)).map(|figure| catalog.figure(*figure));
    let ends_then = |period: &Period| period.last_day().year() == year && period.first_day().year() < year;
    let mut spans =
        figures.filter(|figure| about(figure.entity) && ends_then(&figure.period)).map(|figure| figure.period);
    let first = spans.next()?;
    spans.all(|span| span == first).then_some(first)
}

/// What stands by a year up to which something is expected.
const BY: (&str, &str) = ("by", "까지");

/// Whether one of some entities holds others of them.
fn has_whole(catalog: &Catalog, entities: &[EntityRef]) -> bool {
    let looked_at = &entities[..entities.len().min(MAX_COMPARED)];
    looked_at.iter().flat_map(|entity| catalog.wholes_of(*entity)).any(|whole| looked_at.contains(&whole))
}

/// Whether places stand among things that are none: firms, sites, products, people.
fn has_several_kinds(catalog: &Catalog, entities: &[EntityRef]) -> bool {
    use EntityKind::{Country, Group, Region, World};
    let looked_at = entities[..entities.len().min(MAX_COMPARED)].iter().map(|entity| catalog.entity(*entity).kind);
    let mut kinds =
        looked_at.filter(|kind| !matches!(kind, World | Group)).map(|kind| matches!(kind, Country | Region));
    kinds.next().is_some_and(|first| kinds.any(|other| other != first))
}

/// Concepts of what is there and no plan.
static FACT: Lazy<Vec<GroupId>> = Lazy::new(|| {
    let ids = ["actual", "actually", "existing", "active", "so-far"];
    ids.iter().filter_map(|id| Lexicon::get().find_group(id)).collect()
});
/// So many entities of a metric are looked through for one that holds others.
const MAX_COMPARED: usize = 64;
/// Figures of this many entities are looked up where none was named.
const MAX_LOOKED_UP: usize = 12;

/// Whether a text has a word; of models it may name this one alone ("H100, H200 and H20" says how many there are of all).
fn speaks_of_it_alone(text: &[String], word: &str) -> bool {
    let is_model = |other: &str| {
        other.bytes().any(|byte| byte.is_ascii_digit()) && other.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    let same = |other: &String| other == word || other.strip_suffix('s') == Some(word);
    let named = text.iter().any(|other| same(other) || !is_model(word) && other.starts_with(word));
    named && (!is_model(word) || !text.iter().any(|other| is_model(other) && !same(other)))
}
