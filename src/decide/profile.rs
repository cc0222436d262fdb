//! What the words of each metric say: its names, its concepts, the pieces of its text.
//!
//! Made once from a catalogue, in no field's terms: a metric belongs to the concept groups of the words that name it, and is near
//! to a question that shares pieces of words with its names, definition and scopes.

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

use crate::figure::{Metric, MetricRef, PackRef};
use crate::lang::concepts::{Effect, GroupId, Lexicon};
use crate::lang::lexicon::{self, Role};
use crate::lang::text::{Class, Text};
use crate::pack::Catalog;
use crate::read::ideas::ideas;
use crate::read::vocabulary::{Concept, Vocabulary, WordId};

/// What is known of all metrics, with indexes from words to them.
#[derive(Debug)]
pub(crate) struct Profiles {
    /// For each metric.
    metrics: Vec<Profile>,
    /// How telling each word of the packs is among metrics, from 0 to 1.
    weights: Vec<f32>,
    grams: FxHashMap<u64, Gram>,
    of_group: FxHashMap<GroupId, Vec<MetricRef>>,
    of_word: FxHashMap<WordId, Vec<MetricRef>>,
    /// The pack of each metric.
    packs: Vec<Option<PackRef>>,
    /// Words that say no more than that things are counted: "number", 수.
    counting: FxHashSet<WordId>,
    /// Words that name the field of a whole pack.
    fields: FxHashSet<(PackRef, WordId)>,
}

/// What is known of one metric.
#[derive(Debug, Default)]
pub(crate) struct Profile {
    /// Its names, as numbers in [`Vocabulary::aliases`].
    pub aliases: Vec<u32>,
    /// The concept groups of its names and keywords.
    pub groups: Vec<GroupId>,
    /// Those of its definition and scopes.
    pub more_groups: Vec<GroupId>,
    /// Phrases of its names that are one idea: their words, and the groups of the idea.
    pub phrases: Vec<(Vec<WordId>, Vec<GroupId>)>,
    /// The words of its names and keywords.
    pub words: FxHashSet<WordId>,
    /// The numbers of its names and definition, as they are written.
    pub numbers: FxHashSet<String>,
    /// Whether its names or its definition deny something: "firms without AI", 못 채운 비율.
    pub denies: bool,
    /// Whether one of its names does.
    pub name_denies: bool,
    /// The concept groups of what its definition says is not counted, without those of anything else that it says.
    pub excluded_groups: Vec<GroupId>,
    /// The pieces of the words of that, in the same way.
    excluded_grams: FxHashSet<u64>,
    /// The words of it, without the plural's s, and without those of anything else that it says.
    pub excluded_words: FxHashSet<String>,
}

#[derive(Debug, Default)]
struct Gram {
    weight: f32,
    metrics: Vec<(u32, f32)>,
}

/// What a piece in a definition or scope counts, beside 1 for one in a name.
const IN_DEFINITION: f32 = 0.5;
/// A word of a field stands in the names of at least so many metrics of a pack, and of one in so many.
const FIELD_LEAST: usize = 3;
const FIELD_PART: usize = 6;
/// Scopes of this many figures are read; a metric with more speaks of them all alike.
const MAX_SCOPES: usize = 60;

impl Profiles {
    /// Reads all metrics of a catalogue.
    pub fn new(catalog: &Catalog, vocabulary: &Vocabulary) -> Self {
        let count = catalog.metrics().len();
        let mut metrics: Vec<Profile> = (0..count).map(|_| Profile::default()).collect();
        for (number, alias) in (0u32..).zip(&vocabulary.aliases) {
            if let Concept::Metric(metric) = alias.concept {
                let profile = &mut metrics[metric.index()];
                profile.aliases.push(number);
                profile.words.extend(alias.words.iter().copied());
            }
        }
        for (profile, keywords) in metrics.iter_mut().zip(&vocabulary.keywords) {
            profile.words.extend(keywords.iter().flatten().copied());
        }
        let mut users: FxHashMap<WordId, u32> = FxHashMap::default();
        for profile in &metrics {
            profile.words.iter().for_each(|word| *users.entry(*word).or_default() += 1);
        }
        let words = vocabulary.meanings.len();
        let weights = (0..words).map(|word| weight(users.get(&(word as u32)).copied().unwrap_or(1), count)).collect();
        let mut profiles = Self {
            metrics,
            weights,
            grams: FxHashMap::default(),
            of_group: FxHashMap::default(),
            of_word: FxHashMap::default(),
            packs: Vec::new(),
            fields: FxHashSet::default(),
            counting: lexicon::words()
                .iter()
                .filter(|(_, role)| *role == Role::Count)
                .filter_map(|(word, _)| vocabulary.word_of(word))
                .collect(),
        };
        profiles.read_fields(catalog, vocabulary);
        for (position, metric) in catalog.metrics().iter().enumerate() {
            profiles.read(position, metric, catalog, vocabulary);
        }
        for gram in profiles.grams.values_mut() {
            gram.weight = weight(gram.metrics.len() as u32, count);
        }
        for (position, profile) in profiles.metrics.iter().enumerate() {
            for group in &profile.groups {
                profiles.of_group.entry(*group).or_default().push(position.into());
            }
            for word in &profile.words {
                profiles.of_word.entry(*word).or_default().push(position.into());
            }
        }
        profiles
    }

