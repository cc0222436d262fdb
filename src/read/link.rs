//! From pieces of text to the concepts that they may name.

use super::everyday;
use super::frames;
use super::ideas;
use super::nth::Nth;
use super::segment::{self, Kind, Piece, Slips};
use super::spelled;
use super::vocabulary::{Concept, Vocabulary, WordId};
use crate::figure::{EntityRef, MetricKind, MetricRef, SourceRef, TopicRef, UnitKind, UnitRef};
use crate::lang::Asked;
use crate::lang::concepts::{Lexicon, Meaning};
use crate::lang::ko;
use crate::lang::lexicon::{Role, Roles};
use crate::lang::number::Number;
use crate::lang::period;
use crate::lang::text::{Class, Text};
use crate::pack::Catalog;
use jiff::civil::Date;

/// A set of pieces, by their position.
pub(crate) type Mask = u128;

/// A text of more pieces than this is not a question; a [`Mask`] holds no more.
pub(crate) const MAX_PIECES: usize = 128;

/// A concept that the text names, and the pieces that name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Named<R> {
    pub what: R,
    pub mask: Mask,
    /// Named by an alias that leaves out words such as "count".
    pub weak: bool,
}

/// A text with all that its pieces may mean.
#[derive(Clone, Debug)]
pub(crate) struct Linked {
    pub text: Text,
    pub pieces: Vec<Piece>,
    pub metrics: Vec<Named<MetricRef>>,
    /// Metrics whose name is part of a longer one that was found: `AI investment` in `AI investment rank`.
    pub shorter: Vec<Named<MetricRef>>,
    pub entities: Vec<Named<EntityRef>>,
    pub sources: Vec<Named<SourceRef>>,
    pub topics: Vec<Named<TopicRef>>,
    pub periods: Vec<Asked>,
    /// The one place of an order that is asked for.
    pub nth: Option<Nth>,
    /// General phrases were passed over, because they hold words of the packs.
    pub passed_over: bool,
    /// The words of the packs in it, with the pieces in which they stand.
    words: Vec<(WordId, Mask)>,
    /// A bit for each of these words, shared by several: most words that are looked for are none of them.
    word_bits: u64,
    /// The word of the packs at each piece.
    word_at: Vec<Option<WordId>>,
    /// The everyday word at each piece.
    everyday_at: Vec<Option<u32>>,
    roles: Vec<Roles>,
    /// The pieces with each role, by its place in [`Role::ALL`].
    with_role: [Mask; Role::ALL.len()],
    units: Vec<Vec<UnitRef>>,
    /// Words and phrases of everyday language, each over the pieces in which it stands; none in running text.
    ideas: Vec<(Mask, u32)>,
    /// The pieces that ask for a unit.
    unit_words: Mask,
    places: Mask,
    /// The pieces of which an ending alone says that something is meant to be done.
    said_by_ending: Mask,
}

/// GB/s is no GB: a unit for each of something is none that is known, unless a pack has it as a whole.
fn set_rates_apart(text: &Text, pieces: &mut [Piece], vocabulary: &Vocabulary) {
    for position in 1..pieces.len() {
        let per = text.gaps.get(pieces[position].start) == Some(&'/');
        let counts = |piece: &Piece| match piece.kind {
            Kind::Pattern(number) => !vocabulary.patterns[number as usize].units.is_empty(),
            _ => false,
        };
        let short = pieces[position].end - pieces[position].start <= LETTERS_OF_RATE;
        if per && short && counts(&pieces[position - 1]) && !counts(&pieces[position]) {
            pieces[position - 1].kind = Kind::Unknown;
        }
    }
}

/// What stands behind the stroke of a rate has no more letters: s, h, m2.
const LETTERS_OF_RATE: usize = 3;
/// Asks for one of several, or for a place in an order.
const WHICH: &str = "which";
/// What asks for somebody or some place.
const WHO: [&str; 7] = ["who", "whose", WHICH, "누구", "누가", "어디", "어느"];

