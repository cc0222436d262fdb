//! The words around the numbers of a paragraph, held against metrics; each stretch of text is looked up once.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::evidence::{Evidence, Words};
use crate::claim::context::Reading;
use crate::decide::{Evidence as OfWords, Support};
use crate::figure::MetricRef;
use crate::lang::Phrase;
use crate::read::Mentions;

/// Sentences before one's own whose words are looked at.
const SENTENCES_BACK: usize = 2;

/// What the sentences of a paragraph name.
pub(in crate::claim) struct Named<'a> {
    sentences: Vec<(usize, Whole<'a>)>,
}

/// What a whole sentence names.
enum Whole<'a> {
    /// It is one segment, which was looked up already.
    Segment(usize),
    Sentence(Box<Mentions<'a>>),
}

impl<'a> Named<'a> {
    /// Looks up the sentences of some phrases, and those right before.
    pub fn of(reading: &Reading<'a>, phrases: &[&Phrase]) -> Self {
        let mut sentences: Vec<usize> = Vec::new();
        for sentence in phrases.iter().filter_map(|phrase| reading.sentence_index(phrase)) {
            for back in 0..=SENTENCES_BACK {
                let Some(other) = sentence.checked_sub(back) else { break };
                if reading.is_one_paragraph(other, sentence) && !sentences.contains(&other) {
                    sentences.push(other);
                }
            }
        }
        let look_up = |sentence: usize| match reading.only_segment(sentence) {
            Some(segment) => Some((sentence, Whole::Segment(segment))),
            None => Some((sentence, Whole::Sentence(Box::new(reading.mentions_of(sentence)?)))),
        };
        Self { sentences: sentences.into_iter().filter_map(look_up).collect() }
    }
}

/// The words of a paragraph, ready to be held against metrics.
pub(in crate::claim) struct Paragraph<'p> {
    sentences: FxHashMap<usize, Support<'p>>,
    segments: FxHashMap<usize, Support<'p>>,
    /// The sentences that are one segment.
    whole: FxHashMap<usize, usize>,
    known: RefCell<FxHashMap<(bool, usize, MetricRef), OfWords>>,
}

impl<'p> Paragraph<'p> {
    pub fn new<'a>(reading: &'p Reading<'a>, named: &'p Named<'a>, phrases: &[&Phrase]) -> Self {
        let engine = reading.engine();
        let mut paragraph = Self {
            sentences: FxHashMap::default(),
            segments: FxHashMap::default(),
            whole: FxHashMap::default(),
            known: RefCell::default(),
        };
        let mut segments: Vec<usize> = phrases.iter().filter_map(|phrase| reading.segment_of(phrase)).collect();
        for (sentence, whole) in &named.sentences {
            match whole {
                Whole::Segment(segment) => {
                    paragraph.whole.insert(*sentence, *segment);
                    segments.push(*segment);
                }
                Whole::Sentence(mentions) => {
                    paragraph.sentences.insert(*sentence, engine.support(mentions));
                }
            }
        }
        for segment in segments {
            if let Some(mentions) = reading.mentions_at(segment) {
                paragraph.segments.entry(segment).or_insert_with(|| engine.support(mentions));
            }
        }
        paragraph
    }

    /// What a whole sentence says.
    fn sentence(&self, sentence: usize) -> Option<&Support<'p>> {
        let segment = self.whole.get(&sentence);
        segment.map_or_else(|| self.sentences.get(&sentence), |segment| self.segments.get(segment))
    }

    /// The metrics that the words come nearest to.
    pub fn nearest(&self, segment: usize, sentence: usize) -> Vec<MetricRef> {
        let all = self.sentence(sentence).map(|support| support.nearest(NEAR_IN_SENTENCE)).unwrap_or_default();
        if self.whole.get(&sentence) == Some(&segment) {
            return all;
        }
        let own = self.segments.get(&segment).map(|support| support.nearest(NEAR_IN_SEGMENT));
        let mut metrics = own.unwrap_or_default();
        for metric in all {
            if !metrics.contains(&metric) {
                metrics.push(metric);
            }
        }
        metrics
    }

    /// Takes what the words say of a metric into its evidence.
    pub fn take(
        &self,
        metric: MetricRef,
        segment: usize,
        sentence: usize,
        reading: &Reading<'_>,
        evidence: &mut Evidence,
    ) {
        let of = |is_segment: bool, place: usize| -> Option<OfWords> {
            let whole = self.whole.get(&place).copied().filter(|_| !is_segment);
            let (is_segment, place) = whole.map_or((is_segment, place), |segment| (true, segment));
            let support = if is_segment { self.segments.get(&place) } else { self.sentences.get(&place) }?;
            let mut known = self.known.borrow_mut();
            Some(*known.entry((is_segment, place, metric)).or_insert_with(|| support.of(metric)))
        };
        if let Some(said) = of(true, segment) {
            evidence.take(Words::Own, &said);
        }
        if let Some(said) = of(false, sentence) {
            evidence.take(Words::Sentence, &said);
        }
        for back in 1..=SENTENCES_BACK {
            let Some(other) = sentence.checked_sub(back).filter(|other| reading.is_one_paragraph(*other, sentence))
            else {
                break;
            };
            if let Some(said) = of(false, other) {
                evidence.take(Words::Before, &said);
            }
        }
    }
}

/// So many metrics are looked at that the words beside a number come near to.
const NEAR_IN_SEGMENT: usize = 8;
/// The same for its sentence.
const NEAR_IN_SENTENCE: usize = 12;
