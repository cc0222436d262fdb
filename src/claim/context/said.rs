//! A segment with what its words name, looked up once.

use std::ops::Range;

use super::Reading;
use crate::claim::clause;
use crate::figure::EntityRef;
use crate::lang::tone::{self, Tone, Tones};
use crate::lang::{Asked, Measure, Phrase};
use crate::read::{Does, Mentions, Place};

/// A segment that was looked up.
pub(super) struct Said<'a> {
    pub mentions: Mentions<'a>,
    /// Where the text that was looked up begins.
    pub offset: usize,
    pub range: Range<usize>,
    pub entities: Vec<Place<EntityRef>>,
    /// One that depends on the day of writing is none where that is not known.
    pub periods: Vec<Place<Option<Asked>>>,
    pub tones: Tones,
    /// Says that something became more or less than it was.
    pub changes: bool,
    /// Words that nothing explains.
    pub strange: Vec<Range<usize>>,
    pub places: bool,
    pub negated: bool,
    pub extra: bool,
    pub ahead: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn look_up(&self, position: usize) -> Option<Said<'a>> {
        let segment = &self.segments[position];
        let mut start = segment.range.start;
        let mut brackets = segment.brackets.clone();
        // "In Korea, ..." and "China, Britain and ...": names alone belong to what follows.
        if segment.host.is_none() {
            let first = self.sentences[segment.sentence].segments.start;
            let mut earlier: Vec<usize> =
                (first..position).filter(|other| self.segments[*other].host.is_none()).collect();
            while let Some(other) = earlier.pop() {
                let has_numbers = !clause::inside(self.phrases, &self.segments[other].range).is_empty();
                if has_numbers || !self.said(other).is_some_and(|said| said.mentions.is_bare()) {
                    break;
                }
                start = self.segments[other].range.start;
                brackets.extend(self.segments[other].brackets.iter().cloned());
            }
        }
        let range = start..segment.range.end;
        let slice = self.blanked.get(range.clone())?;
        let mentions = if brackets.is_empty() {
            self.engine.mentions(slice, self.date)?
        } else {
            // Closing brackets keep a particle behind them attached: 마이크로소프트(15만 개)는.
            let mut bytes = slice.as_bytes().to_vec();
            for bracket in &brackets {
                let inside = bracket.start.saturating_sub(start)..bracket.end.saturating_sub(start).min(bytes.len());
                bytes.get_mut(inside)?.fill(b')');
            }
            self.engine.mentions(&String::from_utf8(bytes).ok()?, self.date)?
        };
        let at = |range: Range<usize>| range.start + start..range.end + start;
        let is_strange = |range: &Range<usize>| {
            let text = self.text.get(at(range.clone())).unwrap_or_default();
            tone::words(text).any(|word| !tone::is_plain(word))
        };
        let strange = mentions.unexplained().into_iter().filter(is_strange).collect();
        let places = !mentions.unknown_places().is_empty();
        let subject: Vec<Range<usize>> = mentions.subject().into_iter().map(at).collect();
        let negated = mentions.that(Does::Negate).into_iter().map(at).any(|range| !subject.contains(&range));
        let (entities, periods) = (mentions.entities(), mentions.periods());
        let names: Vec<Range<usize>> = mentions
            .named_metrics()
            .into_iter()
            .map(|place| at(place.range))
            .chain(entities.iter().map(|place| at(place.range.clone())))
            .collect();
        let (mut extra, mut ahead) = (false, false);
        for (word, place) in placed_words(&self.blanked, &range) {
            if brackets.iter().any(|bracket| bracket.contains(&place)) {
                continue;
            }
            let named = names.iter().any(|range| range.contains(&place));
            let tones = tone::tones(word);
            extra |= !named && (tones.has(Tone::Extra) || is_per(word));
            ahead |= tones.has(Tone::Ahead);
        }
        let (mut tones, mut changes) = (Tones::default(), false);
        for word in tone::words(&self.text[range.clone()]) {
            let own = tone::tones(word);
            changes |= (own.has(Tone::Up) || own.has(Tone::Down)) && !is_comparative(word);
            tones |= own;
        }
        let offset = start;
        Some(Said {
            mentions,
            offset,
            range,
            entities,
            periods,
            tones,
            changes,
            strange,
            places,
            negated,
            extra,
            ahead,
        })
    }
}

/// Words with their places.
fn placed_words<'t>(text: &'t str, range: &Range<usize>) -> impl Iterator<Item = (&'t str, usize)> {
    let slice = text.get(range.clone()).unwrap_or_default();
    let base = text.as_ptr() as usize;
    tone::words(slice).map(move |word| (word, word.as_ptr() as usize - base))
}

/// Words that compare and change nothing: 많은, `higher`.
fn is_comparative(word: &str) -> bool {
    const WORDS: [&str; 5] = ["more", "higher", "lower", "less", "fewer"];
    let korean = ["많은", "많다", "많았", "높은", "높다", "높았", "적은", "적다", "적었"];
    WORDS.contains(&word) || korean.iter().any(|stem| word.starts_with(stem))
}

/// 기업당, 1인당: one figure for each.
fn is_per(word: &str) -> bool {
    const PER: [&str; 9] = ["인당", "기업당", "곳당", "개당", "명당", "가구당", "대당", "장당", "업체당"];
    PER.iter().any(|per| word.ends_with(per))
}

/// The text with zeros in place of the phrases. Zeros are no word, no year and no name, and particles stay attached to
/// them. A place in an order is left as the word for it, because that is what it is called in a metric's name.
pub(super) fn blanked(text: &str, phrases: &[Phrase]) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut at = 0;
    for phrase in phrases {
        blanked.push_str(&text[at..phrase.folded.start]);
        let length = phrase.folded.len();
        let (english, korean) = ("rank", "순위");
        let ascii = text[phrase.folded.clone()].is_ascii();
        match phrase.measure {
            Measure::Rank if ascii && length >= english.len() => {
                blanked.push_str(english);
                blanked.extend(std::iter::repeat_n(' ', length - english.len()));
            }
            Measure::Rank if !ascii && length >= korean.len() => {
                blanked.extend(std::iter::repeat_n(' ', length - korean.len()));
                blanked.push_str(korean);
            }
            _ => blanked.extend(std::iter::repeat_n('0', length)),
        }
        at = phrase.folded.end;
    }
    blanked.push_str(&text[at..]);
    blanked
}
