//! What the words of a follow-up do, with the measure of the conversation in mind.

use super::Wish;
use super::complete::Completing;
use super::frame::Frame;
use crate::figure::{MetricRef, PartialDate, Period};
use crate::lang::Asked;
use crate::lang::concepts::{Bearing, Effect, GroupId, Lexicon};
use crate::lang::lexicon::Role;
use crate::lang::text::Class;
use crate::read::interpret::{self, Reading, Sharing};
use crate::read::link::{Mask, Named, positions};
use crate::read::segment::Kind;

/// What a follow-up does besides naming things.
#[derive(Clone, Copy)]
pub(super) struct Does {
    pub compares: bool,
    pub ranks: bool,
    pub follows: bool,
    pub negates: bool,
    pub looks_ahead: bool,
}

impl Completing<'_> {
    /// Whether there is anything to go by: a name, a period, a unit, something to do or a form. Thanks are none.
    pub(super) fn says_something(&self) -> bool {
        let linked = self.linked;
        let phrase = self.idea_of_phrases(self.exact).is_some();
        let does = [
            Role::Compare,
            Role::Ratio,
            Role::Trend,
            Role::Most,
            Role::Least,
            Role::Source,
            Role::Definition,
            Role::Outlook,
            Role::Sum,
        ];
        phrase
            || !linked.entities.is_empty()
            || !linked.sources.is_empty()
            || !linked.periods.is_empty()
            || linked.unit_words() != 0
            || linked.places() != 0
            || self.heard.asks()
            || self.heard.pair
            || self.heard.them
            || self.heard.years_on.is_some()
            || self.heard.newest
            || self.exact.unexplained & !self.heard.consumed != 0
            || does.into_iter().any(|role| linked.with_role(role) & !self.heard.consumed != 0)
    }

    /// The text read as being about a measure that it does not name.
    pub(super) fn read_about(&self, metric: MetricRef) -> Reading {
        let (catalog, vocabulary) = (self.catalog, &self.lore.vocabulary);
        let named = Named { what: metric, mask: 0, weak: false };
        let (_, mut reading) = interpret::with_metric(self.linked, catalog, vocabulary, Some(&named), Sharing::None);
        let known = self.heard.consumed | self.same_idea(reading.unexplained, metric);
        reading.unexplained &= !known;
        reading.wrong_unit &= reading.unexplained;
        reading.subject |= known;
        reading
    }

    /// Whether a number stands in the text that none of the figures is: an age, a label, or somebody else's claim.
    pub(super) fn states_another_number(&self, frame: &Frame, reading: &Reading) -> bool {
        let wanted = interpret::wanted_count(self.linked).map_or(0, |(position, _)| 1 << position);
        let numbers = self.linked.numbers() & !reading.subject & !self.linked.periods_at() & !wanted;
        let is_shown = |position: usize| {
            let values = || frame.figures.iter().map(|figure| self.catalog.figure(*figure).value);
            self.linked.number_at(position).is_some_and(|number| values().any(|value| number.may_be(value)))
        };
        positions(numbers).any(|position| !is_shown(position))
    }

    /// Words that mean in everyday language what a word of the measure's names means: "snap up" beside "bought".
    fn same_idea(&self, unexplained: Mask, metric: MetricRef) -> Mask {
        let vocabulary = &self.lore.vocabulary;
        let Some(words) = vocabulary.metric_words.get(metric.index()) else { return 0 };
        let own: Vec<GroupId> =
            words.iter().flat_map(|word| vocabulary.meanings[*word as usize].groups.iter().copied()).collect();
        let shares = |position: &usize| {
            self.linked.meaning_at(*position, vocabulary).is_some_and(|meaning| meaning.shares(&own))
        };
        positions(unexplained).filter(shares).fold(0, |mask, position| mask | 1 << position)
    }

    /// Sets aside what only carries the sentence ("so how far apart would that be"): words that bear on nothing, and are no names of
    /// the packs.
    pub(super) fn set_light_words_aside(&self, reading: &mut Reading) {
        let light = |position: &usize| {
            let meaning = self.linked.meaning_at(*position, &self.lore.vocabulary);
            let bears_on_nothing =
                meaning.is_some_and(|meaning| meaning.alone == Some(Bearing::Light) || meaning.effects.may_be_idle());
            bears_on_nothing
                && self.linked.word_at(*position).is_none()
                && !self.linked.is_typed_as_name(*position)
                && self.linked.units_at(*position).is_empty()
        };
        let light = positions(reading.unexplained).filter(light).fold(0, |mask, position| mask | 1 << position);
        reading.unexplained &= !light;
        reading.subject |= light;
    }

    /// Sets aside what only says that something is to be calculated, where it is said what: 증가율 계산해 줘.
    pub(super) fn set_calculating_aside(&self, reading: &mut Reading, idea: Option<Idea>) {
        let roles = [Role::Trend, Role::Compare, Role::Ratio, Role::Most, Role::Least, Role::Sum];
        let acts = roles.iter().any(|role| self.linked.with_role(*role) & !reading.subject != 0);
        if !acts && idea.is_none() {
            return;
        }
        let calculates = |position: &usize| {
            let meaning = self.linked.meaning_at(*position, &self.lore.vocabulary);
            meaning.is_some_and(|meaning| {
                meaning.effects.is_only(Effect::Operation) || meaning.effects.is_only(Effect::Ask)
            })
        };
        let idle = positions(reading.unexplained).filter(calculates).fold(0, |mask, position| mask | 1 << position);
        reading.unexplained &= !idle;
        reading.subject |= idle;
    }

    /// Whether somebody is named that others are measured against: 독일보다는.
    pub(super) fn names_what_is_exceeded(&self) -> bool {
        self.linked.entities.iter().any(|named| {
            let behind = (Mask::BITS - named.mask.leading_zeros()) as usize;
            self.exact.entities.contains(&named.what) && self.linked.typed(behind).starts_with(THAN)
        })
    }

    /// The year that lies so many years before the one that was shown as the text says: 4년 전.
    pub(super) fn years_before(&self, shown: i16) -> Option<Asked> {
        let position = positions(self.linked.periods_at()).next()?;
        let typed = self.linked.typed(position);
        let count: i16 = typed.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()?;
        let rest = typed.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        let ago = AGO.iter().any(|(year, ago)| rest.starts_with(year) && rest.trim_end().ends_with(ago));
        let year = PartialDate::Year(shown.checked_sub(count)?);
        (ago && (1..=MOST_YEARS).contains(&count)).then(|| Asked::Within(Period::at(year)))
    }

    /// What phrases of the text ask for, where no word of it is left open: "up by how much".
    pub(super) fn idea_of_phrases(&self, reading: &Reading) -> Option<Idea> {
        if !reading.sources.is_empty() || !self.linked.periods.is_empty() {
            return None;
        }
        let asks = |group: &GroupId| match &*Lexicon::get().group(*group).id {
            "difference" | "ratio" => Some(Idea::Compare),
            _ => None,
        };
        self.linked.ideas().find_map(|(mask, meaning)| {
            let free = mask & self.heard.consumed == 0 && mask.count_ones() > 1;
            meaning.groups.iter().find_map(asks).filter(|_| free)
        })
    }

    /// Sets aside the verb that only hands over what is asked for in some form: 그래프로 뽑아 줘, "send me that as a table". In
    /// Korean it stands right behind the form, in English before the pronoun. So is the one verb beside a pronoun whose course is
    /// asked for: "how has that developed".
    pub(super) fn set_carriers_aside(&self, reading: &mut Reading, follows: bool) -> Mask {
        let linked = self.linked;
        let open = reading.unexplained;
        if follows && self.heard.this && open.count_ones() == 1 {
            let acts = |position: usize| {
                let meaning = linked.meaning_at(position, &self.lore.vocabulary);
                let verb = meaning.is_some_and(|meaning| meaning.alone == Some(Bearing::Act));
                verb && !linked.is_typed_as_name(position)
            };
            if positions(open).all(acts) {
                reading.unexplained = 0;
                reading.subject |= open;
                return open;
            }
            return 0;
        }
        if !self.heard.asks() {
            return 0;
        }
        let is_verb = |position: usize| {
            let piece = &linked.pieces[position];
            let run = &linked.text.chars[piece.start..linked.text.run_end(piece.start).max(piece.end)];
            let mut verb = false;
            Lexicon::get().in_hangul(run, |found| verb |= found.verb && found.start == 0);
            verb
        };
        let is_word = |position: usize| {
            matches!(linked.pieces[position].kind, Kind::Everyday(_))
                && linked.word_at(position).is_none()
                && !linked.is_typed_as_name(position)
        };
        let idle = linked.with_role(Role::Padding) | linked.with_role(Role::Particle) | linked.with_role(Role::Ending);
        let consumed = |position: usize| self.heard.consumed & (1 << position) != 0;
        let carries = |position: &usize| {
            let hangul = linked.text.classes[linked.pieces[*position].start] == Class::Hangul;
            let mut before = (0..*position).rev().skip_while(|other| idle & (1 << other) != 0 && !consumed(*other));
            let behind_form = hangul && before.next().is_some_and(consumed);
            let first_consumed = (0..linked.pieces.len()).find(|other| consumed(*other));
            let before_pronoun = !hangul && self.heard.this && first_consumed.is_some_and(|first| *position < first);
            behind_form && (is_word(*position) || is_verb(*position)) || before_pronoun && is_word(*position)
        };
        let carriers = positions(reading.unexplained).filter(carries).fold(0, |mask, position| mask | 1 << position);
        reading.unexplained &= !carriers;
        reading.subject |= carriers;
        carriers
    }

    /// Sets aside what "why" wonders at: "why is it so low", 왜 줄었어. The words say how large something is or how it changed, and ask
    /// for no other thing.
    pub(super) fn set_wonder_aside(&self, reading: &mut Reading) {
        if self.heard.wish() != Some(Wish::Why) {
            return;
        }
        let wonders = |position: &usize| {
            let meaning = self.linked.meaning_at(*position, &self.lore.vocabulary);
            meaning.is_some_and(|meaning| meaning.effects.is_only(Effect::Operation))
        };
        let wonder = positions(reading.unexplained).filter(wonders).fold(0, |mask, position| mask | 1 << position);
        reading.unexplained &= !wonder;
        reading.subject |= wonder;
    }

    /// Whether the text speaks of a plan outside the names in it.
    pub(super) fn looks_ahead(&self) -> bool {
        let names = self.linked.entities.iter().fold(0, |mask, named| mask | named.mask);
        self.linked.with_role(Role::Outlook) & !names != 0
    }

    pub(super) fn does(&self, reading: &Reading) -> Does {
        let has = |role: Role| self.linked.with_role(role) & !reading.subject != 0;
        Does {
            compares: has(Role::Compare) || has(Role::Ratio),
            ranks: has(Role::Most) || has(Role::Least) || self.linked.nth.is_some(),
            follows: has(Role::Trend) || self.linked.periods.first().is_some_and(Asked::is_series),
            negates: has(Role::Negation),
            looks_ahead: has(Role::Outlook),
        }
    }

    /// What the words that nothing explains ask for by one of their senses, where all of them ask for the same; they are explained
    /// then. "How did it develop" follows, "what does that measure" asks for the meaning.
    pub(super) fn idea(&self, reading: &mut Reading) -> Option<Idea> {
        let names_nothing = reading.entities.is_empty() && reading.sources.is_empty();
        let open = reading.unexplained & !self.linked.with_role(Role::Negation);
        if !names_nothing || open == 0 {
            return None;
        }
        let mut ideas = positions(open).map(|position| {
            let meaning = self.linked.meaning_at(position, &self.lore.vocabulary)?;
            meaning.groups.iter().find_map(|group| Idea::of_group(&Lexicon::get().group(*group).id))
        });
        let first = ideas.next()??;
        if !ideas.all(|idea| idea == Some(first)) {
            return None;
        }
        reading.unexplained &= !open;
        reading.subject |= open;
        Some(first)
    }
}

/// Behind somebody whom others exceed.
const THAN: &str = "보다";
/// How words say that something was years ago, by how they begin and end.
const AGO: [(&str, &str); 3] = [("년", "전"), ("year", "ago"), ("year", "earlier")];
/// So many years ago at the most.
const MOST_YEARS: i16 = 50;

/// What a word asks for in one of its senses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Idea {
    Follow,
    Compare,
    Define,
    List,
}

impl Idea {
    /// What the words of a group of the lexicon ask for.
    fn of_group(id: &str) -> Option<Self> {
        Some(match id {
            "trend" | "change" | "growth" | "rise" | "fall" | "percent-change" => Self::Follow,
            "compare" | "difference" => Self::Compare,
            "definition" | "method" => Self::Define,
            "table" | "list-out" => Self::List,
            _ => return None,
        })
    }
}
