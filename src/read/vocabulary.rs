//! All words that a question can be made of: those of the packs and those of the two languages.
//!
//! Names and aliases are taken apart into words, so that they are found in any order; Hangul compounds are taken apart
//! into the smaller words that the packs use, so that `부족인력`, `부족 인력` and `인력부족` agree. Every surface form
//! (plural, unspaced) goes into one automaton, which finds all of them in a single pass: the cost of a question depends
//! on its length, not on the number of figures.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::typo::Speller;
use crate::figure::{EntityKind, EntityRef, MetricRef, SourceRef, TopicRef, UnitRef};
use crate::lang::concepts::{Lexicon, Meaning};
use crate::lang::lexicon::{self, Role, Roles};
use crate::lang::text::{Class, Text, class_of};
use crate::pack::Catalog;

/// A word of the packs.
pub(crate) type WordId = u32;

/// What an alias names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Concept {
    Metric(MetricRef),
    Entity(EntityRef),
    Source(SourceRef),
    Topic(TopicRef),
}

/// A name of a concept as words in order.
#[derive(Debug)]
pub(crate) struct Alias {
    pub concept: Concept,
    pub words: Box<[WordId]>,
    /// Made by leaving out words such as "count", not written in a pack.
    pub weak: bool,
}

/// What one surface form can be.
#[derive(Debug, Default)]
pub(crate) struct Pattern {
    /// A word of the packs.
    pub word: Option<WordId>,
    /// A general word.
    pub roles: Roles,
    /// A word that asks for a unit.
    pub units: Vec<UnitRef>,
    /// A country or region that no pack speaks of.
    pub place: bool,
    /// A name of several words written as one (`gpt4`): only where nothing stands between its letters.
    pub glued: bool,
    /// A word of the name of somebody or something.
    pub name: bool,
    /// How many spaces stand in it as it is usually written.
    pub spaces: u32,
    /// A general phrase with a word of the packs in it (`ratio of`): read only where the words by themselves make no sense.
    pub hides: bool,
}

/// The words of packs and languages, and what they name.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    pub automaton: AhoCorasick,
    pub patterns: Vec<Pattern>,
    /// Particles and endings.
    pub attaching: FxHashSet<Box<str>>,
    /// The surface of each pattern, without spaces.
    pub surfaces: Vec<Box<str>>,
    pub speller: Speller,
    /// General words of Latin letters, for those who mistype them.
    pub general: Speller,
    pub aliases: Vec<Alias>,
    /// For each word, the aliases in which no other word is rarer.
    pub by_rarest: Vec<Vec<u32>>,
    /// For each metric, its keywords as words.
    pub keywords: Vec<Vec<Box<[WordId]>>>,
    /// For each word, what it means in everyday language.
    pub meanings: Vec<Meaning>,
    /// For each metric, the words of its names.
    pub metric_words: Vec<FxHashSet<WordId>>,
}

/// Padding words of at least this many letters are corrected to: shorter ones are too near to real content
/// (`small` and `shall`).
const PADDING_LETTERS_TO_CORRECT: usize = 6;
/// General words of at least this many letters are corrected to where nothing of the packs is near and it is sure.
const GENERAL_LETTERS_TO_CORRECT: usize = 4;