impl Linked {
    /// Reads a text; none if it has too many pieces for a question. Without `phrases`, general phrases that hold words of the
    /// packs are passed over.
    pub fn new(raw: &str, today: Date, vocabulary: &Vocabulary, phrases: bool) -> Option<Self> {
        Self::read(raw, today, vocabulary, phrases, Slips::Corrected)
    }

    /// Reads a stretch of running text, in which typing errors are not corrected.
    pub fn running(raw: &str, today: Date, vocabulary: &Vocabulary, phrases: bool) -> Option<Self> {
        Self::read(raw, today, vocabulary, phrases, Slips::Kept)
    }

    fn read(raw: &str, today: Date, vocabulary: &Vocabulary, phrases: bool, slips: Slips) -> Option<Self> {
        let text = Text::new(raw);
        let mentions = period::find(&text, today);
        let (mut pieces, passed_over) = segment::segment(&text, &mentions, vocabulary, phrases, slips);
        set_rates_apart(&text, &mut pieces, vocabulary);
        if pieces.len() > MAX_PIECES {
            return None;
        }
        let mut words: Vec<(WordId, Mask)> = Vec::new();
        let mut roles = Vec::with_capacity(pieces.len());
        let mut units = Vec::with_capacity(pieces.len());
        let (mut places, mut unit_words, mut said_by_ending) = (0, 0, 0);
        let mut word_at: Vec<Option<WordId>> = Vec::with_capacity(pieces.len());
        let mut everyday_at = Vec::with_capacity(pieces.len());
        let mut periods = Vec::new();
        for (position, piece) in pieces.iter().enumerate() {
            let bit = 1 << position;
            let pattern = match piece.kind {
                Kind::Pattern(number) | Kind::Typo(number) => vocabulary.patterns.get(number as usize),
                Kind::Period(number) => {
                    periods.extend(mentions.get(number).map(|(_, _, asked)| *asked));
                    None
                }
                Kind::Number | Kind::Unknown | Kind::Everyday(_) | Kind::Ending => None,
            };
            everyday_at.push(match piece.kind {
                Kind::Everyday(number) => Some(number),
                _ => None,
            });
            let mut general = match piece.kind {
                Kind::Everyday(number) => everyday::roles(number),
                Kind::Ending => Roles::of(Role::Ending),
                _ => pattern.map(|pattern| pattern.roles).unwrap_or_default(),
            };
            // 확보하겠다고, 갖추겠다고: what somebody says that he will do.
            let inflected = matches!(piece.kind, Kind::Everyday(_) | Kind::Ending) && !general.has(Role::Padding);
            if inflected && text.chars[piece.start..piece.end].iter().any(|c| ko::is_future(*c)) {
                said_by_ending |= if general.has(Role::Outlook) { 0 } else { bit };
                general.add(Role::Outlook);
            }
            let abbreviation = general.has(Role::Lower) && is_abbreviation(&text, piece);
            // A slip is believed where it names the subject, not where it would change what is done with it.
            let corrected =
                matches!(piece.kind, Kind::Typo(_)) && pattern.is_some_and(|pattern| pattern.word.is_some());
            // At the beginning of a word an ending is none: Iran, not `...이란`.
            let name = general.only_attaches()
                && pattern.is_some_and(|pattern| pattern.place)
                && !segment::is_attached(&text, piece.start);
            roles.push(if abbreviation || corrected || name { Roles::default() } else { general });
            let asked = pattern.map(|pattern| pattern.units.clone()).unwrap_or_default();
            unit_words |= if asked.is_empty() { 0 } else { bit };
            units.push(asked);
            places |= if pattern.is_some_and(|pattern| pattern.place) { bit } else { 0 };
            // What counts may be a word of a name too: the 개 of a cluster called 10만 개.
            let word = match piece.kind {
                Kind::Ending => vocabulary.word_of(&text.slice(piece.start, piece.end)),
                _ => pattern.and_then(|pattern| pattern.word),
            };
            word_at.push(word);
            if let Some(word) = word {
                match words.iter_mut().find(|(known, _)| *known == word) {
                    Some((_, mask)) => *mask |= bit,
                    None => words.push((word, bit)),
                }
            }
        }
        let mut with_role = [0; Role::ALL.len()];
        for (position, of_piece) in roles.iter().enumerate() {
            of_piece.places().for_each(|role| with_role[role] |= 1 << position);
        }
        let mut linked = Self {
            text,
            pieces,
            metrics: Vec::new(),
            shorter: Vec::new(),
            entities: Vec::new(),
            sources: Vec::new(),
            topics: Vec::new(),
            periods,
            nth: None,
            passed_over,
            word_bits: words.iter().fold(0, |bits, (word, _)| bits | word_bit(*word)),
            words,
            word_at,
            everyday_at,
            roles,
            with_role,
            units,
            ideas: Vec::new(),
            unit_words,
            places,
            said_by_ending,
        };
        let word_at = std::mem::take(&mut linked.word_at);
        linked.name_concepts(vocabulary, &word_at);
        linked.word_at = word_at;
        // A claim is held to the words themselves.
        if slips == Slips::Corrected {
            linked.find_ideas();
            frames::apply(&mut linked, vocabulary);
        }
        Some(linked)
    }