    /// Finds the words that stand in the names of so many metrics of a pack that they tell nothing among them, and those of its title:
    /// fish, in one of fisheries.
    fn read_fields(&mut self, catalog: &Catalog, vocabulary: &Vocabulary) {
        let pack =
            |metric: usize| catalog.figures_of_metric(metric.into()).first().map(|one| catalog.figure(*one).pack);
        self.packs = (0..self.metrics.len()).map(pack).collect();
        let mut metrics: FxHashMap<PackRef, usize> = FxHashMap::default();
        let mut uses: FxHashMap<(PackRef, WordId), usize> = FxHashMap::default();
        for (profile, pack) in self.metrics.iter().zip(&self.packs) {
            let Some(pack) = *pack else { continue };
            *metrics.entry(pack).or_default() += 1;
            profile.words.iter().for_each(|word| *uses.entry((pack, *word)).or_default() += 1);
        }
        let of_field = |((pack, _), uses): &(&(PackRef, WordId), &usize)| {
            let all = metrics.get(pack).copied().unwrap_or_default();
            **uses >= FIELD_LEAST && **uses * FIELD_PART >= all
        };
        self.fields = uses.iter().filter(of_field).map(|(key, _)| *key).collect();
        for (position, pack) in catalog.packs().iter().enumerate() {
            for title in [&pack.title.en, &pack.title.ko] {
                let words = words_of(&Text::new(title));
                let known = words.iter().filter_map(|word| vocabulary.word_of(word));
                self.fields.extend(known.map(|word| (PackRef::from(position), word)));
            }
        }
    }

    /// Whether a word says no more than that things are counted, as "how many" does.
    pub fn is_counting(&self, word: WordId) -> bool {
        self.counting.contains(&word)
    }

    /// Whether a word names the field of the pack that a metric is of.
    pub fn is_of_field(&self, metric: MetricRef, word: WordId) -> bool {
        self.packs[metric.index()].is_some_and(|pack| self.fields.contains(&(pack, word)))
    }

    fn read(&mut self, position: usize, metric: &Metric, catalog: &Catalog, vocabulary: &Vocabulary) {
        let names: Vec<&str> = [&*metric.name.en, &*metric.name.ko]
            .into_iter()
            .chain(metric.aliases.iter().map(|alias| &**alias))
            .chain(metric.keywords.iter().map(|keyword| &**keyword))
            .collect();
        // "Non-users" are no exclusion where the name is about them.
        let denied = names.iter().any(|name| denies(&Text::new(name)));
        self.metrics[position].name_denies = denied;
        let (mut more, mut excluded): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        for definition in [&*metric.definition.en, &*metric.definition.ko] {
            for (place, clause) in definition.split(CLAUSE_ENDS).enumerate() {
                let excludes = place > 0 && !denied && denies(&Text::new(clause));
                if excludes { excluded.push(clause) } else { more.push(clause) }
            }
        }
        let figures = catalog.figures_of_metric(position.into());
        for figure in figures.iter().take(MAX_SCOPES) {
            let scope = &catalog.figure(*figure).scope;
            for text in [&*scope.en, &*scope.ko] {
                if !text.is_empty() && !more.contains(&text) {
                    more.push(text);
                }
            }
        }
        let mut known: FxHashSet<u64> = FxHashSet::default();
        for (texts, strength) in [(&names, 1.0), (&more, IN_DEFINITION)] {
            let mut groups: Vec<GroupId> = Vec::new();
            for text in texts {
                let text = Text::new(text);
                each_gram(&text, 0, text.len(), |gram| {
                    if known.insert(gram) {
                        self.grams.entry(gram).or_default().metrics.push((position as u32, strength));
                    }
                });
                groups_in(&text, &mut groups);
                if strength == 1.0 {
                    phrases_in(&text, vocabulary, &mut self.metrics[position].phrases);
                }
                numbers_in(&text, &mut self.metrics[position].numbers);
                self.metrics[position].denies |= denies(&text);
            }
            let profile = &mut self.metrics[position];
            if strength < 1.0 { profile.more_groups = groups } else { profile.groups = groups }
        }
        if !excluded.is_empty() {
            let said = names.iter().chain(&more).flat_map(|text| words_of(&Text::new(text)));
            let said = said.map(|word| stem(&word).to_owned()).collect();
            self.exclude(position, &excluded, &known, &said);
        }
    }