impl Vocabulary {
    /// Collects the words of a catalogue.
    ///
    /// In an order that keeps the heap small: what is needed for a while is let go of before what stays is made behind it, or
    /// the room between could not be given back.
    pub fn new(catalog: &Catalog) -> Self {
        let lexicon = Lexicon::get();
        let place_names = lexicon::places();
        let places: Vec<&String> = place_names.iter().flatten().collect();
        let mut builder =
            Builder { places: places.iter().map(|place| surface_of(place)).collect(), ..Builder::default() };
        let general = lexicon::words();
        for (word, role) in &general {
            builder.general(word, *role);
        }
        let names = names_of(catalog, &place_names);
        let keywords: Vec<Vec<Vec<Token>>> = catalog
            .metrics()
            .iter()
            .map(|metric| metric.keywords.iter().map(|keyword| tokens(keyword)).collect())
            .collect();
        let names: Vec<(Concept, Vec<Token>)> =
            names.into_iter().map(|(concept, name)| (concept, tokens(name))).collect();
        builder.learn_atoms(names.iter().map(|(_, tokens)| tokens).chain(keywords.iter().flatten()));
        for (concept, tokens) in &names {
            let bag = builder.bag(tokens);
            builder.add_alias(*concept, bag, false);
        }
        for (concept, tokens) in &names {
            builder.short_form(*concept, tokens);
        }
        for (concept, tokens) in &names {
            builder.glued(*concept, tokens);
        }
        let keywords = keywords
            .iter()
            .map(|keywords| keywords.iter().map(|tokens| builder.bag(tokens)).filter(|bag| !bag.is_empty()).collect())
            .collect();
        for (position, unit) in catalog.units().iter().enumerate() {
            for word in unit.words.en.split('|').chain(unit.words.ko.split('|')) {
                builder.unit(word, UnitRef::from(position));
            }
        }
        for place in &places {
            builder.place(place);
        }
        builder.mark_hiding(&general);
        drop((names, general));
        builder.finish(keywords, lexicon)
    }
}

impl Vocabulary {
    /// What a surface form does as a general word.
    pub fn roles_of(&self, surface: &str) -> Roles {
        let whole = |found: &aho_corasick::Match| found.start() == 0 && found.end() == surface.len();
        let found = self.automaton.find_overlapping_iter(surface).find(whole);
        found
            .and_then(|found| self.patterns.get(found.pattern().as_usize()))
            .map(|pattern| pattern.roles)
            .unwrap_or_default()
    }

    /// The word of the packs that a surface form is.
    pub fn word_of(&self, surface: &str) -> Option<WordId> {
        let whole = |found: &aho_corasick::Match| found.start() == 0 && found.end() == surface.len();
        let found = self.automaton.find_overlapping_iter(surface).find(whole)?;
        self.patterns.get(found.pattern().as_usize())?.word
    }
}

/// A name as one run of characters.
fn surface_of(name: &str) -> Box<str> {
    let text = Text::new(name);
    text.slice(0, text.len()).into()
}

/// Every name and alias of a catalogue.
fn names_of<'a>(catalog: &'a Catalog, places: &'a [Vec<String>]) -> Vec<(Concept, &'a str)> {
    let mut names: Vec<(Concept, &str)> = Vec::new();
    for (position, metric) in catalog.metrics().iter().enumerate() {
        let concept = Concept::Metric(position.into());
        names.extend([(concept, &*metric.name.en), (concept, &*metric.name.ko)]);
        names.extend(metric.aliases.iter().map(|alias| (concept, &**alias)));
    }
    for (position, entity) in catalog.entities().iter().enumerate() {
        let concept = Concept::Entity(position.into());
        names.extend([(concept, &*entity.name.en), (concept, &*entity.name.ko)]);
        names.extend(entity.aliases.iter().map(|alias| (concept, &**alias)));
        // A country is known by its other names too, its people and its adjective: a pack need not list them.
        if entity.kind == EntityKind::Country {
            let named =
                |place: &&Vec<String>| place.iter().any(|name| *name == *entity.name.en || *name == *entity.name.ko);
            let more = places.iter().find(named).into_iter().flatten();
            names.extend(more.map(|name| (concept, name.as_str())));
        }
    }
    for (position, source) in catalog.sources().iter().enumerate() {
        let concept = Concept::Source(position.into());
        names.extend([(concept, &*source.publisher.en), (concept, &*source.publisher.ko)]);
        names.extend(source.aliases.iter().map(|alias| (concept, &**alias)));
    }
    for (position, topic) in catalog.topics().iter().enumerate() {
        let concept = Concept::Topic(position.into());
        names.extend([(concept, &*topic.name.en), (concept, &*topic.name.ko)]);
        names.extend(topic.aliases.iter().map(|alias| (concept, &**alias)));
    }
    names
}

