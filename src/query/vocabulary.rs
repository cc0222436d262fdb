//! All words that a question can be made of: those of the packs and those of the two languages.
//!
//! Names and aliases are taken apart into words, so that they are found in any order; Hangul compounds are taken apart
//! into the smaller words that the packs use, so that `부족인력`, `부족 인력` and `인력부족` agree. Every surface form
//! (plural, unspaced) goes into one automaton, which finds all of them in a single pass: the cost of a question depends
//! on its length, not on the number of figures.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::lexicon::{self, Role, Roles};
use super::text::{Class, Text};
use super::typo::Speller;
use crate::figure::{EntityRef, MetricRef, SourceRef, TopicRef, UnitRef};
use crate::pack::Catalog;

/// A word of the packs.
pub(super) type WordId = u32;

/// What an alias names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Concept {
    Metric(MetricRef),
    Entity(EntityRef),
    Source(SourceRef),
    Topic(TopicRef),
}

/// A name of a concept as words in order.
#[derive(Debug)]
pub(super) struct Alias {
    pub concept: Concept,
    pub words: Box<[WordId]>,
    /// Made by leaving out words such as "count", not written in a pack.
    pub weak: bool,
}

/// What one surface form can be.
#[derive(Debug, Default)]
pub(super) struct Pattern {
    /// A word of the packs.
    pub word: Option<WordId>,
    /// A general word.
    pub roles: Roles,
    /// A word that asks for a unit.
    pub units: Vec<UnitRef>,
    /// A country or region that no pack speaks of.
    pub place: bool,
}

/// The words of packs and languages, and what they name.
#[derive(Debug)]
pub(super) struct Vocabulary {
    pub automaton: AhoCorasick,
    pub patterns: Vec<Pattern>,
    /// The surface of each pattern, without spaces.
    pub surfaces: Vec<Box<str>>,
    pub speller: Speller,
    pub aliases: Vec<Alias>,
    /// For each word, the aliases in which no other word is rarer.
    pub by_rarest: Vec<Vec<u32>>,
    /// For each metric, its keywords as words.
    pub keywords: Vec<Vec<Box<[WordId]>>>,
}

/// Padding words of at least this many letters are corrected to: shorter ones are too near to real content
/// (`small` and `shall`).
const PADDING_LETTERS_TO_CORRECT: usize = 6;

