//! What everyday words do to a statement, in no field's terms.
//!
//! `data/lexicon/concepts.csv` holds groups of words of both languages that a careful reader takes for one idea ("to buy": purchase,
//! 사들이다), each with what it does to a question about a figure; `data/lexicon/everyday.csv` classes frequent words beyond
//! those. A word is known in every form that the grammar of its language gives it. Nothing here belongs to a field of
//! knowledge: a metric of a pack belongs to the groups of the words that name it.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::keys::Keys;
use super::sayings::Sayings;
use super::{en, ko};
use crate::figure::UnitKind;

const CONCEPTS: &str = include_str!("../../data/lexicon/concepts.csv");
const ASKED: &str = include_str!("../../data/lexicon/asked.csv");
const ALONE: &str = include_str!("../../data/lexicon/alone.csv");
const EVERYDAY: &str = include_str!("../../data/lexicon/everyday.csv");

static LEXICON: Lazy<Lexicon> = Lazy::new(|| Lexicon::read(CONCEPTS, EVERYDAY));

/// A group of words that mean the same, by its place in the lexicon.
pub type GroupId = u16;

/// What a word does to a statement about a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Effect {
    /// Names what is measured, counted or done.
    Concept,
    /// Narrows or changes which part or version of a measure is meant.
    Qualify,
    /// May be left out without changing which figure is meant.
    Harmless,
    /// Says how exactly something is known.
    Hedge,
    /// Asks.
    Ask,
    /// Says who said it.
    Report,
    /// Asks for a calculation or an order.
    Operation,
    /// Says what to do with the answer.
    Follow,
    /// Denies or excludes.
    Negate,
    /// Speaks of what is to come.
    Plan,
    /// A name of somebody or some place.
    Name,
}

impl Effect {
    /// Every effect with its word in the data.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Concept, "concept"),
        (Self::Qualify, "qualify"),
        (Self::Harmless, "harmless"),
        (Self::Hedge, "hedge"),
        (Self::Ask, "ask"),
        (Self::Report, "report"),
        (Self::Operation, "operation"),
        (Self::Follow, "follow"),
        (Self::Negate, "negate"),
        (Self::Plan, "plan"),
        (Self::Name, "name"),
    ];

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| *name == word).map(|(effect, _)| *effect)
    }
}

/// What a word bears on where no part of a measure explains it: whether the figure may still be the one that is meant. The lightest
/// first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bearing {
    /// It carries the sentence and mostly changes nothing: "get", "side", "colleague".
    Light,
    /// It names a thing that may be what is counted.
    Thing,
    /// It is done to what is counted, and makes another measure of it: "stolen", "exported".
    Act,
    /// It picks a part, a kind or a way of counting: "large", "new", "monthly".
    Narrow,
    /// It picks some of the people that are counted, or counts for each of them: "women", "per head".
    Part,
}

impl Bearing {
    /// Every bearing with its word in the data.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Light, "light"),
        (Self::Thing, "thing"),
        (Self::Act, "act"),
        (Self::Narrow, "narrow"),
        (Self::Part, "part"),
    ];

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| *name == word).map(|(bearing, _)| *bearing)
    }

    /// What a word of this bearing does.
    fn effect(self) -> Effect {
        if matches!(self, Self::Narrow | Self::Part) { Effect::Qualify } else { Effect::Concept }
    }
}

/// A set of effects: a word with several senses has several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Effects(u16);

impl Effects {
    const fn of(effects: &[Effect]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < effects.len() {
            bits |= 1 << effects[at] as u8;
            at += 1;
        }
        Self(bits)
    }

    const IDLE: Self = Self::of(&[Effect::Harmless, Effect::Hedge, Effect::Ask, Effect::Report, Effect::Follow]);

    /// Adds one.
    pub fn add(&mut self, effect: Effect) {
        self.0 |= 1 << effect as u8;
    }