    fn find_ideas(&mut self) {
        for (start, end, word) in ideas::ideas(&self.text) {
            let inside = |position: &usize| self.pieces[*position].start >= start && self.pieces[*position].end <= end;
            let mask = (0..self.pieces.len()).filter(inside).fold(0, |mask, position| mask | 1 << position);
            if mask != 0 {
                self.ideas.push((mask, word));
            }
        }
    }

    /// Words and phrases of everyday language, each over the pieces in which it stands, however the text is cut.
    pub fn ideas(&self) -> impl Iterator<Item = (Mask, &'static Meaning)> + '_ {
        self.ideas.iter().map(|(mask, word)| (*mask, Lexicon::get().meaning(*word)))
    }

    /// The pieces that names of anything need.
    pub(crate) fn named(&self) -> Mask {
        let metrics = self.metrics.iter().chain(&self.shorter).map(|named| named.mask);
        let entities = self.entities.iter().map(|named| named.mask);
        let sources = self.sources.iter().map(|named| named.mask);
        let topics = self.topics.iter().map(|named| named.mask);
        metrics.chain(entities).chain(sources).chain(topics).fold(0, |mask, one| mask | one)
    }

    /// Whether the word at a piece does nothing in particular.
    pub(super) fn has_no_role(&self, position: usize) -> bool {
        self.roles[position].is_empty()
    }

    /// Says what the word at a piece asks for, though it is not explained by that.
    pub(super) fn add_wish(&mut self, position: usize, role: Role) {
        self.with_role[role as usize] |= 1 << position;
    }

    /// Says what the word at a piece does.
    pub(super) fn set_roles(&mut self, position: usize, roles: Roles) {
        let bit = 1 << position;
        self.with_role.iter_mut().for_each(|mask| *mask &= !bit);
        roles.places().for_each(|role| self.with_role[role] |= bit);
        self.roles[position] = roles;
    }

    fn name_concepts(&mut self, vocabulary: &Vocabulary, word_at: &[Option<WordId>]) {
        let mut found: Vec<Named<MetricRef>> = Vec::new();
        for (word, _) in self.words.clone() {
            for number in &vocabulary.by_rarest[word as usize] {
                let alias = &vocabulary.aliases[*number as usize];
                // A metric may be named in any order ("infrastructure shortage", "shortage of infrastructure"); a name must stay whole.
                if let Concept::Metric(what) = alias.concept {
                    let weak = alias.weak;
                    self.metric_masks(&alias.words, &mut |mask| found.push(Named { what, mask, weak }));
                    continue;
                }
                let Some(mask) = self.in_a_row(&alias.words, word_at) else { continue };
                let weak = alias.weak;
                match alias.concept {
                    Concept::Metric(_) => {}
                    Concept::Entity(what) => self.entities.push(Named { what, mask, weak }),
                    Concept::Source(what) => keep(&mut self.sources, Named { what, mask, weak }),
                    Concept::Topic(what) => keep(&mut self.topics, Named { what, mask, weak }),
                }
            }
        }
        self.metrics = found;
        // The order in which aliases were found depends on which words are rare; the order of the packs does not.
        self.metrics.sort_by_key(|named| (named.what, named.mask, named.weak));
        self.metrics.dedup_by_key(|named| (named.what, named.mask));
        self.entities.sort_by_key(|named| (named.what, named.mask));
        self.sources.sort_by_key(|named| (named.what, named.mask));
        self.topics.sort_by_key(|named| (named.what, named.mask));
        self.entities.dedup();
        let sources = self.sources.clone();
        self.sources.retain(|named| !sources.iter().any(|other| is_part(named.mask, other.mask)));
        // The longer name of a metric wins too, unless what makes it longer is the name of an entity: `GPUs` of the
        // `KISTI supercomputer` are no `supercomputer GPUs`.
        let metrics = self.metrics.clone();
        let names = self.entities.iter().fold(0, |mask, named| mask | named.mask);
        let covered = |named: &Named<MetricRef>| {
            metrics.iter().any(|other| {
                is_part(named.mask, other.mask) && (other.what == named.what || other.mask & !named.mask & !names != 0)
            })
        };
        (self.shorter, self.metrics) = metrics.iter().copied().partition(covered);
    }

    /// The pieces that name a metric, in any order. "And" or "versus" between two of its words makes two things of them:
    /// then each side must name it by itself.
    fn metric_masks(&self, words: &[WordId], found: &mut impl FnMut(Mask)) {
        let Some(mask) = self.anywhere(words) else { return };
        let Some(border) = self.joined_inside(mask) else { return found(mask) };
        let before = (1 << border) - 1;
        for side in [before, !before & !(1 << border)] {
            let whole = words.iter().all(|word| self.mask_of(*word).is_some_and(|places| places & side != 0));
            if whole {
                found(mask & side);
            }
        }
    }

    /// Where "and" or "versus" stands between two neighbouring words of a set, without being one of them.
    fn joined_inside(&self, mask: Mask) -> Option<usize> {
        let beside = |mut position: usize, step: isize| loop {
            let Some(next) = position.checked_add_signed(step).filter(|next| *next < self.pieces.len()) else {
                return false;
            };
            position = next;
            let roles = self.roles[position];
            if mask & (1 << position) != 0 {
                return true;
            }
            if !(roles.has(Role::Function) || roles.has(Role::Particle)) {
                return false;
            }
        };
        (0..self.pieces.len()).find(|position| {
            let roles = self.roles[*position];
            let joins = roles.has(Role::Several) || roles.has(Role::Compare);
            joins && mask & (1 << position) == 0 && beside(*position, -1) && beside(*position, 1)
        })
    }

    fn mask_of(&self, word: WordId) -> Option<Mask> {
        if self.word_bits & word_bit(word) == 0 {
            return None;
        }
        self.words.iter().find(|(known, _)| *known == word).map(|(_, mask)| *mask)
    }

    /// The pieces of these words, wherever they stand, if all of them are there.
    pub fn anywhere(&self, words: &[WordId]) -> Option<Mask> {
        words.iter().try_fold(0, |mask, word| Some(mask | self.mask_of(*word)?))
    }

    /// The pieces of these words where they follow each other, with nothing but particles and articles between.
    fn in_a_row(&self, words: &[WordId], word_at: &[Option<WordId>]) -> Option<Mask> {
        let first = words.first()?;
        let mut found = 0;
        for start in 0..self.pieces.len() {
            if word_at[start] != Some(*first) {
                continue;
            }
            let mut mask: Mask = 1 << start;
            let mut place = start + 1;
            let complete = words[1..].iter().all(|word| {
                while place < self.pieces.len() && word_at[place] != Some(*word) && self.connects(place) {
                    place += 1;
                }
                let fits = word_at.get(place) == Some(&Some(*word));
                if fits {
                    mask |= 1 << place;
                    place += 1;
                }
                fits
            });
            if complete {
                found |= mask;
            }
        }
        (found != 0).then_some(found)
    }

    fn connects(&self, position: usize) -> bool {
        let roles = self.roles[position];
        roles.has(Role::Function) || roles.has(Role::Particle) || roles.has(Role::Several)
    }

    /// The number at a piece, with the scale word behind it; in digits or in words.
    pub fn number_at(&self, position: usize) -> Option<Number> {
        let piece = self.pieces.get(position)?;
        spelled::value(self.text.typed(piece.start, piece.end))
    }

    /// The word of the packs at a piece.
    pub fn word_at(&self, position: usize) -> Option<WordId> {
        self.word_at.get(position).copied().flatten()
    }

    /// What the word at a piece means in everyday language, be it the packs' or a general one.
    pub fn meaning_at<'a>(&self, position: usize, vocabulary: &'a Vocabulary) -> Option<&'a Meaning> {
        match (self.word_at(position), self.everyday_at.get(position).copied().flatten()) {
            (Some(word), _) => Some(&vocabulary.meanings[word as usize]).filter(|meaning| !meaning.effects.is_empty()),
            (None, Some(number)) => Some(Lexicon::get().meaning(number)),
            (None, None) => None,
        }
    }

    /// What the word at a piece means together with the ending that is joined to it, where the two are a word: 외국인, of 외국 and 인.
    pub fn with_ending(&self, position: usize) -> Option<&'static Meaning> {
        let (piece, next) = (self.pieces.get(position)?, self.pieces.get(position + 1)?);
        let joined =
            next.kind == Kind::Ending && piece.end == next.start && self.text.gaps.get(next.start) == Some(&'\0');
        let word = joined.then(|| self.text.slice(piece.start, next.end))?;
        let lexicon = Lexicon::get();
        lexicon.korean_word(&word).map(|word| lexicon.meaning(word))
    }

    /// Whether the word at a piece was typed as a name: with a capital in a text that does not write every word so.
    pub fn is_typed_as_name(&self, position: usize) -> bool {
        self.pieces.get(position).is_some_and(|piece| segment::is_typed_as_name(&self.text, piece.start))
    }

    /// The pieces with a role.
    pub fn with_role(&self, role: Role) -> Mask {
        self.with_role[role as usize]
    }

    /// The pieces that say nothing about the subject.
    pub fn explained(&self) -> Mask {
        self.collect(|position| {
            let roles = self.roles[position];
            !roles.is_empty() && !roles.has(Role::Negation) && !roles.only_kinds()
                || matches!(self.pieces[position].kind, Kind::Period(_))
        })
    }

    /// The pieces that ask for a unit and are nothing else.
    pub fn unit_words(&self) -> Mask {
        self.unit_words
    }

    /// The pieces that ask for this unit.
    pub fn asking_for(&self, unit: UnitRef) -> Mask {
        let asks = |position: &usize| self.units[*position].contains(&unit);
        positions(self.unit_words).filter(asks).fold(0, |mask, position| mask | 1 << position)
    }

    /// The units that a piece asks for.
    pub fn units_at(&self, position: usize) -> &[UnitRef] {
        self.units.get(position).map_or(&[], Vec::as_slice)
    }

    /// The kind of metric that is asked for by words outside the subject: a published place ("몇 위"), a published multiple ("몇 배").
    pub fn asked_kind(&self, catalog: &Catalog, subject: Mask) -> Option<MetricKind> {
        let asks = |role: Role, kind: UnitKind| {
            let units = |position: usize| self.units_at(position).iter().any(|unit| catalog.unit(*unit).kind == kind);
            let words = positions(self.unit_words & !subject).any(units);
            words || self.with_role(role) & !subject != 0
        };
        // "People say it is Seoul, but who is really on top": who has a place is asked, and not the place of somebody.
        if asks(Role::Most, UnitKind::Rank) && !self.asks_who() {
            Some(MetricKind::Rank)
        } else if asks(Role::Ratio, UnitKind::Multiple) {
            Some(MetricKind::Multiple)
        } else {
            None
        }
    }

    /// Whether somebody or some place is asked for: who, which, 어디.
    fn asks_who(&self) -> bool {
        (0..self.pieces.len()).any(|position| {
            let typed = self.typed(position).to_lowercase();
            // "In which place": the place of somebody.
            let place = self.with_role(Role::Most) & (2 << position) != 0 && typed == WHICH;
            !place && WHO.iter().any(|word| typed == *word || !word.is_ascii() && typed.starts_with(word))
        })
    }

    /// Numbers that are no periods.
    pub fn numbers(&self) -> Mask {
        let place = self.nth.map_or(0, |nth| nth.mask);
        self.collect(|position| {
            let piece = &self.pieces[position];
            if place & (1 << position) != 0 {
                return false;
            }
            let digits = self.text.classes[piece.start..piece.end].iter().all(|class| *class == Class::Digit);
            piece.kind == Kind::Number || digits && matches!(piece.kind, Kind::Pattern(_))
        })
    }

    /// Whether somebody is said to have stated the number at a place in a unit, or with a counter of no unit: "I heard it is 10,000 GPUs",
    /// 10만 장이라던데.
    pub fn is_claimed(&self, position: usize, unit: UnitRef) -> bool {
        let units = self.units_at(position + 1);
        let counted = if units.is_empty() { self.is_counter(position + 1) } else { units.contains(&unit) };
        counted && self.with_role(Role::Quoted) != 0
    }

    /// The words of the packs at these pieces, if all of them hold one.
    pub fn words_at(&self, mask: Mask) -> Option<Vec<WordId>> {
        positions(mask)
            .map(|position| self.words.iter().find(|(_, at)| at & (1 << position) != 0).map(|(word, _)| *word))
            .collect()
    }

    /// The pieces of which an ending alone says that something is meant to be done: 뽑겠다.
    pub fn said_by_ending(&self) -> Mask {
        self.said_by_ending
    }

    /// Countries and regions that no pack speaks of.
    pub fn places(&self) -> Mask {
        self.places
    }

    /// Whether two names were written as one word, with nothing between them: 구글코리아 is a firm, not Google and Korea.
    /// Chinese characters stand for whole words each (美中).
    pub fn is_run_together(&self, one: Mask, other: Mask) -> bool {
        (1..self.pieces.len()).any(|position| {
            let (before, here) = (1 << (position - 1), 1 << position);
            let start = self.pieces[position].start;
            let beside = one & before != 0 && other & here != 0 || other & before != 0 && one & here != 0;
            beside && self.text.gaps[start] == '\0' && self.text.classes[start] != Class::Ideograph
        })
    }

    /// The pieces that are periods.
    pub fn periods_at(&self) -> Mask {
        self.collect(|position| matches!(self.pieces[position].kind, Kind::Period(_)))
    }

    /// All pieces.
    pub fn all(&self) -> Mask {
        // No text has more pieces than the mask has bits.
        Mask::MAX.checked_shr(Mask::BITS - self.pieces.len() as u32).unwrap_or(0)
    }

    /// The pieces read with typing errors corrected, with the pattern they were read as.
    pub fn typos(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        self.pieces.iter().enumerate().filter_map(|(position, piece)| match piece.kind {
            Kind::Typo(number) => Some((position, number)),
            _ => None,
        })
    }

    /// What was typed at a piece.
    pub fn typed(&self, position: usize) -> &str {
        self.pieces.get(position).map_or("", |piece| self.text.typed(piece.start, piece.end))
    }

    /// What was typed at each piece of a set; neighbours that were typed as one word are quoted as one.
    pub fn quote(&self, mask: Mask) -> Vec<String> {
        let mut quotes: Vec<(usize, usize)> = Vec::new();
        for position in positions(mask) {
            let Some(piece) = self.pieces.get(position) else { break };
            match quotes.last_mut() {
                Some((_, end)) if *end == piece.start && self.text.gaps[piece.start] == '\0' => *end = piece.end,
                _ => quotes.push((piece.start, piece.end)),
            }
        }
        quotes.into_iter().map(|(start, end)| self.text.typed(start, end).to_owned()).collect()
    }

    /// The pieces and the concepts that they name, a line each.
    pub fn explain(&self, catalog: &crate::pack::Catalog, vocabulary: &Vocabulary) -> String {
        let mut lines = Vec::new();
        for (position, piece) in self.pieces.iter().enumerate() {
            let read = match piece.kind {
                Kind::Pattern(number) | Kind::Typo(number) => {
                    vocabulary.surfaces.get(number as usize).map_or("", |surface| surface)
                }
                _ => "",
            };
            lines.push(format!(
                "{position:>3} {:?} {} {read} {:?}",
                piece.kind,
                self.typed(position),
                self.roles[position]
            ));
        }
        let at = |mask: Mask| positions(mask).map(|position| position.to_string()).collect::<Vec<_>>().join(" ");
        lines.extend(
            self.metrics.iter().map(|named| format!("metric {} at {}", catalog.metric(named.what).id, at(named.mask))),
        );
        lines.extend(
            self.entities.iter().map(|named| format!("entity {} at {}", catalog.entity(named.what).id, at(named.mask))),
        );
        lines.extend(
            self.sources.iter().map(|named| format!("source {} at {}", catalog.source(named.what).id, at(named.mask))),
        );
        lines.extend(
            self.topics.iter().map(|named| format!("topic {} at {}", catalog.topic(named.what).id, at(named.mask))),
        );
        lines.extend(self.periods.iter().map(|asked| format!("period {}", asked.iso())));
        lines.join("\n")
    }

    fn collect(&self, test: impl Fn(usize) -> bool) -> Mask {
        (0..self.pieces.len()).filter(|position| test(*position)).fold(0, |mask, position| mask | 1 << position)
    }
}