    /// Keeps what a definition says is not counted, and nothing else of it says.
    fn exclude(&mut self, position: usize, excluded: &[&str], known: &FxHashSet<u64>, said: &FxHashSet<String>) {
        let profile = &mut self.metrics[position];
        let mut groups: Vec<GroupId> = Vec::new();
        for text in excluded {
            let text = Text::new(text);
            let words = words_of(&text).into_iter().map(|word| stem(&word).to_owned());
            profile.excluded_words.extend(words.filter(|word| !said.contains(word)));
            groups_in(&text, &mut groups);
            each_gram(&text, 0, text.len(), |gram| {
                if !known.contains(&gram) {
                    profile.excluded_grams.insert(gram);
                }
            });
        }
        groups.retain(|group| !profile.groups.contains(group) && !profile.more_groups.contains(group));
        profile.excluded_groups = groups;
    }

    /// What is known of a metric.
    pub fn of(&self, metric: MetricRef) -> &Profile {
        &self.metrics[metric.index()]
    }

    /// How telling a word of the packs is, from 0 to 1.
    pub fn weight(&self, word: WordId) -> f32 {
        self.weights.get(word as usize).copied().unwrap_or(1.0)
    }

    /// The metrics that are named with a word of this group.
    pub fn of_group(&self, group: GroupId) -> &[MetricRef] {
        self.of_group.get(&group).map_or(&[], Vec::as_slice)
    }

    /// The metrics that are named with this word.
    pub fn of_word(&self, word: WordId) -> &[MetricRef] {
        self.of_word.get(&word).map_or(&[], Vec::as_slice)
    }

    /// Adds to each metric's score what a stretch of a text shares with it, and returns what it could have shared at the most.
    pub fn add_near(&self, text: &Text, start: usize, end: usize, scores: &mut [f32]) -> f32 {
        let mut most = 0.0;
        each_gram(text, start, end, |gram| match self.grams.get(&gram) {
            Some(gram) => {
                let weight = gram.weight * gram.weight;
                most += weight;
                for (metric, strength) in &gram.metrics {
                    scores[*metric as usize] += weight * strength;
                }
            }
            None => most += UNKNOWN_GRAM,
        });
        most
    }

    /// Which part of a stretch of text stands in a metric's own text, from 0 to 1.
    pub fn shared(&self, metric: MetricRef, text: &Text, start: usize, end: usize) -> f32 {
        self.shared_from(metric, text, start, end, 0.0)
    }

    /// The same for its names and keywords alone.
    pub fn shared_with_name(&self, metric: MetricRef, text: &Text, start: usize, end: usize) -> f32 {
        self.shared_from(metric, text, start, end, 1.0)
    }

    /// Which part of a stretch of text stands only where a metric's definition says what is not counted, from 0 to 1.
    pub fn excluded(&self, metric: MetricRef, text: &Text, start: usize, end: usize) -> f32 {
        let excluded = &self.metrics[metric.index()].excluded_grams;
        let (mut all, mut shared) = (0.0, 0.0);
        each_gram(text, start, end, |gram| {
            all += 1.0;
            shared += f32::from(u8::from(excluded.contains(&gram)));
        });
        if all == 0.0 { 0.0 } else { shared / all }
    }

    fn shared_from(&self, metric: MetricRef, text: &Text, start: usize, end: usize, least: f32) -> f32 {
        let (mut all, mut shared) = (0.0, 0.0);
        each_gram(text, start, end, |gram| {
            all += 1.0;
            let known = self.grams.get(&gram);
            if known.is_some_and(|gram| {
                gram.metrics.iter().any(|(other, strength)| *other as usize == metric.index() && *strength >= least)
            }) {
                shared += 1.0;
            }
        });
        if all == 0.0 { 0.0 } else { shared / all }
    }
}

/// Signs that part the clauses of a definition.
const CLAUSE_ENDS: [char; 6] = ['.', ';', ',', ':', '(', ')'];

/// What a word that denies begins with in English.
const DENYING: &str = "non";

/// What a piece of a word that no metric has counts: it may be chatter.
const UNKNOWN_GRAM: f32 = 0.3;

/// How telling something is that so many of all metrics have, from 0 to 1.
fn weight(users: u32, all: usize) -> f32 {
    let all = all.max(2) as f32;
    ((all / users.max(1) as f32).ln() / all.ln()).clamp(0.05, 1.0)
}

