//! Which of a question's words a metric explains: by its names, by words of the same concept, by its definition; and of which
//! kind the words are that are left over.

use once_cell::sync::Lazy;

use super::candidate::{SHARED_PIECES, Weigher};
use super::evidence::{Evidence, Name};
use super::profile::{Profile, stem, words_of};
use crate::figure::{EntityKind, EntityRef, MetricRef, UnitKind};
use crate::lang::concepts::{Bearing, Effect, GroupId, Lexicon, Meaning};
use crate::lang::ko;
use crate::lang::lexicon::Role;
use crate::lang::text::{Class, Text};
use crate::read::clauses::Asides;
use crate::read::interpret::{self, Reading, leaves};
use crate::read::link::{Linked, Mask, positions};
use crate::read::segment::Kind;

impl Weigher<'_> {
    /// Which of a metric's names the question has most of.
    pub(super) fn best_name(&self, metric: MetricRef, linked: &Linked) -> Found {
        let mut best = Found::default();
        let counts = linked.with_role(Role::Many) != 0;
        for number in &self.profiles.of(metric).aliases {
            let alias = &self.vocabulary.aliases[*number as usize];
            let mut found = Found::default();
            let (mut all, mut exact, mut concept, mut lacks_acts) = (0.0, 0.0, 0.0, 0.0);
            for word in &alias.words {
                let weight = 0.2 + self.profiles.weight(*word);
                all += weight;
                if let Some(mask) = linked.anywhere(&[*word]) {
                    exact += weight;
                    found.exact |= mask;
                    continue;
                }
                // "How many wineries": the number of wineries.
                if counts && self.profiles.is_counting(*word) {
                    exact += weight;
                    continue;
                }
                let meaning = &self.vocabulary.meanings[*word as usize];
                let mask = if meaning.groups.is_empty() { 0 } else { self.same_concept(linked, &meaning.groups) };
                // "Life expectancy" is one idea, and neither of its words.
                let phrases = self.profiles.of(metric).phrases.iter().filter(|(words, _)| words.contains(word));
                let mask = phrases.fold(mask, |mask, (_, groups)| mask | self.same_concept(linked, groups));
                if mask == 0 {
                    found.lacks += 1;
                    let makes = |alone| matches!(alone, Bearing::Act | Bearing::Narrow | Bearing::Part);
                    lacks_acts += if meaning.alone.is_some_and(makes) { weight } else { 0.0 };
                } else {
                    concept += weight;
                    found.concept |= mask;
                }
            }
            found.lacks_acts = lacks_acts / all;
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

    /// The words of the question that share a concept with these groups.
    pub(super) fn same_concept(&self, linked: &Linked, groups: &[GroupId]) -> Mask {
        let lexicon = Lexicon::get();
        let shares = |position: &usize| {
            linked.meaning_at(*position, self.vocabulary).is_some_and(|other| shared_concept(lexicon, other, groups))
        };
        let words = (0..linked.pieces.len()).filter(shares).fold(0, |mask, position| mask | 1 << position);
        let ideas = linked.ideas().filter(|(_, meaning)| shared_concept(lexicon, meaning, groups));
        ideas.fold(words, |mask, (of_idea, _)| mask | of_idea)
    }

    /// Which of the question's words the metric explains, and what is left over. Returns what is explained and what is left.
    pub(super) fn words(
        &self,
        metric: MetricRef,
        linked: &Linked,
        reading: &Reading,
        by_name: Mask,
        evidence: &mut Evidence,
    ) -> (Mask, Left) {
        let lexicon = Lexicon::get();
        // A broad metric speaks with the words of the narrower one that has the figure. Where several have one, those who mean one of
        // them say so, and it is a candidate of its own.
        let has_cell =
            |leaf: &MetricRef| reading.entities.iter().all(|entity| !self.catalog.cell(*leaf, *entity).is_empty());
        let mut below = leaves(self.catalog, metric);
        below.retain(has_cell);
        let below_all = below.clone();
        let below = if below.len() == 1 { below } else { Vec::new() };
        let family: Vec<&Profile> = std::iter::once(metric).chain(below).map(|one| self.profiles.of(one)).collect();
        let groups: Vec<GroupId> = family.iter().flat_map(|profile| profile.groups.iter().copied()).collect();
        let more_groups: Vec<GroupId> = family.iter().flat_map(|profile| profile.more_groups.iter().copied()).collect();
        let entities = self.entity_mask(linked, &reading.entities);
        let unit_kind = self.catalog.unit_of(metric).kind;
        // "Nationwide", "does the country have": what is asked of is a country, or all there is.
        let is_country = |entity: &EntityRef| self.catalog.entity(*entity).kind == EntityKind::Country;
        let orders = [Role::Most, Role::Least, Role::Which].iter().any(|role| linked.with_role(*role) != 0);
        let whole = evidence.get(Name::WholeEntity) + evidence.get(Name::OnlyEntity) > 0.0;
        let of_the_country =
            !orders && if reading.entities.is_empty() { whole } else { reading.entities.iter().all(is_country) };
        let (mut all, mut name, mut concept, mut definition) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
        let profile = self.profiles.of(metric);
        let (mut explained, mut left, mut nouns, mut things, mut acts) = (0, Left::default(), 0, 0, 0);
        let (mut clash, mut told_of, mut unwritten, mut topic) = (false, 0.0f32, 0, 0);
        let open = reading.unexplained;
        let Asides { aside, told, topics } = linked.asides(self.vocabulary);
        let of_idea = |groups: &[GroupId]| {
            let ideas = linked.ideas().filter(|(_, meaning)| shared_concept(lexicon, meaning, groups));
            ideas.fold(0, |mask, (of_idea, _)| mask | of_idea)
        };
        let (by_idea, by_more) = (of_idea(&groups), of_idea(&more_groups));
        for (position, piece) in linked.pieces.iter().enumerate() {
            let bit = 1 << position;
            if entities & bit != 0 || matches!(piece.kind, Kind::Period(_) | Kind::Ending) {
                continue;
            }
            // What denies is weighed as such.
            if linked.with_role(Role::Negation) & bit != 0 && by_name & bit == 0 {
                continue;
            }
            let word = linked.word_at(position);
            let meaning = linked.meaning_at(position, self.vocabulary);
            let own = word.is_some_and(|word| family.iter().any(|profile| profile.words.contains(&word)));
            if open & bit == 0 && !own {
                // A general word: it explains nothing and is not left over.
                continue;
            }
            // What asks for a unit is weighed as such, and what counts speaks of nothing else.
            if !own && (linked.unit_words() & bit != 0 || linked.is_counter(position)) {
                continue;
            }
            // "Countries by railway length": of which kind the things are that are listed.
            if reading.entities.is_empty() && linked.with_role(Role::Kind) & bit != 0 && !own {
                continue;
            }
            if !own && of_the_country && meaning.is_some_and(|meaning| meaning.shares(&COUNTRYWIDE)) {
                continue;
            }
            let weight = self.weight_at(linked, position);
            // Why somebody asks is no part of what is asked; the words that it shares with the metric explain it all the same.
            all += if aside & bit != 0 && !own { 0.0 } else { weight };
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
            let word_excluded = profile.excluded_words.contains(stem(&linked.text.slice(piece.start, piece.end)));
            let same = (by_name | by_idea) & bit != 0
                || meaning.is_some_and(|meaning| shared_concept(lexicon, meaning, &groups));
            let same = same && !word_excluded;
            if same {
                concept += weight;
                explained |= bit;
                continue;
            }
            let shared = self.profiles.shared(metric, &linked.text, piece.start, piece.end);
            let in_definition =
                by_more & bit != 0 || meaning.is_some_and(|meaning| shared_concept(lexicon, meaning, &more_groups));
            // A definition may list makers and places; that it does so does not make the figure one of theirs.
            let name =
                linked.is_typed_as_name(position) || meaning.is_some_and(|meaning| meaning.effects.has(Effect::Name));
            let model = linked.text.classes[piece.start..piece.end].contains(&Class::Digit);
            // That a definition has the word of another metric's name does not make it this one.
            let of_others = word.is_some_and(|word| !self.profiles.of_word(word).is_empty());
            let shared = if name || model || of_others { 0.0 } else { shared };
            if !word_excluded && (in_definition || shared >= SHARED_PIECES) {
                definition += weight;
                if shared >= SHARED_PIECES {
                    explained |= bit;
                    continue;
                }
            }
            let light = |meaning: &Meaning| meaning.effects.may_be_idle() || meaning.alone == Some(Bearing::Light);
            let excluded = !meaning.is_some_and(light)
                && (word_excluded
                    || meaning.is_some_and(|meaning| shared_concept(lexicon, meaning, &profile.excluded_groups))
                    || self.profiles.excluded(metric, &linked.text, piece.start, piece.end) >= SHARED_PIECES);
            clash |= meaning.is_some_and(|meaning| lexicon.clash(&meaning.groups, &groups));
            let (said_aside, told) = (aside & bit != 0, told & bit != 0);
            let of_field = word.is_some_and(|word| self.profiles.is_of_field(metric, word));
            let kind = if of_field { (Name::LeftField, weight) } else { self.kind_of(linked, position, weight) };
            let kind = if excluded { (Name::LeftExcluded, 1.0) } else { kind };
            let (kind, amount) = kind;
            // Why somebody asks narrows nothing, unless it names somebody.
            let is_name = matches!(
                kind,
                Name::LeftNames | Name::LeftNamed | Name::LeftModels | Name::LeftUnknown | Name::LeftUnwritten
            );
            // Where a site stands, or who owns it.
            if is_name && kind != Name::LeftModels && self.tells_of(&below_all, &reading.entities, linked, position) {
                told_of += 1.0;
                definition += weight;
                explained |= bit;
                continue;
            }
            // What is told of the subject may make another measure of it, wherever it is told.
            let changes = matches!(kind, Name::LeftActs | Name::LeftQualifiers | Name::LeftPart | Name::LeftExcluded);
            // "For women: how many ..." narrows what is asked, though it asks nothing.
            let picks =
                |meaning: &Meaning| meaning.groups.iter().any(|group| lexicon.group(*group).effect == Effect::Qualify);
            let narrows = matches!(kind, Name::LeftPart | Name::LeftExcluded)
                || kind == Name::LeftQualifiers && meaning.is_some_and(picks);
            let kind = if (said_aside && !narrows || told && !changes) && !is_name { Name::LeftAside } else { kind };
            // A topic is what is asked about, be it a thing, an act or a part.
            let is_topic = topics & bit != 0 && (changes || kind == Name::LeftPackWords);
            let kind = if is_topic { Name::LeftConcepts } else { kind };
            topic |= if topics & bit != 0 { bit } else { 0 };
            unwritten |= if kind == Name::LeftUnwritten && aside & bit == 0 { bit } else { 0 };
            left.all |= bit;
            left.telling |= if matches!(kind, Name::LeftAside | Name::LeftLight | Name::LeftMaybe) { 0 } else { bit };
            left.asked |= if kind == Name::LeftAside { 0 } else { bit };
            evidence.add(kind, if in_definition { amount / 2.0 } else { amount });
            acts |= if matches!(kind, Name::LeftActs | Name::LeftQualifiers) { bit } else { 0 };
            things |= if matches!(kind, Name::LeftConcepts | Name::LeftPackWords | Name::LeftActs) { bit } else { 0 };
            nouns |= if matches!(kind, Name::LeftConcepts | Name::LeftPackWords | Name::LeftMaybe) { bit } else { 0 };
        }
        let behind = positions(things).filter(|position| *position > 0 && entities & (1 << (position - 1)) != 0);
        let behind = behind.filter(|position| {
            let start = linked.pieces[*position].start;
            linked.text.gaps.get(start).is_some_and(|gap| matches!(gap, ' ' | '\0'))
        });
        evidence.set(Name::LeftOfEntity, (behind.count() as f32).min(2.0));
        let right_before = positions(acts).filter(|position| self.modifies(linked, *position, explained));
        evidence.set(Name::ActsBefore, (right_before.count() as f32).min(2.0));
        let before = positions(nouns).filter(|position| self.modifies(linked, *position, explained));
        evidence.set(Name::LeftBefore, (before.count() as f32).min(2.0));
        evidence.mark(Name::LeftTopic, nouns & topic != 0);
        evidence.set(Name::ToldOfEntity, told_of.min(2.0));
        let told = explained | entities;
        let beside = positions(unwritten).filter(|position| self.stands_beside(linked, *position, told));
        evidence.set(Name::UnwrittenBeside, (beside.count() as f32).min(2.0));
        let each = (0..linked.pieces.len()).filter(|position| self.counts_for_each(linked, *position, left.all));
        evidence.add(Name::LeftPart, each.count() as f32);
        let nobody = reading.entities.is_empty();
        let unknown = evidence.get(Name::LeftUnknown) + evidence.get(Name::LeftUnwritten);
        evidence.set(Name::LeftNobody, if nobody { unknown } else { 0.0 });
        evidence.set(Name::LeftConceptsNobody, if nobody { evidence.get(Name::LeftConcepts) } else { 0.0 });
        evidence.mark(Name::Whole, left.asked == 0 && evidence.get(Name::NameWhole) > 0.0);
        let denied = linked.with_role(Role::Negation) & !reading.subject & !by_name;
        let denies = family.iter().any(|profile| profile.denies);
        let in_name = family.iter().any(|profile| profile.name_denies);
        let denied_at = |set: Mask| !in_name && positions(denied).any(|position| self.denies_at(linked, position, set));
        evidence.mark(Name::DenialNear, denied_at(explained | entities));
        evidence.mark(Name::DenialOfAct, denied_at(acts));
        evidence.set(Name::LeftNegation, if denies { 0.0 } else { denied.count_ones() as f32 });
        let part = |explained: f32| if all > 0.0 { (explained / all).min(1.0) } else { 0.0 };
        evidence.set(Name::ExplainedByName, part(name));
        evidence.set(Name::ExplainedByConcept, part(concept));
        evidence.set(Name::ExplainedByDefinition, part(definition));
        let (known, open) = self.numbers(metric, linked, reading, aside);
        evidence.mark(Name::ValueMet, known);
        evidence.set(Name::LeftNumbers, open as f32);
        evidence.mark(Name::LeftAny, left.asked != 0 || evidence.get(Name::LeftNegation) > 0.0);
        evidence.mark(Name::Clash, clash);
        (explained, left)
    }

    /// Whether the word at a place begins "per household", or is 가구당, and what it counts for each of is left over.
    fn counts_for_each(&self, linked: &Linked, position: usize, left: Mask) -> bool {
        let is_left = |position: usize| left & (1 << position) != 0;
        let typed = linked.typed(position);
        let is_unit = linked.meaning_at(position, self.vocabulary).is_some_and(|meaning| meaning.shares(&PER_UNIT));
        let korean = !is_unit && typed.chars().count() > FOR_EACH.1.chars().count() && typed.ends_with(FOR_EACH.1);
        let english =
            typed.eq_ignore_ascii_case(FOR_EACH.0) && position + 1 < linked.pieces.len() && is_left(position + 1);
        is_left(position) && korean || english
    }

    /// Whether the word at a place stands right before one that is explained, as what tells its kind does: "school libraries".
    fn modifies(&self, linked: &Linked, position: usize, explained: Mask) -> bool {
        let Some(next) = linked.pieces.get(position + 1) else { return false };
        let joined = matches!(linked.text.gaps.get(next.start), Some(' ' | '-' | '\0'));
        joined && explained & (1 << (position + 1)) != 0
    }

    /// Whether the names of what was asked about, or the scope or source of its figures, have the word at a place. A note may tell of somebody
    /// else, and so may the title of a source tell of another country.
    fn tells_of(&self, below: &[MetricRef], entities: &[EntityRef], linked: &Linked, position: usize) -> bool {
        let Some(piece) = linked.pieces.get(position) else { return false };
        let word = linked.text.slice(piece.start, piece.end);
        let has = |text: &str| words_of(&Text::new(text)).contains(&word);
        let is_place = linked.places() & (1 << position) != 0;
        entities.iter().any(|entity| {
            let own = self.catalog.entity(*entity);
            let names = own.aliases.iter().map(|alias| &**alias).chain([&*own.name.en, &*own.name.ko]);
            let cells = below.iter().flat_map(|leaf| self.catalog.cell(*leaf, *entity)).take(MAX_TOLD);
            names.into_iter().any(has)
                || cells.map(|figure| self.catalog.figure(*figure)).any(|figure| {
                    let source = self.catalog.source(figure.source);
                    let texts = [&figure.scope, &source.title, &source.publisher];
                    texts[..if is_place { 1 } else { texts.len() }].iter().any(|text| has(&text.en) || has(&text.ko))
                })
        })
    }

    /// Whether the word at a place stands right beside a word of a set, with nothing but endings between them.
    fn stands_beside(&self, linked: &Linked, position: usize, set: Mask) -> bool {
        // 요 몇 년: one syllable is no name.
        let piece = &linked.pieces[position];
        if piece.end - piece.start < 2 {
            return false;
        }
        let is_ending = |position: &usize| linked.pieces[*position].kind == Kind::Ending;
        let before = (0..position).rev().find(|position| !is_ending(position));
        let behind = (position + 1..linked.pieces.len()).find(|position| !is_ending(position));
        let ends = |position: usize| linked.ends_clause(position);
        before.is_some_and(|before| set & (1 << before) != 0 && !(before..position).any(ends))
            || behind.is_some_and(|behind| set & (1 << behind) != 0 && !(position..behind).any(ends))
    }

    /// Whether a word that denies is said of a word of a set: of the one behind it, in Korean also of the one before it.
    fn denies_at(&self, linked: &Linked, position: usize, set: Mask) -> bool {
        let says = |position: &usize| {
            let light = [Role::Padding, Role::Ending, Role::Particle, Role::Function];
            let roles = light.iter().fold(0, |mask, role| mask | linked.with_role(*role));
            linked.pieces[*position].kind != Kind::Ending && roles & (1 << *position) == 0
        };
        let is_korean = linked.text.classes[linked.pieces[position].start] == Class::Hangul;
        let before = (0..position).rev().find(says).filter(|_| is_korean);
        let behind = (position + 1..linked.pieces.len()).find(says);
        [before, behind].into_iter().flatten().any(|beside| set & (1 << beside) != 0)
    }

    /// Counts numbers of the metric's own text among its words: "per 10,000 members"; of shares also those that say a share in another
    /// way: "nine in ten", 백 편 중 몇 편.
    pub(super) fn own_numbers(&self, metric: MetricRef, linked: &Linked, reading: &mut Reading) {
        if self.catalog.unit_of(metric).kind == UnitKind::Percent {
            reading.subject |= linked.parts_of_round_numbers();
        }
        for position in positions(linked.numbers() & !reading.subject) {
            let piece = &linked.pieces[position];
            let numbers = &self.profiles.of(metric).numbers;
            // "Sixteen bit" and "per 10k" write them in another way.
            let value = linked.number_at(position).map(|number| number.value.normalize().to_string());
            let own = numbers.contains(&linked.text.slice(piece.start, piece.end));
            if own || value.is_some_and(|value| numbers.contains(&value)) {
                reading.subject |= 1 << position;
            }
        }
    }

    /// Whether a number of the question is a value of the metric, and how many are not.
    fn numbers(&self, metric: MetricRef, linked: &Linked, reading: &Reading, aside: Mask) -> (bool, usize) {
        let mut open = 0;
        let mut known = false;
        let wanted = interpret::wanted_count(linked).map_or(0, |(position, _)| 1 << position);
        for position in positions(linked.numbers() & !reading.subject & !wanted & !aside) {
            let Some(number) = linked.number_at(position) else { continue };
            // "Younger than 40" is no share of 40 %: a share that somebody states has its sign, or the word for it.
            let sized = self.catalog.unit_of(metric).kind != UnitKind::Percent || self.is_in_percent(linked, position);
            let figures = leaves(self.catalog, metric);
            let figures = figures.iter().flat_map(|leaf| self.catalog.figures_of_metric(*leaf));
            let own_unit = self.catalog.metric(metric).unit;
            let (mut met, mut near) = (false, false);
            for figure in figures.take(MAX_VALUES) {
                let figure = self.catalog.figure(*figure);
                let about = reading.entities.contains(&figure.entity);
                met |= (about || reading.entities.is_empty()) && number.may_be(figure.value);
                // "Over 2 billion, I hear": somebody states the size of it, and is told the figure.
                let about = about || reading.entities.is_empty();
                let size = number.is_of_the_size_of(figure.value) || linked.is_claimed(position, own_unit);
                near |= about && sized && size;
            }
            known |= met;
            open += usize::from(!met && !near);
        }
        (known, open)
    }

    /// Whether a number is said as a share: by the sign or a word for it behind, or in words ("a quarter").
    fn is_in_percent(&self, linked: &Linked, position: usize) -> bool {
        let typed = linked.typed(position);
        let has_kind = |position: usize| {
            let units = linked.units_at(position).iter().map(|unit| self.catalog.unit(*unit).kind);
            let groups = linked.meaning_at(position, self.vocabulary).into_iter().flat_map(|meaning| &meaning.groups);
            let asked = groups.flat_map(|group| Lexicon::get().group(*group).asks_for.iter().copied());
            units.chain(asked).any(|kind| kind == UnitKind::Percent)
        };
        let near = (position + 1..linked.pieces.len()).take(2);
        !typed.contains(|c: char| c.is_ascii_digit())
            || typed.ends_with('%')
            || near.into_iter().any(|next| linked.typed(next).starts_with('%') || has_kind(next))
    }

    /// Of which kind a word is that is left over, and how much of it.
    pub(super) fn kind_of(&self, linked: &Linked, position: usize, weight: f32) -> (Name, f32) {
        let piece = &linked.pieces[position];
        let meaning = linked.meaning_at(position, self.vocabulary);
        let longer = linked.with_ending(position);
        let classes = &linked.text.classes[piece.start..piece.end];
        if linked.places() & (1 << position) != 0 {
            return (Name::LeftNames, 1.0);
        }
        if classes.contains(&Class::Digit) {
            return (Name::LeftModels, 1.0);
        }
        // What a slip is read as and nothing needs is not known; that another measure has the word says that it was meant.
        if matches!(piece.kind, Kind::Typo(_)) {
            let of_others = linked.word_at(position).is_some_and(|word| !self.profiles.of_word(word).is_empty());
            return match classes.contains(&Class::Hangul) {
                _ if of_others => (Name::LeftNamed, 1.0),
                true => (Name::LeftUnwritten, 1.0),
                false => (Name::LeftUnknown, 1.0),
            };
        }
        let light = meaning.is_some_and(|meaning| meaning.alone == Some(Bearing::Light));
        // A word that packs use keeps what it does in everyday language; what is no everyday word, or a thing, is one of a field.
        let of_pack = linked.word_at(position).is_some();
        if of_pack && meaning.is_none_or(|meaning| meaning.alone == Some(Bearing::Thing)) {
            return (Name::LeftPackWords, weight);
        }
        match meaning {
            Some(meaning) if meaning.effects.has(Effect::Name) && !light => (Name::LeftNames, 1.0),
            Some(meaning) if meaning.alone == Some(Bearing::Part) => (Name::LeftPart, 1.0),
            _ if longer.is_some_and(|meaning| meaning.alone == Some(Bearing::Part)) => (Name::LeftPart, 1.0),
            Some(meaning) if meaning.alone == Some(Bearing::Narrow) => (Name::LeftQualifiers, 1.0),
            Some(meaning) if meaning.effects.may_be_idle() => (Name::LeftMaybe, 1.0),
            Some(_) if light => (Name::LeftLight, 1.0),
            Some(meaning) if meaning.alone == Some(Bearing::Act) => (Name::LeftActs, 1.0),
            Some(_) => (Name::LeftConcepts, 1.0),
            None if linked.is_typed_as_name(position) => (Name::LeftNames, 1.0),
            None if classes.contains(&Class::Letter) => (Name::LeftUnknown, 1.0),
            // A verb that nobody knows is something done, and no name.
            None if ko::ends_as_verb(&linked.text.chars[piece.start..piece.end]) => (Name::LeftActs, 1.0),
            None => (Name::LeftUnwritten, 1.0),
        }
    }
}

/// What stands before a word of English, and at the end of one of Korean, where something is counted for each of something.
const FOR_EACH: (&str, &str) = ("per", "당");
/// Concepts of a whole country.
static COUNTRYWIDE: Lazy<Vec<GroupId>> =
    Lazy::new(|| ["nationwide", "country"].iter().filter_map(|id| Lexicon::get().find_group(id)).collect());
/// Each of what is counted, as prices do: 개당, 대당.
static PER_UNIT: Lazy<Vec<GroupId>> = Lazy::new(|| Lexicon::get().find_group("per-unit").into_iter().collect());
/// A word of the same concept counts this much, beside 1 for the word itself.
const CONCEPT_FOR_WORD: f32 = 0.8;
/// The texts of so many figures are looked through for a word that nobody knows.
const MAX_TOLD: usize = 12;
/// So many figures of a metric are compared with a number of the question.
const MAX_VALUES: usize = 2_000;

/// The words that a metric leaves over.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Left {
    pub all: Mask,
    /// Without those of a clause that asks nothing.
    pub asked: Mask,
    /// Of these, without those that mostly carry a sentence or may mean nothing.
    pub telling: Mask,
}

/// How much of a name a question has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    pub exact: Mask,
    pub concept: Mask,
    pub word_by_word: f32,
    pub found: f32,
    all: f32,
    pub lacks: usize,
    /// The part of the name that the question lacks and that says what is done or which kind is meant.
    pub lacks_acts: f32,
}

/// Whether a word is of one of these concepts, and of one that tells measures apart.
fn shared_concept(lexicon: &Lexicon, meaning: &Meaning, groups: &[GroupId]) -> bool {
    meaning.groups.iter().any(|group| {
        groups.contains(group)
            && matches!(lexicon.group(*group).effect, Effect::Concept | Effect::Qualify | Effect::Plan)
    })
}
