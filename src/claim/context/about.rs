//! Who and what a number is about, by the names in its segment, or in those before.

use super::{Reading, Said};
use crate::figure::{EntityRef, MetricRef, UnitRef};
use crate::lang::Phrase;
use crate::read::Place;

impl<'a> Reading<'a> {
    pub(super) fn metrics(
        &self,
        said: &Said<'a>,
        before: &[usize],
        carriers: &mut Vec<usize>,
    ) -> (Vec<MetricRef>, bool) {
        let named = said.mentions.metrics();
        if !named.is_empty() {
            return (self.leaves(said, &named), named.len() == 1);
        }
        // In a sentence before, one's own sentence's later segments do not count.
        for other in before {
            let Some(carrier) = self.said(*other) else { continue };
            let named = carrier.mentions.metrics();
            if named.is_empty() {
                continue;
            }
            carriers.push(*other);
            let mut leaves = Vec::new();
            for metric in &named {
                let root = self.catalog().metric(*metric).broader.unwrap_or(*metric);
                let family = self.engine.catalog().narrower(root).len().max(1);
                let pointed = said.mentions.narrowed(root);
                let found = if pointed.len() < family { pointed } else { carrier.mentions.narrowed(*metric) };
                leaves.extend(found.into_iter().filter(|leaf| !leaves.contains(leaf)).collect::<Vec<_>>());
            }
            return (leaves, named.len() == 1);
        }
        (Vec::new(), false)
    }

    fn leaves(&self, said: &Said<'a>, named: &[MetricRef]) -> Vec<MetricRef> {
        let mut leaves: Vec<MetricRef> = Vec::new();
        for metric in named {
            for leaf in said.mentions.narrowed(*metric) {
                if !leaves.contains(&leaf) {
                    leaves.push(leaf);
                }
            }
        }
        leaves
    }

    pub(super) fn entities(
        &self,
        phrase: &Phrase,
        said: &Said<'a>,
        before: &[usize],
        carriers: &mut Vec<usize>,
    ) -> Vec<EntityRef> {
        let own = &said.entities;
        if !own.is_empty() {
            return nearest_first(own, phrase.folded.start.saturating_sub(said.offset));
        }
        for other in before {
            let Some(carrier) = self.said(*other) else { continue };
            let mut found = carrier.entities.clone();
            if self.is_host(*other, phrase) {
                // Only what stands before the bracket.
                let place = phrase.folded.start.saturating_sub(carrier.offset);
                let earlier: Vec<_> = found.iter().filter(|named| named.range.end <= place).cloned().collect();
                if let Some(last) = earlier.into_iter().max_by_key(|named| named.range.end) {
                    found = vec![last];
                }
            }
            if found.is_empty() {
                continue;
            }
            if !carriers.contains(other) {
                carriers.push(*other);
            }
            return nearest_first(&found, usize::MAX);
        }
        Vec::new()
    }

    pub(super) fn is_host(&self, segment: usize, phrase: &Phrase) -> bool {
        self.segment_of(phrase).and_then(|own| self.segments[own].host) == Some(segment)
    }

    /// `one eightieth of B`, B의 80분의 1: the thing beside the number.
    pub(super) fn object(&self, phrase: &Phrase, said: &Said<'a>) -> Option<EntityRef> {
        let entities = &said.entities;
        let start = phrase.folded.start.checked_sub(said.offset)?;
        let end = phrase.folded.end.checked_sub(said.offset)?;
        let korean = self.text[said.range.clone()].chars().any(|c| matches!(c, '\u{AC00}'..='\u{D7A3}'));
        if korean {
            entities
                .iter()
                .filter(|named| named.range.end <= start)
                .max_by_key(|named| named.range.end)
                .map(|named| named.what)
        } else {
            entities
                .iter()
                .filter(|named| named.range.start >= end)
                .min_by_key(|named| named.range.start)
                .map(|named| named.what)
        }
    }