    /// Adds all of another set.
    pub fn extend(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether one is among them.
    #[must_use]
    pub fn has(self, effect: Effect) -> bool {
        self.0 & (1 << effect as u8) != 0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether there is this one alone.
    #[must_use]
    pub fn is_only(self, effect: Effect) -> bool {
        self.0 == 1 << effect as u8
    }

    /// Whether the word, in whatever sense, may be left out.
    #[must_use]
    pub fn is_idle(self) -> bool {
        self.0 != 0 && self.0 & !Self::IDLE.0 == 0
    }

    /// Whether the word may be left out in one of its senses.
    #[must_use]
    pub fn may_be_idle(self) -> bool {
        self.0 & Self::IDLE.0 != 0
    }
}

/// A group of words.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its id in the data.
    pub id: Box<str>,
    /// What its words do.
    pub effect: Effect,
    /// Groups that are easily taken for it and mean something else.
    pub against: Box<[GroupId]>,
    /// The kinds of unit in which its idea is counted; empty where any may be.
    pub asks_for: Box<[UnitKind]>,
    /// Its words say no more than the kind of unit: "what share".
    pub is_form: bool,
}

/// What a word may mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Meaning {
    /// The groups it belongs to.
    pub groups: Vec<GroupId>,
    /// What it does, in any of its senses.
    pub effects: Effects,
    /// What it bears on where nothing explains it; none for words that name and narrow nothing.
    pub alone: Option<Bearing>,
}

impl Meaning {
    fn extend(&mut self, other: &Self) {
        for group in &other.groups {
            if !self.groups.contains(group) {
                self.groups.push(*group);
            }
        }
        self.effects.extend(other.effects);
        // Of several senses the gravest counts.
        self.alone = self.alone.max(other.alone);
    }

    /// Whether both share a group.
    #[must_use]
    pub fn shares(&self, groups: &[GroupId]) -> bool {
        self.groups.iter().any(|group| groups.contains(group))
    }
}

/// A word found in a text: from word or syllable `start` up to `end`.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its first place.
    pub start: usize,
    /// The place behind its last.
    pub end: usize,
    /// The word, by its number.
    pub word: u32,
    /// A verb with its endings.
    pub verb: bool,
}

/// The groups and all words in them.
#[derive(Debug, Default)]
pub struct Lexicon {
    groups: Vec<Group>,
    /// What words mean, each meaning once.
    meanings: Vec<Meaning>,
    /// For each word by its number, its meaning among those.
    meaning_of: Vec<u16>,
    /// Words of English in their dictionary form.
    english: Keys,
    /// Phrases of English.
    phrases: Sayings,
    /// Numbers of Korean words by their dictionary form.
    korean: Keys,
    hangul: ko::Words,
}

/// What words mean while the tables are read, each by its number.
type Meanings = Vec<Meaning>;

