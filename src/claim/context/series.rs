//! Series that a text pairs one by one: "A and B bought 3 and 4 respectively", A와 B는 각각 3개, 4개.

use std::ops::Range;

use super::Reading;
use crate::figure::EntityRef;
use crate::lang::Phrase;

/// Words that pair two series.
const PAIRING: [&str; 2] = ["respectively", "각각"];
/// What joins the members of a series, blanks and units aside.
const JOINING: [&str; 11] = ["and", "와", "과", "및", "·", ",", ", and", "그리고", "&", "/", "랑"];
/// Between two numbers of a series no more stands than a unit and a joining word.
const MOST_BETWEEN: usize = 24;

impl Reading<'_> {
    /// The one of a series of names that the number is paired with.
    pub(super) fn paired(&self, phrase: &Phrase) -> Option<EntityRef> {
        let segment = self.segment_of(phrase)?;
        let sentence = self.segments[segment].sentence;
        let range = self.sentence_range(sentence);
        let text = self.text.get(range.clone())?;
        if !PAIRING.iter().any(|word| text.contains(word)) {
            return None;
        }
        let phrases = super::clause::inside(self.phrases, &range);
        let own = phrases.iter().position(|other| other.folded == phrase.folded)?;
        let beside = |one: usize, other: usize| {
            let gap = self.text.get(phrases[one].folded.end..phrases[other].folded.start).unwrap_or_default();
            let numbers = [one, other].map(|place| &phrases[place].measure);
            gap.len() <= MOST_BETWEEN && self.joins(gap) && (numbers[0] == numbers[1] || gap.len() <= " and ".len())
        };
        let first = (1..=own).rev().take_while(|place| beside(place - 1, *place)).last().map_or(own, |place| place - 1);
        let last = (own + 1..phrases.len()).take_while(|place| beside(place - 1, *place)).last().unwrap_or(own);
        let names = self.series_before(sentence, phrases[first].folded.start);
        (last > first && names.len() == last - first + 1).then(|| names.get(own - first).copied())?
    }

    /// The longest series of names that ends before a place of a sentence.
    fn series_before(&self, sentence: usize, place: usize) -> Vec<EntityRef> {
        let mut named: Vec<(Range<usize>, EntityRef)> = Vec::new();
        for segment in self.sentences[sentence].segments.clone() {
            let Some(said) = self.said(segment) else { continue };
            for entity in &said.entities {
                let range = entity.range.start + said.offset..entity.range.end + said.offset;
                if range.end <= place && !named.iter().any(|(known, _)| *known == range) {
                    named.push((range, entity.what));
                }
            }
        }
        named.sort_by_key(|(range, _)| range.start);
        let mut best: Vec<EntityRef> = Vec::new();
        let mut series: Vec<EntityRef> = Vec::new();
        for (position, (range, entity)) in named.iter().enumerate() {
            let joined = position.checked_sub(1).is_some_and(|before| {
                self.text.get(named[before].0.end..range.start).is_some_and(|gap| self.joins(gap))
            });
            if !joined {
                series.clear();
            }
            series.push(*entity);
            if series.len() >= best.len() && series.len() > 1 {
                best.clone_from(&series);
            }
        }
        best
    }

    /// Whether nothing but a joining word stands in a gap.
    fn joins(&self, gap: &str) -> bool {
        let gap = gap.trim();
        JOINING.contains(&gap)
    }
}