/// A word without the s of the plural.
pub(super) fn stem(word: &str) -> &str {
    word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word)
}

/// The words of a text.
pub(super) fn words_of(text: &Text) -> Vec<String> {
    let mut words = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = text.run_end(start);
        words.push(text.slice(start, end));
        start = end;
    }
    words
}

/// The numbers of a text.
fn numbers_in(text: &Text, numbers: &mut FxHashSet<String>) {
    let mut start = 0;
    while start < text.len() {
        let mut end = text.run_end(start);
        if text.classes[start] == Class::Digit {
            while end < text.len() && text.gaps[end] == ',' && text.classes[end] == Class::Digit {
                end = text.run_end(end);
            }
            numbers.insert(text.slice(start, end));
        }
        start = end;
    }
}

/// Whether a word of a text denies, or begins with what does.
fn denies(text: &Text) -> bool {
    let lexicon = Lexicon::get();
    let mut denies = words_of(text)
        .iter()
        .any(|word| word.starts_with(DENYING) || lexicon.english_word(word).is_some_and(|word| denying(lexicon, word)));
    let mut start = 0;
    while start < text.len() {
        let end = text.run_end(start);
        if text.classes[start] == Class::Hangul {
            lexicon.in_hangul(&text.chars[start..end], |found| {
                // A single syllable inside of a longer word is no word.
                let word = found.end - found.start >= 2 || found.end - found.start == end - start;
                denies |= word && denying(lexicon, found.word);
            });
        }
        start = end;
    }
    denies
}

fn denying(lexicon: &Lexicon, word: u32) -> bool {
    lexicon.meaning(word).effects.has(Effect::Negate)
}

/// The phrases of a name that are one idea: their words, and the groups of the idea.
fn phrases_in(text: &Text, vocabulary: &Vocabulary, phrases: &mut Vec<(Vec<WordId>, Vec<GroupId>)>) {
    let lexicon = Lexicon::get();
    for (start, end, word) in ideas(text) {
        let groups: Vec<GroupId> =
            lexicon.meaning(word).groups.iter().copied().filter(|group| tells(lexicon, *group)).collect();
        let mut words = Vec::new();
        let mut place = start;
        while place < end {
            let next = text.run_end(place).min(end);
            words.extend(vocabulary.word_of(&text.slice(place, next)));
            place = next;
        }
        if !groups.is_empty() && !words.is_empty() {
            phrases.push((words, groups));
        }
    }
}

/// Whether the words of a group tell measures apart.
fn tells(lexicon: &Lexicon, group: GroupId) -> bool {
    matches!(lexicon.group(group).effect, Effect::Concept | Effect::Qualify | Effect::Plan)
}

/// The concept groups of the words and phrases of a text.
fn groups_in(text: &Text, groups: &mut Vec<GroupId>) {
    let lexicon = Lexicon::get();
    let mut add = |word: u32| {
        for group in &lexicon.meaning(word).groups {
            if tells(lexicon, *group) && !groups.contains(group) {
                groups.push(*group);
            }
        }
    };
    ideas(text).into_iter().for_each(|(_, _, word)| add(word));
    let mut start = 0;
    while start < text.len() {
        let end = text.run_end(start);
        match text.classes[start] {
            Class::Letter => lexicon.english_word(&text.slice(start, end)).into_iter().for_each(&mut add),
            Class::Hangul => lexicon.in_hangul(&text.chars[start..end], |found| {
                if found.end - found.start >= 2 || found.end - found.start == end - start {
                    add(found.word);
                }
            }),
            _ => {}
        }
        start = end;
    }
}

/// The pieces of the words in a stretch: three letters of a Latin word with its borders, two syllables of a Hangul one.
fn each_gram(text: &Text, start: usize, end: usize, mut each: impl FnMut(u64)) {
    let mut place = start;
    while place < end {
        let run_end = text.run_end(place).min(end);
        let run = &text.chars[place..run_end];
        if text.classes[place] == Class::Hangul {
            match run {
                [one] => each(hash(&[*one])),
                _ => run.windows(2).for_each(|two| each(hash(two))),
            }
        } else {
            // H100s and H100 share all their pieces.
            let run = match run {
                [stem @ .., 's'] if stem.len() >= 3 && !stem.ends_with(&['s']) => stem,
                whole => whole,
            };
            let mut word: Vec<char> = Vec::with_capacity(run.len() + 2);
            word.push('^');
            word.extend(run);
            word.push('$');
            word.windows(3).for_each(|three| each(hash(three)));
        }
        place = run_end;
    }
}

fn hash(chars: &[char]) -> u64 {
    let mut hasher = FxHasher::default();
    chars.hash(&mut hasher);
    hasher.finish()
}