/// A word as it stands in a name.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// Lower case, singular.
    stem: String,
    /// Lower case, as written.
    surface: String,
    hangul: bool,
}

/// Takes a name apart into words.
pub(crate) fn tokens(name: &str) -> Vec<Token> {
    let text = Text::new(name);
    let mut tokens = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = text.run_end(start);
        let surface = text.slice(start, end);
        let hangul = text.classes[start] == Class::Hangul;
        tokens.push(Token { stem: if hangul { surface.clone() } else { singular(&surface) }, surface, hangul });
        start = end;
    }
    tokens
}

/// The singular of an English word by its ending. The same rule is used for packs and questions, so it need not be right,
/// only the same.
fn singular(word: &str) -> String {
    let Some(stem) = word.strip_suffix('s') else { return word.to_owned() };
    let last = stem.chars().last().unwrap_or('s');
    // GPUs and CPUs are plurals, status and virus are not.
    let initials = last == 'u' && stem.len() == 3;
    if last.is_ascii_digit() || initials || stem.chars().count() >= 3 && !matches!(last, 's' | 'u' | 'i') {
        if let Some(stem) = stem.strip_suffix("ie").filter(|stem| stem.len() >= 2) {
            return format!("{stem}y");
        }
        if let Some(stem) =
            stem.strip_suffix('e').filter(|stem| ["x", "ch", "sh", "ss", "z"].iter().any(|end| stem.ends_with(end)))
        {
            return stem.to_owned();
        }
        return stem.to_owned();
    }
    word.to_owned()
}

/// The plural of an English word by its ending.
fn plural(word: &str) -> Option<String> {
    let last = word.chars().last()?;
    if word.chars().count() < 3 && !last.is_ascii_digit() || !last.is_ascii_alphanumeric() {
        return None;
    }
    Some(if let Some(stem) = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        format!("{stem}ies")
    } else if ["s", "x", "ch", "sh", "z"].iter().any(|end| word.ends_with(end)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    })
}

/// Latin names of up to this many words are also found when they are written as one.
const GLUED_WORDS: usize = 3;

/// A Hangul compound is taken apart only into words of this many syllables or more.
const ATOM_SYLLABLES: usize = 2;

#[derive(Default)]
struct Builder {
    patterns: Vec<Pattern>,
    surfaces: Vec<Box<str>>,
    pattern_of: FxHashMap<Box<str>, u32>,
    word_of: FxHashMap<Box<str>, WordId>,
    words: u32,
    atoms: FxHashMap<String, Vec<String>>,
    aliases: Vec<Alias>,
    known_aliases: FxHashSet<(Concept, Box<[WordId]>)>,
    /// Roles of general words, for leaving them out of names.
    roles_of: FxHashMap<Box<str>, Roles>,
    /// Names of countries and regions, without spaces: the Americas are no plural of America.
    places: FxHashSet<Box<str>>,
}

impl Builder {
    fn pattern(&mut self, surface: &str) -> &mut Pattern {
        let number = *self.pattern_of.entry(surface.into()).or_insert_with(|| {
            self.patterns.push(Pattern::default());
            self.surfaces.push(surface.into());
            u32::try_from(self.patterns.len() - 1).unwrap_or(u32::MAX)
        });
        &mut self.patterns[number as usize]
    }

    fn general(&mut self, word: &str, role: Role) {
        let text = Text::new(word);
        if text.len() == 0 {
            return;
        }
        let surface = text.slice(0, text.len());
        let spaces = u32::try_from(text.gaps.iter().filter(|gap| **gap != '\0').count()).unwrap_or_default();
        let pattern = self.pattern(&surface);
        pattern.roles.add(role);
        pattern.spaces = pattern.spaces.max(spaces);
        self.roles_of.entry(surface.into()).or_default().add(role);
    }