    /// Of several entities in a segment, the one that something is said of: the one with a topic or subject particle, or the
    /// first that no preposition stands before.
    pub(super) fn subject(&self, said: &Said<'a>) -> Option<EntityRef> {
        let named = &said.entities;
        let marked = named.iter().find(|place| {
            let behind = &self.text[(place.range.end + said.offset).min(said.range.end)..said.range.end];
            behind.starts_with(['은', '는', '이', '가'])
        });
        let oblique = |place: &&Place<EntityRef>| {
            let before = self.text[said.range.start..place.range.start + said.offset].trim_end();
            let word =
                before.rsplit(|c: char| !c.is_ascii_alphabetic()).find(|word| !word.is_empty() && *word != "the");
            word.is_some_and(|word| OBLIQUE.contains(&word.to_ascii_lowercase().as_str()))
        };
        let first = named.iter().min_by_key(|place| place.range.start);
        let bare = named.iter().filter(|place| !oblique(place)).min_by_key(|place| place.range.start);
        marked.or(bare).or(first).map(|place| place.what)
    }

    /// The entities of earlier segments of the sentence, the nearest first; else those of the nearest sentence before.
    pub(super) fn around(&self, own: usize, before: &[usize], entities: &[EntityRef]) -> Vec<EntityRef> {
        let sentence = self.segments[own].sentence;
        let mut around: Vec<EntityRef> = Vec::new();
        for segment in before {
            if self.segments[*segment].sentence != sentence && !around.is_empty() {
                break;
            }
            let Some(said) = self.said(*segment) else { continue };
            for place in &said.entities {
                if !entities.contains(&place.what) && !around.contains(&place.what) {
                    around.push(place.what);
                }
            }
        }
        around
    }

    /// Units named by the words right behind a number: "1,961 AI firms", 1441개 기업.
    pub(super) fn counted(&self, phrase: &Phrase, said: &Said<'a>) -> Vec<UnitRef> {
        let rest = &self.text[phrase.folded.end..said.range.end.max(phrase.folded.end)];
        if !rest.starts_with(' ') {
            return Vec::new();
        }
        let korean = rest.trim_start().starts_with(|c: char| matches!(c, '\u{AC00}'..='\u{D7A3}'));
        let most = if korean { 1 } else { WORDS_COUNTED };
        let base = self.text.as_ptr() as usize;
        for word in rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(most) {
            if ENDS_OF_NOUNS.contains(&word.to_ascii_lowercase().as_str()) {
                break;
            }
            let place = word.as_ptr() as usize - base;
            let units = place.checked_sub(said.offset).map(|place| said.mentions.units_at(place)).unwrap_or_default();
            if !units.is_empty() {
                return units;
            }
        }
        Vec::new()
    }

    /// `rose to 51,425`, 5만1425명으로 늘었다: a level, not a change.
    pub(super) fn is_reached(&self, phrase: &Phrase) -> bool {
        let before = self.text[..phrase.folded.start].trim_end();
        let behind = &self.text[phrase.folded.end..];
        let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        matches!(word, "to" | "at" | "from" | "was" | "were" | "is" | "are" | "of" | "has" | "have" | "had")
            || ["으로", "로", "에", "이었", "였", "이다"].iter().any(|particle| behind.starts_with(particle))
    }
}

/// A name behind one of these is no subject.
const OBLIQUE: [&str; 16] = [
    "in", "at", "of", "for", "by", "to", "from", "with", "than", "like", "unlike", "against", "over", "as", "behind",
    "versus",
];
/// A noun behind a number has no more words than this.
const WORDS_COUNTED: usize = 3;
/// What ends the words that a number counts.
const ENDS_OF_NOUNS: [&str; 22] = [
    "at", "in", "of", "by", "for", "from", "to", "with", "on", "and", "or", "while", "that", "which", "is", "are",
    "was", "were", "held", "bought", "has", "than",
];
pub(super) fn nearest_first(named: &[Place<EntityRef>], place: usize) -> Vec<EntityRef> {
    let mut named: Vec<&Place<EntityRef>> = named.iter().collect();
    named.sort_by_key(|named| {
        let before = named.range.end <= place;
        (!before, if before { place - named.range.end } else { named.range.start.saturating_sub(place) })
    });
    named.into_iter().map(|named| named.what).collect()
}