impl Lexicon {
    /// The lexicon that is part of the program.
    #[must_use]
    pub fn get() -> &'static Self {
        &LEXICON
    }

    fn read(concepts: &str, everyday: &str) -> Self {
        let mut lexicon = Self::default();
        let mut meanings = Meanings::new();
        let rows: Vec<csv::StringRecord> = rows(concepts).filter(|row| row.len() == 6).collect();
        let ids: FxHashMap<&str, GroupId> = rows.iter().map(|row| &row[0]).zip(0..).collect();
        let asked: FxHashMap<String, (Box<[UnitKind]>, bool)> = self::rows(ASKED)
            .map(|row| {
                let kinds = items(&row[1]).filter_map(|kind| kind.parse().ok()).collect();
                (row[0].to_owned(), (kinds, &row[2] == "yes"))
            })
            .collect();
        for (row, id) in rows.iter().zip(0..) {
            let Some(effect) = Effect::from_word(&row[1]) else { continue };
            let against = items(&row[3]).filter_map(|id| ids.get(id).copied()).collect();
            let asked = asked.get(&row[0]);
            let asks_for = asked.map(|(kinds, _)| kinds.clone()).unwrap_or_default();
            let is_form = asked.is_some_and(|(_, form)| *form);
            lexicon.groups.push(Group { id: row[0].into(), effect, against, asks_for, is_form });
            let alone = Bearing::from_word(&row[2]);
            let mut meaning = Meaning { groups: vec![id], effects: Effects::default(), alone };
            meaning.effects.add(effect);
            items(&row[4]).for_each(|word| lexicon.add_english(word, &meaning, &mut meanings));
            items(&row[5]).for_each(|word| lexicon.add_korean(word, &meaning, &mut meanings));
        }
        for row in self::rows(everyday).filter(|row| row.len() == 3) {
            let alone = Bearing::from_word(&row[1]);
            let Some(effect) = alone.map(Bearing::effect).or_else(|| Effect::from_word(&row[1])) else { continue };
            let mut meaning = Meaning { alone, ..Meaning::default() };
            meaning.effects.add(effect);
            for word in row[2].split_whitespace() {
                // What a group says of a word is more precise, except that by itself it may carry a sentence only.
                let english = &row[0] == "en";
                let known = if english { lexicon.english_word(word) } else { lexicon.korean.get(word) };
                match known {
                    Some(number) if alone == Some(Bearing::Light) => {
                        let known = &mut meanings[number as usize];
                        known.alone = known.alone.and(alone);
                    }
                    Some(_) => {}
                    None if english => lexicon.add_english(word, &meaning, &mut meanings),
                    None => lexicon.add_korean(word, &meaning, &mut meanings),
                }
            }
        }
        // A word of several senses is taken in its everyday one where nothing explains it.
        for row in self::rows(ALONE).filter(|row| row.len() == 3) {
            let alone = Bearing::from_word(&row[1]);
            for word in row[2].split_whitespace() {
                let known = if &row[0] == "en" { lexicon.english.get(word) } else { lexicon.korean.get(word) };
                if let Some(number) = known {
                    let known = &mut meanings[number as usize];
                    known.alone = known.alone.and(alone);
                }
            }
        }
        lexicon.english.shrink();
        lexicon.phrases.shrink();
        lexicon.korean.shrink();
        lexicon.hangul.shrink();
        lexicon.keep(meanings);
        lexicon
    }

    /// Keeps each meaning once. Most words share theirs with thousands of others.
    fn keep(&mut self, meanings: Meanings) {
        let mut known: FxHashMap<Meaning, u16> = FxHashMap::default();
        self.meaning_of.reserve_exact(meanings.len());
        for meaning in meanings {
            // There are as many as combinations of groups in one word: a few thousand.
            let new = u16::try_from(self.meanings.len()).unwrap_or(u16::MAX);
            let place = *known.entry(meaning).or_insert_with_key(|meaning| {
                self.meanings.push(meaning.clone());
                new
            });
            self.meaning_of.push(place);
        }
        self.meanings.shrink_to_fit();
    }

    fn add_english(&mut self, word: &str, meaning: &Meaning, meanings: &mut Meanings) {
        let word = word.to_lowercase();
        let mut words = word.split([' ', '-']).filter(|word| !word.is_empty());
        let Some(first) = words.next() else { return };
        let rest = words.collect::<Vec<_>>().join(" ");
        if rest.is_empty() {
            let number = self.english.get(first).unwrap_or_else(|| {
                meanings.push(Meaning::default());
                self.english.add(first, meanings.len() as u32 - 1);
                meanings.len() as u32 - 1
            });
            meanings[number as usize].extend(meaning);
            return;
        }
        let known = self.phrases.of(first).find(|(known, _)| *known == rest).map(|(_, number)| number);
        match known {
            Some(number) => meanings[number as usize].extend(meaning),
            None => {
                self.phrases.add(first, &rest, meanings.len() as u32);
                meanings.push(meaning.clone());
            }
        }
    }

    fn add_korean(&mut self, word: &str, meaning: &Meaning, meanings: &mut Meanings) {
        let squeezed: String = word.chars().filter(|c| !c.is_whitespace()).collect();
        if !squeezed.chars().all(|c| ('\u{AC00}'..='\u{D7A3}').contains(&c)) {
            return;
        }
        match self.korean.get(&squeezed) {
            Some(number) => meanings[number as usize].extend(meaning),
            None => {
                let number = meanings.len() as u32;
                meanings.push(meaning.clone());
                self.korean.add(&squeezed, number);
                self.hangul.add(&squeezed, number);
            }
        }
    }

    /// A group by its place.
    #[must_use]
    pub fn group(&self, group: GroupId) -> &Group {
        &self.groups[usize::from(group)]
    }

    /// How many groups there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Whether there is no group.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The place of a group.
    #[must_use]
    pub fn find_group(&self, id: &str) -> Option<GroupId> {
        self.groups.iter().position(|group| &*group.id == id).and_then(|place| GroupId::try_from(place).ok())
    }

    /// What a word with this number means.
    #[must_use]
    pub fn meaning(&self, word: u32) -> &Meaning {
        &self.meanings[usize::from(self.meaning_of[word as usize])]
    }

    /// The word of English that a lower-case form belongs to: itself if it is a word, else the first that it may come from.
    #[must_use]
    pub fn english_word(&self, form: &str) -> Option<u32> {
        en::lemmas(form).iter().find_map(|lemma| self.english.get(lemma))
    }

    /// The word of English that is written just so.
    #[must_use]
    pub fn english_form(&self, form: &str) -> Option<u32> {
        self.english.get(form)
    }

    /// Words of English that change nothing or mostly nothing, with their numbers.
    pub fn light_words(&self) -> impl Iterator<Item = (&str, u32)> {
        let light = |number: u32| {
            let meaning = self.meaning(number);
            meaning.effects.is_idle() || meaning.alone == Some(Bearing::Light)
        };
        self.english.iter().filter(move |(_, number)| light(*number))
    }

    /// The word of Korean with this dictionary form.
    #[must_use]
    pub fn korean_word(&self, word: &str) -> Option<u32> {
        self.korean.get(word)
    }

    /// The word of Korean that a form belongs to.
    #[must_use]
    pub fn korean_form(&self, form: &str) -> Option<u32> {
        self.hangul.of(form).first().copied()
    }

    /// Phrases of several words that begin at the first of these forms: how many words each has, and its number.
    pub fn phrases<'a>(&'a self, forms: &'a [String]) -> impl Iterator<Item = (usize, u32)> + 'a {
        let firsts = forms.first().map(|form| en::lemmas(form)).unwrap_or_default();
        let phrases: Vec<(&str, u32)> = firsts.iter().flat_map(|first| self.phrases.of(first)).collect();
        phrases.into_iter().filter_map(|(rest, number)| {
            let length = rest.split(' ').count();
            let others = forms.get(1..=length)?;
            let same = |word: &str, form: &String| word == *form || en::lemmas(form).iter().any(|lemma| *lemma == word);
            rest.split(' ').zip(others).all(|(word, form)| same(word, form)).then_some((length + 1, number))
        })
    }

    /// Whether some phrase begins with this form.
    #[must_use]
    pub fn begins_phrase(&self, form: &str) -> bool {
        en::lemmas(form).iter().any(|lemma| self.phrases.begin_with(lemma))
    }

    /// Every word in a run of Hangul.
    pub fn in_hangul(&self, run: &[char], mut found: impl FnMut(Found)) {
        self.hangul.find(run, |one| {
            found(Found { start: one.start, end: one.end, word: one.word, verb: one.verb });
        });
    }

    /// What a single word means by itself, in either language; none if it is unknown.
    #[must_use]
    pub fn meaning_of(&self, word: &str) -> Option<Meaning> {
        let mut meaning = Meaning::default();
        if word.chars().all(|c| ('\u{AC00}'..='\u{D7A3}').contains(&c)) {
            self.hangul.of(word).into_iter().for_each(|number| meaning.extend(self.meaning(number)));
        } else {
            meaning.extend(self.meaning(self.english_word(word)?));
        }
        (!meaning.effects.is_empty()).then_some(meaning)
    }

    /// Whether two sets of groups hold one that is against one of the other.
    #[must_use]
    pub fn clash(&self, one: &[GroupId], other: &[GroupId]) -> bool {
        let against = |a: &[GroupId], b: &[GroupId]| {
            a.iter().any(|group| self.group(*group).against.iter().any(|enemy| b.contains(enemy)))
        };
        against(one, other) || against(other, one)
    }
}