    fn roles(&self, stem: &str) -> Roles {
        self.roles_of.get(stem).copied().unwrap_or_default()
    }

    /// Decides which Hangul words are made of smaller ones.
    fn learn_atoms<'a>(&mut self, names: impl Iterator<Item = &'a Vec<Token>>) {
        let mut words: Vec<String> =
            names.flatten().filter(|token| token.hangul).map(|token| token.surface.clone()).collect();
        words.sort_by_cached_key(|word| (word.chars().count(), word.clone()));
        words.dedup();
        let mut known: FxHashSet<String> = self
            .roles_of
            .iter()
            .filter(|(word, roles)| {
                roles.has(Role::Padding) && word.chars().count() >= ATOM_SYLLABLES && Class::Hangul == first_class(word)
            })
            .map(|(word, _)| word.to_string())
            .collect();
        for word in words {
            match split(&word, &known) {
                Some(parts) if parts != [word.as_str()] => {
                    self.atoms.insert(word, parts);
                }
                _ => {
                    known.insert(word);
                }
            }
        }
    }

    fn word(&mut self, token: &str, surface: &str) -> WordId {
        if let Some(word) = self.word_of.get(token) {
            let word = *word;
            self.pattern(surface).word = Some(word);
            return word;
        }
        let word = self.words;
        self.words += 1;
        self.word_of.insert(token.into(), word);
        self.pattern(token).word = Some(word);
        self.pattern(surface).word = Some(word);
        if (first_class(token) == Class::Letter || token.chars().last().is_some_and(|c| c.is_ascii_digit()))
            && let Some(plural) = plural(token)
            && !self.places.contains(plural.as_str())
        {
            self.pattern(&plural).word = Some(word);
        }
        word
    }

    /// The words of a name, without articles and prepositions.
    fn bag(&mut self, tokens: &[Token]) -> Box<[WordId]> {
        let mut bag: Vec<WordId> = Vec::new();
        let content = |builder: &Self, token: &Token| !builder.roles(&token.surface).has(Role::Function);
        let keep_all = !tokens.iter().any(|token| content(self, token));
        for token in tokens {
            if !keep_all && !content(self, token) {
                continue;
            }
            let parts = self.atoms.get(&token.surface).cloned();
            match parts {
                Some(parts) => {
                    for part in parts {
                        let word = self.word(&part, &part);
                        bag.push(word);
                    }
                }
                None => {
                    let word = self.word(&token.stem, &token.surface);
                    bag.push(word);
                }
            }
        }
        bag.into()
    }

    /// "Ferry passengers count" is also meant by "ferry passengers".
    fn short_form(&mut self, concept: Concept, tokens: &[Token]) {
        if !matches!(concept, Concept::Metric(_)) {
            return;
        }
        let strong: Vec<Token> = tokens
            .iter()
            .flat_map(|token| match self.atoms.get(&token.surface) {
                Some(parts) => {
                    parts.iter().map(|part| Token { stem: part.clone(), surface: part.clone(), hangul: true }).collect()
                }
                None => vec![token.clone()],
            })
            .filter(|token| !self.roles(&token.surface).has(Role::Count) && !self.roles(&token.stem).has(Role::Count))
            .collect();
        if strong.len() < tokens.len() {
            let weak = self.bag(&strong);
            self.add_alias(concept, weak, true);
        }
    }

    /// A Latin name of several words may be written as one: `gpt4`, `elcapitan`.
    fn glued(&mut self, concept: Concept, tokens: &[Token]) {
        let name: String = tokens.iter().map(|token| token.surface.as_str()).collect();
        let latin = name.chars().all(|c| c.is_ascii_alphanumeric()) && name.chars().any(|c| c.is_ascii_alphabetic());
        if tokens.len() < 2 || tokens.len() > GLUED_WORDS || !latin || self.roles_of.contains_key(name.as_str()) {
            return;
        }
        let new = !self.pattern_of.contains_key(name.as_str());
        let token = Token { stem: name.clone(), surface: name.clone(), hangul: false };
        let bag = self.bag(&[token]);
        if new {
            self.pattern(&name).glued = true;
        }
        self.add_alias(concept, bag, false);
    }

    fn add_alias(&mut self, concept: Concept, words: Box<[WordId]>, weak: bool) {
        let mut key = words.to_vec();
        if matches!(concept, Concept::Metric(_)) {
            key.sort_unstable();
        }
        if !words.is_empty() && self.known_aliases.insert((concept, key.into())) {
            self.aliases.push(Alias { concept, words, weak });
        }
    }

    fn unit(&mut self, word: &str, unit: UnitRef) {
        let text = Text::new(word);
        let surface = text.slice(0, text.len());
        let Some(class) = text.classes.first() else { return };
        if *class == Class::Letter && text.len() < 2 {
            return;
        }
        let spaces = u32::try_from(text.gaps.iter().filter(|gap| **gap != '\0').count()).unwrap_or_default();
        let pattern = self.pattern(&surface);
        pattern.units.push(unit);
        pattern.spaces = pattern.spaces.max(spaces);
        if *class == Class::Hangul {
            let pattern = self.pattern(&format!("몇{surface}"));
            pattern.units.push(unit);
            pattern.spaces = 1;
        } else if let Some(plural) = plural(&singular(&surface)) {
            self.pattern(&plural).units.push(unit);
        }
    }

    fn place(&mut self, name: &str) {
        let text = Text::new(name);
        let surface = text.slice(0, text.len());
        // Single letters and syllables (美) are too short to be told from other words.
        if text.len() < 2 || self.roles(&surface).has(Role::Padding) {
            return;
        }
        let spaces = u32::try_from(text.gaps.iter().filter(|gap| **gap != '\0').count()).unwrap_or_default();
        let pattern = self.pattern(&surface);
        pattern.place = pattern.word.is_none();
        pattern.spaces = pattern.spaces.max(spaces);
    }

    /// Drops short forms that are the full name of something else: "notable models" is not the total of them.
    fn drop_taken_short_forms(&mut self) {
        let key = |alias: &Alias| {
            let mut words = alias.words.to_vec();
            words.sort_unstable();
            words
        };
        let strong: FxHashSet<Vec<WordId>> = self
            .aliases
            .iter()
            .filter(|alias| !alias.weak && matches!(alias.concept, Concept::Metric(_)))
            .map(key)
            .collect();
        // A single word is a short form only where no other metric uses it: "AI" is not "AI headcount".
        let mut users: FxHashMap<WordId, FxHashSet<Concept>> = FxHashMap::default();
        for alias in self.aliases.iter().filter(|alias| matches!(alias.concept, Concept::Metric(_))) {
            for word in &alias.words {
                users.entry(*word).or_default().insert(alias.concept);
            }
        }
        let common =
            |alias: &Alias| matches!(*alias.words, [word] if users.get(&word).is_some_and(|users| users.len() > 1));
        self.aliases.retain(|alias| !alias.weak || !(common(alias) || strong.contains(&key(alias))));
    }

    /// Marks general phrases that hold a word of the packs.
    fn mark_hiding(&mut self, phrases: &[(String, Role)]) {
        for (phrase, _) in phrases {
            let parts = tokens(phrase);
            let text = Text::new(phrase);
            let surface = text.slice(0, text.len());
            let is_word = |word: &str| {
                self.pattern_of.get(word).is_some_and(|number| self.patterns[*number as usize].word.is_some())
                    && !self.roles(word).has(Role::Function)
            };
            let hides = match parts.as_slice() {
                [single] => {
                    let stems = DROPPED_ENDINGS.iter().filter_map(|ending| single.surface.strip_suffix(ending));
                    single.hangul && stems.filter(|stem| stem.chars().count() >= ATOM_SYLLABLES).any(is_word)
                }
                several => several.iter().any(|token| is_word(&token.surface) || is_word(&token.stem)),
            };
            if hides && let Some(number) = self.pattern_of.get(surface.as_str()) {
                let pattern = &mut self.patterns[*number as usize];
                pattern.hides = pattern.word.is_none();
            }
        }
    }

    fn finish(mut self, keywords: Vec<Vec<Box<[WordId]>>>, lexicon: &Lexicon) -> Vocabulary {
        self.drop_taken_short_forms();
        self.known_aliases = FxHashSet::default();
        self.pattern_of = FxHashMap::default();
        self.atoms = FxHashMap::default();
        let mut uses = vec![0u32; self.words as usize];
        for alias in &self.aliases {
            for word in &alias.words {
                uses[*word as usize] += 1;
            }
        }
        let mut by_rarest = vec![Vec::new(); self.words as usize];
        for (number, alias) in (0u32..).zip(&self.aliases) {
            if let Some(rarest) = alias.words.iter().min_by_key(|word| uses[**word as usize]) {
                by_rarest[*rarest as usize].push(number);
            }
        }
        let mut named = vec![false; self.words as usize];
        for alias in self.aliases.iter().filter(|alias| !matches!(alias.concept, Concept::Metric(_))) {
            for word in &alias.words {
                named[*word as usize] = true;
            }
        }
        for pattern in &mut self.patterns {
            pattern.name = pattern.word.is_some_and(|word| named[word as usize]);
        }
        let mut meanings = vec![Meaning::default(); self.words as usize];
        for (stem, word) in std::mem::take(&mut self.word_of) {
            meanings[word as usize] = lexicon.meaning_of(&stem).unwrap_or_default();
        }
        let mut metric_words = vec![FxHashSet::default(); keywords.len()];
        for alias in &self.aliases {
            if let Concept::Metric(metric) = alias.concept {
                metric_words[metric.index()].extend(alias.words.iter().copied());
            }
        }
        let (mut speller, mut general) = (Speller::default(), Speller::default());
        // Two spellings of one name (AMZN, Amazon) are no tie.
        let mut alone: FxHashMap<WordId, Concept> = FxHashMap::default();
        for alias in &self.aliases {
            if let [word] = *alias.words {
                alone.entry(word).or_insert(alias.concept);
            }
        }
        let mut groups: FxHashMap<Concept, u32> = FxHashMap::default();
        for (number, (surface, pattern)) in (0u32..).zip(self.surfaces.iter().zip(&self.patterns)) {
            let long_padding = pattern.roles.has(Role::Padding)
                && surface.chars().count() >= PADDING_LETTERS_TO_CORRECT
                && surface.is_ascii();
            let is_general = !pattern.roles.is_empty()
                && pattern.word.is_none()
                && surface.len() >= GENERAL_LETTERS_TO_CORRECT
                && surface.bytes().all(|byte| byte.is_ascii_lowercase());
            let asks = OPERATIONS.iter().any(|role| pattern.roles.has(*role))
                && pattern.word.is_none()
                && surface.chars().count() > 1
                && first_class(surface) == Class::Hangul;
            if is_general || asks {
                general.add(surface, number, number);
            }
            let group = pattern.word.map(|word| match alone.get(&word) {
                Some(concept) => *groups.entry(*concept).or_insert(word),
                None => word,
            });
            if let Some(group) = group {
                speller.add(surface, number, group);
            } else if long_padding || pattern.place {
                speller.add(surface, number, self.words.saturating_add(number));
            }
        }
        speller.shrink();
        general.shrink();
        let attaching = std::mem::take(&mut self.roles_of)
            .into_iter()
            .filter(|(_, roles)| roles.has(Role::Particle) || roles.has(Role::Ending))
            .map(|(surface, _)| surface)
            .collect();
        self.patterns.shrink_to_fit();
        self.surfaces.shrink_to_fit();
        self.aliases.shrink_to_fit();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(self.surfaces.iter().map(|surface| surface.as_bytes()))
            .unwrap_or_else(|_| {
                AhoCorasick::new::<_, &str>([])
                    .unwrap_or_else(|_| unreachable!("an automaton without patterns always builds"))
            });
        Vocabulary {
            automaton,
            attaching,
            patterns: self.patterns,
            surfaces: self.surfaces,
            speller,
            general,
            aliases: self.aliases,
            by_rarest,
            metric_words,
            keywords,
            meanings,
        }
    }
}

