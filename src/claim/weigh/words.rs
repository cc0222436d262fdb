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
    sentences: Vec<(usize, Mentions<'a>)>,
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
        let look_up = |sentence: usize| Some((sentence, reading.mentions_of(sentence)?));
        Self { sentences: sentences.into_iter().filter_map(look_up).collect() }
    }
}

/// The words of a paragraph, ready to be held against metrics.
pub(in crate::claim) struct Paragraph<'p> {
    sentences: FxHashMap<usize, Support<'p>>,
    segments: FxHashMap<usize, Support<'p>>,
    known: RefCell<FxHashMap<(bool, usize, MetricRef), OfWords>>,
}

impl<'p> Paragraph<'p> {
    pub fn new<'a>(reading: &'p Reading<'a>, named: &'p Named<'a>, phrases: &[&Phrase]) -> Self {
        let engine = reading.engine();
        let sentences = named.sentences.iter().map(|(sentence, mentions)| (*sentence, engine.support(mentions)));
        let mut segments: FxHashMap<usize, Support<'p>> = FxHashMap::default();
        for segment in phrases.iter().filter_map(|phrase| reading.segment_of(phrase)) {
            if let Some(mentions) = reading.mentions_at(segment) {
                segments.entry(segment).or_insert_with(|| engine.support(mentions));
            }
        }
        Self { sentences: sentences.collect(), segments, known: RefCell::default() }
    }

    /// The metrics that the words come nearest to.
    pub fn nearest(&self, segment: usize, sentence: usize) -> Vec<MetricRef> {
        let mut metrics: Vec<MetricRef> = Vec::new();
        let own = self.segments.get(&segment).map(|support| support.nearest(NEAR_IN_SEGMENT));
        let all = self.sentences.get(&sentence).map(|support| support.nearest(NEAR_IN_SENTENCE));
        for metric in own.into_iter().chain(all).flatten() {
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