fn word_bit(word: WordId) -> u64 {
    1 << (word % 64)
}

/// Whether a piece was typed in capitals in a text that is not all capitals: `IT` is no "it".
fn is_abbreviation(text: &Text, piece: &Piece) -> bool {
    let capitals = |range: std::ops::Range<usize>| range.into_iter().all(|place| text.capitals[place]);
    let letters = || (0..text.len()).filter(|place| matches!(text.classes[*place], Class::Letter | Class::Hangul));
    capitals(piece.start..piece.end) && letters().any(|place| !text.capitals[place])
}

/// Keeps the reading of a concept that explains the most; a name as written beats one that leaves words out.
fn keep<R: PartialEq + Copy>(named: &mut Vec<Named<R>>, new: Named<R>) {
    match named.iter_mut().find(|known| known.what == new.what) {
        Some(known) => {
            let better =
                new.mask.count_ones() > known.mask.count_ones() || (known.weak && !new.weak && new.mask == known.mask);
            if better {
                *known = new;
            }
        }
        None => named.push(new),
    }
}

/// Whether a set is a true part of another.
pub(crate) fn is_part(part: Mask, whole: Mask) -> bool {
    part != whole && part & whole == part
}

/// The positions in a set, ascending.
pub(crate) fn positions(mut mask: Mask) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let first = (mask != 0).then_some(mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(first)
    })
}