/// Words of Korean that ask for these are corrected, though they are short: 추의 for 추이.
const OPERATIONS: [Role; 6] = [Role::Trend, Role::Compare, Role::Ratio, Role::Most, Role::Least, Role::Source];

fn first_class(word: &str) -> Class {
    word.chars().find_map(class_of).unwrap_or(Class::Sign)
}

/// What may be dropped behind a known word inside a name: particles, and `수` of `기업수`. Not 이 and 가, which
/// end too many nouns (전문가).
const DROPPED_ENDINGS: [&str; 9] = ["에서", "으로", "의", "에", "을", "를", "은", "는", "수"];

/// Takes a word apart into known words, the fewest possible; particles at its end are dropped.
fn split(word: &str, known: &FxHashSet<String>) -> Option<Vec<String>> {
    for ending in DROPPED_ENDINGS {
        let stem = word.strip_suffix(ending).filter(|stem| stem.chars().count() >= ATOM_SYLLABLES);
        if let Some(stem) = stem
            && !known.contains(word)
            && let Some(parts) = cover(stem, known)
        {
            return Some(parts);
        }
    }
    cover(word, known)
}

/// The fewest known words that make up a word.
fn cover(word: &str, known: &FxHashSet<String>) -> Option<Vec<String>> {
    let borders: Vec<usize> = word.char_indices().map(|(byte, _)| byte).chain([word.len()]).collect();
    let count = borders.len() - 1;
    // For each border: how many words lead there, and where the last of them begins.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; count + 1];
    best[0] = Some((0, 0));
    for end in ATOM_SYLLABLES..=count {
        for start in 0..=end - ATOM_SYLLABLES {
            let Some((words, _)) = best[start] else { continue };
            let shorter = best[end].is_none_or(|(fewest, _)| words + 1 < fewest);
            if shorter && known.contains(&word[borders[start]..borders[end]]) {
                best[end] = Some((words + 1, start));
            }
        }
    }
    let mut parts = Vec::new();
    let mut end = count;
    while end > 0 {
        let (_, start) = best[end]?;
        parts.push(word[borders[start]..borders[end]].to_owned());
        end = start;
    }
    parts.reverse();
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_singulars_agree() {
        for (many, one) in [
            ("companies", "company"),
            ("firms", "firm"),
            ("h100s", "h100"),
            ("gpus", "gpu"),
            ("status", "status"),
            ("business", "business"),
            ("as", "as"),
        ] {
            assert_eq!(singular(many), one, "{many}");
        }
        assert_eq!(plural("company").as_deref(), Some("companies"));
        assert_eq!(plural("h100").as_deref(), Some("h100s"));
    }

    #[test]
    fn compounds_come_apart_into_known_words() {
        let known: FxHashSet<String> = ["부족", "인력", "보유"].map(String::from).into_iter().collect();
        let split = |word: &str| super::split(word, &known);
        assert_eq!(split("부족인력"), Some(vec!["부족".into(), "인력".into()]));
        assert_eq!(split("보유량"), None);
    }
}