fn rows(table: &str) -> impl Iterator<Item = csv::StringRecord> + use<'_> {
    csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes()).into_records().filter_map(Result::ok)
}

fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_tables_are_read_whole() {
        let lexicon = Lexicon::get();
        assert_eq!(lexicon.len(), CONCEPTS.lines().count() - 1, "a group that is not read has an unknown effect");
        let ids: BTreeSet<&str> = lexicon.groups.iter().map(|group| &*group.id).collect();
        assert_eq!(ids.len(), lexicon.len(), "an id stands twice");
        for row in rows(CONCEPTS) {
            for other in items(&row[3]) {
                assert!(ids.contains(other), "{}: against {other}, which is no group", &row[0]);
            }
            let names = matches!(&row[1], "concept" | "qualify");
            assert_eq!(Bearing::from_word(&row[2]).is_some(), names, "{}: what its words bear on alone", &row[0]);
        }
        for row in rows(ASKED) {
            assert!(ids.contains(&row[0]), "{}: no group", &row[0]);
            for kind in items(&row[1]) {
                assert!(kind.parse::<UnitKind>().is_ok(), "{}: {kind} is no kind of unit", &row[0]);
            }
        }
        for row in rows(ALONE) {
            assert!(Bearing::from_word(&row[1]).is_some(), "{:?}", &row[1]);
            let bears = |word: &&str| lexicon.meaning_of(word).is_some_and(|meaning| meaning.alone.is_some());
            let idle: Vec<&str> = row[2].split_whitespace().filter(|word| !bears(word)).collect();
            assert!(idle.is_empty(), "they bear on nothing: {idle:?}");
        }
        for row in rows(EVERYDAY) {
            assert!(
                Effect::from_word(&row[1]).or(Bearing::from_word(&row[1]).map(Bearing::effect)).is_some(),
                "{:?}",
                &row[1]
            );
        }
        for (effect, name) in Effect::ALL {
            assert!(lexicon.meanings.iter().any(|meaning| meaning.effects.has(effect)), "{name}");
        }
    }

    #[test]
    fn both_languages_are_in_most_groups() {
        let lexicon = Lexicon::get();
        let both = rows(CONCEPTS).filter(|row| !row[4].is_empty() && !row[5].is_empty()).count();
        assert!(both * 20 >= lexicon.len() * 19, "{both} of {}", lexicon.len());
        assert!(lexicon.len() >= 400 && lexicon.meaning_of.len() >= 6_000);
    }

    #[test]
    fn words_of_one_idea_share_a_group_in_every_form() {
        let lexicon = Lexicon::get();
        for (one, other) in [
            ("bought", "사들였다던데"),
            ("purchases", "구매"),
            ("hired", "채용"),
            ("sold", "팔았대"),
            ("deaths", "사망"),
        ] {
            let (a, b) = (lexicon.meaning_of(one), lexicon.meaning_of(other));
            let shares = a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| a.shares(&b.groups));
            assert!(shares, "{one} {a:?}, {other} {b:?}");
        }
    }

    #[test]
    fn opposites_are_told_apart() {
        let lexicon = Lexicon::get();
        let groups = |word: &str| lexicon.meaning_of(word).map(|meaning| meaning.groups).unwrap_or_default();
        for (one, other) in [("buy", "sell"), ("import", "export"), ("birth", "death"), ("사다", "팔다")] {
            assert!(!groups(one).is_empty() && lexicon.clash(&groups(one), &groups(other)), "{one} against {other}");
            assert!(!groups(one).iter().any(|group| groups(other).contains(group)), "{one} is no {other}");
        }
    }

    #[test]
    fn what_may_be_left_out_changes_no_measure() {
        let lexicon = Lexicon::get();
        for word in ["really", "thanks", "supposedly", "궁금하다", "정말"] {
            assert!(lexicon.meaning_of(word).is_some_and(|meaning| meaning.effects.is_idle()), "{word}");
        }
        for word in ["women", "sold", "monthly", "여성", "없다", "worry", "걱정"] {
            assert!(lexicon.meaning_of(word).is_some_and(|meaning| !meaning.effects.may_be_idle()), "{word}");
        }
        assert_eq!(lexicon.meaning_of("zxqwv"), None);
    }
}