impl Vocabulary {
    /// Collects the words of a catalogue.
    pub fn new(catalog: &Catalog) -> Self {
        let mut builder = Builder::default();
        for (word, role) in lexicon::words() {
            builder.general(&word, role);
        }
        let names = names_of(catalog);
        let keywords: Vec<Vec<Vec<Token>>> = catalog
            .metrics()
            .iter()
            .map(|metric| metric.keywords.iter().map(|keyword| tokens(keyword)).collect())
            .collect();
        let names: Vec<(Concept, Vec<Token>)> =
            names.into_iter().map(|(concept, name)| (concept, tokens(name))).collect();
        builder.learn_atoms(names.iter().map(|(_, tokens)| tokens).chain(keywords.iter().flatten()));
        for (concept, tokens) in &names {
            builder.alias(*concept, tokens);
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
        for place in lexicon::places() {
            builder.place(&place);
        }
        builder.finish(keywords)
    }
}

/// Every name and alias of a catalogue.
fn names_of(catalog: &Catalog) -> Vec<(Concept, &str)> {
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
pub(super) struct Token {
    /// Lower case, singular.
    stem: String,
    /// Lower case, as written.
    surface: String,
    hangul: bool,
}

/// Takes a name apart into words.
pub(super) fn tokens(name: &str) -> Vec<Token> {
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
    if last.is_ascii_digit() || stem.chars().count() >= 3 && !matches!(last, 's' | 'u' | 'i') {
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
        self.pattern(&surface).roles.add(role);
        self.roles_of.entry(surface.into()).or_default().add(role);
    }

    fn roles(&self, stem: &str) -> Roles {
        self.roles_of.get(stem).copied().unwrap_or_default()
    }

    /// Decides which Hangul words are made of smaller ones.
    fn learn_atoms<'a>(&mut self, names: impl Iterator<Item = &'a Vec<Token>>) {
        let mut words: Vec<String> =
            names.flatten().filter(|token| token.hangul).map(|token| token.surface.clone()).collect();
        words.sort_by(|a, b| a.chars().count().cmp(&b.chars().count()).then_with(|| a.cmp(b)));
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
            let chars: Vec<char> = word.chars().collect();
            match split(&chars, &known) {
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
        if first_class(token) == Class::Letter || token.chars().last().is_some_and(|c| c.is_ascii_digit()) {
            if let Some(plural) = plural(token) {
                self.pattern(&plural).word = Some(word);
            }
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

    fn alias(&mut self, concept: Concept, tokens: &[Token]) {
        let bag = self.bag(tokens);
        if bag.is_empty() {
            return;
        }
        // "Ferry passengers count" is also meant by "ferry passengers".
        let strong: Vec<Token> = tokens
            .iter()
            .flat_map(|token| match self.atoms.get(&token.surface) {
                Some(parts) => {
                    parts.iter().map(|part| Token { stem: part.clone(), surface: part.clone(), hangul: true }).collect()
                }
                None => vec![token.clone()],
            })
            .filter(|token| {
                !self.roles(&token.surface).has(Role::Padding) && !self.roles(&token.stem).has(Role::Padding)
            })
            .collect();
        let weak = self.bag(&strong);
        self.add_alias(concept, bag.clone(), false);
        if matches!(concept, Concept::Metric(_)) && !weak.is_empty() && weak.len() < bag.len() {
            self.add_alias(concept, weak, true);
        }
    }

    fn add_alias(&mut self, concept: Concept, words: Box<[WordId]>, weak: bool) {
        let mut key = words.to_vec();
        key.sort_unstable();
        if self.known_aliases.insert((concept, key.into())) {
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
        self.pattern(&surface).units.push(unit);
        if *class == Class::Hangul {
            self.pattern(&format!("몇{surface}")).units.push(unit);
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
        let pattern = self.pattern(&surface);
        pattern.place = pattern.word.is_none();
    }

    fn finish(self, keywords: Vec<Vec<Box<[WordId]>>>) -> Vocabulary {
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
        let mut speller = Speller::default();
        let mut seen_words: FxHashSet<(WordId, &str)> = FxHashSet::default();
        for (number, (surface, pattern)) in (0u32..).zip(self.surfaces.iter().zip(&self.patterns)) {
            let long_padding = pattern.roles.has(Role::Padding)
                && surface.chars().count() >= PADDING_LETTERS_TO_CORRECT
                && surface.is_ascii();
            if let Some(word) = pattern.word {
                if seen_words.insert((word, surface)) {
                    speller.add(surface, number);
                }
            } else if long_padding || pattern.place {
                speller.add(surface, number);
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(self.surfaces.iter().map(|surface| surface.as_bytes()))
            .unwrap_or_else(|_| {
                AhoCorasick::new::<_, &str>([])
                    .unwrap_or_else(|_| unreachable!("an automaton without patterns always builds"))
            });
        Vocabulary {
            automaton,
            patterns: self.patterns,
            surfaces: self.surfaces,
            speller,
            aliases: self.aliases,
            by_rarest,
            keywords,
        }
    }
}

fn first_class(word: &str) -> Class {
    Text::new(word).classes.first().copied().unwrap_or(Class::Sign)
}

/// Takes a word apart into known words, the fewest possible; an ending `의` is dropped.
fn split(chars: &[char], known: &FxHashSet<String>) -> Option<Vec<String>> {
    let chars = match chars {
        [stem @ .., '의'] if stem.len() >= ATOM_SYLLABLES && known.contains(&stem.iter().collect::<String>()) => {
            return Some(vec![stem.iter().collect()]);
        }
        chars => chars,
    };
    let mut best: Vec<Option<Vec<String>>> = vec![None; chars.len() + 1];
    best[0] = Some(Vec::new());
    for end in ATOM_SYLLABLES..=chars.len() {
        for start in 0..=end - ATOM_SYLLABLES {
            let Some(before) = &best[start] else { continue };
            let part: String = chars[start..end].iter().collect();
            if known.contains(&part) && best[end].as_ref().is_none_or(|found| found.len() > before.len() + 1) {
                let mut parts = before.clone();
                parts.push(part);
                best[end] = Some(parts);
            }
        }
    }
    best.pop().flatten()
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
        let known: FxHashSet<String> = ["부족", "인력", "보유"].map(String::from).into();
        let split = |word: &str| split(&word.chars().collect::<Vec<_>>(), &known);
        assert_eq!(split("부족인력"), Some(vec!["부족".into(), "인력".into()]));
        assert_eq!(split("보유량"), None);
    }
}
